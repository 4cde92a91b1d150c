import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";

import { frameOf, openApp, openDashboard, startBrowser, violations } from "./demo";

let browser: Browser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());

const NAME = `CRM ${Date.now()}`;
const SUBJECT = `${Date.now()} for {{customer.first_name}}`;

test("staff write an e-mail of their own, see it, and go back to the shipped one", async () => {
  const { page, errors } = await openDashboard(browser);
  const app = await openApp(page);
  await app.getByRole("link", { name: "Messages" }).click();
  const frame = await frameOf(page, "Loyalty");
  await app.getByRole("switch", { name: "Higher tier" }).waitFor();
  expect(await violations(frame)).toEqual([]);
  await shot(page, "messages");

  await app.getByRole("link", { name: "Edit “Higher tier” in English" }).click();
  const mail = app.frameLocator('iframe[title="Preview"]');
  await mail.getByText("Hello Anna").waitFor();
  // The invented goods have pictures, and the page's policy lets them through.
  const pictures = () =>
    mail
      .locator("img")
      .evaluateAll((all) => all.map((image) => (image as HTMLImageElement).naturalWidth > 0));
  await expect.poll(pictures).toEqual([true, true]);
  expect(await violations(frame)).toEqual([]);
  await app.getByLabel("Subject", { exact: true }).fill(SUBJECT);
  await app.getByText(SUBJECT.replace("{{customer.first_name}}", "Anna")).waitFor();

  // What can't be read is said with its line, and can't be saved.
  const body = app.getByLabel("Body", { exact: true });
  const shipped = await body.inputValue();
  await body.fill(`${shipped}\n{{#if customer.name}}`);
  await app.getByText(/^This can't be shown yet/).waitFor();
  await body.fill(shipped.replaceAll("Hello", "Good day"));
  await mail.getByText("Good day Anna").waitFor();
  await app.getByText("Dark", { exact: true }).click();
  const colour = () =>
    mail.locator("body").evaluate((element) => getComputedStyle(element).backgroundColor);
  await expect.poll(colour).toBe("rgb(20, 20, 19)");
  await shot(page, "messages-editor");

  await app.getByRole("button", { name: "Save" }).click();
  await app.getByText("Your own text, version").waitFor();
  await app.getByRole("link", { name: "← Messages" }).click();
  await app.getByText("edited", { exact: true }).first().waitFor();
  await app.getByRole("link", { name: "Edit “Higher tier” in English" }).click();
  await app.getByRole("button", { name: "Back to the shipped text" }).click();
  await app.getByText("Customers get the shipped text again.").waitFor();
  await expect.poll(() => body.inputValue()).toBe(shipped);
  expect(errors).toEqual([]);
  await page.close();
});

test("a webhook is made, tried out and deleted; its secret is shown once", async () => {
  const { page, errors } = await openDashboard(browser);
  const app = await openApp(page);
  await app.getByRole("link", { name: "Messages" }).click();
  await app.getByRole("link", { name: "Webhooks" }).click();
  await app.getByRole("button", { name: "Add a webhook" }).click();
  await app.getByLabel("Name").fill(NAME);
  // Nobody has this address, and no name server is needed to say so.
  await app.getByLabel("Address").fill("https://crm.invalid/loyalty");
  await app.getByLabel("Higher tier").check();
  await app.getByRole("button", { name: "Save" }).click();
  await app.getByText(/^whsec_/).waitFor();
  await app.getByRole("button", { name: `Send a test request: ${NAME}` }).click();
  await app.getByText(/^It didn't work:/).waitFor();
  await app.getByRole("button", { name: `Log: ${NAME}` }).click();
  await app.getByText("There are no requests here.").waitFor();
  expect(await violations(await frameOf(page, "Loyalty"))).toEqual([]);
  await shot(page, "messages-webhooks");
  await app.getByRole("button", { name: `Delete: ${NAME}` }).click();
  await app.getByRole("button", { name: "Delete", exact: true }).click();
  await app.getByText(`“${NAME}” is deleted.`).waitFor();
  expect(errors).toEqual([]);
  await page.close();
});

test("messages are there in the dark, in German and on a phone", async () => {
  const { page, errors } = await openDashboard(browser);
  const app = await openApp(page);
  await app.getByRole("link", { name: "Messages" }).click();
  const frame = await frameOf(page, "Loyalty");
  await app.getByRole("link", { name: "History" }).click();
  await app.getByRole("button", { name: "All", exact: true }).click();
  await page.getByRole("button", { name: "Dark" }).click();
  await app.locator("html[data-theme=dark]").waitFor();
  expect(await violations(frame)).toEqual([]);
  await page.getByLabel("Language").selectOption("de");
  await app.getByRole("heading", { name: "Nachrichten" }).waitFor();
  await page.setViewportSize({ width: 390, height: 800 });
  for (const place of ["Verlauf", "Webhooks", "E-Mails"]) {
    await app.getByRole("link", { name: place, exact: true }).click();
    await page.waitForTimeout(500);
    await expect
      .poll(() => frame.evaluate("document.documentElement.scrollWidth <= innerWidth"))
      .toBe(true);
  }
  await app.getByRole("link", { name: "„Höhere Stufe“ auf Deutsch bearbeiten" }).click();
  await app.frameLocator('iframe[title="Vorschau"]').getByText("Guten Tag Anna").waitFor();
  await expect
    .poll(() => frame.evaluate("document.documentElement.scrollWidth <= innerWidth"))
    .toBe(true);
  expect(await violations(frame)).toEqual([]);
  await shot(page, "messages-phone");
  expect(errors).toEqual([]);
  await page.close();
});

async function shot(page: Page, name: string): Promise<void> {
  const folder = process.env["LOYALTY_SHOTS"];
  if (folder) await page.screenshot({ path: `${folder}/${name}.png` });
}
