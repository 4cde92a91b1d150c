"""Bonuses: what a program gives for something other than an order's goods."""

from typing import Any

import graphene
from promise import Promise

from saleor_loyalty_plugin.api.access import GuardedField
from saleor_loyalty_plugin.api.enums import (
    LoyaltyBonusTriggerEnum,
    LoyaltyFrequencyEnum,
    LoyaltyLimitPeriodEnum,
)
from saleor_loyalty_plugin.api.gift_loaders import LastRunOfBonus
from saleor_loyalty_plugin.api.shop import shop_type
from saleor_loyalty_plugin.hosts.port import Permission
from saleor_loyalty_plugin.models import Bonus


class LoyaltyBonusRun(graphene.ObjectType):
    """One time that a bonus was given to everybody whom it was for."""

    occasion = graphene.String(
        required=True,
        description="Which time: `2026-11-22`, `2026-W47`, `2026-11`, `2026-Q4`, `2026` or `once`.",
    )
    due_at = graphene.Field(shop_type("DateTime"), required=True, description="When it was due.")
    accounts_count = graphene.Int(
        required=True, description="How many accounts have got it; 0 when it came too late."
    )
    finished_at = graphene.Field(
        shop_type("DateTime"),
        description="When all had got it; null while it goes on, as a birthday does all day.",
    )


class LoyaltyBonus(graphene.ObjectType):
    """Points for an event, a milestone, a day of the year, or from time to time."""

    class Meta:
        interfaces = (graphene.relay.Node,)

    name = graphene.String(required=True, description="What it is called; shoppers read it.")
    description = graphene.String(
        required=True, description="What to do for it, for shoppers; may be empty."
    )
    trigger = graphene.Field(
        LoyaltyBonusTriggerEnum, required=True, description="What it is given for."
    )
    points = graphene.Int(required=True, description="The points that it gives each time.")
    is_active = graphene.Boolean(required=True, description="Whether it is given at all.")
    event_type = graphene.String(
        description="The type of events that it is for; null for other triggers."
    )
    limit = graphene.Int(
        description="How many times a customer gets it in a `limitPeriod`; null for no limit."
    )
    limit_period = graphene.Field(
        LoyaltyLimitPeriodEnum,
        description="The period that `limit` counts in; null for other triggers than EVENT.",
    )
    order_count = graphene.Int(
        description="Which order of a customer it is for; null for other triggers."
    )
    amount_spent = graphene.Float(
        description="What a customer has to spend in all; null for other triggers."
    )
    currency = graphene.String(
        description="The currency of `amountSpent`; null for other triggers."
    )
    frequency = graphene.Field(
        LoyaltyFrequencyEnum,
        description="How often it is given from `startsAt` on; null for other triggers.",
    )
    starts_at = graphene.Field(
        shop_type("DateTime"), description="From when on it is given; null for no start."
    )
    ends_at = graphene.Field(
        shop_type("DateTime"), description="Until before when it is given; null for no end."
    )
    last_run = GuardedField(
        LoyaltyBonusRun,
        permissions=(Permission.MANAGE_DISCOUNTS,),
        description=(
            "The last time that a scheduled bonus, a birthday or an anniversary was due; null if"
            " none was yet, and for other triggers."
        ),
    )

    @staticmethod
    def resolve_event_type(root: Bonus, _info: Any) -> str | None:
        return root.event_type or None

    @staticmethod
    def resolve_limit_period(root: Bonus, _info: Any) -> str | None:
        return root.limit_period if root.event_type else None

    @staticmethod
    def resolve_currency(root: Bonus, _info: Any) -> str | None:
        return root.currency or None

    @staticmethod
    def resolve_last_run(root: Bonus, info: Any) -> Promise:
        return LastRunOfBonus.of(info.context).load(root.pk)
