from datetime import UTC, datetime, timedelta
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
    time_zone=st.sampled_from(["UTC", "Europe/Warsaw", "Pacific/Auckland", "America/New_York"]),
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


@given(some_terms)
def test_terms_survive_storage(terms: ExpiryTerms) -> None:
    assert ExpiryTerms.from_json(terms.to_json()) == terms
