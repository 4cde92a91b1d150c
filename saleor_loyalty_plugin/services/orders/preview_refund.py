"""What a refund would do to a customer's money and points, before staff confirm it.

The order is settled twice in thought, as it is and as it would be, by the functions that settle it.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.models import Account, EntryKind, Hold, LotUse, OrderSettlement
from saleor_loyalty_plugin.rules.facts import OrderFacts, OrderStatus
from saleor_loyalty_plugin.rules.money import smallest_unit
from saleor_loyalty_plugin.rules.progress_benefits import EarningTier
from saleor_loyalty_plugin.rules.refunds import as_refunded, money_paid_for, money_refundable
from saleor_loyalty_plugin.services.bonuses.grants import credits_of
from saleor_loyalty_plugin.services.bonuses.milestones import lost_milestones, milestone_step
from saleor_loyalty_plugin.services.checkout.order_discount import order_discount
from saleor_loyalty_plugin.services.errors import LoyaltyProblem, ProblemCode
from saleor_loyalty_plugin.services.members.accounts import account_for
from saleor_loyalty_plugin.services.members.referrals import points_lost_with
from saleor_loyalty_plugin.services.orders.guests import (
    as_it_waited,
    waiting_entitlement,
    waiting_orders,
    with_claimants,
)
from saleor_loyalty_plugin.services.orders.order_tier import order_tier
from saleor_loyalty_plugin.services.orders.settle_order import (
    Target,
    books_of,
    complete_facts,
    concerns_us,
    credits_of_order,
    order_absence,
    order_hold,
    order_target,
    terms_of_order,
)
from saleor_loyalty_plugin.services.orders.spending import spending_change, sums_after
from saleor_loyalty_plugin.services.points.expiries import points_run_out
from saleor_loyalty_plugin.services.programs.programs import ActiveTerms, current_terms

_NOT_REFUNDABLE = (OrderStatus.DRAFT, OrderStatus.CANCELED, OrderStatus.EXPIRED)

Step = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundPreview:
    """What a refund does. Money is in the order's currency.

    `money_refundable` is what could be paid back at most before it. The balances are those of the
    ledger, which may be below zero; `account` is None where no account is concerned.
    `points_run_out` of the points taken back are gone already, and taken from the balance once.
    `points_added`: points that what comes back had kept the order from earning, such as goods that
    were never shipped.
    """

    currency: str
    money_due: Decimal
    money_refundable: Decimal
    account: Account | None = None
    points_taken_back: int = 0
    points_given_back: int = 0
    points_added: int = 0
    points_run_out: int = 0
    milestone_points_taken_back: int = 0
    referral_points_taken_back: int = 0
    balance_before: int = 0
    balance_after: int = 0
    explanation: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Order:
    """An order with all that decides about its points."""

    facts: OrderFacts
    settlement: OrderSettlement | None
    hold: Hold | None
    account: Account | None
    active: ActiveTerms
    tier: EarningTier
    using: str

    def target(self, facts: OrderFacts) -> Target:
        absent = order_absence(facts, self.settlement, self.account, self.active)
        books = books_of(self.settlement)
        return order_target(facts, self.active.terms, books, self.hold, absent, self.tier)


@dataclass(slots=True)
class _Loss:
    """Points that the customer loses beside the order's own."""

    points: int = 0
    run_out: int = 0
    steps: list[Step] = field(default_factory=list)


def preview_refund(
    *,
    order_id: UUID,
    lines: Sequence[tuple[UUID, int]],
    amount: Decimal | None,
    now: datetime,
) -> RefundPreview:
    """What it does when units of order lines come back and `amount` is paid for them.

    `lines` are (order line, units). Without an amount: what those units were paid in money. Without
    lines the amount is for nothing in particular. Writes nothing.
    Raises `LoyaltyProblem`: NOT_FOUND, REQUIRED, INVALID, LIMIT_EXCEEDED.
    """
    facts = current_host().order_facts([order_id]).get(order_id)
    if facts is None:
        raise LoyaltyProblem(ProblemCode.NOT_FOUND, "The shop has no such order.")
    _check_order(facts)
    units = _checked_units(facts, lines, amount)
    refundable = money_refundable(facts)
    paid = money_paid_for(facts, units)
    if amount is not None:
        _check_amount(facts, amount, refundable)
    due = amount if amount is not None else min(paid, refundable)
    steps = _money_steps(facts, units, due, is_rest=amount is None and paid > refundable)
    order = _order_of(facts)
    if isinstance(order, _Order):
        return _preview(order, units, due, refundable, steps, now)
    return RefundPreview(
        currency=facts.channel.currency,
        money_due=due,
        money_refundable=refundable,
        explanation=(*steps, *_steps_without_account(facts, order, units, due)),
    )


