"""Points that pay with a gift card (R8): the same in every host."""

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import graphene
import pytest
from django.utils import timezone

from saleor_loyalty_plugin.models import Hold, HoldStatus
from saleor_loyalty_plugin.services.sweep import sweep_holds
from saleor_loyalty_plugin.tasks import sweep_orders_task
from tests.contract.driver import Channel, Person, Refused, Shop
from tests.contract.milestones_suite import add_bonus
from tests.contract.refund_preview_suite import FOLLOW, MY_CODE, ask, money
from tests.contract.refunds_suite import assert_books_are_right

D = Decimal

ON_CHECKOUT = """
query ($id: ID!) {
  checkout(id: $id) {
    voucherCode
    totalPrice { gross { amount } }
    giftCards {
      id last4CodeChars initialBalance { amount } currentBalance { amount }
      metadata { key value }
    }
    loyalty { appliedPoints benefits { kind points amount { amount } } }
  }
}"""
ON_ORDER = """
query ($id: ID!) {
  order(id: $id) {
    total { gross { amount } }
    giftCards { last4CodeChars isActive currentBalance { amount } }
  }
}"""
APPLY = """
mutation ($id: ID!, $points: Int) {
  checkoutLoyaltyPointsApply(id: $id, points: $points) {
    checkout {
      voucherCode totalPrice { gross { amount } } giftCards { currentBalance { amount } }
    }
    errors { field message code }
  }
}"""
REMOVE_BY_ID = """
mutation ($id: ID!, $card: ID!) {
  checkoutRemovePromoCode(id: $id, promoCodeId: $card) {
    checkout { giftCards { id } totalPrice { gross { amount } } }
    errors { field message code }
  }
}"""


@pytest.fixture
def paying(shop: Shop) -> Channel:
    """The main channel, where points pay."""
    channel = shop.setup.channel()
    shop.set_program(channel, redemptionMethod="PAYMENT")
    return channel


@pytest.fixture
def rich(shop: Shop) -> Person:
    """A customer with 10 000 points."""
    person = shop.setup.customer("ann@example.com")
    shop.credit(person, 10_000)
    return person


def cart_of(shop: Shop, buyer: Person, price: str, channel: Channel, pieces: int = 1) -> str:
    variant = shop.setup.variant(D(price), channel=channel)
    return shop.checkout(buyer, (variant, pieces), channel=channel)


def on_checkout(shop: Shop, checkout_id: str, buyer: Person) -> dict[str, Any]:
    state: dict[str, Any] = shop.run(ON_CHECKOUT, {"id": checkout_id}, buyer.token)["checkout"]
    return state


def cards_of_order(shop: Shop, order_id: UUID) -> dict[str, tuple[bool, float]]:
    """Whether each gift card of an order can be used, and what is left on it, by last signs."""
    variables = {"id": graphene.Node.to_global_id("Order", order_id)}
    cards = shop.run(ON_ORDER, variables, shop.admin.token)["order"]["giftCards"]
    return {
        card["last4CodeChars"]: (card["isActive"], card["currentBalance"]["amount"])
        for card in cards
    }


def finish(shop: Shop, checkout_id: str, buyer: Person, channel: Channel) -> UUID:
    """Pay what is left in money, and place the order."""
    total = shop.total(checkout_id, buyer)
    if total:
        shop.pay_checkout(checkout_id, total, channel.currency)
    order_id = shop.complete(checkout_id, buyer)
    assert_books_are_right()
    return order_id


def code_of(checkout_id: str) -> str:
    """The gift card's code, which the shop shows to few."""
    pk = UUID(graphene.Node.from_global_id(checkout_id)[1])
    return Hold.objects.get(checkout_id=pk, status=HoldStatus.OPEN).code


