"""Staff and apps set a customer's tier by hand."""

from datetime import datetime
from typing import Any, Self

import graphene

from saleor_loyalty_plugin.api.ids import key_of
from saleor_loyalty_plugin.api.mutations.base import LoyaltyMutation, zoned
from saleor_loyalty_plugin.api.mutations.points import NOTE, STAFF
from saleor_loyalty_plugin.api.mutations.whose import ACCOUNT, CHANNEL, whose_account
from saleor_loyalty_plugin.api.shop import shop_type
from saleor_loyalty_plugin.api.types.account import LoyaltyAccount
from saleor_loyalty_plugin.hosts.port import Requestor
from saleor_loyalty_plugin.services.programs.programs import default_program
from saleor_loyalty_plugin.services.programs.tiers import program_id_of_tier
from saleor_loyalty_plugin.services.progress.by_hand import set_tier, unset_tier

CUSTOMER = "The ID of the customer, a User."


class _HandPayload(LoyaltyMutation):
    """Base of the payloads that show whose tier it is."""

    class Meta:
        abstract = True

    account = graphene.Field(LoyaltyAccount, description="The account as it is now.")


class LoyaltyAccountTierSet(_HandPayload):
    class Meta:
        description = (
            "Give a customer a tier for a time; opens the account. Until the end they have it, or a"
            " higher one that they reach; after it the one that they have reached. Only a higher"
            " tier than that can be set. Setting it again moves the end."
        )
        permissions = STAFF

    class Arguments:
        customer_id = graphene.ID(required=True, description=CUSTOMER)
        tier_id = graphene.ID(required=True, description="The ID of the tier.")
        ends_at = graphene.Argument(
            shop_type("DateTime"), required=True, description="Until before when they have it."
        )
        note = graphene.String(description=NOTE)

    @classmethod
    def perform(
        cls,
        _info: Any,
        requestor: Requestor,
        now: datetime,
        /,
        *,
        customer_id: str,
        tier_id: str,
        ends_at: datetime,
        note: str | None = None,
    ) -> Self:
        customer_key = key_of(customer_id, "User", field="customer_id")
        tier_key = key_of(tier_id, "LoyaltyTier", field="tier_id")
        account = set_tier(
            customer_id=customer_key,
            program_id=program_id_of_tier(tier_key),
            tier_id=tier_key,
            note=note or "",
            author=requestor.actor,
            now=now,
            **zoned({"ends_at": ends_at}, "ends_at"),
        )
        return cls(account=account)


class LoyaltyAccountTierUnset(_HandPayload):
    class Meta:
        description = (
            "End a tier that staff have set before its time: the customer has the one that they"
            " have reached. Where none was set, nothing changes."
        )
        permissions = STAFF

    class Arguments:
        customer_id = graphene.ID(
            description=CUSTOMER + " Give either this or `accountId`.",
        )
        channel = graphene.String(description=CHANNEL)
        account_id = graphene.ID(description=ACCOUNT)
        note = graphene.String(description=NOTE)

    @classmethod
    def perform(
        cls,
        info: Any,
        requestor: Requestor,
        now: datetime,
        /,
        *,
        customer_id: str | None = None,
        channel: str | None = None,
        account_id: str | None = None,
        note: str | None = None,
    ) -> Self:
        whose = whose_account(info, customer_id=customer_id, account_id=account_id, channel=channel)
        account = unset_tier(
            customer_id=whose.customer_id,
            program_id=whose.program_id or default_program().pk,
            note=note or "",
            author=requestor.actor,
            now=now,
        )
        return cls(account=account)
