import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { expect, test, vi } from "vitest";

import { handshake, shop, type Reply, type Request } from "./dashboard";
import { open, preparePages } from "./page";

preparePages();

const BASE = "/plugins/saleor.loyalty/app";
const SEARCH = "?id=QXBwOjE=&saleorApiUrl=http://localhost:8000/graphql/";
const NO_PAGES = { hasNextPage: false, hasPreviousPage: false, startCursor: "a", endCursor: "z" };
const DONE = { errors: [] };

const edges = (nodes: object[]) => nodes.map((node) => ({ cursor: "c", node }));

function member(name: string) {
  return {
    id: name,
    status: "ACTIVE",
    balance: 1240,
    available: 1240,
    lifetimeEarned: 1500,
    lifetimeSpent: 260,
    customer: { id: name, email: `${name}@example.com`, firstName: name, lastName: "" },
    program: { id: "p1", name: "Loyalty" },
    tier: null,
    entries: { edges: [] },
  };
}

const SEGMENT = {
  id: "s1",
  name: "Rich",
  description: "",
  program: { id: "p1", name: "Loyalty" },
  count: { value: 3, isExact: true },
};

const NO_CONDITIONS = {
  statuses: [],
  balance: null,
  lifetimeEarned: null,
  lifetimeSpent: null,
  createdAt: null,
  tierIds: [],
  badgeIds: [],
  amountSpent: null,
  ordersCount: null,
  lastOrderAt: null,
  lastOrderWithinDays: null,
  lastOrderOlderThanDays: null,
  countries: [],
  channelIds: [],
  customerTypeIds: [],
  optedIn: null,
  takesPart: null,
};

type Replies = Record<string, (request: Request) => Reply>;

async function openMembers(replies: Replies = {}, segments: object[] = []): Promise<Request[]> {
  const all: Replies = {
    LoyaltyAccounts: () => ({
      data: { loyaltyAccounts: { totalCount: 1, pageInfo: NO_PAGES, edges: edges([member("Ann")]) } },
    }),
    LoyaltySegments: () => ({
      data: { loyaltySegments: { totalCount: 0, pageInfo: NO_PAGES, edges: edges(segments) } },
    }),
    LoyaltySegmentChoices: () => ({
      data: {
        loyaltyPrograms: {
          edges: edges([
            {
              id: "p1",
              name: "Loyalty",
              tiers: [{ id: "t1", name: "Silver" }],
              badges: [{ id: "b1", title: "Friend" }],
            },
          ]),
        },
        channels: [{ id: "ch1", name: "Poland", currencyCode: "PLN" }],
      },
    }),
    ...replies,
  };
  const requests = shop((request) => all[request.operation]?.(request) ?? { data: {} });
  window.history.replaceState(null, "", `${BASE}/members${SEARCH}`);
  await open(() => import("../src/app/main"));
  await handshake();
  await screen.findByText("Ann");
  return requests;
}

const sent = (requests: Request[], operation: string) =>
  requests.filter((item) => item.operation === operation).map((item) => item.variables);

async function axeFindings(): Promise<string[]> {
  const found = await axe.run(document.body, { rules: { "color-contrast": { enabled: false } } });
  return found.violations.map((violation) => violation.id);
}

test("the list follows conditions as they are made, and they are kept as a segment", async () => {
  const requests = await openMembers({
    LoyaltySegmentCreate: () => ({
      data: {
        loyaltySegmentCreate: {
          segment: { id: "s9", name: "Silver in Poland", description: "", count: null },
          ...DONE,
        },
      },
    }),
  });
  await userEvent.selectOptions(screen.getByLabelText("Status"), "Active");
  await userEvent.click(screen.getByRole("button", { name: "Conditions" }));
  // What was filtered by is the first condition.
  const status = await screen.findByRole("group", { name: "Status" });
  expect(within(status).getByRole("checkbox", { name: "Active" })).toHaveProperty("checked", true);
  await userEvent.selectOptions(screen.getByLabelText("Add a condition"), "Has one of these tiers");
  await userEvent.click(screen.getByRole("checkbox", { name: "Silver" }));
  await userEvent.selectOptions(screen.getByLabelText("Add a condition"), "Orders add up to");
  expect(await axeFindings()).toEqual([]);

  const conditions = {
    statuses: ["ACTIVE"],
    tierIds: ["t1"],
    amountSpent: { currency: "PLN", gte: 100 },
  };
  await waitFor(() =>
    expect(sent(requests, "LoyaltyAccounts").at(-1)?.["filter"]).toEqual({
      ...conditions,
      programIds: ["p1"],
    }),
  );
  await userEvent.type(screen.getByLabelText("Name of the segment"), "Silver in Poland");
  await userEvent.click(screen.getByRole("button", { name: "Save as segment" }));

  await screen.findByText("Segment saved: Silver in Poland");
  expect(sent(requests, "LoyaltySegmentCreate")).toEqual([
    { programId: "p1", input: { name: "Silver in Poland", description: "", conditions } },
  ]);
  expect(sent(requests, "LoyaltyAccounts").at(-1)?.["filter"]).toEqual({
    segmentId: "s9",
    statuses: null,
  });
});

