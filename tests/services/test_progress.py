"""Tiers and badges follow what customers spend, earn and do, at once and only once."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from unittest.mock import patch

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from saleor_loyalty_plugin.models import (
    AccountProgress,
    AccountSpending,
    BadgeHand,
    Program,
    SpendingDay,
    Tier,
    TierChange,
)
from saleor_loyalty_plugin.services.errors import LoyaltyProblem, ProblemCode
from saleor_loyalty_plugin.services.members.membership import opt_in, opt_out
from saleor_loyalty_plugin.services.orders.settle_order import settle_order
from saleor_loyalty_plugin.services.programs.programs import current_terms
from saleor_loyalty_plugin.services.progress.badges_by_hand import grant_badge, take_badge
from saleor_loyalty_plugin.services.progress.by_hand import set_tier, unset_tier
from saleor_loyalty_plugin.services.progress.follow import following_progress
from saleor_loyalty_plugin.services.progress.reads import tier_at
from saleor_loyalty_plugin.services.progress.settle import settle_progress
from saleor_loyalty_plugin.services.progress.sweep import sweep_progress
from saleor_loyalty_plugin.tasks import settle_order_task
from sandbox.shop.models import Order
from tests.contract.driver import Channel, Person, Shop
from tests.services.progress_builders import (
    account_of,
    add_badge,
    add_tiers,
    badge_titles,
    changed_terms,
    default_program,
    history,
    progress,
    tier_name,
    told,
)
from tests.services.test_races import at_once

D = Decimal
DAY = timedelta(days=1)


@pytest.fixture
def channel(live_shop: Shop) -> Channel:
    return live_shop.setup.channel()


@pytest.fixture
def ann(live_shop: Shop) -> Person:
    return live_shop.setup.customer("ann@example.com")


@pytest.fixture
def tiers() -> dict[str, Tier]:
    return add_tiers(Bronze=0, Silver=500, Gold=1000)


def buy(shop: Shop, person: Person, price: str, channel: Channel) -> str:
    return shop.buy(person, (shop.setup.variant(D(price), channel=channel), 1), channel=channel)


def by_hand(person: Person, tier: Tier, *, days: int = 30) -> None:
    set_tier(
        customer_id=person.user_id,
        program_id=tier.program_id,
        tier_id=tier.pk,
        ends_at=timezone.now() + days * DAY,
        note="a good friend",
        author="staff:1",
        now=timezone.now(),
    )


def test_a_customer_rises_and_falls_with_each_order(
    live_shop: Shop, channel: Channel, tiers: object
) -> None:
    shop = live_shop
    ann = shop.setup.customer("ann@example.com")
    assert tier_name(ann) == "Bronze"
    buy(shop, ann, "499.99", channel)
    assert tier_name(ann) == "Bronze"
    buy(shop, ann, "0.01", channel)
    assert tier_name(ann) == "Silver"
    order_id = buy(shop, ann, "500.00", channel)
    assert tier_name(ann) == "Gold"
    shop.setup.refund_amount(order_id, D("0.01"))
    assert tier_name(ann) == "Silver"
    shop.cancel(order_id)

    assert history(ann) == [
        ("Bronze", "Silver", "REACHED", D("500.00")),
        ("Silver", "Gold", "REACHED", D("1000.00")),
        ("Gold", "Silver", "FELL_BELOW", D("999.99")),
    ]
    assert told(ann) == [
        ("tier_raised", "Silver"),
        ("tier_raised", "Gold"),
        ("tier_lowered", "Silver"),
    ]
    assert (progress(ann).qualifying, progress(ann).due_at) == (D(500), None)


def test_orders_in_another_currency_count_for_no_tier(
    live_shop: Shop, ann: Person, tiers: object
) -> None:
    yen = live_shop.setup.yen_channel()

    buy(live_shop, ann, "600", yen)

    assert (tier_name(ann), history(ann)) == ("Bronze", [])


def test_a_year_goes_by(live_shop: Shop, channel: Channel, ann: Person, tiers: object) -> None:
    changed_terms(tier_basis="ROLLING_YEAR")
    buy(live_shop, ann, "600.00", channel)
    account, today = account_of(ann), SpendingDay.objects.get().day
    due = progress(ann).due_at
    assert due is not None and due.date() == today.replace(year=today.year + 1)

    for moment, tier in ((due - timedelta(seconds=1), "Silver"), (due, "Bronze")):
        settle_progress(account_ids=[account.pk], now=moment)
        assert tier_name(ann, now=moment) == tier

    assert [item[2:] for item in history(ann)] == [
        ("REACHED", D(600)),
        ("FELL_BELOW", D(0)),
    ]
    assert progress(ann).due_at is None


def test_the_day_of_an_order_is_that_of_the_program_and_stays(
    live_shop: Shop, channel: Channel, ann: Person, tiers: object, settings: Settings
) -> None:
    """New York's last hours of the year are next year in London; zones may be changed."""
    settings.SHOP_LISTENERS = []
    changed_terms(time_zone="America/New_York", tier_basis="CALENDAR_YEAR")
    order_id = buy(live_shop, ann, "600.00", channel)
    Order.objects.filter(pk=order_id).update(created_at="2026-01-01T03:00Z")
    Program.objects.update(created_at="2025-01-01T00:00Z")
    changed_terms()

    settle_order(order_id=order_id, now=timezone.now())
    changed_terms(time_zone="Europe/London")
    Order.objects.filter(pk=order_id).update(status="canceled")
    settle_order(order_id=order_id, now=timezone.now())

    (day,) = SpendingDay.objects.all()
    assert (str(day.day), day.orders_count, day.amount_spent) == ("2025-12-31", 0, D(0))
    assert str(AccountSpending.objects.get().last_order_at) == "2026-01-01 03:00:00+00:00"


