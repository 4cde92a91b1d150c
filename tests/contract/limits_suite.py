"""What limits the use of points, and what would lift it: the same in every host."""

from decimal import Decimal
from typing import Any

import pytest

from saleor_loyalty_plugin.models import ProgramVersion
from tests.contract.driver import Person, Refused, Shop
from tests.contract.spending_examples import EXAMPLES, Example, check_example

D = Decimal

PROGRAM = """
query ($channel: String!) {
  loyaltyProgram(channel: $channel) {
    spendableGoods { mode productIds variantIds categoryIds collectionIds productTypeIds }
    channel(slug: $channel) { redeemPoints }
  }
}"""
WORTH = """
query ($channel: String!) { me { loyalty { value(channel: $channel) { amount } } } }"""


@pytest.mark.parametrize(
    "example", EXAMPLES, ids=lambda example: f"{example.row} {example.label} {example.has}"
)
def test_examples_of_the_page(shop: Shop, example: Example) -> None:
    check_example(shop, example)


def _member(shop: Shop, points: int) -> Person:
    person = shop.setup.customer("ann@example.com")
    shop.credit(person, points)
    return person


def _limits(shop: Shop, checkout_id: str, person: Person) -> list[dict[str, Any]]:
    limits: list[dict[str, Any]] = shop.quote(checkout_id, person)["quote"]["limits"]
    return limits


def test_what_is_missing_lifts_the_limit(shop: Shop) -> None:
    channel = shop.setup.channel()
    shop.set_channel(channel, minimumBalance=1000, minimumCartValue=50)
    ann = _member(shop, 860)
    pot = shop.setup.variant(D("38.00"), channel=channel)
    cup = shop.setup.variant(D("12.00"), channel=channel)
    checkout_id = shop.checkout(ann, (pot, 1), channel=channel)

    with pytest.raises(Refused) as refused:
        shop.apply(checkout_id, ann, points=100)

    assert refused.value.codes == ["MINIMUM_BALANCE"]
    assert refused.value.messages == [
        "Points can be used from a balance of 1000 points. Still missing: 140 points."
        " Points can be used from a cart value of 50.00 USD. Still missing: 12.00 USD."
    ]
    shop.credit(ann, 140)
    assert [limit["code"] for limit in _limits(shop, checkout_id, ann)] == ["MINIMUM_CART_VALUE"]
    shop.add_line(checkout_id, cup, 1, ann)
    assert shop.apply(checkout_id, ann, points=1000)["loyalty"]["appliedPoints"] == 1000
    (limit,) = _limits(shop, checkout_id, ann)
    assert limit == {
        "code": "AVAILABLE_POINTS",
        "message": "Available: 1000 points. Useful here: 4000 points more.",
        "value": 1000,
        "missing": 4000,
        "unit": "POINTS",
    }


def test_too_many_points_are_refused_with_every_reason(shop: Shop) -> None:
    channel = shop.setup.channel()
    shop.set_program(channel, excludeReducedItems=True)
    ann = _member(shop, 10_000)
    lamp = shop.setup.variant(D("49.00"), channel=channel)
    shade = shop.setup.variant(D("40.00"), channel=channel, reduced_to=D("25.00"))
    checkout_id = shop.checkout(ann, (lamp, 1), (shade, 1), channel=channel)

    with pytest.raises(Refused) as refused:
        shop.apply(checkout_id, ann, points=4901)

    assert (refused.value.codes, refused.value.fields) == (["LIMIT_EXCEEDED"], ["points"])
    assert refused.value.messages == [
        "At most 4900 points can be used here."
        " Points can't be used for reduced items. Items that they can be used for: 49.00 USD."
        " To use more, add such items worth 51.00 USD."
    ]
    assert shop.available(ann) == 10_000


