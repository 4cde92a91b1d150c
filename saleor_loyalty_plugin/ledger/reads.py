"""Reads of points. None but `movements_between` grows with an account's history."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Sum

from saleor_loyalty_plugin.ledger.database import call
from saleor_loyalty_plugin.models import Entry, Lot

# Each wanted stretch of time has a number, since one account may be wanted several times.
_SUMS_SQL = """
WITH wanted AS (
    SELECT * FROM unnest(%s::int[], %s::bigint[], %s::timestamptz[], %s::timestamptz[])
        AS w(number, account_id, since, until)
)
SELECT w.number,
       coalesce(sum(e.points) FILTER (WHERE e.created_at >= w.until), 0)::bigint,
       coalesce(sum(e.points) FILTER (WHERE e.created_at < w.until AND e.points > 0), 0)::bigint,
       coalesce(sum(e.points) FILTER (WHERE e.created_at < w.until AND e.points < 0), 0)::bigint,
       count(e.id) FILTER (WHERE e.created_at < w.until),
       a.balance
FROM wanted w
JOIN loyalty_account a ON a.id = w.account_id
LEFT JOIN loyalty_entry e ON e.account_id = w.account_id AND e.created_at >= w.since
GROUP BY w.number, a.balance
"""
_NEWEST_SQL = """
WITH wanted AS (
    SELECT * FROM unnest(%s::int[], %s::bigint[], %s::timestamptz[], %s::timestamptz[])
        AS w(number, account_id, since, until)
)
SELECT w.number, e.id
FROM wanted w
CROSS JOIN LATERAL (
    SELECT id FROM loyalty_entry
    WHERE account_id = w.account_id AND created_at >= w.since AND created_at < w.until
    ORDER BY id DESC LIMIT %s
) e
"""


def points_run_out(
    account_ids: Collection[int], *, as_of: datetime, using: str = "default"
) -> dict[int, int]:
    """Active points, by account, that ran out until `as_of` and no sweep has taken away yet."""
    if not account_ids:
        return {}
    due = Lot.objects.using(using).filter(
        account_id__in=account_ids, is_open=True, is_active=True, expires_at__lte=as_of
    )
    sums = due.order_by().values_list("account_id").annotate(Sum("remaining"))
    return dict(sums)


def next_expiry(
    account_id: int, *, after: datetime, using: str = "default"
) -> tuple[datetime, int] | None:
    """When points of the account expire next, and how many then; None when none ever do."""
    open_lots = Lot.objects.using(using).filter(account_id=account_id, is_open=True)
    due = (
        open_lots.filter(expires_at__gt=after)
        .values("expires_at")
        .annotate(points=Sum("remaining"))
        .order_by("expires_at")
        .first()
    )
    if due is None or due["expires_at"] is None:
        return None
    return due["expires_at"], due["points"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Movements:
    """What moved on an account from a moment on and before another.

    `opening` and `closing` are the balances before and after; `points_out` is below zero.
    `entries` are the newest, newest first; `count` is how many there are.
    """

    opening: int
    closing: int
    points_in: int
    points_out: int
    count: int
    entries: tuple[Entry, ...]


def movements_between(
    wanted: Sequence[tuple[int, datetime, datetime]], *, entries_max: int, using: str = "default"
) -> list[Movements]:
    """The movements for each (account, since, until), in that order; three statements for all.

    By when entries were written, as histories are. The closing balance is what is there now less
    what came later, so that the sums add up whatever is posted meanwhile. Raises LookupError for
    an account that doesn't exist.
    """
    if not wanted:
        return []
    columns = [list(range(len(wanted))), *(list(column) for column in zip(*wanted, strict=True))]
    sums = {row[0]: row[1:] for row in call(_SUMS_SQL, columns, using=using)}
    newest = call(_NEWEST_SQL, [*columns, entries_max], using=using)
    by_id = Entry.objects.using(using).in_bulk([entry_id for _, entry_id in newest])
    entries: defaultdict[int, list[Entry]] = defaultdict(list)
    for number, entry_id in sorted(newest, key=lambda pair: (pair[0], -pair[1])):
        entries[number].append(by_id[entry_id])
    found = []
    for number, (account_id, _, _) in enumerate(wanted):
        if number not in sums:
            raise LookupError(f"There is no account {account_id}.")
        later, points_in, points_out, count, balance = sums[number]
        found.append(
            Movements(
                opening=balance - later - points_in - points_out,
                closing=balance - later,
                points_in=points_in,
                points_out=points_out,
                count=count,
                entries=tuple(entries[number]),
            )
        )
    return found
