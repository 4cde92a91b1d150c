"""The shop's own types, looked up while a schema is built; never at import."""

from collections.abc import Callable
from typing import Any

from saleor_loyalty_plugin.hosts import current_host


def shop_type(name: str) -> Callable[[], Any]:
    """A reference to the shop's type, for a graphene field."""

    def of_host() -> Any:
        return current_host().graphql_type(name)

    return of_host
