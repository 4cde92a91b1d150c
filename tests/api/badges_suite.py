"""Badges in the API: each ready operation, who may use it, bad input and lists; in every host."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from PIL import Image

from saleor_loyalty_plugin.models import Badge, Reward
from saleor_loyalty_plugin.services.progress.settle import settle_progress
from tests.api.bad_input_suite import UNKNOWN, check, refusal
from tests.api.denials_suite import is_denied
from tests.api.operations_suite import runs
from tests.api.world import DOCUMENTS, World, books, gid
from tests.contract.driver import Shop
from tests.services.picture_builders import picture

GERMAN = {"title": "Stern", "description": "Ein Anfang."}


@pytest.fixture
def world(shop: Shop) -> World:
    return World.build(shop)


@pytest.fixture
def media(settings: Any, tmp_path: Path) -> Callable[[], list[str]]:
    """The names of all stored files."""
    settings.MEDIA_ROOT = str(tmp_path)
    return lambda: sorted(
        str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file()
    )


def add(world: World, title: str = "Star", basis: str = "MANUAL", **settings: Any) -> str:
    """A badge of Ann's program; she has 858 points and one order of 58.00."""
    given = {"title": title, "basis": basis, **settings}
    badge_id: str = world.payload("LoyaltyBadgeCreate", world.admin, input=given)["badge"]["id"]
    return badge_id


def settle(world: World) -> None:
    """What the sweep does within minutes."""
    settle_progress(account_ids=[world.account.pk], now=timezone.now())


def mine(world: World, token: str | None = None) -> list[dict[str, Any]]:
    """Ann's badges, as she sees them."""
    variables = {"channel": world.channel.slug, "languageCode": "DE"}
    me = world.run("MyLoyaltyBadges", token or world.ann.token, **variables)["me"]
    badges: list[dict[str, Any]] = me["loyalty"]["badges"]
    return badges


def hands(world: World) -> list[tuple[str, bool, str | None, str | None]]:
    """(title, has it, what staff did, why) of Ann's badges, as staff see them."""
    variables = {"customerId": world.ann.global_id}
    found = world.run("LoyaltyAccountBadges", world.admin, **variables)["loyaltyAccount"]["badges"]
    return [
        (item["badge"]["title"], item["isUnlocked"], item["hand"], item["note"]) for item in found
    ]


def send_icon(world: World, name: str, content: bytes, **variables: Any) -> dict[str, Any]:
    """The payload of a ready mutation with a picture in its input."""
    variables["input"] = {**variables["input"], "icon": None}
    files = {"variables.input.icon": ("picture.png", content)}
    body = world.shop.setup.post_files(DOCUMENTS[name], variables, files, world.admin)
    assert "errors" not in body, body
    (payload,) = body["data"].values()
    found: dict[str, Any] = payload
    return found


# Operations -----------------------------------------------------------------------------------


