"""Checkouts as facts, and the lock that everything which changes one takes first."""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from typing import Any, Self
from uuid import UUID

from django.utils import timezone
from prices import TaxedMoney
from saleor.channel.models import Channel
from saleor.checkout.models import Checkout, CheckoutDelivery, CheckoutLine
from saleor.core.prices import quantize_price
from saleor.discount import DiscountType
from saleor.discount.models import CheckoutLineDiscount
from saleor.order.models import Order
from saleor.product import ProductTypeKind
from saleor.product.models import ProductVariantChannelListing

from saleor_loyalty_plugin.hosts.catalogue import NOWHERE, Place
from saleor_loyalty_plugin.hosts.port import LockedCheckout
from saleor_loyalty_plugin.hosts.saleor.catalogue import TABLES
from saleor_loyalty_plugin.hosts.saleor.channels import channel_facts
from saleor_loyalty_plugin.hosts.saleor.databases import WRITER, allow_writer
from saleor_loyalty_plugin.hosts.saleor.gift_cards import card_codes
from saleor_loyalty_plugin.hosts.saleor.named_goods import worths_of_codes
from saleor_loyalty_plugin.rules.facts import (
    ZERO,
    ChannelFacts,
    CheckoutFacts,
    CheckoutLineFacts,
    CheckoutPrices,
    TaxedAmount,
)

_CATALOGUE = (DiscountType.PROMOTION, DiscountType.SALE)
# What the customer pays is settled by then, and a payment provider may take its time; a process
# that dies leaves the mark behind.
_COMPLETING_FOR = timedelta(minutes=15)


@allow_writer()
def lock_checkout(checkout_id: UUID) -> LockedCheckout | None:
    # Saleor's own order of locks: the checkout before its lines.
    rows = Checkout.objects.using(WRITER).select_for_update(of=("self",))
    fields = ("voucher_code", "user_id", "is_voucher_usage_increased", "completing_started_at")
    row = rows.order_by().filter(pk=checkout_id).values_list(*fields).first()
    if row is None:
        return None
    voucher_code, customer_id, is_usage_increased, started_at = row
    # Completing locks the row twice and commits in between; by then the usage is increased, or the
    # start is noted, and it stays so unless completing fails.
    is_completing = is_usage_increased or (
        started_at is not None and timezone.now() - started_at < _COMPLETING_FOR
    )
    return LockedCheckout(
        voucher_code=voucher_code or None, customer_id=customer_id, is_completing=is_completing
    )


@allow_writer()
def existing_carts(ids: Iterable[UUID]) -> set[UUID]:
    wanted = list(ids)
    found: set[UUID] = set()
    for model in (Checkout, Order):
        rows = model.objects.using(WRITER).filter(pk__in=wanted).order_by()
        found |= set(rows.values_list("pk", flat=True))
    return found


@allow_writer()
def checkout_facts(checkout_id: UUID, *, checkout: Any = None) -> CheckoutFacts | None:
    """Seven queries, six where the checkout is at hand with its channel."""
    if checkout is None:
        checkout = open_checkout(checkout_id)
    if checkout is None or checkout.pk is None:
        return None
    return facts_of_checkouts([checkout], using=WRITER)[checkout.pk]


@allow_writer()
def facts_of_checkouts(checkouts: Sequence[Any], *, using: str) -> dict[UUID, CheckoutFacts]:
    """Seven queries: lines, listings, discounts, places in the catalogue, gift cards of ours,
    deliveries that were chosen, and channels unless they are at hand; up to three more where a cart
    carries a promo code."""
    rows: dict[UUID, list[CheckoutLine]] = {item.pk: [] for item in checkouts}
    lines = list(
        CheckoutLine.objects.using(using)
        .filter(checkout_id__in=list(rows))
        .select_related("variant__product__product_type")
        .order_by("created_at", "pk")
    )
    for row in lines:
        rows[row.checkout_id].append(row)
    around = _Surroundings.of(checkouts, lines, using)
    found = {item.pk: _facts(item, rows[item.pk], around) for item in checkouts}
    for key, worth in worths_of_codes(found, using=using).items():
        found[key] = replace(found[key], code_worth=worth)
    return found


def open_checkout(checkout_id: UUID) -> Checkout | None:
    rows = Checkout.objects.using(WRITER).select_related("channel").order_by()
    return rows.filter(pk=checkout_id).first()


def prices_of(checkout: Checkout, lines: Iterable[CheckoutLine]) -> CheckoutPrices:
    """What Saleor computed last for a checkout, rounded as it does for the order."""
    return CheckoutPrices(
        lines={line.pk: _taxed(line.total_price, checkout.currency) for line in lines},
        shipping=_taxed(checkout.shipping_price, checkout.currency),
        is_current=checkout.price_expiration > timezone.now(),
    )


def _belong_to_the_cart_as_it_is(checkout: Checkout) -> bool:
    """Whether prices were computed since the last change.

    A change lets them expire at once, computing sets a time ahead.
    """
    return bool(checkout.price_expiration > checkout.last_change)


