"""Webhooks in the API: each ready operation, who may use it, and bad input; in every host."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from saleor_loyalty_plugin.messages.webhooks.deliveries import webhook_deliveries
from saleor_loyalty_plugin.messages.webhooks.send import WebhookBatch
from saleor_loyalty_plugin.messages.webhooks.signature import signature
from saleor_loyalty_plugin.models import Delivery, DeliveryAttempt, OutboxMessage, WebhookTarget
from tests.api.bad_input_suite import UNKNOWN, check, refusal
from tests.api.denials_suite import is_denied
from tests.api.operations_suite import runs
from tests.api.world import DOCUMENTS, World, books, gid
from tests.contract.driver import Refused, Shop
from tests.webhook_server import WebhookReceiver, answers, running_receiver

HOOK = "https://app.example.com/hook"


@pytest.fixture
def world(shop: Shop) -> World:
    return World.build(shop)


@pytest.fixture
def receiver(settings: Any) -> Iterator[WebhookReceiver]:
    settings.HTTP_IP_FILTER_ENABLED = True
    settings.HTTP_IP_FILTER_ALLOW_LOOPBACK_IPS = True
    with running_receiver() as running:
        yield running


def add(world: World, **given: Any) -> tuple[str, str]:
    """A new webhook's id and secret."""
    made = world.payload(
        "LoyaltyWebhookCreate", world.admin, input={"name": "ERP", "url": HOOK, **given}
    )
    return made["webhook"]["id"], made["secret"]


def deliver(world: World) -> list[Delivery]:
    """What the workers do with all facts there are: once each, to every webhook that wants it."""
    facts = list(OutboxMessage.objects.order_by("pk"))
    rows = webhook_deliveries(facts, now=timezone.now(), using="default")
    Delivery.objects.bulk_create(rows)
    send(*rows)
    return rows


def send(*rows: Delivery) -> None:
    with WebhookBatch(rows, now=timezone.now()) as batch:
        for row in rows:
            batch.send(row)


def is_signed(request: Any, secret: str) -> bool:
    said = signature(
        secret,
        message_id=request.headers["webhook-id"],
        sent_at=int(request.headers["webhook-timestamp"]),
        body=request.body,
    )
    return said in request.headers["webhook-signature"].split(" ")


# Operations -----------------------------------------------------------------------------------


@runs("LoyaltyWebhookSubscribe")
def test_an_app_subscribes_itself(world: World, receiver: WebhookReceiver) -> None:
    app = world.shop.setup.app_token("MANAGE_DISCOUNTS", "MANAGE_USERS")
    made = world.payload(
        "LoyaltyWebhookSubscribe", app, url=receiver.url, events=["POINTS_POSTED", "TIER_RAISED"]
    )

    deliver(world)

    spent = next(
        request
        for request in receiver.received
        if json.loads(request.body)["data"]["entry"]["points"] < 0
    )
    assert is_signed(spent, made["secret"])
    body = json.loads(spent.body)
    entry = world.entry("REDEEM")
    fact = OutboxMessage.objects.get(entry=entry)
    assert body == {
        "id": f"fact_{fact.pk}",
        "type": "points_posted",
        "timestamp": fact.created_at.isoformat().replace("+00:00", "Z"),
        "data": {
            "accountId": world.account_gid,
            "customerId": world.ann.global_id,
            "programId": world.program_gid,
            "entry": {
                "id": gid("LoyaltyEntry", entry.pk),
                "kind": "REDEEM",
                "reasonCode": entry.reason,
                "points": -200,
                "balanceAfter": 800,
                "orderId": world.order_gid,
                "reversesId": None,
                "activatesAt": None,
                "expiresAt": None,
                "createdAt": entry.created_at.isoformat().replace("+00:00", "Z"),
            },
        },
    }
    # Ann's name and address stay in the shop.
    sent = b"".join(request.body for request in receiver.received)
    assert b"ann" not in sent.lower()
    assert len(receiver.received) == OutboxMessage.objects.filter(kind="points_posted").count()


