import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { expect, test, vi } from "vitest";

import { endOf } from "../src/app/messages/TemplateEditor";
import { insertionOf } from "../src/app/messages/Variables";
import { dashboard, handshake, refusal, send, shop, type Reply, type Request } from "./dashboard";
import { open as load, preparePages } from "./page";

preparePages();

const BASE = "/plugins/saleor.loyalty/app";
const SEARCH = "?id=QXBwOjE=&saleorApiUrl=http://localhost:8000/graphql/";

const KINDS = [
  "POINTS_CREDITED",
  "TIER_RAISED",
  "TIER_LOWERED",
  "BADGE_UNLOCKED",
  "POINTS_EXPIRING",
  "BALANCE_REACHED",
  "REWARD_CLAIMED",
  "STATEMENT",
];

function template(values: object = {}) {
  return { languageCode: "en", isShipped: true, failedAt: null, ...values };
}

function settings(values: object = {}) {
  return {
    isActive: true,
    languageCode: "en",
    expiryReminderDays: [30, 7],
    balanceThresholds: [],
    statements: "NEVER",
    mirrorActive: true,
    kinds: KINDS.map((kind) => ({
      kind,
      isActive: ["TIER_RAISED", "BALANCE_REACHED"].includes(kind),
      templates: [template(), template({ languageCode: "de", isShipped: kind !== "TIER_RAISED" })],
    })),
    senders: [
      {
        channelId: "c1",
        channelName: "Europe",
        source: "SHOP",
        fromName: "",
        fromAddress: "",
        replyTo: "",
        storefrontUrl: "",
        productUrl: "",
      },
    ],
    ...values,
  };
}

function variable(path: string, isList = false) {
  return { path, description: `What ${path} is.`, example: "", isList };
}

function edited(values: object = {}) {
  return {
    kind: "TIER_RAISED",
    languageCode: "en",
    subject: "You are {{tier.name}}",
    body: "<mj-section></mj-section>",
    text: "Hello",
    textsLanguageCode: "en",
    shipped: { languageCode: "en", subject: "s", body: "b", text: "t" },
    isShipped: false,
    number: 2,
    failedAt: null,
    error: "",
    failures: 0,
    versions: [
      {
        number: 2,
        isShipped: false,
        subject: "You are {{tier.name}}",
        body: "<mj-section></mj-section>",
        text: "Hello",
        createdAt: "2026-11-02T10:00:00Z",
        actor: "user:1",
        failedAt: null,
        error: "",
      },
      {
        number: 1,
        isShipped: false,
        subject: "An older subject",
        body: "<mj-text>old</mj-text>",
        text: "Old",
        createdAt: "2026-11-01T10:00:00Z",
        actor: "user:1",
        failedAt: null,
        error: "",
      },
    ],
    variables: [
      variable("tier.name"),
      variable("tier.benefits", true),
      variable("products", true),
      variable("products[].name"),
      variable("products[].price"),
    ],
    ...values,
  };
}

const ANN = {
  id: "QWNjb3VudDox",
  customer: { id: "u1", email: "ann@example.com", firstName: "Ann", lastName: "Lee" },
};

function delivery(values: object = {}) {
  return {
    id: "d1",
    kind: "TIER_RAISED",
    status: "FAILED",
    isRetryable: true,
    recipient: "ann@example.com",
    subject: "You are Gold",
    errorCode: "GIVEN_UP",
    error: "timed out",
    dueAt: null,
    createdAt: "2026-11-20T10:00:00Z",
    finishedAt: "2026-11-21T10:00:00Z",
    account: ANN,
    attempts: [
      {
        number: 1,
        isSuccess: false,
        statusCode: 451,
        durationMs: 1200,
        error: "timed out",
        response: "try later",
        startedAt: "2026-11-20T10:00:00Z",
      },
    ],
    ...values,
  };
}

function webhook(values: object = {}) {
  return {
    id: "w1",
    name: "CRM",
    url: "https://crm.example.com/loyalty",
    events: ["TIER_RAISED"],
    isActive: true,
    failingSince: null,
    previousSecretUntil: null,
    createdAt: "2026-11-01T10:00:00Z",
    updatedAt: "2026-11-01T10:00:00Z",
    program: null,
    ...values,
  };
}

interface World {
  messages?: object;
  template?: object | null;
  deliveries?: object[];
  webhooks?: object[];
  programs?: object[];
  answer?: (request: Request) => Reply | undefined;
}

function page(nodes: readonly object[]) {
  return {
    totalCount: nodes.length,
    pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: "a", endCursor: "z" },
    edges: nodes.map((node) => ({ cursor: "c", node })),
  };
}

function world({
  messages = settings(),
  template: shown = edited(),
  deliveries = [delivery(), delivery({ id: "d2", kind: "BADGE_UNLOCKED", attempts: [] })],
  webhooks = [webhook()],
  programs = [{ id: "p1", name: "Loyalty" }],
  answer,
}: World = {}) {
  return shop((request) => {
    const said = answer?.(request);
    if (said) return said;
    switch (request.operation) {
      case "LoyaltyMessagesPage":
        return {
          data: { loyaltyPrograms: page([{ id: "p1", name: "Loyalty", isDefault: true, messages }]) },
        };
      case "LoyaltyMessageTemplate":
        return { data: { loyaltyMessageTemplate: shown } };
      case "LoyaltyMessageTemplatePreview":
        return {
          data: {
            loyaltyMessageTemplatePreview: {
              subject: "You are Silver",
              html: "<style>@media (prefers-color-scheme: dark) {}</style><p>Hello Anna</p>",
              text: "Hello Anna",
              warnings: ["There is no link to unsubscribe."],
              errors: [],
            },
          },
        };
      case "LoyaltyAccounts":
        return { data: { loyaltyAccounts: page([ANN]) } };
      case "LoyaltyDeliveries":
        return { data: { loyaltyDeliveries: page(deliveries) } };
      case "LoyaltyWebhooks":
        return { data: { loyaltyWebhooks: page(webhooks) } };
      case "LoyaltyProgramNames":
        return { data: { loyaltyPrograms: page(programs) } };
      case "LoyaltyMessageTemplateUpdate":
        return { data: { loyaltyMessageTemplateUpdate: { template: { number: 3 }, errors: [] } } };
      case "LoyaltyMessageTemplateReset":
        return {
          data: {
            loyaltyMessageTemplateReset: {
              template: { number: 4, languageCode: "en", textsLanguageCode: "en" },
              errors: [],
            },
          },
        };
      default: {
        const key = request.operation.charAt(0).toLowerCase() + request.operation.slice(1);
        return { data: { [key]: { errors: [] } } };
      }
    }
  });
}

