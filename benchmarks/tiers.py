"""Tiers: the 1st of January and a day of the rolling window for many accounts at once."""

import time
from collections.abc import Callable
from datetime import UTC, datetime

from django.db import connection, transaction

from benchmarks import seed
from benchmarks.measure import Series, interleaved, milliseconds
from benchmarks.report import Figure, Finding
from saleor_loyalty_plugin.models import Program, ProgressRun, Tier
from saleor_loyalty_plugin.services.programs.programs import current_terms, write_version
from saleor_loyalty_plugin.services.progress.in_force import digest_in_force
from saleor_loyalty_plugin.services.progress.sweep import sweep_progress

SMALL_ACCOUNTS = 10_000
BEFORE = datetime(2030, 1, 1, tzinfo=UTC)
# Each account has spent 200.00 on four days: Silver from 500 on, in both windows before these.
NEW_YEAR = datetime(2032, 1, 1, tzinfo=UTC)
ONE_DAY_LEAVES = datetime(2032, 1, 10, tzinfo=UTC)

_SEED = """
INSERT INTO loyalty_spending_day (account_id, currency, day, orders_count, amount_spent)
SELECT a.id, 'EUR', day, 1, 200 FROM loyalty_account a,
    unnest(ARRAY['2031-01-10', '2031-04-02', '2031-07-15', '2031-11-30']::date[]) day;
INSERT INTO loyalty_account_progress (account_id, tier_id, tier_since, qualifying, due_at,
    mirrored_key, mirror_due)
SELECT id, NULL, NULL, 0, NULL, '', false FROM loyalty_account;
"""
_RESET = """
UPDATE loyalty_account_progress
SET tier_id = %(silver)s, tier_since = %(before)s, qualifying = 800, due_at = %(due_at)s
"""
_SUMS = """
WITH sums AS (
    SELECT account_id, sum(amount_spent) AS amount, min(day) AS oldest
    FROM loyalty_spending_day WHERE currency = 'EUR' AND day >= %(first_day)s GROUP BY account_id
)
UPDATE loyalty_account_progress p SET {changes}
FROM loyalty_account a LEFT JOIN sums s ON s.account_id = a.id
WHERE a.id = p.account_id AND p.due_at <= %(now)s
"""
_FALL = _SUMS.format(
    changes="qualifying = coalesce(s.amount, 0), tier_id = %(bronze)s, tier_since = %(now)s,"
    " due_at = NULL"
)
_STAY = _SUMS.format(changes="qualifying = s.amount, due_at = s.oldest + interval '1 year'")
_CHANGES = """
INSERT INTO loyalty_tier_change (account_id, from_tier_id, from_name, to_tier_id, to_name, is_up,
    reason, qualifying, actor, note, changed_at)
SELECT id, %(silver)s, 'Silver', %(bronze)s, 'Bronze', false, 'FELL_BELOW', 0, 'system', '', %(now)s
FROM loyalty_account
"""
_MESSAGES = """
INSERT INTO loyalty_outbox (account_id, kind, payload, created_at)
SELECT id, 'tier_lowered', jsonb_build_object('fromTierId', %(silver)s::bigint, 'fromName',
    'Silver', 'toTierId', %(bronze)s::bigint, 'toName', 'Bronze', 'reason', 'FELL_BELOW',
    'qualifying', '0'), %(now)s
FROM loyalty_account
"""


