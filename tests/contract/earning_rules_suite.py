"""Earning rules in a real shop's words: the same in every host.

The worked examples of docs/earning.md are in `earning_examples`; here is what needs more steps.
"""

from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from saleor_loyalty_plugin.services.proof.verify_books import verify_books
from tests.contract.driver import Channel, Person, Shop
from tests.contract.earning_examples import EXAMPLES, Example, earned

D = Decimal


def _explanation(shop: Shop, buyer: Person) -> list[str]:
    """The reasoning of a customer's newest entry."""
    query = """
    { me { loyalty { entries(first: 1) { edges { node { explanation { message } } } } } } }"""
    entries = shop.run(query, {}, buyer.token)["me"]["loyalty"]["entries"]["edges"]
    return [step["message"] for step in entries[0]["node"]["explanation"]]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: f"{example.row} {example.label}")
def test_example(shop: Shop, example: Example) -> None:
    assert earned(shop, example) == example.points


# E4 -------------------------------------------------------------------------------------------


def test_deposit_earns_nothing_by_a_rule_either(shop: Shop, channel: Channel, ann: Person) -> None:
    sofa = shop.setup.variant(D("990.00"), channel=channel)
    shop.add_rule(channel, productIds=[shop.product_of(sofa, channel)], multiplier=2)
    order_id = shop.complete(shop.checkout(ann, (sofa, 1), channel=channel), ann)

    shop.pay_order(order_id, D("300.00"), channel.currency)
    assert shop.movements(ann) == []

    shop.pay_order(order_id, D("700.00"), channel.currency)
    assert shop.movements(ann) == [("EARN", 1980)]


# E8: what goods earn --------------------------------------------------------------------------


def test_services_one_and_goods_two(shop: Shop, channel: Channel, ann: Person) -> None:
    services, goods = shop.setup.product_type("Services"), shop.setup.product_type("Wares")
    shop.add_rule(channel, name="Services", productTypeIds=[services], multiplier=1)
    shop.add_rule(channel, name="Goods", productTypeIds=[goods], multiplier=2)
    repair = shop.setup.variant(D("100.00"), channel=channel, product_type=services)
    bell = shop.setup.variant(D("50.00"), channel=channel, product_type=goods)

    shop.buy(ann, (repair, 1), (bell, 1), channel=channel)

    assert shop.movements(ann) == [("EARN", 200)]
    assert sorted(_explanation(shop, ann)) == [
        f'100 points for 100.00 {channel.currency} by the rule "Services": 1 times the usual rate.',
        f'100 points for 50.00 {channel.currency} by the rule "Goods": 2 times the usual rate.',
    ]


def test_product_gives_fixed_points_and_its_variant_others(
    shop: Shop, channel: Channel, ann: Person
) -> None:
    small = shop.setup.variant(D("12.50"), channel=channel)
    large = shop.setup.variant(D("20.00"), channel=channel, beside=small)
    other = shop.setup.variant(D("10.00"), channel=channel)
    product = shop.product_of(small, channel)
    assert product == shop.product_of(large, channel) != shop.product_of(other, channel)
    shop.add_rule(channel, productIds=[product], fixedPoints=30)
    shop.add_rule(channel, variantIds=[large], fixedPoints=75, rank=9)

    shop.buy(ann, (small, 2), (large, 1), (other, 1), channel=channel)

    # 2 x 30, 75, and 10 at the general rate.
    assert shop.movements(ann) == [("EARN", 145)]


def test_most_specific_wins_then_the_smaller_rank(
    shop: Shop, channel: Channel, ann: Person
) -> None:
    wares, sale = shop.setup.product_type("Wares"), shop.setup.collection("Sale")
    cup = shop.setup.variant(D("10.00"), channel=channel, product_type=wares, collection=sale)
    shop.add_rule(channel, name="Everything", multiplier=9, rank=-5)
    shop.add_rule(channel, name="Type", productTypeIds=[wares], multiplier=8, rank=-4)
    assert shop.preview(cup, channel) == {"pointsToEarn": 80, "rule": {"name": "Type"}}
    shop.add_rule(channel, name="Sale", collectionIds=[sale], multiplier=4, rank=2)
    shop.add_rule(channel, name="Final sale", collectionIds=[sale], multiplier=3, rank=1)

    shop.buy(ann, (cup, 1), channel=channel)

    assert shop.movements(ann) == [("EARN", 30)]


