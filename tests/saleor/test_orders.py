"""What the host says of Saleor's orders: money and returns, wherever Saleor keeps them."""

import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import graphene
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from saleor.order import FulfillmentStatus, OrderStatus
from saleor.order.models import FulfillmentLine, Order
from saleor.payment import TransactionEventType
from saleor.payment.models import TransactionItem

from saleor_loyalty_plugin.hosts.port import OrderChange
from saleor_loyalty_plugin.rules.facts import OrderFacts
from tests.contract.driver import Shop
from tests.saleor import legacy
from tests.saleor.saleor_setup import GRANT, RETURN

D = Decimal


@pytest.fixture
def order_id(shop: Shop) -> UUID:
    """Two cups and a pot, 100.00 with delivery, paid by card."""
    channel = shop.setup.channel()
    ann = shop.setup.customer("ann@example.com")
    cup = shop.setup.variant(D("10.00"), channel=channel)
    pot = shop.setup.variant(D("70.00"), channel=channel)
    return shop.buy(ann, (cup, 2), (pot, 1), channel=channel)


def _facts(host: Any, order_id: UUID) -> OrderFacts:
    facts: OrderFacts = host.order_facts([order_id])[order_id]
    return facts


def _returned(facts: OrderFacts) -> dict[int, int]:
    """Units that came back, by the quantity ordered."""
    return {line.quantity: line.quantity_returned for line in facts.lines}


def test_paid_order(host: Any, order_id: UUID) -> None:
    facts = _facts(host, order_id)

    assert (facts.total_gross, facts.charged_gross, facts.refunded_gross) == (D(100), D(100), D(0))
    assert (facts.shipping_gross, facts.shipping_net) == (D(10), D(10))
    assert {line.quantity: line.total_gross for line in facts.lines} == {2: D(20), 1: D(70)}
    assert _returned(facts) == {2: 0, 1: 0}
    assert facts.is_fully_paid and not facts.is_fulfilled
    row = Order.objects.get(pk=order_id)
    assert facts.changed_at == row.updated_at
    assert facts.checkout_id == UUID(row.checkout_token)
    assert host.order_id_by_checkout(facts.checkout_id) == order_id
    assert host.order_id_by_checkout(uuid4()) is None
    assert host.order_id_by_code("NO-SUCH-CODE") is None


def test_number_of_queries_does_not_grow(host: Any, shop: Shop, order_id: UUID) -> None:
    channel = shop.setup.channel()
    bob = shop.setup.customer("bob@example.com")
    cup = shop.setup.variant(D("10.00"), channel=channel)
    others = [shop.buy(bob, (cup, n), channel=channel) for n in (1, 2)]

    with CaptureQueriesContext(
        connection,
    ) as one:
        host.order_facts([order_id])
    with CaptureQueriesContext(connection) as three:
        assert set(host.order_facts([order_id, *others])) == {order_id, *others}

    assert len(one) == len(three) == 11
    with CaptureQueriesContext(connection) as none:
        assert host.order_facts([uuid4()]) == {}
    assert len(none) == 1


def test_refund_by_transaction(host: Any, shop: Shop, order_id: UUID) -> None:
    shop.setup.refund_amount(order_id, D(30))

    facts = _facts(host, order_id)
    assert (facts.charged_gross, facts.refunded_gross) == (D(100), D(30))
    assert facts.is_fully_paid


def test_refund_under_way_is_still_charged(host: Any, shop: Shop, order_id: UUID) -> None:
    TransactionItem.objects.filter(order_id=order_id).update(
        charged_value=D(70), refund_pending_value=D(30)
    )

    facts = _facts(host, order_id)
    assert (facts.charged_gross, facts.refunded_gross) == (D(100), D(0))


def test_charge_back_is_money_paid_back(host: Any, order_id: UUID) -> None:
    item = TransactionItem.objects.get(order_id=order_id)
    item.events.create(
        type=TransactionEventType.CHARGE_BACK,
        amount_value=D(100),
        currency=item.currency,
        include_in_calculations=True,
    )
    TransactionItem.objects.filter(pk=item.pk).update(charged_value=D(0))

    facts = _facts(host, order_id)
    assert (facts.charged_gross, facts.refunded_gross) == (D(100), D(100))


def test_unit_in_a_return_and_in_a_granted_refund_is_counted_once(
    host: Any, shop: Shop, order_id: UUID
) -> None:
    lines = list(Order.objects.get(pk=order_id).lines.all())
    cups = next(index for index, line in enumerate(lines) if line.quantity == 2)

    shop.setup.return_units(order_id, cups, 1)

    facts = _facts(host, order_id)
    assert _returned(facts) == {2: 1, 1: 0}
    assert facts.refunded_gross == D(10)


