"""The enums of the schema, made from those of the layers below."""

from collections.abc import Mapping
from enum import Enum
from typing import Any

import graphene

from saleor_loyalty_plugin.models import AccountStatus, BadgeHand, CardStatus, EntryKind
from saleor_loyalty_plugin.rules.badges import BadgeBasis, BadgeDiscounts
from saleor_loyalty_plugin.rules.bonuses import BonusTrigger, Frequency, LimitPeriod
from saleor_loyalty_plugin.rules.composition import BenefitKind
from saleor_loyalty_plugin.rules.earning_rules import Specificity
from saleor_loyalty_plugin.rules.events import EventOutcome
from saleor_loyalty_plugin.rules.expiry import ExpiryPolicy, ExpiryRoundTo
from saleor_loyalty_plugin.rules.messages import (
    DeliveryMeans,
    DeliveryStatus,
    MessageKind,
    SenderSource,
    StatementSchedule,
)
from saleor_loyalty_plugin.rules.money import Rounding
from saleor_loyalty_plugin.rules.periods import ReportInterval
from saleor_loyalty_plugin.rules.program_warnings import WarningCode
from saleor_loyalty_plugin.rules.redemption import LimitCode, LimitUnit
from saleor_loyalty_plugin.rules.referrals import ReferralState
from saleor_loyalty_plugin.rules.rewards import (
    ClaimAction,
    ClaimStatus,
    RewardKind,
    RewardLimitCode,
)
from saleor_loyalty_plugin.rules.spendable_goods import SpendableGoodsMode
from saleor_loyalty_plugin.rules.terms import (
    EarnBasis,
    EarnMode,
    EarnTrigger,
    Eligibility,
    NegativeBalance,
    RedemptionMethod,
    ReviewLimit,
)
from saleor_loyalty_plugin.rules.tiers import TierBasis, TierChangeReason, TierDemotion
from saleor_loyalty_plugin.rules.webhook_events import WebhookEvent
from saleor_loyalty_plugin.services.errors import ProblemCode
from saleor_loyalty_plugin.services.programs.preview_changes import ChangeCode


def enum_type(
    name: str, source: type[Enum], description: str, values: Mapping[str, str]
) -> type[graphene.Enum]:
    """A GraphQL enum of a Python one. Every value must have a description."""
    missing = {member.name for member in source} ^ set(values)
    if missing:
        raise ValueError(f"{name}: no description, or no value, for {sorted(missing)}.")

    def describe(value: Any) -> str:
        return description if value is None else values[value.name]

    meta = type("Meta", (), {"enum": source, "name": name, "description": staticmethod(describe)})
    return type(name, (graphene.Enum,), {"Meta": meta})