@runs("LoyaltyBadgeCreate")
@runs("LoyaltyBadgeUpdate")
@runs("LoyaltyBadgeTranslate")
@runs("LoyaltyBadgeReorder")
@runs("LoyaltyBadges")
@runs("LoyaltyBadgeDelete")
def test_staff_keep_badges(world: World) -> None:
    currency = world.channel.currency
    world.shop.set_program(world.channel, tierCurrency=currency)
    product = gid("Product", 7)
    star = {
        "title": "Star",
        "description": "A start.",
        "symbol": "🏅",
        "basis": "SPEND",
        "amountFrom": "58.5",
        "amountTo": "100",
        "keepOnceWon": False,
        "discountAmount": "2.5",
        "productIds": [product],
    }
    payload = world.payload("LoyaltyBadgeCreate", world.admin, input=star)
    assert payload["program"] == {"id": world.program_gid}
    created = payload["badge"]
    assert created.pop("createdAt") is not None
    assert created == {
        "id": created["id"],
        "title": "Star",
        "description": "A start.",
        "symbol": "🏅",
        "iconUrl": None,
        "basis": "SPEND",
        "pointsFrom": None,
        "pointsTo": None,
        "countFrom": None,
        "countTo": None,
        "amountFrom": {"amount": 58.5, "currency": currency},
        "amountTo": {"amount": 100, "currency": currency},
        "eventType": "",
        "keepOnceWon": False,
        "isActive": True,
        "rank": 0,
        "discountPercentage": None,
        "discountAmount": {"amount": 2.5, "currency": currency},
        "productIds": [product],
    }
    changes = {"amountTo": None, "discountPercentage": "7.5", "isActive": False}
    changed = world.payload("LoyaltyBadgeUpdate", world.admin, id=created["id"], input=changes)
    badge = changed["badge"]
    assert badge == {
        **created,
        "amountTo": None,
        "isActive": False,
        "discountPercentage": 7.5,
        "discountAmount": None,
    }
    translated = world.payload(
        "LoyaltyBadgeTranslate",
        world.admin,
        id=created["id"],
        languageCode="DE",
        input={"title": "Stern"},
    )
    german = {"languageCode": "DE", "title": "Stern", "description": "A start."}
    assert translated["badge"]["translations"] == [german]

    points = add(world, "Points", "LIFETIME", pointsFrom=1, pointsTo=5)
    events = add(world, "Events", "ACTIVITY", countFrom=2, eventType="survey", rank=-1)
    ids = [points, created["id"]]
    ordered = world.payload("LoyaltyBadgeReorder", world.admin, ids=ids)
    assert ordered["badges"] == [
        {"id": points, "title": "Points", "rank": 0},
        {"id": created["id"], "title": "Star", "rank": 1},
        {"id": events, "title": "Events", "rank": 2},
    ]
    shown = world.run("LoyaltyBadges", world.admin, channel=world.channel.slug)["loyaltyProgram"]
    assert (shown["badgesActive"], shown["badgeDiscounts"]) == (True, "BEST")
    first, second, third = shown["badges"]
    assert (first["pointsFrom"], first["pointsTo"], first["countFrom"]) == (1, 5, None)
    assert second == {**badge, "rank": 1, "translations": [german]}
    assert (third["countFrom"], third["countTo"], third["eventType"]) == (2, None, "survey")

    deleted = world.payload("LoyaltyBadgeDelete", world.admin, id=created["id"])
    assert deleted["badge"] == {"id": created["id"], "title": "Star"}
    assert deleted["program"] == {
        "id": world.program_gid,
        "badges": [{"id": points}, {"id": events}],
    }


@runs("LoyaltyBadgesPage")
def test_staff_see_the_badges_of_all_programs(world: World) -> None:
    star = add(world, "Star", "ORDERS", countFrom=3, isActive=False)
    yen = world.shop.setup.yen_channel()
    given = {
        "name": "Yen club",
        "tierCurrency": "JPY",
        "badgeDiscounts": "ALL",
        "channels": [{"channelId": yen.global_id}],
    }
    club = world.payload("LoyaltyProgramCreate", world.admin, input=given)["program"]["id"]
    sun = {"title": "Sun", "basis": "SPEND", "amountFrom": 900}
    world.payload("LoyaltyBadgeCreate", world.admin, programId=club, input=sun)

    page = world.run("LoyaltyBadgesPage", world.admin, first=10)

    programs = {edge["node"]["id"]: edge["node"] for edge in page["loyaltyPrograms"]["edges"]}
    default, other = programs[world.program_gid], programs[club]
    assert [badge["id"] for badge in default["badges"]] == [star]
    assert (default["badgesActive"], default["badgeDiscounts"]) == (True, "BEST")
    assert (default["amountsCurrency"], other["amountsCurrency"]) == (world.channel.currency, "JPY")
    assert other["badgeDiscounts"] == "ALL"
    assert other["badges"][0]["amountFrom"] == {"amount": 900, "currency": "JPY"}


