"""Tiers in the API: each ready operation, who may use it, bad input and lists; in every host."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from saleor_loyalty_plugin.models import Account, AccountProgress, Reward, Tier, TierChange
from saleor_loyalty_plugin.services.progress.settle import settle_progress
from tests.api.bad_input_suite import UNKNOWN, check, refusal
from tests.api.denials_suite import is_denied
from tests.api.operations_suite import runs
from tests.api.world import DOCUMENTS, World, books, gid
from tests.contract.driver import Shop

SEASON = {"threshold": "40", "startsAt": "2031-06-01T00:00:00Z", "endsAt": "2031-09-01T00:00:00Z"}
STAFF_FIELDS = (
    "usualName",
    "usualDescription",
    "usualThreshold",
    "seasons { threshold }",
    "translations { name }",
    "customerTypeId",
    "holdersCount",
)


@pytest.fixture
def world(shop: Shop) -> World:
    return World.build(shop)


def add(world: World, name: str = "Silver", threshold: str = "50", **settings: Any) -> str:
    """A tier of Ann's program; she has spent 58.00."""
    given = {"name": name, "threshold": threshold, **settings}
    tier_id: str = world.payload("LoyaltyTierCreate", world.admin, input=given)["tier"]["id"]
    return tier_id


def ladder(world: World) -> dict[str, str]:
    """Bronze from 0, Silver from 50.00, Gold from 1000.00, and Ann in her place."""
    world.shop.set_program(world.channel, tierCurrency=world.channel.currency)
    thresholds = {"Bronze": "0", "Silver": "50", "Gold": "1000"}
    tiers = {name: add(world, name, threshold) for name, threshold in thresholds.items()}
    settle(world)
    return tiers


def settle(world: World) -> None:
    """What the sweep does within minutes."""
    settle_progress(account_ids=[world.account.pk], now=timezone.now())


def shown_tiers(world: World, token: str | None, field: str = "name") -> list[Any]:
    query = f"query ($slug: String!) {{ loyaltyProgram(channel: $slug) {{ tiers {{ {field} }} }} }}"
    data = world.shop.run(query, {"slug": world.channel.slug}, token)
    return [next(iter(tier.values())) for tier in data["loyaltyProgram"]["tiers"]]


# Operations -----------------------------------------------------------------------------------


@runs("LoyaltyTiersPage")
def test_staff_see_the_tiers_of_all_programs(world: World) -> None:
    currency = world.channel.currency
    world.shop.set_program(world.channel, tierDemotion="GRACE", tierMetadataKey="tier")
    gold = add(world, "Gold", "90")
    yen = world.shop.setup.yen_channel()
    given = {"name": "Yen club", "tierCurrency": "JPY", "channels": [{"channelId": yen.global_id}]}
    club = world.payload("LoyaltyProgramCreate", world.admin, input=given)["program"]["id"]
    kin = {"name": "Kin", "threshold": 9000}
    world.payload("LoyaltyTierCreate", world.admin, programId=club, input=kin)

    page = world.run("LoyaltyTiersPage", world.admin, first=10)

    programs = {edge["node"]["id"]: edge["node"] for edge in page["loyaltyPrograms"]["edges"]}
    default, other = programs[world.program_gid], programs[club]
    assert (default["isDefault"], default["tierCurrency"]) == (True, "")
    assert (default["amountsCurrency"], other["amountsCurrency"]) == (currency, "JPY")
    settings = (default["tierBasis"], default["tierDemotion"], default["tierGraceDays"])
    assert (*settings, default["tierMetadataKey"]) == ("LIFETIME", "GRACE", 30, "tier")
    assert [(tier["id"], tier["currency"]) for tier in default["tiers"]] == [(gold, currency)]
    assert [(tier["name"], tier["threshold"]) for tier in other["tiers"]] == [("Kin", 9000)]
    assert other["channels"] == [{"channelSlug": yen.slug}]
    channels = {row["slug"]: row["currencyCode"] for row in page["channels"]}
    assert (channels[world.channel.slug], channels[yen.slug]) == (currency, "JPY")


