"""The mirror: what it costs, and that of changes at the same moment none is lost."""

from concurrent.futures import ThreadPoolExecutor
from unittest.mock import patch

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from saleor_loyalty_plugin import ledger
from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.messages import mirror
from saleor_loyalty_plugin.messages.mirror import mirror_accounts, sweep_mirror
from saleor_loyalty_plugin.messages.relay import relay
from saleor_loyalty_plugin.models import Account, OutboxMessage, Program, SweepCursor
from saleor_loyalty_plugin.services.programs.programs import write_version
from sandbox.host import SandboxHost
from sandbox.shop.models import User
from tests.ledger.builders import NOW, Books
from tests.locks import in_a_session, overtaken
from tests.services.gift_builders import add_account, add_customer
from tests.services.progress_builders import add_tiers


@pytest.fixture
def books(db: None) -> Books:
    return Books()


def members(number: int, books: Books, *, points: int = 10) -> list[Account]:
    """Accounts of customers that are there, and who say nothing yet."""
    accounts = [add_account(add_customer().pk) for _ in range(number)]
    for account in accounts:
        books.post(account, points)
    return accounts


def says(account: Account) -> dict[str, str]:
    metadata: dict[str, str] = User.objects.get(pk=account.customer_id).metadata
    return metadata


def ids(accounts: list[Account]) -> list[int]:
    return [account.pk for account in accounts]


def test_many_cost_no_more_than_few(books: Books) -> None:
    accounts = members(30, books)
    counts = []
    for batch in (accounts[:1], accounts[1:]):
        with CaptureQueriesContext(connection) as queries:
            assert mirror_accounts(account_ids=ids(batch), now=NOW) == len(batch)
        counts.append(len(queries))
    with CaptureQueriesContext(connection) as queries:
        assert mirror_accounts(account_ids=ids(accounts), now=NOW) == 0
    # How long to wait, whose, their lock, accounts, programs, terms, the write; and the savepoint.
    assert [*counts, len(queries)] == [9, 9, 8]
    assert all(says(account) == {"loyalty_points": "10"} for account in accounts)


def test_tiers_are_read_where_there_are_any(books: Books) -> None:
    accounts = members(3, books)
    add_tiers(Bronze=0)
    with CaptureQueriesContext(connection) as queries:
        assert mirror_accounts(account_ids=ids(accounts), now=NOW) == 3
    assert len(queries) == 10
    assert says(accounts[2]) == {"loyalty_points": "10", "loyalty_tier": "Bronze"}


def test_a_sweep_compares_with_few_queries(books: Books) -> None:
    accounts = members(30, books)
    mirror_accounts(account_ids=ids(accounts), now=NOW)
    with CaptureQueriesContext(connection) as queries:
        assert sweep_mirror(now=NOW, limit=30) == 0
    # The cursor, whose turn it is, accounts, programs, terms, customers; and the cursor's new
    # place, in six with its savepoints.
    assert len(queries) == 12


def test_a_sweep_that_finds_nothing_locks_nobody(books: Books) -> None:
    accounts = members(5, books)
    assert sweep_mirror(now=NOW) == 5
    with CaptureQueriesContext(connection) as queries:
        assert sweep_mirror(now=NOW) == 0
    assert not any(
        "FOR NO KEY UPDATE" in query["sql"] for query in queries if "shop_user" in query["sql"]
    )
    assert not any('UPDATE "shop_user"' in query["sql"] for query in queries)
    User.objects.filter(pk=accounts[3].customer_id).update(metadata={"loyalty_points": "9"})
    assert sweep_mirror(now=NOW) == 1
    assert says(accounts[3]) == {"loyalty_points": "10"}


def test_a_sweep_goes_on_where_the_last_one_stopped(books: Books) -> None:
    accounts = members(5, books)
    with patch.object(mirror, "SWEEP_BATCH", 2):
        assert sweep_mirror(now=NOW, limit=2) == 2
        assert SweepCursor.objects.get(pk="mirror").place == accounts[1].pk
        assert [says(account) for account in accounts[2:]] == [{}] * 3
        assert sweep_mirror(now=NOW) == 3
        # At the end it begins anew.
        assert SweepCursor.objects.get(pk="mirror").place == 0
        User.objects.update(metadata={})
        seen: list[int] = []
        assert sweep_mirror(now=NOW, progress=seen.append) == 5
    assert seen == [2, 4, 5]