@runs("LoyaltyBadgesToWin")
def test_shop_window_shows_badges_that_can_be_won(world: World) -> None:
    star = add(world, "Star", "ORDERS", countFrom=3)
    add(world, "Off", "ORDERS", countFrom=3, isActive=False)
    add(world, "By hand")
    world.payload(
        "LoyaltyBadgeTranslate", world.admin, id=star, languageCode="DE", input={"title": "Stern"}
    )
    variables = {"channel": world.channel.slug, "languageCode": "DE"}
    for token in (None, world.bob.token):
        program = world.run("LoyaltyBadgesToWin", token, **variables)["loyaltyProgram"]
        (badge,) = program["badges"]
        assert (badge["id"], badge["title"], badge["countFrom"]) == (star, "Star", 3)
        assert badge["translation"] == {"title": "Stern", "description": ""}
        assert (badge["discountPercentage"], badge["productIds"]) == (None, [])

    world.shop.set_program(world.channel, badgesActive=False)
    program = world.run("LoyaltyBadgesToWin", None, **variables)["loyaltyProgram"]
    assert (program["badgesActive"], program["badges"]) == (False, [])
    program = world.run("LoyaltyBadgesToWin", world.admin, **variables)["loyaltyProgram"]
    assert [badge["title"] for badge in program["badges"]] == ["Star", "Off", "By hand"]


@runs("MyLoyaltyBadges")
def test_customer_sees_what_they_have_and_what_is_missing(world: World) -> None:
    world.shop.set_program(world.channel, tierCurrency=world.channel.currency)
    star = add(world, "Star", "ORDERS", countFrom=1, symbol="★", discountPercentage="5")
    for title, basis, given in (
        ("Points", "BALANCE", {"pointsFrom": 1000}),
        ("Ever", "LIFETIME", {"pointsFrom": 1058}),
        ("Money", "SPEND", {"amountFrom": "58.01"}),
        ("Little", "SPEND", {"amountTo": "57.99"}),
        ("Surveys", "ACTIVITY", {"countFrom": 2, "eventType": "survey"}),
        ("By hand", "MANUAL", {}),
        ("Off", "ORDERS", {"countFrom": 1, "isActive": False}),
    ):
        add(world, title, basis, **given)
    texts = {"id": star, "languageCode": "DE", "input": GERMAN}
    world.payload("LoyaltyBadgeTranslate", world.admin, **texts)
    settle(world)

    first, *others = mine(world)
    since = first.pop("unlockedAt")
    assert since is not None
    assert first == {
        "badge": {
            "id": star,
            "title": "Star",
            "description": "",
            "translation": GERMAN,
            "symbol": "★",
            "iconUrl": None,
            "basis": "ORDERS",
            "pointsFrom": None,
            "countFrom": 1,
            "amountFrom": None,
            "eventType": "",
            "keepOnceWon": True,
            "discountPercentage": 5,
            "discountAmount": None,
            "productIds": [],
        },
        "isUnlocked": True,
        "missingPoints": None,
        "missingCount": 0,
        "missingAmount": None,
    }
    cent = {"amount": 0.01, "currency": world.channel.currency}
    assert [
        (
            item["badge"]["title"],
            item["isUnlocked"],
            item["missingPoints"],
            item["missingCount"],
            item["missingAmount"],
        )
        for item in others
    ] == [
        ("Points", False, 142, None, None),
        ("Ever", True, 0, None, None),
        ("Money", False, None, None, cent),
        ("Little", False, None, None, None),
        ("Surveys", False, None, 2, None),
    ]
    world.shop.set_program(world.channel, badgesActive=False)
    assert mine(world) == []


@runs("LoyaltyBadgeGrant")
@runs("LoyaltyBadgeTake")
@runs("LoyaltyBadgeUnset")
@runs("LoyaltyAccountBadges")
@runs("LoyaltyAppBadgeGrant")
def test_staff_give_take_and_undo(world: World) -> None:
    helper, star = add(world, "Helper"), add(world, "Star", "ORDERS", countFrom=1)
    settle(world)
    assert [item["badge"]["title"] for item in mine(world)] == ["Star"]
    assert hands(world) == [("Helper", False, None, None), ("Star", True, None, None)]

    ann = {"customerId": world.ann.global_id}
    given = world.payload("LoyaltyBadgeGrant", world.admin, **ann, badgeId=helper, note="kind")
    assert given["badge"] == {"id": helper, "title": "Helper"}
    assert given["account"]["badges"][0]["unlockedAt"] is not None
    world.payload("LoyaltyBadgeTake", world.admin, **ann, badgeId=star)
    assert hands(world) == [("Helper", True, "GRANTED", "kind"), ("Star", False, "TAKEN", "")]
    assert [(item["badge"]["title"], item["isUnlocked"]) for item in mine(world)] == [
        ("Helper", True),
        ("Star", False),
    ]
    settle(world)
    assert [item["missingCount"] for item in mine(world)] == [None, None]

    undone = world.payload("LoyaltyBadgeUnset", world.admin, **ann, badgeId=star)
    assert [item["isUnlocked"] for item in undone["account"]["badges"]] == [True, True]
    world.payload("LoyaltyBadgeUnset", world.admin, **ann, badgeId=helper)
    assert hands(world) == [("Helper", False, None, None), ("Star", True, None, None)]

    token = world.shop.setup.app_token("MANAGE_USERS")
    bob = {"customerId": world.bob.global_id}
    by_app = world.payload("LoyaltyAppBadgeGrant", token, **bob, badgeId=helper)
    assert by_app["account"] == {"id": gid("LoyaltyAccount", world.account.pk + 1)}
    assert [item["badge"]["title"] for item in mine(world, world.bob.token)] == ["Helper", "Star"]


