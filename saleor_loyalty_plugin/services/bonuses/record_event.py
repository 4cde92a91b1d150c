"""An app tells what a customer did: record it once, and give what the program gives for it."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef

from saleor_loyalty_plugin import ledger
from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.models import Account, Badge, Bonus, Entry, Event
from saleor_loyalty_plugin.rules.badges import BadgeBasis
from saleor_loyalty_plugin.rules.events import (
    EVENT_TYPE,
    REVIEW,
    SETTINGS_BY_TYPE,
    EventOutcome,
    Offer,
    knows_type,
    offers,
)
from saleor_loyalty_plugin.services.bonuses.event_grants import grant_event
from saleor_loyalty_plugin.services.bonuses.grants import GrantRefused, lock_account
from saleor_loyalty_plugin.services.errors import LoyaltyProblem, ProblemCode
from saleor_loyalty_plugin.services.explanations import absence_text
from saleor_loyalty_plugin.services.members.accounts import account_for
from saleor_loyalty_plugin.services.members.participation import absence_of
from saleor_loyalty_plugin.services.points.adjust_points import BALANCE_MAX, KEY_MAX
from saleor_loyalty_plugin.services.programs.programs import (
    ActiveTerms,
    current_terms,
    default_program,
    terms_at,
)
from saleor_loyalty_plugin.services.progress.marks import mark_due, note_progress

REFERENCE_MAX = 128
# Clocks of apps may be this far ahead of ours.
CLOCK_LEEWAY = timedelta(minutes=5)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedEvent:
    """`entries` are those that recording it wrote, also if that was earlier."""

    account: Account
    event: Event
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """What an app told, checked. `occurred_at` is None where it did not say when."""

    customer_id: int
    program_id: int
    type: str
    reference: str
    key: str | None
    occurred_at: datetime | None
    actor: str


def record_event(
    *,
    customer_id: int,
    type: str,
    reference: str,
    key: str | None,
    occurred_at: datetime | None,
    actor: str,
    now: datetime,
    program_id: int | None = None,
) -> RecordedEvent:
    """Record that a customer did something, once, and credit what the terms of that time give.

    The same `key` of an actor, with the same values, returns the first result. Without a key, an
    event that has a reference is known by customer, type and reference; one that has neither is
    an event of its own each time. `occurred_at` None is now, `program_id` None the default program.
    The reference of a review is the product's id.

    Raises `LoyaltyProblem`: INVALID, REQUIRED (a review without a product), NOT_FOUND (customer, a
    type that nothing is given for), NOT_CONFIRMED, NOT_TAKING_PART, IDEMPOTENCY_CONFLICT.
    """
    told = _Told(
        customer_id=customer_id,
        program_id=program_id if program_id is not None else default_program().pk,
        type=_checked_type(type),
        reference=reference.strip(),
        key=key,
        occurred_at=occurred_at,
        actor=actor,
    )
    _check_texts(told)
    earlier = _recorded_earlier(told)
    if earlier is not None:
        return earlier
    moment = _checked_time(told, now)
    _check_customer(customer_id)
    active = terms_at(program_id=told.program_id, moment=min(moment, now))
    _check_started(active, moment)
    found = offers(active.terms, event_type=told.type, occurred_at=moment)
    if not found:
        _check_known(told, active)
    _check_takes_part(told, active, moment)
    try:
        with transaction.atomic(using=current_host().writer_alias()):
            return _record(told, moment, found, active, now)
    except GrantRefused:
        raise LoyaltyProblem(
            ProblemCode.INVALID,
            "An account holds at most %(maximum)s points, and these don't fit.",
            field="customer_id",
            values={"maximum": BALANCE_MAX},
        ) from None


def _record(
    told: _Told,
    moment: datetime,
    found: tuple[Offer, ...],
    active: ActiveTerms,
    now: datetime,
) -> RecordedEvent:
    using = current_host().writer_alias()
    account = ledger.ensure_account(
        program_id=told.program_id, customer_id=told.customer_id, now=now, using=using
    )
    lock_account(account.pk, using=using)
    earlier = _recorded_earlier(told)
    if earlier is not None:
        return earlier
    event = Event(
        account=account,
        type=told.type,
        reference=told.reference,
        key=_stored_key(told, account),
        outcome=EventOutcome.NOT_OFFERED.value,
        actor=told.actor,
        occurred_at=moment,
        created_at=now,
    )
    try:
        with transaction.atomic(using=using):
            event.save(using=using)
    except IntegrityError:
        # The same key for another customer, at this very moment.
        raise _key_conflict() from None
    entries = [
        entry
        for offer in found
        for entry in grant_event(event=event, offer=offer, active=active, now=now)
    ]
    event.points = sum(entry.points for entry in entries if entry.points > 0)
    event.entry_ids = [entry.pk for entry in entries]
    if found:
        is_credited = event.points > 0
        event.outcome = (EventOutcome.CREDITED if is_credited else EventOutcome.LIMIT_REACHED).value
    event.save(using=using, update_fields=["points", "entry_ids", "outcome"])
    counting = Badge.objects.filter(
        program=OuterRef("program"), is_active=True, basis=BadgeBasis.ACTIVITY.value
    )
    accounts = Account.objects.using(using).annotate(counts_events=Exists(counting))
    account = accounts.get(pk=account.pk)
    if account.counts_events:
        # Badges count events also where these give no points.
        mark_due(account_ids=[account.pk], now=now, using=using)
        note_progress(account_id=account.pk, has_progress=True)
    return RecordedEvent(account=account, event=event, entries=tuple(entries))


def _recorded_earlier(told: _Told) -> RecordedEvent | None:
    """What the same request recorded before. Raises IDEMPOTENCY_CONFLICT for other values."""
    using = current_host().writer_alias()
    account = account_for(customer_id=told.customer_id, program_id=told.program_id)
    if account is None and told.key is None:
        return None
    key = _stored_key(told, account)
    event = Event.objects.using(using).select_related("account").filter(key=key).first()
    if event is None:
        return None
    is_same = (event.account, event.type, event.reference) == (account, told.type, told.reference)
    if told.key is not None and told.occurred_at is not None:
        is_same = is_same and event.occurred_at == told.occurred_at
    if not is_same:
        raise _key_conflict()
    rows = Entry.objects.using(using).in_bulk(event.entry_ids)
    return RecordedEvent(
        account=event.account,
        event=event,
        entries=tuple(rows[entry_id] for entry_id in event.entry_ids),
    )


def _stored_key(told: _Told, account: Account | None) -> str:
    """Keys are an actor's own. A reference names the same thing, whoever tells of it."""
    if told.key is not None:
        return f"key:{told.actor}:{told.key}"
    if told.reference and account is not None:
        return f"reference:{account.pk}:{told.type}:{told.reference}"
    return f"once:{uuid.uuid4()}"


