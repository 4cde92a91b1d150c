"""Rewards: what customers can have for points."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

import graphene
from django.utils import timezone
from promise import Promise

from saleor_loyalty_plugin.api.access import GuardedField, may_any, requestor_of
from saleor_loyalty_plugin.api.badge_loaders import BadgesOfProgram
from saleor_loyalty_plugin.api.connection import CountableConnection
from saleor_loyalty_plugin.api.enums import LoyaltyRewardKindEnum, LoyaltyRewardLimitCode
from saleor_loyalty_plugin.api.language import language_argument, words
from saleor_loyalty_plugin.api.loaders import ProgramById
from saleor_loyalty_plugin.api.reward_loaders import TranslationsOfReward
from saleor_loyalty_plugin.api.shop import shop_type
from saleor_loyalty_plugin.api.tier_loaders import TiersOfProgram
from saleor_loyalty_plugin.api.types.badge import LoyaltyBadge
from saleor_loyalty_plugin.api.types.program import LoyaltyProgram
from saleor_loyalty_plugin.api.types.tier import LoyaltyTier, is_in_force, threshold_at
from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.hosts.port import Permission
from saleor_loyalty_plugin.models import Badge, Program, Reward, RewardTranslation, Tier
from saleor_loyalty_plugin.rules.facts import ChannelFacts
from saleor_loyalty_plugin.rules.rewards import (
    RewardLimit,
    RewardLimitCode,
    RewardPlace,
    price_in_points,
    reward_cost,
)
from saleor_loyalty_plugin.services.explanations import reward_limit_message
from saleor_loyalty_plugin.services.rewards.catalogue import RewardOffer, facts_of_reward

STAFF = (Permission.MANAGE_DISCOUNTS,)
# Sorts behind every cost; still a number that a cursor can hold.
_NO_COST = 2**62


@dataclass(frozen=True, slots=True)
class ShownReward:
    """What `LoyaltyReward` resolves from: a reward, and what a channel makes of it, if any."""

    reward: Reward
    channel: ChannelFacts | None = None
    offer: RewardOffer | None = None

    def __getattr__(self, name: str) -> Any:
        """What is not said here is the reward's own."""
        return getattr(self.reward, name)

    @property
    def is_seen(self) -> bool:
        """Whether shoppers see it in the channel."""
        return self.offer is not None and self.offer.is_seen

    @property
    def is_claimable(self) -> bool | None:
        """Whether the one who asks can claim it in the channel; None without one."""
        return self.offer.is_claimable if self.offer is not None else None

    @property
    def cost_order(self) -> int:
        """For sorting: the cheapest first, what has no price last."""
        points = self.offer.points if self.offer is not None else None
        return _NO_COST if points is None else points


@dataclass(frozen=True, slots=True)
class LimitOfReward:
    """What `LoyaltyRewardLimit` resolves from."""

    limit: RewardLimit
    program_id: int


class LoyaltyRewardImage(graphene.ObjectType):
    """A picture."""

    url = graphene.String(required=True, description="Where it is.")
    alt = graphene.String(
        required=True, description="What it shows, for those who don't see it; may be empty."
    )


class LoyaltyRewardTranslation(graphene.ObjectType):
    """A reward's texts in another language."""

    language_code = graphene.Field(
        shop_type("LanguageCodeEnum"), required=True, description="The language."
    )
    name = graphene.String(
        required=True, description="The name; the reward's own where there is none."
    )
    description = graphene.String(
        required=True, description="The description; the reward's own where there is none."
    )


class LoyaltyRewardLimit(graphene.ObjectType):
    """Why a reward can't be claimed now."""

    code = graphene.Field(LoyaltyRewardLimitCode, required=True, description="Which reason.")
    message = graphene.String(
        required=True,
        language_code=language_argument(),
        description="A sentence for the shopper.",
    )
    value = graphene.Int(description="The reason's own number; null if it has none.")
    missing = graphene.Int(description="How many points more it takes; null for other reasons.")
    at = graphene.Field(
        shop_type("DateTime"), description="The start or the end; null for other reasons."
    )

    @staticmethod
    def resolve_code(root: LimitOfReward, _info: Any) -> RewardLimitCode:
        return root.limit.code

    @staticmethod
    def resolve_message(
        root: LimitOfReward, info: Any, language_code: str | None = None
    ) -> Promise:
        def message(program: Program) -> str:
            with words(info, language_code):
                return reward_limit_message(root.limit, time_zone=program.time_zone)

        return ProgramById.of(info.context).load(root.program_id).then(message)

    @staticmethod
    def resolve_value(root: LimitOfReward, _info: Any) -> int | None:
        return root.limit.value

    @staticmethod
    def resolve_missing(root: LimitOfReward, _info: Any) -> int | None:
        return root.limit.missing

    @staticmethod
    def resolve_at(root: LimitOfReward, _info: Any) -> datetime | None:
        return root.limit.at


