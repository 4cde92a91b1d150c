"""Sweeps: what a crash, a lost hook or an abandoned checkout left undone.

Each is safe to stop anywhere and to run in several processes at once.
"""

import hashlib
import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q

from saleor_loyalty_plugin import ledger
from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.hosts.port import CustomerChange, OrderChange
from saleor_loyalty_plugin.models import (
    BlockedCustomer,
    BlockedOrder,
    CheckoutDiscount,
    Hold,
    HoldStatus,
    Program,
    Referral,
    SweepCursor,
)
from saleor_loyalty_plugin.services.checkout.reserve_points import release_discount, release_hold
from saleor_loyalty_plugin.services.history import is_old, telling_nobody
from saleor_loyalty_plugin.services.members.profiles import birthday_keys
from saleor_loyalty_plugin.services.members.referrals import settle_referral
from saleor_loyalty_plugin.services.members.settle_customer import (
    concerned_customers,
    settle_customer,
)
from saleor_loyalty_plugin.services.orders.blocked import settle_order_quietly
from saleor_loyalty_plugin.services.progress.in_force import joining_programs

logger = logging.getLogger(__name__)

Progress = Callable[[int], None]

ORDERS_CURSOR = "orders"
CUSTOMERS_CURSOR = "customers"
# A transaction may commit this long after the time that it stamped on its order or customer.
COMMIT_LAG = timedelta(minutes=5)
BATCH = 200
CUSTOMERS_BATCH = 500
LOTS_BATCH = 5000
DISCOUNTS_BATCH = 1000
# No shop deletes a cart that was changed just now.
DISCOUNT_REST = timedelta(days=1)


def sweep_orders(
    *, now: datetime, since: datetime | None = None, progress: Progress | None = None
) -> int:
    """Settle every order that changed since the last sweep (or `since`); returns how many moved.

    An order that can't be settled is passed over and tried again by each later sweep. Referrals
    that orders made due are settled after them.
    """
    after = _start(since)
    is_backfill = after is not None and is_old(after.changed_at, now=now)
    settled = _retry_blocked(now)
    seen = 0
    while True:
        changes = current_host().orders_changed(after=after, until=now, limit=BATCH)
        if not changes:
            with telling_nobody(is_backfill):
                return settled + sweep_referrals(now=now)
        for change in changes:
            settled += settle_order_quietly(order_id=change.order_id, now=now)
        after = changes[-1]
        seen += len(changes)
        if since is None:
            _advance(ORDERS_CURSOR, after, now)
        if progress is not None:
            progress(seen)


def sweep_referrals(*, now: datetime) -> int:
    """Settle the referrals whose friend's orders have changed; returns how many moved points.

    One that fails stays due, and keeps no other from being settled.
    """
    moved = 0
    last_id = 0
    rows = Referral.objects.using(current_host().writer_alias()).filter(is_due=True).order_by("pk")
    while due := list(rows.filter(pk__gt=last_id)[:BATCH]):
        for referral in due:
            try:
                moved += bool(settle_referral(referral_id=referral.pk, now=now))
            except Exception:
                logger.exception("Referral %s could not be settled.", referral.pk)
        last_id = due[-1].pk
    return moved


def sweep_customers(
    *,
    now: datetime,
    since: datetime | None = None,
    batches_max: int | None = None,
    progress: Progress | None = None,
) -> int:
    """Settle every customer who changed since the last sweep (or `since`); returns how much moved.

    The first sweep goes through all customers of the shop. It may be stopped anywhere, or after
    `batches_max`: the next one goes on. A batch costs a fixed number of queries, and more only for
    customers who are owed something. One who can't be settled is tried again by each later sweep.
    """
    place = CustomerChange(changed_at=since, customer_id=0) if since is not None else None
    cursor = _customers_cursor(now)
    after = place or _customers_place(cursor)
    moved = _retry_blocked_customers(now)
    seen = 0
    while batches_max is None or seen < batches_max * CUSTOMERS_BATCH:
        changes = current_host().customers_changed(after=after, until=now, limit=CUSTOMERS_BATCH)
        if not changes:
            return moved
        changed_at = {change.customer_id: change.changed_at for change in changes}
        for customer_id in concerned_customers(customer_ids=list(changed_at), now=now):
            with telling_nobody(is_old(changed_at[customer_id], now=now)):
                moved += settle_customer(customer_id=customer_id, now=now)
        after = changes[-1]
        seen += len(changes)
        if since is None:
            _advance(cursor, after, now)
        if progress is not None:
            progress(seen)
    return moved


