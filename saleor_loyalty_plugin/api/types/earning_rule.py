"""Earning rules, as staff see them."""

import graphene

from saleor_loyalty_plugin.api.shop import shop_type
from saleor_loyalty_plugin.api.types.values import ids


class LoyaltyEarningRule(graphene.ObjectType):
    """What some goods, orders or times earn instead of the general rate.

    Of `fixedPoints`, `percentage` and `multiplier` exactly one is set.
    """

    class Meta:
        interfaces = (graphene.relay.Node,)

    name = graphene.String(
        required=True, description="What it is called; shoppers read it where it decided."
    )
    rank = graphene.Int(
        required=True, description="Decides between equally specific rules: the smaller wins."
    )
    is_active = graphene.Boolean(required=True, description="Whether it applies at all.")
    product_ids = ids("product_ids", "Product", "IDs of the Products that it names.")
    variant_ids = ids("variant_ids", "ProductVariant", "IDs of the ProductVariants that it names.")
    category_ids = ids(
        "category_ids", "Category", "IDs of the Categories that it names, with all below them."
    )
    collection_ids = ids("collection_ids", "Collection", "IDs of the Collections that it names.")
    product_type_ids = ids(
        "product_type_ids", "ProductType", "IDs of the ProductTypes that it names."
    )
    channel_ids = ids(
        "channel_ids", "Channel", "IDs of the Channels that it is for; empty for all."
    )
    order_value_from = graphene.Float(
        required=True,
        description="What the order's goods have to be worth, in the channel's currency.",
    )
    fixed_points = graphene.Int(description="Points for each piece; 0 for none.")
    percentage = graphene.Float(
        description="Points as a percentage of the price: 5 for 60.00 is 3 points."
    )
    multiplier = graphene.Float(description="How many times the general rate; 0 for no points.")
    starts_at = graphene.Field(
        shop_type("DateTime"), description="Orders placed earlier don't count; null for no start."
    )
    ends_at = graphene.Field(
        shop_type("DateTime"),
        description="Orders placed then or later don't count; null for no end.",
    )
