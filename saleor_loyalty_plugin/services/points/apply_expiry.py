"""Give points that are there already the expiry that their program has now.

Nothing does so by itself: a change of settings is for points that come in later.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max

from saleor_loyalty_plugin import ledger
from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.models import Entry, EntryKind, Lot
from saleor_loyalty_plugin.rules.expiry import (
    NOT_BEFORE_AN_EVENT,
    ExpiryPolicy,
    ExpiryTerms,
    expires_after_change,
)
from saleor_loyalty_plugin.services.programs.programs import current_terms

Progress = Callable[[int], None]

BATCH = 2000
GRACE_DAYS_MAX = 3650


@dataclass(slots=True, kw_only=True)
class ExpiryChanges:
    """Points whose expiry moves to a later or an earlier moment, and the first of all new ones.

    Points that never ended and get an end count as sooner, those that lose theirs as later.
    """

    points_later: int = 0
    points_sooner: int = 0
    first_expiry: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Change:
    lot_id: int
    points: int
    seen: datetime | None
    expires_at: datetime | None

    @property
    def is_sooner(self) -> bool:
        if self.expires_at is None:
            return False
        return self.seen is None or self.expires_at < self.seen


def apply_expiry(
    *,
    program_id: int,
    grace_days: int,
    now: datetime,
    is_dry_run: bool = False,
    progress: Progress | None = None,
) -> ExpiryChanges:
    """Compute the expiry of all points of a program anew; none goes sooner than the grace allows.

    Stop it anywhere and start it again: each batch is a transaction of its own, and what was done
    comes out the same on the same day. `progress` gets the number of lots so far. Points that wait
    for their order to be fulfilled are left out: their time has not begun. So are points that came
    back after their expiry, unless none run out any more.
    """
    using = current_host().writer_alias()
    terms = current_terms(program_id=program_id).terms.expiry
    found = ExpiryChanges()
    seen = 0
    for lots in _open_lots(program_id, using):
        changes = _changes(lots, terms, grace_days, now, using)
        for change in changes:
            _count(found, change)
        if not is_dry_run:
            ledger.set_expiries(
                [(change.lot_id, change.seen, change.expires_at) for change in changes],
                using=using,
            )
        seen += len(lots)
        if progress is not None:
            progress(seen)
    return found


def _open_lots(program_id: int, using: str) -> Iterator[list[Lot]]:
    last_id = 0
    while True:
        lots = list(
            Lot.objects.using(using)
            .filter(is_open=True, account__program_id=program_id, pk__gt=last_id)
            .select_related("entry")
            .order_by("pk")[:BATCH]
        )
        if not lots:
            return
        yield lots
        last_id = lots[-1].pk


def _changes(
    lots: Sequence[Lot], terms: ExpiryTerms, grace_days: int, now: datetime, using: str
) -> list[_Change]:
    active_at: dict[int, datetime] = {}
    if terms.policy is ExpiryPolicy.AFTER_INACTIVITY:
        active_at = _last_orders({lot.account_id for lot in lots}, using)
    changes = []
    for lot in lots:
        if lot.activates_at is not None and lot.activates_at >= NOT_BEFORE_AN_EVENT:
            continue
        if terms.policy is not ExpiryPolicy.NEVER and _is_in_grace(lot):
            continue
        usable_from = lot.activates_at or lot.entry.effective_at
        until = expires_after_change(
            terms,
            usable_from=max(usable_from, active_at.get(lot.account_id, usable_from)),
            expired_before=lot.expires_at,
            grace_days=grace_days,
            now=now,
        )
        if until != lot.expires_at:
            changes.append(
                _Change(lot_id=lot.pk, points=lot.remaining, seen=lot.expires_at, expires_at=until)
            )
    return changes


def _is_in_grace(lot: Lot) -> bool:
    """Whether these are spent points that came back after their expiry: it is not begun anew."""
    return lot.entry.restores_id is not None and lot.expires_at is not None


def _last_orders(account_ids: Collection[int], using: str) -> dict[int, datetime]:
    """When each account last earned by an order or spent on one."""
    rows = Entry.objects.using(using).filter(
        account_id__in=account_ids, kind__in=(EntryKind.EARN, EntryKind.REDEEM)
    )
    return dict(rows.order_by().values_list("account_id").annotate(Max("effective_at")))


def _count(found: ExpiryChanges, change: _Change) -> None:
    if change.is_sooner:
        found.points_sooner += change.points
    else:
        found.points_later += change.points
    if change.expires_at is not None:
        found.first_expiry = min(found.first_expiry or change.expires_at, change.expires_at)
