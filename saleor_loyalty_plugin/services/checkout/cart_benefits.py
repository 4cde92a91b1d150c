"""Whose carts these are, and what their customers are entitled to there."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.models import Account
from saleor_loyalty_plugin.rules.composition import Benefit, BenefitKind
from saleor_loyalty_plugin.rules.facts import CheckoutFacts, OrderPromotion
from saleor_loyalty_plugin.rules.participation import absence
from saleor_loyalty_plugin.rules.progress_benefits import tiers_lower_carts, tiers_multiply
from saleor_loyalty_plugin.rules.terms import Eligibility
from saleor_loyalty_plugin.rules.tiers import Tier
from saleor_loyalty_plugin.services.checkout.benefits import PROVIDERS, Shopper
from saleor_loyalty_plugin.services.checkout.codes import is_our_code
from saleor_loyalty_plugin.services.members.accounts import is_banned, is_frozen
from saleor_loyalty_plugin.services.members.participation import memberships
from saleor_loyalty_plugin.services.programs.programs import ActiveTerms
from saleor_loyalty_plugin.services.progress.reads import progress_rows, tier_of

# What is on a cart because its customer put it there.
CHOSEN = (BenefitKind.REWARD, BenefitKind.POINTS)


def has_foreign_code(facts: CheckoutFacts) -> bool:
    """Whether the promo code on a checkout is the merchant's."""
    return bool(facts.voucher_code) and not is_our_code(facts.voucher_code)


def tiers_of_carts(
    facts: Sequence[CheckoutFacts],
    terms: Mapping[int, ActiveTerms],
    accounts: Mapping[tuple[int, int], Account],
    using: str,
    now: datetime,
) -> dict[UUID, Tier | None]:
    """The tiers of the checkouts' customers, by checkout. Without an account it is the first one.

    One query, none where no tier gives anything at checkouts.
    """
    concerned: dict[UUID, tuple[ActiveTerms, Account | None]] = {}
    for item in facts:
        active = terms.get(item.channel.channel_id)
        if item.customer_id is None or active is None:
            continue
        if tiers_lower_carts(active.terms) or tiers_multiply(active.terms):
            account = accounts.get((item.customer_id, active.program_id))
            concerned[item.checkout_id] = (active, account)
    ids = {account.pk for _, account in concerned.values() if account is not None}
    rows = progress_rows(ids, using=using)
    return {
        key: tier_of(rows.get(account.pk) if account else None, active_terms=active, now=now)
        for key, (active, account) in concerned.items()
    }


def shoppers_of_carts(
    facts: Sequence[CheckoutFacts],
    terms: Mapping[int, ActiveTerms],
    accounts: Mapping[tuple[int, int], Account],
    tiers: Mapping[UUID, Tier | None],
) -> dict[UUID, Shopper]:
    """The checkouts' customers that have accounts, by checkout."""
    found = {}
    for item in facts:
        active = terms.get(item.channel.channel_id)
        if active is None or item.customer_id is None:
            continue
        account = accounts.get((item.customer_id, active.program_id))
        if account is not None:
            tier = tiers.get(item.checkout_id)
            found[item.checkout_id] = Shopper(account=account, active=active, tier=tier)
    return found


def open_carts(
    facts: Sequence[CheckoutFacts], shoppers: Mapping[UUID, Shopper]
) -> list[tuple[CheckoutFacts, Shopper]]:
    """The carts that may get benefits; a promo code of the merchant's rules it out.

    The shop admits one code, and never throws a code out that somebody has typed in.
    """
    return [
        (item, shopper)
        for item in facts
        if (shopper := shoppers.get(item.checkout_id)) is not None
        and not has_foreign_code(item)
        and not item.has_manual_discount
        and _is_open(item, shopper)
    ]


def benefits_of_carts(
    carts: Sequence[tuple[CheckoutFacts, Shopper]], using: str, now: datetime
) -> dict[UUID, list[Benefit]]:
    """What the customers are entitled to."""
    found: dict[UUID, list[Benefit]] = {item.checkout_id: [] for item, _ in carts}
    spending = [(item, shopper) for item, shopper in carts if _may_spend(item, shopper)]
    for provider in PROVIDERS:
        its = spending if provider.needs_spending else carts
        if its:
            for key, benefits in provider.benefits(its, using=using, now=now).items():
                found[key].extend(benefits)
    for key in _carts_of_absentees(carts, found, using, now):
        found[key] = [item for item in found[key] if item.kind in CHOSEN]
    return found


def _carts_of_absentees(
    carts: Sequence[tuple[CheckoutFacts, Shopper]],
    benefits: Mapping[UUID, Sequence[Benefit]],
    using: str,
    now: datetime,
) -> list[UUID]:
    """Carts that something would apply to by itself, but whose customers don't take part.

    One query, two where cards decide, none where nothing applies by itself.
    """
    concerned = [
        (item.checkout_id, shopper)
        for item, shopper in carts
        if any(benefit.kind not in CHOSEN for benefit in benefits[item.checkout_id])
    ]
    if not concerned:
        return []
    eligibility = {shopper.active.terms.eligibility for _, shopper in concerned}
    members = memberships(
        account_ids={shopper.account.pk for _, shopper in concerned},
        reads_cards=Eligibility.CARD_HOLDERS in eligibility,
        using=using,
    )
    return [
        key
        for key, shopper in concerned
        if absence(
            members[shopper.account.pk],
            eligibility=shopper.active.terms.eligibility,
            moment=now,
        )
    ]


def promotions_of_carts(
    carts: Sequence[tuple[CheckoutFacts, Shopper]],
    benefits: Mapping[UUID, Sequence[Benefit]],
    using: str,
) -> dict[UUID, OrderPromotion]:
    """The shop's own offers for the carts that ours could take the place of."""
    host = current_host()
    facts = [
        item for item, shopper in carts if benefits[item.checkout_id] or _may_spend(item, shopper)
    ]
    ids = [item.checkout_id for item in facts if not item.is_draft]
    drafts = [item.checkout_id for item in facts if item.is_draft]
    found = dict(host.order_promotions(ids, using=using)) if ids else {}
    if drafts:
        found |= host.draft_promotions(drafts, using=using)
    return found


def _is_open(facts: CheckoutFacts, shopper: Shopper) -> bool:
    """Whether the program runs here and the account may use what it has."""
    terms = shopper.active.terms
    return (
        terms.is_active
        and terms.for_channel(facts.channel.channel_id) is not None
        and not is_frozen(shopper.account)
        and not is_banned(shopper.account)
    )


def _may_spend(facts: CheckoutFacts, shopper: Shopper) -> bool:
    """Whether points can be used here, and what was bought with them."""
    terms = shopper.active.terms
    channel = terms.for_channel(facts.channel.channel_id)
    is_on = channel is not None and terms.spending_active and channel.spending_active
    return is_on and _is_open(facts, shopper)
