/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
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

/** Which discounts a holder of several badges gets. */
export type LoyaltyBadgeDiscountsEnum =
  /** All of them, one after the other. */
  | 'ALL'
  /** The one that takes most off the cart. */
  | 'BEST';

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

/**
 * How points run out. What is left out keeps its value.
 *
 * A change counts for points that come in from now on; those that are there keep their
 * date, and those that have none never run out. With AFTER_INACTIVITY, the next order moves
 * dates that are earlier than what it gives. The command loyalty_expiry lets the settings
 * hold for points that are there too, after days of grace.
 */
export type LoyaltyExpiryInput = {
  /** Day for YEARLY, 1 to 31; the month's last where it is shorter. 31 by default. */
  day?: number | null | undefined;
  /** Days for AFTER_DAYS, 1 to 3650. 365 by default. */
  days?: number | null | undefined;
  /** Month for YEARLY, 1 to 12. 12 by default. */
  month?: number | null | undefined;
  /** Months for AFTER_MONTHS and AFTER_INACTIVITY, 1 to 120. 12 by default. */
  months?: number | null | undefined;
  /** What decides. NEVER by default. */
  policy?: LoyaltyExpiryPolicyEnum | null | undefined;
  /** The end of which period an expiry is moved to. NONE by default. */
  roundTo?: LoyaltyExpiryRoundToEnum | null | undefined;
  /** Whose days count, such as `Europe/Berlin`. `UTC` by default. */
  timeZone?: string | null | undefined;
};

/** When points run out. */
export type LoyaltyExpiryPolicyEnum =
  /** `days` after they could first be used. */
  | 'AFTER_DAYS'
  /** `months` after the customer's last order; each order prolongs all. */
  | 'AFTER_INACTIVITY'
  /** `months` after they could first be used. */
  | 'AFTER_MONTHS'
  /** They don't. */
  | 'NEVER'
  /** At the end of one day of the year, given by `month` and `day`. */
  | 'YEARLY';

/** The end of which period an expiry is moved to. */
export type LoyaltyExpiryRoundToEnum =
  /** The end of the month. */
  | 'MONTH'
  /** It stays on its day. */
  | 'NONE'
  /** The end of the quarter. */
  | 'QUARTER'
  /** The end of the year. */
  | 'YEAR';

/** What a balance shows when more is taken back than is there. */
export type LoyaltyNegativeBalanceEnum =
  /** A balance below 0. */
  | 'ALLOW'
  /** 0; what is missing stands in `debt`, and the next points pay it. */
  | 'CLAMP';

/** What to call the points. */
export type LoyaltyPointsNameInput = {
  /** Several. `points` by default. */
  plural?: string | null | undefined;
  /** One of them. `point` by default. */
  singular?: string | null | undefined;
};

/** What becomes different when settings of a program are saved. */
export type LoyaltyProgramChangeCode =
  /** Accounts newly take part. */
  | 'ACCOUNTS_JOIN'
  /** Accounts no longer take part. */
  | 'ACCOUNTS_LEAVE'
  /** Channels come to the program. */
  | 'CHANNELS_ADDED'
  /** Channels leave the program. */
  | 'CHANNELS_REMOVED'
  /** Points that are there keep their expiry. */
  | 'EXPIRY_KEPT'
  /** Points that are there keep their expiry until the next order. */
  | 'EXPIRY_MOVES'
  /** Something could not be counted in time. */
  | 'NOT_COUNTED'
  /** Orders have not earned yet and will earn by the new settings. */
  | 'OPEN_ORDERS'
  /** Orders that have earned keep the settings by which they did. */
  | 'ORDERS_KEEP_TERMS'
  /** All points together are worth another amount in a currency. */
  | 'POINTS_WORTH'
  /** Orders begin to earn. */
  | 'STARTS_EARNING'
  /** Points can be used from now on. */
  | 'STARTS_SPENDING'
  /** Orders earn nothing any more. */
  | 'STOPS_EARNING'
  /** Points can't be used any more. */
  | 'STOPS_SPENDING'
  /** Tiers are computed anew. */
  | 'TIERS_ANEW'
  /** Points that wait now keep their day. */
  | 'WAITING_KEPT';