def test_points_pay_at_once_and_the_answer_shows_it(
    shop: Shop, paying: Channel, rich: Person
) -> None:
    checkout_id = cart_of(shop, rich, "60.00", paying)

    payload = shop.mutate(APPLY, {"id": checkout_id, "points": 735}, rich.token)

    assert payload["checkout"] == {
        "voucherCode": None,
        "totalPrice": {"gross": {"amount": 62.65}},
        "giftCards": [{"currentBalance": {"amount": 7.35}}],
    }
    assert on_checkout(shop, checkout_id, rich)["loyalty"] == {
        "appliedPoints": 735,
        "benefits": [{"kind": "POINTS", "points": 735, "amount": {"amount": 7.35}}],
    }
    (card,) = on_checkout(shop, checkout_id, rich)["giftCards"]
    assert card["metadata"] == [{"key": "saleor_loyalty_plugin.points", "value": "true"}]
    account = shop.account(rich)
    assert account is not None
    assert (account["balance"], account["reserved"]) == (10_000, 735)
    # The same again changes nothing, not even the card.
    code = code_of(checkout_id)
    shop.apply(checkout_id, rich, points=735)
    assert code_of(checkout_id) == code


def test_order_takes_the_points_that_pay(shop: Shop, paying: Channel, rich: Person) -> None:
    checkout_id = cart_of(shop, rich, "60.00", paying)
    shop.apply(checkout_id, rich, points=735)

    order_id = finish(shop, checkout_id, rich, paying)

    order = shop.order(order_id)
    assert order["total"]["gross"]["amount"] == 62.65
    assert order["voucherCode"] is None
    assert [line["totalPrice"]["gross"]["amount"] for line in order["lines"]] == [60.0]
    # 52.65 of goods were paid with money.
    assert shop.movements(rich) == [("ADJUST", 10_000), ("REDEEM", -735), ("EARN", 52)]
    (card,) = cards_of_order(shop, order_id).values()
    assert card == (False, 0.0)


def test_points_pay_beside_a_merchants_code(shop: Shop, paying: Channel, rich: Person) -> None:
    checkout_id = cart_of(shop, rich, "60.00", paying)
    summer = shop.setup.voucher(D("5.00"), channel=paying)
    shop.add_promo_code(checkout_id, summer, rich)

    quote = shop.quote(checkout_id, rich)["quote"]
    shop.apply(checkout_id, rich, maximum=True)

    assert (quote["maximumPoints"], [item["code"] for item in quote["limits"]]) == (
        5500,
        ["CART_VALUE"],
    )
    state = on_checkout(shop, checkout_id, rich)
    assert (state["voucherCode"], state["totalPrice"]["gross"]["amount"]) == (summer, 10.0)
    order_id = finish(shop, checkout_id, rich, paying)
    assert shop.movements(rich)[1:] == [("REDEEM", -5500)]
    shop.cancel(order_id)
    assert shop.balance(rich) == 10_000
    assert_books_are_right()


def test_merchants_code_on_top_leaves_the_points_that_fit(
    shop: Shop, paying: Channel, rich: Person
) -> None:
    checkout_id = cart_of(shop, rich, "60.00", paying)
    shop.apply(checkout_id, rich, points=5800)
    summer = shop.setup.voucher(D("5.00"), channel=paying)

    shop.add_promo_code(checkout_id, summer, rich)
    assert shop.total(checkout_id, rich) == D("10.0")
    assert shop.available(rich) == 10_000 - 5500

    shop.remove_promo_code(checkout_id, summer, rich)
    # The customer asked for 5800 once, and for 5500 since the cart took no more.
    assert shop.total(checkout_id, rich) == D("15.0")


def test_points_pay_before_a_gift_card_of_the_customers_own(
    shop: Shop, paying: Channel, rich: Person
) -> None:
    """60.00 by points, 10.00 of delivery by the gift card, which keeps 20.00."""
    own = shop.setup.gift_card(D("30.00"), channel=paying)
    checkout_id = cart_of(shop, rich, "60.00", paying)
    shop.add_promo_code(checkout_id, own, rich)
    shop.apply(checkout_id, rich, maximum=True)
    assert shop.total(checkout_id, rich) == D(0)

    order_id = finish(shop, checkout_id, rich, paying)

    cards = cards_of_order(shop, order_id)
    assert cards.pop(own[-4:]) == (True, 20.0)
    assert list(cards.values()) == [(False, 0.0)]
    assert shop.movements(rich)[1:] == [("REDEEM", -6000)]


