"""Tiers by examples: which is reached, what a year is, and what moves a customer."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saleor_loyalty_plugin.rules.tiers import (
    HeldTier,
    Tier,
    TierBasis,
    TierChangeReason,
    TierDemotion,
    TierMove,
    TierSeason,
    leaves_window,
    move_tier,
    tier_progress,
    tier_reached,
    tiers_in_force,
    window_start,
)

D = Decimal
NOW = datetime(2027, 3, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)
BRONZE, SILVER, GOLD = (
    Tier(tier_id=pk, name=name, threshold=D(threshold))
    for pk, name, threshold in ((1, "Bronze", 0), (2, "Silver", 500), (3, "Gold", 1000))
)
ALL = (BRONZE, SILVER, GOLD)


@pytest.mark.parametrize(
    ("qualifying", "name"),
    [
        ("0", "Bronze"),
        ("499.99", "Bronze"),
        ("500.00", "Silver"),
        ("999.999", "Silver"),
        ("1000", "Gold"),
        ("1000000", "Gold"),
    ],
)
def test_a_threshold_is_reached_exactly(qualifying: str, name: str) -> None:
    tier = tier_reached(ALL, D(qualifying))
    assert tier is not None and tier.name == name


def test_below_all_thresholds_there_is_none() -> None:
    assert tier_reached((SILVER, GOLD), D("499.99")) is None


def test_of_equal_thresholds_the_later_rank_counts() -> None:
    first = Tier(tier_id=9, name="First", threshold=D(500), rank=1)
    second = Tier(tier_id=8, name="Second", threshold=D(500), rank=2)
    assert tier_reached(tiers_in_force((second, first, BRONZE), NOW), D(500)) == second


def test_a_season_holds_from_its_start_to_before_its_end() -> None:
    season = TierSeason(threshold=D(300), name="Easy", starts_at=NOW, ends_at=NOW + DAY)
    silver = Tier(tier_id=2, name="Silver", threshold=D(500), seasons=(season,))
    found = {
        moment: (tier.name, tier.threshold)
        for moment in (NOW - DAY, NOW, NOW + DAY)
        for tier in tiers_in_force((silver,), moment)
    }
    assert found == {
        NOW - DAY: ("Silver", D(500)),
        NOW: ("Easy", D(300)),
        NOW + DAY: ("Silver", D(500)),
    }


def test_a_tier_exists_from_its_start_to_before_its_end() -> None:
    tier = Tier(tier_id=1, name="Now", starts_at=NOW, ends_at=NOW + DAY)
    moments = (NOW - DAY, NOW, NOW + DAY)
    assert [len(tiers_in_force((tier,), moment)) for moment in moments] == [0, 1, 0]
    assert Tier.from_json(tier.to_json()) == tier


@pytest.mark.parametrize("basis", [TierBasis.CALENDAR_YEAR, TierBasis.ROLLING_YEAR])
@given(day=st.dates(date(2023, 1, 1), date(2033, 12, 31)))
def test_a_day_counts_until_it_leaves(basis: TierBasis, day: date) -> None:
    leaves = leaves_window(basis, day)
    assert leaves is not None
    before, after = window_start(basis, leaves - DAY), window_start(basis, leaves)
    assert before is not None and after is not None
    assert before <= day < after


@pytest.mark.parametrize(
    ("today", "first"),
    [
        ("2027-05-05", "2026-05-06"),
        ("2028-02-29", "2027-03-01"),
        ("2028-03-01", "2027-03-02"),
        ("2029-02-28", "2028-02-29"),
    ],
)
def test_twelve_months_end_with_the_day_itself(today: str, first: str) -> None:
    found = window_start(TierBasis.ROLLING_YEAR, date.fromisoformat(today))
    assert found == date.fromisoformat(first)


def moved(
    held: HeldTier, qualifying: int, demotion: TierDemotion = TierDemotion.IMMEDIATE
) -> TierMove:
    return move_tier(
        held,
        tiers=ALL,
        qualifying=D(qualifying),
        demotion=demotion,
        grace_ends_at=NOW + 30 * DAY,
        now=NOW,
    )


LATER, OVER = NOW + DAY, NOW
R = TierChangeReason


@pytest.mark.parametrize(
    ("held", "qualifying", "demotion", "tier_id", "reason"),
    [
        (HeldTier(tier_id=1), 500, "IMMEDIATE", 2, R.REACHED),
        (HeldTier(tier_id=1), 1000, "NEVER", 3, R.REACHED),
        (HeldTier(tier_id=2), 500, "IMMEDIATE", 2, None),
        (HeldTier(tier_id=3), 500, "IMMEDIATE", 2, R.FELL_BELOW),
        (HeldTier(tier_id=3), 0, "NEVER", 3, None),
        (HeldTier(tier_id=3), 0, "GRACE", 3, None),
        (HeldTier(tier_id=3, grace_until=LATER), 0, "GRACE", 3, None),
        (HeldTier(tier_id=3, grace_until=OVER), 500, "GRACE", 2, R.GRACE_ENDED),
        (HeldTier(tier_id=3, grace_until=OVER), 1000, "GRACE", 3, None),
        (HeldTier(tier_id=7), 500, "NEVER", 2, R.TIERS_CHANGED),
        (HeldTier(tier_id=1, hand_tier_id=3, hand_until=LATER), 0, "GRACE", 3, R.SET_BY_HAND),
        (HeldTier(tier_id=3, hand_tier_id=3, hand_until=LATER), 0, "GRACE", 3, None),
        (HeldTier(tier_id=3, hand_tier_id=3, hand_until=OVER), 0, "NEVER", 1, R.HAND_ENDED),
        (HeldTier(tier_id=3, hand_tier_id=3, hand_until=OVER), 1000, "GRACE", 3, None),
        (HeldTier(tier_id=2, hand_tier_id=2, hand_until=LATER), 1000, "GRACE", 3, R.REACHED),
        (HeldTier(tier_id=1, hand_tier_id=7, hand_until=LATER), 0, "GRACE", 1, None),
    ],
)
def test_moves(
    held: HeldTier,
    qualifying: int,
    demotion: str,
    tier_id: int,
    reason: TierChangeReason | None,
) -> None:
    move = moved(held, qualifying, TierDemotion(demotion))
    assert (move.held.tier_id, move.reason) == (tier_id, reason)


def test_a_grace_begins_once_and_ends_when_the_sum_is_back() -> None:
    first = moved(HeldTier(tier_id=3), 0, TierDemotion.GRACE).held
    assert first.grace_until == NOW + 30 * DAY
    running = HeldTier(tier_id=3, grace_until=LATER)
    assert moved(running, 500, TierDemotion.GRACE).held.grace_until == LATER
    assert moved(running, 1000, TierDemotion.GRACE).held.grace_until is None


@given(
    tier_id=st.none() | st.integers(1, 4),
    qualifying=st.integers(0, 1500),
    demotion=st.sampled_from(TierDemotion),
    hand=st.none() | st.integers(1, 3),
    hand_days=st.integers(-1, 1),
    grace_days=st.none() | st.integers(-1, 1),
)
def test_a_move_is_made_once(
    tier_id: int | None,
    qualifying: int,
    demotion: TierDemotion,
    hand: int | None,
    hand_days: int,
    grace_days: int | None,
) -> None:
    """Looked at again at the same moment, nothing moves; and never below what the sum reaches."""
    held = HeldTier(
        tier_id=tier_id,
        grace_until=NOW + grace_days * DAY if grace_days is not None else None,
        hand_tier_id=hand,
        hand_until=NOW + hand_days * DAY if hand is not None else None,
    )
    move = moved(held, qualifying, demotion)
    assert moved(move.held, qualifying, demotion) == TierMove(held=move.held, reason=None)
    reached = tier_reached(ALL, D(qualifying))
    assert reached is not None and (move.held.tier_id or 0) >= reached.tier_id
    assert (move.reason is None) == (move.held.tier_id == tier_id)


@pytest.mark.parametrize(
    ("tier_id", "qualifying", "missing", "percentage", "to_keep"),
    [
        (1, "0", "500", "0", "0"),
        (1, "499.99", "0.01", "99.99", "0"),
        (1, "333.33", "166.67", "66.66", "0"),
        (2, "500", "500", "50", "0"),
        (2, "400", "600", "40", "100"),
        (3, "1000", "0", "100", "0"),
        (3, "999.99", "0", "100", "0.01"),
        (None, "-5", "0", "100", "0"),
    ],
)
def test_progress(
    tier_id: int | None, qualifying: str, missing: str, percentage: str, to_keep: str
) -> None:
    tiers = ALL if tier_id is not None else ()
    found = tier_progress(tiers=tiers, tier_id=tier_id, qualifying=D(qualifying))
    assert (found.missing, found.percentage) == (D(missing), D(percentage))
    assert found.missing_to_keep == D(to_keep)
