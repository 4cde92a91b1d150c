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

/** Which accounts to list; all conditions have to hold. An empty list is no condition. */
export type LoyaltyAccountFilterInput = {
  /** By what all its orders add up to, less what was returned or refunded. */
  amountSpent?: LoyaltyAmountRangeInput | null | undefined;
  /** With one of these badges. IDs of LoyaltyBadges. */
  badgeIds?: Array<string | number> | null | undefined;
  /** By balance. */
  balance?: LoyaltyPointsRangeInput | null | undefined;
  /** With an order that counts in one of these channels. IDs of Channels. */
  channelIds?: Array<string | number> | null | undefined;
  /** Of customers who live in one of these countries: codes of two letters, such as PL. The default billing address counts, without one the default shipping address. */
  countries?: Array<string> | null | undefined;
  /** By the time the account was opened. */
  createdAt?: LoyaltyDateTimeRangeInput | null | undefined;
  /** Of these customers. */
  customerIds?: Array<string | number> | null | undefined;
  /** Of customers of one of these types. IDs of CustomerTypes, which Saleor has from 3.23 on. */
  customerTypeIds?: Array<string | number> | null | undefined;
  /** By the time of the last order; who never ordered is not among them. */
  lastOrderAt?: LoyaltyDateTimeRangeInput | null | undefined;
  /** With an order, but none in the last so many days, counted likewise. 1 to 36500. Who never ordered is not among them. */
  lastOrderOlderThanDays?: number | null | undefined;
  /** With an order in the last so many days of 24 hours, counted back from the moment in which it is asked. 1 to 36500. */
  lastOrderWithinDays?: number | null | undefined;
  /** By all points ever earned. */
  lifetimeEarned?: LoyaltyPointsRangeInput | null | undefined;
  /** By all points ever spent. */
  lifetimeSpent?: LoyaltyPointsRangeInput | null | undefined;
  /** Whether the customer has opted in and not opted out since, whether or not the program asks for it. */
  optedIn?: boolean | null | undefined;
  /** By the number of orders that count, of all currencies; `lte: 0` for who never ordered. */
  ordersCount?: LoyaltyCountRangeInput | null | undefined;
  /** In these programs. */
  programIds?: Array<string | number> | null | undefined;
  /** In this segment. */
  segmentId?: string | number | null | undefined;
  /** With one of these statuses. */
  statuses?: Array<LoyaltyAccountStatusEnum> | null | undefined;
  /** Whether new points come in; see `LoyaltyAccount.takesPart`. */
  takesPart?: boolean | null | undefined;
  /** In one of these tiers. IDs of LoyaltyTiers. */
  tierIds?: Array<string | number> | null | undefined;
};

/** What a list of accounts is sorted by. */
export type LoyaltyAccountSortField =
  /** The balance. */
  | 'BALANCE'
  /** When the account was opened. */
  | 'CREATED_AT'
  /** All points ever earned. */
  | 'LIFETIME_EARNED'
  /** All points ever spent. */
  | 'LIFETIME_SPENT';

/** How to sort accounts. */
export type LoyaltyAccountSortingInput = {
  /** Which way round. */
  direction: LoyaltySortDirection;
  /** What to sort by. */
  field: LoyaltyAccountSortField;
};

/** Whether an account can be used. */
export type LoyaltyAccountStatusEnum =
  /** Earns and spends. */
  | 'ACTIVE'
  /** Neither earns nor spends. */
  | 'BANNED'
  /** Earns, but can't spend. */
  | 'FROZEN';

/** A range of amounts in one currency; both ends are included. */
export type LoyaltyAmountRangeInput = {
  /** The currency, such as EUR. */
  currency: string;
  /** At least as much. */
  gte?: number | null | undefined;
  /** At most as much. */
  lte?: number | null | undefined;
};

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

/** Which discounts a holder of several badges gets. */
export type LoyaltyBadgeDiscountsEnum =
  /** All of them, one after the other. */
  | 'ALL'
  /** The one that takes most off the cart. */
  | 'BEST';

/** What staff did with a customer's badge by hand. */
export type LoyaltyBadgeHandEnum =
  /** They gave it: it stays, whatever the value. */
  | 'GRANTED'
  /** They took it: it isn't unlocked by itself again. */
  | 'TAKEN';

/**
 * What unlocks a badge and what its holders get. What is left out keeps its value.
 *
 * `pointsFrom` and `pointsTo` belong to BALANCE and LIFETIME, `countFrom` and `countTo` to ORDERS
 * and ACTIVITY, `amountFrom` and `amountTo` to SPEND; a new badge of these needs one of its two.
 * Give at most one of `discountPercentage` and `discountAmount`; it replaces the other.
 */
export type LoyaltyBadgeInput = {
  /** From which amount on, in the program's `tierCurrency`. 0 by default. */
  amountFrom?: number | null | undefined;
  /** Up to which amount, this included. Null, the default, for no end. */
  amountTo?: number | null | undefined;
  /** What unlocks it. Required for a new one; can't be changed later. */
  basis?: LoyaltyBadgeBasisEnum | null | undefined;
  /** From how many orders or events on, 0 to 1000000. 0 by default. */
  countFrom?: number | null | undefined;
  /** Up to how many, these included. Null, the default, for no end. */
  countTo?: number | null | undefined;
  /** What it is for, in plain text; at most 10000 characters. Empty by default. */
  description?: string | null | undefined;
  /** What its holders pay less for each order, in the program's `tierCurrency`. Null, the default, for none. */
  discountAmount?: number | null | undefined;
  /** What its holders pay less, as a percentage above 0, at most 100. Null, the default, for none. */
  discountPercentage?: number | null | undefined;
  /** Which events count for ACTIVITY, as apps record them, such as `survey`. Empty, the default, for all. */
  eventType?: string | null | undefined;
  /** A picture: PNG, JPEG, WebP or GIF of at most 1 MB and 2048 × 2048 pixels, in a multipart request. It is stored as a PNG of at most 512 × 512 pixels, without what else was in the file; of several frames the first. */
  icon?: unknown;
  /** Whether it is shown, unlocked and gives its discount at all. True by default. */
  isActive?: boolean | null | undefined;
  /** True, the default: it stays once it was unlocked. False: it is lost when the value no longer fits. */
  keepOnceWon?: boolean | null | undefined;
  /** From how many points on, 0 to 1000000000. 0 by default, which all have. */
  pointsFrom?: number | null | undefined;
  /** Up to how many points, these included. Null, the default, for no end. */
  pointsTo?: number | null | undefined;
  /** IDs of the Products that the discount is for, at most 100. Empty, the default, for all. */
  productIds?: Array<string | number> | null | undefined;
  /** Its place: smaller ones first, equal ones by age. Behind the others by default; see `loyaltyBadgeReorder`. */
  rank?: number | null | undefined;
  /** Take the picture away. False by default. */
  removeIcon?: boolean | null | undefined;
  /** What to show where it has no picture: at most 8 characters, such as an emoji. Empty by default. */
  symbol?: string | null | undefined;
  /** What to call it; shoppers read it. Required for a new one. */
  title?: string | null | undefined;
};

/** Texts in another language. What is left out stays; an empty one is the badge's own. */
export type LoyaltyBadgeTranslationInput = {
  /** The description. */
  description?: string | null | undefined;
  /** The title. */
  title?: string | null | undefined;
};

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

/**
 * What a bonus is given for and how much. What is left out keeps its value.
 *
 * `eventType`, `limit` and `limitPeriod` belong to EVENT, `orderCount` to ORDER_COUNT,
 * `amountSpent` and `currency` to AMOUNT_SPENT, `frequency` to SCHEDULE.
 */
export type LoyaltyBonusInput = {
  /** From which sum of all orders on. */
  amountSpent?: number | null | undefined;
  /** The currency of `amountSpent`, one that a channel has, such as EUR. */
  currency?: string | null | undefined;
  /** What to do for it, for shoppers; at most 2000 characters. Empty by default. */
  description?: string | null | undefined;
  /** Until before when. Null, the default, for no end. */
  endsAt?: string | null | undefined;
  /** The type of events, as an app names it in `loyaltyEventRecord`: 1 to 64 letters a to z, digits, - and _. Capital letters become small ones. */
  eventType?: string | null | undefined;
  /** How often, counted from `startsAt`. */
  frequency?: LoyaltyFrequencyEnum | null | undefined;
  /** Whether it is given at all. True by default. */
  isActive?: boolean | null | undefined;
  /** How many times a customer gets it in a `limitPeriod`, 1 to 1000000. Null, the default, for no limit. */
  limit?: number | null | undefined;
  /** The period that `limit` counts in, in the program's time zone. EVER by default. */
  limitPeriod?: LoyaltyLimitPeriodEnum | null | undefined;
  /** What to call it; shoppers read it. Required for a new one. */
  name?: string | null | undefined;
  /** For which order: 10 for the tenth. 1 to 1000000. */
  orderCount?: number | null | undefined;
  /** Points each time, 1 to 1000000. Required for a new one. */
  points?: number | null | undefined;
  /** From when on. Null, the default, for no start; SCHEDULE needs one. */
  startsAt?: string | null | undefined;
  /** What it is given for. Required for a new one; can't be changed later. */
  trigger?: LoyaltyBonusTriggerEnum | null | undefined;
};

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

/** Whether a card is good. */
export type LoyaltyCardStatusEnum =
  /** It is good. */
  | 'ACTIVE'
  /** It was blocked, because it was lost, say. */
  | 'BLOCKED'
  /** Another card has taken its place. */
  | 'REPLACED';

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
  /** With one of these statuses. */
  statuses?: Array<LoyaltyClaimStatusEnum> | null | undefined;
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

/** A range of numbers; both ends are included. */
export type LoyaltyCountRangeInput = {
  /** At least as many. */
  gte?: number | null | undefined;
  /** At most as many. */
  lte?: number | null | undefined;
};

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

/**
 * What a rule matches and what it gives. What is left out keeps its value.
 *
 * Give exactly one of `fixedPoints`, `percentage` and `multiplier`; 0 means no points at all.
 * Goods match if any of the lists of goods names them; without such lists, all do.
 */
export type LoyaltyEarningRuleInput = {
  /** IDs of Categories; all that lie below them count too. */
  categoryIds?: Array<string | number> | null | undefined;
  /** IDs of Channels. Empty, the default, for all. */
  channelIds?: Array<string | number> | null | undefined;
  /** IDs of Collections. */
  collectionIds?: Array<string | number> | null | undefined;
  /** Only orders placed before then. Null, the default, for no end. */
  endsAt?: string | null | undefined;
  /** Points for each piece, 0 to 1000000. */
  fixedPoints?: number | null | undefined;
  /** Whether it applies at all. True by default. */
  isActive?: boolean | null | undefined;
  /** How many times the general rate. */
  multiplier?: number | null | undefined;
  /** What to call it; shoppers read it. Required for a new one. */
  name?: string | null | undefined;
  /** What the order's goods have to be worth, in the channel's currency. 0 by default. */
  orderValueFrom?: number | null | undefined;
  /** Points as a percentage of the price: 5 for 60.00 is 3 points. */
  percentage?: number | null | undefined;
  /** IDs of Products. */
  productIds?: Array<string | number> | null | undefined;
  /** IDs of ProductTypes. */
  productTypeIds?: Array<string | number> | null | undefined;
  /** Decides between equally specific rules: the smaller wins. 0 by default. */
  rank?: number | null | undefined;
  /** Only orders placed from then on. Null, the default, for no start. */
  startsAt?: string | null | undefined;
  /** IDs of ProductVariants. */
  variantIds?: Array<string | number> | null | undefined;
};

/** Which customers take part in a program. */
export type LoyaltyEligibilityEnum =
  /** Only those who hold a card. */
  | 'CARD_HOLDERS'
  /** Every customer who has not opted out. */
  | 'EVERYONE'
  /** Only those who have opted in. */
  | 'OPTED_IN';

/** Which entries to list; all conditions have to hold. An empty list is no condition. */
export type LoyaltyEntryFilterInput = {
  /** Of these accounts. */
  accountIds?: Array<string | number> | null | undefined;
  /** By the time the entry was written. */
  createdAt?: LoyaltyDateTimeRangeInput | null | undefined;
  /** Of these customers. */
  customerIds?: Array<string | number> | null | undefined;
  /** Of one of these kinds. */
  kinds?: Array<LoyaltyEntryKindEnum> | null | undefined;
  /** Of these orders. */
  orderIds?: Array<string | number> | null | undefined;
  /** By signed points. */
  points?: LoyaltyPointsRangeInput | null | undefined;
  /** In these programs. */
  programIds?: Array<string | number> | null | undefined;
  /** With one of these `reasonCode`s. */
  reasonCodes?: Array<string> | null | undefined;
};

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
  /** The checkout belongs to no customer, or to another one. */
  | 'NOT_SIGNED_IN'
  /** The customer did not take part in the program then. */
  | 'NOT_TAKING_PART'
  /** The points are not worth more than an offer of the shop that they would replace. */
  | 'ORDER_PROMOTION_PRESENT'
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

/** What a balance shows when more is taken back than is there. */
export type LoyaltyNegativeBalanceEnum =
  /** A balance below 0. */
  | 'ALLOW'
  /** 0; what is missing stands in `debt`, and the next points pay it. */
  | 'CLAMP';

/** Points to add or subtract. */
export type LoyaltyPointsAdjustInput = {
  /** The slug of a Channel, whose program is meant; without it the default program. */
  channel?: string | null | undefined;
  /** The ID of the customer, a User. */
  customerId: string | number;
  /** Write nothing; say what the balance would be, or why it would be refused. */
  dryRun?: boolean | null | undefined;
  /** Makes a repetition harmless: the same key and values again return the first entry. 1 to 128 characters; the keys of each user and app are their own. */
  idempotencyKey?: string | null | undefined;
  /** A note for staff, at most 1000 characters; shoppers don't see it. */
  note?: string | null | undefined;
  /** Points to add, or to subtract (below 0); never 0. */
  points: number;
};

/** What to call the points. */
export type LoyaltyPointsNameInput = {
  /** Several. `points` by default. */
  plural?: string | null | undefined;
  /** One of them. `point` by default. */
  singular?: string | null | undefined;
};

/** A range of points; both ends are included. */
export type LoyaltyPointsRangeInput = {
  /** At least as many. */
  gte?: number | null | undefined;
  /** At most as many. */
  lte?: number | null | undefined;
};

/** The balance to set. */
export type LoyaltyPointsSetInput = {
  /** The balance to reach, from 0. */
  balance: number;
  /** The slug of a Channel, whose program is meant; without it the default program. */
  channel?: string | null | undefined;
  /** The ID of the customer, a User. */
  customerId: string | number;
  /** Write nothing; say what the balance would be, or why it would be refused. */
  dryRun?: boolean | null | undefined;
  /** Makes a repetition harmless: the same key and values again return the first entry. 1 to 128 characters; the keys of each user and app are their own. */
  idempotencyKey?: string | null | undefined;
  /** A note for staff, at most 1000 characters; shoppers don't see it. */
  note?: string | null | undefined;
};

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

/** How points lower what a customer pays. */
export type LoyaltyRedemptionMethodEnum =
  /** They are taken off the price, before tax; not beside a promo code. */
  | 'DISCOUNT'
  /** They buy a gift card that pays, beside promo codes and other gift cards. */
  | 'PAYMENT';

/** What came of a referral. */
export type LoyaltyReferralStateEnum =
  /** No order of the friend counts yet, or none any longer. */
  | 'PENDING'
  /** An order of the friend counts, and points were given. */
  | 'REWARDED';

/** Pieces of an order line that come back. */
export type LoyaltyRefundLineInput = {
  /** The ID of an OrderLine of the order. */
  orderLineId: string | number;
  /** How many of its pieces, 1 or more. */
  quantity: number;
};

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
};

/**
 * What a reward is and what it costs. What is left out keeps its value.
 *
 * `variantId`, `moneyAmount` and `firstTimeOnly` belong to PRODUCT, `percentage` to
 * VOUCHER_PERCENTAGE, `amount` to VOUCHER_AMOUNT, GIFT_CARD, EXPERIENCE, MERCHANDISE and DONATION.
 */
