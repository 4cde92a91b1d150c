"""Orders, as staff and apps handle them."""

from collections import defaultdict
from decimal import Decimal
from typing import Any
from uuid import UUID

import graphene

from sandbox.graphql_api import inputs
from sandbox.graphql_api.errors import OrderError
from sandbox.graphql_api.ids import key_or_refuse, node_or_refuse
from sandbox.graphql_api.mutations.base import ShopMutation
from sandbox.graphql_api.scalars import PositiveDecimal
from sandbox.graphql_api.types import Fulfillment, Order
from sandbox.shop import accounts, models, orders, payments
from sandbox.shop.errors import refuse


class OrderMutation(ShopMutation):
    """What staff and apps with MANAGE_ORDERS do to an order."""

    class Meta:
        abstract = True

    @classmethod
    def __init_subclass_with_meta__(cls, **options: Any) -> None:
        options.setdefault("error_type", OrderError)
        options.setdefault("older_errors", "order_errors")
        options.setdefault("permissions", ("MANAGE_ORDERS",))
        super().__init_subclass_with_meta__(**options)


def order_key(global_id: str, *, field: str = "id") -> UUID:
    """The key of an order that exists. Raises ValidationError."""
    rows = models.Order.objects.all()
    pk: UUID = node_or_refuse(global_id, "Order", rows, field=field).pk
    return pk


class OrderConfirm(OrderMutation):
    order = graphene.Field(Order)

    class Arguments:
        id = graphene.ID(required=True)

    class Meta:
        description = "Confirms an unconfirmed order by changing status to unfulfilled."

    @classmethod
    def perform(cls, info: Any, *, id: str) -> Any:
        return cls(order=orders.confirm_order(order_id=order_key(id), now=accounts.now()))


class OrderMarkAsPaid(OrderMutation):
    order = graphene.Field(Order)

    class Arguments:
        id = graphene.ID(required=True)
        transaction_reference = graphene.String()

    class Meta:
        description = "Mark order as manually paid."

    @classmethod
    def perform(cls, info: Any, *, id: str, transaction_reference: str | None = None) -> Any:
        return cls(
            order=payments.mark_as_paid(
                order_id=order_key(id),
                reference=transaction_reference,
                user=info.context.user,
                app=info.context.app,
                now=accounts.now(),
            )
        )


class OrderFulfill(OrderMutation):
    fulfillments = graphene.List(graphene.NonNull(Fulfillment))
    order = graphene.Field(Order)

    class Arguments:
        order = graphene.ID()
        input = inputs.OrderFulfillInput(required=True)

    class Meta:
        description = "Creates new fulfillments for an order."

    @classmethod
    def perform(cls, info: Any, *, input: Any, order: str | None = None) -> Any:
        if not order:
            refuse("Order does not exist.", code="not_found")
        quantities: defaultdict[UUID, dict[UUID, int]] = defaultdict(dict)
        seen: set[str] = set()
        for line in input["lines"]:
            if line["order_line_id"] in seen:
                refuse(
                    "Duplicated order line ID.", field="orderLineId", code="duplicated_input_item"
                )
            seen.add(line["order_line_id"])
            key = UUID(key_or_refuse(line["order_line_id"], "OrderLine", field="lines"))
            for stock in line["stocks"]:
                if stock["quantity"] > 0:
                    warehouse = key_or_refuse(stock["warehouse"], "Warehouse", field="warehouse")
                    quantities[UUID(warehouse)][key] = stock["quantity"]
        changed, fulfillments = orders.fulfill_order(
            order_id=order_key(order, field="order"),
            quantities=quantities,
            tracking_number=input.get("tracking_number") or "",
            now=accounts.now(),
        )
        return cls(order=changed, fulfillments=fulfillments)


