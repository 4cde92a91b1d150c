"""The proof of tiers and badges: days of spending against the orders that make them up, and what
accounts hold against their sums, what staff did, and the program's policy."""

from collections.abc import Callable, Collection, Iterator, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.db.models import Count, Sum

from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.models import (
    Account,
    AccountProgress,
    Entry,
    OrderSettlement,
    SpendingDay,
    TierChange,
)
from saleor_loyalty_plugin.rules.facts import ZERO
from saleor_loyalty_plugin.rules.terms import ProgramTerms
from saleor_loyalty_plugin.rules.tiers import TierBasis
from saleor_loyalty_plugin.services.programs.programs import ActiveTerms
from saleor_loyalty_plugin.services.progress.in_force import (
    goes_by_entries,
    programs_with_progress,
)
from saleor_loyalty_plugin.services.progress.settle import Known, due_changes, known_of
from saleor_loyalty_plugin.services.progress.sweep import Reach, reach

BATCH = 1000
# A sweep of many accounts takes a while, and one that beat has missed comes with the next.
LATE = timedelta(hours=2)
# A mark is a time that has come, in the process that made it.
CLOCKS_APART = timedelta(days=1)
_WINDOWS = (TierBasis.CALENDAR_YEAR, TierBasis.ROLLING_YEAR)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressDifference:
    """One thing that is not as it must be. `subject` is `account 7` or the sweep."""

    account_id: int | None
    subject: str
    what: str
    expected: str
    found: str


def progress_differences(
    *, now: datetime, progress: Callable[[str, int], None] | None = None
) -> Iterator[ProgressDifference]:
    """Accounts whose days of spending differ from their orders, or that hold what doesn't follow.

    An account that a sweep has still to look at may hold anything; it is told of only when the
    look is hours late. A fixed number of queries for each thousand. What moves meanwhile is looked
    at again before it is reported.
    """
    using = current_host().writer_alias()
    programs = [active for active in programs_with_progress(using=using) if active.terms.is_active]
    yield from _late_sweep(programs, now, using)
    last_id = seen = 0
    while True:
        accounts = Account.objects.using(using).filter(pk__gt=last_id).order_by("pk")
        ids = list(accounts.values_list("pk", flat=True)[:BATCH])
        if not ids:
            return
        suspects = {
            item.account_id
            for item in _differences(ids, programs, now, using)
            if item.account_id is not None
        }
        yield from _differences(suspects, programs, now, using)
        last_id = ids[-1]
        seen += len(ids)
        if progress is not None:
            progress("tiers and badges of accounts", seen)


def _differences(
    account_ids: Collection[int], programs: Sequence[ActiveTerms], now: datetime, using: str
) -> list[ProgressDifference]:
    if not account_ids:
        return []
    found = [*_wrong_days(account_ids, using), *_without_days(account_ids, programs, using)]
    if programs:
        found += _wrong_holdings(account_ids, programs, now, using)
    return found


def _late_sweep(
    programs: Sequence[ActiveTerms], now: datetime, using: str
) -> Iterator[ProgressDifference]:
    """Two queries where there are tiers or badges."""
    if not any(active.terms.tiers or active.terms.badges for active in programs):
        return
    seen_at = reach(using=using).seen_at
    if seen_at is not None and seen_at < now - LATE:
        yield ProgressDifference(
            account_id=None,
            subject="sweep over tiers and badges",
            what="last time",
            expected=f"since {_time(now - LATE)}",
            found=_time(seen_at),
        )


# Days ------------------------------------------------------------------------------------------


def _wrong_days(account_ids: Collection[int], using: str) -> Iterator[ProgressDifference]:
    """Days whose orders add up to something else; two queries."""
    orders = (
        OrderSettlement.objects.using(using)
        .filter(account_id__in=account_ids, amount_spent__isnull=False, spent_on__isnull=False)
        .order_by()
        .values_list("account_id", "currency", "spent_on")
        .annotate(Count("pk"), Sum("amount_spent"))
    )
    days = SpendingDay.objects.using(using).filter(account_id__in=account_ids)
    kept = days.values_list("account_id", "currency", "day", "orders_count", "amount_spent")
    expected = {row[:3]: row[3:] for row in orders}
    found = {row[:3]: row[3:] for row in kept}
    for key in sorted(expected.keys() | found.keys()):
        by_orders, by_days = expected.get(key, (0, ZERO)), found.get(key, (0, ZERO))
        if by_orders != by_days:
            account_id, currency, day = key
            yield _of_account(
                account_id, f"spent in {currency} on {day}", _sums(by_orders), _sums(by_days)
            )


def _without_days(
    account_ids: Collection[int], programs: Sequence[ActiveTerms], using: str
) -> Iterator[ProgressDifference]:
    """Orders from before days were kept, where tiers go by a year; a query, if any do."""
    by_year = [
        active.program_id
        for active in programs
        if active.terms.tiers and active.terms.tier_basis in _WINDOWS
    ]
    if not by_year:
        return
    orders = OrderSettlement.objects.using(using).filter(
        account_id__in=account_ids,
        account__program_id__in=by_year,
        amount_spent__isnull=False,
        spent_on=None,
    )
    counted = orders.order_by("account_id").values_list("account_id").annotate(Count("pk"))
    for account_id, count in counted:
        yield _of_account(account_id, "orders that count without a day", "0", str(count))


