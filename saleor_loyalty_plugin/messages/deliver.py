"""Deliver: send what is due, each lane in order, any number of workers at once.

Only the head of a lane is ever sent, so that a customer reads things in the order in which they
happened; a head that has to be tried again holds up its own lane alone. A worker claims the heads
of some lanes for the time of a lease. Who is killed leaves a lease behind, and when it is over
somebody else sends.

What is sent twice: a message whose worker died, or took longer than the lease, between handing it
over and noting that. Nothing else: a worker starts a message only while its lease holds, and what
it notes afterwards counts only while nobody else has started it.
"""

import logging
import smtplib
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings

from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.messages import lanes
from saleor_loyalty_plugin.messages.lanes import Outcome, Started
from saleor_loyalty_plugin.messages.pauses import (
    AFTER_OTHERS,
    SLOW,
    Doubts,
    Pauses,
    WayDown,
    WayInDoubt,
    begin_slow,
    end_pauses,
    known_pauses,
    pause,
    rest_slow,
)
from saleor_loyalty_plugin.messages.slots import SLOT_LEASE, Slot, give_back, kept, take_slot
from saleor_loyalty_plugin.messages.ways import Batch, DeliveryRefused, NotTaken, batch_class
from saleor_loyalty_plugin.models import Delivery
from saleor_loyalty_plugin.rules.messages import (
    WAITING_MAX,
    DeliveryStatus,
    retry_after,
)

logger = logging.getLogger(__name__)

Clock = Callable[[], datetime]

# Messages that one worker claims and prepares together.
BATCH = 20
# How many workers send at the same time unless `LOYALTY_DELIVERY_WORKERS` says otherwise.
WORKERS = 2
TEXT_MAX = 2000
# Answers of a mail server from here on are for good.
SMTP_FOR_GOOD = 500

_doubts = Doubts()

# Codes of deliveries that were given up.
GIVEN_UP = "GIVEN_UP"
REFUSED_BY_SERVER = "REFUSED_BY_SERVER"
INTERRUPTED = "INTERRUPTED"
TOO_LATE = "TOO_LATE"
# Codes of those that are pending.
NOT_YET = "TRY_AGAIN"
WAY_DOWN = "WAY_DOWN"


@dataclass(slots=True, kw_only=True)
class Delivered:
    """What a run did: how many it sent, skipped, gave up, and put off to be tried again.

    `has_more`: it ended at its limit, and there may be more that is due.
    """

    sent: int = 0
    skipped: int = 0
    failed: int = 0
    retried: int = 0
    has_more: bool = False

    def count(self, status: DeliveryStatus) -> None:
        if status is DeliveryStatus.DELIVERED:
            self.sent += 1
        elif status is DeliveryStatus.SKIPPED:
            self.skipped += 1
        elif status is DeliveryStatus.FAILED:
            self.failed += 1
        else:
            self.retried += 1

    @property
    def total(self) -> int:
        return self.sent + self.skipped + self.failed + self.retried


@dataclass(slots=True, kw_only=True)
class _Run:
    """One worker at work. `until` is when it stops claiming, `limit` how many it takes on."""

    clock: Clock
    using: str
    lease: timedelta
    until: datetime | None
    limit: int | None
    progress: Callable[[int], None] | None
    slot: Slot | None = None
    done: Delivered = field(default_factory=Delivered)
    # How many rows its claims have found.
    looked_at: int = 0

    def has_slot(self) -> bool:
        """Prolong the slot where it is time to; whether it is still ours."""
        if self.slot is not None:
            self.slot = kept(self.slot, now=self.clock(), lease=self.slot_lease, using=self.using)
        return self.slot is not None

    @property
    def slot_lease(self) -> timedelta:
        return min(SLOT_LEASE, self.lease)

    def is_over(self) -> bool:
        if self.limit is not None and self.done.total >= self.limit:
            return True
        return self.until is not None and self.clock() >= self.until