# Pictures -------------------------------------------------------------------------------------


def test_a_picture_is_uploaded_shown_and_taken_away(
    world: World, media: Callable[[], list[str]]
) -> None:
    secret = picture("JPEG", size=(1000, 500), comment=b"a secret")
    given = {"title": "Star", "basis": "MANUAL"}
    badge = send_icon(world, "LoyaltyBadgeCreate", secret, input=given)["badge"]
    (name,) = media()
    assert urlsplit(badge["iconUrl"]).scheme in ("http", "https")
    assert badge["iconUrl"].endswith(f"/media/{name}")
    with default_storage.open(name) as file:
        stored = file.read()
    assert b"a secret" not in stored
    assert Image.open(BytesIO(stored)).size == (512, 256)

    changes = {"id": badge["id"], "input": {}}
    other = send_icon(world, "LoyaltyBadgeUpdate", picture("WEBP"), **changes)["badge"]
    assert media() == [Badge.objects.get().icon] != [name]
    assert other["iconUrl"].endswith(media()[0])
    kept = world.payload("LoyaltyBadgeUpdate", world.admin, id=badge["id"], input={"symbol": "★"})
    assert kept["badge"]["iconUrl"] == other["iconUrl"]

    changes = {"id": badge["id"], "input": {"removeIcon": True}}
    assert world.payload("LoyaltyBadgeUpdate", world.admin, **changes)["badge"]["iconUrl"] is None
    assert media() == []


def test_what_is_no_picture_leaves_nothing_behind(
    world: World, media: Callable[[], list[str]]
) -> None:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    badge = {"title": "Star", "basis": "MANUAL"}
    before = books()
    for content, given, field in (
        (svg, badge, "icon"),
        (picture(size=(2049, 10)), badge, "icon"),
        (bytes(1024 * 1024 + 1), badge, "icon"),
        (picture(), {**badge, "title": ""}, "title"),
        (picture(), {**badge, "removeIcon": True}, "removeIcon"),
    ):
        payload = send_icon(world, "LoyaltyBadgeCreate", content, input=given)
        assert payload["badge"] is None
        assert [(item["code"], item["field"]) for item in payload["errors"]] == [("INVALID", field)]
    assert (media(), books()) == ([], before)


def test_pictures_come_in_multipart_requests(world: World) -> None:
    for icon in ("0", "../../etc/passwd", 7, {"url": "https://example.com/star.png"}):
        given = {"title": "Star", "basis": "MANUAL", "icon": icon}
        outcome = refusal(world, "LoyaltyBadgeCreate", world.admin, input=given)
        assert outcome == ("INVALID", "icon")
    written = """
    mutation {
      loyaltyBadgeCreate(input: {title: "Star", basis: MANUAL, icon: "star.png"}) {
        badge { id } errors { code field message }
      }
    }"""
    assert refusal(world, written, world.admin) == ("INVALID", "icon")


# Who may --------------------------------------------------------------------------------------


