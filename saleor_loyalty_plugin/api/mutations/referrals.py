"""A customer follows a friend's code."""

from datetime import datetime
from typing import Any, Self

import graphene

from saleor_loyalty_plugin.api.mutations.base import LoyaltyMutation
from saleor_loyalty_plugin.api.mutations.membership import CUSTOMER, WHO, customer_meant
from saleor_loyalty_plugin.api.types.account import LoyaltyAccount
from saleor_loyalty_plugin.api.types.referral import LoyaltyReferral
from saleor_loyalty_plugin.hosts.port import Requestor
from saleor_loyalty_plugin.services.members.referrals import claim_referral


class LoyaltyReferralClaim(LoyaltyMutation):
    class Meta:
        description = (
            "Let a new customer follow a friend's code; opens the account. Both get points for the"
            " first order that counts, by the program's settings of now. Can be repeated." + WHO
        )

    class Arguments:
        code = graphene.String(
            required=True,
            description="The friend's `referralCode`; spaces, dashes and letter case don't matter.",
        )
        customer_id = graphene.ID(description=CUSTOMER)

    referral = graphene.Field(LoyaltyReferral, description="The referral, also of an earlier call.")
    account = graphene.Field(LoyaltyAccount, description="The account of who follows.")

    @classmethod
    def perform(
        cls,
        info: Any,
        requestor: Requestor,
        now: datetime,
        /,
        *,
        code: str,
        customer_id: str | None = None,
    ) -> Self:
        key = customer_meant(info, requestor, customer_id)
        referral = claim_referral(customer_id=key, code=code, now=now)
        return cls(referral=referral, account=referral.referee)
