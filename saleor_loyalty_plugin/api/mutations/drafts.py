"""Points on draft orders, which staff or a till make for a customer."""

from datetime import datetime
from typing import Any, Self

import graphene

from saleor_loyalty_plugin.api.ids import uuid_of
from saleor_loyalty_plugin.api.mutations.base import LoyaltyMutation
from saleor_loyalty_plugin.api.shop import shop_type
from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.hosts.port import Permission, Requestor
from saleor_loyalty_plugin.services.checkout.draft_points import (
    apply_points_to_draft,
    remove_points_from_draft,
)


class DraftOrderLoyaltyPointsApply(LoyaltyMutation):
    class Meta:
        description = (
            "Reserve points of a draft order's customer and take their worth off its price."
            " Replaces points that were applied before; the quote in `Order.loyalty.draft` says how"
            " many can be used. They are a discount here whatever the program's method."
        )
        permissions = (Permission.MANAGE_ORDERS,)

    class Arguments:
        id = graphene.ID(required=True, description="The ID of the draft order.")
        points = graphene.Int(description="How many points to use. Leave out with `useMaximum`.")
        use_maximum = graphene.Boolean(
            description="Use as many as the draft can take, also after it has changed."
        )

    order = graphene.Field(shop_type("Order"), description="The draft order as it is now.")

    @classmethod
    def perform(
        cls,
        info: Any,
        _requestor: Requestor,
        now: datetime,
        /,
        *,
        id: str,
        points: int | None = None,
        use_maximum: bool | None = None,
    ) -> Self:
        host = current_host()
        order_id = uuid_of(id, "Order", field="id")
        apply_points_to_draft(
            order_id=order_id,
            points=points,
            uses_maximum=bool(use_maximum),
            channel_ids=host.channels_open_to(info.context),
            now=now,
        )
        return cls(order=host.load_draft(info.context, order_id))


class DraftOrderLoyaltyPointsRemove(LoyaltyMutation):
    class Meta:
        description = (
            "Take the points off a draft order; they are available again. Can be repeated."
        )
        permissions = (Permission.MANAGE_ORDERS,)

    class Arguments:
        id = graphene.ID(required=True, description="The ID of the draft order.")

    order = graphene.Field(shop_type("Order"), description="The draft order as it is now.")

    @classmethod
    def perform(cls, info: Any, _requestor: Requestor, now: datetime, /, *, id: str) -> Self:
        host = current_host()
        order_id = uuid_of(id, "Order", field="id")
        remove_points_from_draft(
            order_id=order_id, channel_ids=host.channels_open_to(info.context), now=now
        )
        return cls(order=host.load_draft(info.context, order_id))
