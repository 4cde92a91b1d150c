"""How messages are doing, for whoever watches over them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, Q

from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.models import Delivery, DeliveryPause, OutboxMessage
from saleor_loyalty_plugin.rules.messages import DeliveryStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class MessagesStatus:
    """`oldest_fact_at`: since when the oldest fact waits that isn't relayed, None for none.

    `due` deliveries could be sent now, the oldest since `oldest_due_at`; `waiting` ones are being
    sent, or wait to be tried again, or for a way that rests, or behind such a one. `failed` are the
    dead letters. `pauses` are ways that don't work, each with what it says.
    """

    facts: int
    oldest_fact_at: datetime | None
    due: int
    oldest_due_at: datetime | None
    waiting: int
    failed: int
    pauses: dict[str, str]


def messages_status(*, now: datetime) -> MessagesStatus:
    """Four queries over what is pending; they take as long as there is much of it."""
    using = current_host().writer_alias()
    facts = OutboxMessage.objects.using(using).filter(delivered_at=None)
    told = facts.aggregate(count=Count("pk"), oldest=Min("created_at"))
    rows = Delivery.objects.using(using)
    pauses = list(DeliveryPause.objects.using(using).order_by("pk"))
    is_due = Q(due_at__lte=now) & ~_waits_for([row.key for row in pauses if row.until > now])
    pending = rows.filter(status=DeliveryStatus.PENDING.value).aggregate(
        due=Count("pk", filter=is_due),
        oldest=Min("due_at", filter=is_due),
        waiting=Count("pk", filter=~is_due),
    )
    failed = rows.filter(status=DeliveryStatus.FAILED.value).count()
    return MessagesStatus(
        facts=told["count"],
        oldest_fact_at=told["oldest"],
        due=pending["due"],
        oldest_due_at=pending["oldest"],
        waiting=pending["waiting"],
        failed=failed,
        pauses={row.key: row.error for row in pauses},
    )


def _waits_for(ways: Sequence[str]) -> Q:
    """What goes by one of these ways, as far as that is known."""
    targets = [way.removeprefix("webhook:") for way in ways if way.startswith("webhook:")]
    return Q(way__in=ways) | Q(target_id__in=targets)
