"""Test databases that never carry an older schema and that no two runs share.

A name is `<prefix>_<hash of the schema's sources>_slot<n>`: with another schema comes another
database, and a slot belongs to one run at a time.
"""

import hashlib
from collections.abc import Iterable
from pathlib import Path

import psycopg

from devtools.postgres import PROJECT, PostgresError, Server

SLOTS = 16
PLUGIN_SCHEMA = (
    "migrations/*.py",
    "saleor_loyalty_plugin/models/**/*.py",
    "saleor_loyalty_plugin/**/*.sql",
)
SANDBOX_SCHEMA = (
    *PLUGIN_SCHEMA,
    "sandbox/**/models.py",
    "sandbox/**/models/*.py",
    "sandbox/**/migrations/*.py",
    "sandbox/settings.py",
)


def schema_hash(patterns: Iterable[str], root: Path = PROJECT) -> str:
    """Twelve hex digits over the names and contents of the files that make the schema."""
    digest = hashlib.sha256()
    for path in sorted({path for pattern in patterns for path in root.glob(pattern)}):
        digest.update(f"{path.relative_to(root)}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def take_slot(connection: psycopg.Connection, prefix: str) -> int:
    """Lock a slot for as long as the connection lives. Raises PostgresError when all are taken."""
    lock_class = int(hashlib.sha256(prefix.encode()).hexdigest()[:7], 16)
    for slot in range(SLOTS):
        row = connection.execute(
            "SELECT pg_try_advisory_lock(%s, %s)", [lock_class, slot]
        ).fetchone()
        if row is not None and row[0]:
            return slot
    raise PostgresError(f"{SLOTS} test runs of {prefix} are going on already.")


def drop_outdated(server: Server, *, prefix: str, slot: int, current: str) -> None:
    """Drop the slot's test databases of other schemas; the caller has the slot."""
    for name in server.databases():
        is_of_slot = name.startswith(f"test_{prefix}_") and f"_slot{slot}" in name
        # pytest-xdist appends a worker's name.
        is_other_slot = name.rpartition(f"_slot{slot}")[2][:1].isdigit()
        if is_of_slot and not is_other_slot and not name.startswith(f"test_{current}"):
            server.drop_database(name)
