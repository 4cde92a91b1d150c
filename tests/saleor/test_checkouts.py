"""What the host says of Saleor's checkouts, and what it does to them."""

from decimal import Decimal
from typing import Any
from uuid import UUID

import graphene
import pytest
from django.db import transaction
from saleor.checkout.base_calculations import calculate_base_line_total_price
from saleor.checkout.fetch import fetch_checkout_lines
from saleor.checkout.models import Checkout
from saleor.discount import DiscountType, DiscountValueType
from saleor.discount.models import CheckoutLineDiscount, Voucher, VoucherCode
from saleor.product.models import ProductVariantChannelListing

from saleor_loyalty_plugin.hosts.port import DiscountRefused
from tests.contract.driver import Channel, Person, Shop

D = Decimal


@pytest.fixture
def ann(shop: Shop) -> Person:
    return shop.setup.customer("ann@example.com")


@pytest.fixture
def cart(shop: Shop, ann: Person) -> Checkout:
    """A reduced cup (10.00 instead of 12.00) twice, and a pot for 70.00."""
    channel = shop.setup.channel()
    cup = shop.setup.variant(D("12.00"), channel=channel, reduced_to=D("10.00"))
    pot = shop.setup.variant(D("70.00"), channel=channel)
    return _row(shop.checkout(ann, (cup, 2), (pot, 1), channel=channel))


def _row(checkout_id: str) -> Checkout:
    return Checkout.objects.get(pk=UUID(graphene.Node.from_global_id(checkout_id)[1]))


def _put(host: Any, row: Checkout, code: str, amount: str, **extra: Any) -> None:
    host.put_discount(
        checkout_id=row.pk,
        code=code,
        amount=D(amount),
        currency=row.currency,
        name=f"Points {amount}",
        **extra,
    )


def _amounts_of_saleor(checkout: Checkout) -> dict[UUID, Decimal]:
    """What Saleor itself takes for each line before any voucher."""
    checkout = Checkout.objects.get(pk=checkout.pk)
    lines, _ = fetch_checkout_lines(checkout)
    return {
        info.line.pk: calculate_base_line_total_price(info, include_voucher=False).amount
        for info in lines
    }


def _amounts(host: Any, checkout: Checkout) -> dict[UUID, Decimal]:
    facts = host.checkout_facts(checkout.pk)
    return {line.line_id: line.subtotal for line in facts.lines}


def test_facts(host: Any, ann: Person, cart: Checkout) -> None:
    facts = host.checkout_facts(cart.pk)

    assert (facts.customer_id, facts.email) == (ann.user_id, "ann@example.com")
    assert facts.subtotal == D(90)
    assert {line.quantity: (line.subtotal, line.is_reduced) for line in facts.lines} == {
        2: (D(20), True),
        1: (D(70), False),
    }
    assert host.checkout_facts(cart.pk, checkout=cart) == facts


@pytest.mark.parametrize("change", ["none", "override", "manual", "not_listed"])
def test_lines_are_worth_what_saleor_says(host: Any, cart: Checkout, change: str) -> None:
    line = cart.lines.get(quantity=2)
    if change == "override":
        cart.lines.filter(pk=line.pk).update(price_override=D("8.00"))
        CheckoutLineDiscount.objects.filter(line=line).delete()
    if change == "manual":
        CheckoutLineDiscount.objects.filter(line=line).delete()
        line.discounts.create(
            type=DiscountType.MANUAL,
            value_type=DiscountValueType.FIXED,
            value=D(3),
            amount_value=D(6),
            currency=cart.currency,
        )
    if change == "not_listed":
        ProductVariantChannelListing.objects.filter(variant_id=line.variant_id).delete()

    assert _amounts(host, cart) == _amounts_of_saleor(cart)


def test_voucher_of_the_merchant_does_not_change_the_facts(
    host: Any, shop: Shop, ann: Person, cart: Checkout
) -> None:
    before = _amounts(host, cart)
    code = shop.setup.voucher(D(5), channel=shop.setup.channel())
    shop.add_promo_code(graphene.Node.to_global_id("Checkout", cart.pk), code, ann)

    assert _amounts(host, cart) == before
    assert host.checkout_facts(cart.pk).voucher_code == code


def test_discount_shows_on_the_very_object(host: Any, cart: Checkout) -> None:
    _put(host, cart, "LOYALTY-A", "7.35", checkout=cart)

    assert (cart.voucher_code, cart.discount_amount) == ("LOYALTY-A", D("7.35"))
    stored = Checkout.objects.get(pk=cart.pk)
    assert (stored.voucher_code, stored.discount_amount) == ("LOYALTY-A", D("7.35"))
    voucher = VoucherCode.objects.get(code="LOYALTY-A").voucher
    assert (voucher.name, voucher.single_use, voucher.type) == (
        "Points 7.35",
        True,
        "entire_order",
    )


