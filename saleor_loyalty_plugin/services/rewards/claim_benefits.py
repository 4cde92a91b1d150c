"""Rewards that customers have put on their carts, as a source of benefits."""

import logging
from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.models import RewardClaim
from saleor_loyalty_plugin.rules.composition import Benefit, BenefitKind
from saleor_loyalty_plugin.rules.expiry import restored_until
from saleor_loyalty_plugin.rules.facts import ZERO, CheckoutFacts
from saleor_loyalty_plugin.rules.rewards import ClaimStatus, RewardKind
from saleor_loyalty_plugin.services.bonuses.grants import lock_account
from saleor_loyalty_plugin.services.programs.programs import current_terms
from saleor_loyalty_plugin.services.rewards.claim_rows import (
    PREFIX,
    claim_ids_of,
    is_past,
    order_of_checkout,
    pay_again,
    source_of,
    still_good,
    tell,
    terms_of,
)

if TYPE_CHECKING:
    from saleor_loyalty_plugin.services.checkout.benefits import Shopper

logger = logging.getLogger(__name__)


class ClaimBenefits:
    """See `BenefitProvider`."""

    prefix = PREFIX
    needs_spending = True

    def benefits(
        self,
        carts: "Sequence[tuple[CheckoutFacts, Shopper]]",
        *,
        using: str,
        now: datetime,
    ) -> Mapping[UUID, Sequence[Benefit]]:
        """One query."""
        by_id = {facts.checkout_id: (facts, shopper) for facts, shopper in carts}
        rows = RewardClaim.objects.using(using).filter(still_good(now), checkout_id__in=by_id)
        found: dict[UUID, list[Benefit]] = {}
        for claim in rows.order_by("pk"):
            if claim.checkout_id is None:
                continue
            facts, shopper = by_id[claim.checkout_id]
            if claim.account_id != shopper.account.pk:
                continue
            benefit = benefit_of(claim, facts)
            if benefit is not None:
                found.setdefault(claim.checkout_id, []).append(benefit)
        return found

    def starters(self, *, checkout_id: UUID, customer_id: int, using: str) -> QuerySet[Any]:
        on_it = RewardClaim.objects.using(using).filter(checkout_id=checkout_id)
        return on_it.filter(status=ClaimStatus.CLAIMED)

    def taken_off(self, *, checkout_id: UUID, sources: Sequence[str], now: datetime) -> None:
        """Whoever changes one of these claims holds the checkout's lock, as the caller does."""
        using = current_host().writer_alias()
        rows = RewardClaim.objects.using(using).filter(pk__in=claim_ids_of(sources))
        rows.filter(checkout_id=checkout_id, status=ClaimStatus.CLAIMED).update(checkout_id=None)

    def ordered(
        self, *, order_id: UUID, sources: Sequence[str], is_given_up: bool, now: datetime
    ) -> None:
        using = current_host().writer_alias()
        ids = claim_ids_of(sources)
        rows = RewardClaim.objects.using(using).filter(pk__in=ids).order_by("pk")
        due = [claim.pk for claim in rows if _is_to_change(claim, order_id, is_given_up)]
        for claim_id in due:
            with transaction.atomic(using=using):
                _settle(claim_id, order_id, is_given_up, now, using)


def benefit_of(claim: RewardClaim, facts: CheckoutFacts) -> Benefit | None:
    """What a claim lowers in a cart; None where it is good for nothing there."""
    terms = terms_of(claim)
    source, name = source_of(claim), terms.name
    kind = BenefitKind.REWARD
    if terms.kind is RewardKind.FREE_SHIPPING:
        return Benefit(kind=kind, source=source, name=name, is_free_shipping=True)
    if terms.kind is RewardKind.VOUCHER_PERCENTAGE:
        return Benefit(kind=kind, source=source, name=name, percentage=terms.percentage)
    if terms.currency and terms.currency != facts.channel.currency:
        return None
    if terms.kind is RewardKind.VOUCHER_AMOUNT:
        return Benefit(kind=kind, source=source, name=name, amount=terms.amount)
    if terms.kind is not RewardKind.PRODUCT or terms.variant_id is None:
        return None
    return Benefit(
        kind=kind,
        source=source,
        name=name,
        variant_ids=frozenset({terms.variant_id}),
        units=1,
        percentage=Decimal(100),
        keeps=terms.money_amount or ZERO,
    )


def _is_to_change(claim: RewardClaim, order_id: UUID, is_given_up: bool) -> bool:
    if is_given_up:
        return claim.order_id == order_id or claim.checkout_id is not None
    if claim.order_id is None:
        return True
    if claim.order_id != order_id:
        logger.error("Claim %s of order %s was used by another one.", claim.pk, order_id)
    return False


def _settle(claim_id: int, order_id: UUID, is_given_up: bool, now: datetime, using: str) -> None:
    """Bring one claim to where the order says; looked at again under the account's lock."""
    seen = RewardClaim.objects.using(using).get(pk=claim_id)
    lock_account(seen.account_id, using=using)
    rows = RewardClaim.objects.using(using).select_related("account").order_by()
    claim = rows.select_for_update(of=("self",)).get(pk=claim_id)
    if is_given_up:
        _free(claim, order_id, now, using)
    elif claim.order_id is None:
        _use(claim, order_id, now, using)


def _use(claim: RewardClaim, order_id: UUID, now: datetime, using: str) -> None:
    """The order has the discount, so the claim is used, also if its time ran out in between."""
    if claim.status == ClaimStatus.USED:
        logger.error("Claim %s of order %s was given by staff.", claim.pk, order_id)
        return
    if claim.status == ClaimStatus.CANCELLED:
        # Staff took back a discount by hand that had been in the place of ours meanwhile.
        pay_again(claim, now=now)
    claim.status = ClaimStatus.USED.value
    claim.order_id = order_id
    claim.checkout_id = None
    claim.closed_at = now
    claim.closed_by = ""
    claim.save(using=using)
    tell(claim, "reward_used", now=now)


def _free(claim: RewardClaim, order_id: UUID, now: datetime, using: str) -> None:
    """The order was given up: the claim can be used again, with days of grace if it is late."""
    if claim.order_id != order_id:
        if claim.checkout_id is not None and order_of_checkout(claim) == order_id:
            claim.checkout_id = None
            claim.save(using=using, update_fields=["checkout_id"])
        return
    claim.status = ClaimStatus.CLAIMED.value
    claim.order_id = claim.closed_at = None
    if is_past(claim, now):
        terms = current_terms(program_id=claim.account.program_id).terms
        until = restored_until(terms.expiry, grace_days=terms.restored_points_days, now=now)
        claim.expires_at = until or claim.expires_at
    claim.save(using=using, update_fields=["status", "order_id", "closed_at", "expires_at"])
    tell(claim, "reward_freed", now=now)
