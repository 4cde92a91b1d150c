"""Badges, and how far an account has come towards them."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

import graphene
from promise import Promise

from saleor_loyalty_plugin.api.access import GuardedField, may_any, requestor_of
from saleor_loyalty_plugin.api.badge_loaders import (
    AccountInTerms,
    BadgeRowsOfAccount,
    BadgesOfProgram,
    BadgeValuesOfAccount,
    TranslationsOfBadge,
)
from saleor_loyalty_plugin.api.enums import LoyaltyBadgeBasisEnum, LoyaltyBadgeHandEnum
from saleor_loyalty_plugin.api.loaders import ActiveTermsOfProgram, TermsOfProgram, shop_channels
from saleor_loyalty_plugin.api.shop import shop_type
from saleor_loyalty_plugin.api.types.values import ids
from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.hosts.port import Permission
from saleor_loyalty_plugin.models import Account, Badge, BadgeTranslation, Program
from saleor_loyalty_plugin.rules.badges import BadgeBasis
from saleor_loyalty_plugin.rules.redemption import home_currency
from saleor_loyalty_plugin.rules.terms import ProgramTerms
from saleor_loyalty_plugin.services.programs.programs import ActiveTerms
from saleor_loyalty_plugin.services.progress.badge_progress import BadgeProgress, progress_towards

STAFF = (Permission.MANAGE_DISCOUNTS,)
ACCOUNT_STAFF = (Permission.MANAGE_USERS,)
_POINTS = (BadgeBasis.BALANCE, BadgeBasis.LIFETIME)
_COUNTS = (BadgeBasis.ORDERS, BadgeBasis.ACTIVITY)
_AMOUNTS = (BadgeBasis.SPEND,)


class LoyaltyBadgeTranslation(graphene.ObjectType):
    """A badge's texts in another language."""

    language_code = graphene.Field(
        shop_type("LanguageCodeEnum"), required=True, description="The language."
    )
    title = graphene.String(
        required=True, description="The title; the badge's own where there is none."
    )
    description = graphene.String(
        required=True, description="The description; the badge's own where there is none."
    )


