"""Saleor's hooks, a line or two each. None raises but the last look before an order is made.

Saleor hands over objects; only their ids go on, so that what follows reads the committed state.
"""

import os
from typing import Any

from django.core.exceptions import ValidationError
from saleor.checkout.error_codes import CheckoutErrorCode
from saleor.core.db.connection import allow_writer
from saleor.core.utils import build_absolute_uri
from saleor.plugins.base_plugin import BasePlugin, ConfigurationTypeField
from saleor.plugins.error_codes import PluginErrorCode

from saleor_loyalty_plugin import hooks, web
from saleor_loyalty_plugin.dashboard import pages
from saleor_loyalty_plugin.services.checkout.codes import is_our_code
from saleor_loyalty_plugin.services.errors import LoyaltyProblem
from saleor_loyalty_plugin.services.languages import speaking

DASHBOARD_URLS = "dashboard-urls"


class LoyaltyPlugin(BasePlugin):
    """Called in every channel. What differs between channels stands in the plugin's own tables."""

    PLUGIN_ID = "saleor.loyalty"
    PLUGIN_NAME = "Loyalty"
    PLUGIN_DESCRIPTION = "Loyalty points: earned by orders, spent at the checkout."
    CONFIGURATION_PER_CHANNEL = False
    DEFAULT_ACTIVE = True
    DEFAULT_CONFIGURATION = [{"name": DASHBOARD_URLS, "value": ""}]
    CONFIG_STRUCTURE = {
        DASHBOARD_URLS: {
            "type": ConfigurationTypeField.STRING,
            "label": "Dashboard addresses",
            "help_text": (
                "Where the dashboard runs that may show the loyalty pages, such as"
                " https://dashboard.example.com; several are separated by spaces."
            ),
        }
    }

    def webhook(self, request: Any, path: str, previous_value: Any = None) -> Any:
        """Staff pages and storefront components, under `/plugins/saleor.loyalty`."""
        return web.serve(
            path,
            method=request.method,
            headers=request.META,
            plugin_url=build_absolute_uri(f"/plugins/{self.PLUGIN_ID}"),
            dashboard_urls=self.dashboard_urls(),
            form=request.POST,
        )

    def dashboard_urls(self) -> list[str]:
        """As configured, else where this Saleor says that its dashboard is."""
        return _dashboard_urls(self.configuration) or os.environ.get("DASHBOARD_URL", "").split()

    @classmethod
    def validate_plugin_configuration(cls, plugin_configuration: Any, **kwargs: Any) -> None:
        """A slip in an address would only show as pages that stay empty."""
        for url in _dashboard_urls(plugin_configuration.configuration):
            if not pages.origin_of(url):
                code = PluginErrorCode.PLUGIN_MISCONFIGURED.value
                text = f"“{url}” is no address such as https://dashboard.example.com."
                raise ValidationError({DASHBOARD_URLS: ValidationError(text, code=code)})

    def order_created(self, order: Any, previous_value: Any = None, **kwargs: Any) -> Any:
        return _order_changed(order, previous_value)

    def order_confirmed(self, order: Any, previous_value: Any = None, **kwargs: Any) -> Any:
        return _order_changed(order, previous_value)

    def order_paid(self, order: Any, previous_value: Any = None, **kwargs: Any) -> Any:
        return _order_changed(order, previous_value)

    def order_fully_paid(self, order: Any, previous_value: Any = None, **kwargs: Any) -> Any:
        return _order_changed(order, previous_value)

    def order_fulfilled(self, order: Any, previous_value: Any = None, **kwargs: Any) -> Any:
        return _order_changed(order, previous_value)

    def order_updated(self, order: Any, previous_value: Any = None, **kwargs: Any) -> Any:
        return _order_changed(order, previous_value)

    def order_cancelled(self, order: Any, previous_value: Any = None, **kwargs: Any) -> Any:
        return _order_changed(order, previous_value)

    def order_refunded(self, order: Any, previous_value: Any = None, **kwargs: Any) -> Any:
        return _order_changed(order, previous_value)

    def order_fully_refunded(self, order: Any, previous_value: Any = None, **kwargs: Any) -> Any:
        return _order_changed(order, previous_value)

    def order_expired(self, order: Any, previous_value: Any = None, **kwargs: Any) -> Any:
        return _order_changed(order, previous_value)

    def account_confirmed(self, user: Any, previous_value: Any = None, **kwargs: Any) -> Any:
        return _customer_changed(user, previous_value)

    def customer_created(self, customer: Any, previous_value: Any = None, **kwargs: Any) -> Any:
        return _customer_changed(customer, previous_value)

    def customer_updated(self, customer: Any, previous_value: Any = None, **kwargs: Any) -> Any:
        return _customer_changed(customer, previous_value)

    def customer_metadata_updated(
        self, customer: Any, previous_value: Any = None, **kwargs: Any
    ) -> Any:
        return _customer_changed(customer, previous_value)

    def checkout_created(self, checkout: Any, previous_value: Any = None, **kwargs: Any) -> Any:
        return _checkout_changed(checkout, previous_value)

    def checkout_updated(self, checkout: Any, previous_value: Any = None, **kwargs: Any) -> Any:
        return _checkout_changed(checkout, previous_value)

    def draft_order_created(self, order: Any, previous_value: Any = None, **kwargs: Any) -> Any:
        return _draft_changed(order, previous_value)

    def draft_order_updated(self, order: Any, previous_value: Any = None, **kwargs: Any) -> Any:
        return _draft_changed(order, previous_value)

    def draft_order_deleted(self, order: Any, previous_value: Any = None, **kwargs: Any) -> Any:
        if order.pk is not None:
            with allow_writer():
                hooks.draft_deleted(order.pk)
        return previous_value

    def preprocess_order_creation(
        self, checkout_info: Any, lines: Any = None, previous_value: Any = None, **kwargs: Any
    ) -> Any:
        """Raises the `ValidationError` that the shopper sees when the points don't cover."""
        try:
            with allow_writer():
                _check_before_order(checkout_info)
        except LoyaltyProblem as problem:
            raise _as_saleors(problem, checkout_info.checkout) from problem
        return previous_value


