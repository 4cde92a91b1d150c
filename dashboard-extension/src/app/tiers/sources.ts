import { LoyaltyCustomerTypesDocument } from "../../api/operations/LoyaltyCustomerTypes";
import { LoyaltyRewardCatalogueDocument } from "../../api/operations/LoyaltyRewardCatalogue";
import type { Item, Source } from "../../ui/form/Picker";
import { client } from "../../ui/useAnswer";

const LISTED_MAX = 100;

/** The rewards that a channel's program can give on arrival, asked once. */
export function rewardsOf(channel: string): Source {
  let asked: Promise<Item[]> | undefined;
  return listed(() => {
    asked ??= rewardsIn(channel).catch((error: unknown) => {
      asked = undefined;
      throw error;
    });
    return asked;
  });
}

async function rewardsIn(channel: string): Promise<Item[]> {
  const { data, error } = await client
    .query(LoyaltyRewardCatalogueDocument, { channel, first: LISTED_MAX })
    .toPromise();
  if (!data?.loyaltyRewards) throw error ?? new Error("The shop answered nothing.");
  return data.loyaltyRewards.edges
    .map(({ node }) => node)
    .filter(({ kind }) => kind !== "DONATION")
    .map(({ id, name }) => ({ id, name }));
}

/** The shop's classes of customers; null where it has none, as before Saleor 3.23. */
export async function customerTypes(): Promise<Item[] | null> {
  const { data } = await client
    .query(LoyaltyCustomerTypesDocument, { first: LISTED_MAX })
    .toPromise();
  const found = data?.customerTypes?.edges.map(({ node }) => node);
  return found?.length ? found : null;
}

function listed(all: () => Promise<Item[]>): Source {
  return {
    search: async (words) =>
      (await all()).filter(({ name }) => name.toLowerCase().includes(words.toLowerCase())),
    named: async (ids) => (await all()).filter(({ id }) => ids.includes(id)),
  };
}