async function open(route: string): Promise<void> {
  window.history.replaceState(null, "", `${BASE}${route}${SEARCH}`);
  await load(() => import("../src/app/main"));
  await handshake();
}

const asked = (requests: Request[], operation: string) =>
  requests.filter((request) => request.operation === operation).map(({ variables }) => variables);

async function violations(): Promise<string[]> {
  const found = await axe.run(document.body, {
    rules: { "color-contrast": { enabled: false } },
    iframes: false,
  });
  return found.violations.flatMap(({ id, nodes }) => nodes.map((item) => `${id}: ${item.html}`));
}

test("each kind says when it is sent, is switched at once, and that can be undone", async () => {
  const user = userEvent.setup();
  const requests = world();
  await open("/messages");
  const tier = await screen.findByRole("switch", { name: "Higher tier" });
  expect(tier).toHaveProperty("checked", true);
  // It is on, but nothing says at which balance.
  screen.getByText(/reaches one of the numbers set below\. None is sent yet/);
  // Statements have their schedule below.
  expect(screen.queryByRole("switch", { name: /statement/i })).toBeNull();
  screen.getByText(/Now only when somebody asks for one/);
  screen.getByText("edited");
  expect(
    screen
      .getByRole("link", { name: "Edit “Higher tier” in German" })
      .getAttribute("href"),
  ).toContain("/messages/template/p1/TIER_RAISED/de");
  expect(await violations()).toEqual([]);

  await user.click(screen.getByRole("switch", { name: "New badge" }));
  await user.click(await screen.findByRole("button", { name: "Undo" }));
  await waitFor(() =>
    expect(asked(requests, "LoyaltyMessageSettingsUpdate")).toEqual([
      { programId: "p1", input: { kinds: [{ kind: "BADGE_UNLOCKED", isActive: true }] } },
      { programId: "p1", input: { kinds: [{ kind: "BADGE_UNLOCKED", isActive: false }] } },
    ]),
  );
});

test("switching one kind right after another takes neither back", async () => {
  const active = new Set(["TIER_RAISED", "BALANCE_REACHED"]);
  const requests = world({
    answer: ({ operation, variables }) => {
      if (operation === "LoyaltyMessageSettingsUpdate") {
        const { kinds } = variables.input as { kinds: { kind: string; isActive: boolean }[] };
        for (const { kind, isActive } of kinds) {
          if (isActive) active.add(kind);
          else active.delete(kind);
        }
        return undefined;
      }
      if (operation !== "LoyaltyMessagesPage") return undefined;
      const kinds = settings().kinds.map((setting) => ({
        ...setting,
        isActive: active.has(setting.kind),
      }));
      const program = { id: "p1", name: "Loyalty", isDefault: true, messages: settings({ kinds }) };
      return { data: { loyaltyPrograms: page([program]) } };
    },
  });
  await open("/messages");
  const badge = await screen.findByRole("switch", { name: "New badge" });
  const tier = screen.getByRole("switch", { name: "Higher tier" });
  fireEvent.click(badge);
  fireEvent.click(tier);
  expect(badge).toHaveProperty("checked", true);
  expect(tier).toHaveProperty("checked", false);
  await waitFor(() => expect(asked(requests, "LoyaltyMessageSettingsUpdate")).toHaveLength(2));
  expect([...active].sort()).toEqual(["BADGE_UNLOCKED", "BALANCE_REACHED"]);
  // Asked at first, and once both are saved.
  await waitFor(() => expect(asked(requests, "LoyaltyMessagesPage")).toHaveLength(2));
  await screen.findByText("“Higher tier” is off.");
  // A colleague does so meanwhile, too.
  active.delete("BADGE_UNLOCKED");
  fireEvent.click(screen.getByRole("button", { name: "Undo" }));
  await waitFor(() => expect(asked(requests, "LoyaltyMessagesPage")).toHaveLength(3));
  expect([...active].sort()).toEqual(["BALANCE_REACHED", "TIER_RAISED"]);
  await waitFor(() => expect(badge).toHaveProperty("checked", false));
  expect(tier).toHaveProperty("checked", true);
});

test("a switch that could not be saved goes back", async () => {
  world({
    answer: ({ operation }) =>
      operation === "LoyaltyMessageSettingsUpdate" ? refusal("PermissionDenied") : undefined,
  });
  await open("/messages");
  const badge = await screen.findByRole("switch", { name: "New badge" });
  fireEvent.click(badge);
  expect(badge).toHaveProperty("checked", true);
  await waitFor(() => expect(badge).toHaveProperty("checked", false));
});

test("texts are begun in another language", async () => {
  const user = userEvent.setup();
  world({
    answer: ({ operation }) =>
      operation === "LoyaltyLanguages"
        ? { data: { __type: { enumValues: [{ name: "PT_BR" }] } } }
        : undefined,
  });
  await open("/messages");
  await user.click(await screen.findByRole("button", { name: "Add a language" }));
  await user.click(screen.getByRole("combobox", { name: "Language to add" }));
  await user.click(await screen.findByRole("option", { name: "Brazilian Portuguese" }));
  expect(
    screen
      .getByRole("link", { name: "Edit “Statement” in Brazilian Portuguese" })
      .getAttribute("href"),
  ).toContain("/messages/template/p1/STATEMENT/pt-br");
  expect(screen.getAllByText("no text yet")).toHaveLength(8);
});

test("only what was changed is saved, and numbers have to be some", async () => {
  const user = userEvent.setup();
  const requests = world();
  await open("/messages");
  const thresholds = await screen.findByLabelText("Tell customers at these balances");
  expect(screen.queryByRole("button", { name: "Save" })).toBeNull();
  await user.type(thresholds, "500, many");
  expect(thresholds.getAttribute("aria-invalid")).toBe("true");
  expect(screen.getByRole("button", { name: "Save" })).toHaveProperty("disabled", true);
  await user.clear(thresholds);
  await user.type(thresholds, "500, 1000");
  await user.type(screen.getByLabelText("Name of the sender"), "Lamps & Co");
  const products = screen.getByLabelText("Address of a product's page");
  screen.getByText(/^Such as https:\/\/shop\.example\.com\/products\/\{slug\}\. Without it/);
  // Doubled, the brace is one for the keyboard, too.
  await user.type(products, "https://lamps.example/p/{{slug}");
  expect(await violations()).toEqual([]);
  await user.click(screen.getByRole("button", { name: "Save" }));
  await user.click(await screen.findByRole("button", { name: "Undo" }));
  const sender = {
    channelId: "c1",
    fromName: "Lamps & Co",
    productUrl: "https://lamps.example/p/{slug}",
  };
  await waitFor(() =>
    expect(asked(requests, "LoyaltyMessageSettingsUpdate").map(({ input }) => input)).toEqual([
      { balanceThresholds: [500, 1000], senders: [sender] },
      { balanceThresholds: [], senders: [{ channelId: "c1", fromName: "", productUrl: "" }] },
    ]),
  );
});

