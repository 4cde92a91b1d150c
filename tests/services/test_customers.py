"""Settling customers, and the sweep over them: what it finds, what it costs, where it goes on."""

from datetime import timedelta
from decimal import Decimal
from unittest.mock import patch

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from saleor_loyalty_plugin.models import BlockedCustomer, ProgramVersion, SweepCursor
from saleor_loyalty_plugin.services import sweep
from saleor_loyalty_plugin.services.members import settle_customer as settling
from saleor_loyalty_plugin.services.members.settle_customer import Step, settle_customer
from saleor_loyalty_plugin.services.orders.blocked import mark_customer_due
from saleor_loyalty_plugin.services.sweep import COMMIT_LAG, sweep_customers
from sandbox.shop.models import Order, User
from tests.contract.driver import Shop

D = Decimal


def _customers(number: int) -> None:
    User.objects.bulk_create(User(email=f"customer{item}@example.com") for item in range(number))


@pytest.fixture
def small_batches() -> None:
    with patch.object(sweep, "CUSTOMERS_BATCH", 10):
        yield


def test_sweep_finds_orders_that_were_taken_over_without_a_word(live_shop: Shop) -> None:
    shop, channel = live_shop, live_shop.setup.channel()
    lamp = shop.setup.variant(D("60.00"), channel=channel)
    guest_checkout = shop.checkout(None, (lamp, 1), channel=channel)
    shop.pay_checkout(guest_checkout, D("70.00"), channel.currency)
    order_id = shop.complete(guest_checkout, None)
    ann = shop.setup.customer("ann@example.com")
    Order.objects.filter(pk=order_id).update(user=ann.user_id)
    assert shop.movements(ann) == []

    for _ in range(2):
        sweep_customers(now=timezone.now())

    assert shop.movements(ann) == [("EARN", 60)]


def _queries_of_a_sweep(customers: int) -> int:
    User.objects.all().delete()
    SweepCursor.objects.all().delete()
    _customers(customers)
    with CaptureQueriesContext(connection) as captured:
        sweep_customers(now=timezone.now() + timedelta(hours=1))
    return len(captured)


@pytest.mark.usefixtures("small_batches")
def test_customers_who_need_nothing_cost_the_same_queries_however_many(live_shop: Shop) -> None:
    assert _queries_of_a_sweep(1) == _queries_of_a_sweep(10)


@pytest.mark.usefixtures("small_batches")
def test_what_a_batch_costs(live_shop: Shop) -> None:
    """Who changed, who they are, when programs began, whose orders, whose points wait, and two to
    move the cursor. Other steps add theirs."""
    with patch.object(settling, "STEPS", settling.STEPS[:1]):
        assert _queries_of_a_sweep(20) - _queries_of_a_sweep(10) == 7


@pytest.mark.usefixtures("small_batches")
def test_first_sweep_can_be_stopped_and_goes_on(live_shop: Shop) -> None:
    _customers(25)
    later = timezone.now() + COMMIT_LAG + timedelta(minutes=1)
    seen: list[int] = []

    sweep_customers(now=later, batches_max=1, progress=seen.append)
    assert seen == [10]
    sweep_customers(now=later, progress=seen.append)
    assert seen == [10, 10, 15]
    sweep_customers(now=later, progress=seen.append)
    assert seen == [10, 10, 15]


def test_sweep_looks_back_over_late_commits(live_shop: Shop) -> None:
    _customers(1)
    now = timezone.now()
    seen: list[int] = []

    for minutes in (0, 1, 2):
        sweep_customers(now=now + timedelta(minutes=minutes), progress=seen.append)
    assert seen == [1, 1, 1]
    assert SweepCursor.objects.get(pk="customers").changed_at <= now

    later = now + COMMIT_LAG + timedelta(minutes=1)
    sweep_customers(now=later, progress=seen.append)
    sweep_customers(now=later, progress=seen.append)
    assert seen == [1, 1, 1, 1]


def test_since_settles_again_and_leaves_the_cursor(live_shop: Shop) -> None:
    _customers(3)
    seen: list[int] = []
    now = timezone.now()

    sweep_customers(now=now, since=now - timedelta(days=1), progress=seen.append)

    assert seen == [3]
    assert not SweepCursor.objects.exists()