export type LoyaltyRewardInput = {
  /** What it takes off, what is on the gift card, or what it is worth. VOUCHER_AMOUNT and GIFT_CARD need it. */
  amount?: number | null | undefined;
  /** The IDs of badges of the program, at most 100. Only holders of one of these can claim it. Empty, the default, for no such limit. */
  badgeIds?: Array<string | number> | null | undefined;
  /** How many days a claim can be used, 1 to 3650. Null, the default, for no end. Claims that were made keep theirs. */
  claimDays?: number | null | undefined;
  /** The currency of `amount` or `moneyAmount`, one that a channel has, such as EUR; only channels in it offer the reward. */
  currency?: string | null | undefined;
  /** What it is and how to get it, in plain text; at most 10000 characters. Empty by default. */
  description?: string | null | undefined;
  /** Until before when it is offered. Null, the default, for no end. */
  endsAt?: string | null | undefined;
  /** Whether it is only for those who never bought the product. False by default. */
  firstTimeOnly?: boolean | null | undefined;
  /** What the picture shows, for those who don't see it; at most 255 characters. Empty by default. */
  imageAlt?: string | null | undefined;
  /** Where its picture is: an address that begins with https:// or http://, such as the shop's `fileUpload` answers. Empty, the default, for none. */
  imageUrl?: string | null | undefined;
  /** Whether it is offered at all. True by default. */
  isActive?: boolean | null | undefined;
  /** What a customer gets. Required for a new one; can't be changed later. */
  kind?: LoyaltyRewardKindEnum | null | undefined;
  /** What the product still costs in money. Null, the default, for nothing. */
  moneyAmount?: number | null | undefined;
  /** What to call it; shoppers read it. Required for a new one. */
  name?: string | null | undefined;
  /** How many times each customer may claim it, 1 to 1000000. Null, the default, for no bound. */
  perCustomerLimit?: number | null | undefined;
  /** What it takes off the goods of an order, above 0, at most 100. */
  percentage?: number | null | undefined;
  /** What it costs, 1 to 1000000. Null, the default, for what its price makes of the program's `rewardPriceFactor`; VOUCHER_PERCENTAGE and FREE_SHIPPING have no price. */
  points?: number | null | undefined;
  /** Its place in the catalogue: smaller ones first, equal ones by cost. 0 by default. */
  rank?: number | null | undefined;
  /** From when on it is offered. Null, the default, for no start. */
  startsAt?: string | null | undefined;
  /** How many can be claimed in all, 0 to 1000000, those that were claimed already among them. Null, the default, for no bound. */
  stock?: number | null | undefined;
  /** The IDs of tiers of the program, at most 100. Only customers who have one of these can claim it: name the higher ones, too. Empty, the default, for no such limit. */
  tierIds?: Array<string | number> | null | undefined;
  /** The ID of a ProductVariant, which is no gift card. PRODUCT needs it. */
  variantId?: string | number | null | undefined;
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

/** Texts in another language. What is left out stays; an empty one is the reward's own. */
export type LoyaltyRewardTranslationInput = {
  /** The description. */
  description?: string | null | undefined;
  /** The name. */
  name?: string | null | undefined;
};

/** How a fraction of a point is rounded. */
export type LoyaltyRoundingEnum =
  /** 1.9 points are 1. */
  | 'DOWN'
  /** 1.5 points are 2, 1.4 are 1. */
  | 'HALF_UP'
  /** 1.1 points are 2. */
  | 'UP';

/** What an account of a segment has to be like; all that is given has to hold. */
export type LoyaltySegmentConditionsInput = {
  /** By what all its orders add up to, less what was returned or refunded. */
  amountSpent?: LoyaltyAmountRangeInput | null | undefined;
  /** With one of these badges. IDs of LoyaltyBadges. */
  badgeIds?: Array<string | number> | null | undefined;
  /** By balance. */
  balance?: LoyaltyPointsRangeInput | null | undefined;
  /** With an order that counts in one of these channels. IDs of Channels. */
  channelIds?: Array<string | number> | null | undefined;
  /** Of customers who live in one of these countries: codes of two letters, such as PL. The default billing address counts, without one the default shipping address. */
  countries?: Array<string> | null | undefined;
  /** By the time the account was opened. */
  createdAt?: LoyaltyDateTimeRangeInput | null | undefined;
  /** Of customers of one of these types. IDs of CustomerTypes, which Saleor has from 3.23 on. */
  customerTypeIds?: Array<string | number> | null | undefined;
  /** By the time of the last order; who never ordered is not among them. */
  lastOrderAt?: LoyaltyDateTimeRangeInput | null | undefined;
  /** With an order, but none in the last so many days, counted likewise. 1 to 36500. Who never ordered is not among them. */
  lastOrderOlderThanDays?: number | null | undefined;
  /** With an order in the last so many days of 24 hours, counted back from the moment in which it is asked. 1 to 36500. */
  lastOrderWithinDays?: number | null | undefined;
  /** By all points ever earned. */
  lifetimeEarned?: LoyaltyPointsRangeInput | null | undefined;
  /** By all points ever spent. */
  lifetimeSpent?: LoyaltyPointsRangeInput | null | undefined;
  /** Whether the customer has opted in and not opted out since, whether or not the program asks for it. */
  optedIn?: boolean | null | undefined;
  /** By the number of orders that count, of all currencies; `lte: 0` for who never ordered. */
  ordersCount?: LoyaltyCountRangeInput | null | undefined;
  /** With one of these statuses. */
  statuses?: Array<LoyaltyAccountStatusEnum> | null | undefined;
  /** Whether new points come in; see `LoyaltyAccount.takesPart`. */
  takesPart?: boolean | null | undefined;
  /** In one of these tiers. IDs of LoyaltyTiers. */
  tierIds?: Array<string | number> | null | undefined;
};

/** Conditions and the name under which to keep them. What is left out keeps its value. */
export type LoyaltySegmentInput = {
  /** What an account has to be like. They take the place of all that were there. Without any, the default, every account of the program is in it. */
  conditions?: LoyaltySegmentConditionsInput | null | undefined;
  /** What it is for; at most 10000 characters. Empty by default. */
  description?: string | null | undefined;
  /** What to call it, 1 to 255 characters, once in a program. Required for a new one. */
  name?: string | null | undefined;
};

/** The direction of a sorted list. */
export type LoyaltySortDirection =
  /** Smallest first. */
  | 'ASC'
  /** Largest first. */
  | 'DESC';

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

/**
 * From which sum on customers have a tier, and what they get. What is left out keeps its value.
 *
 * Give at most one of `discountPercentage` and `discountAmount`; it replaces the other.
 */
export type LoyaltyTierInput = {
  /** Points for whoever reaches it, once, 0 to 1000000. 0 by default. */
  arrivalPoints?: number | null | undefined;
  /** The ID of a reward of the program for whoever reaches it, once and for nothing; no donation. Null, the default, for none. */
  arrivalRewardId?: string | number | null | undefined;
  /** The ID of the shop's CustomerType to put its customers into, from Saleor 3.23 on. Null, the default, for none. */
  customerTypeId?: string | number | null | undefined;
  /** What it is about, in plain text; at most 10000 characters. Empty by default. */
  description?: string | null | undefined;
  /** What to take off each order, in the program's `tierCurrency`. Null, the default, for none. */
  discountAmount?: number | null | undefined;
  /** What to take off, as a percentage above 0, at most 100. Null, the default, for none. */
  discountPercentage?: number | null | undefined;
  /** How many times the points of each order they earn, 0 to 100. 1 by default. */
  earningMultiplier?: number | null | undefined;
  /** Until before when it exists. Null, the default, for no end. */
  endsAt?: string | null | undefined;
  /** Whether shipping is free. False by default. */
  freeShipping?: boolean | null | undefined;
  /** What to call it; shoppers read it. Required for a new one. */
  name?: string | null | undefined;
  /** What else its customers get, in your own words: at most 20 lines of 255 characters. None by default. */
  perks?: Array<string> | null | undefined;
  /** IDs of the Products that the discount is for, at most 100. Empty, the default, for all. */
  productIds?: Array<string | number> | null | undefined;
  /** What is different for a time, at most 20 times, which don't overlap. Replaces all seasons that there are. None by default. */
  seasons?: Array<LoyaltyTierSeasonInput> | null | undefined;
  /** From when on it exists. Null, the default, for no start. */
  startsAt?: string | null | undefined;
  /** The sum from which on customers have it: money in the program's `tierCurrency`, or points, as its `tierBasis` says. 0 for all. Required for a new one. */
  threshold?: number | null | undefined;
};

/** What is different in a tier for a time. */
export type LoyaltyTierSeasonInput = {
  /** What it is about then. Empty, the default, for as usual. */
  description?: string | null | undefined;
  /** Until before when it holds. */
  endsAt: string;
  /** What the tier is called then. Empty, the default, for as usual. */
  name?: string | null | undefined;
  /** From when on it holds. */
  startsAt: string;
  /** The sum that it takes then. */
  threshold: number;
};

/** Texts in another language. What is left out stays; an empty one is the tier's own. */
export type LoyaltyTierTranslationInput = {
  /** The description. */
  description?: string | null | undefined;
  /** The name. */
  name?: string | null | undefined;
  /** The perks, line by line. */
  perks?: Array<string> | null | undefined;
};

export type OrderStatus =
  | 'CANCELED'
  | 'DRAFT'
  | 'EXPIRED'
  | 'FULFILLED'
  | 'PARTIALLY_FULFILLED'
  | 'PARTIALLY_RETURNED'
  | 'RETURNED'
  | 'UNCONFIRMED'
  | 'UNFULFILLED';

export type DraftOrderLoyaltyQueryVariables = Exact<{
  id: string | number;
  languageCode?: LanguageCodeEnum | null | undefined;
}>;


export type DraftOrderLoyaltyQuery = { order: { id: string, total: { gross: { amount: number, currency: string } }, loyalty: { draft: { pointsToEarn: number, appliedPoints: number, quote: { maximumPoints: number, maximumDiscount: { amount: number, currency: string }, limits: Array<{ code: LoyaltyLimitCode, message: string }> }, appliedDiscount: { amount: number, currency: string }, benefits: Array<{ kind: LoyaltyBenefitKindEnum, name: string, points: number | null, amount: { amount: number, currency: string } }> } | null } | null } | null };

export type DraftOrderLoyaltyPointsApplyMutationVariables = Exact<{
  id: string | number;
  points?: number | null | undefined;
  useMaximum?: boolean | null | undefined;
}>;


export type DraftOrderLoyaltyPointsApplyMutation = { draftOrderLoyaltyPointsApply: { order: { id: string, total: { gross: { amount: number, currency: string } }, loyalty: { draft: { appliedPoints: number, appliedDiscount: { amount: number, currency: string } } | null } | null } | null, errors: Array<{ field: string | null, message: string, code: LoyaltyErrorCode }> } | null };

export type DraftOrderLoyaltyPointsRemoveMutationVariables = Exact<{
  id: string | number;
}>;


export type DraftOrderLoyaltyPointsRemoveMutation = { draftOrderLoyaltyPointsRemove: { order: { id: string, total: { gross: { amount: number, currency: string } }, loyalty: { draft: { appliedPoints: number } | null } | null } | null, errors: Array<{ field: string | null, message: string, code: LoyaltyErrorCode }> } | null };

export type LoyaltyAccountBadgesQueryVariables = Exact<{
  customerId: string | number;
  channel?: string | null | undefined;
}>;


export type LoyaltyAccountBadgesQuery = { loyaltyAccount: { id: string, badges: Array<{ isUnlocked: boolean, unlockedAt: string | null, missingPoints: number | null, missingCount: number | null, hand: LoyaltyBadgeHandEnum | null, note: string | null, badge: { id: string, title: string, basis: LoyaltyBadgeBasisEnum }, missingAmount: { amount: number, currency: string } | null }> } | null };

export type LoyaltyAccountDetailsQueryVariables = Exact<{
  customerId: string | number;
  channel: string;
  first: number;
  after?: string | null | undefined;
  languageCode?: LanguageCodeEnum | null | undefined;
}>;


export type LoyaltyAccountDetailsQuery = { loyaltyAccount: { id: string, status: LoyaltyAccountStatusEnum, balance: number, available: number, pending: number, reserved: number, lifetimeEarned: number, lifetimeSpent: number, birthday: string | null, value: { amount: number, currency: string } | null, nextExpiry: { points: number, expiresAt: string } | null, customer: { id: string, email: string } | null, program: { id: string, name: string, isDefault: boolean }, entries: { totalCount: number | null, pageInfo: { hasNextPage: boolean, endCursor: string | null }, edges: Array<{ node: { id: string, createdAt: string, points: number, balanceAfter: number, kind: LoyaltyEntryKindEnum, reason: string, reasonCode: string, note: string | null, expiresAt: string | null, activatesAt: string | null, programVersion: number | null, order: { id: string, number: string } | null, reverses: { id: string } | null, reversedBy: { id: string, note: string | null } | null, explanation: Array<{ code: string, message: string, staffMessage: string | null }> } }> } } | null };

export type LoyaltyAccountEventsQueryVariables = Exact<{
  customerId: string | number;
  first: number;
  after?: string | null | undefined;
}>;


export type LoyaltyAccountEventsQuery = { loyaltyAccount: { id: string, events: { totalCount: number | null, edges: Array<{ cursor: string, node: { id: string, type: string, reference: string, occurredAt: string, createdAt: string, points: number, outcome: LoyaltyEventOutcomeEnum } }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } } | null };

export type LoyaltyAccountHistoryQueryVariables = Exact<{
  id: string | number;
  filter?: LoyaltyEntryFilterInput | null | undefined;
  first: number;
  after?: string | null | undefined;
  languageCode?: LanguageCodeEnum | null | undefined;
}>;


export type LoyaltyAccountHistoryQuery = { loyaltyAccount: { id: string, entries: { pageInfo: { hasNextPage: boolean, endCursor: string | null }, edges: Array<{ node: { id: string, createdAt: string, points: number, balanceAfter: number, kind: LoyaltyEntryKindEnum, reason: string, note: string | null, expiresAt: string | null, activatesAt: string | null, reverses: { id: string } | null, reversedBy: { id: string, note: string | null } | null, explanation: Array<{ code: string, message: string, staffMessage: string | null }> } }> } } | null };

export type LoyaltyAccountMembershipQueryVariables = Exact<{
  customerId: string | number;
  channel?: string | null | undefined;
}>;


export type LoyaltyAccountMembershipQuery = { loyaltyAccount: { id: string, status: LoyaltyAccountStatusEnum, takesPart: boolean, firstTimeWaived: boolean, optedInAt: string | null, optedOutAt: string | null, balance: number, debt: number, statusChanges: Array<{ status: LoyaltyAccountStatusEnum, note: string, actor: string, changedAt: string }>, cards: Array<{ id: string, number: string, status: LoyaltyCardStatusEnum, issuedAt: string, endedAt: string | null, replacedBy: { id: string, number: string } | null }> } | null };

export type LoyaltyAccountPageQueryVariables = Exact<{
  id: string | number;
}>;


export type LoyaltyAccountPageQuery = { loyaltyAccount: { id: string, status: LoyaltyAccountStatusEnum, balance: number, available: number, pending: number, reserved: number, debt: number, lifetimeEarned: number, lifetimeSpent: number, cardNumber: string | null, values: Array<{ amount: number, currency: string }>, nextExpiry: { points: number, expiresAt: string } | null, customer: { id: string, email: string, firstName: string, lastName: string, loyalty: { id: string } | null } | null, program: { id: string, name: string }, tier: { missingAmount: number, percentage: number, currency: string | null, graceUntil: string | null, byHandUntil: string | null, tier: { id: string, name: string } | null, nextTier: { id: string, name: string } | null } | null, badges: Array<{ isUnlocked: boolean, unlockedAt: string | null, badge: { id: string, title: string, symbol: string, iconUrl: string | null } }>, statusChanges: Array<{ status: LoyaltyAccountStatusEnum, note: string, changedAt: string }> } | null };

export type LoyaltyAccountReferralsQueryVariables = Exact<{
  id: string | number;
  first: number;
  after?: string | null | undefined;
}>;


export type LoyaltyAccountReferralsQuery = { loyaltyAccount: { id: string, referralCode: string | null, referredBy: { id: string, referrer: { id: string, customer: { id: string, email: string } | null } | null } | null, referrals: { totalCount: number | null, pageInfo: { hasNextPage: boolean, endCursor: string | null }, edges: Array<{ cursor: string, node: { id: string, createdAt: string, state: LoyaltyReferralStateEnum, referrerPoints: number, refereePoints: number, referee: { id: string, customer: { id: string, email: string } | null } | null } }> } } | null };

export type LoyaltyAccountStatusSetMutationVariables = Exact<{
  id: string | number;
  status: LoyaltyAccountStatusEnum;
  note?: string | null | undefined;
}>;


export type LoyaltyAccountStatusSetMutation = { loyaltyAccountStatusSet: { account: { id: string, status: LoyaltyAccountStatusEnum, takesPart: boolean, reserved: number, statusChanges: Array<{ status: LoyaltyAccountStatusEnum, note: string, actor: string, changedAt: string }> } | null, errors: Array<{ field: string | null, message: string, code: LoyaltyErrorCode }> } | null };

export type LoyaltyAccountTierQueryVariables = Exact<{
  customerId: string | number;
  channel?: string | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type LoyaltyAccountTierQuery = { loyaltyAccount: { id: string, tier: { qualifyingAmount: number, missingAmount: number, percentage: number, currency: string | null, since: string | null, graceUntil: string | null, byHandUntil: string | null, tier: { id: string, name: string, threshold: number } | null, nextTier: { id: string, name: string, threshold: number } | null } | null, tierHistory: { totalCount: number | null, pageInfo: { hasNextPage: boolean, endCursor: string | null }, edges: Array<{ cursor: string, node: { id: string, changedAt: string, isUp: boolean, reason: LoyaltyTierChangeReasonEnum, fromName: string | null, toName: string | null, qualifyingAmount: number, actor: string, note: string, fromTier: { id: string } | null, toTier: { id: string } | null } }> } } | null };

export type LoyaltyAccountTierSetMutationVariables = Exact<{
  customerId: string | number;
  tierId: string | number;
  endsAt: string;
  note?: string | null | undefined;
}>;


export type LoyaltyAccountTierSetMutation = { loyaltyAccountTierSet: { account: { id: string, tier: { qualifyingAmount: number, since: string | null, byHandUntil: string | null, tier: { id: string, name: string } | null } | null } | null, errors: Array<{ field: string | null, message: string, code: LoyaltyErrorCode }> } | null };

export type LoyaltyAccountTierUnsetMutationVariables = Exact<{
  customerId: string | number;
  channel?: string | null | undefined;
  note?: string | null | undefined;
}>;


export type LoyaltyAccountTierUnsetMutation = { loyaltyAccountTierUnset: { account: { id: string, tier: { qualifyingAmount: number, since: string | null, byHandUntil: string | null, tier: { id: string, name: string } | null } | null } | null, errors: Array<{ field: string | null, message: string, code: LoyaltyErrorCode }> } | null };

export type LoyaltyAccountsQueryVariables = Exact<{
  search?: string | null | undefined;
  filter?: LoyaltyAccountFilterInput | null | undefined;
  sortBy?: LoyaltyAccountSortingInput | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
  languageCode?: LanguageCodeEnum | null | undefined;
}>;


export type LoyaltyAccountsQuery = { loyaltyAccounts: { totalCount: number | null, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null }, edges: Array<{ cursor: string, node: { id: string, status: LoyaltyAccountStatusEnum, balance: number, available: number, lifetimeEarned: number, lifetimeSpent: number, customer: { id: string, email: string, firstName: string, lastName: string } | null, program: { id: string, name: string }, tier: { tier: { id: string, name: string } | null } | null, entries: { edges: Array<{ node: { id: string, createdAt: string, points: number, reason: string } }> } } }> } | null };

export type LoyaltyBadgeCreateMutationVariables = Exact<{
  programId?: string | number | null | undefined;
  input: LoyaltyBadgeInput;
}>;


export type LoyaltyBadgeCreateMutation = { loyaltyBadgeCreate: { badge: { id: string, title: string, description: string, symbol: string, iconUrl: string | null, basis: LoyaltyBadgeBasisEnum, pointsFrom: number | null, pointsTo: number | null, countFrom: number | null, countTo: number | null, eventType: string, keepOnceWon: boolean, isActive: boolean, rank: number, discountPercentage: number | null, productIds: Array<string>, createdAt: string, amountFrom: { amount: number, currency: string } | null, amountTo: { amount: number, currency: string } | null, discountAmount: { amount: number, currency: string } | null } | null, program: { id: string } | null, errors: Array<{ field: string | null, message: string, code: LoyaltyErrorCode }> } | null };

export type LoyaltyBadgeDeleteMutationVariables = Exact<{
  id: string | number;
}>;


export type LoyaltyBadgeDeleteMutation = { loyaltyBadgeDelete: { badge: { id: string, title: string } | null, program: { id: string, badges: Array<{ id: string }> } | null, errors: Array<{ field: string | null, message: string, code: LoyaltyErrorCode }> } | null };

export type LoyaltyBadgeGrantMutationVariables = Exact<{
  customerId: string | number;
  badgeId: string | number;
  note?: string | null | undefined;
}>;


export type LoyaltyBadgeGrantMutation = { loyaltyBadgeGrant: { account: { id: string, badges: Array<{ isUnlocked: boolean, unlockedAt: string | null, hand: LoyaltyBadgeHandEnum | null, note: string | null, badge: { id: string } }> } | null, badge: { id: string, title: string } | null, errors: Array<{ field: string | null, message: string, code: LoyaltyErrorCode }> } | null };

export type LoyaltyBadgeReorderMutationVariables = Exact<{
  ids: Array<string | number> | string | number;
}>;


export type LoyaltyBadgeReorderMutation = { loyaltyBadgeReorder: { badges: Array<{ id: string, title: string, rank: number }> | null, program: { id: string } | null, errors: Array<{ field: string | null, message: string, code: LoyaltyErrorCode }> } | null };

export type LoyaltyBadgeTakeMutationVariables = Exact<{
  customerId: string | number;
  badgeId: string | number;
  note?: string | null | undefined;
}>;


export type LoyaltyBadgeTakeMutation = { loyaltyBadgeTake: { account: { id: string, badges: Array<{ isUnlocked: boolean, unlockedAt: string | null, hand: LoyaltyBadgeHandEnum | null, note: string | null, badge: { id: string } }> } | null, badge: { id: string, title: string } | null, errors: Array<{ field: string | null, message: string, code: LoyaltyErrorCode }> } | null };

export type LoyaltyBadgeTranslateMutationVariables = Exact<{
  id: string | number;
  languageCode: LanguageCodeEnum;
  input: LoyaltyBadgeTranslationInput;
}>;


export type LoyaltyBadgeTranslateMutation = { loyaltyBadgeTranslate: { badge: { id: string, title: string, translations: Array<{ languageCode: LanguageCodeEnum, title: string, description: string }> } | null, program: { id: string } | null, errors: Array<{ field: string | null, message: string, code: LoyaltyErrorCode }> } | null };

export type LoyaltyBadgeUnsetMutationVariables = Exact<{
  customerId: string | number;
  badgeId: string | number;
}>;


export type LoyaltyBadgeUnsetMutation = { loyaltyBadgeUnset: { account: { id: string, badges: Array<{ isUnlocked: boolean, hand: LoyaltyBadgeHandEnum | null, badge: { id: string } }> } | null, badge: { id: string, title: string } | null, errors: Array<{ field: string | null, message: string, code: LoyaltyErrorCode }> } | null };

export type LoyaltyBadgeUpdateMutationVariables = Exact<{
  id: string | number;
  input: LoyaltyBadgeInput;
}>;


export type LoyaltyBadgeUpdateMutation = { loyaltyBadgeUpdate: { badge: { id: string, title: string, description: string, symbol: string, iconUrl: string | null, basis: LoyaltyBadgeBasisEnum, pointsFrom: number | null, pointsTo: number | null, countFrom: number | null, countTo: number | null, eventType: string, keepOnceWon: boolean, isActive: boolean, rank: number, discountPercentage: number | null, productIds: Array<string>, amountFrom: { amount: number, currency: string } | null, amountTo: { amount: number, currency: string } | null, discountAmount: { amount: number, currency: string } | null } | null, program: { id: string } | null, errors: Array<{ field: string | null, message: string, code: LoyaltyErrorCode }> } | null };

export type LoyaltyBadgesQueryVariables = Exact<{
  channel: string;
}>;


export type LoyaltyBadgesQuery = { loyaltyProgram: { id: string, badgesActive: boolean, badgeDiscounts: LoyaltyBadgeDiscountsEnum, tierCurrency: string, badges: Array<{ id: string, title: string, description: string, symbol: string, iconUrl: string | null, basis: LoyaltyBadgeBasisEnum, pointsFrom: number | null, pointsTo: number | null, countFrom: number | null, countTo: number | null, eventType: string, keepOnceWon: boolean, isActive: boolean, rank: number, discountPercentage: number | null, productIds: Array<string>, amountFrom: { amount: number, currency: string } | null, amountTo: { amount: number, currency: string } | null, discountAmount: { amount: number, currency: string } | null, translations: Array<{ languageCode: LanguageCodeEnum, title: string, description: string }> }> } | null };

export type LoyaltyBirthdaySetMutationVariables = Exact<{
  customerId: string | number;
  birthday: string;
}>;


export type LoyaltyBirthdaySetMutation = { loyaltyBirthdaySet: { birthday: string | null, errors: Array<{ field: string | null, message: string, code: LoyaltyErrorCode }> } | null };

export type LoyaltyBonusCreateMutationVariables = Exact<{
  programId?: string | number | null | undefined;
  input: LoyaltyBonusInput;
}>;


export type LoyaltyBonusCreateMutation = { loyaltyBonusCreate: { bonus: { id: string, name: string, description: string, trigger: LoyaltyBonusTriggerEnum, points: number, isActive: boolean, eventType: string | null, limit: number | null, limitPeriod: LoyaltyLimitPeriodEnum | null, orderCount: number | null, amountSpent: number | null, currency: string | null, frequency: LoyaltyFrequencyEnum | null, startsAt: string | null, endsAt: string | null } | null, program: { id: string } | null, errors: Array<{ field: string | null, message: string, code: LoyaltyErrorCode }> } | null };

export type LoyaltyBonusDeleteMutationVariables = Exact<{
  id: string | number;
}>;


export type LoyaltyBonusDeleteMutation = { loyaltyBonusDelete: { bonus: { id: string, name: string } | null, program: { id: string, bonuses: Array<{ id: string }> } | null, errors: Array<{ field: string | null, message: string, code: LoyaltyErrorCode }> } | null };

export type LoyaltyBonusUpdateMutationVariables = Exact<{
  id: string | number;
  input: LoyaltyBonusInput;
}>;


export type LoyaltyBonusUpdateMutation = { loyaltyBonusUpdate: { bonus: { id: string, name: string, description: string, trigger: LoyaltyBonusTriggerEnum, points: number, isActive: boolean, eventType: string | null, limit: number | null, limitPeriod: LoyaltyLimitPeriodEnum | null, orderCount: number | null, amountSpent: number | null, currency: string | null, frequency: LoyaltyFrequencyEnum | null, startsAt: string | null, endsAt: string | null } | null, program: { id: string } | null, errors: Array<{ field: string | null, message: string, code: LoyaltyErrorCode }> } | null };

export type LoyaltyBonusesQueryVariables = Exact<{
  channel: string;
}>;


export type LoyaltyBonusesQuery = { loyaltyProgram: { id: string, bonuses: Array<{ id: string, name: string, description: string, trigger: LoyaltyBonusTriggerEnum, points: number, isActive: boolean, eventType: string | null, limit: number | null, limitPeriod: LoyaltyLimitPeriodEnum | null, orderCount: number | null, amountSpent: number | null, currency: string | null, frequency: LoyaltyFrequencyEnum | null, startsAt: string | null, endsAt: string | null, lastRun: { occasion: string, dueAt: string, accountsCount: number, finishedAt: string | null } | null }> } | null };

export type LoyaltyCardBlockMutationVariables = Exact<{
  id?: string | number | null | undefined;
  number?: string | null | undefined;
}>;


export type LoyaltyCardBlockMutation = { loyaltyCardBlock: { card: { id: string, number: string, status: LoyaltyCardStatusEnum, endedAt: string | null } | null, account: { id: string, cardNumber: string | null, takesPart: boolean } | null, errors: Array<{ field: string | null, message: string, code: LoyaltyErrorCode }> } | null };

export type LoyaltyCardReplaceMutationVariables = Exact<{
  id: string | number;
  number?: string | null | undefined;
}>;


export type LoyaltyCardReplaceMutation = { loyaltyCardReplace: { card: { id: string, number: string, status: LoyaltyCardStatusEnum } | null, account: { id: string, cardNumber: string | null } | null, errors: Array<{ field: string | null, message: string, code: LoyaltyErrorCode }> } | null };

export type LoyaltyCustomerWidgetQueryVariables = Exact<{
  customerId: string | number;
  languageCode?: LanguageCodeEnum | null | undefined;
}>;


export type LoyaltyCustomerWidgetQuery = { loyaltyAccount: { id: string, status: LoyaltyAccountStatusEnum, balance: number, pending: number, reserved: number, values: Array<{ amount: number, currency: string }>, nextExpiry: { points: number, expiresAt: string } | null, tier: { missingAmount: number, percentage: number, currency: string | null, tier: { id: string, name: string } | null, nextTier: { id: string, name: string } | null } | null, entries: { edges: Array<{ node: { id: string, createdAt: string, points: number, reason: string, note: string | null, reversedBy: { id: string } | null } }> } } | null };

export type LoyaltyEarningRuleCreateMutationVariables = Exact<{
  programId?: string | number | null | undefined;
  input: LoyaltyEarningRuleInput;
}>;


export type LoyaltyEarningRuleCreateMutation = { loyaltyEarningRuleCreate: { earningRule: { id: string, name: string, rank: number, isActive: boolean, productIds: Array<string>, variantIds: Array<string>, categoryIds: Array<string>, collectionIds: Array<string>, productTypeIds: Array<string>, channelIds: Array<string>, orderValueFrom: number, fixedPoints: number | null, percentage: number | null, multiplier: number | null, startsAt: string | null, endsAt: string | null } | null, program: { id: string } | null, errors: Array<{ field: string | null, message: string, code: LoyaltyErrorCode }> } | null };

export type LoyaltyEarningRuleDeleteMutationVariables = Exact<{
  id: string | number;
}>;


export type LoyaltyEarningRuleDeleteMutation = { loyaltyEarningRuleDelete: { earningRule: { id: string, name: string } | null, program: { id: string, earningRules: Array<{ id: string }> } | null, errors: Array<{ field: string | null, message: string, code: LoyaltyErrorCode }> } | null };

export type LoyaltyEarningRuleUpdateMutationVariables = Exact<{
  id: string | number;
  input: LoyaltyEarningRuleInput;
}>;


export type LoyaltyEarningRuleUpdateMutation = { loyaltyEarningRuleUpdate: { earningRule: { id: string, name: string, rank: number, isActive: boolean, productIds: Array<string>, variantIds: Array<string>, categoryIds: Array<string>, collectionIds: Array<string>, productTypeIds: Array<string>, channelIds: Array<string>, orderValueFrom: number, fixedPoints: number | null, percentage: number | null, multiplier: number | null, startsAt: string | null, endsAt: string | null } | null, program: { id: string } | null, errors: Array<{ field: string | null, message: string, code: LoyaltyErrorCode }> } | null };

export type LoyaltyEarningRulesQueryVariables = Exact<{
  channel: string;
}>;


export type LoyaltyEarningRulesQuery = { loyaltyProgram: { id: string, earningRules: Array<{ id: string, name: string, rank: number, isActive: boolean, productIds: Array<string>, variantIds: Array<string>, categoryIds: Array<string>, collectionIds: Array<string>, productTypeIds: Array<string>, channelIds: Array<string>, orderValueFrom: number, fixedPoints: number | null, percentage: number | null, multiplier: number | null, startsAt: string | null, endsAt: string | null }> } | null };

export type LoyaltyEntriesQueryVariables = Exact<{
  filter?: LoyaltyEntryFilterInput | null | undefined;
  first: number;
  after?: string | null | undefined;
  languageCode?: LanguageCodeEnum | null | undefined;
}>;


export type LoyaltyEntriesQuery = { loyaltyEntries: { totalCount: number | null, pageInfo: { hasNextPage: boolean, endCursor: string | null }, edges: Array<{ cursor: string, node: { id: string, createdAt: string, points: number, balanceAfter: number, kind: LoyaltyEntryKindEnum, reason: string, reasonCode: string, note: string | null, order: { id: string, number: string } | null, account: { id: string, customer: { id: string, email: string } | null } } }> } | null };

export type LoyaltyEntryRevokeMutationVariables = Exact<{
  id: string | number;
  note?: string | null | undefined;
}>;


export type LoyaltyEntryRevokeMutation = { loyaltyEntryRevoke: { account: { id: string, balance: number, available: number } | null, entry: { id: string, points: number, balanceAfter: number, kind: LoyaltyEntryKindEnum, note: string | null, reverses: { id: string, points: number, reversedBy: { id: string } | null } | null } | null, errors: Array<{ field: string | null, message: string, code: LoyaltyErrorCode }> } | null };

export type LoyaltyFirstTimeWaiveMutationVariables = Exact<{
  customerId: string | number;
  isWaived: boolean;
}>;


export type LoyaltyFirstTimeWaiveMutation = { loyaltyFirstTimeWaive: { isWaived: boolean | null, errors: Array<{ field: string | null, message: string, code: LoyaltyErrorCode }> } | null };

export type LoyaltyGuestPointsQueryVariables = Exact<{
  email: string;
}>;


export type LoyaltyGuestPointsQuery = { loyaltyGuestPoints: { email: string, points: number, orders: Array<{ points: number, order: { id: string, number: string } | null }> } | null };

export type LoyaltyOrderWidgetQueryVariables = Exact<{
  orderId: string | number;
  languageCode?: LanguageCodeEnum | null | undefined;
}>;


export type LoyaltyOrderWidgetQuery = { order: { id: string, status: OrderStatus, isPaid: boolean, user: { id: string } | null, loyalty: { pointsEarned: number, pointsSpent: number, pointsWaiting: number, tierName: string | null, earningMultiplier: number, notEarned: { message: string } | null, benefits: Array<{ name: string, isFreeShipping: boolean, isCapped: boolean, amount: { amount: number, currency: string } }>, entries: Array<{ id: string, createdAt: string, activatesAt: string | null, points: number, reason: string, reasonCode: string, explanation: Array<{ message: string }> }> } | null } | null };

export type LoyaltyPointsAdjustMutationVariables = Exact<{
  input: LoyaltyPointsAdjustInput;
}>;


export type LoyaltyPointsAdjustMutation = { loyaltyPointsAdjust: { balanceBefore: number | null, balanceAfter: number | null, account: { id: string, balance: number, available: number } | null, entry: { id: string, points: number, balanceAfter: number, reason: string, note: string | null } | null, errors: Array<{ field: string | null, message: string, code: LoyaltyErrorCode }> } | null };

export type LoyaltyPointsSetMutationVariables = Exact<{
  input: LoyaltyPointsSetInput;
}>;


export type LoyaltyPointsSetMutation = { loyaltyPointsSet: { balanceBefore: number | null, balanceAfter: number | null, account: { id: string, balance: number, available: number } | null, entry: { id: string, points: number, balanceAfter: number, reason: string, note: string | null } | null, errors: Array<{ field: string | null, message: string, code: LoyaltyErrorCode }> } | null };

export type LoyaltyProgramCreateMutationVariables = Exact<{
  input: LoyaltyProgramInput;
}>;


export type LoyaltyProgramCreateMutation = { loyaltyProgramCreate: { program: { id: string, name: string, introduction: string, isDefault: boolean, isActive: boolean, earningActive: boolean, spendingActive: boolean, earnTrigger: LoyaltyEarnTriggerEnum, earnBasis: LoyaltyEarnBasisEnum, earnMode: LoyaltyEarnModeEnum, rounding: LoyaltyRoundingEnum, earnOnShipping: boolean, earnOnReducedItems: boolean, earnOnPointsPaidPart: boolean, excludeReducedItems: boolean, pendingDays: number, pendingUntilFulfilled: boolean, restoredPointsDays: number, holdMinutes: number, createdAt: string, updatedAt: string, pointsName: { singular: string, plural: string }, expiry: { policy: LoyaltyExpiryPolicyEnum, days: number, months: number, month: number, day: number, roundTo: LoyaltyExpiryRoundToEnum, timeZone: string }, channels: Array<{ channelId: string, channelSlug: string, currency: string, earningActive: boolean, spendingActive: boolean, earnPoints: number, redeemPoints: number, minimumBalance: number, maximumDiscountPercentage: number | null, earnAmount: { amount: number }, redeemAmount: { amount: number }, minimumCartValue: { amount: number }, maximumDiscountAmount: { amount: number } | null }> } | null, errors: Array<{ field: string | null, message: string, code: LoyaltyErrorCode }> } | null };

export type LoyaltyProgramDeleteMutationVariables = Exact<{
  id: string | number;
}>;


export type LoyaltyProgramDeleteMutation = { loyaltyProgramDelete: { program: { id: string, name: string } | null, errors: Array<{ field: string | null, message: string, code: LoyaltyErrorCode }> } | null };

export type LoyaltyProgramUpdateMutationVariables = Exact<{
  id: string | number;
  input: LoyaltyProgramInput;
}>;


export type LoyaltyProgramUpdateMutation = { loyaltyProgramUpdate: { program: { id: string, name: string, introduction: string, isDefault: boolean, isActive: boolean, earningActive: boolean, spendingActive: boolean, earnTrigger: LoyaltyEarnTriggerEnum, earnBasis: LoyaltyEarnBasisEnum, earnMode: LoyaltyEarnModeEnum, rounding: LoyaltyRoundingEnum, earnOnShipping: boolean, earnOnReducedItems: boolean, earnOnPointsPaidPart: boolean, excludeReducedItems: boolean, pendingDays: number, pendingUntilFulfilled: boolean, restoredPointsDays: number, holdMinutes: number, createdAt: string, updatedAt: string, pointsName: { singular: string, plural: string }, spendableGoods: { mode: LoyaltySpendableGoodsModeEnum, productIds: Array<string>, variantIds: Array<string>, categoryIds: Array<string>, collectionIds: Array<string>, productTypeIds: Array<string> }, expiry: { policy: LoyaltyExpiryPolicyEnum, days: number, months: number, month: number, day: number, roundTo: LoyaltyExpiryRoundToEnum, timeZone: string }, channels: Array<{ channelId: string, channelSlug: string, currency: string, earningActive: boolean, spendingActive: boolean, earnPoints: number, redeemPoints: number, minimumBalance: number, maximumDiscountPercentage: number | null, earnAmount: { amount: number }, redeemAmount: { amount: number }, minimumCartValue: { amount: number }, maximumDiscountAmount: { amount: number } | null }> } | null, errors: Array<{ field: string | null, message: string, code: LoyaltyErrorCode }> } | null };

export type LoyaltyProgramsQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
}>;


