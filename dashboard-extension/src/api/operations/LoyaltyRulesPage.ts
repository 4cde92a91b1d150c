/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
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

export type LoyaltyRulesPageQueryVariables = Exact<{ [key: string]: never; }>;


export type LoyaltyRulesPageQuery = { loyaltyPrograms: { edges: Array<{ node: { id: string, name: string, isDefault: boolean, isActive: boolean, earningActive: boolean, earningRules: Array<{ id: string, name: string, rank: number, isActive: boolean, productIds: Array<string>, variantIds: Array<string>, categoryIds: Array<string>, collectionIds: Array<string>, productTypeIds: Array<string>, channelIds: Array<string>, orderValueFrom: number, fixedPoints: number | null, percentage: number | null, multiplier: number | null, startsAt: string | null, endsAt: string | null }>, bonuses: Array<{ id: string, name: string, description: string, trigger: LoyaltyBonusTriggerEnum, points: number, isActive: boolean, eventType: string | null, limit: number | null, limitPeriod: LoyaltyLimitPeriodEnum | null, orderCount: number | null, amountSpent: number | null, currency: string | null, frequency: LoyaltyFrequencyEnum | null, startsAt: string | null, endsAt: string | null, lastRun: { dueAt: string, accountsCount: number } | null }> } }> } | null };


export const LoyaltyRulesPageDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"LoyaltyRulesPage"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"loyaltyPrograms"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"isDefault"}},{"kind":"Field","name":{"kind":"Name","value":"isActive"}},{"kind":"Field","name":{"kind":"Name","value":"earningActive"}},{"kind":"Field","name":{"kind":"Name","value":"earningRules"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"rank"}},{"kind":"Field","name":{"kind":"Name","value":"isActive"}},{"kind":"Field","name":{"kind":"Name","value":"productIds"}},{"kind":"Field","name":{"kind":"Name","value":"variantIds"}},{"kind":"Field","name":{"kind":"Name","value":"categoryIds"}},{"kind":"Field","name":{"kind":"Name","value":"collectionIds"}},{"kind":"Field","name":{"kind":"Name","value":"productTypeIds"}},{"kind":"Field","name":{"kind":"Name","value":"channelIds"}},{"kind":"Field","name":{"kind":"Name","value":"orderValueFrom"}},{"kind":"Field","name":{"kind":"Name","value":"fixedPoints"}},{"kind":"Field","name":{"kind":"Name","value":"percentage"}},{"kind":"Field","name":{"kind":"Name","value":"multiplier"}},{"kind":"Field","name":{"kind":"Name","value":"startsAt"}},{"kind":"Field","name":{"kind":"Name","value":"endsAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"bonuses"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"trigger"}},{"kind":"Field","name":{"kind":"Name","value":"points"}},{"kind":"Field","name":{"kind":"Name","value":"isActive"}},{"kind":"Field","name":{"kind":"Name","value":"eventType"}},{"kind":"Field","name":{"kind":"Name","value":"limit"}},{"kind":"Field","name":{"kind":"Name","value":"limitPeriod"}},{"kind":"Field","name":{"kind":"Name","value":"orderCount"}},{"kind":"Field","name":{"kind":"Name","value":"amountSpent"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}},{"kind":"Field","name":{"kind":"Name","value":"frequency"}},{"kind":"Field","name":{"kind":"Name","value":"startsAt"}},{"kind":"Field","name":{"kind":"Name","value":"endsAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastRun"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"dueAt"}},{"kind":"Field","name":{"kind":"Name","value":"accountsCount"}}]}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<LoyaltyRulesPageQuery, LoyaltyRulesPageQueryVariables>;