import { act, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { expect, test, vi } from "vitest";

import { handshake, refusal, send, shop, type Reply, type Request } from "./dashboard";
import { preparePages } from "./page";

const ROUTE = "/plugins/saleor.loyalty/app/rules?id=QXBwOjE=";
const NOTHING = {
  productIds: [],
  variantIds: [],
  categoryIds: [],
  collectionIds: [],
  productTypeIds: [],
  channelIds: [],
};

function rule(id: string, name: string, values: object = {}) {
  return {
    id,
    name,
    rank: 0,
    isActive: true,
    ...NOTHING,
    orderValueFrom: 0,
    fixedPoints: null,
    percentage: null,
    multiplier: 2,
    startsAt: null,
    endsAt: null,
    ...values,
  };
}

const LAMP = rule("r1", "Lamp week", {
  productIds: ["g1", "g2", "g3", "g4"],
  channelIds: ["c1"],
  fixedPoints: 3,
  multiplier: null,
  orderValueFrom: 20,
  endsAt: new Date(2127, 0, 1).toISOString(),
});
const SUMMER = rule("r2", "Summer", { categoryIds: ["k1"], isActive: false });
const REST = rule("r3", "Rest", { multiplier: 0 });

function bonus(id: string, name: string, values: object = {}) {
  return {
    id,
    name,
    description: "",
    trigger: "EVENT",
    points: 30,
    isActive: true,
    eventType: "survey",
    limit: 2,
    limitPeriod: "MONTH",
    orderCount: null,
    amountSpent: null,
    currency: null,
    frequency: null,
    startsAt: null,
    endsAt: null,
    lastRun: null,
    ...values,
  };
}

const SURVEY = bonus("b1", "Survey");
const BIRTHDAY = bonus("b2", "Birthday", {
  trigger: "BIRTHDAY",
  eventType: null,
  limit: null,
  limitPeriod: null,
  lastRun: { dueAt: "2020-05-01T12:00:00Z", accountsCount: 1200 },
});

interface World {
  rules?: object[];
  bonuses?: object[];
  program?: object;
  reply?: (request: Request) => Reply | undefined;
}

const named = (name: string, items: [string, string][]) => ({
  data: { [name]: { edges: items.map(([id, item]) => ({ node: { id, name: item } })) } },
});

function answers({ rules = [LAMP, SUMMER, REST], bonuses = [SURVEY], ...world }: World) {
  return (request: Request): Reply => {
    const own = world.reply?.(request);
    if (own) return own;
    const { operation, variables } = request;
    const { input, ids } = variables as { input?: object; ids?: string[] };
    switch (operation) {
      case "LoyaltyRulesPage": {
        const program = {
          id: "p1",
          name: "Loyalty",
          isDefault: true,
          isActive: true,
          earningActive: true,
          earningRules: rules,
          bonuses,
          ...world.program,
        };
        return { data: { loyaltyPrograms: { edges: [{ node: program }] } } };
      }
      case "CatalogueProducts":
        return named("products", [
          ["g1", "Lamp"],
          ["g2", "Shade"],
          ["g3", "Bulb"],
        ]);
      case "CatalogueCategories":
        return named("categories", [["k1", "Garden"]]);
      case "CatalogueChannels":
        return {
          data: {
            channels: [
              { id: "c1", name: "Europe", slug: "eu", currencyCode: "EUR", isActive: true },
            ],
          },
        };
      case "LoyaltyEarningRuleCreate":
        return saved(operation, { earningRule: rule("new", "New", input) });
      case "LoyaltyEarningRuleUpdate":
        return saved(operation, { earningRule: { ...LAMP, ...input } });
      case "LoyaltyEarningRuleDelete":
        return saved(operation, { earningRule: { id: "r1", name: "Lamp week" } });
      case "LoyaltyEarningRuleReorder":
        return saved(operation, { earningRules: ids?.map((id, rank) => ({ id, rank })) });
      case "LoyaltyBonusCreate":
        return saved(operation, { bonus: bonus("new", "New", input) });
      case "LoyaltyBonusDelete":
        return saved(operation, { bonus: { id: "b1", name: "Survey" } });
      default:
        return { data: {} };
    }
  };
}

function saved(operation: string, values: object): Reply {
  const name = operation.charAt(0).toLowerCase() + operation.slice(1);
  return { data: { [name]: { program: { id: "p1" }, errors: [], ...values } } };
}

preparePages();

async function open(locale = "en"): Promise<void> {
  vi.resetModules();
  window.history.replaceState(null, "", ROUTE);
  document.body.innerHTML = '<div id="root"></div>';
  await act(async () => {
    await import("../src/app/main");
  });
  if (locale !== "en") await send("localeChanged", { locale });
  await handshake();
}

function asked(requests: Request[], ...operations: string[]): [string, object][] {
  return requests
    .filter(({ operation }) => operations.includes(operation))
    .map(({ operation, variables }) => [operation, variables]);
}

const says = (within_ = document.body) =>
  [...within_.querySelectorAll(".says")].map((row) =>
    [...row.children].map((part) => part.textContent).join(": "),
  );

async function findings(): Promise<string[]> {
  // Colours are drawn by browsers alone.
  const found = await axe.run(document.body, { rules: { "color-contrast": { enabled: false } } });
  return found.violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}`));
}

test("says in words what each rule and bonus gives", async () => {
  const requests = shop(answers({ bonuses: [SURVEY, BIRTHDAY] }));
  await open();
  await screen.findByText(/Lamp, Shade/);

  await waitFor(() =>
    expect(says()).toEqual([
      "Lamp week: 3 points a piece for Lamp, Shade, Bulb, and 1 more, in Europe, in orders from" +
        " 20.00, until Dec 31, 2126",
      "SummerOff: 2 times the usual points for the category Garden",
      "Rest: no points for all goods",
      "Survey: 30 points for each “survey”, at most 2 a month",
      "Birthday: 30 points for the birthday · last given May 1, 2020, to 1,200 accounts",
    ]),
  );
  // Each kind of names once, and nothing twice; the menu asks for numbers of its own.
  const operations = requests.map(({ operation }) => operation).sort();
  expect(operations.filter((name) => /^Catalogue|RulesPage/.test(name))).toEqual([
    "CatalogueCategories",
    "CatalogueChannels",
    "CatalogueProducts",
    "LoyaltyRulesPage",
  ]);
  expect(await findings()).toEqual([]);
});

test("a new rule is told in words before it is saved, and shows at once", async () => {
  const requests = shop(answers({ rules: [{ ...REST, rank: 4 }] }));
  await open();
  await userEvent.click(await screen.findByRole("button", { name: "Add rule" }));
  const form = screen.getByRole("form", { name: "New rule" });
  await userEvent.type(within(form).getByLabelText("Name"), "Garden days");
  await userEvent.click(within(form).getByRole("button", { name: "Categories" }));
  await userEvent.click(within(form).getByRole("combobox", { name: "Categories" }));
  await userEvent.click(await screen.findByRole("option", { name: "Garden" }));
  await userEvent.keyboard("{Escape}");
  await within(form).findByText("2 times the usual points for the category Garden");
  expect(await findings()).toEqual([]);
  await userEvent.click(within(form).getByRole("button", { name: "Save" }));

  await screen.findByText(/^“Garden days” was saved/);
  expect(asked(requests, "LoyaltyEarningRuleCreate")).toEqual([
    [
      "LoyaltyEarningRuleCreate",
      {
        programId: "p1",
        input: {
          ...NOTHING,
          name: "Garden days",
          isActive: true,
          categoryIds: ["k1"],
          orderValueFrom: 0,
          startsAt: null,
          endsAt: null,
          multiplier: 2,
          rank: 4,
        },
      },
    ],
  ]);
});

test("what is refused is said beside its field, in the shop's words", async () => {
  shop(
    answers({
      reply: ({ operation }) =>
        operation === "LoyaltyEarningRuleUpdate"
          ? saved(operation, {
              earningRule: null,
              errors: [
                { field: "name", message: "Give a name.", code: "INVALID" },
                { field: null, message: "Too many rules.", code: "INVALID" },
              ],
            })
          : undefined,
    }),
  );
  await open();
  await userEvent.click(await screen.findByRole("button", { name: "Edit Lamp week" }));
  const form = screen.getByRole("form", { name: "Edit Lamp week" });
  const amount = within(form).getByLabelText<HTMLInputElement>("How much");
  await userEvent.clear(amount);
  await userEvent.click(within(form).getByRole("button", { name: "Save" }));
  await within(form).findByText("This is needed.");
  await userEvent.type(amount, "5");
  await userEvent.tab();
  await userEvent.click(within(form).getByRole("button", { name: "Save" }));

  await within(form).findByText("Too many rules.");
  const name = within(form).getByLabelText("Name");
  expect(name.getAttribute("aria-invalid")).toBe("true");
  const about = document.getElementById(name.getAttribute("aria-describedby") ?? "");
  expect(about?.textContent).toBe("Give a name.");
});

test("what was changed becomes what it was by undo", async () => {
  const requests = shop(answers({}));
  await open();
  await userEvent.click(await screen.findByRole("button", { name: "Edit Lamp week" }));
  const form = screen.getByRole("form", { name: "Edit Lamp week" });
  await userEvent.selectOptions(within(form).getByLabelText("What it gives"), "No points");
  await userEvent.click(within(form).getByRole("button", { name: "Save" }));
  await userEvent.click(await screen.findByRole("button", { name: "Undo" }));
  await waitFor(() => expect(asked(requests, "LoyaltyEarningRuleUpdate")).toHaveLength(2));
  const { id: _id, rank: _rank, ...input } = LAMP;
  const [changed, back] = asked(requests, "LoyaltyEarningRuleUpdate");
  expect(changed?.[1]).toMatchObject({ id: "r1", input: { fixedPoints: 0 } });
  expect(back?.[1]).toEqual({ id: "r1", input });
});

test("a deleted rule is made anew by undo, where it stood", async () => {
  const requests = shop(answers({}));
  await open();
  await userEvent.click(await screen.findByRole("button", { name: "Delete Lamp week" }));
  await screen.findByText(/^“Lamp week” was deleted/);
  await userEvent.click(screen.getByRole("button", { name: "Undo" }));
  await waitFor(() => expect(asked(requests, "LoyaltyEarningRuleReorder")).toHaveLength(1));
  const { id: _gone, ...input } = LAMP;
  const changes = ["Create", "Delete", "Reorder"].map((name) => `LoyaltyEarningRule${name}`);
  expect(asked(requests, ...changes)).toEqual([
    ["LoyaltyEarningRuleDelete", { id: "r1" }],
    ["LoyaltyEarningRuleCreate", { programId: "p1", input }],
    ["LoyaltyEarningRuleReorder", { ids: ["new", "r2", "r3"] }],
  ]);
});

test("rules are put into another order by keyboard, and back", async () => {
  const requests = shop(answers({}));
  await open();
  await screen.findByText("Lamp week");
  const handle = screen.getAllByRole("row")[0] as HTMLElement;
  within(handle).getByRole("button", { name: /^Drag Lamp week/ }).focus();
  await userEvent.keyboard("{Enter}");
  await userEvent.keyboard("{ArrowDown}{ArrowDown}{Enter}");
  await screen.findByText("The order was saved.");
  const [first] = asked(requests, "LoyaltyEarningRuleReorder");
  const { ids } = first?.[1] as { ids: string[] };
  expect(ids).not.toEqual(["r1", "r2", "r3"]);
  expect([...ids].sort()).toEqual(["r1", "r2", "r3"]);

  await userEvent.click(screen.getByRole("button", { name: "Undo" }));
  await waitFor(() => expect(asked(requests, "LoyaltyEarningRuleReorder")).toHaveLength(2));
  expect(asked(requests, "LoyaltyEarningRuleReorder")[1]?.[1]).toEqual({
    ids: ["r1", "r2", "r3"],
  });
});

test("many rules are searched, and keep their order meanwhile", async () => {
  const rules = ["A", "B", "C", "D", "E", "F", "Zulu"].map((name, place) => rule(`x${place}`, name));
  shop(answers({ rules: [...rules, SUMMER], bonuses: [] }));
  await open();
  await userEvent.type(await screen.findByRole("searchbox", { name: "Search rules" }), "zul");
  expect(says()).toEqual(["Zulu: 2 times the usual points for all goods"]);
  expect(screen.queryByRole("button", { name: /^Drag/ })).toBeNull();
  await userEvent.selectOptions(screen.getByLabelText("When"), "Off");
  await screen.findByText("No rule is like that.");
});

test("a bonus asks for what belongs to it, and says it in words", async () => {
  const requests = shop(answers({ bonuses: [] }));
  await open();
  await screen.findByText("No bonuses yet");
  await userEvent.click(screen.getByRole("button", { name: "Add bonus" }));
  const form = screen.getByRole("form", { name: "New bonus" });
  await userEvent.selectOptions(within(form).getByLabelText("For what"), "An amount spent");
  expect(within(form).queryByLabelText("Type of event")).toBeNull();
  await userEvent.type(within(form).getByLabelText("Name"), "Thousand");
  await userEvent.type(within(form).getByLabelText("Points each time"), "500");
  await userEvent.type(within(form).getByLabelText("From an amount of"), "1000");
  await userEvent.tab();
  await within(form).findByText("500 points once €1,000.00 are spent");
  expect(await findings()).toEqual([]);
  await userEvent.click(within(form).getByRole("button", { name: "Save" }));
  await screen.findByText("“Thousand” was saved.");
  expect(asked(requests, "LoyaltyBonusCreate")).toEqual([
    [
      "LoyaltyBonusCreate",
      {
        programId: "p1",
        input: {
          name: "Thousand",
          description: "",
          points: 500,
          isActive: true,
          startsAt: null,
          endsAt: null,
          amountSpent: 1000,
          currency: "EUR",
          trigger: "AMOUNT_SPENT",
        },
      },
    ],
  ]);
});

test("deleting a bonus asks first, since it can't be undone", async () => {
  const requests = shop(answers({}));
  await open();
  await userEvent.click(await screen.findByRole("button", { name: "Delete Survey" }));
  const ask = screen.getByText(/^Delete “Survey”\?/).closest("li") as HTMLElement;
  await userEvent.click(within(ask).getByRole("button", { name: "Keep" }));
  expect(asked(requests, "LoyaltyBonusDelete")).toEqual([]);
  await userEvent.click(screen.getByRole("button", { name: "Delete Survey" }));
  await userEvent.click(screen.getByRole("button", { name: "Delete" }));
  await screen.findByText("“Survey” was deleted.");
  expect(asked(requests, "LoyaltyBonusDelete")).toEqual([["LoyaltyBonusDelete", { id: "b1" }]]);
});

test("without rules it says what to do first", async () => {
  shop(answers({ rules: [], bonuses: [], program: { earningActive: false } }));
  await open();
  await screen.findByText("No rules yet");
  screen.getByText(/Add a rule for goods, orders or times/);
  screen.getByText(/^This program earns nothing at the moment/);
  expect(await findings()).toEqual([]);
});

test.each([
  ["offline" as const, "The shop can't be reached. Check your connection."],
  [refusal("PermissionDenied"), "You need the right to manage discounts to see this."],
])("says what went wrong: %s", async (reply, sentence) => {
  shop(() => reply);
  await open();
  await screen.findByText(sentence);
});

test("speaks German", async () => {
  shop(answers({}));
  await open("de");
  await screen.findByText(/Lamp, Shade/);
  expect(says()[0]).toBe(
    "Lamp week: 3 Punkte je Stück für Lamp, Shade, Bulb und 1 weitere, in Europe, in Bestellungen" +
      " ab 20,00, bis 31.12.2126",
  );
});
