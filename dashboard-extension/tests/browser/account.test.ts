import type { Browser, FrameLocator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";

import { frameOf, openDashboard, openOne, startBrowser, violations } from "./demo";

const SHOTS = process.env["LOYALTY_SHOTS"];

let browser: Browser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());

/** The member's own page, in the frame of the app. */
async function openMember(page: Page): Promise<FrameLocator> {
  await openOne(page, "Customers", "customer@example.com");
  await page
    .frameLocator('iframe[title="Loyalty"]')
    .getByRole("button", { name: "Open account" })
    .click();
  const app = page.frameLocator("iframe.page");
  await app.getByRole("heading", { name: "History" }).waitFor();
  return app;
}

async function findings(page: Page): Promise<string[]> {
  const title = await page.locator("iframe.page").getAttribute("title");
  return violations(await frameOf(page, title ?? ""));
}

async function shot(page: Page, name: string): Promise<void> {
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/${name}.png` });
}

test("staff go through a member's page, part by part", async () => {
  const { page, errors } = await openDashboard(browser);
  const app = await openMember(page);
  await shot(page, "account-history");
  expect(await findings(page)).toEqual([]);

  await app.getByRole("link", { name: "Tier and badges" }).click();
  await app.getByRole("button", { name: "Set a tier" }).click();
  await app.getByRole("combobox", { name: "Tier" }).selectOption("Gold");
  await app.getByLabel("Reason, for staff").fill("A friend of the house");
  expect(await findings(page)).toEqual([]);
  await shot(page, "account-tier");
  await app.getByRole("button", { name: "Save" }).click();
  await app.getByText(/set by staff until/).waitFor();
  await app.getByText("A friend of the house").waitFor();
  await app.getByRole("button", { name: "Undo" }).click();
  await app.getByText("What staff had set ended").waitFor();

  await app.getByRole("link", { name: "Rewards and claims" }).click();
  await app.getByRole("heading", { name: "Claims" }).waitFor();
  expect(await findings(page)).toEqual([]);
  await shot(page, "account-rewards");

  await app.getByRole("link", { name: "Profile" }).click();
  await app.getByRole("heading", { name: "Set the balance" }).waitFor();
  await app.getByLabel("New balance").fill("7");
  await app.getByLabel("New balance").press("Tab");
  await app.getByText(/→ 7 points \(/).waitFor();
  expect(await findings(page)).toEqual([]);
  await shot(page, "account-profile");

  await page.getByRole("button", { name: "Dark" }).click();
  await app.locator("html[data-theme=dark]").waitFor();
  expect(await findings(page)).toEqual([]);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByLabel("Language").selectOption("de");
  await app.getByRole("link", { name: "Stufe und Abzeichen" }).click();
  await app.getByRole("heading", { name: "Abzeichen" }).waitFor();
  const frame = await frameOf(page, (await page.locator("iframe.page").getAttribute("title")) ?? "");
  expect(await frame.evaluate("document.documentElement.scrollWidth <= innerWidth")).toBe(true);
  expect(await findings(page)).toEqual([]);
  await shot(page, "account-phone");
  expect(errors).toEqual([]);
  await page.close();
});

test("staff narrow the members, keep that as a segment, and delete it", async () => {
  // A run that broke off may have left one behind.
  const name = `Regulars ${Date.now()}`;
  const { page, errors } = await openDashboard(browser);
  await page.getByRole("link", { name: "Loyalty", exact: true }).last().click();
  const app = page.frameLocator("iframe.page");
  await app.getByRole("button", { name: "Conditions" }).click();
  await app.getByLabel("Add a condition").selectOption("Number of orders");
  await app.getByText(/^\d+ members?$/).waitFor();
  await app.locator("table[aria-busy=false]").waitFor();
  expect(await findings(page)).toEqual([]);
  await shot(page, "members-conditions");
  await app.getByLabel("Name of the segment").fill(name);
  await app.getByRole("button", { name: "Save as segment" }).click();
  await app.getByText(`Segment saved: ${name}`).waitFor();
  await app.getByRole("button", { name, exact: false }).waitFor();

  const [download] = await Promise.all([
    page.waitForEvent("download"),
    app.getByRole("button", { name: "Download CSV" }).click(),
  ]);
  expect(download.suggestedFilename()).toBe("members.csv");
  await app.getByRole("button", { name: "Change segment" }).click();
  await app.getByRole("button", { name: "Delete" }).click();
  await app.getByText(`Segment deleted: ${name}`).waitFor();
  await expect.poll(() => app.getByRole("button", { name, exact: false }).count()).toBe(0);
  expect(errors).toEqual([]);
  await page.close();
});

test("a popup credits over a customer's page, and the widget beneath it follows", async () => {
  const { page, errors } = await openDashboard(browser);
  await openOne(page, "Customers", "customer@example.com");
  const widget = page.frameLocator('iframe[title="Loyalty"]');
  const balance = widget.locator(".balance strong");
  await balance.waitFor();
  const before = Number((await balance.innerText()).replace(/\D/g, ""));
  const points = (number: number) => `${number.toLocaleString("en")} points`;

  await page.getByRole("button", { name: "Credit / debit points" }).click();
  const popup = page.frameLocator('iframe[title="Credit / debit points"]');
  await popup.getByLabel("Points").fill("25");
  await popup.getByText(`= ${points(before + 25)}`).waitFor();
  expect(await violations(await frameOf(page, "Credit / debit points"))).toEqual([]);
  await shot(page, "popup");
  await popup.getByRole("button", { name: "Save" }).click();
  await expect.poll(() => balance.innerText()).toBe(points(before + 25));
  await popup.getByRole("button", { name: "Undo" }).click();
  await popup.getByText(/^Taken back/).waitFor();
  await expect.poll(() => balance.innerText()).toBe(points(before));
  await page.getByRole("button", { name: "Close popup" }).click();
  expect(errors).toEqual([]);
  await page.close();
});
