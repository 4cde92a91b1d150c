"""Cards, and a till that earns and spends for a customer: the same in every host."""

from decimal import Decimal
from typing import Any
from uuid import UUID

import graphene
import pytest

from saleor_loyalty_plugin.models import Account, Card
from saleor_loyalty_plugin.rules.card_numbers import is_card_number
from tests.api.world import DOCUMENTS
from tests.contract.driver import ADDRESS, DELIVERY, Person, Refused, Shop
from tests.contract.participation_suite import assert_proved, buy, join, leave

D = Decimal
PRINTED = "4000 0000 0000 0002"
OTHER_PRINTED = "5555 5555 5555 4444"
TILL = ("MANAGE_USERS", "IMPERSONATE_USER", "HANDLE_CHECKOUTS")

ISSUE = """
mutation ($customerId: ID, $accountId: ID, $number: String) {
  loyaltyCardIssue(customerId: $customerId, accountId: $accountId, number: $number) {
    card { id number status } account { id cardNumber } errors { field message code }
  }
}"""


def issue(shop: Shop, person: Person, number: str | None = None) -> dict[str, Any]:
    """Staff give a customer a card."""
    variables = {"customerId": person.global_id, "number": number}
    card: dict[str, Any] = shop.mutate(ISSUE, variables, shop.admin.token)["card"]
    return card


def block(shop: Shop, number: str) -> None:
    shop.mutate(DOCUMENTS["LoyaltyCardBlock"], {"number": number}, shop.admin.token)


def replace(shop: Shop, card: dict[str, Any], number: str | None = None) -> dict[str, Any]:
    variables = {"id": card["id"], "number": number}
    payload = shop.mutate(DOCUMENTS["LoyaltyCardReplace"], variables, shop.admin.token)
    new: dict[str, Any] = payload["card"]
    return new


def found_by(shop: Shop, **argument: str) -> str | None:
    """The e-mail address of the customer who is found."""
    data = shop.run(DOCUMENTS["LoyaltyTillCustomer"], argument, shop.admin.token)
    account = data["loyaltyAccount"]
    return account["customer"]["email"] if account is not None else None


def lookup_error(shop: Shop, **argument: str) -> tuple[str, str, str]:
    """(code, field, message) of a look-up that is refused."""
    body = shop.setup.post(DOCUMENTS["LoyaltyTillCustomer"], argument, shop.admin.token)
    assert body["data"]["loyaltyAccount"] is None
    (error,) = body["errors"]
    extensions = error["extensions"]
    return extensions["code"], extensions["field"], error["message"]


def test_card_is_drawn_and_found_as_typed_and_as_scanned(shop: Shop) -> None:
    ann, bob = (shop.setup.customer(f"{name}@example.com") for name in ("ann", "bob"))
    card, other = issue(shop, ann), issue(shop, bob)

    number = card["number"]
    assert is_card_number(number)
    assert (len(number), card["status"]) == (16, "ACTIVE")
    assert number != other["number"]
    grouped = " ".join(number[place : place + 4] for place in range(0, 16, 4))
    for typed in (number, grouped, grouped.replace(" ", "-"), f"\t{number}\r\n"):
        assert found_by(shop, cardNumber=typed) == ann.email
    assert found_by(shop, cardNumber=other["number"]) == bob.email
    assert found_by(shop, cardNumber=PRINTED) is None
    assert found_by(shop, email=ann.email) == ann.email


def test_issuing_again_returns_the_card(shop: Shop) -> None:
    ann = shop.setup.customer("ann@example.com")
    first = issue(shop, ann, PRINTED)

    assert issue(shop, ann) == issue(shop, ann, "4000000000000002") == first
    with pytest.raises(Refused) as refused:
        issue(shop, ann, OTHER_PRINTED)
    assert refused.value.codes == ["CARD_PRESENT"]
    bob = shop.setup.customer("bob@example.com")
    with pytest.raises(Refused) as refused:
        issue(shop, bob, PRINTED)
    assert refused.value.codes == ["CARD_TAKEN"]
    assert Card.objects.count() == 1


def test_blocked_and_replaced_cards_say_why_nobody_is_found(shop: Shop) -> None:
    ann = shop.setup.customer("ann@example.com")
    first = issue(shop, ann)
    second = replace(shop, first)
    # Repeating it is harmless.
    assert replace(shop, first) == second
    third = replace(shop, second, PRINTED)
    block(shop, PRINTED)

    assert lookup_error(shop, cardNumber=first["number"]) == (
        "CARD_BLOCKED",
        "cardNumber",
        "This card was replaced by another one. Ask for the new card.",
    )
    assert lookup_error(shop, cardNumber=third["number"]) == (
        "CARD_BLOCKED",
        "cardNumber",
        "This card is blocked. Ask for another way to find the customer, such as the e-mail"
        " address.",
    )
    fourth = issue(shop, ann)
    assert found_by(shop, cardNumber=fourth["number"]) == ann.email
    with pytest.raises(Refused) as refused:
        replace(shop, first, OTHER_PRINTED)
    assert refused.value.codes == ["CARD_PRESENT"]


def test_wrong_check_digit_is_no_unknown_card(shop: Shop) -> None:
    code, field, message = lookup_error(shop, cardNumber="4000 0000 0000 0003")
    assert (code, field) == ("INVALID", "cardNumber")
    assert message.startswith("This is no card number")


def test_card_of_another_program_is_found_whatever_the_channel(shop: Shop) -> None:
    ann = shop.setup.customer("ann@example.com")
    card = issue(shop, ann)
    channel = shop.setup.net_channel()
    assert found_by(shop, cardNumber=card["number"], channel=channel.slug) == ann.email


# Programs for card holders ---------------------------------------------------------------------


