"""What a checkout, or one piece in a shop window, would earn as it stands."""

from datetime import datetime
from decimal import Decimal
from fractions import Fraction

from saleor_loyalty_plugin.rules.earning import Award, EarningLine, award
from saleor_loyalty_plugin.rules.earning_rules import choose_rule
from saleor_loyalty_plugin.rules.entitlement import earns
from saleor_loyalty_plugin.rules.facts import CheckoutFacts, VariantFacts
from saleor_loyalty_plugin.rules.terms import ChannelTerms, ProgramTerms

NOTHING = Award(points=0, lines=())


def checkout_award(
    facts: CheckoutFacts, terms: ProgramTerms, *, points_discount: Decimal, now: datetime
) -> Award:
    """Points for the items of a checkout, as if a registered customer bought them now.

    An estimate in the channel's price terms: tax, shipping and the merchant's own vouchers are
    settled by the order. `points_discount` is the discount that points buy on it now.
    """
    channel = _earning_channel(terms, facts.channel.channel_id)
    if channel is None:
        return NOTHING
    kept = Fraction(1)
    if not terms.earn_on_points_paid_part and facts.subtotal > 0:
        kept -= min(Fraction(points_discount) / Fraction(facts.subtotal), Fraction(1))
    lines = [
        EarningLine(
            line_id=line.line_id,
            amount=Fraction(line.subtotal) * kept,
            units=Fraction(line.quantity),
            choice=choose_rule(
                line,
                terms.earning_rules,
                channel_id=facts.channel.channel_id,
                order_value=facts.subtotal,
                placed_at=now,
            ),
        )
        for line in facts.lines
        if earns(line, terms)
    ]
    return award(lines, channel, mode=terms.earn_mode, rounding=terms.rounding)


def piece_award(
    facts: VariantFacts, terms: ProgramTerms, *, channel_id: int, now: datetime
) -> Award:
    """Points for one piece, as if a registered customer bought it alone now.

    An estimate in the channel's price terms, like `checkout_award`. The award has one line, or
    none where such goods earn nothing.
    """
    channel = _earning_channel(terms, channel_id)
    if channel is None or not earns(facts, terms):
        return NOTHING
    choice = choose_rule(
        facts,
        terms.earning_rules,
        channel_id=channel_id,
        order_value=facts.price,
        placed_at=now,
    )
    line = EarningLine(line_id=None, amount=Fraction(facts.price), units=Fraction(1), choice=choice)
    return award([line], channel, mode=terms.earn_mode, rounding=terms.rounding)


def _earning_channel(terms: ProgramTerms, channel_id: int) -> ChannelTerms | None:
    """The terms of a channel in which orders earn now."""
    channel = terms.for_channel(channel_id)
    if channel is None or not (terms.is_active and terms.earning_active and channel.earning_active):
        return None
    return channel