test("what a colleague saves meanwhile is not taken back with what was changed here", async () => {
  const user = userEvent.setup();
  let messages = settings();
  const requests = world({
    answer: ({ operation }) =>
      operation === "LoyaltyMessagesPage"
        ? { data: { loyaltyPrograms: page([{ id: "p1", name: "Loyalty", isDefault: true, messages }]) } }
        : undefined,
  });
  await open("/messages");
  await user.type(await screen.findByLabelText("Name of the sender"), "Lamps");
  await user.selectOptions(screen.getByLabelText("When members get a statement"), "MONTHLY");
  const days = screen.getByLabelText("Days before points run out");
  await user.clear(days);
  await user.type(days, "30, 7");

  const [sender] = messages.senders;
  messages = settings({
    expiryReminderDays: [14],
    balanceThresholds: [500],
    senders: [{ ...sender, replyTo: "shop@example.com" }],
  });
  await user.click(screen.getByRole("link", { name: "History" }));
  await screen.findByRole("button", { name: "Try all again" });
  await user.click(screen.getByRole("link", { name: "E-mails" }));
  expect(await screen.findByLabelText("Name of the sender")).toHaveProperty("value", "Lamps");
  expect(screen.getByLabelText("Address for replies")).toHaveProperty("value", "shop@example.com");
  // Typed as it was: that is no change.
  expect(screen.getByLabelText("Days before points run out")).toHaveProperty("value", "14");
  await user.click(screen.getByRole("button", { name: "Save" }));
  await user.click(await screen.findByRole("button", { name: "Undo" }));
  await waitFor(() =>
    expect(asked(requests, "LoyaltyMessageSettingsUpdate").map(({ input }) => input)).toEqual([
      { statements: "MONTHLY", senders: [{ channelId: "c1", fromName: "Lamps" }] },
      { statements: "NEVER", senders: [{ channelId: "c1", fromName: "" }] },
    ]),
  );
});

test("what is typed while settings are saved stays to be saved", async () => {
  const user = userEvent.setup();
  const requests = world();
  const answered = globalThis.fetch;
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  vi.stubGlobal("fetch", async (url: string, init: RequestInit) => {
    if (String(init.body).includes("LoyaltyMessageSettingsUpdate")) await held;
    return answered(url, init);
  });
  await open("/messages");
  const name = await screen.findByLabelText("Name of the sender");
  await user.type(name, "Lamps");
  await user.click(screen.getByRole("button", { name: "Save" }));
  await user.type(name, " & Co");
  release();
  await screen.findByText("The settings are saved.");
  expect(screen.getByLabelText("Name of the sender")).toHaveProperty("value", "Lamps & Co");
  await user.click(screen.getByRole("button", { name: "Save" }));
  await waitFor(() =>
    expect(asked(requests, "LoyaltyMessageSettingsUpdate").map(({ input }) => input)).toEqual([
      { senders: [{ channelId: "c1", fromName: "Lamps" }] },
      { senders: [{ channelId: "c1", fromName: "Lamps & Co" }] },
    ]),
  );
});

test("what is refused is said, and what was typed stays", async () => {
  const user = userEvent.setup();
  world({
    answer: ({ operation }) =>
      operation === "LoyaltyMessageSettingsUpdate"
        ? {
            data: {
              loyaltyMessageSettingsUpdate: {
                program: null,
                errors: [
                  { field: "expiryReminderDays", message: "At most 5.", code: "INVALID" },
                  { field: null, message: "Not an address.", code: "INVALID" },
                ],
              },
            },
          }
        : undefined,
  });
  await open("/messages");
  const days = await screen.findByLabelText("Days before points run out");
  await user.clear(days);
  await user.type(days, "9, 8, 7, 6, 5, 4");
  await user.click(screen.getByRole("button", { name: "Save" }));
  await screen.findByText("At most 5.");
  screen.getByText("Not an address.");
  expect(days).toHaveProperty("value", "9, 8, 7, 6, 5, 4");
});

test("what is wrong with a sender stands at its channel, until it is changed", async () => {
  const user = userEvent.setup();
  const [europe] = settings().senders;
  const channels = ["Europe", "Japan", "Chile"].map((channelName, place) => ({
    ...europe,
    channelId: `c${place}`,
    channelName,
  }));
  const messages = settings({ senders: channels });
  const errors = [
    { field: "senders.1.fromAddress", message: "Give one e-mail address.", code: "INVALID" },
  ];
  const requests = world({
    messages,
    answer: ({ operation }) =>
      operation === "LoyaltyMessageSettingsUpdate"
        ? { data: { loyaltyMessageSettingsUpdate: { program: null, errors } } }
        : undefined,
  });
  await open("/messages");
  await user.type(await screen.findByLabelText("Name of the sender"), "Lamps");
  await user.click(screen.getByRole("button", { name: "Chile" }));
  await user.type(screen.getByLabelText("Address of the sender"), "nope");
  await user.click(screen.getByRole("button", { name: "Japan" }));
  await user.click(screen.getByRole("button", { name: "Save" }));
  // The second of those that were sent.
  const wrong = await screen.findByRole("button", { name: "Chile (to be mended)" });
  expect(asked(requests, "LoyaltyMessageSettingsUpdate")[0]).toMatchObject({
    input: { senders: [{ channelId: "c0" }, { channelId: "c2", fromAddress: "nope" }] },
  });
  expect(wrong.getAttribute("aria-pressed")).toBe("true");
  const address = screen.getByLabelText("Address of the sender");
  await waitFor(() => expect(document.activeElement).toBe(address));
  screen.getByText("Give one e-mail address.");
  await user.click(screen.getByRole("button", { name: "Europe" }));
  expect(screen.queryByText("Give one e-mail address.")).toBeNull();
  await user.click(screen.getByRole("button", { name: "Chile (to be mended)" }));
  await user.type(screen.getByLabelText("Address of the sender"), "@example.com");
  expect(screen.queryByText("Give one e-mail address.")).toBeNull();
  screen.getByRole("button", { name: "Chile" });
});

