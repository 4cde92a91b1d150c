"""Who recommends whom: codes as people type them, and one person under two spellings."""

from decimal import Decimal
from enum import StrEnum

# Who finds a code in a mail may copy a space or a dash with it.
_CODE_MAX = 64
_IGNORES_DOTS = frozenset({"gmail.com", "googlemail.com"})


class ReferralState(StrEnum):
    """PENDING: no order of the friend counts yet, or no longer. REWARDED: one does."""

    PENDING = "PENDING"
    REWARDED = "REWARDED"


def is_enough(amount: Decimal | None, *, value_from: Decimal) -> bool:
    """Whether a friend's order that counts for `amount` (None: not at all) gives points.

    One that cost no money never does: points for a new account would buy the next friend's order.
    """
    return amount is not None and amount > 0 and amount >= value_from


def code_as_stored(text: str) -> str:
    """`abcd-efgh 23` -> `ABCDEFGH23`; empty for what can be no code."""
    code = "".join(char for char in text.upper() if char.isascii() and char.isalnum())
    return code if len(code) <= _CODE_MAX else ""


def is_same_mailbox(first: str, second: str) -> bool:
    """Whether two addresses reach one mailbox by the spellings that are known to everybody.

    Letter case, what follows a `+`, and the dots of Gmail. Somebody with two mailboxes looks like
    two people: this keeps honest customers honest, not cheats out.
    """
    return _mailbox(first) == _mailbox(second)


def _mailbox(email: str) -> tuple[str, str]:
    name, _, domain = email.strip().lower().rpartition("@")
    name = name.partition("+")[0]
    if domain in _IGNORES_DOTS:
        return name.replace(".", ""), "gmail.com"
    return name, domain
