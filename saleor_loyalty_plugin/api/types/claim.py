"""Claims: rewards that customers have taken for points."""

from datetime import datetime
from typing import Any
from uuid import UUID

import graphene
from django.utils import timezone
from promise import Promise

from saleor_loyalty_plugin.api.access import (
    GuardedField,
    is_customer,
    requestor_of,
    requires,
    visible_account,
    visible_order,
)
from saleor_loyalty_plugin.api.connection import CountableConnection
from saleor_loyalty_plugin.api.enums import (
    LoyaltyClaimActionEnum,
    LoyaltyClaimStatusEnum,
    LoyaltyRewardKindEnum,
)
from saleor_loyalty_plugin.api.ids import global_id
from saleor_loyalty_plugin.api.loaders import AccountById, EntryById
from saleor_loyalty_plugin.api.reward_loaders import RewardById
from saleor_loyalty_plugin.api.shop import shop_type
from saleor_loyalty_plugin.api.types.reward import LoyaltyReward, ShownReward
from saleor_loyalty_plugin.hosts.port import Permission
from saleor_loyalty_plugin.models import RewardClaim
from saleor_loyalty_plugin.rules.rewards import ClaimAction, ClaimStatus, RewardKind
from saleor_loyalty_plugin.services.rewards.claim_rows import is_past, terms_of
from saleor_loyalty_plugin.services.rewards.queue import actions_of_staff


def _account_type() -> Any:
    # Accounts show their claims, so neither file can import the other one first.
    from saleor_loyalty_plugin.api.types.account import LoyaltyAccount

    return LoyaltyAccount


def _entry_type() -> Any:
    from saleor_loyalty_plugin.api.types.account import LoyaltyEntry

    return LoyaltyEntry


class LoyaltyClaim(graphene.ObjectType):
    """A reward that a customer has taken for points. A later change of the reward changes none."""

    class Meta:
        interfaces = (graphene.relay.Node,)

    account = graphene.Field(
        _account_type,
        required=True,
        description="Whose it is." + requires("MANAGE_USERS", "OWNER"),
    )
    reward = graphene.Field(
        LoyaltyReward, required=True, description="The reward as it is now; it may be archived."
    )
    name = graphene.String(
        required=True, description="What the reward was called when it was claimed."
    )
    kind = graphene.Field(LoyaltyRewardKindEnum, required=True, description="What it gives.")
    status = graphene.Field(
        LoyaltyClaimStatusEnum, required=True, description="Whether it can still be used."
    )
    points = graphene.Int(required=True, description="The points that it took; 0 for a gift.")
    code = graphene.String(
        description=(
            "Of a gift card its code, which pays; else what its customer shows at a counter: staff"
            " find the claim by it. It is no promo code. Null for others than its customer and"
            " holders of MANAGE_USERS."
        ),
    )
    created_at = graphene.Field(
        shop_type("DateTime"), required=True, description="When it was claimed."
    )
    expires_at = graphene.Field(
        shop_type("DateTime"), description="Until before when it can be used; null for no end."
    )
    closed_at = graphene.Field(
        shop_type("DateTime"),
        description="When it was used or cancelled, or its time was over; null before.",
    )
    checkout_id = graphene.ID(
        description="The ID of the checkout that it is on; null if it is on none."
    )
    order = graphene.Field(
        shop_type("Order"),
        description="The order that it was used for; null if none, or if the order is not yours."
        + requires("MANAGE_ORDERS", "OWNER"),
    )
    entry = graphene.Field(
        _entry_type, description="The entry that took its points; null for a gift."
    )
    note = GuardedField(
        graphene.String,
        permissions=(Permission.MANAGE_USERS,),
        description="What staff wrote when they fulfilled or refused it.",
    )
    staff_actions = GuardedField(
        graphene.NonNull(graphene.List(graphene.NonNull(LoyaltyClaimActionEnum))),
        permissions=(Permission.MANAGE_USERS,),
        description="What staff can do with it now.",
    )

    @staticmethod
    def resolve_account(root: RewardClaim, info: Any) -> Promise:
        account = AccountById.of(info.context).load(root.account_id)
        return account.then(lambda found: visible_account(info, found))

    @staticmethod
    def resolve_code(root: RewardClaim, info: Any) -> str | Promise | None:
        requestor = requestor_of(info)
        if requestor.may(Permission.MANAGE_USERS):
            return root.code
        account = AccountById.of(info.context).load(root.account_id)
        return account.then(
            lambda found: root.code if is_customer(requestor, found.customer_id) else None
        )

    @staticmethod
    def resolve_reward(root: RewardClaim, info: Any) -> Promise:
        return RewardById.of(info.context).load(root.reward_id).then(ShownReward)

    @staticmethod
    def resolve_name(root: RewardClaim, _info: Any) -> str:
        return terms_of(root).name

    @staticmethod
    def resolve_kind(root: RewardClaim, _info: Any) -> RewardKind:
        return terms_of(root).kind

    @staticmethod
    def resolve_status(root: RewardClaim, _info: Any) -> str:
        return ClaimStatus.EXPIRED if _has_run_out(root, timezone.now()) else root.status

    @staticmethod
    def resolve_checkout_id(root: RewardClaim, _info: Any) -> str | None:
        if root.checkout_id is None or root.status != ClaimStatus.CLAIMED:
            return None
        return global_id("Checkout", UUID(str(root.checkout_id)))

    @staticmethod
    def resolve_order(root: RewardClaim, info: Any) -> Promise | None:
        return visible_order(info, root.order_id)

    @staticmethod
    def resolve_staff_actions(root: RewardClaim, _info: Any) -> list[ClaimAction]:
        return actions_of_staff(root, now=timezone.now())

    @staticmethod
    def resolve_entry(root: RewardClaim, info: Any) -> Promise | None:
        if root.entry_id is None:
            return None
        return EntryById.of(info.context).load(root.entry_id)


def _has_run_out(claim: RewardClaim, now: datetime) -> bool:
    """Its time is over, though the sweep may not have come yet."""
    return claim.status == ClaimStatus.CLAIMED and is_past(claim, now)


class LoyaltyClaimCountableConnection(CountableConnection):
    """Claims in pages, newest first."""

    class Meta:
        node = LoyaltyClaim
