"""Each ready operation in graphql/operations, run with real data: the same in every host."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from saleor_loyalty_plugin.models import Entry, ProgramChannel, ProgramVersion
from tests.api.world import DOCUMENTS, World, gid
from tests.contract.driver import ADDRESS, DELIVERY, Shop
from tests.contract.tier_examples import add_badge, add_tier

Test = Callable[..., None]
_run_here: set[str] = set()


def runs(name: str) -> Callable[[Test], Test]:
    """Marks the test of a ready operation."""
    _run_here.add(name)
    return lambda test: test


@pytest.fixture
def world(shop: Shop) -> World:
    return World.build(shop)


def test_every_operation_has_a_test() -> None:
    assert _run_here == set(DOCUMENTS)


# Storefront -----------------------------------------------------------------------------------


@runs("LoyaltyProgram")
def test_shop_window_shows_the_program_to_anybody(world: World) -> None:
    program = world.run("LoyaltyProgram", None, channel=world.channel.slug)["loyaltyProgram"]

    assert (program["name"], program["isActive"]) == ("Loyalty", True)
    assert program["pointsName"] == {"singular": "point", "plural": "points"}
    assert program["earnTrigger"] == "ORDER_PAID"
    assert program["channel"] == {
        "channelId": world.channel.global_id,
        "channelSlug": world.channel.slug,
        "currency": "USD",
        "earningActive": True,
        "spendingActive": True,
        "earnPoints": 1,
        "earnAmount": {"amount": 1, "currency": "USD"},
        "redeemPoints": 100,
        "redeemAmount": {"amount": 1, "currency": "USD"},
        "minimumBalance": 0,
        "minimumCartValue": {"amount": 0, "currency": "USD"},
        "maximumDiscountAmount": None,
        "maximumDiscountPercentage": None,
    }


@runs("MyLoyaltyAccount")
def test_customer_sees_their_points(world: World) -> None:
    me = world.run("MyLoyaltyAccount", world.ann.token, channel=world.channel.slug)["me"]

    assert me["loyalty"] == {
        "id": world.account_gid,
        "status": "ACTIVE",
        "takesPart": True,
        "balance": 858,
        "debt": 0,
        "available": 858,
        "pending": 0,
        "reserved": 0,
        "lifetimeEarned": 1058,
        "lifetimeSpent": 200,
        "amountsSpent": [{"ordersCount": 1, "amount": {"amount": 58, "currency": "USD"}}],
        "birthday": None,
        "value": {"amount": 8.58, "currency": "USD"},
        "nextExpiry": None,
        "program": {
            "id": world.program_gid,
            "name": "Loyalty",
            "pointsName": {"singular": "point", "plural": "points"},
        },
    }


def test_customer_without_points_has_no_account(world: World) -> None:
    me = world.run("MyLoyaltyAccount", world.bob.token, channel=world.channel.slug)["me"]
    assert me == {"id": world.bob.global_id, "loyalty": None}


@runs("MyLoyaltyHistory")
def test_customer_pages_through_their_history(world: World) -> None:
    variables: dict[str, Any] = {"channel": world.channel.slug, "first": 2}
    page = world.run("MyLoyaltyHistory", world.ann.token, **variables)["me"]["loyalty"]["entries"]
    variables["after"] = page["pageInfo"]["endCursor"]
    rest = world.run("MyLoyaltyHistory", world.ann.token, **variables)["me"]["loyalty"]["entries"]

    nodes = [edge["node"] for edge in page["edges"] + rest["edges"]]
    assert (page["totalCount"], page["pageInfo"]["hasNextPage"]) == (3, True)
    assert rest["pageInfo"]["hasNextPage"] is False
    assert [(node["kind"], node["points"], node["balanceAfter"]) for node in nodes] == [
        ("EARN", 58, 858),
        ("REDEEM", -200, 800),
        ("ADJUST", 1000, 1000),
    ]
    number = nodes[0]["order"]["number"]
    assert nodes[0]["order"]["id"] == world.order_gid
    assert [node["reason"] for node in nodes] == [
        f"Earned by order {number}",
        f"Used for order {number}",
        "Credited by the shop",
    ]
    assert nodes[0]["explanation"] == [
        {"code": "RATE", "message": "58 points for 58.00 USD: 1 point for each 1 USD."}
    ]
    assert nodes[1]["explanation"] == [
        {"code": "SPENT", "message": "Points used: 200, for 2.00 USD off the order."}
    ]


@runs("CheckoutLoyalty")
def test_checkout_says_how_many_points_it_takes(world: World) -> None:
    checkout = world.run("CheckoutLoyalty", world.ann.token, id=world.checkout_id)["checkout"]

    assert checkout["loyalty"] == {
        "pointsToEarn": 40,
        "quote": {
            "maximumPoints": 858,
            "maximumDiscount": {"amount": 8.58, "currency": "USD"},
            "replacedOffer": None,
            "limits": [
                {
                    "code": "AVAILABLE_POINTS",
                    "message": "Available: 858 points. Useful here: 3142 points more.",
                    "value": 858,
                    "missing": 3142,
                    "unit": "POINTS",
                }
            ],
        },
        "appliedPoints": 0,
        "appliedDiscount": {"amount": 0, "currency": "USD"},
        "benefits": [],
    }


@runs("CheckoutLoyaltyPointsApply")
def test_applied_points_show_at_once(world: World) -> None:
    payload = world.payload(
        "CheckoutLoyaltyPointsApply", world.ann.token, id=world.checkout_id, points=300
    )

    checkout = payload["checkout"]
    assert checkout["totalPrice"]["gross"] == {"amount": 47, "currency": "USD"}
    assert checkout["loyalty"]["appliedPoints"] == 300
    assert checkout["loyalty"]["appliedDiscount"] == {"amount": 3, "currency": "USD"}
    assert checkout["loyalty"]["quote"]["maximumPoints"] == 858
    loyalty = world.run("CheckoutLoyalty", world.ann.token, id=world.checkout_id)["checkout"][
        "loyalty"
    ]
    assert loyalty["pointsToEarn"] == 37
    assert loyalty["benefits"] == [
        {
            "kind": "POINTS",
            "name": "300 points",
            "points": 300,
            "amount": {"amount": 3, "currency": "USD"},
            "isFreeShipping": False,
            "isCapped": False,
        }
    ]


def test_maximum_is_applied(world: World) -> None:
    payload = world.payload(
        "CheckoutLoyaltyPointsApply", world.ann.token, id=world.checkout_id, useMaximum=True
    )
    assert payload["checkout"]["loyalty"]["appliedPoints"] == 858


@runs("CheckoutLoyaltyPointsRemove")
def test_removed_points_are_free_again(world: World) -> None:
    world.payload("CheckoutLoyaltyPointsApply", world.ann.token, id=world.checkout_id, points=300)

    payload = world.payload("CheckoutLoyaltyPointsRemove", world.ann.token, id=world.checkout_id)

    assert payload["checkout"]["totalPrice"]["gross"]["amount"] == 50
    assert payload["checkout"]["loyalty"] == {"appliedPoints": 0, "quote": {"maximumPoints": 858}}


@runs("MyLoyaltyPage")
def test_my_points_come_in_one_request(world: World) -> None:
    slug = world.channel.slug
    reward = {"name": "Delivery", "kind": "FREE_SHIPPING", "points": 300}
    delivery = world.payload("LoyaltyRewardCreate", world.admin, input=reward)["reward"]["id"]
    world.payload("LoyaltyRewardClaim", world.ann.token, id=delivery, channel=slug)
    variables = {"channel": slug, "languageCode": "DE", "first": 2}

    page = world.run("MyLoyaltyPage", world.ann.token, **variables)
    his = world.run("MyLoyaltyPage", world.bob.token, **variables)
    nobodys = world.run("MyLoyaltyPage", None, **variables)

    mine = page["me"]["loyalty"]
    assert (mine["available"], mine["takesPart"], mine["tier"]) == (558, True, None)
    assert [edge["node"]["points"] for edge in mine["entries"]["edges"]] == [-300, 58]
    wish = {"name": "neue Punkte", "isWanted": True, "isSent": False}
    assert mine["messagePreferences"][0] == {"kind": "POINTS_CREDITED", **wish}
    assert mine["entries"]["pageInfo"]["hasNextPage"] is True
    (claim,) = mine["claims"]["edges"]
    assert (claim["node"]["name"], claim["node"]["status"]) == ("Delivery", "CLAIMED")
    (offer,) = page["loyaltyRewards"]["edges"]
    assert (offer["node"]["points"], offer["node"]["isClaimable"]) == (300, True)
    assert his["me"] == {"id": world.bob.global_id, "loyalty": None}
    assert nobodys["me"] is None
    assert page["loyaltyProgram"] == his["loyaltyProgram"] == nobodys["loyaltyProgram"]
    assert page["loyaltyProgram"]["eligibility"] == "EVERYONE"


@runs("MyCheckoutLoyalty")
def test_slider_shows_points_and_rewards_of_a_cart(world: World) -> None:
    slug = world.channel.slug
    reward = {"name": "Delivery", "kind": "FREE_SHIPPING", "points": 300}
    delivery = world.payload("LoyaltyRewardCreate", world.admin, input=reward)["reward"]["id"]
    claim = world.payload("LoyaltyRewardClaim", world.ann.token, id=delivery, channel=slug)["claim"]
    variables = {"id": world.checkout_id, "channel": slug, "languageCode": "EN"}

    mine = world.run("MyCheckoutLoyalty", world.ann.token, **variables)
    nobodys = world.run("MyCheckoutLoyalty", None, **variables)

    assert mine["checkout"]["loyalty"]["quote"]["maximumPoints"] == 558
    assert mine["me"]["loyalty"]["claims"]["edges"] == [
        {
            "node": {
                "id": claim["id"],
                "name": "Delivery",
                "reward": {"id": delivery, "translation": None},
                "expiresAt": None,
                "checkoutId": None,
            }
        }
    ]
    assert nobodys["me"] is None
    (limit,) = nobodys["checkout"]["loyalty"]["quote"]["limits"]
    assert limit["code"] == "NOT_SIGNED_IN"
    world.payload(
        "CheckoutLoyaltyRewardApply", world.ann.token, id=world.checkout_id, claimId=claim["id"]
    )
    applied = world.run("MyCheckoutLoyalty", world.ann.token, **variables)
    (edge,) = applied["me"]["loyalty"]["claims"]["edges"]
    assert edge["node"]["checkoutId"] == applied["checkout"]["id"]


@runs("MyOrderLoyalty")
def test_customer_sees_what_an_order_brought(world: World) -> None:
    order = world.run("MyOrderLoyalty", world.ann.token, id=world.order_gid)["order"]
    used = {"kind": "POINTS", "name": "200 points", "points": 200, "isFreeShipping": False}
    assert order["loyalty"] == {
        "pointsEarned": 58,
        "pointsSpent": 200,
        "benefits": [{**used, "amount": {"amount": 2, "currency": "USD"}}],
        "tierName": None,
        "earningMultiplier": 1.0,
        "notEarned": None,
    }


@runs("LoyaltyOptOut")
@runs("LoyaltyOptIn")
def test_customer_leaves_and_joins(world: World) -> None:
    slug = world.channel.slug
    left = world.payload("LoyaltyOptOut", world.ann.token, channel=slug)["account"]
    again = world.payload("LoyaltyOptOut", world.ann.token, channel=slug)["account"]
    joined = world.payload("LoyaltyOptIn", world.ann.token, channel=slug)["account"]
    by_staff = world.payload("LoyaltyOptIn", world.admin, customerId=world.bob.global_id)["account"]

    assert (left["takesPart"], left["available"]) == (False, 858)
    assert left["optedOutAt"] is not None
    assert again == left
    assert (joined["takesPart"], joined["cardNumber"]) == (True, None)
    assert joined["optedInAt"] > left["optedOutAt"]
    assert by_staff["takesPart"] is True


@runs("LoyaltyReferralClaim")
@runs("MyLoyaltyReferrals")
@runs("LoyaltyAccountReferrals")
def test_customer_follows_a_friend(world: World) -> None:
    slug = world.channel.slug
    world.shop.set_program(world.channel, referrerPoints=50, refereePoints=5)
    code = world.account.referral_code
    followed = world.payload("LoyaltyReferralClaim", world.bob.token, code=code)
    by_staff = world.payload(
        "LoyaltyReferralClaim", world.admin, code=code, customerId=world.bob.global_id
    )
    assert followed == by_staff
    assert (followed["referral"]["state"], followed["account"]["balance"]) == ("PENDING", 0)
    goods = world.shop.setup.variant(Decimal("60.00"), channel=world.channel)
    world.shop.buy(world.bob, (goods, 1), channel=world.channel)

    mine = world.run("MyLoyaltyReferrals", world.ann.token, channel=slug, first=5)["me"]["loyalty"]
    shown = world.run("LoyaltyAccountReferrals", world.admin, id=world.account_gid, first=5)
    (edge,) = shown["loyaltyAccount"]["referrals"]["edges"]
    his = edge["node"]["referee"]
    back = world.run("LoyaltyAccountReferrals", world.admin, id=his["id"], first=5)

    node = {"id": followed["referral"]["id"], "state": "REWARDED", "referrerPoints": 50}
    assert (mine["referralCode"], mine["referredBy"]) == (code, None)
    assert mine["referrals"]["totalCount"] == 1
    created_at = mine["referrals"]["edges"][0]["node"].pop("createdAt")
    assert mine["referrals"]["edges"] == [{"node": node}]
    assert edge["node"] == {
        **node,
        "createdAt": created_at,
        "refereePoints": 5,
        "referee": {
            "id": followed["account"]["id"],
            "customer": {"id": world.bob.global_id, "email": world.bob.email},
        },
    }
    assert back["loyaltyAccount"]["referredBy"] == {
        "id": node["id"],
        "referrer": {
            "id": world.account_gid,
            "customer": {"id": world.ann.global_id, "email": world.ann.email},
        },
    }


@runs("LoyaltyCardIssue")
@runs("MyLoyaltyCard")
def test_customer_asks_for_a_card(world: World) -> None:
    card = world.payload("LoyaltyCardIssue", world.ann.token, channel=world.channel.slug)["card"]
    again = world.payload("LoyaltyCardIssue", world.ann.token)["card"]
    me = world.run("MyLoyaltyCard", world.ann.token, channel=world.channel.slug)["me"]

    assert again == card
    assert re.fullmatch("9[0-9]{15}", card["number"])
    assert card["qrCode"].startswith('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 29 29">')
    assert me["loyalty"] == {
        "id": world.account_gid,
        "takesPart": True,
        "optedInAt": None,
        "cardNumber": card["number"],
        "cardQrCode": card["qrCode"],
    }


@runs("GuestOrderLoyalty")
@runs("LoyaltyGuestPoints")
def test_points_that_wait_for_a_guest(world: World) -> None:
    goods = world.shop.setup.variant(Decimal(42), channel=world.channel)
    first = world.shop.buy_as_guest("eve@example.com", (goods, 1), channel=world.channel)
    second = world.shop.buy_as_guest("Eve@example.com", (goods, 2), channel=world.channel)

    order = world.run("GuestOrderLoyalty", None, id=gid("Order", first))["order"]
    found = world.run("LoyaltyGuestPoints", world.admin, email="EVE@example.com")

    assert order["loyalty"] == {"pointsWaiting": 42}
    waiting = found["loyaltyGuestPoints"]
    assert (waiting["email"], waiting["points"]) == ("EVE@example.com", 126)
    assert [(item["points"], item["order"]["id"]) for item in waiting["orders"]] == [
        (84, gid("Order", second)),
        (42, gid("Order", first)),
    ]
    nobody = world.run("LoyaltyGuestPoints", world.admin, email="nobody@example.com")
    assert nobody["loyaltyGuestPoints"]["orders"] == []


# Staff ----------------------------------------------------------------------------------------


@runs("LoyaltyAccounts")
def test_staff_find_accounts(world: World) -> None:
    world.shop.credit(world.bob, 5)
    accounts = world.run(
        "LoyaltyAccounts",
        world.admin,
        first=10,
        sortBy={"field": "BALANCE", "direction": "ASC"},
    )["loyaltyAccounts"]
    found = world.run("LoyaltyAccounts", world.admin, first=10, search="ann@exam")

    nodes = [edge["node"] for edge in accounts["edges"]]
    assert accounts["totalCount"] == 2
    assert [(node["customer"]["email"], node["balance"]) for node in nodes] == [
        ("bob@example.com", 5),
        ("ann@example.com", 858),
    ]
    (ann,) = [edge["node"] for edge in found["loyaltyAccounts"]["edges"]]
    assert (ann["id"], ann["tier"]) == (world.account_gid, None)
    assert [edge["node"]["points"] for edge in ann["entries"]["edges"]] == [58]


@runs("LoyaltyAccountDetails")
def test_staff_see_an_account_with_its_history(world: World) -> None:
    account = world.run(
        "LoyaltyAccountDetails",
        world.admin,
        customerId=world.ann.global_id,
        channel=world.channel.slug,
        first=10,
    )["loyaltyAccount"]

    assert (account["id"], account["balance"]) == (world.account_gid, 858)
    assert account["customer"] == {"id": world.ann.global_id, "email": "ann@example.com"}
    assert account["program"]["isDefault"] is True
    nodes = [edge["node"] for edge in account["entries"]["edges"]]
    assert [(node["reasonCode"], node["note"]) for node in nodes] == [
        ("ORDER_EARNED", ""),
        ("POINTS_SPENT", ""),
        ("MANUAL_CREDIT", "welcome"),
    ]


@runs("LoyaltyCustomerWidget")
def test_a_customers_page_shows_the_account_in_one_request(world: World) -> None:
    widget = world.run(
        "LoyaltyCustomerWidget", world.admin, customerId=world.ann.global_id, languageCode="DE"
    )["loyaltyAccount"]
    nobody = world.run(
        "LoyaltyCustomerWidget", world.admin, customerId=world.bob.global_id, languageCode="EN"
    )["loyaltyAccount"]

    assert (widget["id"], widget["balance"]) == (world.account_gid, 858)
    assert widget["values"] == [{"amount": 8.58, "currency": "USD"}]
    assert [edge["node"]["points"] for edge in widget["entries"]["edges"]] != []
    assert nobody is None


@runs("LoyaltyAccountPage")
def test_a_members_page_shows_the_account(world: World) -> None:
    account = world.run("LoyaltyAccountPage", world.admin, id=world.account_gid)["loyaltyAccount"]

    assert (account["balance"], account["available"], account["status"]) == (858, 858, "ACTIVE")
    assert account["values"] == [{"amount": 8.58, "currency": "USD"}]
    assert account["customer"]["email"] == "ann@example.com"
    assert (account["tier"], account["badges"], account["statusChanges"]) == (None, [], [])


@runs("LoyaltyAccountHistory")
def test_a_members_page_turns_the_pages_of_its_history(world: World) -> None:
    variables: dict[str, Any] = {"id": world.account_gid, "first": 2}
    seen = []
    for _ in range(2):
        page = world.run("LoyaltyAccountHistory", world.admin, **variables)
        entries = page["loyaltyAccount"]["entries"]
        seen += [(edge["node"]["kind"], edge["node"]["balanceAfter"]) for edge in entries["edges"]]
        variables["after"] = entries["pageInfo"]["endCursor"]
    earned = world.run(
        "LoyaltyAccountHistory",
        world.admin,
        id=world.account_gid,
        first=5,
        filter={"kinds": ["EARN"]},
        languageCode="EN",
    )["loyaltyAccount"]["entries"]

    assert seen == [("EARN", 858), ("REDEEM", 800), ("ADJUST", 1000)]
    assert entries["pageInfo"]["hasNextPage"] is False
    (edge,) = earned["edges"]
    assert edge["node"]["explanation"] != []


@runs("LoyaltyEntries")
def test_staff_list_movements(world: World) -> None:
    entries = world.run(
        "LoyaltyEntries", world.admin, first=10, filter={"kinds": ["REDEEM", "EARN"]}
    )["loyaltyEntries"]

    nodes = [edge["node"] for edge in entries["edges"]]
    assert entries["totalCount"] == 2
    assert [(node["kind"], node["points"]) for node in nodes] == [("EARN", 58), ("REDEEM", -200)]
    assert nodes[0]["account"]["customer"]["email"] == "ann@example.com"


@runs("LoyaltyPointsAdjust")
def test_staff_foresee_and_make_a_change(world: World) -> None:
    change = {"customerId": world.ann.global_id, "points": -58, "note": "sorry"}

    foreseen = world.payload("LoyaltyPointsAdjust", world.admin, input={**change, "dryRun": True})
    made = world.payload("LoyaltyPointsAdjust", world.admin, input=change)

    assert (foreseen["balanceBefore"], foreseen["balanceAfter"]) == (858, 800)
    assert (foreseen["entry"], foreseen["account"]["balance"]) == (None, 858)
    assert (made["balanceBefore"], made["balanceAfter"]) == (858, 800)
    assert made["account"] == {"id": world.account_gid, "balance": 800, "available": 800}
    assert made["entry"]["reason"] == "Debited by the shop"
    assert (made["entry"]["points"], made["entry"]["note"]) == (-58, "sorry")
    assert world.shop.balance(world.ann) == 800


@runs("LoyaltyBirthdaySet")
@runs("MyLoyaltyBirthdaySet")
def test_shopper_says_a_birthday_and_staff_correct_it(world: World) -> None:
    said = world.payload("MyLoyaltyBirthdaySet", world.ann.token, birthday="--05-31")
    corrected = world.payload(
        "LoyaltyBirthdaySet",
        world.admin,
        customerId=world.ann.global_id,
        birthday="1990-05-31",
    )

    assert (said["birthday"], corrected["birthday"]) == ("--05-31", "1990-05-31")
    me = world.run("MyLoyaltyAccount", world.ann.token, channel=world.channel.slug)["me"]
    assert me["loyalty"]["birthday"] == "1990-05-31"


@runs("LoyaltyPointsSet")
def test_staff_set_a_balance(world: World) -> None:
    change = {"customerId": world.ann.global_id, "balance": 500, "idempotencyKey": "k1"}

    first = world.payload("LoyaltyPointsSet", world.admin, input=change)
    again = world.payload("LoyaltyPointsSet", world.admin, input=change)

    assert (first["balanceBefore"], first["balanceAfter"]) == (858, 500)
    assert first["entry"]["points"] == -358
    assert again["entry"]["id"] == first["entry"]["id"]
    assert world.shop.balance(world.ann) == 500


@runs("LoyaltyEntryRevoke")
def test_staff_take_a_movement_back(world: World) -> None:
    entry_id = world.entry_gid("EARN")

    payload = world.payload("LoyaltyEntryRevoke", world.admin, id=entry_id, note="mistake")

    assert payload["account"]["balance"] == 800
    entry = payload["entry"]
    assert (entry["kind"], entry["points"], entry["note"]) == ("REVERSAL", -58, "mistake")
    assert entry["reverses"] == {
        "id": entry_id,
        "points": 58,
        "reversedBy": {"id": entry["id"]},
    }


@runs("LoyaltyPrograms")
def test_staff_list_programs(world: World) -> None:
    programs = world.run("LoyaltyPrograms", world.admin, first=10)["loyaltyPrograms"]

    (edge,) = programs["edges"]
    program = edge["node"]
    assert (programs["totalCount"], program["id"]) == (1, world.program_gid)
    assert (program["isDefault"], program["holdMinutes"], program["channels"]) == (True, 60, [])
    assert (program["redemptionMethod"], program["rewardPriceFactor"]) == ("DISCOUNT", 14)
    (covered,) = program["coveredChannels"]
    assert (covered["channelSlug"], covered["isListed"]) == (world.channel.slug, False)
    assert (covered["channelName"] != "", covered["redeemPoints"]) == (True, 100)
    other = world.shop.setup.yen_channel()
    listed = {"channelId": other.global_id, "redeemPoints": 5}
    world.payload("LoyaltyProgramCreate", world.admin, input={"name": "Yen", "channels": [listed]})
    edges = world.run("LoyaltyPrograms", world.admin, first=10)["loyaltyPrograms"]["edges"]
    rates = [
        [(item["channelSlug"], item["isListed"], item["redeemPoints"]) for item in channels]
        for channels in (edge["node"]["coveredChannels"] for edge in edges)
    ]
    assert rates == [[(world.channel.slug, False, 100)], [(other.slug, True, 5)]]


@runs("LoyaltyProgramPreview")
def test_staff_preview_settings(world: World) -> None:
    """60.00 less 2.00 that points paid earn 58 now; twice as much would be 116."""
    rate = {"channelId": world.channel.global_id, "earnPoints": 2}
    preview = world.run(
        "LoyaltyProgramPreview",
        world.admin,
        id=world.program_gid,
        input={"channels": [rate]},
        orderId=world.order_gid,
        amount="12.50",
        withChanges=True,
    )["loyaltyProgramPreview"]

    order, (amount,) = preview["order"], preview["amounts"]
    assert order["order"]["id"] == world.order_gid
    assert (order["saved"]["points"], order["proposed"]["points"]) == (58, 116)
    assert order["proposed"]["worth"] == {"amount": 1.16, "currency": "USD"}
    assert order["proposed"]["explanation"][0]["staffMessage"] is None
    assert (amount["channelSlug"], amount["amount"]["amount"]) == (world.channel.slug, 12.5)
    assert (amount["saved"]["points"], amount["proposed"]["points"]) == (12, 25)
    assert preview["warnings"] == preview["errors"] == []
    assert [change["code"] for change in preview["changes"]] == ["ORDERS_KEEP_TERMS"]


@runs("LoyaltyProgramCreate")
@runs("LoyaltyProgramUpdate")
@runs("LoyaltyProgramDelete")
def test_staff_create_change_and_delete_a_program(world: World) -> None:
    channel = world.shop.setup.yen_channel()
    created = world.payload(
        "LoyaltyProgramCreate",
        world.admin,
        input={
            "name": "Yen club",
            "pointsName": {"singular": "coin", "plural": "coins"},
            "earnMode": "PER_FULL_AMOUNT",
            "channels": [
                {
                    "channelId": channel.global_id,
                    "earnPoints": 1,
                    "earnAmount": 100,
                    "redeemAmount": 0.07,
                    "maximumDiscountAmount": "500",
                    "maximumDiscountPercentage": 12.5,
                }
            ],
        },
    )["program"]
    assert (created["name"], created["isDefault"]) == ("Yen club", False)
    assert created["pointsName"] == {"singular": "coin", "plural": "coins"}
    (terms,) = created["channels"]
    assert (terms["channelSlug"], terms["currency"]) == (channel.slug, "JPY")
    assert (terms["earnPoints"], terms["earnAmount"]) == (1, {"amount": 100})
    assert terms["maximumDiscountAmount"] == {"amount": 500}
    assert terms["maximumDiscountPercentage"] == 12.5
    stored = ProgramChannel.objects.get(channel_id=channel.channel_id)
    assert stored.redeem_amount == Decimal("0.07")

    updated = world.payload(
        "LoyaltyProgramUpdate",
        world.admin,
        id=created["id"],
        input={
            "introduction": "Collect coins.",
            "pointsName": {"plural": "COINS"},
            "spendableGoods": {"mode": "ALL_BUT", "productTypeIds": [gid("ProductType", 7)]},
            "channels": [{"channelId": channel.global_id, "maximumDiscountAmount": None}],
        },
    )["program"]
    assert (updated["name"], updated["introduction"]) == ("Yen club", "Collect coins.")
    assert updated["spendableGoods"] == {
        "mode": "ALL_BUT",
        "productIds": [],
        "variantIds": [],
        "categoryIds": [],
        "collectionIds": [],
        "productTypeIds": [gid("ProductType", 7)],
    }
    assert updated["pointsName"] == {"singular": "coin", "plural": "COINS"}
    assert updated["earnMode"] == "PER_FULL_AMOUNT"
    (terms,) = updated["channels"]
    assert (terms["maximumDiscountAmount"], terms["maximumDiscountPercentage"]) == (None, 12.5)
    assert terms["earnAmount"] == {"amount": 100}

    removed = world.payload(
        "LoyaltyProgramUpdate",
        world.admin,
        id=created["id"],
        input={"removeChannels": [channel.global_id]},
    )["program"]
    assert removed["channels"] == []

    deleted = world.payload("LoyaltyProgramDelete", world.admin, id=created["id"])["program"]
    assert deleted == {"id": created["id"], "name": "Yen club"}
    programs = world.run("LoyaltyPrograms", world.admin, first=10)["loyaltyPrograms"]
    assert programs["totalCount"] == 1


@runs("LoyaltyEarningRuleCreate")
@runs("LoyaltyEarningRuleUpdate")
@runs("LoyaltyEarningRuleDelete")
@runs("LoyaltyEarningRuleReorder")
@runs("LoyaltyEarningRules")
def test_staff_create_change_and_delete_an_earning_rule(world: World) -> None:
    goods = world.shop.setup.variant(Decimal(40), channel=world.channel)
    product = world.shop.product_of(goods, world.channel)
    category = world.shop.setup.category("Coffee")
    everything = {
        "name": "Coffee week",
        "rank": 3,
        "productIds": [product],
        "variantIds": [goods],
        "categoryIds": [category],
        "collectionIds": [world.shop.setup.collection("Summer")],
        "productTypeIds": [world.shop.setup.product_type("Coffee")],
        "channelIds": [world.channel.global_id],
        "orderValueFrom": "20.5",
        "percentage": "12.5",
        "startsAt": "2026-05-01T00:00:00+02:00",
        "endsAt": "2026-05-08T00:00:00",
    }
    created = world.payload("LoyaltyEarningRuleCreate", world.admin, input=everything)
    rule = created["earningRule"]
    shown = {
        **everything,
        "id": rule["id"],
        "isActive": True,
        "orderValueFrom": 20.5,
        "percentage": 12.5,
        "fixedPoints": None,
        "multiplier": None,
    }
    times = ("startsAt", "endsAt")
    assert created["program"] == {"id": world.program_gid}
    assert {**rule, **dict.fromkeys(times)} == {**shown, **dict.fromkeys(times)}
    assert [datetime.fromisoformat(rule[name]) for name in times] == [
        datetime(2026, 4, 30, 22, tzinfo=UTC),
        datetime(2026, 5, 8, tzinfo=UTC),
    ]

    other = world.payload(
        "LoyaltyEarningRuleCreate",
        world.admin,
        programId=world.program_gid,
        input={"name": "Double", "multiplier": 2, "isActive": False},
    )["earningRule"]
    changed = world.payload(
        "LoyaltyEarningRuleUpdate",
        world.admin,
        id=rule["id"],
        input={"fixedPoints": 0, "endsAt": None, "productIds": [], "name": "No coffee"},
    )["earningRule"]
    assert (changed["fixedPoints"], changed["percentage"]) == (0, None)
    assert (changed["endsAt"], changed["productIds"], changed["name"]) == (None, [], "No coffee")
    assert (changed["rank"], changed["categoryIds"]) == (3, [category])

    program = world.run("LoyaltyEarningRules", world.admin, channel=world.channel.slug)
    rules = program["loyaltyProgram"]["earningRules"]
    assert [item["name"] for item in rules] == ["Double", "No coffee"]
    assert rules[1] == changed
    # What is off is in no version of the program's terms.
    versions = [version.terms.get("earning_rules", []) for version in ProgramVersion.objects.all()]
    assert [[item["name"] for item in found] for found in versions] == [
        ["No coffee"],
        ["Coffee week"],
        [],
    ]

    ids = [rule["id"], other["id"]]
    ordered = world.payload("LoyaltyEarningRuleReorder", world.admin, ids=ids)
    assert ordered["earningRules"] == [{"id": id, "rank": rank} for rank, id in enumerate(ids)]
    assert ordered["program"] == {"id": world.program_gid}
    again = world.run("LoyaltyEarningRules", world.admin, channel=world.channel.slug)
    assert [item["id"] for item in again["loyaltyProgram"]["earningRules"]] == ids

    deleted = world.payload("LoyaltyEarningRuleDelete", world.admin, id=rule["id"])
    assert deleted["earningRule"] == {"id": rule["id"], "name": "No coffee"}
    assert deleted["program"] == {
        "id": world.program_gid,
        "earningRules": [{"id": other["id"]}],
    }


@runs("OrderLoyaltyDetails")
def test_staff_see_the_points_of_an_order(world: World) -> None:
    order = world.run("OrderLoyaltyDetails", world.admin, id=world.order_gid)["order"]

    loyalty = order["loyalty"]
    assert (loyalty["pointsEarned"], loyalty["pointsSpent"]) == (58, 200)
    assert [(item["kind"], item["points"]) for item in loyalty["benefits"]] == [("POINTS", 200)]
    assert [(entry["kind"], entry["points"]) for entry in loyalty["entries"]] == [
        ("REDEEM", -200),
        ("EARN", 58),
    ]


@runs("LoyaltyOrderWidget")
def test_an_orders_page_shows_its_points_in_one_request(world: World) -> None:
    clerk = world.shop.setup.staff("MANAGE_ORDERS").token
    order = world.run("LoyaltyOrderWidget", clerk, orderId=world.order_gid, languageCode="EN")[
        "order"
    ]

    assert (order["isPaid"], order["user"]) == (True, {"id": world.ann.global_id})
    assert [line["quantity"] for line in order["lines"]] == [1]
    loyalty = order["loyalty"]
    assert (loyalty["pointsEarned"], loyalty["pointsSpent"], loyalty["pointsWaiting"]) == (
        58,
        200,
        0,
    )
    assert [item["name"] for item in loyalty["benefits"]] == ["200 points"]
    assert [entry["reasonCode"] for entry in loyalty["entries"]] == ["POINTS_SPENT", "ORDER_EARNED"]
    assert loyalty["entries"][1]["explanation"][0]["message"].startswith("58 points for")


@runs("OrderRefundPreview")
def test_staff_see_what_a_refund_would_do(world: World) -> None:
    """60.00 of goods, 2.00 off by 200 points: all of it comes back."""
    (line,) = world.shop.order(world.order_id)["lines"]
    order = world.run(
        "OrderRefundPreview",
        world.admin,
        id=world.order_gid,
        lines=[{"orderLineId": line["id"], "quantity": line["quantity"]}],
    )["order"]

    preview = order["loyalty"]["refundPreview"]
    assert (preview["moneyDue"], preview["moneyRefundable"]) == (
        {"amount": 58, "currency": "USD"},
        {"amount": 68, "currency": "USD"},
    )
    assert (preview["pointsTakenBack"], preview["pointsGivenBack"]) == (58, 200)
    assert (preview["balanceBefore"], preview["balanceAfter"], preview["debt"]) == (858, 1000, 0)
    assert preview["explanation"][0]["values"] == [
        {"name": "units", "value": str(line["quantity"])},
        {"name": "refunded", "value": "58.00"},
        {"name": "currency", "value": "USD"},
    ]
    in_german = world.run(
        "OrderRefundPreview", world.admin, id=world.order_gid, amount="10.00", languageCode="DE"
    )["order"]["loyalty"]["refundPreview"]
    assert in_german["explanation"][0]["message"] == (
        "10,00 USD werden zurückgezahlt, für nichts Bestimmtes."
    )


@runs("ProductsLoyalty")
@runs("ProductLoyalty")
@runs("VariantsLoyalty")
def test_shop_window_shows_points_to_anybody(world: World) -> None:
    setup = world.shop.setup
    bag = setup.variant(Decimal(12), channel=world.channel)
    jar = setup.variant(Decimal(30), channel=world.channel, beside=bag)
    product = world.shop.product_of(bag, world.channel)
    rule = {
        "name": "Coffee week",
        "fixedPoints": None,
        "percentage": None,
        "multiplier": 2,
        "endsAt": None,
    }
    world.shop.add_rule(world.channel, name="Coffee week", productIds=[product], multiplier=2)

    for token in (None, world.ann.token, world.admin):
        page = world.run("ProductsLoyalty", token, channel=world.channel.slug, first=10)
        shown = {edge["node"]["id"]: edge["node"]["loyalty"] for edge in page["products"]["edges"]}
        one = world.run("ProductLoyalty", token, id=product, channel=world.channel.slug)["product"]

        assert len(shown) == 3
        assert shown[product] == {"pointsToEarn": 24, "rule": rule}
        assert one["loyalty"] == {"pointsToEarn": 24}
        assert {item["id"]: item["loyalty"]["pointsToEarn"] for item in one["variants"]} == {
            bag: 24,
            jar: 60,
        }
        some = world.run("VariantsLoyalty", token, ids=[jar], channel=world.channel.slug)
        assert some["productVariants"]["edges"] == [
            {"node": {"id": jar, "loyalty": {"pointsToEarn": 60, "rule": {"name": "Coffee week"}}}}
        ]
        certain = world.run(
            "ProductsLoyalty",
            token,
            channel=world.channel.slug,
            first=10,
            filter={"ids": [product]},
        )
        assert [edge["node"]["id"] for edge in certain["products"]["edges"]] == [product]


@runs("LoyaltyProductWidget")
def test_staff_see_what_a_product_earns(world: World) -> None:
    bag = world.shop.setup.variant(Decimal(12), channel=world.channel)
    product = world.shop.product_of(bag, world.channel)
    rule = world.shop.add_rule(world.channel, name="Bag", productIds=[product], fixedPoints=30)

    shown = world.run("LoyaltyProductWidget", world.admin, id=product, languageCode="DE")["product"]

    program = {"id": world.program_gid, "name": "Loyalty"}
    assert shown["id"] == product
    assert [{**item, "channelName": ""} for item in shown["loyaltyInChannels"]] == [
        {
            "channelId": world.channel.global_id,
            "channelSlug": world.channel.slug,
            "channelName": "",
            "program": program,
            "pointsFrom": 30,
            "pointsTo": 30,
            "explanation": [
                {
                    "code": "RULE",
                    "message": (
                        "30 Punkte für 12,00 USD nach der Regel „Bag“: 30 Punkte je Stück."
                    ),
                    "rule": {"id": rule, "name": "Bag"},
                }
            ],
        }
    ]
    assert shown["loyaltyRules"] == [
        {
            "match": "PRODUCT",
            "isOverride": True,
            "program": program,
            "rule": {
                "id": rule,
                "name": "Bag",
                "rank": 0,
                "isActive": True,
                "channelIds": [],
                "fixedPoints": 30,
                "percentage": None,
                "multiplier": None,
                "startsAt": None,
                "endsAt": None,
            },
        }
    ]


@runs("LoyaltyBonusCreate")
@runs("LoyaltyBonusUpdate")
@runs("LoyaltyBonusDelete")
@runs("LoyaltyBonuses")
@runs("LoyaltyRulesPage")
@runs("LoyaltyWaysToEarn")
def test_staff_create_change_and_delete_a_bonus(world: World) -> None:
    survey = {
        "name": "Survey",
        "description": "Tell us what you think.",
        "trigger": "EVENT",
        "points": 30,
        "eventType": "survey",
        "limit": 2,
        "limitPeriod": "MONTH",
        "endsAt": "2126-05-08T00:00:00",
    }
    spent = {
        "name": "Thousand",
        "trigger": "AMOUNT_SPENT",
        "points": 100,
        "amountSpent": "1000.5",
        "currency": "usd",
    }
    created = world.payload("LoyaltyBonusCreate", world.admin, input=survey)
    bonus = created["bonus"]
    assert created["program"] == {"id": world.program_gid}
    assert datetime.fromisoformat(bonus["endsAt"]) == datetime(2126, 5, 8, tzinfo=UTC)
    assert {**bonus, "endsAt": None} == {
        **survey,
        "id": bonus["id"],
        "isActive": True,
        "orderCount": None,
        "amountSpent": None,
        "currency": None,
        "frequency": None,
        "startsAt": None,
        "endsAt": None,
    }
    other = world.payload(
        "LoyaltyBonusCreate", world.admin, programId=world.program_gid, input=spent
    )["bonus"]
    assert (other["amountSpent"], other["currency"]) == (1000.5, "USD")
    assert (other["eventType"], other["limit"], other["limitPeriod"]) == (None, None, None)
    changed = world.payload(
        "LoyaltyBonusUpdate",
        world.admin,
        id=bonus["id"],
        input={"points": 40, "limit": None, "endsAt": None, "isActive": False},
    )["bonus"]
    assert (changed["points"], changed["limit"], changed["endsAt"]) == (40, None, None)
    assert (changed["name"], changed["limitPeriod"]) == ("Survey", "MONTH")

    variables = {"channel": world.channel.slug}
    all_of_them = world.run("LoyaltyBonuses", world.admin, **variables)["loyaltyProgram"]
    assert all_of_them["bonuses"] == [{**item, "lastRun": None} for item in (changed, other)]
    rule = world.shop.add_rule(world.channel, name="Double", multiplier=2)
    page = world.run("LoyaltyRulesPage", world.admin)["loyaltyPrograms"]["edges"][0]["node"]
    assert page["bonuses"] == all_of_them["bonuses"]
    assert [(item["id"], item["multiplier"]) for item in page["earningRules"]] == [(rule, 2)]
    assert (page["isDefault"], page["isActive"], page["earningActive"]) == (True, True, True)
    for token in (None, world.ann.token):
        shown = world.run("LoyaltyWaysToEarn", token, **variables)["loyaltyProgram"]
        assert [item["name"] for item in shown["bonuses"]] == ["Thousand"]
        assert (shown["registrationPoints"], shown["reviewLimit"]) == (0, "PER_PRODUCT")
        assert (shown["referrerPoints"], shown["refereePoints"]) == (0, 0)

    deleted = world.payload("LoyaltyBonusDelete", world.admin, id=bonus["id"])
    assert deleted["bonus"] == {"id": bonus["id"], "name": "Survey"}
    assert deleted["program"] == {"id": world.program_gid, "bonuses": [{"id": other["id"]}]}


@runs("LoyaltyRewardCreate")
@runs("LoyaltyRewardUpdate")
@runs("LoyaltyRewardArchive")
@runs("LoyaltyRewardUnarchive")
@runs("LoyaltyRewardTranslate")
@runs("LoyaltyRewardCatalogue")
@runs("LoyaltyRewards")
@runs("LoyaltyReward")
def test_staff_keep_a_catalogue_and_shoppers_look_at_it(world: World) -> None:
    goods = world.shop.setup.variant(Decimal("24.90"), channel=world.channel)
    tea = {
        "name": "Tea",
        "description": "A tin of green tea.",
        "kind": "PRODUCT",
        "imageUrl": "https://example.com/tea.png",
        "imageAlt": "A tin",
        "variantId": goods,
        "moneyAmount": "4.9",
        "currency": "usd",
        "firstTimeOnly": True,
        "stock": 3,
        "perCustomerLimit": 1,
        "claimDays": 30,
        "endsAt": "2126-05-08T00:00:00",
    }
    created = world.payload("LoyaltyRewardCreate", world.admin, input=tea)["reward"]
    assert datetime.fromisoformat(created["endsAt"]) == datetime(2126, 5, 8, tzinfo=UTC)
    assert {**created, "endsAt": None} == {
        "id": created["id"],
        "program": {"id": world.program_gid},
        "kind": "PRODUCT",
        "name": "Tea",
        "description": "A tin of green tea.",
        "image": {"url": "https://example.com/tea.png", "alt": "A tin"},
        "rank": 0,
        "points": None,
        "proposedPoints": None,
        "fixedPoints": None,
        "variant": {"id": goods},
        "moneyAmount": {"amount": 4.9, "currency": "USD"},
        "percentage": None,
        "amount": None,
        "firstTimeOnly": True,
        "stock": 3,
        "remaining": 3,
        "claimsCount": 0,
        "perCustomerLimit": 1,
        "tiers": [],
        "badges": [],
        "claimDays": 30,
        "startsAt": None,
        "endsAt": None,
        "isActive": True,
        "archivedAt": None,
    }
    shipping = world.payload(
        "LoyaltyRewardCreate",
        world.admin,
        programId=world.program_gid,
        input={"name": "Free shipping", "kind": "FREE_SHIPPING", "points": 2000},
    )["reward"]
    assert (shipping["points"], shipping["proposedPoints"]) == (2000, None)
    changed = world.payload(
        "LoyaltyRewardUpdate",
        world.admin,
        id=shipping["id"],
        input={"name": "Shipping", "points": 900, "rank": 1},
    )["reward"]
    assert (changed["name"], changed["points"], changed["rank"]) == ("Shipping", 900, 1)
    silver, founder = add_tier(world.shop, "Silver", 500), add_badge(world.shop, "Founder")
    limited = world.payload(
        "LoyaltyRewardUpdate",
        world.admin,
        id=created["id"],
        input={"tierIds": [silver, silver], "badgeIds": [founder]},
    )["reward"]
    assert limited["tiers"] == [{"id": silver, "name": "Silver"}]
    assert limited["badges"] == [{"id": founder, "title": "Founder"}]
    free = {"tierIds": [], "badgeIds": []}
    changed = world.payload("LoyaltyRewardUpdate", world.admin, id=created["id"], input=free)
    assert (changed["reward"]["tiers"], changed["reward"]["badges"]) == ([], [])
    translated = world.payload(
        "LoyaltyRewardTranslate",
        world.admin,
        id=created["id"],
        languageCode="DE",
        input={"name": "Tee"},
    )["reward"]
    german = {"name": "Tee", "description": "A tin of green tea."}
    assert translated["translations"] == [{"languageCode": "DE", **german}]

    page = world.run(
        "LoyaltyRewards",
        world.ann.token,
        channel=world.channel.slug,
        languageCode="DE",
        first=10,
    )["loyaltyRewards"]
    first, second = (edge["node"] for edge in page["edges"])
    assert (page["totalCount"], page["pageInfo"]["hasNextPage"]) == (2, False)
    assert (first["name"], first["translation"], first["points"]) == ("Tea", german, 280)
    assert first["variant"]["id"] == goods
    assert (first["isClaimable"], first["limits"], first["remaining"]) == (True, [], 3)
    assert (second["name"], second["translation"], second["isClaimable"]) == (
        "Shipping",
        None,
        False,
    )
    assert second["limits"] == [
        {
            "code": "INSUFFICIENT_POINTS",
            "message": "Verfügbar: 858 Punkte. Es fehlen noch: 42 Punkte.",
            "missing": 42,
        }
    ]
    variables = {"id": shipping["id"], "channel": world.channel.slug}
    one = world.run("LoyaltyReward", None, **variables)["loyaltyReward"]
    assert one["limits"] == [
        {
            "code": "NOT_SIGNED_IN",
            "message": "Sign in to claim this reward.",
            "value": None,
            "missing": None,
            "at": None,
        }
    ]

    ids = [created["id"], shipping["id"]]
    archived = world.payload("LoyaltyRewardArchive", world.admin, ids=ids)["rewards"]
    assert [item["id"] for item in archived] == ids
    assert all(item["archivedAt"] for item in archived)
    assert world.run("LoyaltyReward", world.ann.token, **variables) == {"loyaltyReward": None}
    variables = {"channel": world.channel.slug, "first": 10}
    for given, names in (({}, []), ({"isArchived": True}, ["Shipping", "Tea"])):
        page = world.run("LoyaltyRewardCatalogue", world.admin, filter=given, **variables)
        assert [edge["node"]["name"] for edge in page["loyaltyRewards"]["edges"]] == names
    back = world.payload("LoyaltyRewardUnarchive", world.admin, ids=ids[:1])["rewards"]
    assert back == [{"id": created["id"], "name": "Tea", "archivedAt": None}]
    for word, count in (("TE", 1), ("coffee", 0)):
        page = world.run(
            "LoyaltyRewardCatalogue", world.admin, filter={"search": word}, **variables
        )
        assert page["loyaltyRewards"]["totalCount"] == count
    page = world.run("LoyaltyRewardCatalogue", world.admin, **variables)["loyaltyRewards"]
    (node,) = (edge["node"] for edge in page["edges"])
    assert (node["points"], node["proposedPoints"], node["fixedPoints"]) == (280, 280, None)
    assert (node["stock"], node["remaining"], node["claimsCount"]) == (3, 3, 0)


@runs("LoyaltyRewardSettings")
@runs("LoyaltyRewardDetails")
@runs("LoyaltyRewardCost")
def test_staff_write_a_reward(world: World) -> None:
    silver = add_tier(world.shop, "Silver", 500)
    settings = world.run("LoyaltyRewardSettings", world.admin, first=100)
    program = settings["loyaltyPrograms"]["edges"][0]["node"]
    assert (program["id"], program["rewardPriceFactor"]) == (world.program_gid, 14)
    assert {"channelSlug": world.channel.slug} in program["coveredChannels"]
    assert [tier["id"] for tier in program["tiers"]] == [silver]

    goods = world.shop.setup.variant(Decimal("24.90"), channel=world.channel)

    def cost(**given: Any) -> dict[str, Any]:
        variables = {"channel": world.channel.slug, "input": {"kind": "PRODUCT", **given}}
        found: dict[str, Any] = world.run("LoyaltyRewardCost", world.admin, **variables)
        return found["loyaltyRewardCost"]

    def usd(amount: float) -> dict[str, Any]:
        return {"amount": amount, "currency": "USD"}

    nothing = dict.fromkeys(
        ("points", "proposedPoints", "price", "worth", "pointsAtCheckout", "message")
    )
    proposed = cost(variantId=goods)
    assert proposed == {
        "points": 349,
        "proposedPoints": 349,
        "price": usd(24.9),
        "worth": usd(3.49),
        "pointsAtCheckout": 2490,
        "message": (
            "At the checkout, 349 points take off 3.49 USD. Here they give what costs 24.90 USD,"
            " for which it takes 2490 points there."
        ),
    }
    agreed = cost(variantId=goods, moneyAmount="4.9", currency="usd", points=2000)
    assert agreed == {
        "points": 2000,
        "proposedPoints": 280,
        "price": usd(20),
        "worth": usd(20),
        "pointsAtCheckout": 2000,
        "message": None,
    }
    assert cost() == nothing
    assert cost(kind="FREE_SHIPPING", points=500) == {
        **nothing,
        "points": 500,
        "worth": usd(5),
    }
    assert cost(kind="GIFT_CARD", amount="1e400", points=-1) == nothing
    card = {"kind": "GIFT_CARD", "amount": 5}
    reward = world.shop.add_reward(world.channel, **card, currency="USD")
    found = world.run("LoyaltyRewardDetails", world.admin, id=reward, channel=world.channel.slug)[
        "loyaltyReward"
    ]
    assert found["points"] == cost(**card)["points"] == 70
    assert found["program"] == {"id": world.program_gid}
    world.shop.set_program(world.channel, spendingActive=False)
    off = cost(**card)
    assert (off["points"], off["worth"], off["message"]) == (70, None, None)


@runs("LoyaltyFirstTimeWaive")
def test_staff_waive_first_time_for_one_customer(world: World) -> None:
    customer = {"customerId": world.ann.global_id}
    for is_waived in (True, False):
        payload = world.payload(
            "LoyaltyFirstTimeWaive", world.admin, isWaived=is_waived, **customer
        )
        assert payload["isWaived"] is is_waived
        shown = world.run("LoyaltyAccountMembership", world.admin, **customer)
        assert shown["loyaltyAccount"]["firstTimeWaived"] is is_waived


@runs("DraftOrderLoyalty")
@runs("DraftOrderLoyaltyPointsApply")
@runs("DraftOrderLoyaltyPointsRemove")
def test_staff_use_points_on_a_draft_order(world: World) -> None:
    goods = world.shop.setup.variant(Decimal("40.00"), channel=world.channel)
    draft_id = world.shop.draft(world.ann, (goods, 1), channel=world.channel)

    shown = world.run("DraftOrderLoyalty", world.admin, id=draft_id, languageCode="DE")["order"]
    assert shown["total"]["gross"] == {"amount": 50, "currency": "USD"}
    assert shown["loyalty"]["draft"] == {
        "pointsToEarn": 40,
        "quote": {
            "maximumPoints": 858,
            "maximumDiscount": {"amount": 8.58, "currency": "USD"},
            "limits": [
                {
                    "code": "AVAILABLE_POINTS",
                    "message": "Verfügbar: 858 Punkte. Hier nutzbar: noch 3142 Punkte.",
                }
            ],
        },
        "appliedPoints": 0,
        "appliedDiscount": {"amount": 0, "currency": "USD"},
        "benefits": [],
    }
    order = world.payload(
        "DraftOrderLoyaltyPointsApply", world.admin, id=draft_id, useMaximum=True
    )["order"]
    assert order["total"]["gross"]["amount"] == 41.42
    assert order["loyalty"]["draft"] == {
        "appliedPoints": 858,
        "appliedDiscount": {"amount": 8.58, "currency": "USD"},
    }
    shown = world.run("DraftOrderLoyalty", world.admin, id=draft_id)["order"]
    assert shown["loyalty"]["draft"]["benefits"] == [
        {
            "kind": "POINTS",
            "name": "858 points",
            "points": 858,
            "amount": {"amount": 8.58, "currency": "USD"},
        }
    ]
    order = world.payload("DraftOrderLoyaltyPointsRemove", world.admin, id=draft_id)["order"]
    assert (order["total"]["gross"]["amount"], order["loyalty"]["draft"]["appliedPoints"]) == (
        50,
        0,
    )


# Apps -----------------------------------------------------------------------------------------


@runs("LoyaltyEventRecord")
@runs("LoyaltyAccountEvents")
@runs("MyLoyaltyEvents")
def test_app_records_an_event_and_both_sides_see_it(world: World) -> None:
    app = world.shop.setup.app_token("MANAGE_USERS")
    world.shop.add_bonus(
        world.channel, name="Survey", trigger="EVENT", eventType="survey", points=30, limit=1
    )
    event = {"customerId": world.ann.global_id, "type": "survey", "channel": world.channel.slug}

    first = world.payload("LoyaltyEventRecord", app, input={**event, "reference": "7"})
    again = world.payload("LoyaltyEventRecord", app, input={**event, "reference": "7"})
    more = world.payload("LoyaltyEventRecord", app, input={**event, "idempotencyKey": "k8"})

    assert again == first
    assert first["account"] == {"id": world.account_gid, "balance": 888}
    assert [(entry["points"], entry["reason"]) for entry in first["entries"]] == [
        (30, "Bonus: Survey")
    ]
    assert [step["code"] for step in first["entries"][0]["explanation"]] == ["EVENT", "LIMIT"]
    assert (first["event"]["points"], first["event"]["outcome"]) == (30, "CREDITED")
    assert (more["event"]["points"], more["event"]["outcome"]) == (0, "LIMIT_REACHED")
    assert more["entries"] == []

    mine = world.run("MyLoyaltyEvents", world.ann.token, first=1)["me"]["loyalty"]["events"]
    staffs = world.run(
        "LoyaltyAccountEvents",
        world.admin,
        customerId=world.ann.global_id,
        first=5,
        after=mine["pageInfo"]["endCursor"],
    )["loyaltyAccount"]["events"]
    assert (mine["totalCount"], staffs["totalCount"]) == (2, 2)
    assert [edge["node"]["id"] for edge in mine["edges"]] == [more["event"]["id"]]
    assert [edge["node"] for edge in staffs["edges"]] == [first["event"]]


@runs("LoyaltyAccountStatusSet")
@runs("LoyaltyAccountMembership")
def test_staff_freeze_ban_and_activate(world: World) -> None:
    def set_status(status: str, note: str | None = None) -> dict[str, Any]:
        payload = world.payload(
            "LoyaltyAccountStatusSet", world.admin, id=world.account_gid, status=status, note=note
        )
        account: dict[str, Any] = payload["account"]
        return account

    frozen = set_status("FROZEN", "asked twice")
    banned = set_status("BANNED", "reselling")
    assert set_status("BANNED", "once more") == banned
    active = set_status("ACTIVE")

    assert [frozen["takesPart"], banned["takesPart"], active["takesPart"]] == [True, False, True]
    shown = world.run("LoyaltyAccountMembership", world.admin, customerId=world.ann.global_id)
    account = shown["loyaltyAccount"]
    assert account["status"] == "ACTIVE"
    actor = f"user:{world.shop.admin.user_id}"
    assert [(item["status"], item["note"], item["actor"]) for item in account["statusChanges"]] == [
        ("ACTIVE", "", actor),
        ("BANNED", "reselling", actor),
        ("FROZEN", "asked twice", actor),
    ]


@runs("LoyaltyCardReplace")
@runs("LoyaltyCardBlock")
def test_staff_replace_and_block_cards(world: World) -> None:
    first = world.payload("LoyaltyCardIssue", world.ann.token)["card"]
    replaced = world.payload(
        "LoyaltyCardReplace", world.admin, id=first["id"], number="4000 0000-0000 0002"
    )
    second = replaced["card"]
    blocked = world.payload("LoyaltyCardBlock", world.admin, number="4000000000000002")
    again = world.payload("LoyaltyCardBlock", world.admin, id=second["id"])

    assert (second["number"], second["status"]) == ("4000000000000002", "ACTIVE")
    assert replaced["account"]["cardNumber"] == "4000000000000002"
    assert blocked["card"]["status"] == "BLOCKED"
    assert blocked["account"] == {"id": world.account_gid, "cardNumber": None, "takesPart": True}
    assert again == blocked
    shown = world.run("LoyaltyAccountMembership", world.admin, customerId=world.ann.global_id)
    cards = shown["loyaltyAccount"]["cards"]
    assert [(card["number"], card["status"]) for card in cards] == [
        (second["number"], "BLOCKED"),
        (first["number"], "REPLACED"),
    ]
    assert [card["replacedBy"] for card in cards] == [
        None,
        {"id": second["id"], "number": second["number"]},
    ]
    assert all(card["endedAt"] is not None for card in cards)


@runs("LoyaltyTillCardIssue")
@runs("LoyaltyTillJoin")
@runs("LoyaltyTillCustomer")
@runs("LoyaltyTillCheckout")
@runs("LoyaltyTillCustomerAttach")
@runs("LoyaltyTillPointsApply")
@runs("LoyaltyTillOrder")
def test_till_serves_a_customer(world: World) -> None:
    """The whole way is in the contract suite of cards; here, what the answers show."""
    shop, setup = world.shop, world.shop.setup
    token = setup.app_token("MANAGE_USERS", "IMPERSONATE_USER", "HANDLE_CHECKOUTS")
    customer = {"customerId": world.ann.global_id}
    issued = world.payload("LoyaltyTillCardIssue", token, **customer, number="4000 0000 0000 0002")
    assert issued["card"]["number"] == "4000000000000002"
    assert world.payload("LoyaltyTillJoin", token, **customer)["account"] == {
        "id": world.account_gid,
        "takesPart": True,
        "cardNumber": "4000000000000002",
    }

    found = world.run("LoyaltyTillCustomer", token, cardNumber="4000-0000-0000-0002")
    assert found["loyaltyAccount"] == {
        "id": world.account_gid,
        "status": "ACTIVE",
        "takesPart": True,
        "available": 858,
        "cardNumber": "4000000000000002",
        "customer": {"id": world.ann.global_id, "email": world.ann.email},
    }
    lamp = setup.variant(Decimal("40.00"), channel=world.channel)
    made = world.payload(
        "LoyaltyTillCheckout",
        token,
        input={
            "channel": world.channel.slug,
            "lines": [{"variantId": lamp, "quantity": 1}],
            "shippingAddress": ADDRESS,
            "billingAddress": ADDRESS,
        },
    )
    checkout_id = made["checkout"]["id"]
    attached = world.payload(
        "LoyaltyTillCustomerAttach", token, id=checkout_id, customerId=world.ann.global_id
    )
    assert attached["checkout"]["loyalty"] == {
        "pointsToEarn": 40,
        "quote": {"maximumPoints": 858, "maximumDiscount": {"amount": 8.58, "currency": "USD"}},
    }
    shop.mutate(
        DELIVERY,
        {"id": checkout_id, "deliveryMethodId": world.channel.delivery_method_id},
        token,
    )
    applied = world.payload("LoyaltyTillPointsApply", token, id=checkout_id, points=500)
    assert applied["checkout"]["totalPrice"]["gross"] == {"amount": 45, "currency": "USD"}
    assert applied["checkout"]["loyalty"] == {
        "appliedPoints": 500,
        "appliedDiscount": {"amount": 5, "currency": "USD"},
    }
    shop.pay_checkout(checkout_id, Decimal(45), "USD")
    order = world.payload("LoyaltyTillOrder", token, id=checkout_id)["order"]
    assert order["number"]
    # 858 - 500 used + 35 for the goods that were paid with money.
    assert shop.balance(world.ann) == 393


@runs("LoyaltySegmentCreate")
@runs("LoyaltySegmentUpdate")
@runs("LoyaltySegmentDetails")
@runs("LoyaltySegments")
@runs("LoyaltySegmentDelete")
def test_staff_keep_segments(world: World) -> None:
    world.shop.credit(world.bob, 5)
    rich = {"name": "Rich", "conditions": {"balance": {"gte": 500}}}
    made = world.payload("LoyaltySegmentCreate", world.admin, input=rich)["segment"]
    assert made == {
        "id": made["id"],
        "name": "Rich",
        "description": "",
        "count": {"value": 1, "isExact": True},
    }
    everything = {
        "statuses": ["ACTIVE", "FROZEN"],
        "balance": {"gte": -5, "lte": None},
        "lifetimeEarned": {"gte": 1, "lte": 5000},
        "lifetimeSpent": {"gte": None, "lte": 500},
        "createdAt": {"gte": "2026-01-01T00:00:00+00:00", "lte": None},
        "amountSpent": {"currency": "USD", "gte": 0.5, "lte": 58},
        "ordersCount": {"gte": 1, "lte": 1},
        "lastOrderAt": {"gte": None, "lte": "2200-01-01T00:00:00+00:00"},
        "lastOrderWithinDays": 30,
        "lastOrderOlderThanDays": 7,
        "countries": ["DE", "PL"],
        "channelIds": [world.channel.global_id],
        "optedIn": False,
        "takesPart": True,
    }
    changed = world.payload(
        "LoyaltySegmentUpdate",
        world.admin,
        id=made["id"],
        input={"description": "Who stays away", "conditions": everything},
    )["segment"]
    assert (changed["name"], changed["description"]) == ("Rich", "Who stays away")
    assert changed["count"] == {"value": 0, "isExact": True}

    found = world.run("LoyaltySegmentDetails", world.admin, id=made["id"])["loyaltySegment"]
    none = {"tierIds": [], "badgeIds": [], "customerTypeIds": []}
    assert found["conditions"] == {**everything, **none}

    renamed = {"input": {"name": "Away", "conditions": {}}}
    world.payload("LoyaltySegmentUpdate", world.admin, id=made["id"], **renamed)
    world.payload("LoyaltySegmentCreate", world.admin, input={"name": "Second"})
    page = world.run("LoyaltySegments", world.admin, first=1)["loyaltySegments"]
    assert (page["totalCount"], page["pageInfo"]["hasNextPage"]) == (2, True)
    (edge,) = page["edges"]
    assert (edge["node"]["name"], edge["node"]["count"]["value"]) == ("Away", 2)
    assert edge["node"]["program"] == {"id": world.program_gid, "name": "Loyalty"}
    nowhere = world.run(
        "LoyaltySegments", world.admin, first=5, programId=gid("LoyaltyProgram", 2**40)
    )
    assert nowhere["loyaltySegments"]["edges"] == []

    gone = world.payload("LoyaltySegmentDelete", world.admin, id=made["id"])["segment"]
    assert gone == {"id": made["id"], "name": "Away"}
    found = world.run("LoyaltySegmentDetails", world.admin, id=made["id"])
    assert found == {"loyaltySegment": None}


@runs("LoyaltyOverview")
@runs("LoyaltyOverviewChart")
@runs("LoyaltyHomeWidget")
def test_staff_see_how_a_program_does(world: World) -> None:
    """What the sums mean is told in `reports_suite`."""
    page = world.run("LoyaltyOverview", world.admin, programId=world.program_gid)
    chart = world.run("LoyaltyOverviewChart", world.admin, interval="DAY", count=2)
    home = world.run("LoyaltyHomeWidget", world.admin)

    assert page["loyaltyOverview"]["program"] == {"id": world.program_gid, "name": "Loyalty"}
    assert page["loyaltyOverview"]["topTier"] is None
    assert page["loyaltyOverview"]["waitingClaims"] == {"count": 0, "oldestAt": None}
    assert page["loyaltyOverview"]["blockedOrders"] == {"count": 0, "newest": []}
    assert page["loyaltyOverview"]["failedDeliveries"] == {
        "emailsCount": 0,
        "requestsCount": 0,
        "newestAt": None,
    }
    assert page["loyaltyOverview"]["brokenTemplates"] == []
    assert chart["loyaltyOverview"]["timeZone"] == "UTC"
    assert sum(day["pointsEarned"] for day in chart["loyaltyOverview"]["pointsMoved"]) == 1058
    assert home["loyaltyOverview"]["standing"]["pointsInCirculation"] == 858


@runs("LoyaltySegmentAccounts")
def test_app_reads_who_is_in_a_segment(world: World) -> None:
    app = world.shop.setup.app_token("MANAGE_USERS")
    world.shop.credit(world.bob, 5)
    made = world.payload("LoyaltySegmentCreate", app, input={"name": "All"})["segment"]
    variables: dict[str, Any] = {"id": made["id"], "first": 1}
    seen = []
    for _ in range(2):
        page = world.run("LoyaltySegmentAccounts", app, **variables)["loyaltySegment"]["accounts"]
        seen += [edge["node"]["customer"]["email"] for edge in page["edges"]]
        variables["after"] = page["pageInfo"]["endCursor"]
    assert seen == ["ann@example.com", "bob@example.com"]
    assert page["pageInfo"]["hasNextPage"] is False


@runs("LoyaltyAccountLookup")
def test_app_finds_an_account_by_email(world: World) -> None:
    app = world.shop.setup.app_token("MANAGE_USERS")
    found = world.run("LoyaltyAccountLookup", app, email="ann@example.com")["loyaltyAccount"]
    missing = world.run("LoyaltyAccountLookup", app, email="nobody@example.com")
    other = world.run("LoyaltyAccountLookup", app, externalReference="no such")

    assert (found["id"], found["balance"]) == (world.account_gid, 858)
    assert missing == {"loyaltyAccount": None}
    assert other == {"loyaltyAccount": None}


@runs("LoyaltyPointsCredit")
def test_app_credits_once_however_often_it_asks(world: World) -> None:
    app = world.shop.setup.app_token("MANAGE_USERS")
    other_app = world.shop.setup.app_token("MANAGE_USERS", "MANAGE_ORDERS")
    credit = {"customerId": world.bob.global_id, "points": 25, "idempotencyKey": "survey-7"}

    first = world.payload("LoyaltyPointsCredit", app, **credit)
    again = world.payload("LoyaltyPointsCredit", app, **credit)
    others = world.payload("LoyaltyPointsCredit", other_app, **credit)

    assert first["balanceAfter"] == again["balanceAfter"] == 25
    assert first["entry"]["id"] == again["entry"]["id"]
    # The keys of each app are its own.
    actors = list(Entry.objects.filter(points=25).values_list("actor", flat=True))
    assert len(set(actors)) == len(actors) == 2, actors
    assert others["balanceAfter"] == 50
    assert world.shop.balance(world.bob) == 50


@runs("LoyaltyEntriesSince")
def test_app_follows_what_happens(world: World) -> None:
    app = world.shop.setup.app_token("MANAGE_USERS")
    earlier = (timezone.now() - timedelta(hours=1)).isoformat()
    later = (timezone.now() + timedelta(hours=1)).isoformat()

    entries = world.run("LoyaltyEntriesSince", app, since=earlier)["loyaltyEntries"]
    none = world.run("LoyaltyEntriesSince", app, since=later)["loyaltyEntries"]

    assert [edge["node"]["points"] for edge in entries["edges"]] == [58, -200, 1000]
    assert none["edges"] == []
    assert entries["edges"][0]["node"]["account"]["id"] == gid("LoyaltyAccount", world.account.pk)


@runs("CatalogueProducts")
@runs("CatalogueVariants")
@runs("CatalogueCategories")
@runs("CatalogueCollections")
@runs("CatalogueProductTypes")
@runs("CatalogueChannels")
def test_staff_choose_among_what_the_shop_has(world: World) -> None:
    setup, channel = world.shop.setup, world.channel
    staff = setup.staff("MANAGE_DISCOUNTS").token
    lights = setup.category("Lights")
    desk = setup.category("Desk lights", below=lights)
    kind, season = setup.product_type("Electric"), setup.collection("Winter")
    lamp = setup.variant(
        Decimal("49.00"), channel=channel, product_type=kind, category=desk, collection=season
    )

    def found(name: str, field: str, **variables: Any) -> list[dict[str, Any]]:
        edges = world.run(f"Catalogue{name}", staff, **variables)[field]["edges"]
        return [edge["node"] for edge in edges]

    def by_id(key: str) -> dict[str, Any]:
        return {"first": 100, "filter": {"ids": [key]}}

    assert found("Categories", "categories", **by_id(desk)) == [
        {"id": desk, "name": "Desk lights", "parent": {"name": "Lights"}}
    ]
    by_name = found("Categories", "categories", first=20, filter={"search": "Lights"})
    assert {node["id"] for node in by_name} >= {lights}
    assert found("Collections", "collections", **by_id(season)) == [
        {"id": season, "name": "Winter"}
    ]
    assert found("ProductTypes", "productTypes", **by_id(kind)) == [
        {"id": kind, "name": "Electric"}
    ]
    (variant,) = found("Variants", "productVariants", first=100, ids=[lamp])
    assert variant["id"] == lamp
    goods = found("Products", "products", first=100, filter={})
    (product,) = (item for item in goods if item["name"] == variant["product"]["name"])
    assert found("Products", "products", **by_id(product["id"])) == [product]
    assert found("Variants", "productVariants", first=20, filter={"search": "no such thing"}) == []
    channels = world.run("CatalogueChannels", staff)["channels"]
    assert channel.slug in {item["slug"] for item in channels}
