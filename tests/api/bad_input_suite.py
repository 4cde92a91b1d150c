"""Bad input: a code, the field, a sentence that says what to do, and nothing written."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from django.utils.timezone import now

from saleor_loyalty_plugin.models import Account, Hold, Segment
from saleor_loyalty_plugin.services.members.cards import NewCustomer, issue_card
from saleor_loyalty_plugin.services.programs import earning_rules
from tests.api.world import DOCUMENTS, World, books, gid
from tests.contract.driver import Shop

INT_MAX = 2**31 - 1
UNKNOWN = 2**40
GARBAGE_IDS = (
    "",
    "1",
    "abc",
    "Ünïcode",
    gid("LoyaltyTier", 1),
    gid("Order", uuid4()),
    gid("User", "one"),
    gid("User", "-1"),
    gid("User", 2**63),
    gid("User", "9" * 5000),
    gid("User", "١"),
    gid("User", "\x00"),
)


@pytest.fixture
def world(shop: Shop) -> World:
    return World.build(shop)


def refusal(world: World, name: str, token: str, **variables: Any) -> tuple[str, str | None]:
    """(code, field) of the one refusal of a ready mutation, or of a document.

    It must not have written a thing.
    """
    before = books()
    document = DOCUMENTS.get(name, name)
    body = world.post(document, token, **variables)
    assert "errors" not in body, (variables, body)
    (payload,) = body["data"].values()
    assert len(payload["errors"]) == 1, (variables, payload)
    error = payload["errors"][0]
    assert error["message"].endswith("."), error["message"]
    assert len(error["message"]) > 15, error["message"]
    assert all(value is None for key, value in payload.items() if key != "errors"), payload
    in_german = world.shop.setup.post(document, variables, token, language="de")
    (german,) = in_german["data"][next(iter(body["data"]))]["errors"]
    assert (german["code"], german["field"]) == (error["code"], error["field"])
    assert german["message"] != error["message"]
    assert books() == before, variables
    return error["code"], error["field"]


def check(
    refuse: Callable[..., tuple[str, str | None]],
    cases: list[tuple[Mapping[str, Any], str, str | None]],
) -> None:
    """Each case: what to change in good input, the code and the field."""
    for changes, code, field in cases:
        assert refuse(**changes) == (code, field), changes


def test_points_at_checkout(world: World) -> None:
    closed = gid("Checkout", Hold.objects.get(status="CAPTURED").checkout_id)

    def refuse(**changes: Any) -> tuple[str, str | None]:
        variables = {"id": world.checkout_id, "points": 100, **changes}
        return refusal(world, "CheckoutLoyaltyPointsApply", world.ann.token, **variables)

    check(
        refuse,
        [
            ({"points": 0}, "INVALID", "points"),
            ({"points": -100}, "INVALID", "points"),
            ({"points": INT_MAX}, "INVALID", "points"),
            ({"points": 859}, "INSUFFICIENT_POINTS", "points"),
            ({"points": None}, "REQUIRED", "points"),
            ({"useMaximum": True}, "REQUIRED", "points"),
            ({"id": "abc"}, "GRAPHQL_ERROR", "id"),
            ({"id": world.order_gid}, "GRAPHQL_ERROR", "id"),
            ({"id": gid("Checkout", 1)}, "GRAPHQL_ERROR", "id"),
            ({"id": gid("Checkout", uuid4())}, "NOT_FOUND", "id"),
            ({"id": closed}, "CHECKOUT_CLOSED", "id"),
        ],
    )
    for checkout_id, code in (("abc", "GRAPHQL_ERROR"), (closed, "CHECKOUT_CLOSED")):
        outcome = refusal(world, "CheckoutLoyaltyPointsRemove", world.ann.token, id=checkout_id)
        assert outcome == (code, "id")


def test_points_on_a_draft_order(world: World) -> None:
    goods = world.shop.setup.variant(20, channel=world.channel)
    draft_id = world.shop.draft(world.ann, (goods, 1), channel=world.channel)

    def refuse(**changes: Any) -> tuple[str, str | None]:
        variables = {"id": draft_id, "points": 100, **changes}
        return refusal(world, "DraftOrderLoyaltyPointsApply", world.admin, **variables)

    bad_ids = [
        ("abc", "GRAPHQL_ERROR"),
        (world.checkout_id, "GRAPHQL_ERROR"),
        (gid("Order", 1), "GRAPHQL_ERROR"),
        (gid("Order", uuid4()), "NOT_FOUND"),
        (world.order_gid, "CHECKOUT_CLOSED"),
    ]
    check(
        refuse,
        [
            ({"points": 0}, "INVALID", "points"),
            ({"points": INT_MAX}, "INVALID", "points"),
            ({"points": 859}, "INSUFFICIENT_POINTS", "points"),
            ({"points": None}, "REQUIRED", "points"),
            ({"useMaximum": True}, "REQUIRED", "points"),
            *(({"id": bad_id}, code, "id") for bad_id, code in bad_ids),
        ],
    )
    for bad_id, code in bad_ids:
        outcome = refusal(world, "DraftOrderLoyaltyPointsRemove", world.admin, id=bad_id)
        assert outcome == (code, "id")


def test_limits_at_checkout(world: World) -> None:
    def refuse(points: int) -> tuple[str, str | None]:
        return refusal(
            world,
            "CheckoutLoyaltyPointsApply",
            world.ann.token,
            id=world.checkout_id,
            points=points,
        )

    world.shop.set_channel(world.channel, maximumDiscountAmount=5)
    assert refuse(501) == ("LIMIT_EXCEEDED", "points")
    world.shop.set_channel(world.channel, minimumCartValue="40.01")
    assert refuse(100) == ("MINIMUM_CART_VALUE", "points")
    world.shop.set_channel(world.channel, minimumCartValue=0, minimumBalance=859)
    assert refuse(100) == ("MINIMUM_BALANCE", "points")
    world.shop.set_channel(world.channel, minimumBalance=0, spendingActive=False)
    assert refuse(100) == ("SPENDING_OFF", "points")
    world.shop.set_channel(world.channel, spendingActive=True)
    Account.objects.filter(customer_id=world.ann.user_id).update(status="FROZEN")
    assert refuse(100) == ("ACCOUNT_FROZEN", "points")
    Account.objects.filter(customer_id=world.ann.user_id).update(status="ACTIVE")
    code = world.shop.setup.voucher(1, channel=world.channel)
    world.shop.add_promo_code(world.checkout_id, code, world.ann)
    assert refuse(100) == ("PROMO_CODE_PRESENT", "id")


def test_points_below_the_smallest_coin(world: World) -> None:
    channel = world.shop.setup.yen_channel()
    world.shop.set_channel(channel, redeemPoints=100, redeemAmount=1)
    goods = world.shop.setup.variant(1000, channel=channel)
    checkout_id = world.shop.checkout(world.ann, (goods, 1), channel=channel)

    outcome = refusal(
        world, "CheckoutLoyaltyPointsApply", world.ann.token, id=checkout_id, points=99
    )

    assert outcome == ("TOO_FEW_POINTS", "points")


@pytest.mark.parametrize("is_dry", [False, True], ids=["written", "dry run"])
def test_adjusting(world: World, is_dry: bool) -> None:
    def refuse(**changes: Any) -> tuple[str, str | None]:
        given = {"customerId": world.ann.global_id, "points": 10, "dryRun": is_dry, **changes}
        return refusal(world, "LoyaltyPointsAdjust", world.admin, input=given)

    check(
        refuse,
        [
            ({"points": 0}, "INVALID", "points"),
            ({"points": INT_MAX}, "INVALID", "points"),
            ({"points": -INT_MAX}, "INVALID", "points"),
            ({"points": -859}, "INSUFFICIENT_POINTS", "points"),
            ({"customerId": gid("User", UNKNOWN)}, "NOT_FOUND", "customerId"),
            ({"channel": "no-such-channel"}, "NOT_FOUND", "channel"),
            ({"note": "x" * 1001}, "INVALID", "note"),
            ({"note": "\x00"}, "INVALID", "note"),
            ({"idempotencyKey": ""}, "INVALID", "idempotencyKey"),
            ({"idempotencyKey": "x" * 129}, "INVALID", "idempotencyKey"),
            ({"idempotencyKey": "a\x00"}, "INVALID", "idempotencyKey"),
        ],
    )
    # Half a character; a shop may refuse the whole request.
    given = {"customerId": world.ann.global_id, "points": 10, "note": "\ud800"}
    body = world.post(DOCUMENTS["LoyaltyPointsAdjust"], world.admin, input=given)
    assert "errors" in body or body["data"]["loyaltyPointsAdjust"]["errors"]
    for garbage in GARBAGE_IDS:
        assert refuse(customerId=garbage)[0] in ("GRAPHQL_ERROR", "INVALID"), garbage


def test_points_that_are_reserved_stay_reserved(world: World) -> None:
    world.shop.apply(world.checkout_id, world.ann, points=800)
    given = {"customerId": world.ann.global_id}

    adjusted = refusal(world, "LoyaltyPointsAdjust", world.admin, input={**given, "points": -59})
    emptied = refusal(world, "LoyaltyPointsSet", world.admin, input={**given, "balance": 0})

    assert adjusted == ("INSUFFICIENT_POINTS", "points")
    assert emptied == ("INSUFFICIENT_POINTS", "balance")


def test_balance_stays_a_number_that_graphql_can_show(world: World) -> None:
    Account.objects.filter(customer_id=world.ann.user_id).update(balance=1_999_999_990)
    for is_dry in (False, True):
        given = {"customerId": world.ann.global_id, "points": 11, "dryRun": is_dry}
        outcome = refusal(world, "LoyaltyPointsAdjust", world.admin, input=given)
        assert outcome == ("INVALID", "points")


def test_keys_are_for_one_change(world: World) -> None:
    given = {"customerId": world.ann.global_id, "points": 10, "idempotencyKey": "k"}
    world.payload("LoyaltyPointsAdjust", world.admin, input=given)

    for changes in ({"points": 11}, {"customerId": world.bob.global_id}):
        outcome = refusal(world, "LoyaltyPointsAdjust", world.admin, input={**given, **changes})
        assert outcome == ("IDEMPOTENCY_CONFLICT", "idempotencyKey")


def test_setting(world: World) -> None:
    def refuse(**changes: Any) -> tuple[str, str | None]:
        given = {"customerId": world.ann.global_id, "balance": 10, **changes}
        return refusal(world, "LoyaltyPointsSet", world.admin, input=given)

    check(
        refuse,
        [
            ({"balance": -1}, "INVALID", "balance"),
            ({"balance": INT_MAX}, "INVALID", "balance"),
            ({"customerId": world.account_gid}, "GRAPHQL_ERROR", "customerId"),
            ({"customerId": gid("User", UNKNOWN)}, "NOT_FOUND", "customerId"),
            ({"channel": ""}, "NOT_FOUND", "channel"),
            ({"note": "x" * 1001}, "INVALID", "note"),
        ],
    )


def test_revoking(world: World) -> None:
    def refuse(entry_id: str) -> tuple[str, str | None]:
        return refusal(world, "LoyaltyEntryRevoke", world.admin, id=entry_id)

    earned = world.entry_gid("EARN")
    world.payload("LoyaltyEntryRevoke", world.admin, id=earned)

    assert refuse(earned) == ("ALREADY_REVERSED", "id")
    assert refuse(world.entry_gid("REDEEM")) == ("NOT_REVERSIBLE", "id")
    assert refuse(world.entry_gid("REVERSAL")) == ("NOT_REVERSIBLE", "id")
    # 200 of the first 1000 points are spent.
    assert refuse(world.entry_gid("ADJUST")) == ("INSUFFICIENT_POINTS", "id")
    assert refuse(gid("LoyaltyEntry", UNKNOWN)) == ("NOT_FOUND", "id")
    assert refuse(world.account_gid) == ("GRAPHQL_ERROR", "id")


def test_creating_a_program(world: World) -> None:
    channel = world.channel.global_id

    def refuse(**changes: Any) -> tuple[str, str | None]:
        given = {"name": "Other", "channels": [{"channelId": channel}], **changes}
        given = {key: value for key, value in given.items() if value != "left out"}
        return refusal(world, "LoyaltyProgramCreate", world.admin, input=given)

    def of_channel(**settings: Any) -> dict[str, Any]:
        return {"channels": [{"channelId": channel, **settings}]}

    check(
        refuse,
        [
            ({"name": "left out"}, "REQUIRED", "name"),
            ({"name": None}, "REQUIRED", "name"),
            ({"name": " "}, "INVALID", "name"),
            ({"name": "x" * 256}, "INVALID", "name"),
            ({"name": "a\x00"}, "INVALID", "name"),
            ({"pointsName": {"plural": ""}}, "INVALID", "pointsName.plural"),
            ({"earnTrigger": None}, "REQUIRED", "earnTrigger"),
            ({"isActive": None}, "REQUIRED", "isActive"),
            ({"holdMinutes": 0}, "INVALID", "holdMinutes"),
            ({"restoredPointsDays": 366}, "INVALID", "restoredPointsDays"),
            ({"channels": "left out"}, "REQUIRED", "channels"),
            ({"channels": []}, "REQUIRED", "channels"),
            ({"channels": [{"channelId": channel}] * 2}, "INVALID", "channels.channelId"),
            (
                {"channels": [{"channelId": gid("Channel", UNKNOWN)}]},
                "NOT_FOUND",
                "channels.channelId",
            ),
            ({"channels": [{"channelId": "abc"}]}, "GRAPHQL_ERROR", "channels.channelId"),
            ({"removeChannels": [channel]}, "INVALID", "removeChannels"),
            (of_channel(earnPoints=-1), "INVALID", "channels.earnPoints"),
            (of_channel(earnPoints=INT_MAX), "INVALID", "channels.earnPoints"),
            (of_channel(earnPoints=None), "REQUIRED", "channels.earnPoints"),
            (of_channel(earnAmount=0), "INVALID", "channels.earnAmount"),
            (of_channel(earnAmount="1e400"), "INVALID", "channels.earnAmount"),
            (of_channel(redeemAmount="0.0001"), "INVALID", "channels.redeemAmount"),
            (of_channel(minimumBalance=-1), "INVALID", "channels.minimumBalance"),
            (
                of_channel(maximumDiscountPercentage=100.5),
                "INVALID",
                "channels.maximumDiscountPercentage",
            ),
            (
                of_channel(maximumDiscountPercentage=0),
                "INVALID",
                "channels.maximumDiscountPercentage",
            ),
            (
                of_channel(maximumDiscountPercentage=10.125),
                "INVALID",
                "channels.maximumDiscountPercentage",
            ),
        ],
    )


def test_changing_a_program(world: World) -> None:
    yen = world.shop.setup.yen_channel().global_id
    other = world.payload(
        "LoyaltyProgramCreate",
        world.admin,
        input={"name": "Yen club", "channels": [{"channelId": yen}]},
    )["program"]

    def refuse(id: str = world.program_gid, **given: Any) -> tuple[str, str | None]:
        return refusal(world, "LoyaltyProgramUpdate", world.admin, id=id, input=given)

    check(
        refuse,
        [
            ({"id": gid("LoyaltyProgram", UNKNOWN), "name": "x"}, "NOT_FOUND", "id"),
            ({"id": world.account_gid, "name": "x"}, "GRAPHQL_ERROR", "id"),
            ({"channels": [{"channelId": yen}]}, "CHANNEL_TAKEN", "channels.channelId"),
            (
                {"id": other["id"], "channels": [{"channelId": yen}], "removeChannels": [yen]},
                "INVALID",
                "removeChannels",
            ),
            ({"removeChannels": ["abc"]}, "GRAPHQL_ERROR", "removeChannels"),
            ({"introduction": "\x00"}, "INVALID", "introduction"),
        ],
    )


def test_goods_that_points_may_pay_for(world: World) -> None:
    def refuse(**goods: Any) -> tuple[str, str | None]:
        given = {"spendableGoods": goods}
        return refusal(
            world, "LoyaltyProgramUpdate", world.admin, id=world.program_gid, input=given
        )

    lists = {
        "productIds": "Product",
        "variantIds": "ProductVariant",
        "categoryIds": "Category",
        "collectionIds": "Collection",
        "productTypeIds": "ProductType",
    }
    for name, type_name in lists.items():
        field = f"spendableGoods.{name}"
        many = [gid(type_name, number) for number in range(1, 1002)]
        check(
            refuse,
            [
                ({name: many}, "GRAPHQL_ERROR", field),
                ({name: ["abc"]}, "GRAPHQL_ERROR", field),
                ({name: [gid("Order", 1)]}, "GRAPHQL_ERROR", field),
                ({name: None}, "REQUIRED", field),
            ],
        )
    for mode in ("ONLY", "ALL_BUT"):
        assert refuse(mode=mode) == ("REQUIRED", "spendableGoods.mode")
    assert refuse(mode=None) == ("REQUIRED", "spendableGoods.mode")
    # Nor can the goods go away while the mode needs them.
    goods = {"mode": "ONLY", "productIds": [gid("Product", 1)]}
    world.shop.set_program(world.channel, spendableGoods=goods)
    assert refuse(productIds=[]) == ("REQUIRED", "spendableGoods.mode")


def test_deleting_a_program(world: World) -> None:
    yen = world.shop.setup.yen_channel()
    used = world.payload(
        "LoyaltyProgramCreate",
        world.admin,
        input={"name": "Yen club", "channels": [{"channelId": yen.global_id}]},
    )["program"]
    world.shop.credit(world.bob, 5, channel=yen.slug)

    def refuse(program_id: str) -> tuple[str, str | None]:
        return refusal(world, "LoyaltyProgramDelete", world.admin, id=program_id)

    assert refuse(world.program_gid) == ("IN_USE", "id")
    assert refuse(used["id"]) == ("IN_USE", "id")
    assert refuse(gid("LoyaltyProgram", UNKNOWN)) == ("NOT_FOUND", "id")
    assert refuse("abc") == ("GRAPHQL_ERROR", "id")


def test_creating_an_earning_rule(world: World) -> None:
    def refuse(**changes: Any) -> tuple[str, str | None]:
        variables: dict[str, Any] = {"programId": changes.pop("programId", world.program_gid)}
        given = {"name": "Double", "multiplier": 2, **changes}
        variables["input"] = {key: value for key, value in given.items() if value != "left out"}
        return refusal(world, "LoyaltyEarningRuleCreate", world.admin, **variables)

    products = [gid("Product", number) for number in range(1, 1002)]
    check(
        refuse,
        [
            ({"name": "left out"}, "REQUIRED", "name"),
            ({"name": None}, "REQUIRED", "name"),
            ({"name": " "}, "INVALID", "name"),
            ({"name": "x" * 256}, "INVALID", "name"),
            ({"name": "a\x00"}, "INVALID", "name"),
            ({"multiplier": "left out"}, "REQUIRED", "fixedPoints"),
            ({"multiplier": None}, "REQUIRED", "fixedPoints"),
            ({"fixedPoints": 5}, "INVALID", "multiplier"),
            ({"multiplier": None, "fixedPoints": 5, "percentage": 5}, "INVALID", "percentage"),
            ({"multiplier": "1.005"}, "INVALID", "multiplier"),
            ({"multiplier": 10001}, "INVALID", "multiplier"),
            ({"multiplier": "1e400"}, "INVALID", "multiplier"),
            ({"multiplier": None, "percentage": "0.001"}, "INVALID", "percentage"),
            ({"multiplier": None, "fixedPoints": -1}, "INVALID", "fixedPoints"),
            ({"multiplier": None, "fixedPoints": INT_MAX}, "INVALID", "fixedPoints"),
            ({"rank": INT_MAX}, "INVALID", "rank"),
            ({"rank": None}, "REQUIRED", "rank"),
            ({"isActive": None}, "REQUIRED", "isActive"),
            ({"orderValueFrom": None}, "REQUIRED", "orderValueFrom"),
            ({"orderValueFrom": "0.0001"}, "INVALID", "orderValueFrom"),
            ({"orderValueFrom": 1000001}, "INVALID", "orderValueFrom"),
            ({"productIds": None}, "REQUIRED", "productIds"),
            ({"productIds": ["abc"]}, "GRAPHQL_ERROR", "productIds"),
            ({"productIds": products}, "GRAPHQL_ERROR", "productIds"),
            ({"productIds": [gid("ProductVariant", 1)]}, "GRAPHQL_ERROR", "productIds"),
            ({"variantIds": [gid("Product", 1)]}, "GRAPHQL_ERROR", "variantIds"),
            ({"categoryIds": [gid("Collection", 1)]}, "GRAPHQL_ERROR", "categoryIds"),
            ({"collectionIds": [gid("Category", 1)]}, "GRAPHQL_ERROR", "collectionIds"),
            ({"productTypeIds": [gid("Product", 1)]}, "GRAPHQL_ERROR", "productTypeIds"),
            ({"channelIds": [world.channel.slug]}, "GRAPHQL_ERROR", "channelIds"),
            (
                {"startsAt": "2026-05-02T00:00:00Z", "endsAt": "2026-05-02T00:00:00"},
                "INVALID",
                "endsAt",
            ),
            ({"startsAt": "1969-12-31T23:59:59Z"}, "INVALID", "startsAt"),
            ({"endsAt": "9999-01-01T00:00:00Z"}, "INVALID", "endsAt"),
            ({"programId": gid("LoyaltyProgram", UNKNOWN)}, "NOT_FOUND", "programId"),
            ({"programId": world.account_gid}, "GRAPHQL_ERROR", "programId"),
        ],
    )


def test_changing_and_deleting_an_earning_rule(world: World) -> None:
    rule = world.shop.add_rule(world.channel, multiplier=2, startsAt="2026-05-01T00:00:00Z")

    def refuse(id: str = rule, **given: Any) -> tuple[str, str | None]:
        return refusal(world, "LoyaltyEarningRuleUpdate", world.admin, id=id, input=given)

    check(
        refuse,
        [
            ({"name": None}, "REQUIRED", "name"),
            ({"multiplier": 1, "percentage": 1}, "INVALID", "multiplier"),
            ({"endsAt": "2026-05-01T00:00:00Z"}, "INVALID", "endsAt"),
            ({"id": gid("LoyaltyEarningRule", UNKNOWN), "rank": 1}, "NOT_FOUND", "id"),
            ({"id": world.program_gid, "rank": 1}, "GRAPHQL_ERROR", "id"),
        ],
    )
    for rule_id, code in (
        (gid("LoyaltyEarningRule", UNKNOWN), "NOT_FOUND"),
        (world.program_gid, "GRAPHQL_ERROR"),
    ):
        outcome = refusal(world, "LoyaltyEarningRuleDelete", world.admin, id=rule_id)
        assert outcome == (code, "id")


def test_reordering_earning_rules(world: World) -> None:
    rule = world.shop.add_rule(world.channel, multiplier=2)

    for wrong, code in (
        (gid("LoyaltyEarningRule", UNKNOWN), "NOT_FOUND"),
        (world.program_gid, "GRAPHQL_ERROR"),
    ):
        ids = [rule, wrong]
        outcome = refusal(world, "LoyaltyEarningRuleReorder", world.admin, ids=ids)
        assert outcome == (code, "ids")
    outcome = refusal(world, "LoyaltyEarningRuleReorder", world.admin, ids=[])
    assert outcome == ("REQUIRED", "ids")
    many = {"ids": [gid("LoyaltyEarningRule", number) for number in range(1, 502)]}
    outcome = refusal(world, "LoyaltyEarningRuleReorder", world.admin, **many)
    assert outcome == ("GRAPHQL_ERROR", "ids")


def test_a_program_has_a_limited_number_of_rules(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = replace(earning_rules.RULES, count_max=1)
    monkeypatch.setattr(earning_rules, "RULES", few)
    world.shop.add_rule(world.channel, multiplier=2)

    given = {"name": "Triple", "multiplier": 3}
    assert refusal(world, "LoyaltyEarningRuleCreate", world.admin, input=given) == ("INVALID", None)


def test_bonuses(world: World) -> None:
    def refuse(**changes: Any) -> tuple[str, str | None]:
        variables: dict[str, Any] = {"programId": changes.pop("programId", world.program_gid)}
        given = {"name": "Survey", "trigger": "EVENT", "points": 5, "eventType": "survey"}
        given |= changes
        variables["input"] = {key: value for key, value in given.items() if value != "left out"}
        return refusal(world, "LoyaltyBonusCreate", world.admin, **variables)

    check(
        refuse,
        [
            *(({name: "left out"}, "REQUIRED", name) for name in ("name", "trigger", "points")),
            *(({name: None}, "REQUIRED", name) for name in ("name", "trigger", "points")),
            ({"eventType": "left out"}, "REQUIRED", "eventType"),
            ({"eventType": None}, "REQUIRED", "eventType"),
            ({"eventType": "two words"}, "INVALID", "eventType"),
            ({"eventType": "newsletter"}, "INVALID", "eventType"),
            ({"points": 0}, "INVALID", "points"),
            ({"points": INT_MAX}, "INVALID", "points"),
            ({"limit": 0}, "INVALID", "limit"),
            ({"limitPeriod": None}, "REQUIRED", "limitPeriod"),
            ({"orderCount": 3}, "INVALID", "orderCount"),
            ({"amountSpent": 3}, "INVALID", "amountSpent"),
            ({"currency": "USD"}, "INVALID", "currency"),
            ({"frequency": "DAILY"}, "INVALID", "frequency"),
            ({"isActive": None}, "REQUIRED", "isActive"),
            ({"description": "a\x00"}, "INVALID", "description"),
            (
                {"startsAt": "2026-05-02T00:00:00Z", "endsAt": "2026-05-02T00:00:00"},
                "INVALID",
                "endsAt",
            ),
            ({"programId": gid("LoyaltyProgram", UNKNOWN)}, "NOT_FOUND", "programId"),
            ({"programId": world.account_gid}, "GRAPHQL_ERROR", "programId"),
        ],
    )
    spent = {"trigger": "AMOUNT_SPENT", "eventType": "left out"}
    check(
        refuse,
        [
            ({**spent}, "REQUIRED", "amountSpent"),
            ({**spent, "amountSpent": 100}, "REQUIRED", "currency"),
            ({**spent, "amountSpent": 100, "currency": "XXX"}, "INVALID", "currency"),
            ({**spent, "amountSpent": "1e400", "currency": "USD"}, "INVALID", "amountSpent"),
        ],
    )


def test_changing_and_deleting_a_bonus(world: World) -> None:
    bonus = world.shop.add_bonus(world.channel, trigger="EVENT", eventType="survey", points=5)

    def refuse(id: str = bonus, **given: Any) -> tuple[str, str | None]:
        return refusal(world, "LoyaltyBonusUpdate", world.admin, id=id, input=given)

    check(
        refuse,
        [
            ({"trigger": "BIRTHDAY"}, "INVALID", "trigger"),
            ({"eventType": ""}, "REQUIRED", "eventType"),
            ({"orderCount": 3}, "INVALID", "orderCount"),
            ({"id": gid("LoyaltyBonus", UNKNOWN), "points": 1}, "NOT_FOUND", "id"),
            ({"id": world.program_gid, "points": 1}, "GRAPHQL_ERROR", "id"),
        ],
    )
    for bonus_id, code in (
        (gid("LoyaltyBonus", UNKNOWN), "NOT_FOUND"),
        (world.program_gid, "GRAPHQL_ERROR"),
    ):
        outcome = refusal(world, "LoyaltyBonusDelete", world.admin, id=bonus_id)
        assert outcome == (code, "id")


def test_rewards(world: World) -> None:
    goods = world.shop.setup.variant(10, channel=world.channel)

    def refuse(**changes: Any) -> tuple[str, str | None]:
        variables: dict[str, Any] = {"programId": changes.pop("programId", world.program_gid)}
        given = {"name": "Tea", "kind": "PRODUCT", "variantId": goods, **changes}
        variables["input"] = {key: value for key, value in given.items() if value != "left out"}
        return refusal(world, "LoyaltyRewardCreate", world.admin, **variables)

    required = ("name", "kind", "variantId")
    check(
        refuse,
        [
            *(({name: "left out"}, "REQUIRED", name) for name in required),
            *(({name: None}, "REQUIRED", name) for name in (*required, "rank", "isActive")),
            ({"variantId": gid("ProductVariant", UNKNOWN)}, "NOT_FOUND", "variantId"),
            ({"variantId": gid("Product", 1)}, "GRAPHQL_ERROR", "variantId"),
            ({"points": 0}, "INVALID", "points"),
            ({"points": INT_MAX}, "INVALID", "points"),
            ({"moneyAmount": 5}, "REQUIRED", "currency"),
            ({"moneyAmount": 0, "currency": "USD"}, "INVALID", "moneyAmount"),
            ({"moneyAmount": "1e400", "currency": "USD"}, "INVALID", "moneyAmount"),
            ({"moneyAmount": "0.001", "currency": "USD"}, "INVALID", "moneyAmount"),
            ({"moneyAmount": 5, "currency": "XXX"}, "INVALID", "currency"),
            ({"currency": "USD"}, "INVALID", "currency"),
            ({"amount": 5, "currency": "USD"}, "INVALID", "amount"),
            ({"percentage": 0}, "INVALID", "percentage"),
            ({"percentage": 5}, "INVALID", "percentage"),
            ({"stock": -1}, "INVALID", "stock"),
            ({"perCustomerLimit": 0}, "INVALID", "perCustomerLimit"),
            ({"claimDays": 0}, "INVALID", "claimDays"),
            ({"tierIds": [gid("LoyaltyTier", UNKNOWN)]}, "NOT_FOUND", "tierIds"),
            ({"tierIds": [gid("LoyaltyBadge", 1)]}, "GRAPHQL_ERROR", "tierIds"),
            ({"tierIds": [gid("LoyaltyTier", 1)] * 101}, "GRAPHQL_ERROR", "tierIds"),
            ({"tierIds": None}, "REQUIRED", "tierIds"),
            ({"badgeIds": [gid("LoyaltyBadge", UNKNOWN)]}, "NOT_FOUND", "badgeIds"),
            ({"badgeIds": [gid("LoyaltyTier", 1)]}, "GRAPHQL_ERROR", "badgeIds"),
            ({"badgeIds": None}, "REQUIRED", "badgeIds"),
            ({"rank": INT_MAX}, "INVALID", "rank"),
            ({"name": "a\x00"}, "INVALID", "name"),
            ({"imageUrl": "javascript:alert(1)"}, "INVALID", "imageUrl"),
            ({"imageUrl": "https://example.com/a b.png"}, "INVALID", "imageUrl"),
            ({"imageAlt": "a" * 256}, "INVALID", "imageAlt"),
            ({"description": "a" * 10_001}, "INVALID", "description"),
            (
                {"startsAt": "2026-05-02T00:00:00Z", "endsAt": "2026-05-02T00:00:00"},
                "INVALID",
                "endsAt",
            ),
            ({"programId": gid("LoyaltyProgram", UNKNOWN)}, "NOT_FOUND", "programId"),
            ({"programId": world.account_gid}, "GRAPHQL_ERROR", "programId"),
        ],
    )
    others = {"variantId": "left out"}
    check(
        refuse,
        [
            ({**others, "kind": "FREE_SHIPPING"}, "REQUIRED", "points"),
            ({**others, "kind": "VOUCHER_PERCENTAGE", "points": 5}, "REQUIRED", "percentage"),
            (
                {**others, "kind": "VOUCHER_PERCENTAGE", "points": 5, "percentage": "100.01"},
                "INVALID",
                "percentage",
            ),
            ({**others, "kind": "VOUCHER_AMOUNT"}, "REQUIRED", "amount"),
            ({**others, "kind": "GIFT_CARD", "amount": 5}, "REQUIRED", "currency"),
            ({**others, "kind": "DONATION"}, "REQUIRED", "points"),
            ({"kind": "DONATION", "points": 5}, "INVALID", "variantId"),
        ],
    )


def test_segments(world: World) -> None:
    def refuse(**changes: Any) -> tuple[str, str | None]:
        variables: dict[str, Any] = {"programId": changes.pop("programId", world.program_gid)}
        variables["input"] = {"name": "Rich", **changes}
        return refusal(world, "LoyaltySegmentCreate", world.admin, **variables)

    def refuse_conditions(**conditions: Any) -> tuple[str, str | None]:
        code, field = refuse(conditions=conditions)
        assert field is not None
        return code, field.removeprefix("conditions.")

    check(
        refuse,
        [
            ({"name": None}, "REQUIRED", "name"),
            ({"name": " "}, "INVALID", "name"),
            ({"name": "a" * 256}, "INVALID", "name"),
            ({"name": "a\x00"}, "INVALID", "name"),
            ({"description": None}, "REQUIRED", "description"),
            ({"description": "a" * 10_001}, "INVALID", "description"),
            ({"conditions": None}, "REQUIRED", "conditions"),
            ({"programId": gid("LoyaltyProgram", UNKNOWN)}, "NOT_FOUND", "programId"),
            ({"programId": world.account_gid}, "GRAPHQL_ERROR", "programId"),
        ],
    )
    days = {"lastOrderWithinDays": 30, "lastOrderOlderThanDays": 30}
    check(
        refuse_conditions,
        [
            ({"balance": {}}, "INVALID", "balance"),
            ({"balance": {"gte": 2, "lte": 1}}, "INVALID", "balance.lte"),
            ({"lifetimeEarned": {"gte": -1}}, "INVALID", "lifetimeEarned.gte"),
            ({"ordersCount": {"lte": -1}}, "INVALID", "ordersCount.lte"),
            ({"createdAt": {"gte": "0001-01-01T00:00:00Z"}}, "INVALID", "createdAt.gte"),
            ({"lastOrderWithinDays": 0}, "INVALID", "lastOrderWithinDays"),
            ({"lastOrderOlderThanDays": INT_MAX}, "INVALID", "lastOrderOlderThanDays"),
            (days, "INVALID", "lastOrderOlderThanDays"),
            ({"amountSpent": {"currency": "EUR"}}, "INVALID", "amountSpent"),
            ({"amountSpent": {"currency": "", "gte": 1}}, "INVALID", "amountSpent.currency"),
            ({"amountSpent": {"currency": "EUR", "gte": "1e400"}}, "INVALID", "amountSpent.gte"),
            ({"amountSpent": {"currency": "EUR", "lte": "0.0001"}}, "INVALID", "amountSpent.lte"),
            ({"countries": ["Poland"]}, "INVALID", "countries"),
            ({"countries": ["\x00\x00"]}, "INVALID", "countries"),
            ({"countries": []}, "INVALID", "countries"),
            ({"statuses": []}, "INVALID", "statuses"),
            ({"tierIds": []}, "INVALID", "tierIds"),
            ({"tierIds": [gid("LoyaltyTier", UNKNOWN)]}, "NOT_FOUND", "tierIds"),
            ({"tierIds": [gid("LoyaltyBadge", 1)]}, "GRAPHQL_ERROR", "tierIds"),
            ({"tierIds": [gid("LoyaltyTier", 1)] * 101}, "GRAPHQL_ERROR", "tierIds"),
            ({"badgeIds": [gid("LoyaltyBadge", UNKNOWN)]}, "NOT_FOUND", "badgeIds"),
            ({"badgeIds": ["abc"]}, "GRAPHQL_ERROR", "badgeIds"),
            ({"channelIds": [gid("Channel", UNKNOWN)]}, "NOT_FOUND", "channelIds"),
            ({"channelIds": [gid("Channel", 2**70)]}, "GRAPHQL_ERROR", "channelIds"),
            ({"customerTypeIds": [world.account_gid]}, "GRAPHQL_ERROR", "customerTypeIds"),
        ],
    )
    code, field = refuse_conditions(customerTypeIds=[gid("CustomerType", UNKNOWN)])
    assert field == "customerTypeIds"
    assert code == ("INVALID" if world.shop.setup.customer_type("Golds") is None else "NOT_FOUND")


def test_changing_and_deleting_a_segment(world: World) -> None:
    for name in ("Rich", "Poor"):
        made = world.payload("LoyaltySegmentCreate", world.admin, input={"name": name})
    segment_id = made["segment"]["id"]
    unknown = gid("LoyaltySegment", UNKNOWN)

    def refuse(id: str = segment_id, **given: Any) -> tuple[str, str | None]:
        return refusal(world, "LoyaltySegmentUpdate", world.admin, id=id, input=given)

    check(
        refuse,
        [
            ({"name": "Rich"}, "INVALID", "name"),
            (
                {"conditions": {"balance": {"gte": 2, "lte": 1}}},
                "INVALID",
                "conditions.balance.lte",
            ),
            ({"id": unknown, "name": "a"}, "NOT_FOUND", "id"),
            ({"id": world.program_gid, "name": "a"}, "GRAPHQL_ERROR", "id"),
        ],
    )
    for segment, code in ((unknown, "NOT_FOUND"), (world.program_gid, "GRAPHQL_ERROR")):
        assert refusal(world, "LoyaltySegmentDelete", world.admin, id=segment) == (code, "id")
    assert refusal(world, "LoyaltySegmentCreate", world.admin, input={}) == ("REQUIRED", "name")


def test_conditions_in_queries(world: World) -> None:
    """What a filter can't mean is an error with a code and the field."""
    accounts = """query ($filter: LoyaltyAccountFilterInput) {
      loyaltyAccounts(filter: $filter, first: 5) { edges { node { balance } } }
    }"""
    for given, code, field in (
        ({"ordersCount": {"gte": 2, "lte": 1}}, "INVALID", "filter.ordersCount.lte"),
        ({"countries": ["Poland"]}, "INVALID", "filter.countries"),
        ({"countries": ["\x00\x00"]}, "INVALID", "filter.countries"),
        ({"lastOrderWithinDays": -1}, "INVALID", "filter.lastOrderWithinDays"),
        ({"tierIds": ["abc"]}, "GRAPHQL_ERROR", "filter.tierIds"),
        ({"segmentId": gid("LoyaltySegment", UNKNOWN)}, "NOT_FOUND", "filter.segmentId"),
        ({"segmentId": world.program_gid}, "GRAPHQL_ERROR", "filter.segmentId"),
    ):
        body = world.post(accounts, world.admin, filter=given)
        assert [error["extensions"]["code"] for error in body["errors"]] == [code], (given, body)
        assert body["errors"][0]["extensions"]["field"] == field
        assert body["data"] == {"loyaltyAccounts": None}
    for empty in ({"tierIds": []}, {"ordersCount": {}}, {"amountSpent": {"currency": "EUR"}}):
        found = world.shop.run(accounts, {"filter": empty}, world.admin)
        assert len(found["loyaltyAccounts"]["edges"]) == 1