def sweep_holds(*, now: datetime) -> int:
    """Give back the points of every hold whose time is up; returns how many.

    Where an order was placed with the code after all, the order is settled instead. One that fails
    is tried again by each later sweep, and keeps no other from being given back.
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
            try:
                order_id = host.order_id_by_code(hold.code)
                if order_id is not None:
                    settle_order_quietly(order_id=order_id, now=now)
                else:
                    released += release_hold(hold=hold, now=now)
            except Exception:
                logger.exception("Hold %s could not be released.", hold.pk)
        last_id = due[-1].pk


def sweep_discounts(*, now: datetime) -> int:
    """Make the codes useless of carts that are gone and became no order; returns how many.

    A shop deletes old carts and tells nobody. Where an order was placed with the code after all,
    the order is settled instead.
    """
    host = current_host()
    using = host.writer_alias()
    rows = (
        CheckoutDiscount.objects.using(using)
        .filter(order_id=None, updated_at__lte=now - DISCOUNT_REST)
        .order_by("updated_at", "pk")
    )
    place = Q()
    swept = 0
    while batch := list(rows.filter(place)[:DISCOUNTS_BATCH]):
        existing = host.existing_carts([row.checkout_id for row in batch])
        for row in batch:
            if row.checkout_id in existing:
                continue
            try:
                order_id = host.order_id_by_code(row.code)
                if order_id is not None:
                    settle_order_quietly(order_id=order_id, now=now)
                else:
                    swept += release_discount(discount_id=row.pk, now=now)
            except Exception:
                logger.exception("The code of cart %s could not be taken back.", row.checkout_id)
        last = batch[-1]
        place = Q(updated_at__gt=last.updated_at) | Q(updated_at=last.updated_at, pk__gt=last.pk)
    return swept


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


def _customers_cursor(now: datetime) -> str:
    """Where metadata hold birthdays, or a program has a tier from 0, a name of its own: a new key
    is looked for among all, and all get the new tier."""
    keys = sorted(set(birthday_keys()))
    programs = [f"joining {program_id}" for program_id in joining_programs(now=now)]
    if not keys and not programs:
        return CUSTOMERS_CURSOR
    digest = hashlib.sha256("\n".join([*keys, *programs]).encode()).hexdigest()
    return f"{CUSTOMERS_CURSOR}:{digest[:16]}"


def _customers_place(name: str) -> CustomerChange | None:
    using = current_host().writer_alias()
    cursor = SweepCursor.objects.using(using).filter(pk=name).first()
    if cursor is None:
        return None
    return CustomerChange(changed_at=cursor.changed_at, customer_id=cursor.customer_id or 0)


def _advance(cursor: str, place: OrderChange | CustomerChange, now: datetime) -> None:
    """Move a shared cursor forward, but never into the time where commits may still arrive."""
    is_order = isinstance(place, OrderChange)
    column = "order_id" if is_order else "customer_id"
    key: UUID | int = place.order_id if isinstance(place, OrderChange) else place.customer_id
    changed_at = place.changed_at
    horizon = now - COMMIT_LAG
    if changed_at > horizon:
        changed_at, key = horizon, UUID(int=0) if is_order else 0
    using = current_host().writer_alias()
    values = {"changed_at": changed_at, column: key, "updated_at": now}
    _, created = SweepCursor.objects.using(using).get_or_create(pk=cursor, defaults=values)
    if not created:
        SweepCursor.objects.using(using).filter(pk=cursor).filter(
            Q(changed_at__lt=changed_at) | Q(changed_at=changed_at, **{f"{column}__lt": key})
        ).update(**values)


def _retry_blocked(now: datetime) -> int:
    using = current_host().writer_alias()
    blocked = list(BlockedOrder.objects.using(using).values_list("order_id", flat=True)[:BATCH])
    return sum(settle_order_quietly(order_id=order_id, now=now) for order_id in blocked)


def _retry_blocked_customers(now: datetime) -> int:
    using = current_host().writer_alias()
    rows = BlockedCustomer.objects.using(using).values_list("customer_id", flat=True)
    return sum(settle_customer(customer_id=item, now=now) for item in rows[:BATCH])
