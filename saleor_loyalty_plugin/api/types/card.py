"""Cards, and what was changed about an account."""

from typing import Any

import graphene
from promise import Promise

from saleor_loyalty_plugin.api.access import GuardedField
from saleor_loyalty_plugin.api.enums import LoyaltyAccountStatusEnum, LoyaltyCardStatusEnum
from saleor_loyalty_plugin.api.membership_loaders import SuccessorOfCard
from saleor_loyalty_plugin.api.shop import shop_type
from saleor_loyalty_plugin.hosts.port import Permission
from saleor_loyalty_plugin.models import AccountStatus, Card, CardStatus, MembershipChange
from saleor_loyalty_plugin.rules.participation import ChangeKind
from saleor_loyalty_plugin.services.members.qr_codes import qr_code_svg

_STATUS_OF_KIND = {
    ChangeKind.ACTIVATED: AccountStatus.ACTIVE,
    ChangeKind.FROZEN: AccountStatus.FROZEN,
    ChangeKind.BANNED: AccountStatus.BANNED,
}


class LoyaltyCard(graphene.ObjectType):
    """A card that a customer is known by, at a till or elsewhere."""

    class Meta:
        interfaces = (graphene.relay.Node,)

    number = graphene.String(
        required=True,
        description="Its number: 8 to 19 digits without spaces, the last one checks the others.",
    )
    status = graphene.Field(LoyaltyCardStatusEnum, required=True, description="Whether it is good.")
    qr_code = graphene.String(
        description=(
            "The number as a QR code: an SVG element that fits any size and can be put into a page"
            " as it is. Null for a card that is no longer good."
        )
    )
    issued_at = graphene.Field(
        shop_type("DateTime"), required=True, description="When it was issued."
    )
    ended_at = graphene.Field(
        shop_type("DateTime"),
        description="When it was blocked or replaced; null while it is good.",
    )
    replaced_by = graphene.Field(
        lambda: LoyaltyCard, description="The card that took its place; null if none did."
    )

    @staticmethod
    def resolve_qr_code(root: Card, _info: Any) -> str | None:
        return qr_code_svg(root.number) if root.status == CardStatus.ACTIVE else None

    @staticmethod
    def resolve_replaced_by(root: Card, info: Any) -> Promise:
        return SuccessorOfCard.of(info.context).load(root.pk)


class LoyaltyStatusChange(graphene.ObjectType):
    """One time that an account was frozen, banned or activated again."""

    status = graphene.Field(
        LoyaltyAccountStatusEnum, required=True, description="What it was set to."
    )
    note = GuardedField(
        graphene.String,
        required=True,
        permissions=(Permission.MANAGE_USERS,),
        description="What staff wrote for each other; may be empty.",
    )
    actor = graphene.String(
        required=True,
        description="Who did it: `user:7` or `app:3`, by the number in their ID; or `system`.",
    )
    changed_at = graphene.Field(
        shop_type("DateTime"), required=True, description="When it was done."
    )

    @staticmethod
    def resolve_status(root: MembershipChange, _info: Any) -> str:
        return _STATUS_OF_KIND[ChangeKind(root.kind)].value
