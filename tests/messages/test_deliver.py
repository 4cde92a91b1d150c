"""What is due is sent: in order in each lane, once, and again when it didn't work."""

import smtplib
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext

from saleor_loyalty_plugin.messages import lanes
from saleor_loyalty_plugin.messages.deliver import deliver
from saleor_loyalty_plugin.messages.pauses import WayDown
from saleor_loyalty_plugin.messages.retries import retry_given_up
from saleor_loyalty_plugin.messages.ways import DeliveryRefused, NotTaken
from saleor_loyalty_plugin.models import (
    Delivery,
    DeliveryAttempt,
    DeliveryPause,
    SweepCursor,
    WebhookTarget,
)
from saleor_loyalty_plugin.rules.messages import ATTEMPTS_MAX, DeliveryStatus
from tests.messages.fact_builders import NOW, Post, Time, accounts, delivery

pytestmark = pytest.mark.django_db


def target() -> WebhookTarget:
    return WebhookTarget.objects.create(
        name="App", url="https://app.example.com", secret="s", created_at=NOW, updated_at=NOW
    )


def statuses() -> list[str]:
    return list(Delivery.objects.order_by("pk").values_list("status", flat=True))


def fails(error: Exception, *, for_numbers: set[int] | None = None) -> Any:
    def fail(item: Delivery) -> None:
        if for_numbers is None or item.payload["number"] in for_numbers:
            raise error

    return fail


class Refused(DeliveryRefused):
    code = "UNWANTED"


def test_everything_that_is_due_is_sent(way: Post) -> None:
    *rows, last = accounts(51)
    for row in rows:
        delivery(row)
    later = delivery(last, now=NOW, due_at=NOW + timedelta(hours=1))
    clock = Time()

    done = deliver(clock=clock)

    assert (done.sent, done.has_more) == (50, False)
    assert len(way.handed) == 50
    sent = Delivery.objects.exclude(pk=later.pk)
    assert set(sent.values_list("status", flat=True)) == {"DELIVERED"}
    first = sent.earliest("pk")
    assert (first.recipient, first.subject) == ("customer1@example.com", "Points")
    assert first.finished_at is not None and first.attempts == 1
    attempt = DeliveryAttempt.objects.get(delivery=first)
    assert (attempt.number, attempt.is_success, attempt.status_code) == (1, True, 250)
    assert deliver(clock=clock).total == 0


def test_a_lane_is_sent_in_its_order(way: Post) -> None:
    ann, bob = accounts(2)
    hook = target()
    for kind in ("a", "b", "c"):
        delivery(ann, kind=kind)
        delivery(bob, kind=kind)
        delivery(ann, kind=f"hook {kind}", target=hook)

    deliver(clock=Time())

    assert [kind for kind in way.kinds(ann) if "hook" not in kind] == ["a", "b", "c"]
    assert [kind for kind in way.kinds(ann) if "hook" in kind] == ["hook a", "hook b", "hook c"]
    assert way.kinds(bob) == ["a", "b", "c"]


def test_a_long_lane_holds_up_no_other(way: Post) -> None:
    ann, bob = accounts(2)
    for number in range(250):
        delivery(ann, kind=str(number))
    delivery(bob)

    deliver(clock=Time(), limit=2)
    assert {item.account_id for item in way.handed} >= {ann.pk}
    deliver(clock=Time(NOW + timedelta(minutes=1)))

    assert way.kinds(ann) == [str(number) for number in range(250)]
    assert len(way.kinds(bob)) == 1


def test_a_lane_waits_while_its_head_waits(way: Post) -> None:
    ann, bob = accounts(2)
    first, _ = delivery(ann, kind="a"), delivery(ann, kind="b")
    delivery(bob)
    way.fails = fails(ConnectionError("no"), for_numbers={first.payload["number"]})
    clock = Time()

    done = deliver(clock=clock)

    assert (done.sent, done.retried) == (1, 1)
    first.refresh_from_db()
    assert (first.status, first.attempts, first.error_code) == ("PENDING", 1, "TRY_AGAIN")
    assert first.error == "ConnectionError: no"
    assert NOW + timedelta(seconds=50) < first.due_at < NOW + timedelta(seconds=70)
    clock.go_on(seconds=30)
    assert deliver(clock=clock).total == 0
    way.fails = lambda _item: None
    clock.go_on(seconds=60)
    assert deliver(clock=clock).sent == 2
    assert way.kinds(ann) == ["a", "b"]
    tries = DeliveryAttempt.objects.filter(delivery=first).order_by("pk")
    assert [(item.number, item.is_success) for item in tries] == [(1, False), (2, True)]


