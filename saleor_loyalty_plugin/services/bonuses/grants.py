"""Grants: make the ledger hold what one occasion gives, such as a registration or a milestone.

As with orders, one says what is to be held and the difference is posted: doubled and late calls
end the same.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from saleor_loyalty_plugin import ledger
from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.ledger.types import Posting, PostingStatus
from saleor_loyalty_plugin.models import Account, Entry, EntryKind, Grant
from saleor_loyalty_plugin.rules.expiry import activates_at, expires_at
from saleor_loyalty_plugin.services.history import hush
from saleor_loyalty_plugin.services.points.expiries import undo_expiries
from saleor_loyalty_plugin.services.programs.programs import ActiveTerms
from saleor_loyalty_plugin.services.progress.marks import note_progress

KEY_PREFIX = "grant:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """What is given, and why. `source` and `occasion` together are given once to an account.

    `reason` is the code of the entry's words, `reason_taken` that of a later clawback;
    `source_label` is what people call the source, such as the bonus' name. What an order may still
    undo waits `pending_days` before it can be used, as the order's own points do.
    """

    source: str
    reason: str
    occurred_at: datetime
    occasion: str = ""
    kind: EntryKind = EntryKind.EARN
    reason_taken: str = "BONUS_TAKEN_BACK"
    source_label: str = ""
    actor: str = "system"
    explanation: Sequence[Mapping[str, Any]] = ()
    pending_days: int = 0


def lock_account(account_id: int, *, using: str) -> Account:
    """The account, locked until the transaction ends: grants of one account go one by one.

    As the ledger's functions lock it: whoever only refers to the account need not wait.
    """
    return Account.objects.using(using).select_for_update(no_key=True).get(pk=account_id)


def settle_grant(
    *, account_id: int, occasion: Occasion, points: int, active: ActiveTerms, now: datetime
) -> Entry | None:
    """Make the ledger hold `points` (0 or more) for an occasion; the entry, if one was written.

    Points that staff took back by hand stay taken back. Points given before under other terms
    stay as they were unless `points` is 0: a grant is given or not, its size is decided once.
    """
    using = current_host().writer_alias()
    with transaction.atomic(using=using):
        lock_account(account_id, using=using)
        grant = (
            Grant.objects.using(using)
            .filter(account_id=account_id, source=occasion.source, occasion=occasion.occasion)
            .first()
        )
        if grant is None:
            if points == 0:
                return None
            grant = Grant(
                account_id=account_id,
                source=occasion.source,
                occasion=occasion.occasion,
                occurred_at=occasion.occurred_at,
                created_at=now,
            )
        if points > 0 and grant.points + grant.points_revoked > 0:
            return None
        difference = points - grant.points
        if difference == 0:
            return None
        return change_grant(grant, occasion=occasion, difference=difference, active=active, now=now)


def change_grant(
    grant: Grant, *, occasion: Occasion, difference: int, active: ActiveTerms, now: datetime
) -> Entry:
    """Post `difference` to a grant, within a transaction that holds the account's lock.

    Raises GrantRefused when the ledger has no room.
    """
    using = current_host().writer_alias()
    if difference > 0:
        grant.program_version_id = active.version_id
    grant.points += difference
    grant.sequence += 1
    grant.save(using=using)
    note_progress(account_id=grant.account_id, has_progress=active.terms.has_progress)
    return _post(grant, occasion, difference, active, now, using)


def _post(
    grant: Grant,
    occasion: Occasion,
    difference: int,
    active: ActiveTerms,
    now: datetime,
    using: str,
) -> Entry:
    is_credit = difference > 0
    if not is_credit:
        _undo_expiries(grant, -difference, now)
    usable_from = activates_at(
        pending_days=occasion.pending_days,
        waits_for_fulfillment=False,
        is_fulfilled=False,
        now=now,
    )
    good_until = expires_at(active.terms.expiry, usable_from=usable_from or now)
    posting = Posting(
        account_id=grant.account_id,
        points=difference,
        kind=occasion.kind if is_credit else EntryKind.CLAWBACK,
        reason=occasion.reason if is_credit else occasion.reason_taken,
        key=_key(grant, grant.sequence),
        actor=occasion.actor,
        source_label=occasion.source_label,
        explanation=occasion.explanation,
        program_version_id=grant.program_version_id,
        activates_at=usable_from if is_credit else None,
        expires_at=good_until if is_credit else None,
        own_entry_id=_newest_credit(grant, using) if not is_credit else None,
        allows_negative=not is_credit,
    )
    result = ledger.post_entry(posting, now=now)
    if result.status is not PostingStatus.POSTED or result.entry_id is None:
        raise GrantRefused(f"{posting.key}: {result.status}")
    hush(entry_id=result.entry_id, using=using)
    return Entry.objects.using(using).get(pk=result.entry_id)


def _undo_expiries(grant: Grant, points: int, now: datetime) -> None:
    undo_expiries(
        account_id=grant.account_id,
        credits=credits_of(grant),
        points=points,
        key_prefix=f"{KEY_PREFIX}{grant.pk}:",
        source_label="",
        now=now,
    )


def credits_of(grant: Grant) -> dict[str, Any]:
    """Conditions on the entries that a grant adds up."""
    return {"key__in": [_key(grant, number) for number in range(1, grant.sequence + 1)]}


def _newest_credit(grant: Grant, using: str) -> int | None:
    """The entry whose points are taken back first: they may still wait, others can be used."""
    credits = Entry.objects.using(using).filter(points__gt=0, **credits_of(grant))
    return credits.order_by("-pk").values_list("pk", flat=True).first()


def _key(grant: Grant, number: int) -> str:
    return f"{KEY_PREFIX}{grant.pk}:{number}"


class GrantRefused(Exception):
    """The ledger has no room for these points (a balance of two thousand million)."""


def is_of_grant(entry: Entry) -> bool:
    """Whether the entry is one that a grant adds up."""
    return entry.key.startswith(KEY_PREFIX)


def is_still_held(entry: Entry, *, using: str) -> bool:
    """Whether a grant still holds what this entry gave; true of entries of no grant."""
    return not is_of_grant(entry) or entry.points <= _grant_of(entry, using).points


def remember_revoked(entry: Entry, *, using: str) -> None:
    """Staff took a grant's entry back, under the account's lock: it is not given again."""
    if not is_of_grant(entry):
        return
    grant = _grant_of(entry, using)
    grant.points -= entry.points
    grant.points_revoked += entry.points
    grant.save(using=using, update_fields=["points", "points_revoked"])


def _grant_of(entry: Entry, using: str) -> Grant:
    return Grant.objects.using(using).get(pk=int(entry.key.split(":")[1]))
