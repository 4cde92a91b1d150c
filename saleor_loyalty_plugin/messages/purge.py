"""Clearing away what was told and sent long ago."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Case, Model, Q, When

from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.messages.webhooks.clearing import clear_deleted
from saleor_loyalty_plugin.models import (
    Delivery,
    DeliveryAttempt,
    DeliveryPause,
    OutboxMessage,
    SweepCursor,
)
from saleor_loyalty_plugin.rules.messages import DeliveryStatus

# How long deliveries and facts are kept unless `LOYALTY_MESSAGES_KEEP_DAYS` says otherwise.
KEEP_DAYS = 90
# A way that is in use is tried every few minutes.
PAUSE_KEPT = timedelta(days=1)
BATCH = 5000
CURSOR = "purge"
EVERY = timedelta(days=1)


def purge_once_a_day(*, now: datetime) -> int:
    """As `purge_messages`, unless that was done in the last day by this; for what runs often.

    What deleted webhooks were sent goes each time.
    """
    rows = SweepCursor.objects.using(current_host().writer_alias())
    row, created = rows.get_or_create(pk=CURSOR, defaults={"changed_at": now, "updated_at": now})
    if not created:
        due = rows.filter(pk=row.pk, changed_at__lte=now - EVERY)
        if not due.update(changed_at=now, updated_at=now):
            return clear_deleted(now=now)
    return purge_messages(now=now)


def purge_messages(*, now: datetime, progress: Callable[[int], None] | None = None) -> int:
    """Delete deliveries that were finished long ago, whatever came of them, and facts that were
    relayed long ago, and what deleted webhooks were sent; returns how many.

    In batches, each a transaction of its own; stop it anywhere. What is pending stays. Ways that
    nobody has tried for a while, as the mail settings of before, are forgotten, too.
    """
    using = current_host().writer_alias()
    days = int(getattr(settings, "LOYALTY_MESSAGES_KEEP_DAYS", KEEP_DAYS))
    before = now - timedelta(days=days)
    DeliveryPause.objects.using(using).filter(until__lt=now - PAUSE_KEPT).delete()
    pending = DeliveryStatus.PENDING.value
    sent = Q(finished_at__lt=before) & ~Q(status=pending)
    total = clear_deleted(now=now)
    for model, is_done in ((Delivery, sent), (OutboxMessage, Q(delivered_at__lt=before))):
        for count in _deleted(model, is_done, before, using):
            total += count
            if progress is not None:
                progress(total)
    return total


def _deleted(model: type[Model], is_done: Q, before: datetime, using: str) -> Iterator[int]:
    """Delete the rows of before that are done; how many of each batch of keys.

    Keys follow time, so that the first row which is too young ends it: what comes after that, and
    what stays, is read no second time. One that lies out of order is left to a later purge.
    """
    rows = model._base_manager.using(using)
    last = 0
    while True:
        batch = list(
            rows.filter(pk__gt=last)
            .annotate(is_done=Case(When(is_done, then=True), default=False))
            .order_by("pk")
            .values_list("pk", "created_at", "is_done")[:BATCH]
        )
        old = [(pk, done) for pk, created_at, done in batch if created_at < before]
        ids = [pk for pk, done in old if done]
        if ids:
            yield _delete(model, ids, is_done, using)
        if len(old) < BATCH:
            return
        last = batch[-1][0]


def _delete(model: type[Model], ids: Sequence[int], is_done: Q, using: str) -> int:
    """Delete those of these that are still done: staff may have one sent again; how many."""
    rows = model._base_manager.using(using)
    with transaction.atomic(using=using):
        locked = rows.filter(is_done, pk__in=ids).order_by().select_for_update(skip_locked=True)
        done = list(locked.values_list("pk", flat=True))
        if model is Delivery:
            tries = DeliveryAttempt.objects.using(using).filter(delivery_id__in=done)
            tries._raw_delete(using)
        return int(rows.filter(pk__in=done)._raw_delete(using))
