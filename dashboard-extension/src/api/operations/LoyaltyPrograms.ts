/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
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

export type LoyaltyProgramsQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
}>;


export type LoyaltyProgramsQuery = { loyaltyPrograms: { totalCount: number | null, pageInfo: { hasNextPage: boolean, endCursor: string | null }, edges: Array<{ cursor: string, node: { id: string, name: string, introduction: string, isDefault: boolean, isActive: boolean, earningActive: boolean, spendingActive: boolean, earnTrigger: LoyaltyEarnTriggerEnum, earnBasis: LoyaltyEarnBasisEnum, earnMode: LoyaltyEarnModeEnum, rounding: LoyaltyRoundingEnum, earnOnShipping: boolean, earnOnReducedItems: boolean, earnOnPointsPaidPart: boolean, redemptionMethod: LoyaltyRedemptionMethodEnum, excludeReducedItems: boolean, pendingDays: number, pendingUntilFulfilled: boolean, restoredPointsDays: number, eligibility: LoyaltyEligibilityEnum, negativeBalance: LoyaltyNegativeBalanceEnum, registrationPoints: number, newsletterPoints: number, newsletterMetadataKey: string, reviewPoints: number, reviewLimit: LoyaltyReviewLimitEnum, referrerPoints: number, refereePoints: number, referralOrderValueFrom: number, referralMetadataKey: string, birthdayMetadataKey: string, holdMinutes: number, rewardPriceFactor: number, tierBasis: LoyaltyTierBasisEnum, tierCurrency: string, tierDemotion: LoyaltyTierDemotionEnum, tierGraceDays: number, tierMetadataKey: string, badgesActive: boolean, badgeDiscounts: LoyaltyBadgeDiscountsEnum, createdAt: string, updatedAt: string, pointsName: { singular: string, plural: string }, spendableGoods: { mode: LoyaltySpendableGoodsModeEnum, productIds: Array<string>, variantIds: Array<string>, categoryIds: Array<string>, collectionIds: Array<string>, productTypeIds: Array<string> }, expiry: { policy: LoyaltyExpiryPolicyEnum, days: number, months: number, month: number, day: number, roundTo: LoyaltyExpiryRoundToEnum, timeZone: string }, channels: Array<{ channelId: string }>, coveredChannels: Array<{ channelId: string, channelSlug: string, channelName: string, isListed: boolean, currency: string, earningActive: boolean, spendingActive: boolean, earnPoints: number, redeemPoints: number, minimumBalance: number, maximumDiscountPercentage: number | null, earnAmount: { amount: number }, redeemAmount: { amount: number }, minimumCartValue: { amount: number }, maximumDiscountAmount: { amount: number } | null }> } }> } | null };