LoyaltyErrorCode = enum_type(
    "LoyaltyErrorCode",
    ProblemCode,
    "Why something was refused.",
    {
        "GRAPHQL_ERROR": "An ID has the wrong form or is of another type.",
        "INVALID": "A value is out of range or contradicts another one.",
        "REQUIRED": "A value is missing.",
        "NOT_FOUND": "Nothing has this ID.",
        "NOT_SIGNED_IN": "The checkout belongs to no customer, or to another one.",
        "INSUFFICIENT_POINTS": "The account has fewer available points.",
        "LIMIT_EXCEEDED": "A limit of the program allows fewer points.",
        "TOO_FEW_POINTS": "So few points are worth less than the currency's smallest unit.",
        "SPENDING_OFF": "Points can't be used here.",
        "PROMO_CODE_PRESENT": "The checkout carries a promo code, which excludes points.",
        "MANUAL_DISCOUNT": "Staff took a discount off the draft order, which excludes points.",
        "ORDER_PROMOTION_PRESENT": (
            "The points are not worth more than an offer of the shop that they would replace."
        ),
        "MINIMUM_BALANCE": "The balance is below the program's minimum for spending.",
        "MINIMUM_CART_VALUE": "The cart is worth less than the program's minimum for spending.",
        "ACCOUNT_FROZEN": "The account is frozen.",
        "ACCOUNT_BANNED": "The account is banned.",
        "CHECKOUT_CLOSED": "The checkout has become an order.",
        "HOLD_LOST": "The points are no longer reserved for this checkout.",
        "DISCOUNT_REFUSED": "The shop refused the discount.",
        "IDEMPOTENCY_CONFLICT": "The idempotency key was used before with other values.",
        "ALREADY_REVERSED": "The entry was revoked before.",
        "NOT_REVERSIBLE": "Entries of this kind can't be revoked.",
        "CHANNEL_TAKEN": "Another program lists the channel.",
        "IN_USE": "It is in use and can't be deleted.",
        "CARD_BLOCKED": "The card is no longer good: it was blocked or replaced.",
        "CARD_PRESENT": "The account has a card already, which has to be replaced.",
        "CARD_TAKEN": "Another card has this number.",
        "ALREADY_SET": "It was given before and can't be changed.",
        "NOT_TAKING_PART": "The customer did not take part in the program then.",
        "NOT_CONFIRMED": "The customer is switched off or has not confirmed the e-mail address.",
        "OWN_CODE": "A customer can't follow their own code.",
        "ALREADY_REFERRED": "The customer has followed another code before.",
        "NOT_NEW": "The customer has placed an order that counts before.",
        "REFERRAL_CIRCLE": "The owner of the code came by the customer.",
        "REFERRALS_OFF": "The program gives no points for referrals.",
        "REWARD_UNAVAILABLE": "The reward can't be claimed now; the message says why.",
        "CLAIM_CLOSED": "The reward was used already, its time is over, or it was cancelled.",
        "NOT_APPLICABLE": "The reward can't be used on this checkout; the message says why.",
        "OUTDATED": "Somebody else has changed this meanwhile.",
        "NOT_SENT": "An e-mail could not be sent; the message says why.",
        "TOO_MANY": "This was asked for too often within an hour.",
        "TOO_SLOW": "What was asked for took too long to find; nothing is wrong with it.",
    },
)

LoyaltyReportIntervalEnum = enum_type(
    "LoyaltyReportIntervalEnum",
    ReportInterval,
    "How a chart divides time, in the program's time zone.",
    {
        "DAY": "Days.",
        "WEEK": "Weeks, from Monday on.",
        "MONTH": "Months.",
    },
)

LoyaltyLimitCode = enum_type(
    "LoyaltyLimitCode",
    LimitCode,
    "What keeps a checkout from taking more points.",
    {
        "NOT_SIGNED_IN": "The checkout belongs to no customer, or not to the one who asks.",
        "SPENDING_OFF": "Points can't be used in this channel.",
        "NO_RATE": "What points are worth in the channel's currency is not set.",
        "ACCOUNT_FROZEN": "The account is frozen.",
        "ACCOUNT_BANNED": "The account is banned.",
        "PROMO_CODE_PRESENT": "The checkout carries a promo code, which excludes points.",
        "MANUAL_DISCOUNT": "Staff took a discount off the draft order, which excludes points.",
        "ORDER_PROMOTION_PRESENT": (
            "Points would take the place of an offer of the shop for this cart, and aren't worth"
            " more; `value` is what they have to be worth more than."
        ),
        "MINIMUM_BALANCE": "The balance is below the minimum; `value` is the minimum in points.",
        "MINIMUM_CART_VALUE": "The cart is below the minimum; `value` is the minimum in money.",
        "AVAILABLE_POINTS": "The account has no more; `value` is the number of available points.",
        "GIFT_CARDS": "Gift cards don't count; `value` is the worth of what does.",
        "EXCLUDED_GOODS": (
            "The program leaves some goods of the cart out; `value` is the worth of what counts."
        ),
        "REDUCED_ITEMS": "Reduced items don't count; `value` is the worth of what does.",
        "MAXIMUM_DISCOUNT_AMOUNT": "The highest discount; `value` is its amount.",
        "MAXIMUM_DISCOUNT_PERCENTAGE": "The highest share of the cart; `value` is its amount.",
        "CART_VALUE": "The cart is worth no more; `value` is its worth.",
    },
)

LoyaltyLimitUnitEnum = enum_type(
    "LoyaltyLimitUnitEnum",
    LimitUnit,
    "What the numbers of a limit count.",
    {
        "POINTS": "Points.",
        "MONEY": "Money, in the checkout's currency.",
    },
)

