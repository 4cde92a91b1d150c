import {
  LoyaltySegmentsDocument,
  type LoyaltySegmentsQuery,
} from "../../api/operations/LoyaltySegments";
import { LoyaltySegmentDetailsDocument } from "../../api/operations/LoyaltySegmentDetails";
import { notify } from "../../bridge/session";
import { number } from "../../texts";
import { client, useAnswer } from "../../ui/useAnswer";
import { conditionsOf } from "./conditions";
import type { Listing } from "./listing";
import { text } from "./texts";

type Segment = NonNullable<
  LoyaltySegmentsQuery["loyaltySegments"]
>["edges"][number]["node"];

const SEGMENTS_MAX = 50;
const FIRST = { first: SEGMENTS_MAX };

interface Props {
  listing: Listing;
  onListing: (listing: Listing) => void;
}

/** Saved segments, each with how many are in it, and the way to make one. */
export function SegmentTabs({ listing, onListing }: Props) {
  // A count that took too long is an error of its own; the others are there.
  const { answer } = useAnswer(LoyaltySegmentsDocument, FIRST, hasSegments);
  const segments =
    answer.state === "there"
      ? (answer.data.loyaltySegments?.edges.map((edge) => edge.node) ?? [])
      : [];
  const chosen = segments.find((segment) => segment.id === listing.segmentId);
  const choose = (segmentId: string | null) =>
    onListing({ ...listing, segmentId, draft: null, page: null });

  async function edit(segment: Segment) {
    const { data } = await client
      .query(LoyaltySegmentDetailsDocument, { id: segment.id })
      .toPromise();
    const found = data?.loyaltySegment;
    if (!found?.conditions) {
      notify({ status: "error", title: text("segmentUnknown", { name: segment.name }) });
      return;
    }
    onListing({
      ...listing,
      page: null,
      draft: {
        segmentId: segment.id,
        name: found.name,
        description: found.description,
        programId: segment.program.id,
        conditions: conditionsOf(found.conditions),
      },
    });
  }

  function begin() {
    const { status } = listing;
    onListing({
      ...listing,
      segmentId: null,
      status: "",
      page: null,
      draft: {
        segmentId: null,
        name: "",
        description: "",
        programId: "",
        conditions: status ? { statuses: [status] } : {},
      },
    });
  }

  return (
    <div className="tabs" role="group" aria-label={text("segments")}>
      {segments.length > 0 && (
        <button
          type="button"
          aria-pressed={listing.segmentId === null && !listing.draft}
          onClick={() => choose(null)}
        >
          {text("allMembers")}
        </button>
      )}
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
      {!listing.draft && chosen && (
        <button type="button" className="plain" onClick={() => void edit(chosen)}>
          {text("editSegment")}
        </button>
      )}
      {!listing.draft && !chosen && (
        <button type="button" className="plain" onClick={begin}>
          {text("conditions")}
        </button>
      )}
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
