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

/** A range of time; both ends are included. */
export type LoyaltyDateTimeRangeInput = {
  /** At this time or later. */
  gte?: string | null | undefined;
  /** At this time or earlier. */
  lte?: string | null | undefined;
};

/** Which entries to list; all conditions have to hold. An empty list is no condition. */
export type LoyaltyEntryFilterInput = {
  /** Of these accounts. */
  accountIds?: Array<string | number> | null | undefined;
  /** By the time the entry was written. */
  createdAt?: LoyaltyDateTimeRangeInput | null | undefined;
  /** Of these customers. */
  customerIds?: Array<string | number> | null | undefined;
  /** Of one of these kinds. */
  kinds?: Array<LoyaltyEntryKindEnum> | null | undefined;
  /** Of these orders. */
  orderIds?: Array<string | number> | null | undefined;
  /** By signed points. */
  points?: LoyaltyPointsRangeInput | null | undefined;
  /** In these programs. */
  programIds?: Array<string | number> | null | undefined;
  /** With one of these `reasonCode`s. */
  reasonCodes?: Array<string> | null | undefined;
};

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

/** A range of points; both ends are included. */
export type LoyaltyPointsRangeInput = {
  /** At least as many. */
  gte?: number | null | undefined;
  /** At most as many. */
  lte?: number | null | undefined;
};

export type LoyaltyAccountHistoryQueryVariables = Exact<{
  id: string | number;
  filter?: LoyaltyEntryFilterInput | null | undefined;
  first: number;
  after?: string | null | undefined;
  languageCode?: LanguageCodeEnum | null | undefined;
}>;


export type LoyaltyAccountHistoryQuery = { loyaltyAccount: { id: string, entries: { pageInfo: { hasNextPage: boolean, endCursor: string | null }, edges: Array<{ node: { id: string, createdAt: string, points: number, balanceAfter: number, kind: LoyaltyEntryKindEnum, reason: string, note: string | null, expiresAt: string | null, activatesAt: string | null, reverses: { id: string } | null, reversedBy: { id: string, note: string | null } | null, explanation: Array<{ code: string, message: string, staffMessage: string | null }> } }> } } | null };


export const LoyaltyAccountHistoryDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"LoyaltyAccountHistory"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"LoyaltyEntryFilterInput"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"languageCode"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"LanguageCodeEnum"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"loyaltyAccount"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"entries"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"points"}},{"kind":"Field","name":{"kind":"Name","value":"balanceAfter"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"reason"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"languageCode"},"value":{"kind":"Variable","name":{"kind":"Name","value":"languageCode"}}}]},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"activatesAt"}},{"kind":"Field","name":{"kind":"Name","value":"reverses"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"reversedBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"note"}}]}},{"kind":"Field","name":{"kind":"Name","value":"explanation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"languageCode"},"value":{"kind":"Variable","name":{"kind":"Name","value":"languageCode"}}}]},{"kind":"Field","name":{"kind":"Name","value":"staffMessage"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"languageCode"},"value":{"kind":"Variable","name":{"kind":"Name","value":"languageCode"}}}]}]}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<LoyaltyAccountHistoryQuery, LoyaltyAccountHistoryQueryVariables>;