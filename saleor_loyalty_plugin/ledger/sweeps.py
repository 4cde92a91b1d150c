"""Sweeps over lots whose time has come. One call is one batch in one transaction."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from saleor_loyalty_plugin.ledger.database import call_scalar


def activate_lots(*, as_of: datetime, limit: int = 1000, using: str = "default") -> int:
    """Make points spendable that were pending until `as_of`; the number of lots, 0 when done."""
    sql = "SELECT loyalty_activate_lots(%s, %s)"
    return int(call_scalar(sql, (as_of, limit), using=using))


def expire_lots(*, as_of: datetime, limit: int = 1000, using: str = "default") -> int:
    """Take points away that expired until `as_of`; the number of EXPIRE entries, 0 when done.

    Points in open holds stay until the hold is captured or voided. A batch looks at `limit` lots
    and takes all due lots of their accounts.
    """
    sql = "SELECT loyalty_expire_lots(%s, %s)"
    return int(call_scalar(sql, (as_of, limit), using=using))


def expire_account(*, account_id: int, as_of: datetime, using: str = "default") -> int:
    """Take points away that one account has lost until `as_of`, so that they aren't spent before
    the sweep comes; the number of EXPIRE entries. The caller holds the account's lock."""
    sql = "SELECT loyalty_expire_accounts(ARRAY[%s]::bigint[], %s)"
    return int(call_scalar(sql, (account_id, as_of), using=using))


def activate_order_lots(
    *,
    account_id: int,
    order_id: UUID,
    activates_at: datetime | None,
    expires_at: datetime | None,
    now: datetime,
    using: str = "default",
) -> int:
    """Let the points that an order holds back be used from `activates_at` on (None: now).

    `expires_at` counts anew for them. Returns how many became spendable now; repeatable.
    """
    sql = "SELECT loyalty_activate_order_lots(%s, %s, %s, %s, %s)"
    params = (account_id, order_id, activates_at, expires_at, now)
    return int(call_scalar(sql, params, using=using))


def extend_lots(*, account_id: int, expires_at: datetime, using: str = "default") -> int:
    """Move the expiry of an account's open lots to a later moment; returns how many moved.

    Lots without an expiry stay without one, and none is moved forward.
    """
    return int(
        call_scalar("SELECT loyalty_extend_lots(%s, %s)", (account_id, expires_at), using=using)
    )


def set_expiries(
    changes: Sequence[tuple[int, datetime | None, datetime | None]], *, using: str = "default"
) -> int:
    """Give open lots another expiry: (lot, the expiry that was seen, the new one), None for ever.

    Returns how many moved. A lot that has changed since it was looked at is passed over.
    """
    columns = [list(column) for column in zip(*changes, strict=True)] or [[], [], []]
    sql = "SELECT loyalty_set_expiries(%s::bigint[], %s::timestamptz[], %s::timestamptz[])"
    return int(call_scalar(sql, columns, using=using))
