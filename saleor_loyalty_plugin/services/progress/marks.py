"""Accounts that are to be looked at: something has changed that tiers or badges look at."""

from collections.abc import Collection
from datetime import datetime

from saleor_loyalty_plugin.models import AccountProgress


def mark_due(*, account_ids: Collection[int], now: datetime, using: str) -> None:
    """Have these accounts looked at, at the latest by the next sweep. One statement; repeatable.

    Written in the transaction that changes what is looked at, so that no crash can lose it, and
    under the accounts' locks, so that no settle that is under way can clear it.
    """
    rows = [AccountProgress(account_id=account_id, due_at=now) for account_id in account_ids]
    AccountProgress.objects.using(using).bulk_create(
        rows, update_conflicts=True, unique_fields=["account"], update_fields=["due_at"]
    )
