/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/**
 * What a bonus is given for and how much. What is left out keeps its value.
 *
 * `eventType`, `limit` and `limitPeriod` belong to EVENT, `orderCount` to ORDER_COUNT,
 * `amountSpent` and `currency` to AMOUNT_SPENT, `frequency` to SCHEDULE.
 */
export type LoyaltyBonusInput = {
  /** From which sum of all orders on. */
  amountSpent?: number | null | undefined;
  /** The currency of `amountSpent`, one that a channel has, such as EUR. */
  currency?: string | null | undefined;
  /** What to do for it, for shoppers; at most 2000 characters. Empty by default. */
  description?: string | null | undefined;
  /** Until before when. Null, the default, for no end. */
  endsAt?: string | null | undefined;
  /** The type of events, as an app names it in `loyaltyEventRecord`: 1 to 64 letters a to z, digits, - and _. Capital letters become small ones. */
  eventType?: string | null | undefined;
  /** How often, counted from `startsAt`. */
  frequency?: LoyaltyFrequencyEnum | null | undefined;
  /** Whether it is given at all. True by default. */
  isActive?: boolean | null | undefined;
  /** How many times a customer gets it in a `limitPeriod`, 1 to 1000000. Null, the default, for no limit. */
  limit?: number | null | undefined;
  /** The period that `limit` counts in, in the program's time zone. EVER by default. */
  limitPeriod?: LoyaltyLimitPeriodEnum | null | undefined;
  /** What to call it; shoppers read it. Required for a new one. */
  name?: string | null | undefined;
  /** For which order: 10 for the tenth. 1 to 1000000. */
  orderCount?: number | null | undefined;
  /** Points each time, 1 to 1000000. Required for a new one. */
  points?: number | null | undefined;
  /** From when on. Null, the default, for no start; SCHEDULE needs one. */
  startsAt?: string | null | undefined;
  /** What it is given for. Required for a new one; can't be changed later. */
  trigger?: LoyaltyBonusTriggerEnum | null | undefined;
};

/** What a bonus is given for. */
export type LoyaltyBonusTriggerEnum =
  /** A sum that a customer has spent in all. */
  | 'AMOUNT_SPENT'
  /** The day on which the customer signed up, each year. */
  | 'ANNIVERSARY'
  /** The customer's birthday. */
  | 'BIRTHDAY'
  /** Each event of a type that apps record. */
  | 'EVENT'
  /** The n-th order of a customer. */
  | 'ORDER_COUNT'
  /** Nothing in particular: it is given to all from time to time. */
  | 'SCHEDULE';

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

/** How often a bonus is given, counted from its start. */
export type LoyaltyFrequencyEnum =
  /** Each day. */
  | 'DAILY'
  /** Each month. */
  | 'MONTHLY'
  /** Once. */
  | 'ONCE'
  /** Every three months. */
  | 'QUARTERLY'
  /** Each week. */
  | 'WEEKLY'
  /** Each year. */
  | 'YEARLY';

/** What a limit counts in, by the calendar of the program's time zone. */
export type LoyaltyLimitPeriodEnum =
  /** A day. */
  | 'DAY'
  /** All time. */
  | 'EVER'
  /** A month. */
  | 'MONTH'
  /** A week from Monday to Sunday. */
  | 'WEEK'
  /** A year. */
  | 'YEAR';

export type LoyaltyBonusUpdateMutationVariables = Exact<{
  id: string | number;
  input: LoyaltyBonusInput;
}>;


export type LoyaltyBonusUpdateMutation = { loyaltyBonusUpdate: { bonus: { id: string, name: string, description: string, trigger: LoyaltyBonusTriggerEnum, points: number, isActive: boolean, eventType: string | null, limit: number | null, limitPeriod: LoyaltyLimitPeriodEnum | null, orderCount: number | null, amountSpent: number | null, currency: string | null, frequency: LoyaltyFrequencyEnum | null, startsAt: string | null, endsAt: string | null } | null, program: { id: string } | null, errors: Array<{ field: string | null, message: string, code: LoyaltyErrorCode }> } | null };


export const LoyaltyBonusUpdateDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"LoyaltyBonusUpdate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"LoyaltyBonusInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"loyaltyBonusUpdate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}},{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"bonus"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"trigger"}},{"kind":"Field","name":{"kind":"Name","value":"points"}},{"kind":"Field","name":{"kind":"Name","value":"isActive"}},{"kind":"Field","name":{"kind":"Name","value":"eventType"}},{"kind":"Field","name":{"kind":"Name","value":"limit"}},{"kind":"Field","name":{"kind":"Name","value":"limitPeriod"}},{"kind":"Field","name":{"kind":"Name","value":"orderCount"}},{"kind":"Field","name":{"kind":"Name","value":"amountSpent"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}},{"kind":"Field","name":{"kind":"Name","value":"frequency"}},{"kind":"Field","name":{"kind":"Name","value":"startsAt"}},{"kind":"Field","name":{"kind":"Name","value":"endsAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"program"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]}}]} as unknown as DocumentNode<LoyaltyBonusUpdateMutation, LoyaltyBonusUpdateMutationVariables>;