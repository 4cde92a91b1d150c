"""E-mails to customers: which kinds there are, and which a fact of the outbox brings."""

from enum import StrEnum


class MessageKind(StrEnum):
    """What an e-mail to a customer is about; the API's `LoyaltyMessageKindEnum`."""

    POINTS_CREDITED = "POINTS_CREDITED"
    TIER_RAISED = "TIER_RAISED"
    TIER_LOWERED = "TIER_LOWERED"
    BADGE_UNLOCKED = "BADGE_UNLOCKED"
    POINTS_EXPIRING = "POINTS_EXPIRING"
    BALANCE_REACHED = "BALANCE_REACHED"
    REWARD_CLAIMED = "REWARD_CLAIMED"
    STATEMENT = "STATEMENT"


class StatementSchedule(StrEnum):
    """When members get a statement without asking for it."""

    NEVER = "NEVER"
    MONTHLY = "MONTHLY"


class SenderSource(StrEnum):
    """Whose mail settings a channel's e-mails go out by.

    SHOP: the shop's own for its customers (Saleor's e-mail plugin), where it has some for the
    channel, else as DJANGO. DJANGO: those of the Django project.
    """

    SHOP = "SHOP"
    DJANGO = "DJANGO"


class DeliveryStatus(StrEnum):
    """How far a delivery is. PENDING: to be sent, or to be tried again. FAILED: given up after the
    last attempt, for staff to look at. SKIPPED: there was a reason not to send it."""

    PENDING = "PENDING"
    DELIVERED = "DELIVERED"
    SKIPPED = "SKIPPED"
    FAILED = "FAILED"


# On in a program that nobody has set up: what is rare and good news, or costs the customer
# something if it isn't told. BALANCE_REACHED needs thresholds, which are none by default.
DEFAULT_KINDS = frozenset(
    {
        MessageKind.TIER_RAISED,
        MessageKind.BADGE_UNLOCKED,
        MessageKind.POINTS_EXPIRING,
        MessageKind.BALANCE_REACHED,
        MessageKind.REWARD_CLAIMED,
    }
)
DEFAULT_REMINDER_DAYS = (30, 7)
