"""What a customer is given for being one: for the account, and for the newsletter."""

from collections.abc import Mapping

from saleor_loyalty_plugin.rules.facts import CustomerFacts
from saleor_loyalty_plugin.rules.terms import ProgramTerms

_NO = frozenset({"", "0", "false", "no"})


def registration_points(customer: CustomerFacts, terms: ProgramTerms) -> int:
    """Points for the account, by the terms of the moment when the customer joined.

    None for whoever joined before the program began, and none before the shop takes the account
    for good.
    """
    if not customer.is_established or customer.joined_at < terms.started_at:
        return 0
    return terms.registration_points if _earns(terms) else 0


def newsletter_points(customer: CustomerFacts, terms: ProgramTerms) -> int:
    """Points for the newsletter, where the customer's metadata say that they get it."""
    if not customer.is_established or not _earns(terms):
        return 0
    is_signed_up = says_yes(customer.metadata, terms.newsletter_metadata_key)
    return terms.newsletter_points if is_signed_up else 0


def says_yes(metadata: Mapping[str, str], key: str) -> bool:
    """Whether a key holds anything but empty, `0`, `false` or `no`, in whatever letter case."""
    return bool(key) and str(metadata.get(key, "")).strip().lower() not in _NO


def _earns(terms: ProgramTerms) -> bool:
    return terms.is_active and terms.earning_active
