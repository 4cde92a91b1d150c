"""Everything that lowers the price of one cart, put together in a stated order.

First what applies by itself (tiers, then badges), then rewards that the customer puts on the cart,
then points, which take what is left up to their own limits. Each takes its part of what the goods
still cost after those before it, so nothing is ever taken off twice.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any, Self
from uuid import UUID

from saleor_loyalty_plugin.rules.facts import ZERO, CheckoutFacts, CheckoutLineFacts
from saleor_loyalty_plugin.rules.money import floor_to_currency


class BenefitKind(StrEnum):
    """What gives a benefit, in the order in which they are taken off."""

    TIER = "TIER"
    BADGE = "BADGE"
    REWARD = "REWARD"
    POINTS = "POINTS"


_ORDER = {kind: place for place, kind in enumerate(BenefitKind)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Benefit:
    """One reduction that somebody is entitled to. Exactly one of the last three is set.

    `source` names what gives it, such as `claim:12`; of equal kinds the smaller source comes first.
    `percentage` of the goods is taken off, or `amount` in the channel's currency and price terms.
    The goods are those named by products or variants, all where neither names any, and at most
    `units` pieces, the dearest first. Gift cards are never among them: they are money.
    `keeps` is what the goods still cost at least.
    """

    kind: BenefitKind
    source: str
    name: str
    product_ids: frozenset[int] = frozenset()
    variant_ids: frozenset[int] = frozenset()
    units: int | None = None
    keeps: Decimal = ZERO
    percentage: Decimal | None = None
    amount: Decimal | None = None
    is_free_shipping: bool = False

    def applies_to(self, line: CheckoutLineFacts) -> bool:
        if line.is_gift_card or line.is_gift:
            return False
        if not self.product_ids and not self.variant_ids:
            return True
        return line.product_id in self.product_ids or line.variant_id in self.variant_ids


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One part of a discount: `amount` off the goods, `shipping_amount` off shipping."""

    kind: BenefitKind
    source: str
    name: str
    amount: Decimal = ZERO
    shipping_amount: Decimal = ZERO
    points: int = 0

    @property
    def total(self) -> Decimal:
        return self.amount + self.shipping_amount

    def to_json(self) -> dict[str, Any]:
        """Decimals as strings, so that no digit is lost."""
        return {
            "kind": str(self.kind),
            "source": self.source,
            "name": self.name,
            "amount": str(self.amount),
            "shippingAmount": str(self.shipping_amount),
            "points": self.points,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        return cls(
            kind=BenefitKind(data["kind"]),
            source=data["source"],
            name=data["name"],
            amount=Decimal(data["amount"]),
            shipping_amount=Decimal(data["shippingAmount"]),
            points=data["points"],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Composition:
    """What was taken off, and what each line still costs after it.

    `unused` are sources of benefits that found nothing to lower in this cart.
    """

    items: tuple[Item, ...] = ()
    left: Mapping[UUID, Decimal] = field(default_factory=dict)
    unused: tuple[str, ...] = ()

    @property
    def total(self) -> Decimal:
        return total_of(self.items)

    @property
    def is_for_shipping(self) -> bool:
        """Whether nothing but shipping is taken off, which the shop then takes off itself."""
        return is_for_shipping(self.items)


def total_of(items: Sequence[Item]) -> Decimal:
    """What all items take off together."""
    return sum((item.total for item in items), ZERO)


def is_for_shipping(items: Sequence[Item]) -> bool:
    """Whether items take off shipping and nothing else."""
    return bool(items) and not any(item.amount for item in items)


def compose(facts: CheckoutFacts, benefits: Sequence[Benefit]) -> Composition:
    """Take benefits off a cart, in the order of their kinds; points come after that.

    Every share is rounded down to the currency's smallest unit. Shipping is free once.
    """
    left = {line.line_id: line.subtotal for line in facts.lines}
    shipping_left = facts.shipping_price
    items, unused = [], []
    for benefit in sorted(benefits, key=lambda item: (_ORDER[item.kind], item.source)):
        if benefit.is_free_shipping:
            item = _item(benefit, shipping_amount=shipping_left)
            shipping_left = ZERO
        else:
            item = _item(benefit, amount=_take(benefit, facts, left))
        if item.total > 0:
            items.append(item)
        else:
            unused.append(benefit.source)
    return Composition(items=tuple(items), left=left, unused=tuple(unused))


def _item(benefit: Benefit, *, amount: Decimal = ZERO, shipping_amount: Decimal = ZERO) -> Item:
    return Item(
        kind=benefit.kind,
        source=benefit.source,
        name=benefit.name,
        amount=amount,
        shipping_amount=shipping_amount,
    )


def _take(benefit: Benefit, facts: CheckoutFacts, left: dict[UUID, Decimal]) -> Decimal:
    """Lower what the goods of a benefit cost; returns by how much."""
    digits = facts.channel.currency_digits
    reach = _reach(benefit, facts.lines, left)
    worth = sum(reach.values(), ZERO)
    if benefit.percentage is not None:
        wanted = floor_to_currency(worth * benefit.percentage / 100, digits)
    else:
        wanted = floor_to_currency(benefit.amount or ZERO, digits)
    amount = max(min(wanted, worth - benefit.keeps), ZERO)
    _spread(amount, reach, left, digits)
    return amount


def _reach(
    benefit: Benefit, lines: Sequence[CheckoutLineFacts], left: Mapping[UUID, Decimal]
) -> dict[UUID, Decimal]:
    """What the goods that a benefit is for still cost, by line."""
    chosen = [line for line in lines if line.quantity > 0 and benefit.applies_to(line)]
    if benefit.units is None:
        return {line.line_id: left[line.line_id] for line in chosen}
    reach: dict[UUID, Decimal] = {}
    units = benefit.units
    for line in sorted(chosen, key=lambda item: left[item.line_id] / item.quantity, reverse=True):
        taken = min(units, line.quantity)
        if taken > 0:
            reach[line.line_id] = left[line.line_id] * taken / line.quantity
        units -= taken
    return reach


def _spread(
    amount: Decimal, reach: Mapping[UUID, Decimal], left: dict[UUID, Decimal], digits: int
) -> None:
    """Take `amount` off the lines in proportion to their part; the last bears the rounding."""
    open_amount, open_worth = amount, sum(reach.values(), ZERO)
    for line_id, worth in reach.items():
        if open_worth <= 0:
            return
        share = min(floor_to_currency(open_amount * worth / open_worth, digits), left[line_id])
        if worth == open_worth:
            share = min(open_amount, left[line_id])
        left[line_id] -= share
        open_amount -= share
        open_worth -= worth
