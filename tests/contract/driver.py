"""Drives a shop as its customers, staff and apps do: through Saleor's GraphQL names.

The suites in this folder run unchanged in every host. What a host has to bring is `ShopSetup`:
a way to post a document, and the things that a test starts from.
"""

import json
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Protocol
from uuid import UUID

import graphene
from django.core.files.uploadedfile import SimpleUploadedFile


@dataclass(frozen=True, kw_only=True)
class Person:
    """A registered customer or staff member; `token` goes into the Authorization header."""

    user_id: int
    email: str
    token: str

    @property
    def global_id(self) -> str:
        return graphene.Node.to_global_id("User", self.user_id)


@dataclass(frozen=True, kw_only=True)
class Channel:
    """A channel in which taxes are as `prices_include_tax` says, at 23 % where `taxed`."""

    channel_id: int
    slug: str
    currency: str
    delivery_method_id: str

    @property
    def global_id(self) -> str:
        return graphene.Node.to_global_id("Channel", self.channel_id)


class ShopSetup(Protocol):
    """What a host brings to the contract suites."""

    queries_of_carts: int
    """The queries in which the host reads any number of checkouts as facts."""

    def post(
        self,
        query: str,
        variables: Mapping[str, Any],
        token: str | None,
        *,
        language: str | None = None,
    ) -> dict[str, Any]:
        """Post a document to the shop's own endpoint. Hooks that it caused have run when it
        returns, as after a commit. `language` is sent as the header Accept-Language.
        Returns the whole response body."""

    def post_files(
        self,
        query: str,
        variables: Mapping[str, Any],
        files: Mapping[str, tuple[str, bytes]],
        token: str | None,
    ) -> dict[str, Any]:
        """Post a document with files in a multipart request. `files` maps a variable's path, such
        as `variables.input.icon`, to a file's name and content. Returns the whole body."""

    def customer(self, email: str) -> Person:
        """A confirmed customer."""

    def confirmation_token(self, email: str) -> str:
        """The token in the e-mail that a shopper gets who has signed up."""

    def staff(self, *permissions: str) -> Person:
        """A staff member with just these permissions (codes such as MANAGE_USERS)."""

    def app_token(self, *permissions: str) -> str:
        """The token of an app with just these permissions."""

    def channel(self) -> Channel:
        """The main channel: prices include tax (none is due), delivery costs 10.00 USD or EUR."""

    def net_channel(self) -> Channel:
        """A channel whose prices are entered without tax, with 23 % tax on goods."""

    def gross_channel(self) -> Channel:
        """A channel whose prices are entered with 23 % tax in them."""

    def yen_channel(self) -> Channel:
        """A channel in JPY, delivery costs 500 JPY."""

    def dinar_channel(self) -> Channel:
        """A channel in KWD, delivery costs 1.525 KWD."""

    def variant(
        self,
        price: Decimal,
        *,
        channel: Channel,
        reduced_to: Decimal | None = None,
        product_type: str | None = None,
        category: str | None = None,
        collection: str | None = None,
        beside: str | None = None,
    ) -> str:
        """The global id of a new variant with plenty of stock at this price in the channel.

        It is the only one of a new product, which stands where the other ids say; or one more of
        the product that the variant `beside` belongs to.
        """

    def add_picture(self, variant: str, *, alt: str) -> None:
        """Give a variant's product a picture, with what it shows in words."""

    def name_customer(self, person: Person, **values: str) -> None:
        """What the shop knows of a customer: `first_name`, `last_name`, `language_code`."""

    def move(self, variant: str, *, category: str, collection: str) -> None:
        """Put a variant's product into another category, and into one collection only."""

    def list_hidden(self, variant: str, price: Decimal, *, channel: Channel) -> None:
        """Give a variant a price in another channel, in which its product is not published."""

    def product_type(self, name: str) -> str:
        """The global id of a new product type."""

    def customer_type(self, name: str) -> str | None:
        """A class of customers; None where the shop has none."""

    def set_customer_type(self, person: Person, customer_type: str) -> None:
        """Staff put a customer into a class, for a reason of their own."""

    def gift_card_type(self) -> str:
        """The global id of a new type of products that are gift cards."""

    def category(self, name: str, *, below: str | None = None) -> str:
        """The global id of a new category, at the root or below another one."""

    def collection(self, name: str) -> str:
        """The global id of a new collection."""

    def voucher(self, amount: Decimal, *, channel: Channel, is_percentage: bool = False) -> str:
        """A code of the merchant's for a fixed amount, or a percentage, off the whole order."""

    def gift_card(self, amount: Decimal, *, channel: Channel) -> str:
        """The code of a gift card worth so much in the channel's currency."""

    def delivery(self, price: Decimal, *, channel: Channel) -> str:
        """The global id of one more delivery method of a channel, at this price."""

    def set_delivery_price(self, delivery_method_id: str, price: Decimal) -> None:
        """The merchant changes what a delivery method costs; open carts hear nothing of it."""

    def delete_checkout(self, checkout_id: str) -> None:
        """The shop forgets an old checkout, as it does by itself; no hook tells of it."""

    def refund_amount(self, order_id: UUID, amount: Decimal) -> None:
        """Pay money back without saying for what; hooks have run when it returns."""

    def return_units(self, order_id: UUID, line_index: int, quantity: int) -> None:
        """Take back delivered units of a line (0 is the first) and pay for them."""

    def take_back(self, order_id: UUID, line_index: int, quantity: int) -> None:
        """Take back delivered units of a line; no money moves."""

    def exchange_units(self, order_id: UUID, line_index: int, quantity: int) -> UUID:
        """Take back delivered units of a line for others; the order of those, placed."""

    def fulfill(self, order_id: UUID) -> None:
        """Ship all that is left."""

    def cancel_shipment(self, order_id: UUID) -> None:
        """Take the newest shipment of an order back into the warehouse."""

    def hold_new_orders(self, channel: Channel) -> None:
        """From now on, orders of a channel can be edited until staff confirm them."""

    def add_line(self, order_id: UUID, variant: str, quantity: int) -> None:
        """Staff put goods into an order that isn't confirmed yet."""

    def set_line_quantity(self, order_id: UUID, line_index: int, quantity: int) -> None:
        """Staff change a line of an order that isn't confirmed yet; 0 removes it."""

    def hooks_lost(self) -> AbstractContextManager[None]:
        """As long as it is open, the shop does not tell the plugin what happens."""

    def set_mail(self, channel: Channel, *, host: str, **values: Any) -> None:
        """How the shop sends e-mails to customers of a channel: `port`, `user`, `password`,
        `sender_name`, `sender_address`, `is_active`."""

    def sending_mail(self) -> AbstractContextManager[None]:
        """As long as it is open, what `set_mail` says is in force."""

    def reading_drafts(self) -> AbstractContextManager[None]:
        """A context for queries in which the shop computes prices of draft orders anew."""

    def voucher_is_usable(self, code: str) -> bool:
        """Whether the shop would still accept this promo code somewhere."""


