"""Who may do what: every query and mutation for every kind of requestor, in every host.

A denial is the shop's own permission error, shows nothing, and leaves every table as it was.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from saleor_loyalty_plugin.models import Bonus, Card, EarningRule, Reward, Segment
from saleor_loyalty_plugin.services.members.cards import issue_card
from tests.api.world import DOCUMENTS, World, books, gid
from tests.contract.driver import Shop

ALL = frozenset({"MANAGE_USERS", "MANAGE_ORDERS", "MANAGE_DISCOUNTS", "MANAGE_CHECKOUTS"})


@pytest.fixture
def world(shop: Shop) -> World:
    return World.build(shop)


@dataclass(frozen=True, kw_only=True)
class Case:
    """One document. `permissions`: any of them is enough. `is_owners`: Ann may too."""

    kind: str
    query: str
    variables: Callable[[World], Mapping[str, Any]]
    permissions: frozenset[str]
    is_owners: bool = False


def _nothing(_world: World) -> dict[str, Any]:
    return {}


def _set_name(world: World) -> dict[str, Any]:
    return {"id": world.program_gid, "input": {"name": "Renamed"}}


def _new_program(world: World) -> dict[str, Any]:
    # Named twice, so that whoever is admitted is refused for another reason.
    channels = [{"channelId": world.channel.global_id}] * 2
    return {"input": {"name": "Other", "channels": channels}}


def _rule(world: World) -> str:
    """Ann's program's only rule, made by its first caller."""
    row = EarningRule.objects.first()
    return (
        gid("LoyaltyEarningRule", row.pk)
        if row is not None
        else world.shop.add_rule(world.channel, multiplier=2)
    )


def _card(world: World) -> Card:
    """Ann's only card, made by its first caller."""
    return Card.objects.first() or issue_card(
        to=world.account.pk, number=None, actor="test", now=timezone.now()
    )


CARD_ISSUE = """
mutation ($customerId: ID, $accountId: ID, $number: String) {
  loyaltyCardIssue(customerId: $customerId, accountId: $accountId, number: $number) {
    card { number } errors { field message code }
  }
}"""
NO_STATEMENTS = [{"kind": "STATEMENT", "isWanted": False}]
STATUS_CHANGES = """      statusChanges {
        status
        note
        actor
        changedAt
      }
"""


def _bonus(world: World) -> str:
    """A bonus of Ann's program, made by its first caller."""
    row = Bonus.objects.first()
    return (
        gid("LoyaltyBonus", row.pk)
        if row is not None
        else world.shop.add_bonus(world.channel, trigger="EVENT", eventType="survey", points=5)
    )


def _reward(world: World) -> str:
    """A reward of Ann's program, made by its first caller."""
    row = Reward.objects.first()
    return (
        gid("LoyaltyReward", row.pk)
        if row is not None
        else world.shop.add_reward(world.channel, kind="EXPERIENCE", points=5)
    )


def _segment(world: World) -> str:
    """A segment of Ann's program, made by its first caller."""
    row = Segment.objects.first() or Segment.objects.create(
        program=world.program, name="All", created_at=timezone.now(), updated_at=timezone.now()
    )
    return gid("LoyaltySegment", row.pk)


def _draft(world: World) -> str:
    """A draft order for Ann, with 50 of her points."""
    goods = world.shop.setup.variant(Decimal(20), channel=world.channel)
    draft_id = world.shop.draft(world.ann, (goods, 1), channel=world.channel)
    world.shop.apply_to_draft(draft_id, points=50)
    return draft_id


PRODUCT = "query ($id: ID!, $slug: String!) { product(id: $id, channel: $slug) { %s } }"


def _product(world: World) -> dict[str, Any]:
    """A product that everybody sees."""
    bag = world.shop.setup.variant(Decimal(20), channel=world.channel)
    return {"id": world.shop.product_of(bag, world.channel), "slug": world.channel.slug}


def _known_type(world: World) -> str:
    _bonus(world)
    return "survey"


