"""What goes into the ledger and what comes back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

from saleor_loyalty_plugin.models import EntryKind
from saleor_loyalty_plugin.rules.terms import RedemptionMethod


class PostingStatus(StrEnum):
    """What came of a posting; only POSTED has changed anything.

    POSTED: written now. REPLAY: the same key and inputs were written before.
    CONFLICT: the key was used with other inputs, or the entry to reverse was reversed before under
    another key, or the hold to capture is not as the posting says.
    INSUFFICIENT: the account lacks the points, the debit to restore has no more points to give
    back, or the balance would leave its bounds (two thousand million either way).
    """

    POSTED = "POSTED"
    REPLAY = "REPLAY"
    CONFLICT = "CONFLICT"
    INSUFFICIENT = "INSUFFICIENT"


@dataclass(frozen=True, slots=True, kw_only=True)
class Posting:
    """One movement to write. `points` is signed, never 0, at most a thousand million.

    `key` is unique for ever. Beside it is kept a hash of account, points, kind, reason, note,
    actor, order, checkout and the entries referred to; what follows from the moment of writing
    (activation, expiry, program version, explanation, label) may differ in a repetition.

    A credit opens a lot that is active from `activates_at` (None: at once) until `expires_at`
    (None: for ever); where the balance is below zero it pays that debt first.
    A debit takes active lots, oldest expiry first; with `order_id` and kind CLAWBACK the lots of
    that order's own credits first, with `reverses_id` or `own_entry_id` that entry's lot, active or
    not.
    `restores_entry_id` puts a credit back into the lots that this earlier debit took from, the
    lot used last first, with their old expiry; points whose expiry has passed meanwhile are good
    until `restored_until`, in a lot of this credit (None: they go with the next sweep). What the
    debit had taken from no lot opens one with `activates_at` and `expires_at`.
    `allows_negative`: the balance may fall below zero (clawback), and pending points may be taken;
    otherwise a debit needs as many available points (plus the own pending ones, see above).
    """

    account_id: int
    points: int
    kind: EntryKind
    reason: str
    key: str
    actor: str = "system"
    note: str = ""
    order_id: UUID | None = None
    checkout_id: UUID | None = None
    source_label: str = ""
    explanation: Sequence[Mapping[str, Any]] = field(default=())
    program_version_id: int | None = None
    activates_at: datetime | None = None
    expires_at: datetime | None = None
    reverses_id: int | None = None
    restores_entry_id: int | None = None
    restored_until: datetime | None = None
    own_entry_id: int | None = None
    allows_negative: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PostingResult:
    """`entry_id` and `balance_after` are of the written entry (POSTED, REPLAY), else None and the
    present balance."""

    status: PostingStatus
    entry_id: int | None
    balance_after: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldRequest:
    """Points to reserve for a checkout; replaces the open hold that the checkout has."""

    account_id: int
    checkout_id: UUID
    points: int
    discount_amount: Decimal
    currency: str
    code: str
    uses_maximum: bool
    program_version_id: int
    expires_at: datetime
    method: RedemptionMethod = RedemptionMethod.DISCOUNT


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldResult:
    """`is_placed` is false when the account lacks the points; the earlier hold then still stands.

    `replaced_code` is the code of the hold that this one took the place of.
    """

    is_placed: bool
    hold_id: int | None
    replaced_code: str | None
    points_available: int
