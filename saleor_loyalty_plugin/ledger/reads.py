"""Reads that don't grow with an account's history."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Sum

from saleor_loyalty_plugin.models import Lot


def points_run_out(
    account_ids: Collection[int], *, as_of: datetime, using: str = "default"
) -> dict[int, int]:
    """Active points, by account, that ran out until `as_of` and no sweep has taken away yet."""
    if not account_ids:
        return {}
    due = Lot.objects.using(using).filter(
        account_id__in=account_ids, is_open=True, is_active=True, expires_at__lte=as_of
    )
    sums = due.order_by().values_list("account_id").annotate(Sum("remaining"))
    return dict(sums)


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