def test_a_segment_of_a_later_version_matches_nobody(world: World) -> None:
    """Half of its conditions would be other people. The rest of the page is there all the same."""
    for name in ("Rich", "Poor"):
        world.payload("LoyaltySegmentCreate", world.admin, input={"name": name})
    Segment.objects.filter(name="Rich").update(conditions={"moon_phase": ["full"]})
    query = """{ loyaltySegments(first: 5) { edges { node {
      name conditions { statuses } count { value } accounts(first: 5) { edges { node { id } } }
    } } } }"""

    body = world.post(query, world.admin)

    errors = [(error["extensions"]["code"], error["path"][-1]) for error in body["errors"]]
    assert errors == [("INVALID", "conditions"), ("INVALID", "count"), ("INVALID", "accounts")]
    assert "moon_phase" in body["errors"][0]["message"]
    later, known = (edge["node"] for edge in body["data"]["loyaltySegments"]["edges"])
    assert later == {"name": "Rich", "conditions": None, "count": None, "accounts": None}
    assert known["count"] == {"value": 1}


def test_changing_archiving_and_translating_a_reward(world: World) -> None:
    reward = world.shop.add_reward(world.channel, kind="EXPERIENCE", points=5)
    unknown = gid("LoyaltyReward", UNKNOWN)

    def refuse(id: str = reward, **given: Any) -> tuple[str, str | None]:
        return refusal(world, "LoyaltyRewardUpdate", world.admin, id=id, input=given)

    check(
        refuse,
        [
            ({"kind": "DONATION"}, "INVALID", "kind"),
            ({"points": None}, "REQUIRED", "points"),
            ({"name": None}, "REQUIRED", "name"),
            ({"name": " "}, "INVALID", "name"),
            ({"id": unknown, "points": 1}, "NOT_FOUND", "id"),
            ({"id": world.program_gid, "points": 1}, "GRAPHQL_ERROR", "id"),
        ],
    )
    for name in ("LoyaltyRewardArchive", "LoyaltyRewardUnarchive"):
        for ids, code in (
            ([], "REQUIRED"),
            ([reward, unknown], "NOT_FOUND"),
            ([reward, world.program_gid], "GRAPHQL_ERROR"),
            ([reward] * 101, "GRAPHQL_ERROR"),
        ):
            assert refusal(world, name, world.admin, ids=ids) == (code, "ids")

    def untranslated(**changes: Any) -> tuple[str, str | None]:
        variables = {"id": changes.pop("id", reward), "languageCode": "DE", "input": changes}
        return refusal(world, "LoyaltyRewardTranslate", world.admin, **variables)

    check(
        untranslated,
        [
            ({"name": "a" * 256}, "INVALID", "name"),
            ({"description": "a" * 10_001}, "INVALID", "description"),
            ({"description": "a\x00"}, "INVALID", "description"),
            ({"id": unknown, "name": "a"}, "NOT_FOUND", "id"),
            ({"id": world.program_gid, "name": "a"}, "GRAPHQL_ERROR", "id"),
        ],
    )
    for customer_id, code in (
        (gid("User", UNKNOWN), "NOT_FOUND"),
        (world.program_gid, "GRAPHQL_ERROR"),
    ):
        outcome = refusal(
            world, "LoyaltyFirstTimeWaive", world.admin, customerId=customer_id, isWaived=True
        )
        assert outcome == (code, "customerId")


