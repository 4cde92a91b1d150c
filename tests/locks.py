"""Two at the same moment, in an order that is certain: one waits for a lock of the other's."""

import sys
import threading
import time
import traceback
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from django.db import connection, connections, transaction

type Job = Callable[[], Any]

SECONDS_MAX = 60
# Only what the lock manager says of now. `pg_stat_activity` is no help: within a transaction it
# stays as it was at the first look, when the other session may not have been there yet.
_IS_WAITED_FOR_SQL = """
SELECT EXISTS (
    SELECT 1 FROM pg_locks
    WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid))
)
"""
_SESSIONS_SQL = """
SELECT pid, state, wait_event_type, wait_event, pg_blocking_pids(pid), left(query, 200)
FROM pg_stat_activity WHERE datname = current_database()
"""


def in_a_session(job: Job) -> Job:
    """The same for another thread: its database session ends with it."""

    def run() -> Any:
        try:
            return job()
        finally:
            connections.close_all()

    return run


def overtaken(job: Job, *, by: Job) -> Any:
    """What a job comes to that begins after `by`, and must wait until that is committed.

    Fails, and tells what happened instead, when the job ends without having waited, or never comes
    there.
    """
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            by()
            running = pool.submit(in_a_session(job))
            _wait_until_it_waits(running)
        return running.result()


def _wait_until_it_waits(running: Future[Any]) -> None:
    deadline = time.monotonic() + SECONDS_MAX
    while not _is_waited_for():
        if running.done():
            came_to = running.exception() or running.result()
            raise AssertionError(f"It did not wait, and came to {came_to!r}.")
        if time.monotonic() > deadline:
            raise AssertionError(f"It neither waits nor ends.\n{_sessions()}\n{_stacks()}")
        time.sleep(0.02)


def _is_waited_for() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(_IS_WAITED_FOR_SQL)
        row = cursor.fetchone()
    return bool(row and row[0])


def _sessions() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_clear_snapshot()")
        cursor.execute(_SESSIONS_SQL)
        return "\n".join(str(row) for row in cursor.fetchall())


def _stacks() -> str:
    names = {thread.ident: thread.name for thread in threading.enumerate()}
    return "\n".join(
        f"{names.get(ident)}:\n{''.join(traceback.format_stack(frame))}"
        for ident, frame in sys._current_frames().items()
    )
