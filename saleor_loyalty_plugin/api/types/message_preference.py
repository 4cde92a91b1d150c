"""What customers want to be told."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import graphene
from promise import Promise

from saleor_loyalty_plugin.api.delivery_loaders import KindsSentByProgram, PreferencesOfAccount
from saleor_loyalty_plugin.api.enums import LoyaltyMessageKindEnum
from saleor_loyalty_plugin.api.language import language_argument, words
from saleor_loyalty_plugin.api.shop import shop_type
from saleor_loyalty_plugin.messages.preferences import KIND_NAMES
from saleor_loyalty_plugin.models import Account, MessagePreference
from saleor_loyalty_plugin.rules.messages import MessageKind


class LoyaltyMessagePreference(graphene.ObjectType):
    """Whether a customer wants a kind of e-mail."""

    kind = graphene.Field(LoyaltyMessageKindEnum, required=True, description="The kind.")
    name = graphene.String(
        required=True,
        language_code=language_argument(),
        description="What such e-mails are about, in words that follow “E-mails about …”.",
    )
    is_wanted = graphene.Boolean(
        required=True, description="False once the customer has switched it off."
    )
    is_sent = graphene.Boolean(
        required=True, description="Whether the program sends this kind of its own accord."
    )
    changed_at = graphene.Field(
        shop_type("DateTime"), description="When the customer last chose; null if never."
    )

    @staticmethod
    def resolve_name(root: "ShownPreference", info: Any, language_code: str | None = None) -> str:
        with words(info, language_code):
            return str(KIND_NAMES[root.kind])


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownPreference:
    """What the type resolves from."""

    kind: MessageKind
    is_wanted: bool
    is_sent: bool
    changed_at: datetime | None


def preferences_of(account: Account, info: Any) -> Promise:
    """A promise of one for each kind, in the order of the kinds."""

    def shown(found: tuple[list[MessagePreference], frozenset[str]]) -> list[ShownPreference]:
        rows = {row.kind: row for row in found[0]}
        return [
            ShownPreference(
                kind=kind,
                is_wanted=row.is_wanted if (row := rows.get(kind)) else True,
                is_sent=kind in found[1],
                changed_at=row.changed_at if row else None,
            )
            for kind in MessageKind
        ]

    chosen = PreferencesOfAccount.of(info.context).load(account.pk)
    sent = KindsSentByProgram.of(info.context).load(account.program_id)
    return Promise.all([chosen, sent]).then(shown)
