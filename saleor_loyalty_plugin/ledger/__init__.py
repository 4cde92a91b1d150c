"""The ledger: the only code that writes points.

Each write is one round trip to one database function, which locks the account, decides and writes
entry, lots and outbox row together. A function answers a business outcome with a status and raises
only for what a caller must never ask: see each function's docstring.

Inside a transaction of the caller, post to several accounts in ascending id, and take locks on the
caller's own rows first: the ledger locks accounts by ascending id, then holds, then nothing.

    from saleor_loyalty_plugin import ledger

    result = ledger.post_entry(ledger.Posting(...), now=now)
"""

from saleor_loyalty_plugin.ledger.accounts import (
    ensure_account,
    ensure_accounts,
    set_account_status,
)
from saleor_loyalty_plugin.ledger.holds import capture_hold, extend_hold, place_hold, void_hold
from saleor_loyalty_plugin.ledger.postings import add_to_fact, post_bonus, post_entries, post_entry
from saleor_loyalty_plugin.ledger.reads import (
    Movements,
    movements_between,
    next_expiry,
    points_run_out,
)
from saleor_loyalty_plugin.ledger.sweeps import (
    activate_lots,
    activate_order_lots,
    expire_account,
    expire_lots,
    extend_lots,
    set_expiries,
)
from saleor_loyalty_plugin.ledger.types import (
    HoldRequest,
    HoldResult,
    Posting,
    PostingResult,
    PostingStatus,
)

__all__ = [
    "HoldRequest",
    "HoldResult",
    "Movements",
    "Posting",
    "PostingResult",
    "PostingStatus",
    "activate_lots",
    "activate_order_lots",
    "add_to_fact",
    "capture_hold",
    "ensure_account",
    "ensure_accounts",
    "expire_account",
    "expire_lots",
    "extend_hold",
    "extend_lots",
    "movements_between",
    "next_expiry",
    "place_hold",
    "points_run_out",
    "post_bonus",
    "post_entries",
    "post_entry",
    "set_account_status",
    "set_expiries",
    "void_hold",
]
