"""Everything that lowers the price of one cart, put together in a stated order.

First what applies by itself (tiers, then badges), then rewards that the customer puts on the cart,
then points, which take what is left up to their own limits. Each takes its part of what the goods
still cost after those before it, so nothing is ever taken off twice.

One promo code carries it all, and the shop takes a code off the goods or off shipping, not off
both. Where both are free, the goods bear the price of shipping, too, as far as they cost as much.
Gift cards bear nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any, Self
from uuid import UUID

from saleor_loyalty_plugin.rules.facts import ZERO, CheckoutFacts, CheckoutLineFacts


class BenefitKind(StrEnum):
    """What gives a benefit, in the order in which they are taken off."""

    TIER = "TIER"
    BADGE = "BADGE"
    REWARD = "REWARD"
    POINTS = "POINTS"


POINTS_SOURCE = "points"
_ORDER = {kind: place for place, kind in enumerate(BenefitKind)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Benefit:
    """One reduction that somebody is entitled to. Exactly one of the last three is set.

    `source` names what gives it, such as `claim:12`; of equal kinds the smaller `rank`, then the
    smaller number comes first. Of those that are an `is_alternative` a cart gets one alone.
    `percentage` of the goods is taken off, or `amount` in the channel's currency and price terms.
    The goods are those named by products or variants, all where neither names any, and at most
    `units` pieces, the dearest first by their price in the cart. Gift cards are never among them:
    they are money. `keeps` is what the goods still cost at least.
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
    rank: int = 0
    is_alternative: bool = False

    def __post_init__(self) -> None:
        ways = (self.percentage is not None, self.amount is not None, self.is_free_shipping)
        if sum(ways) != 1:
            raise ValueError(f"{self.source} takes off a percentage, an amount or shipping")

    def applies_to(self, line: CheckoutLineFacts) -> bool:
        if line.is_gift_card or line.is_gift:
            return False
        if not self.product_ids and not self.variant_ids:
            return True
        return line.product_id in self.product_ids or line.variant_id in self.variant_ids


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One part of a discount: `amount` off the goods, `shipping_amount` off shipping.

    `variant_id`: off one piece of this variant alone. `is_capped`: the goods beside it cost too
    little to bear the whole price of shipping.
    """

    kind: BenefitKind
    source: str
    name: str
    amount: Decimal = ZERO
    shipping_amount: Decimal = ZERO
    points: int = 0
    variant_id: int | None = None
    is_capped: bool = False

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
            "variantId": self.variant_id,
            "isCapped": self.is_capped,
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
            variant_id=data["variantId"],
            is_capped=data["isCapped"],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Composition:
    """What was taken off, and what each line still costs after it.

    `room` is what the same code can take off besides. `unused` are sources of benefits that found
    nothing to lower in this cart, or gave way to another.
    """

    items: tuple[Item, ...] = ()
    left: Mapping[UUID, Decimal] = field(default_factory=dict)
    room: Decimal = ZERO
    unused: tuple[str, ...] = ()

    @property
    def total(self) -> Decimal:
        return total_of(self.items)

    @property
    def is_for_shipping(self) -> bool:
        """Whether nothing but shipping is taken off, which the shop then takes off itself."""
        return is_for_shipping(self.items)


def item_of_points(points: int, worth: Decimal) -> Item:
    """Points as a part of what lowers the price."""
    return Item(kind=BenefitKind.POINTS, source=POINTS_SOURCE, name="", amount=worth, points=points)


def total_of(items: Sequence[Item]) -> Decimal:
    """What all items take off together."""
    return sum((item.total for item in items), ZERO)


def first_beyond(carried: Sequence[Item], due: Sequence[Item]) -> Item | None:
    """The first item on a code by which it takes off more than is due now; None where it doesn't.

    `carried` are in order, and points are left out. What is taken off up to each kind is compared
    with what is due up to it: whose tier has risen meanwhile may order with the lower discount of
    the one before. A reward has to be due by itself, since the order uses it up.
    """
    sources = {item.source for item in due}
    taken = ZERO
    for item in carried:
        if item.kind is BenefitKind.POINTS:
            continue
        taken += item.total
        due_so_far = total_of([one for one in due if _ORDER[one.kind] <= _ORDER[item.kind]])
        is_gone = item.kind is BenefitKind.REWARD and item.source not in sources
        if is_gone or taken > due_so_far:
            return item
    return None


def is_for_shipping(items: Sequence[Item]) -> bool:
    """Whether items take off shipping and nothing else."""
    return bool(items) and not any(item.amount for item in items)


def one_piece(items: Sequence[Item]) -> int | None:
    """The variant of the one piece that all items together take off; None where there is more.

    A free product shows its own price as 0 then. A code that takes off more besides is spread over
    all goods.
    """
    return items[0].variant_id if len(items) == 1 and not items[0].shipping_amount else None


def compose(facts: CheckoutFacts, benefits: Sequence[Benefit]) -> Composition:
    """Take benefits off a cart, in the order of their kinds; points come after that.

    Every share is rounded down to the currency's smallest unit. Shipping is free once, and alone
    where it is worth more than what the goods can bear. Of alternatives the one counts with which
    the whole cart costs least, so that one more to choose from never makes it dearer; of equal ones
    the first.
    """
    ordered = sorted(benefits, key=_place)
    choices = [item for item in ordered if item.is_alternative]
    if len(choices) < 2:
        return _with_shipping(facts, ordered)
    found = [_with_choice(facts, ordered, one) for one in choices]
    return max(found, key=lambda composition: composition.total)


def _with_choice(facts: CheckoutFacts, ordered: Sequence[Benefit], one: Benefit) -> Composition:
    passed_over = [item for item in ordered if item.is_alternative and item is not one]
    found = _with_shipping(facts, [item for item in ordered if item not in passed_over])
    return replace(found, unused=(*found.unused, *(item.source for item in passed_over)))


def _with_shipping(facts: CheckoutFacts, ordered: Sequence[Benefit]) -> Composition:
    full = _composed(facts, ordered)
    if full.is_for_shipping or full.total >= facts.shipping_price:
        return full
    # Cheap goods can't bear dear shipping: free shipping by itself may be worth more than all.
    alone = _composed(facts, [item for item in ordered if item.is_free_shipping])
    if alone.total <= full.total:
        return full
    used = {item.source for item in alone.items}
    unused = tuple(item.source for item in ordered if item.source not in used)
    return replace(alone, unused=unused)


def _composed(facts: CheckoutFacts, ordered: Sequence[Benefit]) -> Composition:
    left = {line.line_id: line.subtotal for line in facts.lines}
    shipping_left = facts.shipping_price
    items = []
    for benefit in ordered:
        if benefit.is_free_shipping:
            items.append(_item(benefit, shipping_amount=shipping_left))
            shipping_left = ZERO
        else:
            items.append(_item(benefit, amount=_take(benefit, facts, left)))
    goods = sum((line.subtotal for line in facts.lines if not line.is_gift_card), ZERO)
    goods_left = goods - sum((item.amount for item in items), ZERO)
    if goods_left < goods:
        items = [_borne_by_goods(item, goods_left) for item in items]
    used = tuple(item for item in items if item.total > 0)
    return Composition(
        items=used,
        left=left,
        room=max(goods - total_of(used), ZERO),
        unused=tuple(item.source for item in items if item.total <= 0),
    )


def _place(benefit: Benefit) -> tuple[int, int, int, str]:
    """By kind, rank, then by source: `claim:9` before `claim:10`."""
    return _ORDER[benefit.kind], benefit.rank, len(benefit.source), benefit.source


def _borne_by_goods(item: Item, goods_left: Decimal) -> Item:
    """Shipping that is on a code for goods: these can't cost less than nothing."""
    if item.shipping_amount <= goods_left:
        return item
    return replace(item, shipping_amount=goods_left, is_capped=True)