@pytest.mark.parametrize(
    ("place", "voucher", "points"),
    [("net_channel", None, 12_300), ("net_channel", "10", 11_070), ("gross_channel", "10", 9000)],
)
def test_points_pay_tax_too(shop: Shop, place: str, voucher: str | None, points: int) -> None:
    """100.00 and 23 % tax on it, or in it; a merchant's code takes off a tenth before tax."""
    channel: Channel = getattr(shop.setup, place)()
    shop.set_program(channel, redemptionMethod="PAYMENT")
    shop.set_channel(channel, redeemPoints=100)
    ann = shop.setup.customer("ann@example.com")
    shop.credit(ann, 20_000)
    checkout_id = cart_of(shop, ann, "100.00", channel)
    if voucher is not None:
        code = shop.setup.voucher(D(voucher), channel=channel, is_percentage=True)
        shop.add_promo_code(checkout_id, code, ann)
    before = shop.total(checkout_id, ann)

    assert shop.quote(checkout_id, ann)["quote"]["maximumPoints"] == points
    shop.apply(checkout_id, ann, maximum=True)

    assert before - shop.total(checkout_id, ann) == D(points) / 100
    finish(shop, checkout_id, ann, channel)
    assert shop.movements(ann)[1:] == [("REDEEM", -points)]


def test_apply_knows_the_tax_without_being_asked_for_a_total(shop: Shop) -> None:
    channel = shop.setup.net_channel()
    shop.set_program(channel, redemptionMethod="PAYMENT")
    shop.set_channel(channel, redeemPoints=100)
    ann = shop.setup.customer("ann@example.com")
    shop.credit(ann, 20_000)
    checkout_id = cart_of(shop, ann, "100.00", channel)

    payload = shop.apply(checkout_id, ann, maximum=True)

    assert payload["loyalty"]["appliedPoints"] == 12_300


def test_cart_that_changes_moves_the_points_that_pay(
    shop: Shop, paying: Channel, rich: Person
) -> None:
    cup = shop.setup.variant(D("10.00"), channel=paying)
    checkout_id = shop.checkout(rich, (cup, 5), channel=paying)
    shop.apply(checkout_id, rich, points=4000)

    assert shop.set_quantity(checkout_id, cup, 2, rich) == D("10.0")
    assert shop.available(rich) == 8000

    shop.apply(checkout_id, rich, maximum=True)
    assert shop.set_quantity(checkout_id, cup, 3, rich) == D("10.0")
    assert shop.quote(checkout_id, rich)["appliedPoints"] == 3000
    finish(shop, checkout_id, rich, paying)
    assert shop.movements(rich)[1:] == [("REDEEM", -3000)]


def test_what_the_order_did_not_need_comes_back(shop: Shop, paying: Channel, rich: Person) -> None:
    """A voucher that we never heard of: 30.00 are left to pay of a card that is worth 60.00."""
    checkout_id = cart_of(shop, rich, "60.00", paying)
    shop.apply(checkout_id, rich, maximum=True)
    with shop.setup.hooks_lost():
        code = shop.setup.voucher(D("40.00"), channel=paying)
        shop.add_promo_code(checkout_id, code, rich)
        order_id = shop.complete(checkout_id, rich)

    for _ in range(2):
        sweep_orders_task()

    assert shop.movements(rich)[1:] == [("REDEEM", -6000), ("RESTORE", 3000)]
    (card,) = cards_of_order(shop, order_id).values()
    assert card == (False, 30.0)
    assert_books_are_right()
    shop.cancel(order_id)
    assert shop.balance(rich) == 10_000
    assert_books_are_right()


def test_order_that_staff_edit_owes_its_points_again_and_gives_them_back(
    shop: Shop, paying: Channel, rich: Person
) -> None:
    """The shop's new total knows of no gift card any more: nobody pays in points and in money."""
    shop.setup.hold_new_orders(paying)
    cup = shop.setup.variant(D("60.00"), channel=paying)
    checkout_id = shop.checkout(rich, (cup, 3), channel=paying)
    shop.apply(checkout_id, rich, points=10_000)
    order_id = shop.complete(checkout_id, rich)
    sweep_orders_task()
    assert shop.movements(rich)[1:] == [("REDEEM", -10_000)]

    shop.setup.set_line_quantity(order_id, 0, 2)
    for _ in range(2):
        sweep_orders_task()

    assert money(shop.order(order_id)["total"]["gross"]) == D("130.0")
    assert shop.movements(rich)[1:] == [("REDEEM", -10_000), ("RESTORE", 10_000)]
    assert_books_are_right()
    shop.confirm(order_id)
    shop.pay_order(order_id, D("130.00"), paying.currency)
    assert shop.movements(rich)[3:] == [("EARN", 120)]
    assert_books_are_right()


