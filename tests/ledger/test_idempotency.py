"""One key, one effect: the same request again changes nothing, another one is told apart."""

from typing import Any
from uuid import UUID

import pytest

from saleor_loyalty_plugin import ledger
from saleor_loyalty_plugin.ledger import PostingResult, PostingStatus
from saleor_loyalty_plugin.models import Account, Entry, EntryKind, Lot, OutboxMessage
from tests.ledger.builders import DAY, NOW, Books, entries, numbers

ORDER = UUID(int=7)


def snapshot(account: Account) -> list[Any]:
    return [
        Account.objects.values().get(pk=account.pk),
        list(Entry.objects.order_by("pk").values()),
        list(Lot.objects.order_by("pk").values()),
        OutboxMessage.objects.count(),
    ]


def test_the_same_credit_again_is_a_replay(books: Books) -> None:
    ann = books.account()
    first = books.post(ann, 10, key="k")
    books.post(ann, 5)
    before = snapshot(ann)

    again = books.post(ann, 10, key="k", now=NOW + DAY)

    assert again == PostingResult(
        status=PostingStatus.REPLAY, entry_id=first.entry_id, balance_after=10
    )
    assert snapshot(ann) == before


def test_the_same_debit_again_is_a_replay_also_when_the_points_are_gone(books: Books) -> None:
    ann = books.account(points=10)
    first = books.post(ann, -10, key="k")
    before = snapshot(ann)

    again = books.post(ann, -10, key="k")

    assert (again.status, again.entry_id) == (PostingStatus.REPLAY, first.entry_id)
    assert snapshot(ann) == before


def test_the_same_restore_again_is_a_replay_also_when_all_is_given_back(books: Books) -> None:
    ann = books.account(points=10)
    debit = books.posted(ann, -10)
    restore = {"key": "k", "kind": EntryKind.RESTORE, "restores_entry_id": debit.pk}
    first = books.post(ann, 10, **restore)
    before = snapshot(ann)

    again = books.post(ann, 10, **restore)

    assert (again.status, again.entry_id) == (PostingStatus.REPLAY, first.entry_id)
    assert snapshot(ann) == before


@pytest.mark.parametrize(
    "other",
    [
        {"points": 11},
        {"points": -10},
        {"kind": EntryKind.GIFT},
        {"reason": "OTHER"},
        {"note": "other"},
        {"actor": "user:8"},
        {"order_id": ORDER},
        {"checkout_id": ORDER},
    ],
    ids=lambda other: next(iter(other)),
)
def test_the_same_key_with_another_request_is_a_conflict(
    books: Books, other: dict[str, Any]
) -> None:
    ann = books.account(points=100)
    books.posted(ann, 10, key="k")
    before = snapshot(ann)

    request = {"points": 10, "key": "k"} | other
    result = books.post(ann, request.pop("points"), **request)

    assert (result.status, result.entry_id) == (PostingStatus.CONFLICT, None)
    assert result.balance_after == 110
    assert snapshot(ann) == before


@pytest.mark.parametrize(
    "later",
    [
        {"expires_at": NOW + 9 * DAY},
        {"activates_at": NOW + DAY},
        {"explanation": [{"code": "LATER", "values": {}}]},
        {"source_label": "1042"},
    ],
    ids=lambda later: next(iter(later)),
)
def test_what_follows_from_the_moment_makes_no_conflict(
    books: Books, later: dict[str, Any]
) -> None:
    ann = books.account()
    books.posted(ann, 10, key="k")
    assert books.post(ann, 10, key="k", **later).status is PostingStatus.REPLAY


def test_texts_cannot_be_shifted_between_fields(books: Books) -> None:
    ann = books.account()
    books.posted(ann, 10, key="k", reason="a|b", actor="c", note="d")
    for reason, actor, note in (("a", "b|c", "d"), ("a|b", "c|d", ""), ("a", "b", "c|d")):
        result = books.post(ann, 10, key="k", reason=reason, actor=actor, note=note)
        assert result.status is PostingStatus.CONFLICT


def test_a_key_belongs_to_one_account(books: Books) -> None:
    ann, bob = books.account(), books.account(points=5)
    books.posted(ann, 10, key="k")

    for points in (10, -5):
        result = books.post(bob, points, key="k")
        assert (result.status, result.balance_after) == (PostingStatus.CONFLICT, 5)
    assert numbers(bob)["balance"] == 5


def test_a_refusal_does_not_use_the_key_up(books: Books) -> None:
    ann = books.account()
    assert books.post(ann, -10, key="k").status is PostingStatus.INSUFFICIENT
    books.posted(ann, 10)
    assert books.post(ann, -10, key="k").status is PostingStatus.POSTED


def test_a_captured_hold_is_captured_once(books: Books) -> None:
    ann = books.account(points=100)
    hold = books.hold(ann, 40)
    first = books.capture(ann, hold.hold_id, 40, key="capture", order_id=ORDER)
    before = snapshot(ann)

    again = books.capture(ann, hold.hold_id, 40, key="capture", order_id=ORDER)
    other = books.capture(ann, hold.hold_id, 40, key="another", order_id=ORDER)

    assert (again.status, again.entry_id) == (PostingStatus.REPLAY, first.entry_id)
    assert other.status is PostingStatus.CONFLICT
    assert snapshot(ann) == before


def test_a_batch_again_is_replayed_and_a_grown_one_adds_what_is_new(books: Books) -> None:
    ann, bob = books.account(), books.account()
    batch = [books.posting(ann, 1), books.posting(bob, 2), books.posting(ann, 3)]
    first = ledger.post_entries(batch, now=NOW)
    before = snapshot(ann)

    again = ledger.post_entries(batch, now=NOW + DAY)
    assert [item.status for item in again] == [PostingStatus.REPLAY] * 3
    assert [item.entry_id for item in again] == [item.entry_id for item in first]
    assert snapshot(ann) == before

    grown = ledger.post_entries([*batch, books.posting(ann, 4), batch[0]], now=NOW)
    assert [item.status for item in grown[-2:]] == [PostingStatus.POSTED, PostingStatus.REPLAY]
    assert entries(ann) == [("EARN", 1), ("EARN", 3), ("EARN", 4)]
    assert entries(bob) == [("EARN", 2)]


def test_a_bonus_again_reaches_only_who_has_it_not(books: Books) -> None:
    ann, bob = books.account(), books.account()
    bonus: dict[str, Any] = {
        "points": 5,
        "kind": EntryKind.GIFT,
        "reason": "CAMPAIGN",
        "key_prefix": "campaign:1",
        "now": NOW,
    }
    assert ledger.post_bonus(account_ids=[ann.pk], **bonus) == 1
    assert ledger.post_bonus(account_ids=[bob.pk, ann.pk], **bonus) == 1
    assert ledger.post_bonus(account_ids=[bob.pk, ann.pk], **bonus) == 0

    assert entries(ann) == entries(bob) == [("GIFT", 5)]
    posting = books.posting(
        ann, 5, kind=EntryKind.GIFT, reason="CAMPAIGN", key=f"campaign:1:{ann.pk}"
    )
    assert ledger.post_entry(posting, now=NOW).status is PostingStatus.REPLAY
