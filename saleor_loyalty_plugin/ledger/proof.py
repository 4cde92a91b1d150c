"""The ledger proves itself: each cached number recomputed from what it stands for.

Each batch is one statement, so it sees one moment, also while the shop sells.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from saleor_loyalty_plugin.ledger.database import call, call_row

Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A number of an account that does not follow from the books.

    `name` says which: a column of the account, "last balance_after", "balance_after of entry 7",
    "remaining of lot 7", "capture of hold 7" …
    """

    account_id: int
    name: str
    expected: int | None
    found: int | None


# Expected and found, side by side, for each number of the accounts with ids in (%(after)s, %(to)s].
_ACCOUNTS_SQL = """
WITH account AS MATERIALIZED (
    SELECT * FROM loyalty_account WHERE id > %(after)s AND id <= %(to)s
), entry AS MATERIALIZED (
    SELECT e.account_id, e.id, e.points, e.balance_after, e.kind, e.reverses_id, e.restores_id,
        e.points + coalesce(lag(e.balance_after) OVER story, 0) AS expected_after,
        e.id = max(e.id) OVER (PARTITION BY e.account_id) AS is_last
    FROM loyalty_entry e WHERE e.account_id > %(after)s AND e.account_id <= %(to)s
    WINDOW story AS (PARTITION BY e.account_id ORDER BY e.id)
), lifetime AS (
    SELECT account_id, points,
        loyalty_lifetime_sum(kind, points, coalesce(restores_id, reverses_id)) AS name
    FROM entry
), entries AS (
    SELECT account_id, sum(points) AS points, max(balance_after) FILTER (WHERE is_last) AS last
    FROM entry GROUP BY account_id
), lifetimes AS (
    SELECT account_id, sum(points) FILTER (WHERE name = 'EARNED') AS earned,
        -sum(points) FILTER (WHERE name = 'SPENT') AS spent
    FROM lifetime GROUP BY account_id
), lots AS (
    SELECT account_id, sum(remaining) AS remaining,
        sum(remaining) FILTER (WHERE NOT is_active) AS pending
    FROM loyalty_lot WHERE account_id > %(after)s AND account_id <= %(to)s AND is_open
    GROUP BY account_id
), holds AS (
    SELECT account_id, sum(points) AS points
    FROM loyalty_hold
    WHERE account_id > %(after)s AND account_id <= %(to)s AND status = 'OPEN'
    GROUP BY account_id
), compared AS (
    SELECT a.id AS account_id, n.name, n.expected, n.found
    FROM account a
    LEFT JOIN entries e ON e.account_id = a.id
    LEFT JOIN lifetimes t ON t.account_id = a.id
    LEFT JOIN lots l ON l.account_id = a.id
    LEFT JOIN holds h ON h.account_id = a.id,
    LATERAL (VALUES
        ('balance', coalesce(e.points, 0), a.balance),
        ('last balance_after', coalesce(e.last, 0), a.balance),
        ('points in lots', greatest(a.balance, 0), coalesce(l.remaining, 0)),
        ('pending', coalesce(l.pending, 0), a.pending),
        ('reserved', coalesce(h.points, 0), a.reserved),
        ('lifetime_earned', coalesce(t.earned, 0), a.lifetime_earned),
        ('lifetime_spent', coalesce(t.spent, 0), a.lifetime_spent)
    ) AS n (name, expected, found)
    UNION ALL
    SELECT account_id, 'balance_after of entry ' || id, expected_after, balance_after FROM entry
)
SELECT account_id, name, expected, found FROM compared WHERE expected IS DISTINCT FROM found
ORDER BY account_id, name
"""

# A lot keeps what no entry took. Its account and entry exist and agree.
_LOTS_SQL = """
SELECT l.account_id, n.name, n.expected, n.found
FROM loyalty_lot l
LEFT JOIN loyalty_entry e ON e.id = l.entry_id
LEFT JOIN LATERAL (
    SELECT coalesce(sum(u.points), 0) AS points,
        count(*) FILTER (WHERE o.account_id IS DISTINCT FROM l.account_id) AS strangers
    FROM loyalty_lot_use u LEFT JOIN loyalty_entry o ON o.id = u.entry_id WHERE u.lot_id = l.id
) u ON true,
LATERAL (VALUES
    ('remaining of lot ' || l.id, greatest(0, l.points - u.points), l.remaining),
    ('points from lot ' || l.id, greatest(0, least(l.points, u.points)), u.points),
    ('is_open of lot ' || l.id, (l.remaining > 0)::integer, l.is_open::integer),
    ('account of lot ' || l.id, e.account_id, l.account_id),
    ('uses of lot ' || l.id || ' by other accounts', 0, u.strangers)
) AS n (name, expected, found)
WHERE l.id > %(after)s AND l.id <= %(to)s AND n.expected IS DISTINCT FROM n.found
ORDER BY l.id, n.name
"""