@runs("LoyaltyWebhookCreate")
@runs("LoyaltyWebhookUpdate")
@runs("LoyaltyWebhook")
@runs("LoyaltyWebhooks")
@runs("LoyaltyProgramNames")
@runs("LoyaltyWebhookDelete")
def test_staff_keep_webhooks(world: World) -> None:
    webhook_id, secret = add(world, events=["BADGE_LOST", "BADGE_LOST"])
    assert secret.startswith("whsec_")
    assert WebhookTarget.objects.get().actor == f"user:{world.shop.admin.user_id}"

    named = world.run("LoyaltyProgramNames", world.admin, first=10)["loyaltyPrograms"]["edges"]
    assert {"id": world.program_gid, "name": "Loyalty"} in [edge["node"] for edge in named]
    changed = world.payload(
        "LoyaltyWebhookUpdate",
        world.admin,
        id=webhook_id,
        input={"name": "Till", "programId": world.program_gid, "isActive": False},
    )["webhook"]

    assert changed == {
        "id": webhook_id,
        "name": "Till",
        "url": HOOK,
        "events": ["BADGE_LOST"],
        "isActive": False,
        "failingSince": None,
        "previousSecretUntil": None,
        "createdAt": changed["createdAt"],
        "updatedAt": changed["updatedAt"],
        "program": {"id": world.program_gid, "name": "Loyalty"},
    }
    shown = world.run("LoyaltyWebhook", world.admin, id=webhook_id)
    assert shown == {"loyaltyWebhook": changed}
    other, _ = add(world)
    page = world.run("LoyaltyWebhooks", world.admin, first=1)["loyaltyWebhooks"]
    assert (page["totalCount"], page["pageInfo"]["hasNextPage"]) == (2, True)
    assert page["edges"][0]["node"] == changed
    elsewhere = {"programId": gid("LoyaltyProgram", UNKNOWN), "first": 5}
    page = world.run("LoyaltyWebhooks", world.admin, **elsewhere)["loyaltyWebhooks"]
    assert [edge["node"]["id"] for edge in page["edges"]] == [other]
    # Nobody is shown the secret again.
    assert secret not in str(world.run("LoyaltyWebhooks", world.admin, first=5))

    every = {"programId": None, "events": [], "isActive": True}
    world.payload("LoyaltyWebhookUpdate", world.admin, id=webhook_id, input=every)
    target = WebhookTarget.objects.get(name="Till")
    assert (target.program_id, target.events, target.is_active) == (None, [], True)
    rows = webhook_deliveries(
        list(OutboxMessage.objects.all()), now=timezone.now(), using="default"
    )
    Delivery.objects.bulk_create(rows)
    DeliveryAttempt.objects.create(
        delivery=rows[0], number=1, is_success=False, duration_ms=1, started_at=timezone.now()
    )
    gone = world.payload("LoyaltyWebhookDelete", world.admin, id=webhook_id)["webhook"]
    assert gone == {"id": webhook_id, "name": "Till"}
    assert world.run("LoyaltyWebhook", world.admin, id=webhook_id) == {"loyaltyWebhook": None}
    (kept,) = WebhookTarget.objects.all()
    assert not Delivery.objects.exclude(target=kept).exists()
    assert Delivery.objects.exists()
    world.payload("LoyaltyWebhookDelete", world.admin, id=other)


@runs("LoyaltyWebhookSecretChange")
def test_staff_change_the_secret(world: World, receiver: WebhookReceiver) -> None:
    webhook_id, first = add(world, url=receiver.url)

    made = world.payload("LoyaltyWebhookSecretChange", world.admin, id=webhook_id)

    until = datetime.fromisoformat(made["webhook"]["previousSecretUntil"])
    assert timedelta(hours=23) < until - timezone.now() <= timedelta(hours=24)
    assert made["secret"] != first
    deliver(world)
    assert all(
        is_signed(request, secret)
        for request in receiver.received
        for secret in (first, made["secret"])
    )
    third = world.payload("LoyaltyWebhookSecretChange", world.admin, id=webhook_id)["secret"]
    send(Delivery.objects.latest("pk"))
    last = receiver.received[-1]
    signed = [is_signed(last, secret) for secret in (first, made["secret"], third)]
    assert signed == [True, True, True]
    WebhookTarget.objects.update(previous_secrets_until=timezone.now())
    shown = world.run("LoyaltyWebhook", world.admin, id=webhook_id)["loyaltyWebhook"]
    assert shown["previousSecretUntil"] is None


