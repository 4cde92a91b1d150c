"""Fixtures that several contract suites share; `shop` is each host's own."""

import pytest

from tests.contract.driver import Channel, Person, Shop


@pytest.fixture
def channel(shop: Shop) -> Channel:
    return shop.setup.channel()


@pytest.fixture
def ann(shop: Shop) -> Person:
    return shop.setup.customer("ann@example.com")
