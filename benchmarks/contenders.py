"""Ways of crediting a point: ours, plain ORM code, and django-hordak."""

import random
from collections.abc import Callable
from datetime import UTC, datetime
from uuid import uuid4

from django.db import transaction

from benchmarks.measure import Operation
from saleor_loyalty_plugin import ledger
from saleor_loyalty_plugin.ledger import Posting, PostingStatus
from saleor_loyalty_plugin.models import Account, Entry, EntryKind

NOW = datetime(2026, 1, 1, 12, tzinfo=UTC)
BATCH_POSTINGS = 100
HORDAK_ACCOUNTS = 200

PickAccount = Callable[[], int]


def _posting(account_id: int, key: str) -> Posting:
    return Posting(account_id=account_id, points=1, kind=EntryKind.EARN, reason="BENCH", key=key)


def ours(pick: PickAccount) -> Operation:
    prefix = uuid4().hex

    def post(number: int) -> None:
        result = ledger.post_entry(_posting(pick(), f"{prefix}:{number}"), now=NOW)
        assert result.status is PostingStatus.POSTED

    return post


def ours_batched(pick: PickAccount) -> Operation:
    prefix = uuid4().hex

    def post(number: int) -> None:
        postings = [
            _posting(pick(), f"{prefix}:{number}:{place}") for place in range(BATCH_POSTINGS)
        ]
        results = ledger.post_entries(postings, now=NOW)
        assert all(result.status is PostingStatus.POSTED for result in results)

    return post


def plain_orm(pick: PickAccount) -> Operation:
    """As one writes it by hand: lock, check, save, create; the unique key refuses a repetition."""
    prefix = uuid4().hex

    def post(number: int) -> None:
        key = f"{prefix}:{number}"
        with transaction.atomic():
            account = Account.objects.select_for_update().get(pk=pick())
            if account.balance + 1 > 2_000_000_000:
                raise ValueError("no room")
            account.balance += 1
            account.version += 1
            account.save(update_fields=["balance", "version"])
            Entry.objects.create(
                account=account,
                points=1,
                balance_after=account.balance,
                kind=EntryKind.EARN,
                reason="BENCH",
                key=key,
                input_hash=b"",
                effective_at=NOW,
                created_at=NOW,
            )

    return post


def hordak(seed: int) -> Operation:
    """A transfer between two of its accounts, by its own method."""
    from hordak.models import Account as HordakAccount
    from moneyed import Money

    accounts = list(HordakAccount.objects.order_by("pk"))
    chance = random.Random(seed)

    def post(number: int) -> None:
        source, target = chance.sample(accounts, 2)
        source.transfer_to(target, Money(1, "EUR"))

    return post


def create_hordak_accounts() -> None:
    from hordak.models import Account as HordakAccount
    from hordak.models import AccountType

    for number in range(HORDAK_ACCOUNTS):
        HordakAccount.objects.create(
            name=f"account {number}",
            code=str(number),
            type=AccountType.liability,
            currencies=["EUR"],
        )