def test_points_decide_where_the_program_says_so(
    live_shop: Shop, channel: Channel, ann: Person, tiers: object
) -> None:
    changed_terms(tier_basis="POINTS")

    live_shop.credit(ann, 500)
    assert tier_name(ann) == "Silver"
    live_shop.credit(ann, -100)
    assert tier_name(ann) == "Silver"
    order_id = buy(live_shop, ann, "500.00", channel)
    assert tier_name(ann) == "Gold"
    live_shop.cancel(order_id)
    assert tier_name(ann) == "Silver"


def test_grace_keeps_a_tier_for_some_days(
    live_shop: Shop, channel: Channel, ann: Person, tiers: object
) -> None:
    changed_terms(tier_demotion="GRACE", tier_grace_days=10)
    order_id = buy(live_shop, ann, "600.00", channel)
    live_shop.cancel(order_id)
    row, account = progress(ann), account_of(ann)
    assert tier_name(ann) == "Silver"
    assert row.grace_until is not None and row.due_at == row.grace_until

    settle_progress(account_ids=[account.pk], now=row.grace_until - timedelta(seconds=1))
    assert len(history(ann)) == 1
    settle_progress(account_ids=[account.pk], now=row.grace_until)

    assert history(ann)[1:] == [("Silver", "Bronze", "GRACE_ENDED", D(0))]
    assert (progress(ann).grace_until, progress(ann).due_at) == (None, None)


def test_what_is_never_lost_by_spending_less_goes_with_the_tier(
    live_shop: Shop, channel: Channel, ann: Person, tiers: dict[str, Tier]
) -> None:
    changed_terms(tier_demotion="NEVER")
    live_shop.cancel(buy(live_shop, ann, "600.00", channel))
    assert tier_name(ann) == "Silver"

    tiers["Silver"].delete()
    changed_terms()
    settle_progress(account_ids=[account_of(ann).pk], now=timezone.now())

    assert history(ann)[1:] == [("Silver", "Bronze", "TIERS_CHANGED", D(0))]
    assert not TierChange.objects.latest("pk").is_up


def test_by_hand_until_its_end(
    live_shop: Shop, channel: Channel, ann: Person, tiers: dict[str, Tier]
) -> None:
    by_hand(ann, tiers["Gold"])
    buy(live_shop, ann, "600.00", channel)
    row = progress(ann)
    assert tier_name(ann) == "Gold"
    assert row.hand_until is not None and row.due_at == row.hand_until
    assert tier_name(ann, now=row.hand_until) == "Silver"

    settle_progress(account_ids=[account_of(ann).pk], now=row.hand_until)

    assert history(ann) == [
        ("Bronze", "Gold", "SET_BY_HAND", D(0)),
        ("Gold", "Silver", "HAND_ENDED", D(600)),
    ]
    first = TierChange.objects.earliest("pk")
    assert (first.actor, first.note) == ("staff:1", "a good friend")


