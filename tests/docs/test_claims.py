"""What the page on rewards says that claims take off a cart is what the rules take off."""

import re
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest

from saleor_loyalty_plugin.models import RewardClaim
from saleor_loyalty_plugin.rules.composition import compose
from saleor_loyalty_plugin.rules.facts import ChannelFacts, CheckoutFacts, CheckoutLineFacts
from saleor_loyalty_plugin.rules.rewards import RewardKind, RewardTerms
from saleor_loyalty_plugin.services.rewards.claim_benefits import benefit_of

D = Decimal
PAGE = (Path(__file__).resolve().parents[2] / "docs" / "rewards.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| R12 \| (.+?) \| ([\d.]+) \|$", PAGE, re.MULTILINE)
GOODS, DELIVERY = D("60.00"), D("10.00")
CHANNEL = ChannelFacts(channel_id=1, slug="main", name="Main", currency="EUR", currency_digits=2)
CART = CheckoutFacts(
    checkout_id=UUID(int=1),
    channel=CHANNEL,
    customer_id=1,
    email="ann@example.com",
    voucher_code=None,
    shipping_price=DELIVERY,
    lines=(
        CheckoutLineFacts(
            line_id=UUID(int=2),
            quantity=1,
            subtotal=GOODS,
            is_reduced=False,
            is_gift_card=False,
            product_id=1,
            variant_id=1,
        ),
    ),
)


def claim(number: int, text: str) -> RewardClaim:
    """A claim in the page's words: `VOUCHER_AMOUNT` of 5.00."""
    kind = RewardKind(re.search(r"`(\w+)`", text)[1])  # type: ignore[index]
    amounts = [Decimal(item) for item in re.findall(r"[\d.]+", text)]
    values: dict[str, object] = {}
    if kind is RewardKind.VOUCHER_PERCENTAGE:
        values = {"percentage": amounts[0]}
    elif kind is RewardKind.VOUCHER_AMOUNT:
        values = {"amount": amounts[0], "currency": "EUR"}
    elif kind is RewardKind.PRODUCT:
        assert amounts[0] == GOODS
        money = amounts[1] if len(amounts) > 1 else None
        values = {"variant_id": 1, "money_amount": money, "currency": "EUR" if money else ""}
    terms = RewardTerms(kind=kind, name="Reward", **values)  # type: ignore[arg-type]
    return RewardClaim(pk=number, terms=terms.to_json())


@pytest.mark.parametrize(("what", "costs"), ROWS)
def test_cart_costs_what_the_page_says(what: str, costs: str) -> None:
    parts = what.split(", then ") if what != "nothing" else []
    claims = [claim(number, text) for number, text in enumerate(parts, start=9)]
    benefits = [found for item in claims if (found := benefit_of(item, CART)) is not None]
    assert len(benefits) == len(parts)

    assert GOODS + DELIVERY - compose(CART, benefits).total == D(costs)


def test_the_page_has_its_examples() -> None:
    assert len(ROWS) == 7
