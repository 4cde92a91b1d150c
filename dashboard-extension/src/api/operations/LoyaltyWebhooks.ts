/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** What an app can hear of by webhook; the `type` of a request, in small letters there. */
export type LoyaltyWebhookEventEnum =
  /** An account is active again. */
  | 'ACCOUNT_ACTIVATED'
  /** An account was banned: its customer can neither earn nor spend. */
  | 'ACCOUNT_BANNED'
  /** An account was frozen: its customer can't spend. */
  | 'ACCOUNT_FROZEN'
  /** An account has lost a badge. */
  | 'BADGE_LOST'
  /** An account has unlocked a badge. */
  | 'BADGE_UNLOCKED'
  /** A card was blocked. */
  | 'CARD_BLOCKED'
  /** An account has a new card, perhaps in place of another one. */
  | 'CARD_ISSUED'
  /** A card was replaced by another one, and is useless. */
  | 'CARD_REPLACED'
  /** A customer takes part from now on. */
  | 'OPTED_IN'
  /** A customer takes part no longer. */
  | 'OPTED_OUT'
  /** Points that were pending can be used. */
  | 'POINTS_ACTIVATED'
  /** Points came in or went out: there is an entry. */
  | 'POINTS_POSTED'
  /** A claim was cancelled or refused; its points were given back. */
  | 'REWARD_CANCELLED'
  /** A customer has claimed a reward for points. */
  | 'REWARD_CLAIMED'
  /** The time of a claim is over. */
  | 'REWARD_EXPIRED'
  /** A claim that was used can be used again. */
  | 'REWARD_FREED'
  /** A customer was given a reward for nothing, on arriving at a tier. */
  | 'REWARD_GIVEN'
  /** A claim was used, or fulfilled by staff. */
  | 'REWARD_USED'
  /** An account has come to a lower tier, or to none. */
  | 'TIER_LOWERED'
  /** An account has come to a higher tier. */
  | 'TIER_RAISED';

export type LoyaltyWebhooksQueryVariables = Exact<{
  programId?: string | number | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type LoyaltyWebhooksQuery = { loyaltyWebhooks: { totalCount: number | null, pageInfo: { hasNextPage: boolean, endCursor: string | null }, edges: Array<{ cursor: string, node: { id: string, name: string, url: string, events: Array<LoyaltyWebhookEventEnum>, isActive: boolean, failingSince: string | null, previousSecretUntil: string | null, createdAt: string, updatedAt: string, program: { id: string, name: string } | null } }> } | null };


export const LoyaltyWebhooksDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"LoyaltyWebhooks"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"programId"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"loyaltyWebhooks"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"programId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"programId"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"events"}},{"kind":"Field","name":{"kind":"Name","value":"isActive"}},{"kind":"Field","name":{"kind":"Name","value":"failingSince"}},{"kind":"Field","name":{"kind":"Name","value":"previousSecretUntil"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"program"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<LoyaltyWebhooksQuery, LoyaltyWebhooksQueryVariables>;