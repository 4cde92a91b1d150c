"""Staff and apps change earning rules."""

from datetime import datetime
from typing import Any, Self

import graphene

from saleor_loyalty_plugin.api.filters import list_of
from saleor_loyalty_plugin.api.ids import key_of, keys_of, program_key_of
from saleor_loyalty_plugin.api.mutations.base import LoyaltyMutation, refuse_nulls, zoned
from saleor_loyalty_plugin.api.shop import shop_type
from saleor_loyalty_plugin.api.types.earning_rule import LoyaltyEarningRule
from saleor_loyalty_plugin.api.types.program import LoyaltyProgram
from saleor_loyalty_plugin.hosts.port import Permission, Requestor
from saleor_loyalty_plugin.models import EarningRule
from saleor_loyalty_plugin.services.programs.earning_rules import (
    IDS_MAX,
    RULES_MAX,
    create_earning_rule,
    delete_earning_rule,
    reorder_earning_rules,
    update_earning_rule,
)

STAFF = (Permission.MANAGE_DISCOUNTS,)
_TYPES = {
    "product_ids": "Product",
    "variant_ids": "ProductVariant",
    "category_ids": "Category",
    "collection_ids": "Collection",
    "product_type_ids": "ProductType",
    "channel_ids": "Channel",
}
# Null takes the time away; of the others it says that something else is given.
_NULLABLE = frozenset({"starts_at", "ends_at", "fixed_points", "percentage", "multiplier"})


class LoyaltyEarningRuleInput(graphene.InputObjectType):
    """What a rule matches and what it gives. What is left out keeps its value.

    Give exactly one of `fixedPoints`, `percentage` and `multiplier`; 0 means no points at all.
    Goods match if any of the lists of goods names them; without such lists, all do.
    """

    name = graphene.String(description="What to call it; shoppers read it. Required for a new one.")
    product_ids = graphene.InputField(list_of(graphene.ID), description="IDs of Products.")
    variant_ids = graphene.InputField(list_of(graphene.ID), description="IDs of ProductVariants.")
    category_ids = graphene.InputField(
        list_of(graphene.ID), description="IDs of Categories; all that lie below them count too."
    )
    collection_ids = graphene.InputField(list_of(graphene.ID), description="IDs of Collections.")
    product_type_ids = graphene.InputField(list_of(graphene.ID), description="IDs of ProductTypes.")
    channel_ids = graphene.InputField(
        list_of(graphene.ID), description="IDs of Channels. Empty, the default, for all."
    )
    order_value_from = graphene.InputField(
        shop_type("PositiveDecimal"),
        description=(
            "What the order's goods have to be worth, in the channel's currency. 0 by default."
        ),
    )
    fixed_points = graphene.Int(description="Points for each piece, 0 to 1000000.")
    percentage = graphene.InputField(
        shop_type("PositiveDecimal"),
        description="Points as a percentage of the price: 5 for 60.00 is 3 points.",
    )
    multiplier = graphene.InputField(
        shop_type("PositiveDecimal"), description="How many times the general rate."
    )
    rank = graphene.Int(
        description="Decides between equally specific rules: the smaller wins. 0 by default."
    )
    starts_at = graphene.InputField(
        shop_type("DateTime"),
        description="Only orders placed from then on. Null, the default, for no start.",
    )
    ends_at = graphene.InputField(
        shop_type("DateTime"),
        description="Only orders placed before then. Null, the default, for no end.",
    )
    is_active = graphene.Boolean(description="Whether it applies at all. True by default.")


class _RulePayload(LoyaltyMutation):
    """Base of the payloads that show a rule and its program."""

    class Meta:
        abstract = True

    earning_rule = graphene.Field(
        LoyaltyEarningRule, description="The rule as it is now; a deleted one as it was."
    )
    program = graphene.Field(LoyaltyProgram, description="The program that the rule belongs to.")

    @classmethod
    def of(cls, rule: EarningRule) -> Self:
        return cls(earning_rule=rule, program=rule.program)


