"""Refusals: what went wrong, which input it concerns, and what to do about it."""

from collections.abc import Mapping
from enum import StrEnum

from django.utils.translation import gettext


class ProblemCode(StrEnum):
    """The API's `LoyaltyErrorCode`."""

    GRAPHQL_ERROR = "GRAPHQL_ERROR"
    INVALID = "INVALID"
    REQUIRED = "REQUIRED"
    NOT_FOUND = "NOT_FOUND"
    NOT_SIGNED_IN = "NOT_SIGNED_IN"
    INSUFFICIENT_POINTS = "INSUFFICIENT_POINTS"
    LIMIT_EXCEEDED = "LIMIT_EXCEEDED"
    TOO_FEW_POINTS = "TOO_FEW_POINTS"
    SPENDING_OFF = "SPENDING_OFF"
    PROMO_CODE_PRESENT = "PROMO_CODE_PRESENT"
    ORDER_PROMOTION_PRESENT = "ORDER_PROMOTION_PRESENT"
    MANUAL_DISCOUNT = "MANUAL_DISCOUNT"
    MINIMUM_BALANCE = "MINIMUM_BALANCE"
    MINIMUM_CART_VALUE = "MINIMUM_CART_VALUE"
    ACCOUNT_FROZEN = "ACCOUNT_FROZEN"
    ACCOUNT_BANNED = "ACCOUNT_BANNED"
    CHECKOUT_CLOSED = "CHECKOUT_CLOSED"
    HOLD_LOST = "HOLD_LOST"
    DISCOUNT_REFUSED = "DISCOUNT_REFUSED"
    IDEMPOTENCY_CONFLICT = "IDEMPOTENCY_CONFLICT"
    ALREADY_REVERSED = "ALREADY_REVERSED"
    NOT_REVERSIBLE = "NOT_REVERSIBLE"
    CHANNEL_TAKEN = "CHANNEL_TAKEN"
    IN_USE = "IN_USE"
    CARD_BLOCKED = "CARD_BLOCKED"
    CARD_PRESENT = "CARD_PRESENT"
    CARD_TAKEN = "CARD_TAKEN"
    ALREADY_SET = "ALREADY_SET"
    NOT_TAKING_PART = "NOT_TAKING_PART"
    NOT_CONFIRMED = "NOT_CONFIRMED"
    OWN_CODE = "OWN_CODE"
    ALREADY_REFERRED = "ALREADY_REFERRED"
    NOT_NEW = "NOT_NEW"
    REFERRAL_CIRCLE = "REFERRAL_CIRCLE"
    REFERRALS_OFF = "REFERRALS_OFF"
    REWARD_UNAVAILABLE = "REWARD_UNAVAILABLE"
    CLAIM_CLOSED = "CLAIM_CLOSED"
    NOT_APPLICABLE = "NOT_APPLICABLE"
    TOO_SLOW = "TOO_SLOW"
    OUTDATED = "OUTDATED"
    NOT_SENT = "NOT_SENT"
    TOO_MANY = "TOO_MANY"


class LoyaltyProblem(Exception):
    """A request that can't be carried out; nothing was written.

    `text` is an English sentence or two, with named places (`%(maximum)s`) for `values`; written
    out where the problem is raised, so that the catalogues of other languages find it.
    `field` is the input's name in snake case, None when no single input is to blame.
    """

    def __init__(
        self,
        code: ProblemCode,
        text: str,
        *,
        field: str | None = None,
        values: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__(text % values if values is not None else text)
        self.code = code
        self.text = text
        self.field = field
        self.values = values

    @property
    def message(self) -> str:
        """What to tell the reader, in the language that is active."""
        text = gettext(self.text)
        return text % self.values if self.values is not None else text
