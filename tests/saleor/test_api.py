"""The API's suites in a real Saleor."""

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


def test_our_fields_count_towards_the_limit_on_queries(shop: Shop) -> None:
    """Ten entries, and for each an order."""
    query = "{ loyaltyEntries(first: 10) { edges { node { points order { id } } } } }"
    body = shop.setup.post(query, {}, shop.admin.token)
    assert body["extensions"]["cost"]["requestedQueryCost"] == 20
