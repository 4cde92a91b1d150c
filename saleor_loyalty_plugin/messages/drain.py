"""Drain: everything that happened is told, and everything that is due is sent, here and now.

What Celery's workers do bit by bit. For commands, and for shops without a broker.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from saleor_loyalty_plugin.messages.deliver import Delivered, deliver
from saleor_loyalty_plugin.messages.relay import Relayed, relay

# What is relayed before it is sent; then comes the next.
FACTS_MAX = 5000


@dataclass(frozen=True, slots=True, kw_only=True)
class Drained:
    relayed: Relayed
    delivered: Delivered


def drain(
    *, clock: Callable[[], datetime], progress: Callable[[str, int], None] | None = None
) -> Drained:
    """Relay and deliver until nothing is left, or until other workers do the rest.

    `progress` gets what is counted, "facts" or "deliveries", and how many there were.
    """
    facts = deliveries = 0
    total = Delivered()
    while True:
        relayed = relay(now=clock(), limit=FACTS_MAX)
        facts += relayed.facts
        deliveries += relayed.deliveries
        if progress is not None and relayed.facts:
            progress("facts", facts)
        sent = deliver(clock=clock)
        total.sent += sent.sent
        total.skipped += sent.skipped
        total.failed += sent.failed
        total.retried += sent.retried
        if progress is not None and sent.total:
            progress("deliveries", total.total)
        if not relayed.has_more and not relayed.facts and not sent.total:
            return Drained(relayed=Relayed(facts=facts, deliveries=deliveries), delivered=total)
