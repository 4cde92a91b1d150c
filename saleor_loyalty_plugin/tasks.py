"""Celery entry points. Each may run twice, at once, anywhere."""

from datetime import UTC, timedelta
from typing import Any
from uuid import UUID

from celery import shared_task
from django.utils import timezone

from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.ledger.sealing import seal_days
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
# What one run of the sweep over customers takes on: 100 000 of them. The next run goes on.
CUSTOMER_BATCHES_MAX = 200
# What one run of the sweep over tiers and badges takes on, of each cause: some minutes' work.
PROGRESS_ACCOUNTS_MAX = 200_000

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
}


@shared_task(bind=True, max_retries=5)
def settle_order_task(self: Any, order_id: str) -> None:
    """Settle one order, the referral that its customer followed, and whose tiers follow from them.

    Tried again on any error, and by the sweep after that.
    """
    try:
        with current_host().writer_access(), following_progress(now=timezone.now()):
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
    with current_host().writer_access(), following_progress(now=now):
        return settle_customer(customer_id=customer_id, now=now)


@shared_task
def sweep_orders_task() -> int:
    """Settle what changed since the last sweep."""
    with current_host().writer_access():
        return sweep_orders(now=timezone.now())


@shared_task
def sweep_customers_task() -> int:
    """Settle the customers who changed since the last sweep."""
    with current_host().writer_access():
        return sweep_customers(now=timezone.now(), batches_max=CUSTOMER_BATCHES_MAX)


@shared_task
def sweep_holds_task() -> int:
    """Give back the points of abandoned checkouts."""
    with current_host().writer_access():
        return sweep_holds(now=timezone.now())


@shared_task
def sweep_discounts_task() -> int:
    """Take the codes of carts back that the shop has deleted."""
    with current_host().writer_access():
        return sweep_discounts(now=timezone.now())


@shared_task
def sweep_lots_task() -> tuple[int, int]:
    """Let pending points be used whose time has come, and take away those that have run out."""
    with current_host().writer_access():
        return sweep_lots(now=timezone.now())


@shared_task
def sweep_claims_task() -> int:
    """End the claims of rewards whose time is over."""
    with current_host().writer_access():
        return sweep_claims(now=timezone.now())


@shared_task
def sweep_progress_task() -> int:
    """Look at the accounts that may have another tier or other badges."""
    with current_host().writer_access():
        return sweep_progress(now=timezone.now(), accounts_max=PROGRESS_ACCOUNTS_MAX)


@shared_task
def give_gifts_task() -> int:
    """Give the gifts that are due: scheduled ones, for birthdays and for anniversaries."""
    with current_host().writer_access():
        return give_gifts(now=timezone.now())


@shared_task
def seal_days_task() -> int:
    """Seal the days that are over."""
    now = timezone.now()
    yesterday = now.astimezone(UTC).date() - timedelta(days=1)
    host = current_host()
    with host.writer_access():
        return seal_days(until=yesterday, now=now, using=host.writer_alias())