def test_what_staff_set_they_can_end(live_shop: Shop, ann: Person, tiers: dict[str, Tier]) -> None:
    by_hand(ann, tiers["Gold"])
    by_hand(ann, tiers["Silver"], days=2)
    by_hand(ann, tiers["Silver"], days=1)
    values = {
        "customer_id": ann.user_id,
        "program_id": default_program().pk,
        "note": "",
        "author": "staff:2",
    }
    for _ in range(2):
        unset_tier(**values, now=timezone.now())

    assert [item[:3] for item in history(ann)] == [
        ("Bronze", "Gold", "SET_BY_HAND"),
        ("Gold", "Bronze", "HAND_ENDED"),
        ("Bronze", "Silver", "SET_BY_HAND"),
        ("Silver", "Bronze", "HAND_ENDED"),
    ]


def test_what_is_no_tier_by_hand(
    live_shop: Shop, channel: Channel, ann: Person, tiers: dict[str, Tier]
) -> None:
    buy(live_shop, ann, "600.00", channel)
    over = add_tiers(Over=2000)["Over"]
    Tier.objects.filter(pk=over.pk).update(ends_at=timezone.now() - DAY)
    changed_terms()
    good = {
        "customer_id": ann.user_id,
        "program_id": over.program_id,
        "tier_id": tiers["Gold"].pk,
        "ends_at": timezone.now() + DAY,
        "note": "",
        "author": "staff",
        "now": timezone.now(),
    }
    before = history(ann)

    for change, code, field in (
        ({"tier_id": tiers["Silver"].pk}, ProblemCode.ALREADY_SET, "tier_id"),
        ({"tier_id": tiers["Bronze"].pk}, ProblemCode.ALREADY_SET, "tier_id"),
        ({"tier_id": over.pk}, ProblemCode.NOT_APPLICABLE, "tier_id"),
        ({"tier_id": 0}, ProblemCode.NOT_FOUND, "tier_id"),
        ({"customer_id": 0}, ProblemCode.NOT_FOUND, "customer_id"),
        ({"ends_at": good["now"]}, ProblemCode.INVALID, "ends_at"),
        ({"ends_at": datetime(9999, 1, 1, tzinfo=UTC)}, ProblemCode.INVALID, "ends_at"),
        ({"note": "x" * 1001}, ProblemCode.INVALID, "note"),
    ):
        with pytest.raises(LoyaltyProblem) as refused:
            set_tier(**{**good, **change})
        assert (refused.value.code, refused.value.field) == (code, field)
    opt_out(customer_id=ann.user_id, program_id=over.program_id, actor="x", now=timezone.now())
    with pytest.raises(LoyaltyProblem) as refused:
        set_tier(**{**good, "now": timezone.now()})
    assert refused.value.code is ProblemCode.NOT_TAKING_PART
    assert (history(ann), progress(ann).hand_tier_id) == (before, None)


def test_who_left_keeps_what_they_have_and_rises_when_they_are_back(
    live_shop: Shop, ann: Person, tiers: object
) -> None:
    changed_terms(tier_basis="POINTS")
    add_badge("Rich", "BALANCE", 500)
    live_shop.credit(ann, 499)
    who = {"customer_id": ann.user_id, "program_id": default_program().pk, "actor": "ann"}
    opt_out(**who, now=timezone.now())

    live_shop.credit(ann, 1)
    assert (history(ann), badge_titles(ann)) == ([], set())
    assert progress(ann).qualifying == 500
    now = timezone.now()
    with following_progress(now=now):
        opt_in(**who, now=now)

    assert (tier_name(ann), badge_titles(ann)) == ("Silver", {"Rich"})