def test_rewards_are_asked_for_by_what_exists(world: World) -> None:
    query = """query ($id: ID!, $channel: String) {
      loyaltyReward(id: $id, channel: $channel) { name }
    }"""
    reward = world.shop.add_reward(world.channel, kind="EXPERIENCE", points=5)
    for variables, code in (
        ({"id": world.program_gid}, "GRAPHQL_ERROR"),
        ({"id": ""}, "GRAPHQL_ERROR"),
        ({"id": reward, "channel": "nowhere"}, "NOT_FOUND"),
    ):
        (error,) = world.post(query, world.ann.token, **variables)["errors"]
        assert error["extensions"]["code"] == code
    body = world.post(query, world.ann.token, id=gid("LoyaltyReward", UNKNOWN))
    assert body["data"] == {"loyaltyReward": None}
    for given, code in (
        ({"channel": "nowhere"}, "NOT_FOUND"),
        ({"variantId": world.program_gid}, "GRAPHQL_ERROR"),
    ):
        channel = given.pop("channel", world.channel.slug)
        variables = {"channel": channel, "input": {"kind": "PRODUCT", **given}}
        body = world.post(DOCUMENTS["LoyaltyRewardCost"], world.admin, **variables)
        assert [error["extensions"]["code"] for error in body["errors"]] == [code]
    wild = {"channel": world.channel.slug, "filter": {"search": "\x00"}}
    body = world.post(DOCUMENTS["LoyaltyRewardCatalogue"], world.admin, first=5, **wild)
    assert len(body["errors"]) == 1
    query = "query ($channel: String!) { loyaltyRewards(channel: $channel) { totalCount } }"
    (error,) = world.post(query, None, channel="nowhere")["errors"]
    assert error["extensions"]["code"] == "NOT_FOUND"