export const LoyaltyProgramsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"LoyaltyPrograms"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"loyaltyPrograms"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"introduction"}},{"kind":"Field","name":{"kind":"Name","value":"pointsName"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"singular"}},{"kind":"Field","name":{"kind":"Name","value":"plural"}}]}},{"kind":"Field","name":{"kind":"Name","value":"isDefault"}},{"kind":"Field","name":{"kind":"Name","value":"isActive"}},{"kind":"Field","name":{"kind":"Name","value":"earningActive"}},{"kind":"Field","name":{"kind":"Name","value":"spendingActive"}},{"kind":"Field","name":{"kind":"Name","value":"earnTrigger"}},{"kind":"Field","name":{"kind":"Name","value":"earnBasis"}},{"kind":"Field","name":{"kind":"Name","value":"earnMode"}},{"kind":"Field","name":{"kind":"Name","value":"rounding"}},{"kind":"Field","name":{"kind":"Name","value":"earnOnShipping"}},{"kind":"Field","name":{"kind":"Name","value":"earnOnReducedItems"}},{"kind":"Field","name":{"kind":"Name","value":"earnOnPointsPaidPart"}},{"kind":"Field","name":{"kind":"Name","value":"redemptionMethod"}},{"kind":"Field","name":{"kind":"Name","value":"excludeReducedItems"}},{"kind":"Field","name":{"kind":"Name","value":"spendableGoods"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"mode"}},{"kind":"Field","name":{"kind":"Name","value":"productIds"}},{"kind":"Field","name":{"kind":"Name","value":"variantIds"}},{"kind":"Field","name":{"kind":"Name","value":"categoryIds"}},{"kind":"Field","name":{"kind":"Name","value":"collectionIds"}},{"kind":"Field","name":{"kind":"Name","value":"productTypeIds"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pendingDays"}},{"kind":"Field","name":{"kind":"Name","value":"pendingUntilFulfilled"}},{"kind":"Field","name":{"kind":"Name","value":"restoredPointsDays"}},{"kind":"Field","name":{"kind":"Name","value":"expiry"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"policy"}},{"kind":"Field","name":{"kind":"Name","value":"days"}},{"kind":"Field","name":{"kind":"Name","value":"months"}},{"kind":"Field","name":{"kind":"Name","value":"month"}},{"kind":"Field","name":{"kind":"Name","value":"day"}},{"kind":"Field","name":{"kind":"Name","value":"roundTo"}},{"kind":"Field","name":{"kind":"Name","value":"timeZone"}}]}},{"kind":"Field","name":{"kind":"Name","value":"eligibility"}},{"kind":"Field","name":{"kind":"Name","value":"negativeBalance"}},{"kind":"Field","name":{"kind":"Name","value":"registrationPoints"}},{"kind":"Field","name":{"kind":"Name","value":"newsletterPoints"}},{"kind":"Field","name":{"kind":"Name","value":"newsletterMetadataKey"}},{"kind":"Field","name":{"kind":"Name","value":"reviewPoints"}},{"kind":"Field","name":{"kind":"Name","value":"reviewLimit"}},{"kind":"Field","name":{"kind":"Name","value":"referrerPoints"}},{"kind":"Field","name":{"kind":"Name","value":"refereePoints"}},{"kind":"Field","name":{"kind":"Name","value":"referralOrderValueFrom"}},{"kind":"Field","name":{"kind":"Name","value":"referralMetadataKey"}},{"kind":"Field","name":{"kind":"Name","value":"birthdayMetadataKey"}},{"kind":"Field","name":{"kind":"Name","value":"holdMinutes"}},{"kind":"Field","name":{"kind":"Name","value":"rewardPriceFactor"}},{"kind":"Field","name":{"kind":"Name","value":"tierBasis"}},{"kind":"Field","name":{"kind":"Name","value":"tierCurrency"}},{"kind":"Field","name":{"kind":"Name","value":"tierDemotion"}},{"kind":"Field","name":{"kind":"Name","value":"tierGraceDays"}},{"kind":"Field","name":{"kind":"Name","value":"tierMetadataKey"}},{"kind":"Field","name":{"kind":"Name","value":"badgesActive"}},{"kind":"Field","name":{"kind":"Name","value":"badgeDiscounts"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"channels"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"channelId"}}]}},{"kind":"Field","name":{"kind":"Name","value":"coveredChannels"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"channelId"}},{"kind":"Field","name":{"kind":"Name","value":"channelSlug"}},{"kind":"Field","name":{"kind":"Name","value":"channelName"}},{"kind":"Field","name":{"kind":"Name","value":"isListed"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}},{"kind":"Field","name":{"kind":"Name","value":"earningActive"}},{"kind":"Field","name":{"kind":"Name","value":"spendingActive"}},{"kind":"Field","name":{"kind":"Name","value":"earnPoints"}},{"kind":"Field","name":{"kind":"Name","value":"earnAmount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}}]}},{"kind":"Field","name":{"kind":"Name","value":"redeemPoints"}},{"kind":"Field","name":{"kind":"Name","value":"redeemAmount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}}]}},{"kind":"Field","name":{"kind":"Name","value":"minimumBalance"}},{"kind":"Field","name":{"kind":"Name","value":"minimumCartValue"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}}]}},{"kind":"Field","name":{"kind":"Name","value":"maximumDiscountAmount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}}]}},{"kind":"Field","name":{"kind":"Name","value":"maximumDiscountPercentage"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<LoyaltyProgramsQuery, LoyaltyProgramsQueryVariables>;