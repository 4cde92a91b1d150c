"""Facts become deliveries: once, in order, whatever is in them, whoever relays at the same time."""

import threading
import time
from datetime import timedelta
from typing import Any

import pytest
from django.db import OperationalError, connection, transaction
from django.test.utils import CaptureQueriesContext

from saleor_loyalty_plugin.messages import relay as relay_module
from saleor_loyalty_plugin.messages.relay import relay
from saleor_loyalty_plugin.models import Delivery, EntryKind, OutboxMessage
from saleor_loyalty_plugin.rules.messages import MessageKind
from tests.messages.fact_builders import NOW, accounts, credit, fact, post, sends
from tests.services.test_progress_sweep_crashes import killed_at_each_statement

pytestmark = pytest.mark.django_db


def waiting() -> int:
    return OutboxMessage.objects.filter(delivered_at=None).count()


def test_each_fact_is_told_once() -> None:
    sends(MessageKind.POINTS_CREDITED, MessageKind.TIER_RAISED)
    ann, bob = accounts(2)
    credit([ann, bob], 50)
    raised = fact(ann, "tier_raised", reason="REACHED", toName="Silver")

    relayed = relay(now=NOW)

    assert (relayed.facts, relayed.deliveries, relayed.has_more) == (3, 3, False)
    assert waiting() == 0
    rows = list(Delivery.objects.order_by("pk").values_list("account_id", "kind", "status"))
    assert rows == [
        (ann.pk, "POINTS_CREDITED", "PENDING"),
        (bob.pk, "POINTS_CREDITED", "PENDING"),
        (ann.pk, "TIER_RAISED", "PENDING"),
    ]
    last = Delivery.objects.latest("pk")
    assert (last.fact_id, last.payload["toName"], last.due_at) == (raised.pk, "Silver", NOW)

    # As after a restore of the outbox from a backup.
    OutboxMessage.objects.update(delivered_at=None)
    relay(now=NOW + timedelta(minutes=1))
    assert Delivery.objects.count() == 3


def test_what_brings_no_email_is_told_too() -> None:
    sends(MessageKind.POINTS_CREDITED)
    [ann] = accounts(1)
    post(ann, 50, kind=EntryKind.IMPORT)
    post(ann, -20)
    fact(ann, "something_new")

    relay(now=NOW)

    assert (waiting(), Delivery.objects.count()) == (0, 0)


def test_settings_count_as_they_are_when_it_is_told() -> None:
    sends()
    [ann] = accounts(1)
    credit([ann], 50)
    sends(MessageKind.POINTS_CREDITED, MessageKind.BALANCE_REACHED, balance_thresholds=[40, 60])

    relay(now=NOW)
    credit([ann], 5)
    credit([ann], 5)
    relay(now=NOW)

    rows = Delivery.objects.order_by("pk").values_list("kind", "payload__threshold")
    assert list(rows) == [
        ("POINTS_CREDITED", None),
        ("BALANCE_REACHED", 40),
        ("POINTS_CREDITED", None),
        ("POINTS_CREDITED", None),
        ("BALANCE_REACHED", 60),
    ]


def test_a_program_that_nobody_has_set_up_sends_what_is_on_by_default() -> None:
    [ann] = accounts(1)
    credit([ann], 50)
    fact(ann, "badge_unlocked", badgeId=1, title="Regular")

    relay(now=NOW)

    assert [row.kind for row in Delivery.objects.all()] == ["BADGE_UNLOCKED"]


def test_a_batch_costs_the_same_whatever_its_size(monkeypatch: pytest.MonkeyPatch) -> None:
    sends(MessageKind.POINTS_CREDITED)
    rows = accounts(60)
    costs = []
    for number in (1, 60):
        credit(rows[:number], 50)
        with CaptureQueriesContext(connection) as queries:
            relay(now=NOW)
        costs.append(len(queries))

    # A batch, the look that finds nothing, the last look, and the mirror.
    assert costs[0] == costs[1] <= 32


def test_facts_that_cant_be_read_keep_none_back(monkeypatch: pytest.MonkeyPatch) -> None:
    sends(MessageKind.POINTS_CREDITED, MessageKind.BADGE_UNLOCKED)
    ann, bob = accounts(2)
    credit([ann, bob], 50)
    bad = OutboxMessage.objects.create(
        account=ann, kind="badge_unlocked", payload=["what"], created_at=NOW
    )
    fact(ann, "badge_unlocked", badgeId=1)

    relay(now=NOW)

    assert waiting() == 0
    rows = Delivery.objects.order_by("pk").values_list("account_id", "kind", "status")
    assert list(rows) == [
        (ann.pk, "POINTS_CREDITED", "PENDING"),
        (bob.pk, "POINTS_CREDITED", "PENDING"),
        (ann.pk, "badge_unlocked", "FAILED"),
        (ann.pk, "BADGE_UNLOCKED", "PENDING"),
    ]
    letter = Delivery.objects.get(status="FAILED")
    assert (letter.fact_id, letter.error_code) == (bad.pk, "FACT_UNREADABLE")
    assert "['what']" in letter.error


def test_a_database_that_is_gone_makes_no_dead_letters(monkeypatch: pytest.MonkeyPatch) -> None:
    [ann] = accounts(1)
    fact(ann, "badge_unlocked", badgeId=1)

    def gone(*_args: Any, **_kwargs: Any) -> int:
        raise OperationalError("server closed the connection")

    with monkeypatch.context() as patch, pytest.raises(OperationalError):
        patch.setattr(relay_module, "_write", gone)
        relay(now=NOW)

    assert (waiting(), Delivery.objects.count()) == (1, 0)
    relay(now=NOW)
    assert (waiting(), Delivery.objects.count()) == (0, 1)


