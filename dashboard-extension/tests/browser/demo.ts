import axe from "axe-core";
import { chromium, type Browser, type Frame, type Page } from "playwright-core";

/** The demo's dashboard in a browser, and the pages that it shows. */

const SHOP = process.env["LOYALTY_SHOP"] ?? "http://localhost:8000";

/** A browser is started once; it may run as root, where its own sandbox can't. */
export function startBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env["LOYALTY_BROWSER"] || "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-dev-shm-usage"],
  });
}

/** The dashboard, signed in as staff; whatever a page complains of fails the test. */
export async function openDashboard(browser: Browser): Promise<{ page: Page; errors: string[] }> {
  const page = await browser.newPage({ locale: "en-GB", viewport: { width: 1200, height: 900 } });
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(message.text());
  });
  await page.goto(`${SHOP}/dashboard/`);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("link", { name: "Customers", exact: true }).waitFor();
  return { page, errors };
}

/** Opens one of a list, such as the customer with this e-mail address. */
export async function openOne(page: Page, list: string, search: string): Promise<void> {
  await page.getByRole("link", { name: list, exact: true }).first().click();
  const field = page.getByRole("searchbox", { name: "Search" });
  await field.fill(search);
  await field.press("Enter");
  await page.getByRole("link", { name: search }).first().click();
}

/** What the frames of a page ask the shop for, by the operations' names. */
export function requestsOfFrames(page: Page): string[] {
  const operations: string[] = [];
  page.on("request", (request) => {
    if (request.method() !== "POST" || !request.url().endsWith("/graphql/")) return;
    if (request.frame() === page.mainFrame()) return;
    operations.push((request.postDataJSON() as { operationName: string }).operationName);
  });
  return operations;
}

export async function frameOf(page: Page, title: string): Promise<Frame> {
  const element = await page.locator(`iframe[title="${title}"]`).elementHandle();
  const frame = await element?.contentFrame();
  if (!frame) throw new Error(`There is no frame ${title}.`);
  return frame;
}

/** The rules of accessibility that a page breaks, contrast of colours among them. */
export async function violations(frame: Frame): Promise<string[]> {
  await frame.evaluate(axe.source);
  const found = await frame.evaluate("axe.run(document)");
  return (found as axe.AxeResults).violations.flatMap((violation) =>
    violation.nodes.map((node) => `${violation.id}: ${node.html}`),
  );
}
