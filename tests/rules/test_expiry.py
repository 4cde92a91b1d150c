from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saleor_loyalty_plugin.rules.expiry import (
    NOT_BEFORE_AN_EVENT,
    ExpiryPolicy,
    ExpiryRoundTo,
    ExpiryTerms,
    activates_at,
    expires_at,
)

Policy, RoundTo = ExpiryPolicy, ExpiryRoundTo


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("terms", "earned", "expected"),
    [
        ({"policy": Policy.AFTER_DAYS, "days": 30}, "2026-01-15T10:00", "2026-02-15T00:00"),
        ({"policy": Policy.AFTER_MONTHS, "months": 1}, "2026-01-31T10:00", "2026-03-01T00:00"),
        ({"policy": Policy.AFTER_MONTHS, "months": 1}, "2028-01-31T10:00", "2028-03-01T00:00"),
        ({"policy": Policy.AFTER_MONTHS, "months": 12}, "2028-02-29T10:00", "2029-03-01T00:00"),
        (
            {"policy": Policy.AFTER_MONTHS, "months": 12, "round_to": RoundTo.MONTH},
            "2026-03-05T10:00",
            "2027-04-01T00:00",
        ),
        (
            {"policy": Policy.AFTER_MONTHS, "months": 1, "round_to": RoundTo.QUARTER},
            "2026-03-05T10:00",
            "2026-07-01T00:00",
        ),
        (
            {"policy": Policy.AFTER_DAYS, "days": 1, "round_to": RoundTo.YEAR},
            "2026-12-31T10:00",
            "2028-01-01T00:00",
        ),
        ({"policy": Policy.YEARLY}, "2026-06-01T10:00", "2027-01-01T00:00"),
        ({"policy": Policy.YEARLY}, "2026-12-31T23:00", "2027-01-01T00:00"),
        (
            {"policy": Policy.YEARLY, "month": 2, "day": 29},
            "2026-03-01T10:00",
            "2027-03-01T00:00",
        ),
        (
            {"policy": Policy.YEARLY, "month": 2, "day": 29},
            "2027-03-01T10:00",
            "2028-03-01T00:00",
        ),
        ({"policy": Policy.AFTER_INACTIVITY, "months": 6}, "2026-08-31T10:00", "2027-03-01T00:00"),
    ],
)
def test_last_day_is_good_to_its_end(terms: dict[str, object], earned: str, expected: str) -> None:
    found = expires_at(ExpiryTerms(**terms), usable_from=utc(earned))  # type: ignore[arg-type]
    assert found == utc(expected)


def test_never() -> None:
    assert expires_at(ExpiryTerms(), usable_from=utc("2026-01-01T00:00")) is None


def test_days_are_the_shops_own() -> None:
    """23:30 UTC is the next day in Warsaw, and the clock changes in between."""
    terms = ExpiryTerms(policy=Policy.AFTER_DAYS, days=30, time_zone="Europe/Warsaw")
    found = expires_at(terms, usable_from=utc("2026-03-09T23:30"))
    assert found == datetime(2026, 4, 10, tzinfo=ZoneInfo("Europe/Warsaw"))
    assert found == utc("2026-04-09T22:00")


MONTHS_12 = {"policy": Policy.AFTER_MONTHS, "months": 12}