USERS = frozenset({"MANAGE_USERS"})
DISCOUNTS = frozenset({"MANAGE_DISCOUNTS"})
ORDERS = frozenset({"MANAGE_ORDERS"})
CASES = {
    "account by id": Case(
        kind="query",
        query="query ($id: ID!) { loyaltyAccount(id: $id) { balance } }",
        variables=lambda world: {"id": world.account_gid},
        permissions=USERS,
        is_owners=True,
    ),
    "account by customer": Case(
        kind="query",
        query="query ($id: ID!) { loyaltyAccount(customerId: $id) { balance } }",
        variables=lambda world: {"id": world.ann.global_id},
        permissions=USERS,
        is_owners=True,
    ),
    "account by email": Case(
        kind="query",
        query="query ($email: String!) { loyaltyAccount(email: $email) { balance } }",
        variables=lambda world: {"email": world.ann.email},
        permissions=USERS,
        is_owners=True,
    ),
    "account that does not exist": Case(
        kind="query",
        query="query ($id: ID!) { loyaltyAccount(id: $id) { balance } }",
        variables=lambda _world: {"id": gid("LoyaltyAccount", 2**40)},
        permissions=USERS,
    ),
    "account by card": Case(
        kind="query",
        query="query ($number: String!) { loyaltyAccount(cardNumber: $number) { balance } }",
        variables=lambda world: {"number": _card(world).number},
        permissions=USERS,
    ),
    "account by a card that does not exist": Case(
        kind="query",
        query="query ($number: String!) { loyaltyAccount(cardNumber: $number) { balance } }",
        variables=lambda _world: {"number": "4000000000000002"},
        permissions=USERS,
    ),
    "account by phone": Case(
        kind="query",
        query="query ($phone: String!) { loyaltyAccount(phone: $phone) { balance } }",
        variables=lambda _world: {"phone": "+48123456789"},
        permissions=USERS,
    ),
    "accounts": Case(
        kind="query",
        query="{ loyaltyAccounts(first: 5) { totalCount edges { node { balance } } } }",
        variables=_nothing,
        permissions=USERS,
    ),
    "number of accounts": Case(
        kind="query",
        query="{ loyaltyAccounts { totalCount } }",
        variables=_nothing,
        permissions=USERS,
    ),
    "entries": Case(
        kind="query",
        query="{ loyaltyEntries(first: 5) { edges { node { points } } } }",
        variables=_nothing,
        permissions=USERS,
    ),
    "points that wait for guests": Case(
        kind="query",
        query='{ loyaltyGuestPoints(email: "ann@example.com") { points } }',
        variables=_nothing,
        permissions=USERS,
    ),
    "programs": Case(
        kind="query",
        query="{ loyaltyPrograms(first: 5) { edges { node { name } } } }",
        variables=_nothing,
        permissions=DISCOUNTS | USERS,
    ),
    "what settings would do": Case(
        kind="query",
        query=DOCUMENTS["LoyaltyProgramPreview"],
        variables=lambda world: {"input": {}, "id": world.program_gid, "withChanges": True},
        permissions=DISCOUNTS,
    ),
    "channels of a program": Case(
        kind="query",
        query="query ($slug: String!) { loyaltyProgram(channel: $slug) { channels { currency } } }",
        variables=lambda world: {"slug": world.channel.slug},
        permissions=DISCOUNTS,
    ),
    "points on a draft order": Case(
        kind="query",
        query="query ($id: ID!) { order(id: $id) { loyalty { draft { appliedPoints } } } }",
        variables=lambda world: {"id": _draft(world)},
        permissions=ORDERS,
    ),
    "apply points to a draft order": Case(
        kind="mutation",
        query=DOCUMENTS["DraftOrderLoyaltyPointsApply"],
        variables=lambda world: {"id": _draft(world), "points": 100},
        permissions=ORDERS,
    ),
    "remove points from a draft order": Case(
        kind="mutation",
        query=DOCUMENTS["DraftOrderLoyaltyPointsRemove"],
        variables=lambda world: {"id": _draft(world)},
        permissions=ORDERS,
    ),
    "earning rules": Case(
        kind="query",
        query=DOCUMENTS["LoyaltyEarningRules"].replace("    id\n    earn", "    earn"),
        variables=lambda world: {"channel": world.channel.slug},
        permissions=DISCOUNTS,
    ),
    "a product in its channels": Case(
        kind="query",
        query=PRODUCT % "loyaltyInChannels { pointsFrom }",
        variables=_product,
        permissions=DISCOUNTS,
    ),
    "rules about a product": Case(
        kind="query",
        query=PRODUCT % "loyaltyRules { match }",
        variables=_product,
        permissions=DISCOUNTS,
    ),
    "minutes of a hold": Case(
        kind="query",
        query="query ($slug: String!) { loyaltyProgram(channel: $slug) { holdMinutes } }",
        variables=lambda world: {"slug": world.channel.slug},
        permissions=DISCOUNTS,
    ),
    "points of an order": Case(
        kind="query",
        query="query ($id: ID!) { order(id: $id) { loyalty { pointsEarned } } }",
        variables=lambda world: {"id": world.order_gid},
        permissions=frozenset({"MANAGE_ORDERS"}),
        is_owners=True,
    ),
    "what a refund would do": Case(
        kind="query",
        query=DOCUMENTS["OrderRefundPreview"],
        variables=lambda world: {"id": world.order_gid, "amount": "1.00"},
        permissions=frozenset({"MANAGE_ORDERS"}),
    ),
    "adjust": Case(
        kind="mutation",
        query=DOCUMENTS["LoyaltyPointsAdjust"],
        variables=lambda world: {"input": {"customerId": world.ann.global_id, "points": 5}},
        permissions=USERS,
    ),
    "adjust in a dry run": Case(
        kind="mutation",
        query=DOCUMENTS["LoyaltyPointsAdjust"],
        variables=lambda world: {
            "input": {"customerId": world.ann.global_id, "points": 5, "dryRun": True}
        },
        permissions=USERS,
    ),
    "set": Case(
        kind="mutation",
        query=DOCUMENTS["LoyaltyPointsSet"],
        variables=lambda world: {"input": {"customerId": world.ann.global_id, "balance": 5}},
        permissions=USERS,
    ),
    "revoke": Case(
        kind="mutation",
        query=DOCUMENTS["LoyaltyEntryRevoke"],
        variables=lambda world: {"id": world.entry_gid("EARN")},
        permissions=USERS,
    ),
    "set a birthday": Case(
        kind="mutation",
        query=DOCUMENTS["LoyaltyBirthdaySet"],
        variables=lambda world: {
            "customerId": world.ann.global_id,
            "birthday": "1990-05-31",
        },
        permissions=USERS,
        is_owners=True,
    ),
    "birthday of a customer without an account": Case(
        kind="mutation",
        query=DOCUMENTS["LoyaltyBirthdaySet"],
        variables=lambda _world: {"customerId": gid("User", 2**40), "birthday": "1990-05-31"},
        permissions=USERS,
    ),
    "join": Case(
        kind="mutation",
        query=DOCUMENTS["LoyaltyOptIn"],
        variables=lambda world: {"customerId": world.ann.global_id},
        permissions=USERS,
        is_owners=True,
    ),
    "leave": Case(
        kind="mutation",
        query=DOCUMENTS["LoyaltyOptOut"],
        variables=lambda world: {"customerId": world.ann.global_id},
        permissions=USERS,
        is_owners=True,
    ),
    "join a customer that does not exist": Case(
        kind="mutation",
        query=DOCUMENTS["LoyaltyOptIn"],
        variables=lambda _world: {"customerId": gid("User", 2**40)},
        permissions=USERS,
    ),
    "follow a friend's code": Case(
        kind="mutation",
        query=DOCUMENTS["LoyaltyReferralClaim"],
        variables=lambda world: {"customerId": world.ann.global_id, "code": "NOSUCHCODE"},
        permissions=USERS,
        is_owners=True,
    ),
    "referrals of an account": Case(
        kind="query",
        query="""query ($id: ID!) {
          loyaltyAccount(id: $id) { referralCode referrals { totalCount } referredBy { state } }
        }""",
        variables=lambda world: {"id": world.account_gid},
        permissions=USERS,
        is_owners=True,
    ),
    "choose e-mails": Case(
        kind="mutation",
        query=DOCUMENTS["LoyaltyMessagePreferencesUpdate"],
        variables=lambda world: {"customerId": world.ann.global_id, "preferences": NO_STATEMENTS},
        permissions=USERS,
        is_owners=True,
    ),
    "choose e-mails by account": Case(
        kind="mutation",
        query=DOCUMENTS["LoyaltyMessagePreferencesUpdate"],
        variables=lambda world: {"accountId": world.account_gid, "preferences": NO_STATEMENTS},
        permissions=USERS,
    ),
    "which e-mails are wanted": Case(
        kind="query",
        query="query ($id: ID!) { loyaltyAccount(id: $id) { messagePreferences { isWanted } } }",
        variables=lambda world: {"id": world.account_gid},
        permissions=USERS,
        is_owners=True,
    ),
    "deliveries of an account": Case(
        kind="query",
        query="query ($id: ID!) { loyaltyAccount(id: $id) { deliveries { totalCount } } }",
        variables=lambda world: {"id": world.account_gid},
        permissions=USERS,
    ),
    "all deliveries": Case(
        kind="query",
        query=DOCUMENTS["LoyaltyDeliveries"],
        variables=lambda _world: {"first": 1},
        permissions=USERS,
    ),
    "send again": Case(
        kind="mutation",
        query=DOCUMENTS["LoyaltyDeliveryRetry"],
        variables=lambda _world: {"filter": {"statuses": ["FAILED"]}},
        permissions=USERS,
    ),
    "freeze": Case(
        kind="mutation",
        query=DOCUMENTS["LoyaltyAccountStatusSet"].replace(STATUS_CHANGES, ""),
        variables=lambda world: {"id": world.account_gid, "status": "FROZEN"},
        permissions=USERS,
    ),
    "issue a card": Case(
        kind="mutation",
        query=CARD_ISSUE,
        variables=lambda world: {"customerId": world.ann.global_id},
        permissions=USERS,
        is_owners=True,
    ),
    "issue a card by account": Case(
        kind="mutation",
        query=CARD_ISSUE,
        variables=lambda world: {"accountId": world.account_gid},
        permissions=USERS,
    ),
    "choose a card's number": Case(
        kind="mutation",
        query=CARD_ISSUE,
        variables=lambda world: {"customerId": world.ann.global_id, "number": "40000002"},
        permissions=USERS,
    ),
    "block a card": Case(
        kind="mutation",
        query=DOCUMENTS["LoyaltyCardBlock"],
        variables=lambda world: {"id": gid("LoyaltyCard", _card(world).pk)},
        permissions=USERS,
    ),
    "replace a card": Case(
        kind="mutation",
        query=DOCUMENTS["LoyaltyCardReplace"],
        variables=lambda world: {"id": gid("LoyaltyCard", _card(world).pk)},
        permissions=USERS,
    ),
    "create a program": Case(
        kind="mutation",
        query=DOCUMENTS["LoyaltyProgramCreate"],
        variables=_new_program,
        permissions=DISCOUNTS,
    ),
    "update a program": Case(
        kind="mutation",
        query=DOCUMENTS["LoyaltyProgramUpdate"],
        variables=_set_name,
        permissions=DISCOUNTS,
    ),
    "delete a program": Case(
        kind="mutation",
        query=DOCUMENTS["LoyaltyProgramDelete"],
        variables=lambda world: {"id": world.program_gid},
        permissions=DISCOUNTS,
    ),
    "record an event": Case(
        kind="mutation",
        query=DOCUMENTS["LoyaltyEventRecord"],
        variables=lambda world: {
            "input": {"customerId": world.ann.global_id, "type": _known_type(world)}
        },
        permissions=USERS,
    ),
    "record an event of nobody": Case(
        kind="mutation",
        query=DOCUMENTS["LoyaltyEventRecord"],
        variables=lambda _world: {"input": {"customerId": gid("User", 2**40), "type": "survey"}},
        permissions=USERS,
    ),
    "events of an account": Case(
        kind="query",
        query="query ($id: ID!) { loyaltyAccount(id: $id) { events { totalCount } } }",
        variables=lambda world: {"id": world.account_gid},
        permissions=USERS,
        is_owners=True,
    ),
    "create a bonus": Case(
        kind="mutation",
        query=DOCUMENTS["LoyaltyBonusCreate"],
        variables=lambda _world: {"input": {"name": "Cake", "trigger": "BIRTHDAY", "points": 5}},
        permissions=DISCOUNTS,
    ),
    "update a bonus": Case(
        kind="mutation",
        query=DOCUMENTS["LoyaltyBonusUpdate"],
        variables=lambda world: {"id": _bonus(world), "input": {"points": 6}},
        permissions=DISCOUNTS,
    ),
    "delete a bonus": Case(
        kind="mutation",
        query=DOCUMENTS["LoyaltyBonusDelete"],
        variables=lambda world: {"id": _bonus(world)},
        permissions=DISCOUNTS,
    ),
    "create a reward": Case(
        kind="mutation",
        query=DOCUMENTS["LoyaltyRewardCreate"],
        variables=lambda _world: {"input": {"name": "Tour", "kind": "EXPERIENCE", "points": 5}},
        permissions=DISCOUNTS,
    ),
    "update a reward": Case(
        kind="mutation",
        query=DOCUMENTS["LoyaltyRewardUpdate"],
        variables=lambda world: {"id": _reward(world), "input": {"points": 6}},
        permissions=DISCOUNTS,
    ),
    "archive rewards": Case(
        kind="mutation",
        query=DOCUMENTS["LoyaltyRewardArchive"],
        variables=lambda world: {"ids": [_reward(world)]},
        permissions=DISCOUNTS,
    ),
    "unarchive rewards": Case(
        kind="mutation",
        query=DOCUMENTS["LoyaltyRewardUnarchive"],
        variables=lambda world: {"ids": [_reward(world)]},
        permissions=DISCOUNTS,
    ),
    "translate a reward": Case(
        kind="mutation",
        query=DOCUMENTS["LoyaltyRewardTranslate"],
        variables=lambda world: {
            "id": _reward(world),
            "languageCode": "DE",
            "input": {"name": "Tour"},
        },
        permissions=DISCOUNTS,
    ),
    "what a reward would cost": Case(
        kind="query",
        query=DOCUMENTS["LoyaltyRewardCost"],
        variables=lambda world: {
            "channel": world.channel.slug,
            "input": {"kind": "GIFT_CARD", "amount": 5},
        },
        permissions=DISCOUNTS,
    ),
    "archived rewards": Case(
        kind="query",
        query="""query ($channel: String!) {
          loyaltyRewards(channel: $channel, filter: {isArchived: true}) { totalCount }
        }""",
        variables=lambda world: {"channel": world.channel.slug},
        permissions=DISCOUNTS,
    ),
    "create a segment": Case(
        kind="mutation",
        query=DOCUMENTS["LoyaltySegmentCreate"],
        variables=lambda _world: {"input": {"name": "Rich"}},
        permissions=USERS,
    ),
    "update a segment": Case(
        kind="mutation",
        query=DOCUMENTS["LoyaltySegmentUpdate"],
        variables=lambda world: {"id": _segment(world), "input": {"name": "Poor"}},
        permissions=USERS,
    ),
    "delete a segment": Case(
        kind="mutation",
        query=DOCUMENTS["LoyaltySegmentDelete"],
        variables=lambda world: {"id": _segment(world)},
        permissions=USERS,
    ),
    "segments": Case(
        kind="query",
        query="{ loyaltySegments(first: 5) { edges { node { name } } } }",
        variables=_nothing,
        permissions=USERS,
    ),
    "the overview": Case(
        kind="query",
        query=DOCUMENTS["LoyaltyOverview"],
        variables=_nothing,
        permissions=USERS,
    ),
    "a segment": Case(
        kind="query",
        query=DOCUMENTS["LoyaltySegmentAccounts"],
        variables=lambda world: {"id": _segment(world), "first": 5},
        permissions=USERS,
    ),
    "accounts by conditions": Case(
        kind="query",
        query="{ loyaltyAccounts(first: 5, filter: {ordersCount: {gte: 1}}) { totalCount } }",
        variables=_nothing,
        permissions=USERS,
    ),
    "waive first time": Case(
        kind="mutation",
        query=DOCUMENTS["LoyaltyFirstTimeWaive"],
        variables=lambda world: {"customerId": world.ann.global_id, "isWaived": True},
        permissions=USERS,
    ),
    "first time waived": Case(
        kind="query",
        query="query ($id: ID!) { loyaltyAccount(id: $id) { firstTimeWaived } }",
        variables=lambda world: {"id": world.account_gid},
        permissions=USERS,
    ),
    "create an earning rule": Case(
        kind="mutation",
        query=DOCUMENTS["LoyaltyEarningRuleCreate"],
        variables=lambda _world: {"input": {"name": "Double", "multiplier": 2}},
        permissions=DISCOUNTS,
    ),
    "update an earning rule": Case(
        kind="mutation",
        query=DOCUMENTS["LoyaltyEarningRuleUpdate"],
        variables=lambda world: {"id": _rule(world), "input": {"multiplier": 3}},
        permissions=DISCOUNTS,
    ),
    "reorder earning rules": Case(
        kind="mutation",
        query=DOCUMENTS["LoyaltyEarningRuleReorder"],
        variables=lambda world: {"ids": [_rule(world)]},
        permissions=DISCOUNTS,
    ),
    "delete an earning rule": Case(
        kind="mutation",
        query=DOCUMENTS["LoyaltyEarningRuleDelete"],
        variables=lambda world: {"id": _rule(world)},
        permissions=DISCOUNTS,
    ),
}


