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


class LoyaltyCountRangeInput(graphene.InputObjectType):
    """A range of numbers; both ends are included."""

    gte = graphene.Int(description="At least as many.")
    lte = graphene.Int(description="At most as many.")


class LoyaltyAmountRangeInput(graphene.InputObjectType):
    """A range of amounts in one currency; both ends are included."""

    currency = graphene.String(required=True, description="The currency, such as EUR.")
    gte = graphene.InputField(shop_type("PositiveDecimal"), description="At least as much.")
    lte = graphene.InputField(shop_type("PositiveDecimal"), description="At most as much.")


class AccountConditions:
    """What filters of accounts and segments can ask for, under the same names."""

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
    tier_ids = graphene.InputField(
        list_of(graphene.ID), description="In one of these tiers. IDs of LoyaltyTiers."
    )
    badge_ids = graphene.InputField(
        list_of(graphene.ID), description="With one of these badges. IDs of LoyaltyBadges."
    )
    amount_spent = graphene.InputField(
        LoyaltyAmountRangeInput,
        description="By what all its orders add up to, less what was returned or refunded.",
    )
    orders_count = graphene.InputField(
        LoyaltyCountRangeInput,
        description=(
            "By the number of orders that count, of all currencies; `lte: 0` for who never ordered."
        ),
    )
    last_order_at = graphene.InputField(
        LoyaltyDateTimeRangeInput,
        description="By the time of the last order; who never ordered is not among them.",
    )
    last_order_within_days = graphene.Int(
        description=(
            "With an order in the last so many days of 24 hours, counted back from the moment in"
            " which it is asked. 1 to 36500."
        )
    )
    last_order_older_than_days = graphene.Int(
        description=(
            "With an order, but none in the last so many days, counted likewise. 1 to 36500. Who"
            " never ordered is not among them."
        )
    )
    countries = graphene.InputField(
        list_of(graphene.String),
        description=(
            "Of customers who live in one of these countries: codes of two letters, such as PL."
            " The default billing address counts, without one the default shipping address."
        ),
    )
    channel_ids = graphene.InputField(
        list_of(graphene.ID),
        description="With an order that counts in one of these channels. IDs of Channels.",
    )
    customer_type_ids = graphene.InputField(
        list_of(graphene.ID),
        description=(
            "Of customers of one of these types. IDs of CustomerTypes, which Saleor has from 3.23"
            " on."
        ),
    )
    opted_in = graphene.Boolean(
        description=(
            "Whether the customer has opted in and not opted out since, whether or not the program"
            " asks for it."
        )
    )
    takes_part = graphene.Boolean(
        description="Whether new points come in; see `LoyaltyAccount.takesPart`."
    )


class LoyaltySegmentConditionsInput(AccountConditions, graphene.InputObjectType):
    """What an account of a segment has to be like; all that is given has to hold."""


class LoyaltyAccountFilterInput(AccountConditions, graphene.InputObjectType):
    """Which accounts to list; all conditions have to hold. An empty list is no condition."""

    program_ids = graphene.InputField(list_of(graphene.ID), description="In these programs.")
    customer_ids = graphene.InputField(list_of(graphene.ID), description="Of these customers.")
    segment_id = graphene.ID(description="In this segment.")


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
