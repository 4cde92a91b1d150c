"""A sandbox whose commits are real, for tests of what commits decide."""

from contextlib import AbstractContextManager, nullcontext
from typing import Any

import pytest

from tests.contract.driver import Shop
from tests.contract.sandbox_setup import SandboxSetup


def _committed() -> AbstractContextManager[Any]:
    return nullcontext()


@pytest.fixture
def live_shop(committing_db: None) -> Shop:
    """A shop whose requests commit, so that other threads and processes see them."""
    return Shop(SandboxSetup(_committed))