def test_only_staff_for_discounts_keep_badges(world: World) -> None:
    badge = add(world)
    others = ("MANAGE_USERS", "MANAGE_ORDERS", "MANAGE_CHECKOUTS")
    documents: dict[str, dict[str, Any]] = {
        "LoyaltyBadgeCreate": {"input": {"title": "Sun", "basis": "MANUAL"}},
        "LoyaltyBadgeUpdate": {"id": badge, "input": {"title": "Sun"}},
        "LoyaltyBadgeTranslate": {"id": badge, "languageCode": "DE", "input": {"title": "Sonne"}},
        "LoyaltyBadgeReorder": {"ids": [badge]},
        "LoyaltyBadgeDelete": {"id": badge},
    }
    _check_denied(world, documents, others, "MANAGE_DISCOUNTS")


def test_only_staff_for_users_give_and_take(world: World) -> None:
    variables = {"customerId": world.ann.global_id, "badgeId": add(world)}
    others = ("MANAGE_DISCOUNTS", "MANAGE_ORDERS", "MANAGE_CHECKOUTS")
    names = ("LoyaltyBadgeGrant", "LoyaltyBadgeTake", "LoyaltyBadgeUnset", "LoyaltyAccountBadges")
    _check_denied(world, dict.fromkeys(names, variables), others, "MANAGE_USERS")


def _check_denied(
    world: World, documents: dict[str, dict[str, Any]], others: tuple[str, ...], permission: str
) -> None:
    setup = world.shop.setup
    tokens = (None, world.bob.token, setup.staff(*others).token, setup.app_token(*others))
    before = books()
    for name, variables in documents.items():
        document = DOCUMENTS[name]
        denied = (*tokens, world.ann.token)
        if name == "LoyaltyAccountBadges":
            variables = {"customerId": variables["customerId"]}
            # Ann may look at her own account.
            denied = tokens
        for token in denied:
            assert is_denied(world.post(document, token, **variables)), name
    assert books() == before
    for name, variables in documents.items():
        if name == "LoyaltyAccountBadges":
            variables = {"customerId": variables["customerId"]}
        token = setup.app_token(permission)
        assert "errors" not in world.post(DOCUMENTS[name], token, **variables), name


def test_what_staff_plan_is_for_staff(world: World) -> None:
    add(world, "Star", "ORDERS", countFrom=1)
    query = "query ($slug: String!) { loyaltyProgram(channel: $slug) { badges { title %s } } }"
    tokens = (None, world.ann.token, world.shop.setup.staff("MANAGE_USERS").token)
    for field in ("rank", "isActive", "createdAt", "translations { title }"):
        for token in tokens:
            assert is_denied(world.post(query % field, token, slug=world.channel.slug)), field
        body = world.post(query % field, world.admin, slug=world.channel.slug)
        assert "errors" not in body, field


def test_what_staff_did_by_hand_is_for_staff(world: World) -> None:
    variables = {"customerId": world.ann.global_id, "badgeId": add(world), "note": "a secret"}
    world.payload("LoyaltyBadgeGrant", world.admin, **variables)
    for field in ("hand", "note"):
        query = f"{{ me {{ loyalty {{ badges {{ isUnlocked {field} }} }} }} }}"
        body = world.post(query, world.ann.token)
        codes = {error["extensions"]["exception"]["code"] for error in body["errors"]}
        assert codes == {"PermissionDenied"}, field
        assert "a secret" not in str(body) and "GRANTED" not in str(body)


# Bad input ------------------------------------------------------------------------------------


