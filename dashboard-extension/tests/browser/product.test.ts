import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";

import { frameOf, openDashboard, openOne, requestsOfFrames, startBrowser, violations } from "./demo";

let browser: Browser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());

test("staff see what a product earns, set points for it alone and take them back", async () => {
  const { page, errors } = await openDashboard(browser);
  const requests = requestsOfFrames(page);
  await openOne(page, "Products", "Enamel mug");
  const widget = page.frameLocator('iframe[title="Loyalty"]');
  const first = widget.locator(".places li").first();
  await first.waitFor();

  expect(requests).toEqual(["LoyaltyProductWidget"]);
  const before = await widget.locator(".places").innerText();
  const frame = await frameOf(page, "Loyalty");
  await expect
    .poll(() => frame.evaluate("document.documentElement.scrollHeight <= innerHeight"))
    .toBe(true);
  expect(await violations(frame)).toEqual([]);

  await widget.getByRole("button", { name: "Set points for this product" }).click();
  await widget.getByLabel("How much").fill("77");
  expect(await violations(frame)).toEqual([]);
  await page.getByRole("button", { name: "Renew token" }).click();
  await widget.getByRole("button", { name: "Save" }).click();
  await widget.getByText("77 points a piece: saved.").waitFor();
  await first.getByText("77 points", { exact: true }).waitFor();
  await page.getByRole("button", { name: "Dark" }).click();
  await widget.locator("html[data-theme=dark]").waitFor();
  expect(await violations(frame)).toEqual([]);
  if (process.env["LOYALTY_SHOTS"]) {
    await page.screenshot({ path: `${process.env["LOYALTY_SHOTS"]}/product.png` });
  }

  await widget.getByRole("button", { name: "Undo" }).click();
  await expect.poll(() => widget.locator(".places").innerText()).toBe(before);
  await page.getByLabel("Language").selectOption("de");
  await widget.getByRole("button", { name: "Punkte für dieses Produkt festlegen" }).waitFor();
  const german = await frameOf(page, "Loyalty");
  expect(await german.evaluate("document.documentElement.scrollWidth <= innerWidth")).toBe(true);
  expect(errors).toEqual([]);
  await page.close();
});
