"""Draft orders that staff make: as facts, locked, and with a discount of ours on them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Self
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from saleor.channel.models import Channel
from saleor.discount import DiscountType
from saleor.discount.models import OrderDiscount, Voucher
from saleor.discount.utils.voucher import (
    create_or_update_voucher_discount_objects_for_order,
    deactivate_voucher_code,
)
from saleor.order import OrderOrigin, OrderStatus
from saleor.order.calculations import refresh_order_base_prices_and_discounts
from saleor.order.models import Order, OrderLine
from saleor.order.utils import invalidate_order_prices

from saleor_loyalty_plugin.hosts.catalogue import NOWHERE, Place
from saleor_loyalty_plugin.hosts.port import DiscountRefused, LockedCheckout
from saleor_loyalty_plugin.hosts.saleor.catalogue import TABLES
from saleor_loyalty_plugin.hosts.saleor.channels import channel_facts
from saleor_loyalty_plugin.hosts.saleor.databases import WRITER, allow_writer
from saleor_loyalty_plugin.hosts.saleor.discounts import is_ours, retire_code
from saleor_loyalty_plugin.hosts.saleor.vouchers import create_code
from saleor_loyalty_plugin.rules.facts import (
    ChannelFacts,
    CheckoutFacts,
    CheckoutLineFacts,
    CheckoutPrices,
    OrderPromotion,
    TaxedAmount,
)

_WITH_VOUCHER = (
    "voucher",
    "voucher_code",
    "base_shipping_price_amount",
    "should_refresh_prices",
    "updated_at",
)


@allow_writer()
def lock_draft(order_id: UUID) -> LockedCheckout | None:
    rows = Order.objects.using(WRITER).select_for_update(of=("self",)).order_by()
    rows = rows.filter(pk=order_id, status=OrderStatus.DRAFT)
    row = rows.values_list("voucher_code", "user_id").first()
    if row is None:
        return None
    _refresh_expired_prices(order_id)
    voucher_code, customer_id = row
    return LockedCheckout(
        voucher_code=voucher_code or None, customer_id=customer_id, is_completing=False
    )


def _refresh_expired_prices(order_id: UUID) -> None:
    """Do what Saleor does when somebody looks at the draft next, without a word to anybody."""
    lines = OrderLine.objects.using(WRITER).filter(
        order_id=order_id, draft_base_price_expire_at__lt=timezone.now()
    )
    expired = list(lines.order_by().values_list("pk", flat=True))
    draft = open_draft(order_id) if expired else None
    if draft is not None:
        refresh_order_base_prices_and_discounts(draft, expired)
        invalidate_order_prices(draft, save=True)


def open_draft(order_id: UUID) -> Order | None:
    rows = Order.objects.using(WRITER).select_related("channel").order_by()
    return rows.filter(pk=order_id, status=OrderStatus.DRAFT).first()


@allow_writer()
def draft_facts(order_id: UUID, *, order: Any = None) -> CheckoutFacts | None:
    """Four queries, three where the draft is at hand with its channel."""
    draft = order if order is not None else open_draft(order_id)
    if draft is None or draft.pk is None:
        return None
    return facts_of_drafts([draft], using=WRITER).get(draft.pk)


@allow_writer()
def facts_of_drafts(drafts: Sequence[Any], *, using: str) -> dict[UUID, CheckoutFacts]:
    """Four queries: lines, manual discounts, places in the catalogue, and channels unless they are
    at hand."""
    wanted = [
        item
        for item in drafts
        if item.status == OrderStatus.DRAFT and item.origin != OrderOrigin.REISSUE
    ]
    if not wanted:
        return {}
    rows: dict[UUID, list[OrderLine]] = {item.pk: [] for item in wanted}
    lines = list(
        # Saleor leaves lines without a variant out of the price; completing is refused with them.
        OrderLine.objects.using(using)
        .filter(order_id__in=list(rows), variant__isnull=False)
        .select_related("variant__product")
        .order_by("created_at", "pk")
    )
    for row in lines:
        rows[row.order_id].append(row)
    around = _Surroundings.of(wanted, lines, using)
    return {item.pk: _facts(item, rows[item.pk], around) for item in wanted}


@allow_writer()
def draft_promotions(order_ids: Iterable[UUID], *, using: str) -> dict[UUID, OrderPromotion]:
    """Two queries: what is off the whole draft, and gifts. Neither is there beside a promo code."""
    ids = list(order_ids)
    found = {
        row.order_id: OrderPromotion(name=row.name or "", amount=row.amount_value)
        for row in OrderDiscount.objects.using(using).filter(
            order_id__in=ids, type=DiscountType.ORDER_PROMOTION
        )
    }
    gifts = OrderLine.objects.using(using).filter(order_id__in=ids, is_gift=True)
    for row in gifts.order_by("created_at", "pk"):
        amount = Decimal(row.undiscounted_base_unit_price_amount) * row.quantity
        found[row.order_id] = OrderPromotion(name=row.product_name, amount=amount, is_gift=True)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class _Surroundings:
    """What drafts are read with."""

    channels: Mapping[int, ChannelFacts]
    places: Mapping[int, Place]
    with_manual_discount: frozenset[UUID]

    @classmethod
    def of(cls, drafts: Sequence[Order], lines: Sequence[OrderLine], using: str) -> Self:
        at_hand = {
            item.channel_id: item.channel for item in drafts if Order.channel.is_cached(item)
        }
        missing = {item.channel_id for item in drafts} - at_hand.keys()
        if missing:
            at_hand |= Channel.objects.using(using).in_bulk(missing)
        manual = OrderDiscount.objects.using(using).filter(
            order_id__in=[item.pk for item in drafts], type=DiscountType.MANUAL
        )
        return cls(
            channels={key: channel_facts(channel) for key, channel in at_hand.items()},
            places=TABLES.places_of([row.variant.product_id for row in lines], using=using),
            with_manual_discount=frozenset(manual.order_by().values_list("order_id", flat=True)),
        )


def _facts(draft: Order, lines: Sequence[OrderLine], around: _Surroundings) -> CheckoutFacts:
    channel = around.channels[draft.channel_id]
    exponent = Decimal(1).scaleb(-channel.currency_digits)
    return CheckoutFacts(
        checkout_id=draft.pk,
        channel=channel,
        customer_id=draft.user_id,
        email=draft.user_email or "",
        voucher_code=draft.voucher_code or None,
        shipping_price=Decimal(draft.undiscounted_base_shipping_price_amount or 0),
        lines=tuple(
            _line(row, around.places.get(row.variant.product_id, NOWHERE), exponent)
            for row in lines
        ),
        prices=None if draft.should_refresh_prices else prices_of_draft(draft, lines),
        is_draft=True,
        has_manual_discount=draft.pk in around.with_manual_discount,
    )


def _line(row: OrderLine, place: Place, exponent: Decimal) -> CheckoutLineFacts:
    """A line's base price holds catalogue promotions and what staff took off this line."""
    undiscounted = Decimal(row.undiscounted_base_unit_price_amount) * row.quantity
    subtotal = (Decimal(row.base_unit_price_amount) * row.quantity).quantize(exponent)
    product = row.variant.product
    return CheckoutLineFacts(
        line_id=row.pk,
        quantity=row.quantity,
        subtotal=subtotal,
        is_reduced=not row.is_gift and subtotal < undiscounted,
        is_gift=row.is_gift,
        is_gift_card=row.is_gift_card,
        product_id=product.pk,
        variant_id=row.variant_id,
        product_type_id=product.product_type_id,
        category_ids=place.category_ids,
        collection_ids=place.collection_ids,
    )


