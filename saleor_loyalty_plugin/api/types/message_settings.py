"""What a program sends of its own accord: which e-mails, when, in which language, from whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import graphene

from saleor_loyalty_plugin.api.enums import (
    LoyaltyMessageKindEnum,
    LoyaltySenderSourceEnum,
    LoyaltyStatementScheduleEnum,
)
from saleor_loyalty_plugin.api.ids import global_id
from saleor_loyalty_plugin.api.message_loaders import ProgramMessages
from saleor_loyalty_plugin.api.shop import shop_type
from saleor_loyalty_plugin.messages.email.templates import Templates
from saleor_loyalty_plugin.messages.settings import sent_kinds
from saleor_loyalty_plugin.models import ChannelSender, MessageTemplate
from saleor_loyalty_plugin.rules.facts import ChannelFacts
from saleor_loyalty_plugin.rules.messages import MessageKind


@dataclass(frozen=True, slots=True)
class KindOfProgram:
    kind: MessageKind
    messages: ProgramMessages


@dataclass(frozen=True, slots=True)
class LanguageOfKind:
    """`version`: the newest of the program's own, None where it has none."""

    language_code: str
    version: MessageTemplate | None


@dataclass(frozen=True, slots=True)
class SenderOfChannel:
    channel: ChannelFacts
    sender: ChannelSender


class LoyaltyMessageLanguage(graphene.ObjectType):
    """A language that there are texts of an e-mail in."""

    language_code = graphene.String(required=True, description="Such as `de` or `pt-br`.")
    is_shipped = graphene.Boolean(
        required=True, description="Whether the shipped texts are sent, not the program's own."
    )
    failed_at = graphene.Field(
        shop_type("DateTime"),
        description=(
            "When the program's own texts last could not be filled in for a customer, who got the"
            " shipped ones; null if that never happened."
        ),
    )

    @staticmethod
    def resolve_is_shipped(root: LanguageOfKind, _info: Any) -> bool:
        return root.version is None or root.version.is_shipped

    @staticmethod
    def resolve_failed_at(root: LanguageOfKind, _info: Any) -> Any:
        return root.version.failed_at if root.version is not None else None


class LoyaltyMessageKindSettings(graphene.ObjectType):
    """One kind of e-mail in a program."""

    kind = graphene.Field(LoyaltyMessageKindEnum, required=True, description="What it is about.")
    is_active = graphene.Boolean(
        required=True,
        description=(
            "Whether the program sends it: STATEMENT where `statements` says when, the others where"
            " they are switched on."
        ),
    )
    templates = graphene.Field(
        graphene.NonNull(graphene.List(graphene.NonNull(LoyaltyMessageLanguage))),
        description="The languages that it has texts in.",
    )

    @staticmethod
    def resolve_is_active(root: KindOfProgram, _info: Any) -> bool:
        return root.kind in sent_kinds(root.messages.settings)

    @staticmethod
    def resolve_templates(root: KindOfProgram, _info: Any) -> list[LanguageOfKind]:
        templates: Templates = root.messages.templates
        program_id = root.messages.program_id
        return [
            LanguageOfKind(
                language,
                templates.newest(program_id=program_id, kind=root.kind, language_code=language),
            )
            for language in templates.languages(program_id, root.kind)
        ]


