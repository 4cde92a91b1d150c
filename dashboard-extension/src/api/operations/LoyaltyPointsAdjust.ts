/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
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

/** Points to add or subtract. */
export type LoyaltyPointsAdjustInput = {
  /** The ID of the account, instead of `customerId` and `channel`. */
  accountId?: string | number | null | undefined;
  /** The slug of a Channel, whose program is meant; without it the default program. */
  channel?: string | null | undefined;
  /** The ID of the customer, a User. Give either this or `accountId`. */
  customerId?: string | number | null | undefined;
  /** Write nothing; say what the balance would be, or why it would be refused. */
  dryRun?: boolean | null | undefined;
  /** Makes a repetition harmless: the same key and values again return the first entry. 1 to 128 characters; the keys of each user and app are their own. */
  idempotencyKey?: string | null | undefined;
  /** A note for staff, at most 1000 characters; shoppers don't see it. */
  note?: string | null | undefined;
  /** Null: as the program does. True: the customer gets an e-mail about the points, unless they don't want any, also where the program sends none of itself. False: none comes of it, also none about a balance that is reached. */
  notifyCustomer?: boolean | null | undefined;
  /** Points to add, or to subtract (below 0); never 0. */
  points: number;
};

export type LoyaltyPointsAdjustMutationVariables = Exact<{
  input: LoyaltyPointsAdjustInput;
}>;


export type LoyaltyPointsAdjustMutation = { loyaltyPointsAdjust: { balanceBefore: number | null, balanceAfter: number | null, account: { id: string, balance: number, available: number } | null, entry: { id: string, points: number, balanceAfter: number, reason: string, note: string | null } | null, errors: Array<{ field: string | null, message: string, code: LoyaltyErrorCode }> } | null };


export const LoyaltyPointsAdjustDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"LoyaltyPointsAdjust"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"LoyaltyPointsAdjustInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"loyaltyPointsAdjust"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"balanceBefore"}},{"kind":"Field","name":{"kind":"Name","value":"balanceAfter"}},{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"balance"}},{"kind":"Field","name":{"kind":"Name","value":"available"}}]}},{"kind":"Field","name":{"kind":"Name","value":"entry"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"points"}},{"kind":"Field","name":{"kind":"Name","value":"balanceAfter"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"note"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]}}]} as unknown as DocumentNode<LoyaltyPointsAdjustMutation, LoyaltyPointsAdjustMutationVariables>;