/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type LanguageCodeEnum =
  | 'DE'
  | 'DE_AT'
  | 'EN'
  | 'EN_GB'
  | 'ES'
  | 'FR'
  | 'IT'
  | 'JA'
  | 'PL';

/** Whether an account can be used. */
export type LoyaltyAccountStatusEnum =
  /** Earns and spends. */
  | 'ACTIVE'
  /** Neither earns nor spends. */
  | 'BANNED'
  /** Earns, but can't spend. */
  | 'FROZEN';

/** What unlocks a badge. */
export type LoyaltyBadgeBasisEnum =
  /** Events that apps told of. */
  | 'ACTIVITY'
  /** Points that are there. */
  | 'BALANCE'
  /** Points earned ever, net of those that were taken back. */
  | 'LIFETIME'
  /** Staff alone. */
  | 'MANUAL'
  /** Orders, those that came back whole excluded. */
  | 'ORDERS'
  /** What was spent ever, net of returns and refunds. */
  | 'SPEND';

/** What gives a benefit, in the order in which they are taken off. */
export type LoyaltyBenefitKindEnum =
  /** A badge of the customer; by itself. */
  | 'BADGE'
  /** Points of the customer. */
  | 'POINTS'
  /** A reward that the customer has claimed. */
  | 'REWARD'
  /** The customer's tier; by itself. */
  | 'TIER';

/** What a bonus is given for. */
export type LoyaltyBonusTriggerEnum =
  /** A sum that a customer has spent in all. */
  | 'AMOUNT_SPENT'
  /** The day on which the customer signed up, each year. */
  | 'ANNIVERSARY'
  /** The customer's birthday. */
  | 'BIRTHDAY'
  /** Each event of a type that apps record. */
  | 'EVENT'
  /** The n-th order of a customer. */
  | 'ORDER_COUNT'
  /** Nothing in particular: it is given to all from time to time. */
  | 'SCHEDULE';

/** Which claims to list; all conditions have to hold. An empty list is no condition. */
export type LoyaltyClaimFilterInput = {
  /** With this code, as a customer shows it; dashes and letter case don't matter. */
  code?: string | null | undefined;
  /** By the time of claiming. */
  createdAt?: LoyaltyDateTimeRangeInput | null | undefined;
  /** Of these customers. */
  customerIds?: Array<string | number> | null | undefined;
  /** Of rewards of one of these kinds. */
  kinds?: Array<LoyaltyRewardKindEnum> | null | undefined;
  /** Of these rewards. */
  rewardIds?: Array<string | number> | null | undefined;
  /** A part of the reward's name as it is now, or the code; in the list of all claims also a part of the customer's e-mail address or name. */
  search?: string | null | undefined;
  /** With one of these statuses. */
  statuses?: Array<LoyaltyClaimStatusEnum> | null | undefined;
  /** True: those that can be used and whose kind staff give. False: all others. */
  waitsForStaff?: boolean | null | undefined;
};

/** What became of a claim. */
export type LoyaltyClaimStatusEnum =
  /** Its customer or staff cancelled it. The points came back. */
  | 'CANCELLED'
  /** It can be used, or waits for staff. */
  | 'CLAIMED'
  /** Its time is over. The points stay spent. */
  | 'EXPIRED'
  /** An order has used it, staff have fulfilled it, or its gift card was issued. */
  | 'USED';

/** A range of time; both ends are included. */
export type LoyaltyDateTimeRangeInput = {
  /** At this time or later. */
  gte?: string | null | undefined;
  /** At this time or earlier. */
  lte?: string | null | undefined;
};

/** Which prices earn points. */
export type LoyaltyEarnBasisEnum =
  /** Prices with tax. */
  | 'GROSS'
  /** Prices without tax. */
  | 'NET';

/** How an amount that is no multiple of the rate's amount earns. */
export type LoyaltyEarnModeEnum =
  /** Only full multiples of the amount earn. */
  | 'PER_FULL_AMOUNT'
  /** Every cent counts; the sum is rounded to whole points. */
  | 'PROPORTIONAL';

/** When an order earns its points. */
export type LoyaltyEarnTriggerEnum =
  /** As soon as it is placed. */
  | 'ORDER_CREATED'
  /** Once every line was fulfilled. */
  | 'ORDER_FULFILLED'
  /** Once the whole amount was charged. */
  | 'ORDER_PAID';

/** Which customers take part in a program. */
export type LoyaltyEligibilityEnum =
  /** Only those who hold a card. */
  | 'CARD_HOLDERS'
  /** Every customer who has not opted out. */
  | 'EVERYONE'
  /** Only those who have opted in. */
  | 'OPTED_IN';

/** What kind of movement an entry is. */
export type LoyaltyEntryKindEnum =
  /** Added or subtracted by staff or an app. */
  | 'ADJUST'
  /** Taken back because the order was cancelled, refunded or changed. */
  | 'CLAWBACK'
  /** Points earned by an order, an event, a milestone or a referral. */
  | 'EARN'
  /** Points that ran out. */
  | 'EXPIRE'
  /** Given by the program. */
  | 'GIFT'
  /** Brought over from another system. */
  | 'IMPORT'
  /** Points used for an order or a reward. */
  | 'REDEEM'
  /** Used points, given back. */
  | 'RESTORE'
  /** Takes back one entry. */
  | 'REVERSAL';

