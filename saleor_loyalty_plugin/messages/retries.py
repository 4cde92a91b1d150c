"""Dead letters: trying again by hand what was given up."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import F

from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.messages.relay import UNREADABLE
from saleor_loyalty_plugin.models import Delivery, OutboxMessage
from saleor_loyalty_plugin.rules.messages import ATTEMPTS_MAX, DeliveryStatus


def retry_deliveries(*, delivery_ids: Collection[int], now: datetime) -> int:
    """Have deliveries sent that were given up, with all their tries anew; returns how many.

    Those that aren't given up are passed over, so that it may be repeated. A fact that could not be
    read is relayed again, and its dead letter goes; where the outbox has cleared it away it stays.
    The number of statements doesn't grow with the deliveries.
    """
    using = current_host().writer_alias()
    with transaction.atomic(using=using):
        given_up = Delivery.objects.using(using).filter(
            pk__in=delivery_ids, status=DeliveryStatus.FAILED.value
        )
        locked = given_up.order_by("pk").select_for_update(no_key=True)
        letters = list(locked.values_list("pk", "error_code", "fact_id"))
        unreadable = {
            fact_id: pk for pk, code, fact_id in letters if code == UNREADABLE and fact_id
        }
        again = [pk for pk, code, _ in letters if code != UNREADABLE]
        relayed = _relay_again(unreadable, using) if unreadable else 0
        return relayed + Delivery.objects.using(using).filter(pk__in=again).update(
            status=DeliveryStatus.PENDING.value,
            due_at=now,
            attempts_max=F("attempts") + ATTEMPTS_MAX,
            finished_at=None,
        )


def _relay_again(letters: dict[int, int], using: str) -> int:
    """How many of these facts, by their dead letters, are still there."""
    rows = OutboxMessage.objects.using(using).filter(pk__in=letters)
    there = list(rows.values_list("pk", flat=True))
    rows.update(delivered_at=None)
    Delivery.objects.using(using).filter(pk__in=[letters[key] for key in there]).delete()
    return len(there)