@pytest.mark.parametrize("kind", ["query", "mutation"])
def test_only_those_with_the_right_are_admitted(world: World, kind: str) -> None:
    for name, case in CASES.items():
        if case.kind == kind:
            _check(world, name, case)


def _check(world: World, name: str, case: Case) -> None:
    variables = case.variables(world)
    setup = world.shop.setup
    others = ALL - case.permissions
    denied = {
        "anonymous": None,
        "bad token": "not-a-token",
        "other customer": world.bob.token,
        "staff without the right": setup.staff(*others).token,
        "app without the right": setup.app_token(*others),
    }
    admitted = {
        "staff with the right": setup.staff(*case.permissions).token,
        "app with the right": setup.app_token(*case.permissions),
    }
    (admitted if case.is_owners else denied)["Ann herself"] = world.ann.token
    before = books()

    for who, token in denied.items():
        body = world.post(case.query, token, **variables)
        if who == "bad token" and "data" not in body:
            continue  # A shop may refuse such a request as a whole.
        assert is_denied(body), (name, who, body)
        assert books() == before, (name, who)
    for who, token in admitted.items():
        body = world.post(case.query, token, **variables)
        assert "errors" not in body, (name, who, body)


def test_an_order_of_a_preview_needs_the_right_to_orders(world: World) -> None:
    variables = {"id": world.program_gid, "input": {}, "withChanges": False}
    token = world.shop.setup.staff("MANAGE_DISCOUNTS").token
    document = DOCUMENTS["LoyaltyProgramPreview"]
    assert is_denied(world.post(document, token, **variables, orderId=world.order_gid))
    both = world.shop.setup.staff("MANAGE_DISCOUNTS", "MANAGE_ORDERS").token
    body = world.post(document, both, **variables, orderId=world.order_gid)
    assert body["data"]["loyaltyProgramPreview"]["order"]["order"]["id"] == world.order_gid


