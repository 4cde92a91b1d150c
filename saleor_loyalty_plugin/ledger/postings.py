"""Posting entries: one, a batch, or the same to many accounts."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from saleor_loyalty_plugin.ledger.database import POINTS_MAX, call, call_scalar
from saleor_loyalty_plugin.ledger.types import Posting, PostingResult, PostingStatus
from saleor_loyalty_plugin.models import EntryKind

_CREDIT_SQL = "SELECT loyalty_post_credit(%s, %s)"
_DEBIT_SQL = "SELECT loyalty_post_debit(%s, %s, %s)"
_RESTORE_SQL = "SELECT loyalty_post_restore(%s, %s)"
# The row was the last one that this session put into the outbox: no index on entries is needed.
_NOTE_SQL = """
UPDATE loyalty_outbox SET payload = payload || %s::jsonb
WHERE id = currval(pg_get_serial_sequence('loyalty_outbox', 'id')) AND entry_id = %s
RETURNING id"""
_BATCH_SQL = "SELECT * FROM loyalty_post_batch(%s, %s, %s)"
_BONUS_SQL = "SELECT loyalty_post_bonus(%s, %s, %s, %s, %s, %s, '', %s, %s, %s, %s, %s, %s)"
BATCH_MAX = 10_000


def post_entry(posting: Posting, *, now: datetime, using: str = "default") -> PostingResult:
    """Write one movement.

    Raises ValueError for points out of range or options that contradict each other, and
    IntegrityError when the account or the restored debit does not exist.
    """
    _check(posting)
    record = _record(posting)
    if posting.restores_entry_id is not None:
        answer = call_scalar(_RESTORE_SQL, (record, now), using=using)
    elif posting.points > 0:
        answer = call_scalar(_CREDIT_SQL, (record, now), using=using)
    else:
        answer = call_scalar(_DEBIT_SQL, (record, None, now), using=using)
    return _parsed(answer)


def add_to_fact(*, entry_id: int, values: Mapping[str, Any], using: str = "default") -> None:
    """Put values into the fact of the entry that was posted last, in the same transaction.

    Raises ValueError for any other entry.
    """
    if not call(_NOTE_SQL, (json.dumps(values), entry_id), using=using):
        raise ValueError(f"Entry {entry_id} is not the one that was posted last.")


def post_capture(
    posting: Posting, *, hold_id: int, now: datetime, using: str = "default"
) -> PostingResult:
    """Write the debit that takes a hold's points; see `holds.capture_hold`."""
    _check(posting)
    return _parsed(call_scalar(_DEBIT_SQL, (_record(posting), hold_id, now), using=using))


def post_entries(
    postings: Sequence[Posting], *, now: datetime, using: str = "default"
) -> list[PostingResult]:
    """Write a batch in one statement and one transaction; results in the order of `postings`.

    Each posting fares as it would alone, after those before it. At most `BATCH_MAX` at once.

    Raises as `post_entry`; then none of them is written.
    """
    if len(postings) > BATCH_MAX:
        raise ValueError(f"A batch has at most {BATCH_MAX} postings, not {len(postings)}.")
    if not postings:
        return []
    for posting in postings:
        _check(posting)
    is_plain = all(p.points > 0 and p.restores_entry_id is None for p in postings)
    records = "{" + ",".join(_quoted(_record(posting)) for posting in postings) + "}"
    found = call(_BATCH_SQL, (records, is_plain, now), using=using)
    return [
        PostingResult(status=PostingStatus(status), entry_id=entry_id, balance_after=balance)
        for _, status, entry_id, balance in sorted(found)
    ]


def post_bonus(
    *,
    account_ids: Iterable[int],
    points: int,
    kind: EntryKind,
    reason: str,
    key_prefix: str,
    now: datetime,
    actor: str = "system",
    source_label: str = "",
    explanation: Sequence[Mapping[str, Any]] = (),
    program_version_id: int | None = None,
    activates_at: datetime | None = None,
    expires_at: datetime | None = None,
    using: str = "default",
) -> int:
    """Credit the same points to many accounts in one statement; the number of entries written.

    The key of each entry is `key_prefix:account_id`. An account that has that key already is
    passed over, so a repetition writes nothing; so is one whose balance has no room.

    Raises ValueError for points out of range.
    """
    if not 0 < points <= POINTS_MAX:
        raise ValueError(f"A bonus is 1 to {POINTS_MAX} points, not {points}.")
    ids = "{" + ",".join(str(int(account_id)) for account_id in account_ids) + "}"
    params = (
        *(ids, points, EntryKind(kind).value, reason, key_prefix, actor, source_label),
        *(_json(list(explanation)), program_version_id, activates_at, expires_at, now),
    )
    return int(call_scalar(_BONUS_SQL, params, using=using))


def _check(posting: Posting) -> None:
    if posting.points == 0 or abs(posting.points) > POINTS_MAX:
        raise ValueError(f"An entry has 1 to {POINTS_MAX} points, not {posting.points}.")
    if posting.restores_entry_id is not None and posting.points < 0:
        raise ValueError("Only a credit restores.")


def _record(posting: Posting) -> str:
    """The posting as a literal of the database's type `loyalty_posting`.

    One parameter instead of nineteen halves what the statement costs on its way.
    """
    fields = (
        posting.account_id,
        posting.points,
        posting.kind.value,
        _quoted(posting.reason),
        _quoted(posting.key),
        _quoted(posting.actor),
        _quoted(posting.note),
        posting.order_id,
        posting.checkout_id,
        _quoted(posting.source_label),
        _quoted(_json(list(posting.explanation))) if posting.explanation else "[]",
        posting.program_version_id,
        posting.activates_at,
        posting.expires_at,
        posting.reverses_id,
        posting.restores_entry_id,
        posting.allows_negative,
        posting.restored_until,
        posting.own_entry_id,
    )
    return "(" + ",".join("" if value is None else str(value) for value in fields) + ")"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _json(value: object) -> str:
    return json.dumps(value, default=_json_default)


def _json_default(value: object) -> Any:
    if isinstance(value, datetime):
        # Django's encoder would cut microseconds off.
        return value.isoformat()
    return DjangoJSONEncoder().default(value)


def _parsed(answer: str) -> PostingResult:
    """A `loyalty_posting_result` as the database prints it: (POSTED,7,100) or (CONFLICT,,100)."""
    status, entry_id, balance_after = answer[1:-1].split(",")
    return PostingResult(
        status=PostingStatus(status),
        entry_id=int(entry_id) if entry_id else None,
        balance_after=int(balance_after),
    )
