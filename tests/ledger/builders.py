"""A small world for the ledger's tests: one program, accounts by name, a fixed clock."""

import itertools
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from saleor_loyalty_plugin import ledger
from saleor_loyalty_plugin.ledger import (
    HoldRequest,
    HoldResult,
    Posting,
    PostingResult,
    PostingStatus,
)
from saleor_loyalty_plugin.models import Account, Entry, EntryKind, Lot, Program, ProgramVersion

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)


class Books:
    """Accounts, and each operation with what it takes by default."""

    def __init__(self) -> None:
        self.program = Program.objects.get(is_default=True)
        self.version = ProgramVersion.objects.get(program=self.program, number=1)
        self._numbers = itertools.count(1)

    def account(self, points: int = 0, **lot: Any) -> Account:
        """A new customer's account, with `points` in one lot."""
        customer_id = uuid4().int >> 80
        account = ledger.ensure_account(
            program_id=self.program.pk, customer_id=customer_id, now=NOW
        )
        if points:
            self.post(account, points, **lot)
        account.refresh_from_db()
        return account

    def posting(self, account: Account, points: int, **fields: Any) -> Posting:
        kind = EntryKind.EARN if points > 0 else EntryKind.REDEEM
        defaults: dict[str, Any] = {
            "account_id": account.pk,
            "points": points,
            "kind": kind,
            "reason": "TEST",
            "key": f"test:{account.pk}:{next(self._numbers)}",
        }
        return Posting(**(defaults | fields))

    def post(
        self, account: Account, points: int, *, now: datetime = NOW, **fields: Any
    ) -> PostingResult:
        return ledger.post_entry(self.posting(account, points, **fields), now=now)

    def posted(self, account: Account, points: int, *, now: datetime = NOW, **fields: Any) -> Entry:
        """As `post`, which must succeed; its entry."""
        result = self.post(account, points, now=now, **fields)
        assert result.status is PostingStatus.POSTED
        return Entry.objects.get(pk=result.entry_id)

    def hold(
        self, account: Account, points: int, checkout_id: UUID | None = None, **fields: Any
    ) -> HoldResult:
        request: dict[str, Any] = {
            "account_id": account.pk,
            "checkout_id": checkout_id or uuid4(),
            "points": points,
            "discount_amount": Decimal(points) / 100,
            "currency": "EUR",
            "code": uuid4().hex,
            "uses_maximum": False,
            "program_version_id": self.version.pk,
            "expires_at": NOW + DAY,
        }
        return ledger.place_hold(HoldRequest(**(request | fields)), now=NOW)

    def capture(
        self, account: Account, hold_id: int | None, points: int, **fields: Any
    ) -> PostingResult:
        assert hold_id is not None
        order_id = fields.pop("order_id", None) or uuid4()
        posting = self.posting(account, -points, **fields)
        return ledger.capture_hold(hold_id=hold_id, order_id=order_id, posting=posting, now=NOW)


def numbers(account: Account) -> dict[str, int]:
    """The account as it stands, without what is 0."""
    account.refresh_from_db()
    names = ("balance", "pending", "reserved", "available", "lifetime_earned", "lifetime_spent")
    return {name: getattr(account, name) for name in names if getattr(account, name)}


def remaining(account: Account) -> list[int]:
    """What each of the account's lots still holds, in the order in which they came."""
    lots = Lot.objects.filter(account=account).order_by("pk")
    return list(lots.values_list("remaining", flat=True))


def entries(account: Account) -> list[tuple[str, int]]:
    rows = Entry.objects.filter(account=account).order_by("pk")
    return list(rows.values_list("kind", "points"))
