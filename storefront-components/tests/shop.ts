import axe from "axe-core";
import { afterEach, beforeEach, vi } from "vitest";

import type { MyCheckoutLoyaltyQuery, MyLoyaltyPageQuery } from "../src/api/generated";

/** A shop that answers by the names of operations, and keeps what it was asked. */

export interface Asked {
  name: string;
  variables: Record<string, unknown>;
  token: string | null;
  language: string | null;
}

export class Shop {
  readonly asked: Asked[] = [];
  /** Data by operation, or what makes it of the variables. */
  answers: Record<string, unknown> = {};
  /** Nothing comes through. */
  isOffline = false;
  /** Tokens that are refused as too old. */
  readonly expired = new Set<string>();

  names(): string[] {
    return this.asked.map(({ name }) => name);
  }

  readonly fetch = async (_url: unknown, init?: RequestInit): Promise<Response> => {
    const { query, variables } = JSON.parse(String(init?.body)) as {
      query: string;
      variables: Record<string, unknown>;
    };
    const headers = new Headers(init?.headers);
    const token = headers.get("Authorization")?.replace("Bearer ", "") ?? null;
    const name = /(?:query|mutation) (\w+)/.exec(query)?.[1] ?? "";
    this.asked.push({ name, variables, token, language: headers.get("Accept-Language") });
    await Promise.resolve();
    if (this.isOffline) throw new TypeError("Failed to fetch");
    if (token && this.expired.has(token)) {
      const extensions = { exception: { code: "ExpiredSignatureError" } };
      return Response.json({ errors: [{ message: "Signature has expired", extensions }] });
    }
    const answer = this.answers[name];
    if (answer === undefined) return Response.json({ errors: [{ message: `No ${name}` }] });
    const data: unknown = typeof answer === "function" ? answer(variables) : answer;
    return Response.json({ data });
  };
}

/** A shop for each test of a file; what a page holds is taken away after it. */
export function openShop(): { shop: Shop } {
  const opened = { shop: new Shop() };
  beforeEach(async () => {
    // Nothing is shared with the test before.
    await new Promise((resolve) => setTimeout(resolve, 10));
    opened.shop = new Shop();
    vi.stubGlobal("fetch", opened.shop.fetch);
    document.documentElement.lang = "en";
  });
  afterEach(() => {
    document.body.replaceChildren();
    vi.unstubAllGlobals();
  });
  return opened;
}

export const SOURCE = 'api-url="http://shop.test/graphql/" channel="eu" token="ann"';

export function mount<Kind extends HTMLElement>(markup: string): Kind {
  const box = document.createElement("div");
  box.innerHTML = markup;
  document.body.append(box);
  return box.firstElementChild as Kind;
}

/** All that can be read inside of a component. */
export function textOf(element: Element): string {
  const parts = [...(element.shadowRoot?.childNodes ?? [])]
    // Where there are no constructed style sheets, styles are elements.
    .filter((node) => node.nodeName !== "STYLE" && node.nodeType !== Node.COMMENT_NODE)
    .map((node) => node.textContent ?? "");
  return parts.join(" ").replaceAll(/\s+/g, " ").trim();
}

export async function reads(element: Element, text: string | RegExp): Promise<void> {
  await vi.waitFor(
    () => {
      const found = textOf(element);
      if (typeof text === "string" ? !found.includes(text) : !text.test(found)) {
        throw new Error(`${String(text)} is not in: ${found}`);
      }
    },
    { timeout: 5000 },
  );
}

export function find<Kind extends Element = HTMLElement>(element: Element, selector: string): Kind {
  const found = element.shadowRoot?.querySelector<Kind>(selector);
  if (!found) throw new Error(`There is no ${selector}.`);
  return found;
}

/** The button with this name. */
export function button(element: Element, name: string): HTMLButtonElement {
  const all = [...(element.shadowRoot?.querySelectorAll("button") ?? [])];
  const nameOf = (item: Element) => item.getAttribute("aria-label") ?? item.textContent?.trim();
  const found = all.find((item) => nameOf(item) === name);
  if (!found) throw new Error(`No button ${name} among ${all.map(nameOf).join(", ")}`);
  return found;
}