def prices_of_draft(draft: Order, lines: Iterable[OrderLine]) -> CheckoutPrices:
    """What Saleor computed last for a draft."""
    return CheckoutPrices(
        lines={
            row.pk: TaxedAmount(
                gross=row.total_price_gross_amount or Decimal(0),
                net=row.total_price_net_amount or Decimal(0),
            )
            for row in lines
        },
        shipping=TaxedAmount(
            gross=draft.shipping_price_gross_amount, net=draft.shipping_price_net_amount
        ),
        is_current=not draft.should_refresh_prices,
    )


@allow_writer()
def put_draft_discount(
    *,
    order_id: UUID,
    code: str,
    amount: Decimal,
    currency: str,
    name: str,
    is_for_shipping: bool,
    order: Any,
) -> None:
    """See the port. The channel may count drafts among the uses of a voucher or not: the code is
    used up at once, so neither staff nor a shopper can put it anywhere else."""
    draft = order if order is not None else open_draft(order_id)
    if draft is None:
        raise DiscountRefused("This order is no draft any more.")
    if draft.currency != currency:
        raise DiscountRefused(f"This draft order is in {draft.currency}, not in {currency}.")
    if draft.voucher_code and not is_ours(draft.voucher_code):
        raise DiscountRefused("This draft order carries another promo code.")
    with transaction.atomic(using=WRITER):
        created = create_code(
            code=code,
            amount=amount,
            channel=draft.channel,
            name=name,
            is_for_shipping=is_for_shipping,
        )
        deactivate_voucher_code(created)
        _set_voucher(draft, created.voucher, code)


@allow_writer()
def drop_draft_discount(*, order_id: UUID, code: str, order: Any) -> None:
    with transaction.atomic(using=WRITER):
        detach_from_draft(order_id=order_id, code=code, order=order)
        retire_code(code)


@allow_writer()
def detach_from_draft(*, order_id: UUID, code: str, order: Any) -> None:
    draft = order if order is not None else open_draft(order_id)
    if draft is not None and draft.voucher_code == code:
        with transaction.atomic(using=WRITER):
            _set_voucher(draft, None, None)


def _set_voucher(draft: Order, voucher: Voucher | None, code: str | None) -> None:
    """As `draftOrderUpdate` does; prices and taxes follow when they are next read."""
    draft.voucher = voucher
    draft.voucher_code = code
    create_or_update_voucher_discount_objects_for_order(draft)
    invalidate_order_prices(draft)
    draft.save(using=WRITER, update_fields=_WITH_VOUCHER)
