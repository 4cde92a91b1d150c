"""What happens between applying points and an order, and to orders that come to nothing."""

import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import graphene
import pytest
from django.conf import settings
from django.utils import timezone
from saleor.channel.models import Channel as ChannelRow
from saleor.checkout.models import Checkout
from saleor.checkout.tasks import delete_expired_checkouts
from saleor.discount.models import VoucherCode
from saleor.order.models import Order
from saleor.order.tasks import delete_expired_orders_task, expire_orders_task
from saleor.product.models import ProductChannelListing, ProductVariant
from saleor.shipping.models import ShippingMethodChannelListing

from saleor_loyalty_plugin.models import CheckoutDiscount, Hold, HoldStatus
from saleor_loyalty_plugin.services.checkout.reserve_points import requote_checkout
from saleor_loyalty_plugin.services.sweep import sweep_discounts, sweep_holds, sweep_orders
from tests.contract.driver import Channel, Person, Refused, Shop
from tests.saleor import legacy
from tests.saleor.test_completion import ORDER_CREATE

D = Decimal

PRICE_CHANGE = """
mutation ($id: ID!, $channel: ID!, $price: PositiveDecimal!) {
  productVariantChannelListingUpdate(id: $id, input: [{channelId: $channel, price: $price}]) {
    errors { field message code }
  }
}"""
LINES = """
query ($id: ID!) { checkout(id: $id) { lines { id } } }"""
LINE_DELETE = """
mutation ($id: ID!, $line: ID!) {
  checkoutLineDelete(id: $id, lineId: $line) { errors { field message code } }
}"""
CUSTOMER_DELETE = """
mutation ($id: ID!) { customerDelete(id: $id) { errors { field message code } } }"""


@pytest.fixture
def channel(shop: Shop) -> Channel:
    return shop.setup.channel()


@pytest.fixture
def ann(shop: Shop) -> Person:
    person = shop.setup.customer("ann@example.com")
    shop.credit(person, 10_000)
    return person


@pytest.fixture
def hat(shop: Shop, channel: Channel) -> str:
    return shop.setup.variant(D("60.00"), channel=channel)


@pytest.fixture
def cart(shop: Shop, ann: Person, channel: Channel, hat: str) -> str:
    """60.00 of goods, 10.00 of delivery."""
    return shop.checkout(ann, (hat, 1), channel=channel)


def _pk(global_id: str) -> UUID:
    return UUID(graphene.Node.from_global_id(global_id)[1])


def _code(shop: Shop, cart: str, ann: Person) -> str:
    code: str = shop.checkout_state(cart, ann)["voucherCode"]
    return code


def _nothing_is_left(code: str) -> None:
    assert not Hold.objects.filter(status=HoldStatus.OPEN).exists()
    assert not VoucherCode.objects.filter(code=code, is_active=True).exists()
    assert not CheckoutDiscount.objects.filter(order_id=None).exists()


# Free orders ----------------------------------------------------------------------------------


@pytest.mark.parametrize("flow", ["transactions", "payments", "app"])
def test_free_order(shop: Shop, ann: Person, channel: Channel, hat: str, flow: str) -> None:
    """Delivery is free, points pay the rest: nothing is left to pay in any flow."""
    ShippingMethodChannelListing.objects.update(price_amount=D(0))
    if flow == "payments":
        legacy.use_payments(channel)
    cart = shop.checkout(ann, (hat, 1), channel=channel)
    assert shop.apply(cart, ann, maximum=True)["totalPrice"]["gross"]["amount"] == 0.0

    if flow == "app":
        app = shop.setup.app_token("HANDLE_CHECKOUTS", "MANAGE_ORDERS")
        order_id = _pk(shop.mutate(ORDER_CREATE, {"id": cart}, app)["order"]["id"])
    else:
        order_id = shop.complete(cart, ann)

    order = shop.order(order_id)
    assert order["total"] == {
        "gross": {"amount": 0.0, "currency": "USD"},
        "net": {"amount": 0.0},
        "tax": {"amount": 0.0},
    }
    assert order["isPaid"]
    assert [item["amount"]["amount"] for item in order["discounts"]] == [60.0]
    assert shop.movements(ann) == [("ADJUST", 10_000), ("REDEEM", -6000)]
    if order["status"] == "UNCONFIRMED":
        shop.confirm(order_id)
    shop.cancel(order_id)
    assert shop.balance(ann) == 10_000


