"""The queue of deliveries as the database keeps it: claiming, starting, and noting what came of it.

A lane is what goes to one account by e-mail, or for one account to one target; what is made in
bulk has lanes of its own, since news doesn't wait for it. A lane's head is the oldest delivery that
is pending. Only heads are claimed, and none while a worker has another one of the lane: what comes
up anew may be older than what is being sent. Each function is one statement of its own, two for a
claim, so that nothing is locked while something is sent.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connections

from saleor_loyalty_plugin.models import Delivery
from saleor_loyalty_plugin.rules.messages import DeliveryStatus

# How long a claim holds, and a message that has been started. No message may take longer.
LEASE = timedelta(minutes=5)
# How many are looked at to find the heads among them: e-mails, and requests to all targets.
LOOKED_AT = 200
# How many a claim takes of each stream in its turn. Half of it is e-mails, where there are many.
EMAILS_IN_TURN = 10
OTHERS_IN_TURN = 3
# What isn't the head of its lane comes up again after this, unless the head is finished before or
# waits for longer itself.
BEHIND = timedelta(seconds=5)

# E-mails are one stream and each target is one, so that a long queue in one holds up no other; what
# is made in bulk is a stream, too, while no other e-mail waits. What goes by a way that rests is
# passed over, and nothing is written for it. Of a target that has only just rested a single one is
# taken, to find out.
#
# Who waits behind a head is put off, so that it isn't looked at again and again: a lane that waits
# for a day costs nothing meanwhile. A head that is being sent right now is looked at again soon:
# it may be finished by the time that this statement is.
_CLAIM_SQL = """
WITH resting AS MATERIALIZED (
    SELECT key, until FROM loyalty_delivery_pause WHERE until > %(now)s
), news AS MATERIALIZED (
    SELECT id, account_id, target_id, is_bulk, due_at, FALSE AS is_probe FROM loyalty_delivery
    WHERE status = 'PENDING' AND target_id IS NULL AND NOT is_bulk AND due_at <= %(now)s
        AND way NOT IN (SELECT key FROM resting)
    ORDER BY due_at, id LIMIT %(looked_at)s
    FOR UPDATE SKIP LOCKED
), bulk AS MATERIALIZED (
    SELECT id, account_id, target_id, is_bulk, due_at, FALSE AS is_probe FROM loyalty_delivery
    WHERE status = 'PENDING' AND target_id IS NULL AND is_bulk AND due_at <= %(now)s
        AND way NOT IN (SELECT key FROM resting)
    ORDER BY due_at, id LIMIT %(looked_at)s - (SELECT count(*) FROM news)
    FOR UPDATE SKIP LOCKED
), targets AS MATERIALIZED (
    SELECT t.id, p.key IS NOT NULL AS is_probe
    FROM loyalty_webhook_target t LEFT JOIN loyalty_delivery_pause p ON p.key = 'webhook:' || t.id
    WHERE p.key IS NULL OR p.until <= %(now)s
), requests AS MATERIALIZED (
    SELECT d.*, t.is_probe FROM targets t CROSS JOIN LATERAL (
        SELECT id, account_id, target_id, is_bulk, due_at FROM loyalty_delivery
        WHERE status = 'PENDING' AND target_id = t.id AND due_at <= %(now)s
        ORDER BY due_at, id
        LIMIT greatest(%(limit)s, %(looked_at)s / (SELECT count(*) FROM targets))
        FOR UPDATE SKIP LOCKED
    ) d
), candidates AS MATERIALIZED (
    SELECT * FROM news UNION ALL SELECT * FROM bulk UNION ALL SELECT * FROM requests
), heads AS MATERIALIZED (
    SELECT l.account_id, l.target_id, l.is_bulk, head.id, head.due_at, head.way
    FROM (
        SELECT DISTINCT account_id, target_id, is_bulk FROM candidates WHERE target_id IS NULL
    ) l CROSS JOIN LATERAL (
        SELECT d.id, d.due_at, d.way FROM loyalty_delivery d
        WHERE d.status = 'PENDING' AND d.account_id = l.account_id
            AND d.is_bulk = l.is_bulk AND d.target_id IS NULL
        ORDER BY d.id LIMIT 1
    ) head
    UNION ALL
    SELECT l.account_id, l.target_id, l.is_bulk, head.id, head.due_at, head.way
    FROM (
        SELECT DISTINCT account_id, target_id, is_bulk FROM candidates WHERE target_id IS NOT NULL
    ) l CROSS JOIN LATERAL (
        SELECT d.id, d.due_at, d.way FROM loyalty_delivery d
        WHERE d.status = 'PENDING' AND d.account_id = l.account_id
            AND d.is_bulk = l.is_bulk AND d.target_id = l.target_id
        ORDER BY d.id LIMIT 1
    ) head
), lanes AS MATERIALIZED (
    SELECT h.*, greatest(h.due_at, r.until) AS waits_until, EXISTS (
        SELECT 1 FROM loyalty_delivery d
        WHERE d.status = 'PENDING' AND d.leased_until > %(now)s AND d.account_id = h.account_id
            AND d.is_bulk = h.is_bulk AND d.target_id IS NOT DISTINCT FROM h.target_id
    ) AS is_held
    FROM heads h LEFT JOIN resting r ON r.key = h.way
), judged AS MATERIALIZED (
    SELECT c.*, l.id = c.id AND NOT l.is_held AS is_head,
        CASE WHEN l.is_held OR l.waits_until <= %(now)s THEN %(behind)s
            ELSE l.waits_until END AS again_at
    FROM candidates c JOIN lanes l ON l.account_id = c.account_id AND l.is_bulk = c.is_bulk
        AND (l.target_id = c.target_id OR (l.target_id IS NULL AND c.target_id IS NULL))
), ranked AS (
    SELECT *, row_number() OVER (
        PARTITION BY is_head, is_bulk, target_id ORDER BY due_at, id
    ) AS rank FROM judged
), placed AS MATERIALIZED (
    SELECT *, row_number() OVER (
        PARTITION BY is_head ORDER BY is_bulk AND EXISTS (SELECT 1 FROM news),
        (rank - 1) / CASE WHEN target_id IS NULL AND NOT is_bulk
            THEN %(emails)s ELSE %(others)s END,
        target_id IS NOT NULL, rank, random()
    ) AS place FROM ranked WHERE rank = 1 OR NOT (is_head AND is_probe)
)
UPDATE loyalty_delivery d SET
    due_at = CASE WHEN p.is_head THEN %(lease)s ELSE p.again_at END,
    leased_until = CASE WHEN p.is_head THEN %(lease)s END
