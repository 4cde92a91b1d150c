"""Orders after they were placed: money and goods going back and forth."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from sandbox.shop import models, orders, payments
from tests.sandbox import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def paid() -> models.Order:
    """Two cups at 10.00, a pot at 70.00, delivery at 5.00; marked as paid."""
    channel = builders.channel(allow_unpaid_orders=True)
    models.Warehouse.objects.create(name="Main", slug="main")
    cup, pot = builders.variant(channel, "10.00"), builders.variant(channel, "70.00")
    order = builders.order(channel, (cup, 2), (pot, 1))
    return payments.mark_as_paid(order_id=order.pk, now=timezone.now())


def _line(order: models.Order, quantity: int) -> models.OrderLine:
    return order.lines.get(quantity=quantity)


def _reread(order: models.Order) -> models.Order:
    return models.Order.objects.get(pk=order.pk)


def test_returned_unit_is_paid_back_and_leaves_the_shipment(paid: models.Order) -> None:
    orders.fulfill_everything(order_id=paid.pk, now=timezone.now())
    moved = models.FulfillmentLine.objects.select_related("fulfillment", "order_line").get(
        order_line=_line(paid, 2)
    )

    orders.return_lines(
        order_id=paid.pk, fulfillment_lines=[(moved, 1)], refund=True, now=timezone.now()
    )

    order = _reread(paid)
    assert (order.status, order.charge_status) == ("partially_returned", "partial")
    assert order.total_charged_amount == Decimal("85.00")
    assert payments.money_refunded(order) == Decimal("10.00")
    assert {
        item.status: [line.quantity for line in item.lines.order_by("quantity")]
        for item in order.fulfillments.all()
    } == {"fulfilled": [1, 1], "refunded_and_returned": [1]}


def test_unit_that_was_refunded_before_is_returned_without_money(paid: models.Order) -> None:
    orders.fulfill_everything(order_id=paid.pk, now=timezone.now())
    lines = models.FulfillmentLine.objects.select_related("fulfillment", "order_line")
    orders.refund_lines(
        order_id=paid.pk,
        fulfillment_lines=[(lines.get(order_line=_line(paid, 1)), 1)],
        now=timezone.now(),
    )
    assert _reread(paid).status == "fulfilled"

    orders.return_lines(
        order_id=paid.pk,
        fulfillment_lines=[(lines.get(fulfillment__status="refunded"), 1)],
        now=timezone.now(),
    )

    order = _reread(paid)
    assert payments.money_refunded(order) == Decimal("70.00")
    assert order.status == "partially_returned"
    gone_back = models.FulfillmentLine.objects.filter(fulfillment__status="refunded_and_returned")
    assert [line.quantity for line in gone_back] == [1]


def test_amount_is_refunded_up_to_what_was_captured(paid: models.Order) -> None:
    payments.refund_order(order_id=paid.pk, amount=Decimal(90), now=timezone.now())
    with pytest.raises(ValidationError) as refused:
        payments.refund_order(order_id=paid.pk, amount=Decimal("5.01"), now=timezone.now())

    assert builders.codes_of(refused.value) == {"payment": ["payment_error"]}
    assert _reread(paid).total_charged_amount == Decimal("5.00")


def test_reported_refund_lowers_what_is_charged() -> None:
    channel = builders.channel(allow_unpaid_orders=True)
    order = builders.order(channel, (builders.variant(channel, "10.00"), 1))
    item = payments.create_transaction(
        owner=order, amounts={"charged": Decimal(15)}, user=None, app=None, now=timezone.now()
    )
    assert _reread(order).charge_status == "full"

    item = payments.update_transaction(
        item=item, amounts={"refunded": Decimal(6)}, now=timezone.now()
    )

    assert (item.charged_value, item.refunded_value) == (Decimal(9), Decimal(6))
    assert _reread(order).charge_status == "partial"


def test_shipped_order_is_cancelled_only_after_its_shipment(paid: models.Order) -> None:
    orders.fulfill_everything(order_id=paid.pk, now=timezone.now())
    with pytest.raises(ValidationError) as refused:
        orders.cancel_order(order_id=paid.pk, now=timezone.now())
    assert builders.codes_of(refused.value) == {"order": ["cannot_cancel_order"]}

    orders.cancel_fulfillment(
        fulfillment=paid.fulfillments.get(),
        warehouse=models.Warehouse.objects.get(),
        now=timezone.now(),
    )
    orders.cancel_order(order_id=paid.pk, now=timezone.now())

    order = _reread(paid)
    assert order.status == "canceled"
    assert sum(line.quantity_fulfilled for line in order.lines.all()) == 0


def test_more_than_was_ordered_is_not_shipped(paid: models.Order) -> None:
    warehouse = models.Warehouse.objects.get()
    with pytest.raises(ValidationError) as refused:
        orders.fulfill_order(
            order_id=paid.pk,
            quantities={warehouse.pk: {_line(paid, 2).pk: 3}},
            now=timezone.now(),
        )

    assert builders.codes_of(refused.value) == {"order_line_id": ["fulfill_order_line"]}
    assert not models.Fulfillment.objects.exists()
