"""What staff are told before they confirm a refund is what comes of it: the same in every host."""

import random
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from uuid import UUID

import graphene
import pytest
from django.utils import timezone

from saleor_loyalty_plugin.models import Lot
from saleor_loyalty_plugin.services.sweep import sweep_lots
from saleor_loyalty_plugin.tasks import sweep_orders_task
from tests.contract.driver import Channel, Person, Shop
from tests.contract.milestones_suite import add_bonus
from tests.contract.refunds_suite import assert_books_are_right

D = Decimal
CENT = D("0.01")

PREVIEW = """
query ($id: ID!, $lines: [LoyaltyRefundLineInput!], $amount: PositiveDecimal) {
  order(id: $id) {
    loyalty {
      refundPreview(lines: $lines, amount: $amount) {
        moneyDue { amount currency }
        moneyRefundable { amount }
        pointsTakenBack pointsGivenBack pointsAdded pointsRunOut
        milestonePointsTakenBack referralPointsTakenBack
        balanceBefore balanceAfter debt
        explanation { code message values { name value } }
      }
    }
  }
}"""
MY_CODE = "{ me { loyalty { referralCode } } }"
FOLLOW = """
mutation ($code: String!) {
  loyaltyReferralClaim(code: $code) { referral { id } errors { field message code } }
}"""


def ask(
    shop: Shop, order_id: UUID, *lines: tuple[int, int], amount: Decimal | None = None
) -> dict[str, Any]:
    """The preview; `lines` are (index, quantity)."""
    nodes = shop.order(order_id)["lines"]
    variables = {
        "id": graphene.Node.to_global_id("Order", order_id),
        "lines": [{"orderLineId": nodes[index]["id"], "quantity": n} for index, n in lines],
        "amount": str(amount) if amount is not None else None,
    }
    order = shop.run(PREVIEW, variables, shop.admin.token)["order"]
    preview: dict[str, Any] = order["loyalty"]["refundPreview"]
    assert all(step["message"] for step in preview["explanation"])
    assert preview["moneyDue"]["amount"] >= 0
    return preview


def money(value: dict[str, Any]) -> Decimal:
    return D(str(value["amount"])).quantize(CENT)


def points_by_kind(shop: Shop, person: Person) -> dict[str, int]:
    sums = {"CLAWBACK": 0, "RESTORE": 0}
    for kind, points in shop.movements(person):
        if kind in sums:
            sums[kind] += points
    return sums


@pytest.mark.parametrize("seed", range(8))
def test_what_is_previewed_is_what_comes_of_it(shop: Shop, channel: Channel, seed: int) -> None:
    """Any goods, any points, refunds by line and by amount in any order: to the point and cent."""
    chance = random.Random(seed)
    ann = shop.setup.customer("ann@example.com")
    shop.credit(ann, 5000)
    goods = [
        (shop.setup.variant(D(chance.randrange(100, 4000)) / 100, channel=channel), count)
        for count in (1, 2, chance.randrange(3, 6))
    ]
    points = chance.choice([None, 1, 333, 1234])
    order_id = shop.buy(ann, *goods, channel=channel, points=points)
    left = [line["quantity"] for line in shop.order(order_id)["lines"]]
    told = {"CLAWBACK": 0, "RESTORE": 0}
    paid_back = D(0)
    refundable = money(ask(shop, order_id, amount=CENT)["moneyRefundable"])

    for _ in range(4):
        lines: list[tuple[int, int]] = []
        amount = None
        if any(left) and chance.random() < 0.7:
            index = chance.choice([place for place, units in enumerate(left) if units])
            lines = [(index, chance.randrange(1, left[index] + 1))]
            amount = chance.choice([None, None, D(0)])
        elif refundable - paid_back > CENT:
            amount = D(chance.randrange(1, int((refundable - paid_back) * 100))) / 100
        else:
            break
        preview = ask(shop, order_id, *lines, amount=amount)
        due = money(preview["moneyDue"])

        for index, units in lines:
            left[index] -= units
            shop.setup.take_back(order_id, index, units)
        if due:
            shop.setup.refund_amount(order_id, due)
        sweep_orders_task()

        paid_back += due
        told["CLAWBACK"] -= preview["pointsTakenBack"]
        told["RESTORE"] += preview["pointsGivenBack"]
        assert amount is None or due == amount
        assert preview["pointsAdded"] == 0
        assert points_by_kind(shop, ann) == told, preview
        assert shop.balance(ann) == preview["balanceAfter"], preview
        assert money(preview["moneyRefundable"]) == refundable - (paid_back - due)
    assert_books_are_right()