def deliver(
    *,
    clock: Clock,
    limit: int | None = None,
    until: datetime | None = None,
    progress: Callable[[int], None] | None = None,
) -> Delivered:
    """Send everything that is due, or about `limit`, or what can be sent until a moment.

    Does nothing where as many workers as may be are sending already. One that ends looks once more
    after it has made room, so that what became due meanwhile needs nobody else. `clock` gives the
    time now: sending takes time, and leases count by it.
    """
    run = _Run(
        clock=clock,
        using=current_host().writer_alias(),
        lease=timedelta(seconds=_setting("LOYALTY_DELIVERY_LEASE_SECONDS", lanes.LEASE.seconds)),
        until=until,
        limit=limit,
        progress=progress,
    )
    is_second_look = False
    while True:
        run.slot = take_slot(
            count=workers_max(), now=clock(), lease=run.slot_lease, using=run.using
        )
        if run.slot is None:
            return run.done
        looked_at = run.looked_at
        try:
            _work(run)
        finally:
            if run.slot is not None:
                give_back(run.slot, now=clock(), using=run.using)
        if run.is_over():
            run.done.has_more = lanes.is_any_due(now=clock(), using=run.using)
            return run.done
        if not lanes.is_any_due(now=clock(), using=run.using):
            return run.done
        if is_second_look and run.looked_at == looked_at:
            # Others hold what is due, and send it.
            return run.done
        is_second_look = True


def workers_max() -> int:
    """How many workers may send at the same time."""
    return _setting("LOYALTY_DELIVERY_WORKERS", WORKERS)


def _setting(name: str, default: int) -> int:
    return int(getattr(settings, name, default))


def _work(run: _Run) -> None:
    """Send until nothing is due, or the slot was lost."""
    while not run.is_over() and run.has_slot():
        size = BATCH if run.limit is None else min(BATCH, run.limit - run.done.total)
        claim = lanes.claim(now=run.clock(), limit=size, lease=run.lease, using=run.using)
        run.looked_at += claim.looked_at
        if not claim.looked_at:
            break
        _send_claimed(run, claim.deliveries, claim.token)
        if run.progress is not None and claim.deliveries:
            run.progress(run.done.total)


def _send_claimed(run: _Run, deliveries: Sequence[Delivery], token: datetime) -> None:
    """Send some heads of lanes, e-mails before webhooks; those whose way rests are put off."""
    paused = known_pauses(using=run.using) if deliveries else Pauses()
    sendable = _not_waiting(run, deliveries, token, paused)
    for is_email in (True, False):
        mine = [item for item in sendable if (item.target_id is None) is is_email]
        for part, batch in _prepared(mine, is_email, run):
            _send_batch(run, part, batch, token, paused)


def _not_waiting(
    run: _Run, deliveries: Sequence[Delivery], token: datetime, paused: Pauses
) -> list[Delivery]:
    """Those that don't wait still for the way that they were put off for; the others go back,
    which costs a statement a way and no preparing."""
    waiting: dict[str, list[int]] = {}
    for item in deliveries:
        if paused.rests_until(item.way, now=run.clock()) is not None:
            waiting.setdefault(item.way, []).append(item.pk)
    for way, ids in waiting.items():
        until = paused.until[way]
        lanes.put_off(delivery_ids=ids, token=token, until=until, way=way, using=run.using)
    return [item for item in deliveries if item.pk not in waiting.get(item.way, ())]


def _prepared(
    deliveries: Sequence[Delivery], is_email: bool, run: _Run
) -> Iterator[tuple[Sequence[Delivery], Batch | Exception]]:
    """Deliveries with the batch that sends them: all together, or else one by one.

    One that can't be prepared comes with what went wrong, and keeps no other from being sent.
    """
    if not deliveries:
        return
    with ExitStack() as stack:
        try:
            batch = stack.enter_context(batch_class(is_email=is_email)(deliveries, now=run.clock()))
        except Exception as error:
            if len(deliveries) == 1:
                yield deliveries, error
                return
            logger.exception("Some deliveries could not be prepared together.")
        else:
            yield deliveries, batch
            return
    for delivery in deliveries:
        yield from _prepared([delivery], is_email, run)


def _send_batch(
    run: _Run,
    deliveries: Sequence[Delivery],
    batch: Batch | Exception,
    token: datetime,
    paused: Pauses,
) -> None:
    """Send one after the other; what can't be started any more is left as it is."""
    for place, delivery in enumerate(deliveries):
        is_time_over = run.until is not None and run.clock() >= run.until
        if is_time_over or not run.has_slot():
            rest = [item.pk for item in deliveries[place:]]
            lanes.put_off(delivery_ids=rest, token=token, until=run.clock(), using=run.using)
            return
        resting = _resting(run, _ways_of(delivery, batch), paused)
        if resting is not None:
            way, until = resting
            ids = [delivery.pk]
            lanes.put_off(delivery_ids=ids, token=token, until=until, way=way, using=run.using)
            continue
        _send_one(run, delivery, batch, token, paused)


