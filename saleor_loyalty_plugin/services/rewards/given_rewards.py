"""Rewards that customers get for nothing: claims that have cost no points."""

import logging
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, Q

from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.models import Account, Reward, RewardClaim
from saleor_loyalty_plugin.rules.rewards import ClaimStatus, RewardKind
from saleor_loyalty_plugin.services.checkout.codes import new_claim_code, new_gift_code
from saleor_loyalty_plugin.services.errors import LoyaltyProblem
from saleor_loyalty_plugin.services.programs.programs import ActiveTerms
from saleor_loyalty_plugin.services.rewards.catalogue import terms_of_reward
from saleor_loyalty_plugin.services.rewards.claim_rows import tell
from saleor_loyalty_plugin.services.rewards.claims import changed, close, issue_card

logger = logging.getLogger(__name__)

SYSTEM = "system"


def give_reward(
    *,
    account: Account,
    reward_id: int,
    key: str,
    active: ActiveTerms,
    told: Mapping[str, Any],
    now: datetime,
) -> RewardClaim | None:
    """Give a reward for nothing; None where it is archived or sold out.

    Whom the reward is for, what it costs and whether it is active don't matter: this is a way to
    give what is not in the catalogue. A product costs no money either. `key` is unique among all
    claims, `told` goes into the message. Within a transaction that locks the account; whoever
    gives several rewards gives them by ascending id. Raises `LookupError` for a gift card whose
    customer the shop has deleted.
    """
    host = current_host()
    using = host.writer_alias()
    in_stock = Q(stock__isnull=True) | Q(claims_count__lt=F("stock"))
    rows = Reward.objects.using(using).filter(pk=reward_id, archived_at=None)
    if not rows.filter(in_stock).update(claims_count=F("claims_count") + 1):
        logger.warning("Reward %s is archived or sold out; %s is not given.", reward_id, key)
        return None
    reward = rows.get()
    is_card = reward.kind == RewardKind.GIFT_CARD
    if is_card and not host.customer_facts([account.customer_id]):
        raise LookupError(f"The shop has no customer {account.customer_id} for a gift card.")
    days = reward.claim_days if not is_card else None
    claim = RewardClaim(
        account=account,
        reward=reward,
        program_version_id=active.version_id,
        terms={**terms_of_reward(reward).to_json(), "money_amount": None},
        points=0,
        code=new_gift_code() if is_card else new_claim_code(),
        key=key,
        actor=SYSTEM,
        created_at=now,
        expires_at=now + timedelta(days=days) if days is not None else None,
    )
    if is_card:
        issue_card(claim, now)
    claim.save(using=using)
    tell(claim, "reward_given", now=now, more=told)
    return claim


def take_reward_back(claim: RewardClaim, *, now: datetime) -> bool:
    """Cancel a given reward that was not used yet; whether it is cancelled by now.

    Within a transaction that locks the account. A claim that is on a cart can't be changed without
    the cart's lock, which comes before the account's: it can be used no more from now on, and is
    to be cancelled with `cancel_taken_back` after the commit.
    """
    if claim.status != ClaimStatus.CLAIMED:
        return False
    if claim.checkout_id is None:
        close(claim, ClaimStatus.CANCELLED, by=SYSTEM, now=now)
        return True
    claim.expires_at = now
    claim.save(using=current_host().writer_alias(), update_fields=["expires_at"])
    return False


def cancel_taken_back(claim_id: int, *, now: datetime) -> None:
    """Take a claim that was taken back off its cart and cancel it. Never raises: where it can't be
    done, an order has used it, or the sweep ends it."""

    def cancel(claim: RewardClaim) -> None:
        if claim.status == ClaimStatus.CLAIMED:
            close(claim, ClaimStatus.CANCELLED, by=SYSTEM, now=now)

    try:
        changed(claim_id, cancel, now=now)
    except LoyaltyProblem:
        return
    except Exception:
        logger.exception("Claim %s could not be cancelled; the sweep ends it.", claim_id)


def was_taken_back(claim: RewardClaim) -> bool:
    """Whether it was cancelled by us: neither its customer nor staff did."""
    return claim.status == ClaimStatus.CANCELLED and claim.closed_by == SYSTEM
