"""The shop's tables: nothing else.

Keys are Saleor's: integers for channels, users, products; UUIDs for orders and checkouts.
Money is a Decimal in the channel's currency, rounded to that currency's digits.
"""

from __future__ import annotations

import uuid
from decimal import Decimal
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone

from sandbox.shop.codes import (
    PERMISSIONS,
    ChargeStatus,
    DiscountValueType,
    FulfillmentStatus,
    MarkAsPaidStrategy,
    OrderStatus,
    PaymentChargeStatus,
    ProductTypeKind,
    VoucherType,
)


def money_field(**options: Any) -> Any:
    """A column for an amount; three places, because some currencies have them."""
    options.setdefault("default", Decimal(0))
    return models.DecimalField(max_digits=20, decimal_places=3, **options)


class WithMetadata(models.Model):
    metadata = models.JSONField(default=dict, blank=True)
    private_metadata = models.JSONField(default=dict, blank=True)

    class Meta:
        abstract = True


class Channel(WithMetadata):
    name = models.CharField(max_length=250)
    slug = models.SlugField(max_length=255, unique=True)
    currency_code = models.CharField(max_length=3)
    default_country = models.CharField(max_length=2, default="US")
    is_active = models.BooleanField(default=True)
    prices_entered_with_tax = models.BooleanField(default=True)
    tax_rate_percent = models.DecimalField(max_digits=6, decimal_places=3, default=Decimal(0))
    automatically_confirm_all_new_orders = models.BooleanField(default=True)
    allow_unpaid_orders = models.BooleanField(default=False)
    mark_as_paid_strategy = models.CharField(max_length=32, default=MarkAsPaidStrategy.PAYMENT_FLOW)

    class Meta:
        ordering = ("slug",)

    def __str__(self) -> str:
        return self.slug


class MailConfiguration(models.Model):
    """How the shop sends e-mails to customers of a channel; without a row, it sends none."""

    channel = models.OneToOneField(
        Channel, on_delete=models.CASCADE, primary_key=True, related_name="mail_configuration"
    )
    is_active = models.BooleanField(default=True)
    host = models.CharField(max_length=255)
    port = models.PositiveIntegerField(default=25)
    user = models.CharField(max_length=255, blank=True, default="")
    password = models.CharField(max_length=255, blank=True, default="")
    sender_name = models.CharField(max_length=255, blank=True, default="")
    sender_address = models.EmailField()

    def __str__(self) -> str:
        return f"{self.sender_address} by {self.host}"


class Address(models.Model):
    first_name = models.CharField(max_length=256, blank=True, default="")
    last_name = models.CharField(max_length=256, blank=True, default="")
    company_name = models.CharField(max_length=256, blank=True, default="")
    street_address_1 = models.CharField(max_length=256, blank=True, default="")
    street_address_2 = models.CharField(max_length=256, blank=True, default="")
    city = models.CharField(max_length=256, blank=True, default="")
    city_area = models.CharField(max_length=128, blank=True, default="")
    postal_code = models.CharField(max_length=20, blank=True, default="")
    country = models.CharField(max_length=2, default="US")
    country_area = models.CharField(max_length=128, blank=True, default="")
    phone = models.CharField(max_length=32, blank=True, default="")

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.first_name} {self.last_name}, {self.city}"


