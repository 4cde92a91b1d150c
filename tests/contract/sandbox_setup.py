"""The sandbox for the contract suites."""

import itertools
import json
from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from decimal import Decimal
from typing import Any
from uuid import UUID

import graphene
from django.test import Client, override_settings
from django.utils import timezone

from sandbox.shop import accounts, order_edits, orders, payments
from sandbox.shop import models as shop
from sandbox.shop.codes import DiscountValueType, ProductTypeKind
from sandbox.shop.vouchers import find_active_code
from tests.contract.driver import Channel, Person, multipart


class SandboxSetup:
    """Needs a database whose commits are real: hooks run after them, before the answer."""

    # Lines, prices, shipping, gift cards, payments, vouchers' codes and listings, places.
    queries_of_carts = 8

    def __init__(self) -> None:
        self._client = Client()
        self._numbers = itertools.count(1)
        self._channels: dict[str, Channel] = {}
        shop.Warehouse.objects.create(name="Main", slug="main")
        self._type = shop.ProductType.objects.create(name="Goods", slug="goods")

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
            "/graphql/",
            json.dumps({"query": query, "variables": variables}),
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
        response = self._client.post("/graphql/", parts, headers=headers)
        body: dict[str, Any] = response.json()
        return body

    def customer(self, email: str) -> Person:
        user = shop.User(email=email, is_confirmed=True)
        user.set_unusable_password()
        user.save()
        return self._person(user)

    def confirmation_token(self, email: str) -> str:
        return accounts.confirmation_tokens.make_token(shop.User.objects.get(email=email))

    def staff(self, *permissions: str) -> Person:
        email = f"staff{next(self._numbers)}@example.com"
        user = shop.User(email=email, is_staff=True, permissions=list(permissions))
        user.set_unusable_password()
        user.save()
        return self._person(user)

    def app_token(self, *permissions: str) -> str:
        _, token = accounts.create_app(
            name=f"App {next(self._numbers)}", permissions=list(permissions)
        )
        return token

    def channel(self) -> Channel:
        return self._channel("main", "USD", delivery=Decimal(10))

    def net_channel(self) -> Channel:
        return self._channel(
            "net", "USD", delivery=Decimal(10), prices_entered_with_tax=False, tax=Decimal(23)
        )

    def gross_channel(self) -> Channel:
        return self._channel("gross", "EUR", delivery=Decimal(10), tax=Decimal(23))

    def yen_channel(self) -> Channel:
        return self._channel("yen", "JPY", delivery=Decimal(500))

    def dinar_channel(self) -> Channel:
        return self._channel("dinar", "KWD", delivery=Decimal("1.525"))

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
        slug = f"product-{next(self._numbers)}"
        if beside is not None:
            product = shop.ProductVariant.objects.get(pk=_key(beside)).product
        else:
            product = shop.Product.objects.create(
                name=slug,
                slug=slug,
                product_type_id=_key(product_type) if product_type else self._type.pk,
                category_id=_key(category) if category else None,
            )
            shop.ProductChannelListing.objects.create(
                product=product, channel_id=channel.channel_id
            )
        if collection is not None:
            product.collections.add(_key(collection))
        variant = shop.ProductVariant.objects.create(product=product, sku=slug)
        shop.VariantChannelListing.objects.create(
            variant=variant,
            channel_id=channel.channel_id,
            price_amount=price,
            discounted_price_amount=reduced_to if reduced_to is not None else price,
        )
        return graphene.Node.to_global_id("ProductVariant", variant.pk)

    def add_picture(self, variant: str, *, alt: str) -> None:
        product = shop.ProductVariant.objects.get(pk=_key(variant)).product
        picture = {"url": f"https://shop.example/{product.slug}.jpg", "alt": alt}
        product.private_metadata["sandbox.image"] = picture
        product.save()

    def name_customer(self, person: Person, **values: str) -> None:
        shop.User.objects.filter(pk=person.user_id).update(**values)

    def move(self, variant: str, *, category: str, collection: str) -> None:
        product = shop.ProductVariant.objects.get(pk=_key(variant)).product
        shop.Product.objects.filter(pk=product.pk).update(category=_key(category))
        product.collections.set([_key(collection)])

    def list_hidden(self, variant: str, price: Decimal, *, channel: Channel) -> None:
        row = shop.ProductVariant.objects.get(pk=_key(variant))
        shop.ProductChannelListing.objects.create(
            product=row.product, channel_id=channel.channel_id, is_published=False
        )
        shop.VariantChannelListing.objects.create(
            variant=row,
            channel_id=channel.channel_id,
            price_amount=price,
            discounted_price_amount=price,
        )

    def product_type(self, name: str) -> str:
        row = shop.ProductType.objects.create(name=name, slug=self._slug(name))
        return graphene.Node.to_global_id("ProductType", row.pk)

    def customer_type(self, name: str) -> str | None:
        row = shop.CustomerType.objects.create(name=name, slug=name.lower())
        return str(graphene.Node.to_global_id("CustomerType", row.pk))

    def set_customer_type(self, person: Person, customer_type: str) -> None:
        shop.User.objects.filter(pk=person.user_id).update(customer_type=_key(customer_type))

    def gift_card_type(self) -> str:
        row = shop.ProductType.objects.create(
            name="Gift cards", slug=self._slug("cards"), kind=ProductTypeKind.GIFT_CARD
        )
        return graphene.Node.to_global_id("ProductType", row.pk)

    def category(self, name: str, *, below: str | None = None) -> str:
        parent = shop.Category.objects.get(pk=_key(below)) if below is not None else None
        row = shop.Category.objects.create(
            name=name,
            slug=self._slug(name),
            parent=parent,
            level=parent.level + 1 if parent is not None else 0,
        )
        return graphene.Node.to_global_id("Category", row.pk)

    def collection(self, name: str) -> str:
        row = shop.Collection.objects.create(name=name, slug=self._slug(name))
        return graphene.Node.to_global_id("Collection", row.pk)

    def _slug(self, name: str) -> str:
        return f"{name.lower()}-{next(self._numbers)}"

    def voucher(self, amount: Decimal, *, channel: Channel, is_percentage: bool = False) -> str:
        kind = DiscountValueType.PERCENTAGE if is_percentage else DiscountValueType.FIXED
        voucher = shop.Voucher.objects.create(name="Merchant's", discount_value_type=kind)
        shop.VoucherChannelListing.objects.create(
            voucher=voucher,
            channel_id=channel.channel_id,
            discount_value=amount,
            currency=channel.currency,
        )
        return shop.VoucherCode.objects.create(
            voucher=voucher, code=f"SUMMER{next(self._numbers)}"
        ).code

    def gift_card(self, amount: Decimal, *, channel: Channel) -> str:
        return shop.GiftCard.objects.create(
            code=f"GIFT{next(self._numbers)}",
            currency=channel.currency,
            initial_balance_amount=amount,
            current_balance_amount=amount,
        ).code

    def delivery(self, price: Decimal, *, channel: Channel) -> str:
        method = shop.ShippingMethod.objects.create(name="Another")
        shop.ShippingMethodChannelListing.objects.create(
            shipping_method=method, channel_id=channel.channel_id, price_amount=price
        )
        return graphene.Node.to_global_id("ShippingMethod", method.pk)

    def set_delivery_price(self, delivery_method_id: str, price: Decimal) -> None:
        listings = shop.ShippingMethodChannelListing.objects
        listings.filter(shipping_method=_key(delivery_method_id)).update(price_amount=price)

    def delete_checkout(self, checkout_id: str) -> None:
        shop.Checkout.objects.get(pk=graphene.Node.from_global_id(checkout_id)[1]).delete()

    def refund_amount(self, order_id: UUID, amount: Decimal) -> None:
        item = shop.TransactionItem.objects.get(order_id=order_id)
        payments.update_transaction(
            item=item,
            amounts={"refunded": item.refunded_value + amount},
            now=timezone.now(),
        )

    def return_units(self, order_id: UUID, line_index: int, quantity: int) -> None:
        line = _line(order_id, line_index)
        self.take_back(order_id, line_index, quantity)
        self.refund_amount(order_id, line.unit_price_gross_amount * quantity)

    def take_back(self, order_id: UUID, line_index: int, quantity: int) -> None:
        self.fulfill(order_id)
        shipped = _shipped(_line(order_id, line_index))
        orders.return_lines(
            order_id=order_id, fulfillment_lines=[(shipped, quantity)], now=timezone.now()
        )

    def exchange_units(self, order_id: UUID, line_index: int, quantity: int) -> UUID:
        self.fulfill(order_id)
        shipped = _shipped(_line(order_id, line_index))
        _, draft = order_edits.exchange_lines(
            order_id=order_id, fulfillment_lines=[(shipped, quantity)], now=timezone.now()
        )
        order_edits.complete_draft(order_id=draft.pk, now=timezone.now())
        return draft.pk

    def fulfill(self, order_id: UUID) -> None:
        if any(line.quantity_unfulfilled for line in shop.OrderLine.objects.filter(order=order_id)):
            orders.fulfill_everything(order_id=order_id, now=timezone.now())

    def cancel_shipment(self, order_id: UUID) -> None:
        shipment = shop.Fulfillment.objects.filter(order=order_id, status="fulfilled").last()
        assert shipment is not None
        orders.cancel_fulfillment(
            fulfillment=shipment, warehouse=shop.Warehouse.objects.get(), now=timezone.now()
        )

    def hold_new_orders(self, channel: Channel) -> None:
        shop.Channel.objects.filter(pk=channel.channel_id).update(
            automatically_confirm_all_new_orders=False
        )

    def add_line(self, order_id: UUID, variant: str, quantity: int) -> None:
        row = shop.ProductVariant.objects.get(pk=_key(variant))
        order_edits.add_line(order_id=order_id, variant=row, quantity=quantity, now=timezone.now())

    def set_line_quantity(self, order_id: UUID, line_index: int, quantity: int) -> None:
        order_edits.set_line_quantity(
            order_id=order_id,
            line_id=_line(order_id, line_index).pk,
            quantity=quantity,
            now=timezone.now(),
        )

    def hooks_lost(self) -> AbstractContextManager[None]:
        return override_settings(SHOP_LISTENERS=[])

    def set_mail(self, channel: Channel, *, host: str, **values: Any) -> None:
        shop.MailConfiguration.objects.update_or_create(
            channel_id=channel.channel_id, defaults={"host": host, **values}
        )

    def sending_mail(self) -> AbstractContextManager[None]:
        return nullcontext()

    def reading_drafts(self) -> AbstractContextManager[None]:
        return nullcontext()

    def voucher_is_usable(self, code: str) -> bool:
        return any(
            find_active_code(code, channel, now=timezone.now()) is not None
            for channel in shop.Channel.objects.all()
        )

    def _person(self, user: shop.User) -> Person:
        return Person(user_id=user.pk, email=user.email, token=accounts.create_token(user))

    def _channel(
        self,
        slug: str,
        currency: str,
        *,
        delivery: Decimal,
        prices_entered_with_tax: bool = True,
        tax: Decimal = Decimal(0),
    ) -> Channel:
        if slug not in self._channels:
            channel = shop.Channel.objects.create(
                name=slug,
                slug=slug,
                currency_code=currency,
                prices_entered_with_tax=prices_entered_with_tax,
                tax_rate_percent=tax,
                allow_unpaid_orders=True,
                mark_as_paid_strategy="transaction_flow",
            )
            method = shop.ShippingMethod.objects.create(name="Post")
            shop.ShippingMethodChannelListing.objects.create(
                shipping_method=method, channel=channel, price_amount=delivery
            )
            self._channels[slug] = Channel(
                channel_id=channel.pk,
                slug=slug,
                currency=currency,
                delivery_method_id=graphene.Node.to_global_id("ShippingMethod", method.pk),
            )
        return self._channels[slug]


def _line(order_id: UUID, index: int) -> shop.OrderLine:
    return shop.Order.objects.get(pk=order_id).lines.all()[index]


def _shipped(line: shop.OrderLine) -> shop.FulfillmentLine:
    return shop.FulfillmentLine.objects.select_related("fulfillment", "order_line").get(
        order_line=line, fulfillment__status="fulfilled"
    )


def _key(global_id: str) -> int:
    return int(graphene.Node.from_global_id(global_id)[1])
