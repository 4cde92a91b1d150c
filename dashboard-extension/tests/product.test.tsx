import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { expect, test } from "vitest";

import { dashboard, handshake, refusal, send, shop, type Reply, type Request } from "./dashboard";
import { open as openPage, preparePages } from "./page";

const LOYALTY = { id: "p1", name: "Loyalty" };
const OWN = {
  match: "PRODUCT",
  isOverride: true,
  program: LOYALTY,
  rule: {
    id: "r1",
    name: "Lamp",
    rank: 3,
    isActive: true,
    channelIds: [],
    fixedPoints: 30,
    percentage: null,
    multiplier: null,
    startsAt: null,
    endsAt: null,
  },
};
const ALL = {
  ...OWN,
  match: "EVERYTHING",
  isOverride: false,
  rule: {
    ...OWN.rule,
    id: "r2",
    name: "Summer",
    fixedPoints: null,
    multiplier: 2,
    channelIds: ["c1"],
    endsAt: new Date(2000, 0, 1).toISOString(),
  },
};
const PLACE = {
  channelId: "c1",
  channelSlug: "eu",
  channelName: "Europe",
  program: LOYALTY,
  pointsFrom: 49,
  pointsTo: 1990,
  explanation: [
    { code: "RATE", message: "49 points for 49.00 EUR: 1 point for each 1 EUR.", rule: null },
  ],
};

function product(values: object = {}): Reply {
  const found = {
    id: "UHJvZHVjdDox",
    name: "Lamp",
    loyaltyInChannels: [PLACE],
    loyaltyRules: [],
    ...values,
  };
  return { data: { product: found } };
}

function saved(operation: string): Reply {
  const name = operation.charAt(0).toLowerCase() + operation.slice(1);
  return {
    data: { [name]: { earningRule: { id: "r1", name: "Lamp" }, program: LOYALTY, errors: [] } },
  };
}

/** The product as it is, and every change is accepted. */
function accepting(values: object = {}) {
  return ({ operation }: Request) =>
    operation === "LoyaltyProductWidget" ? product(values) : saved(operation);
}

preparePages();

const open = () => openPage(() => import("../src/widgets/product/main"));
const changes = (requests: Request[]) =>
  requests
    .filter(({ operation }) => operation !== "LoyaltyProductWidget")
    .map(({ operation, variables }) => [operation, variables]);

test("says what a product earns in each channel, and why, with one request", async () => {
  const nothing = {
    ...PLACE,
    channelId: "c2",
    channelName: "Japan",
    program: null,
    pointsFrom: 0,
    pointsTo: 0,
    explanation: [{ code: "NO_PRICE", message: "No variant has a price.", rule: null }],
  };
  const requests = shop(() => product({ loyaltyInChannels: [PLACE, nothing], loyaltyRules: [ALL] }));
  await open();
  await handshake();

  await screen.findByText("49 to 1,990 points");
  expect([...document.querySelectorAll(".places li")].map((item) => item.textContent)).toEqual([
    "Europe49 to 1,990 points49 points for 49.00 EUR: 1 point for each 1 EUR.",
    "Japan0 pointsNo variant has a price.",
  ]);
  await userEvent.click(screen.getByText("Rules about it"));
  expect(document.querySelector(".about-it li")?.textContent).toBe(
    "Summer: 2 times the usual pointsall goods · over · until Dec 31, 1999 · in 1 channel",
  );
  expect(requests.map(({ operation, variables }) => [operation, variables["id"]])).toEqual([
    ["LoyaltyProductWidget", "UHJvZHVjdDox"],
  ]);
});

test("points for one product are set, and taken back again", async () => {
  const requests = shop(accepting());
  await open();
  await handshake();

  await userEvent.click(await screen.findByRole("button", { name: "Set points for this product" }));
  await userEvent.selectOptions(screen.getByLabelText("What it gives"), "Percentage of the price, in points");
  await userEvent.type(screen.getByLabelText("How much"), "2.5");
  await userEvent.click(screen.getByRole("button", { name: "Save" }));
  await screen.findByText("2.5 % of the price in points: saved.");
  expect(changes(requests)).toEqual([
    [
      "LoyaltyEarningRuleCreate",
      {
        input: { percentage: 2.5, endsAt: null, name: "Lamp", productIds: ["UHJvZHVjdDox"] },
        programId: "p1",
      },
    ],
  ]);
  await userEvent.click(screen.getByRole("button", { name: "Undo" }));
  await waitFor(() => expect(changes(requests)).toHaveLength(2));
  expect(changes(requests)[1]).toEqual(["LoyaltyEarningRuleDelete", { id: "r1" }]);
});

test("what is refused stays in the form, in the shop's words", async () => {
  shop(({ operation }) =>
    operation === "LoyaltyProductWidget"
      ? product()
      : {
          data: {
            loyaltyEarningRuleCreate: {
              earningRule: null,
              program: null,
              errors: [{ field: "fixedPoints", message: "Give 0 to 1000000.", code: "INVALID" }],
            },
          },
        },
  );
  await open();
  await handshake();
  await userEvent.click(await screen.findByRole("button", { name: "Set points for this product" }));
  await userEvent.type(screen.getByLabelText("How much"), "2000000");
  await userEvent.click(screen.getByRole("button", { name: "Save" }));

  await screen.findByText("Give 0 to 1000000.");
  expect(screen.getByLabelText<HTMLInputElement>("How much").value).toBe("2000000");
});

