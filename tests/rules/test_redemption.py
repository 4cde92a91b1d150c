from dataclasses import replace
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from saleor_loyalty_plugin.rules.facts import CheckoutFacts, CheckoutLineFacts
from saleor_loyalty_plugin.rules.redemption import (
    LimitCode,
    LimitUnit,
    Quote,
    SpendingAccount,
    has_rate,
    home_currency,
    points_for_discount,
    quote_checkout,
    spendable_worth,
    useful_points,
    value_of_points,
)
from saleor_loyalty_plugin.rules.spendable_goods import SpendableGoods, SpendableGoodsMode
from saleor_loyalty_plugin.rules.terms import ChannelTerms, ProgramTerms
from tests.rules.builders import EUR, JPY, KWD, cart, program

D = Decimal


def quoted(
    facts: CheckoutFacts,
    points: int,
    terms: ProgramTerms | None = None,
    *,
    is_frozen: bool = False,
    has_foreign_code: bool = False,
    is_rated: bool = True,
) -> Quote:
    return quote_checkout(
        facts,
        terms or program(),
        SpendingAccount(points_available=points, is_frozen=is_frozen),
        has_foreign_code=has_foreign_code,
        is_rated=is_rated,
    )


def goods(subtotal: str | Decimal, **values: Any) -> CheckoutLineFacts:
    return CheckoutLineFacts(line_id=uuid4(), quantity=1, subtotal=D(subtotal), **values)


def told(quote: Quote) -> list[tuple[str, Decimal | None, Decimal | None]]:
    """The named limits: code, value, missing."""
    return [(limit.code.value, limit.value, limit.missing) for limit in quote.limits]


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


def test_all_that_forbid_are_named() -> None:
    terms = program(ChannelTerms(minimum_balance=500, minimum_cart_value=D(75)))
    quote = quoted(cart(lines=(goods("60", is_gift_card=True),)), 420, terms, has_foreign_code=True)
    assert told(quote) == [
        ("PROMO_CODE_PRESENT", None, None),
        ("MINIMUM_BALANCE", D(500), D(80)),
        ("MINIMUM_CART_VALUE", D(75), D(15)),
        ("GIFT_CARDS", D(0), D("4.20")),
    ]


@pytest.mark.parametrize(
    ("points", "channel", "expected"),
    [
        # What else could be used here: the rest of the cart.
        (735, ChannelTerms(), [("AVAILABLE_POINTS", D(735), D(5265))]),
        (-50, ChannelTerms(), [("AVAILABLE_POINTS", D(0), D(6050))]),
        # Only as far as the next limit.
        (
            735,
            ChannelTerms(maximum_discount_amount=D(10)),
            [("AVAILABLE_POINTS", D(735), D(265))],
        ),
        (10_000, ChannelTerms(), [("CART_VALUE", D(60), D(40))]),
        (
            1000,
            ChannelTerms(maximum_discount_percentage=D(10)),
            [("MAXIMUM_DISCOUNT_PERCENTAGE", D(6), D(40))],
        ),
        # More goods raise the worth of the cart too: only the points bite then.
        (
            10_000,
            ChannelTerms(maximum_discount_percentage=D(10)),
            [("MAXIMUM_DISCOUNT_PERCENTAGE", D(6), D(940))],
        ),
        # A third of 90.01 is 30.0033.
        (
            3000,
            ChannelTerms(maximum_discount_percentage=D("33.33")),
            [("MAXIMUM_DISCOUNT_PERCENTAGE", D("19.99"), D("30.01"))],
        ),
        (
            10_000,
            ChannelTerms(maximum_discount_amount=D(5)),
            [("MAXIMUM_DISCOUNT_AMOUNT", D(5), None)],
        ),
        # More goods would not help: the amount stays.
        (
            10_000,
            ChannelTerms(maximum_discount_amount=D(60)),
            [("MAXIMUM_DISCOUNT_AMOUNT", D(60), None), ("CART_VALUE", D(60), None)],
        ),
        # It takes both; nothing else is known to bite.
        (
            6000,
            ChannelTerms(),
            [("AVAILABLE_POINTS", D(6000), D(1)), ("CART_VALUE", D(60), D("0.01"))],
        ),
        # All of the goods is what the cart allows anyway.
        (
            10_000,
            ChannelTerms(maximum_discount_percentage=D(100)),
            [("CART_VALUE", D(60), D(40))],
        ),
        (0, ChannelTerms(minimum_balance=500), [("MINIMUM_BALANCE", D(500), D(500))]),
        # 50 points buy no whole unit, so reaching the minimum is not enough.
        (
            0,
            ChannelTerms(minimum_balance=50, redeem_amount=D(1), redeem_points=10_000),
            [("MINIMUM_BALANCE", D(50), D(50)), ("AVAILABLE_POINTS", D(0), D(600_000))],
        ),
        (
            0,
            ChannelTerms(minimum_cart_value=D(75)),
            [("MINIMUM_CART_VALUE", D(75), D(15)), ("AVAILABLE_POINTS", D(0), D(6000))],
        ),
    ],
)
def test_named_limits_with_their_numbers(
    points: int,
    channel: ChannelTerms,
    expected: list[tuple[str, Decimal | None, Decimal | None]],
) -> None:
    assert told(quoted(cart("60"), points, program(channel))) == expected


