"""Relay: facts of the outbox become deliveries, in the order in which they were written.

A batch is one transaction, so that a fact is either told to all or not yet. Any number of relays
may be started at once, and any may be killed; one at a time reads facts.

Two advisory locks see to that. ORDER is held by whoever reads facts and writes their deliveries.
GATE is tried first: who finds it taken goes home, since whoever holds it will look again, in a
transaction that begins later. That look is the last one of each relay and goes without GATE: a fact
that is committed while a relay is finding nothing meets an open gate, and its own relay waits for
ORDER. So no fact is passed over, and no crowd of relays gathers.
"""

import logging
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import InterfaceError, OperationalError, connections, transaction

from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.messages.mirror import mirror_accounts
from saleor_loyalty_plugin.messages.settings import sent_kinds
from saleor_loyalty_plugin.messages.webhooks.deliveries import webhook_deliveries
from saleor_loyalty_plugin.models import Delivery, MessageSettings, OutboxMessage
from saleor_loyalty_plugin.rules.messages import (
    DeliveryStatus,
    Fact,
    FactEntry,
    MessageTerms,
    emails_of,
)

logger = logging.getLogger(__name__)

BATCH = 500
ROWS_BATCH = 2000
ERROR_MAX = 2000
# The error code of a fact that can't be read; it is among the dead letters.
UNREADABLE = "FACT_UNREADABLE"

