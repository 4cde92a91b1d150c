import type {
  LoyaltyAccountsQueryVariables,
  LoyaltyAccountSortField,
  LoyaltyAccountStatusEnum,
} from "../../api/operations/LoyaltyAccounts";
import { languageCode } from "../../texts/languageCode";

/** What of the members is listed, and in which order. */
export interface Listing {
  search: string;
  /** Null for everybody. */
  segmentId: string | null;
  status: LoyaltyAccountStatusEnum | "";
  /** Null for the newest first. */
  sort: { field: LoyaltyAccountSortField; isDescending: boolean } | null;
  /** Where the page begins or ends; null for the first one. */
  page: { after: string } | { before: string } | null;
}

export const EVERYBODY: Listing = {
  search: "",
  segmentId: null,
  status: "",
  sort: null,
  page: null,
};

const PAGE_SIZE = 25;

export function isFiltered({ search, segmentId, status }: Listing): boolean {
  return Boolean(search.trim() || segmentId || status);
}

/** The largest first, then the smallest first, then as it was. */
export function sortedBy(listing: Listing, field: LoyaltyAccountSortField): Listing {
  const { sort } = listing;
  const next =
    sort?.field !== field
      ? { field, isDescending: true }
      : sort.isDescending
        ? { field, isDescending: false }
        : null;
  return { ...listing, sort: next, page: null };
}

export function variablesOf(listing: Listing): LoyaltyAccountsQueryVariables {
  const { search, segmentId, status, sort, page } = listing;
  return {
    search: search.trim() || null,
    filter: { segmentId, statuses: status ? [status] : null },
    sortBy: sort && { field: sort.field, direction: sort.isDescending ? "DESC" : "ASC" },
    ...(page && "before" in page
      ? { last: PAGE_SIZE, before: page.before }
      : { first: PAGE_SIZE, after: page?.after ?? null }),
    languageCode: languageCode(),
  };
}