@runs("LoyaltyWebhookTest")
def test_staff_try_a_webhook_out(world: World, receiver: WebhookReceiver) -> None:
    webhook_id, secret = add(world, url=receiver.url, isActive=False)

    good = world.payload("LoyaltyWebhookTest", world.admin, id=webhook_id)["trial"]
    receiver.behaviour = answers(404, b"Nothing here")
    bad = world.payload("LoyaltyWebhookTest", world.admin, id=webhook_id)["trial"]
    WebhookTarget.objects.update(url="http://127.0.0.1:9/")
    none = world.payload("LoyaltyWebhookTest", world.admin, id=webhook_id)["trial"]

    assert (good["statusCode"], good["response"], good["error"]) == (200, '{"ok":true}', "")
    assert (bad["statusCode"], bad["response"]) == (404, "Nothing here")
    assert bad["error"] == "It answered 404 Not Found."
    assert (none["statusCode"], none["response"]) == (None, "")
    assert none["error"] == "It could not be reached, or hung up."
    assert all(is_signed(request, secret) for request in receiver.received)
    assert [json.loads(request.body)["type"] for request in receiver.received] == ["test"] * 2
    assert Delivery.objects.filter(target__isnull=False).count() == 0


@runs("LoyaltyWebhookReplay")
def test_staff_send_requests_once_more(world: World, receiver: WebhookReceiver) -> None:
    webhook_id, _ = add(world, url=receiver.url)
    rows = deliver(world)
    first = receiver.received[:]
    assert len(rows) == len(first) > 1
    now = timezone.now()
    hour_ago = {"id": webhook_id, "since": (now - timedelta(hours=1)).isoformat()}
    nothing = world.payload("LoyaltyWebhookReplay", world.admin, **hour_ago)
    assert nothing["count"] == 0  # all of them wait already
    Delivery.objects.update(status="DELIVERED", attempts=1, finished_at=now)
    Delivery.objects.filter(pk=rows[0].pk).update(
        status="FAILED",
        attempts=8,
        error_code="GIVEN_UP",
        error="No.",
        created_at=now - timedelta(days=3),
    )

    one = world.payload(
        "LoyaltyWebhookReplay",
        world.admin,
        id=webhook_id,
        deliveryIds=[gid("LoyaltyDelivery", rows[0].pk)],
    )

    assert one == {"webhook": {"id": webhook_id}, "count": 1, "errors": []}
    again = Delivery.objects.get(pk=rows[0].pk)
    assert (again.status, again.error, again.error_code) == ("PENDING", "", "")
    assert (again.attempts, again.attempts_max, again.finished_at) == (8, 16, None)
    assert world.payload("LoyaltyWebhookReplay", world.admin, **hour_ago)["count"] == len(rows) - 1
    assert set(Delivery.objects.values_list("status", flat=True)) == {"PENDING"}
    send(*Delivery.objects.order_by("pk"))
    second = receiver.received[len(first) :]
    for name in ("webhook-id", "Content-Length"):
        assert [item.headers[name] for item in second] == [item.headers[name] for item in first]
    assert [item.body for item in second] == [item.body for item in first]


# Rights ---------------------------------------------------------------------------------------


def test_both_rights_are_needed(world: World, receiver: WebhookReceiver) -> None:
    """Webhooks carry a program's names out, and what customers do."""
    webhook_id, _ = add(world, url=receiver.url)
    setup, both = world.shop.setup, ("MANAGE_DISCOUNTS", "MANAGE_USERS")
    others = ("MANAGE_ORDERS", "MANAGE_CHECKOUTS")
    denied = [None, world.ann.token, setup.staff(*others).token, setup.app_token(*others)]
    for right in both:
        denied += [setup.staff(right, *others).token, setup.app_token(right, *others)]
    one = {"id": webhook_id}
    cases: dict[str, dict[str, Any]] = {
        "LoyaltyWebhooks": {"first": 5},
        "LoyaltyWebhook": one,
        "LoyaltyWebhookCreate": {"input": {"name": "Spy", "url": HOOK}},
        "LoyaltyWebhookSubscribe": {"url": HOOK, "events": []},
        "LoyaltyWebhookUpdate": {**one, "input": {"name": "Spy"}},
        "LoyaltyWebhookSecretChange": one,
        "LoyaltyWebhookTest": one,
        "LoyaltyWebhookReplay": {**one, "since": "2026-01-01T00:00:00Z"},
        "LoyaltyWebhookDelete": one,
    }
    before = books()
    for name, variables in cases.items():
        for token in denied:
            assert is_denied(world.post(DOCUMENTS[name], token, **variables)), name
    assert books() == before
    assert receiver.received == []
    for token in (setup.staff(*both).token, setup.app_token(*both)):
        shown = world.run("LoyaltyWebhook", token, id=webhook_id)
        assert shown["loyaltyWebhook"]["name"] == "ERP"


