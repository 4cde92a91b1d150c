"""What staff should look at: newcomers to the top tier, and what doesn't go on without them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Min, Q

from saleor_loyalty_plugin.models import (
    AccountProgress,
    BlockedOrder,
    Delivery,
    DeliveryPause,
    MessageTemplate,
    RewardClaim,
)
from saleor_loyalty_plugin.rules.messages import DeliveryStatus
from saleor_loyalty_plugin.rules.rewards import BY_STAFF, ClaimStatus

NEWEST_MAX = 5
BLOCKED_ORDERS_MAX = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingClaims:
    """Claims of a program that staff have to fulfil or refuse, and since when the oldest waits."""

    count: int
    oldest_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockedOrders:
    """Orders of the whole shop whose last settle failed; `newest` are some of them."""

    count: int
    newest: Sequence[BlockedOrder]


@dataclass(frozen=True, slots=True, kw_only=True)
class FailedDeliveries:
    """Deliveries of a program that were given up, and when the newest of them was."""

    emails_count: int
    requests_count: int
    newest_at: datetime | None


def newest_of_tier(*, program_id: int, tier_id: int, using: str) -> Sequence[AccountProgress]:
    """Who came to a tier last, the newest first, with their accounts. One query.

    Nobody came to the tier that everybody begins in: who never had another one is absent.
    """
    rows = AccountProgress.objects.using(using).filter(
        tier_id=tier_id, tier_since__isnull=False, account__program_id=program_id
    )
    return list(rows.select_related("account").order_by("-tier_since", "-pk")[:NEWEST_MAX])


def waiting_claims(*, program_id: int, now: datetime, using: str) -> WaitingClaims:
    """One query. A claim whose time is over is not waited for, though no sweep has come yet."""
    found = (
        RewardClaim.objects.using(using)
        .filter(
            Q(expires_at=None) | Q(expires_at__gt=now),
            status=ClaimStatus.CLAIMED,
            reward__kind__in=BY_STAFF,
            account__program_id=program_id,
        )
        .aggregate(number=Count("pk"), oldest=Min("created_at"))
    )
    return WaitingClaims(count=found["number"], oldest_at=found["oldest"])


def blocked_orders(*, using: str) -> BlockedOrders:
    """Two queries, one where there are none. Of no program: an order is blocked before it is known
    which one it belongs to."""
    rows = BlockedOrder.objects.using(using)
    count = rows.count()
    newest = rows.order_by("-failed_at", "pk")[:BLOCKED_ORDERS_MAX] if count else ()
    return BlockedOrders(count=count, newest=list(newest))


def failed_deliveries(*, program_id: int, using: str) -> FailedDeliveries:
    """One query."""
    found = (
        Delivery.objects.using(using)
        .filter(status=DeliveryStatus.FAILED, account__program_id=program_id)
        .aggregate(
            emails=Count("pk", filter=Q(target=None)),
            requests=Count("pk", filter=Q(target__isnull=False)),
            newest=Max("finished_at"),
        )
    )
    return FailedDeliveries(
        emails_count=found["emails"], requests_count=found["requests"], newest_at=found["newest"]
    )


def email_pauses(*, program_id: int, using: str) -> Sequence[DeliveryPause]:
    """Mail settings that take nothing, and hold up e-mails of the program; longest first.

    Two queries, one where all of them work.
    """
    rows = DeliveryPause.objects.using(using).filter(key__startswith="email:", failures__gt=0)
    pauses = {pause.key: pause for pause in rows.order_by("since")}
    if not pauses:
        return []
    waiting = Delivery.objects.using(using).filter(
        status=DeliveryStatus.PENDING, way__in=list(pauses), account__program_id=program_id
    )
    ways = set(waiting.order_by().values_list("way", flat=True).distinct())
    return [pause for key, pause in pauses.items() if key in ways]


def broken_templates(*, program_id: int, using: str) -> Sequence[MessageTemplate]:
    """Versions in force that could not be rendered for somebody. One query."""
    in_force = (
        MessageTemplate.objects.using(using)
        .filter(program_id=program_id)
        .order_by("kind", "language_code", "-number")
        .distinct("kind", "language_code")
        .defer("subject", "body", "text")
    )
    return [version for version in in_force if version.failed_at is not None]