export async function violations(element: Element): Promise<string[]> {
  const { violations } = await axe.run(element, {
    // Colours are looked at in a browser.
    rules: { region: { enabled: false }, "color-contrast": { enabled: false } },
  });
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

/** Gathers what components tell the page during one test. */
export function heard(name: string): unknown[] {
  const details: unknown[] = [];
  const listen = (event: Event) => details.push((event as CustomEvent).detail);
  document.body.addEventListener(name, listen);
  closing.push(() => document.body.removeEventListener(name, listen));
  return details;
}

const closing: (() => void)[] = [];
afterEach(() => closing.splice(0).forEach((close) => close()));

type Account = NonNullable<NonNullable<MyLoyaltyPageQuery["me"]>["loyalty"]>;

export const ACCOUNT: Account = {
  id: "A1",
  status: "ACTIVE",
  takesPart: true,
  optedOutAt: null,
  available: 1240,
  pending: 80,
  reserved: 0,
  debt: 0,
  value: { amount: 12.4, currency: "EUR" },
  nextExpiry: { points: 200, expiresAt: "2126-12-31T00:00:00+00:00" },
  cardNumber: "9000111122223333",
  messagePreferences: [
    { kind: "POINTS_CREDITED", name: "new points", isWanted: true, isSent: false },
    { kind: "TIER_RAISED", name: "a higher tier", isWanted: true, isSent: true },
    { kind: "BADGE_UNLOCKED", name: "new badges", isWanted: false, isSent: true },
  ],
  cardQrCode: '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"></svg>',
  referralCode: "ANN123",
  tier: {
    tier: { id: "T1", name: "Silver", perks: ["5 % off"], translation: null },
    nextTier: { id: "T2", name: "Gold", translation: null },
    missingAmount: 140,
    percentage: 72,
    missingToKeep: 0,
    currency: "EUR",
    graceUntil: null,
    byHandUntil: null,
  },
  badges: [],
  entries: {
    totalCount: 2,
    pageInfo: { hasNextPage: true, endCursor: "e1" },
    edges: [
      {
        node: {
          id: "E1",
          createdAt: "2026-01-02T10:00:00+00:00",
          points: 49,
          reason: "Earned by order 1042",
          expiresAt: null,
          activatesAt: null,
          explanation: [{ message: "49 points for 49.90 EUR." }],
        },
      },
    ],
  },
  claims: { pageInfo: { hasNextPage: false, endCursor: null }, edges: [] },
};

const REWARD = {
  kind: "VOUCHER_AMOUNT" as const,
  description: "",
  translation: null,
  image: null,
  moneyAmount: null,
};

export const PAGE: MyLoyaltyPageQuery = {
  loyaltyProgram: {
    id: "P1",
    name: "Club",
    introduction: "Collect with each cup.",
    pointsName: { singular: "point", plural: "points" },
    spendingActive: true,
    eligibility: "EVERYONE",
    referrerPoints: 50,
    refereePoints: 5,
  },
  me: { id: "U1", loyalty: ACCOUNT },
  loyaltyRewards: {
    pageInfo: { hasNextPage: false, endCursor: null },
    edges: [
      {
        node: {
          ...REWARD,
          id: "R1",
          name: "A grinder",
          points: 5000,
          isClaimable: false,
          limits: [
            { code: "INSUFFICIENT_POINTS", message: "3760 points are missing.", missing: 3760 },
          ],
        },
      },
      { node: { ...REWARD, id: "R2", name: "Tea", points: 500, isClaimable: true, limits: [] } },
    ],
  },
};

/** The page of an account that differs from ACCOUNT. */
export function pageWith(account: Partial<Account>): MyLoyaltyPageQuery {
  return { ...PAGE, me: { id: "U1", loyalty: { ...ACCOUNT, ...account } } };
}

type Checkout = NonNullable<MyCheckoutLoyaltyQuery["checkout"]>;

/** A cart of 50.00 with some points applied, of 860 that it takes. */
export function cartWith(
  appliedPoints: number,
  claims: { id: string; name: string; checkoutId: string | null }[] = [],
): MyCheckoutLoyaltyQuery {
  return {
    loyaltyProgram: {
      id: "P1",
      pointsName: { singular: "point", plural: "points" },
      spendingActive: true,
    },
    checkout: {
      id: "C1",
      totalPrice: totalWith(appliedPoints),
      loyalty: {
        pointsToEarn: 50,
        appliedPoints,
        appliedDiscount: { amount: appliedPoints / 100, currency: "EUR" },
        quote: {
          maximumPoints: 860,
          maximumDiscount: { amount: 8.6, currency: "EUR" },
          limits: [{ code: "AVAILABLE_POINTS", message: "Available: 860 points." }],
          replacedOffer: null,
        },
      },
    },
    me: {
      id: "U1",
      loyalty: {
        id: "A1",
        claims: {
          edges: claims.map((claim) => ({
            node: { ...claim, expiresAt: null, reward: { id: "R1", translation: null } },
          })),
        },
      },
    },
  };
}

export function totalWith(appliedPoints: number): Checkout["totalPrice"] {
  return { gross: { amount: 50 - appliedPoints / 100, currency: "EUR" } };
}
