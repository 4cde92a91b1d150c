"""The contract suites in a real Saleor."""

from tests.contract.earning_suite import *  # noqa: F403
from tests.contract.spending_suite import *  # noqa: F403
