import {
  LoyaltyRewardClaimsDocument,
  type LoyaltyRewardClaimsQueryVariables,
} from "../../api/operations/LoyaltyRewardClaims";
import { CsvButton } from "../../ui/CsvButton";
import { client } from "../../ui/useAnswer";
import { nameOf } from "../nameOf";
import { filterOf, type Listing } from "./listing";
import { text } from "./texts";

const AT_ONCE = 100;

interface Props {
  listing: Listing;
  rewardId: string | null;
}

/** The claims as they are filtered, as a file, newest first. */
export function ClaimsCsv({ listing, rewardId }: Props) {
  async function* pages() {
    for (let after: string | null = null; ; ) {
      const variables: LoyaltyRewardClaimsQueryVariables = { filter: filterOf(listing, rewardId), first: AT_ONCE, after };
      const { data, error } = await client
        .query(LoyaltyRewardClaimsDocument, variables)
        .toPromise();
      const found = data?.loyaltyRewardClaims;
      if (!found) throw error ?? new Error("The shop answered nothing.");
      yield found.edges.map(({ node }) => [
        node.name,
        text(`kind_${node.kind}`),
        nameOf(node.account.customer),
        node.account.customer?.email,
        node.points,
        text(`status_${node.status}`),
        // What pays, such as a gift card's code, belongs into no file.
        node.kind === "GIFT_CARD" ? "" : node.code,
        node.createdAt,
        node.expiresAt,
        node.closedAt,
        node.order?.number,
        node.note,
      ]);
      if (!found.pageInfo.hasNextPage) return;
      after = found.pageInfo.endCursor ?? null;
    }
  }
  const who = ["reward", "kind", "customer", "email", "pointsField", "status", "code"];
  const when = ["claimedAt", "usableUntilColumn", "closedAt", "orderColumn", "noteColumn"];
  return <CsvButton name="claims" head={[...who, ...when].map((key) => text(key))} pages={pages} />;
}
