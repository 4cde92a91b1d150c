import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { expect, test, vi } from "vitest";

import { handshake, shop, type Reply, type Request } from "./dashboard";
import { open, preparePages } from "./page";

preparePages();

const ANN = "QWNjb3VudDox";
const CUSTOMER = "VXNlcjox";
const BASE = "/plugins/saleor.loyalty/app";
const SEARCH = "?id=QXBwOjE=&saleorApiUrl=http://localhost:8000/graphql/";
const NO_PAGES = { hasNextPage: false, endCursor: "z" };
const DONE = { errors: [] };

const edges = (nodes: object[]) => nodes.map((node) => ({ cursor: "c", node }));

const ACCOUNT = {
  id: ANN,
  status: "ACTIVE",
  balance: 1240,
  available: 1240,
  pending: 0,
  reserved: 0,
  debt: 0,
  lifetimeEarned: 1500,
  lifetimeSpent: 260,
  takesPart: true,
  cardNumber: null,
  values: [],
  nextExpiry: null,
  customer: { id: CUSTOMER, email: "ann@example.com", firstName: "Ann", lastName: "Lee" },
  program: { id: "p1", name: "Loyalty" },
  tier: null,
  badges: [],
  statusChanges: [],
};

const TIER = {
  tier: { id: "t1", name: "Silver", threshold: 500 },
  nextTier: { id: "t2", name: "Gold", threshold: 1000 },
  qualifyingAmount: 860,
  missingAmount: 140,
  percentage: 86,
  currency: "EUR",
  since: "2026-05-01T10:00:00Z",
  graceUntil: null,
  byHandUntil: null as string | null,
};

function tier(values: object = {}, history: object[] = []): Reply {
  return {
    data: {
      loyaltyAccount: {
        id: ANN,
        program: {
          id: "p1",
          tiers: [
            { id: "t1", name: "Silver" },
            { id: "t2", name: "Gold" },
          ],
        },
        tier: { ...TIER, ...values },
        tierHistory: { totalCount: 1, pageInfo: NO_PAGES, edges: edges(history) },
      },
    },
  };
}

function badge(values: object = {}) {
  return {
    badge: { id: "b1", title: "Friend", basis: "ORDERS", symbol: "✿", iconUrl: null },
    isUnlocked: false,
    unlockedAt: null,
    missingPoints: null,
    missingCount: 2,
    missingAmount: null,
    hand: null,
    note: null,
    ...values,
  };
}

const badges = (...nodes: object[]): Reply => ({
  data: { loyaltyAccount: { id: ANN, badges: nodes } },
});

const MEMBERSHIP = {
  id: ANN,
  status: "ACTIVE",
  takesPart: true,
  firstTimeWaived: false,
  birthday: "--05-31",
  optedInAt: null,
  optedOutAt: null,
  balance: 1240,
  debt: 0,
  statusChanges: [],
  cards: [
    {
      id: "c1",
      number: "9000123456789016",
      status: "ACTIVE",
      qrCode: '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"></svg>',
      issuedAt: "2026-05-01T10:00:00Z",
      endedAt: null,
      replacedBy: null,
    },
  ],
};

const FRIENDS: Reply = {
  data: {
    loyaltyAccount: {
      id: ANN,
      referralCode: "ANN7",
      referredBy: null,
      referrals: { totalCount: 0, pageInfo: NO_PAGES, edges: [] },
    },
  },
};

type Replies = Record<string, (request: Request) => Reply>;

/** Opens a part of Ann's account, with what the shop answers beside the account itself. */
async function openPart(part: string, replies: Replies): Promise<Request[]> {
  const requests = shop(
    (request) =>
      replies[request.operation]?.(request) ??
      (request.operation === "LoyaltyAccountPage"
        ? { data: { loyaltyAccount: ACCOUNT } }
        : { data: {} }),
  );
  window.history.replaceState(null, "", `${BASE}/members/${ANN}${part}${SEARCH}`);
  await open(() => import("../src/app/main"));
  await handshake();
  return requests;
}

const sent = (requests: Request[], operation: string) =>
  requests.filter((item) => item.operation === operation).map((item) => item.variables);

async function axeFindings(): Promise<string[]> {
  const found = await axe.run(document.body, { rules: { "color-contrast": { enabled: false } } });
  return found.violations.map((violation) => violation.id);
}

