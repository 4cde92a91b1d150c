"""A process is killed at the worst moment; the sweep makes everything right."""

import os
import signal
import subprocess
import sys
from decimal import Decimal
from uuid import UUID

import graphene
from django.db import connection
from django.utils import timezone

from saleor_loyalty_plugin.models import Account, Entry, Hold, HoldStatus
from saleor_loyalty_plugin.services.proof.verify_books import verify_books
from saleor_loyalty_plugin.services.sweep import sweep_holds, sweep_orders
from sandbox.shop.models import Order
from tests.contract.driver import Channel, Person, Shop

D = Decimal


def killed(scenario: str, *arguments: str) -> None:
    """Run a scenario in a process of its own and assert that it was killed where it should be."""
    settings = connection.settings_dict
    url = os.environ["DATABASE_URL"]
    head, _, options = url.partition("?")
    child_url = f"{head.rsplit('/', 1)[0]}/{settings['NAME']}" + (f"?{options}" if options else "")
    result = subprocess.run(
        [sys.executable, "-m", "tests.services.crash_child", scenario, *arguments],
        env={**os.environ, "DATABASE_URL": child_url},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert result.returncode == -signal.SIGKILL, result.stderr


def paid_checkout(shop: Shop, buyer: Person, channel: Channel, *, points: int | None) -> str:
    lamp = shop.setup.variant(D("60.00"), channel=channel)
    checkout_id = shop.checkout(buyer, (lamp, 1), channel=channel)
    if points is not None:
        shop.apply(checkout_id, buyer, points=points)
    shop.pay_checkout(checkout_id, shop.total(checkout_id, buyer), channel.currency)
    return checkout_id


def the_order(checkout_id: str) -> UUID:
    token = graphene.Node.from_global_id(checkout_id)[1]
    return UUID(str(Order.objects.get(checkout_token=token).pk))


def test_killed_between_commit_and_hook(live_shop: Shop) -> None:
    shop, channel = live_shop, live_shop.setup.channel()
    ann = shop.setup.customer("ann@example.com")
    shop.credit(ann, 1000)
    checkout_id = paid_checkout(shop, ann, channel, points=735)

    killed("between_commit_and_hook", checkout_id, ann.token)

    assert Order.objects.count() == 1
    assert shop.movements(ann) == [("ADJUST", 1000)]
    assert Hold.objects.get().status == HoldStatus.OPEN
    for _ in range(2):
        sweep_orders(now=timezone.now())
        assert shop.movements(ann) == [("ADJUST", 1000), ("REDEEM", -735), ("EARN", 52)]
    assert Hold.objects.get().status == HoldStatus.CAPTURED
    assert list(verify_books(now=timezone.now())) == []


def test_lost_order_is_found_by_the_sweep_of_holds_too(live_shop: Shop) -> None:
    shop, channel = live_shop, live_shop.setup.channel()
    ann = shop.setup.customer("ann@example.com")
    shop.credit(ann, 1000)
    checkout_id = paid_checkout(shop, ann, channel, points=735)
    killed("between_commit_and_hook", checkout_id, ann.token)
    Hold.objects.update(expires_at=timezone.now())

    assert sweep_holds(now=timezone.now()) == 0

    assert shop.movements(ann) == [("ADJUST", 1000), ("REDEEM", -735), ("EARN", 52)]


def test_killed_amid_settling(live_shop: Shop) -> None:
    shop, channel = live_shop, live_shop.setup.channel()
    ann = shop.setup.customer("ann@example.com")
    shop.credit(ann, 1000)
    checkout_id = paid_checkout(shop, ann, channel, points=735)
    killed("between_commit_and_hook", checkout_id, ann.token)

    killed("amid_settling", str(the_order(checkout_id)))

    assert Entry.objects.count() == 1
    account = Account.objects.get()
    assert (account.balance, account.reserved) == (1000, 735)
    sweep_orders(now=timezone.now())
    assert shop.movements(ann) == [("ADJUST", 1000), ("REDEEM", -735), ("EARN", 52)]
    assert list(verify_books(now=timezone.now())) == []


def test_killed_amid_applying_leaves_points_and_checkout_as_they_were(live_shop: Shop) -> None:
    shop, channel = live_shop, live_shop.setup.channel()
    ann = shop.setup.customer("ann@example.com")
    shop.credit(ann, 1000)
    checkout_id = paid_checkout(shop, ann, channel, points=None)

    killed("amid_applying", checkout_id, ann.token, "735")

    assert Hold.objects.count() == 0
    assert shop.available(ann) == 1000
    assert shop.total(checkout_id, ann) == D("70.0")
