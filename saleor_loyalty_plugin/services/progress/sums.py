"""What tiers and badges of accounts are compared with, read for many accounts at once.

Every sum is kept by whoever writes what it adds up; nothing here goes through orders or entries.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, Min, Q, Sum

from saleor_loyalty_plugin.models import Account, AccountSpending, Event, Grant, SpendingDay
from saleor_loyalty_plugin.rules.badges import BadgeBasis, BadgeValues
from saleor_loyalty_plugin.rules.balances import shown_balance
from saleor_loyalty_plugin.rules.facts import ZERO
from saleor_loyalty_plugin.rules.progress_benefits import TIER_PREFIX
from saleor_loyalty_plugin.rules.terms import ProgramTerms
from saleor_loyalty_plugin.rules.tiers import TierBasis, leaves_window, window_start
from saleor_loyalty_plugin.services.programs.programs import ActiveTerms

_BY_SPENDING = (BadgeBasis.ORDERS, BadgeBasis.SPEND)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """What one account has come to: `qualifying` is for tiers, `values` for badges.

    `until` is when `qualifying` changes by time alone, None where it doesn't.
    """

    qualifying: Decimal = ZERO
    until: datetime | None = None
    values: BadgeValues = field(default_factory=lambda: BadgeValues(events={}))


def day_of(moment: datetime, *, time_zone: str) -> date:
    """The day that a moment lies on in a program's time zone."""
    return moment.astimezone(ZoneInfo(time_zone)).date()


def sums_of(
    accounts: Iterable[Account],
    terms: Mapping[int, ActiveTerms],
    *,
    now: datetime,
    using: str,
) -> dict[int, Sums]:
    """The sums of accounts, with the terms in force by program.

    At most a query for what was spent, one for events, one for gifts where tiers go by points, and
    one for each program whose tiers go by a year; none for what no tier and no badge looks at.
    Balances are those of `accounts`.
    """
    by_program: defaultdict[int, list[Account]] = defaultdict(list)
    for account in accounts:
        by_program[account.program_id].append(account)
    spent = _spent(_ids(by_program, terms, _reads_spending), using)
    events = _events(_ids(by_program, terms, _reads_events), using)
    gifts = _gifts_of_tiers(_ids(by_program, terms, _reads_points), using)
    found: dict[int, Sums] = {}
    for program_id, members in by_program.items():
        now_in_force = terms[program_id].terms
        days = _of_days([account.pk for account in members], now_in_force, now, using)
        for account in members:
            rows = spent.get(account.pk, {})
            counted, until = days.get(account.pk, (ZERO, None))
            values = BadgeValues(
                balance=shown_balance(account.balance, now_in_force.negative_balance),
                lifetime_earned=account.lifetime_earned,
                orders_count=sum(count for count, _ in rows.values()),
                amount_spent=rows.get(now_in_force.tier_currency, (0, ZERO))[1],
                events=events.get(account.pk, {}),
            )
            if now_in_force.tier_basis is TierBasis.POINTS:
                counted = Decimal(account.lifetime_earned - gifts.get(account.pk, 0))
            elif now_in_force.tier_basis is TierBasis.LIFETIME:
                counted = values.amount_spent
            found[account.pk] = Sums(qualifying=counted, until=until, values=values)
    return found


def _ids(
    by_program: Mapping[int, list[Account]], terms: Mapping[int, ActiveTerms], reads: Any
) -> list[int]:
    return [
        account.pk
        for program_id, members in by_program.items()
        if reads(terms[program_id].terms)
        for account in members
    ]


def _reads_spending(terms: ProgramTerms) -> bool:
    by_amount = bool(terms.tiers) and terms.tier_basis is TierBasis.LIFETIME
    return by_amount or any(badge.basis in _BY_SPENDING for badge in terms.badges)


def _reads_points(terms: ProgramTerms) -> bool:
    return bool(terms.tiers) and terms.tier_basis is TierBasis.POINTS


def _reads_events(terms: ProgramTerms) -> bool:
    return any(badge.basis is BadgeBasis.ACTIVITY for badge in terms.badges)


def _spent(account_ids: Collection[int], using: str) -> dict[int, dict[str, tuple[int, Decimal]]]:
    """(orders, amount) by account and currency."""
    found: defaultdict[int, dict[str, tuple[int, Decimal]]] = defaultdict(dict)
    if account_ids:
        rows = AccountSpending.objects.using(using).filter(account_id__in=account_ids)
        for row in rows:
            found[row.account_id][row.currency] = (row.orders_count, row.amount_spent)
    return found


def _events(account_ids: Collection[int], using: str) -> dict[int, dict[str, int]]:
    """How many events of each type an account has, whether or not they gave points: a limit on
    points is none on what a customer does."""
    found: defaultdict[int, dict[str, int]] = defaultdict(dict)
    if account_ids:
        rows = Event.objects.using(using).filter(account_id__in=account_ids).order_by()
        for account_id, kind, count in rows.values_list("account_id", "type").annotate(Count("pk")):
            found[account_id][kind] = count
    return found


def _gifts_of_tiers(account_ids: Collection[int], using: str) -> dict[int, int]:
    """The points that tiers themselves gave and have not taken back: those count towards none.

    Otherwise a gift would hold up the tier that it was given for, when what earned it is returned.
    """
    if not account_ids:
        return {}
    grants = Grant.objects.using(using).filter(
        account_id__in=account_ids, source__startswith=f"{TIER_PREFIX}:"
    )
    return dict(grants.order_by().values_list("account_id").annotate(Sum("points")))


def _of_days(
    account_ids: Collection[int], terms: ProgramTerms, now: datetime, using: str
) -> dict[int, tuple[Decimal, datetime | None]]:
    """What was spent in the year that counts, and when its oldest day counts no more."""
    time_zone = terms.expiry.time_zone
    start = window_start(terms.tier_basis, day_of(now, time_zone=time_zone))
    if start is None or not terms.tiers:
        return {}
    rows = (
        SpendingDay.objects.using(using)
        .filter(account_id__in=account_ids, currency=terms.tier_currency, day__gte=start)
        .order_by()
        .values_list("account_id")
        .annotate(amount=Sum("amount_spent"), oldest=Min("day", filter=~Q(amount_spent=0)))
    )
    found: dict[int, tuple[Decimal, datetime | None]] = {}
    for account_id, amount, oldest in rows:
        leaves = leaves_window(terms.tier_basis, oldest) if oldest is not None else None
        until = (
            datetime.combine(leaves, time.min, tzinfo=ZoneInfo(time_zone))
            if leaves is not None
            else None
        )
        found[account_id] = (amount, until)
    return found
