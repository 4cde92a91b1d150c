import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { expect, test } from "vitest";

import { dashboard, handshake, refusal, shop, type Reply, type Request } from "./dashboard";
import { open as load, preparePages } from "./page";

preparePages();

const BASE = "/plugins/saleor.loyalty/app";
const SEARCH = "?id=QXBwOjE=&saleorApiUrl=http://localhost:8000/graphql/";

function claim(values: object = {}) {
  return {
    id: "k1",
    name: "Mug",
    kind: "MERCHANDISE",
    status: "CLAIMED",
    points: 1200,
    code: "ABCD-EFGH",
    note: "",
    createdAt: "2026-10-22T10:00:00Z",
    expiresAt: null,
    closedAt: null,
    staffActions: ["FULFILL", "REFUSE"],
    order: null,
    reward: { id: "r1", name: "Mug" },
    account: {
      id: "a1",
      customer: { id: "u1", email: "ann@example.com", firstName: "Ann", lastName: "Lee" },
    },
    ...values,
  };
}

const NEWER = claim({ id: "k2", name: "Tour", points: 300 });

interface World {
  /** Newest first, as the API lists them. */
  claims?: object[];
  pageInfo?: object;
  answer?: (request: Request) => Reply | undefined;
}

function world({ claims = [NEWER, claim()], pageInfo = {}, answer }: World = {}) {
  return shop((request) => {
    const said = answer?.(request);
    if (said) return said;
    if (request.operation === "LoyaltyClaimsWaiting") {
      return { data: { loyaltyRewardClaims: { totalCount: claims.length } } };
    }
    if (request.operation === "LoyaltyRewardClaims") {
      return {
        data: {
          loyaltyRewardClaims: {
            totalCount: claims.length,
            pageInfo: {
              hasNextPage: false,
              hasPreviousPage: false,
              startCursor: "new",
              endCursor: "old",
              ...pageInfo,
            },
            edges: claims.map((node) => ({ cursor: "c", node })),
          },
        },
      };
    }
    const key = request.operation.charAt(0).toLowerCase() + request.operation.slice(1);
    return { data: { [key]: { claim: claim(), account: null, errors: [] } } };
  }, { hasClaims: true });
}

async function open(route: string): Promise<void> {
  window.history.replaceState(null, "", `${BASE}${route}${SEARCH}`);
  await load(() => import("../src/app/main"));
  await handshake();
}

const asked = (requests: Request[], operation: string) =>
  requests.filter((request) => request.operation === operation).map(({ variables }) => variables);

async function violations(): Promise<string[]> {
  const found = await axe.run(document.body, { rules: { "color-contrast": { enabled: false } } });
  return found.violations.flatMap(({ id, nodes }) => nodes.map((item) => `${id}: ${item.html}`));
}

test("what waits for staff comes first, the oldest on top", async () => {
  const requests = world({ pageInfo: { hasPreviousPage: true } });
  const user = userEvent.setup();
  await open("/claims");
  await screen.findByText("2 claims, the oldest first");
  const names = screen.getAllByRole("rowheader").map((cell) => cell.firstChild?.textContent);
  expect(names).toEqual(["Mug", "Tour"]);
  expect(asked(requests, "LoyaltyRewardClaims")[0]).toMatchObject({
    filter: { waitsForStaff: true },
    last: 25,
    before: null,
  });
  expect(screen.getByRole("link", { name: /^Claims/ }).textContent).toBe("Claims2");
  expect(await violations()).toEqual([]);
  // Newer ones are before, as the API counts.
  await user.click(screen.getByRole("button", { name: "Next" }));
  await waitFor(() =>
    expect(asked(requests, "LoyaltyRewardClaims").at(-1)).toMatchObject({
      last: 25,
      before: "new",
    }),
  );
});

test("one is fulfilled with a note, and that can be undone", async () => {
  const user = userEvent.setup();
  const requests = world();
  await open("/claims");
  await user.click(await screen.findByRole("button", { name: "Fulfil: Mug for Ann Lee" }));
  const form = await screen.findByRole("form", { name: "Fulfil 1 claim" });
  expect(within(form).getByText(/The points stay spent/)).toBeTruthy();
  expect(await violations()).toEqual([]);
  await user.type(within(form).getByLabelText(/^Note for staff/), " Sent ");
  await user.click(within(form).getByRole("button", { name: "Fulfil 1 claim" }));
  await screen.findByText("1 claim fulfilled.");
  expect(asked(requests, "LoyaltyRewardClaimFulfill")).toEqual([{ id: "k1", note: "Sent" }]);
  // The number in the navigation is asked for anew.
  expect(asked(requests, "LoyaltyClaimsWaiting")).toHaveLength(2);
  await user.click(screen.getByRole("button", { name: "Undo" }));
  await waitFor(() =>
    expect(asked(requests, "LoyaltyRewardClaimReopen")).toEqual([{ id: "k1" }]),
  );
});

