"""Tiers: which one a customer has by what was spent, and when that changes.

Tiers stand by their threshold: of those in force, a customer has the highest whose threshold is
reached. A sum of exactly the threshold reaches it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import ROUND_DOWN, Decimal
from enum import StrEnum
from typing import Any, Self

from saleor_loyalty_plugin.rules.facts import ZERO

ONE = Decimal(1)
HUNDRED = Decimal(100)


class TierBasis(StrEnum):
    """What thresholds are compared with: what was spent ever, in this calendar year or in the last
    twelve months, net of returns and refunds, or points earned ever."""

    LIFETIME = "LIFETIME"
    CALENDAR_YEAR = "CALENDAR_YEAR"
    ROLLING_YEAR = "ROLLING_YEAR"
    POINTS = "POINTS"


class TierDemotion(StrEnum):
    """What happens when the sum falls below the threshold of a tier that is held."""

    IMMEDIATE = "IMMEDIATE"
    GRACE = "GRACE"
    NEVER = "NEVER"


class TierChangeReason(StrEnum):
    """Why a customer's tier changed.

    REACHED and FELL_BELOW: the sum passed a threshold. GRACE_ENDED: it had fallen before.
    SET_BY_HAND and HAND_ENDED: staff set it, and the end that they gave came, or they took it back.
    TIERS_CHANGED: the program's tiers changed, or a season began or ended.
    """

    REACHED = "REACHED"
    FELL_BELOW = "FELL_BELOW"
    GRACE_ENDED = "GRACE_ENDED"
    SET_BY_HAND = "SET_BY_HAND"
    HAND_ENDED = "HAND_ENDED"
    TIERS_CHANGED = "TIERS_CHANGED"


@dataclass(frozen=True, slots=True, kw_only=True)
class TierSeason:
    """What is different in a tier from `starts_at` on and before `ends_at`; an empty name is none.

    Seasons of one tier don't overlap.
    """

    threshold: Decimal
    starts_at: datetime
    ends_at: datetime
    name: str = ""

    def holds_at(self, moment: datetime) -> bool:
        return self.starts_at <= moment < self.ends_at

    def to_json(self) -> dict[str, Any]:
        data = {
            "threshold": str(self.threshold),
            "starts_at": self.starts_at.isoformat(),
            "ends_at": self.ends_at.isoformat(),
        }
        return data | ({"name": self.name} if self.name else {})

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        return cls(
            threshold=Decimal(data["threshold"]),
            starts_at=datetime.fromisoformat(data["starts_at"]),
            ends_at=datetime.fromisoformat(data["ends_at"]),
            name=data.get("name", ""),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Tier:
    """One tier: from `threshold` on, in the program's tier currency or in points.

    It exists from `starts_at` on and before `ends_at`. Its customers get `discount_percentage` or
    `discount_amount` (of the tier currency) off the products named, all where none is; free
    shipping; and `earning_multiplier` times the points. Whoever arrives gets `arrival_points`, and
    the reward `arrival_reward_id` for nothing, once. The shop puts them into `customer_type_id`.
    """

    tier_id: int
    name: str
    threshold: Decimal = ZERO
    rank: int = 0
    discount_percentage: Decimal | None = None
    discount_amount: Decimal | None = None
    product_ids: frozenset[int] = frozenset()
    free_shipping: bool = False
    earning_multiplier: Decimal = ONE
    arrival_points: int = 0
    arrival_reward_id: int | None = None
    customer_type_id: int | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    seasons: tuple[TierSeason, ...] = ()

    def as_of(self, moment: datetime) -> "Tier | None":
        """The tier as it is at a time, with its season's changes; None where it doesn't exist."""
        if self.starts_at is not None and moment < self.starts_at:
            return None
        if self.ends_at is not None and moment >= self.ends_at:
            return None
        season = next((item for item in self.seasons if item.holds_at(moment)), None)
        if season is None:
            return self
        return replace(self, threshold=season.threshold, name=season.name or self.name)

    def to_json(self) -> dict[str, Any]:
        """Only what differs from the defaults, with decimals and times as strings."""
        data: dict[str, Any] = {"tier_id": self.tier_id, "name": self.name}
        for name in ("rank", "free_shipping", "arrival_points"):
            if getattr(self, name):
                data[name] = getattr(self, name)
        for name in ("arrival_reward_id", "customer_type_id"):
            if getattr(self, name) is not None:
                data[name] = getattr(self, name)
        for name in _DECIMALS:
            if getattr(self, name) is not None:
                data[name] = str(getattr(self, name))
        for name in ("starts_at", "ends_at"):
            if getattr(self, name) is not None:
                data[name] = getattr(self, name).isoformat()
        if self.product_ids:
            data["product_ids"] = sorted(self.product_ids)
        if self.seasons:
            data["seasons"] = [season.to_json() for season in self.seasons]
        return data

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        values = dict(data)
        for name in _DECIMALS:
            if name in values:
                values[name] = Decimal(values[name])
        for name in ("starts_at", "ends_at"):
            if name in values:
                values[name] = datetime.fromisoformat(values[name])
        values["product_ids"] = frozenset(values.get("product_ids", ()))
        values["seasons"] = tuple(TierSeason.from_json(item) for item in values.get("seasons", ()))
        return cls(**values)


_DECIMALS = ("threshold", "discount_percentage", "discount_amount", "earning_multiplier")


def tiers_in_force(tiers: Iterable[Tier], moment: datetime) -> tuple[Tier, ...]:
    """The tiers that exist at a time, as they are then, lowest first."""
    found = (tier.as_of(moment) for tier in tiers)
    return tuple(
        sorted(
            (tier for tier in found if tier is not None),
            key=lambda tier: (tier.threshold, tier.rank, tier.tier_id),
        )
    )


def tier_reached(tiers: Sequence[Tier], qualifying: Decimal) -> Tier | None:
    """The highest tier, of some that are in force and sorted, that a sum reaches."""
    reached = [tier for tier in tiers if tier.threshold <= qualifying]
    return reached[-1] if reached else None


def window_start(basis: TierBasis, today: date) -> date | None:
    """The first day whose orders count on a day; None where all do.

    The twelve months end with the day itself: on the 5th of May they begin with the 6th of May of
    the year before.
    """
    if basis is TierBasis.CALENDAR_YEAR:
        return date(today.year, 1, 1)
    if basis is TierBasis.ROLLING_YEAR:
        return _next_day(_year_before(today))
    return None


def leaves_window(basis: TierBasis, day: date) -> date | None:
    """The first day on which a day's orders count no more; None where they always do."""
    if basis is TierBasis.CALENDAR_YEAR:
        return date(day.year + 1, 1, 1)
    if basis is TierBasis.ROLLING_YEAR:
        # `window_start` moves on by a day each day, but stands still on the 29th of February.
        leaves = _year_after(day)
        while (start := window_start(basis, leaves)) is not None and start <= day:
            leaves = _next_day(leaves)
        return leaves
    return None


