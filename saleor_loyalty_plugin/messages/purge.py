"""Clearing away what was told and sent long ago."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Case, Exists, Model, OuterRef, Q, When

from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.messages.webhooks.clearing import clear_deleted
from saleor_loyalty_plugin.models import (
    Account,
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
PEOPLE_BATCH = 1000
CURSOR = "purge"
EVERY = timedelta(days=1)
_SAYS_WHO = ~Q(recipient="", subject="", error="")


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

    In batches, each a transaction of its own; stop it anywhere. What is pending stays. Of customers
    whom the shop has deleted, e-mails are kept without address, subject and answers. Ways that
    nobody has tried for a while, as the mail settings of before, are forgotten, too.
    """
    using = current_host().writer_alias()
    days = int(getattr(settings, "LOYALTY_MESSAGES_KEEP_DAYS", KEEP_DAYS))
    before = now - timedelta(days=days)
    DeliveryPause.objects.using(using).filter(until__lt=now - PAUSE_KEPT).delete()
    pending = DeliveryStatus.PENDING.value
    sent = Q(finished_at__lt=before) & ~Q(status=pending)
    _forget_people(using)
    total = clear_deleted(now=now)
    for model, is_done in ((Delivery, sent), (OutboxMessage, Q(delivered_at__lt=before))):
        for count in _deleted(model, is_done, before, using):
            total += count
            if progress is not None:
                progress(total)
    return total


def _forget_people(using: str) -> None:
    """Blank what e-mails say of customers who are gone."""
    emails = Delivery.objects.using(using).filter(_SAYS_WHO, target=None)
    emails = emails.exclude(status=DeliveryStatus.PENDING.value)
    written_to = Account.objects.using(using).filter(
        Exists(emails.filter(account=OuterRef("pk"))),
    )
    last = 0
    while True:
        batch = written_to.filter(pk__gt=last).order_by("pk")
        customers = dict(batch.values_list("pk", "customer_id")[:PEOPLE_BATCH])
        if not customers:
            return
        there = current_host().customer_facts(customers.values())
        gone = [pk for pk, customer_id in customers.items() if customer_id not in there]
        if gone:
            with transaction.atomic(using=using):
                theirs = emails.filter(account__in=gone)
                tries = DeliveryAttempt.objects.using(using).filter(delivery__in=theirs)
                tries.update(error="", response="")
                theirs.update(recipient="", subject="", error="")
        last = max(customers)


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
