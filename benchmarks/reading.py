"""Target 5: reads that must not grow with the number of entries."""

import random
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from django.db import connections

from benchmarks import seed
from benchmarks.measure import interleaved
from benchmarks.report import Figure, Finding

SMALL_ROWS = 10_000
READS = 1000
EXPLAINED = 50

_BALANCE_SQL = "SELECT balance, pending, reserved FROM loyalty_account WHERE id = %s"
_PAGE_SQL = """
SELECT {columns} FROM loyalty_entry WHERE account_id = %s AND id < %s ORDER BY id DESC LIMIT 20
"""
_COVERED_SQL = _PAGE_SQL.format(columns="id, points, reason, created_at, balance_after")
_WHOLE_SQL = _PAGE_SQL.format(columns="*")


class Reading:
    """Random reads in one database."""

    def __init__(self, alias: str, rows: int) -> None:
        self.alias = alias
        with connections[alias].cursor() as cursor:
            cursor.execute("SELECT min(id) FROM loyalty_account")
            self.first = int(cursor.fetchone()[0])
        self.accounts = max(1, rows // seed.ENTRIES_PER_ACCOUNT)
        self.rows = rows

    def _pick(self, count: int) -> list[tuple[int, int]]:
        """Accounts, and the id of an entry in the middle of each one's history."""
        picked = []
        for _ in range(count):
            place = random.randrange(self.accounts)
            entry_id = place + self.accounts * (seed.ENTRIES_PER_ACCOUNT // 2) + 1
            picked.append((self.first + place, entry_id))
        return picked

    def balance(self) -> float:
        return self._microseconds(_BALANCE_SQL, [(account,) for account, _ in self._pick(READS)])

    def page(self) -> float:
        return self._microseconds(_COVERED_SQL, self._pick(READS))

    def whole_page(self) -> float:
        return self._microseconds(_WHOLE_SQL, self._pick(READS))

    def _microseconds(self, sql: str, params: Sequence[tuple[int, ...]]) -> float:
        """Mean of one round of reads."""
        with connections[self.alias].cursor() as cursor:
            for values in params[:50]:
                cursor.execute(sql, values)
            started = time.perf_counter()
            for values in params:
                cursor.execute(sql, values)
                cursor.fetchall()
            return (time.perf_counter() - started) / len(params) * 1_000_000

    def buffers_max(self, sql: str) -> int:
        """Most pages that one of several reads touches."""
        most = 0
        with connections[self.alias].cursor() as cursor:
            for values in self._pick(EXPLAINED):
                cursor.execute("EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) " + sql, values)
                plan = cursor.fetchone()[0][0]["Plan"]
                most = max(most, plan["Shared Hit Blocks"] + plan["Shared Read Blocks"])
        return most

    def warm_up(self) -> None:
        """Bring what the reads need into memory, as it is in a shop that runs."""
        with connections[self.alias].cursor() as cursor:
            cursor.execute("SET enable_seqscan = off")
            cursor.execute("SELECT count(balance_after) FROM loyalty_entry WHERE account_id > 0")
            cursor.execute("SELECT count(balance) FROM loyalty_account WHERE id > 0")
            cursor.execute("SET enable_seqscan = on")


def measure(
    *, repetitions: int, rows: int, tell: Callable[[str], None]
) -> tuple[list[Finding], list[Figure]]:
    started = datetime.now(UTC)
    for alias, count in (("small", SMALL_ROWS), ("large", rows)):
        seed.migrate(alias)
        seed.add_history(alias, count, tell=tell)
    tell(f" seeded in {(datetime.now(UTC) - started).seconds} s; microseconds for one read")
    small, large = Reading("small", SMALL_ROWS), Reading("large", rows)
    small.warm_up()
    large.warm_up()
    series = interleaved(
        {
            "balance, small": small.balance,
            "balance, large": large.balance,
            "page, small": small.page,
            "page, large": large.page,
            "whole page, small": small.whole_page,
            "whole page, large": large.whole_page,
        },
        repetitions=repetitions,
        tell=tell,
    )
    findings = [
        _finding(
            "balance, large against small",
            series.ratio("balance, large", "balance, small"),
            "≤ 1.1",
        ),
        _finding(
            "history page, large against small",
            series.ratio("page, large", "page, small"),
            "≤ 1.15",
        ),
        _finding("pages of buffers for it, large", large.buffers_max(_COVERED_SQL), "≤ 10"),
        _finding(
            "history page of all columns, large against small",
            series.ratio("whole page, large", "whole page, small"),
        ),
        _finding("pages of buffers for it, large", large.buffers_max(_WHOLE_SQL)),
    ]
    figures = [Figure(what=name, value=series.median(name), unit="µs") for name in series.figures]
    return findings, figures


def _finding(what: str, ratio: float, bound: str = "") -> Finding:
    return Finding(target="5", what=what, ratio=ratio, bound=bound)
