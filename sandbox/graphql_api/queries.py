"""The root query."""

from typing import Any
from uuid import UUID

import graphene
from django.db.models import Q, QuerySet
from graphql import GraphQLError

from sandbox.graphql_api import inputs, loaders
from sandbox.graphql_api.connections import page_field, paginate
from sandbox.graphql_api.ids import from_global_id
from sandbox.graphql_api.types import (
    CategoryCountableConnection,
    Channel,
    Checkout,
    CollectionCountableConnection,
    CustomerTypeCountableConnection,
    InChannel,
    Order,
    OrderCountableConnection,
    Product,
    ProductCountableConnection,
    ProductTypeCountableConnection,
    ProductVariant,
    ProductVariantCountableConnection,
    User,
    UserCountableConnection,
    WarehouseCountableConnection,
)
from sandbox.shop import codes, models
from sandbox.shop.errors import PermissionDenied

# As in Saleor.
SEES_ALL_PRODUCTS = ("MANAGE_ORDERS", "MANAGE_DISCOUNTS", "MANAGE_PRODUCTS")


def _one_of(**given: Any) -> None:
    """Raises GraphQLError unless exactly one argument is given."""
    names = ", ".join(f"'{name}'" for name in given)
    count = sum(value is not None for value in given.values())
    if count > 1:
        raise GraphQLError(f"Argument {names} cannot be combined.")
    if count == 0:
        raise GraphQLError(f"At least one argument is required: {names}.")


def _keys(ids: list[str] | None, type_name: str) -> list[str]:
    return [from_global_id(global_id, type_name)[1] for global_id in ids or ()]


def _sorting(sort_by: Any, default: tuple[str, bool]) -> dict[str, Any]:
    if not sort_by or not sort_by.get("field"):
        return {"sort_field": default[0], "descending": default[1]}
    return {"sort_field": sort_by["field"], "descending": sort_by["direction"] == "-"}


class Shop(graphene.ObjectType):
    name = graphene.String(required=True)
    version = graphene.String(required=True)

    @staticmethod
    def resolve_name(_root: Any, _info: Any) -> str:
        return "Sandbox shop"

    @staticmethod
    def resolve_version(_root: Any, _info: Any) -> str:
        return "3.23"


