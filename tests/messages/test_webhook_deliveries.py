"""From a fact to a receiver: relayed, sent in order, tried again, given a rest, sent once more."""

import json
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from saleor_loyalty_plugin.messages.deliver import deliver
from saleor_loyalty_plugin.messages.relay import relay
from saleor_loyalty_plugin.messages.webhooks.targets import replay, update_target
from saleor_loyalty_plugin.models import (
    Delivery,
    DeliveryAttempt,
    DeliveryPause,
    EntryKind,
    OutboxMessage,
    WebhookTarget,
)
from tests.ledger.builders import Books
from tests.messages.webhook_builders import add_target
from tests.webhook_server import Handler, WebhookReceiver, answers, running_receiver


class Clock:
    """Time that stands still until it is put forward: no request takes long, however busy it is."""

    def __init__(self) -> None:
        self.now = timezone.now()

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **distance: float) -> None:
        self.now += timedelta(**distance)


@pytest.fixture
def books(committing_db: None) -> Books:
    return Books()


@pytest.fixture
def receiver(settings: Any) -> Iterator[WebhookReceiver]:
    settings.HTTP_IP_FILTER_ALLOW_LOOPBACK_IPS = True
    with running_receiver() as running:
        yield running


def entries_heard(receiver: WebhookReceiver) -> dict[str, list[int]]:
    """The points that the receiver has taken, of each account, in the order of arrival."""
    heard: defaultdict[str, list[int]] = defaultdict(list)
    for request in receiver.received:
        data = json.loads(request.body)["data"]
        heard[data["accountId"]].append(data["entry"]["points"])
    return dict(heard)


def test_each_account_is_heard_of_in_order_whatever_fails(
    books: Books, receiver: WebhookReceiver
) -> None:
    add_target(receiver.url, events=["points_posted"])
    accounts = [books.account() for _ in range(8)]
    for points in (1, 2, 3, 4, 5):
        for account in accounts:
            books.post(account, points)
    tries: list[str] = []
    taken: list[bytes] = []

    def every_third_fails(handler: Handler) -> None:
        request = receiver.received[-1]
        tries.append(request.headers["webhook-id"])
        if len(tries) % 3 == 0:
            receiver.received.remove(request)
            handler.answer(500)
        else:
            taken.append(request.body)
            handler.answer(200)

    receiver.behaviour = every_third_fails
    clock = Clock()
    relay(now=clock())
    for _ in range(40):
        deliver(clock=clock)
        clock.forward(minutes=40)

    assert set(Delivery.objects.values_list("status", flat=True)) == {"DELIVERED"}
    heard = entries_heard(receiver)
    assert len(heard) == 8
    assert all(points == [1, 2, 3, 4, 5] for points in heard.values())
    assert len(taken) == len(set(taken)) == 40
    assert len(tries) > 50
    failed = DeliveryAttempt.objects.filter(is_success=False)
    assert set(failed.values_list("status_code", flat=True)) == {500}
    assert DeliveryAttempt.objects.count() == len(tries)


def test_a_receiver_that_is_down_is_left_alone_for_a_while(
    books: Books, receiver: WebhookReceiver
) -> None:
    target = add_target(receiver.url)
    receiver.behaviour = answers(503, b"Back soon")
    for _ in range(30):
        books.account(points=5)
    clock = Clock()
    relay(now=clock())
    deliver(clock=clock)
    # One has found out for all.
    assert len(receiver.received) == 1
    pause = DeliveryPause.objects.get()
    assert (pause.pk, pause.error) == (
        f"webhook:{target.pk}",
        "It answered 503 Service Unavailable.",
    )
    attempt = DeliveryAttempt.objects.get()
    assert (attempt.status_code, attempt.response) == (503, "Back soon")
    assert WebhookTarget.objects.get().failing_since is not None

    receiver.behaviour = answers(200)
    for _ in range(3):
        clock.forward(minutes=20)
        deliver(clock=clock)
    assert set(Delivery.objects.values_list("status", flat=True)) == {"DELIVERED"}
    assert len({request.body for request in receiver.received}) == 30
    assert not DeliveryPause.objects.exists()
    assert WebhookTarget.objects.get().failing_since is None


