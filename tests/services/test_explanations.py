"""Words for limits, reasons and steps of reasoning."""

from decimal import Decimal

import pytest

from saleor_loyalty_plugin.rules.facts import ChannelFacts
from saleor_loyalty_plugin.rules.redemption import Limit, LimitCode
from saleor_loyalty_plugin.services.explanations import (
    explanation_message,
    limit_message,
    points_text,
    reason_message,
)

EURO = ChannelFacts(channel_id=1, slug="eu", name="EU", currency="EUR", currency_digits=2)
YEN = ChannelFacts(channel_id=2, slug="jp", name="JP", currency="JPY", currency_digits=0)


@pytest.mark.parametrize("code", LimitCode)
def test_every_limit_is_a_sentence_with_its_number(code: LimitCode) -> None:
    message = limit_message(Limit(code=code, value=Decimal(12), missing=Decimal(3)), YEN)
    assert message.endswith(".")
    assert "%" not in message
    assert limit_message(Limit(code=code), YEN).endswith(".")


def test_limits_say_what_is_missing_in_the_right_unit() -> None:
    balance = Limit(code=LimitCode.MINIMUM_BALANCE, value=Decimal(500), missing=Decimal(1))
    cart = Limit(code=LimitCode.MINIMUM_CART_VALUE, value=Decimal(20), missing=Decimal("0.5"))
    assert (
        limit_message(balance, EURO)
        == "Points can be used from a balance of 500 points. Still missing: 1 point."
    )
    assert (
        limit_message(cart, EURO)
        == "Points can be used from a cart value of 20.00 EUR. Still missing: 0.50 EUR."
    )


def test_rate_in_both_modes() -> None:
    values = {
        "basis": "61.50",
        "currency": "EUR",
        "earnPoints": 10,
        "earnAmount": "5.000",
        "points": 123,
    }
    assert (
        explanation_message("RATE", {**values, "mode": "PROPORTIONAL"})
        == "123 points for 61.50 EUR: 10 points for each 5 EUR."
    )
    assert (
        explanation_message("RATE", {**values, "mode": "PER_FULL_AMOUNT", "points": 120})
        == "120 points for 61.50 EUR: 10 points for each full 5 EUR."
    )


def test_reasons_name_their_source_if_there_is_one() -> None:
    assert reason_message("ORDER_EARNED", "1042") == "Earned by order 1042"
    assert reason_message("ORDER_EARNED", "") == "Earned"
    assert reason_message("MANUAL_CREDIT", "") == "Credited by the shop"


def test_what_a_newer_version_wrote_is_still_shown() -> None:
    assert reason_message("BIRTHDAY_GIFT", "") == "Birthday gift"
    assert explanation_message("TIER_MULTIPLIER", {"factor": 2}) == "Tier multiplier"
    assert explanation_message("SPENT", {}) == "Points used: ?, for ? ? off the order."


def test_points_are_counted() -> None:
    assert [points_text(points) for points in (0, 1, 2)] == ["0 points", "1 point", "2 points"]
