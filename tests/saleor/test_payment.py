"""Points that pay, where only Saleor can show it: its ways to pay, its customers, its taxes."""

import datetime
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

import graphene
import pytest
from django.conf import settings
from django.db import connection
from django.test import override_settings
from django.utils import timezone
from saleor.account.models import User
from saleor.channel.models import Channel as ChannelRow
from saleor.checkout.models import Checkout
from saleor.checkout.tasks import trigger_automatic_checkout_completion_task
from saleor.giftcard.models import GiftCard
from saleor.order.models import Order
from saleor.payment.models import TransactionItem
from saleor.product.models import ProductVariant, ProductVariantChannelListing
from saleor.tax import TaxCalculationStrategy
from saleor.tax.models import TaxConfiguration

from saleor_loyalty_plugin import ledger
from saleor_loyalty_plugin.models import Hold, HoldStatus
from saleor_loyalty_plugin.services.checkout.reserve_points import release_hold, requote_checkout
from saleor_loyalty_plugin.services.sweep import sweep_holds
from saleor_loyalty_plugin.tasks import settle_order_task, sweep_orders_task
from tests.contract.driver import Channel, Person, Refused, Shop
from tests.contract.refunds_suite import assert_books_are_right
from tests.saleor import legacy
from tests.saleor.test_preview import TenPercent

D = Decimal

BINDS_CARDS = hasattr(GiftCard, "assigned_to")
PAYS_BY_GATEWAY = hasattr(TransactionItem, "gift_card")

ORDER_CREATE = """
mutation ($id: ID!, $remove: Boolean) {
  orderCreateFromCheckout(id: $id, removeCheckout: $remove) {
    order { id } errors { field message code }
  }
}"""
CUSTOMER_DELETE = """
mutation ($id: ID!) { customerDelete(id: $id) { errors { field message code } } }"""
CARD_DELETE = """
mutation ($id: ID!) { giftCardDelete(id: $id) { errors { field message code } } }"""
PAY_BY_CARD = """
mutation ($id: ID!, $amount: PositiveDecimal!, $code: JSON!) {
  transactionInitialize(
    id: $id
    amount: $amount
    paymentGateway: {id: "saleor.io.gift-card-payment-gateway", data: $code}
  ) { transactionEvent { type message } errors { field message code } }
}"""
MY_CARD = """
query ($id: ID!) { checkout(id: $id) { giftCards { code } authorizeStatus } }"""
STATUS = "query ($id: ID!) { checkout(id: $id) { authorizeStatus chargeStatus } }"


@pytest.fixture
def channel(shop: Shop) -> Channel:
    channel = shop.setup.channel()
    shop.set_program(channel, redemptionMethod="PAYMENT")
    return channel


@pytest.fixture
def ann(shop: Shop) -> Person:
    person = shop.setup.customer("ann@example.com")
    shop.credit(person, 10_000)
    return person


@pytest.fixture
def lamp(shop: Shop, channel: Channel) -> str:
    return shop.setup.variant(D("60.00"), channel=channel)


@pytest.fixture
def cart(shop: Shop, ann: Person, channel: Channel, lamp: str) -> str:
    """60.00 of goods, 10.00 of delivery."""
    return shop.checkout(ann, (lamp, 1), channel=channel)


def _pk(global_id: str) -> UUID:
    return UUID(graphene.Node.from_global_id(global_id)[1])


def _row(checkout_id: str) -> Checkout:
    return Checkout.objects.get(pk=_pk(checkout_id))


def _credited(shop: Shop, ann: Person, order_id: UUID) -> None:
    """735 points paid 7.35, 52.65 of goods earned 52, and the card is worth nothing."""
    assert shop.order(order_id)["total"]["gross"]["amount"] == 62.65
    assert shop.movements(ann) == [("ADJUST", 10_000), ("REDEEM", -735), ("EARN", 52)]
    card = GiftCard.objects.get()
    assert (card.is_active, card.current_balance_amount) == (False, 0)
    assert_books_are_right()


def _lose_the_hold() -> None:
    hold = Hold.objects.get(status=HoldStatus.OPEN)
    ledger.void_hold(hold_id=hold.pk, now=timezone.now())


# The card -------------------------------------------------------------------------------------


