"""Every way in which Saleor makes an order of a checkout: points are checked on each."""

import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import graphene
import pytest
from django.utils import timezone
from saleor.channel.models import Channel as ChannelRow
from saleor.checkout.models import Checkout
from saleor.checkout.tasks import trigger_automatic_checkout_completion_task
from saleor.discount.models import VoucherCode
from saleor.order.actions import call_order_events
from saleor.order.models import Order
from saleor.plugins.manager import get_plugins_manager
from saleor.webhook.event_types import WebhookEventAsyncType

from saleor_loyalty_plugin import ledger
from saleor_loyalty_plugin.models import Hold, HoldStatus
from saleor_loyalty_plugin.services.checkout.reserve_points import release_hold, requote_checkout
from tests.contract.driver import Channel, Person, Refused, Shop
from tests.saleor import legacy

D = Decimal

ORDER_CREATE = """
mutation ($id: ID!) {
  orderCreateFromCheckout(id: $id) { order { id } errors { field message code } }
}"""


@pytest.fixture
def channel(shop: Shop) -> Channel:
    return shop.setup.channel()


@pytest.fixture
def ann(shop: Shop) -> Person:
    person = shop.setup.customer("ann@example.com")
    shop.credit(person, 1000)
    return person


@pytest.fixture
def cart(shop: Shop, ann: Person, channel: Channel) -> str:
    """60.00 of goods, 10.00 of delivery."""
    variant = shop.setup.variant(D("60.00"), channel=channel)
    return shop.checkout(ann, (variant, 1), channel=channel)


def _pk(checkout_id: str) -> UUID:
    return UUID(graphene.Node.from_global_id(checkout_id)[1])


def _lose_the_hold(checkout_id: str) -> None:
    """What happens when the time is up while the payment page is open."""
    hold = Hold.objects.get(checkout_id=_pk(checkout_id), status=HoldStatus.OPEN)
    ledger.void_hold(hold_id=hold.pk, now=timezone.now())


def _credited(shop: Shop, ann: Person, order_id: UUID) -> None:
    """735 points were taken, 52.65 of goods earned 52."""
    assert shop.order(order_id)["total"]["gross"]["amount"] == 62.65
    assert shop.movements(ann) == [("ADJUST", 1000), ("REDEEM", -735), ("EARN", 52)]


def test_legacy_payment(shop: Shop, ann: Person, cart: str, channel: Channel) -> None:
    legacy.use_payments(channel)
    shop.apply(cart, ann, points=735)
    legacy.pay(shop, cart, ann)

    order_id = shop.complete(cart, ann)

    _credited(shop, ann, order_id)
    legacy.refund(shop, order_id, D("62.65"))
    assert sorted(shop.movements(ann)[3:]) == [("CLAWBACK", -52), ("RESTORE", 735)]
    assert shop.balance(ann) == 1000


def test_legacy_payment_is_refused_and_can_be_tried_again(
    shop: Shop, ann: Person, cart: str, channel: Channel
) -> None:
    legacy.use_payments(channel)
    shop.apply(cart, ann, points=735)
    code = shop.checkout_state(cart, ann)["voucherCode"]
    legacy.pay(shop, cart, ann)
    _lose_the_hold(cart)

    with pytest.raises(Refused) as refused:
        shop.complete(cart, ann)

    assert refused.value.codes == ["VOUCHER_NOT_APPLICABLE"]
    assert refused.value.fields == ["voucherCode"]
    assert Order.objects.count() == 0
    # Saleor had marked the code as used before it asked us.
    row = Checkout.objects.get(pk=_pk(cart))
    assert not row.is_voucher_usage_increased
    assert VoucherCode.objects.get(code=code).is_active
    shop.apply(cart, ann, points=735)
    legacy.pay(shop, cart, ann)
    _credited(shop, ann, shop.complete(cart, ann))


def test_transaction_is_refused_and_can_be_tried_again(
    shop: Shop, ann: Person, cart: str, channel: Channel
) -> None:
    shop.apply(cart, ann, points=735)
    shop.pay_checkout(cart, D("62.65"), channel.currency)
    _lose_the_hold(cart)

    with pytest.raises(Refused) as refused:
        shop.complete(cart, ann)

    assert refused.value.codes == ["VOUCHER_NOT_APPLICABLE"]
    assert "no longer reserved" in refused.value.messages[0]
    assert Order.objects.count() == 0
    shop.apply(cart, ann, points=735)
    _credited(shop, ann, shop.complete(cart, ann))