@runs("LoyaltyLanguages")
def test_staff_see_which_languages_there_are(world: World) -> None:
    found = world.run("LoyaltyLanguages", world.admin)["__type"]["enumValues"]
    assert {"DE", "EN", "FR"} <= {item["name"] for item in found}


@runs("LoyaltyCustomerTypes")
def test_staff_see_the_shops_customer_types(world: World) -> None:
    golds = world.shop.setup.customer_type("Golds")
    world.shop.setup.customer_type("Dealers")
    body = world.post(DOCUMENTS["LoyaltyCustomerTypes"], world.admin, search="gold", first=10)
    if golds is None:
        # Before Saleor 3.23 there are none: pages take this for "none".
        (error,) = body["errors"]
        assert "customerTypes" in error["message"]
        return
    found = [edge["node"] for edge in body["data"]["customerTypes"]["edges"]]
    assert found == [{"id": golds, "name": "Golds"}]


@runs("LoyaltyTierCreate")
@runs("LoyaltyTierUpdate")
@runs("LoyaltyTierTranslate")
@runs("LoyaltyTierReorder")
@runs("LoyaltyTierSettings")
@runs("LoyaltyTierDelete")
def test_staff_keep_tiers(world: World) -> None:
    currency = world.channel.currency
    world.shop.set_program(world.channel, tierCurrency=currency)
    gift = world.shop.add_reward(
        world.channel, name="Fiver", kind="VOUCHER_AMOUNT", amount=5, currency=currency
    )
    product = gid("Product", 7)
    silver = {
        "name": "Silver",
        "description": "Half way.",
        "perks": ["Early access"],
        "threshold": "50",
        "discountAmount": "2.5",
        "productIds": [product],
        "freeShipping": True,
        "earningMultiplier": "1.5",
        "arrivalPoints": 5,
        "arrivalRewardId": gift,
        "startsAt": "2026-01-01T00:00:00",
        "seasons": [{**SEASON, "name": "Summer Silver"}],
    }
    payload = world.payload("LoyaltyTierCreate", world.admin, input=silver)
    assert payload["program"] == {"id": world.program_gid}
    created = payload["tier"]
    (season,) = created["seasons"]
    assert {**created, "startsAt": None, "seasons": []} == {
        "id": created["id"],
        "name": "Silver",
        "description": "Half way.",
        "perks": ["Early access"],
        "threshold": 50,
        "currency": currency,
        "usualName": "Silver",
        "usualDescription": "Half way.",
        "usualThreshold": 50,
        "isInForce": True,
        "startsAt": None,
        "endsAt": None,
        "seasons": [],
        "discountPercentage": None,
        "discountAmount": {"amount": 2.5, "currency": currency},
        "productIds": [product],
        "freeShipping": True,
        "earningMultiplier": 1.5,
        "arrivalPoints": 5,
        "arrivalReward": {"id": gift, "name": "Fiver"},
        "customerTypeId": None,
        "holdersCount": 0,
        "translations": [],
    }
    assert created["startsAt"].startswith("2026-01-01T00:00:00")
    assert (season["name"], season["description"], season["threshold"]) == ("Summer Silver", "", 40)

    changes = {"discountPercentage": "7.5", "arrivalRewardId": None, "seasons": []}
    changed = world.payload("LoyaltyTierUpdate", world.admin, id=created["id"], input=changes)
    tier = changed["tier"]
    assert (tier["discountPercentage"], tier["discountAmount"]) == (7.5, None)
    assert (tier["arrivalReward"], tier["seasons"], tier["perks"]) == (None, [], ["Early access"])
    german = {"name": "Silber", "description": "Half way.", "perks": ["Early access"]}
    translated = world.payload(
        "LoyaltyTierTranslate",
        world.admin,
        id=created["id"],
        languageCode="DE",
        input={"name": "Silber"},
    )
    assert translated["tier"]["translations"] == [{"languageCode": "DE", **german}]

    bronze = add(world, "Bronze", "0")
    settle(world)
    settings = world.run("LoyaltyTierSettings", world.admin, channel=world.channel.slug)
    first, second = settings["loyaltyProgram"]["tiers"]
    assert (first["id"], first["name"], first["holdersCount"]) == (bronze, "Bronze", 0)
    assert (second["id"], second["holdersCount"]) == (created["id"], 1)
    ids = [created["id"], bronze]
    ordered = world.payload("LoyaltyTierReorder", world.admin, ids=ids)
    assert ordered["tiers"] == [
        {"id": created["id"], "name": "Silver", "threshold": 50},
        {"id": bronze, "name": "Bronze", "threshold": 0},
    ]
    assert shown_tiers(world, world.admin) == ["Silver", "Bronze"]

    deleted = world.payload("LoyaltyTierDelete", world.admin, id=created["id"])
    assert deleted["tier"] == {
        **tier,
        "holdersCount": 1,
        "translations": [{"languageCode": "DE", **german}],
    }
    assert deleted["program"] == {"id": world.program_gid, "tiers": [{"id": bronze}]}


