"""Locks on things that have no row of ours to lock."""

from uuid import UUID

from django.db import connections


def lock_order(order_id: UUID, *, using: str) -> None:
    """Serialise everything that posts for one order until the transaction ends.

    An order has no row of ours before it is first settled, hence an advisory lock.
    """
    with connections[using].cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"loyalty:order:{order_id}"]
        )
