"""Cards: staff and tills issue, block and replace them; customers ask for their own."""

from datetime import datetime
from typing import Any, Self

import graphene

from saleor_loyalty_plugin.api.access import require
from saleor_loyalty_plugin.api.ids import key_of
from saleor_loyalty_plugin.api.mutations.base import LoyaltyMutation
from saleor_loyalty_plugin.api.mutations.membership import (
    CUSTOMER,
    WHO,
    customer_meant,
    settled,
)
from saleor_loyalty_plugin.api.mutations.points import STAFF
from saleor_loyalty_plugin.api.mutations.whose import (
    ACCOUNT,
    CHANNEL,
    account_key_of,
    program_id_of,
)
from saleor_loyalty_plugin.api.types.account import LoyaltyAccount
from saleor_loyalty_plugin.api.types.card import LoyaltyCard
from saleor_loyalty_plugin.hosts.port import Requestor
from saleor_loyalty_plugin.services.errors import LoyaltyProblem, ProblemCode
from saleor_loyalty_plugin.services.members.cards import (
    NewCustomer,
    block_card,
    issue_card,
    replace_card,
)
from saleor_loyalty_plugin.services.programs.programs import default_program

_NUMBER = (
    "The number of a printed card, 8 to 19 digits with a check digit (Luhn); spaces and dashes"
    " don't matter. Without it a number of 16 digits is drawn."
)


class _CardPayload(LoyaltyMutation):
    """Base of the payloads that show a card and its account."""

    class Meta:
        abstract = True

    card = graphene.Field(LoyaltyCard, description="The card.")
    account = graphene.Field(LoyaltyAccount, description="The account that it belongs to.")


class LoyaltyCardIssue(_CardPayload):
    class Meta:
        description = (
            "Give a customer a card; opens the account if there is none. Who has a card keeps it,"
            " so it can be repeated. Customers can ask for their own; a number, and cards of"
            " others, are for holders of MANAGE_USERS." + WHO
        )

    class Arguments:
        customer_id = graphene.ID(description=CUSTOMER)
        channel = graphene.String(description=CHANNEL)
        account_id = graphene.ID(description=ACCOUNT)
        number = graphene.String(description=_NUMBER)

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
        number: str | None = None,
    ) -> Self:
        if number is not None or account_id is not None:
            require(info, *STAFF)
        to: int | NewCustomer
        if account_id is not None:
            to = account_key_of(account_id, customer_id=customer_id, channel=channel)
        else:
            to = NewCustomer(
                customer_id=customer_meant(info, requestor, customer_id),
                program_id=program_id_of(info, channel) or default_program().pk,
            )
        card = issue_card(to=to, number=number, actor=requestor.actor, now=now)
        return cls(card=card, account=settled(card.account))


class LoyaltyCardBlock(_CardPayload):
    class Meta:
        description = (
            "Make a card useless, because it was lost, say. Nobody is found by it any more; the"
            " points stay. Give exactly one of `id` and `number`. Can be repeated."
        )
        permissions = STAFF

    class Arguments:
        id = graphene.ID(description="The ID of the card.")
        number = graphene.String(
            description="The number of the card; spaces and dashes don't matter."
        )

    @classmethod
    def perform(
        cls,
        _info: Any,
        requestor: Requestor,
        now: datetime,
        /,
        *,
        id: str | None = None,
        number: str | None = None,
    ) -> Self:
        if (id is None) == (number is None):
            raise LoyaltyProblem(ProblemCode.REQUIRED, "Give exactly one of id and number.")
        card = block_card(
            card_id=key_of(id, "LoyaltyCard", field="id") if id is not None else None,
            number=number,
            actor=requestor.actor,
            now=now,
        )
        return cls(card=card, account=card.account)


class LoyaltyCardReplace(_CardPayload):
    class Meta:
        description = (
            "Give a new card in place of one, which is useless from that moment on. Repeating it"
            " returns the card that took its place. `card` is the new one."
        )
        permissions = STAFF

    class Arguments:
        id = graphene.ID(required=True, description="The ID of the card to replace.")
        number = graphene.String(description=_NUMBER)

    @classmethod
    def perform(
        cls,
        _info: Any,
        requestor: Requestor,
        now: datetime,
        /,
        *,
        id: str,
        number: str | None = None,
    ) -> Self:
        card = replace_card(
            card_id=key_of(id, "LoyaltyCard", field="id"),
            number=number,
            actor=requestor.actor,
            now=now,
        )
        return cls(card=card, account=settled(card.account))
