"""The GraphQL API. The suites run unchanged in every host, like those in tests/contract."""

import pytest

pytest.register_assert_rewrite(
    "tests.api.bad_input_suite",
    "tests.api.denials_suite",
    "tests.api.lists_suite",
    "tests.api.operations_suite",
    "tests.api.world",
)
