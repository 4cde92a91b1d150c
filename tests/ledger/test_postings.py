"""What a posting does to balance, lots and sums."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries

from saleor_loyalty_plugin import ledger
from saleor_loyalty_plugin.ledger import PostingStatus, proof
from saleor_loyalty_plugin.models import (
    Account,
    AccountStatus,
    Entry,
    EntryKind,
    Lot,
    LotUse,
    OutboxMessage,
)
from tests.ledger.builders import DAY, NOW, Books, entries, numbers, remaining


def test_credit_writes_entry_lot_and_message(books: Books) -> None:
    ann = books.account()
    order_id, checkout_id = uuid4(), uuid4()

    result = books.post(
        ann,
        70,
        key="order:1:earn:1",
        note="thanks",
        actor="user:7",
        order_id=order_id,
        checkout_id=checkout_id,
        source_label="1042",
        explanation=[{"code": "RATE", "values": {"points": 70}}],
        program_version_id=books.version.pk,
        expires_at=NOW + 30 * DAY,
    )

    assert result.status is PostingStatus.POSTED
    assert result.balance_after == 70
    entry = Entry.objects.values().get(pk=result.entry_id)
    assert len(entry.pop("input_hash")) == 32
    assert entry == {
        "id": result.entry_id,
        "account_id": ann.pk,
        "points": 70,
        "balance_after": 70,
        "kind": "EARN",
        "reason": "TEST",
        "note": "thanks",
        "order_id": order_id,
        "checkout_id": checkout_id,
        "source_label": "1042",
        "actor": "user:7",
        "key": "order:1:earn:1",
        "explanation": [{"code": "RATE", "values": {"points": 70}}],
        "program_version_id": books.version.pk,
        "reverses_id": None,
        "restores_id": None,
        "activates_at": None,
        "expires_at": NOW + 30 * DAY,
        "effective_at": NOW,
        "created_at": NOW,
    }
    lot = Lot.objects.get(account=ann)
    assert (lot.entry_id, lot.points, lot.remaining) == (result.entry_id, 70, 70)
    assert (lot.is_open, lot.is_active, lot.expires_at) == (True, True, NOW + 30 * DAY)
    message = OutboxMessage.objects.get(account=ann)
    assert (message.entry_id, message.kind) == (result.entry_id, "points_posted")
    assert (message.created_at, message.delivered_at) == (NOW, None)
    assert numbers(ann) == {"balance": 70, "available": 70, "lifetime_earned": 70}
    assert ann.version == 1


@pytest.mark.parametrize("text", ['a "b" \\ (c), {d} %s ☕', "", " ", "'", "NULL", "\n\t"])
def test_texts_arrive_as_they_are(books: Books, text: str) -> None:
    ann = books.account()
    fields = {
        "note": text,
        "reason": text,
        "actor": text,
        "source_label": text,
        "explanation": [{"code": text, "values": {"at": NOW, text: None}}],
    }
    for points in (10, -5):
        entry = books.posted(ann, points, **fields)
        assert (entry.note, entry.reason, entry.actor) == (text, text, text)
        assert entry.source_label == text
        values = {"at": NOW.isoformat(), text: None}
        assert entry.explanation == [{"code": text, "values": values}]
        assert entry.key.startswith("test:")
        assert (entry.order_id, entry.program_version_id) == (None, None)


def test_each_write_is_one_statement(
    books: Books, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    ann = books.account(points=1000)
    debit = books.posted(ann, -100)
    postings = [books.posting(ann, points) for points in (1, 2, -3)]
    with django_assert_num_queries(1):
        books.post(ann, 10)
    with django_assert_num_queries(1):
        books.post(ann, -10)
    with django_assert_num_queries(1):
        books.post(ann, 10, kind=EntryKind.RESTORE, restores_entry_id=debit.pk)
    with django_assert_num_queries(1):
        books.post(ann, -10, key="again")
    with django_assert_num_queries(1):
        assert books.post(ann, -10, key="again").status is PostingStatus.REPLAY
    with django_assert_num_queries(1):
        ledger.post_entries(postings, now=NOW)
    with django_assert_num_queries(1):
        hold = books.hold(ann, 10)
    with django_assert_num_queries(1):
        books.capture(ann, hold.hold_id, 10)
    hold = books.hold(ann, 10)
    assert hold.hold_id is not None
    with django_assert_num_queries(1):
        ledger.extend_hold(hold_id=hold.hold_id, expires_at=NOW + 2 * DAY)
    with django_assert_num_queries(1):
        ledger.void_hold(hold_id=hold.hold_id, now=NOW)
    with django_assert_num_queries(1):
        ledger.activate_lots(as_of=NOW, limit=10)
    with django_assert_num_queries(1):
        ledger.expire_lots(as_of=NOW, limit=10)
    with django_assert_num_queries(1):
        ledger.ensure_account(program_id=ann.program_id, customer_id=ann.customer_id, now=NOW)


def test_debit_takes_oldest_expiry_first_and_never_expiring_last(books: Books) -> None:
    ann = books.account()
    books.post(ann, 10)
    books.post(ann, 20, expires_at=NOW + 9 * DAY)
    books.post(ann, 30, expires_at=NOW + 3 * DAY)
    books.post(ann, 40, expires_at=NOW + 9 * DAY)

    entry = books.posted(ann, -65)

    assert remaining(ann) == [10, 0, 0, 25]
    uses = LotUse.objects.filter(entry=entry).order_by("pk").values_list("points", flat=True)
    assert list(uses) == [30, 20, 15]
    assert numbers(ann)["lifetime_spent"] == 65


def test_debit_without_points_is_refused_and_writes_nothing(books: Books) -> None:
    ann = books.account(points=50)
    books.post(ann, 30, activates_at=NOW + DAY)
    books.hold(ann, 20)
    before = Account.objects.values().get(pk=ann.pk)

    result = books.post(ann, -31)

    assert (result.status, result.entry_id) == (PostingStatus.INSUFFICIENT, None)
    assert result.balance_after == 80
    assert Account.objects.values().get(pk=ann.pk) == before
    assert entries(ann) == [("EARN", 50), ("EARN", 30)]
    assert books.post(ann, -30).status is PostingStatus.POSTED
    assert numbers(ann)["balance"] == 50
    assert ann.available == 0


def test_clawback_takes_the_lots_of_its_own_order_first(books: Books) -> None:
    ann = books.account()
    order_id = uuid4()
    books.post(ann, 10, expires_at=NOW + DAY)
    books.post(ann, 20, order_id=order_id, expires_at=NOW + 9 * DAY)
    books.post(ann, 30, order_id=order_id, activates_at=NOW + DAY)

    books.posted(ann, -40, kind=EntryKind.CLAWBACK, order_id=order_id)

    assert remaining(ann) == [10, 10, 0]
    assert numbers(ann) == {"balance": 20, "available": 20, "lifetime_earned": 20}


def test_clawback_reaches_own_pending_points_but_no_others(books: Books) -> None:
    ann = books.account()
    order_id = uuid4()
    books.post(ann, 30, order_id=order_id, activates_at=NOW + DAY)
    books.post(ann, 50, activates_at=NOW + DAY)

    refused = books.post(ann, -31, kind=EntryKind.CLAWBACK, order_id=order_id)
    books.posted(ann, -30, kind=EntryKind.CLAWBACK, order_id=order_id)

    assert refused.status is PostingStatus.INSUFFICIENT
    assert remaining(ann) == [0, 50]
    assert numbers(ann) == {"balance": 50, "pending": 50, "lifetime_earned": 50}


def test_clawback_takes_the_lot_of_the_entry_that_it_names_first(books: Books) -> None:
    ann = books.account()
    books.post(ann, 100)
    own = books.posted(ann, 50, activates_at=NOW + DAY)

    clawback = {"kind": EntryKind.CLAWBACK, "own_entry_id": own.pk}
    refused = books.post(ann, -151, **clawback)
    books.posted(ann, -30, **clawback, allows_negative=True)
    books.posted(ann, -30, **clawback, allows_negative=True)

    assert refused.status is PostingStatus.INSUFFICIENT
    assert remaining(ann) == [90, 0]
    assert numbers(ann) == {"balance": 90, "available": 90, "lifetime_earned": 90}


def test_clawback_spares_reserved_points_while_own_pending_ones_suffice(books: Books) -> None:
    ann = books.account()
    order_id = uuid4()
    books.post(ann, 50, order_id=order_id)
    books.post(ann, 50, order_id=order_id, activates_at=NOW + DAY)
    books.hold(ann, 40)

    books.posted(ann, -60, kind=EntryKind.CLAWBACK, order_id=order_id)

    assert remaining(ann) == [40, 0]
    assert numbers(ann) == {"balance": 40, "reserved": 40, "lifetime_earned": 40}


def test_clawback_below_zero_takes_pending_points_before_it_makes_debt(books: Books) -> None:
    ann = books.account(points=20)
    books.post(ann, 30, activates_at=NOW + DAY)

    books.posted(ann, -25, kind=EntryKind.CLAWBACK, allows_negative=True)
    assert numbers(ann) == {"balance": 25, "pending": 25, "lifetime_earned": 25}

    books.posted(ann, -40, kind=EntryKind.CLAWBACK, allows_negative=True)
    assert numbers(ann) == {"balance": -15, "available": -15, "lifetime_earned": -15}
    assert remaining(ann) == [0, 0]


@pytest.mark.parametrize("is_pending", [False, True])
def test_credit_pays_a_debt_before_it_fills_a_lot(books: Books, is_pending: bool) -> None:
    ann = books.account()
    books.posted(ann, -50, kind=EntryKind.CLAWBACK, allows_negative=True)
    later = NOW + DAY if is_pending else None

    books.post(ann, 20, activates_at=later)
    books.post(ann, 70, activates_at=later)

    assert remaining(ann) == [0, 40]
    assert numbers(ann)["balance"] == 40
    assert ann.pending == (40 if is_pending else 0)
    assert list(proof.account_differences()) == []


def test_restore_fills_the_lot_used_last_first_and_keeps_each_expiry(books: Books) -> None:
    ann = books.account()
    books.post(ann, 50, expires_at=NOW + DAY)
    books.post(ann, 50, expires_at=NOW + 2 * DAY)
    debit = books.posted(ann, -80)
    restore = {"kind": EntryKind.RESTORE, "restores_entry_id": debit.pk}

    books.posted(ann, 20, **restore)
    assert remaining(ann) == [0, 40]
    books.posted(ann, 30, **restore)
    assert remaining(ann) == [20, 50]
    books.posted(ann, 30, **restore)
    assert remaining(ann) == [50, 50]

    assert list(Lot.objects.filter(account=ann).order_by("pk").values_list("expires_at")) == [
        (NOW + DAY,),
        (NOW + 2 * DAY,),
    ]
    assert numbers(ann) == {"balance": 100, "available": 100, "lifetime_earned": 100}


def test_restores_together_never_exceed_the_debit(books: Books) -> None:
    ann = books.account(points=100)
    debit = books.posted(ann, -80)
    restore = {"kind": EntryKind.RESTORE, "restores_entry_id": debit.pk}
    books.posted(ann, 60, **restore)

    result = books.post(ann, 21, **restore)

    assert (result.status, result.balance_after) == (PostingStatus.INSUFFICIENT, 80)
    assert entries(ann) == [("EARN", 100), ("REDEEM", -80), ("RESTORE", 60)]
    books.posted(ann, 20, **restore)
    assert remaining(ann) == [100]


def test_restored_points_whose_expiry_has_passed_go_with_the_next_sweep(books: Books) -> None:
    ann = books.account(points=50, expires_at=NOW + DAY)
    debit = books.posted(ann, -50)

    books.posted(ann, 50, now=NOW + 2 * DAY, kind=EntryKind.RESTORE, restores_entry_id=debit.pk)
    assert numbers(ann)["available"] == 50

    assert ledger.expire_lots(as_of=NOW + 2 * DAY) == 1
    assert entries(ann)[-1] == ("EXPIRE", -50)
    assert numbers(ann) == {"lifetime_earned": 50}


def test_restored_points_whose_expiry_has_passed_are_good_for_a_grace(books: Books) -> None:
    ann = books.account(points=30, expires_at=NOW + DAY)
    books.post(ann, 30, expires_at=NOW + 2 * DAY)
    books.post(ann, 30, expires_at=NOW + 20 * DAY)
    debit = books.posted(ann, -80)
    restore = {
        "kind": EntryKind.RESTORE,
        "restores_entry_id": debit.pk,
        "restored_until": NOW + 9 * DAY,
        "now": NOW + 2 * DAY,
    }

    books.posted(ann, 40, **restore)
    assert remaining(ann) == [0, 0, 30, 20]
    books.posted(ann, 40, **restore)
    assert remaining(ann) == [0, 0, 30, 20, 40], "nothing comes back twice"
    assert list(Lot.objects.filter(account=ann).order_by("pk").values_list("expires_at"))[3:] == [
        (NOW + 9 * DAY,),
        (NOW + 9 * DAY,),
    ]
    assert numbers(ann) == {"balance": 90, "available": 90, "lifetime_earned": 90}
    assert list(proof.account_differences()) == []

    assert ledger.expire_lots(as_of=NOW + 9 * DAY) == 2
    assert numbers(ann) == {"balance": 30, "available": 30, "lifetime_earned": 90}


def test_restored_points_whose_expiry_is_to_come_get_no_grace(books: Books) -> None:
    ann = books.account(points=30, expires_at=NOW + DAY)
    debit = books.posted(ann, -30)
    until = NOW + 9 * DAY
    back = {"kind": EntryKind.RESTORE, "restores_entry_id": debit.pk, "restored_until": until}

    books.posted(ann, 30, **back)

    assert remaining(ann) == [30]
    assert ledger.expire_lots(as_of=NOW + DAY) == 1


def test_restored_pending_points_are_pending_until_their_time(books: Books) -> None:
    ann = books.account(points=50, activates_at=NOW + DAY)
    debit = books.posted(ann, -50, kind=EntryKind.CLAWBACK, allows_negative=True)
    restore = {"kind": EntryKind.RESTORE, "restores_entry_id": debit.pk}

    books.posted(ann, 20, **restore)
    assert numbers(ann) == {"balance": 20, "pending": 20, "lifetime_earned": 20}

    books.posted(ann, 30, now=NOW + DAY, **restore)
    assert numbers(ann)["pending"] == 50, "the sweep activates the whole lot"
    assert ledger.activate_lots(as_of=NOW + DAY) == 1
    assert numbers(ann)["available"] == 50


def test_restored_points_are_active_when_their_time_came_meanwhile(books: Books) -> None:
    ann = books.account(points=50, activates_at=NOW + DAY)
    debit = books.posted(ann, -50, kind=EntryKind.CLAWBACK, allows_negative=True)
    assert ledger.activate_lots(as_of=NOW + DAY) == 0

    restore = {"kind": EntryKind.RESTORE, "restores_entry_id": debit.pk}
    books.posted(ann, 20, now=NOW + DAY, **restore)

    assert numbers(ann)["available"] == 20
    assert list(proof.account_differences()) == []


def test_restore_pays_the_debt_first_and_the_rest_keeps_its_worth(books: Books) -> None:
    ann = books.account(points=50, expires_at=NOW + DAY)
    debit = books.posted(ann, -80, allows_negative=True)
    books.post(ann, 100)
    assert remaining(ann) == [0, 70]

    books.posted(
        ann,
        80,
        kind=EntryKind.RESTORE,
        restores_entry_id=debit.pk,
        expires_at=NOW + 9 * DAY,
    )

    assert remaining(ann) == [50, 70, 30], "what no lot had lost opens a new one"
    assert numbers(ann) == {"balance": 150, "available": 150, "lifetime_earned": 100 + 50}
    assert Lot.objects.filter(account=ann).latest("pk").expires_at == NOW + 9 * DAY


def test_reversal_takes_the_very_lot_back(books: Books) -> None:
    ann = books.account(points=10, expires_at=NOW + DAY)
    gift = books.posted(ann, 30, kind=EntryKind.GIFT, activates_at=NOW + DAY)

    reversal = books.posted(ann, -30, kind=EntryKind.REVERSAL, reverses_id=gift.pk)

    assert remaining(ann) == [10, 0]
    assert numbers(ann) == {"balance": 10, "available": 10, "lifetime_earned": 10}
    gift.refresh_from_db()
    assert gift.reversed_by == reversal


def test_an_entry_is_reversed_once_whatever_the_key(books: Books) -> None:
    ann = books.account(points=100)
    gift = books.posted(ann, 30, kind=EntryKind.GIFT)
    spent = books.posted(ann, -20)
    books.posted(ann, -30, kind=EntryKind.REVERSAL, reverses_id=gift.pk)
    books.posted(ann, 20, kind=EntryKind.REVERSAL, reverses_id=spent.pk)
    before = numbers(ann)

    again = [
        books.post(ann, -30, kind=EntryKind.REVERSAL, reverses_id=gift.pk),
        books.post(ann, 20, kind=EntryKind.REVERSAL, reverses_id=spent.pk),
    ]

    assert [item.status for item in again] == [PostingStatus.CONFLICT] * 2
    assert numbers(ann) == before
    assert list(proof.account_differences()) == []


def test_lifetime_sums_follow_what_is_taken_back(books: Books) -> None:
    ann = books.account()
    earn = books.posted(ann, 100)
    books.posted(ann, 10, kind=EntryKind.ADJUST)
    books.posted(ann, 5, kind=EntryKind.IMPORT)
    books.posted(ann, -7, kind=EntryKind.ADJUST)
    clawback = books.posted(ann, -30, kind=EntryKind.CLAWBACK)
    spent = books.posted(ann, -20)
    assert numbers(ann) == {
        "balance": 58,
        "available": 58,
        "lifetime_earned": 85,
        "lifetime_spent": 20,
    }

    books.posted(ann, 15, kind=EntryKind.RESTORE, restores_entry_id=spent.pk)
    back = {"kind": EntryKind.REVERSAL, "reverses_id": clawback.pk}
    books.posted(ann, 30, restores_entry_id=clawback.pk, **back)
    books.posted(ann, -100, kind=EntryKind.REVERSAL, reverses_id=earn.pk)
    assert numbers(ann) == {
        "balance": 3,
        "available": 3,
        "lifetime_earned": 15,
        "lifetime_spent": 5,
    }
    assert list(proof.account_differences()) == []


@pytest.mark.parametrize("points", [0, 1_000_000_001, -1_000_000_001, 10**30])
def test_points_out_of_range_never_reach_the_database(
    books: Books, points: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    ann = books.account()
    with django_assert_num_queries(0), pytest.raises(ValueError, match="1000000000"):
        books.post(ann, points)


def test_balance_stays_within_its_bounds(books: Books) -> None:
    ann = books.account()
    books.posted(ann, 1_000_000_000)
    books.posted(ann, 1_000_000_000)
    debit = books.posted(ann, -1)
    books.posted(ann, 1)
    for extra in ({}, {"kind": EntryKind.RESTORE, "restores_entry_id": debit.pk}):
        assert books.post(ann, 1, **extra).status is PostingStatus.INSUFFICIENT
    assert books.post(ann, 1, activates_at=NOW + DAY).status is PostingStatus.INSUFFICIENT

    for _ in range(4):
        books.posted(ann, -1_000_000_000, kind=EntryKind.CLAWBACK, allows_negative=True)
    refused = books.post(ann, -1, kind=EntryKind.CLAWBACK, allows_negative=True)
    assert (refused.status, refused.balance_after) == (PostingStatus.INSUFFICIENT, -2_000_000_000)


@pytest.mark.parametrize("points", [5, -5])
def test_an_account_that_does_not_exist_is_the_callers_mistake(books: Books, points: int) -> None:
    nobody = Account(pk=10**12)
    with pytest.raises(IntegrityError, match="no loyalty account"):
        books.post(nobody, points)


def test_only_the_accounts_own_debits_are_restored(books: Books) -> None:
    ann, bob = books.account(points=10), books.account(points=10)
    debit = books.posted(ann, -5)
    credit = Entry.objects.get(account=bob)
    for wrong in (debit.pk, credit.pk, 10**12):
        with pytest.raises(IntegrityError, match="no debit"), transaction.atomic():
            books.post(bob, 5, kind=EntryKind.RESTORE, restores_entry_id=wrong)
    with pytest.raises(ValueError, match="Only a credit"):
        books.post(ann, -5, restores_entry_id=debit.pk)


def test_a_frozen_account_is_still_posted_to(books: Books) -> None:
    ann = books.account(points=10)
    assert ledger.set_account_status(account_id=ann.pk, status=AccountStatus.FROZEN)
    assert not ledger.set_account_status(account_id=10**12, status=AccountStatus.FROZEN)

    books.posted(ann, 5)

    assert numbers(ann)["balance"] == 15
    assert ann.status == AccountStatus.FROZEN


def test_ensure_account_opens_one_account(books: Books) -> None:
    key = {"program_id": books.program.pk, "customer_id": 4242}
    first = ledger.ensure_account(**key, now=NOW)
    second = ledger.ensure_account(**key, now=NOW + DAY)

    assert first == second
    assert Account.objects.filter(customer_id=4242).count() == 1
    assert (second.created_at, second.status, numbers(second)) == (NOW, AccountStatus.ACTIVE, {})


def test_next_expiry_counts_what_goes_at_the_same_moment(books: Books) -> None:
    ann = books.account(points=5)
    assert ledger.next_expiry(ann.pk, after=NOW) is None
    books.post(ann, 10, expires_at=NOW + DAY)
    books.post(ann, 20, expires_at=NOW + 2 * DAY)
    books.post(ann, 30, expires_at=NOW + 2 * DAY, activates_at=NOW + DAY)

    assert ledger.next_expiry(ann.pk, after=NOW) == (NOW + DAY, 10)
    assert ledger.next_expiry(ann.pk, after=NOW + DAY) == (NOW + 2 * DAY, 50)
    assert ledger.next_expiry(ann.pk, after=NOW + 2 * DAY) is None
