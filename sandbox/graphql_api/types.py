"""Types of the schema. Names, arguments and nullability are Saleor's; there are only fewer.

Products and variants that were reached through a channel are wrapped in `InChannel`, because
their prices depend on it. Everything else resolves from the plain model.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import graphene
from promise import Promise

from sandbox.graphql_api import enums, loaders
from sandbox.graphql_api.connections import connection_type, page_field, paginate
from sandbox.graphql_api.scalars import Metadata, PositiveDecimal, Upload
from sandbox.shop import checkout as checkouts
from sandbox.shop import codes, models, prices
from sandbox.shop.prices import ZERO


@dataclass(frozen=True, slots=True)
class InChannel:
    """A product or variant as one channel sells it; `channel` is None outside of any."""

    node: Any
    channel: models.Channel | None


def unwrapped(root: Any) -> Any:
    return root.node if isinstance(root, InChannel) else root


def many(kind: Any, *, required: bool = False) -> graphene.List:
    return graphene.List(graphene.NonNull(kind), required=required)


def money(amount: Decimal, currency: str) -> prices.Money:
    return prices.Money(amount, currency)


def taxed(net: Decimal, gross: Decimal, currency: str) -> prices.TaxedMoney:
    return prices.TaxedMoney.of(net, gross, currency)


# Money ----------------------------------------------------------------------------------------


class Money(graphene.ObjectType):
    currency = graphene.String(required=True)
    amount = graphene.Float(required=True)
    fractional_amount = graphene.Int(required=True)
    fraction_digits = graphene.Int(required=True)

    @staticmethod
    def resolve_amount(root: prices.Money, _info: Any) -> Decimal:
        return prices.quantize(root.amount, root.currency)

    @staticmethod
    def resolve_fractional_amount(root: prices.Money, _info: Any) -> int:
        digits = prices.currency_digits(root.currency)
        return int(prices.quantize(root.amount, root.currency).scaleb(digits))

    @staticmethod
    def resolve_fraction_digits(root: prices.Money, _info: Any) -> int:
        return prices.currency_digits(root.currency)


class TaxedMoney(graphene.ObjectType):
    currency = graphene.String(required=True)
    gross = graphene.Field(Money, required=True)
    net = graphene.Field(Money, required=True)
    tax = graphene.Field(Money, required=True)


class TaxedMoneyRange(graphene.ObjectType):
    start = graphene.Field(TaxedMoney)
    stop = graphene.Field(TaxedMoney)


# Metadata -------------------------------------------------------------------------------------


class MetadataItem(graphene.ObjectType):
    key = graphene.String(required=True)
    value = graphene.String(required=True)


# What private metadata asks for; types that are missing here ask for MANAGE_SETTINGS.
PRIVATE_METADATA_PERMISSIONS = {
    "User": ("MANAGE_USERS",),
    "Order": ("MANAGE_ORDERS",),
    "OrderLine": ("MANAGE_ORDERS",),
    "Fulfillment": ("MANAGE_ORDERS",),
    "Checkout": ("MANAGE_CHECKOUTS", "HANDLE_CHECKOUTS"),
    "CheckoutLine": ("MANAGE_CHECKOUTS", "HANDLE_CHECKOUTS"),
    "Channel": ("MANAGE_CHANNELS",),
    "Product": ("MANAGE_PRODUCTS",),
    "ProductVariant": ("MANAGE_PRODUCTS",),
    "Category": ("MANAGE_PRODUCTS",),
    "Collection": ("MANAGE_PRODUCTS",),
    "ProductType": ("MANAGE_PRODUCTS",),
    "Warehouse": ("MANAGE_PRODUCTS",),
    "GiftCard": ("MANAGE_GIFT_CARD",),
    "Voucher": ("MANAGE_DISCOUNTS",),
    "TransactionItem": ("HANDLE_PAYMENTS",),
}


class ObjectWithMetadata(graphene.Interface):
    private_metadata = many(MetadataItem, required=True)
    private_metafield = graphene.String(key=graphene.String(required=True))
    private_metafields = graphene.Field(Metadata, keys=many(graphene.String))
    metadata = many(MetadataItem, required=True)
    metafield = graphene.String(key=graphene.String(required=True))
    metafields = graphene.Field(Metadata, keys=many(graphene.String))

    @staticmethod
    def resolve_metadata(root: Any, _info: Any) -> list[MetadataItem]:
        return _items(_metadata_of(root))

    @staticmethod
    def resolve_metafield(root: Any, _info: Any, *, key: str) -> str | None:
        return _metadata_of(root).get(key)

    @staticmethod
    def resolve_metafields(
        root: Any, _info: Any, *, keys: list[str] | None = None
    ) -> dict[str, str]:
        return _chosen(_metadata_of(root), keys)

    @staticmethod
    def resolve_private_metadata(root: Any, info: Any) -> list[MetadataItem]:
        return _items(_private_metadata_of(root, info))

    @staticmethod
    def resolve_private_metafield(root: Any, info: Any, *, key: str) -> str | None:
        return _private_metadata_of(root, info).get(key)

    @staticmethod
    def resolve_private_metafields(
        root: Any, info: Any, *, keys: list[str] | None = None
    ) -> dict[str, str]:
        return _chosen(_private_metadata_of(root, info), keys)

    @classmethod
    def resolve_type(cls, root: Any, info: Any) -> Any:
        return info.schema.get_type(type_name_of(unwrapped(root))).graphene_type


def type_name_of(row: Any) -> str:
    if isinstance(row, models.ShippingMethodChannelListing):
        return "ShippingMethod"
    return type(row).__name__


def _metadata_row(root: Any) -> Any:
    row = unwrapped(root)
    return row.shipping_method if isinstance(row, models.ShippingMethodChannelListing) else row


def _metadata_of(root: Any) -> dict[str, str]:
    return getattr(_metadata_row(root), "metadata", {})


def _private_metadata_of(root: Any, info: Any) -> dict[str, str]:
    row = _metadata_row(root)
    needed = PRIVATE_METADATA_PERMISSIONS.get(type_name_of(row), ("MANAGE_SETTINGS",))
    info.context.require_one_of(*needed)
    return getattr(row, "private_metadata", {})


def _items(values: dict[str, str]) -> list[MetadataItem]:
    return [MetadataItem(key=key, value=values[key]) for key in sorted(values)]


def _chosen(values: dict[str, str], keys: list[str] | None) -> dict[str, str]:
    return values if keys is None else {key: values[key] for key in keys if key in values}


class _NodeWithMetadata(graphene.ObjectType):
    class Meta:
        abstract = True

    @classmethod
    def __init_subclass_with_meta__(cls, **options: Any) -> None:
        options.setdefault("interfaces", (graphene.relay.Node, ObjectWithMetadata))
        super().__init_subclass_with_meta__(**options)

    @staticmethod
    def resolve_id(root: Any, _info: Any) -> Any:
        return unwrapped(root).pk


# Shop -----------------------------------------------------------------------------------------


class CountryDisplay(graphene.ObjectType):
    code = graphene.String(required=True)
    country = graphene.String(required=True)


def country(code: str) -> CountryDisplay:
    return CountryDisplay(code=code, country=_COUNTRIES.get(code, code))


_COUNTRIES = {
    "US": "United States of America",
    "PL": "Poland",
    "DE": "Germany",
    "JP": "Japan",
    "KW": "Kuwait",
}


class OrderSettings(graphene.ObjectType):
    automatically_confirm_all_new_orders = graphene.Boolean(required=True)
    allow_unpaid_orders = graphene.Boolean(required=True)


class TaxConfiguration(graphene.ObjectType):
    charge_taxes = graphene.Boolean(required=True)
    display_gross_prices = graphene.Boolean(required=True)
    prices_entered_with_tax = graphene.Boolean(required=True)

    @staticmethod
    def resolve_charge_taxes(root: models.Channel, _info: Any) -> bool:
        return root.tax_rate_percent > 0

    @staticmethod
    def resolve_display_gross_prices(root: models.Channel, _info: Any) -> bool:
        return root.prices_entered_with_tax


class Channel(_NodeWithMetadata):
    slug = graphene.String(required=True)
    name = graphene.String(required=True)
    is_active = graphene.Boolean(required=True)
    currency_code = graphene.String(required=True)
    default_country = graphene.Field(CountryDisplay, required=True)
    warehouses = many(lambda: Warehouse, required=True)
    order_settings = graphene.Field(OrderSettings, required=True)
    tax_configuration = graphene.Field(TaxConfiguration, required=True)

    @staticmethod
    def resolve_default_country(root: models.Channel, _info: Any) -> CountryDisplay:
        return country(root.default_country)

    @staticmethod
    def resolve_warehouses(_root: models.Channel, _info: Any) -> Any:
        return models.Warehouse.objects.all()

    @staticmethod
    def resolve_order_settings(root: models.Channel, _info: Any) -> models.Channel:
        return root

    @staticmethod
    def resolve_tax_configuration(root: models.Channel, _info: Any) -> models.Channel:
        return root


class Warehouse(_NodeWithMetadata):
    name = graphene.String(required=True)
    slug = graphene.String(required=True)


class Address(graphene.ObjectType):
    first_name = graphene.String(required=True)
    last_name = graphene.String(required=True)
    company_name = graphene.String(required=True)
    street_address_1 = graphene.String(required=True, name="streetAddress1")
    street_address_2 = graphene.String(required=True, name="streetAddress2")
    city = graphene.String(required=True)
    city_area = graphene.String(required=True)
    postal_code = graphene.String(required=True)
    country = graphene.Field(CountryDisplay, required=True)
    country_area = graphene.String(required=True)
    phone = graphene.String()

    class Meta:
        interfaces = (graphene.relay.Node,)

    @staticmethod
    def resolve_country(root: models.Address, _info: Any) -> CountryDisplay:
        return country(root.country)


class ShippingMethod(_NodeWithMetadata):
    """Resolves from a method's listing in a channel."""

    name = graphene.String(required=True)
    price = graphene.Field(Money, required=True)
    active = graphene.Boolean(required=True)

    @staticmethod
    def resolve_id(root: models.ShippingMethodChannelListing, _info: Any) -> int:
        return root.shipping_method_id

    @staticmethod
    def resolve_name(root: models.ShippingMethodChannelListing, _info: Any) -> str:
        return root.shipping_method.name

    @staticmethod
    def resolve_price(root: models.ShippingMethodChannelListing, info: Any) -> Promise:
        return (
            loaders.ChannelById.of(info.context)
            .load(root.channel_id)
            .then(lambda channel: money(root.price_amount, channel.currency_code))
        )

    @staticmethod
    def resolve_active(_root: models.ShippingMethodChannelListing, _info: Any) -> bool:
        return True


