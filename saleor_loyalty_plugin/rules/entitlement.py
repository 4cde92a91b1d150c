"""What an order entitles its customer to now: points earned, points that stay spent."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from saleor_loyalty_plugin.rules.facts import ZERO, OrderFacts, OrderLineFacts, OrderStatus
from saleor_loyalty_plugin.rules.money import Rounding, whole
from saleor_loyalty_plugin.rules.terms import (
    ChannelTerms,
    EarnBasis,
    EarnMode,
    EarnTrigger,
    ProgramTerms,
)

_NOT_YET_AN_ORDER = (OrderStatus.DRAFT, OrderStatus.UNCONFIRMED)
_GIVEN_UP = (OrderStatus.CANCELED, OrderStatus.EXPIRED)
ONE = Decimal(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """One step of the reasoning: a code and the values that it names."""

    code: str
    values: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entitlement:
    """What the ledger has to hold for an order.

    `points_earned` and `points_spent` are totals, not differences.
    `is_triggered` is true once the order has reached the point at which it earns.
    """

    points_earned: int
    points_spent: int
    is_triggered: bool
    explanation: tuple[Explanation, ...]


def order_entitlement(
    facts: OrderFacts, terms: ProgramTerms, *, points_captured: int
) -> Entitlement:
    """Points that `facts` entitle to under `terms`.

    `points_captured` is what the checkout of this order took from the account, 0 for none.
    """
    kept = _kept(facts)
    if facts.status in _GIVEN_UP:
        reason = Explanation(code="ORDER_GIVEN_UP", values={"status": str(facts.status)})
        triggered = is_triggered(facts, terms)
        return Entitlement(
            points_earned=0, points_spent=0, is_triggered=triggered, explanation=(reason,)
        )
    points_returned = whole(Decimal(points_captured) * (ONE - kept.of_lines), Rounding.DOWN)
    points_earned, explanation = _points_earned(facts, terms, kept)
    return Entitlement(
        points_earned=points_earned,
        points_spent=points_captured - points_returned,
        is_triggered=is_triggered(facts, terms),
        explanation=explanation,
    )


def is_triggered(facts: OrderFacts, terms: ProgramTerms) -> bool:
    """Whether the order has reached the event that the program credits at."""
    if facts.status in _NOT_YET_AN_ORDER or facts.status in _GIVEN_UP:
        return False
    if terms.earn_trigger is EarnTrigger.ORDER_PAID:
        return facts.is_fully_paid
    if terms.earn_trigger is EarnTrigger.ORDER_FULFILLED:
        return facts.is_fulfilled
    return True


@dataclass(frozen=True, slots=True)
class _Kept:
    """Fractions, 0 to 1, of what the customer kept after returns and refunds."""

    of_money: Decimal  # applies on top of the units kept in each line
    of_lines: Decimal  # of the goods as a whole, both effects together


def _kept(facts: OrderFacts) -> _Kept:
    """Split refunds into returned units and money beyond their value.

    A unit that came back takes its own line's value with it. Money that was paid back beyond that
    lowers everything that is left in proportion, since nobody said what it was for. Where a gift
    card paid a part, refunded money stands for its share of the whole order.
    """
    lines_gross = sum((line.total_gross for line in facts.lines), ZERO)
    order_gross = lines_gross + facts.shipping_gross
    returned_gross = sum(
        (line.total_gross * line.quantity_returned / line.quantity for line in facts.lines), ZERO
    )
    refunded = facts.refunded_gross
    if facts.total_gross > 0:
        refunded = refunded * order_gross / facts.total_gross
    beyond_units = max(refunded - returned_gross, ZERO)
    left = order_gross - returned_gross
    of_money = ONE - min(beyond_units / left, ONE) if left > 0 else ONE
    return _Kept(of_money=of_money, of_lines=_kept_units(facts.lines) * of_money)


def _kept_units(lines: tuple[OrderLineFacts, ...]) -> Decimal:
    """Share of the goods that stayed, by value before discounts (points may have paid it all)."""
    weights = [(line, line.undiscounted_total_gross) for line in lines]
    total = sum((weight for _, weight in weights), ZERO)
    if total <= 0:
        weights = [(line, Decimal(line.quantity)) for line in lines]
        total = sum((weight for _, weight in weights), ZERO)
    if total <= 0:
        return ONE
    returned = sum(
        (weight * line.quantity_returned / line.quantity for line, weight in weights), ZERO
    )
    return ONE - returned / total


def _points_earned(
    facts: OrderFacts, terms: ProgramTerms, kept: _Kept
) -> tuple[int, tuple[Explanation, ...]]:
    channel = terms.for_channel(facts.channel.channel_id)
    if facts.customer_id is None:
        return 0, (Explanation(code="NO_CUSTOMER", values={}),)
    if channel is None:
        return 0, (Explanation(code="CHANNEL_WITHOUT_PROGRAM", values={}),)
    if not (terms.is_active and terms.earning_active and channel.earning_active):
        return 0, (Explanation(code="EARNING_OFF", values={}),)
    if not is_triggered(facts, terms):
        return 0, (Explanation(code="WAITING", values={"trigger": str(terms.earn_trigger)}),)
    basis = _basis(facts, terms, kept)
    points = points_for_amount(basis, terms, channel)
    return points, (
        Explanation(
            code="RATE",
            values={
                "basis": f"{basis:.{facts.channel.currency_digits}f}",
                "currency": facts.channel.currency,
                "earnPoints": channel.earn_points,
                "earnAmount": str(channel.earn_amount),
                "mode": str(terms.earn_mode),
                "rounding": str(terms.rounding),
                "points": points,
            },
        ),
    )


def points_for_amount(basis: Decimal, terms: ProgramTerms, channel: ChannelTerms) -> int:
    """Points for an amount in the channel's currency; never negative."""
    if basis <= 0 or channel.earn_points <= 0:
        return 0
    if terms.earn_mode is EarnMode.PER_FULL_AMOUNT:
        return int(basis // channel.earn_amount) * channel.earn_points
    return whole(basis * channel.earn_points / channel.earn_amount, terms.rounding)


def _basis(facts: OrderFacts, terms: ProgramTerms, kept: _Kept) -> Decimal:
    """The amount that earns, in the channel's currency."""
    is_gross = terms.earn_basis is EarnBasis.GROSS
    amount = ZERO
    for line in facts.lines:
        if line.is_gift or line.is_gift_card:
            continue
        if line.is_reduced and not terms.earn_on_reduced_items:
            continue
        total = line.total_gross if is_gross else line.total_net
        amount += total * (line.quantity - line.quantity_returned) / line.quantity
    amount *= kept.of_money
    if terms.earn_on_shipping:
        shipping = facts.shipping_gross if is_gross else facts.shipping_net
        amount += shipping * kept.of_money
    if terms.earn_on_points_paid_part:
        amount += facts.points_discount * kept.of_lines
    return amount
