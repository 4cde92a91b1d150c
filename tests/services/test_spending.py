"""What accounts spent, and milestones: doubled, shuffled, at once; and what it costs."""

import random
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.models import (
    Account,
    AccountSpending,
    Bonus,
    Entry,
    Grant,
    OrderSettlement,
    Program,
    SpendingDay,
)
from saleor_loyalty_plugin.rules.spending import amount_spent
from saleor_loyalty_plugin.services.orders.settle_order import SettleStatus, settle_order
from saleor_loyalty_plugin.services.programs.programs import current_terms, write_version
from saleor_loyalty_plugin.services.proof.verify_books import verify_books
from saleor_loyalty_plugin.services.proof.verify_spending import spending_differences
from saleor_loyalty_plugin.services.sweep import sweep_lots
from sandbox.shop.models import Order
from tests.contract.driver import Person, Shop
from tests.services.test_races import at_once

D = Decimal


def add_bonus(**values: Any) -> Bonus:
    """A bonus of the default program, in force from now on."""
    program = Program.objects.get(is_default=True)
    now = timezone.now()
    bonus = Bonus.objects.create(
        **{"program": program, "name": "Bonus", "created_at": now, **values}
    )
    write_version(program, author="test", now=now, using="default")
    return bonus


def drop_bonus(bonus: Bonus) -> None:
    bonus.delete()
    program = Program.objects.get(is_default=True)
    write_version(program, author="test", now=timezone.now(), using="default")


def nth_order(count: int, points: int, **values: Any) -> Bonus:
    return add_bonus(trigger="ORDER_COUNT", order_count=count, points=points, **values)


def spent(amount: int, points: int, **values: Any) -> Bonus:
    return add_bonus(
        trigger="AMOUNT_SPENT",
        **{"amount_spent": D(amount), "currency": "USD", "points": points, **values},
    )


def sums(person: Person) -> dict[str, tuple[int, Decimal]]:
    rows = AccountSpending.objects.filter(account__customer_id=person.user_id)
    return {row.currency: (row.orders_count, row.amount_spent) for row in rows}


def milestones(person: Person) -> list[tuple[str, int]]:
    """(reason, points) of every entry that a milestone wrote, oldest first."""
    entries = Entry.objects.filter(
        account__customer_id=person.user_id, reason__startswith="MILESTONE"
    )
    return list(entries.order_by("pk").values_list("reason", "points"))


def settle(order_id: UUID) -> Any:
    return settle_order(order_id=order_id, now=timezone.now())


def assert_books_are_right() -> None:
    assert list(verify_books(now=timezone.now())) == []


def test_sums_follow_each_order(live_shop: Shop) -> None:
    shop, channel = live_shop, live_shop.setup.channel()
    ann = shop.setup.customer("ann@example.com")
    lamp = shop.setup.variant(D("60.00"), channel=channel)
    yen = shop.setup.yen_channel()
    tea = shop.setup.variant(D(1980), channel=yen)

    first = shop.buy(ann, (lamp, 2), channel=channel)
    second = shop.buy(ann, (lamp, 1), channel=channel)
    shop.buy(ann, (tea, 1), channel=yen)
    assert sums(ann) == {"USD": (2, D(180)), "JPY": (1, D(1980))}

    shop.setup.return_units(first, 0, 1)
    shop.cancel(second)
    assert sums(ann) == {"USD": (1, D(60)), "JPY": (1, D(1980))}

    shop.setup.refund_amount(first, D("70.00"))
    assert sums(ann) == {"USD": (0, D(0)), "JPY": (1, D(1980))}
    assert_books_are_right()


def test_sums_move_where_nothing_is_posted(live_shop: Shop) -> None:
    shop, channel = live_shop, live_shop.setup.channel()
    shop.set_channel(channel, earnPoints=0)
    ann = shop.setup.customer("ann@example.com")
    lamp = shop.setup.variant(D("60.00"), channel=channel)

    order_id = shop.buy(ann, (lamp, 1), channel=channel)
    assert sums(ann) == {"USD": (1, D(60))}
    assert settle(order_id).status is SettleStatus.UNCHANGED
    for _ in range(2):
        Order.objects.filter(pk=order_id).update(status="canceled")
        settle(order_id)

    assert sums(ann) == {"USD": (0, D(0))}
    assert Entry.objects.count() == 0
    assert_books_are_right()