def test_what_fails_keeps_no_other_from_being_put_right(
    books: Books, monkeypatch: pytest.MonkeyPatch
) -> None:
    accounts = members(4, books)
    write = SandboxHost.write_customer_metadata

    def failing(host: SandboxHost, changes: dict[int, dict[str, str | None]]) -> None:
        if accounts[0].customer_id in changes:
            raise RuntimeError("no room")
        write(host, changes)

    monkeypatch.setattr(SandboxHost, "write_customer_metadata", failing)
    with patch.object(mirror, "SWEEP_BATCH", 2):
        assert sweep_mirror(now=NOW) == 2
    assert [bool(says(account)) for account in accounts] == [False, False, True, True]


def test_a_mirror_that_fails_holds_no_fact_back(
    books: Books, monkeypatch: pytest.MonkeyPatch
) -> None:
    (account,) = members(1, books)
    monkeypatch.setattr(
        SandboxHost, "lock_customer_metadata", lambda *_args: (_ for _ in ()).throw(RuntimeError)
    )
    assert relay(now=NOW).facts == 1
    assert not OutboxMessage.objects.filter(delivered_at=None).exists()
    assert says(account) == {}
    monkeypatch.undo()
    assert sweep_mirror(now=NOW) == 1
    assert says(account) == {"loyalty_points": "10"}


def test_customers_that_are_gone_are_passed_over(books: Books) -> None:
    gone = books.account(points=5)
    (account,) = members(1, books)
    assert mirror_accounts(account_ids=[gone.pk, account.pk], now=NOW) == 1
    assert sweep_mirror(now=NOW) == 0


def test_only_its_own_keys_are_touched(books: Books) -> None:
    (account,) = members(1, books)
    odd = {"erp": 'a "b" \\ ü', "loyalty": "x", "loyalty_points_2": "1", "nested": {"a": [None]}}
    User.objects.update(metadata={**odd, "loyalty_card": "old", "loyalty_tier": "old"})
    updated_at = User.objects.get().updated_at
    mirror_accounts(account_ids=[account.pk], now=NOW)
    assert says(account) == {**odd, "loyalty_points": "10"}
    assert User.objects.get().updated_at == updated_at


def test_two_accounts_of_one_customer_are_written_together(books: Books) -> None:
    (account,) = members(1, books)
    club = Program.objects.create(name="Club", created_at=NOW, updated_at=NOW)
    write_version(club, author="test", now=NOW, using="default")
    other = ledger.ensure_account(program_id=club.pk, customer_id=account.customer_id, now=NOW)
    assert mirror_accounts(account_ids=[account.pk, other.pk], now=NOW) == 1
    assert says(account) == {"loyalty_points": "10", f"loyalty_points_{club.pk}": "0"}


@pytest.fixture
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a busy machine the other's turn may come late."""
    monkeypatch.setattr(mirror, "LOCK_MS", 60_000)


@pytest.mark.usefixtures("patience")
def test_a_change_of_the_shops_at_the_same_moment_is_kept(committed_books: Books) -> None:
    (account,) = members(1, committed_books)

    def change() -> None:
        user = User.objects.select_for_update().get(pk=account.customer_id)
        user.metadata = {**user.metadata, "erp": "4711"}
        user.save()

    overtaken(lambda: mirror_accounts(account_ids=[account.pk], now=NOW), by=change)
    assert says(account) == {"erp": "4711", "loyalty_points": "10"}


@pytest.mark.usefixtures("patience")
def test_of_two_at_once_the_later_is_right(committed_books: Books) -> None:
    """Who waits for the lock reads the points after it has it, not before."""
    (account,) = members(1, committed_books)
    host = current_host()

    def post_meanwhile() -> None:
        host.lock_customer_metadata([account.customer_id])
        committed_books.post(account, 5)

    overtaken(lambda: mirror_accounts(account_ids=[account.pk], now=NOW), by=post_meanwhile)
    assert says(account) == {"loyalty_points": "15"}


@pytest.fixture
def committed_books(committing_db: None) -> Books:
    return Books()


def test_who_is_locked_for_long_keeps_nobody_else_waiting(
    committed_books: Books, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mirror, "LOCK_MS", 200)
    rows = members(5, committed_books)
    mirroring = in_a_session(lambda: mirror_accounts(account_ids=ids(rows), now=NOW))
    with ThreadPoolExecutor(1) as pool, transaction.atomic():
        User.objects.select_for_update().get(pk=rows[2].customer_id)
        assert pool.submit(mirroring).result(30) == 4
    assert [says(row) for row in rows].count({"loyalty_points": "10"}) == 4
    assert sweep_mirror(now=NOW) == 1
    assert says(rows[2]) == {"loyalty_points": "10"}
