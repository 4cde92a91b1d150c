"""What settings of a program would do that are not saved, for staff who change them."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import graphene
from django.utils import timezone
from promise import Promise

from saleor_loyalty_plugin.api.access import requestor_of, require, visible_order
from saleor_loyalty_plugin.api.enums import LoyaltyProgramChangeCode, LoyaltyProgramWarningCode
from saleor_loyalty_plugin.api.errors import LoyaltyError, as_graphql_error, error_of, field_path
from saleor_loyalty_plugin.api.ids import global_id, key_of, uuid_of
from saleor_loyalty_plugin.api.language import language_argument, words
from saleor_loyalty_plugin.api.mutations.programs import new_program_change, program_change
from saleor_loyalty_plugin.api.request import request_store
from saleor_loyalty_plugin.api.shop import shop_type
from saleor_loyalty_plugin.api.texts import refuse_unstorable
from saleor_loyalty_plugin.api.types.values import LoyaltyExplanation
from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.hosts.port import Permission
from saleor_loyalty_plugin.rules.facts import ChannelFacts
from saleor_loyalty_plugin.rules.program_warnings import SettingWarning
from saleor_loyalty_plugin.services.errors import LoyaltyProblem
from saleor_loyalty_plugin.services.programs.preview_changes import Change, counting_budget
from saleor_loyalty_plugin.services.programs.preview_program import (
    AmountExample,
    Earned,
    OrderExample,
    ProgramPreview,
    preview_program,
)
from saleor_loyalty_plugin.services.programs.preview_texts import (
    amount_message,
    change_message,
    goods_worth,
    order_message,
    warning_message,
)


@dataclass(frozen=True, slots=True)
class ShownPreview:
    """What `LoyaltyProgramPreview` resolves from: settings, or why they would be refused."""

    preview: ProgramPreview | None
    errors: tuple[LoyaltyError, ...] = ()


@dataclass(frozen=True, slots=True)
class _EarnedThere:
    earned: Earned
    channel: ChannelFacts


class LoyaltyProgramPreviewPoints(graphene.ObjectType):
    """What an order earns under some settings."""

    points = graphene.Int(required=True, description="Points that it earns.")
    worth = graphene.Field(
        shop_type("Money"),
        description="What they are worth; null where that is not set for the currency.",
    )
    explanation = graphene.Field(
        graphene.NonNull(graphene.List(graphene.NonNull(LoyaltyExplanation))),
        description="How it comes about, step by step.",
    )

    @staticmethod
    def resolve_points(root: _EarnedThere, _info: Any) -> int:
        return root.earned.points

    @staticmethod
    def resolve_worth(root: _EarnedThere, _info: Any) -> Any:
        worth = root.earned.worth
        return None if worth is None else current_host().money(worth, root.channel.currency)

    @staticmethod
    def resolve_explanation(root: _EarnedThere, _info: Any) -> list[Any]:
        steps = root.earned.entitlement.explanation
        return [{"code": step.code, "values": step.values} for step in steps]


class LoyaltyProgramPreviewAmount(graphene.ObjectType):
    """What an order of some amount earns in one channel; nothing else is known of it."""

    channel_id = graphene.ID(required=True, description="The ID of the Channel.")
    channel_slug = graphene.String(required=True, description="The slug of the Channel.")
    channel_name = graphene.String(required=True, description="The name of the Channel.")
    amount = graphene.Field(
        shop_type("Money"), required=True, description="What the order is worth."
    )
    proposed = graphene.Field(
        LoyaltyProgramPreviewPoints, required=True, description="By the settings of the input."
    )
    saved = graphene.Field(
        LoyaltyProgramPreviewPoints,
        description="By what is saved now; null where no program covers the channel.",
    )
    return_percentage = graphene.Float(
        description=(
            "How many percent of what customers spend come back as points, by the general rates;"
            " null where what points are worth is not set."
        )
    )
    message = graphene.String(
        required=True,
        language_code=language_argument(),
        description="The example in a sentence.",
    )

    @staticmethod
    def resolve_channel_id(root: AmountExample, _info: Any) -> str:
        return global_id("Channel", root.channel.channel_id)

    @staticmethod
    def resolve_channel_slug(root: AmountExample, _info: Any) -> str:
        return root.channel.slug

    @staticmethod
    def resolve_channel_name(root: AmountExample, _info: Any) -> str:
        return root.channel.name

    @staticmethod
    def resolve_amount(root: AmountExample, _info: Any) -> Any:
        return current_host().money(root.amount, root.channel.currency)

    @staticmethod
    def resolve_proposed(root: AmountExample, _info: Any) -> _EarnedThere:
        return _EarnedThere(root.proposed, root.channel)

    @staticmethod
    def resolve_saved(root: AmountExample, _info: Any) -> _EarnedThere | None:
        return _EarnedThere(root.saved, root.channel) if root.saved is not None else None

    @staticmethod
    def resolve_message(root: AmountExample, info: Any, language_code: str | None = None) -> str:
        with words(info, language_code):
            return amount_message(root)


class LoyaltyProgramPreviewOrder(graphene.ObjectType):
    """A past order as it would earn if it were placed again, with what came back of it."""

    order = graphene.Field(
        shop_type("Order"), description="The order; null without the right MANAGE_ORDERS."
    )
    placed_at = graphene.Field(
        shop_type("DateTime"), required=True, description="When it was placed."
    )
    amount = graphene.Field(
        shop_type("Money"),
        required=True,
        description="What its goods cost, with tax and after discounts.",
    )
    proposed = graphene.Field(
        LoyaltyProgramPreviewPoints, required=True, description="By the settings of the input."
    )
    saved = graphene.Field(
        LoyaltyProgramPreviewPoints, required=True, description="By what is saved now."
    )
    message = graphene.String(
        required=True,
        language_code=language_argument(),
        description="The example in a sentence.",
    )

    @staticmethod
    def resolve_order(root: OrderExample, info: Any) -> Promise | None:
        if not requestor_of(info).may(Permission.MANAGE_ORDERS):
            return None
        return visible_order(info, root.facts.order_id)

    @staticmethod
    def resolve_placed_at(root: OrderExample, _info: Any) -> Any:
        return root.facts.created_at

    @staticmethod
    def resolve_amount(root: OrderExample, _info: Any) -> Any:
        return current_host().money(goods_worth(root.facts), root.facts.channel.currency)

    @staticmethod
    def resolve_proposed(root: OrderExample, _info: Any) -> _EarnedThere:
        return _EarnedThere(root.proposed, root.facts.channel)

    @staticmethod
    def resolve_saved(root: OrderExample, _info: Any) -> _EarnedThere:
        return _EarnedThere(root.saved, root.facts.channel)

    @staticmethod
    def resolve_message(root: OrderExample, info: Any, language_code: str | None = None) -> str:
        shows_number = requestor_of(info).may(Permission.MANAGE_ORDERS)
        with words(info, language_code):
            return order_message(root, shows_number=shows_number)


class LoyaltyProgramWarning(graphene.ObjectType):
    """What speaks against settings, because they cost much or contradict each other."""

    code = graphene.Field(
        LoyaltyProgramWarningCode, required=True, description="The same for programs."
    )
    field = graphene.String(
        required=True, description="The input to look at first, with dots for nesting."
    )
    channel_ids = graphene.Field(
        graphene.NonNull(graphene.List(graphene.NonNull(graphene.ID))),
        description="IDs of the Channels that it is about; empty for the program as a whole.",
    )
    message = graphene.String(
        required=True,
        language_code=language_argument(),
        description="What is wrong and what to do about it.",
    )

    @staticmethod
    def resolve_field(root: SettingWarning, _info: Any) -> str | None:
        return field_path(root.setting)

    @staticmethod
    def resolve_channel_ids(root: SettingWarning, _info: Any) -> list[str]:
        return [global_id("Channel", item.channel_id) for item in root.channels]

    @staticmethod
    def resolve_message(root: SettingWarning, info: Any, language_code: str | None = None) -> str:
        with words(info, language_code):
            return warning_message(root)


class LoyaltyProgramChange(graphene.ObjectType):
    """What becomes different for whom once settings are saved."""

    code = graphene.Field(
        LoyaltyProgramChangeCode, required=True, description="The same for programs."
    )
    count = graphene.Int(
        description="How many accounts, orders or points it is about; null for no number."
    )
    is_exact = graphene.Boolean(
        required=True, description="Whether that is all; false where there are more."
    )
    message = graphene.String(
        required=True,
        language_code=language_argument(),
        description="The same in a sentence or two, with what is not counted.",
    )

    @staticmethod
    def resolve_count(root: Change, _info: Any) -> int | None:
        # GraphQL's Int has 32 bits.
        return None if root.count is None else min(root.count, 2**31 - 1)

    @staticmethod
    def resolve_message(root: Change, info: Any, language_code: str | None = None) -> str:
        with words(info, language_code):
            return change_message(root)


class LoyaltyProgramPreview(graphene.ObjectType):
    """What settings would do that are not saved."""

    errors = graphene.Field(
        graphene.NonNull(graphene.List(graphene.NonNull(LoyaltyError))),
        description="Why they could not be saved; then there is nothing else.",
    )
    amounts = graphene.Field(
        graphene.NonNull(graphene.List(graphene.NonNull(LoyaltyProgramPreviewAmount))),
        description="What an order of a round amount earns, in each channel.",
    )
    order = graphene.Field(
        LoyaltyProgramPreviewOrder,
        description="What a past order of a customer earns; null if there is none.",
    )
    warnings = graphene.Field(
        graphene.NonNull(graphene.List(graphene.NonNull(LoyaltyProgramWarning))),
        description="What speaks against the settings. They can be saved all the same.",
    )
    changes = graphene.Field(
        graphene.NonNull(graphene.List(graphene.NonNull(LoyaltyProgramChange))),
        description=(
            "What becomes different for whom; empty where nothing does, and for a new program."
            " Counting takes a few seconds at most."
        ),
    )

    @staticmethod
    def resolve_amounts(root: ShownPreview, _info: Any) -> list[AmountExample]:
        if root.preview is None:
            return []
        with current_host().writer_access():
            return root.preview.amounts()

    @staticmethod
    def resolve_order(root: ShownPreview, info: Any) -> OrderExample | None:
        if root.preview is None:
            return None
        with as_graphql_error(info), current_host().writer_access():
            return root.preview.order()

    @staticmethod
    def resolve_warnings(root: ShownPreview, _info: Any) -> list[SettingWarning]:
        if root.preview is None:
            return []
        with current_host().writer_access():
            return root.preview.warnings()

    @staticmethod
    def resolve_changes(root: ShownPreview, info: Any) -> list[Change]:
        if root.preview is None:
            return []
        # One for all previews of a request: its time doesn't grow with how many it asks for.
        budget = request_store(info.context).setdefault(ShownPreview, counting_budget())
        with current_host().writer_access():
            return root.preview.changes(budget=budget)


def shown_preview(
    info: Any,
    *,
    input: dict[str, Any],
    channel: ChannelFacts | None,
    id: str | None = None,
    order_id: str | None = None,
    amount: Decimal | None = None,
) -> ShownPreview:
    """Resolve `loyaltyProgramPreview`; a refusal of the settings is a value, as in a mutation."""
    order_key = None
    if order_id is not None:
        require(info, Permission.MANAGE_ORDERS)
        with as_graphql_error(info):
            order_key = uuid_of(order_id, "Order", field="order_id")
    with words(info), current_host().writer_access():
        try:
            refuse_unstorable({"id": id, "input": input})
            change = new_program_change(input) if id is None else program_change(input)
            preview = preview_program(
                program_id=key_of(id, "LoyaltyProgram", field="id") if id is not None else None,
                change=change,
                channel=channel,
                order_id=order_key,
                amount=amount,
                now=timezone.now(),
            )
        except LoyaltyProblem as problem:
            return ShownPreview(None, (error_of(problem),))
    return ShownPreview(preview)
