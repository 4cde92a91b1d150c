import { SearchField } from "../../ui/SearchField";
import { KINDS, kindOf } from "./kinds";
import type { Listing } from "./RewardsPage";
import { text } from "./texts";

interface Props {
  listing: Listing;
  onListing: (listing: Listing) => void;
}

export function Filters({ listing, onListing }: Props) {
  return (
    <form role="search" className="filters" onSubmit={(event) => event.preventDefault()}>
      <SearchField
        label={text("searchRewards")}
        value={listing.search}
        onSearch={(search) => onListing({ ...listing, search, after: [] })}
      />
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