def test_events(world: World) -> None:
    world.shop.add_bonus(world.channel, trigger="EVENT", eventType="survey", points=5)
    world.shop.set_program(world.channel, reviewPoints=5)
    token = world.shop.setup.app_token("MANAGE_USERS")
    taken = {"customerId": world.ann.global_id, "type": "survey", "idempotencyKey": "k1"}
    world.payload("LoyaltyEventRecord", token, input=taken)

    def refuse(**changes: Any) -> tuple[str, str | None]:
        given = {"customerId": world.bob.global_id, "type": "survey", **changes}
        return refusal(world, "LoyaltyEventRecord", token, input=given)

    ids = [item for item in GARBAGE_IDS if "\x00" not in item]
    check(
        refuse,
        [
            *(({"customerId": item}, "GRAPHQL_ERROR", "customerId") for item in ids),
            ({"customerId": gid("User", UNKNOWN)}, "NOT_FOUND", "customerId"),
            ({"type": ""}, "INVALID", "type"),
            ({"type": "9" * 100_000}, "INVALID", "type"),
            ({"type": "surveys"}, "NOT_FOUND", "type"),
            ({"type": "registration"}, "NOT_FOUND", "type"),
            ({"type": "survey\x00"}, "INVALID", "type"),
            ({"reference": "r" * 129}, "INVALID", "reference"),
            ({"type": "review"}, "REQUIRED", "reference"),
            ({"type": "review", "reference": "lamp"}, "INVALID", "reference"),
            ({"type": "review", "reference": world.order_gid}, "INVALID", "reference"),
            (
                {"type": "review", "reference": gid("Product", "9" * 200)},
                "INVALID",
                "reference",
            ),
            ({"idempotencyKey": ""}, "INVALID", "idempotencyKey"),
            ({"idempotencyKey": "k1"}, "IDEMPOTENCY_CONFLICT", "idempotencyKey"),
            ({"occurredAt": "2990-01-01T00:00:00Z"}, "INVALID", "occurredAt"),
            ({"occurredAt": "1990-01-01T00:00:00"}, "INVALID", "occurredAt"),
            ({"channel": "no-such"}, "NOT_FOUND", "channel"),
        ],
    )


