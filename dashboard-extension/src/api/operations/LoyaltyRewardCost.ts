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

/** What of a `LoyaltyRewardInput` says the cost; nothing of it has to be whole yet. */
export type LoyaltyRewardCostInput = {
  /** What it takes off, holds, or is worth. */
  amount?: number | null | undefined;
  /** The currency of `amount` or `moneyAmount`. */
  currency?: string | null | undefined;
  /** What a customer gets. */
  kind: LoyaltyRewardKindEnum;
  /** What the product still costs in money. */
  moneyAmount?: number | null | undefined;
  /** The cost that the reward names; null for none. */
  points?: number | null | undefined;
  /** The ID of a ProductVariant. */
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

export type LoyaltyRewardCostQueryVariables = Exact<{
  channel: string;
  input: LoyaltyRewardCostInput;
  languageCode?: LanguageCodeEnum | null | undefined;
}>;


export type LoyaltyRewardCostQuery = { loyaltyRewardCost: { points: number | null, proposedPoints: number | null, pointsAtCheckout: number | null, message: string | null, price: { amount: number, currency: string } | null, worth: { amount: number, currency: string } | null } | null };


export const LoyaltyRewardCostDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"LoyaltyRewardCost"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"channel"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"LoyaltyRewardCostInput"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"languageCode"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"LanguageCodeEnum"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"loyaltyRewardCost"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"channel"},"value":{"kind":"Variable","name":{"kind":"Name","value":"channel"}}},{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"points"}},{"kind":"Field","name":{"kind":"Name","value":"proposedPoints"}},{"kind":"Field","name":{"kind":"Name","value":"price"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"worth"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pointsAtCheckout"}},{"kind":"Field","name":{"kind":"Name","value":"message"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"languageCode"},"value":{"kind":"Variable","name":{"kind":"Name","value":"languageCode"}}}]}]}}]}}]} as unknown as DocumentNode<LoyaltyRewardCostQuery, LoyaltyRewardCostQueryVariables>;