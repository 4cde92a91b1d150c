"""What a reward would cost, beside what the same points do at the checkout."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.rules.facts import ChannelFacts
from saleor_loyalty_plugin.rules.redemption import (
    has_rate,
    home_currency,
    points_for_discount,
    value_of_points,
)
from saleor_loyalty_plugin.rules.rewards import (
    POINTS_MAX,
    RewardPlace,
    RewardTerms,
    price_in_points,
    price_of_reward,
)
from saleor_loyalty_plugin.rules.terms import ChannelTerms
from saleor_loyalty_plugin.services.programs.programs import ActiveTerms, terms_for_channels


@dataclass(frozen=True, slots=True, kw_only=True)
class RewardCost:
    """The cost of a reward in a channel, in points and in money of its currency.

    `points` is what it would cost, `points_proposed` what its price alone makes, and `price` the
    money that points pay for; None where there is none. `worth` is what `points` take off at the
    checkout, `points_at_checkout` how many take off `price` there; None where points pay nothing.
    """

    points: int | None = None
    points_proposed: int | None = None
    price: Decimal | None = None
    worth: Decimal | None = None
    points_at_checkout: int | None = None

    @property
    def agrees(self) -> bool:
        """Whether points do as much here as at the checkout, as far as that can be said."""
        known = self.points is not None and self.points_at_checkout is not None
        return not known or self.points == self.points_at_checkout


def cost_of_reward(
    *, terms: RewardTerms, points: int | None, channel: ChannelFacts, using: str, now: datetime
) -> RewardCost:
    """What a reward of these terms would cost in a channel; `points` is the cost that it names.

    Read from the alias `using`: the program, and for a product its price.
    """
    active = terms_for_channels(channel_ids=[channel.channel_id], using=using).get(
        channel.channel_id
    )
    here = active.terms.for_channel(channel.channel_id) if active is not None else None
    if active is None or here is None:
        return RewardCost(points=points)
    place = RewardPlace(
        currency=channel.currency,
        factor=active.terms.reward_price_factor,
        price=_price(terms.variant_id, channel, using, now),
    )
    price, proposed = price_of_reward(terms, place), price_in_points(terms, place)
    cost = points if points is not None else proposed
    if not _pays(active, here, channel):
        return RewardCost(points=cost, points_proposed=proposed, price=price)
    return RewardCost(
        points=cost,
        points_proposed=proposed,
        price=price,
        worth=value_of_points(cost, here, channel.currency_digits) if cost is not None else None,
        points_at_checkout=_points_for(price, here) if price is not None else None,
    )


def _price(
    variant_id: int | None, channel: ChannelFacts, using: str, now: datetime
) -> Decimal | None:
    if variant_id is None:
        return None
    found = current_host().variant_facts(
        channel_id=channel.channel_id, variant_ids={variant_id}, using=using, now=now
    )
    return next((item.price for item in found if not item.is_gift_card), None)


def _points_for(price: Decimal, here: ChannelTerms) -> int | None:
    points = points_for_discount(price, here)
    return points if points <= POINTS_MAX else None


def _pays(active: ActiveTerms, here: ChannelTerms, channel: ChannelFacts) -> bool:
    """Whether points can lower a price in the channel at all."""
    terms = active.terms
    home = home_currency(current_host().channels())
    is_on = terms.is_active and terms.spending_active and here.spending_active
    return is_on and here.redeem_points > 0 and has_rate(terms, channel, home=home)
