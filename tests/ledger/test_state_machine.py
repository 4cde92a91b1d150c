"""Any operations in any order: the database agrees with a model in plain Python."""

import itertools
import os
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from saleor_loyalty_plugin import ledger
from saleor_loyalty_plugin.ledger import HoldRequest, Posting, PostingResult, proof
from saleor_loyalty_plugin.models import Entry, EntryKind, Hold, Lot, OutboxMessage
from tests.ledger import model
from tests.ledger.builders import DAY, NOW, Books

# A longer search now and then: LEDGER_EXAMPLES=1000 pytest tests/ledger/test_state_machine.py
EXAMPLES = int(os.environ.get("LEDGER_EXAMPLES", "25"))
ACCOUNTS = 2
ORDERS = ("a", "b")
CHECKOUTS = 2

which = st.integers(0, ACCOUNTS - 1)
amounts = st.integers(1, 60) | st.sampled_from([*range(1, 20), 1_000_000_000])
days = st.none() | st.integers(-1, 6)
picks = st.integers(0, 10**6)


def order_uuid(order: str | None) -> UUID | None:
    return None if order is None else UUID(int=ord(order))


class LedgerMachine(RuleBasedStateMachine):
    """`entries` and `holds` pair each row of the database with the model's own."""

    def __init__(self) -> None:
        super().__init__()
        # Sweeps see the whole database: each run gets one of its own.
        self.run = transaction.atomic()
        self.run.__enter__()
        self.books = Books()
        self.now: datetime = NOW
        self.numbers = itertools.count(1)
        self.messages = 0

    def teardown(self) -> None:
        try:
            assert list(proof.account_differences()) == []
        finally:
            transaction.set_rollback(True)
            self.run.__exit__(None, None, None)

    @initialize()
    def open_accounts(self) -> None:
        self.accounts = [self.books.account() for _ in range(ACCOUNTS)]
        self.models = [model.Account() for _ in range(ACCOUNTS)]
        self.entries: list[tuple[int, model.Entry, Posting | None]] = []
        self.holds: list[tuple[int, model.Hold]] = []

    def _posting(self, place: int, points: int, kind: str, **fields: Any) -> Posting:
        return Posting(
            account_id=self.accounts[place].pk,
            points=points,
            kind=EntryKind(kind),
            reason="TEST",
            key=f"{self.accounts[0].pk}:{next(self.numbers)}",
            **fields,
        )

    def _agree(self, result: PostingResult, expected: str, place: int, posting: Posting) -> None:
        """The answer is the model's; a new entry is remembered."""
        assert result.status.value == expected
        assert result.balance_after == self.models[place].balance
        assert (result.entry_id is not None) == (expected == "POSTED")
        if result.entry_id is not None:
            self.entries.append((result.entry_id, self.models[place].entries[-1], posting))
            self.messages += 1

    def _date(self, after_days: int | None) -> datetime | None:
        return None if after_days is None else self.now + after_days * DAY

    @rule(
        place=which,
        points=amounts,
        kind=st.sampled_from(["EARN", "GIFT", "ADJUST", "IMPORT"]),
        order=st.none() | st.sampled_from(ORDERS),
        activates=days,
        expires=days,
    )
    def credit(
        self,
        place: int,
        points: int,
        kind: str,
        order: str | None,
        activates: int | None,
        expires: int | None,
    ) -> None:
        lot = {"activates_at": self._date(activates), "expires_at": self._date(expires)}
        posting = self._posting(place, points, kind, order_id=order_uuid(order), **lot)
        expected = model.credit(
            self.models[place],
            points,
            key=posting.key,
            kind=kind,
            now=self.now,
            order=order,
            **lot,
        )
        self._agree(ledger.post_entry(posting, now=self.now), expected, place, posting)

    @rule(
        place=which,
        points=amounts,
        kind=st.sampled_from(["REDEEM", "ADJUST", "CLAWBACK", "CLAWBACK"]),
        order=st.none() | st.sampled_from(ORDERS),
        allows_negative=st.booleans(),
    )
    def debit(
        self, place: int, points: int, kind: str, order: str | None, allows_negative: bool
    ) -> None:
        posting = self._posting(
            place,
            -points,
            kind,
            order_id=order_uuid(order),
            allows_negative=allows_negative,
        )
        expected = model.debit(
            self.models[place],
            points,
            key=posting.key,
            kind=kind,
            order=order,
            allows_negative=allows_negative,
        )
        self._agree(ledger.post_entry(posting, now=self.now), expected, place, posting)

    def _pick(self, pick: int, is_debit: bool) -> tuple[int, model.Entry, int] | None:
        found = [row for row in self.entries if (row[1].points < 0) == is_debit]
        if not found:
            return None
        entry_id, entry, _ = found[pick % len(found)]
        return entry_id, entry, self.models.index(entry.account)

    @rule(pick=picks, points=st.none() | amounts, expires=days, until=days)
    def restore(
        self, pick: int, points: int | None, expires: int | None, until: int | None
    ) -> None:
        picked = self._pick(pick, is_debit=True)
        if picked is None:
            return
        entry_id, entry, place = picked
        points = points or -entry.points
        posting = self._posting(
            place,
            points,
            "RESTORE",
            restores_entry_id=entry_id,
            order_id=order_uuid(entry.order),
            expires_at=self._date(expires),
            restored_until=self._date(until),
        )
        expected = model.restore(
            entry,
            points,
            key=posting.key,
            kind="RESTORE",
            now=self.now,
            expires_at=posting.expires_at,
            restored_until=posting.restored_until,
        )
        self._agree(ledger.post_entry(posting, now=self.now), expected, place, posting)

    @rule(pick=picks, is_debit=st.booleans(), allows_negative=st.booleans())
    def reverse(self, pick: int, is_debit: bool, allows_negative: bool) -> None:
        picked = self._pick(pick, is_debit)
        if picked is None:
            return
        entry_id, entry, place = picked
        posting = self._posting(
            place,
            -entry.points,
            "REVERSAL",
            reverses_id=entry_id,
            restores_entry_id=entry_id if is_debit else None,
            order_id=order_uuid(entry.order) if is_debit else None,
            allows_negative=allows_negative,
        )
        if is_debit:
            expected = model.restore(
                entry, -entry.points, key=posting.key, kind="REVERSAL", now=self.now
            )
        else:
            expected = model.debit(
                self.models[place],
                entry.points,
                key=posting.key,
                kind="REVERSAL",
                reverses=entry,
                allows_negative=allows_negative,
            )
        self._agree(ledger.post_entry(posting, now=self.now), expected, place, posting)

    @rule(pick=picks, other=st.integers(0, 2))
    def repeat(self, pick: int, other: int) -> None:
        """The same request again, or one that differs a little."""
        known = [row for row in self.entries if row[2] is not None]
        if not known:
            return
        entry_id, entry, posting = known[pick % len(known)]
        assert posting is not None
        balance = entry.account.balance
        if other == 0:
            result = ledger.post_entry(posting, now=self.now + DAY)
            assert (result.status.value, result.entry_id) == ("REPLAY", entry_id)
            assert result.balance_after == entry.balance_after
            return
        change: dict[str, Any] = {"note": "other"}
        if other == 2:
            step = 1 if posting.points < 1_000_000_000 and posting.points != -1 else -1
            change = {"points": posting.points + step}
        result = ledger.post_entry(replace(posting, **change), now=self.now)
        assert (result.status.value, result.entry_id) == ("CONFLICT", None)
        assert result.balance_after == balance

    @rule(place=which, checkout=st.integers(0, CHECKOUTS - 1), points=amounts)
    def place_hold(self, place: int, checkout: int, points: int) -> None:
        account = self.models[place]
        old = next(
            (h for _, h in self.holds if h.checkout == checkout and h.status == "OPEN"), None
        )
        # Points that have run out can't be reserved any more.
        self.messages += model.expire_lots([account], self.now)
        available = account.available
        if old is not None and old.account is account:
            available += old.points
        expected = model.place_hold(account, checkout, points, old)
        request = HoldRequest(
            account_id=self.accounts[place].pk,
            checkout_id=UUID(int=self.accounts[0].pk * 10 + checkout),
            points=points,
            discount_amount=1,
            currency="EUR",
            code=f"{self.accounts[0].pk}:{next(self.numbers)}",
            uses_maximum=False,
            program_version_id=self.books.version.pk,
            expires_at=self.now + DAY,
        )
        result = ledger.place_hold(request, now=self.now)
        assert result.is_placed == (expected is not None)
        assert result.points_available == available
        assert (result.replaced_code is not None) == (expected is not None and old is not None)
        if expected is not None:
            assert result.hold_id is not None
            self.holds.append((result.hold_id, expected))

    @precondition(lambda self: self.holds)
    @rule(pick=picks)
    def void_hold(self, pick: int) -> None:
        hold_id, hold = self.holds[pick % len(self.holds)]
        was_open = hold.status == "OPEN"
        if was_open:
            hold.status = "VOIDED"
        assert ledger.void_hold(hold_id=hold_id, now=self.now) == was_open

    @precondition(lambda self: self.holds)
    @rule(pick=picks, order=st.sampled_from(ORDERS), allows_negative=st.booleans())
    def capture_hold(self, pick: int, order: str, allows_negative: bool) -> None:
        hold_id, hold = self.holds[pick % len(self.holds)]
        place = self.models.index(hold.account)
        posting = self._posting(place, -hold.points, "REDEEM", allows_negative=allows_negative)
        expected = "CONFLICT"
        if hold.status != "CAPTURED":
            expected = model.debit(
                hold.account,
                hold.points,
                key=posting.key,
                kind="REDEEM",
                order=order,
                allows_negative=allows_negative,
                hold=hold,
            )
        order_id = order_uuid(order)
        assert order_id is not None
        result = ledger.capture_hold(
            hold_id=hold_id, order_id=order_id, posting=posting, now=self.now
        )
        self._agree(result, expected, place, posting)
        if result.entry_id is not None:
            self.entries[-1] = (*self.entries[-1][:2], None)

    @rule(parts=st.lists(st.tuples(which, st.integers(-40, 40)), min_size=1, max_size=5))
    def batch(self, parts: list[tuple[int, int]]) -> None:
        postings, expected = [], []
        for place, points in parts:
            points = points or 1
            posting = self._posting(place, points, "EARN" if points > 0 else "REDEEM")
            options = {"key": posting.key, "kind": posting.kind.value}
            account = self.models[place]
            status = (
                model.credit(account, points, now=self.now, **options)
                if points > 0
                else model.debit(account, -points, **options)
            )
            postings.append(posting)
            entry = account.entries[-1] if status == "POSTED" else None
            expected.append((status, account.balance, entry))
        results = ledger.post_entries(postings, now=self.now)
        for posting, result, (status, balance, entry) in zip(
            postings, results, expected, strict=True
        ):
            assert (result.status.value, result.balance_after) == (status, balance)
            if entry is not None:
                assert result.entry_id is not None
                self.entries.append((result.entry_id, entry, posting))
                self.messages += 1

    @rule(points=st.integers(1, 30), activates=days)
    def bonus(self, points: int, activates: int | None) -> None:
        prefix = f"{self.accounts[0].pk}:bonus:{next(self.numbers)}"
        posted = 0
        for account in self.models:
            status = model.credit(
                account,
                points,
                key=prefix,
                kind="GIFT",
                now=self.now,
                activates_at=self._date(activates),
            )
            posted += status == "POSTED"
        count = ledger.post_bonus(
            account_ids=[account.pk for account in self.accounts],
            points=points,
            kind=EntryKind.GIFT,
            reason="TEST",
            key_prefix=prefix,
            now=self.now,
            activates_at=self._date(activates),
        )
        assert count == posted
        self.messages += count

    @rule(place=which, order=st.sampled_from(ORDERS), activates=days, expires=days)
    def activate_order(
        self, place: int, order: str, activates: int | None, expires: int | None
    ) -> None:
        lot = {"activates_at": self._date(activates), "expires_at": self._date(expires)}
        expected = model.activate_order_lots(self.models[place], order, now=self.now, **lot)
        order_id = order_uuid(order)
        assert order_id is not None
        request = {"account_id": self.accounts[place].pk, "order_id": order_id, **lot}
        assert ledger.activate_order_lots(**request, now=self.now) == expected
        self.messages += expected > 0

    @rule(place=which, until=st.integers(-1, 9))
    def extend(self, place: int, until: int) -> None:
        expires_at = self.now + until * DAY
        expected = model.extend_lots(self.models[place], expires_at)
        account_id = self.accounts[place].pk
        assert ledger.extend_lots(account_id=account_id, expires_at=expires_at) == expected
        assert ledger.extend_lots(account_id=account_id, expires_at=expires_at) == 0

    @rule(passed=st.integers(0, 3))
    def sweep(self, passed: int) -> None:
        self.now += passed * DAY
        waiting = [account.pending for account in self.models]
        count = ledger.activate_lots(as_of=self.now)
        assert count == model.activate_lots(self.models, self.now)
        changed = [account.pending for account in self.models]
        self.messages += sum(old != new for old, new in zip(waiting, changed, strict=True))
        count = ledger.expire_lots(as_of=self.now)
        assert count == model.expire_lots(self.models, self.now)
        self.messages += count
        assert ledger.activate_lots(as_of=self.now) == ledger.expire_lots(as_of=self.now) == 0

    @invariant()
    def database_agrees(self) -> None:
        for account, expected in zip(self.accounts, self.models, strict=True):
            account.refresh_from_db()
            assert account.balance == expected.balance
            assert account.pending == expected.pending
            assert account.reserved == expected.reserved
            assert account.available == expected.available
            assert account.lifetime_earned == expected.lifetime("EARNED")
            assert account.lifetime_spent == expected.lifetime("SPENT")
            lots = Lot.objects.filter(account=account).order_by("pk")
            assert list(lots.values_list("remaining", "is_active", "expires_at")) == [
                (lot.remaining, lot.is_active, lot.expires_at) for lot in expected.lots
            ]
            rows = Entry.objects.filter(account=account).order_by("pk")
            assert list(rows.values_list("points", "kind", "balance_after")) == [
                (entry.points, entry.kind, entry.balance_after) for entry in expected.entries
            ]
            assert sum(lot.remaining for lot in expected.lots) == max(0, expected.balance)
            assert proof.verify_account(account_id=account.pk) == []
        statuses = Hold.objects.filter(pk__in=[hold_id for hold_id, _ in self.holds])
        assert dict(statuses.values_list("pk", "status")) == {
            hold_id: hold.status for hold_id, hold in self.holds
        }
        told = OutboxMessage.objects.filter(account__in=self.accounts)
        assert told.count() == self.messages


@pytest.mark.django_db
def test_any_operations_in_any_order() -> None:
    run_state_machine_as_test(
        LedgerMachine,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