def is_denied(body: Mapping[str, Any]) -> bool:
    """Whether the answer is one permission error and no data but nulls."""
    errors = body.get("errors", [])
    codes = {error["extensions"]["exception"]["code"] for error in errors}
    return codes == {"PermissionDenied"} and _is_empty(body["data"])


def _is_empty(data: Any) -> bool:
    if isinstance(data, Mapping):
        return all(_is_empty(value) for value in data.values())
    return data is None


def test_program_is_public(world: World) -> None:
    query = "query ($slug: String!) { loyaltyProgram(channel: $slug) { name earnTrigger } }"
    for token in (None, world.bob.token, world.shop.setup.staff().token, world.admin):
        data = world.shop.run(query, {"slug": world.channel.slug}, token)
        assert data["loyaltyProgram"] == {"name": "Loyalty", "earnTrigger": "ORDER_PAID"}


def test_program_that_is_off_is_for_staff(world: World) -> None:
    world.shop.set_program(world.channel, isActive=False)
    query = "query ($slug: String!) { loyaltyProgram(channel: $slug) { isActive } }"

    for token in (None, world.ann.token):
        assert world.shop.run(query, {"slug": world.channel.slug}, token) == {
            "loyaltyProgram": None
        }
    data = world.shop.run(query, {"slug": world.channel.slug}, world.admin)
    assert data["loyaltyProgram"] == {"isActive": False}