LoyaltyRewardKindEnum = enum_type(
    "LoyaltyRewardKindEnum",
    RewardKind,
    "What a customer gets for points.",
    {
        "PRODUCT": "A product or service of the shop, free or for a part of its price.",
        "VOUCHER_PERCENTAGE": "A percentage off one order.",
        "VOUCHER_AMOUNT": "An amount off one order.",
        "FREE_SHIPPING": "Free shipping of one order.",
        "GIFT_CARD": "A gift card of the shop.",
        "EXPERIENCE": "Something to do or see; staff arrange it.",
        "MERCHANDISE": "A thing that the shop does not sell; staff send it.",
        "DONATION": "A donation in the customer's name; staff make it.",
    },
)

LoyaltyClaimStatusEnum = enum_type(
    "LoyaltyClaimStatusEnum",
    ClaimStatus,
    "What became of a claim.",
    {
        "CLAIMED": "It can be used, or waits for staff.",
        "USED": "An order has used it, staff have fulfilled it, or its gift card was issued.",
        "EXPIRED": "Its time is over. The points stay spent.",
        "CANCELLED": "Its customer or staff cancelled it. The points came back.",
    },
)

LoyaltyClaimActionEnum = enum_type(
    "LoyaltyClaimActionEnum",
    ClaimAction,
    "What staff can do with a claim.",
    {
        "FULFILL": "Say that the customer has got it: `loyaltyRewardClaimFulfill`.",
        "REFUSE": "Give its points back: `loyaltyRewardClaimRefuse`.",
        "REOPEN": "Take back that it was fulfilled: `loyaltyRewardClaimReopen`.",
    },
)

LoyaltyRewardLimitCode = enum_type(
    "LoyaltyRewardLimitCode",
    RewardLimitCode,
    "Why a reward can't be claimed now.",
    {
        "ARCHIVED": "It was archived. Shoppers don't see it.",
        "INACTIVE": "It is switched off. Shoppers don't see it.",
        "NOT_YET": "Its time has not come; `at` is its start. Shoppers don't see it.",
        "ENDED": "Its time is over; `at` is its end. Shoppers don't see it.",
        "SPENDING_OFF": "Points can't be used in this channel.",
        "OTHER_CURRENCY": "It is in another currency than the channel. Shoppers don't see it.",
        "UNAVAILABLE": (
            "The channel does not sell the product, or has another program. Shoppers don't see it."
        ),
        "NO_PRICE": (
            "Its price leaves nothing for points to pay, or it has none. Shoppers don't see it."
        ),
        "SOLD_OUT": "All were claimed; `value` is how many there were.",
        "NOT_SIGNED_IN": "Nobody knows whose points it would take.",
        "ACCOUNT_FROZEN": "The account is frozen.",
        "ACCOUNT_BANNED": "The account is banned.",
        "TIER_NEEDED": "It is for customers of certain tiers, and they have none of them.",
        "BADGE_NEEDED": "It is for holders of certain badges, and they have none of them.",
        "CUSTOMER_LIMIT": "The customer has had it; `value` is how many times each may have it.",
        "NOT_FIRST_TIME": "It is for customers who have never bought the product.",
        "INSUFFICIENT_POINTS": (
            "The account has fewer points: `value` can be used, `missing` more are needed."
        ),
    },
)

LoyaltyAccountStatusEnum = enum_type(
    "LoyaltyAccountStatusEnum",
    AccountStatus,
    "Whether an account can be used.",
    {
        "ACTIVE": "Earns and spends.",
        "FROZEN": "Earns, but can't spend.",
        "BANNED": "Neither earns nor spends.",
    },
)

LoyaltyCardStatusEnum = enum_type(
    "LoyaltyCardStatusEnum",
    CardStatus,
    "Whether a card is good.",
    {
        "ACTIVE": "It is good.",
        "BLOCKED": "It was blocked, because it was lost, say.",
        "REPLACED": "Another card has taken its place.",
    },
)

LoyaltyEntryKindEnum = enum_type(
    "LoyaltyEntryKindEnum",
    EntryKind,
    "What kind of movement an entry is.",
    {
        "EARN": "Points earned by an order, an event, a milestone or a referral.",
        "REDEEM": "Points used for an order or a reward.",
        "EXPIRE": "Points that ran out.",
        "ADJUST": "Added or subtracted by staff or an app.",
        "CLAWBACK": "Taken back because the order was cancelled, refunded or changed.",
        "RESTORE": "Used points, given back.",
        "REVERSAL": "Takes back one entry.",
        "IMPORT": "Brought over from another system.",
        "GIFT": "Given by the program.",
    },
)

