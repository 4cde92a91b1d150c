import { expect, test, vi } from "vitest";

import "../src/loyalty";
import type { LoyaltySlider } from "../src/loyalty";
import {
  button,
  cartWith,
  find,
  heard,
  mount,
  openShop,
  reads,
  SOURCE,
  textOf,
  totalWith,
  violations,
} from "./shop";

const opened = openShop();
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** A shop whose cart remembers the points that are on it. */
function sellWith(applied: number): { applied: number } {
  const cart = { applied };
  opened.shop.answers = {
    MyCheckoutLoyalty: () => cartWith(cart.applied),
    CheckoutLoyaltyPointsApply: ({ points }: Record<string, unknown>) => {
      cart.applied = points as number;
      const { checkout } = cartWith(cart.applied);
      return { checkoutLoyaltyPointsApply: { checkout, errors: [] } };
    },
    CheckoutLoyaltyPointsRemove: () => {
      cart.applied = 0;
      return { checkoutLoyaltyPointsRemove: { checkout: cartWith(0).checkout, errors: [] } };
    },
  };
  return cart;
}

const open = () =>
  mount<LoyaltySlider>(`<loyalty-slider ${SOURCE} checkout-id="C1"></loyalty-slider>`);

function drag(slider: Element, ...points: number[]): void {
  const input = find<HTMLInputElement>(slider, "input[type=range]");
  for (const value of points) {
    input.value = String(value);
    input.dispatchEvent(new Event("input"));
  }
}

const changesOf = () => opened.shop.asked.filter(({ name }) => name.startsWith("CheckoutLoyalty"));

test("shows what can be used, what it is worth and what limits it", async () => {
  sellWith(0);
  const slider = open();
  await reads(slider, "Use points");

  expect(textOf(slider)).toContain("860 (€8.60)");
  expect(textOf(slider)).toContain("Available: 860 points.");
  const input = find<HTMLInputElement>(slider, "input");
  expect([input.min, input.max, input.value]).toEqual(["0", "860", "0"]);
  expect(input.getAttribute("aria-valuetext")).toBe("0 points · €0.00");
  expect(await violations(slider)).toEqual([]);
});

test("applies where it rests, once, and tells the page of the new total", async () => {
  const cart = sellWith(0);
  const changes = heard("loyalty-change");
  const slider = open();
  await reads(slider, "Use points");

  drag(slider, 100, 200, 300);
  await reads(slider, "300 points · about €3.00");
  expect(changesOf()).toEqual([]);
  await reads(slider, "300 points used: −€3.00.");

  expect(changesOf().map(({ variables }) => variables)).toEqual([
    { id: "C1", points: 300, languageCode: "EN" },
  ]);
  expect(cart.applied).toBe(300);
  expect(changes).toEqual([
    { kind: "points", checkout: { id: "C1", total: totalWith(300).gross } },
  ]);
  await reads(slider, "300 points · €3.00");
});

test("what is moved while a request is under way follows it, and nothing in between", async () => {
  const cart = sellWith(0);
  const slider = open();
  await reads(slider, "Use points");
  const { fetch } = opened.shop;
  let release = (): void => {};
  const gate = new Promise<void>((resolve) => (release = resolve));
  vi.stubGlobal("fetch", async (url: unknown, init?: RequestInit) => {
    if (String(init?.body).includes('"points":100')) await gate;
    return fetch(url, init);
  });

  for (const points of [100, 200, 400]) {
    drag(slider, points);
    await pause(500);
  }
  release();
  await vi.waitFor(() => expect(cart.applied).toBe(400));

  expect(changesOf().map(({ variables }) => variables["points"])).toEqual([100, 400]);
});

test("after a change it asks anew, and takes no answer to a question from before", async () => {
  sellWith(0);
  const slider = open();
  await reads(slider, "Use points");
  const { fetch } = opened.shop;
  let release = (): void => {};
  const gate = new Promise<void>((resolve) => (release = resolve));
  let isHeld = true;
  vi.stubGlobal("fetch", async (url: unknown, init?: RequestInit) => {
    const answer = await fetch(url, init);
    if (isHeld && String(init?.body).includes("query MyCheckoutLoyalty")) {
      isHeld = false;
      await gate;
    }
    return answer;
  });

  void slider.refresh();
  await vi.waitFor(() => expect(isHeld).toBe(false));
  button(slider, "Use all").click();
  await reads(slider, "860 points · €8.60");
  await vi.waitFor(() => expect(find(slider, ".box").getAttribute("aria-busy")).toBe("false"));
  release();
  await pause(50);
  expect(find<HTMLInputElement>(slider, "input").value).toBe("860");
});

