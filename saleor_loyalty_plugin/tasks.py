"""Celery entry points. Each may run twice, at once, anywhere."""

from uuid import UUID

from celery import shared_task
from django.utils import timezone

from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.services.settle_order import settle_order
from saleor_loyalty_plugin.services.sweep import sweep_holds, sweep_lots, sweep_orders

RETRY_SECONDS = 60
SWEEP_SECONDS = 300
HOLDS_SECONDS = 60
LOTS_SECONDS = 900

# What the shop's beat scheduler has to run; see `apps.py`.
BEAT_SCHEDULE = {
    "loyalty-sweep-orders": {
        "task": "saleor_loyalty_plugin.tasks.sweep_orders_task",
        "schedule": SWEEP_SECONDS,
    },
    "loyalty-sweep-holds": {
        "task": "saleor_loyalty_plugin.tasks.sweep_holds_task",
        "schedule": HOLDS_SECONDS,
    },
    "loyalty-sweep-lots": {
        "task": "saleor_loyalty_plugin.tasks.sweep_lots_task",
        "schedule": LOTS_SECONDS,
    },
}


@shared_task(
    autoretry_for=(Exception,), retry_backoff=RETRY_SECONDS, retry_jitter=True, max_retries=5
)
def settle_order_task(order_id: str) -> None:
    """Settle one order; tried again on any error, and by the sweep after that."""
    with current_host().writer_access():
        settle_order(order_id=UUID(order_id), now=timezone.now())


@shared_task
def sweep_orders_task() -> int:
    """Settle what changed since the last sweep."""
    with current_host().writer_access():
        return sweep_orders(now=timezone.now())


@shared_task
def sweep_holds_task() -> int:
    """Give back the points of abandoned checkouts."""
    with current_host().writer_access():
        return sweep_holds(now=timezone.now())


@shared_task
def sweep_lots_task() -> tuple[int, int]:
    """Let pending points be used whose time has come, and take away those that have run out."""
    with current_host().writer_access():
        return sweep_lots(now=timezone.now())
