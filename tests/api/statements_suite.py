"""Statements in the API: each ready operation, who may use it, and bad input; in every host."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from saleor_loyalty_plugin.models import Delivery
from tests.api.bad_input_suite import check, refusal
from tests.api.denials_suite import is_denied
from tests.api.operations_suite import runs
from tests.api.world import DOCUMENTS, World, books, gid
from tests.contract.driver import Shop


@pytest.fixture
def world(shop: Shop) -> World:
    return World.build(shop)


def sent(world: World) -> list[tuple[dict[str, Any], str]]:
    rows = Delivery.objects.filter(kind="STATEMENT").order_by("pk")
    return [(row.payload, row.status) for row in rows]


@runs("MyLoyaltyStatement")
def test_customer_reads_a_statement(world: World) -> None:
    today = timezone.now().date()
    start = (today - timedelta(days=1)).isoformat()

    me = world.run(
        "MyLoyaltyStatement",
        world.ann.token,
        channel=world.channel.slug,
        **{"from": start},
        languageCode="DE",
    )["me"]

    statement = me["loyalty"]["statement"]
    html = statement.pop("html")
    assert statement == {
        "firstDay": start,
        "lastDay": today.isoformat(),
        "openingBalance": 0,
        "pointsReceived": 1058,
        "pointsSpent": 200,
        "closingBalance": 858,
        "entriesCount": 3,
    }
    assert html.startswith("<!doctype html>")
    assert '<html lang="de">' in html
    assert "ann@example.com" in html
    assert "1.058" in html


@runs("LoyaltyAccountStatement")
def test_staff_read_the_statement_of_last_month(world: World) -> None:
    found = world.run("LoyaltyAccountStatement", world.admin, id=world.account_gid)

    statement = found["loyaltyAccount"]["statement"]
    last = timezone.now().date().replace(day=1) - timedelta(days=1)
    assert statement["firstDay"] == last.replace(day=1).isoformat()
    assert statement["lastDay"] == last.isoformat()
    assert (statement["openingBalance"], statement["closingBalance"]) == (0, 0)
    assert statement["entriesCount"] == 0
    assert "There were no movements." in statement["html"]


@runs("MyLoyaltyStatementSend")
def test_customer_has_a_statement_sent_once_a_day(world: World) -> None:
    today = timezone.now().date().isoformat()

    for _ in range(2):
        payload = world.payload("MyLoyaltyStatementSend", world.ann.token, **{"from": today})
        assert payload["account"] == {"id": world.account_gid}

    assert sent(world) == [({"from": today, "to": today, "requested": True}, "PENDING")]


@runs("LoyaltyStatementSend")
def test_staff_send_a_few_statements_a_day(world: World) -> None:
    days = [date(2025, 1, day).isoformat() for day in range(1, 7)]

    for day in days[:5]:
        world.payload("LoyaltyStatementSend", world.admin, accountId=world.account_gid, **span(day))
    refused = refusal(
        world, "LoyaltyStatementSend", world.admin, accountId=world.account_gid, **span(days[5])
    )

    assert refused == ("LIMIT_EXCEEDED", None)
    assert [payload["from"] for payload, _ in sent(world)] == days[:5]


def span(day: str) -> dict[str, str]:
    return {"from": day, "to": day}


def test_statements_are_for_the_customer_and_for_staff_who_may_see_customers(world: World) -> None:
    other = world.shop.setup.staff("MANAGE_ORDERS", "MANAGE_DISCOUNTS").token
    before = books()
    variables = {"accountId": world.account_gid}

    for token in (None, world.ann.token, world.bob.token, other):
        body = world.post(DOCUMENTS["LoyaltyStatementSend"], token, **variables)
        assert is_denied(body), token
        assert not body["data"]["loyaltyStatementSend"]
    for token in (None, world.bob.token, other):
        body = world.post(DOCUMENTS["LoyaltyAccountStatement"], token, id=world.account_gid)
        assert is_denied(body), token
        assert body["data"]["loyaltyAccount"] is None
    of_ann = "mutation ($id: ID!) { loyaltyStatementSend(customerId: $id) { errors { code } } }"
    assert is_denied(world.post(of_ann, world.bob.token, id=world.ann.global_id))
    assert books() == before
    assert sent(world) == []


def test_statements_of_bad_days(world: World) -> None:
    future = (timezone.now().date() + timedelta(days=2)).isoformat()

    def refuse(**changes: Any) -> tuple[str, str | None]:
        return refusal(world, "MyLoyaltyStatementSend", world.ann.token, **changes)

    check(
        refuse,
        [
            ({"to": "2025-01-01"}, "REQUIRED", "from"),
            ({"from": "2025-01-02", "to": "2025-01-01"}, "INVALID", "to"),
            ({"from": future}, "INVALID", "from"),
            ({"from": future, "to": future}, "INVALID", "from"),
            ({"from": "2001-01-01"}, "INVALID", "from"),
            ({"from": "0001-01-01", "to": "0001-01-02"}, "INVALID", "from"),
            ({"channel": "nowhere"}, "NOT_FOUND", "channel"),
        ],
    )
    missing = refusal(world, "MyLoyaltyStatementSend", world.bob.token)
    assert missing == ("NOT_FOUND", "customerId")
    read = world.post(
        DOCUMENTS["LoyaltyAccountStatement"], world.admin, id=world.account_gid, to="2025-01-01"
    )
    assert read["errors"][0]["message"] == "Name the first day, too."
    for text in ("soon", "2025-13-01", 7):
        body = world.post(DOCUMENTS["MyLoyaltyStatementSend"], world.ann.token, **{"from": text})
        assert body["errors"], text
    assert sent(world) == []


def test_statements_of_a_page_of_accounts_cost_the_same(world: World) -> None:
    query = (
        "{ loyaltyAccounts(first: 20) { edges { node { statement { closingBalance html } } } } }"
    )

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            body = world.post(query, world.admin)
        assert "errors" not in body
        return len(queries)

    one = cost()
    for number in range(5):
        world.shop.credit(world.shop.setup.customer(f"more{number}@example.com"), 10)

    assert cost() == one


def test_a_statement_of_nobody(world: World) -> None:
    body = world.post(
        DOCUMENTS["LoyaltyStatementSend"], world.admin, accountId=gid("LoyaltyAccount", 2**40)
    )
    errors = body["data"]["loyaltyStatementSend"]["errors"]
    assert [(item["code"], item["field"]) for item in errors] == [("NOT_FOUND", "accountId")]
