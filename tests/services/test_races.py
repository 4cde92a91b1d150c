"""Many threads on few accounts: no point is lost, doubled or below zero."""

import itertools
import random
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from datetime import timedelta
from decimal import Decimal
from typing import Any
from unittest.mock import patch

import graphene
import pytest
from django.db import connections
from django.utils import timezone

from saleor_loyalty_plugin import ledger
from saleor_loyalty_plugin.models import (
    Account,
    Card,
    Entry,
    Hold,
    HoldStatus,
    MembershipChange,
)
from saleor_loyalty_plugin.services.members.cards import issue_card
from saleor_loyalty_plugin.services.members.settle_customer import settle_customer
from saleor_loyalty_plugin.services.orders.settle_order import settle_order
from saleor_loyalty_plugin.services.proof.verify_books import verify_books
from saleor_loyalty_plugin.services.sweep import sweep_lots
from sandbox.shop.models import Order, User
from tests.api.world import DOCUMENTS
from tests.contract.driver import Refused, Shop
from tests.locks import overtaken

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


def test_two_cards_asked_for_at_once_are_one(live_shop: Shop) -> None:
    shop = live_shop
    ann = shop.setup.customer("ann@example.com")
    query = "mutation { loyaltyCardIssue { card { number } errors { field message code } } }"

    results = at_once([lambda: shop.mutate(query, {}, ann.token) for _ in range(12)])

    (card,) = Card.objects.all()
    assert {item["card"]["number"] for item in results} == {card.number}
    assert Account.objects.count() == 1


def test_one_card_is_replaced_once_by_many_at_once(live_shop: Shop) -> None:
    shop = live_shop
    ann = shop.setup.customer("ann@example.com")
    shop.credit(ann, 1)
    card = issue_card(to=Account.objects.get().pk, number=None, actor="test", now=timezone.now())
    card_id = graphene.Node.to_global_id("LoyaltyCard", card.pk)

    def replace(number: str | None) -> Any:
        variables = {"id": card_id, "number": number}
        return shop.mutate(DOCUMENTS["LoyaltyCardReplace"], variables, shop.admin.token)

    assert shop.admin.token
    numbers = [None, "4000000000000002", None, "5555555555554444"] * 3
    at_once([lambda n=n: replace(n) for n in numbers])

    assert Card.objects.filter(status="ACTIVE").count() == 1
    assert Card.objects.filter(replaces=card).count() == 1
    assert Card.objects.count() == 2


def test_one_printed_card_goes_to_one_customer(live_shop: Shop) -> None:
    shop = live_shop
    buyers = [shop.setup.customer(f"buyer{number}@example.com") for number in range(6)]
    query = """
    mutation ($customerId: ID!) {
      loyaltyCardIssue(customerId: $customerId, number: "4000000000000002") {
        card { number } errors { field message code }
      }
    }"""
    assert shop.admin.token

    results = at_once(
        [
            lambda b=b: shop.mutate(query, {"customerId": b.global_id}, shop.admin.token)
            for b in buyers
        ]
    )

    refused = [item for item in results if isinstance(item, Refused)]
    assert [item.codes for item in refused] == [["CARD_TAKEN"]] * 5
    assert Card.objects.count() == 1


def test_joining_and_leaving_at_once_alternate(live_shop: Shop) -> None:
    shop = live_shop
    ann = shop.setup.customer("ann@example.com")
    documents = [DOCUMENTS["LoyaltyOptIn"], DOCUMENTS["LoyaltyOptOut"]] * 6

    at_once([lambda d=d: shop.mutate(d, {}, ann.token) for d in documents])

    kinds = list(MembershipChange.objects.order_by("pk").values_list("kind", flat=True))
    assert all(kind != after for kind, after in itertools.pairwise(kinds))


def test_account_frozen_between_quote_and_hold(live_shop: Shop) -> None:
    """The quote was read before staff froze the account, the hold is placed after that."""
    shop, channel = live_shop, live_shop.setup.channel()
    ann = shop.setup.customer("ann@example.com")
    shop.credit(ann, 1000)
    lamp = shop.setup.variant(D("60.00"), channel=channel)
    checkout_id = shop.checkout(ann, (lamp, 1), channel=channel)

    with pytest.raises(Refused) as refused:
        overtaken(
            lambda: shop.apply(checkout_id, ann, points=300),
            by=lambda: Account.objects.update(status="FROZEN"),
        )

    assert refused.value.codes == ["ACCOUNT_FROZEN"]
    assert Hold.objects.count() == 0
    assert Account.objects.get().reserved == 0
    assert shop.checkout_state(checkout_id, ann)["voucherCode"] is None


