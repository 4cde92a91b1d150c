"""One promo code a checkout: the merchant's beside ours, and ours where they don't belong."""

from contextlib import suppress
from decimal import Decimal
from typing import Any
from uuid import UUID

import graphene
import pytest
from saleor.checkout.models import Checkout
from saleor.discount import VoucherType
from saleor.discount.models import Voucher, VoucherCode
from saleor.order.models import Order
from saleor.shipping.models import ShippingMethod, ShippingMethodChannelListing

from saleor_loyalty_plugin.hosts.port import DiscountRefused
from saleor_loyalty_plugin.models import CheckoutDiscount
from tests.contract.driver import DELIVERY, Channel, Person, Refused, Shop

D = Decimal

NO_DELIVERY = """
mutation ($id: ID!) {
  checkoutDeliveryMethodUpdate(id: $id) { errors { field message code } }
}"""
VOUCHER_DELETE = """
mutation ($id: ID!) { voucherDelete(id: $id) { errors { field message code } } }"""


@pytest.fixture
def channel(shop: Shop) -> Channel:
    return shop.setup.channel()


@pytest.fixture
def ann(shop: Shop) -> Person:
    person = shop.setup.customer("ann@example.com")
    shop.credit(person, 1000)
    return person


def _cart(shop: Shop, buyer: Person | None, channel: Channel) -> str:
    """60.00 of goods, 10.00 of delivery."""
    hat = shop.setup.variant(D("60.00"), channel=channel)
    return shop.checkout(buyer, (hat, 1), channel=channel)


def _pk(checkout_id: str) -> UUID:
    return UUID(graphene.Node.from_global_id(checkout_id)[1])


def _code_on(shop: Shop, checkout_id: str, buyer: Person | None) -> str | None:
    code: str | None = shop.checkout_state(checkout_id, buyer)["voucherCode"]
    return code


def test_our_code_is_worth_nothing_elsewhere(shop: Shop, ann: Person, channel: Channel) -> None:
    """Typed into other carts it comes off in the same answer; its own cart doesn't notice."""
    own = _cart(shop, ann, channel)
    shop.apply(own, ann, points=1000)
    code = _code_on(shop, own, ann)
    assert code is not None
    bob = shop.setup.customer("bob@example.com")

    for buyer in (ann, bob, None):
        other = _cart(shop, buyer, channel)
        token = buyer.token if buyer is not None else None
        payload = shop.run(
            """mutation ($id: ID!, $promoCode: String!) {
              checkoutAddPromoCode(id: $id, promoCode: $promoCode) {
                checkout { voucherCode discount { amount } totalPrice { gross { amount } } }
              }
            }""",
            {"id": other, "promoCode": code},
            token,
        )["checkoutAddPromoCode"]
        assert payload["checkout"] == {
            "voucherCode": None,
            "discount": {"amount": 0.0},
            "totalPrice": {"gross": {"amount": 70.0}},
        }
        # Where the hook was lost, the order is refused.
        Checkout.objects.filter(pk=_pk(other)).update(voucher_code=code)
        shop.pay_checkout(other, D("70.00"), channel.currency)
        with pytest.raises(Refused) as refused:
            shop.complete(other, buyer)
        assert refused.value.codes == ["VOUCHER_NOT_APPLICABLE"]
    assert Order.objects.count() == 0

    # Typed in twice where it belongs, nothing changes.
    shop.add_promo_code(own, code, ann)
    assert (_code_on(shop, own, ann), shop.total(own, ann)) == (code, D("60.0"))
    assert shop.quote(own, ann)["appliedPoints"] == 1000
    shop.pay_checkout(own, D("60.00"), channel.currency)
    order_id = shop.complete(own, ann)
    assert shop.movements(ann) == [("ADJUST", 1000), ("REDEEM", -1000), ("EARN", 50)]

    # A cancelled order makes Saleor activate its code again.
    shop.cancel(order_id)
    assert shop.balance(ann) == 1000
    last = _cart(shop, ann, channel)
    with suppress(Refused):
        shop.add_promo_code(last, code, ann)
    assert (_code_on(shop, last, ann), shop.total(last, ann)) == (None, D("70.0"))


def test_code_of_a_deleted_checkout(shop: Shop, ann: Person, channel: Channel) -> None:
    first = _cart(shop, ann, channel)
    shop.apply(first, ann, points=1000)
    code = _code_on(shop, first, ann)
    assert code is not None
    Checkout.objects.filter(pk=_pk(first)).delete()

    second = _cart(shop, ann, channel)
    shop.add_promo_code(second, code, ann)

    assert (_code_on(shop, second, ann), shop.total(second, ann)) == (None, D("70.0"))


def test_two_carts_of_one_customer_swap_codes(shop: Shop, ann: Person, channel: Channel) -> None:
    """The code of one typed over the other's: the points of the other go back."""
    first, second = _cart(shop, ann, channel), _cart(shop, ann, channel)
    shop.apply(first, ann, points=300)
    shop.apply(second, ann, points=500)
    code = _code_on(shop, first, ann)
    assert code is not None

    shop.add_promo_code(second, code, ann)

    assert (_code_on(shop, second, ann), shop.total(second, ann)) == (None, D("70.0"))
    assert (_code_on(shop, first, ann), shop.total(first, ann)) == (code, D("67.0"))
    assert shop.available(ann) == 700


