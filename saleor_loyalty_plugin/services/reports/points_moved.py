"""Points that a program's accounts earned, used and lost by expiry, by when that was written.

What was earned and used is added up as in `lifetime_earned` and `lifetime_spent` of accounts: what
takes an entry back counts against the sum that the entry counted for, at its own time. So a period
that is over never changes. Debits by staff are in none of the sums.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connections

from saleor_loyalty_plugin.rules.periods import Period
from saleor_loyalty_plugin.services.reports.programs import of_program


@dataclass(frozen=True, slots=True, kw_only=True)
class PointsMoved:
    """Sums of one period. Each is above 0 as a rule, and below where more was taken back."""

    period: Period
    points_earned: int
    points_spent: int
    points_expired: int


# What an entry counts for, by its kind; a debit by staff counts for nothing. Services only take
# entries back that take nothing back themselves, so one look at what is meant is enough.
_COUNTS_AS = """CASE
    WHEN {entry}.kind IN ('EARN', 'GIFT', 'IMPORT', 'ADJUST')
        THEN CASE WHEN {entry}.points > 0 THEN 'EARNED' END
    WHEN {entry}.kind = 'CLAWBACK' THEN 'EARNED'
    WHEN {entry}.kind IN ('REDEEM', 'RESTORE') THEN 'SPENT'
    WHEN {entry}.kind = 'EXPIRE' THEN 'EXPIRED'
END"""

# The index over `created_at` finds the time from the first period on; each entry is then put into
# its period by a search in the sorted list of their beginnings. What an entry takes back is looked
# up for those alone that do. OFFSET 0 keeps the planner from working the columns out anew for each
# use, and from sorting all entries by them.
_SUMS = f"""
SELECT place, counts_as, sum(points)
FROM (
    SELECT width_bucket(e.created_at, %(starts)s::timestamptz[]) AS place, e.created_at, e.points,
        CASE WHEN e.kind IN ('RESTORE', 'REVERSAL')
                AND (e.restores_id IS NOT NULL OR e.reverses_id IS NOT NULL)
            THEN (SELECT {_COUNTS_AS.format(entry="t")} FROM loyalty_entry t
                  WHERE t.id = coalesce(e.restores_id, e.reverses_id))
            ELSE {_COUNTS_AS.format(entry="e")}
        END AS counts_as
    FROM loyalty_entry e
    WHERE e.created_at >= %(first)s AND e.created_at < %(end)s AND {of_program("e")}
    OFFSET 0
) moved
WHERE counts_as IS NOT NULL AND created_at < (%(ends)s::timestamptz[])[place]
GROUP BY place, counts_as
"""


def points_moved(
    *, program_id: int, periods: Sequence[Period], using: str
) -> Sequence[PointsMoved]:
    """The sums of each period, in their order. One statement.

    The periods are sorted and don't overlap; there may be gaps between them.
    """
    values: dict[str, Any] = {
        "program_id": program_id,
        "first": periods[0].starts_at,
        "end": periods[-1].ends_at,
        "starts": [period.starts_at for period in periods],
        "ends": [period.ends_at for period in periods],
    }
    with connections[using].cursor() as cursor:
        cursor.execute(_SUMS, values)
        found = {(place, name): int(points) for place, name, points in cursor.fetchall()}
    return [
        PointsMoved(
            period=period,
            points_earned=found.get((place, "EARNED"), 0),
            points_spent=-found.get((place, "SPENT"), 0),
            points_expired=-found.get((place, "EXPIRED"), 0),
        )
        for place, period in enumerate(periods, start=1)
    ]
