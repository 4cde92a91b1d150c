from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saleor_loyalty_plugin.rules.bonuses import Bonus, BonusTrigger, Frequency
from saleor_loyalty_plugin.rules.occasions import (
    birthday_text,
    dates_that_come_round,
    first_moment,
    last_moment,
    local_day,
    occurrences,
    parsed_birthday,
)

FAR = datetime(2100, 1, 1, tzinfo=UTC)
LONG_AGO = datetime(1990, 1, 1, tzinfo=UTC)
TODAY = date(2026, 11, 22)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def berlin(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Europe/Berlin"))


def gift(frequency: Frequency, starts_at: datetime, ends_at: datetime | None = None) -> Bonus:
    return Bonus(
        bonus_id=1,
        name="Gift",
        trigger=BonusTrigger.SCHEDULE,
        points=10,
        frequency=frequency,
        starts_at=starts_at,
        ends_at=ends_at,
    )


def due(bonus: Bonus, time_zone: str, since: str, before: str) -> list[tuple[str, str]]:
    found = occurrences(bonus, time_zone=time_zone, since=utc(since), before=utc(before))
    return [(item.occasion, f"{item.due_at:%Y-%m-%dT%H:%M}") for item in found]


def test_month_ends_are_counted_from_the_start() -> None:
    bonus = gift(Frequency.MONTHLY, utc("2027-12-31T09:00"))
    assert due(bonus, "UTC", "2027-01-01", "2028-06-01") == [
        ("2027-12", "2027-12-31T09:00"),
        ("2028-01", "2028-01-31T09:00"),
        ("2028-02", "2028-02-29T09:00"),
        ("2028-03", "2028-03-31T09:00"),
        ("2028-04", "2028-04-30T09:00"),
        ("2028-05", "2028-05-31T09:00"),
    ]


def test_each_frequency_has_its_names() -> None:
    start = utc("2026-11-30T09:00")
    found = {
        Frequency.ONCE: due(gift(Frequency.ONCE, start), "UTC", "2026-01-01", "2028-01-01"),
        Frequency.DAILY: due(gift(Frequency.DAILY, start), "UTC", "2026-01-01", "2026-12-02"),
        Frequency.WEEKLY: due(gift(Frequency.WEEKLY, start), "UTC", "2026-12-25", "2027-01-05"),
        Frequency.QUARTERLY: due(
            gift(Frequency.QUARTERLY, start), "UTC", "2026-01-01", "2027-06-01"
        ),
        Frequency.YEARLY: due(gift(Frequency.YEARLY, start), "UTC", "2026-01-01", "2028-01-01"),
    }
    assert found == {
        Frequency.ONCE: [("once", "2026-11-30T09:00")],
        Frequency.DAILY: [("2026-11-30", "2026-11-30T09:00"), ("2026-12-01", "2026-12-01T09:00")],
        Frequency.WEEKLY: [("2026-W53", "2026-12-28T09:00"), ("2027-W01", "2027-01-04T09:00")],
        Frequency.QUARTERLY: [
            ("2026-Q4", "2026-11-30T09:00"),
            ("2027-Q1", "2027-02-28T09:00"),
            ("2027-Q2", "2027-05-30T09:00"),
        ],
        Frequency.YEARLY: [("2026", "2026-11-30T09:00"), ("2027", "2027-11-30T09:00")],
    }


def test_the_local_time_of_day_stays_across_a_change_of_the_clock() -> None:
    bonus = gift(Frequency.DAILY, berlin("2027-03-27T08:00"))
    assert due(bonus, "Europe/Berlin", "2027-03-01", "2027-03-29") == [
        ("2027-03-27", "2027-03-27T07:00"),
        ("2027-03-28", "2027-03-28T06:00"),
    ]


def test_a_time_that_the_clock_skips_or_repeats() -> None:
    """02:30 is skipped on 28 March 2027 and comes twice on 31 October, at 00:30 and 01:30 UTC."""
    skipped = gift(Frequency.DAILY, berlin("2027-03-27T02:30"))
    # The start is the second 02:30 of the day; a year later the first one counts.
    second = datetime(2027, 10, 31, 2, 30, tzinfo=ZoneInfo("Europe/Berlin"), fold=1)
    repeated = gift(Frequency.WEEKLY, berlin("2027-10-24T02:30"))
    from_second = gift(Frequency.DAILY, second)

    assert due(skipped, "Europe/Berlin", "2027-03-28", "2027-03-30") == [
        ("2027-03-28", "2027-03-28T01:30"),
        ("2027-03-29", "2027-03-29T00:30"),
    ]
    assert due(repeated, "Europe/Berlin", "2027-10-25", "2027-11-02") == [
        ("2027-W43", "2027-10-31T00:30")
    ]
    assert due(from_second, "Europe/Berlin", "2027-10-30", "2027-11-02") == [
        ("2027-10-31", "2027-10-31T01:30"),
        ("2027-11-01", "2027-11-01T01:30"),
    ]
    assert due(from_second, "Europe/Berlin", "2028-03-26", "2028-03-27") == [
        ("2028-03-26", "2028-03-26T01:30")
    ]


def test_the_end_is_excluded_and_a_schedule_needs_start_and_frequency() -> None:
    start = utc("2026-11-01T00:00")
    bonus = gift(Frequency.DAILY, start, ends_at=utc("2026-11-03T00:00"))
    assert [name for name, _ in due(bonus, "UTC", "2026-01-01", "2027-01-01")] == [
        "2026-11-01",
        "2026-11-02",
    ]
    unplanned = Bonus(bonus_id=1, name="Gift", trigger=BonusTrigger.SCHEDULE, points=10)
    assert due(unplanned, "UTC", "2026-01-01", "2027-01-01") == []


moments = st.datetimes(
    min_value=datetime(2015, 1, 1), max_value=datetime(2040, 1, 1), timezones=st.just(UTC)
)
zones = st.sampled_from(
    [
        "UTC",
        "Europe/Berlin",
        "America/New_York",
        "Asia/Kolkata",
        "Australia/Lord_Howe",
        "Africa/Cairo",
    ]
)
frequencies = st.sampled_from(list(Frequency))
LONGEST = {
    Frequency.DAILY: timedelta(days=1, hours=1),
    Frequency.WEEKLY: timedelta(days=7, hours=1),
    Frequency.MONTHLY: timedelta(days=31, hours=1),
    Frequency.QUARTERLY: timedelta(days=92, hours=1),
    Frequency.YEARLY: timedelta(days=366, hours=1),
}


@given(frequency=frequencies, start=moments, zone=zones, first=moments, days=st.integers(0, 900))
def test_a_window_sees_what_the_whole_calendar_has_in_it(
    frequency: Frequency, start: datetime, zone: str, first: datetime, days: int
) -> None:
    bonus = gift(frequency, start)
    end = min(first + timedelta(days=days), datetime(2040, 1, 1, tzinfo=UTC))

    seen = list(occurrences(bonus, time_zone=zone, since=first, before=end))

    everything = occurrences(bonus, time_zone=zone, since=LONG_AGO, before=end)
    assert seen == [item for item in everything if item.due_at >= first]


@given(frequency=frequencies, start=moments, zone=zones)
def test_occurrences_rise_have_each_a_name_and_leave_no_gap(
    frequency: Frequency, start: datetime, zone: str
) -> None:
    end = start + timedelta(days=800)
    found = list(occurrences(gift(frequency, start), time_zone=zone, since=LONG_AGO, before=end))

    assert found[0].due_at == start
    assert len({item.occasion for item in found}) == len(found)
    steps = [later.due_at - item.due_at for item, later in pairwise(found)]
    assert all(timedelta(0) < step <= LONGEST[frequency] for step in steps)
    assert (len(found) == 1) == (frequency is Frequency.ONCE)


@given(frequency=frequencies, start=moments, zone=zones)
def test_each_is_at_the_local_time_of_the_start_unless_the_clock_has_none(
    frequency: Frequency, start: datetime, zone: str
) -> None:
    info = ZoneInfo(zone)
    local = start.astimezone(info)
    end = start + timedelta(days=500)
    for item in occurrences(gift(frequency, start), time_zone=zone, since=LONG_AGO, before=end):
        found = item.due_at.astimezone(info)
        if found.time() != local.time():
            # The hands were moved over it: an hour in most places, half an hour in some.
            wanted = datetime.combine(found.date(), local.time(), info).replace(fold=0)
            assert wanted.astimezone(UTC).astimezone(info) == found
        if frequency in (Frequency.MONTHLY, Frequency.QUARTERLY, Frequency.YEARLY):
            last = (found.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
            assert found.day == min(local.day, last.day)


@given(day=st.dates(min_value=date(1990, 1, 1), max_value=date(2100, 1, 1)))
def test_every_birthday_comes_round_once_a_year(day: date) -> None:
    for birthday in ((2, 29), (2, 28), (day.month, day.day)):
        days = [
            date(day.year, 1, 1) + timedelta(days=number)
            for number in range(366)
            if (date(day.year, 1, 1) + timedelta(days=number)).year == day.year
        ]
        assert sum(birthday in dates_that_come_round(item) for item in days) == 1


def test_birthday_of_29_february() -> None:
    assert dates_that_come_round(date(2027, 2, 28)) == [(2, 28), (2, 29)]
    assert dates_that_come_round(date(2028, 2, 28)) == [(2, 28)]
    assert dates_that_come_round(date(2028, 2, 29)) == [(2, 29)]


@given(day=st.dates(min_value=date(2000, 1, 1), max_value=date(2099, 1, 1)), zone=zones)
def test_a_day_begins_and_ends_in_its_zone(day: date, zone: str) -> None:
    begin, end = first_moment(day, time_zone=zone), last_moment(day, time_zone=zone)
    assert local_day(begin, time_zone=zone) == local_day(end, time_zone=zone) == day
    assert local_day(begin - timedelta(microseconds=1), time_zone=zone) == day - timedelta(days=1)
    assert end + timedelta(microseconds=1) == first_moment(day + timedelta(days=1), time_zone=zone)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1990-05-31", "1990-05-31"),
        ("2000-02-29", "2000-02-29"),
        ("05-31", "--05-31"),
        ("--05-31", "--05-31"),
        ("--02-29", "--02-29"),
        ("2026-11-22", "2026-11-22"),
        ("1896-01-01", "1896-01-01"),
    ],
)
def test_birthdays_are_read_and_written(text: str, expected: str) -> None:
    assert birthday_text(parsed_birthday(text, today=TODAY)) == expected


@pytest.mark.parametrize(
    "text",
    [
        *("", "31.05.1990", "1990-5-31", "19900531", "1990-W01-1", "1990-05-31T00:00"),
        *("2001-02-29", "--02-30", "--13-01", "05-00", "2026-11-23", "1895-12-31", "0000-01-01"),
        *("١٩٩٠-٠٥-٣١", "1990-05-31\n", " 1990-05-31", "-05-31", "---05-31", "90-05-31"),
    ],
)
def test_nonsense_is_no_birthday(text: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        parsed_birthday(text, today=TODAY)
