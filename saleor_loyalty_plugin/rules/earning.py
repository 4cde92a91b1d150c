"""What the lines of an order, a checkout or a shop window earn, and how it adds up.

Lines first get exact shares; the order's points are rounded once, from their sum; then whole
points are handed out to the lines so that they add up to the order's.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from saleor_loyalty_plugin.rules.earning_rules import Choice, EarningRule
from saleor_loyalty_plugin.rules.money import Rounding, whole_fraction
from saleor_loyalty_plugin.rules.terms import ChannelTerms, EarnMode


@dataclass(frozen=True, slots=True, kw_only=True)
class EarningLine:
    """One amount that may earn. `line_id` is None for shipping and for the part paid with points.

    `amount` is what earns of it, in the channel's currency; `units` what fixed points count,
    which is no whole number where money was paid back without units.
    Neither is below 0; fractions, because thirds of an amount must add up to all of it.
    """

    line_id: UUID | None
    amount: Fraction
    units: Fraction
    choice: Choice

    @property
    def rule(self) -> EarningRule | None:
        return self.choice.rule


@dataclass(frozen=True, slots=True, kw_only=True)
class LineAward:
    """Whole points of one line."""

    line: EarningLine
    points: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Award:
    """Points of an order; those of its lines add up to `points`."""

    points: int
    lines: tuple[LineAward, ...]


def award(
    lines: Sequence[EarningLine],
    channel: ChannelTerms,
    *,
    mode: EarnMode,
    rounding: Rounding,
    multiplier: Decimal = Decimal(1),
) -> Award:
    """Points for all lines together, and each line's part of them.

    The general rate applies to the sum of all amounts that it covers, each times its rule's
    multiplier, so that PER_FULL_AMOUNT loses at most one part of an amount for the whole order.
    `multiplier` is that of the customer's tier: all points are so many times as many, those of
    rules, too, before they are rounded.
    """
    shares = [share * Fraction(multiplier) for share in _exact_shares(lines, channel, mode)]
    points = whole_fraction(sum(shares, Fraction(0)), rounding)
    parts = _handed_out(points, shares)
    return Award(
        points=points,
        lines=tuple(
            LineAward(line=line, points=part) for line, part in zip(lines, parts, strict=True)
        ),
    )


def _exact_shares(
    lines: Sequence[EarningLine], channel: ChannelTerms, mode: EarnMode
) -> list[Fraction]:
    weights = [_weight(line) for line in lines]
    pool = sum(weights, Fraction(0))
    if mode is EarnMode.PER_FULL_AMOUNT:
        pool_points = Fraction(pool // Fraction(channel.earn_amount) * channel.earn_points)
    else:
        pool_points = pool * channel.earn_points / Fraction(channel.earn_amount)
    per_weight = pool_points / pool if pool > 0 else Fraction(0)
    return [
        weight * per_weight + _own_points(line) for line, weight in zip(lines, weights, strict=True)
    ]


def _weight(line: EarningLine) -> Fraction:
    """What the general rate applies to: the amount, times the rule's multiplier."""
    if line.rule is None:
        return line.amount
    return line.amount * Fraction(line.rule.multiplier or 0)


def _own_points(line: EarningLine) -> Fraction:
    """Points that a rule gives whatever the general rate is."""
    rule = line.rule
    if rule is None:
        return Fraction(0)
    if rule.fixed_points is not None:
        return rule.fixed_points * line.units
    if rule.percentage is not None:
        return line.amount * Fraction(rule.percentage) / 100
    return Fraction(0)


def _handed_out(points: int, shares: Sequence[Fraction]) -> list[int]:
    """Whole parts of `points` by largest remainder; equal remainders in the order of the lines.

    The sum of whole parts is at most the whole part of the sum, so there is never one to take back.
    """
    parts = [int(share // 1) for share in shares]
    left = points - sum(parts)
    by_remainder = sorted(range(len(shares)), key=lambda i: (parts[i] - shares[i], i))
    for i in by_remainder[: max(left, 0)]:
        parts[i] += 1
    return parts