def test_a_request_that_the_receiver_cant_digest_keeps_no_other_from_it(
    books: Books, receiver: WebhookReceiver
) -> None:
    add_target(receiver.url)
    for _ in range(30):
        books.account(points=5)
    clock = Clock()
    relay(now=clock())
    bad = Delivery.objects.earliest("pk")

    def breaks(handler: Handler) -> None:
        is_bad = receiver.received[-1].headers["webhook-id"] == bad.payload["id"]
        handler.answer(502 if is_bad else 200)

    receiver.behaviour = breaks
    deliver(clock=clock)
    clock.forward(seconds=40)
    deliver(clock=clock)
    assert Delivery.objects.filter(status="DELIVERED").count() == 29
    for _ in range(7):
        bad.refresh_from_db()
        assert bad.status == "PENDING"
        clock.now = bad.due_at + timedelta(seconds=1)
        deliver(clock=clock)

    bad.refresh_from_db()
    assert (bad.status, bad.error_code, bad.attempts) == ("FAILED", "GIVEN_UP", 8)
    # The first one, which found the app down, was none of these.
    assert bad.tries.count() == 9
    assert set(bad.tries.values_list("status_code", flat=True)) == {502}


def test_a_new_address_needs_no_waiting(books: Books, receiver: WebhookReceiver) -> None:
    target = add_target("http://127.0.0.1:9/")
    books.account(points=5)
    clock = Clock()
    relay(now=clock())
    deliver(clock=clock)
    assert DeliveryPause.objects.exists()
    settings = {"url": receiver.url}
    update_target(target_id=target.pk, settings=settings, author="user:1", now=clock())
    assert not DeliveryPause.objects.exists()
    clock.forward(minutes=2)
    deliver(clock=clock)
    assert len(receiver.received) == 1


def test_a_private_address_is_tried_again_and_given_up_at_last(
    books: Books, receiver: WebhookReceiver, settings: Any
) -> None:
    """A name may stand for one for a minute, as when the shop's own look-ups go wrong."""
    add_target(receiver.url)
    for _ in range(2):
        books.account(points=5)
    clock = Clock()
    relay(now=clock())
    settings.HTTP_IP_FILTER_ALLOW_LOOPBACK_IPS = False
    deliver(clock=clock)
    rows = Delivery.objects.values_list("status", "error_code", "attempts")
    assert set(rows) == {("PENDING", "TRY_AGAIN", 1)}
    assert not DeliveryPause.objects.exists()

    settings.HTTP_IP_FILTER_ALLOW_LOOPBACK_IPS = True
    clock.forward(minutes=2)
    assert deliver(clock=clock).sent == 2

    settings.HTTP_IP_FILTER_ALLOW_LOOPBACK_IPS = False
    books.account(points=5)
    relay(now=clock())
    for _ in range(8):
        deliver(clock=clock)
        last = Delivery.objects.latest("pk")
        clock.now = last.due_at + timedelta(seconds=1)
    assert (last.status, last.error_code, last.attempts) == ("FAILED", "GIVEN_UP", 8)
    assert len(receiver.received) == 2


def test_what_waits_for_a_target_that_is_off_is_skipped(
    books: Books, receiver: WebhookReceiver
) -> None:
    target = add_target(receiver.url)
    receiver.behaviour = answers(410)
    for _ in range(3):
        books.account(points=5)
    clock = Clock()
    relay(now=clock())
    deliver(clock=clock)
    codes = sorted(Delivery.objects.values_list("status", "error_code"))
    assert codes == [("PENDING", "TRY_AGAIN"), ("SKIPPED", "TARGET_OFF"), ("SKIPPED", "TARGET_OFF")]
    # Nothing is kept for it while it is off.
    books.account(points=5)
    relay(now=clock())
    clock.forward(minutes=10)
    deliver(clock=clock)
    assert Delivery.objects.filter(status="SKIPPED").count() == Delivery.objects.count() == 3

    receiver.behaviour = answers(200)
    update_target(target_id=target.pk, settings={"is_active": True}, author="user:1", now=clock())
    receiver.received.clear()
    since = timezone.now() - timedelta(hours=1)
    assert replay(target_id=target.pk, since=since, now=clock())[1] == 3
    deliver(clock=clock)
    facts = OutboxMessage.objects.order_by("pk")[:3]
    ids = [request.headers["webhook-id"] for request in receiver.received]
    assert sorted(ids) == [f"fact_{fact.pk}" for fact in facts]
    assert set(Delivery.objects.values_list("status", "recipient")) == {("DELIVERED", "ERP")}


def test_imports_are_heard_of_too(books: Books, receiver: WebhookReceiver) -> None:
    """Apps want all movements, also those that bring no e-mail."""
    add_target(receiver.url)
    account = books.account()
    books.post(account, 500, kind=EntryKind.IMPORT)
    clock = Clock()
    relay(now=clock())
    deliver(clock=clock)
    assert list(entries_heard(receiver).values()) == [[500]]
