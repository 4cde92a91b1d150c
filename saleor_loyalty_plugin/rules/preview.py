"""What a checkout, or one piece in a shop window, would earn as it stands."""

from dataclasses import dataclass, replace
from datetime import datetime
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from typing import Any
from uuid import UUID

from saleor_loyalty_plugin.rules.earning import Award, EarningLine, award
from saleor_loyalty_plugin.rules.earning_rules import choose_rule
from saleor_loyalty_plugin.rules.entitlement import (
    Entitlement,
    Explanation,
    earns,
    explain_award,
    order_entitlement,
)
from saleor_loyalty_plugin.rules.facts import (
    ZERO,
    ChannelFacts,
    CheckoutFacts,
    CheckoutLineFacts,
    CheckoutPrices,
    ListingFacts,
    OrderFacts,
    OrderLineFacts,
    OrderStatus,
    TaxedAmount,
    VariantFacts,
)
from saleor_loyalty_plugin.rules.payment import less_points_paid
from saleor_loyalty_plugin.rules.progress_benefits import NO_TIER, EarningTier
from saleor_loyalty_plugin.rules.terms import ChannelTerms, ProgramTerms

NOTHING = Award(points=0, lines=())

# Whoever shops without an account sees what one would earn; no rule looks at who it is.
_ANYBODY = 0
_NO_ORDER = UUID(int=0)


def checkout_points(
    facts: CheckoutFacts,
    terms: ProgramTerms,
    *,
    prices: CheckoutPrices | None,
    code_discount: Decimal,
    points_discount: Decimal,
    points_paid: Decimal = ZERO,
    tier: EarningTier = NO_TIER,
    now: datetime,
) -> int:
    """Points that an order of this checkout earns a customer who takes part, placed now and kept.

    To the point where `prices` are what the shop will charge: they run through the very rules that
    credit orders. Without prices, or where they miss a line, an estimate from the lines before tax,
    shipping and codes of the merchant's. `code_discount` is what our code takes off the goods,
    `points_discount` the part of it that points buy, and `points_paid` what they pay of the rest;
    `tier` is the customer's.
    """
    if prices is None or not _covers(prices, facts):
        prices = _estimated_prices(facts, code_discount)
    order = _as_order(facts, prices, points_discount, now)
    if points_paid:
        order = less_points_paid(replace(order, points_paid=points_paid))
        order = replace(order, points_discount=order.points_paid)
    return order_entitlement(order, terms, points_captured=0, tier=tier).points_earned


def _covers(prices: CheckoutPrices, facts: CheckoutFacts) -> bool:
    """Whether each line that may earn has its price; a shop adds and removes gifts by itself."""
    return all(line.line_id in prices.lines for line in facts.lines if not line.is_gift)


def _estimated_prices(facts: CheckoutFacts, code_discount: Decimal) -> CheckoutPrices:
    """Lines in the channel's price terms, less the discount, spread over them in proportion."""
    exponent = Decimal(1).scaleb(-facts.channel.currency_digits)
    discount = min(code_discount, facts.subtotal)
    left_of_discount, left_of_goods = discount, facts.subtotal
    lines = {}
    for line in facts.lines:
        share = line.subtotal / left_of_goods if left_of_goods > 0 else ZERO
        part = (left_of_discount * share).quantize(exponent, ROUND_HALF_EVEN)
        left_of_discount -= part
        left_of_goods -= line.subtotal
        amount = line.subtotal - part
        lines[line.line_id] = TaxedAmount(gross=amount, net=amount)
    return CheckoutPrices(lines=lines, shipping=TaxedAmount(gross=ZERO, net=ZERO), is_current=False)


def _as_order(
    facts: CheckoutFacts, prices: CheckoutPrices, points_discount: Decimal, now: datetime
) -> OrderFacts:
    """The order that the checkout becomes, once it is paid and shipped and nothing came back."""
    lines = tuple(
        _as_order_line(line, prices.lines[line.line_id])
        for line in facts.lines
        if line.line_id in prices.lines
    )
    total_gross = sum((line.total_gross for line in lines), prices.shipping.gross)
    return OrderFacts(
        order_id=facts.checkout_id,
        number="",
        status=OrderStatus.FULFILLED,
        created_at=now,
        changed_at=now,
        channel=facts.channel,
        customer_id=facts.customer_id if facts.customer_id is not None else _ANYBODY,
        email=facts.email,
        checkout_id=facts.checkout_id,
        total_gross=total_gross,
        shipping_gross=prices.shipping.gross,
        shipping_net=prices.shipping.net,
        charged_gross=total_gross,
        refunded_gross=ZERO,
        voucher_code=facts.voucher_code,
        points_discount=points_discount,
        lines=lines,
    )