def test_order_created_by_an_app(shop: Shop, ann: Person, cart: str, channel: Channel) -> None:
    app = shop.setup.app_token("HANDLE_CHECKOUTS", "MANAGE_ORDERS")
    shop.apply(cart, ann, points=735)
    shop.pay_checkout(cart, D("62.65"), channel.currency)

    _lose_the_hold(cart)
    with pytest.raises(Refused) as refused:
        shop.mutate(ORDER_CREATE, {"id": cart}, app)
    assert refused.value.codes == ["VOUCHER_NOT_APPLICABLE"]

    shop.apply(cart, ann, points=735)
    payload = shop.mutate(ORDER_CREATE, {"id": cart}, app)
    _credited(shop, ann, UUID(graphene.Node.from_global_id(payload["order"]["id"])[1]))


def test_automatic_completion(shop: Shop, ann: Person, cart: str, channel: Channel) -> None:
    ChannelRow.objects.filter(pk=channel.channel_id).update(
        automatically_complete_fully_paid_checkouts=True,
        automatic_completion_cut_off_date=timezone.now() - datetime.timedelta(days=1),
    )
    shop.apply(cart, ann, points=735)

    shop.pay_checkout(cart, D("62.65"), channel.currency)
    if Order.objects.count() == 0:
        trigger_automatic_checkout_completion_task()

    _credited(shop, ann, Order.objects.get().pk)


def test_cart_that_changed_behind_saleors_back(
    shop: Shop, ann: Person, cart: str, channel: Channel
) -> None:
    """A price that falls calls no hook; the last look before the order sees it."""
    shop.apply(cart, ann, points=1000)
    shop.set_channel(channel, maximumDiscountAmount=5)
    shop.pay_checkout(cart, D("60.00"), channel.currency)

    with pytest.raises(Refused) as refused:
        shop.complete(cart, ann)

    assert refused.value.codes == ["VOUCHER_NOT_APPLICABLE"]
    assert Order.objects.count() == 0
    assert shop.apply(cart, ann, points=500)["totalPrice"]["gross"]["amount"] == 65.0


def test_customer_who_takes_over_a_checkout_gets_no_points_of_another(
    shop: Shop, ann: Person, cart: str, channel: Channel
) -> None:
    shop.apply(cart, ann, points=1000)
    bob = shop.setup.customer("bob@example.com")
    Checkout.objects.filter(pk=_pk(cart)).update(user_id=bob.user_id, email=bob.email)
    shop.pay_checkout(cart, D("60.00"), channel.currency)

    with pytest.raises(Refused) as refused:
        shop.complete(cart, bob)

    assert refused.value.codes == ["VOUCHER_NOT_APPLICABLE"]
    assert shop.movements(ann) == [("ADJUST", 1000)]
    assert shop.movements(bob) == []


@pytest.mark.parametrize("is_gross", [True, False], ids=["gross", "net"])
def test_tax_in_either_price_terms(shop: Shop, ann: Person, is_gross: bool) -> None:
    """10.00 off goods for 123.00 with, or 100.00 without 23 % tax; delivery is taxed at 0 %."""
    channel = shop.setup.gross_channel() if is_gross else shop.setup.net_channel()
    variant = shop.setup.variant(D("123.00") if is_gross else D("100.00"), channel=channel)
    order_id = shop.buy(ann, (variant, 1), channel=channel, points=1000)

    order = shop.order(order_id)
    (line,) = order["lines"]
    net = 91.87 if is_gross else 90.0
    gross = 113.0 if is_gross else 110.7
    assert (line["totalPrice"]["net"]["amount"], line["totalPrice"]["gross"]["amount"]) == (
        net,
        gross,
    )
    total = order["total"]
    assert (total["gross"]["amount"], total["net"]["amount"]) == (gross + 10, net + 10)
    assert round(total["tax"]["amount"], 2) == round(gross - net, 2)
    assert [item["amount"]["amount"] for item in order["discounts"]] == [10.0]