class Query(graphene.ObjectType):
    shop = graphene.Field(Shop, required=True)
    me = graphene.Field(User)
    user = graphene.Field(
        User, id=graphene.ID(), email=graphene.String(), external_reference=graphene.String()
    )
    customers = page_field(
        UserCountableConnection,
        filter=inputs.CustomerFilterInput(),
        sort_by=inputs.UserSortingInput(),
        search=graphene.String(),
    )
    customer_types = page_field(CustomerTypeCountableConnection, search=graphene.String())
    channels = graphene.List(graphene.NonNull(Channel))
    channel = graphene.Field(Channel, id=graphene.ID(), slug=graphene.String())
    warehouses = page_field(WarehouseCountableConnection)
    categories = page_field(
        CategoryCountableConnection,
        level=graphene.Int(),
        filter=inputs.CategoryFilterInput(),
    )
    collections = page_field(
        CollectionCountableConnection,
        filter=inputs.CollectionFilterInput(),
        channel=graphene.String(),
    )
    product_types = page_field(
        ProductTypeCountableConnection, filter=inputs.ProductTypeFilterInput()
    )
    products = page_field(
        ProductCountableConnection,
        filter=inputs.ProductFilterInput(),
        sort_by=inputs.ProductOrder(),
        search=graphene.String(),
        channel=graphene.String(),
    )
    product = graphene.Field(
        Product,
        id=graphene.ID(),
        slug=graphene.String(),
        external_reference=graphene.String(),
        channel=graphene.String(),
    )
    product_variant = graphene.Field(
        ProductVariant, id=graphene.ID(), sku=graphene.String(), channel=graphene.String()
    )
    product_variants = page_field(
        ProductVariantCountableConnection,
        ids=graphene.List(graphene.NonNull(graphene.ID)),
        channel=graphene.String(),
        filter=inputs.ProductVariantFilterInput(),
    )
    checkout = graphene.Field(Checkout, id=graphene.ID(), token=graphene.UUID())
    order = graphene.Field(Order, id=graphene.ID(), external_reference=graphene.String())
    orders = page_field(
        OrderCountableConnection,
        sort_by=inputs.OrderSortingInput(),
        filter=inputs.OrderFilterInput(),
        channel=graphene.String(),
        search=graphene.String(),
    )

    @staticmethod
    def resolve_shop(_root: Any, _info: Any) -> Shop:
        return Shop()

    @staticmethod
    def resolve_me(_root: Any, info: Any) -> models.User | None:
        user: models.User | None = info.context.user
        return user

    @staticmethod
    def resolve_user(
        _root: Any,
        info: Any,
        *,
        id: str | None = None,
        email: str | None = None,
        external_reference: str | None = None,
    ) -> models.User | None:
        _one_of(id=id, email=email, external_reference=external_reference)
        context = info.context
        context.require_one_of("MANAGE_STAFF", "MANAGE_USERS", "MANAGE_ORDERS")
        rows = models.User.objects.all()
        if not context.has_perm("MANAGE_STAFF"):
            rows = rows.filter(is_staff=False)
        elif not context.has_perm("MANAGE_USERS"):
            rows = rows.filter(is_staff=True)
        if id:
            rows = rows.filter(pk=from_global_id(id, "User")[1])
        elif email:
            rows = rows.filter(email__iexact=email)
        else:
            rows = rows.filter(external_reference=external_reference)
        return rows.first()

    @staticmethod
    def resolve_customers(
        _root: Any,
        info: Any,
        *,
        filter: Any = None,
        sort_by: Any = None,
        search: str | None = None,
        **page: Any,
    ) -> Any:
        info.context.require_one_of("MANAGE_ORDERS", "MANAGE_USERS")
        rows = models.User.objects.filter(Q(is_staff=False) | Q(orders__isnull=False)).distinct()
        wanted = search or (filter or {}).get("search")
        if wanted:
            for word in wanted.split():
                rows = rows.filter(
                    Q(email__icontains=word)
                    | Q(first_name__icontains=word)
                    | Q(last_name__icontains=word)
                )
        if filter and filter.get("ids") is not None:
            rows = rows.filter(pk__in=_keys(filter["ids"], "User"))
        return paginate(rows, page, field_name="customers", **_sorting(sort_by, ("email", False)))

    @staticmethod
    def resolve_customer_types(
        _root: Any, info: Any, *, search: str | None = None, **page: Any
    ) -> Any:
        context = info.context
        if context.app is None and not (context.user and context.user.is_staff):
            raise PermissionDenied(permissions=("AUTHENTICATED_APP", "AUTHENTICATED_STAFF_USER"))
        rows = models.CustomerType.objects.all()
        if search:
            rows = rows.filter(Q(name__icontains=search) | Q(slug__icontains=search))
        return paginate(rows, page, field_name="customerTypes", sort_field="name")

    @staticmethod
    def resolve_channels(_root: Any, info: Any) -> QuerySet[models.Channel]:
        context = info.context
        if context.app is None and not (context.user and context.user.is_staff):
            raise PermissionDenied(permissions=("AUTHENTICATED_APP", "AUTHENTICATED_STAFF_USER"))
        return models.Channel.objects.order_by("slug")

    @staticmethod
    def resolve_channel(
        _root: Any, info: Any, *, id: str | None = None, slug: str | None = None
    ) -> models.Channel | None:
        _one_of(id=id, slug=slug)
        rows = models.Channel.objects.all()
        if id:
            return rows.filter(pk=from_global_id(id, "Channel")[1]).first()
        return rows.filter(slug=slug).first()

    @staticmethod
    def resolve_warehouses(_root: Any, info: Any, **page: Any) -> Any:
        info.context.require_one_of("MANAGE_PRODUCTS", "MANAGE_ORDERS", "MANAGE_SHIPPING")
        return paginate(
            models.Warehouse.objects.all(), page, field_name="warehouses", sort_field="slug"
        )

    @staticmethod
    def resolve_categories(
        _root: Any, _info: Any, *, level: int | None = None, filter: Any = None, **page: Any
    ) -> Any:
        rows = _named(models.Category.objects.select_related("parent"), filter, "Category")
        if level is not None:
            rows = rows.filter(level=level)
        return paginate(rows, page, field_name="categories", sort_field="slug")

    @staticmethod
    def resolve_collections(
        _root: Any, info: Any, *, filter: Any = None, channel: str | None = None, **page: Any
    ) -> Any:
        rows = _named(models.Collection.objects.all(), filter, "Collection")
        products = _products_for(info, _channel_or_default(info, channel))
        if channel is not None or not info.context.has_one_of(*SEES_ALL_PRODUCTS):
            rows = rows.filter(products__in=products).distinct()
        return paginate(rows, page, field_name="collections", sort_field="slug")

    @staticmethod
    def resolve_product_types(_root: Any, _info: Any, *, filter: Any = None, **page: Any) -> Any:
        rows = _named(models.ProductType.objects.all(), filter, "ProductType")
        return paginate(rows, page, field_name="productTypes", sort_field="slug")

    @staticmethod
    def resolve_product_variants(
        _root: Any,
        info: Any,
        *,
        ids: list[str] | None = None,
        channel: str | None = None,
        filter: Any = None,
        **page: Any,
    ) -> Any:
        in_channel = _channel_or_default(info, channel)
        rows = models.ProductVariant.objects.filter(product__in=_products_for(info, in_channel))
        if ids is not None:
            rows = rows.filter(pk__in=_keys(ids, "ProductVariant"))
        text = (filter or {}).get("search")
        if text:
            rows = rows.filter(
                Q(name__icontains=text) | Q(product__name__icontains=text) | Q(sku__icontains=text)
            )
        return paginate(
            rows,
            page,
            field_name="productVariants",
            sort_field="pk",
            wrap=lambda variant: InChannel(variant, in_channel),
        )

    @staticmethod
    def resolve_products(
        _root: Any,
        info: Any,
        *,
        filter: Any = None,
        sort_by: Any = None,
        search: str | None = None,
        channel: str | None = None,
        **page: Any,
    ) -> Any:
        in_channel = _channel_or_default(info, channel)
        rows = _products_for(info, in_channel)
        wanted = filter or {}
        text = search or wanted.get("search")
        if text:
            rows = rows.filter(name__icontains=text)
        for name, lookup, type_name in (
            ("ids", "pk__in", "Product"),
            ("product_types", "product_type__in", "ProductType"),
            ("collections", "collections__in", "Collection"),
            ("categories", "category__in", "Category"),
        ):
            if wanted.get(name) is not None:
                rows = rows.filter(**{lookup: _keys(wanted[name], type_name)})
        if wanted.get("slugs") is not None:
            rows = rows.filter(slug__in=wanted["slugs"])
        return paginate(
            rows.distinct(),
            page,
            field_name="products",
            wrap=lambda product: InChannel(product, in_channel),
            **_sorting(sort_by, ("slug", False)),
        )

    @staticmethod
    def resolve_product(
        _root: Any,
        info: Any,
        *,
        id: str | None = None,
        slug: str | None = None,
        external_reference: str | None = None,
        channel: str | None = None,
    ) -> InChannel | None:
        _one_of(id=id, slug=slug, external_reference=external_reference)
        in_channel = _channel_or_default(info, channel)
        rows = _products_for(info, in_channel)
        if id:
            rows = rows.filter(pk=from_global_id(id, "Product")[1])
        elif slug:
            rows = rows.filter(slug=slug)
        else:
            rows = rows.filter(external_reference=external_reference)
        product = rows.first()
        return InChannel(product, in_channel) if product else None

    @staticmethod
    def resolve_product_variant(
        _root: Any,
        info: Any,
        *,
        id: str | None = None,
        sku: str | None = None,
        channel: str | None = None,
    ) -> InChannel | None:
        _one_of(id=id, sku=sku)
        in_channel = _channel_or_default(info, channel)
        rows = models.ProductVariant.objects.filter(product__in=_products_for(info, in_channel))
        rows = (
            rows.filter(pk=from_global_id(id, "ProductVariant")[1]) if id else rows.filter(sku=sku)
        )
        variant = rows.first()
        return InChannel(variant, in_channel) if variant else None

    @staticmethod
    def resolve_checkout(
        _root: Any, _info: Any, *, id: str | None = None, token: UUID | None = None
    ) -> models.Checkout | None:
        _one_of(id=id, token=token)
        key = from_global_id(id, "Checkout")[1] if id else token
        rows = models.Checkout.objects.select_related("channel", "user")
        return rows.filter(pk=UUID(str(key))).first()

    @staticmethod
    def resolve_order(
        _root: Any,
        info: Any,
        *,
        id: str | None = None,
        external_reference: str | None = None,
    ) -> models.Order | None:
        _one_of(id=id, external_reference=external_reference)
        rows = models.Order.objects.select_related("channel", "user")
        if id:
            _, key = from_global_id(id, "Order")
            try:
                return rows.filter(pk=UUID(key)).first()
            except ValueError:
                return None
        info.context.require_one_of("MANAGE_ORDERS")
        return rows.filter(external_reference=external_reference).first()

    @staticmethod
    def resolve_orders(
        _root: Any,
        info: Any,
        *,
        sort_by: Any = None,
        filter: Any = None,
        channel: str | None = None,
        search: str | None = None,
        **page: Any,
    ) -> Any:
        info.context.require_one_of("MANAGE_ORDERS")
        rows = models.Order.objects.exclude(status=codes.OrderStatus.DRAFT)
        if channel:
            rows = rows.filter(channel__slug=channel)
        rows = _filtered_orders(rows, filter or {}, search)
        return paginate(
            rows.select_related("channel", "user"),
            page,
            field_name="orders",
            **_sorting(sort_by, ("number", True)),
        )


