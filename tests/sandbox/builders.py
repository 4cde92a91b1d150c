"""Small worlds for the sandbox's own tests."""

import itertools
import json
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import graphene
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from sandbox.shop import accounts, checkout, models

_numbers = itertools.count(1)


def channel(currency: str = "EUR", **fields: Any) -> models.Channel:
    slug = f"channel-{next(_numbers)}"
    made = models.Channel.objects.create(
        **{"name": slug, "slug": slug, "currency_code": currency, **fields}
    )
    method = models.ShippingMethod.objects.create(name="Post")
    models.ShippingMethodChannelListing.objects.create(
        shipping_method=method, channel=made, price_amount=Decimal(5)
    )
    return made


def variant(
    in_channel: models.Channel, price: str, *, reduced: str | None = None, kind: str = "normal"
) -> models.ProductVariant:
    number = next(_numbers)
    product_type, _ = models.ProductType.objects.get_or_create(
        slug=kind, defaults={"name": kind, "kind": kind}
    )
    product = models.Product.objects.create(
        name=f"Product {number}", slug=f"product-{number}", product_type=product_type
    )
    models.ProductChannelListing.objects.create(product=product, channel=in_channel)
    made = models.ProductVariant.objects.create(product=product, sku=f"SKU-{number}")
    models.VariantChannelListing.objects.create(
        variant=made,
        channel=in_channel,
        price_amount=Decimal(price),
        discounted_price_amount=Decimal(reduced or price),
    )
    return made


def customer(email: str | None = None, **fields: Any) -> models.User:
    email = email or f"customer{next(_numbers)}@example.com"
    return models.User.objects.create_user(email, "secret", **fields)


def staff(*permissions: str) -> models.User:
    email = f"staff{next(_numbers)}@example.com"
    return customer(email, is_staff=True, permissions=list(permissions))


def voucher(in_channel: models.Channel, amount: str, **fields: Any) -> models.VoucherCode:
    made = models.Voucher.objects.create(name="Voucher", **fields)
    models.VoucherChannelListing.objects.create(
        voucher=made,
        channel=in_channel,
        discount_value=Decimal(amount),
        currency=in_channel.currency_code,
    )
    return models.VoucherCode.objects.create(voucher=made, code=f"CODE-{next(_numbers)}")


def filled_checkout(
    in_channel: models.Channel,
    *lines: tuple[models.ProductVariant, int],
    user: models.User | None = None,
    **fields: Any,
) -> models.Checkout:
    """A checkout that lacks nothing but money."""
    listing = models.ShippingMethodChannelListing.objects.get(channel=in_channel)
    return checkout.create_checkout(
        channel=in_channel,
        lines=lines,
        user=user,
        email=None if user else "guest@example.com",
        billing_address=models.Address.objects.create(city="Berlin", country="DE"),
        shipping_address=models.Address.objects.create(city="Berlin", country="DE"),
        shipping_method=listing.shipping_method,
        now=timezone.now(),
        **fields,
    )


def order(
    in_channel: models.Channel,
    *lines: tuple[models.ProductVariant, int],
    user: models.User | None = None,
) -> models.Order:
    """A placed order; the channel has to allow unpaid ones."""
    opened = filled_checkout(in_channel, *lines, user=user)
    return checkout.complete_checkout(token=opened.pk, user=user, now=timezone.now())


def global_id(row: Any) -> str:
    return graphene.Node.to_global_id(type(row).__name__, row.pk)


def codes_of(error: ValidationError) -> dict[str, list[str | None]]:
    """Codes by field of a refusal."""
    return {field: [item.code for item in items] for field, items in error.error_dict.items()}


@dataclass(frozen=True)
class Caller:
    """Posts documents to `/graphql/`, as one requestor."""

    token: str | None = None

    @classmethod
    def user(cls, user: models.User) -> "Caller":
        return cls(accounts.create_token(user))

    @classmethod
    def app(cls, *permissions: str) -> "Caller":
        _, token = accounts.create_app(name="App", permissions=list(permissions))
        return cls(token)

    def post(self, query: str, **variables: Any) -> dict[str, Any]:
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        response = Client().post(
            "/graphql/",
            json.dumps({"query": query, "variables": variables}),
            content_type="application/json",
            headers=headers,
        )
        body: dict[str, Any] = response.json()
        return body

    def data(self, query: str, **variables: Any) -> dict[str, Any]:
        body = self.post(query, **variables)
        assert "errors" not in body, body["errors"]
        data: dict[str, Any] = body["data"]
        return data

    def mutate(self, query: str, **variables: Any) -> dict[str, Any]:
        """The payload of a document's one mutation, which must not refuse."""
        payload: dict[str, Any] = next(iter(self.data(query, **variables).values()))
        assert payload["errors"] == []
        return payload