LoyaltyReferralStateEnum = enum_type(
    "LoyaltyReferralStateEnum",
    ReferralState,
    "What came of a referral.",
    {
        "PENDING": "No order of the friend counts yet, or none any longer.",
        "REWARDED": "An order of the friend counts, and points were given.",
    },
)

LoyaltyEarnTriggerEnum = enum_type(
    "LoyaltyEarnTriggerEnum",
    EarnTrigger,
    "When an order earns its points.",
    {
        "ORDER_CREATED": "As soon as it is placed.",
        "ORDER_PAID": "Once the whole amount was charged.",
        "ORDER_FULFILLED": "Once every line was fulfilled.",
    },
)

LoyaltyEarnBasisEnum = enum_type(
    "LoyaltyEarnBasisEnum",
    EarnBasis,
    "Which prices earn points.",
    {"GROSS": "Prices with tax.", "NET": "Prices without tax."},
)

LoyaltyEarnModeEnum = enum_type(
    "LoyaltyEarnModeEnum",
    EarnMode,
    "How an amount that is no multiple of the rate's amount earns.",
    {
        "PROPORTIONAL": "Every cent counts; the sum is rounded to whole points.",
        "PER_FULL_AMOUNT": "Only full multiples of the amount earn.",
    },
)

LoyaltyRoundingEnum = enum_type(
    "LoyaltyRoundingEnum",
    Rounding,
    "How a fraction of a point is rounded.",
    {
        "DOWN": "1.9 points are 1.",
        "HALF_UP": "1.5 points are 2, 1.4 are 1.",
        "UP": "1.1 points are 2.",
    },
)


LoyaltyEligibilityEnum = enum_type(
    "LoyaltyEligibilityEnum",
    Eligibility,
    "Which customers take part in a program.",
    {
        "EVERYONE": "Every customer who has not opted out.",
        "OPTED_IN": "Only those who have opted in.",
        "CARD_HOLDERS": "Only those who hold a card.",
    },
)

LoyaltyNegativeBalanceEnum = enum_type(
    "LoyaltyNegativeBalanceEnum",
    NegativeBalance,
    "What a balance shows when more is taken back than is there.",
    {
        "ALLOW": "A balance below 0.",
        "CLAMP": "0; what is missing stands in `debt`, and the next points pay it.",
    },
)

LoyaltyRedemptionMethodEnum = enum_type(
    "LoyaltyRedemptionMethodEnum",
    RedemptionMethod,
    "How points lower what a customer pays.",
    {
        "DISCOUNT": "They are taken off the price, before tax; not beside a promo code.",
        "PAYMENT": "They buy a gift card that pays, beside promo codes and other gift cards.",
    },
)

LoyaltySpendableGoodsModeEnum = enum_type(
    "LoyaltySpendableGoodsModeEnum",
    SpendableGoodsMode,
    "Which goods points may pay for. Gift cards are never among them.",
    {
        "ALL": "All goods.",
        "ONLY": "Only those that are named.",
        "ALL_BUT": "All but those that are named.",
    },
)

LoyaltyReviewLimitEnum = enum_type(
    "LoyaltyReviewLimitEnum",
    ReviewLimit,
    "How often a customer gets points for reviews.",
    {
        "PER_PRODUCT": "Once for each product.",
        "ONCE": "Once, for the first review.",
    },
)

LoyaltyBonusTriggerEnum = enum_type(
    "LoyaltyBonusTriggerEnum",
    BonusTrigger,
    "What a bonus is given for.",
    {
        "EVENT": "Each event of a type that apps record.",
        "ORDER_COUNT": "The n-th order of a customer.",
        "AMOUNT_SPENT": "A sum that a customer has spent in all.",
        "BIRTHDAY": "The customer's birthday.",
        "ANNIVERSARY": "The day on which the customer signed up, each year.",
        "SCHEDULE": "Nothing in particular: it is given to all from time to time.",
    },
)

LoyaltyLimitPeriodEnum = enum_type(
    "LoyaltyLimitPeriodEnum",
    LimitPeriod,
    "What a limit counts in, by the calendar of the program's time zone.",
    {
        "DAY": "A day.",
        "WEEK": "A week from Monday to Sunday.",
        "MONTH": "A month.",
        "YEAR": "A year.",
        "EVER": "All time.",
    },
)

