"""Products to suggest: what a channel sells and has in stock, newest first."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from saleor.core.utils import build_absolute_uri
from saleor.product import ProductTypeKind
from saleor.product.models import ProductChannelListing, ProductMedia, ProductVariantChannelListing
from saleor.thumbnail.models import Thumbnail
from saleor.thumbnail.utils import get_image_or_proxy_url
from saleor.warehouse.models import Stock

from saleor_loyalty_plugin.hosts.port import ShownProduct
from saleor_loyalty_plugin.hosts.saleor.databases import allow_writer

# Twice the width at which e-mails show it.
IMAGE_SIZE = 128


@allow_writer()
def suggested_products(
    *, channel_ids: Collection[int], limit: int, using: str, now: datetime
) -> dict[int, list[ShownProduct]]:
    """A query for each channel, and two for the pictures."""
    listings = {
        channel_id: list(_newest(channel_id, using, now)[:limit])
        for channel_id in sorted(set(channel_ids))
    }
    product_ids = {row.product_id for rows in listings.values() for row in rows}
    pictures = _pictures(product_ids, using) if product_ids else {}
    return {
        channel_id: [_shown(row, pictures) for row in rows] for channel_id, rows in listings.items()
    }


def _newest(channel_id: int, using: str, now: datetime) -> QuerySet[Any]:
    in_stock = Stock.objects.filter(
        product_variant_id=OuterRef("variant_id"),
        warehouse__channels=channel_id,
        quantity__gt=F("quantity_allocated"),
    )
    sold = ProductVariantChannelListing.objects.filter(
        Q(variant__track_inventory=False) | Exists(in_stock),
        variant__product_id=OuterRef("product_id"),
        channel_id=channel_id,
        price_amount__isnull=False,
    )
    rows = ProductChannelListing.objects.using(using).filter(
        Q(published_at__isnull=True) | Q(published_at__lte=now),
        Exists(sold),
        channel_id=channel_id,
        channel__is_active=True,
        is_published=True,
        visible_in_listings=True,
        available_for_purchase_at__lte=now,
        discounted_price_amount__isnull=False,
    )
    rows = rows.exclude(product__product_type__kind=ProductTypeKind.GIFT_CARD)
    newest_first = F("published_at").desc(nulls_last=True)
    return rows.select_related("product").order_by(newest_first, "-product_id")


def _pictures(product_ids: Iterable[int], using: str) -> dict[int, tuple[str, str]]:
    """Address and words of each product's first picture, as Saleor's own `thumbnail` has them."""
    rows = ProductMedia.objects.using(using).filter(product_id__in=product_ids)
    media = list(rows.order_by("product_id", "sort_order", "pk").distinct("product_id"))
    thumbnails = Thumbnail.objects.using(using).filter(
        product_media_id__in=[item.pk for item in media], size=IMAGE_SIZE, format=None
    )
    by_media = {item.product_media_id: item for item in thumbnails}
    return {item.product_id: _picture(item, by_media.get(item.pk)) for item in media}


def _picture(media: Any, thumbnail: Any) -> tuple[str, str]:
    preview = media.oembed_data.get("thumbnail_url")
    if preview:
        return preview, media.oembed_data.get("title") or media.alt
    if not media.image:
        return media.external_url or "", media.alt
    url = get_image_or_proxy_url(thumbnail, str(media.pk), "ProductMedia", IMAGE_SIZE, None)
    return build_absolute_uri(url), media.alt


def _shown(row: Any, pictures: dict[int, tuple[str, str]]) -> ShownProduct:
    url, alt = pictures.get(row.product_id, ("", ""))
    return ShownProduct(
        product_id=row.product_id,
        name=row.product.name,
        slug=row.product.slug,
        price=row.discounted_price_amount,
        image_url=url,
        image_alt=alt or row.product.name,
    )