# Bad input ------------------------------------------------------------------------------------


def test_addresses_that_are_refused(world: World, settings: Any) -> None:
    settings.HTTP_IP_FILTER_ENABLED = True
    settings.HTTP_IP_FILTER_ALLOW_LOOPBACK_IPS = False

    def refuse(url: Any) -> tuple[str, str | None]:
        given = {"name": "ERP", "url": url}
        return refusal(world, "LoyaltyWebhookCreate", world.admin, input=given)

    addresses: list[str] = [
        "",
        "hook",
        "app.example.com/hook",
        "//app.example.com/hook",
        "https://",
        "https:///hook",
        "https://app.example.com:0/",
        "https://app.example.com:99999/",
        "https://app.example.com:x/",
        "https://[::1",
        "https://app.example.com/a b",
        "https://app.example.com\\@127.0.0.1/",
        "https://app.example.com/\nHost: x",
        "https://müller.example.com/",
        "ftp://app.example.com/hook",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "http://app.example.com/hook",
        "https://user:word@app.example.com/",
        "https://user@app.example.com/",
        "https://app.example.com/#part",
        f"https://app.example.com/{'a' * 2000}",
        "https://localhost/",
        "https://shop.localhost/",
        "https://127.0.0.1/",
        "https://127.1/",
        "https://2130706433/",
        "https://0x7f.0.0.1/",
        "https://0/",
        "https://10.0.0.1/",
        "https://172.16.5.4/",
        "https://192.168.1.1:8443/",
        "https://100.64.0.1/",
        "https://169.254.169.254/latest/meta-data",
        "https://224.0.0.1/",
        "https://[::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://[::ffff:10.0.0.1]/",
        "https://[fec0::1]/",
        "https://[::127.0.0.1]/",
        "https://[::ffff:0:127.0.0.1]/",
        "https://[fe80::1]/",
        "https://[fd00::1]/",
        "https://[64:ff9b::7f00:1]/",
    ]
    for url in addresses:
        assert refuse(url) == ("INVALID", "url"), url
    assert refuse(None) == ("REQUIRED", "url")


def test_addresses_that_are_taken(world: World, settings: Any) -> None:
    settings.HTTP_IP_FILTER_ENABLED = True
    settings.HTTP_IP_FILTER_ALLOW_LOOPBACK_IPS = False
    for url in (
        HOOK,
        " https://app.example.com ",
        "https://app.example.com:8443/hook?shop=1&x=%20",
        "https://8.8.8.8/",
        "https://[2606:4700::1111]/",
    ):
        assert add(world, url=url)
    settings.HTTP_IP_FILTER_ALLOW_LOOPBACK_IPS = True
    for url in ("http://127.0.0.1:3000/hook", "http://localhost:3000/hook", "http://[::1]/"):
        assert add(world, url=url)
    given = {"name": "ERP", "url": "http://10.0.0.1/"}
    assert refusal(world, "LoyaltyWebhookCreate", world.admin, input=given) == ("INVALID", "url")
    settings.HTTP_IP_FILTER_ENABLED = False
    assert add(world, url="http://10.0.0.1/")


