"""Tables, nothing else. Points are whole numbers; the shop's rows are named by their keys.

No foreign key leaves the plugin: the shop may delete a customer or an order, the books stay, and
`migrate saleor_loyalty_plugin zero` takes everything away without touching the shop.
"""

from .account import Account, AccountStatus
from .entry import Entry, EntryKind
from .hold import Hold, HoldStatus
from .lot import Lot, LotUse
from .outbox import OutboxMessage
from .program import Program, ProgramChannel, ProgramVersion
from .settlement import BlockedOrder, OrderSettlement, SweepCursor

__all__ = [
    "Account",
    "AccountStatus",
    "BlockedOrder",
    "Entry",
    "EntryKind",
    "Hold",
    "HoldStatus",
    "Lot",
    "LotUse",
    "OrderSettlement",
    "OutboxMessage",
    "Program",
    "ProgramChannel",
    "ProgramVersion",
    "SweepCursor",
]
