"""Tiers, how far an account has come, and how it got there."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

import graphene
from django.utils import timezone
from promise import Promise

from saleor_loyalty_plugin.api.access import GuardedField, may_any, requestor_of
from saleor_loyalty_plugin.api.connection import CountableConnection
from saleor_loyalty_plugin.api.enums import LoyaltyTierChangeReasonEnum
from saleor_loyalty_plugin.api.ids import global_id
from saleor_loyalty_plugin.api.loaders import TermsOfProgram, shop_channels
from saleor_loyalty_plugin.api.reward_loaders import RewardById
from saleor_loyalty_plugin.api.shop import shop_type
from saleor_loyalty_plugin.api.tier_loaders import HoldersOfTier, TierById, TranslationsOfTier
from saleor_loyalty_plugin.api.types.values import ids
from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.hosts.port import Permission
from saleor_loyalty_plugin.models import (
    AccountProgress,
    Reward,
    Tier,
    TierChange,
    TierSeason,
    TierTranslation,
)
from saleor_loyalty_plugin.rules.redemption import home_currency
from saleor_loyalty_plugin.rules.terms import ProgramTerms
from saleor_loyalty_plugin.rules.tiers import TierBasis, TierProgress

STAFF = (Permission.MANAGE_DISCOUNTS,)


def _reward_type() -> Any:
    # Rewards show their program, which shows its tiers.
    from saleor_loyalty_plugin.api.types.reward import LoyaltyReward

    return LoyaltyReward


def season_of(tier: Tier, moment: datetime) -> TierSeason | None:
    """The season of a tier that holds at a time; its seasons are at hand."""
    return next(
        (item for item in tier.seasons.all() if item.starts_at <= moment < item.ends_at), None
    )


def is_in_force(tier: Tier, moment: datetime) -> bool:
    """Whether a tier exists at a time."""
    has_begun = tier.starts_at is None or tier.starts_at <= moment
    return has_begun and (tier.ends_at is None or moment < tier.ends_at)


def threshold_at(tier: Tier, moment: datetime) -> Decimal:
    """Its threshold at a time, with its season's change."""
    season = season_of(tier, moment)
    return season.threshold if season is not None else tier.threshold


class LoyaltyTierSeason(graphene.ObjectType):
    """What is different in a tier for a time."""

    name = graphene.String(
        required=True, description="What the tier is called then; empty for as usual."
    )
    description = graphene.String(
        required=True, description="What it is about then; empty for as usual."
    )
    threshold = graphene.Float(required=True, description="The sum that it takes then.")
    starts_at = graphene.Field(
        shop_type("DateTime"), required=True, description="From when on it holds."
    )
    ends_at = graphene.Field(
        shop_type("DateTime"), required=True, description="Until before when it holds."
    )


class LoyaltyTierTranslation(graphene.ObjectType):
    """A tier's texts in another language."""

    language_code = graphene.Field(
        shop_type("LanguageCodeEnum"), required=True, description="The language."
    )
    name = graphene.String(
        required=True, description="The name; the tier's own where there is none."
    )
    description = graphene.String(
        required=True, description="The description; the tier's own where there is none."
    )
    perks = graphene.Field(
        graphene.NonNull(graphene.List(graphene.NonNull(graphene.String))),
        description="The perks; the tier's own where there are none.",
    )


