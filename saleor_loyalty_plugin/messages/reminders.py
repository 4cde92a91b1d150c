"""Reminders of points that expire: so many days before, as the program's settings say.

A day's reminders are made once, from the morning on, for all points that expire on one day. Stop
it anywhere: the place is kept, and the key of each e-mail makes it one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Exists, OuterRef

from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.messages.settings import sent_kinds
from saleor_loyalty_plugin.models import (
    Account,
    Delivery,
    Lot,
    MessageSettings,
    Program,
    SweepCursor,
)
from saleor_loyalty_plugin.rules.messages import MessageKind
from saleor_loyalty_plugin.services.members.participation import taking_part
from saleor_loyalty_plugin.services.programs.programs import current_terms

BATCH = 1000
# Nobody is to be woken by an e-mail.
FROM_HOUR = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class _Round:
    """What is told on one day: points of a program that expire on `expires_on`, so many `days`
    before. `begins` and `ends` are the moments of that day in the program's time zone."""

    program_id: int
    days: int
    expires_on: date
    begins: datetime
    ends: datetime
    is_todays: bool

    @property
    def cursor(self) -> str:
        return f"remind {self.program_id}:{self.days}"


class _Busy(Exception):
    """Another process is at a program's reminders of so many days, and does all of them."""


def remind(*, now: datetime) -> int:
    """Make the e-mails about points that expire; returns how many.

    A day that was missed is made up for on the next one. Whoever takes no part is not told. What
    the e-mail says is looked up when it is sent: points that are gone by then are not mentioned.
    """
    total = 0
    busy: set[str] = set()
    for item in _rounds(now):
        # Today's, too: it would leave behind what the other one still has to do of yesterday's.
        if item.cursor in busy:
            continue
        try:
            for count in _batches(item, now):
                total += count
        except _Busy:
            busy.add(item.cursor)
    return total


def _rounds(now: datetime) -> Iterator[_Round]:
    using = current_host().writer_alias()
    settings = MessageSettings.objects.using(using).in_bulk()
    for program in Program.objects.using(using).filter(is_active=True).order_by("pk"):
        row = settings.get(program.pk)
        if row is None:
            row = MessageSettings(program=program, updated_at=now)
        if row.is_active and MessageKind.POINTS_EXPIRING in sent_kinds(row):
            zone = ZoneInfo(program.time_zone)
            for days in sorted(set(row.expiry_reminder_days), reverse=True):
                yield from _rounds_of(program.pk, days, zone, now)


def _rounds_of(program_id: int, days: int, zone: ZoneInfo, now: datetime) -> Iterator[_Round]:
    """Yesterday's, in case that nobody was there to do it, and today's."""
    local = now.astimezone(zone)
    today = local.date() if local.hour >= FROM_HOUR else local.date() - timedelta(days=1)
    for day in (today - timedelta(days=1), today):
        expires_on = day + timedelta(days=days)
        yield _Round(
            program_id=program_id,
            days=days,
            expires_on=expires_on,
            begins=datetime.combine(expires_on, time(), tzinfo=zone),
            ends=datetime.combine(expires_on + timedelta(days=1), time(), tzinfo=zone),
            is_todays=day == today,
        )


def _batches(item: _Round, now: datetime) -> Iterator[int]:
    while (count := _batch(item, now)) is not None:
        yield count


def _batch(item: _Round, now: datetime) -> int | None:
    """How many e-mails the next accounts get; None when the round is through.

    The cursor is locked meanwhile. Raises `_Busy` where another process holds it.
    """
    using = current_host().writer_alias()
    with transaction.atomic(using=using):
        cursor = _cursor_at(item, now, using)
        if cursor is None:
            return None
        account_ids = _next_accounts(item, cursor.place or 0, now, using)
        Delivery.objects.using(using).bulk_create(
            [_email(item, account_id, now) for account_id in account_ids], ignore_conflicts=True
        )
        if len(account_ids) == BATCH:
            cursor.place = account_ids[-1]
        else:
            cursor.changed_at, cursor.place = item.ends, None
        cursor.updated_at = now
        cursor.save(using=using, update_fields=["place", "changed_at", "updated_at"])
        return len(account_ids)


def _cursor_at(item: _Round, now: datetime, using: str) -> SweepCursor | None:
    """The locked cursor, when it is at this round; None when that is through.

    It says from which moment on expiries are still to be told, and how far among the accounts
    that has come for the day which begins then. Raises `_Busy`.
    """
    rows = SweepCursor.objects.using(using)
    if not rows.filter(pk=item.cursor).exists():
        # Who begins to remind today makes up for nothing.
        start = item.begins if item.is_todays else item.ends
        rows.get_or_create(pk=item.cursor, defaults={"changed_at": start, "updated_at": now})
    cursor = rows.select_for_update(skip_locked=True).filter(pk=item.cursor).first()
    if cursor is None:
        raise _Busy
    # By its day: the moment may be the beginning of that day in the time zone of before.
    next_day = cursor.changed_at.astimezone(item.begins.tzinfo).date()
    if next_day > item.expires_on:
        return None
    if next_day < item.expires_on:
        cursor.changed_at, cursor.place = item.begins, None
    return cursor


def _next_accounts(item: _Round, place: int, now: datetime, using: str) -> list[int]:
    """Accounts with points that expire on that day, ascending."""
    eligibility = current_terms(program_id=item.program_id).terms.eligibility
    expiring = Lot.objects.filter(
        account=OuterRef("pk"),
        is_open=True,
        expires_at__gte=max(item.begins, now),
        expires_at__lt=item.ends,
    )
    accounts = Account.objects.using(using).filter(
        taking_part(eligibility=eligibility, moment=now),
        Exists(expiring),
        program_id=item.program_id,
        pk__gt=place,
    )
    return list(accounts.order_by("pk").values_list("pk", flat=True)[:BATCH])


def _email(item: _Round, account_id: int, now: datetime) -> Delivery:
    return Delivery(
        key=f"expiring:{account_id}:{item.expires_on}:{item.days}",
        account_id=account_id,
        kind=MessageKind.POINTS_EXPIRING.value,
        payload={"expiresOn": item.expires_on.isoformat(), "days": item.days},
        is_bulk=True,
        due_at=now,
        created_at=now,
    )