test("the parts of an account have addresses of their own", async () => {
  const requests = await openPart("", {
    LoyaltyAccountTier: () => tier(),
    LoyaltyAccountBadges: () => badges(),
  });
  await userEvent.click(await screen.findByRole("link", { name: "Tier and badges" }));

  await screen.findByText(/€860.00 count for tiers/);
  expect(window.location.pathname).toBe(`${BASE}/members/${ANN}/progress`);
  expect(screen.getByRole("link", { name: "Tier and badges" }).getAttribute("aria-current")).toBe(
    "page",
  );
  expect(sent(requests, "LoyaltyAccountPage")).toHaveLength(1);
  screen.getByText("The program has no badges, or doesn't show them.");
});

test("sets a tier until a day with a note, and undoes it", async () => {
  let shown: object = {};
  const requests = await openPart("/progress", {
    LoyaltyAccountTier: () => tier(shown),
    LoyaltyAccountBadges: () => badges(),
    LoyaltyAccountTierSet: () => ({ data: { loyaltyAccountTierSet: { account: null, ...DONE } } }),
    LoyaltyAccountTierUnset: () => ({
      data: { loyaltyAccountTierUnset: { account: null, ...DONE } },
    }),
  });
  await userEvent.click(await screen.findByRole("button", { name: "Set a tier" }));
  await userEvent.selectOptions(screen.getByRole("combobox", { name: "Tier" }), "Gold");
  await userEvent.type(screen.getByLabelText("Reason, for staff"), "A friend");
  expect(await axeFindings()).toEqual([]);
  shown = { byHandUntil: "2127-05-01T10:00:00Z" };
  await userEvent.click(screen.getByRole("button", { name: "Save" }));

  await screen.findByText(/set by staff until May 1, 2127/);
  const [set] = sent(requests, "LoyaltyAccountTierSet");
  expect(set).toMatchObject({ customerId: CUSTOMER, tierId: "t2", note: "A friend" });
  expect(Date.parse(String(set?.["endsAt"]))).toBeGreaterThan(Date.now());
  shown = {};
  await userEvent.click(screen.getByRole("button", { name: "Undo" }));
  await screen.findByRole("button", { name: "Set a tier" });
  expect(sent(requests, "LoyaltyAccountTierUnset")).toEqual([{ accountId: ANN, note: "" }]);
});

test("says in the shop's words why a tier can't be set", async () => {
  await openPart("/progress", {
    LoyaltyAccountTier: () => tier(),
    LoyaltyAccountBadges: () => badges(),
    LoyaltyAccountTierSet: () => ({
      data: {
        loyaltyAccountTierSet: {
          account: null,
          errors: [{ field: "tierId", message: "They have it already.", code: "ALREADY_SET" }],
        },
      },
    }),
  });
  await userEvent.click(await screen.findByRole("button", { name: "Set a tier" }));
  await userEvent.click(screen.getByRole("button", { name: "Save" }));

  await screen.findByText("They have it already.");
  expect(screen.getByRole("combobox", { name: "Tier" }).getAttribute("aria-invalid")).toBe("true");
});

test("tells each change of the tier and why it was", async () => {
  const change = {
    id: "h1",
    changedAt: "2026-05-01T10:00:00Z",
    isUp: true,
    reason: "REACHED",
    fromName: "",
    fromTier: null,
    toName: "Silver",
    toTier: { id: "t1" },
    qualifyingAmount: 500,
    actor: "system",
    note: "",
  };
  await openPart("/progress", {
    LoyaltyAccountTier: () => tier({}, [change]),
    LoyaltyAccountBadges: () => badges(),
  });

  const row = (await screen.findByText("The sum was reached")).closest("tr");
  expect(row?.textContent).toContain("No tier yet → Silver");
});