def multipart(
    query: str, variables: Mapping[str, Any], files: Mapping[str, tuple[str, bytes]]
) -> dict[str, Any]:
    """The parts of a multipart request: see github.com/jaydenseric/graphql-multipart-request-spec,
    which says what stands in the variables while a file is still to come."""
    parts: dict[str, Any] = {
        "operations": json.dumps({"query": query, "variables": variables}),
        "map": json.dumps({str(place): [path] for place, path in enumerate(files)}),
    }
    for place, (name, content) in enumerate(files.values()):
        parts[str(place)] = SimpleUploadedFile(name, content)
    return parts


class Refused(Exception):
    """The shop answered with `errors` of a payload; `codes` and `messages` in their order."""

    def __init__(self, errors: list[dict[str, Any]]) -> None:
        super().__init__("; ".join(str(error["message"]) for error in errors))
        self.codes = [error["code"] for error in errors]
        self.messages = [error["message"] for error in errors]
        self.fields = [error["field"] for error in errors]


ADDRESS = {
    "firstName": "Ann",
    "lastName": "Kowalska",
    "streetAddress1": "Teczowa 7",
    "city": "Wroclaw",
    "postalCode": "53-601",
    "country": "PL",
}

PASSWORD = "a-Long-Secret-7"

REGISTER = """
mutation ($input: AccountRegisterInput!) {
  accountRegister(input: $input) { errors { field message code } }
}"""
CONFIRM_ACCOUNT = """
mutation ($email: String!, $token: String!, $password: String) {
  confirmAccount(email: $email, token: $token, password: $password) {
    errors { field message code }
  }
}"""
SIGN_IN = """
mutation ($email: String!, $password: String!) {
  tokenCreate(email: $email, password: $password) { token errors { field message code } }
}"""
CUSTOMERS = """
query ($filter: CustomerFilterInput) {
  customers(first: 5, filter: $filter) { edges { node { id email } } }
}"""
ORDER_WAITING = """
query ($id: ID!) {
  order(id: $id) { loyalty { pointsWaiting pointsEarned pointsSpent entries { points } } }
}"""
ENTRIES_OF = """
query ($customerId: ID!) {
  loyaltyAccount(customerId: $customerId) {
    entries(first: 50) { edges { node { kind points } } }
  }
}"""
GUEST_POINTS = """
query ($email: String!) {
  loyaltyGuestPoints(email: $email) { email points orders { points order { id } } }
}"""
CHECKOUT_CREATE = """
mutation ($input: CheckoutCreateInput!) {
  checkoutCreate(input: $input) { checkout { id token } errors { field message code } }
}"""
DELIVERY = """
mutation ($id: ID!, $deliveryMethodId: ID!) {
  checkoutDeliveryMethodUpdate(id: $id, deliveryMethodId: $deliveryMethodId) {
    errors { field message code }
  }
}"""
LINES_ADD = """
mutation ($id: ID!, $lines: [CheckoutLineInput!]!) {
  checkoutLinesAdd(id: $id, lines: $lines) {
    checkout { totalPrice { gross { amount } } } errors { field message code }
  }
}"""
LINES_UPDATE = """
mutation ($id: ID!, $lines: [CheckoutLineUpdateInput!]!) {
  checkoutLinesUpdate(id: $id, lines: $lines) {
    checkout { totalPrice { gross { amount } } } errors { field message code }
  }
}"""
PROMO_ADD = """
mutation ($id: ID!, $promoCode: String!) {
  checkoutAddPromoCode(id: $id, promoCode: $promoCode) { errors { field message code } }
}"""
PROMO_REMOVE = """
mutation ($id: ID!, $promoCode: String!) {
  checkoutRemovePromoCode(id: $id, promoCode: $promoCode) { errors { field message code } }
}"""
CHECKOUT = """
query ($id: ID!) {
  checkout(id: $id) {
    id voucherCode
    discount { amount }
    totalPrice { gross { amount currency } net { amount } }
  }
}"""
TRANSACTION = """
mutation ($id: ID!, $transaction: TransactionCreateInput!) {
  transactionCreate(id: $id, transaction: $transaction) { errors { field message code } }
}"""
COMPLETE = """
mutation ($id: ID!) {
  checkoutComplete(id: $id) { order { id } errors { field message code } }
}"""
ORDER = """
query ($id: ID!) {
  order(id: $id) {
    id number status isPaid voucherCode
    total { gross { amount currency } net { amount } tax { amount } }
    undiscountedTotal { gross { amount } }
    discounts { amount { amount } }
    lines { id quantity totalPrice { gross { amount } net { amount } } }
  }
}"""
MARK_PAID = """
mutation ($id: ID!) { orderMarkAsPaid(id: $id) { errors { field message code } } }"""
CONFIRM = """
mutation ($id: ID!) { orderConfirm(id: $id) { errors { field message code } } }"""
CANCEL = """
mutation ($id: ID!) { orderCancel(id: $id) { errors { field message code } } }"""

