"""Where reductions other than points come from: each source is a provider, named in one list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from django.db.models import CharField, QuerySet, Value

from saleor_loyalty_plugin.models import Account
from saleor_loyalty_plugin.rules.composition import Benefit
from saleor_loyalty_plugin.rules.facts import CheckoutFacts
from saleor_loyalty_plugin.rules.tiers import Tier
from saleor_loyalty_plugin.services.programs.programs import ActiveTerms
from saleor_loyalty_plugin.services.progress.badge_benefits import BadgeBenefits
from saleor_loyalty_plugin.services.progress.tier_benefits import TierBenefits
from saleor_loyalty_plugin.services.rewards.claim_benefits import ClaimBenefits


@dataclass(frozen=True, slots=True, kw_only=True)
class Shopper:
    """A customer with an account, under the terms in force at a checkout.

    `tier` is what it has now; None also where no tier of the program gives anything at checkouts.
    """

    account: Account
    active: ActiveTerms
    tier: Tier | None = None


class BenefitProvider(Protocol):
    """One source of benefits, such as tiers or claimed rewards. Holds no state."""

    # Sources of its benefits start with this, as in `claim:12`.
    prefix: str
    # Whether they were bought with points, so that they end where spending is switched off.
    needs_spending: bool

    def benefits(
        self,
        carts: Sequence[tuple[CheckoutFacts, Shopper]],
        *,
        using: str,
        now: datetime,
    ) -> Mapping[UUID, Sequence[Benefit]]:
        """The benefits of open checkouts by id, in a number of queries that doesn't grow with
        them. Those that can't be used any more are absent, so they come off the price."""

    def starters(self, *, checkout_id: UUID, customer_id: int, using: str) -> QuerySet[Any]:
        """Rows of any model, of which there are some where a checkout that carries no code of ours
        may get a benefit now.

        These are of what applies by itself, and of what was put on this very checkout by choice
        and found nothing to lower so far, such as free shipping before a delivery method is chosen.
        Asked at each change of a customer's checkout, with those of all others in one query.
        """

    def taken_off(self, *, checkout_id: UUID, sources: Sequence[str], now: datetime) -> None:
        """The customer has taken our code off, or put another in its place: what was put on the
        checkout by choice goes back to whom it belongs to. Repeatable."""

    def ordered(
        self, *, order_id: UUID, sources: Sequence[str], is_given_up: bool, now: datetime
    ) -> None:
        """An order was placed with these benefits; `is_given_up` once it is cancelled or expired.
        Called at each settling of the order, whatever was called before."""


PROVIDERS: list[BenefitProvider] = [TierBenefits(), BadgeBenefits(), ClaimBenefits()]


def may_start(*, checkout_id: UUID, customer_id: int, using: str) -> bool:
    """Whether a checkout that carries no code of ours may get a benefit now; one query."""
    found = Value("found", output_field=CharField())
    first, *others = (
        provider.starters(checkout_id=checkout_id, customer_id=customer_id, using=using)
        .order_by()
        .values_list(found)
        for provider in PROVIDERS
    )
    return first.union(*others, all=True).exists()


def provider_of(source: str) -> BenefitProvider | None:
    """Who gave a benefit; None for points, and for a provider that is no longer there."""
    prefix = source.partition(":")[0]
    return next((item for item in PROVIDERS if item.prefix == prefix), None)


def sources_by_provider(sources: Sequence[str]) -> list[tuple[BenefitProvider, list[str]]]:
    """Sources grouped by who gave them."""
    found: dict[str, tuple[BenefitProvider, list[str]]] = {}
    for source in sources:
        provider = provider_of(source)
        if provider is not None:
            found.setdefault(provider.prefix, (provider, []))[1].append(source)
    return list(found.values())
