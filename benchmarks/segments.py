"""Target 8: finding the accounts of a segment among many, however rare they are."""

import time
from collections.abc import Callable
from decimal import Decimal
from functools import partial

from django.db import connections
from django.utils import timezone

from benchmarks import seed
from benchmarks.measure import interleaved, milliseconds
from benchmarks.report import Figure, Finding
from saleor_loyalty_plugin.models import Account, Program
from saleor_loyalty_plugin.rules.segments import AmountRange, Conditions, Range
from saleor_loyalty_plugin.services.segments.bounds import (
    Budget,
    Matching,
    Window,
    counted,
    first_ids,
)
from saleor_loyalty_plugin.services.segments.matching import matching_of

ALIAS = "large"
ALONE = ("rare tier", "rare amount", "late", "nobody")
PAGE = 20
# A hundred thousandth of the accounts; those with an id that it divides.
RARE = 100_000

# Every second account has ordered, one in five of these in a second currency; nine tenths are in
# the first tier, ten of a million in the third. Spending grows with the id, so that who has spent
# much comes last: the worst place to look for them from the start.
_ROWS = (
    """
    INSERT INTO loyalty_account_spending
        (account_id, currency, orders_count, amount_spent, last_order_at)
    SELECT id, 'EUR', 1 + id %% 7, id * 1000.0 / %(accounts)s, now() - id %% 700 * interval '1 day'
    FROM loyalty_account WHERE id %% 2 = 0
    """,
    """
    INSERT INTO loyalty_account_spending
        (account_id, currency, orders_count, amount_spent, last_order_at)
    SELECT id, 'USD', 1, 10, now() - id %% 700 * interval '1 day'
    FROM loyalty_account WHERE id %% 10 = 0
    """,
    """
    INSERT INTO loyalty_account_progress
        (account_id, tier_id, tier_since, qualifying, mirror_due, mirrored_key)
    SELECT id, CASE WHEN id %% %(rare)s = 0 THEN 3 WHEN id %% 10 = 0 THEN 2 ELSE 1 END,
        now(), 0, false, ''
    FROM loyalty_account
    """,
    """
    INSERT INTO loyalty_order_settlement (order_id, account_id, points_earned, points_revoked,
        points_captured, points_spent, channel_id, standing, amount_spent, currency, tier_name,
        earning_multiplier, absence, awaits_fulfillment, sequence)
    SELECT md5(id::text || n)::uuid, id, 1, 0, 0, 0,
        CASE WHEN id %% %(rare)s = 0 THEN 3 ELSE 1 END, '{}', 5, 'EUR', '', 1, '', false, 1
    FROM loyalty_account, generate_series(1, 2) n WHERE id %% 2 = 0
    """,
    """
    INSERT INTO loyalty_membership_change (account_id, kind, note, actor, changed_at)
    SELECT id, CASE WHEN id %% 4 = 0 THEN 'OPTED_OUT' ELSE 'OPTED_IN' END, '', 'system',
        now() - interval '1 day'
    FROM loyalty_account WHERE id %% 2 = 0
    """,
    "UPDATE loyalty_account SET balance = id %% 2000",
)
_TABLES = (
    "loyalty_account, loyalty_account_spending, loyalty_account_progress,"
    " loyalty_order_settlement, loyalty_membership_change"
)