def test_who_waits_behind_a_head_is_not_looked_at_again_and_again(way: Post) -> None:
    [ann] = accounts(1)
    head = delivery(ann, kind="head", due_at=NOW + timedelta(days=1))
    for _ in range(220):
        delivery(ann)

    assert deliver(clock=Time()).total == 0

    assert set(Delivery.objects.values_list("due_at", flat=True)) == {head.due_at}
    clock = Time(head.due_at)
    assert deliver(clock=clock).sent == 221


def test_after_the_last_try_it_is_a_dead_letter_and_the_lane_goes_on(way: Post) -> None:
    [ann] = accounts(1)
    bad, good = delivery(ann, kind="a"), delivery(ann, kind="b")
    way.fails = fails(ConnectionError("no"), for_numbers={bad.payload["number"]})
    clock = Time()

    for _ in range(ATTEMPTS_MAX):
        assert way.handed == []
        deliver(clock=clock)
        bad.refresh_from_db()
        clock.now = bad.due_at

    good.refresh_from_db()
    assert (bad.status, bad.attempts, bad.error_code) == ("FAILED", 8, "GIVEN_UP")
    assert bad.finished_at is not None
    assert bad.tries.count() == ATTEMPTS_MAX
    assert timedelta(hours=40) < bad.finished_at - NOW < timedelta(hours=50)
    # In the same run.
    assert good.status == "DELIVERED"


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (Refused("not wanted"), ("SKIPPED", "UNWANTED", None, 0)),
        (
            smtplib.SMTPRecipientsRefused({"a@example.com": (550, b"No such user")}),
            ("FAILED", "REFUSED_BY_SERVER", 550, 1),
        ),
        (
            smtplib.SMTPRecipientsRefused({"a@example.com": (450, b"Full")}),
            ("PENDING", "TRY_AGAIN", 450, 1),
        ),
        (smtplib.SMTPDataError(554, b"Spam"), ("FAILED", "REFUSED_BY_SERVER", 554, 1)),
        (smtplib.SMTPDataError(451, b"Busy"), ("PENDING", "TRY_AGAIN", 451, 1)),
        # What `smtplib` makes of an answer that it can't read.
        (smtplib.SMTPDataError(-1, b"Hello?"), ("PENDING", "TRY_AGAIN", None, 1)),
        (
            smtplib.SMTPRecipientsRefused({"a@example.com": (-1, b"Hello?")}),
            ("PENDING", "TRY_AGAIN", None, 1),
        ),
        (WayDown("email:one", "Hello?", status_code=-1), ("PENDING", "WAY_DOWN", None, 0)),
        (
            smtplib.SMTPSenderRefused(550, b"Who?", "shop@example.com"),
            ("PENDING", "TRY_AGAIN", 550, 1),
        ),
        (smtplib.SMTPServerDisconnected("gone"), ("PENDING", "TRY_AGAIN", None, 1)),
        (KeyError("a bug"), ("PENDING", "TRY_AGAIN", None, 1)),
        (ValueError("\0"), ("PENDING", "TRY_AGAIN", None, 1)),
    ],
)
def test_what_becomes_of_an_error(
    way: Post, error: Exception, expected: tuple[str, str, int | None, int]
) -> None:
    ann, bob = accounts(2)
    bad, _ = delivery(ann), delivery(bob)
    way.fails = fails(error, for_numbers={bad.payload["number"]})

    deliver(clock=Time())

    bad.refresh_from_db()
    tries = list(bad.tries.all())
    code = tries[0].status_code if tries else None
    assert (bad.status, bad.error_code, code, len(tries)) == expected
    # What goes by the same way as one that found it down, waits for it.
    assert statuses()[1] == ("PENDING" if isinstance(error, WayDown) else "DELIVERED")


