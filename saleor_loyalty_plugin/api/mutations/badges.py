"""Staff and apps change badges, and give and take them."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Self

import graphene

from saleor_loyalty_plugin.api.badge_loaders import TranslationsOfBadge
from saleor_loyalty_plugin.api.enums import LoyaltyBadgeBasisEnum
from saleor_loyalty_plugin.api.filters import list_of
from saleor_loyalty_plugin.api.ids import key_of, keys_of, program_key_of
from saleor_loyalty_plugin.api.mutations.base import LoyaltyMutation, refuse_nulls
from saleor_loyalty_plugin.api.mutations.points import NOTE
from saleor_loyalty_plugin.api.shop import shop_type
from saleor_loyalty_plugin.api.types.account import LoyaltyAccount
from saleor_loyalty_plugin.api.types.badge import LoyaltyBadge
from saleor_loyalty_plugin.api.types.program import LoyaltyProgram
from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.hosts.port import Permission, Requestor
from saleor_loyalty_plugin.models import AccountBadge, Badge
from saleor_loyalty_plugin.services.errors import LoyaltyProblem, ProblemCode
from saleor_loyalty_plugin.services.programs.badges import (
    BADGES_MAX,
    create_badge,
    delete_badge,
    reorder_badges,
    translate_badge,
    update_badge,
)
from saleor_loyalty_plugin.services.programs.part_discounts import PRODUCTS_MAX
from saleor_loyalty_plugin.services.progress.badges_by_hand import (
    grant_badge,
    take_badge,
    unset_badge,
)

STAFF = (Permission.MANAGE_DISCOUNTS,)
ACCOUNT_STAFF = (Permission.MANAGE_USERS,)
# Null takes an end or a discount away.
_NULLABLE = frozenset(
    {"points_to", "count_to", "amount_to", "discount_percentage", "discount_amount"}
)


class LoyaltyBadgeInput(graphene.InputObjectType):
    """What unlocks a badge and what its holders get. What is left out keeps its value.

    `pointsFrom` and `pointsTo` belong to BALANCE and LIFETIME, `countFrom` and `countTo` to ORDERS
    and ACTIVITY, `amountFrom` and `amountTo` to SPEND; a new badge of these needs one of its two.
    Give at most one of `discountPercentage` and `discountAmount`; it replaces the other.
    """

    title = graphene.String(
        description="What to call it; shoppers read it. Required for a new one."
    )
    description = graphene.String(
        description="What it is for, in plain text; at most 10000 characters. Empty by default."
    )
    symbol = graphene.String(
        description=(
            "What to show where it has no picture: at most 8 characters, such as an emoji. Empty by"
            " default."
        )
    )
    icon = graphene.InputField(
        shop_type("Upload"),
        description=(
            "A picture: PNG, JPEG, WebP or GIF of at most 1 MB and 2048 × 2048 pixels, in a"
            " multipart request. It is stored as a PNG of at most 512 × 512 pixels, without what"
            " else was in the file; of several frames the first."
        ),
    )
    remove_icon = graphene.Boolean(description="Take the picture away. False by default.")
    basis = graphene.InputField(
        LoyaltyBadgeBasisEnum,
        description="What unlocks it. Required for a new one; can't be changed later.",
    )
    points_from = graphene.Int(
        description="From how many points on, 0 to 1000000000. 0 by default, which all have."
    )
    points_to = graphene.Int(
        description="Up to how many points, these included. Null, the default, for no end."
    )
    count_from = graphene.Int(
        description="From how many orders or events on, 0 to 1000000. 0 by default."
    )
    count_to = graphene.Int(
        description="Up to how many, these included. Null, the default, for no end."
    )
    amount_from = graphene.InputField(
        shop_type("PositiveDecimal"),
        description="From which amount on, in the program's `tierCurrency`. 0 by default.",
    )
    amount_to = graphene.InputField(
        shop_type("PositiveDecimal"),
        description="Up to which amount, this included. Null, the default, for no end.",
    )
    event_type = graphene.String(
        description=(
            "Which events count for ACTIVITY, as apps record them, such as `survey`. Empty, the"
            " default, for all."
        )
    )
    keep_once_won = graphene.Boolean(
        description=(
            "True, the default: it stays once it was unlocked. False: it is lost when the value no"
            " longer fits."
        )
    )
    is_active = graphene.Boolean(
        description="Whether it is shown, unlocked and gives its discount at all. True by default."
    )
    rank = graphene.Int(
        description=(
            "Its place: smaller ones first, equal ones by age. Behind the others by default; see"
            " `loyaltyBadgeReorder`."
        )
    )
    discount_percentage = graphene.InputField(
        shop_type("PositiveDecimal"),
        description=(
            "What its holders pay less, as a percentage above 0, at most 100. Null, the default,"
            " for none."
        ),
    )
    discount_amount = graphene.InputField(
        shop_type("PositiveDecimal"),
        description=(
            "What its holders pay less for each order, in the program's `tierCurrency`. Null, the"
            " default, for none."
        ),
    )
    product_ids = graphene.InputField(
        list_of(graphene.ID),
        description=(
            "IDs of the Products that the discount is for, at most 100. Empty, the default, for"
            " all."
        ),
    )


class LoyaltyBadgeTranslationInput(graphene.InputObjectType):
    """Texts in another language. What is left out stays; an empty one is the badge's own."""

    title = graphene.String(description="The title.")
    description = graphene.String(description="The description.")


