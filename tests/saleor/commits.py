"""Hooks that run at the commit, in tests that never commit.

A test runs in a transaction that is rolled back, so what Saleor hangs on the commit would never
run, or, as Saleor's own tests do it, only after the response was made. Here the test's own
transaction counts as none at all: leaving the outermost block inside it is the commit.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.transaction import Atomic

ALIAS = "default"


@contextmanager
def commits_at_once() -> Iterator[None]:
    """For the length of the block, callbacks run as if the transaction open now were not there."""
    connection = connections[ALIAS]
    depth = len(connection.savepoint_ids)
    on_commit = BaseDatabaseWrapper.on_commit
    leave = Atomic.__exit__

    def is_outermost() -> bool:
        return len(connection.savepoint_ids) == depth

    def run_or_wait(
        self: BaseDatabaseWrapper, func: Callable[[], Any], robust: bool = False
    ) -> None:
        on_commit(self, func, robust)
        if is_outermost():
            run_callbacks()

    def run_callbacks() -> None:
        while connection.run_on_commit and not connection.needs_rollback:
            _savepoints, func, _robust = connection.run_on_commit.pop(0)
            func()

    def leave_and_run(self: Atomic, *exception: Any) -> None:
        leave(self, *exception)
        if is_outermost():
            run_callbacks()

    with (
        mock.patch.object(BaseDatabaseWrapper, "on_commit", run_or_wait),
        mock.patch.object(Atomic, "__exit__", leave_and_run),
    ):
        yield