def test_who_does_not_take_part_spends_nothing_here(live_shop: Shop) -> None:
    shop, channel = live_shop, live_shop.setup.channel()
    shop.set_program(channel, eligibility="OPTED_IN")
    ann = shop.setup.customer("ann@example.com")
    shop.credit(ann, 10)
    lamp = shop.setup.variant(D("60.00"), channel=channel)

    shop.buy(ann, (lamp, 1), channel=channel)

    assert sums(ann) == {}
    assert_books_are_right()


@pytest.mark.parametrize("seed", range(4))
def test_orders_in_any_state_and_hooks_in_any_order(
    live_shop: Shop, settings: Settings, seed: int
) -> None:
    """Orders change behind our back, and are settled doubled, late, shuffled, or not in between."""
    luck = random.Random(seed)
    shop, channel = live_shop, live_shop.setup.channel()
    people = [shop.setup.customer(f"{name}@example.com") for name in ("ann", "bob")]
    goods = [shop.setup.variant(D(price), channel=channel) for price in ("12.35", "40.00")]
    nth_order(2, 100)
    spent(150, 1000)
    settings.SHOP_LISTENERS = []
    order_ids = []
    for _ in range(7):
        lines = [(item, luck.randint(1, 3)) for item in luck.sample(goods, luck.randint(1, 2))]
        order_ids.append(shop.buy(luck.choice(people), *lines, channel=channel))

    for _ in range(10):
        order_id = luck.choice(order_ids)
        order = Order.objects.get(pk=order_id)
        move = luck.choice(("refund", "cancel", "undo"))
        if move == "refund" and order.status == "unfulfilled":
            try:
                shop.setup.refund_amount(order_id, D(luck.randint(1, 2000)) / 100)
            except Exception as error:
                # More than was paid; nothing else may go wrong here.
                assert "refund" in str(error).lower() or "amount" in str(error).lower(), error
        else:
            status = "canceled" if move == "cancel" else "unfulfilled"
            Order.objects.filter(pk=order_id).update(status=status)
        for item in luck.choices(order_ids, k=luck.randint(0, 4)):
            settle(item)
        assert list(spending_differences(now=timezone.now())) == []

    for item in luck.sample(order_ids * 2, len(order_ids) * 2):
        settle(item)
    terms = current_terms(program_id=Program.objects.get().pk).terms
    facts = current_host().order_facts(order_ids)
    for person in people:
        own = [item for item in facts.values() if item.customer_id == person.user_id]
        amounts = [amount_spent(item, terms) for item in own]
        counted = [amount for amount in amounts if amount is not None]
        if not own:
            continue
        assert sums(person) == {"USD": (len(counted), sum(counted, D(0)))}
        held = sum(points for _, points in milestones(person))
        assert held == 100 * (len(counted) >= 2) + 1000 * (sum(counted) >= 150)
    assert_books_are_right()


def test_milestones_are_given_once_taken_back_and_given_again(live_shop: Shop) -> None:
    shop, channel = live_shop, live_shop.setup.channel()
    ann = shop.setup.customer("ann@example.com")
    lamp = shop.setup.variant(D("60.00"), channel=channel)
    nth_order(2, 100, name="Second order")
    spent(120, 1000, name="A hundred and twenty")
    shop.buy(ann, (lamp, 1), channel=channel)
    assert milestones(ann) == []

    second = shop.buy(ann, (lamp, 1), channel=channel)
    given = [("MILESTONE", 100), ("MILESTONE", 1000)]
    assert milestones(ann) == given
    shop.buy(ann, (lamp, 1), channel=channel)
    assert milestones(ann) == given

    for status, expected in (
        ("canceled", given),  # two orders of 60.00 are left
        ("unfulfilled", given),
    ):
        Order.objects.filter(pk=second).update(status=status)
        settle(second)
        assert milestones(ann) == expected
    shop.setup.refund_amount(second, D("35.00"))
    Order.objects.exclude(pk=second).update(status="canceled")
    for order in Order.objects.exclude(pk=second):
        settle(order.pk)
    taken = [("MILESTONE_LOST", -1000), ("MILESTONE_LOST", -100)]
    assert milestones(ann) == given + taken

    Order.objects.exclude(pk=second).update(status="unfulfilled")
    for order in Order.objects.exclude(pk=second):
        settle(order.pk)
    assert sorted(milestones(ann)) == sorted(given + taken + given)
    assert_books_are_right()