def _taxed(price: TaxedMoney, currency: str) -> TaxedAmount:
    rounded = quantize_price(price, currency)
    return TaxedAmount(gross=rounded.gross.amount, net=rounded.net.amount)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Surroundings:
    """What the lines of some checkouts are read with."""

    channels: Mapping[int, ChannelFacts]
    listings: Mapping[tuple[int, int], ProductVariantChannelListing]
    discounts: Mapping[UUID, Sequence[CheckoutLineDiscount]]
    places: Mapping[int, Place]
    card_codes: Mapping[UUID, Set[str]]
    delivery_prices: Mapping[UUID, Decimal]

    @classmethod
    def of(cls, checkouts: Sequence[Checkout], lines: Sequence[CheckoutLine], using: str) -> Self:
        listings = ProductVariantChannelListing.objects.using(using).filter(
            channel_id__in={item.channel_id for item in checkouts},
            variant_id__in={row.variant_id for row in lines},
        )
        discounts: dict[UUID, list[CheckoutLineDiscount]] = {row.pk: [] for row in lines}
        for discount in CheckoutLineDiscount.objects.using(using).filter(
            line_id__in=list(discounts)
        ):
            discounts[discount.line_id].append(discount)
        return cls(
            channels=_channels(checkouts, using),
            listings={(row.channel_id, row.variant_id): row for row in listings},
            discounts=discounts,
            places=TABLES.places_of([row.variant.product_id for row in lines], using=using),
            card_codes=card_codes([item.pk for item in checkouts], using=using),
            delivery_prices=_delivery_prices(checkouts, using),
        )


def _delivery_prices(checkouts: Sequence[Checkout], using: str) -> dict[UUID, Decimal]:
    """Prices of the deliveries that were chosen, by their id."""
    ids = {item.assigned_delivery_id for item in checkouts if item.assigned_delivery_id}
    rows = CheckoutDelivery.objects.using(using).filter(pk__in=ids).order_by()
    return dict(rows.values_list("pk", "price_amount")) if ids else {}


def _channels(checkouts: Sequence[Checkout], using: str) -> dict[int, ChannelFacts]:
    """The channels of checkouts; a query only where one is not at hand."""
    at_hand = {
        item.channel_id: item.channel for item in checkouts if Checkout.channel.is_cached(item)
    }
    missing = {item.channel_id for item in checkouts} - at_hand.keys()
    if missing:
        at_hand |= Channel.objects.using(using).in_bulk(missing)
    return {key: channel_facts(channel) for key, channel in at_hand.items()}


def _facts(
    checkout: Checkout, lines: Sequence[CheckoutLine], around: _Surroundings
) -> CheckoutFacts:
    channel = around.channels[checkout.channel_id]
    exponent = Decimal(1).scaleb(-channel.currency_digits)
    return CheckoutFacts(
        checkout_id=checkout.pk,
        channel=channel,
        customer_id=checkout.user_id,
        email=checkout.email or "",
        voucher_code=checkout.voucher_code or None,
        card_codes=frozenset(around.card_codes.get(checkout.pk, ())),
        shipping_price=_shipping_price(checkout, lines, around).quantize(exponent),
        lines=tuple(
            _line(
                row,
                around.listings.get((checkout.channel_id, row.variant_id)),
                around.discounts[row.pk],
                around.places.get(row.variant.product_id, NOWHERE),
                exponent,
            )
            for row in lines
        ),
        prices=prices_of(checkout, lines) if _belong_to_the_cart_as_it_is(checkout) else None,
    )


def _shipping_price(
    checkout: Checkout, lines: Sequence[CheckoutLine], around: _Surroundings
) -> Decimal:
    """The price of the chosen delivery as Saleor will charge it.

    The checkout's own copy stays behind where the price of the method changes after it was chosen,
    and where nothing is left in the cart that is shipped.
    """
    if not any(row.variant.product.product_type.is_shipping_required for row in lines):
        return ZERO
    price = around.delivery_prices.get(checkout.assigned_delivery_id)
    if price is None:
        price = checkout.undiscounted_base_shipping_price_amount or ZERO
    return Decimal(price)


def _line(
    row: CheckoutLine,
    listing: ProductVariantChannelListing | None,
    discounts: Sequence[CheckoutLineDiscount],
    place: Place,
    exponent: Decimal,
) -> CheckoutLineFacts:
    undiscounted = _unit_price(row, listing) * row.quantity
    subtotal = max(undiscounted - _reduction(row, listing, discounts), ZERO).quantize(exponent)
    product = row.variant.product
    return CheckoutLineFacts(
        line_id=row.pk,
        quantity=row.quantity,
        subtotal=subtotal,
        is_reduced=not row.is_gift and subtotal < undiscounted,
        is_gift=row.is_gift,
        is_gift_card=product.product_type.kind == ProductTypeKind.GIFT_CARD,
        product_id=product.pk,
        variant_id=row.variant_id,
        product_type_id=product.product_type_id,
        category_ids=place.category_ids,
        collection_ids=place.collection_ids,
    )


def _unit_price(row: CheckoutLine, listing: ProductVariantChannelListing | None) -> Decimal:
    if listing is None or listing.price_amount is None:
        # Not for sale any more: Saleor, too, goes on with the price that the line remembers.
        return Decimal(row.undiscounted_unit_price_amount)
    return Decimal(row.price_override if row.price_override is not None else listing.price_amount)


def _reduction(
    row: CheckoutLine,
    listing: ProductVariantChannelListing | None,
    discounts: Sequence[CheckoutLineDiscount],
) -> Decimal:
    """What comes off the line before any voucher, as Saleor will compute it next.

    The listing knows today's catalogue promotions; the line's rows may be from before.
    """
    manual = [item for item in discounts if item.type == DiscountType.MANUAL]
    catalogue = [item for item in discounts if item.type in _CATALOGUE]
    others = [item for item in discounts if item.type == DiscountType.ORDER_PROMOTION]
    reduction = sum((item.amount_value for item in (*manual, *others)), ZERO)
    if manual or row.is_gift:
        return reduction
    if listing is None or listing.price_amount is None or row.price_override is not None:
        return reduction + sum((item.amount_value for item in catalogue), ZERO)
    if listing.discounted_price_amount is None:
        return reduction
    per_unit = Decimal(listing.price_amount - listing.discounted_price_amount)
    return reduction + per_unit * row.quantity