def test_card_that_no_order_needed_gives_all_points_back(
    shop: Shop, paying: Channel, rich: Person
) -> None:
    checkout_id = cart_of(shop, rich, "60.00", paying)
    shop.apply(checkout_id, rich, points=500)
    with shop.setup.hooks_lost():
        own = shop.setup.voucher(D("60.00"), channel=paying)
        shop.add_promo_code(checkout_id, own, rich)
        shop.remove_promo_code(checkout_id, code_of(checkout_id), rich)
        shop.pay_checkout(checkout_id, shop.total(checkout_id, rich), paying.currency)
        shop.complete(checkout_id, rich)
    sweep_orders_task()

    assert sweep_holds(now=timezone.now() + timedelta(days=1)) == 1

    assert shop.movements(rich)[1:] == []
    assert shop.available(rich) == 10_000
    assert_books_are_right()


def test_remove_takes_the_card_off(shop: Shop, paying: Channel, rich: Person) -> None:
    checkout_id = cart_of(shop, rich, "60.00", paying)
    shop.apply(checkout_id, rich, points=1000)

    for _ in range(2):
        checkout = shop.remove(checkout_id, rich)
        assert checkout["totalPrice"]["gross"]["amount"] == 70.0
        assert checkout["loyalty"]["appliedPoints"] == 0

    assert on_checkout(shop, checkout_id, rich)["giftCards"] == []
    assert shop.available(rich) == 10_000


@pytest.mark.parametrize("by_id", [False, True])
def test_taking_the_card_off_by_the_shops_own_mutation_gives_the_points_back(
    shop: Shop, paying: Channel, rich: Person, by_id: bool
) -> None:
    checkout_id = cart_of(shop, rich, "60.00", paying)
    shop.apply(checkout_id, rich, points=1000)
    code = code_of(checkout_id)

    if by_id:
        (card,) = on_checkout(shop, checkout_id, rich)["giftCards"]
        shop.mutate(REMOVE_BY_ID, {"id": checkout_id, "card": card["id"]}, rich.token)
    else:
        shop.remove_promo_code(checkout_id, code, rich)

    assert shop.available(rich) == 10_000
    assert shop.total(checkout_id, rich) == D("70.0")
    with pytest.raises(Refused):
        shop.add_promo_code(checkout_id, code, rich)


@pytest.mark.parametrize("is_own", [True, False])
def test_card_is_useless_in_another_checkout(
    shop: Shop, paying: Channel, rich: Person, is_own: bool
) -> None:
    first = cart_of(shop, rich, "60.00", paying)
    shop.apply(first, rich, points=1000)
    other = rich if is_own else shop.setup.customer("bob@example.com")
    second = cart_of(shop, other, "60.00", paying)

    with pytest.raises(Refused):
        shop.add_promo_code(second, code_of(first), other)
        shop.pay_checkout(second, shop.total(second, other), paying.currency)
        shop.complete(second, other)

    assert shop.movements(rich) == [("ADJUST", 10_000)]
    finish(shop, first, rich, paying)
    assert shop.movements(rich)[1:] == [("REDEEM", -1000), ("EARN", 50)]


def test_used_card_is_useless_afterwards(shop: Shop, paying: Channel, rich: Person) -> None:
    first = cart_of(shop, rich, "60.00", paying)
    shop.apply(first, rich, points=1000)
    code = code_of(first)
    finish(shop, first, rich, paying)
    second = cart_of(shop, rich, "60.00", paying)

    with pytest.raises(Refused):
        shop.add_promo_code(second, code, rich)


def test_time_up_takes_the_card_off(shop: Shop, paying: Channel, rich: Person) -> None:
    checkout_id = cart_of(shop, rich, "60.00", paying)
    shop.apply(checkout_id, rich, points=1000)

    assert sweep_holds(now=timezone.now() + timedelta(days=1)) == 1

    assert on_checkout(shop, checkout_id, rich)["giftCards"] == []
    assert shop.total(checkout_id, rich) == D("70.0")
    assert shop.available(rich) == 10_000


