"""Enums: Saleor's names, the shop's stored values."""

from collections.abc import Mapping

import graphene

from sandbox.shop import codes


def enum_of(name: str, values: Mapping[str, str] | str) -> graphene.Enum:
    """An enum from `NAME: value`, or from names alone, whose values are lower-cased."""
    if isinstance(values, str):
        values = {word: word.lower() for word in values.split()}
    return graphene.Enum(name, list(values.items()))


def _constants(owner: type) -> dict[str, str]:
    return {
        name: value
        for name, value in vars(owner).items()
        if name.isupper() and isinstance(value, str)
    }


OrderStatus = enum_of("OrderStatus", _constants(codes.OrderStatus))
FulfillmentStatus = enum_of("FulfillmentStatus", _constants(codes.FulfillmentStatus))
OrderChargeStatusEnum = enum_of("OrderChargeStatusEnum", _constants(codes.ChargeStatus))
CheckoutChargeStatusEnum = enum_of("CheckoutChargeStatusEnum", _constants(codes.ChargeStatus))
OrderAuthorizeStatusEnum = enum_of("OrderAuthorizeStatusEnum", "NONE PARTIAL FULL")
CheckoutAuthorizeStatusEnum = enum_of("CheckoutAuthorizeStatusEnum", "NONE PARTIAL FULL")
PaymentChargeStatusEnum = enum_of(
    "PaymentChargeStatusEnum",
    {**_constants(codes.PaymentChargeStatus), "PENDING": "pending", "REFUSED": "refused"},
)
DiscountValueTypeEnum = enum_of("DiscountValueTypeEnum", "FIXED PERCENTAGE")
VoucherTypeEnum = enum_of("VoucherTypeEnum", "SHIPPING ENTIRE_ORDER SPECIFIC_PRODUCT")
OrderDiscountType = enum_of("OrderDiscountType", "SALE VOUCHER MANUAL PROMOTION ORDER_PROMOTION")
ProductTypeKindEnum = enum_of("ProductTypeKindEnum", "NORMAL GIFT_CARD")
OrderOriginEnum = enum_of("OrderOriginEnum", "CHECKOUT DRAFT REISSUE BULK_CREATE")
OrderAction = enum_of("OrderAction", "CAPTURE MARK_AS_PAID REFUND VOID")
TransactionActionEnum = enum_of("TransactionActionEnum", "CHARGE REFUND CANCEL")
PermissionEnum = enum_of("PermissionEnum", {name: name for name in codes.PERMISSIONS})
AddressTypeEnum = enum_of("AddressTypeEnum", "BILLING SHIPPING")
OrderDirection = enum_of("OrderDirection", {"ASC": "", "DESC": "-"})
OrderSortField = enum_of(
    "OrderSortField",
    {
        "NUMBER": "number",
        "CREATED_AT": "created_at",
        "CREATION_DATE": "created_at",
        "LAST_MODIFIED_AT": "updated_at",
        "CUSTOMER": "user_email",
        "STATUS": "status",
    },
)
UserSortField = enum_of(
    "UserSortField",
    {
        "FIRST_NAME": "first_name",
        "LAST_NAME": "last_name",
        "EMAIL": "email",
        "CREATED_AT": "date_joined",
        "LAST_MODIFIED_AT": "updated_at",
    },
)
ProductOrderField = enum_of(
    "ProductOrderField",
    {"NAME": "name", "LAST_MODIFIED_AT": "updated_at", "CREATED_AT": "created_at"},
)
# Saleor knows every country and language; a shop of this size needs these.
CountryCode = graphene.Enum(
    "CountryCode",
    [(code, code) for code in "AT BE CH CZ DE DK ES FR GB IE IT JP KW NL PL PT SE US".split()],
)
LanguageCodeEnum = graphene.Enum(
    "LanguageCodeEnum",
    [(code, code.lower().replace("_", "-")) for code in "EN EN_GB DE DE_AT FR PL ES IT JA".split()],
)