def _item(benefit: Benefit, *, amount: Decimal = ZERO, shipping_amount: Decimal = ZERO) -> Item:
    return Item(
        kind=benefit.kind,
        source=benefit.source,
        name=benefit.name,
        amount=amount,
        shipping_amount=shipping_amount,
        variant_id=_variant_of(benefit),
    )


def _variant_of(benefit: Benefit) -> int | None:
    is_one_piece = benefit.units == 1 and len(benefit.variant_ids) == 1 and not benefit.product_ids
    return next(iter(benefit.variant_ids)) if is_one_piece else None


def _take(benefit: Benefit, facts: CheckoutFacts, left: dict[UUID, Decimal]) -> Decimal:
    """Lower what the goods of a benefit cost; returns by how much."""
    digits = facts.channel.currency_digits
    reach = _reach(benefit, facts.lines, left)
    worth = sum(reach.values(), Fraction(0))
    if benefit.percentage is not None:
        wanted = worth * Fraction(benefit.percentage) / 100
    else:
        wanted = Fraction(benefit.amount or ZERO)
    amount = _floored(min(wanted, worth - Fraction(benefit.keeps)), digits)
    if amount <= 0:
        return ZERO
    _spread(amount, reach, left, digits)
    return amount


def _reach(
    benefit: Benefit, lines: Sequence[CheckoutLineFacts], left: Mapping[UUID, Decimal]
) -> dict[UUID, Fraction]:
    """What the goods that a benefit is for still cost, by line.

    Which pieces are meant depends on no other benefit: else one more could make the cart dearer.
    """
    chosen = [line for line in lines if line.quantity > 0 and benefit.applies_to(line)]
    if benefit.units is None:
        return {line.line_id: Fraction(left[line.line_id]) for line in chosen}
    reach: dict[UUID, Fraction] = {}
    units = benefit.units
    for line in sorted(chosen, key=lambda item: item.subtotal / item.quantity, reverse=True):
        taken = min(units, line.quantity)
        if taken > 0:
            reach[line.line_id] = Fraction(left[line.line_id]) * taken / line.quantity
        units -= taken
    return reach


def _spread(
    amount: Decimal, reach: Mapping[UUID, Fraction], left: dict[UUID, Decimal], digits: int
) -> None:
    """Take `amount` off the lines in proportion to their part; the last bears the rounding.

    `amount` is at most the sum of the parts, so no line gets more than it costs.
    """
    worth = sum(reach.values(), Fraction(0))
    for line_id, part in reach.items():
        if part <= 0:
            continue
        share = _floored(Fraction(amount) * part / worth, digits)
        left[line_id] -= share
        amount -= share
        worth -= part


def _floored(amount: Fraction, digits: int) -> Decimal:
    """Rounded down to the currency's smallest unit."""
    units = amount.numerator * 10**digits // amount.denominator
    return Decimal(units).scaleb(-digits)
