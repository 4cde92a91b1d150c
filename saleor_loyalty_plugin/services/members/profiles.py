"""Profiles: a customer's birthday, and the day on which they joined the shop."""

import logging
from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, date, datetime

from django.db import transaction

from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.models import Profile, Program
from saleor_loyalty_plugin.rules.facts import CustomerFacts
from saleor_loyalty_plugin.rules.occasions import AGE_YEARS_MAX, local_day, parsed_birthday
from saleor_loyalty_plugin.services.errors import LoyaltyProblem, ProblemCode
from saleor_loyalty_plugin.services.programs.programs import default_program

logger = logging.getLogger(__name__)


def note_profile(*, customer: CustomerFacts, now: datetime) -> int:
    """Keep what the shop knows of one customer; 1 if something was new."""
    return note_profiles(customers=[customer], now=now)


def note_profiles(*, customers: Sequence[CustomerFacts], now: datetime) -> int:
    """Keep what the shop knows of many customers; how many had something new.

    The first birthday stays: shoppers may change their own metadata, and would have one each day.
    Three queries, another for those who are new, and one for each whose birthday came later.
    """
    using = current_host().writer_alias()
    keys = birthday_keys()
    time_zone = default_program().time_zone
    known = Profile.objects.using(using).in_bulk([item.customer_id for item in customers])
    new, count = [], 0
    for customer in customers:
        profile = known.get(customer.customer_id)
        birthday = None
        if profile is None or profile.birthday is None:
            birthday = _birthday_in(customer, keys, now)
        if profile is None:
            joined_on = local_day(customer.joined_at, time_zone=time_zone)
            new.append(Profile(pk=customer.customer_id, birthday=birthday, joined_on=joined_on))
        elif birthday is not None:
            rows = Profile.objects.using(using).filter(pk=profile.pk, birthday=None)
            count += rows.update(birthday=birthday)
    Profile.objects.using(using).bulk_create(new, ignore_conflicts=True)
    return count + len(new)


def birthday_keys() -> list[str]:
    """The keys of metadata that hold birthdays, the default program's first. One query."""
    programs = Program.objects.using(current_host().writer_alias())
    rows = programs.exclude(birthday_metadata_key="").order_by("-is_default", "pk")
    return list(rows.values_list("birthday_metadata_key", flat=True))


def note_new_profiles(*, customers: Sequence[CustomerFacts], now: datetime) -> set[int]:
    """Keep what the shop knows of many customers at once; then there is nobody left to settle."""
    note_profiles(customers=customers, now=now)
    return set()


def _birthday_in(customer: CustomerFacts, keys: Sequence[str], now: datetime) -> date | None:
    """The first birthday that can be read under one of the keys, the default program's first."""
    for key in keys:
        text = customer.metadata.get(key)
        if not text:
            continue
        try:
            return parsed_birthday(str(text).strip(), today=now.astimezone(UTC).date())
        except ValueError as error:
            # Without the text: what customers write into the wrong field is theirs alone.
            logger.info("Customer %s has no birthday: %s.", customer.customer_id, error)
    return None


def set_birthday(*, customer_id: int, birthday: str, replaces: bool, now: datetime) -> date:
    """Keep a birthday. `replaces`: also where another one is known, which staff may say.

    Raises `LoyaltyProblem`: NOT_FOUND (the customer), INVALID, ALREADY_SET (unless `replaces`).
    """
    customer = current_host().customer_facts([customer_id]).get(customer_id)
    if customer is None:
        raise LoyaltyProblem(ProblemCode.NOT_FOUND, "No customer has this ID.", field="customer_id")
    try:
        day = parsed_birthday(birthday, today=now.astimezone(UTC).date())
    except ValueError:
        raise LoyaltyProblem(
            ProblemCode.INVALID,
            "Give a day in the past %(years)s years such as 1990-05-31, or --05-31 without its"
            " year.",
            field="birthday",
            values={"years": AGE_YEARS_MAX},
        ) from None
    using = current_host().writer_alias()
    with transaction.atomic(using=using):
        note_profile(customer=customer, now=now)
        profile = Profile.objects.using(using).select_for_update().get(pk=customer_id)
        if profile.birthday not in (None, day) and not replaces:
            raise LoyaltyProblem(
                ProblemCode.ALREADY_SET,
                "Your birthday is known already. Ask the shop to change it.",
                field="birthday",
            )
        profile.birthday = day
        profile.save(using=using, update_fields=["birthday"])
    return day


def waive_first_time(*, customer_id: int, is_waived: bool, now: datetime) -> bool:
    """Let a customer have rewards for first-time buyers whatever they have bought, or no longer.

    Returns what is kept. Raises `LoyaltyProblem`: NOT_FOUND (the customer).
    """
    customer = current_host().customer_facts([customer_id]).get(customer_id)
    if customer is None:
        raise LoyaltyProblem(ProblemCode.NOT_FOUND, "No customer has this ID.", field="customer_id")
    using = current_host().writer_alias()
    with transaction.atomic(using=using):
        note_profile(customer=customer, now=now)
        rows = Profile.objects.using(using).filter(pk=customer_id)
        rows.update(first_time_waived=is_waived)
    return is_waived


def first_time_waived_ids(*, customer_ids: Collection[int], using: str) -> frozenset[int]:
    """Those customers who may have rewards for first-time buyers whatever they have bought."""
    rows = Profile.objects.using(using).filter(pk__in=customer_ids, first_time_waived=True)
    return frozenset(rows.values_list("pk", flat=True))


def birthdays_of(*, customer_ids: Sequence[int], using: str) -> Mapping[int, date]:
    """The birthdays that are known."""
    rows = Profile.objects.using(using).filter(pk__in=customer_ids).exclude(birthday=None)
    return {row.pk: row.birthday for row in rows if row.birthday is not None}
