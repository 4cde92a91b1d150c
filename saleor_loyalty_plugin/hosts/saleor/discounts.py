"""Putting a discount on a checkout, and taking it off."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from saleor.checkout.fetch import CheckoutInfo, fetch_checkout_info, fetch_checkout_lines
from saleor.checkout.models import Checkout
from saleor.checkout.utils import (
    add_voucher_code_to_checkout,
    invalidate_checkout,
    remove_voucher_from_checkout,
)
from saleor.core.utils.promo_code import InvalidPromoCode
from saleor.discount import VoucherType
from saleor.discount.models import Voucher, VoucherCode
from saleor.discount.utils.voucher import (
    get_customer_email_for_voucher_usage,
    release_voucher_code_usage,
)
from saleor.order.models import Order
from saleor.plugins.manager import get_plugins_manager
from saleor.product import ProductTypeKind

from saleor_loyalty_plugin.hosts.port import DiscountRefused
from saleor_loyalty_plugin.hosts.saleor.checkouts import facts_of_checkouts, open_checkout
from saleor_loyalty_plugin.hosts.saleor.databases import WRITER, allow_writer
from saleor_loyalty_plugin.hosts.saleor.named_goods import plan_for, plan_for_piece
from saleor_loyalty_plugin.hosts.saleor.vouchers import MARK, Plan, create_code


@allow_writer()
def put_discount(
    *,
    checkout_id: UUID,
    code: str,
    amount: Decimal,
    currency: str,
    name: str,
    is_for_shipping: bool,
    variant_id: int | None,
    checkout: Any,
) -> None:
    """See the port. Saleor spreads the amount over the lines before it computes taxes."""
    if checkout is None:
        checkout = open_checkout(checkout_id)
    if checkout is None:
        raise DiscountRefused("This checkout is no longer open.")
    if checkout.currency != currency:
        raise DiscountRefused(f"This checkout is in {checkout.currency}, not in {currency}.")
    before = (
        checkout.voucher_code,
        checkout.discount_amount,
        checkout.discount_name,
        checkout.translated_discount_name,
    )
    try:
        with transaction.atomic(using=WRITER):
            _put(checkout, code, amount, name, is_for_shipping, variant_id)
    except DiscountRefused:
        # The rollback undid the rows; the object at hand must not tell another story.
        (
            checkout.voucher_code,
            checkout.discount_amount,
            checkout.discount_name,
            checkout.translated_discount_name,
        ) = before
        raise


def _put(
    checkout: Checkout,
    code: str,
    amount: Decimal,
    name: str,
    is_for_shipping: bool,
    variant_id: int | None,
) -> None:
    replaced = checkout.voucher_code
    if replaced and not is_ours(replaced):
        raise DiscountRefused("This checkout carries another promo code.")
    info = _info(checkout)
    create_code(
        code=code,
        amount=amount,
        channel=checkout.channel,
        name=name,
        is_for_shipping=is_for_shipping,
        plan=None if is_for_shipping else _plan(info, amount, variant_id),
    )
    try:
        add_voucher_code_to_checkout(info.manager, info, info.lines, code)
    except InvalidPromoCode as error:
        raise DiscountRefused("The shop does not accept discounts in this channel.") from error
    except ValidationError as error:
        raise DiscountRefused("The shop does not accept this discount.") from error
    _refresh(info)
    if checkout.voucher_code != code:
        raise DiscountRefused("The shop does not accept this discount.")


def _plan(info: CheckoutInfo, amount: Decimal, variant_id: int | None) -> Plan | None:
    """How to leave goods at their price that the discount is not for; None where it is for all."""
    has_gift_cards = any(line.product_type.kind == ProductTypeKind.GIFT_CARD for line in info.lines)
    if variant_id is None and not has_gift_cards:
        return None
    facts = facts_of_checkouts([info.checkout], using=WRITER)[info.checkout.pk]
    piece = plan_for_piece(facts, variant_id, amount) if variant_id is not None else None
    return piece or plan_for(facts, amount)


@allow_writer()
def drop_discount(*, checkout_id: UUID, code: str, checkout: Any) -> None:
    if checkout is None:
        checkout = open_checkout(checkout_id)
    with transaction.atomic(using=WRITER):
        _take_off(checkout, code)
        retire_code(code)


@allow_writer()
def has_code(code: str) -> bool:
    return bool(_our_codes(code).filter(is_active=True).exists())


@allow_writer()
def detach_code(*, checkout_id: UUID, code: str, checkout: Any) -> None:
    if checkout is None:
        checkout = open_checkout(checkout_id)
    with transaction.atomic(using=WRITER):
        _take_off(checkout, code)


def _take_off(checkout: Checkout | None, code: str) -> None:
    if checkout is not None and checkout.pk is not None and checkout.voucher_code == code:
        remove_voucher_from_checkout(checkout)
        _refresh(_info(checkout))


@allow_writer()
def release_usage(info: CheckoutInfo) -> None:
    """Undo that Saleor marked the code as used, before an order is refused.

    With legacy payments Saleor does so first and asks us then; on a refusal it commits.
    """
    checkout = info.checkout
    if not checkout.is_voucher_usage_increased:
        return
    checkout.is_voucher_usage_increased = False
    checkout.save(update_fields=["is_voucher_usage_increased"])
    release_voucher_code_usage(
        info.voucher_code, info.voucher, get_customer_email_for_voucher_usage(info)
    )


def _info(checkout: Checkout) -> CheckoutInfo:
    lines, _unavailable = fetch_checkout_lines(checkout)
    return fetch_checkout_info(checkout, lines, get_plugins_manager(allow_replica=False))


def _refresh(info: CheckoutInfo) -> None:
    """Recompute discounts now; prices and taxes follow when they are next read."""
    invalidate_checkout(info, info.lines, info.manager, recalculate_discount=True, save=True)


def retire_code(code: str) -> None:
    """Delete a code of ours; where an order shows it, only make it useless."""
    codes = _our_codes(code)
    if Order.objects.using(WRITER).filter(voucher_code=code).exists():
        codes.update(is_active=False)
        return
    # A voucher that was made for the goods of one cart is of no use for another.
    for_one_cart = Voucher.objects.using(WRITER).filter(
        type=VoucherType.SPECIFIC_PRODUCT, pk__in=list(codes.values_list("voucher", flat=True))
    )
    codes.delete()
    for_one_cart.delete()


def is_ours(code: str) -> bool:
    """Whether a promo code is of a voucher of ours."""
    return _our_codes(code).exists()


def _our_codes(code: str) -> QuerySet:
    return VoucherCode.objects.using(WRITER).filter(
        code=code, voucher__private_metadata__has_key=MARK
    )
