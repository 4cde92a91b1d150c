"""Conditions of segments: kept as JSON without loss, and refused when they can't be meant."""

from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from saleor_loyalty_plugin.rules.segments import (
    AmountRange,
    Conditions,
    FaultKind,
    Range,
    UnknownCondition,
    fault_of,
    tidied_countries,
)

D = Decimal
NOW = datetime(2031, 3, 4, 12, tzinfo=UTC)
FULL = Conditions(
    statuses=("ACTIVE", "FROZEN"),
    balance=Range(-5, 100),
    lifetime_earned=Range(0, None),
    lifetime_spent=Range(None, 7),
    created_at=Range(NOW, NOW + timedelta(days=1)),
    tier_ids=(1, 2),
    badge_ids=(3,),
    amount_spent=AmountRange(currency="EUR", range=Range(D("0.5"), D("99.999"))),
    orders_count=Range(1, 2),
    last_order_at=Range(None, NOW),
    last_order_within_days=90,
    last_order_older_than_days=30,
    countries=("DE", "PL"),
    channel_ids=(4,),
    customer_type_ids=(5,),
    opted_in=False,
    takes_part=True,
)


def test_everything_survives_json() -> None:
    assert all(getattr(FULL, field.name) not in (None, ()) for field in fields(FULL))
    assert fault_of(FULL) is None
    assert Conditions.from_json(FULL.to_json()) == FULL


def test_nothing_is_kept_of_what_is_not_given() -> None:
    assert Conditions().to_json() == {}
    assert Conditions().is_empty
    assert Conditions(opted_in=False).to_json() == {"opted_in": False}
    assert not Conditions(opted_in=False).is_empty
    assert Conditions.from_json({}) == Conditions()


@pytest.mark.parametrize(
    ("stored", "name"),
    [
        ({"moon_phase": "full"}, "moon_phase"),
        ({"balance": {"gte": 1, "not": 3}}, "balance.not"),
        ({"amount_spent": {"currency": "EUR", "gte": "1", "since": "x"}}, "amount_spent.since"),
    ],
)
def test_conditions_of_a_later_version_are_not_dropped(stored: dict[str, Any], name: str) -> None:
    with pytest.raises(UnknownCondition) as caught:
        Conditions.from_json(stored)
    assert caught.value.name == name


def spent(currency: str, gte: Any = None, lte: Any = None) -> dict[str, Any]:
    return {"amount_spent": AmountRange(currency=currency, range=Range(gte, lte))}


@pytest.mark.parametrize(
    ("values", "field", "kind"),
    [
        ({"balance": Range(2, 1)}, "balance.lte", FaultKind.REVERSED),
        ({"balance": Range()}, "balance", FaultKind.OPEN),
        ({"balance": Range(-(2**31), None)}, "balance.gte", FaultKind.OUT_OF_RANGE),
        ({"lifetime_earned": Range(-1, None)}, "lifetime_earned.gte", FaultKind.OUT_OF_RANGE),
        ({"orders_count": Range(None, -1)}, "orders_count.lte", FaultKind.OUT_OF_RANGE),
        ({"created_at": Range(NOW, NOW - timedelta(1))}, "created_at.lte", FaultKind.REVERSED),
        (
            {"last_order_at": Range(datetime(1, 1, 1, tzinfo=UTC), None)},
            "last_order_at.gte",
            FaultKind.TIME,
        ),
        (spent("EURO", D(1)), "amount_spent.currency", FaultKind.CURRENCY),
        (spent("EUR"), "amount_spent", FaultKind.OPEN),
        (spent("EUR", D(-1)), "amount_spent.gte", FaultKind.OUT_OF_RANGE),
        (spent("EUR", D("NaN")), "amount_spent.gte", FaultKind.OUT_OF_RANGE),
        (spent("EUR", None, D("1.0001")), "amount_spent.lte", FaultKind.OUT_OF_RANGE),
        (spent("EUR", D(2), D(1)), "amount_spent.lte", FaultKind.REVERSED),
        ({"last_order_within_days": 0}, "last_order_within_days", FaultKind.DAYS),
        ({"last_order_older_than_days": 36_501}, "last_order_older_than_days", FaultKind.DAYS),
        (
            {"last_order_within_days": 30, "last_order_older_than_days": 30},
            "last_order_older_than_days",
            FaultKind.NO_DAY_LEFT,
        ),
        ({"countries": ("PL", "P1")}, "countries", FaultKind.COUNTRY),
        ({"countries": ("Ü",)}, "countries", FaultKind.COUNTRY),
        ({"tier_ids": tuple(range(101))}, "tier_ids", FaultKind.TOO_MANY),
    ],
)
def test_faults(values: dict[str, Any], field: str, kind: FaultKind) -> None:
    fault = fault_of(Conditions(**values))
    assert fault is not None
    assert (fault.field, fault.kind) == (field, kind)


def test_ends_that_meet_are_fine() -> None:
    assert fault_of(Conditions(balance=Range(5, 5), created_at=Range(NOW, NOW))) is None
    between = Conditions(last_order_within_days=31, last_order_older_than_days=30)
    assert fault_of(between) is None


def test_countries_in_capitals_once() -> None:
    assert tidied_countries(("pl", " PL", "de")) == ("DE", "PL")


def test_days_count_from_the_moment_of_asking() -> None:
    days = Conditions(last_order_within_days=90, last_order_older_than_days=30)
    instant = timedelta(microseconds=1)
    assert days.last_order_range(NOW) == Range(
        NOW - timedelta(days=90), NOW - timedelta(days=30) - instant
    )
    later = NOW + timedelta(days=7)
    assert days.last_order_range(later) != days.last_order_range(NOW)
    assert Conditions().last_order_range(NOW) is None


def test_of_times_and_days_the_narrower_counts() -> None:
    since = NOW - timedelta(days=10)
    given = Conditions(last_order_at=Range(since, NOW), last_order_within_days=90)
    assert given.last_order_range(NOW) == Range(since, NOW)
    assert replace(given, last_order_within_days=1).last_order_range(NOW) == Range(
        NOW - timedelta(days=1), NOW
    )
