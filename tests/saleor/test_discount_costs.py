"""What a composed code adds to `checkoutComplete`, in statements."""

from decimal import Decimal
from typing import Any

import pytest
import saleor
from django.conf import settings
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from saleor_loyalty_plugin.services.sweep import sweep_orders
from tests.contract.driver import Person, Shop
from tests.contract.standing import Tiers
from tests.saleor.conftest import PLUGIN

D = Decimal
# See docs/saleor.md.
STATEMENTS_ADDED_MAX = 20 if saleor.__version__.startswith("3.22.") else 8


@pytest.fixture
def queue(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tasks go to a broker, as in production, instead of running in the request."""
    monkeypatch.setattr(
        "saleor_loyalty_plugin.tasks.settle_order_task.apply_async", lambda **_options: None
    )


def _statements(shop: Shop, ann: Person, cup: str, *, points: int | None) -> int:
    """With a merchant's voucher and without the plugin where no points are given."""
    channel = shop.setup.channel()
    checkout_id = shop.checkout(ann, (cup, 2), channel=channel)
    plugins = list(settings.PLUGINS)
    if points is None:
        plugins.remove(PLUGIN)
    with override_settings(PLUGINS=plugins):
        if points is None:
            code = shop.setup.voucher(D("5.00"), channel=channel)
            shop.add_promo_code(checkout_id, code, ann)
        else:
            shop.apply(checkout_id, ann, points=points)
        shop.pay_checkout(checkout_id, shop.total(checkout_id, ann), channel.currency)
        with CaptureQueriesContext(connection) as captured:
            shop.complete(checkout_id, ann)
    return len(captured)


def test_completing_with_a_composed_code(shop: Shop, queue: Any) -> None:
    """A tier costs two statements beside the points; looking for offers is not part of it."""
    ann = shop.setup.customer("ann@example.com")
    shop.credit(ann, 10_000)
    cup = shop.setup.variant(D("50.00"), channel=shop.setup.channel())
    for points in (None, 500):
        _statements(shop, ann, cup, points=points)  # warms Saleor's caches

    merchants = _statements(shop, ann, cup, points=None)
    with_points = _statements(shop, ann, cup, points=500)
    Tiers().give(ann, discount_percentage=D(10))
    composed = _statements(shop, ann, cup, points=500)

    # What tier the customer has, and whether they take part.
    assert composed - with_points == 2
    assert with_points - merchants <= STATEMENTS_ADDED_MAX
    sweep_orders(now=timezone.now())