@runs("LoyaltyTiers")
def test_shop_window_shows_what_there_is_to_reach(world: World) -> None:
    currency = world.channel.currency
    world.shop.set_program(world.channel, tierCurrency=currency, tierDemotion="GRACE")
    moment = timezone.now()
    season = {
        "threshold": "40",
        "startsAt": (moment - timedelta(days=1)).isoformat(),
        "endsAt": (moment + timedelta(days=1)).isoformat(),
    }
    silver = add(world, seasons=[{**season, "name": "Summer Silver"}], discountPercentage="10")
    add(world, "Over", "1", endsAt="2026-01-01T00:00:00Z")
    add(world, "To come", "2", startsAt="2126-01-01T00:00:00Z")
    variables = {"id": silver, "languageCode": "DE"}
    texts = {"name": "Silber", "perks": ["Eine Hotline"]}
    world.payload("LoyaltyTierTranslate", world.admin, input=texts, **variables)

    program = world.run("LoyaltyTiers", None, channel=world.channel.slug, languageCode="DE")[
        "loyaltyProgram"
    ]
    (tier,) = program.pop("tiers")

    assert program == {
        "id": world.program_gid,
        "tierBasis": "LIFETIME",
        "tierDemotion": "GRACE",
        "tierGraceDays": 30,
    }
    assert tier.pop("season")["threshold"] == 40
    assert tier == {
        "id": silver,
        "name": "Summer Silver",
        "description": "",
        "perks": [],
        # What a season says stands in one language.
        "translation": {"name": "Summer Silver", "description": "", "perks": ["Eine Hotline"]},
        "threshold": 40,
        "currency": currency,
        "endsAt": None,
        "discountPercentage": 10,
        "discountAmount": None,
        "productIds": [],
        "freeShipping": False,
        "earningMultiplier": 1,
        "arrivalPoints": 0,
        "arrivalReward": None,
    }
    assert shown_tiers(world, world.admin) == ["Over", "To come", "Summer Silver"]
    assert shown_tiers(world, world.admin, "usualName") == ["Over", "To come", "Silver"]
    assert shown_tiers(world, world.admin, "isInForce") == [False, False, True]