/** Why something was refused. */
export type LoyaltyErrorCode =
  /** The account is banned. */
  | 'ACCOUNT_BANNED'
  /** The account is frozen. */
  | 'ACCOUNT_FROZEN'
  /** The customer has followed another code before. */
  | 'ALREADY_REFERRED'
  /** The entry was revoked before. */
  | 'ALREADY_REVERSED'
  /** It was given before and can't be changed. */
  | 'ALREADY_SET'
  /** The card is no longer good: it was blocked or replaced. */
  | 'CARD_BLOCKED'
  /** The account has a card already, which has to be replaced. */
  | 'CARD_PRESENT'
  /** Another card has this number. */
  | 'CARD_TAKEN'
  /** Another program lists the channel. */
  | 'CHANNEL_TAKEN'
  /** The checkout has become an order. */
  | 'CHECKOUT_CLOSED'
  /** The reward was used already, its time is over, or it was cancelled. */
  | 'CLAIM_CLOSED'
  /** The shop refused the discount. */
  | 'DISCOUNT_REFUSED'
  /** An ID has the wrong form or is of another type. */
  | 'GRAPHQL_ERROR'
  /** The points are no longer reserved for this checkout. */
  | 'HOLD_LOST'
  /** The idempotency key was used before with other values. */
  | 'IDEMPOTENCY_CONFLICT'
  /** The account has fewer available points. */
  | 'INSUFFICIENT_POINTS'
  /** A value is out of range or contradicts another one. */
  | 'INVALID'
  /** It is in use and can't be deleted. */
  | 'IN_USE'
  /** A limit of the program allows fewer points. */
  | 'LIMIT_EXCEEDED'
  /** Staff took a discount off the draft order, which excludes points. */
  | 'MANUAL_DISCOUNT'
  /** The balance is below the program's minimum for spending. */
  | 'MINIMUM_BALANCE'
  /** The cart is worth less than the program's minimum for spending. */
  | 'MINIMUM_CART_VALUE'
  /** The reward can't be used on this checkout; the message says why. */
  | 'NOT_APPLICABLE'
  /** The customer is switched off or has not confirmed the e-mail address. */
  | 'NOT_CONFIRMED'
  /** Nothing has this ID. */
  | 'NOT_FOUND'
  /** The customer has placed an order that counts before. */
  | 'NOT_NEW'
  /** Entries of this kind can't be revoked. */
  | 'NOT_REVERSIBLE'
  /** An e-mail could not be sent; the message says why. */
  | 'NOT_SENT'
  /** The checkout belongs to no customer, or to another one. */
  | 'NOT_SIGNED_IN'
  /** The customer did not take part in the program then. */
  | 'NOT_TAKING_PART'
  /** The points are not worth more than an offer of the shop that they would replace. */
  | 'ORDER_PROMOTION_PRESENT'
  /** Somebody else has changed this meanwhile. */
  | 'OUTDATED'
  /** A customer can't follow their own code. */
  | 'OWN_CODE'
  /** The checkout carries a promo code, which excludes points. */
  | 'PROMO_CODE_PRESENT'
  /** The program gives no points for referrals. */
  | 'REFERRALS_OFF'
  /** The owner of the code came by the customer. */
  | 'REFERRAL_CIRCLE'
  /** A value is missing. */
  | 'REQUIRED'
  /** The reward can't be claimed now; the message says why. */
  | 'REWARD_UNAVAILABLE'
  /** Points can't be used here. */
  | 'SPENDING_OFF'
  /** So few points are worth less than the currency's smallest unit. */
  | 'TOO_FEW_POINTS'
  /** This was asked for too often within an hour. */
  | 'TOO_MANY'
  /** What was asked for took too long to find; nothing is wrong with it. */
  | 'TOO_SLOW';

/** What came of an event when it was recorded. */
export type LoyaltyEventOutcomeEnum =
  /** It gave points. */
  | 'CREDITED'
  /** The customer had got as much as the limits allow. */
  | 'LIMIT_REACHED'
  /** At its time nothing was given for it: the bonus had not begun, was over or switched off, or there is none and it only counts for badges. */
  | 'NOT_OFFERED';

/** How often a bonus is given, counted from its start. */
export type LoyaltyFrequencyEnum =
  /** Each day. */
  | 'DAILY'
  /** Each month. */
  | 'MONTHLY'
  /** Once. */
  | 'ONCE'
  /** Every three months. */
  | 'QUARTERLY'
  /** Each week. */
  | 'WEEKLY'
  /** Each year. */
  | 'YEARLY';

/** What keeps a checkout from taking more points. */
export type LoyaltyLimitCode =
  /** The account is banned. */
  | 'ACCOUNT_BANNED'
  /** The account is frozen. */
  | 'ACCOUNT_FROZEN'
  /** The account has no more; `value` is the number of available points. */
  | 'AVAILABLE_POINTS'
  /** The cart is worth no more; `value` is its worth. */
  | 'CART_VALUE'
  /** The program leaves some goods of the cart out; `value` is the worth of what counts. */
  | 'EXCLUDED_GOODS'
  /** Gift cards don't count; `value` is the worth of what does. */
  | 'GIFT_CARDS'
  /** Staff took a discount off the draft order, which excludes points. */
  | 'MANUAL_DISCOUNT'
  /** The highest discount; `value` is its amount. */
  | 'MAXIMUM_DISCOUNT_AMOUNT'
  /** The highest share of the cart; `value` is its amount. */
  | 'MAXIMUM_DISCOUNT_PERCENTAGE'
  /** The balance is below the minimum; `value` is the minimum in points. */
  | 'MINIMUM_BALANCE'
  /** The cart is below the minimum; `value` is the minimum in money. */
  | 'MINIMUM_CART_VALUE'
  /** The checkout belongs to no customer, or not to the one who asks. */
  | 'NOT_SIGNED_IN'
  /** What points are worth in the channel's currency is not set. */
  | 'NO_RATE'
  /** Points would take the place of an offer of the shop for this cart, and aren't worth more; `value` is what they have to be worth more than. */
  | 'ORDER_PROMOTION_PRESENT'
  /** The checkout carries a promo code, which excludes points. */
  | 'PROMO_CODE_PRESENT'
  /** Reduced items don't count; `value` is the worth of what does. */
  | 'REDUCED_ITEMS'
  /** Points can't be used in this channel. */
  | 'SPENDING_OFF';

