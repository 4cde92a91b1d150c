import { cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { act } from "react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { dashboard, handshake, refusal, send, shop, type Reply, type Request } from "./dashboard";

const BASE = "/plugins/saleor.loyalty/app";
const SEARCH = "?id=QXBwOjE=&saleorApiUrl=http://localhost:8000/graphql/";
const ANN = "QWNjb3VudDox";
const NO_PAGES = { hasNextPage: false, hasPreviousPage: false, startCursor: "a", endCursor: "z" };

function member(values: object = {}) {
  return {
    id: ANN,
    status: "ACTIVE",
    balance: 12400,
    available: 12400,
    lifetimeEarned: 15000,
    lifetimeSpent: 2600,
    customer: { id: "VXNlcjox", email: "ann@example.com", firstName: "Ann", lastName: "Lee" },
    program: { id: "p1", name: "Loyalty" },
    tier: { tier: { id: "t2", name: "Silver" } },
    entries: { edges: [{ node: entry() }] },
    ...values,
  };
}

function entry(values: object = {}) {
  return {
    id: "e1",
    createdAt: "2026-10-22T10:00:00Z",
    points: 49,
    balanceAfter: 12400,
    kind: "EARN",
    reason: "Order 1042",
    note: "",
    expiresAt: null,
    activatesAt: null,
    reverses: null,
    reversedBy: null,
    explanation: [
      { code: "RATE", message: "49 points for 49.90 EUR.", staffMessage: "Rule B lost." },
    ],
    ...values,
  };
}

function account(values: object = {}) {
  return {
    ...member(),
    pending: 80,
    reserved: 0,
    debt: 0,
    cardNumber: "9000123456789016",
    values: [{ amount: 124, currency: "EUR" }],
    nextExpiry: { points: 200, expiresAt: "2026-12-31T12:00:00Z" },
    tier: {
      tier: { id: "t2", name: "Silver" },
      nextTier: { id: "t3", name: "Gold" },
      missingAmount: 140,
      percentage: 86,
      currency: "EUR",
      graceUntil: null,
      byHandUntil: null,
    },
    badges: [
      {
        badge: { id: "b1", title: "Collector", symbol: "◆", iconUrl: null },
        isUnlocked: false,
        unlockedAt: null,
      },
      {
        badge: { id: "b2", title: "First order", symbol: "✿", iconUrl: null },
        isUnlocked: true,
        unlockedAt: "2026-01-01T12:00:00Z",
      },
    ],
    statusChanges: [],
    ...values,
  };
}

interface World {
  members?: object[];
  pageInfo?: object;
  segments?: object[];
  account?: object | null;
  entries?: object[];
  mutation?: (request: Request) => Reply;
}

const edges = (nodes: object[]) => nodes.map((node) => ({ cursor: "c", node }));

function answers(world: World): (request: Request) => Reply {
  const { members = [member()], segments = [], entries = [entry()] } = world;
  return (request) => {
    switch (request.operation) {
      case "LoyaltyAccounts":
        return {
          data: {
            loyaltyAccounts: {
              totalCount: members.length,
              pageInfo: { ...NO_PAGES, ...world.pageInfo },
              edges: edges(members),
            },
          },
        };
      case "LoyaltySegments":
        return {
          data: {
            loyaltySegments: { totalCount: 0, pageInfo: NO_PAGES, edges: edges(segments) },
          },
        };
      case "LoyaltyAccountPage":
        return {
          data: { loyaltyAccount: world.account === undefined ? account() : world.account },
        };
      case "LoyaltyAccountHistory":
        return {
          data: {
            loyaltyAccount: {
              id: ANN,
              entries: { pageInfo: { ...NO_PAGES, ...world.pageInfo }, edges: edges(entries) },
            },
          },
        };
      default:
        return world.mutation?.(request) ?? { data: {} };
    }
  };
}

/** Loads the page anew at a route, as a frame does. */
async function open(route: string): Promise<void> {
  vi.resetModules();
  window.history.replaceState(null, "", `${BASE}${route}${SEARCH}`);
  document.body.innerHTML = '<div id="root"></div>';
  await act(async () => {
    await import("../src/app/main");
  });
  await handshake();
}

/** The last request of an operation, by its variables. */
function asked(requests: Request[], operation: string): Record<string, unknown> {
  return requests.findLast((request) => request.operation === operation)?.variables ?? {};
}

async function axeFindings(): Promise<string[]> {
  // Colours are drawn by browsers alone.
  const found = await axe.run(document.body, { rules: { "color-contrast": { enabled: false } } });
  return found.violations.map((violation) => violation.id);
}

beforeEach(() => {
  vi.useRealTimers();
  vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true);
});

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

