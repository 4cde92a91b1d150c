"""What lives as long as one request: loaders and what was found out about the requestor."""

from typing import Any

_ATTRIBUTE = "loyalty_store"


def request_store(context: Any) -> dict[Any, Any]:
    """The request's own store; empty at its start and after `forget`."""
    store: dict[Any, Any] | None = getattr(context, _ATTRIBUTE, None)
    if store is None:
        store = {}
        setattr(context, _ATTRIBUTE, store)
    return store


def forget(context: Any) -> None:
    """Drop everything that was read: a mutation is about to change it."""
    setattr(context, _ATTRIBUTE, {})
