import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";

import { frameOf, openDashboard, openOne, requestsOfFrames, startBrowser, violations } from "./demo";

let browser: Browser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());

test("staff see what an order earned and used, and why", async () => {
  const { page, errors } = await openDashboard(browser);
  const requests = requestsOfFrames(page);
  await openOne(page, "Orders", "1024");
  const widget = page.frameLocator('iframe[title="Loyalty"]');
  await widget.getByText("Earned", { exact: true }).waitFor();

  expect(requests).toEqual(["LoyaltyOrderWidget"]);
  expect(await widget.locator(".sums").innerText()).toMatch(/taken back[^]*given back/);
  await widget.getByText(/^Earned by order/).click();
  await widget.locator("details[open]").getByText(/1 point for each/).waitFor();
  await widget.getByText("What a refund would do").click();
  await widget.getByLabel(/pieces of/).first().fill("1");
  await widget.locator(".refund [aria-busy=false] > *").first().waitFor();
  const frame = await frameOf(page, "Loyalty");
  await expect
    .poll(() => frame.evaluate("document.documentElement.scrollHeight <= innerHeight"))
    .toBe(true);
  expect(await violations(frame)).toEqual([]);
  await page.getByRole("button", { name: "Dark" }).click();
  await widget.locator("html[data-theme=dark]").waitFor();
  expect(await violations(frame)).toEqual([]);
  if (process.env["LOYALTY_SHOTS"]) {
    await page.screenshot({ path: `${process.env["LOYALTY_SHOTS"]}/order.png` });
  }
  expect(errors).toEqual([]);
  await page.close();
});
