"""What accounts have spent, kept up to date with each order that is settled.

These sums decide milestones, tiers and badges. They follow from the settlements alone:
`loyalty_verify` adds those up and compares.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import F, OuterRef, Subquery

from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.models import (
    Account,
    AccountSpending,
    OrderSettlement,
    ProgramVersion,
    Referral,
    SpendingDay,
)
from saleor_loyalty_plugin.rules.facts import ZERO
from saleor_loyalty_plugin.rules.spending import Spending
from saleor_loyalty_plugin.services.bonuses.grants import lock_account
from saleor_loyalty_plugin.services.bonuses.milestones import give_milestones, take_milestones_back
from saleor_loyalty_plugin.services.programs.programs import ActiveTerms, current_terms
from saleor_loyalty_plugin.services.progress.marks import mark_due, note_progress


@dataclass(frozen=True, slots=True, kw_only=True)
class SpendingChange:
    """By how much one order's part of its account's sums has changed."""

    currency: str
    orders_count: int
    amount: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class DayChange:
    """By how much the sums of one day have changed; `day` is the order's."""

    day: date
    orders_count: int
    amount: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class NotedChange:
    """What is to be added: to the account's sums, and to those of a day, if that one changes."""

    sums: SpendingChange
    of_day: DayChange | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SpendingOutcome:
    """`entry_ids` are of milestones given or taken back; `referral_id` is the referral that the
    account followed, if any, which is due to be looked at now."""

    entry_ids: tuple[int, ...] = ()
    referral_id: int | None = None


NOTHING_SPENT = SpendingOutcome()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    spending: Spending
    row_ids: dict[str, int]
    last_orders_at: dict[str, datetime | None]
    day_id: int | None
    referral_id: int | None
    newest_version_id: int


def note_spending(
    settlement: OrderSettlement, *, amount_spent: Decimal | None, currency: str, day: date
) -> NotedChange | None:
    """Write into `settlement` what its order counts for; the difference to before, if any.

    `day` is the order's own, in the program's time zone. The first one that counts is kept; what
    was counted before days were kept is added to its day now.
    """
    currency = settlement.currency or currency
    change = spending_change(settlement.amount_spent, amount_spent, currency=currency)
    of_day_before = settlement.amount_spent if settlement.spent_on is not None else None
    of_day = spending_change(of_day_before, amount_spent, currency=currency)
    if change is None and of_day is None:
        return None
    settlement.amount_spent = amount_spent
    settlement.currency = currency
    if of_day is None:
        day_change = None
    else:
        settlement.spent_on = settlement.spent_on or day
        day_change = DayChange(
            day=settlement.spent_on, orders_count=of_day.orders_count, amount=of_day.amount
        )
    nothing = SpendingChange(currency=currency, orders_count=0, amount=ZERO)
    return NotedChange(sums=change or nothing, of_day=day_change)


def spending_change(
    before: Decimal | None, after: Decimal | None, *, currency: str
) -> SpendingChange | None:
    """The difference between what an order counted for and counts for; None means not at all."""
    if before == after:
        return None
    return SpendingChange(
        currency=currency,
        orders_count=(after is not None) - (before is not None),
        amount=(after or ZERO) - (before or ZERO),
    )


def sums_after(*, account_id: int, change: SpendingChange, using: str) -> Spending:
    """The account's sums as a change would leave them."""
    return _added(_read(account_id, change.currency, None, using).spending, change)


