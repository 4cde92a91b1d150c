"""Joining and leaving a program; freezing and banning an account."""

from datetime import datetime
from typing import Any, Self

import graphene

from saleor_loyalty_plugin.api.access import require, require_customer_or, requires
from saleor_loyalty_plugin.api.enums import LoyaltyAccountStatusEnum
from saleor_loyalty_plugin.api.ids import key_of
from saleor_loyalty_plugin.api.mutations.base import LoyaltyMutation
from saleor_loyalty_plugin.api.mutations.points import NOTE, STAFF
from saleor_loyalty_plugin.api.mutations.whose import (
    ACCOUNT,
    CHANNEL,
    Whose,
    owner_of_account,
    program_id_of,
)
from saleor_loyalty_plugin.api.types.account import LoyaltyAccount
from saleor_loyalty_plugin.hooks import customer_changed
from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.hosts.port import Permission, Requestor
from saleor_loyalty_plugin.models import Account, AccountStatus
from saleor_loyalty_plugin.services.errors import LoyaltyProblem, ProblemCode
from saleor_loyalty_plugin.services.members.membership import opt_in, opt_out, set_account_status
from saleor_loyalty_plugin.services.programs.programs import default_program

WHO = requires(*STAFF, "OWNER")
CUSTOMER = "The ID of the customer, a User; without it the one who is signed in."


def customer_meant(info: Any, requestor: Requestor, customer_id: str | None) -> int:
    """The key of the customer, or of the requestor without one.

    Raises the shop's error where it is somebody else's business, and `LoyaltyProblem` for what is
    no ID.
    """
    if customer_id is not None:
        key = key_of(customer_id, "User", field="customer_id")
        require_customer_or(info, key, Permission.MANAGE_USERS)
        return key
    if requestor.user_id is not None:
        return requestor.user_id
    require(info, Permission.MANAGE_USERS)
    raise LoyaltyProblem(
        ProblemCode.REQUIRED, "An app has to name the customer.", field="customer_id"
    )


def chooser(
    info: Any,
    requestor: Requestor,
    customer_id: str | None,
    account_id: str | None,
    channel: str | None,
) -> Whose:
    """Who joins or leaves which program. Raises as `customer_meant` and `owner_of_account` do."""
    if account_id is not None:
        require(info, *STAFF)
        return owner_of_account(account_id, customer_id=customer_id, channel=channel)
    key = customer_meant(info, requestor, customer_id)
    return Whose(key, program_id_of(info, channel))


def settled(account: Account) -> Account:
    """The account, once its customer has been queued: points for a new account or the newsletter
    may have waited for this. Where tasks run in the caller, they have run.
    """
    customer_changed(account.customer_id)
    account.refresh_from_db(using=current_host().writer_alias())
    return account


class _ChoicePayload(LoyaltyMutation):
    """Base of the payloads of joining and leaving."""

    class Meta:
        abstract = True

    account = graphene.Field(LoyaltyAccount, description="The account as it is now.")


class LoyaltyOptIn(_ChoicePayload):
    class Meta:
        description = (
            "Let a customer take part in a program from now on; opens the account. Orders that were"
            " placed before earn nothing by it. Where only card holders take part, whoever has no"
            " card is given one. Can be repeated." + WHO
        )

    class Arguments:
        channel = graphene.String(description=CHANNEL)
        customer_id = graphene.ID(description=CUSTOMER)
        account_id = graphene.ID(description=ACCOUNT + " For holders of MANAGE_USERS.")

    @classmethod
    def perform(
        cls,
        info: Any,
        requestor: Requestor,
        now: datetime,
        /,
        *,
        channel: str | None = None,
        customer_id: str | None = None,
        account_id: str | None = None,
    ) -> Self:
        whose = chooser(info, requestor, customer_id, account_id, channel)
        account = opt_in(
            customer_id=whose.customer_id,
            program_id=whose.program_id or default_program().pk,
            actor=requestor.actor,
            now=now,
        )
        return cls(account=settled(account))


class LoyaltyOptOut(_ChoicePayload):
    class Meta:
        description = (
            "Let a customer take part in a program no longer: no new points come in. Those that are"
            " there can still be used, and run out as they would. Can be repeated." + WHO
        )

    class Arguments:
        channel = graphene.String(description=CHANNEL)
        customer_id = graphene.ID(description=CUSTOMER)
        account_id = graphene.ID(description=ACCOUNT + " For holders of MANAGE_USERS.")

    @classmethod
    def perform(
        cls,
        info: Any,
        requestor: Requestor,
        now: datetime,
        /,
        *,
        channel: str | None = None,
        customer_id: str | None = None,
        account_id: str | None = None,
    ) -> Self:
        whose = chooser(info, requestor, customer_id, account_id, channel)
        account = opt_out(
            customer_id=whose.customer_id,
            program_id=whose.program_id or default_program().pk,
            actor=requestor.actor,
            now=now,
        )
        return cls(account=account)


class LoyaltyAccountStatusSet(LoyaltyMutation):
    class Meta:
        description = (
            "Freeze an account (it earns, but can't spend), ban it (neither) or activate it again."
            " Points that it has on open checkouts come off them when it is frozen or banned."
            " Setting the status that it has changes nothing."
        )
        permissions = STAFF

    class Arguments:
        id = graphene.ID(required=True, description="The ID of the account.")
        status = LoyaltyAccountStatusEnum(required=True, description="What to set it to.")
        note = graphene.String(description=NOTE)

    account = graphene.Field(LoyaltyAccount, description="The account as it is now.")

    @classmethod
    def perform(
        cls,
        _info: Any,
        requestor: Requestor,
        now: datetime,
        /,
        *,
        id: str,
        status: str,
        note: str | None = None,
    ) -> Self:
        account = set_account_status(
            account_id=key_of(id, "LoyaltyAccount", field="id"),
            status=AccountStatus(status),
            note=note or "",
            actor=requestor.actor,
            now=now,
        )
        return cls(account=settled(account))
