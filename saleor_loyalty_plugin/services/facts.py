"""Facts that services write themselves: what the world must hear about and the ledger doesn't."""

from datetime import datetime
from typing import Any

from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.models import OutboxMessage


def note_fact(account_id: int, kind: str, *, now: datetime, **payload: Any) -> None:
    """Write a fact in the transaction that is open, with what it is about. One statement."""
    OutboxMessage.objects.using(current_host().writer_alias()).create(
        account_id=account_id, kind=kind, payload=payload, created_at=now
    )