@runs("MyLoyaltyTier")
@runs("MyLoyaltyTierHistory")
@runs("LoyaltyAccountTier")
@runs("LoyaltyTierLookup")
def test_customer_sees_their_tier_and_what_is_missing(world: World) -> None:
    variables = {"channel": world.channel.slug, "languageCode": "DE"}
    assert world.run("MyLoyaltyTier", world.ann.token, **variables)["me"]["loyalty"]["tier"] is None
    tiers = ladder(world)

    tier = world.run("MyLoyaltyTier", world.ann.token, **variables)["me"]["loyalty"]["tier"]
    since = tier.pop("since")
    nothing = {
        "discountPercentage": None,
        "discountAmount": None,
        "freeShipping": False,
        "earningMultiplier": 1,
    }
    progress = {
        "qualifyingAmount": 58,
        "missingAmount": 942,
        "percentage": 5.8,
        "missingToKeep": 0,
        "currency": world.channel.currency,
        "graceUntil": None,
        "byHandUntil": None,
    }
    assert tier == {
        "tier": {
            "id": tiers["Silver"],
            "name": "Silver",
            "perks": [],
            "translation": None,
            "threshold": 50,
            "season": None,
            **nothing,
        },
        "nextTier": {
            "id": tiers["Gold"],
            "name": "Gold",
            "translation": None,
            "threshold": 1000,
            **nothing,
        },
        **progress,
    }
    page = world.run("MyLoyaltyTierHistory", world.ann.token, channel=world.channel.slug, first=1)[
        "me"
    ]["loyalty"]["tierHistory"]
    (node,) = (edge["node"] for edge in page["edges"])
    assert (page["totalCount"], page["pageInfo"]["hasNextPage"]) == (1, False)
    change = {
        "id": gid("LoyaltyTierChange", TierChange.objects.get().pk),
        "changedAt": since,
        "isUp": True,
        "reason": "REACHED",
        "fromName": "Bronze",
        "toName": "Silver",
        "qualifyingAmount": 58,
    }
    assert node == change
    found = world.run("LoyaltyAccountTier", world.admin, customerId=world.ann.global_id, first=5)
    (node,) = (edge["node"] for edge in found["loyaltyAccount"]["tierHistory"]["edges"])
    assert node == {
        **change,
        "fromTier": {"id": tiers["Bronze"]},
        "toTier": {"id": tiers["Silver"]},
        "actor": "system",
        "note": "",
    }
    assert found["loyaltyAccount"]["tier"]["nextTier"]["name"] == "Gold"
    found = world.run("LoyaltyTierLookup", world.admin, email=world.ann.email)["loyaltyAccount"]
    assert found["tier"]["tier"] == {"id": tiers["Silver"], "name": "Silver", "perks": []}

    # The name stays in the history, the tier is gone.
    world.payload("LoyaltyTierDelete", world.admin, id=tiers["Bronze"])
    found = world.run("LoyaltyAccountTier", world.admin, customerId=world.ann.global_id, first=5)
    (node,) = (edge["node"] for edge in found["loyaltyAccount"]["tierHistory"]["edges"])
    assert (node["fromName"], node["fromTier"]) == ("Bronze", None)


@runs("LoyaltyAccountTierSet")
@runs("LoyaltyAccountTierUnset")
def test_staff_set_a_tier_by_hand_and_end_it(world: World) -> None:
    tiers = ladder(world)
    customer = {"customerId": world.ann.global_id}
    given = {**customer, "tierId": tiers["Gold"], "endsAt": "2126-05-08T00:00:00"}

    for _ in range(2):
        payload = world.payload("LoyaltyAccountTierSet", world.admin, note="A friend", **given)
        tier = payload["account"]["tier"]
        assert tier["tier"] == {"id": tiers["Gold"], "name": "Gold"}
        assert (tier["qualifyingAmount"], tier["byHandUntil"][:10]) == (58, "2126-05-08")
    for _ in range(2):
        payload = world.payload("LoyaltyAccountTierUnset", world.admin, note="Over", **customer)
        tier = payload["account"]["tier"]
        assert (tier["tier"]["name"], tier["byHandUntil"]) == ("Silver", None)

    found = world.run("LoyaltyAccountTier", world.admin, first=2, **customer)["loyaltyAccount"]
    ended, begun = (edge["node"] for edge in found["tierHistory"]["edges"])
    assert (begun["reason"], begun["toName"], begun["note"]) == (
        "SET_BY_HAND",
        "Gold",
        "A friend",
    )
    assert (ended["reason"], ended["toName"], ended["note"]) == ("HAND_ENDED", "Silver", "Over")
    assert begun["actor"] == ended["actor"] == f"user:{world.shop.admin.user_id}"


def test_progress_by_points_has_no_currency(world: World) -> None:
    world.shop.set_program(world.channel, tierBasis="POINTS")
    add(world, threshold="2000")
    settle(world)
    variables = {"channel": world.channel.slug, "languageCode": "DE"}
    tier = world.run("MyLoyaltyTier", world.ann.token, **variables)["me"]["loyalty"]["tier"]
    assert (tier["tier"], tier["nextTier"]["name"], tier["currency"]) == (None, "Silver", None)
    assert (tier["qualifyingAmount"], tier["missingAmount"]) == (1058, 942)
    assert shown_tiers(world, None, "currency") == [None]


