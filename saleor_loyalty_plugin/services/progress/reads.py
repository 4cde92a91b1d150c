"""What is kept of how far accounts have come, read for many of them at once.

Where everybody begins, the tier for a sum of 0 (Bronze, if there is one from 0), is no change: an
account without a row, or one whose tier never changed, has it.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Subquery

from saleor_loyalty_plugin.models import AccountBadge, AccountProgress, TierChange
from saleor_loyalty_plugin.rules.facts import ZERO
from saleor_loyalty_plugin.rules.terms import ProgramTerms
from saleor_loyalty_plugin.rules.tiers import (
    HeldTier,
    Tier,
    TierProgress,
    move_tier,
    tier_progress,
    tier_reached,
    tiers_in_force,
)
from saleor_loyalty_plugin.services.programs.programs import ActiveTerms


def progress_rows(account_ids: Collection[int], *, using: str) -> dict[int, AccountProgress]:
    """What is kept of each account, in one query, none for no account; without a row is absent."""
    if not account_ids:
        return {}
    return AccountProgress.objects.using(using).in_bulk(account_ids)


def held_tier(progress: AccountProgress | None, tiers: Sequence[Tier]) -> HeldTier:
    """What an account held when it was looked at last. `tiers` are those in force, lowest first."""
    if progress is None:
        return HeldTier(tier_id=_first_id(tiers))
    return HeldTier(
        tier_id=progress.tier_id if progress.tier_since is not None else _first_id(tiers),
        grace_until=progress.grace_until,
        hand_tier_id=progress.hand_tier_id,
        hand_until=progress.hand_until,
    )


def tier_of(
    progress: AccountProgress | None, *, active_terms: ActiveTerms, now: datetime
) -> Tier | None:
    """The tier that an account has at `now`, with its season's changes; None below all thresholds.

    By the sum that is kept. The ends of a grace and of a tier by hand, and what begins and ends in
    the program's tiers, count from their very moment on, whether or not a sweep has come.
    """
    tiers = tiers_in_force(active_terms.terms.tiers, now)
    tier_id = _tier_id_of(progress, tiers, active_terms.terms, now)
    return next((tier for tier in tiers if tier.tier_id == tier_id), None)


def progress_of(
    progress: AccountProgress | None, *, active_terms: ActiveTerms, now: datetime
) -> TierProgress:
    """How far an account has come towards its next tier."""
    tiers = tiers_in_force(active_terms.terms.tiers, now)
    return tier_progress(
        tiers=tiers,
        tier_id=_tier_id_of(progress, tiers, active_terms.terms, now),
        qualifying=progress.qualifying if progress is not None else ZERO,
    )


def tiers_at(
    account_ids: Collection[int], moment: datetime, *, using: str
) -> dict[int, int | None]:
    """The tier that each account had at a moment, by its history; one query.

    Accounts that had changed no tier by then are absent: they had the tier for a sum of 0.
    """
    if not account_ids:
        return {}
    changes = TierChange.objects.using(using).filter(
        account_id__in=account_ids, changed_at__lte=moment
    )
    newest = changes.order_by("account_id", "-pk").distinct("account_id")
    return dict(newest.values_list("account_id", "to_tier_id"))


def tier_at(
    account_id: int, moment: datetime, *, active_terms: ActiveTerms, using: str
) -> Tier | None:
    """The tier that one account had at a moment, as `active_terms` say it was then; one query.

    Where it has not changed since, that is what `tier_of` said at that moment. No query where the
    terms have no tiers.
    """
    tiers = tiers_in_force(active_terms.terms.tiers, moment)
    if not tiers:
        return None
    later = TierChange.objects.filter(account_id=OuterRef("pk"), changed_at__gt=moment)
    next_one = later.order_by("pk")[:1]
    row = (
        AccountProgress.objects.using(using)
        .annotate(has_changed=Exists(later), tier_before=Subquery(next_one.values("from_tier_id")))
        .filter(pk=account_id)
        .first()
    )
    if row is None or not row.has_changed:
        return tier_of(row, active_terms=active_terms, now=moment)
    return next((tier for tier in tiers if tier.tier_id == row.tier_before), None)


def held_badges(account_ids: Collection[int], *, using: str) -> dict[int, set[int]]:
    """The badges that each account has, in one query, none for no account.

    Also badges that are switched off: compare with the program's terms. Accounts without badges
    have an empty set.
    """
    found: defaultdict[int, set[int]] = defaultdict(set)
    if account_ids:
        rows = AccountBadge.objects.using(using).filter(account_id__in=account_ids, is_held=True)
        for account_id, badge_id in rows.values_list("account_id", "badge_id"):
            found[account_id].add(badge_id)
    return {account_id: found[account_id] for account_id in account_ids}


def _tier_id_of(
    progress: AccountProgress | None, tiers: Sequence[Tier], terms: ProgramTerms, now: datetime
) -> int | None:
    move = move_tier(
        held_tier(progress, tiers),
        tiers=tiers,
        qualifying=progress.qualifying if progress is not None else ZERO,
        demotion=terms.tier_demotion,
        grace_ends_at=now + timedelta(days=terms.tier_grace_days),
        now=now,
    )
    return move.held.tier_id


def _first_id(tiers: Sequence[Tier]) -> int | None:
    first = tier_reached(tiers, ZERO)
    return first.tier_id if first is not None else None
