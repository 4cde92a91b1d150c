"""Staff and apps change the catalogue of rewards."""

from datetime import datetime
from typing import Any, Self

import graphene

from saleor_loyalty_plugin.api.enums import LoyaltyRewardKindEnum
from saleor_loyalty_plugin.api.filters import list_of
from saleor_loyalty_plugin.api.ids import key_of, keys_of, program_key_of
from saleor_loyalty_plugin.api.mutations.base import LoyaltyMutation, refuse_nulls, zoned
from saleor_loyalty_plugin.api.shop import shop_type
from saleor_loyalty_plugin.api.types.reward import LoyaltyReward, ShownReward
from saleor_loyalty_plugin.hosts.port import Permission, Requestor
from saleor_loyalty_plugin.models import Reward
from saleor_loyalty_plugin.services.members.profiles import waive_first_time
from saleor_loyalty_plugin.services.rewards.catalogue import (
    archive_rewards,
    create_reward,
    translate_reward,
    unarchive_rewards,
    update_reward,
)

STAFF = (Permission.MANAGE_DISCOUNTS,)
# Null takes a bound, a price or a time away.
_NULLABLE = frozenset(
    {
        "points",
        "percentage",
        "amount",
        "money_amount",
        "stock",
        "per_customer_limit",
        "claim_days",
        "starts_at",
        "ends_at",
    }
)
_IDS = "The IDs of the rewards, at most 100."


class LoyaltyRewardInput(graphene.InputObjectType):
    """What a reward is and what it costs. What is left out keeps its value.

    `variantId`, `moneyAmount` and `firstTimeOnly` belong to PRODUCT, `percentage` to
    VOUCHER_PERCENTAGE, `amount` to VOUCHER_AMOUNT, GIFT_CARD, EXPERIENCE, MERCHANDISE and DONATION.
    """

    name = graphene.String(description="What to call it; shoppers read it. Required for a new one.")
    description = graphene.String(
        description=(
            "What it is and how to get it, in plain text; at most 10000 characters. Empty by"
            " default."
        )
    )
    kind = graphene.InputField(
        LoyaltyRewardKindEnum,
        description="What a customer gets. Required for a new one; can't be changed later.",
    )
    image_url = graphene.String(
        description=(
            "Where its picture is: an address that begins with https:// or http://, such as the"
            " shop's `fileUpload` answers. Empty, the default, for none."
        )
    )
    image_alt = graphene.String(
        description=(
            "What the picture shows, for those who don't see it; at most 255 characters. Empty by"
            " default."
        )
    )
    rank = graphene.Int(
        description="Its place in the catalogue: smaller ones first, equal ones by cost. 0 by"
        " default."
    )
    points = graphene.Int(
        description=(
            "What it costs, 1 to 1000000. Null, the default, for what its price makes of the"
            " program's `rewardPriceFactor`; VOUCHER_PERCENTAGE and FREE_SHIPPING have no price."
        )
    )
    variant_id = graphene.ID(
        description="The ID of a ProductVariant, which is no gift card. PRODUCT needs it."
    )
    money_amount = graphene.InputField(
        shop_type("PositiveDecimal"),
        description="What the product still costs in money. Null, the default, for nothing.",
    )
    percentage = graphene.InputField(
        shop_type("PositiveDecimal"),
        description="What it takes off the goods of an order, above 0, at most 100.",
    )
    amount = graphene.InputField(
        shop_type("PositiveDecimal"),
        description=(
            "What it takes off, what is on the gift card, or what it is worth. VOUCHER_AMOUNT and"
            " GIFT_CARD need it."
        ),
    )
    currency = graphene.String(
        description=(
            "The currency of `amount` or `moneyAmount`, one that a channel has, such as EUR; only"
            " channels in it offer the reward."
        )
    )
    first_time_only = graphene.Boolean(
        description="Whether it is only for those who never bought the product. False by default."
    )
    stock = graphene.Int(
        description=(
            "How many can be claimed in all, 0 to 1000000, those that were claimed already among"
            " them. Null, the default, for no bound."
        )
    )
    per_customer_limit = graphene.Int(
        description=(
            "How many times each customer may claim it, 1 to 1000000. Null, the default, for no"
            " bound."
        )
    )
    claim_days = graphene.Int(
        description=(
            "How many days a claim can be used, 1 to 3650. Null, the default, for no end. Claims"
            " that were made keep theirs."
        )
    )
    tier_ids = graphene.InputField(
        list_of(graphene.ID),
        description=(
            "The IDs of tiers of the program, at most 100. Only customers who have one of these"
            " can claim it: name the higher ones, too. Empty, the default, for no such limit."
        ),
    )
    badge_ids = graphene.InputField(
        list_of(graphene.ID),
        description=(
            "The IDs of badges of the program, at most 100. Only holders of one of these can"
            " claim it. Empty, the default, for no such limit."
        ),
    )
    starts_at = graphene.InputField(
        shop_type("DateTime"),
        description="From when on it is offered. Null, the default, for no start.",
    )
    ends_at = graphene.InputField(
        shop_type("DateTime"),
        description="Until before when it is offered. Null, the default, for no end.",
    )
    is_active = graphene.Boolean(description="Whether it is offered at all. True by default.")


class LoyaltyRewardTranslationInput(graphene.InputObjectType):
    """Texts in another language. What is left out stays; an empty one is the reward's own."""

    name = graphene.String(description="The name.")
    description = graphene.String(description="The description.")


class _RewardPayload(LoyaltyMutation):
    """Base of the payloads that show one reward."""

    class Meta:
        abstract = True

    reward = graphene.Field(LoyaltyReward, description="The reward as it is now.")

    @classmethod
    def of(cls, reward: Reward) -> Self:
        return cls(reward=ShownReward(reward))


