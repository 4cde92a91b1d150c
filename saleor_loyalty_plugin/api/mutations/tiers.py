"""Staff and apps change tiers."""

from datetime import datetime
from typing import Any, Self

import graphene

from saleor_loyalty_plugin.api.filters import list_of
from saleor_loyalty_plugin.api.ids import key_of, keys_of, program_key_of
from saleor_loyalty_plugin.api.mutations.base import LoyaltyMutation, refuse_nulls, zoned
from saleor_loyalty_plugin.api.shop import shop_type
from saleor_loyalty_plugin.api.tier_loaders import TranslationsOfTier
from saleor_loyalty_plugin.api.types.program import LoyaltyProgram
from saleor_loyalty_plugin.api.types.tier import LoyaltyTier
from saleor_loyalty_plugin.hosts.port import Permission, Requestor
from saleor_loyalty_plugin.models import Tier
from saleor_loyalty_plugin.services.programs.part_discounts import PRODUCTS_MAX
from saleor_loyalty_plugin.services.programs.tiers import (
    create_tier,
    delete_tier,
    reorder_tiers,
    translate_tier,
    update_tier,
)

STAFF = (Permission.MANAGE_DISCOUNTS,)
# Null takes a discount, a reward, a customer type or a time away.
_NULLABLE = frozenset(
    {
        "discount_percentage",
        "discount_amount",
        "arrival_reward_id",
        "customer_type_id",
        "starts_at",
        "ends_at",
    }
)


class LoyaltyTierSeasonInput(graphene.InputObjectType):
    """What is different in a tier for a time."""

    name = graphene.String(
        description="What the tier is called then. Empty, the default, for as usual."
    )
    description = graphene.String(
        description="What it is about then. Empty, the default, for as usual."
    )
    threshold = graphene.InputField(
        shop_type("PositiveDecimal"), required=True, description="The sum that it takes then."
    )
    starts_at = graphene.InputField(
        shop_type("DateTime"), required=True, description="From when on it holds."
    )
    ends_at = graphene.InputField(
        shop_type("DateTime"), required=True, description="Until before when it holds."
    )


class LoyaltyTierInput(graphene.InputObjectType):
    """From which sum on customers have a tier, and what they get. What is left out keeps its value.

    Give at most one of `discountPercentage` and `discountAmount`; it replaces the other.
    """

    name = graphene.String(description="What to call it; shoppers read it. Required for a new one.")
    description = graphene.String(
        description="What it is about, in plain text; at most 10000 characters. Empty by default."
    )
    perks = graphene.InputField(
        list_of(graphene.String),
        description=(
            "What else its customers get, in your own words: at most 20 lines of 255 characters."
            " None by default."
        ),
    )
    threshold = graphene.InputField(
        shop_type("PositiveDecimal"),
        description=(
            "The sum from which on customers have it: money in the program's `tierCurrency`, or"
            " points, as its `tierBasis` says. 0 for all. Required for a new one."
        ),
    )
    discount_percentage = graphene.InputField(
        shop_type("PositiveDecimal"),
        description=(
            "What to take off, as a percentage above 0, at most 100. Null, the default, for none."
        ),
    )
    discount_amount = graphene.InputField(
        shop_type("PositiveDecimal"),
        description=(
            "What to take off each order, in the program's `tierCurrency`. Null, the default, for"
            " none."
        ),
    )
    product_ids = graphene.InputField(
        list_of(graphene.ID),
        description=(
            "IDs of the Products that the discount is for, at most 100. Empty, the default, for"
            " all."
        ),
    )
    free_shipping = graphene.Boolean(description="Whether shipping is free. False by default.")
    earning_multiplier = graphene.InputField(
        shop_type("PositiveDecimal"),
        description="How many times the points of each order they earn, 0 to 100. 1 by default.",
    )
    arrival_points = graphene.Int(
        description="Points for whoever reaches it, once, 0 to 1000000. 0 by default."
    )
    arrival_reward_id = graphene.ID(
        description=(
            "The ID of a reward of the program for whoever reaches it, once and for nothing; no"
            " donation. Null, the default, for none."
        )
    )
    customer_type_id = graphene.ID(
        description=(
            "The ID of the shop's CustomerType to put its customers into, from Saleor 3.23 on."
            " Null, the default, for none."
        )
    )
    starts_at = graphene.InputField(
        shop_type("DateTime"),
        description="From when on it exists. Null, the default, for no start.",
    )
    ends_at = graphene.InputField(
        shop_type("DateTime"),
        description="Until before when it exists. Null, the default, for no end.",
    )
    seasons = graphene.InputField(
        list_of(LoyaltyTierSeasonInput),
        description=(
            "What is different for a time, at most 20 times, which don't overlap. Replaces all"
            " seasons that there are. None by default."
        ),
    )


class LoyaltyTierTranslationInput(graphene.InputObjectType):
    """Texts in another language. What is left out stays; an empty one is the tier's own."""

    name = graphene.String(description="The name.")
    description = graphene.String(description="The description.")
    perks = graphene.InputField(list_of(graphene.String), description="The perks, line by line.")


