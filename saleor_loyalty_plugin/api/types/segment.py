"""Segments: saved conditions on accounts, and who meets them."""

from collections.abc import Callable
from typing import Any

import graphene
from promise import Promise

from saleor_loyalty_plugin.api.connection import (
    ConnectionField,
    CountableConnection,
    PageRequest,
    Sort,
)
from saleor_loyalty_plugin.api.enums import LoyaltyAccountStatusEnum
from saleor_loyalty_plugin.api.errors import as_graphql_error
from saleor_loyalty_plugin.api.ids import global_id
from saleor_loyalty_plugin.api.loaders import ProgramById
from saleor_loyalty_plugin.api.segment_pages import (
    matching_count,
    matching_page,
    segment_matching,
)
from saleor_loyalty_plugin.api.shop import shop_type
from saleor_loyalty_plugin.api.types.account import LoyaltyAccountCountableConnection
from saleor_loyalty_plugin.api.types.program import LoyaltyProgram
from saleor_loyalty_plugin.models import Segment
from saleor_loyalty_plugin.rules.segments import AmountRange, Conditions
from saleor_loyalty_plugin.services.segments.bounds import COUNT_MAX, Count
from saleor_loyalty_plugin.services.segments.matching import conditions_of


class LoyaltyCountRange(graphene.ObjectType):
    """A range of numbers; both ends are included, null is no end."""

    gte = graphene.Int(description="At least as many.")
    lte = graphene.Int(description="At most as many.")


class LoyaltyDateTimeRange(graphene.ObjectType):
    """A range of time; both ends are included, null is no end."""

    gte = graphene.Field(shop_type("DateTime"), description="At this time or later.")
    lte = graphene.Field(shop_type("DateTime"), description="At this time or earlier.")


class LoyaltyAmountRange(graphene.ObjectType):
    """A range of amounts in one currency; both ends are included, null is no end."""

    currency = graphene.String(required=True, description="The currency.")
    gte = graphene.Field(shop_type("PositiveDecimal"), description="At least as much.")
    lte = graphene.Field(shop_type("PositiveDecimal"), description="At most as much.")

    @staticmethod
    def resolve_gte(root: AmountRange, _info: Any) -> Any:
        return root.range.gte

    @staticmethod
    def resolve_lte(root: AmountRange, _info: Any) -> Any:
        return root.range.lte


def _list(item: Any, description: str, resolver: Callable[..., Any] | None = None) -> Any:
    return graphene.Field(
        graphene.NonNull(graphene.List(graphene.NonNull(item))),
        description=f"{description} Empty for no condition.",
        resolver=resolver,
    )


def _ids(column: str, type_name: str, description: str) -> Any:
    def resolve(root: Conditions, _info: Any) -> list[str]:
        return [global_id(type_name, key) for key in getattr(root, column)]

    return _list(graphene.ID, description, resolve)


class LoyaltySegmentConditions(graphene.ObjectType):
    """What an account of a segment has to be like; null is no condition.

    Under the names of `LoyaltySegmentConditionsInput`, which says what each means.
    """

    statuses = _list(LoyaltyAccountStatusEnum, "One of these statuses.")
    balance = graphene.Field(LoyaltyCountRange, description="The balance.")
    lifetime_earned = graphene.Field(LoyaltyCountRange, description="All points ever earned.")
    lifetime_spent = graphene.Field(LoyaltyCountRange, description="All points ever spent.")
    created_at = graphene.Field(LoyaltyDateTimeRange, description="When the account was opened.")
    tier_ids = _ids("tier_ids", "LoyaltyTier", "One of these tiers.")
    badge_ids = _ids("badge_ids", "LoyaltyBadge", "One of these badges.")
    amount_spent = graphene.Field(LoyaltyAmountRange, description="What its orders add up to.")
    orders_count = graphene.Field(LoyaltyCountRange, description="The number of its orders.")
    last_order_at = graphene.Field(LoyaltyDateTimeRange, description="When it ordered last.")
    last_order_within_days = graphene.Int(description="An order in the last so many days.")
    last_order_older_than_days = graphene.Int(
        description="An order, but none in the last so many days."
    )
    countries = _list(graphene.String, "One of these countries.")
    channel_ids = _ids("channel_ids", "Channel", "An order in one of these channels.")
    customer_type_ids = _ids(
        "customer_type_ids", "CustomerType", "A customer of one of these types."
    )
    opted_in = graphene.Boolean(description="Whether the customer has opted in.")
    takes_part = graphene.Boolean(description="Whether new points come in.")


class LoyaltySegmentCount(graphene.ObjectType):
    """How many accounts are in a segment."""

    value = graphene.Int(
        required=True, description=f"The number of them, counted up to {COUNT_MAX}."
    )
    is_exact = graphene.Boolean(
        required=True, description="Whether that is all of them; if not, there are more."
    )


class LoyaltySegment(graphene.ObjectType):
    """Conditions on a program's accounts, saved under a name. Who meets them is looked up anew."""

    class Meta:
        interfaces = (graphene.relay.Node,)

    name = graphene.String(required=True, description="What staff call it.")
    description = graphene.String(required=True, description="What it is for; may be empty.")
    program = graphene.Field(
        LoyaltyProgram, required=True, description="The program whose accounts it looks at."
    )
    conditions = graphene.Field(
        LoyaltySegmentConditions,
        description=(
            "What an account has to be like; all of it has to hold. Null, with an error, where a"
            " later version of the plugin has saved something that this one doesn't know; then"
            " there is no count and no list either."
        ),
    )
    count = graphene.Field(
        LoyaltySegmentCount,
        description=(
            "How many accounts are in it. Null, with the error TOO_SLOW, where that took longer"
            " than ten seconds; the same goes for the list."
        ),
    )
    accounts = ConnectionField(
        LoyaltyAccountCountableConnection,
        description="Its accounts, oldest first. `totalCount` counts all of them.",
    )
    created_at = graphene.Field(
        shop_type("DateTime"), required=True, description="When it was made."
    )
    updated_at = graphene.Field(
        shop_type("DateTime"), required=True, description="When it was changed last."
    )

    @staticmethod
    def resolve_program(root: Segment, info: Any) -> Promise:
        return ProgramById.of(info.context).load(root.program_id)

    @staticmethod
    def resolve_conditions(root: Segment, info: Any) -> Conditions:
        with as_graphql_error(info):
            return conditions_of(root)

    @staticmethod
    def resolve_count(root: Segment, info: Any) -> Count:
        return matching_count(info, segment_matching(info, root), COUNT_MAX)

    @staticmethod
    def resolve_accounts(root: Segment, info: Any, **arguments: Any) -> CountableConnection:
        request = PageRequest.from_arguments(info, sort=Sort(), **arguments)
        matching = segment_matching(info, root)
        return matching_page(LoyaltyAccountCountableConnection, matching, request, info)


class LoyaltySegmentCountableConnection(CountableConnection):
    """Segments in pages."""

    class Meta:
        node = LoyaltySegment
