"""What a reward is, what it costs, and who can have it."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import ROUND_CEILING, Decimal
from enum import StrEnum
from typing import Any, Self

from saleor_loyalty_plugin.rules.facts import ZERO


class RewardKind(StrEnum):
    """What a customer gets. The last three are given by staff, who fulfil or refuse each claim."""

    PRODUCT = "PRODUCT"
    VOUCHER_PERCENTAGE = "VOUCHER_PERCENTAGE"
    VOUCHER_AMOUNT = "VOUCHER_AMOUNT"
    FREE_SHIPPING = "FREE_SHIPPING"
    GIFT_CARD = "GIFT_CARD"
    EXPERIENCE = "EXPERIENCE"
    MERCHANDISE = "MERCHANDISE"
    DONATION = "DONATION"


# What one entry can take. In a currency of small units a price may come to more.
POINTS_MAX = 1_000_000_000

AT_CHECKOUT = frozenset(
    {
        RewardKind.PRODUCT,
        RewardKind.VOUCHER_PERCENTAGE,
        RewardKind.VOUCHER_AMOUNT,
        RewardKind.FREE_SHIPPING,
    }
)
BY_STAFF = frozenset({RewardKind.EXPERIENCE, RewardKind.MERCHANDISE, RewardKind.DONATION})


class ClaimStatus(StrEnum):
    """CLAIMED: it can be used, or waits for staff. USED, EXPIRED and CANCELLED are its ends; the
    last gave the points back."""

    CLAIMED = "CLAIMED"
    USED = "USED"
    EXPIRED = "EXPIRED"
    CANCELLED = "CANCELLED"


class ClaimAction(StrEnum):
    """What staff can do with a claim: give what it is for, give its points back, or make a
    fulfilment undone."""

    FULFILL = "FULFILL"
    REFUSE = "REFUSE"
    REOPEN = "REOPEN"


class RewardLimitCode(StrEnum):
    """Why a reward can't be claimed now, in the order in which it is said."""

    ARCHIVED = "ARCHIVED"
    INACTIVE = "INACTIVE"
    NOT_YET = "NOT_YET"
    ENDED = "ENDED"
    SPENDING_OFF = "SPENDING_OFF"
    OTHER_CURRENCY = "OTHER_CURRENCY"
    UNAVAILABLE = "UNAVAILABLE"
    NO_PRICE = "NO_PRICE"
    SOLD_OUT = "SOLD_OUT"
    NOT_SIGNED_IN = "NOT_SIGNED_IN"
    ACCOUNT_FROZEN = "ACCOUNT_FROZEN"
    ACCOUNT_BANNED = "ACCOUNT_BANNED"
    TIER_NEEDED = "TIER_NEEDED"
    BADGE_NEEDED = "BADGE_NEEDED"
    CUSTOMER_LIMIT = "CUSTOMER_LIMIT"
    NOT_FIRST_TIME = "NOT_FIRST_TIME"
    INSUFFICIENT_POINTS = "INSUFFICIENT_POINTS"