def _order_of(facts: OrderFacts) -> _Order | ActiveTerms | None:
    """The order as settling sees it; only its terms where points wait for a guest, or nothing."""
    using = current_host().writer_alias()
    settlement = (
        OrderSettlement.objects.using(using)
        .select_related("account", "program_version")
        .filter(pk=facts.order_id)
        .first()
    )
    hold = order_hold(facts, using=using)
    waiting = None
    if settlement is None and hold is None:
        waiting = waiting_orders([facts.order_id], using=using).get(facts.order_id)
        (facts,) = with_claimants([as_it_waited(facts, waiting)])
    active = terms_of_order(facts, settlement or waiting)
    if active is None or (settlement is None and not concerns_us(facts, hold, active)):
        return active if waiting is not None else None
    facts = complete_facts(facts, settlement, hold, order_discount(facts, using=using))
    if settlement is not None:
        account: Account | None = settlement.account
    elif facts.customer_id is not None:
        account = account_for(customer_id=facts.customer_id, program_id=active.program_id)
    else:
        account = hold.account if hold is not None else None
    return _Order(
        facts=facts,
        settlement=settlement,
        hold=hold,
        account=account,
        active=active,
        tier=order_tier(facts, settlement, waiting, account, active, using=using),
        using=using,
    )


def _steps_without_account(
    facts: OrderFacts, active: ActiveTerms | None, units: Mapping[UUID, int], due: Decimal
) -> list[Step]:
    if active is None:
        return [{"code": "REFUND_WITHOUT_POINTS", "values": {}}]
    using = current_host().writer_alias()
    facts = as_it_waited(facts, waiting_orders([facts.order_id], using=using).get(facts.order_id))
    values = {
        "before": waiting_entitlement(facts, active).points_earned,
        "after": waiting_entitlement(as_refunded(facts, units, due), active).points_earned,
    }
    return [{"code": "REFUND_WAITING", "values": values}]


def _preview(
    order: _Order,
    units: Mapping[UUID, int],
    due: Decimal,
    refundable: Decimal,
    steps: list[Step],
    now: datetime,
) -> RefundPreview:
    before = order.target(order.facts)
    after = order.target(as_refunded(order.facts, units, due))
    earned = after.points_earned - before.points_earned
    given_back = before.points_spent - after.points_spent if order.hold is not None else 0
    own = _loss_of_order(order, max(0, -earned))
    milestones = _lost_milestones(order, after)
    referral = _lost_referral(order, before, after)
    losses = (own, milestones, referral)
    held = _balance(order, before)
    # Points of somebody else's that paid for the order go back to them.
    is_own = order.hold is None or order.hold.account_id == _account_id(order)
    balance = held + max(0, earned) + (given_back if is_own else 0)
    balance -= sum(loss.points - loss.run_out for loss in losses)
    steps += _point_steps(order, before, after, now)
    steps += [step for loss in losses for step in loss.steps]
    if balance < 0:
        steps.append({"code": "REFUND_DEBT", "values": {"points": -balance}})
    return RefundPreview(
        currency=order.facts.channel.currency,
        money_due=due,
        money_refundable=refundable,
        account=order.account,
        points_taken_back=own.points,
        points_given_back=given_back,
        points_added=max(0, earned),
        points_run_out=sum(loss.run_out for loss in losses),
        milestone_points_taken_back=milestones.points,
        referral_points_taken_back=referral.points,
        balance_before=held,
        balance_after=balance,
        explanation=tuple(steps),
    )


def _account_id(order: _Order) -> int | None:
    return order.account.pk if order.account is not None else None


def _balance(order: _Order, before: Target) -> int:
    """The balance, with what the ledger still has to hear of the order as it is."""
    books = books_of(order.settlement)
    missing = before.points_earned - books.points_earned
    if order.hold is not None and order.hold.account_id == _account_id(order):
        missing -= before.points_spent - books.points_spent
    return (order.account.balance if order.account is not None else 0) + missing


def _loss_of_order(order: _Order, points: int) -> _Loss:
    loss = _Loss(points=points)
    if points == 0 or order.account is None:
        return loss
    loss.run_out = points_run_out(
        account_id=order.account.pk,
        credits=credits_of_order(order.facts.order_id),
        points=points,
        using=order.using,
    )
    if loss.run_out:
        loss.steps.append({"code": "REFUND_RUN_OUT", "values": {"points": loss.run_out}})
    return loss


def _lost_milestones(order: _Order, after: Target) -> _Loss:
    """Milestones that the account's sums fall below."""
    loss = _Loss()
    settlement, account = order.settlement, order.account
    if account is None or settlement is None:
        return loss
    change = spending_change(
        settlement.amount_spent,
        after.amount_spent,
        currency=settlement.currency or order.facts.channel.currency,
    )
    if change is None or (change.orders_count >= 0 and change.amount >= 0):
        return loss
    sums = sums_after(account_id=account.pk, change=change, using=order.using)
    terms = current_terms(program_id=order.active.program_id).terms
    for grant, bonus in lost_milestones(account_id=account.pk, after=sums, terms=terms):
        loss.points += grant.points
        loss.run_out += points_run_out(
            account_id=account.pk,
            credits=credits_of(grant),
            points=grant.points,
            using=order.using,
        )
        loss.steps.append(milestone_step(bonus, "MILESTONE_LOST", sums))
    return loss


