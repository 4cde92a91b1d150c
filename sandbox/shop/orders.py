"""Orders: placing, confirming, shipping, returning, cancelling, expiring.

Functions that change an order lock its row first and announce the change after commit.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import connection, transaction

from sandbox.shop import payments, vouchers
from sandbox.shop.accounts import copy_address
from sandbox.shop.codes import (
    ChargeStatus,
    DiscountValueType,
    FulfillmentStatus,
    OrderStatus,
    ProductTypeKind,
)
from sandbox.shop.errors import refuse
from sandbox.shop.hooks import call_hooks
from sandbox.shop.models import (
    Fulfillment,
    FulfillmentLine,
    GiftCard,
    Order,
    OrderDiscount,
    OrderLine,
    Payment,
    User,
    Warehouse,
)
from sandbox.shop.prices import ZERO

if TYPE_CHECKING:
    from sandbox.shop.checkout import Cart
    from sandbox.shop.prices import PricedLine

_RETURNED = (FulfillmentStatus.RETURNED, FulfillmentStatus.REFUNDED_AND_RETURNED)
_CANCELLABLE = (
    FulfillmentStatus.CANCELED,
    FulfillmentStatus.REFUNDED,
    FulfillmentStatus.REPLACED,
    *_RETURNED,
)


def lock_order(order_id: UUID) -> Order:
    """The order with its row locked until the transaction ends. Raises ValidationError."""
    rows = Order.objects.select_for_update(of=("self",)).select_related("channel", "user")
    order = rows.filter(pk=order_id).first()
    if order is None:
        # A draft may be deleted while somebody else places it.
        refuse(f"Couldn't resolve to a node: {order_id}", field="id", code="not_found")
    return order


def next_order_number() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('shop_order_number_seq')")
        number: int = cursor.fetchone()[0]
    return number


# Placing --------------------------------------------------------------------------------------


def _user_of_address(email: str | None) -> User | None:
    """Whom a guest's order goes to: as in Saleor, any active account with the address."""
    return User.objects.filter(email=(email or "").lower(), is_active=True).first()


def create_order_from_cart(cart: Cart, *, now: datetime, metadata: Mapping[str, str]) -> Order:
    """Write the order of a locked, checked cart; payments move over from the checkout."""
    checkout, priced = cart.checkout, cart.priced
    is_automatic = checkout.channel.automatically_confirm_all_new_orders
    method = checkout.shipping_method
    by_email = None if checkout.user else _user_of_address(checkout.email)
    order = Order.objects.create(
        number=next_order_number(),
        status=OrderStatus.UNFULFILLED if is_automatic else OrderStatus.UNCONFIRMED,
        channel=checkout.channel,
        currency=checkout.currency,
        user=checkout.user or by_email,
        is_user_by_email=by_email is not None,
        user_email=checkout.email or (checkout.user.email if checkout.user else ""),
        billing_address=copy_address(checkout.billing_address),
        shipping_address=copy_address(checkout.shipping_address),
        shipping_method=method,
        shipping_method_name=method.name if method else None,
        shipping_price_net_amount=priced.shipping.net.amount,
        shipping_price_gross_amount=priced.shipping.gross.amount,
        subtotal_net_amount=priced.subtotal.net.amount,
        subtotal_gross_amount=priced.subtotal.gross.amount,
        total_net_amount=cart.total.net.amount,
        total_gross_amount=cart.total.gross.amount,
        undiscounted_total_net_amount=priced.undiscounted_total.net.amount,
        undiscounted_total_gross_amount=priced.undiscounted_total.gross.amount,
        tax_rate=checkout.channel.tax_rate_percent / 100,
        voucher=cart.active_code.voucher if cart.active_code else None,
        voucher_code=cart.active_code.code.code if cart.active_code else None,
        checkout_token=str(checkout.pk),
        customer_note=checkout.note,
        language_code=checkout.language_code,
        metadata={**checkout.metadata, **metadata},
        private_metadata=checkout.private_metadata,
        created_at=now,
        updated_at=now,
    )
    OrderLine.objects.bulk_create(
        _order_line(order, cart, index, line) for index, line in enumerate(priced.lines)
    )
    if cart.active_code is not None:
        _create_discount(order, cart.active_code, cart.priced.discount_amount)
    _use_gift_cards(order, cart, now=now)
    payments.move_to_order(checkout, order, now=now)
    return order