/** Rates and limits in one channel. What is left out keeps its value. */
export type LoyaltyProgramChannelInput = {
  /** The ID of the Channel. */
  channelId: string | number;
  /** The amount that `earnPoints` are for, above 0. 1 by default. */
  earnAmount?: number | null | undefined;
  /** Points for each `earnAmount`, 0 to 1000000. 1 by default. */
  earnPoints?: number | null | undefined;
  /** Whether its orders earn. True by default. */
  earningActive?: boolean | null | undefined;
  /** The most that points take off an order. Null, the default, for no limit. */
  maximumDiscountAmount?: number | null | undefined;
  /** The largest share of a cart that points take off, in percent up to 100. Null, the default, for no limit. */
  maximumDiscountPercentage?: number | null | undefined;
  /** Available points that it takes to use any. 0 by default. */
  minimumBalance?: number | null | undefined;
  /** Worth of a cart that it takes to use points. 0 by default. */
  minimumCartValue?: number | null | undefined;
  /** What `redeemPoints` are worth, above 0. 1 by default. */
  redeemAmount?: number | null | undefined;
  /** Points that are worth `redeemAmount`, 0 to 1000000. 100 by default. */
  redeemPoints?: number | null | undefined;
  /** Whether points can be used in it. True by default. */
  spendingActive?: boolean | null | undefined;
};

/** Settings of a program. What is left out keeps its value, or gets its default in a new one. */
export type LoyaltyProgramInput = {
  /** Which discounts a holder of several badges gets. BEST by default. */
  badgeDiscounts?: LoyaltyBadgeDiscountsEnum | null | undefined;
  /** Whether badges are shown and their discounts hold. True by default. */
  badgesActive?: boolean | null | undefined;
  /** Key of a customer's public metadata with the birthday, such as `1990-05-31`. Empty, the default, for none. */
  birthdayMetadataKey?: string | null | undefined;
  /** Channels to add or change; others of the program stay as they are. */
  channels?: Array<LoyaltyProgramChannelInput> | null | undefined;
  /** Which prices earn. GROSS by default. */
  earnBasis?: LoyaltyEarnBasisEnum | null | undefined;
  /** How amounts between multiples of the rate earn. PROPORTIONAL by default. */
  earnMode?: LoyaltyEarnModeEnum | null | undefined;
  /** Whether the part that is paid with points earns. False by default. */
  earnOnPointsPaidPart?: boolean | null | undefined;
  /** Whether items that are reduced already earn. True by default. */
  earnOnReducedItems?: boolean | null | undefined;
  /** Whether shipping costs earn. False by default. */
  earnOnShipping?: boolean | null | undefined;
  /** When an order earns. ORDER_PAID by default. */
  earnTrigger?: LoyaltyEarnTriggerEnum | null | undefined;
  /** Whether orders earn. True by default. */
  earningActive?: boolean | null | undefined;
  /** Which customers take part. EVERYONE by default. */
  eligibility?: LoyaltyEligibilityEnum | null | undefined;
  /** Whether points can't be used for reduced items. False by default. */
  excludeReducedItems?: boolean | null | undefined;
  /** How points run out. */
  expiry?: LoyaltyExpiryInput | null | undefined;
  /** Minutes that points stay reserved for a checkout, 5 to 10080. 60 by default. */
  holdMinutes?: number | null | undefined;
  /** Your own words for shoppers. Empty by default. */
  introduction?: string | null | undefined;
  /** Whether it runs at all. True by default. */
  isActive?: boolean | null | undefined;
  /** What to call it. Required for a new program. */
  name?: string | null | undefined;
  /** What a balance shows when more is taken back than is there. ALLOW by default. */
  negativeBalance?: LoyaltyNegativeBalanceEnum | null | undefined;
  /** Key of a customer's public metadata: a value other than empty, `0`, `false` or `no` is a sign-up. Empty, the default, for none. */
  newsletterMetadataKey?: string | null | undefined;
  /** Points for signing up to the newsletter, 0 to 1000000. 0 by default. */
  newsletterPoints?: number | null | undefined;
  /** Days that points wait before they can be used, 0 to 365. 0 by default. */
  pendingDays?: number | null | undefined;
  /** Whether points wait until their order is fulfilled. False by default. */
  pendingUntilFulfilled?: boolean | null | undefined;
  /** What to call points. */
  pointsName?: LoyaltyPointsNameInput | null | undefined;
  /** How points lower what a customer pays. DISCOUNT by default. */
  redemptionMethod?: LoyaltyRedemptionMethodEnum | null | undefined;
  /** Points for that friend, 0 to 1000000. 0 by default. */
  refereePoints?: number | null | undefined;
  /** Key of a customer's public metadata that a storefront puts a friend's code under. Empty, the default, for none. */
  referralMetadataKey?: string | null | undefined;
  /** What the friend's order has to be worth, in its channel's currency. 0 by default. */
  referralOrderValueFrom?: number | null | undefined;
  /** Points for a customer whose friend places a first order, 0 to 1000000. 0 by default. */
  referrerPoints?: number | null | undefined;
  /** Points for a new customer, once the address is confirmed, 0 to 1000000. 0 by default. */
  registrationPoints?: number | null | undefined;
  /** IDs of Channels that the program gives up. */
  removeChannels?: Array<string | number> | null | undefined;
  /** Days that spent points can still be used which come back after their expiry, as by a refund, 0 to 365. 30 by default. */
  restoredPointsDays?: number | null | undefined;
  /** How often reviews give points. PER_PRODUCT by default. */
  reviewLimit?: LoyaltyReviewLimitEnum | null | undefined;
  /** Points for a product review, 0 to 1000000. 0 by default. */
  reviewPoints?: number | null | undefined;
  /** Points for each 1 of its price that a reward costs which names no points, above 0. 14 by default. */
  rewardPriceFactor?: number | null | undefined;
  /** How fractions of a point are rounded. DOWN by default. */
  rounding?: LoyaltyRoundingEnum | null | undefined;
  /** Which goods points may pay for. All by default. */
  spendableGoods?: LoyaltySpendableGoodsInput | null | undefined;
  /** Whether points can be used. True by default. */
  spendingActive?: boolean | null | undefined;
  /** What tiers are reached by. LIFETIME by default. */
  tierBasis?: LoyaltyTierBasisEnum | null | undefined;
  /** The currency of tiers' and badges' amounts, such as `EUR`; orders in others don't count for them. Empty, the default, for that of the shop's oldest channel. */
  tierCurrency?: string | null | undefined;
  /** When a tier is lost whose threshold is missed. IMMEDIATE by default. */
  tierDemotion?: LoyaltyTierDemotionEnum | null | undefined;
  /** Days for the demotion GRACE, 1 to 730. 30 by default. */
  tierGraceDays?: number | null | undefined;
  /** Key of a customer's public metadata that the name of their tier is written to, for other systems. Empty, the default, for none. */
  tierMetadataKey?: string | null | undefined;
};

