"""Gifts by a schedule: to everybody, once each, however often and late the sweep runs."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from io import StringIO
from random import Random
from unittest.mock import patch

import pytest
from django.core.management import call_command
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from saleor_loyalty_plugin import ledger
from saleor_loyalty_plugin.models import (
    Account,
    AccountStatus,
    BonusRun,
    Entry,
    Lot,
    MembershipChange,
    ProgramVersion,
    SweepCursor,
)
from saleor_loyalty_plugin.services.bonuses import gifts as gifts_service
from saleor_loyalty_plugin.services.bonuses.due_gifts import GIFTS_CURSOR
from saleor_loyalty_plugin.services.bonuses.gifts import give_gifts
from saleor_loyalty_plugin.services.explanations import explanation_message, reason_message
from saleor_loyalty_plugin.services.proof.verify_books import verify_books
from tests.services.gift_builders import (
    add_account,
    add_bonus,
    at,
    change_bonus,
    gifts,
    set_program,
)
from tests.services.test_crashes import killed

MONTHLY = {"trigger": "SCHEDULE", "frequency": "MONTHLY", "starts_at": at("2031-01-31T09:00")}


@pytest.mark.django_db
def test_every_account_gets_the_gift_of_a_month_once() -> None:
    ann, bob = add_account(1), add_account(2)
    bonus = add_bonus(**MONTHLY)

    assert give_gifts(now=at("2031-01-31T08:59")) == 0
    given = [give_gifts(now=at(f"2031-01-31T{time}")) for time in ("09:00", "09:15", "23:00")]
    given.append(give_gifts(now=at("2031-02-28T09:10")))

    assert given == [2, 0, 0, 2]
    assert gifts() == [(1, "GIFT", 50), (2, "GIFT", 50)] * 2
    assert [entry.key for entry in Entry.objects.order_by("pk")] == [
        f"gift:{bonus.pk}:{occasion}:{account.pk}"
        for occasion in ("2031-01", "2031-02")
        for account in (ann, bob)
    ]
    assert list(
        BonusRun.objects.order_by("pk").values_list("occasion", "accounts_count", "finished_at")
    ) == [
        ("2031-01", 2, at("2031-01-31T09:00")),
        ("2031-02", 2, at("2031-02-28T09:10")),
    ]
    assert list(verify_books(now=timezone.now())) == []


@pytest.mark.django_db
def test_the_entry_says_what_it_is_for_and_expires_as_the_program_says() -> None:
    set_program(expiry_policy="AFTER_DAYS", expiry_days=10)
    add_account(1)
    add_bonus(**MONTHLY, description="For your patience.")
    give_gifts(now=at("2031-01-31T09:05"))

    entry = Entry.objects.get()
    (step,) = entry.explanation
    assert reason_message(entry.reason, entry.source_label) == "Gift: Thank you"
    assert (
        explanation_message(step["code"], step["values"])
        == '"Thank you" for 2031-01: 50 points. For your patience.'
    )
    assert entry.program_version == ProgramVersion.objects.first()
    assert Lot.objects.get().expires_at == at("2031-02-11")


@pytest.mark.django_db
def test_only_accounts_of_that_time_that_take_part_get_it() -> None:
    accounts = [add_account(number) for number in range(1, 8)]
    Account.objects.filter(pk=accounts[1].pk).update(status=AccountStatus.FROZEN)
    MembershipChange.objects.create(account=accounts[2], kind="BANNED", changed_at=at("2031-01-30"))
    for account, kind, moment in (
        (accounts[3], "OPTED_OUT", "2031-01-30"),
        # Out when the sweep comes, though not when the gift was due, and the other way round.
        (accounts[4], "OPTED_OUT", "2031-02-01"),
        (accounts[5], "OPTED_OUT", "2031-01-30"),
        (accounts[5], "OPTED_IN", "2031-02-01"),
    ):
        MembershipChange.objects.create(account=account, kind=kind, changed_at=at(moment))
    add_account(8, now="2031-01-31T09:01")
    add_bonus(**MONTHLY)

    give_gifts(now=at("2031-02-02"))

    assert gifts() == [(1, "GIFT", 50), (2, "GIFT", 50), (7, "GIFT", 50)]


@pytest.mark.django_db
def test_whoever_has_not_opted_in_gets_none_where_that_is_asked() -> None:
    set_program(eligibility="OPTED_IN")
    ann = add_account(1)
    add_account(2)
    MembershipChange.objects.create(account=ann, kind="OPTED_IN", changed_at=at("2031-01-05"))
    add_bonus(**MONTHLY)

    give_gifts(now=at("2031-02-02"))

    assert gifts() == [(1, "GIFT", 50)]


@pytest.mark.django_db
def test_days_that_were_missed_are_caught_up_and_older_ones_passed_over() -> None:
    add_account(1)
    add_bonus(trigger="SCHEDULE", frequency="DAILY", starts_at=at("2031-01-02T09:00"))
    give_gifts(now=at("2031-01-02T10:00"))

    assert give_gifts(now=at("2031-03-01T10:00")) == 31

    assert len(gifts()) == 32
    passed_over = BonusRun.objects.filter(accounts_count=0)
    assert [run.occasion for run in passed_over.order_by("pk")][::26] == [
        "2031-01-03",
        "2031-01-29",
    ]
    assert passed_over.filter(finished_at=None).count() == 0
    assert passed_over.count() + 32 == BonusRun.objects.count() == 59


@pytest.mark.django_db
def test_a_bonus_gives_nothing_for_the_time_before_it_was_there_or_on() -> None:
    add_account(1)
    daily = {"trigger": "SCHEDULE", "frequency": "DAILY", "starts_at": at("2031-01-01T09:00")}
    bonus = add_bonus(now="2031-01-03T10:00", **daily)
    change_bonus(bonus, now="2031-01-05T10:00", is_active=False)
    change_bonus(bonus, now="2031-01-08T10:00", is_active=True)

    give_gifts(now=at("2031-01-10T08:00"))

    assert [run.occasion for run in BonusRun.objects.order_by("pk")] == [
        "2031-01-04",
        "2031-01-05",
        "2031-01-09",
    ]
    assert len(gifts()) == 3


@pytest.mark.django_db
@pytest.mark.parametrize("setting", ["is_active", "earning_active"])
def test_nothing_is_given_for_a_time_in_which_the_program_was_off(setting: str) -> None:
    add_account(1)
    add_bonus(trigger="SCHEDULE", frequency="DAILY", starts_at=at("2031-01-02T09:00"))
    give_gifts(now=at("2031-01-02T09:00"))
    set_program(now="2031-01-02T10:00", **{setting: False})
    give_gifts(now=at("2031-01-03T09:30"))
    set_program(now="2031-01-03T10:00", **{setting: True})
    give_gifts(now=at("2031-01-03T10:00"))
    give_gifts(now=at("2031-01-04T10:00"))

    assert [run.occasion for run in BonusRun.objects.order_by("pk")] == ["2031-01-02", "2031-01-04"]
    assert len(gifts()) == 2


@pytest.mark.django_db
def test_a_gift_that_is_switched_off_before_it_is_given_is_not_given_later_either() -> None:
    add_account(1)
    bonus = add_bonus(**MONTHLY)
    change_bonus(bonus, now="2031-01-31T09:05", is_active=False)
    give_gifts(now=at("2031-01-31T09:10"))
    change_bonus(bonus, now="2031-01-31T09:12", is_active=True)
    give_gifts(now=at("2031-01-31T09:15"))
    assert gifts() == []
    bonus.delete()
    assert give_gifts(now=at("2031-03-31T09:15")) == 0


@pytest.mark.django_db
def test_points_are_those_of_the_time_when_the_gift_was_due() -> None:
    add_account(1)
    bonus = add_bonus(**MONTHLY)
    change_bonus(bonus, now="2031-02-01", points=70)

    give_gifts(now=at("2031-02-02"))
    give_gifts(now=at("2031-03-02"))

    assert gifts() == [(1, "GIFT", 50), (1, "GIFT", 70)]


@pytest.mark.django_db
def test_the_time_of_day_is_the_programs() -> None:
    set_program(time_zone="America/New_York")
    add_account(1)
    # Midnight in New York; the month's name is the one that it has there.
    add_bonus(trigger="SCHEDULE", frequency="MONTHLY", starts_at=at("2031-02-01T05:00"))
    give_gifts(now=at("2031-04-01T03:59"))
    assert [run.occasion for run in BonusRun.objects.order_by("pk")] == ["2031-03"]
    give_gifts(now=at("2031-04-01T04:00"))
    assert [run.occasion for run in BonusRun.objects.order_by("pk")] == ["2031-03", "2031-04"]


@pytest.mark.django_db
def test_one_gift_that_fails_keeps_no_other_back() -> None:
    add_account(1)
    broken = add_bonus(**MONTHLY)
    add_bonus(**(MONTHLY | {"points": 70, "now": "2031-01-02"}))
    real = ledger.post_bonus

    def failing(**values: object) -> int:
        if values["points"] == broken.points:
            raise RuntimeError("the database is gone")
        return real(**values)  # type: ignore[arg-type]

    with patch.object(ledger, "post_bonus", failing):
        assert give_gifts(now=at("2031-01-31T09:05")) == 1
    assert give_gifts(now=at("2031-01-31T09:20")) == 1
    assert gifts() == [(1, "GIFT", 70), (1, "GIFT", 50)]


@pytest.mark.django_db
def test_an_account_without_room_is_passed_over() -> None:
    full = add_account(1)
    add_account(2)
    Account.objects.filter(pk=full.pk).update(balance=2_000_000_000)
    add_bonus(**MONTHLY)
    assert give_gifts(now=at("2031-01-31T09:05")) == 1
    assert gifts() == [(2, "GIFT", 50)]


@pytest.mark.django_db
def test_queries_do_not_grow_with_the_accounts(monkeypatch: pytest.MonkeyPatch) -> None:
    def queries(month: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            give_gifts(now=at(f"2031-{month}"))
        return len(captured)

    add_bonus(**MONTHLY)
    add_account(1)
    give_gifts(now=at("2031-01-02"))
    few = queries("02-01")
    for number in range(2, 40):
        add_account(number)
    assert queries("03-01") == few
    assert len(gifts()) == 40
    # Two full batches and a last one that finds nobody cost a transaction more each.
    monkeypatch.setattr(gifts_service, "BATCH", 13)
    assert queries("04-01") > few
    assert len(gifts()) == 79


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(3))
def test_whenever_the_sweep_runs_it_ends_the_same(seed: int) -> None:
    """Changes of the bonus, sweeps at odd times, late, doubled and in the wrong order."""
    random = Random(seed)
    start = at("2031-01-02T09:00")
    add_account(1)
    bonus = add_bonus(trigger="SCHEDULE", frequency="DAILY", starts_at=start, points=1)
    change_bonus(bonus, now="2031-01-20T12:00", points=2)
    change_bonus(bonus, now="2031-02-03T12:00", starts_at=start.replace(hour=15))
    # From one sweep to the next it is never more than 31 days.
    hours = sorted([15 * 24, 40 * 24, *(random.uniform(0, 60 * 24) for _ in range(6)), 60 * 24])
    for hour in hours:
        give_gifts(now=start + timedelta(hours=hour))
        # Another process, with a clock that is late.
        give_gifts(now=start + timedelta(hours=random.uniform(0, hour)))

    last = (start + timedelta(days=60)).date()
    # 1 point up to 20 January, 2 points from then on; the day of the move to 15:00 has had its own.
    assert [points for _, _, points in gifts()].count(1) == 19
    assert (
        BonusRun.objects.order_by("-due_at")[0].occasion == (last - timedelta(days=1)).isoformat()
    )
    assert len(gifts()) == BonusRun.objects.filter(accounts_count=1).count() == 60
    assert BonusRun.objects.filter(finished_at=None).count() == 0


@pytest.mark.django_db
def test_the_command_gives_gifts_too() -> None:
    out = StringIO()
    call_command("loyalty_settle", stdout=out, stderr=StringIO())
    assert "gave 0 gifts" in out.getvalue()
    assert SweepCursor.objects.filter(pk=GIFTS_CURSOR).exists()


def test_killed_amid_a_run_it_goes_on_where_it_stopped(committing_db: None) -> None:
    for number in range(1, 36):
        add_account(number)
    bonus = add_bonus(**MONTHLY)
    now = at("2031-01-31T09:05")

    for batches, given in ((3, 20), (1, 20), (2, 30)):
        killed("amid_gifts", now.isoformat(), str(batches))
        run = BonusRun.objects.get()
        assert (len(gifts()), run.accounts_count, run.finished_at) == (given, given, None)

    assert give_gifts(now=now) == 5
    assert give_gifts(now=now) == 0
    assert gifts() == [(number, "GIFT", 50) for number in range(1, 36)]
    assert Entry.objects.filter(key__startswith=f"gift:{bonus.pk}:2031-01:").count() == 35
    assert BonusRun.objects.get().finished_at == now
    assert list(verify_books(now=timezone.now())) == []


def test_two_sweeps_at_once_give_once(committing_db: None) -> None:
    for number in range(1, 301):
        add_account(number)
    add_bonus(**MONTHLY)
    add_bonus(trigger="SCHEDULE", frequency="DAILY", starts_at=at("2031-01-29T09:00"))

    def run(_number: int) -> int:
        try:
            return give_gifts(now=at("2031-01-31T09:05"))
        finally:
            connections.close_all()

    with patch.object(gifts_service, "BATCH", 20), ThreadPoolExecutor(6) as pool:
        given = sum(pool.map(run, range(6)))
    # Who found a run taken left it to the other; the next sweep would find it finished.
    given += give_gifts(now=at("2031-01-31T09:20"))

    assert given == len(gifts()) == 4 * 300
    assert {run.accounts_count for run in BonusRun.objects.all()} == {300}
    assert BonusRun.objects.filter(finished_at=None).count() == 0
    assert set(Account.objects.values_list("balance", flat=True)) == {200}
    assert list(verify_books(now=timezone.now() + timedelta(days=1))) == []
