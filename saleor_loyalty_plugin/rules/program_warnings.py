"""Settings that cost the merchant much, or that contradict each other.

A warning forbids nothing. It names a setting and the numbers that speak against it; the words are
elsewhere.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import ROUND_CEILING, Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any

from saleor_loyalty_plugin.rules.expiry import ExpiryPolicy
from saleor_loyalty_plugin.rules.facts import ZERO, ChannelFacts
from saleor_loyalty_plugin.rules.preview import amount_entitlement
from saleor_loyalty_plugin.rules.redemption import has_rate, value_of_points
from saleor_loyalty_plugin.rules.terms import ChannelTerms, ProgramTerms
from saleor_loyalty_plugin.rules.tiers import tiers_in_force

# Of what customers pay, in percent: most shops give back 1 to 5.
RETURN_PERCENTAGE_MAX = Decimal(10)
EXPIRY_DAYS_MIN = 30
ORDERS_TO_MINIMUM_MAX = 50
# Fewer orders than these say little about what customers spend.
ORDERS_KNOWN_MIN = 3
FACTOR_RATIO_MAX = Decimal(2)
_DAYS_OF_MONTH = 30


class WarningCode(StrEnum):
    """What speaks against some settings, in the order in which warnings are given."""

    NOBODY_TAKES_PART = "NOBODY_TAKES_PART"
    GIVES_BACK_MUCH = "GIVES_BACK_MUCH"
    TIER_GIVES_BACK_MUCH = "TIER_GIVES_BACK_MUCH"
    EARNS_NOTHING = "EARNS_NOTHING"
    ORDERS_EARN_NOTHING = "ORDERS_EARN_NOTHING"
    POINTS_EARN_POINTS = "POINTS_EARN_POINTS"
    NO_RATE = "NO_RATE"
    BUYS_NOTHING = "BUYS_NOTHING"
    MINIMUM_BALANCE_FAR = "MINIMUM_BALANCE_FAR"
    MINIMUM_CART_VALUE_FAR = "MINIMUM_CART_VALUE_FAR"
    REWARD_FACTOR = "REWARD_FACTOR"
    EXPIRY_SHORTER_THAN_WAITING = "EXPIRY_SHORTER_THAN_WAITING"
    EXPIRY_SOON = "EXPIRY_SOON"
    REGISTRATION_COSTLY = "REGISTRATION_COSTLY"
    REFERRAL_COSTLY = "REFERRAL_COSTLY"
    NEWSLETTER_NEVER = "NEWSLETTER_NEVER"


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingWarning:
    """One thing that speaks against settings.

    `setting` is the one to look at first, by its name in the input. `channels` are those that it
    is about, empty for the program as a whole; amounts in `values` are in their currency.
    """

    code: WarningCode
    setting: str
    channels: tuple[ChannelFacts, ...] = ()
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShopView:
    """What the shop and the ledger say that settings are measured by.

    `channels` are those that the program covers. `order_worths` are what the goods of the newest
    orders were worth, by channel. `has_members`: somebody takes part under these settings.
    `has_rewards_by_price`: a reward that is offered names no points of its own.
    """

    channels: Sequence[ChannelFacts]
    home: str | None
    order_worths: Mapping[int, Sequence[Decimal]]
    has_members: bool
    has_rewards_by_price: bool


def return_percentage(channel: ChannelTerms) -> Decimal:
    """What of each 1 spent comes back as points, in percent, by the general rates."""
    if channel.redeem_points <= 0:
        return ZERO
    earned = Fraction(channel.earn_points) / Fraction(channel.earn_amount)
    worth = Fraction(channel.redeem_amount) / channel.redeem_points
    percentage = earned * worth * 100
    return round(Decimal(percentage.numerator) / Decimal(percentage.denominator), 2)


def setting_warnings(terms: ProgramTerms, view: ShopView, *, now: datetime) -> list[SettingWarning]:
    """All that speaks against `terms`, each once: what several channels share names them all."""
    found = [*_of_program(terms, view)]
    for place in view.channels:
        channel = terms.for_channel(place.channel_id)
        if channel is not None:
            found += _of_channel(terms, channel, place, view, now)
    order = list(WarningCode)
    return sorted(_merged(found), key=lambda item: order.index(item.code))


def _merged(found: Sequence[SettingWarning]) -> list[SettingWarning]:
    merged: dict[object, SettingWarning] = {}
    for item in found:
        currency = item.channels[0].currency if item.channels else None
        key = (item.code, currency, tuple(item.values.items()))
        before = merged.get(key)
        if before is None:
            merged[key] = item
        else:
            channels = (*before.channels, *item.channels)
            merged[key] = SettingWarning(
                code=item.code, setting=item.setting, channels=channels, values=item.values
            )
    return list(merged.values())


def _of_program(terms: ProgramTerms, view: ShopView) -> Iterator[SettingWarning]:
    if not view.has_members:
        yield SettingWarning(code=WarningCode.NOBODY_TAKES_PART, setting="eligibility")
    yield from _of_expiry(terms)
    if terms.newsletter_points and not terms.newsletter_metadata_key:
        yield SettingWarning(code=WarningCode.NEWSLETTER_NEVER, setting="newsletter_metadata_key")


def _of_expiry(terms: ProgramTerms) -> Iterator[SettingWarning]:
    match terms.expiry.policy:
        case ExpiryPolicy.AFTER_DAYS:
            days, name = terms.expiry.days, "expiry.days"
        case ExpiryPolicy.AFTER_MONTHS | ExpiryPolicy.AFTER_INACTIVITY:
            days, name = terms.expiry.months * _DAYS_OF_MONTH, "expiry.months"
        case _:
            return
    values = {"days": days, "pending_days": terms.pending_days}
    if terms.pending_days > days:
        code = WarningCode.EXPIRY_SHORTER_THAN_WAITING
        yield SettingWarning(code=code, setting=name, values=values)
    elif days < EXPIRY_DAYS_MIN:
        yield SettingWarning(code=WarningCode.EXPIRY_SOON, setting=name, values=values)


def _of_channel(
    terms: ProgramTerms,
    channel: ChannelTerms,
    place: ChannelFacts,
    view: ShopView,
    now: datetime,
) -> Iterator[SettingWarning]:
    if terms.earning_active and channel.earning_active:
        yield from _of_earning(terms, channel, place, view, now)
    if not (terms.spending_active and channel.spending_active):
        return
    if not has_rate(terms, place, home=view.home):
        yield SettingWarning(code=WarningCode.NO_RATE, setting="channels", channels=(place,))
    elif channel.redeem_points == 0:
        code = WarningCode.BUYS_NOTHING
        yield SettingWarning(code=code, setting="channels.redeem_points", channels=(place,))
    else:
        yield from _of_worth(terms, channel, place, view, now)
        yield from _of_minimums(terms, channel, place, view, now)


def _of_earning(
    terms: ProgramTerms,
    channel: ChannelTerms,
    place: ChannelFacts,
    view: ShopView,
    now: datetime,
) -> Iterator[SettingWarning]:
    if channel.earn_points == 0:
        # Rules may multiply nothing, but also give points of their own.
        if all(rule.multiplier is not None for rule in terms.earning_rules):
            code = WarningCode.EARNS_NOTHING
            yield SettingWarning(code=code, setting="channels.earn_points", channels=(place,))
        return
    average = _average(place, view)
    if average and amount_entitlement(average, terms, place, now=now).points_earned == 0:
        yield SettingWarning(
            code=WarningCode.ORDERS_EARN_NOTHING,
            setting="channels.earn_amount",
            channels=(place,),
            values={"average": average},
        )


def _of_worth(
    terms: ProgramTerms,
    channel: ChannelTerms,
    place: ChannelFacts,
    view: ShopView,
    now: datetime,
) -> Iterator[SettingWarning]:
    """What points are worth, against what they are given for."""
    is_earning = terms.earning_active and channel.earning_active
    share = return_percentage(channel) if is_earning else ZERO
    if share > RETURN_PERCENTAGE_MAX:
        yield SettingWarning(
            code=WarningCode.GIVES_BACK_MUCH,
            setting="channels.earn_points",
            channels=(place,),
            values={"percentage": share},
        )
    else:
        yield from _of_tiers(terms, share, place, now)
    limit = channel.maximum_discount_percentage
    is_limited = channel.maximum_discount_amount is not None or (limit or 100) < 100
    if is_earning and terms.earn_on_points_paid_part and not is_limited:
        code = WarningCode.POINTS_EARN_POINTS
        yield SettingWarning(code=code, setting="earn_on_points_paid_part", channels=(place,))
    if place.currency != view.home:
        # One number is meant for all currencies: it can be right in one of them only.
        return
    if view.has_rewards_by_price:
        yield from _of_factor(terms, channel, place)
    yield from _of_gifts(terms, channel, place, view)


def _of_tiers(
    terms: ProgramTerms, share: Decimal, place: ChannelFacts, now: datetime
) -> Iterator[SettingWarning]:
    tiers = tiers_in_force(terms.tiers, now)
    best = max(tiers, key=lambda tier: tier.earning_multiplier, default=None)
    if best is not None and share * best.earning_multiplier > RETURN_PERCENTAGE_MAX:
        yield SettingWarning(
            code=WarningCode.TIER_GIVES_BACK_MUCH,
            setting="channels.earn_points",
            channels=(place,),
            values={"percentage": round(share * best.earning_multiplier, 2), "tier": best.name},
        )


def _of_factor(
    terms: ProgramTerms, channel: ChannelTerms, place: ChannelFacts
) -> Iterator[SettingWarning]:
    """A price that costs other points as a reward than as a discount."""
    usual = channel.redeem_points / channel.redeem_amount
    ratio = terms.reward_price_factor / usual
    if not 1 / FACTOR_RATIO_MAX <= ratio <= FACTOR_RATIO_MAX:
        yield SettingWarning(
            code=WarningCode.REWARD_FACTOR,
            setting="reward_price_factor",
            channels=(place,),
            values={"factor": terms.reward_price_factor, "usual": round(usual, 3)},
        )


def _of_gifts(
    terms: ProgramTerms, channel: ChannelTerms, place: ChannelFacts, view: ShopView
) -> Iterator[SettingWarning]:
    digits, average = place.currency_digits, _average(place, view)
    worth = value_of_points(terms.registration_points, channel, digits)
    if average and worth > average / 2:
        yield SettingWarning(
            code=WarningCode.REGISTRATION_COSTLY,
            setting="registration_points",
            channels=(place,),
            values={"worth": worth, "average": average},
        )
    worth = value_of_points(terms.referrer_points + terms.referee_points, channel, digits)
    if worth > terms.referral_order_value_from:
        yield SettingWarning(
            code=WarningCode.REFERRAL_COSTLY,
            setting="referral_order_value_from",
            channels=(place,),
            values={"worth": worth, "order_value_from": terms.referral_order_value_from},
        )


def _of_minimums(
    terms: ProgramTerms,
    channel: ChannelTerms,
    place: ChannelFacts,
    view: ShopView,
    now: datetime,
) -> Iterator[SettingWarning]:
    """Minimums that hardly any customer reaches."""
    average = _average(place, view)
    if average is None:
        return
    points = amount_entitlement(average, terms, place, now=now).points_earned
    if points and channel.minimum_balance > points * ORDERS_TO_MINIMUM_MAX:
        orders = Decimal(channel.minimum_balance) / points
        yield SettingWarning(
            code=WarningCode.MINIMUM_BALANCE_FAR,
            setting="channels.minimum_balance",
            channels=(place,),
            values={
                "points": channel.minimum_balance,
                "orders": int(orders.to_integral_value(rounding=ROUND_CEILING)),
                "average": average,
            },
        )
    worths = view.order_worths[place.channel_id]
    if channel.minimum_cart_value > max(worths):
        yield SettingWarning(
            code=WarningCode.MINIMUM_CART_VALUE_FAR,
            setting="channels.minimum_cart_value",
            channels=(place,),
            values={"minimum": channel.minimum_cart_value, "orders": len(worths)},
        )


def _average(place: ChannelFacts, view: ShopView) -> Decimal | None:
    """What the goods of an order are worth on average; None where too few are known."""
    worths = view.order_worths.get(place.channel_id, ())
    if len(worths) < ORDERS_KNOWN_MIN:
        return None
    return round(sum(worths, ZERO) / len(worths), place.currency_digits)
