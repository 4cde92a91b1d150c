"""Filters of lists: GraphQL inputs and the conditions that they mean."""

from datetime import UTC, datetime
from typing import Any

import graphene
from django.db.models import Q

from saleor_loyalty_plugin.api.enums import (
    LoyaltyAccountSortField,
    LoyaltyAccountStatusEnum,
    LoyaltyEntryKindEnum,
    LoyaltySortDirection,
)
from saleor_loyalty_plugin.api.ids import keys_of, uuids_of
from saleor_loyalty_plugin.api.shop import shop_type
from saleor_loyalty_plugin.api.texts import refuse_unstorable


def list_of(item: Any) -> graphene.List:
    """A list without nulls in it."""
    return graphene.List(graphene.NonNull(item))


class LoyaltyPointsRangeInput(graphene.InputObjectType):
    """A range of points; both ends are included."""

    gte = graphene.Int(description="At least as many.")
    lte = graphene.Int(description="At most as many.")


class LoyaltyDateTimeRangeInput(graphene.InputObjectType):
    """A range of time; both ends are included."""

    gte = graphene.InputField(shop_type("DateTime"), description="At this time or later.")
    lte = graphene.InputField(shop_type("DateTime"), description="At this time or earlier.")


class LoyaltyAccountFilterInput(graphene.InputObjectType):
    """Which accounts to list; all conditions have to hold. An empty list is no condition."""

    program_ids = graphene.InputField(list_of(graphene.ID), description="In these programs.")
    customer_ids = graphene.InputField(list_of(graphene.ID), description="Of these customers.")
    statuses = graphene.InputField(
        list_of(LoyaltyAccountStatusEnum), description="With one of these statuses."
    )
    balance = graphene.InputField(LoyaltyPointsRangeInput, description="By balance.")
    lifetime_earned = graphene.InputField(
        LoyaltyPointsRangeInput, description="By all points ever earned."
    )
    lifetime_spent = graphene.InputField(
        LoyaltyPointsRangeInput, description="By all points ever spent."
    )
    created_at = graphene.InputField(
        LoyaltyDateTimeRangeInput, description="By the time the account was opened."
    )


class LoyaltyAccountSortingInput(graphene.InputObjectType):
    """How to sort accounts."""

    field = graphene.InputField(
        LoyaltyAccountSortField, required=True, description="What to sort by."
    )
    direction = graphene.InputField(
        LoyaltySortDirection, required=True, description="Which way round."
    )


class LoyaltyEntryFilterInput(graphene.InputObjectType):
    """Which entries to list; all conditions have to hold. An empty list is no condition."""

    account_ids = graphene.InputField(list_of(graphene.ID), description="Of these accounts.")
    customer_ids = graphene.InputField(list_of(graphene.ID), description="Of these customers.")
    program_ids = graphene.InputField(list_of(graphene.ID), description="In these programs.")
    order_ids = graphene.InputField(list_of(graphene.ID), description="Of these orders.")
    kinds = graphene.InputField(list_of(LoyaltyEntryKindEnum), description="Of one of these kinds.")
    reason_codes = graphene.InputField(
        list_of(graphene.String), description="With one of these `reasonCode`s."
    )
    points = graphene.InputField(LoyaltyPointsRangeInput, description="By signed points.")
    created_at = graphene.InputField(
        LoyaltyDateTimeRangeInput, description="By the time the entry was written."
    )


def account_condition(given: dict[str, Any]) -> Q:
    """The condition of a `LoyaltyAccountFilterInput`. Raises `LoyaltyProblem` for wrong IDs."""
    condition = Q()
    if given.get("program_ids"):
        keys = keys_of(given["program_ids"], "LoyaltyProgram", field="filter.program_ids")
        condition &= Q(program_id__in=keys)
    if given.get("customer_ids"):
        keys = keys_of(given["customer_ids"], "User", field="filter.customer_ids")
        condition &= Q(customer_id__in=keys)
    if given.get("statuses"):
        condition &= Q(status__in=given["statuses"])
    for name in ("balance", "lifetime_earned", "lifetime_spent", "created_at"):
        condition &= range_condition(name, given.get(name))
    return condition


def entry_condition(given: dict[str, Any]) -> Q:
    """The condition of a `LoyaltyEntryFilterInput`. Raises `LoyaltyProblem` for wrong IDs."""
    condition = Q()
    refuse_unstorable({"filter": given})
    for name, type_name, column in _ENTRY_IDS:
        if given.get(name):
            keys = keys_of(given[name], type_name, field=f"filter.{name}")
            condition &= Q(**{f"{column}__in": keys})
    if given.get("order_ids"):
        order_ids = uuids_of(given["order_ids"], "Order", field="filter.order_ids")
        condition &= Q(order_id__in=order_ids)
    if given.get("kinds"):
        condition &= Q(kind__in=given["kinds"])
    if given.get("reason_codes"):
        condition &= Q(reason__in=given["reason_codes"])
    for name in ("points", "created_at"):
        condition &= range_condition(name, given.get(name))
    return condition


_ENTRY_IDS = (
    ("account_ids", "LoyaltyAccount", "account_id"),
    ("customer_ids", "User", "account__customer_id"),
    ("program_ids", "LoyaltyProgram", "account__program_id"),
)


def range_condition(column: str, given: dict[str, Any] | None) -> Q:
    """The condition of a range; a time without a zone is taken for UTC."""
    condition = Q()
    for end in ("gte", "lte"):
        value = (given or {}).get(end)
        if isinstance(value, datetime) and value.tzinfo is None:
            value = value.replace(tzinfo=UTC)
        if value is not None:
            condition &= Q(**{f"{column}__{end}": value})
    return condition
