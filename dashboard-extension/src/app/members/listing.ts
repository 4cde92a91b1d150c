import type {
  LoyaltyAccountSortField,
  LoyaltyAccountsQueryVariables,
  LoyaltyAccountStatusEnum,
} from "../../api/operations/LoyaltyAccounts";
import { languageCode } from "../../texts/languageCode";
import { rangeOf, type Place } from "../../ui/paging";
import type { Conditions } from "./conditions";

/** Conditions that staff try, or change: those of a saved segment, or of none yet. */
export interface Draft {
  segmentId: string | null;
  name: string;
  description: string;
  /** The program whose members are meant; empty until it is known. */
  programId: string;
  conditions: Conditions;
}

/** What of the members is listed, and in which order. */
export interface Listing {
  search: string;
  /** Null for everybody. */
  segmentId: string | null;
  /** While there is one, it says who is listed, and no segment. */
  draft: Draft | null;
  status: LoyaltyAccountStatusEnum | "";
  /** Null for the newest first. */
  sort: { field: LoyaltyAccountSortField; isDescending: boolean } | null;
  page: Place;
}

export const EVERYBODY: Listing = {
  search: "",
  segmentId: null,
  draft: null,
  status: "",
  sort: null,
  page: null,
};

const PAGE_SIZE = 25;

export function isFiltered({ search, segmentId, status, draft }: Listing): boolean {
  return Boolean(search.trim() || segmentId || status || draft);
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

/** Who is asked for, in which order; without the page. */
export function askedOf(listing: Listing) {
  const { search, sort } = listing;
  return {
    search: search.trim() || null,
    filter: filterOf(listing),
    sortBy: sort && {
      field: sort.field,
      direction: sort.isDescending ? ("DESC" as const) : ("ASC" as const),
    },
    languageCode: languageCode(),
  };
}

function filterOf({ draft, segmentId, status }: Listing) {
  const statuses = status ? [status] : null;
  if (!draft) return { segmentId, statuses };
  return {
    ...draft.conditions,
    ...(draft.programId && { programIds: [draft.programId] }),
    ...(statuses && { statuses }),
  };
}

export function variablesOf(listing: Listing): LoyaltyAccountsQueryVariables {
  return { ...askedOf(listing), ...rangeOf(listing.page, PAGE_SIZE) };
}
