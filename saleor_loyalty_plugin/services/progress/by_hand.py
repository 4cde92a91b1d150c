"""Tiers that staff set by hand: each with an end, and only upwards."""

from datetime import datetime

from django.db import transaction

from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.models import Account, AccountProgress
from saleor_loyalty_plugin.rules.tiers import Tier, TierDemotion, tier_reached
from saleor_loyalty_plugin.services.errors import LoyaltyProblem, ProblemCode
from saleor_loyalty_plugin.services.explanations import absence_text
from saleor_loyalty_plugin.services.members.accounts import (
    account_for,
    opened_account,
    refuse_banned,
)
from saleor_loyalty_plugin.services.programs.parts import checked_time
from saleor_loyalty_plugin.services.progress.settle import (
    Known,
    follow_progress,
    locked_and_read,
    settle_progress,
)

NOTE_MAX = 1000


def set_tier(
    *,
    customer_id: int,
    program_id: int,
    tier_id: int,
    ends_at: datetime,
    note: str,
    author: str,
    now: datetime,
) -> Account:
    """Give a customer a tier until `ends_at`; opens the account. Setting it again moves the end,
    setting another one ends the one before.

    While it lasts the higher of this tier and the one by the sum counts; after it the sum alone.
    Raises `LoyaltyProblem`: NOT_FOUND (customer, tier), INVALID (end, note), ACCOUNT_BANNED,
    NOT_TAKING_PART, NOT_APPLICABLE (a tier that is not in force), ALREADY_SET (the customer has
    this tier or a higher one without it).
    """
    _check_note(note)
    checked_time("ends_at", ends_at)
    if ends_at <= now:
        raise LoyaltyProblem(
            ProblemCode.INVALID,
            "Give an end that is still to come.",
            field="ends_at",
        )
    using = current_host().writer_alias()
    with transaction.atomic(using=using):
        account = opened_account(customer_id=customer_id, program_id=program_id, now=now)
        refuse_banned(account)
        (known,) = locked_and_read([account.pk], now, using)
        _check_may_have(known, _tier_in_force(known, tier_id))
        row = known.row or AccountProgress(account_id=account.pk)
        if row.hand_tier_id not in (None, tier_id):
            # Ended first: a tier that was by hand alone is not taken for one by the sum.
            row.hand_until = now
            _save_hand(row, using)
            settle_progress(account_ids=[account.pk], now=now, actor=author, note=note)
        row.hand_tier_id, row.hand_until = tier_id, ends_at
        _save_hand(row, using)
        settle_progress(account_ids=[account.pk], now=now, actor=author, note=note)
    return _followed(account, now)


def unset_tier(
    *, customer_id: int, program_id: int, note: str, author: str, now: datetime
) -> Account:
    """End what staff set: from now on the sum alone counts. Where nothing was set, nothing changes.

    Raises `LoyaltyProblem`: NOT_FOUND (a customer without an account), INVALID (note).
    """
    _check_note(note)
    using = current_host().writer_alias()
    account = account_for(customer_id=customer_id, program_id=program_id)
    if account is None:
        raise LoyaltyProblem(
            ProblemCode.NOT_FOUND, "This customer has no points account.", field="customer_id"
        )
    with transaction.atomic(using=using):
        (known,) = locked_and_read([account.pk], now, using)
        if known.row is None or known.row.hand_tier_id is None:
            return known.account
        known.row.hand_until = now
        _save_hand(known.row, using)
        settle_progress(account_ids=[account.pk], now=now, actor=author, note=note)
    return _followed(account, now)


def _followed(account: Account, now: datetime) -> Account:
    """The account after all: gifts may have moved its points, and the shop is told of the tier."""
    follow_progress(account_id=account.pk, now=now)
    account.refresh_from_db(using=current_host().writer_alias())
    return account


def _save_hand(row: AccountProgress, using: str) -> None:
    AccountProgress.objects.using(using).bulk_create(
        [row],
        update_conflicts=True,
        unique_fields=["account"],
        update_fields=["hand_tier_id", "hand_until"],
    )


def _tier_in_force(known: Known, tier_id: int) -> Tier:
    if all(tier.tier_id != tier_id for tier in known.active.terms.tiers):
        raise LoyaltyProblem(
            ProblemCode.NOT_FOUND, "No tier of this program has this ID.", field="tier_id"
        )
    for tier in known.tiers:
        if tier.tier_id == tier_id and known.active.terms.is_active:
            return tier
    raise LoyaltyProblem(
        ProblemCode.NOT_APPLICABLE,
        "This tier has not begun yet or has ended, or the program is switched off.",
        field="tier_id",
    )


def _check_may_have(known: Known, tier: Tier) -> None:
    if known.absent is not None:
        raise LoyaltyProblem(
            ProblemCode.NOT_TAKING_PART, absence_text(known.absent), field="customer_id"
        )
    places = {item.tier_id: place for place, item in enumerate(known.tiers)}
    reached = tier_reached(known.tiers, known.sums.qualifying)
    place = places[reached.tier_id] if reached is not None else -1
    row = known.row
    is_kept = row is not None and row.tier_id != row.hand_tier_id
    if row is not None and is_kept and known.active.terms.tier_demotion is TierDemotion.NEVER:
        # By hand it would have an end, and nothing else takes it away.
        place = max(place, places.get(row.tier_id or 0, -1))
    if place >= places[tier.tier_id]:
        raise LoyaltyProblem(
            ProblemCode.ALREADY_SET,
            "The customer has this tier or a higher one already. Only a higher one can be set.",
            field="tier_id",
        )


def _check_note(note: str) -> None:
    if len(note) > NOTE_MAX:
        raise LoyaltyProblem(
            ProblemCode.INVALID,
            "Give a note of at most %(maximum)s characters.",
            values={"maximum": NOTE_MAX},
            field="note",
        )
