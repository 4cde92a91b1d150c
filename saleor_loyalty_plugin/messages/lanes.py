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
# How many are looked at to find the heads among them.
LOOKED_AT = 200
# What isn't the head of its lane comes up again after this, unless the head is finished before or
# waits for longer itself.
BEHIND = timedelta(seconds=5)

# Who waits behind a head is put off, so that it isn't looked at again and again: a lane that waits
# for a day costs nothing meanwhile. A head that is being sent right now is looked at again soon:
# it may be finished by the time that this statement is. What goes by a way that rests is put off
# until then and takes up none of the limit, so that a long queue for it holds up nobody else.
_CLAIM_SQL = """
WITH news AS MATERIALIZED (
    SELECT id, account_id, target_id, is_bulk, way FROM loyalty_delivery
    WHERE status = 'PENDING' AND NOT is_bulk AND due_at <= %(now)s
    ORDER BY due_at, id LIMIT %(looked_at)s
    FOR UPDATE SKIP LOCKED
), bulk AS MATERIALIZED (
    SELECT id, account_id, target_id, is_bulk, way FROM loyalty_delivery
    WHERE status = 'PENDING' AND is_bulk AND due_at <= %(now)s
    ORDER BY due_at, id LIMIT %(looked_at)s - (SELECT count(*) FROM news)
    FOR UPDATE SKIP LOCKED
), candidates AS MATERIALIZED (
    SELECT * FROM news UNION ALL SELECT * FROM bulk
), heads AS MATERIALIZED (
    SELECT l.account_id, l.target_id, l.is_bulk, head.id, head.due_at
    FROM (
        SELECT DISTINCT account_id, target_id, is_bulk FROM candidates WHERE target_id IS NULL
    ) l CROSS JOIN LATERAL (
        SELECT d.id, d.due_at FROM loyalty_delivery d
        WHERE d.status = 'PENDING' AND d.account_id = l.account_id
            AND d.is_bulk = l.is_bulk AND d.target_id IS NULL
        ORDER BY d.id LIMIT 1
    ) head
    UNION ALL
    SELECT l.account_id, l.target_id, l.is_bulk, head.id, head.due_at
    FROM (
        SELECT DISTINCT account_id, target_id, is_bulk FROM candidates WHERE target_id IS NOT NULL
    ) l CROSS JOIN LATERAL (
        SELECT d.id, d.due_at FROM loyalty_delivery d
        WHERE d.status = 'PENDING' AND d.account_id = l.account_id
            AND d.is_bulk = l.is_bulk AND d.target_id = l.target_id
        ORDER BY d.id LIMIT 1
    ) head
), held AS MATERIALIZED (
    SELECT h.id FROM heads h WHERE EXISTS (
        SELECT 1 FROM loyalty_delivery d
        WHERE d.status = 'PENDING' AND d.leased_until > %(now)s AND d.account_id = h.account_id
            AND d.is_bulk = h.is_bulk AND d.target_id IS NOT DISTINCT FROM h.target_id
    )
), resting AS MATERIALIZED (
    SELECT c.id, max(p.key) AS way, max(p.until) AS until
    FROM candidates c JOIN loyalty_delivery_pause p
        ON p.until > %(now)s AND p.key IN (c.way, 'webhook:' || c.target_id)
    GROUP BY c.id
), judged AS MATERIALIZED (
    SELECT c.id, h.is_head, h.due_at AS head_due_at, r.way, r.until,
        row_number() OVER (PARTITION BY h.is_head ORDER BY c.is_bulk, c.id) AS place
    FROM candidates c LEFT JOIN resting r ON r.id = c.id
    CROSS JOIN LATERAL (
        SELECT h.due_at,
            h.id = c.id AND r.id IS NULL AND h.id NOT IN (SELECT id FROM held) AS is_head
        FROM heads h WHERE h.account_id = c.account_id AND h.is_bulk = c.is_bulk
            AND (h.target_id = c.target_id OR (h.target_id IS NULL AND c.target_id IS NULL))
    ) h
)
UPDATE loyalty_delivery d SET way = coalesce(j.way, d.way), due_at = CASE
    WHEN j.until IS NOT NULL THEN j.until
    WHEN j.is_head THEN %(lease)s
    WHEN j.head_due_at > %(long)s THEN j.head_due_at
    ELSE %(behind)s END,
    leased_until = CASE WHEN j.is_head THEN %(lease)s ELSE NULL END
FROM judged j
WHERE d.id = j.id AND (NOT j.is_head OR j.place <= %(limit)s)
RETURNING d.id, j.is_head
"""

