"""Words that are stored in the shop's tables: Saleor's own values."""


class OrderStatus:
    DRAFT = "draft"
    UNCONFIRMED = "unconfirmed"
    UNFULFILLED = "unfulfilled"
    PARTIALLY_FULFILLED = "partially fulfilled"
    PARTIALLY_RETURNED = "partially_returned"
    RETURNED = "returned"
    FULFILLED = "fulfilled"
    CANCELED = "canceled"
    EXPIRED = "expired"

    ALL = (
        DRAFT,
        UNCONFIRMED,
        UNFULFILLED,
        PARTIALLY_FULFILLED,
        PARTIALLY_RETURNED,
        RETURNED,
        FULFILLED,
        CANCELED,
        EXPIRED,
    )


class FulfillmentStatus:
    FULFILLED = "fulfilled"
    REFUNDED = "refunded"
    RETURNED = "returned"
    REPLACED = "replaced"
    REFUNDED_AND_RETURNED = "refunded_and_returned"
    CANCELED = "canceled"
    WAITING_FOR_APPROVAL = "waiting_for_approval"

    ALL = (
        FULFILLED,
        REFUNDED,
        RETURNED,
        REPLACED,
        REFUNDED_AND_RETURNED,
        CANCELED,
        WAITING_FOR_APPROVAL,
    )


class ChargeStatus:
    """How far the charged sum covers the total; of orders and of checkouts."""

    NONE = "none"
    PARTIAL = "partial"
    FULL = "full"
    OVERCHARGED = "overcharged"

    ALL = (NONE, PARTIAL, FULL, OVERCHARGED)


class PaymentChargeStatus:
    NOT_CHARGED = "not-charged"
    PARTIALLY_CHARGED = "partially-charged"
    FULLY_CHARGED = "fully-charged"
    PARTIALLY_REFUNDED = "partially-refunded"
    FULLY_REFUNDED = "fully-refunded"
    CANCELLED = "cancelled"


class DiscountValueType:
    FIXED = "fixed"
    PERCENTAGE = "percentage"


class VoucherType:
    ENTIRE_ORDER = "entire_order"
    SHIPPING = "shipping"


class MarkAsPaidStrategy:
    PAYMENT_FLOW = "payment_flow"
    TRANSACTION_FLOW = "transaction_flow"


class ProductTypeKind:
    NORMAL = "normal"
    GIFT_CARD = "gift_card"


PERMISSIONS = (
    "MANAGE_USERS",
    "MANAGE_STAFF",
    "IMPERSONATE_USER",
    "MANAGE_APPS",
    "MANAGE_CHECKOUTS",
    "HANDLE_CHECKOUTS",
    "MANAGE_CHANNELS",
    "MANAGE_DISCOUNTS",
    "MANAGE_GIFT_CARD",
    "MANAGE_ORDERS",
    "MANAGE_PRODUCTS",
    "HANDLE_PAYMENTS",
    "MANAGE_PLUGINS",
    "MANAGE_SETTINGS",
)
