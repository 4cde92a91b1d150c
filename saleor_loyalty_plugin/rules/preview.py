"""What a checkout would earn as it stands."""

from datetime import datetime
from decimal import Decimal
from fractions import Fraction

from saleor_loyalty_plugin.rules.earning import Award, EarningLine, award
from saleor_loyalty_plugin.rules.earning_rules import choose_rule
from saleor_loyalty_plugin.rules.entitlement import earns
from saleor_loyalty_plugin.rules.facts import CheckoutFacts
from saleor_loyalty_plugin.rules.terms import ProgramTerms

NOTHING = Award(points=0, lines=())


def checkout_award(
    facts: CheckoutFacts, terms: ProgramTerms, *, points_discount: Decimal, now: datetime
) -> Award:
    """Points for the items of a checkout, as if a registered customer bought them now.

    An estimate in the channel's price terms: tax, shipping and the merchant's own vouchers are
    settled by the order. `points_discount` is the discount that points buy on it now.
    """
    channel = terms.for_channel(facts.channel.channel_id)
    if channel is None or not (terms.is_active and terms.earning_active and channel.earning_active):
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