def test_how_a_bonus_was_given_is_for_staff(world: World) -> None:
    _bonus(world)
    query = """
    query ($slug: String!) {
      loyaltyProgram(channel: $slug) { bonuses { name lastRun { accountsCount } } }
    }"""

    for token in (None, world.ann.token, world.shop.setup.staff("MANAGE_USERS").token):
        body = world.post(query, token, slug=world.channel.slug)
        assert {error["extensions"]["exception"]["code"] for error in body["errors"]} == {
            "PermissionDenied"
        }
        assert body["data"]["loyaltyProgram"]["bonuses"] == [{"name": "Bonus", "lastRun": None}]


def test_what_a_reward_costs_the_shop_is_for_staff(world: World) -> None:
    _reward(world)
    for field in (
        "fixedPoints",
        "stock",
        "claimsCount",
        "rank",
        "isActive",
        "archivedAt",
        "createdAt",
        "updatedAt",
        "program { id }",
        "translations { name }",
    ):
        query = f"""query ($channel: String!) {{
          loyaltyRewards(channel: $channel, first: 5) {{ edges {{ node {{ name {field} }} }} }}
        }}"""
        for token in (None, world.ann.token, world.shop.setup.staff("MANAGE_USERS").token):
            body = world.post(query, token, channel=world.channel.slug)
            codes = {error["extensions"]["exception"]["code"] for error in body["errors"]}
            assert codes == {"PermissionDenied"}, field
        assert "errors" not in world.post(query, world.admin, channel=world.channel.slug), field