def test_an_account_that_was_never_looked_at_has_the_first_tier(world: World) -> None:
    ladder(world)
    AccountProgress.objects.all().delete()
    variables = {"channel": world.channel.slug, "languageCode": "DE"}
    tier = world.run("MyLoyaltyTier", world.ann.token, **variables)["me"]["loyalty"]["tier"]
    assert (tier["tier"]["name"], tier["qualifyingAmount"], tier["since"]) == ("Bronze", 0, None)


# Who may --------------------------------------------------------------------------------------


def test_what_a_tier_is_outside_its_seasons_is_for_staff(world: World) -> None:
    ladder(world)
    query = "query ($slug: String!) { loyaltyProgram(channel: $slug) { tiers { name %s } } }"
    tokens = (None, world.ann.token, world.shop.setup.staff("MANAGE_USERS").token)
    for field in STAFF_FIELDS:
        for token in tokens:
            body = world.post(query % field, token, slug=world.channel.slug)
            codes = {error["extensions"]["exception"]["code"] for error in body["errors"]}
            assert codes == {"PermissionDenied"}, field
        body = world.post(query % field, world.admin, slug=world.channel.slug)
        assert "errors" not in body, field


def test_who_set_a_tier_and_why_is_for_staff(world: World) -> None:
    ladder(world)
    query = "{ me { loyalty { tierHistory(first: 5) { edges { node { toName %s } } } } } }"
    for field in ("actor", "note"):
        body = world.post(query % field, world.ann.token)
        codes = {error["extensions"]["exception"]["code"] for error in body["errors"]}
        assert codes == {"PermissionDenied"}, field
        assert "system" not in str(body), field


def test_tiers_of_others_are_nobodys_business(world: World) -> None:
    ladder(world)
    variables = {"customerId": world.ann.global_id, "first": 5}
    document = DOCUMENTS["LoyaltyAccountTier"]
    for token in (None, world.bob.token, world.shop.setup.staff("MANAGE_DISCOUNTS").token):
        assert is_denied(world.post(document, token, **variables))


def test_only_staff_for_discounts_keep_tiers(world: World) -> None:
    tier = add(world)
    setup = world.shop.setup
    others = ("MANAGE_USERS", "MANAGE_ORDERS", "MANAGE_CHECKOUTS")
    documents: dict[str, dict[str, Any]] = {
        "LoyaltyTierCreate": {"input": {"name": "Gold", "threshold": "90"}},
        "LoyaltyTierUpdate": {"id": tier, "input": {"name": "Gold"}},
        "LoyaltyTierTranslate": {"id": tier, "languageCode": "DE", "input": {"name": "Gold"}},
        "LoyaltyTierReorder": {"ids": [tier]},
        "LoyaltyTierDelete": {"id": tier},
    }
    denied = (
        None,
        world.ann.token,
        setup.staff(*others).token,
        setup.app_token(*others),
    )
    before = books()
    for name, variables in documents.items():
        for token in denied:
            assert is_denied(world.post(DOCUMENTS[name], token, **variables)), name
    assert books() == before
    for name, variables in documents.items():
        token = setup.app_token("MANAGE_DISCOUNTS")
        assert "errors" not in world.post(DOCUMENTS[name], token, **variables), name


def test_only_staff_for_users_set_tiers_by_hand(world: World) -> None:
    tiers = ladder(world)
    setup = world.shop.setup
    others = ("MANAGE_DISCOUNTS", "MANAGE_ORDERS", "MANAGE_CHECKOUTS")
    customer = {"customerId": world.ann.global_id}
    gold = {"tierId": tiers["Gold"], "endsAt": "2126-05-08T00:00:00"}
    documents = {"LoyaltyAccountTierSet": gold, "LoyaltyAccountTierUnset": {}}
    denied = (None, world.ann.token, setup.staff(*others).token, setup.app_token(*others))
    before = books()
    for name, variables in documents.items():
        for token in denied:
            assert is_denied(world.post(DOCUMENTS[name], token, **customer, **variables)), name
    assert books() == before
    for name, variables in documents.items():
        world.payload(name, setup.app_token("MANAGE_USERS"), **customer, **variables)


# Bad input ------------------------------------------------------------------------------------


