import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";

import { addOne, numberIn, openPoints, openShop, picture, startBrowser, violations } from "./demo";

let browser: Browser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());

const BALANCE = "loyalty-account [part~=balance]";
const TOTAL = ".totals .total span:last-child";

test("a shopper sees points, tier and badges, claims a reward and gives it back", async () => {
  const { page, errors, asked } = await openShop(browser);
  await openPoints(page);
  const account = page.locator("loyalty-account");
  const before = await numberIn(page, BALANCE);

  expect(before).toBe(await numberIn(page, "#pill .pill"));
  expect(asked.filter((name) => name.startsWith("MyLoyalty"))).toEqual(["MyLoyaltyPage"]);
  expect(await account.locator("[part=tier-name]").innerText()).toMatch(/Bronze|Silver|Gold/);
  const badges = await account
    .locator("[part~=badge]")
    .evaluateAll((items) => items.map((item) => item.getAttribute("part")));
  expect(badges).toContain("badge unlocked");
  expect(badges).toContain("badge locked");
  expect(badges).toEqual([...badges].sort().reverse());
  await account.getByRole("img", { name: /QR code of the card/ }).waitFor();
  expect(await violations(page, "loyalty-account")).toEqual([]);
  await picture(page, "account");

  await account.getByRole("button", { name: /^Free delivery: claim for 150/ }).click();
  await account.getByRole("button", { name: "Yes, claim" }).click();
  await account.getByText(/^Claimed: Free delivery\./).waitFor();
  expect(await numberIn(page, BALANCE)).toBe(before - 150);
  await expect.poll(() => numberIn(page, "#pill .pill")).toBe(before - 150);

  await account.getByRole("button", { name: "Give back: Free delivery" }).first().click();
  await account.getByText(/^Given back: Free delivery\./).waitFor();
  expect(await numberIn(page, BALANCE)).toBe(before);

  const entries = account.locator("[part=entry]");
  expect(await entries.count()).toBe(10);
  await account.getByRole("button", { name: "Show more" }).click();
  await expect.poll(() => entries.count()).toBeGreaterThan(10);
  expect(errors).toEqual([]);
  await page.close();
});

test("products say what they earn, and the whole page asks once", async () => {
  const { page, errors, asked } = await openShop(browser);
  const earned = page.locator("loyalty-earn [part=text]");
  await earned.first().waitFor();
  await expect.poll(() => earned.count()).toBeGreaterThan(5);

  expect(await earned.first().innerText()).toMatch(/^Earn [\d,]+ points?$/);
  // Once before and once after signing in: a tier may earn more.
  expect(asked.filter((name) => name === "VariantsLoyalty")).toHaveLength(2);
  expect(await violations(page, ".grid loyalty-earn")).toEqual([]);
  expect(errors).toEqual([]);
  await page.close();
});

test("the slider changes the total, by keyboard, and takes points off at 0", async () => {
  const { page, errors, asked } = await openShop(browser);
  await addOne(page);
  const slider = page.getByRole("slider", { name: "Use points" });
  await slider.waitFor();
  const box = page.locator("loyalty-slider");
  const total = () => numberIn(page, TOTAL);
  const before = await total();
  expect(await violations(page, "loyalty-slider")).toEqual([]);

  await slider.focus();
  for (let step = 0; step < 5; step += 1) await page.keyboard.press("PageUp");
  await box.getByText(/points used: −€/).waitFor();
  const points = Number(await slider.inputValue());
  expect(points).toBeGreaterThan(0);
  // 100 points are worth 1.00, and `total` reads cents.
  await expect.poll(total).toBe(before - points);
  expect(asked.filter((name) => name === "CheckoutLoyaltyPointsApply")).toHaveLength(1);
  expect(await page.evaluate("document.activeElement.localName")).toBe("loyalty-slider");
  await picture(page, "slider");

  await page.keyboard.press("Home");
  await box.getByText("No points used.").waitFor();
  await expect.poll(total).toBe(before);
  await box.getByRole("button", { name: "Use all" }).click();
  await expect.poll(total).toBeLessThan(before);
  await box.getByRole("button", { name: "Use none" }).click();
  await expect.poll(total).toBe(before);
  expect(errors).toEqual([]);
  await page.close();
});

test("a reward that was claimed is used in the cart", async () => {
  const { page, errors } = await openShop(browser);
  await openPoints(page);
  const account = page.locator("loyalty-account");
  await account.getByRole("button", { name: /^5 euros off: claim/ }).click();
  await account.getByRole("button", { name: "Yes, claim" }).click();
  await account.getByText(/^Claimed: 5 euros off\./).waitFor();

  await page.getByRole("tab", { name: "Shop" }).click();
  await addOne(page);
  const use = page.getByRole("button", { name: "Use: 5 euros off" });
  await use.waitFor();
  const before = await numberIn(page, TOTAL);
  await use.click();
  await page.getByText("5 euros off is in your cart.").waitFor();
  await expect.poll(() => numberIn(page, TOTAL)).toBeLessThan(before);
  await page.getByRole("button", { name: "Take off: 5 euros off" }).click();
  await expect.poll(() => numberIn(page, TOTAL)).toBe(before);

  await openPoints(page);
  await account.getByRole("button", { name: "Give back: 5 euros off" }).first().click();
  await account.getByText(/^Given back: 5 euros off\./).waitFor();
  expect(errors).toEqual([]);
  await page.close();
});

test.each([
  ["light", 390],
  ["dark", 390],
  ["dark", 1200],
] as const)("German, %s, %d wide", async (colorScheme, width) => {
  const options = { colorScheme, viewport: { width, height: 800 } };
  const { page, errors } = await openShop(browser, options, "/?lang=de");
  await addOne(page);
  await page.getByRole("slider", { name: "Punkte einlösen" }).waitFor();
  expect(await violations(page, "loyalty-slider")).toEqual([]);
  expect(await violations(page, ".grid loyalty-earn")).toEqual([]);

  await openPoints(page);
  const account = page.locator("loyalty-account");
  await account.getByText("Ihre Punkte").waitFor();
  const history = await account.locator("[part=history]").innerText();
  expect(history).toMatch(/Verlauf[^]*Warum/);
  expect(history).not.toMatch(/Earned|Used|Taken|Reward/);
  await account.getByRole("button", { name: /^Kostenloser Versand: für 150 Punkte/ }).click();
  await account.getByRole("button", { name: "Ja, einlösen" }).waitFor();
  expect(await violations(page, "loyalty-account")).toEqual([]);
  expect(await page.evaluate("document.documentElement.scrollWidth <= innerWidth")).toBe(true);
  await picture(page, `german-${colorScheme}-${width}`);
  expect(errors).toEqual([]);
  await page.close();
});