@pytest.mark.parametrize(
    ("error", "level", "has_trace"),
    [
        (NotTaken("It answered 500."), "WARNING", False),
        (ConnectionResetError("gone"), "WARNING", False),
        (
            smtplib.SMTPRecipientsRefused({"ann@example.com": (450, b"ann@example.com is full")}),
            "WARNING",
            False,
        ),
        (KeyError("a bug"), "ERROR", True),
    ],
)
def test_only_a_bug_of_ours_is_logged_with_its_trace(
    way: Post, caplog: pytest.LogCaptureFixture, error: Exception, level: str, has_trace: bool
) -> None:
    """An app that fails is an everyday thing, and fills no log."""
    [ann] = accounts(1)
    item = delivery(ann)
    way.fails = fails(error)

    deliver(clock=Time())

    [record] = caplog.records
    assert (record.levelname, record.exc_info is not None) == (level, has_trace)
    assert str(item.pk) in record.getMessage() and "\n" not in record.getMessage()
    assert "ann@" not in record.getMessage()


def test_one_that_cant_be_prepared_keeps_no_other_back(way: Post) -> None:
    rows = accounts(5)
    items = [delivery(row) for row in rows]

    def prepares(deliveries: Any) -> None:
        if any(item.pk == items[2].pk for item in deliveries):
            raise LookupError("no such program")

    way.prepares = prepares
    deliver(clock=Time())

    assert statuses() == ["DELIVERED", "DELIVERED", "PENDING", "DELIVERED", "DELIVERED"]
    items[2].refresh_from_db()
    assert (items[2].attempts, items[2].error) == (1, "LookupError: no such program")


class TestAWayThatIsDown:
    """A mail server that doesn't answer."""

    def test_is_tried_by_one_and_then_rests(self, way: Post) -> None:
        rows = accounts(100)
        for row in rows[:90]:
            delivery(row)
        others = [delivery(row, payload={"number": 0, "server": "two"}) for row in rows[90:]]
        tried: list[int] = []

        def fail(item: Delivery) -> None:
            if "server" not in item.payload:
                tried.append(item.pk)
                raise WayDown("email:one", "connection refused")

        way.fails = fail
        clock = Time()
        done = deliver(clock=clock)

        assert (done.sent, done.retried, len(tried)) == (10, 1, 1)
        assert {item.pk for item in way.handed} == {item.pk for item in others}
        row = DeliveryPause.objects.get()
        assert (row.key, row.failures, row.error) == ("email:one", 1, "connection refused")
        # Who found out has all its attempts still.
        assert Delivery.objects.filter(attempts=0, status="PENDING").count() == 90
        assert Delivery.objects.get(error_code="WAY_DOWN").tries.count() == 0
        assert deliver(clock=clock).total == 0

        clock.go_on(seconds=31)
        way.prepared.clear()
        assert deliver(clock=clock).retried == 1
        # Who is known to wait for a way isn't prepared only to be put off again.
        assert way.prepared == [20]
        row.refresh_from_db()
        assert (row.failures, len(tried)) == (2, 2)
        assert row.until - clock.now > timedelta(seconds=55)

    def test_works_again(self, way: Post) -> None:
        for row in accounts(40):
            delivery(row)
        way.fails = fails(WayDown("email:one", "connection refused"))
        clock = Time()
        deliver(clock=clock)
        way.fails = lambda _item: None
        clock.go_on(seconds=75)

        assert deliver(clock=clock).sent == 40
        assert not DeliveryPause.objects.exists()

    def test_for_a_week_and_then_it_is_no_news(self, way: Post) -> None:
        for row in accounts(3):
            delivery(row)
        way.fails = fails(WayDown("email:one", "connection refused"))
        clock = Time()
        while clock.now < NOW + timedelta(days=6):
            deliver(clock=clock)
            clock.go_on(hours=3)
        assert statuses() == 3 * ["PENDING"]
        clock.go_on(days=2)

        deliver(clock=clock)

        assert set(Delivery.objects.values_list("status", "error_code")) == {("FAILED", "TOO_LATE")}


def test_tries_are_numbered_and_those_that_found_an_app_down_take_one_place(way: Post) -> None:
    [ann] = accounts(1)
    hook = target()
    item = delivery(ann, target=hook)
    down = WayDown(f"webhook:{hook.pk}", "It answered 503.", status_code=503)
    clock = Time()

    def tried(error: Exception | None, times: int) -> None:
        way.fails = fails(error) if error is not None else lambda _item: None
        for _ in range(times):
            deliver(clock=clock)
            item.refresh_from_db()
            clock.now = max(clock.now, item.due_at)

    tried(ConnectionError("no"), 2)
    tried(down, 40)
    tried(ConnectionError("no"), 1)
    tried(down, 30)
    tried(None, 1)

    assert (item.status, item.attempts) == ("DELIVERED", 4)
    tries = item.tries.order_by("pk").values_list("number", "error")
    assert list(tries) == [
        (1, "ConnectionError: no"),
        (2, "ConnectionError: no"),
        (42, "It answered 503."),
        (43, "ConnectionError: no"),
        (73, "It answered 503."),
        (74, ""),
    ]