/** What speaks against settings of a program. */
export type LoyaltyProgramWarningCode =
  /** Spending is on, but points are worth nothing. */
  | 'BUYS_NOTHING'
  /** Earning is on, but amounts earn 0 points. */
  | 'EARNS_NOTHING'
  /** Points wait longer than they then last. */
  | 'EXPIRY_SHORTER_THAN_WAITING'
  /** Points last less than 30 days. */
  | 'EXPIRY_SOON'
  /** More than 10 percent of what customers spend comes back as points. */
  | 'GIVES_BACK_MUCH'
  /** It takes more than 50 average orders until points can be used. */
  | 'MINIMUM_BALANCE_FAR'
  /** None of the newest orders was worth the smallest cart. */
  | 'MINIMUM_CART_VALUE_FAR'
  /** Points for the newsletter, but no key that tells of a sign-up. */
  | 'NEWSLETTER_NEVER'
  /** Nobody takes part by these settings. */
  | 'NOBODY_TAKES_PART'
  /** What points are worth in a channel's currency is not set. */
  | 'NO_RATE'
  /** An average order earns nothing. */
  | 'ORDERS_EARN_NOTHING'
  /** Points may pay for whole orders, which earn points again. */
  | 'POINTS_EARN_POINTS'
  /** A referral gives points worth more than the order that it takes. */
  | 'REFERRAL_COSTLY'
  /** A new account gets points worth more than half an average order. */
  | 'REGISTRATION_COSTLY'
  /** As a reward, goods cost much fewer or more points than as a discount. */
  | 'REWARD_FACTOR'
  /** The same, in a tier that multiplies points. */
  | 'TIER_GIVES_BACK_MUCH';

/** How points lower what a customer pays. */
export type LoyaltyRedemptionMethodEnum =
  /** They are taken off the price, before tax; not beside a promo code. */
  | 'DISCOUNT'
  /** They buy a gift card that pays, beside promo codes and other gift cards. */
  | 'PAYMENT';

/** How often a customer gets points for reviews. */
export type LoyaltyReviewLimitEnum =
  /** Once, for the first review. */
  | 'ONCE'
  /** Once for each product. */
  | 'PER_PRODUCT';

/** How a fraction of a point is rounded. */
export type LoyaltyRoundingEnum =
  /** 1.9 points are 1. */
  | 'DOWN'
  /** 1.5 points are 2, 1.4 are 1. */
  | 'HALF_UP'
  /** 1.1 points are 2. */
  | 'UP';

/**
 * Which goods points may pay for. What is left out keeps its value.
 *
 * Goods are named by any of the lists. Gift cards are never paid with points.
 */
export type LoyaltySpendableGoodsInput = {
  /** IDs of Categories; all that lie below them count too. */
  categoryIds?: Array<string | number> | null | undefined;
  /** IDs of Collections. */
  collectionIds?: Array<string | number> | null | undefined;
  /** What the lists mean; ALL, the default, pays no heed to them. */
  mode?: LoyaltySpendableGoodsModeEnum | null | undefined;
  /** IDs of Products. */
  productIds?: Array<string | number> | null | undefined;
  /** IDs of ProductTypes. */
  productTypeIds?: Array<string | number> | null | undefined;
  /** IDs of ProductVariants. */
  variantIds?: Array<string | number> | null | undefined;
};

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

