"""What happened long ago and is written down now brings no e-mails; what happens now does."""

from datetime import datetime, timedelta
from decimal import Decimal as D
from typing import Any

import pytest
from django.utils import timezone

from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.messages.relay import relay
from saleor_loyalty_plugin.models import Delivery, EntryKind, OutboxMessage, Program
from saleor_loyalty_plugin.rules.messages import MessageKind
from saleor_loyalty_plugin.services.progress.joining import join_all
from saleor_loyalty_plugin.services.progress.marks import mark_due
from saleor_loyalty_plugin.services.progress.sweep import sweep_progress
from saleor_loyalty_plugin.services.sweep import sweep_orders
from sandbox.shop.models import Order
from tests.contract.driver import Shop
from tests.messages.fact_builders import post, sends
from tests.services.gift_builders import add_account, add_customer, at, set_program
from tests.services.progress_sweep_builders import add_badge, add_tier, in_euros, spend

DAY = timedelta(days=1)
ALL = tuple(MessageKind)


def told() -> list[tuple[str, bool]]:
    """(kind, whether it may be told) of facts that e-mails could come of, oldest first."""
    kinds = ["points_posted", "tier_raised", "badge_unlocked", "reward_given"]
    rows = OutboxMessage.objects.filter(kind__in=kinds).order_by("pk")
    return [(row.kind, row.payload.get("notify") is not False) for row in rows]


def emails(now: datetime) -> set[str]:
    relay(now=now)
    return set(Delivery.objects.values_list("kind", flat=True))


def _missed_order(shop: Shop, settings: Any, *, changed: timedelta) -> None:
    """An order that nobody heard of, and that will be three months old when it was changed so
    long before."""
    channel = shop.setup.channel()
    lamp = shop.setup.variant(D("60.00"), channel=channel)
    settings.SHOP_LISTENERS = []
    order_id = shop.buy(shop.setup.customer("ann@example.com"), (lamp, 1), channel=channel)
    Order.objects.filter(pk=order_id).update(updated_at=timezone.now() + 90 * DAY - changed)


def _progressive_program(now: str = "2026-01-01") -> None:
    Program.objects.filter(is_default=True).update(tier_currency="USD")
    add_tier("Silver", 50, now=now, arrival_points=30)
    add_badge("Buyer", "ORDERS", 1, now=now)
    sweep_progress(now=timezone.now())
    sends(*ALL, balance_thresholds=[50])


@pytest.mark.parametrize(
    ("changed", "kinds"),
    [
        (30 * DAY, set()),
        (
            timedelta(hours=1),
            {"POINTS_CREDITED", "TIER_RAISED", "BADGE_UNLOCKED", "BALANCE_REACHED"},
        ),
    ],
)
def test_a_backfill_writes_to_nobody_but_an_old_order_that_is_paid_today_does(
    live_shop: Shop, settings: Any, changed: timedelta, kinds: set[str]
) -> None:
    set_program(now="2026-01-01")
    _progressive_program()
    _missed_order(live_shop, settings, changed=changed)
    now = timezone.now() + 90 * DAY

    sweep_orders(now=now, since=now - 120 * DAY)
    sweep_progress(now=now)

    assert {kind for kind, _ in told()} == {"points_posted", "tier_raised", "badge_unlocked"}
    assert {is_told for _, is_told in told()} == {bool(kinds)}
    assert emails(now) == kinds


