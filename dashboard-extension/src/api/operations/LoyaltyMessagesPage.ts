/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
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

/** Whose mail settings a channel's e-mails go out by. */
export type LoyaltySenderSourceEnum =
  /** Those of the Django project that the shop runs in. */
  | 'DJANGO'
  /** Those of the shop's e-mails to customers; where there are none, as DJANGO. */
  | 'SHOP';

/** When customers get a statement without asking for it. */
export type LoyaltyStatementScheduleEnum =
  /** At the beginning of each month, about the one before. */
  | 'MONTHLY'
  /** Never. */
  | 'NEVER';

export type LoyaltyMessagesPageQueryVariables = Exact<{
  first: number;
}>;


export type LoyaltyMessagesPageQuery = { loyaltyPrograms: { edges: Array<{ node: { id: string, name: string, isDefault: boolean, messages: { isActive: boolean, languageCode: string, expiryReminderDays: Array<number>, balanceThresholds: Array<number>, statements: LoyaltyStatementScheduleEnum, mirrorActive: boolean, kinds: Array<{ kind: LoyaltyMessageKindEnum, isActive: boolean, templates: Array<{ languageCode: string, isShipped: boolean, failedAt: string | null }> }>, senders: Array<{ channelId: string, channelName: string, source: LoyaltySenderSourceEnum, fromName: string, fromAddress: string, replyTo: string, storefrontUrl: string, productUrl: string }> } } }> } | null };


export const LoyaltyMessagesPageDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"LoyaltyMessagesPage"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"loyaltyPrograms"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"isDefault"}},{"kind":"Field","name":{"kind":"Name","value":"messages"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"isActive"}},{"kind":"Field","name":{"kind":"Name","value":"languageCode"}},{"kind":"Field","name":{"kind":"Name","value":"expiryReminderDays"}},{"kind":"Field","name":{"kind":"Name","value":"balanceThresholds"}},{"kind":"Field","name":{"kind":"Name","value":"statements"}},{"kind":"Field","name":{"kind":"Name","value":"mirrorActive"}},{"kind":"Field","name":{"kind":"Name","value":"kinds"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"isActive"}},{"kind":"Field","name":{"kind":"Name","value":"templates"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"languageCode"}},{"kind":"Field","name":{"kind":"Name","value":"isShipped"}},{"kind":"Field","name":{"kind":"Name","value":"failedAt"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"senders"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"channelId"}},{"kind":"Field","name":{"kind":"Name","value":"channelName"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"fromName"}},{"kind":"Field","name":{"kind":"Name","value":"fromAddress"}},{"kind":"Field","name":{"kind":"Name","value":"replyTo"}},{"kind":"Field","name":{"kind":"Name","value":"storefrontUrl"}},{"kind":"Field","name":{"kind":"Name","value":"productUrl"}}]}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<LoyaltyMessagesPageQuery, LoyaltyMessagesPageQueryVariables>;