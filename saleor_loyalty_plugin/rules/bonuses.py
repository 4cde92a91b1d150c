"""Bonuses: points for something other than an order's goods."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, Self


class BonusTrigger(StrEnum):
    """What a bonus is given for."""

    EVENT = "EVENT"
    ORDER_COUNT = "ORDER_COUNT"
    AMOUNT_SPENT = "AMOUNT_SPENT"
    BIRTHDAY = "BIRTHDAY"
    ANNIVERSARY = "ANNIVERSARY"
    SCHEDULE = "SCHEDULE"


class LimitPeriod(StrEnum):
    """In which a bonus is given at most so many times to one customer."""

    DAY = "DAY"
    WEEK = "WEEK"
    MONTH = "MONTH"
    YEAR = "YEAR"
    EVER = "EVER"


class Frequency(StrEnum):
    """How often a scheduled bonus is given, counted from its start."""

    ONCE = "ONCE"
    DAILY = "DAILY"
    WEEKLY = "WEEKLY"
    MONTHLY = "MONTHLY"
    QUARTERLY = "QUARTERLY"
    YEARLY = "YEARLY"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bonus:
    """`points` for what `trigger` names, from `starts_at` on and before `ends_at`.

    EVENT: each event of `event_type`, at most `limit` times in a `limit_period` (None: no limit).
    ORDER_COUNT: the `order_count`-th order. AMOUNT_SPENT: `amount_spent` of `currency` in all.
    BIRTHDAY, ANNIVERSARY: once a year. SCHEDULE: by `frequency` from `starts_at` on.
    """

    bonus_id: int
    name: str
    trigger: BonusTrigger
    points: int
    event_type: str = ""
    limit: int | None = None
    limit_period: LimitPeriod = LimitPeriod.EVER
    order_count: int | None = None
    amount_spent: Decimal | None = None
    currency: str = ""
    frequency: Frequency | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None

    def holds_at(self, moment: datetime) -> bool:
        """Whether `moment` lies between its start and its end."""
        if self.starts_at is not None and moment < self.starts_at:
            return False
        return self.ends_at is None or moment < self.ends_at

    def to_json(self) -> dict[str, Any]:
        """Only what differs from the defaults, with decimals and times as strings."""
        data: dict[str, Any] = {}
        for item in dataclasses.fields(self):
            value = getattr(self, item.name)
            if value == item.default:
                continue
            if isinstance(value, Decimal | StrEnum):
                value = str(value)
            data[item.name] = value.isoformat() if isinstance(value, datetime) else value
        return data

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        values = dict(data)
        for name, read in _READERS.items():
            if name in values:
                values[name] = read(values[name])
        return cls(**values)


_READERS: Mapping[str, Any] = {
    "trigger": BonusTrigger,
    "limit_period": LimitPeriod,
    "frequency": Frequency,
    "amount_spent": Decimal,
    "starts_at": datetime.fromisoformat,
    "ends_at": datetime.fromisoformat,
}
