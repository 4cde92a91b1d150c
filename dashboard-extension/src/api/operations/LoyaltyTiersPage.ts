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

export type LoyaltyTiersPageQueryVariables = Exact<{
  first: number;
}>;


export type LoyaltyTiersPageQuery = { loyaltyPrograms: { edges: Array<{ cursor: string, node: { id: string, name: string, isDefault: boolean, tierBasis: LoyaltyTierBasisEnum, tierCurrency: string, amountsCurrency: string | null, tierDemotion: LoyaltyTierDemotionEnum, tierGraceDays: number, tierMetadataKey: string, channels: Array<{ channelSlug: string }>, tiers: Array<{ id: string, name: string, description: string, perks: Array<string>, threshold: number, currency: string | null, usualName: string, usualDescription: string, usualThreshold: number, isInForce: boolean, startsAt: string | null, endsAt: string | null, discountPercentage: number | null, productIds: Array<string>, freeShipping: boolean, earningMultiplier: number, arrivalPoints: number, customerTypeId: string | null, holdersCount: number, seasons: Array<{ name: string, description: string, threshold: number, startsAt: string, endsAt: string }>, discountAmount: { amount: number, currency: string } | null, arrivalReward: { id: string, name: string } | null, translations: Array<{ languageCode: LanguageCodeEnum, name: string, description: string, perks: Array<string> }> }> } }> } | null, channels: Array<{ id: string, slug: string, currencyCode: string }> | null };


export const LoyaltyTiersPageDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"LoyaltyTiersPage"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"loyaltyPrograms"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"isDefault"}},{"kind":"Field","name":{"kind":"Name","value":"tierBasis"}},{"kind":"Field","name":{"kind":"Name","value":"tierCurrency"}},{"kind":"Field","name":{"kind":"Name","value":"amountsCurrency"}},{"kind":"Field","name":{"kind":"Name","value":"tierDemotion"}},{"kind":"Field","name":{"kind":"Name","value":"tierGraceDays"}},{"kind":"Field","name":{"kind":"Name","value":"tierMetadataKey"}},{"kind":"Field","name":{"kind":"Name","value":"channels"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"channelSlug"}}]}},{"kind":"Field","name":{"kind":"Name","value":"tiers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"perks"}},{"kind":"Field","name":{"kind":"Name","value":"threshold"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}},{"kind":"Field","name":{"kind":"Name","value":"usualName"}},{"kind":"Field","name":{"kind":"Name","value":"usualDescription"}},{"kind":"Field","name":{"kind":"Name","value":"usualThreshold"}},{"kind":"Field","name":{"kind":"Name","value":"isInForce"}},{"kind":"Field","name":{"kind":"Name","value":"startsAt"}},{"kind":"Field","name":{"kind":"Name","value":"endsAt"}},{"kind":"Field","name":{"kind":"Name","value":"seasons"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"threshold"}},{"kind":"Field","name":{"kind":"Name","value":"startsAt"}},{"kind":"Field","name":{"kind":"Name","value":"endsAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"discountPercentage"}},{"kind":"Field","name":{"kind":"Name","value":"discountAmount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"productIds"}},{"kind":"Field","name":{"kind":"Name","value":"freeShipping"}},{"kind":"Field","name":{"kind":"Name","value":"earningMultiplier"}},{"kind":"Field","name":{"kind":"Name","value":"arrivalPoints"}},{"kind":"Field","name":{"kind":"Name","value":"arrivalReward"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"customerTypeId"}},{"kind":"Field","name":{"kind":"Name","value":"holdersCount"}},{"kind":"Field","name":{"kind":"Name","value":"translations"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"languageCode"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"perks"}}]}}]}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"channels"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"slug"}},{"kind":"Field","name":{"kind":"Name","value":"currencyCode"}}]}}]}}]} as unknown as DocumentNode<LoyaltyTiersPageQuery, LoyaltyTiersPageQueryVariables>;