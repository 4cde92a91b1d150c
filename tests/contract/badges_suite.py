"""Badges are won, kept and lost by orders, refunds, events and points: the same in every host."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils import timezone

from saleor_loyalty_plugin.services.progress.sweep import sweep_progress
from saleor_loyalty_plugin.services.proof.verify_books import verify_books
from tests.contract.driver import Channel, Person, Shop

D = Decimal

BADGE_ADD = """
mutation ($input: LoyaltyBadgeInput!) {
  loyaltyBadgeCreate(input: $input) { badge { id } errors { field message code } }
}"""
BADGE_CHANGE = """
mutation ($id: ID!, $input: LoyaltyBadgeInput!) {
  loyaltyBadgeUpdate(id: $id, input: $input) { badge { id } errors { field message code } }
}"""
MY_BADGES = """
{ me { loyalty { badges {
  badge { title } isUnlocked unlockedAt missingPoints missingCount missingAmount { amount }
} } } }"""
GRANT = """
mutation ($customerId: ID!, $badgeId: ID!) {
  loyaltyBadgeGrant(customerId: $customerId, badgeId: $badgeId) { errors { field message code } }
}"""
UNSET = """
mutation ($customerId: ID!, $badgeId: ID!) {
  loyaltyBadgeUnset(customerId: $customerId, badgeId: $badgeId) { errors { field message code } }
}"""
KINDS: Mapping[str, Mapping[str, Any]] = {
    "Balance": {"basis": "BALANCE", "pointsFrom": 30, "pointsTo": 150},
    "Lifetime": {"basis": "LIFETIME", "pointsFrom": 50},
    "Orders": {"basis": "ORDERS", "countFrom": 2},
    "Spend": {"basis": "SPEND", "amountFrom": "100"},
    "Surveys": {"basis": "ACTIVITY", "countFrom": 2, "eventType": "survey"},
    "Anything": {"basis": "ACTIVITY", "countFrom": 3},
}


def add_badge(shop: Shop, title: str, **settings: Any) -> str:
    """A badge of the default program; one that follows the value unless said otherwise."""
    given = {"title": title, "keepOnceWon": False, **settings}
    badge_id: str = shop.mutate(BADGE_ADD, {"input": given}, shop.admin.token)["badge"]["id"]
    return badge_id


def my_badges(shop: Shop, person: Person) -> dict[str, Any]:
    """By title: True for what the customer has, else what is missing, None for never."""
    found = {}
    for item in shop.run(MY_BADGES, {}, person.token)["me"]["loyalty"]["badges"]:
        amount = item["missingAmount"]
        missing = [item["missingPoints"], item["missingCount"], amount and amount["amount"]]
        (value,) = [one for one in missing if one is not None] or [None]
        assert (item["unlockedAt"] is not None) == item["isUnlocked"]
        found[item["badge"]["title"]] = True if item["isUnlocked"] else value
    return found


def settled_badges(shop: Shop, person: Person) -> dict[str, Any]:
    """The same, which the sweep has nothing to change of."""
    now = my_badges(shop, person)
    sweep_progress(now=timezone.now())
    assert my_badges(shop, person) == now
    return now


def _begin(shop: Shop) -> tuple[Channel, Person, str]:
    """The channel, a customer, and a mug for 60.00, delivered for 10.00."""
    channel = shop.setup.channel()
    shop.set_program(channel, tierCurrency=channel.currency)
    ann = shop.setup.customer("ann@example.com")
    return channel, ann, shop.setup.variant(D("60.00"), channel=channel)


def test_badges_of_each_basis_are_won_and_lost(shop: Shop) -> None:
    channel, ann, mug = _begin(shop)
    for title, settings in KINDS.items():
        add_badge(shop, title, **settings)
    for title in ("Orders", "Spend"):
        add_badge(shop, f"{title}, kept", keepOnceWon=True, **KINDS[title])
    # No bonus is for surveys: they count for the badge alone.
    shop.add_bonus(channel, trigger="EVENT", eventType="photo", points=1)

    shop.buy(ann, (mug, 1), channel=channel)
    first = {
        "Balance": True,
        "Lifetime": True,
        "Orders": 1,
        "Spend": 40,
        "Surveys": 2,
        "Anything": 3,
        "Orders, kept": 1,
        "Spend, kept": 40,
    }
    assert settled_badges(shop, ann) == first

    second = shop.buy(ann, (mug, 1), channel=channel)
    won = {"Orders": True, "Spend": True, "Orders, kept": True, "Spend, kept": True}
    assert settled_badges(shop, ann) == {**first, **won}

    for event_type in ("survey", "photo", "survey"):
        shop.record(ann, event_type)
    did = {"Surveys": True, "Anything": True}
    assert settled_badges(shop, ann) == {**first, **won, **did}

    shop.setup.refund_amount(second, D("70.00"))
    kept = {"Orders, kept": True, "Spend, kept": True}
    assert settled_badges(shop, ann) == {**first, **kept, **did}
    # A third one counts anew.
    third = shop.buy(ann, (mug, 1), channel=channel)
    assert settled_badges(shop, ann) == {**first, **won, **did}
    shop.setup.refund_amount(third, D("46.67"))  # two thirds: 80.00 is left of 120.00
    assert settled_badges(shop, ann) == {**first, **won, **did, "Spend": 20}
    assert list(verify_books(now=timezone.now())) == []


def test_badges_follow_points_within_their_range(shop: Shop) -> None:
    _, ann, _ = _begin(shop)
    for title in ("Balance", "Lifetime"):
        add_badge(shop, title, **KINDS[title])
    for change, expected in (
        (29, {"Balance": 1, "Lifetime": 21}),
        (1, {"Balance": True, "Lifetime": 20}),
        (120, {"Balance": True, "Lifetime": True}),
        (1, {"Balance": None, "Lifetime": True}),
        (-1, {"Balance": True, "Lifetime": True}),
        (-121, {"Balance": 1, "Lifetime": True}),
    ):
        shop.credit(ann, change)
        assert settled_badges(shop, ann) == expected, change


def test_a_new_badge_is_found_by_those_who_were_there_before(shop: Shop) -> None:
    channel, ann, mug = _begin(shop)
    shop.buy(ann, (mug, 1), channel=channel)
    badge = add_badge(shop, "Early", basis="ORDERS", countFrom=1)
    assert my_badges(shop, ann) == {"Early": 0}

    sweep_progress(now=timezone.now())
    assert settled_badges(shop, ann) == {"Early": True}
    shop.mutate(BADGE_CHANGE, {"id": badge, "input": {"countFrom": 3}}, shop.admin.token)
    sweep_progress(now=timezone.now())
    assert settled_badges(shop, ann) == {"Early": 2}


def test_what_staff_gave_stays_until_they_undo_it(shop: Shop) -> None:
    channel, ann, mug = _begin(shop)
    badge = add_badge(shop, "Orders", basis="ORDERS", countFrom=1)
    given = {"customerId": ann.global_id, "badgeId": badge}
    shop.mutate(GRANT, given, shop.admin.token)
    assert settled_badges(shop, ann) == {"Orders": True}
    order_id = shop.buy(ann, (mug, 1), channel=channel)
    shop.setup.refund_amount(order_id, D("70.00"))
    assert settled_badges(shop, ann) == {"Orders": True}
    shop.mutate(UNSET, given, shop.admin.token)
    assert settled_badges(shop, ann) == {"Orders": 1}
