"""The shop over `/graphql/`: buying, refusals, pages."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from sandbox.graphql_api.schema import get_schema
from sandbox.shop import models
from tests.sandbox import builders
from tests.sandbox.builders import Caller, global_id
from tests.services.picture_builders import picture

pytestmark = pytest.mark.django_db

NOBODY = Caller()
ADDRESS = {"firstName": "Ann", "city": "Berlin", "postalCode": "10115", "country": "DE"}
TOTALS = """
  id quantity voucherCode discount { amount currency }
  subtotalPrice { gross { amount } net { amount } tax { amount } }
  totalPrice { gross { amount } } chargeStatus
  shippingMethods { id name price { amount } }
  lines { id quantity unitPrice { gross { amount } } totalPrice { gross { amount } } }
"""


def _mutation(arguments: str, call: str, fields: str) -> str:
    return f"mutation({arguments}) {{ {call} {{ {fields} errors {{ field message code }} }} }}"


CREATE = _mutation(
    "$input: CheckoutCreateInput!", "checkoutCreate(input: $input)", f"checkout {{ {TOTALS} }}"
)
ADD = _mutation(
    "$id: ID!, $lines: [CheckoutLineInput!]!",
    "checkoutLinesAdd(id: $id, lines: $lines)",
    f"checkout {{ {TOTALS} }}",
)
UPDATE = _mutation(
    "$id: ID!, $lines: [CheckoutLineUpdateInput!]!",
    "checkoutLinesUpdate(id: $id, lines: $lines)",
    f"checkout {{ {TOTALS} }}",
)
DELIVER = _mutation(
    "$id: ID!, $method: ID!",
    "checkoutDeliveryMethodUpdate(id: $id, deliveryMethodId: $method)",
    f"checkout {{ {TOTALS} }}",
)
ADD_CODE = _mutation(
    "$id: ID!, $code: String!",
    "checkoutAddPromoCode(id: $id, promoCode: $code)",
    f"checkout {{ {TOTALS} }}",
)
PAY = _mutation(
    "$id: ID!, $transaction: TransactionCreateInput!",
    "transactionCreate(id: $id, transaction: $transaction)",
    "transaction { id chargedAmount { amount } }",
)
COMPLETE = _mutation(
    "$id: ID!",
    "checkoutComplete(id: $id)",
    """order { id number status chargeStatus voucherCode total { gross { amount } tax { amount } }
       discounts { amount { amount } reason } lines { totalPrice { gross { amount } } } }""",
)
CANCEL = _mutation("$id: ID!", "orderCancel(id: $id)", "order { status }")


def test_a_customer_buys_and_staff_ship_and_refund() -> None:
    channel = builders.channel(tax_rate_percent=19, mark_as_paid_strategy="transaction_flow")
    cup, pot = (
        builders.variant(channel, "10.00"),
        builders.variant(channel, "80.00", reduced="70.00"),
    )
    code = builders.voucher(channel, "9.00")
    models.Warehouse.objects.create(name="Main", slug="main")
    ann = builders.customer("ann@example.com")
    buyer, staff = Caller.user(ann), Caller.user(builders.staff("MANAGE_ORDERS"))

    created = buyer.mutate(
        CREATE,
        input={
            "channel": channel.slug,
            "lines": [{"variantId": global_id(cup), "quantity": 1}],
            "billingAddress": ADDRESS,
            "shippingAddress": ADDRESS,
        },
    )["checkout"]
    checkout_id = created["id"]
    buyer.mutate(ADD, id=checkout_id, lines=[{"variantId": global_id(pot), "quantity": 1}])
    filled = buyer.mutate(
        UPDATE, id=checkout_id, lines=[{"lineId": created["lines"][0]["id"], "quantity": 2}]
    )["checkout"]
    assert [line["totalPrice"]["gross"]["amount"] for line in filled["lines"]] == [20.0, 70.0]
    method = filled["shippingMethods"][0]
    buyer.mutate(DELIVER, id=checkout_id, method=method["id"])
    reduced = buyer.mutate(ADD_CODE, id=checkout_id, code=code.code)["checkout"]
    assert reduced["discount"] == {"amount": 9.0, "currency": "EUR"}
    assert [line["totalPrice"]["gross"]["amount"] for line in reduced["lines"]] == [18.0, 63.0]
    assert reduced["subtotalPrice"] == {
        "gross": {"amount": 81.0},
        "net": {"amount": 68.07},
        "tax": {"amount": 12.93},
    }
    assert reduced["totalPrice"]["gross"]["amount"] == 86.0

    refused = buyer.data(COMPLETE, id=checkout_id)["checkoutComplete"]["errors"]
    assert [error["code"] for error in refused] == ["CHECKOUT_NOT_FULLY_PAID"]
    Caller.app("HANDLE_PAYMENTS").mutate(
        PAY, id=checkout_id, transaction={"amountCharged": {"amount": 86.0, "currency": "EUR"}}
    )
    order = buyer.mutate(COMPLETE, id=checkout_id)["order"]
    assert (order["status"], order["chargeStatus"]) == ("UNFULFILLED", "FULL")
    assert order["voucherCode"] == code.code
    assert [item["amount"]["amount"] for item in order["discounts"]] == [9.0]
    assert buyer.mutate(COMPLETE, id=checkout_id)["order"]["id"] == order["id"]

    assert staff.mutate(CANCEL, id=order["id"])["order"]["status"] == "CANCELED"
    errors = staff.data(CANCEL, id=order["id"])["orderCancel"]["errors"]
    assert errors == [
        {
            "field": "order",
            "message": "This order can't be canceled.",
            "code": "CANNOT_CANCEL_ORDER",
        }
    ]


def test_prices_have_the_digits_of_their_currency() -> None:
    yen = builders.channel("JPY", tax_rate_percent=10)
    dinar = builders.channel("KWD")
    tea, rug = builders.variant(yen, "1980"), builders.variant(dinar, "12.345")
    query = """query($id: ID!, $channel: String!) { productVariant(id: $id, channel: $channel) {
        pricing { price { gross { amount fractionalAmount fractionDigits } tax { amount } } } } }"""

    prices = [
        NOBODY.data(query, id=global_id(variant), channel=channel.slug)["productVariant"][
            "pricing"
        ]["price"]
        for variant, channel in ((tea, yen), (rug, dinar))
    ]

    assert prices == [
        {
            "gross": {"amount": 1980.0, "fractionalAmount": 1980, "fractionDigits": 0},
            "tax": {"amount": 180.0},
        },
        {
            "gross": {"amount": 12.345, "fractionalAmount": 12345, "fractionDigits": 3},
            "tax": {"amount": 0.0},
        },
    ]


# Accounts ---------------------------------------------------------------------------------------

REGISTER = _mutation(
    "$input: AccountRegisterInput!",
    "accountRegister(input: $input)",
    "requiresConfirmation user { email }",
)
CONFIRM = _mutation(
    "$email: String!, $token: String!",
    "confirmAccount(email: $email, token: $token)",
    "user { isConfirmed }",
)
SIGN_IN = _mutation(
    "$email: String!, $password: String!",
    "tokenCreate(email: $email, password: $password)",
    "token user { email }",
)


def test_shopper_registers_confirms_and_signs_in() -> None:
    login = {"email": "new@example.com", "password": "long enough"}
    answer = NOBODY.mutate(
        REGISTER, input={**login, "redirectUrl": "http://localhost/confirm", "channel": "x"}
    )
    assert answer["requiresConfirmation"] is True
    early = NOBODY.data(SIGN_IN, **login)["tokenCreate"]
    assert [error["code"] for error in early["errors"]] == ["ACCOUNT_NOT_CONFIRMED"]
    token = re.search(r"token=(\S+)", str(mail.outbox[0].body))
    assert token is not None

    NOBODY.mutate(CONFIRM, email=login["email"], token=token[1])

    again = NOBODY.data(CONFIRM, email=login["email"], token=token[1])["confirmAccount"]
    assert [error["code"] for error in again["errors"]] == ["INVALID"]
    signed_in = NOBODY.mutate(SIGN_IN, **login)
    me = Caller(signed_in["token"]).data("{ me { email isConfirmed } }")["me"]
    assert me == {"email": "new@example.com", "isConfirmed": True}


def test_registering_a_taken_address_tells_nobody_and_changes_nothing() -> None:
    builders.customer("ann@example.com")

    NOBODY.mutate(
        REGISTER,
        input={"email": "ann@example.com", "password": "other", "redirectUrl": "http://localhost"},
    )

    assert models.User.objects.filter(email="ann@example.com").count() == 1
    assert mail.outbox == []
    NOBODY.mutate(SIGN_IN, email="ann@example.com", password="secret")


# Refusals ---------------------------------------------------------------------------------------

DENIED: list[tuple[str, str, str]] = [
    ("customers", "{ customers(first: 1) { totalCount } }", "MANAGE_ORDERS, MANAGE_USERS"),
    ("orders", "{ orders(first: 1) { totalCount } }", "MANAGE_ORDERS"),
    (
        "user",
        '{ user(email: "ann@example.com") { id } }',
        "MANAGE_STAFF, MANAGE_USERS, MANAGE_ORDERS",
    ),
    ("channels", "{ channels { id } }", "AUTHENTICATED_APP, AUTHENTICATED_STAFF_USER"),
    (
        "orderMarkAsPaid",
        'mutation { orderMarkAsPaid(id: "x") { errors { code } } }',
        "MANAGE_ORDERS",
    ),
    (
        "transactionCreate",
        'mutation { transactionCreate(id: "x", transaction: {}) { errors { code } } }',
        "HANDLE_PAYMENTS",
    ),
    (
        "customerCreate",
        "mutation { customerCreate(input: {}) { errors { code } } }",
        "MANAGE_USERS",
    ),
]


@pytest.mark.parametrize(
    ("who", "field", "query", "needed"),
    [
        pytest.param(who, *row, id=f"{who}-{row[0]}")
        for who in ("nobody", "customer", "other_staff", "forged")
        for row in DENIED
        # Any staff may read channels.
        if (who, row[0]) != ("other_staff", "channels")
    ],
)
def test_those_without_the_permission_get_saleors_error(
    who: str, field: str, query: str, needed: str
) -> None:
    callers = {
        "nobody": lambda: NOBODY,
        "customer": lambda: Caller.user(builders.customer()),
        "other_staff": lambda: Caller.user(builders.staff("MANAGE_PRODUCTS")),
        "forged": lambda: Caller("eyJ1c2VyIjoxfQ:forged:signature"),
    }

    body = callers[who]().post(query)

    assert body["data"] == {field: None}
    (error,) = body["errors"]
    assert error["message"] == (
        f"To access this path, you need one of the following permissions: {needed}"
    )
    assert error["extensions"]["exception"]["code"] == "PermissionDenied"
    assert error["path"] == [field]


def test_only_the_owner_and_staff_see_whose_order_it_is() -> None:
    channel = builders.channel(allow_unpaid_orders=True)
    ann, bob = builders.customer(), builders.customer()
    order = builders.order(channel, (builders.variant(channel, "10.00"), 1), user=ann)
    query = "query($id: ID!) { order(id: $id) { number user { email } } }"

    seen = {
        name: caller.post(query, id=global_id(order))["data"]["order"]["user"]
        for name, caller in {
            "ann": Caller.user(ann),
            "bob": Caller.user(bob),
            "nobody": NOBODY,
            "staff": Caller.user(builders.staff("MANAGE_ORDERS")),
        }.items()
    }

    email = {"email": ann.email}
    assert seen == {"ann": email, "bob": None, "nobody": None, "staff": email}


@pytest.mark.parametrize(
    ("global_id_of", "code"),
    [("nonsense", "GRAPHQL_ERROR"), ("Product:1", "GRAPHQL_ERROR"), ("Order:7", "NOT_FOUND")],
)
def test_wrong_ids_get_a_code_and_a_sentence(global_id_of: str, code: str) -> None:
    import graphene

    kind, _, key = global_id_of.partition(":")
    wrong = graphene.Node.to_global_id(kind, key) if key else kind

    answer = Caller.user(builders.staff("MANAGE_ORDERS")).data(CANCEL, id=wrong)["orderCancel"]

    (error,) = answer["errors"]
    assert (error["field"], error["code"]) == ("id", code)
    assert error["message"]


@pytest.mark.parametrize(
    ("quantity", "code"),
    [(0, "ZERO_QUANTITY"), (-1, "ZERO_QUANTITY"), (51, "QUANTITY_GREATER_THAN_LIMIT")],
)
def test_bad_quantities_are_refused(quantity: int, code: str) -> None:
    channel = builders.channel()
    variant = builders.variant(channel, "10.00")

    answer = NOBODY.data(
        CREATE,
        input={
            "channel": channel.slug,
            "lines": [{"variantId": global_id(variant), "quantity": quantity}],
        },
    )["checkoutCreate"]

    assert [error["code"] for error in answer["errors"]] == [code]
    assert not models.Checkout.objects.exists()


# Lists ------------------------------------------------------------------------------------------


def test_lists_ask_the_database_as_often_for_many_as_for_few(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    channel = builders.channel(allow_unpaid_orders=True)
    staff = Caller.user(builders.staff("MANAGE_ORDERS", "MANAGE_USERS"))
    query = """{ orders(first: 50) { totalCount edges { node { user { email } channel { slug }
        lines { productName variant { sku product { name category { name } productType { name } }
        pricing { price { gross { amount } } } } } fulfillments { status } discounts { reason }
        payments { capturedAmount { amount } } transactions { name } paymentStatus
        billingAddress { city } } } } }"""
    get_schema()

    def queries_for(more: int) -> int:
        for _ in range(more):
            variant = builders.variant(channel, "10.00")
            builders.order(channel, (variant, 1), user=builders.customer())
        with django_assert_max_num_queries(40) as captured:
            staff.data(query)
        return len(captured)

    assert queries_for(2) == queries_for(8)


def test_pages_follow_each_other_in_both_directions() -> None:
    staff = Caller.user(builders.staff("MANAGE_USERS"))
    emails = [builders.customer(f"c{number}@example.com").email for number in range(5)]
    query = """query($first: Int, $after: String, $last: Int, $before: String) {
        customers(first: $first, after: $after, last: $last, before: $before) { totalCount
          pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
          edges { node { email } } } }"""

    first = staff.data(query, first=2)["customers"]
    second = staff.data(query, first=3, after=first["pageInfo"]["endCursor"])["customers"]
    back = staff.data(query, last=1, before=second["pageInfo"]["startCursor"])["customers"]

    assert first["totalCount"] == 5
    assert [edge["node"]["email"] for edge in first["edges"] + second["edges"]] == emails
    assert (first["pageInfo"]["hasNextPage"], second["pageInfo"]["hasNextPage"]) == (True, False)
    assert [edge["node"]["email"] for edge in back["edges"]] == emails[1:2]
    assert back["pageInfo"]["hasPreviousPage"] is True


def test_newest_orders_come_first() -> None:
    channel = builders.channel(allow_unpaid_orders=True)
    variant = builders.variant(channel, "10.00")
    numbers = [str(builders.order(channel, (variant, 1)).number) for _ in range(3)]
    staff = Caller.user(builders.staff("MANAGE_ORDERS"))

    found = staff.data("{ orders(first: 3) { edges { node { number } } } }")["orders"]

    assert [edge["node"]["number"] for edge in found["edges"]] == numbers[::-1]


def test_list_without_a_size_is_refused_in_saleors_words() -> None:
    body = Caller.user(builders.staff("MANAGE_ORDERS")).post("{ orders { totalCount } }")

    assert body["errors"][0]["message"] == (
        "You must provide a `first` or `last` value to properly paginate the `orders` connection."
    )


# Pages ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path", ["/", "/staff/", "/dashboard/", "/dashboard/orders/T3JkZXI6MQ", "/playground/"]
)
def test_pages_load_only_what_the_shop_itself_serves(path: str) -> None:
    page = Client().get(path).content.decode()

    for address in re.findall(r'(?:src|href)="([^"]+)"', page):
        assert Client().get(address).status_code == 200, address
    assert "{{" not in page


def test_static_files_stay_in_their_folder() -> None:
    assert [
        Client().get(f"/static/{name}").status_code
        for name in ("style.css", "shop.html", "..%2Fviews.py", "missing.js")
    ] == [200, 404, 404, 404]


def test_graphql_in_a_browser_leads_to_the_playground() -> None:
    response: Any = Client().get("/graphql/")
    assert (response.status_code, response.url) == (302, "/playground/")


def test_unparsable_requests_get_an_error() -> None:
    for body in ("", "[1]", '{"query": 5}', "{}", '{"query": "{ nothing }"}'):
        response = Client().post("/graphql/", body, content_type="application/json")
        assert response.status_code == 400, body


MULTIPART = {"operations": '{"query": "{ __typename }"}', "map": "{}"}


@pytest.mark.parametrize(
    "changes",
    [
        {"operations": ""},
        {"operations": "7"},
        {"operations": "null", "map": '{"0": ["variables.icon"]}'},
        {"map": "nonsense"},
        {"map": "[]"},
        {"map": '{"0": ["variables.icon"]}'},
        {"map": '{"0": ["query.icon"]}'},
        {"map": '{"0": 1}'},
    ],
)
def test_multipart_requests_that_make_no_sense_get_an_error(changes: dict[str, str]) -> None:
    assert Client().post("/graphql/", MULTIPART).json() == {"data": {"__typename": "Query"}}
    response = Client().post("/graphql/", {**MULTIPART, **changes})
    assert (response.status_code, list(response.json())) == (400, ["errors"])


def test_uploaded_pictures_are_served(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = str(tmp_path / "media")
    stored = picture()
    name = default_storage.save("loyalty/badges/star.png", ContentFile(stored))
    (tmp_path / "secret.txt").write_text("a secret")

    response: Any = Client().get(default_storage.url(name))
    assert (response.status_code, response["Content-Type"]) == (200, "image/png")
    assert b"".join(response.streaming_content) == stored
    for path in ("loyalty/badges/sun.png", "../secret.txt", "..%2Fsecret.txt", ""):
        assert Client().get(f"/media/{path}").status_code in (400, 404), path