class DeliveryMethod(graphene.Union):
    class Meta:
        types = (Warehouse, ShippingMethod)

    @classmethod
    def resolve_type(cls, root: Any, _info: Any) -> Any:
        return Warehouse if isinstance(root, models.Warehouse) else ShippingMethod


def _shipping_listing(row: models.Checkout | models.Order) -> Any:
    if row.shipping_method_id is None:
        return None
    return (
        models.ShippingMethodChannelListing.objects.filter(
            shipping_method=row.shipping_method_id, channel=row.channel_id
        )
        .select_related("shipping_method")
        .first()
    )


# Catalogue ------------------------------------------------------------------------------------


class ProductType(_NodeWithMetadata):
    name = graphene.String(required=True)
    slug = graphene.String(required=True)
    kind = graphene.Field(enums.ProductTypeKindEnum, required=True)
    is_shipping_required = graphene.Boolean(required=True)


class Category(_NodeWithMetadata):
    name = graphene.String(required=True)
    slug = graphene.String(required=True)
    level = graphene.Int(required=True)
    parent = graphene.Field(lambda: Category)


class Collection(_NodeWithMetadata):
    name = graphene.String(required=True)
    slug = graphene.String(required=True)


class VariantPricingInfo(graphene.ObjectType):
    on_sale = graphene.Boolean()
    discount = graphene.Field(TaxedMoney)
    price = graphene.Field(TaxedMoney)
    price_undiscounted = graphene.Field(TaxedMoney)


class ProductPricingInfo(graphene.ObjectType):
    on_sale = graphene.Boolean()
    discount = graphene.Field(TaxedMoney)
    display_gross_prices = graphene.Boolean(required=True)
    price_range = graphene.Field(TaxedMoneyRange)
    price_range_undiscounted = graphene.Field(TaxedMoneyRange)


@dataclass(frozen=True, slots=True)
class _VariantPrices:
    price: prices.TaxedMoney
    price_undiscounted: prices.TaxedMoney

    @property
    def on_sale(self) -> bool:
        return self.price.gross.amount < self.price_undiscounted.gross.amount

    @property
    def discount(self) -> prices.TaxedMoney | None:
        if not self.on_sale:
            return None
        before, after = self.price_undiscounted, self.price
        return prices.TaxedMoney(before.net - after.net, before.gross - after.gross)


def _variant_prices(
    listing: models.VariantChannelListing | None, channel: models.Channel
) -> _VariantPrices | None:
    if listing is None:
        return None
    terms = checkouts.tax_terms(channel)
    return _VariantPrices(
        prices.taxed(listing.discounted_price_amount, terms),
        prices.taxed(listing.price_amount, terms),
    )