class LoyaltyTier(graphene.ObjectType):
    """What customers get who have spent, or earned in points, a certain sum."""

    class Meta:
        interfaces = (graphene.relay.Node,)

    name = graphene.String(
        required=True, description="What it is called now, with its season's change."
    )
    description = graphene.String(
        required=True,
        description="What it is about, in plain text, with its season's change; may be empty.",
    )
    perks = graphene.Field(
        graphene.NonNull(graphene.List(graphene.NonNull(graphene.String))),
        description="What else its customers get, in the merchant's own words, line by line.",
    )
    translation = graphene.Field(
        LoyaltyTierTranslation,
        language_code=graphene.Argument(
            shop_type("LanguageCodeEnum"), required=True, description="The language of the texts."
        ),
        description=(
            "Its texts in a language; null where there is no translation. What a season says"
            " stands in no other language."
        ),
    )
    threshold = graphene.Float(
        required=True,
        description="The sum from which on customers have it, now, with its season's change.",
    )
    currency = graphene.String(
        description="The currency of the threshold; null where it counts points."
    )
    season = graphene.Field(
        LoyaltyTierSeason, description="The season that holds now; null if none does."
    )
    discount_percentage = graphene.Float(
        description="What it takes off, as a percentage; null if it takes none."
    )
    discount_amount = graphene.Field(
        shop_type("Money"),
        description="What it takes off each order, as an amount; null if it takes none.",
    )
    product_ids = ids(
        "product_ids", "Product", "IDs of the Products that the discount is for; empty for all."
    )
    free_shipping = graphene.Boolean(required=True, description="Whether shipping is free.")
    earning_multiplier = graphene.Float(
        required=True, description="How many times the points of each order its customers earn."
    )
    arrival_points = graphene.Int(
        required=True, description="Points for whoever reaches it, once; 0 for none."
    )
    arrival_reward = graphene.Field(
        _reward_type,
        description="A reward for whoever reaches it, once and for nothing; null if none.",
    )
    starts_at = graphene.Field(
        shop_type("DateTime"), description="From when on it exists; null for no start."
    )
    ends_at = graphene.Field(
        shop_type("DateTime"), description="Until before when it exists; null for no end."
    )
    is_in_force = graphene.Boolean(required=True, description="Whether it exists now.")
    usual_name = GuardedField(
        graphene.String,
        required=True,
        permissions=STAFF,
        description="What it is called outside its seasons.",
    )
    usual_description = GuardedField(
        graphene.String,
        required=True,
        permissions=STAFF,
        description="What it is about outside its seasons.",
    )
    usual_threshold = GuardedField(
        graphene.Float,
        required=True,
        permissions=STAFF,
        description="The sum that it takes outside its seasons.",
    )
    seasons = GuardedField(
        graphene.NonNull(graphene.List(graphene.NonNull(LoyaltyTierSeason))),
        permissions=STAFF,
        description="All its seasons, also those that are over or to come, earliest first.",
    )
    translations = GuardedField(
        graphene.NonNull(graphene.List(graphene.NonNull(LoyaltyTierTranslation))),
        permissions=STAFF,
        description="Its texts in every language that there are some in, by code.",
    )
    customer_type_id = GuardedField(
        graphene.ID,
        permissions=STAFF,
        description="The ID of the shop's CustomerType that its customers are in; null for none.",
    )
    holders_count = GuardedField(
        graphene.Int,
        required=True,
        permissions=STAFF,
        description="How many accounts have it, as they were looked at last.",
    )

    @staticmethod
    def resolve_name(root: Tier, _info: Any) -> str:
        season = season_of(root, timezone.now())
        return (season.name if season is not None else "") or root.name

    @staticmethod
    def resolve_description(root: Tier, _info: Any) -> str:
        season = season_of(root, timezone.now())
        return (season.description if season is not None else "") or root.description

    @staticmethod
    def resolve_threshold(root: Tier, _info: Any) -> Decimal:
        return threshold_at(root, timezone.now())

    @staticmethod
    def resolve_season(root: Tier, _info: Any) -> TierSeason | None:
        return season_of(root, timezone.now())

    @staticmethod
    def resolve_is_in_force(root: Tier, _info: Any) -> bool:
        return is_in_force(root, timezone.now())

    @staticmethod
    def resolve_currency(root: Tier, info: Any) -> Promise:
        def currency(terms: ProgramTerms) -> str | None:
            is_points = terms.tier_basis is TierBasis.POINTS
            return None if is_points else _tier_currency(info, terms)

        return TermsOfProgram.of(info.context).load(root.program_id).then(currency)

    @staticmethod
    def resolve_discount_amount(root: Tier, info: Any) -> Promise | None:
        amount = root.discount_amount
        if amount is None:
            return None
        terms = TermsOfProgram.of(info.context).load(root.program_id)
        return terms.then(lambda found: current_host().money(amount, _tier_currency(info, found)))

    @staticmethod
    def resolve_arrival_reward(root: Tier, info: Any) -> Promise | None:
        if root.arrival_reward_id is None:
            return None
        is_staff = may_any(requestor_of(info), STAFF)

        def shown(reward: Reward | None) -> Any:
            from saleor_loyalty_plugin.api.types.reward import ShownReward

            is_given = reward is not None and reward.archived_at is None
            return ShownReward(reward) if reward is not None and (is_given or is_staff) else None

        return RewardById.of(info.context).load(root.arrival_reward_id).then(shown)

    @staticmethod
    def resolve_usual_name(root: Tier, _info: Any) -> str:
        return root.name

    @staticmethod
    def resolve_usual_description(root: Tier, _info: Any) -> str:
        return root.description

    @staticmethod
    def resolve_usual_threshold(root: Tier, _info: Any) -> Decimal:
        return root.threshold

    @staticmethod
    def resolve_seasons(root: Tier, _info: Any) -> list[TierSeason]:
        return list(root.seasons.all())

    @staticmethod
    def resolve_translation(root: Tier, info: Any, *, language_code: str) -> Promise:
        def in_language(found: list[TierTranslation]) -> LoyaltyTierTranslation | None:
            rows = (row for row in found if row.language_code == language_code)
            row = next(rows, None)
            season = season_of(root, timezone.now())
            return _translation(row, root, season) if row is not None else None

        return TranslationsOfTier.of(info.context).load(root.pk).then(in_language)

    @staticmethod
    def resolve_translations(root: Tier, info: Any) -> Promise:
        found = TranslationsOfTier.of(info.context).load(root.pk)
        return found.then(lambda rows: [_translation(row, root, None) for row in rows])

    @staticmethod
    def resolve_customer_type_id(root: Tier, _info: Any) -> str | None:
        if root.customer_type_id is None:
            return None
        return global_id("CustomerType", root.customer_type_id)

    @staticmethod
    def resolve_holders_count(root: Tier, info: Any) -> Promise:
        return HoldersOfTier.of(info.context).load(root.pk)


