import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { act } from "react";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

import { gapsAndOverlaps } from "../src/app/badges/ranges";
import { handshake, shop, type Reply, type Request } from "./dashboard";
import { preparePages } from "./page";

preparePages();
beforeEach(() => {
  URL.createObjectURL = () => "blob:picture";
  URL.revokeObjectURL = () => undefined;
});
afterEach(() => vi.restoreAllMocks());

function badge(values: object = {}) {
  return {
    id: "b1",
    title: "First order",
    description: "",
    symbol: "✿",
    iconUrl: null,
    basis: "ORDERS",
    pointsFrom: null,
    pointsTo: null,
    countFrom: 1,
    countTo: null,
    amountFrom: null,
    amountTo: null,
    eventType: "",
    keepOnceWon: true,
    isActive: true,
    rank: 0,
    discountPercentage: null,
    discountAmount: null,
    productIds: [],
    translations: [],
    ...values,
  };
}

const REGULAR = badge({ id: "b2", title: "Regular", countFrom: 5, discountPercentage: 10 });
const FRIEND = badge({
  id: "b3",
  title: "Friend",
  basis: "MANUAL",
  countFrom: null,
  iconUrl: "http://localhost:8000/media/friend.png",
});

function program(badges: object[]) {
  return {
    id: "p1",
    name: "Loyalty",
    isDefault: true,
    badgesActive: true,
    badgeDiscounts: "BEST",
    amountsCurrency: "EUR",
    badges,
  };
}

interface World {
  badges: object[];
  mutation?: (request: Request) => Reply;
}

function answers({ badges, mutation }: World): (request: Request) => Reply {
  return (request) => {
    if (request.operation !== "LoyaltyBadgesPage") return mutation?.(request) ?? { data: {} };
    const edges = [{ cursor: "c", node: program(badges) }];
    return { data: { loyaltyPrograms: { edges } } };
  };
}

/** Carries out everything. */
function willing({ operation, variables }: Request): Reply {
  const field = operation.charAt(0).toLowerCase() + operation.slice(1);
  const badge = { id: variables["id"] ?? "new" };
  return { data: { [field]: { errors: [], program: { id: "p1" }, badge, badges: [] } } };
}

async function open(): Promise<void> {
  vi.resetModules();
  window.history.replaceState(null, "", "/plugins/saleor.loyalty/app/badges?id=QXBwOjE=");
  document.body.innerHTML = '<div id="root"></div>';
  await act(async () => {
    await import("../src/app/main");
  });
  await handshake();
}

function sent(requests: Request[], operation: string): Record<string, unknown>[] {
  return requests.filter((item) => item.operation === operation).map((item) => item.variables);
}

async function axeFindings(): Promise<string[]> {
  const found = await axe.run(document.body, { rules: { "color-contrast": { enabled: false } } });
  return found.violations.map((violation) => violation.id);
}

function picture(): File {
  return new File(["png"], "star.png", { type: "image/png" });
}

test("a first badge is proposed, takes a picture, and can be taken back", async () => {
  const user = userEvent.setup();
  const requests = shop(answers({ badges: [], mutation: willing }));
  await open();
  await user.click(await screen.findByRole("button", { name: "Start with “First order”" }));
  const preview = screen.getByRole("region", { name: "As shoppers will see it" });
  expect(preview.textContent).toContain("0 of 1 order");
  await user.upload(screen.getByLabelText("Icon from a file"), picture());
  await waitFor(() => expect(preview.querySelectorAll('img[src="blob:picture"]')).toHaveLength(2));
  expect(await axeFindings()).toEqual([]);
  await user.click(screen.getByRole("button", { name: "Save" }));
  await screen.findByText("The badge is there. Whoever fits has it within minutes.");

  const request = requests.find(({ operation }) => operation === "LoyaltyBadgeCreate");
  expect(request?.variables).toMatchObject({
    programId: "p1",
    input: { title: "First order", symbol: "✿", basis: "ORDERS", countFrom: 1, countTo: null },
  });
  expect(request?.files["variables.input.icon"]?.name).toBe("star.png");
  expect(request?.token).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Undo" }));
  await waitFor(() => expect(sent(requests, "LoyaltyBadgeDelete")).toEqual([{ id: "new" }]));
});

test("badges say how they are won, and are sorted by keyboard", async () => {
  const user = userEvent.setup();
  const requests = shop(answers({ badges: [badge(), REGULAR, FRIEND], mutation: willing }));
  await open();
  const rows = await screen.findAllByRole("row");
  expect(rows.map((row) => row.querySelector(".what")?.textContent)).toEqual([
    "First orderOrders: 1 order and more",
    "RegularOrders: 5 orders and more · 10 % off everything",
    "FriendStaff alone give it",
  ]);
  expect(rows[2]?.querySelector("img")?.getAttribute("src")).toContain("friend.png");
  // Beside what the navigation asks.
  const asked = requests.filter(({ operation }) => !operation.includes("Claim"));
  expect(asked.map(({ operation }) => operation)).toEqual(["LoyaltyBadgesPage"]);
  expect(await axeFindings()).toEqual([]);

  within(rows[0]!).getByRole("button", { name: /^Drag First order/ }).focus();
  await user.keyboard("{Enter}");
  await user.keyboard("{ArrowDown}{ArrowDown}{Enter}");
  await screen.findByText("The order is saved.");
  const [order] = sent(requests, "LoyaltyBadgeReorder");
  expect((order?.["ids"] as string[])[0]).toBe("b2");
  await user.click(screen.getByRole("button", { name: "Undo" }));
  await waitFor(() =>
    expect(sent(requests, "LoyaltyBadgeReorder")[1]).toEqual({ ids: ["b1", "b2", "b3"] }),
  );
});