def _order_line(order: Order, cart: Cart, index: int, priced: PricedLine) -> OrderLine:
    line = cart.lines[index]
    product = line.variant.product
    code = cart.active_code.code.code if cart.active_code else None
    return OrderLine(
        order=order,
        variant=line.variant,
        product_name=product.name,
        variant_name=line.variant.name,
        product_sku=line.variant.sku,
        is_shipping_required=product.product_type.is_shipping_required,
        is_gift_card=product.product_type.kind == ProductTypeKind.GIFT_CARD,
        quantity=line.quantity,
        currency=order.currency,
        tax_rate=order.channel.tax_rate_percent / 100,
        is_reduced=cart.is_reduced(line),
        unit_price_net_amount=priced.unit_price.net.amount,
        unit_price_gross_amount=priced.unit_price.gross.amount,
        total_price_net_amount=priced.total_price.net.amount,
        total_price_gross_amount=priced.total_price.gross.amount,
        undiscounted_unit_price_net_amount=priced.undiscounted_unit_price.net.amount,
        undiscounted_unit_price_gross_amount=priced.undiscounted_unit_price.gross.amount,
        undiscounted_total_price_net_amount=priced.undiscounted_total_price.net.amount,
        undiscounted_total_price_gross_amount=priced.undiscounted_total_price.gross.amount,
        unit_discount_amount=max(
            priced.undiscounted_unit_price.gross.amount - priced.unit_price.gross.amount, ZERO
        ),
        unit_discount_reason=f"Voucher code: {code}" if code else None,
    )


def _create_discount(order: Order, active: vouchers.ActiveCode, amount: Decimal) -> None:
    OrderDiscount.objects.create(
        order=order,
        value_type=active.voucher.discount_value_type or DiscountValueType.FIXED,
        value=active.listing.discount_value,
        amount=amount,
        currency=order.currency,
        name=active.voucher.name,
        reason=f"Voucher code: {active.code.code}",
        voucher_code=active.code.code,
    )


def _use_gift_cards(order: Order, cart: Cart, *, now: datetime) -> None:
    """Take from the cards, as Saleor in order of their codes, what they pay of the total."""
    due = cart.priced.total.gross.amount - cart.total.gross.amount
    ids = [card.pk for card in cart.gift_cards]
    for card in GiftCard.objects.select_for_update().filter(pk__in=ids).order_by("code"):
        if due <= 0:
            break
        used = min(card.current_balance_amount, due)
        due -= used
        card.current_balance_amount -= used
        card.last_used_on = now
        card.used_by_email = order.user_email
        card.save(update_fields=["current_balance_amount", "last_used_on", "used_by_email"])
        order.gift_cards.add(card)
    if due > 0:
        refuse(
            "Gift card has meanwhile been used.",
            field="gift_cards",
            code="gift_card_not_applicable",
        )


def announce_created(order: Order, *, now: datetime) -> None:
    """Hooks of a new order, in Saleor's order."""
    call_hooks("order_created", of=order)
    if order.charge_status in {ChargeStatus.FULL, ChargeStatus.OVERCHARGED}:
        announce_charged(order)
    if order.channel.automatically_confirm_all_new_orders:
        call_hooks("order_confirmed", of=order)


def announce_charged(order: Order) -> None:
    call_hooks("order_paid", of=order)
    if order.charge_status in {ChargeStatus.FULL, ChargeStatus.OVERCHARGED}:
        call_hooks("order_fully_paid", of=order)
    call_hooks("order_updated", of=order)