test("gives a badge with a reason, and undoing lets the value decide again", async () => {
  let hand: string | null = null;
  const requests = await openPart("/progress", {
    LoyaltyAccountTier: () => tier(),
    LoyaltyAccountBadges: () =>
      badges(badge(hand ? { hand, isUnlocked: true, note: "won it", missingCount: 0 } : {})),
    LoyaltyBadgeGrant: () => {
      hand = "GRANTED";
      return { data: { loyaltyBadgeGrant: { account: null, badge: null, ...DONE } } };
    },
    LoyaltyBadgeUnset: () => {
      hand = null;
      return { data: { loyaltyBadgeUnset: { account: null, badge: null, ...DONE } } };
    },
  });
  await screen.findByText("2 orders missing");
  await userEvent.click(screen.getByRole("button", { name: "Give Friend" }));
  await userEvent.type(screen.getByLabelText("Reason, for staff"), "won it");
  expect(await axeFindings()).toEqual([]);
  await userEvent.click(screen.getByRole("button", { name: "Give" }));

  await screen.findByText("given by staff · won it");
  expect(sent(requests, "LoyaltyBadgeGrant")).toEqual([
    { customerId: CUSTOMER, badgeId: "b1", note: "won it" },
  ]);
  await userEvent.click(screen.getByRole("button", { name: "Undo" }));
  await screen.findByText("2 orders missing");
  expect(sent(requests, "LoyaltyBadgeUnset")).toEqual([{ customerId: CUSTOMER, badgeId: "b1" }]);
});

test("undoing what was done to a badge brings back what staff did before", async () => {
  const requests = await openPart("/progress", {
    LoyaltyAccountTier: () => tier(),
    LoyaltyAccountBadges: () => badges(badge({ isUnlocked: true, hand: "GRANTED", note: "old" })),
    LoyaltyBadgeTake: () => ({ data: { loyaltyBadgeTake: { ...DONE } } }),
    LoyaltyBadgeGrant: () => ({ data: { loyaltyBadgeGrant: { ...DONE } } }),
  });
  await userEvent.click(await screen.findByRole("button", { name: "Take Friend" }));
  await userEvent.click(screen.getByRole("button", { name: "Take" }));
  await userEvent.click(await screen.findByRole("button", { name: "Undo" }));

  await waitFor(() =>
    expect(sent(requests, "LoyaltyBadgeGrant")).toEqual([
      { customerId: CUSTOMER, badgeId: "b1", note: "old" },
    ]),
  );
});

const CLAIM = {
  id: "k1",
  name: "Mug",
  kind: "MERCHANDISE",
  status: "CLAIMED",
  points: 100,
  code: "AB12",
  note: null as string | null,
  createdAt: "2026-05-01T10:00:00Z",
  expiresAt: null,
  closedAt: null,
  staffActions: ["FULFILL", "REFUSE"],
};

function rewards(claims: object[], holds: object[] = [], firstTimeWaived = false): Reply {
  return {
    data: {
      loyaltyAccount: {
        id: ANN,
        firstTimeWaived,
        holds: { totalCount: holds.length, pageInfo: NO_PAGES, edges: edges(holds) },
        claims: { totalCount: claims.length, pageInfo: NO_PAGES, edges: edges(claims) },
      },
    },
  };
}

test("refuses a claim with a reason, and doesn't offer it again", async () => {
  let status = "CLAIMED";
  let isOffline = true;
  const requests = await openPart("/rewards", {
    LoyaltyAccountRewards: () => rewards([{ ...CLAIM, status, ...(status !== "CLAIMED" && { staffActions: [] }) }]),
    LoyaltyRewardClaimRefuse: () => {
      if (isOffline) throw new TypeError("Failed to fetch");
      status = "CANCELLED";
      return { data: { loyaltyRewardClaimRefuse: { claim: null, account: null, ...DONE } } };
    },
  });
  await screen.findByText(/Open · 100 points · code AB12/);
  await userEvent.click(screen.getByRole("button", { name: "Refuse Mug" }));
  await userEvent.click(screen.getByRole("button", { name: "Cancel" }));
  expect(document.activeElement).toBe(screen.getByRole("button", { name: "Refuse Mug" }));
  await userEvent.click(screen.getByRole("button", { name: "Refuse Mug" }));
  expect(await axeFindings()).toEqual([]);
  const form = screen.getByRole("form", { name: "Refuse 1 claim" });
  within(form).getByText(/^100 points come back/);
  await userEvent.click(within(form).getByRole("button", { name: "Refuse 1 claim" }));
  expect(sent(requests, "LoyaltyRewardClaimRefuse")).toEqual([]);
  await userEvent.type(within(form).getByLabelText(/^Reason, for staff/), "sold out");
  await userEvent.click(within(form).getByRole("button", { name: "Refuse 1 claim" }));
  // Nothing was done: the reason stands there for another try.
  await within(form).findByRole("button", { name: "Refuse 1 claim" });
  expect(within(form).getByLabelText(/^Reason, for staff/)).toHaveProperty("value", "sold out");
  isOffline = false;
  await userEvent.dblClick(within(form).getByRole("button", { name: "Refuse 1 claim" }));

  await screen.findByText("1 claim refused, 100 points given back.");
  const refusal = { id: "k1", note: "sold out" };
  expect(sent(requests, "LoyaltyRewardClaimRefuse")).toEqual([refusal, refusal]);
  await screen.findByText(/Points given back · 100 points/);
  expect(screen.queryByRole("button", { name: /Mug/ })).toBeNull();
});

