"""Time and statements of `checkoutComplete` with and without the plugin; see benchmarks.

Not a test by its name: `python -m benchmarks.saleor_checkout` runs it.
"""

import json
import os
import statistics
import time
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from saleor.celeryconf import app as celery_app

from saleor_loyalty_plugin.tasks import settle_order_task
from tests.contract.driver import Channel, Person, Shop
from tests.saleor.conftest import PLUGIN

D = Decimal
ROUNDS = int(os.environ.get("LOYALTY_BENCH_ROUNDS", "40"))
# Contenders: Saleor alone, with the plugin, and each with a discount on the checkout.
ALONE, WITH, ALONE_CODE, WITH_POINTS = "alone", "with", "alone_code", "with_points"


@pytest.fixture
def broker(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Tasks are serialised and sent, to a broker in memory, as in production; nobody runs them."""
    with celery_app.connection_for_write("memory://") as memory:

        def send(*, args: list[str], **_options: Any) -> None:
            celery_app.send_task(settle_order_task.name, args=args, connection=memory)

        monkeypatch.setattr(settle_order_task, "apply_async", send)
        yield


def _complete(shop: Shop, buyer: Person, variant: str, channel: Channel, who: str) -> Any:
    """Seconds and statements of one checkoutComplete."""
    checkout_id = shop.checkout(buyer, (variant, 2), channel=channel)
    if who == ALONE_CODE:
        shop.add_promo_code(checkout_id, shop.setup.voucher(D("5.00"), channel=channel), buyer)
    if who == WITH_POINTS:
        shop.apply(checkout_id, buyer, points=500)
    shop.pay_checkout(checkout_id, shop.total(checkout_id, buyer), channel.currency)
    plugins = [name for name in settings.PLUGINS if name != PLUGIN]
    if who in (WITH, WITH_POINTS):
        plugins = [*plugins, PLUGIN]
    with override_settings(PLUGINS=plugins), CaptureQueriesContext(connection) as captured:
        started = time.perf_counter()
        shop.complete(checkout_id, buyer)
        seconds = time.perf_counter() - started
    return seconds, len(captured)


@pytest.mark.filterwarnings("ignore::celery.exceptions.AlwaysEagerIgnored")
def test_measure(shop: Shop, broker: None) -> None:
    channel = shop.setup.channel()
    ann = shop.setup.customer("ann@example.com")
    cup = shop.setup.variant(D("50.00"), channel=channel)
    shop.credit(ann, 1_000_000)
    contenders = [ALONE, WITH, ALONE_CODE, WITH_POINTS]
    for who in contenders:
        _complete(shop, ann, cup, channel, who)
    rounds: list[dict[str, Any]] = []
    for number in range(ROUNDS):
        # Whoever comes first in a round must not always be the same.
        order = contenders[number % 4 :] + contenders[: number % 4]
        rounds.append({who: _complete(shop, ann, cup, channel, who) for who in order})
    result = {
        "rounds": ROUNDS,
        "statements": {who: rounds[-1][who][1] for who in contenders},
        "milliseconds": {
            who: 1000 * statistics.median(row[who][0] for row in rounds) for who in contenders
        },
        "ratio": statistics.median(row[WITH][0] / row[ALONE][0] for row in rounds),
        "ratio_points": statistics.median(
            row[WITH_POINTS][0] / row[ALONE_CODE][0] for row in rounds
        ),
    }
    Path(os.environ["LOYALTY_BENCH_RESULT"]).write_text(json.dumps(result))
