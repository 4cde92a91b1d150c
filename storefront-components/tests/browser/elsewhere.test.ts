import { readFileSync } from "node:fs";

import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";

import { customerToken, SHOP, startBrowser, visit } from "./demo";

/** The examples of docs/storefront.md, as they stand there, in a storefront of another origin. */

const ELSEWHERE = "http://elsewhere.test/";
const DOCS = readFileSync("../docs/storefront.md", "utf8");

function examples(language: string): string[] {
  return [...DOCS.matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\``, "gm"))].map(
    ([, text]) => text ?? "",
  );
}

async function filledIn(text: string, values: Record<string, string> = {}): Promise<string> {
  let filled = text
    .replaceAll("https://your-saleor", SHOP)
    .replaceAll("the customer's token", await customerToken());
  for (const [from, to] of Object.entries(values)) filled = filled.replaceAll(from, to);
  return filled;
}

async function ask(query: string, variables: object = {}): Promise<Record<string, never>> {
  const headers = {
    "Content-Type": "application/json",
    Authorization: `Bearer ${await customerToken()}`,
  };
  const body = JSON.stringify({ query, variables });
  const response = await fetch(`${SHOP}/graphql/`, { method: "POST", headers, body });
  return ((await response.json()) as { data: Record<string, never> }).data;
}

let browser: Browser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());

test("the examples work in a storefront elsewhere", async () => {
  const { page, errors } = await visit(browser);
  const { products } = (await ask(
    `{ products(first: 1, channel: "default-channel") { edges { node { variants { id } } } } }`,
  )) as unknown as { products: { edges: { node: { variants: { id: string }[] } }[] } };
  const variant = products.edges[0]?.node.variants[0]?.id ?? "";
  const { checkoutCreate } = (await ask(
    `mutation($variant: ID!) {
      checkoutCreate(input: {
        channel: "default-channel", lines: [{ variantId: $variant, quantity: 1 }]
      }) { checkout { id } }
    }`,
    { variant },
  )) as unknown as { checkoutCreate: { checkout: { id: string } } };
  const ids = {
    "UHJvZHVjdFZhcmlhbnQ6MQ==": variant,
    "Q2hlY2tvdXQ6…": checkoutCreate.checkout.id,
  };
  const [begin = "", cart = "", words = ""] = examples("html");
  const [change = ""] = examples("js");
  const [css = ""] = examples("css");
  const html = `<!doctype html><html lang="en"><title>Shop</title><style>${css}</style>
    <main>${await filledIn(begin + cart + words, ids)}</main>
    <script>const totals = []; const showTotal = (total) => totals.push(total);\n${change}</script>`;
  await page.route(ELSEWHERE, (route) => route.fulfill({ contentType: "text/html", body: html }));
  await page.goto(ELSEWHERE);

  const [account, french] = [0, 1].map((index) => page.locator("loyalty-account").nth(index));
  await account?.locator("[part~=balance]").waitFor();
  await french?.getByText("Vos points").waitFor();
  await page.locator("loyalty-earn").getByText(/^Earn/).waitFor();
  expect(
    await account?.locator("[part~=balance]").evaluate((item) => getComputedStyle(item).fontFamily),
  ).toContain("Georgia");
  expect(
    await account?.locator("[part~=head]").evaluate((item) => getComputedStyle(item).background),
  ).toContain("rgb(122, 31, 92)");

  await page.getByRole("slider", { name: "Use points" }).focus();
  await page.keyboard.press("PageUp");
  await page.getByText(/points used: −€/).waitFor();
  expect(await page.evaluate("totals[0].currency")).toBe("EUR");
  await page.locator("loyalty-slider").getByRole("button", { name: "Use none" }).click();
  await page.getByText("No points used.").waitFor();
  expect(errors).toEqual([]);
  await page.close();
});

test("a token that is renewed comes from a function", async () => {
  const { page, errors } = await visit(browser);
  const [begin = ""] = examples("html");
  const [, provider = ""] = examples("js");
  const token = await customerToken();
  const html = `<!doctype html><html lang="en"><title>Shop</title>
    ${await filledIn(begin.replace(/\s+token=".*?"/, ""))}
    <script type="module">
      const currentToken = () => "${token}"; const renewToken = currentToken;
      ${provider}
    </script>`;
  await page.route(ELSEWHERE, (route) => route.fulfill({ contentType: "text/html", body: html }));
  await page.goto(ELSEWHERE);
  await page.locator("loyalty-account [part~=balance]").waitFor();
  expect(errors).toEqual([]);
  await page.close();
});