class CustomerType(WithMetadata):
    """A class of customers; one at most is the default, for whoever has none of their own."""

    name = models.CharField(max_length=250)
    slug = models.SlugField(max_length=255, unique=True)
    is_default = models.BooleanField(default=False)

    class Meta:
        ordering = ("slug",)
        constraints = [
            models.UniqueConstraint(
                fields=("is_default",),
                condition=models.Q(is_default=True),
                name="shop_default_customer_type_uq",
            )
        ]

    def __str__(self) -> str:
        return self.slug


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        user = self.model(email=email.lower(), **fields)
        user.set_password(password)
        user.save()
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        fields.setdefault("is_confirmed", True)
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(WithMetadata, AbstractBaseUser):
    email = models.EmailField(unique=True)
    first_name = models.CharField(max_length=256, blank=True, default="")
    last_name = models.CharField(max_length=256, blank=True, default="")
    is_staff = models.BooleanField(default=False)
    is_superuser = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    is_confirmed = models.BooleanField(default=True)
    permissions = ArrayField(models.CharField(max_length=64), default=list, blank=True)
    external_reference = models.CharField(max_length=250, unique=True, null=True, blank=True)
    note = models.TextField(blank=True, default="")
    language_code = models.CharField(max_length=35, default="en")
    default_shipping_address = models.ForeignKey(
        Address, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    default_billing_address = models.ForeignKey(
        Address, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    customer_type = models.ForeignKey(
        CustomerType, null=True, blank=True, on_delete=models.PROTECT, related_name="users"
    )
    date_joined = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(auto_now=True, db_index=True)

    # Set where somebody else acts with a part of the user's rights.
    lent_permissions: frozenset[str] | None = None

    USERNAME_FIELD = "email"
    objects = UserManager()

    class Meta:
        ordering = ("email",)

    def __str__(self) -> str:
        return self.email

    def has_perm(self, permission: str) -> bool:
        """Whether the user is active staff that holds this permission code."""
        return self.is_active and self.is_staff and permission in self.held_permissions

    @property
    def held_permissions(self) -> frozenset[str]:
        """The permission codes of a member of staff, of which others may have been lent fewer."""
        held = frozenset(PERMISSIONS if self.is_superuser else self.permissions)
        return held if self.lent_permissions is None else held & self.lent_permissions


class App(WithMetadata):
    name = models.CharField(max_length=60)
    identifier = models.CharField(max_length=256, blank=True, default="")
    token_sha256 = models.CharField(max_length=64, unique=True)
    token_last_4 = models.CharField(max_length=4)
    permissions = ArrayField(models.CharField(max_length=64), default=list, blank=True)
    is_active = models.BooleanField(default=True)
    # Pages that it shows in the dashboard, as its manifest says them.
    manifest = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("name", "pk")

    def __str__(self) -> str:
        return self.name

    def has_perm(self, permission: str) -> bool:
        return self.is_active and permission in self.permissions


class ProductType(WithMetadata):
    name = models.CharField(max_length=250)
    slug = models.SlugField(max_length=255, unique=True)
    kind = models.CharField(max_length=32, default=ProductTypeKind.NORMAL)
    is_shipping_required = models.BooleanField(default=True)

    class Meta:
        ordering = ("slug",)

    def __str__(self) -> str:
        return self.slug


class Category(WithMetadata):
    name = models.CharField(max_length=250)
    slug = models.SlugField(max_length=255, unique=True)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="children"
    )
    level = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("slug",)
        verbose_name_plural = "categories"

    def __str__(self) -> str:
        return self.slug


class Collection(WithMetadata):
    name = models.CharField(max_length=250)
    slug = models.SlugField(max_length=255, unique=True)

    class Meta:
        ordering = ("slug",)

    def __str__(self) -> str:
        return self.slug


class Product(WithMetadata):
    name = models.CharField(max_length=250)
    slug = models.SlugField(max_length=255, unique=True)
    description = models.JSONField(null=True, blank=True)
    product_type = models.ForeignKey(ProductType, on_delete=models.CASCADE, related_name="products")
    category = models.ForeignKey(
        Category, null=True, blank=True, on_delete=models.SET_NULL, related_name="products"
    )
    collections = models.ManyToManyField(Collection, blank=True, related_name="products")
    external_reference = models.CharField(max_length=250, unique=True, null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("slug",)

    def __str__(self) -> str:
        return self.slug


class ProductVariant(WithMetadata):
    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="variants")
    name = models.CharField(max_length=255, blank=True, default="")
    sku = models.CharField(max_length=255, unique=True, null=True, blank=True)
    external_reference = models.CharField(max_length=250, unique=True, null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("product_id", "pk")

    def __str__(self) -> str:
        return self.sku or f"#{self.pk}"


class ProductChannelListing(models.Model):
    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="channel_listings")
    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="product_listings")
    is_published = models.BooleanField(default=True)

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(fields=("product", "channel"), name="shop_product_listing_uq")
        ]

    def __str__(self) -> str:
        return f"{self.product_id} in {self.channel_id}"