POINTS_APPLY = """
mutation ($id: ID!, $points: Int, $useMaximum: Boolean) {
  checkoutLoyaltyPointsApply(id: $id, points: $points, useMaximum: $useMaximum) {
    checkout {
      id voucherCode
      discount { amount }
      totalPrice { gross { amount } }
      loyalty { appliedPoints appliedDiscount { amount currency } }
    }
    errors { field message code }
  }
}"""
POINTS_REMOVE = """
mutation ($id: ID!) {
  checkoutLoyaltyPointsRemove(id: $id) {
    checkout {
      id voucherCode totalPrice { gross { amount } } loyalty { appliedPoints }
    }
    errors { field message code }
  }
}"""
QUOTE = """
query ($id: ID!) {
  checkout(id: $id) {
    loyalty {
      appliedPoints
      appliedDiscount { amount }
      quote {
        maximumPoints maximumDiscount { amount } limits { code message value missing unit }
      }
    }
  }
}"""
_DRAFT = """
    id status voucherCode
    total { gross { amount } net { amount } }
    discounts { id type amount { amount } }
    loyalty {
      draft {
        pointsToEarn
        appliedPoints
        appliedDiscount { amount currency }
        quote {
          maximumPoints maximumDiscount { amount } limits { code message value missing unit }
        }
        benefits { kind points amount { amount } }
      }
    }
"""
DRAFT = f"""
query ($id: ID!) {{ order(id: $id) {{ {_DRAFT} }} }}"""
DRAFT_CREATE = f"""
mutation ($input: DraftOrderCreateInput!) {{
  draftOrderCreate(input: $input) {{
    order {{ {_DRAFT} }} errors {{ field message code }}
  }}
}}"""
DRAFT_UPDATE = f"""
mutation ($id: ID!, $input: DraftOrderInput!) {{
  draftOrderUpdate(id: $id, input: $input) {{
    order {{ {_DRAFT} }} errors {{ field message code }}
  }}
}}"""
DRAFT_DELETE = """
mutation ($id: ID!) { draftOrderDelete(id: $id) { errors { field message code } } }"""
DRAFT_COMPLETE = """
mutation ($id: ID!) {
  draftOrderComplete(id: $id) { order { id } errors { field message code } }
}"""
DRAFT_APPLY = f"""
mutation ($id: ID!, $points: Int, $useMaximum: Boolean) {{
  draftOrderLoyaltyPointsApply(id: $id, points: $points, useMaximum: $useMaximum) {{
    order {{ {_DRAFT} }} errors {{ field message code }}
  }}
}}"""
DRAFT_REMOVE = f"""
mutation ($id: ID!) {{
  draftOrderLoyaltyPointsRemove(id: $id) {{
    order {{ {_DRAFT} }} errors {{ field message code }}
  }}
}}"""
DRAFT_LINES_ADD = f"""
mutation ($id: ID!, $input: [OrderLineCreateInput!]!) {{
  orderLinesCreate(id: $id, input: $input) {{
    order {{ {_DRAFT} }} errors {{ field message code }}
  }}
}}"""
DRAFT_LINE_UPDATE = f"""
mutation ($id: ID!, $input: OrderLineInput!) {{
  orderLineUpdate(id: $id, input: $input) {{
    order {{ {_DRAFT} }} errors {{ field message code }}
  }}
}}"""
DISCOUNT_ADD = """
mutation ($id: ID!, $input: OrderDiscountCommonInput!) {
  orderDiscountAdd(orderId: $id, input: $input) { errors { field message code } }
}"""
DISCOUNT_DELETE = """
mutation ($id: ID!) {
  orderDiscountDelete(discountId: $id) { errors { field message code } }
}"""
MY_ACCOUNT = """
query ($channel: String) {
  me {
    loyalty(channel: $channel) {
      balance available pending reserved lifetimeEarned lifetimeSpent
      entries(first: 100) { edges { node { points balanceAfter kind reason order { id } } } }
    }
  }
}"""
ADJUST = """
mutation ($input: LoyaltyPointsAdjustInput!) {
  loyaltyPointsAdjust(input: $input) {
    balanceBefore balanceAfter entry { id points } errors { field message code }
  }
}"""
REVOKE = """
mutation ($id: ID!, $note: String) {
  loyaltyEntryRevoke(id: $id, note: $note) { errors { field message code } }
}"""
LAST_ENTRY = """
query ($customerId: ID!) {
  loyaltyAccount(customerId: $customerId) { entries(first: 1) { edges { node { id } } } }
}"""
PROGRAM_UPDATE = """
mutation ($id: ID!, $input: LoyaltyProgramInput!) {
  loyaltyProgramUpdate(id: $id, input: $input) { errors { field message code } }
}"""
RULE_ADD = """
mutation ($programId: ID, $input: LoyaltyEarningRuleInput!) {
  loyaltyEarningRuleCreate(programId: $programId, input: $input) {
    earningRule { id } errors { field message code }
  }
}"""
RULE_CHANGE = """
mutation ($id: ID!, $input: LoyaltyEarningRuleInput!) {
  loyaltyEarningRuleUpdate(id: $id, input: $input) { errors { field message code } }
}"""
RULE_DELETE = """
mutation ($id: ID!) { loyaltyEarningRuleDelete(id: $id) { errors { field message code } } }"""
BONUS_ADD = """
mutation ($programId: ID, $input: LoyaltyBonusInput!) {
  loyaltyBonusCreate(programId: $programId, input: $input) {
    bonus { id } errors { field message code }
  }
}"""
REWARD_ADD = """
mutation ($programId: ID, $input: LoyaltyRewardInput!) {
  loyaltyRewardCreate(programId: $programId, input: $input) {
    reward { id } errors { field message code }
  }
}"""
EVENT_RECORD = """
mutation ($input: LoyaltyEventRecordInput!) {
  loyaltyEventRecord(input: $input) {
    event { id type reference occurredAt points outcome }
    entries { points kind reason reasonCode explanation { message } }
    account { balance }
    errors { field message code }
  }
}"""
METADATA_WRITE = """
mutation ($id: ID!, $input: [MetadataInput!]!) {
  updateMetadata(id: $id, input: $input) { errors { field message code } }
}"""
PRODUCT_OF = """
query ($id: ID!, $channel: String!) {
  productVariant(id: $id, channel: $channel) { product { id } }
}"""
PREVIEW = """
query ($id: ID!, $channel: String!) {
  productVariant(id: $id, channel: $channel) {
    loyalty { pointsToEarn rule { name } }
    product { loyalty { pointsToEarn rule { name } } }
  }
}"""
POINTS_TO_EARN = """
query ($id: ID!) { checkout(id: $id) { loyalty { pointsToEarn } } }"""
POINTS_EARNED = """
query ($id: ID!) { order(id: $id) { loyalty { pointsEarned } } }"""
PROGRAM = """
query ($channel: String!) { loyaltyProgram(channel: $channel) { id name } }"""