def test_program_that_changes_its_method(shop: Shop, channel: Channel, rich: Person) -> None:
    """The cart follows with its next change."""
    cup = shop.setup.variant(D("10.00"), channel=channel)
    checkout_id = shop.checkout(rich, (cup, 6), channel=channel)
    shop.apply(checkout_id, rich, points=735)
    assert on_checkout(shop, checkout_id, rich)["voucherCode"] is not None

    shop.set_program(channel, redemptionMethod="PAYMENT")
    assert shop.set_quantity(checkout_id, cup, 5, rich) == D("52.65")
    state = on_checkout(shop, checkout_id, rich)
    assert (state["voucherCode"], len(state["giftCards"])) == (None, 1)

    shop.set_program(channel, redemptionMethod="DISCOUNT")
    assert shop.set_quantity(checkout_id, cup, 6, rich) == D("62.65")
    state = on_checkout(shop, checkout_id, rich)
    assert (state["voucherCode"] is not None, state["giftCards"]) == (True, [])
    assert shop.available(rich) == 10_000 - 735
    finish(shop, checkout_id, rich, channel)
    assert shop.movements(rich)[1:] == [("REDEEM", -735), ("EARN", 52)]


def test_order_placed_before_the_cart_followed_the_method(
    shop: Shop, paying: Channel, rich: Person
) -> None:
    checkout_id = cart_of(shop, rich, "60.00", paying)
    shop.apply(checkout_id, rich, points=735)
    shop.set_program(paying, redemptionMethod="DISCOUNT")

    finish(shop, checkout_id, rich, paying)

    assert shop.movements(rich)[1:] == [("REDEEM", -735), ("EARN", 52)]


def test_staff_pay_with_a_customers_points(shop: Shop, paying: Channel, rich: Person) -> None:
    checkout_id = cart_of(shop, rich, "60.00", paying)

    shop.apply(checkout_id, shop.admin, points=735)

    finish(shop, checkout_id, rich, paying)
    assert shop.movements(rich)[1:] == [("REDEEM", -735), ("EARN", 52)]


def test_order_paid_wholly_with_points_counts_for_nothing(
    shop: Shop, paying: Channel, rich: Person
) -> None:
    add_bonus(
        shop,
        name="Fifty",
        trigger="AMOUNT_SPENT",
        amountSpent=50,
        currency=paying.currency,
        points=500,
    )
    checkout_id = cart_of(shop, rich, "60.00", paying)
    shop.apply(checkout_id, rich, maximum=True)

    finish(shop, checkout_id, rich, paying)

    assert shop.movements(rich)[1:] == [("REDEEM", -6000)]


@pytest.mark.parametrize(("points", "is_rewarded"), [(6000, False), (5900, True)])
def test_friend_whose_order_points_have_paid(
    shop: Shop, paying: Channel, rich: Person, points: int, is_rewarded: bool
) -> None:
    """An order paid wholly with points rewards nobody; one that took a little money does."""
    shop.set_program(paying, referrerPoints=500)
    bob = shop.setup.customer("bob@example.com")
    shop.credit(bob, 1)
    code = shop.run(MY_CODE, {}, bob.token)["me"]["loyalty"]["referralCode"]
    shop.mutate(FOLLOW, {"code": code}, rich.token)
    checkout_id = cart_of(shop, rich, "60.00", paying)
    shop.apply(checkout_id, rich, points=points)

    finish(shop, checkout_id, rich, paying)

    assert shop.balance(bob) == (501 if is_rewarded else 1)


def test_goods_that_points_may_not_pay_for(shop: Shop, paying: Channel, rich: Person) -> None:
    lamp = shop.setup.variant(D("49.00"), channel=paying)
    card = shop.setup.variant(D("50.00"), channel=paying, product_type=shop.setup.gift_card_type())
    checkout_id = shop.checkout(rich, (lamp, 1), (card, 1), channel=paying)

    quote = shop.quote(checkout_id, rich)["quote"]
    shop.apply(checkout_id, rich, maximum=True)

    assert (quote["maximumPoints"], quote["limits"][0]["code"]) == (4900, "GIFT_CARDS")
    finish(shop, checkout_id, rich, paying)
    # The lamp was paid by points alone, and gift cards earn nothing.
    assert shop.movements(rich)[1:] == [("REDEEM", -4900)]