def test_numbers_have_a_unit() -> None:
    quote = quoted(cart("60"), 0, program(ChannelTerms(minimum_cart_value=D(75))))
    assert [limit.unit for limit in quote.limits] == [LimitUnit.MONEY, LimitUnit.POINTS]
    (refused,) = quoted(cart("60"), 0, program(spending_active=False)).limits
    assert (refused.value, refused.unit) == (None, None)


def test_reduced_items_can_be_left_out() -> None:
    facts = cart(lines=(goods("40"), goods("20", is_reduced=True)))
    quote = quoted(facts, 10_000, program(exclude_reduced_items=True))
    assert (quote.points_max, told(quote)) == (4000, [("REDUCED_ITEMS", D(40), D(60))])
    assert told(quoted(facts, 10_000)) == [("CART_VALUE", D(60), D(40))]


def test_gift_cards_are_never_paid_with_points() -> None:
    facts = cart(lines=(goods("40"), goods("50", is_gift_card=True)))
    quote = quoted(facts, 10_000)
    assert (quote.points_max, told(quote)) == (4000, [("GIFT_CARDS", D(40), D(60))])
    only_cards = quoted(cart(lines=(goods("50", is_gift_card=True),)), 10_000)
    assert (only_cards.points_max, told(only_cards)) == (0, [("GIFT_CARDS", D(0), D(100))])


def test_goods_that_are_worth_nothing_are_not_why() -> None:
    facts = cart(lines=(goods("40"), goods("0", is_gift_card=True)))
    assert told(quoted(facts, 10_000)) == [("CART_VALUE", D(40), D(60))]


def test_every_reason_is_named_for_goods_that_don_t_count() -> None:
    facts = cart(
        lines=(
            goods("10"),
            goods("20", is_reduced=True, product_type_id=5),
            goods("30", is_gift_card=True),
        )
    )
    terms = program(
        ChannelTerms(maximum_discount_percentage=D(50)),
        exclude_reduced_items=True,
        spendable_goods=SpendableGoods(
            mode=SpendableGoodsMode.ALL_BUT, product_type_ids=frozenset({5})
        ),
    )
    # Half of the 10.00 that count; 8.00 of points would take 16.00.
    assert told(quoted(facts, 800, terms)) == [
        ("GIFT_CARDS", D(10), D(6)),
        ("EXCLUDED_GOODS", D(10), D(6)),
        ("REDUCED_ITEMS", D(10), D(6)),
        ("MAXIMUM_DISCOUNT_PERCENTAGE", D(5), D(6)),
    ]
    # With few points, nothing of this matters.
    assert told(quoted(facts, 300, terms)) == [("AVAILABLE_POINTS", D(300), D(200))]


def test_goods_that_don_t_count_are_missing_for_all_limits_at_once() -> None:
    # A point is worth 5.00: neither 6.00 nor 90 % of it take a second one.
    facts = cart(lines=(goods("6"), goods("50", is_gift_card=True)))
    rate = ChannelTerms(redeem_points=1, redeem_amount=D(5), maximum_discount_percentage=D(90))
    assert told(quoted(facts, 100, program(rate))) == [
        ("GIFT_CARDS", D(6), D("549.56")),
        ("MAXIMUM_DISCOUNT_PERCENTAGE", D("5.40"), D("549.56")),
    ]