def test_one_voucher_for_each_amount(host: Any, shop: Shop, ann: Person, cart: Checkout) -> None:
    channel = shop.setup.channel()
    cup = shop.setup.variant(D("30.00"), channel=channel)
    other = _row(shop.checkout(ann, (cup, 1), channel=channel))
    third = _row(shop.checkout(ann, (cup, 1), channel=channel))

    _put(host, cart, "LOYALTY-A", "5.00")
    _put(host, other, "LOYALTY-B", "5.000")
    _put(host, third, "LOYALTY-C", "6")

    vouchers = {code.code: code.voucher_id for code in VoucherCode.objects.all()}
    assert vouchers["LOYALTY-A"] == vouchers["LOYALTY-B"] != vouchers["LOYALTY-C"]


def test_same_amount_in_another_channel_is_listed_there(
    host: Any, shop: Shop, ann: Person, cart: Checkout
) -> None:
    second: Channel = shop.setup.extra_channel("second-channel", "USD")
    cup = shop.setup.variant(D("30.00"), channel=second)
    other = _row(shop.checkout(ann, (cup, 1), channel=second))

    _put(host, cart, "LOYALTY-A", "5")
    _put(host, other, "LOYALTY-B", "5")

    (voucher,) = Voucher.objects.all()
    assert voucher.channel_listings.count() == 2


@pytest.mark.parametrize(
    "change", [{"end_date": "2020-01-01T00:00:00Z"}, {"apply_once_per_order": True}]
)
def test_voucher_that_staff_have_changed_is_not_used_again(
    host: Any, cart: Checkout, change: dict[str, Any]
) -> None:
    _put(host, cart, "LOYALTY-A", "5")
    Voucher.objects.update(**change)

    _put(host, cart, "LOYALTY-B", "5")

    assert Checkout.objects.get(pk=cart.pk).discount_amount == D(5)
    assert Voucher.objects.count() == 2


def test_listing_that_staff_have_changed_is_not_used_again(host: Any, cart: Checkout) -> None:
    _put(host, cart, "LOYALTY-A", "5")
    Voucher.objects.get().channel_listings.update(discount_value=D(50))

    _put(host, cart, "LOYALTY-B", "5")

    assert Checkout.objects.get(pk=cart.pk).discount_amount == D(5)


def test_merchants_code_is_left_alone(host: Any, shop: Shop, ann: Person, cart: Checkout) -> None:
    code = shop.setup.voucher(D(5), channel=shop.setup.channel())
    shop.add_promo_code(graphene.Node.to_global_id("Checkout", cart.pk), code, ann)
    cart.refresh_from_db()

    with pytest.raises(DiscountRefused):
        _put(host, cart, "LOYALTY-A", "5", checkout=cart)

    assert cart.voucher_code == code
    assert not VoucherCode.objects.filter(code="LOYALTY-A").exists()


def test_channel_that_is_off_refuses_and_nothing_is_left(host: Any, cart: Checkout) -> None:
    cart.channel.is_active = False
    cart.channel.save(update_fields=["is_active"])

    with pytest.raises(DiscountRefused):
        _put(host, cart, "LOYALTY-A", "5", checkout=cart)

    assert (cart.voucher_code, cart.discount_amount) == (None, D(0))
    assert not VoucherCode.objects.filter(code="LOYALTY-A").exists()


def test_drop_is_repeatable(host: Any, cart: Checkout) -> None:
    _put(host, cart, "LOYALTY-A", "5", checkout=cart)

    for _ in range(2):
        host.drop_discount(checkout_id=cart.pk, code="LOYALTY-A", checkout=cart)
        assert (cart.voucher_code, cart.discount_amount) == (None, D(0))
        assert not VoucherCode.objects.filter(code="LOYALTY-A").exists()


def test_drop_leaves_another_code_alone(host: Any, cart: Checkout) -> None:
    _put(host, cart, "LOYALTY-A", "5")
    _put(host, cart, "LOYALTY-B", "6")

    host.drop_discount(checkout_id=cart.pk, code="LOYALTY-A")

    assert Checkout.objects.get(pk=cart.pk).voucher_code == "LOYALTY-B"


def test_lock(host: Any, cart: Checkout) -> None:
    with transaction.atomic():
        assert host.lock_checkout(cart.pk)
    cart_id = cart.pk
    cart.delete()
    with transaction.atomic():
        assert not host.lock_checkout(cart_id)
    assert host.checkout_facts(cart_id) is None
    with pytest.raises(DiscountRefused):
        host.put_discount(
            checkout_id=cart_id, code="LOYALTY-A", amount=D(1), currency="USD", name="Points"
        )
    host.drop_discount(checkout_id=cart_id, code="LOYALTY-A")
