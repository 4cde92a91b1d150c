"""Gifts: points for everybody by a schedule, for a birthday, for years with the shop.

The sweep may be stopped anywhere and run twice at once: it goes on where it stopped, and nobody
gets the same gift twice.
"""

import logging
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from django.db import transaction

from saleor_loyalty_plugin import ledger
from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.models import Account, Bonus, BonusRun, EntryKind
from saleor_loyalty_plugin.rules.expiry import expires_at
from saleor_loyalty_plugin.rules.occasions import DAY_BONUSES
from saleor_loyalty_plugin.services.bonuses.day_gifts import give_day
from saleor_loyalty_plugin.services.bonuses.due_gifts import Gift, gift_of, note_due_gifts
from saleor_loyalty_plugin.services.members.participation import taking_part

logger = logging.getLogger(__name__)

Progress = Callable[[int], None]

# Accounts that are locked together, for a fraction of a second.
BATCH = 5000


def give_gifts(*, now: datetime, progress: Progress | None = None) -> int:
    """Give what is due and was not given yet; returns how many gifts. `progress` gets counts.

    A gift that fails is logged and tried again by the next sweep; it keeps no other back. One
    that is switched off by now is not given.
    """
    using = current_host().writer_alias()
    note_due_gifts(now=now)
    given = 0
    for run in list(BonusRun.objects.using(using).filter(finished_at=None).order_by("due_at")):
        try:
            for count in _give(run, now, using):
                given += count
                if progress is not None:
                    progress(given)
        except Exception:
            logger.exception("%s could not be given.", run)
    return given


def _give(run: BonusRun, now: datetime, using: str) -> Iterator[int]:
    """How many gifts each batch gave."""
    bonus = Bonus.objects.using(using).filter(pk=run.bonus_id).first()
    if bonus is not None and bonus.trigger in DAY_BONUSES:
        yield give_day(run=run, now=now)
        return
    while (count := _give_batch(run.pk, now, using)) is not None:
        yield count


def _give_batch(run_id: int, now: datetime, using: str) -> int | None:
    """How many of the next accounts got the gift; None when there is none to look at.

    The run is locked meanwhile; where another process holds it, that one goes on.
    """
    with transaction.atomic(using=using):
        runs = BonusRun.objects.using(using).select_for_update(skip_locked=True)
        run = runs.filter(pk=run_id, finished_at=None).first()
        if run is None:
            return None
        gift = gift_of(run, moment=run.due_at, using=using)
        account_ids = _next_accounts(gift, run, now, using) if gift is not None else []
        count = _credit(gift, run, account_ids, now, using) if gift is not None else 0
        run.accounts_count += count
        if len(account_ids) == BATCH:
            run.place = account_ids[-1]
        else:
            run.finished_at = now
        run.save(using=using, update_fields=["place", "accounts_count", "finished_at"])
        return count


def _next_accounts(gift: Gift, run: BonusRun, now: datetime, using: str) -> list[int]:
    """Accounts that the gift is for, ascending: those that took part then and still do."""
    eligibility = gift.active.terms.eligibility
    rows = Account.objects.using(using).filter(
        taking_part(eligibility=eligibility, moment=run.due_at),
        taking_part(eligibility=eligibility, moment=now),
        program_id=gift.active.program_id,
        created_at__lte=run.due_at,
        pk__gt=run.place,
    )
    return list(rows.order_by("pk").values_list("pk", flat=True)[:BATCH])


def _credit(
    gift: Gift, run: BonusRun, account_ids: Sequence[int], now: datetime, using: str
) -> int:
    return ledger.post_bonus(
        account_ids=account_ids,
        points=gift.bonus.points,
        kind=EntryKind.GIFT,
        reason="GIFT",
        key_prefix=f"gift:{run.bonus_id}:{run.occasion}",
        source_label=gift.bonus.name,
        explanation=[gift.explanation("GIFT", occasion=run.occasion)],
        program_version_id=gift.active.version_id,
        expires_at=expires_at(gift.active.terms.expiry, usable_from=now),
        now=now,
        using=using,
    )