test("the preview follows what is typed, and nothing in it can run", async () => {
  const user = userEvent.setup();
  const requests = world();
  await open("/messages/template/p1/TIER_RAISED/en");
  const frame = await screen.findByTitle("Preview");
  expect(frame.getAttribute("sandbox")).toBe("");
  expect(frame.getAttribute("srcdoc")).toBe(
    "<style>@media (max-width: 0) {}</style><p>Hello Anna</p>",
  );
  screen.getByText("You are Silver");
  screen.getByText("There is no link to unsubscribe.");
  expect(await violations()).toEqual([]);
  expect(screen.getByRole("button", { name: "Save" })).toHaveProperty("disabled", true);

  const subject = screen.getByLabelText("Subject");
  await user.clear(subject);
  await user.type(subject, "Gold!");
  await waitFor(() =>
    expect(asked(requests, "LoyaltyMessageTemplatePreview").at(-1)).toMatchObject({
      input: { subject: "Gold!", text: "Hello" },
      accountId: null,
    }),
  );
  // Not at each letter.
  const subjects = asked(requests, "LoyaltyMessageTemplatePreview").map(
    ({ input }) => (input as { subject: string }).subject,
  );
  expect(new Set(subjects)).toEqual(new Set(["You are {{tier.name}}", "Gold!"]));
  await user.click(screen.getByRole("button", { name: "Phone" }));
  expect(screen.getByTitle("Preview").closest(".phone")).toBeTruthy();
  await user.click(screen.getByRole("switch", { name: "Dark" }));
  expect(screen.getByTitle("Preview").style.colorScheme).toBe("dark");
  expect(screen.getByTitle("Preview").getAttribute("srcdoc")).toContain("@media (min-width: 0)");
  await user.click(screen.getByRole("button", { name: "Text part" }));
  screen.getByText("Hello Anna");

  // As a member gets it.
  await user.click(screen.getByRole("combobox", { name: "Customer" }));
  await user.click(await screen.findByRole("option", { name: /Ann Lee/ }));
  await waitFor(() =>
    expect(asked(requests, "LoyaltyMessageTemplatePreview").at(-1)).toMatchObject({
      accountId: ANN.id,
    }),
  );
  // The list doesn't stay over the preview.
  await waitFor(() => expect(screen.queryByRole("option")).toBeNull());
});

test("a text is saved, with Undo back to the one before; a variable comes where one typed", async () => {
  const user = userEvent.setup();
  const requests = world();
  await open("/messages/template/p1/TIER_RAISED/en");
  const subject = (await screen.findByLabelText("Subject")) as HTMLInputElement;
  await user.click(subject);
  subject.setSelectionRange(3, 3);
  await user.click(screen.getByText("Variables"));
  await user.click(screen.getByRole("button", { name: "Insert tier.name" }));
  expect(subject.value).toBe("You{{tier.name}} are {{tier.name}}");
  await user.click(screen.getByRole("button", { name: "Save" }));
  await user.click(await screen.findByRole("button", { name: "Undo" }));
  await waitFor(() =>
    expect(asked(requests, "LoyaltyMessageTemplateUpdate")).toMatchObject([
      { basedOn: 2, input: { subject: "You{{tier.name}} are {{tier.name}}" } },
      { basedOn: 3, input: { subject: "You are {{tier.name}}" } },
    ]),
  );
});

test("lists are said item by item", () => {
  const { variables } = edited();
  expect(variables.map((one) => insertionOf(one, variables, "body"))).toEqual([
    "{{tier.name}}",
    "{{#each tier.benefits}}{{this}}<br />{{/each}}",
    "{{#each products}}{{name}}<br />{{/each}}",
    "{{name}}",
    "{{price}}",
  ]);
  const products = variables.find(({ path }) => path === "products");
  expect(products && insertionOf(products, variables, "text")).toBe(
    "{{#each products}}{{name}}\n{{/each}}",
  );
});

const BODY = `<mj-section><mj-column>
  <mj-text>You are {{#if tier.name}}{{tier.name}}{{/if}}</mj-text>
  <mj-raw>{{#if products}}</mj-raw><mj-text>New in the shop</mj-text><mj-raw>{{/if}}</mj-raw>
</mj-column></mj-section>`;

test("before anything was typed, a variable comes where customers always see it", async () => {
  const user = userEvent.setup();
  world({ template: edited({ body: BODY }) });
  await open("/messages/template/p1/TIER_RAISED/en");
  const body = await screen.findByLabelText<HTMLTextAreaElement>("Body");
  await user.click(screen.getByText("Variables"));
  await user.click(screen.getByRole("button", { name: "Insert products" }));
  const inserted = "{{#each products}}{{name}}<br />{{/each}}";
  expect(body.value).toBe(BODY.replace("</mj-text>", ` ${inserted}</mj-text>`));
  // The reader is brought there.
  await waitFor(() => expect(document.activeElement).toBe(body));
  expect(body.selectionStart).toBe(body.value.indexOf(inserted) + inserted.length);
  screen.getByText(`${inserted} stands in: Body.`);
});

test("where no text is always seen words come into the last, and without any at the end", () => {
  const optional = "{{#if a}}<mj-text>x</mj-text>{{/if}}";
  expect(endOf(optional)).toBe(optional.indexOf("</mj-text>"));
  expect(endOf("<mj-image />")).toBe("<mj-image />".length);
  expect(endOf("")).toBe(0);
});

test("what is wrong in a template stands at its field, with the line", async () => {
  world({
    answer: ({ operation }) =>
      operation === "LoyaltyMessageTemplatePreview"
        ? {
            data: {
              loyaltyMessageTemplatePreview: {
                subject: null,
                html: null,
                text: null,
                warnings: [],
                errors: [{ field: "body", message: "Line 3: {{#if}} has no end.", code: "INVALID" }],
              },
            },
          }
        : undefined,
  });
  await open("/messages/template/p1/TIER_RAISED/en");
  const body = await screen.findByLabelText("Body");
  await waitFor(() => expect(body.getAttribute("aria-invalid")).toBe("true"));
  screen.getByText("Line 3: {{#if}} has no end.");
  screen.getByText("Body: Line 3: {{#if}} has no end.");
  expect(screen.queryByTitle("Preview")).toBeNull();
});