# A right to one thing opens no way to another ---------------------------------------------------


def test_staff_for_orders_see_no_account_behind_a_customer(world: World) -> None:
    token = world.shop.setup.staff("MANAGE_ORDERS").token
    query = "query ($id: ID!) { user(id: $id) { loyalty { balance } } }"

    body = world.post(query, token, id=world.ann.global_id)

    assert is_denied(body)


def test_staff_for_orders_see_no_account_behind_an_entry(world: World) -> None:
    token = world.shop.setup.staff("MANAGE_ORDERS").token
    query = """
    query ($id: ID!) { order(id: $id) { loyalty { entries { points account { balance } } } } }"""

    body = world.post(query, token, id=world.order_gid)

    assert {error["extensions"]["exception"]["code"] for error in body["errors"]} == {
        "PermissionDenied"
    }
    assert "858" not in str(body["data"])


GUEST_ORDER = """
query ($id: ID!) {
  order(id: $id) { loyalty {
    pointsWaiting pointsEarned pointsSpent entries { points } benefits { points }
  } } }"""


def test_guests_order_shows_nothing_but_what_waits(world: World) -> None:
    """Whose account the points come to is nobody else's business, nor how many they were."""
    shop = world.shop
    goods = shop.setup.variant(Decimal(42), channel=world.channel)
    order_id = shop.buy_as_guest("eve@example.com", (goods, 1), channel=world.channel)
    nothing = {"pointsEarned": 0, "pointsSpent": 0, "entries": [], "benefits": []}
    waiting = {"pointsWaiting": 42, **nothing}
    for token in (None, world.bob.token, shop.setup.staff("MANAGE_USERS").token, world.admin):
        found = shop.run(GUEST_ORDER, {"id": gid("Order", order_id)}, token)
        assert found["order"]["loyalty"] == waiting

    eve = shop.confirm_address(shop.register("eve@example.com"))

    earned = {**nothing, "pointsWaiting": 0, "pointsEarned": 42, "entries": [{"points": 42}]}
    for token in (eve.token, world.admin):
        found = shop.run(GUEST_ORDER, {"id": gid("Order", order_id)}, token)
        assert found["order"]["loyalty"] == earned
    for token in (None, world.bob.token, shop.setup.staff("MANAGE_USERS").token):
        body = world.post(GUEST_ORDER, token, id=gid("Order", order_id))
        assert "42" not in str(body["data"]), body