def test_freezing_while_points_are_applied_leaves_none_reserved(live_shop: Shop) -> None:
    """Either the hold came first and is released, or it is refused."""
    shop, channel = live_shop, live_shop.setup.channel()
    ann = shop.setup.customer("ann@example.com")
    shop.credit(ann, 10_000)
    lamp = shop.setup.variant(D("60.00"), channel=channel)
    checkouts = [shop.checkout(ann, (lamp, 1), channel=channel) for _ in range(6)]
    account_id = graphene.Node.to_global_id("LoyaltyAccount", Account.objects.get().pk)
    freezing = {"id": account_id, "status": "FROZEN"}
    assert shop.admin.token
    jobs: list[Callable[[], Any]] = [lambda c=c: shop.apply(c, ann, points=300) for c in checkouts]
    jobs.insert(
        3, lambda: shop.mutate(DOCUMENTS["LoyaltyAccountStatusSet"], freezing, shop.admin.token)
    )

    at_once(jobs)

    assert Hold.objects.filter(status=HoldStatus.OPEN).count() == 0
    assert Account.objects.get().reserved == 0


@pytest.mark.parametrize("has_account", [True, False])
def test_events_of_a_limit_recorded_at_once_by_many(live_shop: Shop, has_account: bool) -> None:
    shop, channel = live_shop, live_shop.setup.channel()
    shop.add_bonus(channel, trigger="EVENT", eventType="survey", points=30, limit=1)
    ann = shop.setup.customer("ann@example.com")
    before = [("ADJUST", 1)] if has_account else []
    if has_account:
        shop.credit(ann, 1)

    results = at_once([lambda n=n: shop.record(ann, "survey", reference=str(n)) for n in range(20)])

    outcomes = sorted(item["event"]["outcome"] for item in results)
    assert outcomes == ["CREDITED"] + ["LIMIT_REACHED"] * 19
    assert shop.movements(ann) == [*before, ("EARN", 30)]
    assert list(verify_books(now=timezone.now())) == []


def test_the_same_event_told_at_once_by_many(live_shop: Shop) -> None:
    shop, channel = live_shop, live_shop.setup.channel()
    shop.add_bonus(channel, trigger="EVENT", eventType="survey", points=30)
    ann = shop.setup.customer("ann@example.com")
    shop.credit(ann, 1)

    results = at_once([lambda: shop.record(ann, "survey", reference="7")] * 20)

    assert len({item["event"]["id"] for item in results}) == 1
    assert shop.movements(ann) == [("ADJUST", 1), ("EARN", 30)]


def test_a_new_customer_welcomed_at_once_by_many(live_shop: Shop) -> None:
    shop, channel = live_shop, live_shop.setup.channel()
    shop.set_program(
        channel, registrationPoints=50, newsletterPoints=20, newsletterMetadataKey="news"
    )
    ann = shop.setup.customer("ann@example.com")
    User.objects.filter(pk=ann.user_id).update(metadata={"news": "yes"})

    welcome = [lambda: settle_customer(customer_id=ann.user_id, now=timezone.now())] * 12
    at_once([*welcome, *[lambda: shop.record(ann, "newsletter")] * 8])

    assert sorted(shop.movements(ann)) == [("EARN", 20), ("EARN", 50)]


def test_points_taken_back_while_they_run_out_go_once(live_shop: Shop) -> None:
    """A sweep comes between the look at what is left of the order's points and the clawback."""
    shop, channel = live_shop, live_shop.setup.channel()
    shop.set_program(channel, expiry={"policy": "AFTER_DAYS", "days": 30})
    ann = shop.setup.customer("ann@example.com")
    lamp = shop.setup.variant(D("60.00"), channel=channel)
    order_id = shop.buy(ann, (lamp, 1), channel=channel)
    Order.objects.filter(pk=order_id).update(status="canceled")
    later = timezone.now() + timedelta(days=40)
    post_entry = ledger.post_entry

    def sweep() -> None:
        try:
            sweep_lots(now=later)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:

        def post_after_a_sweep(*args: Any, **kwargs: Any) -> Any:
            sweeping.append(pool.submit(sweep))
            wait(sweeping, timeout=2)
            return post_entry(*args, **kwargs)

        sweeping: list[Future[None]] = []
        with patch.object(ledger, "post_entry", post_after_a_sweep):
            settle_order(order_id=order_id, now=later)
        for future in sweeping:
            future.result()

    assert shop.balance(ann) == 0
    assert shop.movements(ann) == [("EARN", 60), ("CLAWBACK", -60)]
    assert list(verify_books(now=timezone.now())) == []
