"""Conditions of filters and segments: from GraphQL inputs to `rules.segments`."""

from datetime import UTC, datetime
from typing import Any

from saleor_loyalty_plugin.api.ids import keys_of
from saleor_loyalty_plugin.rules.segments import (
    AmountRange,
    Conditions,
    Range,
    tidied_countries,
)
from saleor_loyalty_plugin.services.errors import LoyaltyProblem, ProblemCode

_IDS = {
    "tier_ids": "LoyaltyTier",
    "badge_ids": "LoyaltyBadge",
    "channel_ids": "Channel",
    "customer_type_ids": "CustomerType",
}
_LISTS = ("statuses", "countries", *_IDS)
# Those that a filter of accounts reads from the accounts' own rows.
_OF_ACCOUNTS = ("statuses", "balance", "lifetime_earned", "lifetime_spent", "created_at")
_RANGES = (*_OF_ACCOUNTS[1:], "orders_count", "last_order_at")
_PLAIN = ("last_order_within_days", "last_order_older_than_days", "opted_in", "takes_part")


def segment_conditions(given: dict[str, Any]) -> Conditions:
    """The conditions of a `LoyaltySegmentConditionsInput`; null is no condition.

    Raises `LoyaltyProblem`: GRAPHQL_ERROR (wrong IDs), INVALID, for an empty list: whoever took
    the last tier out of a segment would find everybody in it.
    """
    for name in _LISTS:
        if given.get(name) == []:
            raise LoyaltyProblem(
                ProblemCode.INVALID,
                "Name at least one, or leave the condition out.",
                field=f"conditions.{name}",
            )
    return _conditions(given, prefix="conditions.")


def filter_conditions(given: dict[str, Any]) -> Conditions:
    """Those of a `LoyaltyAccountFilterInput` that stand in other tables than that of accounts.

    Raises `LoyaltyProblem`: GRAPHQL_ERROR (wrong IDs).
    """
    others = {name: value for name, value in given.items() if name not in _OF_ACCOUNTS}
    for name in (*_RANGES, "amount_spent"):
        if others.get(name) is not None and _ends(others[name]).is_open:
            del others[name]
    return _conditions(others, prefix="filter.")


def _conditions(given: dict[str, Any], *, prefix: str) -> Conditions:
    values: dict[str, Any] = {}
    for name in _LISTS:
        if not given.get(name):
            continue
        if name in _IDS:
            keys = keys_of(given[name], _IDS[name], field=prefix + name)
            values[name] = tuple(sorted(set(keys)))
        elif name == "countries":
            values[name] = tidied_countries(tuple(given[name]))
        else:
            values[name] = tuple(sorted({str(item) for item in given[name]}))
    for name in _RANGES:
        if given.get(name) is not None:
            values[name] = _ends(given[name])
    amount = given.get("amount_spent")
    if amount is not None:
        currency = amount["currency"].strip().upper()
        values["amount_spent"] = AmountRange(currency=currency, range=_ends(amount))
    for name in _PLAIN:
        if given.get(name) is not None:
            values[name] = given[name]
    return Conditions(**values)


def _ends(given: dict[str, Any]) -> Range[Any]:
    """A range; times without a zone are taken for UTC."""
    return Range(_zoned(given.get("gte")), _zoned(given.get("lte")))


def _zoned(value: Any) -> Any:
    if isinstance(value, datetime) and value.tzinfo is None:
        return value.replace(tzinfo=UTC)
    return value