@pytest.mark.parametrize(
    ("terms", "earned", "last_day"),
    [
        # Leap days and month ends.
        (MONTHS_12, "2027-02-28T10:00", date(2028, 2, 28)),
        (MONTHS_12, "2028-02-29T10:00", date(2029, 2, 28)),
        ({**MONTHS_12, "months": 48}, "2028-02-29T10:00", date(2032, 2, 29)),
        ({**MONTHS_12, "months": 13}, "2026-12-31T10:00", date(2028, 1, 31)),
        ({**MONTHS_12, "months": 1}, "2026-12-31T10:00", date(2027, 1, 31)),
        ({**MONTHS_12, "months": 6}, "2026-08-30T10:00", date(2027, 2, 28)),
        ({"policy": Policy.AFTER_DAYS, "days": 365}, "2027-03-01T10:00", date(2028, 2, 29)),
        ({"policy": Policy.AFTER_DAYS, "days": 1}, "2028-02-28T10:00", date(2028, 2, 29)),
        # Ends of periods, from within and from their very last day.
        ({**MONTHS_12, "round_to": RoundTo.MONTH}, "2027-02-10T10:00", date(2028, 2, 29)),
        ({**MONTHS_12, "round_to": RoundTo.MONTH}, "2028-02-29T10:00", date(2029, 2, 28)),
        ({**MONTHS_12, "round_to": RoundTo.QUARTER}, "2026-04-01T10:00", date(2027, 6, 30)),
        ({**MONTHS_12, "round_to": RoundTo.QUARTER}, "2026-12-31T10:00", date(2027, 12, 31)),
        ({**MONTHS_12, "round_to": RoundTo.YEAR}, "2026-01-01T10:00", date(2027, 12, 31)),
        (
            {"policy": Policy.AFTER_DAYS, "days": 1, "round_to": RoundTo.MONTH},
            "2026-01-31T10:00",
            date(2026, 2, 28),
        ),
        # A day of the year: also on that very day; 29 February in each kind of year.
        ({"policy": Policy.YEARLY, "month": 6, "day": 30}, "2026-06-30T23:59", date(2026, 6, 30)),
        ({"policy": Policy.YEARLY, "month": 6, "day": 30}, "2026-07-01T00:00", date(2027, 6, 30)),
        ({"policy": Policy.YEARLY, "month": 6, "day": 31}, "2026-06-30T12:00", date(2026, 6, 30)),
        ({"policy": Policy.YEARLY, "month": 2, "day": 29}, "2027-02-28T12:00", date(2027, 2, 28)),
        ({"policy": Policy.YEARLY, "month": 2, "day": 29}, "2028-02-28T12:00", date(2028, 2, 29)),
        ({"policy": Policy.YEARLY, "month": 2, "day": 29}, "2028-02-29T12:00", date(2028, 2, 29)),
        # Rounding says nothing more about a day that is named.
        (
            {"policy": Policy.YEARLY, "month": 6, "day": 30, "round_to": RoundTo.YEAR},
            "2026-01-01T10:00",
            date(2026, 6, 30),
        ),
    ],
)
def test_last_day(terms: dict[str, object], earned: str, last_day: date) -> None:
    found = expires_at(ExpiryTerms(**terms), usable_from=utc(earned))  # type: ignore[arg-type]
    assert found == datetime.combine(last_day + timedelta(days=1), time(0), UTC)


@pytest.mark.parametrize(
    ("zone", "earned", "last_day", "expected"),
    [
        # The shop's own midnight, whatever its clock does around it. 1 day is the next day.
        ("Europe/Warsaw", "2026-03-28T11:00", date(2026, 3, 29), "2026-03-29T22:00"),
        ("Europe/Warsaw", "2026-10-24T11:00", date(2026, 10, 25), "2026-10-25T23:00"),
        # An instant that is another day in the shop: 13 hours ahead, 11 hours behind.
        ("Pacific/Apia", "2026-12-30T11:00", date(2027, 1, 1), "2027-01-01T11:00"),
        ("Pacific/Apia", "2026-12-30T10:59", date(2026, 12, 31), "2026-12-31T11:00"),
        ("Pacific/Kiritimati", "2026-12-30T10:00", date(2027, 1, 1), "2027-01-01T10:00"),
        ("Pacific/Pago_Pago", "2027-01-01T10:59", date(2027, 1, 1), "2027-01-02T11:00"),
        ("Asia/Kathmandu", "2026-06-01T18:14", date(2026, 6, 2), "2026-06-02T18:15"),
        ("Asia/Kathmandu", "2026-06-01T18:15", date(2026, 6, 3), "2026-06-03T18:15"),
        # Clocks that change at midnight: the day after begins at one o'clock in the morning.
        ("America/Havana", "2026-03-06T12:00", date(2026, 3, 7), "2026-03-08T05:00"),
        # A day that was left out: Samoa had no 30 December 2011.
        ("Pacific/Apia", "2011-12-29T12:00", date(2011, 12, 30), "2011-12-30T10:00"),
    ],
)
def test_days_end_with_the_shops_midnight(
    zone: str, earned: str, last_day: date, expected: str
) -> None:
    terms = ExpiryTerms(policy=Policy.AFTER_DAYS, days=1, time_zone=zone)
    found = expires_at(terms, usable_from=utc(earned))
    assert found == utc(expected)
    assert found is not None
    # Good through the whole last day, and not a minute of the next.
    local = found.astimezone(ZoneInfo(zone))
    assert (found - timedelta(minutes=1)).astimezone(ZoneInfo(zone)).date() <= last_day
    assert local.date() > last_day


