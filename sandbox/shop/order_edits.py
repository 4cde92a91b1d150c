"""Orders that staff change: units exchanged for an order of their own, lines of unconfirmed orders.

As in Saleor, an order can be edited until it is confirmed, and an exchange makes a draft.
"""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from sandbox.shop import payments
from sandbox.shop.codes import (
    DiscountValueType,
    FulfillmentStatus,
    OrderStatus,
    ProductTypeKind,
    VoucherType,
)
from sandbox.shop.errors import refuse
from sandbox.shop.hooks import call_hooks
from sandbox.shop.models import (
    FulfillmentLine,
    Order,
    OrderDiscount,
    OrderLine,
    ProductVariant,
    VariantChannelListing,
)
from sandbox.shop.orders import (
    announce_created,
    check_movable,
    create_fulfillment,
    lock_order,
    move,
    next_order_number,
    save_status,
)
from sandbox.shop.prices import ZERO, LineInput, Priced, TaxTerms, percentage_of, price

_EDITABLE = (OrderStatus.DRAFT, OrderStatus.UNCONFIRMED)


def exchange_lines(
    *,
    order_id: UUID,
    order_lines: Sequence[tuple[OrderLine, int]] = (),
    fulfillment_lines: Sequence[tuple[FulfillmentLine, int]] = (),
    now: datetime,
) -> tuple[Order, Order]:
    """Take units out of an order and put as many into a draft. Raises ValidationError.

    Returns the order and the draft.
    """
    with transaction.atomic():
        order = lock_order(order_id)
        shippable = (FulfillmentStatus.FULFILLED, FulfillmentStatus.REFUNDED)
        check_movable(order, order_lines, fulfillment_lines, statuses=shippable)
        units: dict[UUID, int] = {}
        for line, quantity in order_lines:
            units[line.pk] = units.get(line.pk, 0) + quantity
        for moved, quantity in fulfillment_lines:
            units[moved.order_line_id] = units.get(moved.order_line_id, 0) + quantity
        target = create_fulfillment(order, FulfillmentStatus.REPLACED, now=now)
        move(target, order_lines, fulfillment_lines)
        save_status(order, now=now)
        draft = _draft_of(order, units, now=now)
        call_hooks("order_updated", of=order)
    return order, draft


def complete_draft(*, order_id: UUID, now: datetime) -> Order:
    """Make an order of a draft. Raises ValidationError."""
    with transaction.atomic():
        order = lock_order(order_id)
        if order.status != OrderStatus.DRAFT:
            refuse("The order is not draft.", field="id", code="invalid")
        is_automatic = order.channel.automatically_confirm_all_new_orders
        order.status = OrderStatus.UNFULFILLED if is_automatic else OrderStatus.UNCONFIRMED
        order.updated_at = now
        order.save(update_fields=["status", "updated_at"])
        announce_created(order, now=now)
    return order


def add_line(*, order_id: UUID, variant: ProductVariant, quantity: int, now: datetime) -> Order:
    """Put goods into an order that isn't confirmed yet. Raises ValidationError."""
    with transaction.atomic():
        order = lock_editable(order_id)
        put_line(order, variant, quantity)
        reprice(order, now=now)
        _announce_edited(order)
    return order


def put_line(order: Order, variant: ProductVariant, quantity: int) -> None:
    """A line without prices yet."""
    product = variant.product
    OrderLine.objects.create(
        order=order,
        variant=variant,
        product_name=product.name,
        variant_name=variant.name,
        product_sku=variant.sku,
        is_shipping_required=product.product_type.is_shipping_required,
        is_gift_card=product.product_type.kind == ProductTypeKind.GIFT_CARD,
        quantity=quantity,
        currency=order.currency,
        tax_rate=order.tax_rate,
    )


def set_line_quantity(*, order_id: UUID, line_id: UUID, quantity: int, now: datetime) -> Order:
    """Change the units of a line of an order that isn't confirmed yet; 0 removes it.

    Raises ValidationError.
    """
    with transaction.atomic():
        order = lock_editable(order_id)
        lines = order.lines.filter(pk=line_id)
        if quantity == 0:
            lines.delete()
        else:
            lines.update(quantity=quantity)
        reprice(order, now=now)
        _announce_edited(order)
    return order


def _announce_edited(order: Order) -> None:
    is_draft = order.status == OrderStatus.DRAFT
    call_hooks("draft_order_updated" if is_draft else "order_updated", of=order)


