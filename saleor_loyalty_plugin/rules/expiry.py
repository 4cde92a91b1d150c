"""When points become spendable, and when they run out.

Days are calendar days of the shop's time zone. Points are good through the whole of their last
day where a date or a period decides; `expires_at` is the first moment at which they are gone.
"""

import calendar
import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Any, Self
from zoneinfo import ZoneInfo

# Activation of points that wait for something else than time.
NOT_BEFORE_AN_EVENT = datetime(9999, 1, 1, tzinfo=UTC)


class ExpiryPolicy(StrEnum):
    """AFTER_INACTIVITY counts from the customer's last order; YEARLY names a day of the year."""

    NEVER = "NEVER"
    AFTER_DAYS = "AFTER_DAYS"
    AFTER_MONTHS = "AFTER_MONTHS"
    AFTER_INACTIVITY = "AFTER_INACTIVITY"
    YEARLY = "YEARLY"


class ExpiryRoundTo(StrEnum):
    """The end of which period an expiry is moved to."""

    NONE = "NONE"
    MONTH = "MONTH"
    QUARTER = "QUARTER"
    YEAR = "YEAR"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpiryTerms:
    """How points run out. `days` belongs to AFTER_DAYS; `months` to AFTER_MONTHS and
    AFTER_INACTIVITY; `month` and `day` to YEARLY (29 February is the 28th in other years)."""

    policy: ExpiryPolicy = ExpiryPolicy.NEVER
    days: int = 365
    months: int = 12
    month: int = 12
    day: int = 31
    round_to: ExpiryRoundTo = ExpiryRoundTo.NONE
    time_zone: str = "UTC"

    def to_json(self) -> dict[str, Any]:
        return {
            key: str(value) if isinstance(value, StrEnum) else value
            for key, value in dataclasses.asdict(self).items()
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        values = dict(data)
        if "policy" in values:
            values["policy"] = ExpiryPolicy(values["policy"])
        if "round_to" in values:
            values["round_to"] = ExpiryRoundTo(values["round_to"])
        return cls(**values)


def expires_at(terms: ExpiryTerms, *, usable_from: datetime) -> datetime | None:
    """When points run out that can be used from `usable_from` on; None for never."""
    zone = ZoneInfo(terms.time_zone)
    start = usable_from.astimezone(zone)
    match terms.policy:
        case ExpiryPolicy.NEVER:
            return None
        case ExpiryPolicy.YEARLY:
            return _after(_next_yearly(start.date(), terms.month, terms.day), zone)
        case ExpiryPolicy.AFTER_DAYS:
            last = start.date() + timedelta(days=terms.days)
        case ExpiryPolicy.AFTER_MONTHS | ExpiryPolicy.AFTER_INACTIVITY:
            last = _plus_months(start.date(), terms.months)
    return _after(_end_of_period(last, terms.round_to), zone)


def expires_after_change(
    terms: ExpiryTerms,
    *,
    usable_from: datetime,
    expired_before: datetime | None,
    grace_days: int,
    now: datetime,
) -> datetime | None:
    """When points run out that are there already and get other terms; None for never.

    They never go sooner than `grace_days` whole days from now, unless they would have anyway.
    """
    until = expires_at(terms, usable_from=usable_from)
    if until is None or (expired_before is not None and until >= expired_before):
        return until
    zone = ZoneInfo(terms.time_zone)
    grace = _after(now.astimezone(zone).date() + timedelta(days=grace_days), zone)
    if expired_before is not None:
        grace = min(grace, expired_before)
    return max(until, grace)


def restored_until(terms: ExpiryTerms, *, grace_days: int, now: datetime) -> datetime | None:
    """How long spent points are good that come back now, after their expiry.

    For `grace_days` whole days after today; None where there is no such time.
    """
    if grace_days <= 0:
        return None
    zone = ZoneInfo(terms.time_zone)
    return _after(now.astimezone(zone).date() + timedelta(days=grace_days), zone)


def activates_at(
    *, pending_days: int, waits_for_fulfillment: bool, is_fulfilled: bool, now: datetime
) -> datetime | None:
    """When points earned now can be used; None for at once."""
    if waits_for_fulfillment and not is_fulfilled:
        return NOT_BEFORE_AN_EVENT
    return now + timedelta(days=pending_days) if pending_days > 0 else None


def _after(last_day: date, zone: ZoneInfo) -> datetime:
    """The midnight that ends a day."""
    return datetime.combine(last_day + timedelta(days=1), time(0), zone).astimezone(UTC)


def _plus_months(day: date, months: int) -> date:
    """The same day of a later month, or that month's last: 31 January + 1 is 28 or 29 February."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return _day_of_month(year, month + 1, day.day)


def _day_of_month(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, calendar.monthrange(year, month)[1]))


def _next_yearly(start: date, month: int, day: int) -> date:
    this_year = _day_of_month(start.year, month, day)
    return this_year if this_year >= start else _day_of_month(start.year + 1, month, day)


def _end_of_period(day: date, round_to: ExpiryRoundTo) -> date:
    match round_to:
        case ExpiryRoundTo.NONE:
            return day
        case ExpiryRoundTo.MONTH:
            return _day_of_month(day.year, day.month, 31)
        case ExpiryRoundTo.QUARTER:
            return _day_of_month(day.year, (day.month + 2) // 3 * 3, 31)
        case ExpiryRoundTo.YEAR:
            return date(day.year, 12, 31)