export type LoyaltyProgramsQuery = { loyaltyPrograms: { totalCount: number | null, pageInfo: { hasNextPage: boolean, endCursor: string | null }, edges: Array<{ cursor: string, node: { id: string, name: string, introduction: string, isDefault: boolean, isActive: boolean, earningActive: boolean, spendingActive: boolean, earnTrigger: LoyaltyEarnTriggerEnum, earnBasis: LoyaltyEarnBasisEnum, earnMode: LoyaltyEarnModeEnum, rounding: LoyaltyRoundingEnum, earnOnShipping: boolean, earnOnReducedItems: boolean, earnOnPointsPaidPart: boolean, redemptionMethod: LoyaltyRedemptionMethodEnum, excludeReducedItems: boolean, pendingDays: number, pendingUntilFulfilled: boolean, restoredPointsDays: number, eligibility: LoyaltyEligibilityEnum, negativeBalance: LoyaltyNegativeBalanceEnum, registrationPoints: number, newsletterPoints: number, newsletterMetadataKey: string, reviewPoints: number, reviewLimit: LoyaltyReviewLimitEnum, referrerPoints: number, refereePoints: number, referralOrderValueFrom: number, referralMetadataKey: string, birthdayMetadataKey: string, holdMinutes: number, rewardPriceFactor: number, tierBasis: LoyaltyTierBasisEnum, tierCurrency: string, tierDemotion: LoyaltyTierDemotionEnum, tierGraceDays: number, tierMetadataKey: string, badgesActive: boolean, badgeDiscounts: LoyaltyBadgeDiscountsEnum, createdAt: string, updatedAt: string, pointsName: { singular: string, plural: string }, spendableGoods: { mode: LoyaltySpendableGoodsModeEnum, productIds: Array<string>, variantIds: Array<string>, categoryIds: Array<string>, collectionIds: Array<string>, productTypeIds: Array<string> }, expiry: { policy: LoyaltyExpiryPolicyEnum, days: number, months: number, month: number, day: number, roundTo: LoyaltyExpiryRoundToEnum, timeZone: string }, channels: Array<{ channelId: string, channelSlug: string, currency: string, earningActive: boolean, spendingActive: boolean, earnPoints: number, redeemPoints: number, minimumBalance: number, maximumDiscountPercentage: number | null, earnAmount: { amount: number }, redeemAmount: { amount: number }, minimumCartValue: { amount: number }, maximumDiscountAmount: { amount: number } | null }> } }> } | null };