# Status ---------------------------------------------------------------------------------------


def refresh_status(order: Order) -> None:
    """Set the status that fulfilments and returns amount to; the order is locked."""
    quantity = quantity_fulfilled = 0
    for line in order.lines.all():
        quantity += line.quantity
        quantity_fulfilled += line.quantity_fulfilled
    by_status: defaultdict[str, int] = defaultdict(int)
    rows = FulfillmentLine.objects.filter(fulfillment__order=order)
    for status, moved in rows.values_list("fulfillment__status", "quantity"):
        by_status[status] += moved
    quantity_returned = sum(by_status[status] for status in _RETURNED)
    quantity -= by_status[FulfillmentStatus.REPLACED]
    quantity_fulfilled -= by_status[FulfillmentStatus.REPLACED]
    if quantity == 0:
        return
    if quantity_fulfilled <= 0:
        order.status = OrderStatus.UNFULFILLED
    elif 0 < quantity_returned < quantity:
        order.status = OrderStatus.PARTIALLY_RETURNED
    elif quantity_returned == quantity:
        order.status = OrderStatus.RETURNED
    elif quantity_fulfilled < quantity:
        order.status = OrderStatus.PARTIALLY_FULFILLED
    else:
        order.status = OrderStatus.FULFILLED


def save_status(order: Order, *, now: datetime) -> None:
    refresh_status(order)
    order.updated_at = now
    order.save(update_fields=["status", "updated_at"])


def can_cancel(order: Order) -> bool:
    return (
        order.status
        not in {
            OrderStatus.CANCELED,
            OrderStatus.DRAFT,
            OrderStatus.EXPIRED,
        }
        and not order.fulfillments.exclude(status__in=_CANCELLABLE).exists()
    )


def confirm_order(*, order_id: UUID, now: datetime) -> Order:
    """Confirm an order that waited for staff. Raises ValidationError."""
    with transaction.atomic():
        order = lock_order(order_id)
        if order.status != OrderStatus.UNCONFIRMED:
            refuse(
                "Provided order id belongs to an order with status different than unconfirmed.",
                field="id",
                code="invalid",
            )
        save_status(order, now=now)
        call_hooks("order_confirmed", of=order)
    return order


def cancel_order(*, order_id: UUID, now: datetime) -> Order:
    """Cancel an order; as in Saleor, its voucher stays used. Raises ValidationError."""
    with transaction.atomic():
        order = lock_order(order_id)
        if not can_cancel(order):
            refuse("This order can't be canceled.", field="order", code="cannot_cancel_order")
        order.status = OrderStatus.CANCELED
        order.updated_at = now
        order.save(update_fields=["status", "updated_at"])
        GiftCard.objects.filter(metadata__order=str(order.pk)).update(is_active=False)
        call_hooks("order_cancelled", "order_updated", of=order)
    return order


def expire_order(*, order_id: UUID, now: datetime) -> Order:
    """Expire an unconfirmed order that nobody paid, as a task of Saleor's does.

    Raises ValidationError.
    """
    with transaction.atomic():
        order = lock_order(order_id)
        if order.status != OrderStatus.UNCONFIRMED or order.total_charged_amount > 0:
            refuse("Only unconfirmed, unpaid orders expire.", field="order", code="invalid")
        vouchers.release_usage_of_expired(order)
        order.status = OrderStatus.EXPIRED
        order.updated_at = now
        order.save(update_fields=["status", "updated_at"])
        call_hooks("order_expired", "order_updated", of=order)
    return order


# Shipping -------------------------------------------------------------------------------------