# A captured hold has the entry that took its points; no other hold has one.
_HOLDS_SQL = """
SELECT h.account_id, 'capture of hold ' || h.id,
    CASE WHEN h.status = 'CAPTURED' THEN -h.points END, e.points
FROM loyalty_hold h
LEFT JOIN loyalty_entry e ON e.id = h.capture_entry_id AND e.account_id = h.account_id
WHERE h.id > %(after)s AND h.id <= %(to)s
    AND CASE WHEN h.status = 'CAPTURED' THEN -h.points END IS DISTINCT FROM e.points
ORDER BY h.id
"""

# A grant holds what its entries add up to, less what staff took back of them by hand.
_GRANTS_SQL = """
SELECT g.account_id, n.name, n.expected, n.found
FROM loyalty_grant g
CROSS JOIN LATERAL (
    SELECT coalesce(sum(e.points), 0) + coalesce(sum(r.points), 0) AS points,
        -coalesce(sum(r.points), 0) AS points_revoked,
        count(*) FILTER (WHERE e.account_id <> g.account_id) AS strangers
    FROM generate_series(1, g.sequence) AS s (number)
    JOIN loyalty_entry e ON e.key = 'grant:' || g.id || ':' || s.number
    LEFT JOIN loyalty_entry r ON r.reverses_id = e.id
) u
CROSS JOIN LATERAL (VALUES
    ('points of grant ' || g.id, u.points, g.points),
    ('points_revoked of grant ' || g.id, u.points_revoked, g.points_revoked),
    ('entries of grant ' || g.id || ' by other accounts', u.strangers, 0)
) AS n (name, expected, found)
WHERE g.id > %(after)s AND g.id <= %(to)s AND n.expected IS DISTINCT FROM n.found
ORDER BY g.id, n.name
"""

_NEXT_SQL = "SELECT max(id), count(*) FROM (SELECT id FROM {} WHERE id > %s ORDER BY id LIMIT %s) b"


def account_differences(
    *,
    after_id: int = 0,
    batch_size: int = 1000,
    progress: Progress | None = None,
    using: str = "default",
) -> Iterator[Difference]:
    """Every difference between accounts and their entries, lots, holds and grants; writes nothing.

    `after_id` resumes behind an account; the others are looked at again in whole. `progress` gets
    the number of accounts done so far and, after each batch, the lots, holds and grants on top.
    """
    done = 0
    for table, sql, start in (
        ("loyalty_account", _ACCOUNTS_SQL, after_id),
        ("loyalty_lot", _LOTS_SQL, 0),
        ("loyalty_hold", _HOLDS_SQL, 0),
        ("loyalty_grant", _GRANTS_SQL, 0),
    ):
        for after, to, count in _batches(table, start, batch_size, using):
            for row in call(sql, {"after": after, "to": to}, using=using):
                yield _difference(row)
            done += count
            if progress is not None:
                progress(done)


def verify_account(*, account_id: int, using: str = "default") -> list[Difference]:
    """The differences of one account's own numbers."""
    rows = call(_ACCOUNTS_SQL, {"after": account_id - 1, "to": account_id}, using=using)
    return [_difference(row) for row in rows]


def _batches(table: str, after: int, batch_size: int, using: str) -> Iterator[tuple[int, int, int]]:
    """Ranges of ids (after, to] and how many rows each has."""
    while True:
        to, count = call_row(_NEXT_SQL.format(table), (after, batch_size), using=using)
        if not count:
            return
        yield after, to, count
        after = to


def _difference(row: tuple[int, str, int | None, int | None]) -> Difference:
    account_id, name, expected, found = row
    return Difference(
        account_id=account_id,
        name=name,
        expected=None if expected is None else int(expected),
        found=None if found is None else int(found),
    )