class LoyaltyBadge(graphene.ObjectType):
    """Something that customers can unlock: by points, orders, money spent, or what they did."""

    class Meta:
        interfaces = (graphene.relay.Node,)

    title = graphene.String(required=True, description="What it is called.")
    description = graphene.String(
        required=True, description="What it is for, in plain text; may be empty."
    )
    translation = graphene.Field(
        LoyaltyBadgeTranslation,
        language_code=graphene.Argument(
            shop_type("LanguageCodeEnum"), required=True, description="The language of the texts."
        ),
        description="Its texts in a language; null where there is no translation.",
    )
    translations = GuardedField(
        graphene.NonNull(graphene.List(graphene.NonNull(LoyaltyBadgeTranslation))),
        permissions=STAFF,
        description="Its texts in every language that there are some in, by code.",
    )
    symbol = graphene.String(
        required=True,
        description="A character or a few to show where it has no picture; may be empty.",
    )
    icon_url = graphene.String(
        description=(
            "Where its picture is: a PNG of at most 512 × 512 pixels; null if it has none."
        )
    )
    basis = graphene.Field(LoyaltyBadgeBasisEnum, required=True, description="What unlocks it.")
    points_from = graphene.Int(
        description="From how many points on, for BALANCE and LIFETIME; null for others."
    )
    points_to = graphene.Int(
        description="Up to how many points; null for no end, and for other bases."
    )
    count_from = graphene.Int(
        description=("From how many orders or events on, for ORDERS and ACTIVITY; null for others.")
    )
    count_to = graphene.Int(
        description="Up to how many orders or events; null for no end, and for other bases."
    )
    amount_from = graphene.Field(
        shop_type("Money"), description="From which amount on, for SPEND; null for others."
    )
    amount_to = graphene.Field(
        shop_type("Money"), description="Up to which amount; null for no end, and for other bases."
    )
    event_type = graphene.String(
        required=True,
        description="Which events count for ACTIVITY; empty for all of them, and for other bases.",
    )
    keep_once_won = graphene.Boolean(
        required=True,
        description="Whether it stays once unlocked, or is lost when the value no longer fits.",
    )
    discount_percentage = graphene.Float(
        description="What its holders pay less, in percent; null for no such discount."
    )
    discount_amount = graphene.Field(
        shop_type("Money"),
        description="What its holders pay less, as an amount; null for no such discount.",
    )
    product_ids = ids(
        "product_ids",
        "Product",
        "IDs of the Products that the discount is for; empty for all.",
    )
    rank = GuardedField(
        graphene.Int,
        required=True,
        permissions=STAFF,
        description="Its place among the badges: smaller ones first, equal ones by age.",
    )
    is_active = GuardedField(
        graphene.Boolean,
        required=True,
        permissions=STAFF,
        description="Whether it is shown, unlocked and gives its discount at all.",
    )
    created_at = GuardedField(
        shop_type("DateTime"), required=True, permissions=STAFF, description="When it was created."
    )

    @staticmethod
    def resolve_translation(root: Badge, info: Any, *, language_code: str) -> Promise:
        def in_language(found: list[BadgeTranslation]) -> LoyaltyBadgeTranslation | None:
            row = next((row for row in found if row.language_code == language_code), None)
            return _translation(row, root) if row is not None else None

        return TranslationsOfBadge.of(info.context).load(root.pk).then(in_language)

    @staticmethod
    def resolve_translations(root: Badge, info: Any) -> Promise:
        found = TranslationsOfBadge.of(info.context).load(root.pk)
        return found.then(lambda rows: [_translation(row, root) for row in rows])

    @staticmethod
    def resolve_icon_url(root: Badge, info: Any) -> str | None:
        return current_host().media_url(info.context, root.icon) if root.icon else None

    @staticmethod
    def resolve_points_from(root: Badge, _info: Any) -> int | None:
        return _whole(root, root.value_from, _POINTS)

    @staticmethod
    def resolve_points_to(root: Badge, _info: Any) -> int | None:
        return _whole(root, root.value_to, _POINTS)

    @staticmethod
    def resolve_count_from(root: Badge, _info: Any) -> int | None:
        return _whole(root, root.value_from, _COUNTS)

    @staticmethod
    def resolve_count_to(root: Badge, _info: Any) -> int | None:
        return _whole(root, root.value_to, _COUNTS)

    @staticmethod
    def resolve_amount_from(root: Badge, info: Any) -> Promise | None:
        return _money(root.program_id, root.value_from, info) if _is_amount(root) else None

    @staticmethod
    def resolve_amount_to(root: Badge, info: Any) -> Promise | None:
        return _money(root.program_id, root.value_to, info) if _is_amount(root) else None

    @staticmethod
    def resolve_discount_amount(root: Badge, info: Any) -> Promise | None:
        return _money(root.program_id, root.discount_amount, info)


@dataclass(frozen=True, slots=True)
class ShownProgress:
    """What `LoyaltyBadgeProgress` resolves from: a badge as it is stored, and the progress."""

    badge: Badge
    progress: BadgeProgress


