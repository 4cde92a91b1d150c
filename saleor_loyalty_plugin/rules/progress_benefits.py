"""What tiers and badges give: reductions of a cart, and a multiple of the points of an order."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from typing import Self

from saleor_loyalty_plugin.rules.badges import Badge, BadgeDiscounts
from saleor_loyalty_plugin.rules.composition import Benefit, BenefitKind
from saleor_loyalty_plugin.rules.facts import CheckoutFacts
from saleor_loyalty_plugin.rules.terms import ProgramTerms
from saleor_loyalty_plugin.rules.tiers import ONE, Tier

TIER_PREFIX = "tier"
BADGE_PREFIX = "badge"


@dataclass(frozen=True, slots=True, kw_only=True)
class EarningTier:
    """The tier that a customer has when an order is placed: all its points are `multiplier` times
    as many. `tier_id` is None without one."""

    tier_id: int | None = None
    name: str = ""
    multiplier: Decimal = ONE

    @classmethod
    def of(cls, tier: Tier | None) -> Self:
        """`tier` as it was at the moment that counts."""
        if tier is None:
            return cls()
        return cls(tier_id=tier.tier_id, name=tier.name, multiplier=tier.earning_multiplier)


NO_TIER = EarningTier()


def lowers_carts(part: Tier | Badge) -> bool:
    """Whether a tier or badge takes anything off a cart."""
    if isinstance(part, Tier) and part.free_shipping:
        return True
    return bool(part.discount_percentage or part.discount_amount)


def tiers_multiply(terms: ProgramTerms) -> bool:
    """Whether it matters for the points of an order which tier its customer has."""
    return any(tier.earning_multiplier != ONE for tier in terms.tiers)


def tiers_lower_carts(terms: ProgramTerms) -> bool:
    """Whether it matters for the price of a cart which tier its customer has."""
    return any(lowers_carts(tier) for tier in terms.tiers)


def badges_lower_carts(terms: ProgramTerms) -> bool:
    """Whether it matters for the price of a cart which badges its customer has."""
    return terms.badges_active and any(lowers_carts(badge) for badge in terms.badges)


def tier_benefits(tier: Tier, facts: CheckoutFacts, terms: ProgramTerms) -> list[Benefit]:
    """What a tier takes off a cart of somebody who has it: off goods, off shipping, both, none."""
    found = []
    source = f"{TIER_PREFIX}:{tier.tier_id}"
    off_goods = _off_goods(tier, source, tier.name, facts, terms)
    if off_goods is not None:
        found.append(off_goods)
    if tier.free_shipping:
        found.append(
            Benefit(
                kind=BenefitKind.TIER,
                source=f"{source}:shipping",
                name=tier.name,
                is_free_shipping=True,
            )
        )
    return found


def badge_benefits(
    badge_ids: Collection[int], facts: CheckoutFacts, terms: ProgramTerms
) -> list[Benefit]:
    """What the badges of somebody who has these take off a cart, by rank."""
    if not terms.badges_active:
        return []
    held = [badge for badge in terms.badges if badge.badge_id in badge_ids]
    found = []
    for badge in sorted(held, key=lambda item: (item.rank, item.badge_id)):
        source = f"{BADGE_PREFIX}:{badge.badge_id}"
        benefit = _off_goods(badge, source, badge.title, facts, terms)
        if benefit is not None:
            found.append(benefit)
    return found


def _off_goods(
    part: Tier | Badge, source: str, name: str, facts: CheckoutFacts, terms: ProgramTerms
) -> Benefit | None:
    """The discount of a tier or badge; an amount of money is good in its own currency alone."""
    percentage = part.discount_percentage or None
    amount = part.discount_amount or None
    if percentage is None and (amount is None or facts.channel.currency != terms.tier_currency):
        return None
    is_badge = isinstance(part, Badge)
    return Benefit(
        kind=BenefitKind.BADGE if is_badge else BenefitKind.TIER,
        source=source,
        name=name,
        product_ids=part.product_ids,
        percentage=percentage,
        amount=amount if percentage is None else None,
        rank=part.rank if is_badge else 0,
        is_alternative=is_badge and terms.badge_discounts is BadgeDiscounts.BEST,
    )
