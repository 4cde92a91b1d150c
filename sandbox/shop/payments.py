"""Money: payments of the older kind, and transactions that staff or apps report."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction

from sandbox.shop.codes import (
    ChargeStatus,
    MarkAsPaidStrategy,
    OrderStatus,
    PaymentChargeStatus,
)
from sandbox.shop.errors import refuse
from sandbox.shop.hooks import call_hooks
from sandbox.shop.models import App, Checkout, Order, Payment, TransactionItem, User
from sandbox.shop.prices import ZERO, quantize

DUMMY_GATEWAY = "mirumee.payments.dummy"
MANUAL_GATEWAY = "manual"


def update_charges(order: Order, *, now: datetime) -> None:
    """Recompute what was charged from payments and transactions; the order is locked."""
    paid: Iterable[Payment] = order.payments.all()
    reported: Iterable[TransactionItem] = order.transactions.all()
    order.total_charged_amount = sum((item.captured_amount for item in paid), ZERO) + sum(
        (item.charged_value for item in reported), ZERO
    )
    order.total_authorized_amount = sum((item.authorized_value for item in reported), ZERO)
    charged, total = order.total_charged_amount, order.total_gross_amount
    if charged == total:
        order.charge_status = ChargeStatus.FULL
    elif charged <= 0:
        order.charge_status = ChargeStatus.NONE
    else:
        order.charge_status = ChargeStatus.PARTIAL if charged < total else ChargeStatus.OVERCHARGED
    order.updated_at = now
    order.save(
        update_fields=[
            "total_charged_amount",
            "total_authorized_amount",
            "charge_status",
            "updated_at",
        ]
    )


def money_refunded(order: Order) -> Decimal:
    """All money that was paid back."""
    return sum((item.refunded_amount for item in order.payments.all()), ZERO) + sum(
        (item.refunded_value for item in order.transactions.all()), ZERO
    )


# Payments of the older kind -------------------------------------------------------------------


def create_checkout_payment(
    *, checkout: Checkout, amount: Decimal, gateway: str, now: datetime
) -> Payment:
    """Pay a checkout through the dummy gateway; captured when the order is placed."""
    if gateway != DUMMY_GATEWAY:
        refuse(
            f"The gateway {gateway} is not available for this checkout.",
            field="gateway",
            code="not_supported_gateway",
        )
    checkout.payments.filter(is_active=True).update(is_active=False)
    return Payment.objects.create(
        checkout=checkout,
        gateway=gateway,
        currency=checkout.currency,
        total=amount,
        created_at=now,
    )


def move_to_order(checkout: Checkout, order: Order, *, now: datetime) -> None:
    """Hand a checkout's money over to its order, capturing what was promised."""
    TransactionItem.objects.filter(checkout=checkout).update(order=order, checkout=None)
    for payment in Payment.objects.filter(checkout=checkout):
        payment.order = order
        payment.checkout = None
        if payment.is_active and payment.charge_status == PaymentChargeStatus.NOT_CHARGED:
            payment.captured_amount = payment.total
            payment.charge_status = PaymentChargeStatus.FULLY_CHARGED
        payment.save()
    update_charges(order, now=now)


def mark_as_paid(
    *,
    order_id: UUID,
    reference: str | None = None,
    user: User | None = None,
    app: App | None = None,
    now: datetime,
) -> Order:
    """Note that an order was paid elsewhere. Raises ValidationError."""
    with transaction.atomic():
        order = _lock(order_id)
        by_transaction = order.channel.mark_as_paid_strategy == MarkAsPaidStrategy.TRANSACTION_FLOW
        field, code = (
            ("transaction", "transaction_error") if by_transaction else ("payment", "payment_error")
        )
        if order.billing_address_id is None:
            refuse(
                "Order billing address is required to mark order as paid.",
                code="billing_address_not_set",
            )
        for what, rows in (("payments", order.payments), ("transactions", order.transactions)):
            if rows.exists():
                refuse(
                    f"Orders with {what} can not be manually marked as paid.",
                    field=field,
                    code=code,
                )
        if by_transaction:
            TransactionItem.objects.create(
                order=order,
                name="Manually marked as paid",
                psp_reference=reference,
                currency=order.currency,
                charged_value=order.total_gross_amount,
                available_actions=["refund"],
                user=user,
                app=app,
                created_at=now,
                modified_at=now,
            )
        else:
            Payment.objects.create(
                order=order,
                gateway=MANUAL_GATEWAY,
                currency=order.currency,
                total=order.total_gross_amount,
                captured_amount=order.total_gross_amount,
                charge_status=PaymentChargeStatus.FULLY_CHARGED,
                psp_reference=reference or "",
                created_at=now,
            )
        update_charges(order, now=now)
        call_hooks("order_fully_paid", "order_updated", of=order)
    return order


def refundable_payment(order: Order, *, amount: Decimal | None) -> Payment:
    """The payment that lines are refunded from. Raises ValidationError."""
    payment = order.payments.last()
    if payment is None or not payment.can_refund():
        refuse("Order cannot be refunded.", field="order", code="cannot_refund")
    if amount is not None and amount > payment.captured_amount:
        refuse(
            "The amountToRefund is greater than the maximal possible amount to refund.",
            field="amount_to_refund",
            code="cannot_refund",
        )
    return payment


