"""What a checkout would earn as it stands."""

from decimal import Decimal

from saleor_loyalty_plugin.rules.entitlement import points_for_amount
from saleor_loyalty_plugin.rules.facts import ZERO, CheckoutFacts
from saleor_loyalty_plugin.rules.terms import ProgramTerms


def points_to_earn(facts: CheckoutFacts, terms: ProgramTerms, *, points_discount: Decimal) -> int:
    """Points for the items of a checkout, as if a registered customer bought them.

    An estimate in the channel's price terms: tax, shipping and the merchant's own vouchers are
    settled by the order. `points_discount` is the discount that points buy on it now.
    """
    channel = terms.for_channel(facts.channel.channel_id)
    if channel is None or not (terms.is_active and terms.earning_active and channel.earning_active):
        return 0
    earning = sum(
        (
            line.subtotal
            for line in facts.lines
            if not (line.is_gift or line.is_gift_card)
            and (terms.earn_on_reduced_items or not line.is_reduced)
        ),
        ZERO,
    )
    if not terms.earn_on_points_paid_part and facts.subtotal > 0:
        earning -= points_discount * earning / facts.subtotal
    return points_for_amount(earning, terms, channel)
