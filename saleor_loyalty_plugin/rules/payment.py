"""Points that pay with a gift card: what they may pay for, and orders less what they have paid.

They come after everything that lowers the price, and after tax. Once they have paid, the rest of
the rules sees an order whose goods cost so much less, whichever way points were used.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from uuid import UUID

from saleor_loyalty_plugin.rules.facts import (
    ZERO,
    CheckoutFacts,
    OrderFacts,
    OrderLineFacts,
)
from saleor_loyalty_plugin.rules.money import smallest_unit


def due_for_lines(facts: CheckoutFacts, left: Mapping[UUID, Decimal]) -> Mapping[UUID, Decimal]:
    """What has to be paid for each line, tax included, by the shop's own prices.

    Without them `left`, what the lines cost in the channel's price terms after other benefits:
    the very sum where prices are entered with tax, less than it where tax is added.
    """
    prices = facts.prices
    if prices is None or any(line.line_id not in prices.lines for line in facts.lines):
        return left
    return {line.line_id: prices.lines[line.line_id].gross for line in facts.lines}


def order_after_points(order: OrderFacts) -> OrderFacts:
    """An order as the shop tells it, less what points have paid of it: see `less_points_paid`.

    Nothing counts as paid where its customer owes the whole order again.
    """
    if owes_all_again(order):
        order = replace(order, points_paid=ZERO)
    return less_points_paid(order)


def owes_all_again(order: OrderFacts) -> bool:
    """Whether the shop has forgotten what gift cards paid of an order.

    Saleor does when staff edit an order that is not confirmed: its new total is that of all goods.
    Cards lower a total by all that they have paid or not at all; what is between is rounding.
    """
    paid = _paid_at_most(order)
    return paid > 0 and 2 * (_worth(order) - order.total_gross) < paid


def _worth(order: OrderFacts) -> Decimal:
    """What goods and shipping cost before any gift card."""
    return sum((line.total_gross for line in order.lines), order.shipping_gross)


def _paid_at_most(order: OrderFacts) -> Decimal:
    return max(min(order.points_paid, _worth(order)), ZERO)


def less_points_paid(order: OrderFacts) -> OrderFacts:
    """The order with its lines lowered by what points have paid of it (`points_paid`).

    In proportion to what the goods cost, to the smallest unit of the currency, and the same for the
    same goods in another order. Gift cards among the goods bear nothing, nor does shipping. More
    than the order is worth, such as after staff have taken goods out of it, counts as not paid.
    """
    paid = _paid_at_most(order)
    if paid == 0:
        return replace(order, points_paid=ZERO)
    digits = order.channel.currency_digits
    shares = _shares(order.lines, paid, digits)
    lines = tuple(_lowered(line, shares.get(line.line_id, ZERO), digits) for line in order.lines)
    return replace(order, lines=lines, points_paid=paid)


def _lowered(line: OrderLineFacts, share: Decimal, digits: int) -> OrderLineFacts:
    if share == 0:
        return line
    net = (line.total_net * share / line.total_gross).quantize(
        smallest_unit(digits), ROUND_HALF_EVEN
    )
    return replace(line, total_gross=line.total_gross - share, total_net=line.total_net - net)


def _shares(lines: Sequence[OrderLineFacts], paid: Decimal, digits: int) -> dict[UUID, Decimal]:
    """`paid` spread over the goods; what rounding leaves goes where it was cut most."""
    goods = [line for line in lines if line.total_gross > 0 and not line.is_gift_card]
    total = sum((line.total_gross for line in goods), ZERO)
    paid = min(paid, total)
    unit = smallest_unit(digits)
    exact = {
        line.line_id: Fraction(paid) * Fraction(line.total_gross) / Fraction(total) / Fraction(unit)
        for line in goods
    }
    units = {line_id: int(value) for line_id, value in exact.items()}

    # Lines have other ids in an order than they had in its cart: none may decide.
    def most_cut(line: OrderLineFacts) -> tuple[Fraction, Decimal, int, int]:
        rest = exact[line.line_id] - units[line.line_id]
        return (-rest, -line.total_gross, line.variant_id or 0, line.product_id or 0)

    missing = int(paid / unit) - sum(units.values())
    for line in sorted(goods, key=most_cut)[:missing]:
        units[line.line_id] += 1
    return {line_id: count * unit for line_id, count in units.items()}