def three_cups(shop: Shop, channel: Channel, buyer: Person, points: int) -> UUID:
    """30.00 of goods, 10.00 of delivery."""
    checkout_id = cart_of(shop, buyer, "10.00", channel, pieces=3)
    shop.apply(checkout_id, buyer, points=points)
    return finish(shop, checkout_id, buyer, channel)


def test_cup_that_comes_back_is_paid_back_in_money_and_points(
    shop: Shop, paying: Channel, rich: Person
) -> None:
    """As with a discount of 5.00: a cup was paid 8.33 in money and 166 points."""
    order_id = three_cups(shop, paying, rich, 500)
    assert shop.movements(rich)[1:] == [("REDEEM", -500), ("EARN", 25)]

    preview = ask(shop, order_id, (0, 1))
    assert (money(preview["moneyDue"]), money(preview["moneyRefundable"])) == (
        D("8.33"),
        D("35.00"),
    )
    assert (preview["pointsGivenBack"], preview["pointsTakenBack"]) == (166, 9)
    shop.setup.take_back(order_id, 0, 1)
    shop.setup.refund_amount(order_id, D("8.33"))
    sweep_orders_task()

    assert sorted(shop.movements(rich)[3:]) == [("CLAWBACK", -9), ("RESTORE", 166)]
    assert shop.balance(rich) == preview["balanceAfter"]
    assert_books_are_right()


def test_pieces_that_points_have_paid_add_up(shop: Shop, paying: Channel, rich: Person) -> None:
    """Money back, points back, and nothing lost on the way."""
    order_id = three_cups(shop, paying, rich, 500)
    paid_back = D(0)
    for _ in range(3):
        preview = ask(shop, order_id, (0, 1))
        paid_back += money(preview["moneyDue"])
        shop.setup.take_back(order_id, 0, 1)
        shop.setup.refund_amount(order_id, money(preview["moneyDue"]))
        sweep_orders_task()
        assert shop.balance(rich) == preview["balanceAfter"]

    assert paid_back == D("25.00")
    assert shop.balance(rich) == 10_000
    assert_books_are_right()


def test_amount_paid_back_of_an_order_that_points_have_paid_in_part(
    shop: Shop, paying: Channel, rich: Person
) -> None:
    """Half of the 35.00: half of the points, half of what was earned."""
    order_id = three_cups(shop, paying, rich, 500)

    shop.setup.refund_amount(order_id, D("17.50"))
    sweep_orders_task()

    assert sorted(shop.movements(rich)[3:]) == [("CLAWBACK", -13), ("RESTORE", 250)]
    assert_books_are_right()


def test_refund_beside_a_gift_card_of_the_customers_own(
    shop: Shop, paying: Channel, rich: Person
) -> None:
    """60.00 less 30.00 by points and 10.00 of delivery, of which a gift card pays 20.00: half of
    what points have left of a cup is money."""
    own = shop.setup.gift_card(D("20.00"), channel=paying)
    checkout_id = cart_of(shop, rich, "10.00", paying, pieces=6)
    shop.add_promo_code(checkout_id, own, rich)
    shop.apply(checkout_id, rich, points=3000)
    order_id = finish(shop, checkout_id, rich, paying)

    preview = ask(shop, order_id, (0, 2))
    assert money(preview["moneyDue"]) == D("5.00")
    assert preview["pointsGivenBack"] == 1000
    shop.setup.take_back(order_id, 0, 2)
    shop.setup.refund_amount(order_id, D("5.00"))
    sweep_orders_task()

    assert shop.balance(rich) == preview["balanceAfter"]
    assert_books_are_right()


def test_cancelled_order_gives_points_back_and_nothing_on_the_card(
    shop: Shop, paying: Channel, rich: Person
) -> None:
    order_id = three_cups(shop, paying, rich, 500)

    shop.cancel(order_id)

    assert shop.balance(rich) == 10_000
    (card,) = cards_of_order(shop, order_id).values()
    assert card == (False, 0.0)
    assert_books_are_right()
