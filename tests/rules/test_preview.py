"""What a cart promises: the order's own rules over the shop's prices, an estimate without them."""

from decimal import Decimal

import pytest

from saleor_loyalty_plugin.rules.facts import CheckoutFacts, CheckoutPrices, TaxedAmount
from saleor_loyalty_plugin.rules.preview import checkout_points
from saleor_loyalty_plugin.rules.terms import ChannelTerms, EarnBasis, EarnTrigger, ProgramTerms
from tests.rules.builders import JPY, NOON, cart, program

D = Decimal


def _points(
    facts: CheckoutFacts,
    terms: ProgramTerms,
    *,
    prices: CheckoutPrices | None = None,
    points_discount: str = "0",
    other_discount: str = "0",
) -> int:
    return checkout_points(
        facts,
        terms,
        prices=prices,
        code_discount=D(points_discount) + D(other_discount),
        points_discount=D(points_discount),
        now=NOON,
    )


def _prices(facts: CheckoutFacts, *lines: tuple[str, str], shipping: str = "0") -> CheckoutPrices:
    """Lines as (gross, net), in the order of the cart; shipping has no tax."""
    return CheckoutPrices(
        lines={
            line.line_id: TaxedAmount(gross=D(gross), net=D(net))
            for line, (gross, net) in zip(facts.lines, lines, strict=False)
        },
        shipping=TaxedAmount(gross=D(shipping), net=D(shipping)),
        is_current=True,
    )


@pytest.mark.parametrize(
    ("settings", "points"),
    [
        ({}, 123),
        ({"earn_basis": EarnBasis.NET}, 100),
        ({"earn_on_shipping": True}, 133),
        ({"earn_on_points_paid_part": True}, 143),
        ({"earning_active": False}, 0),
        ({"is_active": False}, 0),
        ({"covers_all_channels": False}, 0),
    ],
)
def test_prices_of_the_shop_decide(settings: dict[str, object], points: int) -> None:
    facts = cart("120")
    prices = _prices(facts, ("123", "100"), shipping="10")

    assert _points(facts, program(**settings), prices=prices, points_discount="20") == points


@pytest.mark.parametrize("trigger", list(EarnTrigger))
def test_a_cart_promises_what_comes_once_it_is_due(trigger: EarnTrigger) -> None:
    assert _points(cart("49"), program(earn_trigger=trigger)) == 49


def test_nobody_needs_an_account_to_see_it() -> None:
    assert _points(cart("49", customer_id=None), program()) == 49


def test_a_free_cart_promises_nothing() -> None:
    assert _points(cart("0"), program(earn_on_shipping=True)) == 0
    assert _points(cart(), program()) == 0


def test_a_line_without_a_price_makes_it_an_estimate() -> None:
    facts = cart("50", "30")

    assert _points(facts, program(), prices=_prices(facts, ("61.50", "50"))) == 80


@pytest.mark.parametrize(
    ("subtotals", "discount", "points"),
    [
        (("10", "10", "10"), "10", 20),
        (("0.01", "99.99"), "50", 50),
        (("33.33", "33.33", "33.34"), "99.99", 0),
        (("20",), "50", 0),
    ],
)
def test_an_estimate_takes_the_discount_off_exactly(
    subtotals: tuple[str, ...], discount: str, points: int
) -> None:
    assert _points(cart(*subtotals), program(), points_discount=discount) == points


def test_an_estimate_in_a_currency_without_decimals() -> None:
    facts = cart("1000", "980", channel=JPY)
    terms = program(ChannelTerms(earn_points=1, earn_amount=D(100)))

    assert _points(facts, terms, points_discount="81") == 18


def test_an_estimate_knows_all_of_our_code() -> None:
    facts = cart("100")
    assert _points(facts, program(), points_discount="20", other_discount="10") == 70
    on_points = program(earn_on_points_paid_part=True)
    assert _points(facts, on_points, points_discount="20", other_discount="10") == 90
