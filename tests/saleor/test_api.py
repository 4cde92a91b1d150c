"""The API's suites in a real Saleor."""

from tests.api.bad_input_suite import *  # noqa: F403
from tests.api.denials_suite import *  # noqa: F403
from tests.api.lists_suite import *  # noqa: F403
from tests.api.operations_suite import *  # noqa: F403
