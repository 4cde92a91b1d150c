"""Common to all suites that run on the sandbox."""

import pytest

pytest.register_assert_rewrite("tests.contract.earning_suite", "tests.contract.spending_suite")
