"""What staff do to one account by its ID, and what it shows of rewards and reserved points."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from saleor_loyalty_plugin.models import Account
from tests.api.bad_input_suite import UNKNOWN, check, refusal
from tests.api.denials_suite import is_denied
from tests.api.operations_suite import runs
from tests.api.tiers_suite import ladder
from tests.api.world import DOCUMENTS, World, books, gid
from tests.contract.driver import Shop

BY_ACCOUNT: Mapping[str, str] = {
    "LoyaltyAccountJoin": DOCUMENTS["LoyaltyAccountJoin"],
    "LoyaltyAccountLeave": DOCUMENTS["LoyaltyAccountLeave"],
    "LoyaltyAccountTierUnset": DOCUMENTS["LoyaltyAccountTierUnset"],
    "adjust": """
mutation ($accountId: ID, $customerId: ID, $channel: String) {
  loyaltyPointsAdjust(
    input: {accountId: $accountId, customerId: $customerId, channel: $channel, points: 5}
  ) { account { id } entry { points } errors { field message code } }
}""",
    "adjust in a dry run": """
mutation ($accountId: ID, $customerId: ID, $channel: String) {
  loyaltyPointsAdjust(input: {
    accountId: $accountId, customerId: $customerId, channel: $channel, points: 5, dryRun: true
  }) { account { id } entry { points } errors { field message code } }
}""",
    "set": """
mutation ($accountId: ID, $customerId: ID, $channel: String) {
  loyaltyPointsSet(
    input: {accountId: $accountId, customerId: $customerId, channel: $channel, balance: 5}
  ) { account { id } entry { points } errors { field message code } }
}""",
    "join": """
mutation ($accountId: ID, $customerId: ID, $channel: String) {
  loyaltyOptIn(accountId: $accountId, customerId: $customerId, channel: $channel) {
    account { id } errors { field message code }
  }
}""",
    "leave": """
mutation ($accountId: ID, $customerId: ID, $channel: String) {
  loyaltyOptOut(accountId: $accountId, customerId: $customerId, channel: $channel) {
    account { id } errors { field message code }
  }
}""",
}
# Those that take a customer instead.
EITHER = ("LoyaltyAccountTierUnset", "adjust", "adjust in a dry run", "set")
HOLDS = """
query ($first: Int!) {
  loyaltyAccounts(first: $first) { edges { node {
    holds(first: 5) { totalCount edges { node { points checkoutId discount { amount } } } }
  } } }
}"""


@pytest.fixture
def world(shop: Shop) -> World:
    return World.build(shop)


def second_account(world: World) -> Account:
    """Ann's 40 points in a program of its own channel, which is not the default one."""
    channel = world.shop.setup.yen_channel()
    given = {"name": "Yen club", "channels": [{"channelId": channel.global_id}]}
    program = world.payload("LoyaltyProgramCreate", world.admin, input=given)["program"]
    change = {"customerId": world.ann.global_id, "channel": channel.slug, "points": 40}
    world.payload("LoyaltyPointsAdjust", world.admin, input=change)
    account = Account.objects.get(customer_id=world.ann.user_id, program__is_default=False)
    assert gid("LoyaltyProgram", account.program_id) == program["id"]
    return account


def test_points_of_an_account_in_any_program(world: World) -> None:
    other = second_account(world)
    whose = {"accountId": gid("LoyaltyAccount", other.pk)}

    change = {**whose, "points": 2, "idempotencyKey": "k"}
    foreseen = world.payload("LoyaltyPointsAdjust", world.admin, input={**change, "dryRun": True})
    made = world.payload("LoyaltyPointsAdjust", world.admin, input=change)
    again = world.payload("LoyaltyPointsAdjust", world.admin, input=change)
    put = world.payload("LoyaltyPointsSet", world.admin, input={**whose, "balance": 7})

    assert (foreseen["balanceBefore"], foreseen["balanceAfter"], foreseen["entry"]) == (
        40,
        42,
        None,
    )
    assert again["entry"]["id"] == made["entry"]["id"]
    assert made["account"] == {**put["account"], "balance": 42, "available": 42}
    assert (put["account"]["id"], put["balanceAfter"]) == (whose["accountId"], 7)
    assert Account.objects.get(program__is_default=True).balance == 858


