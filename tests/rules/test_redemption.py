from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saleor_loyalty_plugin.rules.facts import CheckoutFacts
from saleor_loyalty_plugin.rules.redemption import (
    LimitCode,
    Quote,
    SpendingAccount,
    points_for_discount,
    quote_checkout,
    useful_points,
    value_of_points,
)
from saleor_loyalty_plugin.rules.terms import ChannelTerms, ProgramTerms
from tests.rules.builders import JPY, cart, program

D = Decimal


def quoted(
    facts: CheckoutFacts,
    points: int,
    terms: ProgramTerms | None = None,
    *,
    is_frozen: bool = False,
    has_foreign_code: bool = False,
) -> Quote:
    return quote_checkout(
        facts,
        terms or program(),
        SpendingAccount(points_available=points, is_frozen=is_frozen),
        has_foreign_code=has_foreign_code,
    )


@pytest.mark.parametrize(
    ("points", "points_max", "discount_max", "code"),
    [
        (735, 735, "7.35", LimitCode.AVAILABLE_POINTS),
        (10_000, 6000, "60.00", LimitCode.CART_VALUE),
        (0, 0, "0.00", LimitCode.AVAILABLE_POINTS),
        (-50, 0, "0.00", LimitCode.AVAILABLE_POINTS),
    ],
)
def test_largest_usable_number(
    points: int, points_max: int, discount_max: str, code: LimitCode
) -> None:
    quote = quoted(cart("50", "10"), points)
    assert (quote.points_max, quote.discount_max) == (points_max, D(discount_max))
    assert [limit.code for limit in quote.limits] == [code]


@pytest.mark.parametrize(
    ("channel", "settings", "points_max", "codes"),
    [
        (ChannelTerms(maximum_discount_amount=D(5)), {}, 500, ["MAXIMUM_DISCOUNT_AMOUNT"]),
        (ChannelTerms(maximum_discount_percentage=D(10)), {}, 600, ["MAXIMUM_DISCOUNT_PERCENTAGE"]),
        (
            ChannelTerms(maximum_discount_amount=D(6), maximum_discount_percentage=D(10)),
            {},
            600,
            ["MAXIMUM_DISCOUNT_AMOUNT", "MAXIMUM_DISCOUNT_PERCENTAGE"],
        ),
        (ChannelTerms(minimum_balance=20_000), {}, 0, ["MINIMUM_BALANCE"]),
        (ChannelTerms(minimum_cart_value=D(75)), {}, 0, ["MINIMUM_CART_VALUE"]),
        (
            ChannelTerms(minimum_balance=20_000, minimum_cart_value=D(75)),
            {},
            0,
            ["MINIMUM_BALANCE", "MINIMUM_CART_VALUE"],
        ),
        (ChannelTerms(redeem_points=0), {}, 0, ["SPENDING_OFF"]),
        (ChannelTerms(spending_active=False), {}, 0, ["SPENDING_OFF"]),
        (ChannelTerms(), {"spending_active": False}, 0, ["SPENDING_OFF"]),
        (ChannelTerms(), {"is_active": False}, 0, ["SPENDING_OFF"]),
        # Floors to whole cents: 10.01 % of 60 is 6.006.
        (
            ChannelTerms(maximum_discount_percentage=D("10.01")),
            {},
            600,
            ["MAXIMUM_DISCOUNT_PERCENTAGE"],
        ),
    ],
)
def test_limits(
    channel: ChannelTerms, settings: dict[str, bool], points_max: int, codes: list[str]
) -> None:
    quote = quoted(cart("60"), 10_000, program(channel, **settings))
    assert quote.points_max == points_max
    assert [limit.code.value for limit in quote.limits] == codes


def test_missing_says_what_lifts_the_limit() -> None:
    terms = program(ChannelTerms(minimum_balance=500, minimum_cart_value=D(75)))
    quote = quoted(cart("60"), 420, terms)
    assert [limit.missing for limit in quote.limits] == [D(80), D(15)]


def test_reduced_items_can_be_left_out() -> None:
    facts = cart("40", "20")
    reduced = tuple(
        type(item)(line_id=item.line_id, quantity=1, subtotal=item.subtotal, is_reduced=index == 1)
        for index, item in enumerate(facts.lines)
    )
    facts = cart("0", lines=reduced)
    quote = quoted(facts, 10_000, program(exclude_reduced_items=True))
    assert (quote.points_max, quote.limits[0].code) == (4000, LimitCode.REDUCED_ITEMS)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ({"is_frozen": True}, LimitCode.ACCOUNT_FROZEN),
        ({"has_foreign_code": True}, LimitCode.PROMO_CODE_PRESENT),
    ],
)
def test_refusals(arguments: dict[str, bool], code: LimitCode) -> None:
    quote = quoted(cart("60"), 1000, **arguments)
    assert (quote.points_max, [limit.code for limit in quote.limits]) == (0, [code])


def test_anonymous_is_told_to_sign_in() -> None:
    for facts, account in (
        (cart("60", customer_id=None), SpendingAccount(points_available=100)),
        (cart("60"), None),
    ):
        quote = quote_checkout(facts, program(), account, has_foreign_code=False)
        assert [limit.code for limit in quote.limits] == [LimitCode.NOT_SIGNED_IN]


def test_yen_has_no_fractions() -> None:
    quote = quoted(cart("1980", channel=JPY), 250)
    assert (quote.points_max, quote.discount_max) == (200, D(2))


rates = st.builds(
    ChannelTerms,
    redeem_points=st.integers(1, 1000),
    redeem_amount=st.decimals(min_value="0.01", max_value=50, places=2),
    maximum_discount_amount=st.none() | st.decimals(min_value="0.01", max_value=500, places=2),
    maximum_discount_percentage=st.none() | st.decimals(min_value="0.5", max_value=100, places=1),
)


@given(st.integers(0, 10**8), rates, st.sampled_from([0, 2, 3]))
def test_useful_points_are_worth_the_same_and_never_more(
    points: int, rate: ChannelTerms, digits: int
) -> None:
    useful, discount = useful_points(points, rate, digits)
    assert 0 <= useful <= points
    assert (
        value_of_points(useful, rate, digits) == discount == value_of_points(points, rate, digits)
    )
    if useful:
        assert value_of_points(useful - 1, rate, digits) < discount


@given(
    st.lists(st.decimals(min_value=0, max_value=2000, places=2), min_size=1, max_size=5),
    st.integers(0, 10**7),
    rates,
)
def test_quote_never_exceeds_cart_balance_or_cap(
    subtotals: list[Decimal], points: int, rate: ChannelTerms
) -> None:
    facts = cart(*(str(item) for item in subtotals))
    quote = quoted(facts, points, program(rate))
    assert 0 <= quote.points_max <= points
    assert quote.discount_max <= facts.subtotal
    assert rate.maximum_discount_amount is None or (
        quote.discount_max <= rate.maximum_discount_amount
    )
    assert value_of_points(quote.points_max, rate, 2) == quote.discount_max
    assert points_for_discount(quote.discount_max, rate) == quote.points_max
    assert len(quote.limits) >= 1
