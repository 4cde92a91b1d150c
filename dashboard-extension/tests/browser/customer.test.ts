import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";

import { frameOf, openDashboard, openOne, requestsOfFrames, startBrowser, violations } from "./demo";

let browser: Browser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());

test("staff see a customer's standing, credit points with a note and take them back", async () => {
  const { page, errors } = await openDashboard(browser);
  const requests = requestsOfFrames(page);
  await openOne(page, "Customers", "customer@example.com");
  const widget = page.frameLocator('iframe[title="Loyalty"]');
  const balance = widget.locator(".balance strong");
  await balance.waitFor();

  expect(requests).toEqual(["LoyaltyCustomerWidget"]);
  const before = Number((await balance.innerText()).replace(/\D/g, ""));
  expect(before).toBeGreaterThan(0);
  expect(await widget.locator(".tier").innerText()).toMatch(/Bronze|Silver|Gold/);
  // As high as what is in it: nothing is cut off, and nothing scrolls inside.
  const frame = await frameOf(page, "Loyalty");
  await expect
    .poll(() => frame.evaluate("document.documentElement.scrollHeight <= innerHeight"))
    .toBe(true);
  expect(await violations(frame)).toEqual([]);

  await widget.getByRole("button", { name: "Credit / debit" }).click();
  await widget.getByLabel("Points").fill("50");
  await widget.getByLabel("Note for staff").fill("For the late parcel");
  const number = (points: number) => points.toLocaleString("en");
  await widget.getByText(`${number(before)} + 50 = ${number(before + 50)} points`).waitFor();
  expect(await violations(frame)).toEqual([]);
  await page.getByRole("button", { name: "Renew token" }).click();
  await widget.getByRole("button", { name: "Save" }).click();
  await widget.getByText(`+50 saved. The balance is ${number(before + 50)}.`).waitFor();
  await widget.locator(".movements").getByText("For the late parcel").waitFor();
  expect(await balance.innerText()).toBe(`${number(before + 50)} points`);

  await widget.getByRole("button", { name: "Undo" }).click();
  await widget.getByText(`Taken back. The balance is ${number(before)}.`).waitFor();
  await expect.poll(() => balance.innerText()).toBe(`${number(before)} points`);
  expect(errors).toEqual([]);
  await page.close();
});

test("follows the dashboard into the dark and into German", async () => {
  const { page, errors } = await openDashboard(browser);
  await openOne(page, "Customers", "customer@example.com");
  const widget = page.frameLocator('iframe[title="Loyalty"]');
  await widget.locator(".balance").waitFor();

  await page.getByRole("button", { name: "Dark" }).click();
  await widget.locator("html[data-theme=dark]").waitFor();
  await widget.getByRole("button", { name: "Credit / debit" }).click();
  await widget.getByLabel("Points").fill("50");
  await widget.getByText(/ \+ 50 = /).waitFor();
  expect(await violations(await frameOf(page, "Loyalty"))).toEqual([]);

  await page.getByLabel("Language").selectOption("de");
  // What was typed stays.
  expect(await widget.getByLabel("Punkte", { exact: true }).inputValue()).toBe("50");
  await widget.getByRole("button", { name: "Abbrechen" }).click();
  await widget.getByRole("button", { name: "Gutschreiben / abziehen" }).waitFor();
  expect(await widget.locator(".balance strong").innerText()).toMatch(/Punkte$/);
  const frame = await frameOf(page, "Loyalty");
  expect(await frame.evaluate("document.documentElement.lang")).toBe("de");
  expect(await frame.evaluate("document.documentElement.scrollWidth <= innerWidth")).toBe(true);
  await expect
    .poll(() => frame.evaluate("document.documentElement.scrollHeight <= innerHeight"))
    .toBe(true);

  // The next page knows the language, and asks but once.
  const requests = requestsOfFrames(page);
  await openOne(page, "Customers", "customer@example.com");
  await widget.getByRole("button", { name: "Gutschreiben / abziehen" }).waitFor();
  expect(requests).toEqual(["LoyaltyCustomerWidget"]);
  expect(errors).toEqual([]);
  await page.close();
});