test("all and none go at once; 0 takes the points off", async () => {
  const cart = sellWith(300);
  const slider = open();
  await reads(slider, "300 points · €3.00");

  button(slider, "Use all").click();
  await vi.waitFor(() => expect(cart.applied).toBe(860));
  await vi.waitFor(() => expect(button(slider, "Use all").disabled).toBe(true));
  button(slider, "Use none").click();
  await reads(slider, "No points used.");

  expect(cart.applied).toBe(0);
  expect(changesOf().map(({ name }) => name)).toEqual([
    "CheckoutLoyaltyPointsApply",
    "CheckoutLoyaltyPointsRemove",
  ]);
});

test("a refusal is said in the shop's words, and the slider goes back to what holds", async () => {
  sellWith(300);
  const slider = open();
  await reads(slider, "300 points · €3.00");
  opened.shop.answers["CheckoutLoyaltyPointsApply"] = {
    checkoutLoyaltyPointsApply: { checkout: null, errors: [{ message: "The cart has changed." }] },
  };
  const failures = heard("loyalty-error");

  button(slider, "Use all").click();
  await reads(slider, "The cart has changed.");
  await vi.waitFor(() => expect(find<HTMLInputElement>(slider, "input").value).toBe("300"));

  expect(failures).toEqual([{ kind: "refused", message: "The cart has changed." }]);
});

test("a cart that changed elsewhere is read anew", async () => {
  const cart = sellWith(300);
  const slider = open();
  await reads(slider, "300 points · €3.00");
  cart.applied = 100;
  slider.setAttribute("revision", "2");
  await reads(slider, "100 points · €1.00");
});

test("a claimed reward is used and taken off", async () => {
  sellWith(0);
  let on: string | null = null;
  opened.shop.answers["MyCheckoutLoyalty"] = () =>
    cartWith(0, [{ id: "K1", name: "Tea", checkoutId: on }]);
  const answer = () => ({ checkout: cartWith(0).checkout, claim: null, errors: [] });
  opened.shop.answers["CheckoutLoyaltyRewardApply"] = () => {
    on = "C1";
    return { checkoutLoyaltyRewardApply: answer() };
  };
  opened.shop.answers["CheckoutLoyaltyRewardRemove"] = () => {
    on = null;
    return { checkoutLoyaltyRewardRemove: answer() };
  };
  const changes = heard("loyalty-change");
  const slider = open();
  await reads(slider, "Your rewards");

  button(slider, "Use: Tea").click();
  await reads(slider, "Tea is in your cart.");
  await vi.waitFor(() => expect(button(slider, "Take off: Tea").disabled).toBe(false));
  button(slider, "Take off: Tea").click();
  await reads(slider, "Tea was taken off your cart.");

  expect(changes).toHaveLength(2);
  expect(changes[0]).toMatchObject({ kind: "reward", checkout: { id: "C1" } });
});

test("nothing to use: the reason alone; an order already: nothing", async () => {
  const none = cartWith(0);
  none.checkout!.loyalty!.quote.maximumPoints = 0;
  none.checkout!.loyalty!.quote.limits = [
    { code: "MINIMUM_CART_VALUE", message: "From €20.00 on." },
  ];
  opened.shop.answers["MyCheckoutLoyalty"] = none;
  const slider = open();
  await reads(slider, "From €20.00 on.");
  expect(slider.shadowRoot?.querySelector("input")).toBe(null);

  opened.shop.answers["MyCheckoutLoyalty"] = { ...none, checkout: null };
  await slider.refresh();
  await vi.waitFor(() => expect(textOf(slider)).toBe(""));
});

test("shows nothing of a cart that is there no longer", async () => {
  sellWith(0);
  const slider = open();
  await reads(slider, "Use points");
  slider.removeAttribute("checkout-id");
  await slider.updateComplete;

  expect(textOf(slider)).not.toContain("Use points");
});
