"""Saleor for the contract suites: its own rows, its own endpoint."""

import datetime
import itertools
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from decimal import Decimal
from typing import Any
from uuid import UUID

import graphene
from django.conf import settings
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone
from saleor import __version__ as SALEOR_VERSION
from saleor.account import models as account_models
from saleor.account.models import Address, Group, User
from saleor.app.models import App
from saleor.channel import MarkAsPaidStrategy
from saleor.channel.models import Channel as ChannelRow
from saleor.checkout.utils import delete_checkouts
from saleor.core.db.connection import allow_writer
from saleor.core.jwt import create_access_token
from saleor.core.tokens import account_confirm_token_generator
from saleor.core.utils.promo_code import InvalidPromoCode
from saleor.discount import DiscountValueType, PromotionType, RewardValueType, VoucherType
from saleor.discount.models import Promotion, Voucher, VoucherChannelListing
from saleor.discount.utils.voucher import get_voucher_code_instance
from saleor.giftcard.models import GiftCard
from saleor.order import FulfillmentStatus
from saleor.order.models import FulfillmentLine, Order, OrderLine
from saleor.permission.models import Permission
from saleor.plugins.models import PluginConfiguration
from saleor.plugins.user_email.plugin import UserEmailPlugin
from saleor.product import ProductTypeKind
from saleor.product.models import (
    Category,
    Collection,
    CollectionProduct,
    Product,
    ProductChannelListing,
    ProductMedia,
    ProductType,
    ProductVariant,
    ProductVariantChannelListing,
)
from saleor.product.utils.variant_prices import update_discounted_prices_for_promotion
from saleor.shipping import ShippingMethodType
from saleor.shipping.models import ShippingMethod, ShippingMethodChannelListing, ShippingZone
from saleor.tax.models import TaxClass, TaxConfiguration
from saleor.warehouse.models import Stock, Warehouse

from saleor_loyalty_plugin.hosts.saleor.mail import PLUGIN_PATH
from tests.contract.driver import ADDRESS, Channel, Person, multipart

COUNTRY = "PL"
# None before 3.23.
CustomerType: Any = getattr(account_models, "CustomerType", None)

EVENT_REPORT = """
mutation ($id: ID!, $amount: PositiveDecimal!, $reference: String!) {
  transactionEventReport(
    id: $id, type: REFUND_SUCCESS, amount: $amount, pspReference: $reference
  ) { errors { field message code } }
}"""
FULFILL = """
mutation ($order: ID!, $lines: [OrderFulfillLineInput!]!) {
  orderFulfill(order: $order, input: {lines: $lines, notifyCustomer: false}) {
    errors { field message code }
  }
}"""
RETURN = """
mutation ($order: ID!, $line: ID!, $quantity: Int!) {
  orderFulfillmentReturnProducts(
    order: $order
    input: {refund: false, fulfillmentLines: [{fulfillmentLineId: $line, quantity: $quantity}]}
  ) { errors { field message code } }
}"""
EXCHANGE = """
mutation ($order: ID!, $line: ID!, $quantity: Int!) {
  orderFulfillmentReturnProducts(
    order: $order
    input: {
      refund: false
      fulfillmentLines: [{fulfillmentLineId: $line, quantity: $quantity, replace: true}]
    }
  ) { replaceOrder { id } errors { field message code } }
}"""
DELIVER_DRAFT = """
mutation ($id: ID!, $method: ID!) {
  orderUpdateShipping(order: $id, input: {shippingMethod: $method}) {
    errors { field message code }
  }
}"""
COMPLETE_DRAFT = """
mutation ($id: ID!) { draftOrderComplete(id: $id) { errors { field message code } } }"""
CANCEL_SHIPMENT = """
mutation ($id: ID!, $warehouse: ID!) {
  orderFulfillmentCancel(id: $id, input: {warehouseId: $warehouse}) {
    errors { field message code }
  }
}"""
LINE_ADD = """
mutation ($id: ID!, $variant: ID!, $quantity: Int!) {
  orderLinesCreate(id: $id, input: [{variantId: $variant, quantity: $quantity}]) {
    order { total { gross { amount } } } errors { field message code }
  }
}"""
LINE_CHANGE = """
mutation ($id: ID!, $quantity: Int!) {
  orderLineUpdate(id: $id, input: {quantity: $quantity}) {
    order { total { gross { amount } } } errors { field message code }
  }
}"""
LINE_DELETE = """
mutation ($id: ID!) {
  orderLineDelete(id: $id) {
    order { total { gross { amount } } } errors { field message code }
  }
}"""
GRANT = """
mutation ($id: ID!, $transaction: ID!, $line: ID!, $quantity: Int!) {
  orderGrantRefundCreate(
    id: $id, input: {transactionId: $transaction, lines: [{id: $line, quantity: $quantity}]}
  ) { grantedRefund { amount { amount } } errors { field message code } }
}"""


