"""The tier that an order's points are multiplied by: what its customer had when it was placed.

Decided once, together with the terms that the order earns under, and kept: a tier that rises or
falls later changes nothing of the order, whatever is refunded of it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from saleor_loyalty_plugin.models import Account, OrderSettlement, TierChange, WaitingOrder
from saleor_loyalty_plugin.rules.facts import ZERO, OrderFacts
from saleor_loyalty_plugin.rules.progress_benefits import NO_TIER, EarningTier
from saleor_loyalty_plugin.rules.tiers import Tier, tier_reached, tiers_in_force
from saleor_loyalty_plugin.services.members.accounts import accounts_of
from saleor_loyalty_plugin.services.programs.programs import ActiveTerms
from saleor_loyalty_plugin.services.progress.reads import tier_at, tier_of


def order_tier(
    facts: OrderFacts,
    settlement: OrderSettlement | None,
    waiting: WaitingOrder | None,
    account: Account | None,
    active: ActiveTerms,
    *,
    using: str,
) -> EarningTier:
    """The tier of an order; one query at most, none without tiers or where it is kept.

    `account` is the customer's, None where there is none yet. What waited for a guest is given as
    it waited: nobody had a tier then.
    """
    kept = _kept_tier(settlement)
    if kept is not None:
        return kept
    if waiting is not None or facts.customer_id is None or not active.terms.tiers:
        return NO_TIER
    moment = facts.created_at
    if account is None:
        return EarningTier.of(tier_of(None, active_terms=active, now=moment))
    return EarningTier.of(tier_at(account.pk, moment, active_terms=active, using=using))


def keep_tier(settlement: OrderSettlement, tier: EarningTier) -> None:
    """Write the tier that was decided into a settlement."""
    settlement.tier_id = tier.tier_id
    settlement.tier_name = tier.name
    settlement.earning_multiplier = tier.multiplier


def order_tiers(
    facts_by_id: Mapping[UUID, OrderFacts],
    settlements: Mapping[UUID, OrderSettlement],
    waiting: Mapping[UUID, WaitingOrder],
    terms: Mapping[UUID, ActiveTerms | None],
    *,
    using: str,
) -> dict[UUID, EarningTier]:
    """`order_tier` of many orders, in two queries at most; without one is absent."""
    found: dict[UUID, EarningTier] = {}
    undecided: dict[UUID, tuple[int, ActiveTerms]] = {}
    for order_id, facts in facts_by_id.items():
        settlement, active = settlements.get(order_id), terms.get(order_id)
        kept = _kept_tier(settlement)
        if kept is not None:
            found[order_id] = kept
        elif active is not None and active.terms.tiers and order_id not in waiting:
            customer_id = settlement.account.customer_id if settlement else facts.customer_id
            if customer_id is not None:
                undecided[order_id] = (customer_id, active)
    accounts = accounts_of(
        customer_ids={customer_id for customer_id, _ in undecided.values()},
        program_ids={active.program_id for _, active in undecided.values()},
        using=using,
    )
    changes = _changes_of(accounts.values(), using)
    for order_id, (customer_id, active) in undecided.items():
        account = accounts.get((customer_id, active.program_id))
        history = changes[account.pk] if account is not None else []
        moment = facts_by_id[order_id].created_at
        found[order_id] = EarningTier.of(_tier_then(history, moment, active))
    return found


def _changes_of(
    accounts: Iterable[Account], using: str
) -> defaultdict[int, list[tuple[datetime, int | None]]]:
    """When each account got which tier, oldest first; no query for no account."""
    found: defaultdict[int, list[tuple[datetime, int | None]]] = defaultdict(list)
    account_ids = [account.pk for account in accounts]
    if account_ids:
        rows = TierChange.objects.using(using).filter(account_id__in=account_ids).order_by("pk")
        for account_id, changed_at, tier_id in rows.values_list(
            "account_id", "changed_at", "to_tier_id"
        ):
            found[account_id].append((changed_at, tier_id))
    return found


def _tier_then(
    history: Iterable[tuple[datetime, int | None]], moment: datetime, active: ActiveTerms
) -> Tier | None:
    """As `tier_at`, from changes that were read before: who changed none has the first tier."""
    tiers = tiers_in_force(active.terms.tiers, moment)
    first = tier_reached(tiers, ZERO)
    tier_ids = [first.tier_id if first is not None else None]
    tier_ids += [tier_id for changed_at, tier_id in history if changed_at <= moment]
    return next((tier for tier in tiers if tier.tier_id == tier_ids[-1]), None)


def _kept_tier(settlement: OrderSettlement | None) -> EarningTier | None:
    """What was decided; None while it is not."""
    if settlement is None or settlement.program_version_id is None:
        return None
    return EarningTier(
        tier_id=settlement.tier_id,
        name=settlement.tier_name,
        multiplier=settlement.earning_multiplier,
    )
