"""What apps can hear of by webhook."""

from enum import StrEnum


class WebhookEvent(StrEnum):
    """A kind of facts; the API's `LoyaltyWebhookEventEnum`."""

    POINTS_POSTED = "points_posted"
    POINTS_ACTIVATED = "points_activated"
    TIER_RAISED = "tier_raised"
    TIER_LOWERED = "tier_lowered"
    BADGE_UNLOCKED = "badge_unlocked"
    BADGE_LOST = "badge_lost"
    REWARD_CLAIMED = "reward_claimed"
    REWARD_GIVEN = "reward_given"
    REWARD_USED = "reward_used"
    REWARD_FREED = "reward_freed"
    REWARD_CANCELLED = "reward_cancelled"
    REWARD_EXPIRED = "reward_expired"
    CARD_ISSUED = "card_issued"
    CARD_BLOCKED = "card_blocked"
    CARD_REPLACED = "card_replaced"
    OPTED_IN = "opted_in"
    OPTED_OUT = "opted_out"
    ACCOUNT_FROZEN = "account_frozen"
    ACCOUNT_BANNED = "account_banned"
    ACCOUNT_ACTIVATED = "account_activated"


# What is sent for a try-out; no target can choose it.
TEST_EVENT = "test"
EVENT_KINDS = frozenset(event.value for event in WebhookEvent)