class LoyaltyChannelSender(graphene.ObjectType):
    """Whom e-mails to customers of a channel come from. Empty texts leave it to the settings."""

    channel_id = graphene.ID(required=True, description="The ID of the Channel.")
    channel_name = graphene.String(required=True, description="The channel's name.")
    source = graphene.Field(
        LoyaltySenderSourceEnum, required=True, description="Whose mail settings they go out by."
    )
    from_name = graphene.String(required=True, description="The sender's name.")
    from_address = graphene.String(required=True, description="The sender's address.")
    reply_to = graphene.String(required=True, description="Where answers go.")
    storefront_url = graphene.String(
        required=True, description="Where customers see their points; e-mails link there."
    )
    product_url = graphene.String(
        required=True,
        description="A product's page, with `{slug}` in place of its slug; e-mails link there.",
    )

    @staticmethod
    def resolve_channel_id(root: SenderOfChannel, _info: Any) -> str:
        return global_id("Channel", root.channel.channel_id)

    @staticmethod
    def resolve_channel_name(root: SenderOfChannel, _info: Any) -> str:
        return root.channel.name

    @staticmethod
    def resolve_source(root: SenderOfChannel, _info: Any) -> str:
        return root.sender.source

    @staticmethod
    def resolve_from_name(root: SenderOfChannel, _info: Any) -> str:
        return root.sender.from_name

    @staticmethod
    def resolve_from_address(root: SenderOfChannel, _info: Any) -> str:
        return root.sender.from_address

    @staticmethod
    def resolve_reply_to(root: SenderOfChannel, _info: Any) -> str:
        return root.sender.reply_to

    @staticmethod
    def resolve_storefront_url(root: SenderOfChannel, _info: Any) -> str:
        return root.sender.storefront_url

    @staticmethod
    def resolve_product_url(root: SenderOfChannel, _info: Any) -> str:
        return root.sender.product_url


class LoyaltyMessageSettings(graphene.ObjectType):
    """What a program sends of its own accord."""

    is_active = graphene.Boolean(required=True, description="Whether it sends e-mails at all.")
    kinds = graphene.Field(
        graphene.NonNull(graphene.List(graphene.NonNull(LoyaltyMessageKindSettings))),
        description="All kinds of e-mails, and which of them it sends.",
    )
    language_code = graphene.String(
        required=True,
        description="The language of customers who have none, or one without texts: `en`.",
    )
    expiry_reminder_days = graphene.Field(
        graphene.NonNull(graphene.List(graphene.NonNull(graphene.Int))),
        description="How many days before points expire customers are reminded, longest first.",
    )
    balance_thresholds = graphene.Field(
        graphene.NonNull(graphene.List(graphene.NonNull(graphene.Int))),
        description="Points at which a balance is worth an e-mail, lowest first.",
    )
    statements = graphene.Field(
        LoyaltyStatementScheduleEnum,
        required=True,
        description="When customers get a statement without asking for it.",
    )
    mirror_active = graphene.Boolean(
        required=True,
        description="Whether the shop's customers say points, tier and card in their metadata.",
    )
    senders = graphene.Field(
        graphene.NonNull(graphene.List(graphene.NonNull(LoyaltyChannelSender))),
        description="Whom e-mails come from, for each channel that the program covers.",
    )

    @staticmethod
    def resolve_is_active(root: ProgramMessages, _info: Any) -> bool:
        return root.settings.is_active

    @staticmethod
    def resolve_kinds(root: ProgramMessages, _info: Any) -> list[KindOfProgram]:
        return [KindOfProgram(kind, root) for kind in MessageKind]

    @staticmethod
    def resolve_language_code(root: ProgramMessages, _info: Any) -> str:
        return root.settings.language_code

    @staticmethod
    def resolve_expiry_reminder_days(root: ProgramMessages, _info: Any) -> Sequence[int]:
        return root.settings.expiry_reminder_days

    @staticmethod
    def resolve_balance_thresholds(root: ProgramMessages, _info: Any) -> Sequence[int]:
        return root.settings.balance_thresholds

    @staticmethod
    def resolve_statements(root: ProgramMessages, _info: Any) -> str:
        return root.settings.statements

    @staticmethod
    def resolve_mirror_active(root: ProgramMessages, _info: Any) -> bool:
        return root.settings.mirror_active

    @staticmethod
    def resolve_senders(root: ProgramMessages, _info: Any) -> list[SenderOfChannel]:
        return [
            SenderOfChannel(channel, root.senders.get(channel.channel_id) or ChannelSender())
            for channel in root.channels
        ]
