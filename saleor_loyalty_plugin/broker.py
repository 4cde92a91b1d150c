"""Handing tasks to Celery from where somebody waits. Nothing here raises, or waits for a broker.

What can't be handed over is found by a sweep, or by the beat.
"""

import logging
import os
import threading
import time
from typing import Any

logger = logging.getLogger(__name__)

# A dead broker costs its connection timeout. After one such wait, this process leaves things to the
# sweeps for a while; nothing depends on what is remembered here.
PAUSE_SECONDS = 60.0
# How often one process calls for the same task.
CALL_SECONDS = 1.0

_paused_until = 0.0


def enqueue(task: Any, *arguments: Any) -> bool:
    """Queue a task, or without a broker run it; whether that worked."""
    global _paused_until
    if time.monotonic() < _paused_until:
        return False
    try:
        task.apply_async(args=list(arguments), retry=False)
    except Exception:
        _paused_until = time.monotonic() + PAUSE_SECONDS
        logger.exception("%s%s could not be queued; a sweep will do it.", task.name, arguments)
        return False
    return True


class Caller:
    """Queues a task without arguments soon after each `call`, and at most once a second.

    A thread of this process does it, so that nobody waits for the broker. A call that comes while
    the last one is being queued is queued after it: what was committed before a call is always
    seen by a task that was queued later.
    """

    def __init__(self, task: Any) -> None:
        self._task = task
        self._lock = threading.Lock()
        self._called = threading.Event()
        self._process = 0

    def call(self) -> None:
        """Without a broker nothing is done: somebody would have to do it in a shopper's request."""
        try:
            if self._task.app.conf.task_always_eager:
                return
            with self._lock:
                # A process that was forked from this one has no thread of its own yet.
                if self._process != os.getpid():
                    self._called = threading.Event()
                    name = f"queues {self._task.name}"
                    threading.Thread(target=self._run, name=name, daemon=True).start()
                    self._process = os.getpid()
            self._called.set()
        except Exception:
            logger.exception("%s could not be called for; a sweep will do it.", self._task.name)

    def _run(self) -> None:
        called = self._called
        while True:
            called.wait()
            called.clear()
            if not enqueue(self._task):
                # The sweep is there once a minute, and calls go on after the pause.
                time.sleep(PAUSE_SECONDS)
            time.sleep(CALL_SECONDS)
