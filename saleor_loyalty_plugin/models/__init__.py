"""Tables, nothing else. Points are whole numbers; the shop's rows are named by their keys.

No foreign key leaves the plugin: the shop may delete a customer or an order, the books stay, and
`migrate saleor_loyalty_plugin zero` takes everything away without touching the shop.
"""

from saleor_loyalty_plugin.models.account import Account, AccountStatus
from saleor_loyalty_plugin.models.badge import AccountBadge, Badge, BadgeHand, BadgeTranslation
from saleor_loyalty_plugin.models.bonus import Bonus, BonusRun, Grant
from saleor_loyalty_plugin.models.discount import CheckoutDiscount
from saleor_loyalty_plugin.models.earning_rule import EarningRule
from saleor_loyalty_plugin.models.entry import Entry, EntryKind
from saleor_loyalty_plugin.models.event import Event
from saleor_loyalty_plugin.models.hold import Hold, HoldStatus
from saleor_loyalty_plugin.models.lot import Lot, LotUse
from saleor_loyalty_plugin.models.membership import (
    AccountSpending,
    Card,
    CardStatus,
    MembershipChange,
    Profile,
    Referral,
)
from saleor_loyalty_plugin.models.message import (
    ChannelSender,
    Delivery,
    DeliveryAttempt,
    DeliveryPause,
    MessagePreference,
    MessageSettings,
    MessageTemplate,
    WebhookTarget,
)
from saleor_loyalty_plugin.models.outbox import OutboxMessage
from saleor_loyalty_plugin.models.program import Program, ProgramChannel, ProgramVersion
from saleor_loyalty_plugin.models.reward import Reward, RewardClaim, RewardTranslation
from saleor_loyalty_plugin.models.seal import DaySeal
from saleor_loyalty_plugin.models.segment import Segment
from saleor_loyalty_plugin.models.settlement import (
    BlockedCustomer,
    BlockedOrder,
    OrderSettlement,
    SweepCursor,
    WaitingOrder,
)
from saleor_loyalty_plugin.models.tier import (
    AccountProgress,
    ProgressRun,
    SpendingDay,
    Tier,
    TierChange,
    TierSeason,
    TierTranslation,
)

__all__ = [
    "Account",
    "AccountBadge",
    "AccountProgress",
    "AccountSpending",
    "AccountStatus",
    "Badge",
    "BadgeHand",
    "BadgeTranslation",
    "BlockedCustomer",
    "BlockedOrder",
    "Bonus",
    "BonusRun",
    "Card",
    "CardStatus",
    "ChannelSender",
    "CheckoutDiscount",
    "DaySeal",
    "Delivery",
    "DeliveryAttempt",
    "DeliveryPause",
    "EarningRule",
    "Entry",
    "EntryKind",
    "Event",
    "Grant",
    "Hold",
    "HoldStatus",
    "Lot",
    "LotUse",
    "MembershipChange",
    "MessagePreference",
    "MessageSettings",
    "MessageTemplate",
    "OrderSettlement",
    "OutboxMessage",
    "Profile",
    "Program",
    "ProgramChannel",
    "ProgramVersion",
    "ProgressRun",
    "Referral",
    "Reward",
    "RewardClaim",
    "RewardTranslation",
    "Segment",
    "SpendingDay",
    "SweepCursor",
    "Tier",
    "TierChange",
    "TierSeason",
    "TierTranslation",
    "WaitingOrder",
    "WebhookTarget",
]