/** When a tier is lost whose threshold is missed. */
export type LoyaltyTierDemotionEnum =
  /** After a number of days, unless the threshold is reached again. */
  | 'GRACE'
  /** At once. */
  | 'IMMEDIATE'
  /** Never: who has reached a tier keeps it. */
  | 'NEVER';

export type LoyaltyProgramPreviewQueryVariables = Exact<{
  id?: string | number | null | undefined;
  input: LoyaltyProgramInput;
  channel?: string | null | undefined;
  orderId?: string | number | null | undefined;
  amount?: number | null | undefined;
  withChanges: boolean;
  languageCode?: LanguageCodeEnum | null | undefined;
}>;


export type LoyaltyProgramPreviewQuery = { loyaltyProgramPreview: { errors: Array<{ field: string | null, message: string, code: LoyaltyErrorCode }>, amounts: Array<{ channelId: string, channelSlug: string, channelName: string, returnPercentage: number | null, message: string, amount: { amount: number, currency: string }, saved: { points: number, worth: { amount: number, currency: string } | null } | null, proposed: { points: number, worth: { amount: number, currency: string } | null, explanation: Array<{ code: string, message: string }> } }>, order: { placedAt: string, message: string, order: { id: string, number: string } | null, amount: { amount: number, currency: string }, saved: { points: number, worth: { amount: number, currency: string } | null }, proposed: { points: number, worth: { amount: number, currency: string } | null, explanation: Array<{ code: string, message: string, staffMessage: string | null }> } } | null, warnings: Array<{ code: LoyaltyProgramWarningCode, field: string, channelIds: Array<string>, message: string }>, changes?: Array<{ code: LoyaltyProgramChangeCode, count: number | null, isExact: boolean, message: string }> } };


export const LoyaltyProgramPreviewDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"LoyaltyProgramPreview"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"LoyaltyProgramInput"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"channel"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"orderId"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"amount"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"PositiveDecimal"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"withChanges"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Boolean"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"languageCode"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"LanguageCodeEnum"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"loyaltyProgramPreview"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}},{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}},{"kind":"Argument","name":{"kind":"Name","value":"channel"},"value":{"kind":"Variable","name":{"kind":"Name","value":"channel"}}},{"kind":"Argument","name":{"kind":"Name","value":"orderId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"orderId"}}},{"kind":"Argument","name":{"kind":"Name","value":"amount"},"value":{"kind":"Variable","name":{"kind":"Name","value":"amount"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}},{"kind":"Field","name":{"kind":"Name","value":"amounts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"channelId"}},{"kind":"Field","name":{"kind":"Name","value":"channelSlug"}},{"kind":"Field","name":{"kind":"Name","value":"channelName"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"returnPercentage"}},{"kind":"Field","name":{"kind":"Name","value":"message"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"languageCode"},"value":{"kind":"Variable","name":{"kind":"Name","value":"languageCode"}}}]},{"kind":"Field","name":{"kind":"Name","value":"saved"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"points"}},{"kind":"Field","name":{"kind":"Name","value":"worth"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"proposed"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"points"}},{"kind":"Field","name":{"kind":"Name","value":"worth"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"explanation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"languageCode"},"value":{"kind":"Variable","name":{"kind":"Name","value":"languageCode"}}}]}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"order"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"order"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}}]}},{"kind":"Field","name":{"kind":"Name","value":"placedAt"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"message"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"languageCode"},"value":{"kind":"Variable","name":{"kind":"Name","value":"languageCode"}}}]},{"kind":"Field","name":{"kind":"Name","value":"saved"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"points"}},{"kind":"Field","name":{"kind":"Name","value":"worth"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"proposed"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"points"}},{"kind":"Field","name":{"kind":"Name","value":"worth"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"explanation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"languageCode"},"value":{"kind":"Variable","name":{"kind":"Name","value":"languageCode"}}}]},{"kind":"Field","name":{"kind":"Name","value":"staffMessage"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"languageCode"},"value":{"kind":"Variable","name":{"kind":"Name","value":"languageCode"}}}]}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"warnings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"channelIds"}},{"kind":"Field","name":{"kind":"Name","value":"message"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"languageCode"},"value":{"kind":"Variable","name":{"kind":"Name","value":"languageCode"}}}]}]}},{"kind":"Field","name":{"kind":"Name","value":"changes"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"include"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"withChanges"}}}]}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"count"}},{"kind":"Field","name":{"kind":"Name","value":"isExact"}},{"kind":"Field","name":{"kind":"Name","value":"message"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"languageCode"},"value":{"kind":"Variable","name":{"kind":"Name","value":"languageCode"}}}]}]}}]}}]}}]} as unknown as DocumentNode<LoyaltyProgramPreviewQuery, LoyaltyProgramPreviewQueryVariables>;