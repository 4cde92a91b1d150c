"""What things cost: pure arithmetic, no database.

Discounts are taken off the entered prices, before tax, and spread over the lines in proportion;
taxes are computed per line and added up. So lines, shipping and tax always sum to the total.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal

ZERO = Decimal(0)

# ISO 4217: currencies whose minor unit is not a hundredth.
_DIGITS = {
    **dict.fromkeys(
        ("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF").split(), 0
    ),
    **dict.fromkeys(("BHD IQD JOD KWD LYD OMR TND").split(), 3),
}


def currency_digits(currency: str) -> int:
    """Digits after the decimal point: 2 for EUR, 0 for JPY, 3 for KWD."""
    return _DIGITS.get(currency, 2)


def quantize(amount: Decimal, currency: str) -> Decimal:
    return amount.quantize(Decimal(1).scaleb(-currency_digits(currency)), ROUND_HALF_EVEN)


@dataclass(frozen=True, slots=True)
class Money:
    amount: Decimal
    currency: str

    def __add__(self, other: "Money") -> "Money":
        return Money(self.amount + other.amount, self.currency)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.amount - other.amount, self.currency)


@dataclass(frozen=True, slots=True)
class TaxedMoney:
    net: Money
    gross: Money

    @classmethod
    def of(cls, net: Decimal, gross: Decimal, currency: str) -> "TaxedMoney":
        return cls(Money(net, currency), Money(gross, currency))

    @property
    def currency(self) -> str:
        return self.gross.currency

    @property
    def tax(self) -> Money:
        return self.gross - self.net

    def __add__(self, other: "TaxedMoney") -> "TaxedMoney":
        return TaxedMoney(self.net + other.net, self.gross + other.gross)


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxTerms:
    """How a channel taxes: `rate_percent` is 23 for 23 %."""

    currency: str
    rate_percent: Decimal
    prices_entered_with_tax: bool

    @property
    def rate_fraction(self) -> Decimal:
        return (self.rate_percent / 100).quantize(Decimal("0.00001"))


@dataclass(frozen=True, slots=True, kw_only=True)
class LineInput:
    """A line before any voucher; prices for one unit, as entered.

    `is_spared`: a discount is spread over the other lines only.
    """

    quantity: int
    unit_price: Decimal
    undiscounted_unit_price: Decimal
    is_spared: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PricedLine:
    """A line's prices. `discount_amount` is its part of the whole discount, as entered."""

    base_total: Decimal
    discount_amount: Decimal
    unit_price: TaxedMoney
    total_price: TaxedMoney
    undiscounted_unit_price: TaxedMoney
    undiscounted_total_price: TaxedMoney


@dataclass(frozen=True, slots=True, kw_only=True)
class Priced:
    """Everything a checkout or a new order costs. `total` is before gift cards.

    `discount_amount` is what was taken off goods and shipping together.
    """

    lines: tuple[PricedLine, ...]
    discount_amount: Decimal
    base_subtotal: Decimal
    subtotal: TaxedMoney
    shipping: TaxedMoney
    total: TaxedMoney
    undiscounted_total: TaxedMoney


def taxed(amount: Decimal, terms: TaxTerms) -> TaxedMoney:
    """An entered amount as net and gross, each rounded to the currency's digits."""
    factor = 1 + terms.rate_percent / 100
    if terms.prices_entered_with_tax:
        net, gross = amount / factor, amount
    else:
        net, gross = amount, amount * factor
    return TaxedMoney.of(
        quantize(net, terms.currency), quantize(gross, terms.currency), terms.currency
    )


def spread(discount: Decimal, totals: Sequence[Decimal], currency: str) -> list[Decimal]:
    """Parts of `discount` for lines of these totals, in proportion; they sum up exactly.

    The last line takes what rounding leaves over. Where that is more than it is worth, lines
    before it take the rest. `discount` is at most the sum of `totals`.
    """
    whole = sum(totals, ZERO)
    if not totals or whole <= 0:
        return [ZERO for _ in totals]
    parts: list[Decimal] = []
    left = discount
    for total in totals[:-1]:
        part = min(quantize(discount * total / whole, currency), total, left)
        parts.append(part)
        left -= part
    parts.append(ZERO)
    for index in range(len(totals) - 1, -1, -1):
        extra = min(left, totals[index] - parts[index])
        parts[index] += extra
        left -= extra
    return parts


def price(
    lines: Sequence[LineInput],
    *,
    shipping_price: Decimal,
    discount: Decimal,
    shipping_discount: Decimal = ZERO,
    terms: TaxTerms,
) -> Priced:
    """Price `lines` with `discount` off the goods, and `shipping_discount`; all as entered."""
    currency = terms.currency
    totals = [quantize(line.unit_price * line.quantity, currency) for line in lines]
    subtotal_base = sum(totals, ZERO)
    bearing = [ZERO if line.is_spared else total for line, total in zip(lines, totals, strict=True)]
    discount = min(max(quantize(discount, currency), ZERO), sum(bearing, ZERO))
    parts = spread(discount, bearing, currency)
    priced_lines = tuple(
        _price_line(line, total, part, terms)
        for line, total, part in zip(lines, totals, parts, strict=True)
    )
    nothing = TaxedMoney.of(ZERO, ZERO, currency)
    subtotal = sum((line.total_price for line in priced_lines), nothing)
    shipping_discount = min(quantize(shipping_discount, currency), shipping_price)
    shipping = taxed(shipping_price - shipping_discount, terms)
    return Priced(
        lines=priced_lines,
        discount_amount=discount + shipping_discount,
        base_subtotal=subtotal_base,
        subtotal=subtotal,
        shipping=shipping,
        total=subtotal + shipping,
        undiscounted_total=sum((line.undiscounted_total_price for line in priced_lines), nothing)
        + taxed(shipping_price, terms),
    )


def _price_line(line: LineInput, total: Decimal, part: Decimal, terms: TaxTerms) -> PricedLine:
    total_price = taxed(total - part, terms)
    undiscounted = quantize(line.undiscounted_unit_price * line.quantity, terms.currency)
    return PricedLine(
        base_total=total,
        discount_amount=part,
        unit_price=TaxedMoney.of(
            quantize(total_price.net.amount / line.quantity, terms.currency),
            quantize(total_price.gross.amount / line.quantity, terms.currency),
            terms.currency,
        ),
        total_price=total_price,
        undiscounted_unit_price=taxed(line.undiscounted_unit_price, terms),
        undiscounted_total_price=taxed(undiscounted, terms),
    )


def percentage_of(amount: Decimal, percent: Decimal, currency: str) -> Decimal:
    return quantize(amount * percent / 100, currency)


def less_gift_cards(total: TaxedMoney, balance: Decimal) -> TaxedMoney:
    """What remains to be paid after gift cards; net shrinks in the same proportion."""
    if total.gross.amount <= 0 or balance <= 0:
        return total
    gross = max(total.gross.amount - balance, ZERO)
    net = quantize(gross * total.net.amount / total.gross.amount, total.currency)
    return TaxedMoney.of(net, gross, total.currency)