@runs("LoyaltyAccountJoin")
@runs("LoyaltyAccountLeave")
@runs("LoyaltyAccountCardIssue")
def test_staff_join_leave_and_issue_a_card_by_account(world: World) -> None:
    first_id = world.account_gid
    other = second_account(world)
    whose = {"accountId": gid("LoyaltyAccount", other.pk)}

    left = world.payload("LoyaltyAccountLeave", world.admin, **whose)["account"]
    again = world.payload("LoyaltyAccountLeave", world.admin, **whose)["account"]
    joined = world.payload("LoyaltyAccountJoin", world.admin, **whose)["account"]
    issued = world.payload("LoyaltyAccountCardIssue", world.admin, **whose)

    assert left == again
    assert (left["id"], left["takesPart"]) == (whose["accountId"], False)
    assert (joined["id"], joined["takesPart"]) == (whose["accountId"], True)
    assert issued["account"] == {
        "id": whose["accountId"],
        "cardNumber": issued["card"]["number"],
    }
    variables = {"id": whose["accountId"]}
    shown = world.run("LoyaltyAccountMembership", world.admin, **variables)["loyaltyAccount"]
    assert [card["qrCode"][:4] for card in shown["cards"]] == ["<svg"]
    # The other program's account is as it was.
    shown = world.run("LoyaltyAccountMembership", world.admin, id=first_id)
    assert (shown["loyaltyAccount"]["optedInAt"], shown["loyaltyAccount"]["cards"]) == (None, [])


def test_tier_by_hand_ends_by_account(world: World) -> None:
    tiers = ladder(world)
    given = {"customerId": world.ann.global_id, "tierId": tiers["Gold"]}
    world.payload("LoyaltyAccountTierSet", world.admin, endsAt="2126-05-08T00:00:00", **given)

    ended = world.payload("LoyaltyAccountTierUnset", world.admin, accountId=world.account_gid)

    assert ended["account"]["tier"]["tier"]["name"] == "Silver"
    shown = world.run("LoyaltyAccountTier", world.admin, id=world.account_gid, first=1)
    assert shown["loyaltyAccount"]["tierHistory"]["totalCount"] == 3


@runs("LoyaltySegmentChoices")
def test_staff_for_users_see_what_segments_can_name(world: World) -> None:
    tiers = ladder(world)
    given = {"title": "Friend", "basis": "MANUAL"}
    badge = world.payload("LoyaltyBadgeCreate", world.admin, input=given)["badge"]

    for right in ("MANAGE_USERS", "MANAGE_DISCOUNTS"):
        found = world.run("LoyaltySegmentChoices", world.shop.setup.app_token(right))
        (edge,) = found["loyaltyPrograms"]["edges"]
        assert [tier["id"] for tier in edge["node"]["tiers"]] == list(tiers.values())
        assert edge["node"]["badges"] == [{"id": badge["id"], "title": "Friend"}]
        assert world.channel.global_id in {channel["id"] for channel in found["channels"]}


def test_an_account_is_named_in_one_way(world: World) -> None:
    account, ann, slug = world.account_gid, world.ann.global_id, world.channel.slug
    for name in BY_ACCOUNT:

        def refuse(document: str = BY_ACCOUNT[name], **given: Any) -> tuple[str, str | None]:
            return refusal(world, document, world.admin, **given)

        check(
            refuse,
            [
                ({"accountId": ann}, "GRAPHQL_ERROR", "accountId"),
                ({"accountId": gid("LoyaltyAccount", UNKNOWN)}, "NOT_FOUND", "accountId"),
            ],
        )
        if "$customerId" not in BY_ACCOUNT[name]:
            continue
        check(
            refuse,
            [
                ({"accountId": account, "customerId": ann}, "INVALID", "accountId"),
                ({"accountId": account, "channel": slug}, "INVALID", "accountId"),
            ],
        )
        if name in EITHER:
            check(refuse, [({}, "REQUIRED", "customerId")])
            check(refuse, [({"channel": slug}, "REQUIRED", "customerId")])


@pytest.mark.parametrize("name", sorted(BY_ACCOUNT))
def test_only_staff_act_on_an_account_by_its_id(world: World, name: str) -> None:
    """Not even on one's own: whoever is signed in names no account."""
    setup = world.shop.setup
    for account in (world.account_gid, gid("LoyaltyAccount", UNKNOWN)):
        before = books()
        for token in (None, world.ann.token, world.bob.token, setup.app_token("MANAGE_ORDERS")):
            assert is_denied(world.post(BY_ACCOUNT[name], token, accountId=account))
        assert books() == before
    app = setup.app_token("MANAGE_USERS")
    body = world.post(BY_ACCOUNT[name], app, accountId=world.account_gid)
    (payload,) = body["data"].values()
    assert (payload["account"]["id"], payload["errors"]) == (world.account_gid, [])


