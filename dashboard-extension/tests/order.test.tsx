import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { expect, test } from "vitest";

import { handshake, refusal, send, shop, type Reply } from "./dashboard";
import { open as openPage, preparePages } from "./page";

const EARNED = {
  id: "e2",
  createdAt: "2026-11-10T10:00:00Z",
  activatesAt: null,
  points: 116,
  reason: "Earned by order 1042",
  reasonCode: "ORDER_EARNED",
  explanation: [{ message: "116 points for 58.00 EUR: 2 points for each 1 EUR." }],
};
const BOOKS = {
  pointsEarned: 116,
  pointsSpent: 200,
  pointsWaiting: 0,
  tierName: "Silver",
  earningMultiplier: 1.25,
  notEarned: null,
  benefits: [
    {
      name: "Silver",
      amount: { amount: 4.9, currency: "EUR" },
      isFreeShipping: true,
      isCapped: false,
    },
    {
      name: "200 points",
      amount: { amount: 2, currency: "EUR" },
      isFreeShipping: false,
      isCapped: true,
    },
  ],
  entries: [
    {
      ...EARNED,
      id: "e1",
      points: -200,
      reason: "Used for order 1042",
      reasonCode: "POINTS_SPENT",
      explanation: [],
    },
    EARNED,
  ],
};
const ORDER = {
  id: "T3JkZXI6MQ==",
  status: "FULFILLED",
  isPaid: true,
  user: { id: "VXNlcjox" },
  lines: [{ id: "line", productName: "Kettle", variantName: "1 l", quantity: 2 }],
};
const REFUND = {
  moneyDue: { amount: 29, currency: "EUR" },
  moneyRefundable: { amount: 68, currency: "EUR" },
  pointsTakenBack: 49,
  pointsGivenBack: 100,
  pointsAdded: 0,
  pointsRunOut: 0,
  milestonePointsTakenBack: 10,
  referralPointsTakenBack: 0,
  balanceBefore: 20,
  balanceAfter: 0,
  debt: 5,
  explanation: [{ code: "X", message: "1 piece comes back.", values: [] }],
};
const NOTHING = {
  ...BOOKS,
  pointsEarned: 0,
  pointsSpent: 0,
  tierName: null,
  earningMultiplier: 1,
  benefits: [],
  entries: [],
};

function order(books: object = {}, values: object = {}): Reply {
  return { data: { order: { ...ORDER, ...values, loyalty: { ...BOOKS, ...books } } } };
}

preparePages();

const open = () => openPage(() => import("../src/widgets/order/main"));

function sums(): Record<string, string> {
  return Object.fromEntries(
    [...document.querySelectorAll(".sums div")].map((row) => {
      const [name, note, value] = [...row.children].map((cell) => cell.textContent ?? "");
      return [name ?? "", [value, note].filter(Boolean).join(" of ")];
    }),
  );
}

test("shows what an order earned, used and saved with one request", async () => {
  const requests = shop(() => order());
  await open();
  await handshake();

  await screen.findByText("Earned");
  expect(sums()).toEqual({ Earned: "+116", Used: "−200", Discount: "€6.90" });
  expect(screen.getByText("Silver: 1.25 times the points")).toBeTruthy();
  expect(
    [...document.querySelectorAll(".benefits li")].map((item) => item.textContent),
  ).toEqual(["Silver free shipping€4.90", "200 points less than its full worth€2.00"]);
  expect(requests.map((request) => [request.operation, request.variables["orderId"]])).toEqual([
    ["LoyaltyOrderWidget", "T3JkZXI6MQ=="],
  ]);
});

test("a movement opens to the steps that led to it, and to when its points can be used", async () => {
  const activatesAt = "2999-01-31T12:00:00Z";
  shop(() => order({ entries: [{ ...EARNED, activatesAt }] }));
  await open();
  await handshake();
  await userEvent.click(await screen.findByText("Earned by order 1042"));

  expect(document.querySelector("details")?.open).toBe(true);
  expect(screen.getByText("116 points for 58.00 EUR: 2 points for each 1 EUR.")).toBeTruthy();
  expect(screen.getByText("Can be used from Jan 31, 2999 on.")).toBeTruthy();
});

