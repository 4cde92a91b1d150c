import { expect, test, vi } from "vitest";

import "../src/loyalty";
import { absenceOf, byReach, inOrder, shareOf, type Badge, type Reward } from "../src/account/page";
import type { LoyaltyAccount } from "../src/loyalty";
import {
  ACCOUNT,
  button,
  find,
  heard,
  mount,
  openShop,
  PAGE,
  pageWith,
  reads,
  SOURCE,
  textOf,
  violations,
} from "./shop";

const opened = openShop();
const open = (attributes = SOURCE) =>
  mount<LoyaltyAccount>(`<loyalty-account ${attributes}></loyalty-account>`);
const CLAIM_TEA = "Tea: claim for 500 points";

function badge(title: string, values: Partial<Badge> = {}): Badge {
  return {
    badge: {
      id: title,
      title,
      description: "",
      translation: null,
      symbol: "★",
      iconUrl: null,
      pointsFrom: 100,
      countFrom: null,
      amountFrom: null,
    },
    isUnlocked: false,
    unlockedAt: null,
    missingPoints: 50,
    missingCount: null,
    missingAmount: null,
    ...values,
  };
}

test("one request shows all of it, and axe finds nothing", async () => {
  opened.shop.answers["MyLoyaltyPage"] = pageWith({
    badges: [badge("Explorer"), badge("Regular", { isUnlocked: true, missingPoints: 0 })],
  });
  const account = open();
  await account.updateComplete;
  find(account, "[aria-busy=true] .skeleton");
  await reads(account, "1,240");

  const text = textOf(account);
  for (const part of [
    "Collect with each cup.",
    "worth €12.40",
    "Use them at the checkout. 1 reward is within reach.",
    "200 points expire on",
    "Pending 80",
    "Silver €140.00 to Gold",
    "5 % off",
    "Earned by order 1042",
    "+49",
    "9000 1111 2222 3333",
    "You get 50 points for a friend's first order, your friend gets 5 points.",
  ]) {
    expect(text).toContain(part);
  }
  expect(text.indexOf("Collect with")).toBeLessThan(text.indexOf("1,240"));
  expect(text.indexOf("Regular")).toBeLessThan(text.indexOf("Explorer"));
  expect(text.indexOf("Tea")).toBeLessThan(text.indexOf("A grinder"));
  expect(opened.shop.names()).toEqual(["MyLoyaltyPage"]);
  expect(await violations(account)).toEqual([]);
});

test("speaks the page's language, and follows it", async () => {
  opened.shop.answers["MyLoyaltyPage"] = PAGE;
  document.documentElement.lang = "de";
  const account = open();
  await reads(account, "1.240");
  expect(textOf(account)).toContain("12,40 € wert");
  expect(opened.shop.asked[0]?.variables["languageCode"]).toBe("DE");

  document.documentElement.lang = "en";
  await reads(account, "worth €12.40");
});

test("a reward is claimed after a question, and the page is told", async () => {
  const { shop } = opened;
  shop.answers["MyLoyaltyPage"] = PAGE;
  const changes = heard("loyalty-change");
  const account = open();
  await reads(account, "Tea");

  button(account, CLAIM_TEA).click();
  await reads(account, "Take it for 500 points?");
  expect(account.shadowRoot?.activeElement?.textContent?.trim()).toBe("Yes, claim");
  button(account, "No").click();
  await vi.waitFor(() =>
    expect(account.shadowRoot?.activeElement).toBe(button(account, CLAIM_TEA)),
  );
  expect(shop.names()).toEqual(["MyLoyaltyPage"]);

  shop.answers["LoyaltyRewardClaim"] = {
    loyaltyRewardClaim: { account: { available: 740 }, errors: [] },
  };
  shop.answers["MyLoyaltyPage"] = pageWith({ available: 740 });
  button(account, CLAIM_TEA).click();
  await reads(account, "Yes, claim");
  button(account, "Yes, claim").click();
  await reads(account, "Claimed: Tea. You have 740 points left.");

  expect(find(account, "[role=status]").textContent).toContain("Claimed: Tea.");
  expect(find(account, ".balance").textContent).toBe("740");
  expect(changes).toEqual([{ kind: "reward" }]);
});

