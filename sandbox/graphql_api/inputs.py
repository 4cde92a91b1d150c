"""Input types: Saleor's names, and of their fields those that mean something here."""

import graphene

from sandbox.graphql_api import enums
from sandbox.graphql_api.scalars import PositiveDecimal


def _many(kind: object, *, required: bool = False) -> graphene.List:
    return graphene.List(graphene.NonNull(kind), required=required)


class MetadataInput(graphene.InputObjectType):
    key = graphene.String(required=True)
    value = graphene.String(required=True)


class AddressInput(graphene.InputObjectType):
    first_name = graphene.String()
    last_name = graphene.String()
    company_name = graphene.String()
    street_address_1 = graphene.String(name="streetAddress1")
    street_address_2 = graphene.String(name="streetAddress2")
    city = graphene.String()
    city_area = graphene.String()
    postal_code = graphene.String()
    country = graphene.InputField(enums.CountryCode)
    country_area = graphene.String()
    phone = graphene.String()
    metadata = _many(MetadataInput)
    skip_validation = graphene.Boolean(default_value=False)


class MoneyInput(graphene.InputObjectType):
    currency = graphene.String(required=True)
    amount = PositiveDecimal(required=True)


# Accounts


class AccountRegisterInput(graphene.InputObjectType):
    first_name = graphene.String()
    last_name = graphene.String()
    language_code = graphene.InputField(enums.LanguageCodeEnum)
    email = graphene.String(required=True)
    password = graphene.String(required=True)
    redirect_url = graphene.String()
    metadata = _many(MetadataInput)
    channel = graphene.String()


class CustomerInput(graphene.InputObjectType):
    default_billing_address = graphene.InputField(AddressInput)
    default_shipping_address = graphene.InputField(AddressInput)
    first_name = graphene.String()
    last_name = graphene.String()
    email = graphene.String()
    is_active = graphene.Boolean()
    note = graphene.String()
    metadata = _many(MetadataInput)
    private_metadata = _many(MetadataInput)
    language_code = graphene.InputField(enums.LanguageCodeEnum)
    external_reference = graphene.String()
    is_confirmed = graphene.Boolean()


class UserCreateInput(CustomerInput):
    redirect_url = graphene.String()
    channel = graphene.String()


class CustomerFilterInput(graphene.InputObjectType):
    search = graphene.String()
    ids = _many(graphene.ID)


class UserSortingInput(graphene.InputObjectType):
    direction = graphene.InputField(enums.OrderDirection, required=True)
    field = graphene.InputField(enums.UserSortField, required=True)


# Catalogue


class ProductFilterInput(graphene.InputObjectType):
    search = graphene.String()
    ids = _many(graphene.ID)
    categories = _many(graphene.ID)
    collections = _many(graphene.ID)
    product_types = _many(graphene.ID)
    slugs = _many(graphene.String)


class ProductVariantFilterInput(graphene.InputObjectType):
    search = graphene.String()


class CategoryFilterInput(graphene.InputObjectType):
    search = graphene.String()
    ids = _many(graphene.ID)


class CollectionFilterInput(graphene.InputObjectType):
    search = graphene.String()
    ids = _many(graphene.ID)


class ProductTypeFilterInput(graphene.InputObjectType):
    search = graphene.String()
    ids = _many(graphene.ID)


class ProductOrder(graphene.InputObjectType):
    direction = graphene.InputField(enums.OrderDirection, required=True)
    channel = graphene.String()
    field = graphene.InputField(enums.ProductOrderField)


# Checkout


class CheckoutLineInput(graphene.InputObjectType):
    quantity = graphene.Int(required=True)
    variant_id = graphene.ID(required=True)
    metadata = _many(MetadataInput)


class CheckoutLineUpdateInput(graphene.InputObjectType):
    variant_id = graphene.ID()
    quantity = graphene.Int()
    line_id = graphene.ID()
    metadata = _many(MetadataInput)


class CheckoutCreateInput(graphene.InputObjectType):
    channel = graphene.String()
    lines = _many(CheckoutLineInput, required=True)
    email = graphene.String()
    save_shipping_address = graphene.Boolean()
    shipping_address = graphene.InputField(AddressInput)
    save_billing_address = graphene.Boolean()
    billing_address = graphene.InputField(AddressInput)
    language_code = graphene.InputField(enums.LanguageCodeEnum)
    metadata = _many(MetadataInput)
    private_metadata = _many(MetadataInput)