def _as_order_line(line: CheckoutLineFacts, price: TaxedAmount) -> OrderLineFacts:
    return OrderLineFacts(
        line_id=line.line_id,
        quantity=line.quantity,
        quantity_returned=0,
        total_gross=price.gross,
        total_net=price.net,
        # Only weighs what came back against what stayed, and nothing came back.
        undiscounted_total_gross=line.subtotal,
        is_reduced=line.is_reduced,
        is_gift=line.is_gift,
        is_gift_card=line.is_gift_card,
        product_id=line.product_id,
        variant_id=line.variant_id,
        product_type_id=line.product_type_id,
        category_ids=line.category_ids,
        collection_ids=line.collection_ids,
    )


def amount_entitlement(
    amount: Decimal, terms: ProgramTerms, place: ChannelFacts, *, now: datetime
) -> Entitlement:
    """What an order earns of which nothing is known but its amount: paid, shipped and kept.

    By a customer who takes part and has no tier. The amount is gross and net alike.
    """
    line = OrderLineFacts(
        line_id=_NO_ORDER,
        quantity=1,
        quantity_returned=0,
        total_gross=amount,
        total_net=amount,
        undiscounted_total_gross=amount,
    )
    order = OrderFacts(
        order_id=_NO_ORDER,
        number="",
        status=OrderStatus.FULFILLED,
        created_at=now,
        changed_at=now,
        channel=place,
        customer_id=_ANYBODY,
        email="",
        checkout_id=None,
        total_gross=amount,
        shipping_gross=ZERO,
        shipping_net=ZERO,
        charged_gross=amount,
        refunded_gross=ZERO,
        lines=(line,),
    )
    return order_entitlement(order, terms, points_captured=0)


def piece_award(
    facts: VariantFacts,
    terms: ProgramTerms,
    *,
    channel_id: int,
    tier: EarningTier = NO_TIER,
    now: datetime,
) -> Award:
    """Points for one piece, as if a registered customer of `tier` bought it alone now.

    An estimate in the channel's price terms: tax is settled by the order. The award has one line,
    or none where such goods earn nothing.
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
    return award(
        [line],
        channel,
        mode=terms.earn_mode,
        rounding=terms.rounding,
        multiplier=tier.multiplier,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductPreview:
    """What one piece of a product earns in a channel: from the fewest points of any variant to the
    most, and why. Each way in which a variant earns is one step, the fewest points first."""

    points_min: int
    points_max: int
    explanation: tuple[Explanation, ...]


def product_preview(
    listing: ListingFacts, terms: ProgramTerms | None, *, place: ChannelFacts, now: datetime
) -> ProductPreview:
    """What shoppers without a tier earn by one piece, bought alone now, shown to them or not."""
    channel = _earning_channel(terms, place.channel_id) if terms is not None else None
    if terms is None or channel is None:
        is_covered = terms is not None and terms.for_channel(place.channel_id) is not None
        return _nothing("EARNING_OFF" if is_covered else "CHANNEL_WITHOUT_PROGRAM")
    if not listing.pieces:
        return _nothing("NO_PRICE")
    steps: dict[Any, tuple[int, Explanation]] = {}
    points = []
    for piece in listing.pieces:
        earned = piece_award(piece, terms, channel_id=place.channel_id, now=now)
        points.append(earned.points)
        if earned.lines:
            (step,) = explain_award(earned, terms, channel, place)
        else:
            step = Explanation(code="GIFT_CARD" if piece.is_gift_card else "REDUCED", values={})
        way = (step.code, step.values.get("ruleId"))
        if way not in steps or earned.points < steps[way][0]:
            steps[way] = (earned.points, step)
    explanation = [step for _, step in sorted(steps.values(), key=lambda pair: pair[0])]
    if not listing.is_shown:
        explanation.append(Explanation(code="NOT_SHOWN", values={}))
    return ProductPreview(
        points_min=min(points), points_max=max(points), explanation=tuple(explanation)
    )


def _nothing(code: str) -> ProductPreview:
    return ProductPreview(
        points_min=0, points_max=0, explanation=(Explanation(code=code, values={}),)
    )


def _earning_channel(terms: ProgramTerms, channel_id: int) -> ChannelTerms | None:
    """The terms of a channel in which orders earn now."""
    channel = terms.for_channel(channel_id)
    if channel is None or not (terms.is_active and terms.earning_active and channel.earning_active):
        return None
    return channel