class Segments:
    """Pages and counts of segments among `accounts` accounts, in milliseconds."""

    def __init__(self, accounts: int, tell: Callable[[str], None]) -> None:
        started = time.perf_counter()
        seed.migrate(ALIAS)
        self.first = seed.add_accounts(ALIAS, accounts)
        with connections[ALIAS].cursor() as cursor:
            cursor.execute("SET session_replication_role = replica")
            for statement in _ROWS:
                cursor.execute(statement, {"accounts": accounts, "rare": RARE})
            cursor.execute("SET session_replication_role = DEFAULT")
            cursor.execute(f"VACUUM ANALYZE {_TABLES}")
        tell(f" {accounts:,} accounts in {time.perf_counter() - started:.0f} s, milliseconds")
        self.program_id = Program.objects.using(ALIAS).get(is_default=True).pk
        self.expected = accounts // RARE

    def plain_page(self) -> float:
        """What a list without conditions costs."""
        rows = Account.objects.using(ALIAS).filter(program_id=self.program_id).order_by("pk")
        return milliseconds(lambda: len(rows.values_list("pk", flat=True)[:PAGE]))

    def plain_count(self) -> float:
        """What looking at every account once costs."""
        rows = Account.objects.using(ALIAS).filter(balance__gte=0)
        return milliseconds(rows.count)

    def page(self, conditions: Conditions) -> float:
        return milliseconds(lambda: self._ids(conditions, PAGE))

    def count(self, conditions: Conditions) -> float:
        return milliseconds(lambda: self._count(conditions))

    def walk(self, conditions: Conditions) -> float:
        """The same page, left to the database: one statement with an order and a limit."""
        rows = self._matching(conditions)(Window()).order_by("pk").values_list("pk", flat=True)
        return milliseconds(lambda: len(rows[:PAGE]))

    def check(self, conditions: Conditions) -> None:
        """The rare ones are found, all of them."""
        assert len(self._ids(conditions, PAGE)) == min(self.expected, PAGE), conditions

    def _matching(self, conditions: Conditions) -> Matching:
        return matching_of(
            conditions=conditions,
            program_ids=[self.program_id],
            now=timezone.now(),
            using=ALIAS,
        )

    def _ids(self, conditions: Conditions, limit: int) -> list[int]:
        return first_ids(
            self._matching(conditions),
            after=None,
            limit=limit,
            budget=Budget(seconds=600),
            using=ALIAS,
        )

    def _count(self, conditions: Conditions) -> object:
        return counted(self._matching(conditions), budget=Budget(seconds=600), using=ALIAS)


def _cases(accounts: int, first: int) -> dict[str, Conditions]:
    last = first + accounts - 1
    rich = Range(_spent(last - 20, accounts), None)
    return {
        # Half of all.
        "common": Conditions(orders_count=Range(1, None), balance=Range(0, None)),
        # Ten of a million, which an index knows.
        "rare tier": Conditions(tier_ids=(3,), balance=Range(0, None)),
        # Ten of a million, which no index knows, and the last ones of all.
        "rare amount": Conditions(amount_spent=AmountRange(currency="EUR", range=rich)),
        # Half a hundredth of all, and all of them the last: on the way there nobody matches.
        "late": Conditions(
            amount_spent=AmountRange(
                currency="EUR", range=Range(_spent(first + accounts * 99 // 100, accounts), None)
            )
        ),
        # Nobody: each condition is met by many, all of them by none.
        "nobody": Conditions(tier_ids=(1,), orders_count=Range(8, 8), opted_in=True),
        # A tenth, by all kinds of tables.
        "mixed": Conditions(
            tier_ids=(1, 2),
            channel_ids=(1, 3),
            opted_in=True,
            last_order_within_days=365,
            amount_spent=AmountRange(currency="EUR", range=Range(Decimal(1), None)),
        ),
    }


def _spent(account_id: int, accounts: int) -> Decimal:
    """What an account has spent."""
    return round(Decimal(account_id) * 1000 / accounts, 3)


def measure(
    *, repetitions: int, accounts: int, tell: Callable[[str], None]
) -> tuple[list[Finding], list[Figure]]:
    segments = Segments(accounts, tell)
    cases = _cases(accounts, segments.first)
    segments.check(cases["rare tier"])
    contenders: dict[str, Callable[[], float]] = {
        "plain page": segments.plain_page,
        "plain count": segments.plain_count,
    }
    for name, conditions in cases.items():
        contenders[f"page, {name}"] = partial(segments.page, conditions)
        contenders[f"count, {name}"] = partial(segments.count, conditions)
    for name in ALONE:
        contenders[f"one statement, {name}"] = partial(segments.walk, cases[name])
    series = interleaved(contenders, repetitions=repetitions, tell=tell)
    base = "looking at each account once"
    findings = [
        Finding(
            target="8",
            what=f"{kind} of a segment ({name}) × {base}",
            ratio=series.ratio(f"{kind}, {name}", "plain count"),
            bound=bound,
        )
        for name, bound in BOUNDS.items()
        for kind in ("page", "count")
    ]
    findings += [
        Finding(
            target="8",
            what=f"the page ({name}) as one statement × ours",
            ratio=series.ratio(f"one statement, {name}", f"page, {name}"),
        )
        for name in ALONE
    ]
    figures = [
        Figure(what=f"{name}, {accounts:,} accounts", value=series.median(name), unit="ms")
        for name in series.figures
    ]
    return findings, figures


# Where the cost is bounded by: a window, an index, or a pass over everything that is asked.
BOUNDS = {
    "common": "≤ 2",
    "rare tier": "≤ 2",
    "rare amount": "≤ 10",
    "late": "≤ 10",
    "nobody": "≤ 15",
    "mixed": "≤ 10",
}