test("the product's own rule is changed to nothing, and that is undone", async () => {
  const requests = shop(accepting({ loyaltyRules: [OWN, ALL] }));
  await open();
  await handshake();
  const own = await screen.findByRole("region", { name: "Only for this product" });
  within(own).getByText("30 points a piece");
  expect(within(own).queryByRole("button", { name: "Set points for this product" })).toBeNull();

  await userEvent.click(within(own).getByRole("button", { name: "Change" }));
  expect(screen.getByLabelText<HTMLInputElement>("How much").value).toBe("30");
  await userEvent.selectOptions(screen.getByLabelText("What it gives"), "No points");
  await userEvent.click(screen.getByRole("button", { name: "Save" }));
  await screen.findByText("no points: saved.");
  await userEvent.click(screen.getByRole("button", { name: "Undo" }));
  await waitFor(() => expect(changes(requests)).toHaveLength(2));
  expect(changes(requests)).toEqual([
    [
      "LoyaltyEarningRuleUpdate",
      { id: "r1", input: { fixedPoints: 0, endsAt: null } },
    ],
    [
      "LoyaltyEarningRuleUpdate",
      { id: "r1", input: { fixedPoints: 30, endsAt: null } },
    ],
  ]);
});

test("a rule that is off stays off when it is changed, unless somebody wants it on", async () => {
  const off = { ...OWN, rule: { ...OWN.rule, isActive: false } };
  const requests = shop(accepting({ loyaltyRules: [off] }));
  await open();
  await handshake();
  await screen.findByText("30 points a piece · off");
  await userEvent.click(screen.getByRole("button", { name: "Change" }));
  await userEvent.type(screen.getByLabelText("How much"), "0");
  await userEvent.click(screen.getByRole("button", { name: "Save" }));
  await screen.findByText("300 points a piece: saved. The rule is still off.");

  await userEvent.click(screen.getByRole("button", { name: "Change" }));
  await userEvent.click(screen.getByRole("checkbox", { name: "The rule is off: switch it on" }));
  await userEvent.click(screen.getByRole("button", { name: "Save" }));
  await screen.findByText("30 points a piece: saved.");
  await userEvent.click(screen.getByRole("button", { name: "Undo" }));
  await waitFor(() => expect(changes(requests)).toHaveLength(3));
  expect(changes(requests).map(([, variables]) => (variables as { input: object }).input)).toEqual([
    { fixedPoints: 300, endsAt: null },
    { fixedPoints: 30, endsAt: null, isActive: true },
    { fixedPoints: 30, endsAt: null, isActive: false },
  ]);
});

test("the product's own rule is deleted, and made anew by undo", async () => {
  const requests = shop(accepting({ loyaltyRules: [OWN] }));
  await open();
  await handshake();
  await userEvent.click(await screen.findByRole("button", { name: "Delete" }));
  await screen.findByText(/^Deleted. The product earns/);
  await userEvent.click(screen.getByRole("button", { name: "Undo" }));
  await waitFor(() => expect(changes(requests)).toHaveLength(2));
  const { id: _gone, ...input } = OWN.rule;
  expect(changes(requests)).toEqual([
    ["LoyaltyEarningRuleDelete", { id: "r1" }],
    [
      "LoyaltyEarningRuleCreate",
      { programId: "p1", input: { ...input, productIds: ["UHJvZHVjdDox"] } },
    ],
  ]);
});

test("a product in no channel, and one that isn't there", async () => {
  shop(() => product({ loyaltyInChannels: [] }));
  await open();
  await handshake();
  await screen.findByText(/^It is in no channel yet/);

  shop(() => ({ data: { product: null } }));
  await open();
  await handshake();
  await screen.findByText(/^This product isn't there/);
});

test("leads to all rules in the dashboard", async () => {
  const told = dashboard();
  shop(() => product());
  await open();
  await handshake();
  await userEvent.click(await screen.findByRole("button", { name: "All earning rules" }));
  expect(told.find(({ type }) => type === "redirect")?.payload["to"]).toBe(
    "/extensions/app/QXBwOjE%3D/rules",
  );
});

test.each([
  ["offline" as const, "The shop can't be reached. Check your connection."],
  [refusal("PermissionDenied"), "You need the right to manage discounts to see this."],
  [refusal("ExpiredSignatureError"), "Your session has ended. Reload the dashboard."],
  [refusal("ValueError"), "Something went wrong in the shop."],
])("says what went wrong: %s", async (reply, sentence) => {
  shop(() => reply);
  await open();
  await handshake();

  await screen.findByText(sentence);
});

test("speaks German, and can be used without eyes: axe finds nothing", async () => {
  shop(() => product({ loyaltyRules: [OWN, ALL] }));
  await open();
  await send("localeChanged", { locale: "de" });
  await handshake();
  await screen.findByText("49 bis 1.990 Punkte");
  await userEvent.click(screen.getByRole("button", { name: "Ändern" }));
  screen.getByLabelText("Was es gibt");

  // Colours are drawn by browsers alone.
  const found = await axe.run(document.body, { rules: { "color-contrast": { enabled: false } } });
  expect(found.violations.map((violation) => violation.id)).toEqual([]);
});