class LoyaltyBadgeProgress(graphene.ObjectType):
    """One badge, and what a customer lacks for it."""

    badge = graphene.Field(LoyaltyBadge, required=True, description="The badge.")
    is_unlocked = graphene.Boolean(required=True, description="Whether the customer has it.")
    unlocked_at = graphene.Field(
        shop_type("DateTime"), description="Since when the customer has it; null if they don't."
    )
    missing_points = graphene.Int(
        description=(
            "Points that are missing, for BALANCE and LIFETIME; 0 once it is unlocked. Null for"
            " other bases, and where no more points would unlock it."
        )
    )
    missing_count = graphene.Int(
        description=(
            "Orders or events that are missing, for ORDERS and ACTIVITY; 0 once it is unlocked."
            " Null for other bases, and where no more would unlock it."
        )
    )
    missing_amount = graphene.Field(
        shop_type("Money"),
        description=(
            "What is missing, for SPEND; 0 once it is unlocked. Null for other bases, and where no"
            " more would unlock it."
        ),
    )
    hand = GuardedField(
        LoyaltyBadgeHandEnum,
        permissions=ACCOUNT_STAFF,
        description="What staff did by hand; null where the value decides.",
    )
    note = GuardedField(
        graphene.String,
        permissions=ACCOUNT_STAFF,
        description="What they wrote for each other; null where the value decides.",
    )

    @staticmethod
    def resolve_is_unlocked(root: ShownProgress, _info: Any) -> bool:
        return root.progress.is_unlocked

    @staticmethod
    def resolve_unlocked_at(root: ShownProgress, _info: Any) -> datetime | None:
        return root.progress.unlocked_at

    @staticmethod
    def resolve_missing_points(root: ShownProgress, _info: Any) -> int | None:
        return _whole(root.badge, root.progress.missing, _POINTS)

    @staticmethod
    def resolve_missing_count(root: ShownProgress, _info: Any) -> int | None:
        return _whole(root.badge, root.progress.missing, _COUNTS)

    @staticmethod
    def resolve_missing_amount(root: ShownProgress, info: Any) -> Promise | None:
        if not _is_amount(root.badge):
            return None
        return _money(root.badge.program_id, root.progress.missing, info)

    @staticmethod
    def resolve_hand(root: ShownProgress, _info: Any) -> str | None:
        row = root.progress.row
        return row.hand or None if row is not None else None

    @staticmethod
    def resolve_note(root: ShownProgress, _info: Any) -> str | None:
        row = root.progress.row
        return row.note if row is not None and row.hand else None


def badges_of_program(root: Program, info: Any) -> Promise:
    """Resolve `LoyaltyProgram.badges`: for shoppers the shown ones that a value unlocks."""
    found = BadgesOfProgram.of(info.context).load(root.pk)
    if may_any(requestor_of(info), (*STAFF, *ACCOUNT_STAFF)):
        return found

    def to_win(badges: list[Badge]) -> list[Badge]:
        if not root.badges_active:
            return []
        return [item for item in badges if item.is_active and item.basis != BadgeBasis.MANUAL]

    return found.then(to_win)


def badges_of_account(root: Account, info: Any) -> Promise:
    """Resolve `LoyaltyAccount.badges`; a number of queries that no list makes longer."""
    terms = ActiveTermsOfProgram.of(info.context).load(root.program_id)
    return terms.then(lambda active: _badges_under(active, root, info))


def _badges_under(
    active: ActiveTerms | None, account: Account, info: Any
) -> list[ShownProgress] | Promise:
    if active is None or not (active.terms.badges_active and active.terms.badges):
        return []
    sees_all = may_any(requestor_of(info), ACCOUNT_STAFF)
    parts = [
        BadgesOfProgram.of(info.context).load(account.program_id),
        BadgeRowsOfAccount.of(info.context).load(account.pk),
        BadgeValuesOfAccount.of(info.context).load(AccountInTerms(account.pk, account, active)),
    ]

    def shown(found: Any) -> list[ShownProgress]:
        badges, rows, values = found
        stored = {badge.pk: badge for badge in badges}
        return [
            ShownProgress(stored[item.badge.badge_id], item)
            for item in progress_towards(active, rows, values)
            if item.badge.badge_id in stored
            # What only staff give, nobody can strive for.
            and (sees_all or item.is_unlocked or item.badge.basis is not BadgeBasis.MANUAL)
        ]

    return Promise.all(parts).then(shown)


def _is_amount(badge: Badge) -> bool:
    return badge.basis in _AMOUNTS


def _whole(badge: Badge, value: Decimal | None, bases: tuple[BadgeBasis, ...]) -> int | None:
    return int(value) if value is not None and badge.basis in bases else None


def _money(program_id: int, amount: Decimal | None, info: Any) -> Promise | None:
    """An amount in the currency that the program's tiers and badges count in."""
    if amount is None:
        return None

    def in_currency(terms: ProgramTerms | None) -> Any:
        currency = terms.tier_currency if terms is not None else ""
        home = home_currency(shop_channels(info.context).values())
        return current_host().money(amount, currency or home or "")

    return TermsOfProgram.of(info.context).load(program_id).then(in_currency)


def _translation(row: BadgeTranslation, badge: Badge) -> LoyaltyBadgeTranslation:
    return LoyaltyBadgeTranslation(
        language_code=row.language_code,
        title=row.title or badge.title,
        description=row.description or badge.description,
    )
