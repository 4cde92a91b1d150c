"""Statements of an account: which days one is about."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from saleor_loyalty_plugin.rules.occasions import first_moment, local_day

# Who is too late with the statements of a month leaves them out.
DAYS_TO_SEND = 10
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Period:
    """Days of the program's time zone, both included."""

    first: date
    last: date

    @property
    def is_month(self) -> bool:
        """Whether it is just one whole calendar month."""
        return self.first.day == 1 and self.last == _last_of_month(self.first)

    @property
    def name(self) -> str:
        """`2026-11` for a month, else `2026-11-03..2026-11-20`."""
        if self.is_month:
            return f"{self.first:%Y-%m}"
        return f"{self.first.isoformat()}..{self.last.isoformat()}"

    def bounds(self, *, time_zone: str) -> tuple[datetime, datetime]:
        """The first moment, and the first one after it."""
        return (
            first_moment(self.first, time_zone=time_zone),
            first_moment(self.last + ONE_DAY, time_zone=time_zone),
        )


def month_to_send(now: datetime, *, time_zone: str) -> Period | None:
    """The month that members get a statement of at `now`: the last one, in the days after it."""
    today = local_day(now, time_zone=time_zone)
    if today.day > DAYS_TO_SEND:
        return None
    return month_before(today)


def month_before(day: date) -> Period:
    """The calendar month before that of a day."""
    return month_of(day.replace(day=1) - ONE_DAY)


def month_of(day: date) -> Period:
    """The calendar month that a day is in."""
    return Period(first=day.replace(day=1), last=_last_of_month(day))


def _last_of_month(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - ONE_DAY
