"""How the shop tells others what happened: after commit, in the caller's process, as Saleor does.

Listeners stand in `settings.SHOP_LISTENERS` as dotted paths. A listener is any object; it
hears what it has a method for. Asynchronous hooks:

    order_created, order_confirmed, order_paid, order_fully_paid, order_fulfilled, order_updated,
    order_cancelled, order_refunded, order_fully_refunded, order_expired           (order)
    draft_order_created, draft_order_updated, draft_order_deleted                  (order)
    checkout_created, checkout_updated                                             (checkout)
    customer_created, account_confirmed, customer_updated,
    customer_metadata_updated                                                      (user)

`checkout_updated` and `draft_order_updated` receive the very object that the response is resolved
from. What a hook
raises reaches the caller. Synchronous hooks run inside the shop's transaction:

    preprocess_order_creation(checkout)     may raise ValidationError to refuse the order
"""

from collections.abc import Iterator
from functools import partial
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string


def listeners() -> Iterator[Any]:
    for path in settings.SHOP_LISTENERS:
        yield import_string(path)


def call_hooks(*names: str, of: Any) -> None:
    """Call the named hooks with `of` after commit, or at once outside of a transaction."""
    for name in names:
        for listener in listeners():
            method = getattr(listener, name, None)
            if method is not None:
                # Runs at once when no transaction is open.
                transaction.on_commit(partial(method, of))


def preprocess_order_creation(checkout: Any) -> None:
    """Let each listener refuse the order. Raises ValidationError."""
    for listener in listeners():
        method = getattr(listener, "preprocess_order_creation", None)
        if method is not None:
            method(checkout)