LoyaltyFrequencyEnum = enum_type(
    "LoyaltyFrequencyEnum",
    Frequency,
    "How often a bonus is given, counted from its start.",
    {
        "ONCE": "Once.",
        "DAILY": "Each day.",
        "WEEKLY": "Each week.",
        "MONTHLY": "Each month.",
        "QUARTERLY": "Every three months.",
        "YEARLY": "Each year.",
    },
)

LoyaltyEventOutcomeEnum = enum_type(
    "LoyaltyEventOutcomeEnum",
    EventOutcome,
    "What came of an event when it was recorded.",
    {
        "CREDITED": "It gave points.",
        "LIMIT_REACHED": "The customer had got as much as the limits allow.",
        "NOT_OFFERED": "At its time nothing was given for it: the bonus had not begun, was over or"
        " switched off, or there is none and it only counts for badges.",
    },
)

LoyaltyExpiryPolicyEnum = enum_type(
    "LoyaltyExpiryPolicyEnum",
    ExpiryPolicy,
    "When points run out.",
    {
        "NEVER": "They don't.",
        "AFTER_DAYS": "`days` after they could first be used.",
        "AFTER_MONTHS": "`months` after they could first be used.",
        "AFTER_INACTIVITY": "`months` after the customer's last order; each order prolongs all.",
        "YEARLY": "At the end of one day of the year, given by `month` and `day`.",
    },
)

LoyaltyExpiryRoundToEnum = enum_type(
    "LoyaltyExpiryRoundToEnum",
    ExpiryRoundTo,
    "The end of which period an expiry is moved to.",
    {
        "NONE": "It stays on its day.",
        "MONTH": "The end of the month.",
        "QUARTER": "The end of the quarter.",
        "YEAR": "The end of the year.",
    },
)


class LoyaltySortDirection(graphene.Enum):
    """The direction of a sorted list."""

    ASC = "ASC"
    DESC = "DESC"

    @property
    def description(self) -> str:
        return "Smallest first." if self.value == "ASC" else "Largest first."


class LoyaltyAccountSortField(graphene.Enum):
    """What a list of accounts is sorted by."""

    CREATED_AT = "id"
    BALANCE = "balance"
    LIFETIME_EARNED = "lifetime_earned"
    LIFETIME_SPENT = "lifetime_spent"

    @property
    def description(self) -> str:
        return _SORT_FIELDS[self.name]


LoyaltyBenefitKindEnum = enum_type(
    "LoyaltyBenefitKindEnum",
    BenefitKind,
    "What gives a benefit, in the order in which they are taken off.",
    {
        "TIER": "The customer's tier; by itself.",
        "BADGE": "A badge of the customer; by itself.",
        "REWARD": "A reward that the customer has claimed.",
        "POINTS": "Points of the customer.",
    },
)


_SORT_FIELDS = {
    "CREATED_AT": "When the account was opened.",
    "BALANCE": "The balance.",
    "LIFETIME_EARNED": "All points ever earned.",
    "LIFETIME_SPENT": "All points ever spent.",
}

LoyaltyTierBasisEnum = enum_type(
    "LoyaltyTierBasisEnum",
    TierBasis,
    "What tiers are reached by.",
    {
        "LIFETIME": "What was spent ever, net of returns and refunds.",
        "CALENDAR_YEAR": "What was spent on orders of this calendar year, net.",
        "ROLLING_YEAR": "What was spent on orders of the last twelve months, net.",
        "POINTS": "Points earned ever, net of those that were taken back.",
    },
)

LoyaltyTierDemotionEnum = enum_type(
    "LoyaltyTierDemotionEnum",
    TierDemotion,
    "When a tier is lost whose threshold is missed.",
    {
        "IMMEDIATE": "At once.",
        "GRACE": "After a number of days, unless the threshold is reached again.",
        "NEVER": "Never: who has reached a tier keeps it.",
    },
)

LoyaltyTierChangeReasonEnum = enum_type(
    "LoyaltyTierChangeReasonEnum",
    TierChangeReason,
    "Why a customer's tier changed.",
    {
        "REACHED": "The sum reached a threshold.",
        "FELL_BELOW": "The sum fell below a threshold, or its time passed.",
        "GRACE_ENDED": "The sum had fallen before, and the days of grace are over.",
        "SET_BY_HAND": "Staff set it.",
        "HAND_ENDED": "What staff had set came to its end.",
        "TIERS_CHANGED": "The program's tiers changed, or a season began or ended.",
    },
)