class FulfillmentCancel(OrderMutation):
    fulfillment = graphene.Field(Fulfillment)
    order = graphene.Field(Order)

    class Arguments:
        id = graphene.ID(required=True)
        input = inputs.FulfillmentCancelInput()

    class Meta:
        description = "Cancels existing fulfillment and optionally restocks items."

    @classmethod
    def perform(cls, info: Any, *, id: str, input: Any = None) -> Any:
        fulfillment = node_or_refuse(id, "Fulfillment", models.Fulfillment.objects.all())
        warehouse = None
        if input and input.get("warehouse_id"):
            warehouse = node_or_refuse(
                input["warehouse_id"],
                "Warehouse",
                models.Warehouse.objects.all(),
                field="warehouse_id",
            )
        fulfillment = orders.cancel_fulfillment(
            fulfillment=fulfillment, warehouse=warehouse, now=accounts.now()
        )
        return cls(fulfillment=fulfillment, order=models.Order.objects.get(pk=fulfillment.order_id))


class OrderCancel(OrderMutation):
    order = graphene.Field(Order)

    class Arguments:
        id = graphene.ID(required=True)

    class Meta:
        description = "Cancel an order."

    @classmethod
    def perform(cls, info: Any, *, id: str) -> Any:
        return cls(order=orders.cancel_order(order_id=order_key(id), now=accounts.now()))


class OrderRefund(OrderMutation):
    order = graphene.Field(Order)

    class Arguments:
        id = graphene.ID(required=True)
        amount = PositiveDecimal(required=True)

    class Meta:
        description = "Refund an order."

    @classmethod
    def perform(cls, info: Any, *, id: str, amount: Decimal) -> Any:
        return cls(
            order=payments.refund_order(order_id=order_key(id), amount=amount, now=accounts.now())
        )


def _order_lines(lines: Any) -> list[tuple[models.OrderLine, int]]:
    rows = models.OrderLine.objects.all()
    return [
        (
            node_or_refuse(line["order_line_id"], "OrderLine", rows, field="order_lines"),
            line["quantity"],
        )
        for line in lines or ()
    ]


def _fulfillment_lines(lines: Any) -> list[tuple[models.FulfillmentLine, int]]:
    rows = models.FulfillmentLine.objects.select_related("fulfillment", "order_line")
    return [
        (
            node_or_refuse(
                line["fulfillment_line_id"], "FulfillmentLine", rows, field="fulfillment_lines"
            ),
            line["quantity"],
        )
        for line in lines or ()
    ]


class FulfillmentRefundProducts(OrderMutation):
    fulfillment = graphene.Field(Fulfillment)
    order = graphene.Field(Order)

    class Arguments:
        order = graphene.ID(required=True)
        input = inputs.OrderRefundProductsInput(required=True)

    class Meta:
        description = "Refund products."

    @classmethod
    def perform(cls, info: Any, *, order: str, input: Any) -> Any:
        changed, fulfillment = orders.refund_lines(
            order_id=order_key(order, field="order"),
            order_lines=_order_lines(input.get("order_lines")),
            fulfillment_lines=_fulfillment_lines(input.get("fulfillment_lines")),
            amount=input.get("amount_to_refund"),
            include_shipping=input["include_shipping_costs"],
            now=accounts.now(),
        )
        return cls(order=changed, fulfillment=fulfillment)


class FulfillmentReturnProducts(OrderMutation):
    return_fulfillment = graphene.Field(Fulfillment)
    order = graphene.Field(Order)

    class Arguments:
        order = graphene.ID(required=True)
        input = inputs.OrderReturnProductsInput(required=True)

    class Meta:
        description = "Return products."

    @classmethod
    def perform(cls, info: Any, *, order: str, input: Any) -> Any:
        changed, fulfillment = orders.return_lines(
            order_id=order_key(order, field="order"),
            order_lines=_order_lines(input.get("order_lines")),
            fulfillment_lines=_fulfillment_lines(input.get("fulfillment_lines")),
            refund=input["refund"],
            amount=input.get("amount_to_refund"),
            include_shipping=input["include_shipping_costs"],
            now=accounts.now(),
        )
        return cls(order=changed, return_fulfillment=fulfillment)
