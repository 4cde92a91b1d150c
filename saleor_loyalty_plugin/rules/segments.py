"""Conditions on accounts: what a saved filter asks for, and what can be wrong with it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any, Self

DAYS_MAX = 36_500
AMOUNT_MAX = Decimal(1_000_000_000)
AMOUNT_PLACES = 3
NUMBER_MAX = 2**31 - 1
IDS_MAX = 100
COUNTRIES_MAX = 300
# Beyond these years a time can't be stored, or not be read again, in every zone.
YEARS = range(1970, 9999)
_COUNTRY = re.compile(r"[A-Z]{2}")
_CURRENCY = re.compile(r"[A-Z]{3}")


class UnknownCondition(ValueError):
    """Stored conditions hold one that this version doesn't know; `name` is its name.

    To leave it out would match accounts that nobody meant.
    """

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


@dataclass(frozen=True, slots=True)
class Range[T]:
    """From `gte` to `lte`, both included; None is no bound."""

    gte: T | None = None
    lte: T | None = None

    @property
    def is_reversed(self) -> bool:
        first: Any = self.gte
        return first is not None and self.lte is not None and first > self.lte

    @property
    def is_open(self) -> bool:
        """Whether it bounds nothing."""
        return self.gte is None and self.lte is None


@dataclass(frozen=True, slots=True, kw_only=True)
class AmountRange:
    """An amount of one currency; None is no bound."""

    currency: str
    range: Range[Decimal]


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """What an account has to be like; all that is given has to hold, of a list any one.

    `balance` as the ledger keeps it. `amount_spent` and `orders_count` are of all orders ever, net
    of returns and refunds. `last_order_at` and the numbers of days (24 hours each, before the
    moment of asking) are met by accounts that have ordered, no others. `channel_ids`: has an order
    there that counts. `countries` are ISO codes, of the customer's default billing address, else of
    the default shipping address. `opted_in` is what the customer said last, `takes_part` whether
    new points come in.
    """

    statuses: tuple[str, ...] = ()
    balance: Range[int] | None = None
    lifetime_earned: Range[int] | None = None
    lifetime_spent: Range[int] | None = None
    created_at: Range[datetime] | None = None
    tier_ids: tuple[int, ...] = ()
    badge_ids: tuple[int, ...] = ()
    amount_spent: AmountRange | None = None
    orders_count: Range[int] | None = None
    last_order_at: Range[datetime] | None = None
    last_order_within_days: int | None = None
    last_order_older_than_days: int | None = None
    countries: tuple[str, ...] = ()
    channel_ids: tuple[int, ...] = ()
    customer_type_ids: tuple[int, ...] = ()
    opted_in: bool | None = None
    takes_part: bool | None = None

    @property
    def is_empty(self) -> bool:
        """Whether every account meets them."""
        return not self.to_json()

    def to_json(self) -> dict[str, Any]:
        """Only what is given; amounts as strings, times in ISO 8601."""
        data: dict[str, Any] = {}
        for name, value in _values_of(self):
            if isinstance(value, tuple):
                data[name] = list(value)
            elif isinstance(value, AmountRange):
                data[name] = {"currency": value.currency, **_range_to_json(value.range)}
            elif isinstance(value, Range):
                data[name] = _range_to_json(value)
            else:
                data[name] = value
        return data

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """The conditions of `to_json`. Raises `UnknownCondition`."""
        known = {field.name for field in fields(cls)}
        for name in data:
            if name not in known:
                raise UnknownCondition(name)
        values = dict(data)
        for name in _LISTS:
            if name in values:
                values[name] = tuple(values[name])
        for name, kind in _RANGES.items():
            if name in values:
                values[name] = _range_from_json(name, values[name], kind)
        if "amount_spent" in values:
            ends = dict(values["amount_spent"])
            currency = ends.pop("currency")
            values["amount_spent"] = AmountRange(
                currency=currency, range=_range_from_json("amount_spent", ends, Decimal)
            )
        return cls(**values)

    def last_order_range(self, now: datetime) -> Range[datetime] | None:
        """When the last order has to be, of all that is said about it; None if nothing is.

        The days count back from `now`; "older than" is before, not at.
        """
        given = self.last_order_at if self.last_order_at is not None else Range()
        starts, ends = [given.gte], [given.lte]
        if self.last_order_within_days is not None:
            starts.append(now - timedelta(days=self.last_order_within_days))
        if self.last_order_older_than_days is not None:
            older = now - timedelta(days=self.last_order_older_than_days)
            ends.append(older - timedelta(microseconds=1))
        found = Range(
            max((moment for moment in starts if moment is not None), default=None),
            min((moment for moment in ends if moment is not None), default=None),
        )
        return None if found.is_open else found


class FaultKind(StrEnum):
    """What can be wrong with one condition."""

    REVERSED = "REVERSED"
    OPEN = "OPEN"
    OUT_OF_RANGE = "OUT_OF_RANGE"
    DAYS = "DAYS"
    NO_DAY_LEFT = "NO_DAY_LEFT"
    TOO_MANY = "TOO_MANY"
    COUNTRY = "COUNTRY"
    CURRENCY = "CURRENCY"
    TIME = "TIME"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What is wrong, and with which field, such as `balance.lte`; `most` is the largest allowed."""

    field: str
    kind: FaultKind
    most: object = None