def test_badges_unlock_and_are_lost(live_shop: Shop, channel: Channel, ann: Person) -> None:
    add_badge("Rich", "BALANCE", 100, keep_once_won=False)
    add_badge("Once rich", "BALANCE", 100)
    add_badge("Earner", "LIFETIME", 150)
    add_badge("Second order", "ORDERS", 2, keep_once_won=False)
    add_badge("Spender", "SPEND", "100.00", value_to=D("150.00"), keep_once_won=False)
    add_badge("By staff", "MANUAL", 0)
    add_badge("Off", "BALANCE", 0, is_active=False)

    live_shop.credit(ann, 100)
    assert badge_titles(ann) == {"Rich", "Once rich"}
    first = buy(live_shop, ann, "100.00", channel)
    assert badge_titles(ann) == {"Rich", "Once rich", "Earner", "Spender"}
    buy(live_shop, ann, "60.00", channel)
    assert badge_titles(ann) == {"Rich", "Once rich", "Earner", "Second order"}
    live_shop.cancel(first)
    live_shop.credit(ann, -100)
    assert badge_titles(ann) == {"Once rich", "Earner"}

    assert sorted(told(ann)[5:]) == [
        ("badge_lost", "Rich"),
        ("badge_lost", "Second order"),
        ("badge_lost", "Spender"),
    ]


def test_events_count_whether_or_not_they_give_points(live_shop: Shop, ann: Person) -> None:
    live_shop.add_bonus(
        live_shop.setup.channel(),
        name="Survey",
        trigger="EVENT",
        eventType="survey",
        points=5,
        limit=1,
    )
    add_badge("Talkative", "ACTIVITY", 2, event_type="survey")

    live_shop.record(ann, "survey", reference="a")
    live_shop.record(ann, "survey", reference="a")
    assert badge_titles(ann) == set()
    live_shop.record(ann, "survey", reference="b")

    assert badge_titles(ann) == {"Talkative"}
    assert live_shop.balance(ann) == 5


def test_what_staff_did_with_a_badge_holds(live_shop: Shop, ann: Person) -> None:
    rich = add_badge("Rich", "BALANCE", 100, keep_once_won=False)
    live_shop.credit(ann, 50)
    values = {"customer_id": ann.user_id, "badge_id": rich.pk, "note": "", "author": "staff"}

    grant_badge(**values, now=timezone.now())
    live_shop.credit(ann, -10)
    assert badge_titles(ann) == {"Rich"}
    take_badge(**values, now=timezone.now())
    live_shop.credit(ann, 500)

    assert badge_titles(ann) == set()
    assert account_of(ann).badges.get().hand == BadgeHand.TAKEN


def test_badges_look_at_points_after_gifts_of_tiers(
    live_shop: Shop, ann: Person, tiers: dict[str, Tier]
) -> None:
    """All in one answer: a balance in between is nobody's."""
    Tier.objects.filter(pk=tiers["Silver"].pk).update(arrival_points=500)
    changed_terms(tier_basis="POINTS")
    add_badge("Between", "BALANCE", 500, value_to=D(600))

    live_shop.credit(ann, 500)

    assert (tier_name(ann), progress(ann).qualifying) == ("Silver", 500)
    assert live_shop.balance(ann) == 1000
    assert badge_titles(ann) == set()


def test_orders_at_once_raise_once(
    live_shop: Shop, channel: Channel, ann: Person, tiers: object, settings: Settings
) -> None:
    settings.SHOP_LISTENERS = []
    order_ids = [buy(live_shop, ann, "250.00", channel) for _ in range(4)]

    at_once([lambda item=item: settle_order_task(str(item)) for item in order_ids * 3])

    names = [(item[0], item[1]) for item in history(ann)]
    assert names in ([("Bronze", "Silver"), ("Silver", "Gold")], [("Bronze", "Gold")])
    assert (tier_name(ann), progress(ann).qualifying) == ("Gold", D(1000))
    Order.objects.update(status="canceled")
    at_once([lambda item=item: settle_order_task(str(item)) for item in order_ids * 3])
    assert (tier_name(ann), progress(ann).qualifying) == ("Bronze", D(0))
    rises = [item.is_up for item in TierChange.objects.order_by("pk")]
    assert rises == sorted(rises, reverse=True)
    assert SpendingDay.objects.get().amount_spent == 0


def test_settled_again_and_again_changes_nothing(
    live_shop: Shop, channel: Channel, ann: Person, tiers: object
) -> None:
    add_badge("Spender", "SPEND", 100)
    buy(live_shop, ann, "600.00", channel)
    before = (history(ann), told(ann), AccountProgress.objects.values().get())
    account = account_of(ann)

    at_once([lambda: settle_progress(account_ids=[account.pk], now=timezone.now())] * 16)

    assert (history(ann), told(ann), AccountProgress.objects.values().get()) == before