@pytest.mark.parametrize(
    ("zone", "expected"),
    [
        ("UTC", "2027-01-01T00:00"),
        ("Pacific/Auckland", "2027-12-31T11:00"),
        ("America/New_York", "2027-01-01T05:00"),
    ],
)
def test_year_ends_where_the_shop_is(zone: str, expected: str) -> None:
    """20:00 UTC on New Year's Eve is the new year in Auckland already."""
    terms = ExpiryTerms(policy=Policy.YEARLY, time_zone=zone)
    assert expires_at(terms, usable_from=utc("2026-12-31T20:00")) == utc(expected)


@pytest.mark.parametrize(
    ("days", "waits", "is_fulfilled", "expected"),
    [
        (0, False, False, None),
        (14, False, False, utc("2026-01-15T00:00")),
        (0, True, False, NOT_BEFORE_AN_EVENT),
        (0, True, True, None),
        (14, True, True, utc("2026-01-15T00:00")),
    ],
)
def test_activation(days: int, waits: bool, is_fulfilled: bool, expected: datetime | None) -> None:
    found = activates_at(
        pending_days=days,
        waits_for_fulfillment=waits,
        is_fulfilled=is_fulfilled,
        now=utc("2026-01-01T00:00"),
    )
    assert found == expected


some_terms = st.builds(
    ExpiryTerms,
    policy=st.sampled_from([policy for policy in Policy if policy is not Policy.NEVER]),
    days=st.integers(1, 2000),
    months=st.integers(1, 120),
    month=st.integers(1, 12),
    day=st.integers(1, 31),
    round_to=st.sampled_from(RoundTo),
    time_zone=st.sampled_from(
        ["UTC", "Europe/Warsaw", "Pacific/Auckland", "America/New_York", "Pacific/Apia"]
    ),
)
moments = st.datetimes(
    min_value=datetime(2020, 1, 1), max_value=datetime(2060, 1, 1), timezones=st.just(UTC)
)


@given(some_terms, moments, st.timedeltas(timedelta(0), timedelta(days=800)))
def test_later_points_never_run_out_earlier(
    terms: ExpiryTerms, earned: datetime, delay: timedelta
) -> None:
    first = expires_at(terms, usable_from=earned)
    later = expires_at(terms, usable_from=earned + delay)
    assert first is not None
    assert later is not None
    assert earned < first <= later


@given(some_terms, moments)
def test_points_run_out_at_a_midnight_of_the_shop(terms: ExpiryTerms, earned: datetime) -> None:
    """They never go in the middle of a day, and always after the days that were promised."""
    found = expires_at(terms, usable_from=earned)
    assert found is not None
    zone = ZoneInfo(terms.time_zone)
    assert found.astimezone(zone).time() == time(0)
    first_day, end = earned.astimezone(zone).date(), found.astimezone(zone).date()
    if terms.policy is Policy.AFTER_DAYS:
        assert (end - first_day).days >= terms.days + 1
    if terms.policy in (Policy.AFTER_MONTHS, Policy.AFTER_INACTIVITY):
        assert (end - first_day).days > terms.months * 28
    if terms.policy is not Policy.YEARLY and terms.round_to is not RoundTo.NONE:
        assert end.day == 1
        assert (
            end.month
            in {
                RoundTo.MONTH: range(1, 13),
                RoundTo.QUARTER: (1, 4, 7, 10),
                RoundTo.YEAR: (1,),
            }[terms.round_to]
        )


@given(some_terms)
def test_terms_survive_storage(terms: ExpiryTerms) -> None:
    assert ExpiryTerms.from_json(terms.to_json()) == terms