_START_SQL = """
UPDATE loyalty_delivery SET attempts = attempts + 1, due_at = %(lease)s, leased_until = %(lease)s
WHERE id = %(id)s AND status = 'PENDING' AND leased_until = %(token)s
RETURNING attempts
"""

# The head of the lane may be sent now, unless a worker has it.
_FINISH_SQL = """
WITH done AS (
    UPDATE loyalty_delivery SET status = %(status)s, due_at = %(due_at)s, leased_until = NULL,
        attempts = attempts - CASE WHEN %(is_counted)s THEN 0 ELSE 1 END,
        recipient = CASE WHEN %(recipient)s = '' THEN recipient ELSE %(recipient)s END,
        subject = CASE WHEN %(subject)s = '' THEN subject ELSE %(subject)s END,
        error_code = %(error_code)s, error = %(error)s, way = %(way)s,
        finished_at = CASE WHEN %(status)s = 'PENDING' THEN NULL ELSE %(now)s END
    WHERE id = %(id)s AND status = 'PENDING' AND attempts = %(attempt)s
        AND leased_until = %(lease)s
    RETURNING id, account_id, target_id, is_bulk
), tried AS (
    INSERT INTO loyalty_delivery_attempt (
        delivery_id, number, is_success, status_code, duration_ms, error, response, started_at
    )
    SELECT %(id)s, %(attempt)s, %(status)s = 'DELIVERED', %(status_code)s, %(duration_ms)s,
        %(error)s, %(response)s, %(started_at)s
    WHERE %(is_try)s AND EXISTS (SELECT 1 FROM loyalty_delivery WHERE id = %(id)s)
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
    `is_counted`: it uses up one of the attempts that the delivery has. `way`: the one that it
    waits for.
    """

    status: DeliveryStatus
    due_at: datetime
    is_try: bool = True
    is_counted: bool = True
    way: str = ""
    recipient: str = ""
    subject: str = ""
    error_code: str = ""
    error: str = ""
    status_code: int | None = None
    response: str = ""


def claim(*, now: datetime, limit: int, lease: timedelta = LEASE, using: str) -> Claim:
    """Take the heads of at most `limit` lanes that are due, for as long as `lease`."""
    token = now + lease
    params: dict[str, Any] = {
        "now": now,
        "lease": token,
        "long": now + lease,
        "behind": now + BEHIND,
        "limit": limit,
        "looked_at": max(LOOKED_AT, limit),
    }
    with connections[using].cursor() as cursor:
        cursor.execute(_CLAIM_SQL, params)
        found = cursor.fetchall()
    ids = [pk for pk, is_head in found if is_head]
    if not ids:
        return Claim(deliveries=(), token=token, looked_at=len(found))
    rows = Delivery.objects.using(using).select_related("account", "target").filter(pk__in=ids)
    return Claim(deliveries=list(rows.order_by("is_bulk", "pk")), token=token, looked_at=len(found))


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
    *, delivery_ids: Sequence[int], token: datetime, until: datetime, way: str = "", using: str
) -> None:
    """Give back deliveries that were claimed and not started; they are due at `until`.

    `way` is the one that they wait for, if that is why.
    """
    if delivery_ids:
        rows = Delivery.objects.using(using).filter(pk__in=delivery_ids, leased_until=token)
        held = rows.filter(status=DeliveryStatus.PENDING.value)
        held.update(due_at=until, leased_until=None, way=way)


def is_any_due(*, now: datetime, using: str) -> bool:
    """A query, two where there is no news."""
    rows = Delivery.objects.using(using).filter(status=DeliveryStatus.PENDING.value)
    due = rows.filter(due_at__lte=now)
    return due.filter(is_bulk=False).exists() or due.filter(is_bulk=True).exists()