class ProductVariant(_NodeWithMetadata):
    name = graphene.String(required=True)
    sku = graphene.String()
    product = graphene.Field(lambda: Product, required=True)
    track_inventory = graphene.Boolean(required=True)
    quantity_available = graphene.Int()
    channel = graphene.String()
    pricing = graphene.Field(VariantPricingInfo)
    external_reference = graphene.String()
    created = graphene.DateTime(required=True)

    @staticmethod
    def resolve_name(root: Any, _info: Any) -> str:
        return unwrapped(root).name

    @staticmethod
    def resolve_sku(root: Any, _info: Any) -> str | None:
        return unwrapped(root).sku

    @staticmethod
    def resolve_external_reference(root: Any, _info: Any) -> str | None:
        return unwrapped(root).external_reference

    @staticmethod
    def resolve_created(root: Any, _info: Any) -> Any:
        return unwrapped(root).created_at

    @staticmethod
    def resolve_track_inventory(_root: Any, _info: Any) -> bool:
        return False

    @staticmethod
    def resolve_quantity_available(_root: Any, _info: Any) -> int:
        return checkouts.QUANTITY_MAX_PER_LINE

    @staticmethod
    def resolve_product(root: Any, info: Any) -> Promise:
        channel = _channel_of(root)
        return (
            loaders.ProductById.of(info.context)
            .load(unwrapped(root).product_id)
            .then(lambda product: InChannel(product, channel))
        )

    @staticmethod
    def resolve_channel(root: Any, _info: Any) -> str | None:
        channel = _channel_of(root)
        return channel.slug if channel else None

    @staticmethod
    def resolve_pricing(root: Any, info: Any) -> Promise | None:
        channel = _channel_of(root)
        if channel is None:
            return None
        return (
            loaders.ListingByVariantAndChannel.of(info.context)
            .load((unwrapped(root).pk, channel.pk))
            .then(lambda listing: _variant_prices(listing, channel))
        )


def _channel_of(root: Any) -> models.Channel | None:
    return root.channel if isinstance(root, InChannel) else None


class Product(_NodeWithMetadata):
    name = graphene.String(required=True)
    slug = graphene.String(required=True)
    description = graphene.JSONString()
    product_type = graphene.Field(ProductType, required=True)
    category = graphene.Field(Category)
    collections = many(Collection)
    channel = graphene.String()
    variants = many(ProductVariant)
    default_variant = graphene.Field(ProductVariant)
    pricing = graphene.Field(ProductPricingInfo)
    is_available_for_purchase = graphene.Boolean()
    external_reference = graphene.String()
    created = graphene.DateTime(required=True)
    updated_at = graphene.DateTime(required=True)

    @staticmethod
    def resolve_name(root: Any, _info: Any) -> str:
        return unwrapped(root).name

    @staticmethod
    def resolve_slug(root: Any, _info: Any) -> str:
        return unwrapped(root).slug

    @staticmethod
    def resolve_description(root: Any, _info: Any) -> Any:
        return unwrapped(root).description

    @staticmethod
    def resolve_external_reference(root: Any, _info: Any) -> str | None:
        return unwrapped(root).external_reference

    @staticmethod
    def resolve_created(root: Any, _info: Any) -> Any:
        return unwrapped(root).created_at

    @staticmethod
    def resolve_updated_at(root: Any, _info: Any) -> Any:
        return unwrapped(root).updated_at

    @staticmethod
    def resolve_product_type(root: Any, info: Any) -> Any:
        return _full_product(root, info).then(lambda product: product.product_type)

    @staticmethod
    def resolve_category(root: Any, info: Any) -> Any:
        return _full_product(root, info).then(lambda product: product.category)

    @staticmethod
    def resolve_collections(root: Any, info: Any) -> Promise:
        return loaders.CollectionsByProduct.of(info.context).load(unwrapped(root).pk)

    @staticmethod
    def resolve_channel(root: Any, _info: Any) -> str | None:
        channel = _channel_of(root)
        return channel.slug if channel else None

    @staticmethod
    def resolve_is_available_for_purchase(root: Any, _info: Any) -> bool | None:
        return True if _channel_of(root) else None

    @staticmethod
    def resolve_variants(root: Any, info: Any) -> Promise:
        channel = _channel_of(root)
        return (
            loaders.VariantsByProduct.of(info.context)
            .load(unwrapped(root).pk)
            .then(lambda variants: [InChannel(variant, channel) for variant in variants])
        )

    @staticmethod
    def resolve_default_variant(root: Any, info: Any) -> Promise:
        return Product.resolve_variants(root, info).then(
            lambda variants: variants[0] if variants else None
        )

    @staticmethod
    def resolve_pricing(root: Any, info: Any) -> Promise | None:
        channel = _channel_of(root)
        if channel is None:
            return None
        listings = loaders.ListingByVariantAndChannel.of(info.context)
        return (
            loaders.VariantsByProduct.of(info.context)
            .load(unwrapped(root).pk)
            .then(
                lambda variants: listings.load_many(
                    [(variant.pk, channel.pk) for variant in variants]
                )
            )
            .then(lambda found: _product_pricing(found, channel))
        )


def _full_product(root: Any, info: Any) -> Promise:
    """The product with its type and category, read together for all of a list."""
    return loaders.ProductById.of(info.context).load(unwrapped(root).pk)


def _product_pricing(
    listings: Sequence[models.VariantChannelListing | None], channel: models.Channel
) -> ProductPricingInfo | None:
    found = [_variant_prices(listing, channel) for listing in listings]
    variants = sorted(
        (item for item in found if item is not None), key=lambda item: item.price.gross.amount
    )
    if not variants:
        return None
    before = sorted(
        (item.price_undiscounted for item in variants), key=lambda item: item.gross.amount
    )
    return ProductPricingInfo(
        on_sale=any(item.on_sale for item in variants),
        discount=variants[0].discount,
        display_gross_prices=channel.prices_entered_with_tax,
        price_range=TaxedMoneyRange(start=variants[0].price, stop=variants[-1].price),
        price_range_undiscounted=TaxedMoneyRange(start=before[0], stop=before[-1]),
    )


ProductCountableConnection = connection_type(Product)
ProductVariantCountableConnection = connection_type(ProductVariant)
CategoryCountableConnection = connection_type(Category)
CollectionCountableConnection = connection_type(Collection)
ProductTypeCountableConnection = connection_type(ProductType)


# Users ----------------------------------------------------------------------------------------


class UserPermission(graphene.ObjectType):
    code = graphene.Field(enums.PermissionEnum, required=True)
    name = graphene.String(required=True)


class CustomerType(_NodeWithMetadata):
    name = graphene.String(required=True)
    slug = graphene.String(required=True)
    is_default = graphene.Boolean(required=True)


