"""Sending again what was given up, or skipped for want of a mail server."""

from datetime import datetime
from typing import Any, Self

import graphene
from django.db.models import Q

from saleor_loyalty_plugin.api.delivery_filters import (
    LoyaltyDeliveryFilterInput,
    delivery_condition,
)
from saleor_loyalty_plugin.api.ids import keys_of
from saleor_loyalty_plugin.api.mutations.base import LoyaltyMutation
from saleor_loyalty_plugin.api.types.delivery import LoyaltyDelivery
from saleor_loyalty_plugin.hosts.port import Permission, Requestor
from saleor_loyalty_plugin.messages.deliveries import (
    RETRY_MAX,
    known_deliveries,
    retry_deliveries,
)
from saleor_loyalty_plugin.services.errors import LoyaltyProblem, ProblemCode
from saleor_loyalty_plugin.tasks import send_soon, tell_soon


class LoyaltyDeliveryRetry(LoyaltyMutation):
    class Meta:
        description = (
            "Send deliveries again that are `isRetryable`: those with these IDs, or all that a"
            " filter finds. Others stay as they are."
        )
        permissions = (Permission.MANAGE_USERS,)

    class Arguments:
        ids = graphene.List(
            graphene.NonNull(graphene.ID), description="The IDs of deliveries, at most 100."
        )
        filter = LoyaltyDeliveryFilterInput(
            description=(
                f"Instead of IDs: which deliveries; at most {RETRY_MAX} at once, the oldest first."
            )
        )

    retried_count = graphene.Int(description="How many are sent again; null when it was refused.")
    deliveries = graphene.List(
        graphene.NonNull(LoyaltyDelivery),
        description="The deliveries with these IDs as they are now; empty with a filter.",
    )

    @classmethod
    def perform(
        cls,
        _info: Any,
        _requestor: Requestor,
        now: datetime,
        /,
        *,
        ids: list[str] | None = None,
        filter: dict[str, Any] | None = None,
    ) -> Self:
        if ids is None and filter is None:
            raise LoyaltyProblem(ProblemCode.REQUIRED, "Give one of ids and filter.", field="ids")
        if ids is not None and filter is not None:
            raise LoyaltyProblem(
                ProblemCode.INVALID, "Give ids or filter, not both.", field="filter"
            )
        if ids is None:
            count = retry_deliveries(delivery_condition(filter or {}), now=now)
            _go_on(count)
            return cls(retried_count=count, deliveries=[])
        keys = keys_of(ids, "LoyaltyDelivery", field="ids")
        if len(known_deliveries(keys)) < len(set(keys)):
            raise LoyaltyProblem(
                ProblemCode.NOT_FOUND, "No delivery has one of these IDs.", field="ids"
            )
        count = retry_deliveries(Q(pk__in=keys), now=now)
        _go_on(count)
        # That of a fact that couldn't be read is gone: the fact is read again.
        known = known_deliveries(keys)
        return cls(retried_count=count, deliveries=[known[key] for key in keys if key in known])


def _go_on(count: int) -> None:
    """What is tried again goes out at once; a fact that couldn't be read is relayed anew."""
    if count:
        tell_soon()
        send_soon()