class TestAMessageThatSaysThatItsWayIsDown:
    """Though it is only that one that the other side can't digest."""

    def test_is_given_up_after_its_tries_and_holds_up_no_other(self, way: Post) -> None:
        bad = [delivery(row) for row in accounts(2)]
        good = [delivery(row) for row in accounts(40, first_customer=10)]
        way.fails = fails(
            WayDown("email:one", "It hung up."), for_numbers={row.payload["number"] for row in bad}
        )
        clock = Time()

        deliver(clock=clock)
        assert way.handed == []
        # Each of them finds out once; then it is another one's turn.
        for _ in range(2):
            clock.now = DeliveryPause.objects.get().until + timedelta(seconds=2)
            deliver(clock=clock)
        assert {item.pk for item in way.handed} == {item.pk for item in good}
        pauses = 0
        while Delivery.objects.filter(status="PENDING").exists():
            clock.now = Delivery.objects.filter(status="PENDING").earliest("due_at").due_at
            deliver(clock=clock)
            # What comes up now isn't kept waiting by them.
            pauses += DeliveryPause.objects.exists()
            delivery(good[0].account, now=clock.now)
            assert deliver(clock=clock).sent == 1

        assert pauses == 0
        for row in bad:
            row.refresh_from_db()
            assert (row.status, row.error_code, row.attempts) == ("FAILED", "GIVEN_UP", 8)
            assert row.error == "WayDown: It hung up."
        assert clock.now - NOW < timedelta(hours=50)

    def test_is_believed_while_nothing_gets_through(self, way: Post) -> None:
        [ann] = accounts(1)
        item = delivery(ann)
        way.fails = fails(WayDown("email:one", "It hung up."))
        clock = Time()
        for _ in range(50):
            deliver(clock=clock)
            item.refresh_from_db()
            clock.now = item.due_at
        assert (item.status, item.attempts, item.error_code) == ("PENDING", 0, "WAY_DOWN")
        assert clock.now - NOW > timedelta(hours=7)

    def test_when_it_is_true_at_last_costs_no_more_than_a_few_a_try(self, way: Post) -> None:
        rows = accounts(60)
        for row in rows:
            delivery(row, error_code="TRY_AGAIN", way="email:one", attempts=1)
        way.fails = fails(WayDown("email:one", "connection refused"))
        clock = Time()
        for _ in range(5):
            deliver(clock=clock)
            clock.go_on(minutes=11)
        assert Delivery.objects.filter(attempts=2).count() == 3
        assert Delivery.objects.filter(attempts=1).count() == 57


class TestATargetThatIsSlow:
    """An app that answers after twelve seconds, with many accounts' requests to it."""

    def test_gets_half_of_one_workers_time(self, way: Post) -> None:
        rows = accounts(60)
        slow, quick = target(), target()
        for row in rows:
            delivery(row, target=slow)
        for row in rows:
            delivery(row, target=quick)
            delivery(row)
        clock = Time()

        def take_time(item: Delivery) -> None:
            if item.target_id == slow.pk:
                clock.go_on(seconds=12)

        way.fails = take_time
        deliver(clock=clock, until=NOW + timedelta(seconds=15))

        # It was asked once, and then everybody else had their turn.
        assert [item.target_id for item in way.handed].count(slow.pk) == 1
        assert len(way.handed) == 121
        pause = DeliveryPause.objects.get()
        assert (pause.key, pause.failures) == (f"webhook:{slow.pk}", 0)
        assert timedelta(seconds=8) < pause.until - clock.now <= timedelta(seconds=12)
        assert set(
            Delivery.objects.filter(status="PENDING").values_list("attempts", "error_code")
        ) == {(0, "")}

        clock.now = NOW + timedelta(seconds=30)
        deliver(clock=clock, until=clock.now + timedelta(seconds=60))
        assert [item.target_id for item in way.handed].count(slow.pk) == 2

    def test_is_asked_by_one_worker_at_a_time(self, way: Post) -> None:
        slow = target()
        for row in accounts(40):
            delivery(row, target=slow)
        clock = Time()
        way.fails = lambda _item: clock.go_on(seconds=12)
        deliver(clock=clock, limit=1)
        clock.go_on(seconds=13)
        others: list[int] = []

        def meanwhile(_item: Delivery) -> None:
            clock.go_on(seconds=6)
            others.append(deliver(clock=clock).total)
            clock.go_on(seconds=6)

        way.fails = meanwhile
        deliver(clock=clock, until=clock.now + timedelta(seconds=5))

        assert others == [0]

    def test_and_is_quick_again(self, way: Post) -> None:
        slow = target()
        for row in accounts(40):
            delivery(row, target=slow)
        clock = Time()
        way.fails = lambda _item: clock.go_on(seconds=12)
        deliver(clock=clock)
        way.fails = lambda _item: None
        clock.go_on(seconds=20)

        assert deliver(clock=clock).sent == 39
        assert not DeliveryPause.objects.exists()


