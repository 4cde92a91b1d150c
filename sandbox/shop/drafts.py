"""Draft orders that staff make, with their promo codes and discounts by hand, as in Saleor.

Of both, a discount by hand takes the place of a code; the code stays on the order, and works again
once that discount is gone. Functions lock the order first and announce the change after commit.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction

from sandbox.shop import order_edits, vouchers
from sandbox.shop.checkout import tax_terms
from sandbox.shop.codes import DiscountValueType, OrderStatus, VoucherType
from sandbox.shop.errors import refuse
from sandbox.shop.hooks import call_hooks
from sandbox.shop.models import (
    Channel,
    Order,
    OrderDiscount,
    ProductVariant,
    ShippingMethod,
    ShippingMethodChannelListing,
    User,
    VoucherCode,
)
from sandbox.shop.orders import lock_order, next_order_number
from sandbox.shop.prices import ZERO, taxed

VOUCHER = "voucher"
MANUAL = "manual"


def create_draft(
    *,
    channel: Channel,
    lines: Sequence[tuple[ProductVariant, int]],
    voucher_code: str | None,
    shipping_method: ShippingMethod | None,
    now: datetime,
    **fields: Any,
) -> Order:
    """Raises ValidationError."""
    with transaction.atomic():
        draft = Order.objects.create(
            number=next_order_number(),
            status=OrderStatus.DRAFT,
            channel=channel,
            currency=channel.currency_code,
            tax_rate=channel.tax_rate_percent / 100,
            created_at=now,
            updated_at=now,
            **fields,
        )
        for variant, quantity in lines:
            order_edits.put_line(draft, variant, quantity)
        _set_delivery(draft, shipping_method)
        _set_code(draft, voucher_code, now=now)
        order_edits.reprice(draft, now=now)
        call_hooks("draft_order_created", of=draft)
    return draft


def update_draft(*, order_id: UUID, values: Mapping[str, Any], now: datetime) -> Order:
    """Change what `values` names: fields of the order, `voucher_code`, `shipping_method`.

    Raises ValidationError.
    """
    with transaction.atomic():
        draft = lock_order(order_id)
        if draft.status != OrderStatus.DRAFT:
            refuse("Provided order id belongs to non-draft order.", field="id", code="invalid")
        for name in values.keys() - {"voucher_code", "shipping_method"}:
            setattr(draft, name, values[name])
        if "shipping_method" in values:
            _set_delivery(draft, values["shipping_method"])
        if "voucher_code" in values:
            _set_code(draft, values["voucher_code"], now=now)
        draft.updated_at = now
        order_edits.reprice(draft, now=now)
        call_hooks("draft_order_updated", of=draft)
    return draft


def complete_draft(*, order_id: UUID, now: datetime) -> Order:
    """Make an order of a draft that has all it takes. Raises ValidationError."""
    with transaction.atomic():
        draft = lock_order(order_id)
        if draft.status != OrderStatus.DRAFT:
            refuse("The order is not draft.", field="id", code="invalid")
        if draft.billing_address_id is None:
            refuse("Can't finalize draft with no billing address.", code="billing_address_not_set")
        lines = list(draft.lines.all())
        if not lines:
            refuse("Could not create order without any products.", field="lines", code="required")
        if any(line.is_shipping_required for line in lines) and draft.shipping_method_id is None:
            refuse("Shipping method is required.", field="shipping_method", code="required")
        if draft.user is None and draft.user_email:
            draft.user = User.objects.filter(email=draft.user_email).first()
        elif draft.user is not None:
            draft.user_email = draft.user.email
        draft.save(update_fields=["user", "user_email"])
        VoucherCode.objects.filter(code=draft.voucher_code, voucher__single_use=True).update(
            is_active=False
        )
        return order_edits.complete_draft(order_id=order_id, now=now)


def delete_draft(*, order_id: UUID) -> Order:
    """Raises ValidationError. The object keeps its key, for those who still hold it."""
    with transaction.atomic():
        draft = lock_order(order_id)
        if draft.status != OrderStatus.DRAFT:
            refuse("Provided order id belongs to non-draft order.", field="id", code="invalid")
        Order.objects.filter(pk=draft.pk).delete()
        call_hooks("draft_order_deleted", of=draft)
    return draft


def add_manual_discount(
    *, order_id: UUID, value: Decimal, value_type: str, reason: str | None, now: datetime
) -> Order:
    """Staff take something off an order that isn't confirmed yet. Tells nobody, as in Saleor.

    Raises ValidationError.
    """
    with transaction.atomic():
        order = order_edits.lock_editable(order_id)
        if order.discounts.filter(type=MANUAL).exists():
            refuse("Order already has assigned discount.", field="orderId", code="cannot_discount")
        order.discounts.all().delete()
        order.discounts.create(
            type=MANUAL, value_type=value_type, value=value, currency=order.currency, reason=reason
        )
        order_edits.reprice(order, now=now)
    return order


def delete_manual_discount(*, discount: OrderDiscount, now: datetime) -> Order:
    """Take back what staff took off; a code that is on the order works again.

    Raises ValidationError.
    """
    with transaction.atomic():
        order = order_edits.lock_editable(discount.order_id)
        discount.delete()
        _renew_discount(order)
        order_edits.reprice(order, now=now)
    return order


def set_voucher(order: Order, code: VoucherCode | None, *, now: datetime) -> None:
    """Put a code on an order, or take it off; its discount counts unless staff gave one by hand."""
    order.voucher = code.voucher if code is not None else None
    order.voucher_code = code.code if code is not None else None
    _renew_discount(order)
    _price_delivery(order)
    order_edits.reprice(order, now=now)


def _set_code(draft: Order, voucher_code: str | None, *, now: datetime) -> None:
    if voucher_code is None:
        set_voucher(draft, None, now=now)
        return
    active = vouchers.find_active_code(voucher_code, draft.channel, now=now)
    if active is None:
        refuse("Voucher code is invalid.", field="voucher_code", code="invalid_voucher_code")
    set_voucher(draft, active.code, now=now)


def _renew_discount(order: Order) -> None:
    order.discounts.filter(type=VOUCHER).delete()
    if order.voucher is None or order.discounts.filter(type=MANUAL).exists():
        return
    listing = order.voucher.channel_listings.filter(channel=order.channel_id).first()
    if listing is not None:
        order.discounts.create(
            type=VOUCHER,
            value_type=order.voucher.discount_value_type or DiscountValueType.FIXED,
            value=listing.discount_value,
            currency=order.currency,
            name=order.voucher.name,
            reason=f"Voucher code: {order.voucher_code}",
            voucher_code=order.voucher_code,
        )


def _set_delivery(draft: Order, method: ShippingMethod | None) -> None:
    draft.shipping_method = method
    draft.shipping_method_name = method.name if method is not None else None
    _price_delivery(draft)


def delivery_price(draft: Order) -> Decimal:
    """What the chosen delivery costs before any voucher, as entered."""
    listing = ShippingMethodChannelListing.objects.filter(
        shipping_method=draft.shipping_method_id, channel=draft.channel_id
    ).first()
    return listing.price_amount if listing is not None else ZERO


def _price_delivery(draft: Order) -> None:
    if draft.status != OrderStatus.DRAFT:
        return
    amount = delivery_price(draft)
    off = draft.discounts.first()
    if off is not None and draft.voucher is not None and draft.voucher.type == VoucherType.SHIPPING:
        off.amount = min(off.value, amount)
        off.save(update_fields=["amount"])
        amount -= off.amount
    price = taxed(amount, tax_terms(draft.channel))
    draft.shipping_price_net_amount = price.net.amount
    draft.shipping_price_gross_amount = price.gross.amount
