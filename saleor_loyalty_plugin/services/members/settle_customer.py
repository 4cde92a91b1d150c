"""Make the books right for one customer, from how the customer is now.

What a customer is owed for being who they are is a step of its own. Each step runs as often as
one likes, and one that fails keeps no other from running.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.rules.facts import CustomerFacts
from saleor_loyalty_plugin.services.bonuses.customer_bonuses import (
    customers_to_welcome,
    customers_with_newsletter,
    settle_newsletter,
    settle_registration,
)
from saleor_loyalty_plugin.services.members.follow_codes import customers_with_codes, follow_code
from saleor_loyalty_plugin.services.members.profiles import note_new_profiles, note_profile
from saleor_loyalty_plugin.services.orders.blocked import (
    block_customer,
    marked_at,
    unblock_customer,
)
from saleor_loyalty_plugin.services.orders.claim_orders import (
    claim_orders,
    customers_with_orders_to_claim,
)
from saleor_loyalty_plugin.services.progress.joining import join_all, join_programs

logger = logging.getLogger(__name__)


class Settle(Protocol):
    """Make one thing right for a customer; returns how much it moved. May be repeated."""

    def __call__(self, *, customer: CustomerFacts, now: datetime) -> int: ...


class Concerned(Protocol):
    """Those of many customers for whom there may be something to settle.

    In few queries, however many customers. Too many may be named, too few may not.
    """

    def __call__(self, *, customers: Sequence[CustomerFacts], now: datetime) -> set[int]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing that a customer may be owed; `name` is for the log."""

    name: str
    settle: Settle
    concerned: Concerned


# In this order: what an order gives stands before what is given for being there.
STEPS: tuple[Step, ...] = (
    Step(
        name="orders taken over",
        settle=claim_orders,
        concerned=customers_with_orders_to_claim,
    ),
    Step(
        name="points for a new account",
        settle=settle_registration,
        concerned=customers_to_welcome,
    ),
    Step(
        name="points for the newsletter",
        settle=settle_newsletter,
        concerned=customers_with_newsletter,
    ),
    Step(name="profile", settle=note_profile, concerned=note_new_profiles),
    Step(
        name="a friend's code",
        settle=follow_code,
        concerned=customers_with_codes,
    ),
    # At the end: most have their accounts by then.
    Step(name="tiers and badges from 0", settle=join_programs, concerned=join_all),
)


def settle_customer(*, customer_id: int, now: datetime) -> int:
    """Take every step for one customer; returns how much was moved.

    Steps that fail are logged, and the customer is tried again by each sweep.
    """
    seen = marked_at(customer_id=customer_id)
    customer = current_host().customer_facts([customer_id]).get(customer_id)
    if customer is None:
        unblock_customer(customer_id=customer_id, seen=seen)
        return 0
    moved = 0
    errors: list[Exception] = []
    for step in STEPS:
        try:
            moved += step.settle(customer=customer, now=now)
        except Exception as error:
            logger.exception("Customer %s, %s: could not be settled.", customer_id, step.name)
            errors.append(error)
    if errors:
        block_customer(customer_id=customer_id, errors=errors, now=now)
    else:
        unblock_customer(customer_id=customer_id, seen=seen)
    return moved


def concerned_customers(*, customer_ids: Sequence[int], now: datetime) -> list[int]:
    """Those of many customers for whom a step may have something to do, ascending.

    A number of queries that doesn't grow with the customers. Where a step can't tell, all are.
    """
    customers = list(current_host().customer_facts(customer_ids).values())
    found: set[int] = set()
    for step in STEPS:
        try:
            found |= step.concerned(customers=customers, now=now)
        except Exception:
            logger.exception("%s: who is concerned could not be told.", step.name)
            found |= {customer.customer_id for customer in customers}
    return sorted(found)