/** What a limit counts in, by the calendar of the program's time zone. */
export type LoyaltyLimitPeriodEnum =
  /** A day. */
  | 'DAY'
  /** All time. */
  | 'EVER'
  /** A month. */
  | 'MONTH'
  /** A week from Monday to Sunday. */
  | 'WEEK'
  /** A year. */
  | 'YEAR';

/** What the numbers of a limit count. */
export type LoyaltyLimitUnitEnum =
  /** Money, in the checkout's currency. */
  | 'MONEY'
  /** Points. */
  | 'POINTS';

/** What an e-mail to a customer is about. */
export type LoyaltyMessageKindEnum =
  /** The customer got a badge. */
  | 'BADGE_UNLOCKED'
  /** The balance came to one of the program's thresholds. */
  | 'BALANCE_REACHED'
  /** Points came in. */
  | 'POINTS_CREDITED'
  /** Points run out soon. */
  | 'POINTS_EXPIRING'
  /** The customer took a reward. */
  | 'REWARD_CLAIMED'
  /** What came in and went out in a period. */
  | 'STATEMENT'
  /** The customer fell to a lower tier. */
  | 'TIER_LOWERED'
  /** The customer came to a higher tier. */
  | 'TIER_RAISED';

/** Whether a kind of e-mail is wanted. */
export type LoyaltyMessagePreferenceInput = {
  /** False switches it off. */
  isWanted: boolean;
  /** The kind of e-mail. */
  kind: LoyaltyMessageKindEnum;
};

/** What came of a referral. */
export type LoyaltyReferralStateEnum =
  /** No order of the friend counts yet, or none any longer. */
  | 'PENDING'
  /** An order of the friend counts, and points were given. */
  | 'REWARDED';

/** How often a customer gets points for reviews. */
export type LoyaltyReviewLimitEnum =
  /** Once, for the first review. */
  | 'ONCE'
  /** Once for each product. */
  | 'PER_PRODUCT';

/** Which rewards to list; all conditions have to hold. An empty list is no condition. */
export type LoyaltyRewardFilterInput = {
  /** True: archived ones, newest first, and no others; for holders of MANAGE_DISCOUNTS. */
  isArchived?: boolean | null | undefined;
  /** Only those that the one who asks can claim now, or only the others. */
  isClaimable?: boolean | null | undefined;
  /** Of one of these kinds. */
  kinds?: Array<LoyaltyRewardKindEnum> | null | undefined;
  /** A part of the name. */
  search?: string | null | undefined;
};

/** What a customer gets for points. */
export type LoyaltyRewardKindEnum =
  /** A donation in the customer's name; staff make it. */
  | 'DONATION'
  /** Something to do or see; staff arrange it. */
  | 'EXPERIENCE'
  /** Free shipping of one order. */
  | 'FREE_SHIPPING'
  /** A gift card of the shop. */
  | 'GIFT_CARD'
  /** A thing that the shop does not sell; staff send it. */
  | 'MERCHANDISE'
  /** A product or service of the shop, free or for a part of its price. */
  | 'PRODUCT'
  /** An amount off one order. */
  | 'VOUCHER_AMOUNT'
  /** A percentage off one order. */
  | 'VOUCHER_PERCENTAGE';

/** Why a reward can't be claimed now. */
export type LoyaltyRewardLimitCode =
  /** The account is banned. */
  | 'ACCOUNT_BANNED'
  /** The account is frozen. */
  | 'ACCOUNT_FROZEN'
  /** It was archived. Shoppers don't see it. */
  | 'ARCHIVED'
  /** It is for holders of certain badges, and they have none of them. */
  | 'BADGE_NEEDED'
  /** The customer has had it; `value` is how many times each may have it. */
  | 'CUSTOMER_LIMIT'
  /** Its time is over; `at` is its end. Shoppers don't see it. */
  | 'ENDED'
  /** It is switched off. Shoppers don't see it. */
  | 'INACTIVE'
  /** The account has fewer points: `value` can be used, `missing` more are needed. */
  | 'INSUFFICIENT_POINTS'
  /** It is for customers who have never bought the product. */
  | 'NOT_FIRST_TIME'
  /** Nobody knows whose points it would take. */
  | 'NOT_SIGNED_IN'
  /** Its time has not come; `at` is its start. Shoppers don't see it. */
  | 'NOT_YET'
  /** Its price leaves nothing for points to pay, or it has none. Shoppers don't see it. */
  | 'NO_PRICE'
  /** It is in another currency than the channel. Shoppers don't see it. */
  | 'OTHER_CURRENCY'
  /** All were claimed; `value` is how many there were. */
  | 'SOLD_OUT'
  /** Points can't be used in this channel. */
  | 'SPENDING_OFF'
  /** It is for customers of certain tiers, and they have none of them. */
  | 'TIER_NEEDED'
  /** The channel does not sell the product, or has another program. Shoppers don't see it. */
  | 'UNAVAILABLE';