def _lost_referral(order: _Order, before: Target, after: Target) -> _Loss:
    """What the customer loses who had followed a friend's code, if this was the order for it."""
    loss = _Loss()
    if order.account is None or before.amount_spent == after.amount_spent:
        return loss
    loss.points, of_friend = points_lost_with(
        order.facts.order_id,
        account_id=order.account.pk,
        amount_after=after.amount_spent,
        using=order.using,
    )
    if loss.points or of_friend:
        values = {"points": loss.points, "pointsOfFriend": of_friend}
        loss.steps.append({"code": "REFUND_REFERRAL", "values": values})
    return loss


def _money_steps(
    facts: OrderFacts, units: Mapping[UUID, int], due: Decimal, *, is_rest: bool
) -> list[Step]:
    values: dict[str, Any] = {
        "refunded": f"{due:.{facts.channel.currency_digits}f}",
        "currency": facts.channel.currency,
    }
    if not units:
        return [{"code": "REFUND_MONEY", "values": values}]
    steps: list[Step] = [
        {"code": "REFUND_UNITS", "values": {"units": sum(units.values()), **values}}
    ]
    if is_rest:
        steps.append({"code": "REFUND_REST", "values": values})
    return steps


def _point_steps(order: _Order, before: Target, after: Target, now: datetime) -> list[Step]:
    steps: list[Step] = []
    if before.points_earned != after.points_earned:
        values = {"before": before.points_earned, "after": after.points_earned}
        steps.append({"code": "REFUND_EARNED", "values": values})
        steps += [
            {"code": item.code, "values": item.values} for item in after.entitlement.explanation
        ]
        revoked = books_of(order.settlement).points_revoked
        if revoked:
            steps.append({"code": "POINTS_REVOKED", "values": {"points": revoked}})
    if before.points_spent != after.points_spent:
        values = {"before": before.points_spent, "after": after.points_spent}
        steps.append({"code": "REFUND_SPENT", "values": values})
        steps += _late_steps(order, now)
    return steps


def _late_steps(order: _Order, now: datetime) -> list[Step]:
    """What becomes of points whose expiry has passed since they were spent."""
    of_order = LotUse.objects.using(order.using).filter(
        entry__order_id=order.facts.order_id, entry__kind=EntryKind.REDEEM
    )
    if not of_order.filter(lot__expires_at__lte=now).exists():
        return []
    days = order.active.terms.restored_points_days
    if days == 0:
        return [{"code": "REFUND_TOO_LATE", "values": {}}]
    return [{"code": "REFUND_LATE", "values": {"days": days}}]


def _check_order(facts: OrderFacts) -> None:
    if facts.status in _NOT_REFUNDABLE:
        raise LoyaltyProblem(
            ProblemCode.INVALID,
            "This order is a draft, cancelled or expired: there is nothing to refund.",
        )


def _checked_units(
    facts: OrderFacts, lines: Sequence[tuple[UUID, int]], amount: Decimal | None
) -> dict[UUID, int]:
    if not lines and not amount:
        raise LoyaltyProblem(
            ProblemCode.REQUIRED,
            "Name the lines that come back, or the amount that is paid back, or both.",
            field="lines",
        )
    kept = {line.line_id: line.quantity_kept for line in facts.lines}
    units: Counter[UUID] = Counter()
    for line_id, quantity in lines:
        if line_id not in kept:
            raise LoyaltyProblem(
                ProblemCode.NOT_FOUND, "The order has no line with this ID.", field="lines"
            )
        if quantity < 1:
            raise LoyaltyProblem(
                ProblemCode.INVALID, "Give a quantity of at least 1.", field="lines.quantity"
            )
        units[line_id] += quantity
        if units[line_id] > kept[line_id]:
            raise LoyaltyProblem(
                ProblemCode.LIMIT_EXCEEDED,
                "Of this line %(kept)s pieces are left that can come back.",
                field="lines.quantity",
                values={"kept": kept[line_id]},
            )
    return units


def _check_amount(facts: OrderFacts, amount: Decimal, refundable: Decimal) -> None:
    digits = facts.channel.currency_digits
    if amount.is_finite() and amount > refundable:
        raise LoyaltyProblem(
            ProblemCode.LIMIT_EXCEEDED,
            "At most %(refundable)s %(currency)s can be paid back: what was charged, less what was"
            " paid back before.",
            field="amount",
            values={
                "refundable": f"{refundable:.{digits}f}",
                "currency": facts.channel.currency,
            },
        )
    if not (amount.is_finite() and amount >= 0) or amount % smallest_unit(digits):
        raise LoyaltyProblem(
            ProblemCode.INVALID,
            "Give an amount of at least 0, with at most %(digits)s decimals.",
            field="amount",
            values={"digits": digits},
        )
