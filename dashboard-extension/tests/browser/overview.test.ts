import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";

import { frameOf, openDashboard, requestsOfFrames, startBrowser, violations } from "./demo";

let browser: Browser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());

test("from the home page staff come to what the program does", async () => {
  const { page, errors } = await openDashboard(browser);
  const requests = requestsOfFrames(page);
  await page.goto(new URL("/dashboard/", page.url()).toString());
  const widget = page.frameLocator('iframe[title="Loyalty"]');
  await widget.getByText("Points in circulation").waitFor();
  expect(requests).toEqual(["LoyaltyHomeWidget"]);
  expect(await violations(await frameOf(page, "Loyalty"))).toEqual([]);

  await widget.getByRole("button", { name: "Open overview" }).click();
  await widget.getByRole("heading", { name: "Overview" }).waitFor();
  await widget.locator(".chart svg .recharts-bar-rectangle").first().waitFor();
  const frame = await frameOf(page, "Loyalty");
  expect(await violations(frame)).toEqual([]);

  await widget.getByRole("button", { name: "12 months" }).click();
  await widget.getByRole("img", { name: /12 months/ }).waitFor();
  await widget.getByText("As a table").click();
  const table = widget.getByRole("region", { name: "As a table" });
  expect(await table.getByRole("row").count()).toBe(13);

  await page.getByRole("button", { name: "Dark" }).click();
  await widget.locator("html[data-theme=dark]").waitFor();
  expect(await violations(frame)).toEqual([]);
  if (process.env["LOYALTY_SHOTS"]) {
    await page.screenshot({ path: `${process.env["LOYALTY_SHOTS"]}/overview.png` });
  }
  // A phone: nothing is wider than the page, in German either.
  await page.getByLabel("Language").selectOption("de");
  await widget.getByText("Punkte im Umlauf").waitFor();
  await page.setViewportSize({ width: 390, height: 900 });
  await expect
    .poll(() => frame.evaluate("document.documentElement.scrollWidth <= innerWidth"))
    .toBe(true);

  await widget.getByRole("link", { name: "Mitglieder" }).click();
  await widget.getByRole("heading", { name: "Mitglieder" }).waitFor();
  expect(errors).toEqual([]);
  await page.close();
});
