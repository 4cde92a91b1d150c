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

export type DraftOrderLoyaltyQueryVariables = Exact<{
  id: string | number;
  languageCode?: LanguageCodeEnum | null | undefined;
}>;


export type DraftOrderLoyaltyQuery = { order: { id: string, total: { gross: { amount: number, currency: string } }, loyalty: { draft: { pointsToEarn: number, appliedPoints: number, quote: { maximumPoints: number, maximumDiscount: { amount: number, currency: string }, limits: Array<{ code: LoyaltyLimitCode, message: string }> }, appliedDiscount: { amount: number, currency: string }, benefits: Array<{ kind: LoyaltyBenefitKindEnum, name: string, points: number | null, amount: { amount: number, currency: string } }> } | null } | null } | null };


export const DraftOrderLoyaltyDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"DraftOrderLoyalty"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"languageCode"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"LanguageCodeEnum"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"order"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"total"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"gross"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"loyalty"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"draft"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"pointsToEarn"}},{"kind":"Field","name":{"kind":"Name","value":"quote"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"maximumPoints"}},{"kind":"Field","name":{"kind":"Name","value":"maximumDiscount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"limits"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"languageCode"},"value":{"kind":"Variable","name":{"kind":"Name","value":"languageCode"}}}]}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"appliedPoints"}},{"kind":"Field","name":{"kind":"Name","value":"appliedDiscount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"benefits"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"name"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"languageCode"},"value":{"kind":"Variable","name":{"kind":"Name","value":"languageCode"}}}]},{"kind":"Field","name":{"kind":"Name","value":"points"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<DraftOrderLoyaltyQuery, DraftOrderLoyaltyQueryVariables>;