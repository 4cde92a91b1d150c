"""Settling: hooks twice, late, lost, in any order; and what a settle costs."""

import itertools
from datetime import timedelta
from decimal import Decimal
from unittest.mock import patch

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from saleor_loyalty_plugin import broker, hooks, ledger
from saleor_loyalty_plugin.models import (
    BlockedOrder,
    Entry,
    OrderSettlement,
    OutboxMessage,
    Program,
    ProgramVersion,
    SweepCursor,
)
from saleor_loyalty_plugin.services.orders.settle_order import SettleStatus, settle_order
from saleor_loyalty_plugin.services.proof.verify_books import verify_books
from saleor_loyalty_plugin.services.sweep import COMMIT_LAG, sweep_orders
from sandbox.listeners import LoyaltyListener
from sandbox.shop.models import Order
from tests.contract.driver import Shop

D = Decimal
ORDER_HOOKS = (
    "order_created",
    "order_confirmed",
    "order_paid",
    "order_fully_paid",
    "order_fulfilled",
    "order_updated",
    "order_cancelled",
    "order_refunded",
    "order_fully_refunded",
    "order_expired",
)


def test_each_hook_twice_and_in_any_order(live_shop: Shop) -> None:
    shop, channel = live_shop, live_shop.setup.channel()
    ann = shop.setup.customer("ann@example.com")
    shop.credit(ann, 1000)
    lamp = shop.setup.variant(D("60.00"), channel=channel)
    order_id = shop.buy(ann, (lamp, 1), channel=channel, points=735)
    shop.setup.refund_amount(order_id, D("31.33"))
    expected = shop.movements(ann)
    assert len(expected) == 5
    listener, order = LoyaltyListener(), Order.objects.get(pk=order_id)

    for names in (ORDER_HOOKS, ORDER_HOOKS[::-1], ORDER_HOOKS * 2):
        for name in names:
            getattr(listener, name)(order)

    assert shop.movements(ann) == expected
    assert list(verify_books(now=timezone.now())) == []


def test_lost_hooks_end_where_delivered_ones_do(live_shop: Shop, settings: Settings) -> None:
    shop, channel = live_shop, live_shop.setup.channel()
    lamp = shop.setup.variant(D("60.00"), channel=channel)
    listeners = settings.SHOP_LISTENERS
    balances = {}
    for name, heard in (("ann", listeners), ("bob", [])):
        buyer = shop.setup.customer(f"{name}@example.com")
        shop.credit(buyer, 1000)
        settings.SHOP_LISTENERS = heard
        first = shop.buy(buyer, (lamp, 1), channel=channel, points=735)
        shop.setup.refund_amount(first, D("31.33"))
        shop.cancel(shop.buy(buyer, (lamp, 2), channel=channel))
        settings.SHOP_LISTENERS = listeners
        sweep_orders(now=timezone.now())
        balances[name] = shop.balance(buyer)

    assert balances["ann"] == balances["bob"]
    assert list(verify_books(now=timezone.now())) == []


def test_hook_never_raises(live_shop: Shop) -> None:
    shop, channel = live_shop, live_shop.setup.channel()
    ann = shop.setup.customer("ann@example.com")
    lamp = shop.setup.variant(D("60.00"), channel=channel)

    with patch.object(hooks.settle_order_task, "apply_async", side_effect=OSError("no broker")):
        with patch.object(broker, "_paused_until", 0.0):
            shop.buy(ann, (lamp, 1), channel=channel)
        assert shop.movements(ann) == []

    sweep_orders(now=timezone.now())
    assert shop.movements(ann) == [("EARN", 60)]


def test_order_that_cannot_be_settled_is_remembered_and_tried_again(live_shop: Shop) -> None:
    shop, channel = live_shop, live_shop.setup.channel()
    ann = shop.setup.customer("ann@example.com")
    lamp = shop.setup.variant(D("60.00"), channel=channel)
    with patch.object(ledger, "post_entry", side_effect=OSError("gone")):
        order_id = shop.buy(ann, (lamp, 1), channel=channel)
        for _ in range(2):
            sweep_orders(now=timezone.now())
    blocked = BlockedOrder.objects.get()
    # The sweep tries it twice in its second run: as a blocked one, and as one that changed.
    assert (blocked.order_id, blocked.attempts) == (order_id, 3)
    assert [item.what for item in verify_books(now=timezone.now())] == [
        "points earned",
        "amount spent",
        "settling fails",
    ]

    sweep_orders(now=timezone.now())

    assert BlockedOrder.objects.count() == 0
    assert shop.movements(ann) == [("EARN", 60)]


def test_sweep_goes_on_from_its_cursor_but_looks_back_over_late_commits(
    live_shop: Shop,
) -> None:
    shop, channel = live_shop, live_shop.setup.channel()
    ann = shop.setup.customer("ann@example.com")
    lamp = shop.setup.variant(D("60.00"), channel=channel)
    shop.buy(ann, (lamp, 1), channel=channel)
    now = timezone.now()

    sweep_orders(now=now)
    assert SweepCursor.objects.get().changed_at <= now - COMMIT_LAG

    seen: list[int] = []
    later = now + COMMIT_LAG + timedelta(minutes=1)
    sweep_orders(now=later, progress=seen.append)
    assert seen == [1]
    sweep_orders(now=later + timedelta(minutes=1), progress=seen.append)
    assert seen == [1]


