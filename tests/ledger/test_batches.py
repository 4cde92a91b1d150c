"""Many postings in one statement end as they would one by one."""

from dataclasses import replace
from uuid import uuid4

import pytest

from saleor_loyalty_plugin import ledger
from saleor_loyalty_plugin.ledger import Posting, PostingStatus, proof
from saleor_loyalty_plugin.models import Account, Entry, EntryKind, Lot, LotUse, OutboxMessage
from tests.ledger.builders import DAY, NOW, Books, entries, numbers, remaining


def everything(account: Account) -> list[object]:
    """All that the ledger wrote for an account, without ids and keys."""
    account.refresh_from_db()
    named = Account.objects.values().get(pk=account.pk)
    rows = Entry.objects.filter(account=account).order_by("pk").values()
    lots = Lot.objects.filter(account=account).order_by("pk").values()
    uses = LotUse.objects.filter(lot__account=account).order_by("pk").values("points")
    ignored = {"id", "customer_id", "account_id", "entry_id", "key", "input_hash", "referral_code"}
    return [
        {key: value for key, value in row.items() if key not in ignored}
        for row in (named, *rows, *lots, *uses)
    ]


def test_a_batch_of_credits_writes_what_single_postings_write(books: Books) -> None:
    batched, single = books.account(), books.account()
    for account in (batched, single):
        books.posted(account, -50, kind=EntryKind.CLAWBACK, allows_negative=True)
    order_id = uuid4()

    def credits(account: Account) -> list[Posting]:
        return [
            books.posting(account, 30, order_id=order_id, note="a 'quoted' \\ ☕ note"),
            books.posting(account, 30, expires_at=NOW + DAY, kind=EntryKind.GIFT),
            books.posting(account, 30, activates_at=NOW + DAY, source_label="7"),
            books.posting(account, 5, explanation=[{"code": "X", "values": {"n": 1}}]),
            books.posting(account, 5, kind=EntryKind.RESTORE, actor="user:1"),
        ]

    results = ledger.post_entries(credits(batched), now=NOW)
    for posting in credits(single):
        assert ledger.post_entry(posting, now=NOW).status is PostingStatus.POSTED

    assert [item.balance_after for item in results] == [-20, 10, 40, 45, 50]
    assert everything(batched) == everything(single)
    assert remaining(batched) == [0, 10, 30, 5, 5]
    keys = [Entry.objects.get(pk=item.entry_id).points for item in results]
    assert keys == [30, 30, 30, 5, 5]
    assert list(proof.account_differences()) == []


def test_results_come_in_the_order_of_the_postings(books: Books) -> None:
    accounts = [books.account() for _ in range(3)]
    postings = [books.posting(accounts[n % 3], n + 1) for n in reversed(range(30))]

    results = ledger.post_entries(postings, now=NOW)

    for posting, result in zip(postings, results, strict=True):
        entry = Entry.objects.get(pk=result.entry_id)
        assert (entry.account_id, entry.key) == (posting.account_id, posting.key)
        assert (entry.points, entry.balance_after) == (posting.points, result.balance_after)
    assert OutboxMessage.objects.count() == 30


def test_each_posting_of_a_mixed_batch_fares_as_it_would_alone(books: Books) -> None:
    ann, bob = books.account(points=10), books.account(points=10)
    debit = books.posted(bob, -10)
    results = ledger.post_entries(
        [
            books.posting(ann, -15),
            books.posting(ann, 5),
            books.posting(ann, -15),
            books.posting(bob, 10, kind=EntryKind.RESTORE, restores_entry_id=debit.pk),
            books.posting(bob, -30, kind=EntryKind.CLAWBACK, allows_negative=True),
        ],
        now=NOW,
    )

    assert [(item.status.value, item.balance_after) for item in results] == [
        ("INSUFFICIENT", 10),
        ("POSTED", 15),
        ("POSTED", 0),
        ("POSTED", 10),
        ("POSTED", -20),
    ]
    assert entries(ann) == [("EARN", 10), ("EARN", 5), ("REDEEM", -15)]
    assert list(proof.account_differences()) == []


def test_a_credit_without_room_does_not_keep_the_others_out(books: Books) -> None:
    ann, bob = books.account(points=1_000_000_000), books.account()
    books.post(ann, 1_000_000_000)
    postings = [books.posting(ann, 1), books.posting(bob, 1)]

    results = ledger.post_entries(postings, now=NOW)

    assert [item.status.value for item in results] == ["INSUFFICIENT", "POSTED"]


def test_a_repeated_key_in_one_batch_is_written_once(books: Books) -> None:
    ann = books.account()
    posting = books.posting(ann, 5)

    results = ledger.post_entries([posting, posting, replace(posting, points=6)], now=NOW)

    assert [item.status.value for item in results] == ["POSTED", "REPLAY", "CONFLICT"]
    assert entries(ann) == [("EARN", 5)]


def test_batches_have_bounds(books: Books) -> None:
    ann = books.account()
    assert ledger.post_entries([], now=NOW) == []
    with pytest.raises(ValueError, match="at most"):
        ledger.post_entries([books.posting(ann, 1)] * 10_001, now=NOW)
    with pytest.raises(ValueError, match="1000000000"):
        ledger.post_entries([books.posting(ann, 1), books.posting(ann, 0)], now=NOW)
    assert entries(ann) == []


def test_a_bonus_writes_what_single_postings_write(books: Books) -> None:
    bonused, single = books.account(), books.account()
    full = books.account(points=1_000_000_000)
    books.post(full, 1_000_000_000)
    for account in (bonused, single):
        books.posted(account, -20, kind=EntryKind.CLAWBACK, allows_negative=True)
    lot = {"activates_at": NOW + DAY, "expires_at": NOW + 30 * DAY}

    count = ledger.post_bonus(
        account_ids=[bonused.pk, full.pk, 10**12],
        points=50,
        kind=EntryKind.GIFT,
        reason="CAMPAIGN",
        key_prefix="campaign:1",
        now=NOW,
        **lot,
    )
    books.posted(single, 50, kind=EntryKind.GIFT, reason="CAMPAIGN", **lot)

    assert count == 1
    assert everything(bonused) == everything(single)
    assert remaining(bonused) == [30]
    assert numbers(bonused)["pending"] == 30
    with pytest.raises(ValueError, match="bonus"):
        ledger.post_bonus(
            account_ids=[],
            points=-1,
            kind=EntryKind.GIFT,
            reason="CAMPAIGN",
            key_prefix="campaign:2",
            now=NOW,
        )
