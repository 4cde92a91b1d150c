"""Where reductions other than points come from: each source is a provider, named in one list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from saleor_loyalty_plugin.models import Account
from saleor_loyalty_plugin.rules.composition import Benefit
from saleor_loyalty_plugin.rules.facts import CheckoutFacts
from saleor_loyalty_plugin.services.programs.programs import ActiveTerms
from saleor_loyalty_plugin.services.rewards.claim_benefits import ClaimBenefits


@dataclass(frozen=True, slots=True, kw_only=True)
class Shopper:
    """A customer with an account who may spend at a checkout, under the terms in force there."""

    account: Account
    active: ActiveTerms


class BenefitProvider(Protocol):
    """One source of benefits, such as tiers or claimed rewards. Holds no state."""

    # Sources of its benefits start with this, as in `claim:12`.
    prefix: str

    def benefits(
        self,
        carts: Sequence[tuple[CheckoutFacts, Shopper]],
        *,
        using: str,
        now: datetime,
    ) -> Mapping[UUID, Sequence[Benefit]]:
        """The benefits of open checkouts by id, in a number of queries that doesn't grow with
        them. Those that can't be used any more are absent, so they come off the price."""

    def may_start(self, *, checkout_id: UUID, customer_id: int, using: str) -> bool:
        """Whether a checkout that carries no code of ours may get a benefit now.

        True for what applies by itself, and for what was put on this very checkout by choice and
        found nothing to lower so far, such as free shipping before a delivery method is chosen.
        Asked at each change of a customer's checkout: one query at most.
        """

    def taken_off(self, *, checkout_id: UUID, sources: Sequence[str], now: datetime) -> None:
        """The customer has taken our code off, or put another in its place: what was put on the
        checkout by choice goes back to whom it belongs to. Repeatable."""

    def ordered(
        self, *, order_id: UUID, sources: Sequence[str], is_given_up: bool, now: datetime
    ) -> None:
        """An order was placed with these benefits; `is_given_up` once it is cancelled or expired.
        Called at each settling of the order, whatever was called before."""


PROVIDERS: list[BenefitProvider] = [ClaimBenefits()]


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