test("a mistake leaves the last e-mail that could be shown, and says in which text it is", async () => {
  const user = userEvent.setup();
  const message = "Line 1: Nothing is called {{tier.nam}}.";
  const errors = [{ field: "subject", message, code: "INVALID" }];
  const wrong = { subject: null, html: null, text: null, warnings: [], errors };
  world({
    answer: ({ operation, variables }) => {
      if (operation !== "LoyaltyMessageTemplatePreview") return undefined;
      const { subject } = variables.input as { subject: string };
      return subject.endsWith("!")
        ? { data: { loyaltyMessageTemplatePreview: wrong } }
        : undefined;
    },
  });
  await open("/messages/template/p1/TIER_RAISED/en");
  const frame = await screen.findByTitle("Preview");
  expect(frame.closest(".old")).toBeNull();
  await user.type(screen.getByLabelText("Subject"), "!");
  await screen.findByText(`Subject: ${message}`);
  expect(screen.getByTitle("Preview")).toBe(frame);
  expect(frame.getAttribute("srcdoc")).toContain("Hello Anna");
  expect(frame.closest(".old")).toBeTruthy();
  await user.type(screen.getByLabelText("Subject"), "{Backspace}");
  await waitFor(() => expect(frame.closest(".old")).toBeNull());
  expect(screen.queryByText(`Subject: ${message}`)).toBeNull();
});

test("where there is little room the wide view is made smaller, not narrower", async () => {
  const user = userEvent.setup();
  const width = vi.spyOn(HTMLElement.prototype, "clientWidth", "get").mockReturnValue(512);
  world();
  await open("/messages/template/p1/TIER_RAISED/en");
  const { style } = await screen.findByTitle("Preview");
  expect([style.width, style.height, style.transform]).toEqual(["640px", "125%", "scale(0.8)"]);
  await user.click(screen.getByRole("button", { name: "Phone" }));
  expect(screen.getByTitle("Preview").style.transform).toBe("");
  width.mockRestore();
});

test("a broken template says so; an older text is looked at again, and the shipped one restored", async () => {
  const user = userEvent.setup();
  const requests = world({
    template: edited({
      failedAt: "2026-11-03T10:00:00Z",
      failures: 3,
      error: "Line 7: no such helper.",
    }),
  });
  await open("/messages/template/p1/TIER_RAISED/en");
  await screen.findByText(/3 e-mails had the shipped text instead/);
  screen.getByText("Line 7: no such helper.");
  await user.click(screen.getByText("Versions"));
  await user.click(screen.getByRole("button", { name: "Look at version 1 again" }));
  expect(screen.getByLabelText("Subject")).toHaveProperty("value", "An older subject");
  expect(asked(requests, "LoyaltyMessageTemplateUpdate")).toEqual([]);
  await user.click(screen.getByRole("button", { name: "Discard" }));
  await user.click(screen.getByRole("button", { name: "Back to the shipped text" }));
  await screen.findByText("Customers get the shipped text again.");
  expect(asked(requests, "LoyaltyMessageTemplateReset")).toMatchObject([{ basedOn: 2 }]);
  await user.click(screen.getByRole("button", { name: "Undo" }));
  await waitFor(() =>
    expect(asked(requests, "LoyaltyMessageTemplateUpdate")[0]).toMatchObject({
      basedOn: 4,
      input: { subject: "You are {{tier.name}}" },
    }),
  );
});

test("why a text was not saved is gone once that text is changed, and no other's reason", async () => {
  const user = userEvent.setup();
  world({
    answer: ({ operation }) => {
      if (operation !== "LoyaltyMessageTemplateUpdate") return undefined;
      const errors = [
        { field: "subject", message: "Nothing is called entry.point.", code: "INVALID" },
        { field: "text", message: "The text part is too long.", code: "INVALID" },
      ];
      return { data: { loyaltyMessageTemplateUpdate: { template: null, errors } } };
    },
  });
  await open("/messages/template/p1/TIER_RAISED/en");
  const subject = await screen.findByLabelText("Subject");
  await user.type(subject, "!");
  await user.click(screen.getByRole("button", { name: "Save" }));
  await screen.findByText("Nothing is called entry.point.");
  await user.type(subject, "!");
  expect(screen.queryByText("Nothing is called entry.point.")).toBeNull();
  expect(subject.getAttribute("aria-invalid")).not.toBe("true");
  screen.getByText("The text part is too long.");
});

const THEIRS = { number: 5, subject: "What a colleague wrote" };

test("who was slower sees what the other wrote, and says whose is to hold", async () => {
  const user = userEvent.setup();
  let isLate = true;
  const requests = world({
    answer: ({ operation, variables }) => {
      if (operation === "LoyaltyMessageTemplate") {
        return { data: { loyaltyMessageTemplate: edited(isLate ? {} : THEIRS) } };
      }
      if (operation !== "LoyaltyMessageTemplateUpdate") return undefined;
      if (variables.basedOn === 5) {
        return { data: { loyaltyMessageTemplateUpdate: { template: { number: 6 }, errors: [] } } };
      }
      isLate = false;
      const errors = [{ field: null, message: "Somebody else was faster.", code: "OUTDATED" }];
      return { data: { loyaltyMessageTemplateUpdate: { template: null, errors } } };
    },
  });
  await open("/messages/template/p1/TIER_RAISED/en");
  await user.type(await screen.findByLabelText("Subject"), "!");
  await user.click(screen.getByRole("button", { name: "Save" }));
  await screen.findByText("Somebody else was faster.");
  await screen.findByText(/^Somebody else has saved version 5 since you began\./);
  expect(screen.getByLabelText("Subject")).toHaveProperty("value", "You are {{tier.name}}!");
  await user.click(screen.getByText("What holds now"));
  screen.getByText("What a colleague wrote");
  expect(await violations()).toEqual([]);
  // Neither a button nor Enter saves over it unasked.
  expect(screen.queryByRole("button", { name: "Save" })).toBeNull();
  await user.type(screen.getByLabelText("Subject"), "!{Enter}");
  expect(asked(requests, "LoyaltyMessageTemplateUpdate")).toHaveLength(1);

  await user.click(screen.getByRole("button", { name: "Take theirs" }));
  expect(screen.getByLabelText("Subject")).toHaveProperty("value", "What a colleague wrote");
  await user.click(screen.getByRole("button", { name: "Undo" }));
  await user.click(await screen.findByRole("button", { name: "Save mine anyway" }));
  await user.click(await screen.findByRole("button", { name: "Undo" }));
  await waitFor(() =>
    expect(asked(requests, "LoyaltyMessageTemplateUpdate")).toMatchObject([
      { basedOn: 2, input: { subject: "You are {{tier.name}}!" } },
      { basedOn: 5, input: { subject: "You are {{tier.name}}!!" } },
      { basedOn: 6, input: { subject: "What a colleague wrote" } },
    ]),
  );
});

