import { expect, test } from "vitest";

import { Batch, Failure, mutate, query, type Connection } from "../src/api/client";
import { MY_PAGE, OPT_IN } from "../src/api/operations";
import { openShop, PAGE } from "./shop";

const opened = openShop();
const VARIABLES = { channel: "eu", languageCode: "EN", first: 10 } as const;

function as(token: string | null, renewed: string | null = null): Connection {
  return {
    apiUrl: "http://shop.test/graphql/",
    tokenProvider: ({ isExpired }) => (isExpired ? renewed : token),
    language: "de-AT",
  };
}

const later = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 10));

const kindOf = (request: Promise<unknown>): Promise<string> =>
  request.then(
    () => "none",
    (error: unknown) => (error instanceof Failure ? `${error.kind} ${error.message}`.trim() : "?"),
  );

test("those who ask the same at the same time share an answer, those after them don't", async () => {
  opened.shop.answers["MyLoyaltyPage"] = PAGE;
  const first = [
    query(as("ann"), MY_PAGE, VARIABLES),
    query(as("ann"), MY_PAGE, VARIABLES),
    query(as("bob"), MY_PAGE, VARIABLES),
  ];
  // What they get may be older than who asks now.
  await later();
  await query(as("ann"), MY_PAGE, VARIABLES);
  await Promise.all(first);

  expect(opened.shop.asked.map(({ token }) => token)).toEqual(["ann", "bob", "ann"]);
  expect(opened.shop.asked[0]?.language).toBe("de-AT");
});

test("an expired token is renewed once", async () => {
  opened.shop.answers["MyLoyaltyPage"] = PAGE;
  opened.shop.expired.add("old").add("older");

  expect(await query(as("old", "new"), MY_PAGE, VARIABLES)).toEqual(PAGE);
  await later();
  expect(await kindOf(query(as("old"), MY_PAGE, VARIABLES))).toBe("expired");
  await later();
  expect(await kindOf(query(as("old", "older"), MY_PAGE, VARIABLES))).toBe("expired");
  expect(opened.shop.asked.map(({ token }) => token)).toEqual(["old", "new", "old", "old", "older"]);
});

test("what goes wrong has a kind", async () => {
  const { shop } = opened;
  expect(await kindOf(query(as(null), MY_PAGE, VARIABLES))).toBe("broken No MyLoyaltyPage");

  const refusal = { account: null, errors: [{ field: null, message: "Not now.", code: "INVALID" }] };
  shop.answers["LoyaltyOptIn"] = { loyaltyOptIn: refusal };
  expect(await kindOf(mutate(as("ann"), OPT_IN, { channel: "eu" }))).toBe("refused Not now.");

  shop.isOffline = true;
  expect(await kindOf(mutate(as("ann"), OPT_IN, { channel: "eu" }))).toBe("offline");
  expect(shop.names().filter((name) => name === "LoyaltyOptIn")).toHaveLength(2);
});

test("a batch asks once for each part", async () => {
  const parts: string[][] = [];
  const batch = new Batch(async (ids) => {
    parts.push(ids);
    return new Map(ids.filter((id) => id !== "none").map((id) => [id, id.toUpperCase()]));
  }, 2);

  const found = await Promise.all(["a", "b", "a", "none"].map((id) => batch.get(id)));

  expect(found).toEqual(["A", "B", "A", undefined]);
  expect(parts).toEqual([["a", "b"], ["none"]]);
});