def test_settings_of_a_badge(world: World) -> None:
    badge = add(world, "Star", "BALANCE", pointsFrom=10)

    def refuse(**changes: Any) -> tuple[str, str | None]:
        variables: dict[str, Any] = {"programId": changes.pop("programId", world.program_gid)}
        given = {"title": "Sun", "basis": "BALANCE", "pointsFrom": 10, **changes}
        variables["input"] = {key: value for key, value in given.items() if value != "left out"}
        outcome = refusal(world, "LoyaltyBadgeCreate", world.admin, **variables)
        if variables["programId"] == world.program_gid and "left out" not in given.values():
            again = {"id": badge, "input": variables["input"]}
            assert refusal(world, "LoyaltyBadgeUpdate", world.admin, **again) == outcome
        return outcome

    products = [gid("Product", number) for number in range(1, 102)]
    check(
        refuse,
        [
            ({"title": "left out"}, "REQUIRED", "title"),
            ({"title": None}, "REQUIRED", "title"),
            ({"title": " "}, "INVALID", "title"),
            ({"title": "x" * 256}, "INVALID", "title"),
            ({"title": "a\x00"}, "INVALID", "title"),
            ({"description": "d" * 10_001}, "INVALID", "description"),
            ({"symbol": "123456789"}, "INVALID", "symbol"),
            ({"symbol": "a\nb"}, "INVALID", "symbol"),
            ({"icon": None}, "REQUIRED", "icon"),
            ({"removeIcon": None}, "REQUIRED", "removeIcon"),
            ({"basis": "left out"}, "REQUIRED", "basis"),
            ({"basis": None}, "REQUIRED", "basis"),
            ({"pointsFrom": "left out"}, "REQUIRED", "pointsFrom"),
            ({"pointsFrom": None}, "REQUIRED", "pointsFrom"),
            ({"pointsFrom": -1}, "INVALID", "pointsFrom"),
            ({"pointsFrom": 1_000_000_001}, "INVALID", "pointsFrom"),
            ({"pointsTo": 9}, "INVALID", "pointsTo"),
            ({"countFrom": 1}, "INVALID", "countFrom"),
            ({"countTo": 1}, "INVALID", "countTo"),
            ({"amountFrom": "1"}, "INVALID", "amountFrom"),
            ({"amountTo": "0"}, "INVALID", "amountTo"),
            ({"eventType": "survey"}, "INVALID", "eventType"),
            ({"eventType": None}, "REQUIRED", "eventType"),
            ({"keepOnceWon": None}, "REQUIRED", "keepOnceWon"),
            ({"isActive": None}, "REQUIRED", "isActive"),
            ({"rank": None}, "REQUIRED", "rank"),
            ({"rank": 1_000_001}, "INVALID", "rank"),
            ({"discountPercentage": "0"}, "INVALID", "discountPercentage"),
            ({"discountPercentage": "100.01"}, "INVALID", "discountPercentage"),
            ({"discountAmount": "0"}, "INVALID", "discountAmount"),
            ({"discountAmount": "0.001"}, "INVALID", "discountAmount"),
            ({"discountAmount": "1e400"}, "INVALID", "discountAmount"),
            ({"discountAmount": "5", "discountPercentage": "5"}, "INVALID", "discountAmount"),
            ({"productIds": None}, "REQUIRED", "productIds"),
            ({"productIds": ["abc"]}, "GRAPHQL_ERROR", "productIds"),
            ({"productIds": [gid("ProductVariant", 1)]}, "GRAPHQL_ERROR", "productIds"),
            ({"productIds": products}, "GRAPHQL_ERROR", "productIds"),
            ({"programId": gid("LoyaltyProgram", UNKNOWN)}, "NOT_FOUND", "programId"),
            ({"programId": gid("LoyaltyBadge", 1)}, "GRAPHQL_ERROR", "programId"),
        ],
    )
    spend = {"basis": "SPEND", "pointsFrom": "left out", "amountFrom": "5"}
    events = {"basis": "ACTIVITY", "pointsFrom": "left out", "countFrom": 1}
    check(
        refuse,
        [
            ({**spend, "amountFrom": "1.0001"}, "INVALID", "amountFrom"),
            ({**spend, "amountFrom": "1e400"}, "INVALID", "amountFrom"),
            ({**spend, "amountTo": "4.999"}, "INVALID", "amountTo"),
            ({**spend, "amountFrom": "left out"}, "REQUIRED", "amountFrom"),
            ({**events, "countFrom": 1_000_001}, "INVALID", "countFrom"),
            ({**events, "countFrom": "left out"}, "REQUIRED", "countFrom"),
            ({**events, "eventType": "two words"}, "INVALID", "eventType"),
        ],
    )
    other = {"id": badge, "input": {"basis": "LIFETIME"}}
    assert refusal(world, "LoyaltyBadgeUpdate", world.admin, **other) == ("INVALID", "basis")


