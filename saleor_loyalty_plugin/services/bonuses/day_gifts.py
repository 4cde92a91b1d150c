"""Birthdays and anniversaries: a gift to those whose day it is."""

import logging
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import batched

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from saleor_loyalty_plugin import ledger
from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.models import (
    Account,
    Bonus,
    BonusRun,
    EntryKind,
    Grant,
    Profile,
)
from saleor_loyalty_plugin.rules.bonuses import BonusTrigger
from saleor_loyalty_plugin.rules.occasions import dates_that_come_round, first_moment, last_moment
from saleor_loyalty_plugin.rules.participation import NO_MEMBERSHIP, absence
from saleor_loyalty_plugin.services.bonuses.due_gifts import DAY_LATE_MAX, Gift, gift_of
from saleor_loyalty_plugin.services.bonuses.grants import Occasion, settle_grant
from saleor_loyalty_plugin.services.members.accounts import accounts_of
from saleor_loyalty_plugin.services.members.participation import memberships

logger = logging.getLogger(__name__)

# Who moves their birthday waits this long for the next gift.
DAYS_BETWEEN_MIN = 300
CUSTOMERS_BATCH = 200


def give_day(*, run: BonusRun, now: datetime) -> int:
    """Give to all whose day the run's is and who have no gift for it yet; returns how many.

    Repeated while the day lasts, for those who sign up, confirm or opt in on it, and once after
    it, at most 7 days later.
    """
    using = current_host().writer_alias()
    day = date.fromisoformat(run.occasion)
    bonus = Bonus.objects.using(using).select_related("program").get(pk=run.bonus_id)
    day_end = last_moment(day, time_zone=bonus.program.time_zone)
    gift = gift_of(run, moment=min(now, day_end), using=using)
    count = 0
    if gift is not None and now <= day_end + DAY_LATE_MAX:
        count = _give_to_celebrants(gift, day, now, using)
    runs = BonusRun.objects.using(using).filter(pk=run.pk)
    runs.update(accounts_count=F("accounts_count") + count)
    if now > day_end:
        runs.filter(finished_at=None).update(finished_at=now)
    return count


def _give_to_celebrants(gift: Gift, day: date, now: datetime, using: str) -> int:
    count = 0
    for customer_ids in batched(_celebrants(gift, day, using), CUSTOMERS_BATCH):
        for customer_id, account in _accounts(gift, customer_ids, now, using):
            try:
                count += _give_to(customer_id, account, gift, day, now, using)
            except Exception:
                logger.exception("Customer %s: no gift for %s.", customer_id, day)
    return count


def _celebrants(gift: Gift, day: date, using: str) -> list[int]:
    """Customers whose day it is, without those who were given lately, ascending."""
    name = _date_of(gift)
    dates = Q()
    for month, number in dates_that_come_round(day):
        dates |= Q(**{f"{name}__month": month, f"{name}__day": number})
    grants = _grants_lately(gift, day, using).filter(
        account__customer_id=OuterRef("pk"), account__program_id=gift.active.program_id
    )
    rows = Profile.objects.using(using).filter(dates, **{f"{name}__lt": date(day.year, 1, 1)})
    return list(rows.exclude(Exists(grants)).order_by("pk").values_list("pk", flat=True))


def _accounts(
    gift: Gift, customer_ids: Sequence[int], now: datetime, using: str
) -> Iterator[tuple[int, Account | None]]:
    """Those of a batch who may be given something, with the account if they have one."""
    program_id = gift.active.program_id
    customers = current_host().customer_facts(customer_ids)
    accounts = accounts_of(customer_ids=customer_ids, program_ids=[program_id], using=using)
    known = memberships(account_ids=[item.pk for item in accounts.values()], using=using)
    for customer_id in customer_ids:
        customer = customers.get(customer_id)
        account = accounts.get((customer_id, program_id))
        if customer is None or not customer.is_established:
            continue
        membership = known[account.pk] if account is not None else NO_MEMBERSHIP
        eligibility = gift.active.terms.eligibility
        if absence(membership, eligibility=eligibility, moment=now) is None:
            yield customer_id, account


def _give_to(
    customer_id: int, account: Account | None, gift: Gift, day: date, now: datetime, using: str
) -> bool:
    """Give to one customer; False if another process was quicker, or staff took it back."""
    if account is None:
        account = ledger.ensure_account(
            program_id=gift.active.program_id, customer_id=customer_id, now=now, using=using
        )
    entry = settle_grant(
        account_id=account.pk,
        occasion=_occasion(gift, customer_id, day, using),
        points=gift.bonus.points,
        active=gift.active,
        now=now,
    )
    return entry is not None


def _grants_lately(gift: Gift, day: date, using: str) -> QuerySet[Grant]:
    """What this bonus has given in the year or so before a day."""
    after = _moment(gift, day) - timedelta(days=DAYS_BETWEEN_MIN)
    return Grant.objects.using(using).filter(source=_source(gift), occurred_at__gt=after)


def _occasion(gift: Gift, customer_id: int, day: date, using: str) -> Occasion:
    values: dict[str, int] = {}
    if gift.bonus.trigger is BonusTrigger.ANNIVERSARY:
        profile = Profile.objects.using(using).get(pk=customer_id)
        if profile.joined_on is not None:
            values["years"] = day.year - profile.joined_on.year
    return Occasion(
        source=_source(gift),
        occasion=str(day.year),
        kind=EntryKind.GIFT,
        reason=gift.bonus.trigger.value,
        source_label=gift.bonus.name,
        occurred_at=_moment(gift, day),
        explanation=[gift.explanation(gift.bonus.trigger.value, **values)],
    )


def _date_of(gift: Gift) -> str:
    return "birthday" if gift.bonus.trigger is BonusTrigger.BIRTHDAY else "joined_on"


def _source(gift: Gift) -> str:
    return f"bonus:{gift.bonus.bonus_id}"


def _moment(gift: Gift, day: date) -> datetime:
    return first_moment(day, time_zone=gift.active.terms.expiry.time_zone)
