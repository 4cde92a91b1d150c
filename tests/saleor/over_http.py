"""The whole main job over HTTP, in a running Saleor with sample data.

    python -m tests.saleor.over_http http://localhost:8000/graphql/

A customer buys, is credited when the order is fully paid, spends points at the next checkout, the
order shows the discount with its tax, is cancelled, and everything is as it was. The logins are
those of `make demo SALEOR_HOME=…`. It leaves two orders behind.
"""

import argparse
import sys
import time
import uuid
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

import graphene
import requests

from tests.contract.driver import Channel, Person, Shop

TOKEN = """
mutation ($email: String!, $password: String!) {
  tokenCreate(email: $email, password: $password) {
    token user { id } errors { field message code }
  }
}"""
SHOP_WINDOW = """
query ($channel: String!) {
  channel(slug: $channel) { id slug currencyCode }
  products(channel: $channel, first: 50) {
    edges { node { variants { id quantityAvailable pricing { price { gross { amount } } } } } }
  }
}"""
CHECKOUT_CREATE = """
mutation ($input: CheckoutCreateInput!) {
  checkoutCreate(input: $input) {
    checkout { id shippingMethods { id price { amount } } } errors { field message code }
  }
}"""
DELIVERY = """
mutation ($id: ID!, $deliveryMethodId: ID!) {
  checkoutDeliveryMethodUpdate(id: $id, deliveryMethodId: $deliveryMethodId) {
    errors { field message code }
  }
}"""
ADDRESS = {
    "firstName": "Ann",
    "lastName": "Kowalska",
    "streetAddress1": "1 Main Street",
    "city": "New York",
    "countryArea": "NY",
    "postalCode": "10001",
    "country": "US",
}
SECONDS_MAX = 30


class OverHttp:
    """As much of `ShopSetup` as the job needs; the staff token also stands for a payment app."""

    def __init__(self, url: str, email: str, password: str) -> None:
        self.url = url
        self._session = requests.Session()
        self.staff_token = self.login(email, password).token

    def post(self, query: str, variables: Mapping[str, Any], token: str | None) -> dict[str, Any]:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        response = self._session.post(
            self.url, json={"query": query, "variables": variables}, headers=headers, timeout=60
        )
        body: dict[str, Any] = response.json()
        return body

    def login(self, email: str, password: str) -> Person:
        body = self.post(TOKEN, {"email": email, "password": password}, None)
        payload = body["data"]["tokenCreate"]
        assert not payload["errors"], payload["errors"]
        user_id = int(graphene.Node.from_global_id(payload["user"]["id"])[1])
        return Person(user_id=user_id, email=email, token=payload["token"])

    def app_token(self, *_permissions: str) -> str:
        return self.staff_token

    def staff(self, *_permissions: str) -> Person:
        return Person(user_id=0, email="staff", token=self.staff_token)


def cheapest_variant(shop: Shop, channel_slug: str) -> tuple[str, Decimal, dict[str, Any]]:
    """A variant in stock that costs at least 5, its price, and the channel."""
    data = shop.run(SHOP_WINDOW, {"channel": channel_slug}, shop.admin.token)
    offers = [
        (Decimal(str(variant["pricing"]["price"]["gross"]["amount"])), variant["id"])
        for edge in data["products"]["edges"]
        for variant in edge["node"]["variants"]
        if variant["pricing"] and variant["quantityAvailable"] >= 40
    ]
    price, variant_id = min(offer for offer in offers if offer[0] >= 5)
    return variant_id, price, data["channel"]


def fill_cart(shop: Shop, buyer: Person, channel: Channel, variant: str, quantity: int) -> str:
    payload = shop.mutate(
        CHECKOUT_CREATE,
        {
            "input": {
                "channel": channel.slug,
                "email": buyer.email,
                "lines": [{"variantId": variant, "quantity": quantity}],
                "shippingAddress": ADDRESS,
                "billingAddress": ADDRESS,
            }
        },
        buyer.token,
    )
    checkout = payload["checkout"]
    methods = sorted(checkout["shippingMethods"], key=lambda method: method["price"]["amount"])
    if methods:
        delivery = {"id": checkout["id"], "deliveryMethodId": methods[0]["id"]}
        shop.mutate(DELIVERY, delivery, buyer.token)
    checkout_id: str = checkout["id"]
    return checkout_id


