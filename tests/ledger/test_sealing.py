"""Sealed days: what their roots say, and what shows when somebody changes a closed day."""

import hashlib
import threading
from datetime import date

import pytest
from django.db import IntegrityError, connection, connections, transaction

from saleor_loyalty_plugin.ledger import sealing
from saleor_loyalty_plugin.ledger.sealing import MerkleTree, SealDifference, seal_days
from saleor_loyalty_plugin.models import DaySeal, Entry
from tests.ledger.builders import DAY, NOW, Books

TODAY = NOW.date()
YESTERDAY = TODAY - DAY


def three_days(books: Books) -> list[date]:
    """Entries on three days before yesterday, one of them without any."""
    ann = books.account()
    for days_ago, points in ((4, 10), (4, 20), (2, 30), (2, -5), (2, 7)):
        books.posted(ann, points, now=NOW - days_ago * DAY)
    return [TODAY - days_ago * DAY for days_ago in (4, 3, 2)]


def differences() -> list[tuple[date, str]]:
    return [(item.day, item.name) for item in sealing.verify_seals()]


def tamper(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in ("loyalty_entry", "loyalty_day_seal"):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(sql)
        assert cursor.rowcount == 1
        for table in ("loyalty_entry", "loyalty_day_seal"):
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def test_each_closed_day_is_sealed_once(books: Books) -> None:
    days = three_days(books)
    told: list[tuple[date, int]] = []

    def tell(day: date, count: int) -> None:
        told.append((day, count))

    assert seal_days(until=days[-1], now=NOW, progress=tell) == 3
    assert seal_days(until=days[-1], now=NOW) == 0
    assert seal_days(until=YESTERDAY, now=NOW) == 1

    assert told == list(zip(days, (2, 0, 3), strict=True))
    seals = list(DaySeal.objects.order_by("day"))
    assert [(seal.day, seal.entry_count) for seal in seals] == [
        *zip(days, (2, 0, 3), strict=True),
        (YESTERDAY, 0),
    ]
    assert len({bytes(seal.root) for seal in seals}) == 4
    assert {seal.sealed_at for seal in seals} == {NOW}
    assert seals[2].last_entry_id == Entry.objects.latest("pk").pk
    assert differences() == []


def test_nothing_to_seal(books: Books) -> None:
    assert seal_days(until=YESTERDAY, now=NOW) == 0
    three_days(books)
    assert seal_days(until=TODAY - 30 * DAY, now=NOW) == 0
    with pytest.raises(ValueError, match="isn't over"):
        seal_days(until=TODAY, now=NOW)
    assert not DaySeal.objects.exists()


def test_an_entry_written_late_belongs_to_the_next_seal(books: Books) -> None:
    days = three_days(books)
    seal_days(until=days[-1], now=NOW)
    ann = books.account()
    books.posted(ann, 5, now=NOW - 4 * DAY)

    assert differences() == []
    assert seal_days(until=YESTERDAY, now=NOW) == 1
    assert DaySeal.objects.latest("day").entry_count == 1
    assert differences() == []


CHANGES = {
    "UPDATE loyalty_entry SET note = 'x' WHERE points = -5": ["entries_root"],
    "UPDATE loyalty_entry SET points = 8, balance_after = 63 WHERE points = 7": ["entries_root"],
    "UPDATE loyalty_entry SET created_at = created_at + '1 us' WHERE points = 7": ["entries_root"],
    "UPDATE loyalty_entry SET explanation = '[1]' WHERE points = 7": ["entries_root"],
    "DELETE FROM loyalty_entry WHERE points = 7": ["entries_root", "entry_count"],
    "UPDATE loyalty_day_seal SET entry_count = 4 WHERE entry_count = 3": ["entry_count", "root"],
    "UPDATE loyalty_day_seal SET entries_root = sha256('x') WHERE entry_count = 3": [
        "entries_root",
        "root",
    ],
    "UPDATE loyalty_day_seal SET root = sha256('x') WHERE entry_count = 3": ["root", "next"],
}


@pytest.mark.parametrize(("statement", "names"), CHANGES.items(), ids=list(CHANGES))
def test_a_changed_day_shows(books: Books, statement: str, names: list[str]) -> None:
    *_, last = three_days(books)
    seal_days(until=YESTERDAY, now=NOW)

    tamper(statement)

    expected = [(YESTERDAY, "root") if name == "next" else (last, name) for name in names]
    assert sorted(differences()) == sorted(expected)


def test_a_day_forged_with_its_own_seal_breaks_the_chain(books: Books) -> None:
    _, _, last = three_days(books)
    seal_days(until=last, now=NOW)
    known_root = DaySeal.objects.get(day=last).root
    tamper("UPDATE loyalty_entry SET note = 'x' WHERE points = 20")
    tamper("DELETE FROM loyalty_day_seal WHERE entry_count = 2")

    # The first day is gone, the second now claims its entries.
    assert (TODAY - 3 * DAY, "root") in differences()

    # Sealing everything anew makes the chain whole, but not equal to the root kept elsewhere.
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE loyalty_day_seal DISABLE TRIGGER USER")
        cursor.execute("DELETE FROM loyalty_day_seal")
        cursor.execute("ALTER TABLE loyalty_day_seal ENABLE TRIGGER USER")
    assert seal_days(until=last, now=NOW) == 3
    assert differences() == []
    assert bytes(DaySeal.objects.get(day=last).root) != bytes(known_root)


def test_a_missing_day_shows(books: Books) -> None:
    _, empty, last = three_days(books)
    seal_days(until=last, now=NOW)
    tamper("DELETE FROM loyalty_day_seal WHERE entry_count = 0")

    found = list(sealing.verify_seals())

    assert found[0] == SealDifference(day=empty, name="day", expected=str(empty), found=str(last))
    assert [(item.day, item.name) for item in found[1:]] == [(last, "root")]


def test_seals_refuse_to_change(books: Books) -> None:
    three_days(books)
    assert seal_days(until=YESTERDAY, now=NOW) == 4
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        DaySeal.objects.update(entry_count=0)
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        DaySeal.objects.all().delete()


def test_sealing_waits_for_who_is_still_writing(
    committed_books: Books, monkeypatch: pytest.MonkeyPatch
) -> None:
    books = committed_books
    monkeypatch.setattr(sealing, "WAIT_SECONDS_MAX", 0.2)
    three_days(books)
    bob = books.account()
    wrote, over = threading.Event(), threading.Event()

    def write_slowly() -> None:
        try:
            with transaction.atomic():
                books.post(bob, 1, now=NOW - 4 * DAY)
                wrote.set()
                over.wait(30)
        finally:
            connections.close_all()

    writer = threading.Thread(target=write_slowly)
    writer.start()
    assert wrote.wait(30)
    try:
        books.posted(books.account(), 2, now=NOW - 2 * DAY)  # its id is behind the slow one's
        assert seal_days(until=YESTERDAY, now=NOW) == 0
    finally:
        over.set()
        writer.join(30)
    assert seal_days(until=YESTERDAY, now=NOW) == 4
    assert sum(DaySeal.objects.values_list("entry_count", flat=True)) == 7
    assert differences() == []


def test_who_only_reads_holds_no_sealing_up(
    committed_books: Books, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealing, "WAIT_SECONDS_MAX", 0)
    three_days(committed_books)
    read, over = threading.Event(), threading.Event()

    def read_slowly() -> None:
        try:
            with transaction.atomic():
                Entry.objects.count()
                read.set()
                over.wait(30)
        finally:
            connections.close_all()

    reader = threading.Thread(target=read_slowly)
    reader.start()
    assert read.wait(30)
    try:
        assert seal_days(until=YESTERDAY, now=NOW) == 4
    finally:
        over.set()
        reader.join(30)


@pytest.mark.parametrize("count", [0, 1, 2, 3, 4, 5, 7, 8, 9, 1000])
def test_the_tree_that_grows_is_the_tree_built_at_once(count: int) -> None:
    leaves = [hashlib.sha256(bytes([n % 256, n // 256])).digest() for n in range(count)]
    tree = MerkleTree()
    for leaf in leaves:
        tree.add(leaf)

    level = leaves
    while len(level) > 1:
        pairs = [level[n : n + 2] for n in range(0, len(level), 2)]
        level = [
            hashlib.sha256(b"\x01" + pair[0] + pair[1]).digest() if len(pair) == 2 else pair[0]
            for pair in pairs
        ]

    assert tree.count == count
    assert tree.root() == (level[0] if level else sealing.EMPTY_ROOT)
