import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";

import { asCustomer, frameOf, openApp, openDashboard, startBrowser, violations } from "./demo";

let browser: Browser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());

const NAME = `Tea tasting ${Date.now()}`;

async function openRewards(page: Page) {
  const app = await openApp(page);
  await app.getByRole("link", { name: "Rewards", exact: true }).click();
  await app.getByRole("heading", { name: "Rewards", exact: true }).waitFor();
  return app;
}

test("staff write a reward, shoppers see it, and archiving it can be undone", async () => {
  const { page, errors } = await openDashboard(browser);
  const app = await openRewards(page);
  const frame = await frameOf(page, "Loyalty");
  expect(await violations(frame)).toEqual([]);

  await app.getByRole("link", { name: "Add reward" }).click();
  await app.getByRole("link", { name: "Experience" }).click();
  // What is missing is said at its field.
  await app.getByRole("button", { name: "Save" }).click();
  await app.getByText("Give a name of 1 to 255 characters.").waitFor();
  await app.getByLabel("Name", { exact: true }).fill(NAME);
  await app.getByLabel("Worth").fill("20");
  await page.keyboard.press("Tab");
  await app.getByText(/^Costs [\d,]+ points for what is worth/).waitFor();
  await app.getByText(/^At the checkout, \d+ points take off/).waitFor();
  await app.getByLabel("Cost", { exact: true }).selectOption({ label: "A number of points" });
  await app.getByRole("button", { name: /^As at the checkout/ }).click();
  await app.getByLabel("Points", { exact: true }).fill("300");
  await app.getByLabel("Stock").fill("5");
  await page.keyboard.press("Tab");
  await app.getByLabel("Add a language").selectOption({ label: "German" });
  await app.getByRole("group", { name: "German" }).getByLabel("Name").fill("Teeprobe");
  await app.locator(".preview").getByText("300 points").waitFor();
  await app.locator(".preview").getByText("5 in all").waitFor();
  expect(await violations(frame)).toEqual([]);
  await shot(page, "reward");
  await app.getByRole("button", { name: "Save" }).click();
  const row = app.getByRole("row").filter({ hasText: NAME });
  await row.getByText("5 of 5").waitFor();
  expect(await violations(frame)).toEqual([]);
  await shot(page, "rewards");

  const seen = async () => {
    const data = await asCustomer<{ loyaltyRewards: { edges: { node: Seen }[] } }>(
      `query ($channel: String!) {
        loyaltyRewards(channel: $channel, first: 100) {
          edges { node { name points translation(languageCode: DE) { name } } }
        }
      }`,
    );
    return data.loyaltyRewards.edges.map(({ node }) => node).find(({ name }) => name === NAME);
  };
  expect(await seen()).toEqual({ name: NAME, points: 300, translation: { name: "Teeprobe" } });

  await row.getByRole("button", { name: `Archive: ${NAME}` }).click();
  await app.getByText("1 reward archived.").waitFor();
  expect(await seen()).toBeUndefined();
  await app.getByRole("button", { name: "Undo" }).click();
  await row.waitFor();
  expect((await seen())?.points).toBe(300);
  expect(errors).toEqual([]);
  await page.close();
});

interface Seen {
  name: string;
  points: number;
  translation: { name: string } | null;
}

test("the catalogue and the form are there in the dark, in German and on a phone", async () => {
  const { page, errors } = await openDashboard(browser);
  const app = await openRewards(page);
  const frame = await frameOf(page, "Loyalty");
  const fits = () => frame.evaluate("document.documentElement.scrollWidth <= innerWidth");
  await page.getByRole("button", { name: "Dark" }).click();
  await app.locator("html[data-theme=dark]").waitFor();
  expect(await violations(frame)).toEqual([]);
  await page.getByLabel("Language").selectOption("de");
  await app.getByRole("heading", { name: "Prämien" }).waitFor();
  await page.setViewportSize({ width: 390, height: 800 });
  await expect.poll(fits).toBe(true);
  await shot(page, "rewards-phone");
  await app.getByRole("link", { name: "Prämie hinzufügen" }).click();
  await app.getByRole("link", { name: "Produkt oder Dienstleistung" }).click();
  await app.getByRole("button", { name: "Speichern" }).waitFor();
  await expect.poll(fits).toBe(true);
  expect(await violations(frame)).toEqual([]);
  await shot(page, "reward-phone");
  expect(errors).toEqual([]);
  await page.close();
});

async function shot(page: Page, name: string): Promise<void> {
  const folder = process.env["LOYALTY_SHOTS"];
  if (folder) await page.screenshot({ path: `${folder}/${name}.png` });
}