def _tier_currency(info: Any, terms: ProgramTerms) -> str:
    """The currency of tiers' amounts; terms without tiers don't say which one they would be in."""
    return terms.tier_currency or home_currency(shop_channels(info.context).values()) or ""


def _translation(
    row: TierTranslation, tier: Tier, season: TierSeason | None
) -> LoyaltyTierTranslation:
    """The texts of one language. A season's own are in one language only, and go before."""
    name = season.name if season is not None else ""
    description = season.description if season is not None else ""
    return LoyaltyTierTranslation(
        language_code=row.language_code,
        name=name or row.name or tier.name,
        description=description or row.description or tier.description,
        perks=row.perks or tier.perks,
    )


@dataclass(frozen=True, slots=True)
class ProgressShown:
    """What `LoyaltyTierProgress` resolves from; `kept` is None for an account never looked at."""

    progress: TierProgress
    terms: ProgramTerms
    kept: AccountProgress | None
    now: datetime

    @property
    def tier_id(self) -> int | None:
        return self.progress.tier.tier_id if self.progress.tier is not None else None


class LoyaltyTierProgress(graphene.ObjectType):
    """Which tier a customer has, and what is missing for the next one: for a bar."""

    tier = graphene.Field(
        LoyaltyTier, description="The tier that they have; null below all thresholds."
    )
    next_tier = graphene.Field(
        LoyaltyTier, description="The one after it; null for who has the highest."
    )
    qualifying_amount = graphene.Float(
        required=True,
        description="The sum that thresholds are compared with, net of returns and refunds.",
    )
    missing_amount = graphene.Float(
        required=True, description="What is missing for the next tier; 0 if there is none."
    )
    percentage = graphene.Float(
        required=True,
        description=(
            "How much of the next threshold is there, rounded down to two decimals: 100 only where"
            " it is reached, or there is none."
        ),
    )
    missing_to_keep = graphene.Float(
        required=True,
        description=(
            "What the sum lacks of the tier's own threshold, where it is kept by a grace, by hand"
            " or since tiers are never lost; 0 where the sum reaches it."
        ),
    )
    currency = graphene.String(description="The currency of the sums; null where they are points.")
    since = graphene.Field(
        shop_type("DateTime"),
        description="Since when they have the tier; null if from the beginning.",
    )
    grace_until = graphene.Field(
        shop_type("DateTime"),
        description=(
            "Until when they keep the tier though the sum has fallen below its threshold; null if"
            " it has not, or the tier is kept for good."
        ),
    )
    by_hand_until = graphene.Field(
        shop_type("DateTime"),
        description="Until when they have the tier because staff set it; null if staff did not.",
    )

    @staticmethod
    def resolve_tier(root: ProgressShown, info: Any) -> Promise | None:
        tier = root.progress.tier
        return TierById.of(info.context).load(tier.tier_id) if tier is not None else None

    @staticmethod
    def resolve_next_tier(root: ProgressShown, info: Any) -> Promise | None:
        tier = root.progress.next_tier
        return TierById.of(info.context).load(tier.tier_id) if tier is not None else None

    @staticmethod
    def resolve_qualifying_amount(root: ProgressShown, _info: Any) -> Decimal:
        return root.progress.qualifying

    @staticmethod
    def resolve_missing_amount(root: ProgressShown, _info: Any) -> Decimal:
        return root.progress.missing

    @staticmethod
    def resolve_missing_to_keep(root: ProgressShown, _info: Any) -> Decimal:
        return root.progress.missing_to_keep

    @staticmethod
    def resolve_percentage(root: ProgressShown, _info: Any) -> Decimal:
        return root.progress.percentage

    @staticmethod
    def resolve_currency(root: ProgressShown, _info: Any) -> str | None:
        is_points = root.terms.tier_basis is TierBasis.POINTS
        return None if is_points else root.terms.tier_currency or None

    @staticmethod
    def resolve_since(root: ProgressShown, _info: Any) -> datetime | None:
        is_kept = root.kept is not None and root.kept.tier_id == root.tier_id
        return root.kept.tier_since if root.kept is not None and is_kept else None

    @staticmethod
    def resolve_grace_until(root: ProgressShown, _info: Any) -> datetime | None:
        until = root.kept.grace_until if root.kept is not None else None
        return until if until is not None and root.now < until else None

    @staticmethod
    def resolve_by_hand_until(root: ProgressShown, _info: Any) -> datetime | None:
        if root.kept is None or root.kept.hand_tier_id != root.tier_id:
            return None
        until = root.kept.hand_until
        return until if until is not None and root.now < until else None