def test_staff_for_users_see_no_order_behind_waiting_points(world: World) -> None:
    goods = world.shop.setup.variant(Decimal(42), channel=world.channel)
    world.shop.buy_as_guest("eve@example.com", (goods, 1), channel=world.channel)
    query = """
    { loyaltyGuestPoints(email: "eve@example.com") { orders { points order { number } } } }"""

    data = world.shop.run(query, {}, world.shop.setup.staff("MANAGE_USERS").token)

    assert data["loyaltyGuestPoints"]["orders"] == [{"points": 42, "order": None}]


def test_staff_for_users_see_no_order_behind_an_entry(world: World) -> None:
    token = world.shop.setup.staff("MANAGE_USERS").token
    query = "{ loyaltyEntries(first: 5) { edges { node { points order { number } } } } }"

    data = world.shop.run(query, {}, token)

    nodes = [edge["node"] for edge in data["loyaltyEntries"]["edges"]]
    assert [node["points"] for node in nodes] == [58, -200, 1000]
    assert [node["order"] for node in nodes] == [None, None, None]


def test_notes_are_for_staff(world: World) -> None:
    query = "{ me { loyalty { entries(first: 5) { edges { node { points note } } } } } }"

    body = world.post(query, world.ann.token)

    nodes = [edge["node"] for edge in body["data"]["me"]["loyalty"]["entries"]["edges"]]
    assert [node["note"] for node in nodes] == [None, None, None]
    assert {error["extensions"]["exception"]["code"] for error in body["errors"]} == {
        "PermissionDenied"
    }


# Checkouts --------------------------------------------------------------------------------------

APPLY = DOCUMENTS["CheckoutLoyaltyPointsApply"]
REMOVE = DOCUMENTS["CheckoutLoyaltyPointsRemove"]


def _outcome(body: Mapping[str, Any]) -> str | None:
    """The code of the refusal, `PermissionDenied`, or None."""
    if body.get("errors"):
        return str(body["errors"][0]["extensions"]["exception"]["code"])
    (payload,) = body["data"].values()
    return payload["errors"][0]["code"] if payload["errors"] else None


def test_history_of_the_status_is_for_staff(world: World) -> None:
    """Shoppers see whether their account is frozen, not who froze it and why."""
    note = "asked for refunds too often"
    variables = {"id": world.account_gid, "status": "FROZEN", "note": note}
    world.payload("LoyaltyAccountStatusSet", world.admin, **variables)
    query = "{ me { loyalty { status statusChanges { note } } } }"

    body = world.post(query, world.ann.token)

    assert {error["extensions"]["exception"]["code"] for error in body["errors"]} == {
        "PermissionDenied"
    }
    assert note not in str(body)
    shown = world.post("{ me { loyalty { status } } }", world.ann.token)
    assert shown["data"]["me"]["loyalty"] == {"status": "FROZEN"}


def test_nobody_signed_in_joins_nobody(world: World) -> None:
    before = books()
    for name in ("LoyaltyOptIn", "LoyaltyOptOut", "LoyaltyCardIssue"):
        for token in (None, world.shop.setup.app_token("MANAGE_ORDERS")):
            assert is_denied(world.post(DOCUMENTS[name], token)), name
    assert books() == before


