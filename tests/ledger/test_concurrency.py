"""Many sessions at once: no point is lost, doubled or made, and nobody waits for ever."""

import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import pytest
from django.db import OperationalError, connection, connections, transaction

from saleor_loyalty_plugin import ledger
from saleor_loyalty_plugin.ledger import PostingResult, PostingStatus, proof
from saleor_loyalty_plugin.models import Account, Entry, EntryKind, Hold, HoldStatus, OutboxMessage
from tests.ledger.builders import DAY, NOW, Books, entries, numbers, remaining

SESSIONS = 8


def at_once(jobs: list[Callable[[], Any]]) -> list[Any]:
    """Results of all jobs, each in a session of its own, started together."""
    barrier = threading.Barrier(len(jobs))

    def run(job: Callable[[], Any]) -> Any:
        try:
            connection.ensure_connection()
            barrier.wait(30)
            return job()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return [future.result(60) for future in [pool.submit(run, job) for job in jobs]]


def assert_sound() -> None:
    assert list(proof.account_differences()) == []
    assert OutboxMessage.objects.exclude(entry=None).count() == Entry.objects.count()


def test_one_key_from_many_sessions_is_written_once(committed_books: Books) -> None:
    books = committed_books
    accounts = [books.account() for _ in range(5)]
    postings = [books.posting(accounts[n % 5], 1 + n % 7, key=f"race:{n}") for n in range(150)]

    def post_all() -> list[PostingResult]:
        return [ledger.post_entry(posting, now=NOW) for posting in postings]

    results = at_once([post_all] * SESSIONS)

    for of_key in zip(*results, strict=True):
        statuses = Counter(item.status for item in of_key)
        assert statuses == {PostingStatus.POSTED: 1, PostingStatus.REPLAY: SESSIONS - 1}
        assert len({item.entry_id for item in of_key}) == 1
    expected = Counter[int]()
    for posting in postings:
        expected[posting.account_id] += posting.points
    assert {account.pk: numbers(account)["balance"] for account in accounts} == expected
    assert_sound()


def test_one_key_for_many_accounts_reaches_one(committed_books: Books) -> None:
    books = committed_books
    accounts = [books.account(points=50) for _ in range(SESSIONS)]

    def posting_all(account: Account) -> Callable[[], list[PostingResult]]:
        postings = [books.posting(account, sign, key=f"k{sign}") for sign in (1, -1, 2, -2)]
        return lambda: [ledger.post_entry(posting, now=NOW) for posting in postings]

    results = at_once([posting_all(account) for account in accounts])

    for of_key in zip(*results, strict=True):
        statuses = Counter(item.status for item in of_key)
        assert statuses == {PostingStatus.POSTED: 1, PostingStatus.CONFLICT: SESSIONS - 1}
    assert sum(numbers(account)["balance"] for account in accounts) == 50 * SESSIONS
    assert_sound()


def test_points_are_spent_once(committed_books: Books) -> None:
    books = committed_books
    ann = books.account(points=100)
    debits = [[books.posting(ann, -3) for _ in range(10)] for _ in range(SESSIONS)]

    results = at_once(
        [lambda of=of: [ledger.post_entry(item, now=NOW) for item in of] for of in debits]
    )

    statuses = Counter(item.status for of in results for item in of)
    assert statuses == {PostingStatus.POSTED: 33, PostingStatus.INSUFFICIENT: 47}
    assert numbers(ann)["available"] == 1
    assert_sound()


def test_one_checkout_has_one_open_hold_whoever_asks(committed_books: Books) -> None:
    books = committed_books
    accounts = [books.account(points=100) for _ in range(3)]
    checkouts = [UUID(int=n) for n in range(2)]

    def placing(seed: int) -> Callable[[], int]:
        chance = random.Random(seed)
        wanted = [
            (chance.choice(accounts), chance.randint(1, 60), chance.choice(checkouts))
            for _ in range(25)
        ]
        return lambda: sum(books.hold(*request).is_placed for request in wanted)

    placed = sum(at_once([placing(seed) for seed in range(SESSIONS)]))

    assert Hold.objects.count() == placed
    open_holds = Hold.objects.filter(status=HoldStatus.OPEN)
    assert sorted(hold.checkout_id for hold in open_holds) == checkouts
    assert_sound()


