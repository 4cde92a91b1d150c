"""A discount that leaves some goods at their price: gift cards, and all but a free product.

Saleor spreads a voucher for the entire order over gift cards, too. One for named variants takes the
same amount off each of their pieces, or off one alone, at most what a piece costs; that amount has
three decimals. So for almost every sum there are variants and an amount that take off just that.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import ROUND_DOWN, Decimal
from itertools import combinations, islice
from uuid import UUID

from django.db.models import prefetch_related_objects
from prices import Money
from saleor.core.prices import quantize_price
from saleor.discount import VoucherType
from saleor.discount.models import VoucherCode

from saleor_loyalty_plugin.hosts.saleor.vouchers import MARK, Plan
from saleor_loyalty_plugin.rules.facts import ZERO, CheckoutFacts, CheckoutLineFacts

# The smallest step of a voucher's value.
_STEP = Decimal("0.001")
# How far around the exact amount one is looked for, and how many lines are looked at for it.
_STEPS = sorted(range(-25, 26), key=abs)
_LINES_MAX = 480


def plan_for(facts: CheckoutFacts, amount: Decimal) -> Plan | None:
    """How to take `amount` off all goods but gift cards, off as many of them as possible.

    None where the cart has no gift cards, nothing else, or no plan is exact: the discount is spread
    over everything then.
    """
    currency = facts.channel.currency
    goods = [line for line in facts.lines if not line.is_gift_card and not line.is_gift]
    if not goods or not _has_gift_cards(facts):
        return None
    worth: dict[int, Decimal] = {}
    for line in goods:
        if line.variant_id is None:
            continue
        worth[line.variant_id] = worth.get(line.variant_id, ZERO) + line.subtotal
    dearest_first = sorted(worth, key=lambda key: (-worth[key], key))
    for chosen in islice(_sets(dearest_first), max(_LINES_MAX // len(goods), 5)):
        lines = [line for line in goods if line.variant_id in chosen and line.subtotal > 0]
        if sum((line.subtotal for line in lines), ZERO) < amount:
            continue
        about = _level(lines, amount).quantize(_STEP, ROUND_DOWN)
        for step in _STEPS:
            plan = Plan(frozenset(chosen), about + step * _STEP)
            if plan.off_each > 0 and _worth(plan, lines, currency) == amount:
                return plan
    for line in sorted(goods, key=_price, reverse=True):
        if line.variant_id is not None and _price(line) >= amount:
            return Plan(frozenset({line.variant_id}), amount, is_once=True)
    return None


def plan_for_piece(facts: CheckoutFacts, variant_id: int, amount: Decimal) -> Plan | None:
    """How to take `amount` off one piece of a variant; None where it comes to another sum."""
    plan = Plan(frozenset({variant_id}), amount, is_once=True)
    return plan if _worth(plan, facts.lines, facts.channel.currency) == amount else None


def worths_of_codes(checkouts: Mapping[UUID, CheckoutFacts], *, using: str) -> dict[UUID, Decimal]:
    """What codes of ours take off these carts as they are now, where that hangs on their prices.

    0 for one that is spread over gift cards and needn't be: it was made before they came. One query
    where a cart carries a promo code, and two more where it has gift cards or had some.
    """
    carts = {facts.voucher_code: facts for facts in checkouts.values() if facts.voucher_code}
    if not carts:
        return {}
    codes = VoucherCode.objects.using(using).filter(
        code__in=list(carts), voucher__private_metadata__has_key=MARK
    )
    concerned = [
        code
        for code in codes.select_related("voucher")
        if code.voucher.type == VoucherType.SPECIFIC_PRODUCT
        or (code.voucher.type == VoucherType.ENTIRE_ORDER and _has_gift_cards(carts[code.code]))
    ]
    prefetch_related_objects(concerned, "voucher__channel_listings", "voucher__variants")
    found = {}
    for code in concerned:
        facts = carts[code.code]
        plan = _plan_of(code, facts.channel.channel_id)
        if code.voucher.type == VoucherType.SPECIFIC_PRODUCT:
            found[facts.checkout_id] = _worth(plan, facts.lines, facts.channel.currency)
        elif plan_for(facts, plan.off_each) is not None:
            found[facts.checkout_id] = ZERO
    return found


def _has_gift_cards(facts: CheckoutFacts) -> bool:
    return any(line.is_gift_card for line in facts.lines)


def _sets(variant_ids: Sequence[int]) -> Iterator[Sequence[int]]:
    """All of them, then ever fewer; of as many, those that leave out the last first."""
    for count in range(len(variant_ids), 0, -1):
        yield from combinations(variant_ids, count)


def _plan_of(code: VoucherCode, channel_id: int) -> Plan:
    listings = code.voucher.channel_listings.all()
    values = [row.discount_value for row in listings if row.channel_id == channel_id]
    variant_ids = frozenset(row.pk for row in code.voucher.variants.all())
    is_once = code.voucher.apply_once_per_order
    return Plan(variant_ids, values[0] if values else ZERO, is_once=is_once)


def _worth(plan: Plan, lines: Iterable[CheckoutLineFacts], currency: str) -> Decimal:
    """What a plan takes off these lines, rounded line by line as Saleor does."""
    chosen = [line for line in lines if line.variant_id in plan.variant_ids]
    if plan.is_once:
        chosen = sorted(chosen, key=_price)[:1]
    return sum((_off(line, plan, currency) for line in chosen), ZERO)


def _off(line: CheckoutLineFacts, plan: Plan, currency: str) -> Decimal:
    pieces = 1 if plan.is_once else line.quantity
    left = line.subtotal - min(min(plan.off_each, _price(line)) * pieces, line.subtotal)
    rounded: Decimal = quantize_price(Money(left, currency), currency).amount
    return line.subtotal - rounded


def _price(line: CheckoutLineFacts) -> Decimal:
    return line.subtotal / line.quantity


def _level(lines: Sequence[CheckoutLineFacts], amount: Decimal) -> Decimal:
    """The amount that each piece gives, or its whole price where that is less."""
    pieces = sum(line.quantity for line in lines)
    for line in sorted(lines, key=_price):
        if amount <= _price(line) * pieces:
            return amount / pieces
        amount -= line.subtotal
        pieces -= line.quantity
    return max(_price(line) for line in lines) + _STEP