def test_it_ends_at_its_limit_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(relay_module, "BATCH", 2)
    rows = accounts(5)
    credit(rows, 50)

    first = relay(now=NOW, limit=3)
    rest = relay(now=NOW, limit=100)

    assert (first.facts, first.has_more) == (4, True)
    assert (rest.facts, rest.has_more) == (1, False)


def in_thread(action: Any) -> threading.Thread:
    def run() -> None:
        try:
            action()
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


@pytest.mark.django_db(transaction=True)
class TestRelaysAtOnce:
    """With commits that are real."""

    @pytest.fixture(autouse=True)
    def _commits(self, committing_db: None) -> None:
        sends(MessageKind.BADGE_UNLOCKED)

    def test_a_fact_of_the_very_last_moment_is_told(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """One relay is just finding nothing while a fact is committed and another is started."""
        [ann] = accounts(1)
        looked, committed = threading.Event(), threading.Event()
        real = relay_module._next_facts
        looks: list[int] = []

        def next_facts(using: str) -> list[OutboxMessage]:
            found = real(using)
            if threading.current_thread() is first and not looks:
                looks.append(len(found))
                looked.set()
                assert committed.wait(30)
            return found

        monkeypatch.setattr(relay_module, "_next_facts", next_facts)
        first = in_thread(lambda: relay(now=NOW))
        assert looked.wait(30)
        fact(ann, "badge_unlocked", badgeId=1)
        # Finds the gate closed and goes home at once, though nothing has been told yet.
        assert relay(now=NOW).facts == 0
        committed.set()
        first.join(30)

        assert looks == [0]
        assert waiting() == 0

    def test_one_at_a_time_reads_facts(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """A relay whose last look finds a fact after all, and one that is started meanwhile."""
        [ann] = accounts(1)
        found, goes_on = threading.Event(), threading.Event()
        real = relay_module._next_facts
        told: list[int] = []

        def next_facts(using: str) -> list[OutboxMessage]:
            facts = real(using)
            if threading.current_thread() is first and not told:
                if facts:
                    found.set()
                    assert goes_on.wait(30)
                else:
                    fact(ann, "badge_unlocked", badgeId=1)
            return facts

        monkeypatch.setattr(relay_module, "_next_facts", next_facts)
        first = in_thread(lambda: told.append(relay(now=NOW).facts))
        assert found.wait(30)
        second = in_thread(lambda: told.append(relay(now=NOW).facts))
        second.join(0.5)
        assert second.is_alive()
        goes_on.set()
        first.join(30)
        second.join(30)

        assert sorted(told) == [0, 1]
        assert (Delivery.objects.count(), waiting()) == (1, 0)

    def test_the_last_look_waits_for_nobody_long(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(relay_module, "_LAST_LOOK_MS", 200)
        [ann] = accounts(1)
        real = relay_module._take_locks
        held, ends = threading.Event(), threading.Event()

        def hold() -> None:
            """A machine that has vanished while it held the lock."""
            with transaction.atomic():
                assert real("default", has_gate=True)
                held.set()
                ends.wait(30)

        def take_locks(using: str, *, has_gate: bool) -> bool:
            if not has_gate and not threads:
                threads.append(in_thread(hold))
                assert held.wait(30)
            return real(using, has_gate=has_gate)

        threads: list[threading.Thread] = []
        monkeypatch.setattr(relay_module, "_take_locks", take_locks)
        fact(ann, "badge_unlocked", badgeId=1)
        told: list[int] = []
        relaying = in_thread(lambda: told.append(relay(now=NOW).facts))
        relaying.join(10)
        is_waiting = relaying.is_alive()
        ends.set()
        threads[0].join(30)
        relaying.join(30)

        assert (is_waiting, told) == (False, [1])

    def test_who_vanishes_holds_the_locks_for_a_minute_at_most(self) -> None:
        for has_gate in (True, False):
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SELECT current_setting('lock_timeout')")
                before = cursor.fetchone()
                assert relay_module._take_locks("default", has_gate=has_gate)
                cursor.execute("SELECT current_setting('idle_in_transaction_session_timeout')")
                assert cursor.fetchone() == ("1min",)
                cursor.execute("SELECT current_setting('lock_timeout')")
                assert cursor.fetchone() == before

    def test_many_relays_tell_each_fact_once_and_in_order(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(relay_module, "BATCH", 7)
        rows = accounts(5)
        written = threading.Event()

        def write() -> None:
            for number in range(120):
                fact(rows[number % 5], "badge_unlocked", badgeId=number)
            written.set()

        def tell() -> None:
            while not written.is_set() or waiting():
                relay(now=NOW)

        threads = [in_thread(write), *(in_thread(tell) for _ in range(4))]
        for thread in threads:
            thread.join(60)

        assert Delivery.objects.count() == 120
        for account in rows:
            told = Delivery.objects.filter(account=account).order_by("pk")
            facts = OutboxMessage.objects.filter(account=account).order_by("pk")
            assert [item.fact_id for item in told] == [item.pk for item in facts]

    def test_killed_anywhere_it_is_ended_by_the_next(self) -> None:
        rows = accounts(3)

        def check() -> None:
            # The database holds a dead process's locks until it sees that the process is gone.
            for _ in range(100):
                relay(now=NOW)
                if waiting() == 0:
                    break
                time.sleep(0.05)
            told = Delivery.objects.order_by("pk").values_list("fact_id", flat=True)
            assert list(told) == list(
                OutboxMessage.objects.order_by("pk").values_list("pk", flat=True)
            )
            assert waiting() == 0
            fact(rows[0], "badge_unlocked", badgeId=Delivery.objects.count())
            fact(rows[1], "badge_unlocked", badgeId=Delivery.objects.count())

        check()
        assert killed_at_each_statement(lambda: relay(now=NOW), check) > 5
