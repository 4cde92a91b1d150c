"""The sweep over tiers and badges: what time, a change of the program, or points alone bring.

Safe to stop anywhere and to run in several processes at once: each step is a transaction of its
own over a batch of accounts, and what a step has settled is not due any more.
"""

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import batched

from django.contrib.postgres.aggregates import BoolOr
from django.db import transaction
from django.db.models import DateTimeField, F, Func, Max, Model, Q, Value
from django.db.models.lookups import GreaterThan

from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.models import (
    Account,
    AccountProgress,
    Entry,
    EntryKind,
    Program,
    ProgressRun,
    SweepCursor,
)
from saleor_loyalty_plugin.services.programs.programs import ActiveTerms, current_terms
from saleor_loyalty_plugin.services.progress.in_force import (
    NOTHING,
    digest_in_force,
    goes_by_entries,
    last_pauses,
    programs_with_progress,
    told_digest,
)
from saleor_loyalty_plugin.services.progress.marks import mark_due
from saleor_loyalty_plugin.services.progress.mirror import mirror_due_tiers
from saleor_loyalty_plugin.services.progress.settle import settle_progress
from saleor_loyalty_plugin.services.sweep import COMMIT_LAG

logger = logging.getLogger(__name__)

Progress = Callable[[int], None]

# Accounts that are locked together, for a fraction of a second.
BATCH = 1000
# Keys of entries or accounts that one look passes over.
KEYS_BATCH = 10_000
# A trail that nobody has followed yet begins this many keys before its end: what was being
# written just then is among them.
KEYS_BEFORE = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class _Step:
    """How many accounts were looked at, and how many tiers and badges changed."""

    looked_at: int
    changed: int


def sweep_progress(
    *, now: datetime, accounts_max: int | None = None, progress: Progress | None = None
) -> int:
    """Look at every account that may have another tier or other badges; how many changed.

    Those that are due; those with entries, where points decide; accounts that are new; all of a
    program whose tiers or badges in force are others than when all were looked at last. Then the
    shop is told of the tiers that it is to be told of.
    `accounts_max` is what each of these takes on; the next sweep goes on. `progress` gets counts
    of accounts.
    """
    using = current_host().writer_alias()
    programs = programs_with_progress(using=using)
    # Noted first: what is written from now on has greater keys, or is still young next time.
    newest = {trail.name: _newest_key(trail, using) for trail in TRAILS}
    parts = [
        # First: whom a program's change moves is to be moved by that, see `_run_batch`.
        *(_run(run_id, now, using) for run_id in _open_runs(programs, now, using)),
        _settle_due(now, using),
        *(_follow(trail, newest[trail.name], programs, now, using) for trail in TRAILS),
    ]
    looked_at = changed = 0
    for part in parts:
        left = accounts_max
        for step in part:
            looked_at += step.looked_at
            changed += step.changed
            if progress is not None and step.looked_at:
                progress(looked_at)
            if left is not None:
                left -= step.looked_at
                if left <= 0:
                    break
    mirror_due_tiers(now=now, limit=accounts_max)
    return changed


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """How far sweeps have come; what lies beyond is not looked at yet.

    `runs` are the places of runs that are not at their end, by program. `entry_id` and
    `account_id` are the last that are left behind, None before the first sweep. `seen_at` is when
    a sweep was there last, some minutes more or less.
    """

    runs: dict[int, int]
    entry_id: int | None
    account_id: int | None
    seen_at: datetime | None


def reach(*, using: str) -> Reach:
    """For the proof; two queries."""
    runs = ProgressRun.objects.using(using).filter(finished_at=None, program__is_active=True)
    cursors = SweepCursor.objects.using(using).in_bulk(
        [trail.name for trail in TRAILS] + [_seen_name(trail) for trail in TRAILS]
    )
    entries, accounts = (cursors.get(trail.name) for trail in TRAILS)
    seen = cursors.get(_seen_name(TRAILS[0]))
    return Reach(
        runs=dict(runs.values_list("program_id", "place")),
        entry_id=entries.place if entries is not None else None,
        account_id=accounts.place if accounts is not None else None,
        seen_at=seen.changed_at if seen is not None else None,
    )


