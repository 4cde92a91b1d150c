/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
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

/** Why something was refused. */
export type LoyaltyErrorCode =
  /** The account is banned. */
  | 'ACCOUNT_BANNED'
  /** The account is frozen. */
  | 'ACCOUNT_FROZEN'
  /** The customer has followed another code before. */
  | 'ALREADY_REFERRED'
  /** The entry was revoked before. */
  | 'ALREADY_REVERSED'
  /** It was given before and can't be changed. */
  | 'ALREADY_SET'
  /** The card is no longer good: it was blocked or replaced. */
  | 'CARD_BLOCKED'
  /** The account has a card already, which has to be replaced. */
  | 'CARD_PRESENT'
  /** Another card has this number. */
  | 'CARD_TAKEN'
  /** Another program lists the channel. */
  | 'CHANNEL_TAKEN'
  /** The checkout has become an order. */
  | 'CHECKOUT_CLOSED'
  /** The reward was used already, its time is over, or it was cancelled. */
  | 'CLAIM_CLOSED'
  /** The shop refused the discount. */
  | 'DISCOUNT_REFUSED'
  /** An ID has the wrong form or is of another type. */
  | 'GRAPHQL_ERROR'
  /** The points are no longer reserved for this checkout. */
  | 'HOLD_LOST'
  /** The idempotency key was used before with other values. */
  | 'IDEMPOTENCY_CONFLICT'
  /** The account has fewer available points. */
  | 'INSUFFICIENT_POINTS'
  /** A value is out of range or contradicts another one. */
  | 'INVALID'
  /** It is in use and can't be deleted. */
  | 'IN_USE'
  /** A limit of the program allows fewer points. */
  | 'LIMIT_EXCEEDED'
  /** Staff took a discount off the draft order, which excludes points. */
  | 'MANUAL_DISCOUNT'
  /** The balance is below the program's minimum for spending. */
  | 'MINIMUM_BALANCE'
  /** The cart is worth less than the program's minimum for spending. */
  | 'MINIMUM_CART_VALUE'
  /** The reward can't be used on this checkout; the message says why. */
  | 'NOT_APPLICABLE'
  /** The customer is switched off or has not confirmed the e-mail address. */
  | 'NOT_CONFIRMED'
  /** Nothing has this ID. */
  | 'NOT_FOUND'
  /** The customer has placed an order that counts before. */
  | 'NOT_NEW'
  /** Entries of this kind can't be revoked. */
  | 'NOT_REVERSIBLE'
  /** An e-mail could not be sent; the message says why. */
  | 'NOT_SENT'
  /** The checkout belongs to no customer, or to another one. */
  | 'NOT_SIGNED_IN'
  /** The customer did not take part in the program then. */
  | 'NOT_TAKING_PART'
  /** The points are not worth more than an offer of the shop that they would replace. */
  | 'ORDER_PROMOTION_PRESENT'
  /** Somebody else has changed this meanwhile. */
  | 'OUTDATED'
  /** A customer can't follow their own code. */
  | 'OWN_CODE'
  /** The checkout carries a promo code, which excludes points. */
  | 'PROMO_CODE_PRESENT'
  /** The program gives no points for referrals. */
  | 'REFERRALS_OFF'
  /** The owner of the code came by the customer. */
  | 'REFERRAL_CIRCLE'
  /** A value is missing. */
  | 'REQUIRED'
  /** The reward can't be claimed now; the message says why. */
  | 'REWARD_UNAVAILABLE'
  /** Points can't be used here. */
  | 'SPENDING_OFF'
  /** So few points are worth less than the currency's smallest unit. */
  | 'TOO_FEW_POINTS'
  /** This was asked for too often within an hour. */
  | 'TOO_MANY'
  /** What was asked for took too long to find; nothing is wrong with it. */
  | 'TOO_SLOW';

/** A range of points; both ends are included. */
export type LoyaltyPointsRangeInput = {
  /** At least as many. */
  gte?: number | null | undefined;
  /** At most as many. */
  lte?: number | null | undefined;
};

/** What an account of a segment has to be like; all that is given has to hold. */
export type LoyaltySegmentConditionsInput = {
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
  /** With one of these statuses. */
  statuses?: Array<LoyaltyAccountStatusEnum> | null | undefined;
  /** Whether new points come in; see `LoyaltyAccount.takesPart`. */
  takesPart?: boolean | null | undefined;
  /** In one of these tiers. IDs of LoyaltyTiers. */
  tierIds?: Array<string | number> | null | undefined;
};

/** Conditions and the name under which to keep them. What is left out keeps its value. */
export type LoyaltySegmentInput = {
  /** What an account has to be like. They take the place of all that were there. Without any, the default, every account of the program is in it. */
  conditions?: LoyaltySegmentConditionsInput | null | undefined;
  /** What it is for; at most 10000 characters. Empty by default. */
  description?: string | null | undefined;
  /** What to call it, 1 to 255 characters, once in a program. Required for a new one. */
  name?: string | null | undefined;
};

export type LoyaltySegmentCreateMutationVariables = Exact<{
  programId?: string | number | null | undefined;
  input: LoyaltySegmentInput;
}>;


export type LoyaltySegmentCreateMutation = { loyaltySegmentCreate: { segment: { id: string, name: string, description: string, count: { value: number, isExact: boolean } | null } | null, errors: Array<{ field: string | null, message: string, code: LoyaltyErrorCode }> } | null };


export const LoyaltySegmentCreateDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"LoyaltySegmentCreate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"programId"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"LoyaltySegmentInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"loyaltySegmentCreate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"programId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"programId"}}},{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"segment"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"count"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"isExact"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]}}]} as unknown as DocumentNode<LoyaltySegmentCreateMutation, LoyaltySegmentCreateMutationVariables>;