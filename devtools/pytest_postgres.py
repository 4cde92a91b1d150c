"""Gives each pytest run a test database of its own; loaded by `-p` in pyproject.toml."""

import os
from collections.abc import Generator
from contextlib import ExitStack

import psycopg
import pytest

from devtools.databases import SANDBOX_SCHEMA, drop_outdated, schema_hash, take_slot
from devtools.postgres import running

PREFIX = "loyalty"


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None, None, None]:
    """Before pytest-django reads the settings, which need DATABASE_URL."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        resources = ExitStack()
        early_config.add_cleanup(resources.close)
        server = resources.enter_context(running("test"))
        lock = resources.enter_context(psycopg.connect(server.maintenance_url, autocommit=True))
        slot = take_slot(lock, PREFIX)
        name = f"{PREFIX}_{schema_hash(SANDBOX_SCHEMA)}_slot{slot}"
        drop_outdated(server, prefix=PREFIX, slot=slot, current=name)
        os.environ["DATABASE_URL"] = server.url(name)
    yield