def test_voucher_that_staff_delete(shop: Shop, ann: Person, channel: Channel) -> None:
    """Saleor places no order with a code that is gone; points can be applied anew."""
    checkout_id = _cart(shop, ann, channel)
    shop.apply(checkout_id, ann, points=735)
    voucher = graphene.Node.to_global_id("Voucher", Voucher.objects.get().pk)
    shop.mutate(VOUCHER_DELETE, {"id": voucher}, shop.admin.token)
    shop.pay_checkout(checkout_id, D("62.65"), channel.currency)

    with pytest.raises(Refused) as refused:
        shop.complete(checkout_id, ann)
    assert refused.value.codes == ["VOUCHER_NOT_APPLICABLE"]

    assert shop.apply(checkout_id, ann, points=735)["totalPrice"]["gross"]["amount"] == 62.65
    shop.complete(checkout_id, ann)
    assert shop.movements(ann) == [("ADJUST", 1000), ("REDEEM", -735), ("EARN", 52)]


@pytest.mark.parametrize(
    "kind",
    [{"kind": VoucherType.SHIPPING}, {"apply_once_per_order": True}],
    ids=["shipping", "cheapest piece"],
)
def test_merchants_other_vouchers_occupy_the_one_code(
    shop: Shop, ann: Person, channel: Channel, kind: dict[str, Any]
) -> None:
    checkout_id = _cart(shop, ann, channel)
    theirs = shop.setup.voucher(D("5.00"), channel=channel, **kind)
    shop.add_promo_code(checkout_id, theirs, ann)
    assert shop.total(checkout_id, ann) == D("65.0")

    with pytest.raises(Refused) as refused:
        shop.apply(checkout_id, ann, points=100)
    assert refused.value.codes == ["PROMO_CODE_PRESENT"]

    shop.remove_promo_code(checkout_id, theirs, ann)
    shop.apply(checkout_id, ann, points=300)
    ours = _code_on(shop, checkout_id, ann)
    assert ours is not None
    shop.add_promo_code(checkout_id, theirs, ann)
    assert (_code_on(shop, checkout_id, ann), shop.total(checkout_id, ann)) == (theirs, D("65.0"))
    assert shop.available(ann) == 1000
    assert not VoucherCode.objects.filter(code=ours).exists()
    assert not CheckoutDiscount.objects.exists()

    shop.remove_promo_code(checkout_id, theirs, ann)
    assert shop.total(checkout_id, ann) == D("70.0")
    assert shop.apply(checkout_id, ann, points=300)["totalPrice"]["gross"]["amount"] == 67.0


# Free shipping --------------------------------------------------------------------------------


def _other_delivery(channel: Channel, price: str) -> str:
    """One more delivery method of the channel; its global id."""
    first = ShippingMethod.objects.get(
        pk=graphene.Node.from_global_id(channel.delivery_method_id)[1]
    )
    method = ShippingMethod.objects.create(
        name=f"For {price}", type=first.type, shipping_zone=first.shipping_zone
    )
    ShippingMethodChannelListing.objects.create(
        shipping_method=method,
        channel_id=channel.channel_id,
        price_amount=D(price),
        minimum_order_price_amount=None,
        currency=channel.currency,
    )
    global_id: str = graphene.Node.to_global_id("ShippingMethod", method.pk)
    return global_id


def test_code_for_shipping(shop: Shop, host: Any, ann: Person, channel: Channel) -> None:
    """It takes its amount off the chosen delivery, and never more than that costs."""
    cheap, dear = _other_delivery(channel, "4.00"), _other_delivery(channel, "25.00")
    checkout_id = _cart(shop, ann, channel)
    rows = Checkout.objects.filter(pk=_pk(checkout_id))

    def put(code: str, amount: str) -> None:
        host.put_discount(
            checkout_id=_pk(checkout_id),
            code=code,
            amount=D(amount),
            currency=channel.currency,
            name="Free shipping",
            is_for_shipping=True,
        )

    def choose(method: str) -> Decimal:
        """The total after Saleor's own hooks; nothing of ours is in the books here."""
        with shop.setup.hooks_lost():
            shop.mutate(DELIVERY, {"id": checkout_id, "deliveryMethodId": method}, ann.token)
            return shop.total(checkout_id, ann)

    assert host.checkout_facts(_pk(checkout_id)).shipping_price == D(10)
    put("SHIPPING-10", "10.00")
    assert shop.total(checkout_id, ann) == D("60.0")
    assert choose(cheap) == D("60.0")
    assert choose(dear) == D("75.0")
    assert host.checkout_facts(_pk(checkout_id)).shipping_price == D(25)
    put("SHIPPING-25", "25.00")
    host.drop_discount(checkout_id=_pk(checkout_id), code="SHIPPING-10")
    assert shop.total(checkout_id, ann) == D("60.0")

    # Without a delivery method there is nothing to take off, and Saleor drops the code.
    with shop.setup.hooks_lost():
        shop.mutate(NO_DELIVERY, {"id": checkout_id}, ann.token)
    assert host.checkout_facts(_pk(checkout_id)).shipping_price == D(0)
    assert shop.total(checkout_id, ann) == D("60.0")
    host.drop_discount(checkout_id=_pk(checkout_id), code="SHIPPING-25")
    with pytest.raises(DiscountRefused):
        put("SHIPPING-0", "10.00")
    assert rows.get().voucher_code is None
    assert not VoucherCode.objects.filter(code="SHIPPING-0").exists()

    assert choose(cheap) == D("64.0")
    put("SHIPPING-4", "4.00")
    rows.update(user=None)
    shop.pay_checkout(checkout_id, D("60.00"), channel.currency)
    with shop.setup.hooks_lost():
        order = shop.order(shop.complete(checkout_id, None))
    assert order["total"]["gross"]["amount"] == 60.0
    assert [item["amount"]["amount"] for item in order["discounts"]] == [4.0]
