import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { describe, expect, test, vi } from "vitest";

import { draftOf, inputOf, withChannel, type Program } from "../src/app/program/draft";
import { dashboard, handshake, refusal, shop, type Reply, type Request } from "./dashboard";
import { open, preparePages } from "./page";

const EU = "Q2hhbm5lbDox";
const POLAND = "Q2hhbm5lbDoy";
const PROGRAM = "TG95YWx0eVByb2dyYW06MQ==";

preparePages();

function channel(values: object = {}): Program["coveredChannels"][number] {
  return {
    channelId: EU,
    channelSlug: "eu",
    channelName: "Europe",
    isListed: true,
    currency: "EUR",
    earningActive: true,
    spendingActive: true,
    earnPoints: 1,
    earnAmount: { amount: 1 },
    redeemPoints: 100,
    redeemAmount: { amount: 1 },
    minimumBalance: 0,
    minimumCartValue: { amount: 0 },
    maximumDiscountAmount: null,
    maximumDiscountPercentage: null,
    ...values,
  };
}

function program(values: object = {}): Program {
  return {
    id: PROGRAM,
    name: "Loyalty",
    introduction: "",
    pointsName: { singular: "point", plural: "points" },
    isDefault: true,
    isActive: true,
    earningActive: true,
    spendingActive: true,
    earnTrigger: "ORDER_PAID",
    earnBasis: "GROSS",
    earnMode: "PROPORTIONAL",
    rounding: "DOWN",
    earnOnShipping: false,
    earnOnReducedItems: true,
    earnOnPointsPaidPart: false,
    redemptionMethod: "DISCOUNT",
    excludeReducedItems: false,
    spendableGoods: {
      mode: "ALL",
      productIds: [],
      variantIds: [],
      categoryIds: [],
      collectionIds: [],
      productTypeIds: [],
    },
    pendingDays: 0,
    pendingUntilFulfilled: false,
    restoredPointsDays: 30,
    expiry: {
      policy: "NEVER",
      days: 365,
      months: 12,
      month: 12,
      day: 31,
      roundTo: "NONE",
      timeZone: "UTC",
    },
    eligibility: "EVERYONE",
    negativeBalance: "ALLOW",
    registrationPoints: 0,
    newsletterPoints: 0,
    newsletterMetadataKey: "",
    reviewPoints: 0,
    reviewLimit: "PER_PRODUCT",
    referrerPoints: 0,
    refereePoints: 0,
    referralOrderValueFrom: 0,
    referralMetadataKey: "",
    birthdayMetadataKey: "",
    holdMinutes: 60,
    rewardPriceFactor: 14,
    tierBasis: "LIFETIME",
    tierCurrency: "",
    tierDemotion: "IMMEDIATE",
    tierGraceDays: 30,
    tierMetadataKey: "",
    badgesActive: true,
    badgeDiscounts: "BEST",
    createdAt: "2026-01-01T00:00:00Z",
    updatedAt: "2026-01-01T00:00:00Z",
    channels: [{ channelId: EU }],
    coveredChannels: [channel()],
    ...values,
  };
}

interface World {
  programs: Program[];
  preview: (request: Request) => object;
  mutation: (request: Request) => Reply;
}

const worth = (amount: number) => ({ amount, currency: "EUR" });

/** As if the shop gave a point for each 1 EUR times what the input says. */
function previewed({ variables }: Request): object {
  const input = variables["input"] as { channels?: { earnPoints?: number }[] };
  const rate = input.channels?.[0]?.earnPoints ?? 1;
  const points = 49 * rate;
  return {
    errors: [],
    amounts: [
      {
        channelId: EU,
        channelSlug: "eu",
        channelName: "Europe",
        amount: worth(49.9),
        returnPercentage: rate,
        message: `An order of 49.90 EUR earns ${points} points.`,
        saved: { points: 49, worth: worth(0.49) },
        proposed: { points, worth: worth(points / 100), explanation: [] },
      },
    ],
    order: null,
    warnings:
      rate > 10
        ? [
            {
              code: "GIVES_BACK_MUCH",
              field: "channels.earnPoints",
              channelIds: [EU],
              message: `Customers get back ${rate} % of what they spend.`,
            },
          ]
        : [],
    ...(variables["withChanges"] === true && {
      changes: [
        { code: "ORDERS_KEEP_TERMS", count: null, isExact: true, message: "Old orders stay." },
      ],
    }),
  };
}

