"""What customers are given for being customers: once for the account, once for the newsletter.

Each program gives its own. Steps of `settle_customer`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, Subquery

from saleor_loyalty_plugin import ledger
from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.models import Grant, Program, ProgramVersion
from saleor_loyalty_plugin.rules.customer_bonuses import newsletter_points, registration_points
from saleor_loyalty_plugin.rules.events import NEWSLETTER
from saleor_loyalty_plugin.rules.facts import CustomerFacts
from saleor_loyalty_plugin.services.bonuses.grants import Occasion, settle_grant
from saleor_loyalty_plugin.services.members.accounts import account_for
from saleor_loyalty_plugin.services.members.participation import eligibility_at, takes_part
from saleor_loyalty_plugin.services.programs.programs import ActiveTerms, terms_at, terms_under

REGISTRATION = "registration"


def settle_registration(*, customer: CustomerFacts, now: datetime) -> int:
    """Give the points for a new account; returns how many programs did."""
    given = 0
    for program_id in _programs_that_promised(customer):
        if _has(customer, program_id, REGISTRATION):
            continue
        # What the customer was promised on joining counts, not what is offered today.
        active = terms_at(program_id=program_id, moment=customer.joined_at)
        given += _give(
            customer,
            source=REGISTRATION,
            points=registration_points(customer, active.terms),
            occurred_at=customer.joined_at,
            active=active,
            now=now,
        )
    return given


def settle_newsletter(*, customer: CustomerFacts, now: datetime) -> int:
    """Give the points for the newsletter where metadata tell of it; returns how many programs did.

    When the customer signed up nobody knows: the terms of today count.
    """
    return sum(
        _give(
            customer,
            source=NEWSLETTER,
            points=newsletter_points(customer, active.terms),
            occurred_at=now,
            active=active,
            now=now,
        )
        for active in _newsletter_terms()
        if not _has(customer, active.program_id, NEWSLETTER)
    )


def customers_to_welcome(*, customers: Sequence[CustomerFacts], now: datetime) -> set[int]:
    """Customers whom a program may owe the points for a new account."""
    found: set[int] = set()
    for program_id, history in _registration_history().items():
        due = [item.customer_id for item in customers if _may_be_due(item, history)]
        found |= _without(due, program_id, REGISTRATION)
    return found


def customers_with_newsletter(*, customers: Sequence[CustomerFacts], now: datetime) -> set[int]:
    """Customers whom a program may owe the points for the newsletter."""
    found: set[int] = set()
    for active in _newsletter_terms():
        due = [item.customer_id for item in customers if newsletter_points(item, active.terms)]
        found |= _without(due, active.program_id, NEWSLETTER)
    return found


def _give(
    customer: CustomerFacts,
    *,
    source: str,
    points: int,
    occurred_at: datetime,
    active: ActiveTerms,
    now: datetime,
) -> int:
    """1 if points were given. Whoever doesn't take part yet gets them on joining the program."""
    if points == 0:
        return 0
    program_id, customer_id = active.program_id, customer.customer_id
    account = account_for(customer_id=customer_id, program_id=program_id)
    eligibility = eligibility_at(active=terms_at(program_id=program_id, moment=now), moment=now)
    if not takes_part(account=account, eligibility=eligibility, moment=now):
        return 0
    if account is None:
        account = ledger.ensure_account(program_id=program_id, customer_id=customer_id, now=now)
    reason = source.upper()
    entry = settle_grant(
        account_id=account.pk,
        occasion=Occasion(
            source=source,
            reason=reason,
            occurred_at=occurred_at,
            explanation=[{"code": reason, "values": {"points": points}}],
        ),
        points=points,
        active=active,
        now=now,
    )
    return 1 if entry is not None else 0


def _has(customer: CustomerFacts, program_id: int, source: str) -> bool:
    return not _without([customer.customer_id], program_id, source)


def _without(customer_ids: Iterable[int], program_id: int, source: str) -> set[int]:
    """Those of some customers who were never given anything from a source. One query."""
    wanted = set(customer_ids)
    if not wanted:
        return wanted
    given = Grant.objects.using(current_host().writer_alias()).filter(
        source=source, account__program_id=program_id, account__customer_id__in=wanted
    )
    return wanted - set(given.order_by().values_list("account__customer_id", flat=True))


def _programs_that_promised(customer: CustomerFacts) -> list[int]:
    """Programs that run and gave points for a new account when this one was made. One query."""
    if not customer.is_established:
        return []
    using = current_host().writer_alias()
    in_force = ProgramVersion.objects.filter(
        program=OuterRef("pk"), created_at__lte=customer.joined_at
    ).order_by("-number")
    promised = Subquery(in_force.values("terms__registration_points")[:1])
    rows = (
        Program.objects.using(using)
        .filter(is_active=True, earning_active=True)
        .annotate(promised=promised)
        .values_list("pk", "promised")
    )
    return [program_id for program_id, points in rows if points]


@dataclass(frozen=True, slots=True, kw_only=True)
class _History:
    """What a program gave for a new account: (since when, points), oldest version first."""

    steps: tuple[tuple[datetime, int], ...]


def _registration_history() -> Mapping[int, _History]:
    """By program that runs; without those that never gave any. One query, of numbers alone."""
    rows = (
        ProgramVersion.objects.using(current_host().writer_alias())
        .filter(program__is_active=True, program__earning_active=True)
        .order_by("program_id", "number")
        .values_list("program_id", "created_at", "terms__registration_points")
    )
    steps: dict[int, list[tuple[datetime, int]]] = {}
    for program_id, created_at, points in rows:
        steps.setdefault(program_id, []).append((created_at, points or 0))
    return {
        program_id: _History(steps=tuple(found))
        for program_id, found in steps.items()
        if any(points for _, points in found)
    }


def _may_be_due(customer: CustomerFacts, history: _History) -> bool:
    """Whether the version that the customer joined under gives points."""
    if not customer.is_established:
        return False
    points = [points for since, points in history.steps if since <= customer.joined_at]
    return bool(points and points[-1])


def _newsletter_terms() -> list[ActiveTerms]:
    """The terms in force of each program that gives points for a key of the metadata."""
    using = current_host().writer_alias()
    programs = Program.objects.using(using).filter(
        is_active=True, earning_active=True, newsletter_points__gt=0
    )
    newest = (
        ProgramVersion.objects.using(using)
        .filter(program__in=programs.exclude(newsletter_metadata_key=""))
        .order_by("program_id", "-number")
        .distinct("program_id")
    )
    return [terms_under(version) for version in newest]
