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

/**
 * What a reward is and what it costs. What is left out keeps its value.
 *
 * `variantId`, `moneyAmount` and `firstTimeOnly` belong to PRODUCT, `percentage` to
 * VOUCHER_PERCENTAGE, `amount` to VOUCHER_AMOUNT, GIFT_CARD, EXPERIENCE, MERCHANDISE and DONATION.
 */
export type LoyaltyRewardInput = {
  /** What it takes off, what is on the gift card, or what it is worth. VOUCHER_AMOUNT and GIFT_CARD need it. */
  amount?: number | null | undefined;
  /** The IDs of badges of the program, at most 100. Only holders of one of these can claim it. Empty, the default, for no such limit. */
  badgeIds?: Array<string | number> | null | undefined;
  /** How many days a claim can be used, 1 to 3650. Null, the default, for no end. Claims that were made keep theirs. */
  claimDays?: number | null | undefined;
  /** The currency of `amount` or `moneyAmount`, one that a channel has, such as EUR; only channels in it offer the reward. */
  currency?: string | null | undefined;
  /** What it is and how to get it, in plain text; at most 10000 characters. Empty by default. */
  description?: string | null | undefined;
  /** Until before when it is offered. Null, the default, for no end. */
  endsAt?: string | null | undefined;
  /** Whether it is only for those who never bought the product. False by default. */
  firstTimeOnly?: boolean | null | undefined;
  /** What the picture shows, for those who don't see it; at most 255 characters. Empty by default. */
  imageAlt?: string | null | undefined;
  /** Where its picture is: an address that begins with https:// or http://, such as the shop's `fileUpload` answers. Empty, the default, for none. */
  imageUrl?: string | null | undefined;
  /** Whether it is offered at all. True by default. */
  isActive?: boolean | null | undefined;
  /** What a customer gets. Required for a new one; can't be changed later. */
  kind?: LoyaltyRewardKindEnum | null | undefined;
  /** What the product still costs in money. Null, the default, for nothing. */
  moneyAmount?: number | null | undefined;
  /** What to call it; shoppers read it. Required for a new one. */
  name?: string | null | undefined;
  /** How many times each customer may claim it, 1 to 1000000. Null, the default, for no bound. */
  perCustomerLimit?: number | null | undefined;
  /** What it takes off the goods of an order, above 0, at most 100. */
  percentage?: number | null | undefined;
  /** What it costs, 1 to 1000000. Null, the default, for what its price makes of the program's `rewardPriceFactor`; VOUCHER_PERCENTAGE and FREE_SHIPPING have no price. */
  points?: number | null | undefined;
  /** Its place in the catalogue: smaller ones first, equal ones by cost. 0 by default. */
  rank?: number | null | undefined;
  /** From when on it is offered. Null, the default, for no start. */
  startsAt?: string | null | undefined;
  /** How many can be claimed in all, 0 to 1000000, those that were claimed already among them. Null, the default, for no bound. */
  stock?: number | null | undefined;
  /** The IDs of tiers of the program, at most 100. Only customers who have one of these can claim it: name the higher ones, too. Empty, the default, for no such limit. */
  tierIds?: Array<string | number> | null | undefined;
  /** The ID of a ProductVariant, which is no gift card. PRODUCT needs it. */
  variantId?: string | number | null | undefined;
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

export type LoyaltyRewardUpdateMutationVariables = Exact<{
  id: string | number;
  input: LoyaltyRewardInput;
}>;


export type LoyaltyRewardUpdateMutation = { loyaltyRewardUpdate: { reward: { id: string, kind: LoyaltyRewardKindEnum, name: string, description: string, rank: number, points: number | null, proposedPoints: number | null, fixedPoints: number | null, percentage: number | null, firstTimeOnly: boolean, stock: number | null, remaining: number | null, claimsCount: number, perCustomerLimit: number | null, claimDays: number | null, startsAt: string | null, endsAt: string | null, isActive: boolean, archivedAt: string | null, program: { id: string } | null, image: { url: string, alt: string } | null, variant: { id: string } | null, moneyAmount: { amount: number, currency: string } | null, amount: { amount: number, currency: string } | null, tiers: Array<{ id: string, name: string }>, badges: Array<{ id: string, title: string }> } | null, errors: Array<{ field: string | null, message: string, code: LoyaltyErrorCode }> } | null };


export const LoyaltyRewardUpdateDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"LoyaltyRewardUpdate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"LoyaltyRewardInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"loyaltyRewardUpdate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}},{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reward"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"program"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"image"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"alt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"rank"}},{"kind":"Field","name":{"kind":"Name","value":"points"}},{"kind":"Field","name":{"kind":"Name","value":"proposedPoints"}},{"kind":"Field","name":{"kind":"Name","value":"fixedPoints"}},{"kind":"Field","name":{"kind":"Name","value":"variant"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"moneyAmount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"percentage"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"firstTimeOnly"}},{"kind":"Field","name":{"kind":"Name","value":"stock"}},{"kind":"Field","name":{"kind":"Name","value":"remaining"}},{"kind":"Field","name":{"kind":"Name","value":"claimsCount"}},{"kind":"Field","name":{"kind":"Name","value":"perCustomerLimit"}},{"kind":"Field","name":{"kind":"Name","value":"tiers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"badges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}}]}},{"kind":"Field","name":{"kind":"Name","value":"claimDays"}},{"kind":"Field","name":{"kind":"Name","value":"startsAt"}},{"kind":"Field","name":{"kind":"Name","value":"endsAt"}},{"kind":"Field","name":{"kind":"Name","value":"isActive"}},{"kind":"Field","name":{"kind":"Name","value":"archivedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]}}]} as unknown as DocumentNode<LoyaltyRewardUpdateMutation, LoyaltyRewardUpdateMutationVariables>;