"""Sealing closed days: a Merkle root over each day's entries, chained to the day before.

Whoever keeps one root outside the database (a print, another system) can prove that no entry up to
that day was changed, removed or slipped in, also by somebody who may switch triggers off. Sealing
runs in the background; a posting costs nothing more for it.

A seal covers entries by id: those after the previous seal up to the last that was created on its
day. An entry that is written late, with a moment in a sealed day, belongs to the next seal.
"""

import hashlib
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from saleor_loyalty_plugin.ledger.database import call, call_row, call_scalar
from saleor_loyalty_plugin.models import DaySeal

Progress = Callable[[date, int], None]

ROOT_BEFORE_ALL = bytes(32)
EMPTY_ROOT = hashlib.sha256(b"").digest()
BATCH = 10_000
WAIT_SECONDS_MAX = 10
DAYS_MAX = 10_000

_FIRST_DAY_SQL = "SELECT (min(created_at) AT TIME ZONE 'UTC')::date FROM loyalty_entry"
_LAST_ID_SQL = """
SELECT coalesce(max(id), %(after)s) FROM loyalty_entry
WHERE id > %(after)s AND id <= %(newest)s AND created_at < %(end)s
"""
_LEAVES_SQL = """
SELECT e.id, loyalty_entry_leaf(e) FROM loyalty_entry e
WHERE e.id > %s AND e.id <= %s ORDER BY e.id LIMIT %s
"""
_NEWEST_SQL = "SELECT coalesce(max(id), 0), clock_timestamp() FROM loyalty_entry"
# Who writes entries locks their table for writing before an entry gets its id, and until the end.
# Whoever only reads (a dump, a report, autovacuum) may take hours and holds nothing up. A
# transaction whose beginning isn't told (prepared, or of another user) counts as old.
_IS_BUSY_SQL = """
SELECT EXISTS (
    SELECT 1 FROM pg_locks l LEFT JOIN pg_stat_activity a USING (pid)
    WHERE l.relation = 'loyalty_entry'::regclass
      AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
      AND l.mode IN (
          'RowExclusiveLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock'
      )
      AND l.pid IS DISTINCT FROM pg_backend_pid() AND coalesce(a.xact_start < %s, true)
)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class SealDifference:
    """Something about a sealed day that isn't as it was when it was sealed.

    `name`: "entry_count", "entries_root", "root", or "day" where a day is missing.
    """

    day: date
    name: str
    expected: str
    found: str


def seal_days(
    *,
    until: date,
    now: datetime,
    progress: Progress | None = None,
    using: str = "default",
) -> int:
    """Seal each closed day (UTC) up to `until` that isn't sealed yet; how many were sealed.

    0 also while a transaction runs that might still write entries older than those seen: the next
    run does it. Repeatable; of several at once one seals each day.

    Raises ValueError when `until` isn't over.
    """
    if until >= now.astimezone(UTC).date():
        raise ValueError(f"{until} isn't over: only closed days are sealed.")
    previous = DaySeal.objects.using(using).order_by("day").last()
    day = _next_day(previous, using)
    if day is None or day > until:
        return 0
    newest_id = _newest_settled_id(using)
    if newest_id is None:
        return 0
    sealed = 0
    while day <= until and sealed < DAYS_MAX:
        previous = _seal_day(day, previous, newest_id, now, using)
        sealed += 1
        if progress is not None:
            progress(day, previous.entry_count)
        day += timedelta(days=1)
    return sealed


def verify_seals(
    *, progress: Progress | None = None, using: str = "default"
) -> Iterator[SealDifference]:
    """Recompute each seal from the entries and the seal before; every difference. Writes nothing.

    `progress` gets each day and its number of entries.
    """
    previous: DaySeal | None = None
    for seal in DaySeal.objects.using(using).order_by("day").iterator():
        if previous is not None and seal.day != previous.day + timedelta(days=1):
            missing = previous.day + timedelta(days=1)
            yield SealDifference(
                day=missing, name="day", expected=str(missing), found=str(seal.day)
            )
        after = previous.last_entry_id if previous is not None else 0
        count, entries_root = _entries_root(after, seal.last_entry_id, using)
        expected = {
            "entry_count": str(count),
            "entries_root": entries_root.hex(),
            "root": _root(seal, previous).hex(),
        }
        found = {
            "entry_count": str(seal.entry_count),
            "entries_root": bytes(seal.entries_root).hex(),
            "root": bytes(seal.root).hex(),
        }
        for name in expected:
            if expected[name] != found[name]:
                yield SealDifference(
                    day=seal.day, name=name, expected=expected[name], found=found[name]
                )
        if progress is not None:
            progress(seal.day, count)
        previous = seal


def _next_day(previous: DaySeal | None, using: str) -> date | None:
    if previous is not None:
        return previous.day + timedelta(days=1)
    first: date | None = call_scalar(_FIRST_DAY_SQL, (), using=using)
    return first


def _newest_settled_id(using: str) -> int | None:
    """The newest entry's id, once no transaction runs that might yet add one before it."""
    newest_id, seen_at = call_row(_NEWEST_SQL, (), using=using)
    deadline = time.monotonic() + WAIT_SECONDS_MAX
    while call_scalar(_IS_BUSY_SQL, (seen_at,), using=using):
        if time.monotonic() > deadline:
            return None
        time.sleep(0.1)
    return int(newest_id)


