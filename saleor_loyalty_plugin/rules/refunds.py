"""Refunds before they are made: what money is due for goods, and the order as it would be then."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from uuid import UUID

from saleor_loyalty_plugin.rules.facts import ZERO, OrderFacts, OrderLineFacts
from saleor_loyalty_plugin.rules.money import smallest_unit


def money_refundable(facts: OrderFacts) -> Decimal:
    """What was charged and not yet paid back."""
    return max(ZERO, facts.charged_gross - facts.refunded_gross)


def money_paid_for(facts: OrderFacts, units: Mapping[UUID, int]) -> Decimal:
    """What so many units of each line were paid in money, after every discount.

    Where a gift card paid a part, the money's share of it. Rounded so that the units of a line,
    whichever way they come back, add up to the line to the cent.
    """
    goods = sum((line.total_gross for line in facts.lines), ZERO)
    order_gross = Fraction(goods + facts.shipping_gross)
    in_money = Fraction(facts.total_gross) / order_gross if order_gross > 0 else Fraction(0)
    digits = facts.channel.currency_digits
    paid = ZERO
    for line in facts.lines:
        first = line.quantity_returned
        last = first + units.get(line.line_id, 0)
        paid += _part(line, last, in_money, digits) - _part(line, first, in_money, digits)
    return paid


def _part(line: OrderLineFacts, units: int, in_money: Fraction, digits: int) -> Decimal:
    amount = Fraction(line.total_gross) * units / line.quantity * in_money
    decimal = Decimal(amount.numerator) / Decimal(amount.denominator)
    return decimal.quantize(smallest_unit(digits), ROUND_HALF_UP)


def as_refunded(facts: OrderFacts, units: Mapping[UUID, int], amount: Decimal) -> OrderFacts:
    """The order once these units have come back and `amount` was paid for them.

    Of a line that was shipped in part, units that lie in the warehouse come back first: nobody
    waits for them any more.
    """
    lines = tuple(_line_without(line, units.get(line.line_id, 0)) for line in facts.lines)
    return replace(facts, lines=lines, refunded_gross=facts.refunded_gross + amount)


def _line_without(line: OrderLineFacts, units: int) -> OrderLineFacts:
    return replace(
        line,
        quantity_returned=line.quantity_returned + units,
        quantity_unfulfilled=max(0, line.quantity_unfulfilled - units),
    )
