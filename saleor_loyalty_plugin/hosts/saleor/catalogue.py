"""Products: where they stand in the catalogue, and what one piece costs."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, Q
from saleor.product import ProductTypeKind
from saleor.product.models import (
    Category,
    CollectionProduct,
    Product,
    ProductChannelListing,
    ProductVariant,
    ProductVariantChannelListing,
)

from saleor_loyalty_plugin.hosts.catalogue import NOWHERE, CatalogueTables, Place
from saleor_loyalty_plugin.hosts.saleor.databases import WRITER, allow_writer
from saleor_loyalty_plugin.rules.facts import ListingFacts, ProductFacts, VariantFacts

TABLES = CatalogueTables(
    product=Product._meta.db_table,
    category=Category._meta.db_table,
    collection_link=CollectionProduct._meta.db_table,
)


@allow_writer()
def variant_facts(
    *,
    channel_id: int,
    product_ids: Iterable[int],
    variant_ids: Iterable[int],
    using: str,
    now: datetime,
) -> list[VariantFacts]:
    """Two queries. What Saleor would show: published in an active channel, with a price."""
    published = ProductChannelListing.objects.filter(
        Q(published_at__isnull=True) | Q(published_at__lte=now),
        product_id=OuterRef("variant__product_id"),
        channel_id=channel_id,
        channel__is_active=True,
        is_published=True,
    )
    listings = ProductVariantChannelListing.objects.using(using).filter(
        Q(variant_id__in=list(variant_ids)) | Q(variant__product_id__in=list(product_ids)),
        Exists(published),
        channel_id=channel_id,
        price_amount__isnull=False,
    )
    rows = list(_with_products(listings))
    places = TABLES.places_of([row.product_id for row in rows], using=using)
    return [_variant(row, places.get(row.product_id, NOWHERE)) for row in rows]


@allow_writer()
def product_facts(
    product_ids: Iterable[int], *, using: str, now: datetime
) -> dict[int, ProductFacts]:
    """Five queries."""
    types = dict(
        Product.objects.using(using)
        .filter(pk__in=list(product_ids))
        .order_by()
        .values_list("pk", "product_type_id")
    )
    places = TABLES.places_of(types, using=using)
    variants: defaultdict[int, set[int]] = defaultdict(set)
    rows = ProductVariant.objects.using(using).filter(product_id__in=types).order_by()
    for product_id, variant_id in rows.values_list("product_id", "pk"):
        variants[product_id].add(variant_id)
    prices = ProductVariantChannelListing.objects.using(using).filter(
        variant__product_id__in=types, price_amount__isnull=False
    )
    pieces: defaultdict[tuple[int, int], list[VariantFacts]] = defaultdict(list)
    for row in _with_products(prices):
        place = places.get(row.product_id, NOWHERE)
        pieces[row.product_id, row.channel_id].append(_variant(row, place))
    listings: defaultdict[int, list[ListingFacts]] = defaultdict(list)
    listed = ProductChannelListing.objects.using(using).filter(product_id__in=types)
    for item in listed.select_related("channel").order_by("channel__slug"):
        is_published = item.is_published and (item.published_at is None or item.published_at <= now)
        listings[item.product_id].append(
            ListingFacts(
                channel_id=item.channel_id,
                is_shown=is_published and item.channel.is_active,
                pieces=tuple(pieces[item.product_id, item.channel_id]),
            )
        )
    return {
        product_id: ProductFacts(
            product_id=product_id,
            product_type_id=type_id,
            category_ids=places.get(product_id, NOWHERE).category_ids,
            collection_ids=places.get(product_id, NOWHERE).collection_ids,
            variant_ids=frozenset(variants[product_id]),
            listings=tuple(listings[product_id]),
        )
        for product_id, type_id in types.items()
    }


def _with_products(listings: Any) -> Any:
    """Prices of variants with what rules look at, in Saleor's order of variants."""
    return listings.annotate(
        product_id=F("variant__product_id"),
        product_type_id=F("variant__product__product_type_id"),
        kind=F("variant__product__product_type__kind"),
    ).order_by("variant__sort_order", "variant_id")


@allow_writer()
def known_variants(variant_ids: Iterable[int]) -> dict[int, bool]:
    rows = ProductVariant.objects.using(WRITER).filter(pk__in=list(variant_ids)).order_by()
    kinds = rows.values_list("pk", "product__product_type__kind")
    return {pk: kind == ProductTypeKind.GIFT_CARD for pk, kind in kinds}


def _variant(row: ProductVariantChannelListing, place: Place) -> VariantFacts:
    price = row.price_amount
    # Saleor keeps the reduced price beside the other; None before it was first computed.
    current = row.discounted_price_amount if row.discounted_price_amount is not None else price
    return VariantFacts(
        variant_id=row.variant_id,
        product_id=row.product_id,
        product_type_id=row.product_type_id,
        category_ids=place.category_ids,
        collection_ids=place.collection_ids,
        price=current,
        is_reduced=current < price,
        is_gift_card=row.kind == ProductTypeKind.GIFT_CARD,
    )
