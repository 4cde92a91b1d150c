"""Dead letters are tried again, old rows go, and commands say how things are."""

from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from saleor_loyalty_plugin.messages import deliver as deliver_module
from saleor_loyalty_plugin.messages import purge, retries
from saleor_loyalty_plugin.messages import relay as relay_module
from saleor_loyalty_plugin.messages.deliver import deliver
from saleor_loyalty_plugin.messages.pauses import WayDown
from saleor_loyalty_plugin.messages.purge import purge_messages, purge_once_a_day
from saleor_loyalty_plugin.messages.relay import relay
from saleor_loyalty_plugin.messages.retries import retry_given_up
from saleor_loyalty_plugin.models import Delivery, DeliveryAttempt, DeliveryPause, OutboxMessage
from saleor_loyalty_plugin.rules.messages import MessageKind
from sandbox.shop.models import User
from tests.messages.fact_builders import (
    NOW,
    Post,
    Time,
    accounts,
    credit,
    delivery,
    fact,
    members,
    sends,
)
from tests.messages.webhook_builders import add_target

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def failed(account: Any, **values: Any) -> Delivery:
    fields = {"status": "FAILED", "attempts": 8, "error_code": "GIVEN_UP", "finished_at": NOW}
    return delivery(account, **(fields | values))


def test_what_was_given_up_is_tried_again_with_all_its_tries(way: Post) -> None:
    ann, bob = accounts(2)
    letter, sent = failed(ann), delivery(bob, status="DELIVERED", finished_at=NOW)

    assert retry_given_up(delivery_ids=[letter.pk, sent.pk, 0], now=NOW + 30 * DAY) == 1
    assert retry_given_up(delivery_ids=[letter.pk], now=NOW + 30 * DAY) == 0
    assert deliver(clock=Time(NOW + 30 * DAY)).sent == 1

    letter.refresh_from_db()
    assert (letter.status, letter.attempts, letter.attempts_max) == ("DELIVERED", 9, 16)


def test_what_waited_too_long_is_sent_after_all(way: Post) -> None:
    [ann] = accounts(1)
    letter = delivery(ann)
    assert deliver(clock=Time(NOW + 8 * DAY)).failed == 1

    retry_given_up(delivery_ids=[letter.pk], now=NOW + 9 * DAY)

    assert deliver(clock=Time(NOW + 9 * DAY)).sent == 1


def test_what_is_tried_again_is_news_for_another_week(way: Post) -> None:
    [ann] = accounts(1)
    letter = failed(ann)
    retry_given_up(delivery_ids=[letter.pk], now=NOW + 30 * DAY)

    assert deliver(clock=Time(NOW + 38 * DAY)).failed == 1

    letter.refresh_from_db()
    assert (letter.status, letter.error_code, way.handed) == ("FAILED", "TOO_LATE", [])


def test_a_fact_that_could_not_be_read_is_relayed_again() -> None:
    sends(MessageKind.BADGE_UNLOCKED)
    [ann] = accounts(1)
    bad = OutboxMessage.objects.create(
        account=ann, kind="badge_unlocked", payload=["what"], created_at=NOW
    )
    relay(now=NOW)
    letter = Delivery.objects.get()
    assert retry_given_up(delivery_ids=[letter.pk], now=NOW) == 1
    relay(now=NOW)
    again = Delivery.objects.exclude(pk=letter.pk).get()
    assert (again.status, again.error_code) == ("FAILED", "FACT_UNREADABLE")
    OutboxMessage.objects.filter(pk=bad.pk).update(payload={"badgeId": 1})

    retry_given_up(delivery_ids=[again.pk], now=NOW)
    relay(now=NOW)

    rows = Delivery.objects.order_by("pk").values_list("status", "kind", "error_code")
    assert list(rows) == [
        ("SKIPPED", "badge_unlocked", "RELAYED_AGAIN"),
        ("SKIPPED", "badge_unlocked", "RELAYED_AGAIN"),
        ("PENDING", "BADGE_UNLOCKED", ""),
    ]