/** How a fraction of a point is rounded. */
export type LoyaltyRoundingEnum =
  /** 1.9 points are 1. */
  | 'DOWN'
  /** 1.5 points are 2, 1.4 are 1. */
  | 'HALF_UP'
  /** 1.1 points are 2. */
  | 'UP';

/** Which goods points may pay for. Gift cards are never among them. */
export type LoyaltySpendableGoodsModeEnum =
  /** All goods. */
  | 'ALL'
  /** All but those that are named. */
  | 'ALL_BUT'
  /** Only those that are named. */
  | 'ONLY';

/** What tiers are reached by. */
export type LoyaltyTierBasisEnum =
  /** What was spent on orders of this calendar year, net. */
  | 'CALENDAR_YEAR'
  /** What was spent ever, net of returns and refunds. */
  | 'LIFETIME'
  /** Points earned ever, net of those that were taken back. */
  | 'POINTS'
  /** What was spent on orders of the last twelve months, net. */
  | 'ROLLING_YEAR';

/** Why a customer's tier changed. */
export type LoyaltyTierChangeReasonEnum =
  /** The sum fell below a threshold, or its time passed. */
  | 'FELL_BELOW'
  /** The sum had fallen before, and the days of grace are over. */
  | 'GRACE_ENDED'
  /** What staff had set came to its end. */
  | 'HAND_ENDED'
  /** The sum reached a threshold. */
  | 'REACHED'
  /** Staff set it. */
  | 'SET_BY_HAND'
  /** The program's tiers changed, or a season began or ended. */
  | 'TIERS_CHANGED';

/** When a tier is lost whose threshold is missed. */
export type LoyaltyTierDemotionEnum =
  /** After a number of days, unless the threshold is reached again. */
  | 'GRACE'
  /** At once. */
  | 'IMMEDIATE'
  /** Never: who has reached a tier keeps it. */
  | 'NEVER';

export type ProductFilterInput = {
  categories?: Array<string | number> | null | undefined;
  collections?: Array<string | number> | null | undefined;
  ids?: Array<string | number> | null | undefined;
  productTypes?: Array<string | number> | null | undefined;
  search?: string | null | undefined;
  slugs?: Array<string> | null | undefined;
};

export type CheckoutLoyaltyQueryVariables = Exact<{
  id: string | number;
  languageCode?: LanguageCodeEnum | null | undefined;
}>;


export type CheckoutLoyaltyQuery = { checkout: { id: string, loyalty: { pointsToEarn: number, appliedPoints: number, quote: { maximumPoints: number, maximumDiscount: { amount: number, currency: string }, limits: Array<{ code: LoyaltyLimitCode, message: string, value: number | null, missing: number | null, unit: LoyaltyLimitUnitEnum | null }>, replacedOffer: { name: string, isGift: boolean, amount: { amount: number, currency: string } } | null }, appliedDiscount: { amount: number, currency: string }, benefits: Array<{ kind: LoyaltyBenefitKindEnum, name: string, points: number | null, isFreeShipping: boolean, isCapped: boolean, amount: { amount: number, currency: string } }> } | null } | null };

export type CheckoutLoyaltyPointsApplyMutationVariables = Exact<{
  id: string | number;
  points?: number | null | undefined;
  useMaximum?: boolean | null | undefined;
  languageCode?: LanguageCodeEnum | null | undefined;
}>;


export type CheckoutLoyaltyPointsApplyMutation = { checkoutLoyaltyPointsApply: { checkout: { id: string, totalPrice: { gross: { amount: number, currency: string } }, loyalty: { appliedPoints: number, appliedDiscount: { amount: number, currency: string }, quote: { maximumPoints: number, maximumDiscount: { amount: number, currency: string }, limits: Array<{ code: LoyaltyLimitCode, message: string, value: number | null, missing: number | null, unit: LoyaltyLimitUnitEnum | null }> } } | null } | null, errors: Array<{ field: string | null, message: string, code: LoyaltyErrorCode }> } | null };

export type CheckoutLoyaltyPointsRemoveMutationVariables = Exact<{
  id: string | number;
}>;


export type CheckoutLoyaltyPointsRemoveMutation = { checkoutLoyaltyPointsRemove: { checkout: { id: string, totalPrice: { gross: { amount: number, currency: string } }, loyalty: { appliedPoints: number, quote: { maximumPoints: number } } | null } | null, errors: Array<{ field: string | null, message: string, code: LoyaltyErrorCode }> } | null };

export type CheckoutLoyaltyRewardApplyMutationVariables = Exact<{
  id: string | number;
  claimId: string | number;
}>;


export type CheckoutLoyaltyRewardApplyMutation = { checkoutLoyaltyRewardApply: { claim: { id: string, status: LoyaltyClaimStatusEnum, checkoutId: string | null } | null, checkout: { id: string, totalPrice: { gross: { amount: number, currency: string } }, loyalty: { appliedPoints: number, benefits: Array<{ kind: LoyaltyBenefitKindEnum, name: string, amount: { amount: number, currency: string } }> } | null } | null, errors: Array<{ field: string | null, message: string, code: LoyaltyErrorCode }> } | null };

export type CheckoutLoyaltyRewardRemoveMutationVariables = Exact<{
  id: string | number;
  claimId: string | number;
}>;


export type CheckoutLoyaltyRewardRemoveMutation = { checkoutLoyaltyRewardRemove: { claim: { id: string, status: LoyaltyClaimStatusEnum, checkoutId: string | null } | null, checkout: { id: string, totalPrice: { gross: { amount: number, currency: string } }, loyalty: { appliedPoints: number, benefits: Array<{ kind: LoyaltyBenefitKindEnum, name: string, amount: { amount: number, currency: string } }> } | null } | null, errors: Array<{ field: string | null, message: string, code: LoyaltyErrorCode }> } | null };

