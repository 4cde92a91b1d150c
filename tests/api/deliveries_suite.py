"""Deliveries and what customers want, in the API: operations, bad input, lists; in every host."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from saleor_loyalty_plugin.models import (
    Account,
    Delivery,
    DeliveryAttempt,
    DeliveryPause,
    MessagePreference,
    MessageSettings,
    WebhookTarget,
)
from saleor_loyalty_plugin.rules.messages import ATTEMPTS_MAX, MessageKind
from tests.api.bad_input_suite import GARBAGE_IDS, UNKNOWN, check, refusal
from tests.api.operations_suite import runs
from tests.api.world import DOCUMENTS, World, gid
from tests.contract.driver import Person, Shop


@pytest.fixture
def world(shop: Shop) -> World:
    world = World.build(shop)
    # What the shop itself has written meanwhile.
    Delivery.objects.all().delete()
    return world


def delivery(world: World, number: int = 1, **values: Any) -> Delivery:
    now = timezone.now()
    said = {
        "key": f"test:{number}",
        "account": world.account,
        "kind": "BADGE_UNLOCKED",
        "created_at": now,
        "due_at": now,
    }
    return Delivery.objects.create(**{**said, **values})


def account_of_bob(world: World) -> Account:
    world.shop.credit(world.bob, 5)
    Delivery.objects.filter(account__customer_id=world.bob.user_id).delete()
    return Account.objects.get(customer_id=world.bob.user_id)


def failed(world: World, number: int = 1, **values: Any) -> Delivery:
    said = {
        "status": "FAILED",
        "attempts": 8,
        "error_code": "GIVEN_UP",
        "error": "451 Busy",
        "finished_at": timezone.now(),
    }
    return delivery(world, number, **{**said, **values})


def listed(world: World, **variables: Any) -> list[dict[str, Any]]:
    page = world.run("LoyaltyDeliveries", world.admin, **{"first": 10, **variables})
    return [edge["node"] for edge in page["loyaltyDeliveries"]["edges"]]


def found(world: World, **conditions: Any) -> list[str]:
    """The ids that a filter finds."""
    return [node["id"] for node in listed(world, filter=conditions)]


def ids(*rows: Delivery) -> list[str]:
    return [gid("LoyaltyDelivery", row.pk) for row in rows]


# Operations -----------------------------------------------------------------------------------


@runs("LoyaltyDeliveries")
def test_staff_see_what_went_out_and_what_did_not(world: World) -> None:
    moment = timezone.now()
    sent = delivery(
        world,
        1,
        status="DELIVERED",
        attempts=2,
        recipient="ann@example.com",
        subject="A badge for you",
        payload={"badgeId": 7, "title": "Tea"},
        finished_at=moment,
    )
    for number, is_success in ((1, False), (2, True)):
        DeliveryAttempt.objects.create(
            delivery=sent,
            number=number,
            is_success=is_success,
            status_code=None if is_success else 451,
            duration_ms=12,
            error="" if is_success else "Busy",
            response="OK" if is_success else "",
            started_at=moment,
        )
    waiting = delivery(world, 2, kind="points_posted")

    second, first = listed(world)

    times = {name: first.pop(name) for name in ("createdAt", "finishedAt")}
    assert all(times.values())
    assert all(item.pop("startedAt") for item in first["attempts"])
    assert first == {
        "id": gid("LoyaltyDelivery", sent.pk),
        "means": "EMAIL",
        "kind": "BADGE_UNLOCKED",
        "status": "DELIVERED",
        "recipient": "ann@example.com",
        "subject": "A badge for you",
        "attemptsCount": 2,
        "attempts": [
            {
                "number": 1,
                "isSuccess": False,
                "statusCode": 451,
                "durationMs": 12,
                "error": "Busy",
                "response": "",
            },
            {
                "number": 2,
                "isSuccess": True,
                "statusCode": None,
                "durationMs": 12,
                "error": "",
                "response": "OK",
            },
        ],
        "errorCode": "",
        "error": "",
        "isRetryable": False,
        "dueAt": None,
        "account": {
            "id": world.account_gid,
            "customer": {
                "id": world.ann.global_id,
                "email": world.ann.email,
                "firstName": first["account"]["customer"]["firstName"],
                "lastName": first["account"]["customer"]["lastName"],
            },
        },
    }
    assert second["id"] == gid("LoyaltyDelivery", waiting.pk)
    assert second["dueAt"] and second["recipient"] == world.ann.email


def test_what_waits_says_why_and_until_when(world: World) -> None:
    now = timezone.now().replace(microsecond=0)
    until = now + timedelta(minutes=4)
    DeliveryPause.objects.create(
        key="email:a", failures=2, error="421 Closing down", since=now, until=until
    )
    found_out = delivery(
        world, 1, way="email:a", due_at=until, error_code="WAY_DOWN", error="421 a"
    )
    put_off = delivery(world, 2, way="email:a", due_at=now, is_bulk=True)
    behind = delivery(world, 3, due_at=now)
    head = delivery(world, 4, account=account_of_bob(world), due_at=now)

    rows = {node["id"]: node for node in listed(world)}

    def said(row: Delivery) -> tuple[str, str, str]:
        node = rows[gid("LoyaltyDelivery", row.pk)]
        return node["errorCode"], node["error"], node["dueAt"][:19]

    late, soon = until.isoformat()[:19], now.isoformat()[:19]
    assert said(found_out) == ("WAY_DOWN", "421 a", late)
    assert said(put_off) == ("WAY_DOWN", "421 Closing down", late)
    assert said(behind) == ("BEHIND", "An earlier one about the same customer goes first.", late)
    assert said(head) == ("", "", soon)


def test_the_overview_says_since_when_e_mails_wait(world: World) -> None:
    now = timezone.now()
    shared = {"failures": 1, "since": now, "until": now}
    DeliveryPause.objects.create(key="email:a", error="421 Closing down", **shared)
    DeliveryPause.objects.create(key="email:b", error="Nothing waits for it", **shared)

    def pauses() -> list[Any]:
        page = world.run("LoyaltyOverview", world.admin, programId=world.program_gid)
        found: list[Any] = page["loyaltyOverview"]["emailPauses"]
        return found

    assert pauses() == []
    delivery(world, 1, way="email:b", status="FAILED")
    waiting = delivery(world, 2, way="email:a")
    (pause,) = pauses()
    assert pause["error"] == "421 Closing down" and pause["since"] and pause["nextTryAt"]
    waiting.delete()
    assert pauses() == []


@runs("LoyaltyWebhookDeliveries")
def test_staff_see_what_was_sent_to_a_webhook(world: World) -> None:
    now = timezone.now()
    target = WebhookTarget.objects.create(
        name="ERP", url="https://erp.example.com/", secret="s", created_at=now, updated_at=now
    )
    sent = delivery(world, 1, kind="points_posted", target=target)
    delivery(world, 2)
    given = {"filter": {"webhookIds": [gid("LoyaltyWebhook", target.pk)]}, "first": 5}

    data = world.run("LoyaltyWebhookDeliveries", world.admin, **given)["loyaltyDeliveries"]
    (node,) = (edge["node"] for edge in data["edges"])
    assert (data["totalCount"], node["id"]) == (1, gid("LoyaltyDelivery", sent.pk))
    assert (node["webhook"]["name"], node["webhook"]["url"]) == ("ERP", target.url)
    assert found(world, means="WEBHOOK") == ids(sent)

    users = world.shop.setup.staff("MANAGE_USERS").token
    body = world.post(DOCUMENTS["LoyaltyWebhookDeliveries"], users, **given)
    (error,) = body["errors"]
    assert error["extensions"]["exception"]["code"] == "PermissionDenied"
    assert body["data"]["loyaltyDeliveries"]["edges"][0]["node"]["webhook"] is None


@runs("LoyaltyDeliveryRetry")
def test_staff_send_again_what_was_given_up(world: World) -> None:
    first, second, third = (failed(world, number) for number in range(3))
    sent = delivery(world, 4, status="DELIVERED", finished_at=timezone.now())

    # Those that did go out stay so, and a second click sends nothing twice.
    for count in (2, 0):
        payload = world.payload("LoyaltyDeliveryRetry", world.admin, ids=ids(first, sent, second))
        assert payload["retriedCount"] == count
        assert [item["status"] for item in payload["deliveries"]] == [
            "PENDING",
            "DELIVERED",
            "PENDING",
        ]
    first.refresh_from_db()
    assert (first.attempts, first.attempts_max) == (8, 8 + ATTEMPTS_MAX)
    assert first.finished_at is None

    condition = {"statuses": ["FAILED"]}
    payload = world.payload("LoyaltyDeliveryRetry", world.admin, filter=condition)
    assert (payload["retriedCount"], payload["deliveries"]) == (1, [])
    third.refresh_from_db()
    assert third.status == "PENDING"


def test_staff_send_what_was_skipped_for_want_of_a_mail_server(world: World) -> None:
    codes = ("NO_MAIL_SERVER", "UNWANTED", "NO_MAIL_SERVER")
    rows = [
        delivery(world, number, status="SKIPPED", error_code=code, finished_at=timezone.now())
        for number, code in enumerate(codes)
    ]
    shown = {node["id"]: node["isRetryable"] for node in listed(world)}
    assert [shown[key] for key in ids(*rows)] == [True, False, True]

    payload = world.payload("LoyaltyDeliveryRetry", world.admin, ids=ids(rows[1], rows[0]))
    assert payload["retriedCount"] == 1
    skipped = {"statuses": ["SKIPPED"]}
    for count in (1, 0):
        payload = world.payload("LoyaltyDeliveryRetry", world.admin, filter=skipped)
        assert payload["retriedCount"] == count

    found = Delivery.objects.order_by("pk").values_list("status", "error_code")
    assert list(found) == [("PENDING", ""), ("SKIPPED", "UNWANTED"), ("PENDING", "")]


@runs("LoyaltyAccountDeliveries")
def test_staff_see_a_customers_emails_and_wishes(world: World) -> None:
    first, second = delivery(world, 1), failed(world, 2)
    MessagePreference.objects.create(
        account=world.account, kind="STATEMENT", is_wanted=False, changed_at=timezone.now()
    )
    given = {"id": world.account_gid, "languageCode": "DE", "first": 1}

    account = world.run("LoyaltyAccountDeliveries", world.admin, **given)["loyaltyAccount"]

    page = account["deliveries"]
    (node,) = (edge["node"] for edge in page["edges"])
    assert (page["totalCount"], node["id"]) == (2, gid("LoyaltyDelivery", second.pk))
    assert (node["errorCode"], node["error"]) == ("GIVEN_UP", "451 Busy")
    assert node["isRetryable"]
    *_, statement = account["messagePreferences"]
    assert statement.pop("changedAt")
    assert statement == {
        "kind": "STATEMENT",
        "name": "Ihre Kontoauszüge",
        "isWanted": False,
        "isSent": False,
    }
    after = {**given, "after": page["pageInfo"]["endCursor"]}
    page = world.run("LoyaltyAccountDeliveries", world.admin, **after)["loyaltyAccount"][
        "deliveries"
    ]
    assert [edge["node"]["id"] for edge in page["edges"]] == ids(first)


@runs("MyLoyaltyMessages")
@runs("LoyaltyMessagePreferencesUpdate")
@runs("LoyaltyAccountPreferencesUpdate")
def test_customers_choose_their_emails(world: World) -> None:
    def mine() -> dict[str, tuple[bool, bool]]:
        variables = {"channel": world.channel.slug, "languageCode": "EN"}
        me = world.run("MyLoyaltyMessages", world.ann.token, **variables)["me"]
        rows = me["loyalty"]["messagePreferences"]
        return {row["kind"]: (row["isWanted"], row["isSent"]) for row in rows}

    assert list(mine()) == [kind.value for kind in MessageKind]
    assert mine()["TIER_RAISED"] == (True, True)
    assert mine()["POINTS_CREDITED"] == (True, False)

    wishes = [
        {"kind": "TIER_RAISED", "isWanted": False},
        {"kind": "POINTS_CREDITED", "isWanted": False},
    ]
    account = world.payload("LoyaltyMessagePreferencesUpdate", world.ann.token, preferences=wishes)[
        "account"
    ]
    assert {"kind": "TIER_RAISED", "isWanted": False} in account["messagePreferences"]
    assert mine()["TIER_RAISED"] == (False, True)

    # Staff for a customer; what isn't named stays.
    world.payload(
        "LoyaltyAccountPreferencesUpdate",
        world.admin,
        accountId=world.account_gid,
        preferences=[{"kind": "TIER_RAISED", "isWanted": True}],
    )
    assert mine()["TIER_RAISED"] == (True, True)
    assert mine()["POINTS_CREDITED"] == (False, False)
    actors = MessagePreference.objects.order_by("kind").values_list("actor", flat=True)
    assert list(actors) == [f"user:{world.ann.user_id}", f"user:{world.shop.admin.user_id}"]

    settings = MessageSettings.objects.create(
        program=world.program, statements="MONTHLY", updated_at=timezone.now()
    )
    assert mine()["STATEMENT"] == (True, True)
    settings.is_active = False
    settings.save()
    assert not any(is_sent for _, is_sent in mine().values())


# Bad input ------------------------------------------------------------------------------------


def test_deliveries_to_send_again(world: World) -> None:
    row = failed(world)

    def refuse(**variables: Any) -> tuple[str, str | None]:
        return refusal(world, "LoyaltyDeliveryRetry", world.admin, **variables)

    check(
        refuse,
        [
            ({}, "REQUIRED", "ids"),
            ({"ids": ids(row), "filter": {}}, "INVALID", "filter"),
            ({"ids": [*ids(row), gid("LoyaltyDelivery", UNKNOWN)]}, "NOT_FOUND", "ids"),
            ({"ids": ids(row) * 101}, "GRAPHQL_ERROR", "ids"),
            ({"filter": {"accountIds": ["x"]}}, "GRAPHQL_ERROR", "filter.accountIds"),
            ({"filter": {"webhookIds": ["x"]}}, "GRAPHQL_ERROR", "filter.webhookIds"),
            *(({"ids": [bad]}, "GRAPHQL_ERROR", "ids") for bad in GARBAGE_IDS),
        ],
    )


def test_wishes_of_nobody(world: World) -> None:
    wishes = [{"kind": "STATEMENT", "isWanted": False}]

    def refuse(**variables: Any) -> tuple[str, str | None]:
        return refusal(
            world,
            "LoyaltyMessagePreferencesUpdate",
            world.admin,
            preferences=wishes,
            **variables,
        )

    app = world.shop.setup.app_token("MANAGE_USERS")
    missing = refusal(world, "LoyaltyMessagePreferencesUpdate", app, preferences=wishes)
    assert missing == ("REQUIRED", "customerId")
    check(
        refuse,
        [
            ({"customerId": world.bob.global_id}, "NOT_FOUND", "customerId"),
            ({"customerId": "x"}, "GRAPHQL_ERROR", "customerId"),
            ({"accountId": gid("LoyaltyAccount", UNKNOWN)}, "NOT_FOUND", "accountId"),
            ({"accountId": world.account_gid, "channel": "x"}, "INVALID", "accountId"),
            ({"customerId": world.ann.global_id, "channel": "x"}, "NOT_FOUND", "channel"),
        ],
    )


# Lists ----------------------------------------------------------------------------------------


def test_filters_of_deliveries(world: World) -> None:
    world.shop.credit(world.bob, 5)
    Delivery.objects.all().delete()
    bobs = type(world.account).objects.get(customer_id=world.bob.user_id)
    old = timezone.now() - timedelta(days=9)
    first = delivery(world, 1, created_at=old)
    second = failed(world, 2, kind="TIER_RAISED")
    third = delivery(world, 3, account=bobs, status="SKIPPED", finished_at=timezone.now())

    assert found(world) == ids(third, second, first)
    assert found(world, statuses=["FAILED", "SKIPPED"]) == ids(third, second)
    assert found(world, kinds=["TIER_RAISED"]) == ids(second)
    assert found(world, kinds=["points_posted", "test"]) == []
    unknown = {"filter": {"kinds": ["TIER_RAISED", "POINTS_POSTED"]}, "first": 1}
    (error,) = world.post(DOCUMENTS["LoyaltyDeliveries"], world.admin, **unknown)["errors"]
    assert error["extensions"] == {
        **error["extensions"],
        "code": "INVALID",
        "field": "filter.kinds",
    }
    assert "points_posted" in error["message"]
    assert found(world, means="EMAIL") == ids(third, second, first)
    assert found(world, means="WEBHOOK") == []
    assert found(world, accountIds=[world.account_gid]) == ids(second, first)
    assert found(world, customerIds=[world.bob.global_id]) == ids(third)
    assert found(world, programIds=[world.program_gid]) == ids(third, second, first)
    assert found(world, search=" bob@ ") == ids(third)
    assert found(world, search="nobody") == []
    week = (timezone.now() - timedelta(days=7)).isoformat()
    assert found(world, createdAt={"lte": week}) == ids(first)
    assert found(world, createdAt={"gte": week}, statuses=["FAILED"]) == ids(second)
    assert found(world, statuses=[]) == ids(third, second, first)


def test_pages_of_deliveries(world: World) -> None:
    rows = [delivery(world, number) for number in range(5)]
    newest_first = ids(*reversed(rows))

    pages, cursor = [], None
    for _ in range(3):
        data = world.run("LoyaltyDeliveries", world.admin, first=2, after=cursor)
        page = data["loyaltyDeliveries"]
        pages.append([edge["node"]["id"] for edge in page["edges"]])
        cursor = page["pageInfo"]["endCursor"]
        assert page["totalCount"] == 5
    assert pages == [newest_first[:2], newest_first[2:4], newest_first[4:]]
    assert not page["pageInfo"]["hasNextPage"]
    before = {"last": 2, "before": page["pageInfo"]["startCursor"]}
    data = world.run("LoyaltyDeliveries", world.admin, **before)
    back = [edge["node"]["id"] for edge in data["loyaltyDeliveries"]["edges"]]
    assert back == newest_first[2:4]


def _queries(world: World, name: str, **variables: Any) -> int:
    with CaptureQueriesContext(connection) as queries:
        world.run(name, world.admin, **variables)
    return len([item for item in queries if "loyalty_" in item["sql"]])


def test_lists_of_deliveries_cost_the_same_however_long(world: World) -> None:
    def add(numbers: range, person: Person) -> None:
        account = type(world.account).objects.get(customer_id=person.user_id)
        for number in numbers:
            row = failed(world, number, account=account)
            DeliveryAttempt.objects.create(
                delivery=row, number=1, is_success=False, duration_ms=1, started_at=row.created_at
            )

    world.shop.credit(world.bob, 5)
    Delivery.objects.all().delete()
    add(range(1), world.ann)
    one = _queries(world, "LoyaltyDeliveries", first=50)
    add(range(1, 10), world.ann)
    add(range(10, 20), world.bob)

    # Rows, their number, attempts, accounts.
    assert _queries(world, "LoyaltyDeliveries", first=50) == one == 4


def test_accounts_show_their_deliveries_and_wishes_at_once(world: World) -> None:
    world.shop.credit(world.bob, 5)
    Delivery.objects.all().delete()
    for number, account in enumerate(type(world.account).objects.all()):
        delivery(world, number, account=account)
    document = """query ($first: Int!) { loyaltyAccounts(first: $first) { edges { node {
      messagePreferences { kind isWanted isSent } deliveries(first: 2) { edges { node { id } } }
    } } } }"""
    counts = []
    for first in (1, 2):
        with CaptureQueriesContext(connection) as queries:
            world.shop.run(document, {"first": first}, world.admin)
        counts.append(len([item for item in queries if "loyalty_" in item["sql"]]))

    # Accounts, wishes, settings, ids of pages, their rows.
    assert counts == [5, 5]
