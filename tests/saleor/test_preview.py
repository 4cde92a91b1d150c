"""What a cart promises, where only Saleor can show it: its vouchers, promotions, taxes, expiry."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import graphene
import pytest
from django.conf import settings
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from prices import TaxedMoney
from saleor.checkout.models import Checkout
from saleor.discount import PromotionType, RewardType, RewardValueType, VoucherType
from saleor.discount.models import Promotion, VoucherCode
from saleor.graphql.webhook.subscription_payload import (
    generate_payload_from_subscription,
    initialize_request,
)
from saleor.plugins.base_plugin import BasePlugin
from saleor.product.models import ProductVariant
from saleor.tax import TaxCalculationStrategy
from saleor.tax.models import TaxConfiguration
from saleor.webhook.event_types import WebhookEventSyncType

from tests.contract.driver import Channel, Person, Shop
from tests.contract.preview_suite import QUERIES

D = Decimal
TAXES = "tests.saleor.test_preview.TenPercent"


class TenPercent(BasePlugin):
    """A tax service: ten per cent on goods, nothing on delivery."""

    PLUGIN_ID = "tests.ten-percent"
    PLUGIN_NAME = "Ten per cent"
    DEFAULT_ACTIVE = True
    CONFIGURATION_PER_CHANNEL = False
    calls = 0

    def calculate_checkout_line_total(self, *_about: Any, previous_value: TaxedMoney) -> TaxedMoney:
        return TaxedMoney(net=previous_value.net, gross=previous_value.net * D("1.1"))

    def calculate_checkout_total(
        self, checkout_info: Any, lines: Any, _address: Any, *, previous_value: TaxedMoney
    ) -> TaxedMoney:
        type(self).calls += 1
        total = checkout_info.checkout.shipping_price
        for info in lines:
            total += info.line.total_price
        return total


@pytest.fixture
def ann(shop: Shop) -> Person:
    return shop.setup.customer("ann@example.com")


def _row(checkout_id: str) -> Any:
    """The checkout's row, for updates that Saleor does not notice."""
    return Checkout.objects.filter(pk=UUID(graphene.Node.from_global_id(checkout_id)[1]))


def _promise_kept(shop: Shop, checkout_id: str, buyer: Person, channel: Channel) -> int:
    """What the cart promises and its order then earns."""
    promised = shop.points_to_earn(checkout_id, buyer)
    shop.pay_checkout(checkout_id, shop.total(checkout_id, buyer), channel.currency)
    earned = shop.points_earned(shop.complete(checkout_id, buyer))
    assert promised == earned
    return promised


# Vouchers and promotions ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "points"),
    [({"kind": VoucherType.SHIPPING}, 105), ({"apply_once_per_order": True}, 100)],
    ids=["half the shipping", "half of the cheapest piece"],
)
def test_vouchers_of_saleor(shop: Shop, ann: Person, kind: dict[str, Any], points: int) -> None:
    channel = shop.setup.channel()
    shop.set_program(channel, earnOnShipping=True)
    checkout_id = _cups_and_a_lamp(shop, ann, channel)

    code = shop.setup.voucher(D(50), channel=channel, is_percentage=True, **kind)
    shop.add_promo_code(checkout_id, code, ann)

    assert _promise_kept(shop, checkout_id, ann, channel) == points


def test_voucher_for_one_product(shop: Shop, ann: Person) -> None:
    channel = shop.setup.net_channel()
    cup = shop.setup.variant(D("20.00"), channel=channel)
    lamp = shop.setup.variant(D("60.00"), channel=channel)
    code = shop.setup.voucher(D(5), channel=channel, kind=VoucherType.SPECIFIC_PRODUCT)
    VoucherCode.objects.get(code=code).voucher.products.add(_variant(cup).product)
    checkout_id = shop.checkout(ann, (cup, 2), (lamp, 1), channel=channel)

    shop.add_promo_code(checkout_id, code, ann)

    # 2 x 15.00 and 60.00, and 23 % on top.
    assert _promise_kept(shop, checkout_id, ann, channel) == 110


def test_order_promotion(shop: Shop, ann: Person) -> None:
    channel = shop.setup.net_channel()
    _order_promotion(
        channel,
        reward_type=RewardType.SUBTOTAL_DISCOUNT,
        reward_value_type=RewardValueType.PERCENTAGE,
        reward_value=D(25),
    )

    checkout_id = _cups_and_a_lamp(shop, ann, channel)

    assert _promise_kept(shop, checkout_id, ann, channel) == 92


def test_gift_of_a_promotion_earns_nothing(shop: Shop, ann: Person) -> None:
    channel = shop.setup.channel()
    present = shop.setup.variant(D("9.00"), channel=channel)
    _order_promotion(channel, reward_type=RewardType.GIFT).gifts.add(_variant(present))

    checkout_id = _cups_and_a_lamp(shop, ann, channel)

    assert _promise_kept(shop, checkout_id, ann, channel) == 100


def _cups_and_a_lamp(shop: Shop, buyer: Person, channel: Channel) -> str:
    """Goods for 100.00."""
    cup = shop.setup.variant(D("20.00"), channel=channel)
    lamp = shop.setup.variant(D("60.00"), channel=channel)
    return shop.checkout(buyer, (cup, 2), (lamp, 1), channel=channel)


def _variant(global_id: str) -> ProductVariant:
    return ProductVariant.objects.get(pk=graphene.Node.from_global_id(global_id)[1])