# Accounts that are due


def _settle_due(now: datetime, using: str) -> Iterator[_Step]:
    """Accounts whose time has come, in the order of their times.

    Those that another transaction holds are left to it or to the next sweep, so that several
    sweeps at once share the work.
    """
    place: tuple[datetime, int] | None = None
    while True:
        with transaction.atomic(using=using):
            due = _lock_due(place, now, using)
            if not due:
                return
            place = due[-1]
            step = _settled(sorted(account_id for _, account_id in due), now, using)
        yield step
        if len(due) < BATCH:
            return


def _lock_due(
    place: tuple[datetime, int] | None, now: datetime, using: str
) -> list[tuple[datetime, int]]:
    """(when, account) of the next that are due, the accounts locked."""
    rows = Account.objects.using(using).select_for_update(
        skip_locked=True, no_key=True, of=("self",)
    )
    rows = rows.filter(progress__due_at__lte=now)
    if place is not None:
        # As one comparison, which the index answers: on the 1st of January all are due at once.
        when = Func(
            F("progress__due_at"),
            F("progress__account_id"),
            function="ROW",
            output_field=DateTimeField(),
        )
        after = Func(*map(Value, place), function="ROW", output_field=DateTimeField())
        rows = rows.filter(GreaterThan(when, after))
    found = rows.order_by("progress__due_at", "progress__account_id")
    due = found.values_list("progress__due_at", "pk")[:BATCH]
    return [(due_at, account_id) for due_at, account_id in due if due_at is not None]


def _settled(
    account_ids: Sequence[int], now: datetime, using: str, *, is_news: bool = True
) -> _Step:
    """Settle some accounts together; where that fails, one by one.

    One that can't be settled is logged and stays due, and keeps no other from being settled.
    """
    try:
        outcome = settle_progress(account_ids=account_ids, now=now, is_news=is_news)
    except Exception:
        logger.exception("Some accounts could not be looked at together.")
        return _settled_singly(account_ids, now, using, is_news=is_news)
    changed = len(outcome.moves) + outcome.badges_unlocked + outcome.badges_lost
    return _Step(looked_at=len(account_ids), changed=changed)


def _settled_singly(
    account_ids: Sequence[int], now: datetime, using: str, *, is_news: bool
) -> _Step:
    changed = 0
    for account_id in account_ids:
        try:
            outcome = settle_progress(account_ids=[account_id], now=now, is_news=is_news)
        except Exception:
            logger.exception("Account %s could not be looked at.", account_id)
            _keep_due(account_id, now, using)
        else:
            changed += len(outcome.moves) + outcome.badges_unlocked + outcome.badges_lost
    return _Step(looked_at=len(account_ids), changed=changed)


def _keep_due(account_id: int, now: datetime, using: str) -> None:
    """Have an account looked at again; since when it is due stays as it is."""
    due = AccountProgress.objects.using(using).filter(pk=account_id, due_at__lte=now)
    if not due.exists():
        mark_due(account_ids=[account_id], now=now, using=using)


# Trails: what comes up with ever greater keys


@dataclass(frozen=True, slots=True, kw_only=True)
class Trail:
    """A table whose new rows may bring tiers or badges.

    Keys are handed out in order but not committed in order: one is passed for good only when it
    was known `COMMIT_LAG` ago, by the sweep's clock. What the rows themselves say of their time
    proves nothing: a long batch stamps all of them with the time when it began. `account_ids` also
    says of each whether what comes of it is news.
    """

    name: str
    model: type[Model]
    concerns: Callable[[ActiveTerms], bool]
    account_ids: Callable[[Q, Sequence[int], str], dict[int, bool]]


