"""Which targets hear of which facts."""

from collections.abc import Collection, Sequence
from datetime import datetime

from saleor_loyalty_plugin.messages.webhooks.payloads import known_of, payload_of
from saleor_loyalty_plugin.models import Delivery, OutboxMessage, WebhookTarget
from saleor_loyalty_plugin.rules.webhook_events import EVENT_KINDS

# What the column holds.
RECIPIENT_MAX = 254


def webhook_deliveries(
    facts: Sequence[OutboxMessage],
    *,
    now: datetime,
    using: str,
    targets: Collection[WebhookTarget] | None = None,
) -> list[Delivery]:
    """Rows, not saved yet, for each fact and each target that wants it, in the facts' order.

    `targets` None: all that are on. One query without targets, four at most with them; those of
    another program than the fact's, and those that didn't choose its kind, hear nothing of it.
    """
    if targets is None:
        targets = list(WebhookTarget.objects.using(using).filter(is_active=True).order_by("pk"))
    wanted = [
        fact
        for fact in facts
        if fact.kind in EVENT_KINDS and any(_chose(target, fact.kind) for target in targets)
    ]
    if not wanted:
        return []
    known = known_of(wanted, using=using)
    found = []
    for fact in wanted:
        account = known.accounts.get(fact.account_id)
        if account is None:
            continue
        hearing = [
            target
            for target in targets
            if _chose(target, fact.kind) and target.program_id in (None, account.program_id)
        ]
        payload = payload_of(fact, known) if hearing else {}
        found += [
            Delivery(
                key=f"fact:{fact.pk}:webhook:{target.pk}",
                account_id=fact.account_id,
                fact_id=fact.pk,
                target_id=target.pk,
                kind=fact.kind,
                payload=payload,
                recipient=target.name[:RECIPIENT_MAX],
                due_at=now,
                created_at=now,
            )
            for target in hearing
        ]
    return found


def _chose(target: WebhookTarget, kind: str) -> bool:
    return not target.events or kind in target.events
