import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";

import { asAnybody, asStaff, frameOf, openDashboard, startBrowser, violations } from "./demo";

let browser: Browser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());

const CHANNEL = "channel-jpy";

interface Row {
  channelId: string;
  channelSlug: string;
  earningActive: boolean;
  spendingActive: boolean;
  earnPoints: number;
  earnAmount: { amount: number };
  redeemPoints: number;
  redeemAmount: { amount: number };
}

const PROGRAMS = `{
  loyaltyPrograms(first: 1) {
    edges {
      node {
        id
        channels {
          channelId channelSlug earningActive spendingActive
          earnPoints earnAmount { amount } redeemPoints redeemAmount { amount }
        }
      }
    }
  }
}`;
const UPDATE = `mutation ($id: ID!, $input: LoyaltyProgramInput!) {
  loyaltyProgramUpdate(id: $id, input: $input) { errors { message } }
}`;

interface ShownTier {
  name: string;
  threshold: number;
  freeShipping: boolean;
}

const SHOWN = `query ($channel: String!) {
  loyaltyProgram(channel: $channel) { tiers { name threshold freeShipping } }
}`;

/**
 * A program without tiers, which has a channel for as long as the test takes. It waits for customers
 * to join: so nobody gets an account in it, and it can be deleted.
 */
async function withProgram(name: string, test: () => Promise<void>): Promise<void> {
  const { loyaltyPrograms } = await asStaff<{
    loyaltyPrograms: { edges: { node: { id: string; channels: Row[] } }[] };
  }>(PROGRAMS);
  const owner = loyaltyPrograms.edges[0]!.node;
  const { channelSlug, ...channel } = owner.channels.find((row) => row.channelSlug === CHANNEL)!;
  expect(channelSlug).toBe(CHANNEL);
  const { channelId, earnAmount, redeemAmount } = channel;
  const asBefore = { ...channel, earnAmount: earnAmount.amount, redeemAmount: redeemAmount.amount };
  const settings = { eligibility: "OPTED_IN", tierCurrency: "JPY" };
  await asStaff(UPDATE, { id: owner.id, input: { removeChannels: [channelId] } });
  const { loyaltyProgramCreate } = await asStaff<{
    loyaltyProgramCreate: { program: { id: string } };
  }>(
    `mutation ($input: LoyaltyProgramInput!) {
      loyaltyProgramCreate(input: $input) { program { id } errors { message } }
    }`,
    { input: { ...settings, name, channels: [{ channelId }] } },
  );
  try {
    await test();
  } finally {
    await asStaff("mutation ($id: ID!) { loyaltyProgramDelete(id: $id) { errors { message } } }", {
      id: loyaltyProgramCreate.program.id,
    });
    await asStaff(UPDATE, { id: owner.id, input: { channels: [asBefore] } });
  }
}

/** What shoppers see of it who aren't signed in. */
async function shown(): Promise<ShownTier[]> {
  const { loyaltyProgram } = await asAnybody<{ loyaltyProgram: { tiers: ShownTier[] } }>(SHOWN, {
    channel: CHANNEL,
  });
  return loyaltyProgram.tiers;
}

async function openTiers(page: Page) {
  await page.getByRole("link", { name: "Loyalty program", exact: true }).click();
  const frame = page.frameLocator('iframe[title="Loyalty program"]');
  await frame.getByRole("link", { name: "Tiers", exact: true }).click();
  await frame.getByRole("heading", { name: "Tiers", level: 1 }).waitFor();
  return frame;
}

test("staff set up Bronze, Silver and Gold, and shoppers see them", async () => {
  await withProgram("Japan club", async () => {
    const { page, errors } = await openDashboard(browser);
    const frame = await openTiers(page);
    await frame.getByLabel("Program", { exact: true }).selectOption("Japan club");
    await frame.getByText("No tiers yet").waitFor();
    const inner = await frameOf(page, "Loyalty program");
    expect(await violations(inner)).toEqual([]);
    await frame.getByLabel("Threshold").nth(1).fill("400");
    await frame.getByRole("button", { name: "Start with Bronze, Silver, Gold" }).click();
    await frame.getByText("The tiers are there. Members move within minutes.").waitFor();
    const ladder = [
      { name: "Bronze", threshold: 0, freeShipping: false },
      { name: "Silver", threshold: 400, freeShipping: false },
      { name: "Gold", threshold: 1000, freeShipping: false },
    ];
    expect(await shown()).toEqual(ladder);

    await frame.getByRole("button", { name: "Edit Gold" }).click();
    await frame.getByText("Free shipping").click();
    await frame.getByRole("region", { name: "As shoppers will see it" }).getByText("Free shipping").waitFor();
    await frame.getByRole("button", { name: "Add a language" }).click();
    await frame.getByRole("combobox", { name: "Language" }).fill("German");
    await frame.getByRole("option", { name: "German", exact: true }).click();
    await frame.getByRole("group", { name: "German" }).getByLabel("Name").fill("Goldstück");
    expect(await violations(inner)).toEqual([]);
    await frame.getByRole("button", { name: "Save", exact: true }).click();
    await frame.getByText("Saved.").waitFor();
    expect((await shown())[2]).toEqual({ ...ladder[2], freeShipping: true });

    await frame.getByRole("button", { name: "Delete Silver" }).click();
    await frame.getByText("Silver is deleted.").waitFor();
    expect(await shown()).toHaveLength(2);
    await frame.getByRole("button", { name: "Undo" }).click();
    await frame.getByRole("button", { name: "Edit Silver" }).waitFor();
    expect((await shown())[1]).toEqual(ladder[1]);
    expect(errors).toEqual([]);
    await page.close();
  });
});

test("the demo's tiers in the dark, in German and on a phone", async () => {
  const { page, errors } = await openDashboard(browser);
  const frame = await openTiers(page);
  await frame.getByRole("button", { name: "Edit Gold" }).click();
  await frame.getByRole("region", { name: "As shoppers will see it" }).waitFor();
  await page.getByRole("button", { name: "Dark" }).click();
  await frame.locator("html[data-theme=dark]").waitFor();
  const inner = await frameOf(page, "Loyalty program");
  expect(await violations(inner)).toEqual([]);
  await page.getByLabel("Language").first().selectOption("de");
  await frame.getByRole("heading", { name: "Stufen", level: 1 }).waitFor();
  await page.setViewportSize({ width: 390, height: 844 });
  await frame.getByRole("heading", { name: "Gold bearbeiten" }).waitFor();
  expect(await inner.evaluate("document.documentElement.scrollWidth <= innerWidth")).toBe(true);
  expect(await violations(inner)).toEqual([]);
  if (process.env["LOYALTY_SHOTS"]) {
    await page.screenshot({ path: `${process.env["LOYALTY_SHOTS"]}/tiers.png` });
  }
  expect(errors).toEqual([]);
  await page.close();
});