def _order_promotion(channel: Channel, **reward: Any) -> Any:
    promotion = Promotion.objects.create(
        name="From 50", type=PromotionType.ORDER, start_date=timezone.now() - timedelta(hours=1)
    )
    rule = promotion.rules.create(
        name="From 50",
        order_predicate={
            "discountedObjectPredicate": {"baseSubtotalPrice": {"range": {"gte": 50}}}
        },
        **reward,
    )
    rule.channels.add(channel.channel_id)
    return rule


# A tax service --------------------------------------------------------------------------------

WITH_TOTAL = """
query ($id: ID!) {
  checkout(id: $id) { totalPrice { gross { amount } } loyalty { pointsToEarn } }
}"""
TOTAL_LAST = """
query ($id: ID!) {
  checkout(id: $id) { loyalty { pointsToEarn } totalPrice { gross { amount } } }
}"""
MINE = """
{ me { checkouts(first: 10) { edges { node { loyalty { pointsToEarn } } } } } }"""


@pytest.fixture
def taxed_by_service(shop: Shop) -> Any:
    channel = shop.setup.channel()
    TaxConfiguration.objects.filter(channel_id=channel.channel_id).update(
        tax_calculation_strategy=TaxCalculationStrategy.TAX_APP,
        tax_app_id=f"plugin:{TenPercent.PLUGIN_ID}",
        prices_entered_with_tax=False,
    )
    with override_settings(PLUGINS=[*settings.PLUGINS, TAXES]):
        yield channel


def _calls_of(action: Callable[[], Any]) -> tuple[Any, int]:
    before = TenPercent.calls
    return action(), TenPercent.calls - before


@pytest.mark.parametrize("document", [WITH_TOTAL, TOTAL_LAST])
def test_service_is_asked_once_for_both(
    shop: Shop, ann: Person, taxed_by_service: Channel, document: str
) -> None:
    checkout_id = _cups_and_a_lamp(shop, ann, taxed_by_service)

    def ask() -> dict[str, Any]:
        found: dict[str, Any] = shop.run(document, {"id": checkout_id}, ann.token)["checkout"]
        return found

    shown = {"totalPrice": {"gross": {"amount": 120.0}}, "loyalty": {"pointsToEarn": 110}}
    # The stored prices are good from then on.
    assert _calls_of(ask) == (shown, 1)
    assert _calls_of(ask) == (shown, 0)
    assert _promise_kept(shop, checkout_id, ann, taxed_by_service) == 110


def test_list_asks_no_service_and_estimates(
    shop: Shop, ann: Person, taxed_by_service: Channel
) -> None:
    checkout_id = _cups_and_a_lamp(shop, ann, taxed_by_service)

    def listed() -> list[int]:
        edges = shop.run(MINE, {}, ann.token)["me"]["checkouts"]["edges"]
        return [edge["node"]["loyalty"]["pointsToEarn"] for edge in edges]

    assert _calls_of(listed) == ([100], 0)
    shop.total(checkout_id, ann)
    assert _calls_of(listed) == ([110], 0)
    # An hour later nobody has changed the cart: the total is still the shop's last word.
    earlier = timezone.now() - timedelta(hours=3)
    _row(checkout_id).update(last_change=earlier, price_expiration=earlier + timedelta(hours=1))
    assert _calls_of(listed) == ([110], 0)
    shop.add_line(checkout_id, shop.setup.variant(D(30), channel=taxed_by_service), 1, ann)
    _row(checkout_id).update(price_expiration=earlier)
    assert _calls_of(listed) == ([130], 0)


ASKED_FOR_TAXES = """
subscription { event { ... on CalculateTaxes { taxBase { sourceObject {
  ... on Checkout { loyalty { pointsToEarn } }
} } } } }"""


def test_tax_service_that_asks_for_points_is_not_asked_again(
    shop: Shop, ann: Person, taxed_by_service: Channel
) -> None:
    checkout_id = _cups_and_a_lamp(shop, ann, taxed_by_service)
    event = WebhookEventSyncType.CHECKOUT_CALCULATE_TAXES
    request = initialize_request(None, sync_event=True, event_type=event)

    def asked() -> Any:
        return generate_payload_from_subscription(
            event, _row(checkout_id).get(), ASKED_FOR_TAXES, request
        )

    assert _calls_of(asked) == (
        {"taxBase": {"sourceObject": {"loyalty": {"pointsToEarn": 100}}}},
        0,
    )


# Lists ----------------------------------------------------------------------------------------

CHECKOUTS = """
query ($first: Int!) {
  checkouts(first: $first) { edges { node { id loyalty {
    pointsToEarn appliedPoints quote { maximumPoints limits { code } }
  } } } }
}"""
CHECKOUT_IDS = "query ($first: Int!) { checkouts(first: $first) { edges { node { id } } } }"


def test_staffs_list_of_carts_costs_the_same_for_two_and_eight(shop: Shop) -> None:
    channels = [shop.setup.channel(), shop.setup.net_channel(), shop.setup.yen_channel()]
    for number in range(8):
        buyer = shop.setup.customer(f"buyer{number}@example.com")
        channel = channels[number % 3]
        cup = shop.setup.variant(D(500), channel=channel)
        shop.checkout(buyer, (cup, 1), channel=channel)
        shop.credit(buyer, 10)
    staff = shop.setup.staff("MANAGE_CHECKOUTS").token

    def queries(document: str, first: int) -> int:
        with CaptureQueriesContext(connection) as captured:
            shop.run(document, {"first": first}, staff)
        return len(captured)

    queries(CHECKOUTS, 8)  # warms Saleor's caches
    added = [queries(CHECKOUTS, n) - queries(CHECKOUT_IDS, n) for n in (2, 8)]
    # No cart carries a code, so nobody asks what codes take off.
    assert added == [QUERIES + shop.setup.queries_of_carts - 1] * 2