def fulfill_order(
    *,
    order_id: UUID,
    quantities: Mapping[UUID, Mapping[UUID, int]],
    tracking_number: str = "",
    now: datetime,
) -> tuple[Order, list[Fulfillment]]:
    """Ship goods: `quantities` are by warehouse, then by order line. Raises ValidationError."""
    with transaction.atomic():
        order = lock_order(order_id)
        _check_fulfillable(order, quantities)
        lines = {line.pk: line for line in order.lines.select_for_update().order_by("pk")}
        fulfillments = []
        for warehouse_id, by_line in quantities.items():
            warehouse = Warehouse.objects.filter(pk=warehouse_id).first()
            if warehouse is None:
                refuse("Warehouse does not exist.", field="warehouse", code="not_found")
            fulfillment = create_fulfillment(
                order,
                FulfillmentStatus.FULFILLED,
                now=now,
                warehouse=warehouse,
                tracking_number=tracking_number,
            )
            fulfillments.append(fulfillment)
            for line_id, quantity in by_line.items():
                line = lines.get(line_id)
                if line is None:
                    refuse("Order line of another order.", field="order_line_id", code="not_found")
                _take_unfulfilled(line, quantity)
                fulfillment.lines.create(order_line=line, quantity=quantity)
        save_status(order, now=now)
        call_hooks("order_updated", of=order)
        if order.status == OrderStatus.FULFILLED:
            call_hooks("order_fulfilled", of=order)
    return order, fulfillments


def _check_fulfillable(order: Order, quantities: Mapping[UUID, Mapping[UUID, int]]) -> None:
    if order.status in {OrderStatus.DRAFT, OrderStatus.CANCELED, OrderStatus.EXPIRED}:
        refuse("Cannot fulfill this order.", field="order", code="invalid")
    if sum(sum(by_line.values()) for by_line in quantities.values()) <= 0:
        refuse("Total quantity must be larger than 0.", field="lines", code="zero_quantity")


def _take_unfulfilled(line: OrderLine, quantity: int) -> None:
    if quantity > line.quantity_unfulfilled:
        left = line.quantity_unfulfilled
        refuse(
            f"Only {left} item{'' if left == 1 else 's'} remaining to fulfill.",
            field="order_line_id",
            code="fulfill_order_line",
            params={"order_lines": [str(line.pk)]},
        )
    line.quantity_fulfilled += quantity
    line.save(update_fields=["quantity_fulfilled"])


def create_fulfillment(
    order: Order,
    status: str,
    *,
    now: datetime,
    warehouse: Warehouse | None = None,
    tracking_number: str = "",
    total_refund_amount: Decimal | None = None,
    shipping_refund_amount: Decimal | None = None,
) -> Fulfillment:
    last = order.fulfillments.order_by("fulfillment_order").last()
    return Fulfillment.objects.create(
        order=order,
        fulfillment_order=last.fulfillment_order + 1 if last else 1,
        status=status,
        warehouse=warehouse,
        tracking_number=tracking_number,
        total_refund_amount=total_refund_amount,
        shipping_refund_amount=shipping_refund_amount,
        created_at=now,
    )


def fulfill_everything(*, order_id: UUID, now: datetime) -> Order:
    """Ship all that is left, from the first warehouse."""
    warehouse = Warehouse.objects.earliest("slug")
    order = Order.objects.get(pk=order_id)
    left = {
        line.pk: line.quantity_unfulfilled
        for line in order.lines.all()
        if line.quantity_unfulfilled
    }
    order, _ = fulfill_order(order_id=order_id, quantities={warehouse.pk: left}, now=now)
    return order