# E14, E17: channels, switches, later changes -------------------------------------------------


def test_rule_of_another_channel_and_one_that_is_off(
    shop: Shop, channel: Channel, ann: Person
) -> None:
    yen = shop.setup.yen_channel()
    rule = shop.add_rule(channel, channelIds=[yen.global_id], multiplier=3)
    shop.add_rule(channel, multiplier=5, isActive=False)
    book = shop.setup.variant(D("20.00"), channel=channel)
    tea = shop.setup.variant(D(20), channel=yen)

    shop.buy(ann, (book, 1), channel=channel)
    assert shop.movements(ann) == [("EARN", 20)]
    shop.buy(ann, (tea, 1), channel=yen)
    assert shop.movements(ann)[1:] == [("EARN", 60)]

    shop.delete_rule(rule)
    shop.buy(ann, (tea, 1), channel=yen)
    assert shop.movements(ann)[2:] == [("EARN", 20)]


def test_order_keeps_the_rules_that_it_earned_by(shop: Shop, channel: Channel, ann: Person) -> None:
    book = shop.setup.variant(D("90.00"), channel=channel)
    rule = shop.add_rule(channel, multiplier=2)
    order_id = shop.buy(ann, (book, 1), channel=channel)
    assert shop.balance(ann) == 180

    shop.change_rule(rule, multiplier=7)
    # Half of the 100.00 that were paid, delivery included.
    shop.setup.refund_amount(order_id, D("50.00"))
    assert shop.movements(ann) == [("EARN", 180), ("CLAWBACK", -90)]

    shop.delete_rule(rule)
    shop.setup.refund_amount(order_id, D("50.00"))
    assert shop.balance(ann) == 0


def test_order_keeps_what_its_goods_were_when_they_earned(
    shop: Shop, channel: Channel, ann: Person
) -> None:
    coffee, tea = shop.setup.category("Coffee"), shop.setup.category("Tea")
    summer, winter = shop.setup.collection("Summer"), shop.setup.collection("Winter")
    shop.add_rule(channel, categoryIds=[coffee], multiplier=2)
    shop.add_rule(channel, collectionIds=[winter], multiplier=5)
    beans = shop.setup.variant(D("90.00"), channel=channel, category=coffee, collection=summer)
    order_id = shop.buy(ann, (beans, 1), channel=channel)
    assert shop.balance(ann) == 180

    shop.setup.move(beans, category=tea, collection=winter)
    assert list(verify_books(now=timezone.now())) == []
    shop.setup.refund_amount(order_id, D("50.00"))

    assert shop.movements(ann) == [("EARN", 180), ("CLAWBACK", -90)]
    assert list(verify_books(now=timezone.now())) == []


# E21: previews --------------------------------------------------------------------------------


def test_window_cart_and_order_say_the_same(shop: Shop, channel: Channel, ann: Person) -> None:
    coffee = shop.setup.category("Coffee")
    beans = shop.setup.variant(D("12.00"), channel=channel, category=coffee)
    shop.add_rule(channel, name="Coffee week", categoryIds=[coffee], multiplier=2)

    assert shop.preview(beans, channel) == {"pointsToEarn": 24, "rule": {"name": "Coffee week"}}
    assert shop.preview_of_product(beans, channel) == shop.preview(beans, channel)
    checkout_id = shop.checkout(ann, (beans, 3), channel=channel)
    assert shop.points_to_earn(checkout_id, ann) == 72

    shop.pay_checkout(checkout_id, shop.total(checkout_id, ann), channel.currency)
    shop.complete(checkout_id, ann)
    assert shop.movements(ann) == [("EARN", 72)]