def _resting(run: _Run, ways: Sequence[str], paused: Pauses) -> tuple[str, datetime] | None:
    """A way by which nothing is to be sent, and until when; None where all are open, now."""
    now = run.clock()
    for way in ways:
        until = paused.rests_until(way, now=now)
        if until is not None:
            return way, until
        if way in paused.slow and not begin_slow(key=way, now=now, using=run.using):
            return way, now + SLOW
    return None


def _ways_of(delivery: Delivery, batch: Batch | Exception) -> Sequence[str]:
    try:
        return [] if isinstance(batch, Exception) else batch.ways_of(delivery)
    except Exception:
        # Sending it will say what is wrong.
        return []


def _send_one(
    run: _Run,
    delivery: Delivery,
    batch: Batch | Exception,
    token: datetime,
    paused: Pauses,
) -> None:
    """Start, send, and note what came of it. No transaction is open while it is sent."""
    started = lanes.start(
        delivery_id=delivery.pk, token=token, now=run.clock(), lease=run.lease, using=run.using
    )
    if started is None:
        return
    outcome = _given_up_unsent(delivery, started)
    if outcome is None:
        outcome = _sent(run, delivery, batch, started.attempt, paused)
    if lanes.finish(started, outcome, now=run.clock(), using=run.using):
        run.done.count(outcome.status)
    # After it is noted: nothing that goes wrong here may have a message sent twice.
    took = run.clock() - started.at if delivery.target_id else timedelta(0)
    if outcome.error_code != WAY_DOWN:
        for way in _ways_of(delivery, batch):
            _note_way(run, way, outcome, took, paused)


def _note_way(run: _Run, way: str, outcome: Outcome, took: timedelta, paused: Pauses) -> None:
    """A way that has something against it works again, or a target is slow."""
    if outcome.status is DeliveryStatus.DELIVERED:
        _doubts.end(way)
    if took > SLOW and (outcome.status is DeliveryStatus.DELIVERED or not paused.is_down(way)):
        paused.until[way] = rest_slow(key=way, took=took, now=run.clock(), using=run.using)
        paused.slow.add(way)
    elif way in paused.slow or (way in paused.until and outcome.status is DeliveryStatus.DELIVERED):
        paused.forget(way)
        end_pauses(keys=[way], using=run.using)


def _given_up_unsent(delivery: Delivery, started: Started) -> Outcome | None:
    """What isn't tried at all any more."""
    news_at = delivery.retried_at or delivery.created_at
    if started.attempt > delivery.attempts_max:
        code, error = INTERRUPTED, "Each worker that sent it was ended while it did."
    elif news_at < started.at - WAITING_MAX:
        code, error = TOO_LATE, "It could not be sent while it was news."
    else:
        return None
    return Outcome(
        status=DeliveryStatus.FAILED,
        due_at=started.at,
        is_try=False,
        error_code=code,
        error=error,
    )


def _sent(
    run: _Run,
    delivery: Delivery,
    batch: Batch | Exception,
    attempt: int,
    paused: Pauses,
) -> Outcome:
    """Send, whatever comes of it. Never raises but what ends a process."""
    try:
        if isinstance(batch, Exception):
            raise batch
        sent = batch.send(delivery)
    except DeliveryRefused as refusal:
        return Outcome(
            status=DeliveryStatus.SKIPPED,
            due_at=run.clock(),
            is_try=False,
            error_code=refusal.code,
            error=_text(refusal),
        )
    except WayDown as error:
        if _is_to_blame(delivery, error, paused):
            _rest_in_doubt(run, delivery, error.key, error, paused)
            return _problem(delivery, attempt, error, run.clock())
        return _found_down(run, delivery, error, paused)
    except WayInDoubt as doubt:
        _rest_in_doubt(run, delivery, doubt.key, doubt, paused)
        return _problem(delivery, attempt, doubt.reason, run.clock())
    except Exception as error:
        _log(delivery, error)
        return _problem(delivery, attempt, error, run.clock())
    return Outcome(
        status=DeliveryStatus.DELIVERED,
        due_at=run.clock(),
        recipient=_text(getattr(sent, "recipient", ""))[:254],
        subject=_text(getattr(sent, "subject", "")),
        status_code=getattr(sent, "status_code", None),
        response=_text(getattr(sent, "response", "")),
    )