def _of_entries(keys: Q, program_ids: Sequence[int], using: str) -> dict[int, bool]:
    """What was imported is no news."""
    entries = Entry.objects.using(using).filter(keys, account__program_id__in=program_ids)
    ids = entries.order_by("account_id").values_list("account_id")
    return dict(ids.annotate(is_news=BoolOr(~Q(kind=EntryKind.IMPORT))))


def _of_accounts(keys: Q, program_ids: Sequence[int], using: str) -> dict[int, bool]:
    accounts = Account.objects.using(using).filter(keys, program_id__in=program_ids, progress=None)
    return dict.fromkeys(accounts.order_by("pk").values_list("pk", flat=True), True)


def _has_any(active: ActiveTerms) -> bool:
    return bool(active.terms.tiers or active.terms.badges)


TRAILS = (
    Trail(
        name="progress of entries",
        model=Entry,
        concerns=lambda active: goes_by_entries(active.terms),
        account_ids=_of_entries,
    ),
    Trail(
        name="progress of accounts",
        model=Account,
        concerns=_has_any,
        account_ids=_of_accounts,
    ),
)


def _newest_key(trail: Trail, using: str) -> int:
    found = trail.model._default_manager.using(using).aggregate(key=Max("pk"))["key"]
    return found or 0


def _follow(
    trail: Trail, newest: int, programs: Sequence[ActiveTerms], now: datetime, using: str
) -> Iterator[_Step]:
    """Settle the accounts of all rows since the cursor up to `newest`."""
    program_ids = [active.program_id for active in programs if trail.concerns(active)]
    place, sure, is_old = _cursors(trail, newest, now, using)
    if not program_ids:
        place = max(place, sure)
        _set_place(trail, place, now, using)
    while place < sure:
        end = min(place + KEYS_BATCH, sure)
        step = _settle_between(trail, place, end, program_ids, now, using)
        place = end
        _set_place(trail, place, now, using)
        yield step
    if is_old:
        _set_seen(trail, newest, now, using)
    # Settled now, and once more when they are known to be all.
    while program_ids and place < newest:
        end = min(place + KEYS_BATCH, newest)
        yield _settle_between(trail, place, end, program_ids, now, using)
        place = end


def _settle_between(
    trail: Trail, after: int, until: int, program_ids: Sequence[int], now: datetime, using: str
) -> _Step:
    keys = Q(pk__gt=after, pk__lte=until)
    account_ids = trail.account_ids(keys, program_ids, using)
    steps = [
        _settled(ids, now, using, is_news=is_news)
        for is_news in (True, False)
        for ids in batched([pk for pk, news in account_ids.items() if news is is_news], BATCH)
    ]
    return _Step(looked_at=len(account_ids), changed=sum(step.changed for step in steps))


def _cursors(trail: Trail, newest: int, now: datetime, using: str) -> tuple[int, int, bool]:
    """(the last key that is left behind, the last that can be, whether that was known long ago)."""
    rows = SweepCursor.objects.using(using).in_bulk([trail.name, _seen_name(trail)])
    if trail.name not in rows or _seen_name(trail) not in rows:
        place = max(0, newest - KEYS_BEFORE)
        values = {"changed_at": now, "updated_at": now}
        for name, key in ((trail.name, place), (_seen_name(trail), newest)):
            SweepCursor.objects.using(using).get_or_create(
                pk=name, defaults={**values, "place": key}
            )
        return place, place, False
    place = rows[trail.name].place or 0
    seen = rows[_seen_name(trail)]
    is_old = now - seen.changed_at >= COMMIT_LAG
    return place, (seen.place or 0) if is_old else place, is_old


def _seen_name(trail: Trail) -> str:
    return f"{trail.name}, seen"


def _set_place(trail: Trail, place: int, now: datetime, using: str) -> None:
    """Leave keys behind; never back."""
    rows = SweepCursor.objects.using(using).filter(pk=trail.name, place__lt=place)
    rows.update(place=place, changed_at=now, updated_at=now)


