"""Calling for a task: nobody waits for it, and no call is lost on a call that came before."""

import threading
import time
from typing import Any

import pytest

from saleor_loyalty_plugin import broker
from saleor_loyalty_plugin.broker import Caller, enqueue


class Conf:
    task_always_eager = False


class App:
    conf = Conf()


class Task:
    """As one of Celery's, which notes when it was queued."""

    name = "task of the test"
    app = App()

    def __init__(self) -> None:
        self.begun, self.queued = threading.Event(), threading.Semaphore(0)
        self.count = 0
        self.error: Exception | None = None
        self.holds: threading.Event | None = None

    def apply_async(self, **_options: Any) -> None:
        error = self.error
        self.begun.set()
        if self.holds is not None:
            assert self.holds.wait(10)
        self.count += 1
        self.queued.release()
        if error is not None:
            raise error


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(broker, "_paused_until", 0.0)
    monkeypatch.setattr(broker, "CALL_SECONDS", 0.3)
    monkeypatch.setattr(broker, "PAUSE_SECONDS", 0.3)


def test_many_calls_queue_few_tasks_and_the_last_one_is_among_them() -> None:
    task = Task()
    caller = Caller(task)
    began = time.monotonic()
    for _ in range(1000):
        caller.call()
    lasted = time.monotonic() - began

    assert task.queued.acquire(timeout=10)
    time.sleep(0.5)
    # At the first call, after the last one, and now and then between them.
    assert 1 <= task.count <= 2 + lasted / broker.CALL_SECONDS


def test_nobody_waits_and_a_call_meanwhile_is_queued_afterwards() -> None:
    task = Task()
    task.holds = threading.Event()
    caller = Caller(task)

    began = time.monotonic()
    caller.call()
    assert task.begun.wait(5)
    # The first one is on its way to the broker: what was committed since then needs another.
    caller.call()
    assert time.monotonic() - began < 8
    task.holds.set()

    assert task.queued.acquire(timeout=10)
    assert task.queued.acquire(timeout=10)


def test_a_broker_that_is_down_raises_nothing_and_is_asked_again() -> None:
    task = Task()
    task.error = OSError("no broker")
    caller = Caller(task)
    caller.call()
    assert task.queued.acquire(timeout=10)
    task.error = None
    caller.call()

    assert task.queued.acquire(timeout=10)


def test_after_a_failure_the_broker_is_left_alone_for_a_while(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(broker, "PAUSE_SECONDS", 2.0)
    task = Task()
    task.error = OSError("no broker")

    assert [enqueue(task, 1), enqueue(task, 2)] == [False, False]
    assert task.count == 1
    task.error = None
    time.sleep(2.1)
    assert enqueue(task, 3)


def test_without_a_broker_nothing_is_called() -> None:
    task = Task()
    task.app = type("Eager", (), {"conf": type("Conf", (), {"task_always_eager": True})})()
    before = set(threading.enumerate())

    Caller(task).call()

    # Threads of other tests may end meanwhile.
    assert (task.count, set(threading.enumerate()) - before) == (0, set())