class User(_NodeWithMetadata):
    email = graphene.String(required=True)
    first_name = graphene.String(required=True)
    last_name = graphene.String(required=True)
    is_staff = graphene.Boolean(required=True)
    is_active = graphene.Boolean(required=True)
    is_confirmed = graphene.Boolean(required=True)
    note = graphene.String()
    external_reference = graphene.String()
    language_code = graphene.Field(enums.LanguageCodeEnum, required=True)
    default_shipping_address = graphene.Field(Address)
    default_billing_address = graphene.Field(Address)
    addresses = many(Address, required=True)
    checkout_ids = graphene.List(graphene.NonNull(graphene.ID), channel=graphene.String())
    user_permissions = many(UserPermission)
    customer_type = graphene.Field(CustomerType)
    last_login = graphene.DateTime()
    date_joined = graphene.DateTime(required=True)
    updated_at = graphene.DateTime(required=True)
    orders = page_field(lambda: OrderCountableConnection)
    checkouts = page_field(lambda: CheckoutCountableConnection, channel=graphene.String())

    @staticmethod
    def resolve_note(root: models.User, info: Any) -> str:
        info.context.require_one_of("MANAGE_USERS", "MANAGE_STAFF")
        return root.note

    @staticmethod
    def resolve_default_shipping_address(root: models.User, info: Any) -> Any:
        return _address(root.default_shipping_address_id, info)

    @staticmethod
    def resolve_default_billing_address(root: models.User, info: Any) -> Any:
        return _address(root.default_billing_address_id, info)

    @staticmethod
    def resolve_addresses(root: models.User, info: Any) -> Any:
        ids = {root.default_shipping_address_id, root.default_billing_address_id} - {None}
        return loaders.AddressById.of(info.context).load_many(sorted(ids))

    @staticmethod
    def resolve_checkout_ids(
        root: models.User, _info: Any, *, channel: str | None = None
    ) -> list[str]:
        rows = root.checkouts.order_by("-last_change", "pk")
        if channel:
            rows = rows.filter(channel__slug=channel)
        return [
            graphene.Node.to_global_id("Checkout", pk) for pk in rows.values_list("pk", flat=True)
        ]

    @staticmethod
    def resolve_user_permissions(root: models.User, _info: Any) -> list[UserPermission]:
        return [
            UserPermission(code=code, name=code.replace("_", " ").capitalize())
            for code in sorted(root.held_permissions)
        ]

    @staticmethod
    def resolve_customer_type(root: models.User, info: Any) -> Any:
        if root != info.context.user:
            info.context.require_one_of("MANAGE_USERS")
        return loaders.CustomerTypeOf.of(info.context).load(root.customer_type_id or 0)

    @staticmethod
    def resolve_orders(root: models.User, info: Any, **page: Any) -> Any:
        rows = models.Order.objects.filter(user=root).select_related("channel", "user")
        if info.context.user != root:
            info.context.require_one_of("MANAGE_USERS", "MANAGE_ORDERS")
        else:
            rows = rows.exclude(status=codes.OrderStatus.DRAFT)
        return paginate(rows, page, field_name="orders", sort_field="number", descending=True)

    @staticmethod
    def resolve_checkouts(
        root: models.User, info: Any, *, channel: str | None = None, **page: Any
    ) -> Any:
        if info.context.user != root:
            info.context.require_one_of("MANAGE_CHECKOUTS", "MANAGE_USERS")
        rows = models.Checkout.objects.filter(user=root).select_related("channel", "user")
        if channel:
            rows = rows.filter(channel__slug=channel)
        return paginate(
            rows, page, field_name="checkouts", sort_field="last_change", descending=True
        )


UserCountableConnection = connection_type(User)
CustomerTypeCountableConnection = connection_type(CustomerType)


def _address(key: int | None, info: Any) -> Any:
    return loaders.AddressById.of(info.context).load(key) if key else None


# Discounts ------------------------------------------------------------------------------------


class GiftCard(_NodeWithMetadata):
    display_code = graphene.String(required=True)
    last_4_code_chars = graphene.String(required=True, name="last4CodeChars")
    code = graphene.String(required=True)
    is_active = graphene.Boolean(required=True)
    expiry_date = graphene.Date()
    created = graphene.DateTime(required=True)
    initial_balance = graphene.Field(Money, required=True)
    current_balance = graphene.Field(Money, required=True)

    @staticmethod
    def resolve_display_code(root: models.GiftCard, _info: Any) -> str:
        return root.code[-4:]

    @staticmethod
    def resolve_last_4_code_chars(root: models.GiftCard, _info: Any) -> str:
        return root.code[-4:]

    @staticmethod
    def resolve_code(root: models.GiftCard, info: Any) -> str:
        user = info.context.user
        if user is not None and user.email in {root.used_by_email}:
            return root.code
        info.context.require_one_of("MANAGE_GIFT_CARD")
        return root.code

    @staticmethod
    def resolve_created(root: models.GiftCard, _info: Any) -> Any:
        return root.created_at

    @staticmethod
    def resolve_initial_balance(root: models.GiftCard, _info: Any) -> prices.Money:
        return money(root.initial_balance_amount, root.currency)

    @staticmethod
    def resolve_current_balance(root: models.GiftCard, _info: Any) -> prices.Money:
        return money(root.current_balance_amount, root.currency)


class Voucher(_NodeWithMetadata):
    name = graphene.String()
    type = graphene.Field(enums.VoucherTypeEnum, required=True)
    discount_value_type = graphene.Field(enums.DiscountValueTypeEnum, required=True)
    usage_limit = graphene.Int()
    single_use = graphene.Boolean(required=True)
    apply_once_per_customer = graphene.Boolean(required=True)
    start_date = graphene.DateTime(required=True)
    end_date = graphene.DateTime()


# Checkout -------------------------------------------------------------------------------------


class TransactionItem(_NodeWithMetadata):
    token = graphene.UUID(required=True)
    created_at = graphene.DateTime(required=True)
    modified_at = graphene.DateTime(required=True)
    actions = many(enums.TransactionActionEnum, required=True)
    authorized_amount = graphene.Field(Money, required=True)
    charged_amount = graphene.Field(Money, required=True)
    refunded_amount = graphene.Field(Money, required=True)
    canceled_amount = graphene.Field(Money, required=True)
    name = graphene.String(required=True)
    message = graphene.String(required=True)
    psp_reference = graphene.String(required=True)
    external_url = graphene.String(required=True)
    order = graphene.Field(lambda: Order)
    checkout = graphene.Field(lambda: Checkout)

    @staticmethod
    def resolve_id(root: models.TransactionItem, _info: Any) -> Any:
        return root.token

    @staticmethod
    def resolve_actions(root: models.TransactionItem, _info: Any) -> list[str]:
        return root.available_actions

    @staticmethod
    def resolve_authorized_amount(root: models.TransactionItem, _info: Any) -> prices.Money:
        return money(root.authorized_value, root.currency)

    @staticmethod
    def resolve_charged_amount(root: models.TransactionItem, _info: Any) -> prices.Money:
        return money(root.charged_value, root.currency)

    @staticmethod
    def resolve_refunded_amount(root: models.TransactionItem, _info: Any) -> prices.Money:
        return money(root.refunded_value, root.currency)

    @staticmethod
    def resolve_canceled_amount(root: models.TransactionItem, _info: Any) -> prices.Money:
        return money(root.canceled_value, root.currency)

    @staticmethod
    def resolve_psp_reference(root: models.TransactionItem, _info: Any) -> str:
        return root.psp_reference or ""

    @staticmethod
    def resolve_order(root: models.TransactionItem, info: Any) -> Any:
        return loaders.OrderById.of(info.context).load(root.order_id) if root.order_id else None

    @staticmethod
    def resolve_checkout(root: models.TransactionItem, info: Any) -> Any:
        if root.checkout_id is None:
            return None
        return loaders.CheckoutById.of(info.context).load(root.checkout_id)


