"""History: what is written down now but has happened long ago brings no e-mails.

As when an earlier order is credited by a program's new settings, or by the first sweep over a shop
that has been there for years. Webhooks and the mirror are told all the same.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

from saleor_loyalty_plugin import ledger
from saleor_loyalty_plugin.rules.messages import NEWS

_is_history: ContextVar[bool] = ContextVar("loyalty_is_history", default=False)


def is_old(changed_at: datetime, *, now: datetime) -> bool:
    """Whether nothing has happened there for so long that what it brings now is no news."""
    return changed_at < now - NEWS


@contextmanager
def telling_nobody(is_history: bool) -> Iterator[None]:
    """Orders, grants and marks inside are history where `is_history` says so; else no change."""
    token = _is_history.set(is_history or _is_history.get())
    try:
        yield
    finally:
        _is_history.reset(token)


def tells_nobody() -> bool:
    return _is_history.get()


def hush(*, entry_id: int, using: str) -> None:
    """Keep the entry that was posted last, in this transaction, from e-mails if it is history."""
    if tells_nobody():
        ledger.add_to_fact(entry_id=entry_id, values={"notify": False}, using=using)
