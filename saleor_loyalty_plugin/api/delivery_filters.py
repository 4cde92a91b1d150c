"""Filters of deliveries."""

from collections.abc import Sequence
from difflib import get_close_matches
from typing import Any

import graphene
from django.db.models import Q

from saleor_loyalty_plugin.api.enums import LoyaltyDeliveryMeansEnum, LoyaltyDeliveryStatusEnum
from saleor_loyalty_plugin.api.filters import LoyaltyDateTimeRangeInput, list_of, range_condition
from saleor_loyalty_plugin.api.ids import keys_of
from saleor_loyalty_plugin.api.texts import refuse_unstorable
from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.rules.messages import DeliveryMeans, MessageKind
from saleor_loyalty_plugin.rules.webhook_events import EVENT_KINDS, TEST_EVENT
from saleor_loyalty_plugin.services.errors import LoyaltyProblem, ProblemCode

SEARCH_CUSTOMERS_MAX = 200

_KINDS = frozenset({*MessageKind, *EVENT_KINDS, TEST_EVENT})
_IDS = (
    ("account_ids", "LoyaltyAccount", "account_id"),
    ("customer_ids", "User", "account__customer_id"),
    ("program_ids", "LoyaltyProgram", "account__program_id"),
    ("webhook_ids", "LoyaltyWebhook", "target_id"),
)


class LoyaltyDeliveryFilterInput(graphene.InputObjectType):
    """Which deliveries are meant; all conditions have to hold. An empty list is no condition."""

    statuses = graphene.InputField(
        list_of(LoyaltyDeliveryStatusEnum), description="With one of these statuses."
    )
    means = graphene.InputField(
        LoyaltyDeliveryMeansEnum, description="E-mails, or requests to webhooks."
    )
    kinds = graphene.InputField(
        list_of(graphene.String),
        description="Of one of these kinds, as in `kind`; refused if there is no such one.",
    )
    account_ids = graphene.InputField(list_of(graphene.ID), description="About these accounts.")
    customer_ids = graphene.InputField(list_of(graphene.ID), description="About these customers.")
    program_ids = graphene.InputField(list_of(graphene.ID), description="Of these programs.")
    webhook_ids = graphene.InputField(list_of(graphene.ID), description="To these webhooks.")
    created_at = graphene.InputField(
        LoyaltyDateTimeRangeInput, description="By the time at which it came up."
    )
    search = graphene.String(description="A part of the customer's e-mail address or name.")


def _checked_kinds(kinds: Sequence[str], *, field: str) -> Sequence[str]:
    """Raises `LoyaltyProblem`: INVALID, for what nothing could be of."""
    unknown = next((kind for kind in kinds if kind not in _KINDS), None)
    if unknown is None:
        return kinds
    near = get_close_matches(unknown.lower(), sorted(EVENT_KINDS), n=1)
    raise LoyaltyProblem(
        ProblemCode.INVALID,
        "There is no kind %(kind)s. E-mails are of kinds such as TIER_RAISED, requests of events"
        " such as %(event)s.",
        field=f"{field}.kinds",
        values={"kind": unknown[:64], "event": near[0] if near else "points_posted"},
    )


def delivery_condition(given: dict[str, Any], *, field: str = "filter") -> Q:
    """The condition of a `LoyaltyDeliveryFilterInput`. Raises `LoyaltyProblem` for wrong IDs."""
    refuse_unstorable({field: given})
    condition = range_condition("created_at", given.get("created_at"))
    if given.get("statuses"):
        condition &= Q(status__in=given["statuses"])
    if given.get("means") is not None:
        condition &= Q(target__isnull=given["means"] == DeliveryMeans.EMAIL)
    if given.get("kinds"):
        condition &= Q(kind__in=_checked_kinds(given["kinds"], field=field))
    for name, type_name, column in _IDS:
        if given.get(name):
            keys = keys_of(given[name], type_name, field=f"{field}.{name}")
            condition &= Q(**{f"{column}__in": keys})
    search = (given.get("search") or "").strip()
    if search:
        with current_host().writer_access():
            found = current_host().find_customer_ids(search, limit=SEARCH_CUSTOMERS_MAX)
        condition &= Q(account__customer_id__in=found)
    return condition