class CheckoutLine(_NodeWithMetadata):
    """Resolves from `CheckoutLineRow`."""

    variant = graphene.Field(ProductVariant, required=True)
    quantity = graphene.Int(required=True)
    unit_price = graphene.Field(TaxedMoney, required=True)
    undiscounted_unit_price = graphene.Field(Money, required=True)
    total_price = graphene.Field(TaxedMoney, required=True)
    undiscounted_total_price = graphene.Field(Money, required=True)
    requires_shipping = graphene.Boolean(required=True)
    is_gift = graphene.Boolean()

    @staticmethod
    def resolve_id(root: CheckoutLineRow, _info: Any) -> Any:
        return root.line.pk

    @staticmethod
    def resolve_variant(root: CheckoutLineRow, _info: Any) -> InChannel:
        return InChannel(root.line.variant, root.cart.checkout.channel)

    @staticmethod
    def resolve_quantity(root: CheckoutLineRow, _info: Any) -> int:
        return root.line.quantity

    @staticmethod
    def resolve_unit_price(root: CheckoutLineRow, _info: Any) -> prices.TaxedMoney:
        return root.priced.unit_price

    @staticmethod
    def resolve_total_price(root: CheckoutLineRow, _info: Any) -> prices.TaxedMoney:
        return root.priced.total_price

    @staticmethod
    def resolve_undiscounted_unit_price(root: CheckoutLineRow, _info: Any) -> prices.Money:
        return money(root.listing.price_amount, root.cart.checkout.currency)

    @staticmethod
    def resolve_undiscounted_total_price(root: CheckoutLineRow, _info: Any) -> prices.Money:
        return money(root.listing.price_amount * root.line.quantity, root.cart.checkout.currency)

    @staticmethod
    def resolve_requires_shipping(root: CheckoutLineRow, _info: Any) -> bool:
        return root.line.variant.product.product_type.is_shipping_required

    @staticmethod
    def resolve_is_gift(_root: CheckoutLineRow, _info: Any) -> bool:
        return False


@dataclass(frozen=True, slots=True)
class CheckoutLineRow:
    """A line together with the cart that prices it."""

    cart: checkouts.Cart
    index: int

    @property
    def line(self) -> models.CheckoutLine:
        return self.cart.lines[self.index]

    @property
    def priced(self) -> prices.PricedLine:
        return self.cart.priced.lines[self.index]

    @property
    def listing(self) -> models.VariantChannelListing:
        return self.cart.listings[self.line.variant_id]

    @property
    def metadata(self) -> dict[str, str]:
        return self.line.metadata


def _cart(root: models.Checkout, info: Any) -> Promise:
    return loaders.CartByCheckout.of(info.context).load(root)


def _from_cart(read: Any) -> Any:
    """A resolver that reads something off the priced cart."""

    def resolve(root: models.Checkout, info: Any) -> Promise:
        return _cart(root, info).then(read)

    return staticmethod(resolve)


class Checkout(_NodeWithMetadata):
    created = graphene.DateTime(required=True)
    updated_at = graphene.DateTime(required=True)
    last_change = graphene.DateTime(required=True)
    user = graphene.Field(User)
    channel = graphene.Field(Channel, required=True)
    billing_address = graphene.Field(Address)
    shipping_address = graphene.Field(Address)
    note = graphene.String(required=True)
    customer_note = graphene.String(required=True)
    discount = graphene.Field(Money)
    discount_name = graphene.String()
    voucher_code = graphene.String()
    voucher = graphene.Field(Voucher)
    shipping_methods = many(ShippingMethod, required=True)
    available_shipping_methods = many(ShippingMethod, required=True)
    delivery_method = graphene.Field(DeliveryMethod)
    shipping_method = graphene.Field(ShippingMethod)
    email = graphene.String()
    gift_cards = many(GiftCard, required=True)
    is_shipping_required = graphene.Boolean(required=True)
    quantity = graphene.Int(required=True)
    lines = many(CheckoutLine, required=True)
    shipping_price = graphene.Field(TaxedMoney, required=True)
    subtotal_price = graphene.Field(TaxedMoney, required=True)
    total_price = graphene.Field(TaxedMoney, required=True)
    total_balance = graphene.Field(Money, required=True)
    token = graphene.UUID(required=True)
    language_code = graphene.Field(enums.LanguageCodeEnum, required=True)
    transactions = many(TransactionItem)
    display_gross_prices = graphene.Boolean(required=True)
    authorize_status = graphene.Field(enums.CheckoutAuthorizeStatusEnum, required=True)
    charge_status = graphene.Field(enums.CheckoutChargeStatusEnum, required=True)

    @staticmethod
    def resolve_created(root: models.Checkout, _info: Any) -> Any:
        return root.created_at

    @staticmethod
    def resolve_updated_at(root: models.Checkout, _info: Any) -> Any:
        return root.last_change

    @staticmethod
    def resolve_channel(root: models.Checkout, info: Any) -> Promise:
        return loaders.ChannelById.of(info.context).load(root.channel_id)

    @staticmethod
    def resolve_user(root: models.Checkout, info: Any) -> Any:
        if root.user_id is None:
            return None
        context = info.context
        if context.user is None or context.user.pk != root.user_id:
            context.require_one_of("MANAGE_USERS", "MANAGE_CHECKOUTS", "HANDLE_PAYMENTS")
        return loaders.UserById.of(context).load(root.user_id)

    @staticmethod
    def resolve_email(root: models.Checkout, _info: Any) -> str | None:
        return checkouts.customer_email(root)

    @staticmethod
    def resolve_billing_address(root: models.Checkout, info: Any) -> Any:
        return _address(root.billing_address_id, info)

    @staticmethod
    def resolve_shipping_address(root: models.Checkout, info: Any) -> Any:
        return _address(root.shipping_address_id, info)

    @staticmethod
    def resolve_customer_note(root: models.Checkout, _info: Any) -> str:
        return root.note

    @staticmethod
    def resolve_delivery_method(root: models.Checkout, _info: Any) -> Any:
        return _shipping_listing(root)

    @staticmethod
    def resolve_shipping_method(root: models.Checkout, _info: Any) -> Any:
        return _shipping_listing(root)

    @staticmethod
    def resolve_transactions(root: models.Checkout, info: Any) -> Promise:
        info.context.require_one_of("MANAGE_CHECKOUTS", "HANDLE_PAYMENTS")
        return loaders.TransactionsByCheckout.of(info.context).load(root.pk)

    @staticmethod
    def resolve_display_gross_prices(root: models.Checkout, _info: Any) -> bool:
        return root.channel.prices_entered_with_tax

    @staticmethod
    def resolve_voucher_code(root: models.Checkout, _info: Any) -> str | None:
        return root.voucher_code or None

    @staticmethod
    def resolve_voucher(root: models.Checkout, info: Any) -> Promise:
        info.context.require_one_of("MANAGE_DISCOUNTS")
        return _cart(root, info).then(
            lambda cart: cart.active_code.voucher if cart.active_code else None
        )

    @staticmethod
    def resolve_shipping_methods(root: models.Checkout, info: Any) -> Promise:
        return _cart(root, info).then(lambda cart: checkouts.shipping_methods_of(root, cart))

    resolve_available_shipping_methods = resolve_shipping_methods

    resolve_discount = _from_cart(
        lambda cart: money(cart.priced.discount_amount, cart.checkout.currency)
    )
    resolve_gift_cards = _from_cart(lambda cart: cart.gift_cards)
    resolve_is_shipping_required = _from_cart(lambda cart: cart.is_shipping_required)
    resolve_quantity = _from_cart(lambda cart: cart.quantity)
    resolve_lines = _from_cart(
        lambda cart: [CheckoutLineRow(cart, index) for index in range(len(cart.lines))]
    )
    resolve_shipping_price = _from_cart(lambda cart: cart.priced.shipping)
    resolve_subtotal_price = _from_cart(lambda cart: cart.priced.subtotal)
    resolve_total_price = _from_cart(lambda cart: cart.total)
    resolve_total_balance = _from_cart(checkouts.total_balance)
    resolve_charge_status = _from_cart(lambda cart: cart.charge_status)
    resolve_authorize_status = _from_cart(lambda cart: _authorize_status(cart))