export type GuestOrderLoyaltyQueryVariables = Exact<{
  id: string | number;
}>;


export type GuestOrderLoyaltyQuery = { order: { id: string, loyalty: { pointsWaiting: number } | null } | null };

export type LoyaltyBadgesToWinQueryVariables = Exact<{
  channel: string;
  languageCode: LanguageCodeEnum;
}>;


export type LoyaltyBadgesToWinQuery = { loyaltyProgram: { id: string, badgesActive: boolean, badges: Array<{ id: string, title: string, description: string, symbol: string, iconUrl: string | null, basis: LoyaltyBadgeBasisEnum, pointsFrom: number | null, pointsTo: number | null, countFrom: number | null, countTo: number | null, eventType: string, discountPercentage: number | null, productIds: Array<string>, translation: { title: string, description: string } | null, amountFrom: { amount: number, currency: string } | null, amountTo: { amount: number, currency: string } | null, discountAmount: { amount: number, currency: string } | null }> } | null };

export type LoyaltyCardIssueMutationVariables = Exact<{
  channel?: string | null | undefined;
}>;


export type LoyaltyCardIssueMutation = { loyaltyCardIssue: { card: { id: string, number: string, qrCode: string | null } | null, account: { id: string, takesPart: boolean } | null, errors: Array<{ field: string | null, message: string, code: LoyaltyErrorCode }> } | null };

export type LoyaltyMessagePreferencesUpdateMutationVariables = Exact<{
  preferences: Array<LoyaltyMessagePreferenceInput> | LoyaltyMessagePreferenceInput;
  channel?: string | null | undefined;
  customerId?: string | number | null | undefined;
  accountId?: string | number | null | undefined;
}>;


export type LoyaltyMessagePreferencesUpdateMutation = { loyaltyMessagePreferencesUpdate: { account: { id: string, messagePreferences: Array<{ kind: LoyaltyMessageKindEnum, isWanted: boolean }> } | null, errors: Array<{ field: string | null, message: string, code: LoyaltyErrorCode }> } | null };

export type LoyaltyOptInMutationVariables = Exact<{
  channel?: string | null | undefined;
  customerId?: string | number | null | undefined;
}>;


export type LoyaltyOptInMutation = { loyaltyOptIn: { account: { id: string, takesPart: boolean, optedInAt: string | null, cardNumber: string | null } | null, errors: Array<{ field: string | null, message: string, code: LoyaltyErrorCode }> } | null };

export type LoyaltyOptOutMutationVariables = Exact<{
  channel?: string | null | undefined;
  customerId?: string | number | null | undefined;
}>;


export type LoyaltyOptOutMutation = { loyaltyOptOut: { account: { id: string, takesPart: boolean, optedOutAt: string | null, available: number } | null, errors: Array<{ field: string | null, message: string, code: LoyaltyErrorCode }> } | null };

export type LoyaltyProgramQueryVariables = Exact<{
  channel: string;
}>;


export type LoyaltyProgramQuery = { loyaltyProgram: { id: string, name: string, introduction: string, isActive: boolean, earningActive: boolean, spendingActive: boolean, earnTrigger: LoyaltyEarnTriggerEnum, earnBasis: LoyaltyEarnBasisEnum, earnMode: LoyaltyEarnModeEnum, rounding: LoyaltyRoundingEnum, earnOnShipping: boolean, earnOnReducedItems: boolean, earnOnPointsPaidPart: boolean, excludeReducedItems: boolean, eligibility: LoyaltyEligibilityEnum, registrationPoints: number, newsletterPoints: number, reviewPoints: number, reviewLimit: LoyaltyReviewLimitEnum, referrerPoints: number, refereePoints: number, referralOrderValueFrom: number, pointsName: { singular: string, plural: string }, spendableGoods: { mode: LoyaltySpendableGoodsModeEnum, productIds: Array<string>, variantIds: Array<string>, categoryIds: Array<string>, collectionIds: Array<string>, productTypeIds: Array<string> }, channel: { channelId: string, channelSlug: string, currency: string, earningActive: boolean, spendingActive: boolean, earnPoints: number, redeemPoints: number, minimumBalance: number, maximumDiscountPercentage: number | null, earnAmount: { amount: number, currency: string }, redeemAmount: { amount: number, currency: string }, minimumCartValue: { amount: number, currency: string }, maximumDiscountAmount: { amount: number, currency: string } | null } | null } | null };

export type LoyaltyReferralClaimMutationVariables = Exact<{
  code: string;
  customerId?: string | number | null | undefined;
}>;


export type LoyaltyReferralClaimMutation = { loyaltyReferralClaim: { referral: { id: string, state: LoyaltyReferralStateEnum, refereePoints: number } | null, account: { id: string, balance: number } | null, errors: Array<{ field: string | null, message: string, code: LoyaltyErrorCode }> } | null };

export type LoyaltyRewardQueryVariables = Exact<{
  id: string | number;
  channel: string;
}>;


export type LoyaltyRewardQuery = { loyaltyReward: { id: string, kind: LoyaltyRewardKindEnum, name: string, description: string, points: number | null, isClaimable: boolean | null, image: { url: string, alt: string } | null, variant: { id: string, name: string } | null, limits: Array<{ code: LoyaltyRewardLimitCode, message: string, value: number | null, missing: number | null, at: string | null }> | null } | null };