def test_a_step_that_fails_hinders_no_other_and_is_tried_again(live_shop: Shop) -> None:
    ann = live_shop.setup.customer("ann@example.com")
    settled: list[int] = []

    def fails(**_: object) -> int:
        raise OSError("gone")

    def works(**_: object) -> int:
        settled.append(1)
        return 1

    def nobody(**_: object) -> set[int]:
        return set()

    steps = (
        Step(name="fails", settle=fails, concerned=nobody),
        Step(name="works", settle=works, concerned=nobody),
    )
    now = timezone.now()
    with patch.object(settling, "STEPS", steps):
        assert settle_customer(customer_id=ann.user_id, now=now) == 1
        assert sweep_customers(now=now) == 1
    blocked = BlockedCustomer.objects.get()
    assert (blocked.customer_id, blocked.attempts) == (ann.user_id, 2)
    assert settled == [1, 1]

    sweep_customers(now=now)

    assert not BlockedCustomer.objects.exists()


def test_customer_who_is_gone(live_shop: Shop) -> None:
    assert settle_customer(customer_id=987654321, now=timezone.now()) == 0


def test_staff_who_never_ordered_are_no_customers(live_shop: Shop) -> None:
    channel = live_shop.setup.channel()
    clerk = live_shop.setup.staff()
    seen: list[int] = []
    sweep_customers(now=timezone.now(), progress=seen.append)
    assert seen == []

    lamp = live_shop.setup.variant(D("60.00"), channel=channel)
    order_id = live_shop.complete(live_shop.checkout(None, (lamp, 1), channel=channel), None)
    Order.objects.filter(pk=order_id).update(user=clerk.user_id)
    sweep_customers(now=timezone.now(), progress=seen.append)
    assert seen == [1]


@pytest.mark.parametrize("is_marked_before", [False, True])
def test_mark_that_comes_while_the_customer_is_settled_is_kept(
    live_shop: Shop, is_marked_before: bool
) -> None:
    """Who joins a program meanwhile is to be settled once more: these steps knew nothing of it."""
    ann = live_shop.setup.customer("ann@example.com")
    now = timezone.now()
    if is_marked_before:
        mark_customer_due(customer_id=ann.user_id, now=now - timedelta(minutes=1))

    def joins_meanwhile(**_: object) -> int:
        mark_customer_due(customer_id=ann.user_id, now=now)
        return 0

    def nobody(**_: object) -> set[int]:
        return set()

    steps = (Step(name="joins", settle=joins_meanwhile, concerned=nobody),)
    with patch.object(settling, "STEPS", steps):
        settle_customer(customer_id=ann.user_id, now=now)

    assert BlockedCustomer.objects.filter(customer_id=ann.user_id, attempts=0).exists()

    settle_customer(customer_id=ann.user_id, now=now)

    assert not BlockedCustomer.objects.exists()


def test_orders_of_who_never_joined_are_not_settled_one_by_one_each_time(live_shop: Shop) -> None:
    """Where customers have to join, most never do, and each of them comes by again and again."""
    shop, channel = live_shop, live_shop.setup.channel()
    shop.set_program(channel, eligibility="OPTED_IN")
    ann = shop.setup.customer("ann@example.com")
    lamp = shop.setup.variant(D("60.00"), channel=channel)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            settle_customer(customer_id=ann.user_id, now=timezone.now())
        return len(captured)

    shop.buy(ann, (lamp, 1), channel=channel)
    settle_customer(customer_id=ann.user_id, now=timezone.now())
    cost_of_one = queries()
    for _ in range(3):
        shop.buy(ann, (lamp, 1), channel=channel)
    assert queries() == cost_of_one

    # What was ordered before the program asked for that is credited.
    assert shop.movements(ann) == []
    ProgramVersion.objects.filter(number=2).update(created_at=timezone.now())
    settle_customer(customer_id=ann.user_id, now=timezone.now())
    assert shop.movements(ann) == [("EARN", 60)] * 4
