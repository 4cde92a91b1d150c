"""A customer's orders that were never settled: those taken over, and those under the address."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.models import OrderSettlement, Program, WaitingOrder
from saleor_loyalty_plugin.rules.facts import CustomerFacts
from saleor_loyalty_plugin.services.checkout.codes import is_our_code
from saleor_loyalty_plugin.services.members.accounts import accounts_of
from saleor_loyalty_plugin.services.orders.blocked import settle_order_quietly
from saleor_loyalty_plugin.services.orders.guests import (
    email_key,
    may_claim,
    waiting_orders,
    with_claimants,
)
from saleor_loyalty_plugin.services.orders.settle_order import absences
from saleor_loyalty_plugin.services.programs.programs import terms_for_channels

# What one customer takes over at once; the rest follows when the customer changes again.
CLAIMED_ORDERS_MAX = 1000
# Orders of guests stay under their address once they are claimed, and are passed over here.
GUEST_ORDERS_MAX = 20_000


def claim_orders(*, customer: CustomerFacts, now: datetime) -> int:
    """Settle a customer's orders that were never settled; returns how many moved.

    When a guest signs up, the shop may hand over earlier orders without touching them; and those
    that it does not hand over are claimed by the address, once that is proven.
    """
    since = _first_program_began()
    if since is None:
        return 0
    host = current_host()
    customer_id = customer.customer_id
    order_ids = host.order_ids_of_customers([customer_id], since=since).get(customer_id, [])
    if may_claim(customer):
        order_ids += host.guest_order_ids(customer.email, since=since, limit=GUEST_ORDERS_MAX)
    due = _without_those_of_absentees(_never_settled(order_ids)[:CLAIMED_ORDERS_MAX])
    return sum(settle_order_quietly(order_id=item, now=now) for item in due)


def customers_with_orders_to_claim(
    *, customers: Sequence[CustomerFacts], now: datetime
) -> set[int]:
    """Customers who own orders that were never settled, or under whose address points wait."""
    since = _first_program_began()
    if since is None:
        return set()
    host = current_host()
    owned = host.order_ids_of_customers([item.customer_id for item in customers], since=since)
    open_ids = set(_never_settled([item for items in owned.values() for item in items]))
    found = {customer_id for customer_id, items in owned.items() if open_ids.intersection(items)}
    claimants = {email_key(item.email): item.customer_id for item in customers if may_claim(item)}
    waiting = WaitingOrder.objects.using(host.writer_alias()).filter(email_sha256__in=claimants)
    keys = set(waiting.order_by().values_list("email_sha256", flat=True))
    return found | {claimants[key] for key in keys}


def _without_those_of_absentees(order_ids: Sequence[UUID]) -> list[UUID]:
    """Without orders that settling passes over, again and again: of who never joined a program.

    A number of queries that doesn't grow with the orders; where customers have to join, most of
    them never do.
    """
    if not order_ids:
        return []
    host = current_host()
    using = host.writer_alias()
    facts = {item.order_id: item for item in with_claimants(host.order_facts(order_ids).values())}
    channel_ids = {item.channel.channel_id for item in facts.values()}
    in_force = terms_for_channels(channel_ids=channel_ids, using=using)
    terms = {key: in_force.get(item.channel.channel_id) for key, item in facts.items()}
    absent = absences(facts, {}, terms, using=using)
    accounts = accounts_of(
        customer_ids={item.customer_id for item in facts.values() if item.customer_id is not None},
        program_ids={active.program_id for active in in_force.values()},
        using=using,
    )
    kept = waiting_orders(order_ids, using=using)

    def is_passed_over(order_id: UUID) -> bool:
        active, customer_id = terms[order_id], facts[order_id].customer_id
        return (
            order_id in absent
            and order_id not in kept
            and active is not None
            and customer_id is not None
            and (customer_id, active.program_id) not in accounts
            and not is_our_code(facts[order_id].voucher_code)
        )

    return [item for item in order_ids if item in facts and not is_passed_over(item)]


def _first_program_began() -> datetime | None:
    """Programs never credit what was ordered before they began."""
    using = current_host().writer_alias()
    first = Program.objects.using(using).order_by("created_at").first()
    return first.created_at if first is not None else None


def _never_settled(order_ids: Sequence[UUID]) -> list[UUID]:
    using = current_host().writer_alias()
    rows = OrderSettlement.objects.using(using).filter(pk__in=order_ids)
    settled = set(rows.values_list("pk", flat=True))
    return [item for item in dict.fromkeys(order_ids) if item not in settled]