def test_card_is_the_customers_own_and_staff_see_what_it_is(
    shop: Shop, ann: Person, cart: str
) -> None:
    shop.apply(cart, ann, points=735)

    card = GiftCard.objects.get()
    assert (card.initial_balance_amount, card.current_balance_amount) == (D("7.35"), D("7.35"))
    assert (card.currency, card.expiry_date, card.is_active) == ("USD", None, True)
    assert [tag.name for tag in card.tags.all()] == ["Loyalty points"]
    assert card.code == Hold.objects.get().code
    assert not card.events.exists()
    if BINDS_CARDS:
        assert (card.assigned_to_id, card.assigned_to_email) == (ann.user_id, ann.email)


def test_channel_that_admits_no_gift_cards_of_shoppers(
    shop: Shop, ann: Person, cart: str, channel: Channel
) -> None:
    if hasattr(ChannelRow, "allow_legacy_gift_card_use"):
        rows = ChannelRow.objects.filter(pk=channel.channel_id)
        rows.update(allow_legacy_gift_card_use=False)
    shop.apply(cart, ann, points=735)
    shop.pay_checkout(cart, D("62.65"), channel.currency)

    _credited(shop, ann, shop.complete(cart, ann))


def test_order_can_be_placed_when_points_and_money_cover_it(
    shop: Shop, ann: Person, cart: str, channel: Channel
) -> None:
    """Saleor keeps on the checkout how much of it is covered; points change that at once."""
    ChannelRow.objects.filter(pk=channel.channel_id).update(allow_unpaid_orders=False)
    shop.pay_checkout(cart, D("62.65"), channel.currency)
    shop.total(cart, ann)
    assert _row(cart).authorize_status == "partial"

    shop.apply(cart, ann, points=735)
    assert _row(cart).authorize_status == "full"
    shop.remove(cart, ann)
    assert _row(cart).authorize_status == "partial"
    with pytest.raises(Refused):
        shop.complete(cart, ann)

    shop.apply(cart, ann, points=735)
    _credited(shop, ann, shop.complete(cart, ann))


def test_points_pay_all_of_an_order(shop: Shop, ann: Person, channel: Channel, lamp: str) -> None:
    ChannelRow.objects.filter(pk=channel.channel_id).update(allow_unpaid_orders=False)
    own = shop.setup.gift_card(D("10.00"), channel=channel)
    cart = shop.checkout(ann, (lamp, 1), channel=channel)
    shop.add_promo_code(cart, own, ann)
    shop.apply(cart, ann, maximum=True)
    assert shop.run(STATUS, {"id": cart}, ann.token)["checkout"] == {
        "authorizeStatus": "FULL",
        "chargeStatus": "FULL",
    }

    order_id = shop.complete(cart, ann)

    assert shop.order(order_id)["total"]["gross"]["amount"] == 0
    assert shop.movements(ann) == [("ADJUST", 10_000), ("REDEEM", -6000)]
    assert GiftCard.objects.get(code=own).current_balance_amount == 0
    shop.cancel(order_id)
    assert shop.balance(ann) == 10_000
    assert_books_are_right()


# Ways to place an order -----------------------------------------------------------------------


def test_legacy_payment(shop: Shop, ann: Person, cart: str, channel: Channel) -> None:
    legacy.use_payments(channel)
    shop.apply(cart, ann, points=735)
    legacy.pay(shop, cart, ann)

    order_id = shop.complete(cart, ann)

    _credited(shop, ann, order_id)
    legacy.refund(shop, order_id, D("62.65"))
    assert sorted(shop.movements(ann)[3:]) == [("CLAWBACK", -52), ("RESTORE", 735)]
    assert GiftCard.objects.get().current_balance_amount == 0
    assert_books_are_right()


def test_legacy_payment_is_refused_and_can_be_tried_again(
    shop: Shop, ann: Person, cart: str, channel: Channel
) -> None:
    legacy.use_payments(channel)
    shop.apply(cart, ann, points=735)
    legacy.pay(shop, cart, ann)
    _lose_the_hold()

    with pytest.raises(Refused) as refused:
        shop.complete(cart, ann)

    assert (refused.value.codes, refused.value.fields) == (
        ["GIFT_CARD_NOT_APPLICABLE"],
        ["giftCards"],
    )
    assert Order.objects.count() == 0
    # The card of the points that were lost goes when they are applied again.
    shop.apply(cart, ann, points=735)
    legacy.pay(shop, cart, ann)
    _credited(shop, ann, shop.complete(cart, ann))


