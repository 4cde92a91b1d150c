/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** Whom e-mails to customers of a channel come from. What is left out keeps its value. */
export type LoyaltyChannelSenderInput = {
  /** The ID of the Channel. */
  channelId: string | number;
  /** The sender's address; empty for that of the mail settings. */
  fromAddress?: string | null | undefined;
  /** The sender's name, up to 255 characters; empty for that of the mail settings. */
  fromName?: string | null | undefined;
  /** A product's page, such as `https://shop.example.com/products/{slug}`; empty, the default, for no links to products. */
  productUrl?: string | null | undefined;
  /** Where answers go; empty for the sender. */
  replyTo?: string | null | undefined;
  /** Whose mail settings they go out by. SHOP by default. */
  source?: LoyaltySenderSourceEnum | null | undefined;
  /** Where customers see their points; empty, the default, for no such link. */
  storefrontUrl?: string | null | undefined;
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

/** Whether a program sends a kind of e-mail. */
export type LoyaltyMessageKindInput = {
  /** False switches it off. */
  isActive: boolean;
  /** The kind; not STATEMENT, of which `statements` says whether it is sent. */
  kind: LoyaltyMessageKindEnum;
};

/** What a program sends of its own accord. What is left out keeps its value. */
export type LoyaltyMessageSettingsInput = {
  /** Points at which a balance is worth an e-mail: up to 20 numbers from 1 to 1000000000. None by default. */
  balanceThresholds?: Array<number> | null | undefined;
  /** How many days before points expire customers are reminded: up to 5 numbers from 1 to 365. 30 and 7 by default. */
  expiryReminderDays?: Array<number> | null | undefined;
  /** Whether it sends e-mails at all. True by default. */
  isActive?: boolean | null | undefined;
  /** The kinds to switch on or off; those that aren't named stay as they are. TIER_RAISED, BADGE_UNLOCKED, POINTS_EXPIRING, BALANCE_REACHED and REWARD_CLAIMED are on by default. */
  kinds?: Array<LoyaltyMessageKindInput> | null | undefined;
  /** The language of customers who have none, such as `de`. `en` by default. */
  languageCode?: string | null | undefined;
  /** Whether the shop's customers say points, tier and card in their public metadata. True by default. */
  mirrorActive?: boolean | null | undefined;
  /** Whom e-mails come from, in the channels that are named. */
  senders?: Array<LoyaltyChannelSenderInput> | null | undefined;
  /** When customers get a statement without asking for it. NEVER by default. */
  statements?: LoyaltyStatementScheduleEnum | null | undefined;
};

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

export type LoyaltyMessageSettingsUpdateMutationVariables = Exact<{
  programId: string | number;
  input: LoyaltyMessageSettingsInput;
}>;


export type LoyaltyMessageSettingsUpdateMutation = { loyaltyMessageSettingsUpdate: { program: { id: string } | null, errors: Array<{ field: string | null, message: string, code: LoyaltyErrorCode }> } | null };


export const LoyaltyMessageSettingsUpdateDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"LoyaltyMessageSettingsUpdate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"programId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"LoyaltyMessageSettingsInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"loyaltyMessageSettingsUpdate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"programId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"programId"}}},{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"program"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]}}]} as unknown as DocumentNode<LoyaltyMessageSettingsUpdateMutation, LoyaltyMessageSettingsUpdateMutationVariables>;