"""What an event gives: which bonuses it meets, and which of many events a limit lets through.

Days, weeks, months and years are those of the program's time zone; weeks begin on Monday.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from saleor_loyalty_plugin.rules.bonuses import Bonus, BonusTrigger, LimitPeriod
from saleor_loyalty_plugin.rules.terms import ProgramTerms, ReviewLimit

NEWSLETTER = "newsletter"
REVIEW = "review"
# Settings of a program give for these, so that no bonus may name them.
SETTINGS_BY_TYPE = {
    "registration": "registrationPoints",
    NEWSLETTER: "newsletterPoints",
    REVIEW: "reviewPoints",
    "referral": "referrerPoints",
}
EVENT_TYPE = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")


class EventOutcome(StrEnum):
    """What came of an event when it was recorded."""

    CREDITED = "CREDITED"
    LIMIT_REACHED = "LIMIT_REACHED"
    NOT_OFFERED = "NOT_OFFERED"


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """Points for each event, at most `limit` times in a `period` (None: no limit).

    `source` is the grant's; `name` is what people call it, empty for a setting of the program.
    `is_per_product`: the limit is for each product, which the event's reference names.
    `is_single`: once for a customer, however one came to know of it.
    """

    source: str
    reason: str
    points: int
    name: str = ""
    limit: int | None = None
    period: LimitPeriod = LimitPeriod.EVER
    is_per_product: bool = False
    is_single: bool = False


def offers(terms: ProgramTerms, *, event_type: str, occurred_at: datetime) -> tuple[Offer, ...]:
    """Everything that the terms of its time give for an event; nothing while earning is off."""
    if not (terms.is_active and terms.earning_active):
        return ()
    found = [
        bonus_offer(bonus)
        for bonus in terms.bonuses
        if bonus.trigger is BonusTrigger.EVENT
        and bonus.event_type == event_type
        and bonus.holds_at(occurred_at)
    ]
    if event_type == REVIEW and terms.review_points > 0:
        found.append(review_offer(terms))
    if event_type == NEWSLETTER and terms.newsletter_points > 0:
        found.append(newsletter_offer(terms))
    return tuple(found)


def knows_type(terms: ProgramTerms, event_type: str) -> bool:
    """Whether the terms give anything for this type of event, at whatever time."""
    if event_type == REVIEW:
        return terms.review_points > 0
    if event_type == NEWSLETTER:
        return terms.newsletter_points > 0
    return any(
        bonus.trigger is BonusTrigger.EVENT and bonus.event_type == event_type
        for bonus in terms.bonuses
    )


def bonus_offer(bonus: Bonus) -> Offer:
    return Offer(
        source=f"bonus:{bonus.bonus_id}",
        reason="EVENT",
        points=bonus.points,
        name=bonus.name,
        limit=bonus.limit,
        period=bonus.limit_period,
    )


def review_offer(terms: ProgramTerms) -> Offer:
    return Offer(
        source=REVIEW,
        reason="REVIEW",
        points=terms.review_points,
        limit=1,
        is_per_product=terms.review_limit is ReviewLimit.PER_PRODUCT,
    )


def newsletter_offer(terms: ProgramTerms) -> Offer:
    return Offer(
        source=NEWSLETTER, reason="NEWSLETTER", points=terms.newsletter_points, is_single=True
    )


def offer_of_source(terms: ProgramTerms, source: str) -> Offer | None:
    """What a source gave under older terms, whether or not it still does."""
    if source == REVIEW:
        return review_offer(terms)
    found = (bonus_offer(bonus) for bonus in terms.bonuses)
    return next((offer for offer in found if offer.source == source), None)


def period_start(period: LimitPeriod, *, moment: datetime, time_zone: str) -> datetime | None:
    """When the day, week, month or year that `moment` lies in began; None for EVER."""
    zone = ZoneInfo(time_zone)
    day = moment.astimezone(zone).date()
    match period:
        case LimitPeriod.EVER:
            return None
        case LimitPeriod.DAY:
            pass
        case LimitPeriod.WEEK:
            day -= timedelta(days=day.weekday())
        case LimitPeriod.MONTH:
            day = day.replace(day=1)
        case LimitPeriod.YEAR:
            day = day.replace(month=1, day=1)
    return datetime.combine(day, time(0), zone)


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """One event for one source, with the limit of its time.

    `counts_from` is the start of its period, None for ever. With `is_per_product` the limit is for
    each `product`, else for all events together.
    """

    occurred_at: datetime
    product: str = ""
    limit: int | None = None
    counts_from: datetime | None = None
    is_per_product: bool = False

    def has_room(self, counted: Iterable["Occurrence"]) -> bool:
        """Whether the limit lets it through after those that were."""
        if self.limit is None:
            return True
        return self.limit > sum(
            (self.counts_from is None or item.occurred_at >= self.counts_from)
            and (not self.is_per_product or item.product == self.product)
            for item in counted
        )


def let_through(occurrences: Sequence[Occurrence], *, counted: Iterable[Occurrence]) -> list[bool]:
    """Which of `occurrences`, in the order of time, are let through after those `counted` before.

    That is how it would have been had each been told of as it happened: what comes late takes its
    own place.
    """
    passed: list[bool] = []
    so_far = list(counted)
    for occurrence in occurrences:
        has_room = occurrence.has_room(so_far)
        if has_room:
            so_far.append(occurrence)
        passed.append(has_room)
    return passed
