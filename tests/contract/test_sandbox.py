"""The contract suites on the sandbox."""

from collections.abc import Iterator

import pytest

from tests.contract.adding_up_suite import *  # noqa: F403
from tests.contract.arrivals_suite import *  # noqa: F403
from tests.contract.badges_suite import *  # noqa: F403
from tests.contract.cards_suite import *  # noqa: F403
from tests.contract.claims_suite import *  # noqa: F403
from tests.contract.composition_suite import *  # noqa: F403
from tests.contract.delivery_suite import *  # noqa: F403
from tests.contract.discount_suite import *  # noqa: F403
from tests.contract.drafts_suite import *  # noqa: F403
from tests.contract.driver import Shop
from tests.contract.earning_rules_suite import *  # noqa: F403
from tests.contract.earning_suite import *  # noqa: F403
from tests.contract.events_suite import *  # noqa: F403
from tests.contract.fixtures import *  # noqa: F403
from tests.contract.gifts_suite import *  # noqa: F403
from tests.contract.guests_suite import *  # noqa: F403
from tests.contract.languages_suite import *  # noqa: F403
from tests.contract.limits_suite import *  # noqa: F403
from tests.contract.mail_suite import *  # noqa: F403
from tests.contract.metadata_suite import *  # noqa: F403
from tests.contract.milestones_suite import *  # noqa: F403
from tests.contract.mirror_suite import *  # noqa: F403
from tests.contract.notify_suite import *  # noqa: F403
from tests.contract.participation_suite import *  # noqa: F403
from tests.contract.payment_suite import *  # noqa: F403
from tests.contract.preferences_suite import *  # noqa: F403
from tests.contract.preview_suite import *  # noqa: F403
from tests.contract.product_rules_suite import *  # noqa: F403
from tests.contract.program_preview_suite import *  # noqa: F403
from tests.contract.referrals_suite import *  # noqa: F403
from tests.contract.refund_preview_suite import *  # noqa: F403
from tests.contract.refunds_suite import *  # noqa: F403
from tests.contract.reports_suite import *  # noqa: F403
from tests.contract.reward_tiers_suite import *  # noqa: F403
from tests.contract.rewards_suite import *  # noqa: F403
from tests.contract.sandbox_setup import SandboxSetup
from tests.contract.segments_suite import *  # noqa: F403
from tests.contract.spending_suite import *  # noqa: F403
from tests.contract.suggestions_suite import *  # noqa: F403
from tests.contract.tier_benefits_suite import *  # noqa: F403
from tests.contract.tier_story_suite import *  # noqa: F403
from tests.contract.tiers_api_suite import *  # noqa: F403
from tests.contract.time_suite import *  # noqa: F403
from tests.contract.words import entries_without_words


@pytest.fixture
def shop(committing_db: None) -> Iterator[Shop]:
    yield Shop(SandboxSetup())
    assert entries_without_words() == []