def test_granted_refund_alone_counts_its_units(host: Any, shop: Shop, order_id: UUID) -> None:
    line = Order.objects.get(pk=order_id).lines.get(quantity=2)
    updated_before = Order.objects.get(pk=order_id).updated_at
    variables = {
        "id": graphene.Node.to_global_id("Order", order_id),
        "transaction": shop.setup.transaction_id(order_id),
        "line": graphene.Node.to_global_id("OrderLine", line.pk),
        "quantity": 2,
    }
    shop.mutate(GRANT, variables, shop.admin.token)

    facts = _facts(host, order_id)
    assert _returned(facts) == {2: 2, 1: 0}
    # Saleor calls no hook for it, but stamps the order: the sweep finds it.
    assert facts.changed_at > updated_before


def test_return_without_money(host: Any, shop: Shop, order_id: UUID) -> None:
    shop.setup.fulfill(order_id)
    assert _facts(host, order_id).is_fulfilled
    order = Order.objects.get(pk=order_id)
    shipped = order.fulfillments.get().lines.get(quantity=1)
    variables = {
        "order": graphene.Node.to_global_id("Order", order_id),
        "line": graphene.Node.to_global_id("FulfillmentLine", shipped.pk),
        "quantity": 1,
    }
    shop.mutate(RETURN, variables, shop.admin.token)

    facts = _facts(host, order_id)
    assert _returned(facts) == {2: 0, 1: 1}
    assert facts.refunded_gross == D(0)
    assert facts.is_fulfilled


def test_legacy_payment_and_its_refunds(host: Any, shop: Shop) -> None:
    channel = shop.setup.channel()
    legacy.use_payments(channel)
    ann = shop.setup.customer("ann@example.com")
    cup = shop.setup.variant(D("10.00"), channel=channel)
    checkout_id = shop.checkout(ann, (cup, 4), channel=channel)
    legacy.pay(shop, checkout_id, ann)
    order_id = shop.complete(checkout_id, ann)
    assert _facts(host, order_id).charged_gross == D(50)

    legacy.refund(shop, order_id, D(15))
    facts = _facts(host, order_id)
    assert (facts.charged_gross, facts.refunded_gross) == (D(50), D(15))
    assert _returned(facts) == {4: 0}

    (line,) = shop.order(order_id)["lines"]
    legacy.refund_units(shop, order_id, line, 1)
    facts = _facts(host, order_id)
    assert _returned(facts) == {4: 1}
    assert facts.charged_gross == D(50)
    # 40 earned; 15 for nothing in particular and one cup of four went back.
    assert shop.balance(ann) < 40


def test_changes_come_in_order_and_expired_orders_among_them(
    host: Any, shop: Shop, order_id: UUID
) -> None:
    channel = shop.setup.channel()
    ann = shop.setup.customer("bob@example.com")
    cup = shop.setup.variant(D("10.00"), channel=channel)
    unpaid = shop.complete(shop.checkout(ann, (cup, 1), channel=channel), ann)
    expired_at = timezone.now() + datetime.timedelta(minutes=5)
    # As Saleor's own task does it: updated_at stays.
    Order.objects.filter(pk=unpaid).update(status=OrderStatus.EXPIRED, expired_at=expired_at)
    Order.objects.filter(pk=order_id).update(updated_at=expired_at - datetime.timedelta(minutes=1))
    until = expired_at + datetime.timedelta(minutes=1)

    changes = host.orders_changed(after=None, until=until, limit=10)

    assert changes[-2:] == [
        OrderChange(changed_at=expired_at - datetime.timedelta(minutes=1), order_id=order_id),
        OrderChange(changed_at=expired_at, order_id=unpaid),
    ]
    assert host.orders_changed(after=changes[-2], until=until, limit=10) == changes[-1:]
    assert host.orders_changed(after=changes[-1], until=until, limit=10) == []
    assert (
        host.orders_changed(after=None, until=changes[-2].changed_at, limit=10)[-1:]
        == (changes[-2:-1])
    )
    assert _facts(host, unpaid).changed_at == expired_at


def test_drafts_are_no_changes(host: Any, shop: Shop, order_id: UUID) -> None:
    Order.objects.filter(pk=order_id).update(status=OrderStatus.DRAFT)

    assert host.orders_changed(after=None, until=timezone.now(), limit=10) == []


def test_second_return_is_a_change_although_saleor_stamps_none(
    shop: Shop, host: Any, order_id: UUID
) -> None:
    shop.setup.fulfill(order_id)

    def take_back_one_cup() -> None:
        cups = FulfillmentLine.objects.get(
            order_line__order_id=order_id,
            fulfillment__status=FulfillmentStatus.FULFILLED,
            order_line__quantity=2,
        )
        variables = {
            "order": graphene.Node.to_global_id("Order", order_id),
            "line": graphene.Node.to_global_id("FulfillmentLine", cups.pk),
            "quantity": 1,
        }
        shop.setup.mutate(RETURN, variables, shop.setup.staff_token)

    take_back_one_cup()
    stamped_at = Order.objects.get(pk=order_id).updated_at
    take_back_one_cup()

    after = OrderChange(changed_at=stamped_at, order_id=order_id)
    changes = host.orders_changed(after=after, until=timezone.now(), limit=10)
    assert [change.order_id for change in changes] == [order_id]
