import type { AnyVariables, TypedDocumentNode } from "urql";

import type { Item, Source } from "../ui/form/Picker";
import { client } from "../ui/useAnswer";
import { CatalogueCategoriesDocument } from "./operations/CatalogueCategories";
import { CatalogueChannelsDocument } from "./operations/CatalogueChannels";
import { CatalogueCollectionsDocument } from "./operations/CatalogueCollections";
import { CatalogueProductsDocument } from "./operations/CatalogueProducts";
import { CatalogueProductTypesDocument } from "./operations/CatalogueProductTypes";
import { CatalogueVariantsDocument } from "./operations/CatalogueVariants";

/** What staff choose from: the shop's own goods and channels, as its API lists them. */

const SHOWN = 20;
// The most that Saleor lists at once.
const NAMED_MAX = 100;

interface Filter {
  search?: string;
  ids?: string[];
}

type Connection<Node> = { edges: { node: Node }[] } | null | undefined;

export const products: Source = searched(async (filter, first) =>
  nodes((await ask(CatalogueProductsDocument, { first, filter })).products),
);

export const categories: Source = searched(async (filter, first) =>
  nodes((await ask(CatalogueCategoriesDocument, { first, filter })).categories).map(
    ({ id, name, parent }) => ({ id, name, about: parent?.name }),
  ),
);

export const collections: Source = searched(async (filter, first) =>
  nodes((await ask(CatalogueCollectionsDocument, { first, filter })).collections),
);

export const productTypes: Source = searched(async (filter, first) =>
  nodes((await ask(CatalogueProductTypesDocument, { first, filter })).productTypes),
);

export const variants: Source = searched(async ({ ids, search }, first) =>
  nodes(
    (
      await ask(
        CatalogueVariantsDocument,
        ids ? { first, ids } : { first, filter: { search: search ?? "" } },
      )
    ).productVariants,
  ).map(({ id, name, sku, product }) => ({
    id,
    name: [product.name, name].filter(Boolean).join(", "),
    about: sku ?? undefined,
  })),
);

/** All of them: a shop has few. */
export const channels: Source = {
  search: async (words) =>
    (await allChannels()).filter(({ name }) => name.toLowerCase().includes(words.toLowerCase())),
  named: async (ids) => (await allChannels()).filter(({ id }) => ids.includes(id)),
};

async function allChannels(): Promise<Item[]> {
  const { channels: found } = await ask(CatalogueChannelsDocument, {});
  return (found ?? []).map(({ id, name, currencyCode }) => ({ id, name, about: currencyCode }));
}

function searched(find: (filter: Filter, first: number) => Promise<Item[]>): Source {
  return {
    search: (words) => find(words ? { search: words } : {}, SHOWN),
    named: async (ids) => {
      const found: Item[] = [];
      for (let start = 0; start < ids.length; start += NAMED_MAX) {
        found.push(...(await find({ ids: ids.slice(start, start + NAMED_MAX) }, NAMED_MAX)));
      }
      return found;
    },
  };
}

function nodes<Node>(connection: Connection<Node>): Node[] {
  return connection?.edges.map((edge) => edge.node) ?? [];
}

/** Throws where the shop doesn't answer. */
async function ask<Data, Variables extends AnyVariables>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
): Promise<Data> {
  const { data, error } = await client.query(document, variables).toPromise();
  if (!data) throw error ?? new Error("The shop answered nothing.");
  return data;
}