# What is held ----------------------------------------------------------------------------------


def _wrong_holdings(
    account_ids: Collection[int], programs: Sequence[ActiveTerms], now: datetime, using: str
) -> Iterator[ProgressDifference]:
    """What a settle would change though nothing is due; ten queries or so."""
    program_ids = [active.program_id for active in programs]
    rows = Account.objects.using(using).filter(pk__in=account_ids, program_id__in=program_ids)
    accounts = list(rows.order_by("pk"))
    beyond = reach(using=using)
    moved = _with_new_entries(account_ids, programs, beyond, using)
    last = _last_changes(account_ids, using)
    for known in known_of(accounts, now, using):
        account = known.account
        before, held = copy(known.row), {key for key, row in known.badges.items() if row.is_held}
        after, badges = due_changes(known, now)
        if before is not None and before.due_at is not None and before.due_at < now - LATE:
            since = f"due since {_time(before.due_at)}"
            yield _of_account(account.pk, "look at tiers and badges", "by now", since)
        if account.pk in moved or _is_to_be_looked_at(known, before, after, beyond, now):
            continue
        yield from _wrong_tier(known, before, after, last.get(account.pk))
        for row, badge in badges:
            was_held = badge.badge_id in held
            yield _of_account(
                account.pk,
                f'badge "{badge.title}"',
                "held" if row.is_held else "not held",
                "held" if was_held else "not held",
            )


def _is_to_be_looked_at(
    known: Known,
    before: AccountProgress | None,
    after: AccountProgress | None,
    beyond: Reach,
    now: datetime,
) -> bool:
    """Whether a sweep has still to come, or is at it just now."""
    account = known.account
    place = beyond.runs.get(account.program_id)
    if place is not None and account.pk > place:
        return True
    if before is None:
        return beyond.account_id is None or account.pk > beyond.account_id
    if before.due_at is None:
        return False
    by_time = after.due_at if after is not None else before.due_at
    # Earlier than time alone would have it: something has changed since.
    is_mark = by_time is None or before.due_at < by_time
    return before.due_at <= now or (is_mark and before.due_at < now + CLOCKS_APART)


def _wrong_tier(
    known: Known,
    before: AccountProgress | None,
    after: AccountProgress | None,
    last: TierChange | None,
) -> Iterator[ProgressDifference]:
    terms = known.active.terms
    account_id = known.account.pk
    if before is None:
        # Everybody begins in the tier from 0, if there is one, with or without a row.
        if after is not None and after.tier_since is not None:
            yield _of_account(account_id, "tier", _tier(after.tier_id, terms), "never looked at")
        return
    if before.tier_since is not None and (last is None or last.to_tier_id != before.tier_id):
        by_history = _tier(last.to_tier_id, terms) if last is not None else "no change of tier"
        yield _of_account(
            account_id, "tier by its history", by_history, _tier(before.tier_id, terms)
        )
    if after is None:
        return
    for what, expected, found in (
        ("tier", _tier(after.tier_id, terms), _tier(before.tier_id, terms)),
        ("sum for tiers", _number(after.qualifying), _number(before.qualifying)),
        ("end of grace", _time(after.grace_until), _time(before.grace_until)),
        ("end of tier by hand", _time(after.hand_until), _time(before.hand_until)),
    ):
        if expected != found:
            yield _of_account(account_id, what, expected, found)
    if after.due_at is not None and (before.due_at is None or before.due_at > after.due_at):
        # An early look costs a moment; a late one leaves a tier standing that has ended.
        yield _of_account(account_id, "next look", _time(after.due_at), _time(before.due_at))


def _with_new_entries(
    account_ids: Collection[int], programs: Sequence[ActiveTerms], beyond: Reach, using: str
) -> set[int]:
    """Accounts with entries that sweeps have not left behind; a query, if points decide at all."""
    if not any(goes_by_entries(active.terms) for active in programs):
        return set()
    if beyond.entry_id is None:
        return set(account_ids)
    entries = Entry.objects.using(using).filter(account_id__in=account_ids, pk__gt=beyond.entry_id)
    return set(entries.order_by().values_list("account_id", flat=True).distinct())


def _last_changes(account_ids: Collection[int], using: str) -> dict[int, TierChange]:
    changes = TierChange.objects.using(using).filter(account_id__in=account_ids)
    newest = changes.order_by("account_id", "-pk").distinct("account_id")
    return {change.account_id: change for change in newest}


def _of_account(account_id: int, what: str, expected: str, found: str) -> ProgressDifference:
    return ProgressDifference(
        account_id=account_id,
        subject=f"account {account_id}",
        what=what,
        expected=expected,
        found=found,
    )


def _tier(tier_id: int | None, terms: ProgramTerms) -> str:
    names = {tier.tier_id: tier.name for tier in terms.tiers}
    if tier_id is None:
        return "none"
    return names.get(tier_id, f"tier {tier_id}, which is gone")


def _sums(sums: tuple[int, Decimal]) -> str:
    count, amount = sums
    return f"{_number(amount)} in {count} orders"


def _number(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _time(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M}" if moment is not None else "none"
