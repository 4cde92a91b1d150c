"""Referrals: at once, doubled, shuffled, lost; and who is found by the proof."""

import random
from datetime import timedelta
from decimal import Decimal
from typing import Any
from unittest.mock import patch

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from saleor_loyalty_plugin import tasks
from saleor_loyalty_plugin.models import Account, Entry, Grant, Referral
from saleor_loyalty_plugin.services.errors import LoyaltyProblem
from saleor_loyalty_plugin.services.members.referrals import claim_referral, settle_referral
from saleor_loyalty_plugin.services.members.settle_customer import concerned_customers
from saleor_loyalty_plugin.services.orders.settle_order import settle_order
from saleor_loyalty_plugin.services.proof.verify_books import verify_books
from saleor_loyalty_plugin.services.sweep import sweep_customers, sweep_orders, sweep_referrals
from sandbox.shop import models as shop_tables
from sandbox.shop.models import Order
from tests.contract.driver import Channel, Person, Shop
from tests.services.test_races import at_once

D = Decimal


@pytest.fixture
def club(live_shop: Shop) -> Channel:
    channel = live_shop.setup.channel()
    live_shop.set_program(
        channel, referrerPoints=500, refereePoints=100, referralMetadataKey="friend"
    )
    return channel


def owner(shop: Shop, name: str = "ann") -> Person:
    person = shop.setup.customer(f"{name}@example.com")
    shop.credit(person, 1)
    return person


def code_of(person: Person) -> str:
    code = Account.objects.get(customer_id=person.user_id).referral_code
    assert code
    return code


def follow(person: Person, code: str) -> Any:
    return claim_referral(customer_id=person.user_id, code=code, now=timezone.now())


def points(person: Person) -> int:
    entries = Entry.objects.filter(
        account__customer_id=person.user_id, reason__startswith="REFERRAL"
    )
    return sum(entries.values_list("points", flat=True))


def assert_books_are_right() -> None:
    assert list(verify_books(now=timezone.now())) == []


def wrong_referrals() -> list[tuple[str, str, str]]:
    """What the proof says of referrals: (whose points, expected, found)."""
    accounts = {
        f"points of account {account.pk} for the friend's order": account.customer_id
        for account in Account.objects.all()
    }
    names = {user.pk: user.email.split("@")[0] for user in shop_tables.User.objects.all()}
    return [
        (names[accounts[item.what]], item.expected, item.found)
        for item in verify_books(now=timezone.now())
        if item.subject.startswith("referral")
    ]


def test_followed_many_times_at_once(live_shop: Shop, club: Channel) -> None:
    ann, cyd = owner(live_shop, "ann"), owner(live_shop, "cyd")
    bob = live_shop.setup.customer("bob@example.com")

    def attempt(code: str) -> str:
        try:
            return str(follow(bob, code).code)
        except LoyaltyProblem as problem:
            return problem.code

    results = at_once(
        [lambda code=code: attempt(code) for code in [code_of(ann), code_of(cyd)] * 8]
    )

    (referral,) = Referral.objects.all()
    assert results.count(referral.code) == 8
    assert results.count("ALREADY_REFERRED") == 8


def test_two_who_follow_each_other_at_once(live_shop: Shop, club: Channel) -> None:
    ann, bob = owner(live_shop, "ann"), owner(live_shop, "bob")
    pairs = [(ann, code_of(bob)), (bob, code_of(ann))]

    def attempt(person: Person, code: str) -> str:
        try:
            follow(person, code)
        except LoyaltyProblem as problem:
            return problem.code
        return "followed"

    results = at_once([lambda pair=pair: attempt(*pair) for pair in pairs * 6])

    assert Referral.objects.count() == 1
    assert sorted(set(results)) == ["REFERRAL_CIRCLE", "followed"]


@pytest.mark.parametrize("seed", range(3))
def test_settled_at_any_time_and_in_any_order(
    live_shop: Shop, club: Channel, settings: Settings, seed: int
) -> None:
    luck = random.Random(seed)
    ann = owner(live_shop)
    lamp = live_shop.setup.variant(D("60.00"), channel=club)
    friends = [live_shop.setup.customer(f"friend{n}@example.com") for n in range(3)]
    referral_ids = [follow(friend, code_of(ann)).pk for friend in friends]
    settings.SHOP_LISTENERS = []
    order_ids = {
        friend.user_id: [live_shop.buy(friend, (lamp, 1), channel=club) for _ in range(2)]
        for friend in friends
    }
    everything = [order_id for ids in order_ids.values() for order_id in ids]

    for _ in range(12):
        order_id = luck.choice(everything)
        status = luck.choice(("canceled", "unfulfilled"))
        Order.objects.filter(pk=order_id).update(status=status)
        for item in luck.choices(everything, k=3):
            settle_order(order_id=item, now=timezone.now())
        for referral_id in luck.choices(referral_ids, k=luck.randint(0, 3)):
            settle_referral(referral_id=referral_id, now=timezone.now())
    for order_id in luck.sample(everything * 2, len(everything) * 2):
        settle_order(order_id=order_id, now=timezone.now())
    sweep_referrals(now=timezone.now())

    expected = {}
    for friend in friends:
        orders = Order.objects.filter(pk__in=order_ids[friend.user_id], status="unfulfilled")
        expected[friend.email] = 100 * orders.exists()
    assert {friend.email: points(friend) for friend in friends} == expected
    assert points(ann) == 5 * sum(expected.values())
    assert not Referral.objects.filter(is_due=True).exists()
    assert_books_are_right()


