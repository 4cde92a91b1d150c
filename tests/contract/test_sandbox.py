"""The contract suites on the sandbox."""

from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.test import TestCase

from tests.contract.driver import Shop
from tests.contract.earning_suite import *  # noqa: F403
from tests.contract.sandbox_setup import SandboxSetup
from tests.contract.spending_suite import *  # noqa: F403

pytestmark = pytest.mark.django_db


def _committed() -> AbstractContextManager[Any]:
    return TestCase.captureOnCommitCallbacks(execute=True)


@pytest.fixture
def shop(db: None) -> Shop:
    return Shop(SandboxSetup(_committed))
