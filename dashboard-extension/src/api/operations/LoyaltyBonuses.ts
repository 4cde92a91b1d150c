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

export type LoyaltyBonusesQueryVariables = Exact<{
  channel: string;
}>;


export type LoyaltyBonusesQuery = { loyaltyProgram: { id: string, bonuses: Array<{ id: string, name: string, description: string, trigger: LoyaltyBonusTriggerEnum, points: number, isActive: boolean, eventType: string | null, limit: number | null, limitPeriod: LoyaltyLimitPeriodEnum | null, orderCount: number | null, amountSpent: number | null, currency: string | null, frequency: LoyaltyFrequencyEnum | null, startsAt: string | null, endsAt: string | null, lastRun: { occasion: string, dueAt: string, accountsCount: number, finishedAt: string | null } | null }> } | null };


export const LoyaltyBonusesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"LoyaltyBonuses"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"channel"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"loyaltyProgram"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"channel"},"value":{"kind":"Variable","name":{"kind":"Name","value":"channel"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"bonuses"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"trigger"}},{"kind":"Field","name":{"kind":"Name","value":"points"}},{"kind":"Field","name":{"kind":"Name","value":"isActive"}},{"kind":"Field","name":{"kind":"Name","value":"eventType"}},{"kind":"Field","name":{"kind":"Name","value":"limit"}},{"kind":"Field","name":{"kind":"Name","value":"limitPeriod"}},{"kind":"Field","name":{"kind":"Name","value":"orderCount"}},{"kind":"Field","name":{"kind":"Name","value":"amountSpent"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}},{"kind":"Field","name":{"kind":"Name","value":"frequency"}},{"kind":"Field","name":{"kind":"Name","value":"startsAt"}},{"kind":"Field","name":{"kind":"Name","value":"endsAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastRun"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"occasion"}},{"kind":"Field","name":{"kind":"Name","value":"dueAt"}},{"kind":"Field","name":{"kind":"Name","value":"accountsCount"}},{"kind":"Field","name":{"kind":"Name","value":"finishedAt"}}]}}]}}]}}]}}]} as unknown as DocumentNode<LoyaltyBonusesQuery, LoyaltyBonusesQueryVariables>;