"""Having Saleor compute what a checkout costs, with taxes."""

from inspect import signature
from typing import Any
from uuid import UUID

from django.utils import timezone
from saleor.checkout.calculations import checkout_subtotal
from saleor.checkout.fetch import fetch_checkout_info, fetch_checkout_lines
from saleor.plugins.manager import get_plugins_manager

from saleor_loyalty_plugin.hosts.saleor.checkouts import open_checkout
from saleor_loyalty_plugin.hosts.saleor.databases import allow_writer

# Saleor 3.22 asks for an address, and makes nothing of it.
_MORE = {"address": None} if "address" in signature(checkout_subtotal).parameters else {}


@allow_writer()
def refresh_prices(checkout_id: UUID, *, checkout: Any) -> None:
    """See the port. Saleor locks the row itself, and only to store what it has computed."""
    row = open_checkout(checkout_id)
    if row is None or row.price_expiration > timezone.now():
        return
    # Saleor stores nothing from an object that another request has changed since.
    if checkout is not None and checkout.last_change == row.last_change:
        row = checkout
    manager = get_plugins_manager(allow_replica=False)
    lines, _unavailable = fetch_checkout_lines(row)
    info = fetch_checkout_info(row, lines, manager)
    # The subtotal stands for all prices: in every version, it is computed with them.
    checkout_subtotal(manager=manager, checkout_info=info, lines=lines, **_MORE)