def test_numbers_that_graphql_does_not_know(world: World) -> None:
    before = books()
    for points in (INT_MAX + 1, -INT_MAX - 2, "many", [1, 2]):
        variables = {"input": {"customerId": world.ann.global_id, "points": points}}
        body = world.post(DOCUMENTS["LoyaltyPointsAdjust"], world.admin, **variables)
        assert body["errors"], points
        assert not body.get("data"), points
    assert books() == before


def test_birthday(world: World) -> None:
    def refuse(**changes: Any) -> tuple[str, str | None]:
        variables = {"customerId": world.ann.global_id, "birthday": "1990-05-31", **changes}
        return refusal(world, "LoyaltyBirthdaySet", world.admin, **variables)

    texts = ["", "soon", "31.05.1990", "1990-02-30", "--02-30", "1895-12-31", "2990-01-01"]
    ids = [item for item in GARBAGE_IDS if "\x00" not in item]
    check(
        refuse,
        [
            *(({"birthday": text}, "INVALID", "birthday") for text in texts),
            ({"birthday": "1990-05-31\x00"}, "INVALID", "birthday"),
            ({"birthday": "9" * 100_000}, "INVALID", "birthday"),
            *(({"customerId": item}, "GRAPHQL_ERROR", "customerId") for item in ids),
            ({"customerId": gid("User", UNKNOWN)}, "NOT_FOUND", "customerId"),
        ],
    )
    world.payload("MyLoyaltyBirthdaySet", world.ann.token, birthday="1990-05-31")
    for text, code in (("1990-06-01", "ALREADY_SET"), ("soon", "INVALID")):
        outcome = refusal(world, "MyLoyaltyBirthdaySet", world.ann.token, birthday=text)
        assert outcome == (code, "birthday")


