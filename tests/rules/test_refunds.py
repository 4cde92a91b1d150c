"""Money due for pieces, and the order as a refund would leave it."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saleor_loyalty_plugin.rules.facts import ChannelFacts, OrderFacts, OrderLineFacts, OrderStatus
from saleor_loyalty_plugin.rules.refunds import as_refunded, money_paid_for, money_refundable

D = Decimal
NOW = datetime(2026, 3, 1, tzinfo=UTC)


def line(number: int, quantity: int, total: Decimal, **more: int) -> OrderLineFacts:
    return OrderLineFacts(
        line_id=UUID(int=number),
        quantity=quantity,
        quantity_returned=more.get("returned", 0),
        quantity_unfulfilled=more.get("unfulfilled", 0),
        total_gross=total,
        total_net=total,
        undiscounted_total_gross=total,
    )


def order(*lines: OrderLineFacts, digits: int = 2, by_card: str = "0") -> OrderFacts:
    total = sum((item.total_gross for item in lines), D(0)) - D(by_card)
    return OrderFacts(
        order_id=UUID(int=7),
        number="7",
        status=OrderStatus.FULFILLED,
        created_at=NOW,
        changed_at=NOW,
        channel=ChannelFacts(
            channel_id=1, slug="web", name="Web", currency="EUR", currency_digits=digits
        ),
        customer_id=1,
        email="",
        checkout_id=None,
        total_gross=total,
        shipping_gross=D(0),
        shipping_net=D(0),
        charged_gross=total,
        refunded_gross=D(0),
        lines=lines,
    )


@pytest.mark.parametrize(
    ("facts", "units", "due"),
    [
        (order(line(1, 3, D("20.00"))), {1: 1}, "6.67"),
        (order(line(1, 3, D("20.00"), returned=1)), {1: 1}, "6.66"),
        (order(line(1, 3, D("20.00"), returned=2)), {1: 1}, "6.67"),
        (order(line(1, 3, D("20.00"))), {1: 3}, "20.00"),
        (order(line(1, 3, D(2000)), digits=0), {1: 1}, "667"),
        (order(line(1, 3, D("2.000")), digits=3), {1: 1}, "0.667"),
        (order(line(1, 1, D("8.00")), line(2, 2, D("2.00"))), {1: 1, 2: 1}, "9.00"),
        # A quarter was paid by gift card.
        (order(line(1, 1, D("8.00")), by_card="2.00"), {1: 1}, "6.00"),
        # Points or a gift card paid all of it.
        (order(line(1, 2, D(0))), {1: 1}, "0.00"),
        (order(line(1, 2, D("8.00")), by_card="8.00"), {1: 1}, "0.00"),
    ],
)
def test_money_due(facts: OrderFacts, units: dict[int, int], due: str) -> None:
    found = money_paid_for(facts, {UUID(int=key): count for key, count in units.items()})
    assert str(found) == due


@given(
    total=st.decimals(0, 1000, places=2),
    quantity=st.integers(1, 12),
    digits=st.sampled_from([0, 2, 3]),
    data=st.data(),
)
def test_pieces_add_up_to_their_line_however_they_come_back(
    total: Decimal, quantity: int, digits: int, data: st.DataObject
) -> None:
    if digits == 0:
        total = total.to_integral_value()
    facts = order(line(1, quantity, total), digits=digits)
    paid = D(0)
    left = quantity
    while left:
        units = {UUID(int=1): data.draw(st.integers(1, left))}
        due = money_paid_for(facts, units)
        assert 0 <= due <= money_refundable(facts)
        facts = as_refunded(facts, units, due)
        paid += due
        left -= units[UUID(int=1)]

    assert paid == total
    assert money_refundable(facts) == 0
    assert facts.lines[0].quantity_kept == 0


def test_what_lies_in_the_warehouse_comes_back_first() -> None:
    facts = order(line(1, 5, D(50), unfulfilled=2), line(2, 1, D(5), unfulfilled=1))

    after = as_refunded(facts, {UUID(int=1): 3}, D("30.00"))

    assert after.lines == (
        replace(facts.lines[0], quantity_returned=3, quantity_unfulfilled=0),
        facts.lines[1],
    )
    assert (after.refunded_gross, after.charged_gross) == (D("30.00"), D(55))
