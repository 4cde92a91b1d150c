"""A sandbox whose commits are real, for tests of what commits decide."""

from collections.abc import Iterator

import pytest

from tests.contract.driver import Shop
from tests.contract.sandbox_setup import SandboxSetup
from tests.contract.words import entries_without_words


@pytest.fixture
def live_shop(committing_db: None) -> Iterator[Shop]:
    """A shop whose requests commit, so that other threads and processes see them."""
    yield Shop(SandboxSetup())
    assert entries_without_words() == []