test("lists the members", async () => {
  const requests = shop(answers({}));
  await open("/members");

  const row = (await screen.findByRole("link", { name: "Ann Lee" })).closest("tr")!;
  const cells = [...row.children].map((cell) => cell.textContent);
  expect(cells).toEqual([
    "Ann Leeann@example.com",
    "12,400",
    "15,000",
    "2,600",
    "Silver",
    "Active",
    "+49 Oct 22, 2026",
  ]);
  expect(screen.getByText("1 member")).toBeTruthy();
  expect(requests.map((request) => request.operation).sort()).toEqual([
    "LoyaltyAccounts",
    "LoyaltySegments",
  ]);
  expect(await axeFindings()).toEqual([]);
});

test("searches once typing pauses, and shows all again", async () => {
  let world: World = {};
  const requests = shop((request) => answers(world)(request));
  await open("/members");
  await screen.findByText("Ann Lee");
  world = { members: [] };
  for (const value of ["b", "bo", "bob"]) {
    fireEvent.change(screen.getByRole("searchbox"), { target: { value } });
  }

  await screen.findByText("Nobody is like that.");
  const searched = requests.filter((request) => request.variables["search"] !== null);
  expect(searched.filter((request) => request.operation === "LoyaltyAccounts")).toHaveLength(1);
  expect(asked(requests, "LoyaltyAccounts")["search"]).toBe("bob");
  world = {};
  await userEvent.click(screen.getByText("Show all"));
  await screen.findByText("Ann Lee");
  expect(screen.getByRole("searchbox")).toHaveProperty("value", "");
});

test("sorts, filters and turns pages by cursor", async () => {
  const requests = shop(answers({ pageInfo: { hasNextPage: true, hasPreviousPage: true } }));
  await open("/members");
  await userEvent.click(await screen.findByRole("button", { name: "Next" }));
  await waitFor(() =>
    expect(asked(requests, "LoyaltyAccounts")).toMatchObject({ first: 25, after: "z" }),
  );
  await waitFor(() =>
    expect(screen.getByRole("button", { name: "Previous" })).toHaveProperty("disabled", false),
  );
  await userEvent.click(screen.getByRole("button", { name: "Previous" }));
  await waitFor(() =>
    expect(asked(requests, "LoyaltyAccounts")).toMatchObject({ last: 25, before: "a" }),
  );
  await userEvent.click(screen.getByRole("button", { name: "Balance" }));
  await waitFor(() =>
    expect(asked(requests, "LoyaltyAccounts")).toMatchObject({
      first: 25,
      after: null,
      sortBy: { field: "BALANCE", direction: "DESC" },
    }),
  );
  expect(screen.getByRole("columnheader", { name: "Balance" }).getAttribute("aria-sort")).toBe(
    "descending",
  );
  await userEvent.selectOptions(screen.getByLabelText("Status"), "Frozen");
  await waitFor(() =>
    expect(asked(requests, "LoyaltyAccounts")["filter"]).toEqual({
      segmentId: null,
      statuses: ["FROZEN"],
    }),
  );
});

test("offers saved segments with their counts, also where one could not be counted", async () => {
  const segments = [
    { id: "s1", name: "Rich", description: "", count: { value: 10000, isExact: false } },
    { id: "s2", name: "Slow", description: "", count: null },
  ];
  const requests = shop((request) => {
    const reply = answers({ segments })(request);
    if (request.operation !== "LoyaltySegments" || reply === "offline") return reply;
    return { ...reply, errors: [{ message: "It took too long." }] };
  });
  await open("/members");
  await userEvent.click(await screen.findByRole("button", { name: "Rich 10,000+" }));

  await waitFor(() =>
    expect(asked(requests, "LoyaltyAccounts")["filter"]).toMatchObject({ segmentId: "s1" }),
  );
  expect(screen.getByRole("button", { name: "Slow" }).getAttribute("aria-pressed")).toBe("false");
  expect(screen.getByRole("button", { name: "Rich 10,000+" }).getAttribute("aria-pressed")).toBe(
    "true",
  );
});

test("who has no members yet reads what to do first", async () => {
  const told = dashboard();
  shop(answers({ members: [] }));
  await open("/members");
  await screen.findByText("No members yet");
  await userEvent.click(screen.getByText("Open customers"));

  expect(told.at(-1)).toMatchObject({ type: "redirect", payload: { to: "/customers" } });
  expect(await axeFindings()).toEqual([]);
});

