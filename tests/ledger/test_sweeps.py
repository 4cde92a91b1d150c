"""Lots whose time has come: points become spendable, points expire."""

from saleor_loyalty_plugin import ledger
from saleor_loyalty_plugin.ledger import proof
from saleor_loyalty_plugin.models import Entry, EntryKind, Lot, LotUse, OutboxMessage
from tests.ledger.builders import DAY, NOW, Books, entries, numbers, remaining


def test_points_become_active_at_their_time_and_once(books: Books) -> None:
    ann = books.account(points=10, activates_at=NOW + DAY)
    books.post(ann, 20, activates_at=NOW + DAY)
    books.post(ann, 40, activates_at=NOW + 2 * DAY)

    assert ledger.activate_lots(as_of=NOW) == 0
    assert ledger.activate_lots(as_of=NOW + DAY) == 2
    assert ledger.activate_lots(as_of=NOW + DAY) == 0

    assert numbers(ann) == {
        "balance": 70,
        "pending": 40,
        "available": 30,
        "lifetime_earned": 70,
    }
    message = OutboxMessage.objects.get(kind="points_activated")
    assert (message.account_id, message.entry_id) == (ann.pk, None)
    assert message.payload == {"points": 30}


def test_sweeps_go_in_batches(books: Books) -> None:
    for _ in range(5):
        books.account(points=10, activates_at=NOW + DAY, expires_at=NOW + 2 * DAY)

    later = NOW + 2 * DAY
    assert [ledger.activate_lots(as_of=later, limit=2) for _ in range(4)] == [2, 2, 1, 0]
    assert [ledger.expire_lots(as_of=later, limit=2) for _ in range(4)] == [2, 2, 1, 0]


def test_expiry_takes_each_due_lot_by_an_entry_of_its_own(books: Books) -> None:
    ann = books.account(points=10)
    books.post(ann, 20, expires_at=NOW + DAY)
    books.post(ann, 30, expires_at=NOW + 2 * DAY)
    books.post(ann, 40, expires_at=NOW + 3 * DAY)
    books.post(ann, -5)

    assert ledger.expire_lots(as_of=NOW + 2 * DAY) == 2
    assert ledger.expire_lots(as_of=NOW + 2 * DAY) == 0

    assert remaining(ann) == [10, 0, 0, 40]
    assert entries(ann)[-2:] == [("EXPIRE", -15), ("EXPIRE", -30)]
    last = Entry.objects.filter(account=ann).latest("pk")
    assert (last.balance_after, last.reason, last.actor) == (50, "EXPIRED", "system")
    assert (last.effective_at, last.created_at) == (NOW + 2 * DAY, NOW + 2 * DAY)
    assert LotUse.objects.get(entry=last).points == 30
    assert OutboxMessage.objects.filter(entry=last, kind="points_posted").count() == 1
    assert numbers(ann) == {
        "balance": 50,
        "available": 50,
        "lifetime_earned": 100,
        "lifetime_spent": 5,
    }


def test_pending_points_expire_too(books: Books) -> None:
    ann = books.account(points=10, activates_at=NOW + 5 * DAY, expires_at=NOW + DAY)
    assert ledger.expire_lots(as_of=NOW + DAY) == 1
    assert numbers(ann) == {"lifetime_earned": 10}


def test_points_in_open_holds_do_not_expire_until_the_hold_is_closed(books: Books) -> None:
    ann = books.account(points=30, expires_at=NOW + DAY)
    books.post(ann, 40, expires_at=NOW + DAY)
    books.post(ann, 100)
    hold = books.hold(ann, 50)
    assert hold.hold_id is not None

    assert ledger.expire_lots(as_of=NOW + DAY) == 1
    assert remaining(ann) == [30, 20, 100], "the hold covers the oldest 50"
    assert ledger.expire_lots(as_of=NOW + DAY) == 0

    ledger.void_hold(hold_id=hold.hold_id, now=NOW + DAY)
    assert ledger.expire_lots(as_of=NOW + DAY) == 2
    assert remaining(ann) == [0, 0, 100]
    assert numbers(ann)["available"] == 100


def test_a_blocked_lot_does_not_keep_a_small_batch_from_the_others(books: Books) -> None:
    ann = books.account(points=30, expires_at=NOW + DAY)
    books.post(ann, 100)
    books.hold(ann, 50)
    bob = books.account(points=10, expires_at=NOW + 2 * DAY)

    assert ledger.expire_lots(as_of=NOW + 2 * DAY, limit=1) == 1

    assert remaining(ann) == [30, 100]
    assert remaining(bob) == [0]


def test_expiry_never_takes_a_balance_below_zero(books: Books) -> None:
    ann = books.account(points=30, expires_at=NOW + DAY)
    books.hold(ann, 30)
    books.posted(ann, -20, kind=EntryKind.CLAWBACK, allows_negative=True)

    assert ledger.expire_lots(as_of=NOW + DAY) == 0

    assert numbers(ann)["balance"] == 10
    assert list(proof.account_differences()) == []


def test_new_expiries_pass_over_what_has_changed_meanwhile(books: Books) -> None:
    ann = books.account(points=10)
    books.post(ann, 20, expires_at=NOW + DAY)
    books.post(ann, 30, expires_at=NOW + DAY)
    books.post(ann, 40, expires_at=NOW + DAY)
    first, second, third, used_up = Lot.objects.filter(account=ann).order_by("pk")
    Lot.objects.filter(pk=used_up.pk).update(remaining=0, is_open=False)

    changes = [
        (first.pk, None, NOW + 5 * DAY),
        (second.pk, NOW + 2 * DAY, NOW + 5 * DAY),
        (third.pk, NOW + DAY, None),
        (used_up.pk, NOW + DAY, NOW + 5 * DAY),
    ]
    assert ledger.set_expiries(changes) == 2
    assert ledger.set_expiries(changes) == ledger.set_expiries([]) == 0

    expiries = Lot.objects.filter(account=ann).order_by("pk").values_list("expires_at", flat=True)
    assert list(expiries) == [NOW + 5 * DAY, NOW + DAY, None, NOW + DAY]