def test_orders_of_many_friends_at_once(live_shop: Shop, club: Channel, settings: Settings) -> None:
    """Friends' orders, their referrals and the owner's own orders lock the same accounts."""
    ann = owner(live_shop)
    lamp = live_shop.setup.variant(D("60.00"), channel=club)
    friends = [live_shop.setup.customer(f"friend{n}@example.com") for n in range(4)]
    for friend in friends:
        follow(friend, code_of(ann))
    settings.SHOP_LISTENERS = []
    order_ids = [live_shop.buy(person, (lamp, 1), channel=club) for person in [ann, *friends] * 2]

    at_once([lambda item=item: tasks.settle_order_task(str(item)) for item in order_ids * 2])

    assert {points(friend) for friend in friends} == {100}
    assert points(ann) == 2000
    assert_books_are_right()


def test_referral_whose_settling_failed_is_found_by_the_sweep(
    live_shop: Shop, club: Channel
) -> None:
    ann, bob = owner(live_shop), live_shop.setup.customer("bob@example.com")
    lamp = live_shop.setup.variant(D("60.00"), channel=club)
    follow(bob, code_of(ann))
    with patch.object(tasks, "settle_referral", side_effect=OSError("gone")):
        live_shop.buy(bob, (lamp, 1), channel=club)
    assert (points(bob), Referral.objects.get().is_due) == (0, True)
    assert live_shop.balance(bob) == 60

    sweep_orders(now=timezone.now())

    assert (points(ann), points(bob), Referral.objects.get().is_due) == (500, 100, False)
    assert_books_are_right()


def test_proof_sees_points_without_an_order_and_an_order_without_points(
    live_shop: Shop, club: Channel
) -> None:
    ann, bob = owner(live_shop), live_shop.setup.customer("bob@example.com")
    lamp = live_shop.setup.variant(D("60.00"), channel=club)
    follow(bob, code_of(ann))
    live_shop.buy(bob, (lamp, 1), channel=club)
    referral = Referral.objects.get()
    assert_books_are_right()

    for account_id, name in ((referral.referee_id, "bob"), (referral.referrer_id, "ann")):
        points_held = Grant.objects.get(account_id=account_id).points
        Grant.objects.filter(account_id=account_id).update(points=0)
        assert wrong_referrals() == [(name, "given", "none")]
        Grant.objects.filter(account_id=account_id).update(points=points_held)
    Referral.objects.update(created_at=timezone.now() - timedelta(days=1))
    live_shop.set_program(club, referralOrderValueFrom=100)
    Referral.objects.update(created_at=timezone.now())
    assert wrong_referrals() == [("ann", "none", "given"), ("bob", "none", "given")]


def test_codes_in_metadata_are_found_by_the_sweep(live_shop: Shop, club: Channel) -> None:
    ann, bob = owner(live_shop), live_shop.setup.customer("bob@example.com")
    others = [live_shop.setup.customer(f"other{n}@example.com") for n in range(5)]
    users = shop_tables.User.objects
    users.filter(pk=bob.user_id).update(metadata={"friend": code_of(ann).lower()})
    users.filter(pk=others[0].user_id).update(metadata={"friend": "NOSUCHCODE"})
    users.filter(pk=others[1].user_id).update(metadata={"friend": code_of(ann)}, is_confirmed=False)
    ids = [person.user_id for person in (bob, *others)]
    assert concerned_customers(customer_ids=ids, now=timezone.now()) == sorted(
        [bob.user_id, others[0].user_id]
    )

    for _ in range(2):
        sweep_customers(now=timezone.now())

    assert [item.referee.customer_id for item in Referral.objects.all()] == [bob.user_id]
    assert concerned_customers(customer_ids=ids, now=timezone.now()) == [others[0].user_id]


def test_what_it_costs_a_friends_order(live_shop: Shop, club: Channel, settings: Settings) -> None:
    ann, bob = owner(live_shop), live_shop.setup.customer("bob@example.com")
    lamp = live_shop.setup.variant(D("60.00"), channel=club)
    follow(bob, code_of(ann))
    settings.SHOP_LISTENERS = []
    order_id = live_shop.buy(bob, (lamp, 1), channel=club)

    with CaptureQueriesContext(connection) as captured:
        outcome = settle_order(order_id=order_id, now=timezone.now())

    written = [item["sql"] for item in captured if 'UPDATE "loyalty_referral"' in item["sql"]]
    assert len(written) == 1
    assert outcome.referral_id == Referral.objects.get().pk
    again = settle_order(order_id=order_id, now=timezone.now())
    assert again.referral_id is None


def test_old_guest_is_no_new_customer(live_shop: Shop, club: Channel, settings: Settings) -> None:
    """Orders that wait under the address are the customer's, also before they are taken over."""
    ann = owner(live_shop)
    lamp = live_shop.setup.variant(D("60.00"), channel=club)
    live_shop.buy_as_guest("bob@example.com", (lamp, 1), channel=club)
    settings.SHOP_LISTENERS = []
    bob = live_shop.setup.customer("bob@example.com")

    with pytest.raises(LoyaltyProblem) as refused:
        follow(bob, code_of(ann))

    assert refused.value.code == "NOT_NEW"


def test_order_that_cost_no_money_is_no_reason_for_points(live_shop: Shop, club: Channel) -> None:
    """Else points for a new account would buy the order that brings more of them."""
    ann, bob = owner(live_shop, "ann"), live_shop.setup.customer("bob@example.com")
    live_shop.credit(bob, 6000)
    lamp = live_shop.setup.variant(D("60.00"), channel=club)
    follow(bob, code_of(ann))

    live_shop.buy(bob, (lamp, 1), channel=club, points=6000)

    assert (points(ann), points(bob)) == (0, 0)
    assert_books_are_right()
    live_shop.buy(bob, (lamp, 1), channel=club)
    assert (points(ann), points(bob)) == (500, 100)
    assert_books_are_right()