class SaleorSetup:
    """See `ShopSetup`. Payments go through the Transaction API, refunds are reported by an app."""

    # Lines, listings, discounts, channels, deliveries, gift cards, places; order promotions; what
    # codes take off.
    queries_of_carts = 9

    def __init__(self) -> None:
        self._client = Client()
        self._numbers = itertools.count(1)
        self._channels: dict[str, Channel] = {}
        self._taxed = TaxClass.objects.create(name="Goods")
        self._taxed.country_rates.create(country=COUNTRY, rate=23)
        self._untaxed = TaxClass.objects.create(name="Untaxed")
        self._untaxed.country_rates.create(country=COUNTRY, rate=0)
        self._taxed_channels: set[int] = set()
        self._type = ProductType.objects.create(name="Goods", slug="goods", has_variants=False)
        address = Address.objects.create(
            street_address_1=ADDRESS["streetAddress1"],
            city=ADDRESS["city"],
            postal_code=ADDRESS["postalCode"],
            country=COUNTRY,
        )
        self.warehouse = Warehouse.objects.create(
            name="Warehouse", slug="loyalty-warehouse", email="w@example.com", address=address
        )
        self._staff: str | None = None
        self._app_tokens: dict[tuple[str, ...], str] = {}

    def post(
        self,
        query: str,
        variables: Mapping[str, Any],
        token: str | None,
        *,
        language: str | None = None,
    ) -> dict[str, Any]:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        if language is not None:
            headers["Accept-Language"] = language
        response = self._client.post(
            reverse("api"),
            json.dumps({"query": query, "variables": variables}, default=str),
            content_type="application/json",
            headers=headers,
        )
        body: dict[str, Any] = response.json()
        return body

    def post_files(
        self,
        query: str,
        variables: Mapping[str, Any],
        files: Mapping[str, tuple[str, bytes]],
        token: str | None,
    ) -> dict[str, Any]:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        parts = multipart(query, variables, files)
        response = self._client.post(reverse("api"), parts, headers=headers)
        body: dict[str, Any] = response.json()
        return body

    # People -----------------------------------------------------------------------------------

    def customer(self, email: str) -> Person:
        return self.person(User.objects.create(email=email, is_active=True, is_confirmed=True))

    def confirmation_token(self, email: str) -> str:
        token: str = account_confirm_token_generator.make_token(User.objects.get(email=email))
        return token

    def staff(self, *permissions: str) -> Person:
        email = f"staff{next(self._numbers)}@example.com"
        user = User.objects.create(email=email, is_active=True, is_staff=True)
        # Rights come with a group, which also says which channels they hold in.
        group = Group.objects.create(name=email, restricted_access_to_channels=False)
        group.permissions.add(*_permissions(permissions))
        user.groups.add(group)
        return self.person(user)

    def app_token(self, *permissions: str) -> str:
        """One app for each set of permissions: an app may only report on its own payments."""
        if permissions not in self._app_tokens:
            app = App.objects.create(name=f"App {next(self._numbers)}", is_active=True)
            app.permissions.add(*_permissions(permissions))
            _, token = app.tokens.create()
            self._app_tokens[permissions] = str(token)
        return self._app_tokens[permissions]

    def person(self, user: User) -> Person:
        return Person(user_id=user.pk, email=user.email, token=create_access_token(user))

    # Channels ---------------------------------------------------------------------------------

    def channel(self) -> Channel:
        return self._channel("main-channel", "USD", Decimal(10), taxed=False)

    def net_channel(self) -> Channel:
        return self._channel("net-channel", "EUR", Decimal(10), gross_prices=False)

    def gross_channel(self) -> Channel:
        """Prices are entered with 23 % tax in them, and the tax is due."""
        return self._channel("gross-channel", "EUR", Decimal(10))

    def yen_channel(self) -> Channel:
        return self._channel("yen-channel", "JPY", Decimal(500), taxed=False)

    def dinar_channel(self) -> Channel:
        return self._channel("dinar-channel", "KWD", Decimal("1.525"), taxed=False)

    def extra_channel(self, slug: str, currency: str) -> Channel:
        return self._channel(slug, currency, Decimal(10), taxed=False)

    def _channel(
        self,
        slug: str,
        currency: str,
        delivery: Decimal,
        *,
        taxed: bool = True,
        gross_prices: bool = True,
    ) -> Channel:
        if slug in self._channels:
            return self._channels[slug]
        row = ChannelRow.objects.create(
            name=slug,
            slug=slug,
            currency_code=currency,
            default_country=COUNTRY,
            is_active=True,
            allow_unpaid_orders=True,
            order_mark_as_paid_strategy=MarkAsPaidStrategy.TRANSACTION_FLOW,
        )
        TaxConfiguration.objects.create(channel=row, prices_entered_with_tax=gross_prices)
        if taxed:
            self._taxed_channels.add(row.pk)
        zone = ShippingZone.objects.create(name=slug, countries=[COUNTRY])
        zone.channels.add(row)
        self.warehouse.channels.add(row)
        self.warehouse.shipping_zones.add(zone)
        method = ShippingMethod.objects.create(
            name="Courier", type=ShippingMethodType.PRICE_BASED, shipping_zone=zone
        )
        ShippingMethodChannelListing.objects.create(
            shipping_method=method,
            channel=row,
            price_amount=delivery,
            # Saleor 3.22 takes a cart that is worth less than its voucher as below a minimum of 0.
            minimum_order_price_amount=None,
            currency=currency,
        )
        self._channels[slug] = Channel(
            channel_id=row.pk,
            slug=slug,
            currency=currency,
            delivery_method_id=graphene.Node.to_global_id("ShippingMethod", method.pk),
        )
        return self._channels[slug]

    # Goods ------------------------------------------------------------------------------------

    def variant(
        self,
        price: Decimal,
        *,
        channel: Channel,
        reduced_to: Decimal | None = None,
        product_type: str | None = None,
        category: str | None = None,
        collection: str | None = None,
        beside: str | None = None,
    ) -> str:
        number = next(self._numbers)
        if beside is not None:
            product = ProductVariant.objects.get(pk=_key(beside)).product
        else:
            product = self._product(number, price, channel, product_type, category)
        if collection is not None:
            CollectionProduct.objects.create(collection_id=_key(collection), product=product)
        variant = ProductVariant.objects.create(product=product, name="One", sku=f"sku-{number}")
        ProductVariantChannelListing.objects.create(
            variant=variant,
            channel_id=channel.channel_id,
            price_amount=price,
            discounted_price_amount=price,
            currency=channel.currency,
        )
        Stock.objects.create(warehouse=self.warehouse, product_variant=variant, quantity=1000)
        if reduced_to is not None:
            self._reduce(variant, price - reduced_to, channel)
        return str(graphene.Node.to_global_id("ProductVariant", variant.pk))

    def add_picture(self, variant: str, *, alt: str) -> None:
        product = ProductVariant.objects.get(pk=_key(variant)).product
        ProductMedia.objects.create(product=product, alt=alt, image=f"products/{product.slug}.jpg")

    def name_customer(self, person: Person, **values: str) -> None:
        User.objects.filter(pk=person.user_id).update(**values)

    def move(self, variant: str, *, category: str, collection: str) -> None:
        products = Product.objects.filter(variants=_key(variant))
        products.update(category=_key(category))
        CollectionProduct.objects.filter(product__in=products).delete()
        CollectionProduct.objects.create(collection_id=_key(collection), product=products.get())

    def list_hidden(self, variant: str, price: Decimal, *, channel: Channel) -> None:
        row = ProductVariant.objects.get(pk=_key(variant))
        ProductChannelListing.objects.create(
            product=row.product,
            channel_id=channel.channel_id,
            is_published=False,
            currency=channel.currency,
        )
        ProductVariantChannelListing.objects.create(
            variant=row,
            channel_id=channel.channel_id,
            price_amount=price,
            discounted_price_amount=price,
            currency=channel.currency,
        )

    def product_type(self, name: str) -> str:
        row = ProductType.objects.create(name=name, slug=self._slug(name), has_variants=False)
        return str(graphene.Node.to_global_id("ProductType", row.pk))

    def customer_type(self, name: str) -> str | None:
        if CustomerType is None:
            return None
        row = CustomerType.objects.create(name=name, slug=self._slug(name))
        return str(graphene.Node.to_global_id("CustomerType", row.pk))

    def set_customer_type(self, person: Person, customer_type: str) -> None:
        users = User.objects.filter(pk=person.user_id)
        users.update(customer_type=_key(customer_type))

    def gift_card_type(self) -> str:
        row = ProductType.objects.create(
            name="Gift cards",
            slug=self._slug("cards"),
            kind=ProductTypeKind.GIFT_CARD,
            has_variants=False,
        )
        return str(graphene.Node.to_global_id("ProductType", row.pk))

    def category(self, name: str, *, below: str | None = None) -> str:
        parent = Category.objects.get(pk=_key(below)) if below is not None else None
        row = Category.objects.create(name=name, slug=self._slug(name), parent=parent)
        return str(graphene.Node.to_global_id("Category", row.pk))

    def collection(self, name: str) -> str:
        row = Collection.objects.create(name=name, slug=self._slug(name))
        return str(graphene.Node.to_global_id("Collection", row.pk))

    def _slug(self, name: str) -> str:
        return f"{name.lower()}-{next(self._numbers)}"

    def _product(
        self,
        number: int,
        price: Decimal,
        channel: Channel,
        product_type: str | None,
        category: str | None,
    ) -> Product:
        product = Product.objects.create(
            name=f"Product {number}",
            slug=f"product-{number}",
            product_type_id=_key(product_type) if product_type else self._type.pk,
            category_id=_key(category) if category else None,
            tax_class=(
                self._taxed if channel.channel_id in self._taxed_channels else self._untaxed
            ),
        )
        ProductChannelListing.objects.create(
            product=product,
            channel_id=channel.channel_id,
            is_published=True,
            visible_in_listings=True,
            published_at=timezone.now(),
            available_for_purchase_at=timezone.now(),
            currency=channel.currency,
            discounted_price_amount=price,
        )
        return product

    def _reduce(self, variant: ProductVariant, reduction: Decimal, channel: Channel) -> None:
        promotion = Promotion.objects.create(
            name="Reduced",
            type=PromotionType.CATALOGUE,
            start_date=timezone.now() - datetime.timedelta(hours=1),
        )
        global_id = graphene.Node.to_global_id("ProductVariant", variant.pk)
        rule = promotion.rules.create(
            name="Reduced",
            catalogue_predicate={"variantPredicate": {"ids": [global_id]}},
            reward_value_type=RewardValueType.FIXED,
            reward_value=reduction,
        )
        rule.channels.add(channel.channel_id)
        rule.variants.add(variant)
        update_discounted_prices_for_promotion(Product.objects.filter(pk=variant.product_id))

    def voucher(
        self,
        amount: Decimal,
        *,
        channel: Channel,
        is_percentage: bool = False,
        kind: str = VoucherType.ENTIRE_ORDER,
        **settings: Any,
    ) -> str:
        voucher = Voucher.objects.create(
            type=kind,
            discount_value_type=(
                DiscountValueType.PERCENTAGE if is_percentage else DiscountValueType.FIXED
            ),
            name="Summer",
            **settings,
        )
        VoucherChannelListing.objects.create(
            voucher=voucher,
            channel_id=channel.channel_id,
            discount_value=amount,
            currency=channel.currency,
        )
        code = f"SUMMER{next(self._numbers)}"
        voucher.codes.create(code=code)
        return code

    def gift_card(self, amount: Decimal, *, channel: Channel) -> str:
        return str(
            GiftCard.objects.create(
                code=f"GIFT{next(self._numbers)}",
                currency=channel.currency,
                initial_balance_amount=amount,
                current_balance_amount=amount,
            ).code
        )

    def delivery(self, price: Decimal, *, channel: Channel) -> str:
        method = ShippingMethod.objects.create(
            name="Another",
            type=ShippingMethodType.PRICE_BASED,
            shipping_zone=ShippingZone.objects.get(channels=channel.channel_id),
        )
        ShippingMethodChannelListing.objects.create(
            shipping_method=method,
            channel_id=channel.channel_id,
            price_amount=price,
            minimum_order_price_amount=None,
            currency=channel.currency,
        )
        return str(graphene.Node.to_global_id("ShippingMethod", method.pk))

    def set_delivery_price(self, delivery_method_id: str, price: Decimal) -> None:
        listings = ShippingMethodChannelListing.objects
        listings.filter(shipping_method_id=_key(delivery_method_id)).update(price_amount=price)

    def delete_checkout(self, checkout_id: str) -> None:
        delete_checkouts([UUID(graphene.Node.from_global_id(checkout_id)[1])])

    def voucher_is_usable(self, code: str) -> bool:
        for channel in self._channels.values():
            try:
                get_voucher_code_instance(code, channel.slug)
            except InvalidPromoCode:
                continue
            return True
        return False

    # Orders -----------------------------------------------------------------------------------

    def refund_amount(self, order_id: UUID, amount: Decimal) -> None:
        variables = {
            "id": self.transaction_id(order_id),
            "amount": str(amount),
            "reference": f"refund-{next(self._numbers)}",
        }
        self.mutate(EVENT_REPORT, variables, self.app_token("HANDLE_PAYMENTS"))

    def return_units(self, order_id: UUID, line_index: int, quantity: int) -> None:
        """A return of goods and a refund granted for the very same units, then the money."""
        line = self._line(order_id, line_index)
        self.take_back(order_id, line_index, quantity)
        granted = self.mutate(
            GRANT,
            {
                "id": graphene.Node.to_global_id("Order", order_id),
                "transaction": self.transaction_id(order_id),
                "line": graphene.Node.to_global_id("OrderLine", line.pk),
                "quantity": quantity,
            },
            self.staff_token,
        )
        amount = granted["grantedRefund"]["amount"]["amount"]
        self.refund_amount(order_id, Decimal(str(amount)))

    def take_back(self, order_id: UUID, line_index: int, quantity: int) -> None:
        self._move_shipped(RETURN, order_id, line_index, quantity)

    def exchange_units(self, order_id: UUID, line_index: int, quantity: int) -> UUID:
        moved = self._move_shipped(EXCHANGE, order_id, line_index, quantity)
        draft_id: str = moved["replaceOrder"]["id"]
        order = Order.objects.get(pk=order_id)
        method = graphene.Node.to_global_id("ShippingMethod", order.shipping_method_id)
        self.mutate(DELIVER_DRAFT, {"id": draft_id, "method": method}, self.staff_token)
        self.mutate(COMPLETE_DRAFT, {"id": draft_id}, self.staff_token)
        return UUID(graphene.Node.from_global_id(draft_id)[1])

    def _move_shipped(
        self, mutation: str, order_id: UUID, line_index: int, quantity: int
    ) -> dict[str, Any]:
        line = self._line(order_id, line_index)
        self.fulfill(order_id)
        shipped = FulfillmentLine.objects.get(
            order_line=line, fulfillment__status=FulfillmentStatus.FULFILLED
        )
        variables = {
            "order": graphene.Node.to_global_id("Order", order_id),
            "line": graphene.Node.to_global_id("FulfillmentLine", shipped.pk),
            "quantity": quantity,
        }
        return self.mutate(mutation, variables, self.staff_token)

    def _lines(self, order_id: UUID) -> list[OrderLine]:
        return list(Order.objects.get(pk=order_id).lines.all())

    def _line(self, order_id: UUID, index: int) -> OrderLine:
        return self._lines(order_id)[index]

    def transaction_id(self, order_id: UUID) -> str:
        """The one payment of an order."""
        item = Order.objects.get(pk=order_id).payment_transactions.get()
        return str(graphene.Node.to_global_id("TransactionItem", item.token))

    def fulfill(self, order_id: UUID) -> None:
        self._ship({line.pk: line.quantity_unfulfilled for line in self._lines(order_id)}, order_id)

    def fulfill_all_but(self, order_id: UUID, line_index: int, quantity: int) -> None:
        """Ship everything but some units of a line."""
        units = {line.pk: line.quantity_unfulfilled for line in self._lines(order_id)}
        units[self._line(order_id, line_index).pk] -= quantity
        self._ship(units, order_id)

    def _ship(self, units: Mapping[UUID, int], order_id: UUID) -> None:
        lines = [
            {
                "orderLineId": graphene.Node.to_global_id("OrderLine", line_id),
                "stocks": [{"quantity": quantity, "warehouse": self._warehouse_id}],
            }
            for line_id, quantity in units.items()
            if quantity
        ]
        if lines:
            order_global_id = graphene.Node.to_global_id("Order", order_id)
            self.mutate(FULFILL, {"order": order_global_id, "lines": lines}, self.staff_token)

    def cancel_shipment(self, order_id: UUID) -> None:
        shipment = (
            Order.objects.get(pk=order_id)
            .fulfillments.filter(status=FulfillmentStatus.FULFILLED)
            .latest("pk")
        )
        variables = {
            "id": graphene.Node.to_global_id("Fulfillment", shipment.pk),
            "warehouse": self._warehouse_id,
        }
        self.mutate(CANCEL_SHIPMENT, variables, self.staff_token)

    @property
    def _warehouse_id(self) -> str:
        return str(graphene.Node.to_global_id("Warehouse", self.warehouse.pk))

    def hold_new_orders(self, channel: Channel) -> None:
        ChannelRow.objects.filter(pk=channel.channel_id).update(
            automatically_confirm_all_new_orders=False
        )

    def add_line(self, order_id: UUID, variant: str, quantity: int) -> None:
        variables = {
            "id": graphene.Node.to_global_id("Order", order_id),
            "variant": variant,
            "quantity": quantity,
        }
        self.mutate(LINE_ADD, variables, self.staff_token)

    def set_line_quantity(self, order_id: UUID, line_index: int, quantity: int) -> None:
        line_id = graphene.Node.to_global_id("OrderLine", self._line(order_id, line_index).pk)
        if quantity == 0:
            self.mutate(LINE_DELETE, {"id": line_id}, self.staff_token)
        else:
            self.mutate(LINE_CHANGE, {"id": line_id, "quantity": quantity}, self.staff_token)

    @contextmanager
    def hooks_lost(self) -> Iterator[None]:
        others = [name for name in settings.PLUGINS if "loyalty" not in name]
        with override_settings(PLUGINS=others):
            yield

    def set_mail(self, channel: Channel, *, host: str, **values: Any) -> None:
        """As staff's saving of the plugin's settings leaves it."""
        names = {"user": "username"}
        active = values.pop("is_active", True)
        said = {"host": host, **{names.get(key, key): value for key, value in values.items()}}
        said["port"] = str(said["port"])
        items = [
            {**item, "value": said.get(item["name"], item["value"])}
            for item in UserEmailPlugin.DEFAULT_CONFIGURATION
        ]
        PluginConfiguration.objects.update_or_create(
            identifier=UserEmailPlugin.PLUGIN_ID,
            channel_id=channel.channel_id,
            defaults={"name": "User emails", "active": active, "configuration": items},
        )

    @contextmanager
    def sending_mail(self) -> Iterator[None]:
        with override_settings(PLUGINS=[*settings.PLUGINS, PLUGIN_PATH]):
            yield

    @contextmanager
    def reading_drafts(self) -> Iterator[None]:
        """In its tests, Saleor 3.22 forbids itself what it only logs in a shop."""
        with allow_writer() if SALEOR_VERSION.startswith("3.22.") else nullcontext():
            yield

    @property
    def staff_token(self) -> str:
        if self._staff is None:
            self._staff = self.staff("MANAGE_ORDERS", "MANAGE_PRODUCTS").token
        return self._staff

    def mutate(self, query: str, variables: Mapping[str, Any], token: str) -> dict[str, Any]:
        """The payload of a mutation that has to succeed."""
        body = self.post(query, variables, token)
        assert not body.get("errors"), body["errors"]
        (payload,) = body["data"].values()
        assert not payload["errors"], payload["errors"]
        result: dict[str, Any] = payload
        return result


def _permissions(names: tuple[str, ...]) -> list[Permission]:
    return list(Permission.objects.filter(codename__in=[name.lower() for name in names]))


def _key(global_id: str) -> int:
    return int(graphene.Node.from_global_id(global_id)[1])