LoyaltyBadgeBasisEnum = enum_type(
    "LoyaltyBadgeBasisEnum",
    BadgeBasis,
    "What unlocks a badge.",
    {
        "BALANCE": "Points that are there.",
        "LIFETIME": "Points earned ever, net of those that were taken back.",
        "ORDERS": "Orders, those that came back whole excluded.",
        "SPEND": "What was spent ever, net of returns and refunds.",
        "ACTIVITY": "Events that apps told of.",
        "MANUAL": "Staff alone.",
    },
)

LoyaltyBadgeHandEnum = enum_type(
    "LoyaltyBadgeHandEnum",
    BadgeHand,
    "What staff did with a customer's badge by hand.",
    {
        "GRANTED": "They gave it: it stays, whatever the value.",
        "TAKEN": "They took it: it isn't unlocked by itself again.",
    },
)

LoyaltyBadgeDiscountsEnum = enum_type(
    "LoyaltyBadgeDiscountsEnum",
    BadgeDiscounts,
    "Which discounts a holder of several badges gets.",
    {
        "BEST": "The one that takes most off the cart.",
        "ALL": "All of them, one after the other.",
    },
)
LoyaltyRuleMatchEnum = enum_type(
    "LoyaltyRuleMatchEnum",
    Specificity,
    "How narrowly an earning rule names a product; the narrowest wins.",
    {
        "EVERYTHING": "It is for all goods.",
        "PRODUCT_TYPE": "It names its product type.",
        "CATEGORY": "It names its category, or one above.",
        "COLLECTION": "It names a collection that it is in.",
        "PRODUCT": "It names the product.",
        "VARIANT": "It names a variant of it.",
    },
)

LoyaltyProgramWarningCode = enum_type(
    "LoyaltyProgramWarningCode",
    WarningCode,
    "What speaks against settings of a program.",
    {
        "NOBODY_TAKES_PART": "Nobody takes part by these settings.",
        "GIVES_BACK_MUCH": "More than 10 percent of what customers spend comes back as points.",
        "TIER_GIVES_BACK_MUCH": "The same, in a tier that multiplies points.",
        "EARNS_NOTHING": "Earning is on, but amounts earn 0 points.",
        "ORDERS_EARN_NOTHING": "An average order earns nothing.",
        "POINTS_EARN_POINTS": "Points may pay for whole orders, which earn points again.",
        "NO_RATE": "What points are worth in a channel's currency is not set.",
        "BUYS_NOTHING": "Spending is on, but points are worth nothing.",
        "MINIMUM_BALANCE_FAR": "It takes more than 50 average orders until points can be used.",
        "MINIMUM_CART_VALUE_FAR": "None of the newest orders was worth the smallest cart.",
        "REWARD_FACTOR": "As a reward, goods cost much fewer or more points than as a discount.",
        "EXPIRY_SHORTER_THAN_WAITING": "Points wait longer than they then last.",
        "EXPIRY_SOON": "Points last less than 30 days.",
        "REGISTRATION_COSTLY": "A new account gets points worth more than half an average order.",
        "REFERRAL_COSTLY": "A referral gives points worth more than the order that it takes.",
        "NEWSLETTER_NEVER": "Points for the newsletter, but no key that tells of a sign-up.",
    },
)

LoyaltyProgramChangeCode = enum_type(
    "LoyaltyProgramChangeCode",
    ChangeCode,
    "What becomes different when settings of a program are saved.",
    {
        "STARTS_EARNING": "Orders begin to earn.",
        "STOPS_EARNING": "Orders earn nothing any more.",
        "STARTS_SPENDING": "Points can be used from now on.",
        "STOPS_SPENDING": "Points can't be used any more.",
        "ACCOUNTS_JOIN": "Accounts newly take part.",
        "ACCOUNTS_LEAVE": "Accounts no longer take part.",
        "POINTS_WORTH": "All points together are worth another amount in a currency.",
        "CHANNELS_ADDED": "Channels come to the program.",
        "CHANNELS_REMOVED": "Channels leave the program.",
        "OPEN_ORDERS": "Orders have not earned yet and will earn by the new settings.",
        "ORDERS_KEEP_TERMS": "Orders that have earned keep the settings by which they did.",
        "WAITING_KEPT": "Points that wait now keep their day.",
        "EXPIRY_KEPT": "Points that are there keep their expiry.",
        "EXPIRY_MOVES": "Points that are there keep their expiry until the next order.",
        "TIERS_ANEW": "Tiers are computed anew.",
        "NOT_COUNTED": "Something could not be counted in time.",
    },
)