test("who comes back to a text that was not saved learns of what was saved meanwhile", async () => {
  const user = userEvent.setup();
  let isLate = false;
  const requests = world({
    answer: ({ operation }) =>
      operation === "LoyaltyMessageTemplate"
        ? { data: { loyaltyMessageTemplate: edited(isLate ? THEIRS : {}) } }
        : undefined,
  });
  await open("/messages/template/p1/TIER_RAISED/en");
  await user.type(await screen.findByLabelText("Subject"), "!");
  await user.click(screen.getByRole("link", { name: "← Messages" }));
  const link = await screen.findByRole("link", { name: "Edit “Higher tier” in English" });
  expect(screen.getAllByText("not saved")).toHaveLength(1);
  expect(link.closest("li")?.textContent).toContain("not saved");
  isLate = true;
  await user.click(await screen.findByRole("link", { name: "Edit “Higher tier” in English" }));
  await screen.findByText(/^Somebody else has saved version 5 since you began\./);
  expect(screen.getByLabelText("Subject")).toHaveProperty("value", "You are {{tier.name}}!");
  await user.type(screen.getByLabelText("Subject"), "{Enter}");
  expect(screen.queryByRole("button", { name: "Save" })).toBeNull();
  expect(asked(requests, "LoyaltyMessageTemplateUpdate")).toEqual([]);
});

/** One that nothing is shipped in: what holds is the program's own text in German. */
const PORTUGUESE = {
  languageCode: "pt",
  textsLanguageCode: "de",
  subject: "Sie sind {{tier.name}}",
  number: 0,
  versions: [],
};

test("where a language inherits another's text there is none to take away, also by Undo", async () => {
  const user = userEvent.setup();
  const requests = world({ template: edited({ ...PORTUGUESE, failedAt: "2026-11-03T10:00:00Z" }) });
  await open("/messages/template/p1/TIER_RAISED/pt");
  await screen.findByText(/^There is no text in Portuguese yet: customers get the one in German/);
  // That one is mended where it stands.
  expect(screen.queryByText(/This text is broken/)).toBeNull();
  expect(screen.queryByRole("button", { name: "Back to the shipped text" })).toBeNull();
  expect(screen.queryByRole("button", { name: "Remove this text" })).toBeNull();
  const subject = screen.getByLabelText("Subject");
  await user.clear(subject);
  await user.type(subject, "Parabéns");
  await user.click(screen.getByRole("button", { name: "Save" }));
  await user.click(await screen.findByRole("button", { name: "Undo" }));
  await waitFor(() =>
    expect(asked(requests, "LoyaltyMessageTemplateReset")).toMatchObject([{ basedOn: 3 }]),
  );
  expect(asked(requests, "LoyaltyMessageTemplateUpdate")).toHaveLength(1);
});

test("taking away the text of a language that has no shipped one says which one holds then", async () => {
  const user = userEvent.setup();
  world({
    template: edited({ languageCode: "pt", textsLanguageCode: "pt" }),
    answer: ({ operation }) =>
      operation === "LoyaltyMessageTemplateReset"
        ? {
            data: {
              loyaltyMessageTemplateReset: {
                template: { number: 3, languageCode: "pt", textsLanguageCode: "de" },
                errors: [],
              },
            },
          }
        : undefined,
  });
  await open("/messages/template/p1/TIER_RAISED/pt");
  await user.click(await screen.findByRole("button", { name: "Remove this text" }));
  await screen.findByText("Customers get the text in German again.");
});

test("a test goes to the address that was given, as the text stands", async () => {
  const user = userEvent.setup();
  const requests = world();
  await open("/messages/template/p1/TIER_RAISED/en");
  await user.type(await screen.findByLabelText("Subject"), "!");
  await user.type(screen.getByLabelText("Send a test to"), "me@example.com");
  await user.click(screen.getByRole("button", { name: "Send a test" }));
  await screen.findByText("A test went to me@example.com.");
  expect(asked(requests, "LoyaltyMessageTemplateTest")).toMatchObject([
    { address: "me@example.com", input: { subject: "You are {{tier.name}}!" } },
  ]);
  expect(asked(requests, "LoyaltyMessageTemplateUpdate")).toEqual([]);
});

test("a test goes to oneself, where nothing else is said", async () => {
  const user = userEvent.setup();
  const requests = world();
  window.history.replaceState(null, "", `${BASE}/messages/template/p1/TIER_RAISED/en${SEARCH}`);
  await load(() => import("../src/app/main"));
  const part = (value: object) => btoa(JSON.stringify(value)).replaceAll("=", "");
  const payload = { email: "staff@example.com", user_permissions: [] };
  const token = [part({ alg: "none" }), part(payload), "x"].join(".");
  await send("handshake", { token, version: 1, saleorVersion: "3.23.0", dashboardVersion: "v3.23.0" });
  await user.click(await screen.findByRole("button", { name: "Send a test" }));
  await waitFor(() =>
    expect(asked(requests, "LoyaltyMessageTemplateTest")).toMatchObject([
      { address: "staff@example.com" },
    ]),
  );
});

test("what was given up comes first, with its reason, and is tried again", async () => {
  const user = userEvent.setup();
  const requests = world({
    answer: ({ operation }) =>
      operation === "LoyaltyDeliveryRetry"
        ? { data: { loyaltyDeliveryRetry: { retriedCount: 2, errors: [] } } }
        : undefined,
  });
  await open("/messages/sent");
  await screen.findByText("2 e-mails");
  expect(asked(requests, "LoyaltyDeliveries")[0]).toMatchObject({
    filter: { means: "EMAIL", statuses: ["FAILED"] },
  });
  expect(screen.getAllByText(/tried as often as it is worth/)).toHaveLength(2);
  await user.click(screen.getByRole("button", { name: /^1 attempt: Higher tier/ }));
  screen.getByText("try later");
  expect(await violations()).toEqual([]);

  const [one] = screen.getAllByRole("button", { name: /^Try again: / });
  await user.click(one as HTMLElement);
  for (const box of screen.getAllByRole("checkbox", { name: /^Choose / })) await user.click(box);
  await user.click(screen.getByRole("button", { name: "Try 2 again" }));
  await user.click(screen.getByRole("button", { name: "Try all again" }));
  await screen.findByText("2 e-mails go out again now.");
  await waitFor(() =>
    expect(asked(requests, "LoyaltyDeliveryRetry")).toMatchObject([
      { ids: ["d1"] },
      { ids: ["d1", "d2"] },
      { filter: { means: "EMAIL", statuses: ["FAILED"] } },
    ]),
  );
});

