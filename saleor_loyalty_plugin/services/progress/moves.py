"""What the engine tells those who act on a change of tier, within the transaction of the change."""

from dataclasses import dataclass
from decimal import Decimal

from saleor_loyalty_plugin.rules.tiers import TierChangeReason
from saleor_loyalty_plugin.services.programs.programs import ActiveTerms


@dataclass(frozen=True, slots=True, kw_only=True)
class TierSeen:
    """The tier of an account that was looked at. None is below all thresholds.

    `qualifying` is the sum that decided; `active` the terms that it was decided by.
    """

    account_id: int
    to_tier_id: int | None
    qualifying: Decimal
    active: ActiveTerms


@dataclass(frozen=True, slots=True, kw_only=True)
class TierMoved(TierSeen):
    """An account has another tier from now on. `is_news` false: the customer is not written to."""

    program_id: int
    from_tier_id: int | None
    is_up: bool
    reason: TierChangeReason
    is_news: bool = True
