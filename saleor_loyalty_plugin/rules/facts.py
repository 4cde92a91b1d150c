"""What a host tells the rules: frozen, complete, free of the shop's own objects.

Money is in major units of the record's currency. Identifiers are the shop's primary keys.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

ZERO = Decimal(0)


class OrderStatus(StrEnum):
    DRAFT = "DRAFT"
    UNCONFIRMED = "UNCONFIRMED"
    UNFULFILLED = "UNFULFILLED"
    PARTIALLY_FULFILLED = "PARTIALLY_FULFILLED"
    FULFILLED = "FULFILLED"
    PARTIALLY_RETURNED = "PARTIALLY_RETURNED"
    RETURNED = "RETURNED"
    CANCELED = "CANCELED"
    EXPIRED = "EXPIRED"


_CONFIRMED = frozenset(OrderStatus) - {
    OrderStatus.DRAFT,
    OrderStatus.UNCONFIRMED,
    OrderStatus.CANCELED,
    OrderStatus.EXPIRED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelFacts:
    """A channel of the shop. `currency_digits` is 2 for EUR, 0 for JPY, 3 for KWD."""

    channel_id: int
    slug: str
    name: str
    currency: str
    currency_digits: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerFacts:
    """A registered customer. `is_confirmed` is false until the e-mail address is proven.

    `metadata` is what the shop keeps beside the customer and shows to whoever sees the customer.
    `awaits_confirmation`: the shop asks customers to confirm their address, and this one has not.
    `language_code` is the customer's language, such as `de` or `pt-br`; empty for none, and for
    that which the shop gives to everybody who doesn't choose.
    """

    customer_id: int
    email: str
    name: str
    is_active: bool
    is_confirmed: bool
    joined_at: datetime
    metadata: Mapping[str, str] = field(default_factory=dict)
    awaits_confirmation: bool = False
    first_name: str = ""
    language_code: str = ""

    @property
    def is_established(self) -> bool:
        """Whether the shop takes the account for good: active, and confirmed where it asks to."""
        return self.is_active and not self.awaits_confirmation


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderLineFacts:
    """One line of an order.

    `total_gross` and `total_net` are for the whole `quantity`, after every discount, and less what
    points have paid.
    `undiscounted_total_gross` is for the whole quantity before any discount.
    `quantity_returned` counts units that were returned or refunded, each once. Units that were
    exchanged count as kept: what takes their place is in an order of its own, which earns nothing.
    `quantity_unfulfilled` counts units that are still to be shipped.
    `category_ids` starts with the product's own category and goes up to the root.
    """

    line_id: UUID
    quantity: int
    quantity_returned: int
    total_gross: Decimal
    total_net: Decimal
    undiscounted_total_gross: Decimal
    quantity_unfulfilled: int = 0
    is_reduced: bool = False
    is_gift: bool = False
    is_gift_card: bool = False
    product_id: int | None = None
    variant_id: int | None = None
    product_type_id: int | None = None
    category_ids: tuple[int, ...] = ()
    collection_ids: frozenset[int] = frozenset()

    @property
    def quantity_kept(self) -> int:
        return self.quantity - self.quantity_returned


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderFacts:
    """The committed state of one order.

    `total_gross` is what the customer owes in money (after gift cards).
    `charged_gross` is all money ever charged, before refunds; `refunded_gross` all money paid back.
    `code_discount` is what the shop took off for a promo code of ours, in the channel's price
    terms; `points_discount` the part of it that was bought with points, which no shop knows.
    `points_paid` is what points have paid by a gift card of ours; the lines are less by so much.
    `card_codes` are those gift cards' codes.
    `checkout_id` is the checkout that became this order, if there was one.
    `customer_id` is None for a guest's order, and for one that the shop gave to a customer only
    because its address reads the same, as long as that customer has not proven to own the address.
    `is_exchange`: the shop made it of goods of another order, which goes on earning for them.
    `is_code_overridden`: staff gave a discount of their own, which the shop lets take the place of
    the promo code's; the code is still on the order and works again once that discount is gone.
    """

    order_id: UUID
    number: str
    status: OrderStatus
    created_at: datetime
    changed_at: datetime
    channel: ChannelFacts
    customer_id: int | None
    email: str
    checkout_id: UUID | None
    total_gross: Decimal
    shipping_gross: Decimal
    shipping_net: Decimal
    charged_gross: Decimal
    refunded_gross: Decimal
    voucher_code: str | None = None
    code_discount: Decimal = ZERO
    points_discount: Decimal = ZERO
    points_paid: Decimal = ZERO
    card_codes: frozenset[str] = frozenset()
    is_exchange: bool = False
    is_code_overridden: bool = False
    lines: tuple[OrderLineFacts, ...] = ()

    @property
    def is_fully_paid(self) -> bool:
        """Whether the whole amount was ever charged; a later refund does not undo it."""
        return self.charged_gross >= self.total_gross

    @property
    def is_fulfilled(self) -> bool:
        """Whether nothing is left to ship; returning goods does not undo it.

        The shop's own word for it is not enough: an order is partially returned as soon as one of
        its goods came back, though others were never shipped.
        """
        return self.status in _CONFIRMED and not any(
            line.quantity_unfulfilled for line in self.lines
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckoutLineFacts:
    """One line of a checkout.

    `subtotal` is for the whole quantity, after catalogue promotions, before any voucher, in the
    channel's price terms (gross where prices are entered with tax, else net).
    """

    line_id: UUID
    quantity: int
    subtotal: Decimal
    is_reduced: bool = False
    is_gift: bool = False
    is_gift_card: bool = False
    product_id: int | None = None
    variant_id: int | None = None
    product_type_id: int | None = None
    category_ids: tuple[int, ...] = ()
    collection_ids: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class VariantFacts:
    """One piece of a variant as a channel sells it now.

    `price` is after catalogue promotions, in the channel's price terms.
    """

    variant_id: int
    product_id: int
    price: Decimal
    is_reduced: bool = False
    is_gift_card: bool = False
    product_type_id: int | None = None
    category_ids: tuple[int, ...] = ()
    collection_ids: frozenset[int] = frozenset()

    @property
    def is_gift(self) -> bool:
        """What has a price is no gift."""
        return False


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingFacts:
    """A product in a channel that lists it.

    `pieces` are its variants that have a price there, in the shop's order. `is_shown`: shoppers see
    it there now.
    """

    channel_id: int
    is_shown: bool
    pieces: tuple[VariantFacts, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductFacts:
    """A product as a whole, whoever sees it: where it stands, and its channels by their slug.

    `category_ids` starts with its own category and goes up to the root.
    """

    product_id: int
    product_type_id: int | None = None
    category_ids: tuple[int, ...] = ()
    collection_ids: frozenset[int] = frozenset()
    variant_ids: frozenset[int] = frozenset()
    listings: tuple[ListingFacts, ...] = ()

    @property
    def variant_id(self) -> None:
        """None in particular."""
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxedAmount:
    """One amount with and without tax."""

    gross: Decimal
    net: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckoutPrices:
    """What the shop charges for a checkout: what an order of it would cost.

    `lines` are whole lines by id, after every discount; `shipping` is after its discount. Gift
    cards are not off. Not `is_current`: the shop would compute anew before it charges.
    """

    lines: Mapping[UUID, TaxedAmount]
    shipping: TaxedAmount
    is_current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderPromotion:
    """An offer of the shop's for a whole cart, which gives way to any promo code.

    `amount` is what it takes off the goods in the channel's price terms; of a gift, its price.
    """

    name: str
    amount: Decimal
    is_gift: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckoutFacts:
    """The state of one checkout, or of a draft order that stands for one.

    `voucher_code` is the promo code that it carries now; `card_codes` are those of our gift cards
    on it. `shipping_price` is that of the chosen delivery method in the channel's price terms,
    before any voucher, 0 while none is chosen.
    `prices` is what the shop computed last; None where the cart has changed since.
    `is_draft`: it is a draft order, known here by the order's id. `has_manual_discount`: staff took
    something off the whole draft, which in the shop takes the place of a promo code.
    `code_worth` is what our code takes off the goods as they are now, where that hangs on their
    prices; None where it is what the code was made for, as long as the goods are worth it.
    """

    checkout_id: UUID
    channel: ChannelFacts
    customer_id: int | None
    email: str
    voucher_code: str | None = None
    card_codes: frozenset[str] = frozenset()
    shipping_price: Decimal = ZERO
    lines: tuple[CheckoutLineFacts, ...] = field(default=())
    prices: CheckoutPrices | None = None
    is_draft: bool = False
    has_manual_discount: bool = False
    code_worth: Decimal | None = None

    @property
    def subtotal(self) -> Decimal:
        """Sum of the lines in the channel's price terms, before any voucher."""
        return sum((line.subtotal for line in self.lines), ZERO)
