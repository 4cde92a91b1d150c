"""Where customers live and of which type they are, as a condition for other statements.

Shops whose users name two default addresses, which have a country, share it.
"""

from collections.abc import Collection
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

# Up to so many customers are named by id, so that a statement can begin with them; of more it asks
# each time.
NAMED_MAX = 5_000


def customer_condition(
    users: QuerySet[Any],
    customer_types: QuerySet[Any] | None,
    *,
    countries: Collection[str],
    customer_type_ids: Collection[int],
) -> Q:
    """What `Host.customer_condition` owes. `customer_types` is None where the shop has none.

    Reads no more than `NAMED_MAX` users and one.
    """
    users = users.order_by()
    if customer_type_ids:
        users = users.filter(_is_of_type(customer_type_ids, customer_types))
    ids = list(_ids(users, countries)[: NAMED_MAX + 1])
    if len(ids) <= NAMED_MAX:
        return Q(customer_id__in=ids)
    this = users.filter(_lives_in(countries), pk=OuterRef("customer_id"))
    return Q(Exists(this))


def _is_of_type(customer_type_ids: Collection[int], customer_types: QuerySet[Any] | None) -> Q:
    if customer_types is None:
        return Q(pk__in=())
    condition = Q(customer_type_id__in=customer_type_ids)
    default = customer_types.filter(is_default=True, pk__in=customer_type_ids)
    return condition | Q(customer_type=None) if default.exists() else condition


def _ids(users: QuerySet[Any], countries: Collection[str]) -> QuerySet[Any]:
    """Two statements joined: with an "or" over two tables no index could be used."""
    if not countries:
        return users.values_list("pk", flat=True)
    billed = users.filter(default_billing_address__country__in=countries)
    shipped = users.filter(
        default_billing_address=None, default_shipping_address__country__in=countries
    )
    return billed.values_list("pk", flat=True).union(shipped.values_list("pk", flat=True), all=True)


def _lives_in(countries: Collection[str]) -> Q:
    if not countries:
        return Q()
    return Q(default_billing_address__country__in=countries) | Q(
        default_billing_address=None, default_shipping_address__country__in=countries
    )
