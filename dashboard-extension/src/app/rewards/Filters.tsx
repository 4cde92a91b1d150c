import { useEffect, useRef, useState } from "react";

import { KINDS, kindOf } from "./kinds";
import type { Listing } from "./RewardsPage";
import { text } from "./texts";

interface Props {
  listing: Listing;
  onListing: (listing: Listing) => void;
}

const SEARCH_AFTER = 300;

export function Filters({ listing, onListing }: Props) {
  const [typed, setTyped] = useState(listing.search);
  const sent = useRef(listing.search);
  // What was cleared elsewhere is cleared here; typing goes on while the shop answers.
  useEffect(() => {
    if (listing.search === sent.current) return;
    sent.current = listing.search;
    setTyped(listing.search);
  }, [listing.search]);
  useEffect(() => {
    if (typed === listing.search) return;
    const timer = setTimeout(() => {
      sent.current = typed;
      onListing({ ...listing, search: typed, after: [] });
    }, SEARCH_AFTER);
    return () => clearTimeout(timer);
  }, [typed, listing, onListing]);
  return (
    <form role="search" className="filters" onSubmit={(event) => event.preventDefault()}>
      <label>
        <span className="visually-hidden">{text("searchRewards")}</span>
        <input
          type="search"
          value={typed}
          maxLength={200}
          placeholder={text("searchRewards")}
          onChange={(event) => setTyped(event.target.value)}
        />
      </label>
      <label>
        <span className="visually-hidden">{text("kind")}</span>
        <select
          value={listing.kind}
          onChange={(event) =>
            onListing({ ...listing, kind: kindOf(event.target.value) ?? "", after: [] })
          }
        >
          <option value="">{text("anyKindOfReward")}</option>
          {KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {text(`kind_${kind}`)}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span className="visually-hidden">{text("whichRewards")}</span>
        <select
          value={listing.isArchived ? "archived" : ""}
          onChange={(event) =>
            onListing({ ...listing, isArchived: event.target.value === "archived", after: [] })
          }
        >
          <option value="">{text("inCatalogue")}</option>
          <option value="archived">{text("archivedOnes")}</option>
        </select>
      </label>
    </form>
  );
}