def _authorize_status(cart: checkouts.Cart) -> str:
    if cart.lines and cart.is_covered:
        return "full"
    return "partial" if cart.charged_amount + cart.authorized_amount > 0 else "none"


CheckoutCountableConnection = connection_type(Checkout)


# Orders ---------------------------------------------------------------------------------------


class OrderLine(_NodeWithMetadata):
    product_name = graphene.String(required=True)
    variant_name = graphene.String(required=True)
    product_sku = graphene.String()
    is_shipping_required = graphene.Boolean(required=True)
    quantity = graphene.Int(required=True)
    quantity_fulfilled = graphene.Int(required=True)
    quantity_to_fulfill = graphene.Int(required=True)
    tax_rate = graphene.Float(required=True)
    unit_price = graphene.Field(TaxedMoney, required=True)
    undiscounted_unit_price = graphene.Field(TaxedMoney, required=True)
    unit_discount = graphene.Field(Money, required=True)
    unit_discount_reason = graphene.String()
    total_price = graphene.Field(TaxedMoney, required=True)
    undiscounted_total_price = graphene.Field(TaxedMoney, required=True)
    variant = graphene.Field(ProductVariant)
    is_gift = graphene.Boolean()

    @staticmethod
    def resolve_quantity_to_fulfill(root: models.OrderLine, _info: Any) -> int:
        return root.quantity_unfulfilled

    @staticmethod
    def resolve_unit_price(root: models.OrderLine, _info: Any) -> prices.TaxedMoney:
        return taxed(root.unit_price_net_amount, root.unit_price_gross_amount, root.currency)

    @staticmethod
    def resolve_undiscounted_unit_price(root: models.OrderLine, _info: Any) -> prices.TaxedMoney:
        return taxed(
            root.undiscounted_unit_price_net_amount,
            root.undiscounted_unit_price_gross_amount,
            root.currency,
        )

    @staticmethod
    def resolve_unit_discount(root: models.OrderLine, _info: Any) -> prices.Money:
        return money(root.unit_discount_amount, root.currency)

    @staticmethod
    def resolve_total_price(root: models.OrderLine, _info: Any) -> prices.TaxedMoney:
        return taxed(root.total_price_net_amount, root.total_price_gross_amount, root.currency)

    @staticmethod
    def resolve_undiscounted_total_price(root: models.OrderLine, _info: Any) -> prices.TaxedMoney:
        return taxed(
            root.undiscounted_total_price_net_amount,
            root.undiscounted_total_price_gross_amount,
            root.currency,
        )

    @staticmethod
    def resolve_variant(root: models.OrderLine, info: Any) -> Any:
        if root.variant_id is None:
            return None
        context = info.context

        def in_channel(found: list[Any]) -> Promise:
            variant, order = found
            return (
                loaders.ChannelById.of(context)
                .load(order.channel_id)
                .then(lambda channel: InChannel(variant, channel))
            )

        return Promise.all(
            [
                loaders.VariantById.of(context).load(root.variant_id),
                loaders.OrderById.of(context).load(root.order_id),
            ]
        ).then(in_channel)

    @staticmethod
    def resolve_is_gift(_root: models.OrderLine, _info: Any) -> bool:
        return False


class FulfillmentLine(graphene.ObjectType):
    quantity = graphene.Int(required=True)
    order_line = graphene.Field(OrderLine)

    class Meta:
        interfaces = (graphene.relay.Node,)

    @staticmethod
    def resolve_order_line(root: models.FulfillmentLine, info: Any) -> Promise:
        return loaders.OrderLineById.of(info.context).load(root.order_line_id)


class Fulfillment(_NodeWithMetadata):
    fulfillment_order = graphene.Int(required=True)
    status = graphene.Field(enums.FulfillmentStatus, required=True)
    tracking_number = graphene.String(required=True)
    created = graphene.DateTime(required=True)
    lines = many(FulfillmentLine)
    warehouse = graphene.Field(Warehouse)
    status_display = graphene.String()
    total_refunded_amount = graphene.Field(Money)
    shipping_refunded_amount = graphene.Field(Money)

    @staticmethod
    def resolve_created(root: models.Fulfillment, _info: Any) -> Any:
        return root.created_at

    @staticmethod
    def resolve_lines(root: models.Fulfillment, info: Any) -> Promise:
        return loaders.FulfillmentLinesByFulfillment.of(info.context).load(root.pk)

    @staticmethod
    def resolve_status_display(root: models.Fulfillment, _info: Any) -> str:
        return root.status.replace("_", " ").capitalize()

    @staticmethod
    def resolve_total_refunded_amount(root: models.Fulfillment, info: Any) -> Any:
        return _in_order_currency(root.total_refund_amount, root, info)

    @staticmethod
    def resolve_shipping_refunded_amount(root: models.Fulfillment, info: Any) -> Any:
        return _in_order_currency(root.shipping_refund_amount, root, info)


