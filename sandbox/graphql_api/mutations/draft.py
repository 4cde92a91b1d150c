"""Draft orders, and orders that are not confirmed yet, as staff and apps edit them."""

from collections.abc import Mapping
from typing import Any

import graphene

from sandbox.graphql_api import inputs
from sandbox.graphql_api.ids import node_or_refuse
from sandbox.graphql_api.mutations.order import OrderMutation, order_key
from sandbox.graphql_api.types import Order, OrderLine
from sandbox.shop import accounts, drafts, models, order_edits
from sandbox.shop.errors import refuse


def _fields(given: Mapping[str, Any]) -> dict[str, Any]:
    """Fields of an order out of an input; only those that are given."""
    fields = {name: given[name] or "" for name in ("user_email", "customer_note") if name in given}
    for name in ("billing_address", "shipping_address"):
        if name in given:
            fields[name] = accounts.save_address(given[name])
    if "external_reference" in given:
        fields["external_reference"] = given["external_reference"]
    if given.get("user"):
        fields["user"] = node_or_refuse(
            given["user"], "User", models.User.objects.all(), field="user"
        )
        fields["user_email"] = fields["user"].email
    elif given.get("user_email"):
        fields["user"] = models.User.objects.filter(
            email=given["user_email"], is_active=True
        ).first()
    elif "user" in given:
        fields["user"] = None
    return fields


def _delivery(given: Mapping[str, Any]) -> models.ShippingMethod | None:
    if not given.get("shipping_method"):
        return None
    rows = models.ShippingMethod.objects.all()
    return node_or_refuse(given["shipping_method"], "ShippingMethod", rows, field="shipping_method")


def _variant(line: Mapping[str, Any], channel: models.Channel) -> models.ProductVariant:
    rows = models.ProductVariant.objects.select_related("product__product_type")
    variant = node_or_refuse(line["variant_id"], "ProductVariant", rows, field="variant_id")
    if not variant.channel_listings.filter(channel=channel).exists():
        refuse("Cannot add lines with unavailable variants.", field="lines", code="invalid")
    if line["quantity"] < 1:
        refuse("Ensure this value is greater than 0.", field="quantity", code="zero_quantity")
    return variant


class DraftOrderCreate(OrderMutation):
    order = graphene.Field(Order)

    class Arguments:
        input = inputs.DraftOrderCreateInput(required=True)

    class Meta:
        description = "Creates a new draft order."

    @classmethod
    def perform(cls, info: Any, *, input: Any) -> Any:
        if not input.get("channel_id"):
            refuse("Channel id is required.", field="channel", code="required")
        channels = models.Channel.objects.all()
        channel = node_or_refuse(input["channel_id"], "Channel", channels, field="channel_id")
        draft = drafts.create_draft(
            channel=channel,
            lines=[
                (_variant(line, channel), line["quantity"]) for line in input.get("lines") or ()
            ],
            voucher_code=input.get("voucher_code"),
            shipping_method=_delivery(input),
            now=accounts.now(),
            **_fields(input),
        )
        return cls(order=draft)


class DraftOrderUpdate(OrderMutation):
    order = graphene.Field(Order)

    class Arguments:
        id = graphene.ID()
        input = inputs.DraftOrderInput(required=True)

    class Meta:
        description = "Updates a draft order."

    @classmethod
    def perform(cls, info: Any, *, input: Any, id: str | None = None) -> Any:
        values = _fields(input)
        if "voucher_code" in input:
            values["voucher_code"] = input["voucher_code"]
        if "shipping_method" in input:
            values["shipping_method"] = _delivery(input)
        order_id = order_key(id or "")
        return cls(order=drafts.update_draft(order_id=order_id, values=values, now=accounts.now()))


class DraftOrderComplete(OrderMutation):
    order = graphene.Field(Order)

    class Arguments:
        id = graphene.ID(required=True)

    class Meta:
        description = "Completes creating an order."

    @classmethod
    def perform(cls, info: Any, *, id: str) -> Any:
        return cls(order=drafts.complete_draft(order_id=order_key(id), now=accounts.now()))


class DraftOrderDelete(OrderMutation):
    order = graphene.Field(Order)

    class Arguments:
        id = graphene.ID()

    class Meta:
        description = "Deletes a draft order."

    @classmethod
    def perform(cls, info: Any, *, id: str | None = None) -> Any:
        return cls(order=drafts.delete_draft(order_id=order_key(id or "")))


class OrderLinesCreate(OrderMutation):
    order = graphene.Field(Order)

    class Arguments:
        id = graphene.ID(required=True)
        input = graphene.List(graphene.NonNull(inputs.OrderLineCreateInput), required=True)

    class Meta:
        description = "Creates order lines for an order."

    @classmethod
    def perform(cls, info: Any, *, id: str, input: Any) -> Any:
        order = models.Order.objects.select_related("channel").get(pk=order_key(id))
        for line in input:
            order = order_edits.add_line(
                order_id=order.pk,
                variant=_variant(line, order.channel),
                quantity=line["quantity"],
                now=accounts.now(),
            )
        return cls(order=order)


def _line(global_id: str) -> models.OrderLine:
    return node_or_refuse(global_id, "OrderLine", models.OrderLine.objects.all())


class OrderLineUpdate(OrderMutation):
    order = graphene.Field(Order)
    order_line = graphene.Field(OrderLine)

    class Arguments:
        id = graphene.ID(required=True)
        input = inputs.OrderLineInput(required=True)

    class Meta:
        description = "Updates an order line of an order."

    @classmethod
    def perform(cls, info: Any, *, id: str, input: Any) -> Any:
        if input["quantity"] < 1:
            refuse("Ensure this value is greater than 0.", field="quantity", code="zero_quantity")
        line = _line(id)
        order = order_edits.set_line_quantity(
            order_id=line.order_id,
            line_id=line.pk,
            quantity=input["quantity"],
            now=accounts.now(),
        )
        return cls(order=order, order_line=_line(id))


class OrderLineDelete(OrderMutation):
    order = graphene.Field(Order)
    order_line = graphene.Field(OrderLine)

    class Arguments:
        id = graphene.ID(required=True)

    class Meta:
        description = "Deletes an order line from an order."

    @classmethod
    def perform(cls, info: Any, *, id: str) -> Any:
        line = _line(id)
        order = order_edits.set_line_quantity(
            order_id=line.order_id, line_id=line.pk, quantity=0, now=accounts.now()
        )
        return cls(order=order, order_line=line)


class OrderDiscountAdd(OrderMutation):
    order = graphene.Field(Order)

    class Arguments:
        order_id = graphene.ID(required=True)
        input = inputs.OrderDiscountCommonInput(required=True)

    class Meta:
        description = "Adds discount to the order."

    @classmethod
    def perform(cls, info: Any, *, order_id: str, input: Any) -> Any:
        order = drafts.add_manual_discount(
            order_id=order_key(order_id, field="order_id"),
            value=input["value"],
            value_type=input["value_type"],
            reason=input.get("reason"),
            now=accounts.now(),
        )
        return cls(order=order)


class OrderDiscountDelete(OrderMutation):
    order = graphene.Field(Order)

    class Arguments:
        discount_id = graphene.ID(required=True)

    class Meta:
        description = "Remove discount from the order."

    @classmethod
    def perform(cls, info: Any, *, discount_id: str) -> Any:
        discount = node_or_refuse(
            discount_id,
            "OrderDiscount",
            models.OrderDiscount.objects.filter(type=drafts.MANUAL),
            field="discount_id",
        )
        return cls(order=drafts.delete_manual_discount(discount=discount, now=accounts.now()))
