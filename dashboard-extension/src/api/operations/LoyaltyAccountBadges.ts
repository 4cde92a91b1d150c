/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
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

/** What staff did with a customer's badge by hand. */
export type LoyaltyBadgeHandEnum =
  /** They gave it: it stays, whatever the value. */
  | 'GRANTED'
  /** They took it: it isn't unlocked by itself again. */
  | 'TAKEN';

export type LoyaltyAccountBadgesQueryVariables = Exact<{
  id?: string | number | null | undefined;
  customerId?: string | number | null | undefined;
  channel?: string | null | undefined;
}>;


export type LoyaltyAccountBadgesQuery = { loyaltyAccount: { id: string, badges: Array<{ isUnlocked: boolean, unlockedAt: string | null, missingPoints: number | null, missingCount: number | null, hand: LoyaltyBadgeHandEnum | null, note: string | null, badge: { id: string, title: string, basis: LoyaltyBadgeBasisEnum, symbol: string, iconUrl: string | null }, missingAmount: { amount: number, currency: string } | null }> } | null };


export const LoyaltyAccountBadgesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"LoyaltyAccountBadges"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"customerId"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"channel"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"loyaltyAccount"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}},{"kind":"Argument","name":{"kind":"Name","value":"customerId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"customerId"}}},{"kind":"Argument","name":{"kind":"Name","value":"channel"},"value":{"kind":"Variable","name":{"kind":"Name","value":"channel"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"badges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"badge"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"basis"}},{"kind":"Field","name":{"kind":"Name","value":"symbol"}},{"kind":"Field","name":{"kind":"Name","value":"iconUrl"}}]}},{"kind":"Field","name":{"kind":"Name","value":"isUnlocked"}},{"kind":"Field","name":{"kind":"Name","value":"unlockedAt"}},{"kind":"Field","name":{"kind":"Name","value":"missingPoints"}},{"kind":"Field","name":{"kind":"Name","value":"missingCount"}},{"kind":"Field","name":{"kind":"Name","value":"missingAmount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"hand"}},{"kind":"Field","name":{"kind":"Name","value":"note"}}]}}]}}]}}]} as unknown as DocumentNode<LoyaltyAccountBadgesQuery, LoyaltyAccountBadgesQueryVariables>;