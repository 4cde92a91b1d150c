"""What staff see of a product: points in each channel, and the rules behind them, in every host."""

from decimal import Decimal
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.api.world import DOCUMENTS
from tests.contract.driver import Channel, Shop

D = Decimal
WIDGET = DOCUMENTS["LoyaltyProductWidget"]


def _product(shop: Shop, product_id: str, token: str | None = None) -> dict[str, Any]:
    """What the widget of a product reads, with the rights of its page alone."""
    staff = token if token is not None else shop.setup.staff("MANAGE_DISCOUNTS").token
    data = shop.run(WIDGET, {"id": product_id, "languageCode": "EN"}, staff)
    found: dict[str, Any] = data["product"]
    return found


def _channels(shop: Shop, product_id: str) -> list[tuple[str, int, int, list[str]]]:
    """Slug, fewest points, most points, and why, of each channel of a product."""
    return [
        (
            item["channelSlug"],
            item["pointsFrom"],
            item["pointsTo"],
            [step["message"] for step in item["explanation"]],
        )
        for item in _product(shop, product_id)["loyaltyInChannels"]
    ]


def _rules(shop: Shop, product_id: str) -> list[tuple[str, str, bool]]:
    return [
        (item["rule"]["name"], item["match"], item["isOverride"])
        for item in _product(shop, product_id)["loyaltyRules"]
    ]


def test_product_in_each_of_its_channels(shop: Shop, channel: Channel) -> None:
    yen = shop.setup.yen_channel()
    shop.setup.net_channel()
    cup = shop.setup.variant(D("12.00"), channel=channel)
    large = shop.setup.variant(D("30.00"), channel=channel, beside=cup)
    shop.setup.list_hidden(cup, D(1200), channel=yen)
    product = shop.product_of(cup, channel)

    found = _channels(shop, product)

    assert sorted(found) == sorted(
        [
            (channel.slug, 12, 30, ["12 points for 12.00 USD: 1 point for each 1 USD."]),
            (
                yen.slug,
                1200,
                1200,
                [
                    "1200 points for 1200 JPY: 1 point for each 1 JPY.",
                    "Shoppers don't see it in this channel now.",
                ],
            ),
        ]
    )
    assert [slug for slug, *_ in found] == sorted([channel.slug, yen.slug])

    rule = shop.add_rule(channel, name="Large", variantIds=[large], fixedPoints=7)
    shown = _product(shop, product)["loyaltyInChannels"]
    (own,) = [item for item in shown if item["channelSlug"] == channel.slug]
    assert (own["channelId"], own["channelName"]) == (channel.global_id, own["channelName"])
    assert own["program"]["name"] == "Loyalty"
    assert (own["pointsFrom"], own["pointsTo"]) == (7, 12)
    assert [(step["code"], step["rule"]) for step in own["explanation"]] == [
        ("RULE", {"id": rule, "name": "Large"}),
        ("RATE", None),
    ]


def test_product_that_earns_nothing_says_why(shop: Shop, channel: Channel) -> None:
    yen = shop.setup.yen_channel()
    cup = shop.setup.variant(D("12.00"), channel=channel)
    card = shop.setup.variant(D("50.00"), channel=channel, product_type=shop.setup.gift_card_type())
    reduced = shop.setup.variant(D("40.00"), channel=channel, reduced_to=D("25.00"))
    product = shop.product_of(cup, channel)

    def why(variant: str) -> list[tuple[str, int, int, list[str]]]:
        return _channels(shop, shop.product_of(variant, channel))

    assert why(card) == [(channel.slug, 0, 0, ["Gift cards earn no points."])]
    shop.set_program(channel, earnOnReducedItems=False)
    assert why(reduced) == [(channel.slug, 0, 0, ["Reduced items earn no points."])]
    shop.add_rule(channel, name="No cups", productIds=[product], multiplier=0)
    assert why(cup) == [
        (
            channel.slug,
            0,
            0,
            ['0 points for 12.00 USD by the rule "No cups": 0 times the usual rate.'],
        )
    ]
    shop.set_channel(channel, earningActive=False)
    assert why(cup) == [(channel.slug, 0, 0, ["Earning is switched off."])]
    assert yen.slug not in [slug for slug, *_ in why(cup)]


