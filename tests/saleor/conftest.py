"""Saleor's own fixtures, and the plugin switched on."""

import importlib.util
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import saleor
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test import override_settings

from saleor_loyalty_plugin.hosts import current_host
from tests.saleor.commits import commits_at_once

_file = Path(saleor.__file__).parents[1] / "conftest.py"
_spec = importlib.util.spec_from_file_location("saleors_own_conftest", _file)
assert _spec is not None and _spec.loader is not None
_saleors = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_saleors)

# Saleor's fixtures live in plugins, which only a root conftest may name.
pytest_plugins = _saleors.pytest_plugins
# Not every version of Saleor has these.
for _hook in ("pytest_addoption", "pytest_configure"):
    if hasattr(_saleors, _hook):
        globals()[_hook] = getattr(_saleors, _hook)

pytest.register_assert_rewrite("tests.api", "tests.contract", "tests.saleor.saleor_setup")

PLUGIN = "saleor_loyalty_plugin.plugin.LoyaltyPlugin"


@pytest.fixture
def plugin() -> Iterator[str]:
    """Switched on beside the sample gateways of Saleor's tests, whose fixtures come first."""
    with override_settings(PLUGINS=[*settings.PLUGINS, PLUGIN]):
        yield PLUGIN


@pytest.fixture
def committed(db: None) -> Iterator[None]:
    """Inside the test's transaction, what waits for a commit runs when it would in a shop."""
    with commits_at_once():
        yield


@pytest.fixture
def shop(plugin: str, committed: None, site_settings: Any) -> Iterator[Any]:
    from saleor_loyalty_plugin.models import Entry
    from tests.contract.driver import Shop
    from tests.contract.words import entries_without_words
    from tests.saleor.saleor_setup import SaleorSetup

    cache.clear()
    yield Shop(SaleorSetup())
    # A test may take our tables away.
    if Entry._meta.db_table in connection.introspection.table_names():
        assert entries_without_words() == []


@pytest.fixture
def host() -> Any:
    return current_host()
