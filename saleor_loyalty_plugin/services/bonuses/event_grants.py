"""What an event is given, one source at a time, within the source's limit.

Limits let through what happened first, not what was told first. An event that comes late takes its
own place; of what changes by that only the sum is posted, so that as a rule nothing is taken back.
"""

from collections.abc import Sequence
from datetime import datetime

from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.models import Entry, Event, Grant
from saleor_loyalty_plugin.rules.events import (
    Occurrence,
    Offer,
    let_through,
    offer_of_source,
    period_start,
)
from saleor_loyalty_plugin.rules.terms import ProgramTerms
from saleor_loyalty_plugin.services.bonuses.grants import Occasion, change_grant, settle_grant
from saleor_loyalty_plugin.services.programs.programs import ActiveTerms, terms_of_version


def grant_event(*, event: Event, offer: Offer, active: ActiveTerms, now: datetime) -> list[Entry]:
    """Give an event what an offer of the terms of its time holds; the entries that were written.

    The first of them, if it is a credit, is the event's own. Call it once for an event and offer,
    in a transaction that holds the account's lock. Raises GrantRefused.
    """
    occasion = _occasion(event, offer)
    if offer.is_single:
        entry = settle_grant(
            account_id=event.account_id,
            occasion=occasion,
            points=offer.points,
            active=active,
            now=now,
        )
        return [entry] if entry is not None else []
    using = current_host().writer_alias()
    grant = Grant(
        account_id=event.account_id,
        source=offer.source,
        occasion=occasion.occasion,
        program_version_id=active.version_id,
        occurred_at=event.occurred_at,
        created_at=now,
    )
    change = _take_place(grant, offer, active.terms)
    grant.save(using=using)
    if change > 0:
        return [change_grant(grant, occasion=occasion, difference=change, active=active, now=now)]
    return _take_back(-change, grant, occasion, active, now)


def _occasion(event: Event, offer: Offer) -> Occasion:
    step = {"code": offer.reason, "values": {"bonus": offer.name, "points": offer.points}}
    steps = [step]
    if offer.limit is not None:
        period = "PRODUCT" if offer.is_per_product else str(offer.period)
        steps.append({"code": "LIMIT", "values": {"limit": offer.limit, "period": period}})
    # Of a review, the product is what its limit counts by.
    suffix = f":{event.reference}" if offer.reason == "REVIEW" else ""
    return Occasion(
        source=offer.source,
        occasion="" if offer.is_single else f"{event.pk}{suffix}",
        reason=offer.reason,
        occurred_at=event.occurred_at,
        source_label=offer.name,
        actor=event.actor,
        explanation=steps,
    )


def _take_place(grant: Grant, offer: Offer, terms: ProgramTerms) -> int:
    """Put a new grant among the others of its source; by how much their sum changes.

    Sets `is_counted` of the new one, which is not saved here, and of those that happened later.
    """
    using = current_host().writer_alias()
    same_source = Grant.objects.using(using).filter(
        account_id=grant.account_id, source=grant.source
    )
    later = list(
        same_source.filter(occurred_at__gt=grant.occurred_at)
        .select_related("program_version")
        .order_by("occurred_at", "pk")
    )
    offers = [offer] + [_offer_of(item) for item in later]
    all_terms = [terms] + [_terms_of(item) for item in later]
    occurrences = [
        _occurrence(item, its_offer, its_terms)
        for item, its_offer, its_terms in zip([grant, *later], offers, all_terms, strict=True)
    ]
    passed = let_through(occurrences, counted=_counted_before(grant, occurrences, using))
    grant.is_counted = passed[0]
    change = offer.points if grant.is_counted else 0
    for item, its_offer, is_counted in zip(later, offers[1:], passed[1:], strict=True):
        if is_counted != item.is_counted:
            item.is_counted = is_counted
            item.save(using=using, update_fields=["is_counted"])
            change += its_offer.points if is_counted else -its_offer.points
    return change


def _counted_before(
    grant: Grant, occurrences: Sequence[Occurrence], using: str
) -> list[Occurrence]:
    """Those of the same source, up to the new one's time, that count for any of `occurrences`."""
    starts = [item.counts_from for item in occurrences if item.limit is not None]
    if not starts:
        return []
    rows = Grant.objects.using(using).filter(
        account_id=grant.account_id,
        source=grant.source,
        occurred_at__lte=grant.occurred_at,
        is_counted=True,
    )
    known = [start for start in starts if start is not None]
    if len(known) == len(starts):
        rows = rows.filter(occurred_at__gte=min(known))
    return [Occurrence(occurred_at=item.occurred_at, product=_product(item)) for item in rows]


def _occurrence(grant: Grant, offer: Offer, terms: ProgramTerms) -> Occurrence:
    return Occurrence(
        occurred_at=grant.occurred_at,
        product=_product(grant),
        limit=offer.limit,
        counts_from=period_start(
            offer.period, moment=grant.occurred_at, time_zone=terms.expiry.time_zone
        ),
        is_per_product=offer.is_per_product,
    )


def _product(grant: Grant) -> str:
    return grant.occasion.partition(":")[2]


def _terms_of(grant: Grant) -> ProgramTerms:
    if grant.program_version is None:
        raise AssertionError(f"{grant} names no terms")
    return terms_of_version(grant.program_version)


def _offer_of(grant: Grant) -> Offer:
    offer = offer_of_source(_terms_of(grant), grant.source)
    if offer is None:
        raise AssertionError(f"{grant} is in no terms")
    return offer


def _take_back(
    points: int, grant: Grant, occasion: Occasion, active: ActiveTerms, now: datetime
) -> list[Entry]:
    """Later events had more than is due now: take it from those that no longer count, if it can be.

    That takes an event that comes late, a limit, and terms that gave less at its time.
    """
    entries = []
    rows = Grant.objects.using(current_host().writer_alias()).filter(
        account_id=grant.account_id, source=grant.source, points__gt=0
    )
    if points > 0:
        for item in rows.order_by("is_counted", "-occurred_at", "-pk"):
            taken = min(item.points, points)
            if taken > 0:
                entries.append(
                    change_grant(item, occasion=occasion, difference=-taken, active=active, now=now)
                )
            points -= taken
    return entries
