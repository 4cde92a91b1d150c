"""Staff and apps change balances."""

from datetime import datetime
from typing import Any, Self

import graphene

from saleor_loyalty_plugin.api.ids import key_of
from saleor_loyalty_plugin.api.mutations.base import LoyaltyMutation
from saleor_loyalty_plugin.api.mutations.whose import ACCOUNT, CHANNEL, whose_account
from saleor_loyalty_plugin.api.types.account import LoyaltyAccount, LoyaltyEntry
from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.hosts.port import Permission, Requestor
from saleor_loyalty_plugin.models import Account
from saleor_loyalty_plugin.rules.balances import shown_balance
from saleor_loyalty_plugin.rules.terms import NegativeBalance
from saleor_loyalty_plugin.services.points.adjust_points import (
    AdjustOutcome,
    adjust_points,
    revoke_entry,
    set_balance,
)

STAFF = (Permission.MANAGE_USERS,)
NOTE = "A note for staff, at most 1000 characters; shoppers don't see it."


class _ChangeInput(graphene.InputObjectType):
    """Base of the inputs that change one customer's balance."""

    customer_id = graphene.ID(
        description="The ID of the customer, a User. Give either this or `accountId`."
    )
    channel = graphene.String(description=CHANNEL)
    account_id = graphene.ID(description=ACCOUNT)
    note = graphene.String(description=NOTE)
    idempotency_key = graphene.String(
        description=(
            "Makes a repetition harmless: the same key and values again return the first entry."
            " 1 to 128 characters; the keys of each user and app are their own."
        )
    )
    notify_customer = graphene.Boolean(
        description=(
            "Null: as the program does. True: the customer gets an e-mail about the points, unless"
            " they don't want any, also where the program sends none of itself. False: none comes"
            " of it, also none about a balance that is reached."
        )
    )
    dry_run = graphene.Boolean(
        description="Write nothing; say what the balance would be, or why it would be refused."
    )


class LoyaltyPointsAdjustInput(_ChangeInput):
    """Points to add or subtract."""

    points = graphene.Int(
        required=True, description="Points to add, or to subtract (below 0); never 0."
    )


class LoyaltyPointsSetInput(_ChangeInput):
    """The balance to set."""

    balance = graphene.Int(required=True, description="The balance to reach, from 0.")


class _ChangePayload(LoyaltyMutation):
    """Base of the payloads that show a changed balance."""

    class Meta:
        abstract = True

    account = graphene.Field(
        LoyaltyAccount,
        description="The account; null in a dry run for a customer who has none yet.",
    )
    entry = graphene.Field(
        LoyaltyEntry, description="The entry; null in a dry run and if nothing had to change."
    )
    balance_before = graphene.Int(description="The balance before; null with errors.")
    balance_after = graphene.Int(
        description="The balance after, in a dry run as it would be; null with errors."
    )

    @classmethod
    def of(cls, outcome: AdjustOutcome) -> Self:
        policy = _policy(outcome)
        return cls(
            account=outcome.account,
            entry=outcome.entry,
            balance_before=shown_balance(outcome.balance_before, policy),
            balance_after=shown_balance(outcome.balance_after, policy),
        )


class LoyaltyPointsAdjust(_ChangePayload):
    class Meta:
        description = "Add points to a customer's account or subtract some."
        permissions = STAFF

    class Arguments:
        input = LoyaltyPointsAdjustInput(required=True, description="What to change.")

    @classmethod
    def perform(
        cls, info: Any, requestor: Requestor, now: datetime, /, *, input: dict[str, Any]
    ) -> Self:
        outcome = adjust_points(
            points=input["points"], **_change(info, input), actor=requestor.actor, now=now
        )
        return cls.of(outcome)


class LoyaltyPointsSet(_ChangePayload):
    class Meta:
        description = "Bring the balance of a customer's account to a number, by one entry."
        permissions = STAFF

    class Arguments:
        input = LoyaltyPointsSetInput(required=True, description="What to set.")

    @classmethod
    def perform(
        cls, info: Any, requestor: Requestor, now: datetime, /, *, input: dict[str, Any]
    ) -> Self:
        outcome = set_balance(
            balance=input["balance"], **_change(info, input), actor=requestor.actor, now=now
        )
        return cls.of(outcome)


class LoyaltyEntryRevoke(LoyaltyMutation):
    class Meta:
        description = (
            "Take one entry back by another one. Both stay in the history. Points that were used"
            " come back by cancelling or refunding their order, not here."
        )
        permissions = STAFF

    class Arguments:
        id = graphene.ID(required=True, description="The ID of the entry to take back.")
        note = graphene.String(description=NOTE)

    account = graphene.Field(LoyaltyAccount, description="The account as it is now.")
    entry = graphene.Field(LoyaltyEntry, description="The entry that takes the other one back.")

    @classmethod
    def perform(
        cls,
        info: Any,
        requestor: Requestor,
        now: datetime,
        /,
        *,
        id: str,
        note: str | None = None,
    ) -> Self:
        entry = revoke_entry(
            entry_id=key_of(id, "LoyaltyEntry", field="id"),
            note=note or "",
            actor=requestor.actor,
            now=now,
        )
        account = Account.objects.using(current_host().writer_alias()).get(pk=entry.account_id)
        return cls(account=account, entry=entry)


def _policy(outcome: AdjustOutcome) -> NegativeBalance:
    """How the account's program shows balances below zero; only asked where there is one."""
    account = outcome.account
    if account is None or min(outcome.balance_before, outcome.balance_after) >= 0:
        return NegativeBalance.ALLOW
    return NegativeBalance(account.program.negative_balance)


def _change(info: Any, given: dict[str, Any]) -> dict[str, Any]:
    """The arguments that both services share. Raises `LoyaltyProblem` for wrong IDs."""
    whose = whose_account(
        info,
        customer_id=given.get("customer_id"),
        account_id=given.get("account_id"),
        channel=given.get("channel"),
    )
    return {
        **whose._asdict(),
        "note": given.get("note") or "",
        "key": given.get("idempotency_key"),
        "dry_run": bool(given.get("dry_run")),
        "notify": given.get("notify_customer"),
    }
