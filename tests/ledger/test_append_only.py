"""Entries can't be changed, whoever asks the database."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, connection, transaction

from saleor_loyalty_plugin.models import Entry
from tests.database import refuse_truncate
from tests.ledger.builders import Books

ATTEMPTS: dict[str, Callable[[Entry], object]] = {
    "UPDATE": lambda entry: Entry.objects.filter(pk=entry.pk).update(points=1_000),
    "DELETE": lambda entry: Entry.objects.filter(pk=entry.pk)._raw_delete("default"),
    "save": lambda entry: entry.save(),
    "SQL": lambda entry: run("UPDATE loyalty_entry SET note = 'other'"),
    "upsert": lambda entry: run(
        "INSERT INTO loyalty_entry SELECT * FROM loyalty_entry"
        " ON CONFLICT (key) DO UPDATE SET points = 5"
    ),
    "merge": lambda entry: run(
        "MERGE INTO loyalty_entry e USING loyalty_account a ON e.account_id = a.id"
        " WHEN MATCHED THEN DELETE"
    ),
}


def run(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.mark.parametrize("attempt", ATTEMPTS.values(), ids=ATTEMPTS)
def test_entries_refuse_to_change(books: Books, attempt: Callable[[Entry], object]) -> None:
    ann = books.account(points=10)
    entry = Entry.objects.get(account=ann)
    before = Entry.objects.values().get(pk=entry.pk)

    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        attempt(entry)

    assert Entry.objects.values().get(pk=entry.pk) == before


@pytest.mark.parametrize("option", ["", "CASCADE"])
def test_entries_refuse_truncate(books: Books, option: str) -> None:
    ann = books.account(points=10)
    refuse_truncate()  # other tests switch it off to clean up

    for tables in ("loyalty_entry, loyalty_hold, loyalty_reward_claim", "loyalty_account"):
        if option or "entry" in tables:
            with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
                run(f"TRUNCATE {tables} {option}")

    assert Entry.objects.filter(account=ann).count() == 1
