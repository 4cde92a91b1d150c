"""Slots: how many workers may send at the same time, so that the shop's other tasks have some too.

A slot is a row with a lease. Whoever is killed keeps it until the lease is over, which is much
shorter than that of messages: after a restart of all workers nobody sends until then.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connections

from saleor_loyalty_plugin.models import SweepCursor

# Who gives no sign for so long has lost the slot. A message that takes longer is still ours.
SLOT_LEASE = timedelta(minutes=1)
# A slot is prolonged as soon as so much of its lease is over.
_PROLONGED_AFTER = 1 / 6
_PREFIX = "deliver slot"

_TAKE_SQL = """
UPDATE loyalty_sweep_cursor SET changed_at = %(until)s, updated_at = %(now)s
WHERE name = (
    SELECT name FROM loyalty_sweep_cursor
    WHERE name = ANY(%(names)s) AND changed_at <= %(now)s
    ORDER BY name LIMIT 1 FOR UPDATE SKIP LOCKED
)
RETURNING name
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A slot that is taken until a moment. Prolonging it gives another one."""

    name: str
    until: datetime


def take_slot(*, count: int, now: datetime, lease: timedelta, using: str) -> Slot | None:
    """One of `count` slots; None when all are taken."""
    names = [f"{_PREFIX} {number}" for number in range(1, count + 1)]
    taken = _take(names, now, now + lease, using)
    if taken is None and _make_slots(names, now, using):
        taken = _take(names, now, now + lease, using)
    return taken


def kept(slot: Slot, *, now: datetime, lease: timedelta, using: str) -> Slot | None:
    """The slot, prolonged where a part of its lease is over; asked before each message.

    None when the lease was over, and somebody else has taken the slot.
    """
    until = now + lease
    if until - slot.until < lease * _PROLONGED_AFTER:
        return slot
    rows = SweepCursor.objects.using(using).filter(pk=slot.name, changed_at=slot.until)
    if not rows.update(changed_at=until, updated_at=now):
        return None
    return Slot(name=slot.name, until=until)


def give_back(slot: Slot, *, now: datetime, using: str) -> None:
    rows = SweepCursor.objects.using(using).filter(pk=slot.name, changed_at=slot.until)
    rows.update(changed_at=now, updated_at=now)


def _take(names: Sequence[str], now: datetime, until: datetime, using: str) -> Slot | None:
    with connections[using].cursor() as cursor:
        cursor.execute(_TAKE_SQL, {"names": list(names), "now": now, "until": until})
        row = cursor.fetchone()
    return Slot(name=row[0], until=until) if row is not None else None


def _make_slots(names: Sequence[str], now: datetime, using: str) -> bool:
    """Whether there were fewer rows than slots."""
    rows = SweepCursor.objects.using(using)
    if rows.filter(pk__in=names).count() == len(names):
        return False
    rows.bulk_create(
        [SweepCursor(name=name, changed_at=now, updated_at=now) for name in names],
        ignore_conflicts=True,
    )
    return True