def test_one_hold_is_captured_or_voided_once(committed_books: Books) -> None:
    books = committed_books
    ann = books.account(points=1000)
    for number in range(20):
        hold = books.hold(ann, 10)
        assert hold.hold_id is not None
        posting = books.posting(ann, -10, key=f"capture:{number}", allows_negative=True)

        def capture(hold_id: int = hold.hold_id, posting: Any = posting) -> PostingResult:
            order_id = UUID(int=1)
            return ledger.capture_hold(hold_id=hold_id, order_id=order_id, posting=posting, now=NOW)

        def void(hold_id: int = hold.hold_id) -> bool:
            return ledger.void_hold(hold_id=hold_id, now=NOW)

        *captured, first, second = at_once([capture, capture, void, void])
        statuses = Counter(item.status for item in captured)
        assert statuses == {PostingStatus.POSTED: 1, PostingStatus.REPLAY: 1}
        assert first + second <= 1
    assert numbers(ann)["balance"] == 800
    assert ann.reserved == 0
    assert_sound()


def test_batches_in_any_order_never_deadlock(committed_books: Books) -> None:
    books = committed_books
    accounts = [books.account(points=1000) for _ in range(6)]

    def posting_batches(seed: int) -> Callable[[], int]:
        chance = random.Random(seed)
        batches = []
        for _ in range(12):
            points = [chance.choice([1, 1, 1, -1]) for _ in accounts]
            order = chance.sample(accounts, len(accounts))
            batches.append([books.posting(*pair) for pair in zip(order, points, strict=True)])

        def post() -> int:
            total = 0
            for number, batch in enumerate(batches):
                results = ledger.post_entries(batch, now=NOW)
                assert {item.status for item in results} == {PostingStatus.POSTED}
                total += sum(posting.points for posting in batch)
                ids = [posting.account_id for posting in batch]
                total += ledger.post_bonus(
                    account_ids=ids,
                    points=1,
                    kind=EntryKind.GIFT,
                    reason="TEST",
                    key_prefix=f"bonus:{seed}:{number}",
                    now=NOW,
                )
            return total

        return post

    totals = at_once([posting_batches(seed) for seed in range(SESSIONS)])

    balance = sum(numbers(account)["balance"] for account in accounts)
    assert balance == 6000 + sum(totals)
    assert_sound()


class Shopper:
    """One session that does anything to any account, and keeps count of what was written."""

    def __init__(self, books: Books, accounts: list[Account], seed: int) -> None:
        self.books = books
        self.accounts = accounts
        self.chance = random.Random(seed)
        self.points: Counter[int] = Counter()
        self.holds: list[tuple[Account, int, int]] = []
        self.debits: list[tuple[Account, int, int]] = []

    def work(self, steps: int) -> Counter[int]:
        actions = [self.earn, self.earn, self.spend, self.hold, self.hold, self.close_hold]
        actions += [self.close_hold, self.claw_back, self.give_back, self.sweep]
        for _ in range(steps):
            self.chance.choice(actions)()
        return self.points

    def _keep(self, account: Account, result: PostingResult, points: int) -> bool:
        assert result.status is not PostingStatus.CONFLICT
        if result.status is PostingStatus.POSTED:
            self.points[account.pk] += points
        return result.status is PostingStatus.POSTED

    def earn(self) -> None:
        account, points = self.chance.choice(self.accounts), self.chance.randint(1, 50)
        days = self.chance.choice([None, 5, 9])
        lot = {"expires_at": None if days is None else NOW + days * DAY}
        if self.chance.random() < 0.2:
            lot["activates_at"] = NOW + DAY
        self._keep(account, self.books.post(account, points, **lot), points)

    def spend(self) -> None:
        account, points = self.chance.choice(self.accounts), self.chance.randint(1, 60)
        result = self.books.post(account, -points)
        if self._keep(account, result, -points) and result.entry_id is not None:
            self.debits.append((account, result.entry_id, points))

    def give_back(self) -> None:
        if self.debits:
            account, entry_id, points = self.debits[self.chance.randrange(len(self.debits))]
            part = self.chance.randint(1, points)
            result = self.books.post(
                account, part, kind=EntryKind.RESTORE, restores_entry_id=entry_id
            )
            self._keep(account, result, part)

    def hold(self) -> None:
        account, points = self.chance.choice(self.accounts), self.chance.randint(1, 60)
        checkout_id = UUID(int=self.chance.randint(1, 6))
        result = self.books.hold(account, points, checkout_id)
        if result.hold_id is not None:
            self.holds.append((account, result.hold_id, points))

    def close_hold(self) -> None:
        if not self.holds:
            return
        account, hold_id, points = self.holds.pop(self.chance.randrange(len(self.holds)))
        if self.chance.random() < 0.3:
            ledger.void_hold(hold_id=hold_id, now=NOW)
            return
        allows = self.chance.random() < 0.3
        result = self.books.capture(account, hold_id, points, allows_negative=allows)
        self._keep(account, result, -points)

    def claw_back(self) -> None:
        account, points = self.chance.choice(self.accounts), self.chance.randint(1, 40)
        result = self.books.post(account, -points, kind=EntryKind.CLAWBACK, allows_negative=True)
        assert self._keep(account, result, -points)

    def sweep(self) -> None:
        ledger.activate_lots(as_of=NOW + self.chance.randint(0, 2) * DAY, limit=3)


