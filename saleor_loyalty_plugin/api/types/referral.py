"""Referrals: who followed whose code, and what came of it."""

from typing import Any

import graphene
from promise import Promise

from saleor_loyalty_plugin.api.access import GuardedField
from saleor_loyalty_plugin.api.connection import CountableConnection
from saleor_loyalty_plugin.api.enums import LoyaltyReferralStateEnum
from saleor_loyalty_plugin.api.loaders import AccountById
from saleor_loyalty_plugin.api.referral_loaders import PointsOfReferral
from saleor_loyalty_plugin.api.shop import shop_type
from saleor_loyalty_plugin.hosts.port import Permission
from saleor_loyalty_plugin.models import Referral
from saleor_loyalty_plugin.rules.referrals import ReferralState


def _account_type() -> Any:
    # Accounts show their referrals, so neither file can import the other one first.
    from saleor_loyalty_plugin.api.types.account import LoyaltyAccount

    return LoyaltyAccount


class LoyaltyReferral(graphene.ObjectType):
    """A customer who followed another one's code. Neither of the two is told who the other is."""

    class Meta:
        interfaces = (graphene.relay.Node,)

    created_at = graphene.Field(
        shop_type("DateTime"), required=True, description="When the code was followed."
    )
    state = graphene.Field(
        LoyaltyReferralStateEnum, required=True, description="Whether it has given points."
    )
    referrer_points = graphene.Int(
        required=True, description="Points that the owner of the code holds for it now."
    )
    referee_points = graphene.Int(
        required=True, description="Points that the friend who followed holds for it now."
    )
    referrer = GuardedField(
        _account_type,
        permissions=(Permission.MANAGE_USERS,),
        description="The account whose code was followed.",
    )
    referee = GuardedField(
        _account_type,
        permissions=(Permission.MANAGE_USERS,),
        description="The account of the friend who followed it.",
    )

    @staticmethod
    def resolve_state(root: Referral, info: Any) -> Promise:
        def state(held: dict[int, tuple[int, int]]) -> ReferralState:
            # Points that staff took back by hand were given all the same.
            is_rewarded = any(points + revoked > 0 for points, revoked in held.values())
            return ReferralState.REWARDED if is_rewarded else ReferralState.PENDING

        return PointsOfReferral.of(info.context).load(root).then(state)

    @staticmethod
    def resolve_referrer_points(root: Referral, info: Any) -> Promise:
        return _points(root, root.referrer_id, info)

    @staticmethod
    def resolve_referee_points(root: Referral, info: Any) -> Promise:
        return _points(root, root.referee_id, info)

    @staticmethod
    def resolve_referrer(root: Referral, info: Any) -> Promise:
        return AccountById.of(info.context).load(root.referrer_id)

    @staticmethod
    def resolve_referee(root: Referral, info: Any) -> Promise:
        return AccountById.of(info.context).load(root.referee_id)


def _points(referral: Referral, account_id: int, info: Any) -> Promise:
    found = PointsOfReferral.of(info.context).load(referral)
    return found.then(lambda held: held.get(account_id, (0, 0))[0])


class LoyaltyReferralCountableConnection(CountableConnection):
    """Referrals in pages, newest first."""

    class Meta:
        node = LoyaltyReferral