def test_nothing_changes_while_a_payment_is_under_way(shop: Shop, ann: Person, cart: str) -> None:
    """Saleor has settled the total by then, and reads the gift cards only afterwards."""
    shop.apply(cart, ann, points=735)
    hold = Hold.objects.get()
    Checkout.objects.filter(pk=_pk(cart)).update(completing_started_at=timezone.now())

    for change in (lambda: shop.apply(cart, ann, points=100), lambda: shop.remove(cart, ann)):
        with pytest.raises(Refused) as refused:
            change()
        assert refused.value.codes == ["CHECKOUT_CLOSED"]
    requote_checkout(checkout_id=_pk(cart), now=timezone.now())
    assert not release_hold(hold=hold, now=hold.expires_at + datetime.timedelta(minutes=1))
    assert _row(cart).gift_cards.get().code == hold.code

    # A process that died leaves its mark behind.
    long_ago = timezone.now() - datetime.timedelta(minutes=16)
    Checkout.objects.filter(pk=_pk(cart)).update(completing_started_at=long_ago)
    shop.remove(cart, ann)
    assert not GiftCard.objects.exists()


@pytest.mark.parametrize("removes", [True, False])
def test_order_created_by_an_app(
    shop: Shop, ann: Person, cart: str, channel: Channel, removes: bool
) -> None:
    app = shop.setup.app_token("HANDLE_CHECKOUTS", "MANAGE_ORDERS")
    shop.apply(cart, ann, points=735)
    shop.pay_checkout(cart, D("62.65"), channel.currency)

    payload = shop.mutate(ORDER_CREATE, {"id": cart, "remove": removes}, app)

    _credited(shop, ann, _pk(payload["order"]["id"]))
    if not removes:
        assert not _row(cart).gift_cards.exists()


def test_order_that_an_app_may_not_create(shop: Shop, ann: Person, cart: str) -> None:
    shop.apply(cart, ann, points=735)
    _lose_the_hold()

    with pytest.raises(Refused) as refused:
        app = shop.setup.app_token("HANDLE_CHECKOUTS", "MANAGE_ORDERS")
        shop.mutate(ORDER_CREATE, {"id": cart, "remove": True}, app)

    assert refused.value.codes == ["GIFT_CARD_NOT_APPLICABLE"]
    assert Order.objects.count() == 0


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


# What may go wrong ----------------------------------------------------------------------------


def test_price_that_falls_after_the_points_were_applied(
    shop: Shop, ann: Person, cart: str, channel: Channel, lamp: str
) -> None:
    """No hook tells of it; the last look before the order sees it, and delivery stays unpaid."""
    shop.apply(cart, ann, maximum=True)
    variant = ProductVariant.objects.get(pk=graphene.Node.from_global_id(lamp)[1])
    ProductVariantChannelListing.objects.filter(variant=variant).update(
        price_amount=D(40), discounted_price_amount=D(40)
    )
    Checkout.objects.filter(pk=_pk(cart)).update(
        price_expiration=timezone.now(), discount_expiration=timezone.now()
    )
    shop.pay_checkout(cart, D("10.00"), channel.currency)

    with pytest.raises(Refused) as refused:
        shop.complete(cart, ann)

    assert refused.value.codes == ["GIFT_CARD_NOT_APPLICABLE"]
    assert Order.objects.count() == 0
    assert shop.apply(cart, ann, maximum=True)["loyalty"]["appliedPoints"] == 4000
    shop.complete(cart, ann)
    assert shop.movements(ann)[1:] == [("REDEEM", -4000)]
    assert_books_are_right()


