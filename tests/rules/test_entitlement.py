from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saleor_loyalty_plugin.rules.entitlement import discount_used, order_entitlement
from saleor_loyalty_plugin.rules.facts import OrderFacts, OrderStatus
from saleor_loyalty_plugin.rules.money import Rounding
from saleor_loyalty_plugin.rules.terms import (
    ChannelTerms,
    EarnBasis,
    EarnMode,
    EarnTrigger,
    ProgramTerms,
)
from tests.rules.builders import NOON, line, order, program

D = Decimal


def earned(facts: OrderFacts, terms: ProgramTerms) -> int:
    return order_entitlement(facts, terms, points_captured=0).points_earned


def spent(facts: OrderFacts, points_captured: int) -> int:
    return order_entitlement(facts, program(), points_captured=points_captured).points_spent


@pytest.mark.parametrize(
    ("amount", "rounding", "points"),
    [
        ("49.90", Rounding.DOWN, 49),
        ("49.90", Rounding.HALF_UP, 50),
        ("49.50", Rounding.HALF_UP, 50),
        ("49.49", Rounding.HALF_UP, 49),
        ("49.01", Rounding.UP, 50),
        ("0.00", Rounding.UP, 0),
    ],
)
def test_rounding(amount: str, rounding: Rounding, points: int) -> None:
    assert earned(order(line(amount)), program(rounding=rounding)) == points


@pytest.mark.parametrize(
    ("amount", "mode", "points"),
    [
        ("4.99", EarnMode.PER_FULL_AMOUNT, 0),
        ("5.00", EarnMode.PER_FULL_AMOUNT, 10),
        ("9.99", EarnMode.PER_FULL_AMOUNT, 10),
        ("4.99", EarnMode.PROPORTIONAL, 9),
        ("9.99", EarnMode.PROPORTIONAL, 19),
    ],
)
def test_ten_points_for_each_five(amount: str, mode: EarnMode, points: int) -> None:
    terms = program(ChannelTerms(earn_points=10, earn_amount=D(5)), earn_mode=mode)
    assert earned(order(line(amount)), terms) == points


@pytest.mark.parametrize(
    ("trigger", "facts", "points"),
    [
        (EarnTrigger.ORDER_CREATED, order(line("10"), charged_gross=D(0)), 10),
        (EarnTrigger.ORDER_PAID, order(line("10"), charged_gross=D("9.99")), 0),
        (EarnTrigger.ORDER_PAID, order(line("10"), charged_gross=D(10)), 10),
        (EarnTrigger.ORDER_FULFILLED, order(line("10", quantity_unfulfilled=1)), 0),
        (EarnTrigger.ORDER_FULFILLED, order(line("10"), status=OrderStatus.FULFILLED), 10),
        # As the shop calls it as soon as one piece came back, shipped or not.
        (
            EarnTrigger.ORDER_FULFILLED,
            order(
                line("10", quantity=2, quantity_unfulfilled=1),
                status=OrderStatus.PARTIALLY_RETURNED,
            ),
            0,
        ),
        (EarnTrigger.ORDER_FULFILLED, order(line("10"), status=OrderStatus.UNCONFIRMED), 0),
        (EarnTrigger.ORDER_FULFILLED, order(line("10"), status=OrderStatus.CANCELED), 0),
        (EarnTrigger.ORDER_CREATED, order(line("10"), status=OrderStatus.UNCONFIRMED), 0),
        (EarnTrigger.ORDER_CREATED, order(line("10"), status=OrderStatus.CANCELED), 0),
        (EarnTrigger.ORDER_CREATED, order(line("10"), status=OrderStatus.EXPIRED), 0),
        (EarnTrigger.ORDER_CREATED, order(line("10"), customer_id=None), 0),
    ],
)
def test_trigger(trigger: EarnTrigger, facts: OrderFacts, points: int) -> None:
    assert earned(facts, program(earn_trigger=trigger)) == points


