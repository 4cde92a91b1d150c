"""Trying again by hand: dead letters, and what was skipped only for want of a mail server."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import CharField, F, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat

from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.messages.email.errors import Refusal
from saleor_loyalty_plugin.messages.relay import UNREADABLE
from saleor_loyalty_plugin.models import Delivery, OutboxMessage
from saleor_loyalty_plugin.rules.messages import ATTEMPTS_MAX, DeliveryStatus

# The code of a dead letter whose fact was relayed once more.
RELAYED_AGAIN = "RELAYED_AGAIN"
# What was given up; and what has nothing against it but what staff can set right.
RETRYABLE = Q(status=DeliveryStatus.FAILED.value) | Q(
    status=DeliveryStatus.SKIPPED.value, error_code=Refusal.NO_MAIL_SERVER.value
)


def is_retryable(delivery: Delivery) -> bool:
    """As `RETRYABLE`: whether staff can have it sent again."""
    if delivery.status == DeliveryStatus.SKIPPED:
        return delivery.error_code == Refusal.NO_MAIL_SERVER
    return delivery.status == DeliveryStatus.FAILED


def retry_given_up(*, delivery_ids: Collection[int], now: datetime) -> int:
    """Have deliveries sent that are `RETRYABLE`, with all their tries anew; returns how many.

    Others are passed over, so that it may be repeated. A fact that could not be
    read is relayed again, and its dead letter is skipped; where the outbox has cleared it away the
    letter stays. The number of statements doesn't grow with the deliveries.
    """
    using = current_host().writer_alias()
    with transaction.atomic(using=using):
        rows = Delivery.objects.using(using)
        given_up = rows.filter(RETRYABLE, pk__in=delivery_ids)
        locked = given_up.order_by("pk").select_for_update(no_key=True)
        letters = list(locked.values_list("pk", "error_code", "fact_id"))
        unreadable = {
            fact_id: pk for pk, code, fact_id in letters if code == UNREADABLE and fact_id
        }
        relayed = _relay_again(unreadable, now, using) if unreadable else 0
        again = [pk for pk, code, _ in letters if code != UNREADABLE]
        return relayed + retry(rows.filter(pk__in=again), now=now)


def retry(rows: QuerySet[Delivery], *, now: datetime) -> int:
    """Have these deliveries sent, whatever became of them, with all tries anew; how many."""
    return rows.update(
        status=DeliveryStatus.PENDING.value,
        due_at=now,
        retried_at=now,
        attempts_max=F("attempts") + ATTEMPTS_MAX,
        error_code="",
        error="",
        finished_at=None,
    )


def _relay_again(letters: dict[int, int], now: datetime, using: str) -> int:
    """How many of these facts, by their dead letters, are still there."""
    facts = OutboxMessage.objects.using(using).filter(pk__in=letters)
    there = [letters[key] for key in facts.values_list("pk", flat=True)]
    facts.update(delivered_at=None)
    # Its key is for the fact's next dead letter, if there has to be one.
    Delivery.objects.using(using).filter(pk__in=there).update(
        key=Concat(F("key"), Value(":"), Cast(F("pk"), CharField())),
        status=DeliveryStatus.SKIPPED.value,
        error_code=RELAYED_AGAIN,
        finished_at=now,
    )
    return len(there)