def _seal_day(
    day: date, previous: DaySeal | None, newest_id: int, now: datetime, using: str
) -> DaySeal:
    """Write the day's seal, or read the one that another process wrote first."""
    after = previous.last_entry_id if previous is not None else 0
    end = datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(days=1)
    values = {"after": after, "newest": newest_id, "end": end}
    last_id = int(call_scalar(_LAST_ID_SQL, values, using=using))
    count, entries_root = _entries_root(after, last_id, using)
    seal = DaySeal(
        day=day,
        last_entry_id=last_id,
        entry_count=count,
        entries_root=entries_root,
        sealed_at=now,
    )
    seal.root = _root(seal, previous)
    DaySeal.objects.using(using).bulk_create([seal], ignore_conflicts=True)
    return DaySeal.objects.using(using).get(day=day)


def _root(seal: DaySeal, previous: DaySeal | None) -> bytes:
    """What the seal says of its day, chained to the root of the day before."""
    before = bytes(previous.root) if previous is not None else ROOT_BEFORE_ALL
    said = f"{seal.day.isoformat()}|{seal.last_entry_id}|{seal.entry_count}|".encode()
    return hashlib.sha256(b"\x02" + before + said + bytes(seal.entries_root)).digest()


def _entries_root(after: int, last_id: int, using: str) -> tuple[int, bytes]:
    """Number and Merkle root of the entries with ids in (after, last_id], in batches."""
    tree = MerkleTree()
    while after < last_id:
        rows = call(_LEAVES_SQL, (after, last_id, BATCH), using=using)
        if not rows:
            break
        for _, leaf in rows:
            tree.add(bytes(leaf))
        after = rows[-1][0]
    return tree.count, tree.root()


class MerkleTree:
    """Grows leaf by leaf, in memory that grows with the logarithm of their number.

    A node is the hash of 0x01 and its two children; a node without a neighbour moves up as it is.
    """

    def __init__(self) -> None:
        self.count = 0
        self._peaks: list[tuple[int, bytes]] = []  # (height, hash), highest first

    def add(self, leaf: bytes) -> None:
        self.count += 1
        height, node = 0, leaf
        while self._peaks and self._peaks[-1][0] == height:
            _, left = self._peaks.pop()
            height, node = height + 1, _parent(left, node)
        self._peaks.append((height, node))

    def root(self) -> bytes:
        if not self._peaks:
            return EMPTY_ROOT
        node = self._peaks[-1][1]
        for _, left in reversed(self._peaks[:-1]):
            node = _parent(left, node)
        return node


def _parent(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()
