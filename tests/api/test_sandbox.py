"""The API's suites on the sandbox."""

import pytest

from tests.api.bad_input_suite import *  # noqa: F403
from tests.api.denials_suite import *  # noqa: F403
from tests.api.lists_suite import *  # noqa: F403
from tests.api.operations_suite import *  # noqa: F403
from tests.contract.driver import Shop
from tests.contract.sandbox_setup import SandboxSetup


@pytest.fixture
def shop(committing_db: None) -> Shop:
    return Shop(SandboxSetup())