test("a wish that may have been heard is repeated by the same key", async () => {
  const { shop } = opened;
  shop.answers["MyLoyaltyPage"] = PAGE;
  const account = open();
  await reads(account, "Tea");
  const claims = () => shop.asked.filter(({ name }) => name === "LoyaltyRewardClaim");
  const claim = async (count: number) => {
    await vi.waitFor(() => expect(button(account, CLAIM_TEA).disabled).toBe(false));
    button(account, CLAIM_TEA).click();
    await reads(account, "Yes, claim");
    button(account, "Yes, claim").click();
    await vi.waitFor(() => expect(claims()).toHaveLength(count));
  };
  shop.isOffline = true;
  await claim(1);
  await reads(account, "The shop can't be reached.");
  shop.isOffline = false;
  const refusal = { account: null, errors: [{ message: "Sold out." }] };
  shop.answers["LoyaltyRewardClaim"] = { loyaltyRewardClaim: refusal };
  await claim(2);
  await reads(account, "Sold out.");
  expect(find(account, ".complaint[role=alert]").textContent).toBe("Sold out.");
  await claim(3);

  const keys = claims().map(({ variables }) => variables["idempotencyKey"]);
  expect(keys[0]).toMatch(/^[0-9a-f]{32}$/);
  expect(keys[1]).toBe(keys[0]);
  expect(keys[2]).not.toBe(keys[0]);
});

test("a claimed reward is given back", async () => {
  const { shop } = opened;
  const claim = {
    id: "K1",
    name: "Tea",
    reward: { id: "R2", translation: null },
    kind: "VOUCHER_AMOUNT" as const,
    status: "CLAIMED" as const,
    points: 500,
    code: "AB-12",
    createdAt: "2026-01-01T00:00:00+00:00",
    expiresAt: null,
    checkoutId: null,
  };
  const used = { ...claim, id: "K2", name: "Cake", status: "USED" as const };
  const claims = { ...ACCOUNT.claims, edges: [{ node: used }, { node: claim }] };
  shop.answers["MyLoyaltyPage"] = pageWith({ claims });
  shop.answers["LoyaltyRewardClaimCancel"] = {
    loyaltyRewardClaimCancel: { account: { available: 1740 }, errors: [] },
  };
  const account = open();
  await reads(account, "AB-12");
  expect(textOf(account)).toMatch(/Your rewards Tea Ready to use.*Cake Used/);
  expect(textOf(account).match(/AB-12/g)).toHaveLength(1);

  button(account, "Give back: Tea").click();
  await reads(account, "Given back: Tea. You have 1,740 points.");
  expect(shop.asked.find(({ name }) => /Cancel/.test(name))?.variables).toEqual({ id: "K1" });
});

test("history goes on by pages", async () => {
  const { shop } = opened;
  shop.answers["MyLoyaltyPage"] = PAGE;
  const [edge] = ACCOUNT.entries.edges;
  const older = { ...edge?.node, id: "E0", reason: "Used for order 1039", points: -300 };
  const entries = {
    pageInfo: { hasNextPage: false, endCursor: null },
    edges: [{ node: older }],
  };
  shop.answers["MyLoyaltyHistory"] = { me: { loyalty: { entries } } };
  const account = open();
  await reads(account, "Show more");
  // Twice, as who is impatient does: each movement comes once.
  button(account, "Show more").click();
  button(account, "Show more").click();
  await reads(account, "Used for order 1039");
  await new Promise((resolve) => setTimeout(resolve, 50));

  expect(textOf(account).match(/Used for order 1039/g)).toHaveLength(1);
  expect(textOf(account)).toMatch(/Earned by order 1042.*\+49.*Used for order 1039.*−300/);
  expect(textOf(account)).not.toContain("Show more");
  expect(shop.asked[1]?.variables["after"]).toBe("e1");
});

