"""What a reward is, what it costs, and who can have it."""

from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from enum import StrEnum


class RewardKind(StrEnum):
    """What a customer gets. The last three are given by staff, who fulfil or refuse each claim."""

    PRODUCT = "PRODUCT"
    VOUCHER_PERCENTAGE = "VOUCHER_PERCENTAGE"
    VOUCHER_AMOUNT = "VOUCHER_AMOUNT"
    FREE_SHIPPING = "FREE_SHIPPING"
    GIFT_CARD = "GIFT_CARD"
    EXPERIENCE = "EXPERIENCE"
    MERCHANDISE = "MERCHANDISE"
    DONATION = "DONATION"


AT_CHECKOUT = frozenset(
    {
        RewardKind.PRODUCT,
        RewardKind.VOUCHER_PERCENTAGE,
        RewardKind.VOUCHER_AMOUNT,
        RewardKind.FREE_SHIPPING,
    }
)
BY_STAFF = frozenset({RewardKind.EXPERIENCE, RewardKind.MERCHANDISE, RewardKind.DONATION})


class ClaimStatus(StrEnum):
    """CLAIMED: it can be used, or waits for staff. USED, EXPIRED and CANCELLED are its ends; the
    last gave the points back."""

    CLAIMED = "CLAIMED"
    USED = "USED"
    EXPIRED = "EXPIRED"
    CANCELLED = "CANCELLED"


@dataclass(frozen=True, slots=True, kw_only=True)
class RewardTerms:
    """What a reward gives, as it was when it was claimed. Amounts are in `currency`."""

    kind: RewardKind
    name: str
    variant_id: int | None = None
    percentage: Decimal | None = None
    amount: Decimal | None = None
    money_amount: Decimal | None = None
    currency: str = ""


def proposed_points(price: Decimal, factor: Decimal) -> int:
    """The cost of a reward that names none: `factor` points for each 1 of its price, rounded up."""
    return int((price * factor).to_integral_value(rounding=ROUND_CEILING))