def _dashboard_urls(configuration: Any) -> list[str]:
    values = {item["name"]: item.get("value") for item in configuration or []}
    return (values.get(DASHBOARD_URLS) or "").split()


def _order_changed(order: Any, previous_value: Any) -> Any:
    with allow_writer():
        hooks.order_changed(order.pk)
    return previous_value


def _checkout_changed(checkout: Any, previous_value: Any) -> Any:
    if checkout.pk is not None:
        with allow_writer():
            hooks.checkout_changed(checkout.pk, checkout=checkout)
    return previous_value


def _draft_changed(order: Any, previous_value: Any) -> Any:
    with allow_writer():
        hooks.draft_changed(order.pk, order=order)
    return previous_value


def _customer_changed(user: Any, previous_value: Any) -> Any:
    with allow_writer():
        hooks.customer_changed(user.pk)
    return previous_value


def _as_saleors(problem: LoyaltyProblem, checkout: Any) -> ValidationError:
    """The error as Saleor names its own of promo codes and gift cards."""
    field, code = "gift_cards", CheckoutErrorCode.GIFT_CARD_NOT_APPLICABLE
    if is_our_code(checkout.voucher_code):
        field, code = "voucher_code", CheckoutErrorCode.VOUCHER_NOT_APPLICABLE
    # The hook isn't told of the request; the checkout knows its shopper's language.
    with speaking(checkout.language_code):
        error = ValidationError(problem.message, code=code.value)
    return ValidationError({field: error})


def _check_before_order(checkout_info: Any) -> None:
    from saleor_loyalty_plugin.hosts.saleor.gift_cards import codes_that_pay

    checkout = checkout_info.checkout
    try:
        hooks.check_before_order(
            checkout_id=checkout.pk,
            voucher_code=checkout.voucher_code,
            card_codes=codes_that_pay(checkout.pk),
            customer_id=checkout.user_id,
            checkout=checkout,
        )
    except LoyaltyProblem:
        from saleor_loyalty_plugin.hosts.saleor.discounts import release_usage

        release_usage(checkout_info)
        raise