class _BadgePayload(LoyaltyMutation):
    """Base of the payloads that show a badge and its program."""

    class Meta:
        abstract = True

    badge = graphene.Field(
        LoyaltyBadge, description="The badge as it is now; a deleted one as it was."
    )
    program = graphene.Field(LoyaltyProgram, description="The program that the badge belongs to.")

    @classmethod
    def of(cls, badge: Badge) -> Self:
        return cls(badge=badge, program=badge.program)


class LoyaltyBadgeCreate(_BadgePayload):
    class Meta:
        description = (
            "Add a badge to a program. Customers whose value fits already have it within minutes."
        )
        permissions = STAFF

    class Arguments:
        program_id = graphene.ID(
            description="The ID of the program; without it the default program."
        )
        input = LoyaltyBadgeInput(required=True, description="The badge.")

    @classmethod
    def perform(
        cls,
        info: Any,
        requestor: Requestor,
        now: datetime,
        /,
        *,
        input: dict[str, Any],
        program_id: str | None = None,
    ) -> Self:
        badge = create_badge(
            program_id=program_key_of(program_id),
            settings=_settings(input),
            icon=_icon(info, input),
            author=requestor.actor,
            now=now,
        )
        return cls.of(badge)


class LoyaltyBadgeUpdate(_BadgePayload):
    class Meta:
        description = (
            "Change a badge. What is left out stays. Customers whose value fits now have it within"
            " minutes; who has it keeps it, unless it follows the value."
        )
        permissions = STAFF

    class Arguments:
        id = graphene.ID(required=True, description="The ID of the badge.")
        input = LoyaltyBadgeInput(required=True, description="What to change.")

    @classmethod
    def perform(
        cls,
        info: Any,
        requestor: Requestor,
        now: datetime,
        /,
        *,
        id: str,
        input: dict[str, Any],
    ) -> Self:
        badge = update_badge(
            badge_id=key_of(id, "LoyaltyBadge", field="id"),
            settings=_settings(input),
            icon=_icon(info, input),
            author=requestor.actor,
            now=now,
        )
        return cls.of(badge)


class LoyaltyBadgeDelete(_BadgePayload):
    class Meta:
        description = (
            "Delete a badge with its picture; nobody has it any more. Not while rewards are for"
            " its holders. To keep who has it, switch it off instead."
        )
        permissions = STAFF

    class Arguments:
        id = graphene.ID(required=True, description="The ID of the badge.")

    @classmethod
    def perform(cls, info: Any, requestor: Requestor, now: datetime, /, *, id: str) -> Self:
        badge = delete_badge(
            badge_id=key_of(id, "LoyaltyBadge", field="id"), author=requestor.actor, now=now
        )
        TranslationsOfBadge.of(info.context).prime(badge.pk, [])
        return cls.of(badge)


class LoyaltyBadgeReorder(LoyaltyMutation):
    class Meta:
        description = "Show the badges of a program in another order."
        permissions = STAFF

    class Arguments:
        ids = graphene.List(
            graphene.NonNull(graphene.ID),
            required=True,
            description=(
                "IDs of badges of one program, at most 200, in their order. Those that are left out"
                " follow as they stood."
            ),
        )

    badges = graphene.Field(
        graphene.List(graphene.NonNull(LoyaltyBadge)),
        description="All badges of the program in their order.",
    )
    program = graphene.Field(LoyaltyProgram, description="The program that they belong to.")

    @classmethod
    def perform(cls, _info: Any, requestor: Requestor, now: datetime, /, *, ids: list[str]) -> Self:
        badges = reorder_badges(
            badge_ids=keys_of(ids, "LoyaltyBadge", field="ids", ids_max=BADGES_MAX),
            author=requestor.actor,
            now=now,
        )
        return cls(badges=badges, program=badges[0].program)


