"""What a cart promises is what its order earns (E21): the same in every host."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.contract.driver import Channel, Person, Shop

D = Decimal

# For the quotes of any number of carts: terms, holds, discounts, accounts, points that ran out, the
# shop's channels, as the program does not list them all, and claims of rewards.
QUERIES = 7


@dataclass(frozen=True, kw_only=True)
class Cart:
    """What is in a cart and on it, what the shop wants, and the points that its order earns.

    `goods` are (price, reduced price or None, pieces). `points` comes last: any double-checking of
    this table starts with the money that the customer pays for goods.
    """

    points: int
    goods: tuple[tuple[str, str | None, int], ...] = (("49.00", None, 1),)
    channel: str = "channel"
    program: Mapping[str, Any] = field(default_factory=dict)
    rate: Mapping[str, Any] = field(default_factory=dict)
    rule: Mapping[str, Any] | None = None
    voucher: str | None = None
    percentage: str | None = None
    gift_card: str | None = None
    points_used: int | None = None


PAYMENT = {"redemptionMethod": "PAYMENT"}
RATE = {"redeemPoints": 100}
SHIPPING = {"earnOnShipping": True}
NET = {"earnBasis": "NET"}

CARTS = {
    "nothing special": Cart(points=49),
    "fixed voucher": Cart(
        goods=(("20.00", None, 1), ("30.00", None, 1)), voucher="5.00", points=45
    ),
    "percentage voucher": Cart(goods=(("19.90", None, 3),), percentage="15", points=50),
    "with shipping": Cart(program=SHIPPING, points=59),
    "voucher and shipping": Cart(program=SHIPPING, voucher="5.00", points=54),
    "tax on top": Cart(channel="net_channel", points=60),
    "tax on top, net basis": Cart(channel="net_channel", program=NET, points=49),
    "tax on top, voucher": Cart(channel="net_channel", voucher="9.00", points=49),
    "tax inside": Cart(channel="gross_channel", points=49),
    "tax inside, net basis": Cart(channel="gross_channel", program=NET, points=39),
    "tax inside, net basis, percentage": Cart(
        channel="gross_channel", program=NET, percentage="10", points=35
    ),
    "gift card": Cart(gift_card="30.00", points=49),
    "gift card for all of it": Cart(gift_card="100.00", points=49),
    "points used": Cart(points_used=900, points=40),
    "points used, which earn": Cart(
        points_used=900, program={"earnOnPointsPaidPart": True}, points=49
    ),
    "points used, tax on top": Cart(channel="net_channel", points_used=900, points=49),
    "points used, which earn, with a rule": Cart(
        goods=(("49.00", None, 1), ("51.00", None, 1)),
        points_used=1000,
        program={"earnOnPointsPaidPart": True},
        rule={"name": "Double", "multiplier": 2},
        points=190,
    ),
    "points that pay": Cart(program=PAYMENT, points_used=900, points=40),
    "points that pay, tax on top": Cart(
        channel="net_channel", program=PAYMENT, rate=RATE, points_used=900, points=51
    ),
    "points that pay, by the net amount": Cart(
        channel="gross_channel", program=PAYMENT | NET, rate=RATE, points_used=900, points=32
    ),
    "points that pay, which earn": Cart(
        points_used=900, program=PAYMENT | {"earnOnPointsPaidPart": True}, points=49
    ),
    "points that pay beside a voucher": Cart(
        goods=(("20.00", None, 1), ("30.00", None, 1)),
        program=PAYMENT,
        voucher="5.00",
        points_used=900,
        points=36,
    ),
    "points that pay, a gift card beside them": Cart(
        program=PAYMENT, gift_card="30.00", points_used=900, points=40
    ),
    "points that pay, which earn, with a rule": Cart(
        goods=(("49.00", None, 1), ("51.00", None, 1)),
        points_used=1000,
        program=PAYMENT | {"earnOnPointsPaidPart": True},
        rule={"name": "Double", "multiplier": 2},
        points=190,
    ),
    "points that pay below a threshold": Cart(
        goods=(("35.00", None, 3),),
        program=PAYMENT,
        points_used=1000,
        rule={"name": "From 100", "orderValueFrom": 100, "multiplier": 2},
        points=95,
    ),
    "points that pay in thirds": Cart(
        goods=(("3.33", None, 1), ("3.33", None, 1), ("3.34", None, 1)),
        program=PAYMENT,
        rate={"earnPoints": 100, "redeemPoints": 100},
        points_used=500,
        points=500,
    ),
    "points that pay, shipping earns": Cart(
        program=PAYMENT | SHIPPING, points_used=4900, points=10
    ),
    "no points for reduced goods": Cart(
        goods=(("49.00", None, 1), ("40.00", "25.00", 1)),
        program={"earnOnReducedItems": False},
        points=49,
    ),
    "for every full 5": Cart(
        program={"earnMode": "PER_FULL_AMOUNT"},
        rate={"earnPoints": 10, "earnAmount": 5},
        voucher="5.00",
        points=80,
    ),
    "a voucher below a threshold": Cart(
        goods=(("35.00", None, 3),),
        voucher="10.00",
        rule={"name": "From 100", "orderValueFrom": 100, "multiplier": 2},
        points=95,
    ),
    "tax over a threshold": Cart(
        goods=(("35.00", None, 3),),
        channel="net_channel",
        rule={"name": "From 120", "orderValueFrom": 120, "multiplier": 2},
        points=258,
    ),
    "yen": Cart(
        goods=(("1980", None, 1),),
        channel="yen_channel",
        rate={"earnPoints": 1, "earnAmount": 100},
        percentage="10",
        points=17,
    ),
    "yen and points": Cart(
        goods=(("1980", None, 1),), channel="yen_channel", points_used=8100, points=1899
    ),
}


def _arranged(shop: Shop, cart: Cart, buyer: Person) -> tuple[str, Channel]:
    """A checkout of this cart, ready to be paid."""
    channel: Channel = getattr(shop.setup, cart.channel)()
    rate = [{"channelId": channel.global_id, **cart.rate}] if cart.rate else []
    shop.set_program(channel, **cart.program, channels=rate)
    if cart.rule is not None:
        shop.add_rule(channel, **cart.rule)
    lines = [
        (
            shop.setup.variant(
                D(price), channel=channel, reduced_to=D(reduced) if reduced is not None else None
            ),
            pieces,
        )
        for price, reduced, pieces in cart.goods
    ]
    checkout_id = shop.checkout(buyer, *lines, channel=channel)
    codes = []
    if cart.voucher is not None:
        codes.append(shop.setup.voucher(D(cart.voucher), channel=channel))
    if cart.percentage is not None:
        percentage = D(cart.percentage)
        codes.append(shop.setup.voucher(percentage, channel=channel, is_percentage=True))
    if cart.gift_card is not None:
        codes.append(shop.setup.gift_card(D(cart.gift_card), channel=channel))
    for code in codes:
        shop.add_promo_code(checkout_id, code, buyer)
    if cart.points_used is not None:
        shop.credit(buyer, cart.points_used)
        shop.apply(checkout_id, buyer, points=cart.points_used)
    return checkout_id, channel


@pytest.mark.parametrize("cart", CARTS.values(), ids=CARTS)
def test_order_earns_what_the_cart_promised(shop: Shop, cart: Cart) -> None:
    ann = shop.setup.customer("ann@example.com")
    checkout_id, channel = _arranged(shop, cart, ann)

    promised = shop.points_to_earn(checkout_id, ann)
    total = shop.total(checkout_id, ann)
    if total:
        shop.pay_checkout(checkout_id, total, channel.currency)
    order_id = shop.complete(checkout_id, ann)

    assert (promised, shop.points_earned(order_id)) == (cart.points, cart.points)


ANSWER = """
mutation ($id: ID!, $lines: [CheckoutLineUpdateInput!]!) {
  checkoutLinesUpdate(id: $id, lines: $lines) {
    checkout { loyalty { pointsToEarn } totalPrice { gross { amount } } }
    errors { field message code }
  }
}"""


def test_the_answer_to_a_change_shows_the_new_points(shop: Shop) -> None:
    channel = shop.setup.net_channel()
    ann = shop.setup.customer("ann@example.com")
    cup = shop.setup.variant(D("10.00"), channel=channel)
    checkout_id = shop.checkout(ann, (cup, 1), channel=channel)
    assert shop.points_to_earn(checkout_id, ann) == 12

    lines = [{"variantId": cup, "quantity": 5}]
    payload = shop.mutate(ANSWER, {"id": checkout_id, "lines": lines}, ann.token)

    assert payload["checkout"]["loyalty"]["pointsToEarn"] == 61


TWO_CHANGES = """
mutation ($id: ID!, $one: [CheckoutLineUpdateInput!]!, $three: [CheckoutLineUpdateInput!]!) {
  first: checkoutLinesUpdate(id: $id, lines: $one) {
    checkout { loyalty { quote { maximumPoints } } }
  }
  second: checkoutLinesUpdate(id: $id, lines: $three) {
    checkout { loyalty { quote { maximumPoints } } }
  }
}"""


def test_two_changes_in_one_document_are_each_answered_with_their_own_quote(shop: Shop) -> None:
    channel = shop.setup.channel()
    ann = shop.setup.customer("ann@example.com")
    shop.credit(ann, 10_000)
    cup = shop.setup.variant(D("10.00"), channel=channel)
    checkout_id = shop.checkout(ann, (cup, 2), channel=channel)

    lines = {
        name: [{"variantId": cup, "quantity": quantity}]
        for name, quantity in (("one", 1), ("three", 3))
    }
    answers = shop.run(TWO_CHANGES, {"id": checkout_id, **lines}, ann.token)

    quotes = [answers[name]["checkout"]["loyalty"]["quote"] for name in ("first", "second")]
    assert quotes == [{"maximumPoints": 1000}, {"maximumPoints": 3000}]


def test_guests_see_what_an_account_would_earn(shop: Shop) -> None:
    channel = shop.setup.net_channel()
    cup = shop.setup.variant(D("100.00"), channel=channel)
    checkout_id = shop.checkout(None, (cup, 1), channel=channel)

    assert shop.points_to_earn(checkout_id, None) == 123


ITEMS_ONLY = """
mutation ($input: CheckoutCreateInput!) {
  checkoutCreate(input: $input) {
    checkout { id loyalty { pointsToEarn } } errors { field message code }
  }
}"""


def test_without_address_and_delivery_the_goods_count(shop: Shop) -> None:
    channel = shop.setup.channel()
    shop.set_program(channel, **SHIPPING)
    cup = shop.setup.variant(D("49.00"), channel=channel)
    lines = [{"variantId": cup, "quantity": 1}]

    payload = shop.mutate(ITEMS_ONLY, {"input": {"channel": channel.slug, "lines": lines}}, None)

    assert payload["checkout"]["loyalty"]["pointsToEarn"] == 49


@pytest.mark.parametrize(
    "changed",
    [{"isActive": False}, {"earningActive": False}, {"channels": "off"}],
    ids=["program off", "earning off", "channel off"],
)
def test_nothing_to_earn(shop: Shop, changed: dict[str, Any]) -> None:
    channel = shop.setup.channel()
    if "channels" in changed:
        changed = {"channels": [{"channelId": channel.global_id, "earningActive": False}]}
    ann = shop.setup.customer("ann@example.com")
    cup = shop.setup.variant(D("49.00"), channel=channel)
    checkout_id = shop.checkout(ann, (cup, 1), channel=channel)

    shop.set_program(channel, **changed)

    assert shop.points_to_earn(checkout_id, ann) == 0


MY_CHECKOUTS = """
query ($first: Int!) {
  me { checkouts(first: $first) { edges { node {
    id
    loyalty {
      pointsToEarn appliedPoints appliedDiscount { amount } benefits { points }
      quote { maximumPoints limits { code } }
    }
  } } } }
}"""
MY_CHECKOUT_IDS = (
    "query ($first: Int!) { me { checkouts(first: $first) { edges { node { id } } } } }"
)


def test_list_of_carts_costs_the_same_for_two_and_ten(shop: Shop) -> None:
    channels = [shop.setup.channel(), shop.setup.net_channel()]
    shop.set_channel(channels[1], redeemPoints=100)
    ann = shop.setup.customer("ann@example.com")
    shop.credit(ann, 1000)
    for number in range(10):
        channel = channels[number % 2]
        lines = [(shop.setup.variant(D(20 + number), channel=channel), 2) for _ in range(2)]
        checkout_id = shop.checkout(ann, *lines, channel=channel)
        if number % 3 == 0:
            shop.apply(checkout_id, ann, points=100)
        if number % 3 == 1:
            code = shop.setup.voucher(D(5), channel=channel)
            shop.add_promo_code(checkout_id, code, ann)
        shop.total(checkout_id, ann)

    def queries(document: str, first: int) -> int:
        with CaptureQueriesContext(connection) as captured:
            shop.run(document, {"first": first}, ann.token)
        return len(captured)

    queries(MY_CHECKOUTS, 10)  # warms the shop's caches
    added = [queries(MY_CHECKOUTS, n) - queries(MY_CHECKOUT_IDS, n) for n in (2, 10)]
    assert added == [QUERIES + shop.setup.queries_of_carts] * 2
    mine = shop.run(MY_CHECKOUTS, {"first": 10}, ann.token)["me"]["checkouts"]["edges"]
    found = {edge["node"]["id"]: edge["node"]["loyalty"] for edge in mine}
    assert found == {checkout_id: _single(shop, checkout_id, ann) for checkout_id in found}
    assert sum(loyalty["appliedPoints"] for loyalty in found.values()) == 400


def _single(shop: Shop, checkout_id: str, buyer: Person) -> dict[str, Any]:
    """The same fields of one checkout alone."""
    fields = MY_CHECKOUTS[MY_CHECKOUTS.index("loyalty {") : MY_CHECKOUTS.rindex("} } } }")]
    document = f"query ($id: ID!) {{ checkout(id: $id) {{ {fields} }} }}"
    loyalty: dict[str, Any] = shop.run(document, {"id": checkout_id}, buyer.token)["checkout"][
        "loyalty"
    ]
    return loyalty
