"""Promo codes: which are good, what they are worth, and how often they were used."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import F, Q
from django.db.models.functions import Greatest

from sandbox.shop.codes import DiscountValueType, VoucherType
from sandbox.shop.errors import refuse
from sandbox.shop.models import (
    Channel,
    GiftCard,
    Order,
    Voucher,
    VoucherChannelListing,
    VoucherCode,
    VoucherCustomer,
)
from sandbox.shop.prices import ZERO, percentage_of


class NotApplicable(Exception):
    """The voucher exists, but not for this cart; the message says why."""


@dataclass(frozen=True, slots=True)
class ActiveCode:
    code: VoucherCode
    voucher: Voucher
    listing: VoucherChannelListing

    @property
    def is_for_shipping(self) -> bool:
        return bool(self.voucher.type == VoucherType.SHIPPING)


def find_active_code(code: str, channel: Channel, *, now: datetime) -> ActiveCode | None:
    """The voucher code, if it works in this channel now."""
    return find_active_codes([(code, channel.pk)], now=now).get((code, channel.pk))


def find_active_codes(
    wanted: Iterable[tuple[str, int]], *, now: datetime
) -> dict[tuple[str, int], ActiveCode]:
    """Those pairs of a voucher code and a channel's key that work together now."""
    pairs = set(wanted)
    if not pairs:
        return {}
    codes = {
        row.code: row
        for row in VoucherCode.objects.select_related("voucher")
        .filter(code__in={code for code, _ in pairs}, is_active=True)
        .filter(voucher__start_date__lte=now)
        .filter(Q(voucher__end_date__isnull=True) | Q(voucher__end_date__gte=now))
    }
    listings = {
        (row.voucher_id, row.channel_id): row
        for row in VoucherChannelListing.objects.filter(
            voucher__in={row.voucher_id for row in codes.values()},
            channel__in={channel_id for _, channel_id in pairs},
        )
    }
    found = {}
    for code, channel_id in pairs:
        row = codes.get(code)
        listing = listings.get((row.voucher_id, channel_id)) if row is not None else None
        if row is None or listing is None:
            continue
        limit = row.voucher.usage_limit
        if limit is None or row.used < limit:
            found[code, channel_id] = ActiveCode(row, row.voucher, listing)
    return found


def discount_of(
    active: ActiveCode,
    *,
    subtotal: Decimal,
    quantity: int,
    email: str | None,
    currency: str,
    shipping_price: Decimal | None,
) -> Decimal:
    """The discount on this subtotal, or on shipping; `shipping_price` is None as long as nobody
    has chosen how. Raises NotApplicable."""
    voucher, listing = active.voucher, active.listing
    if listing.min_spent_amount and subtotal < listing.min_spent_amount:
        raise NotApplicable(
            f"This offer is only valid for orders over {listing.min_spent_amount} {currency}."
        )
    if voucher.min_checkout_items_quantity and quantity < voucher.min_checkout_items_quantity:
        raise NotApplicable(
            "This offer is only valid for orders with a minimum of "
            f"{voucher.min_checkout_items_quantity} quantity."
        )
    used_before = VoucherCustomer.objects.filter(
        voucher_code__voucher=voucher, customer_email=email or ""
    )
    if voucher.apply_once_per_customer and used_before.exists():
        raise NotApplicable("This offer is valid only once per customer.")
    if active.is_for_shipping and shipping_price is None:
        raise NotApplicable("Please select a delivery method first.")
    base = (shipping_price or ZERO) if active.is_for_shipping else subtotal
    if voucher.discount_value_type == DiscountValueType.PERCENTAGE:
        return percentage_of(base, listing.discount_value, currency)
    return Decimal(min(listing.discount_value, base))


def find_gift_card(
    code: str, currency: str, *, user_id: int | None, now: datetime
) -> GiftCard | None:
    """The gift card, if it is good for something to this user in this currency."""
    card = GiftCard.objects.filter(code=code, currency=currency).first()
    return card if card is not None and is_good(card, user_id=user_id, now=now) else None


def is_good(card: GiftCard, *, user_id: int | None, now: datetime) -> bool:
    """Whether a gift card can be used by this user: one that is assigned, by its owner only."""
    return is_valid(card, now=now) and card.assigned_to_id in (None, user_id)


def is_valid(card: GiftCard, *, now: datetime) -> bool:
    return card.is_active and (card.expiry_date is None or card.expiry_date >= now.date())


def increase_usage(active: ActiveCode, *, email: str | None) -> None:
    """Count one use. The code's row is locked: two orders can't both take a single use.

    Raises NotApplicable when it was used up meanwhile.
    """
    voucher = active.voucher
    code = VoucherCode.objects.select_for_update().get(pk=active.code.pk)
    if not code.is_active:
        raise NotApplicable("The code was used meanwhile.")
    if voucher.usage_limit is not None:
        if code.used >= voucher.usage_limit:
            raise NotApplicable("The code was used meanwhile.")
        code.used += 1
    if voucher.apply_once_per_customer:
        if not email:
            raise NotApplicable("Unable to apply voucher as customer details are missing.")
        _, created = VoucherCustomer.objects.get_or_create(voucher_code=code, customer_email=email)
        if not created:
            raise NotApplicable("This offer is only valid once per customer.")
    if voucher.single_use:
        code.is_active = False
    code.save(update_fields=["used", "is_active"])


def release_usage(code: VoucherCode, *, email: str | None) -> None:
    """Give a use back: what Saleor does for a draft that is deleted, not for a cancelled order."""
    voucher = code.voucher
    if voucher.usage_limit is not None:
        VoucherCode.objects.filter(pk=code.pk).update(used=Greatest(F("used") - 1, 0))
    if voucher.single_use:
        VoucherCode.objects.filter(pk=code.pk).update(is_active=True)
    if email:
        VoucherCustomer.objects.filter(voucher_code=code, customer_email=email).delete()


def release_usage_of_expired(order: Order) -> None:
    """Give a use back for an order that expired.

    As in Saleor, the limited uses and the customer are released, a single use is not: and a
    cancelled order releases nothing at all.
    """
    if not order.voucher_code:
        return
    VoucherCode.objects.filter(code=order.voucher_code, voucher__usage_limit__isnull=False).update(
        used=Greatest(F("used") - 1, 0)
    )
    email = order.user.email if order.user else order.user_email
    VoucherCustomer.objects.filter(
        voucher_code__code=order.voucher_code, customer_email=email
    ).delete()


def gift_cards_balance(cards: list[GiftCard], *, now: datetime) -> Decimal:
    return sum((card.current_balance_amount for card in cards if is_valid(card, now=now)), ZERO)


def refuse_promo_code() -> None:
    refuse("Promo code is invalid", field="promo_code", code="invalid")
