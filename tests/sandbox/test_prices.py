"""What things cost always adds up, in every currency."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.shop.prices import (
    LineInput,
    TaxedMoney,
    TaxTerms,
    currency_digits,
    less_gift_cards,
    price,
    quantize,
    spread,
    taxed,
)

D = Decimal
CURRENCIES = st.sampled_from(["EUR", "JPY", "KWD"])


@st.composite
def carts(draw: st.DrawFn) -> tuple[list[LineInput], D, D, TaxTerms]:
    """Lines, delivery, discount and tax terms of one currency."""
    terms = TaxTerms(
        currency=draw(CURRENCIES),
        rate_percent=draw(st.sampled_from([D(0), D(7), D("8.5"), D(19), D(23)])),
        prices_entered_with_tax=draw(st.booleans()),
    )
    unit = D(1).scaleb(-currency_digits(terms.currency))
    amounts = st.integers(0, 100_000).map(lambda number: number * unit)
    lines = []
    for _ in range(draw(st.integers(1, 8))):
        before = draw(amounts)
        lines.append(
            LineInput(
                quantity=draw(st.integers(1, 9)),
                undiscounted_unit_price=before,
                unit_price=min(before, draw(amounts)),
            )
        )
    return lines, draw(amounts), draw(amounts), terms


@given(carts())
def test_lines_delivery_and_tax_sum_up_to_the_total(
    cart: tuple[list[LineInput], D, D, TaxTerms],
) -> None:
    lines, delivery, discount, terms = cart

    priced = price(lines, shipping_price=delivery, discount=discount, terms=terms)

    for kind in ("net", "gross", "tax"):
        amounts = [getattr(line.total_price, kind).amount for line in priced.lines]
        assert sum(amounts) == getattr(priced.subtotal, kind).amount
        assert (
            getattr(priced.subtotal, kind).amount + getattr(priced.shipping, kind).amount
            == getattr(priced.total, kind).amount
        )
    assert all(
        line.total_price.gross.amount >= line.total_price.net.amount for line in priced.lines
    )


@given(carts())
def test_the_discount_is_spread_to_the_last_unit(
    cart: tuple[list[LineInput], D, D, TaxTerms],
) -> None:
    lines, delivery, discount, terms = cart

    priced = price(lines, shipping_price=delivery, discount=discount, terms=terms)

    parts = [line.discount_amount for line in priced.lines]
    assert sum(parts) == priced.discount_amount == min(discount, priced.base_subtotal)
    for line, part in zip(priced.lines, parts, strict=True):
        assert 0 <= part <= line.base_total
        entered = line.total_price.gross if terms.prices_entered_with_tax else line.total_price.net
        assert entered.amount == line.base_total - part
        assert quantize(part, terms.currency) == part


@given(carts())
def test_no_amount_has_more_digits_than_its_currency(
    cart: tuple[list[LineInput], D, D, TaxTerms],
) -> None:
    lines, delivery, discount, terms = cart

    priced = price(lines, shipping_price=delivery, discount=discount, terms=terms)

    taxed_amounts: list[TaxedMoney] = [priced.subtotal, priced.shipping, priced.total]
    for line in priced.lines:
        taxed_amounts += [line.unit_price, line.total_price, line.undiscounted_total_price]
    for amount in taxed_amounts:
        for part in (amount.net.amount, amount.gross.amount, amount.tax.amount):
            assert quantize(part, terms.currency) == part


@pytest.mark.parametrize(
    ("discount", "totals", "parts"),
    [
        ("10.00", ["30.00", "70.00"], ["3.00", "7.00"]),
        # The last line takes the rest …
        ("1.00", ["1.00", "1.00", "1.00"], ["0.33", "0.33", "0.34"]),
        # … but never more than it costs …
        ("2.97", ["1.49", "1.49", "0.01"], ["1.48", "1.48", "0.01"]),
        # … and never less than nothing.
        ("0.09", ["1.00"] * 6, ["0.02", "0.02", "0.02", "0.02", "0.01", "0.00"]),
        ("0.00", ["5.00"], ["0.00"]),
    ],
    ids=["proportion", "rest", "worth_of_the_last", "not_below_zero", "nothing"],
)
def test_spread(discount: str, totals: list[str], parts: list[str]) -> None:
    assert spread(D(discount), [D(total) for total in totals], "EUR") == [D(p) for p in parts]


def test_currencies_have_their_digits() -> None:
    assert {code: currency_digits(code) for code in ("EUR", "USD", "PLN", "JPY", "KWD")} == {
        "EUR": 2,
        "USD": 2,
        "PLN": 2,
        "JPY": 0,
        "KWD": 3,
    }


def test_tax_is_taken_out_of_gross_prices_and_added_to_net_ones() -> None:
    gross = TaxTerms(currency="PLN", rate_percent=D(23), prices_entered_with_tax=True)
    net = TaxTerms(currency="PLN", rate_percent=D(23), prices_entered_with_tax=False)

    assert taxed(D("123.00"), gross) == TaxedMoney.of(D("100.00"), D("123.00"), "PLN")
    assert taxed(D("100.00"), net) == TaxedMoney.of(D("100.00"), D("123.00"), "PLN")


def test_gift_cards_pay_a_part_of_net_and_gross() -> None:
    total = TaxedMoney.of(D("100.00"), D("123.00"), "PLN")

    assert less_gift_cards(total, D("61.50")) == TaxedMoney.of(D("50.00"), D("61.50"), "PLN")
    assert less_gift_cards(total, D("500.00")) == TaxedMoney.of(D("0.00"), D("0.00"), "PLN")


def test_discount_on_shipping_leaves_the_goods_alone() -> None:
    terms = TaxTerms(currency="EUR", rate_percent=D(23), prices_entered_with_tax=True)
    line = LineInput(quantity=1, unit_price=D("12.30"), undiscounted_unit_price=D("12.30"))

    priced = price([line], shipping_price=D(5), discount=D(0), shipping_discount=D(4), terms=terms)

    assert (priced.subtotal.gross.amount, priced.shipping.gross.amount) == (D("12.30"), D(1))
    assert (priced.discount_amount, priced.undiscounted_total.gross.amount) == (D(4), D("17.30"))
