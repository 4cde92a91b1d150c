"""The proof of what accounts have spent: their sums against the orders that make them up."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Count, Max, Sum
from django.db.models.fields.json import KT

from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.models import (
    Account,
    AccountSpending,
    Grant,
    OrderSettlement,
    ProgramVersion,
    Referral,
)
from saleor_loyalty_plugin.rules.facts import ZERO
from saleor_loyalty_plugin.rules.referrals import is_enough
from saleor_loyalty_plugin.rules.spending import Spending
from saleor_loyalty_plugin.services.bonuses.milestones import OCCASION, lost_milestone
from saleor_loyalty_plugin.services.members.referrals import points_of_referrals, takes_no_part
from saleor_loyalty_plugin.services.programs.programs import current_terms

BATCH = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class SpendingDifference:
    """One sum that is not as it must be. `subject` is `account 7` or `referral 3`."""

    subject: str
    what: str
    expected: str
    found: str


def spending_differences(
    *, now: datetime, progress: Callable[[str, int], None] | None = None
) -> Iterator[SpendingDifference]:
    """Accounts whose sums differ from their settled orders; milestones and referrals whose points
    don't follow from them.

    A fixed number of queries for each thousand. What moves meanwhile is looked at again before it
    is reported.
    """
    using = current_host().writer_alias()
    last_id = seen = 0
    while True:
        accounts = Account.objects.using(using).filter(pk__gt=last_id).order_by("pk")
        ids = list(accounts.values_list("pk", flat=True)[:BATCH])
        if not ids:
            break
        suspects = {account_id for account_id, *_ in _wrong_sums(ids, using)}
        for account_id, currency, expected, found in _wrong_sums(suspects, using):
            yield SpendingDifference(
                subject=f"account {account_id}",
                what=f"spent in {currency}",
                expected=_text(expected),
                found=_text(found),
            )
        last_id = ids[-1]
        seen += len(ids)
        if progress is not None:
            progress("sums of accounts", seen)
    yield from _milestone_differences(using)
    yield from _referral_differences(now, using)


_Sums = tuple[int, Decimal]
_NONE: _Sums = (0, ZERO)


def _text(sums: _Sums) -> str:
    count, amount = sums
    return f"{amount.normalize():f} in {count} orders"


def _wrong_sums(account_ids: Collection[int], using: str) -> list[tuple[int, str, _Sums, _Sums]]:
    """(account, currency, by its orders, kept) where the two differ; two queries."""
    if not account_ids:
        return []
    orders = (
        OrderSettlement.objects.using(using)
        .filter(account_id__in=account_ids, amount_spent__isnull=False)
        .order_by()
        .values_list("account_id", "currency")
        .annotate(Count("pk"), Sum("amount_spent"))
    )
    rows = AccountSpending.objects.using(using).filter(account_id__in=account_ids)
    expected = {(key, currency): (count, amount) for key, currency, count, amount in orders}
    found = {(row.account_id, row.currency): (row.orders_count, row.amount_spent) for row in rows}
    return [
        (*key, expected.get(key, _NONE), found.get(key, _NONE))
        for key in sorted(expected.keys() | found.keys())
        if expected.get(key, _NONE) != found.get(key, _NONE)
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Offer:
    """What the terms said about referrals from a moment on."""

    since: datetime
    order_value_from: Decimal
    referrer_points: int
    referee_points: int


def _milestone_differences(using: str) -> Iterator[SpendingDifference]:
    """Points that are held for a milestone that the account's sums are below.

    The other way round nothing can be said: whether a milestone was passed or was there only
    later is not kept.
    """
    last_id = 0
    rows = (
        Grant.objects.using(using)
        .filter(occasion=OCCASION, points__gt=0)
        .select_related("program_version", "account")
        .order_by("pk")
    )
    while batch := list(rows.filter(pk__gt=last_id)[:BATCH]):
        suspects = [grant.pk for grant in _lost_grants(batch, using)]
        for grant in _lost_grants(list(rows.filter(pk__in=suspects)), using):
            yield SpendingDifference(
                subject=f"account {grant.account_id}",
                what=f"points of {grant.source}, whose sum is not reached",
                expected="0",
                found=str(grant.points),
            )
        last_id = batch[-1].pk


def _lost_grants(grants: list[Grant], using: str) -> list[Grant]:
    """Those that should have been taken back; a query, and one for each program."""
    sums: defaultdict[int, Spending] = defaultdict(
        lambda: Spending(orders_count={}, amount_spent={})
    )
    wanted = AccountSpending.objects.using(using)
    for row in wanted.filter(account_id__in={grant.account_id for grant in grants}):
        sums[row.account_id].orders_count[row.currency] = row.orders_count
        sums[row.account_id].amount_spent[row.currency] = row.amount_spent
    program_ids = {grant.account.program_id for grant in grants}
    terms = {key: current_terms(program_id=key).terms for key in program_ids}
    return [
        grant
        for grant in grants
        if lost_milestone(grant, sums[grant.account_id], terms[grant.account.program_id])
    ]


def _referral_differences(now: datetime, using: str) -> Iterator[SpendingDifference]:
    last_id = 0
    rows = Referral.objects.using(using).select_related("referrer", "referee").order_by("pk")
    while batch := list(rows.filter(pk__gt=last_id)[:BATCH]):
        suspects = {referral.pk for referral, *_ in _wrong_sides(batch, using)}
        again = list(rows.filter(pk__in=suspects))
        for referral, account, counts in _wrong_sides(again, using):
            if counts and _may_have_stayed_out(account, referral.created_at, now, using):
                continue
            yield SpendingDifference(
                subject=f"referral {referral.pk}",
                what=f"points of account {account.pk} for the friend's order",
                expected="given" if counts else "none",
                found="none" if counts else "given",
            )
        last_id = batch[-1].pk


def _wrong_sides(referrals: list[Referral], using: str) -> list[tuple[Referral, Account, bool]]:
    """(referral, one of its accounts, whether an order counts) where the points say otherwise.

    Three queries.
    """
    if not referrals:
        return []
    offers = _offers({item.referee.program_id for item in referrals}, using)
    best = _best_orders([item.referee_id for item in referrals], using)
    held = points_of_referrals(referrals, using=using)
    wrong = []
    for item in referrals:
        known = offers[item.referee.program_id]
        offer = next((o for o in reversed(known) if o.since <= item.created_at), known[0])
        counts = is_enough(best.get(item.referee_id), value_from=offer.order_value_from)
        sides = ((item.referrer, offer.referrer_points), (item.referee, offer.referee_points))
        for account, offered in sides:
            points, points_revoked = held.get((item.pk, account.pk), (0, 0))
            is_missing = counts and offered > 0 and points + points_revoked == 0
            if (points > 0 and not counts) or (is_missing and not item.is_due):
                wrong.append((item, account, counts))
    return wrong


def _may_have_stayed_out(account: Account, since: datetime, now: datetime, using: str) -> bool:
    """Whether an account takes no part, or may not have when the order came to count."""
    return (
        takes_no_part(account, now)
        or account.membership_changes.using(using).filter(changed_at__gte=since).exists()
        or account.cards.using(using).filter(issued_at__gte=since).exists()
    )


def _best_orders(account_ids: Collection[int], using: str) -> dict[int, Decimal]:
    """What the best order of each account counts for."""
    orders = OrderSettlement.objects.using(using).filter(
        account_id__in=account_ids, amount_spent__isnull=False
    )
    return dict(orders.order_by().values_list("account_id").annotate(Max("amount_spent")))


def _offers(program_ids: Collection[int], using: str) -> dict[int, list[_Offer]]:
    """By program, oldest first."""
    versions = ProgramVersion.objects.using(using).filter(program_id__in=program_ids)
    rows = versions.order_by("number").values_list(
        "program_id",
        "created_at",
        KT("terms__referral_order_value_from"),
        KT("terms__referrer_points"),
        KT("terms__referee_points"),
    )
    found: defaultdict[int, list[_Offer]] = defaultdict(list)
    for program_id, since, value, referrer_points, referee_points in rows:
        # A version from before these settings has none of them.
        offer = _Offer(
            since=since,
            order_value_from=Decimal(value or 0),
            referrer_points=int(referrer_points or 0),
            referee_points=int(referee_points or 0),
        )
        found[program_id].append(offer)
    return dict(found)
