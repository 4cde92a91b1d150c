"""Customers are reminded of points that expire: once for each day, whoever does it."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from threading import Event, Thread
from typing import Any

import pytest
from django.db import connection, connections, transaction
from django.test.utils import CaptureQueriesContext

from saleor_loyalty_plugin.messages import reminders
from saleor_loyalty_plugin.messages.reminders import remind
from saleor_loyalty_plugin.models import Account, Delivery, MembershipChange, Program, SweepCursor
from saleor_loyalty_plugin.rules.messages import MessageKind
from tests.messages.fact_builders import accounts, post, sends
from tests.services.gift_builders import at
from tests.services.test_progress_sweep_crashes import killed_at_each_statement

pytestmark = pytest.mark.django_db

MORNING = "2031-05-01T09:00"


def reminds(*days: int) -> None:
    sends(MessageKind.POINTS_EXPIRING, expiry_reminder_days=list(days))


def points(account: Account, *, until: str, number: int = 50) -> None:
    post(account, number, now=at("2031-01-01"), expires_at=at(until))


def told() -> list[tuple[int, str, int]]:
    """(customer, day of expiry, days before) of each e-mail."""
    rows = Delivery.objects.select_related("account").order_by("pk")
    return [
        (row.account.customer_id, row.payload["expiresOn"], row.payload["days"]) for row in rows
    ]


def test_each_is_reminded_of_each_day_once() -> None:
    reminds(7, 30)
    ann, bob, eve = accounts(3)
    points(ann, until="2031-05-08T00:00")
    points(ann, until="2031-05-08T23:59")
    points(ann, until="2031-05-09T00:00")
    points(bob, until="2031-05-31T12:00")
    points(eve, until="2031-05-20")

    assert remind(now=at(MORNING)) == 2
    assert remind(now=at("2031-05-01T10:00")) == 0
    assert told() == [(2, "2031-05-31", 30), (1, "2031-05-08", 7)]

    assert remind(now=at("2031-05-02T09:00")) == 1
    assert told()[2:] == [(1, "2031-05-09", 7)]
    assert Delivery.objects.earliest("pk").kind == "POINTS_EXPIRING"


@pytest.mark.parametrize(
    ("before", "after"), [("UTC", "Asia/Tokyo"), ("Asia/Tokyo", "UTC"), ("UTC", "America/New_York")]
)
def test_another_time_zone_passes_no_day_over(before: str, after: str) -> None:
    reminds(7)
    [ann] = accounts(1)
    for day in range(7, 12):
        points(ann, until=f"2031-05-{day:02}T12:00")
    Program.objects.update(time_zone=before)
    for day in (1, 2):
        remind(now=at(f"2031-05-{day:02}T14:00"))
    Program.objects.update(time_zone=after)
    for day in (3, 4):
        remind(now=at(f"2031-05-{day:02}T14:00"))

    assert told() == [(1, f"2031-05-{day:02}", 7) for day in (8, 9, 10, 11)]


def test_a_day_that_was_missed_is_made_up_for() -> None:
    reminds(7)
    rows = accounts(4)
    remind(now=at(MORNING))
    for number, row in enumerate(rows):
        points(row, until=f"2031-05-{9 + number:02}T12:00")

    # Nobody was there on the 2nd and 3rd; the 3rd is made up for, the 2nd was too long ago.
    assert remind(now=at("2031-05-04T08:00")) == 2
    assert told() == [(2, "2031-05-10", 7), (3, "2031-05-11", 7)]


def test_who_begins_to_remind_makes_up_for_nothing() -> None:
    reminds(7)
    ann, bob = accounts(2)
    points(ann, until="2031-05-07T12:00")
    points(bob, until="2031-05-08T12:00")

    assert remind(now=at(MORNING)) == 1
    assert told() == [(2, "2031-05-08", 7)]


def test_nobody_is_woken_and_days_are_those_of_the_program() -> None:
    Program.objects.update(time_zone="America/New_York")
    reminds(7)
    ann, bob = accounts(2)
    remind(now=at("2031-04-30T20:00"))
    points(ann, until="2031-05-08T03:59")
    points(bob, until="2031-05-08T04:00")

    assert remind(now=at("2031-05-01T11:59")) == 0
    # From 8 in the morning on; the 8th of May has begun at four by UTC.
    assert remind(now=at("2031-05-01T12:00")) == 1
    assert told() == [(2, "2031-05-08", 7)]


def test_who_is_not_reminded() -> None:
    reminds(7)
    spent, left, none = accounts(3)
    for row in (spent, left):
        points(row, until="2031-05-08T12:00")
    post(spent, -50, now=at("2031-02-01"))
    points(none, until="2031-06-08T12:00")
    MembershipChange.objects.create(
        account=left, kind="OPTED_OUT", changed_at=at("2031-02-01"), actor="test"
    )

    assert remind(now=at(MORNING)) == 0


@pytest.mark.parametrize(
    "values", [{"is_active": False}, {"active_kinds": []}, {"expiry_reminder_days": []}]
)
def test_settings_that_remind_nobody(values: dict[str, Any]) -> None:
    [ann] = accounts(1)
    points(ann, until="2031-05-08T12:00")
    row = sends(MessageKind.POINTS_EXPIRING, expiry_reminder_days=[7])
    for name, value in values.items():
        setattr(row, name, value)
    row.save()

    assert remind(now=at(MORNING)) == 0


def test_a_program_that_nobody_has_set_up_reminds_twice() -> None:
    [ann] = accounts(1)
    points(ann, until="2031-05-31T12:00")

    moment = at(MORNING)
    while moment < at("2031-06-02"):
        remind(now=moment)
        moment += timedelta(hours=7)

    assert told() == [(1, "2031-05-31", 30), (1, "2031-05-31", 7)]


def test_batches_cost_the_same_whatever_their_size(monkeypatch: pytest.MonkeyPatch) -> None:
    reminds(7)
    rows = accounts(25)
    costs = []
    for number, day in ((1, 1), (10, 2)):
        for row in rows[:number]:
            points(row, until=f"2031-05-{7 + day:02}T12:00")
        with CaptureQueriesContext(connection) as queries:
            assert remind(now=datetime.fromisoformat(f"2031-05-{day:02}T09:00+00:00")) == number
        costs.append(len(queries))
    assert costs[1] <= costs[0]

    monkeypatch.setattr(reminders, "BATCH", 10)
    for row in rows:
        points(row, until="2031-05-10T12:00")
    assert remind(now=at("2031-05-03T09:00")) == 25
    assert len(set(told())) == len(told()) == 36


def test_who_meets_another_at_work_leaves_all_of_it_to_that_one(
    committing_db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other one is still at yesterday's: today's must not take the place from it."""
    reminds(7)
    ann, bob = accounts(2)
    remind(now=at("2031-04-29T09:00"))
    points(ann, until="2031-05-07T12:00")
    points(bob, until="2031-05-08T12:00")
    made: list[int] = []
    between, released = Event(), Event()
    real = reminders._rounds

    def rounds(now: datetime) -> Iterator[Any]:
        for place, item in enumerate(real(now)):
            if place:
                between.set()
                released.wait(20)
            yield item

    def run() -> None:
        try:
            made.append(remind(now=at(MORNING)))
        finally:
            connections.close_all()

    with monkeypatch.context() as patch:
        patch.setattr(reminders, "_rounds", rounds)
        with transaction.atomic():
            SweepCursor.objects.select_for_update().get(pk__startswith="remind")
            thread = Thread(target=run)
            thread.start()
            assert between.wait(20)
        # The other one ends, killed perhaps, just as today's turn comes.
        released.set()
        thread.join(20)
    assert made == [0]
    assert remind(now=at(MORNING)) == 2
    assert told() == [(1, "2031-05-07", 7), (2, "2031-05-08", 7)]


def test_killed_anywhere_nobody_is_left_out_or_told_twice(
    committing_db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reminders, "BATCH", 2)
    reminds(7)
    for row in accounts(5):
        points(row, until="2031-05-08T12:00")

    times = killed_at_each_statement(lambda: remind(now=at(MORNING)), lambda: None)

    assert times > 10
    assert told() == [(number, "2031-05-08", 7) for number in range(1, 6)]
