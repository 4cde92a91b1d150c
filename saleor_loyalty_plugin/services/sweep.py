"""Sweeps: what a crash, a lost hook or an abandoned checkout left undone.

Each is safe to stop anywhere and to run in several processes at once.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import F, Q

from saleor_loyalty_plugin import ledger
from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.hosts.port import OrderChange
from saleor_loyalty_plugin.models import (
    BlockedOrder,
    Hold,
    HoldStatus,
    OrderSettlement,
    Program,
    SweepCursor,
)
from saleor_loyalty_plugin.services.reserve_points import release_hold
from saleor_loyalty_plugin.services.settle_order import SettleStatus, settle_order

logger = logging.getLogger(__name__)

Progress = Callable[[int], None]

ORDERS_CURSOR = "orders"
# A transaction may commit this long after the time that it stamped on its order.
COMMIT_LAG = timedelta(minutes=5)
BATCH = 200
LOTS_BATCH = 5000


def sweep_orders(
    *, now: datetime, since: datetime | None = None, progress: Progress | None = None
) -> int:
    """Settle every order that changed since the last sweep (or `since`); returns how many moved.

    An order that can't be settled is passed over and tried again by each later sweep.
    """
    after = _start(since)
    settled = _retry_blocked(now)
    seen = 0
    while True:
        changes = current_host().orders_changed(after=after, until=now, limit=BATCH)
        if not changes:
            return settled
        for change in changes:
            settled += _settle_quietly(change.order_id, now)
        after = changes[-1]
        seen += len(changes)
        if since is None:
            _advance(after, now)
        if progress is not None:
            progress(seen)


def settle_customer(*, customer_id: int, now: datetime) -> int:
    """Settle a customer's orders that were never settled; returns how many moved.

    When a guest signs up, the shop may hand over earlier orders without touching them.
    """
    using = current_host().writer_alias()
    first = Program.objects.using(using).order_by("created_at").first()
    if first is None:
        return 0
    order_ids = current_host().order_ids_of_customer(customer_id, since=first.created_at)
    settled = OrderSettlement.objects.using(using).filter(pk__in=order_ids)
    known = set(settled.values_list("pk", flat=True))
    return sum(_settle_quietly(item, now) for item in order_ids if item not in known)


def sweep_holds(*, now: datetime) -> int:
    """Give back the points of every hold whose time is up; returns how many.

    Where an order was placed with the code after all, the order is settled instead.
    """
    host = current_host()
    released = 0
    last_id = 0
    while True:
        due = list(
            Hold.objects.using(host.writer_alias())
            .filter(status=HoldStatus.OPEN, expires_at__lte=now, pk__gt=last_id)
            .order_by("pk")[:BATCH]
        )
        if not due:
            return released
        for hold in due:
            order_id = host.order_id_by_code(hold.code)
            if order_id is not None:
                _settle_quietly(order_id, now)
            else:
                released += release_hold(hold=hold, now=now)
        last_id = due[-1].pk


def sweep_lots(*, now: datetime, progress: Progress | None = None) -> tuple[int, int]:
    """Let pending points be used whose time has come, then take away those that have run out.

    Returns how many lots were activated and how many expired. Stop it anywhere: each batch is a
    transaction of its own, and the next run goes on.
    """
    activated = _in_batches(ledger.activate_lots, now, progress)
    return activated, _in_batches(ledger.expire_lots, now, progress)


def _in_batches(sweep: Callable[..., int], now: datetime, progress: Progress | None) -> int:
    using = current_host().writer_alias()
    total = 0
    while count := sweep(as_of=now, limit=LOTS_BATCH, using=using):
        total += count
        if progress is not None:
            progress(total)
    return total


def _start(since: datetime | None) -> OrderChange | None:
    if since is not None:
        return OrderChange(changed_at=since, order_id=UUID(int=0))
    using = current_host().writer_alias()
    cursor = SweepCursor.objects.using(using).filter(pk=ORDERS_CURSOR).first()
    if cursor is not None:
        return OrderChange(changed_at=cursor.changed_at, order_id=cursor.order_id or UUID(int=0))
    # Programs never credit what was ordered before they began.
    first = Program.objects.using(using).order_by("created_at").first()
    if first is None:
        return None
    return OrderChange(changed_at=first.created_at, order_id=UUID(int=0))


def _advance(place: OrderChange, now: datetime) -> None:
    """Move the shared cursor forward, but never into the time where commits may still arrive."""
    horizon = now - COMMIT_LAG
    if place.changed_at > horizon:
        place = OrderChange(changed_at=horizon, order_id=UUID(int=0))
    using = current_host().writer_alias()
    values = {"changed_at": place.changed_at, "order_id": place.order_id, "updated_at": now}
    _, created = SweepCursor.objects.using(using).get_or_create(pk=ORDERS_CURSOR, defaults=values)
    if not created:
        SweepCursor.objects.using(using).filter(pk=ORDERS_CURSOR).filter(
            Q(changed_at__lt=place.changed_at)
            | Q(changed_at=place.changed_at, order_id__lt=place.order_id)
        ).update(**values)


def _retry_blocked(now: datetime) -> int:
    using = current_host().writer_alias()
    blocked = list(BlockedOrder.objects.using(using).values_list("order_id", flat=True)[:BATCH])
    return sum(_settle_quietly(order_id, now) for order_id in blocked)


def _settle_quietly(order_id: UUID, now: datetime) -> int:
    """One order that fails must not keep the others from being settled."""
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
