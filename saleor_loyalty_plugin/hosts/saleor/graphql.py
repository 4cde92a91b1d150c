"""Saleor's GraphQL: its types, loaders, wrappers and database aliases.

Loaded while the schema is built, never earlier: Saleor's own types take seconds to import.
"""

from collections.abc import Mapping
from decimal import Decimal
from importlib import import_module
from typing import Any
from uuid import UUID

from django.core.files.storage import default_storage
from prices import Money
from promise import Promise
from saleor.checkout.models import Checkout
from saleor.core.utils import build_absolute_uri
from saleor.graphql.core.context import (
    BaseContext,
    ChannelContext,
    SyncWebhookControlContext,
    disallow_replica_in_context,
    get_database_connection_name,
    setup_context_user,
)
from saleor.graphql.query_cost_map import COST_MAP
from saleor.order.models import Order

from saleor_loyalty_plugin.hosts.saleor.checkouts import prices_of
from saleor_loyalty_plugin.hosts.saleor.databases import WRITER, allow_writer
from saleor_loyalty_plugin.hosts.saleor.drafts import prices_of_draft

_TYPES = {
    "User": "saleor.graphql.account.types",
    "Order": "saleor.graphql.order.types",
    "Checkout": "saleor.graphql.checkout.types",
    "Product": "saleor.graphql.product.types",
    "ProductVariant": "saleor.graphql.product.types",
    "Channel": "saleor.graphql.channel.types",
    "Money": "saleor.graphql.core.types",
    "LanguageCodeEnum": "saleor.graphql.core.enums",
    "Date": "saleor.graphql.core.scalars",
    "DateTime": "saleor.graphql.core.scalars",
    "Decimal": "saleor.graphql.core.scalars",
    "PositiveDecimal": "saleor.graphql.core.scalars",
    "Upload": "saleor.graphql.core.types",
}


def graphql_type(name: str) -> Any:
    return getattr(import_module(_TYPES[name]), name)


def add_query_costs(costs: Mapping[str, Mapping[str, Any]]) -> None:
    for type_name, fields in costs.items():
        COST_MAP.setdefault(type_name, {}).update(fields)


def money(amount: Decimal, currency: str) -> Money:
    return Money(amount, currency)


def reader_alias(context: Any) -> str:
    alias: str = get_database_connection_name(context)
    return alias


@allow_writer()
def media_url(name: str) -> str:
    # The address of the site may have to be read.
    url: str = build_absolute_uri(default_storage.url(name))
    return url


@allow_writer()
def start_mutation(context: Any) -> None:
    disallow_replica_in_context(context)
    setup_context_user(context)


def load_customer(context: Any, customer_id: int) -> Any:
    from saleor.graphql.account.dataloaders import UserByUserIdLoader

    return UserByUserIdLoader(context).load(customer_id)


def load_order(context: Any, order_id: UUID) -> Promise:
    from saleor.graphql.order.dataloaders import OrderByIdLoader

    return OrderByIdLoader(context).load(order_id).then(_wrap)


def load_variant(context: Any, variant_id: int, *, channel_slug: str | None) -> Promise:
    from saleor.graphql.product.dataloaders import ProductVariantByIdLoader

    def in_channel(variant: Any) -> Any:
        return ChannelContext(node=variant, channel_slug=channel_slug) if variant else None

    return ProductVariantByIdLoader(context).load(variant_id).then(in_channel)


def load_checkout(context: Any, checkout_id: UUID) -> Any:
    _forget(context, "checkout")
    with allow_writer():
        rows = Checkout.objects.using(reader_alias(context)).order_by()
        return _wrap(rows.filter(pk=checkout_id).first())


def load_draft(context: Any, order_id: UUID) -> Promise:
    _forget(context, "order")
    return load_order(context, order_id)


def load_checkout_prices(root: Any, info: Any) -> Promise | None:
    if not isinstance(root, SyncWebhookControlContext) or not root.allow_sync_webhooks:
        return None
    if getattr(info.context, "sync_event", False):
        return None
    if isinstance(root.node, Order):
        return _load_draft_prices(root, info)
    from saleor.graphql.checkout.dataloaders import (
        CheckoutInfoByCheckoutTokenLoader,
        CheckoutLinesInfoByCheckoutTokenLoader,
    )
    from saleor.graphql.checkout.types import Checkout as CheckoutType

    token = root.node.token

    def read_prices(_subtotal: Any) -> Promise:
        shared = CheckoutInfoByCheckoutTokenLoader(info.context).load(token)
        lines = CheckoutLinesInfoByCheckoutTokenLoader(info.context).load(token)
        return Promise.all([shared, lines]).then(
            lambda found: prices_of(found[0].checkout, [item.line for item in found[1]])
        )

    # Saleor's own resolver knows how its version computes a checkout, with tax apps and all. It
    # leaves the result in the objects of these loaders, which its other resolvers read, too.
    return Promise.resolve(CheckoutType.resolve_subtotal_price(root, info)).then(read_prices)


def _load_draft_prices(root: Any, info: Any) -> Promise:
    from saleor.graphql.order.types import Order as OrderType

    @allow_writer()
    def read_prices(_subtotal: Any) -> Any:
        draft = Order.objects.using(WRITER).filter(pk=root.node.pk).first()
        return prices_of_draft(draft, draft.lines.all()) if draft is not None else None

    # Saleor computes a draft as it does a checkout, and stores what comes of it.
    return Promise.resolve(OrderType.resolve_subtotal(root, info)).then(read_prices)


def unwrap(root: Any) -> Any:
    return root.node if isinstance(root, BaseContext) else root


def channel_slug_of(root: Any) -> str | None:
    return root.channel_slug if isinstance(root, ChannelContext) else None


def _wrap(node: Any) -> Any:
    return SyncWebhookControlContext(node=node) if node is not None else None


def _forget(context: Any, word: str) -> None:
    """An earlier mutation of the same document may have loaded what has changed since."""
    for key, loader in getattr(context, "dataloaders", {}).items():
        if word in str(key):
            loader.clear_all()
