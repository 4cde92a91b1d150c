"""Rewards that are for certain tiers and badges: the same in every host."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from saleor_loyalty_plugin.models import Reward
from tests.contract.driver import Channel, Person, Refused, Shop
from tests.contract.tier_examples import BADGE_GRANT, TIERS, add_badge, add_tier

D = Decimal
REWARDS = """
query ($channel: String!, $first: Int!) {
  loyaltyRewards(channel: $channel, first: $first) { edges { node {
    name isClaimable limits { code message(languageCode: DE) } tiers { name } badges { title }
  } } }
}"""
CLAIM = """
mutation ($id: ID!, $checkoutId: ID) {
  loyaltyRewardClaim(id: $id, checkoutId: $checkoutId) {
    claim { id status } errors { field message code }
  }
}"""
APPLY = """
mutation ($id: ID!, $claimId: ID!) {
  checkoutLoyaltyRewardApply(id: $id, claimId: $claimId) {
    claim { status } errors { field message code }
  }
}"""
BADGE_TAKE = """
mutation ($badgeId: ID!, $customerId: ID!) {
  loyaltyBadgeTake(badgeId: $badgeId, customerId: $customerId) { errors { field message code } }
}"""
MY_CLAIMS = """
query ($channel: String!) {
  me { loyalty(channel: $channel) { claims(first: 9) { edges { node { status } } } } }
}"""


def _tiers(shop: Shop) -> dict[str, str]:
    """Bronze, Silver and Gold without benefits: their global ids."""
    return {name: add_tier(shop, name, threshold) for name, threshold in TIERS}


def _limits(
    shop: Shop, person: Person | None, channel: Channel, **more: Any
) -> dict[str, list[str]]:
    """What keeps a customer from each reward, in German."""
    token = person.token if person is not None else None
    variables = {"channel": channel.slug, "first": 20, **more}
    found = shop.run(REWARDS, variables, token)["loyaltyRewards"]["edges"]
    assert all(item["node"]["isClaimable"] is not bool(item["node"]["limits"]) for item in found)
    return {
        item["node"]["name"]: [
            f"{limit['code']}: {limit['message']}" for limit in item["node"]["limits"]
        ]
        for item in found
    }


def _claim(shop: Shop, person: Person, reward: str, checkout_id: str | None = None) -> str:
    variables = {"id": reward, "checkoutId": checkout_id}
    claim_id: str = shop.mutate(CLAIM, variables, person.token)["claim"]["id"]
    return claim_id


def test_a_reward_is_for_the_tiers_that_it_names(shop: Shop) -> None:
    channel = shop.setup.channel()
    tiers = _tiers(shop)
    ann = shop.setup.customer("ann@example.com")
    shop.credit(ann, 100)
    high, low = {"tierIds": [tiers["Gold"], tiers["Silver"]]}, {"tierIds": [tiers["Bronze"]]}
    tour = shop.add_reward(channel, name="Tour", kind="EXPERIENCE", points=5, **high)
    shop.add_reward(channel, name="Welcome", kind="EXPERIENCE", points=5, **low)
    lamp = shop.setup.variant(D("500.00"), channel=channel)

    # Before the first order, everybody has the tier from 0.
    assert _limits(shop, ann, channel) == {
        "Tour": ["TIER_NEEDED: Diese Prämie gibt es nur in einer dieser Stufen: Silver, Gold."],
        "Welcome": [],
    }
    assert {text for texts in _limits(shop, None, channel).values() for text in texts} == {
        "NOT_SIGNED_IN: Melden Sie sich an, um diese Prämie einzulösen."
    }
    with pytest.raises(Refused) as caught:
        _claim(shop, ann, tour)
    assert (caught.value.codes, caught.value.messages) == (
        ["REWARD_UNAVAILABLE"],
        ["This reward is for one of these tiers: Silver, Gold."],
    )
    found = shop.run(REWARDS, {"channel": channel.slug, "first": 1}, None)["loyaltyRewards"]
    assert found["edges"][0]["node"]["tiers"] == [{"name": "Silver"}, {"name": "Gold"}]

    shop.buy(ann, (lamp, 1), channel=channel)

    assert _limits(shop, ann, channel) == {
        "Tour": [],
        "Welcome": ["TIER_NEEDED: Diese Prämie gibt es nur in der Stufe Bronze."],
    }
    _claim(shop, ann, tour)


def test_a_claim_outlives_its_tier(shop: Shop) -> None:
    channel = shop.setup.channel()
    tiers = _tiers(shop)
    ann = shop.setup.customer("ann@example.com")
    lamp = shop.setup.variant(D("500.00"), channel=channel)
    order_id = shop.buy(ann, (lamp, 1), channel=channel)
    reward = shop.add_reward(
        channel,
        kind="VOUCHER_AMOUNT",
        amount=5,
        currency=channel.currency,
        points=5,
        tierIds=[tiers["Silver"]],
    )
    kept = _claim(shop, ann, reward)
    checkout_id = shop.checkout(ann, (lamp, 1), channel=channel)
    _claim(shop, ann, reward, checkout_id)

    shop.cancel(order_id)

    shop.credit(ann, 100)
    (limits,) = _limits(shop, ann, channel).values()
    assert limits == ["TIER_NEEDED: Diese Prämie gibt es nur in der Stufe Silver."]
    with pytest.raises(Refused):
        _claim(shop, ann, reward)
    shop.mutate(APPLY, {"id": checkout_id, "claimId": kept}, ann.token)
    total = shop.total(checkout_id, ann)
    assert total == D("500.00")
    shop.pay_checkout(checkout_id, total, channel.currency)
    shop.complete(checkout_id, ann)
    claims = shop.run(MY_CLAIMS, {"channel": channel.slug}, ann.token)["me"]["loyalty"]["claims"]
    assert [edge["node"]["status"] for edge in claims["edges"]] == ["USED", "USED"]


def test_a_reward_is_for_holders_of_its_badges(shop: Shop) -> None:
    channel = shop.setup.channel()
    tiers = _tiers(shop)
    founder, friend = add_badge(shop, "Founder"), add_badge(shop, "Friend")
    ann = shop.setup.customer("ann@example.com")
    shop.credit(ann, 100)
    both = {"badgeIds": [friend, founder], "tierIds": [tiers["Bronze"]]}
    shop.add_reward(channel, name="Tour", kind="EXPERIENCE", points=5, **both)
    held = {"badgeId": friend, "customerId": ann.global_id}
    needed = "BADGE_NEEDED: Diese Prämie gibt es nur mit einem dieser Abzeichen: Founder, Friend."

    assert _limits(shop, ann, channel) == {"Tour": [needed]}
    shop.mutate(BADGE_GRANT, held, shop.admin.token)
    assert _limits(shop, ann, channel) == {"Tour": []}
    # Badges that are switched off are nobody's, and nobody is told of them.
    shop.set_program(channel, badgesActive=False)
    off = "BADGE_NEEDED: Diese Prämie gibt es nur mit einem anderen Abzeichen."
    assert _limits(shop, ann, channel) == {"Tour": [off]}
    found = shop.run(REWARDS, {"channel": channel.slug, "first": 1}, ann.token)["loyaltyRewards"]
    assert found["edges"][0]["node"]["badges"] == []
    shop.set_program(channel, badgesActive=True)
    shop.mutate(BADGE_TAKE, held, shop.admin.token)
    assert _limits(shop, ann, channel) == {"Tour": [needed]}


def test_tiers_and_badges_of_rewards_are_read_once_for_all(shop: Shop) -> None:
    channel = shop.setup.channel()
    tiers = _tiers(shop)
    badge = add_badge(shop, "Founder")
    ann = shop.setup.customer("ann@example.com")
    shop.credit(ann, 100)
    shop.add_reward(channel, kind="EXPERIENCE", points=5)
    row = Reward.objects.get()

    def queries(size: int) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert len(shop.run(REWARDS, {"channel": channel.slug, "first": size}, ann.token)) == 1
        return sum('"loyalty_' in item["sql"] for item in captured)

    queries(1)
    unlimited = queries(1)
    shop.add_reward(channel, kind="EXPERIENCE", points=6, tierIds=[tiers["Gold"]], badgeIds=[badge])
    limited = Reward.objects.latest("pk")
    Reward.objects.bulk_create(
        Reward(
            program_id=row.program_id,
            name=f"Reward {number}",
            kind="EXPERIENCE",
            points=7 + number,
            tier_ids=limited.tier_ids,
            badge_ids=limited.badge_ids,
            created_at=row.created_at,
            updated_at=row.updated_at,
        )
        for number in range(18)
    )
    # What the account holds and its badges; the program, its tiers with their seasons, its badges.
    assert queries(20) == queries(2) == unlimited + 6
