"""What accounts have spent, kept up to date with each order that is settled.

These sums decide milestones. They follow from the settlements alone: `loyalty_verify` adds those up
and compares.
"""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import OuterRef, Subquery

from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.models import (
    Account,
    AccountSpending,
    OrderSettlement,
    ProgramVersion,
    Referral,
)
from saleor_loyalty_plugin.rules.facts import ZERO
from saleor_loyalty_plugin.rules.spending import Spending
from saleor_loyalty_plugin.services.bonuses.grants import lock_account
from saleor_loyalty_plugin.services.bonuses.milestones import give_milestones, take_milestones_back
from saleor_loyalty_plugin.services.programs.programs import ActiveTerms, current_terms


@dataclass(frozen=True, slots=True, kw_only=True)
class SpendingChange:
    """By how much one order's part of its account's sums has changed."""

    currency: str
    orders_count: int
    amount: Decimal


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
    referral_id: int | None
    newest_version_id: int


def note_spending(
    settlement: OrderSettlement, *, amount_spent: Decimal | None, currency: str
) -> SpendingChange | None:
    """Write into `settlement` what its order counts for; the difference to before, if any."""
    currency = settlement.currency or currency
    change = spending_change(settlement.amount_spent, amount_spent, currency=currency)
    if change is not None:
        settlement.amount_spent = amount_spent
        settlement.currency = currency
    return change


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
    return _added(_read(account_id, using).spending, change)


def add_spending(
    *,
    account_id: int,
    change: SpendingChange,
    placed_at: datetime,
    active: ActiveTerms,
    now: datetime,
) -> SpendingOutcome:
    """Add a change to the account's sums, and give or take back the milestones that it passes.

    Locks the account. `active` are the order's terms; milestones go by those in force.
    """
    using = current_host().writer_alias()
    lock_account(account_id, using=using)
    read = _read(account_id, using)
    after = _added(read.spending, change)
    _write(account_id, read, after, change.currency, using)
    if read.referral_id is not None:
        Referral.objects.using(using).filter(pk=read.referral_id).update(is_due=True)
    if read.newest_version_id != active.version_id:
        active = current_terms(program_id=active.program_id)
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


def _read(account_id: int, using: str) -> _Read:
    """One query; after the lock, so that it sees what was committed before."""
    versions = ProgramVersion.objects.filter(program_id=OuterRef("program_id"))
    rows = list(
        Account.objects.using(using)
        .filter(pk=account_id)
        .annotate(newest_version_id=Subquery(versions.order_by("-number").values("pk")[:1]))
        .values_list(
            "newest_version_id",
            "referred_by__pk",
            "spending__pk",
            "spending__currency",
            "spending__orders_count",
            "spending__amount_spent",
        )
    )
    known = [row[2:] for row in rows if row[2] is not None]
    return _Read(
        spending=Spending(
            orders_count={currency: count for _, currency, count, _ in known},
            amount_spent={currency: amount for _, currency, _, amount in known},
        ),
        row_ids={currency: pk for pk, currency, _, _ in known},
        newest_version_id=rows[0][0],
        referral_id=rows[0][1],
    )


def _added(before: Spending, change: SpendingChange) -> Spending:
    currency = change.currency
    count = before.orders_count.get(currency, 0) + change.orders_count
    amount = before.amount_spent.get(currency, ZERO) + change.amount
    return Spending(
        orders_count={**before.orders_count, currency: count},
        amount_spent={**before.amount_spent, currency: amount},
    )


def _write(account_id: int, read: _Read, after: Spending, currency: str, using: str) -> None:
    rows = AccountSpending.objects.using(using)
    values = {
        "orders_count": after.orders_count[currency],
        "amount_spent": after.amount_spent[currency],
    }
    if currency in read.row_ids:
        rows.filter(pk=read.row_ids[currency]).update(**values)
    else:
        rows.create(account_id=account_id, currency=currency, **values)
