from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saleor_loyalty_plugin.rules.bonuses import Bonus, BonusTrigger
from saleor_loyalty_plugin.rules.facts import OrderFacts, OrderStatus
from saleor_loyalty_plugin.rules.referrals import code_as_stored, is_same_mailbox
from saleor_loyalty_plugin.rules.spending import Spending, amount_spent
from saleor_loyalty_plugin.rules.terms import EarnBasis, EarnTrigger
from tests.rules.builders import JPY, line, order, program

D = Decimal
HALF_BACK = line("30", quantity=2, quantity_returned=1)


@pytest.mark.parametrize(
    ("facts", "terms", "amount"),
    [
        (order(line("49.90")), {}, "49.90"),
        (order(line("49.90"), shipping="10"), {}, "49.90"),
        (order(line("49.90"), shipping="10"), {"earn_on_shipping": True}, "59.90"),
        (order(line("123", total_net=D(100))), {"earn_basis": EarnBasis.NET}, "100.00"),
        (order(line("50", is_reduced=True)), {"earn_on_reduced_items": False}, "50.00"),
        (order(line("50")), {"earning_active": False}, "50.00"),
        (order(line("50"), points_discount=D(20)), {"earn_on_points_paid_part": True}, "50.00"),
        # What came back counts no more, each unit and each coin once.
        (order(HALF_BACK, line("20")), {}, "35.00"),
        (order(HALF_BACK, line("20"), refunded_gross=D(15)), {}, "35.00"),
        (order(line("100"), refunded_gross=D(40)), {}, "60.00"),
        (order(line("10", quantity=3, quantity_returned=1)), {}, "6.67"),
        (order(line("1000", quantity=3, quantity_returned=1), channel=JPY), {}, "667"),
        # Gifts and gift cards are no goods.
        (order(line("50"), line("30", is_gift_card=True), line("0", is_gift=True)), {}, "50.00"),
        (order(line("30", is_gift_card=True)), {}, None),
        (order(line("0", is_gift=True)), {}, None),
        # Paid with points alone: an order of amount 0.
        (order(line("0", undiscounted_total_gross=D(40))), {}, "0.00"),
        # No order that counts.
        (order(line("10"), charged_gross=D("9.99")), {}, None),
        (order(line("10")), {"earn_trigger": EarnTrigger.ORDER_CREATED}, "10.00"),
        (order(line("10", quantity_unfulfilled=1)), {"earn_trigger": "ORDER_FULFILLED"}, None),
        # What it gives could be spent at once, while the order's own points wait to be shipped.
        (order(line("10", quantity_unfulfilled=1)), {"pending_until_fulfilled": True}, None),
        (order(line("10")), {"pending_until_fulfilled": True}, "10.00"),
        (order(line("10"), status=OrderStatus.CANCELED), {}, None),
        (order(line("10"), status=OrderStatus.EXPIRED), {}, None),
        (order(line("10"), status=OrderStatus.UNCONFIRMED), {}, None),
        (order(line("10"), customer_id=None), {}, None),
        (order(line("10")), {"is_active": False}, None),
        (order(line("10")), {"covers_all_channels": False}, None),
        (order(line("10", quantity=2, quantity_returned=2)), {}, None),
        (order(line("10"), shipping="5", refunded_gross=D(15)), {}, None),
    ],
)
def test_what_an_order_counts_for(
    facts: OrderFacts, terms: dict[str, Any], amount: str | None
) -> None:
    if "earn_trigger" in terms:
        terms["earn_trigger"] = EarnTrigger(terms["earn_trigger"])
    found = amount_spent(facts, program(**terms))
    assert str(found) == str(amount)


@given(
    st.lists(st.decimals(min_value=0, max_value=5000, places=2), min_size=1, max_size=5),
    st.data(),
)
def test_more_refunded_never_counts_for_more(amounts: list[Decimal], data: st.DataObject) -> None:
    facts = order(*[line(amount) for amount in amounts], shipping="5")
    first = data.draw(st.decimals(min_value=0, max_value=facts.total_gross, places=2))
    second = data.draw(st.decimals(min_value=first, max_value=facts.total_gross, places=2))
    after_first = amount_spent(replace(facts, refunded_gross=first), program())
    after_second = amount_spent(replace(facts, refunded_gross=second), program())
    assert (after_second or 0) <= (after_first or 0) <= sum(amounts)
    assert amount_spent(replace(facts, refunded_gross=facts.total_gross), program()) is None


def test_orders_count_in_every_currency_and_amounts_in_their_own() -> None:
    spending = Spending(
        orders_count={"EUR": 2, "JPY": 1}, amount_spent={"EUR": D(80), "JPY": D(9000)}
    )

    def passed(**values: Any) -> bool:
        return spending.has_passed(Bonus(bonus_id=1, name="Bonus", points=5, **values))

    count, amount = BonusTrigger.ORDER_COUNT, BonusTrigger.AMOUNT_SPENT
    assert passed(trigger=count, order_count=3)
    assert not passed(trigger=count, order_count=4)
    assert passed(trigger=amount, amount_spent=D(80), currency="EUR")
    assert not passed(trigger=amount, amount_spent=D("80.01"), currency="EUR")
    assert not passed(trigger=amount, amount_spent=D(1), currency="USD")


@pytest.mark.parametrize(
    ("typed", "stored"),
    [("abcd-EFGH 23", "ABCDEFGH23"), ("", ""), ("  ", ""), ("ÄÖ", ""), ("x" * 65, "")],
)
def test_codes_as_people_type_them(typed: str, stored: str) -> None:
    assert code_as_stored(typed) == stored


@pytest.mark.parametrize(
    ("first", "second", "is_same"),
    [
        ("ann@example.com", "Ann@Example.com", True),
        ("ann@example.com", "ann+shop@example.com", True),
        ("a.nn@gmail.com", "ann+x@googlemail.com", True),
        ("a.nn@example.com", "ann@example.com", False),
        ("ann@example.com", "ann@example.org", False),
        ("ann@example.com", "bob@example.com", False),
    ],
)
def test_one_mailbox_under_two_spellings(first: str, second: str, is_same: bool) -> None:
    assert is_same_mailbox(first, second) is is_same