def _in_order_currency(amount: Decimal | None, root: models.Fulfillment, info: Any) -> Any:
    if amount is None:
        return None
    return (
        loaders.OrderById.of(info.context)
        .load(root.order_id)
        .then(lambda order: money(amount, order.currency))
    )


class OrderDiscount(graphene.ObjectType):
    type = graphene.Field(enums.OrderDiscountType, required=True)
    name = graphene.String()
    value_type = graphene.Field(enums.DiscountValueTypeEnum, required=True)
    value = PositiveDecimal(required=True)
    reason = graphene.String()
    amount = graphene.Field(Money, required=True)
    total = graphene.Field(Money, required=True)

    class Meta:
        interfaces = (graphene.relay.Node,)

    @staticmethod
    def resolve_amount(root: models.OrderDiscount, _info: Any) -> prices.Money:
        return money(root.amount, root.currency)

    @staticmethod
    def resolve_total(root: models.OrderDiscount, _info: Any) -> prices.Money:
        return money(root.amount, root.currency)


class Payment(graphene.ObjectType):
    gateway = graphene.String(required=True)
    is_active = graphene.Boolean(required=True)
    charge_status = graphene.Field(enums.PaymentChargeStatusEnum, required=True)
    psp_reference = graphene.String()
    total = graphene.Field(Money)
    captured_amount = graphene.Field(Money)
    created = graphene.DateTime(required=True)

    class Meta:
        interfaces = (graphene.relay.Node,)

    @staticmethod
    def resolve_total(root: models.Payment, _info: Any) -> prices.Money:
        return money(root.total, root.currency)

    @staticmethod
    def resolve_captured_amount(root: models.Payment, _info: Any) -> prices.Money:
        return money(root.captured_amount, root.currency)

    @staticmethod
    def resolve_created(root: models.Payment, _info: Any) -> Any:
        return root.created_at


