"""Customers as facts, and the ways to find one."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from functools import reduce
from operator import and_
from typing import Any

from django.db.models import Q
from saleor.account import models
from saleor.account.models import User
from saleor.account.utils import retrieve_user_by_email
from saleor.site.models import SiteSettings

from saleor_loyalty_plugin.hosts import metadata
from saleor_loyalty_plugin.hosts.customer_conditions import customer_condition
from saleor_loyalty_plugin.hosts.languages import chosen_language
from saleor_loyalty_plugin.hosts.port import CustomerChange
from saleor_loyalty_plugin.hosts.saleor.databases import WRITER, allow_writer
from saleor_loyalty_plugin.rules.facts import CustomerFacts

SEARCH_WORDS_MAX = 5


@allow_writer()
def customer_facts(customer_ids: Iterable[int]) -> dict[int, CustomerFacts]:
    rows = (
        User.objects.using(WRITER)
        .filter(pk__in=list(customer_ids))
        .only(
            "email",
            "first_name",
            "last_name",
            "is_active",
            "is_confirmed",
            "date_joined",
            "metadata",
            "language_code",
        )
        .order_by()
    )
    # Where the shop asks nobody to confirm, new customers stay unconfirmed for good.
    asks = any(not row.is_confirmed for row in rows) and _asks_to_confirm()
    return {
        row.pk: CustomerFacts(
            customer_id=row.pk,
            email=row.email,
            name=f"{row.first_name} {row.last_name}".strip(),
            is_active=row.is_active,
            is_confirmed=row.is_confirmed,
            joined_at=row.date_joined,
            metadata=row.metadata,
            awaits_confirmation=asks and not row.is_confirmed,
            first_name=row.first_name.strip(),
            language_code=chosen_language(row.language_code),
        )
        for row in rows
    }


def _asks_to_confirm() -> bool:
    sites = SiteSettings.objects.using(WRITER).filter(enable_account_confirmation_by_email=True)
    return bool(sites.exists())


@allow_writer()
def customers_changed(
    *, after: CustomerChange | None, until: datetime, limit: int
) -> list[CustomerChange]:
    """By Saleor's `User.updated_at`, which is indexed.

    In 3.22 and 3.23 alike, it is stamped by signing up, confirming, setting a password (which
    confirms too, and calls no hook), signing in, changing name, address or e-mail, and by every
    change of metadata. It is not stamped by `customerBulkUpdate` and by signing in through OpenID
    Connect; both call `customer_updated`, and the next change of the customer repairs a lost call.

    Customers are whom Saleor's own `customers` query lists: everybody but staff, and staff who
    have ordered.
    """
    rows = User.objects.db_manager(WRITER).customers().filter(updated_at__lte=until)
    if after is not None:
        # The first condition looks redundant; it is what lets the index seek.
        rows = rows.filter(updated_at__gte=after.changed_at).filter(
            Q(updated_at__gt=after.changed_at) | Q(pk__gt=after.customer_id)
        )
    found = rows.order_by("updated_at", "pk").values_list("updated_at", "pk")[:limit]
    return [CustomerChange(changed_at=changed_at, customer_id=pk) for changed_at, pk in found]


@allow_writer()
def confirmed_customer_ids(emails: Iterable[str]) -> dict[str, int]:
    """Saleor stores a customer's address in lower case, unless it came through OpenID Connect:
    that is found only where the order has it in the same letters."""
    addresses = {item for email in emails if email for item in (email, email.lower())}
    rows = User.objects.using(WRITER).filter(email__in=addresses, is_active=True, is_confirmed=True)
    found = sorted(rows.order_by().values_list("email", "pk"))
    # Of two that differ in letter case alone, the one in lower case comes last.
    return {email.lower(): pk for email, pk in found}


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
def read_metadata(
    customer_ids: Collection[int], *, locks: bool = False
) -> Mapping[int, Mapping[str, str]]:
    """See the port."""
    table = User._meta.db_table
    return metadata.read_metadata(customer_ids, table=table, using=WRITER, locks=locks)


@allow_writer()
def write_metadata(changes: Mapping[int, Mapping[str, str | None]]) -> None:
    """See the port. Around Saleor's models, which would stamp `updated_at`."""
    metadata.write_metadata(changes, table=User._meta.db_table, using=WRITER)


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


@allow_writer()
def condition(*, countries: Collection[str], customer_type_ids: Collection[int], using: str) -> Q:
    """Saleor has types of customers from 3.23 on."""
    customer_type: Any = getattr(models, "CustomerType", None)
    return customer_condition(
        User.objects.using(using),
        customer_type.objects.using(using) if customer_type is not None else None,
        countries=countries,
        customer_type_ids=customer_type_ids,
    )
