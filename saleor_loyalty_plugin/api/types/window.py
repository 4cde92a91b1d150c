"""What the plugin adds to the shop's products: points to earn, for shop windows."""

from typing import Any

import graphene
from promise import Promise

from saleor_loyalty_plugin.api.errors import as_graphql_error
from saleor_loyalty_plugin.api.loaders import (
    PreviewOfProduct,
    PreviewOfVariant,
    channel_by_slug,
)
from saleor_loyalty_plugin.api.shop import shop_type
from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.services.errors import LoyaltyProblem, ProblemCode


class ProductLoyaltyRule(graphene.ObjectType):
    """The earning rule that decided, for a label such as "double points until Sunday"."""

    name = graphene.String(required=True, description="What the rule is called.")
    fixed_points = graphene.Int(description="Points for each piece; null if it gives another way.")
    percentage = graphene.Float(
        description="Points as a percentage of the price; null if it gives another way."
    )
    multiplier = graphene.Float(
        description="How many times the general rate; null if it gives another way."
    )
    ends_at = graphene.Field(
        shop_type("DateTime"), description="Until when it holds; null for no end."
    )


class ProductLoyalty(graphene.ObjectType):
    """Points that one piece of a product or variant earns in a channel."""

    points_to_earn = graphene.Int(
        required=True,
        description=(
            "Points that a registered customer earns by buying one piece now, alone. An estimate:"
            " tax and promo codes are settled by the order. For a product with several variants"
            " the fewest that any of them earns. For a customer who is signed in, times the"
            " multiplier of their tier."
        ),
    )
    rule = graphene.Field(
        ProductLoyaltyRule, description="The rule that decided; null for the general rate."
    )

    @staticmethod
    def resolve_points_to_earn(root: Any, _info: Any) -> int:
        return root.points


def loyalty_of_product(root: Any, info: Any, channel: str | None = None) -> Promise | None:
    """Resolve `Product.loyalty`."""
    return _loaded(PreviewOfProduct, root, info, channel)


def loyalty_of_variant(root: Any, info: Any, channel: str | None = None) -> Promise | None:
    """Resolve `ProductVariant.loyalty`."""
    return _loaded(PreviewOfVariant, root, info, channel)


def _loaded(loader: Any, root: Any, info: Any, slug: str | None) -> Promise | None:
    host = current_host()
    found_through = host.channel_slug_of(root)
    if slug is None and found_through is None:
        return None
    channel = channel_by_slug(info.context, slug if slug is not None else str(found_through))
    if channel is None:
        with as_graphql_error(info):
            raise LoyaltyProblem(
                ProblemCode.NOT_FOUND, "No channel has this slug.", field="channel"
            )
        return None
    return loader.of(info.context).load((host.unwrap(root).pk, channel.channel_id))