def test_milestone_says_why(live_shop: Shop) -> None:
    shop, channel = live_shop, live_shop.setup.channel()
    ann = shop.setup.customer("ann@example.com")
    lamp = shop.setup.variant(D("60.00"), channel=channel)
    bonus = spent(50, 5, name="Fifty")

    order_id = shop.buy(ann, (lamp, 1), channel=channel)
    shop.cancel(order_id)

    given, taken = Entry.objects.filter(reason__startswith="MILESTONE").order_by("pk")
    assert given.source_label == taken.source_label == "Fifty"
    values = {"bonus": "Fifty", "threshold": "50", "currency": "USD"}
    assert given.explanation == [
        {"code": "MILESTONE_AMOUNT", "values": {**values, "reached": "60"}}
    ]
    assert taken.explanation == [
        {"code": "MILESTONE_LOST_AMOUNT", "values": {**values, "reached": "0"}}
    ]
    assert Grant.objects.get().source == f"bonus:{bonus.pk}"


def test_several_milestones_by_one_order(live_shop: Shop) -> None:
    shop, channel = live_shop, live_shop.setup.channel()
    ann = shop.setup.customer("ann@example.com")
    lamp = shop.setup.variant(D("60.00"), channel=channel)
    for amount, points in ((50, 1), (60, 2), (61, 4), (10, 8)):
        spent(amount, points)
    nth_order(1, 16)

    shop.buy(ann, (lamp, 1), channel=channel)

    assert sorted(points for _, points in milestones(ann)) == [1, 2, 8, 16]


def test_who_was_beyond_a_milestone_when_it_was_made_gets_nothing(live_shop: Shop) -> None:
    shop, channel = live_shop, live_shop.setup.channel()
    ann = shop.setup.customer("ann@example.com")
    lamp = shop.setup.variant(D("60.00"), channel=channel)
    shop.buy(ann, (lamp, 1), channel=channel)
    spent(50, 100)
    nth_order(1, 100)

    shop.buy(ann, (lamp, 1), channel=channel)

    assert milestones(ann) == []


def test_milestones_in_their_time_and_currency(live_shop: Shop) -> None:
    shop, channel = live_shop, live_shop.setup.channel()
    ann = shop.setup.customer("ann@example.com")
    lamp = shop.setup.variant(D("60.00"), channel=channel)
    now, day = timezone.now(), timedelta(days=1)
    spent(50, 1, starts_at=now - day, ends_at=now + day)
    spent(50, 2, starts_at=now + day)
    spent(50, 4, ends_at=now - day)
    spent(50, 8, currency="EUR")
    spent(50, 16, is_active=False)

    shop.buy(ann, (lamp, 1), channel=channel)

    assert [points for _, points in milestones(ann)] == [1]


