"""Saleor's older way of paying: a payment made with a gateway while the checkout is completed."""

from decimal import Decimal
from typing import Any
from uuid import UUID

import graphene
from saleor.channel.models import Channel as ChannelRow

from tests.contract.driver import Channel, Person, Shop

PAYMENT = """
mutation ($id: ID!, $input: PaymentInput!) {
  checkoutPaymentCreate(id: $id, input: $input) { errors { field message code } }
}"""
REFUND = """
mutation ($id: ID!, $amount: PositiveDecimal!) {
  orderRefund(id: $id, amount: $amount) { errors { field message code } }
}"""
REFUND_UNITS = """
mutation ($order: ID!, $line: ID!, $quantity: Int!) {
  orderFulfillmentRefundProducts(
    order: $order, input: {orderLines: [{orderLineId: $line, quantity: $quantity}]}
  ) { errors { field message code } }
}"""


def use_payments(channel: Channel) -> None:
    """Make the channel complete checkouts with payments, not with transactions."""
    ChannelRow.objects.filter(pk=channel.channel_id).update(allow_unpaid_orders=False)


def pay(shop: Shop, checkout_id: str, buyer: Person) -> None:
    """Prepare a payment of the whole total; completing the checkout captures it."""
    total = shop.total(checkout_id, buyer)
    payment = {"gateway": "mirumee.payments.dummy", "token": "sample-token", "amount": str(total)}
    shop.mutate(PAYMENT, {"id": checkout_id, "input": payment}, buyer.token)


def refund(shop: Shop, order_id: UUID, amount: Decimal) -> None:
    shop.mutate(REFUND, {"id": _order_global_id(order_id), "amount": str(amount)}, shop.admin.token)


def refund_units(shop: Shop, order_id: UUID, line: dict[str, Any], quantity: int) -> None:
    """Units that were never shipped: paid back, gone from the order."""
    shop.mutate(
        REFUND_UNITS,
        {"order": _order_global_id(order_id), "line": line["id"], "quantity": quantity},
        shop.admin.token,
    )


def _order_global_id(order_id: UUID) -> str:
    return str(graphene.Node.to_global_id("Order", order_id))