def test_discount_is_spread_over_the_lines(shop: Shop, ann: Person, channel: Channel) -> None:
    cup = shop.setup.variant(D("10.00"), channel=channel)
    pot = shop.setup.variant(D("51.17"), channel=channel)
    order_id = shop.buy(ann, (cup, 2), (pot, 1), channel=channel, points=735)

    order = shop.order(order_id)
    assert order["total"]["gross"]["amount"] == 73.82
    lines = sum(D(str(line["totalPrice"]["gross"]["amount"])) for line in order["lines"])
    assert lines == D("63.82")


def test_hooks_twice_and_in_the_wrong_order(
    shop: Shop, ann: Person, cart: str, channel: Channel
) -> None:
    shop.apply(cart, ann, points=735)
    shop.pay_checkout(cart, D("62.65"), channel.currency)
    order_id = shop.complete(cart, ann)
    order = Order.objects.get(pk=order_id)
    manager = get_plugins_manager(allow_replica=False)
    events = [
        WebhookEventAsyncType.ORDER_FULLY_PAID,
        WebhookEventAsyncType.ORDER_CREATED,
        WebhookEventAsyncType.ORDER_PAID,
        WebhookEventAsyncType.ORDER_CANCELLED,
        WebhookEventAsyncType.ORDER_EXPIRED,
        WebhookEventAsyncType.ORDER_FULLY_REFUNDED,
    ]

    for _ in range(2):
        call_order_events(manager, events, order)

    _credited(shop, ann, order_id)


def test_hook_that_fails_does_not_fail_the_shopper(
    shop: Shop, ann: Person, cart: str, channel: Channel, monkeypatch: Any
) -> None:
    def fail(**_: Any) -> None:
        raise RuntimeError("the ledger is on fire")

    monkeypatch.setattr("saleor_loyalty_plugin.tasks.settle_order", fail)
    monkeypatch.setattr("saleor_loyalty_plugin.hooks.requote_checkout", fail)
    shop.apply(cart, ann, points=735)
    other = shop.setup.variant(D("5.00"), channel=channel)

    assert shop.add_line(cart, other, 1, ann) == D("67.65")
    shop.pay_checkout(cart, D("67.65"), channel.currency)
    shop.complete(cart, ann)

    assert shop.movements(ann) == [("ADJUST", 1000)]


def test_merchants_code_may_look_a_little_like_ours(
    shop: Shop, ann: Person, cart: str, channel: Channel
) -> None:
    summer = shop.setup.voucher(D("5.00"), channel=channel)
    VoucherCode.objects.filter(code=summer).update(code="LOYALTY-10")
    shop.add_promo_code(cart, "LOYALTY-10", ann)

    with pytest.raises(Refused) as refused:
        shop.apply(cart, ann, points=100)
    assert refused.value.codes == ["PROMO_CODE_PRESENT"]
    shop.pay_checkout(cart, D("65.00"), channel.currency)
    order_id = shop.complete(cart, ann)

    assert shop.order(order_id)["voucherCode"] == "LOYALTY-10"
    assert shop.movements(ann) == [("ADJUST", 1000), ("EARN", 55)]


def test_nothing_changes_while_an_order_is_being_made(shop: Shop, ann: Person, cart: str) -> None:
    """Saleor gives the checkout's row free for a moment while it completes it."""
    shop.apply(cart, ann, points=735)
    hold = Hold.objects.get()
    Checkout.objects.filter(pk=_pk(cart)).update(is_voucher_usage_increased=True)

    for change in (
        lambda: shop.apply(cart, ann, points=100),
        lambda: shop.remove(cart, ann),
    ):
        with pytest.raises(Refused) as refused:
            change()
        assert refused.value.codes == ["CHECKOUT_CLOSED"]
    requote_checkout(checkout_id=_pk(cart), now=timezone.now())
    soon = hold.expires_at + datetime.timedelta(minutes=1)
    assert release_hold(hold=hold, now=soon) is False

    assert Hold.objects.get().status == HoldStatus.OPEN
    assert Checkout.objects.get(pk=_pk(cart)).voucher_code == hold.code