test.each([
  ["signed out", { ...PAGE, me: null }, "Sign in to see your points."],
  ["program off", { ...PAGE, loyaltyProgram: null }, "There are no points in this shop"],
  ["no points yet", { ...PAGE, me: { id: "U1", loyalty: null } }, "They come with your first order"],
  ["frozen", pageWith({ status: "FROZEN" }), "Your points are frozen"],
  ["banned", pageWith({ status: "BANNED", takesPart: false }), "takes no part in the program"],
])("%s", async (_state, page, sentence) => {
  opened.shop.answers["MyLoyaltyPage"] = page;
  const account = open(`${SOURCE} sign-in-url="/login"`);
  await reads(account, sentence);
  expect(await violations(account)).toEqual([]);
});

test("who is not a member joins by one button, and leaves after a question", async () => {
  const { shop } = opened;
  const program = { ...PAGE.loyaltyProgram!, eligibility: "OPTED_IN" as const };
  shop.answers["MyLoyaltyPage"] = { ...pageWith({ takesPart: false }), loyaltyProgram: program };
  shop.answers["LoyaltyOptIn"] = { loyaltyOptIn: { account: {}, errors: [] } };
  shop.answers["LoyaltyOptOut"] = { loyaltyOptOut: { account: {}, errors: [] } };
  const account = open();
  await reads(account, "Not a member yet");
  shop.answers["MyLoyaltyPage"] = { ...PAGE, loyaltyProgram: program };
  button(account, "Join now").click();
  await reads(account, "Welcome!");
  expect(textOf(account)).not.toContain("Not a member yet");

  button(account, "Leave the program").click();
  await reads(account, "You will collect no more points.");
  shop.answers["MyLoyaltyPage"] = pageWith({ takesPart: false, optedOutAt: "2026-01-01" });
  button(account, "Leave").click();
  await reads(account, "You have left the program.");
});

test("a switch for each kind of e-mail that the program sends", async () => {
  const { shop } = opened;
  shop.answers["MyLoyaltyPage"] = PAGE;
  shop.answers["LoyaltyMessagePreferencesUpdate"] = {
    loyaltyMessagePreferencesUpdate: { account: {}, errors: [] },
  };
  const account = open();
  const changes = heard("loyalty-change");
  await reads(account, "You get e-mails about");
  const switches = () =>
    [...(account.shadowRoot?.querySelectorAll<HTMLInputElement>("input[type=checkbox]") ?? [])].map(
      (input) => [input.labels?.[0]?.textContent?.trim(), input.checked],
    );
  expect(switches()).toEqual([
    ["a higher tier", true],
    ["new badges", false],
  ]);

  shop.answers["MyLoyaltyPage"] = pageWith({
    messagePreferences: ACCOUNT.messagePreferences.map((item) => ({ ...item, isWanted: false })),
  });
  find(account, "input[type=checkbox]").click();
  await reads(account, "You get no more e-mails about a higher tier.");
  const asked = shop.asked.find(({ name }) => name === "LoyaltyMessagePreferencesUpdate");
  expect(asked?.variables).toMatchObject({
    preferences: [{ kind: "TIER_RAISED", isWanted: false }],
  });
  expect(switches()[0]).toEqual(["a higher tier", false]);
  expect(changes).toEqual([{ kind: "messages" }]);
});

test("a refused switch goes back", async () => {
  const { shop } = opened;
  shop.answers["MyLoyaltyPage"] = PAGE;
  const account = open();
  await reads(account, "You get e-mails about");
  const first = find<HTMLInputElement>(account, "input[type=checkbox]");
  first.click();
  await vi.waitFor(() => expect(shop.names()).toHaveLength(3));
  await vi.waitFor(() => expect(first.checked).toBe(true));
});

