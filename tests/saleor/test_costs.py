"""What the plugin adds to a shopper's requests, in statements."""

from decimal import Decimal
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext

from tests.contract.driver import Person, Shop
from tests.saleor.conftest import PLUGIN

D = Decimal


@pytest.fixture
def queue(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Tasks go to a broker, as in production, instead of running in the request."""
    sent: list[Any] = []
    monkeypatch.setattr(
        "saleor_loyalty_plugin.tasks.settle_order_task.apply_async",
        lambda **options: sent.append(options["args"]),
    )
    return sent


def _statements_to_complete(shop: Shop, buyer: Person, variant: str, *, with_plugin: bool) -> int:
    channel = shop.setup.channel()
    plugins = [name for name in settings.PLUGINS if name != PLUGIN]
    with override_settings(PLUGINS=[*plugins, PLUGIN] if with_plugin else plugins):
        checkout_id = shop.checkout(buyer, (variant, 2), channel=channel)
        shop.pay_checkout(checkout_id, shop.total(checkout_id, buyer), channel.currency)
        with CaptureQueriesContext(connection) as captured:
            shop.complete(checkout_id, buyer)
    return len(captured)


def test_completing_a_checkout_costs_one_statement(shop: Shop, queue: list[Any]) -> None:
    ann = shop.setup.customer("ann@example.com")
    cup = shop.setup.variant(D("10.00"), channel=shop.setup.channel())
    _statements_to_complete(shop, ann, cup, with_plugin=True)  # warms Saleor's caches

    without = _statements_to_complete(shop, ann, cup, with_plugin=False)
    with_plugin = _statements_to_complete(shop, ann, cup, with_plugin=True)

    # Whether a gift card that points have bought pays for it.
    assert with_plugin - without == 1
    assert queue


def test_changing_a_cart_without_points_costs_two_statements(shop: Shop, queue: list[Any]) -> None:
    channel = shop.setup.channel()
    ann = shop.setup.customer("ann@example.com")
    cup = shop.setup.variant(D("10.00"), channel=channel)
    checkout_id = shop.checkout(ann, (cup, 1), channel=channel)
    counts = []
    for quantity, plugins in (
        (2, settings.PLUGINS),
        (3, settings.PLUGINS[:-1]),
        (4, settings.PLUGINS),
    ):
        with override_settings(PLUGINS=plugins), CaptureQueriesContext(connection) as captured:
            shop.set_quantity(checkout_id, cup, quantity, ann)
        counts.append(len(captured))

    _warm_up, without, with_plugin = counts
    # What is on the cart, and what was put on it that found nothing to lower so far.
    assert with_plugin - without == 2