def say(line: str) -> None:
    sys.stdout.write(line + "\n")


def wait_for(what: str, check: Callable[[], bool]) -> None:
    """Points may be settled by a worker, a moment after the answer."""
    deadline = time.monotonic() + SECONDS_MAX
    while not check():
        assert time.monotonic() < deadline, f"{what}: not within {SECONDS_MAX} s"
        time.sleep(0.2)
    say(f"ok  {what}")


def main_job(setup: OverHttp, customer: Person, channel_slug: str) -> None:
    shop = Shop(setup)  # type: ignore[arg-type]
    variant, _price, row = cheapest_variant(shop, channel_slug)
    channel = Channel(
        channel_id=int(graphene.Node.from_global_id(row["id"])[1]),
        slug=row["slug"],
        currency=row["currencyCode"],
        delivery_method_id="",
    )
    before = shop.balance(customer)

    checkout_id = fill_cart(shop, customer, channel, variant, 30)
    shop.pay_checkout(checkout_id, shop.total(checkout_id, customer), channel.currency)
    first = shop.complete(checkout_id, customer)
    goods = _goods_gross(shop, first)
    earned = int(goods)
    wait_for(f"{goods} of goods earn {earned}", lambda: shop.balance(customer) == before + earned)

    checkout_id = fill_cart(shop, customer, channel, variant, 2)
    full_total = shop.total(checkout_id, customer)
    points = min(earned, 735)
    checkout = shop.apply(checkout_id, customer, points=points)
    discount = Decimal(str(checkout["discount"]["amount"]))
    assert discount == Decimal(points) / 100, checkout
    assert shop.available(customer) == before + earned - points
    code = checkout["voucherCode"]
    total = shop.total(checkout_id, customer)
    say(f"ok  {points} points take {discount} off {full_total}: {total} (code {code})")
    shop.pay_checkout(checkout_id, total, channel.currency)
    second = shop.complete(checkout_id, customer)
    order = shop.order(second)
    assert order["voucherCode"] == code
    assert [Decimal(str(item["amount"]["amount"])) for item in order["discounts"]] == [discount]
    gross, net, tax = (Decimal(str(order["total"][k]["amount"])) for k in ("gross", "net", "tax"))
    assert gross == total and gross - net == tax, order["total"]
    earned_again = int(_goods_gross(shop, second))
    say(f"ok  order {order['number']}: {gross} gross, {net} net, {tax} tax")
    expected = before + earned - points + earned_again
    wait_for(f"balance is {expected}", lambda: shop.balance(customer) == expected)

    shop.cancel(second)
    wait_for("cancelled: all is as before", lambda: shop.balance(customer) == before + earned)
    account = shop.account(customer)
    assert account is not None and account["reserved"] == 0
    assert account["available"] == before + earned
    movements = shop.movements(customer)
    say(f"ok  movements {movements}")
    assert sum(points for _kind, points in movements) == before + earned


def _goods_gross(shop: Shop, order_id: uuid.UUID) -> Decimal:
    lines = shop.order(order_id)["lines"]
    return sum((Decimal(str(line["totalPrice"]["gross"]["amount"])) for line in lines), Decimal(0))


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.saleor.over_http", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("url")
    parser.add_argument("--staff", default="admin@example.com:admin", help="e-mail:password")
    parser.add_argument("--customer", default="customer@example.com:customer")
    parser.add_argument("--channel", default="default-channel")
    options = parser.parse_args()
    setup = OverHttp(options.url, *options.staff.split(":", 1))
    customer = setup.login(*options.customer.split(":", 1))
    main_job(setup, customer, options.channel)


if __name__ == "__main__":
    main()