def _filtered_orders(
    rows: QuerySet[models.Order], wanted: Any, search: str | None
) -> QuerySet[models.Order]:
    text = search or wanted.get("search") or wanted.get("customer")
    if text:
        rows = rows.filter(
            Q(user_email__icontains=text)
            | Q(user__first_name__icontains=text)
            | Q(user__last_name__icontains=text)
            | Q(number__in=[text] if text.isdigit() else [])
        )
    if wanted.get("ids") is not None:
        rows = rows.filter(pk__in=_keys(wanted["ids"], "Order"))
    if wanted.get("channels") is not None:
        rows = rows.filter(channel__in=_keys(wanted["channels"], "Channel"))
    if wanted.get("numbers") is not None:
        rows = rows.filter(number__in=wanted["numbers"])
    if wanted.get("charge_status") is not None:
        rows = rows.filter(charge_status__in=wanted["charge_status"])
    return rows


def _channel_or_default(info: Any, slug: str | None) -> models.Channel | None:
    """The channel of a catalogue query; staff and apps may leave it out."""
    if slug is None:
        context = info.context
        if context.app is not None or (context.user and context.user.is_staff):
            return None
        active = list(models.Channel.objects.filter(is_active=True)[:2])
        return active[0] if len(active) == 1 else None
    channel: models.Channel | None = loaders.ChannelBySlug.of(info.context).load(slug).get()
    return channel


def _named(rows: QuerySet[Any], wanted: Any, type_name: str) -> QuerySet[Any]:
    """Those that a filter by name and ID leaves."""
    given = wanted or {}
    if given.get("search"):
        rows = rows.filter(name__icontains=given["search"])
    if given.get("ids") is not None:
        rows = rows.filter(pk__in=_keys(given["ids"], type_name))
    return rows


def _products_for(info: Any, channel: models.Channel | None) -> QuerySet[models.Product]:
    """What the requestor may see: all for staff who work with products, else what is published."""
    rows = models.Product.objects.all()
    if channel is not None:
        rows = rows.filter(channel_listings__channel=channel)
    if info.context.has_one_of(*SEES_ALL_PRODUCTS):
        return rows
    if channel is None:
        return rows.none()
    return rows.filter(channel_listings__channel=channel, channel_listings__is_published=True)
