"""Reads that don't grow with an account's history."""

from datetime import datetime

from django.db.models import Sum

from saleor_loyalty_plugin.models import Lot


def next_expiry(
    account_id: int, *, after: datetime, using: str = "default"
) -> tuple[datetime, int] | None:
    """When points of the account expire next, and how many then; None when none ever do."""
    open_lots = Lot.objects.using(using).filter(account_id=account_id, is_open=True)
    due = (
        open_lots.filter(expires_at__gt=after)
        .values("expires_at")
        .annotate(points=Sum("remaining"))
        .order_by("expires_at")
        .first()
    )
    if due is None or due["expires_at"] is None:
        return None
    return due["expires_at"], due["points"]
