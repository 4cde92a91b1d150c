"""What customers say about their tiers: Saleor's CustomerType, from 3.23 on, and metadata."""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import connections
from saleor.account import models
from saleor.account.models import User
from saleor.core.utils.events import call_event
from saleor.plugins.manager import get_plugins_manager
from saleor.site.models import SiteSettings

from saleor_loyalty_plugin.hosts.customer_types import type_after
from saleor_loyalty_plugin.hosts.port import CustomerMirror
from saleor_loyalty_plugin.hosts.saleor.databases import WRITER, allow_writer

logger = logging.getLogger(__name__)

# None before 3.23.
CustomerType: Any = getattr(models, "CustomerType", None)


@allow_writer()
def customer_type_exists(customer_type_id: int) -> bool | None:
    """See the port."""
    if CustomerType is None:
        return None
    return bool(CustomerType.objects.using(WRITER).filter(pk=customer_type_id).exists())


@allow_writer()
def mirror_customers(mirrors: Sequence[CustomerMirror], *, now: datetime) -> list[int | None]:
    """See the port. Types are locked before users, as Saleor does where it deletes one."""
    default, known = _types(mirrors)
    rows = User.objects.using(WRITER).filter(pk__in={item.customer_id for item in mirrors})
    users = {row.pk: row for row in rows.order_by("pk").select_for_update(no_key=True)}
    before = {key: (_type_of(user), dict(user.metadata)) for key, user in users.items()}
    results: list[int | None] = []
    for mirror in mirrors:
        user, given = users.get(mirror.customer_id), None
        if user is not None:
            given = _apply(mirror, user, default, known)
        results.append(given)
    changes = []
    for user in users.values():
        type_id, metadata = before[user.pk]
        is_type, is_metadata = _type_of(user) != type_id, user.metadata != metadata
        if is_type or is_metadata:
            changes.append((user, is_type, is_metadata))
    _write([user for user, _, _ in changes], now)
    _tell(changes)
    return results


def _types(mirrors: Sequence[CustomerMirror]) -> tuple[int | None, frozenset[int]]:
    """The default type and the wanted ones that exist; nobody can delete them meanwhile."""
    wanted = {item.customer_type_id for item in mirrors} - {None}
    if CustomerType is None or not (wanted or any(item.replaces for item in mirrors)):
        return None, frozenset()
    with connections[WRITER].cursor() as cursor:
        cursor.execute(
            "SELECT id, is_default FROM account_customertype"
            " WHERE is_default OR id = ANY(%s) ORDER BY id FOR KEY SHARE",
            [sorted(wanted)],
        )
        found = cursor.fetchall()
    default = next((pk for pk, is_default in found if is_default), None)
    return default, frozenset(pk for pk, _ in found)


def _type_of(user: User) -> int | None:
    type_id: int | None = getattr(user, "customer_type_id", None)
    return type_id


def _apply(
    mirror: CustomerMirror, user: User, default: int | None, known: frozenset[int]
) -> int | None:
    given = None
    if CustomerType is not None and (mirror.customer_type_id is not None or mirror.replaces):
        user.customer_type_id, given = type_after(
            mirror, present=_type_of(user), default=default, known=known
        )
    for key, value in mirror.metadata.items():
        if value is None:
            user.metadata.pop(key, None)
        else:
            user.metadata[key] = value
    return given


def _write(users: Sequence[User], now: datetime) -> None:
    """One statement for all: the rows are locked, so nobody's change is overwritten."""
    for user in users:
        user.updated_at = now
    if users:
        names = ["metadata", "updated_at", *(["customer_type"] if CustomerType is not None else [])]
        User.objects.using(WRITER).bulk_update(users, names)


def _tell(changes: Sequence[tuple[User, bool, bool]]) -> None:
    """As Saleor's own mutations do; the flags say whether type and metadata changed."""
    if not changes:
        return
    manager = get_plugins_manager(allow_replica=False)
    site = SiteSettings.objects.using(WRITER).filter(site_id=settings.SITE_ID).first()
    tells_twice = getattr(site, "use_legacy_update_webhook_emission", False)
    for user, is_type, is_metadata in changes:
        if is_type or tells_twice:
            call_event(_quietly, manager.customer_updated, user)
        if is_metadata:
            call_event(_quietly, manager.customer_metadata_updated, user)


@allow_writer()
def _quietly(event: Callable[[User], Any], user: User) -> None:
    try:
        event(user)
    except Exception:
        logger.exception("Nobody could be told that customer %s has changed.", user.pk)
