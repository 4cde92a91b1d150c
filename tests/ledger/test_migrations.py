"""Migrating there and back again, in a database of its own."""

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import psycopg
import pytest

from devtools.postgres import PROJECT, Server
from saleor_loyalty_plugin.rules.terms import ProgramTerms
from saleor_loyalty_plugin.tasks import BEAT_SCHEDULE

OURS_SQL = """
SELECT 'table ' || relname FROM pg_class WHERE relname LIKE 'loyalty%' AND relkind <> 't'
UNION ALL SELECT 'function ' || proname FROM pg_proc WHERE proname LIKE 'loyalty%'
UNION ALL SELECT 'type ' || typname FROM pg_type WHERE typname LIKE 'loyalty%'
UNION ALL SELECT 'trigger ' || tgname FROM pg_trigger WHERE tgname LIKE 'loyalty%'
"""


@pytest.fixture
def empty_url() -> Iterator[str]:
    server = Server(os.environ["DATABASE_URL"])
    name = f"test_migrations_{os.getpid()}"
    try:
        yield server.ensure_database(name)
    finally:
        server.drop_database(name)


def migrate(url: str, *arguments: str) -> None:
    subprocess.run(
        [sys.executable, "-m", "sandbox.manage", "migrate", "--verbosity=0", *arguments],
        cwd=PROJECT,
        env=os.environ | {"DATABASE_URL": url},
        check=True,
    )


def rows(url: str, sql: str) -> list[tuple[Any, ...]]:
    with psycopg.connect(url) as connection:
        return connection.execute(sql).fetchall()


def test_migrating_there_and_back_again(empty_url: str) -> None:
    migrate(empty_url, "saleor_loyalty_plugin")
    assert_program_over_all_channels(empty_url)

    after_first = sorted(rows(empty_url, OURS_SQL))
    assert ("function loyalty_post_credit",) in after_first
    with psycopg.connect(empty_url) as connection:  # books with entries go as well
        connection.execute(
            "INSERT INTO loyalty_account (program_id, customer_id, status, balance, pending,"
            " reserved, lifetime_earned, lifetime_spent, version, created_at)"
            " SELECT id, 7, 'ACTIVE', 0, 0, 0, 0, 0, 0, now() FROM loyalty_program"
        )
        connection.execute(
            "SELECT loyalty_post_credit((id, 5, 'EARN', 'TEST', 'k', 'system', '', NULL, NULL, '',"
            " '[]', NULL, NULL, NULL, NULL, NULL, false, NULL, NULL), now()) FROM loyalty_account"
        )

    migrate(empty_url, "saleor_loyalty_plugin", "zero")
    assert rows(empty_url, OURS_SQL) == []

    migrate(empty_url, "saleor_loyalty_plugin")
    assert sorted(rows(empty_url, OURS_SQL)) == after_first
    assert_program_over_all_channels(empty_url)


def assert_program_over_all_channels(url: str) -> None:
    programs = rows(
        url,
        "SELECT name, is_default, is_active, earning_active, spending_active, created_at"
        " FROM loyalty_program",
    )
    created_at: datetime = programs[0][-1]
    assert programs == [("Loyalty", True, True, True, True, created_at)]
    versions = rows(url, "SELECT number, terms, created_at FROM loyalty_program_version")
    assert [(number, moment) for number, _, moment in versions] == [(1, created_at)]
    terms = ProgramTerms.from_json(versions[0][1])
    assert terms == ProgramTerms(started_at=created_at)


def test_nothing_of_ours_is_left_in_the_schedule(empty_url: str) -> None:
    """The shop's scheduler keeps rows of its own, and would call tasks that are gone."""
    migrate(empty_url, "saleor_loyalty_plugin")
    with psycopg.connect(empty_url) as connection:
        connection.execute(
            "CREATE TABLE django_celery_beat_periodictask (id serial PRIMARY KEY, name text)"
        )
        connection.execute(
            "CREATE TABLE schedulers_customperiodictask ("
            " periodictask_ptr_id integer PRIMARY KEY REFERENCES django_celery_beat_periodictask)"
        )
        connection.cursor().executemany(
            "INSERT INTO django_celery_beat_periodictask (name) VALUES (%s)",
            [(name,) for name in (*BEAT_SCHEDULE, "the shop's own")],
        )
        connection.execute(
            "INSERT INTO schedulers_customperiodictask"
            " SELECT id FROM django_celery_beat_periodictask"
        )

    migrate(empty_url, "saleor_loyalty_plugin", "zero")

    left = rows(empty_url, "SELECT name FROM django_celery_beat_periodictask")
    assert left == [("the shop's own",)]
    assert len(rows(empty_url, "SELECT * FROM schedulers_customperiodictask")) == 1
