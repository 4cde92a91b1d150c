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

export type LoyaltyBadgesQueryVariables = Exact<{
  channel: string;
}>;


export type LoyaltyBadgesQuery = { loyaltyProgram: { id: string, badgesActive: boolean, badgeDiscounts: LoyaltyBadgeDiscountsEnum, tierCurrency: string, badges: Array<{ id: string, title: string, description: string, symbol: string, iconUrl: string | null, basis: LoyaltyBadgeBasisEnum, pointsFrom: number | null, pointsTo: number | null, countFrom: number | null, countTo: number | null, eventType: string, keepOnceWon: boolean, isActive: boolean, rank: number, discountPercentage: number | null, productIds: Array<string>, amountFrom: { amount: number, currency: string } | null, amountTo: { amount: number, currency: string } | null, discountAmount: { amount: number, currency: string } | null, translations: Array<{ languageCode: LanguageCodeEnum, title: string, description: string }> }> } | null };


export const LoyaltyBadgesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"LoyaltyBadges"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"channel"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"loyaltyProgram"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"channel"},"value":{"kind":"Variable","name":{"kind":"Name","value":"channel"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"badgesActive"}},{"kind":"Field","name":{"kind":"Name","value":"badgeDiscounts"}},{"kind":"Field","name":{"kind":"Name","value":"tierCurrency"}},{"kind":"Field","name":{"kind":"Name","value":"badges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"symbol"}},{"kind":"Field","name":{"kind":"Name","value":"iconUrl"}},{"kind":"Field","name":{"kind":"Name","value":"basis"}},{"kind":"Field","name":{"kind":"Name","value":"pointsFrom"}},{"kind":"Field","name":{"kind":"Name","value":"pointsTo"}},{"kind":"Field","name":{"kind":"Name","value":"countFrom"}},{"kind":"Field","name":{"kind":"Name","value":"countTo"}},{"kind":"Field","name":{"kind":"Name","value":"amountFrom"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"amountTo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"eventType"}},{"kind":"Field","name":{"kind":"Name","value":"keepOnceWon"}},{"kind":"Field","name":{"kind":"Name","value":"isActive"}},{"kind":"Field","name":{"kind":"Name","value":"rank"}},{"kind":"Field","name":{"kind":"Name","value":"discountPercentage"}},{"kind":"Field","name":{"kind":"Name","value":"discountAmount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"productIds"}},{"kind":"Field","name":{"kind":"Name","value":"translations"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"languageCode"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"description"}}]}}]}}]}}]}}]} as unknown as DocumentNode<LoyaltyBadgesQuery, LoyaltyBadgesQueryVariables>;