"""Sweeps over lots whose time has come. One call is one batch in one transaction."""

from datetime import datetime

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
