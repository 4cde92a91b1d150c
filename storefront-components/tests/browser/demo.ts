import axe from "axe-core";
import { chromium, type Browser, type BrowserContextOptions, type Page } from "playwright-core";

/** The demo's shop in a browser, and the components in it. */

export const SHOP = process.env["LOYALTY_SHOP"] ?? "http://localhost:8000";

/** A browser is started once; it may run as root, where its own sandbox can't. */
export function startBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env["LOYALTY_BROWSER"] || "/usr/bin/chromium",
    args: [
      "--no-sandbox",
      "--disable-dev-shm-usage",
      // A page that a test makes up counts as one of the internet, which may not ask this machine.
      "--disable-features=LocalNetworkAccessChecks",
    ],
  });
}

const QUIET_MS = 1000;

export interface Visit {
  page: Page;
  /** Whatever the page complains of. */
  errors: string[];
  /** The ready documents that were asked, by name. */
  asked: string[];
}

/** A page that was not opened yet. */
export async function visit(browser: Browser, options: BrowserContextOptions = {}): Promise<Visit> {
  const page = await browser.newPage({
    locale: "en-GB",
    viewport: { width: 1200, height: 900 },
    ...options,
  });
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(message.text());
  });
  const asked: string[] = [];
  page.on("request", (request) => {
    if (request.method() !== "POST" || !request.url().endsWith("/graphql/")) return;
    const { query } = request.postDataJSON() as { query: string };
    const name = /^(?:query|mutation) (\w+)/.exec(query)?.[1];
    if (name) asked.push(name);
  });
  return { page, errors, asked };
}

/** The shop, with the demo's customer signed in. */
export async function openShop(
  browser: Browser,
  options: BrowserContextOptions = {},
  address = "/",
): Promise<Visit> {
  const visited = await visit(browser, options);
  const { page } = visited;
  await page.goto(`${SHOP}${address}`);
  await page.getByRole("button", { name: "Sign in as the demo customer" }).click();
  await page.getByRole("button", { name: "Sign out" }).waitFor();
  return visited;
}

/** The customer's token, asked for as a storefront does. */
export async function customerToken(): Promise<string> {
  const response = await fetch(`${SHOP}/graphql/`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({
      query: `mutation { tokenCreate(email: "customer@example.com", password: "customer") { token } }`,
    }),
  });
  const { data } = (await response.json()) as { data: { tokenCreate: { token: string } } };
  return data.tokenCreate.token;
}

/** Puts the first product into the cart, and waits until all of the page knows. */
export async function addOne(page: Page): Promise<void> {
  await quiet(page);
  await page.getByRole("button", { name: "Add", exact: true }).first().click();
  await quiet(page);
}

/** Until nothing was asked for a while. */
async function quiet(page: Page): Promise<void> {
  let changedAt = Date.now();
  let underWay = 0;
  const count = (step: number) => (): void => {
    changedAt = Date.now();
    underWay += step;
  };
  const [begin, end] = [count(1), count(-1)];
  page.on("request", begin).on("requestfinished", end).on("requestfailed", end);
  while (underWay > 0 || Date.now() - changedAt < QUIET_MS) await page.waitForTimeout(50);
  page.off("request", begin).off("requestfinished", end).off("requestfailed", end);
}

export async function openPoints(page: Page): Promise<void> {
  await page.getByTitle("My points").click();
  await page.locator("loyalty-account [part~=balance]").waitFor();
}

export async function numberIn(page: Page, selector: string): Promise<number> {
  return Number((await page.locator(selector).innerText()).replace(/\D/g, ""));
}

/** The rules of accessibility that a component breaks, contrast of colours among them. */
export async function violations(page: Page, selector: string): Promise<string[]> {
  await page.evaluate(axe.source);
  const found = (await page.evaluate(`axe.run("${selector}")`)) as axe.AxeResults;
  return found.violations.flatMap((violation) =>
    violation.nodes.map((node) => `${violation.id}: ${node.html}`),
  );
}

/** A picture for whoever wants to look: LOYALTY_SHOTS is the folder. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env["LOYALTY_SHOTS"];
  if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
}
