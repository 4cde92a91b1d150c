"""Periods of reports: months and the intervals of a chart, in a program's time zone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

MONTHS_OF_YEAR = 12


class ReportInterval(StrEnum):
    """How a chart divides time. Weeks begin on Monday."""

    DAY = "DAY"
    WEEK = "WEEK"
    MONTH = "MONTH"


@dataclass(frozen=True, slots=True)
class Period:
    """From `starts_at` on and before `ends_at`."""

    starts_at: datetime
    ends_at: datetime


def months_to_date(*, now: datetime, time_zone: str) -> tuple[Period, Period]:
    """The running month, and as much of the month before.

    That one ends on the same day at the same hour by the clock on the wall; where it has no such
    day, with its last one.
    """
    zone = ZoneInfo(time_zone)
    local = now.astimezone(zone)
    first = local.date().replace(day=1)
    first_before = _months_later(first, -1)
    last_before = first - timedelta(days=1)
    if local.day > last_before.day:
        end_before = _midnight(first, zone)
    else:
        day = last_before.replace(day=local.day)
        end_before = datetime.combine(day, local.time(), tzinfo=zone)
    return (
        Period(_midnight(first, zone), now),
        Period(_midnight(first_before, zone), end_before),
    )


def intervals_until(
    *, now: datetime, time_zone: str, interval: ReportInterval, count: int
) -> Sequence[Period]:
    """The last `count` intervals, the oldest first; the last one is running and ends now."""
    zone = ZoneInfo(time_zone)
    first = _first_day(now.astimezone(zone).date(), interval)
    starts = [_midnight(_later(first, interval, -back), zone) for back in range(count)][::-1]
    return [Period(start, end) for start, end in zip(starts, [*starts[1:], now], strict=True)]


def months_from(*, now: datetime, time_zone: str, count: int) -> Sequence[Period]:
    """What is left of the running month, and the whole ones after it; `count` in all."""
    zone = ZoneInfo(time_zone)
    first = now.astimezone(zone).date().replace(day=1)
    ends = [_midnight(_months_later(first, ahead), zone) for ahead in range(1, count + 1)]
    return [Period(start, end) for start, end in zip([now, *ends[:-1]], ends, strict=True)]


def _first_day(day: date, interval: ReportInterval) -> date:
    if interval is ReportInterval.WEEK:
        return day - timedelta(days=day.weekday())
    return day.replace(day=1) if interval is ReportInterval.MONTH else day


def _later(first: date, interval: ReportInterval, count: int) -> date:
    if interval is ReportInterval.MONTH:
        return _months_later(first, count)
    return first + timedelta(days=count * (7 if interval is ReportInterval.WEEK else 1))


def _months_later(first: date, count: int) -> date:
    """The first day of a month, given that of another."""
    months = first.year * MONTHS_OF_YEAR + first.month - 1 + count
    return date(months // MONTHS_OF_YEAR, months % MONTHS_OF_YEAR + 1, 1)


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), tzinfo=zone)