def test_rules_about_a_product_in_the_order_in_which_they_win(shop: Shop, channel: Channel) -> None:
    kitchen = shop.setup.category("Kitchen")
    cups, summer = shop.setup.category("Cups", below=kitchen), shop.setup.collection("Summer")
    wares = shop.setup.product_type("Wares")
    cup = shop.setup.variant(
        D("12.00"), channel=channel, category=cups, collection=summer, product_type=wares
    )
    other = shop.setup.variant(D("10.00"), channel=channel)
    product, others = shop.product_of(cup, channel), shop.product_of(other, channel)
    shop.add_rule(channel, name="From 100", orderValueFrom=100, multiplier=2)
    shop.add_rule(channel, name="All", multiplier=1, rank=-5)
    shop.add_rule(channel, name="Kitchen", categoryIds=[kitchen], multiplier=2, rank=-5)
    shop.add_rule(channel, name="Cups", categoryIds=[cups], multiplier=3)
    shop.add_rule(channel, name="Wares", productTypeIds=[wares], multiplier=2)
    shop.add_rule(channel, name="Summer", collectionIds=[summer], multiplier=2)
    shop.add_rule(channel, name="Both", productIds=[product, others], multiplier=2)
    shop.add_rule(
        channel, name="Large orders", productIds=[product], orderValueFrom=9, percentage=2
    )
    shop.add_rule(channel, name="Cup", productIds=[product], fixedPoints=5, isActive=False)
    shop.add_rule(channel, name="Variant", variantIds=[cup], fixedPoints=6)
    shop.add_rule(channel, name="Others", productIds=[others], fixedPoints=6)

    assert _rules(shop, product) == [
        ("Variant", "VARIANT", False),
        ("Large orders", "PRODUCT", False),
        ("Both", "PRODUCT", False),
        ("Cup", "PRODUCT", True),
        ("Summer", "COLLECTION", False),
        ("Cups", "CATEGORY", False),
        ("Kitchen", "CATEGORY", False),
        ("Wares", "PRODUCT_TYPE", False),
        ("From 100", "EVERYTHING", False),
        ("All", "EVERYTHING", False),
    ]
    assert _rules(shop, others) == [
        ("Both", "PRODUCT", False),
        ("Others", "PRODUCT", True),
        ("From 100", "EVERYTHING", False),
        ("All", "EVERYTHING", False),
    ]


def test_unknown_product_has_no_points(shop: Shop, channel: Channel) -> None:
    cup = shop.setup.variant(D("12.00"), channel=channel)
    product = shop.product_of(cup, channel)
    shop.add_rule(channel, name="Override", productIds=[product], multiplier=2)
    staff = shop.setup.staff("MANAGE_DISCOUNTS").token
    assert _product(shop, product, staff)["loyaltyRules"][0]["isOverride"] is True

    gone = {"id": "UHJvZHVjdDo5OTk5OTk5OTk=", "languageCode": "EN"}
    assert shop.run(WIDGET, gone, staff) == {"product": None}


PRODUCTS = """
query ($first: Int!) { products(first: $first) { edges { node {
  id
  loyaltyInChannels {
    channelName pointsFrom pointsTo program { name } explanation { message rule { name } }
  }
  loyaltyRules { match isOverride program { name } rule { name } }
} } } }"""
PRODUCTS_ALONE = "query ($first: Int!) { products(first: $first) { edges { node { id } } } }"


def test_page_of_products_in_all_channels_costs_the_same_for_two_and_twenty(
    shop: Shop, channel: Channel
) -> None:
    other = shop.setup.yen_channel()
    root = shop.setup.category("Root")
    for number in range(20):
        cup = shop.setup.variant(
            D(10 + number),
            channel=channel,
            category=shop.setup.category(f"Below {number}", below=root),
        )
        shop.setup.variant(D(20 + number), channel=channel, beside=cup)
        shop.setup.list_hidden(cup, D(900), channel=other)
        product = shop.product_of(cup, channel)
        shop.add_rule(channel, name=f"Only {number}", productIds=[product], fixedPoints=number)
    shop.add_rule(channel, name="Root", categoryIds=[root], multiplier=2)
    token = shop.setup.staff("MANAGE_DISCOUNTS").token

    def queries(document: str, first: int) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert len(shop.run(document, {"first": first}, token)["products"]["edges"]) == first
        return len(captured)

    queries(PRODUCTS, 2)
    costs = [queries(PRODUCTS, first) - queries(PRODUCTS_ALONE, first) for first in (2, 20)]
    # Products, places, variants, prices and listings; channels, terms, rules, and the programs.
    assert costs == [9, 9]
