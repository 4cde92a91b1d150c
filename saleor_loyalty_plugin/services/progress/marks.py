"""Accounts that are to be looked at: something has changed that tiers or badges look at.

A mark in the database has the sweep look at an account, so that nothing is lost. A note is for who
answers a request or settles one order just now, and looks at the account at once (`follow`).
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from saleor_loyalty_plugin.models import AccountProgress, Badge, Tier
from saleor_loyalty_plugin.services.history import tells_nobody

_noted: ContextVar[set[int] | None] = ContextVar("loyalty_progress_noted", default=None)


def mark_due(
    *, account_ids: Collection[int], now: datetime, using: str, is_news: bool = True
) -> None:
    """Have these accounts looked at, at the latest by the next sweep. One statement; repeatable.

    `is_news` false, or within `history.telling_nobody`: customers are not written to of what comes
    of it, unless there is news of them, too. One statement more.

    Written in the transaction that changes what is looked at, so that no crash can lose it, and
    under the accounts' locks, so that no settle that is under way can clear it.
    """
    is_news = is_news and not tells_nobody()
    rows = [
        AccountProgress(account_id=account_id, due_at=now, due_is_news=is_news)
        for account_id in account_ids
    ]
    fields = ["due_at"]
    if is_news:
        fields.append("due_is_news")
    else:
        kept = AccountProgress.objects.using(using).filter(account_id__in=account_ids)
        kept.exclude(due_at__lte=now).update(due_is_news=False)
    AccountProgress.objects.using(using).bulk_create(
        rows, update_conflicts=True, unique_fields=["account"], update_fields=fields
    )


def mark_again(*, account_id: int, now: datetime, using: str) -> None:
    """Have an account looked at once more, where it ever was. Locks and repeats as `mark_due`.

    One statement, for what happens rarely and where no terms are at hand.
    """
    rows = AccountProgress.objects.using(using).filter(account_id=account_id)
    note_progress(account_id=account_id, has_progress=rows.update(due_at=now, due_is_news=True) > 0)


def note_progress(*, account_id: int, has_progress: bool) -> None:
    """Points or sums of an account have changed; nothing where its program has no tiers and badges.

    `has_progress` may be that of the terms which the change was made by: where tiers came only
    later, the sweep follows.
    """
    noted = _noted.get()
    if noted is not None and has_progress:
        noted.add(account_id)


@contextmanager
def collecting_notes() -> Iterator[set[int]]:
    """The accounts that are noted inside, by its end. Within another one these are its own."""
    noted: set[int] = set()
    token = _noted.set(noted)
    try:
        yield noted
    finally:
        _noted.reset(token)


def has_progress(program: str) -> Q:
    """The condition that a program has tiers or badges; `program` is the path to its key.

    For a row that is read anyway.
    """
    tiers = Tier.objects.filter(program=OuterRef(program))
    badges = Badge.objects.filter(program=OuterRef(program), is_active=True)
    return Q(Exists(tiers)) | Q(Exists(badges))