@pytest.mark.parametrize(
    ("named", "item", "is_named"),
    [
        ({"product_ids": {1}}, {"product_id": 1}, True),
        ({"product_ids": {1}}, {"product_id": 2}, False),
        ({"variant_ids": {1}}, {"variant_id": 1}, True),
        ({"product_type_ids": {1}}, {"product_type_id": 1}, True),
        ({"collection_ids": {1, 2}}, {"collection_ids": frozenset({2, 3})}, True),
        ({"collection_ids": {1, 2}}, {"collection_ids": frozenset({3})}, False),
        # A category stands for all below it, but for none above it.
        ({"category_ids": {1}}, {"category_ids": (3, 2, 1)}, True),
        ({"category_ids": {3}}, {"category_ids": (1,)}, False),
        ({"product_ids": {9}, "category_ids": {1}}, {"product_id": 8, "category_ids": (1,)}, True),
        ({"product_ids": {9}}, {}, False),
    ],
)
def test_goods_are_named_by_any_list(
    named: dict[str, set[int]], item: dict[str, Any], is_named: bool
) -> None:
    line = goods("10", **item)
    sets = {name: frozenset(ids) for name, ids in named.items()}
    for mode, is_admitted in (("ONLY", is_named), ("ALL_BUT", not is_named), ("ALL", True)):
        chosen = SpendableGoods(mode=SpendableGoodsMode(mode), **sets)
        assert chosen.admits(line) is is_admitted, mode
        assert SpendableGoods.from_json(chosen.to_json()) == chosen


def test_terms_from_before_admit_all_goods() -> None:
    data = program().to_json()
    del data["spendable_goods"]
    assert ProgramTerms.from_json(data).spendable_goods == SpendableGoods()


def test_default_rate_is_for_the_currency_of_the_oldest_channel() -> None:
    assert home_currency((JPY, EUR, KWD)) == "EUR"
    assert home_currency(()) is None
    untouched, listed = program(), program(ChannelTerms())
    assert has_rate(untouched, EUR, home="EUR")
    assert has_rate(untouched, replace(EUR, channel_id=9), home="EUR")
    for channel in (JPY, KWD):
        assert not has_rate(untouched, channel, home="EUR")
        assert has_rate(listed, channel, home="EUR")


def test_points_without_a_worth_buy_nothing() -> None:
    quote = quoted(cart("1980", channel=JPY), 10_000, is_rated=False)
    assert (quote.points_max, told(quote)) == (0, [("NO_RATE", None, None)])


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


def amounts(least: str, most: int, places: int = 2) -> st.SearchStrategy[Decimal]:
    return st.decimals(min_value=D(least), max_value=most, places=places)


rates = st.builds(
    ChannelTerms,
    redeem_points=st.integers(1, 1000),
    redeem_amount=amounts("0.01", 50),
    minimum_balance=st.sampled_from([0, 0, 1, 50, 5000]),
    minimum_cart_value=st.sampled_from([D(0), D(0), D("0.01"), D(100)]),
    maximum_discount_amount=st.none() | amounts("0.01", 500),
    maximum_discount_percentage=st.none() | amounts("0.5", 100, 1),
)
items = st.builds(
    goods,
    amounts("0", 300),
    is_gift_card=st.sampled_from([False, False, True]),
    is_reduced=st.booleans(),
    product_id=st.integers(1, 4),
    category_ids=st.sampled_from([(), (1,), (2, 1)]),
)
carts = st.builds(lambda lines: cart(lines=tuple(lines)), st.lists(items, max_size=5))
chosen = st.builds(
    SpendableGoods,
    mode=st.sampled_from(SpendableGoodsMode),
    product_ids=st.frozensets(st.integers(1, 4), max_size=3),
    category_ids=st.frozensets(st.integers(1, 2)),
).filter(
    lambda named: bool(
        named.mode is SpendableGoodsMode.ALL or named.product_ids | named.category_ids
    )
)
programs = st.builds(
    lambda rate, allowed, excludes: program(
        rate, spendable_goods=allowed, exclude_reduced_items=excludes
    ),
    rates,
    chosen,
    st.booleans(),
)
balances = st.integers(-500, 60_000)


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


