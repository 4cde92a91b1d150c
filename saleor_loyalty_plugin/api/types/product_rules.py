"""What staff see of a product: points in each of its channels, and the rules that decide them."""

from typing import Any

import graphene
from promise import Promise

from saleor_loyalty_plugin.api.access import GuardedField
from saleor_loyalty_plugin.api.enums import LoyaltyRuleMatchEnum
from saleor_loyalty_plugin.api.ids import global_id
from saleor_loyalty_plugin.api.loaders import EarningOfProduct, ProgramById
from saleor_loyalty_plugin.api.types.earning_rule import LoyaltyEarningRule
from saleor_loyalty_plugin.api.types.program import LoyaltyProgram
from saleor_loyalty_plugin.api.types.values import LoyaltyExplanation, Step
from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.hosts.port import Permission
from saleor_loyalty_plugin.services.programs.product_rules import ProductInChannel, RuleOfProduct

STAFF = (Permission.MANAGE_DISCOUNTS,)


class LoyaltyProductInChannel(graphene.ObjectType):
    """Points that one piece of a product earns in a channel that lists it, shown there or not."""

    channel_id = graphene.ID(required=True, description="The ID of the Channel.")
    channel_slug = graphene.String(required=True, description="The slug of the Channel.")
    channel_name = graphene.String(required=True, description="The name of the Channel.")
    program = graphene.Field(
        LoyaltyProgram, description="The program of the channel; null if there is none."
    )
    points_from = graphene.Int(
        required=True,
        description=(
            "The fewest points that any variant earns a registered customer without a tier, one"
            " piece bought alone now."
        ),
    )
    points_to = graphene.Int(
        required=True, description="The most points that any variant earns then."
    )
    explanation = graphene.Field(
        graphene.NonNull(graphene.List(graphene.NonNull(LoyaltyExplanation))),
        description=(
            "Why: a step for each way in which variants earn, with the fewest points that it gives,"
            " or why there are none."
        ),
    )

    @staticmethod
    def resolve_channel_id(root: ProductInChannel, _info: Any) -> str:
        return global_id("Channel", root.channel.channel_id)

    @staticmethod
    def resolve_channel_slug(root: ProductInChannel, _info: Any) -> str:
        return root.channel.slug

    @staticmethod
    def resolve_channel_name(root: ProductInChannel, _info: Any) -> str:
        return root.channel.name

    @staticmethod
    def resolve_program(root: ProductInChannel, info: Any) -> Promise | None:
        if root.program_id is None:
            return None
        return ProgramById.of(info.context).load(root.program_id)

    @staticmethod
    def resolve_points_from(root: ProductInChannel, _info: Any) -> int:
        return root.preview.points_min

    @staticmethod
    def resolve_points_to(root: ProductInChannel, _info: Any) -> int:
        return root.preview.points_max

    @staticmethod
    def resolve_explanation(root: ProductInChannel, _info: Any) -> list[Step]:
        return [{"code": step.code, "values": step.values} for step in root.preview.explanation]


class LoyaltyProductRule(graphene.ObjectType):
    """An earning rule that may decide what a product earns."""

    rule = graphene.Field(LoyaltyEarningRule, required=True, description="The rule.")
    match = graphene.Field(
        LoyaltyRuleMatchEnum, required=True, description="How narrowly it names the product."
    )
    is_override = graphene.Boolean(
        required=True,
        description=(
            "Whether it is about this product alone, in orders of any worth; it may be limited to"
            " channels and times."
        ),
    )
    program = graphene.Field(
        LoyaltyProgram, required=True, description="The program that the rule belongs to."
    )

    @staticmethod
    def resolve_program(root: RuleOfProduct, info: Any) -> Promise:
        return ProgramById.of(info.context).load(root.rule.program_id)


def in_channels_of_product(root: Any, info: Any) -> Promise:
    """Resolve `Product.loyaltyInChannels`."""
    found = EarningOfProduct.of(info.context).load(current_host().unwrap(root).pk)
    return found.then(lambda earning: earning.channels if earning is not None else [])


def rules_of_product(root: Any, info: Any) -> Promise:
    """Resolve `Product.loyaltyRules`."""
    found = EarningOfProduct.of(info.context).load(current_host().unwrap(root).pk)
    return found.then(lambda earning: earning.rules if earning is not None else [])


def product_fields() -> dict[str, graphene.Field]:
    """What the shop's Product gets for staff."""
    return {
        "loyalty_in_channels": GuardedField(
            graphene.NonNull(graphene.List(graphene.NonNull(LoyaltyProductInChannel))),
            permissions=STAFF,
            resolver=in_channels_of_product,
            description="What it earns in each channel that lists it, by the slug of the channel.",
        ),
        "loyalty_rules": GuardedField(
            graphene.NonNull(graphene.List(graphene.NonNull(LoyaltyProductRule))),
            permissions=STAFF,
            resolver=rules_of_product,
            description=(
                "The earning rules that name it, its variants, or all goods, each program's in the"
                " order in which they win; those that are off or over, too."
            ),
        ),
    }