def add_spending(
    *,
    account_id: int,
    noted: NotedChange,
    placed_at: datetime,
    active: ActiveTerms,
    now: datetime,
) -> SpendingOutcome:
    """Add a change to the account's sums, and give or take back the milestones that it passes.

    Locks the account, and marks it where tiers or badges may follow. `active` are the order's
    terms; milestones, tiers and badges go by those in force.
    """
    using = current_host().writer_alias()
    lock_account(account_id, using=using)
    change = noted.sums
    read = _read(account_id, change.currency, noted.of_day, using)
    after = _added(read.spending, change)
    _write(account_id, read, after, change, placed_at, using)
    if noted.of_day is not None:
        _write_day(account_id, read, noted.of_day, change.currency, using)
    if read.referral_id is not None:
        Referral.objects.using(using).filter(pk=read.referral_id).update(is_due=True)
    if read.newest_version_id != active.version_id:
        active = current_terms(program_id=active.program_id)
    if active.terms.has_progress:
        mark_due(account_ids=[account_id], now=now, using=using)
        note_progress(account_id=account_id, has_progress=True)
    entry_ids = []
    if change.orders_count < 0 or change.amount < 0:
        entry_ids += take_milestones_back(
            account_id=account_id, after=after, active=active, now=now
        )
    if change.orders_count > 0 or change.amount > 0:
        entry_ids += give_milestones(
            account_id=account_id,
            before=read.spending,
            after=after,
            placed_at=placed_at,
            active=active,
            now=now,
        )
    return SpendingOutcome(entry_ids=tuple(entry_ids), referral_id=read.referral_id)


def _read(account_id: int, currency: str, of_day: DayChange | None, using: str) -> _Read:
    """One query; after the lock, so that it sees what was committed before."""
    versions = ProgramVersion.objects.filter(program_id=OuterRef("program_id"))
    day = of_day.day if of_day is not None else date.min
    days = SpendingDay.objects.filter(account_id=OuterRef("pk"), currency=currency, day=day)
    rows = list(
        Account.objects.using(using)
        .filter(pk=account_id)
        .annotate(newest_version_id=Subquery(versions.order_by("-number").values("pk")[:1]))
        .annotate(day_id=Subquery(days.values("pk")))
        .values_list(
            "newest_version_id",
            "day_id",
            "referred_by__pk",
            "spending__pk",
            "spending__currency",
            "spending__orders_count",
            "spending__amount_spent",
            "spending__last_order_at",
        )
    )
    newest_version_id, day_id, referral_id = rows[0][:3]
    known = [row[3:] for row in rows if row[3] is not None]
    return _Read(
        spending=Spending(
            orders_count={currency: count for _, currency, count, _, _ in known},
            amount_spent={currency: amount for _, currency, _, amount, _ in known},
        ),
        row_ids={currency: pk for pk, currency, *_ in known},
        last_orders_at={currency: moment for _, currency, _, _, moment in known},
        day_id=day_id,
        newest_version_id=newest_version_id,
        referral_id=referral_id,
    )


def _added(before: Spending, change: SpendingChange) -> Spending:
    currency = change.currency
    count = before.orders_count.get(currency, 0) + change.orders_count
    amount = before.amount_spent.get(currency, ZERO) + change.amount
    return Spending(
        orders_count={**before.orders_count, currency: count},
        amount_spent={**before.amount_spent, currency: amount},
    )


def _write(
    account_id: int,
    read: _Read,
    after: Spending,
    change: SpendingChange,
    placed_at: datetime,
    using: str,
) -> None:
    currency = change.currency
    rows = AccountSpending.objects.using(using)
    values: dict[str, Any] = {
        "orders_count": after.orders_count[currency],
        "amount_spent": after.amount_spent[currency],
    }
    last_order_at = read.last_orders_at.get(currency)
    if change.orders_count > 0 and (last_order_at is None or last_order_at < placed_at):
        values["last_order_at"] = placed_at
    if currency in read.row_ids:
        rows.filter(pk=read.row_ids[currency]).update(**values)
    else:
        rows.create(account_id=account_id, currency=currency, **values)


def _write_day(account_id: int, read: _Read, change: DayChange, currency: str, using: str) -> None:
    rows = SpendingDay.objects.using(using)
    if read.day_id is not None:
        rows.filter(pk=read.day_id).update(
            orders_count=F("orders_count") + change.orders_count,
            amount_spent=F("amount_spent") + change.amount,
        )
    else:
        rows.create(
            account_id=account_id,
            currency=currency,
            day=change.day,
            orders_count=change.orders_count,
            amount_spent=change.amount,
        )