AccountErrorCode = enum_of(
    "AccountErrorCode",
    "ACCOUNT_NOT_CONFIRMED GRAPHQL_ERROR INACTIVE INVALID INVALID_CREDENTIALS INVALID_PASSWORD "
    "JWT_INVALID_TOKEN MISSING_CHANNEL_SLUG NOT_FOUND PASSWORD_TOO_SHORT REQUIRED UNIQUE",
)
CheckoutErrorCode = enum_of(
    "CheckoutErrorCode",
    "BILLING_ADDRESS_NOT_SET CHANNEL_INACTIVE CHECKOUT_NOT_FULLY_PAID "
    "DELIVERY_METHOD_NOT_APPLICABLE EMAIL_NOT_SET GIFT_CARD_NOT_APPLICABLE GRAPHQL_ERROR INVALID "
    "INVALID_SHIPPING_METHOD MISSING_CHANNEL_SLUG NO_LINES NOT_FOUND PAYMENT_ERROR "
    "PRODUCT_NOT_PUBLISHED PRODUCT_UNAVAILABLE_FOR_PURCHASE QUANTITY_GREATER_THAN_LIMIT REQUIRED "
    "SHIPPING_ADDRESS_NOT_SET SHIPPING_METHOD_NOT_APPLICABLE SHIPPING_METHOD_NOT_SET "
    "SHIPPING_NOT_REQUIRED UNAVAILABLE_VARIANT_IN_CHANNEL UNIQUE VOUCHER_NOT_APPLICABLE "
    "ZERO_QUANTITY",
)
OrderErrorCode = enum_of(
    "OrderErrorCode",
    "BILLING_ADDRESS_NOT_SET CANNOT_CANCEL_FULFILLMENT CANNOT_CANCEL_ORDER CANNOT_DISCOUNT "
    "CANNOT_REFUND "
    "CANNOT_FULFILL_UNPAID_ORDER DUPLICATED_INPUT_ITEM FULFILL_ORDER_LINE GIFT_CARD_LINE "
    "GRAPHQL_ERROR INVALID INVALID_QUANTITY INVALID_VOUCHER_CODE NOT_EDITABLE NOT_FOUND "
    "PAYMENT_ERROR PAYMENT_MISSING REQUIRED "
    "TRANSACTION_ERROR UNIQUE ZERO_QUANTITY",
)
PaymentErrorCode = enum_of(
    "PaymentErrorCode",
    "GRAPHQL_ERROR INVALID NOT_FOUND NOT_SUPPORTED_GATEWAY PARTIAL_PAYMENT_NOT_ALLOWED "
    "PAYMENT_ERROR REQUIRED UNIQUE",
)
TransactionCreateErrorCode = enum_of(
    "TransactionCreateErrorCode",
    "INVALID GRAPHQL_ERROR NOT_FOUND INCORRECT_CURRENCY METADATA_KEY_REQUIRED UNIQUE",
)
TransactionUpdateErrorCode = enum_of(
    "TransactionUpdateErrorCode",
    "INVALID GRAPHQL_ERROR NOT_FOUND INCORRECT_CURRENCY METADATA_KEY_REQUIRED UNIQUE",
)
OrderCreateFromCheckoutErrorCode = enum_of(
    "OrderCreateFromCheckoutErrorCode",
    "GRAPHQL_ERROR CHECKOUT_NOT_FOUND CHANNEL_INACTIVE VOUCHER_NOT_APPLICABLE "
    "GIFT_CARD_NOT_APPLICABLE SHIPPING_METHOD_NOT_SET BILLING_ADDRESS_NOT_SET "
    "SHIPPING_ADDRESS_NOT_SET INVALID_SHIPPING_METHOD NO_LINES EMAIL_NOT_SET "
    "UNAVAILABLE_VARIANT_IN_CHANNEL",
)
MetadataErrorCode = enum_of(
    "MetadataErrorCode", "GRAPHQL_ERROR INVALID NOT_FOUND REQUIRED NOT_UPDATED"
)
