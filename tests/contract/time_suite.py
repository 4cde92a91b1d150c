"""Waiting and running out, where time and settings change: the same in every host."""

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.models import Lot
from saleor_loyalty_plugin.services.proof.verify_books import verify_books
from saleor_loyalty_plugin.services.sweep import sweep_lots
from tests.contract.driver import Channel, Person, Refused, Shop
from tests.contract.waiting_examples import WAITING_EXAMPLES, WaitingExample, usable

D = Decimal
NEVER = {"policy": "NEVER"}
DAYS = {"policy": "AFTER_DAYS", "days": 30}
LONGER = {"policy": "AFTER_DAYS", "days": 60}
IDLE = {"policy": "AFTER_INACTIVITY", "months": 6}


def in_days(days: int) -> datetime:
    return timezone.now() + timedelta(days=days)


def swept(days: int) -> tuple[int, int]:
    with current_host().writer_access():
        return sweep_lots(now=in_days(days))


def assert_books_are_right() -> None:
    with current_host().writer_access():
        assert list(verify_books(now=timezone.now())) == []


def _spend(shop: Shop, ann: Person, channel: Channel) -> tuple[str, Callable[[int], Any]]:
    """An open cart of 50.00, and a way to use points for it."""
    lamp = shop.setup.variant(D("50.00"), channel=channel)
    checkout_id = shop.checkout(ann, (lamp, 1), channel=channel)
    return checkout_id, lambda points: shop.apply(checkout_id, ann, points=points)


@pytest.mark.parametrize(
    "example", WAITING_EXAMPLES, ids=lambda example: f"{example.label}: {example.text}"
)
def test_worked_examples_of_waiting(shop: Shop, example: WaitingExample) -> None:
    assert usable(shop, example) == example.points
    assert_books_are_right()


def test_points_that_ran_out_are_not_spent_before_the_sweep_comes(shop: Shop) -> None:
    channel = shop.setup.channel()
    ann = shop.setup.customer("ann@example.com")
    shop.credit(ann, 300)
    shop.credit(ann, 500)
    checkout_id, apply = _spend(shop, ann, channel)
    Lot.objects.filter(points=300).update(expires_at=timezone.now() - timedelta(seconds=1))

    assert shop.quote(checkout_id, ann)["quote"]["maximumPoints"] == 500
    with pytest.raises(Refused) as refused:
        apply(501)
    assert refused.value.codes == ["INSUFFICIENT_POINTS"]
    assert shop.movements(ann) == [("ADJUST", 300), ("ADJUST", 500)]

    apply(500)

    assert shop.movements(ann) == [("ADJUST", 300), ("ADJUST", 500), ("EXPIRE", -300)]
    assert shop.available(ann) == 0
    assert swept(0) == (0, 0)
    assert_books_are_right()


def test_points_in_a_hold_outlive_their_day_as_long_as_it_stands(shop: Shop) -> None:
    channel = shop.setup.channel()
    ann = shop.setup.customer("ann@example.com")
    shop.credit(ann, 300)
    checkout_id, apply = _spend(shop, ann, channel)
    apply(200)
    Lot.objects.update(expires_at=timezone.now() - timedelta(seconds=1))

    assert shop.quote(checkout_id, ann)["quote"]["maximumPoints"] == 200
    shop.pay_checkout(checkout_id, shop.total(checkout_id, ann), channel.currency)
    shop.complete(checkout_id, ann)
    with current_host().writer_access():
        sweep_lots(now=timezone.now())

    assert shop.movements(ann) == [
        ("ADJUST", 300),
        ("REDEEM", -200),
        ("EARN", 48),
        ("EXPIRE", -100),
    ]
    assert_books_are_right()


@pytest.mark.parametrize(
    ("before", "after", "gone_at"),
    [
        # (days until the old points go, days until new ones go; None for never)
        (NEVER, DAYS, (None, 31)),
        (DAYS, NEVER, (31, None)),
        (DAYS, LONGER, (31, 61)),
        (LONGER, DAYS, (61, 31)),
        (DAYS, IDLE, (31, 186)),
        (IDLE, DAYS, (186, 31)),
        (NEVER, IDLE, (None, 186)),
        (IDLE, NEVER, (186, None)),
    ],
    ids=lambda value: value["policy"] if isinstance(value, dict) else None,
)
def test_changed_policy_is_for_points_that_come_in_later(
    shop: Shop,
    before: dict[str, Any],
    after: dict[str, Any],
    gone_at: tuple[int | None, int | None],
) -> None:
    """Here points that staff give, which are no activity of the customer's."""
    channel = shop.setup.channel()
    ann = shop.setup.customer("ann@example.com")
    shop.set_program(channel, expiry=before)
    shop.credit(ann, 40)
    shop.set_program(channel, expiry=after)
    shop.credit(ann, 5)

    left = {}
    for days in (29, 32, 59, 62, 178, 188, 4000):
        swept(days)
        left[days] = shop.balance(ann)

    def alive(day: int | None, at: int) -> bool:
        return day is None or at < day

    assert left == {
        days: 40 * alive(gone_at[0], days) + 5 * alive(gone_at[1], days) for days in left
    }
    assert_books_are_right()


@pytest.mark.parametrize(
    ("before", "is_prolonged"),
    [(NEVER, False), (DAYS, True), (IDLE, True)],
    ids=["points without end", "by days", "by inactivity"],
)
def test_activity_prolongs_points_from_before_the_policy(
    shop: Shop, before: dict[str, Any], is_prolonged: bool
) -> None:
    """Points that never ended don't get an end; none ends earlier than it would have."""
    channel = shop.setup.channel()
    ann = shop.setup.customer("ann@example.com")
    shop.set_program(channel, expiry=before)
    shop.credit(ann, 40)
    shop.set_program(channel, expiry=IDLE)
    Lot.objects.exclude(expires_at=None).update(expires_at=in_days(3))
    lamp = shop.setup.variant(D("20.00"), channel=channel)

    shop.buy(ann, (lamp, 1), channel=channel)

    old, new = Lot.objects.order_by("pk").values_list("expires_at", flat=True)
    assert new is not None and new > in_days(178)
    assert old == (new if is_prolonged else None)
    assert_books_are_right()


def test_points_of_inactivity_keep_their_day_when_the_policy_goes(shop: Shop) -> None:
    """Nothing prolongs them any more; `loyalty_expiry` gives them the new policy."""
    channel = shop.setup.channel()
    ann = shop.setup.customer("ann@example.com")
    shop.set_program(channel, expiry=IDLE)
    shop.credit(ann, 40)
    shop.set_program(channel, expiry=NEVER)
    lamp = shop.setup.variant(D("20.00"), channel=channel)
    before = Lot.objects.get().expires_at

    shop.buy(ann, (lamp, 1), channel=channel)

    assert list(Lot.objects.order_by("pk").values_list("expires_at", flat=True)) == [before, None]
