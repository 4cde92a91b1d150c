"""What goods in a shop window would earn."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.models import AccountProgress
from saleor_loyalty_plugin.rules.earning_rules import EarningRule
from saleor_loyalty_plugin.rules.preview import piece_award
from saleor_loyalty_plugin.rules.progress_benefits import NO_TIER, EarningTier, tiers_multiply
from saleor_loyalty_plugin.services.programs.programs import ActiveTerms, terms_for_channel
from saleor_loyalty_plugin.services.progress.reads import tier_of


@dataclass(frozen=True, slots=True, kw_only=True)
class PiecePreview:
    """Points for one piece of a variant; `rule` None where the general rate or nothing applies."""

    variant_id: int
    product_id: int
    points: int
    rule: EarningRule | None


def preview_goods(
    *,
    channel_id: int,
    product_ids: Iterable[int] = (),
    variant_ids: Iterable[int] = (),
    customer_id: Callable[[], int | None],
    using: str,
    now: datetime,
) -> list[PiecePreview]:
    """Previews of these variants, and of all variants of these products, in the shop's order.

    Empty where no program runs in the channel; what is not for sale there is absent. The number
    of queries doesn't depend on the number of goods. `customer_id` says who looks at them, None for
    nobody in particular; it is asked only where tiers multiply points, and costs a query then.
    """
    active = terms_for_channel(channel_id=channel_id)
    if active is None or not active.terms.is_active:
        return []
    pieces = current_host().variant_facts(
        channel_id=channel_id,
        product_ids=product_ids,
        variant_ids=variant_ids,
        using=using,
        now=now,
    )
    tier = NO_TIER
    if tiers_multiply(active.terms):
        tier = _tier_of_shopper(customer_id(), active, using, now)
    previews = []
    for piece in pieces:
        earned = piece_award(piece, active.terms, channel_id=channel_id, tier=tier, now=now)
        rules = [item.line.rule for item in earned.lines]
        previews.append(
            PiecePreview(
                variant_id=piece.variant_id,
                product_id=piece.product_id,
                points=earned.points,
                rule=rules[0] if rules else None,
            )
        )
    return previews


def _tier_of_shopper(
    customer_id: int | None, active: ActiveTerms, using: str, now: datetime
) -> EarningTier:
    """What the points of an order would be multiplied by; nobody in particular has no tier."""
    if customer_id is None:
        return NO_TIER
    progress = (
        AccountProgress.objects.using(using)
        .filter(account__customer_id=customer_id, account__program_id=active.program_id)
        .first()
    )
    return EarningTier.of(tier_of(progress, active_terms=active, now=now))
