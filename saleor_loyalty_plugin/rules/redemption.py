"""How many points a checkout can take, what they are worth, and what limits them."""

from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from enum import StrEnum

from saleor_loyalty_plugin.rules.facts import ZERO, CheckoutFacts
from saleor_loyalty_plugin.rules.money import floor_to_currency
from saleor_loyalty_plugin.rules.terms import ChannelTerms, ProgramTerms


class LimitCode(StrEnum):
    """Why no more points can be used. Order is the order in which they are checked."""

    NOT_SIGNED_IN = "NOT_SIGNED_IN"
    SPENDING_OFF = "SPENDING_OFF"
    ACCOUNT_FROZEN = "ACCOUNT_FROZEN"
    ACCOUNT_BANNED = "ACCOUNT_BANNED"
    PROMO_CODE_PRESENT = "PROMO_CODE_PRESENT"
    MINIMUM_BALANCE = "MINIMUM_BALANCE"
    MINIMUM_CART_VALUE = "MINIMUM_CART_VALUE"
    AVAILABLE_POINTS = "AVAILABLE_POINTS"
    REDUCED_ITEMS = "REDUCED_ITEMS"
    MAXIMUM_DISCOUNT_AMOUNT = "MAXIMUM_DISCOUNT_AMOUNT"
    MAXIMUM_DISCOUNT_PERCENTAGE = "MAXIMUM_DISCOUNT_PERCENTAGE"
    CART_VALUE = "CART_VALUE"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """A limit that bit.

    `value` is the setting or state in points or money; `missing` is what would lift it
    (points or money more), None where nothing the shopper does would.
    """

    code: LimitCode
    value: Decimal | None = None
    missing: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """The most that a checkout can take. Both are 0 when nothing can be used."""

    points_max: int
    discount_max: Decimal
    limits: tuple[Limit, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SpendingAccount:
    """What the ledger says of the shopper: points free to spend on this very checkout."""

    points_available: int
    is_frozen: bool = False
    is_banned: bool = False


def value_of_points(points: int, channel: ChannelTerms, currency_digits: int) -> Decimal:
    """Money that `points` are worth, rounded down to the currency's smallest unit."""
    if channel.redeem_points <= 0:
        return ZERO
    return floor_to_currency(
        Decimal(points) * channel.redeem_amount / channel.redeem_points, currency_digits
    )


def points_for_discount(discount: Decimal, channel: ChannelTerms) -> int:
    """The fewest points that are worth `discount`."""
    exact = discount * channel.redeem_points / channel.redeem_amount
    return int(exact.to_integral_value(rounding=ROUND_CEILING))


def useful_points(points: int, channel: ChannelTerms, currency_digits: int) -> tuple[int, Decimal]:
    """The part of `points` that buys whole currency units, and the discount it buys.

    150 points at 100 for 1 JPY: 100 points for 1 JPY; the other 50 would be wasted.
    """
    discount = value_of_points(points, channel, currency_digits)
    return points_for_discount(discount, channel), discount


def quote_checkout(
    facts: CheckoutFacts,
    terms: ProgramTerms,
    account: SpendingAccount | None,
    *,
    has_foreign_code: bool,
) -> Quote:
    """The most points that `facts` can take, with every limit that bit.

    `has_foreign_code`: the checkout carries a promo code that is not ours.
    """
    channel = terms.for_channel(facts.channel.channel_id)
    if account is None or facts.customer_id is None:
        return _nothing(Limit(code=LimitCode.NOT_SIGNED_IN))
    if (
        channel is None
        or channel.redeem_points <= 0
        or not (terms.is_active and terms.spending_active and channel.spending_active)
    ):
        return _nothing(Limit(code=LimitCode.SPENDING_OFF))
    if account.is_frozen:
        return _nothing(Limit(code=LimitCode.ACCOUNT_FROZEN))
    if account.is_banned:
        return _nothing(Limit(code=LimitCode.ACCOUNT_BANNED))
    if has_foreign_code:
        return _nothing(Limit(code=LimitCode.PROMO_CODE_PRESENT))
    refusals = _refusals(facts, channel, account)
    if refusals:
        return _nothing(*refusals)
    return _largest(facts, terms, channel, account)


def _nothing(*limits: Limit) -> Quote:
    return Quote(points_max=0, discount_max=ZERO, limits=limits)


def _refusals(
    facts: CheckoutFacts, channel: ChannelTerms, account: SpendingAccount
) -> tuple[Limit, ...]:
    found = []
    # A debt is no matter of a minimum: the largest usable number says 0 by itself.
    if 0 < channel.minimum_balance > account.points_available:
        needed = Decimal(channel.minimum_balance)
        missing = needed - account.points_available
        found.append(Limit(code=LimitCode.MINIMUM_BALANCE, value=needed, missing=missing))
    if facts.subtotal < channel.minimum_cart_value:
        found.append(
            Limit(
                code=LimitCode.MINIMUM_CART_VALUE,
                value=channel.minimum_cart_value,
                missing=channel.minimum_cart_value - facts.subtotal,
            )
        )
    return tuple(found)


def _largest(
    facts: CheckoutFacts, terms: ProgramTerms, channel: ChannelTerms, account: SpendingAccount
) -> Quote:
    """The points that stay within every bound; several limits bite where they meet."""
    digits = facts.channel.currency_digits
    available = max(account.points_available, 0)
    bounds = [(Limit(code=LimitCode.AVAILABLE_POINTS, value=Decimal(available)), available)]
    for code, ceiling in _ceilings(facts, terms, channel):
        amount = floor_to_currency(ceiling, digits)
        bounds.append((Limit(code=code, value=amount), _points_within(amount, channel)))
    useful = [(limit, *useful_points(points, channel, digits)) for limit, points in bounds]
    points_max, discount_max = min((points, discount) for _, points, discount in useful)
    return Quote(
        points_max=points_max,
        discount_max=discount_max,
        limits=tuple(limit for limit, points, _ in useful if points == points_max),
    )


def _points_within(amount: Decimal, channel: ChannelTerms) -> int:
    """The most points whose exact worth is not above `amount`."""
    return int(amount * channel.redeem_points // channel.redeem_amount)


def _ceilings(
    facts: CheckoutFacts, terms: ProgramTerms, channel: ChannelTerms
) -> list[tuple[LimitCode, Decimal]]:
    """Every upper bound on the discount, in money, not yet rounded."""
    eligible = facts.subtotal
    ceilings = [(LimitCode.CART_VALUE, eligible)]
    if terms.exclude_reduced_items:
        eligible = sum((line.subtotal for line in facts.lines if not line.is_reduced), ZERO)
        if eligible < facts.subtotal:
            ceilings.append((LimitCode.REDUCED_ITEMS, eligible))
    if channel.maximum_discount_amount is not None:
        ceilings.append((LimitCode.MAXIMUM_DISCOUNT_AMOUNT, channel.maximum_discount_amount))
    if channel.maximum_discount_percentage is not None:
        share = eligible * channel.maximum_discount_percentage / 100
        ceilings.append((LimitCode.MAXIMUM_DISCOUNT_PERCENTAGE, share))
    return ceilings