def lock_editable(order_id: UUID) -> Order:
    """Raises ValidationError once the order is confirmed."""
    order = lock_order(order_id)
    if order.status not in _EDITABLE:
        refuse("Only draft and unconfirmed orders can be edited.", field="id", code="not_editable")
    return order


def _draft_of(order: Order, units: dict[UUID, int], *, now: datetime) -> Order:
    draft = Order.objects.create(
        number=next_order_number(),
        status=OrderStatus.DRAFT,
        channel=order.channel,
        currency=order.currency,
        user=order.user,
        user_email=order.user_email,
        billing_address=order.billing_address,
        shipping_address=order.shipping_address,
        tax_rate=order.tax_rate,
        original=order,
        created_at=now,
        updated_at=now,
    )
    for line in order.lines.filter(pk__in=units):
        quantity = units[line.pk]
        line.pk = None
        line._state.adding = True
        line.order, line.quantity, line.quantity_fulfilled = draft, quantity, 0
        line.save()
    reprice(draft, now=now)
    return draft


def reprice(order: Order, *, now: datetime) -> None:
    """Prices of today's catalogue, less the order's own discount.

    Gift cards stay used, and as Saleor's the new total holds what they have paid all the same.
    """
    lines = list(order.lines.all())
    discount = order.discounts.first()
    # What was taken off shipping is in its price.
    is_for_shipping = order.voucher is not None and order.voucher.type == VoucherType.SHIPPING
    is_draft = order.status == OrderStatus.DRAFT
    channel = order.channel
    inputs = list(line_inputs(lines).values())
    priced = price(
        inputs,
        shipping_price=(
            order.shipping_price_gross_amount
            if channel.prices_entered_with_tax
            else order.shipping_price_net_amount
        ),
        discount=_worth(discount, inputs) if discount and not is_for_shipping else ZERO,
        terms=TaxTerms(
            currency=order.currency,
            rate_percent=channel.tax_rate_percent,
            prices_entered_with_tax=channel.prices_entered_with_tax,
        ),
    )
    if discount is not None and not is_for_shipping:
        discount.amount = priced.discount_amount
        discount.save(update_fields=["amount"])
    for line, given, own in zip(lines, inputs, priced.lines, strict=True):
        line.unit_price_net_amount = own.unit_price.net.amount
        line.unit_price_gross_amount = own.unit_price.gross.amount
        line.total_price_net_amount = own.total_price.net.amount
        line.total_price_gross_amount = own.total_price.gross.amount
        line.undiscounted_unit_price_net_amount = own.undiscounted_unit_price.net.amount
        line.undiscounted_unit_price_gross_amount = own.undiscounted_unit_price.gross.amount
        line.undiscounted_total_price_net_amount = own.undiscounted_total_price.net.amount
        line.undiscounted_total_price_gross_amount = own.undiscounted_total_price.gross.amount
        if is_draft:
            line.is_reduced = given.unit_price < given.undiscounted_unit_price
        line.save()
    _set_totals(order, priced)
    order.save()
    payments.update_charges(order, now=now)


def _worth(discount: OrderDiscount, inputs: Sequence[LineInput]) -> Decimal:
    """What a discount of the whole order takes off its goods."""
    if discount.value_type != DiscountValueType.PERCENTAGE:
        return Decimal(discount.value)
    subtotal = sum((line.unit_price * line.quantity for line in inputs), ZERO)
    return percentage_of(subtotal, discount.value, discount.currency)


def line_inputs(lines: Sequence[OrderLine]) -> dict[UUID, LineInput]:
    """What lines cost by today's catalogue; in one query where their orders are at hand."""
    listings = {
        (row.channel_id, row.variant_id): row
        for row in VariantChannelListing.objects.filter(
            channel__in={line.order.channel_id for line in lines},
            variant__in={line.variant_id for line in lines},
        )
    }
    return {
        line.pk: LineInput(
            quantity=line.quantity,
            unit_price=listing.discounted_price_amount,
            undiscounted_unit_price=listing.price_amount,
        )
        for line in lines
        for listing in (listings[line.order.channel_id, line.variant_id or 0],)
    }


def _set_totals(order: Order, priced: Priced) -> None:
    order.subtotal_net_amount = priced.subtotal.net.amount
    order.subtotal_gross_amount = priced.subtotal.gross.amount
    order.total_net_amount = priced.total.net.amount
    order.total_gross_amount = priced.total.gross.amount
    order.undiscounted_total_net_amount = priced.undiscounted_total.net.amount
    order.undiscounted_total_gross_amount = priced.undiscounted_total.gross.amount
