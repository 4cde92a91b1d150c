"""Staff, apps and automations change a balance: credit, debit, set, take a movement back."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_noop

from saleor_loyalty_plugin import ledger
from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.ledger.types import Posting, PostingResult, PostingStatus
from saleor_loyalty_plugin.models import Account, Entry, EntryKind, OrderSettlement
from saleor_loyalty_plugin.rules.expiry import expires_at, restored_until
from saleor_loyalty_plugin.services.bonuses.grants import (
    is_of_grant,
    is_still_held,
    lock_account,
    remember_revoked,
)
from saleor_loyalty_plugin.services.errors import LoyaltyProblem, ProblemCode
from saleor_loyalty_plugin.services.locks import lock_order
from saleor_loyalty_plugin.services.members.accounts import account_for
from saleor_loyalty_plugin.services.programs.programs import current_terms, default_program
from saleor_loyalty_plugin.services.progress.marks import has_progress, note_progress
from saleor_loyalty_plugin.services.rewards.claim_rows import REASON_CLAIMED, REASON_RETURNED

POINTS_MAX = 100_000_000
# The ledger admits no larger balance, since GraphQL's Int ends at 2147483647.
BALANCE_MAX = 2_000_000_000
NOTE_MAX = 1000
KEY_MAX = 128
_TOO_FEW = gettext_noop("Only %(points)s points are available. Debit no more than that.")

_REVERSIBLE = (
    EntryKind.EARN,
    EntryKind.ADJUST,
    EntryKind.GIFT,
    EntryKind.IMPORT,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AdjustOutcome:
    """`account` is None in a dry run for a customer without one; `entry` is None in a dry run and
    when nothing had to change. `balance_after` is what was, or would be, reached."""

    account: Account | None
    entry: Entry | None
    balance_before: int
    balance_after: int


def adjust_points(
    *,
    customer_id: int,
    points: int,
    note: str,
    key: str | None,
    actor: str,
    dry_run: bool,
    now: datetime,
    program_id: int | None = None,
    notify: bool | None = None,
) -> AdjustOutcome:
    """Credit (`points` above 0) or debit a customer; only available points can be debited.

    `key` makes it repeatable for its actor: the same request again changes nothing and returns
    the first entry. `program_id` None is the default program. `notify` says whether the customer is
    to be told by e-mail, whatever the program does of its own accord; None leaves it to that.
    Raises `LoyaltyProblem`: INVALID, NOT_FOUND, INSUFFICIENT_POINTS, IDEMPOTENCY_CONFLICT.
    """
    if points == 0 or abs(points) > POINTS_MAX:
        raise LoyaltyProblem(
            ProblemCode.INVALID,
            "Give 1 to %(maximum)s points to credit, or the same below 0 to debit.",
            field="points",
            values={"maximum": POINTS_MAX},
        )
    _check_texts(note, key)
    program_id = _program_id(program_id)
    _check_customer(customer_id)
    if dry_run:
        account = account_for(customer_id=customer_id, program_id=program_id)
        return _foreseen(account, points, field="points")
    using = current_host().writer_alias()
    with transaction.atomic(using=using):
        account = ledger.ensure_account(program_id=program_id, customer_id=customer_id, now=now)
        posting = Posting(
            account_id=account.pk,
            points=points,
            kind=EntryKind.ADJUST,
            reason="MANUAL_CREDIT" if points > 0 else "MANUAL_DEBIT",
            key=_scoped_key("adjust", actor, key),
            actor=actor,
            note=note,
            expires_at=_expiry_of_credit(program_id, points, now),
        )
        return _posted(posting, account, now, notify, field="points")


def set_balance(
    *,
    customer_id: int,
    balance: int,
    note: str,
    key: str | None,
    actor: str,
    dry_run: bool,
    now: datetime,
    program_id: int | None = None,
    notify: bool | None = None,
) -> AdjustOutcome:
    """Bring a balance to a number by one movement; nothing is written when it is there already.

    `notify` as in `adjust_points`.

    Raises `LoyaltyProblem`: INVALID, NOT_FOUND, INSUFFICIENT_POINTS (reserved or pending points
    can't be taken), IDEMPOTENCY_CONFLICT.
    """
    if not 0 <= balance <= POINTS_MAX:
        raise LoyaltyProblem(
            ProblemCode.INVALID,
            "Give a balance of 0 to %(maximum)s points.",
            field="balance",
            values={"maximum": POINTS_MAX},
        )
    _check_texts(note, key)
    program_id = _program_id(program_id)
    _check_customer(customer_id)
    if dry_run:
        account = account_for(customer_id=customer_id, program_id=program_id)
        points = balance - (account.balance if account is not None else 0)
        return _foreseen(account, points, field="balance")
    using = current_host().writer_alias()
    scoped = _scoped_key("set", actor, key)
    with transaction.atomic(using=using):
        account = ledger.ensure_account(program_id=program_id, customer_id=customer_id, now=now)
        account = Account.objects.using(using).select_for_update().get(pk=account.pk)
        explanation = [{"code": "BALANCE_SET", "values": {"balance": balance}}]
        earlier = Entry.objects.using(using).filter(key=scoped).first()
        if earlier is not None:
            if earlier.explanation != explanation or earlier.account_id != account.pk:
                raise _key_conflict()
            return _outcome(account, earlier)
        if balance == account.balance:
            return _foreseen(account, 0, field="balance")
        posting = Posting(
            account_id=account.pk,
            points=balance - account.balance,
            kind=EntryKind.ADJUST,
            reason="BALANCE_SET",
            key=scoped,
            actor=actor,
            note=note,
            explanation=explanation,
            expires_at=_expiry_of_credit(program_id, balance - account.balance, now),
        )
        return _posted(posting, account, now, notify, field="balance")


def revoke_entry(*, entry_id: int, note: str, actor: str, now: datetime) -> Entry:
    """Take one movement back by its counter-entry, which is returned.

    What an order earned stays taken back, however the order changes later. Spent points come back
    by cancelling or refunding their order, not here.
    Raises `LoyaltyProblem`: NOT_FOUND, ALREADY_REVERSED, NOT_REVERSIBLE, INSUFFICIENT_POINTS.
    """
    _check_texts(note, None)
    using = current_host().writer_alias()
    with transaction.atomic(using=using):
        entry = Entry.objects.using(using).filter(pk=entry_id).first()
        if entry is None:
            raise LoyaltyProblem(ProblemCode.NOT_FOUND, "No entry has this ID.", field="id")
        if entry.kind not in _REVERSIBLE:
            raise LoyaltyProblem(ProblemCode.NOT_REVERSIBLE, _why_not(entry), field="id")
        if entry.order_id is not None:
            lock_order(entry.order_id, using=using)
        elif is_of_grant(entry):
            lock_account(entry.account_id, using=using)
        if Entry.objects.using(using).filter(reverses=entry).exists():
            raise _already_reversed()
        posting = Posting(
            account_id=entry.account_id,
            points=-entry.points,
            kind=EntryKind.REVERSAL,
            reason="ENTRY_REVOKED",
            key=f"revoke:{entry.pk}",
            actor=actor,
            note=note,
            order_id=entry.order_id,
            source_label=entry.source_label,
            program_version_id=entry.program_version_id,
            reverses_id=entry.pk,
            restores_entry_id=entry.pk if entry.points < 0 else None,
            restored_until=_grace_of_restored(entry, now) if entry.points < 0 else None,
        )
        _check_still_earned(entry, using)
        result = ledger.post_entry(posting, now=now)
        if result.status in (PostingStatus.REPLAY, PostingStatus.CONFLICT):
            raise _already_reversed()
        if result.status is PostingStatus.INSUFFICIENT:
            raise LoyaltyProblem(
                ProblemCode.INSUFFICIENT_POINTS,
                "Of these %(points)s points some are spent or reserved. Debit what is left"
                " instead.",
                field="id",
                values={"points": entry.points},
            )
        if entry.order_id is not None:
            _remember_revoked(entry.order_id, entry.points, using)
        remember_revoked(entry, using=using)
        return _written(result, using)


def _check_still_earned(entry: Entry, using: str) -> None:
    """What a refund has taken back already can't be taken back a second time."""
    if not is_still_held(entry, using=using):
        raise LoyaltyProblem(
            ProblemCode.NOT_REVERSIBLE,
            "These points, or a part of them, were taken back already as what they were given for"
            " changed. Debit what is left instead.",
            field="id",
        )
    if entry.order_id is None:
        return
    settlement = OrderSettlement.objects.using(using).filter(pk=entry.order_id).first()
    if settlement is not None and entry.points > settlement.points_earned:
        raise LoyaltyProblem(
            ProblemCode.NOT_REVERSIBLE,
            "The order has shrunk and these points, or a part of them, were taken back with it."
            " Debit what is left instead.",
            field="id",
        )


def _remember_revoked(order_id: UUID, points: int, using: str) -> None:
    settlement = OrderSettlement.objects.using(using).filter(pk=order_id).first()
    if settlement is not None:
        settlement.points_earned -= points
        settlement.points_revoked += points
        settlement.save(using=using, update_fields=["points_earned", "points_revoked"])


def _posted(
    posting: Posting, account: Account, now: datetime, notify: bool | None, *, field: str
) -> AdjustOutcome:
    result = ledger.post_entry(posting, now=now)
    if result.status is PostingStatus.INSUFFICIENT and posting.points > 0:
        raise _balance_too_large(field)
    _raise_unless_posted(result, account, field)
    using = current_host().writer_alias()
    # A repetition finds what the first request has said.
    if notify is not None and result.status is PostingStatus.POSTED and result.entry_id:
        ledger.add_to_fact(entry_id=result.entry_id, values={"notify": notify}, using=using)
    account.refresh_from_db(using=using)
    return _outcome(account, _written(result, using))


def _expiry_of_credit(program_id: int, points: int, now: datetime) -> datetime | None:
    """Points that staff give run out as earned ones do."""
    if points < 0:
        return None
    return expires_at(current_terms(program_id=program_id).terms.expiry, usable_from=now)


def _grace_of_restored(entry: Entry, now: datetime) -> datetime | None:
    """Until when points are good that come back after their expiry."""
    terms = current_terms(program_id=entry.account.program_id).terms
    return restored_until(terms.expiry, grace_days=terms.restored_points_days, now=now)


def _written(result: PostingResult, using: str) -> Entry:
    if result.entry_id is None:
        raise AssertionError(f"{result.status} names no entry")
    rows = Entry.objects.using(using).annotate(has_progress=has_progress("account__program"))
    entry = rows.get(pk=result.entry_id)
    note_progress(account_id=entry.account_id, has_progress=entry.has_progress)
    return entry


def _raise_unless_posted(result: PostingResult, account: Account, field: str) -> None:
    if result.status is PostingStatus.CONFLICT:
        raise _key_conflict()
    if result.status is PostingStatus.INSUFFICIENT:
        raise LoyaltyProblem(
            ProblemCode.INSUFFICIENT_POINTS,
            _TOO_FEW,
            field=field,
            values={"points": max(account.available, 0)},
        )


def _outcome(account: Account, entry: Entry) -> AdjustOutcome:
    return AdjustOutcome(
        account=account,
        entry=entry,
        balance_before=entry.balance_after - entry.points,
        balance_after=entry.balance_after,
    )


def _foreseen(account: Account | None, points: int, *, field: str) -> AdjustOutcome:
    """What a change would do, refused where the change itself would be."""
    balance = account.balance if account is not None else 0
    available = account.available if account is not None else 0
    if points < 0 and available + points < 0:
        raise LoyaltyProblem(
            ProblemCode.INSUFFICIENT_POINTS,
            _TOO_FEW,
            field=field,
            values={"points": max(available, 0)},
        )
    if balance + points > BALANCE_MAX:
        raise _balance_too_large(field)
    return AdjustOutcome(
        account=account, entry=None, balance_before=balance, balance_after=balance + points
    )


def _balance_too_large(field: str) -> LoyaltyProblem:
    return LoyaltyProblem(
        ProblemCode.INVALID,
        "An account holds at most %(maximum)s points. Credit fewer.",
        field=field,
        values={"maximum": BALANCE_MAX},
    )


def _check_texts(note: str, key: str | None) -> None:
    if len(note) > NOTE_MAX:
        raise LoyaltyProblem(
            ProblemCode.INVALID,
            "Give a note of at most %(maximum)s characters.",
            field="note",
            values={"maximum": NOTE_MAX},
        )
    if key is not None and not 0 < len(key) <= KEY_MAX:
        raise LoyaltyProblem(
            ProblemCode.INVALID,
            "Give a key of 1 to %(maximum)s characters, or none.",
            field="idempotency_key",
            values={"maximum": KEY_MAX},
        )


def _check_customer(customer_id: int) -> None:
    if customer_id not in current_host().customer_facts([customer_id]):
        raise LoyaltyProblem(ProblemCode.NOT_FOUND, "No customer has this ID.", field="customer_id")


def _program_id(program_id: int | None) -> int:
    return program_id if program_id is not None else default_program().pk


def _scoped_key(action: str, actor: str, key: str | None) -> str:
    """Two apps may choose the same key; a request without one is never a repetition."""
    return f"{action}:{actor}:{key if key is not None else uuid.uuid4()}"


def _key_conflict() -> LoyaltyProblem:
    return LoyaltyProblem(
        ProblemCode.IDEMPOTENCY_CONFLICT,
        "This key was used for another change. Use a new key for each change.",
        field="idempotency_key",
    )


def _already_reversed() -> LoyaltyProblem:
    return LoyaltyProblem(
        ProblemCode.ALREADY_REVERSED, "This entry was taken back already.", field="id"
    )


def _why_not(entry: Entry) -> str:
    if entry.reason in (REASON_CLAIMED, REASON_RETURNED):
        return gettext_noop("Points of a reward come back when its claim is cancelled or refused.")
    if entry.kind in (EntryKind.REDEEM, EntryKind.RESTORE):
        return gettext_noop("Spent points come back when their order is cancelled or refunded.")
    return gettext_noop("A counter-entry can't be taken back. Credit or debit instead.")
