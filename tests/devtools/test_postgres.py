"""The embedded server, as the commands use it."""

import os
import subprocess
import sys

import psycopg
import pytest

from devtools.databases import drop_outdated
from devtools.postgres import PROJECT, running


def in_server(*command: str) -> subprocess.CompletedProcess[str]:
    environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    return subprocess.run(
        [sys.executable, "-m", "devtools.postgres", "run", "--", *command],
        cwd=PROJECT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_run_hands_over_a_database_and_returns_the_exit_code() -> None:
    code = """
import os, sys, psycopg
with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
    print(connection.execute("SELECT current_database()").fetchone()[0])
sys.exit(7)
"""
    done = in_server(sys.executable, "-c", code)

    assert (done.stdout.strip(), done.returncode) == ("loyalty", 7), done.stderr


def test_extensions_that_saleor_creates_are_there() -> None:
    with running("test") as server, psycopg.connect(server.maintenance_url) as connection:
        rows = connection.execute("SELECT name FROM pg_available_extensions").fetchall()

    assert {"btree_gin", "hstore", "pg_trgm", "pgcrypto"} <= {row[0] for row in rows}


def test_url_of_the_user_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://somebody@db.example.com/shop?sslmode=require")

    with running("test") as server:
        assert server.url("other") == "postgres://somebody@db.example.com/other?sslmode=require"


def test_outdated_databases_of_the_own_slot_are_dropped() -> None:
    names = {
        "test_dropping_old_slot1",
        "test_dropping_old_slot1_gw0",
        "test_dropping_new_slot1_gw0",
        "test_dropping_old_slot11",
    }
    with running("test") as server:
        for name in names:
            server.ensure_database(name)

        drop_outdated(server, prefix="dropping", slot=1, current="dropping_new_slot1")

        left = {name for name in server.databases() if name.startswith("test_dropping")}
        for name in left:
            server.drop_database(name)
    assert left == {"test_dropping_new_slot1_gw0", "test_dropping_old_slot11"}