@given(carts, balances, programs)
def test_quote_never_exceeds_any_limit(
    facts: CheckoutFacts, points: int, terms: ProgramTerms
) -> None:
    quote = quoted(facts, points, terms)
    rate, spendable = terms.channels[1], spendable_worth(facts, terms)
    assert 0 <= quote.points_max <= max(points, 0)
    assert quote.discount_max <= spendable
    assert quote.discount_max <= (rate.maximum_discount_amount or spendable)
    assert quote.discount_max * 100 <= spendable * (rate.maximum_discount_percentage or 100)
    if points < rate.minimum_balance or facts.subtotal < rate.minimum_cart_value:
        assert quote.points_max == 0
    assert value_of_points(quote.points_max, rate, 2) == quote.discount_max
    assert points_for_discount(quote.discount_max, rate) == quote.points_max
    assert len({limit.code for limit in quote.limits}) == len(quote.limits) >= 1


@given(carts, items, balances, programs)
def test_more_goods_never_lower_it(
    facts: CheckoutFacts, item: CheckoutLineFacts, points: int, terms: ProgramTerms
) -> None:
    larger = replace(facts, lines=(*facts.lines, item))
    assert quoted(larger, points, terms).points_max >= quoted(facts, points, terms).points_max


def lifted(
    facts: CheckoutFacts, points: int, quote: Quote, terms: ProgramTerms
) -> tuple[CheckoutFacts, int]:
    """The cart and the points with just what the named limits say is missing."""
    missing = {unit: D(0) for unit in LimitUnit}
    for limit in quote.limits:
        if limit.unit is not None and limit.missing is not None:
            assert limit.missing > 0
            missing[limit.unit] = max(missing[limit.unit], limit.missing)
    candidates = [
        goods(missing[LimitUnit.MONEY], product_id=product, category_ids=places)
        for product in range(1, 6)
        for places in ((), (1,), (2,))
    ]
    # Whatever the terms name, one of these counts.
    addition = next(item for item in candidates if terms.spendable_goods.admits(item))
    more = (*facts.lines, addition)
    return replace(facts, lines=more), points + int(missing[LimitUnit.POINTS])


@given(carts, balances, programs)
def test_named_limits_are_those_that_bind(
    facts: CheckoutFacts, points: int, terms: ProgramTerms
) -> None:
    quote = quoted(facts, points, terms)
    codes = {limit.code for limit in quote.limits}
    more_goods, more_points = lifted(facts, points, quote, terms)
    after = quoted(more_goods, more_points, terms)
    if LimitCode.MAXIMUM_DISCOUNT_AMOUNT in codes:
        event("no way up")
        assert after.points_max == quote.points_max
    else:
        event("lifted")
        assert after.points_max > quote.points_max
    if codes == {LimitCode.AVAILABLE_POINTS}:
        event("all points")
        assert quote.points_max == useful_points(max(points, 0), terms.channels[1], 2)[0]


@given(carts, balances, programs)
def test_what_is_not_named_does_not_bind(
    facts: CheckoutFacts, points: int, terms: ProgramTerms
) -> None:
    """Taking away a limit that isn't named changes nothing."""
    quote = quoted(facts, points, terms)
    codes = {limit.code for limit in quote.limits}
    rate = terms.channels[1]
    without: dict[LimitCode, ProgramTerms] = {
        LimitCode.REDUCED_ITEMS: replace(terms, exclude_reduced_items=False),
        LimitCode.EXCLUDED_GOODS: replace(terms, spendable_goods=SpendableGoods()),
        LimitCode.MINIMUM_BALANCE: with_rate(terms, replace(rate, minimum_balance=0)),
        LimitCode.MINIMUM_CART_VALUE: with_rate(terms, replace(rate, minimum_cart_value=D(0))),
        LimitCode.MAXIMUM_DISCOUNT_AMOUNT: with_rate(
            terms, replace(rate, maximum_discount_amount=None)
        ),
        LimitCode.MAXIMUM_DISCOUNT_PERCENTAGE: with_rate(
            terms, replace(rate, maximum_discount_percentage=None)
        ),
    }
    for code, other_terms in without.items():
        if code not in codes:
            assert quoted(facts, points, other_terms).points_max == quote.points_max, code


def with_rate(terms: ProgramTerms, rate: ChannelTerms) -> ProgramTerms:
    return replace(terms, channels=dict.fromkeys((1, 2, 3), rate))