test("what waits says whom it is to, what the mail server answered and when it is tried", async () => {
  const today = new Date();
  today.setHours(9, 5, 0, 0);
  const [attempt] = delivery().attempts;
  world({
    deliveries: [
      delivery({
        status: "PENDING",
        subject: "",
        errorCode: "WAY_DOWN",
        error: "(535, b'Wrong password')",
        createdAt: today.toISOString(),
        finishedAt: null,
        dueAt: today.toISOString(),
        attempts: [],
      }),
      delivery({
        id: "d2",
        kind: "BADGE_UNLOCKED",
        errorCode: "REFUSED_BY_SERVER",
        error: "",
        attempts: [
          { ...attempt, error: "SMTPDataError: (554, b'5.7.1 go away')", response: "5.7.1 go away" },
        ],
      }),
    ],
  });
  const user = userEvent.setup();
  await open("/messages/sent");
  await screen.findByText("The mail server takes nothing at all just now; it waits for that.");
  screen.getByText("(535, b'Wrong password')");
  expect(screen.getAllByText("ann@example.com")).toHaveLength(2);
  screen.getByText("today, 9:05 AM");
  screen.getByText(/^Next try: .* 9:05 AM$/);
  // The same is said once.
  await user.click(screen.getByRole("button", { name: /^1 attempt: New badge/ }));
  screen.getByText("5.7.1 go away");
  expect(screen.queryByText(/SMTPDataError/)).toBeNull();
});

test("sent e-mails are found by customer, kind and day", async () => {
  const user = userEvent.setup();
  const requests = world();
  await open("/messages/sent");
  await user.click(await screen.findByRole("button", { name: "All" }));
  await user.selectOptions(screen.getByLabelText("Kind"), "New badge");
  fireEvent.change(screen.getByLabelText("From"), { target: { value: "2026-11-01" } });
  await user.type(screen.getByLabelText("Customer or address"), "ann");
  await waitFor(() =>
    expect(asked(requests, "LoyaltyDeliveries").at(-1)).toMatchObject({
      filter: {
        statuses: null,
        kinds: ["BADGE_UNLOCKED"],
        search: "ann",
        createdAt: { gte: new Date("2026-11-01T00:00:00").toISOString(), lte: null },
      },
    }),
  );
});

test("where nothing was given up all is shown, and the page says so to who asks", async () => {
  const user = userEvent.setup();
  world({
    answer: ({ operation, variables }) => {
      if (operation !== "LoyaltyDeliveries") return undefined;
      const { statuses } = variables.filter as { statuses: string[] | null };
      const nodes = statuses ? [] : [delivery({ status: "DELIVERED" })];
      return { data: { loyaltyDeliveries: page(nodes) } };
    },
  });
  await open("/messages/sent");
  await screen.findByText("1 e-mail");
  expect(screen.getByRole("button", { name: "All" }).getAttribute("aria-pressed")).toBe("true");
  await user.click(screen.getByRole("button", { name: "Given up" }));
  await screen.findByRole("heading", { name: "Nothing was given up" });
  expect(screen.queryByRole("button", { name: "Try all again" })).toBeNull();
});

test("a new webhook shows its secret once", async () => {
  const user = userEvent.setup();
  let isThere = false;
  const requests = world({
    answer: ({ operation }) => {
      if (operation === "LoyaltyWebhooks") {
        return { data: { loyaltyWebhooks: page(isThere ? [webhook()] : []) } };
      }
      if (operation !== "LoyaltyWebhookCreate") return undefined;
      isThere = true;
      return {
        data: { loyaltyWebhookCreate: { webhook: webhook(), secret: "whsec_abc", errors: [] } },
      };
    },
  });
  await open("/messages/webhooks");
  await screen.findByRole("heading", { name: "No webhooks yet" });
  await user.click(screen.getByRole("button", { name: "Add a webhook" }));
  const form = screen.getByRole("form", { name: "Add a webhook" });
  within(form).getByRole("heading", { name: "Add a webhook" });
  // With one program there is nothing to choose.
  expect(within(form).queryByLabelText("Program")).toBeNull();
  await user.type(within(form).getByLabelText("Name"), "CRM");
  await user.type(within(form).getByLabelText("Address"), "https://crm.example.com/loyalty");
  await user.click(within(form).getByLabelText("Higher tier"));
  expect(await violations()).toEqual([]);
  await user.click(within(form).getByRole("button", { name: "Save" }));
  await screen.findByText("whsec_abc");
  expect(asked(requests, "LoyaltyWebhookCreate")).toEqual([
    {
      input: { name: "CRM", url: "https://crm.example.com/loyalty", events: ["TIER_RAISED"] },
    },
  ]);
  const once = screen.getByText("whsec_abc").closest(".secret") as HTMLElement;
  await user.click(within(once).getByRole("button", { name: "Close" }));
  expect(screen.queryByText("whsec_abc")).toBeNull();
});

test("why a webhook was not saved is gone once its address is changed, and focus stays there", async () => {
  const user = userEvent.setup();
  const errors = [
    { field: "name", message: "Another one has this name.", code: "UNIQUE" },
    { field: "url", message: "Give an address in the internet.", code: "INVALID" },
  ];
  world({
    answer: ({ operation }) =>
      operation === "LoyaltyWebhookUpdate"
        ? { data: { loyaltyWebhookUpdate: { webhook: null, errors } } }
        : undefined,
  });
  await open("/messages/webhooks");
  await user.click(await screen.findByRole("button", { name: "Edit: CRM" }));
  await user.click(screen.getByRole("button", { name: "Save" }));
  await screen.findByText("Give an address in the internet.");
  expect(document.activeElement).toBe(screen.getByLabelText("Name"));
  await user.type(screen.getByLabelText("Address"), "/v2");
  expect(screen.queryByText("Give an address in the internet.")).toBeNull();
  expect(document.activeElement).toBe(screen.getByLabelText("Address"));
  screen.getByText("Another one has this name.");
});

