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

/** A range of points; both ends are included. */
export type LoyaltyPointsRangeInput = {
  /** At least as many. */
  gte?: number | null | undefined;
  /** At most as many. */
  lte?: number | null | undefined;
};

/** The direction of a sorted list. */
export type LoyaltySortDirection =
  /** Smallest first. */
  | 'ASC'
  /** Largest first. */
  | 'DESC';

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


export const LoyaltyAccountsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"LoyaltyAccounts"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"search"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"LoyaltyAccountFilterInput"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"sortBy"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"LoyaltyAccountSortingInput"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"last"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"before"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"languageCode"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"LanguageCodeEnum"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"loyaltyAccounts"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"search"},"value":{"kind":"Variable","name":{"kind":"Name","value":"search"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"sortBy"},"value":{"kind":"Variable","name":{"kind":"Name","value":"sortBy"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"last"},"value":{"kind":"Variable","name":{"kind":"Name","value":"last"}}},{"kind":"Argument","name":{"kind":"Name","value":"before"},"value":{"kind":"Variable","name":{"kind":"Name","value":"before"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"hasPreviousPage"}},{"kind":"Field","name":{"kind":"Name","value":"startCursor"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"balance"}},{"kind":"Field","name":{"kind":"Name","value":"available"}},{"kind":"Field","name":{"kind":"Name","value":"lifetimeEarned"}},{"kind":"Field","name":{"kind":"Name","value":"lifetimeSpent"}},{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"firstName"}},{"kind":"Field","name":{"kind":"Name","value":"lastName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"program"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"tier"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tier"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"entries"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"1"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"points"}},{"kind":"Field","name":{"kind":"Name","value":"reason"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"languageCode"},"value":{"kind":"Variable","name":{"kind":"Name","value":"languageCode"}}}]}]}}]}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<LoyaltyAccountsQuery, LoyaltyAccountsQueryVariables>;