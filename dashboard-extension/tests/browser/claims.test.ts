import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";

import {
  asCustomer,
  asStaff,
  frameOf,
  openApp,
  openDashboard,
  startBrowser,
  violations,
} from "./demo";

let browser: Browser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());

const NAME = `Mug ${Date.now()}`;

/** The customer takes a new reward this many times. */
async function claimed(times: number): Promise<string[]> {
  const created = await asStaff<{ loyaltyRewardCreate: { reward: { id: string } } }>(
    `mutation ($input: LoyaltyRewardInput!) {
      loyaltyRewardCreate(input: $input) { reward { id } errors { message } }
    }`,
    { input: { name: NAME, kind: "MERCHANDISE", points: 10 } },
  );
  const codes: string[] = [];
  for (let time = 0; time < times; time += 1) {
    const data = await asCustomer<{ loyaltyRewardClaim: { claim: { code: string } } }>(
      `mutation ($id: ID!) {
        loyaltyRewardClaim(id: $id) { claim { code } errors { message } }
      }`,
      { id: created.loyaltyRewardCreate.reward.id },
    );
    codes.push(data.loyaltyRewardClaim.claim.code);
  }
  return codes;
}

async function balance(): Promise<number> {
  const data = await asCustomer<{ me: { loyalty: { balance: number } } }>(
    "{ me { loyalty { balance } } }",
  );
  return data.me.loyalty.balance;
}

test("a shopper claims, staff fulfil, take it back and refuse", async () => {
  const before = await balance();
  const [first, second] = await claimed(2);
  expect(await balance()).toBe(before - 20);
  const { page, errors } = await openDashboard(browser);
  const app = await openApp(page);
  await app.locator(".navigation .count").waitFor();
  await app.getByRole("link", { name: /^Claims/ }).click();
  const frame = await frameOf(page, "Loyalty");
  const search = app.getByRole("searchbox");
  await search.fill(NAME);
  const rows = app.getByRole("row").filter({ hasText: NAME });
  await expect.poll(() => rows.count()).toBe(2);
  // They may have stood there before the search; while it runs the list is pale.
  await page.waitForTimeout(500);
  await app.locator('table[aria-busy="false"]').waitFor();
  // The oldest first.
  expect(await rows.first().innerText()).toContain(first);
  expect(await violations(frame)).toEqual([]);
  await shot(page, "claims");

  await rows.first().getByRole("button", { name: /^Fulfil/ }).click();
  await app.getByLabel("Note for staff").fill("Sent with DHL");
  expect(await violations(frame)).toEqual([]);
  await shot(page, "claims-asked");
  await app.getByRole("button", { name: "Fulfil 1 claim" }).click();
  await app.getByText("1 claim fulfilled.").waitFor();
  await expect.poll(() => rows.count()).toBe(1);
  await app.getByRole("button", { name: "Undo" }).click();
  await expect.poll(() => rows.count()).toBe(2);

  await search.fill(second as string);
  await expect.poll(() => rows.count()).toBe(1);
  await rows.getByRole("button", { name: /^Refuse/ }).click();
  await app.getByText("10 points come back").waitFor();
  await app.getByLabel("Reason, for staff").fill("Sold out");
  await app.getByRole("button", { name: "Refuse 1 claim" }).click();
  await app.getByText("1 claim refused, 10 points given back.").waitFor();
  expect(await balance()).toBe(before - 10);

  await search.fill(NAME);
  await expect.poll(() => rows.count()).toBe(1);
  await app.getByRole("checkbox", { name: "Choose all on this page" }).check();
  await app.getByRole("button", { name: "Fulfil", exact: true }).click();
  await app.getByRole("button", { name: "Fulfil 1 claim" }).click();
  await app.getByText("No claim is like that.").waitFor();
  await app.getByRole("button", { name: "Given or used" }).click();
  await search.fill(NAME);
  await rows.getByText("Given or used").waitFor();
  expect(errors).toEqual([]);
  await page.close();
});

test("claims are there in the dark, in German and on a phone", async () => {
  await claimed(1);
  const { page, errors } = await openDashboard(browser);
  const app = await openApp(page);
  await app.getByRole("link", { name: /^Claims/ }).click();
  const frame = await frameOf(page, "Loyalty");
  await app.getByRole("row").filter({ hasText: NAME }).first().waitFor();
  await page.getByRole("button", { name: "Dark" }).click();
  await app.locator("html[data-theme=dark]").waitFor();
  expect(await violations(frame)).toEqual([]);
  await page.getByLabel("Language").selectOption("de");
  await app.getByRole("heading", { name: "Einlösungen" }).waitFor();
  await page.setViewportSize({ width: 390, height: 800 });
  await expect
    .poll(() => frame.evaluate("document.documentElement.scrollWidth <= innerWidth"))
    .toBe(true);
  await shot(page, "claims-phone");
  expect(errors).toEqual([]);
  await page.close();
});

async function shot(page: Page, name: string): Promise<void> {
  const folder = process.env["LOYALTY_SHOTS"];
  if (folder) await page.screenshot({ path: `${folder}/${name}.png` });
}
