"""Celery entry points. Each may run twice, at once, anywhere."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, timedelta
from typing import Any
from uuid import UUID

from celery import shared_task
from django.db import transaction
from django.utils import timezone

from saleor_loyalty_plugin.broker import Caller, enqueue
from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.ledger.sealing import seal_days
from saleor_loyalty_plugin.messages.deliver import BATCH as DELIVERIES_BATCH
from saleor_loyalty_plugin.messages.deliver import deliver, workers_max
from saleor_loyalty_plugin.messages.mirror import sweep_mirror
from saleor_loyalty_plugin.messages.purge import purge_messages
from saleor_loyalty_plugin.messages.relay import relay
from saleor_loyalty_plugin.messages.reminders import remind
from saleor_loyalty_plugin.messages.statements import send_due_statements
from saleor_loyalty_plugin.services.bonuses.gifts import give_gifts
from saleor_loyalty_plugin.services.members.referrals import settle_referral
from saleor_loyalty_plugin.services.members.settle_customer import settle_customer
from saleor_loyalty_plugin.services.orders.settle_order import settle_order
from saleor_loyalty_plugin.services.progress.follow import following_progress
from saleor_loyalty_plugin.services.progress.sweep import sweep_progress
from saleor_loyalty_plugin.services.rewards.queue import sweep_claims
from saleor_loyalty_plugin.services.sweep import (
    sweep_customers,
    sweep_discounts,
    sweep_holds,
    sweep_lots,
    sweep_orders,
)

RETRY_SECONDS = 60
SWEEP_SECONDS = 300
HOLDS_SECONDS = 60
DISCOUNTS_SECONDS = 3600
LOTS_SECONDS = 900
CLAIMS_SECONDS = 900
SEALS_SECONDS = 3600
GIFTS_SECONDS = 900
MESSAGES_SECONDS = 60
REMINDERS_SECONDS = 3600
STATEMENTS_SECONDS = 3600
PURGE_SECONDS = 86_400
# What one run of the sweep over customers takes on: 100 000 of them. The next run goes on.
CUSTOMER_BATCHES_MAX = 200
# What one run of the sweep over tiers and badges takes on, of each cause: some minutes' work.
PROGRESS_ACCOUNTS_MAX = 200_000
# What one run of the relay takes on, a second or two; the next one is queued at once.
RELAY_FACTS_MAX = 5000
# What one run makes of a month's statements, some minutes' work; the next run goes on.
STATEMENTS_MAX = 100_000
# What one run of the sweep over the mirror compares, some seconds' work: a million in less than two
# hours.
MIRROR_ACCOUNTS_MAX = 50_000
# How long one run sends; then it makes room for others in the queue, and goes on after them. Orders
# and webhooks of the shop wait no longer for it than that.
DELIVER_SECONDS = 15

# What the shop's beat scheduler has to run; see `apps.py`.
BEAT_SCHEDULE = {
    "loyalty-sweep-orders": {
        "task": "saleor_loyalty_plugin.tasks.sweep_orders_task",
        "schedule": SWEEP_SECONDS,
    },
    "loyalty-sweep-customers": {
        "task": "saleor_loyalty_plugin.tasks.sweep_customers_task",
        "schedule": SWEEP_SECONDS,
    },
    "loyalty-sweep-holds": {
        "task": "saleor_loyalty_plugin.tasks.sweep_holds_task",
        "schedule": HOLDS_SECONDS,
    },
    "loyalty-sweep-discounts": {
        "task": "saleor_loyalty_plugin.tasks.sweep_discounts_task",
        "schedule": DISCOUNTS_SECONDS,
    },
    "loyalty-seal-days": {
        "task": "saleor_loyalty_plugin.tasks.seal_days_task",
        "schedule": SEALS_SECONDS,
    },
    "loyalty-sweep-lots": {
        "task": "saleor_loyalty_plugin.tasks.sweep_lots_task",
        "schedule": LOTS_SECONDS,
    },
    "loyalty-sweep-claims": {
        "task": "saleor_loyalty_plugin.tasks.sweep_claims_task",
        "schedule": CLAIMS_SECONDS,
    },
    "loyalty-sweep-progress": {
        "task": "saleor_loyalty_plugin.tasks.sweep_progress_task",
        "schedule": SWEEP_SECONDS,
    },
    "loyalty-give-gifts": {
        "task": "saleor_loyalty_plugin.tasks.give_gifts_task",
        "schedule": GIFTS_SECONDS,
    },
    "loyalty-relay": {
        "task": "saleor_loyalty_plugin.tasks.relay_task",
        "schedule": MESSAGES_SECONDS,
    },
    "loyalty-sweep-mirror": {
        "task": "saleor_loyalty_plugin.tasks.sweep_mirror_task",
        "schedule": SWEEP_SECONDS,
    },
    "loyalty-deliver": {
        "task": "saleor_loyalty_plugin.tasks.deliver_task",
        "schedule": MESSAGES_SECONDS,
    },
    "loyalty-remind": {
        "task": "saleor_loyalty_plugin.tasks.remind_task",
        "schedule": REMINDERS_SECONDS,
    },
    "loyalty-statements": {
        "task": "saleor_loyalty_plugin.tasks.statements_task",
        "schedule": STATEMENTS_SECONDS,
    },
    "loyalty-purge-messages": {
        "task": "saleor_loyalty_plugin.tasks.purge_messages_task",
        "schedule": PURGE_SECONDS,
    },
}


@shared_task(ignore_result=True)
def relay_task() -> int:
    """Make deliveries of what happened, and have them sent; returns of how many facts."""
    with current_host().writer_access():
        relayed = relay(now=timezone.now(), limit=RELAY_FACTS_MAX)
    batches = -(-relayed.deliveries // DELIVERIES_BATCH)
    for _ in range(min(batches, workers_max())):
        enqueue(deliver_task)
    if relayed.has_more:
        enqueue(relay_task)
    return relayed.facts


@shared_task(ignore_result=True)
def deliver_task() -> int:
    """Send what is due; returns how much was sent."""
    until = timezone.now() + timedelta(seconds=DELIVER_SECONDS)
    with current_host().writer_access():
        delivered = deliver(clock=timezone.now, until=until)
    if delivered.has_more:
        enqueue(deliver_task)
    return delivered.sent


@shared_task
def remind_task() -> int:
    """Write to customers whose points expire soon; returns how many e-mails there will be."""
    with current_host().writer_access():
        count = remind(now=timezone.now())
    if count:
        enqueue(deliver_task)
    return count


@shared_task
def statements_task() -> int:
    """Write last month's statements to members; returns how many e-mails there will be."""
    with current_host().writer_access():
        count = send_due_statements(now=timezone.now(), limit=STATEMENTS_MAX)
    if count:
        enqueue(deliver_task)
    return count


