import type { LoyaltyRewardInput } from "../../api/operations/LoyaltyRewardCreate";
import type { LoyaltyRewardCostInput } from "../../api/operations/LoyaltyRewardCost";
import type { LoyaltyRewardDetailsQuery } from "../../api/operations/LoyaltyRewardDetails";
import { FIELDS, type Kind } from "./kinds";

export type Reward = NonNullable<LoyaltyRewardDetailsQuery["loyaltyReward"]>;

export interface Texts {
  name: string;
  description: string;
}

/** A reward as it stands in the form. */
export interface Draft extends Texts {
  kind: Kind;
  imageUrl: string;
  imageAlt: string;
  rank: number | null;
  /** The cost follows from the price; else it is `points`. */
  followsPrice: boolean;
  points: number | null;
  variantId: string | null;
  moneyAmount: number | null;
  percentage: number | null;
  amount: number | null;
  currency: string;
  firstTimeOnly: boolean;
  stock: number | null;
  perCustomerLimit: number | null;
  claimDays: number | null;
  tierIds: string[];
  badgeIds: string[];
  startsAt: string | null;
  endsAt: string | null;
  isActive: boolean;
  /** By the code of the language. */
  translations: Record<string, Texts>;
}

export function newDraft(kind: Kind, currency: string): Draft {
  return {
    kind,
    name: "",
    description: "",
    imageUrl: "",
    imageAlt: "",
    rank: 0,
    followsPrice: Boolean(FIELDS[kind].price),
    points: null,
    variantId: null,
    moneyAmount: null,
    percentage: null,
    amount: null,
    currency,
    firstTimeOnly: false,
    stock: null,
    perCustomerLimit: null,
    claimDays: null,
    tierIds: [],
    badgeIds: [],
    startsAt: null,
    endsAt: null,
    isActive: true,
    translations: {},
  };
}

export function draftOf(reward: Reward, currency: string): Draft {
  return {
    kind: reward.kind,
    name: reward.name,
    description: reward.description,
    imageUrl: reward.image?.url ?? "",
    imageAlt: reward.image?.alt ?? "",
    rank: reward.rank,
    followsPrice: reward.fixedPoints === null,
    points: reward.fixedPoints ?? null,
    variantId: reward.variant?.id ?? null,
    moneyAmount: reward.moneyAmount?.amount ?? null,
    percentage: reward.percentage ?? null,
    amount: reward.amount?.amount ?? null,
    currency: reward.moneyAmount?.currency ?? reward.amount?.currency ?? currency,
    firstTimeOnly: reward.firstTimeOnly,
    stock: reward.stock ?? null,
    perCustomerLimit: reward.perCustomerLimit ?? null,
    claimDays: reward.claimDays ?? null,
    tierIds: reward.tiers.map(({ id }) => id),
    badgeIds: reward.badges.map(({ id }) => id),
    startsAt: reward.startsAt ?? null,
    endsAt: reward.endsAt ?? null,
    isActive: reward.isActive,
    translations: Object.fromEntries(
      reward.translations.map(({ languageCode, name, description }) => [
        languageCode,
        // What falls back to the reward's own text is empty here, so that it goes on following it.
        {
          name: name === reward.name ? "" : name,
          description: description === reward.description ? "" : description,
        },
      ]),
    ),
  };
}

/** What the cost follows from, as far as it is there. */
export function costOf(draft: Draft): LoyaltyRewardCostInput {
  const { product, amount } = FIELDS[draft.kind];
  const money = product ? draft.moneyAmount : amount ? draft.amount : null;
  return {
    kind: draft.kind,
    points: draft.followsPrice ? null : draft.points,
    ...(product && { variantId: draft.variantId, moneyAmount: draft.moneyAmount }),
    ...(amount && { amount: draft.amount }),
    ...(money !== null && { currency: draft.currency }),
  };
}

/** The reward as the API takes it: with the fields of its kind alone. */
export function inputOf(draft: Draft): LoyaltyRewardInput {
  const { product, percentage, amount, claimDays } = FIELDS[draft.kind];
  const money = product ? draft.moneyAmount : amount ? draft.amount : null;
  return {
    kind: draft.kind,
    name: draft.name,
    description: draft.description,
    imageUrl: draft.imageUrl,
    imageAlt: draft.imageAlt,
    rank: draft.rank ?? 0,
    points: draft.followsPrice ? null : draft.points,
    ...(product && {
      // A product that nobody chose is left out: the API says that it is needed.
      ...(draft.variantId && { variantId: draft.variantId }),
      moneyAmount: draft.moneyAmount,
      firstTimeOnly: draft.firstTimeOnly,
    }),
    ...(percentage && { percentage: draft.percentage }),
    ...(amount && { amount: draft.amount }),
    ...(money !== null && { currency: draft.currency }),
    stock: draft.stock,
    perCustomerLimit: draft.perCustomerLimit,
    ...(claimDays && { claimDays: draft.claimDays }),
    tierIds: draft.tierIds,
    badgeIds: draft.badgeIds,
    startsAt: draft.startsAt,
    endsAt: draft.endsAt,
    isActive: draft.isActive,
  };
}

/** The languages whose texts are not what they were. */
export function changedLanguages(before: Draft["translations"], now: Draft["translations"]) {
  return Object.entries(now).filter(([code, texts]) => {
    const old = before[code];
    return old?.name !== texts.name || old.description !== texts.description;
  });
}
