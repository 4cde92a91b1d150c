"""What becomes different for whom when a program's settings are saved: counted, never written."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.models import Account, OrderSettlement
from saleor_loyalty_plugin.rules.entitlement import is_triggered
from saleor_loyalty_plugin.rules.expiry import ExpiryPolicy
from saleor_loyalty_plugin.rules.facts import ChannelFacts, OrderStatus
from saleor_loyalty_plugin.rules.redemption import has_rate, value_of_points
from saleor_loyalty_plugin.rules.terms import Eligibility, ProgramTerms
from saleor_loyalty_plugin.services.errors import LoyaltyProblem
from saleor_loyalty_plugin.services.members.participation import taking_part
from saleor_loyalty_plugin.services.programs.programs import ActiveTerms
from saleor_loyalty_plugin.services.segments.bounds import Budget, Window, counted
from saleor_loyalty_plugin.services.time_limit import bounded

SECONDS_MAX = 3.0
# Orders are read one by one, so older ones are not looked at.
ORDERS_MAX = 100
_GIVEN_UP = (OrderStatus.DRAFT, OrderStatus.CANCELED, OrderStatus.EXPIRED)


class ChangeCode(StrEnum):
    """What becomes different, in the order in which it is told."""

    STARTS_EARNING = "STARTS_EARNING"
    STOPS_EARNING = "STOPS_EARNING"
    STARTS_SPENDING = "STARTS_SPENDING"
    STOPS_SPENDING = "STOPS_SPENDING"
    ACCOUNTS_JOIN = "ACCOUNTS_JOIN"
    ACCOUNTS_LEAVE = "ACCOUNTS_LEAVE"
    POINTS_WORTH = "POINTS_WORTH"
    CHANNELS_ADDED = "CHANNELS_ADDED"
    CHANNELS_REMOVED = "CHANNELS_REMOVED"
    OPEN_ORDERS = "OPEN_ORDERS"
    ORDERS_KEEP_TERMS = "ORDERS_KEEP_TERMS"
    WAITING_KEPT = "WAITING_KEPT"
    EXPIRY_KEPT = "EXPIRY_KEPT"
    EXPIRY_MOVES = "EXPIRY_MOVES"
    TIERS_ANEW = "TIERS_ANEW"
    NOT_COUNTED = "NOT_COUNTED"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One difference. `count` is how many accounts, orders or points it is about; None for none.

    Not `is_exact`: there are more. Amounts in `values` are in the currency of `channel`.
    """

    code: ChangeCode
    count: int | None = None
    is_exact: bool = True
    channel: ChannelFacts | None = None
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sums:
    """What all accounts of a program hold."""

    accounts: int
    points: int
    pending: int


def counting_budget() -> Budget:
    """The time for counting: of one preview, or of all that one request asks for."""
    return Budget(seconds=SECONDS_MAX)


def changes_of(
    saved: ActiveTerms,
    terms: ProgramTerms,
    *,
    channels: Mapping[int, ChannelFacts],
    home: str | None,
    budget: Budget,
    now: datetime,
) -> list[Change]:
    """All differences between the settings that are saved and `terms`.

    What takes longer than `budget` is left out, and `NOT_COUNTED` says so.
    """
    before = saved.terms
    if before == terms:
        return []
    found = [*_switches(before, terms), *_channels(before, terms, channels)]
    found += _orders(saved, terms, channels)
    try:
        found += _members(saved, terms, budget, now)
        sums = _sums(saved.program_id, budget)
        found += _points(before, terms, sums)
        found += _worths(before, terms, sums, channels, home)
    except LoyaltyProblem:
        found.append(Change(code=ChangeCode.NOT_COUNTED))
    order = list(ChangeCode)
    return sorted(found, key=lambda item: order.index(item.code))


def _switches(before: ProgramTerms, after: ProgramTerms) -> Iterator[Change]:
    earned, earns = (terms.is_active and terms.earning_active for terms in (before, after))
    if earned != earns:
        yield Change(code=ChangeCode.STARTS_EARNING if earns else ChangeCode.STOPS_EARNING)
    spent, spends = (terms.is_active and terms.spending_active for terms in (before, after))
    if spent != spends:
        yield Change(code=ChangeCode.STARTS_SPENDING if spends else ChangeCode.STOPS_SPENDING)


def _channels(
    before: ProgramTerms, after: ProgramTerms, channels: Mapping[int, ChannelFacts]
) -> Iterator[Change]:
    for code, keys in (
        (ChangeCode.CHANNELS_ADDED, after.channels.keys() - before.channels.keys()),
        (ChangeCode.CHANNELS_REMOVED, before.channels.keys() - after.channels.keys()),
    ):
        names = sorted(channels[key].name for key in keys if key in channels)
        if names and not after.covers_all_channels:
            yield Change(code=code, count=len(names), values={"names": ", ".join(names)})


