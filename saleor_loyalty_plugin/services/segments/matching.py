"""Which accounts meet conditions: the conditions of `rules.segments` as a statement.

Every condition is a look-up by account, so that the database may begin with whichever has the
fewest rows, or walk along the accounts and ask for each.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum

from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.models import (
    Account,
    AccountBadge,
    AccountProgress,
    AccountSpending,
    OrderSettlement,
    ProgramVersion,
    Segment,
)
from saleor_loyalty_plugin.rules.facts import ZERO
from saleor_loyalty_plugin.rules.segments import Conditions, Range, UnknownCondition
from saleor_loyalty_plugin.rules.terms import Eligibility
from saleor_loyalty_plugin.rules.tiers import tier_reached, tiers_in_force
from saleor_loyalty_plugin.services.errors import LoyaltyProblem, ProblemCode
from saleor_loyalty_plugin.services.members.participation import opted_in, taking_part
from saleor_loyalty_plugin.services.programs.programs import terms_of_version
from saleor_loyalty_plugin.services.segments.bounds import Budget, Matching, Window, first_ids

EVERYTHING = Window()


def matching(
    *, conditions: Conditions, program_id: int, now: datetime, using: str
) -> QuerySet[Account]:
    """The accounts of a program that meet conditions at `now`, in no order and not yet read.

    Costs up to three queries, for the program's terms and the shop's customers where the
    conditions ask for them; reading it costs one. Before you cut it, see `bounds.found_first`; for
    one batch after the other there is `account_ids`.
    """
    find = matching_of(conditions=conditions, program_ids=[program_id], now=now, using=using)
    return find(EVERYTHING)


def account_ids(
    *, segment_id: int, after: int | None, limit: int, now: datetime, using: str | None = None
) -> list[int]:
    """The next accounts of a segment after one, at most `limit`, by ascending id; None: the first.

    For whoever walks over all of them: the last id of one call is `after` of the next, until fewer
    than `limit` come. An account that comes to match behind the walk is left out, one that matches
    no longer is not taken back. Raises `LoyaltyProblem`: NOT_FOUND, INVALID (conditions of a later
    version), TOO_SLOW.
    """
    using = using if using is not None else current_host().writer_alias()
    segment = Segment.objects.using(using).filter(pk=segment_id).first()
    if segment is None:
        raise LoyaltyProblem(ProblemCode.NOT_FOUND, "No segment has this ID.", field="id")
    find = matching_segment(segment=segment, now=now, using=using)
    return first_ids(find, after=after, limit=limit, budget=Budget(), using=using)


def matching_segment(*, segment: Segment, now: datetime, using: str) -> Matching:
    """As `matching_of`, by what a segment keeps. Raises `LoyaltyProblem`: INVALID."""
    return matching_of(
        conditions=conditions_of(segment), program_ids=[segment.program_id], now=now, using=using
    )


def conditions_of(segment: Segment) -> Conditions:
    """What a segment asks for.

    Raises `LoyaltyProblem`: INVALID, for conditions that this version doesn't know. A segment
    without them would be another, larger one.
    """
    try:
        return Conditions.from_json(segment.conditions)
    except UnknownCondition as error:
        raise LoyaltyProblem(
            ProblemCode.INVALID,
            'The segment "%(segment)s" holds a condition that this version does not know:'
            " %(name)s. Install the version that it was made with, or set its conditions anew.",
            field="conditions",
            values={"segment": segment.name, "name": error.name},
        ) from None


def matching_of(
    *,
    conditions: Conditions,
    program_ids: Collection[int] | None,
    now: datetime,
    using: str,
    also: Q | None = None,
) -> Matching:
    """The accounts of some programs (None: of all) that meet conditions, for `bounds`.

    `also` is one more condition on accounts. Costs what `matching` costs, at once.
    """
    programs = _programs(conditions, program_ids, now, using)
    common = Q() if also is None else also
    if program_ids is not None:
        common &= Q(program_id__in=program_ids)
    common &= _own_columns(conditions)
    if conditions.countries or conditions.customer_type_ids:
        common &= current_host().customer_condition(
            countries=conditions.countries,
            customer_type_ids=conditions.customer_type_ids,
            using=using,
        )
    common &= _in_tiers(conditions.tier_ids, programs)

    def find(window: Window) -> QuerySet[Account]:
        condition = common & window.condition("pk") & _looked_up(conditions, now, window)
        if conditions.takes_part is not None:
            condition &= _taking_part(conditions.takes_part, programs, now, window)
        return Account.objects.using(using).filter(condition)

    return find


@dataclass(frozen=True, slots=True, kw_only=True)
class _Program:
    """What conditions need of a program's terms. `first_tier_id`: the tier for a sum of 0."""

    program_id: int
    eligibility: Eligibility
    first_tier_id: int | None


def _programs(
    conditions: Conditions, program_ids: Collection[int] | None, now: datetime, using: str
) -> list[_Program]:
    """One query, none if no condition asks for the terms."""
    if not conditions.tier_ids and conditions.takes_part is None:
        return []
    versions = ProgramVersion.objects.using(using)
    if program_ids is not None:
        versions = versions.filter(program_id__in=program_ids)
    found = []
    for version in versions.order_by("program_id", "-number").distinct("program_id"):
        terms = terms_of_version(version)
        first = tier_reached(tiers_in_force(terms.tiers, now), ZERO)
        found.append(
            _Program(
                program_id=version.program_id,
                eligibility=terms.eligibility,
                first_tier_id=first.tier_id if first is not None else None,
            )
        )
    return found


