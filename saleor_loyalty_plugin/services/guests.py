"""Orders of guests: their points wait under the address until its owner has proven it."""

import hashlib

from saleor_loyalty_plugin.rules.facts import CustomerFacts


def email_key(email: str) -> str:
    """What stands for an address in the plugin's tables; letter case doesn't matter."""
    return hashlib.sha256(email.lower().encode()).hexdigest()


def may_claim(customer: CustomerFacts) -> bool:
    """Whether guests' orders under the customer's address are the customer's own."""
    return customer.is_active and customer.is_confirmed
