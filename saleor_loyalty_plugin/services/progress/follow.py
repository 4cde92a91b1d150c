"""Tiers and badges follow at once where somebody waits, in transactions of their own.

Whoever answers a request, or runs a task for one order or customer, opens `following_progress`.
What changes points or sums inside says so (`marks.note_progress`), and the accounts are settled at
the end, when all of it has committed. Elsewhere, as in sweeps over many, nothing is noted: marks
and entries have the sweep over progress look at the accounts.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from saleor_loyalty_plugin.services.progress.marks import collecting_notes
from saleor_loyalty_plugin.services.progress.settle import follow_progress


@contextmanager
def following_progress(*, now: datetime) -> Iterator[set[int]]:
    """Settle at the end the accounts that were noted inside; the set is of these, by then.

    Not where an error ends it: what has committed before that is left to the sweep.
    """
    with collecting_notes() as noted:
        yield noted
    for account_id in sorted(noted):
        follow_progress(account_id=account_id, now=now)