class VariantChannelListing(models.Model):
    """Prices as they were entered: with or without tax, as the channel says."""

    variant = models.ForeignKey(
        ProductVariant, on_delete=models.CASCADE, related_name="channel_listings"
    )
    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="variant_listings")
    price_amount = money_field()
    # Lower than the price when the product is reduced, else the same.
    discounted_price_amount = money_field()

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(fields=("variant", "channel"), name="shop_variant_listing_uq")
        ]

    def __str__(self) -> str:
        return f"{self.variant_id} in {self.channel_id}"


class Warehouse(WithMetadata):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=250)
    slug = models.SlugField(max_length=255, unique=True)

    class Meta:
        ordering = ("slug",)

    def __str__(self) -> str:
        return self.slug


class ShippingMethod(WithMetadata):
    name = models.CharField(max_length=100)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.name


class ShippingMethodChannelListing(models.Model):
    shipping_method = models.ForeignKey(
        ShippingMethod, on_delete=models.CASCADE, related_name="channel_listings"
    )
    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="shipping_listings")
    price_amount = money_field()

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(
                fields=("shipping_method", "channel"), name="shop_shipping_listing_uq"
            )
        ]

    def __str__(self) -> str:
        return f"{self.shipping_method_id} in {self.channel_id}"


class Voucher(WithMetadata):
    name = models.CharField(max_length=255, blank=True, default="")
    type = models.CharField(max_length=20, default=VoucherType.ENTIRE_ORDER)
    discount_value_type = models.CharField(max_length=10, default=DiscountValueType.FIXED)
    usage_limit = models.PositiveIntegerField(null=True, blank=True)
    single_use = models.BooleanField(default=False)
    apply_once_per_customer = models.BooleanField(default=False)
    min_checkout_items_quantity = models.PositiveIntegerField(null=True, blank=True)
    start_date = models.DateTimeField(default=timezone.now)
    end_date = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("name", "pk")

    def __str__(self) -> str:
        return self.name

    @property
    def spares_gift_cards(self) -> bool:
        """Whether gift cards in a cart stay at their price; Saleor has other ways for it."""
        return bool(self.private_metadata.get("sandbox.spares_gift_cards"))

    @property
    def variant_id(self) -> int | None:
        """The one variant that it is for, if it is for one; Saleor keeps several in a table."""
        variant_id: int | None = self.private_metadata.get("sandbox.variant_id")
        return variant_id


class VoucherCode(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    voucher = models.ForeignKey(Voucher, on_delete=models.CASCADE, related_name="codes")
    code = models.CharField(max_length=255, unique=True)
    used = models.PositiveIntegerField(default=0)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-created_at", "code")

    def __str__(self) -> str:
        return self.code


class VoucherChannelListing(models.Model):
    voucher = models.ForeignKey(Voucher, on_delete=models.CASCADE, related_name="channel_listings")
    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="voucher_listings")
    discount_value = money_field()
    min_spent_amount = money_field(null=True, blank=True, default=None)
    currency = models.CharField(max_length=3)

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(fields=("voucher", "channel"), name="shop_voucher_listing_uq")
        ]

    def __str__(self) -> str:
        return f"{self.voucher_id} in {self.channel_id}"


class VoucherCustomer(models.Model):
    voucher_code = models.ForeignKey(
        VoucherCode, on_delete=models.CASCADE, related_name="customers"
    )
    customer_email = models.EmailField()

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(
                fields=("voucher_code", "customer_email"), name="shop_voucher_customer_uq"
            )
        ]

    def __str__(self) -> str:
        return self.customer_email


class GiftCard(WithMetadata):
    code = models.CharField(max_length=16, unique=True)
    currency = models.CharField(max_length=3)
    initial_balance_amount = money_field()
    current_balance_amount = money_field()
    is_active = models.BooleanField(default=True)
    expiry_date = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    assigned_to = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.SET_NULL, related_name="gift_cards"
    )
    used_by_email = models.EmailField(blank=True, default="")
    last_used_on = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return f"…{self.code[-4:]}"