def test_older_orders_than_the_program_earn_nothing(live_shop: Shop) -> None:
    shop, channel = live_shop, live_shop.setup.channel()
    ann = shop.setup.customer("ann@example.com")
    lamp = shop.setup.variant(D("60.00"), channel=channel)
    with patch.object(hooks, "order_changed"):
        order_id = shop.buy(ann, (lamp, 1), channel=channel)
    Order.objects.update(created_at=Program.objects.get().created_at - timedelta(days=1))

    outcome = settle_order(order_id=order_id, now=timezone.now())

    assert outcome.status is SettleStatus.IGNORED
    assert Entry.objects.count() == OrderSettlement.objects.count() == 0
    assert list(verify_books(now=timezone.now())) == []


def test_refund_undone_and_made_again(live_shop: Shop) -> None:
    shop, channel = live_shop, live_shop.setup.channel()
    ann = shop.setup.customer("ann@example.com")
    shop.credit(ann, 1000)
    lamp = shop.setup.variant(D("60.00"), channel=channel)
    order_id = shop.buy(ann, (lamp, 1), channel=channel, points=1000)
    for status, balance in itertools.chain(
        [("canceled", 1000), ("unfulfilled", 50)] * 2, [("canceled", 1000)]
    ):
        Order.objects.filter(pk=order_id).update(status=status)
        settle_order(order_id=order_id, now=timezone.now())
        assert shop.balance(ann) == balance
    assert list(verify_books(now=timezone.now())) == []


def test_deleted_customer_keeps_the_books(live_shop: Shop) -> None:
    shop, channel = live_shop, live_shop.setup.channel()
    ann = shop.setup.customer("ann@example.com")
    lamp = shop.setup.variant(D("60.00"), channel=channel)
    order_id = shop.buy(ann, (lamp, 1), channel=channel)
    Order.objects.update(user=None)

    outcome = settle_order(order_id=order_id, now=timezone.now())

    assert outcome.status is SettleStatus.UNCHANGED
    assert list(verify_books(now=timezone.now())) == []


def test_every_entry_has_its_outbox_message(live_shop: Shop) -> None:
    shop, channel = live_shop, live_shop.setup.channel()
    ann = shop.setup.customer("ann@example.com")
    lamp = shop.setup.variant(D("60.00"), channel=channel)
    shop.cancel(shop.buy(ann, (lamp, 1), channel=channel))

    told = OutboxMessage.objects.order_by("entry_id").values_list("entry_id", "kind")
    written = Entry.objects.order_by("id").values_list("id", flat=True)
    assert list(told) == [(entry_id, "points_posted") for entry_id in written]


def test_verify_sees_a_wrong_order_and_a_wrong_balance(live_shop: Shop) -> None:
    shop, channel = live_shop, live_shop.setup.channel()
    ann = shop.setup.customer("ann@example.com")
    lamp = shop.setup.variant(D("60.00"), channel=channel)
    order_id = shop.buy(ann, (lamp, 1), channel=channel)
    number = Order.objects.get(pk=order_id).number
    assert list(verify_books(now=timezone.now())) == []

    with connection.cursor() as cursor:
        cursor.execute("UPDATE loyalty_account SET balance = balance + 5")
    Order.objects.update(status="canceled")

    found = [(item.subject.split()[0], item.what) for item in verify_books(now=timezone.now())]
    assert ("order", "points earned") in found
    assert any(kind == "account" for kind, _ in found)
    by_order = [item for item in verify_books(now=timezone.now()) if item.subject[0] == "o"]
    assert [(item.subject, item.expected, item.found) for item in by_order] == [
        (f"order {number}", "0", "60"),
        (f"order {number}", "none", "60"),
    ]


@pytest.mark.parametrize("lines", [1, 6])
def test_settle_queries_do_not_grow_with_lines(live_shop: Shop, lines: int) -> None:
    shop, channel = live_shop, live_shop.setup.channel()
    ann = shop.setup.customer("ann@example.com")
    items = [(shop.setup.variant(D("10.00"), channel=channel), 1) for _ in range(lines)]
    order_id = shop.buy(ann, *items, channel=channel)

    with CaptureQueriesContext(connection) as captured:
        settle_order(order_id=order_id, now=timezone.now())

    # Begin and commit, the lock, the facts of the sandbox (with categories, collections and gift
    # cards), the settlement, the hold.
    assert len(captured) == 15


def test_terms_of_an_untouched_update_are_not_a_new_version(live_shop: Shop) -> None:
    shop, channel = live_shop, live_shop.setup.channel()
    shop.set_program(channel, name="Loyalty")
    assert ProgramVersion.objects.count() == 1
    shop.set_program(channel, earnBasis="NET")
    shop.set_channel(channel, earnPoints=3)
    shop.set_channel(channel, earnPoints=3)
    assert list(ProgramVersion.objects.values_list("number", flat=True)) == [3, 2, 1]