async function openPage(world: Partial<World> = {}): Promise<Request[]> {
  const programs = world.programs ?? [program()];
  const requests = shop((request) => {
    switch (request.operation) {
      case "LoyaltyPrograms":
        return {
          data: {
            loyaltyPrograms: {
              totalCount: programs.length,
              pageInfo: { hasNextPage: false, endCursor: null },
              edges: programs.map((node) => ({ cursor: "c", node })),
            },
          },
        };
      case "LoyaltyProgramPreview":
        return { data: { loyaltyProgramPreview: (world.preview ?? previewed)(request) } };
      case "LoyaltyProgramUpdate":
        return { data: { loyaltyProgramUpdate: { program: program(), errors: [] } } };
      default:
        return world.mutation?.(request) ?? { data: {} };
    }
  });
  window.history.replaceState(
    null,
    "",
    "/plugins/saleor.loyalty/app/program?id=QXBwOjE=&saleorApiUrl=http://localhost:8000/graphql/",
  );
  await open(() => import("../src/app/main"));
  await handshake();
  return requests;
}

const field = (name: string) => screen.findByLabelText<HTMLInputElement>(name);

async function type(label: string, value: string): Promise<void> {
  const user = userEvent.setup();
  const input = await field(label);
  await user.clear(input);
  await user.type(input, `${value}{Tab}`);
}

const sent = (requests: Request[], operation: string) =>
  requests.filter((request) => request.operation === operation).map(({ variables }) => variables);

test("the example and the warnings follow the rate, and saving can be undone", async () => {
  const requests = await openPage();
  await screen.findByText("An order of 49.90 EUR earns 49 points.");
  await screen.findByText("Nothing speaks against these settings.");
  expect(screen.queryByText("Unsaved changes")).toBeNull();

  await type("Points for an amount", "12");

  await screen.findByText("An order of 49.90 EUR earns 588 points.");
  expect(screen.getByText(/^Now 49 points, worth/)).toBeTruthy();
  expect(screen.getByText("Customers get back 12 % of what they spend.")).toBeTruthy();
  expect(screen.getByText("Unsaved changes")).toBeTruthy();
  await screen.findByText("Old orders stay.");
  const input = { channels: [{ channelId: EU, earnPoints: 12 }] };
  expect(sent(requests, "LoyaltyProgramPreview").at(-1)).toEqual({
    id: PROGRAM,
    input,
    channel: "eu",
    withChanges: true,
    languageCode: "EN",
  });

  const user = userEvent.setup();
  await user.click(screen.getByRole("button", { name: "Save" }));
  await screen.findByText("Saved. New orders go by these settings.");
  expect(screen.queryByText("Unsaved changes")).toBeNull();
  await waitFor(() => expect(sent(requests, "LoyaltyProgramPreview").at(-1)?.["input"]).toEqual({}));
  const asked = sent(requests, "LoyaltyProgramPreview").length;
  await user.click(screen.getByRole("button", { name: "Undo" }));
  await waitFor(() =>
    expect(sent(requests, "LoyaltyProgramPreview").length).toBeGreaterThan(asked),
  );
  expect(sent(requests, "LoyaltyProgramUpdate")).toEqual([
    { id: PROGRAM, input },
    { id: PROGRAM, input: { channels: [{ channelId: EU, earnPoints: 1 }] } },
  ]);
});

test("changes are discarded", async () => {
  await openPage();
  await type("Points for an amount", "3");
  await screen.findByText("Unsaved changes");

  await userEvent.setup().click(screen.getByRole("button", { name: "Discard" }));

  expect(screen.queryByText("Unsaved changes")).toBeNull();
  expect((await field("Points for an amount")).value).toBe("1");
});

test("what the shop refuses stands at its field before anybody saves", async () => {
  await openPage({
    preview: (request) => {
      const input = request.variables["input"] as { pendingDays?: number };
      if (!input.pendingDays) return previewed(request);
      const error = { field: "pendingDays", message: "Give 0 to 365 days.", code: "INVALID" };
      return { errors: [error], amounts: [], order: null, warnings: [], changes: [] };
    },
  });

  await type("Days that points wait", "366");

  await screen.findByText("This can't be saved yet: Give 0 to 365 days.");
  const days = await field("Days that points wait");
  expect(days.getAttribute("aria-invalid")).toBe("true");
});

test("an empty field is asked for, and nothing is sent", async () => {
  const requests = await openPage();
  const user = userEvent.setup();
  await user.clear(await field("Points for an amount"));
  await user.tab();

  await screen.findByText("Fill in what is empty.");

  expect(screen.getByRole<HTMLButtonElement>("button", { name: "Save" }).disabled).toBe(true);
  expect(sent(requests, "LoyaltyProgramUpdate")).toEqual([]);
});

test("who leaves with unsaved changes is told, and finds them again", async () => {
  const told = dashboard();
  await openPage();
  await type("Points for an amount", "7");
  await screen.findByText("Unsaved changes");
  const user = userEvent.setup();

  await user.click(screen.getByRole("link", { name: "Members" }));
  await waitFor(() =>
    expect(told.map(({ payload }) => payload["title"])).toContain(
      "Your changes of Loyalty are not saved. They are kept until you reload.",
    ),
  );
  await user.click(screen.getByRole("link", { name: "Program" }));

  await screen.findByText("Unsaved changes");
  expect((await field("Points for an amount")).value).toBe("7");
});

