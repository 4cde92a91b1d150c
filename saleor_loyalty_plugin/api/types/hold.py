"""Holds: points that are reserved, and for what."""

from typing import Any
from uuid import UUID

import graphene
from promise import Promise

from saleor_loyalty_plugin.api.access import requires, visible_order
from saleor_loyalty_plugin.api.connection import CountableConnection
from saleor_loyalty_plugin.api.ids import global_id
from saleor_loyalty_plugin.api.shop import shop_type
from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.models import Hold


class LoyaltyHold(graphene.ObjectType):
    """Points that are reserved for one cart, or for one draft order, until its order takes them."""

    class Meta:
        interfaces = (graphene.relay.Node,)

    points = graphene.Int(required=True, description="The points that are reserved.")
    discount = graphene.Field(
        shop_type("Money"), required=True, description="What they take off, or pay."
    )
    created_at = graphene.Field(
        shop_type("DateTime"), required=True, description="When they were reserved."
    )
    expires_at = graphene.Field(
        shop_type("DateTime"),
        required=True,
        description="When they are free again, unless the cart is used before.",
    )
    checkout_id = graphene.ID(
        description="The ID of the checkout that they are for; null for a draft order."
    )
    order = graphene.Field(
        shop_type("Order"),
        description="The draft order that they are for; null for a checkout, or if it is not yours."
        + requires("MANAGE_ORDERS", "OWNER"),
    )

    @staticmethod
    def resolve_discount(root: Hold, _info: Any) -> Any:
        return current_host().money(root.discount_amount, root.currency)

    @staticmethod
    def resolve_checkout_id(root: Hold, info: Any) -> Promise:
        host = current_host()
        with host.writer_access():
            order = Promise.resolve(host.load_order(info.context, root.checkout_id))
        checkout_id = global_id("Checkout", UUID(str(root.checkout_id)))
        return order.then(lambda found: checkout_id if found is None else None)

    @staticmethod
    def resolve_order(root: Hold, info: Any) -> Promise | None:
        return visible_order(info, root.checkout_id)


class LoyaltyHoldCountableConnection(CountableConnection):
    """Holds in pages, newest first."""

    class Meta:
        node = LoyaltyHold
