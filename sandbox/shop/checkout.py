"""Checkouts: filling, pricing, promo codes, and turning one into an order, once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from sandbox.shop import orders, vouchers
from sandbox.shop.codes import ChargeStatus, MarkAsPaidStrategy, ProductTypeKind
from sandbox.shop.errors import refusal, refuse
from sandbox.shop.hooks import call_hooks, preprocess_order_creation
from sandbox.shop.models import (
    App,
    Channel,
    Checkout,
    CheckoutLine,
    GiftCard,
    Order,
    ProductVariant,
    ShippingMethod,
    ShippingMethodChannelListing,
    User,
    VariantChannelListing,
    Voucher,
    VoucherCode,
)
from sandbox.shop.prices import (
    ZERO,
    LineInput,
    Money,
    Priced,
    TaxedMoney,
    TaxTerms,
    less_gift_cards,
    price,
)

QUANTITY_MAX_PER_LINE = 50


@dataclass(frozen=True, slots=True)
class Cart:
    """A checkout with all that its prices follow from, and the prices."""

    checkout: Checkout
    lines: tuple[CheckoutLine, ...]
    listings: dict[int, VariantChannelListing]
    active_code: vouchers.ActiveCode | None
    gift_cards: tuple[GiftCard, ...]
    shipping_price: Decimal
    priced: Priced
    total: TaxedMoney
    charged_amount: Decimal
    authorized_amount: Decimal

    @property
    def quantity(self) -> int:
        return sum(line.quantity for line in self.lines)

    @property
    def is_shipping_required(self) -> bool:
        return any(line.variant.product.product_type.is_shipping_required for line in self.lines)

    @property
    def charge_status(self) -> str:
        return charge_status_of(self.total.gross.amount, self.charged_amount)

    @property
    def is_covered(self) -> bool:
        """Whether charged and authorised money covers the total."""
        return self.charged_amount + self.authorized_amount >= self.total.gross.amount

    def is_reduced(self, line: CheckoutLine) -> bool:
        listing = self.listings[line.variant_id]
        return bool(listing.discounted_price_amount < listing.price_amount)


def charge_status_of(total_amount: Decimal, charged_amount: Decimal) -> str:
    if charged_amount == total_amount:
        return ChargeStatus.FULL
    if charged_amount <= 0:
        return ChargeStatus.NONE
    return ChargeStatus.PARTIAL if charged_amount < total_amount else ChargeStatus.OVERCHARGED


def tax_terms(channel: Channel) -> TaxTerms:
    return TaxTerms(
        currency=channel.currency_code,
        rate_percent=channel.tax_rate_percent,
        prices_entered_with_tax=channel.prices_entered_with_tax,
    )


def load_cart(checkout: Checkout, *, now: datetime) -> Cart:
    return load_carts([checkout], now=now)[checkout.pk]


def load_carts(checkouts: Sequence[Checkout], *, now: datetime) -> dict[UUID, Cart]:
    """Price checkouts; the number of queries grows only with vouchers for one use a customer.

    A voucher that no longer applies counts as none here; changing the cart takes it off.
    """
    lines_by_checkout: dict[UUID, list[CheckoutLine]] = {item.pk: [] for item in checkouts}
    lines = CheckoutLine.objects.filter(checkout__in=checkouts).select_related(
        "variant__product__product_type"
    )
    for line in lines:
        lines_by_checkout[line.checkout_id].append(line)
    listings: dict[tuple[int, int], VariantChannelListing] = {
        (listing.channel_id, listing.variant_id): listing
        for listing in VariantChannelListing.objects.filter(
            channel__in={item.channel_id for item in checkouts},
            variant__in={line.variant_id for line in lines},
        )
    }
    shipping = {
        (listing.channel_id, listing.shipping_method_id): listing.price_amount
        for listing in ShippingMethodChannelListing.objects.filter(
            shipping_method__in={
                item.shipping_method_id for item in checkouts if item.shipping_method_id
            }
        )
    }
    cards: dict[UUID, list[GiftCard]] = {item.pk: [] for item in checkouts}
    for link in Checkout.gift_cards.through.objects.filter(checkout__in=checkouts).select_related(
        "giftcard"
    ):
        cards[link.checkout_id].append(link.giftcard)
    paid = _paid_amounts(checkouts)
    active_codes = vouchers.find_active_codes(
        ((item.voucher_code, item.channel_id) for item in checkouts if item.voucher_code), now=now
    )
    return {
        item.pk: _build_cart(
            item,
            # A variant that left the channel can't be bought: its lines don't count.
            lines=tuple(
                line
                for line in lines_by_checkout[item.pk]
                if (item.channel_id, line.variant_id) in listings
            ),
            listings={
                variant: listing
                for (channel, variant), listing in listings.items()
                if channel == item.channel_id
            },
            shipping_price=shipping.get((item.channel_id, item.shipping_method_id or 0), ZERO),
            gift_cards=tuple(cards[item.pk]),
            paid=paid.get(item.pk, (ZERO, ZERO)),
            active_code=active_codes.get((item.voucher_code or "", item.channel_id)),
            now=now,
        )
        for item in checkouts
    }


def _paid_amounts(checkouts: Sequence[Checkout]) -> dict[UUID, tuple[Decimal, Decimal]]:
    """Charged and authorised amounts per checkout."""
    amounts: dict[UUID, tuple[Decimal, Decimal]] = {}
    rows = Checkout.objects.filter(pk__in=[item.pk for item in checkouts]).values_list(
        "pk", "transactions__charged_value", "transactions__authorized_value"
    )
    for pk, charged_value, authorized_value in rows:
        charged, authorized = amounts.get(pk, (ZERO, ZERO))
        amounts[pk] = charged + (charged_value or ZERO), authorized + (authorized_value or ZERO)
    return amounts


def _build_cart(
    checkout: Checkout,
    *,
    lines: tuple[CheckoutLine, ...],
    listings: dict[int, VariantChannelListing],
    shipping_price: Decimal,
    gift_cards: tuple[GiftCard, ...],
    paid: tuple[Decimal, Decimal],
    active_code: vouchers.ActiveCode | None,
    now: datetime,
) -> Cart:
    voucher = active_code.voucher if active_code is not None else None
    inputs = [
        LineInput(
            quantity=line.quantity,
            unit_price=listings[line.variant_id].discounted_price_amount,
            undiscounted_unit_price=listings[line.variant_id].price_amount,
            is_spared=voucher is not None and _spares(voucher, line.variant),
        )
        for line in lines
    ]
    chosen_price = shipping_price if checkout.shipping_method_id is not None else None
    active, discount = _voucher_discount(checkout, inputs, active_code, chosen_price)
    is_for_shipping = active is not None and active.is_for_shipping
    priced = price(
        inputs,
        shipping_price=shipping_price,
        discount=ZERO if is_for_shipping else discount,
        shipping_discount=discount if is_for_shipping else ZERO,
        terms=tax_terms(checkout.channel),
    )
    return Cart(
        checkout=checkout,
        lines=lines,
        listings=listings,
        active_code=active,
        gift_cards=gift_cards,
        shipping_price=shipping_price,
        priced=priced,
        total=less_gift_cards(priced.total, vouchers.gift_cards_balance(list(gift_cards), now=now)),
        charged_amount=paid[0],
        authorized_amount=paid[1],
    )


def _spares(voucher: Voucher, variant: ProductVariant) -> bool:
    """Whether a voucher leaves goods at their price."""
    if voucher.variant_id is not None:
        return variant.pk != voucher.variant_id
    is_gift_card = variant.product.product_type.kind == ProductTypeKind.GIFT_CARD
    return voucher.spares_gift_cards and is_gift_card


def _voucher_discount(
    checkout: Checkout,
    inputs: Sequence[LineInput],
    active: vouchers.ActiveCode | None,
    shipping_price: Decimal | None,
) -> tuple[vouchers.ActiveCode | None, Decimal]:
    if active is None:
        return None, ZERO
    try:
        return active, vouchers.discount_of(
            active,
            subtotal=sum((line.unit_price * line.quantity for line in inputs), ZERO),
            quantity=sum(line.quantity for line in inputs),
            email=customer_email(checkout),
            currency=checkout.currency,
            shipping_price=shipping_price,
        )
    except vouchers.NotApplicable:
        return None, ZERO


def customer_email(checkout: Checkout) -> str | None:
    return checkout.user.email if checkout.user else checkout.email


# Changing -------------------------------------------------------------------------------------


def lock_checkout(token: UUID) -> Checkout | None:
    """The checkout with its row locked until the transaction ends; None when it is gone."""
    return (
        Checkout.objects.select_for_update(of=("self",))
        .select_related("channel", "user")
        .filter(pk=token)
        .first()
    )


def lock_checkout_or_refuse(token: UUID) -> Checkout:
    checkout = lock_checkout(token)
    if checkout is None:
        refuse(f"Couldn't resolve to a node: {token}.", field="token", code="not_found")
    return checkout


def create_checkout(
    *,
    channel: Channel,
    lines: Sequence[tuple[ProductVariant, int]],
    user: User | None,
    email: str | None,
    now: datetime,
    **fields: Any,
) -> Checkout:
    """Open a checkout. Raises ValidationError."""
    if not channel.is_active:
        refuse(
            f"Channel with '{channel.slug}' is inactive.", field="channel", code="channel_inactive"
        )
    _check_lines(channel, lines, quantity_min=1)
    with transaction.atomic():
        checkout = Checkout.objects.create(
            channel=channel,
            currency=channel.currency_code,
            user=user,
            email=email or (user.email if user else None),
            created_at=now,
            last_change=now,
            **fields,
        )
        _put_lines(checkout, lines, replace=False)
        call_hooks("checkout_created", of=checkout)
    return checkout


def add_lines(
    *, checkout: Checkout, lines: Sequence[tuple[ProductVariant, int]], now: datetime
) -> None:
    """Add quantities to a locked checkout. Raises ValidationError."""
    _check_lines(checkout.channel, lines, quantity_min=1)
    _put_lines(checkout, lines, replace=False)
    save_changed(checkout, now=now)


def set_lines(
    *, checkout: Checkout, lines: Sequence[tuple[ProductVariant, int]], now: datetime
) -> None:
    """Set quantities in a locked checkout; 0 removes a line. Raises ValidationError."""
    _check_lines(checkout.channel, lines, quantity_min=0)
    _put_lines(checkout, lines, replace=True)
    save_changed(checkout, now=now)


def delete_lines(*, checkout: Checkout, line_ids: Iterable[str], now: datetime) -> None:
    """Remove lines of a locked checkout. Raises ValidationError."""
    ids = {str(line_id) for line_id in line_ids}
    own = {str(line.pk) for line in checkout.lines.all()}
    if ids - own:
        refuse("Provided line_ids aren't part of checkout.", field="line_id", code="invalid")
    checkout.lines.filter(pk__in=ids).delete()
    save_changed(checkout, now=now)


def save_changed(checkout: Checkout, *, now: datetime) -> None:
    """Store a changed checkout, take off a code that no longer applies, tell listeners."""
    if checkout.voucher_code and load_cart(checkout, now=now).active_code is None:
        checkout.voucher_code = None
        checkout.discount_name = ""
    checkout.last_change = now
    checkout.save()
    call_hooks("checkout_updated", of=checkout)


def _check_lines(
    channel: Channel, lines: Sequence[tuple[ProductVariant, int]], *, quantity_min: int
) -> None:
    for _, quantity in lines:
        if quantity < quantity_min:
            comparison = "higher than zero" if quantity_min else "higher or equal zero"
            refuse(f"The quantity should be {comparison}.", field="quantity", code="zero_quantity")
        if quantity > QUANTITY_MAX_PER_LINE:
            refuse(
                f"Cannot add more than {QUANTITY_MAX_PER_LINE} times this item.",
                field="quantity",
                code="quantity_greater_than_limit",
            )
    wanted = {variant.pk for variant, quantity in lines if quantity}
    available = set(
        VariantChannelListing.objects.filter(
            channel=channel,
            variant__in=wanted,
            variant__product__channel_listings__channel=channel,
            variant__product__channel_listings__is_published=True,
        ).values_list("variant_id", flat=True)
    )
    if wanted - available:
        refuse(
            "Cannot add lines with unavailable variants.",
            field="lines",
            code="unavailable_variant_in_channel",
            params={"variants": sorted(wanted - available)},
        )


def _put_lines(
    checkout: Checkout, lines: Sequence[tuple[ProductVariant, int]], *, replace: bool
) -> None:
    existing = {line.variant_id: line for line in checkout.lines.all()}
    for variant, quantity in lines:
        line = existing.get(variant.pk)
        if line is None:
            if quantity:
                existing[variant.pk] = checkout.lines.create(variant=variant, quantity=quantity)
            continue
        line.quantity = quantity if replace else line.quantity + quantity
        if line.quantity:
            line.save(update_fields=["quantity"])
        else:
            line.delete()
            del existing[variant.pk]


def shipping_methods_of(checkout: Checkout, cart: Cart) -> list[ShippingMethodChannelListing]:
    """Methods that a cart can be shipped by; none for goods that need no shipping."""
    if not cart.is_shipping_required or checkout.shipping_address_id is None:
        return []
    return list(
        ShippingMethodChannelListing.objects.filter(channel=checkout.channel_id).select_related(
            "shipping_method"
        )
    )


def set_delivery_method(
    *, checkout: Checkout, shipping_method: ShippingMethod | None, now: datetime
) -> None:
    """Choose how a locked checkout is shipped. Raises ValidationError."""
    if shipping_method is not None:
        offered = shipping_methods_of(checkout, load_cart(checkout, now=now))
        if shipping_method.pk not in {listing.shipping_method_id for listing in offered}:
            refuse(
                "This shipping method is not applicable.",
                field="delivery_method_id",
                code="delivery_method_not_applicable",
            )
    checkout.shipping_method = shipping_method
    save_changed(checkout, now=now)


def add_promo_code(*, checkout: Checkout, promo_code: str, now: datetime) -> None:
    """Put a voucher code or a gift card on a locked checkout. Raises ValidationError."""
    put_promo_code(checkout=checkout, promo_code=promo_code, now=now)
    save_changed(checkout, now=now)


def put_promo_code(*, checkout: Checkout, promo_code: str, now: datetime) -> None:
    """As `add_promo_code`, but stores only the code and tells nobody."""
    card = vouchers.find_gift_card(promo_code, checkout.currency, user_id=checkout.user_id, now=now)
    if card is not None:
        checkout.gift_cards.add(card)
        return
    active = vouchers.find_active_code(promo_code, checkout.channel, now=now)
    if active is None:
        refuse("Promo code is invalid", field="promo_code", code="invalid")
    cart = load_cart(checkout, now=now)
    try:
        vouchers.discount_of(
            active,
            subtotal=cart.priced.base_subtotal,
            quantity=cart.quantity,
            email=customer_email(checkout),
            currency=checkout.currency,
            shipping_price=cart.shipping_price if checkout.shipping_method_id else None,
        )
    except vouchers.NotApplicable as error:
        raise refusal(
            "Voucher is not applicable to this checkout.",
            field="promo_code",
            code="voucher_not_applicable",
        ) from error
    checkout.voucher_code = active.code.code
    checkout.discount_name = active.voucher.name
    checkout.last_change = now
    checkout.save(update_fields=["voucher_code", "discount_name", "last_change"])


def remove_promo_code(
    *,
    checkout: Checkout,
    promo_code: str | None = None,
    gift_card: GiftCard | None = None,
    now: datetime,
) -> None:
    """Take a voucher code or a gift card off a locked checkout. Raises ValidationError."""
    if promo_code and checkout.voucher_code == promo_code:
        checkout.voucher_code = None
        checkout.discount_name = ""
    else:
        if gift_card is None:
            gift_card = checkout.gift_cards.filter(code=promo_code).first()
        if gift_card is None or not checkout.gift_cards.filter(pk=gift_card.pk).exists():
            known = VoucherCode.objects.filter(code=promo_code).exists()
            refuse(
                "Cannot remove a voucher not attached to this checkout."
                if known
                else "Promo code does not exists.",
                field="promo_code",
                code="invalid" if known else "not_found",
            )
        checkout.gift_cards.remove(gift_card)
    save_changed(checkout, now=now)


# Completing -----------------------------------------------------------------------------------


def complete_checkout(
    *,
    token: UUID,
    user: User | None,
    app: App | None = None,
    now: datetime,
    metadata: dict[str, str] | None = None,
    is_payment_needed: bool = True,
) -> Order:
    """Turn a checkout into an order, once: whoever completes it again gets the same order.

    An app may place an order that nobody has paid yet.
    Raises ValidationError when something is missing or a listener refuses.
    """
    with transaction.atomic():
        checkout = lock_checkout(token)
        if checkout is None:
            order = Order.objects.filter(checkout_token=str(token)).first()
            if order is None:
                refuse(f"Couldn't resolve to a node: {token}", field="id", code="not_found")
            return order
        if checkout.user is None and user is not None and not user.is_staff:
            checkout.user = user
            checkout.email = user.email
        cart = load_cart(checkout, now=now)
        _check_complete(cart)
        _check_gift_cards(cart, now=now)
        preprocess_order_creation(checkout)
        if is_payment_needed:
            _check_paid(cart)
        try:
            if cart.active_code is not None:
                vouchers.increase_usage(cart.active_code, email=customer_email(checkout))
        except vouchers.NotApplicable as error:
            raise refusal(
                "Voucher not applicable", field="voucher_code", code="voucher_not_applicable"
            ) from error
        order = orders.create_order_from_cart(cart, now=now, metadata=metadata or {})
        _delete(checkout)
        orders.announce_created(order, now=now)
    return order


def _delete(checkout: Checkout) -> None:
    """Delete the row; the Python object keeps its key, for those who still hold it."""
    Checkout.objects.filter(pk=checkout.pk).delete()


def _check_complete(cart: Cart) -> None:
    checkout = cart.checkout
    if not checkout.channel.is_active:
        refuse(
            "Cannot complete checkout with inactive channel.",
            field="channel",
            code="channel_inactive",
        )
    if not customer_email(checkout):
        refuse("Checkout email must be set.", code="email_not_set", field="email")
    if not cart.lines:
        refuse("Cannot complete checkout without lines.", field="lines", code="no_lines")
    if len(cart.lines) != checkout.lines.count():
        refuse(
            "Some of the checkout lines variants are unavailable.",
            field="lines",
            code="unavailable_variant_in_channel",
        )
    if cart.is_shipping_required:
        if checkout.shipping_method_id is None:
            refuse(
                "Shipping method is not set",
                field="shipping_method",
                code="shipping_method_not_set",
            )
        if checkout.shipping_address_id is None:
            refuse(
                "Shipping address is not set",
                field="shipping_address",
                code="shipping_address_not_set",
            )
    if checkout.billing_address_id is None:
        refuse(
            "Billing address is not set", field="billing_address", code="billing_address_not_set"
        )
    if checkout.voucher_code and cart.active_code is None:
        refuse("Voucher not applicable", field="voucher_code", code="voucher_not_applicable")


def _check_gift_cards(cart: Cart, *, now: datetime) -> None:
    user_id = cart.checkout.user_id
    if not all(vouchers.is_good(card, user_id=user_id, now=now) for card in cart.gift_cards):
        refuse(
            "Gift card cannot be used. Order placement cancelled.",
            field="gift_cards",
            code="gift_card_not_applicable",
        )


def _check_paid(cart: Cart) -> None:
    checkout = cart.checkout
    channel = checkout.channel
    payment = checkout.payments.filter(is_active=True).last()
    by_transaction = (
        checkout.transactions.exists()
        or channel.allow_unpaid_orders
        or channel.mark_as_paid_strategy == MarkAsPaidStrategy.TRANSACTION_FLOW
    )
    if by_transaction and payment is None:
        if not cart.is_covered and not channel.allow_unpaid_orders:
            refuse(
                "The authorized amount doesn't cover the checkout's total amount.",
                field="id",
                code="checkout_not_fully_paid",
            )
        return
    paid = payment.total if payment else ZERO
    if paid < cart.total.gross.amount:
        raise ValidationError(
            "Provided payment methods can not cover the checkout's total amount",
            code="checkout_not_fully_paid",
        )


def total_balance(cart: Cart) -> Money:
    """What was charged beyond the total; negative while something is due."""
    return Money(cart.charged_amount, cart.total.currency) - cart.total.gross