def _checked_type(type: str) -> str:
    text = type.strip().lower()
    if EVENT_TYPE.fullmatch(text) is None:
        raise LoyaltyProblem(
            ProblemCode.INVALID,
            "Give a type of 1 to 64 letters a to z, digits, - and _, such as survey.",
            field="type",
        )
    return text


def _check_texts(told: _Told) -> None:
    if len(told.reference) > REFERENCE_MAX:
        raise LoyaltyProblem(
            ProblemCode.INVALID,
            "Give a reference of at most %(maximum)s characters, or none.",
            field="reference",
            values={"maximum": REFERENCE_MAX},
        )
    if told.key is not None and not 0 < len(told.key) <= KEY_MAX:
        raise LoyaltyProblem(
            ProblemCode.INVALID,
            "Give a key of 1 to %(maximum)s characters, or none.",
            field="idempotency_key",
            values={"maximum": KEY_MAX},
        )
    if told.type == REVIEW and not (told.reference.isascii() and told.reference.isdigit()):
        raise LoyaltyProblem(
            ProblemCode.INVALID if told.reference else ProblemCode.REQUIRED,
            "Name the product that was reviewed: its ID goes into the reference.",
            field="reference",
        )


def _checked_time(told: _Told, now: datetime) -> datetime:
    if told.occurred_at is not None and told.occurred_at > now + CLOCK_LEEWAY:
        raise LoyaltyProblem(
            ProblemCode.INVALID,
            "This time is in the future. Record an event once it has happened.",
            field="occurred_at",
        )
    return told.occurred_at if told.occurred_at is not None else now


def _check_customer(customer_id: int) -> None:
    customer = current_host().customer_facts([customer_id]).get(customer_id)
    if customer is None:
        raise LoyaltyProblem(ProblemCode.NOT_FOUND, "No customer has this ID.", field="customer_id")
    if not customer.is_active:
        raise LoyaltyProblem(
            ProblemCode.NOT_CONFIRMED,
            "This customer's account is switched off, so nothing can be credited.",
            field="customer_id",
        )
    if customer.awaits_confirmation:
        raise LoyaltyProblem(
            ProblemCode.NOT_CONFIRMED,
            "This customer has not confirmed the e-mail address yet. Record the event once they"
            " have, with the time at which it happened.",
            field="customer_id",
        )


def _check_started(active: ActiveTerms, moment: datetime) -> None:
    if moment < active.terms.started_at:
        raise LoyaltyProblem(
            ProblemCode.INVALID,
            "The program began at %(started_at)s. What happened earlier earns nothing.",
            field="occurred_at",
            values={"started_at": active.terms.started_at.isoformat(timespec="seconds")},
        )


def _check_known(told: _Told, active: ActiveTerms) -> None:
    """An app that misspells a type must hear of it; one whose bonus is over or off need not, nor
    one whose events only count for badges."""
    now_in_force = current_terms(program_id=told.program_id)
    if any(knows_type(item.terms, told.type) for item in (active, now_in_force)):
        return
    named = {"program_id": told.program_id, "event_type": told.type}
    using = current_host().writer_alias()
    if Bonus.objects.using(using).filter(**named).exists():
        return
    if Badge.objects.using(using).filter(**named).exists():
        return
    setting = SETTINGS_BY_TYPE.get(told.type)
    if setting is None:
        raise LoyaltyProblem(
            ProblemCode.NOT_FOUND,
            'The program gives nothing for events of the type "%(type)s". Check the spelling, or'
            " create a bonus with the trigger EVENT, or a badge with the basis ACTIVITY, and this"
            " eventType.",
            field="type",
            values={"type": told.type},
        )
    raise LoyaltyProblem(
        ProblemCode.NOT_FOUND,
        "No points are given for this type by an event. Its points are a setting of the program:"
        " %(setting)s.",
        field="type",
        values={"setting": setting},
    )


def _check_takes_part(told: _Told, active: ActiveTerms, moment: datetime) -> None:
    account = account_for(customer_id=told.customer_id, program_id=told.program_id)
    absence = absence_of(account=account, eligibility=active.terms.eligibility, moment=moment)
    if absence is not None:
        raise LoyaltyProblem(
            ProblemCode.NOT_TAKING_PART, absence_text(absence), field="customer_id"
        )


def _key_conflict() -> LoyaltyProblem:
    return LoyaltyProblem(
        ProblemCode.IDEMPOTENCY_CONFLICT,
        "This key was used for another event. Use a new key for each event.",
        field="idempotency_key",
    )
