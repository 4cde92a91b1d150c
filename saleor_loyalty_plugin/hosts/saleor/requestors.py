"""Who sent a GraphQL request, and what that very token may do."""

from collections.abc import Iterable, Sequence
from enum import Enum
from typing import Any

from saleor.core.exceptions import PermissionDenied
from saleor.permission.enums import (
    AccountPermissions,
    CheckoutPermissions,
    DiscountPermissions,
    OrderPermissions,
)

from saleor_loyalty_plugin.hosts.port import Permission, Requestor, RequestorKind
from saleor_loyalty_plugin.hosts.saleor.databases import allow_writer

_SALEORS: dict[Permission, Enum] = {
    Permission.MANAGE_USERS: AccountPermissions.MANAGE_USERS,
    Permission.MANAGE_DISCOUNTS: DiscountPermissions.MANAGE_DISCOUNTS,
    Permission.MANAGE_ORDERS: OrderPermissions.MANAGE_ORDERS,
    Permission.MANAGE_CHECKOUTS: CheckoutPermissions.MANAGE_CHECKOUTS,
}


@allow_writer()
def requestor(context: Any) -> Requestor:
    """Costs one query for staff and apps, none for shoppers."""
    app = getattr(context, "app", None)
    if app:
        return Requestor(
            kind=RequestorKind.APP, app_id=app.pk, permissions=_ours(app.get_permissions())
        )
    user = getattr(context, "user", None)
    if not user:
        return Requestor(kind=RequestorKind.ANONYMOUS)
    if not user.is_staff:
        return Requestor(kind=RequestorKind.CUSTOMER, user_id=user.pk)
    # A third-party token carries fewer permissions than its user has; Saleor has set them here.
    return Requestor(
        kind=RequestorKind.STAFF, user_id=user.pk, permissions=_ours(user.get_all_permissions())
    )


def _ours(granted: Iterable[str]) -> frozenset[str]:
    """Saleor's "account.manage_users" under the port's names."""
    granted = set(granted)
    return frozenset(ours.value for ours, theirs in _SALEORS.items() if theirs.value in granted)


@allow_writer()
def channels_open_to(context: Any) -> frozenset[int] | None:
    """Saleor asks apps for rights alone, and of staff also which channels their groups reach."""
    if getattr(context, "app", None):
        return None
    from saleor.graphql.account.dataloaders import AccessibleChannelsByUserIdLoader

    user = getattr(context, "user", None)
    if not user:
        return frozenset()
    channels = AccessibleChannelsByUserIdLoader(context).load(user.pk).get()
    return frozenset(channel.pk for channel in channels)


def permission_denied(permissions: Sequence[Permission]) -> Exception:
    return PermissionDenied(permissions=[_SALEORS[item] for item in permissions])