test("fulfils a claim, and undoing lets it wait again", async () => {
  let status = "CLAIMED";
  const requests = await openPart("/rewards", {
    LoyaltyAccountRewards: () =>
      rewards([
        { ...CLAIM, status, staffActions: status === "CLAIMED" ? ["FULFILL"] : ["REOPEN"] },
      ]),
    LoyaltyRewardClaimFulfill: () => {
      status = "USED";
      return { data: { loyaltyRewardClaimFulfill: { claim: null, account: null, ...DONE } } };
    },
    LoyaltyRewardClaimReopen: () => {
      status = "CLAIMED";
      return { data: { loyaltyRewardClaimReopen: { claim: null, account: null, ...DONE } } };
    },
  });
  await userEvent.click(await screen.findByRole("button", { name: "Fulfil Mug" }));
  await userEvent.click(screen.getByRole("button", { name: "Fulfil 1 claim" }));
  await screen.findByRole("button", { name: "Not given after all: Mug" });
  await userEvent.click(screen.getByRole("button", { name: "Undo" }));

  await screen.findByRole("button", { name: "Fulfil Mug" });
  expect(sent(requests, "LoyaltyRewardClaimReopen")).toEqual([{ id: "k1" }]);
});

test("filters claims, and says when there are none", async () => {
  const requests = await openPart("/rewards", { LoyaltyAccountRewards: () => rewards([]) });
  await screen.findByText("No claims here.");
  await userEvent.selectOptions(screen.getByLabelText("Status"), "Given or used");

  await waitFor(() =>
    expect(sent(requests, "LoyaltyAccountRewards").at(-1)).toMatchObject({
      filter: { statuses: ["USED"] },
      after: null,
    }),
  );
});

test("shows what points are reserved for", async () => {
  const hold = {
    points: 300,
    discount: { amount: 3, currency: "EUR" },
    createdAt: "2026-05-01T10:00:00Z",
    expiresAt: "2026-05-01T11:00:00Z",
  };
  await openPart("/rewards", {
    LoyaltyAccountRewards: () =>
      rewards(
        [],
        [
          { ...hold, id: "h1", checkoutId: "Q2hlY2tvdXQ6MQ==", order: null },
          { ...hold, id: "h2", checkoutId: null, order: { id: "T3JkZXI6MQ==", number: "12" } },
        ],
      ),
  });
  const list = (await screen.findByText(/^for a cart/)).closest("ul")!;
  const rows = within(list).getAllByRole("listitem");
  expect(rows.map((row) => row.querySelector("strong")?.textContent)).toEqual([
    "300 points · €3.00",
    "300 points · €3.00",
  ]);
  expect(rows[1]?.textContent).toContain("for draft order 12");
  expect(within(rows[1]!).getByRole("button", { name: "Open draft" })).toBeTruthy();
});

test("waives the first time and undoes it", async () => {
  let isWaived = false;
  const requests = await openPart("/rewards", {
    LoyaltyAccountRewards: () => rewards([], [], isWaived),
    LoyaltyFirstTimeWaive: ({ variables }) => {
      isWaived = Boolean(variables["isWaived"]);
      return { data: { loyaltyFirstTimeWaive: { isWaived, ...DONE } } };
    },
  });
  const toggle = await screen.findByRole("switch");
  await userEvent.click(toggle);
  await waitFor(() => expect(screen.getByRole("switch")).toHaveProperty("checked", true));
  await userEvent.click(await screen.findByRole("button", { name: "Undo" }));

  await waitFor(() => expect(screen.getByRole("switch")).toHaveProperty("checked", false));
  expect(sent(requests, "LoyaltyFirstTimeWaive").map((item) => item["isWaived"])).toEqual([
    true,
    false,
  ]);
});

