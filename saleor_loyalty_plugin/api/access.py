"""Who asks, what they may see, and the words for it in descriptions."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

import graphene
from promise import Promise

from saleor_loyalty_plugin.api.request import request_store
from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.hosts.port import Permission, Requestor
from saleor_loyalty_plugin.models import Account

OWNER = "OWNER"


def requestor_of(info: Any) -> Requestor:
    """Who sent this request; asked of the shop once for each request."""
    return requestor_of_request(info.context)


def requestor_of_request(context: Any) -> Requestor:
    """As `requestor_of`, for a loader."""
    store = request_store(context)
    if "requestor" not in store:
        store["requestor"] = current_host().requestor(context)
    return store["requestor"]


def may_any(requestor: Requestor, permissions: Iterable[Permission]) -> bool:
    """Whether the requestor holds one of the permissions."""
    return any(requestor.may(permission) for permission in permissions)


def require(info: Any, *permissions: Permission) -> Requestor:
    """The requestor, if one of `permissions` is theirs; else raises the shop's own error."""
    requestor = requestor_of(info)
    if not may_any(requestor, permissions):
        raise current_host().permission_denied(permissions)
    return requestor


def require_all(info: Any, *permissions: Permission) -> Requestor:
    """The requestor, if each of `permissions` is theirs; else raises the shop's own error."""
    requestor = requestor_of(info)
    missing = [permission for permission in permissions if not requestor.may(permission)]
    if missing:
        raise current_host().permission_denied(missing[:1])
    return requestor


def is_customer(requestor: Requestor, customer_id: int | None) -> bool:
    """Whether the requestor is this very customer. A missing id is nobody's."""
    return customer_id is not None and requestor.user_id == customer_id


def require_customer_or(info: Any, customer_id: int | None, *permissions: Permission) -> Requestor:
    """The requestor, if they are the customer or hold one of `permissions`; else raises."""
    requestor = requestor_of(info)
    if not is_customer(requestor, customer_id) and not may_any(requestor, permissions):
        raise current_host().permission_denied(permissions)
    return requestor


def visible_account(info: Any, account: Account | None) -> Account | None:
    """The account, if the requestor may see it; else raises. Other people's look like missing."""
    require_customer_or(
        info, account.customer_id if account is not None else None, Permission.MANAGE_USERS
    )
    return account


def visible_order(info: Any, order_id: UUID | None) -> Promise | None:
    """A promise of what the shop's Order resolves from; None where it is not the requestor's."""
    if order_id is None:
        return None
    host = current_host()
    requestor = requestor_of(info)
    with host.writer_access():
        order = Promise.resolve(host.load_order(info.context, order_id))

    def visible(found: Any) -> Any:
        if found is None or requestor.may(Permission.MANAGE_ORDERS):
            return found
        is_own = is_customer(requestor, host.customer_id_of(host.unwrap(found)))
        return found if is_own else None

    return order.then(visible)


def requires(*permissions: Permission | str) -> str:
    """The sentence at the end of a description, worded like the shop's own."""
    names = ", ".join(str(permission) for permission in permissions)
    return f"\n\nRequires one of the following permissions: {names}."


def requires_all(*permissions: Permission) -> str:
    """As `requires`, where one of them is not enough."""
    return f"\n\nRequires all of the following permissions: {', '.join(permissions)}."


class GuardedField(graphene.Field):
    """A field that only holders of one of `permissions` may read; its description says so."""

    def __init__(self, *args: Any, permissions: tuple[Permission, ...], **kwargs: Any) -> None:
        self.permissions = permissions
        kwargs["description"] = kwargs["description"] + requires(*permissions)
        super().__init__(*args, **kwargs)

    def get_resolver(self, parent_resolver: Any) -> Any:
        resolver = self.resolver or parent_resolver

        def guarded(root: Any, info: Any, **args: Any) -> Any:
            require(info, *self.permissions)
            return resolver(root, info, **args)

        return guarded
