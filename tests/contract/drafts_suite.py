"""Points on draft orders that staff or a till make for a customer: the same in every host."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from saleor_loyalty_plugin import ledger
from saleor_loyalty_plugin.models import CheckoutDiscount, Hold
from saleor_loyalty_plugin.services.proof.verify_books import verify_books
from saleor_loyalty_plugin.services.sweep import sweep_holds
from tests.contract.driver import DRAFT, DRAFT_APPLY, DRAFT_REMOVE, Channel, Person, Refused, Shop

D = Decimal

CARD_ISSUE = """
mutation ($customerId: ID!) {
  loyaltyCardIssue(customerId: $customerId) { card { number } errors { field message code } }
}"""
FIND_BY_CARD = """
query ($number: String) { loyaltyAccount(cardNumber: $number) { available customer { id } } }"""
BENEFITS = """
query ($id: ID!) { order(id: $id) { loyalty { benefits { kind points amount { amount } } } } }"""
ACCOUNT_OF = """
query ($customerId: ID!) { loyaltyAccount(customerId: $customerId) { id } }"""
FREEZE = """
mutation ($id: ID!) {
  loyaltyAccountStatusSet(id: $id, status: FROZEN) { errors { field message code } }
}"""


def _member(shop: Shop, points: int, email: str = "ann@example.com") -> Person:
    person = shop.setup.customer(email)
    shop.credit(person, points)
    return person


def _draft(shop: Shop, buyer: Person | None, price: str, *, channel: Channel | None = None) -> str:
    channel = channel or shop.setup.channel()
    variant = shop.setup.variant(D(price), channel=channel)
    return shop.draft(buyer, (variant, 1), channel=channel)


def _total(order: dict[str, Any]) -> Decimal:
    return Decimal(str(order["total"]["gross"]["amount"]))


def _loyalty(order: dict[str, Any]) -> dict[str, Any]:
    loyalty: dict[str, Any] = order["loyalty"]["draft"]
    return loyalty


def _limits(order: dict[str, Any]) -> list[str]:
    return [limit["code"] for limit in _loyalty(order)["quote"]["limits"]]


def test_till_story(shop: Shop) -> None:
    """Find the customer by card, make the draft, use points, take the money, give it back."""
    channel = shop.setup.channel()
    ann = _member(shop, 1000)
    card = shop.mutate(CARD_ISSUE, {"customerId": ann.global_id}, shop.admin.token)["card"]
    till = shop.setup.app_token("MANAGE_USERS", "MANAGE_ORDERS")
    lamp = shop.setup.variant(D("60.00"), channel=channel)

    found = shop.run(FIND_BY_CARD, {"number": card["number"]}, till)["loyaltyAccount"]
    assert (found["available"], found["customer"]["id"]) == (1000, ann.global_id)
    draft_id = shop.draft(ann, (lamp, 1), channel=channel, token=till)
    before = shop.run(DRAFT, {"id": draft_id}, till)["order"]
    assert _total(before) == D("70.0")
    assert _loyalty(before)["quote"]["maximumPoints"] == 1000
    assert _loyalty(before)["quote"]["maximumDiscount"]["amount"] == 10.0
    assert _limits(before) == ["AVAILABLE_POINTS"]

    applied = shop.apply_to_draft(draft_id, maximum=True, token=till)
    assert _total(applied) == D("60.0")
    assert _loyalty(applied)["appliedPoints"] == 1000
    assert _loyalty(applied)["appliedDiscount"] == {"amount": 10.0, "currency": "USD"}
    assert _loyalty(applied)["pointsToEarn"] == 50
    assert _loyalty(applied)["benefits"] == [
        {"kind": "POINTS", "points": 1000, "amount": {"amount": 10.0}}
    ]
    assert (shop.available(ann), shop.balance(ann)) == (0, 1000)

    order_id = shop.complete_draft(draft_id, token=till)
    order = shop.order(order_id)
    assert order["total"]["gross"]["amount"] == 60.0
    assert [item["amount"]["amount"] for item in order["discounts"]] == [10.0]
    assert shop.movements(ann) == [("ADJUST", 1000), ("REDEEM", -1000)]
    assert shop.draft_state(draft_id)["loyalty"]["draft"] is None
    benefits = shop.run(BENEFITS, {"id": draft_id}, till)["order"]["loyalty"]["benefits"]
    assert benefits == [{"kind": "POINTS", "points": 1000, "amount": {"amount": 10.0}}]
    shop.mark_paid(order_id)
    assert shop.movements(ann)[2:] == [("EARN", 50)]

    shop.cancel(order_id)
    assert shop.balance(ann) == 1000
    assert list(verify_books(now=timezone.now())) == []


def test_tax_of_a_draft_follows_the_discount(shop: Shop) -> None:
    channel = shop.setup.net_channel()
    shop.set_channel(channel, redeemPoints=100, redeemAmount=1)
    ann = _member(shop, 1000)
    draft_id = _draft(shop, ann, "100.00", channel=channel)

    before, applied = shop.draft_state(draft_id), shop.apply_to_draft(draft_id, points=1000)

    assert _total(before) - _total(applied) == D("12.3")
    order = shop.order(shop.complete_draft(draft_id))
    assert order["lines"][0]["totalPrice"]["net"]["amount"] == 90.0
    assert order["lines"][0]["totalPrice"]["gross"]["amount"] == 110.7


def test_applying_to_a_draft_again_replaces_and_repeating_changes_nothing(shop: Shop) -> None:
    ann = _member(shop, 1000)
    draft_id = _draft(shop, ann, "60.00")
    first = shop.apply_to_draft(draft_id, points=1000)["voucherCode"]

    second = shop.apply_to_draft(draft_id, points=300)["voucherCode"]
    again = shop.apply_to_draft(draft_id, points=300)

    assert (again["voucherCode"], _total(again)) == (second, D("67.0"))
    assert first != second
    assert shop.available(ann) == 700
    assert not shop.setup.voucher_is_usable(first)
    # It is used up from the start: nobody can put it anywhere else.
    assert not shop.setup.voucher_is_usable(second)


def test_removing_points_from_a_draft(shop: Shop) -> None:
    ann = _member(shop, 1000)
    draft_id = _draft(shop, ann, "60.00")
    shop.apply_to_draft(draft_id, points=1000)

    for _ in range(2):
        order = shop.remove_from_draft(draft_id)
        assert (order["voucherCode"], _total(order)) == (None, D("70.0"))
        assert _loyalty(order)["appliedPoints"] == 0
    assert shop.available(ann) == 1000
    assert not CheckoutDiscount.objects.exists()


def test_draft_that_changes_takes_its_points_along(shop: Shop) -> None:
    channel = shop.setup.channel()
    ann = _member(shop, 10_000)
    cup = shop.setup.variant(D("10.00"), channel=channel)
    pot = shop.setup.variant(D("38.00"), channel=channel)
    draft_id = shop.draft(ann, (cup, 5), channel=channel)
    shop.apply_to_draft(draft_id, points=4000)

    # 10.00 delivery, and 20.00 of goods that points can pay whole: this very answer shows it.
    shrunk = shop.set_draft_quantity(draft_id, 0, 2)
    assert (_total(shrunk), _loyalty(shrunk)["appliedPoints"]) == (D("10.0"), 2000)
    assert shop.available(ann) == 8000
    grown = shop.add_to_draft(draft_id, pot, 1)
    assert (_total(grown), _loyalty(grown)["appliedPoints"]) == (D("48.0"), 2000)

    shop.apply_to_draft(draft_id, maximum=True)
    followed = shop.set_draft_quantity(draft_id, 0, 3)
    assert (_total(followed), _loyalty(followed)["appliedPoints"]) == (D("10.0"), 6800)


def test_other_customer_of_a_draft_gives_the_points_back(shop: Shop) -> None:
    ann, bob = _member(shop, 1000), _member(shop, 500, "bob@example.com")
    draft_id = _draft(shop, ann, "60.00")
    shop.apply_to_draft(draft_id, points=1000)

    order = shop.update_draft(draft_id, user=bob.global_id)

    assert (order["voucherCode"], _total(order)) == (None, D("70.0"))
    assert _loyalty(order)["quote"]["maximumPoints"] == 500
    assert (shop.available(ann), shop.available(bob)) == (1000, 500)


def test_draft_without_a_customer(shop: Shop) -> None:
    draft_id = _draft(shop, None, "60.00")

    with pytest.raises(Refused) as refused:
        shop.apply_to_draft(draft_id, points=100)

    assert (refused.value.codes, refused.value.fields) == (["NOT_SIGNED_IN"], ["id"])
    assert "draftOrderUpdate" in refused.value.messages[0]


def test_merchants_code_on_a_draft_excludes_points(shop: Shop) -> None:
    channel = shop.setup.channel()
    ann = _member(shop, 1000)
    draft_id = _draft(shop, ann, "60.00")
    summer = shop.setup.voucher(D("5.00"), channel=channel)
    order = shop.update_draft(draft_id, voucherCode=summer)
    assert (_total(order), _limits(order)) == (D("65.0"), ["PROMO_CODE_PRESENT"])

    with pytest.raises(Refused) as refused:
        shop.apply_to_draft(draft_id, points=1000)

    assert refused.value.codes == ["PROMO_CODE_PRESENT"]
    assert shop.draft_state(draft_id)["voucherCode"] == summer
    assert shop.available(ann) == 1000


def test_merchants_code_in_place_of_points_gives_them_back(shop: Shop) -> None:
    channel = shop.setup.channel()
    ann = _member(shop, 1000)
    draft_id = _draft(shop, ann, "60.00")
    ours = shop.apply_to_draft(draft_id, points=1000)["voucherCode"]
    summer = shop.setup.voucher(D("5.00"), channel=channel)

    order = shop.update_draft(draft_id, voucherCode=summer)

    assert (order["voucherCode"], _total(order)) == (summer, D("65.0"))
    assert shop.available(ann) == 1000
    assert not shop.setup.voucher_is_usable(ours)


def test_taking_the_code_off_a_draft_gives_the_points_back(shop: Shop) -> None:
    ann = _member(shop, 1000)
    draft_id = _draft(shop, ann, "60.00")
    ours = shop.apply_to_draft(draft_id, points=1000)["voucherCode"]

    order = shop.update_draft(draft_id, voucherCode=None)

    assert (order["voucherCode"], _total(order)) == (None, D("70.0"))
    assert shop.available(ann) == 1000
    assert not shop.setup.voucher_is_usable(ours)


def test_discount_by_hand_excludes_points(shop: Shop) -> None:
    ann = _member(shop, 1000)
    draft_id = _draft(shop, ann, "60.00")
    shop.add_discount(draft_id, D("7.00"))
    before = shop.draft_state(draft_id)
    assert (_total(before), _limits(before)) == (D("63.0"), ["MANUAL_DISCOUNT"])

    with pytest.raises(Refused) as refused:
        shop.apply_to_draft(draft_id, points=1000)

    assert (refused.value.codes, refused.value.fields) == (["MANUAL_DISCOUNT"], ["id"])
    assert _total(shop.draft_state(draft_id)) == D("63.0")
    assert shop.available(ann) == 1000
    shop.delete_discount(draft_id)
    assert _total(shop.apply_to_draft(draft_id, points=1000)) == D("60.0")


def test_discount_by_hand_on_top_gives_the_points_back_with_the_next_change(shop: Shop) -> None:
    """The shop tells nobody of it: what is shown is right at once, the points follow."""
    channel = shop.setup.channel()
    ann = _member(shop, 1000)
    draft_id = _draft(shop, ann, "60.00")
    shop.apply_to_draft(draft_id, points=1000)

    shop.add_discount(draft_id, D("14.00"))
    shown = shop.draft_state(draft_id)
    assert _total(shown) == D("56.0")
    assert _loyalty(shown)["appliedPoints"] == 0
    assert _loyalty(shown)["benefits"] == []

    cup = shop.setup.variant(D("10.00"), channel=channel)
    order = shop.add_to_draft(draft_id, cup, 1)
    assert (order["voucherCode"], _total(order)) == (None, D("66.0"))
    assert shop.available(ann) == 1000


def test_order_with_a_discount_by_hand_takes_no_points(shop: Shop) -> None:
    channel = shop.setup.channel()
    shop.setup.hold_new_orders(channel)
    ann = _member(shop, 1000)
    draft_id = _draft(shop, ann, "60.00")
    shop.apply_to_draft(draft_id, points=1000)
    shop.add_discount(draft_id, D("7.00"))

    order_id = shop.complete_draft(draft_id)

    assert shop.order(order_id)["total"]["gross"]["amount"] == 63.0
    assert shop.movements(ann) == [("ADJUST", 1000)]
    assert shop.available(ann) == 1000
    assert list(verify_books(now=timezone.now())) == []


def test_deleted_draft_gives_the_points_back_at_once(shop: Shop) -> None:
    ann = _member(shop, 1000)
    draft_id = _draft(shop, ann, "60.00")
    code = shop.apply_to_draft(draft_id, points=1000)["voucherCode"]

    shop.delete_draft(draft_id)

    assert shop.available(ann) == 1000
    assert not shop.setup.voucher_is_usable(code)
    assert not CheckoutDiscount.objects.exists()


def test_draft_deleted_unheard_gives_the_points_back_in_time(shop: Shop) -> None:
    ann = _member(shop, 1000)
    draft_id = _draft(shop, ann, "60.00")
    shop.apply_to_draft(draft_id, points=1000)
    with shop.setup.hooks_lost():
        shop.delete_draft(draft_id)

    assert sweep_holds(now=timezone.now() + timedelta(days=8)) == 1

    assert shop.available(ann) == 1000
    assert not CheckoutDiscount.objects.exists()


def test_points_stay_on_a_draft_for_seven_days(shop: Shop) -> None:
    ann = _member(shop, 1000)
    draft_id = _draft(shop, ann, "60.00")
    code = shop.apply_to_draft(draft_id, points=1000)["voucherCode"]
    now = timezone.now()

    assert sweep_holds(now=now + timedelta(days=6, hours=23)) == 0
    assert _total(shop.draft_state(draft_id)) == D("60.0")
    assert sweep_holds(now=now + timedelta(days=7, hours=1)) == 1

    order = shop.draft_state(draft_id)
    assert (order["voucherCode"], _total(order)) == (None, D("70.0"))
    assert shop.available(ann) == 1000
    assert not shop.setup.voucher_is_usable(code)
    order_id = shop.complete_draft(draft_id)
    assert shop.order(order_id)["total"]["gross"]["amount"] == 70.0
    assert shop.movements(ann) == [("ADJUST", 1000)]


def test_order_with_the_discount_takes_points_that_were_no_longer_reserved(shop: Shop) -> None:
    ann = _member(shop, 1000)
    draft_id = _draft(shop, ann, "60.00")
    shop.apply_to_draft(draft_id, points=1000)
    ledger.void_hold(hold_id=Hold.objects.get().pk, now=timezone.now())
    shop.buy(
        ann,
        (shop.setup.variant(D("60.00"), channel=shop.setup.channel()), 1),
        channel=shop.setup.channel(),
        points=900,
    )
    assert shop.balance(ann) == 151

    order_id = shop.complete_draft(draft_id)

    assert shop.order(order_id)["total"]["gross"]["amount"] == 60.0
    assert shop.movements(ann)[-1] == ("REDEEM", -1000)
    assert shop.balance(ann) == -849
    assert list(verify_books(now=timezone.now())) == []


def test_draft_that_shrank_unheard_costs_what_its_points_bought(shop: Shop) -> None:
    channel = shop.setup.channel()
    ann = _member(shop, 10_000)
    cup = shop.setup.variant(D("10.00"), channel=channel)
    draft_id = shop.draft(ann, (cup, 5), channel=channel)
    shop.apply_to_draft(draft_id, points=4000)
    with shop.setup.hooks_lost():
        shop.set_draft_quantity(draft_id, 0, 1)

    order_id = shop.complete_draft(draft_id)

    assert shop.order(order_id)["total"]["gross"]["amount"] == 10.0
    assert shop.balance(ann) == 9000
    assert list(verify_books(now=timezone.now())) == []


def test_points_that_pay_elsewhere_are_a_discount_on_a_draft(shop: Shop) -> None:
    channel = shop.setup.channel()
    shop.set_program(channel, redemptionMethod="PAYMENT")
    ann = _member(shop, 1000)
    draft_id = _draft(shop, ann, "60.00")

    order = shop.apply_to_draft(draft_id, points=1000)
    assert (_total(order), order["voucherCode"][:8]) == (D("60.0"), "LOYALTY-")
    shop.complete_draft(draft_id)

    assert shop.movements(ann) == [("ADJUST", 1000), ("REDEEM", -1000)]
    # A code of the merchant's excludes them here, too: there is only one place for both.
    shop.credit(ann, 500)
    draft_id = _draft(shop, ann, "60.00")
    summer = shop.setup.voucher(D("5.00"), channel=channel)
    order = shop.update_draft(draft_id, voucherCode=summer)
    assert _limits(order) == ["PROMO_CODE_PRESENT"]


@pytest.mark.parametrize(
    ("terms", "code", "message_part"),
    [
        ({"minimumBalance": 2000}, "MINIMUM_BALANCE", "1000 points"),
        ({"minimumCartValue": 75}, "MINIMUM_CART_VALUE", "15.00"),
        ({"maximumDiscountAmount": 4}, "LIMIT_EXCEEDED", "At most 400 points"),
        ({"spendingActive": False}, "SPENDING_OFF", ""),
    ],
    ids=["minimum_balance", "minimum_cart_value", "maximum", "off"],
)
def test_limits_of_a_draft_are_those_of_a_checkout(
    shop: Shop, terms: dict[str, Any], code: str, message_part: str
) -> None:
    shop.set_channel(shop.setup.channel(), **terms)
    ann = _member(shop, 1000)
    draft_id = _draft(shop, ann, "60.00")

    with pytest.raises(Refused) as refused:
        shop.apply_to_draft(draft_id, points=500)

    assert refused.value.codes == [code]
    assert message_part in refused.value.messages[0]
    assert _total(shop.draft_state(draft_id)) == D("70.0")
    assert shop.available(ann) == 1000


def test_reduced_goods_of_a_draft(shop: Shop) -> None:
    channel = shop.setup.channel()
    shop.set_program(channel, excludeReducedItems=True)
    ann = _member(shop, 10_000)
    pot = shop.setup.variant(D("38.00"), channel=channel)
    shade = shop.setup.variant(D("40.00"), channel=channel, reduced_to=D("25.00"))
    draft_id = shop.draft(ann, (pot, 1), (shade, 1), channel=channel)

    order = shop.draft_state(draft_id)
    assert _total(order) == D("73.0")
    assert _loyalty(order)["quote"]["maximumPoints"] == 3800
    assert _limits(order) == ["REDUCED_ITEMS"]


def test_draft_in_a_currency_without_a_rate(shop: Shop) -> None:
    shop.setup.channel()
    ann = _member(shop, 1000)
    draft_id = _draft(shop, ann, "1980", channel=shop.setup.yen_channel())

    with pytest.raises(Refused) as refused:
        shop.apply_to_draft(draft_id, points=500)

    assert refused.value.codes == ["SPENDING_OFF"]
    assert _limits(shop.draft_state(draft_id)) == ["NO_RATE"]


def test_frozen_account_uses_no_points_on_a_draft(shop: Shop) -> None:
    ann = _member(shop, 1000)
    draft_id = _draft(shop, ann, "60.00")
    shop.apply_to_draft(draft_id, points=500)
    of_ann = {"customerId": ann.global_id}
    account = shop.run(ACCOUNT_OF, of_ann, shop.admin.token)["loyaltyAccount"]
    shop.mutate(FREEZE, {"id": account["id"]}, shop.admin.token)

    order = shop.draft_state(draft_id)
    assert (order["voucherCode"], _total(order), _limits(order)) == (
        None,
        D("70.0"),
        ["ACCOUNT_FROZEN"],
    )
    assert not Hold.objects.filter(status="OPEN").exists()
    with pytest.raises(Refused) as refused:
        shop.apply_to_draft(draft_id, points=600)
    assert refused.value.codes == ["ACCOUNT_FROZEN"]


def test_code_of_a_checkout_comes_off_a_draft(shop: Shop) -> None:
    channel = shop.setup.channel()
    ann = _member(shop, 1000)
    bob = shop.setup.customer("bob@example.com")
    lamp = shop.setup.variant(D("60.00"), channel=channel)
    checkout_id = shop.checkout(ann, (lamp, 1), channel=channel)
    code = shop.apply(checkout_id, ann, points=1000)["voucherCode"]
    draft_id = shop.draft(bob, (lamp, 1), channel=channel)

    order = shop.update_draft(draft_id, voucherCode=code)

    assert (order["voucherCode"], _total(order)) == (None, D("70.0"))
    assert shop.checkout_state(checkout_id, ann)["voucherCode"] == code
    assert shop.total(checkout_id, ann) == D("60.0")
    # A new draft can't begin with it either.
    again = shop.draft_state(shop.draft(bob, (lamp, 1), channel=channel, voucherCode=code))
    assert (again["voucherCode"], _total(again)) == (None, D("70.0"))


def test_completed_draft_changes_no_more(shop: Shop) -> None:
    ann = _member(shop, 1000)
    draft_id = _draft(shop, ann, "60.00")
    shop.complete_draft(draft_id)

    for change in (
        lambda: shop.apply_to_draft(draft_id, points=100),
        lambda: shop.remove_from_draft(draft_id),
    ):
        with pytest.raises(Refused) as refused:
            change()
        assert (refused.value.codes, refused.value.fields) == (["CHECKOUT_CLOSED"], ["id"])


@pytest.mark.parametrize("who", ["app", "staff", "customer", "nobody"])
def test_nobody_without_the_right_touches_a_draft(shop: Shop, who: str) -> None:
    ann = _member(shop, 1000)
    draft_id = _draft(shop, ann, "60.00")
    shop.apply_to_draft(draft_id, points=300)
    token = {
        "app": shop.setup.app_token("MANAGE_CHECKOUTS", "MANAGE_USERS"),
        "staff": shop.setup.staff("MANAGE_CHECKOUTS", "MANAGE_USERS").token,
        "customer": ann.token,
        "nobody": None,
    }[who]

    for document in (DRAFT_APPLY, DRAFT_REMOVE):
        variables = {"id": draft_id, "points": 100} if document is DRAFT_APPLY else {"id": draft_id}
        body = shop.setup.post(document, variables, token)
        assert body["errors"][0]["extensions"]["exception"]["code"] == "PermissionDenied"

    assert _loyalty(shop.draft_state(draft_id))["appliedPoints"] == 300
    assert shop.available(ann) == 700


def test_customer_does_not_see_the_staffs_side_of_a_draft(shop: Shop) -> None:
    ann = _member(shop, 1000)
    draft_id = _draft(shop, ann, "60.00")
    query = "query ($id: ID!) { order(id: $id) { loyalty { draft { appliedPoints } } } }"

    body = shop.setup.post(query, {"id": draft_id}, ann.token)

    assert body["errors"][0]["extensions"]["exception"]["code"] == "PermissionDenied"
