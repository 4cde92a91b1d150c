"""The proof of claims: their points against the entries, and the stock of rewards against them."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from django.db.models import Count, Sum

from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.models import Entry, Reward, RewardClaim
from saleor_loyalty_plugin.rules.rewards import ClaimStatus, RewardKind

BATCH = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimDifference:
    """One thing that is not as it must be. `subject` is `claim 7` or `reward 3`."""

    subject: str
    what: str
    expected: str
    found: str


def claim_differences(
    *, progress: Callable[[str, int], None] | None = None
) -> Iterator[ClaimDifference]:
    """Claims whose points or use don't add up, and rewards whose claims are counted wrongly.

    A fixed number of queries for each thousand. What moves meanwhile is looked at again before it
    is reported.
    """
    using = current_host().writer_alias()
    last_id = seen = 0
    while True:
        rows = RewardClaim.objects.using(using).filter(pk__gt=last_id).order_by("pk")
        ids = list(rows.values_list("pk", flat=True)[:BATCH])
        if not ids:
            break
        suspects = {claim_id for claim_id, _ in _wrong_claims(ids, using)}
        for _, difference in _wrong_claims(suspects, using):
            yield difference
        last_id = ids[-1]
        seen += len(ids)
        if progress is not None:
            progress("claims", seen)
    yield from _wrong_stocks(using)


def _wrong_claims(claim_ids: Collection[int], using: str) -> list[tuple[int, ClaimDifference]]:
    """Two queries."""
    if not claim_ids:
        return []
    rows = RewardClaim.objects.using(using).filter(pk__in=claim_ids)
    claims = list(rows.select_related("entry", "reward").order_by("pk"))
    entry_ids = [claim.entry_id for claim in claims if claim.entry_id is not None]
    restored = dict(
        Entry.objects.using(using)
        .filter(restores_id__in=entry_ids)
        .order_by()
        .values_list("restores_id")
        .annotate(Sum("points"))
    )
    found = []
    for claim in claims:
        taken = -claim.entry.points if claim.entry is not None else 0
        back = restored.get(claim.entry_id, 0)
        due = claim.points if claim.status == ClaimStatus.CANCELLED else 0
        for what, expected, posted in (
            ("points taken", claim.points, taken),
            ("points given back", due, back),
        ):
            if expected != posted:
                found.append(_difference(claim, what, str(expected), str(posted)))
        if claim.status == ClaimStatus.USED and not _has_use(claim):
            found.append(_difference(claim, "use", "an order, staff or a gift card", "none"))
    return found


def _has_use(claim: RewardClaim) -> bool:
    return (
        claim.order_id is not None
        or bool(claim.closed_by)
        or claim.reward.kind == RewardKind.GIFT_CARD
    )


def _difference(
    claim: RewardClaim, what: str, expected: str, found: str
) -> tuple[int, ClaimDifference]:
    subject = f"claim {claim.pk}"
    return claim.pk, ClaimDifference(subject=subject, what=what, expected=expected, found=found)


def _wrong_stocks(using: str) -> Iterator[ClaimDifference]:
    """Two queries for each thousand, two more where one looks wrong."""
    last_id = 0
    while True:
        rows = Reward.objects.using(using).filter(pk__gt=last_id).order_by("pk")
        ids = list(rows.values_list("pk", flat=True)[:BATCH])
        if not ids:
            return
        suspects = [reward_id for reward_id, *_ in _counts(ids, using)]
        for reward_id, expected, found in _counts(suspects, using):
            yield ClaimDifference(
                subject=f"reward {reward_id}",
                what="claims",
                expected=str(expected),
                found=str(found),
            )
        last_id = ids[-1]


def _counts(reward_ids: Collection[int], using: str) -> list[tuple[int, int, int]]:
    """(reward, claims that were not cancelled, kept count) where the two differ."""
    if not reward_ids:
        return []
    claims = RewardClaim.objects.using(using).filter(reward_id__in=reward_ids)
    counted = claims.exclude(status=ClaimStatus.CANCELLED).order_by()
    expected = dict(counted.values_list("reward_id").annotate(Count("pk")))
    kept = Reward.objects.using(using).filter(pk__in=reward_ids).order_by("pk")
    return [
        (pk, expected.get(pk, 0), count)
        for pk, count in kept.values_list("pk", "claims_count")
        if expected.get(pk, 0) != count
    ]
