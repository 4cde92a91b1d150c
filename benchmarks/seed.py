"""Accounts and entries to measure on, made by the server itself."""

import time
from collections.abc import Callable

from django.core.management import call_command
from django.db import connections

ENTRIES_PER_ACCOUNT = 100
CHUNK_ROWS = 1_000_000
VACUUM_ATTEMPTS = 20
VACUUM_PAUSE_SECONDS = 5

_ACCOUNTS_SQL = """
INSERT INTO loyalty_account (program_id, customer_id, status, balance, pending, reserved,
    lifetime_earned, lifetime_spent, version, created_at)
SELECT p.id, n, 'ACTIVE', %(balance)s, 0, 0, %(balance)s, 0, %(balance)s, now()
FROM generate_series(1, %(accounts)s) n, loyalty_program p WHERE p.is_default
"""

# Round after round over all accounts, as a shop would write them: an account's entries lie far
# apart in the table.
_ENTRIES_SQL = """
INSERT INTO loyalty_entry (account_id, points, balance_after, kind, reason, note, source_label,
    actor, key, input_hash, explanation, effective_at, created_at)
SELECT %(first_id)s + (n %% %(accounts)s), 1, n / %(accounts)s + 1, 'EARN', 'ORDER_PAID', '',
    n::text, 'system', 'order:' || md5(n::text)::uuid || ':earn:1', sha256(n::text::bytea),
    '[{"code": "RATE", "values": {"points": 1}}]', moment, moment
FROM generate_series(%(from_row)s, %(to_row)s) n,
    LATERAL (
        SELECT timestamptz '2024-01-01 00:00Z' + n::float / %(rows)s * interval '700 day' AS moment
    ) m
"""


def migrate(alias: str) -> None:
    """An empty schema in the database."""
    with connections[alias].cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE")
        cursor.execute("CREATE SCHEMA public")
    # django-hordak's migrations work in the default database only, and only there it is measured.
    apps = [] if alias == "default" else ["saleor_loyalty_plugin"]
    call_command("migrate", *apps, database=alias, verbosity=0)


def add_accounts(alias: str, count: int, *, balance: int = 0) -> int:
    """`count` accounts with consecutive ids; the first id."""
    with connections[alias].cursor() as cursor:
        cursor.execute(_ACCOUNTS_SQL, {"accounts": count, "balance": balance})
        cursor.execute("SELECT min(id) FROM loyalty_account")
        return int(cursor.fetchone()[0])


def add_history(alias: str, rows: int, *, tell: Callable[[str], None]) -> None:
    """`rows` entries over so many accounts that each has ENTRIES_PER_ACCOUNT."""
    accounts = max(1, rows // ENTRIES_PER_ACCOUNT)
    first_id = add_accounts(alias, accounts, balance=ENTRIES_PER_ACCOUNT)
    with connections[alias].cursor() as cursor:
        # The rows are known to be right, and indexes are built faster over rows that are there:
        # otherwise ten million of them would take a quarter of an hour.
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("SET maintenance_work_mem = '512MB'")
        cursor.execute("SELECT pg_get_indexdef('loyalty_entry_page'::regclass)")
        page_index = cursor.fetchone()[0]
        cursor.execute("DROP INDEX loyalty_entry_page")
        cursor.execute("ALTER TABLE loyalty_entry DROP CONSTRAINT loyalty_entry_key")
        for from_row in range(0, rows, CHUNK_ROWS):
            to_row = min(from_row + CHUNK_ROWS, rows) - 1
            values = {
                "first_id": first_id,
                "accounts": accounts,
                "from_row": from_row,
                "to_row": to_row,
                "rows": rows,
            }
            cursor.execute(_ENTRIES_SQL, values)
            if rows > CHUNK_ROWS:
                tell(f"  {to_row + 1:,} of {rows:,} entries")
        cursor.execute(page_index)
        cursor.execute("ALTER TABLE loyalty_entry ADD CONSTRAINT loyalty_entry_key UNIQUE (key)")
        cursor.execute("SET session_replication_role = DEFAULT")
    vacuum(alias)


def vacuum(alias: str) -> None:
    """Until all pages are known to be visible to all: an analysis in the background delays that."""
    with connections[alias].cursor() as cursor:
        for _ in range(VACUUM_ATTEMPTS):
            cursor.execute("VACUUM ANALYZE loyalty_account, loyalty_entry")
            cursor.execute(
                "SELECT relallvisible >= 0.999 * relpages FROM pg_class"
                " WHERE oid = 'loyalty_entry'::regclass"
            )
            if cursor.fetchone()[0]:
                return
            time.sleep(VACUUM_PAUSE_SECONDS)
    raise RuntimeError("The seeded entries don't become visible to all.")
