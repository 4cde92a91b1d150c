import type { LoyaltyTierInput } from "../../api/operations/LoyaltyTierCreate";
import type { LoyaltyTiersPageQuery } from "../../api/operations/LoyaltyTiersPage";
import { textsByLanguage, type Texts } from "../../ui/form/Translations";
import { text } from "./texts";

export type Program = NonNullable<
  LoyaltyTiersPageQuery["loyaltyPrograms"]
>["edges"][number]["node"];
export type Tier = Program["tiers"][number];

export type Discount = "NONE" | "PERCENTAGE" | "AMOUNT";
export type TierText = "name" | "description" | "perks";

export interface SeasonDraft {
  key: number;
  name: string;
  description: string;
  threshold: number | null;
  startsAt: string | null;
  endsAt: string | null;
}

/** A tier while staff write it: fields may be empty. */
export interface TierDraft {
  name: string;
  description: string;
  threshold: number | null;
  discount: Discount;
  discountPercentage: number | null;
  discountAmount: number | null;
  productIds: readonly string[];
  freeShipping: boolean;
  earningMultiplier: number | null;
  arrivalPoints: number | null;
  arrivalRewardId: string | null;
  customerTypeId: string | null;
  /** Line by line. */
  perks: string;
  startsAt: string | null;
  endsAt: string | null;
  seasons: readonly SeasonDraft[];
  translations: Texts<TierText>;
}

export const EMPTY: TierDraft = {
  name: "",
  description: "",
  threshold: null,
  discount: "NONE",
  discountPercentage: null,
  discountAmount: null,
  productIds: [],
  freeShipping: false,
  earningMultiplier: 1,
  arrivalPoints: 0,
  arrivalRewardId: null,
  customerTypeId: null,
  perks: "",
  startsAt: null,
  endsAt: null,
  seasons: [],
  translations: {},
};

let seasonKey = 0;

export function newSeason(values: Partial<Omit<SeasonDraft, "key">> = {}): SeasonDraft {
  seasonKey += 1;
  return {
    name: "",
    description: "",
    threshold: null,
    startsAt: null,
    endsAt: null,
    ...values,
    key: seasonKey,
  };
}

export function draftOf(tier: Tier): TierDraft {
  return {
    name: tier.usualName,
    description: tier.usualDescription,
    threshold: tier.usualThreshold,
    discount: discountOf(tier),
    discountPercentage: tier.discountPercentage,
    discountAmount: tier.discountAmount?.amount ?? null,
    productIds: tier.productIds,
    freeShipping: tier.freeShipping,
    earningMultiplier: tier.earningMultiplier,
    arrivalPoints: tier.arrivalPoints,
    arrivalRewardId: tier.arrivalReward?.id ?? null,
    customerTypeId: tier.customerTypeId,
    perks: tier.perks.join("\n"),
    startsAt: tier.startsAt,
    endsAt: tier.endsAt,
    seasons: tier.seasons.map((season) => newSeason(season)),
    translations: translationsOf(tier),
  };
}

function discountOf(tier: Tier): Discount {
  if (tier.discountPercentage !== null) return "PERCENTAGE";
  return tier.discountAmount ? "AMOUNT" : "NONE";
}

function translationsOf(tier: Tier): Texts<TierText> {
  const own = {
    name: tier.usualName,
    description: tier.usualDescription,
    perks: tier.perks.join("\n"),
  };
  return textsByLanguage(
    own,
    tier.translations.map(({ languageCode, name, description, perks }) => ({
      languageCode,
      // While a season has another name, translations are read under that.
      texts: {
        name: name === tier.name ? own.name : name,
        description: description === tier.description ? own.description : description,
        perks: perks.join("\n"),
      },
    })),
  );
}

export function linesOf(perks: string): string[] {
  return perks
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);
}

/** The whole tier as the API takes it: what is empty is the default. */
export function inputOf(draft: TierDraft): LoyaltyTierInput {
  const { discount } = draft;
  return {
    name: draft.name.trim(),
    description: draft.description.trim(),
    threshold: draft.threshold,
    ...(discount === "AMOUNT"
      ? { discountAmount: draft.discountAmount }
      : { discountPercentage: discount === "PERCENTAGE" ? draft.discountPercentage : null }),
    ...(discount === "NONE" && { discountAmount: null }),
    productIds: discount === "NONE" ? [] : [...draft.productIds],
    freeShipping: draft.freeShipping,
    earningMultiplier: draft.earningMultiplier ?? 1,
    arrivalPoints: draft.arrivalPoints ?? 0,
    arrivalRewardId: draft.arrivalRewardId,
    customerTypeId: draft.customerTypeId,
    perks: linesOf(draft.perks),
    startsAt: draft.startsAt,
    endsAt: draft.endsAt,
    seasons: draft.seasons.map(({ name, description, threshold, startsAt, endsAt }) => ({
      name: name.trim(),
      description: description.trim(),
      threshold: threshold ?? 0,
      startsAt: startsAt ?? "",
      endsAt: endsAt ?? "",
    })),
  };
}

/** Fields that have to be filled before the API can be asked, with what to say there. */
export function missing(draft: TierDraft): Map<string, string> {
  const found = new Map<string, string>();
  const need = (field: string, value: unknown) => {
    if (value === null || value === "") found.set(field, text("required"));
  };
  need("name", draft.name.trim());
  need("threshold", draft.threshold);
  if (draft.discount === "PERCENTAGE") need("discountPercentage", draft.discountPercentage);
  if (draft.discount === "AMOUNT") need("discountAmount", draft.discountAmount);
  for (const season of draft.seasons) {
    need(`season.${season.key}.threshold`, season.threshold);
    need(`season.${season.key}.startsAt`, season.startsAt);
    need(`season.${season.key}.endsAt`, season.endsAt);
  }
  return found;
}

/** Tiers from the lowest threshold to the highest; of equal ones the later of the API's is higher. */
export function byThreshold(tiers: readonly Tier[]): Tier[] {
  return [...tiers].sort((a, b) => a.usualThreshold - b.usualThreshold);
}