@pytest.mark.parametrize(("changed", "is_told"), [(30 * DAY, False), (timedelta(hours=1), True)])
def test_spent_points_that_come_back_are_news_as_long_as_their_order_is(
    live_shop: Shop, settings: Any, changed: timedelta, is_told: bool
) -> None:
    shop, channel = live_shop, live_shop.setup.channel()
    ann = shop.setup.customer("ann@example.com")
    shop.credit(ann, 1000)
    lamp = shop.setup.variant(D("60.00"), channel=channel)
    checkout = shop.checkout(ann, (lamp, 1), channel=channel)
    shop.apply(checkout, ann, points=1000)
    shop.pay_checkout(checkout, D("50.00"), channel.currency)
    order_id = shop.complete(checkout, ann)
    sends(*ALL)
    OutboxMessage.objects.update(delivered_at=timezone.now())
    with shop.setup.hooks_lost():
        shop.cancel(order_id)
    now = timezone.now() + 90 * DAY
    Order.objects.filter(pk=order_id).update(updated_at=now - changed)

    sweep_orders(now=now, since=now - 120 * DAY)

    (back,) = OutboxMessage.objects.filter(delivered_at=None, entry__kind="RESTORE")
    assert back.entry is not None and back.entry.points == 1000
    assert emails(now) == ({"POINTS_CREDITED"} if is_told else set())


@pytest.mark.django_db
def test_the_progress_after_an_import_is_no_news() -> None:
    set_program(tier_basis="POINTS")
    add_tier("Silver", 50)
    ann, bob, cem = (add_account(number) for number in (1, 2, 3))
    sweep_progress(now=at("2031-01-02"))

    for account, kinds in ((ann, ["IMPORT"]), (bob, ["GIFT"]), (cem, ["IMPORT", "GIFT"])):
        for kind in kinds:
            post(account, 60, kind=EntryKind(kind), now=at("2031-02-01"))
    sweep_progress(now=at("2031-02-02"))

    rows = OutboxMessage.objects.filter(kind="tier_raised").order_by("account_id")
    assert [(row.account_id, row.payload.get("notify")) for row in rows] == [
        (ann.pk, False),
        (bob.pk, None),
        (cem.pk, None),
    ]


@pytest.mark.django_db
def test_a_new_badge_from_0_writes_to_nobody() -> None:
    ann, bob = add_customer(), add_account(2)
    in_euros()
    add_badge("Welcome", "ORDERS", 0)
    facts = current_host().customer_facts([ann.pk])
    join_all(customers=list(facts.values()), now=at("2031-02-01"))
    # Due for something else at that moment.
    mark_due(account_ids=[bob.pk], now=at("2031-02-01"), using="default")

    sweep_progress(now=at("2031-02-01"))

    assert told() == [("badge_unlocked", False)] * 2


@pytest.mark.django_db
def test_accounts_that_joined_later_than_the_run_are_not_written_to() -> None:
    ann = add_customer()
    in_euros()
    add_badge("Welcome", "ORDERS", 0)
    sweep_progress(now=at("2031-02-01"))
    facts = current_host().customer_facts([ann.pk])

    join_all(customers=list(facts.values()), now=at("2031-02-02"))
    sweep_progress(now=at("2031-02-02"))

    assert told() == [("badge_unlocked", False)]


@pytest.mark.django_db
def test_news_of_an_account_that_is_due_for_history_is_told_once_and_for_all() -> None:
    ann = add_account(add_customer().pk)
    in_euros()
    add_tier("Silver", 500)
    sweep_progress(now=at("2031-01-02"))
    spend(ann, 600, day="2031-02-01")

    mark_due(account_ids=[ann.pk], now=at("2031-02-01"), using="default")
    mark_due(account_ids=[ann.pk], now=at("2031-02-01"), using="default", is_news=False)
    sweep_progress(now=at("2031-02-02"))

    assert told() == [("tier_raised", True)]


@pytest.mark.django_db
@pytest.mark.parametrize("is_news", [True, False])
def test_what_a_tier_gives_is_as_quiet_as_the_tier(is_news: bool) -> None:
    ann = add_account(add_customer().pk)
    in_euros()
    add_tier("Silver", 500, arrival_points=50)
    add_badge("Saver", "LIFETIME", 50)
    sweep_progress(now=at("2031-01-02"))
    spend(ann, 600, day="2031-02-01")

    mark_due(account_ids=[ann.pk], now=at("2031-02-01"), using="default", is_news=is_news)
    sweep_progress(now=at("2031-02-02"))

    assert told() == [
        ("tier_raised", is_news),
        ("points_posted", is_news),
        ("badge_unlocked", is_news),
    ]