def test_a_long_queue_for_a_way_that_rests_holds_up_no_other(way: Post) -> None:
    rows = accounts(450)
    until = NOW + timedelta(minutes=10)
    DeliveryPause.objects.create(pk="email:one", failures=5, since=NOW, until=until)
    for row in rows[:400]:
        delivery(row, way="email:one")
    for row in rows[400:]:
        delivery(row, payload={"server": "two"})
    clock = Time()

    written = versions_of_rows()
    with CaptureQueriesContext(connection) as queries:
        done = deliver(clock=clock)

    assert (done.total, len(way.handed)) == (50, 50)
    # Nobody's time is spent on what waits, and nothing is written.
    assert versions_of_rows().items() >= dict(list(written.items())[:400]).items()
    assert len([query for query in queries if "judged" in query["sql"]]) == 4


def test_a_long_queue_for_a_target_that_rests_holds_up_no_other(way: Post) -> None:
    rows = accounts(400)
    down, quick = target(), target()
    pause_key = f"webhook:{down.pk}"
    DeliveryPause.objects.create(
        pk=pause_key, failures=5, since=NOW, until=NOW + timedelta(minutes=10)
    )
    for row in rows:
        delivery(row, target=down)
    written = versions_of_rows()
    delivery(rows[0])
    delivery(rows[0], target=quick)
    clock = Time()

    done = deliver(clock=clock)

    assert (done.total, done.has_more) == (2, False)
    assert versions_of_rows().items() >= written.items()
    # A single one finds out when it has rested, and the others are left alone.
    way.fails = fails(WayDown(pause_key, "It answered 503."))
    clock.go_on(minutes=11)
    way.prepared.clear()
    assert (deliver(clock=clock).retried, way.prepared) == (1, [1])
    assert len(versions_of_rows().items() & written.items()) == 399


def versions_of_rows() -> dict[int, str]:
    """Of each delivery something that is another as soon as it is written anew, by its number."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, ctid::text FROM loyalty_delivery ORDER BY id")
        return dict(cursor.fetchall())


def test_a_way_that_rests_is_passed_over_with_the_lanes_behind_it(way: Post) -> None:
    """What comes up behind an e-mail that waits for its server isn't looked at all the time."""
    [ann] = accounts(1)
    until = NOW + timedelta(minutes=2)
    pause = DeliveryPause.objects.create(pk="email:one", failures=3, since=NOW, until=until)
    delivery(ann, kind="a", way="email:one")
    behind = delivery(ann, kind="b")
    clock = Time()

    assert deliver(clock=clock).total == 0
    behind.refresh_from_db()
    assert behind.due_at == until
    pause.delete()
    assert deliver(clock=clock).sent == 2
    assert way.kinds(ann) == ["a", "b"]


def test_apps_of_which_much_waits_hold_up_no_others(way: Post) -> None:
    """Each answers soon enough not to be slow, and still there is an hour's work for them."""
    busy, quick = [target(), target()], target()
    rows = accounts(301)
    for row in rows[:300]:
        for app in busy:
            delivery(row, target=app)
    email = delivery(rows[300], now=NOW + timedelta(seconds=1))
    request = delivery(rows[300], target=quick, now=NOW + timedelta(seconds=1))
    clock = Time(NOW + timedelta(minutes=1))
    began = clock.now
    sent_after: dict[int, timedelta] = {}

    def take_time(item: Delivery) -> None:
        sent_after[item.pk] = clock.now - began
        if item.target in busy:
            clock.go_on(seconds=0.9)

    way.fails = take_time
    deliver(clock=clock, until=began + timedelta(seconds=15))

    assert sent_after[email.pk] < timedelta(seconds=1)
    assert sent_after[request.pk] < timedelta(seconds=6)
    shares = [[item.target_id for item in way.handed].count(app.pk) for app in busy]
    assert sum(shares) > 12 and abs(shares[0] - shares[1]) <= 3