# Several tabs ---------------------------------------------------------------------------------


def test_several_tabs(shop: Shop, ann: Person, cart: str, channel: Channel) -> None:
    """Tabs show what they read a while ago; the cart itself is what counts."""
    stale = Checkout.objects.get(pk=_pk(cart))
    shop.apply(cart, ann, points=300)
    shop.apply(cart, ann, points=500)
    requote_checkout(checkout_id=stale.pk, now=timezone.now(), checkout=stale)
    assert (shop.total(cart, ann), shop.available(ann)) == (D("65.0"), 9_500)
    assert VoucherCode.objects.count() == CheckoutDiscount.objects.count() == 1

    # Removed in one tab while the other has paid the lower total.
    ChannelRow.objects.filter(pk=channel.channel_id).update(allow_unpaid_orders=False)
    shop.pay_checkout(cart, D("65.00"), channel.currency)
    shop.remove(cart, ann)
    with pytest.raises(Refused) as refused:
        shop.complete(cart, ann)
    assert refused.value.codes == ["CHECKOUT_NOT_FULLY_PAID"]
    assert (Order.objects.count(), shop.available(ann)) == (0, 10_000)

    shop.apply(cart, ann, points=500)
    order_id = shop.complete(cart, ann)
    assert shop.order(order_id)["total"]["gross"]["amount"] == 65.0
    for change in (lambda: shop.apply(cart, ann, points=100), lambda: shop.remove(cart, ann)):
        with pytest.raises(Refused) as refused:
            change()
        assert refused.value.codes == ["CHECKOUT_CLOSED"]
    assert shop.balance(ann) == 9_555


# Prices and goods that change -----------------------------------------------------------------


def _set_price(shop: Shop, variant: str, channel: Channel, price: str) -> None:
    staff = shop.setup.staff("MANAGE_PRODUCTS")
    variables = {"id": variant, "channel": channel.global_id, "price": price}
    shop.mutate(PRICE_CHANGE, variables, staff.token)


def test_price_that_changes(shop: Shop, ann: Person, cart: str, channel: Channel, hat: str) -> None:
    """A lower price takes fewer points: refused until they are applied anew. A higher one bears
    as many as before."""
    shop.apply(cart, ann, points=6000)
    _set_price(shop, hat, channel, "40.00")
    shop.pay_checkout(cart, D("10.00"), channel.currency)
    with pytest.raises(Refused) as refused:
        shop.complete(cart, ann)
    assert refused.value.codes == ["VOUCHER_NOT_APPLICABLE"]
    assert "can't take as many points" in refused.value.messages[0]
    assert Order.objects.count() == 0

    assert shop.apply(cart, ann, points=4000)["totalPrice"]["gross"]["amount"] == 10.0
    _set_price(shop, hat, channel, "75.00")
    Checkout.objects.update(price_expiration=timezone.now())
    assert shop.total(cart, ann) == D("45.0")
    shop.pay_checkout(cart, D("35.00"), channel.currency)
    order_id = shop.complete(cart, ann)

    order = shop.order(order_id)
    assert order["total"]["gross"]["amount"] == 45.0
    assert [item["amount"]["amount"] for item in order["discounts"]] == [40.0]
    assert shop.movements(ann) == [("ADJUST", 10_000), ("REDEEM", -4000), ("EARN", 35)]


def test_variant_that_is_no_longer_sold(
    shop: Shop, ann: Person, cart: str, channel: Channel, hat: str
) -> None:
    """Saleor places no order with it; taken out of the cart, it takes its points along."""
    cup = shop.setup.variant(D("10.00"), channel=channel)
    shop.add_line(cart, cup, 1, ann)
    shop.apply(cart, ann, points=7000)
    product = ProductVariant.objects.get(pk=graphene.Node.from_global_id(hat)[1]).product
    ProductChannelListing.objects.filter(product=product).update(is_published=False)
    shop.pay_checkout(cart, D("10.00"), channel.currency)
    with pytest.raises(Refused):
        shop.complete(cart, ann)
    assert (Order.objects.count(), shop.available(ann)) == (0, 3000)

    first, _second = shop.run(LINES, {"id": cart}, ann.token)["checkout"]["lines"]
    shop.mutate(LINE_DELETE, {"id": cart, "line": first["id"]}, ann.token)

    assert shop.quote(cart, ann)["appliedPoints"] == 1000
    assert shop.available(ann) == 9000
    shop.complete(cart, ann)
    assert shop.balance(ann) == 9000