class _RewardsPayload(LoyaltyMutation):
    """Base of the payloads that show several rewards."""

    class Meta:
        abstract = True

    rewards = graphene.Field(
        graphene.List(graphene.NonNull(LoyaltyReward)),
        description="The rewards as they are now, in the order of the IDs.",
    )

    @classmethod
    def of(cls, rewards: list[Reward]) -> Self:
        return cls(rewards=[ShownReward(reward) for reward in rewards])


class LoyaltyRewardCreate(_RewardPayload):
    class Meta:
        description = "Add a reward to a program's catalogue."
        permissions = STAFF

    class Arguments:
        program_id = graphene.ID(
            description="The ID of the program; without it the default program."
        )
        input = LoyaltyRewardInput(required=True, description="The reward.")

    @classmethod
    def perform(
        cls,
        _info: Any,
        _requestor: Requestor,
        now: datetime,
        /,
        *,
        input: dict[str, Any],
        program_id: str | None = None,
    ) -> Self:
        reward = create_reward(
            program_id=program_key_of(program_id),
            settings=_settings(input),
            now=now,
        )
        return cls.of(reward)


class LoyaltyRewardUpdate(_RewardPayload):
    class Meta:
        description = (
            "Change a reward. What is left out stays. Claims keep what they were made for."
        )
        permissions = STAFF

    class Arguments:
        id = graphene.ID(required=True, description="The ID of the reward.")
        input = LoyaltyRewardInput(required=True, description="What to change.")

    @classmethod
    def perform(
        cls,
        _info: Any,
        _requestor: Requestor,
        now: datetime,
        /,
        *,
        id: str,
        input: dict[str, Any],
    ) -> Self:
        reward = update_reward(
            reward_id=key_of(id, "LoyaltyReward", field="id"), settings=_settings(input), now=now
        )
        return cls.of(reward)


class LoyaltyRewardArchive(_RewardsPayload):
    class Meta:
        description = (
            "Take rewards out of the catalogue, all that are named or none. Nobody can claim them"
            " any more; claims that were made stay good."
        )
        permissions = STAFF

    class Arguments:
        ids = graphene.List(graphene.NonNull(graphene.ID), required=True, description=_IDS)

    @classmethod
    def perform(
        cls, _info: Any, _requestor: Requestor, now: datetime, /, *, ids: list[str]
    ) -> Self:
        keys = keys_of(ids, "LoyaltyReward", field="ids")
        return cls.of(archive_rewards(reward_ids=keys, now=now))


class LoyaltyRewardUnarchive(_RewardsPayload):
    class Meta:
        description = (
            "Put archived rewards back into the catalogue as they were, all that are named or none."
        )
        permissions = STAFF

    class Arguments:
        ids = graphene.List(graphene.NonNull(graphene.ID), required=True, description=_IDS)

    @classmethod
    def perform(
        cls, _info: Any, _requestor: Requestor, now: datetime, /, *, ids: list[str]
    ) -> Self:
        keys = keys_of(ids, "LoyaltyReward", field="ids")
        return cls.of(unarchive_rewards(reward_ids=keys, now=now))


class LoyaltyRewardTranslate(_RewardPayload):
    class Meta:
        description = "Keep a reward's texts in another language."
        permissions = STAFF

    class Arguments:
        id = graphene.ID(required=True, description="The ID of the reward.")
        language_code = graphene.Argument(
            shop_type("LanguageCodeEnum"), required=True, description="The language of the texts."
        )
        input = LoyaltyRewardTranslationInput(required=True, description="The texts.")

    @classmethod
    def perform(
        cls,
        _info: Any,
        _requestor: Requestor,
        now: datetime,
        /,
        *,
        id: str,
        language_code: str,
        input: dict[str, Any],
    ) -> Self:
        reward = translate_reward(
            reward_id=key_of(id, "LoyaltyReward", field="id"),
            language_code=language_code,
            texts=input,
            now=now,
        )
        return cls.of(reward)


class LoyaltyFirstTimeWaive(LoyaltyMutation):
    class Meta:
        description = (
            "Let a customer have rewards that are for first-time buyers whatever they have bought,"
            " or no longer; in all programs."
        )
        permissions = (Permission.MANAGE_USERS,)

    class Arguments:
        customer_id = graphene.ID(required=True, description="The ID of the customer, a User.")
        is_waived = graphene.Boolean(
            required=True, description="True: purchases don't matter. False: they do."
        )

    is_waived = graphene.Boolean(description="What holds for the customer now.")

    @classmethod
    def perform(
        cls,
        _info: Any,
        _requestor: Requestor,
        now: datetime,
        /,
        *,
        customer_id: str,
        is_waived: bool,
    ) -> Self:
        key = key_of(customer_id, "User", field="customer_id")
        return cls(is_waived=waive_first_time(customer_id=key, is_waived=is_waived, now=now))


def _settings(given: dict[str, Any]) -> dict[str, Any]:
    """The input by the names of the table. Raises `LoyaltyProblem` for nulls and wrong IDs."""
    refuse_nulls(given, nullable=_NULLABLE)
    settings = {**given, **zoned(given, "starts_at", "ends_at")}
    if "variant_id" in given:
        settings["variant_id"] = key_of(given["variant_id"], "ProductVariant", field="variant_id")
    for name, of_type in (("tier_ids", "LoyaltyTier"), ("badge_ids", "LoyaltyBadge")):
        if name in given:
            settings[name] = keys_of(given[name], of_type, field=name)
    return settings
