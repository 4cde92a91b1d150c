"""Undoing expiries before points are taken back, so that nothing is taken twice."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from saleor_loyalty_plugin import ledger
from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.ledger.types import Posting, PostingStatus
from saleor_loyalty_plugin.models import Account, Entry, EntryKind, Lot


class ExpiryNotUndone(Exception):
    """The ledger refused to give points back that had run out."""


def undo_expiries(
    *,
    account_id: int,
    credits: Mapping[str, Any],
    points: int,
    key_prefix: str,
    source_label: str,
    now: datetime,
) -> list[int]:
    """Undo expiries of some lots before `points` of them are taken back; the entries' ids.

    What ran out unused must not be taken a second time. What is more than needed runs out again
    with the next sweep. `credits` are conditions on the entries whose points are meant. Locks the
    account, within the caller's transaction.
    Raises `ExpiryNotUndone`.
    """
    using = current_host().writer_alias()
    # No sweep may take the points between this look at them and the clawback that follows.
    Account.objects.using(using).select_for_update(no_key=True).get(pk=account_id)
    missing, expiries = _missing(account_id, credits, points, using)
    entry_ids = []
    for expiry in expiries:
        if missing <= 0:
            break
        posting = Posting(
            account_id=account_id,
            points=-expiry.points,
            kind=EntryKind.REVERSAL,
            reason="EXPIRY_UNDONE",
            key=f"{key_prefix}unexpire:{expiry.pk}",
            source_label=source_label,
            reverses_id=expiry.pk,
            restores_entry_id=expiry.pk,
        )
        result = ledger.post_entry(posting, now=now)
        is_written = result.status in (PostingStatus.POSTED, PostingStatus.REPLAY)
        if not is_written or result.entry_id is None:
            raise ExpiryNotUndone(f"{posting.key}: {result.status}")
        entry_ids.append(result.entry_id)
        missing += expiry.points
    return entry_ids


def points_run_out(*, account_id: int, credits: Mapping[str, Any], points: int, using: str) -> int:
    """How many of `points` have run out, so that taking them back costs the balance nothing."""
    missing, expiries = _missing(account_id, credits, points, using)
    return min(missing, sum(-expiry.points for expiry in expiries))


def _missing(
    account_id: int, credits: Mapping[str, Any], points: int, using: str
) -> tuple[int, list[Entry]]:
    """What the lots of these credits lack of `points`, and what ran out of them, newest first."""
    own = {f"entry__{name}": value for name, value in credits.items()}
    lots = Lot.objects.using(using).filter(account_id=account_id, is_open=True, **own)
    missing = points - sum(lot.remaining for lot in lots)
    if missing <= 0:
        return 0, []
    expiries = Entry.objects.using(using).filter(
        account_id=account_id,
        kind=EntryKind.EXPIRE,
        reversed_by=None,
        **{f"lot_uses__lot__{name}": value for name, value in own.items()},
    )
    return missing, list(expiries.order_by("-pk"))
