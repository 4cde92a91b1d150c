"""Reports: sums over random histories against adding up by hand, and what they cost."""

import itertools
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from saleor_loyalty_plugin import ledger
from saleor_loyalty_plugin.ledger import Posting
from saleor_loyalty_plugin.models import (
    Account,
    AccountProgress,
    BlockedOrder,
    Delivery,
    Entry,
    EntryKind,
    Lot,
    MessageTemplate,
    Program,
    Reward,
    RewardClaim,
    WebhookTarget,
)
from saleor_loyalty_plugin.rules.periods import (
    Period,
    ReportInterval,
    intervals_until,
    months_from,
    months_to_date,
)
from saleor_loyalty_plugin.services.programs.programs import current_terms
from saleor_loyalty_plugin.services.reports.attention import (
    blocked_orders,
    broken_templates,
    failed_deliveries,
    newest_of_tier,
    waiting_claims,
)
from saleor_loyalty_plugin.services.reports.points_moved import points_moved
from saleor_loyalty_plugin.services.reports.standing import expiry_calendar, standing

BEGIN = datetime(2026, 8, 30, 22, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)
ZONES = ("UTC", "Europe/Berlin", "America/Los_Angeles", "Pacific/Auckland")

steps = st.tuples(
    st.sampled_from(["EARN", "GIFT", "ADJUST", "DEBIT", "REDEEM", "CLAWBACK", "BACK", "EXPIRE"]),
    st.integers(0, 2),
    st.integers(1, 50),
    st.integers(0, 24 * 8),
    st.integers(0, 10**6),
)


@dataclass
class History:
    """Three accounts, the third in another program; each step some hours after the one before."""

    accounts: list[Account]
    now: datetime = BEGIN
    numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))

    @classmethod
    def begin(cls) -> "History":
        default = Program.objects.get(is_default=True)
        other = Program.objects.create(name="Other", created_at=BEGIN, updated_at=BEGIN)
        places = enumerate([default, default, other], start=1)
        accounts = [
            ledger.ensure_account(
                program_id=program.pk, customer_id=number, now=BEGIN + number * 300 * HOUR
            )
            for number, program in places
        ]
        return cls(accounts)

    def step(self, what: str, place: int, points: int, hours: int, pick: int) -> None:
        self.now += hours * HOUR
        account = self.accounts[place]
        if what == "EXPIRE":
            ledger.expire_lots(as_of=self.now)
        elif what == "BACK":
            self.take_back(account, pick)
        elif what in ("DEBIT", "REDEEM", "CLAWBACK"):
            kind = EntryKind.ADJUST if what == "DEBIT" else EntryKind(what)
            self.post(account, -points, kind, allows_negative=what == "CLAWBACK")
        else:
            expires_at = self.now + (pick % 9_000) * HOUR if pick % 3 else None
            self.post(account, points, EntryKind(what), expires_at=expires_at)

    def take_back(self, account: Account, pick: int) -> None:
        """As services do: credits and expiries are reversed, spent points come back in parts."""
        taken = Entry.objects.filter(account=account).exclude(kind__in=("RESTORE", "REVERSAL"))
        found = list(taken.exclude(kind=EntryKind.CLAWBACK).order_by("pk"))
        if not found:
            return
        entry = found[pick % len(found)]
        if entry.kind == EntryKind.REDEEM:
            part = max(1, -entry.points // 2)
            of = {"restores_entry_id": entry.pk} if pick % 5 else {}
            self.post(account, part, EntryKind.RESTORE, **of)
            return
        restores = {"restores_entry_id": entry.pk} if entry.points < 0 else {}
        self.post(account, -entry.points, EntryKind.REVERSAL, reverses_id=entry.pk, **restores)

    def post(self, account: Account, points: int, kind: EntryKind, **more: Any) -> None:
        posting = Posting(
            account_id=account.pk,
            points=points,
            kind=kind,
            reason="TEST",
            key=f"test:{account.pk}:{next(self.numbers)}",
            **more,
        )
        ledger.post_entry(posting, now=self.now)


def side(entry: Entry) -> str | None:
    """What an entry counts for: as the account's lifetime sums do, and what ran out."""
    if entry.kind in ("RESTORE", "REVERSAL"):
        meant = entry.restores or entry.reverses
        return side(meant) if meant is not None else "spent"
    if entry.kind in ("REDEEM", "EXPIRE"):
        return "spent" if entry.kind == "REDEEM" else "expired"
    return None if entry.kind == "ADJUST" and entry.points < 0 else "earned"


def begin_of(moment: datetime, zone: str, interval: ReportInterval) -> date:
    day = moment.astimezone(ZoneInfo(zone)).date()
    if interval is ReportInterval.WEEK:
        return day - timedelta(days=day.weekday())
    return day.replace(day=1) if interval is ReportInterval.MONTH else day


def local_day(period: Period, zone: str) -> date:
    return period.starts_at.astimezone(ZoneInfo(zone)).date()


@pytest.mark.django_db
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    life=st.lists(steps, min_size=5, max_size=40),
    zone=st.sampled_from(ZONES),
    interval=st.sampled_from(list(ReportInterval)),
    count=st.integers(1, 100),
)
def test_random_histories(
    life: list[tuple[str, int, int, int, int]],
    zone: str,
    interval: ReportInterval,
    count: int,
) -> None:
    with transaction.atomic():
        history = History.begin()
        for step in life:
            history.step(*step)
        history.now += HOUR
        for account in (history.accounts[0], history.accounts[2]):
            _check_chart(account.program_id, history.now, zone, interval, count)
            _check_standing(account.program_id, history.now, zone)
            _check_calendar(account.program_id, history.now, zone)
        transaction.set_rollback(True)


