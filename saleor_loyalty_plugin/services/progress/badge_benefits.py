"""What a customer's badges take off a cart, as a source of benefits."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Q, QuerySet

from saleor_loyalty_plugin.models import AccountBadge
from saleor_loyalty_plugin.rules.composition import Benefit
from saleor_loyalty_plugin.rules.facts import CheckoutFacts
from saleor_loyalty_plugin.rules.progress_benefits import (
    BADGE_PREFIX,
    badge_benefits,
    badges_lower_carts,
)
from saleor_loyalty_plugin.services.progress.reads import held_badges

if TYPE_CHECKING:
    from saleor_loyalty_plugin.services.checkout.benefits import Shopper


class BadgeBenefits:
    """See `BenefitProvider`."""

    prefix = BADGE_PREFIX
    needs_spending = False

    def benefits(
        self,
        carts: "Sequence[tuple[CheckoutFacts, Shopper]]",
        *,
        using: str,
        now: datetime,
    ) -> Mapping[UUID, Sequence[Benefit]]:
        """One query, none where no program has badges that lower carts."""
        concerned = [
            (facts, shopper) for facts, shopper in carts if badges_lower_carts(shopper.active.terms)
        ]
        held = held_badges({shopper.account.pk for _, shopper in concerned}, using=using)
        return {
            facts.checkout_id: badge_benefits(held[shopper.account.pk], facts, shopper.active.terms)
            for facts, shopper in concerned
        }

    def starters(self, *, checkout_id: UUID, customer_id: int, using: str) -> QuerySet[Any]:
        """Badges that lower carts and that the customer has."""
        lowers = Q(badge__discount_percentage__isnull=False) | Q(
            badge__discount_amount__isnull=False
        )
        return AccountBadge.objects.using(using).filter(
            lowers,
            account__customer_id=customer_id,
            is_held=True,
            badge__is_active=True,
            badge__program__is_active=True,
            badge__program__badges_active=True,
        )

    def taken_off(self, *, checkout_id: UUID, sources: Sequence[str], now: datetime) -> None:
        """Nobody puts a badge on a cart, so there is nothing to give back."""

    def ordered(
        self, *, order_id: UUID, sources: Sequence[str], is_given_up: bool, now: datetime
    ) -> None:
        """An order uses nothing of a badge up."""