def test_anything_at_once_on_few_accounts(committed_books: Books) -> None:
    books = committed_books
    accounts = [books.account(points=200) for _ in range(3)]
    shoppers = [Shopper(books, accounts, seed) for seed in range(SESSIONS)]

    counted = at_once([lambda who=who: who.work(60) for who in shoppers])

    for account in accounts:
        written = 200 + sum(points[account.pk] for points in counted)
        assert numbers(account).get("balance", 0) == written
        assert sum(points for _, points in entries(account)) == written
        assert sum(remaining(account)) == max(0, written)
    assert_sound()
    swept = sum(at_once([lambda: ledger.expire_lots(as_of=NOW + 9 * DAY)] * 2))
    assert Entry.objects.filter(kind=EntryKind.EXPIRE).count() == swept
    assert_sound()


@contextmanager
def key_taken(books: Books, key: str) -> Iterator[None]:
    """Another session has written the key and not committed: who wants it has to wait."""
    bob = books.account()
    ready, over = threading.Event(), threading.Event()

    def occupy() -> None:
        try:
            with transaction.atomic():
                books.post(bob, 1, key=key)
                ready.set()
                over.wait(30)
                transaction.set_rollback(True)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        future = pool.submit(occupy)
        assert ready.wait(30)
        try:
            yield
        finally:
            over.set()
            future.result(30)


def kill_when_waiting(job: Callable[[], Any]) -> None:
    """Run the job in a session of its own and end that session while it waits for a lock."""
    started: Future[int] = Future()

    def run() -> None:
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_backend_pid()")
                started.set_result(cursor.fetchone()[0])
            job()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        future = pool.submit(run)
        pid = started.result(30)
        for _ in range(1000):
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    " WHERE pid = %s AND wait_event_type = 'Lock'",
                    [pid],
                )
                if cursor.fetchone():
                    break
            time.sleep(0.01)
        with pytest.raises(OperationalError):
            future.result(30)


def test_a_session_killed_in_the_middle_leaves_nothing(committed_books: Books) -> None:
    books = committed_books
    ann = books.account(points=100)
    hold = books.hold(ann, 40)
    assert hold.hold_id is not None
    others = [books.account() for _ in range(20)]
    before = {row["id"]: row for row in Account.objects.values()}
    debit = books.posting(ann, -30, key="wanted:1")
    capture = books.posting(ann, -40, key="wanted:1")
    batch = [books.posting(account, 5) for account in others]
    jobs: list[Callable[[], Any]] = [
        lambda: books.post(ann, 30, key="wanted:1"),
        lambda: ledger.post_entry(debit, now=NOW),
        lambda: ledger.capture_hold(
            hold_id=hold.hold_id or 0, order_id=UUID(int=1), posting=capture, now=NOW
        ),
        lambda: ledger.post_entries([*batch, books.posting(ann, 1, key="wanted:1")], now=NOW),
        lambda: ledger.post_bonus(
            account_ids=[*(account.pk for account in others), ann.pk],
            points=5,
            kind=EntryKind.GIFT,
            reason="TEST",
            key_prefix="wanted",
            now=NOW,
        ),
    ]

    for job, key in zip(jobs, ["wanted:1"] * 4 + [f"wanted:{ann.pk}"], strict=True):
        with key_taken(books, key):
            kill_when_waiting(job)

    assert {key: Account.objects.values().get(pk=key) for key in before} == before
    assert entries(ann) == [("EARN", 100)]
    assert Entry.objects.count() == 1
    assert Hold.objects.get(pk=hold.hold_id).status == HoldStatus.OPEN
    assert_sound()

    # The same requests are then carried out as if nothing had happened.
    assert jobs[2]().status is PostingStatus.POSTED
    assert jobs[4]() == 21
    assert numbers(ann) == {
        "balance": 65,
        "available": 65,
        "lifetime_earned": 105,
        "lifetime_spent": 40,
    }
    assert_sound()


def test_a_transaction_that_fails_takes_its_postings_along(committed_books: Books) -> None:
    books = committed_books
    ann = books.account(points=10)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        books.posted(ann, 5)
        books.hold(ann, 15)
        raise ZeroDivisionError
    assert numbers(ann) == {"balance": 10, "available": 10, "lifetime_earned": 10}
    assert OutboxMessage.objects.count() == 1
    assert_sound()
