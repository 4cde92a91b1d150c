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

/**
 * Texts of a program's own. What is left out is as it is in force.
 *
 * All of them are Handlebars, as in the shop's own e-mails: `{{customer.first_name}}`,
 * `{{#if tier.until}}…{{else}}…{{/if}}`, `{{#each products}}{{name}}{{/each}}`.
 */
export type LoyaltyMessageTemplateInput = {
  /** The body: sections in MJML, up to 100000 characters. The frame is around it. */
  body?: string | null | undefined;
  /** The subject, in one line of up to 1000 characters. */
  subject?: string | null | undefined;
  /** The text part, up to 100000 characters. */
  text?: string | null | undefined;
};

export type LoyaltyMessageTemplatePreviewQueryVariables = Exact<{
  programId: string | number;
  kind: LoyaltyMessageKindEnum;
  languageCode: string;
  input?: LoyaltyMessageTemplateInput | null | undefined;
  accountId?: string | number | null | undefined;
  channel?: string | null | undefined;
}>;


export type LoyaltyMessageTemplatePreviewQuery = { loyaltyMessageTemplatePreview: { subject: string | null, html: string | null, text: string | null, isInvented: boolean, warnings: Array<string>, errors: Array<{ field: string | null, message: string, code: LoyaltyErrorCode }> } };


export const LoyaltyMessageTemplatePreviewDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"LoyaltyMessageTemplatePreview"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"programId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"kind"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"LoyaltyMessageKindEnum"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"languageCode"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"LoyaltyMessageTemplateInput"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"accountId"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"channel"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"loyaltyMessageTemplatePreview"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"programId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"programId"}}},{"kind":"Argument","name":{"kind":"Name","value":"kind"},"value":{"kind":"Variable","name":{"kind":"Name","value":"kind"}}},{"kind":"Argument","name":{"kind":"Name","value":"languageCode"},"value":{"kind":"Variable","name":{"kind":"Name","value":"languageCode"}}},{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}},{"kind":"Argument","name":{"kind":"Name","value":"accountId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"accountId"}}},{"kind":"Argument","name":{"kind":"Name","value":"channel"},"value":{"kind":"Variable","name":{"kind":"Name","value":"channel"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"html"}},{"kind":"Field","name":{"kind":"Name","value":"text"}},{"kind":"Field","name":{"kind":"Name","value":"isInvented"}},{"kind":"Field","name":{"kind":"Name","value":"warnings"}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]}}]} as unknown as DocumentNode<LoyaltyMessageTemplatePreviewQuery, LoyaltyMessageTemplatePreviewQueryVariables>;