def test_nobody_signed_in_follows_a_code(world: World) -> None:
    before = books()
    for token in (None, world.shop.setup.app_token("MANAGE_ORDERS")):
        body = world.post(DOCUMENTS["LoyaltyReferralClaim"], token, code="NOSUCHCODE")
        assert is_denied(body)
    assert books() == before


@pytest.mark.parametrize("side", ["referrer", "referee"])
def test_neither_side_of_a_referral_sees_the_other(world: World, side: str) -> None:
    world.shop.set_program(world.channel, referrerPoints=5, refereePoints=5)
    code = world.account.referral_code
    world.payload("LoyaltyReferralClaim", world.bob.token, code=code)
    field = {"referee": "referrals(first: 5) { edges { node { referee { id } } } }"}.get(
        side, "referredBy { referrer { id } }"
    )
    shopper = world.ann if side == "referee" else world.bob

    body = world.post(f"{{ me {{ loyalty {{ {field} }} }} }}", shopper.token)

    assert {error["extensions"]["exception"]["code"] for error in body["errors"]} == {
        "PermissionDenied"
    }
    assert gid("LoyaltyAccount", world.account.pk) not in str(body)
    shown = world.run("MyLoyaltyReferrals", world.ann.token, channel=world.channel.slug, first=5)
    assert "bob" not in str(shown)


@pytest.mark.parametrize("document", [APPLY, REMOVE], ids=["apply", "remove"])
def test_strangers_change_no_points_at_a_checkout(world: World, document: str) -> None:
    setup = world.shop.setup
    world.shop.apply(world.checkout_id, world.ann, points=100)
    variables = {"id": world.checkout_id}
    if document is APPLY:
        variables["points"] = 50
    world.shop.credit(world.bob, 500)
    before = books()

    outcomes = {
        who: _outcome(world.post(document, token, **variables))
        for who, token in {
            "anonymous": None,
            "bob": world.bob.token,
            "staff": setup.staff("MANAGE_ORDERS", "MANAGE_DISCOUNTS").token,
            "app": setup.app_token("MANAGE_ORDERS", "MANAGE_DISCOUNTS"),
        }.items()
    }

    assert outcomes == {
        "anonymous": "NOT_SIGNED_IN",
        "bob": "NOT_FOUND",
        "staff": "NOT_FOUND",
        "app": "PermissionDenied",
    }
    assert books() == before


@pytest.mark.parametrize("permission", ["MANAGE_CHECKOUTS", "MANAGE_USERS"])
def test_staff_and_apps_apply_points_for_a_customer(world: World, permission: str) -> None:
    setup = world.shop.setup
    tokens = [setup.staff(permission).token, setup.app_token(permission)]
    for points, token in zip((10, 20), tokens, strict=True):
        payload = world.payload(
            "CheckoutLoyaltyPointsApply", token, id=world.checkout_id, points=points
        )
        assert payload["checkout"]["loyalty"]["appliedPoints"] == points
        world.payload("CheckoutLoyaltyPointsRemove", token, id=world.checkout_id)


def test_quote_tells_strangers_nothing_about_the_customer(world: World) -> None:
    setup = world.shop.setup
    quote = "quote { maximumPoints maximumDiscount { amount } limits { code } }"
    query = f"query ($id: ID!) {{ checkout(id: $id) {{ loyalty {{ {quote} }} }} }}"
    nothing = {
        "maximumPoints": 0,
        "maximumDiscount": {"amount": 0},
        "limits": [{"code": "NOT_SIGNED_IN"}],
    }
    strangers = [None, world.bob.token, setup.staff().token, setup.app_token("MANAGE_ORDERS")]
    friends = [
        world.ann.token,
        setup.staff("MANAGE_CHECKOUTS").token,
        setup.app_token("MANAGE_USERS"),
    ]

    for token in strangers:
        checkout = world.shop.run(query, {"id": world.checkout_id}, token)["checkout"]
        assert checkout is None or checkout["loyalty"]["quote"] == nothing
    for token in friends:
        checkout = world.shop.run(query, {"id": world.checkout_id}, token)["checkout"]
        assert checkout["loyalty"]["quote"]["maximumPoints"] == 858


def test_guests_are_asked_to_sign_in(world: World) -> None:
    goods = world.shop.setup.variant(Decimal(20), channel=world.channel)
    guest = world.shop.checkout(None, (goods, 1), channel=world.channel)
    before = books()

    quote = world.run("CheckoutLoyalty", None, id=guest)["checkout"]["loyalty"]["quote"]
    refused = world.post(APPLY, None, id=guest, points=10)

    assert (quote["maximumPoints"], quote["limits"][0]["code"]) == (0, "NOT_SIGNED_IN")
    assert _outcome(refused) == "NOT_SIGNED_IN"
    assert books() == before