# Shoppers don't see a reward at all that one of these keeps from them.
UNSEEN = frozenset(
    {
        RewardLimitCode.ARCHIVED,
        RewardLimitCode.INACTIVE,
        RewardLimitCode.NOT_YET,
        RewardLimitCode.ENDED,
        RewardLimitCode.OTHER_CURRENCY,
        RewardLimitCode.UNAVAILABLE,
        RewardLimitCode.NO_PRICE,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RewardTerms:
    """What a reward gives, as it was when it was claimed. Amounts are in `currency`."""

    kind: RewardKind
    name: str
    variant_id: int | None = None
    percentage: Decimal | None = None
    amount: Decimal | None = None
    money_amount: Decimal | None = None
    currency: str = ""

    def to_json(self) -> dict[str, Any]:
        """Decimals as strings, so that no digit is lost."""
        return {
            item.name: str(value) if isinstance(value, Decimal | StrEnum) else value
            for item in dataclasses.fields(self)
            for value in (getattr(self, item.name),)
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        values = dict(data)
        values["kind"] = RewardKind(values["kind"])
        for name in ("percentage", "amount", "money_amount"):
            if values.get(name) is not None:
                values[name] = Decimal(values[name])
        return cls(**values)


@dataclass(frozen=True, slots=True, kw_only=True)
class RewardFacts:
    """A reward as it stands in the catalogue.

    `points` is the cost that it names, None for what its price makes of the program's factor.
    `stock` bounds `claims_count`, the claims of all customers that were not cancelled;
    `per_customer_limit` those of each. A customer needs one of the tiers `tier_ids`, exactly as
    they are named, and one of the badges `badge_ids`; nobody needs any where one is empty.
    """

    reward_id: int
    terms: RewardTerms
    points: int | None = None
    first_time_only: bool = False
    stock: int | None = None
    claims_count: int = 0
    per_customer_limit: int | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    is_active: bool = True
    is_archived: bool = False
    tier_ids: frozenset[int] = frozenset()
    badge_ids: frozenset[int] = frozenset()

    @property
    def remaining(self) -> int | None:
        """How many can still be claimed, None for no bound."""
        return None if self.stock is None else max(self.stock - self.claims_count, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class RewardPlace:
    """The channel that a reward is claimed in.

    `price` is one piece of the reward's variant there, and `product_id` its product; None where it
    is not sold. `factor` is the program's. `has_program`: the reward's program is the one that
    covers the channel. `is_spending_active`: points can be used there. `tier_names` and
    `badge_names` are those of the program, in its order.
    """

    currency: str
    factor: Decimal
    has_program: bool = True
    is_spending_active: bool = True
    price: Decimal | None = None
    product_id: int | None = None
    tier_names: Mapping[int, str] = field(default_factory=dict)
    badge_names: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimant:
    """A customer who asks for rewards.

    `claims` counts the claims by reward that were not cancelled. `bought_product_ids` are products
    that the customer has bought before; `first_time_waived` says that neither matters to rewards
    for first-time buyers. `tier_id` is the tier that the customer has, if any, `badge_ids` the
    badges.
    """

    points_available: int
    is_frozen: bool = False
    is_banned: bool = False
    claims: Mapping[int, int] = field(default_factory=dict)
    bought_product_ids: frozenset[int] = frozenset()
    first_time_waived: bool = False
    tier_id: int | None = None
    badge_ids: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class RewardLimit:
    """One reason why a reward can't be claimed now.

    `value` is the number that stands in the way: the points at hand, the claims that are allowed.
    `missing` is how many points more it takes, `at` the start or the end, `names` the tiers or
    badges of which it takes one.
    """

    code: RewardLimitCode
    value: int | None = None
    missing: int | None = None
    at: datetime | None = None
    names: tuple[str, ...] = ()


def proposed_points(price: Decimal, factor: Decimal) -> int:
    """The cost of a reward that names none: `factor` points for each 1 of its price, rounded up."""
    return int((price * factor).to_integral_value(rounding=ROUND_CEILING))


def price_of_reward(terms: RewardTerms, place: RewardPlace) -> Decimal | None:
    """The money that points pay for in a channel; None where there is none.

    It is what the variant costs there less what the customer still pays in money; without a
    variant it is the reward's amount.
    """
    price = place.price if terms.kind is RewardKind.PRODUCT else terms.amount
    if price is None or (terms.currency and terms.currency != place.currency):
        return None
    price -= terms.money_amount or ZERO
    return price if price > 0 else None


def price_in_points(terms: RewardTerms, place: RewardPlace) -> int | None:
    """The cost that a reward's price makes in a channel; None where there is no price.

    None also for more points than one entry can take.
    """
    price = price_of_reward(terms, place)
    points = proposed_points(price, place.factor) if price is not None else None
    return points if points is None or points <= POINTS_MAX else None


def reward_cost(facts: RewardFacts, place: RewardPlace) -> int | None:
    """What a reward costs in a channel, in points: as given, else as its price makes it."""
    if facts.points is not None:
        return facts.points
    return price_in_points(facts.terms, place)


def availability(
    facts: RewardFacts, place: RewardPlace, claimant: Claimant | None, *, now: datetime
) -> tuple[RewardLimit, ...]:
    """Every reason why a customer can't claim a reward now; none means that it can be claimed.

    `claimant` is None for somebody whom nobody knows; what depends on the customer is not said
    then, but that it takes one.
    """
    return (
        *limits_of_reward(facts, now=now),
        *_of_place(facts, place),
        *_of_claimant(facts, place, claimant),
    )


def limits_of_reward(facts: RewardFacts, *, now: datetime) -> list[RewardLimit]:
    """What the reward itself says, wherever and whoever asks."""
    found = []
    if facts.is_archived:
        found.append(RewardLimit(code=RewardLimitCode.ARCHIVED))
    if not facts.is_active:
        found.append(RewardLimit(code=RewardLimitCode.INACTIVE))
    if facts.starts_at is not None and now < facts.starts_at:
        found.append(RewardLimit(code=RewardLimitCode.NOT_YET, at=facts.starts_at))
    if facts.ends_at is not None and now >= facts.ends_at:
        found.append(RewardLimit(code=RewardLimitCode.ENDED, at=facts.ends_at))
    return found


def _of_place(facts: RewardFacts, place: RewardPlace) -> list[RewardLimit]:
    """What the channel says, and the stock."""
    found = []
    if place.has_program and not place.is_spending_active:
        found.append(RewardLimit(code=RewardLimitCode.SPENDING_OFF))
    if (reason := _not_offered(facts, place)) is not None:
        found.append(RewardLimit(code=reason))
    if facts.remaining == 0:
        found.append(RewardLimit(code=RewardLimitCode.SOLD_OUT, value=facts.stock))
    return found


def _not_offered(facts: RewardFacts, place: RewardPlace) -> RewardLimitCode | None:
    """Why the channel does not have the reward at all."""
    terms = facts.terms
    if not place.has_program:
        return RewardLimitCode.UNAVAILABLE
    if terms.currency and terms.currency != place.currency:
        return RewardLimitCode.OTHER_CURRENCY
    if terms.kind is RewardKind.PRODUCT and place.price is None:
        return RewardLimitCode.UNAVAILABLE
    if reward_cost(facts, place) is None or _costs_no_more_than_money(terms, place):
        return RewardLimitCode.NO_PRICE
    return None


def _costs_no_more_than_money(terms: RewardTerms, place: RewardPlace) -> bool:
    """Whether the customer's money alone pays for a product: points would buy nothing."""
    if terms.kind is not RewardKind.PRODUCT or place.price is None:
        return False
    return place.price <= (terms.money_amount or ZERO)


def _of_claimant(
    facts: RewardFacts, place: RewardPlace, claimant: Claimant | None
) -> list[RewardLimit]:
    """What the customer's account and past say."""
    if claimant is None:
        return [RewardLimit(code=RewardLimitCode.NOT_SIGNED_IN)]
    found = []
    if claimant.is_frozen:
        found.append(RewardLimit(code=RewardLimitCode.ACCOUNT_FROZEN))
    if claimant.is_banned:
        found.append(RewardLimit(code=RewardLimitCode.ACCOUNT_BANNED))
    if facts.tier_ids and claimant.tier_id not in facts.tier_ids:
        names = _names(facts.tier_ids, place.tier_names)
        found.append(RewardLimit(code=RewardLimitCode.TIER_NEEDED, names=names))
    if facts.badge_ids and not facts.badge_ids & claimant.badge_ids:
        names = _names(facts.badge_ids, place.badge_names)
        found.append(RewardLimit(code=RewardLimitCode.BADGE_NEEDED, names=names))
    limit, claims_count = facts.per_customer_limit, claimant.claims.get(facts.reward_id, 0)
    if limit is not None and claims_count >= limit:
        found.append(RewardLimit(code=RewardLimitCode.CUSTOMER_LIMIT, value=limit))
    # Two claims before the first order would be two first times.
    had = claims_count > 0 or place.product_id in claimant.bought_product_ids
    if facts.first_time_only and had and not claimant.first_time_waived:
        found.append(RewardLimit(code=RewardLimitCode.NOT_FIRST_TIME))
    cost = reward_cost(facts, place)
    if cost is not None and claimant.points_available < cost:
        available = max(claimant.points_available, 0)
        found.append(
            RewardLimit(
                code=RewardLimitCode.INSUFFICIENT_POINTS,
                value=available,
                missing=cost - claimant.points_available,
            )
        )
    return found


def _names(ids: frozenset[int], names: Mapping[int, str]) -> tuple[str, ...]:
    """The names of some, in the program's order; those that are gone have none."""
    return tuple(name for item_id, name in names.items() if item_id in ids)