def test_product_promises_what_each_of_its_variants_gives(shop: Shop, channel: Channel) -> None:
    large = shop.setup.variant(D("20.00"), channel=channel)
    small = shop.setup.variant(D("12.00"), channel=channel, beside=large)

    assert [shop.preview(item, channel)["pointsToEarn"] for item in (large, small)] == [20, 12]
    assert shop.preview_of_product(large, channel) == {"pointsToEarn": 12, "rule": None}


def test_preview_of_reduced_goods(shop: Shop, channel: Channel) -> None:
    cup = shop.setup.variant(D("12.00"), channel=channel, reduced_to=D("9.00"))
    assert shop.preview(cup, channel)["pointsToEarn"] == 9

    shop.set_program(channel, earnOnReducedItems=False)
    assert shop.preview(cup, channel)["pointsToEarn"] == 0


IN_CHANNEL = """
query ($id: ID!, $own: String!, $other: String) {
  productVariant(id: $id, channel: $own) { loyalty(channel: $other) { pointsToEarn } }
}"""


def test_preview_in_another_channel(shop: Shop, channel: Channel) -> None:
    """Another channel's price is not given away where the goods aren't for sale."""
    yen = shop.setup.yen_channel()
    cup = shop.setup.variant(D("12.00"), channel=channel)

    def seen(other: str | None) -> Any:
        variables = {"id": cup, "own": channel.slug, "other": other}
        return shop.run(IN_CHANNEL, variables, None)["productVariant"]["loyalty"]

    assert seen(None) == seen(channel.slug) == {"pointsToEarn": 12}
    assert seen(yen.slug) is None
    shop.setup.list_hidden(cup, D(1200), channel=yen)
    assert seen(yen.slug) is None
    body = shop.setup.post(IN_CHANNEL, {"id": cup, "own": channel.slug, "other": "no-such"}, None)
    assert body["errors"][0]["extensions"]["code"] == "NOT_FOUND"
    assert body["data"] == {"productVariant": {"loyalty": None}}


def test_preview_where_nothing_is_earned(shop: Shop, channel: Channel) -> None:
    cup = shop.setup.variant(D("12.00"), channel=channel)
    shop.set_channel(channel, earningActive=False)
    assert shop.preview(cup, channel) == {"pointsToEarn": 0, "rule": None}

    shop.set_program(channel, isActive=False)
    assert shop.preview(cup, channel) is None


PAGE = """
query ($first: Int!, $channel: String!) {
  products(first: $first, channel: $channel) { edges { node {
    id
    loyalty { pointsToEarn rule { name } }
    variants { id loyalty { pointsToEarn } }
  } } }
}"""


def test_page_of_products_costs_the_same_for_three_and_thirty(shop: Shop, channel: Channel) -> None:
    root = shop.setup.category("Root")
    for number in range(30):
        shop.setup.variant(
            D(10 + number),
            channel=channel,
            category=shop.setup.category(f"Below {number}", below=root),
            collection=shop.setup.collection(f"Collection {number}"),
        )
    shop.add_rule(channel, categoryIds=[root], multiplier=2)
    queries, plain = [], []
    for first in (3, 3, 30):
        variables = {"first": first, "channel": channel.slug}
        with CaptureQueriesContext(connection) as captured:
            page = shop.run(PAGE, variables, None)["products"]["edges"]
        queries.append(len(captured))
        with CaptureQueriesContext(connection) as captured:
            shop.run(_without_points(PAGE), variables, None)
        plain.append(len(captured))
        assert len(page) == first
    assert [edge["node"]["loyalty"]["rule"] for edge in page] == [{"name": "Rule"}] * 30
    assert {edge["node"]["loyalty"]["pointsToEarn"] for edge in page} == {
        2 * (10 + number) for number in range(30)
    }
    # The first page warms the shop's own caches. Channels once; terms, prices and places for
    # products, and again for variants.
    assert queries[1] == queries[2]
    assert [queries[2] - plain[2], queries[1] - plain[1]] == [7, 7]


def _without_points(query: str) -> str:
    return query.replace("loyalty { pointsToEarn rule { name } }", "").replace(
        "loyalty { pointsToEarn }", ""
    )
