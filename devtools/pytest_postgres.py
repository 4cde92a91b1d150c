"""Gives each pytest run a test database of its own; loaded by `-p` in pyproject.toml.

The database is named after the migrations' content, so that `--reuse-db` never meets an older
schema, and after a slot, so that two runs at once don't meet in one database.
"""

import hashlib
import os
from collections.abc import Generator
from contextlib import ExitStack
from pathlib import Path

import psycopg
import pytest

from devtools.postgres import PROJECT, Server, running

SLOTS = 16
LOCK_CLASS = 0x10A17
SCHEMA_SOURCES = (
    "migrations/*.py",
    "saleor_loyalty_plugin/models/**/*.py",
    "saleor_loyalty_plugin/**/*.sql",
    "sandbox/**/models.py",
    "sandbox/**/models/*.py",
    "sandbox/**/migrations/*.py",
    "sandbox/settings.py",
)


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None, None, None]:
    """Before pytest-django reads the settings, which need DATABASE_URL."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        resources = ExitStack()
        early_config.add_cleanup(resources.close)
        server = resources.enter_context(running("test"))
        lock = resources.enter_context(psycopg.connect(server.base_url, autocommit=True))
        slot = _take_slot(lock)
        name = f"loyalty_{schema_hash(PROJECT, SCHEMA_SOURCES)}_slot{slot}"
        _drop_outdated(server, slot=slot, current=f"test_{name}")
        os.environ["DATABASE_URL"] = server.url(name)
    yield


def schema_hash(root: Path, patterns: tuple[str, ...]) -> str:
    """Twelve hex digits over the names and contents of the files that make the schema."""
    digest = hashlib.sha256()
    for path in sorted({path for pattern in patterns for path in root.glob(pattern)}):
        digest.update(f"{path.relative_to(root)}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def _take_slot(connection: psycopg.Connection) -> int:
    """Lock a slot for as long as the connection lives."""
    for slot in range(SLOTS):
        row = connection.execute(
            "SELECT pg_try_advisory_lock(%s, %s)", [LOCK_CLASS, slot]
        ).fetchone()
        if row is not None and row[0]:
            return slot
    raise pytest.UsageError(f"{SLOTS} test runs are going on already.")


def _drop_outdated(server: Server, *, slot: int, current: str) -> None:
    for name in server.databases():
        is_ours = name.startswith("test_loyalty_") and name.split("_")[3:4] == [f"slot{slot}"]
        if is_ours and not name.startswith(current):
            server.drop_database(name)
