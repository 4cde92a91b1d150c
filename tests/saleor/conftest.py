"""Saleor's own fixtures, and the plugin switched on."""

import importlib.util
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import saleor
from django.core.cache import cache

from saleor_loyalty_plugin.hosts import current_host
from tests.contract.driver import Shop
from tests.saleor.commits import commits_at_once
from tests.saleor.saleor_setup import SaleorSetup

_file = Path(saleor.__file__).parents[1] / "conftest.py"
_spec = importlib.util.spec_from_file_location("saleors_own_conftest", _file)
assert _spec is not None and _spec.loader is not None
_saleors = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_saleors)

# Saleor's fixtures live in plugins, which only a root conftest may name.
pytest_plugins = _saleors.pytest_plugins
pytest_addoption = _saleors.pytest_addoption
pytest_configure = _saleors.pytest_configure

PLUGIN = "saleor_loyalty_plugin.plugin.LoyaltyPlugin"


@pytest.fixture(autouse=True)
def plugin(settings: Any) -> str:
    """Saleor's test settings switch every plugin off; here ours is on."""
    settings.PLUGINS = [PLUGIN]
    return PLUGIN


@pytest.fixture
def committed(db: None) -> Iterator[None]:
    """Inside the test's transaction, what waits for a commit runs when it would in a shop."""
    with commits_at_once():
        yield


@pytest.fixture
def shop(committed: None, site_settings: Any) -> Shop:
    cache.clear()
    return Shop(SaleorSetup())


@pytest.fixture
def host() -> Any:
    return current_host()