def test_an_app_that_takes_seconds_holds_up_no_others(way: Post) -> None:
    slow, quick = target(), target()
    rows = accounts(101)
    for row in rows[:100]:
        delivery(row, target=slow)
    clock = Time(NOW + timedelta(minutes=1))
    way.fails = lambda item: clock.go_on(seconds=4.9 if item.target_id == slow.pk else 0)
    deliver(clock=clock, limit=1)
    email = delivery(rows[100], now=clock.now)
    request = delivery(rows[100], target=quick, now=clock.now)

    began = clock.now
    assert deliver(clock=clock, until=began + timedelta(seconds=3)).sent == 2
    assert {item.pk for item in way.handed[1:]} == {email.pk, request.pk}
    assert clock.now - began < timedelta(seconds=1)


def test_many_emails_hold_up_no_app(way: Post) -> None:
    rows = accounts(200)
    app = target()
    for row in rows:
        delivery(row)
    for row in rows[:30]:
        delivery(row, target=app)

    deliver(clock=Time(), limit=40)

    shares = [item.target_id is not None for item in way.handed]
    assert (len(shares), sum(shares)) == (40, 6)


def test_news_goes_before_what_is_made_in_bulk(way: Post) -> None:
    rows = accounts(300)
    for row in rows:
        delivery(row, kind="bulk", is_bulk=True)
    # Also to who is waiting for a reminder, which is to be tried again in an hour.
    Delivery.objects.filter(account=rows[0]).update(due_at=NOW + timedelta(hours=1))
    for row in rows[:30]:
        delivery(row, kind="news", now=NOW + timedelta(seconds=1))
    clock = Time(NOW + timedelta(seconds=2))

    deliver(clock=clock, limit=40)
    assert [item.kind for item in way.handed] == 30 * ["news"] + 10 * ["bulk"]
    deliver(clock=clock)
    assert len(way.handed) == 329


def test_what_is_made_in_bulk_and_requests_take_turns(way: Post) -> None:
    app = target()
    for row in accounts(100):
        delivery(row, kind="bulk", is_bulk=True)
        delivery(row, target=app)

    deliver(clock=Time(), limit=40)

    shares = [item.is_bulk for item in way.handed]
    assert (len(shares), sum(shares)) == (40, 22)


def test_a_claim_walks_the_index(way: Post) -> None:
    """However much has been sent, or waits."""
    for row in accounts(50):
        delivery(row, is_bulk=row.customer_id % 2 == 0)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_sort = off")
        emails = "target_id IS NULL AND way NOT IN (SELECT key FROM loyalty_delivery_pause)"
        for condition, index in (
            (f"is_bulk AND {emails}", "loyalty_delivery_due"),
            (f"NOT is_bulk AND {emails}", "loyalty_delivery_due"),
            ("target_id = 7", "loyalty_delivery_due_request"),
        ):
            cursor.execute(
                "EXPLAIN SELECT id FROM loyalty_delivery WHERE status = 'PENDING'"
                f" AND {condition} AND due_at <= now() ORDER BY due_at, id LIMIT 200"
            )
            plan = " ".join(line for (line,) in cursor.fetchall())
            assert f"using {index} " in plan and "Sort" not in plan


