"""Which gifts are due, noted as rows of `BonusRun`, and what each of them gives.

What counts is the program as it was at that time: a bonus that came later, or was switched off
then, is not given for it, not later either.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.models import Bonus as StoredBonus
from saleor_loyalty_plugin.models import BonusRun, Program, ProgramVersion, SweepCursor
from saleor_loyalty_plugin.rules.bonuses import Bonus, BonusTrigger
from saleor_loyalty_plugin.rules.occasions import (
    DAY_BONUSES,
    Occurrence,
    first_moment,
    last_moment,
    local_day,
    occurrences,
)
from saleor_loyalty_plugin.services.programs.programs import ActiveTerms, terms_at, terms_under

logger = logging.getLogger(__name__)

GIFTS_CURSOR = "gifts"
# How late a gift may be given that nothing gave in time.
SCHEDULE_LATE_MAX = timedelta(days=31)
DAY_LATE_MAX = timedelta(days=7)
# A change of a program may commit this long after the time that it carries.
COMMIT_LAG = timedelta(minutes=5)
_INSTANT = timedelta(microseconds=1)


def note_due_gifts(*, now: datetime) -> None:
    """Write a run for all that became due since the last time; repeatable.

    A scheduled gift that is more than 31 days late is closed at once: it is passed over.
    """
    using = current_host().writer_alias()
    cursor = SweepCursor.objects.using(using).filter(pk=GIFTS_CURSOR).first()
    since = cursor.changed_at - COMMIT_LAG if cursor is not None else now - SCHEDULE_LATE_MAX
    runs = [
        run
        for program_id in Program.objects.using(using).values_list("pk", flat=True)
        for reign in _reigns(program_id, since, now, using)
        for run in _runs_due(reign, now)
    ]
    for run in runs:
        if run.finished_at is not None:
            logger.warning("%s is passed over: it was due on %s.", run, run.due_at)
    BonusRun.objects.using(using).bulk_create(runs, ignore_conflicts=True)
    _advance(now, using)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gift:
    """What a run gives: `bonus` as `active` had it, and the words that shoppers read with it."""

    bonus: Bonus
    active: ActiveTerms
    description: str

    def explanation(self, code: str, **values: str | int) -> dict[str, Any]:
        """A step for the entry."""
        common: dict[str, str | int] = {
            "bonus": self.bonus.name,
            "bonusId": self.bonus.bonus_id,
            "points": self.bonus.points,
        }
        if self.description:
            common["description"] = self.description
        return {"code": code, "values": common | values}


def gift_of(run: BonusRun, *, moment: datetime, using: str) -> Gift | None:
    """What a run gives by the terms of `moment`; None if it is switched off, then or now."""
    row = (
        StoredBonus.objects.using(using)
        .filter(
            pk=run.bonus_id,
            is_active=True,
            program__is_active=True,
            program__earning_active=True,
        )
        .first()
    )
    if row is None:
        return None
    active = terms_at(program_id=row.program_id, moment=moment)
    if not active.terms.is_active or not active.terms.earning_active:
        return None
    for bonus in active.terms.bonuses:
        if bonus.bonus_id == row.pk:
            return Gift(bonus=bonus, active=active, description=row.description)
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reign:
    """Terms, and a time in which they were in force, `until` excluded."""

    active: ActiveTerms
    since: datetime
    until: datetime


def _reigns(program_id: int, since: datetime, now: datetime, using: str) -> Iterator[_Reign]:
    """The terms of a program that were in force between two times, in order."""
    versions = ProgramVersion.objects.using(using).filter(program_id=program_id)
    first = versions.filter(created_at__lte=since).order_by("-number")[:1]
    later = versions.filter(created_at__gt=since, created_at__lte=now).order_by("number")
    found = [terms_under(version) for version in [*first, *later]]
    ends = [active.in_force_since for active in found[1:]] + [now + _INSTANT]
    for active, until in zip(found, ends, strict=False):
        yield _Reign(active=active, since=max(since, active.in_force_since), until=until)


def _runs_due(reign: _Reign, now: datetime) -> Iterator[BonusRun]:
    terms = reign.active.terms
    if not terms.is_active or not terms.earning_active:
        return
    zone = terms.expiry.time_zone
    for bonus in terms.bonuses:
        if bonus.trigger is BonusTrigger.SCHEDULE:
            due = occurrences(bonus, time_zone=zone, since=reign.since, before=reign.until)
            yield from (_run(bonus, item, now) for item in due)
        elif bonus.trigger in DAY_BONUSES:
            yield from (_run(bonus, item, now) for item in _days_due(bonus, reign, now))


def _days_due(bonus: Bonus, reign: _Reign, now: datetime) -> Iterator[Occurrence]:
    """Days to look for birthdays on. For each, the program counts as it is at the day's end."""
    zone = reign.active.terms.expiry.time_zone
    today = local_day(now, time_zone=zone)
    day = max(local_day(reign.since, time_zone=zone), today - DAY_LATE_MAX)
    while day <= today:
        decisive = min(now, last_moment(day, time_zone=zone))
        if reign.since <= decisive < reign.until and bonus.holds_at(decisive):
            due_at = first_moment(day, time_zone=zone)
            yield Occurrence(occasion=day.isoformat(), due_at=due_at)
        day += timedelta(days=1)


def _run(bonus: Bonus, due: Occurrence, now: datetime) -> BonusRun:
    is_late = bonus.trigger is BonusTrigger.SCHEDULE and due.due_at < now - SCHEDULE_LATE_MAX
    return BonusRun(
        bonus_id=bonus.bonus_id,
        occasion=due.occasion,
        due_at=due.due_at,
        started_at=now,
        finished_at=now if is_late else None,
    )


def _advance(now: datetime, using: str) -> None:
    """Move the shared cursor forward, never back."""
    values = {"changed_at": now, "updated_at": now}
    cursors = SweepCursor.objects.using(using)
    _, is_new = cursors.get_or_create(pk=GIFTS_CURSOR, defaults=values)
    if not is_new:
        cursors.filter(pk=GIFTS_CURSOR, changed_at__lt=now).update(**values)
