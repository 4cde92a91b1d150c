"""Claims as rows: reading one under its locks, its points and stock, and how it ends.

A claim is only changed with the lock of the checkout that it is on, if any, and of its account.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q

from saleor_loyalty_plugin import ledger
from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.ledger.types import Posting, PostingResult, PostingStatus
from saleor_loyalty_plugin.models import (
    CheckoutDiscount,
    EntryKind,
    OutboxMessage,
    Reward,
    RewardClaim,
)
from saleor_loyalty_plugin.rules.expiry import restored_until
from saleor_loyalty_plugin.rules.rewards import ClaimStatus, RewardTerms
from saleor_loyalty_plugin.services.bonuses.grants import lock_account
from saleor_loyalty_plugin.services.errors import LoyaltyProblem, ProblemCode
from saleor_loyalty_plugin.services.programs.programs import current_terms
from saleor_loyalty_plugin.services.progress.marks import note_progress

PREFIX = "claim"
ATTEMPTS = 5
REASON_CLAIMED = "REWARD_CLAIMED"
REASON_RETURNED = "REWARD_RETURNED"


class ClaimRefused(Exception):
    """The ledger refused a posting that a claim must be able to make."""


class _Moved(Exception):
    """The claim was put on another checkout before its locks were had."""


def source_of(claim: RewardClaim) -> str:
    """How benefits, and items of a discount, name a claim: `claim:12`."""
    return f"{PREFIX}:{claim.pk}"


def claim_ids_of(sources: Sequence[str]) -> list[int]:
    """The claims that sources name."""
    return [int(source.partition(":")[2]) for source in sources]


def terms_of(claim: RewardClaim) -> RewardTerms:
    """What the reward gave when it was claimed."""
    return RewardTerms.from_json(claim.terms)


def is_past(claim: RewardClaim, now: datetime) -> bool:
    """Whether the time of a claim is over, whether or not the sweep has come."""
    return claim.expires_at is not None and claim.expires_at <= now


def still_good(now: datetime) -> Q:
    """The condition of claims that can be used."""
    in_time = Q(expires_at__isnull=True) | Q(expires_at__gt=now)
    return Q(status=ClaimStatus.CLAIMED) & in_time


def change_claim[T](
    *, claim_id: int, act: Callable[[RewardClaim], T], checkout_id: UUID | None = None
) -> T:
    """What `act` returns for a claim that is locked together with the checkout that it is on.

    `checkout_id` is one more checkout to lock. Checkouts are locked by ascending id, then the
    account. Where the claim moves in between, the locks are given back and had anew.
    Raises `LoyaltyProblem`: NOT_FOUND, CHECKOUT_CLOSED (an order is being made of its checkout),
    CLAIM_CLOSED (an order that isn't settled yet has used it).
    """
    host = current_host()
    using = host.writer_alias()
    for _ in range(ATTEMPTS):
        seen = RewardClaim.objects.using(using).filter(pk=claim_id).first()
        if seen is None:
            raise no_claim()
        try:
            with transaction.atomic(using=using):
                return act(_locked(seen, checkout_id, using))
        except _Moved:
            continue
    raise LoyaltyProblem(
        ProblemCode.CHECKOUT_CLOSED,
        "This reward is being put on several checkouts at once. Try again.",
        field="id",
    )


def _locked(seen: RewardClaim, checkout_id: UUID | None, using: str) -> RewardClaim:
    host = current_host()
    places = {item for item in (seen.checkout_id, checkout_id) if item is not None}
    locked = {item: host.lock_checkout(item) for item in sorted(places)}
    lock_account(seen.account_id, using=using)
    rows = RewardClaim.objects.using(using).select_related("account").order_by()
    claim = rows.select_for_update(of=("self",)).get(pk=seen.pk)
    if claim.checkout_id is None:
        return claim
    if claim.checkout_id not in locked:
        raise _Moved
    place = locked[claim.checkout_id]
    if place is not None and place.is_completing:
        raise LoyaltyProblem(
            ProblemCode.CHECKOUT_CLOSED,
            "An order is being made of the checkout that this reward is on. It can't be changed"
            " now.",
            field="id",
        )
    if place is None and order_of_checkout(claim) is not None:
        raise closed_claim()
    return claim


def order_of_checkout(claim: RewardClaim) -> UUID | None:
    """The order that was placed with a claim which still looks as if it were on a checkout."""
    if claim.checkout_id is None:
        return None
    using = current_host().writer_alias()
    rows = CheckoutDiscount.objects.using(using).filter(checkout_id=claim.checkout_id)
    discount = rows.first()
    if discount is None or all(item["source"] != source_of(claim) for item in discount.items):
        return None
    return discount.order_id or current_host().order_id_by_code(discount.code)


def no_claim(*, field: str = "id") -> LoyaltyProblem:
    """Also for claims of others."""
    return LoyaltyProblem(ProblemCode.NOT_FOUND, "No claim has this ID.", field=field)


def closed_claim(*, field: str = "id") -> LoyaltyProblem:
    """The refusal of what takes a claim that can still be used."""
    return LoyaltyProblem(
        ProblemCode.CLAIM_CLOSED,
        "This reward was used already, its time is over, or its claim was cancelled.",
        field=field,
    )


def take_points(
    claim: RewardClaim, *, now: datetime, allows_negative: bool = False
) -> PostingResult:
    """The entry that pays for a claim; INSUFFICIENT where the account lacks the points.

    Points that have run out are taken away first. Within a transaction that locks the account.
    """
    using = current_host().writer_alias()
    ledger.expire_account(account_id=claim.account_id, as_of=now, using=using)
    name = terms_of(claim).name
    values = {"reward": name, "points": claim.points}
    posting = Posting(
        account_id=claim.account_id,
        points=-claim.points,
        kind=EntryKind.REDEEM,
        reason=REASON_CLAIMED,
        key=f"{source_of(claim)}:{claim.sequence}",
        actor=claim.actor,
        source_label=name,
        explanation=[{"code": "REWARD", "values": values}],
        program_version_id=claim.program_version_id,
        allows_negative=allows_negative,
    )
    return ledger.post_entry(posting, now=now, using=using)


def pay_again(claim: RewardClaim, *, now: datetime) -> None:
    """Take the points of a cancelled claim once more, whatever the balance: an order has it.

    The reward's stock grows where that was the last one and somebody else has it by now. The
    caller saves the claim. Raises ClaimRefused.
    """
    using = current_host().writer_alias()
    if claim.points:
        claim.sequence += 1
        result = take_points(claim, now=now, allows_negative=True)
        if result.status is not PostingStatus.POSTED or result.entry_id is None:
            raise ClaimRefused(f"{source_of(claim)}: {result.status}")
        claim.entry_id = result.entry_id
    rewards = Reward.objects.using(using).filter(pk=claim.reward_id)
    rewards.filter(stock__lte=F("claims_count")).update(stock=F("claims_count") + 1)
    rewards.update(claims_count=F("claims_count") + 1)


def give_back(claim: RewardClaim, *, has_grace: bool, now: datetime) -> None:
    """Put the points of a claim back into the lots that they came from, and free its stock.

    Points that have run out meanwhile are good for the program's days of grace, or go with the
    next sweep: whoever claims and cancels again and again must not keep points for ever. A gift
    has cost none. The caller saves the claim. Raises ClaimRefused.
    """
    using = current_host().writer_alias()
    if claim.points:
        _restore_points(claim, has_grace=has_grace, now=now)
    rewards = Reward.objects.using(using).filter(pk=claim.reward_id)
    rewards.update(claims_count=F("claims_count") - 1)


def _restore_points(claim: RewardClaim, *, has_grace: bool, now: datetime) -> None:
    if claim.entry_id is None:
        raise AssertionError("a claim that was made has been paid for")
    using = current_host().writer_alias()
    terms = current_terms(program_id=claim.account.program_id).terms
    until = restored_until(terms.expiry, grace_days=terms.restored_points_days, now=now)
    claim.sequence += 1
    posting = Posting(
        account_id=claim.account_id,
        points=claim.points,
        kind=EntryKind.RESTORE,
        reason=REASON_RETURNED,
        key=f"{source_of(claim)}:{claim.sequence}",
        actor=claim.closed_by or "system",
        source_label=terms_of(claim).name,
        explanation=[{"code": "RETURNED", "values": {"points": claim.points}}],
        program_version_id=claim.program_version_id,
        restores_entry_id=claim.entry_id,
        restored_until=until if has_grace else None,
    )
    result = ledger.post_entry(posting, now=now, using=using)
    if result.status is not PostingStatus.POSTED:
        raise ClaimRefused(f"{posting.key}: {result.status}")
    note_progress(account_id=claim.account_id, has_progress=terms.has_progress)


def tell(
    claim: RewardClaim,
    kind: str,
    *,
    now: datetime,
    entry_id: int | None = None,
    more: Mapping[str, Any] | None = None,
) -> None:
    """Let the world hear what became of a claim; `kind` is such as `reward_claimed`."""
    using = current_host().writer_alias()
    OutboxMessage.objects.using(using).create(
        account_id=claim.account_id,
        entry_id=entry_id,
        kind=kind,
        payload={"claimId": claim.pk, **(more or {})},
        created_at=now,
    )
