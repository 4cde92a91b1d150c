"""What our fields cost, for a shop that limits the complexity of queries, as Saleor does.

The cost of a field counts for each item of the lists around it; `multipliers` are the arguments
that say how many items a list has.
"""

from collections.abc import Mapping
from typing import Any

_PAGE = {"complexity": 1, "multipliers": ["first", "last"]}
_ROW = {"complexity": 1}
# A quote reads the cart, the account, the hold and the terms.
_QUOTE = {"complexity": 5}
# A picture is computed for each.
_DRAWING = {"complexity": 5}
# It may list a hundred orders.
_GUEST_POINTS = {"complexity": 10}
# Each looks for accounts among all.
_SEARCH = {"complexity": 10}
# It reads the order, its entries and the account, for each order.
_REFUND = {"complexity": 10}
# It reads the product in all of its channels, and the rules of all programs.
_EARNING = {"complexity": 5}
# It reads the newest orders, and counts accounts where it is asked what changes.
_SETTINGS = {"complexity": 10}
# The entries of a long time are added up, or shown.
_STATEMENT = {"complexity": 5}
# Texts are compiled and filled in.
_MESSAGE = {"complexity": 10}
# All accounts that have a tier are counted.
_COUNT = {"complexity": 10}
# All accounts of a program, or the entries of a long time, are added up.
_REPORT = {"complexity": 20}

COSTS: Mapping[str, Mapping[str, Any]] = {
    "Query": {
        "loyaltyProgram": _ROW,
        "loyaltyPrograms": _PAGE,
        "loyaltyProgramPreview": _SETTINGS,
        "loyaltyMessageTemplate": _MESSAGE,
        "loyaltyMessageTemplatePreview": _MESSAGE,
        "loyaltyAccount": _ROW,
        "loyaltyAccounts": _PAGE,
        "loyaltyEntries": _PAGE,
        "loyaltyRewards": _PAGE,
        "loyaltyReward": _ROW,
        "loyaltyRewardCost": _ROW,
        "loyaltyRewardClaims": _PAGE,
        "loyaltyGuestPoints": _GUEST_POINTS,
        "loyaltySegments": _PAGE,
        "loyaltySegment": _ROW,
        "loyaltyOverview": _ROW,
        "loyaltyWebhooks": _PAGE,
        "loyaltyWebhook": _ROW,
        "loyaltyDeliveries": _PAGE,
    },
    "User": {"loyalty": _ROW},
    "Checkout": {"loyalty": _QUOTE},
    "Order": {"loyalty": _ROW},
    "Product": {"loyalty": _ROW, "loyaltyInChannels": _EARNING, "loyaltyRules": _EARNING},
    "ProductVariant": {"loyalty": _ROW},
    "OrderLoyalty": {"entries": _ROW, "benefits": _ROW, "draft": _QUOTE, "refundPreview": _REFUND},
    "LoyaltyGuestOrder": {"order": _ROW},
    "LoyaltyAccount": {
        "customer": _ROW,
        "program": _ROW,
        "nextExpiry": _ROW,
        "entries": _PAGE,
        "events": _PAGE,
        "referrals": _PAGE,
        "claims": _PAGE,
        "holds": _PAGE,
        "referredBy": _ROW,
        "tier": _ROW,
        "tierHistory": _PAGE,
        "badges": _ROW,
        "takesPart": _ROW,
        "optedInAt": _ROW,
        "optedOutAt": _ROW,
        "statusChanges": _ROW,
        "cardNumber": _ROW,
        "cardQrCode": _DRAWING,
        "cards": _ROW,
        "deliveries": _PAGE,
        "messagePreferences": _ROW,
        "statement": _STATEMENT,
    },
    "LoyaltyStatement": {"html": _STATEMENT},
    "LoyaltyDelivery": {"attempts": _ROW, "account": _ROW, "webhook": _ROW},
    "LoyaltyHold": {"checkoutId": _ROW, "order": _ROW},
    "LoyaltyCard": {"qrCode": _DRAWING, "replacedBy": _ROW},
    "LoyaltyReferral": {"referrer": _ROW, "referee": _ROW},
    "LoyaltyEntry": {"account": _ROW, "order": _ROW, "reverses": _ROW, "reversedBy": _ROW},
    "LoyaltyReward": {
        "translation": _ROW,
        "translations": _ROW,
        "variant": _ROW,
        "program": _ROW,
    },
    "LoyaltyClaim": {"account": _ROW, "reward": _ROW, "order": _ROW, "entry": _ROW},
    "LoyaltySegment": {"program": _ROW, "count": _SEARCH, "accounts": _PAGE},
    "LoyaltyOverview": {
        "program": _ROW,
        "standing": _REPORT,
        "thisMonth": _REPORT,
        "monthBefore": _ROW,
        "pointsMoved": _REPORT,
        "expiryCalendar": _REPORT,
        "topTier": _ROW,
        "waitingClaims": _COUNT,
        "blockedOrders": _ROW,
    },
    "LoyaltyTopTier": {"newest": _COUNT},
    "LoyaltyBlockedOrder": {"number": _ROW},
    "LoyaltyProductInChannel": {"program": _ROW},
    "LoyaltyProductRule": {"program": _ROW},
    "LoyaltyBonus": {"lastRun": _ROW},
    "LoyaltyProgram": {
        "channel": _ROW,
        "channels": _ROW,
        "coveredChannels": _ROW,
        "earningRules": _ROW,
        "bonuses": _ROW,
        "tiers": _ROW,
        "badges": _ROW,
    },
    "LoyaltyBadge": {"translation": _ROW, "translations": _ROW},
    "LoyaltyTier": {
        "translation": _ROW,
        "translations": _ROW,
        "arrivalReward": _ROW,
        "holdersCount": _COUNT,
    },
    "LoyaltyTierProgress": {"tier": _ROW, "nextTier": _ROW},
    "LoyaltyTierChange": {"fromTier": _ROW, "toTier": _ROW},
}