def test_goods_are_kept_in_the_version(shop: Shop) -> None:
    channel = shop.setup.channel()
    kitchen, summer = shop.setup.category("Kitchen"), shop.setup.collection("Summer")

    def shown() -> dict[str, Any]:
        program = shop.run(PROGRAM, {"channel": channel.slug}, None)["loyaltyProgram"]
        goods: dict[str, Any] = program["spendableGoods"]
        return goods

    lists = ("productIds", "variantIds", "categoryIds", "collectionIds", "productTypeIds")
    nothing: dict[str, Any] = {name: [] for name in lists}
    versions = ProgramVersion.objects.count()
    assert shown() == {"mode": "ALL", **nothing}
    shop.set_program(channel, spendableGoods={"mode": "ONLY", "categoryIds": [kitchen, kitchen]})
    assert shown() == {**nothing, "mode": "ONLY", "categoryIds": [kitchen]}
    # What is left out keeps its value.
    shop.set_program(channel, spendableGoods={"collectionIds": [summer]})
    assert shown() == {
        **nothing,
        "mode": "ONLY",
        "categoryIds": [kitchen],
        "collectionIds": [summer],
    }
    shop.set_program(channel, name="Club")
    assert ProgramVersion.objects.count() == versions + 2


def test_a_change_of_the_goods_holds_for_carts_that_have_points_on_them(shop: Shop) -> None:
    channel = shop.setup.channel()
    ann = _member(shop, 1000)
    pan = shop.setup.variant(D("5.00"), channel=channel, category=shop.setup.category("Kitchen"))
    cup = shop.setup.variant(D("30.00"), channel=channel)
    checkout_id = shop.checkout(ann, (pan, 1), (cup, 1), channel=channel)
    shop.apply(checkout_id, ann, points=1000)

    shop.set_program(
        channel,
        spendableGoods={"mode": "ALL_BUT", "productIds": [shop.product_of(cup, channel)]},
    )
    shop.pay_checkout(checkout_id, shop.total(checkout_id, ann), channel.currency)
    with pytest.raises(Refused):
        shop.complete(checkout_id, ann)
    assert shop.movements(ann) == [("ADJUST", 1000)]

    # The next change of the cart makes the points fit.
    shop.set_quantity(checkout_id, pan, 2, ann)
    assert shop.quote(checkout_id, ann)["appliedPoints"] == 1000
    shop.set_quantity(checkout_id, pan, 1, ann)
    assert shop.quote(checkout_id, ann)["appliedPoints"] == 500
    assert shop.available(ann) == 500


def test_points_have_no_worth_in_another_currency_before_it_is_listed(shop: Shop) -> None:
    main, japan = shop.setup.channel(), shop.setup.yen_channel()
    ann = _member(shop, 1000)
    tea = shop.setup.variant(D(1980), channel=japan)
    checkout_id = shop.checkout(ann, (tea, 1), channel=japan)

    def redeem_points(slug: str) -> int:
        program = shop.run(PROGRAM, {"channel": slug}, None)["loyaltyProgram"]
        points: int = program["channel"]["redeemPoints"]
        return points

    def worth(slug: str) -> Any:
        return shop.run(WORTH, {"channel": slug}, ann.token)["me"]["loyalty"]["value"]

    with pytest.raises(Refused) as refused:
        shop.apply(checkout_id, ann, points=100)
    assert (refused.value.codes, refused.value.messages) == (
        ["SPENDING_OFF"],
        ["Points can't be used here: what they are worth in JPY is not set."],
    )
    assert (redeem_points(main.slug), redeem_points(japan.slug)) == (100, 0)
    assert worth(main.slug) == {"amount": 10.0}
    assert worth(japan.slug) is None

    shop.set_channel(japan, redeemAmount=150)
    assert (redeem_points(japan.slug), worth(japan.slug)) == (100, {"amount": 1500})
    assert shop.apply(checkout_id, ann, points=1000)["loyalty"]["appliedDiscount"] == {
        "amount": 1500,
        "currency": "JPY",
    }