def test_changing_ordering_and_deleting_badges(world: World) -> None:
    badge = add(world)
    for wrong, code in ((gid("LoyaltyBadge", UNKNOWN), "NOT_FOUND"), ("abc", "GRAPHQL_ERROR")):
        for name, more in (
            ("LoyaltyBadgeUpdate", {"input": {}}),
            ("LoyaltyBadgeDelete", {}),
            ("LoyaltyBadgeTranslate", {"languageCode": "DE", "input": {}}),
        ):
            outcome = refusal(world, name, world.admin, id=wrong, **more)
            assert outcome == (code, "id"), name
        outcome = refusal(world, "LoyaltyBadgeReorder", world.admin, ids=[badge, wrong])
        assert outcome == (code, "ids")
    assert refusal(world, "LoyaltyBadgeReorder", world.admin, ids=[]) == ("REQUIRED", "ids")
    many = {"ids": [badge] * 201}
    assert refusal(world, "LoyaltyBadgeReorder", world.admin, **many) == ("GRAPHQL_ERROR", "ids")
    long = {"id": badge, "languageCode": "DE", "input": {"title": "x" * 256}}
    assert refusal(world, "LoyaltyBadgeTranslate", world.admin, **long) == ("INVALID", "title")

    world.shop.add_reward(world.channel, kind="EXPERIENCE", points=5)
    Reward.objects.update(badge_ids=[Badge.objects.get().pk])
    assert refusal(world, "LoyaltyBadgeDelete", world.admin, id=badge) == ("IN_USE", "id")


def test_giving_and_taking_by_hand(world: World) -> None:
    badge = add(world)
    for name in ("LoyaltyBadgeGrant", "LoyaltyBadgeTake", "LoyaltyBadgeUnset"):

        def refuse(name: str = name, **changes: Any) -> tuple[str, str | None]:
            given = {"customerId": world.ann.global_id, "badgeId": badge, **changes}
            return refusal(world, name, world.admin, **given)

        check(
            refuse,
            [
                ({"customerId": "abc"}, "GRAPHQL_ERROR", "customerId"),
                ({"customerId": gid("User", UNKNOWN)}, "NOT_FOUND", "customerId"),
                ({"badgeId": gid("LoyaltyTier", 1)}, "GRAPHQL_ERROR", "badgeId"),
                ({"badgeId": gid("LoyaltyBadge", UNKNOWN)}, "NOT_FOUND", "badgeId"),
            ],
        )
        if name != "LoyaltyBadgeUnset":
            assert refuse(note="x" * 1001) == ("INVALID", "note")


# Lists ----------------------------------------------------------------------------------------

BADGES_OF_ACCOUNTS = """
query ($first: Int!) {
  loyaltyAccounts(first: $first) { edges { node { badges {
    badge {
      title iconUrl amountFrom { amount } discountAmount { amount }
      translation(languageCode: DE) { title } translations { title }
    }
    isUnlocked unlockedAt missingPoints missingCount missingAmount { amount } hand
  } } } }
}"""


def test_queries_of_badges_grow_neither_with_accounts_nor_with_badges(world: World) -> None:
    shop = world.shop
    people = [world.ann, world.bob, shop.setup.customer("eve@example.com")]
    for person in people:
        shop.credit(person, 5)

    def queries(first: int) -> int:
        with CaptureQueriesContext(connection) as captured:
            data = shop.run(BADGES_OF_ACCOUNTS, {"first": first}, world.admin)
        nodes = [edge["node"] for edge in data["loyaltyAccounts"]["edges"]]
        assert [len(node["badges"]) for node in nodes] == [Badge.objects.count()] * first
        return sum('FROM "loyalty_' in query["sql"] for query in captured.captured_queries)

    assert queries(3) == 2  # accounts and terms: no badges, nothing more to read
    for title, basis, given in (
        ("Points", "BALANCE", {"pointsFrom": 1}),
        ("Money", "SPEND", {"amountFrom": "1", "discountAmount": "1"}),
        ("Events", "ACTIVITY", {"countFrom": 1}),
        ("By hand", "MANUAL", {}),
    ):
        add(world, title, basis, **given)
    settle(world)
    # Accounts, terms, badges, who has them, texts, what was spent, and events.
    assert [queries(1), queries(3)] == [7, 7]
    for number in range(5):
        add(world, f"More {number}", "ORDERS", countFrom=number)
    assert [queries(1), queries(3)] == [7, 7]
