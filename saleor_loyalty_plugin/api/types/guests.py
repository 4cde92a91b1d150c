"""Points that wait under the address of somebody who has no confirmed account yet."""

from typing import Any

import graphene
from promise import Promise

from saleor_loyalty_plugin.api.access import requestor_of, requires
from saleor_loyalty_plugin.api.shop import shop_type
from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.hosts.port import Permission
from saleor_loyalty_plugin.models import WaitingOrder
from saleor_loyalty_plugin.services.orders.guests import points_waiting

GUEST_ORDERS_MAX = 100


class LoyaltyGuestOrder(graphene.ObjectType):
    """A guest's order whose points wait."""

    order = graphene.Field(
        shop_type("Order"),
        description="The order; null once the shop no longer has it, and for whoever may not see."
        + requires("MANAGE_ORDERS"),
    )
    points = graphene.Int(
        required=True, description="The points that it gives to whoever confirms its address."
    )

    @staticmethod
    def resolve_order(root: WaitingOrder, info: Any) -> Promise | None:
        if not requestor_of(info).may(Permission.MANAGE_ORDERS):
            return None
        host = current_host()
        with host.writer_access():
            return Promise.resolve(host.load_order(info.context, root.order_id))


class LoyaltyGuestPoints(graphene.ObjectType):
    """Points that wait under an address until a customer registers with it and confirms it."""

    email = graphene.String(required=True, description="The address.")
    points = graphene.Int(
        required=True, description="All points that wait under it, in any program."
    )
    orders = graphene.Field(
        graphene.NonNull(graphene.List(graphene.NonNull(LoyaltyGuestOrder))),
        description=f"The orders that they come from, the newest {GUEST_ORDERS_MAX}.",
    )


def guest_points(info: Any, email: str) -> LoyaltyGuestPoints:
    """Two queries, and one more for the orders where they are asked for."""
    host = current_host()
    with host.writer_access():
        points, orders = points_waiting(
            email, orders_max=GUEST_ORDERS_MAX, using=host.reader_alias(info.context)
        )
    return LoyaltyGuestPoints(email=email, points=points, orders=orders)
