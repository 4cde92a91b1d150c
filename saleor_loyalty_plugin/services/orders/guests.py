"""Orders of guests: their points wait under the address until its owner has proven it.

A waiting order is to a guest's order what a settlement is to a customer's: it keeps the terms that
the order first earned under, and what it gives by them now. It holds no points of the ledger.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db.models import Sum

from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.models import WaitingOrder
from saleor_loyalty_plugin.rules.entitlement import Entitlement, order_entitlement
from saleor_loyalty_plugin.rules.facts import CustomerFacts, OrderFacts
from saleor_loyalty_plugin.rules.participation import NO_MEMBERSHIP, absence
from saleor_loyalty_plugin.rules.standing import as_it_stood, standing_of
from saleor_loyalty_plugin.rules.terms import Eligibility
from saleor_loyalty_plugin.services.members.participation import eligibility_at
from saleor_loyalty_plugin.services.programs.programs import ActiveTerms

# Somebody who is not known yet; no customer of a shop has this id.
_ANYBODY = 0


def email_key(email: str) -> str:
    """What stands for an address in the plugin's tables; letter case doesn't matter."""
    return hashlib.sha256(email.lower().encode()).hexdigest()


def may_claim(customer: CustomerFacts) -> bool:
    """Whether guests' orders under the customer's address are the customer's own."""
    return customer.is_active and customer.is_confirmed


def with_claimants(facts: Iterable[OrderFacts]) -> list[OrderFacts]:
    """Guests' orders as those of the customers who have proven their addresses; one query."""
    given = list(facts)
    emails = {item.email for item in given if item.customer_id is None and item.email}
    claimants = current_host().confirmed_customer_ids(emails) if emails else {}
    return [
        replace(item, customer_id=claimants.get(item.email.lower()))
        if item.customer_id is None
        else item
        for item in given
    ]


def waiting_orders(order_ids: Iterable[UUID], *, using: str) -> dict[UUID, WaitingOrder]:
    """Waiting orders by id, in one query."""
    rows = WaitingOrder.objects.using(using).select_related("program_version")
    return {row.order_id: row for row in rows.filter(pk__in=list(order_ids))}


def as_it_waited(facts: OrderFacts, waiting: WaitingOrder | None) -> OrderFacts:
    """`facts` with what was kept when the order first gave something."""
    if waiting is None:
        return facts
    channel = replace(facts.channel, channel_id=waiting.channel_id)
    return as_it_stood(replace(facts, channel=channel), waiting.standing)


def keep_waiting(
    facts: OrderFacts,
    waiting: WaitingOrder | None,
    active: ActiveTerms | None,
    *,
    points_max: int,
    now: datetime,
    using: str,
) -> None:
    """Store what a guest's order would give to a customer, from the moment when it earns.

    Call it with the order locked.
    """
    if active is None or facts.customer_id is not None:
        return
    eligibility = eligibility_at(active=active, moment=facts.created_at)
    if not may_wait(facts, active, eligibility):
        return
    target = waiting_entitlement(facts, active)
    if waiting is None and not target.is_triggered:
        return
    if waiting is None:
        waiting = WaitingOrder(
            order_id=facts.order_id,
            program_version_id=active.version_id,
            channel_id=facts.channel.channel_id,
            created_at=now,
        )
    waiting.email_sha256 = email_key(facts.email)
    waiting.points = min(target.points_earned, points_max)
    if active.terms.earning_rules:
        waiting.standing = standing_of(facts.lines)
    waiting.save(using=using)


def may_wait(facts: OrderFacts, active: ActiveTerms, eligibility: Eligibility) -> bool:
    """Whether an order is a guest's that a customer may claim for points.

    `eligibility` is whom the program was for when the order was placed. One for those who take
    part leaves guests out: nobody took part.
    """
    if facts.customer_id is not None or facts.is_exchange or not facts.email:
        return False
    if facts.created_at < active.terms.started_at:
        return False
    return absence(NO_MEMBERSHIP, eligibility=eligibility, moment=facts.created_at) is None


def waiting_entitlement(facts: OrderFacts, active: ActiveTerms) -> Entitlement:
    """What a guest's order would give to a customer."""
    return order_entitlement(replace(facts, customer_id=_ANYBODY), active.terms, points_captured=0)


def points_waiting(email: str, *, orders_max: int, using: str) -> tuple[int, list[WaitingOrder]]:
    """All points that wait under an address, and the newest orders that they come from."""
    rows = WaitingOrder.objects.using(using).filter(email_sha256=email_key(email), points__gt=0)
    total = rows.aggregate(total=Sum("points"))["total"] or 0
    return total, list(rows.order_by("-created_at", "order_id")[:orders_max])