def _own_columns(conditions: Conditions) -> Q:
    condition = Q()
    if conditions.statuses:
        condition &= Q(status__in=conditions.statuses)
    for name in ("balance", "lifetime_earned", "lifetime_spent", "created_at"):
        condition &= _within(name, getattr(conditions, name))
    return condition


def _looked_up(conditions: Conditions, now: datetime, window: Window) -> Q:
    """What stands in other tables of ours, of the accounts of one window."""
    condition = _badges(conditions.badge_ids) & _channels(conditions.channel_ids)
    condition &= _amount_spent(conditions) & _last_order(conditions.last_order_range(now))
    condition &= _orders_count(conditions.orders_count, window)
    if conditions.opted_in is not None:
        said_yes = opted_in(moment=now)
        condition &= said_yes if conditions.opted_in else ~said_yes
    return condition


def _in_tiers(tier_ids: Collection[int], programs: Collection[_Program]) -> Q:
    """By the tier that is kept. Who never moved has the tier for a sum of 0, with or without a row.

    "No row says another one" is a condition that the database can join by; "none at all, or this
    one" is not.
    """
    if not tier_ids:
        return Q()
    rows = AccountProgress.objects.filter(account_id=OuterRef("pk"), tier_since__isnull=False)
    holds = Q(Exists(rows.filter(tier_id__in=tier_ids)))
    begin_there = [item.program_id for item in programs if item.first_tier_id in tier_ids]
    if not begin_there:
        return holds
    another = rows.filter(Q(tier_id=None) | ~Q(tier_id__in=tier_ids))
    if len(begin_there) == len(programs):
        return ~Q(Exists(another))
    return holds | (Q(program_id__in=begin_there) & ~Q(Exists(another)))


def _taking_part(wanted: bool, programs: Collection[_Program], now: datetime, window: Window) -> Q:
    condition = Q(pk__in=())
    by_eligibility: dict[Eligibility, list[int]] = {}
    for item in programs:
        by_eligibility.setdefault(item.eligibility, []).append(item.program_id)
    for eligibility, program_ids in by_eligibility.items():
        part = taking_part(eligibility=eligibility, moment=now)
        if len(by_eligibility) == 1:
            condition = part
        else:
            condition |= Q(program_id__in=program_ids) & part
    if wanted:
        return condition
    # "Is not among those" can be joined by; "banned, or has left, or lacks a card" can't.
    among = Account.objects.filter(condition, window.condition("pk"), pk=OuterRef("pk"))
    return ~Q(Exists(among))


def _badges(badge_ids: Collection[int]) -> Q:
    if not badge_ids:
        return Q()
    held = AccountBadge.objects.filter(
        account_id=OuterRef("pk"), badge_id__in=badge_ids, is_held=True
    )
    return Q(Exists(held))


def _channels(channel_ids: Collection[int]) -> Q:
    """By orders that count, in the channels in which they were placed."""
    if not channel_ids:
        return Q()
    orders = OrderSettlement.objects.filter(
        account_id=OuterRef("pk"), channel_id__in=channel_ids, amount_spent__isnull=False
    )
    return Q(Exists(orders))


def _amount_spent(conditions: Conditions) -> Q:
    """Who has no row of the currency has spent 0 in it."""
    given = conditions.amount_spent
    if given is None:
        return Q()
    rows = AccountSpending.objects.filter(account_id=OuterRef("pk"), currency=given.currency)
    if given.range.gte is not None and given.range.gte > 0:
        return Q(Exists(rows.filter(_within("amount_spent", given.range))))
    if given.range.lte is None:
        return Q()
    return ~Q(Exists(rows.filter(amount_spent__gt=given.range.lte)))


def _orders_count(given: Range[int] | None, window: Window) -> Q:
    """The sum over all currencies; most accounts have one."""
    if given is None:
        return Q()
    rows = AccountSpending.objects.order_by()
    if given.gte is not None and given.gte > 0:
        # Added up beforehand, for the accounts of the window alone.
        sums: Any = rows.filter(window.condition("account_id"), orders_count__gt=0)
        sums = sums.values("account_id").annotate(total=Sum("orders_count"))
        return Q(pk__in=sums.filter(_within("total", given)).values("account_id"))
    if given.lte is None:
        return Q()
    own: Any = rows.filter(account_id=OuterRef("pk"), orders_count__gt=0)
    if given.lte > 0:
        own = own.values("account_id").annotate(total=Sum("orders_count"))
        own = own.filter(total__gt=given.lte)
    return ~Q(Exists(own))


def _last_order(given: Range[datetime] | None) -> Q:
    """The newest of all currencies' has to lie in the range; who never ordered doesn't match."""
    if given is None:
        return Q()
    rows = AccountSpending.objects.filter(account_id=OuterRef("pk"))
    inside = rows.filter(_within("last_order_at", given), last_order_at__isnull=False)
    condition = Q(Exists(inside))
    if given.lte is not None:
        condition &= ~Q(Exists(rows.filter(last_order_at__gt=given.lte)))
    return condition


def _within(column: str, given: Range[Any] | None) -> Q:
    condition = Q()
    if given is not None and given.gte is not None:
        condition &= Q(**{f"{column}__gte": given.gte})
    if given is not None and given.lte is not None:
        condition &= Q(**{f"{column}__lte": given.lte})
    return condition
