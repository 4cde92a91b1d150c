"""A friend's code that the storefront left in a new customer's public metadata."""

import logging
from collections.abc import Mapping, Sequence
from datetime import datetime

from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.models import Program, Referral
from saleor_loyalty_plugin.rules.facts import CustomerFacts
from saleor_loyalty_plugin.services.errors import LoyaltyProblem
from saleor_loyalty_plugin.services.members.referrals import (
    account_by_code,
    claim_referral,
    settle_referral,
)

logger = logging.getLogger(__name__)


def follow_code(*, customer: CustomerFacts, now: datetime) -> int:
    """Follow the codes in a customer's metadata, and settle the referral that is due; how many.

    A code that is refused is left alone: nobody is there to be told. It is tried again when the
    customer changes, as after confirming the address.
    """
    followed = sum(
        _follow(customer, program_id, code, now)
        for program_id, code in _codes(customer, _metadata_keys()).items()
    )
    due = Referral.objects.using(current_host().writer_alias()).filter(
        referee__customer_id=customer.customer_id, is_due=True
    )
    settled = [settle_referral(referral_id=item.pk, now=now) for item in due]
    return followed + sum(len(entry_ids) for entry_ids in settled)


def customers_with_codes(*, customers: Sequence[CustomerFacts], now: datetime) -> set[int]:
    """Those who may have a code to follow; two queries, none more where no program reads codes."""
    keys = _metadata_keys()
    found = {item.customer_id for item in customers if _codes(item, keys)}
    if not found:
        return set()
    followed = Referral.objects.using(current_host().writer_alias()).filter(
        referee__customer_id__in=found
    )
    pairs = followed.values_list("referee__customer_id", "referee__program_id")
    done = set(pairs)
    return {
        item.customer_id
        for item in customers
        if any((item.customer_id, program_id) not in done for program_id in _codes(item, keys))
    }


def _follow(customer: CustomerFacts, program_id: int, code: str, now: datetime) -> int:
    using = current_host().writer_alias()
    followed = Referral.objects.using(using).filter(
        referee__customer_id=customer.customer_id, referee__program_id=program_id
    )
    if followed.exists():
        return 0
    referrer = account_by_code(code)
    if referrer is None or referrer.program_id != program_id:
        return 0
    try:
        claim_referral(customer_id=customer.customer_id, code=code, now=now)
    except LoyaltyProblem as problem:
        logger.info("Customer %s, friend's code: %s", customer.customer_id, problem)
        return 0
    return 1


def _metadata_keys() -> Mapping[int, str]:
    """The metadata key of each program that reads codes."""
    programs = Program.objects.using(current_host().writer_alias()).exclude(
        referral_metadata_key=""
    )
    return dict(programs.values_list("pk", "referral_metadata_key"))


def _codes(customer: CustomerFacts, keys: Mapping[int, str]) -> dict[int, str]:
    """The code that each program finds in a customer who has proven the address."""
    if not (customer.is_active and customer.is_confirmed):
        return {}
    codes = {program_id: customer.metadata.get(key) for program_id, key in keys.items()}
    # Metadata is whatever the storefront wrote.
    return {
        program_id: code for program_id, code in codes.items() if isinstance(code, str) and code
    }