def fault_of(conditions: Conditions) -> Fault | None:
    """The first thing that is wrong with conditions, None for good ones."""
    return next(_faults(conditions), None)


def tidied_countries(codes: tuple[str, ...]) -> tuple[str, ...]:
    """Codes in capitals, each once."""
    return tuple(sorted({code.strip().upper() for code in codes}))


def _faults(conditions: Conditions) -> Iterator[Fault]:
    for name in _LISTS:
        most = COUNTRIES_MAX if name == "countries" else IDS_MAX
        if len(getattr(conditions, name)) > most:
            yield Fault(field=name, kind=FaultKind.TOO_MANY, most=most)
    for name, kind in _RANGES.items():
        found = getattr(conditions, name)
        if found is not None:
            yield from _range_faults(name, found, kind)
    if conditions.amount_spent is not None:
        if not _CURRENCY.fullmatch(conditions.amount_spent.currency):
            yield Fault(field="amount_spent.currency", kind=FaultKind.CURRENCY)
        yield from _range_faults("amount_spent", conditions.amount_spent.range, Decimal)
    if not all(_COUNTRY.fullmatch(code) for code in conditions.countries):
        yield Fault(field="countries", kind=FaultKind.COUNTRY)
    yield from _day_faults(conditions)


def _day_faults(conditions: Conditions) -> Iterator[Fault]:
    for name in ("last_order_within_days", "last_order_older_than_days"):
        days = getattr(conditions, name)
        if days is not None and not 1 <= days <= DAYS_MAX:
            yield Fault(field=name, kind=FaultKind.DAYS, most=DAYS_MAX)
    within, older = conditions.last_order_within_days, conditions.last_order_older_than_days
    if within is not None and older is not None and older >= within:
        yield Fault(field="last_order_older_than_days", kind=FaultKind.NO_DAY_LEFT)


def _range_faults(name: str, found: Range[Any], kind: type) -> Iterator[Fault]:
    if found.is_open:
        yield Fault(field=name, kind=FaultKind.OPEN)
    for end in ("gte", "lte"):
        value = getattr(found, end)
        if value is None:
            continue
        field = f"{name}.{end}"
        if kind is datetime:
            if value.year not in YEARS:
                yield Fault(field=field, kind=FaultKind.TIME)
        elif not _is_in_bounds(name, value):
            most = AMOUNT_MAX if kind is Decimal else NUMBER_MAX
            yield Fault(field=field, kind=FaultKind.OUT_OF_RANGE, most=most)
    if found.is_reversed:
        yield Fault(field=f"{name}.lte", kind=FaultKind.REVERSED)


def _is_in_bounds(name: str, value: Any) -> bool:
    if isinstance(value, Decimal):
        is_good = value.is_finite() and 0 <= value <= AMOUNT_MAX
        return is_good and value == round(value, AMOUNT_PLACES)
    # A balance may be below 0; everything else counts something.
    least = -NUMBER_MAX if name == "balance" else 0
    return bool(least <= value <= NUMBER_MAX)


def _values_of(conditions: Conditions) -> Iterator[tuple[str, Any]]:
    """The conditions that are given, by name."""
    for field in fields(conditions):
        value = getattr(conditions, field.name)
        if value is not None and value != ():
            yield field.name, value


def _range_to_json(found: Range[Any]) -> dict[str, Any]:
    ends = {"gte": found.gte, "lte": found.lte}
    return {end: _plain(value) for end, value in ends.items() if value is not None}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def _range_from_json(name: str, data: Mapping[str, Any], kind: type) -> Range[Any]:
    for end in data:
        if end not in ("gte", "lte"):
            raise UnknownCondition(f"{name}.{end}")
    read: Any = {int: int, Decimal: Decimal, datetime: datetime.fromisoformat}[kind]
    return Range(**{end: read(value) for end, value in data.items()})


_LISTS = (
    "statuses",
    "tier_ids",
    "badge_ids",
    "countries",
    "channel_ids",
    "customer_type_ids",
)
_RANGES: Mapping[str, type] = {
    "balance": int,
    "lifetime_earned": int,
    "lifetime_spent": int,
    "created_at": datetime,
    "orders_count": int,
    "last_order_at": datetime,
}