test("after a refund it says what came back", async () => {
  const back = [
    { ...EARNED, id: "e3", points: 50, reasonCode: "POINTS_RETURNED" },
    { ...EARNED, id: "e4", points: -30, reasonCode: "ORDER_CLAWBACK" },
  ];
  shop(() =>
    order({ pointsEarned: 86, pointsSpent: 150, entries: [...BOOKS.entries, ...back] }),
  );
  await open();
  await handshake();

  await screen.findByText("Earned");
  expect(sums()).toEqual({
    Earned: "+86 of 116, 30 taken back",
    Used: "−150 of 200, 50 given back",
    Discount: "€6.90",
  });
});

test.each([
  ["waiting", { pointsWaiting: 40 }, { user: null }, /^40 points wait for the guest/],
  ["guest", {}, { user: null }, /^A guest's order/],
  ["no member", { notEarned: { message: "The customer has left." } }, {}, /^The customer has left/],
  ["open", {}, { isPaid: false }, /^Nothing yet/],
  ["paid", {}, {}, /^Nothing so far/],
  ["cancelled", {}, { status: "CANCELED" }, /^The order was cancelled/],
])("says why there are no points: %s", async (_name, books, values, sentence) => {
  shop(() => order({ ...NOTHING, ...books }, values));
  await open();
  await handshake();

  await screen.findByText(sentence);
  expect(sums()).toEqual({ Earned: "0" });
});

test("an order that may not be seen is no error", async () => {
  shop(() => ({ data: { order: null } }));
  await open();
  await handshake();

  await screen.findByText("This order isn't there, or you may not see it.");
});

test.each([
  ["offline" as const, "The shop can't be reached. Check your connection."],
  [refusal("PermissionDenied"), "You need the right to manage orders to see this."],
  [refusal("ExpiredSignatureError"), "Your session has ended. Reload the dashboard."],
  [refusal("ValueError"), "Something went wrong in the shop."],
])("says what went wrong: %s", async (reply, sentence) => {
  shop(() => reply);
  await open();
  await handshake();

  await screen.findByText(sentence);
});

test("speaks German, and can be used without eyes: axe finds nothing", async () => {
  shop(() => order());
  await open();
  await send("localeChanged", { locale: "de" });
  await handshake();
  await screen.findByText("Gesammelt");
  expect(sums()["Rabatt"]).toMatch(/^6,90\s€$/);

  // Colours are drawn by browsers alone.
  const found = await axe.run(document.body, { rules: { "color-contrast": { enabled: false } } });
  expect(found.violations.map((violation) => violation.id)).toEqual([]);
});

test("says what a refund would do before anybody refunds, in the shop's words where it can't", async () => {
  const requests = shop(({ operation, variables }) => {
    if (operation !== "OrderRefundPreview") return order();
    const [line] = variables["lines"] as { quantity: number }[];
    return line?.quantity === 1
      ? { data: { order: { loyalty: { refundPreview: REFUND } } } }
      : { errors: [{ message: "Only 1 piece is left." }] };
  });
  await open();
  await handshake();
  await userEvent.click(await screen.findByText("What a refund would do"));
  expect(requests).toHaveLength(1);

  const field = screen.getByLabelText("Kettle, 1 l, pieces of 2");
  await userEvent.type(field, "1");
  await screen.findByText("€29.00");
  expect(document.querySelector(".refund .sums")?.textContent).toBe(
    "Paid back€29.00Points taken back−59Points given back+100Balance20 → 0",
  );
  expect(screen.getByText("The customer would owe 5 points.")).toBeTruthy();
  expect(requests.at(-1)?.variables["lines"]).toEqual([{ orderLineId: "line", quantity: 1 }]);

  await userEvent.clear(field);
  await userEvent.type(field, "7");
  await screen.findByText("Only 1 piece is left.");
  expect(requests.at(-1)?.variables["lines"]).toEqual([{ orderLineId: "line", quantity: 2 }]);
  expect(document.querySelector(".refund .sums")).toBeNull();
});

test("an order that moved no points has no refund to look at", async () => {
  shop(() => order(NOTHING));
  await open();
  await handshake();
  await screen.findByText(/Nothing so far/);
  expect(screen.queryByText("What a refund would do")).toBeNull();
});
