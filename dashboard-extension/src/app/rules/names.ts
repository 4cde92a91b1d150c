import { useEffect, useState } from "react";

import {
  categories,
  channels,
  collections,
  products,
  productTypes,
  variants,
} from "../../api/catalogue";
import { text } from "../../texts";
import type { Source } from "../../ui/form/Picker";

/** The lists of a rule that name goods, the narrowest first. */
export const GOODS = [
  "variantIds",
  "productIds",
  "collectionIds",
  "categoryIds",
  "productTypeIds",
] as const;

export type Kind = (typeof GOODS)[number];
export type Goods = { readonly [kind in Kind]: readonly string[] };

export const SOURCES: Record<Kind | "channelIds", Source> = {
  variantIds: variants,
  productIds: products,
  collectionIds: collections,
  categoryIds: categories,
  productTypeIds: productTypes,
  channelIds: channels,
};

const KINDS = [...GOODS, "channelIds"] as const;

/** What something is called; `…` until the shop has said it. */
export type Names = (id: string) => string;

type Naming = Goods & { readonly channelIds: readonly string[] };

/** The names of the first `most` of each list of these rules; each kind is asked for once. */
export function useNames(rules: readonly Naming[], most: number): Names {
  const [known, setKnown] = useState<ReadonlyMap<string, string>>(new Map());
  const wanted = KINDS.map((kind) => {
    const ids = rules.flatMap((rule) => rule[kind].slice(0, most));
    return [...new Set(ids)].filter((id) => !known.has(id));
  });
  const key = JSON.stringify(wanted);
  useEffect(() => {
    let isCurrent = true;
    (JSON.parse(key) as string[][]).forEach((ids, place) => {
      const kind = KINDS[place];
      if (ids.length === 0 || !kind) return;
      SOURCES[kind].named(ids).then(
        (items) => {
          if (!isCurrent) return;
          const found = new Map(items.map((item) => [item.id, item.name]));
          setKnown(
            (before) =>
              new Map([
                ...before,
                ...ids.map((id) => [id, found.get(id) ?? text("unknownItem")] as const),
              ]),
          );
        },
        // Without names the sentence still says the rest.
        () => undefined,
      );
    });
    return () => {
      isCurrent = false;
    };
  }, [key]);
  return (id) => known.get(id) ?? "…";
}
