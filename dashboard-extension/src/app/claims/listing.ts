import type {
  LoyaltyClaimFilterInput,
  LoyaltyRewardClaimsQuery,
  LoyaltyRewardClaimsQueryVariables,
} from "../../api/operations/LoyaltyRewardClaims";
import { rangeOf, type Place } from "../../ui/paging";

export type Claim = NonNullable<
  LoyaltyRewardClaimsQuery["loyaltyRewardClaims"]
>["edges"][number]["node"];

export const VIEWS = ["waiting", "open", "used", "expired", "cancelled", "all"] as const;
export type View = (typeof VIEWS)[number];

/** Which claims are listed. */
export interface Listing {
  view: View;
  search: string;
  /** Where the page begins or ends, in the order in which it is shown; null for the first one. */
  page: Place;
}

export const WAITING: Listing = { view: "waiting", search: "", page: null };

const PAGE_SIZE = 25;

const FILTERS: Readonly<Record<View, LoyaltyClaimFilterInput>> = {
  waiting: { waitsForStaff: true },
  open: { waitsForStaff: false, statuses: ["CLAIMED"] },
  used: { statuses: ["USED"] },
  expired: { statuses: ["EXPIRED"] },
  cancelled: { statuses: ["CANCELLED"] },
  all: {},
};

/** What has waited longest comes first where somebody waits; else the newest. */
export function isOldestFirst({ view }: Listing): boolean {
  return view === "waiting" || view === "open";
}

export function filterOf({ view, search }: Listing, rewardId: string | null) {
  return {
    ...FILTERS[view],
    search: search.trim() || null,
    rewardIds: rewardId ? [rewardId] : null,
  };
}

/** The API lists the newest first: whoever wants the oldest turns its pages from the end. */
export function variablesOf(
  listing: Listing,
  rewardId: string | null,
): LoyaltyRewardClaimsQueryVariables {
  const { page } = listing;
  const filter = filterOf(listing, rewardId);
  if (!isOldestFirst(listing)) return { filter, ...rangeOf(page, PAGE_SIZE) };
  return page && "before" in page
    ? { filter, first: PAGE_SIZE, after: page.before }
    : { filter, last: PAGE_SIZE, before: page?.after ?? null };
}

interface Page {
  claims: Claim[];
  next: Listing["page"];
  previous: Listing["page"];
}

/** A page in the order in which it is shown, and the ones beside it. */
export function pageOf(
  found: NonNullable<LoyaltyRewardClaimsQuery["loyaltyRewardClaims"]>,
  listing: Listing,
): Page {
  const claims = found.edges.map((edge) => edge.node);
  const { hasNextPage, hasPreviousPage, startCursor, endCursor } = found.pageInfo;
  if (isOldestFirst(listing)) {
    return {
      claims: claims.reverse(),
      next: hasPreviousPage && startCursor ? { after: startCursor } : null,
      previous: hasNextPage && endCursor ? { before: endCursor } : null,
    };
  }
  return {
    claims,
    next: hasNextPage && endCursor ? { after: endCursor } : null,
    previous: hasPreviousPage && startCursor ? { before: startCursor } : null,
  };
}