test("changes a saved segment, in the shop's words where it can't", async () => {
  const requests = await openMembers(
    {
      LoyaltySegmentDetails: () => ({
        data: {
          loyaltySegment: {
            id: "s1",
            name: "Rich",
            description: "",
            conditions: { ...NO_CONDITIONS, balance: { gte: 1000, lte: null }, tierIds: ["t1"] },
          },
        },
      }),
      LoyaltySegmentUpdate: () => ({
        data: {
          loyaltySegmentUpdate: {
            segment: null,
            errors: [
              { field: "conditions.tierIds", message: "Name at least one.", code: "INVALID" },
            ],
          },
        },
      }),
    },
    [SEGMENT],
  );
  await userEvent.click(await screen.findByRole("button", { name: "Rich 3" }));
  await userEvent.click(screen.getByRole("button", { name: "Change segment" }));
  await userEvent.click(await screen.findByRole("checkbox", { name: "Silver" }));
  await userEvent.click(screen.getByRole("button", { name: "Remove Balance" }));
  await userEvent.click(screen.getByRole("button", { name: "Save" }));

  await screen.findByText("Name at least one.");
  expect(sent(requests, "LoyaltySegmentUpdate")).toEqual([
    { id: "s1", input: { name: "Rich", description: "", conditions: { tierIds: [] } } },
  ]);
});

test("deletes a segment, and makes it anew when that is undone", async () => {
  const conditions = { ordersCount: { gte: 1, lte: null } };
  const requests = await openMembers(
    {
      LoyaltySegmentDetails: () => ({
        data: {
          loyaltySegment: {
            id: "s1",
            name: "Rich",
            description: "",
            conditions: { ...NO_CONDITIONS, ...conditions },
          },
        },
      }),
      LoyaltySegmentDelete: () => ({
        data: { loyaltySegmentDelete: { segment: { id: "s1", name: "Rich" }, ...DONE } },
      }),
      LoyaltySegmentCreate: () => ({
        data: {
          loyaltySegmentCreate: {
            segment: { id: "s2", name: "Rich", description: "", count: null },
            ...DONE,
          },
        },
      }),
    },
    [SEGMENT],
  );
  await userEvent.click(await screen.findByRole("button", { name: "Rich 3" }));
  await userEvent.click(screen.getByRole("button", { name: "Change segment" }));
  await userEvent.click(await screen.findByRole("button", { name: "Delete" }));
  await screen.findByText("Segment deleted: Rich");
  expect(sent(requests, "LoyaltyAccounts").at(-1)?.["filter"]).toMatchObject({ segmentId: null });
  await userEvent.click(screen.getByRole("button", { name: "Undo" }));

  await waitFor(() =>
    expect(sent(requests, "LoyaltySegmentCreate")).toEqual([
      { programId: "p1", input: { name: "Rich", description: "", conditions } },
    ]),
  );
});

test("a list that takes too long to find says what helps", async () => {
  let isSlow = false;
  await openMembers({
    LoyaltyAccounts: () =>
      isSlow
        ? {
            data: { loyaltyAccounts: null },
            errors: [{ message: "Too slow.", extensions: { code: "TOO_SLOW" } }],
          }
        : {
            data: {
              loyaltyAccounts: { totalCount: 1, pageInfo: NO_PAGES, edges: edges([member("Ann")]) },
            },
          },
  });
  isSlow = true;
  await userEvent.selectOptions(screen.getByLabelText("Status"), "Active");

  await screen.findByText("That took too long to find. Add a condition that few members meet.");
});

test("a number that took too long leaves the list", async () => {
  await openMembers({
    LoyaltyAccounts: () => ({
      data: {
        loyaltyAccounts: { totalCount: null, pageInfo: NO_PAGES, edges: edges([member("Ann")]) },
      },
      errors: [{ message: "Too slow.", extensions: { code: "TOO_SLOW" } }],
    }),
  });
  screen.getByText("Many members. Counting them took too long.");
});

test("hands over all members of the list, page by page, and stops when told to", async () => {
  let file: Blob | null = null;
  let answer: (() => void) | null = null;
  vi.stubGlobal(
    "URL",
    Object.assign(URL, {
      createObjectURL: (blob: Blob) => {
        file = blob;
        return "blob:1";
      },
      revokeObjectURL: () => undefined,
    }),
  );
  const requests = await openMembers({
    LoyaltyAccounts: ({ variables }) => {
      const isFirst = !variables["after"];
      return {
        data: {
          loyaltyAccounts: {
            totalCount: 2,
            pageInfo: { ...NO_PAGES, hasNextPage: isFirst },
            edges: edges([member(isFirst ? "Ann" : "Bob")]),
          },
        },
      };
    },
  });
  await userEvent.click(screen.getByRole("button", { name: "Download CSV" }));
  await waitFor(() => expect(file).not.toBeNull());
  const lines = (await file!.text()).trim().split("\r\n");
  expect(lines.slice(1)).toEqual([
    "Ann,Ann@example.com,Loyalty,1240,1240,1500,260,,Active,",
    "Bob,Bob@example.com,Loyalty,1240,1240,1500,260,,Active,",
  ]);
  const pages = sent(requests, "LoyaltyAccounts").filter((item) => item["first"] === 100);
  expect(pages.map((item) => item["after"])).toEqual([null, "z"]);

  file = null;
  vi.stubGlobal(
    "fetch",
    () => new Promise((_resolve, reject) => (answer = () => reject(new TypeError("late")))),
  );
  await userEvent.click(screen.getByRole("button", { name: "Download CSV" }));
  await userEvent.click(await screen.findByRole("button", { name: "Stop" }));
  answer!();
  await screen.findByRole("button", { name: "Download CSV" });
  expect(file).toBeNull();
  expect(screen.queryByText("The download stopped. Try again.")).toBeNull();
});
