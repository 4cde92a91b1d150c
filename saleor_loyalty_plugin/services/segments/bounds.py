"""Reading accounts that conditions match with a bounded cost, however rare they are.

The database would have to guess how far to walk through a million accounts until a page is full;
where conditions belong together, it can't know. So it isn't asked to guess: accounts are taken in
windows of their ids, a small one first, each following one many times as wide. Within a window all
matches are found in whatever way costs least, and only then sorted and cut. Where many
match, the first window fills the page; where few do, three windows cover a million accounts.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import Max, Min, Q, QuerySet, Subquery
from django.utils.translation import gettext_noop

from saleor_loyalty_plugin.models import Account
from saleor_loyalty_plugin.services import time_limit
from saleor_loyalty_plugin.services.time_limit import bounded

FIRST_WINDOW = 2_000
WINDOW_GROWTH = 25
COUNT_MAX = 10_000


@dataclass(frozen=True, slots=True)
class Window:
    """Accounts with ids above `low` and up to `high`; None is no bound."""

    low: int | None = None
    high: int | None = None

    def condition(self, column: str) -> Q:
        """That a column with the ids of accounts lies in it."""
        found = Q()
        if self.low is not None:
            found &= Q(**{f"{column}__gt": self.low})
        if self.high is not None:
            found &= Q(**{f"{column}__lte": self.high})
        return found


# The accounts that are meant, of one window.
Matching = Callable[[Window], QuerySet[Account]]


@dataclass(slots=True, kw_only=True)
class Budget(time_limit.Budget):
    """The time for looking for accounts."""

    too_slow: str = gettext_noop(
        "Looking for these accounts took longer than %(seconds)s seconds. Add a condition that"
        " fewer of them meet, or try again when the shop is less busy."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many there are; if not `is_exact`, there are more."""

    value: int
    is_exact: bool


# The order and the limit don't reach into what is found first.
_FOUND = "WITH found (id) AS MATERIALIZED ({matching}) "
_IDS = _FOUND + "SELECT id FROM found ORDER BY id {direction} LIMIT %s"
_NUMBER = _FOUND + "SELECT count(*) FROM (SELECT FROM found LIMIT %s) AS counted"


class _Found(Subquery):
    template = "(WITH found AS MATERIALIZED (%(subquery)s) SELECT * FROM found)"


def found_first(accounts: QuerySet[Account]) -> QuerySet[Account]:
    """The same accounts, for sorting and cutting, which don't change how they are looked for."""
    ids = accounts.order_by().values("pk")
    return Account.objects.using(accounts.db).filter(pk__in=_Found(ids))


def first_ids(
    matching: Matching,
    *,
    after: int | None,
    limit: int,
    is_descending: bool = False,
    budget: Budget,
    using: str,
) -> list[int]:
    """The ids of the next accounts after one, at most `limit`, by id.

    Raises `LoyaltyProblem`: TOO_SLOW.
    """
    found: list[int] = []
    direction = "DESC" if is_descending else "ASC"
    for window in _windows(after, is_descending=is_descending, using=using):
        rows = _read(_IDS, matching(window), limit - len(found), budget, direction=direction)
        found += [pk for (pk,) in rows]
        if len(found) >= limit:
            break
    return found


def counted(matching: Matching, *, count_max: int = COUNT_MAX, budget: Budget, using: str) -> Count:
    """How many accounts there are, exactly up to `count_max`.

    Raises `LoyaltyProblem`: TOO_SLOW.
    """
    count = 0
    for window in _windows(None, is_descending=False, using=using):
        ((number,),) = _read(_NUMBER, matching(window), count_max + 1 - count, budget)
        count += number
        if count > count_max:
            return Count(value=count_max, is_exact=False)
    return Count(value=count, is_exact=True)


def _read(
    sql: str, accounts: QuerySet[Account], limit: int, budget: Budget, **names: str
) -> list[tuple[Any, ...]]:
    """The rows of one statement over what a queryset finds; none where Django knows of none."""
    using = accounts.db
    ids = accounts.order_by().values_list("pk")
    try:
        matching, params = ids.query.get_compiler(using).as_sql()
    except EmptyResultSet:
        matching, params = "SELECT 0 AS id WHERE false", ()
    with bounded(budget, using=using), connections[using].cursor() as cursor:
        cursor.execute(sql.format(matching=matching, **names), [*params, limit])
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows


def _windows(after: int | None, *, is_descending: bool, using: str) -> Iterator[Window]:
    """Windows from `after` to the end, each wider than the one before. One query."""
    ends: Any = Account.objects.using(using).aggregate(oldest=Min("pk"), newest=Max("pk"))
    oldest, newest = ends["oldest"], ends["newest"]
    if newest is None:
        return
    width = FIRST_WINDOW
    if is_descending:
        high = newest if after is None else min(newest, after - 1)
        while high >= oldest:
            yield Window(low=high - width, high=high)
            high, width = high - width, width * WINDOW_GROWTH
        return
    low = oldest - 1 if after is None else max(after, oldest - 1)
    while low < newest:
        yield Window(low=low, high=low + width)
        low, width = low + width, width * WINDOW_GROWTH
