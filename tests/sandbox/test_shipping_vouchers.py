"""Vouchers that take off shipping alone, as in Saleor."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from sandbox.shop import checkout, models
from sandbox.shop.codes import VoucherType
from tests.sandbox import builders

D = Decimal

pytestmark = pytest.mark.django_db


def _cart(code: str | None) -> tuple[models.Checkout, models.Channel]:
    """Goods for 20.00 and delivery for 5.00."""
    channel = builders.channel(allow_unpaid_orders=True)
    opened = builders.filled_checkout(channel, (builders.variant(channel, "20.00"), 1))
    if code is not None:
        voucher = builders.voucher(channel, code, type=VoucherType.SHIPPING)
        checkout.add_promo_code(checkout=opened, promo_code=voucher.code, now=timezone.now())
    return opened, channel


@pytest.mark.parametrize(("worth", "shipping"), [("3.00", "2.00"), ("9.00", "0.00")])
def test_takes_off_shipping_and_never_more(worth: str, shipping: str) -> None:
    opened, _ = _cart(worth)

    cart = checkout.load_cart(opened, now=timezone.now())

    assert cart.priced.shipping.gross.amount == D(shipping)
    assert cart.priced.subtotal.gross.amount == D("20.00")
    order = checkout.complete_checkout(token=opened.pk, user=None, now=timezone.now())
    assert order.shipping_price_gross_amount == D(shipping)
    assert order.undiscounted_total_gross_amount == D("25.00")
    assert order.discounts.get().amount == D("5.00") - D(shipping)


def test_comes_off_with_the_delivery_method() -> None:
    opened, _ = _cart("3.00")

    checkout.set_delivery_method(checkout=opened, shipping_method=None, now=timezone.now())

    assert opened.voucher_code is None
    code = models.VoucherCode.objects.get().code
    with pytest.raises(ValidationError):
        checkout.add_promo_code(checkout=opened, promo_code=code, now=timezone.now())