def _check_chart(
    program_id: int, now: datetime, zone: str, interval: ReportInterval, count: int
) -> None:
    periods = intervals_until(now=now, time_zone=zone, interval=interval, count=count)
    expected: Counter[tuple[date, str | None]] = Counter()
    for entry in Entry.objects.filter(account__program_id=program_id):
        expected[begin_of(entry.created_at, zone, interval), side(entry)] += entry.points
    found = points_moved(program_id=program_id, periods=periods, using="default")
    assert len(found) == count
    for row in found:
        day = local_day(row.period, zone)
        assert (row.points_earned, row.points_spent, row.points_expired) == (
            expected[day, "earned"],
            -expected[day, "spent"],
            -expected[day, "expired"],
        )


def _check_standing(program_id: int, now: datetime, zone: str) -> None:
    months = months_to_date(now=now, time_zone=zone)
    accounts = list(Account.objects.filter(program_id=program_id))
    entries = list(Entry.objects.filter(account__program_id=program_id))
    found = standing(program_id=program_id, months=months, using="default")
    balances = [
        sum(entry.points for entry in entries if entry.account_id == account.pk)
        for account in accounts
    ]
    new = [
        sum(period.starts_at <= account.created_at < period.ends_at for account in accounts)
        for period in months
    ]
    earned = sum(entry.points for entry in entries if side(entry) == "earned")
    spent = -sum(entry.points for entry in entries if side(entry) == "spent")
    assert found.members_count == len(accounts)
    assert [found.new_members_count, found.new_members_before_count] == new
    assert found.points_in_circulation == sum(max(0, balance) for balance in balances)
    assert (found.lifetime_earned, found.lifetime_spent) == (earned, spent)
    if earned > 0:
        assert abs(float(found.redemption_rate or 0) - 100 * spent / earned) <= 0.0500001
    else:
        assert found.redemption_rate is None
    # The two months that are compared, day by day.
    before, this = points_moved(
        program_id=program_id, periods=[months[1], months[0]], using="default"
    )
    for period, row in ((months[0], this), (months[1], before)):
        inside = [item for item in entries if period.starts_at <= item.created_at < period.ends_at]
        sums: Counter[str | None] = Counter()
        for item in inside:
            sums[side(item)] += item.points
        assert (row.points_earned, row.points_spent, row.points_expired) == (
            sums["earned"],
            -sums["spent"],
            -sums["expired"],
        )


