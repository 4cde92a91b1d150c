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

/** Which deliveries are meant; all conditions have to hold. An empty list is no condition. */
export type LoyaltyDeliveryFilterInput = {
  /** About these accounts. */
  accountIds?: Array<string | number> | null | undefined;
  /** By the time at which it came up. */
  createdAt?: LoyaltyDateTimeRangeInput | null | undefined;
  /** About these customers. */
  customerIds?: Array<string | number> | null | undefined;
  /** Of one of these kinds, as in `kind`; refused if there is no such one. */
  kinds?: Array<string> | null | undefined;
  /** E-mails, or requests to webhooks. */
  means?: LoyaltyDeliveryMeansEnum | null | undefined;
  /** Of these programs. */
  programIds?: Array<string | number> | null | undefined;
  /** A part of the customer's e-mail address or name. */
  search?: string | null | undefined;
  /** With one of these statuses. */
  statuses?: Array<LoyaltyDeliveryStatusEnum> | null | undefined;
  /** To these webhooks. */
  webhookIds?: Array<string | number> | null | undefined;
};

/** How a delivery goes out. */
export type LoyaltyDeliveryMeansEnum =
  /** As an e-mail to a customer. */
  | 'EMAIL'
  /** As a request to an app's webhook. */
  | 'WEBHOOK';

/** How far a delivery is. */
export type LoyaltyDeliveryStatusEnum =
  /** The mail server or the app has taken it. */
  | 'DELIVERED'
  /** It was given up after the last try. Staff can send it again. */
  | 'FAILED'
  /** It is sent next, or will be tried again. */
  | 'PENDING'
  /** There was a reason not to send it, such as the customer's wish. */
  | 'SKIPPED';

/** What an e-mail to a customer is about. */
export type LoyaltyMessageKindEnum =
  /** The customer got a badge. */
  | 'BADGE_UNLOCKED'
  /** The balance came to one of the program's thresholds. */
  | 'BALANCE_REACHED'
  /** Points came in. */
  | 'POINTS_CREDITED'
  /** Points run out soon. */
  | 'POINTS_EXPIRING'
  /** The customer took a reward. */
  | 'REWARD_CLAIMED'
  /** What came in and went out in a period. */
  | 'STATEMENT'
  /** The customer fell to a lower tier. */
  | 'TIER_LOWERED'
  /** The customer came to a higher tier. */
  | 'TIER_RAISED';

export type LoyaltyAccountDeliveriesQueryVariables = Exact<{
  id: string | number;
  filter?: LoyaltyDeliveryFilterInput | null | undefined;
  languageCode?: LanguageCodeEnum | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type LoyaltyAccountDeliveriesQuery = { loyaltyAccount: { id: string, messagePreferences: Array<{ kind: LoyaltyMessageKindEnum, name: string, isWanted: boolean, isSent: boolean, changedAt: string | null }>, deliveries: { totalCount: number | null, pageInfo: { hasNextPage: boolean, endCursor: string | null }, edges: Array<{ node: { id: string, means: LoyaltyDeliveryMeansEnum, kind: string, status: LoyaltyDeliveryStatusEnum, recipient: string, subject: string, errorCode: string, error: string, isRetryable: boolean, dueAt: string | null, createdAt: string, finishedAt: string | null, attempts: Array<{ number: number, isSuccess: boolean, statusCode: number | null, durationMs: number, error: string, response: string, startedAt: string }> } }> } } | null };


export const LoyaltyAccountDeliveriesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"LoyaltyAccountDeliveries"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"LoyaltyDeliveryFilterInput"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"languageCode"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"LanguageCodeEnum"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"loyaltyAccount"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"messagePreferences"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"name"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"languageCode"},"value":{"kind":"Variable","name":{"kind":"Name","value":"languageCode"}}}]},{"kind":"Field","name":{"kind":"Name","value":"isWanted"}},{"kind":"Field","name":{"kind":"Name","value":"isSent"}},{"kind":"Field","name":{"kind":"Name","value":"changedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"deliveries"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"means"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"recipient"}},{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"attempts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"isSuccess"}},{"kind":"Field","name":{"kind":"Name","value":"statusCode"}},{"kind":"Field","name":{"kind":"Name","value":"durationMs"}},{"kind":"Field","name":{"kind":"Name","value":"error"}},{"kind":"Field","name":{"kind":"Name","value":"response"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errorCode"}},{"kind":"Field","name":{"kind":"Name","value":"error"}},{"kind":"Field","name":{"kind":"Name","value":"isRetryable"}},{"kind":"Field","name":{"kind":"Name","value":"dueAt"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"finishedAt"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<LoyaltyAccountDeliveriesQuery, LoyaltyAccountDeliveriesQueryVariables>;