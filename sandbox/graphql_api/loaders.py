"""Batched reads: one query per kind of thing and request, however many parents ask."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, Self

from django.db.models import Q
from promise import Promise
from promise.dataloader import DataLoader

from sandbox.graphql_api.context import Context
from sandbox.shop import checkout as checkouts
from sandbox.shop.accounts import now
from sandbox.shop.models import (
    Address,
    Channel,
    Checkout,
    CustomerType,
    Fulfillment,
    FulfillmentLine,
    GiftCard,
    Order,
    OrderDiscount,
    OrderLine,
    Payment,
    Product,
    ProductVariant,
    TransactionItem,
    User,
    VariantChannelListing,
)


class _Loader(DataLoader):
    """One per request and class; a subclass says how to load a batch of keys."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context

    @classmethod
    def of(cls, context: Context) -> Self:
        loader: Self = context.loaders.setdefault(cls, None) or cls(context)
        context.loaders[cls] = loader
        return loader

    def batch_load_fn(self, keys: list[Any]) -> Promise:
        return Promise.resolve(self.batch(keys))

    def batch(self, keys: list[Any]) -> list[Any]:
        raise NotImplementedError


class _ByKey(_Loader):
    """Rows by primary key; None for unknown keys."""

    rows: Any

    def batch(self, keys: list[Any]) -> list[Any]:
        found = self.rows.in_bulk(keys)
        return [found.get(key) for key in keys]


class _ByParent(_Loader):
    """Lists of rows by a foreign key."""

    rows: Any
    parent: str

    def batch(self, keys: list[Any]) -> list[Any]:
        return _grouped(self.rows.filter(**{f"{self.parent}__in": keys}), self.parent, keys)


def _grouped(rows: Iterable[Any], attribute: str, keys: list[Any]) -> list[list[Any]]:
    groups: defaultdict[Any, list[Any]] = defaultdict(list)
    for row in rows:
        groups[getattr(row, attribute)].append(row)
    return [groups[key] for key in keys]


class ChannelById(_ByKey):
    rows = Channel.objects


class ChannelBySlug(_Loader):
    def batch(self, keys: list[str]) -> list[Channel | None]:
        found = {channel.slug: channel for channel in Channel.objects.filter(slug__in=keys)}
        return [found.get(key) for key in keys]


class UserById(_ByKey):
    rows = User.objects


class CustomerTypeOf(_Loader):
    """By the key of a customer's type; 0 for the default of those who have none."""

    def batch(self, keys: list[Any]) -> list[Any]:
        rows = list(CustomerType.objects.filter(Q(pk__in=keys) | Q(is_default=True)))
        found = {row.pk: row for row in rows}
        found[0] = next((row for row in rows if row.is_default), None)
        return [found.get(key) for key in keys]


class AddressById(_ByKey):
    rows = Address.objects


class ProductById(_ByKey):
    rows = Product.objects.select_related("product_type", "category")


class VariantById(_ByKey):
    rows = ProductVariant.objects


class OrderById(_ByKey):
    rows = Order.objects.select_related("channel", "user")


class OrderLineById(_ByKey):
    rows = OrderLine.objects


class CheckoutById(_ByKey):
    rows = Checkout.objects.select_related("channel", "user", "shipping_method")


class VariantsByProduct(_ByParent):
    rows = ProductVariant.objects.order_by("pk")
    parent = "product_id"


class OrderLinesByOrder(_ByParent):
    rows = OrderLine.objects.order_by("created_at", "pk")
    parent = "order_id"


class FulfillmentsByOrder(_ByParent):
    rows = Fulfillment.objects.order_by("pk")
    parent = "order_id"


class FulfillmentLinesByFulfillment(_ByParent):
    rows = FulfillmentLine.objects.order_by("pk")
    parent = "fulfillment_id"


class DiscountsByOrder(_ByParent):
    rows = OrderDiscount.objects.order_by("pk")
    parent = "order_id"


class PaymentsByOrder(_ByParent):
    rows = Payment.objects.order_by("pk")
    parent = "order_id"


class TransactionsByOrder(_ByParent):
    rows = TransactionItem.objects.order_by("created_at", "pk")
    parent = "order_id"


class TransactionsByCheckout(_ByParent):
    rows = TransactionItem.objects.order_by("created_at", "pk")
    parent = "checkout_id"


class GiftCardsByOrder(_Loader):
    def batch(self, keys: list[Any]) -> list[list[GiftCard]]:
        links = Order.gift_cards.through.objects.filter(order_id__in=keys)
        groups: defaultdict[Any, list[GiftCard]] = defaultdict(list)
        for link in links.select_related("giftcard"):
            groups[link.order_id].append(link.giftcard)
        return [groups[key] for key in keys]


class CollectionsByProduct(_Loader):
    def batch(self, keys: list[int]) -> list[list[Any]]:
        links = Product.collections.through.objects.filter(product_id__in=keys)
        groups: defaultdict[int, list[Any]] = defaultdict(list)
        for link in links.select_related("collection").order_by("collection__slug"):
            groups[link.product_id].append(link.collection)
        return [groups[key] for key in keys]


class ListingByVariantAndChannel(_Loader):
    """Prices by (variant id, channel id)."""

    def batch(self, keys: list[tuple[int, int]]) -> list[VariantChannelListing | None]:
        rows = VariantChannelListing.objects.filter(
            variant__in={key[0] for key in keys}, channel__in={key[1] for key in keys}
        )
        found = {(row.variant_id, row.channel_id): row for row in rows}
        return [found.get(key) for key in keys]


class CartByCheckout(_Loader):
    """Priced carts by checkout.

    The checkout object itself is the key, not its id: a mutation's answer must show the object
    that hooks may have changed, never a second reading of it.
    """

    def get_cache_key(self, key: Checkout) -> Any:
        return key.pk

    def batch(self, keys: list[Checkout]) -> list[checkouts.Cart]:
        carts = checkouts.load_carts(keys, now=now())
        return [carts[checkout.pk] for checkout in keys]