@pytest.mark.parametrize("name", ["LoyaltyOptIn", "LoyaltyOptOut"])
def test_joining_and_leaving(world: World, name: str) -> None:
    def refuse(**changes: Any) -> tuple[str, str | None]:
        variables = {"customerId": world.bob.global_id, **changes}
        return refusal(world, name, world.admin, **variables)

    ids = [item for item in GARBAGE_IDS if "\x00" not in item]
    check(
        refuse,
        [
            *(({"customerId": item}, "GRAPHQL_ERROR", "customerId") for item in ids),
            ({"customerId": gid("User", UNKNOWN)}, "NOT_FOUND", "customerId"),
            ({"channel": "no-such"}, "NOT_FOUND", "channel"),
        ],
    )
    app = world.shop.setup.app_token("MANAGE_USERS")
    assert refusal(world, name, app) == ("REQUIRED", "customerId")


def test_following_a_code(world: World) -> None:
    """The reasons that a customer is told stand in the contract of referrals."""
    world.shop.set_program(world.channel, referrerPoints=5)
    good = {"code": world.account.referral_code, "customerId": world.bob.global_id}

    def refuse(**changes: Any) -> tuple[str, str | None]:
        return refusal(world, "LoyaltyReferralClaim", world.admin, **{**good, **changes})

    check(
        refuse,
        [
            ({"code": ""}, "NOT_FOUND", "code"),
            ({"code": "-- --"}, "NOT_FOUND", "code"),
            ({"code": "x" * 100_000}, "NOT_FOUND", "code"),
            ({"code": "ÄÖÜ"}, "NOT_FOUND", "code"),
            ({"code": "a\x00b"}, "INVALID", "code"),
            ({"customerId": gid("User", UNKNOWN)}, "NOT_FOUND", "customerId"),
            *(({"customerId": bad}, "GRAPHQL_ERROR", "customerId") for bad in GARBAGE_IDS),
        ],
    )