def test_a_dead_letter_whose_fact_was_cleared_away_stays() -> None:
    [ann] = accounts(1)
    letter = failed(ann, fact_id=12345, error_code="FACT_UNREADABLE")

    assert retry_given_up(delivery_ids=[letter.pk], now=NOW) == 0
    assert Delivery.objects.get().status == "FAILED"


def test_retries_cost_the_same_for_many() -> None:
    rows = accounts(20)
    costs = []
    for number in (1, 20):
        ids = [failed(row).pk for row in rows[:number]]
        with CaptureQueriesContext(connection) as queries:
            assert retry_given_up(delivery_ids=ids, now=NOW) == number
        costs.append(len(queries))
    assert costs[0] == costs[1]


def test_old_rows_go_and_what_is_pending_stays(
    monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    monkeypatch.setattr(purge, "BATCH", 2)
    settings.LOYALTY_MESSAGES_KEEP_DAYS = 10
    [ann] = accounts(1)
    old = [delivery(ann, status="DELIVERED", finished_at=NOW) for _ in range(5)]
    old.append(failed(ann))
    DeliveryAttempt.objects.create(
        delivery=old[0], number=1, is_success=True, duration_ms=1, started_at=NOW
    )
    stays = {
        delivery(ann).pk,
        delivery(ann, status="DELIVERED", finished_at=NOW + 5 * DAY).pk,
        delivery(ann, now=NOW + 5 * DAY, status="SKIPPED", finished_at=NOW + 5 * DAY).pk,
    }
    told = fact(ann, "badge_lost")
    OutboxMessage.objects.filter(pk=told.pk).update(delivered_at=NOW)
    untold = fact(ann, "badge_lost")

    assert purge_messages(now=NOW + 10 * DAY) == 0
    assert purge_messages(now=NOW + 11 * DAY) == 7

    assert set(Delivery.objects.values_list("pk", flat=True)) == stays
    assert [row.pk for row in OutboxMessage.objects.all()] == [untold.pk]


def test_nothing_is_kept_of_customers_who_are_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(purge, "PEOPLE_BATCH", 2)
    rows = members(5)
    target = add_target()
    said = {"recipient": "member1@example.com", "subject": "Hello", "error": "550 member1"}
    done = {"status": "FAILED", "finished_at": NOW, **said}
    emails = [delivery(row, **done) for row in rows]
    request = delivery(rows[0], target=target, **(done | {"recipient": "ERP", "error": "500"}))
    pending = delivery(rows[0], **said)
    for row in (emails[0], emails[1]):
        DeliveryAttempt.objects.create(
            delivery=row, number=1, is_success=False, duration_ms=1, started_at=NOW, response="No."
        )
    gone = [rows[0], rows[4]]
    User.objects.filter(pk__in=[row.customer_id for row in gone]).delete()

    for _again in range(2):
        purge_messages(now=NOW)

    kept = Delivery.objects.filter(recipient="", subject="", error="")
    assert set(kept) == {emails[0], emails[4]}
    assert set(Delivery.objects.exclude(pk__in=kept)) == {*emails[1:4], request, pending}
    responses = DeliveryAttempt.objects.order_by("pk").values_list("response", flat=True)
    assert list(responses) == ["", "No."]


def test_to_forget_customers_costs_the_same_for_many() -> None:
    done = {"status": "DELIVERED", "finished_at": NOW, "recipient": "member@example.com"}
    rows = members(21)
    costs = []
    for some in (rows[:1], rows[1:]):
        for row in some:
            delivery(row, **done)
        User.objects.filter(pk__in=[row.customer_id for row in some]).delete()
        with CaptureQueriesContext(connection) as queries:
            purge_messages(now=NOW)
        costs.append(len(queries))
    assert costs[0] == costs[1]
    assert not Delivery.objects.exclude(recipient="").exists()


def test_what_staff_send_again_amid_a_purge_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    [ann] = accounts(1)
    old, letter = delivery(ann, status="DELIVERED", finished_at=NOW), failed(ann)
    DeliveryAttempt.objects.create(
        delivery=letter, number=8, is_success=False, duration_ms=1, started_at=NOW
    )
    now, real = NOW + 91 * DAY, purge._delete

    def delete(model: Any, ids: Any, *rest: Any) -> int:
        assert {old.pk, letter.pk} == set(ids)
        retry_given_up(delivery_ids=[letter.pk], now=now)
        return real(model, ids, *rest)

    monkeypatch.setattr(purge, "_delete", delete)

    assert purge_messages(now=now) == 1

    assert Delivery.objects.get().status == "PENDING"
    assert DeliveryAttempt.objects.get().delivery_id == letter.pk


def test_a_purge_reads_no_further_than_the_first_that_is_young(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(purge, "BATCH", 2)
    [ann] = accounts(1)
    sent = {"status": "DELIVERED", "finished_at": NOW}
    for _ in range(3):
        delivery(ann, **sent)
    costs = []
    for number in (1, 20):
        for _ in range(number):
            delivery(ann, now=NOW + 100 * DAY, status="DELIVERED", finished_at=NOW + 100 * DAY)
        delivery(ann, **sent)
        with CaptureQueriesContext(connection) as queries:
            purge_messages(now=NOW + 91 * DAY)
        costs.append(len(queries))
    # The second reads one batch: what lies behind the young is left to a later purge.
    assert costs[1] < costs[0]
    assert Delivery.objects.filter(created_at=NOW).count() == 1


def test_what_is_run_often_purges_once_a_day() -> None:
    [ann] = accounts(1)
    old = {"status": "DELIVERED", "finished_at": NOW}
    moment = NOW + 91 * DAY
    counts = []
    for now in (moment, moment + DAY / 2, moment + DAY):
        delivery(ann, **old)
        counts.append(purge_once_a_day(now=now))
    assert counts == [1, 0, 2]


def test_ways_that_nobody_tries_any_more_are_forgotten() -> None:
    for key, days in (("email:old", -2), ("email:in-use", 0)):
        until = NOW + days * DAY
        DeliveryPause.objects.create(key=key, since=until, until=until)

    purge_messages(now=NOW)

    assert [row.key for row in DeliveryPause.objects.all()] == ["email:in-use"]


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("loyalty_messages", *arguments, stdout=out, stderr=StringIO())
    return out.getvalue()


def test_the_command_says_how_things_are_and_sends(way: Post) -> None:
    sends(MessageKind.POINTS_CREDITED)
    now = timezone.now()
    ann, bob = accounts(2)
    credit([ann, bob], 50, now=now - timedelta(minutes=5))
    failed(ann, now=now, finished_at=now)

    said = run()
    assert "not relayed: 2, for 300 s" in said
    lost = Delivery.objects.get(status="FAILED")
    assert f"Given up: 1\n  number {lost.pk}: {lost.kind}, e-mail, account {ann.pk}: " in said

    assert "Relayed 2 facts, sent 2 messages, skipped 0" in run("--drain")
    assert "1 deliveries are tried again" in run("--retry")
    assert "sent 1 messages" in run("--drain")
    assert "Given up: 0" in run()
    with pytest.raises(CommandError, match="numbers"):
        run("--retry", "all")


def test_the_command_names_what_does_not_work(way: Post) -> None:
    [ann] = accounts(1)
    delivery(ann, now=timezone.now())

    def down(_item: Delivery) -> None:
        raise WayDown("email:one", "connection refused")

    way.fails = down
    run("--drain")

    assert "Does not work: email:one: connection refused" in run()


def test_loyalty_settle_sends_too(way: Post) -> None:
    sends(MessageKind.POINTS_CREDITED)
    credit(accounts(2), 50, now=timezone.now())
    out = StringIO()

    call_command("loyalty_settle", stdout=out, stderr=StringIO())

    assert "sent 2 messages" in out.getvalue()


def test_the_docs_name_each_code() -> None:
    """Of what stands in the way of a delivery."""
    text = (Path(__file__).parents[2] / "docs" / "messages.md").read_text()
    codes = {
        value
        for module in (deliver_module, relay_module, retries)
        for name, value in vars(module).items()
        if name.isupper() and isinstance(value, str) and value.isupper()
    }

    assert len(codes) == 8
    assert {code for code in codes if f"| `{code}` |" not in text} == set()