class Shop:
    """The shop in a test's words. Money goes in and comes out as `Decimal`."""

    def __init__(self, setup: ShopSetup) -> None:
        self.setup = setup
        self._staff: Person | None = None
        self._payments_token: str | None = None
        self._events_token: str | None = None

    @property
    def admin(self) -> Person:
        """A staff member who may do everything that the suites need."""
        if self._staff is None:
            self._staff = self.setup.staff(
                "MANAGE_USERS", "MANAGE_ORDERS", "MANAGE_DISCOUNTS", "MANAGE_CHECKOUTS"
            )
        return self._staff

    def run(self, query: str, variables: Mapping[str, Any], token: str | None) -> dict[str, Any]:
        """The `data` of a document that must not fail as a whole."""
        body = self.setup.post(query, variables, token)
        assert not body.get("errors"), body["errors"]
        data: dict[str, Any] = body["data"]
        return data

    def mutate(self, query: str, variables: Mapping[str, Any], token: str | None) -> dict[str, Any]:
        """The payload of a document with one mutation; raises `Refused` on its errors."""
        (payload,) = self.run(query, variables, token).values()
        if payload["errors"]:
            raise Refused(payload["errors"])
        result: dict[str, Any] = payload
        return result

    # Signing up -------------------------------------------------------------------------------

    def register(self, email: str, **more: Any) -> Person:
        """Sign up as a shopper does; who has not confirmed the address can't sign in."""
        values = {
            "email": email,
            "password": PASSWORD,
            "redirectUrl": "https://www.example.com/confirm",
            "channel": self.setup.channel().slug,
            **more,
        }
        self.mutate(REGISTER, {"input": values}, None)
        search = {"filter": {"search": email}}
        (edge,) = self.run(CUSTOMERS, search, self.admin.token)["customers"]["edges"]
        user_id = int(graphene.Node.from_global_id(edge["node"]["id"])[1])
        return Person(user_id=user_id, email=edge["node"]["email"], token="")

    def confirm_address(self, person: Person) -> Person:
        """Confirm the address, and sign in."""
        values = {
            "email": person.email,
            "token": self.setup.confirmation_token(person.email),
            "password": PASSWORD,
        }
        self.mutate(CONFIRM_ACCOUNT, values, None)
        payload = self.mutate(SIGN_IN, {"email": person.email, "password": PASSWORD}, None)
        return replace(person, token=payload["token"])

    # Shopping ---------------------------------------------------------------------------------

    def buy_as_guest(self, email: str, *lines: tuple[str, int], channel: Channel) -> UUID:
        """A fully paid order of somebody who is not signed in."""
        checkout_id = self.checkout(None, *lines, channel=channel, email=email)
        self.pay_checkout(checkout_id, self.total(checkout_id, None), channel.currency)
        return self.complete(checkout_id, None)

    def points_waiting(self, order_id: UUID) -> int:
        """What a guest's order shows to anybody who has its id."""
        data = self.run(ORDER_WAITING, {"id": _order_global_id(order_id)}, None)
        loyalty = data["order"]["loyalty"]
        assert (loyalty["pointsEarned"], loyalty["pointsSpent"], loyalty["entries"]) == (0, 0, [])
        points: int = loyalty["pointsWaiting"]
        return points

    def movements_for_staff(self, person: Person) -> list[tuple[str, int]]:
        """(kind, points) of every entry, oldest first, of somebody who can't sign in."""
        data = self.run(ENTRIES_OF, {"customerId": person.global_id}, self.admin.token)
        if data["loyaltyAccount"] is None:
            return []
        nodes = [edge["node"] for edge in data["loyaltyAccount"]["entries"]["edges"]]
        return [(node["kind"], node["points"]) for node in reversed(nodes)]

    def guest_points(self, email: str) -> tuple[int, list[int]]:
        """What waits under an address, as staff see it: the sum, and each order's."""
        data = self.run(GUEST_POINTS, {"email": email}, self.admin.token)["loyaltyGuestPoints"]
        return data["points"], [item["points"] for item in data["orders"]]

    def checkout(
        self,
        buyer: Person | None,
        *lines: tuple[str, int],
        channel: Channel,
        language_code: str = "EN",
        email: str = "guest@example.com",
    ) -> str:
        """A checkout with address and delivery; returns its global id. `email` is a guest's."""
        token = buyer.token if buyer is not None else None
        payload = self.mutate(
            CHECKOUT_CREATE,
            {
                "input": {
                    "channel": channel.slug,
                    "languageCode": language_code,
                    "email": buyer.email if buyer is not None else email,
                    "lines": [{"variantId": variant, "quantity": n} for variant, n in lines],
                    "shippingAddress": ADDRESS,
                    "billingAddress": ADDRESS,
                }
            },
            token,
        )
        checkout_id: str = payload["checkout"]["id"]
        self.mutate(
            DELIVERY,
            {"id": checkout_id, "deliveryMethodId": channel.delivery_method_id},
            token,
        )
        return checkout_id

    def add_line(self, checkout_id: str, variant: str, quantity: int, buyer: Person) -> Decimal:
        """Add to the cart; returns the total that this very answer shows."""
        payload = self.mutate(
            LINES_ADD,
            {"id": checkout_id, "lines": [{"variantId": variant, "quantity": quantity}]},
            buyer.token,
        )
        return _decimal(payload["checkout"]["totalPrice"]["gross"]["amount"])

    def set_quantity(self, checkout_id: str, variant: str, quantity: int, buyer: Person) -> Decimal:
        """Change a quantity; returns the total that this very answer shows."""
        payload = self.mutate(
            LINES_UPDATE,
            {"id": checkout_id, "lines": [{"variantId": variant, "quantity": quantity}]},
            buyer.token,
        )
        return _decimal(payload["checkout"]["totalPrice"]["gross"]["amount"])

    def add_promo_code(self, checkout_id: str, code: str, buyer: Person) -> None:
        self.mutate(PROMO_ADD, {"id": checkout_id, "promoCode": code}, buyer.token)

    def remove_promo_code(self, checkout_id: str, code: str, buyer: Person) -> None:
        self.mutate(PROMO_REMOVE, {"id": checkout_id, "promoCode": code}, buyer.token)

    def checkout_state(self, checkout_id: str, buyer: Person | None) -> dict[str, Any]:
        token = buyer.token if buyer is not None else None
        state: dict[str, Any] = self.run(CHECKOUT, {"id": checkout_id}, token)["checkout"]
        return state

    def total(self, checkout_id: str, buyer: Person | None) -> Decimal:
        state = self.checkout_state(checkout_id, buyer)
        return _decimal(state["totalPrice"]["gross"]["amount"])

    def pay_checkout(self, checkout_id: str, amount: Decimal, currency: str) -> None:
        """Charge money for a checkout, as a payment app does."""
        self._charge(checkout_id, amount, currency)

    def pay_order(self, order_id: UUID, amount: Decimal, currency: str) -> None:
        """Charge money for an order, as a payment app does."""
        self._charge(_order_global_id(order_id), amount, currency)

    def _charge(self, global_id: str, amount: Decimal, currency: str) -> None:
        if self._payments_token is None:
            self._payments_token = self.setup.app_token("HANDLE_PAYMENTS")
        self.mutate(
            TRANSACTION,
            {
                "id": global_id,
                "transaction": {
                    "name": "Card",
                    "amountCharged": {"amount": float(amount), "currency": currency},
                },
            },
            self._payments_token,
        )

    def complete(self, checkout_id: str, buyer: Person | None) -> UUID:
        """Place the order; raises `Refused` when the shop refuses."""
        token = buyer.token if buyer is not None else None
        payload = self.mutate(COMPLETE, {"id": checkout_id}, token)
        return _pk(payload["order"]["id"])

    def buy(
        self, buyer: Person, *lines: tuple[str, int], channel: Channel, points: int | None = None
    ) -> UUID:
        """From an empty cart to a fully paid order."""
        checkout_id = self.checkout(buyer, *lines, channel=channel)
        if points is not None:
            self.apply(checkout_id, buyer, points=points)
        self.pay_checkout(checkout_id, self.total(checkout_id, buyer), channel.currency)
        return self.complete(checkout_id, buyer)

    # Orders -----------------------------------------------------------------------------------

    def order(self, order_id: UUID) -> dict[str, Any]:
        state: dict[str, Any] = self.run(
            ORDER, {"id": _order_global_id(order_id)}, self.admin.token
        )["order"]
        return state

    def mark_paid(self, order_id: UUID) -> None:
        self.mutate(MARK_PAID, {"id": _order_global_id(order_id)}, self.admin.token)

    def confirm(self, order_id: UUID) -> None:
        self.mutate(CONFIRM, {"id": _order_global_id(order_id)}, self.admin.token)

    def cancel(self, order_id: UUID) -> None:
        self.mutate(CANCEL, {"id": _order_global_id(order_id)}, self.admin.token)

    # Draft orders -----------------------------------------------------------------------------

    def draft(
        self,
        buyer: Person | None,
        *lines: tuple[str, int],
        channel: Channel,
        token: str | None = None,
        **more: Any,
    ) -> str:
        """A draft order that staff make for a customer; returns its global id."""
        values = {
            "channelId": channel.global_id,
            "lines": [{"variantId": variant, "quantity": n} for variant, n in lines],
            "shippingAddress": ADDRESS,
            "billingAddress": ADDRESS,
            "shippingMethod": channel.delivery_method_id,
            **more,
        }
        if buyer is not None:
            values["user"] = buyer.global_id
        payload = self.mutate(DRAFT_CREATE, {"input": values}, token or self.admin.token)
        draft_id: str = payload["order"]["id"]
        return draft_id

    def draft_state(self, draft_id: str) -> dict[str, Any]:
        with self.setup.reading_drafts():
            data = self.run(DRAFT, {"id": draft_id}, self.admin.token)
        state: dict[str, Any] = data["order"]
        return state

    def update_draft(self, draft_id: str, **values: Any) -> dict[str, Any]:
        """Change a draft; returns the order of this very answer."""
        variables = {"id": draft_id, "input": values}
        order: dict[str, Any] = self.mutate(DRAFT_UPDATE, variables, self.admin.token)["order"]
        return order

    def delete_draft(self, draft_id: str) -> None:
        self.mutate(DRAFT_DELETE, {"id": draft_id}, self.admin.token)

    def complete_draft(self, draft_id: str, *, token: str | None = None) -> UUID:
        payload = self.mutate(DRAFT_COMPLETE, {"id": draft_id}, token or self.admin.token)
        return _pk(payload["order"]["id"])

    def apply_to_draft(
        self,
        draft_id: str,
        *,
        points: int | None = None,
        maximum: bool = False,
        token: str | None = None,
    ) -> dict[str, Any]:
        """Apply points; returns the order of this very answer."""
        variables: dict[str, Any] = {"id": draft_id, "points": points}
        if maximum:
            variables["useMaximum"] = True
        payload = self.mutate(DRAFT_APPLY, variables, token or self.admin.token)
        order: dict[str, Any] = payload["order"]
        return order

    def remove_from_draft(self, draft_id: str) -> dict[str, Any]:
        variables = {"id": draft_id}
        order: dict[str, Any] = self.mutate(DRAFT_REMOVE, variables, self.admin.token)["order"]
        return order

    def add_to_draft(self, draft_id: str, variant: str, quantity: int) -> dict[str, Any]:
        """Put goods into a draft; returns the order of this very answer."""
        variables = {"id": draft_id, "input": [{"variantId": variant, "quantity": quantity}]}
        order: dict[str, Any] = self.mutate(DRAFT_LINES_ADD, variables, self.admin.token)["order"]
        return order

    def set_draft_quantity(self, draft_id: str, line_index: int, quantity: int) -> dict[str, Any]:
        """Change a line of a draft; returns the order of this very answer."""
        with self.setup.reading_drafts():
            line = self.order(_pk(draft_id))["lines"][line_index]
        variables = {"id": line["id"], "input": {"quantity": quantity}}
        order: dict[str, Any] = self.mutate(DRAFT_LINE_UPDATE, variables, self.admin.token)["order"]
        return order

    def add_discount(self, draft_id: str, value: Decimal) -> None:
        """Staff take a fixed amount off an order by hand."""
        values = {"valueType": "FIXED", "value": float(value)}
        self.mutate(DISCOUNT_ADD, {"id": draft_id, "input": values}, self.admin.token)

    def delete_discount(self, draft_id: str) -> None:
        """Staff take back what they took off by hand."""
        (discount,) = [
            item for item in self.draft_state(draft_id)["discounts"] if item["type"] == "MANUAL"
        ]
        self.mutate(DISCOUNT_DELETE, {"id": discount["id"]}, self.admin.token)

    # Points -----------------------------------------------------------------------------------

    def apply(
        self,
        checkout_id: str,
        buyer: Person,
        *,
        points: int | None = None,
        maximum: bool = False,
    ) -> dict[str, Any]:
        """Apply points; returns the checkout of this very answer."""
        variables: dict[str, Any] = {"id": checkout_id, "points": points}
        if maximum:
            variables["useMaximum"] = True
        payload = self.mutate(POINTS_APPLY, variables, buyer.token)
        checkout: dict[str, Any] = payload["checkout"]
        return checkout

    def remove(self, checkout_id: str, buyer: Person) -> dict[str, Any]:
        checkout: dict[str, Any] = self.mutate(POINTS_REMOVE, {"id": checkout_id}, buyer.token)[
            "checkout"
        ]
        return checkout

    def quote(self, checkout_id: str, buyer: Person) -> dict[str, Any]:
        data = self.run(QUOTE, {"id": checkout_id}, buyer.token)
        loyalty: dict[str, Any] = data["checkout"]["loyalty"]
        return loyalty

    def account(self, buyer: Person, *, channel: Channel | None = None) -> dict[str, Any] | None:
        variables = {"channel": channel.slug if channel is not None else None}
        account: dict[str, Any] | None = self.run(MY_ACCOUNT, variables, buyer.token)["me"][
            "loyalty"
        ]
        return account

    def balance(self, buyer: Person) -> int:
        account = self.account(buyer)
        return account["balance"] if account is not None else 0

    def available(self, buyer: Person) -> int:
        account = self.account(buyer)
        return account["available"] if account is not None else 0

    def movements(self, buyer: Person) -> list[tuple[str, int]]:
        """(kind, points) of every entry, oldest first."""
        account = self.account(buyer)
        if account is None:
            return []
        nodes = [edge["node"] for edge in account["entries"]["edges"]]
        return [(node["kind"], node["points"]) for node in reversed(nodes)]

    def credit(self, person: Person, points: int, **extra: Any) -> dict[str, Any]:
        values = {"customerId": person.global_id, "points": points, **extra}
        return self.mutate(ADJUST, {"input": values}, self.admin.token)

    def revoke_last_entry(self, person: Person, *, note: str = "by mistake") -> None:
        """Staff take the newest movement of a customer back."""
        data = self.run(LAST_ENTRY, {"customerId": person.global_id}, self.admin.token)
        entry = data["loyaltyAccount"]["entries"]["edges"][0]["node"]
        self.mutate(REVOKE, {"id": entry["id"], "note": note}, self.admin.token)

    def set_program(self, channel: Channel, **settings: Any) -> None:
        """Change settings of the program that covers a channel."""
        program = self.run(PROGRAM, {"channel": channel.slug}, None)["loyaltyProgram"]
        self.mutate(PROGRAM_UPDATE, {"id": program["id"], "input": settings}, self.admin.token)

    def set_channel(self, channel: Channel, **settings: Any) -> None:
        """Change the program's settings in one channel."""
        self.set_program(channel, channels=[{"channelId": channel.global_id, **settings}])

    def add_rule(self, channel: Channel, **rule: Any) -> str:
        """Add an earning rule to the program that covers a channel; returns its global id."""
        program = self.run(PROGRAM, {"channel": channel.slug}, None)["loyaltyProgram"]
        payload = self.mutate(
            RULE_ADD,
            {"programId": program["id"], "input": {"name": "Rule", **rule}},
            self.admin.token,
        )
        rule_id: str = payload["earningRule"]["id"]
        return rule_id

    def change_rule(self, rule_id: str, **rule: Any) -> None:
        self.mutate(RULE_CHANGE, {"id": rule_id, "input": rule}, self.admin.token)

    def delete_rule(self, rule_id: str) -> None:
        self.mutate(RULE_DELETE, {"id": rule_id}, self.admin.token)

    def add_bonus(self, channel: Channel, **bonus: Any) -> str:
        """Add a bonus to the program that covers a channel; returns its global id."""
        program = self.run(PROGRAM, {"channel": channel.slug}, None)["loyaltyProgram"]
        variables = {"programId": program["id"], "input": {"name": "Bonus", **bonus}}
        payload = self.mutate(BONUS_ADD, variables, self.admin.token)
        bonus_id: str = payload["bonus"]["id"]
        return bonus_id

    def add_reward(self, channel: Channel, **reward: Any) -> str:
        """Add a reward to the program that covers a channel; returns its global id."""
        program = self.run(PROGRAM, {"channel": channel.slug}, None)["loyaltyProgram"]
        variables = {"programId": program["id"], "input": {"name": "Reward", **reward}}
        payload = self.mutate(REWARD_ADD, variables, self.admin.token)
        reward_id: str = payload["reward"]["id"]
        return reward_id

    def record(self, person: Person, type: str, **event: Any) -> dict[str, Any]:
        """Tell what a customer did, as an app does; returns the payload."""
        if self._events_token is None:
            self._events_token = self.setup.app_token("MANAGE_USERS")
        values = {"customerId": person.global_id, "type": type, **event}
        return self.mutate(EVENT_RECORD, {"input": values}, self._events_token)

    def write_metadata(self, person: Person, key: str, value: str) -> None:
        """A shopper writes into their own public metadata."""
        variables = {"id": person.global_id, "input": [{"key": key, "value": value}]}
        self.mutate(METADATA_WRITE, variables, person.token)

    def product_of(self, variant: str, channel: Channel) -> str:
        """The global id of a variant's product."""
        data = self.run(PRODUCT_OF, {"id": variant, "channel": channel.slug}, None)
        product_id: str = data["productVariant"]["product"]["id"]
        return product_id

    def preview(self, variant: str, channel: Channel) -> dict[str, Any]:
        """The `loyalty` of a variant in the shop window."""
        data = self.run(PREVIEW, {"id": variant, "channel": channel.slug}, None)
        loyalty: dict[str, Any] = data["productVariant"]["loyalty"]
        return loyalty

    def preview_of_product(self, variant: str, channel: Channel) -> dict[str, Any]:
        """The `loyalty` of a variant's product in the shop window."""
        data = self.run(PREVIEW, {"id": variant, "channel": channel.slug}, None)
        loyalty: dict[str, Any] = data["productVariant"]["product"]["loyalty"]
        return loyalty

    def points_to_earn(self, checkout_id: str, buyer: Person | None) -> int:
        token = buyer.token if buyer is not None else None
        data = self.run(POINTS_TO_EARN, {"id": checkout_id}, token)
        points: int = data["checkout"]["loyalty"]["pointsToEarn"]
        return points

    def points_earned(self, order_id: UUID) -> int:
        data = self.run(POINTS_EARNED, {"id": _order_global_id(order_id)}, self.admin.token)
        points: int = data["order"]["loyalty"]["pointsEarned"]
        return points


def _decimal(number: float) -> Decimal:
    return Decimal(str(number))


def _pk(global_id: str) -> UUID:
    return UUID(graphene.Node.from_global_id(global_id)[1])


def _order_global_id(order_id: UUID) -> str:
    return graphene.Node.to_global_id("Order", order_id)
