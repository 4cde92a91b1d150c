"""Points at checkout."""

from datetime import datetime
from typing import Any, Self

import graphene

from saleor_loyalty_plugin.api.access import require, requires
from saleor_loyalty_plugin.api.ids import uuid_of
from saleor_loyalty_plugin.api.mutations.base import LoyaltyMutation
from saleor_loyalty_plugin.api.shop import shop_type
from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.hosts.port import Permission, Requestor
from saleor_loyalty_plugin.services.checkout.reserve_points import apply_points, remove_points

STAFF = (Permission.MANAGE_CHECKOUTS, Permission.MANAGE_USERS)
_WHO = requires(*STAFF, "OWNER")


class CheckoutLoyaltyPointsApply(LoyaltyMutation):
    class Meta:
        description = (
            "Reserve points for a checkout and take their worth off its price. Replaces points"
            " that were applied before; the quote in `Checkout.loyalty` says how many can be used."
            + _WHO
        )

    class Arguments:
        id = graphene.ID(required=True, description="The ID of the checkout.")
        points = graphene.Int(description="How many points to use. Leave out with `useMaximum`.")
        use_maximum = graphene.Boolean(
            description="Use as many as the checkout can take, also after the cart has changed."
        )

    checkout = graphene.Field(shop_type("Checkout"), description="The checkout as it is now.")

    @classmethod
    def perform(
        cls,
        info: Any,
        requestor: Requestor,
        now: datetime,
        /,
        *,
        id: str,
        points: int | None = None,
        use_maximum: bool | None = None,
    ) -> Self:
        _check_app(info, requestor)
        checkout_id = uuid_of(id, "Checkout", field="id")
        apply_points(
            checkout_id=checkout_id,
            points=points,
            uses_maximum=bool(use_maximum),
            requestor=requestor,
            now=now,
        )
        return cls(checkout=current_host().load_checkout(info.context, checkout_id))


class CheckoutLoyaltyPointsRemove(LoyaltyMutation):
    class Meta:
        description = (
            "Take the points off a checkout; they are available again. Can be repeated." + _WHO
        )

    class Arguments:
        id = graphene.ID(required=True, description="The ID of the checkout.")

    checkout = graphene.Field(shop_type("Checkout"), description="The checkout as it is now.")

    @classmethod
    def perform(cls, info: Any, requestor: Requestor, now: datetime, /, *, id: str) -> Self:
        _check_app(info, requestor)
        checkout_id = uuid_of(id, "Checkout", field="id")
        remove_points(checkout_id=checkout_id, requestor=requestor, now=now)
        return cls(checkout=current_host().load_checkout(info.context, checkout_id))


def _check_app(info: Any, requestor: Requestor) -> None:
    """An app owns no checkout, so a right is all that it can have."""
    if requestor.app_id is not None:
        require(info, *STAFF)
