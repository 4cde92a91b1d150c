"""Apps and staff tell what customers did."""

from datetime import datetime
from typing import Any, Self

import graphene
from graphql_relay import from_global_id

from saleor_loyalty_plugin.api.filters import list_of
from saleor_loyalty_plugin.api.ids import key_of
from saleor_loyalty_plugin.api.mutations.base import LoyaltyMutation, zoned
from saleor_loyalty_plugin.api.mutations.whose import program_id_of
from saleor_loyalty_plugin.api.shop import shop_type
from saleor_loyalty_plugin.api.types.account import LoyaltyAccount, LoyaltyEntry
from saleor_loyalty_plugin.api.types.event import LoyaltyEvent
from saleor_loyalty_plugin.hosts.port import Permission, Requestor
from saleor_loyalty_plugin.rules.events import REVIEW
from saleor_loyalty_plugin.services.bonuses.record_event import record_event


class LoyaltyEventRecordInput(graphene.InputObjectType):
    """Something that a customer did."""

    customer_id = graphene.ID(required=True, description="The ID of the customer, a User.")
    type = graphene.String(
        required=True,
        description=(
            "What it was: the `eventType` of a bonus, or `review` or `newsletter`, whose points are"
            " settings of the program."
        ),
    )
    reference = graphene.String(
        description=(
            "What it was about, at most 128 characters: the number of a survey, a post, a visit. Of"
            " a `review` the ID of the Product. Without an `idempotencyKey`, the same customer,"
            " type and reference are the same event."
        )
    )
    idempotency_key = graphene.String(
        description=(
            "Makes a repetition harmless: the same key and values again return the first result. 1"
            " to 128 characters; the keys of each user and app are their own. With neither a key"
            " nor a reference, each call is an event of its own."
        )
    )
    occurred_at = graphene.InputField(
        shop_type("DateTime"),
        description=(
            "When it happened; now by default. It may be told late: what counts are the bonuses and"
            " limits of that time."
        ),
    )
    channel = graphene.String(
        description="The slug of a Channel, whose program is meant; without it the default program."
    )


class LoyaltyEventRecord(LoyaltyMutation):
    class Meta:
        description = (
            "Record something that a customer did and credit what the program gives for it. Beyond"
            " a limit it is recorded without points."
        )
        permissions = (Permission.MANAGE_USERS,)

    class Arguments:
        input = LoyaltyEventRecordInput(required=True, description="What happened.")

    event = graphene.Field(LoyaltyEvent, description="The event, with its outcome.")
    entries = graphene.Field(
        list_of(LoyaltyEntry),
        description="The entries that recording it wrote; of a repetition those of the first time.",
    )
    account = graphene.Field(LoyaltyAccount, description="The account as it is now.")

    @classmethod
    def perform(
        cls, info: Any, requestor: Requestor, now: datetime, /, *, input: dict[str, Any]
    ) -> Self:
        recorded = record_event(
            customer_id=key_of(input["customer_id"], "User", field="customer_id"),
            type=input["type"],
            reference=_reference(input["type"], input.get("reference") or ""),
            key=input.get("idempotency_key"),
            occurred_at=zoned(input, "occurred_at").get("occurred_at"),
            program_id=program_id_of(info, input.get("channel")),
            actor=requestor.actor,
            now=now,
        )
        return cls(event=recorded.event, entries=list(recorded.entries), account=recorded.account)


def _reference(type: str, text: str) -> str:
    """Of a review the key of the product, however its ID is written; else the text itself."""
    if type.strip().lower() != REVIEW:
        return text
    try:
        type_name, key = from_global_id(text.strip())
    except ValueError:  # not base64, not UTF-8, or without a colon
        return text
    return key if type_name == "Product" else text