class Tiers:
    """Each contender once over all accounts, in milliseconds; what it needs comes untimed."""

    def __init__(self, accounts: int) -> None:
        self.accounts = accounts
        # Seconds of Python's own in the last run of each kind, which other programs don't lengthen.
        self.processor_seconds: dict[datetime, float] = {}
        seed.migrate("default")
        self.program = Program.objects.get(is_default=True)
        self.bronze, self.silver = (
            Tier.objects.create(
                program=self.program, name=name, threshold=threshold, created_at=BEFORE
            )
            for name, threshold in (("Bronze", 0), ("Silver", 500))
        )
        # The cursors of trails, from before there is anything to follow.
        self._put_in_force("CALENDAR_YEAR")
        sweep_progress(now=BEFORE)
        seed.add_accounts("default", accounts)
        self._run([_SEED])

    def new_year(self) -> float:
        return self._timed("CALENDAR_YEAR", NEW_YEAR, lambda: self._sweep(NEW_YEAR, self.accounts))

    def rows_of_new_year(self) -> float:
        return self._timed(
            "CALENDAR_YEAR", NEW_YEAR, lambda: self._run([_FALL, _CHANGES, _MESSAGES])
        )

    def day_leaves(self) -> float:
        return self._timed("ROLLING_YEAR", ONE_DAY_LEAVES, lambda: self._sweep(ONE_DAY_LEAVES, 0))

    def rows_of_day_leaves(self) -> float:
        return self._timed(
            "ROLLING_YEAR",
            ONE_DAY_LEAVES,
            lambda: self._run([_STAY], now=ONE_DAY_LEAVES, first_day="2031-01-11"),
        )

    def _sweep(self, now: datetime, changed: int) -> None:
        looked_at = 0

        def told(count: int) -> None:
            nonlocal looked_at
            looked_at = count

        started = time.process_time()
        assert sweep_progress(now=now, progress=told) == changed
        self.processor_seconds[now] = time.process_time() - started
        assert looked_at == self.accounts

    def _put_in_force(self, basis: str) -> None:
        """Terms with these tiers, under which all accounts have been looked at."""
        self.program.tier_basis, self.program.tier_currency = basis, "EUR"
        self.program.save()
        write_version(self.program, author="bench", now=BEFORE, using="default")
        terms = current_terms(program_id=self.program.pk).terms
        digest = digest_in_force(terms, BEFORE, last_pause=None)
        ProgressRun.objects.create(
            program=self.program, digest=digest, started_at=BEFORE, finished_at=BEFORE
        )

    def _run(
        self, statements: list[str], *, now: datetime = NEW_YEAR, first_day: str = "2032-01-01"
    ) -> None:
        values: dict[str, datetime | str | int] = {
            "now": now,
            "first_day": first_day,
            "bronze": self.bronze.pk,
            "silver": self.silver.pk,
        }
        with transaction.atomic(), connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement, values if "%(" in statement else None)

    def _timed(self, basis: str, due_at: datetime, action: Callable[[], None]) -> float:
        """Starts from tidy tables, as an autovacuum leaves them."""
        self._put_in_force(basis)
        with connection.cursor() as cursor:
            cursor.execute("TRUNCATE loyalty_tier_change, loyalty_outbox")
            cursor.execute(_RESET, {"silver": self.silver.pk, "before": BEFORE, "due_at": due_at})
            cursor.execute(
                "VACUUM ANALYZE loyalty_account, loyalty_account_progress, loyalty_spending_day"
            )
            cursor.execute("CHECKPOINT")
        return milliseconds(action)


def measure(
    *, repetitions: int, accounts: int, tell: Callable[[str], None]
) -> tuple[list[Finding], list[Figure]]:
    """`accounts` against plain SQL, and the cost of one against that among SMALL_ACCOUNTS."""
    small, _ = _series(SMALL_ACCOUNTS, repetitions, tell)
    large, tiers = _series(accounts, repetitions, tell)
    findings, figures = [], []
    for name, now in (("new year", NEW_YEAR), ("day leaves", ONE_DAY_LEAVES)):
        findings.append(
            _finding(
                f"{name}, sweep × plain SQL of the same rows", large.ratio(name, f"{name}, SQL")
            )
        )
        flat = large.median(name) / accounts / (small.median(name) / SMALL_ACCOUNTS)
        findings.append(
            _finding(f"{name}, one of {accounts:,} accounts × one of {SMALL_ACCOUNTS:,}", flat)
        )
        for count, series in ((SMALL_ACCOUNTS, small), (accounts, large)):
            value = series.median(name) * 1000 / count
            what = f"{name}, one of {count:,} accounts"
            figures.append(Figure(what=what, value=value, unit="µs"))
        own = tiers.processor_seconds[now] * 1_000_000 / accounts
        figures.append(Figure(what=f"{name}, one of them, Python's part", value=own, unit="µs"))
        plain = large.median(f"{name}, SQL") * 1000 / accounts
        figures.append(Figure(what=f"{name}, plain SQL, one of them", value=plain, unit="µs"))
    return findings, figures


def _series(accounts: int, repetitions: int, tell: Callable[[str], None]) -> tuple[Series, Tiers]:
    tiers = Tiers(accounts)
    tell(f" {accounts:,} accounts, milliseconds")
    series = interleaved(
        {
            "new year": tiers.new_year,
            "new year, SQL": tiers.rows_of_new_year,
            "day leaves": tiers.day_leaves,
            "day leaves, SQL": tiers.rows_of_day_leaves,
        },
        repetitions=repetitions,
        tell=tell,
    )
    return series, tiers


def _finding(what: str, ratio: float) -> Finding:
    return Finding(target="tiers", what=what, ratio=ratio)