def test_customer_who_takes_over_a_checkout_gets_no_points_of_another(
    shop: Shop, ann: Person, cart: str, channel: Channel
) -> None:
    shop.apply(cart, ann, points=1000)
    bob = shop.setup.customer("bob@example.com")
    Checkout.objects.filter(pk=_pk(cart)).update(user_id=bob.user_id, email=bob.email)
    shop.pay_checkout(cart, D("60.00"), channel.currency)

    with pytest.raises(Refused) as refused:
        shop.complete(cart, bob)
    # From 3.23 on, Saleor asks whose card it is before it asks us.
    assert refused.value.codes == ["INVALID" if BINDS_CARDS else "GIFT_CARD_NOT_APPLICABLE"]

    # With the next change of the cart, its points go back to Ann.
    requote_checkout(checkout_id=_pk(cart), now=timezone.now())
    assert shop.available(ann) == 10_000
    assert not GiftCard.objects.exists()


@pytest.mark.skipif(not PAYS_BY_GATEWAY, reason="Saleor 3.22 has no gateway for gift cards")
def test_code_typed_in_as_a_means_of_payment_elsewhere(
    shop: Shop, ann: Person, cart: str, channel: Channel, lamp: str
) -> None:
    """Saleor shows its code to whom a card is assigned, and has a gateway that takes codes."""
    shop.apply(cart, ann, points=1000)
    (card,) = shop.run(MY_CARD, {"id": cart}, ann.token)["checkout"]["giftCards"]
    other = shop.checkout(ann, (lamp, 1), channel=channel)
    payment = {"id": other, "amount": "10.00", "code": {"code": card["code"]}}
    payload = shop.mutate(PAY_BY_CARD, payment, ann.token)
    assert payload["transactionEvent"]["type"] == "AUTHORIZATION_SUCCESS"

    with pytest.raises(Refused) as refused:
        shop.complete(other, ann)

    assert refused.value.codes == ["GIFT_CARD_NOT_APPLICABLE"]
    assert Order.objects.count() == 0


@pytest.mark.parametrize("is_used", [False, True])
def test_customer_can_be_deleted(
    shop: Shop, ann: Person, cart: str, channel: Channel, is_used: bool
) -> None:
    shop.apply(cart, ann, points=735)
    if is_used:
        shop.pay_checkout(cart, D("62.65"), channel.currency)
        _credited(shop, ann, shop.complete(cart, ann))

    shop.mutate(CUSTOMER_DELETE, {"id": ann.global_id}, shop.admin.token)

    assert not User.objects.filter(pk=ann.user_id).exists()
    assert [card.is_active for card in GiftCard.objects.all()] == (
        [False] if is_used or BINDS_CARDS else [True]
    )
    # The checkout went with its customer; in time its points and the card go, too.
    assert sweep_holds(now=timezone.now() + datetime.timedelta(days=1)) == (0 if is_used else 1)
    assert GiftCard.objects.filter(is_active=True).count() == 0
    assert_books_are_right()


def test_used_card_keeps_nobody_from_deleting_its_customer(
    shop: Shop, ann: Person, cart: str, channel: Channel
) -> None:
    shop.apply(cart, ann, points=735)
    shop.pay_checkout(cart, D("62.65"), channel.currency)
    shop.complete(cart, ann)

    User.objects.get(pk=ann.user_id).delete()

    assert GiftCard.objects.get().assigned_to_email == ann.email if BINDS_CARDS else True


def test_card_that_staff_delete_later_changes_nothing(
    shop: Shop, ann: Person, cart: str, channel: Channel
) -> None:
    shop.apply(cart, ann, points=735)
    shop.pay_checkout(cart, D("62.65"), channel.currency)
    order_id = shop.complete(cart, ann)
    card_id = graphene.Node.to_global_id("GiftCard", GiftCard.objects.get().pk)
    staff = shop.setup.staff("MANAGE_GIFT_CARD")
    shop.mutate(CARD_DELETE, {"id": card_id}, staff.token)

    settle_order_task(str(order_id))

    # What points have paid is no longer known to the shop; the points stay spent.
    assert shop.movements(ann)[:2] == [("ADJUST", 10_000), ("REDEEM", -735)]
    assert ("RESTORE", 735) not in shop.movements(ann)
    shop.cancel(order_id)
    assert shop.balance(ann) == 10_000
    assert_books_are_right()


def test_staff_change_what_is_left_on_a_card(
    shop: Shop, ann: Person, cart: str, channel: Channel
) -> None:
    """An order tells what it has used, whatever the card says today."""
    shop.apply(cart, ann, points=735)
    shop.pay_checkout(cart, D("62.65"), channel.currency)
    order_id = shop.complete(cart, ann)
    GiftCard.objects.update(initial_balance_amount=D(50), current_balance_amount=D(50))

    settle_order_task(str(order_id))

    assert shop.movements(ann)[1:] == [("REDEEM", -735), ("EARN", 52)]
    assert_books_are_right()


