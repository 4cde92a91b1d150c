"""Clearing away what deleted targets were sent: there may be millions of rows."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef

from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.models import Delivery, DeliveryAttempt, WebhookTarget

BATCH = 5000
# A relay that has read the target may write for it a little longer.
TARGET_KEPT = timedelta(hours=1)


def clear_deleted(*, now: datetime, batches_max: int | None = None) -> int:
    """Delete what was, and is to be, sent to targets that were deleted; returns how many rows.

    In batches, each a transaction of its own; stop it anywhere. The targets themselves go an hour
    after they were deleted, at the earliest.
    """
    using = current_host().writer_alias()
    targets = WebhookTarget._base_manager.using(using).filter(deleted_at__isnull=False)
    target_ids = list(targets.values_list("pk", flat=True))
    total = batches = 0
    while target_ids and (batches_max is None or batches < batches_max):
        count = _clear_batch(target_ids, using)
        total += count
        batches += 1
        if count < BATCH:
            break
    old = targets.filter(pk__in=target_ids, deleted_at__lte=now - TARGET_KEPT)
    if target_ids:
        old.exclude(Exists(Delivery.objects.filter(target=OuterRef("pk")))).delete()
    return total


def _clear_batch(target_ids: list[int], using: str) -> int:
    with transaction.atomic(using=using):
        deliveries = Delivery.objects.using(using).filter(target__in=target_ids).order_by()
        # Locked, so that no attempt is noted between the two statements.
        locked = deliveries.select_for_update(skip_locked=True)
        ids = list(locked.values_list("pk", flat=True)[:BATCH])
        if not ids:
            return 0
        tries = DeliveryAttempt.objects.using(using).filter(delivery__in=ids)
        tries._raw_delete(using)
        return int(Delivery.objects.using(using).filter(pk__in=ids)._raw_delete(using))