class LoyaltyTierChange(graphene.ObjectType):
    """One change of an account's tier. Changes are kept for good."""

    class Meta:
        interfaces = (graphene.relay.Node,)

    changed_at = graphene.Field(shop_type("DateTime"), required=True, description="When it was.")
    is_up = graphene.Boolean(
        required=True, description="Whether the new tier is the higher one of the two."
    )
    reason = graphene.Field(LoyaltyTierChangeReasonEnum, required=True, description="Why it was.")
    from_name = graphene.String(
        description="What the tier before was called then; null if there was none."
    )
    to_name = graphene.String(
        description="What the tier since was called then; null if there is none."
    )
    from_tier = graphene.Field(
        LoyaltyTier, description="The tier before; null if there was none, or it was deleted."
    )
    to_tier = graphene.Field(
        LoyaltyTier, description="The tier since; null if there is none, or it was deleted."
    )
    qualifying_amount = graphene.Float(
        required=True, description="The sum that thresholds were compared with."
    )
    actor = GuardedField(
        graphene.String,
        required=True,
        permissions=(Permission.MANAGE_USERS,),
        description="Who did it: `user:<key>`, `app:<key>` or `system`.",
    )
    note = GuardedField(
        graphene.String,
        required=True,
        permissions=(Permission.MANAGE_USERS,),
        description="What staff wrote who set it by hand; may be empty.",
    )

    @staticmethod
    def resolve_from_name(root: TierChange, _info: Any) -> str | None:
        return root.from_name or None

    @staticmethod
    def resolve_to_name(root: TierChange, _info: Any) -> str | None:
        return root.to_name or None

    @staticmethod
    def resolve_from_tier(root: TierChange, info: Any) -> Promise | None:
        return _tier_if_any(root.from_tier_id, info)

    @staticmethod
    def resolve_to_tier(root: TierChange, info: Any) -> Promise | None:
        return _tier_if_any(root.to_tier_id, info)

    @staticmethod
    def resolve_qualifying_amount(root: TierChange, _info: Any) -> Decimal:
        return root.qualifying


def _tier_if_any(tier_id: int | None, info: Any) -> Promise | None:
    return TierById.of(info.context).load(tier_id) if tier_id is not None else None


class LoyaltyTierChangeCountableConnection(CountableConnection):
    """Changes of tiers in pages, newest first."""

    class Meta:
        node = LoyaltyTierChange
