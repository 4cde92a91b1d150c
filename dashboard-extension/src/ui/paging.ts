import { useState } from "react";

import type { Turns } from "./Pager";

/** Where a page begins or ends; null for the first one. */
export type Place = { after: string } | { before: string } | null;

interface Ends {
  hasNextPage: boolean;
  endCursor?: string | null;
}

interface BothEnds extends Ends {
  hasPreviousPage: boolean;
  startCursor?: string | null;
}

/** A page as the API is asked for it. */
export function rangeOf(place: Place, size: number) {
  return place && "before" in place
    ? { last: size, before: place.before }
    : { first: size, after: place?.after ?? null };
}

/** The pages beside one that was found. */
export function turnsOf(found: BothEnds, onPlace: (place: Place) => void): Turns {
  const { hasNextPage, hasPreviousPage, startCursor, endCursor } = found;
  return {
    previous: hasPreviousPage && startCursor ? () => onPlace({ before: startCursor }) : null,
    next: hasNextPage && endCursor ? () => onPlace({ after: endCursor }) : null,
  };
}

/** The same for a list that is followed forward: `after` has where each page before this one ended. */
export function turnsAfter(
  after: readonly string[],
  { hasNextPage, endCursor }: Ends,
  onAfter: (after: string[]) => void,
): Turns {
  return {
    previous: after.length > 0 ? () => onAfter(after.slice(0, -1)) : null,
    next: hasNextPage && endCursor ? () => onAfter([...after, endCursor]) : null,
  };
}

/** The pages of the list that was asked for by `asked`; another one begins with its first page. */
export function usePages(asked: unknown) {
  const key = JSON.stringify(asked);
  const [turned, setTurned] = useState<{ key: string; after: string[] }>({ key, after: [] });
  const after = turned.key === key ? turned.after : [];
  return {
    after: after.at(-1) ?? null,
    turns: (found: Ends) => turnsAfter(after, found, (next) => setTurned({ key, after: next })),
  };
}