export type LoyaltyRewardArchiveMutationVariables = Exact<{
  ids: Array<string | number> | string | number;
}>;


export type LoyaltyRewardArchiveMutation = { loyaltyRewardArchive: { rewards: Array<{ id: string, name: string, archivedAt: string | null }> | null, errors: Array<{ field: string | null, message: string, code: LoyaltyErrorCode }> } | null };

export type LoyaltyRewardCatalogueQueryVariables = Exact<{
  channel: string;
  filter?: LoyaltyRewardFilterInput | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type LoyaltyRewardCatalogueQuery = { loyaltyRewards: { totalCount: number | null, pageInfo: { hasNextPage: boolean, endCursor: string | null }, edges: Array<{ cursor: string, node: { id: string, kind: LoyaltyRewardKindEnum, name: string, rank: number, isActive: boolean, points: number | null, proposedPoints: number | null, fixedPoints: number | null, stock: number | null, remaining: number | null, claimsCount: number, startsAt: string | null, endsAt: string | null, archivedAt: string | null, createdAt: string, updatedAt: string, limits: Array<{ code: LoyaltyRewardLimitCode, at: string | null }> | null, translations: Array<{ languageCode: LanguageCodeEnum, name: string, description: string }> } }> } | null };

export type LoyaltyRewardClaimFulfillMutationVariables = Exact<{
  id: string | number;
  note?: string | null | undefined;
}>;


export type LoyaltyRewardClaimFulfillMutation = { loyaltyRewardClaimFulfill: { claim: { id: string, status: LoyaltyClaimStatusEnum, note: string | null, closedAt: string | null } | null, account: { id: string, balance: number } | null, errors: Array<{ field: string | null, message: string, code: LoyaltyErrorCode }> } | null };

export type LoyaltyRewardClaimRefuseMutationVariables = Exact<{
  id: string | number;
  note?: string | null | undefined;
}>;


export type LoyaltyRewardClaimRefuseMutation = { loyaltyRewardClaimRefuse: { claim: { id: string, status: LoyaltyClaimStatusEnum, note: string | null, closedAt: string | null } | null, account: { id: string, balance: number } | null, errors: Array<{ field: string | null, message: string, code: LoyaltyErrorCode }> } | null };

export type LoyaltyRewardClaimsQueryVariables = Exact<{
  filter?: LoyaltyClaimFilterInput | null | undefined;
  first?: number | null | undefined;
  last?: number | null | undefined;
  after?: string | null | undefined;
  before?: string | null | undefined;
}>;


export type LoyaltyRewardClaimsQuery = { loyaltyRewardClaims: { totalCount: number | null, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null }, edges: Array<{ cursor: string, node: { id: string, name: string, kind: LoyaltyRewardKindEnum, status: LoyaltyClaimStatusEnum, points: number, code: string | null, note: string | null, createdAt: string, expiresAt: string | null, closedAt: string | null, reward: { id: string, name: string }, account: { id: string, customer: { id: string, email: string } | null } } }> } | null };

export type LoyaltyRewardCreateMutationVariables = Exact<{
  programId?: string | number | null | undefined;
  input: LoyaltyRewardInput;
}>;


export type LoyaltyRewardCreateMutation = { loyaltyRewardCreate: { reward: { id: string, kind: LoyaltyRewardKindEnum, name: string, description: string, rank: number, points: number | null, proposedPoints: number | null, fixedPoints: number | null, percentage: number | null, firstTimeOnly: boolean, stock: number | null, remaining: number | null, claimsCount: number, perCustomerLimit: number | null, claimDays: number | null, startsAt: string | null, endsAt: string | null, isActive: boolean, archivedAt: string | null, program: { id: string } | null, image: { url: string, alt: string } | null, variant: { id: string } | null, moneyAmount: { amount: number, currency: string } | null, amount: { amount: number, currency: string } | null, tiers: Array<{ id: string, name: string }>, badges: Array<{ id: string, title: string }> } | null, errors: Array<{ field: string | null, message: string, code: LoyaltyErrorCode }> } | null };

export type LoyaltyRewardTranslateMutationVariables = Exact<{
  id: string | number;
  languageCode: LanguageCodeEnum;
  input: LoyaltyRewardTranslationInput;
}>;


export type LoyaltyRewardTranslateMutation = { loyaltyRewardTranslate: { reward: { id: string, name: string, translations: Array<{ languageCode: LanguageCodeEnum, name: string, description: string }> } | null, errors: Array<{ field: string | null, message: string, code: LoyaltyErrorCode }> } | null };

export type LoyaltyRewardUnarchiveMutationVariables = Exact<{
  ids: Array<string | number> | string | number;
}>;


export type LoyaltyRewardUnarchiveMutation = { loyaltyRewardUnarchive: { rewards: Array<{ id: string, name: string, archivedAt: string | null }> | null, errors: Array<{ field: string | null, message: string, code: LoyaltyErrorCode }> } | null };

export type LoyaltyRewardUpdateMutationVariables = Exact<{
  id: string | number;
  input: LoyaltyRewardInput;
}>;


export type LoyaltyRewardUpdateMutation = { loyaltyRewardUpdate: { reward: { id: string, kind: LoyaltyRewardKindEnum, name: string, description: string, rank: number, points: number | null, proposedPoints: number | null, fixedPoints: number | null, percentage: number | null, firstTimeOnly: boolean, stock: number | null, remaining: number | null, claimsCount: number, perCustomerLimit: number | null, claimDays: number | null, startsAt: string | null, endsAt: string | null, isActive: boolean, archivedAt: string | null, program: { id: string } | null, image: { url: string, alt: string } | null, variant: { id: string } | null, moneyAmount: { amount: number, currency: string } | null, amount: { amount: number, currency: string } | null, tiers: Array<{ id: string, name: string }>, badges: Array<{ id: string, title: string }> } | null, errors: Array<{ field: string | null, message: string, code: LoyaltyErrorCode }> } | null };

export type LoyaltySegmentCreateMutationVariables = Exact<{
  programId?: string | number | null | undefined;
  input: LoyaltySegmentInput;
}>;


export type LoyaltySegmentCreateMutation = { loyaltySegmentCreate: { segment: { id: string, name: string, description: string, count: { value: number, isExact: boolean } | null } | null, errors: Array<{ field: string | null, message: string, code: LoyaltyErrorCode }> } | null };

export type LoyaltySegmentDeleteMutationVariables = Exact<{
  id: string | number;
}>;


export type LoyaltySegmentDeleteMutation = { loyaltySegmentDelete: { segment: { id: string, name: string } | null, errors: Array<{ field: string | null, message: string, code: LoyaltyErrorCode }> } | null };

export type LoyaltySegmentDetailsQueryVariables = Exact<{
  id: string | number;
}>;


export type LoyaltySegmentDetailsQuery = { loyaltySegment: { id: string, name: string, description: string, conditions: { statuses: Array<LoyaltyAccountStatusEnum>, tierIds: Array<string>, badgeIds: Array<string>, lastOrderWithinDays: number | null, lastOrderOlderThanDays: number | null, countries: Array<string>, channelIds: Array<string>, customerTypeIds: Array<string>, optedIn: boolean | null, takesPart: boolean | null, balance: { gte: number | null, lte: number | null } | null, lifetimeEarned: { gte: number | null, lte: number | null } | null, lifetimeSpent: { gte: number | null, lte: number | null } | null, createdAt: { gte: string | null, lte: string | null } | null, amountSpent: { currency: string, gte: number | null, lte: number | null } | null, ordersCount: { gte: number | null, lte: number | null } | null, lastOrderAt: { gte: string | null, lte: string | null } | null } | null } | null };

export type LoyaltySegmentUpdateMutationVariables = Exact<{
  id: string | number;
  input: LoyaltySegmentInput;
}>;


export type LoyaltySegmentUpdateMutation = { loyaltySegmentUpdate: { segment: { id: string, name: string, description: string, count: { value: number, isExact: boolean } | null } | null, errors: Array<{ field: string | null, message: string, code: LoyaltyErrorCode }> } | null };