class Order(_NodeWithMetadata):
    created = graphene.DateTime(required=True)
    updated_at = graphene.DateTime(required=True)
    status = graphene.Field(enums.OrderStatus, required=True)
    status_display = graphene.String(required=True)
    number = graphene.String(required=True)
    user = graphene.Field(User)
    user_email = graphene.String()
    channel = graphene.Field(Channel, required=True)
    billing_address = graphene.Field(Address)
    shipping_address = graphene.Field(Address)
    shipping_method_name = graphene.String()
    delivery_method = graphene.Field(DeliveryMethod)
    fulfillments = many(Fulfillment, required=True)
    lines = many(OrderLine, required=True)
    actions = many(enums.OrderAction, required=True)
    origin = graphene.Field(enums.OrderOriginEnum, required=True)
    is_paid = graphene.Boolean(required=True)
    payment_status = graphene.Field(enums.PaymentChargeStatusEnum, required=True)
    payment_status_display = graphene.String(required=True)
    authorize_status = graphene.Field(enums.OrderAuthorizeStatusEnum, required=True)
    charge_status = graphene.Field(enums.OrderChargeStatusEnum, required=True)
    transactions = many(TransactionItem, required=True)
    payments = many(Payment, required=True)
    total = graphene.Field(TaxedMoney, required=True)
    undiscounted_total = graphene.Field(TaxedMoney, required=True)
    subtotal = graphene.Field(TaxedMoney, required=True)
    shipping_price = graphene.Field(TaxedMoney, required=True)
    shipping_tax_rate = graphene.Float(required=True)
    token = graphene.String(required=True)
    voucher = graphene.Field(Voucher)
    voucher_code = graphene.String()
    gift_cards = many(GiftCard, required=True)
    customer_note = graphene.String(required=True)
    total_authorized = graphene.Field(Money, required=True)
    total_charged = graphene.Field(Money, required=True)
    total_captured = graphene.Field(Money, required=True)
    total_balance = graphene.Field(Money, required=True)
    total_refunded = graphene.Field(Money, required=True)
    is_shipping_required = graphene.Boolean(required=True)
    discounts = many(OrderDiscount, required=True)
    language_code_enum = graphene.Field(enums.LanguageCodeEnum, required=True)
    external_reference = graphene.String()
    checkout_id = graphene.ID()

    @staticmethod
    def resolve_created(root: models.Order, _info: Any) -> Any:
        return root.created_at

    @staticmethod
    def resolve_status_display(root: models.Order, _info: Any) -> str:
        return root.status.replace("_", " ").capitalize()

    @staticmethod
    def resolve_number(root: models.Order, _info: Any) -> str:
        return str(root.number)

    @staticmethod
    def resolve_user(root: models.Order, info: Any) -> Any:
        if root.user_id is None:
            return None
        context = info.context
        if context.user is None or context.user.pk != root.user_id:
            context.require_one_of("MANAGE_USERS", "MANAGE_ORDERS", "HANDLE_PAYMENTS")
        return loaders.UserById.of(context).load(root.user_id)

    @staticmethod
    def resolve_user_email(root: models.Order, _info: Any) -> str | None:
        return root.user_email or None

    @staticmethod
    def resolve_channel(root: models.Order, info: Any) -> Promise:
        return loaders.ChannelById.of(info.context).load(root.channel_id)

    @staticmethod
    def resolve_billing_address(root: models.Order, info: Any) -> Any:
        return _address(root.billing_address_id, info)

    @staticmethod
    def resolve_shipping_address(root: models.Order, info: Any) -> Any:
        return _address(root.shipping_address_id, info)

    @staticmethod
    def resolve_delivery_method(root: models.Order, _info: Any) -> Any:
        return _shipping_listing(root)

    @staticmethod
    def resolve_fulfillments(root: models.Order, info: Any) -> Promise:
        found = loaders.FulfillmentsByOrder.of(info.context).load(root.pk)
        if info.context.has_perm("MANAGE_ORDERS"):
            return found
        return found.then(
            lambda rows: [row for row in rows if row.status != codes.FulfillmentStatus.CANCELED]
        )

    @staticmethod
    def resolve_lines(root: models.Order, info: Any) -> Promise:
        return loaders.OrderLinesByOrder.of(info.context).load(root.pk)

    @staticmethod
    def resolve_actions(root: models.Order, info: Any) -> Promise:
        def actions(found: list[models.Payment]) -> list[str]:
            if root.status in {codes.OrderStatus.DRAFT, codes.OrderStatus.EXPIRED}:
                return []
            if not found and not root.total_charged_amount:
                return ["mark_as_paid"]
            return ["refund"] if any(payment.can_refund() for payment in found) else []

        return loaders.PaymentsByOrder.of(info.context).load(root.pk).then(actions)

    @staticmethod
    def resolve_origin(root: models.Order, _info: Any) -> str:
        if root.original_id:
            return "reissue"
        return "checkout" if root.checkout_token else "draft"

    @staticmethod
    def resolve_is_paid(root: models.Order, _info: Any) -> bool:
        return root.total_charged_amount >= root.total_gross_amount

    @staticmethod
    def resolve_payment_status(root: models.Order, info: Any) -> Promise:
        return _payment_status(root, info)

    @staticmethod
    def resolve_payment_status_display(root: models.Order, info: Any) -> Promise:
        return _payment_status(root, info).then(
            lambda status: status.replace("-", " ").capitalize()
        )

    @staticmethod
    def resolve_authorize_status(root: models.Order, _info: Any) -> str:
        covered = root.total_authorized_amount + root.total_charged_amount
        if covered >= root.total_gross_amount:
            return "full"
        return "partial" if covered > 0 else "none"

    @staticmethod
    def resolve_transactions(root: models.Order, info: Any) -> Promise:
        info.context.require_one_of("MANAGE_ORDERS", "HANDLE_PAYMENTS")
        return loaders.TransactionsByOrder.of(info.context).load(root.pk)

    @staticmethod
    def resolve_payments(root: models.Order, info: Any) -> Promise:
        info.context.require_one_of("MANAGE_ORDERS")
        return loaders.PaymentsByOrder.of(info.context).load(root.pk)

    @staticmethod
    def resolve_total(root: models.Order, _info: Any) -> prices.TaxedMoney:
        return taxed(root.total_net_amount, root.total_gross_amount, root.currency)

    @staticmethod
    def resolve_undiscounted_total(root: models.Order, _info: Any) -> prices.TaxedMoney:
        return taxed(
            root.undiscounted_total_net_amount, root.undiscounted_total_gross_amount, root.currency
        )

    @staticmethod
    def resolve_subtotal(root: models.Order, _info: Any) -> prices.TaxedMoney:
        return taxed(root.subtotal_net_amount, root.subtotal_gross_amount, root.currency)

    @staticmethod
    def resolve_shipping_price(root: models.Order, _info: Any) -> prices.TaxedMoney:
        return taxed(
            root.shipping_price_net_amount, root.shipping_price_gross_amount, root.currency
        )

    @staticmethod
    def resolve_shipping_tax_rate(root: models.Order, _info: Any) -> Decimal:
        return root.tax_rate

    @staticmethod
    def resolve_token(root: models.Order, _info: Any) -> str:
        return str(root.pk)

    @staticmethod
    def resolve_voucher(root: models.Order, info: Any) -> Any:
        info.context.require_one_of("MANAGE_DISCOUNTS", "MANAGE_ORDERS")
        return root.voucher

    @staticmethod
    def resolve_voucher_code(root: models.Order, _info: Any) -> str | None:
        return root.voucher_code or None

    @staticmethod
    def resolve_gift_cards(root: models.Order, info: Any) -> Promise:
        return loaders.GiftCardsByOrder.of(info.context).load(root.pk)

    @staticmethod
    def resolve_total_authorized(root: models.Order, _info: Any) -> prices.Money:
        return money(root.total_authorized_amount, root.currency)

    @staticmethod
    def resolve_total_charged(root: models.Order, _info: Any) -> prices.Money:
        return money(root.total_charged_amount, root.currency)

    resolve_total_captured = resolve_total_charged

    @staticmethod
    def resolve_total_balance(root: models.Order, _info: Any) -> prices.Money:
        return money(root.total_charged_amount - root.total_gross_amount, root.currency)

    @staticmethod
    def resolve_total_refunded(root: models.Order, info: Any) -> Promise:
        return Promise.all(
            [
                loaders.PaymentsByOrder.of(info.context).load(root.pk),
                loaders.TransactionsByOrder.of(info.context).load(root.pk),
            ]
        ).then(
            lambda found: money(
                sum((item.refunded_amount for item in found[0]), ZERO)
                + sum((item.refunded_value for item in found[1]), ZERO),
                root.currency,
            )
        )

    @staticmethod
    def resolve_is_shipping_required(root: models.Order, info: Any) -> Promise:
        return (
            loaders.OrderLinesByOrder.of(info.context)
            .load(root.pk)
            .then(lambda lines: any(line.is_shipping_required for line in lines))
        )

    @staticmethod
    def resolve_discounts(root: models.Order, info: Any) -> Promise:
        return loaders.DiscountsByOrder.of(info.context).load(root.pk)

    @staticmethod
    def resolve_language_code_enum(root: models.Order, _info: Any) -> str:
        return root.language_code

    @staticmethod
    def resolve_checkout_id(root: models.Order, _info: Any) -> str | None:
        if not root.checkout_token:
            return None
        return graphene.Node.to_global_id("Checkout", root.checkout_token)


def _payment_status(root: models.Order, info: Any) -> Promise:
    """The last payment's status; of orders that were paid by transactions, what they sum up to."""
    status = codes.PaymentChargeStatus

    def decide(found: list[Any]) -> str:
        paid, reported = found
        if paid and not reported:
            return paid[-1].charge_status
        charged, total = root.total_charged_amount, root.total_gross_amount
        refunded = sum((item.refunded_value for item in reported), ZERO)
        if refunded > 0:
            return status.FULLY_REFUNDED if charged <= 0 else status.PARTIALLY_REFUNDED
        if charged >= total:
            return status.FULLY_CHARGED
        return status.PARTIALLY_CHARGED if charged > 0 else status.NOT_CHARGED

    return Promise.all(
        [
            loaders.PaymentsByOrder.of(info.context).load(root.pk),
            loaders.TransactionsByOrder.of(info.context).load(root.pk),
        ]
    ).then(decide)


OrderCountableConnection = connection_type(Order)
WarehouseCountableConnection = connection_type(Warehouse)

# What an extension of the schema may add fields to, by GraphQL name.
BY_NAME = {
    "User": User,
    "Order": Order,
    "Checkout": Checkout,
    "Product": Product,
    "ProductVariant": ProductVariant,
    "Channel": Channel,
    "Money": Money,
    "TaxedMoney": TaxedMoney,
    "LanguageCodeEnum": enums.LanguageCodeEnum,
    "Date": graphene.Date,
    "DateTime": graphene.DateTime,
    "PositiveDecimal": PositiveDecimal,
    "Upload": Upload,
}