test.each([
  ["/members", "offline" as const, "The shop can't be reached. Check your connection."],
  [
    "/members",
    refusal("PermissionDenied"),
    "You need the right to manage customers to see this.",
  ],
  [`/members/${ANN}`, "offline" as const, "The shop can't be reached. Check your connection."],
])("says at %s what went wrong: %j", async (route, reply, sentence) => {
  shop((request) => (request.operation === "LoyaltySegments" ? answers({})(request) : reply));
  await open(route);

  await screen.findByText(sentence);
  expect(await axeFindings()).toEqual([]);
});

test("opens an account within the frame, tells the dashboard, and comes back to the list", async () => {
  const told = dashboard();
  const requests = shop(answers({}));
  await open("/members");
  await userEvent.selectOptions(await screen.findByLabelText("Status"), "Active");
  const entries = window.history.length;
  expect(document.activeElement?.tagName).not.toBe("H1");
  await userEvent.click(await screen.findByRole("link", { name: "Ann Lee" }));

  const heading = await screen.findByRole("heading", { name: "Ann Lee" });
  await waitFor(() => expect(document.activeElement).toBe(heading));
  expect(window.location.pathname).toBe(`${BASE}/members/${ANN}`);
  expect(window.location.search).toBe(SEARCH);
  expect(window.history.length).toBe(entries);
  expect(told.filter((message) => message.type === "updateRouting")).toMatchObject([
    { payload: { newRoute: `/members/${ANN}` } },
  ]);
  await userEvent.click(screen.getByRole("link", { name: "← Members" }));
  await screen.findByText("1 member");
  expect(asked(requests, "LoyaltyAccounts")["filter"]).toMatchObject({ statuses: ["ACTIVE"] });
});

test("a page that is none says so", async () => {
  shop(answers({}));
  await open("/nowhere");
  await screen.findByText("There is no such page.");
});

test("an account that is none says so", async () => {
  shop(answers({ account: null }));
  await open(`/members/${ANN}`);
  await screen.findByText("There is no such account.");
});

test("shows an account with its history, and why each movement was", async () => {
  const requests = shop(answers({}));
  await open(`/members/${encodeURIComponent("QWNjb3VudDox=")}`);

  await screen.findByText("12,400 points");
  expect(asked(requests, "LoyaltyAccountPage")["id"]).toBe("QWNjb3VudDox=");
  expect(screen.getByText("worth €124.00")).toBeTruthy();
  expect(screen.getByText("€140.00 to Gold")).toBeTruthy();
  expect(screen.getByText(/200 points expire on Dec 31, 2026 · 80 pending/)).toBeTruthy();
  expect(screen.getByText("ann@example.com · Card 9000 1234 5678 9016 · Loyalty")).toBeTruthy();
  const badges = within(screen.getByRole("list", { name: "Badges" })).getAllByRole("listitem");
  expect(badges.map((badge) => badge.textContent)).toEqual([
    "✿First order",
    "◆Collector (not unlocked yet)",
  ]);
  const toggle = await screen.findByRole("button", { name: "Order 1042" });
  expect(toggle.getAttribute("aria-expanded")).toBe("false");
  await userEvent.click(toggle);
  expect(screen.getByText("49 points for 49.90 EUR.")).toBeTruthy();
  expect(screen.getByText("Rule B lost.")).toBeTruthy();
  expect(await axeFindings()).toEqual([]);
});

test("turns the pages of the history and filters it", async () => {
  const requests = shop(answers({ pageInfo: { hasNextPage: true } }));
  await open(`/members/${ANN}`);
  await userEvent.click(await screen.findByRole("button", { name: "Next" }));
  await waitFor(() => expect(asked(requests, "LoyaltyAccountHistory")["after"]).toBe("z"));
  await userEvent.selectOptions(screen.getByLabelText("Kind"), "Gifts");
  await waitFor(() =>
    expect(asked(requests, "LoyaltyAccountHistory")).toMatchObject({
      after: null,
      filter: { kinds: ["GIFT"] },
    }),
  );
});