def test_what_was_taken_is_noted_before_anything_else_can_go_wrong(
    way: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    [ann] = accounts(1)
    item = delivery(ann)
    DeliveryPause.objects.create(pk="email:one", failures=1, since=NOW, until=NOW)

    def breaks(**_values: Any) -> None:
        raise OperationalError("the connection is lost")

    monkeypatch.setattr("saleor_loyalty_plugin.messages.deliver.end_pauses", breaks)
    with pytest.raises(OperationalError):
        deliver(clock=Time())

    item.refresh_from_db()
    assert (len(way.handed), item.status) == (1, "DELIVERED")


def test_who_finds_that_others_hold_what_is_due_leaves(
    way: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    [ann] = accounts(1)
    delivery(ann)
    looks: list[int] = []

    def claim(*, now: datetime, **_values: Any) -> lanes.Claim:
        """As if another worker's statement had locked the row."""
        looks.append(1)
        assert len(looks) < 10
        return lanes.Claim(deliveries=(), token=now, looked_at=0)

    monkeypatch.setattr(lanes, "claim", claim)

    assert deliver(clock=Time()).total == 0
    assert len(looks) == 2


def test_a_worker_whose_lease_ran_out_starts_nothing_more(way: Post) -> None:
    ann, bob = accounts(2)
    delivery(ann)
    second = delivery(bob)
    clock = Time()

    def slow(item: Delivery) -> None:
        if not way.handed:
            # The first one takes ten minutes; meanwhile somebody else sends the second.
            clock.go_on(minutes=10)
            taken = lanes.claim(now=clock(), limit=5, using="default")
            assert {row.pk for row in taken.deliveries} == {item.pk, second.pk}

    way.fails = slow
    deliver(clock=clock, limit=2)

    assert len(way.handed) == 1
    second.refresh_from_db()
    assert (second.status, second.attempts) == ("PENDING", 0)


def test_a_slow_worker_does_not_write_over_anothers_outcome(way: Post) -> None:
    [ann] = accounts(1)
    item = delivery(ann)
    clock = Time()
    nested: list[int] = []

    def slow(row: Delivery) -> None:
        if not nested:
            nested.append(1)
            clock.go_on(minutes=10)
            assert deliver(clock=clock).sent == 1
            raise ConnectionError("answered too late")

    way.fails = slow
    done = deliver(clock=clock)

    item.refresh_from_db()
    assert (done.total, item.status, item.attempts) == (0, "DELIVERED", 2)
    tries = item.tries.order_by("number").values_list("number", "is_success")
    assert list(tries) == [(1, False), (2, True)]


def test_a_slow_worker_does_not_end_what_another_is_to_try_again(way: Post) -> None:
    [ann] = accounts(1)
    item = delivery(ann)
    clock = Time()
    nested: list[int] = []

    def slow(row: Delivery) -> None:
        nested.append(1)
        if len(nested) == 2:
            raise ConnectionError("no")
        clock.go_on(minutes=10)
        assert deliver(clock=clock).retried == 1

    way.fails = slow
    done = deliver(clock=clock)

    item.refresh_from_db()
    assert (done.total, item.status, item.attempts) == (0, "PENDING", 2)
    assert item.due_at > clock.now


def test_an_older_one_that_comes_up_anew_waits_for_what_is_being_sent(way: Post) -> None:
    """Two of a lane at once would be out of order, and who is freed twice is sent twice."""
    [ann] = accounts(1)
    given_up = delivery(ann, kind="a", status="FAILED", finished_at=NOW)
    being_sent = delivery(ann, kind="b")
    clock = Time()
    others: list[int] = []

    def meanwhile(item: Delivery) -> None:
        if item.pk == being_sent.pk:
            retry_given_up(delivery_ids=[given_up.pk], now=clock())
            others.append(deliver(clock=clock).total)
            clock.go_on(seconds=10)
            others.append(deliver(clock=clock).total)

    way.fails = meanwhile
    done = deliver(clock=clock)

    assert (others, done.sent) == ([0, 0], 2)
    assert way.kinds(ann) == ["b", "a"]


def test_who_finishes_an_older_one_frees_none_that_is_being_sent(way: Post) -> None:
    """The relay's rows may have lower numbers than one that was committed before them."""
    [ann] = accounts(1)
    older = delivery(ann, due_at=NOW + timedelta(hours=1))
    newer = delivery(ann)
    Delivery.objects.filter(pk=newer.pk).update(leased_until=NOW + lanes.LEASE)
    Delivery.objects.filter(pk=older.pk).update(leased_until=NOW + timedelta(hours=1))
    started = lanes.start(
        delivery_id=older.pk, token=NOW + timedelta(hours=1), now=NOW, using="default"
    )
    assert started is not None
    Delivery.objects.filter(pk=newer.pk).update(due_at=NOW + lanes.LEASE)

    outcome = lanes.Outcome(status=DeliveryStatus.DELIVERED, due_at=NOW)
    assert lanes.finish(started, outcome, now=NOW, using="default")

    newer.refresh_from_db()
    assert newer.due_at == NOW + lanes.LEASE
    assert lanes.claim(now=NOW, limit=5, using="default").deliveries == ()


def test_one_that_ends_each_worker_is_given_up(way: Post) -> None:
    ann, bob = accounts(2)
    item = delivery(ann, attempts=ATTEMPTS_MAX)
    delivery(bob)

    deliver(clock=Time())

    item.refresh_from_db()
    assert (item.status, item.error_code) == ("FAILED", "INTERRUPTED")
    assert [row.account_id for row in way.handed] == [bob.pk]


def test_a_run_ends_at_its_time_and_gives_back_what_it_has_not_started(way: Post) -> None:
    for row in accounts(30):
        delivery(row)
    clock = Time()

    def slow(_item: Delivery) -> None:
        clock.go_on(seconds=10)

    way.fails = slow
    done = deliver(clock=clock, until=NOW + timedelta(seconds=45))

    assert (done.sent, done.has_more) == (5, True)
    assert lanes.claim(now=clock(), limit=50, using="default").looked_at == 25


def test_as_many_workers_as_may_be(way: Post, settings: Any) -> None:
    settings.LOYALTY_DELIVERY_WORKERS = 2
    rows = accounts(3)
    for row in rows:
        delivery(row)
    found: list[int] = []

    def while_sending(_item: Delivery) -> None:
        if len(found) < 2:
            found.append(0)
            found.append(deliver(clock=clock).total)

    clock = Time()
    way.fails = while_sending
    deliver(clock=clock)

    # The second one works, and finds nothing but what the first has claimed; a third may not.
    assert len(way.handed) == 3
    slots = SweepCursor.objects.filter(name__startswith="deliver slot")
    assert slots.count() == 2
    assert all(slot.changed_at <= clock.now for slot in slots)


def test_a_slot_of_a_worker_that_is_gone_is_free_after_its_lease(
    way: Post, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Long before its messages are: else nobody sent for minutes after each restart."""
    settings.LOYALTY_DELIVERY_WORKERS = 1
    ann, bob = accounts(2)
    clock = Time()
    held = delivery(ann)
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        # As if the process had gone without a word.
        patch.setattr("saleor_loyalty_plugin.messages.deliver.give_back", lambda *_, **__: None)
        way.fails = fails(KeyboardInterrupt())  # type: ignore[arg-type]
        deliver(clock=clock)
    way.fails = lambda _item: None
    delivery(bob)

    clock.go_on(seconds=50)
    assert deliver(clock=clock).total == 0
    clock.go_on(seconds=15)
    assert deliver(clock=clock).sent == 1
    assert [item.account_id for item in way.handed] == [bob.pk]
    held.refresh_from_db()
    assert held.status == "PENDING"


def test_a_worker_keeps_its_slot_while_it_sends(way: Post, settings: Any) -> None:
    settings.LOYALTY_DELIVERY_WORKERS = 1
    for row in accounts(15):
        delivery(row)
    clock = Time()
    others: list[int] = []

    def slow(_item: Delivery) -> None:
        clock.go_on(seconds=15)
        others.append(deliver(clock=clock).total)

    way.fails = slow

    assert deliver(clock=clock).sent == 15
    assert others == 15 * [0]


def test_a_worker_that_lost_its_slot_stops(way: Post, settings: Any) -> None:
    settings.LOYALTY_DELIVERY_WORKERS = 1
    for row in accounts(5):
        delivery(row)
    clock = Time()

    def very_slow(_item: Delivery) -> None:
        if not way.handed:
            clock.go_on(seconds=70)
            SweepCursor.objects.update(changed_at=clock() + timedelta(minutes=1))

    way.fails = very_slow

    assert deliver(clock=clock).sent == 1
    # What it held goes back.
    assert lanes.claim(now=clock(), limit=50, using="default").looked_at == 4


def test_what_becomes_due_while_a_worker_leaves_needs_nobody_else(
    way: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its own wake-up has found all slots taken."""
    [ann] = accounts(1)
    real = lanes.claim
    late: list[Delivery] = []

    def claim(**values: Any) -> lanes.Claim:
        found = real(**values)
        if not found.looked_at and not late:
            late.append(delivery(ann))
        return found

    monkeypatch.setattr(lanes, "claim", claim)

    assert deliver(clock=Time()).sent == 1


def test_statements_of_a_batch_and_of_a_message(way: Post) -> None:
    rows = accounts(20)
    clock = Time()
    deliver(clock=clock)
    clock.go_on(seconds=1)
    costs = []
    for number in (1, 10, 20):
        for row in rows[:number]:
            delivery(row)
        with CaptureQueriesContext(connection) as queries:
            deliver(clock=clock)
        costs.append(len(queries))

    # For each message one to start it and one to note what came of it.
    assert (costs[1] - costs[0], costs[2] - costs[1]) == (18, 20)
