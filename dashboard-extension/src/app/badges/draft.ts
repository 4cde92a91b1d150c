import type { LoyaltyBadgeInput } from "../../api/operations/LoyaltyBadgeCreate";
import type {
  LoyaltyBadgeBasisEnum,
  LoyaltyBadgesPageQuery,
} from "../../api/operations/LoyaltyBadgesPage";
import { textsByLanguage, type Texts } from "../../ui/form/Translations";
import { text } from "./texts";

export type Program = NonNullable<
  LoyaltyBadgesPageQuery["loyaltyPrograms"]
>["edges"][number]["node"];
export type Badge = Program["badges"][number];
export type Basis = LoyaltyBadgeBasisEnum;
export type Discount = "NONE" | "PERCENTAGE" | "AMOUNT";
export type BadgeText = "title" | "description";

/** What a basis compares. */
export type Unit = "points" | "count" | "amount";
export const UNITS: Record<Basis, Unit | null> = {
  ORDERS: "count",
  SPEND: "amount",
  LIFETIME: "points",
  BALANCE: "points",
  ACTIVITY: "count",
  MANUAL: null,
};
export const BASES = Object.keys(UNITS) as Basis[];

/** A badge while staff write it: fields may be empty. */
export interface BadgeDraft {
  title: string;
  description: string;
  symbol: string;
  /** A picture to send. */
  icon: File | null;
  /** The one that is there; null for none, also when it is to be removed. */
  iconUrl: string | null;
  basis: Basis;
  from: number | null;
  to: number | null;
  eventType: string;
  keepOnceWon: boolean;
  discount: Discount;
  discountPercentage: number | null;
  discountAmount: number | null;
  productIds: readonly string[];
  translations: Texts<BadgeText>;
}

export const EMPTY: BadgeDraft = {
  title: "",
  description: "",
  symbol: "",
  icon: null,
  iconUrl: null,
  basis: "ORDERS",
  from: 1,
  to: null,
  eventType: "",
  keepOnceWon: true,
  discount: "NONE",
  discountPercentage: null,
  discountAmount: null,
  productIds: [],
  translations: {},
};

export interface Bounds {
  from: number | null;
  to: number | null;
}

/** Both ends of a badge's range; null for none. */
export function boundsOf(badge: Badge): Bounds {
  const unit = UNITS[badge.basis];
  if (unit === "points") return { from: badge.pointsFrom, to: badge.pointsTo };
  if (unit === "count") return { from: badge.countFrom, to: badge.countTo };
  return { from: badge.amountFrom?.amount ?? null, to: badge.amountTo?.amount ?? null };
}

export function draftOf(badge: Badge): BadgeDraft {
  const { title, description } = badge;
  return {
    title,
    description,
    symbol: badge.symbol,
    icon: null,
    iconUrl: badge.iconUrl,
    basis: badge.basis,
    ...boundsOf(badge),
    eventType: badge.eventType,
    keepOnceWon: badge.keepOnceWon,
    discount: discountOf(badge),
    discountPercentage: badge.discountPercentage,
    discountAmount: badge.discountAmount?.amount ?? null,
    productIds: badge.productIds,
    translations: textsByLanguage(
      { title, description },
      badge.translations.map(({ languageCode, title, description }) => ({
        languageCode,
        texts: { title, description },
      })),
    ),
  };
}

function discountOf(badge: Badge): Discount {
  if (badge.discountPercentage !== null) return "PERCENTAGE";
  return badge.discountAmount ? "AMOUNT" : "NONE";
}

/** The names of a basis's two fields in the API. */
export function rangeFields(basis: Basis): { from: string; to: string } | null {
  const unit = UNITS[basis];
  return unit && { from: `${unit}From`, to: `${unit}To` };
}

/** The whole badge as the API takes it. What it is won by is only for a new one. */
export function inputOf(draft: BadgeDraft, before: BadgeDraft | null): LoyaltyBadgeInput {
  const { discount, basis } = draft;
  const range = rangeFields(basis);
  return {
    title: draft.title.trim(),
    description: draft.description.trim(),
    symbol: draft.symbol.trim(),
    ...(draft.icon && { icon: draft.icon }),
    ...(before?.iconUrl && !draft.iconUrl && !draft.icon && { removeIcon: true }),
    ...(!before && { basis }),
    ...(range && { [range.from]: draft.from ?? 0, [range.to]: draft.to }),
    ...(basis === "ACTIVITY" && { eventType: draft.eventType.trim() }),
    keepOnceWon: draft.keepOnceWon,
    ...(discount === "AMOUNT"
      ? { discountAmount: draft.discountAmount }
      : { discountPercentage: discount === "PERCENTAGE" ? draft.discountPercentage : null }),
    ...(discount === "NONE" && { discountAmount: null }),
    productIds: discount === "NONE" ? [] : [...draft.productIds],
  };
}

/** Fields that have to be filled before the API can be asked, with what to say there. */
export function missing(draft: BadgeDraft): Map<string, string> {
  const found = new Map<string, string>();
  const need = (field: string, value: unknown) => {
    if (value === null || value === "") found.set(field, text("required"));
  };
  need("title", draft.title.trim());
  if (draft.discount === "PERCENTAGE") need("discountPercentage", draft.discountPercentage);
  if (draft.discount === "AMOUNT") need("discountAmount", draft.discountAmount);
  return found;
}
