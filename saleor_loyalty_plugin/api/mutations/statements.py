"""Statements by e-mail, asked for by customers or by staff."""

from datetime import date, datetime
from typing import Any, Self

import graphene

from saleor_loyalty_plugin.api.mutations.base import LoyaltyMutation
from saleor_loyalty_plugin.api.mutations.membership import CUSTOMER, WHO, chooser
from saleor_loyalty_plugin.api.mutations.whose import ACCOUNT, CHANNEL
from saleor_loyalty_plugin.api.types.account import LoyaltyAccount
from saleor_loyalty_plugin.api.types.statement import period_arguments
from saleor_loyalty_plugin.hosts.port import Requestor
from saleor_loyalty_plugin.messages.statements import asked_period, send_statement
from saleor_loyalty_plugin.services.errors import LoyaltyProblem, ProblemCode
from saleor_loyalty_plugin.services.members.accounts import account_for
from saleor_loyalty_plugin.services.programs.programs import default_program
from saleor_loyalty_plugin.tasks import send_soon


class LoyaltyStatementSend(LoyaltyMutation):
    class Meta:
        description = (
            "Send a statement of an account to its customer by e-mail, also to one who gets none"
            " monthly. Once a day for the same days, and at most five a day." + WHO
        )

    class Arguments:
        channel = graphene.String(description=CHANNEL)
        customer_id = graphene.ID(description=CUSTOMER)
        account_id = graphene.ID(description=ACCOUNT + " For holders of MANAGE_USERS.")
        first = period_arguments()["first"]
        last = period_arguments()["last"]

    account = graphene.Field(LoyaltyAccount, description="The account.")

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
        first: date | None = None,
        last: date | None = None,
    ) -> Self:
        whose = chooser(info, requestor, customer_id, account_id, channel)
        account = account_for(
            customer_id=whose.customer_id, program_id=whose.program_id or default_program().pk
        )
        if account is None:
            raise LoyaltyProblem(
                ProblemCode.NOT_FOUND, "This customer has no account.", field="customer_id"
            )
        zone = account.program.time_zone
        period = asked_period(first, last, time_zone=zone, now=now)
        send_statement(account_id=account.pk, period=period, now=now)
        send_soon()
        return cls(account=account)
