"""The contract suites in a real Saleor."""

from decimal import Decimal

import graphene

from tests.contract.adding_up_suite import *  # noqa: F403
from tests.contract.arrivals_suite import *  # noqa: F403
from tests.contract.badges_suite import *  # noqa: F403
from tests.contract.cards_suite import *  # noqa: F403
from tests.contract.composition_suite import *  # noqa: F403
from tests.contract.delivery_suite import *  # noqa: F403
from tests.contract.discount_suite import *  # noqa: F403
from tests.contract.drafts_suite import *  # noqa: F403
from tests.contract.driver import TRANSACTION, Shop
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
from tests.contract.segments_suite import *  # noqa: F403
from tests.contract.spending_suite import *  # noqa: F403
from tests.contract.suggestions_suite import *  # noqa: F403
from tests.contract.tier_benefits_suite import *  # noqa: F403
from tests.contract.tier_story_suite import *  # noqa: F403
from tests.contract.tiers_api_suite import *  # noqa: F403
from tests.contract.time_suite import *  # noqa: F403


def test_trigger_order_created_credits_before_payment(shop: Shop) -> None:
    """Saleor calls an order unconfirmed as long as no payment is in sight: here the card is
    authorized, but not charged."""
    channel = shop.setup.channel()
    shop.set_program(channel, earnTrigger="ORDER_CREATED")
    ann = shop.setup.customer("ann@example.com")
    book = shop.setup.variant(Decimal("20.00"), channel=channel)
    checkout_id = shop.checkout(ann, (book, 1), channel=channel)
    authorized = {"amountAuthorized": {"amount": 30.0, "currency": channel.currency}}
    shop.mutate(
        TRANSACTION,
        {"id": checkout_id, "transaction": authorized},
        shop.setup.app_token("HANDLE_PAYMENTS"),
    )

    shop.complete(checkout_id, ann)

    assert shop.movements(ann) == [("EARN", 20)]


CONFIRM = """
mutation ($id: ID!) { orderConfirm(id: $id) { errors { field message code } } }"""


def test_order_marked_as_paid_by_staff_earns(shop: Shop) -> None:
    """An order that nobody has paid for waits for the shop's word; then it earns."""
    channel = shop.setup.channel()
    ann = shop.setup.customer("ann@example.com")
    book = shop.setup.variant(Decimal("20.00"), channel=channel)
    order_id = shop.complete(shop.checkout(ann, (book, 1), channel=channel), ann)
    assert shop.order(order_id)["status"] == "UNCONFIRMED"

    shop.mark_paid(order_id)
    assert shop.movements(ann) == []
    order_global_id = graphene.Node.to_global_id("Order", order_id)
    shop.mutate(CONFIRM, {"id": order_global_id}, shop.admin.token)

    assert shop.movements(ann) == [("EARN", 20)]