def test_settings_of_a_tier(world: World) -> None:
    tier = add(world)
    products = [gid("Product", number) for number in range(1, 102)]

    def refuse(**changes: Any) -> tuple[str, str | None]:
        variables: dict[str, Any] = {"programId": changes.pop("programId", world.program_gid)}
        given = {"name": "Gold", "threshold": "90", **changes}
        variables["input"] = {key: value for key, value in given.items() if value != "left out"}
        outcome = refusal(world, "LoyaltyTierCreate", world.admin, **variables)
        if variables["programId"] == world.program_gid and "left out" not in given.values():
            again = {"id": tier, "input": variables["input"]}
            assert refusal(world, "LoyaltyTierUpdate", world.admin, **again) == outcome
        return outcome

    def season(**changes: Any) -> dict[str, Any]:
        return {"seasons": [{**SEASON, **changes}]}

    check(
        refuse,
        [
            ({"name": "left out"}, "REQUIRED", "name"),
            ({"name": None}, "REQUIRED", "name"),
            ({"name": " "}, "INVALID", "name"),
            ({"name": "x" * 256}, "INVALID", "name"),
            ({"name": "a\x00"}, "INVALID", "name"),
            ({"description": "d" * 10_001}, "INVALID", "description"),
            ({"perks": None}, "REQUIRED", "perks"),
            ({"perks": [" "]}, "INVALID", "perks"),
            ({"perks": ["p"] * 21}, "INVALID", "perks"),
            ({"perks": ["a\x00"]}, "INVALID", "perks"),
            ({"threshold": "left out"}, "REQUIRED", "threshold"),
            ({"threshold": None}, "REQUIRED", "threshold"),
            ({"threshold": "0.0001"}, "INVALID", "threshold"),
            ({"threshold": "1e400"}, "INVALID", "threshold"),
            ({"discountPercentage": "0"}, "INVALID", "discountPercentage"),
            ({"discountPercentage": "100.01"}, "INVALID", "discountPercentage"),
            ({"discountAmount": "0"}, "INVALID", "discountAmount"),
            ({"discountAmount": "0.001"}, "INVALID", "discountAmount"),
            ({"discountAmount": "5", "discountPercentage": "5"}, "INVALID", "discountAmount"),
            ({"productIds": None}, "REQUIRED", "productIds"),
            ({"productIds": ["abc"]}, "GRAPHQL_ERROR", "productIds"),
            ({"productIds": [gid("ProductVariant", 1)]}, "GRAPHQL_ERROR", "productIds"),
            ({"productIds": products}, "GRAPHQL_ERROR", "productIds"),
            ({"freeShipping": None}, "REQUIRED", "freeShipping"),
            ({"earningMultiplier": None}, "REQUIRED", "earningMultiplier"),
            ({"earningMultiplier": "100.01"}, "INVALID", "earningMultiplier"),
            ({"earningMultiplier": "1.005"}, "INVALID", "earningMultiplier"),
            ({"arrivalPoints": -1}, "INVALID", "arrivalPoints"),
            ({"arrivalPoints": 1_000_001}, "INVALID", "arrivalPoints"),
            ({"arrivalPoints": None}, "REQUIRED", "arrivalPoints"),
            ({"arrivalRewardId": gid("LoyaltyReward", UNKNOWN)}, "NOT_FOUND", "arrivalRewardId"),
            ({"arrivalRewardId": gid("LoyaltyTier", 1)}, "GRAPHQL_ERROR", "arrivalRewardId"),
            ({"customerTypeId": gid("User", 1)}, "GRAPHQL_ERROR", "customerTypeId"),
            ({"seasons": None}, "REQUIRED", "seasons"),
            (season(name="n" * 256), "INVALID", "seasons.name"),
            (season(threshold="0.0001"), "INVALID", "seasons.threshold"),
            (season(endsAt=SEASON["startsAt"]), "INVALID", "seasons.endsAt"),
            ({"seasons": [SEASON, SEASON]}, "INVALID", "seasons.startsAt"),
            ({"seasons": [SEASON] * 21}, "INVALID", "seasons"),
            (
                {"startsAt": "2026-05-02T00:00:00Z", "endsAt": "2026-05-02T00:00:00"},
                "INVALID",
                "endsAt",
            ),
            ({"programId": gid("LoyaltyProgram", UNKNOWN)}, "NOT_FOUND", "programId"),
            ({"programId": world.account_gid}, "GRAPHQL_ERROR", "programId"),
        ],
    )


