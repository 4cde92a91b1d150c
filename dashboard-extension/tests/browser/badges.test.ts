import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";

import { asAnybody, frameOf, openDashboard, press, startBrowser, violations } from "./demo";

let browser: Browser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());

/** A PNG of 8 × 8 orange points. */
const PICTURE = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAE0lEQVR4nGP838OAFTBhFx6sEgA5mAGbBPy2ewAAAABJRU5ErkJggg==",
  "base64",
);

async function openBadges(page: Page) {
  await page.getByRole("link", { name: "Loyalty program", exact: true }).click();
  const frame = page.frameLocator('iframe[title="Loyalty program"]');
  await frame.getByRole("link", { name: "Badges", exact: true }).click();
  await frame.getByRole("heading", { name: "Badges", level: 1 }).waitFor();
  return frame;
}

interface Shown {
  loyaltyProgram: { badges: { title: string; iconUrl: string | null; countFrom: number }[] };
}

/** As whoever isn't signed in sees them. */
async function shopWindow(): Promise<Shown["loyaltyProgram"]["badges"]> {
  const { loyaltyProgram } = await asAnybody<Shown>(
    `{ loyaltyProgram(channel: "default-channel") { badges { title iconUrl countFrom } } }`,
  );
  return loyaltyProgram.badges;
}

test("staff make a badge with a picture, sort it by keyboard, and shoppers see it", async () => {
  const { page, errors } = await openDashboard(browser);
  const frame = await openBadges(page);
  const inner = await frameOf(page, "Loyalty program");
  await frame.getByRole("button", { name: "Add a badge" }).click();
  await frame.getByLabel("Title").fill("Ten times");
  await frame.getByLabel("From", { exact: true }).fill("10");
  await frame.getByLabel("Up to, included").fill("19");
  await frame.getByLabel("Up to, included").press("Tab");
  await frame
    .getByLabel("Icon from a file")
    .setInputFiles({ name: "ten.png", mimeType: "image/png", buffer: PICTURE });
  const preview = frame.getByRole("region", { name: "As shoppers will see it" });
  await preview.getByText("5 of 10 orders").waitFor();
  await expect
    .poll(() => preview.locator("img").first().evaluate((node) => (node as HTMLImageElement).naturalWidth))
    .toBe(8);
  await frame.getByText(/^10 orders to 19 orders: .*Ten times/).waitFor();
  expect(await violations(inner)).toEqual([]);
  await frame.getByRole("button", { name: "Save", exact: true }).click();
  await frame.getByText("The badge is there.").waitFor();

  const made = (await shopWindow()).at(-1);
  expect(made?.title).toBe("Ten times");
  expect(made?.countFrom).toBe(10);
  const answer = await fetch(made?.iconUrl ?? "");
  expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "image/png"]);
  const row = frame.getByRole("row", { name: /Ten times/ });
  await expect.poll(() => row.locator("img").evaluate((node) => (node as HTMLImageElement).naturalWidth)).toBe(8);

  // Into the list, to its last row, to the handle; then up with it.
  await frame.getByRole("row").first().focus();
  await press(page, "End", "Tab", "Enter", "ArrowUp", "ArrowUp", "ArrowUp", "ArrowUp", "Enter");
  await frame.getByText("The order is saved.").waitFor();
  expect((await shopWindow()).at(-1)?.title).not.toBe("Ten times");

  await row.getByText("Shown").click();
  await frame.getByText("Ten times is hidden and lowers no price.").waitFor();
  expect((await shopWindow()).map(({ title }) => title)).not.toContain("Ten times");
  await frame.getByRole("button", { name: "Delete Ten times" }).click();
  expect(await violations(inner)).toEqual([]);
  await frame.getByRole("button", { name: "Delete", exact: true }).click();
  await frame.getByText("Ten times is deleted.").waitFor();
  expect(errors).toEqual([]);
  await page.close();
});

test("the demo's badges in the dark, in German and on a phone", async () => {
  const { page, errors } = await openDashboard(browser);
  const frame = await openBadges(page);
  await frame.getByRole("button", { name: "Edit Regular" }).click();
  await frame.getByRole("region", { name: "As shoppers will see it" }).waitFor();
  await page.getByRole("button", { name: "Dark" }).click();
  await frame.locator("html[data-theme=dark]").waitFor();
  const inner = await frameOf(page, "Loyalty program");
  expect(await violations(inner)).toEqual([]);
  await page.getByLabel("Language").first().selectOption("de");
  await frame.getByRole("heading", { name: "Abzeichen", level: 1 }).waitFor();
  await page.setViewportSize({ width: 390, height: 844 });
  await frame.getByRole("button", { name: "Regular bearbeiten" }).click();
  await frame.getByLabel("Titel").first().waitFor();
  expect(await inner.evaluate("document.documentElement.scrollWidth <= innerWidth")).toBe(true);
  expect(await violations(inner)).toEqual([]);
  if (process.env["LOYALTY_SHOTS"]) {
    await page.screenshot({ path: `${process.env["LOYALTY_SHOTS"]}/badges.png` });
  }
  expect(errors).toEqual([]);
  await page.close();
});