function profile(replies: Replies = {}, membership: object = {}) {
  return openPart("/profile", {
    LoyaltyAccountMembership: () => ({
      data: { loyaltyAccount: { ...MEMBERSHIP, ...membership } },
    }),
    LoyaltyAccountReferrals: () => FRIENDS,
    ...replies,
  });
}

test("shows the profile: card, birthday, code, and axe finds nothing", async () => {
  await profile();

  await screen.findByText("9000 1234 5678 9016");
  const qr = screen.getByRole("img", { name: "The card's number as a QR code" });
  expect(decodeURIComponent(qr.getAttribute("src") ?? "")).toMatch(/^data:image\/svg\+xml,<svg /);
  expect(screen.getByLabelText("Month")).toHaveProperty("value", "05");
  expect(screen.getByLabelText(/^Year/)).toHaveProperty("value", "");
  await screen.findByText("ANN7");
  expect(await axeFindings()).toEqual([]);
});

test("ends taking part and undoes it", async () => {
  const requests = await profile({
    LoyaltyAccountLeave: () => ({ data: { loyaltyOptOut: { account: null, ...DONE } } }),
    LoyaltyAccountJoin: () => ({ data: { loyaltyOptIn: { account: null, ...DONE } } }),
  });
  await userEvent.click(await screen.findByRole("button", { name: "Take part no longer" }));
  await userEvent.click(await screen.findByRole("button", { name: "Undo" }));

  await waitFor(() => expect(sent(requests, "LoyaltyAccountJoin")).toEqual([{ accountId: ANN }]));
  expect(sent(requests, "LoyaltyAccountLeave")).toEqual([{ accountId: ANN }]);
});

test("blocks a card only once it was asked twice, and replaces one by a printed one", async () => {
  const requests = await profile({
    LoyaltyCardBlock: () => ({ data: { loyaltyCardBlock: { card: null, ...DONE } } }),
    LoyaltyCardReplace: ({ variables }) => ({
      data: {
        loyaltyCardReplace: {
          card: null,
          account: null,
          errors: variables["number"]
            ? [{ field: "number", message: "Two digits are swapped.", code: "INVALID" }]
            : [],
        },
      },
    }),
  });
  await userEvent.click(await screen.findByRole("button", { name: "Block" }));
  expect(sent(requests, "LoyaltyCardBlock")).toEqual([]);
  await userEvent.click(screen.getByRole("button", { name: "Block" }));
  await screen.findByText("The card is blocked.");
  expect(sent(requests, "LoyaltyCardBlock")).toEqual([{ id: "c1" }]);

  await userEvent.click(screen.getByRole("button", { name: "Replace" }));
  await userEvent.type(screen.getByLabelText("Number of a printed card"), "4000");
  await userEvent.click(screen.getByRole("button", { name: "Replace" }));
  await screen.findByText("Two digits are swapped.");
});

test("keeps a birthday without a year", async () => {
  const requests = await profile({
    LoyaltyBirthdaySet: () => ({
      data: { loyaltyBirthdaySet: { birthday: "--06-01", ...DONE } },
    }),
  });
  await userEvent.selectOptions(await screen.findByLabelText("Month"), "June");
  const form = screen.getByLabelText("Month").closest("form")!;
  await userEvent.click(within(form).getByRole("button", { name: "Save" }));

  await waitFor(() =>
    expect(sent(requests, "LoyaltyBirthdaySet")).toEqual([
      { customerId: CUSTOMER, birthday: "--06-31" },
    ]),
  );
});

test("sets the balance after saying what comes of it, and takes it back", async () => {
  const requests = await profile({
    LoyaltyPointsSet: ({ variables }) => ({
      data: {
        loyaltyPointsSet: {
          balanceBefore: 1240,
          balanceAfter: 1000,
          account: null,
          entry: (variables["input"] as { dryRun?: boolean }).dryRun ? null : { id: "e7" },
          ...DONE,
        },
      },
    }),
    LoyaltyEntryRevoke: () => ({
      data: { loyaltyEntryRevoke: { account: null, entry: null, ...DONE } },
    }),
  });
  await userEvent.type(await screen.findByLabelText("New balance"), "1000");
  await userEvent.tab();
  await screen.findByText("1,240 → 1,000 points (−240)");
  const told = screen.getByLabelText("E-mail to the customer");
  expect(told).toHaveProperty("value", "program");
  await userEvent.selectOptions(told, "Send one");
  await userEvent.click(screen.getByRole("button", { name: "Set the balance" }));

  await screen.findByText("The balance is 1,000.");
  // The next one is not told because this one was.
  expect(told).toHaveProperty("value", "program");
  const inputs = sent(requests, "LoyaltyPointsSet").map(({ input }) => input);
  expect(inputs).toMatchObject([
    { accountId: ANN, balance: 1000, dryRun: true },
    { accountId: ANN, balance: 1000, notifyCustomer: true },
  ]);
  await userEvent.click(screen.getByRole("button", { name: "Undo" }));
  await waitFor(() => expect(sent(requests, "LoyaltyEntryRevoke")).toEqual([{ id: "e7", note: "" }]));
});