def test_customer_types_that_the_shop_does_not_have(world: World) -> None:
    given = {"name": "Gold", "threshold": "90", "customerTypeId": gid("CustomerType", UNKNOWN)}
    code, field = refusal(world, "LoyaltyTierCreate", world.admin, input=given)
    # Saleor 3.22 has none at all.
    assert code in ("NOT_FOUND", "INVALID")
    assert field == "customerTypeId"


def test_gifts_that_nobody_can_get(world: World) -> None:
    def refuse(reward: str) -> tuple[str, str | None]:
        given = {"name": "Gold", "threshold": "90", "arrivalRewardId": reward}
        return refusal(world, "LoyaltyTierCreate", world.admin, input=given)

    add_reward = world.shop.add_reward
    donation = add_reward(world.channel, kind="DONATION", points=5)
    archived = add_reward(world.channel, kind="EXPERIENCE", points=5)
    world.payload("LoyaltyRewardArchive", world.admin, ids=[archived])
    assert refuse(donation) == ("INVALID", "arrivalRewardId")
    assert refuse(archived) == ("INVALID", "arrivalRewardId")


def test_tiers_that_are_not_there_or_in_use(world: World) -> None:
    tier, other = add(world), add(world, "Gold", "90")
    reward = world.shop.add_reward(world.channel, kind="EXPERIENCE", points=5)
    Reward.objects.update(tier_ids=[Tier.objects.get(name="Silver").pk])
    documents: dict[str, dict[str, Any]] = {
        "LoyaltyTierUpdate": {"input": {"name": "x"}},
        "LoyaltyTierTranslate": {"languageCode": "DE", "input": {"name": "x"}},
        "LoyaltyTierDelete": {},
    }
    for name, variables in documents.items():
        for bad, code in (
            (gid("LoyaltyTier", UNKNOWN), "NOT_FOUND"),
            (reward, "GRAPHQL_ERROR"),
            ("abc", "GRAPHQL_ERROR"),
        ):
            assert refusal(world, name, world.admin, id=bad, **variables) == (code, "id")
    assert refusal(world, "LoyaltyTierDelete", world.admin, id=tier) == ("IN_USE", "id")
    long = {"id": tier, "languageCode": "DE", "input": {"perks": ["p" * 256]}}
    assert refusal(world, "LoyaltyTierTranslate", world.admin, **long) == ("INVALID", "perks")
    for ids, code in (
        ([], "REQUIRED"),
        ([tier, other, gid("LoyaltyTier", UNKNOWN)], "NOT_FOUND"),
        ([tier, "abc"], "GRAPHQL_ERROR"),
        ([tier] * 101, "GRAPHQL_ERROR"),
    ):
        assert refusal(world, "LoyaltyTierReorder", world.admin, ids=ids) == (code, "ids")


def test_tiers_by_hand(world: World) -> None:
    tiers = ladder(world)
    later = add(world, "To come", "2000", startsAt="2126-01-01T00:00:00Z")

    def refuse(**changes: Any) -> tuple[str, str | None]:
        given = {
            "customerId": world.ann.global_id,
            "tierId": tiers["Gold"],
            "endsAt": "2126-05-08T00:00:00Z",
            **changes,
        }
        return refusal(world, "LoyaltyAccountTierSet", world.admin, **given)

    check(
        refuse,
        [
            ({"customerId": "abc"}, "GRAPHQL_ERROR", "customerId"),
            ({"customerId": gid("User", UNKNOWN)}, "NOT_FOUND", "customerId"),
            ({"tierId": world.account_gid}, "GRAPHQL_ERROR", "tierId"),
            ({"tierId": gid("LoyaltyTier", UNKNOWN)}, "NOT_FOUND", "tierId"),
            ({"tierId": later}, "NOT_APPLICABLE", "tierId"),
            ({"tierId": tiers["Silver"]}, "ALREADY_SET", "tierId"),
            ({"tierId": tiers["Bronze"]}, "ALREADY_SET", "tierId"),
            ({"endsAt": "2026-01-01T00:00:00Z"}, "INVALID", "endsAt"),
            ({"note": "n" * 1001}, "INVALID", "note"),
        ],
    )
    for variables, outcome in (
        ({"customerId": "abc"}, ("GRAPHQL_ERROR", "customerId")),
        ({"customerId": world.bob.global_id}, ("NOT_FOUND", "customerId")),
        ({"channel": "no-such"}, ("NOT_FOUND", "channel")),
        ({"note": "n" * 1001}, ("INVALID", "note")),
    ):
        given = {"customerId": world.ann.global_id, **variables}
        assert refusal(world, "LoyaltyAccountTierUnset", world.admin, **given) == outcome


