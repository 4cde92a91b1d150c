"""Deliveries that staff have sent once more."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Q

from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.messages.retries import RETRYABLE, retry_given_up
from saleor_loyalty_plugin.models import Delivery

# In one call; what is left then is found by calling again.
RETRY_MAX = 10_000


def retry_deliveries(condition: Q, *, now: datetime) -> int:
    """Let deliveries go out anew that can be tried again, the oldest first; returns how many.

    Others that meet the condition stay as they are, so repeating it sends nothing twice. Each is
    tried as often as a new one.
    """
    rows = Delivery.objects.using(current_host().writer_alias())
    found = rows.filter(condition, RETRYABLE).order_by("pk")
    ids = list(found.values_list("pk", flat=True)[:RETRY_MAX])
    return retry_given_up(delivery_ids=ids, now=now)


def known_deliveries(keys: Collection[int]) -> dict[int, Delivery]:
    """Those of these deliveries that are there, by key."""
    return Delivery.objects.using(current_host().writer_alias()).in_bulk(keys)
