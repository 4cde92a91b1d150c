"""Claims that wait for staff, and those whose time is over."""

import logging
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.models import OutboxMessage, RewardClaim
from saleor_loyalty_plugin.rules.rewards import ClaimAction, ClaimStatus
from saleor_loyalty_plugin.services.errors import LoyaltyProblem, ProblemCode
from saleor_loyalty_plugin.services.points.adjust_points import NOTE_MAX
from saleor_loyalty_plugin.services.rewards.claim_rows import closed_claim, is_past, tell
from saleor_loyalty_plugin.services.rewards.claims import changed, close

logger = logging.getLogger(__name__)

BATCH = 500


def actions_of_staff(claim: RewardClaim, *, now: datetime) -> list[ClaimAction]:
    """What staff can do with a claim now, as `fulfill_claim` and those below allow it."""
    if claim.status == ClaimStatus.CLAIMED:
        return (
            [ClaimAction.REFUSE]
            if is_past(claim, now)
            else [
                ClaimAction.FULFILL,
                ClaimAction.REFUSE,
            ]
        )
    if claim.status == ClaimStatus.EXPIRED:
        return [ClaimAction.REFUSE]
    return [ClaimAction.REOPEN] if _was_fulfilled(claim) else []


def fulfill_claim(*, claim_id: int, note: str, actor: str, now: datetime) -> RewardClaim:
    """Staff have given what was claimed: sent it, donated it, or handed it over at a counter.

    Any claim that can be used can be fulfilled; one that is on a cart comes off it. Repeatable.
    Raises `LoyaltyProblem`: NOT_FOUND, INVALID (note), CLAIM_CLOSED, CHECKOUT_CLOSED.
    """
    _check_note(note)

    def fulfill(claim: RewardClaim) -> RewardClaim:
        if _was_fulfilled(claim):
            return claim
        if claim.status != ClaimStatus.CLAIMED or is_past(claim, now):
            raise closed_claim()
        close(claim, ClaimStatus.USED, by=actor, note=note, now=now)
        return claim

    return changed(claim_id, fulfill, now=now)


def refuse_claim(*, claim_id: int, note: str, actor: str, now: datetime) -> RewardClaim:
    """Staff can't give what was claimed: its points come back, also after its time. Repeatable.

    Raises `LoyaltyProblem`: NOT_FOUND, INVALID (note), CLAIM_CLOSED (it was used), CHECKOUT_CLOSED.
    """
    _check_note(note)

    def refuse(claim: RewardClaim) -> RewardClaim:
        if claim.status == ClaimStatus.CANCELLED:
            return claim
        if claim.status == ClaimStatus.USED:
            raise closed_claim()
        close(claim, ClaimStatus.CANCELLED, by=actor, note=note, now=now)
        return claim

    return changed(claim_id, refuse, now=now)


def reopen_claim(*, claim_id: int, author: str, now: datetime) -> RewardClaim:
    """Staff have fulfilled a claim by mistake: it can be used, or waits for them, again.

    Repeatable. Raises `LoyaltyProblem`: NOT_FOUND, CLAIM_CLOSED (an order has used it, its gift
    card was issued, or it has ended otherwise).
    """

    def reopen(claim: RewardClaim) -> RewardClaim:
        if claim.status == ClaimStatus.CLAIMED and not is_past(claim, now):
            return claim
        if not _was_fulfilled(claim):
            raise closed_claim()
        claim.status = ClaimStatus.CLAIMED.value
        claim.closed_at = None
        claim.closed_by = claim.note = ""
        claim.save(using=current_host().writer_alias())
        # The claim itself no longer says who has fulfilled it.
        tell(claim, "reward_freed", now=now, more={"by": author})
        return claim

    return changed(claim_id, reopen, now=now)


def _was_fulfilled(claim: RewardClaim) -> bool:
    """By staff; an order that uses a claim names nobody."""
    return claim.status == ClaimStatus.USED and bool(claim.closed_by)


def sweep_claims(*, now: datetime) -> int:
    """End the claims whose time is over; returns how many. Their points stay spent.

    Stop it anywhere: the next run goes on. One that is on a cart comes off it; one that an order
    was placed with is left to the order.
    """
    return _end_those_on_carts(now) + _end_others(now)


def _end_others(now: datetime) -> int:
    using = current_host().writer_alias()
    total = 0
    while True:
        with transaction.atomic(using=using):
            due = _due(now).filter(checkout_id=None).order_by("pk")
            rows = list(due.select_for_update(skip_locked=True)[:BATCH])
            if not rows:
                return total
            RewardClaim.objects.using(using).filter(pk__in=[row.pk for row in rows]).update(
                status=ClaimStatus.EXPIRED, closed_at=now
            )
            OutboxMessage.objects.using(using).bulk_create(
                OutboxMessage(
                    account_id=row.account_id,
                    kind="reward_expired",
                    payload={"claimId": row.pk},
                    created_at=now,
                )
                for row in rows
            )
        total += len(rows)


def _end_those_on_carts(now: datetime) -> int:
    def end(claim: RewardClaim) -> int:
        if claim.status != ClaimStatus.CLAIMED or not is_past(claim, now):
            return 0
        close(claim, ClaimStatus.EXPIRED, by="", now=now)
        return 1

    total = last_id = 0
    while True:
        rows = _due(now).filter(checkout_id__isnull=False, pk__gt=last_id).order_by("pk")
        ids = list(rows.values_list("pk", flat=True)[:BATCH])
        if not ids:
            return total
        for claim_id in ids:
            try:
                total += changed(claim_id, end, now=now)
            except LoyaltyProblem:
                # An order is being made of its cart, or was: that decides.
                continue
            except Exception:
                logger.exception("Claim %s could not be ended.", claim_id)
        last_id = ids[-1]


def _due(now: datetime) -> QuerySet[RewardClaim]:
    using = current_host().writer_alias()
    return RewardClaim.objects.using(using).filter(status=ClaimStatus.CLAIMED, expires_at__lte=now)


def _check_note(note: str) -> None:
    if len(note) > NOTE_MAX:
        raise LoyaltyProblem(
            ProblemCode.INVALID,
            "Give a note of at most %(maximum)s characters.",
            field="note",
            values={"maximum": NOTE_MAX},
        )