test("a balance that may have been set has one key, and another balance another", async () => {
  let isLost = true;
  const requests = await profile({
    LoyaltyPointsSet: ({ variables }) => {
      const { dryRun } = variables["input"] as { dryRun?: boolean };
      if (!dryRun && isLost) return { errors: [{ message: "lost" }] };
      return {
        data: {
          loyaltyPointsSet: {
            balanceBefore: 1240,
            balanceAfter: 1000,
            account: null,
            entry: null,
            ...DONE,
          },
        },
      };
    },
  });
  const saved = () =>
    sent(requests, "LoyaltyPointsSet")
      .map(({ input }) => input as Record<"dryRun" | "notifyCustomer" | "idempotencyKey", unknown>)
      .filter(({ dryRun }) => !dryRun);
  const field = await screen.findByLabelText("New balance");
  async function set(balance: string) {
    const before = saved().length;
    await userEvent.clear(field);
    await userEvent.type(field, balance);
    await userEvent.tab();
    await screen.findByText(/ → 1,000 points/);
    await userEvent.click(screen.getByRole("button", { name: "Set the balance" }));
    await waitFor(() => expect(saved()).toHaveLength(before + 1));
  }
  await set("1000");
  await userEvent.click(screen.getByRole("button", { name: "Set the balance" }));
  await waitFor(() => expect(saved()).toHaveLength(2));
  isLost = false;
  await set("900");

  const [first, again, other] = saved().map(({ idempotencyKey }) => idempotencyKey);
  expect(again).toBe(first);
  expect(other).not.toBe(first);
  // Who says nothing of an e-mail leaves it to the program, which may send one by itself.
  expect(saved().map(({ notifyCustomer }) => notifyCustomer)).toEqual([null, null, null]);
});

test("hands over the whole history that is filtered, page by page", async () => {
  const rows = (id: string) => ({
    id,
    createdAt: "2026-05-01T10:00:00Z",
    points: 5,
    balanceAfter: 5,
    kind: "EARN",
    reason: `Order ${id}`,
    note: "",
    expiresAt: null,
    activatesAt: null,
    reverses: null,
    reversedBy: null,
    explanation: [],
  });
  let file: Blob | null = null;
  vi.stubGlobal("URL", Object.assign(URL, {
    createObjectURL: (blob: Blob) => {
      file = blob;
      return "blob:1";
    },
    revokeObjectURL: () => undefined,
  }));
  const requests = await openPart("", {
    LoyaltyAccountHistory: ({ variables }) => ({
      data: {
        loyaltyAccount: {
          id: ANN,
          entries: {
            pageInfo: { hasNextPage: variables["first"] === 100 && !variables["after"], endCursor: "z" },
            edges: edges([rows(variables["after"] ? "2" : "1")]),
          },
        },
      },
    }),
  });
  await userEvent.selectOptions(await screen.findByLabelText("Kind"), "Earned");
  await screen.findByRole("button", { name: "Order 1" });
  await userEvent.click(screen.getByRole("button", { name: "Download CSV" }));

  await waitFor(() => expect(file).not.toBeNull());
  const lines = (await file!.text()).trim().split("\r\n");
  expect(lines).toHaveLength(3);
  expect(lines[2]).toBe("2026-05-01T10:00:00Z,Order 2,Earned,5,5,,");
  const pages = sent(requests, "LoyaltyAccountHistory").filter((item) => item["first"] === 100);
  expect(pages.map((item) => [item["after"], item["filter"]])).toEqual([
    [null, { kinds: ["EARN"], createdAt: null }],
    ["z", { kinds: ["EARN"], createdAt: null }],
  ]);
});