def test_a_crash_after_the_order_is_repaired(
    live_shop: Shop, channel: Channel, ann: Person, tiers: object
) -> None:
    """The order's own transaction has committed, and nothing else happened."""
    with live_shop.setup.hooks_lost():
        order_id = buy(live_shop, ann, "600.00", channel)
    dies = patch(
        "saleor_loyalty_plugin.services.progress.follow.follow_progress", side_effect=SystemExit
    )
    with dies, pytest.raises(SystemExit):
        settle_order_task(str(order_id))
    assert tier_name(ann) == "Bronze"
    assert progress(ann).due_at is not None

    for _ in range(2):
        sweep_progress(now=timezone.now())

    assert history(ann) == [("Bronze", "Silver", "REACHED", D(600))]
    assert progress(ann).due_at is None


def test_a_failure_keeps_no_order_from_being_settled(
    live_shop: Shop, channel: Channel, ann: Person, tiers: object
) -> None:
    with patch(
        "saleor_loyalty_plugin.services.progress.settle.settle_progress", side_effect=ValueError
    ):
        buy(live_shop, ann, "600.00", channel)

    assert live_shop.balance(ann) == 600
    assert (history(ann), progress(ann).due_at is not None) == ([], True)


def test_what_is_undone_marks_nobody(
    live_shop: Shop, channel: Channel, ann: Person, tiers: object
) -> None:
    """The mark is written with the order, or not at all."""
    with live_shop.setup.hooks_lost():
        order_id = buy(live_shop, ann, "600.00", channel)

    with pytest.raises(RuntimeError), transaction.atomic():
        settle_order(order_id=order_id, now=timezone.now())
        raise RuntimeError

    assert not AccountProgress.objects.exists()
    assert not SpendingDay.objects.exists()


def test_the_tier_of_a_moment(
    live_shop: Shop, channel: Channel, ann: Person, tiers: object
) -> None:
    began = timezone.now()
    order_id = buy(live_shop, ann, "600.00", channel)
    between = timezone.now()
    live_shop.cancel(order_id)
    active = current_terms(program_id=default_program().pk)
    account_id = account_of(ann).pk

    found = [
        tier_at(account_id, moment, active_terms=active, using="default")
        for moment in (began, between, timezone.now())
    ]

    assert [tier.name if tier else None for tier in found] == ["Bronze", "Silver", "Bronze"]


@pytest.mark.parametrize("people", [1, 8])
def test_statements_do_not_grow_with_accounts(live_shop: Shop, people: int) -> None:
    """Each rises and unlocks a badge; with gifts, each of these would cost its own statements."""
    add_tiers(Bronze=0, Silver=500)
    changed_terms(tier_basis="POINTS")
    for basis in ("BALANCE", "ORDERS", "ACTIVITY"):
        add_badge(f"By {basis}", basis, 0 if basis == "ACTIVITY" else 1)
    persons = [live_shop.setup.customer(f"{n}@example.com") for n in range(people)]
    with patch("saleor_loyalty_plugin.services.progress.follow.follow_progress"):
        for person in persons:
            live_shop.credit(person, 500)
    account_ids = [account_of(person).pk for person in persons]

    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as captured:
            settle_progress(account_ids=account_ids, now=timezone.now())
        counts.append(len(captured))

    assert {tier_name(person) for person in persons} == {"Silver"}
    assert {len(badge_titles(person)) for person in persons} == {2}
    # Begin and commit; lock, terms, rows, badges, spent, events, gifts, who takes part. Then the
    # row, its change and message, what gifts ask, whose points they moved; badges and their
    # messages.
    assert counts == [16, 10]


def test_a_shop_without_tiers_and_badges_pays_nothing(
    live_shop: Shop, channel: Channel, ann: Person
) -> None:
    live_shop.credit(ann, 10)
    tables = ("loyalty_account_progress", "loyalty_tier_change", "loyalty_account_badge")
    with live_shop.setup.hooks_lost():
        order_id = buy(live_shop, ann, "60.00", channel)
    with CaptureQueriesContext(connection) as captured:
        live_shop.credit(ann, 10)
        live_shop.credit(ann, -10)
        settle_order_task(str(order_id))

    assert [item["sql"] for item in captured if any(t in item["sql"] for t in tables)] == []
    assert not AccountProgress.objects.exists()
