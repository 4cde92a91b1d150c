"""Staff say which e-mails a program sends, when, in which language and from whom."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Self

import graphene

from saleor_loyalty_plugin.api.enums import (
    LoyaltyMessageKindEnum,
    LoyaltySenderSourceEnum,
    LoyaltyStatementScheduleEnum,
)
from saleor_loyalty_plugin.api.filters import list_of
from saleor_loyalty_plugin.api.ids import key_of
from saleor_loyalty_plugin.api.mutations.base import LoyaltyMutation, refuse_nulls
from saleor_loyalty_plugin.api.types.program import LoyaltyProgram
from saleor_loyalty_plugin.hosts.port import Permission, Requestor
from saleor_loyalty_plugin.messages.settings import update_settings
from saleor_loyalty_plugin.rules.messages import MessageKind
from saleor_loyalty_plugin.services.errors import LoyaltyProblem, ProblemCode

STAFF = (Permission.MANAGE_DISCOUNTS,)


class LoyaltyChannelSenderInput(graphene.InputObjectType):
    """Whom e-mails to customers of a channel come from. What is left out keeps its value."""

    channel_id = graphene.ID(required=True, description="The ID of the Channel.")
    source = graphene.InputField(
        LoyaltySenderSourceEnum,
        description="Whose mail settings they go out by. SHOP by default.",
    )
    from_name = graphene.String(
        description="The sender's name, up to 255 characters; empty for that of the mail settings."
    )
    from_address = graphene.String(
        description="The sender's address; empty for that of the mail settings."
    )
    reply_to = graphene.String(description="Where answers go; empty for the sender.")
    storefront_url = graphene.String(
        description="Where customers see their points; empty, the default, for no such link."
    )
    product_url = graphene.String(
        description=(
            "A product's page, such as `https://shop.example.com/products/{slug}`; empty, the"
            " default, for no links to products."
        )
    )


class LoyaltyMessageKindInput(graphene.InputObjectType):
    """Whether a program sends a kind of e-mail."""

    kind = graphene.InputField(
        graphene.NonNull(LoyaltyMessageKindEnum),
        description="The kind; not STATEMENT, of which `statements` says whether it is sent.",
    )
    is_active = graphene.Boolean(required=True, description="False switches it off.")


class LoyaltyMessageSettingsInput(graphene.InputObjectType):
    """What a program sends of its own accord. What is left out keeps its value."""

    is_active = graphene.Boolean(description="Whether it sends e-mails at all. True by default.")
    kinds = graphene.InputField(
        list_of(LoyaltyMessageKindInput),
        description=(
            "The kinds to switch on or off; those that aren't named stay as they are. TIER_RAISED,"
            " BADGE_UNLOCKED, POINTS_EXPIRING, BALANCE_REACHED and REWARD_CLAIMED are on by"
            " default."
        ),
    )
    language_code = graphene.String(
        description="The language of customers who have none, such as `de`. `en` by default."
    )
    expiry_reminder_days = graphene.InputField(
        list_of(graphene.Int),
        description=(
            "How many days before points expire customers are reminded: up to 5 numbers from 1 to"
            " 365. 30 and 7 by default."
        ),
    )
    balance_thresholds = graphene.InputField(
        list_of(graphene.Int),
        description=(
            "Points at which a balance is worth an e-mail: up to 20 numbers from 1 to 1000000000."
            " None by default."
        ),
    )
    statements = graphene.InputField(
        LoyaltyStatementScheduleEnum,
        description="When customers get a statement without asking for it. NEVER by default.",
    )
    mirror_active = graphene.Boolean(
        description=(
            "Whether the shop's customers say points, tier and card in their public metadata. True"
            " by default."
        )
    )
    senders = graphene.InputField(
        list_of(LoyaltyChannelSenderInput),
        description="Whom e-mails come from, in the channels that are named.",
    )


class LoyaltyMessageSettingsUpdate(LoyaltyMutation):
    class Meta:
        description = (
            "Change which e-mails a program sends, when, in which language and from whom. What is"
            " left out stays. It holds for what happens from now on."
        )
        permissions = STAFF

    class Arguments:
        program_id = graphene.ID(required=True, description="The ID of the program.")
        input = LoyaltyMessageSettingsInput(required=True, description="What to change.")

    program = graphene.Field(LoyaltyProgram, description="The program with its settings.")

    @classmethod
    def perform(
        cls,
        _info: Any,
        _requestor: Requestor,
        now: datetime,
        /,
        *,
        program_id: str,
        input: dict[str, Any],
    ) -> Self:
        refuse_nulls(input)
        settings = dict(input)
        senders = [
            _sender(given, field=f"senders.{place}.")
            for place, given in enumerate(settings.pop("senders", ()))
        ]
        kinds = _kinds(settings.pop("kinds", ()))
        row = update_settings(
            program_id=key_of(program_id, "LoyaltyProgram", field="program_id"),
            settings=settings,
            kinds=kinds,
            senders=senders,
            now=now,
        )
        return cls(program=row.program)


def _kinds(given: Sequence[Mapping[str, Any]]) -> dict[MessageKind, bool]:
    kinds = {MessageKind(item["kind"]): item["is_active"] for item in given}
    if len(kinds) < len(given):
        raise LoyaltyProblem(ProblemCode.INVALID, "Name each kind once.", field="kinds")
    return kinds


def _sender(given: dict[str, Any], *, field: str) -> dict[str, Any]:
    refuse_nulls(given, prefix=field)
    channel_id = key_of(given["channel_id"], "Channel", field=f"{field}channel_id")
    return {**given, "channel_id": channel_id}
