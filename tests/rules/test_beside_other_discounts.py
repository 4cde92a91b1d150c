"""Points beside an offer for the whole cart, and beside gift cards that keep their price."""

from decimal import Decimal
from fractions import Fraction

import pytest

from saleor_loyalty_plugin.rules.entitlement import kept_of
from saleor_loyalty_plugin.rules.redemption import LimitCode, SpendingAccount, quote_checkout
from tests.rules.builders import cart, line, order, program

D = Decimal


@pytest.mark.parametrize(
    ("points", "worth_min", "points_max", "limits"),
    [
        (735, "0", 735, [("AVAILABLE_POINTS", D(735))]),
        (735, "7.34", 735, [("AVAILABLE_POINTS", D(735))]),
        (735, "7.35", 0, [("ORDER_PROMOTION_PRESENT", D("7.35")), ("AVAILABLE_POINTS", D(735))]),
        (9000, "60", 0, [("ORDER_PROMOTION_PRESENT", D(60)), ("CART_VALUE", D(60))]),
        # Nothing to use anyway: an offer is not to blame.
        (0, "7.35", 0, [("AVAILABLE_POINTS", D(0))]),
    ],
)
def test_points_have_to_be_worth_more_than_an_offer(
    points: int, worth_min: str, points_max: int, limits: list[tuple[str, Decimal]]
) -> None:
    quote = quote_checkout(
        cart("60.00"),
        program(),
        SpendingAccount(points_available=points),
        has_foreign_code=False,
        worth_min=D(worth_min),
    )

    assert quote.points_max == points_max
    assert [(limit.code, limit.value) for limit in quote.limits] == [
        (LimitCode(code), value) for code, value in limits
    ]


@pytest.mark.parametrize(
    ("lamp", "card", "kept"),
    [
        # The lamp bears the discount alone, and takes all points along.
        ("0", "50", Fraction(0)),
        # Spread over both: the gift card keeps its share, 25.25 of 50.00.
        ("24.75", "25.25", Fraction(101, 200)),
    ],
)
def test_goods_beside_a_gift_card_come_back(lamp: str, card: str, kept: Fraction) -> None:
    facts = order(
        line(lamp, undiscounted_total_gross=D(49), quantity_returned=1),
        line(card, undiscounted_total_gross=D(50), is_gift_card=True),
    )

    assert kept_of(facts).of_points == kept
