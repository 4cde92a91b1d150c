"""Months to compare, intervals of a chart and months to come, by hand-counted dates."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from saleor_loyalty_plugin.rules.periods import (
    Period,
    ReportInterval,
    intervals_until,
    months_from,
    months_to_date,
)

BERLIN = "Europe/Berlin"


def at(text: str, zone: str = "UTC") -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


def instants(periods: "tuple[Period, ...] | list[Period]") -> list[tuple[str, str]]:
    return [
        tuple(moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M") for moment in (one, other))
        for one, other in ((period.starts_at, period.ends_at) for period in periods)
    ]


@pytest.mark.parametrize(
    ("now", "zone", "expected"),
    [
        (
            "2026-11-22 14:00",
            "UTC",
            [("2026-11-01 00:00", "2026-11-22 14:00"), ("2026-10-01 00:00", "2026-10-22 14:00")],
        ),
        (  # February has no 31st: all of it counts.
            "2026-03-31 14:00",
            "UTC",
            [("2026-03-01 00:00", "2026-03-31 14:00"), ("2026-02-01 00:00", "2026-03-01 00:00")],
        ),
        (  # The year before, and the last day of both.
            "2027-01-31 23:00",
            "UTC",
            [("2027-01-01 00:00", "2027-01-31 23:00"), ("2026-12-01 00:00", "2026-12-31 23:00")],
        ),
        (  # In Auckland November has begun, and clocks were set forward in between.
            "2026-10-31 11:30",
            "Pacific/Auckland",
            [("2026-10-31 11:00", "2026-10-31 11:30"), ("2026-09-30 11:00", "2026-09-30 11:30")],
        ),
        (  # The clocks were set back: the same hour by the wall.
            "2026-11-10 08:00",
            BERLIN,
            [("2026-10-31 23:00", "2026-11-10 08:00"), ("2026-09-30 22:00", "2026-10-10 07:00")],
        ),
    ],
)
def test_months_to_date(now: str, zone: str, expected: list[tuple[str, str]]) -> None:
    assert instants(list(months_to_date(now=at(now), time_zone=zone))) == expected


def test_days_are_those_of_the_time_zone() -> None:
    found = intervals_until(
        now=at("2026-10-26 12:00"), time_zone=BERLIN, interval=ReportInterval.DAY, count=3
    )
    # The 25th has 25 hours.
    assert instants(list(found)) == [
        ("2026-10-23 22:00", "2026-10-24 22:00"),
        ("2026-10-24 22:00", "2026-10-25 23:00"),
        ("2026-10-25 23:00", "2026-10-26 12:00"),
    ]


def test_weeks_begin_on_monday() -> None:
    found = intervals_until(
        now=at("2026-11-22 12:00"), time_zone="UTC", interval=ReportInterval.WEEK, count=2
    )
    assert instants(list(found)) == [
        ("2026-11-09 00:00", "2026-11-16 00:00"),
        ("2026-11-16 00:00", "2026-11-22 12:00"),
    ]


def test_months_go_over_the_year() -> None:
    now = at("2027-01-15 12:00")
    back = intervals_until(now=now, time_zone="UTC", interval=ReportInterval.MONTH, count=2)
    ahead = months_from(now=at("2026-12-31 12:00"), time_zone="UTC", count=3)
    assert instants(list(back)) == [
        ("2026-12-01 00:00", "2027-01-01 00:00"),
        ("2027-01-01 00:00", "2027-01-15 12:00"),
    ]
    assert instants(list(ahead)) == [
        ("2026-12-31 12:00", "2027-01-01 00:00"),
        ("2027-01-01 00:00", "2027-02-01 00:00"),
        ("2027-02-01 00:00", "2027-03-01 00:00"),
    ]