LoyaltyMessageKindEnum = enum_type(
    "LoyaltyMessageKindEnum",
    MessageKind,
    "What an e-mail to a customer is about.",
    {
        "POINTS_CREDITED": "Points came in.",
        "TIER_RAISED": "The customer came to a higher tier.",
        "TIER_LOWERED": "The customer fell to a lower tier.",
        "BADGE_UNLOCKED": "The customer got a badge.",
        "POINTS_EXPIRING": "Points run out soon.",
        "BALANCE_REACHED": "The balance came to one of the program's thresholds.",
        "REWARD_CLAIMED": "The customer took a reward.",
        "STATEMENT": "What came in and went out in a period.",
    },
)

LoyaltySenderSourceEnum = enum_type(
    "LoyaltySenderSourceEnum",
    SenderSource,
    "Whose mail settings a channel's e-mails go out by.",
    {
        "SHOP": "Those of the shop's e-mails to customers; where there are none, as DJANGO.",
        "DJANGO": "Those of the Django project that the shop runs in.",
    },
)

LoyaltyStatementScheduleEnum = enum_type(
    "LoyaltyStatementScheduleEnum",
    StatementSchedule,
    "When customers get a statement without asking for it.",
    {"NEVER": "Never.", "MONTHLY": "At the beginning of each month, about the one before."},
)

LoyaltyWebhookEventEnum = enum_type(
    "LoyaltyWebhookEventEnum",
    WebhookEvent,
    "What an app can hear of by webhook; the `type` of a request, in small letters there.",
    {
        "POINTS_POSTED": "Points came in or went out: there is an entry.",
        "POINTS_ACTIVATED": "Points that were pending can be used.",
        "TIER_RAISED": "An account has come to a higher tier.",
        "TIER_LOWERED": "An account has come to a lower tier, or to none.",
        "BADGE_UNLOCKED": "An account has unlocked a badge.",
        "BADGE_LOST": "An account has lost a badge.",
        "REWARD_CLAIMED": "A customer has claimed a reward for points.",
        "REWARD_GIVEN": "A customer was given a reward for nothing, on arriving at a tier.",
        "REWARD_USED": "A claim was used, or fulfilled by staff.",
        "REWARD_FREED": "A claim that was used can be used again.",
        "REWARD_CANCELLED": "A claim was cancelled or refused; its points were given back.",
        "REWARD_EXPIRED": "The time of a claim is over.",
        "CARD_ISSUED": "An account has a new card, perhaps in place of another one.",
        "CARD_BLOCKED": "A card was blocked.",
        "CARD_REPLACED": "A card was replaced by another one, and is useless.",
        "OPTED_IN": "A customer takes part from now on.",
        "OPTED_OUT": "A customer takes part no longer.",
        "ACCOUNT_FROZEN": "An account was frozen: its customer can't spend.",
        "ACCOUNT_BANNED": "An account was banned: its customer can neither earn nor spend.",
        "ACCOUNT_ACTIVATED": "An account is active again.",
    },
)

LoyaltyDeliveryMeansEnum = enum_type(
    "LoyaltyDeliveryMeansEnum",
    DeliveryMeans,
    "How a delivery goes out.",
    {"EMAIL": "As an e-mail to a customer.", "WEBHOOK": "As a request to an app's webhook."},
)

LoyaltyDeliveryStatusEnum = enum_type(
    "LoyaltyDeliveryStatusEnum",
    DeliveryStatus,
    "How far a delivery is.",
    {
        "PENDING": "It is sent next, or will be tried again.",
        "DELIVERED": "The mail server or the app has taken it.",
        "SKIPPED": "There was a reason not to send it, such as the customer's wish.",
        "FAILED": "It was given up after the last try. Staff can send it again.",
    },
)
