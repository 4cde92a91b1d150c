"""Deleting a webhook, however much it was sent."""

from datetime import timedelta
from threading import Thread

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from saleor_loyalty_plugin.messages import lanes
from saleor_loyalty_plugin.messages.deliver import deliver
from saleor_loyalty_plugin.messages.purge import purge_messages, purge_once_a_day
from saleor_loyalty_plugin.messages.webhooks import clearing, targets
from saleor_loyalty_plugin.messages.webhooks.clearing import clear_deleted
from saleor_loyalty_plugin.messages.webhooks.deliveries import webhook_deliveries
from saleor_loyalty_plugin.messages.webhooks.targets import (
    change_secret,
    delete_target,
    update_target,
)
from saleor_loyalty_plugin.models import (
    Account,
    Delivery,
    DeliveryAttempt,
    DeliveryPause,
    OutboxMessage,
    WebhookTarget,
)
from saleor_loyalty_plugin.rules.messages import DeliveryStatus
from saleor_loyalty_plugin.services.errors import LoyaltyProblem
from tests.locks import overtaken
from tests.messages.fact_builders import NOW, Time, accounts, delivery, fact
from tests.messages.webhook_builders import add_target


def sent_to(target: WebhookTarget, account: Account, number: int) -> None:
    for _ in range(number):
        row = delivery(account, target=target)
        DeliveryAttempt.objects.create(
            delivery=row, number=1, is_success=False, duration_ms=1, started_at=NOW
        )


@pytest.mark.django_db
def test_deleting_a_webhook_costs_the_same_whatever_it_was_sent(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(clearing, "BATCH", 2)
    [ann] = accounts(1)
    costs = []
    for number in (2, 20):
        target = add_target()
        sent_to(target, ann, number)
        with CaptureQueriesContext(connection) as queries:
            delete_target(target_id=target.pk, now=NOW)
        costs.append(len(queries))
        assert Delivery.objects.filter(target=target).count() == number - 2
    assert costs[0] == costs[1]

    other = delivery(ann, target=add_target())
    assert purge_once_a_day(now=NOW) == 18
    assert [row.pk for row in Delivery.objects.all()] == [other.pk]
    assert not DeliveryAttempt.objects.exists()


@pytest.mark.django_db
def test_what_is_run_often_clears_each_time() -> None:
    [ann] = accounts(1)
    purge_once_a_day(now=NOW)
    target = add_target()
    delete_target(target_id=target.pk, now=NOW)
    sent_to(target, ann, 3)
    assert purge_once_a_day(now=NOW) == 3


@pytest.mark.django_db
def test_a_deleted_webhook_is_gone_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clearing, "BATCH", 1)
    monkeypatch.setattr(targets, "TARGETS_MAX", 1)
    [ann] = accounts(1)
    told = fact(ann, "badge_unlocked", badgeId=1)
    target = add_target()
    sent_to(target, ann, 2)
    DeliveryPause.objects.create(key=f"webhook:{target.pk}", since=NOW, until=NOW)

    was = delete_target(target_id=target.pk, now=NOW)

    assert (was.name, was.is_active) == ("ERP", True)
    for again in (
        lambda: delete_target(target_id=target.pk, now=NOW),
        lambda: update_target(target_id=target.pk, settings={}, author="user:1", now=NOW),
    ):
        with pytest.raises(LoyaltyProblem, match="No webhook"):
            again()
    assert not WebhookTarget.objects.exists()
    assert not DeliveryPause.objects.exists()
    kept = WebhookTarget._base_manager.get()
    assert (kept.secret, kept.previous_secrets) == ("", [])
    facts = list(OutboxMessage.objects.filter(pk=told.pk))
    assert webhook_deliveries(facts, now=NOW, using="default") == []
    assert deliver(clock=Time(NOW)).skipped == 1
    assert Delivery.objects.get().error_code == "TARGET_GONE"
    # Neither in the way of the limit, nor of one that is just the same.
    add_target()


@pytest.mark.django_db
def test_its_row_goes_when_nobody_writes_for_it_any_more() -> None:
    [ann] = accounts(1)
    target = add_target()
    delete_target(target_id=target.pk, now=NOW)
    # A relay that had read it before.
    sent_to(target, ann, 1)

    assert purge_messages(now=NOW + timedelta(minutes=59)) == 1
    assert WebhookTarget._base_manager.exists()
    assert purge_messages(now=NOW + timedelta(minutes=60)) == 0
    assert not WebhookTarget._base_manager.exists()


@pytest.mark.django_db
def test_a_row_that_another_holds_keeps_the_target(monkeypatch: pytest.MonkeyPatch) -> None:
    [ann] = accounts(1)
    target = add_target()
    delete_target(target_id=target.pk, now=NOW)
    sent_to(target, ann, 1)
    monkeypatch.setattr(clearing, "_clear_batch", lambda *_: 0)

    clear_deleted(now=NOW + timedelta(days=1))

    assert WebhookTarget._base_manager.exists()


def test_requests_are_queued_while_a_webhook_is_changed(committing_db: None) -> None:
    """The relay waits for nobody, since nothing else is relayed while it does."""
    [ann] = accounts(1)
    target = add_target()
    raised: list[Exception] = []

    def queue() -> None:
        try:
            with connection.cursor() as cursor:
                cursor.execute("SET lock_timeout = '5s'")
            delivery(ann, target=target)
        except Exception as error:
            raised.append(error)
        finally:
            connection.close()

    with transaction.atomic():
        settings = {"url": "https://app.example.com/2"}
        update_target(target_id=target.pk, settings=settings, author="user:1", now=NOW)
        change_secret(target_id=target.pk, author="user:1", now=NOW)
        delete_target(target_id=target.pk, now=NOW)
        thread = Thread(target=queue)
        thread.start()
        thread.join(20)
    assert raised == []


def test_a_request_that_was_sent_meanwhile_has_nothing_to_be_noted_of(committing_db: None) -> None:
    [ann] = accounts(1)
    target = add_target()
    row = delivery(ann, target=target)
    claimed = lanes.claim(now=NOW, limit=1, using="default")
    started = lanes.start(delivery_id=row.pk, token=claimed.token, now=NOW, using="default")
    assert started is not None
    outcome = lanes.Outcome(status=DeliveryStatus.DELIVERED, due_at=NOW)

    assert not overtaken(
        lambda: lanes.finish(started, outcome, now=NOW, using="default"),
        by=lambda: delete_target(target_id=target.pk, now=NOW),
    )
    assert not DeliveryAttempt.objects.exists()