def test_staff_read_how_it_comes_about(shop: Shop, channel: Channel, ann: Person) -> None:
    """3 cups at 10.00 and 5.00 off by points: a cup was paid 8.33, the last one 8.34."""
    shop.credit(ann, 500)
    cup = shop.setup.variant(D("10.00"), channel=channel)
    order_id = shop.buy(ann, (cup, 3), channel=channel, points=500)
    assert shop.movements(ann)[1:] == [("REDEEM", -500), ("EARN", 25)]

    preview = ask(shop, order_id, (0, 1))

    sentences = [step["message"] for step in preview.pop("explanation")]
    currency = channel.currency
    assert preview == {
        "moneyDue": {"amount": 8.33, "currency": currency},
        "moneyRefundable": {"amount": 35.0},
        "pointsTakenBack": 9,
        "pointsGivenBack": 166,
        "pointsAdded": 0,
        "pointsRunOut": 0,
        "milestonePointsTakenBack": 0,
        "referralPointsTakenBack": 0,
        "balanceBefore": 25,
        "balanceAfter": 25 - 9 + 166,
        "debt": 0,
    }
    assert sentences == [
        f"Pieces that come back: 1. The money for it: 8.33 {currency}.",
        "The order has earned 25 points; after the refund it is 16.",
        f"16 points for 16.67 {currency}: 1 point for each 1 {currency}.",
        "The order has cost 500 points; after the refund it is 334. The rest is given back.",
    ]
    assert shop.movements(ann)[3:] == []

    shop.setup.return_units(order_id, 0, 1)
    assert shop.movements(ann)[3:] == [("RESTORE", 166), ("CLAWBACK", -9)]
    # What the shop paid for the piece is what was due.
    assert money(ask(shop, order_id, (0, 1))["moneyRefundable"]) == D("26.67")


def test_used_points_become_a_debt(shop: Shop, channel: Channel, ann: Person) -> None:
    cup = shop.setup.variant(D("10.00"), channel=channel)
    order_id = shop.buy(ann, (cup, 3), channel=channel)
    shop.credit(ann, -20)

    preview = ask(shop, order_id, amount=D("40.00"))

    numbers = [preview[name] for name in ("balanceBefore", "balanceAfter", "debt")]
    assert numbers == [10, -20, 20]
    assert preview["explanation"][-1]["code"] == "REFUND_DEBT"
    shop.setup.refund_amount(order_id, D("40.00"))
    assert shop.balance(ann) == -20

    shop.set_program(channel, negativeBalance="CLAMP")
    again = ask(shop, order_id, (0, 1), amount=D(0))
    assert [again[name] for name in ("balanceBefore", "balanceAfter", "debt")] == [0, 0, 20]


def test_milestone_that_is_lost(shop: Shop, channel: Channel, ann: Person) -> None:
    add_bonus(
        shop,
        name="Fifty",
        trigger="AMOUNT_SPENT",
        amountSpent=50,
        currency=channel.currency,
        points=500,
    )
    cup = shop.setup.variant(D("10.00"), channel=channel)
    order_id = shop.buy(ann, (cup, 6), channel=channel)
    assert shop.balance(ann) == 560
    assert ask(shop, order_id, (0, 1))["milestonePointsTakenBack"] == 0

    preview = ask(shop, order_id, (0, 2))

    assert preview["milestonePointsTakenBack"] == 500
    assert preview["explanation"][-1]["code"] == "MILESTONE_LOST_AMOUNT"
    shop.setup.return_units(order_id, 0, 2)
    assert shop.balance(ann) == preview["balanceAfter"] == 40
    assert_books_are_right()