def _orders(
    saved: ActiveTerms, after: ProgramTerms, channels: Mapping[int, ChannelFacts]
) -> Iterator[Change]:
    """Orders that have not earned yet, among the newest: they will by the new settings."""
    covered = [key for key in channels if after.for_channel(key) is not None]
    ids = current_host().newest_order_ids(channel_ids=covered, limit=ORDERS_MAX)
    settled = OrderSettlement.objects.using(current_host().writer_alias()).filter(
        pk__in=ids, program_version__isnull=False
    )
    open_ids = set(ids) - set(settled.values_list("pk", flat=True))
    waiting = [
        facts
        for facts in current_host().order_facts(open_ids).values()
        if facts.status not in _GIVEN_UP
        and facts.created_at >= after.started_at
        and not is_triggered(facts, saved.terms)
    ]
    if waiting:
        at_once = sum(is_triggered(facts, after) for facts in waiting)
        yield Change(
            code=ChangeCode.OPEN_ORDERS,
            count=len(waiting),
            values={"at_once": at_once, "newest": ORDERS_MAX},
        )
    yield Change(code=ChangeCode.ORDERS_KEEP_TERMS)


def _members(
    saved: ActiveTerms, after: ProgramTerms, budget: Budget, now: datetime
) -> Iterator[Change]:
    before = saved.terms.eligibility
    if before is after.eligibility:
        return
    for code, eligibility, other in (
        (ChangeCode.ACCOUNTS_JOIN, after.eligibility, before),
        (ChangeCode.ACCOUNTS_LEAVE, before, after.eligibility),
    ):
        count = _count_only_in(saved.program_id, eligibility, other, budget, now)
        if count.value:
            yield Change(code=code, count=count.value, is_exact=count.is_exact)


def _count_only_in(
    program_id: int, eligibility: Eligibility, other: Eligibility, budget: Budget, now: datetime
) -> Any:
    """How many accounts take part by one eligibility and not by the other."""
    using = current_host().writer_alias()

    def matching(window: Window) -> QuerySet[Account]:
        accounts = Account.objects.using(using).filter(window.condition("pk"))
        return accounts.filter(
            taking_part(eligibility=eligibility, moment=now),
            ~taking_part(eligibility=other, moment=now),
            program_id=program_id,
        )

    return counted(matching, budget=budget, using=using)


def _sums(program_id: int, budget: Budget) -> _Sums:
    using = current_host().writer_alias()
    holds = Q(balance__gt=0)
    with bounded(budget, using=using):
        found = Account.objects.using(using).filter(program_id=program_id)
        row = found.aggregate(
            accounts=Count("pk", filter=holds),
            points=Sum("balance", filter=holds, default=0),
            pending=Sum("pending", default=0),
        )
    return _Sums(**row)


def _points(before: ProgramTerms, after: ProgramTerms, sums: _Sums) -> Iterator[Change]:
    """What happens to points that are there already, and to tiers."""
    if sums.points and before.expiry != after.expiry:
        moves = after.expiry.policy is ExpiryPolicy.AFTER_INACTIVITY
        code = ChangeCode.EXPIRY_MOVES if moves else ChangeCode.EXPIRY_KEPT
        yield Change(code=code, count=sums.points, values={"accounts": sums.accounts})
    is_waiting_new = (before.pending_days, before.pending_until_fulfilled) != (
        after.pending_days,
        after.pending_until_fulfilled,
    )
    if sums.pending and is_waiting_new:
        yield Change(code=ChangeCode.WAITING_KEPT, count=sums.pending)
    names = ("tier_basis", "tier_currency", "tier_demotion", "tier_grace_days")
    if after.tiers and any(getattr(before, name) != getattr(after, name) for name in names):
        yield Change(code=ChangeCode.TIERS_ANEW)


def _worths(
    before: ProgramTerms,
    after: ProgramTerms,
    sums: _Sums,
    channels: Mapping[int, ChannelFacts],
    home: str | None,
) -> Iterator[Change]:
    """What all points together are worth: once for each pair of rates in a currency."""
    seen = set()
    for key, place in channels.items():
        old, new = before.for_channel(key), after.for_channel(key)
        if old is None or new is None or not has_rate(after, place, home=home):
            continue
        rates = (old.redeem_points, old.redeem_amount, new.redeem_points, new.redeem_amount)
        if not sums.points or rates[:2] == rates[2:] or (place.currency, rates) in seen:
            continue
        if not has_rate(before, place, home=home):
            continue
        seen.add((place.currency, rates))
        yield Change(
            code=ChangeCode.POINTS_WORTH,
            count=sums.points,
            channel=place,
            values={
                "before": value_of_points(sums.points, old, place.currency_digits),
                "after": value_of_points(sums.points, new, place.currency_digits),
                "accounts": sums.accounts,
            },
        )