export type LoyaltyRewardClaimMutationVariables = Exact<{
  id: string | number;
  checkoutId?: string | number | null | undefined;
  channel?: string | null | undefined;
  idempotencyKey?: string | null | undefined;
}>;


export type LoyaltyRewardClaimMutation = { loyaltyRewardClaim: { claim: { id: string, status: LoyaltyClaimStatusEnum, code: string | null, expiresAt: string | null } | null, account: { id: string, balance: number, available: number } | null, checkout: { id: string, totalPrice: { gross: { amount: number, currency: string } } } | null, errors: Array<{ field: string | null, message: string, code: LoyaltyErrorCode }> } | null };

export type LoyaltyRewardClaimCancelMutationVariables = Exact<{
  id: string | number;
}>;


export type LoyaltyRewardClaimCancelMutation = { loyaltyRewardClaimCancel: { claim: { id: string, status: LoyaltyClaimStatusEnum } | null, account: { id: string, available: number } | null, errors: Array<{ field: string | null, message: string, code: LoyaltyErrorCode }> } | null };

export type LoyaltyRewardsQueryVariables = Exact<{
  channel: string;
  languageCode: LanguageCodeEnum;
  filter?: LoyaltyRewardFilterInput | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type LoyaltyRewardsQuery = { loyaltyRewards: { totalCount: number | null, pageInfo: { hasNextPage: boolean, endCursor: string | null }, edges: Array<{ node: { id: string, kind: LoyaltyRewardKindEnum, name: string, description: string, points: number | null, percentage: number | null, remaining: number | null, firstTimeOnly: boolean, perCustomerLimit: number | null, claimDays: number | null, endsAt: string | null, isClaimable: boolean | null, translation: { name: string, description: string } | null, image: { url: string, alt: string } | null, variant: { id: string, name: string } | null, moneyAmount: { amount: number, currency: string } | null, amount: { amount: number, currency: string } | null, tiers: Array<{ name: string }>, badges: Array<{ title: string, symbol: string }>, limits: Array<{ code: LoyaltyRewardLimitCode, message: string, missing: number | null }> | null } }> } | null };

export type LoyaltyTiersQueryVariables = Exact<{
  channel: string;
  languageCode: LanguageCodeEnum;
}>;


export type LoyaltyTiersQuery = { loyaltyProgram: { id: string, tierBasis: LoyaltyTierBasisEnum, tierDemotion: LoyaltyTierDemotionEnum, tierGraceDays: number, tiers: Array<{ id: string, name: string, description: string, perks: Array<string>, threshold: number, currency: string | null, endsAt: string | null, discountPercentage: number | null, productIds: Array<string>, freeShipping: boolean, earningMultiplier: number, arrivalPoints: number, translation: { name: string, description: string, perks: Array<string> } | null, season: { name: string, description: string, threshold: number, startsAt: string, endsAt: string } | null, discountAmount: { amount: number, currency: string } | null, arrivalReward: { id: string, name: string } | null }> } | null };

export type LoyaltyWaysToEarnQueryVariables = Exact<{
  channel: string;
}>;


export type LoyaltyWaysToEarnQuery = { loyaltyProgram: { id: string, registrationPoints: number, newsletterPoints: number, reviewPoints: number, reviewLimit: LoyaltyReviewLimitEnum, referrerPoints: number, refereePoints: number, bonuses: Array<{ id: string, name: string, description: string, trigger: LoyaltyBonusTriggerEnum, points: number, eventType: string | null, limit: number | null, limitPeriod: LoyaltyLimitPeriodEnum | null, orderCount: number | null, amountSpent: number | null, currency: string | null, frequency: LoyaltyFrequencyEnum | null, startsAt: string | null, endsAt: string | null }> } | null };

export type MyCheckoutLoyaltyQueryVariables = Exact<{
  id: string | number;
  channel: string;
  languageCode: LanguageCodeEnum;
}>;


export type MyCheckoutLoyaltyQuery = { loyaltyProgram: { id: string, spendingActive: boolean, pointsName: { singular: string, plural: string } } | null, checkout: { id: string, totalPrice: { gross: { amount: number, currency: string } }, loyalty: { pointsToEarn: number, appliedPoints: number, appliedDiscount: { amount: number, currency: string }, quote: { maximumPoints: number, maximumDiscount: { amount: number, currency: string }, limits: Array<{ code: LoyaltyLimitCode, message: string }>, replacedOffer: { name: string, isGift: boolean, amount: { amount: number, currency: string } } | null } } | null } | null, me: { id: string, loyalty: { id: string, claims: { edges: Array<{ node: { id: string, name: string, expiresAt: string | null, checkoutId: string | null, reward: { id: string, translation: { name: string } | null } } }> } } | null } | null };

export type MyLoyaltyAccountQueryVariables = Exact<{
  channel: string;
}>;


export type MyLoyaltyAccountQuery = { me: { id: string, loyalty: { id: string, status: LoyaltyAccountStatusEnum, takesPart: boolean, balance: number, debt: number, available: number, pending: number, reserved: number, lifetimeEarned: number, lifetimeSpent: number, birthday: string | null, amountsSpent: Array<{ ordersCount: number, amount: { amount: number, currency: string } }>, value: { amount: number, currency: string } | null, nextExpiry: { points: number, expiresAt: string } | null, program: { id: string, name: string, pointsName: { singular: string, plural: string } } } | null } | null };

export type MyLoyaltyBadgesQueryVariables = Exact<{
  channel: string;
  languageCode: LanguageCodeEnum;
}>;


export type MyLoyaltyBadgesQuery = { me: { id: string, loyalty: { id: string, badges: Array<{ isUnlocked: boolean, unlockedAt: string | null, missingPoints: number | null, missingCount: number | null, badge: { id: string, title: string, description: string, symbol: string, iconUrl: string | null, basis: LoyaltyBadgeBasisEnum, pointsFrom: number | null, countFrom: number | null, eventType: string, keepOnceWon: boolean, discountPercentage: number | null, productIds: Array<string>, translation: { title: string, description: string } | null, amountFrom: { amount: number, currency: string } | null, discountAmount: { amount: number, currency: string } | null }, missingAmount: { amount: number, currency: string } | null }> } | null } | null };

export type MyLoyaltyBirthdaySetMutationVariables = Exact<{
  birthday: string;
}>;


export type MyLoyaltyBirthdaySetMutation = { loyaltyBirthdaySet: { birthday: string | null, errors: Array<{ field: string | null, message: string, code: LoyaltyErrorCode }> } | null };

export type MyLoyaltyCardQueryVariables = Exact<{
  channel: string;
}>;


export type MyLoyaltyCardQuery = { me: { id: string, loyalty: { id: string, takesPart: boolean, optedInAt: string | null, cardNumber: string | null, cardQrCode: string | null } | null } | null };

export type MyLoyaltyClaimsQueryVariables = Exact<{
  channel: string;
  filter?: LoyaltyClaimFilterInput | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type MyLoyaltyClaimsQuery = { me: { id: string, loyalty: { id: string, claims: { totalCount: number | null, pageInfo: { hasNextPage: boolean, endCursor: string | null }, edges: Array<{ node: { id: string, name: string, kind: LoyaltyRewardKindEnum, status: LoyaltyClaimStatusEnum, points: number, code: string | null, createdAt: string, expiresAt: string | null, closedAt: string | null, checkoutId: string | null, reward: { id: string, image: { url: string, alt: string } | null }, order: { id: string, number: string } | null, entry: { id: string, reason: string } | null } }> } } | null } | null };

export type MyLoyaltyEventsQueryVariables = Exact<{
  channel?: string | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type MyLoyaltyEventsQuery = { me: { id: string, loyalty: { id: string, events: { totalCount: number | null, edges: Array<{ node: { id: string, type: string, reference: string, occurredAt: string, points: number, outcome: LoyaltyEventOutcomeEnum } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null } | null };

export type MyLoyaltyHistoryQueryVariables = Exact<{
  channel: string;
  first: number;
  after?: string | null | undefined;
  languageCode?: LanguageCodeEnum | null | undefined;
}>;


export type MyLoyaltyHistoryQuery = { me: { id: string, loyalty: { id: string, entries: { totalCount: number | null, pageInfo: { hasNextPage: boolean, endCursor: string | null }, edges: Array<{ cursor: string, node: { id: string, createdAt: string, points: number, balanceAfter: number, kind: LoyaltyEntryKindEnum, reason: string, expiresAt: string | null, activatesAt: string | null, order: { id: string, number: string } | null, reversedBy: { id: string, createdAt: string } | null, explanation: Array<{ code: string, message: string }> } }> } } | null } | null };

export type MyLoyaltyMessagesQueryVariables = Exact<{
  channel?: string | null | undefined;
  languageCode?: LanguageCodeEnum | null | undefined;
}>;


export type MyLoyaltyMessagesQuery = { me: { loyalty: { id: string, messagePreferences: Array<{ kind: LoyaltyMessageKindEnum, name: string, isWanted: boolean, isSent: boolean, changedAt: string | null }> } | null } | null };

export type MyLoyaltyPageQueryVariables = Exact<{
  channel: string;
  languageCode: LanguageCodeEnum;
  first: number;
}>;


export type MyLoyaltyPageQuery = { loyaltyProgram: { id: string, name: string, introduction: string, spendingActive: boolean, eligibility: LoyaltyEligibilityEnum, referrerPoints: number, refereePoints: number, pointsName: { singular: string, plural: string } } | null, me: { id: string, loyalty: { id: string, status: LoyaltyAccountStatusEnum, takesPart: boolean, optedOutAt: string | null, available: number, pending: number, reserved: number, debt: number, cardNumber: string | null, cardQrCode: string | null, referralCode: string | null, value: { amount: number, currency: string } | null, nextExpiry: { points: number, expiresAt: string } | null, messagePreferences: Array<{ kind: LoyaltyMessageKindEnum, name: string, isWanted: boolean, isSent: boolean }>, tier: { missingAmount: number, percentage: number, missingToKeep: number, currency: string | null, graceUntil: string | null, byHandUntil: string | null, tier: { id: string, name: string, perks: Array<string>, translation: { name: string, perks: Array<string> } | null } | null, nextTier: { id: string, name: string, translation: { name: string } | null } | null } | null, badges: Array<{ isUnlocked: boolean, unlockedAt: string | null, missingPoints: number | null, missingCount: number | null, badge: { id: string, title: string, description: string, symbol: string, iconUrl: string | null, pointsFrom: number | null, countFrom: number | null, translation: { title: string, description: string } | null, amountFrom: { amount: number, currency: string } | null }, missingAmount: { amount: number, currency: string } | null }>, entries: { totalCount: number | null, pageInfo: { hasNextPage: boolean, endCursor: string | null }, edges: Array<{ node: { id: string, createdAt: string, points: number, reason: string, expiresAt: string | null, activatesAt: string | null, explanation: Array<{ message: string }> } }> }, claims: { pageInfo: { hasNextPage: boolean, endCursor: string | null }, edges: Array<{ node: { id: string, name: string, kind: LoyaltyRewardKindEnum, status: LoyaltyClaimStatusEnum, points: number, code: string | null, createdAt: string, expiresAt: string | null, checkoutId: string | null, reward: { id: string, translation: { name: string } | null } } }> } } | null } | null, loyaltyRewards: { pageInfo: { hasNextPage: boolean, endCursor: string | null }, edges: Array<{ node: { id: string, kind: LoyaltyRewardKindEnum, name: string, description: string, points: number | null, isClaimable: boolean | null, translation: { name: string, description: string } | null, image: { url: string, alt: string } | null, moneyAmount: { amount: number, currency: string } | null, limits: Array<{ code: LoyaltyRewardLimitCode, message: string, missing: number | null }> | null } }> } | null };

export type MyLoyaltyReferralsQueryVariables = Exact<{
  channel: string;
  first: number;
  after?: string | null | undefined;
}>;


export type MyLoyaltyReferralsQuery = { me: { id: string, loyalty: { id: string, referralCode: string | null, referredBy: { state: LoyaltyReferralStateEnum, refereePoints: number } | null, referrals: { totalCount: number | null, pageInfo: { hasNextPage: boolean, endCursor: string | null }, edges: Array<{ node: { id: string, createdAt: string, state: LoyaltyReferralStateEnum, referrerPoints: number } }> } } | null } | null };

export type MyLoyaltyStatementQueryVariables = Exact<{
  channel: string;
  from?: string | null | undefined;
  to?: string | null | undefined;
  languageCode?: LanguageCodeEnum | null | undefined;
}>;


export type MyLoyaltyStatementQuery = { me: { id: string, loyalty: { id: string, statement: { firstDay: string, lastDay: string, openingBalance: number, pointsReceived: number, pointsSpent: number, closingBalance: number, entriesCount: number, html: string | null } } | null } | null };

export type MyLoyaltyStatementSendMutationVariables = Exact<{
  channel?: string | null | undefined;
  from?: string | null | undefined;
  to?: string | null | undefined;
}>;


export type MyLoyaltyStatementSendMutation = { loyaltyStatementSend: { account: { id: string } | null, errors: Array<{ field: string | null, message: string, code: LoyaltyErrorCode }> } | null };

export type MyLoyaltyTierQueryVariables = Exact<{
  channel: string;
  languageCode: LanguageCodeEnum;
}>;


export type MyLoyaltyTierQuery = { me: { id: string, loyalty: { id: string, tier: { qualifyingAmount: number, missingAmount: number, percentage: number, missingToKeep: number, currency: string | null, since: string | null, graceUntil: string | null, byHandUntil: string | null, tier: { id: string, name: string, perks: Array<string>, threshold: number, discountPercentage: number | null, freeShipping: boolean, earningMultiplier: number, translation: { name: string, perks: Array<string> } | null, season: { endsAt: string } | null, discountAmount: { amount: number, currency: string } | null } | null, nextTier: { id: string, name: string, threshold: number, discountPercentage: number | null, freeShipping: boolean, earningMultiplier: number, translation: { name: string } | null, discountAmount: { amount: number, currency: string } | null } | null } | null } | null } | null };

export type MyLoyaltyTierHistoryQueryVariables = Exact<{
  channel: string;
  first: number;
  after?: string | null | undefined;
}>;


export type MyLoyaltyTierHistoryQuery = { me: { id: string, loyalty: { id: string, tierHistory: { totalCount: number | null, pageInfo: { hasNextPage: boolean, endCursor: string | null }, edges: Array<{ cursor: string, node: { id: string, changedAt: string, isUp: boolean, reason: LoyaltyTierChangeReasonEnum, fromName: string | null, toName: string | null, qualifyingAmount: number } }> } } | null } | null };

export type MyOrderLoyaltyQueryVariables = Exact<{
  id: string | number;
}>;


export type MyOrderLoyaltyQuery = { order: { id: string, loyalty: { pointsEarned: number, pointsSpent: number, tierName: string | null, earningMultiplier: number, benefits: Array<{ kind: LoyaltyBenefitKindEnum, name: string, points: number | null, isFreeShipping: boolean, amount: { amount: number, currency: string } }>, notEarned: { code: string, message: string } | null } | null } | null };

export type ProductLoyaltyQueryVariables = Exact<{
  id: string | number;
  channel: string;
}>;


export type ProductLoyaltyQuery = { product: { id: string, name: string, loyalty: { pointsToEarn: number } | null, variants: Array<{ id: string, name: string, loyalty: { pointsToEarn: number, rule: { name: string, endsAt: string | null } | null } | null }> | null } | null };

export type ProductsLoyaltyQueryVariables = Exact<{
  channel: string;
  first: number;
  after?: string | null | undefined;
  filter?: ProductFilterInput | null | undefined;
}>;


export type ProductsLoyaltyQuery = { loyaltyProgram: { id: string, pointsName: { singular: string, plural: string } } | null, products: { pageInfo: { hasNextPage: boolean, endCursor: string | null }, edges: Array<{ node: { id: string, name: string, loyalty: { pointsToEarn: number, rule: { name: string, fixedPoints: number | null, percentage: number | null, multiplier: number | null, endsAt: string | null } | null } | null } }> } | null };

export type VariantsLoyaltyQueryVariables = Exact<{
  ids: Array<string | number> | string | number;
  channel: string;
}>;


export type VariantsLoyaltyQuery = { loyaltyProgram: { id: string, pointsName: { singular: string, plural: string } } | null, productVariants: { edges: Array<{ node: { id: string, loyalty: { pointsToEarn: number, rule: { name: string } | null } | null } }> } | null };