# Rewards and reserved points ------------------------------------------------------------------


@runs("LoyaltyAccountRewards")
def test_staff_see_claims_and_what_points_are_reserved_for(world: World) -> None:
    given = {"kind": "MERCHANDISE", "points": 100, "name": "Mug"}
    mug = world.shop.add_reward(world.channel, **given)
    claim = world.payload("LoyaltyRewardClaim", world.ann.token, id=mug)["claim"]
    goods = world.shop.setup.variant(Decimal("40.00"), channel=world.channel)
    draft_id = world.shop.draft(world.ann, (goods, 1), channel=world.channel)
    world.payload("DraftOrderLoyaltyPointsApply", world.admin, id=draft_id, points=200)
    world.shop.apply(world.checkout_id, world.ann, points=300)

    shown = world.run("LoyaltyAccountRewards", world.admin, id=world.account_gid, first=5)
    account = shown["loyaltyAccount"]

    (edge,) = account["claims"]["edges"]
    node = edge["node"]
    assert (node["id"], node["name"], node["status"], node["points"]) == (
        *(claim["id"], "Mug", "CLAIMED"),
        100,
    )
    for_cart, for_draft = (edge["node"] for edge in account["holds"]["edges"])
    assert (for_cart["points"], for_cart["discount"]) == (300, {"amount": 3, "currency": "USD"})
    assert (for_cart["checkoutId"], for_cart["order"]) == (world.checkout_id, None)
    assert (for_draft["points"], for_draft["checkoutId"]) == (200, None)
    assert for_draft["order"]["id"] == draft_id
    assert for_draft["createdAt"] < for_draft["expiresAt"]

    # What is no longer reserved is no longer there.
    world.payload("DraftOrderLoyaltyPointsRemove", world.admin, id=draft_id)
    variables = {"id": world.account_gid, "first": 5, "filter": {"statuses": ["USED"]}}
    account = world.run("LoyaltyAccountRewards", world.admin, **variables)["loyaltyAccount"]
    assert [edge["node"]["points"] for edge in account["holds"]["edges"]] == [300]
    assert account["claims"]["totalCount"] == 0


def test_holds_are_their_customers(world: World) -> None:
    """Whoever reaches an account by another way sees not what its customer has in the cart."""
    world.shop.apply(world.checkout_id, world.ann, points=300)
    query = """query ($id: ID!) {
      loyaltyAccount(id: $id) { holds(first: 5) { edges { node { checkoutId } } } }
    }"""
    for token in (None, world.bob.token, world.shop.setup.app_token("MANAGE_ORDERS")):
        assert is_denied(world.post(query, token, id=world.account_gid))
    for token in (world.ann.token, world.admin):
        data = world.shop.run(query, {"id": world.account_gid}, token)
        (edge,) = data["loyaltyAccount"]["holds"]["edges"]
        assert edge["node"] == {"checkoutId": world.checkout_id}


def test_draft_order_behind_a_hold_is_for_staff_of_orders(world: World) -> None:
    goods = world.shop.setup.variant(Decimal("40.00"), channel=world.channel)
    draft_id = world.shop.draft(world.ann, (goods, 1), channel=world.channel)
    world.payload("DraftOrderLoyaltyPointsApply", world.admin, id=draft_id, points=200)
    variables = {"id": world.account_gid, "first": 5}
    token = world.shop.setup.app_token("MANAGE_USERS")

    shown = world.run("LoyaltyAccountRewards", token, **variables)["loyaltyAccount"]

    (edge,) = shown["holds"]["edges"]
    assert (edge["node"]["order"], edge["node"]["checkoutId"]) == (None, None)


def test_queries_of_holds_do_not_grow(world: World) -> None:
    shop = world.shop
    goods = shop.setup.variant(Decimal("40.00"), channel=world.channel)
    shop.credit(world.bob, 500)
    for person in (world.ann, world.bob):
        for _ in range(2):
            checkout_id = shop.checkout(person, (goods, 1), channel=world.channel)
            shop.apply(checkout_id, person, points=100)

    def queries(first: int) -> int:
        with CaptureQueriesContext(connection) as captured:
            shop.run(HOLDS, {"first": first}, world.admin)
        return sum("loyalty_" in query["sql"] for query in captured.captured_queries)

    # The accounts, two for the pages, the numbers.
    assert [queries(1), queries(2)] == [4, 4]
