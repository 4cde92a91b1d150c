"""Customers choose what they are told; staff choose for them."""

from datetime import datetime
from typing import Any, Self

import graphene

from saleor_loyalty_plugin.api.enums import LoyaltyMessageKindEnum
from saleor_loyalty_plugin.api.mutations.base import LoyaltyMutation
from saleor_loyalty_plugin.api.mutations.membership import CUSTOMER, WHO, chooser
from saleor_loyalty_plugin.api.mutations.whose import ACCOUNT, CHANNEL
from saleor_loyalty_plugin.api.types.account import LoyaltyAccount
from saleor_loyalty_plugin.hosts.port import Requestor
from saleor_loyalty_plugin.messages.preferences import set_preferences
from saleor_loyalty_plugin.rules.messages import MessageKind
from saleor_loyalty_plugin.services.errors import LoyaltyProblem, ProblemCode
from saleor_loyalty_plugin.services.members.accounts import account_for
from saleor_loyalty_plugin.services.programs.programs import default_program


class LoyaltyMessagePreferenceInput(graphene.InputObjectType):
    """Whether a kind of e-mail is wanted."""

    kind = graphene.InputField(
        graphene.NonNull(LoyaltyMessageKindEnum), description="The kind of e-mail."
    )
    is_wanted = graphene.Boolean(required=True, description="False switches it off.")


class LoyaltyMessagePreferencesUpdate(LoyaltyMutation):
    class Meta:
        description = (
            "Choose which kinds of e-mails a customer gets. Kinds that aren't named stay as they"
            " are." + WHO
        )

    class Arguments:
        channel = graphene.String(description=CHANNEL)
        customer_id = graphene.ID(description=CUSTOMER)
        account_id = graphene.ID(description=ACCOUNT + " For holders of MANAGE_USERS.")
        preferences = graphene.List(
            graphene.NonNull(LoyaltyMessagePreferenceInput),
            required=True,
            description="What is chosen.",
        )

    account = graphene.Field(LoyaltyAccount, description="The account as it is now.")

    @classmethod
    def perform(
        cls,
        info: Any,
        requestor: Requestor,
        now: datetime,
        /,
        *,
        preferences: list[dict[str, Any]],
        channel: str | None = None,
        customer_id: str | None = None,
        account_id: str | None = None,
    ) -> Self:
        whose = chooser(info, requestor, customer_id, account_id, channel)
        account = account_for(
            customer_id=whose.customer_id, program_id=whose.program_id or default_program().pk
        )
        if account is None:
            raise LoyaltyProblem(
                ProblemCode.NOT_FOUND, "This customer has no account.", field="customer_id"
            )
        set_preferences(
            account_id=account.pk,
            wanted={MessageKind(item["kind"]): item["is_wanted"] for item in preferences},
            actor=requestor.actor,
            now=now,
        )
        return cls(account=account)