def _set_seen(trail: Trail, newest: int, now: datetime, using: str) -> None:
    """Note that `newest` was there at `now`, for a later sweep to leave it behind."""
    rows = SweepCursor.objects.using(using).filter(pk=_seen_name(trail), changed_at__lt=now)
    rows.update(place=newest, changed_at=now, updated_at=now)


# Runs over all accounts of a program


def _open_runs(programs: Sequence[ActiveTerms], now: datetime, using: str) -> list[int]:
    """Runs that are not at their end, after starting those of programs that have changed."""
    runs = _newest_runs(using)
    pauses = last_pauses(using=using) if programs else {}
    for active in programs:
        pause = pauses.get(active.program_id)
        digest = digest_in_force(active.terms, now, last_pause=pause)
        run = runs.get(active.program_id)
        if active.terms.is_active and digest != (run.digest if run is not None else NOTHING):
            _start_run(active.program_id, now, using)
    rows = ProgressRun.objects.using(using).filter(finished_at=None, program__is_active=True)
    return list(rows.order_by("pk").values_list("pk", flat=True))


def _newest_runs(using: str, **conditions: int) -> dict[int, ProgressRun]:
    rows = ProgressRun.objects.using(using).filter(**conditions)
    newest = rows.order_by("program_id", "-pk").distinct("program_id")
    return {run.program_id: run for run in newest}


def _start_run(program_id: int, now: datetime, using: str) -> None:
    """Start a run in place of one that is not at its end, unless another sweep just has."""
    with transaction.atomic(using=using):
        Program.objects.using(using).select_for_update(no_key=True).get(pk=program_id)
        terms = current_terms(program_id=program_id).terms
        pause = last_pauses(using=using).get(program_id)
        digest = digest_in_force(terms, now, last_pause=pause)
        run = _newest_runs(using, program_id=program_id).get(program_id)
        known = run.digest if run is not None else NOTHING
        is_late = run is not None and run.started_at > now
        if digest == known or is_late or not terms.is_active:
            return
        runs = ProgressRun.objects.using(using)
        runs.filter(program_id=program_id, finished_at=None).delete()
        runs.create(program_id=program_id, digest=digest, started_at=now)


def _run(run_id: int, now: datetime, using: str) -> Iterator[_Step]:
    while (step := _run_batch(run_id, now, using)) is not None:
        yield step


def _run_batch(run_id: int, now: datetime, using: str) -> _Step | None:
    """Settle the next accounts; None when there is none to look at.

    The run is locked meanwhile; where another process holds it, that one goes on.
    """
    with transaction.atomic(using=using):
        runs = ProgressRun.objects.using(using).select_for_update(skip_locked=True)
        run = runs.filter(pk=run_id, finished_at=None).first()
        if run is None:
            return None
        accounts = Account.objects.using(using).filter(program_id=run.program_id, pk__gt=run.place)
        account_ids = list(accounts.order_by("pk").values_list("pk", flat=True)[:BATCH])
        # Whom the program's own change moves isn't congratulated, or told of a loss: a new badge
        # would have e-mails go to everybody who has come as far long ago.
        step = (
            _settled(account_ids, now, using, is_news=False)
            if account_ids
            else _Step(looked_at=0, changed=0)
        )
        if _tells_anew(run, using):
            rows = AccountProgress.objects.using(using).filter(account_id__in=account_ids)
            told = Q(tier_id__isnull=False) | Q(mirrored_tier_id__isnull=False)
            rows.filter(told).update(mirror_due=True)
        if len(account_ids) == BATCH:
            run.place = account_ids[-1]
        else:
            run.finished_at = now
        run.save(using=using, update_fields=["place", "finished_at"])
        return step


def _tells_anew(run: ProgressRun, using: str) -> bool:
    """Whether the shop is told otherwise of tiers than after the run before."""
    earlier = ProgressRun.objects.using(using).filter(program_id=run.program_id, pk__lt=run.pk)
    before = earlier.order_by("-pk").first()
    digest = before.digest if before is not None else NOTHING
    return told_digest(run.digest) != told_digest(digest)
