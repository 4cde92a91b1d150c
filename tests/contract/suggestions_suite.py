"""What a shop suggests, and where its customers order: the same in every host."""

from decimal import Decimal

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.hosts.port import ShownProduct
from tests.contract.driver import Channel, Person, Shop

D = Decimal


def suggested(channel: Channel, *, limit: int = 10) -> list[ShownProduct]:
    found = current_host().suggested_products(
        channel_ids=[channel.channel_id], limit=limit, using="default", now=timezone.now()
    )
    assert list(found) == [channel.channel_id]
    return found[channel.channel_id]


def test_products_are_suggested_newest_first(shop: Shop, channel: Channel) -> None:
    for price in ("10.00", "20.00", "30.00"):
        shop.setup.variant(D(price), channel=channel)

    assert [item.price for item in suggested(channel)] == [D(30), D(20), D(10)]
    assert [item.price for item in suggested(channel, limit=2)] == [D(30), D(20)]


def test_only_what_shoppers_can_buy_is_suggested(shop: Shop, channel: Channel) -> None:
    other = shop.setup.gross_channel()
    elsewhere = shop.setup.variant(D("10.00"), channel=other)
    shop.setup.list_hidden(elsewhere, D("10.00"), channel=channel)
    cards = shop.setup.gift_card_type()
    shop.setup.variant(D("50.00"), channel=channel, product_type=cards)
    kept = shop.setup.variant(D("20.00"), channel=channel, reduced_to=D("15.00"))
    shop.setup.variant(D("18.00"), channel=channel, beside=kept)

    found = suggested(channel)

    assert [(item.price, item.image_url) for item in found] == [(D(15), "")]
    assert found[0].name
    assert found[0].slug
    assert [item.price for item in suggested(other)] == [D(10)]


def test_suggested_products_have_pictures(shop: Shop, channel: Channel) -> None:
    variant = shop.setup.variant(D("20.00"), channel=channel)
    shop.setup.add_picture(variant, alt="A bar of soap")

    found = suggested(channel)[0]

    assert found.image_url.startswith("http")
    assert found.image_alt == "A bar of soap"


def test_suggestions_cost_a_query_for_each_channel_and_two(shop: Shop, channel: Channel) -> None:
    other = shop.setup.gross_channel()
    for place in (channel, other, channel, other):
        shop.setup.add_picture(shop.setup.variant(D("20.00"), channel=place), alt="A picture")
    ids = [channel.channel_id, other.channel_id]
    host, now = current_host(), timezone.now()

    with CaptureQueriesContext(connection) as queries:
        host.suggested_products(channel_ids=ids, limit=4, using="default", now=now)

    assert len(queries) <= 4


def test_what_several_customers_have_bought(shop: Shop, channel: Channel, ann: Person) -> None:
    bob, cleo = shop.setup.customer("bob@example.com"), shop.setup.customer("cleo@example.com")
    first, second = (shop.setup.variant(D("10.00"), channel=channel) for _ in range(2))
    shop.buy(ann, (first, 1), (second, 1), channel=channel)
    shop.cancel(shop.buy(bob, (first, 1), channel=channel))
    shop.buy(bob, (second, 1), channel=channel)
    ids = [item.product_id for item in reversed(suggested(channel))]

    with CaptureQueriesContext(connection) as queries:
        found = current_host().products_bought(
            [ann.user_id, bob.user_id, cleo.user_id], product_ids=ids, using="default"
        )

    assert found == {ann.user_id: frozenset(ids), bob.user_id: frozenset(ids[1:])}
    assert len(queries) == 1


def test_where_customers_order(shop: Shop, channel: Channel, ann: Person) -> None:
    other = shop.setup.gross_channel()
    bob = shop.setup.customer("bob@example.com")
    here = shop.setup.variant(D("10.00"), channel=channel)
    there = shop.setup.variant(D("10.00"), channel=other)
    first = shop.buy(ann, (here, 1), channel=channel)
    second = shop.buy(ann, (there, 1), channel=other)
    host = current_host()

    with CaptureQueriesContext(connection) as queries:
        places = host.channels_of_orders([first, second])
        found = host.channels_ordered_in([ann.user_id, bob.user_id])

    assert places == {first: channel.channel_id, second: other.channel_id}
    assert found == {ann.user_id: [other.channel_id, channel.channel_id]}
    assert len(queries) == 2


def test_customers_have_a_language_and_a_first_name(shop: Shop, ann: Person) -> None:
    shop.setup.name_customer(ann, first_name=" Ann ", last_name="Lee", language_code="de")

    facts = current_host().customer_facts([ann.user_id])[ann.user_id]

    assert (facts.first_name, facts.language_code) == ("Ann", "de")


def test_the_language_that_everybody_gets_says_nothing(shop: Shop, ann: Person) -> None:
    shop.setup.name_customer(ann, first_name="Ann", last_name="Lee", language_code="en")

    assert current_host().customer_facts([ann.user_id])[ann.user_id].language_code == ""