def _log(delivery: Delivery, error: Exception) -> None:
    """A line where the other side is the reason; nobody's address is in it."""
    if isinstance(error, NotTaken | OSError):
        said, _ = _answer(error)
        words = (type(error).__name__, said or "no answer")
        logger.warning("Delivery %s was not taken: %s, %s.", delivery.pk, *words)
    else:
        logger.error("Delivery %s could not be sent.", delivery.pk, exc_info=error)


def _is_to_blame(delivery: Delivery, error: WayDown, paused: Pauses) -> bool:
    """Whether a message has failed by this way before, and others have got through since."""
    has_failed = bool(delivery.error_code) and delivery.way == error.key
    return has_failed and not paused.is_down(error.key)


def _found_down(run: _Run, delivery: Delivery, error: WayDown, paused: Pauses) -> Outcome:
    """One finds out for all that go by the same way, and that is not to be its own misfortune."""
    until = pause(key=error.key, error=_text(error), now=run.clock(), using=run.using)
    paused.until[error.key] = until
    paused.slow.discard(error.key)
    status_code, response = _answer(error)
    return Outcome(
        status=DeliveryStatus.PENDING,
        # The next to find out is another one.
        due_at=until + AFTER_OTHERS,
        # Apps' makers look for it there; of e-mails the pause says all.
        is_try=delivery.target_id is not None,
        is_counted=False,
        # It may find out each ten minutes, for a week.
        is_repeat=delivery.error_code == WAY_DOWN,
        way=error.key,
        error_code=WAY_DOWN,
        error=_text(error),
        status_code=status_code,
        response=response,
    )


def _rest_in_doubt(
    run: _Run, delivery: Delivery, key: str, doubt: Exception, paused: Pauses
) -> None:
    """Let a way rest that takes nothing for one customer after the other, whatever it says.

    Each of them loses a try, so that what is to blame itself doesn't come first again. One that
    has rested and taken nothing since needs no more than one.
    """
    now, customer_id = run.clock(), delivery.account.customer_id
    is_down = _doubts.is_down(key=key, customer_id=customer_id, now=now)
    if is_down or paused.is_down(key):
        paused.until[key] = pause(key=key, error=_text(doubt), now=now, using=run.using)
        paused.slow.discard(key)


def _problem(delivery: Delivery, attempt: int, error: Exception, now: datetime) -> Outcome:
    """When it is tried again; or that it isn't, since that was the last time or won't ever do."""
    status_code, response = _answer(error)
    wait = retry_after(delivery_id=delivery.pk, attempt=attempt, attempts_max=delivery.attempts_max)
    is_for_good = _is_for_good(error)
    is_over = wait is None or is_for_good
    code = (REFUSED_BY_SERVER if is_for_good else GIVEN_UP) if is_over else NOT_YET
    return Outcome(
        status=DeliveryStatus.FAILED if is_over else DeliveryStatus.PENDING,
        due_at=now if wait is None or is_over else now + wait,
        # Whom it can blame no more, as in `_is_to_blame`.
        way=error.key if isinstance(error, WayDown) else "",
        error_code=code,
        error=_text(f"{type(error).__name__}: {error}"),
        status_code=status_code,
        response=response,
    )


def _is_for_good(error: Exception) -> bool:
    """Whether a mail server has said that it won't ever take this very message."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        codes = [answer[0] for answer in error.recipients.values()]
        return bool(codes) and all(code >= SMTP_FOR_GOOD for code in codes)
    return isinstance(error, smtplib.SMTPDataError) and error.smtp_code >= SMTP_FOR_GOOD


def _answer(error: Exception) -> tuple[int | None, str]:
    """The code and the words of the other side, as far as it said anything."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        for code, words in error.recipients.values():
            return _status_code(code), _text(words)
    if isinstance(error, smtplib.SMTPResponseException):
        return _status_code(error.smtp_code), _text(error.smtp_error)
    said = int(getattr(error, "status_code", None) or 0)
    return _status_code(said), _text(getattr(error, "response", ""))


def _status_code(code: int) -> int | None:
    """`smtplib` says -1 where it couldn't read the answer."""
    return code if 0 < code < 1000 else None


def _text(words: Any) -> str:
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else str(words or "")
    return text.replace("\0", "")[:TEXT_MAX]