class Checkout(WithMetadata):
    token = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="checkouts")
    currency = models.CharField(max_length=3)
    user = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.CASCADE, related_name="checkouts"
    )
    email = models.EmailField(null=True, blank=True)
    billing_address = models.ForeignKey(
        Address, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    shipping_address = models.ForeignKey(
        Address, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    shipping_method = models.ForeignKey(
        ShippingMethod, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    voucher_code = models.CharField(max_length=255, null=True, blank=True, db_index=True)
    discount_name = models.CharField(max_length=255, blank=True, default="")
    gift_cards = models.ManyToManyField(GiftCard, blank=True, related_name="checkouts")
    note = models.TextField(blank=True, default="")
    language_code = models.CharField(max_length=35, default="en")
    created_at = models.DateTimeField(default=timezone.now)
    last_change = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        ordering = ("-last_change", "pk")

    def __str__(self) -> str:
        return str(self.pk)


class CheckoutLine(WithMetadata):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    checkout = models.ForeignKey(Checkout, on_delete=models.CASCADE, related_name="lines")
    variant = models.ForeignKey(ProductVariant, on_delete=models.CASCADE, related_name="+")
    quantity = models.PositiveIntegerField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("created_at", "pk")

    def __str__(self) -> str:
        return f"{self.quantity} × {self.variant_id}"


class Order(WithMetadata):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.PositiveIntegerField(unique=True)
    status = models.CharField(max_length=32, default=OrderStatus.UNFULFILLED)
    charge_status = models.CharField(max_length=32, default=ChargeStatus.NONE)
    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="orders")
    currency = models.CharField(max_length=3)
    user = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.SET_NULL, related_name="orders"
    )
    # Whether the user was found by the address alone: nobody was signed in.
    is_user_by_email = models.BooleanField(default=False)
    user_email = models.EmailField(blank=True, default="", db_index=True)
    billing_address = models.ForeignKey(
        Address, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    shipping_address = models.ForeignKey(
        Address, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    shipping_method = models.ForeignKey(
        ShippingMethod, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    shipping_method_name = models.CharField(max_length=255, null=True, blank=True)
    shipping_price_net_amount = money_field()
    shipping_price_gross_amount = money_field()
    subtotal_net_amount = money_field()
    subtotal_gross_amount = money_field()
    total_net_amount = money_field()
    total_gross_amount = money_field()
    undiscounted_total_net_amount = money_field()
    undiscounted_total_gross_amount = money_field()
    total_charged_amount = money_field()
    total_authorized_amount = money_field()
    tax_rate = models.DecimalField(max_digits=6, decimal_places=5, default=Decimal(0))
    voucher = models.ForeignKey(
        Voucher, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    voucher_code = models.CharField(max_length=255, null=True, blank=True, db_index=True)
    gift_cards = models.ManyToManyField(GiftCard, blank=True, related_name="orders")
    checkout_token = models.CharField(max_length=36, blank=True, default="", db_index=True)
    # The order whose goods this one was made in exchange for.
    original = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="exchanges"
    )
    customer_note = models.TextField(blank=True, default="")
    language_code = models.CharField(max_length=35, default="en")
    external_reference = models.CharField(max_length=250, unique=True, null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now, db_index=True)
    updated_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        ordering = ("-number",)
        constraints = [
            # However often a checkout is completed, one order comes of it.
            models.UniqueConstraint(
                fields=("checkout_token",),
                condition=~models.Q(checkout_token=""),
                name="shop_order_checkout_uq",
            )
        ]

    def __str__(self) -> str:
        return f"#{self.number}"


class OrderLine(WithMetadata):
    """A line's prices after the order's discount was spread; `undiscounted_*` before any."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="lines")
    variant = models.ForeignKey(
        ProductVariant, null=True, blank=True, on_delete=models.SET_NULL, related_name="order_lines"
    )
    product_name = models.CharField(max_length=386)
    variant_name = models.CharField(max_length=255, blank=True, default="")
    product_sku = models.CharField(max_length=255, null=True, blank=True)
    is_shipping_required = models.BooleanField()
    is_gift_card = models.BooleanField()
    quantity = models.PositiveIntegerField()
    quantity_fulfilled = models.PositiveIntegerField(default=0)
    currency = models.CharField(max_length=3)
    tax_rate = models.DecimalField(max_digits=6, decimal_places=5, default=Decimal(0))
    # Whether the product was reduced when it was bought.
    is_reduced = models.BooleanField(default=False)
    unit_price_net_amount = money_field()
    unit_price_gross_amount = money_field()
    total_price_net_amount = money_field()
    total_price_gross_amount = money_field()
    undiscounted_unit_price_net_amount = money_field()
    undiscounted_unit_price_gross_amount = money_field()
    undiscounted_total_price_net_amount = money_field()
    undiscounted_total_price_gross_amount = money_field()
    unit_discount_amount = money_field()
    unit_discount_reason = models.TextField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("created_at", "pk")

    def __str__(self) -> str:
        return f"{self.quantity} × {self.product_name}"

    @property
    def quantity_unfulfilled(self) -> int:
        return self.quantity - self.quantity_fulfilled


class OrderDiscount(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="discounts")
    type = models.CharField(max_length=64, default="voucher")
    value_type = models.CharField(max_length=10, default=DiscountValueType.FIXED)
    value = money_field()
    amount = money_field()
    currency = models.CharField(max_length=3)
    name = models.CharField(max_length=255, blank=True, default="")
    reason = models.TextField(null=True, blank=True)
    voucher_code = models.CharField(max_length=255, null=True, blank=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}"


class Fulfillment(WithMetadata):
    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="fulfillments")
    fulfillment_order = models.PositiveIntegerField()
    status = models.CharField(max_length=32, default=FulfillmentStatus.FULFILLED)
    tracking_number = models.CharField(max_length=255, blank=True, default="")
    warehouse = models.ForeignKey(
        Warehouse, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    total_refund_amount = money_field(null=True, blank=True, default=None)
    shipping_refund_amount = money_field(null=True, blank=True, default=None)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.order_id}-{self.fulfillment_order}"


class FulfillmentLine(models.Model):
    fulfillment = models.ForeignKey(Fulfillment, on_delete=models.CASCADE, related_name="lines")
    order_line = models.ForeignKey(
        OrderLine, on_delete=models.CASCADE, related_name="fulfillment_lines"
    )
    quantity = models.PositiveIntegerField()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.quantity} × {self.order_line_id}"


class Payment(models.Model):
    """A payment of Saleor's older kind, which `orderMarkAsPaid` and `orderRefund` work with."""

    gateway = models.CharField(max_length=255, default="manual")
    is_active = models.BooleanField(default=True)
    charge_status = models.CharField(max_length=32, default=PaymentChargeStatus.NOT_CHARGED)
    currency = models.CharField(max_length=3)
    total = money_field()
    captured_amount = money_field()
    refunded_amount = money_field()
    psp_reference = models.CharField(max_length=512, blank=True, default="")
    order = models.ForeignKey(
        Order, null=True, blank=True, on_delete=models.PROTECT, related_name="payments"
    )
    checkout = models.ForeignKey(
        Checkout, null=True, blank=True, on_delete=models.SET_NULL, related_name="payments"
    )
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.captured_amount} {self.currency}"

    def can_refund(self) -> bool:
        return self.is_active and self.charge_status in {
            PaymentChargeStatus.PARTIALLY_CHARGED,
            PaymentChargeStatus.FULLY_CHARGED,
            PaymentChargeStatus.PARTIALLY_REFUNDED,
        }


class TransactionItem(WithMetadata):
    """A payment of the Transaction API: sums that staff or an app report."""

    token = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    order = models.ForeignKey(
        Order, null=True, blank=True, on_delete=models.PROTECT, related_name="transactions"
    )
    checkout = models.ForeignKey(
        Checkout, null=True, blank=True, on_delete=models.SET_NULL, related_name="transactions"
    )
    name = models.CharField(max_length=512, blank=True, default="")
    message = models.CharField(max_length=512, blank=True, default="")
    psp_reference = models.CharField(max_length=512, unique=True, null=True, blank=True)
    external_url = models.URLField(blank=True, default="")
    available_actions = ArrayField(models.CharField(max_length=32), default=list, blank=True)
    currency = models.CharField(max_length=3)
    authorized_value = money_field()
    charged_value = money_field()
    refunded_value = money_field()
    canceled_value = money_field()
    user = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    app = models.ForeignKey(App, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    modified_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("created_at", "pk")

    def __str__(self) -> str:
        return f"{self.charged_value} {self.currency}"
