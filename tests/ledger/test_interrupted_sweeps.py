"""Sweeps that stop anywhere, start again, or run twice at once end the same."""

import itertools
import random
import threading
from collections.abc import Callable

import pytest
from django.db import connections, transaction

from saleor_loyalty_plugin import ledger
from saleor_loyalty_plugin.ledger import proof
from saleor_loyalty_plugin.models import Account, Entry, Lot, OutboxMessage
from tests.ledger.builders import DAY, NOW, Books

LATER = NOW + 3 * DAY


class Interrupted(Exception):
    """The process is killed: what it has not committed is lost."""


def _many_lots(books: Books) -> None:
    """Twelve accounts with lots that wait, run out, do both, or neither; some of them held."""
    chance = random.Random(17)
    for number in range(12):
        account = books.account(points=5)
        for _ in range(chance.randint(1, 5)):
            waits, ends = chance.choice([None, 1, 2, 9]), chance.choice([None, 1, 2, 9])
            books.post(
                account,
                chance.randint(1, 40),
                activates_at=None if waits is None else NOW + waits * DAY,
                expires_at=None if ends is None else NOW + ends * DAY,
            )
        if number % 3 == 0:
            books.hold(account, 4)


def _end() -> tuple[list[object], ...]:
    """Everything that a sweep may change, by what does not depend on ids or the order of work."""
    assert list(proof.account_differences()) == []
    first = Account.objects.order_by("pk").values_list("pk", flat=True)[0]
    accounts = Account.objects.order_by("pk").values_list("balance", "pending", "reserved")
    lots = Lot.objects.order_by("pk").values_list("remaining", "is_active", "is_open")
    expired = Entry.objects.filter(kind="EXPIRE").order_by("account", "lot_uses__lot")
    told = OutboxMessage.objects.filter(kind="points_activated")
    points: dict[int, int] = {}
    for account_id, payload in told.values_list("account_id", "payload"):
        points[account_id - first] = points.get(account_id - first, 0) + payload["points"]
    return (
        list(accounts),
        list(lots),
        list(expired.values_list("points", "balance_after", "effective_at")),
        sorted(points.items()),
    )


def _sweep(limit: int, *, stop: Callable[[], None] = lambda: None) -> None:
    for batch in (ledger.activate_lots, ledger.expire_lots):
        while True:
            with transaction.atomic():
                count = batch(as_of=LATER, limit=limit)
                stop()
            if not count:
                break


def _runs_through(limit: int, batches_max: int) -> bool:
    """A sweep that is killed in its next batch after so many."""
    batches = itertools.count()

    def stop() -> None:
        if next(batches) >= batches_max:
            raise Interrupted

    try:
        _sweep(limit, stop=stop)
    except Interrupted:
        return False
    return True


@pytest.fixture
def straight_end(books: Books) -> tuple[list[object], ...]:
    """What one sweep without a break leaves; the database is then as before."""
    with transaction.atomic():
        _many_lots(books)
        _sweep(1000)
        end = _end()
        transaction.set_rollback(True)
    return end


@pytest.mark.parametrize("limit", [1, 3, 1000])
def test_killed_before_each_commit_and_started_again(
    books: Books, straight_end: tuple[list[object], ...], limit: int
) -> None:
    _many_lots(books)
    for batches_done in range(100):
        if _runs_through(limit, batches_done):
            break

    assert batches_done > 1
    assert _end() == straight_end


@pytest.mark.parametrize("limit", [1, 4])
def test_two_at_once(committed_books: Books, limit: int) -> None:
    """Against a sweep of the same lots by one session alone."""
    _many_lots(committed_books)
    with transaction.atomic():
        _sweep(1000)
        alone = _end()
        transaction.set_rollback(True)
    errors: list[Exception] = []
    barrier = threading.Barrier(2)

    def run() -> None:
        try:
            barrier.wait()
            _sweep(limit)
        except Exception as error:
            errors.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)

    assert errors == []
    _sweep(limit)
    assert _end() == alone
