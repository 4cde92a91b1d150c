"""The schema: built once, on first use, with the loyalty plugin's part in it."""

from functools import cache
from typing import Any

import graphene

from sandbox.graphql_api import types
from sandbox.graphql_api.mutations import account, checkout, draft, meta, order, payment
from sandbox.graphql_api.queries import Query


class Mutation(graphene.ObjectType):
    token_create = account.CreateToken.Field()
    token_verify = account.VerifyToken.Field()
    account_register = account.AccountRegister.Field()
    confirm_account = account.ConfirmAccount.Field()
    customer_create = account.CustomerCreate.Field()
    customer_update = account.CustomerUpdate.Field()

    checkout_create = checkout.CheckoutCreate.Field()
    checkout_lines_add = checkout.CheckoutLinesAdd.Field()
    checkout_lines_update = checkout.CheckoutLinesUpdate.Field()
    checkout_lines_delete = checkout.CheckoutLinesDelete.Field()
    checkout_delivery_method_update = checkout.CheckoutDeliveryMethodUpdate.Field()
    checkout_customer_attach = checkout.CheckoutCustomerAttach.Field()
    checkout_customer_detach = checkout.CheckoutCustomerDetach.Field()
    checkout_email_update = checkout.CheckoutEmailUpdate.Field()
    checkout_billing_address_update = checkout.CheckoutBillingAddressUpdate.Field()
    checkout_shipping_address_update = checkout.CheckoutShippingAddressUpdate.Field()
    checkout_add_promo_code = checkout.CheckoutAddPromoCode.Field()
    checkout_remove_promo_code = checkout.CheckoutRemovePromoCode.Field()
    checkout_payment_create = checkout.CheckoutPaymentCreate.Field()
    checkout_complete = checkout.CheckoutComplete.Field()
    order_create_from_checkout = checkout.OrderCreateFromCheckout.Field()

    transaction_create = payment.TransactionCreate.Field()
    transaction_update = payment.TransactionUpdate.Field()

    draft_order_create = draft.DraftOrderCreate.Field()
    draft_order_update = draft.DraftOrderUpdate.Field()
    draft_order_complete = draft.DraftOrderComplete.Field()
    draft_order_delete = draft.DraftOrderDelete.Field()
    order_lines_create = draft.OrderLinesCreate.Field()
    order_line_update = draft.OrderLineUpdate.Field()
    order_line_delete = draft.OrderLineDelete.Field()
    order_discount_add = draft.OrderDiscountAdd.Field()
    order_discount_delete = draft.OrderDiscountDelete.Field()

    order_confirm = order.OrderConfirm.Field()
    order_mark_as_paid = order.OrderMarkAsPaid.Field()
    order_fulfill = order.OrderFulfill.Field()
    order_fulfillment_cancel = order.FulfillmentCancel.Field()
    order_cancel = order.OrderCancel.Field()
    order_refund = order.OrderRefund.Field()
    order_fulfillment_refund_products = order.FulfillmentRefundProducts.Field()
    order_fulfillment_return_products = order.FulfillmentReturnProducts.Field()

    update_metadata = meta.UpdateMetadata.Field()
    update_private_metadata = meta.UpdatePrivateMetadata.Field()


def _extended(
    query: type[graphene.ObjectType], mutation: type[graphene.ObjectType]
) -> tuple[type[graphene.ObjectType], type[graphene.ObjectType]]:
    """The shop's query and mutation with the loyalty plugin's joined on.

    The one place where the plugin enters the schema. It is imported here, because it looks up the
    shop's types, which are complete by now.
    """
    from saleor_loyalty_plugin.api.schema import extend

    return extend(query=query, mutation=mutation)


def build_schema() -> graphene.Schema:
    """Build the schema. Only `get_schema` does: types can be extended once."""
    query, mutation = _extended(Query, Mutation)
    return graphene.Schema(
        query=query,
        mutation=mutation,
        types=[types.Collection, types.Voucher],
    )


@cache
def get_schema() -> Any:
    return build_schema()
