"""Waiting time and expiry: what an order's points go through."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone

from saleor_loyalty_plugin.models import Lot, OutboxMessage, Program, ProgramVersion
from saleor_loyalty_plugin.services.orders.settle_order import SettleStatus, settle_order
from saleor_loyalty_plugin.services.programs.programs import update_program
from saleor_loyalty_plugin.services.proof.verify_books import verify_books
from saleor_loyalty_plugin.services.sweep import sweep_lots
from sandbox.shop import orders
from tests.contract.driver import Person, Refused, Shop

D = Decimal


def set_program(**settings: Any) -> None:
    update_program(
        program_id=Program.objects.get().pk,
        settings=settings,
        channels=[],
        removed_channel_ids=[],
        author="test",
        now=timezone.now(),
    )


def bought(shop: Shop, price: str = "60.00") -> tuple[Person, UUID]:
    channel = shop.setup.channel()
    ann = shop.setup.customer("ann@example.com")
    lamp = shop.setup.variant(D(price), channel=channel)
    return ann, shop.buy(ann, (lamp, 1), channel=channel)


def state(shop: Shop, person: Person) -> tuple[int, int, int]:
    account = shop.account(person)
    assert account is not None
    return account["balance"], account["pending"], account["available"]


def in_days(days: int) -> datetime:
    return timezone.now() + timedelta(days=days)


def assert_books_are_right() -> None:
    assert list(verify_books(now=timezone.now())) == []


HISTORY = """
{ me { loyalty { entries(first: 5) {
  edges { node { kind activatesAt expiresAt } } } } } }"""


def test_staff_set_waiting_time_and_expiry_and_the_shopper_sees_them(live_shop: Shop) -> None:
    channel = live_shop.setup.channel()
    live_shop.set_program(
        channel,
        pendingUntilFulfilled=True,
        expiry={"policy": "YEARLY", "month": 6, "day": 30, "timeZone": "Europe/Berlin"},
    )
    ann, order_id = bought(live_shop)

    def entry() -> dict[str, Any]:
        account = live_shop.run(HISTORY, {}, ann.token)["me"]["loyalty"]
        node: dict[str, Any] = account["entries"]["edges"][0]["node"]
        return node

    assert entry() == {"kind": "EARN", "activatesAt": None, "expiresAt": None}
    orders.fulfill_everything(order_id=order_id, now=timezone.now())
    assert entry()["expiresAt"].endswith("-06-30T22:00:00+00:00")


@pytest.mark.parametrize(
    ("settings", "field"),
    [
        ({"pendingDays": 366}, "pendingDays"),
        ({"expiry": {"days": 0}}, "expiry.days"),
        ({"expiry": {"months": 121}}, "expiry.months"),
        ({"expiry": {"month": 13}}, "expiry.month"),
        ({"expiry": {"day": 32}}, "expiry.day"),
        ({"expiry": {"timeZone": "Mars/Olympus"}}, "expiry.timeZone"),
    ],
)
def test_settings_out_of_range_are_refused(
    live_shop: Shop, settings: dict[str, Any], field: str
) -> None:
    with pytest.raises(Refused) as refused:
        live_shop.set_program(live_shop.setup.channel(), **settings)
    assert (refused.value.codes, refused.value.fields) == (["INVALID"], [field])
    assert ProgramVersion.objects.count() == 1


def test_waiting_time_keeps_points_pending(live_shop: Shop) -> None:
    set_program(pending_days=14)
    ann, _ = bought(live_shop)
    assert state(live_shop, ann) == (60, 60, 0)

    assert sweep_lots(now=in_days(13)) == (0, 0)
    assert state(live_shop, ann) == (60, 60, 0)
    assert_books_are_right()

    assert sweep_lots(now=in_days(15)) == (1, 0)
    assert sweep_lots(now=in_days(15)) == (0, 0)
    assert state(live_shop, ann) == (60, 0, 60)
    assert_books_are_right()


def test_cancelled_while_pending(live_shop: Shop) -> None:
    set_program(pending_days=14)
    ann, order_id = bought(live_shop)

    live_shop.cancel(order_id)

    assert state(live_shop, ann) == (0, 0, 0)
    assert sweep_lots(now=in_days(15)) == (0, 0)
    assert_books_are_right()


def test_points_wait_for_fulfilment(live_shop: Shop) -> None:
    set_program(pending_until_fulfilled=True)
    ann, order_id = bought(live_shop)
    assert state(live_shop, ann) == (60, 60, 0)
    assert sweep_lots(now=in_days(3000)) == (0, 0)

    orders.fulfill_everything(order_id=order_id, now=timezone.now())

    assert state(live_shop, ann) == (60, 0, 60)
    told = OutboxMessage.objects.filter(kind="points_activated")
    assert [message.payload for message in told] == [{"points": 60}]
    assert settle_order(order_id=order_id, now=timezone.now()).status is SettleStatus.UNCHANGED
    assert_books_are_right()


def test_waiting_time_and_expiry_count_from_fulfilment(live_shop: Shop) -> None:
    set_program(
        pending_until_fulfilled=True, pending_days=14, expiry_policy="AFTER_DAYS", expiry_days=30
    )
    ann, order_id = bought(live_shop)
    assert Lot.objects.get().expires_at is None

    orders.fulfill_everything(order_id=order_id, now=timezone.now())

    assert state(live_shop, ann) == (60, 60, 0)
    assert sweep_lots(now=in_days(15)) == (1, 0)
    assert state(live_shop, ann) == (60, 0, 60)
    assert sweep_lots(now=in_days(43)) == (0, 0)
    assert sweep_lots(now=in_days(46)) == (0, 1)
    assert state(live_shop, ann) == (0, 0, 0)
    assert_books_are_right()


def test_old_points_run_out_and_say_so(live_shop: Shop) -> None:
    set_program(expiry_policy="AFTER_MONTHS", expiry_months=12, expiry_round_to="YEAR")
    ann, _ = bought(live_shop)
    year = timezone.now().year + 1
    assert Lot.objects.get().expires_at == datetime(year + 1, 1, 1, tzinfo=UTC)

    assert sweep_lots(now=datetime(year, 12, 31, 23, 59, tzinfo=UTC)) == (0, 0)
    assert sweep_lots(now=datetime(year + 1, 1, 1, tzinfo=UTC)) == (0, 1)

    assert live_shop.movements(ann) == [("EARN", 60), ("EXPIRE", -60)]
    assert_books_are_right()


def test_points_that_ran_out_are_not_taken_back_once_more(live_shop: Shop) -> None:
    set_program(expiry_policy="AFTER_DAYS", expiry_days=30)
    ann, order_id = bought(live_shop)
    sweep_lots(now=in_days(40))
    assert live_shop.balance(ann) == 0

    # 60.00 of the 70.00 are goods: half of the money takes half of the points.
    live_shop.setup.refund_amount(order_id, D("35.00"))
    assert live_shop.movements(ann)[2:] == [("REVERSAL", 60), ("CLAWBACK", -30)]
    sweep_lots(now=in_days(40))
    assert live_shop.balance(ann) == 0
    live_shop.cancel(order_id)

    assert live_shop.movements(ann)[4:] == [("EXPIRE", -30), ("REVERSAL", 30), ("CLAWBACK", -30)]
    assert live_shop.balance(ann) == 0
    assert_books_are_right()


def test_points_that_staff_give_run_out_too(live_shop: Shop) -> None:
    set_program(expiry_policy="AFTER_DAYS", expiry_days=10)
    ann = live_shop.setup.customer("ann@example.com")
    live_shop.credit(ann, 50)

    assert sweep_lots(now=in_days(12)) == (0, 1)

    assert live_shop.movements(ann) == [("ADJUST", 50), ("EXPIRE", -50)]


def test_changed_policy_leaves_old_points_alone(live_shop: Shop) -> None:
    ann, _ = bought(live_shop)
    set_program(expiry_policy="AFTER_DAYS", expiry_days=10)
    live_shop.credit(ann, 40)

    assert sweep_lots(now=in_days(4000)) == (0, 1)

    assert live_shop.movements(ann) == [("EARN", 60), ("ADJUST", 40), ("EXPIRE", -40)]


def test_activity_makes_all_points_good_again(live_shop: Shop) -> None:
    set_program(expiry_policy="AFTER_INACTIVITY", expiry_months=6)
    ann, _ = bought(live_shop)
    nearly = timezone.now() + timedelta(days=30)
    Lot.objects.update(expires_at=nearly)
    channel = live_shop.setup.channel()
    lamp = live_shop.setup.variant(D("20.00"), channel=channel)

    live_shop.buy(ann, (lamp, 1), channel=channel)

    first, second = Lot.objects.order_by("pk").values_list("expires_at", flat=True)
    assert first == second > nearly
    assert sweep_lots(now=in_days(100)) == (0, 0)
    assert sweep_lots(now=in_days(200)) == (0, 2)
    assert live_shop.balance(ann) == 0
    assert_books_are_right()


def test_spent_points_return_with_their_old_expiry(live_shop: Shop) -> None:
    set_program(expiry_policy="AFTER_DAYS", expiry_days=30)
    ann = live_shop.setup.customer("ann@example.com")
    live_shop.credit(ann, 1000)
    old = Lot.objects.get().expires_at
    channel = live_shop.setup.channel()
    lamp = live_shop.setup.variant(D("60.00"), channel=channel)
    order_id = live_shop.buy(ann, (lamp, 1), channel=channel, points=735)

    live_shop.cancel(order_id)

    open_lots = Lot.objects.filter(is_open=True)
    assert [(lot.remaining, lot.expires_at) for lot in open_lots] == [(1000, old)]


@pytest.mark.parametrize(("days", "left_after"), [(30, [1000, 1000, 265]), (0, [265, 265, 265])])
def test_spent_points_that_return_after_their_expiry_can_be_used_for_a_while(
    live_shop: Shop, days: int, left_after: list[int]
) -> None:
    live_shop.set_program(
        live_shop.setup.channel(),
        expiry={"policy": "AFTER_DAYS", "days": 30},
        restoredPointsDays=days,
    )
    ann = live_shop.setup.customer("ann@example.com")
    live_shop.credit(ann, 1000)
    channel = live_shop.setup.channel()
    lamp = live_shop.setup.variant(D("60.00"), channel=channel)
    order_id = live_shop.buy(ann, (lamp, 1), channel=channel, points=735)
    live_shop.credit(ann, 265)
    Lot.objects.filter(entry__kind="ADJUST", points=1000).update(expires_at=timezone.now())
    sweep_lots(now=timezone.now())
    assert live_shop.available(ann) == 265 + 52

    live_shop.cancel(order_id)

    left = []
    for day in (0, 29, 32):
        Lot.objects.filter(points=265).update(expires_at=None)
        sweep_lots(now=in_days(day))
        left.append(live_shop.available(ann))
    assert left == left_after
    assert_books_are_right()


def test_points_that_ran_out_are_not_taken_back_from_those_that_return(live_shop: Shop) -> None:
    """An order's earned points ran out; its cancellation gives the spent ones back, all of them."""
    set_program(expiry_policy="AFTER_DAYS", expiry_days=30)
    ann = live_shop.setup.customer("ann@example.com")
    live_shop.credit(ann, 700)
    channel = live_shop.setup.channel()
    lamp = live_shop.setup.variant(D("60.00"), channel=channel)
    order_id = live_shop.buy(ann, (lamp, 1), channel=channel, points=700)
    Lot.objects.update(expires_at=timezone.now())
    sweep_lots(now=timezone.now())
    assert live_shop.balance(ann) == 0

    live_shop.cancel(order_id)

    assert live_shop.movements(ann)[4:] == [("RESTORE", 700), ("REVERSAL", 53), ("CLAWBACK", -53)]
    sweep_lots(now=in_days(29))
    assert live_shop.balance(ann) == 700
    assert_books_are_right()


def test_points_that_staff_give_back_after_their_expiry_can_be_used_for_a_while(
    live_shop: Shop,
) -> None:
    set_program(expiry_policy="AFTER_DAYS", expiry_days=30)
    ann = live_shop.setup.customer("ann@example.com")
    live_shop.credit(ann, 50)
    live_shop.credit(ann, -50)
    Lot.objects.update(expires_at=timezone.now())

    live_shop.revoke_last_entry(ann)

    left = []
    for day in (0, 29, 32):
        sweep_lots(now=in_days(day))
        left.append(live_shop.available(ann))
    assert left == [50, 50, 0]
    assert_books_are_right()
