"""Holds: points reserved for a checkout, then captured by its order or voided."""

import dataclasses
from datetime import datetime
from uuid import UUID

from saleor_loyalty_plugin.ledger.database import call_row, call_scalar
from saleor_loyalty_plugin.ledger.postings import post_capture
from saleor_loyalty_plugin.ledger.types import HoldRequest, HoldResult, Posting, PostingResult

_PLACE_SQL = f"SELECT * FROM loyalty_place_hold({', '.join(['%s'] * 11)})"


def place_hold(request: HoldRequest, *, now: datetime, using: str = "default") -> HoldResult:
    """Reserve points for a checkout, in place of the open hold that it has, of any account.

    The checkout's own hold counts as free. Points that have run out are taken away first. When
    those that are left don't suffice, nothing else changes.

    Raises ValueError for points below 1, and IntegrityError when the code was used before.
    """
    if request.points < 1:
        raise ValueError(f"A hold has 1 point or more, not {request.points}.")
    params = (
        request.account_id,
        request.checkout_id,
        request.points,
        request.discount_amount,
        request.currency,
        request.code,
        request.method.value,
        request.uses_maximum,
        request.program_version_id,
        request.expires_at,
        now,
    )
    is_placed, hold_id, replaced_code, available = call_row(_PLACE_SQL, params, using=using)
    return HoldResult(
        is_placed=is_placed,
        hold_id=hold_id,
        replaced_code=replaced_code,
        points_available=available,
    )


def void_hold(*, hold_id: int, now: datetime, using: str = "default") -> bool:
    """Free the hold's points; True when it was open. Repeatable."""
    sql = "SELECT loyalty_void_hold(%s, %s)"
    return bool(call_scalar(sql, (hold_id, now), using=using))


def extend_hold(*, hold_id: int, expires_at: datetime, using: str = "default") -> bool:
    """Give the hold a new deadline; True when it was open."""
    sql = "SELECT loyalty_extend_hold(%s, %s)"
    return bool(call_scalar(sql, (hold_id, expires_at), using=using))


def capture_hold(
    *, hold_id: int, order_id: UUID, posting: Posting, now: datetime, using: str = "default"
) -> PostingResult:
    """The order takes the hold's points: its REDEEM entry, written as `posting`.

    An open hold needs active points on the account, others' reservations notwithstanding. A voided
    one is captured too, since its order carries the discount, and needs available points. With
    `posting.allows_negative` neither needs any.

    CONFLICT also when there is no such hold of that account, its points are not those of the
    posting, or it was captured under another key. Raises as `post_entry`.
    """
    posting = dataclasses.replace(posting, order_id=order_id)
    return post_capture(posting, hold_id=hold_id, now=now, using=using)
