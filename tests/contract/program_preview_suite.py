"""What settings would do is what they do once they are saved: the same in every host."""

import random
from decimal import Decimal
from typing import Any
from uuid import UUID

import graphene
import pytest

from saleor_loyalty_plugin.tasks import sweep_orders_task
from tests.api.world import DOCUMENTS, books
from tests.contract.driver import Channel, Person, Shop
from tests.contract.tier_examples import add_tier

D = Decimal


def preview_settings(
    shop: Shop,
    channel: Channel,
    *,
    order_id: UUID | None = None,
    token: str | None = None,
    **settings: Any,
) -> dict[str, Any]:
    """The preview of settings of the program that covers a channel; nothing is written."""
    before = books()
    program = shop.run(DOCUMENTS["LoyaltyProgram"], {"channel": channel.slug}, shop.admin.token)
    variables = {
        "id": program["loyaltyProgram"]["id"],
        "input": settings,
        "channel": channel.slug,
        "orderId": graphene.Node.to_global_id("Order", order_id) if order_id else None,
        "withChanges": True,
    }
    data = shop.run(DOCUMENTS["LoyaltyProgramPreview"], variables, token or shop.admin.token)
    assert books() == before
    preview: dict[str, Any] = data["loyaltyProgramPreview"]
    return preview


def in_channel(channel: Channel, **settings: Any) -> dict[str, Any]:
    return {"channels": [{"channelId": channel.global_id, **settings}]}


def codes(items: list[dict[str, Any]]) -> list[str]:
    assert all("%(" not in item["message"] for item in items)
    return [item["code"] for item in items]


def random_settings(chance: random.Random, channel: Channel) -> dict[str, Any]:
    return {
        "earnTrigger": chance.choice(["ORDER_CREATED", "ORDER_PAID", "ORDER_FULFILLED"]),
        "earnBasis": chance.choice(["GROSS", "NET"]),
        "earnMode": chance.choice(["PROPORTIONAL", "PER_FULL_AMOUNT"]),
        "rounding": chance.choice(["DOWN", "HALF_UP", "UP"]),
        "earnOnShipping": chance.random() < 0.5,
        "earnOnReducedItems": chance.random() < 0.5,
        "earnOnPointsPaidPart": chance.random() < 0.5,
        "eligibility": chance.choice(["EVERYONE", "EVERYONE", "OPTED_IN"]),
        "earningActive": chance.random() < 0.9,
        **in_channel(
            channel,
            earnPoints=chance.randrange(0, 9),
            earnAmount=str(D(chance.randrange(1, 500)) / 100),
            redeemPoints=chance.randrange(1, 300),
        ),
    }


@pytest.mark.parametrize("seed", range(8))
def test_settings_are_previewed_as_they_settle(shop: Shop, channel: Channel, seed: int) -> None:
    """Any settings, any goods, points, tiers, refunds: the next order earns what was previewed."""
    chance = random.Random(seed)
    ann = shop.setup.customer("ann@example.com")
    shop.credit(ann, 5000)
    if chance.random() < 0.5:
        shop.add_rule(channel, multiplier=str(D(chance.randrange(0, 40)) / 10), orderValueFrom=20)
    if chance.random() < 0.5:
        add_tier(shop, name="Bronze", threshold=0, earningMultiplier="1.5")
    settings = random_settings(chance, channel)
    goods = [
        (shop.setup.variant(D(chance.randrange(100, 4000)) / 100, channel=channel), count)
        for count in (1, chance.randrange(1, 4))
    ]
    first = shop.buy(ann, *goods, channel=channel, points=chance.choice([None, 333]))
    expected = preview_settings(shop, channel, order_id=first, **settings)["order"]
    assert expected["saved"]["points"] == shop.points_earned(first)

    shop.set_program(channel, **settings)
    second = shop.buy(ann, *goods, channel=channel)
    if chance.random() < 0.5:
        shop.setup.fulfill(second)
    if chance.random() < 0.5:
        shop.setup.return_units(second, 0, 1)
    sweep_orders_task()

    order = preview_settings(shop, channel, order_id=second)["order"]
    posted = shop.points_earned(second)
    assert (order["saved"]["points"], order["proposed"]["points"]) == (posted, posted)
    saved = preview_settings(shop, channel, order_id=first)["order"]["saved"]
    proposed = expected["proposed"]
    assert saved == {"points": proposed["points"], "worth": proposed["worth"]}


