"""A sandbox whose commits are real, for tests of what commits decide."""

import pytest

from tests.contract.driver import Shop
from tests.contract.sandbox_setup import SandboxSetup


@pytest.fixture
def live_shop(committing_db: None) -> Shop:
    """A shop whose requests commit, so that other threads and processes see them."""
    return Shop(SandboxSetup())