class LoyaltyEarningRuleCreate(_RulePayload):
    class Meta:
        description = (
            "Add an earning rule to a program. It holds for orders that have not earned yet."
        )
        permissions = STAFF

    class Arguments:
        program_id = graphene.ID(
            description="The ID of the program; without it the default program."
        )
        input = LoyaltyEarningRuleInput(required=True, description="The rule.")

    @classmethod
    def perform(
        cls,
        _info: Any,
        requestor: Requestor,
        now: datetime,
        /,
        *,
        input: dict[str, Any],
        program_id: str | None = None,
    ) -> Self:
        rule = create_earning_rule(
            program_id=program_key_of(program_id),
            settings=_settings(input),
            author=requestor.actor,
            now=now,
        )
        return cls.of(rule)


class LoyaltyEarningRuleUpdate(_RulePayload):
    class Meta:
        description = (
            "Change an earning rule. What is left out stays. Orders that have earned already keep"
            " the rules by which they did."
        )
        permissions = STAFF

    class Arguments:
        id = graphene.ID(required=True, description="The ID of the rule.")
        input = LoyaltyEarningRuleInput(required=True, description="What to change.")

    @classmethod
    def perform(
        cls,
        _info: Any,
        requestor: Requestor,
        now: datetime,
        /,
        *,
        id: str,
        input: dict[str, Any],
    ) -> Self:
        rule = update_earning_rule(
            rule_id=key_of(id, "LoyaltyEarningRule", field="id"),
            settings=_settings(input),
            author=requestor.actor,
            now=now,
        )
        return cls.of(rule)


class LoyaltyEarningRuleDelete(_RulePayload):
    class Meta:
        description = (
            "Delete an earning rule. Orders that have earned by it keep it, also when they are"
            " refunded later."
        )
        permissions = STAFF

    class Arguments:
        id = graphene.ID(required=True, description="The ID of the rule.")

    @classmethod
    def perform(cls, _info: Any, requestor: Requestor, now: datetime, /, *, id: str) -> Self:
        rule = delete_earning_rule(
            rule_id=key_of(id, "LoyaltyEarningRule", field="id"), author=requestor.actor, now=now
        )
        return cls.of(rule)


class LoyaltyEarningRuleReorder(LoyaltyMutation):
    class Meta:
        description = (
            "Rank the earning rules of a program: of equally specific ones the first wins. It holds"
            " for orders that have not earned yet."
        )
        permissions = STAFF

    class Arguments:
        ids = graphene.List(
            graphene.NonNull(graphene.ID),
            required=True,
            description=(
                "IDs of rules of one program, at most 500, in their order. Those that are left out"
                " follow as they stood."
            ),
        )

    earning_rules = graphene.Field(
        graphene.List(graphene.NonNull(LoyaltyEarningRule)),
        description="All rules of the program by rank.",
    )
    program = graphene.Field(LoyaltyProgram, description="The program that they belong to.")

    @classmethod
    def perform(cls, _info: Any, requestor: Requestor, now: datetime, /, *, ids: list[str]) -> Self:
        rules = reorder_earning_rules(
            rule_ids=keys_of(ids, "LoyaltyEarningRule", field="ids", ids_max=RULES_MAX),
            author=requestor.actor,
            now=now,
        )
        return cls(earning_rules=rules, program=rules[0].program)


def _settings(given: dict[str, Any]) -> dict[str, Any]:
    """The input by the names of the table. Raises `LoyaltyProblem` for wrong IDs and nulls."""
    refuse_nulls(given, nullable=_NULLABLE)
    settings = dict(given)
    for name, type_name in _TYPES.items():
        if name in settings:
            settings[name] = keys_of(settings[name], type_name, field=name, ids_max=IDS_MAX)
    return {**settings, **zoned(given, "starts_at", "ends_at")}