@pytest.mark.parametrize(
    ("settings", "points"),
    [
        ({}, 100 + 50),
        ({"earn_on_shipping": True}, 100 + 50 + 10),
        ({"earn_on_reduced_items": False}, 100),
        ({"earn_basis": EarnBasis.NET}, 80 + 50),
        ({"earn_on_points_paid_part": True}, 100 + 50 + 20),
        ({"earning_active": False}, 0),
        ({"is_active": False}, 0),
    ],
)
def test_basis(settings: dict[str, object], points: int) -> None:
    facts = order(
        line("100", total_net=D(80)),
        line("50", is_reduced=True),
        line("30", is_gift_card=True),
        line("0", is_gift=True),
        shipping="10",
        points_discount=D(20),
    )
    assert earned(facts, program(**settings)) == points


def test_channel_without_program_earns_nothing() -> None:
    terms = replace(program(), covers_all_channels=False)
    assert earned(order(line("10")), terms) == 0


def test_refund_after_full_payment_keeps_the_order_triggered() -> None:
    facts = order(line("100"), charged_gross=D(100), refunded_gross=D(40))
    result = order_entitlement(facts, program(), points_captured=0)
    assert (result.is_triggered, result.points_earned) == (True, 60)


def test_money_for_returned_units_counts_once() -> None:
    facts = order(line("60", quantity=3, quantity_returned=1), line("40"), refunded_gross=D(20))
    assert earned(facts, program()) == 80


def test_cent_that_rounding_a_unit_costs_takes_nothing_from_other_lines() -> None:
    facts = order(line("20", quantity=3, quantity_returned=3), line("80"))
    assert earned(replace(facts, refunded_gross=D("20.01")), program()) == 80
    assert earned(replace(facts, refunded_gross=D("20.02")), program()) == 79


def test_order_edited_below_its_discount_uses_a_part_of_its_points() -> None:
    edited = order(line("0", undiscounted_total_gross=D(20)), code_discount=D(20))
    assert discount_used(edited, D(40)) == 20
    half = Fraction(1, 2)
    found = order_entitlement(edited, program(), points_captured=4000, share_used=half)
    assert found.points_spent == 2000
    # A voucher that is gone, or money that was paid: the discount is what it was.
    assert discount_used(replace(edited, code_discount=D(0)), D(40)) == 40
    assert discount_used(order(line("1"), code_discount=D(20)), D(40)) == 40


@pytest.mark.parametrize(
    ("beside", "used"),
    [("0", "20"), ("5", "15"), ("20", "0"), ("30", "0")],
)
def test_other_benefits_of_the_code_come_before_points(beside: str, used: str) -> None:
    """A code for 5.00 of a tier and 40.00 of points, on an order of 20.00: 15.00 are of points."""
    edited = order(line("0", undiscounted_total_gross=D(20)), code_discount=D(20))
    assert discount_used(edited, D(40), beside_points=D(beside)) == D(used)
    whole = order(line("0", undiscounted_total_gross=D(90)), code_discount=D(40) + D(beside))
    assert discount_used(whole, D(40), beside_points=D(beside)) == 40


def test_part_paid_by_gift_card_refunded_in_full() -> None:
    # 100 of goods, 30 by gift card: the 70 in money are all that can be paid back.
    facts = order(line("100"), total_gross=D(70), charged_gross=D(70), refunded_gross=D(70))
    assert earned(facts, program()) == 0
    assert spent(facts, 500) == 0


def test_order_paid_whole_with_points_returns_them_by_units() -> None:
    facts = order(
        line("0", quantity=4, quantity_returned=1, undiscounted_total_gross=D(40)),
        total_gross=D(0),
    )
    assert spent(facts, 4000) == 3000


@pytest.mark.parametrize("status", [OrderStatus.CANCELED, OrderStatus.EXPIRED])
def test_given_up_order_returns_all(status: OrderStatus) -> None:
    assert spent(order(line("10"), status=status), 735) == 0


