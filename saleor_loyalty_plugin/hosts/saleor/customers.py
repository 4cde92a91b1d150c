"""Customers as facts, and the ways to find one."""

from collections.abc import Iterable
from functools import reduce
from operator import and_

from django.db.models import Q
from saleor.account.models import User
from saleor.account.utils import retrieve_user_by_email

from saleor_loyalty_plugin.hosts.saleor.databases import WRITER, allow_writer
from saleor_loyalty_plugin.rules.facts import CustomerFacts

SEARCH_WORDS_MAX = 5


@allow_writer()
def customer_facts(customer_ids: Iterable[int]) -> dict[int, CustomerFacts]:
    rows = (
        User.objects.using(WRITER)
        .filter(pk__in=list(customer_ids))
        .values_list("pk", "email", "first_name", "last_name", "is_active", "is_confirmed")
    )
    return {
        pk: CustomerFacts(
            customer_id=pk,
            email=email,
            name=f"{first_name} {last_name}".strip(),
            is_active=is_active,
            is_confirmed=is_confirmed,
        )
        for pk, email, first_name, last_name, is_active, is_confirmed in rows.order_by()
    }


@allow_writer()
def find_customer_ids(search: str, *, limit: int) -> list[int]:
    words = search.split()[:SEARCH_WORDS_MAX]
    if not words:
        return []
    # `ilike` is Saleor's lookup; unlike `icontains` it can use Saleor's trigram index.
    conditions = [
        Q(email__ilike=word) | Q(first_name__ilike=word) | Q(last_name__ilike=word)
        for word in words
    ]
    rows = User.objects.using(WRITER).filter(reduce(and_, conditions)).order_by("pk")
    return list(rows.values_list("pk", flat=True)[:limit])


@allow_writer()
def find_customer_id(
    *, email: str | None, phone: str | None, external_reference: str | None
) -> int | None:
    if email:
        return _id_by_email(email)
    if external_reference:
        rows = User.objects.using(WRITER).filter(external_reference=external_reference)
    elif phone:
        rows = User.objects.using(WRITER).filter(addresses__phone=phone)
    else:
        return None
    # A phone that two customers share names neither of them.
    found = set(rows.order_by().values_list("pk", flat=True)[:10])
    return found.pop() if len(found) == 1 else None


def _id_by_email(email: str) -> int | None:
    # Saleor stores addresses in lower case; its own look-up, which forgives more, has no index.
    rows = User.objects.using(WRITER).filter(email=email.lower())
    found: int | None = rows.order_by().values_list("pk", flat=True).first()
    if found is not None:
        return found
    user = retrieve_user_by_email(email)
    return user.pk if user is not None else None