test("takes a movement back with a reason, once, and shows the account anew", async () => {
  const told = dashboard();
  const requests = shop(
    answers({
      mutation: () => ({
        data: {
          loyaltyEntryRevoke: {
            account: { id: ANN, balance: 12351, available: 12351 },
            entry: null,
            errors: [],
          },
        },
      }),
    }),
  );
  await open(`/members/${ANN}`);
  await userEvent.click(await screen.findByRole("button", { name: "Order 1042" }));
  await userEvent.click(screen.getByRole("button", { name: "Take back" }));
  await userEvent.click(screen.getByRole("button", { name: "Take back" }));
  const revoked = () => requests.filter((item) => item.operation === "LoyaltyEntryRevoke");
  expect(revoked()).toEqual([]);
  const before = requests.length;
  await userEvent.type(screen.getByLabelText("Reason, for staff"), "a mistake");
  await userEvent.dblClick(screen.getByRole("button", { name: "Take back" }));

  await waitFor(() => expect(requests.length).toBe(before + 3));
  expect(revoked().map((item) => item.variables)).toEqual([{ id: "e1", note: "a mistake" }]);
  expect(told.find((message) => message.type === "notification")).toMatchObject({
    payload: { title: "Taken back. The balance is 12,351." },
  });
});

test.each([
  ["a movement that goes by its order", entry({ kind: "REDEEM", points: -300 })],
  ["one that was taken back", entry({ reversedBy: { id: "e2", note: "a mistake" } })],
])("offers no taking back of %s", async (_what, item) => {
  shop(answers({ entries: [item] }));
  await open(`/members/${ANN}`);
  await userEvent.click(await screen.findByRole("button", { name: "Order 1042" }));

  expect(screen.queryByRole("button", { name: "Take back" })).toBeNull();
});

test("freezes with a reason, and undoes it", async () => {
  let status = "ACTIVE";
  const requests = shop((request) =>
    answers({
      account: account({ status }),
      mutation: ({ variables }) => {
        status = String(variables["status"]);
        return {
          data: { loyaltyAccountStatusSet: { account: { id: ANN, status }, errors: [] } },
        };
      },
    })(request),
  );
  await open(`/members/${ANN}`);
  await userEvent.click(await screen.findByRole("button", { name: "Freeze / activate" }));
  await userEvent.click(screen.getByRole("button", { name: "Save" }));
  expect(asked(requests, "LoyaltyAccountStatusSet")).toEqual({});
  await userEvent.type(screen.getByLabelText("Reason, for staff"), "fraud?");
  await userEvent.click(screen.getByRole("button", { name: "Save" }));

  await screen.findByText("Saved. The status is: Frozen.");
  await screen.findByText("Frozen: can't spend");
  expect(asked(requests, "LoyaltyAccountStatusSet")).toEqual({
    id: ANN,
    status: "FROZEN",
    note: "fraud?",
  });
  await userEvent.click(screen.getByRole("button", { name: "Undo" }));
  await screen.findByText("Saved. The status is: Active.");
  expect(status).toBe("ACTIVE");
});

test("credits an account by its ID, whatever program it is of", async () => {
  const requests = shop(
    answers({
      mutation: ({ variables }) => ({
        data: {
          loyaltyPointsAdjust: {
            balanceBefore: 12400,
            balanceAfter: 12450,
            account: { id: ANN, balance: 12450, available: 12450 },
            entry: (variables["input"] as { dryRun?: boolean }).dryRun ? null : { id: "e9" },
            errors: [],
          },
        },
      }),
    }),
  );
  await open(`/members/${ANN}`);
  await userEvent.click(await screen.findByRole("button", { name: "Credit / debit" }));
  await userEvent.type(screen.getByLabelText("Points"), "50");
  await screen.findByText("12,400 + 50 = 12,450 points");
  expect(await axeFindings()).toEqual([]);
  await userEvent.click(screen.getByRole("button", { name: "Save" }));

  await screen.findByText("+50 saved. The balance is 12,450.");
  expect(asked(requests, "LoyaltyPointsAdjust")["input"]).toMatchObject({
    accountId: ANN,
    points: 50,
  });
});

test("an account whose customer the shop has deleted is credited no more", async () => {
  shop(answers({ account: account({ customer: null }) }));
  await open(`/members/${ANN}`);
  await screen.findByRole("heading", { name: "Deleted customer" });

  expect(screen.queryByRole("button", { name: "Credit / debit" })).toBeNull();
});

test("speaks German once the dashboard does", async () => {
  shop(answers({}));
  await open("/members");
  await send("localeChanged", { locale: "de" });

  await screen.findByRole("heading", { name: "Mitglieder" });
  expect((await screen.findByText("12.400")).className).toBe("number");
});
