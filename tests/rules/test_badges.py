"""Badges by examples: what unlocks them, and what is missing."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saleor_loyalty_plugin.rules.badges import (
    Badge,
    BadgeBasis,
    BadgeValues,
    is_unlocked_by,
    missing_for,
)

D = Decimal
VALUES = BadgeValues(
    balance=10,
    lifetime_earned=20,
    orders_count=3,
    amount_spent=D("45.60"),
    events={"survey": 2, "share": 5},
)


def badge(
    basis: BadgeBasis, value_from: int = 0, value_to: int | None = None, event_type: str = ""
) -> Badge:
    return Badge(
        badge_id=1,
        title="Badge",
        basis=basis,
        value_from=D(value_from),
        value_to=D(value_to) if value_to is not None else None,
        event_type=event_type,
    )


@pytest.mark.parametrize(
    ("basis", "value"),
    [
        (BadgeBasis.BALANCE, D(10)),
        (BadgeBasis.LIFETIME, D(20)),
        (BadgeBasis.ORDERS, D(3)),
        (BadgeBasis.SPEND, D("45.60")),
        (BadgeBasis.ACTIVITY, D(7)),
        (BadgeBasis.MANUAL, D(0)),
    ],
)
def test_what_each_basis_looks_at(basis: BadgeBasis, value: Decimal) -> None:
    assert VALUES.of(badge(basis)) == value


def test_activity_of_one_type() -> None:
    assert VALUES.of(badge(BadgeBasis.ACTIVITY, event_type="survey")) == 2
    assert VALUES.of(badge(BadgeBasis.ACTIVITY, event_type="review")) == 0


@pytest.mark.parametrize(
    ("value", "is_unlocked", "missing"),
    [
        ("0", False, D(100)),
        ("99.999", False, D("0.001")),
        ("100", True, D(0)),
        ("200", True, D(0)),
        ("200.001", False, None),
    ],
)
def test_both_ends_belong_to_it(value: str, is_unlocked: bool, missing: Decimal | None) -> None:
    found = badge(BadgeBasis.SPEND, 100, 200)
    assert is_unlocked_by(found, D(value)) is is_unlocked
    assert missing_for(found, D(value)) == missing


@given(value=st.integers(0, 10**6))
def test_no_value_unlocks_what_staff_alone_give(value: int) -> None:
    found = badge(BadgeBasis.MANUAL)
    assert (is_unlocked_by(found, D(value)), missing_for(found, D(value))) == (False, None)


@given(
    value=st.integers(0, 300), value_from=st.integers(0, 200), span=st.none() | st.integers(0, 50)
)
def test_what_is_missing_unlocks(value: int, value_from: int, span: int | None) -> None:
    found = badge(BadgeBasis.BALANCE, value_from, value_from + span if span is not None else None)
    missing = missing_for(found, D(value))
    if missing is not None:
        assert is_unlocked_by(found, value + missing)
    assert is_unlocked_by(found, D(value)) is (missing == 0)


def test_a_badge_survives_storage() -> None:
    found = badge(BadgeBasis.ACTIVITY, 2, 9, event_type="survey")
    assert Badge.from_json(found.to_json()) == found