test("one badge or all of them are hidden and shown again", async () => {
  const user = userEvent.setup();
  const requests = shop(answers({ badges: [badge(), REGULAR], mutation: willing }));
  await open();
  const [, regular] = await screen.findAllByRole("row");
  await user.click(within(regular!).getByRole("switch", { name: "Shown" }));
  await screen.findByText("Regular is hidden and lowers no price.");
  await user.click(screen.getByRole("button", { name: "Undo" }));
  await waitFor(() =>
    expect(sent(requests, "LoyaltyBadgeUpdate")).toEqual([
      { id: "b2", input: { isActive: false } },
      { id: "b2", input: { isActive: true } },
    ]),
  );
  await user.click(screen.getByRole("switch", { name: "Show badges to shoppers" }));
  await user.selectOptions(screen.getByLabelText("Which discounts count"), "ALL");
  await waitFor(() =>
    expect(sent(requests, "LoyaltyProgramUpdate")).toEqual([
      { id: "p1", input: { badgesActive: false } },
      { id: "p1", input: { badgeDiscounts: "ALL" } },
    ]),
  );
});

test("deleting asks, and offers to hide it instead", async () => {
  const user = userEvent.setup();
  const requests = shop(answers({ badges: [badge(), REGULAR], mutation: willing }));
  await open();
  await user.click(await screen.findByRole("button", { name: "Delete Regular" }));
  await user.click(screen.getByRole("button", { name: "Hide it instead" }));
  await screen.findByText("Regular is hidden and lowers no price.");
  expect(sent(requests, "LoyaltyBadgeDelete")).toEqual([]);
  await user.click(screen.getByRole("button", { name: "Delete Regular" }));
  await user.click(screen.getByRole("button", { name: "Delete" }));
  await screen.findByText("Regular is deleted.");
  expect(sent(requests, "LoyaltyBadgeDelete")).toEqual([{ id: "b2" }]);
  expect(screen.queryByRole("button", { name: "Undo" })).toBeNull();
});

test("a badge is changed: its range among the others, its picture, and what is refused", async () => {
  const user = userEvent.setup();
  let isRefused = true;
  const errors = [
    { field: "icon", message: "The picture is too large.", code: "INVALID" },
    { field: "countTo", message: "The end is before the beginning.", code: "INVALID" },
  ];
  const requests = shop(
    answers({
      badges: [badge({ countTo: 2 }), badge({ ...REGULAR, iconUrl: "http://localhost/a.png" })],
      mutation: (request) =>
        isRefused
          ? { data: { loyaltyBadgeUpdate: { badge: null, program: null, errors } } }
          : willing(request),
    }),
  );
  await open();
  await user.click(await screen.findByRole("button", { name: "Edit Regular" }));
  screen.getByText("3 orders to 4 orders: none of these badges");
  expect(screen.getByLabelText("Won by")).toHaveProperty("disabled", true);
  await user.clear(screen.getByLabelText("From"));
  await user.type(screen.getByLabelText("From"), "2");
  await user.tab();
  await screen.findByText("exactly 2 orders: First order, Regular");
  await user.click(screen.getByRole("button", { name: "Save" }));
  await screen.findByText("The picture is too large.");
  expect(screen.getByLabelText("Up to, included").getAttribute("aria-invalid")).toBe("true");

  isRefused = false;
  await user.click(screen.getByRole("button", { name: "Remove icon" }));
  await user.click(screen.getByRole("button", { name: "Save" }));
  await screen.findByText("Saved.");
  const input = sent(requests, "LoyaltyBadgeUpdate").at(-1)?.["input"];
  expect(input).toMatchObject({ removeIcon: true, countFrom: 2, discountPercentage: 10 });
  // What it is won by can't be changed.
  expect(input).not.toHaveProperty("basis");
  // The picture is gone for good.
  expect(screen.queryByRole("button", { name: "Undo" })).toBeNull();
});

describe("ranges", () => {
  test.each([
    ["beside each other", [[1, 5], [6, null]], 1, []],
    ["with a gap", [[1, 4], [6, 9]], 1, [[5, 5, []]]],
    ["overlapping", [[1, 5], [5, null]], 1, [[5, 5, ["0", "1"]]]],
    ["without ends", [[1, null], [5, null]], 1, [[5, null, ["0", "1"]]]],
    ["in cents", [[0, 99.99], [100, null]], 0.01, []],
    ["a cent apart", [[0, 99.98], [100, null]], 0.01, [[99.99, 99.99, []]]],
    ["alone", [[3, 4]], 1, []],
  ] as [string, [number, number | null][], number, unknown[][]][])("%s", (_, given, step, found) => {
    const ranges = given.map(([from, to], at) => ({ name: String(at), from, to }));
    const stretches = gapsAndOverlaps(ranges, step);
    expect(stretches.map(({ from, to, names }) => [from, to, names])).toEqual(found);
  });
});
