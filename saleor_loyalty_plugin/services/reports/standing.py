"""How a program stands: its members, the points that they have, and when those run out."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db import connections
from django.db.models import Count, Q, Sum

from saleor_loyalty_plugin.models import Account
from saleor_loyalty_plugin.rules.periods import Period
from saleor_loyalty_plugin.services.reports.programs import of_program

ONE_DECIMAL = Decimal("0.1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Sums over all accounts of a program, whatever their status.

    `points_in_circulation` are those in balances above 0, `points_pending` the part that can't be
    used yet. Debts are not set off against them: nobody else's points pay for a debt.
    """

    members_count: int
    new_members_count: int
    new_members_before_count: int
    points_in_circulation: int
    points_pending: int
    lifetime_earned: int
    lifetime_spent: int

    @property
    def redemption_rate(self) -> Decimal | None:
        """Of all points that ever came in the share that was used, in percent; None before any."""
        if self.lifetime_earned <= 0:
            return None
        rate = Decimal(100 * self.lifetime_spent) / self.lifetime_earned
        return rate.quantize(ONE_DECIMAL, rounding=ROUND_HALF_UP)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpiringPoints:
    """Points that run out within a period."""

    period: Period
    points: int


def standing(*, program_id: int, months: tuple[Period, Period], using: str) -> Standing:
    """How a program stands now. `months` are the running one and the one that it is compared with.

    One statement, which reads each of the program's accounts once.
    """
    this_month, month_before = months
    sums = (
        Account.objects.using(using)
        .filter(program_id=program_id)
        .aggregate(
            members=Count("pk"),
            new=Count("pk", filter=_opened_in(this_month)),
            new_before=Count("pk", filter=_opened_in(month_before)),
            circulating=Sum("balance", filter=Q(balance__gt=0), default=0),
            pending=Sum("pending", default=0),
            earned=Sum("lifetime_earned", default=0),
            spent=Sum("lifetime_spent", default=0),
        )
    )
    return Standing(
        members_count=sums["members"],
        new_members_count=sums["new"],
        new_members_before_count=sums["new_before"],
        points_in_circulation=int(sums["circulating"]),
        points_pending=int(sums["pending"]),
        lifetime_earned=int(sums["earned"]),
        lifetime_spent=int(sums["spent"]),
    )


def _opened_in(period: Period) -> Q:
    return Q(created_at__gte=period.starts_at, created_at__lt=period.ends_at)


# What is overdue runs out with the next sweep: it falls into the first period.
_EXPIRING = f"""
SELECT place, sum(remaining)
FROM (
    SELECT greatest(1, width_bucket(l.expires_at, %(starts)s::timestamptz[])) AS place, l.remaining
    FROM loyalty_lot l
    WHERE l.is_open AND l.expires_at < %(end)s AND {of_program("l")}
    OFFSET 0
) expiring
GROUP BY place
"""


def expiry_calendar(
    *, program_id: int, periods: Sequence[Period], using: str
) -> Sequence[ExpiringPoints]:
    """The points that run out in each period, as lots stand now. One statement.

    The periods are sorted, without gaps, and begin now.
    """
    values: dict[str, Any] = {
        "program_id": program_id,
        "starts": [period.starts_at for period in periods],
        "end": periods[-1].ends_at,
    }
    with connections[using].cursor() as cursor:
        cursor.execute(_EXPIRING, values)
        found = {int(place): int(points) for place, points in cursor.fetchall()}
    return [
        ExpiringPoints(period=period, points=found.get(place, 0))
        for place, period in enumerate(periods, start=1)
    ]