def test_explanation_names_rate_and_result() -> None:
    result = order_entitlement(order(line("49.90")), program(), points_captured=0)
    (step,) = result.explanation
    assert step.code == "RATE"
    assert step.values == {
        "basis": "49.90",
        "currency": "EUR",
        "earnPoints": 1,
        "earnAmount": "1",
        "mode": "PROPORTIONAL",
        "rounding": "DOWN",
        "points": 49,
    }


amounts = st.decimals(min_value=0, max_value=5000, places=2)
some_lines = st.lists(st.tuples(amounts, st.integers(1, 5)), min_size=1, max_size=6)
rates = st.builds(
    ChannelTerms,
    earn_points=st.integers(0, 50),
    earn_amount=st.decimals(min_value="0.5", max_value=100, places=2),
)
any_terms = st.builds(
    program,
    rates,
    earn_mode=st.sampled_from(EarnMode),
    rounding=st.sampled_from(Rounding),
    earn_on_shipping=st.booleans(),
)


@given(some_lines, any_terms, st.permutations(range(6)))
def test_order_of_lines_does_not_matter(
    items: list[tuple[Decimal, int]], terms: ProgramTerms, shuffle: list[int]
) -> None:
    lines = [line(amount, quantity=n) for amount, n in items]
    shuffled = [lines[i] for i in shuffle if i < len(lines)]
    assert earned(order(*lines), terms) == earned(order(*shuffled), terms)


@given(some_lines, any_terms, st.data())
def test_never_more_for_less(
    items: list[tuple[Decimal, int]], terms: ProgramTerms, data: st.DataObject
) -> None:
    """Returning units or paying money back never raises what was earned or spent."""
    lines = [line(amount, quantity=n) for amount, n in items]
    whole_order = order(*lines, shipping="5")
    returned = [
        replace(item, quantity_returned=data.draw(st.integers(0, item.quantity))) for item in lines
    ]
    refunded = data.draw(st.decimals(min_value=0, max_value=whole_order.total_gross, places=2))
    less = replace(whole_order, lines=tuple(returned), refunded_gross=refunded)
    assert 0 <= earned(less, terms) <= earned(whole_order, terms)
    assert 0 <= spent(less, 1000) <= 1000


@given(some_lines, any_terms, st.data())
def test_more_refunded_never_leaves_more(
    items: list[tuple[Decimal, int]], terms: ProgramTerms, data: st.DataObject
) -> None:
    facts = order(*[line(amount, quantity=n) for amount, n in items])
    first = data.draw(st.decimals(min_value=0, max_value=facts.total_gross, places=2))
    second = data.draw(st.decimals(min_value=first, max_value=facts.total_gross, places=2))
    after_first = replace(facts, refunded_gross=first)
    after_second = replace(facts, refunded_gross=second)
    assert earned(after_second, terms) <= earned(after_first, terms)
    assert spent(after_second, 777) <= spent(after_first, 777)


@given(some_lines, any_terms)
def test_everything_refunded_leaves_nothing(
    items: list[tuple[Decimal, int]], terms: ProgramTerms
) -> None:
    facts = order(*[line(amount, quantity=n) for amount, n in items], shipping="5")
    by_money = replace(facts, refunded_gross=facts.total_gross)
    by_units = replace(
        facts, lines=tuple(replace(item, quantity_returned=item.quantity) for item in facts.lines)
    )
    assert earned(by_money, terms) == 0
    assert spent(by_money, 777) == 0
    assert spent(by_units, 777) == 0
    assert earned(by_units, replace(terms, earn_on_shipping=False)) == 0


@given(some_lines, rates)
def test_terms_survive_storage(items: list[tuple[Decimal, int]], rate: ChannelTerms) -> None:
    terms = program(rate, rounding=Rounding.HALF_UP, hold_minutes=17)
    assert ProgramTerms.from_json(terms.to_json()) == terms
    assert terms.started_at == NOON
