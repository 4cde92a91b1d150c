import { attempt, data, gql, h, notice, post, signIn, store } from "./api.js";

const $ = (id) => document.getElementById(id);
const WHO = { customer: "Customer", staff: "Staff", app: "App", none: "Nobody" };
const tokens = { none: null, app: data.logins.appToken };
const START = `# Ctrl+Enter runs the document; the list at the left has ready ones.
query MyPoints {
  me {
    email
    loyalty {
      balance
      available
      value(channel: "default-channel") { amount currency }
      entries(first: 5) { edges { node { createdAt points reason } } }
    }
  }
}`;
let types = {};

async function token() {
  const who = $("who").value;
  if (!(who in tokens)) tokens[who] = await signIn(data.logins[who]);
  return tokens[who];
}

async function run() {
  await attempt(async () => {
    let variables = {};
    if ($("variables").value.trim()) {
      try { variables = JSON.parse($("variables").value); } catch (error) { throw new Error(`Variables are no JSON: ${error.message}`); }
    }
    store.set("query", $("query").value);
    const started = performance.now();
    const answer = await post($("query").value, variables, await token());
    $("took").textContent = `${Math.round(performance.now() - started)} ms`;
    $("result").replaceChildren(...coloured(JSON.stringify(answer, null, 2)));
  });
}

function* coloured(text) {
  let last = 0;
  for (const match of text.matchAll(/("(?:\\.|[^"\\])*")(\s*:)?|(-?\d+(?:\.\d+)?(?:e[+-]?\d+)?|true|false|null)/gi)) {
    if (match.index > last) yield text.slice(last, match.index);
    yield h("span", { class: match[2] ? "json-key" : match[1] ? "json-text" : "json-number" }, match[1] ?? match[3]);
    if (match[2]) yield match[2];
    last = match.index + match[0].length;
  }
  yield text.slice(last);
}

// Ready documents ----------------------------------------------------------------------------

function showOperations() {
  const groups = Map.groupBy?.(data.operations, (item) => item.group) ?? groupBy(data.operations);
  $("operations").replaceChildren(...[...groups].map(([group, items]) => h("div", {},
    h("p", { class: "soft", style: "margin:.6rem 0 .2rem" }, group),
    h("ul", { class: "list" }, items.map((item) => h("li", {}, h("button", { onclick: () => attempt(() => choose(item)) }, item.name)))))));
}

function groupBy(items) {
  const groups = new Map();
  for (const item of items) groups.set(item.group, [...(groups.get(item.group) ?? []), item]);
  return groups;
}

async function choose({ group, text }) {
  $("query").value = text;
  $("who").value = { storefront: "customer", staff: "staff", app: "app" }[group] ?? "customer";
  store.set("who", $("who").value);
  const samples = await sampleIds();
  if (text.includes("loyaltyEarningRule")) {
    const { loyaltyProgram } = await gql(`{ loyaltyProgram(channel: "default-channel") { earningRules { id } } }`, {}, tokens.staff);
    samples.rule = loyaltyProgram?.earningRules[0]?.id;
  }
  if (text.includes("loyaltyBonus")) {
    const { loyaltyProgram } = await gql(`{ loyaltyProgram(channel: "default-channel") { bonuses { id } } }`, {}, tokens.staff);
    samples.bonus = loyaltyProgram?.bonuses[0]?.id;
  }
  if (/Tier|Badge/.test(text)) {
    // The highest of the tiers: it can be set by hand.
    const { loyaltyProgram } = await gql(`{ loyaltyProgram(channel: "default-channel") { tiers { id } badges { id } } }`, {}, tokens.staff);
    samples.tier = loyaltyProgram?.tiers.at(-1)?.id;
    samples.badge = loyaltyProgram?.badges[0]?.id;
  }
  const variables = {};
  for (const [, name, type, required] of text.matchAll(/\$(\w+):\s*(\[\w+!?\]|\w+)(!?)/g)) {
    const value = sample(name, type.replace(/[[\]!]/g, ""), text, samples);
    if (required || value != null && ["first", "channel", "useMaximum", "email"].includes(name)) variables[name] = type.startsWith("[") ? [value] : value;
  }
  $("variables").value = Object.keys(variables).length ? JSON.stringify(variables, null, 2) : "";
}

/** Ids of things that the demo has, so that a chosen document runs as it is. */
async function sampleIds() {
  tokens.customer ??= await signIn(data.logins.customer);
  tokens.staff ??= await signIn(data.logins.staff);
  const { me } = await gql(`{ me { id checkoutIds(channel: "default-channel") orders(first: 1) { edges { node { id } } } loyalty { id program { id } entries(first: 1) { edges { node { id } } } } } }`, {}, tokens.customer);
  const { products } = await gql(`{ products(first: 1, channel: "default-channel") { edges { node { id defaultVariant { id } } } } }`);
  const product = products.edges[0]?.node;
  let checkout = me.checkoutIds?.[0];
  if (!checkout) {
    const variantId = product?.defaultVariant.id;
    const made = variantId && await gql(`mutation($input: CheckoutCreateInput!) { checkoutCreate(input: $input) { checkout { id } } }`,
      { input: { channel: "default-channel", lines: [{ variantId, quantity: 2 }] } }, tokens.customer);
    checkout = made?.checkoutCreate.checkout?.id;
  }
  return { customer: me.id, checkout, product: product?.id, order: me.orders.edges[0]?.node.id, account: me.loyalty?.id, program: me.loyalty?.program.id, entry: me.loyalty?.entries.edges[0]?.node.id };
}