const MAILS: Reply = {
  data: {
    loyaltyAccount: {
      id: ANN,
      messagePreferences: [
        { kind: "TIER_RAISED", isWanted: true, isSent: true, changedAt: null },
        { kind: "STATEMENT", isWanted: true, isSent: false, changedAt: null },
      ],
      deliveries: {
        totalCount: 2,
        pageInfo: NO_PAGES,
        edges: [
          {
            node: {
              id: "d1",
              kind: "TIER_RAISED",
              status: "SKIPPED",
              recipient: "",
              subject: "",
              errorCode: "UNWANTED",
              error: "",
              isRetryable: false,
              dueAt: null,
              createdAt: "2026-11-20T10:00:00Z",
              finishedAt: "2026-11-20T10:00:00Z",
              attempts: [],
            },
          },
          {
            node: {
              id: "d2",
              kind: "BADGE_UNLOCKED",
              status: "SKIPPED",
              recipient: "",
              subject: "",
              errorCode: "NO_MAIL_SERVER",
              error: "",
              isRetryable: true,
              dueAt: null,
              createdAt: "2026-11-20T10:00:00Z",
              finishedAt: "2026-11-20T10:00:00Z",
              attempts: [],
            },
          },
        ],
      },
    },
  },
};

test("shows what the customer was sent and wants, which staff change with Undo", async () => {
  const user = userEvent.setup();
  const requests = await openPart("/messages", {
    LoyaltyAccountDeliveries: () => MAILS,
    LoyaltyAccountPreferencesUpdate: () => ({
      data: { loyaltyMessagePreferencesUpdate: { account: { id: ANN }, errors: [] } },
    }),
    LoyaltyDeliveryRetry: () => ({ data: { loyaltyDeliveryRetry: { errors: [] } } }),
  });
  await screen.findByText("The customer doesn't want this kind of e-mail.");
  screen.getByText("The program doesn't send it by itself.");
  expect(await axeFindings()).toEqual([]);
  // What was skipped while there was no mail server can be sent now.
  await user.click(screen.getByRole("button", { name: /^Try again: New badge/ }));
  await waitFor(() =>
    expect(sent(requests, "LoyaltyDeliveryRetry")).toEqual([{ ids: ["d2"] }]),
  );
  await user.click(screen.getByRole("switch", { name: "Higher tier" }));
  await user.click(await screen.findByRole("button", { name: "Undo" }));
  await waitFor(() =>
    expect(sent(requests, "LoyaltyAccountPreferencesUpdate")).toEqual([
      { accountId: ANN, preferences: [{ kind: "TIER_RAISED", isWanted: false }] },
      { accountId: ANN, preferences: [{ kind: "TIER_RAISED", isWanted: true }] },
    ]),
  );
});

test("a statement goes to the customer, or to staff as a file", async () => {
  const user = userEvent.setup();
  const files: Blob[] = [];
  vi.stubGlobal("URL", Object.assign(URL, {
    createObjectURL: (file: Blob) => {
      files.push(file);
      return "blob:1";
    },
    revokeObjectURL: () => undefined,
  }));
  const requests = await openPart("/messages", {
    LoyaltyAccountDeliveries: () => MAILS,
    LoyaltyStatementSend: () => ({ data: { loyaltyStatementSend: { errors: [] } } }),
    LoyaltyAccountStatement: () => ({
      data: { loyaltyAccount: { id: ANN, statement: { html: "<p>49 points</p>" } } },
    }),
  });
  fireEvent.change(await screen.findByLabelText("From"), { target: { value: "2026-10-01" } });
  fireEvent.change(screen.getByLabelText("To"), { target: { value: "2026-10-31" } });
  await user.click(screen.getByRole("button", { name: "Send by e-mail" }));
  await screen.findByText("The statement is on its way to the customer.");
  await user.click(screen.getByRole("button", { name: "Download as a file" }));
  await waitFor(() => expect(files).toHaveLength(1));
  expect(await files[0]?.text()).toBe("<p>49 points</p>");
  const period = { from: "2026-10-01", to: "2026-10-31" };
  expect(sent(requests, "LoyaltyStatementSend")).toEqual([{ accountId: ANN, ...period }]);
  expect(sent(requests, "LoyaltyAccountStatement")).toEqual([{ id: ANN, ...period }]);
});
