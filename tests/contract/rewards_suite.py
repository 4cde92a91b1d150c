"""The catalogue of rewards, as shoppers and staff see it: the same in every host."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import graphene
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from saleor_loyalty_plugin.models import Account, Reward
from tests.contract.driver import Channel, Person, Refused, Shop

REWARDS = """
query ($channel: String!, $filter: LoyaltyRewardFilterInput,
       $first: Int, $last: Int, $after: String, $before: String) {
  loyaltyRewards(channel: $channel, filter: $filter,
                 first: $first, last: $last, after: $after, before: $before) {
    totalCount
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    edges { cursor node {
      id name kind points isClaimable variant { id product { id } }
      limits { code value missing message }
    } }
  }
}"""
# Everything that a reward shows to anybody.
REWARDS_IN_FULL = """
query ($channel: String!, $first: Int!) {
  loyaltyRewards(channel: $channel, first: $first) {
    totalCount
    edges { node {
      id name description kind image { url alt } points proposedPoints percentage
      moneyAmount { amount } amount { amount currency } remaining firstTimeOnly perCustomerLimit
      claimDays startsAt endsAt isClaimable limits { code message }
      translation(languageCode: DE) { languageCode name description }
      variant { id name product { name } pricing { price { gross { amount } } } }
    } }
  }
}"""
ONE = """
query ($id: ID!, $channel: String) {
  loyaltyReward(id: $id, channel: $channel) {
    name points proposedPoints isClaimable limits { code } variant { id }
    translation(languageCode: DE) { name description }
  }
}"""
CHANGE = """
mutation ($id: ID!, $input: LoyaltyRewardInput!) {
  loyaltyRewardUpdate(id: $id, input: $input) { errors { field message code } }
}"""
ARCHIVE = """
mutation ($ids: [ID!]!) {
  loyaltyRewardArchive(ids: $ids) { rewards { name } errors { field message code } }
}"""
UNARCHIVE = """
mutation ($ids: [ID!]!) {
  loyaltyRewardUnarchive(ids: $ids) { rewards { name } errors { field message code } }
}"""
TRANSLATE = """
mutation ($id: ID!, $code: LanguageCodeEnum!, $input: LoyaltyRewardTranslationInput!) {
  loyaltyRewardTranslate(id: $id, languageCode: $code, input: $input) {
    errors { field message code }
  }
}"""
WAIVE = """
mutation ($id: ID!, $isWaived: Boolean!) {
  loyaltyFirstTimeWaive(customerId: $id, isWaived: $isWaived) { errors { field message code } }
}"""
STATUS_SET = """
mutation ($id: ID!) {
  loyaltyAccountStatusSet(id: $id, status: FROZEN) { errors { field message code } }
}"""


def page(shop: Shop, token: str | None, channel: Channel, **variables: Any) -> dict[str, Any]:
    if not variables.keys() & {"first", "last"}:
        variables["first"] = 50
    variables["channel"] = channel.slug
    found: dict[str, Any] = shop.run(REWARDS, variables, token)["loyaltyRewards"]
    return found


def catalogue(
    shop: Shop, person: Person | None, channel: Channel, **variables: Any
) -> list[tuple[str, int | None, list[str]]]:
    """(name, points, codes of what keeps it from being claimed) of each reward in its order."""
    found = page(shop, person.token if person is not None else None, channel, **variables)
    nodes = [edge["node"] for edge in found["edges"]]
    return [
        (node["name"], node["points"], [limit["code"] for limit in node["limits"]])
        for node in nodes
    ]


def names(found: dict[str, Any]) -> list[str]:
    return [edge["node"]["name"] for edge in found["edges"]]


def freeze(shop: Shop, person: Person) -> None:
    account = Account.objects.get(customer_id=person.user_id)
    account_id = graphene.Node.to_global_id("LoyaltyAccount", account.pk)
    shop.mutate(STATUS_SET, {"id": account_id}, shop.admin.token)


def test_the_cheapest_come_first_and_each_says_what_is_missing(shop: Shop) -> None:
    channel = shop.setup.channel()
    ann = shop.setup.customer("ann@example.com")
    shop.credit(ann, 350)
    tea = shop.setup.variant(Decimal("24.90"), channel=channel)
    mug = shop.setup.variant(Decimal("30.00"), channel=channel, reduced_to=Decimal("20.00"))
    money = {"moneyAmount": "14.9", "currency": channel.currency}
    shop.add_reward(channel, name="Tea", kind="PRODUCT", variantId=tea)
    shop.add_reward(channel, name="Mug", kind="PRODUCT", variantId=mug)
    shop.add_reward(channel, name="Tea for less", kind="PRODUCT", variantId=tea, **money)
    shop.add_reward(channel, name="Tour", kind="EXPERIENCE", points=351)
    shop.add_reward(channel, name="Shipping", kind="FREE_SHIPPING", points=60)
    shop.add_reward(
        channel, name="Fiver", kind="VOUCHER_AMOUNT", amount=5, currency=channel.currency
    )
    shop.add_reward(
        channel, name="Tenth", kind="VOUCHER_PERCENTAGE", percentage=10, points=350, rank=-1
    )

    # 14 points for each 1.00 of what the channel asks for it now.
    assert catalogue(shop, ann, channel) == [
        ("Tenth", 350, []),
        ("Shipping", 60, []),
        ("Fiver", 70, []),
        ("Tea for less", 140, []),
        ("Mug", 280, []),
        ("Tea", 349, []),
        ("Tour", 351, ["INSUFFICIENT_POINTS"]),
    ]
    (tour,) = page(shop, ann.token, channel, filter={"isClaimable": False})["edges"]
    assert tour["node"]["limits"] == [
        {
            "code": "INSUFFICIENT_POINTS",
            "value": 350,
            "missing": 1,
            "message": "Available: 350 points. Still missing: 1 point.",
        }
    ]
    kinds = {"kinds": ["PRODUCT", "FREE_SHIPPING"], "isClaimable": True}
    found = page(shop, ann.token, channel, filter=kinds)
    assert names(found) == ["Shipping", "Tea for less", "Mug", "Tea"]
    assert [
        edge["node"]["variant"] and edge["node"]["variant"]["id"] for edge in found["edges"]
    ] == [
        None,
        tea,
        mug,
        tea,
    ]
    assert {code for *_, codes in catalogue(shop, None, channel) for code in codes} == {
        "NOT_SIGNED_IN"
    }
    shop.set_program(channel, rewardPriceFactor=1)
    assert ("Tea", 25, []) in catalogue(shop, ann, channel)


def test_pages_in_both_directions(shop: Shop) -> None:
    channel = shop.setup.channel()
    for name, points in (("b", 2), ("d", 4), ("a", 1), ("c", 3), ("e", 4)):
        shop.add_reward(channel, name=name, kind="EXPERIENCE", points=points)
    first = page(shop, None, channel, first=2)
    assert (names(first), first["totalCount"]) == (["a", "b"], 5)
    second = page(shop, None, channel, first=2, after=first["pageInfo"]["endCursor"])
    third = page(shop, None, channel, first=2, after=second["pageInfo"]["endCursor"])
    assert (names(second), names(third)) == (["c", "d"], ["e"])
    assert [item["pageInfo"]["hasNextPage"] for item in (first, second, third)] == [
        True,
        True,
        False,
    ]
    back = page(shop, None, channel, last=2, before=third["pageInfo"]["startCursor"])
    assert names(back) == ["c", "d"]
    assert back["pageInfo"]["hasPreviousPage"]
    assert names(page(shop, None, channel, last=2)) == ["d", "e"]


def test_what_a_channel_does_not_have_is_seen_by_staff_alone(shop: Shop) -> None:
    here, there = shop.setup.channel(), shop.setup.yen_channel()
    ann = shop.setup.customer("ann@example.com")
    shop.credit(ann, 1000)
    tea = shop.setup.variant(Decimal(10), channel=here)
    shop.setup.list_hidden(tea, Decimal(1000), channel=there)
    product = shop.add_reward(here, name="Tea", kind="PRODUCT", variantId=tea, points=5)
    shop.add_reward(here, name="Voucher", kind="VOUCHER_AMOUNT", amount=5, currency="USD")
    shop.add_reward(here, name="Tour", kind="EXPERIENCE", points=5)

    assert [name for name, *_ in catalogue(shop, ann, here)] == ["Tea", "Tour", "Voucher"]
    assert catalogue(shop, ann, there) == [("Tour", 5, [])]
    lacking = ["INSUFFICIENT_POINTS"]
    assert catalogue(shop, shop.admin, there) == [
        ("Tea", 5, ["UNAVAILABLE", *lacking]),
        ("Tour", 5, lacking),
        ("Voucher", None, ["OTHER_CURRENCY"]),
    ]
    in_japan = {"id": product, "channel": there.slug}
    assert shop.run(ONE, in_japan, ann.token) == {"loyaltyReward": None}
    assert shop.run(ONE, in_japan, shop.admin.token)["loyaltyReward"]["variant"] == {"id": tea}
    # Without a channel there are neither prices nor limits.
    assert shop.run(ONE, {"id": product}, ann.token)["loyaltyReward"] == {
        "name": "Tea",
        "points": 5,
        "proposedPoints": None,
        "isClaimable": None,
        "limits": None,
        "variant": None,
        "translation": None,
    }


def test_what_is_not_offered_now(shop: Shop) -> None:
    channel = shop.setup.channel()
    ann = shop.setup.customer("ann@example.com")
    shop.credit(ann, 1000)
    now = timezone.now()
    soon, before = ((now + timedelta(days=days)).isoformat() for days in (1, -1))
    rewards: dict[str, dict[str, Any]] = {
        "soon": {"startsAt": soon},
        "over": {"endsAt": before},
        "off": {"isActive": False},
        "gone": {"stock": 0},
        "there": {"startsAt": before, "endsAt": soon, "stock": 1},
    }
    ids = {
        name: shop.add_reward(channel, name=name, kind="EXPERIENCE", points=number, **values)
        for number, (name, values) in enumerate(rewards.items(), start=1)
    }

    assert catalogue(shop, ann, channel) == [("gone", 4, ["SOLD_OUT"]), ("there", 5, [])]
    shop.credit(shop.admin, 1000)
    assert catalogue(shop, shop.admin, channel) == [
        ("soon", 1, ["NOT_YET"]),
        ("over", 2, ["ENDED"]),
        ("off", 3, ["INACTIVE"]),
        ("gone", 4, ["SOLD_OUT"]),
        ("there", 5, []),
    ]
    for name, reward_id in ids.items():
        seen = shop.run(ONE, {"id": reward_id}, ann.token)["loyaltyReward"]
        assert (seen is not None) is (name in ("gone", "there"))
    freeze(shop, ann)
    assert catalogue(shop, ann, channel)[1] == ("there", 5, ["ACCOUNT_FROZEN"])
    shop.set_program(channel, spendingActive=False)
    assert catalogue(shop, ann, channel)[1] == ("there", 5, ["SPENDING_OFF", "ACCOUNT_FROZEN"])
    shop.set_program(channel, isActive=False)
    assert catalogue(shop, ann, channel) == []
    assert shop.run(ONE, {"id": ids["there"]}, ann.token) == {"loyaltyReward": None}


def test_first_time_only_is_for_those_who_never_bought_the_product(shop: Shop) -> None:
    channel = shop.setup.channel()
    ann, bob = (shop.setup.customer(f"{name}@example.com") for name in ("ann", "bob"))
    for person in (ann, bob):
        shop.credit(person, 1000)
    tea = shop.setup.variant(Decimal(10), channel=channel)
    big = shop.setup.variant(Decimal(20), channel=channel, beside=tea)
    mug = shop.setup.variant(Decimal(30), channel=channel)
    for name, variant in (("Tea", tea), ("Mug", mug)):
        shop.add_reward(
            channel, name=name, kind="PRODUCT", variantId=variant, points=5, firstTimeOnly=True
        )

    def first_time(person: Person) -> dict[str, bool]:
        return {name: not codes for name, _, codes in catalogue(shop, person, channel)}

    assert first_time(ann) == {"Tea": True, "Mug": True}
    # Another variant of it is the same product.
    cancelled = shop.buy(ann, (big, 1), channel=channel)
    assert first_time(ann) == {"Tea": False, "Mug": True}
    shop.cancel(cancelled)
    assert first_time(ann) == {"Tea": True, "Mug": True}
    # What was sent back was bought all the same.
    returned = shop.buy(ann, (tea, 1), channel=channel)
    shop.setup.return_units(returned, 0, 1)
    assert first_time(ann) == {"Tea": False, "Mug": True}
    assert first_time(bob) == {"Tea": True, "Mug": True}

    shop.mutate(WAIVE, {"id": ann.global_id, "isWaived": True}, shop.admin.token)
    assert first_time(ann) == {"Tea": True, "Mug": True}
    shop.mutate(WAIVE, {"id": ann.global_id, "isWaived": False}, shop.admin.token)
    assert first_time(ann) == {"Tea": False, "Mug": True}


def test_gift_cards_are_no_products(shop: Shop) -> None:
    channel = shop.setup.channel()
    card = shop.setup.variant(
        Decimal(10), channel=channel, product_type=shop.setup.gift_card_type()
    )
    with pytest.raises(Refused) as caught:
        shop.add_reward(channel, kind="PRODUCT", variantId=card, points=5)
    assert (caught.value.codes, caught.value.fields) == (["INVALID"], ["variantId"])
    assert not Reward.objects.exists()


def test_archiving_one_or_many(shop: Shop) -> None:
    channel = shop.setup.channel()
    ids = [
        shop.add_reward(channel, name=name, kind="EXPERIENCE", points=5) for name in ("a", "b", "c")
    ]
    archived = {"isArchived": True}
    for _ in range(2):  # Twice is as good as once.
        payload = shop.mutate(ARCHIVE, {"ids": [ids[2], ids[0]]}, shop.admin.token)
        assert [item["name"] for item in payload["rewards"]] == ["c", "a"]
    assert catalogue(shop, None, channel) == [("b", 5, ["NOT_SIGNED_IN"])]
    found = page(shop, shop.admin.token, channel, filter=archived)
    assert (names(found), found["totalCount"]) == (["c", "a"], 2)
    first = page(shop, shop.admin.token, channel, filter=archived, first=1)
    assert names(first) == ["c"]
    cursor = first["pageInfo"]["endCursor"]
    rest = page(shop, shop.admin.token, channel, filter=archived, first=1, after=cursor)
    assert names(rest) == ["a"]
    for is_claimable, expected in ((True, []), (False, ["c", "a"])):
        wish = {**archived, "isClaimable": is_claimable}
        assert names(page(shop, shop.admin.token, channel, filter=wish)) == expected

    shop.mutate(UNARCHIVE, {"ids": ids}, shop.admin.token)
    assert [name for name, *_ in catalogue(shop, None, channel)] == ["a", "b", "c"]


def test_texts_in_other_languages(shop: Shop) -> None:
    channel = shop.setup.channel()
    reward = shop.add_reward(channel, name="Tea", description="Green.", kind="DONATION", points=5)

    def german() -> dict[str, str] | None:
        found = shop.run(ONE, {"id": reward, "channel": channel.slug}, None)["loyaltyReward"]
        texts: dict[str, str] | None = found["translation"]
        return texts

    def translate(code: str, **texts: str) -> None:
        variables = {"id": reward, "code": code, "input": texts}
        shop.mutate(TRANSLATE, variables, shop.admin.token)

    translate("FR", name="Thé")
    assert german() is None
    translate("DE", name="Tee")
    assert german() == {"name": "Tee", "description": "Green."}
    translate("DE", description="Grün.")
    assert german() == {"name": "Tee", "description": "Grün."}
    translate("DE", name="")
    shop.mutate(CHANGE, {"id": reward, "input": {"name": "Sencha"}}, shop.admin.token)
    assert german() == {"name": "Sencha", "description": "Grün."}


def test_a_page_of_a_hundred_asks_as_much_as_a_page_of_one(shop: Shop) -> None:
    channel = shop.setup.channel()
    ann = shop.setup.customer("ann@example.com")
    shop.credit(ann, 1000)
    goods = [shop.setup.variant(Decimal(10 + number), channel=channel) for number in range(5)]
    shop.buy(ann, (goods[0], 1), channel=channel)
    first = shop.add_reward(
        channel,
        kind="PRODUCT",
        variantId=goods[0],
        firstTimeOnly=True,
        perCustomerLimit=1,
    )
    shop.mutate(
        TRANSLATE, {"id": first, "code": "DE", "input": {"name": "Prämie"}}, shop.admin.token
    )
    row = Reward.objects.get()
    variant_ids = [int(graphene.Node.from_global_id(item)[1]) for item in goods]
    Reward.objects.bulk_create(
        Reward(
            program_id=row.program_id,
            name=f"Reward {number}",
            kind="PRODUCT",
            variant_id=variant_ids[number % 5],
            first_time_only=True,
            per_customer_limit=1,
            created_at=row.created_at,
            updated_at=row.updated_at,
        )
        for number in range(99)
    )

    def queries(size: int) -> tuple[int, int]:
        """All of them, and those that ask the plugin's own tables."""
        with CaptureQueriesContext(connection) as captured:
            variables = {"channel": channel.slug, "first": size}
            found = shop.run(REWARDS_IN_FULL, variables, ann.token)["loyaltyRewards"]
        assert (found["totalCount"], len(found["edges"])) == (100, size)
        return len(captured), sum('"loyalty_' in item["sql"] for item in captured)

    queries(1)
    two, hundred = queries(5), queries(100)
    assert two == hundred
    # The program twice, its terms, rewards, account, points that ran out, claims, waiver, texts.
    assert hundred[1] == 9
