"""What could not be settled is remembered, so that it keeps nothing else from being settled."""

import logging
from datetime import datetime
from uuid import UUID

from django.db.models import F

from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.models import BlockedCustomer, BlockedOrder
from saleor_loyalty_plugin.services.orders.settle_order import SettleStatus, settle_order

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
    mark = BlockedCustomer(customer_id=customer_id, error="", attempts=0, failed_at=now)
    # A mark that is there already gets the new time: who settles the customer just now keeps it.
    BlockedCustomer.objects.using(current_host().writer_alias()).bulk_create(
        [mark], update_conflicts=True, unique_fields=["customer_id"], update_fields=["failed_at"]
    )


def marked_at(*, customer_id: int) -> datetime | None:
    """When a customer was last marked or failed, None if they are not; for `unblock_customer`."""
    rows = BlockedCustomer.objects.using(current_host().writer_alias())
    return rows.filter(pk=customer_id).values_list("failed_at", flat=True).first()


def unblock_customer(*, customer_id: int, seen: datetime | None) -> None:
    """Forget the mark that was `seen` before settling; one that came meanwhile stays."""
    if seen is not None:
        rows = BlockedCustomer.objects.using(current_host().writer_alias())
        rows.filter(pk=customer_id, failed_at=seen).delete()
