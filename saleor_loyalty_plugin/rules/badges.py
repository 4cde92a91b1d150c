"""Badges: what unlocks them, and what is still missing."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any, Self

from saleor_loyalty_plugin.rules.facts import ZERO


class BadgeBasis(StrEnum):
    """What unlocks a badge: points that are there, points earned ever, orders, an amount spent
    (of the program's tier currency), events of a type, or staff alone."""

    BALANCE = "BALANCE"
    LIFETIME = "LIFETIME"
    ORDERS = "ORDERS"
    SPEND = "SPEND"
    ACTIVITY = "ACTIVITY"
    MANUAL = "MANUAL"


class BadgeDiscounts(StrEnum):
    """Which discounts a holder of several badges gets: the one worth most, or all of them."""

    BEST = "BEST"
    ALL = "ALL"


@dataclass(frozen=True, slots=True, kw_only=True)
class Badge:
    """One badge: unlocked from `value_from` on, up to `value_to` (both included; None: no end).

    What is compared follows from `basis`; `event_type` is for ACTIVITY, empty for events of any
    type. With `keep_once_won` it stays whatever becomes of the value. Holders get
    `discount_percentage` or `discount_amount` (of the tier currency) off the products named, all
    where none is.
    """

    badge_id: int
    title: str
    basis: BadgeBasis
    rank: int = 0
    value_from: Decimal = ZERO
    value_to: Decimal | None = None
    event_type: str = ""
    keep_once_won: bool = True
    discount_percentage: Decimal | None = None
    discount_amount: Decimal | None = None
    product_ids: frozenset[int] = frozenset()

    def to_json(self) -> dict[str, Any]:
        """Only what differs from the defaults, with decimals as strings."""
        data: dict[str, Any] = {
            "badge_id": self.badge_id,
            "title": self.title,
            "basis": str(self.basis),
        }
        if self.rank:
            data["rank"] = self.rank
        if self.event_type:
            data["event_type"] = self.event_type
        if not self.keep_once_won:
            data["keep_once_won"] = False
        for name in _DECIMALS:
            if getattr(self, name):
                data[name] = str(getattr(self, name))
        if self.value_to is not None:
            data["value_to"] = str(self.value_to)
        if self.product_ids:
            data["product_ids"] = sorted(self.product_ids)
        return data

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        values = dict(data)
        values["basis"] = BadgeBasis(values["basis"])
        for name in (*_DECIMALS, "value_to"):
            if name in values:
                values[name] = Decimal(values[name])
        values["product_ids"] = frozenset(values.get("product_ids", ()))
        return cls(**values)


_DECIMALS = ("value_from", "discount_percentage", "discount_amount")


@dataclass(frozen=True, slots=True, kw_only=True)
class BadgeValues:
    """What badges of one account are compared with. `events` counts by type."""

    balance: int = 0
    lifetime_earned: int = 0
    orders_count: int = 0
    amount_spent: Decimal = ZERO
    events: Mapping[str, int]

    def of(self, badge: Badge) -> Decimal:
        """The value that one badge looks at; 0 for one that staff alone give."""
        if badge.basis is BadgeBasis.BALANCE:
            return Decimal(self.balance)
        if badge.basis is BadgeBasis.LIFETIME:
            return Decimal(self.lifetime_earned)
        if badge.basis is BadgeBasis.ORDERS:
            return Decimal(self.orders_count)
        if badge.basis is BadgeBasis.SPEND:
            return self.amount_spent
        if badge.basis is BadgeBasis.ACTIVITY:
            if badge.event_type:
                return Decimal(self.events.get(badge.event_type, 0))
            return Decimal(sum(self.events.values()))
        return ZERO


def is_unlocked_by(badge: Badge, value: Decimal) -> bool:
    """Whether a value lies where a badge is unlocked."""
    if badge.basis is BadgeBasis.MANUAL or value < badge.value_from:
        return False
    return badge.value_to is None or value <= badge.value_to


def missing_for(badge: Badge, value: Decimal) -> Decimal | None:
    """What a value lacks; 0 where it is unlocked, None where no gain would unlock it."""
    if badge.basis is BadgeBasis.MANUAL or (badge.value_to is not None and value > badge.value_to):
        return None
    return max(badge.value_from - value, ZERO)