test("no switches where the program sends nothing", async () => {
  opened.shop.answers["MyLoyaltyPage"] = pageWith({
    messagePreferences: ACCOUNT.messagePreferences.map((item) => ({ ...item, isSent: false })),
  });
  const account = open();
  await reads(account, "1,240");
  expect(textOf(account)).not.toContain("E-mails");
});

test("offline: says so, tries again by hand and by itself", async () => {
  const { shop } = opened;
  shop.answers["MyLoyaltyPage"] = PAGE;
  shop.isOffline = true;
  const account = open();
  await reads(account, "The shop can't be reached.");
  button(account, "Try again").click();
  await vi.waitFor(() => expect(shop.asked).toHaveLength(2));
  shop.isOffline = false;
  window.dispatchEvent(new Event("online"));
  await reads(account, "1,240");
});

test("an expired session hides what was there and offers to sign in", async () => {
  const { shop } = opened;
  shop.answers["MyLoyaltyPage"] = PAGE;
  const failures = heard("loyalty-error");
  const account = open(`${SOURCE} sign-in-url="/login"`);
  await reads(account, "1,240");
  shop.expired.add("ann");
  await account.refresh();
  await reads(account, "Your session is over.");
  expect(textOf(account)).not.toContain("1,240");
  expect(find(account, "a.button").getAttribute("href")).toBe("/login");
  expect(failures).toEqual([{ kind: "expired", message: "" }]);

  account.token = "ann-again";
  await reads(account, "1,240");
});

test("another customer's points are out of sight at once", async () => {
  opened.shop.answers["MyLoyaltyPage"] = PAGE;
  const account = open();
  await reads(account, "1,240");
  account.token = "bob";
  await account.updateComplete;
  expect(textOf(account)).not.toContain("1,240");
});

test("asks again when the page says that something changed", async () => {
  opened.shop.answers["MyLoyaltyPage"] = PAGE;
  const account = open();
  await reads(account, "1,240");
  opened.shop.answers["MyLoyaltyPage"] = pageWith({ available: 99 });
  document.dispatchEvent(new CustomEvent("loyalty-change"));
  await vi.waitFor(() => expect(find(account, ".balance").textContent).toBe("99"));
});

test("badges: unlocked first, then the nearest; rewards: within reach first, then by price", () => {
  const nearest = badge("near", { missingPoints: 10 });
  const countable = badge("count", { missingPoints: null, missingCount: 2 });
  countable.badge.countFrom = 5;
  const never = badge("never", { missingPoints: null });
  const old = badge("old", { isUnlocked: true, unlockedAt: "2026-01-01" });
  const fresh = badge("fresh", { isUnlocked: true, unlockedAt: "2026-02-01" });
  const titles = inOrder([never, countable, old, nearest, fresh]).map((item) => item.badge.title);

  expect([nearest, countable, never].map(shareOf)).toEqual([0.9, 0.6, 0]);
  expect(titles).toEqual(["fresh", "old", "near", "count", "never"]);
  const offers = [
    { name: "d", points: 9, isClaimable: false },
    { name: "b", points: 7, isClaimable: true },
    { name: "c", points: 8, isClaimable: false },
    { name: "a", points: 3, isClaimable: true },
  ] as Reward[];
  expect(byReach(offers).map(({ name }) => name)).toEqual(["a", "b", "c", "d"]);
});

test("who collects nothing is told the one thing that changes it", () => {
  const program = PAGE.loyaltyProgram!;
  const out = { ...ACCOUNT, takesPart: false };
  expect(absenceOf(program, ACCOUNT)).toBe(null);
  expect(absenceOf(program, null)).toBe(null);
  expect(absenceOf({ ...program, eligibility: "OPTED_IN" }, null)).toBe("optIn");
  expect(absenceOf({ ...program, eligibility: "CARD_HOLDERS" }, out)).toBe("card");
  expect(absenceOf(program, { ...out, optedOutAt: "2026-01-01" })).toBe("left");
  expect(absenceOf(program, { ...out, status: "BANNED" })).toBe(null);
});