test("a webhook hears of one program or of all, where there are several", async () => {
  const user = userEvent.setup();
  const programs = [
    { id: "p1", name: "Loyalty" },
    { id: "p2", name: "Traders" },
  ];
  const requests = world({ programs, webhooks: [webhook({ program: programs[1] })] });
  await open("/messages/webhooks");
  await user.click(await screen.findByRole("button", { name: "Add a webhook" }));
  const form = screen.getByRole("form", { name: "Add a webhook" });
  expect(within(form).getByLabelText("Program")).toHaveProperty("value", "");
  await user.type(within(form).getByLabelText("Name"), "Till");
  await user.type(within(form).getByLabelText("Address"), "https://till.example.com/");
  await user.selectOptions(within(form).getByLabelText("Program"), "Traders");
  expect(await violations()).toEqual([]);
  await user.click(within(form).getByRole("button", { name: "Save" }));
  await waitFor(() =>
    expect(asked(requests, "LoyaltyWebhookCreate")).toMatchObject([{ input: { programId: "p2" } }]),
  );
  await user.click(within(form).getByRole("button", { name: "Cancel" }));

  await user.click(screen.getByRole("button", { name: "Edit: CRM" }));
  const field = within(screen.getByRole("form", { name: "CRM" })).getByLabelText("Program");
  expect(field).toHaveProperty("value", "p2");
  await user.selectOptions(field, "All programs");
  await user.click(screen.getByRole("button", { name: "Save" }));
  await waitFor(() =>
    expect(asked(requests, "LoyaltyWebhookUpdate")).toMatchObject([{ input: { programId: null } }]),
  );
});

test("a webhook is tried out, and says what came back", async () => {
  const user = userEvent.setup();
  const trial = { statusCode: 500, durationMs: 12, response: "oops", error: "It answered 500." };
  world({
    answer: ({ operation }) =>
      operation === "LoyaltyWebhookTest"
        ? { data: { loyaltyWebhookTest: { webhook: { id: "w1" }, trial, errors: [] } } }
        : undefined,
  });
  await open("/messages/webhooks");
  await user.click(await screen.findByRole("button", { name: "Send a test request: CRM" }));
  await screen.findByText(/It didn't work: answered 500 · 12 ms · It answered 500\. · oops/);
});

test("a webhook that fails says since when", async () => {
  world({ webhooks: [webhook({ failingSince: new Date(Date.now() - 3 * 86_400_000).toISOString() })] });
  await open("/messages/webhooks");
  // A day, not how long ago it was.
  await screen.findByText(/^Nothing has got through since [A-Z][a-z]+ \d+, \d{4}/);
});

test("deleting a webhook and changing its secret ask first", async () => {
  const user = userEvent.setup();
  const requests = world({
    answer: ({ operation }) =>
      operation === "LoyaltyWebhookSecretChange"
        ? {
            data: {
              loyaltyWebhookSecretChange: { webhook: { id: "w1" }, secret: "whsec_new", errors: [] },
            },
          }
        : undefined,
  });
  await open("/messages/webhooks");
  await user.click(await screen.findByRole("button", { name: "New secret: CRM" }));
  expect(asked(requests, "LoyaltyWebhookSecretChange")).toEqual([]);
  await user.click(screen.getByRole("button", { name: "New secret" }));
  await screen.findByText("whsec_new");
  await user.click(screen.getByRole("button", { name: "Delete: CRM" }));
  expect(asked(requests, "LoyaltyWebhookDelete")).toEqual([]);
  screen.getByText(/^Delete “CRM”\?/);
  // One thing at a time; whoever doesn't delete it finds the secret again.
  expect(screen.queryByText("whsec_new")).toBeNull();
  await user.click(screen.getByRole("button", { name: "Cancel" }));
  screen.getByText("whsec_new");
  await user.click(screen.getByRole("button", { name: "Delete: CRM" }));
  await user.click(screen.getByRole("button", { name: "Delete" }));
  await waitFor(() => expect(asked(requests, "LoyaltyWebhookDelete")).toEqual([{ id: "w1" }]));
});

test("a webhook's log shows each request, and sends one again", async () => {
  const user = userEvent.setup();
  const requests = world({
    deliveries: [
      delivery({ kind: "points_posted", status: "DELIVERED", recipient: "CRM", subject: "" }),
      delivery({ id: "d2", kind: "tier_raised", status: "PENDING", errorCode: "WAY_DOWN" }),
    ],
  });
  await open("/messages/webhooks");
  await user.click(await screen.findByRole("button", { name: "Log: CRM" }));
  await screen.findByText("Points moved");
  screen.getByText("The app takes nothing at all just now; it waits for that.");
  // Whose log it is stands above.
  const log = screen.getByRole("list", { name: "Log" });
  expect(within(log).queryByText("CRM")).toBeNull();
  expect(asked(requests, "LoyaltyDeliveries")[0]).toMatchObject({
    filter: { webhookIds: ["w1"], statuses: null },
  });
  expect(await violations()).toEqual([]);
  await user.click(screen.getByRole("button", { name: /^Send again: / }));
  await waitFor(() =>
    expect(asked(requests, "LoyaltyWebhookReplay")).toEqual([{ id: "w1", deliveryIds: ["d1"] }]),
  );
});

test("who manages customers alone sees what was sent, and no settings", async () => {
  world();
  window.history.replaceState(null, "", `${BASE}/messages${SEARCH}`);
  await load(() => import("../src/app/main"));
  const part = (value: object) => btoa(JSON.stringify(value)).replaceAll("=", "");
  const token = [part({ alg: "none" }), part({ user_permissions: ["MANAGE_USERS"] }), "x"].join(".");
  await send("handshake", { token, version: 1, saleorVersion: "3.23.0", dashboardVersion: "v3.23.0" });
  await screen.findByText("2 e-mails");
  expect(screen.queryByRole("switch")).toBeNull();
  expect(screen.queryByRole("navigation", { name: "Parts of this page" })).toBeNull();
});

test("without the right the page says which one", async () => {
  world({ answer: () => refusal("PermissionDenied") });
  await open("/messages");
  await screen.findByText("You need the right to manage discounts to see this.");
});

test("in German nothing is left in English", async () => {
  const told = dashboard();
  world();
  await open("/messages");
  await screen.findByRole("heading", { name: "Messages" });
  await send("localeChanged", { locale: "de" });
  await screen.findByRole("heading", { name: "Nachrichten" });
  screen.getByRole("switch", { name: "Höhere Stufe" });
  screen.getByText(/durch Kommas|Etwa 30, 7/);
  expect(told.length).toBeGreaterThan(0);
});
