"""Which times and days a gift is given on: schedules, birthdays, anniversaries.

Times of day are those of the program's time zone. One that the clock skips when summer time begins
is the moment that many minutes after the change; of one that comes twice, the first counts.
"""

import re
from calendar import isleap, monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from saleor_loyalty_plugin.rules.bonuses import Bonus, BonusTrigger, Frequency

# Stands for a year that nobody told; a leap year, so that 29 February can be kept.
UNKNOWN_YEAR = 1904
AGE_YEARS_MAX = 130
DAY_BONUSES = (BonusTrigger.BIRTHDAY, BonusTrigger.ANNIVERSARY)

_DAYS = {Frequency.DAILY: 1, Frequency.WEEKLY: 7}
_MONTHS = {Frequency.MONTHLY: 1, Frequency.QUARTERLY: 3, Frequency.YEARLY: 12}
_BIRTHDAY = re.compile(r"(?:([0-9]{4})-|--)?([0-9]{2})-([0-9]{2})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """One time at which a scheduled bonus is due.

    `occasion` names it among all of that bonus: `2026-11-22` (daily), `2026-W47`, `2026-11`,
    `2026-Q4`, `2026`, or `once`. The same name is never due twice.
    """

    occasion: str
    due_at: datetime


def occurrences(
    bonus: Bonus, *, time_zone: str, since: datetime, before: datetime
) -> Iterator[Occurrence]:
    """When a SCHEDULE bonus is due from `since` on and before `before`, in order.

    First at its start, then at the same local time of each day, week, month, quarter or year. It
    is counted from the start: 31 January is followed by 28 February and then by 31 March. None
    for a bonus without frequency or start, which is no schedule.
    """
    if bonus.frequency is None or bonus.starts_at is None:
        return
    zone = ZoneInfo(time_zone)
    start = bonus.starts_at.astimezone(zone)
    end = before if bonus.ends_at is None else min(before, bonus.ends_at)
    number = _number_shortly_before(bonus.frequency, start.date(), since.astimezone(zone).date())
    while True:
        day = _day_of(bonus.frequency, start.date(), number)
        if day is None:
            return
        due_at = _moment(day, start, zone) if number > 0 else start.astimezone(UTC)
        if due_at >= end:
            return
        if due_at >= since:
            yield Occurrence(occasion=_name(bonus.frequency, day), due_at=due_at)
        number += 1


def first_moment(day: date, *, time_zone: str) -> datetime:
    """When a day begins."""
    return datetime.combine(day, time(0), ZoneInfo(time_zone)).astimezone(UTC)


def last_moment(day: date, *, time_zone: str) -> datetime:
    """The last microsecond of a day."""
    return first_moment(day + timedelta(days=1), time_zone=time_zone) - timedelta(microseconds=1)


def local_day(moment: datetime, *, time_zone: str) -> date:
    """The day that it is."""
    return moment.astimezone(ZoneInfo(time_zone)).date()


def dates_that_come_round(day: date) -> list[tuple[int, int]]:
    """(month, day) of the birthdays that are on `day`: 29 February on the 28th in other years."""
    dates = [(day.month, day.day)]
    if dates == [(2, 28)] and not isleap(day.year):
        dates.append((2, 29))
    return dates


def parsed_birthday(text: str, *, today: date) -> date:
    """A birthday written as `1990-05-31`, or as `05-31` or `--05-31` without its year.

    Raises ValueError for anything else, days to come, and ages above 130 years.
    """
    match = _BIRTHDAY.fullmatch(text)
    if match is None:
        raise ValueError("not written as 1990-05-31")
    year, month, day = (int(part) if part is not None else UNKNOWN_YEAR for part in match.groups())
    birthday = date(year, month, day)
    if birthday > today or today.year - birthday.year > AGE_YEARS_MAX:
        raise ValueError("nobody's birthday")
    return birthday


def birthday_text(birthday: date) -> str:
    """`1990-05-31`, or `--05-31` where the year is unknown."""
    if birthday.year == UNKNOWN_YEAR:
        return f"--{birthday:%m-%d}"
    return birthday.isoformat()


def _number_shortly_before(frequency: Frequency, start: date, day: date) -> int:
    """A number of repetitions that lead to no later day than `day`, and nearly there."""
    if frequency in _DAYS:
        return max(0, (day - start).days // _DAYS[frequency] - 1)
    if frequency in _MONTHS:
        months = (day.year - start.year) * 12 + day.month - start.month
        return max(0, months // _MONTHS[frequency] - 1)
    return 0


def _day_of(frequency: Frequency, start: date, number: int) -> date | None:
    """The day of the repetition with this number (0 is the first time); None: there is none."""
    if frequency in _DAYS:
        return start + timedelta(days=number * _DAYS[frequency])
    if frequency in _MONTHS:
        year, month = divmod(start.year * 12 + start.month - 1 + number * _MONTHS[frequency], 12)
        return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))
    return start if number == 0 else None


def _moment(day: date, start: datetime, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, start.time().replace(fold=0), zone).astimezone(UTC)


def _name(frequency: Frequency, day: date) -> str:
    match frequency:
        case Frequency.ONCE:
            return "once"
        case Frequency.DAILY:
            return day.isoformat()
        case Frequency.WEEKLY:
            year, week, _ = day.isocalendar()
            return f"{year}-W{week:02}"
        case Frequency.MONTHLY:
            return f"{day.year}-{day.month:02}"
        case Frequency.QUARTERLY:
            return f"{day.year}-Q{(day.month + 2) // 3}"
        case Frequency.YEARLY:
            return str(day.year)