test("a channel gets rates of its own as soon as one is changed", async () => {
  const poland = channel({
    channelId: POLAND,
    channelName: "Poland",
    currency: "PLN",
    isListed: false,
    redeemPoints: 0,
  });
  const requests = await openPage({
    programs: [program({ coveredChannels: [channel(), poland] })],
  });
  const user = userEvent.setup();
  await user.click(await screen.findByRole("button", { name: /^Poland/ }));
  await screen.findByText("Change a number, and Poland gets rates of its own.");

  await type("Points that are worth an amount", "400");

  await waitFor(() =>
    expect(sent(requests, "LoyaltyProgramPreview").at(-1)?.["input"]).toEqual({
      channels: [
        {
          channelId: POLAND,
          earningActive: true,
          spendingActive: true,
          earnPoints: 1,
          earnAmount: 1,
          redeemPoints: 400,
          redeemAmount: 1,
          minimumBalance: 0,
          minimumCartValue: 0,
          maximumDiscountAmount: null,
          maximumDiscountPercentage: null,
        },
      ],
    }),
  );
});

test("a program is created for a channel, and deleted after a question", async () => {
  const club = program({ id: "p2", name: "Club", isDefault: false });
  const programs = [program()];
  const requests = await openPage({
    programs,
    mutation: ({ operation }) => {
      if (operation === "LoyaltyProgramCreate") {
        programs.push(club);
        return { data: { loyaltyProgramCreate: { program: club, errors: [] } } };
      }
      if (operation !== "LoyaltyProgramDelete") return { data: {} };
      programs.pop();
      return { data: { loyaltyProgramDelete: { program: club, errors: [] } } };
    },
  });
  const user = userEvent.setup();
  await user.click(await screen.findByRole("button", { name: "New program" }));
  const form = screen.getByRole("form", { name: "New program" });
  await user.type(within(form).getByLabelText("Name"), "Club");
  await user.click(within(form).getByRole("button", { name: "Add" }));

  const tab = await screen.findByRole("button", { name: "Club" });
  expect(tab.getAttribute("aria-pressed")).toBe("true");
  expect(sent(requests, "LoyaltyProgramCreate")).toEqual([
    { input: { name: "Club", channels: [{ channelId: EU }] } },
  ]);
  await user.click(await screen.findByRole("button", { name: "Delete this program" }));
  expect(sent(requests, "LoyaltyProgramDelete")).toEqual([]);
  await user.click(screen.getByRole("button", { name: "Delete" }));
  await screen.findByText("The program Club is deleted.");
  expect(sent(requests, "LoyaltyProgramDelete")).toEqual([{ id: "p2" }]);
});

test("axe finds nothing, with everything open and warnings shown", async () => {
  await openPage();
  await type("Points for an amount", "12");
  await screen.findByText("Look at this");
  for (const more of document.querySelectorAll("details")) more.open = true;

  const found = await axe.run("#root", { rules: { "color-contrast": { enabled: false } } });

  expect(found.violations.flatMap(({ nodes }) => nodes.map((node) => node.html))).toEqual([]);
});

test.each(["offline", "denied"])("a shop that doesn't answer: %s", async (why) => {
  shop(() => (why === "offline" ? "offline" : refusal("PermissionDenied")));
  window.history.replaceState(null, "", "/plugins/saleor.loyalty/app/program?id=QXBwOjE=");
  vi.spyOn(window.parent, "postMessage").mockImplementation(() => undefined);
  await open(() => import("../src/app/main"));
  await handshake();

  await screen.findByText(
    why === "offline"
      ? "The shop can't be reached. Check your connection."
      : "You need the right to manage discounts to see this.",
  );
});

describe("what is sent", () => {
  const before = draftOf(program());

  test("only what differs", () => {
    expect(inputOf(before, before)).toEqual({});
    const after = {
      ...before,
      name: "Club",
      expiry: { ...before.expiry, policy: "AFTER_DAYS" as const },
    };
    expect(inputOf(before, after)).toEqual({ name: "Club", expiry: { policy: "AFTER_DAYS" } });
  });

  test("what was done is taken back, also where a channel came or went", () => {
    const after = withChannel(before, EU, { maximumDiscountAmount: 5 });
    const change = { channelId: EU, maximumDiscountAmount: 5 };
    expect(inputOf(before, after)).toEqual({ channels: [change] });
    const back = { channelId: EU, maximumDiscountAmount: null };
    expect(inputOf(after, before)).toEqual({ channels: [back] });
    const without = { ...before, channels: [] };
    expect(inputOf(before, without)).toEqual({ removeChannels: [EU] });
    expect(inputOf(without, before).channels).toHaveLength(1);
  });
});
