"""Waiting orders: what the proof says of them, what they cost, how they are kept."""

from decimal import Decimal
from unittest.mock import patch

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from saleor_loyalty_plugin.models import OrderSettlement, WaitingOrder
from saleor_loyalty_plugin.services.members.settle_customer import settle_customer
from saleor_loyalty_plugin.services.orders import claim_orders
from saleor_loyalty_plugin.services.orders.settle_order import settle_order
from saleor_loyalty_plugin.services.proof import verify_books as proof
from saleor_loyalty_plugin.services.proof.verify_books import verify_books
from saleor_loyalty_plugin.services.sweep import sweep_customers
from sandbox.shop.models import Order, User
from tests.contract.driver import Channel, Shop

D = Decimal
EVE = "eve@example.com"


def _lamp(shop: Shop, channel: Channel) -> tuple[str, int]:
    return shop.setup.variant(D("60.00"), channel=channel), 1


def _differences() -> list[tuple[str, str, str]]:
    found = verify_books(now=timezone.now())
    return [(item.what, item.expected, item.found) for item in found]


def test_proof_names_what_waits_wrongly(live_shop: Shop) -> None:
    shop, channel = live_shop, live_shop.setup.channel()
    shop.buy_as_guest(EVE, _lamp(shop, channel), channel=channel)
    assert _differences() == []

    WaitingOrder.objects.update(points=61)
    assert _differences() == [("points waiting", "60", "61")]
    WaitingOrder.objects.all().delete()
    assert _differences() == [("points waiting", "60", "0")]


def test_proof_names_an_order_that_its_customer_did_not_get(live_shop: Shop) -> None:
    shop, channel = live_shop, live_shop.setup.channel()
    order_id = shop.buy_as_guest(EVE, _lamp(shop, channel), channel=channel)
    User.objects.create(email=EVE, is_confirmed=True)
    found = _differences()
    assert ("points earned", "60", "0") in found
    assert ("points waiting", "0", "60") in found

    settle_order(order_id=order_id, now=timezone.now())

    assert _differences() == []
    assert not WaitingOrder.objects.exists()


def test_proof_reads_guests_orders_in_the_same_queries_however_many(live_shop: Shop) -> None:
    shop, channel = live_shop, live_shop.setup.channel()
    lamp = _lamp(shop, channel)
    shop.buy_as_guest(EVE, lamp, channel=channel)
    shop.set_channel(channel, earnPoints=5)
    order_ids = [*Order.objects.values_list("pk", flat=True)]

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert list(proof._batch_differences(order_ids, "default")) == []
        return len(captured)

    one = queries()
    for number in range(3):
        order_ids.append(shop.buy_as_guest(f"guest{number}@example.com", lamp, channel=channel))
    assert queries() == one


@pytest.mark.parametrize(("is_confirmed", "is_active"), [(False, True), (True, False)])
def test_who_may_not_claim_costs_and_gets_nothing(
    live_shop: Shop, is_confirmed: bool, is_active: bool
) -> None:
    shop, channel = live_shop, live_shop.setup.channel()
    order_id = shop.buy_as_guest(EVE, _lamp(shop, channel), channel=channel)
    eve = User.objects.create(email=EVE, is_confirmed=is_confirmed, is_active=is_active)

    sweep_customers(now=timezone.now())
    settle_order(order_id=order_id, now=timezone.now())
    call_command("loyalty_settle", customer=eve.pk)
    assert not OrderSettlement.objects.exists()
    assert WaitingOrder.objects.get().points == 60

    User.objects.filter(pk=eve.pk).update(is_confirmed=True, is_active=True)
    call_command("loyalty_settle", customer=eve.pk)
    assert OrderSettlement.objects.get().points_earned == 60
    assert not WaitingOrder.objects.exists()


def test_address_that_changes_hands(live_shop: Shop) -> None:
    """What was credited stays; what comes later goes to whoever has the address then."""
    shop, channel = live_shop, live_shop.setup.channel()
    lamp = _lamp(shop, channel)
    shop.buy_as_guest(EVE, lamp, channel=channel)
    first = shop.confirm_address(shop.register(EVE))
    User.objects.filter(pk=first.user_id).update(email="evelyn@example.com")
    second = shop.confirm_address(shop.register(EVE))
    shop.buy_as_guest(EVE, lamp, channel=channel)

    for order_id in Order.objects.values_list("pk", flat=True):
        settle_order(order_id=order_id, now=timezone.now())

    assert shop.movements(first) == [("EARN", 60)]
    assert shop.movements(second) == [("EARN", 60)]
    assert _differences() == []


def test_address_that_staff_correct_on_the_order(live_shop: Shop) -> None:
    shop, channel = live_shop, live_shop.setup.channel()
    order_id = shop.buy_as_guest("eev@example.com", _lamp(shop, channel), channel=channel)

    Order.objects.update(user_email=EVE)
    settle_order(order_id=order_id, now=timezone.now())

    assert shop.guest_points("eev@example.com") == (0, [])
    assert shop.guest_points(EVE) == (60, [60])


def test_address_itself_is_not_stored(live_shop: Shop) -> None:
    shop, channel = live_shop, live_shop.setup.channel()
    shop.buy_as_guest(EVE, _lamp(shop, channel), channel=channel)

    assert "example.com" not in str(WaitingOrder.objects.values().get())


def test_points_that_waited_keep_the_place_of_their_goods(live_shop: Shop) -> None:
    shop, channel = live_shop, live_shop.setup.channel()
    tea, other = shop.setup.category("Tea"), shop.setup.category("Other")
    hats = shop.setup.collection("Hats")
    goods = shop.setup.variant(D("60.00"), channel=channel, category=tea)
    shop.add_rule(channel, categoryIds=[tea], multiplier=2)
    order_id = shop.buy_as_guest(EVE, (goods, 1), channel=channel)

    shop.setup.move(goods, category=other, collection=hats)
    settle_order(order_id=order_id, now=timezone.now())
    assert shop.points_waiting(order_id) == 120
    eve = shop.confirm_address(shop.register(EVE))
    shop.setup.refund_amount(order_id, D("35.00"))

    assert shop.movements(eve) == [("EARN", 120), ("CLAWBACK", -60)]
    assert _differences() == []


def test_more_orders_than_are_taken_over_at_once_follow_later(live_shop: Shop) -> None:
    """The shop leaves the orders with the address, also those that were claimed before."""
    shop, channel = live_shop, live_shop.setup.channel()
    lamp = _lamp(shop, channel)
    for _ in range(5):
        shop.buy_as_guest(EVE, lamp, channel=channel)
    eve = shop.setup.customer(EVE)

    with patch.object(claim_orders, "CLAIMED_ORDERS_MAX", 2):
        for taken in (2, 4, 5):
            settle_customer(customer_id=eve.user_id, now=timezone.now())
            assert shop.balance(eve) == 60 * taken
    assert _differences() == []
