"""The sweep over tiers and badges: what it finds, what it costs, where it goes on."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from decimal import Decimal
from io import StringIO
from threading import Event, Thread
from typing import Any
from unittest.mock import patch

import pytest
from django.core.management import call_command
from django.db import connection, connections, transaction
from django.db.models import F
from django.test.utils import CaptureQueriesContext

from saleor_loyalty_plugin.models import (
    Account,
    AccountProgress,
    Entry,
    OutboxMessage,
    ProgressRun,
    SweepCursor,
    Tier,
    TierChange,
    TierSeason,
)
from saleor_loyalty_plugin.services.bonuses.gifts import give_gifts
from saleor_loyalty_plugin.services.progress import sweep as sweep_module
from saleor_loyalty_plugin.services.progress.marks import mark_due
from saleor_loyalty_plugin.services.progress.settle import ProgressOutcome, settle_progress
from saleor_loyalty_plugin.services.progress.sweep import sweep_progress
from saleor_loyalty_plugin.services.sweep import sweep_lots
from tests.services.gift_builders import add_account, add_bonus, at, set_program
from tests.services.progress_sweep_builders import (
    add_badge,
    add_tier,
    badges,
    changes,
    classic,
    credit,
    in_euros,
    spend,
    tiers,
    version,
)

D = Decimal
DAY = "2031-02-01"
ENTRIES, ACCOUNTS = (trail.name for trail in sweep_module.TRAILS)


@pytest.fixture
def small_batches() -> Iterator[None]:
    with patch.object(sweep_module, "BATCH", 10):
        yield


def sweep(text: str, **limits: Any) -> int:
    return sweep_progress(now=at(text), **limits)


# Programs that change


@pytest.mark.django_db
@pytest.mark.usefixtures("small_batches")
def test_new_tiers_reach_all_accounts_and_a_run_that_is_stopped_goes_on() -> None:
    accounts = [add_account(number) for number in range(1, 26)]
    for account in accounts:
        spend(account, 100 * account.customer_id, day="2031-01-05")
    classic()
    # Without what the trail of new accounts would find as well.
    sweep_module._cursors(sweep_module.TRAILS[1], 0, at(DAY), "default")
    SweepCursor.objects.filter(pk=ACCOUNTS).update(place=accounts[-1].pk)
    seen: list[int] = []

    found = [sweep(f"{DAY}T09:0{minute}", accounts_max=10) for minute in (0, 1)]
    run = ProgressRun.objects.get()
    assert (found, run.place, run.finished_at) == ([6, 10], accounts[19].pk, None)
    found = [sweep(f"{DAY}T09:0{minute}", progress=seen.append) for minute in (2, 3)]

    assert (found, seen) == ([5, 0], [5])
    run.refresh_from_db()
    assert run.finished_at == at(f"{DAY}T09:02")
    assert tiers() == {
        **dict.fromkeys(range(1, 5), "Bronze"),
        **dict.fromkeys(range(5, 10), "Silver"),
        **dict.fromkeys(range(10, 26), "Gold"),
    }
    assert len(changes()) == 21


@pytest.mark.django_db
def test_only_what_decides_about_tiers_and_badges_starts_a_run() -> None:
    ann = add_account(1)
    spend(ann, 600, day="2031-01-05")
    _, silver, _ = classic()
    sweep("2031-02-01")
    assert (tiers(), ProgressRun.objects.count()) == ({1: "Silver"}, 1)

    # A name, a discount, more points for an order, and what nobody has to be told of.
    Tier.objects.filter(pk=silver.pk).update(name="Plata", discount_percentage=D(7))
    version("2031-02-02")
    set_program(now="2031-02-03", earn_basis="NET", spending_active=False, name="Club")
    sweep("2031-02-04")
    assert ProgressRun.objects.count() == 1

    Tier.objects.filter(pk=silver.pk).update(threshold=D(700))
    version("2031-02-05")
    assert [sweep("2031-02-06"), sweep("2031-02-07")] == [1, 0]
    assert (tiers(), ProgressRun.objects.count()) == ({1: "Bronze"}, 2)

    add_badge("Regular", "ORDERS", 1, now="2031-02-08")
    assert sweep("2031-02-09") == 1
    assert badges() == [(1, "Regular")]
    assert [run.finished_at for run in ProgressRun.objects.order_by("pk")] == [
        at("2031-02-01"),
        at("2031-02-06"),
        at("2031-02-09"),
    ]
    assert changes() == [
        (1, "Bronze", "Silver", "REACHED"),
        (1, "Plata", "Bronze", "TIERS_CHANGED"),
    ]


@pytest.mark.django_db
def test_the_start_and_the_end_of_a_season_reach_all_accounts() -> None:
    ann = add_account(1)
    spend(ann, 400, day="2031-01-05")
    _, silver, _ = classic()
    TierSeason.objects.create(
        tier=silver, threshold=D(300), starts_at=at("2031-06-01"), ends_at=at("2031-07-01")
    )
    version("2031-01-02")
    moments = ("2031-05-31T23:59", "2031-06-01T00:00", "2031-06-30T23:59", "2031-07-01T00:00")

    assert sweep("2031-02-01") == 0
    assert [sweep(moment) for moment in moments] == [0, 1, 0, 1]

    assert changes() == [
        (1, "Bronze", "Silver", "TIERS_CHANGED"),
        (1, "Silver", "Bronze", "TIERS_CHANGED"),
    ]


@pytest.mark.django_db
def test_tiers_that_are_all_deleted_are_taken_from_all_accounts() -> None:
    ann = add_account(1)
    spend(ann, 600, day="2031-01-05")
    classic()
    sweep("2031-02-01")
    Tier.objects.all().delete()
    version("2031-02-02")

    assert [sweep("2031-02-03"), sweep("2031-02-04")] == [1, 0]

    assert AccountProgress.objects.get().tier_id is None
    assert changes()[-1] == (1, "Silver", "", "TIERS_CHANGED")


@pytest.mark.django_db
def test_what_happened_while_a_program_was_off_is_caught_up() -> None:
    ann = add_account(1)
    classic()
    sweep("2031-02-01")
    set_program(now="2031-02-02", is_active=False)
    spend(ann, 600, day="2031-02-02")
    mark_due(account_ids=[ann.pk], now=at("2031-02-02"), using="default")
    # As a settle right after the order does. No sweep comes while the program is off.
    settle_progress(account_ids=[ann.pk], now=at("2031-02-02"))
    assert (tiers(), AccountProgress.objects.get().due_at) == ({1: "Bronze"}, None)
    set_program(now="2031-02-03", is_active=True)

    assert sweep("2031-02-04") == 1

    assert tiers() == {1: "Silver"}


@pytest.mark.django_db
def test_a_program_that_is_off_is_left_alone() -> None:
    ann = add_account(1)
    spend(ann, 600, day="2031-01-05")
    classic()
    set_program(now="2031-01-10", is_active=False)

    assert sweep("2031-02-01") == 0

    assert (tiers(), ProgressRun.objects.count()) == ({}, 0)


@pytest.mark.django_db
@pytest.mark.usefixtures("small_batches")
def test_a_change_during_a_run_begins_another_and_the_first_is_given_up() -> None:
    for number in range(1, 26):
        spend(add_account(number), 600, day="2031-01-05")
    classic()
    sweep("2031-02-01", accounts_max=10)
    Tier.objects.filter(name="Silver").update(threshold=D(700))
    version("2031-02-02")

    sweep("2031-02-03")

    run = ProgressRun.objects.get()
    assert (run.started_at, run.finished_at) == (at("2031-02-03"), at("2031-02-03"))
    assert set(tiers().values()) == {"Bronze"}


@pytest.mark.django_db
def test_another_class_of_the_shop_for_a_tier_has_its_customers_told_of() -> None:
    for number in (1, 2):
        spend(add_account(number), 600 * (number - 1), day="2031-01-05")
    in_euros()
    add_tier("Silver", 500)
    sweep("2031-02-01")
    AccountProgress.objects.update(mirror_due=False, mirrored_tier_id=F("tier_id"))
    Tier.objects.update(customer_type_id=7)
    version("2031-02-02")

    with patch.object(sweep_module, "mirror_due_tiers", lambda **_: 0):
        assert sweep("2031-02-03") == 0

    rows = AccountProgress.objects.order_by("pk").values_list("tier_id", "mirror_due")
    assert list(rows) == [(None, False), (Tier.objects.get().pk, True)]


# Time alone


@pytest.mark.django_db
@pytest.mark.usefixtures("small_batches")
def test_a_new_year_begins_for_all_at_midnight_of_the_program() -> None:
    classic(tier_basis="CALENDAR_YEAR", time_zone="Europe/Berlin")
    for number in range(1, 26):
        spend(add_account(number), 600, day="2031-03-01")
    sweep("2031-03-02")
    assert set(tiers().values()) == {"Silver"}
    assert AccountProgress.objects.filter(due_at=at("2031-12-31T23:00")).count() == 25
    moments = ("2031-12-31T22:59", "2031-12-31T23:00", "2031-12-31T23:05")

    assert [sweep(moment) for moment in moments] == [0, 25, 0]

    assert set(tiers().values()) == {"Bronze"}
    assert {change[3] for change in changes()[25:]} == {"FELL_BELOW"}


@pytest.mark.django_db
def test_an_order_leaves_the_twelve_months_on_its_day() -> None:
    classic(tier_basis="ROLLING_YEAR")
    ann = add_account(1)
    spend(ann, 600, day="2031-05-05")
    spend(ann, 400, day="2031-08-01")
    moments = ("2031-08-02", "2032-05-04T23:59", "2032-05-05", "2032-07-31T23:59", "2032-08-01")

    assert [sweep(moment) for moment in moments] == [1, 0, 1, 0, 0]

    assert changes() == [(1, "Bronze", "Gold", "REACHED"), (1, "Gold", "Bronze", "FELL_BELOW")]
    progress = AccountProgress.objects.get()
    assert (progress.qualifying, progress.due_at) == (0, None)


@pytest.mark.django_db
def test_a_grace_ends() -> None:
    classic(tier_demotion="GRACE", tier_grace_days=30)
    ann = add_account(1)
    spend(ann, 600, day="2031-01-05")
    sweep("2031-01-06")
    spend(ann, -200, day="2031-01-05")
    mark_due(account_ids=[ann.pk], now=at("2031-02-01"), using="default")

    moments = ("2031-02-01", "2031-03-02T23:59", "2031-03-03")
    assert [sweep(moment) for moment in moments] == [0, 0, 1]

    assert changes()[-1] == (1, "Silver", "Bronze", "GRACE_ENDED")


# Points alone


@pytest.mark.django_db
def test_a_gift_to_all_and_points_that_run_out_lead_to_badges_and_back() -> None:
    set_program(expiry_policy="AFTER_DAYS", expiry_days=10)
    for number in (1, 2):
        add_account(number)
    add_badge("Saver", "BALANCE", 50, keep_once_won=False)
    add_badge("Collector", "LIFETIME", 50)
    add_bonus(trigger="SCHEDULE", frequency="MONTHLY", starts_at=at("2031-01-31T09:00"))
    assert sweep("2031-01-30") == 0

    give_gifts(now=at("2031-01-31T09:00"))
    assert [sweep("2031-01-31T09:05"), sweep("2031-01-31T09:10")] == [4, 0]
    assert badges() == [(number, title) for number in (1, 2) for title in ("Saver", "Collector")]

    sweep_lots(now=at("2031-02-12"))
    assert [sweep("2031-02-12"), sweep("2031-02-12T01:00")] == [2, 0]
    assert badges() == [(1, "Collector"), (2, "Collector")]


@pytest.mark.django_db
def test_points_raise_a_tier_that_goes_by_points() -> None:
    classic()
    set_program(tier_basis="POINTS")
    ann, _ = add_account(1), add_account(2)
    sweep("2031-02-01")
    credit(ann, 500, key="a", now="2031-02-02")

    assert [sweep("2031-02-02"), sweep("2031-02-03")] == [1, 0]

    assert tiers() == {1: "Silver", 2: "Bronze"}


@pytest.mark.django_db
def test_entries_are_not_looked_at_where_points_decide_nothing() -> None:
    classic()
    ann = add_account(1)
    sweep("2031-02-01")
    sweep("2031-02-02")
    credit(ann, 500, key="a", now="2031-02-03")
    looked_at: list[int] = []

    for day in ("03", "04", "05"):
        sweep(f"2031-02-{day}", progress=looked_at.append)

    assert looked_at == []
    assert SweepCursor.objects.get(pk=ENTRIES).place > 0


def test_an_entry_that_is_committed_late_is_not_passed_over(committing_db: None) -> None:
    add_badge("Collector", "LIFETIME", 100)
    ann, bob = add_account(1), add_account(2)
    written, may_commit = Event(), Event()

    def write_for_bob() -> None:
        try:
            with transaction.atomic():
                # As a batch does that began an hour ago: its entries are old when they appear.
                credit(bob, 100, key="bob", now="2031-02-01T08:00")
                written.set()
                assert may_commit.wait(60)
        finally:
            connections.close_all()

    with patch.object(sweep_module, "KEYS_BEFORE", 0):
        sweep("2031-02-01T09:00")
    thread = Thread(target=write_for_bob)
    thread.start()
    assert written.wait(60)
    credit(ann, 100, key="ann", now="2031-02-01T08:10")
    assert sweep("2031-02-01T09:06") == 1
    assert badges() == [(1, "Collector")]
    may_commit.set()
    thread.join()

    assert [sweep(f"2031-02-01T09:{minute}") for minute in ("10", "12", "18")] == [1, 0, 0]

    assert badges() == [(1, "Collector"), (2, "Collector")]
    last = ledger_keys()[-1]
    assert SweepCursor.objects.get(pk=ENTRIES).place == last


def ledger_keys() -> list[int]:
    return list(Entry.objects.order_by("pk").values_list("pk", flat=True))


@pytest.mark.django_db
def test_many_entries_are_passed_in_parts_and_the_cursor_follows_what_is_sure() -> None:
    add_badge("Collector", "LIFETIME", 100)
    accounts = [add_account(number) for number in range(1, 13)]
    credit(accounts[0], 1, key="first", now="2031-02-01")
    with patch.object(sweep_module, "KEYS_BEFORE", 0):
        sweep("2031-02-01T09:00")
    first = SweepCursor.objects.get(pk=ENTRIES).place
    for account in accounts:
        credit(account, 100, key=f"key {account.pk}", now="2031-02-01T09:01")
    keys = ledger_keys()

    with patch.object(sweep_module, "KEYS_BATCH", 5):
        places = []
        for minute, limit in (("05", 5), ("10", 5), ("15", 5), ("20", None), ("25", None)):
            sweep(f"2031-02-01T09:{minute}", accounts_max=limit)
            places.append(SweepCursor.objects.get(pk=ENTRIES).place)

    # First it is noted which keys there are; five minutes later they can be left behind.
    assert places == [first, first + 5, first + 10, keys[-1], keys[-1]]
    assert len(badges()) == 12


@pytest.mark.django_db
def test_an_account_that_staff_opened_is_looked_at() -> None:
    classic()
    sweep("2031-02-01")
    add_account(1, now="2031-02-02")

    sweep("2031-02-02")

    assert tiers() == {1: "Bronze"}


# Safe anywhere


@pytest.mark.django_db
def test_an_account_that_fails_keeps_no_other_from_being_looked_at() -> None:
    classic()
    accounts = [add_account(number) for number in (1, 2, 3)]
    sweep("2031-02-01")
    for account in accounts:
        spend(account, 600, day="2031-02-02")
    mark_due(
        account_ids=[account.pk for account in accounts], now=at("2031-02-02"), using="default"
    )

    def settle(*, account_ids: list[int], now: datetime, **more: Any) -> ProgressOutcome:
        with transaction.atomic():
            outcome = settle_progress(account_ids=account_ids, now=now, **more)
            if accounts[1].pk in account_ids:
                connection.cursor().execute("SELECT 1 / 0")
        return outcome

    with patch.object(sweep_module, "settle_progress", settle):
        assert [sweep("2031-02-03"), sweep("2031-02-04")] == [2, 0]
    assert tiers() == {1: "Silver", 2: "Bronze", 3: "Silver"}
    assert AccountProgress.objects.get(pk=accounts[1].pk).due_at == at("2031-02-02")

    assert sweep("2031-02-05") == 1
    assert tiers()[2] == "Silver"


@pytest.mark.django_db
def test_an_account_that_fails_in_a_run_is_tried_again() -> None:
    ann, bob = add_account(1), add_account(2)
    for account in (ann, bob):
        spend(account, 600, day="2031-01-05")
    classic()

    def settle(*, account_ids: list[int], now: datetime, **more: Any) -> ProgressOutcome:
        if ann.pk in account_ids:
            raise OSError("gone")
        return settle_progress(account_ids=account_ids, now=now, **more)

    with patch.object(sweep_module, "settle_progress", settle):
        sweep("2031-02-01")
    assert tiers() == {1: "", 2: "Silver"}

    assert sweep("2031-02-02") == 1
    assert tiers() == {1: "Silver", 2: "Silver"}


@pytest.mark.django_db
def test_the_queries_of_a_batch_do_not_grow_with_its_accounts() -> None:
    classic(tier_basis="ROLLING_YEAR")
    sweep("2031-02-01")

    def queries(customers: range) -> int:
        accounts = [add_account(number) for number in customers]
        for account in accounts:
            spend(account, 600, day="2031-02-02")
        sweep("2031-02-02")
        # All fall to Bronze, each with its history, by the day on which the orders leave.
        with CaptureQueriesContext(connection) as captured:
            steps = list(sweep_module._settle_due(at("2032-02-02"), "default"))
        assert [step.changed for step in steps] == [len(accounts)]
        return len(captured)

    assert queries(range(1, 3)) == queries(range(10, 40))


@pytest.mark.django_db
def test_a_shop_without_tiers_and_badges_pays_for_next_to_nothing() -> None:
    """Which programs have any, how far entries and accounts have come, what is due, and runs."""
    for number in (1, 2, 3):
        credit(add_account(number), 10, key=f"key {number}", now="2031-02-01")
    sweep("2031-02-01")
    with CaptureQueriesContext(connection) as captured:
        assert sweep("2031-02-01T00:01") == 0
    looks = [query["sql"] for query in captured if "SAVEPOINT" not in query["sql"]]
    assert len(looks) == 11, looks


def test_sweeps_at_once_change_each_account_once(committing_db: None) -> None:
    classic(tier_basis="CALENDAR_YEAR")
    for number in range(1, 201):
        spend(add_account(number), 600, day="2031-03-01")

    def run(now: datetime) -> int:
        try:
            return sweep_progress(now=now)
        finally:
            connections.close_all()

    with patch.object(sweep_module, "BATCH", 10), ThreadPoolExecutor(6) as pool:
        risen = sum(pool.map(run, [at("2031-03-02")] * 6))
        risen += run(at("2031-03-02T00:05"))
        fallen = sum(pool.map(run, [at("2032-01-01")] * 6))
        fallen += run(at("2032-01-01T00:05"))

    assert (risen, fallen) == (200, 200)
    assert TierChange.objects.count() == 400
    assert set(tiers().values()) == {"Bronze"}


def test_an_account_that_is_busy_is_left_to_the_next_sweep(committing_db: None) -> None:
    classic()
    ann, bob = add_account(1), add_account(2)
    sweep("2031-02-01")
    for account in (ann, bob):
        spend(account, 600, day="2031-02-02")
        mark_due(account_ids=[account.pk], now=at("2031-02-02"), using="default")
    held, may_go = Event(), Event()

    def hold_ann() -> None:
        try:
            with transaction.atomic():
                Account.objects.select_for_update(no_key=True).get(pk=ann.pk)
                held.set()
                assert may_go.wait(60)
        finally:
            connections.close_all()

    thread = Thread(target=hold_ann)
    thread.start()
    assert held.wait(60)
    try:
        assert sweep("2031-02-03") == 1
        assert tiers() == {1: "Bronze", 2: "Silver"}
    finally:
        may_go.set()
        thread.join()

    assert sweep("2031-02-03T00:05") == 1
    assert tiers() == {1: "Silver", 2: "Silver"}


@pytest.mark.django_db
def test_the_command_brings_tiers_up_to_date() -> None:
    spend(add_account(1), 600, day="2031-01-05")
    in_euros(now="2026-01-01")
    add_tier("Silver", 500, now="2026-01-01")
    out = StringIO()

    call_command("loyalty_settle", stdout=out, stderr=StringIO())

    assert "changed 1 tiers and badges" in out.getvalue()
    assert tiers() == {1: "Silver"}


@pytest.mark.django_db
def test_whom_the_programs_own_change_moves_is_not_written_to() -> None:
    """Somebody who reaches a tier is; those who had come as far before there was one are not."""
    ann, bob = add_account(1), add_account(2)
    spend(ann, 600, day="2031-01-05")
    classic()
    add_badge("Regular", "ORDERS", 1)

    sweep_progress(now=at("2031-02-01"))
    spend(bob, 600, day="2031-02-02")
    mark_due(account_ids=[bob.pk], now=at("2031-02-02"), using="default")
    sweep_progress(now=at("2031-02-03"))

    told = OutboxMessage.objects.filter(kind__in=["tier_raised", "badge_unlocked"]).order_by("pk")
    assert [(row.account_id, row.kind, row.payload.get("notify")) for row in told] == [
        (ann.pk, "tier_raised", False),
        (ann.pk, "badge_unlocked", False),
        (bob.pk, "tier_raised", None),
        (bob.pk, "badge_unlocked", None),
    ]
