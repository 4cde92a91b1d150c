"""Customers whose first cart a tier lowers from a sum of 0 on: the discount needs an account."""

from datetime import datetime

from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.rules.progress_benefits import lowers_carts
from saleor_loyalty_plugin.rules.terms import Eligibility
from saleor_loyalty_plugin.services.checkout.quote import CheckoutQuote
from saleor_loyalty_plugin.services.progress.joining import join_programs


def has_joined(state: CheckoutQuote, *, now: datetime) -> bool:
    """Whether the cart's customer has got an account just now, so that it is to be quoted again.

    Whoever registers gets one by the sweep at the latest; those who did before there were tiers
    get it with their first cart. No query for anybody else.
    """
    if state.account is not None or state.facts.customer_id is None or state.active is None:
        return False
    terms = state.active.terms
    if not terms.is_active or terms.eligibility is not Eligibility.EVERYONE:
        return False
    if terms.for_channel(state.facts.channel.channel_id) is None:
        return False
    if state.tier is None or not lowers_carts(state.tier) or state.has_foreign_code:
        return False
    customers = current_host().customer_facts([state.facts.customer_id])
    customer = customers.get(state.facts.customer_id)
    return customer is not None and join_programs(customer=customer, now=now) > 0
