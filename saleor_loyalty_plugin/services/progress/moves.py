"""What the engine tells those who act on a change of tier, within the transaction of the change."""

from dataclasses import dataclass
from decimal import Decimal

from saleor_loyalty_plugin.rules.tiers import TierChangeReason
from saleor_loyalty_plugin.services.programs.programs import ActiveTerms


@dataclass(frozen=True, slots=True, kw_only=True)
class TierMoved:
    """An account has another tier from now on. None is below all thresholds.

    `qualifying` is the sum that decided; `active` the terms that it was decided by.
    """

    account_id: int
    program_id: int
    from_tier_id: int | None
    to_tier_id: int | None
    is_up: bool
    reason: TierChangeReason
    qualifying: Decimal
    active: ActiveTerms