class LoyaltyBadgeTranslate(_BadgePayload):
    class Meta:
        description = "Keep a badge's texts in another language."
        permissions = STAFF

    class Arguments:
        id = graphene.ID(required=True, description="The ID of the badge.")
        language_code = graphene.Argument(
            shop_type("LanguageCodeEnum"), required=True, description="The language of the texts."
        )
        input = LoyaltyBadgeTranslationInput(required=True, description="The texts.")

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
        badge = translate_badge(
            badge_id=key_of(id, "LoyaltyBadge", field="id"),
            language_code=language_code,
            texts=input,
        )
        return cls.of(badge)


class _HandPayload(LoyaltyMutation):
    """Base of what staff do with one customer's badge."""

    class Meta:
        abstract = True

    account = graphene.Field(LoyaltyAccount, description="The account as it is now.")
    badge = graphene.Field(LoyaltyBadge, description="The badge.")

    @classmethod
    def of(cls, row: AccountBadge) -> Self:
        return cls(account=row.account, badge=row.badge)


class _HandArguments:
    customer_id = graphene.ID(required=True, description="The ID of the customer, a User.")
    badge_id = graphene.ID(required=True, description="The ID of the badge.")


class LoyaltyBadgeGrant(_HandPayload):
    class Meta:
        description = (
            "Give a customer a badge, whatever its basis; opens the account. It stays until"
            " `loyaltyBadgeTake` or `loyaltyBadgeUnset`. Can be repeated."
        )
        permissions = ACCOUNT_STAFF

    class Arguments(_HandArguments):
        note = graphene.String(description=NOTE)

    @classmethod
    def perform(
        cls, _info: Any, requestor: Requestor, now: datetime, /, **given: str | None
    ) -> Self:
        return cls.of(_by_hand(grant_badge, requestor, now, given))


class LoyaltyBadgeTake(_HandPayload):
    class Meta:
        description = (
            "Take a badge from a customer, or keep it from them: it isn't unlocked by itself until"
            " `loyaltyBadgeGrant` or `loyaltyBadgeUnset`. Can be repeated."
        )
        permissions = ACCOUNT_STAFF

    class Arguments(_HandArguments):
        note = graphene.String(description=NOTE)

    @classmethod
    def perform(
        cls, _info: Any, requestor: Requestor, now: datetime, /, **given: str | None
    ) -> Self:
        return cls.of(_by_hand(take_badge, requestor, now, given))


class LoyaltyBadgeUnset(_HandPayload):
    class Meta:
        description = (
            "Undo `loyaltyBadgeGrant` or `loyaltyBadgeTake`: the customer's value decides again,"
            " as it is now. Where staff did nothing, nothing changes."
        )
        permissions = ACCOUNT_STAFF

    class Arguments(_HandArguments):
        pass

    @classmethod
    def perform(
        cls,
        _info: Any,
        requestor: Requestor,
        now: datetime,
        /,
        *,
        customer_id: str,
        badge_id: str,
    ) -> Self:
        row = unset_badge(
            customer_id=key_of(customer_id, "User", field="customer_id"),
            badge_id=key_of(badge_id, "LoyaltyBadge", field="badge_id"),
            author=requestor.actor,
            now=now,
        )
        return cls.of(row)


def _by_hand(
    act: Callable[..., AccountBadge],
    requestor: Requestor,
    now: datetime,
    given: dict[str, Any],
) -> AccountBadge:
    return act(
        customer_id=key_of(given["customer_id"], "User", field="customer_id"),
        badge_id=key_of(given["badge_id"], "LoyaltyBadge", field="badge_id"),
        note=given.get("note") or "",
        author=requestor.actor,
        now=now,
    )


def _settings(given: dict[str, Any]) -> dict[str, Any]:
    """The input by the names of the service. Raises `LoyaltyProblem` for nulls and wrong IDs."""
    refuse_nulls(given, nullable=_NULLABLE)
    settings = {name: value for name, value in given.items() if name != "icon"}
    if "product_ids" in given:
        settings["product_ids"] = keys_of(
            given["product_ids"], "Product", field="product_ids", ids_max=PRODUCTS_MAX
        )
    return settings


def _icon(info: Any, given: dict[str, Any]) -> Any:
    """The file that was sent, if one was named. Raises `LoyaltyProblem`: INVALID."""
    if "icon" not in given:
        return None
    found = current_host().uploaded_file(info.context, given["icon"])
    if found is None:
        raise LoyaltyProblem(
            ProblemCode.INVALID,
            "Send the picture as a part of a multipart request that the variable points to.",
            field="icon",
        )
    return found
