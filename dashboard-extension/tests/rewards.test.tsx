import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { expect, test, vi } from "vitest";

import { handshake, refusal, send, shop, type Reply, type Request } from "./dashboard";
import { open as load, preparePages } from "./page";

preparePages();

const BASE = "/plugins/saleor.loyalty/app";
const SEARCH = "?id=QXBwOjE=&saleorApiUrl=http://localhost:8000/graphql/";
const CHANNELS = [
  { id: "c1", name: "Europe", slug: "default-channel", currencyCode: "EUR", isActive: true },
  { id: "c2", name: "Japan", slug: "japan", currencyCode: "JPY", isActive: true },
];
const PROGRAM = {
  id: "p1",
  name: "Loyalty",
  rewardPriceFactor: 14,
  pointsName: { singular: "leaf", plural: "leaves" },
  coveredChannels: CHANNELS.map(({ slug }) => ({ channelSlug: slug })),
  tiers: [{ id: "t1", name: "Silver" }],
  badges: [],
};

function reward(values: object = {}) {
  return {
    id: "r1",
    program: { id: "p1" },
    kind: "MERCHANDISE",
    name: "Mug",
    description: "",
    image: null,
    rank: 0,
    isActive: true,
    points: 1200,
    proposedPoints: null,
    fixedPoints: 1200,
    variant: null,
    moneyAmount: null,
    percentage: null,
    amount: null,
    firstTimeOnly: false,
    stock: 50,
    remaining: 48,
    claimsCount: 2,
    perCustomerLimit: 1,
    tiers: [{ id: "t1", name: "Silver" }],
    badges: [],
    claimDays: null,
    startsAt: null,
    endsAt: null,
    archivedAt: null,
    createdAt: "2026-01-01T12:00:00Z",
    updatedAt: "2026-01-01T12:00:00Z",
    limits: [{ code: "INSUFFICIENT_POINTS", at: null }],
    translations: [{ languageCode: "DE", name: "Becher", description: "" }],
    ...values,
  };
}

const COST = {
  points: 349,
  proposedPoints: 349,
  price: { amount: 24.9, currency: "EUR" },
  worth: { amount: 3.49, currency: "EUR" },
  pointsAtCheckout: 2490,
  message: "At the checkout, 349 points take off 3.49 EUR.",
};

interface World {
  rewards?: object[];
  hasNextPage?: boolean;
  cost?: object;
  one?: object | null;
  programs?: object[];
  answer?: (request: Request) => Reply | undefined;
}

