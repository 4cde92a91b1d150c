import type {
  LoyaltyDeliveriesQuery,
  LoyaltyDeliveriesQueryVariables,
  LoyaltyDeliveryFilterInput,
} from "../../api/operations/LoyaltyDeliveries";
import type { LoyaltyMessageKindEnum } from "../../api/operations/LoyaltyMessageTemplate";
import { rangeOf, type Place } from "../../ui/paging";

export type Delivery = NonNullable<
  LoyaltyDeliveriesQuery["loyaltyDeliveries"]
>["edges"][number]["node"];

export const VIEWS = ["failed", "pending", "delivered", "skipped", "all"] as const;
export type View = (typeof VIEWS)[number];

export const KINDS: readonly LoyaltyMessageKindEnum[] = [
  "POINTS_CREDITED",
  "TIER_RAISED",
  "TIER_LOWERED",
  "BADGE_UNLOCKED",
  "POINTS_EXPIRING",
  "BALANCE_REACHED",
  "REWARD_CLAIMED",
  "STATEMENT",
];

/** Which e-mails are listed; days are the reader's own. */
export interface Listing {
  view: View;
  search: string;
  kind: LoyaltyMessageKindEnum | "";
  from: string;
  to: string;
  page: Place;
}

export const GIVEN_UP: Listing = {
  view: "failed",
  search: "",
  kind: "",
  from: "",
  to: "",
  page: null,
};

const PAGE_SIZE = 25;

const STATUSES: Readonly<Record<View, LoyaltyDeliveryFilterInput["statuses"]>> = {
  failed: ["FAILED"],
  pending: ["PENDING"],
  delivered: ["DELIVERED"],
  skipped: ["SKIPPED"],
  all: null,
};

export function isNarrowed({ search, kind, from, to }: Listing): boolean {
  return Boolean(search.trim() || kind || from || to);
}

export function filterOf({ view, search, kind, from, to }: Listing): LoyaltyDeliveryFilterInput {
  return {
    means: "EMAIL",
    statuses: STATUSES[view] ?? null,
    kinds: kind ? [kind] : null,
    search: search.trim() || null,
    createdAt: from || to ? { gte: startOf(from), lte: endOf(to) } : null,
  };
}

export function variablesOf(listing: Listing): LoyaltyDeliveriesQueryVariables {
  return { filter: filterOf(listing), ...rangeOf(listing.page, PAGE_SIZE) };
}

function startOf(day: string): string | null {
  return day ? new Date(`${day}T00:00:00`).toISOString() : null;
}

function endOf(day: string): string | null {
  return day ? new Date(`${day}T23:59:59.999`).toISOString() : null;
}