def test_milestone_that_was_changed_or_deleted(live_shop: Shop) -> None:
    shop, channel = live_shop, live_shop.setup.channel()
    lamp = shop.setup.variant(D("60.00"), channel=channel)
    ann, bob = (shop.setup.customer(f"{name}@example.com") for name in ("ann", "bob"))
    bonus = spent(60, 100)
    orders = {
        name: [shop.buy(person, (lamp, 1), channel=channel) for _ in range(2)]
        for name, person in (("ann", ann), ("bob", bob))
    }

    # Raised beyond what Ann has spent: what she holds stays hers until she falls below the old sum.
    Bonus.objects.update(amount_spent=D(500))
    write_version(Program.objects.get(), author="test", now=timezone.now(), using="default")
    shop.cancel(orders["ann"][0])
    assert milestones(ann) == [("MILESTONE", 100)]
    shop.cancel(orders["ann"][1])
    assert milestones(ann) == [("MILESTONE", 100), ("MILESTONE_LOST", -100)]

    drop_bonus(bonus)
    shop.cancel(orders["bob"][0])
    assert milestones(bob) == [("MILESTONE", 100)]
    shop.cancel(orders["bob"][1])
    assert milestones(bob) == [("MILESTONE", 100), ("MILESTONE_LOST", -100)]
    assert_books_are_right()


def test_points_of_a_milestone_that_staff_took_back_stay_taken(live_shop: Shop) -> None:
    shop, channel = live_shop, live_shop.setup.channel()
    ann = shop.setup.customer("ann@example.com")
    lamp = shop.setup.variant(D("60.00"), channel=channel)
    nth_order(1, 100)
    order_id = shop.buy(ann, (lamp, 1), channel=channel)
    shop.revoke_last_entry(ann)
    assert shop.balance(ann) == 60

    for status in ("canceled", "unfulfilled") * 2:
        Order.objects.filter(pk=order_id).update(status=status)
        settle(order_id)

    assert shop.balance(ann) == 60
    assert milestones(ann) == [("MILESTONE", 100)]
    assert_books_are_right()


def test_points_that_ran_out_are_not_taken_back_again(live_shop: Shop) -> None:
    shop, channel = live_shop, live_shop.setup.channel()
    shop.set_program(channel, expiry={"policy": "AFTER_DAYS", "days": 30})
    ann = shop.setup.customer("ann@example.com")
    lamp = shop.setup.variant(D("60.00"), channel=channel)
    nth_order(1, 100)
    order_id = shop.buy(ann, (lamp, 1), channel=channel)
    sweep_lots(now=timezone.now() + timedelta(days=40))
    assert shop.balance(ann) == 0

    shop.cancel(order_id)

    assert shop.balance(ann) == 0
    assert_books_are_right()


def test_points_of_a_milestone_wait_as_those_of_its_order(live_shop: Shop) -> None:
    shop, channel = live_shop, live_shop.setup.channel()
    shop.set_program(channel, pendingDays=14)
    ann = shop.setup.customer("ann@example.com")
    lamp = shop.setup.variant(D("60.00"), channel=channel)
    nth_order(1, 100)
    first = shop.buy(ann, (lamp, 1), channel=channel)
    second = shop.buy(ann, (lamp, 1), channel=channel)
    assert (shop.balance(ann), shop.available(ann)) == (220, 0)

    shop.cancel(first)
    shop.cancel(second)
    assert (shop.balance(ann), shop.available(ann)) == (0, 0)
    third = shop.buy(ann, (lamp, 1), channel=channel)
    sweep_lots(now=timezone.now() + timedelta(days=15))
    assert (shop.balance(ann), shop.available(ann)) == (160, 160)
    shop.cancel(third)
    assert shop.balance(ann) == 0
    assert_books_are_right()


@pytest.mark.parametrize("earn_points", [0, 1])
def test_orders_at_once_pass_a_milestone_once(
    live_shop: Shop, settings: Settings, earn_points: int
) -> None:
    """Also where the orders themselves post nothing, and so lock nothing before."""
    shop, channel = live_shop, live_shop.setup.channel()
    shop.set_channel(channel, earnPoints=earn_points)
    ann = shop.setup.customer("ann@example.com")
    lamp = shop.setup.variant(D("60.00"), channel=channel)
    nth_order(3, 100)
    spent(200, 1000)
    settings.SHOP_LISTENERS = []
    order_ids = [shop.buy(ann, (lamp, 1), channel=channel) for _ in range(6)]

    at_once([lambda item=item: settle(item) for item in order_ids * 3])

    assert sums(ann) == {"USD": (6, D(360))}
    assert sorted(milestones(ann)) == [("MILESTONE", 100), ("MILESTONE", 1000)]
    Order.objects.update(status="canceled")
    at_once([lambda item=item: settle(item) for item in order_ids * 3])
    assert sums(ann) == {"USD": (0, D(0))}
    assert sum(points for _, points in milestones(ann)) == 0
    assert_books_are_right()