class LoyaltyReward(graphene.ObjectType):
    """One thing in a program's catalogue of rewards."""

    class Meta:
        interfaces = (graphene.relay.Node,)

    name = graphene.String(required=True, description="What it is called.")
    description = graphene.String(
        required=True, description="What it is and how to get it, in plain text; may be empty."
    )
    translation = graphene.Field(
        LoyaltyRewardTranslation,
        language_code=graphene.Argument(
            shop_type("LanguageCodeEnum"), required=True, description="The language of the texts."
        ),
        description="Its texts in a language; null where there is no translation.",
    )
    translations = GuardedField(
        graphene.NonNull(graphene.List(graphene.NonNull(LoyaltyRewardTranslation))),
        permissions=STAFF,
        description="Its texts in every language that there are some in, by code.",
    )
    kind = graphene.Field(LoyaltyRewardKindEnum, required=True, description="What a customer gets.")
    image = graphene.Field(LoyaltyRewardImage, description="Its picture; null if it has none.")
    variant = graphene.Field(
        shop_type("ProductVariant"),
        description=(
            "What a PRODUCT gives; null where the channel does not sell it, but for holders of"
            " MANAGE_DISCOUNTS, and for other kinds."
        ),
    )
    points = graphene.Int(
        description=(
            "What it costs in the channel that it was asked for in; null where it has no price."
        )
    )
    proposed_points = graphene.Int(
        description=(
            "What its price in that channel makes of the program's `rewardPriceFactor`; null where"
            " it has no price. The cost, unless the reward names one."
        )
    )
    money_amount = graphene.Field(
        shop_type("Money"),
        description="What a PRODUCT still costs in money beside the points; null if nothing.",
    )
    amount = graphene.Field(
        shop_type("Money"),
        description="The worth of a voucher, a gift card or a donation; null if it has none.",
    )
    percentage = graphene.Float(
        description="What a VOUCHER_PERCENTAGE takes off; null for other kinds."
    )
    remaining = graphene.Int(description="How many can still be claimed; null for no bound.")
    first_time_only = graphene.Boolean(
        required=True, description="Whether it is only for those who never bought the product."
    )
    per_customer_limit = graphene.Int(
        description="How many times each customer may claim it; null for no bound."
    )
    tiers = graphene.Field(
        graphene.NonNull(graphene.List(graphene.NonNull(LoyaltyTier))),
        description=(
            "The tiers that it is for, lowest first: it takes one of them. Empty for no such limit."
        ),
    )
    badges = graphene.Field(
        graphene.NonNull(graphene.List(graphene.NonNull(LoyaltyBadge))),
        description="The badges that it is for: it takes one of them. Empty for no such limit.",
    )
    claim_days = graphene.Int(description="How many days a claim can be used; null for no end.")
    starts_at = graphene.Field(
        shop_type("DateTime"), description="From when on it is offered; null for no start."
    )
    ends_at = graphene.Field(
        shop_type("DateTime"), description="Until before when it is offered; null for no end."
    )
    is_claimable = graphene.Boolean(
        description=(
            "Whether the one who asks can claim it now in the channel; null where no channel was"
            " named."
        )
    )
    limits = graphene.Field(
        graphene.List(graphene.NonNull(LoyaltyRewardLimit)),
        description=(
            "Every reason why the one who asks can't claim it now, in a fixed order; empty where it"
            " can be claimed, null where no channel was named."
        ),
    )
    program = GuardedField(
        LoyaltyProgram, permissions=STAFF, description="The program that it belongs to."
    )
    fixed_points = GuardedField(
        graphene.Int,
        permissions=STAFF,
        description="The cost that it names itself; null where its price says it.",
    )
    stock = GuardedField(
        graphene.Int,
        permissions=STAFF,
        description="How many can be claimed in all; null for no bound.",
    )
    claims_count = GuardedField(
        graphene.Int,
        required=True,
        permissions=STAFF,
        description="How many were claimed and not cancelled.",
    )
    rank = GuardedField(
        graphene.Int,
        required=True,
        permissions=STAFF,
        description="Its place in the catalogue: smaller ones first, equal ones by cost.",
    )
    is_active = GuardedField(
        graphene.Boolean,
        required=True,
        permissions=STAFF,
        description="Whether it is offered at all.",
    )
    archived_at = GuardedField(
        shop_type("DateTime"),
        permissions=STAFF,
        description="When it was archived; null if it was not.",
    )
    created_at = GuardedField(
        shop_type("DateTime"), required=True, permissions=STAFF, description="When it was created."
    )
    updated_at = GuardedField(
        shop_type("DateTime"),
        required=True,
        permissions=STAFF,
        description="When it was last changed.",
    )

    @staticmethod
    def resolve_translation(root: ShownReward, info: Any, *, language_code: str) -> Promise:
        def in_language(found: list[RewardTranslation]) -> LoyaltyRewardTranslation | None:
            rows = (row for row in found if row.language_code == language_code)
            row = next(rows, None)
            return _translation(row, root.reward) if row is not None else None

        return TranslationsOfReward.of(info.context).load(root.reward.pk).then(in_language)

    @staticmethod
    def resolve_translations(root: ShownReward, info: Any) -> Promise:
        found = TranslationsOfReward.of(info.context).load(root.reward.pk)
        return found.then(lambda rows: [_translation(row, root.reward) for row in rows])

    @staticmethod
    def resolve_image(root: ShownReward, _info: Any) -> LoyaltyRewardImage | None:
        if not root.reward.image_url:
            return None
        return LoyaltyRewardImage(url=root.reward.image_url, alt=root.reward.image_alt)

    @staticmethod
    def resolve_variant(root: ShownReward, info: Any) -> Any:
        variant_id = root.reward.variant_id
        is_sold = root.offer is not None and root.offer.is_sold
        if variant_id is None or not (is_sold or may_any(requestor_of(info), STAFF)):
            return None
        slug = root.channel.slug if root.channel is not None else None
        return current_host().load_variant(info.context, variant_id, channel_slug=slug)

    @staticmethod
    def resolve_points(root: ShownReward, info: Any) -> int | Promise | None:
        if root.offer is not None:
            return root.offer.points
        facts = facts_of_reward(root.reward)
        return _own_place(root.reward, info).then(lambda place: reward_cost(facts, place))

    @staticmethod
    def resolve_proposed_points(root: ShownReward, info: Any) -> int | Promise | None:
        if root.offer is not None:
            return root.offer.points_proposed
        terms = facts_of_reward(root.reward).terms
        return _own_place(root.reward, info).then(lambda place: price_in_points(terms, place))

    @staticmethod
    def resolve_fixed_points(root: ShownReward, _info: Any) -> int | None:
        return root.reward.points

    @staticmethod
    def resolve_money_amount(root: ShownReward, _info: Any) -> Any:
        return _money(root.reward.money_amount, root.reward)

    @staticmethod
    def resolve_amount(root: ShownReward, _info: Any) -> Any:
        return _money(root.reward.amount, root.reward)

    @staticmethod
    def resolve_remaining(root: ShownReward, _info: Any) -> int | None:
        return facts_of_reward(root.reward).remaining

    @staticmethod
    def resolve_tiers(root: ShownReward, info: Any) -> Promise | list[Tier]:
        if not root.reward.tier_ids:
            return []
        sees_all, now = may_any(requestor_of(info), STAFF), timezone.now()

        def named(found: list[Tier]) -> list[Tier]:
            tiers = (item for item in found if item.pk in root.reward.tier_ids)
            shown = (item for item in tiers if sees_all or is_in_force(item, now))
            return sorted(shown, key=lambda item: (threshold_at(item, now), item.rank, item.pk))

        return TiersOfProgram.of(info.context).load(root.reward.program_id).then(named)

    @staticmethod
    def resolve_badges(root: ShownReward, info: Any) -> Promise | list[Badge]:
        if not root.reward.badge_ids:
            return []
        sees_all, program_id = may_any(requestor_of(info), STAFF), root.reward.program_id

        def named(parts: list[Any]) -> list[Badge]:
            found, program = parts
            badges = [item for item in found if item.pk in root.reward.badge_ids]
            return [i for i in badges if sees_all or (i.is_active and program.badges_active)]

        badges = BadgesOfProgram.of(info.context).load(program_id)
        return Promise.all([badges, ProgramById.of(info.context).load(program_id)]).then(named)

    @staticmethod
    def resolve_limits(root: ShownReward, _info: Any) -> list[LimitOfReward] | None:
        if root.offer is None:
            return None
        return [LimitOfReward(limit, root.reward.program_id) for limit in root.offer.limits]

    @staticmethod
    def resolve_program(root: ShownReward, info: Any) -> Promise:
        return ProgramById.of(info.context).load(root.reward.program_id)


class LoyaltyRewardCountableConnection(CountableConnection):
    """Rewards in pages."""

    class Meta:
        node = LoyaltyReward


def _own_place(reward: Reward, info: Any) -> Promise:
    """Where no channel was named: the reward's own currency, without prices of the shop."""
    program = ProgramById.of(info.context).load(reward.program_id)
    return program.then(
        lambda found: RewardPlace(currency=reward.currency, factor=found.reward_price_factor)
    )


def _money(amount: Decimal | None, reward: Reward) -> Any:
    return current_host().money(amount, reward.currency) if amount is not None else None


def _translation(row: RewardTranslation, reward: Reward) -> LoyaltyRewardTranslation:
    return LoyaltyRewardTranslation(
        language_code=row.language_code,
        name=row.name or reward.name,
        description=row.description or reward.description,
    )