def test_example_of_the_newest_order(shop: Shop, channel: Channel, ann: Person) -> None:
    cup = shop.setup.variant(D("10.00"), channel=channel)
    shop.buy(ann, (cup, 2), channel=channel)
    order_id = shop.buy(ann, (cup, 6), channel=channel)
    shop.buy_as_guest("eve@example.com", (cup, 1), channel=channel)
    currency = channel.currency

    preview = preview_settings(shop, channel, **in_channel(channel, earnPoints=3))

    order = preview["order"]
    assert order["order"]["id"] == graphene.Node.to_global_id("Order", order_id)
    assert order["amount"] == {"amount": 60, "currency": currency}
    assert order["saved"] == {"points": 60, "worth": {"amount": 0.6, "currency": currency}}
    assert order["proposed"]["points"] == 180
    assert order["proposed"]["worth"] == {"amount": 1.8, "currency": currency}
    (step,) = order["proposed"]["explanation"]
    assert step["message"] == f"180 points for 60.00 {currency}: 3 points for each 1 {currency}."
    assert order["message"].startswith(f"Order {order['order']['number']} with goods for 60.00")
    assert order["message"].endswith(f"earns 180 points, worth 1.80 {currency}.")
    (amount,) = preview["amounts"]
    assert amount["message"] == (
        f"An order of 49.90 {currency} earns 149 points, worth 1.49 {currency}."
    )
    assert (amount["saved"]["points"], amount["returnPercentage"]) == (49, 3)
    assert preview["errors"] == preview["warnings"] == []


def test_shop_without_orders_has_an_example_all_the_same(shop: Shop, channel: Channel) -> None:
    preview = preview_settings(shop, channel)

    assert preview["order"] is None
    assert [item["proposed"]["points"] for item in preview["amounts"]] == [49]
    assert preview["changes"] == []


def test_who_may_not_see_orders_sees_no_number(shop: Shop, channel: Channel, ann: Person) -> None:
    cup = shop.setup.variant(D("10.00"), channel=channel)
    order_id = shop.buy(ann, (cup, 6), channel=channel)
    number = shop.order(order_id)["number"]
    merchant = shop.setup.staff("MANAGE_DISCOUNTS").token

    order = preview_settings(shop, channel, token=merchant)["order"]

    assert order["order"] is None
    assert f"Order {number}" not in order["message"]
    assert order["message"].startswith("An order with goods for 60.00")


def test_warnings_say_what_to_do(shop: Shop, channel: Channel, ann: Person) -> None:
    cup = shop.setup.variant(D("10.00"), channel=channel)
    for _ in range(3):
        shop.buy(ann, (cup, 1), channel=channel)

    preview = preview_settings(
        shop,
        channel,
        eligibility="OPTED_IN",
        pendingDays=60,
        expiry={"policy": "AFTER_DAYS", "days": 30},
        newsletterPoints=5,
        **in_channel(channel, earnPoints=12, minimumBalance=7000),
    )

    warnings = {item["code"]: item for item in preview["warnings"]}
    assert codes(preview["warnings"]) == [
        "NOBODY_TAKES_PART",
        "GIVES_BACK_MUCH",
        "MINIMUM_BALANCE_FAR",
        "EXPIRY_SHORTER_THAN_WAITING",
        "NEWSLETTER_NEVER",
    ]
    much = warnings["GIVES_BACK_MUCH"]
    assert (much["field"], much["channelIds"]) == ("channels.earnPoints", [channel.global_id])
    assert "Customers get back 12 % of what they spend." in much["message"]
    assert warnings["EXPIRY_SHORTER_THAN_WAITING"]["field"] == "expiry.days"
    assert (
        f"59 average orders of 10.00 {channel.currency}"
        in (warnings["MINIMUM_BALANCE_FAR"]["message"])
    )


def test_channel_of_another_currency_has_no_rate(shop: Shop, channel: Channel) -> None:
    yen = shop.setup.yen_channel()

    preview = preview_settings(shop, yen)
    rated = preview_settings(shop, yen, **in_channel(yen, redeemPoints=1))

    assert codes(preview["warnings"]) == ["NO_RATE"]
    (amount,) = preview["amounts"]
    assert (amount["proposed"]["worth"], amount["returnPercentage"]) == (None, None)
    assert amount["message"] == (
        "An order of 4990 JPY earns 4990 points. What they are worth in JPY is not set."
    )
    assert codes(rated["warnings"]) == ["GIVES_BACK_MUCH"]
    assert rated["amounts"][0]["proposed"]["worth"] == {"amount": 4990, "currency": "JPY"}


