import {
  LoyaltySegmentsDocument,
  type LoyaltySegmentsQuery,
} from "../../api/operations/LoyaltySegments";
import { number, text } from "../../texts";
import { useAnswer } from "../../ui/useAnswer";
import type { Listing } from "./listing";

type Segment = NonNullable<
  LoyaltySegmentsQuery["loyaltySegments"]
>["edges"][number]["node"];

const SEGMENTS_MAX = 50;
const FIRST = { first: SEGMENTS_MAX };

interface Props {
  listing: Listing;
  onListing: (listing: Listing) => void;
}

/** Saved segments, each with how many are in it. Without any there is nothing to choose from. */
export function SegmentTabs({ listing, onListing }: Props) {
  // A count that took too long is an error of its own; the others are there.
  const { answer } = useAnswer(LoyaltySegmentsDocument, FIRST, hasSegments);
  const segments =
    answer.state === "there"
      ? (answer.data.loyaltySegments?.edges.map((edge) => edge.node) ?? [])
      : [];
  if (segments.length === 0) return null;
  const choose = (segmentId: string | null) => onListing({ ...listing, segmentId, page: null });
  return (
    <div className="tabs" role="group" aria-label={text("segments")}>
      <button
        type="button"
        aria-pressed={listing.segmentId === null}
        onClick={() => choose(null)}
      >
        {text("allMembers")}
      </button>
      {segments.map((segment) => (
        <button
          key={segment.id}
          type="button"
          title={segment.description || undefined}
          aria-pressed={listing.segmentId === segment.id}
          onClick={() => choose(segment.id)}
        >
          {segment.name} <span className="soft">{countOf(segment)}</span>
        </button>
      ))}
    </div>
  );
}

function countOf({ count }: Segment): string {
  if (!count) return "";
  return count.isExact ? number(count.value) : `${number(count.value)}+`;
}

function hasSegments(data: LoyaltySegmentsQuery): boolean {
  return Boolean(data.loyaltySegments);
}
