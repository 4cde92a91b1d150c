"""Discounts of tiers and badges: settings that both have."""

from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_noop

from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.models import Program
from saleor_loyalty_plugin.rules.redemption import home_currency
from saleor_loyalty_plugin.services.programs.parts import invalid

PRODUCTS_MAX = 100
_DISCOUNTS = ("discount_percentage", "discount_amount")


def replaced_discounts(settings: Mapping[str, Any], text: str) -> tuple[str, ...]:
    """The discounts that give way to the one that is given.

    Raises `LoyaltyProblem`: INVALID with `text`, where both are given.
    """
    given = [name for name in _DISCOUNTS if settings.get(name) is not None]
    if len(given) > 1:
        raise invalid(given[1], text)
    return tuple(name for name in _DISCOUNTS if given and name not in given)


def check_digits(program: Program, amount: Decimal) -> None:
    """An amount fits into the smallest unit of its currency. Raises `LoyaltyProblem`: INVALID."""
    channels = current_host().channels()
    digits = {item.currency: item.currency_digits for item in channels}
    currency = program.tier_currency or home_currency(channels) or ""
    if currency in digits and amount != round(amount, digits[currency]):
        raise invalid(
            "discount_amount",
            gettext_noop("Give an amount with at most %(digits)s decimals in %(currency)s."),
            digits=digits[currency],
            currency=currency,
        )


def checked_products(ids: Collection[int]) -> list[int]:
    """Products by id, each once. Raises `LoyaltyProblem`: INVALID, for too many."""
    found = sorted(set(ids))
    if len(found) > PRODUCTS_MAX:
        raise invalid(
            "product_ids",
            gettext_noop("Name at most %(maximum)s products."),
            maximum=PRODUCTS_MAX,
        )
    return found