def test_what_changes_for_whom(shop: Shop, channel: Channel, ann: Person) -> None:
    bob = shop.setup.customer("bob@example.com")
    shop.mutate(DOCUMENTS["LoyaltyOptIn"], {"customerId": bob.global_id}, shop.admin.token)
    shop.credit(ann, 1000)
    cup = shop.setup.variant(D("10.00"), channel=channel)
    shop.set_program(channel, earnTrigger="ORDER_FULFILLED")
    shop.buy(ann, (cup, 6), channel=channel)

    preview = preview_settings(
        shop,
        channel,
        earnTrigger="ORDER_PAID",
        eligibility="OPTED_IN",
        expiry={"policy": "AFTER_MONTHS"},
        **in_channel(channel, redeemPoints=50),
    )

    changes = {item["code"]: item for item in preview["changes"]}
    assert codes(preview["changes"]) == [
        "ACCOUNTS_LEAVE",
        "POINTS_WORTH",
        "OPEN_ORDERS",
        "ORDERS_KEEP_TERMS",
        "EXPIRY_KEPT",
    ]
    assert (changes["ACCOUNTS_LEAVE"]["count"], changes["OPEN_ORDERS"]["count"]) == (1, 1)
    assert changes["OPEN_ORDERS"]["message"].endswith(
        "1 of them earns as soon as anything about it changes."
    )
    assert changes["OPEN_ORDERS"]["message"].startswith(
        "1 of the newest 100 orders has not earned yet and will earn by the new settings."
    )
    assert changes["POINTS_WORTH"]["message"] == (
        f"All 1000 points of customers are worth 20.00 {channel.currency} instead of"
        f" 10.00 {channel.currency}."
    )
    back = preview_settings(shop, channel, eligibility="EVERYONE")
    assert back["changes"] == []


def test_input_is_refused_as_it_would_be_on_saving(shop: Shop, channel: Channel) -> None:
    yen = shop.setup.yen_channel()
    shop.mutate(
        DOCUMENTS["LoyaltyProgramCreate"],
        {"input": {"name": "Yen club", **in_channel(yen)}},
        shop.admin.token,
    )
    for settings in (
        {"pendingDays": 366},
        {"expiry": {"days": 0}},
        {"name": " "},
        {"isActive": None},
        {"spendableGoods": {"mode": "ONLY"}},
        in_channel(channel, earnAmount=0),
        in_channel(yen),
        {"removeChannels": [channel.global_id], **in_channel(channel)},
    ):
        preview = preview_settings(shop, channel, **settings)
        document = DOCUMENTS["LoyaltyProgramUpdate"]
        program = shop.run(DOCUMENTS["LoyaltyProgram"], {"channel": channel.slug}, None)
        variables = {"id": program["loyaltyProgram"]["id"], "input": settings}
        body = shop.setup.post(document, variables, shop.admin.token)
        assert preview["errors"] == body["data"]["loyaltyProgramUpdate"]["errors"] != []
        assert preview["amounts"] == preview["warnings"] == preview["changes"] == []
        assert preview["order"] is None


def test_new_program_is_previewed_beside_the_one_before(
    shop: Shop, channel: Channel, ann: Person
) -> None:
    cup = shop.setup.variant(D("10.00"), channel=channel)
    shop.buy(ann, (cup, 6), channel=channel)
    before = books()

    data = shop.run(
        DOCUMENTS["LoyaltyProgramPreview"],
        {
            "input": {"name": "Club", **in_channel(channel, earnPoints=2)},
            "withChanges": True,
        },
        shop.admin.token,
    )

    assert books() == before
    preview = data["loyaltyProgramPreview"]
    (amount,) = preview["amounts"]
    assert (amount["saved"]["points"], amount["proposed"]["points"]) == (49, 99)
    assert preview["order"]["saved"]["points"] == 60
    assert preview["order"]["proposed"]["points"] == 120
    assert (preview["errors"], preview["changes"]) == ([], [])
