"""Gifts for reaching a tier: the same in every host."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from saleor_loyalty_plugin.models import SpendingDay
from saleor_loyalty_plugin.services.proof.verify_books import verify_books
from tests.contract.driver import Channel, Person, Shop
from tests.contract.mirror_suite import add_tier, sweep

D = Decimal

GIFTS = """
{ me { loyalty {
  entries(first: 50, filter: {reasonCodes: ["TIER_REACHED", "TIER_LOST"]}) {
    edges { node { kind points reason explanation { message } } } }
  claims(first: 50) { edges { node { name kind status points entry { id } } } }
} } }"""
APPLY = """
mutation ($id: ID!, $claim: ID!) {
  checkoutLoyaltyRewardApply(id: $id, claimId: $claim) { errors { field message code } }
}"""
CLAIMS = """
{ me { loyalty { claims(first: 50) { edges { node { id } } } } } }"""


def gifts(shop: Shop, person: Person) -> list[dict[str, Any]]:
    """The entries of a customer's gifts, oldest first."""
    account = shop.run(GIFTS, {}, person.token)["me"]["loyalty"]
    return [edge["node"] for edge in reversed(account["entries"]["edges"])]


def points(shop: Shop, person: Person) -> list[int]:
    return [entry["points"] for entry in gifts(shop, person)]


def claims(shop: Shop, person: Person) -> list[tuple[str, str]]:
    """(name, status) of a customer's claims, oldest first; each has cost nothing."""
    account = shop.run(GIFTS, {}, person.token)["me"]["loyalty"]
    nodes = [edge["node"] for edge in reversed(account["claims"]["edges"])]
    assert all(node["points"] == 0 and node["entry"] is None for node in nodes)
    return [(node["name"], node["status"]) for node in nodes]


def test_points_for_each_tier_that_is_reached(shop: Shop, channel: Channel, ann: Person) -> None:
    shop.set_program(channel, tierCurrency=channel.currency)
    add_tier(shop, "Silver", 500, arrivalPoints=50)
    add_tier(shop, "Gold", 1000, arrivalPoints=100)
    sofa = shop.setup.variant(D("1000.00"), channel=channel)

    order_id = shop.buy(ann, (sofa, 1), channel=channel)

    assert gifts(shop, ann) == [
        {
            "kind": "GIFT",
            "points": 50,
            "reason": "For reaching the tier Silver",
            "explanation": [
                {
                    "message": f'Tier "Silver" from 500 {channel.currency} spent: it is now 1000'
                    f" {channel.currency}."
                }
            ],
        },
        {
            "kind": "GIFT",
            "points": 100,
            "reason": "For reaching the tier Gold",
            "explanation": [
                {
                    "message": f'Tier "Gold" from 1000 {channel.currency} spent: it is now 1000'
                    f" {channel.currency}."
                }
            ],
        },
    ]
    shop.setup.refund_amount(order_id, D("210.00"))  # delivery cost 10.00, and nobody asks for what
    assert points(shop, ann) == [50, 100, -100]
    lost = gifts(shop, ann)[-1]
    assert (lost["kind"], lost["reason"]) == (
        "CLAWBACK",
        "Taken back: the tier Gold is out of reach again",
    )
    shop.buy(ann, (sofa, 1), channel=channel)
    assert points(shop, ann) == [50, 100, -100, 100]
    assert list(verify_books(now=timezone.now())) == []


