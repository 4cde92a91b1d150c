"""What a customer's tier takes off a cart, as a source of benefits."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from saleor_loyalty_plugin.models import AccountProgress, Tier, TierSeason
from saleor_loyalty_plugin.rules.composition import Benefit
from saleor_loyalty_plugin.rules.facts import CheckoutFacts
from saleor_loyalty_plugin.rules.progress_benefits import TIER_PREFIX, tier_benefits

if TYPE_CHECKING:
    from saleor_loyalty_plugin.services.checkout.benefits import Shopper


class TierBenefits:
    """See `BenefitProvider`. A tier lowers a cart as it stands: what is due to be looked at is
    looked at where orders are settled, not in front of the shopper."""

    prefix = TIER_PREFIX
    needs_spending = False

    def benefits(
        self,
        carts: "Sequence[tuple[CheckoutFacts, Shopper]]",
        *,
        using: str,
        now: datetime,
    ) -> Mapping[UUID, Sequence[Benefit]]:
        """No query: shoppers come with their tiers."""
        return {
            facts.checkout_id: tier_benefits(shopper.tier, facts, shopper.active.terms)
            for facts, shopper in carts
            if shopper.tier is not None
        }

    def starters(self, *, checkout_id: UUID, customer_id: int, using: str) -> QuerySet[Any]:
        """Tiers that lower carts, and that the customer has or that everybody begins with."""
        lowers = (
            Q(discount_percentage__isnull=False)
            | Q(discount_amount__isnull=False)
            | Q(free_shipping=True)
        )
        of_customer = AccountProgress.objects.filter(
            account__customer_id=customer_id, tier_id=OuterRef("pk")
        )
        from_nothing = TierSeason.objects.filter(tier=OuterRef("pk"), threshold=0)
        return Tier.objects.using(using).filter(
            lowers,
            Q(threshold=0) | Q(Exists(of_customer)) | Q(Exists(from_nothing)),
            program__is_active=True,
        )

    def taken_off(self, *, checkout_id: UUID, sources: Sequence[str], now: datetime) -> None:
        """Nobody puts a tier on a cart, so there is nothing to give back."""

    def ordered(
        self, *, order_id: UUID, sources: Sequence[str], is_given_up: bool, now: datetime
    ) -> None:
        """An order uses nothing of a tier up."""