def test_status_of_an_account(world: World) -> None:
    def refuse(**changes: Any) -> tuple[str, str | None]:
        variables = {"id": world.account_gid, "status": "BANNED", **changes}
        return refusal(world, "LoyaltyAccountStatusSet", world.admin, **variables)

    check(
        refuse,
        [
            ({"id": "abc"}, "GRAPHQL_ERROR", "id"),
            ({"id": world.ann.global_id}, "GRAPHQL_ERROR", "id"),
            ({"id": gid("LoyaltyAccount", UNKNOWN)}, "NOT_FOUND", "id"),
            ({"note": "x" * 1001}, "INVALID", "note"),
            ({"note": "a\x00b"}, "INVALID", "note"),
        ],
    )


ISSUE_TO_ACCOUNT = """
mutation ($accountId: ID!, $customerId: ID, $number: String) {
  loyaltyCardIssue(accountId: $accountId, customerId: $customerId, number: $number) {
    card { id } account { id } errors { field message code }
  }
}"""


def test_cards(world: World) -> None:
    card = issue_card(to=world.account.pk, number="4000000000000002", actor="test", now=now())
    bob = NewCustomer(customer_id=world.bob.user_id, program_id=world.program.pk)
    issue_card(to=bob, number="5555555555554444", actor="test", now=now())

    def refuse_replacing(**changes: Any) -> tuple[str, str | None]:
        variables = {"id": gid("LoyaltyCard", card.pk), **changes}
        return refusal(world, "LoyaltyCardReplace", world.admin, **variables)

    def refuse_blocking(**variables: Any) -> tuple[str, str | None]:
        return refusal(world, "LoyaltyCardBlock", world.admin, **variables)

    def refuse_issuing(**changes: Any) -> tuple[str, str | None]:
        variables = {"accountId": world.account_gid, **changes}
        return refusal(world, ISSUE_TO_ACCOUNT, world.admin, **variables)

    no_numbers = (
        "",
        "-",
        "4000000000000003",  # the check digit
        "1230",  # too short
        "0" * 20,
        "4" * 100_000,
        "400000000000000A",
        "٤٠٠٠٠٠٠٠٠٠٠٠٠٠٠٢",
        "4000000000000002\x00",
    )
    check(
        refuse_issuing,
        [
            ({"accountId": world.ann.global_id}, "GRAPHQL_ERROR", "accountId"),
            ({"accountId": gid("LoyaltyAccount", UNKNOWN)}, "NOT_FOUND", "accountId"),
            ({"customerId": world.ann.global_id}, "INVALID", "accountId"),
            ({"number": "79927398713"}, "CARD_PRESENT", "number"),
            ({"number": "5555 5555 5555 4444"}, "CARD_PRESENT", "number"),
        ],
    )
    check(
        refuse_replacing,
        [
            *(({"number": text}, "INVALID", "number") for text in no_numbers),
            ({"number": "5555 5555 5555 4444"}, "CARD_TAKEN", "number"),
            ({"number": "4000 0000 0000 0002"}, "CARD_TAKEN", "number"),
            ({"id": world.account_gid}, "GRAPHQL_ERROR", "id"),
            ({"id": gid("LoyaltyCard", UNKNOWN)}, "NOT_FOUND", "id"),
        ],
    )
    check(
        refuse_blocking,
        [
            ({}, "REQUIRED", None),
            ({"id": gid("LoyaltyCard", card.pk), "number": card.number}, "REQUIRED", None),
            *(({"number": text}, "INVALID", "number") for text in no_numbers),
            ({"number": "79927398713"}, "NOT_FOUND", "number"),
            ({"id": gid("LoyaltyCard", UNKNOWN)}, "NOT_FOUND", "id"),
        ],
    )


