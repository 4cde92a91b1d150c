"""Who takes part: read from what was ever changed about an account and from its cards.

`rules.participation` is the rule; `taking_part` says the same to the database, for statements
over all accounts.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from django.db.models import Exists, Max, OuterRef, Q
from django.db.models.fields.json import KT

from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.models import Account, Card, MembershipChange, ProgramVersion
from saleor_loyalty_plugin.rules.participation import (
    CHOICES,
    NO_MEMBERSHIP,
    STATUSES,
    Absence,
    CardSpan,
    Change,
    ChangeKind,
    Membership,
    absence,
)
from saleor_loyalty_plugin.rules.terms import Eligibility
from saleor_loyalty_plugin.services.facts import note_fact
from saleor_loyalty_plugin.services.programs.programs import ActiveTerms

# What the world hears of each change.
_FACTS = {
    ChangeKind.OPTED_IN: "opted_in",
    ChangeKind.OPTED_OUT: "opted_out",
    ChangeKind.FROZEN: "account_frozen",
    ChangeKind.BANNED: "account_banned",
    ChangeKind.ACTIVATED: "account_activated",
}


def takes_part(
    *, account: Account | None, eligibility: Eligibility, moment: datetime, using: str | None = None
) -> bool:
    """Whether an account took part at `moment`; None is a customer who had none then.

    Costs a query, two where cards decide, none without an account.
    """
    return absence_of(account=account, eligibility=eligibility, moment=moment, using=using) is None


def absence_of(
    *, account: Account | None, eligibility: Eligibility, moment: datetime, using: str | None = None
) -> Absence | None:
    """Why an account did not take part at `moment`, or None if it did. Queries as `takes_part`."""
    membership = NO_MEMBERSHIP
    if account is not None:
        found = memberships(
            account_ids=[account.pk],
            reads_cards=eligibility is Eligibility.CARD_HOLDERS,
            using=using or current_host().writer_alias(),
        )
        membership = found[account.pk]
    return absence(membership, eligibility=eligibility, moment=moment)


def memberships(
    *, account_ids: Collection[int], reads_cards: bool = True, using: str
) -> dict[int, Membership]:
    """What was ever changed about each account, in one query, two with cards. None is absent."""
    changes: defaultdict[int, list[MembershipChange]] = defaultdict(list)
    cards: defaultdict[int, list[Card]] = defaultdict(list)
    if account_ids:
        rows = MembershipChange.objects.using(using).filter(account_id__in=account_ids)
        for row in rows.order_by("pk"):
            changes[row.account_id].append(row)
    if account_ids and reads_cards:
        for card in Card.objects.using(using).filter(account_id__in=account_ids):
            cards[card.account_id].append(card)
    return {key: membership_of(changes[key], cards[key]) for key in account_ids}


def membership_of(changes: Iterable[MembershipChange], cards: Iterable[Card]) -> Membership:
    """What the rule asks for, from the rows of one account; changes in the order of their keys."""
    return Membership(
        changes=tuple(
            Change(kind=ChangeKind(row.kind), changed_at=row.changed_at) for row in changes
        ),
        cards=tuple(CardSpan(issued_at=card.issued_at, ended_at=card.ended_at) for card in cards),
    )


def taking_part(*, eligibility: Eligibility, moment: datetime, account: str = "pk") -> Q:
    """The condition that an account took part at `moment`, for a queryset of any size.

    `account` is the path to the account's key from the queryset's model: "pk" for accounts,
    "account_id" for what belongs to one. Each account costs index look-ups, no matter how many
    others there are.
    """
    condition = ~_last_is(ChangeKind.BANNED, STATUSES, moment, account)
    if eligibility is Eligibility.OPTED_IN:
        return condition & _last_is(ChangeKind.OPTED_IN, CHOICES, moment, account)
    condition &= ~_last_is(ChangeKind.OPTED_OUT, CHOICES, moment, account)
    if eligibility is Eligibility.CARD_HOLDERS:
        good = Q(ended_at=None) | Q(ended_at__gt=moment)
        held = Card.objects.filter(good, account_id=OuterRef(account), issued_at__lte=moment)
        condition &= Q(Exists(held))
    return condition


def opted_in(*, moment: datetime, account: str = "pk") -> Q:
    """The condition that the customer had joined and not left again, whoever the program was for.

    `account` as in `taking_part`.
    """
    return _last_is(ChangeKind.OPTED_IN, CHOICES, moment, account)


def _last_is(kind: ChangeKind, kinds: Collection[ChangeKind], moment: datetime, account: str) -> Q:
    """The condition that of `kinds` it was `kind` that came last.

    Written so that the database can join: there are few changes, or the account's own are few.
    """
    changes = MembershipChange.objects.filter(changed_at__lte=moment)
    is_later = Q(changed_at__gt=OuterRef("changed_at")) | Q(
        changed_at=OuterRef("changed_at"), pk__gt=OuterRef("pk")
    )
    later = changes.filter(is_later, account_id=OuterRef("account_id"), kind__in=kinds)
    return Q(Exists(changes.filter(~Exists(later), account_id=OuterRef(account), kind=kind)))


def eligibility_at(*, active: ActiveTerms, moment: datetime) -> Eligibility:
    """Whom the program was for at `moment`: who took part is asked of the terms of that time.

    Before the first terms, the first. A query, none where `active` was in force then.
    """
    if active.in_force_since <= moment:
        return active.terms.eligibility
    histories = eligibility_histories(
        program_ids=[active.program_id], using=current_host().writer_alias()
    )
    return eligibility_then(histories[active.program_id], moment)


EligibilityHistory = Sequence[tuple[datetime, Eligibility]]


def eligibility_histories(
    *, program_ids: Collection[int], using: str
) -> dict[int, EligibilityHistory]:
    """Since when each version of each program was in force and whom it was for, oldest first."""
    histories: defaultdict[int, list[tuple[datetime, Eligibility]]] = defaultdict(list)
    if program_ids:
        versions = ProgramVersion.objects.using(using).filter(program_id__in=program_ids)
        rows = versions.order_by("number").values_list(
            "program_id", "created_at", KT("terms__eligibility")
        )
        for program_id, created_at, eligibility in rows:
            # A version from before this setting was for everyone.
            setting = Eligibility(eligibility or Eligibility.EVERYONE)
            histories[program_id].append((created_at, setting))
    return dict(histories)


def eligibility_then(history: EligibilityHistory, moment: datetime) -> Eligibility:
    """Whom a program was for at a time; before its first version, whom that was for."""
    earlier = [eligibility for since, eligibility in history if since <= moment]
    return earlier[-1] if earlier else history[0][1]


def choice_now(account: Account) -> MembershipChange | None:
    """The last time that the customer joined or left, None if never."""
    rows = MembershipChange.objects.using(current_host().writer_alias())
    return rows.filter(account=account, kind__in=CHOICES).order_by("changed_at", "pk").last()


def note_choice(account: Account, kind: ChangeKind, *, actor: str, now: datetime) -> None:
    """Note that the customer joins or leaves, unless that is how it stands already.

    The account must be locked.
    """
    last = choice_now(account)
    if last is None or last.kind != kind:
        note_change(account, kind, actor=actor, now=now)


def note_change(
    account: Account, kind: ChangeKind, *, note: str = "", actor: str, now: datetime
) -> None:
    """Keep for good that something changed about an account, which must be locked.

    Requests may get the lock in another order than that of their clocks: times never go back.
    """
    rows = MembershipChange.objects.using(current_host().writer_alias())
    last = rows.filter(account=account).aggregate(at=Max("changed_at"))["at"]
    changed_at = now if last is None else max(now, last)
    rows.create(account=account, kind=kind, note=note, actor=actor, changed_at=changed_at)
    note_fact(account.pk, _FACTS[kind], now=now)
