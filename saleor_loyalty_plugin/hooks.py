"""What a shop calls when something happened. Nothing here raises but `check_before_order`.

Hooks carry no facts: they say what to look at again.
"""

import logging
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from saleor_loyalty_plugin.broker import enqueue
from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.services.checkout.check_before_order import (
    check_before_order as _check_before_order,
)
from saleor_loyalty_plugin.services.checkout.draft_points import (
    release_deleted_draft,
    requote_draft,
)
from saleor_loyalty_plugin.services.checkout.reserve_points import requote_checkout
from saleor_loyalty_plugin.tasks import settle_customer_task, settle_order_task

logger = logging.getLogger(__name__)


def order_changed(order_id: UUID) -> None:
    """Settle an order soon: once the open transaction, if any, has committed.

    A broker that is down costs the shopper nothing but one connection timeout a minute: the sweep
    finds the order.
    """
    try:
        transaction.on_commit(
            lambda: enqueue(settle_order_task, str(order_id)), using=current_host().writer_alias()
        )
    except Exception:
        logger.exception("Order %s could not be queued; the sweep will settle it.", order_id)


def customer_changed(customer_id: int) -> None:
    """Settle a customer soon: once the open transaction, if any, has committed.

    Customers who sign up, confirm their address or change it may take over orders of guests.
    """
    try:
        transaction.on_commit(
            lambda: enqueue(settle_customer_task, customer_id),
            using=current_host().writer_alias(),
        )
    except Exception:
        logger.exception("Customer %s could not be queued; the sweep settles them.", customer_id)


def checkout_changed(checkout_id: UUID, *, checkout: Any = None) -> None:
    """Make the applied points fit a checkout that has changed."""
    try:
        requote_checkout(checkout_id=checkout_id, now=timezone.now(), checkout=checkout)
    except Exception:
        logger.exception("The points on checkout %s could not be requoted.", checkout_id)


def draft_changed(order_id: UUID, *, order: Any = None) -> None:
    """Make the applied points fit a draft order that has changed."""
    try:
        requote_draft(order_id=order_id, now=timezone.now(), order=order)
    except Exception:
        logger.exception("The points on draft order %s could not be requoted.", order_id)


def draft_deleted(order_id: UUID) -> None:
    """Give back what a draft order carried; where this fails, the sweep does it in time."""
    try:
        release_deleted_draft(order_id=order_id, now=timezone.now())
    except Exception:
        logger.exception("The points of draft order %s could not be given back.", order_id)


def check_before_order(
    *,
    checkout_id: UUID,
    voucher_code: str | None,
    card_codes: Sequence[str] = (),
    customer_id: int | None,
    checkout: Any = None,
) -> None:
    """Refuse an order whose points or rewards are not covered; raises `LoyaltyProblem`.

    `card_codes` are those of all gift cards on the checkout.
    """
    _check_before_order(
        checkout_id=checkout_id,
        voucher_code=voucher_code,
        card_codes=card_codes,
        customer_id=customer_id,
        now=timezone.now(),
        checkout=checkout,
    )