def _year_before(day: date) -> date:
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 1, day=28 if is_leap_day else day.day)


def _year_after(day: date) -> date:
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + 1, day=28 if is_leap_day else day.day)


def _next_day(day: date) -> date:
    return date.fromordinal(day.toordinal() + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldTier:
    """What an account holds. `tier_id` is None below all thresholds.

    `grace_until` is set while the sum is below the threshold and the tier is kept for a time.
    `hand_tier_id` was set by staff, until `hand_until`.
    """

    tier_id: int | None = None
    grace_until: datetime | None = None
    hand_tier_id: int | None = None
    hand_until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TierMove:
    """What an account holds from now on; `reason` is None where the tier stays the same."""

    held: HeldTier
    reason: TierChangeReason | None


def move_tier(
    held: HeldTier,
    *,
    tiers: Sequence[Tier],
    qualifying: Decimal,
    demotion: TierDemotion,
    grace_ends_at: datetime,
    now: datetime,
    tiers_changed: bool = False,
) -> TierMove:
    """What an account holds now, given what it held and its sum.

    `tiers` are those in force, lowest first; `grace_ends_at` is when a grace that begins now would
    end. The higher of two counts: the tier by the sum, which a grace may keep, and the one by hand,
    until its end. After it nothing keeps a tier that was by hand alone. `tiers_changed` says that
    it is the program's tiers that have changed since the account was looked at last, not its sum.
    """
    places = {tier.tier_id: place for place, tier in enumerate(tiers)}
    reached = tier_reached(tiers, qualifying)
    place_reached = places[reached.tier_id] if reached is not None else -1
    hand_ended = held.hand_until is not None and now >= held.hand_until
    hand = None if hand_ended else held.hand_tier_id
    place_hand = places.get(hand, -1) if hand is not None else -1
    place_held = places.get(held.tier_id, -1) if held.tier_id is not None else -1
    was_by_hand = held.hand_tier_id is not None and held.tier_id == held.hand_tier_id
    grace_until = None
    place = max(place_reached, place_hand)
    kept_by_sum = place_held > place and not was_by_hand
    if kept_by_sum and demotion is TierDemotion.NEVER:
        place = place_held
    elif kept_by_sum and demotion is TierDemotion.GRACE:
        grace_until = held.grace_until if held.grace_until is not None else grace_ends_at
        if now < grace_until:
            place = place_held
        else:
            grace_until = None
    tier_id = tiers[place].tier_id if place >= 0 else None
    after = HeldTier(
        tier_id=tier_id,
        grace_until=grace_until,
        hand_tier_id=hand,
        hand_until=held.hand_until if hand is not None else None,
    )
    if tier_id == held.tier_id:
        return TierMove(held=after, reason=None)
    if place == place_hand and place_held < place_hand:
        reason = TierChangeReason.SET_BY_HAND
    elif was_by_hand and place < place_held:
        reason = TierChangeReason.HAND_ENDED
    elif held.grace_until is not None and place < place_held:
        reason = TierChangeReason.GRACE_ENDED
    elif tiers_changed or (held.tier_id is not None and place_held < 0):
        reason = TierChangeReason.TIERS_CHANGED
    elif place > place_held:
        reason = TierChangeReason.REACHED
    else:
        reason = TierChangeReason.FELL_BELOW
    return TierMove(held=after, reason=reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class TierProgress:
    """How far a customer has come, for a bar: `qualifying` of `next_tier.threshold`.

    `missing` is what is still needed, `percentage` the share that is there, with two decimals,
    rounded down: 100 only where the threshold is reached. Without a next tier 0 and 100.
    `missing_to_keep` is what the sum lacks of the threshold of the tier that is held.
    """

    tier: Tier | None
    next_tier: Tier | None
    qualifying: Decimal
    missing: Decimal
    percentage: Decimal
    missing_to_keep: Decimal


def tier_progress(
    *, tiers: Sequence[Tier], tier_id: int | None, qualifying: Decimal
) -> TierProgress:
    """The progress of a customer who holds `tier_id`. `tiers` are those in force, lowest first.

    The next tier is the one after the tier that is held, whether or not the sum has fallen below.
    """
    place = next((place for place, tier in enumerate(tiers) if tier.tier_id == tier_id), -1)
    next_tier = tiers[place + 1] if place + 1 < len(tiers) else None
    missing, percentage = ZERO, HUNDRED
    if next_tier is not None and qualifying < next_tier.threshold:
        missing = next_tier.threshold - qualifying
        share = max(qualifying, ZERO) * HUNDRED / next_tier.threshold
        percentage = share.quantize(Decimal("0.01"), ROUND_DOWN)
    tier = tiers[place] if place >= 0 else None
    return TierProgress(
        tier=tier,
        next_tier=next_tier,
        qualifying=qualifying,
        missing=missing,
        percentage=percentage,
        missing_to_keep=max(tier.threshold - qualifying, ZERO) if tier is not None else ZERO,
    )
