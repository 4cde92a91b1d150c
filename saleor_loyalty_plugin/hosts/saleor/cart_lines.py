"""Putting goods into a checkout, with the checks that Saleor's own mutation makes."""

import inspect
from collections.abc import Callable
from typing import Any
from uuid import UUID

import graphene
from django.contrib.sites.models import Site
from django.core.exceptions import ValidationError
from django.db import transaction
from saleor.checkout.actions import call_checkout_info_event
from saleor.checkout.error_codes import CheckoutErrorCode
from saleor.checkout.fetch import CheckoutInfo, fetch_checkout_info, fetch_checkout_lines
from saleor.checkout.models import Checkout
from saleor.checkout.utils import add_variants_to_checkout, invalidate_checkout
from saleor.core.exceptions import InsufficientStock
from saleor.graphql.checkout.mutations import utils
from saleor.graphql.core.validators import validate_variants_available_in_channel
from saleor.plugins.manager import get_plugins_manager
from saleor.product.models import ProductVariant
from saleor.site.models import SiteSettings
from saleor.warehouse.reservations import get_reservation_length, is_reservation_enabled
from saleor.webhook.event_types import WebhookEventAsyncType

from saleor_loyalty_plugin.hosts.port import GoodsRefused
from saleor_loyalty_plugin.hosts.saleor.checkouts import open_checkout
from saleor_loyalty_plugin.hosts.saleor.databases import WRITER, allow_writer


@allow_writer()
def add_to_checkout(*, checkout_id: UUID, variant_id: int) -> None:
    """See the port. As `checkoutLinesAdd` does it, with the event that it causes."""
    checkout = open_checkout(checkout_id)
    variant = ProductVariant.objects.using(WRITER).filter(pk=variant_id).first()
    if checkout is None or variant is None:
        raise GoodsRefused("There is no such checkout or product.")
    try:
        with transaction.atomic(using=WRITER):
            _add(checkout, variant)
    except ValidationError as error:
        raise GoodsRefused(" ".join(error.messages)) from error
    except InsufficientStock as error:
        raise GoodsRefused("There are not enough of them in stock.") from error


def _add(checkout: Checkout, variant: ProductVariant) -> None:
    site: Any = Site.objects.get_current()
    manager = get_plugins_manager(allow_replica=False)
    existing, _ = fetch_checkout_lines(checkout, skip_lines_with_unavailable_variants=False)
    info = fetch_checkout_info(checkout, [], manager)
    wanted = utils.group_lines_input_on_add(
        [{"variant_id": _global_id(variant), "quantity": 1}], existing
    )
    zones = _zones(site.settings)
    _check(variant, info, wanted, existing, site.settings, zones)
    call = _accepted(add_variants_to_checkout, zones)
    add_variants_to_checkout(
        checkout,
        [variant],
        wanted,
        info.channel,
        replace=False,
        replace_reservations=True,
        reservation_length=get_reservation_length(site=site, user=checkout.user),
        **call,
    )
    lines, _ = fetch_checkout_lines(checkout)
    info.lines = lines
    fields = _delivery_changes(info, lines)
    fields += invalidate_checkout(info, lines, manager, save=False)
    if hasattr(Checkout, "search_index_dirty"):
        checkout.search_index_dirty = True
        fields.append("search_index_dirty")
    checkout.save(using=WRITER, update_fields=fields)
    transaction.on_commit(lambda: _tell(checkout.pk), using=WRITER, robust=True)


@allow_writer()
def _tell(checkout_id: UUID) -> None:
    """Tell of the change once all of it is written: who hears of it may compute and keep prices."""
    checkout = open_checkout(checkout_id)
    if checkout is None:
        return
    manager = get_plugins_manager(allow_replica=False)
    lines, _ = fetch_checkout_lines(checkout)
    call_checkout_info_event(
        manager,
        event_name=WebhookEventAsyncType.CHECKOUT_UPDATED,
        checkout_info=fetch_checkout_info(checkout, lines, manager),
        lines=lines,
    )


def _check(
    variant: ProductVariant,
    info: CheckoutInfo,
    wanted: list[Any],
    existing: list[Any],
    settings: SiteSettings,
    zones: dict[str, Any],
) -> None:
    """Raises ValidationError: not for sale here, not published, or too few in stock."""
    variants, quantities = utils.get_variants_and_total_quantities([variant], wanted)
    utils.check_lines_quantity(
        variants,
        quantities,
        info.checkout.get_country(),
        info.channel.slug,
        settings.limit_quantity_per_checkout,
        delivery_method_info=info.get_delivery_method_info(),
        existing_lines=existing,
        check_reservations=is_reservation_enabled(settings),
        **_accepted(utils.check_lines_quantity, zones),
    )
    utils.validate_variants_available_for_purchase({variant.pk}, info.checkout.channel_id)
    validate_variants_available_in_channel(
        {variant.pk},
        info.checkout.channel_id,
        CheckoutErrorCode.UNAVAILABLE_VARIANT_IN_CHANNEL.value,
    )
    utils.validate_variants_are_published({variant.pk}, info.checkout.channel_id)


def _delivery_changes(info: CheckoutInfo, lines: list[Any]) -> list[str]:
    """Other goods may be delivered otherwise: 3.23 looks again later, 3.22 at once."""
    if hasattr(utils, "mark_checkout_deliveries_as_stale_if_needed"):
        return list(utils.mark_checkout_deliveries_as_stale_if_needed(info.checkout, lines))
    return list(utils.update_checkout_shipping_method_if_invalid(info, lines))


def _zones(settings: SiteSettings) -> dict[str, Any]:
    name = "use_legacy_shipping_zone_stock_availability"
    return {"calculate_stocks_with_shipping_zones": getattr(settings, name, None)}


def _accepted(function: Callable[..., Any], values: dict[str, Any]) -> dict[str, Any]:
    """Those of the values that this version's function has arguments for."""
    known = inspect.signature(function).parameters
    return {name: value for name, value in values.items() if name in known}


def _global_id(variant: ProductVariant) -> str:
    global_id: str = graphene.Node.to_global_id("ProductVariant", variant.pk)
    return global_id