def cancel_fulfillment(
    *, fulfillment: Fulfillment, warehouse: Warehouse | None, now: datetime
) -> Fulfillment:
    """Take a shipment back into the warehouse. Raises ValidationError."""
    with transaction.atomic():
        order = lock_order(fulfillment.order_id)
        fulfillment = Fulfillment.objects.select_for_update().get(pk=fulfillment.pk)
        if fulfillment.status != FulfillmentStatus.FULFILLED:
            refuse(
                "This fulfillment can't be canceled",
                field="fulfillment",
                code="cannot_cancel_fulfillment",
            )
        if warehouse is None:
            refuse(
                "This parameter is required for fulfillments which are not in "
                "WAITING_FOR_APPROVAL state.",
                field="warehouseId",
                code="required",
            )
        for moved in fulfillment.lines.select_related("order_line"):
            moved.order_line.quantity_fulfilled -= moved.quantity
            moved.order_line.save(update_fields=["quantity_fulfilled"])
        fulfillment.status = FulfillmentStatus.CANCELED
        fulfillment.save(update_fields=["status"])
        save_status(order, now=now)
        call_hooks("order_updated", of=order)
    return fulfillment


# Refunding and returning lines ----------------------------------------------------------------


def refund_lines(
    *,
    order_id: UUID,
    order_lines: Sequence[tuple[OrderLine, int]] = (),
    fulfillment_lines: Sequence[tuple[FulfillmentLine, int]] = (),
    amount: Decimal | None = None,
    include_shipping: bool = False,
    now: datetime,
) -> tuple[Order, Fulfillment]:
    """Pay units back without getting them back. Raises ValidationError."""
    with transaction.atomic():
        order = lock_order(order_id)
        payment = payments.refundable_payment(order, amount=amount)
        shippable = (FulfillmentStatus.FULFILLED, FulfillmentStatus.RETURNED)
        check_movable(order, order_lines, fulfillment_lines, statuses=shippable)
        refunded = _refund(order, payment, order_lines, fulfillment_lines, amount, include_shipping)
        target = create_fulfillment(
            order,
            FulfillmentStatus.REFUNDED,
            now=now,
            total_refund_amount=refunded,
            shipping_refund_amount=_shipping_refund(order, amount, include_shipping),
        )
        move(target, order_lines, fulfillment_lines)
        order.updated_at = now
        order.save(update_fields=["updated_at"])
        call_hooks("order_updated", of=order)
    return order, target


def return_lines(
    *,
    order_id: UUID,
    order_lines: Sequence[tuple[OrderLine, int]] = (),
    fulfillment_lines: Sequence[tuple[FulfillmentLine, int]] = (),
    refund: bool = False,
    amount: Decimal | None = None,
    include_shipping: bool = False,
    now: datetime,
) -> tuple[Order, Fulfillment]:
    """Take units back, paying for them if `refund`. Raises ValidationError."""
    with transaction.atomic():
        order = lock_order(order_id)
        payment = payments.refundable_payment(order, amount=amount) if refund else None
        shippable = (FulfillmentStatus.FULFILLED, FulfillmentStatus.REFUNDED)
        check_movable(order, order_lines, fulfillment_lines, statuses=shippable)
        refunded = shipping = None
        if payment is not None:
            refunded = _refund(
                order, payment, order_lines, fulfillment_lines, amount, include_shipping
            )
            shipping = _shipping_refund(order, amount, include_shipping)
        status = (
            FulfillmentStatus.RETURNED
            if refunded is None
            else FulfillmentStatus.REFUNDED_AND_RETURNED
        )
        target = create_fulfillment(
            order,
            status,
            now=now,
            total_refund_amount=refunded,
            shipping_refund_amount=shipping,
        )
        _move_returned(order, target, order_lines, fulfillment_lines, now=now)
        save_status(order, now=now)
        call_hooks("order_updated", of=order)
    return order, target


def _move_returned(
    order: Order,
    target: Fulfillment,
    order_lines: Sequence[tuple[OrderLine, int]],
    fulfillment_lines: Sequence[tuple[FulfillmentLine, int]],
    *,
    now: datetime,
) -> None:
    """Units that were refunded before join a fulfilment that says both."""
    before = [
        pair
        for pair in fulfillment_lines
        if pair[0].fulfillment.status == FulfillmentStatus.REFUNDED
    ]
    fresh = [pair for pair in fulfillment_lines if pair not in before]
    move(target, order_lines, fresh)
    if not before:
        return
    both = target
    if target.status != FulfillmentStatus.REFUNDED_AND_RETURNED:
        both = create_fulfillment(order, FulfillmentStatus.REFUNDED_AND_RETURNED, now=now)
    move(both, (), before)