def test_other_bad_input(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    webhook_id, _ = add(world)

    def refuse(**changes: Any) -> tuple[str, str | None]:
        given = {"name": "ERP", "url": HOOK, **changes}
        return refusal(world, "LoyaltyWebhookCreate", world.admin, input=given)

    check(
        refuse,
        [
            ({"name": None}, "REQUIRED", "name"),
            ({"name": " "}, "INVALID", "name"),
            ({"name": "a" * 256}, "INVALID", "name"),
            ({"name": "a\x00"}, "INVALID", "name"),
            ({"url": HOOK + "\x00"}, "INVALID", "url"),
            ({"events": None}, "REQUIRED", "events"),
            ({"isActive": None}, "REQUIRED", "isActive"),
            ({"programId": gid("LoyaltyProgram", UNKNOWN)}, "NOT_FOUND", "programId"),
            ({"programId": webhook_id}, "GRAPHQL_ERROR", "programId"),
        ],
    )
    for name in ("name", "url"):
        given = {"name": "ERP", "url": HOOK}
        del given[name]
        refused = refusal(world, "LoyaltyWebhookCreate", world.admin, input=given)
        assert refused == ("REQUIRED", name)
    wrong = {"input": {"name": "ERP", "url": HOOK, "events": ["MONEY_PRINTED"]}}
    assert "errors" in world.post(DOCUMENTS["LoyaltyWebhookCreate"], world.admin, **wrong)

    monkeypatch.setattr("saleor_loyalty_plugin.messages.webhooks.targets.TARGETS_MAX", 1)
    assert refuse() == ("INVALID", None)


def test_ids_that_name_no_webhook(world: World) -> None:
    unknown, other = gid("LoyaltyWebhook", UNKNOWN), world.program_gid
    since = {"since": "2026-01-01T00:00:00Z"}
    for name, variables in (
        ("LoyaltyWebhookUpdate", {"input": {"name": "ERP"}}),
        ("LoyaltyWebhookDelete", {}),
        ("LoyaltyWebhookSecretChange", {}),
        ("LoyaltyWebhookTest", {}),
        ("LoyaltyWebhookReplay", since),
    ):
        for webhook_id, code in ((unknown, "NOT_FOUND"), (other, "GRAPHQL_ERROR")):
            refused = refusal(world, name, world.admin, id=webhook_id, **variables)
            assert refused == (code, "id"), name
    body = world.post(DOCUMENTS["LoyaltyWebhook"], world.admin, id=other)
    assert body["errors"][0]["extensions"]["code"] == "GRAPHQL_ERROR"


def test_what_can_not_be_sent_again(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    webhook_id, _ = add(world)
    add(world, url=HOOK + "/2")
    facts = list(OutboxMessage.objects.order_by("pk"))
    rows = webhook_deliveries(facts, now=timezone.now(), using="default")
    Delivery.objects.bulk_create(rows)
    Delivery.objects.update(status="DELIVERED", finished_at=timezone.now())
    foreign = next(row for row in rows if gid("LoyaltyWebhook", row.target_id) != webhook_id)

    def refuse(**changes: Any) -> tuple[str, str | None]:
        return refusal(world, "LoyaltyWebhookReplay", world.admin, id=webhook_id, **changes)

    some = {"deliveryIds": [gid("LoyaltyDelivery", rows[0].pk)]}
    since = {"since": datetime(2026, 1, 1, tzinfo=UTC).isoformat()}
    theirs = {"deliveryIds": [gid("LoyaltyDelivery", foreign.pk)]}
    missing = {"deliveryIds": [gid("LoyaltyDelivery", UNKNOWN)]}
    check(
        refuse,
        [
            ({}, "REQUIRED", "since"),
            ({**some, **since}, "REQUIRED", "since"),
            (theirs, "NOT_FOUND", "deliveryIds"),
            (missing, "NOT_FOUND", "deliveryIds"),
            ({"deliveryIds": [webhook_id]}, "GRAPHQL_ERROR", "deliveryIds"),
            ({"deliveryIds": [gid("LoyaltyDelivery", 1)] * 101}, "GRAPHQL_ERROR", "deliveryIds"),
        ],
    )
    with monkeypatch.context() as patch:
        patch.setattr("saleor_loyalty_plugin.messages.webhooks.targets.REPLAY_MAX", 1)
        assert refuse(**since) == ("INVALID", "since")
    WebhookTarget.objects.update(is_active=False)
    assert refuse(**since) == ("INVALID", "id")


def test_the_same_webhook_twice_is_refused(world: World, receiver: WebhookReceiver) -> None:
    """Who sends a request again, since no answer came, would hear of everything twice."""
    add(world, url=receiver.url, events=["BADGE_LOST", "BADGE_UNLOCKED"])
    again = {
        "name": "Another name",
        "url": receiver.url,
        "events": ["BADGE_UNLOCKED", "BADGE_LOST"],
    }

    with pytest.raises(Refused) as refused:
        world.payload("LoyaltyWebhookCreate", world.admin, input=again)

    assert (refused.value.fields, refused.value.codes) == (["url"], ["INVALID"])
    assert WebhookTarget.objects.count() == 1
    add(world, url=receiver.url, events=["BADGE_LOST"])