class _TierPayload(LoyaltyMutation):
    """Base of the payloads that show a tier and its program."""

    class Meta:
        abstract = True

    tier = graphene.Field(
        LoyaltyTier, description="The tier as it is now; a deleted one as it was."
    )
    program = graphene.Field(LoyaltyProgram, description="The program that the tier belongs to.")

    @classmethod
    def of(cls, tier: Tier) -> Self:
        return cls(tier=tier, program=tier.program)


class LoyaltyTierCreate(_TierPayload):
    class Meta:
        description = (
            "Add a tier to a program. Customers who have reached it move to it within minutes."
        )
        permissions = STAFF

    class Arguments:
        program_id = graphene.ID(
            description="The ID of the program; without it the default program."
        )
        input = LoyaltyTierInput(required=True, description="The tier.")

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
        tier = create_tier(
            program_id=program_key_of(program_id),
            settings=_settings(input),
            author=requestor.actor,
            now=now,
        )
        return cls.of(tier)


class LoyaltyTierUpdate(_TierPayload):
    class Meta:
        description = (
            "Change a tier. What is left out stays. Customers whom it concerns move within minutes;"
            " gifts that they have got stay."
        )
        permissions = STAFF

    class Arguments:
        id = graphene.ID(required=True, description="The ID of the tier.")
        input = LoyaltyTierInput(required=True, description="What to change.")

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
        tier = update_tier(
            tier_id=key_of(id, "LoyaltyTier", field="id"),
            settings=_settings(input),
            author=requestor.actor,
            now=now,
        )
        return cls.of(tier)


class LoyaltyTierDelete(_TierPayload):
    class Meta:
        description = (
            "Delete a tier. Who has it moves to another one within minutes. Not while rewards are"
            " for those who have it."
        )
        permissions = STAFF

    class Arguments:
        id = graphene.ID(required=True, description="The ID of the tier.")

    @classmethod
    def perform(cls, info: Any, requestor: Requestor, now: datetime, /, *, id: str) -> Self:
        tier = delete_tier(
            tier_id=key_of(id, "LoyaltyTier", field="id"), author=requestor.actor, now=now
        )
        TranslationsOfTier.of(info.context).prime(tier.pk, list(tier.translations.all()))
        return cls.of(tier)


class LoyaltyTierReorder(LoyaltyMutation):
    class Meta:
        description = (
            "Show the tiers of a program in another order. Which one customers have goes by the"
            " thresholds; of equal ones the last is the highest."
        )
        permissions = STAFF

    class Arguments:
        ids = graphene.List(
            graphene.NonNull(graphene.ID),
            required=True,
            description=(
                "IDs of tiers of one program, at most 100, in the order to show them in. Those that"
                " are left out follow as they stood."
            ),
        )

    tiers = graphene.Field(
        graphene.List(graphene.NonNull(LoyaltyTier)),
        description="All tiers of the program in their order.",
    )
    program = graphene.Field(LoyaltyProgram, description="The program that they belong to.")

    @classmethod
    def perform(cls, _info: Any, requestor: Requestor, now: datetime, /, *, ids: list[str]) -> Self:
        tiers = reorder_tiers(
            tier_ids=keys_of(ids, "LoyaltyTier", field="ids"), author=requestor.actor, now=now
        )
        return cls(tiers=tiers, program=tiers[0].program)


class LoyaltyTierTranslate(_TierPayload):
    class Meta:
        description = "Keep a tier's texts in another language."
        permissions = STAFF

    class Arguments:
        id = graphene.ID(required=True, description="The ID of the tier.")
        language_code = graphene.Argument(
            shop_type("LanguageCodeEnum"), required=True, description="The language of the texts."
        )
        input = LoyaltyTierTranslationInput(required=True, description="The texts.")

    @classmethod
    def perform(
        cls,
        _info: Any,
        _requestor: Requestor,
        _now: datetime,
        /,
        *,
        id: str,
        language_code: str,
        input: dict[str, Any],
    ) -> Self:
        tier = translate_tier(
            tier_id=key_of(id, "LoyaltyTier", field="id"), language_code=language_code, texts=input
        )
        return cls.of(tier)


def _settings(given: dict[str, Any]) -> dict[str, Any]:
    """The input by the names of the table. Raises `LoyaltyProblem` for nulls and wrong IDs."""
    refuse_nulls(given, nullable=_NULLABLE)
    settings = {**given, **zoned(given, "starts_at", "ends_at")}
    if "product_ids" in given:
        settings["product_ids"] = keys_of(
            given["product_ids"], "Product", field="product_ids", ids_max=PRODUCTS_MAX
        )
    for name, type_name in (
        ("arrival_reward_id", "LoyaltyReward"),
        ("customer_type_id", "CustomerType"),
    ):
        if given.get(name) is not None:
            settings[name] = key_of(given[name], type_name, field=name)
    if "seasons" in given:
        for season in given["seasons"]:
            refuse_nulls(season, prefix="seasons.")
        settings["seasons"] = [
            {**season, **zoned(season, "starts_at", "ends_at")} for season in given["seasons"]
        ]
    return settings