# Lists ----------------------------------------------------------------------------------------

TIERS_OF_ACCOUNTS = """
query ($first: Int!) {
  loyaltyAccounts(first: $first) { edges { node {
    tier {
      tier {
        name threshold currency holdersCount arrivalReward { name }
        translation(languageCode: DE) { name }
      }
      nextTier { name threshold season { name } }
      qualifyingAmount missingAmount percentage currency since graceUntil byHandUntil
    }
    all: tierHistory { totalCount }
    tierHistory(first: 1) { edges { node { reason note fromTier { name } toTier { name } } } }
  } } }
}"""


def _loyalty_queries(world: World, query: str, **variables: Any) -> int:
    """How often a document asks the plugin's own tables."""
    with CaptureQueriesContext(connection) as captured:
        world.shop.run(query, variables, world.admin)
    return sum("loyalty_" in item["sql"] for item in captured)


def test_queries_of_tiers_of_accounts(world: World) -> None:
    for number in range(3):
        person = world.shop.setup.customer(f"person{number}@example.com")
        world.shop.credit(person, 5)
    gift = world.shop.add_reward(world.channel, kind="EXPERIENCE", points=5)
    for name, threshold in (("Bronze", "0"), ("Silver", "50"), ("Gold", "1000")):
        add(world, name, threshold, arrivalRewardId=gift)
    ids = list(Account.objects.values_list("pk", flat=True))
    settle_progress(account_ids=ids, now=timezone.now())
    gold = gid("LoyaltyTier", Tier.objects.get(name="Gold").pk)
    given = {"customerId": person.global_id, "tierId": gold, "endsAt": "2126-05-08T00:00:00"}
    world.payload("LoyaltyAccountTierSet", world.admin, **given)

    counts = [_loyalty_queries(world, TIERS_OF_ACCOUNTS, first=first) for first in (1, 4)]
    data = world.shop.run(TIERS_OF_ACCOUNTS, {"first": 4}, world.admin)

    nodes = [edge["node"] for edge in data["loyaltyAccounts"]["edges"]]
    names = [node["tier"]["tier"]["name"] for node in nodes]
    assert sorted(names) == ["Bronze", "Bronze", "Gold", "Silver"]
    # The list, terms, progress, tiers with their seasons, holders, texts, the reward, a count and
    # two for the pages.
    assert counts == [11, 11]


def test_queries_of_tiers_of_a_program(world: World) -> None:
    query = DOCUMENTS["LoyaltyTierSettings"]
    add(world)
    variables = {"channel": world.channel.slug}
    one = _loyalty_queries(world, query, **variables)
    add(world, "Gold", "90", seasons=[SEASON])
    add(world, "Bronze", "0")
    # The program, tiers with their seasons, terms, holders, texts.
    assert [one, _loyalty_queries(world, query, **variables)] == [6, 6]


def test_accounts_by_tier(world: World) -> None:
    tiers = ladder(world)
    query = """query ($filter: LoyaltyAccountFilterInput) {
      loyaltyAccounts(first: 5, filter: $filter) { edges { node { id } } }
    }"""
    for name, found in (("Bronze", []), ("Silver", [world.account_gid])):
        given = {"filter": {"tierIds": [tiers[name]]}}
        page = world.shop.run(query, given, world.admin)["loyaltyAccounts"]
        assert [edge["node"]["id"] for edge in page["edges"]] == found