def test_referral_that_is_lost(shop: Shop, channel: Channel, ann: Person) -> None:
    shop.set_program(channel, referrerPoints=500, refereePoints=100, referralOrderValueFrom=50)
    shop.credit(ann, 1)
    code = shop.run(MY_CODE, {}, ann.token)["me"]["loyalty"]["referralCode"]
    bob = shop.setup.customer("bob@example.com")
    shop.mutate(FOLLOW, {"code": code}, bob.token)
    cup = shop.setup.variant(D("10.00"), channel=channel)
    order_id = shop.buy(bob, (cup, 6), channel=channel)
    assert (shop.balance(ann), shop.balance(bob)) == (501, 160)
    assert ask(shop, order_id, (0, 1))["referralPointsTakenBack"] == 0

    preview = ask(shop, order_id, (0, 2))

    assert preview["referralPointsTakenBack"] == 100
    values = {item["name"]: item["value"] for item in preview["explanation"][-1]["values"]}
    assert values == {"points": "100", "pointsOfFriend": "500"}
    shop.setup.return_units(order_id, 0, 2)
    assert (shop.balance(ann), shop.balance(bob)) == (1, preview["balanceAfter"]) == (1, 40)
    assert_books_are_right()


def in_days(days: int) -> datetime:
    return timezone.now() + timedelta(days=days)


def test_points_that_have_run_out_meanwhile(shop: Shop, channel: Channel, ann: Person) -> None:
    """Earned ones are not taken twice; spent ones come back and are good for a while."""
    shop.set_program(channel, expiry={"policy": "AFTER_DAYS", "days": 30})
    shop.credit(ann, 500)
    cup = shop.setup.variant(D("10.00"), channel=channel)
    order_id = shop.buy(ann, (cup, 3), channel=channel, points=500)
    Lot.objects.update(expires_at=in_days(0))
    sweep_lots(now=in_days(0))

    preview = ask(shop, order_id, (0, 3))

    assert (preview["pointsTakenBack"], preview["pointsRunOut"]) == (25, 25)
    assert (preview["balanceBefore"], preview["balanceAfter"]) == (0, 500)
    codes = {step["code"] for step in preview["explanation"]}
    assert {"REFUND_LATE", "REFUND_RUN_OUT"} <= codes
    shop.setup.return_units(order_id, 0, 3)
    sweep_lots(now=in_days(29))
    assert shop.balance(ann) == 500
    sweep_lots(now=in_days(32))
    assert shop.balance(ann) == 0
    assert_books_are_right()


def test_money_of_an_order_that_a_gift_card_paid_in_part(
    shop: Shop, channel: Channel, ann: Person
) -> None:
    """60.00 of goods and 10.00 of delivery, 35.00 by gift card: half of each piece was money."""
    card = shop.setup.gift_card(D("35.00"), channel=channel)
    cup = shop.setup.variant(D("10.00"), channel=channel)
    checkout_id = shop.checkout(ann, (cup, 6), channel=channel)
    shop.add_promo_code(checkout_id, card, ann)
    shop.pay_checkout(checkout_id, shop.total(checkout_id, ann), channel.currency)
    order_id = shop.complete(checkout_id, ann)

    preview = ask(shop, order_id, (0, 2))

    assert money(preview["moneyDue"]) == D("10.00")
    assert money(preview["moneyRefundable"]) == D("35.00")
    shop.setup.take_back(order_id, 0, 2)
    shop.setup.refund_amount(order_id, D("10.00"))
    assert shop.balance(ann) == preview["balanceAfter"]


def test_guests_order_shows_what_waits(shop: Shop, channel: Channel) -> None:
    cup = shop.setup.variant(D("10.00"), channel=channel)
    order_id = shop.buy_as_guest("eve@example.com", (cup, 3), channel=channel)

    preview = ask(shop, order_id, (0, 1))

    assert (preview["pointsTakenBack"], preview["balanceBefore"]) == (0, 0)
    step = preview["explanation"][-1]
    assert step["message"] == "Points that wait for the guest: 30; after the refund it is 20."
    shop.setup.return_units(order_id, 0, 1)
    assert shop.points_waiting(order_id) == 20


def half_up(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, ROUND_HALF_UP)


def test_pieces_of_a_line_add_up_to_the_line(shop: Shop, channel: Channel, ann: Person) -> None:
    cup = shop.setup.variant(D("10.00"), channel=channel)
    shop.credit(ann, 500)
    order_id = shop.buy(ann, (cup, 3), channel=channel, points=500)
    (line,) = shop.order(order_id)["lines"]
    paid = half_up(D(str(line["totalPrice"]["gross"]["amount"])))

    parts = []
    for _ in range(3):
        parts.append(money(ask(shop, order_id, (0, 1))["moneyDue"]))
        shop.setup.take_back(order_id, 0, 1)

    assert (sum(parts), paid) == (D("25.00"), D("25.00"))
