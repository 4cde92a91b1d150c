"""Points that pay: what they leave to earn for, whatever the goods."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saleor_loyalty_plugin.rules.entitlement import kept_of, order_entitlement
from saleor_loyalty_plugin.rules.facts import CheckoutPrices, OrderFacts, TaxedAmount
from saleor_loyalty_plugin.rules.payment import (
    due_for_lines,
    less_points_paid,
    order_after_points,
)
from saleor_loyalty_plugin.rules.refunds import as_refunded, money_paid_for
from tests.rules.builders import JPY, cart, line, order, program

D = Decimal
CENTS = st.integers(min_value=0, max_value=20_000).map(lambda cents: D(cents) / 100)
GOODS = st.lists(st.tuples(CENTS, st.booleans()), min_size=1, max_size=6)


def lowered(*grosses: str, paid: str, **values: object) -> OrderFacts:
    lines = [line(gross) for gross in grosses]
    return less_points_paid(order(*lines, points_paid=D(paid), **values))  # type: ignore[arg-type]


def grosses(facts: OrderFacts) -> list[Decimal]:
    return [item.total_gross for item in facts.lines]


def test_goods_bear_it_in_proportion() -> None:
    assert grosses(lowered("60.00", "40.00", paid="10.00")) == [D("54.00"), D("36.00")]


def test_what_rounding_leaves_goes_where_it_was_cut_most() -> None:
    """A third of 1.00 each: 0.3333; the cent that is left comes off the dearest of equals."""
    assert grosses(lowered("3.33", "3.34", "3.33", paid="1.00")) == [
        D("3.00"),
        D("3.00"),
        D("3.00"),
    ]
    yen = less_points_paid(order(line("100"), line("200"), channel=JPY, points_paid=D(100)))
    assert grosses(yen) == [D(67), D(133)]


@pytest.mark.parametrize(
    ("total", "counts"),
    [("60.00", "40.00"), ("60.01", "40.00"), ("30.00", "40.00"), ("100.00", "0"), ("99.99", "0")],
)
def test_order_whose_total_knows_of_no_card_owes_it_all_again(total: str, counts: str) -> None:
    """Another card may have paid, too; a cent is rounding."""
    facts = order(line("100.00"), total_gross=D(total), points_paid=D("40.00"))

    after = order_after_points(facts)

    assert (after.points_paid, grosses(after)) == (D(counts), [D("100.00") - D(counts)])


def test_net_follows_gross() -> None:
    facts = less_points_paid(order(line("123.00", total_net=D(100)), points_paid=D("12.30")))

    assert (facts.lines[0].total_gross, facts.lines[0].total_net) == (D("110.70"), D("90.00"))


def test_gift_cards_and_shipping_bear_nothing() -> None:
    card = line("50.00", is_gift_card=True)
    facts = less_points_paid(order(line("20.00"), card, shipping="10", points_paid=D("5.00")))

    assert grosses(facts) == [D("15.00"), D("50.00")]
    assert (facts.shipping_gross, facts.points_paid) == (D(10), D("5.00"))


@pytest.mark.parametrize(
    ("paid", "counts"), [("25.00", "25.00"), ("30.00", "30.00"), ("45.00", "30.00")]
)
def test_order_that_has_become_smaller_counts_no_more_than_it_is_worth(
    paid: str, counts: str
) -> None:
    facts = lowered("20.00", paid=paid, shipping="10")

    assert grosses(facts) == [D(0)]
    assert facts.points_paid == D(counts)


@given(goods=GOODS, paid=CENTS, chance=st.randoms())
def test_lines_lose_what_was_paid_to_the_cent(
    goods: list[tuple[Decimal, bool]], paid: Decimal, chance: object
) -> None:
    lines = [
        line(gross, is_gift_card=is_card, variant_id=place)
        for place, (gross, is_card) in enumerate(goods)
    ]
    worth = sum((gross for gross, is_card in goods if not is_card), D(0))

    facts = less_points_paid(order(*lines, points_paid=paid))

    before = sum((item.total_gross for item in lines), D(0))
    assert before - sum(grosses(facts)) == min(paid, worth)
    assert all(0 <= item.total_net <= item.total_gross for item in facts.lines)
    # In its cart, the lines had other ids and another order.
    again = [replace(item, line_id=uuid4()) for item in lines]
    chance.shuffle(again)  # type: ignore[attr-defined]
    other = less_points_paid(order(*again, points_paid=paid))
    assert sorted(grosses(other)) == sorted(grosses(facts))
    assert {item.variant_id: item.total_gross for item in other.lines} == {
        item.variant_id: item.total_gross for item in facts.lines
    }


def test_prices_of_the_shop_say_what_is_due() -> None:
    facts = cart("100.00", "50.00")
    left = {item.line_id: item.subtotal for item in facts.lines}
    assert due_for_lines(facts, left) == left

    prices = CheckoutPrices(
        lines={
            item.line_id: TaxedAmount(gross=item.subtotal * D("1.23"), net=item.subtotal)
            for item in facts.lines
        },
        shipping=TaxedAmount(gross=D(0), net=D(0)),
        is_current=True,
    )
    assert sorted(due_for_lines(replace(facts, prices=prices), left).values()) == [
        D("61.50"),
        D("123.00"),
    ]
    first = facts.lines[0].line_id
    partial = replace(prices, lines={first: prices.lines[first]})
    assert due_for_lines(replace(facts, prices=partial), left) == left


@given(
    cents=st.lists(st.integers(min_value=100, max_value=9000), min_size=1, max_size=4),
    share=st.fractions(min_value=0, max_value=1),
    card_share=st.fractions(min_value=0, max_value=1),
)
def test_goods_that_come_back_one_by_one_leave_nothing_behind(
    cents: list[int], share: Fraction, card_share: Fraction
) -> None:
    """Some by points, some by a gift card of the customer's own, the rest in money."""
    lines = [line(D(item) / 100) for item in cents]
    paid = D(int(sum(cents) * share)) / 100
    facts = less_points_paid(order(*lines, points_paid=paid))
    owed = sum(grosses(facts), D(0))
    money = owed - D(int(int(owed * 100) * card_share)) / 100
    facts = replace(facts, total_gross=money, charged_gross=money, points_discount=paid)
    points = 1000

    def spent(after: OrderFacts) -> int:
        return order_entitlement(after, program(), points_captured=points).points_spent

    paid_back, left = D(0), [spent(facts)]
    for item in lines:
        due = min(money_paid_for(facts, {item.line_id: 1}), money - paid_back)
        facts = as_refunded(facts, {item.line_id: 1}, due)
        paid_back += due
        left.append(spent(facts))
        assert kept_of(facts).of_money == 1

    assert left == sorted(left, reverse=True)
    assert (left[0], left[-1]) == (points, 0)
    assert abs(money - paid_back) <= D(len(lines)) / 100
