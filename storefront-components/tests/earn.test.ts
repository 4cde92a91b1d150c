import { expect, test, vi } from "vitest";

import "../src/loyalty";
import { cartWith, mount, openShop, reads, SOURCE, textOf } from "./shop";

const opened = openShop();
const loyaltyProgram = { pointsName: { singular: "bean", plural: "beans" } };
const node = (id: string, pointsToEarn: number, rule: string | null = null) => ({
  node: { id, loyalty: { pointsToEarn, rule: rule ? { name: rule } : null } },
});
const earn = (attributes: string) =>
  mount<HTMLElement>(`<loyalty-earn ${SOURCE} ${attributes}></loyalty-earn>`);

test("a page of products asks once", async () => {
  opened.shop.answers["VariantsLoyalty"] = {
    loyaltyProgram,
    productVariants: { edges: [node("V1", 49), node("V2", 1, "Tea week"), node("V3", 0)] },
  };
  const [one, two, none, unknown] = ["V1", "V2", "V3", "V4"].map((id) =>
    earn(`variant-id="${id}"`),
  ) as [HTMLElement, HTMLElement, HTMLElement, HTMLElement];

  await reads(one, "Earn 49 beans");
  await reads(two, "Earn 1 bean · Tea week");
  expect([textOf(none), textOf(unknown)]).toEqual(["", ""]);
  expect(opened.shop.asked.map(({ variables }) => variables["ids"])).toEqual([
    ["V1", "V2", "V3", "V4"],
  ]);
});

test("a product, and a cart", async () => {
  opened.shop.answers["ProductsLoyalty"] = {
    loyaltyProgram,
    products: { edges: [node("P1", 12)] },
  };
  opened.shop.answers["MyCheckoutLoyalty"] = cartWith(0);
  await reads(earn('product-id="P1"'), "Earn 12 beans");
  await reads(earn('checkout-id="C1"'), "This order earns 50 points");
});

test("it stays out of the way where the shop can't be reached", async () => {
  opened.shop.isOffline = true;
  const element = earn('variant-id="V1"');
  await vi.waitFor(() => expect(opened.shop.asked).toHaveLength(1));
  expect(textOf(element)).toBe("");
});