function world({
  rewards = [reward()],
  hasNextPage = false,
  cost = COST,
  one,
  programs = [PROGRAM],
  answer,
}: World) {
  return shop((request) => {
    const said = answer?.(request);
    if (said) return said;
    switch (request.operation) {
      case "CatalogueChannels":
        return { data: { channels: CHANNELS } };
      case "LoyaltyRewardCatalogue":
        return {
          data: {
            loyaltyRewards: {
              totalCount: rewards.length,
              pageInfo: { hasNextPage, endCursor: "z" },
              edges: rewards.map((node) => ({ cursor: "c", node })),
            },
          },
        };
      case "LoyaltyRewardSettings":
        return { data: { loyaltyPrograms: { edges: programs.map((node) => ({ node })) } } };
      case "LoyaltyRewardCost":
        return { data: { loyaltyRewardCost: cost } };
      case "LoyaltyRewardDetails":
        return { data: { loyaltyReward: one === undefined ? reward() : one } };
      default: {
        const key = request.operation.charAt(0).toLowerCase() + request.operation.slice(1);
        return { data: { [key]: { reward: reward(), rewards: [reward()], errors: [] } } };
      }
    }
  });
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

test("a row says what a reward costs, how many are left, and what keeps customers from it", async () => {
  const rewards = [reward(), reward({ id: "r2", name: "Tour", points: null, limits: [{ code: "NO_PRICE", at: null }] })];
  const requests = world({ rewards });
  await open("/rewards");
  const row = await screen.findByRole("row", { name: /Mug/ });
  expect(within(row).getByText("1,200")).toBeTruthy();
  expect(within(row).getByText("48 of 50")).toBeTruthy();
  expect(within(row).getByText("Silver · 1 per customer")).toBeTruthy();
  expect(within(row).getByRole("link", { name: "2 claims of Mug" })).toBeTruthy();
  // That the one who looks has too few points is no news of the reward.
  expect(row.querySelector(".warning")).toBeNull();
  expect(within(screen.getByRole("row", { name: /Tour/ })).getByText("Nothing says what it costs"));
  expect(asked(requests, "LoyaltyRewardCatalogue")[0]).toMatchObject({ channel: "default-channel" });
  expect(await violations()).toEqual([]);
});

test("search, kind and the archive narrow the list; another channel shows its own", async () => {
  const user = userEvent.setup();
  const requests = world({});
  await open("/rewards");
  await user.type(await screen.findByRole("searchbox"), "tea");
  await user.selectOptions(screen.getByLabelText("Kind"), "GIFT_CARD");
  await user.selectOptions(screen.getByLabelText("Which rewards"), "archived");
  await waitFor(() =>
    expect(asked(requests, "LoyaltyRewardCatalogue").at(-1)).toMatchObject({
      filter: { search: "tea", kinds: ["GIFT_CARD"], isArchived: true },
    }),
  );
  expect(screen.getByRole("button", { name: "Put back: Mug" })).toBeTruthy();
  await user.selectOptions(screen.getByLabelText("Channel"), "japan");
  await waitFor(() =>
    expect(asked(requests, "LoyaltyRewardCatalogue").at(-1)).toMatchObject({ channel: "japan" }),
  );
});

test("another channel begins with its first page, wherever it was chosen", async () => {
  const user = userEvent.setup();
  const requests = world({ hasNextPage: true });
  await open("/rewards");
  const pageAsked = () => {
    const { channel, after } = asked(requests, "LoyaltyRewardCatalogue").at(-1) ?? {};
    return [channel, after];
  };
  await user.click(await screen.findByRole("button", { name: "Next" }));
  await waitFor(() => expect(pageAsked()).toEqual(["default-channel", "z"]));
  await user.selectOptions(screen.getByLabelText("Channel"), "japan");
  await waitFor(() => expect(pageAsked()).toEqual(["japan", null]));

  await user.click(await screen.findByRole("button", { name: "Next" }));
  await waitFor(() => expect(pageAsked()).toEqual(["japan", "z"]));
  await user.click(screen.getByRole("link", { name: "Mug" }));
  const back = await screen.findByRole("link", { name: "All rewards" });
  await user.selectOptions(screen.getByLabelText("Channel"), "default-channel");
  await user.click(back);
  await waitFor(() => expect(pageAsked()).toEqual(["default-channel", null]));
});

test("several are archived at once, and come back with Undo", async () => {
  const user = userEvent.setup();
  const rewards = [reward(), reward({ id: "r2", name: "Tour" })];
  const requests = world({ rewards });
  await open("/rewards");
  await user.click(await screen.findByRole("checkbox", { name: "Choose all on this page" }));
  await user.click(screen.getByRole("button", { name: "Archive" }));
  await screen.findByText(/^2 rewards archived/);
  expect(asked(requests, "LoyaltyRewardArchive")).toEqual([{ ids: ["r1", "r2"] }]);
  await user.click(screen.getByRole("button", { name: "Undo" }));
  await waitFor(() =>
    expect(asked(requests, "LoyaltyRewardUnarchive")).toEqual([{ ids: ["r1", "r2"] }]),
  );
});

test("what was refused offers no Undo", async () => {
  const user = userEvent.setup();
  world({
    answer: ({ operation }) =>
      operation === "LoyaltyRewardArchive"
        ? { data: { loyaltyRewardArchive: { rewards: null, errors: [{ message: "Gone." }] } } }
        : undefined,
  });
  await open("/rewards");
  await user.click(await screen.findByRole("button", { name: "Archive: Mug" }));
  await screen.findByText("Gone.");
  expect(screen.queryByRole("button", { name: "Undo" })).toBeNull();
});

test("what was carried out can be undone, though something beside it could not be read", async () => {
  const user = userEvent.setup();
  const requests = world({
    answer: ({ operation }) =>
      operation === "LoyaltyRewardArchive"
        ? {
            data: { loyaltyRewardArchive: { rewards: null, errors: [] } },
            errors: [{ message: "Its variant is not for you." }],
          }
        : undefined,
  });
  await open("/rewards");
  await user.click(await screen.findByRole("button", { name: "Archive: Mug" }));
  await user.click(await screen.findByRole("button", { name: "Undo" }));
  await waitFor(() =>
    expect(asked(requests, "LoyaltyRewardUnarchive")).toEqual([{ ids: ["r1"] }]),
  );
});

test("an empty catalogue proposes a first reward", async () => {
  const user = userEvent.setup();
  world({ rewards: [] });
  await open("/rewards");
  await screen.findByRole("heading", { name: "No rewards yet" });
  expect(screen.queryByRole("searchbox")).toBeNull();
  expect(await violations()).toEqual([]);
  await user.click(screen.getByRole("link", { name: "Free shipping" }));
  await screen.findByRole("heading", { name: "New: Free shipping" });
});

test("each kind has its own fields, and sends no others", async () => {
  const user = userEvent.setup();
  const requests = world({});
  await open("/rewards/new/VOUCHER_PERCENTAGE");
  await user.type(await screen.findByLabelText("Percentage"), "20");
  expect(screen.queryByLabelText(/Currency/)).toBeNull();
  // It has no price that a cost could follow from.
  expect(screen.queryByLabelText("Cost")).toBeNull();
  await user.type(screen.getByLabelText("Name"), "A fifth off");
  await user.type(screen.getByLabelText("Points"), "500");
  await user.click(screen.getByRole("button", { name: "Save" }));
  await waitFor(() => expect(asked(requests, "LoyaltyRewardCreate")).toHaveLength(1));
  expect(asked(requests, "LoyaltyRewardCreate")[0]).toEqual({
    programId: "p1",
    input: {
      kind: "VOUCHER_PERCENTAGE",
      name: "A fifth off",
      description: "",
      imageUrl: "",
      imageAlt: "",
      rank: 0,
      points: 500,
      percentage: 20,
      stock: null,
      perCustomerLimit: null,
      claimDays: null,
      tierIds: [],
      badgeIds: [],
      startsAt: null,
      endsAt: null,
      isActive: true,
    },
  });
  // Back in the list.
  await screen.findByRole("heading", { name: "Rewards" });
});

test("the API's proposal is the cost, and is compared with the checkout", async () => {
  const user = userEvent.setup();
  const requests = world({});
  await open("/rewards/new/GIFT_CARD");
  await user.type(await screen.findByLabelText("Amount"), "24.90");
  fireEvent.blur(screen.getByLabelText("Amount"));
  await screen.findByText(/Costs 349 points for what is worth €24.90/);
  expect(screen.getByText(COST.message)).toBeTruthy();
  await waitFor(() =>
    expect(asked(requests, "LoyaltyRewardCost").at(-1)).toMatchObject({
      channel: "default-channel",
      input: { kind: "GIFT_CARD", points: null, amount: 24.9, currency: "EUR" },
    }),
  );
  // As shoppers see it, in the program's own words.
  expect(screen.getByText("349 leaves")).toBeTruthy();
  await user.selectOptions(screen.getByLabelText("Cost"), "points");
  await user.click(screen.getByRole("button", { name: "As at the checkout: 2,490" }));
  await waitFor(() =>
    expect(asked(requests, "LoyaltyRewardCost").at(-1)).toMatchObject({ input: { points: 2490 } }),
  );
});

test("what is wrong is said at its field, and what was typed stays", async () => {
  const user = userEvent.setup();
  world({
    answer: ({ operation }) =>
      operation === "LoyaltyRewardUpdate"
        ? {
            data: {
              loyaltyRewardUpdate: {
                reward: null,
                errors: [
                  { field: "stock", message: "At least 2.", code: "INVALID" },
                  { field: "id", message: "It is gone.", code: "NOT_FOUND" },
                ],
              },
            },
          }
        : undefined,
  });
  await open("/rewards/r1");
  const name = await screen.findByLabelText<HTMLInputElement>("Name", { selector: "[value='Mug']" });
  await user.clear(name);
  await user.type(name, "Cup");
  await user.click(screen.getByRole("button", { name: "Save" }));
  await screen.findByText("At least 2.");
  expect(screen.getByLabelText(/^Stock/).getAttribute("aria-invalid")).toBe("true");
  expect(within(screen.getByRole("alert")).getByText("It is gone.")).toBeTruthy();
  expect(name.value).toBe("Cup");
  expect(await violations()).toEqual([]);
});

test("only texts that changed are sent, each in its language", async () => {
  const user = userEvent.setup();
  const requests = world({});
  await open("/rewards/r1");
  const german = within(await screen.findByRole("group", { name: "German" }));
  expect(german.getByLabelText<HTMLInputElement>("Name").value).toBe("Becher");
  await user.selectOptions(screen.getByLabelText("Add a language"), "PL");
  await user.type(within(screen.getByRole("group", { name: "Polish" })).getByLabelText("Name"), "Kubek");
  await user.click(screen.getByRole("button", { name: "Save" }));
  await waitFor(() =>
    expect(asked(requests, "LoyaltyRewardTranslate")).toEqual([
      { id: "r1", languageCode: "PL", input: { name: "Kubek", description: "" } },
    ]),
  );
});

const EUROPE = { ...PROGRAM, coveredChannels: [{ channelSlug: "default-channel" }] };
const JAPAN = {
  ...PROGRAM,
  id: "p2",
  name: "Tokyo Club",
  coveredChannels: [{ channelSlug: "japan" }],
  tiers: [{ id: "t2", name: "Sakura" }],
};

test("a new reward belongs to the program that was chosen, with its tiers and channels", async () => {
  const user = userEvent.setup();
  const requests = world({ programs: [EUROPE, JAPAN] });
  await open("/rewards/new/FREE_SHIPPING");
  const program = await screen.findByLabelText<HTMLSelectElement>("Program");
  expect(program.selectedOptions[0]?.text).toBe("Loyalty");
  // Each program has one channel: there is none to choose.
  expect(screen.queryByLabelText("Channel")).toBeNull();
  await user.type(screen.getByLabelText("Name"), "Free shipping");
  await user.type(screen.getByLabelText("Points"), "500");
  await user.click(screen.getByRole("combobox", { name: "Tiers" }));
  await user.click(await screen.findByRole("option", { name: "Silver" }));
  await user.selectOptions(program, "Tokyo Club");
  expect(screen.queryByText("Silver")).toBeNull();
  expect(screen.getByLabelText("Name")).toHaveProperty("value", "Free shipping");
  await user.click(screen.getByRole("combobox", { name: "Tiers" }));
  await user.click(await screen.findByRole("option", { name: "Sakura" }));
  await waitFor(() =>
    expect(asked(requests, "LoyaltyRewardCost").at(-1)).toMatchObject({ channel: "japan" }),
  );
  await user.keyboard("{Escape}");
  expect(await violations()).toEqual([]);
  await user.click(screen.getByRole("button", { name: "Save" }));
  await waitFor(() =>
    expect(asked(requests, "LoyaltyRewardCreate")).toMatchObject([
      { programId: "p2", input: { tierIds: ["t2"] } },
    ]),
  );
});

test("a reward says whose it is, and offers its own program's tiers and channels", async () => {
  world({ programs: [EUROPE, JAPAN], one: reward({ program: { id: "p2" }, tiers: [] }) });
  await open("/rewards/r1");
  await screen.findByText("A reward of the program Tokyo Club.");
  expect(screen.queryByLabelText("Program")).toBeNull();
  expect(screen.queryByLabelText("Channel")).toBeNull();
  await userEvent.click(screen.getByRole("combobox", { name: "Tiers" }));
  await screen.findByRole("option", { name: "Sakura" });
  expect(screen.queryByRole("option", { name: "Silver" })).toBeNull();
});

test("a new reward is made once, however often Save is pressed; a lost answer is said", async () => {
  const user = userEvent.setup();
  const requests = world({
    answer: ({ operation }) => (operation === "LoyaltyRewardCreate" ? "offline" : undefined),
  });
  await open("/rewards/new/FREE_SHIPPING");
  await user.type(await screen.findByLabelText("Name"), "Free shipping");
  const form = screen.getByLabelText("Name").closest("form")!;
  fireEvent.submit(form);
  fireEvent.submit(form);
  await screen.findByText(/The shop may have made the reward all the same/);
  expect(asked(requests, "LoyaltyRewardCreate")).toHaveLength(1);
});

test("a new reward whose texts are refused is not made twice", async () => {
  const user = userEvent.setup();
  let isRefused = true;
  const requests = world({
    answer: ({ operation }) =>
      operation === "LoyaltyRewardTranslate" && isRefused
        ? { data: { loyaltyRewardTranslate: { reward: null, errors: [{ message: "Too long." }] } } }
        : undefined,
  });
  await open("/rewards/new/FREE_SHIPPING");
  await user.type(await screen.findByLabelText("Name"), "Free");
  await user.type(screen.getByLabelText("Points"), "9");
  await user.selectOptions(screen.getByLabelText("Add a language"), "DE");
  await user.click(screen.getByRole("button", { name: "Save" }));
  await screen.findByText("DE: Too long.");
  isRefused = false;
  await user.click(screen.getByRole("button", { name: "Save" }));
  await screen.findByRole("heading", { name: "Rewards" });
  expect(asked(requests, "LoyaltyRewardCreate")).toHaveLength(1);
  expect(asked(requests, "LoyaltyRewardUpdate")).toHaveLength(1);
});

test("a reward that is gone, a right that is missing and a shop that is away are said", async () => {
  world({ one: null });
  await open("/rewards/nothing");
  await screen.findByRole("heading", { name: "There is no such reward." });

  world({
    answer: ({ operation }) =>
      operation === "LoyaltyRewardCatalogue" ? refusal("PermissionDenied") : undefined,
  });
  await open("/rewards");
  await screen.findByText("You need the right to manage discounts to see this.");

  world({ answer: () => "offline" });
  await open("/rewards");
  await screen.findByRole("button", { name: "Try again" });
});

test("speaks German", async () => {
  world({});
  await open("/rewards");
  await screen.findByText("48 of 50");
  await send("localeChanged", { locale: "de" });
  await screen.findByText("48 von 50");
  await screen.findByRole("heading", { name: "Prämien" });
  vi.unstubAllGlobals();
});
