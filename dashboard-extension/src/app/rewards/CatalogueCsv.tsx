import {
  LoyaltyRewardCatalogueDocument,
  type LoyaltyRewardCatalogueQueryVariables,
} from "../../api/operations/LoyaltyRewardCatalogue";
import { CsvButton } from "../../ui/CsvButton";
import { client } from "../../ui/useAnswer";
import { limitsOf, statesOf } from "./Catalogue";
import { variablesOf, type Listing } from "./RewardsPage";
import { text } from "./texts";
import type { Channel } from "./useChannels";

const AT_ONCE = 100;

interface Props {
  channel: Channel;
  listing: Listing;
}

/** The list as it is filtered, as a file. */
export function CatalogueCsv({ channel, listing }: Props) {
  async function* pages() {
    for (let after: string | null = null; ; ) {
      const variables: LoyaltyRewardCatalogueQueryVariables = { ...variablesOf(channel, listing), first: AT_ONCE, after };
      const { data, error } = await client
        .query(LoyaltyRewardCatalogueDocument, variables)
        .toPromise();
      const found = data?.loyaltyRewards;
      if (!found) throw error ?? new Error("The shop answered nothing.");
      yield found.edges.map(({ node }) => [
        node.name,
        text(`kind_${node.kind}`),
        node.points,
        node.moneyAmount?.amount,
        node.moneyAmount?.currency,
        node.claimsCount,
        node.stock,
        limitsOf(node).join(" · "),
        node.startsAt,
        node.endsAt,
        statesOf(node).join(" · "),
        node.archivedAt,
      ]);
      if (!found.pageInfo.hasNextPage) return;
      after = found.pageInfo.endCursor ?? null;
    }
  }
  const head = ["reward", "kind", "cost", "moneyAmount", "currency", "claimed", "stock"];
  const more = ["limitedTo", "startsAt", "endsAt", "stateNow", "archivedAt"];
  return <CsvButton name="rewards" head={[...head, ...more].map((key) => text(key))} pages={pages} />;
}
