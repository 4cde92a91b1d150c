/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** What unlocks a badge. */
export type LoyaltyBadgeBasisEnum =
  /** Events that apps told of. */
  | 'ACTIVITY'
  /** Points that are there. */
  | 'BALANCE'
  /** Points earned ever, net of those that were taken back. */
  | 'LIFETIME'
  /** Staff alone. */
  | 'MANUAL'
  /** Orders, those that came back whole excluded. */
  | 'ORDERS'
  /** What was spent ever, net of returns and refunds. */
  | 'SPEND';

/**
 * What unlocks a badge and what its holders get. What is left out keeps its value.
 *
 * `pointsFrom` and `pointsTo` belong to BALANCE and LIFETIME, `countFrom` and `countTo` to ORDERS
 * and ACTIVITY, `amountFrom` and `amountTo` to SPEND; a new badge of these needs one of its two.
 * Give at most one of `discountPercentage` and `discountAmount`; it replaces the other.
 */
export type LoyaltyBadgeInput = {
  /** From which amount on, in the program's `tierCurrency`. 0 by default. */
  amountFrom?: number | null | undefined;
  /** Up to which amount, this included. Null, the default, for no end. */
  amountTo?: number | null | undefined;
  /** What unlocks it. Required for a new one; can't be changed later. */
  basis?: LoyaltyBadgeBasisEnum | null | undefined;
  /** From how many orders or events on, 0 to 1000000. 0 by default. */
  countFrom?: number | null | undefined;
  /** Up to how many, these included. Null, the default, for no end. */
  countTo?: number | null | undefined;
  /** What it is for, in plain text; at most 10000 characters. Empty by default. */
  description?: string | null | undefined;
  /** What its holders pay less for each order, in the program's `tierCurrency`. Null, the default, for none. */
  discountAmount?: number | null | undefined;
  /** What its holders pay less, as a percentage above 0, at most 100. Null, the default, for none. */
  discountPercentage?: number | null | undefined;
  /** Which events count for ACTIVITY, as apps record them, such as `survey`. Empty, the default, for all. */
  eventType?: string | null | undefined;
  /** A picture: PNG, JPEG, WebP or GIF of at most 1 MB and 2048 × 2048 pixels, in a multipart request. It is stored as a PNG of at most 512 × 512 pixels, without what else was in the file; of several frames the first. */
  icon?: File | null | undefined;
  /** Whether it is shown, unlocked and gives its discount at all. True by default. */
  isActive?: boolean | null | undefined;
  /** True, the default: it stays once it was unlocked. False: it is lost when the value no longer fits. */
  keepOnceWon?: boolean | null | undefined;
  /** From how many points on, 0 to 1000000000. 0 by default, which all have. */
  pointsFrom?: number | null | undefined;
  /** Up to how many points, these included. Null, the default, for no end. */
  pointsTo?: number | null | undefined;
  /** IDs of the Products that the discount is for, at most 100. Empty, the default, for all. */
  productIds?: Array<string | number> | null | undefined;
  /** Its place: smaller ones first, equal ones by age. Behind the others by default; see `loyaltyBadgeReorder`. */
  rank?: number | null | undefined;
  /** Take the picture away. False by default. */
  removeIcon?: boolean | null | undefined;
  /** What to show where it has no picture: at most 8 characters, such as an emoji. Empty by default. */
  symbol?: string | null | undefined;
  /** What to call it; shoppers read it. Required for a new one. */
  title?: string | null | undefined;
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

export type LoyaltyBadgeUpdateMutationVariables = Exact<{
  id: string | number;
  input: LoyaltyBadgeInput;
}>;


export type LoyaltyBadgeUpdateMutation = { loyaltyBadgeUpdate: { badge: { id: string, title: string, description: string, symbol: string, iconUrl: string | null, basis: LoyaltyBadgeBasisEnum, pointsFrom: number | null, pointsTo: number | null, countFrom: number | null, countTo: number | null, eventType: string, keepOnceWon: boolean, isActive: boolean, rank: number, discountPercentage: number | null, productIds: Array<string>, amountFrom: { amount: number, currency: string } | null, amountTo: { amount: number, currency: string } | null, discountAmount: { amount: number, currency: string } | null } | null, program: { id: string } | null, errors: Array<{ field: string | null, message: string, code: LoyaltyErrorCode }> } | null };


export const LoyaltyBadgeUpdateDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"LoyaltyBadgeUpdate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"LoyaltyBadgeInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"loyaltyBadgeUpdate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}},{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"badge"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"symbol"}},{"kind":"Field","name":{"kind":"Name","value":"iconUrl"}},{"kind":"Field","name":{"kind":"Name","value":"basis"}},{"kind":"Field","name":{"kind":"Name","value":"pointsFrom"}},{"kind":"Field","name":{"kind":"Name","value":"pointsTo"}},{"kind":"Field","name":{"kind":"Name","value":"countFrom"}},{"kind":"Field","name":{"kind":"Name","value":"countTo"}},{"kind":"Field","name":{"kind":"Name","value":"amountFrom"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"amountTo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"eventType"}},{"kind":"Field","name":{"kind":"Name","value":"keepOnceWon"}},{"kind":"Field","name":{"kind":"Name","value":"isActive"}},{"kind":"Field","name":{"kind":"Name","value":"rank"}},{"kind":"Field","name":{"kind":"Name","value":"discountPercentage"}},{"kind":"Field","name":{"kind":"Name","value":"discountAmount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"productIds"}}]}},{"kind":"Field","name":{"kind":"Name","value":"program"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]}}]} as unknown as DocumentNode<LoyaltyBadgeUpdateMutation, LoyaltyBadgeUpdateMutationVariables>;