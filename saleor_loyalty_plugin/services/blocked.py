"""What could not be settled is remembered, so that it keeps nothing else from being settled."""

import logging
from datetime import datetime
from uuid import UUID

from django.db.models import F

from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.models import BlockedCustomer, BlockedOrder
from saleor_loyalty_plugin.services.settle_order import SettleStatus, settle_order

logger = logging.getLogger(__name__)


def settle_order_quietly(*, order_id: UUID, now: datetime) -> int:
    """Settle an order; 1 if something was posted. A failure is remembered for the next sweep."""
    using = current_host().writer_alias()
    try:
        outcome = settle_order(order_id=order_id, now=now)
    except Exception as error:
        logger.exception("Order %s could not be settled.", order_id)
        values = {"error": repr(error), "failed_at": now}
        row, created = BlockedOrder.objects.using(using).get_or_create(pk=order_id, defaults=values)
        if not created:
            BlockedOrder.objects.using(using).filter(pk=row.pk).update(
                attempts=F("attempts") + 1, **values
            )
        return 0
    BlockedOrder.objects.using(using).filter(pk=order_id).delete()
    return outcome.status is SettleStatus.SETTLED


def block_customer(*, customer_id: int, errors: list[Exception], now: datetime) -> None:
    """Remember that a customer could not be settled, and why."""
    using = current_host().writer_alias()
    values = {"error": "; ".join(repr(error) for error in errors), "failed_at": now}
    _, created = BlockedCustomer.objects.using(using).get_or_create(pk=customer_id, defaults=values)
    if not created:
        BlockedCustomer.objects.using(using).filter(pk=customer_id).update(
            attempts=F("attempts") + 1, **values
        )


def mark_customer_due(*, customer_id: int, now: datetime) -> None:
    """Remember that a customer is to be settled, in the transaction that makes it so.

    For what the shop's own stream of changes does not show, such as joining a program: should the
    call that follows be lost, the sweep finds the mark.
    """
    values = {"error": "", "attempts": 0, "failed_at": now}
    BlockedCustomer.objects.using(current_host().writer_alias()).get_or_create(
        pk=customer_id, defaults=values
    )


def unblock_customer(*, customer_id: int) -> None:
    using = current_host().writer_alias()
    BlockedCustomer.objects.using(using).filter(pk=customer_id).delete()
