import { cleanup, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { act } from "react";
import { afterEach, expect, test, vi } from "vitest";

import { handshake, refusal, send, shop, type Reply, type Request } from "./dashboard";
import { preparePages } from "./page";

preparePages();
afterEach(() => vi.restoreAllMocks());

const NO_PROBLEMS = { errors: [], program: { id: "p1" } };

function tier(values: object = {}) {
  return {
    id: "t1",
    name: "Silver",
    description: "",
    perks: [],
    threshold: 500,
    currency: "EUR",
    usualName: "Silver",
    usualDescription: "",
    usualThreshold: 500,
    isInForce: true,
    startsAt: null,
    endsAt: null,
    seasons: [],
    discountPercentage: 10,
    discountAmount: null,
    productIds: [],
    freeShipping: false,
    earningMultiplier: 1,
    arrivalPoints: 0,
    arrivalReward: null,
    customerTypeId: null,
    holdersCount: 0,
    translations: [],
    ...values,
  };
}

function named(id: string, name: string, threshold: number, values: object = {}) {
  return tier({ id, name, usualName: name, threshold, usualThreshold: threshold, ...values });
}

const BRONZE = named("t0", "Bronze", 0, { holdersCount: 1240 });
const GOLD = named("t2", "Gold", 1000, {
  translations: [{ languageCode: "DE", name: "Gold", description: "Ganz oben", perks: [] }],
});

function program(tiers: object[], values: object = {}) {
  return {
    id: "p1",
    name: "Loyalty",
    isDefault: true,
    tierBasis: "LIFETIME",
    tierCurrency: "",
    amountsCurrency: "EUR",
    tierDemotion: "IMMEDIATE",
    tierGraceDays: 30,
    tierMetadataKey: "",
    channels: [],
    tiers,
    ...values,
  };
}

interface World {
  programs: object[];
  mutation?: (request: Request) => Reply;
}

function answers({ programs, mutation }: World): (request: Request) => Reply {
  return (request) => {
    switch (request.operation) {
      case "LoyaltyTiersPage":
        return {
          data: {
            loyaltyPrograms: { edges: programs.map((node) => ({ cursor: "c", node })) },
            channels: [{ id: "c1", slug: "default", currencyCode: "EUR" }],
          },
        };
      case "LoyaltyCustomerTypes":
        // As Saleor 3.22 answers.
        return { errors: [{ message: 'Cannot query field "customerTypes" on type "Query".' }] };
      case "LoyaltyLanguages":
        return { data: { __type: { enumValues: [{ name: "DE" }, { name: "FR" }] } } };
      case "LoyaltyRewardCatalogue":
        return { data: { loyaltyRewards: { edges: [] } } };
      default:
        return mutation?.(request) ?? { data: {} };
    }
  };
}

/** Carries out everything. */
function willing({ operation, variables }: Request): Reply {
  const field = operation.charAt(0).toLowerCase() + operation.slice(1);
  const input = variables["input"] as { name?: string } | undefined;
  const id = (variables["id"] as string | undefined) ?? `new-${input?.name ?? ""}`;
  const payload = { ...NO_PROBLEMS, tier: { id }, tiers: [] };
  return { data: { [field]: payload } };
}

async function open(route = "/tiers"): Promise<void> {
  vi.resetModules();
  window.history.replaceState(null, "", `/plugins/saleor.loyalty/app${route}?id=QXBwOjE=`);
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

test("a shop without tiers begins with three of them, in one click, and takes them back", async () => {
  const user = userEvent.setup();
  const requests = shop(answers({ programs: [program([])], mutation: willing }));
  await open();
  await screen.findByText("No tiers yet");
  expect(await axeFindings()).toEqual([]);
  const [, silver] = screen.getAllByLabelText<HTMLInputElement>("Threshold");
  await user.clear(silver!);
  await user.type(silver!, "400");
  await user.tab();
  await user.click(screen.getByRole("button", { name: "Start with Bronze, Silver, Gold" }));
  await screen.findByText("The tiers are there. Members move within minutes.");

  const inputs = sent(requests, "LoyaltyTierCreate");
  expect(inputs.map(({ programId }) => programId)).toEqual(["p1", "p1", "p1"]);
  expect(inputs.map(({ input }) => input)).toMatchObject([
    { name: "Bronze", threshold: 0, discountPercentage: null },
    { name: "Silver", threshold: 400 },
    { name: "Gold", threshold: 1000 },
  ]);
  await user.click(screen.getByRole("button", { name: "Undo" }));
  await waitFor(() =>
    expect(sent(requests, "LoyaltyTierDelete")).toEqual([
      { id: "new-Bronze" },
      { id: "new-Silver" },
      { id: "new-Gold" },
    ]),
  );
});

test("where one of the three is refused, the others are not made twice", async () => {
  const user = userEvent.setup();
  let isRefused = true;
  const mutation = (request: Request): Reply => {
    const { name } = request.variables["input"] as { name: string };
    if (name !== "Silver" || !isRefused) return willing(request);
    const errors = [{ field: "threshold", message: "Too high.", code: "INVALID" }];
    return { data: { loyaltyTierCreate: { tier: null, program: null, errors } } };
  };
  const requests = shop(answers({ programs: [program([])], mutation }));
  await open();
  const start = await screen.findByRole("button", { name: /^Start with/ });
  await user.click(start);
  await screen.findByText("Too high.");
  isRefused = false;
  await user.click(start);
  await screen.findByText("The tiers are there. Members move within minutes.");
  const names = sent(requests, "LoyaltyTierCreate").map(
    ({ input }) => (input as { name: string }).name,
  );
  expect(names).toEqual(["Bronze", "Silver", "Silver", "Gold"]);
});

test("tiers stand by threshold, with members, benefits and what is odd about them", async () => {
  const equal = named("t3", "Club", 500, { isInForce: false, discountPercentage: null });
  const requests = shop(
    answers({ programs: [program([GOLD, BRONZE, tier(), equal])], mutation: willing }),
  );
  await open();
  const list = await screen.findByRole("list", { name: "Tiers" });
  const rows = within(list).getAllByRole("listitem");
  expect(rows.map((row) => row.querySelector("strong")?.textContent)).toEqual([
    "Bronze",
    "Silver",
    "Club",
    "Gold",
  ]);
  expect(rows[0]?.textContent).toContain("1,240 members");
  expect(rows[1]?.textContent).toContain("from €500.00");
  expect(rows[1]?.textContent).toContain("10 % off everything");
  expect(rows[2]?.textContent).toContain("Not there at the moment");
  expect(screen.getByRole("img").getAttribute("aria-label")).toBe(
    "Bronze from €0.00, Silver from €500.00, Club from €500.00, Gold from €1,000.00",
  );
  screen.getByText(/Silver and Club have the same threshold: Club counts as the higher one/);
  // Beside what the navigation asks.
  const asked = requests.filter(({ operation }) => !operation.includes("Claim"));
  expect(asked.map(({ operation }) => operation)).toEqual(["LoyaltyTiersPage"]);
  expect(await axeFindings()).toEqual([]);

  await userEvent.click(screen.getByRole("button", { name: "Make Silver the higher one" }));
  await screen.findByText("The order is saved.");
  expect(sent(requests, "LoyaltyTierReorder")).toEqual([{ ids: ["t2", "t0", "t3", "t1"] }]);
});

test("a tier is changed, with its texts in other languages, and changed back", async () => {
  const user = userEvent.setup();
  const requests = shop(answers({ programs: [program([BRONZE, GOLD])], mutation: willing }));
  await open();
  await user.click(await screen.findByRole("button", { name: "Edit Gold" }));
  const preview = screen.getByRole("region", { name: "As shoppers will see it" });
  await user.click(screen.getByLabelText("Free shipping"));
  const [perks] = screen.getAllByLabelText("What else there is");
  await user.type(perks!, "A hotline");
  expect(within(preview).getAllByRole("listitem").map((line) => line.textContent)).toEqual([
    "10 % off everything",
    "Free shipping",
    "A hotline",
  ]);
  await user.selectOptions(screen.getByLabelText("Discount"), "AMOUNT");
  await user.click(screen.getByRole("button", { name: "Save" }));
  expect(await screen.findByText("This is needed.")).toBeTruthy();
  expect(document.activeElement).toBe(screen.getByLabelText("Amount"));
  await user.type(screen.getByLabelText("Amount"), "7.5");
  await user.click(screen.getByText("German"));
  const german = screen.getByRole("group", { name: "German" });
  const about = within(german).getByLabelText("Description");
  await user.clear(about);
  await user.type(about, "Oben");
  expect(await axeFindings()).toEqual([]);
  await user.click(screen.getByRole("button", { name: "Save" }));
  await screen.findByText("Saved.");

  const [update] = sent(requests, "LoyaltyTierUpdate");
  expect(update).toMatchObject({
    id: "t2",
    input: { name: "Gold", freeShipping: true, discountAmount: 7.5, perks: ["A hotline"] },
  });
  // Giving one of the two takes the other away.
  expect(update?.["input"]).not.toHaveProperty("discountPercentage");
  // Only what changed: an own name that is the same is no translation.
  expect(sent(requests, "LoyaltyTierTranslate")).toEqual([
    { id: "t2", languageCode: "DE", input: { description: "Oben" } },
  ]);
  await user.click(screen.getByRole("button", { name: "Undo" }));
  await waitFor(() => expect(sent(requests, "LoyaltyTierUpdate")).toHaveLength(2));
  expect(sent(requests, "LoyaltyTierUpdate")[1]).toMatchObject({
    input: { freeShipping: false, discountPercentage: 10, perks: [] },
  });
  await waitFor(() =>
    expect(sent(requests, "LoyaltyTierTranslate")[1]).toMatchObject({
      input: { description: "Ganz oben" },
    }),
  );
});

test("what the API refuses stands at its field", async () => {
  const user = userEvent.setup();
  const errors = [
    { field: "name", message: "Another tier has this name.", code: "INVALID" },
    { field: "seasons.threshold", message: "Too high for a season.", code: "INVALID" },
    { field: null, message: "Not now.", code: "INVALID" },
  ];
  const mutation = (): Reply => ({
    data: { loyaltyTierCreate: { tier: null, program: null, errors } },
  });
  shop(answers({ programs: [program([BRONZE])], mutation }));
  await open();
  await user.click(await screen.findByRole("button", { name: "Add a tier" }));
  await user.type(screen.getByLabelText("Name"), "Bronze");
  await user.type(screen.getByLabelText("Threshold"), "100");
  await user.click(screen.getByRole("button", { name: "Save" }));
  const problem = await screen.findByText("Another tier has this name.");
  const name = screen.getByLabelText("Name");
  expect(name.getAttribute("aria-describedby")).toBe(problem.id);
  expect(document.activeElement).toBe(name);
  screen.getByText("Too high for a season.");
  screen.getByText("Not now.");
});

test("a tier with members asks before it is deleted, and comes back with all that it was", async () => {
  const user = userEvent.setup();
  const full = { ...GOLD, holdersCount: 3, perks: ["A hotline"] };
  const requests = shop(answers({ programs: [program([BRONZE, full])], mutation: willing }));
  await open();
  await user.click(await screen.findByRole("button", { name: "Delete Gold" }));
  screen.getByText("3 members have it and move to another tier within minutes.");
  expect(sent(requests, "LoyaltyTierDelete")).toEqual([]);
  await user.click(screen.getByRole("button", { name: "Delete" }));
  await screen.findByText("Gold is deleted.");
  expect(sent(requests, "LoyaltyTierDelete")).toEqual([{ id: "t2" }]);
  await user.click(screen.getByRole("button", { name: "Undo" }));
  await waitFor(() =>
    expect(sent(requests, "LoyaltyTierTranslate")).toEqual([
      { id: "new-Gold", languageCode: "DE", input: { description: "Ganz oben" } },
    ]),
  );
  expect(sent(requests, "LoyaltyTierCreate")[0]).toMatchObject({
    input: { name: "Gold", threshold: 1000, discountPercentage: 10, perks: ["A hotline"] },
  });
});

test("what counts is said in sentences, saved and taken back", async () => {
  const user = userEvent.setup();
  const requests = shop(answers({ programs: [program([BRONZE])], mutation: willing }));
  await open();
  await user.selectOptions(await screen.findByLabelText("When a tier is lost"), "GRACE");
  await user.clear(screen.getByLabelText("Days"));
  await user.type(screen.getByLabelText("Days"), "14");
  await user.click(screen.getByRole("button", { name: "Save settings" }));
  await screen.findByText(/The settings are saved/);
  const saved = { tierBasis: "LIFETIME", tierCurrency: "", tierMetadataKey: "" };
  expect(sent(requests, "LoyaltyProgramUpdate")).toEqual([
    { id: "p1", input: { ...saved, tierDemotion: "GRACE", tierGraceDays: 14 } },
  ]);
  await user.click(screen.getByRole("button", { name: "Undo" }));
  await waitFor(() =>
    expect(sent(requests, "LoyaltyProgramUpdate")[1]).toMatchObject({
      input: { tierDemotion: "IMMEDIATE" },
    }),
  );
});

test("speaks German, chooses among programs, and says who may not see it", async () => {
  const points = program([named("x", "Stern", 100, { currency: null })], {
    id: "p2",
    name: "Club",
    isDefault: false,
    tierBasis: "POINTS",
  });
  let reply = answers({ programs: [program([BRONZE]), points] });
  shop((request) => reply(request));
  await open();
  await send("localeChanged", { locale: "de" });
  await userEvent.selectOptions(await screen.findByLabelText("Programm"), "Club");
  screen.getByText("ab 100 Punkte");
  screen.getByText("Wer weniger als 100 Punkte hat, ist in keiner Stufe.");
  expect(screen.queryByLabelText("Währung")).toBeNull();
  cleanup();
  reply = () => refusal("PermissionDenied");
  await open();
  // The page remembers the language.
  await screen.findByText("Dafür ist das Recht nötig, Rabatte zu verwalten.");
  localStorage.clear();
});