REFUND_LINES = [
    ([], None, "REQUIRED", "lines"),
    (None, "0", "REQUIRED", "lines"),
    ([("order", 1)], None, "GRAPHQL_ERROR", "lines.orderLineId"),
    ([("garbage", 1)], None, "GRAPHQL_ERROR", "lines.orderLineId"),
    ([("unknown", 1)], None, "NOT_FOUND", "lines"),
    ([("line", 0)], None, "INVALID", "lines.quantity"),
    ([("line", -1)], None, "INVALID", "lines.quantity"),
    ([("line", 2)], None, "LIMIT_EXCEEDED", "lines.quantity"),
    ([("line", 1), ("line", 1)], None, "LIMIT_EXCEEDED", "lines.quantity"),
    ([("line", 1), ("line", -1)], None, "INVALID", "lines.quantity"),
    ([("line", 2), ("line", -1)], None, "LIMIT_EXCEEDED", "lines.quantity"),
    ([("line", INT_MAX)], None, "LIMIT_EXCEEDED", "lines.quantity"),
    (None, "68.01", "LIMIT_EXCEEDED", "amount"),
    (None, "1.001", "INVALID", "amount"),
    (None, "1e30", "LIMIT_EXCEEDED", "amount"),
    ([("line", 1)], "68.01", "LIMIT_EXCEEDED", "amount"),
]


def refund_error(
    world: World, lines: list[tuple[str, int]] | None, amount: str | None
) -> dict[str, Any]:
    """The one error of a preview; nothing was written."""
    before = books()
    found = world.shop.order(world.order_id)["lines"][0]["id"]
    ids = {
        "line": found,
        "order": world.order_gid,
        "garbage": "x",
        "unknown": gid("OrderLine", uuid4()),
    }
    body = world.post(
        DOCUMENTS["OrderRefundPreview"],
        world.admin,
        id=world.order_gid,
        lines=lines and [{"orderLineId": ids[name], "quantity": n} for name, n in lines],
        amount=amount,
    )
    assert body["data"]["order"]["loyalty"]["refundPreview"] is None
    assert books() == before
    error: dict[str, Any]
    (error,) = body["errors"]
    assert error["message"].endswith("."), error
    return error


def test_refund_previews(world: World) -> None:
    for lines, amount, code, field in REFUND_LINES:
        extensions = refund_error(world, lines, amount)["extensions"]
        assert (extensions["code"], extensions["field"]) == (code, field), (lines, amount)

    world.shop.cancel(world.order_id)
    error = refund_error(world, [("line", 1)], None)
    assert error["message"].startswith("This order is a draft, cancelled or expired")


@pytest.mark.parametrize("amount", ["-1", "-0.01", "NaN", "Infinity", "much"])
def test_refund_previews_of_what_is_no_amount(world: World, amount: str) -> None:
    before = books()
    document = DOCUMENTS["OrderRefundPreview"]
    body = world.post(document, world.admin, id=world.order_gid, amount=amount)
    assert body["errors"]
    assert not (body.get("data") or {}).get("order", {}).get("loyalty", {}).get("refundPreview")
    assert books() == before


def test_previews_of_settings(world: World) -> None:
    def errors(**variables: Any) -> tuple[str, str | None]:
        given = {"id": world.program_gid, "input": {}, "withChanges": True, **variables}
        body = world.post(DOCUMENTS["LoyaltyProgramPreview"], world.admin, **given)
        (error,) = body["data"]["loyaltyProgramPreview"]["errors"]
        assert error["message"].endswith(".")
        return error["code"], error["field"]

    before = books()
    assert errors(id=gid("LoyaltyProgram", UNKNOWN)) == ("NOT_FOUND", "id")
    assert errors(id=world.account_gid) == ("GRAPHQL_ERROR", "id")
    assert errors(id=None) == ("REQUIRED", "channels")
    assert errors(amount=0) == ("INVALID", "amount")
    assert errors(amount="1e400") == ("INVALID", "amount")
    assert errors(input={"introduction": "\x00"}) == ("INVALID", "introduction")
    for order_id, code in ((gid("Order", uuid4()), "NOT_FOUND"), ("abc", "GRAPHQL_ERROR")):
        given = {"id": world.program_gid, "input": {}, "orderId": order_id, "withChanges": False}
        body = world.post(DOCUMENTS["LoyaltyProgramPreview"], world.admin, **given)
        assert body["errors"][0]["extensions"]["code"] == code
    assert books() == before


QUERIES: list[tuple[str, str]] = [
    ('loyaltyAccount(cardNumber: "4000000000000003") { balance }', "INVALID"),
    ('loyaltyAccount(cardNumber: "\\u0000") { balance }', "INVALID"),
    ('loyaltyAccount(cardNumber: "x", phone: "y") { balance }', "REQUIRED"),
    ('loyaltyAccount(phone: "\\u0000") { balance }', "INVALID"),
    ('loyaltyAccount(phone: "030 123456") { balance }', "INVALID"),
    ('loyaltyProgram(channel: "no-such") { name }', "NOT_FOUND"),
    ("loyaltyAccount { balance }", "REQUIRED"),
    ('loyaltyAccount(id: "x", email: "y") { balance }', "REQUIRED"),
    ('loyaltyAccount(id: "x") { balance }', "GRAPHQL_ERROR"),
    ('loyaltyAccount(customerId: "x") { balance }', "GRAPHQL_ERROR"),
    ('loyaltyAccount(email: "\\u0000") { balance }', "INVALID"),
    ('loyaltyGuestPoints(email: "\\u0000") { points }', "INVALID"),
    ('loyaltyAccounts(search: "\\u0000") { totalCount }', "INVALID"),
    ('loyaltyAccounts(filter: {customerIds: ["x"]}) { totalCount }', "GRAPHQL_ERROR"),
    ('loyaltyAccounts(filter: {programIds: ["x"]}) { totalCount }', "GRAPHQL_ERROR"),
    ('loyaltyEntries(filter: {accountIds: ["x"]}) { totalCount }', "GRAPHQL_ERROR"),
    ('loyaltyEntries(filter: {orderIds: ["x"]}) { totalCount }', "GRAPHQL_ERROR"),
    ('loyaltyEntries(filter: {reasonCodes: ["\\u0000"]}) { totalCount }', "INVALID"),
    ('loyaltyOverview(programId: "x") { timeZone }', "GRAPHQL_ERROR"),
]


def test_intervals_of_a_chart(world: World) -> None:
    for count in (-1, 0, 101, INT_MAX):
        variables = {"interval": "DAY", "count": count}
        body = world.post(DOCUMENTS["LoyaltyOverviewChart"], world.admin, **variables)
        (error,) = body["errors"]
        assert error["extensions"]["code"] == "INVALID"
        assert error["extensions"]["field"] == "count"
        assert body["data"]["loyaltyOverview"]["pointsMoved"] is None


def test_queries(world: World) -> None:
    for field, code in QUERIES:
        body = world.post(f"{{ {field} }}", world.admin)
        (error,) = body["errors"]
        assert error["extensions"]["code"] == code, (field, error)
        assert error["message"].endswith("."), error
        assert set(body["data"].values()) == {None}


def test_unknown_channel_of_a_customer(world: World) -> None:
    query = '{ me { id loyalty(channel: "no-such") { balance } } }'
    body = world.post(query, world.ann.token)
    assert body["errors"][0]["extensions"]["code"] == "NOT_FOUND"
    assert body["data"]["me"] == {"id": world.ann.global_id, "loyalty": None}
