import {
  LoyaltyAccountsDocument,
  type LoyaltyAccountsQuery,
  type LoyaltyAccountsQueryVariables,
} from "../../api/operations/LoyaltyAccounts";
import type { Cell } from "../../ui/csv";
import { client } from "../../ui/useAnswer";
import { text } from "./texts";

const PAGE = 100;
const PAGES_MAX = 500;

/** So many rows a file has at most: a longer list is asked for in parts. */
export const ROWS_MAX = PAGE * PAGES_MAX;

export function csvHead(): string[] {
  const keys = "customer email program balance available earned spent tier status lastMovement";
  return keys.split(" ").map((key) => text(key));
}

/** All members that are asked for, a page at a time. */
export async function* csvPages(
  asked: Omit<LoyaltyAccountsQueryVariables, "first" | "after">,
): AsyncGenerator<Cell[][]> {
  let after: string | null = null;
  for (let page = 0; page < PAGES_MAX; page++) {
    const variables: LoyaltyAccountsQueryVariables = { ...asked, first: PAGE, after };
    const { data, error } = await client.query(LoyaltyAccountsDocument, variables).toPromise();
    const found: LoyaltyAccountsQuery["loyaltyAccounts"] | undefined = data?.loyaltyAccounts;
    // A number of all that took too long is no reason to stop.
    if (!found) throw error ?? new Error("The shop didn't answer.");
    yield found.edges.map(({ node }) => [
      `${node.customer?.firstName ?? ""} ${node.customer?.lastName ?? ""}`.trim(),
      node.customer?.email,
      node.program.name,
      node.balance,
      node.available,
      node.lifetimeEarned,
      node.lifetimeSpent,
      node.tier?.tier?.name,
      text(`statusName_${node.status}`),
      node.entries.edges[0]?.node.createdAt,
    ]);
    if (!found.pageInfo.hasNextPage) return;
    after = found.pageInfo.endCursor;
  }
}