def test_verify_sees_wrong_sums(live_shop: Shop) -> None:
    shop, channel = live_shop, live_shop.setup.channel()
    ann = shop.setup.customer("ann@example.com")
    lamp = shop.setup.variant(D("60.00"), channel=channel)
    order_id = shop.buy(ann, (lamp, 1), channel=channel)
    number, account = Order.objects.get(pk=order_id).number, Account.objects.get()

    AccountSpending.objects.update(orders_count=2)
    (found,) = verify_books(now=timezone.now())
    assert (found.subject, found.what) == (f"account {account.pk}", "spent in USD")
    assert (found.expected, found.found) == ("60 in 1 orders", "60 in 2 orders")

    AccountSpending.objects.update(orders_count=1, amount_spent=D(50))
    SpendingDay.objects.update(amount_spent=D(50))
    OrderSettlement.objects.update(amount_spent=D(50))
    (found,) = verify_books(now=timezone.now())
    assert (found.subject, found.what) == (f"order {number}", "amount spent")
    assert (found.expected, found.found) == ("60", "50")


def test_verify_sees_points_of_a_milestone_that_is_not_reached(live_shop: Shop) -> None:
    shop, channel = live_shop, live_shop.setup.channel()
    ann = shop.setup.customer("ann@example.com")
    lamp = shop.setup.variant(D("60.00"), channel=channel)
    bonus = spent(50, 100)
    shop.buy(ann, (lamp, 1), channel=channel)
    assert_books_are_right()

    AccountSpending.objects.update(amount_spent=D("49.99"))

    found = [item.what for item in verify_books(now=timezone.now())]
    assert found == [
        "spent in USD",
        f"points of bonus:{bonus.pk}, whose sum is not reached",
    ]


def test_lost_milestone_that_still_waits_takes_no_points_that_can_be_used(live_shop: Shop) -> None:
    shop, channel = live_shop, live_shop.setup.channel()
    shop.set_program(channel, pendingDays=14)
    nth_order(1, 50)
    ann = shop.setup.customer("ann@example.com")
    shop.credit(ann, 100)
    lamp = shop.setup.variant(D("60.00"), channel=channel)
    order_id = shop.buy(ann, (lamp, 1), channel=channel)
    assert (shop.balance(ann), shop.available(ann)) == (210, 100)

    shop.cancel(order_id)

    assert (shop.balance(ann), shop.available(ann)) == (100, 100)
    assert list(verify_books(now=timezone.now())) == []


def test_what_it_costs_an_order(live_shop: Shop, settings: Settings) -> None:
    """Statements that settling spends on sums and milestones."""
    shop, channel = live_shop, live_shop.setup.channel()
    ann = shop.setup.customer("ann@example.com")
    lamp = shop.setup.variant(D("60.00"), channel=channel)
    tables = (
        "loyalty_account_spending",
        "loyalty_spending_day",
        "loyalty_account_progress",
        "loyalty_grant",
        "loyalty_referral",
        "loyalty_bonus",
        "FOR NO KEY UPDATE",
    )

    def statements(order_id: UUID) -> int:
        with CaptureQueriesContext(connection) as captured:
            settle(order_id)
        return sum(any(name in item["sql"] for name in tables) for item in captured)

    settings.SHOP_LISTENERS = []
    first, second = (shop.buy(ann, (lamp, 1), channel=channel) for _ in range(2))
    # The account's lock, one read, two writes: of all time and of the day.
    assert [statements(first), statements(first), statements(second)] == [4, 0, 4]
    nth_order(50, 100)
    third = shop.buy(ann, (lamp, 1), channel=channel)
    assert statements(third) == 4
    # One read more, for what may be lost; and the clawback of the order's own points locks, too.
    Order.objects.filter(pk=third).update(status="canceled")
    assert statements(third) == 6