# Carts and orders that come to nothing --------------------------------------------------------


def _forget_checkout(shop: Shop, cart: str, ann: Person, how: str) -> None:
    if how == "expired":
        long_ago = timezone.now() - settings.USER_CHECKOUTS_TIMEDELTA - datetime.timedelta(days=1)
        Checkout.objects.filter(pk=_pk(cart)).update(last_change=long_ago)
        delete_expired_checkouts()
    else:
        shop.mutate(CUSTOMER_DELETE, {"id": ann.global_id}, shop.admin.token)
    assert not Checkout.objects.filter(pk=_pk(cart)).exists()


@pytest.mark.parametrize("how", ["expired", "customer deleted"])
def test_checkout_that_is_deleted(shop: Shop, ann: Person, cart: str, how: str) -> None:
    shop.apply(cart, ann, points=735)
    code = _code(shop, cart, ann)
    account = Hold.objects.get().account

    _forget_checkout(shop, cart, ann, how)

    assert sweep_holds(now=timezone.now()) == 0
    assert sweep_holds(now=timezone.now() + datetime.timedelta(days=1)) == 1
    _nothing_is_left(code)
    account.refresh_from_db()
    assert (account.balance, account.reserved) == (10_000, 0)
    assert sweep_holds(now=timezone.now() + datetime.timedelta(days=2)) == 0


def test_discount_without_points_of_a_deleted_checkout(shop: Shop, ann: Person, cart: str) -> None:
    """As a reward leaves it: nothing is reserved, so no hold runs out."""
    shop.apply(cart, ann, points=735)
    code = _code(shop, cart, ann)
    Hold.objects.all().delete()
    later = timezone.now() + datetime.timedelta(days=2)
    assert sweep_discounts(now=later) == 0

    _forget_checkout(shop, cart, ann, "expired")

    assert sweep_discounts(now=later) == 1
    _nothing_is_left(code)


@pytest.mark.parametrize("end", ["expired", "cancelled"])
def test_unpaid_order_gives_the_points_back(
    shop: Shop, ann: Person, cart: str, channel: Channel, end: str
) -> None:
    shop.apply(cart, ann, points=735)
    code = _code(shop, cart, ann)
    order_id = shop.complete(cart, ann)
    assert shop.order(order_id)["status"] == "UNCONFIRMED"
    assert shop.balance(ann) == 9265

    if end == "cancelled":
        shop.cancel(order_id)
    else:
        ChannelRow.objects.filter(pk=channel.channel_id).update(
            expire_orders_after=60, delete_expired_orders_after=datetime.timedelta(days=3)
        )
        an_hour_ago = timezone.now() - datetime.timedelta(minutes=61)
        Order.objects.filter(pk=order_id).update(created_at=an_hour_ago)
        expire_orders_task()
        sweep_orders(now=timezone.now() + datetime.timedelta(minutes=10))
    assert shop.movements(ann) == [("ADJUST", 10_000), ("REDEEM", -735), ("RESTORE", 735)]
    assert shop.available(ann) == 10_000

    if end == "expired":
        Order.objects.filter(pk=order_id).update(
            expired_at=timezone.now() - datetime.timedelta(days=4)
        )
        delete_expired_orders_task()
        assert not Order.objects.filter(pk=order_id).exists()
        sweep_orders(now=timezone.now() + datetime.timedelta(minutes=10))
        assert shop.balance(ann) == 10_000
    # Saleor activates the code again; typed in, it is worth nothing.
    other = shop.checkout(ann, (_any_variant(shop, channel), 1), channel=channel)
    token: dict[str, Any] = {"id": other, "promoCode": code}
    shop.run(
        "mutation ($id: ID!, $promoCode: String!) {"
        " checkoutAddPromoCode(id: $id, promoCode: $promoCode) { errors { code } } }",
        token,
        ann.token,
    )
    assert shop.total(other, ann) == D("30.0")


def _any_variant(shop: Shop, channel: Channel) -> str:
    return shop.setup.variant(D("20.00"), channel=channel)
