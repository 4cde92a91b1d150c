"""Events: what customers did besides ordering."""

import graphene

from saleor_loyalty_plugin.api.connection import CountableConnection
from saleor_loyalty_plugin.api.enums import LoyaltyEventOutcomeEnum
from saleor_loyalty_plugin.api.shop import shop_type


class LoyaltyEvent(graphene.ObjectType):
    """Something that a customer did, as an app recorded it."""

    class Meta:
        interfaces = (graphene.relay.Node,)

    type = graphene.String(required=True, description="What it was, such as `survey`.")
    reference = graphene.String(
        required=True,
        description="What it was about: of a review the product's key; else as it was recorded.",
    )
    occurred_at = graphene.Field(
        shop_type("DateTime"), required=True, description="When it happened."
    )
    created_at = graphene.Field(
        shop_type("DateTime"), required=True, description="When it was recorded."
    )
    points = graphene.Int(
        required=True, description="Points that were credited when it was recorded."
    )
    outcome = graphene.Field(
        LoyaltyEventOutcomeEnum, required=True, description="Why it gave these points, or none."
    )


class LoyaltyEventCountableConnection(CountableConnection):
    """Events in pages, the last recorded first."""

    class Meta:
        node = LoyaltyEvent