class PaymentInput(graphene.InputObjectType):
    gateway = graphene.String(required=True)
    token = graphene.String()
    amount = PositiveDecimal()
    return_url = graphene.String()


# Transactions


class TransactionCreateInput(graphene.InputObjectType):
    name = graphene.String()
    message = graphene.String()
    psp_reference = graphene.String()
    available_actions = _many(enums.TransactionActionEnum)
    amount_authorized = graphene.InputField(MoneyInput)
    amount_charged = graphene.InputField(MoneyInput)
    amount_refunded = graphene.InputField(MoneyInput)
    amount_canceled = graphene.InputField(MoneyInput)
    metadata = _many(MetadataInput)
    private_metadata = _many(MetadataInput)
    external_url = graphene.String()


class TransactionUpdateInput(TransactionCreateInput):
    pass


class TransactionEventInput(graphene.InputObjectType):
    psp_reference = graphene.String()
    message = graphene.String()


# Orders


class OrderLineInput(graphene.InputObjectType):
    quantity = graphene.Int(required=True)


class OrderLineCreateInput(OrderLineInput):
    variant_id = graphene.ID(required=True)


class DraftOrderInput(graphene.InputObjectType):
    billing_address = graphene.InputField(AddressInput)
    user = graphene.ID()
    user_email = graphene.String()
    shipping_address = graphene.InputField(AddressInput)
    shipping_method = graphene.ID()
    voucher_code = graphene.String()
    customer_note = graphene.String()
    channel_id = graphene.ID()
    external_reference = graphene.String()


class DraftOrderCreateInput(DraftOrderInput):
    lines = _many(OrderLineCreateInput)


class OrderDiscountCommonInput(graphene.InputObjectType):
    value_type = graphene.InputField(enums.DiscountValueTypeEnum, required=True)
    value = PositiveDecimal(required=True)
    reason = graphene.String()


class OrderSortingInput(graphene.InputObjectType):
    direction = graphene.InputField(enums.OrderDirection, required=True)
    field = graphene.InputField(enums.OrderSortField, required=True)


class OrderFilterInput(graphene.InputObjectType):
    customer = graphene.String()
    search = graphene.String()
    ids = _many(graphene.ID)
    channels = _many(graphene.ID)
    numbers = _many(graphene.String)
    charge_status = _many(enums.OrderChargeStatusEnum)


class OrderFulfillStockInput(graphene.InputObjectType):
    quantity = graphene.Int(required=True)
    warehouse = graphene.ID(required=True)


class OrderFulfillLineInput(graphene.InputObjectType):
    order_line_id = graphene.ID()
    stocks = _many(OrderFulfillStockInput, required=True)


class OrderFulfillInput(graphene.InputObjectType):
    lines = _many(OrderFulfillLineInput, required=True)
    notify_customer = graphene.Boolean()
    allow_stock_to_be_exceeded = graphene.Boolean(default_value=False)
    tracking_number = graphene.String()


class FulfillmentCancelInput(graphene.InputObjectType):
    warehouse_id = graphene.ID()


class OrderRefundLineInput(graphene.InputObjectType):
    order_line_id = graphene.ID(required=True)
    quantity = graphene.Int(required=True)


class OrderRefundFulfillmentLineInput(graphene.InputObjectType):
    fulfillment_line_id = graphene.ID(required=True)
    quantity = graphene.Int(required=True)


class OrderRefundProductsInput(graphene.InputObjectType):
    order_lines = _many(OrderRefundLineInput)
    fulfillment_lines = _many(OrderRefundFulfillmentLineInput)
    amount_to_refund = PositiveDecimal()
    include_shipping_costs = graphene.Boolean(default_value=False)


class OrderReturnLineInput(graphene.InputObjectType):
    order_line_id = graphene.ID(required=True)
    quantity = graphene.Int(required=True)


class OrderReturnFulfillmentLineInput(graphene.InputObjectType):
    fulfillment_line_id = graphene.ID(required=True)
    quantity = graphene.Int(required=True)


class OrderReturnProductsInput(graphene.InputObjectType):
    order_lines = _many(OrderReturnLineInput)
    fulfillment_lines = _many(OrderReturnFulfillmentLineInput)
    amount_to_refund = PositiveDecimal()
    include_shipping_costs = graphene.Boolean(default_value=False)
    refund = graphene.Boolean(default_value=False)