def _refund(
    order: Order,
    payment: Payment,
    order_lines: Sequence[tuple[OrderLine, int]],
    fulfillment_lines: Sequence[tuple[FulfillmentLine, int]],
    amount: Decimal | None,
    include_shipping: bool,
) -> Decimal:
    """Pay money back and announce it; units refunded before are not paid twice."""
    if amount is None:
        amount = sum(
            (quantity * line.unit_price_gross_amount for line, quantity in order_lines), ZERO
        )
        for moved, quantity in fulfillment_lines:
            if moved.fulfillment.status != FulfillmentStatus.REFUNDED:
                amount += quantity * moved.order_line.unit_price_gross_amount
        if include_shipping:
            amount += order.shipping_price_gross_amount
    amount = min(payment.captured_amount, amount)
    if amount:
        payments.refund_payment(order, payment, amount=amount)
        payments.announce_refunded(order, with_update=False)
    return amount


def _shipping_refund(order: Order, amount: Decimal | None, include: bool) -> Decimal | None:
    return order.shipping_price_gross_amount if include and amount is None else None


def check_movable(
    order: Order,
    order_lines: Iterable[tuple[OrderLine, int]],
    fulfillment_lines: Iterable[tuple[FulfillmentLine, int]],
    *,
    statuses: Sequence[str],
) -> None:
    for line, quantity in order_lines:
        if line.order_id != order.pk:
            refuse("Order line of another order.", field="order_line_id", code="not_found")
        if line.is_gift_card:
            refuse(
                "Cannot refund or return gift card line.",
                field="order_line_id",
                code="gift_card_line",
            )
        if quantity > line.quantity_unfulfilled:
            refuse(
                "Provided quantity is bigger than unfulfilled quantity.",
                field="order_line_id",
                code="invalid_quantity",
            )
    for moved, quantity in fulfillment_lines:
        if moved.fulfillment.order_id != order.pk:
            refuse("Line of another order.", field="fulfillment_line_id", code="not_found")
        if moved.order_line.is_gift_card:
            refuse(
                "Cannot refund or return gift card line.",
                field="fulfillment_line_id",
                code="gift_card_line",
            )
        if quantity > moved.quantity:
            refuse(
                "Provided quantity is bigger than quantity from fulfillment line",
                field="fulfillment_line_id",
                code="invalid_quantity",
            )
        if moved.fulfillment.status not in statuses:
            refuse(
                "Unable to process action for fulfillmentLine with different status than "
                f"{', '.join(statuses)}.",
                field="fulfillment_line_id",
                code="invalid",
            )


def move(
    target: Fulfillment,
    order_lines: Iterable[tuple[OrderLine, int]],
    fulfillment_lines: Iterable[tuple[FulfillmentLine, int]],
) -> None:
    """Move units into `target`; shipments that nothing is left of disappear, as in Saleor."""
    for line, quantity in order_lines:
        line.quantity_fulfilled += quantity
        line.save(update_fields=["quantity_fulfilled"])
        target.lines.create(order_line=line, quantity=quantity)
    for source, quantity in fulfillment_lines:
        existing = target.lines.filter(order_line=source.order_line).first()
        if existing is None:
            target.lines.create(order_line=source.order_line, quantity=quantity)
        else:
            existing.quantity += quantity
            existing.save(update_fields=["quantity"])
        source.quantity -= quantity
        if source.quantity:
            source.save(update_fields=["quantity"])
        else:
            source.delete()
    Fulfillment.objects.filter(
        order=target.order_id, lines=None, status=FulfillmentStatus.FULFILLED
    ).delete()
