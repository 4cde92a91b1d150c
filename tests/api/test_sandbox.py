"""The API's suites on the sandbox."""

from collections.abc import Iterator

import pytest

from tests.api.accounts_suite import *  # noqa: F403
from tests.api.bad_input_suite import *  # noqa: F403
from tests.api.badges_suite import *  # noqa: F403
from tests.api.claims_suite import *  # noqa: F403
from tests.api.deliveries_suite import *  # noqa: F403
from tests.api.denials_suite import *  # noqa: F403
from tests.api.lists_suite import *  # noqa: F403
from tests.api.messages_suite import *  # noqa: F403
from tests.api.operations_suite import *  # noqa: F403
from tests.api.statements_suite import *  # noqa: F403
from tests.api.tiers_suite import *  # noqa: F403
from tests.api.webhooks_suite import *  # noqa: F403
from tests.contract.driver import Shop
from tests.contract.sandbox_setup import SandboxSetup
from tests.contract.words import entries_without_words


@pytest.fixture
def shop(committing_db: None) -> Iterator[Shop]:
    yield Shop(SandboxSetup())
    assert entries_without_words() == []