export type LoyaltySegmentsQueryVariables = Exact<{
  programId?: string | number | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type LoyaltySegmentsQuery = { loyaltySegments: { totalCount: number | null, pageInfo: { hasNextPage: boolean, endCursor: string | null }, edges: Array<{ cursor: string, node: { id: string, name: string, description: string, createdAt: string, updatedAt: string, program: { id: string, name: string }, count: { value: number, isExact: boolean } | null } }> } | null };

export type LoyaltyTierCreateMutationVariables = Exact<{
  programId?: string | number | null | undefined;
  input: LoyaltyTierInput;
}>;


export type LoyaltyTierCreateMutation = { loyaltyTierCreate: { tier: { id: string, name: string, description: string, perks: Array<string>, threshold: number, currency: string | null, usualName: string, usualDescription: string, usualThreshold: number, isInForce: boolean, startsAt: string | null, endsAt: string | null, discountPercentage: number | null, productIds: Array<string>, freeShipping: boolean, earningMultiplier: number, arrivalPoints: number, customerTypeId: string | null, holdersCount: number, seasons: Array<{ name: string, description: string, threshold: number, startsAt: string, endsAt: string }>, discountAmount: { amount: number, currency: string } | null, arrivalReward: { id: string, name: string } | null, translations: Array<{ languageCode: LanguageCodeEnum, name: string, description: string, perks: Array<string> }> } | null, program: { id: string } | null, errors: Array<{ field: string | null, message: string, code: LoyaltyErrorCode }> } | null };

export type LoyaltyTierDeleteMutationVariables = Exact<{
  id: string | number;
}>;


export type LoyaltyTierDeleteMutation = { loyaltyTierDelete: { tier: { id: string, name: string, description: string, perks: Array<string>, threshold: number, currency: string | null, usualName: string, usualDescription: string, usualThreshold: number, isInForce: boolean, startsAt: string | null, endsAt: string | null, discountPercentage: number | null, productIds: Array<string>, freeShipping: boolean, earningMultiplier: number, arrivalPoints: number, customerTypeId: string | null, holdersCount: number, seasons: Array<{ name: string, description: string, threshold: number, startsAt: string, endsAt: string }>, discountAmount: { amount: number, currency: string } | null, arrivalReward: { id: string, name: string } | null, translations: Array<{ languageCode: LanguageCodeEnum, name: string, description: string, perks: Array<string> }> } | null, program: { id: string, tiers: Array<{ id: string }> } | null, errors: Array<{ field: string | null, message: string, code: LoyaltyErrorCode }> } | null };

export type LoyaltyTierReorderMutationVariables = Exact<{
  ids: Array<string | number> | string | number;
}>;


export type LoyaltyTierReorderMutation = { loyaltyTierReorder: { tiers: Array<{ id: string, name: string, threshold: number }> | null, program: { id: string } | null, errors: Array<{ field: string | null, message: string, code: LoyaltyErrorCode }> } | null };

export type LoyaltyTierSettingsQueryVariables = Exact<{
  channel: string;
}>;


export type LoyaltyTierSettingsQuery = { loyaltyProgram: { id: string, tierBasis: LoyaltyTierBasisEnum, tierCurrency: string, tierDemotion: LoyaltyTierDemotionEnum, tierGraceDays: number, tiers: Array<{ id: string, name: string, description: string, perks: Array<string>, threshold: number, currency: string | null, usualName: string, usualDescription: string, usualThreshold: number, isInForce: boolean, startsAt: string | null, endsAt: string | null, discountPercentage: number | null, productIds: Array<string>, freeShipping: boolean, earningMultiplier: number, arrivalPoints: number, customerTypeId: string | null, holdersCount: number, seasons: Array<{ name: string, description: string, threshold: number, startsAt: string, endsAt: string }>, discountAmount: { amount: number, currency: string } | null, arrivalReward: { id: string, name: string } | null, translations: Array<{ languageCode: LanguageCodeEnum, name: string, description: string, perks: Array<string> }> }> } | null };

export type LoyaltyTierTranslateMutationVariables = Exact<{
  id: string | number;
  languageCode: LanguageCodeEnum;
  input: LoyaltyTierTranslationInput;
}>;


export type LoyaltyTierTranslateMutation = { loyaltyTierTranslate: { tier: { id: string, name: string, translations: Array<{ languageCode: LanguageCodeEnum, name: string, description: string, perks: Array<string> }> } | null, program: { id: string } | null, errors: Array<{ field: string | null, message: string, code: LoyaltyErrorCode }> } | null };

export type LoyaltyTierUpdateMutationVariables = Exact<{
  id: string | number;
  input: LoyaltyTierInput;
}>;


export type LoyaltyTierUpdateMutation = { loyaltyTierUpdate: { tier: { id: string, name: string, description: string, perks: Array<string>, threshold: number, currency: string | null, usualName: string, usualDescription: string, usualThreshold: number, isInForce: boolean, startsAt: string | null, endsAt: string | null, discountPercentage: number | null, productIds: Array<string>, freeShipping: boolean, earningMultiplier: number, arrivalPoints: number, customerTypeId: string | null, holdersCount: number, seasons: Array<{ name: string, description: string, threshold: number, startsAt: string, endsAt: string }>, discountAmount: { amount: number, currency: string } | null, arrivalReward: { id: string, name: string } | null, translations: Array<{ languageCode: LanguageCodeEnum, name: string, description: string, perks: Array<string> }> } | null, program: { id: string } | null, errors: Array<{ field: string | null, message: string, code: LoyaltyErrorCode }> } | null };

export type OrderLoyaltyDetailsQueryVariables = Exact<{
  id: string | number;
  languageCode?: LanguageCodeEnum | null | undefined;
}>;


export type OrderLoyaltyDetailsQuery = { order: { id: string, loyalty: { pointsEarned: number, pointsSpent: number, benefits: Array<{ kind: LoyaltyBenefitKindEnum, name: string, points: number | null, isFreeShipping: boolean, isCapped: boolean, amount: { amount: number, currency: string } }>, entries: Array<{ id: string, createdAt: string, points: number, kind: LoyaltyEntryKindEnum, reason: string, programVersion: number | null, explanation: Array<{ code: string, message: string, staffMessage: string | null, values: Array<{ name: string, value: string }>, rule: { id: string, name: string } | null, passedOver: Array<{ id: string, name: string }> }> }> } | null } | null };

export type OrderRefundPreviewQueryVariables = Exact<{
  id: string | number;
  lines?: Array<LoyaltyRefundLineInput> | LoyaltyRefundLineInput | null | undefined;
  amount?: number | null | undefined;
  languageCode?: LanguageCodeEnum | null | undefined;
}>;


export type OrderRefundPreviewQuery = { order: { loyalty: { refundPreview: { pointsTakenBack: number, pointsGivenBack: number, pointsAdded: number, pointsRunOut: number, milestonePointsTakenBack: number, referralPointsTakenBack: number, balanceBefore: number, balanceAfter: number, debt: number, moneyDue: { amount: number, currency: string }, moneyRefundable: { amount: number, currency: string }, explanation: Array<{ code: string, message: string, values: Array<{ name: string, value: string }> }> } | null } | null } | null };


export const DraftOrderLoyaltyDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"DraftOrderLoyalty"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"languageCode"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"LanguageCodeEnum"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"order"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"total"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"gross"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"loyalty"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"draft"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"pointsToEarn"}},{"kind":"Field","name":{"kind":"Name","value":"quote"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"maximumPoints"}},{"kind":"Field","name":{"kind":"Name","value":"maximumDiscount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"limits"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"languageCode"},"value":{"kind":"Variable","name":{"kind":"Name","value":"languageCode"}}}]}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"appliedPoints"}},{"kind":"Field","name":{"kind":"Name","value":"appliedDiscount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"benefits"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"name"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"languageCode"},"value":{"kind":"Variable","name":{"kind":"Name","value":"languageCode"}}}]},{"kind":"Field","name":{"kind":"Name","value":"points"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<DraftOrderLoyaltyQuery, DraftOrderLoyaltyQueryVariables>;
export const DraftOrderLoyaltyPointsApplyDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"DraftOrderLoyaltyPointsApply"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"points"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"useMaximum"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Boolean"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"draftOrderLoyaltyPointsApply"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}},{"kind":"Argument","name":{"kind":"Name","value":"points"},"value":{"kind":"Variable","name":{"kind":"Name","value":"points"}}},{"kind":"Argument","name":{"kind":"Name","value":"useMaximum"},"value":{"kind":"Variable","name":{"kind":"Name","value":"useMaximum"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"order"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"total"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"gross"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"loyalty"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"draft"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"appliedPoints"}},{"kind":"Field","name":{"kind":"Name","value":"appliedDiscount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]}}]} as unknown as DocumentNode<DraftOrderLoyaltyPointsApplyMutation, DraftOrderLoyaltyPointsApplyMutationVariables>;
export const DraftOrderLoyaltyPointsRemoveDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"DraftOrderLoyaltyPointsRemove"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"draftOrderLoyaltyPointsRemove"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"order"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"total"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"gross"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"loyalty"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"draft"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"appliedPoints"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]}}]} as unknown as DocumentNode<DraftOrderLoyaltyPointsRemoveMutation, DraftOrderLoyaltyPointsRemoveMutationVariables>;
export const LoyaltyAccountBadgesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"LoyaltyAccountBadges"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"customerId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"channel"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"loyaltyAccount"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"customerId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"customerId"}}},{"kind":"Argument","name":{"kind":"Name","value":"channel"},"value":{"kind":"Variable","name":{"kind":"Name","value":"channel"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"badges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"badge"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"basis"}}]}},{"kind":"Field","name":{"kind":"Name","value":"isUnlocked"}},{"kind":"Field","name":{"kind":"Name","value":"unlockedAt"}},{"kind":"Field","name":{"kind":"Name","value":"missingPoints"}},{"kind":"Field","name":{"kind":"Name","value":"missingCount"}},{"kind":"Field","name":{"kind":"Name","value":"missingAmount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"hand"}},{"kind":"Field","name":{"kind":"Name","value":"note"}}]}}]}}]}}]} as unknown as DocumentNode<LoyaltyAccountBadgesQuery, LoyaltyAccountBadgesQueryVariables>;
export const LoyaltyAccountDetailsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"LoyaltyAccountDetails"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"customerId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"channel"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"languageCode"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"LanguageCodeEnum"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"loyaltyAccount"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"customerId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"customerId"}}},{"kind":"Argument","name":{"kind":"Name","value":"channel"},"value":{"kind":"Variable","name":{"kind":"Name","value":"channel"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"balance"}},{"kind":"Field","name":{"kind":"Name","value":"available"}},{"kind":"Field","name":{"kind":"Name","value":"pending"}},{"kind":"Field","name":{"kind":"Name","value":"reserved"}},{"kind":"Field","name":{"kind":"Name","value":"lifetimeEarned"}},{"kind":"Field","name":{"kind":"Name","value":"lifetimeSpent"}},{"kind":"Field","name":{"kind":"Name","value":"birthday"}},{"kind":"Field","name":{"kind":"Name","value":"value"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"channel"},"value":{"kind":"Variable","name":{"kind":"Name","value":"channel"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nextExpiry"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"points"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"email"}}]}},{"kind":"Field","name":{"kind":"Name","value":"program"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"isDefault"}}]}},{"kind":"Field","name":{"kind":"Name","value":"entries"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"points"}},{"kind":"Field","name":{"kind":"Name","value":"balanceAfter"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"reason"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"languageCode"},"value":{"kind":"Variable","name":{"kind":"Name","value":"languageCode"}}}]},{"kind":"Field","name":{"kind":"Name","value":"reasonCode"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"activatesAt"}},{"kind":"Field","name":{"kind":"Name","value":"order"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}}]}},{"kind":"Field","name":{"kind":"Name","value":"reverses"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"reversedBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"note"}}]}},{"kind":"Field","name":{"kind":"Name","value":"explanation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"languageCode"},"value":{"kind":"Variable","name":{"kind":"Name","value":"languageCode"}}}]},{"kind":"Field","name":{"kind":"Name","value":"staffMessage"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"languageCode"},"value":{"kind":"Variable","name":{"kind":"Name","value":"languageCode"}}}]}]}},{"kind":"Field","name":{"kind":"Name","value":"programVersion"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<LoyaltyAccountDetailsQuery, LoyaltyAccountDetailsQueryVariables>;
export const LoyaltyAccountEventsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"LoyaltyAccountEvents"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"customerId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"loyaltyAccount"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"customerId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"customerId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"events"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"reference"}},{"kind":"Field","name":{"kind":"Name","value":"occurredAt"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"points"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"hasPreviousPage"}},{"kind":"Field","name":{"kind":"Name","value":"startCursor"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]}}]} as unknown as DocumentNode<LoyaltyAccountEventsQuery, LoyaltyAccountEventsQueryVariables>;
export const LoyaltyAccountHistoryDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"LoyaltyAccountHistory"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"LoyaltyEntryFilterInput"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"languageCode"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"LanguageCodeEnum"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"loyaltyAccount"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"entries"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"points"}},{"kind":"Field","name":{"kind":"Name","value":"balanceAfter"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"reason"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"languageCode"},"value":{"kind":"Variable","name":{"kind":"Name","value":"languageCode"}}}]},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"activatesAt"}},{"kind":"Field","name":{"kind":"Name","value":"reverses"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"reversedBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"note"}}]}},{"kind":"Field","name":{"kind":"Name","value":"explanation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"languageCode"},"value":{"kind":"Variable","name":{"kind":"Name","value":"languageCode"}}}]},{"kind":"Field","name":{"kind":"Name","value":"staffMessage"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"languageCode"},"value":{"kind":"Variable","name":{"kind":"Name","value":"languageCode"}}}]}]}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<LoyaltyAccountHistoryQuery, LoyaltyAccountHistoryQueryVariables>;
export const LoyaltyAccountMembershipDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"LoyaltyAccountMembership"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"customerId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"channel"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"loyaltyAccount"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"customerId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"customerId"}}},{"kind":"Argument","name":{"kind":"Name","value":"channel"},"value":{"kind":"Variable","name":{"kind":"Name","value":"channel"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"takesPart"}},{"kind":"Field","name":{"kind":"Name","value":"firstTimeWaived"}},{"kind":"Field","name":{"kind":"Name","value":"optedInAt"}},{"kind":"Field","name":{"kind":"Name","value":"optedOutAt"}},{"kind":"Field","name":{"kind":"Name","value":"balance"}},{"kind":"Field","name":{"kind":"Name","value":"debt"}},{"kind":"Field","name":{"kind":"Name","value":"statusChanges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"actor"}},{"kind":"Field","name":{"kind":"Name","value":"changedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"cards"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"issuedAt"}},{"kind":"Field","name":{"kind":"Name","value":"endedAt"}},{"kind":"Field","name":{"kind":"Name","value":"replacedBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}}]}}]}}]}}]}}]} as unknown as DocumentNode<LoyaltyAccountMembershipQuery, LoyaltyAccountMembershipQueryVariables>;
export const LoyaltyAccountPageDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"LoyaltyAccountPage"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"loyaltyAccount"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"balance"}},{"kind":"Field","name":{"kind":"Name","value":"available"}},{"kind":"Field","name":{"kind":"Name","value":"pending"}},{"kind":"Field","name":{"kind":"Name","value":"reserved"}},{"kind":"Field","name":{"kind":"Name","value":"debt"}},{"kind":"Field","name":{"kind":"Name","value":"lifetimeEarned"}},{"kind":"Field","name":{"kind":"Name","value":"lifetimeSpent"}},{"kind":"Field","name":{"kind":"Name","value":"cardNumber"}},{"kind":"Field","name":{"kind":"Name","value":"values"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nextExpiry"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"points"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"firstName"}},{"kind":"Field","name":{"kind":"Name","value":"lastName"}},{"kind":"Field","name":{"kind":"Name","value":"loyalty"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"program"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"tier"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tier"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nextTier"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"missingAmount"}},{"kind":"Field","name":{"kind":"Name","value":"percentage"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}},{"kind":"Field","name":{"kind":"Name","value":"graceUntil"}},{"kind":"Field","name":{"kind":"Name","value":"byHandUntil"}}]}},{"kind":"Field","name":{"kind":"Name","value":"badges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"badge"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"symbol"}},{"kind":"Field","name":{"kind":"Name","value":"iconUrl"}}]}},{"kind":"Field","name":{"kind":"Name","value":"isUnlocked"}},{"kind":"Field","name":{"kind":"Name","value":"unlockedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"statusChanges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"changedAt"}}]}}]}}]}}]} as unknown as DocumentNode<LoyaltyAccountPageQuery, LoyaltyAccountPageQueryVariables>;
export const LoyaltyAccountReferralsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"LoyaltyAccountReferrals"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"loyaltyAccount"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"referralCode"}},{"kind":"Field","name":{"kind":"Name","value":"referredBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"referrer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"email"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"referrals"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"referrerPoints"}},{"kind":"Field","name":{"kind":"Name","value":"refereePoints"}},{"kind":"Field","name":{"kind":"Name","value":"referee"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"email"}}]}}]}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<LoyaltyAccountReferralsQuery, LoyaltyAccountReferralsQueryVariables>;
export const LoyaltyAccountStatusSetDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"LoyaltyAccountStatusSet"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"status"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"LoyaltyAccountStatusEnum"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"note"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"loyaltyAccountStatusSet"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}},{"kind":"Argument","name":{"kind":"Name","value":"status"},"value":{"kind":"Variable","name":{"kind":"Name","value":"status"}}},{"kind":"Argument","name":{"kind":"Name","value":"note"},"value":{"kind":"Variable","name":{"kind":"Name","value":"note"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"takesPart"}},{"kind":"Field","name":{"kind":"Name","value":"reserved"}},{"kind":"Field","name":{"kind":"Name","value":"statusChanges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"actor"}},{"kind":"Field","name":{"kind":"Name","value":"changedAt"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]}}]} as unknown as DocumentNode<LoyaltyAccountStatusSetMutation, LoyaltyAccountStatusSetMutationVariables>;
export const LoyaltyAccountTierDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"LoyaltyAccountTier"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"customerId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"channel"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"loyaltyAccount"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"customerId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"customerId"}}},{"kind":"Argument","name":{"kind":"Name","value":"channel"},"value":{"kind":"Variable","name":{"kind":"Name","value":"channel"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"tier"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tier"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"threshold"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nextTier"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"threshold"}}]}},{"kind":"Field","name":{"kind":"Name","value":"qualifyingAmount"}},{"kind":"Field","name":{"kind":"Name","value":"missingAmount"}},{"kind":"Field","name":{"kind":"Name","value":"percentage"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}},{"kind":"Field","name":{"kind":"Name","value":"since"}},{"kind":"Field","name":{"kind":"Name","value":"graceUntil"}},{"kind":"Field","name":{"kind":"Name","value":"byHandUntil"}}]}},{"kind":"Field","name":{"kind":"Name","value":"tierHistory"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"changedAt"}},{"kind":"Field","name":{"kind":"Name","value":"isUp"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"fromName"}},{"kind":"Field","name":{"kind":"Name","value":"fromTier"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"toName"}},{"kind":"Field","name":{"kind":"Name","value":"toTier"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"qualifyingAmount"}},{"kind":"Field","name":{"kind":"Name","value":"actor"}},{"kind":"Field","name":{"kind":"Name","value":"note"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<LoyaltyAccountTierQuery, LoyaltyAccountTierQueryVariables>;
export const LoyaltyAccountTierSetDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"LoyaltyAccountTierSet"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"customerId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"tierId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"endsAt"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DateTime"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"note"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"loyaltyAccountTierSet"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"customerId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"customerId"}}},{"kind":"Argument","name":{"kind":"Name","value":"tierId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"tierId"}}},{"kind":"Argument","name":{"kind":"Name","value":"endsAt"},"value":{"kind":"Variable","name":{"kind":"Name","value":"endsAt"}}},{"kind":"Argument","name":{"kind":"Name","value":"note"},"value":{"kind":"Variable","name":{"kind":"Name","value":"note"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"tier"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tier"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"qualifyingAmount"}},{"kind":"Field","name":{"kind":"Name","value":"since"}},{"kind":"Field","name":{"kind":"Name","value":"byHandUntil"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]}}]} as unknown as DocumentNode<LoyaltyAccountTierSetMutation, LoyaltyAccountTierSetMutationVariables>;
export const LoyaltyAccountTierUnsetDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"LoyaltyAccountTierUnset"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"customerId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"channel"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"note"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"loyaltyAccountTierUnset"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"customerId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"customerId"}}},{"kind":"Argument","name":{"kind":"Name","value":"channel"},"value":{"kind":"Variable","name":{"kind":"Name","value":"channel"}}},{"kind":"Argument","name":{"kind":"Name","value":"note"},"value":{"kind":"Variable","name":{"kind":"Name","value":"note"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"tier"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tier"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"qualifyingAmount"}},{"kind":"Field","name":{"kind":"Name","value":"since"}},{"kind":"Field","name":{"kind":"Name","value":"byHandUntil"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]}}]} as unknown as DocumentNode<LoyaltyAccountTierUnsetMutation, LoyaltyAccountTierUnsetMutationVariables>;
export const LoyaltyAccountsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"LoyaltyAccounts"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"search"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"LoyaltyAccountFilterInput"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"sortBy"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"LoyaltyAccountSortingInput"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"last"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"before"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"languageCode"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"LanguageCodeEnum"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"loyaltyAccounts"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"search"},"value":{"kind":"Variable","name":{"kind":"Name","value":"search"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"sortBy"},"value":{"kind":"Variable","name":{"kind":"Name","value":"sortBy"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"last"},"value":{"kind":"Variable","name":{"kind":"Name","value":"last"}}},{"kind":"Argument","name":{"kind":"Name","value":"before"},"value":{"kind":"Variable","name":{"kind":"Name","value":"before"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"hasPreviousPage"}},{"kind":"Field","name":{"kind":"Name","value":"startCursor"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"balance"}},{"kind":"Field","name":{"kind":"Name","value":"available"}},{"kind":"Field","name":{"kind":"Name","value":"lifetimeEarned"}},{"kind":"Field","name":{"kind":"Name","value":"lifetimeSpent"}},{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"firstName"}},{"kind":"Field","name":{"kind":"Name","value":"lastName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"program"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"tier"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tier"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"entries"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"1"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"points"}},{"kind":"Field","name":{"kind":"Name","value":"reason"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"languageCode"},"value":{"kind":"Variable","name":{"kind":"Name","value":"languageCode"}}}]}]}}]}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<LoyaltyAccountsQuery, LoyaltyAccountsQueryVariables>;
export const LoyaltyBadgeCreateDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"LoyaltyBadgeCreate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"programId"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"LoyaltyBadgeInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"loyaltyBadgeCreate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"programId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"programId"}}},{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"badge"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"symbol"}},{"kind":"Field","name":{"kind":"Name","value":"iconUrl"}},{"kind":"Field","name":{"kind":"Name","value":"basis"}},{"kind":"Field","name":{"kind":"Name","value":"pointsFrom"}},{"kind":"Field","name":{"kind":"Name","value":"pointsTo"}},{"kind":"Field","name":{"kind":"Name","value":"countFrom"}},{"kind":"Field","name":{"kind":"Name","value":"countTo"}},{"kind":"Field","name":{"kind":"Name","value":"amountFrom"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"amountTo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"eventType"}},{"kind":"Field","name":{"kind":"Name","value":"keepOnceWon"}},{"kind":"Field","name":{"kind":"Name","value":"isActive"}},{"kind":"Field","name":{"kind":"Name","value":"rank"}},{"kind":"Field","name":{"kind":"Name","value":"discountPercentage"}},{"kind":"Field","name":{"kind":"Name","value":"discountAmount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"productIds"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"program"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]}}]} as unknown as DocumentNode<LoyaltyBadgeCreateMutation, LoyaltyBadgeCreateMutationVariables>;
export const LoyaltyBadgeDeleteDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"LoyaltyBadgeDelete"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"loyaltyBadgeDelete"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"badge"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}}]}},{"kind":"Field","name":{"kind":"Name","value":"program"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"badges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]}}]} as unknown as DocumentNode<LoyaltyBadgeDeleteMutation, LoyaltyBadgeDeleteMutationVariables>;
export const LoyaltyBadgeGrantDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"LoyaltyBadgeGrant"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"customerId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"badgeId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"note"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"loyaltyBadgeGrant"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"customerId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"customerId"}}},{"kind":"Argument","name":{"kind":"Name","value":"badgeId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"badgeId"}}},{"kind":"Argument","name":{"kind":"Name","value":"note"},"value":{"kind":"Variable","name":{"kind":"Name","value":"note"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"badges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"badge"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"isUnlocked"}},{"kind":"Field","name":{"kind":"Name","value":"unlockedAt"}},{"kind":"Field","name":{"kind":"Name","value":"hand"}},{"kind":"Field","name":{"kind":"Name","value":"note"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"badge"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]}}]} as unknown as DocumentNode<LoyaltyBadgeGrantMutation, LoyaltyBadgeGrantMutationVariables>;
export const LoyaltyBadgeReorderDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"LoyaltyBadgeReorder"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"ids"}},"type":{"kind":"NonNullType","type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"loyaltyBadgeReorder"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"ids"},"value":{"kind":"Variable","name":{"kind":"Name","value":"ids"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"badges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"rank"}}]}},{"kind":"Field","name":{"kind":"Name","value":"program"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]}}]} as unknown as DocumentNode<LoyaltyBadgeReorderMutation, LoyaltyBadgeReorderMutationVariables>;
export const LoyaltyBadgeTakeDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"LoyaltyBadgeTake"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"customerId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"badgeId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"note"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"loyaltyBadgeTake"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"customerId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"customerId"}}},{"kind":"Argument","name":{"kind":"Name","value":"badgeId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"badgeId"}}},{"kind":"Argument","name":{"kind":"Name","value":"note"},"value":{"kind":"Variable","name":{"kind":"Name","value":"note"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"badges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"badge"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"isUnlocked"}},{"kind":"Field","name":{"kind":"Name","value":"unlockedAt"}},{"kind":"Field","name":{"kind":"Name","value":"hand"}},{"kind":"Field","name":{"kind":"Name","value":"note"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"badge"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]}}]} as unknown as DocumentNode<LoyaltyBadgeTakeMutation, LoyaltyBadgeTakeMutationVariables>;
export const LoyaltyBadgeTranslateDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"LoyaltyBadgeTranslate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"languageCode"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"LanguageCodeEnum"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"LoyaltyBadgeTranslationInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"loyaltyBadgeTranslate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}},{"kind":"Argument","name":{"kind":"Name","value":"languageCode"},"value":{"kind":"Variable","name":{"kind":"Name","value":"languageCode"}}},{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"badge"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"translations"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"languageCode"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"description"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"program"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]}}]} as unknown as DocumentNode<LoyaltyBadgeTranslateMutation, LoyaltyBadgeTranslateMutationVariables>;
export const LoyaltyBadgeUnsetDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"LoyaltyBadgeUnset"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"customerId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"badgeId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"loyaltyBadgeUnset"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"customerId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"customerId"}}},{"kind":"Argument","name":{"kind":"Name","value":"badgeId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"badgeId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"badges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"badge"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"isUnlocked"}},{"kind":"Field","name":{"kind":"Name","value":"hand"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"badge"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]}}]} as unknown as DocumentNode<LoyaltyBadgeUnsetMutation, LoyaltyBadgeUnsetMutationVariables>;
export const LoyaltyBadgeUpdateDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"LoyaltyBadgeUpdate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"LoyaltyBadgeInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"loyaltyBadgeUpdate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}},{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"badge"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"symbol"}},{"kind":"Field","name":{"kind":"Name","value":"iconUrl"}},{"kind":"Field","name":{"kind":"Name","value":"basis"}},{"kind":"Field","name":{"kind":"Name","value":"pointsFrom"}},{"kind":"Field","name":{"kind":"Name","value":"pointsTo"}},{"kind":"Field","name":{"kind":"Name","value":"countFrom"}},{"kind":"Field","name":{"kind":"Name","value":"countTo"}},{"kind":"Field","name":{"kind":"Name","value":"amountFrom"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"amountTo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"eventType"}},{"kind":"Field","name":{"kind":"Name","value":"keepOnceWon"}},{"kind":"Field","name":{"kind":"Name","value":"isActive"}},{"kind":"Field","name":{"kind":"Name","value":"rank"}},{"kind":"Field","name":{"kind":"Name","value":"discountPercentage"}},{"kind":"Field","name":{"kind":"Name","value":"discountAmount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"productIds"}}]}},{"kind":"Field","name":{"kind":"Name","value":"program"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]}}]} as unknown as DocumentNode<LoyaltyBadgeUpdateMutation, LoyaltyBadgeUpdateMutationVariables>;
export const LoyaltyBadgesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"LoyaltyBadges"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"channel"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"loyaltyProgram"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"channel"},"value":{"kind":"Variable","name":{"kind":"Name","value":"channel"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"badgesActive"}},{"kind":"Field","name":{"kind":"Name","value":"badgeDiscounts"}},{"kind":"Field","name":{"kind":"Name","value":"tierCurrency"}},{"kind":"Field","name":{"kind":"Name","value":"badges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"symbol"}},{"kind":"Field","name":{"kind":"Name","value":"iconUrl"}},{"kind":"Field","name":{"kind":"Name","value":"basis"}},{"kind":"Field","name":{"kind":"Name","value":"pointsFrom"}},{"kind":"Field","name":{"kind":"Name","value":"pointsTo"}},{"kind":"Field","name":{"kind":"Name","value":"countFrom"}},{"kind":"Field","name":{"kind":"Name","value":"countTo"}},{"kind":"Field","name":{"kind":"Name","value":"amountFrom"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"amountTo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"eventType"}},{"kind":"Field","name":{"kind":"Name","value":"keepOnceWon"}},{"kind":"Field","name":{"kind":"Name","value":"isActive"}},{"kind":"Field","name":{"kind":"Name","value":"rank"}},{"kind":"Field","name":{"kind":"Name","value":"discountPercentage"}},{"kind":"Field","name":{"kind":"Name","value":"discountAmount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"productIds"}},{"kind":"Field","name":{"kind":"Name","value":"translations"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"languageCode"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"description"}}]}}]}}]}}]}}]} as unknown as DocumentNode<LoyaltyBadgesQuery, LoyaltyBadgesQueryVariables>;
export const LoyaltyBirthdaySetDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"LoyaltyBirthdaySet"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"customerId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"birthday"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"loyaltyBirthdaySet"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"customerId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"customerId"}}},{"kind":"Argument","name":{"kind":"Name","value":"birthday"},"value":{"kind":"Variable","name":{"kind":"Name","value":"birthday"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"birthday"}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]}}]} as unknown as DocumentNode<LoyaltyBirthdaySetMutation, LoyaltyBirthdaySetMutationVariables>;
export const LoyaltyBonusCreateDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"LoyaltyBonusCreate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"programId"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"LoyaltyBonusInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"loyaltyBonusCreate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"programId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"programId"}}},{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"bonus"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"trigger"}},{"kind":"Field","name":{"kind":"Name","value":"points"}},{"kind":"Field","name":{"kind":"Name","value":"isActive"}},{"kind":"Field","name":{"kind":"Name","value":"eventType"}},{"kind":"Field","name":{"kind":"Name","value":"limit"}},{"kind":"Field","name":{"kind":"Name","value":"limitPeriod"}},{"kind":"Field","name":{"kind":"Name","value":"orderCount"}},{"kind":"Field","name":{"kind":"Name","value":"amountSpent"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}},{"kind":"Field","name":{"kind":"Name","value":"frequency"}},{"kind":"Field","name":{"kind":"Name","value":"startsAt"}},{"kind":"Field","name":{"kind":"Name","value":"endsAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"program"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]}}]} as unknown as DocumentNode<LoyaltyBonusCreateMutation, LoyaltyBonusCreateMutationVariables>;
export const LoyaltyBonusDeleteDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"LoyaltyBonusDelete"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"loyaltyBonusDelete"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"bonus"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"program"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"bonuses"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]}}]} as unknown as DocumentNode<LoyaltyBonusDeleteMutation, LoyaltyBonusDeleteMutationVariables>;
export const LoyaltyBonusUpdateDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"LoyaltyBonusUpdate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"LoyaltyBonusInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"loyaltyBonusUpdate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}},{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"bonus"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"trigger"}},{"kind":"Field","name":{"kind":"Name","value":"points"}},{"kind":"Field","name":{"kind":"Name","value":"isActive"}},{"kind":"Field","name":{"kind":"Name","value":"eventType"}},{"kind":"Field","name":{"kind":"Name","value":"limit"}},{"kind":"Field","name":{"kind":"Name","value":"limitPeriod"}},{"kind":"Field","name":{"kind":"Name","value":"orderCount"}},{"kind":"Field","name":{"kind":"Name","value":"amountSpent"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}},{"kind":"Field","name":{"kind":"Name","value":"frequency"}},{"kind":"Field","name":{"kind":"Name","value":"startsAt"}},{"kind":"Field","name":{"kind":"Name","value":"endsAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"program"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]}}]} as unknown as DocumentNode<LoyaltyBonusUpdateMutation, LoyaltyBonusUpdateMutationVariables>;
export const LoyaltyBonusesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"LoyaltyBonuses"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"channel"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"loyaltyProgram"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"channel"},"value":{"kind":"Variable","name":{"kind":"Name","value":"channel"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"bonuses"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"trigger"}},{"kind":"Field","name":{"kind":"Name","value":"points"}},{"kind":"Field","name":{"kind":"Name","value":"isActive"}},{"kind":"Field","name":{"kind":"Name","value":"eventType"}},{"kind":"Field","name":{"kind":"Name","value":"limit"}},{"kind":"Field","name":{"kind":"Name","value":"limitPeriod"}},{"kind":"Field","name":{"kind":"Name","value":"orderCount"}},{"kind":"Field","name":{"kind":"Name","value":"amountSpent"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}},{"kind":"Field","name":{"kind":"Name","value":"frequency"}},{"kind":"Field","name":{"kind":"Name","value":"startsAt"}},{"kind":"Field","name":{"kind":"Name","value":"endsAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastRun"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"occasion"}},{"kind":"Field","name":{"kind":"Name","value":"dueAt"}},{"kind":"Field","name":{"kind":"Name","value":"accountsCount"}},{"kind":"Field","name":{"kind":"Name","value":"finishedAt"}}]}}]}}]}}]}}]} as unknown as DocumentNode<LoyaltyBonusesQuery, LoyaltyBonusesQueryVariables>;
export const LoyaltyCardBlockDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"LoyaltyCardBlock"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"number"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"loyaltyCardBlock"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}},{"kind":"Argument","name":{"kind":"Name","value":"number"},"value":{"kind":"Variable","name":{"kind":"Name","value":"number"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"card"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"endedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"cardNumber"}},{"kind":"Field","name":{"kind":"Name","value":"takesPart"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]}}]} as unknown as DocumentNode<LoyaltyCardBlockMutation, LoyaltyCardBlockMutationVariables>;
export const LoyaltyCardReplaceDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"LoyaltyCardReplace"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"number"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"loyaltyCardReplace"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}},{"kind":"Argument","name":{"kind":"Name","value":"number"},"value":{"kind":"Variable","name":{"kind":"Name","value":"number"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"card"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"cardNumber"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]}}]} as unknown as DocumentNode<LoyaltyCardReplaceMutation, LoyaltyCardReplaceMutationVariables>;
export const LoyaltyCustomerWidgetDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"LoyaltyCustomerWidget"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"customerId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"languageCode"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"LanguageCodeEnum"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"loyaltyAccount"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"customerId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"customerId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"balance"}},{"kind":"Field","name":{"kind":"Name","value":"pending"}},{"kind":"Field","name":{"kind":"Name","value":"reserved"}},{"kind":"Field","name":{"kind":"Name","value":"values"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nextExpiry"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"points"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"tier"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tier"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nextTier"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"missingAmount"}},{"kind":"Field","name":{"kind":"Name","value":"percentage"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"entries"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"3"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"points"}},{"kind":"Field","name":{"kind":"Name","value":"reason"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"languageCode"},"value":{"kind":"Variable","name":{"kind":"Name","value":"languageCode"}}}]},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"reversedBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<LoyaltyCustomerWidgetQuery, LoyaltyCustomerWidgetQueryVariables>;
export const LoyaltyEarningRuleCreateDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"LoyaltyEarningRuleCreate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"programId"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"LoyaltyEarningRuleInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"loyaltyEarningRuleCreate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"programId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"programId"}}},{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"earningRule"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"rank"}},{"kind":"Field","name":{"kind":"Name","value":"isActive"}},{"kind":"Field","name":{"kind":"Name","value":"productIds"}},{"kind":"Field","name":{"kind":"Name","value":"variantIds"}},{"kind":"Field","name":{"kind":"Name","value":"categoryIds"}},{"kind":"Field","name":{"kind":"Name","value":"collectionIds"}},{"kind":"Field","name":{"kind":"Name","value":"productTypeIds"}},{"kind":"Field","name":{"kind":"Name","value":"channelIds"}},{"kind":"Field","name":{"kind":"Name","value":"orderValueFrom"}},{"kind":"Field","name":{"kind":"Name","value":"fixedPoints"}},{"kind":"Field","name":{"kind":"Name","value":"percentage"}},{"kind":"Field","name":{"kind":"Name","value":"multiplier"}},{"kind":"Field","name":{"kind":"Name","value":"startsAt"}},{"kind":"Field","name":{"kind":"Name","value":"endsAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"program"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]}}]} as unknown as DocumentNode<LoyaltyEarningRuleCreateMutation, LoyaltyEarningRuleCreateMutationVariables>;
export const LoyaltyEarningRuleDeleteDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"LoyaltyEarningRuleDelete"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"loyaltyEarningRuleDelete"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"earningRule"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"program"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"earningRules"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]}}]} as unknown as DocumentNode<LoyaltyEarningRuleDeleteMutation, LoyaltyEarningRuleDeleteMutationVariables>;
export const LoyaltyEarningRuleUpdateDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"LoyaltyEarningRuleUpdate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"LoyaltyEarningRuleInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"loyaltyEarningRuleUpdate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}},{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"earningRule"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"rank"}},{"kind":"Field","name":{"kind":"Name","value":"isActive"}},{"kind":"Field","name":{"kind":"Name","value":"productIds"}},{"kind":"Field","name":{"kind":"Name","value":"variantIds"}},{"kind":"Field","name":{"kind":"Name","value":"categoryIds"}},{"kind":"Field","name":{"kind":"Name","value":"collectionIds"}},{"kind":"Field","name":{"kind":"Name","value":"productTypeIds"}},{"kind":"Field","name":{"kind":"Name","value":"channelIds"}},{"kind":"Field","name":{"kind":"Name","value":"orderValueFrom"}},{"kind":"Field","name":{"kind":"Name","value":"fixedPoints"}},{"kind":"Field","name":{"kind":"Name","value":"percentage"}},{"kind":"Field","name":{"kind":"Name","value":"multiplier"}},{"kind":"Field","name":{"kind":"Name","value":"startsAt"}},{"kind":"Field","name":{"kind":"Name","value":"endsAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"program"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]}}]} as unknown as DocumentNode<LoyaltyEarningRuleUpdateMutation, LoyaltyEarningRuleUpdateMutationVariables>;
export const LoyaltyEarningRulesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"LoyaltyEarningRules"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"channel"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"loyaltyProgram"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"channel"},"value":{"kind":"Variable","name":{"kind":"Name","value":"channel"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"earningRules"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"rank"}},{"kind":"Field","name":{"kind":"Name","value":"isActive"}},{"kind":"Field","name":{"kind":"Name","value":"productIds"}},{"kind":"Field","name":{"kind":"Name","value":"variantIds"}},{"kind":"Field","name":{"kind":"Name","value":"categoryIds"}},{"kind":"Field","name":{"kind":"Name","value":"collectionIds"}},{"kind":"Field","name":{"kind":"Name","value":"productTypeIds"}},{"kind":"Field","name":{"kind":"Name","value":"channelIds"}},{"kind":"Field","name":{"kind":"Name","value":"orderValueFrom"}},{"kind":"Field","name":{"kind":"Name","value":"fixedPoints"}},{"kind":"Field","name":{"kind":"Name","value":"percentage"}},{"kind":"Field","name":{"kind":"Name","value":"multiplier"}},{"kind":"Field","name":{"kind":"Name","value":"startsAt"}},{"kind":"Field","name":{"kind":"Name","value":"endsAt"}}]}}]}}]}}]} as unknown as DocumentNode<LoyaltyEarningRulesQuery, LoyaltyEarningRulesQueryVariables>;
export const LoyaltyEntriesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"LoyaltyEntries"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"LoyaltyEntryFilterInput"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"languageCode"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"LanguageCodeEnum"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"loyaltyEntries"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"points"}},{"kind":"Field","name":{"kind":"Name","value":"balanceAfter"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"reason"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"languageCode"},"value":{"kind":"Variable","name":{"kind":"Name","value":"languageCode"}}}]},{"kind":"Field","name":{"kind":"Name","value":"reasonCode"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"order"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}}]}},{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"email"}}]}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<LoyaltyEntriesQuery, LoyaltyEntriesQueryVariables>;
export const LoyaltyEntryRevokeDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"LoyaltyEntryRevoke"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"note"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"loyaltyEntryRevoke"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}},{"kind":"Argument","name":{"kind":"Name","value":"note"},"value":{"kind":"Variable","name":{"kind":"Name","value":"note"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"balance"}},{"kind":"Field","name":{"kind":"Name","value":"available"}}]}},{"kind":"Field","name":{"kind":"Name","value":"entry"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"points"}},{"kind":"Field","name":{"kind":"Name","value":"balanceAfter"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"reverses"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"points"}},{"kind":"Field","name":{"kind":"Name","value":"reversedBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]}}]} as unknown as DocumentNode<LoyaltyEntryRevokeMutation, LoyaltyEntryRevokeMutationVariables>;
export const LoyaltyFirstTimeWaiveDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"LoyaltyFirstTimeWaive"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"customerId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"isWaived"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Boolean"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"loyaltyFirstTimeWaive"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"customerId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"customerId"}}},{"kind":"Argument","name":{"kind":"Name","value":"isWaived"},"value":{"kind":"Variable","name":{"kind":"Name","value":"isWaived"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"isWaived"}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]}}]} as unknown as DocumentNode<LoyaltyFirstTimeWaiveMutation, LoyaltyFirstTimeWaiveMutationVariables>;
export const LoyaltyGuestPointsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"LoyaltyGuestPoints"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"email"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"loyaltyGuestPoints"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"email"},"value":{"kind":"Variable","name":{"kind":"Name","value":"email"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"points"}},{"kind":"Field","name":{"kind":"Name","value":"orders"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"points"}},{"kind":"Field","name":{"kind":"Name","value":"order"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}}]}}]}}]}}]}}]} as unknown as DocumentNode<LoyaltyGuestPointsQuery, LoyaltyGuestPointsQueryVariables>;
export const LoyaltyOrderWidgetDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"LoyaltyOrderWidget"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"orderId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"languageCode"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"LanguageCodeEnum"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"order"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"orderId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"isPaid"}},{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"loyalty"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"pointsEarned"}},{"kind":"Field","name":{"kind":"Name","value":"pointsSpent"}},{"kind":"Field","name":{"kind":"Name","value":"pointsWaiting"}},{"kind":"Field","name":{"kind":"Name","value":"tierName"}},{"kind":"Field","name":{"kind":"Name","value":"earningMultiplier"}},{"kind":"Field","name":{"kind":"Name","value":"notEarned"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"languageCode"},"value":{"kind":"Variable","name":{"kind":"Name","value":"languageCode"}}}]}]}},{"kind":"Field","name":{"kind":"Name","value":"benefits"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"languageCode"},"value":{"kind":"Variable","name":{"kind":"Name","value":"languageCode"}}}]},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"isFreeShipping"}},{"kind":"Field","name":{"kind":"Name","value":"isCapped"}}]}},{"kind":"Field","name":{"kind":"Name","value":"entries"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"activatesAt"}},{"kind":"Field","name":{"kind":"Name","value":"points"}},{"kind":"Field","name":{"kind":"Name","value":"reason"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"languageCode"},"value":{"kind":"Variable","name":{"kind":"Name","value":"languageCode"}}}]},{"kind":"Field","name":{"kind":"Name","value":"reasonCode"}},{"kind":"Field","name":{"kind":"Name","value":"explanation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"languageCode"},"value":{"kind":"Variable","name":{"kind":"Name","value":"languageCode"}}}]}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<LoyaltyOrderWidgetQuery, LoyaltyOrderWidgetQueryVariables>;
export const LoyaltyPointsAdjustDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"LoyaltyPointsAdjust"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"LoyaltyPointsAdjustInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"loyaltyPointsAdjust"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"balanceBefore"}},{"kind":"Field","name":{"kind":"Name","value":"balanceAfter"}},{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"balance"}},{"kind":"Field","name":{"kind":"Name","value":"available"}}]}},{"kind":"Field","name":{"kind":"Name","value":"entry"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"points"}},{"kind":"Field","name":{"kind":"Name","value":"balanceAfter"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"note"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]}}]} as unknown as DocumentNode<LoyaltyPointsAdjustMutation, LoyaltyPointsAdjustMutationVariables>;
export const LoyaltyPointsSetDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"LoyaltyPointsSet"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"LoyaltyPointsSetInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"loyaltyPointsSet"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"balanceBefore"}},{"kind":"Field","name":{"kind":"Name","value":"balanceAfter"}},{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"balance"}},{"kind":"Field","name":{"kind":"Name","value":"available"}}]}},{"kind":"Field","name":{"kind":"Name","value":"entry"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"points"}},{"kind":"Field","name":{"kind":"Name","value":"balanceAfter"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"note"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]}}]} as unknown as DocumentNode<LoyaltyPointsSetMutation, LoyaltyPointsSetMutationVariables>;
export const LoyaltyProgramCreateDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"LoyaltyProgramCreate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"LoyaltyProgramInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"loyaltyProgramCreate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"program"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"introduction"}},{"kind":"Field","name":{"kind":"Name","value":"pointsName"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"singular"}},{"kind":"Field","name":{"kind":"Name","value":"plural"}}]}},{"kind":"Field","name":{"kind":"Name","value":"isDefault"}},{"kind":"Field","name":{"kind":"Name","value":"isActive"}},{"kind":"Field","name":{"kind":"Name","value":"earningActive"}},{"kind":"Field","name":{"kind":"Name","value":"spendingActive"}},{"kind":"Field","name":{"kind":"Name","value":"earnTrigger"}},{"kind":"Field","name":{"kind":"Name","value":"earnBasis"}},{"kind":"Field","name":{"kind":"Name","value":"earnMode"}},{"kind":"Field","name":{"kind":"Name","value":"rounding"}},{"kind":"Field","name":{"kind":"Name","value":"earnOnShipping"}},{"kind":"Field","name":{"kind":"Name","value":"earnOnReducedItems"}},{"kind":"Field","name":{"kind":"Name","value":"earnOnPointsPaidPart"}},{"kind":"Field","name":{"kind":"Name","value":"excludeReducedItems"}},{"kind":"Field","name":{"kind":"Name","value":"pendingDays"}},{"kind":"Field","name":{"kind":"Name","value":"pendingUntilFulfilled"}},{"kind":"Field","name":{"kind":"Name","value":"restoredPointsDays"}},{"kind":"Field","name":{"kind":"Name","value":"expiry"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"policy"}},{"kind":"Field","name":{"kind":"Name","value":"days"}},{"kind":"Field","name":{"kind":"Name","value":"months"}},{"kind":"Field","name":{"kind":"Name","value":"month"}},{"kind":"Field","name":{"kind":"Name","value":"day"}},{"kind":"Field","name":{"kind":"Name","value":"roundTo"}},{"kind":"Field","name":{"kind":"Name","value":"timeZone"}}]}},{"kind":"Field","name":{"kind":"Name","value":"holdMinutes"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"channels"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"channelId"}},{"kind":"Field","name":{"kind":"Name","value":"channelSlug"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}},{"kind":"Field","name":{"kind":"Name","value":"earningActive"}},{"kind":"Field","name":{"kind":"Name","value":"spendingActive"}},{"kind":"Field","name":{"kind":"Name","value":"earnPoints"}},{"kind":"Field","name":{"kind":"Name","value":"earnAmount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}}]}},{"kind":"Field","name":{"kind":"Name","value":"redeemPoints"}},{"kind":"Field","name":{"kind":"Name","value":"redeemAmount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}}]}},{"kind":"Field","name":{"kind":"Name","value":"minimumBalance"}},{"kind":"Field","name":{"kind":"Name","value":"minimumCartValue"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}}]}},{"kind":"Field","name":{"kind":"Name","value":"maximumDiscountAmount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}}]}},{"kind":"Field","name":{"kind":"Name","value":"maximumDiscountPercentage"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]}}]} as unknown as DocumentNode<LoyaltyProgramCreateMutation, LoyaltyProgramCreateMutationVariables>;
export const LoyaltyProgramDeleteDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"LoyaltyProgramDelete"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"loyaltyProgramDelete"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"program"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]}}]} as unknown as DocumentNode<LoyaltyProgramDeleteMutation, LoyaltyProgramDeleteMutationVariables>;
export const LoyaltyProgramUpdateDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"LoyaltyProgramUpdate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"LoyaltyProgramInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"loyaltyProgramUpdate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}},{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"program"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"introduction"}},{"kind":"Field","name":{"kind":"Name","value":"pointsName"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"singular"}},{"kind":"Field","name":{"kind":"Name","value":"plural"}}]}},{"kind":"Field","name":{"kind":"Name","value":"isDefault"}},{"kind":"Field","name":{"kind":"Name","value":"isActive"}},{"kind":"Field","name":{"kind":"Name","value":"earningActive"}},{"kind":"Field","name":{"kind":"Name","value":"spendingActive"}},{"kind":"Field","name":{"kind":"Name","value":"earnTrigger"}},{"kind":"Field","name":{"kind":"Name","value":"earnBasis"}},{"kind":"Field","name":{"kind":"Name","value":"earnMode"}},{"kind":"Field","name":{"kind":"Name","value":"rounding"}},{"kind":"Field","name":{"kind":"Name","value":"earnOnShipping"}},{"kind":"Field","name":{"kind":"Name","value":"earnOnReducedItems"}},{"kind":"Field","name":{"kind":"Name","value":"earnOnPointsPaidPart"}},{"kind":"Field","name":{"kind":"Name","value":"excludeReducedItems"}},{"kind":"Field","name":{"kind":"Name","value":"spendableGoods"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"mode"}},{"kind":"Field","name":{"kind":"Name","value":"productIds"}},{"kind":"Field","name":{"kind":"Name","value":"variantIds"}},{"kind":"Field","name":{"kind":"Name","value":"categoryIds"}},{"kind":"Field","name":{"kind":"Name","value":"collectionIds"}},{"kind":"Field","name":{"kind":"Name","value":"productTypeIds"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pendingDays"}},{"kind":"Field","name":{"kind":"Name","value":"pendingUntilFulfilled"}},{"kind":"Field","name":{"kind":"Name","value":"restoredPointsDays"}},{"kind":"Field","name":{"kind":"Name","value":"expiry"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"policy"}},{"kind":"Field","name":{"kind":"Name","value":"days"}},{"kind":"Field","name":{"kind":"Name","value":"months"}},{"kind":"Field","name":{"kind":"Name","value":"month"}},{"kind":"Field","name":{"kind":"Name","value":"day"}},{"kind":"Field","name":{"kind":"Name","value":"roundTo"}},{"kind":"Field","name":{"kind":"Name","value":"timeZone"}}]}},{"kind":"Field","name":{"kind":"Name","value":"holdMinutes"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"channels"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"channelId"}},{"kind":"Field","name":{"kind":"Name","value":"channelSlug"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}},{"kind":"Field","name":{"kind":"Name","value":"earningActive"}},{"kind":"Field","name":{"kind":"Name","value":"spendingActive"}},{"kind":"Field","name":{"kind":"Name","value":"earnPoints"}},{"kind":"Field","name":{"kind":"Name","value":"earnAmount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}}]}},{"kind":"Field","name":{"kind":"Name","value":"redeemPoints"}},{"kind":"Field","name":{"kind":"Name","value":"redeemAmount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}}]}},{"kind":"Field","name":{"kind":"Name","value":"minimumBalance"}},{"kind":"Field","name":{"kind":"Name","value":"minimumCartValue"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}}]}},{"kind":"Field","name":{"kind":"Name","value":"maximumDiscountAmount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}}]}},{"kind":"Field","name":{"kind":"Name","value":"maximumDiscountPercentage"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]}}]} as unknown as DocumentNode<LoyaltyProgramUpdateMutation, LoyaltyProgramUpdateMutationVariables>;
export const LoyaltyProgramsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"LoyaltyPrograms"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"loyaltyPrograms"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"introduction"}},{"kind":"Field","name":{"kind":"Name","value":"pointsName"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"singular"}},{"kind":"Field","name":{"kind":"Name","value":"plural"}}]}},{"kind":"Field","name":{"kind":"Name","value":"isDefault"}},{"kind":"Field","name":{"kind":"Name","value":"isActive"}},{"kind":"Field","name":{"kind":"Name","value":"earningActive"}},{"kind":"Field","name":{"kind":"Name","value":"spendingActive"}},{"kind":"Field","name":{"kind":"Name","value":"earnTrigger"}},{"kind":"Field","name":{"kind":"Name","value":"earnBasis"}},{"kind":"Field","name":{"kind":"Name","value":"earnMode"}},{"kind":"Field","name":{"kind":"Name","value":"rounding"}},{"kind":"Field","name":{"kind":"Name","value":"earnOnShipping"}},{"kind":"Field","name":{"kind":"Name","value":"earnOnReducedItems"}},{"kind":"Field","name":{"kind":"Name","value":"earnOnPointsPaidPart"}},{"kind":"Field","name":{"kind":"Name","value":"redemptionMethod"}},{"kind":"Field","name":{"kind":"Name","value":"excludeReducedItems"}},{"kind":"Field","name":{"kind":"Name","value":"spendableGoods"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"mode"}},{"kind":"Field","name":{"kind":"Name","value":"productIds"}},{"kind":"Field","name":{"kind":"Name","value":"variantIds"}},{"kind":"Field","name":{"kind":"Name","value":"categoryIds"}},{"kind":"Field","name":{"kind":"Name","value":"collectionIds"}},{"kind":"Field","name":{"kind":"Name","value":"productTypeIds"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pendingDays"}},{"kind":"Field","name":{"kind":"Name","value":"pendingUntilFulfilled"}},{"kind":"Field","name":{"kind":"Name","value":"restoredPointsDays"}},{"kind":"Field","name":{"kind":"Name","value":"expiry"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"policy"}},{"kind":"Field","name":{"kind":"Name","value":"days"}},{"kind":"Field","name":{"kind":"Name","value":"months"}},{"kind":"Field","name":{"kind":"Name","value":"month"}},{"kind":"Field","name":{"kind":"Name","value":"day"}},{"kind":"Field","name":{"kind":"Name","value":"roundTo"}},{"kind":"Field","name":{"kind":"Name","value":"timeZone"}}]}},{"kind":"Field","name":{"kind":"Name","value":"eligibility"}},{"kind":"Field","name":{"kind":"Name","value":"negativeBalance"}},{"kind":"Field","name":{"kind":"Name","value":"registrationPoints"}},{"kind":"Field","name":{"kind":"Name","value":"newsletterPoints"}},{"kind":"Field","name":{"kind":"Name","value":"newsletterMetadataKey"}},{"kind":"Field","name":{"kind":"Name","value":"reviewPoints"}},{"kind":"Field","name":{"kind":"Name","value":"reviewLimit"}},{"kind":"Field","name":{"kind":"Name","value":"referrerPoints"}},{"kind":"Field","name":{"kind":"Name","value":"refereePoints"}},{"kind":"Field","name":{"kind":"Name","value":"referralOrderValueFrom"}},{"kind":"Field","name":{"kind":"Name","value":"referralMetadataKey"}},{"kind":"Field","name":{"kind":"Name","value":"birthdayMetadataKey"}},{"kind":"Field","name":{"kind":"Name","value":"holdMinutes"}},{"kind":"Field","name":{"kind":"Name","value":"rewardPriceFactor"}},{"kind":"Field","name":{"kind":"Name","value":"tierBasis"}},{"kind":"Field","name":{"kind":"Name","value":"tierCurrency"}},{"kind":"Field","name":{"kind":"Name","value":"tierDemotion"}},{"kind":"Field","name":{"kind":"Name","value":"tierGraceDays"}},{"kind":"Field","name":{"kind":"Name","value":"tierMetadataKey"}},{"kind":"Field","name":{"kind":"Name","value":"badgesActive"}},{"kind":"Field","name":{"kind":"Name","value":"badgeDiscounts"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"channels"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"channelId"}},{"kind":"Field","name":{"kind":"Name","value":"channelSlug"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}},{"kind":"Field","name":{"kind":"Name","value":"earningActive"}},{"kind":"Field","name":{"kind":"Name","value":"spendingActive"}},{"kind":"Field","name":{"kind":"Name","value":"earnPoints"}},{"kind":"Field","name":{"kind":"Name","value":"earnAmount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}}]}},{"kind":"Field","name":{"kind":"Name","value":"redeemPoints"}},{"kind":"Field","name":{"kind":"Name","value":"redeemAmount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}}]}},{"kind":"Field","name":{"kind":"Name","value":"minimumBalance"}},{"kind":"Field","name":{"kind":"Name","value":"minimumCartValue"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}}]}},{"kind":"Field","name":{"kind":"Name","value":"maximumDiscountAmount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}}]}},{"kind":"Field","name":{"kind":"Name","value":"maximumDiscountPercentage"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<LoyaltyProgramsQuery, LoyaltyProgramsQueryVariables>;
export const LoyaltyRewardArchiveDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"LoyaltyRewardArchive"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"ids"}},"type":{"kind":"NonNullType","type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"loyaltyRewardArchive"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"ids"},"value":{"kind":"Variable","name":{"kind":"Name","value":"ids"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rewards"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"archivedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]}}]} as unknown as DocumentNode<LoyaltyRewardArchiveMutation, LoyaltyRewardArchiveMutationVariables>;
export const LoyaltyRewardCatalogueDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"LoyaltyRewardCatalogue"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"channel"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"LoyaltyRewardFilterInput"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"loyaltyRewards"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"channel"},"value":{"kind":"Variable","name":{"kind":"Name","value":"channel"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"rank"}},{"kind":"Field","name":{"kind":"Name","value":"isActive"}},{"kind":"Field","name":{"kind":"Name","value":"points"}},{"kind":"Field","name":{"kind":"Name","value":"proposedPoints"}},{"kind":"Field","name":{"kind":"Name","value":"fixedPoints"}},{"kind":"Field","name":{"kind":"Name","value":"stock"}},{"kind":"Field","name":{"kind":"Name","value":"remaining"}},{"kind":"Field","name":{"kind":"Name","value":"claimsCount"}},{"kind":"Field","name":{"kind":"Name","value":"startsAt"}},{"kind":"Field","name":{"kind":"Name","value":"endsAt"}},{"kind":"Field","name":{"kind":"Name","value":"archivedAt"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"limits"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"at"}}]}},{"kind":"Field","name":{"kind":"Name","value":"translations"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"languageCode"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<LoyaltyRewardCatalogueQuery, LoyaltyRewardCatalogueQueryVariables>;
export const LoyaltyRewardClaimFulfillDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"LoyaltyRewardClaimFulfill"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"note"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"loyaltyRewardClaimFulfill"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}},{"kind":"Argument","name":{"kind":"Name","value":"note"},"value":{"kind":"Variable","name":{"kind":"Name","value":"note"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"claim"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"closedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"balance"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]}}]} as unknown as DocumentNode<LoyaltyRewardClaimFulfillMutation, LoyaltyRewardClaimFulfillMutationVariables>;
export const LoyaltyRewardClaimRefuseDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"LoyaltyRewardClaimRefuse"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"note"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"loyaltyRewardClaimRefuse"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}},{"kind":"Argument","name":{"kind":"Name","value":"note"},"value":{"kind":"Variable","name":{"kind":"Name","value":"note"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"claim"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"closedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"balance"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]}}]} as unknown as DocumentNode<LoyaltyRewardClaimRefuseMutation, LoyaltyRewardClaimRefuseMutationVariables>;
export const LoyaltyRewardClaimsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"LoyaltyRewardClaims"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"LoyaltyClaimFilterInput"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"last"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"before"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"loyaltyRewardClaims"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"last"},"value":{"kind":"Variable","name":{"kind":"Name","value":"last"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"before"},"value":{"kind":"Variable","name":{"kind":"Name","value":"before"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"hasPreviousPage"}},{"kind":"Field","name":{"kind":"Name","value":"startCursor"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"points"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"closedAt"}},{"kind":"Field","name":{"kind":"Name","value":"reward"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"email"}}]}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<LoyaltyRewardClaimsQuery, LoyaltyRewardClaimsQueryVariables>;
export const LoyaltyRewardCreateDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"LoyaltyRewardCreate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"programId"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"LoyaltyRewardInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"loyaltyRewardCreate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"programId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"programId"}}},{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reward"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"program"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"image"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"alt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"rank"}},{"kind":"Field","name":{"kind":"Name","value":"points"}},{"kind":"Field","name":{"kind":"Name","value":"proposedPoints"}},{"kind":"Field","name":{"kind":"Name","value":"fixedPoints"}},{"kind":"Field","name":{"kind":"Name","value":"variant"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"moneyAmount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"percentage"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"firstTimeOnly"}},{"kind":"Field","name":{"kind":"Name","value":"stock"}},{"kind":"Field","name":{"kind":"Name","value":"remaining"}},{"kind":"Field","name":{"kind":"Name","value":"claimsCount"}},{"kind":"Field","name":{"kind":"Name","value":"perCustomerLimit"}},{"kind":"Field","name":{"kind":"Name","value":"tiers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"badges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}}]}},{"kind":"Field","name":{"kind":"Name","value":"claimDays"}},{"kind":"Field","name":{"kind":"Name","value":"startsAt"}},{"kind":"Field","name":{"kind":"Name","value":"endsAt"}},{"kind":"Field","name":{"kind":"Name","value":"isActive"}},{"kind":"Field","name":{"kind":"Name","value":"archivedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]}}]} as unknown as DocumentNode<LoyaltyRewardCreateMutation, LoyaltyRewardCreateMutationVariables>;
export const LoyaltyRewardTranslateDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"LoyaltyRewardTranslate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"languageCode"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"LanguageCodeEnum"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"LoyaltyRewardTranslationInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"loyaltyRewardTranslate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}},{"kind":"Argument","name":{"kind":"Name","value":"languageCode"},"value":{"kind":"Variable","name":{"kind":"Name","value":"languageCode"}}},{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reward"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"translations"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"languageCode"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]}}]} as unknown as DocumentNode<LoyaltyRewardTranslateMutation, LoyaltyRewardTranslateMutationVariables>;
export const LoyaltyRewardUnarchiveDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"LoyaltyRewardUnarchive"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"ids"}},"type":{"kind":"NonNullType","type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"loyaltyRewardUnarchive"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"ids"},"value":{"kind":"Variable","name":{"kind":"Name","value":"ids"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rewards"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"archivedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]}}]} as unknown as DocumentNode<LoyaltyRewardUnarchiveMutation, LoyaltyRewardUnarchiveMutationVariables>;
export const LoyaltyRewardUpdateDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"LoyaltyRewardUpdate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"LoyaltyRewardInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"loyaltyRewardUpdate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}},{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reward"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"program"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"image"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"alt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"rank"}},{"kind":"Field","name":{"kind":"Name","value":"points"}},{"kind":"Field","name":{"kind":"Name","value":"proposedPoints"}},{"kind":"Field","name":{"kind":"Name","value":"fixedPoints"}},{"kind":"Field","name":{"kind":"Name","value":"variant"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"moneyAmount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"percentage"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"firstTimeOnly"}},{"kind":"Field","name":{"kind":"Name","value":"stock"}},{"kind":"Field","name":{"kind":"Name","value":"remaining"}},{"kind":"Field","name":{"kind":"Name","value":"claimsCount"}},{"kind":"Field","name":{"kind":"Name","value":"perCustomerLimit"}},{"kind":"Field","name":{"kind":"Name","value":"tiers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"badges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}}]}},{"kind":"Field","name":{"kind":"Name","value":"claimDays"}},{"kind":"Field","name":{"kind":"Name","value":"startsAt"}},{"kind":"Field","name":{"kind":"Name","value":"endsAt"}},{"kind":"Field","name":{"kind":"Name","value":"isActive"}},{"kind":"Field","name":{"kind":"Name","value":"archivedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]}}]} as unknown as DocumentNode<LoyaltyRewardUpdateMutation, LoyaltyRewardUpdateMutationVariables>;
export const LoyaltySegmentCreateDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"LoyaltySegmentCreate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"programId"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"LoyaltySegmentInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"loyaltySegmentCreate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"programId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"programId"}}},{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"segment"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"count"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"isExact"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]}}]} as unknown as DocumentNode<LoyaltySegmentCreateMutation, LoyaltySegmentCreateMutationVariables>;
export const LoyaltySegmentDeleteDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"LoyaltySegmentDelete"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"loyaltySegmentDelete"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"segment"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]}}]} as unknown as DocumentNode<LoyaltySegmentDeleteMutation, LoyaltySegmentDeleteMutationVariables>;
export const LoyaltySegmentDetailsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"LoyaltySegmentDetails"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"loyaltySegment"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"conditions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"statuses"}},{"kind":"Field","name":{"kind":"Name","value":"balance"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"gte"}},{"kind":"Field","name":{"kind":"Name","value":"lte"}}]}},{"kind":"Field","name":{"kind":"Name","value":"lifetimeEarned"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"gte"}},{"kind":"Field","name":{"kind":"Name","value":"lte"}}]}},{"kind":"Field","name":{"kind":"Name","value":"lifetimeSpent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"gte"}},{"kind":"Field","name":{"kind":"Name","value":"lte"}}]}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"gte"}},{"kind":"Field","name":{"kind":"Name","value":"lte"}}]}},{"kind":"Field","name":{"kind":"Name","value":"tierIds"}},{"kind":"Field","name":{"kind":"Name","value":"badgeIds"}},{"kind":"Field","name":{"kind":"Name","value":"amountSpent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"currency"}},{"kind":"Field","name":{"kind":"Name","value":"gte"}},{"kind":"Field","name":{"kind":"Name","value":"lte"}}]}},{"kind":"Field","name":{"kind":"Name","value":"ordersCount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"gte"}},{"kind":"Field","name":{"kind":"Name","value":"lte"}}]}},{"kind":"Field","name":{"kind":"Name","value":"lastOrderAt"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"gte"}},{"kind":"Field","name":{"kind":"Name","value":"lte"}}]}},{"kind":"Field","name":{"kind":"Name","value":"lastOrderWithinDays"}},{"kind":"Field","name":{"kind":"Name","value":"lastOrderOlderThanDays"}},{"kind":"Field","name":{"kind":"Name","value":"countries"}},{"kind":"Field","name":{"kind":"Name","value":"channelIds"}},{"kind":"Field","name":{"kind":"Name","value":"customerTypeIds"}},{"kind":"Field","name":{"kind":"Name","value":"optedIn"}},{"kind":"Field","name":{"kind":"Name","value":"takesPart"}}]}}]}}]}}]} as unknown as DocumentNode<LoyaltySegmentDetailsQuery, LoyaltySegmentDetailsQueryVariables>;
export const LoyaltySegmentUpdateDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"LoyaltySegmentUpdate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"LoyaltySegmentInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"loyaltySegmentUpdate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}},{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"segment"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"count"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"isExact"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]}}]} as unknown as DocumentNode<LoyaltySegmentUpdateMutation, LoyaltySegmentUpdateMutationVariables>;
export const LoyaltySegmentsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"LoyaltySegments"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"programId"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"loyaltySegments"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"programId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"programId"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"program"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"count"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"isExact"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<LoyaltySegmentsQuery, LoyaltySegmentsQueryVariables>;
export const LoyaltyTierCreateDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"LoyaltyTierCreate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"programId"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"LoyaltyTierInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"loyaltyTierCreate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"programId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"programId"}}},{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tier"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"perks"}},{"kind":"Field","name":{"kind":"Name","value":"threshold"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}},{"kind":"Field","name":{"kind":"Name","value":"usualName"}},{"kind":"Field","name":{"kind":"Name","value":"usualDescription"}},{"kind":"Field","name":{"kind":"Name","value":"usualThreshold"}},{"kind":"Field","name":{"kind":"Name","value":"isInForce"}},{"kind":"Field","name":{"kind":"Name","value":"startsAt"}},{"kind":"Field","name":{"kind":"Name","value":"endsAt"}},{"kind":"Field","name":{"kind":"Name","value":"seasons"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"threshold"}},{"kind":"Field","name":{"kind":"Name","value":"startsAt"}},{"kind":"Field","name":{"kind":"Name","value":"endsAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"discountPercentage"}},{"kind":"Field","name":{"kind":"Name","value":"discountAmount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"productIds"}},{"kind":"Field","name":{"kind":"Name","value":"freeShipping"}},{"kind":"Field","name":{"kind":"Name","value":"earningMultiplier"}},{"kind":"Field","name":{"kind":"Name","value":"arrivalPoints"}},{"kind":"Field","name":{"kind":"Name","value":"arrivalReward"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"customerTypeId"}},{"kind":"Field","name":{"kind":"Name","value":"holdersCount"}},{"kind":"Field","name":{"kind":"Name","value":"translations"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"languageCode"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"perks"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"program"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]}}]} as unknown as DocumentNode<LoyaltyTierCreateMutation, LoyaltyTierCreateMutationVariables>;
export const LoyaltyTierDeleteDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"LoyaltyTierDelete"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"loyaltyTierDelete"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tier"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"perks"}},{"kind":"Field","name":{"kind":"Name","value":"threshold"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}},{"kind":"Field","name":{"kind":"Name","value":"usualName"}},{"kind":"Field","name":{"kind":"Name","value":"usualDescription"}},{"kind":"Field","name":{"kind":"Name","value":"usualThreshold"}},{"kind":"Field","name":{"kind":"Name","value":"isInForce"}},{"kind":"Field","name":{"kind":"Name","value":"startsAt"}},{"kind":"Field","name":{"kind":"Name","value":"endsAt"}},{"kind":"Field","name":{"kind":"Name","value":"seasons"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"threshold"}},{"kind":"Field","name":{"kind":"Name","value":"startsAt"}},{"kind":"Field","name":{"kind":"Name","value":"endsAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"discountPercentage"}},{"kind":"Field","name":{"kind":"Name","value":"discountAmount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"productIds"}},{"kind":"Field","name":{"kind":"Name","value":"freeShipping"}},{"kind":"Field","name":{"kind":"Name","value":"earningMultiplier"}},{"kind":"Field","name":{"kind":"Name","value":"arrivalPoints"}},{"kind":"Field","name":{"kind":"Name","value":"arrivalReward"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"customerTypeId"}},{"kind":"Field","name":{"kind":"Name","value":"holdersCount"}},{"kind":"Field","name":{"kind":"Name","value":"translations"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"languageCode"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"perks"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"program"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"tiers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]}}]} as unknown as DocumentNode<LoyaltyTierDeleteMutation, LoyaltyTierDeleteMutationVariables>;
export const LoyaltyTierReorderDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"LoyaltyTierReorder"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"ids"}},"type":{"kind":"NonNullType","type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"loyaltyTierReorder"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"ids"},"value":{"kind":"Variable","name":{"kind":"Name","value":"ids"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tiers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"threshold"}}]}},{"kind":"Field","name":{"kind":"Name","value":"program"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]}}]} as unknown as DocumentNode<LoyaltyTierReorderMutation, LoyaltyTierReorderMutationVariables>;
export const LoyaltyTierSettingsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"LoyaltyTierSettings"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"channel"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"loyaltyProgram"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"channel"},"value":{"kind":"Variable","name":{"kind":"Name","value":"channel"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"tierBasis"}},{"kind":"Field","name":{"kind":"Name","value":"tierCurrency"}},{"kind":"Field","name":{"kind":"Name","value":"tierDemotion"}},{"kind":"Field","name":{"kind":"Name","value":"tierGraceDays"}},{"kind":"Field","name":{"kind":"Name","value":"tiers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"perks"}},{"kind":"Field","name":{"kind":"Name","value":"threshold"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}},{"kind":"Field","name":{"kind":"Name","value":"usualName"}},{"kind":"Field","name":{"kind":"Name","value":"usualDescription"}},{"kind":"Field","name":{"kind":"Name","value":"usualThreshold"}},{"kind":"Field","name":{"kind":"Name","value":"isInForce"}},{"kind":"Field","name":{"kind":"Name","value":"startsAt"}},{"kind":"Field","name":{"kind":"Name","value":"endsAt"}},{"kind":"Field","name":{"kind":"Name","value":"seasons"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"threshold"}},{"kind":"Field","name":{"kind":"Name","value":"startsAt"}},{"kind":"Field","name":{"kind":"Name","value":"endsAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"discountPercentage"}},{"kind":"Field","name":{"kind":"Name","value":"discountAmount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"productIds"}},{"kind":"Field","name":{"kind":"Name","value":"freeShipping"}},{"kind":"Field","name":{"kind":"Name","value":"earningMultiplier"}},{"kind":"Field","name":{"kind":"Name","value":"arrivalPoints"}},{"kind":"Field","name":{"kind":"Name","value":"arrivalReward"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"customerTypeId"}},{"kind":"Field","name":{"kind":"Name","value":"holdersCount"}},{"kind":"Field","name":{"kind":"Name","value":"translations"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"languageCode"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"perks"}}]}}]}}]}}]}}]} as unknown as DocumentNode<LoyaltyTierSettingsQuery, LoyaltyTierSettingsQueryVariables>;
export const LoyaltyTierTranslateDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"LoyaltyTierTranslate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"languageCode"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"LanguageCodeEnum"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"LoyaltyTierTranslationInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"loyaltyTierTranslate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}},{"kind":"Argument","name":{"kind":"Name","value":"languageCode"},"value":{"kind":"Variable","name":{"kind":"Name","value":"languageCode"}}},{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tier"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"translations"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"languageCode"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"perks"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"program"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]}}]} as unknown as DocumentNode<LoyaltyTierTranslateMutation, LoyaltyTierTranslateMutationVariables>;
export const LoyaltyTierUpdateDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"LoyaltyTierUpdate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"LoyaltyTierInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"loyaltyTierUpdate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}},{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tier"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"perks"}},{"kind":"Field","name":{"kind":"Name","value":"threshold"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}},{"kind":"Field","name":{"kind":"Name","value":"usualName"}},{"kind":"Field","name":{"kind":"Name","value":"usualDescription"}},{"kind":"Field","name":{"kind":"Name","value":"usualThreshold"}},{"kind":"Field","name":{"kind":"Name","value":"isInForce"}},{"kind":"Field","name":{"kind":"Name","value":"startsAt"}},{"kind":"Field","name":{"kind":"Name","value":"endsAt"}},{"kind":"Field","name":{"kind":"Name","value":"seasons"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"threshold"}},{"kind":"Field","name":{"kind":"Name","value":"startsAt"}},{"kind":"Field","name":{"kind":"Name","value":"endsAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"discountPercentage"}},{"kind":"Field","name":{"kind":"Name","value":"discountAmount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"productIds"}},{"kind":"Field","name":{"kind":"Name","value":"freeShipping"}},{"kind":"Field","name":{"kind":"Name","value":"earningMultiplier"}},{"kind":"Field","name":{"kind":"Name","value":"arrivalPoints"}},{"kind":"Field","name":{"kind":"Name","value":"arrivalReward"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"customerTypeId"}},{"kind":"Field","name":{"kind":"Name","value":"holdersCount"}},{"kind":"Field","name":{"kind":"Name","value":"translations"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"languageCode"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"perks"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"program"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]}}]} as unknown as DocumentNode<LoyaltyTierUpdateMutation, LoyaltyTierUpdateMutationVariables>;
export const OrderLoyaltyDetailsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"OrderLoyaltyDetails"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"languageCode"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"LanguageCodeEnum"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"order"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"loyalty"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"pointsEarned"}},{"kind":"Field","name":{"kind":"Name","value":"pointsSpent"}},{"kind":"Field","name":{"kind":"Name","value":"benefits"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"name"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"languageCode"},"value":{"kind":"Variable","name":{"kind":"Name","value":"languageCode"}}}]},{"kind":"Field","name":{"kind":"Name","value":"points"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"isFreeShipping"}},{"kind":"Field","name":{"kind":"Name","value":"isCapped"}}]}},{"kind":"Field","name":{"kind":"Name","value":"entries"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"points"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"reason"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"languageCode"},"value":{"kind":"Variable","name":{"kind":"Name","value":"languageCode"}}}]},{"kind":"Field","name":{"kind":"Name","value":"programVersion"}},{"kind":"Field","name":{"kind":"Name","value":"explanation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"languageCode"},"value":{"kind":"Variable","name":{"kind":"Name","value":"languageCode"}}}]},{"kind":"Field","name":{"kind":"Name","value":"staffMessage"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"languageCode"},"value":{"kind":"Variable","name":{"kind":"Name","value":"languageCode"}}}]},{"kind":"Field","name":{"kind":"Name","value":"values"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"rule"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"passedOver"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<OrderLoyaltyDetailsQuery, OrderLoyaltyDetailsQueryVariables>;
export const OrderRefundPreviewDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"OrderRefundPreview"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"lines"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"LoyaltyRefundLineInput"}}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"amount"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"PositiveDecimal"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"languageCode"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"LanguageCodeEnum"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"order"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"loyalty"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"refundPreview"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"lines"},"value":{"kind":"Variable","name":{"kind":"Name","value":"lines"}}},{"kind":"Argument","name":{"kind":"Name","value":"amount"},"value":{"kind":"Variable","name":{"kind":"Name","value":"amount"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"moneyDue"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"moneyRefundable"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pointsTakenBack"}},{"kind":"Field","name":{"kind":"Name","value":"pointsGivenBack"}},{"kind":"Field","name":{"kind":"Name","value":"pointsAdded"}},{"kind":"Field","name":{"kind":"Name","value":"pointsRunOut"}},{"kind":"Field","name":{"kind":"Name","value":"milestonePointsTakenBack"}},{"kind":"Field","name":{"kind":"Name","value":"referralPointsTakenBack"}},{"kind":"Field","name":{"kind":"Name","value":"balanceBefore"}},{"kind":"Field","name":{"kind":"Name","value":"balanceAfter"}},{"kind":"Field","name":{"kind":"Name","value":"debt"}},{"kind":"Field","name":{"kind":"Name","value":"explanation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"languageCode"},"value":{"kind":"Variable","name":{"kind":"Name","value":"languageCode"}}}]},{"kind":"Field","name":{"kind":"Name","value":"values"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<OrderRefundPreviewQuery, OrderRefundPreviewQueryVariables>;