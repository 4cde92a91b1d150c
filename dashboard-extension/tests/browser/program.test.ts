import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";

import { openDashboard, startBrowser, violations } from "./demo";

let browser: Browser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());

async function openProgram(page: Page) {
  await page.getByRole("link", { name: "Loyalty program", exact: true }).click();
  const frame = page.frameLocator("iframe");
  await frame.getByRole("button", { name: /^Europe/ }).click();
  await frame.getByText(/^An order of 49\.90 EUR earns 49 points/).waitFor();
  return frame;
}

test("staff change the earning rate, see what it would do, save it and take it back", async () => {
  const { page, errors } = await openDashboard(browser);
  const frame = await openProgram(page);
  await frame.getByText(/^Order \d+ with goods for/).waitFor();
  const rate = frame.getByLabel("Points for an amount");
  expect(await rate.inputValue()).toBe("1");
  const inner = await (await page.locator("iframe").elementHandle())?.contentFrame();
  if (!inner) throw new Error("There is no page.");
  expect(await violations(inner)).toEqual([]);

  await rate.fill("12");
  await rate.press("Tab");

  await frame.getByText("An order of 49.90 EUR earns 598 points, worth 5.98 EUR.").waitFor();
  await frame.getByText(/Customers get back 12 % of what they spend/).waitFor();
  await frame.getByText("Unsaved changes").waitFor();
  await frame.getByText(/Orders that have earned already keep their points/).waitFor();
  expect(await violations(inner)).toEqual([]);

  await frame.getByRole("button", { name: "Save" }).click();
  await frame.getByText("Saved. New orders go by these settings.").waitFor();
  await frame.getByText("Unsaved changes").waitFor({ state: "hidden" });
  await frame.getByText(/^Now 49 points/).waitFor({ state: "hidden" });
  await frame.getByRole("button", { name: "Undo" }).click();
  await frame.getByText(/^An order of 49\.90 EUR earns 49 points/).waitFor();
  await expect.poll(() => rate.inputValue()).toBe("1");
  expect(errors).toEqual([]);
  await page.close();
});

test("fits a phone in German, in the dark", async () => {
  const { page, errors } = await openDashboard(browser);
  const frame = await openProgram(page);
  await page.getByRole("button", { name: "Dark" }).click();
  await page.getByLabel("Language").selectOption("de");
  await frame.getByText("Wer teilnimmt").first().waitFor();
  await frame.getByText(/^Eine Bestellung über 49,90 EUR bringt 49 Punkte/).waitFor();
  for (const more of await frame.locator("summary").all()) await more.click();
  await page.setViewportSize({ width: 390, height: 900 });

  const inner = await (await page.locator("iframe").elementHandle())?.contentFrame();
  if (!inner) throw new Error("There is no page.");
  expect(await inner.evaluate("document.documentElement.scrollWidth <= innerWidth")).toBe(true);
  expect(await violations(inner)).toEqual([]);
  expect(errors).toEqual([]);
  await page.close();
});
