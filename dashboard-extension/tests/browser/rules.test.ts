import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";

import { frameOf, openDashboard, press, startBrowser, violations } from "./demo";

let browser: Browser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());

test("staff add an earning rule for a category, order it, delete it and take that back", async () => {
  const { page, errors } = await openDashboard(browser);
  await page.getByRole("link", { name: "Loyalty", exact: true }).first().click();
  const app = page.frameLocator("iframe");
  await app.getByRole("link", { name: "Earning rules" }).click();
  await app.getByText("2 times the usual points for the category Coffee & tea").waitFor();
  await app.getByText(/^30 points for each “survey”, at most 2 a month/).waitFor();
  const frame = await frameOf(page, "Loyalty");
  expect(await violations(frame)).toEqual([]);

  await app.getByRole("button", { name: "Add rule" }).click();
  const form = app.getByRole("form", { name: "New rule" });
  await form.getByLabel("Name").fill("Kitchen days");
  await form.getByRole("button", { name: "Categories" }).click();
  await form.getByRole("combobox", { name: "Categories" }).fill("kitch");
  await app.getByRole("option", { name: /Kitchen/ }).first().click();
  await page.keyboard.press("Escape");
  await form.getByText(/^2 times the usual points for the category Kitchen/).waitFor();
  expect(await violations(frame)).toEqual([]);
  await page.getByRole("button", { name: "Renew token" }).click();
  await form.getByRole("button", { name: "Save" }).click();
  await app.getByText(/^“Kitchen days” was saved/).waitFor();
  const names = () => app.locator(".sortable").first().locator("strong").allInnerTexts();
  await expect.poll(names).toEqual(["Coffee & tea twice", "Kitchen days"]);

  // Through the list to the row, and from there to its handle.
  await app.getByRole("row", { name: "Coffee & tea twice" }).focus();
  await press(page, "ArrowDown", "Tab", "Enter");
  await app.getByRole("button", { name: "Insert after Kitchen days" }).waitFor();
  await press(page, "ArrowUp", "ArrowUp", "Enter");
  await app.getByText("The order was saved.").waitFor();
  await expect.poll(names).toEqual(["Kitchen days", "Coffee & tea twice"]);

  await app.getByRole("button", { name: "Delete Kitchen days" }).click();
  await app.getByText(/^“Kitchen days” was deleted/).waitFor();
  await app.getByRole("button", { name: "Undo" }).click();
  await expect.poll(names).toEqual(["Kitchen days", "Coffee & tea twice"]);
  await app.getByRole("button", { name: "Delete Kitchen days" }).click();
  await expect.poll(names).toEqual(["Coffee & tea twice"]);

  await app.getByRole("button", { name: "Add bonus" }).click();
  await app.getByLabel("For what").selectOption("SCHEDULE");
  expect(await violations(frame)).toEqual([]);
  await app.getByRole("button", { name: "Save" }).click();
  await app.getByText("This is needed.").waitFor();
  await app.getByLabel("Points each time").fill("5");
  await app.getByRole("button", { name: "Save" }).click();
  await app.getByText(/^Give a name of 1 to/).waitFor();
  expect(errors).toEqual([]);
  await page.close();
});

test("the rules follow the dashboard into the dark, into German and onto a phone", async () => {
  const { page, errors } = await openDashboard(browser);
  await page.getByRole("link", { name: "Loyalty", exact: true }).first().click();
  const app = page.frameLocator("iframe");
  await app.getByRole("link", { name: "Earning rules" }).click();
  await app.getByRole("button", { name: "Edit Coffee & tea twice" }).click();
  await app.getByRole("status", { name: "In words" }).getByText(/Coffee & tea$/).waitFor();
  await page.getByRole("button", { name: "Dark" }).click();
  await app.locator("html[data-theme=dark]").waitFor();
  const frame = await frameOf(page, "Loyalty");
  expect(await violations(frame)).toEqual([]);
  const shots = process.env["LOYALTY_SHOTS"];
  if (shots) await page.screenshot({ path: `${shots}/rules-dark.png`, fullPage: true });

  await page.getByLabel("Language").selectOption("de");
  await app.getByText("das 2-Fache der üblichen Punkte für Kategorie Coffee & tea").waitFor();
  await page.getByRole("button", { name: "Light" }).click();
  if (shots) await page.screenshot({ path: `${shots}/rules-de.png`, fullPage: true });
  await app.getByRole("button", { name: "Abbrechen" }).click();
  await app.getByRole("button", { name: "Bonus anlegen" }).click();
  await page.setViewportSize({ width: 390, height: 1400 });
  expect(await frame.evaluate("document.documentElement.scrollWidth <= innerWidth")).toBe(true);
  if (shots) await page.screenshot({ path: `${shots}/rules-phone.png`, fullPage: true });
  expect(errors).toEqual([]);
  await page.close();
});