def _check_calendar(program_id: int, now: datetime, zone: str) -> None:
    months = months_from(now=now, time_zone=zone, count=12)
    expected: Counter[date] = Counter()
    for lot in Lot.objects.filter(account__program_id=program_id, expires_at__isnull=False):
        assert lot.expires_at is not None
        expected[begin_of(max(lot.expires_at, now), zone, ReportInterval.MONTH)] += lot.remaining
    found = expiry_calendar(program_id=program_id, periods=months, using="default")
    assert len(found) == 12
    for row in found:
        assert row.points == expected[local_day(row.period, zone).replace(day=1)]


@pytest.mark.django_db
def test_what_runs_out_and_what_is_in_circulation_agree() -> None:
    """Without later expiries, the calendar adds up to all points that run out at all."""
    history = History.begin()
    first = history.accounts[0]
    history.post(first, 70, EntryKind.EARN, expires_at=BEGIN + 24 * 40 * HOUR)
    history.post(first, 30, EntryKind.EARN)
    # Overdue, and no sweep has come yet.
    history.post(first, 5, EntryKind.EARN, expires_at=BEGIN + HOUR)
    now = BEGIN + 48 * HOUR
    months = months_from(now=now, time_zone="UTC", count=12)
    found = expiry_calendar(program_id=first.program_id, periods=months, using="default")
    assert [row.points for row in found] == [5, 70] + 10 * [0]


@pytest.mark.django_db
def test_a_debt_is_not_set_off_and_pending_points_are_in_circulation() -> None:
    history = History.begin()
    first, second, _ = history.accounts
    history.post(first, 10, EntryKind.EARN)
    history.post(first, -25, EntryKind.CLAWBACK, allows_negative=True)
    history.post(second, 40, EntryKind.EARN)
    history.post(second, 60, EntryKind.EARN, activates_at=BEGIN + 100 * HOUR)
    months = months_to_date(now=BEGIN + HOUR, time_zone="UTC")
    found = standing(program_id=first.program_id, months=months, using="default")
    assert (found.points_in_circulation, found.points_pending) == (100, 60)


@pytest.mark.django_db
def test_one_statement_each() -> None:
    history = History.begin()
    program_id = history.accounts[0].program_id
    months = months_to_date(now=BEGIN, time_zone="UTC")
    periods = intervals_until(now=BEGIN, time_zone="UTC", interval=ReportInterval.DAY, count=100)
    ahead = months_from(now=BEGIN, time_zone="UTC", count=12)
    BlockedOrder.objects.bulk_create(
        BlockedOrder(order_id=f"00000000-0000-0000-0000-{place:012}", error="", failed_at=BEGIN)
        for place in range(9)
    )
    with CaptureQueriesContext(connection) as captured:
        standing(program_id=program_id, months=months, using="default")
        points_moved(program_id=program_id, periods=periods, using="default")
        expiry_calendar(program_id=program_id, periods=ahead, using="default")
        newest_of_tier(program_id=program_id, tier_id=1, using="default")
        waiting_claims(program_id=program_id, now=BEGIN, using="default")
        failed_deliveries(program_id=program_id, using="default")
        broken_templates(program_id=program_id, using="default")
        assert len(captured) == 7
        assert len(blocked_orders(using="default").newest) == 5
        assert len(captured) == 9


