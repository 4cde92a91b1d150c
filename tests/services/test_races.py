"""Many threads on few accounts: no point is lost, doubled or below zero."""

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from typing import Any

from django.db import connections
from django.utils import timezone

from saleor_loyalty_plugin.models import Account, Entry, Hold, HoldStatus
from saleor_loyalty_plugin.services.settle_order import settle_order
from saleor_loyalty_plugin.services.verify_books import verify_books
from sandbox.shop.models import Order
from tests.contract.driver import Refused, Shop

D = Decimal
THREADS = 8


def at_once(jobs: list[Callable[[], Any]]) -> list[Any]:
    """Results of all jobs, run by eight threads; a `Refused` is a result too."""

    def run(job: Callable[[], Any]) -> Any:
        try:
            return job()
        except Refused as refused:
            return refused
        finally:
            connections.close_all()

    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(run, jobs))


def test_one_balance_over_many_checkouts(live_shop: Shop) -> None:
    shop, channel = live_shop, live_shop.setup.channel()
    ann = shop.setup.customer("ann@example.com")
    shop.credit(ann, 1000)
    lamp = shop.setup.variant(D("60.00"), channel=channel)
    checkouts = [shop.checkout(ann, (lamp, 1), channel=channel) for _ in range(12)]

    results = at_once([lambda c=c: shop.apply(c, ann, points=300) for c in checkouts])

    applied = [item for item in results if not isinstance(item, Refused)]
    refused = [item for item in results if isinstance(item, Refused)]
    assert len(applied) == 3
    assert {code for item in refused for code in item.codes} == {"INSUFFICIENT_POINTS"}
    assert shop.available(ann) == 100
    assert Hold.objects.filter(status=HoldStatus.OPEN).count() == 3


def test_same_checkout_applied_many_times_at_once(live_shop: Shop) -> None:
    shop, channel = live_shop, live_shop.setup.channel()
    ann = shop.setup.customer("ann@example.com")
    shop.credit(ann, 1000)
    lamp = shop.setup.variant(D("60.00"), channel=channel)
    checkout_id = shop.checkout(ann, (lamp, 1), channel=channel)

    at_once([lambda n=n: shop.apply(checkout_id, ann, points=n) for n in (100, 300) * 6])

    hold = Hold.objects.get(status=HoldStatus.OPEN)
    assert hold.points in (100, 300)
    assert shop.available(ann) == 1000 - hold.points
    assert shop.total(checkout_id, ann) == D(70) - D(hold.points) / 100


def test_same_order_settled_many_times_at_once(live_shop: Shop) -> None:
    shop, channel = live_shop, live_shop.setup.channel()
    ann = shop.setup.customer("ann@example.com")
    lamp = shop.setup.variant(D("60.00"), channel=channel)
    order_id = shop.buy(ann, (lamp, 1), channel=channel)
    # Unsettled again, by an event that no hook told of.
    Order.objects.filter(pk=order_id).update(status="canceled")

    at_once([lambda: settle_order(order_id=order_id, now=timezone.now())] * 16)

    assert shop.movements(ann) == [("EARN", 60), ("CLAWBACK", -60)]


def test_same_credit_many_times_at_once(live_shop: Shop) -> None:
    shop = live_shop
    ann = shop.setup.customer("ann@example.com")
    # Keys are an actor's own: all requests must come from the same one.
    assert shop.admin.user_id

    results = at_once([lambda: shop.credit(ann, 50, idempotencyKey="bonus-1")] * 16)

    assert len({item["entry"]["id"] for item in results}) == 1
    assert shop.movements(ann) == [("ADJUST", 50)]


def test_everything_at_once(live_shop: Shop) -> None:
    """Applying, removing, completing, cancelling and adjusting on three accounts."""
    shop, channel = live_shop, live_shop.setup.channel()
    people = [shop.setup.customer(f"{name}@example.com") for name in ("ann", "bob", "cyd")]
    for person in people:
        shop.credit(person, 2000)
    lamp = shop.setup.variant(D("20.00"), channel=channel)
    rng = random.Random(20260301)

    def shopping(seed: int) -> None:
        luck = random.Random(seed)
        buyer = luck.choice(people)
        checkout_id = shop.checkout(buyer, (lamp, luck.randint(1, 3)), channel=channel)
        try:
            shop.apply(checkout_id, buyer, points=luck.randint(1, 1500))
            if luck.random() < 0.3:
                shop.remove(checkout_id, buyer)
        except Refused:
            pass
        if luck.random() < 0.8:
            total = shop.total(checkout_id, buyer)
            shop.pay_checkout(checkout_id, total, channel.currency)
            order_id = shop.complete(checkout_id, buyer)
            if luck.random() < 0.4:
                shop.cancel(order_id)

    def adjusting(seed: int) -> None:
        luck = random.Random(seed)
        shop.credit(luck.choice(people), luck.choice((-700, 35, 120)))

    jobs: list[Callable[[], Any]] = [lambda n=n: shopping(n) for n in range(32)]
    jobs += [lambda n=n: adjusting(n) for n in range(100, 116)]
    rng.shuffle(jobs)
    results = at_once(jobs)

    assert [item for item in results if isinstance(item, Exception)] == [
        item for item in results if isinstance(item, Refused)
    ]
    assert list(verify_books(now=timezone.now())) == []
    for account in Account.objects.all():
        entries = Entry.objects.filter(account=account)
        assert account.balance == sum(entry.points for entry in entries) >= 0
        open_holds = Hold.objects.filter(account=account, status=HoldStatus.OPEN)
        assert account.reserved == sum(hold.points for hold in open_holds) <= account.balance
