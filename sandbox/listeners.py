"""Passes the shop's hooks on to the plugin, as `plugin.py` does in Saleor."""

from django.core.exceptions import ValidationError

from saleor_loyalty_plugin import hooks
from saleor_loyalty_plugin.services.checkout.codes import is_our_code
from saleor_loyalty_plugin.services.errors import LoyaltyProblem
from saleor_loyalty_plugin.services.languages import speaking
from sandbox.shop.models import Checkout, Order, User


class LoyaltyListener:
    def order_changed(self, order: Order) -> None:
        hooks.order_changed(order.pk)

    order_created = order_confirmed = order_paid = order_fully_paid = order_changed
    order_fulfilled = order_updated = order_cancelled = order_expired = order_changed
    order_refunded = order_fully_refunded = order_changed

    def account_confirmed(self, user: User) -> None:
        hooks.customer_changed(user.pk)

    customer_created = customer_updated = customer_metadata_updated = account_confirmed

    def checkout_updated(self, checkout: Checkout) -> None:
        hooks.checkout_changed(checkout.pk, checkout=checkout)

    checkout_created = checkout_updated

    def draft_order_updated(self, order: Order) -> None:
        hooks.draft_changed(order.pk, order=order)

    draft_order_created = draft_order_updated

    def draft_order_deleted(self, order: Order) -> None:
        hooks.draft_deleted(order.pk)

    def preprocess_order_creation(self, checkout: Checkout) -> None:
        try:
            hooks.check_before_order(
                checkout_id=checkout.pk,
                voucher_code=checkout.voucher_code,
                card_codes=list(checkout.gift_cards.values_list("code", flat=True)),
                customer_id=checkout.user_id,
                checkout=checkout,
            )
        except LoyaltyProblem as problem:
            with speaking(checkout.language_code):
                if is_our_code(checkout.voucher_code):
                    error = ValidationError(problem.message, code="voucher_not_applicable")
                    raise ValidationError({"voucher_code": error}) from problem
                error = ValidationError(problem.message, code="gift_card_not_applicable")
                raise ValidationError({"gift_cards": error}) from problem


loyalty = LoyaltyListener()
