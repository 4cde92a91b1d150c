"""Target 4: a bonus to many accounts, activation and expiry of as many lots, a statement each."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import connection, transaction

from benchmarks import seed
from benchmarks.contenders import NOW
from benchmarks.measure import interleaved, milliseconds
from benchmarks.report import Figure, Finding
from saleor_loyalty_plugin import ledger
from saleor_loyalty_plugin.models import EntryKind

_ENTRIES_SQL = """
INSERT INTO loyalty_entry (account_id, points, balance_after, kind, reason, note, source_label,
    actor, key, input_hash, explanation, effective_at, created_at)
SELECT id, 1, balance + 1, 'GIFT', 'BENCH', '', '', 'system', %(key)s || ':' || id, '', '[]',
    %(now)s, %(now)s
FROM loyalty_account
"""
_BALANCES_SQL = "UPDATE loyalty_account SET balance = balance + 1, version = version + 1"
_LOTS_SQL = """
INSERT INTO loyalty_lot (account_id, entry_id, points, remaining, is_open, is_active)
SELECT id, id, 1, 1, true, true FROM loyalty_account
"""
_USES_SQL = "INSERT INTO loyalty_lot_use (lot_id, entry_id, points) SELECT id, id, 1 FROM closed"
_CLOSE_SQL = """
WITH closed AS (
    UPDATE loyalty_lot SET remaining = 0, is_open = false WHERE is_open RETURNING id
)
"""
_WAITING_LOTS_SQL = """
INSERT INTO loyalty_lot (account_id, entry_id, points, remaining, is_open, is_active, activates_at)
SELECT id, id, 1, 1, true, false, %(now)s FROM loyalty_account
"""
_ACTIVATE_SQL = "UPDATE loyalty_lot SET is_active = true WHERE is_open AND NOT is_active"
_PENDING_SQL = "UPDATE loyalty_account SET pending = pending {} 1, version = version + 1"
_OUTBOX_SQL = """
INSERT INTO loyalty_outbox (account_id, entry_id, kind, payload, created_at)
SELECT id, id, 'points_posted', '{}', %(now)s FROM loyalty_account
"""


class Bulk:
    """Each contender once over all accounts, in milliseconds; what it needs comes untimed."""

    def __init__(self, accounts: int) -> None:
        self.accounts = accounts
        self.calls = 0
        seed.migrate("default")
        first = seed.add_accounts("default", accounts)
        self.account_ids = range(first, first + accounts)

    def entries_alone(self) -> float:
        return self._plain([_ENTRIES_SQL])

    def rows_of_bonus(self) -> float:
        return self._plain([_ENTRIES_SQL, _BALANCES_SQL, _LOTS_SQL, _OUTBOX_SQL])

    def rows_of_expiry(self) -> float:
        self._run([_LOTS_SQL])
        return self._plain([_ENTRIES_SQL, _BALANCES_SQL, _CLOSE_SQL + _USES_SQL, _OUTBOX_SQL])

    def rows_of_activation(self) -> float:
        self._run([_WAITING_LOTS_SQL, _PENDING_SQL.format("+")])
        return self._plain([_ACTIVATE_SQL, _PENDING_SQL.format("-"), _OUTBOX_SQL])

    def bonus(self) -> float:
        return self._timed(self._credit)

    def activation(self) -> float:
        self._credit(activates_at=NOW + timedelta(seconds=1))
        return self._timed(self._activate)

    def expiry(self) -> float:
        self._credit()
        return self._timed(self._expire)

    def _credit(self, *, activates_at: datetime | None = None) -> None:
        self.calls += 1
        count = ledger.post_bonus(
            account_ids=self.account_ids,
            points=1,
            kind=EntryKind.GIFT,
            reason="BENCH",
            key_prefix=f"bonus:{self.calls}",
            activates_at=activates_at,
            expires_at=NOW,
            now=NOW,
        )
        assert count == self.accounts

    def _activate(self) -> None:
        later = NOW + timedelta(seconds=1)
        assert ledger.activate_lots(as_of=later, limit=self.accounts) == self.accounts

    def _expire(self) -> None:
        later = NOW + timedelta(seconds=1)
        assert ledger.expire_lots(as_of=later, limit=self.accounts) == self.accounts

    def _plain(self, statements: list[str]) -> float:
        return self._timed(lambda: self._run(statements))

    def _run(self, statements: list[str]) -> None:
        self.calls += 1
        with transaction.atomic(), connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement, {"key": f"plain:{self.calls}", "now": NOW})

    def _timed(self, action: Callable[[], None]) -> float:
        """Starts from tidy tables, as an autovacuum leaves them; none but ours has open lots."""
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE loyalty_account, loyalty_lot, loyalty_outbox")
            cursor.execute("CHECKPOINT")
        elapsed = milliseconds(action)
        with connection.cursor() as cursor:
            cursor.execute("TRUNCATE loyalty_lot, loyalty_lot_use, loyalty_outbox")
        return elapsed


def measure(
    *, repetitions: int, accounts: int, tell: Callable[[str], None]
) -> tuple[list[Finding], list[Figure]]:
    bulk = Bulk(accounts)
    tell(f" {accounts:,} accounts, milliseconds")
    series = interleaved(
        {
            "entries alone": bulk.entries_alone,
            "rows of a bonus": bulk.rows_of_bonus,
            "bonus": bulk.bonus,
            "rows of an activation": bulk.rows_of_activation,
            "activation": bulk.activation,
            "rows of an expiry": bulk.rows_of_expiry,
            "expiry": bulk.expiry,
        },
        repetitions=repetitions,
        tell=tell,
    )
    bonus = "a bonus × plain SQL of "
    activation = "an activation sweep × plain SQL of "
    expiry = "an expiry sweep × plain SQL of "
    findings = [
        _finding(bonus + "the same rows", series.ratio("bonus", "rows of a bonus"), "≤ 1.5"),
        # It writes no entries, so the bound is on what the target names: as many inserted rows.
        _finding(
            activation + "the entries alone", series.ratio("activation", "entries alone"), "≤ 1.5"
        ),
        _finding(expiry + "the same rows", series.ratio("expiry", "rows of an expiry"), "≤ 1.5"),
        _finding(activation + "the same rows", series.ratio("activation", "rows of an activation")),
        _finding(bonus + "the entries alone", series.ratio("bonus", "entries alone")),
        _finding(expiry + "the entries alone", series.ratio("expiry", "entries alone")),
    ]
    figures = [
        Figure(what=f"{name}, {accounts:,} accounts", value=series.median(name), unit="ms")
        for name in series.figures
    ]
    return findings, figures


def _finding(what: str, ratio: float, bound: str = "") -> Finding:
    return Finding(target="4", what=what, ratio=ratio, bound=bound)
