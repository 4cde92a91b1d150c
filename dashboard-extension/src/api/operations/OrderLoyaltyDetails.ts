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

export type OrderLoyaltyDetailsQueryVariables = Exact<{
  id: string | number;
  languageCode?: LanguageCodeEnum | null | undefined;
}>;


export type OrderLoyaltyDetailsQuery = { order: { id: string, loyalty: { pointsEarned: number, pointsSpent: number, benefits: Array<{ kind: LoyaltyBenefitKindEnum, name: string, points: number | null, isFreeShipping: boolean, isCapped: boolean, amount: { amount: number, currency: string } }>, entries: Array<{ id: string, createdAt: string, points: number, kind: LoyaltyEntryKindEnum, reason: string, programVersion: number | null, explanation: Array<{ code: string, message: string, staffMessage: string | null, values: Array<{ name: string, value: string }>, rule: { id: string, name: string } | null, passedOver: Array<{ id: string, name: string }> }> }> } | null } | null };


export const OrderLoyaltyDetailsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"OrderLoyaltyDetails"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"languageCode"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"LanguageCodeEnum"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"order"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"loyalty"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"pointsEarned"}},{"kind":"Field","name":{"kind":"Name","value":"pointsSpent"}},{"kind":"Field","name":{"kind":"Name","value":"benefits"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"name"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"languageCode"},"value":{"kind":"Variable","name":{"kind":"Name","value":"languageCode"}}}]},{"kind":"Field","name":{"kind":"Name","value":"points"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"isFreeShipping"}},{"kind":"Field","name":{"kind":"Name","value":"isCapped"}}]}},{"kind":"Field","name":{"kind":"Name","value":"entries"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"points"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"reason"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"languageCode"},"value":{"kind":"Variable","name":{"kind":"Name","value":"languageCode"}}}]},{"kind":"Field","name":{"kind":"Name","value":"programVersion"}},{"kind":"Field","name":{"kind":"Name","value":"explanation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"languageCode"},"value":{"kind":"Variable","name":{"kind":"Name","value":"languageCode"}}}]},{"kind":"Field","name":{"kind":"Name","value":"staffMessage"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"languageCode"},"value":{"kind":"Variable","name":{"kind":"Name","value":"languageCode"}}}]},{"kind":"Field","name":{"kind":"Name","value":"values"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"rule"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"passedOver"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<OrderLoyaltyDetailsQuery, OrderLoyaltyDetailsQueryVariables>;