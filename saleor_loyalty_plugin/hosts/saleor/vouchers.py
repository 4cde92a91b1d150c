"""One voucher for each amount of each currency, with a code for each redemption.

So a merchant's list of vouchers grows with the different amounts, not with every checkout.
"""

from dataclasses import dataclass
from decimal import Decimal

from django.db import connections, transaction
from saleor.channel.models import Channel
from saleor.discount import DiscountValueType, VoucherType
from saleor.discount.models import Voucher, VoucherChannelListing, VoucherCode

from saleor_loyalty_plugin.hosts.saleor.databases import WRITER

# Key in a voucher's private metadata; its value tells the worth ("EUR 7.35", "EUR 4.90 shipping").
MARK = "saleor_loyalty_plugin.worth"

# A voucher that staff have changed since is worth something else: it is left alone and replaced.
_AS_CREATED = {
    "discount_value_type": DiscountValueType.FIXED,
    "single_use": True,
    "usage_limit": None,
    "end_date": None,
    "min_checkout_items_quantity": None,
    "apply_once_per_order": False,
    "apply_once_per_customer": False,
    "only_for_staff": False,
}


@dataclass(frozen=True, slots=True)
class Plan:
    """So much off each piece of these variants, at most what a piece costs.

    `is_once`: off one piece alone.
    """

    variant_ids: frozenset[int]
    off_each: Decimal
    is_once: bool = False


def create_code(
    *,
    code: str,
    amount: Decimal,
    channel: Channel,
    name: str,
    is_for_shipping: bool = False,
    plan: Plan | None = None,
) -> VoucherCode:
    """A new single-use code worth `amount` in the channel, off all goods or off shipping.

    With a plan, off its variants, in a cart where it comes to `amount`.
    """
    worth = f"{channel.currency_code} {amount.normalize():f}"
    if plan is not None:
        return _create_for_one_cart(code, worth, plan, channel, name)
    if is_for_shipping:
        worth += " shipping"
    voucher = _find_voucher(worth, amount, channel) or _create_voucher(worth, amount, channel, name)
    created: VoucherCode = VoucherCode.objects.using(WRITER).create(code=code, voucher=voucher)
    return created


def _create_for_one_cart(
    code: str, worth: str, plan: Plan, channel: Channel, name: str
) -> VoucherCode:
    voucher = Voucher.objects.using(WRITER).create(
        **_AS_CREATED | {"apply_once_per_order": plan.is_once},
        type=VoucherType.SPECIFIC_PRODUCT,
        name=name,
        private_metadata={MARK: f"{worth} off some goods"},
    )
    voucher.variants.set(plan.variant_ids)
    _list(voucher, plan.off_each, channel)
    created: VoucherCode = VoucherCode.objects.using(WRITER).create(code=code, voucher=voucher)
    return created


def _type_of(worth: str) -> str:
    is_for_shipping = worth.endswith(" shipping")
    return VoucherType.SHIPPING if is_for_shipping else VoucherType.ENTIRE_ORDER


def _find_voucher(worth: str, amount: Decimal, channel: Channel) -> Voucher | None:
    """The voucher of this worth, listed in the channel; None where there isn't one as created."""
    vouchers = (
        Voucher.objects.using(WRITER)
        .filter(**_AS_CREATED, type=_type_of(worth), private_metadata__contains={MARK: worth})
        .prefetch_related("channel_listings")
        .order_by("pk")
    )
    for voucher in vouchers:
        listings = [row for row in voucher.channel_listings.all() if row.channel_id == channel.pk]
        if not listings:
            _list(voucher, amount, channel)
            return voucher
        if listings[0].discount_value == amount and not listings[0].min_spent_amount:
            return voucher
    return None


def _create_voucher(worth: str, amount: Decimal, channel: Channel, name: str) -> Voucher:
    """Create it unless another request just did; both wait for each other."""
    with transaction.atomic(using=WRITER):
        with connections[WRITER].cursor() as cursor:
            cursor.execute(
                "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"loyalty:{worth}"]
            )
        voucher = _find_voucher(worth, amount, channel)
        if voucher is None:
            voucher = Voucher.objects.using(WRITER).create(
                **_AS_CREATED, type=_type_of(worth), name=name, private_metadata={MARK: worth}
            )
            _list(voucher, amount, channel)
        return voucher


def _list(voucher: Voucher, amount: Decimal, channel: Channel) -> None:
    # Two requests may list it at once; either is right.
    VoucherChannelListing.objects.using(WRITER).get_or_create(
        voucher=voucher,
        channel=channel,
        defaults={"discount_value": amount, "currency": channel.currency_code},
    )
