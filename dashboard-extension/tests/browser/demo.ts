import axe from "axe-core";
import { chromium, type Browser, type Frame, type FrameLocator, type Page } from "playwright-core";

/** The demo's dashboard in a browser, and the pages that it shows. */

// The demo's first channel.
const CHANNEL = "default-channel";

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
  // Not the home page, whose widget asks for data of its own.
  await page.goto(`${SHOP}/dashboard/customers`);
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

/** The staff pages with all their rights, as the dashboard shows the app itself. */
export async function openApp(page: Page): Promise<FrameLocator> {
  await page.getByRole("link", { name: "Loyalty", exact: true }).first().click();
  return page.frameLocator('iframe[title="Loyalty"]');
}

/** Asks the shop as the demo's customer; a refusal fails the test. */
export function asCustomer<Data>(query: string, variables: object = {}): Promise<Data> {
  return asked(query, variables, "customer@example.com", "customer");
}

/** Asks the shop as the demo's staff; a refusal fails the test. */
export function asStaff<Data>(query: string, variables: object = {}): Promise<Data> {
  return asked(query, variables, "admin@example.com", "admin");
}

/** Asks the shop as whoever isn't signed in; a refusal fails the test. */
export function asAnybody<Data>(query: string, variables: object = {}): Promise<Data> {
  return post(query, variables);
}

async function asked<Data>(
  query: string,
  variables: object,
  email: string,
  password: string,
): Promise<Data> {
  const signedIn = await post<{ tokenCreate: { token: string } }>(
    `mutation ($email: String!, $password: String!) {
      tokenCreate(email: $email, password: $password) { token errors { message } }
    }`,
    { email, password },
  );
  const values = { channel: CHANNEL, ...variables };
  return post<Data>(query, values, signedIn.tokenCreate.token);
}

async function post<Data>(query: string, variables: object, token?: string): Promise<Data> {
  const response = await fetch(`${SHOP}/graphql/`, {
    method: "POST",
    headers: {
      "Content-Type": "application/json",
      ...(token && { Authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await response.json()) as { data: Data; errors?: unknown[] };
  const refusals = Object.values(data ?? {}).flatMap(
    (payload) => (payload as { errors?: unknown[] } | null)?.errors ?? [],
  );
  if (errors?.length || refusals.length > 0) throw new Error(JSON.stringify(errors ?? refusals));
  return data;
}

/** Presses keys one after the other; where the keyboard is follows with the next picture. */
export async function press(page: Page, ...keys: string[]): Promise<void> {
  for (const key of keys) {
    await page.keyboard.press(key);
    await page.waitForTimeout(150);
  }
}
