/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** What staff can do with a claim. */
export type LoyaltyClaimActionEnum =
  /** Say that the customer has got it: `loyaltyRewardClaimFulfill`. */
  | 'FULFILL'
  /** Give its points back: `loyaltyRewardClaimRefuse`. */
  | 'REFUSE'
  /** Take back that it was fulfilled: `loyaltyRewardClaimReopen`. */
  | 'REOPEN';

/** Which claims to list; all conditions have to hold. An empty list is no condition. */
export type LoyaltyClaimFilterInput = {
  /** With this code, as a customer shows it; dashes and letter case don't matter. */
  code?: string | null | undefined;
  /** By the time of claiming. */
  createdAt?: LoyaltyDateTimeRangeInput | null | undefined;
  /** Of these customers. */
  customerIds?: Array<string | number> | null | undefined;
  /** Of rewards of one of these kinds. */
  kinds?: Array<LoyaltyRewardKindEnum> | null | undefined;
  /** Of these rewards. */
  rewardIds?: Array<string | number> | null | undefined;
  /** A part of the reward's name as it is now, or the code; in the list of all claims also a part of the customer's e-mail address or name. */
  search?: string | null | undefined;
  /** With one of these statuses. */
  statuses?: Array<LoyaltyClaimStatusEnum> | null | undefined;
  /** True: those that can be used and whose kind staff give. False: all others. */
  waitsForStaff?: boolean | null | undefined;
};

/** What became of a claim. */
export type LoyaltyClaimStatusEnum =
  /** Its customer or staff cancelled it. The points came back. */
  | 'CANCELLED'
  /** It can be used, or waits for staff. */
  | 'CLAIMED'
  /** Its time is over. The points stay spent. */
  | 'EXPIRED'
  /** An order has used it, staff have fulfilled it, or its gift card was issued. */
  | 'USED';

/** A range of time; both ends are included. */
export type LoyaltyDateTimeRangeInput = {
  /** At this time or later. */
  gte?: string | null | undefined;
  /** At this time or earlier. */
  lte?: string | null | undefined;
};

/** What a customer gets for points. */
export type LoyaltyRewardKindEnum =
  /** A donation in the customer's name; staff make it. */
  | 'DONATION'
  /** Something to do or see; staff arrange it. */
  | 'EXPERIENCE'
  /** Free shipping of one order. */
  | 'FREE_SHIPPING'
  /** A gift card of the shop. */
  | 'GIFT_CARD'
  /** A thing that the shop does not sell; staff send it. */
  | 'MERCHANDISE'
  /** A product or service of the shop, free or for a part of its price. */
  | 'PRODUCT'
  /** An amount off one order. */
  | 'VOUCHER_AMOUNT'
  /** A percentage off one order. */
  | 'VOUCHER_PERCENTAGE';

export type LoyaltyRewardClaimsQueryVariables = Exact<{
  filter?: LoyaltyClaimFilterInput | null | undefined;
  first?: number | null | undefined;
  last?: number | null | undefined;
  after?: string | null | undefined;
  before?: string | null | undefined;
}>;


export type LoyaltyRewardClaimsQuery = { loyaltyRewardClaims: { totalCount: number | null, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null }, edges: Array<{ cursor: string, node: { id: string, name: string, kind: LoyaltyRewardKindEnum, status: LoyaltyClaimStatusEnum, points: number, code: string | null, note: string | null, createdAt: string, expiresAt: string | null, closedAt: string | null, staffActions: Array<LoyaltyClaimActionEnum>, order: { id: string, number: string } | null, reward: { id: string, name: string }, account: { id: string, customer: { id: string, email: string, firstName: string, lastName: string } | null } } }> } | null };


export const LoyaltyRewardClaimsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"LoyaltyRewardClaims"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"LoyaltyClaimFilterInput"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"last"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"before"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"loyaltyRewardClaims"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"last"},"value":{"kind":"Variable","name":{"kind":"Name","value":"last"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"before"},"value":{"kind":"Variable","name":{"kind":"Name","value":"before"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"hasPreviousPage"}},{"kind":"Field","name":{"kind":"Name","value":"startCursor"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"points"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"closedAt"}},{"kind":"Field","name":{"kind":"Name","value":"staffActions"}},{"kind":"Field","name":{"kind":"Name","value":"order"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}}]}},{"kind":"Field","name":{"kind":"Name","value":"reward"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"firstName"}},{"kind":"Field","name":{"kind":"Name","value":"lastName"}}]}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<LoyaltyRewardClaimsQuery, LoyaltyRewardClaimsQueryVariables>;