FROM placed p
WHERE d.id = p.id AND (NOT p.is_head OR p.place <= %(limit)s)
RETURNING d.id, p.is_head, p.place
"""

# As the candidates of a claim.
_IS_ANY_DUE_SQL = """
WITH resting AS MATERIALIZED (
    SELECT key FROM loyalty_delivery_pause WHERE until > %(now)s
)
SELECT EXISTS (
    SELECT 1 FROM loyalty_delivery
    WHERE status = 'PENDING' AND target_id IS NULL AND NOT is_bulk AND due_at <= %(now)s
        AND way NOT IN (SELECT key FROM resting)
) OR EXISTS (
    SELECT 1 FROM loyalty_delivery
    WHERE status = 'PENDING' AND target_id IS NULL AND is_bulk AND due_at <= %(now)s
        AND way NOT IN (SELECT key FROM resting)
) OR EXISTS (
    SELECT 1 FROM loyalty_webhook_target t
    WHERE 'webhook:' || t.id NOT IN (SELECT key FROM resting) AND EXISTS (
        SELECT 1 FROM loyalty_delivery
        WHERE status = 'PENDING' AND target_id = t.id AND due_at <= %(now)s
    )
)
"""

_START_SQL = """
UPDATE loyalty_delivery SET attempts = attempts + 1, due_at = %(lease)s, leased_until = %(lease)s
WHERE id = %(id)s AND status = 'PENDING' AND leased_until = %(token)s
RETURNING attempts
"""

# The head of the lane may be sent now, unless a worker has it. Tries are numbered as they are
# noted; one of a worker that was too late has the number that it began with. The row is locked
# first: where its webhook was deleted meanwhile, there is nothing to note a try of.
_FINISH_SQL = """
WITH there AS MATERIALIZED (
    SELECT id FROM loyalty_delivery WHERE id = %(id)s FOR NO KEY UPDATE
), done AS (
    UPDATE loyalty_delivery d SET status = %(status)s, due_at = %(due_at)s, leased_until = NULL,
        attempts = attempts - CASE WHEN %(is_counted)s THEN 0 ELSE 1 END,
        recipient = CASE WHEN %(recipient)s = '' THEN recipient ELSE %(recipient)s END,
        subject = CASE WHEN %(subject)s = '' THEN subject ELSE %(subject)s END,
        error_code = %(error_code)s, error = %(error)s, way = %(way)s,
        finished_at = CASE WHEN %(status)s = 'PENDING' THEN NULL ELSE %(now)s END
    FROM there
    WHERE d.id = there.id AND d.status = 'PENDING' AND d.attempts = %(attempt)s
        AND d.leased_until = %(lease)s
    RETURNING d.id, d.account_id, d.target_id, d.is_bulk
), numbers AS (
    SELECT coalesce(max(number), 0) AS last FROM loyalty_delivery_attempt
    WHERE delivery_id = %(id)s
), replaced AS (
    DELETE FROM loyalty_delivery_attempt a USING numbers n, done
    WHERE %(is_try)s AND %(is_repeat)s AND a.delivery_id = done.id AND a.number = n.last
), tried AS (
    INSERT INTO loyalty_delivery_attempt (
        delivery_id, number, is_success, status_code, duration_ms, error, response, started_at
    )
    SELECT %(id)s,
        CASE WHEN EXISTS (SELECT 1 FROM done) THEN greatest(%(attempt)s, n.last + 1)
            ELSE %(attempt)s END,
        %(status)s = 'DELIVERED', %(status_code)s, %(duration_ms)s,
        %(error)s, %(response)s, %(started_at)s
    FROM numbers n, there WHERE %(is_try)s
), following AS (
    SELECT d.id FROM loyalty_delivery d JOIN done ON d.account_id = done.account_id
        AND d.is_bulk = done.is_bulk
        AND (d.target_id = done.target_id OR (d.target_id IS NULL AND done.target_id IS NULL))
    WHERE d.status = 'PENDING' AND d.id <> done.id AND %(status)s <> 'PENDING'
    ORDER BY d.id LIMIT 1
), freed AS (
    UPDATE loyalty_delivery d SET due_at = %(now)s
    FROM following f
    WHERE d.id = f.id AND d.due_at > %(now)s
        AND (d.leased_until IS NULL OR d.leased_until <= %(now)s)
)
SELECT count(*) FROM done
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """Heads of lanes, each with its account and target, and the lease under which they are ours.

    `looked_at` is 0 when nothing is due.
    """

    deliveries: Sequence[Delivery]
    token: datetime
    looked_at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Started:
    """An attempt that was counted, by its number, and until when it is ours to note its outcome,
    unless it is somebody else's before."""

    delivery_id: int
    attempt: int
    at: datetime
    token: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of a delivery. `due_at` is when it is tried again, while PENDING.

    `is_try`: something was handed over, or tried to be, so that the log of attempts says so.
    `is_counted`: it uses up one of the attempts that the delivery has. `is_repeat`: the try before
    came to the same, so that this one takes its place in the log. `way`: the one that it waits for.
    """

    status: DeliveryStatus
    due_at: datetime
    is_try: bool = True
    is_counted: bool = True
    is_repeat: bool = False
    way: str = ""
    recipient: str = ""
    subject: str = ""
    error_code: str = ""
    error: str = ""
    status_code: int | None = None
    response: str = ""


def claim(*, now: datetime, limit: int, lease: timedelta = LEASE, using: str) -> Claim:
    """Take the heads of at most `limit` lanes that are due, for as long as `lease`, each stream in
    its turn; in each those first that have been due for longest."""
    token = now + lease
    params: dict[str, Any] = {
        "now": now,
        "lease": token,
        "behind": now + BEHIND,
        "limit": limit,
        "looked_at": max(LOOKED_AT, limit),
        "emails": EMAILS_IN_TURN,
        "others": OTHERS_IN_TURN,
    }
    with connections[using].cursor() as cursor:
        cursor.execute(_CLAIM_SQL, params)
        found = cursor.fetchall()
    places = {pk: place for pk, is_head, place in found if is_head}
    if not places:
        return Claim(deliveries=(), token=token, looked_at=len(found))
    rows = Delivery.objects.using(using).select_related("account", "target")
    taken = sorted(rows.filter(pk__in=places), key=lambda row: places[row.pk])
    return Claim(deliveries=taken, token=token, looked_at=len(found))


def start(
    *, delivery_id: int, token: datetime, now: datetime, lease: timedelta = LEASE, using: str
) -> Started | None:
    """Count an attempt and prolong the lease.

    None when the delivery is not ours any more: the lease ran out and somebody else has it.
    """
    params: dict[str, Any] = {"id": delivery_id, "token": token, "lease": now + lease}
    with connections[using].cursor() as cursor:
        cursor.execute(_START_SQL, params)
        row = cursor.fetchone()
    if row is None:
        return None
    return Started(delivery_id=delivery_id, attempt=int(row[0]), at=now, token=now + lease)


def finish(started: Started, outcome: Outcome, *, now: datetime, using: str) -> bool:
    """Note what came of an attempt, and let the next one in the lane go.

    False when somebody else has started the delivery since: then that one's outcome counts, and
    this one is only kept among the attempts.
    """
    params: dict[str, Any] = {
        "id": started.delivery_id,
        "attempt": started.attempt,
        "lease": started.token,
        "status": outcome.status.value,
        "due_at": outcome.due_at,
        "is_try": outcome.is_try,
        "is_counted": outcome.is_counted,
        "is_repeat": outcome.is_repeat,
        "way": outcome.way,
        "recipient": outcome.recipient,
        "subject": outcome.subject,
        "error_code": outcome.error_code,
        "error": outcome.error,
        "status_code": outcome.status_code,
        "response": outcome.response,
        "duration_ms": max(0, int((now - started.at) / timedelta(milliseconds=1))),
        "started_at": started.at,
        "now": now,
    }
    with connections[using].cursor() as cursor:
        cursor.execute(_FINISH_SQL, params)
        row = cursor.fetchone()
    return row is not None and row[0] > 0


def put_off(
    *,
    delivery_ids: Sequence[int],
    token: datetime,
    until: datetime,
    way: str | None = None,
    using: str,
) -> None:
    """Give back deliveries that were claimed and not started; they are due at `until`.

    `way` is the one that they wait for, None if that isn't why.
    """
    if delivery_ids:
        rows = Delivery.objects.using(using).filter(pk__in=delivery_ids, leased_until=token)
        held = rows.filter(status=DeliveryStatus.PENDING.value)
        waits_for = {} if way is None else {"way": way}
        held.update(due_at=until, leased_until=None, **waits_for)


def is_any_due(*, now: datetime, using: str) -> bool:
    """Whether there is something for `claim`. A query."""
    with connections[using].cursor() as cursor:
        cursor.execute(_IS_ANY_DUE_SQL, {"now": now})
        row = cursor.fetchone()
    return bool(row and row[0])
