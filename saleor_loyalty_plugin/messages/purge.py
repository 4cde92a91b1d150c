"""Clearing away what was told and sent long ago."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.models import Delivery, DeliveryAttempt, DeliveryPause, OutboxMessage
from saleor_loyalty_plugin.rules.messages import DeliveryStatus

# How long deliveries and facts are kept unless `LOYALTY_MESSAGES_KEEP_DAYS` says otherwise.
KEEP_DAYS = 90
# A way that is in use is tried every few minutes.
PAUSE_KEPT = timedelta(days=1)
BATCH = 5000


def purge_messages(*, now: datetime, progress: Callable[[int], None] | None = None) -> int:
    """Delete deliveries that were finished long ago, whatever came of them, and facts that were
    relayed long ago; returns how many.

    In batches, each a transaction of its own; stop it anywhere. What is pending stays. Ways that
    nobody has tried for a while, as the mail settings of before, are forgotten, too.
    """
    using = current_host().writer_alias()
    days = int(getattr(settings, "LOYALTY_MESSAGES_KEEP_DAYS", KEEP_DAYS))
    before = now - timedelta(days=days)
    pending = DeliveryStatus.PENDING.value
    deliveries = Delivery.objects.using(using).filter(created_at__lt=before)
    facts = OutboxMessage.objects.using(using).filter(created_at__lt=before)
    DeliveryPause.objects.using(using).filter(until__lt=now - PAUSE_KEPT).delete()
    total = 0
    for rows in (
        deliveries.exclude(status=pending).filter(finished_at__lt=before),
        facts.filter(delivered_at__lt=before),
    ):
        while count := _delete_batch(rows, using):
            total += count
            if progress is not None:
                progress(total)
    return total


def _delete_batch(rows: QuerySet[Any], using: str) -> int:
    """Delete the oldest of these, without reading them; how many."""
    ids = list(rows.order_by("pk").values_list("pk", flat=True)[:BATCH])
    if not ids:
        return 0
    if rows.model is Delivery:
        tries = DeliveryAttempt.objects.using(using).filter(delivery_id__in=ids)
        tries._raw_delete(using)
    return int(rows.model._base_manager.using(using).filter(pk__in=ids)._raw_delete(using))