@pytest.mark.django_db
def test_what_was_given_up_counts_in_its_own_program() -> None:
    first, second, other = History.begin().accounts
    target = WebhookTarget.objects.create(
        name="CRM", url="https://crm.example.com", created_at=BEGIN, updated_at=BEGIN
    )
    rows = [
        (first, None, "FAILED", BEGIN),
        (second, None, "FAILED", BEGIN + HOUR),
        (first, target, "FAILED", BEGIN),
        (first, None, "DELIVERED", BEGIN + 9 * HOUR),
        (first, None, "PENDING", None),
        (other, None, "FAILED", BEGIN + 9 * HOUR),
    ]
    Delivery.objects.bulk_create(
        Delivery(
            key=str(place),
            account=account,
            target=wanted,
            kind="TIER_RAISED",
            status=status,
            due_at=BEGIN,
            created_at=BEGIN,
            finished_at=finished_at,
        )
        for place, (account, wanted, status, finished_at) in enumerate(rows)
    )
    found = failed_deliveries(program_id=first.program_id, using="default")
    assert (found.emails_count, found.requests_count) == (2, 1)
    assert found.newest_at == BEGIN + HOUR


@pytest.mark.django_db
def test_a_template_is_broken_until_there_is_another_version() -> None:
    first, _, other = History.begin().accounts

    def version(program_id: int, language_code: str, number: int, failed: bool) -> None:
        MessageTemplate.objects.create(
            program_id=program_id,
            kind="TIER_RAISED",
            language_code=language_code,
            number=number,
            created_at=BEGIN,
            failed_at=BEGIN if failed else None,
        )

    def broken() -> list[tuple[str, int]]:
        rows = broken_templates(program_id=first.program_id, using="default")
        return [(row.language_code, row.number) for row in rows]

    version(first.program_id, "en", 1, failed=True)
    version(first.program_id, "de", 1, failed=False)
    version(other.program_id, "de", 2, failed=True)
    assert broken() == [("en", 1)]
    version(first.program_id, "en", 2, failed=False)
    assert broken() == []


@pytest.mark.django_db
def test_who_came_to_a_tier_last() -> None:
    history = History.begin()
    first, second, other = history.accounts
    rows = [(first, 3, BEGIN), (second, 3, BEGIN + HOUR), (other, 3, BEGIN + 2 * HOUR)]
    for account, tier_id, since in rows:
        AccountProgress.objects.create(account=account, tier_id=tier_id, tier_since=since)

    def newest(tier_id: int) -> list[int]:
        rows = newest_of_tier(program_id=first.program_id, tier_id=tier_id, using="default")
        return [row.account.pk for row in rows]

    assert newest(3) == [second.pk, first.pk]
    assert newest(4) == []
    # Who began in it never came to it.
    AccountProgress.objects.filter(account=second).update(tier_since=None)
    assert newest(3) == [first.pk]


@pytest.mark.django_db
def test_claims_that_wait_for_staff() -> None:
    history = History.begin()
    mine, _, others = history.accounts
    version_id = current_terms(program_id=mine.program_id).version_id
    numbers = itertools.count(1)

    def claim(account: Account, kind: str, **more: Any) -> None:
        reward = Reward.objects.create(
            program_id=account.program_id,
            name=kind,
            kind=kind,
            points=1,
            created_at=BEGIN,
            updated_at=BEGIN,
        )
        values = {"created_at": BEGIN + next(numbers) * HOUR, "points": 1} | more
        RewardClaim.objects.create(
            account=account,
            reward=reward,
            program_version_id=version_id,
            code=f"C{next(numbers)}",
            **values,
        )

    now = BEGIN + 100 * HOUR
    assert waiting_claims(program_id=mine.program_id, now=now, using="default").count == 0
    claim(mine, "MERCHANDISE", created_at=BEGIN + 2 * HOUR)
    claim(mine, "DONATION", created_at=BEGIN + HOUR, expires_at=now + HOUR)
    claim(mine, "EXPERIENCE", expires_at=now)
    claim(mine, "MERCHANDISE", status="USED")
    claim(mine, "FREE_SHIPPING")
    claim(others, "MERCHANDISE")
    found = waiting_claims(program_id=mine.program_id, now=now, using="default")
    assert (found.count, found.oldest_at) == (2, BEGIN + HOUR)
