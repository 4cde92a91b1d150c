"""Classes of customers, and what customers say about their tiers."""

from collections.abc import Sequence
from datetime import datetime

from saleor_loyalty_plugin.hosts.customer_types import type_after
from saleor_loyalty_plugin.hosts.port import CustomerMirror
from sandbox.shop.hooks import call_hooks
from sandbox.shop.models import CustomerType, User


def mirror_customers(mirrors: Sequence[CustomerMirror], *, now: datetime) -> list[int | None]:
    """See the plugin's port. Types are locked before users, as Saleor does."""
    types = list(CustomerType.objects.order_by("pk").select_for_update(no_key=True))
    default = next((row.pk for row in types if row.is_default), None)
    known = {row.pk for row in types}
    rows = User.objects.filter(pk__in={item.customer_id for item in mirrors}).order_by("pk")
    users = {row.pk: row for row in rows.select_for_update(no_key=True)}
    before = {key: (user.customer_type_id, dict(user.metadata)) for key, user in users.items()}
    results: list[int | None] = []
    for mirror in mirrors:
        user, given = users.get(mirror.customer_id), None
        if user is not None:
            user.customer_type_id, given = type_after(
                mirror, present=user.customer_type_id, default=default, known=known
            )
            _write_metadata(user, mirror)
        results.append(given)
    for key, user in users.items():
        type_id, metadata = before[key]
        if (user.customer_type_id, user.metadata) == (type_id, metadata):
            continue
        user.updated_at = now
        User.objects.filter(pk=key).update(
            customer_type=user.customer_type_id, metadata=user.metadata, updated_at=now
        )
        call_hooks("customer_updated", of=user)
        if user.metadata != metadata:
            call_hooks("customer_metadata_updated", of=user)
    return results


def _write_metadata(user: User, mirror: CustomerMirror) -> None:
    for key, value in mirror.metadata.items():
        if value is None:
            user.metadata.pop(key, None)
        else:
            user.metadata[key] = value
