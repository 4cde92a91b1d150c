"""What a way of sending has to offer to the deliverer: e-mails and webhooks are two.

A way prepares a batch of deliveries at once and then sends them one by one:

    with EmailBatch(deliveries, now=now) as batch:
        sent = batch.send(delivery)

`send` returns what was sent, or raises. `DeliveryRefused`: not now and not later. `WayDown`:
nothing by this way can be sent just now. `WayInDoubt`: this one is tried again, and where one after
the other is, nothing can be sent just now, either. Anything else: this one is tried again; where it
is no `NotTaken` or `OSError`, it is logged as a bug of ours.
"""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any, Protocol

from django.utils.module_loading import import_string

from saleor_loyalty_plugin.models import Delivery

EMAIL_BATCH = "saleor_loyalty_plugin.messages.email.send.EmailBatch"
WEBHOOK_BATCH = "saleor_loyalty_plugin.messages.webhooks.send.WebhookBatch"


class DeliveryRefused(Exception):
    """There is a reason not to send this delivery, now or later. `code` says which."""

    code: str


class NotTaken(Exception):
    """The other side has answered, and doesn't take this delivery now."""


class Batch(Protocol):
    """Deliveries that were prepared together.

    `ways_of` are the keys of the ways that a delivery takes, as in `WayDown`: an e-mail waits for
    its mail server, and for its sender's address where that is refused. None where there is none,
    and `send` says why. `send` returns an object with some of `recipient`, `subject`,
    `status_code` and `response`.
    """

    def ways_of(self, delivery: Delivery) -> Sequence[str]: ...

    def send(self, delivery: Delivery) -> Any: ...


class BatchClass(Protocol):
    """How a batch is made; a fixed number of queries."""

    def __call__(
        self, deliveries: Sequence[Delivery], *, now: datetime
    ) -> AbstractContextManager[Batch]: ...


def batch_class(*, is_email: bool) -> BatchClass:
    """The way for e-mails, or the one for webhooks."""
    found: BatchClass = import_string(EMAIL_BATCH if is_email else WEBHOOK_BATCH)
    return found