@shared_task
def sweep_mirror_task() -> int:
    """Put right what customers say of their accounts; returns how many said otherwise."""
    with current_host().writer_access():
        return sweep_mirror(now=timezone.now(), limit=MIRROR_ACCOUNTS_MAX)


@shared_task
def purge_messages_task() -> int:
    """Clear away what was told and sent long ago, or to webhooks that were deleted."""
    with current_host().writer_access():
        return purge_messages(now=timezone.now())


_relay_caller = Caller(relay_task)
_deliver_caller = Caller(deliver_task)
_purge_caller = Caller(purge_messages_task)


def tell_soon() -> None:
    """Have what happened told: once the open transaction, if any, has committed. Never waits."""
    transaction.on_commit(_relay_caller.call, using=current_host().writer_alias())


def send_soon() -> None:
    """Have deliveries sent that were made by hand, as `tell_soon` does."""
    transaction.on_commit(_deliver_caller.call, using=current_host().writer_alias())


def purge_soon() -> None:
    """Have cleared away what a deleted webhook was sent, as `tell_soon` does."""
    transaction.on_commit(_purge_caller.call, using=current_host().writer_alias())


@contextmanager
def _writing() -> Iterator[None]:
    """A task that may write facts. They are told soon, also those from before an error."""
    with current_host().writer_access():
        try:
            yield
        finally:
            tell_soon()


@shared_task(bind=True, max_retries=5)
def settle_order_task(self: Any, order_id: str) -> None:
    """Settle one order, the referral that its customer followed, and whose tiers follow from them.

    Tried again on any error, and by the sweep after that.
    """
    try:
        with _writing(), following_progress(now=timezone.now()):
            outcome = settle_order(order_id=UUID(order_id), now=timezone.now())
            if outcome.referral_id is not None:
                settle_referral(referral_id=outcome.referral_id, now=timezone.now())
    except Exception as error:
        if self.request.is_eager:
            # Without a broker this runs in a shopper's request: the sweep tries it again, not we.
            raise
        countdown = RETRY_SECONDS * 2**self.request.retries
        raise self.retry(exc=error, countdown=countdown) from error


@shared_task
def settle_customer_task(customer_id: int) -> int:
    """Make the books right for a customer who has changed, as a guest who signs up."""
    now = timezone.now()
    with _writing(), following_progress(now=now):
        return settle_customer(customer_id=customer_id, now=now)


@shared_task
def sweep_orders_task() -> int:
    """Settle what changed since the last sweep."""
    with _writing():
        return sweep_orders(now=timezone.now())


@shared_task
def sweep_customers_task() -> int:
    """Settle the customers who changed since the last sweep."""
    with _writing():
        return sweep_customers(now=timezone.now(), batches_max=CUSTOMER_BATCHES_MAX)


@shared_task
def sweep_holds_task() -> int:
    """Give back the points of abandoned checkouts."""
    with _writing():
        return sweep_holds(now=timezone.now())


@shared_task
def sweep_discounts_task() -> int:
    """Take the codes of carts back that the shop has deleted."""
    with _writing():
        return sweep_discounts(now=timezone.now())


@shared_task
def sweep_lots_task() -> tuple[int, int]:
    """Let pending points be used whose time has come, and take away those that have run out."""
    with _writing():
        return sweep_lots(now=timezone.now())


@shared_task
def sweep_claims_task() -> int:
    """End the claims of rewards whose time is over."""
    with _writing():
        return sweep_claims(now=timezone.now())


@shared_task
def sweep_progress_task() -> int:
    """Look at the accounts that may have another tier or other badges."""
    with _writing():
        return sweep_progress(now=timezone.now(), accounts_max=PROGRESS_ACCOUNTS_MAX)


@shared_task
def give_gifts_task() -> int:
    """Give the gifts that are due: scheduled ones, for birthdays and for anniversaries."""
    with _writing():
        return give_gifts(now=timezone.now())


@shared_task
def seal_days_task() -> int:
    """Seal the days that are over."""
    now = timezone.now()
    yesterday = now.astimezone(UTC).date() - timedelta(days=1)
    host = current_host()
    with host.writer_access():
        return seal_days(until=yesterday, now=now, using=host.writer_alias())