# What the database says when a lock was waited for too long.
_LOCK_NOT_AVAILABLE = frozenset({"55P03"})
_GATE = "loyalty:relay:gate"
_ORDER = "loyalty:relay:order"
# A machine that vanishes in the middle of a batch holds its locks no longer than this; the network
# alone would notice after two hours.
_VANISHED_SQL = "set_config('idle_in_transaction_session_timeout', '60s', true)"
_TRY_GATE_SQL = f"SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0)), {_VANISHED_SQL}"
_LOCK_ORDER_SQL = f"SELECT {_VANISHED_SQL}, pg_advisory_xact_lock(hashtextextended(%s, 0))"
# The last look waits so long and no longer: there may be many of them. Statements of the batch
# wait as ever.
_LAST_LOOK_MS = 10_000
_TRY_ORDER_SQL = f"""
SELECT {_VANISHED_SQL}, set_config('lock_timeout', %s, true),
    pg_advisory_xact_lock(hashtextextended(%s, 0)), set_config('lock_timeout', known.value, true)
FROM (SELECT current_setting('lock_timeout') AS value OFFSET 0) known
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Relayed:
    """How many facts were told, and how many deliveries they made.

    `has_more`: it ended at its limit, and there may be more facts.
    """

    facts: int = 0
    deliveries: int = 0
    has_more: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Batch:
    account_ids: frozenset[int]
    facts: int
    deliveries: int


def relay(
    *, now: datetime, limit: int | None = None, progress: Callable[[int], None] | None = None
) -> Relayed:
    """Make the deliveries of all facts that have none yet, at least `limit` facts if there are.

    The number of statements of a batch doesn't grow with it. `progress` gets counts of facts. Where
    another relay is at work, it is left to that one, which looks again after this one has gone.
    """
    facts = deliveries = 0
    is_last_look = False
    while limit is None or facts < limit:
        batch = _relay_batch(now, has_gate=not is_last_look)
        if batch is None:
            break
        if batch.facts == 0 and is_last_look:
            break
        is_last_look = batch.facts == 0
        facts += batch.facts
        deliveries += batch.deliveries
        _mirror(batch.account_ids, now)
        if progress is not None and batch.facts:
            progress(facts)
    else:
        return Relayed(facts=facts, deliveries=deliveries, has_more=True)
    return Relayed(facts=facts, deliveries=deliveries)


def _relay_batch(now: datetime, *, has_gate: bool) -> _Batch | None:
    """Tell the next facts; None where another relay is at work."""
    using = current_host().writer_alias()
    with transaction.atomic(using=using):
        if not _take_locks(using, has_gate=has_gate):
            return None
        facts = _next_facts(using)
        if not facts:
            return _Batch(account_ids=frozenset(), facts=0, deliveries=0)
        terms = _terms_of({fact.account.program_id for fact in facts}, using)
        made = _tell(facts, terms, now, using)
        ids = [fact.pk for fact in facts]
        OutboxMessage.objects.using(using).filter(pk__in=ids).update(delivered_at=now)
    return _Batch(
        account_ids=frozenset(fact.account_id for fact in facts),
        facts=len(facts),
        deliveries=made,
    )


def _take_locks(using: str, *, has_gate: bool) -> bool:
    """Whether this relay is the one that reads facts, until the transaction ends."""
    if not has_gate:
        try:
            with transaction.atomic(using=using), connections[using].cursor() as cursor:
                cursor.execute(_TRY_ORDER_SQL, [str(_LAST_LOOK_MS), _ORDER])
        except OperationalError as error:
            cause = error.__cause__
            state = getattr(cause, "sqlstate", None) or getattr(cause, "pgcode", None)
            if state not in _LOCK_NOT_AVAILABLE:
                raise
            # Whoever holds it is at work, or gone: then the beat calls again.
            return False
        return True
    with connections[using].cursor() as cursor:
        cursor.execute(_TRY_GATE_SQL, [_GATE])
        row = cursor.fetchone()
        if row is None or not row[0]:
            return False
        cursor.execute(_LOCK_ORDER_SQL, [_ORDER])
    return True


def _next_facts(using: str) -> list[OutboxMessage]:
    rows = OutboxMessage.objects.using(using).filter(delivered_at=None)
    rows = rows.select_related("account", "entry").defer("entry__explanation")
    return list(rows.order_by("pk")[:BATCH])


def _terms_of(program_ids: Collection[int], using: str) -> dict[int, MessageTerms]:
    """What each program sends, as it is set now. A query."""
    terms = {program_id: MessageTerms() for program_id in program_ids}
    for row in MessageSettings.objects.using(using).filter(program_id__in=program_ids):
        terms[row.program_id] = MessageTerms(
            is_active=row.is_active,
            active_kinds=sent_kinds(row),
            balance_thresholds=tuple(row.balance_thresholds),
        )
    return terms


def _tell(
    facts: Sequence[OutboxMessage], terms: dict[int, MessageTerms], now: datetime, using: str
) -> int:
    """Write the deliveries of these facts, together or else one by one; how many.

    A fact that can't be read keeps no other back: it becomes a dead letter, which says why.
    """
    try:
        with transaction.atomic(using=using):
            return _write(_deliveries_of(facts, terms, now, using), using)
    except (OperationalError, InterfaceError):
        raise
    except Exception:
        logger.exception("Some facts could not be told together.")
    made = 0
    for fact in facts:
        try:
            with transaction.atomic(using=using):
                made += _write(_deliveries_of([fact], terms, now, using), using)
        except (OperationalError, InterfaceError):
            raise
        except Exception as error:
            logger.exception("Fact %s could not be told.", fact.pk)
            made += _write([_dead_letter(fact, error, now)], using)
    return made


def _deliveries_of(
    facts: Sequence[OutboxMessage], terms: dict[int, MessageTerms], now: datetime, using: str
) -> list[Delivery]:
    """What goes out, each lane in the order of the facts."""
    found: list[Delivery] = []
    for fact in facts:
        for email in emails_of(fact_of(fact), terms[fact.account.program_id], now=now):
            found.append(
                Delivery(
                    key=f"fact:{fact.pk}:email:{email.kind.value}",
                    account_id=fact.account_id,
                    fact_id=fact.pk,
                    kind=email.kind.value,
                    payload=email.payload,
                    due_at=now,
                    created_at=now,
                )
            )
    return [*found, *webhook_deliveries(facts, now=now, using=using)]


def fact_of(row: OutboxMessage) -> Fact:
    """A row of the outbox as the rules know it. Raises TypeError for a payload that is none."""
    if not isinstance(row.payload, dict):
        raise TypeError(f"The payload is no object: {row.payload!r}.")
    entry = row.entry
    return Fact(
        kind=row.kind,
        payload=row.payload,
        created_at=row.created_at,
        entry=FactEntry(
            entry_id=entry.pk,
            kind=entry.kind,
            reason=entry.reason,
            points=entry.points,
            balance_after=entry.balance_after,
            effective_at=entry.effective_at,
        )
        if entry is not None
        else None,
    )


def _dead_letter(fact: OutboxMessage, error: Exception, now: datetime) -> Delivery:
    """For staff to see; trying it again relays the fact anew."""
    return Delivery(
        key=f"fact:{fact.pk}:unreadable",
        account_id=fact.account_id,
        fact_id=fact.pk,
        kind=fact.kind,
        status=DeliveryStatus.FAILED.value,
        error_code=UNREADABLE,
        error=f"{type(error).__name__}: {error}"[:ERROR_MAX],
        due_at=now,
        created_at=now,
        finished_at=now,
    )


def _write(deliveries: Sequence[Delivery], using: str) -> int:
    """A key that is there already stays as it is. Nothing is asked for none."""
    if deliveries:
        Delivery.objects.using(using).bulk_create(
            deliveries, ignore_conflicts=True, batch_size=ROWS_BATCH
        )
    return len(deliveries)


def _mirror(account_ids: Collection[int], now: datetime) -> None:
    """Let the shop's customers say what their accounts do; what fails is left to the sweep."""
    try:
        mirror_accounts(account_ids=account_ids, now=now)
    except Exception:
        logger.exception("The mirror of some accounts is left to the sweep.")
