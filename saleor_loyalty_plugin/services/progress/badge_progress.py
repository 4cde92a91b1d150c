"""How far accounts have come towards the badges of their program."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from saleor_loyalty_plugin.models import Account, AccountBadge, BadgeHand
from saleor_loyalty_plugin.rules.badges import Badge, BadgeValues, missing_for
from saleor_loyalty_plugin.rules.facts import ZERO
from saleor_loyalty_plugin.services.programs.programs import ActiveTerms
from saleor_loyalty_plugin.services.progress.sums import sums_of


@dataclass(frozen=True, slots=True, kw_only=True)
class BadgeProgress:
    """One badge, and what one account lacks for it.

    `missing` is 0 for who has it, and None where no gain would unlock it. `row` is what is kept,
    None for who never had it.
    """

    badge: Badge
    row: AccountBadge | None
    missing: Decimal | None

    @property
    def is_unlocked(self) -> bool:
        return self.row is not None and self.row.is_held

    @property
    def unlocked_at(self) -> datetime | None:
        return self.row.unlocked_at if self.row is not None and self.row.is_held else None


def badge_values(
    accounts: Collection[Account],
    terms: Mapping[int, ActiveTerms],
    *,
    now: datetime,
    using: str,
) -> dict[int, BadgeValues]:
    """What badges of accounts are compared with, with the terms in force by program.

    At most a query for what was spent and one for events; none for what no badge looks at.
    """
    # What only tiers look at needn't be read.
    for_badges = {
        program_id: replace(active, terms=replace(active.terms, tiers=()))
        for program_id, active in terms.items()
    }
    sums = sums_of(accounts, for_badges, now=now, using=using)
    return {account_id: found.values for account_id, found in sums.items()}


def badge_rows(account_ids: Collection[int], *, using: str) -> dict[int, dict[int, AccountBadge]]:
    """What is kept of the badges of accounts, by account and badge; one query."""
    found: dict[int, dict[int, AccountBadge]] = {account_id: {} for account_id in account_ids}
    for row in AccountBadge.objects.using(using).filter(account_id__in=account_ids):
        found[row.account_id][row.badge_id] = row
    return found


def progress_towards(
    active: ActiveTerms, rows: Mapping[int, AccountBadge], values: BadgeValues
) -> list[BadgeProgress]:
    """The badges of a program in their order, with what one account lacks for each; none while the
    program shows no badges."""
    if not active.terms.badges_active:
        return []
    badges = sorted(active.terms.badges, key=lambda badge: (badge.rank, badge.badge_id))
    return [_progress(badge, rows.get(badge.badge_id), values) for badge in badges]


def _progress(badge: Badge, row: AccountBadge | None, values: BadgeValues) -> BadgeProgress:
    if row is not None and row.is_held:
        missing: Decimal | None = ZERO
    elif row is not None and row.hand == BadgeHand.TAKEN:
        missing = None
    else:
        missing = missing_for(badge, values.of(badge))
    return BadgeProgress(badge=badge, row=row, missing=missing)