# Taxes ----------------------------------------------------------------------------------------


class TaxesOutsideLocks(TenPercent):
    """Notes whether a transaction was open that may hold a lock while the tax service was asked."""

    depth = 0
    was_inside: ClassVar[list[bool]] = []

    def calculate_checkout_total(self, *about: Any, **more: Any) -> Any:
        self.was_inside.append(len(connection.savepoint_ids) > self.depth)
        return super().calculate_checkout_total(*about, **more)


@pytest.fixture
def taxed_by_service(channel: Channel) -> Any:
    TaxConfiguration.objects.filter(channel_id=channel.channel_id).update(
        tax_calculation_strategy=TaxCalculationStrategy.TAX_APP,
        tax_app_id=f"plugin:{TenPercent.PLUGIN_ID}",
        prices_entered_with_tax=False,
    )
    # The test itself is a transaction.
    TaxesOutsideLocks.depth = len(connection.savepoint_ids)
    own = f"{__name__}.{TaxesOutsideLocks.__name__}"
    with override_settings(PLUGINS=[*settings.PLUGINS, own]):
        yield channel


def test_tax_service_is_asked_once_and_outside_of_locks(
    shop: Shop, ann: Person, taxed_by_service: Channel, lamp: str
) -> None:
    channel = taxed_by_service
    cart = shop.checkout(ann, (lamp, 1), channel=channel)
    TaxesOutsideLocks.was_inside.clear()

    checkout = shop.apply(cart, ann, maximum=True)

    assert checkout["loyalty"]["appliedPoints"] == 6600
    assert shop.total(cart, ann) == D("10.0")
    assert TaxesOutsideLocks.was_inside == [False]

    TaxesOutsideLocks.was_inside.clear()
    assert shop.set_quantity(cart, lamp, 2, ann) == D("42.0")
    assert shop.available(ann) == 0
    assert TaxesOutsideLocks.was_inside == [False]
    shop.pay_checkout(cart, D("42.00"), channel.currency)
    shop.complete(cart, ann)
    # 132.00 of goods, 100.00 of them by points.
    assert shop.movements(ann)[1:] == [("REDEEM", -10_000), ("EARN", 32)]
    assert_books_are_right()


def test_sweep_settles_what_points_have_paid(
    shop: Shop, ann: Person, cart: str, channel: Channel
) -> None:
    shop.apply(cart, ann, points=735)
    shop.pay_checkout(cart, D("62.65"), channel.currency)
    with shop.setup.hooks_lost():
        order_id = shop.complete(cart, ann)

    # Its time is up; the order is found by the gift card.
    assert sweep_holds(now=timezone.now() + datetime.timedelta(days=1)) == 0
    sweep_orders_task()

    _credited(shop, ann, order_id)


def test_staff_switch_a_card_off_that_is_on_a_checkout(
    shop: Shop, ann: Person, cart: str, channel: Channel
) -> None:
    shop.apply(cart, ann, points=735)
    GiftCard.objects.update(is_active=False)
    shop.pay_checkout(cart, D("62.65"), channel.currency)
    with pytest.raises(Refused):
        shop.complete(cart, ann)

    shop.apply(cart, ann, points=735)

    _credited(shop, ann, shop.complete(cart, ann))


def test_strange_card_goes_when_points_are_applied(
    shop: Shop, ann: Person, cart: str, channel: Channel, lamp: str
) -> None:
    """A code of the same customer's other cart: it comes off here, and goes on paying there."""
    shop.apply(cart, ann, points=735)
    code = Hold.objects.get().code
    other = shop.checkout(ann, (lamp, 1), channel=channel)
    shop.add_promo_code(other, code, ann)

    shop.apply(other, ann, points=500)

    assert _row(other).gift_cards.get().current_balance_amount == D(5)
    assert _row(cart).gift_cards.get().code == code
    shop.remove(other, ann)
    shop.pay_checkout(cart, D("62.65"), channel.currency)
    _credited(shop, ann, shop.complete(cart, ann))