def test_a_reward_for_nothing_lowers_the_next_cart(
    shop: Shop, channel: Channel, ann: Person
) -> None:
    shop.set_program(channel, tierCurrency=channel.currency)
    reward_id = shop.add_reward(
        channel, name="Welcome", kind="VOUCHER_PERCENTAGE", percentage=20, points=10_000
    )
    add_tier(shop, "Silver", 500, arrivalRewardId=reward_id)
    sofa = shop.setup.variant(D("500.00"), channel=channel)
    mug = shop.setup.variant(D("20.00"), channel=channel)
    shop.buy(ann, (sofa, 1), channel=channel)
    assert claims(shop, ann) == [("Welcome", "CLAIMED")]

    checkout_id = shop.checkout(ann, (mug, 1), channel=channel)
    nodes = shop.run(CLAIMS, {}, ann.token)["me"]["loyalty"]["claims"]["edges"]
    shop.mutate(APPLY, {"id": checkout_id, "claim": nodes[0]["node"]["id"]}, ann.token)
    assert shop.total(checkout_id, ann) == D("26.00")  # 16.00 and delivery
    shop.pay_checkout(checkout_id, D("26.00"), channel.currency)
    shop.complete(checkout_id, ann)

    assert claims(shop, ann) == [("Welcome", "USED")]
    assert list(verify_books(now=timezone.now())) == []


def test_an_unused_reward_is_cancelled_with_the_tier_also_on_a_cart(
    shop: Shop, channel: Channel, ann: Person
) -> None:
    shop.set_program(channel, tierCurrency=channel.currency)
    reward_id = shop.add_reward(
        channel, name="Welcome", kind="VOUCHER_PERCENTAGE", percentage=20, points=10_000, stock=1
    )
    add_tier(shop, "Silver", 500, arrivalRewardId=reward_id)
    sofa = shop.setup.variant(D("500.00"), channel=channel)
    mug = shop.setup.variant(D("20.00"), channel=channel)
    first = shop.buy(ann, (sofa, 1), channel=channel)
    shop.setup.return_units(first, 0, 1)
    assert claims(shop, ann) == [("Welcome", "CANCELLED")]
    second = shop.buy(ann, (sofa, 1), channel=channel)
    assert claims(shop, ann) == [("Welcome", "CANCELLED"), ("Welcome", "CLAIMED")]
    checkout_id = shop.checkout(ann, (mug, 1), channel=channel)
    newest = shop.run(CLAIMS, {}, ann.token)["me"]["loyalty"]["claims"]["edges"][0]["node"]
    shop.mutate(APPLY, {"id": checkout_id, "claim": newest["id"]}, ann.token)
    assert shop.total(checkout_id, ann) == D("26.00")

    shop.setup.return_units(second, 0, 1)

    assert claims(shop, ann) == [("Welcome", "CANCELLED"), ("Welcome", "CANCELLED")]
    assert shop.total(checkout_id, ann) == D("30.00")
    assert list(verify_books(now=timezone.now())) == []


def test_a_gift_card_is_issued_on_arrival_and_stays(
    shop: Shop, channel: Channel, ann: Person
) -> None:
    shop.set_program(channel, tierCurrency=channel.currency)
    reward_id = shop.add_reward(
        channel, name="Card", kind="GIFT_CARD", amount=15, currency=channel.currency, points=10_000
    )
    add_tier(shop, "Silver", 500, arrivalRewardId=reward_id)
    sofa = shop.setup.variant(D("500.00"), channel=channel)
    order_id = shop.buy(ann, (sofa, 1), channel=channel)
    assert claims(shop, ann) == [("Card", "USED")]

    shop.setup.return_units(order_id, 0, 1)
    shop.buy(ann, (sofa, 1), channel=channel)

    assert claims(shop, ann) == [("Card", "USED")]
    assert list(verify_books(now=timezone.now())) == []


def test_who_was_there_before_the_tier_gets_nothing(
    shop: Shop, channel: Channel, ann: Person
) -> None:
    """Otherwise a new tier would cost its merchant a gift for every customer at once."""
    shop.set_program(channel, tierCurrency=channel.currency)
    sofa = shop.setup.variant(D("500.00"), channel=channel)
    shop.buy(ann, (sofa, 1), channel=channel)
    # An order of the very day counts as one since the tier came to be.
    SpendingDay.objects.update(day=timezone.now().date() - timedelta(days=3))
    add_tier(shop, "Silver", 500, arrivalPoints=50)
    add_tier(shop, "Gold", 1000, arrivalPoints=100)
    sweep()
    assert points(shop, ann) == []

    shop.buy(ann, (sofa, 1), channel=channel)
    assert points(shop, ann) == [100]
