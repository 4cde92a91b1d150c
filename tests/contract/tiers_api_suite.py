"""What the API says of tiers as time passes and staff change them: the same in every host."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from saleor_loyalty_plugin.models import AccountProgress, Tier, TierSeason
from saleor_loyalty_plugin.services.programs.programs import write_version
from saleor_loyalty_plugin.services.progress.sweep import sweep_progress
from tests.contract.driver import Channel, Person, Refused, Shop
from tests.contract.tier_examples import add_tier

D = Decimal
TIER = """
query ($channel: String!) {
  me { loyalty(channel: $channel) {
    tier {
      tier { name threshold } nextTier { name threshold }
      qualifyingAmount missingAmount percentage missingToKeep
      currency since graceUntil byHandUntil
    }
    tierHistory(first: 10) { edges { node { isUp reason fromName toName qualifyingAmount } } }
  } }
}"""
PAGE = """
query ($channel: String!, $first: Int, $last: Int, $after: String, $before: String) {
  me { loyalty(channel: $channel) {
    tierHistory(first: $first, last: $last, after: $after, before: $before) {
      totalCount
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
      edges { node { toName } }
    }
  } }
}"""
CHANGE = """
mutation ($id: ID!, $input: LoyaltyTierInput!) {
  loyaltyTierUpdate(id: $id, input: $input) { errors { field message code } }
}"""
DELETE = """
mutation ($id: ID!) { loyaltyTierDelete(id: $id) { errors { field message code } } }"""
SET = """
mutation ($customerId: ID!, $tierId: ID!, $endsAt: DateTime!) {
  loyaltyAccountTierSet(customerId: $customerId, tierId: $tierId, endsAt: $endsAt) {
    account { id } errors { field message code }
  }
}"""
UNSET = """
mutation ($customerId: ID!) {
  loyaltyAccountTierUnset(customerId: $customerId) { errors { field message code } }
}"""


@pytest.fixture
def channel(shop: Shop) -> Channel:
    found = shop.setup.channel()
    shop.set_program(found, tierCurrency=found.currency)
    return found


@pytest.fixture
def ann(shop: Shop) -> Person:
    return shop.setup.customer("ann@example.com")


def loyalty(shop: Shop, person: Person, channel: Channel) -> dict[str, Any]:
    found: dict[str, Any] = shop.run(TIER, {"channel": channel.slug}, person.token)["me"]["loyalty"]
    return found


def tier(shop: Shop, person: Person, channel: Channel) -> dict[str, Any]:
    found: dict[str, Any] = loyalty(shop, person, channel)["tier"]
    return found


def name(shop: Shop, person: Person, channel: Channel) -> str | None:
    held = tier(shop, person, channel)["tier"]
    return held["name"] if held is not None else None


def history(shop: Shop, person: Person, channel: Channel) -> list[tuple[str, str | None]]:
    """(reason, the tier since) of each change, the last one first."""
    edges = loyalty(shop, person, channel)["tierHistory"]["edges"]
    return [(edge["node"]["reason"], edge["node"]["toName"]) for edge in edges]


def buy(shop: Shop, person: Person, channel: Channel, price: str) -> Any:
    goods = shop.setup.variant(D(price), channel=channel)
    return shop.buy(person, (goods, 1), channel=channel)


def set_by_hand(shop: Shop, person: Person, tier_id: str, *, ends_at: datetime) -> None:
    variables = {
        "customerId": person.global_id,
        "tierId": tier_id,
        "endsAt": ends_at.isoformat(),
    }
    shop.mutate(SET, variables, shop.admin.token)


def test_a_tier_kept_in_grace_says_until_when(shop: Shop, channel: Channel, ann: Person) -> None:
    shop.set_program(channel, tierDemotion="GRACE", tierGraceDays=10)
    add_tier(shop, "Bronze", 0)
    add_tier(shop, "Silver", 50)
    order_id = buy(shop, ann, channel, "60.00")
    found = tier(shop, ann, channel)
    assert (found["graceUntil"], found["missingToKeep"]) == (None, 0)

    before = timezone.now()
    shop.cancel(order_id)

    found = tier(shop, ann, channel)
    until = datetime.fromisoformat(found["graceUntil"])
    assert before < until - timedelta(days=10) < timezone.now()
    assert (found["tier"]["name"], found["qualifyingAmount"]) == ("Silver", 0)
    # The next tier is the one after Silver: there is none.
    assert (found["nextTier"], found["missingAmount"], found["percentage"]) == (None, 0, 100)
    assert found["missingToKeep"] == 50

    # Nobody waits for the sweep: the end counts from its moment on.
    AccountProgress.objects.update(grace_until=before, due_at=before)
    found = tier(shop, ann, channel)
    assert (found["tier"]["name"], found["graceUntil"]) == ("Bronze", None)
    assert (found["nextTier"]["name"], found["missingAmount"]) == ("Silver", 50)
    assert found["missingToKeep"] == 0
    assert history(shop, ann, channel) == [("REACHED", "Silver")]
    for _ in range(2):
        sweep_progress(now=timezone.now())
        assert history(shop, ann, channel) == [("GRACE_ENDED", "Bronze"), ("REACHED", "Silver")]


def test_a_tier_by_hand_ends_and_never_lowers(shop: Shop, channel: Channel, ann: Person) -> None:
    add_tier(shop, "Bronze", 0)
    silver, gold = add_tier(shop, "Silver", 50), add_tier(shop, "Gold", 1000)
    end = timezone.now() + timedelta(days=30)

    # Nobody has bought anything yet: the account is opened.
    set_by_hand(shop, ann, silver, ends_at=end)
    found = tier(shop, ann, channel)
    assert (found["tier"]["name"], found["byHandUntil"]) == ("Silver", end.isoformat())
    assert (found["qualifyingAmount"], found["nextTier"]["name"]) == (0, "Gold")

    buy(shop, ann, channel, "60.00")
    with pytest.raises(Refused) as refused:
        set_by_hand(shop, ann, silver, ends_at=end + timedelta(days=1))
    assert (refused.value.codes, refused.value.fields) == (["ALREADY_SET"], ["tierId"])
    set_by_hand(shop, ann, gold, ends_at=end)
    assert name(shop, ann, channel) == "Gold"
    past = timezone.now() - timedelta(days=1)
    AccountProgress.objects.update(hand_until=past, due_at=past)
    found = tier(shop, ann, channel)
    assert (found["tier"]["name"], found["byHandUntil"]) == ("Silver", None)
    sweep_progress(now=timezone.now())
    assert history(shop, ann, channel) == [
        ("HAND_ENDED", "Silver"),
        ("SET_BY_HAND", "Gold"),
        ("SET_BY_HAND", "Silver"),
    ]
    shop.mutate(UNSET, {"customerId": ann.global_id}, shop.admin.token)
    assert len(history(shop, ann, channel)) == 3


def test_a_season_moves_the_threshold_and_the_name(
    shop: Shop, channel: Channel, ann: Person
) -> None:
    add_tier(shop, "Bronze", 0)
    silver = add_tier(shop, "Silver", 100)
    buy(shop, ann, channel, "60.00")
    found = tier(shop, ann, channel)
    assert (found["tier"]["name"], found["missingAmount"], found["percentage"]) == (
        "Bronze",
        40,
        60,
    )
    now = timezone.now()
    season = {
        "name": "Summer Silver",
        "threshold": 50,
        "startsAt": (now - timedelta(days=1)).isoformat(),
        "endsAt": (now + timedelta(days=1)).isoformat(),
    }
    shop.mutate(CHANGE, {"id": silver, "input": {"seasons": [season]}}, shop.admin.token)
    sweep_progress(now=timezone.now())
    held = tier(shop, ann, channel)["tier"]
    assert held == {"name": "Summer Silver", "threshold": 50}
    assert history(shop, ann, channel) == [("TIERS_CHANGED", "Summer Silver")]

    # Time goes on, and nobody changes a thing: the season has ended.
    TierSeason.objects.update(ends_at=now - timedelta(hours=1))
    row = Tier.objects.get(name="Silver")
    write_version(row.program, author="test", now=timezone.now(), using="default")
    found = tier(shop, ann, channel)
    assert (found["tier"]["name"], found["nextTier"]) == (
        "Bronze",
        {"name": "Silver", "threshold": 100},
    )
    sweep_progress(now=timezone.now())
    assert history(shop, ann, channel)[0] == ("TIERS_CHANGED", "Bronze")


def test_changed_and_deleted_tiers_move_those_whom_it_concerns(
    shop: Shop, channel: Channel, ann: Person
) -> None:
    add_tier(shop, "Bronze", 0)
    silver, gold = add_tier(shop, "Silver", 50), add_tier(shop, "Gold", 1000)
    buy(shop, ann, channel, "60.00")
    shop.mutate(CHANGE, {"id": gold, "input": {"threshold": 60}}, shop.admin.token)
    for _ in range(2):
        sweep_progress(now=timezone.now())
    assert history(shop, ann, channel) == [("TIERS_CHANGED", "Gold"), ("REACHED", "Silver")]

    shop.mutate(DELETE, {"id": gold}, shop.admin.token)
    # Nobody has what is not there any more.
    assert name(shop, ann, channel) == "Silver"
    sweep_progress(now=timezone.now())
    shop.mutate(DELETE, {"id": silver}, shop.admin.token)
    sweep_progress(now=timezone.now())
    assert history(shop, ann, channel) == [
        ("TIERS_CHANGED", "Bronze"),
        ("TIERS_CHANGED", "Silver"),
        ("TIERS_CHANGED", "Gold"),
        ("REACHED", "Silver"),
    ]


def test_pages_of_the_history_of_tiers(shop: Shop, channel: Channel, ann: Person) -> None:
    for number in range(4):
        add_tier(shop, f"Tier {number}", 10 * number)
    for _ in range(3):
        buy(shop, ann, channel, "10.00")

    def page(**variables: Any) -> tuple[list[str], dict[str, Any]]:
        data = shop.run(PAGE, {"channel": channel.slug, **variables}, ann.token)
        found = data["me"]["loyalty"]["tierHistory"]
        assert found["totalCount"] == 3
        return [edge["node"]["toName"] for edge in found["edges"]], found["pageInfo"]

    names, info = page(first=2)
    assert (names, info["hasNextPage"]) == (["Tier 3", "Tier 2"], True)
    names, info = page(first=2, after=info["endCursor"])
    assert (names, info["hasNextPage"]) == (["Tier 1"], False)
    names, info = page(last=1, before=info["startCursor"])
    assert (names, info["hasPreviousPage"]) == (["Tier 2"], True)


def test_tiers_by_points_follow_each_entry(shop: Shop, channel: Channel, ann: Person) -> None:
    shop.set_program(channel, tierBasis="POINTS")
    add_tier(shop, "Bronze", 0)
    add_tier(shop, "Silver", 100)
    shop.credit(ann, 99)
    found = tier(shop, ann, channel)
    assert (found["tier"]["name"], found["currency"]) == ("Bronze", None)
    assert (found["qualifyingAmount"], found["missingAmount"], found["percentage"]) == (99, 1, 99)
    shop.credit(ann, 1)
    assert name(shop, ann, channel) == "Silver"
    assert history(shop, ann, channel) == [("REACHED", "Silver")]