def refund_order(*, order_id: UUID, amount: Decimal, now: datetime) -> Order:
    """Pay an amount back. Raises ValidationError."""
    if amount <= 0:
        refuse("Amount should be a positive number.", field="amount", code="zero_quantity")
    with transaction.atomic():
        order = _lock(order_id)
        if order.lines.filter(is_gift_card=True).exists():
            refuse("Cannot refund order with gift card lines.", field="id", code="cannot_refund")
        payment = order.payments.last()
        if payment is None:
            refuse(
                "There's no payment associated with the order.",
                field="payment",
                code="payment_missing",
            )
        if not payment.can_refund():
            refuse("Payment cannot be refunded.", field="payment", code="cannot_refund")
        amount = quantize(amount, order.currency)
        if amount > payment.captured_amount:
            refuse("Cannot refund more than captured.", field="payment", code="payment_error")
        refund_payment(order, payment, amount=amount)
        last = order.fulfillments.order_by("fulfillment_order").last()
        order.fulfillments.create(
            fulfillment_order=last.fulfillment_order + 1 if last else 1,
            status="refunded",
            total_refund_amount=amount,
            created_at=now,
        )
        update_charges(order, now=now)
        announce_refunded(order, with_update=True)
    return order


def refund_payment(order: Order, payment: Payment, *, amount: Decimal) -> None:
    payment.captured_amount -= amount
    payment.refunded_amount += amount
    payment.charge_status = PaymentChargeStatus.PARTIALLY_REFUNDED
    if payment.captured_amount <= 0:
        payment.charge_status = PaymentChargeStatus.FULLY_REFUNDED
        payment.is_active = False
    payment.save()
    update_charges(order, now=order.updated_at)


def announce_refunded(order: Order, *, with_update: bool) -> None:
    call_hooks("order_refunded", of=order)
    if with_update:
        call_hooks("order_updated", of=order)
    if money_refunded(order) >= order.total_gross_amount:
        call_hooks("order_fully_refunded", of=order)


# Transactions ---------------------------------------------------------------------------------


def create_transaction(
    *,
    owner: Order | Checkout,
    amounts: dict[str, Decimal],
    user: User | None,
    app: App | None,
    now: datetime,
    **fields: Any,
) -> TransactionItem:
    """Report a payment of `owner`.

    `amounts` holds authorized, charged, refunded, canceled as far as they are known.
    """
    order = owner if isinstance(owner, Order) else None
    checkout = owner if isinstance(owner, Checkout) else None
    with transaction.atomic():
        # A checkout that is being completed right now hands its money over to the order.
        if checkout is not None and not _is_open(checkout):
            order, checkout = Order.objects.get(checkout_token=str(checkout.pk)), None
        if order is not None:
            order = _lock(order.pk)
        item = TransactionItem(
            order=order,
            checkout=checkout,
            currency=owner.currency,
            user=user,
            app=app,
            created_at=now,
            modified_at=now,
            **fields,
        )
        _apply(item, amounts)
        item.save()
        _announce_changed(item, order, charged_before=ZERO, refunded_before=ZERO, now=now)
    return item


def update_transaction(
    *, item: TransactionItem, amounts: dict[str, Decimal], now: datetime, **fields: Any
) -> TransactionItem:
    """Report changed sums of a payment; a refund lowers what is charged, as in Saleor."""
    with transaction.atomic():
        order = _lock(item.order_id) if item.order_id else None
        item = TransactionItem.objects.select_for_update().get(pk=item.pk)
        charged_before, refunded_before = item.charged_value, item.refunded_value
        for name, value in fields.items():
            setattr(item, name, value)
        item.modified_at = now
        _apply(item, amounts)
        item.save()
        _announce_changed(
            item, order, charged_before=charged_before, refunded_before=refunded_before, now=now
        )
    return item


def _apply(item: TransactionItem, amounts: dict[str, Decimal]) -> None:
    """Saleor's arithmetic: charging and cancelling use up authorised money, refunding charged."""
    amounts = {name: quantize(value, item.currency) for name, value in amounts.items()}
    charged_more = amounts.get("charged", item.charged_value) - item.charged_value
    refunded_more = amounts.get("refunded", item.refunded_value) - item.refunded_value
    canceled_more = amounts.get("canceled", item.canceled_value) - item.canceled_value
    authorized = amounts.get("authorized", item.authorized_value)
    item.authorized_value = max(authorized - charged_more - canceled_more, ZERO)
    item.charged_value = max(item.charged_value + charged_more - refunded_more, ZERO)
    item.refunded_value += refunded_more
    item.canceled_value += canceled_more


def _announce_changed(
    item: TransactionItem,
    order: Order | None,
    *,
    charged_before: Decimal,
    refunded_before: Decimal,
    now: datetime,
) -> None:
    if order is None:
        return
    # Here, and not at the top: orders build on payments.
    from sandbox.shop import orders

    update_charges(order, now=now)
    is_automatic = order.channel.automatically_confirm_all_new_orders
    if is_automatic and order.status == OrderStatus.UNCONFIRMED:
        orders.save_status(order, now=now)
    if item.charged_value > charged_before:
        orders.announce_charged(order)
    if item.refunded_value > refunded_before:
        announce_refunded(order, with_update=True)
    if item.charged_value < charged_before and item.refunded_value <= refunded_before:
        call_hooks("order_updated", of=order)


def _lock(order_id: UUID) -> Order:
    return (
        Order.objects.select_for_update(of=("self",))
        .select_related("channel", "user")
        .get(pk=order_id)
    )


def _is_open(checkout: Checkout) -> bool:
    return Checkout.objects.select_for_update().filter(pk=checkout.pk).exists()
