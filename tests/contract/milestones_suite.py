"""Bonuses for the n-th order and for an amount spent: the same in every host."""

from decimal import Decimal
from typing import Any

from django.utils import timezone

from saleor_loyalty_plugin.services.proof.verify_books import verify_books
from tests.contract.driver import Person, Shop

D = Decimal

BONUS = """
mutation ($input: LoyaltyBonusInput!) {
  loyaltyBonusCreate(input: $input) { bonus { id } errors { field message code } }
}"""
BONUS_ENTRIES = """
{ me { loyalty { entries(first: 50, filter: {reasonCodes: ["MILESTONE", "MILESTONE_LOST"]}) {
  edges { node { kind points reason explanation { message } } } } } } }"""


def add_bonus(shop: Shop, **values: Any) -> None:
    shop.mutate(BONUS, {"input": {"name": "Bonus", **values}}, shop.admin.token)


def milestones(shop: Shop, person: Person) -> list[dict[str, Any]]:
    """The entries of a customer's milestones, oldest first."""
    account = shop.run(BONUS_ENTRIES, {}, person.token)["me"]["loyalty"]
    return [edge["node"] for edge in reversed(account["entries"]["edges"])]


def milestone_points(shop: Shop, person: Person) -> list[int]:
    return [entry["points"] for entry in milestones(shop, person)]


def test_bonus_at_the_third_order(shop: Shop) -> None:
    channel = shop.setup.channel()
    add_bonus(shop, name="Third order", trigger="ORDER_COUNT", orderCount=3, points=50)
    ann = shop.setup.customer("ann@example.com")
    mug = shop.setup.variant(D("20.00"), channel=channel)
    for _ in range(2):
        shop.buy(ann, (mug, 1), channel=channel)
    assert milestones(shop, ann) == []

    third = shop.buy(ann, (mug, 1), channel=channel)
    shop.buy(ann, (mug, 1), channel=channel)
    assert milestones(shop, ann) == [
        {
            "kind": "EARN",
            "points": 50,
            "reason": "Milestone: Third order",
            "explanation": [{"message": 'Milestone "Third order" at 3 orders: there are now 3.'}],
        }
    ]
    assert shop.balance(ann) == 4 * 20 + 50

    shop.setup.refund_amount(third, D("30.00"))  # all of it: three orders are left
    assert milestone_points(shop, ann) == [50]
    assert list(verify_books(now=timezone.now())) == []


def test_bonus_for_an_amount_spent_is_taken_back_below_it(shop: Shop) -> None:
    channel = shop.setup.channel()
    add_bonus(
        shop,
        name="A hundred",
        trigger="AMOUNT_SPENT",
        amountSpent=100,
        currency=channel.currency,
        points=500,
    )
    ann = shop.setup.customer("ann@example.com")
    mug = shop.setup.variant(D("20.00"), channel=channel)
    shop.buy(ann, (mug, 4), channel=channel)
    assert milestone_points(shop, ann) == []
    second = shop.buy(ann, (mug, 2), channel=channel)
    assert milestone_points(shop, ann) == [500]

    shop.setup.refund_amount(second, D("25.00"))  # half of 50.00: 20.00 of goods are left
    assert milestone_points(shop, ann) == [500]
    shop.setup.return_units(second, 0, 2)
    assert milestone_points(shop, ann) == [500, -500]
    lost = milestones(shop, ann)[-1]
    assert (lost["kind"], lost["reason"]) == (
        "CLAWBACK",
        "Taken back: the milestone A hundred is out of reach again",
    )
    (why,) = lost["explanation"]
    assert why["message"] == (
        f"Orders were cancelled or refunded: 80 {channel.currency} are left, and the milestone"
        f' "A hundred" takes 100 {channel.currency}.'
    )

    shop.buy(ann, (mug, 1), channel=channel)
    assert milestone_points(shop, ann) == [500, -500, 500]
    assert list(verify_books(now=timezone.now())) == []


def test_amounts_in_another_currency_do_not_count(shop: Shop) -> None:
    channel, yen = shop.setup.channel(), shop.setup.yen_channel()
    add_bonus(shop, trigger="AMOUNT_SPENT", amountSpent=100, currency=channel.currency, points=500)
    add_bonus(shop, trigger="ORDER_COUNT", orderCount=2, points=7)
    ann = shop.setup.customer("ann@example.com")
    mug = shop.setup.variant(D("20.00"), channel=channel)
    tea = shop.setup.variant(D(1980), channel=yen)

    shop.buy(ann, (mug, 1), channel=channel)
    shop.buy(ann, (tea, 1), channel=yen)

    assert milestone_points(shop, ann) == [7]


def test_hooks_that_were_lost_count_with_the_next_sweep(shop: Shop) -> None:
    from saleor_loyalty_plugin.services.sweep import sweep_orders

    channel = shop.setup.channel()
    add_bonus(shop, trigger="ORDER_COUNT", orderCount=2, points=7)
    ann = shop.setup.customer("ann@example.com")
    mug = shop.setup.variant(D("20.00"), channel=channel)
    with shop.setup.hooks_lost():
        for _ in range(2):
            shop.buy(ann, (mug, 1), channel=channel)

    for _ in range(2):
        sweep_orders(now=timezone.now())

    assert milestone_points(shop, ann) == [7]
    assert shop.balance(ann) == 47
    assert list(verify_books(now=timezone.now())) == []
