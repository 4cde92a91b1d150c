"""What an order entitles its customer to now: points earned, points that stay spent."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import islice
from typing import Any

from saleor_loyalty_plugin.rules.earning import Award, EarningLine, LineAward, award
from saleor_loyalty_plugin.rules.earning_rules import Choice, choose_rule
from saleor_loyalty_plugin.rules.facts import (
    ZERO,
    ChannelFacts,
    CheckoutLineFacts,
    OrderFacts,
    OrderLineFacts,
    OrderStatus,
    VariantFacts,
)
from saleor_loyalty_plugin.rules.money import Rounding, whole_fraction
from saleor_loyalty_plugin.rules.progress_benefits import NO_TIER, EarningTier
from saleor_loyalty_plugin.rules.terms import ChannelTerms, EarnBasis, EarnTrigger, ProgramTerms
from saleor_loyalty_plugin.rules.tiers import ONE

_NOT_YET_AN_ORDER = (OrderStatus.DRAFT, OrderStatus.UNCONFIRMED)
_GIVEN_UP = (OrderStatus.CANCELED, OrderStatus.EXPIRED)
# Explanations are stored with each entry: of the rules that lost, the next best are enough.
PASSED_OVER_MAX = 10


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
    facts: OrderFacts,
    terms: ProgramTerms,
    *,
    points_captured: int,
    share_used: Fraction = Fraction(1),
    tier: EarningTier = NO_TIER,
) -> Entitlement:
    """Points that `facts` entitle to under `terms`.

    `points_captured` is what the checkout of this order took from the account, 0 for none;
    `share_used` how much of it the order still has a discount for, see `discount_used`. `tier` is
    the one that its customer had when it was placed.
    """
    kept = kept_of(facts)
    if facts.status in _GIVEN_UP:
        reason = Explanation(code="ORDER_GIVEN_UP", values={"status": str(facts.status)})
        triggered = is_triggered(facts, terms)
        return Entitlement(
            points_earned=0, points_spent=0, is_triggered=triggered, explanation=(reason,)
        )
    points_returned = whole_fraction(
        points_captured * (1 - kept.of_points * share_used), Rounding.DOWN
    )
    points_earned, explanation = _points_earned(facts, terms, kept, tier)
    return Entitlement(
        points_earned=points_earned,
        points_spent=points_captured - points_returned,
        is_triggered=is_triggered(facts, terms),
        explanation=explanation,
    )


def discount_used(
    facts: OrderFacts, discount_captured: Decimal, *, beside_points: Decimal = ZERO
) -> Decimal:
    """What the points of an order have bought in the end, in the channel's price terms.

    `discount_captured` is what they were worth at the checkout; `beside_points` what the same code
    took off for other benefits, which come before points.
    Staff may edit an unconfirmed order down to less than its discount. `facts.code_discount` is
    believed only then: it is gone where the shop has lost the voucher. A discount that staff gave
    instead leaves nothing of it.
    """
    if facts.is_code_overridden:
        return ZERO
    is_all_paid = not any(line.total_gross for line in facts.lines)
    if is_all_paid and 0 < facts.code_discount < discount_captured + beside_points:
        return max(facts.code_discount - beside_points, ZERO)
    return discount_captured


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
class Kept:
    """Fractions, 0 to 1, of what the customer kept after returns and refunds."""

    of_money: Fraction  # applies on top of the units kept in each line
    of_points: Fraction  # of the points that were spent


def kept_of(facts: OrderFacts) -> Kept:
    """Split refunds into returned units and money beyond their value.

    A unit that came back takes its own line's value with it. Money that was paid back beyond that
    lowers everything that is left in proportion, since nobody said what it was for. Where a gift
    card paid a part, refunded money stands for its share of the whole order.
    Of the points, the larger of two shares is gone: that of the goods before discounts, and that
    of the money. So goods that come back after their money take nothing away again.
    """
    lines_gross = sum((line.total_gross for line in facts.lines), ZERO)
    order_gross = Fraction(lines_gross + facts.shipping_gross)
    returned_gross = sum(
        (
            Fraction(line.total_gross) * line.quantity_returned / line.quantity
            for line in facts.lines
        ),
        Fraction(0),
    )
    refunded = Fraction(facts.refunded_gross)
    if facts.total_gross > 0:
        refunded = refunded * order_gross / Fraction(facts.total_gross)
    beyond_units = refunded - returned_gross
    if beyond_units <= _rounding_of_units(facts, order_gross):
        beyond_units = Fraction(0)
    left = order_gross - returned_gross
    of_money = 1 - min(beyond_units / left, Fraction(1)) if left > 0 else Fraction(1)
    gone = max(refunded, returned_gross)
    of_value = 1 - min(gone / order_gross, Fraction(1)) if order_gross > 0 else Fraction(1)
    return Kept(of_money=of_money, of_points=min(_kept_units(facts.lines), of_value))


def _rounding_of_units(facts: OrderFacts, order_gross: Fraction) -> Fraction:
    """How much more than their part of a line returned units may cost: 20.00 for three are 6.67
    each, and the cent too much was not paid back for anything else. A cent of money stands for
    more where a gift card paid a part."""
    units = sum(line.quantity_returned for line in facts.lines)
    rounding = Fraction(units, 2 * 10**facts.channel.currency_digits)
    if 0 < facts.total_gross < order_gross:
        rounding = rounding * order_gross / Fraction(facts.total_gross)
    return rounding


def _is_spared(line: OrderLineFacts) -> bool:
    """Whether no points went into a line."""
    is_at_full_price = line.is_reduced or line.total_gross >= line.undiscounted_total_gross
    return line.is_gift or (line.is_gift_card and is_at_full_price)


def _kept_units(lines: tuple[OrderLineFacts, ...]) -> Fraction:
    """Share of the goods that stayed, by value before discounts (points may have paid it all).

    Points pay nothing for free gifts, and nothing for gift cards where the shop could keep the
    discount off them, so these count for nothing beside other goods.
    """
    weights = [
        (line, Fraction(0) if _is_spared(line) else Fraction(line.undiscounted_total_gross))
        for line in lines
    ]
    total = sum((weight for _, weight in weights), Fraction(0))
    if total <= 0:
        weights = [(line, Fraction(line.quantity)) for line in lines]
        total = sum((weight for _, weight in weights), Fraction(0))
    if total <= 0:
        return Fraction(1)
    returned = sum(
        (weight * line.quantity_returned / line.quantity for line, weight in weights), Fraction(0)
    )
    return 1 - returned / total


def _points_earned(
    facts: OrderFacts, terms: ProgramTerms, kept: Kept, tier: EarningTier
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
    earned = order_award(facts, terms, channel, kept, tier.multiplier)
    steps = explain_award(earned, terms, channel, facts.channel)
    return earned.points, (*steps, *_explain_tier(tier))


def order_award(
    facts: OrderFacts,
    terms: ProgramTerms,
    channel: ChannelTerms,
    kept: Kept,
    multiplier: Decimal = ONE,
) -> Award:
    """What the lines of an order earn that are left of it."""
    is_gross = terms.earn_basis is EarnBasis.GROSS
    value = _order_value(facts, is_gross, kept)
    lines = []
    for line in facts.lines:
        if not earns(line, terms):
            continue
        total = line.total_gross if is_gross else line.total_net
        choice = choose_rule(
            line,
            terms.earning_rules,
            channel_id=facts.channel.channel_id,
            order_value=value,
            placed_at=facts.created_at,
        )
        lines.append(
            EarningLine(
                line_id=line.line_id,
                amount=_kept_part(total, line) * kept.of_money,
                units=line.quantity_kept * kept.of_money,
                choice=choice,
            )
        )
    lines += _extra_lines(facts, terms, kept)
    return award(
        lines, channel, mode=terms.earn_mode, rounding=terms.rounding, multiplier=multiplier
    )


def earns(line: OrderLineFacts | CheckoutLineFacts | VariantFacts, terms: ProgramTerms) -> bool:
    """Whether a line may earn at all."""
    if line.is_gift or line.is_gift_card:
        return False
    return terms.earn_on_reduced_items or not line.is_reduced


def _extra_lines(facts: OrderFacts, terms: ProgramTerms, kept: Kept) -> list[EarningLine]:
    """Shipping and the part paid with points, which the general rate applies to."""
    amounts = []
    if terms.earn_on_shipping:
        is_gross = terms.earn_basis is EarnBasis.GROSS
        shipping = facts.shipping_gross if is_gross else facts.shipping_net
        amounts.append(Fraction(shipping) * kept.of_money)
    if terms.earn_on_points_paid_part:
        amounts.append(Fraction(facts.points_discount) * kept.of_points)
    return [
        EarningLine(line_id=None, amount=amount, units=Fraction(0), choice=Choice(rule=None))
        for amount in amounts
    ]


def _order_value(facts: OrderFacts, is_gross: bool, kept: Kept) -> Fraction:
    """What the goods that are left are worth; order values in rules are measured by it."""
    parts = (
        _kept_part(line.total_gross if is_gross else line.total_net, line) for line in facts.lines
    )
    return sum(parts, Fraction(0)) * kept.of_money


def _kept_part(amount: Decimal, line: OrderLineFacts) -> Fraction:
    return Fraction(amount) * line.quantity_kept / line.quantity


def explain_award(
    earned: Award, terms: ProgramTerms, channel: ChannelTerms, place: ChannelFacts
) -> tuple[Explanation, ...]:
    """The general rate with what it covered, then each rule with what it gave, then the losers."""
    general = [item for item in earned.lines if item.line.rule is None]
    steps = []
    if general or not earned.lines:
        basis = sum((item.line.amount for item in general), Fraction(0))
        steps.append(
            Explanation(
                code="RATE",
                values={
                    "basis": amount_text(basis, place),
                    "currency": place.currency,
                    "earnPoints": channel.earn_points,
                    "earnAmount": str(channel.earn_amount),
                    "mode": str(terms.earn_mode),
                    "rounding": str(terms.rounding),
                    "points": sum(item.points for item in general),
                },
            )
        )
    by_rule: dict[int, list[LineAward]] = {}
    for item in earned.lines:
        if item.line.rule is not None:
            by_rule.setdefault(item.line.rule.rule_id, []).append(item)
    for items in by_rule.values():
        steps.append(_explain_rule(items, channel, place))
    return tuple(steps)


def _explain_rule(
    items: list[LineAward], channel: ChannelTerms, place: ChannelFacts
) -> Explanation:
    rule = items[0].line.rule
    if rule is None:
        raise AssertionError("grouped by rule")
    amount = sum((item.line.amount for item in items), Fraction(0))
    gives: dict[str, Any] = {
        "fixedPoints": rule.fixed_points,
        "percentage": str(rule.percentage) if rule.percentage is not None else None,
        "multiplier": str(rule.multiplier) if rule.multiplier is not None else None,
    }
    if rule.multiplier is not None:
        gives |= {"earnPoints": channel.earn_points, "earnAmount": str(channel.earn_amount)}
    if rule.fixed_points is not None:
        gives["units"] = _plain_text(sum((item.line.units for item in items), Fraction(0)))
    losers = {loser.rule_id: loser.name for item in items for loser in item.line.choice.passed_over}
    return Explanation(
        code="RULE",
        values={
            "rule": rule.name,
            "ruleId": rule.rule_id,
            "basis": amount_text(amount, place),
            "currency": place.currency,
            "points": sum(item.points for item in items),
            **{name: value for name, value in gives.items() if value is not None},
            "passedOver": [
                {"ruleId": key, "rule": name}
                for key, name in islice(losers.items(), PASSED_OVER_MAX)
            ],
        },
    )


def _explain_tier(tier: EarningTier) -> tuple[Explanation, ...]:
    """The points of all other steps are multiplied already; nothing where they are as they are."""
    if tier.multiplier == ONE:
        return ()
    values = {
        "tier": tier.name,
        "tierId": tier.tier_id,
        "multiplier": _plain_text(Fraction(tier.multiplier)),
    }
    return (Explanation(code="TIER", values=values),)


def _plain_text(number: Fraction) -> str:
    """At most three decimals, and none that are zero."""
    decimal = round(Decimal(number.numerator) / Decimal(number.denominator), 3)
    return f"{decimal.normalize():f}"


def amount_text(amount: Fraction, place: ChannelFacts) -> str:
    """An amount with the currency's digits, for people."""
    decimal = Decimal(amount.numerator) / Decimal(amount.denominator)
    return f"{decimal:.{place.currency_digits}f}"