def test_only_card_holders_take_part(shop: Shop) -> None:
    shop.set_program(shop.setup.channel(), eligibility="CARD_HOLDERS")
    ann = shop.setup.customer("ann@example.com")

    buy(shop, ann, "10.00")
    assert shop.account(ann) is None
    card = issue(shop, ann)
    buy(shop, ann, "20.00")
    new = replace(shop, card)
    buy(shop, ann, "40.00")
    block(shop, new["number"])
    buy(shop, ann, "80.00")
    issue(shop, ann)
    buy(shop, ann, "160.00")

    assert [points for _, points in shop.movements(ann)] == [20, 40, 160]
    assert_proved()


def test_joining_gives_a_card_where_cards_decide(shop: Shop) -> None:
    shop.set_program(shop.setup.channel(), eligibility="CARD_HOLDERS")
    ann = shop.setup.customer("ann@example.com")

    account = join(shop, ann)
    assert (account["takesPart"], join(shop, ann)["cardNumber"]) == (True, account["cardNumber"])
    leave(shop, ann)
    buy(shop, ann, "20.00")
    # Who takes a card where it makes a member wants to be one.
    issue(shop, ann)
    buy(shop, ann, "40.00")

    assert shop.movements(ann) == [("EARN", 40)]
    assert_proved()


# The till --------------------------------------------------------------------------------------


def _sell(shop: Shop, token: str, card_number: str, price: str, points: int) -> UUID:
    """What a till does: find by card, make a cart, pay a part with points, take the money."""
    channel = shop.setup.channel()
    found = shop.run(DOCUMENTS["LoyaltyTillCustomer"], {"cardNumber": card_number}, token)
    customer_id = found["loyaltyAccount"]["customer"]["id"]
    goods = shop.setup.variant(D(price), channel=channel)
    cart = {
        "channel": channel.slug,
        "lines": [{"variantId": goods, "quantity": 1}],
        "shippingAddress": ADDRESS,
        "billingAddress": ADDRESS,
    }
    payload = shop.mutate(DOCUMENTS["LoyaltyTillCheckout"], {"input": cart}, token)
    checkout_id = payload["checkout"]["id"]
    shop.mutate(
        DOCUMENTS["LoyaltyTillCustomerAttach"],
        {"id": checkout_id, "customerId": customer_id},
        token,
    )
    delivery = {"id": checkout_id, "deliveryMethodId": channel.delivery_method_id}
    shop.mutate(DELIVERY, delivery, token)
    if points:
        variables = {"id": checkout_id, "points": points}
        shop.mutate(DOCUMENTS["LoyaltyTillPointsApply"], variables, token)
    # 10.00 is for delivery; 100 points are worth 1.00.
    shop.pay_checkout(checkout_id, D(price) + 10 - D(points) / 100, channel.currency)
    order = shop.mutate(DOCUMENTS["LoyaltyTillOrder"], {"id": checkout_id}, token)["order"]
    return UUID(graphene.Node.from_global_id(order["id"])[1])


def test_till_earns_and_spends_for_a_customer(shop: Shop) -> None:
    token = shop.setup.app_token(*TILL)
    ann = shop.setup.customer("ann@example.com")
    variables = {"customerId": ann.global_id}
    number = shop.mutate(DOCUMENTS["LoyaltyTillCardIssue"], variables, token)["card"]["number"]
    shop.mutate(DOCUMENTS["LoyaltyTillJoin"], variables, token)

    first = _sell(shop, token, number, "500.00", 0)
    second = _sell(shop, token, number, "20.00", 400)

    assert shop.movements(ann) == [("EARN", 500), ("REDEEM", -400), ("EARN", 16)]
    assert shop.order(second)["total"]["gross"]["amount"] == 26.0
    shop.cancel(second)
    shop.cancel(first)
    assert shop.balance(ann) == 0
    assert_proved()


def test_till_gives_printed_cards_where_cards_decide(shop: Shop) -> None:
    shop.set_program(shop.setup.channel(), eligibility="CARD_HOLDERS")
    token = shop.setup.app_token(*TILL)
    ann = shop.setup.customer("ann@example.com")
    issue(shop, shop.setup.customer("bob@example.com"), PRINTED)

    def issue_at_till(number: str) -> dict[str, Any]:
        variables = {"customerId": ann.global_id, "number": number}
        return shop.mutate(DOCUMENTS["LoyaltyTillCardIssue"], variables, token)

    with pytest.raises(Refused) as refused:
        issue_at_till(PRINTED)
    assert refused.value.codes == ["CARD_TAKEN"]
    issue_at_till(OTHER_PRINTED)
    joined = shop.mutate(DOCUMENTS["LoyaltyTillJoin"], {"customerId": ann.global_id}, token)

    account = joined["account"]
    assert (account["takesPart"], account["cardNumber"]) == (True, OTHER_PRINTED.replace(" ", ""))
    assert Card.objects.count() == 2


def test_till_without_the_right_finds_nobody(shop: Shop) -> None:
    ann = shop.setup.customer("ann@example.com")
    number = issue(shop, ann)["number"]
    before = list(Account.objects.values())
    for token in (ann.token, shop.setup.app_token("HANDLE_CHECKOUTS"), None):
        body = shop.setup.post(DOCUMENTS["LoyaltyTillCustomer"], {"cardNumber": number}, token)
        assert body["data"]["loyaltyAccount"] is None
        (error,) = body["errors"]
        assert error["extensions"]["exception"]["code"] == "PermissionDenied"
        wrong = shop.setup.post(DOCUMENTS["LoyaltyTillCustomer"], {"cardNumber": "1"}, token)
        assert wrong["errors"][0]["message"] == error["message"]
    assert list(Account.objects.values()) == before
