"""Points reserved for a checkout: placed, replaced, extended, voided, captured."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from saleor_loyalty_plugin import ledger
from saleor_loyalty_plugin.ledger import PostingStatus, proof
from saleor_loyalty_plugin.models import EntryKind, Hold
from tests.ledger.builders import DAY, NOW, Books, entries, numbers, remaining


def statuses(*hold_ids: int | None) -> list[str]:
    return [Hold.objects.get(pk=hold_id).status for hold_id in hold_ids]


def test_hold_reserves_points(books: Books) -> None:
    ann = books.account(points=100)
    checkout_id = uuid4()

    result = books.hold(ann, 60, checkout_id, code="LOYALTY1", uses_maximum=True)

    assert (result.is_placed, result.replaced_code, result.points_available) == (True, None, 100)
    hold = Hold.objects.get(pk=result.hold_id)
    assert (hold.checkout_id, hold.points, hold.code) == (checkout_id, 60, "LOYALTY1")
    assert (hold.status, hold.uses_maximum, hold.expires_at) == ("OPEN", True, NOW + DAY)
    assert (hold.created_at, hold.closed_at, hold.order_id) == (NOW, None, None)
    assert numbers(ann) == {
        "balance": 100,
        "reserved": 60,
        "available": 40,
        "lifetime_earned": 100,
    }
    assert entries(ann) == [("EARN", 100)]


def test_a_checkouts_own_hold_is_free_to_its_next_one(books: Books) -> None:
    ann = books.account(points=100)
    checkout_id = uuid4()
    other = books.hold(ann, 30)
    first = books.hold(ann, 60, checkout_id, code="first")

    second = books.hold(ann, 70, checkout_id)
    refused = books.hold(ann, 71, checkout_id)

    assert (second.replaced_code, second.points_available) == ("first", 70)
    assert (refused.is_placed, refused.hold_id, refused.points_available) == (False, None, 70)
    assert refused.replaced_code is None
    assert statuses(other.hold_id, first.hold_id, second.hold_id) == ["OPEN", "VOIDED", "OPEN"]
    assert numbers(ann)["reserved"] == 100


def test_a_checkout_that_changes_hands_frees_the_first_customers_points(books: Books) -> None:
    ann, bob = books.account(points=100), books.account(points=50)
    checkout_id = uuid4()
    first = books.hold(ann, 60, checkout_id, code="anns")

    refused = books.hold(bob, 51, checkout_id)
    assert not refused.is_placed
    assert statuses(first.hold_id) == ["OPEN"]

    second = books.hold(bob, 50, checkout_id)
    assert second.replaced_code == "anns"
    assert statuses(first.hold_id, second.hold_id) == ["VOIDED", "OPEN"]
    assert (numbers(ann)["available"], numbers(bob)["reserved"]) == (100, 50)


def test_pending_points_cannot_be_held(books: Books) -> None:
    ann = books.account(points=100, activates_at=NOW + DAY)
    assert not books.hold(ann, 1).is_placed
    assert not Hold.objects.filter(account=ann).exists()


def test_void_frees_the_points_once(books: Books) -> None:
    ann = books.account(points=100)
    hold = books.hold(ann, 60)
    assert hold.hold_id is not None

    assert ledger.void_hold(hold_id=hold.hold_id, now=NOW + DAY)
    assert not ledger.void_hold(hold_id=hold.hold_id, now=NOW + 2 * DAY)
    assert not ledger.void_hold(hold_id=10**12, now=NOW)

    assert Hold.objects.get(pk=hold.hold_id).closed_at == NOW + DAY
    assert numbers(ann) == {"balance": 100, "available": 100, "lifetime_earned": 100}


def test_only_an_open_hold_is_extended(books: Books) -> None:
    ann = books.account(points=100)
    hold = books.hold(ann, 60)
    assert hold.hold_id is not None

    assert ledger.extend_hold(hold_id=hold.hold_id, expires_at=NOW + 5 * DAY)
    assert Hold.objects.get(pk=hold.hold_id).expires_at == NOW + 5 * DAY

    ledger.void_hold(hold_id=hold.hold_id, now=NOW)
    assert not ledger.extend_hold(hold_id=hold.hold_id, expires_at=NOW + 9 * DAY)
    assert not ledger.extend_hold(hold_id=10**12, expires_at=NOW)
    assert Hold.objects.get(pk=hold.hold_id).expires_at == NOW + 5 * DAY


def test_capture_spends_the_oldest_lots(books: Books) -> None:
    ann = books.account(points=50)
    books.post(ann, 50, expires_at=NOW + DAY)
    hold = books.hold(ann, 60)
    order_id = uuid4()

    result = books.capture(ann, hold.hold_id, 60, order_id=order_id)

    assert (result.status, result.balance_after) == (PostingStatus.POSTED, 40)
    assert remaining(ann) == [40, 0]
    captured = Hold.objects.get(pk=hold.hold_id)
    assert (captured.status, captured.order_id) == ("CAPTURED", order_id)
    assert (captured.closed_at, captured.capture_entry_id) == (NOW, result.entry_id)
    assert captured.capture_entry is not None
    assert captured.capture_entry.order_id == order_id
    assert numbers(ann) == {
        "balance": 40,
        "available": 40,
        "lifetime_earned": 100,
        "lifetime_spent": 60,
    }
    assert not ledger.void_hold(hold_id=captured.pk, now=NOW)


def test_a_voided_hold_is_captured_while_points_are_available(books: Books) -> None:
    ann = books.account(points=100)
    hold = books.hold(ann, 60)
    assert hold.hold_id is not None
    ledger.void_hold(hold_id=hold.hold_id, now=NOW)
    other = books.hold(ann, 60)

    refused = books.capture(ann, hold.hold_id, 60)
    assert refused.status is PostingStatus.INSUFFICIENT
    assert statuses(hold.hold_id, other.hold_id) == ["VOIDED", "OPEN"]

    result = books.capture(ann, hold.hold_id, 60, allows_negative=True)
    assert (result.status, result.balance_after) == (PostingStatus.POSTED, 40)
    assert numbers(ann)["available"] == -20

    late = books.capture(ann, other.hold_id, 60, allows_negative=True)
    assert (late.status, late.balance_after) == (PostingStatus.POSTED, -20)
    assert numbers(ann)["available"] == -20
    assert list(proof.account_differences()) == []


def test_an_open_hold_is_captured_though_a_clawback_ate_into_reservations(books: Books) -> None:
    ann = books.account(points=100)
    first, second = books.hold(ann, 50), books.hold(ann, 50)
    books.posted(ann, -30, kind=EntryKind.CLAWBACK, allows_negative=True)

    assert books.capture(ann, first.hold_id, 50).status is PostingStatus.POSTED
    late = books.capture(ann, second.hold_id, 50)

    assert (late.status, late.balance_after) == (PostingStatus.INSUFFICIENT, 20)
    assert statuses(second.hold_id) == ["OPEN"]
    assert numbers(ann)["available"] == -30


def test_a_capture_must_fit_its_hold(books: Books) -> None:
    ann, bob = books.account(points=100), books.account(points=100)
    hold = books.hold(ann, 60)

    results = [
        books.capture(ann, hold.hold_id, 59),
        books.capture(bob, hold.hold_id, 60),
        books.capture(ann, 10**12, 60),
    ]

    assert [item.status for item in results] == [PostingStatus.CONFLICT] * 3
    assert statuses(hold.hold_id) == ["OPEN"]
    assert entries(ann) == entries(bob) == [("EARN", 100)]


def test_a_hold_has_points_and_a_code_of_its_own(books: Books) -> None:
    ann = books.account(points=100)
    with pytest.raises(ValueError, match="1 point"):
        books.hold(ann, 0)
    books.hold(ann, 10, code="ONCE")
    with pytest.raises(IntegrityError), transaction.atomic():
        books.hold(ann, 10, code="ONCE")
    assert numbers(ann)["reserved"] == 10