test("several are refused at once: the points are said before, and there is no way back", async () => {
  const user = userEvent.setup();
  const requests = world();
  await open("/claims");
  await user.click(await screen.findByRole("checkbox", { name: "Choose all on this page" }));
  await user.click(screen.getByRole("button", { name: "Refuse" }));
  await screen.findByText(/^1,500 points come back/);
  expect(asked(requests, "LoyaltyRewardClaimRefuse")).toEqual([]);
  await user.keyboard("{Escape}");
  expect(screen.queryByText(/^1,500 points come back/)).toBeNull();
  expect(document.activeElement).toBe(screen.getByRole("button", { name: "Refuse" }));
  await user.click(screen.getByRole("button", { name: "Refuse" }));
  await user.click(await screen.findByRole("button", { name: "Refuse 2 claims" }));
  // Whoever takes something away says why.
  expect(asked(requests, "LoyaltyRewardClaimRefuse")).toEqual([]);
  await user.type(screen.getByLabelText(/^Reason, for staff/), "sold out");
  await user.click(screen.getByRole("button", { name: "Refuse 2 claims" }));
  await screen.findByText("2 claims refused, 1,500 points given back.");
  expect(asked(requests, "LoyaltyRewardClaimRefuse")).toEqual([
    { id: "k1", note: "sold out" },
    { id: "k2", note: "sold out" },
  ]);
  expect(screen.queryByRole("button", { name: "Undo" })).toBeNull();
});

test("what could not be done is said beside what was", async () => {
  const user = userEvent.setup();
  const requests = world({
    answer: ({ operation, variables }) =>
      operation === "LoyaltyRewardClaimFulfill" && variables["id"] === "k1"
        ? {
            data: {
              loyaltyRewardClaimFulfill: {
                claim: null,
                account: null,
                errors: [{ field: "id", message: "It was cancelled.", code: "CLAIM_CLOSED" }],
              },
            },
          }
        : undefined,
  });
  await open("/claims");
  await user.click(await screen.findByRole("checkbox", { name: "Choose all on this page" }));
  await user.click(screen.getByRole("button", { name: "Fulfil" }));
  await user.click(await screen.findByRole("button", { name: "Fulfil 2 claims" }));
  await screen.findByText("1 claim fulfilled. 1 was not changed: It was cancelled.");
  // Undo takes back what was done, and no more.
  await user.click(screen.getByRole("button", { name: "Undo" }));
  await waitFor(() =>
    expect(asked(requests, "LoyaltyRewardClaimReopen")).toEqual([{ id: "k2" }]),
  );
});

test("staff do with a claim what the API says, and no more", async () => {
  const claims = [
    claim({ id: "k3", name: "Late", status: "EXPIRED", staffActions: ["REFUSE"] }),
    claim({
      id: "k4",
      name: "Card",
      kind: "GIFT_CARD",
      status: "USED",
      closedAt: "2026-10-22T10:00:00Z",
      staffActions: [],
      points: 0,
    }),
    claim({
      id: "k5",
      name: "Sent",
      status: "USED",
      staffActions: ["REOPEN"],
      note: "DHL",
      order: { id: "o1", number: "1042" },
    }),
  ];
  const user = userEvent.setup();
  const requests = world({ claims });
  const told = dashboard();
  await open("/claims/reward/r1");
  await screen.findByText("Only Mug");
  expect(asked(requests, "LoyaltyRewardClaims")[0]).toMatchObject({
    filter: { rewardIds: ["r1"] },
    first: 25,
  });
  const buttons = (name: RegExp) =>
    within(screen.getByRole("row", { name }))
      .queryAllByRole("button")
      .map((button) => button.textContent);
  expect(buttons(/Late/)).toEqual(["Refuse"]);
  expect(buttons(/Card/)).toEqual([]);
  expect(within(screen.getByRole("row", { name: /Card/ })).getByText("a gift")).toBeTruthy();
  expect(buttons(/Sent/)).toEqual(["Order 1042", "Not given after all"]);
  expect(screen.getByText("Note: DHL")).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Order 1042" }));
  expect(told.at(-1)?.payload).toMatchObject({ to: "/orders/o1" });
  await user.click(screen.getByRole("button", { name: /^Not given after all/ }));
  await screen.findByText("The claim waits again.");
  expect(asked(requests, "LoyaltyRewardClaimReopen")).toEqual([{ id: "k5" }]);
});

test("states and words narrow the list", async () => {
  const user = userEvent.setup();
  const requests = world();
  await open("/claims");
  await user.click(await screen.findByRole("button", { name: "Given or used" }));
  await user.type(screen.getByRole("searchbox"), "ann ");
  await waitFor(() =>
    expect(asked(requests, "LoyaltyRewardClaims").at(-1)).toEqual({
      filter: { statuses: ["USED"], search: "ann", rewardIds: null },
      first: 25,
      after: null,
    }),
  );
});

test("an empty queue says what comes there", async () => {
  world({ claims: [] });
  await open("/claims");
  await screen.findByRole("heading", { name: "Nothing waits for you" });
  expect(screen.getByRole("link", { name: /^Claims/ }).textContent).toBe("Claims");
  expect(screen.getByRole("link", { name: "Set up a reward" })).toBeTruthy();
  expect(await violations()).toEqual([]);
});

test("a missing right and a shop that is away are said", async () => {
  world({ answer: () => refusal("PermissionDenied") });
  await open("/claims");
  await screen.findByText("You need the right to manage customers to see this.");
  world({ answer: () => "offline" });
  await open("/claims");
  await screen.findByRole("button", { name: "Try again" });
});