const TEXTS = { email: () => "customer@example.com", type: () => "survey", eventType: () => "social-follow", idempotencyKey: () => crypto.randomUUID() };

function sample(name, type, text, ids) {
  if (name === "channel" || name === "slug") return "default-channel";
  if (type === "ID") {
    const about = `${name} ${text}`.toLowerCase();
    for (const kind of ["customer", "checkout", "order", "entry", "program", "account", "tier", "badge"]) if (name.toLowerCase().includes(kind)) return ids[kind];
    if (about.includes("checkout")) return ids.checkout;
    if (about.includes("entryrevoke")) return ids.entry;
    if (about.includes("earningrule")) return ids.rule;
    if (about.includes("loyaltybonus")) return ids.bonus;
    if (about.includes("loyaltytier")) return ids.tier;
    if (about.includes("loyaltybadge")) return ids.badge;
    if (about.includes("program")) return ids.program;
    if (about.includes("product(")) return ids.product;
    if (about.includes("order(")) return ids.order;
    return ids.account;
  }
  const known = { Int: name === "first" ? 10 : 100, Boolean: true, String: TEXTS[name]?.() ?? "text", Float: 1, PositiveDecimal: 1, DateTime: name === "endsAt" ? new Date(Date.now() + 30 * 864e5).toISOString() : "2026-01-01T00:00:00Z" };
  if (type in known) return known[type];
  const definition = types[type];
  if (definition?.enumValues) return definition.enumValues[0].name;
  const fields = (definition?.inputFields ?? []).filter((field) => field.type.kind === "NON_NULL" || ["note", "points", "dryRun"].includes(field.name)
    || text.includes("Create(") && (text.includes("Badge") ? ["title", "basis", "pointsFrom"] : ["name", "multiplier", "trigger", "eventType", "threshold"]).includes(field.name));
  return Object.fromEntries(fields.map((field) => [field.name, sample(field.name, named(field.type).name, text, ids)]));
}

// Types --------------------------------------------------------------------------------------

const INTROSPECTION = `query { __schema { types { kind name description
  fields { name description args { name description type { ...T } } type { ...T } }
  inputFields { name description type { ...T } } enumValues { name description } possibleTypes { name } } } }
  fragment T on __Type { kind name ofType { kind name ofType { kind name ofType { kind name } } } }`;

const named = (type) => type.ofType ? named(type.ofType) : type;
const typeText = (type) => type.kind === "NON_NULL" ? [typeText(type.ofType), "!"] : type.kind === "LIST" ? ["[", typeText(type.ofType), "]"] : typeLink(type.name);
const typeLink = (name) => h("button", { class: "link", onclick: () => showType(name) }, h("code", {}, name));
const withCode = (text) => text.split("`").map((part, index) => index % 2 ? h("code", {}, part) : part);
const fieldItem = (field) => h("div", {}, h("code", {}, field.name), field.args?.length ? h("span", { class: "soft" }, " (", field.args.flatMap((arg, index) => [index ? ", " : "", `${arg.name}: `, typeText(arg.type)]), ")") : "",
  field.type ? [": ", typeText(field.type)] : "", field.description && h("p", {}, withCode(field.description.split("\n\n")[0])));

function showType(name) {
  const type = types[name];
  if (!type) return;
  $("docs").replaceChildren(
    h("div", { class: "row" }, h("strong", {}, name), h("button", { class: "button plain small", onclick: showRoots }, "All")),
    ...(type.description ? [h("p", {}, withCode(type.description))] : []),
    ...(type.fields ?? type.inputFields ?? type.enumValues ?? []).map(fieldItem),
    ...(type.possibleTypes ?? []).map((one) => typeLink(one.name)));
}

function showRoots() {
  const wanted = $("find").value.trim().toLowerCase();
  const matching = (name) => types[name].fields.filter((field) => field.name.toLowerCase().includes(wanted));
  const loyaltyFirst = (a, b) => /loyalty/i.test(b.name) - /loyalty/i.test(a.name);
  const found = wanted ? Object.keys(types).filter((name) => !name.startsWith("__") && name.toLowerCase().includes(wanted)).slice(0, 30) : [];
  $("docs").replaceChildren(...found.map((name) => h("div", {}, typeLink(name))),
    ...["Query", "Mutation"].flatMap((root) => matching(root).length ? [h("strong", {}, root), ...matching(root).sort(loyaltyFirst).map(fieldItem)] : []));
}

// Start --------------------------------------------------------------------------------------

$("who").append(...Object.entries(WHO).map(([key, title]) => h("option", { value: key, selected: store.get("who") === key }, title)));
$("who").addEventListener("change", () => store.set("who", $("who").value));
$("query").value = store.get("query") ?? START;
$("run").addEventListener("click", run);
$("find").addEventListener("input", showRoots);
document.addEventListener("keydown", (event) => { if ((event.ctrlKey || event.metaKey) && event.key === "Enter") { event.preventDefault(); run(); } });
showOperations();
await attempt(async () => {
  types = Object.fromEntries((await gql(INTROSPECTION)).__schema.types.map((type) => [type.name, type]));
  showRoots();
});
if (!data.operations.length) notice("No ready documents were found.", true);
