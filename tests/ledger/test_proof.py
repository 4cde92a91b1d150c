"""The proof finds each number that was tampered with, and nothing in sound books."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

import pytest
from django.db import connection

from saleor_loyalty_plugin.ledger import proof
from saleor_loyalty_plugin.models import Account, EntryKind
from tests.ledger.builders import DAY, NOW, Books


@contextmanager
def unguarded() -> Iterator[None]:
    """As somebody could who owns the tables; the test's transaction takes it back."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in ("loyalty_entry", "loyalty_lot", "loyalty_account"):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        yield


def busy_account(books: Books) -> Account:
    """An account with something of everything."""
    ann = books.account(points=100, expires_at=NOW + DAY)
    books.post(ann, 50, activates_at=NOW + DAY, kind=EntryKind.GIFT)
    hold = books.hold(ann, 20)
    books.hold(ann, 10)
    books.capture(ann, hold.hold_id, 20)
    debit = books.posted(ann, -30)
    books.posted(ann, 12, kind=EntryKind.RESTORE, restores_entry_id=debit.pk)
    books.posted(ann, -5, kind=EntryKind.CLAWBACK, order_id=uuid4())
    ann.refresh_from_db()
    return ann


def test_sound_books_have_no_differences(books: Books) -> None:
    for _ in range(3):
        busy_account(books)
    counts: list[int] = []

    found = list(proof.account_differences(batch_size=2, progress=counts.append))

    assert found == []
    assert counts == sorted(counts)
    assert counts[1] == 3, "accounts come first"
    assert counts[-1] == 3 + 6 + 6, "then lots and holds"


TAMPERED = {
    "UPDATE loyalty_account SET balance = balance + 1": [
        "balance",
        "last balance_after",
        "points in lots",
    ],
    "UPDATE loyalty_account SET pending = pending - 1": ["pending"],
    "UPDATE loyalty_account SET reserved = reserved + 1": ["reserved"],
    "UPDATE loyalty_account SET lifetime_earned = 0": ["lifetime_earned"],
    "UPDATE loyalty_account SET lifetime_spent = 0": ["lifetime_spent"],
    "UPDATE loyalty_entry SET points = points + 1 WHERE kind = 'GIFT'": [
        "balance",
        "balance_after of entry ",
        "lifetime_earned",
    ],
    "UPDATE loyalty_entry SET balance_after = 7 WHERE kind = 'RESTORE'": [
        "balance_after of entry ",
        "balance_after of entry ",
    ],
    "UPDATE loyalty_lot SET remaining = remaining - 1 WHERE is_active": [
        "points in lots",
        "remaining of lot ",
    ],
    "UPDATE loyalty_lot SET is_active = true": ["pending"],
    "UPDATE loyalty_lot SET is_open = false WHERE NOT is_active": [
        "is_open of lot ",
        "pending",
        "points in lots",
    ],
    "UPDATE loyalty_lot_use SET points = points + 1 WHERE points < 0": ["remaining of lot "],
    "DELETE FROM loyalty_lot WHERE NOT is_active": ["pending", "points in lots"],
    "UPDATE loyalty_lot SET entry_id = -1 WHERE is_active": ["account of lot "],
    "UPDATE loyalty_lot_use SET entry_id = -1 WHERE points < 0": ["uses of lot "],
    "UPDATE loyalty_lot_use SET points = 151 WHERE points = 20": [
        "points from lot ",
        "remaining of lot ",
    ],
    "UPDATE loyalty_hold SET status = 'VOIDED' WHERE status = 'OPEN'": ["reserved"],
    "UPDATE loyalty_hold SET points = 21 WHERE status = 'CAPTURED'": ["capture of hold "],
    "UPDATE loyalty_hold SET status = 'VOIDED' WHERE status = 'CAPTURED'": ["capture of hold "],
}


@pytest.mark.parametrize(("statement", "names"), TAMPERED.items(), ids=list(TAMPERED))
def test_each_tampered_number_is_found(books: Books, statement: str, names: list[str]) -> None:
    sound = busy_account(books)
    ann = busy_account(books)
    with unguarded(), connection.cursor() as cursor:
        clause = "AND" if "WHERE" in statement else "WHERE"
        condition = "account_id = %s"
        if "loyalty_account" in statement:
            condition = "id = %s"
        elif "lot_use" in statement:
            condition = "lot_id IN (SELECT id FROM loyalty_lot WHERE account_id = %s)"
        cursor.execute(f"{statement} {clause} {condition}", [ann.pk])
        assert cursor.rowcount >= 1

    found = list(proof.account_differences())

    assert {item.account_id for item in found} == {ann.pk}
    assert len(found) == len(names)
    for item, name in zip(sorted(found, key=lambda item: item.name), sorted(names), strict=True):
        assert item.name.startswith(name)
        assert item.expected != item.found
    assert proof.verify_account(account_id=sound.pk) == []
    rest = list(proof.account_differences(after_id=ann.pk))
    assert all(" lot " in item.name or " hold " in item.name for item in rest)


def test_a_difference_tells_both_numbers(books: Books) -> None:
    ann = books.account(points=100)
    Account.objects.filter(pk=ann.pk).update(pending=3)

    assert proof.verify_account(account_id=ann.pk) == [
        proof.Difference(account_id=ann.pk, name="pending", expected=0, found=3)
    ]
