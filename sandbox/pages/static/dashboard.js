// Stands in for Saleor's dashboard: shows the pages of installed apps as it does, and little else.

import { attempt, data, date, gql, h, money, notice, signIn, store, table } from "./api.js";
import { appFrame, closeFrames, renewTokens, tellFrames } from "./bridge.js";

const ROOT = "/dashboard";
const PAGE = 50;
const LOCALES = [["en", "English"], ["de", "Deutsch"]];

const state = { token: store.get("staff"), theme: store.get("theme") ?? "light", locale: store.get("locale") ?? "en", search: "" };
const main = document.getElementById("main");
const run = (query, variables) => gql(query, variables, state.token);
const path = () => location.pathname.slice(ROOT.length).replace(/\/$/, "") || "/";

// What stands on a page and beside it: a list, and one of it with the widgets of its place.
const PAGES = {
  customers: {
    title: "Customers", mount: "CUSTOMER_DETAILS_WIDGETS", parameter: "customerId", heads: ["E-mail", "Name"],
    list: `query($search: String) { customers(first: ${PAGE}, search: $search) { edges { node { id email firstName lastName } } } }`,
    one: `query($id: ID!) { user(id: $id) { id email firstName lastName } }`,
    name: (user) => user.email, cells: (user) => [`${user.firstName} ${user.lastName}`],
  },
  orders: {
    title: "Orders", mount: "ORDER_DETAILS_WIDGETS", parameter: "orderId", heads: ["Order", "Date", "Customer", "#Total"],
    list: `query($search: String) { orders(first: ${PAGE}, search: $search) { edges { node { id number created userEmail total { gross { amount currency } } } } } }`,
    one: `query($id: ID!) { order(id: $id) { id number created userEmail total { gross { amount currency } } } }`,
    name: (order) => `Order ${order.number}`, cells: (order) => [date(order.created), order.userEmail, money(order.total.gross)],
  },
  products: {
    title: "Products", mount: "PRODUCT_DETAILS_WIDGETS", parameter: "productId", heads: ["Product"],
    list: `query($search: String) { products(first: ${PAGE}, search: $search) { edges { node { id name } } } }`,
    one: `query($id: ID!) { product(id: $id) { id name } }`,
    name: (product) => product.name, cells: () => [],
  },
};

const places = (mount) => data.apps.flatMap((app) => app.manifest.extensions
  .filter((extension) => mount.test(extension.mount)).map((extension) => ({ app, extension })));
const deepPath = (app, rest) => `/extensions/app/${encodeURIComponent(app.id)}${rest}`;

function go(to) {
  history.pushState(null, "", ROOT + to);
  render();
}

function link(to, ...content) {
  return h("a", { href: ROOT + to, onclick: (event) => { event.preventDefault(); state.search = ""; go(to); } }, ...content);
}

// Frames ---------------------------------------------------------------------------------------

/** A token with the rights that the staff member has and the page's place asks for: as a page of the app, all of the app's. */
async function pageToken(app, extension) {
  const response = await fetch("/dashboard-token/", {
    method: "POST", headers: { "Authorization-Bearer": state.token },
    body: JSON.stringify({ app: app.manifest.id, extension: extension && extension.target !== "APP_PAGE" ? extension.identifier : null }),
  });
  if (!response.ok) throw new Error("The session has ended. Sign in again.");
  return response.json();
}

function redirect(to, isNewTab) {
  if (!to.startsWith("/")) {
    if (isNewTab) window.open(to);
    else if (confirm("You are about to leave the dashboard.")) location.href = to;
  } else if (isNewTab) window.open(ROOT + to);
  else go(to);
}

function frameOf({ app, extension, url, parameters, rest = "/" }) {
  return appFrame({
    app, url, parameters, title: extension?.label ?? app.manifest.name, isWidget: extension?.target === "WIDGET",
    token: () => pageToken(app, extension),
    told: () => ({ locale: state.locale, theme: state.theme, path: rest }),
    onRedirect: redirect,
    onRefresh: render,
    onRoute: (route) => history.pushState(null, "", ROOT + deepPath(app, route)),
  });
}

// Pages ----------------------------------------------------------------------------------------

async function listView(kind) {
  const page = PAGES[kind];
  const found = (await run(page.list, { search: state.search || null }))[kind].edges.map((edge) => edge.node);
  return [
    h("div", { class: "head" }, h("h1", {}, page.title),
      h("input", { class: "field", type: "search", placeholder: "Search", "aria-label": "Search", value: state.search,
        onchange: (event) => { state.search = event.target.value.trim(); render(); } })),
    table(page.heads, found.map((node) => h("tr", {},
      [link(`/${kind}/${encodeURIComponent(node.id)}`, page.name(node)), ...page.cells(node)].map((cell) => h("td", {}, cell)))),
    "Nothing found.")];
}

/** A page of an app over the page that is open; only the dashboard closes it. */
function openPopup({ app, extension }, parameters) {
  const dialog = h("dialog", { class: "popup", "aria-label": extension.label, onclose: () => dialog.remove() },
    h("div", { class: "head" }, h("h2", {}, extension.label),
      h("button", { type: "button", "aria-label": "Close popup", onclick: () => dialog.close() }, "×")),
    frameOf({ app, extension, url: extension.url, parameters }));
  document.body.append(dialog);
  dialog.showModal();
}

async function detailsView(kind, id) {
  const page = PAGES[kind];
  const [node] = Object.values(await run(page.one, { id }));
  if (!node) return [h("p", { class: "card empty" }, "There is nothing here.")];
  const widgets = places(new RegExp(`^${page.mount}$`)).map(({ app, extension }) => h("section", { class: "widget" },
    h("h2", {}, extension.label),
    frameOf({ app, extension, url: extension.url, parameters: { [page.parameter]: id } })));
  const actions = places(new RegExp(`^${page.mount.replace("WIDGETS", "MORE_ACTIONS")}$`))
    .filter(({ extension }) => extension.target === "POPUP")
    .map((item) => h("button", { type: "button", onclick: () => openPopup(item, { [page.parameter]: id }) }, item.extension.label));
  return [
    h("p", {}, link(`/${kind}`, page.title)),
    h("div", { class: "details" },
      h("div", { class: "card" }, h("h1", {}, page.name(node)), page.cells(node).map((cell) => h("p", {}, cell)),
        actions.length ? h("p", { class: "actions" }, actions) : null),
      h("aside", { class: "widgets", "aria-label": "Extensions" }, widgets.length ? widgets : h("p", { class: "soft" }, "No app shows anything here.")))];
}

function appView(id, rest) {
  const app = data.apps.find((item) => item.id === id);
  if (!app) return [h("p", { class: "card empty" }, "This app is not installed.")];
  const { manifest } = app;
  const extension = places(/^NAVIGATION_/).find((item) => item.app === app && item.extension.url === rest)?.extension;
  return [frameOf({ app, extension, url: manifest.appUrl + rest, rest: rest || "/" })];
}

function homeView() {
  // As there: unless an app says GET, its page is posted to, which this stand-in doesn't do.
  const widgets = places(/^HOMEPAGE_WIDGETS$/).map(({ app, extension }) => extension.options?.homeWidgetTarget?.method === "GET"
    ? frameOf({ app, extension, url: extension.url }) : h("p", { class: "card empty" }, `The dashboard posts to ${extension.url}.`));
  return [h("h1", {}, "Home"), h("p", { class: "soft" }, "Open a customer, an order or a product to see what apps show there."), ...widgets];
}

async function view() {
  const [kind, id] = path().slice(1).split("/");
  if (kind === "extensions") {
    const [, , , app, ...rest] = path().split("/");
    return appView(decodeURIComponent(app), rest.length ? `/${rest.join("/")}` : "");
  }
  if (!PAGES[kind]) return homeView();
  return id ? detailsView(kind, decodeURIComponent(id)) : listView(kind);
}

function signInView() {
  const [email, password] = data.logins.staff;
  const form = h("form", { class: "card", style: "max-width:380px;margin:3rem auto;display:grid;gap:1rem", onsubmit: (event) => {
    event.preventDefault();
    attempt(async () => {
      keepToken(await signIn([form.elements.email.value, form.elements.password.value]));
      render();
    });
  } }, h("h1", {}, "Dashboard"),
    h("input", { class: "field", name: "email", type: "email", autocomplete: "username", value: email, "aria-label": "E-mail" }),
    h("input", { class: "field", name: "password", type: "password", autocomplete: "current-password", value: password, "aria-label": "Password" }),
    h("button", { class: "button" }, "Sign in"));
  return form;
}

function keepToken(token) {
  state.token = token;
  store.set("staff", token);
}

function tools() {
  const button = (title, onclick) => h("button", { class: "button plain small", onclick }, title);
  const language = h("select", { "aria-label": "Language", onchange: (event) => {
    state.locale = event.target.value;
    store.set("locale", state.locale);
    tellFrames("localeChanged", { locale: state.locale });
  } }, LOCALES.map(([code, name]) => h("option", { value: code, selected: code === state.locale }, name)));
  return [language,
    button(state.theme === "dark" ? "Light" : "Dark", () => {
      state.theme = state.theme === "dark" ? "light" : "dark";
      store.set("theme", state.theme);
      renderBar();
      tellFrames("theme", { theme: state.theme });
    }),
    button("Renew token", () => attempt(async () => { await renewTokens(); notice("The pages have new tokens."); })),
    button("Sign out", () => { keepToken(null); render(); })];
}

function renderBar() {
  document.documentElement.dataset.theme = state.theme;
  const entries = [...Object.entries(PAGES).map(([kind, page]) => [`/${kind}`, page.title]),
    // Of an app with entries of its own, those.
    ...data.apps.filter((app) => !app.manifest.extensions.some(({ mount }) => /^NAVIGATION_/.test(mount)))
      .map((app) => [deepPath(app, ""), app.manifest.name]),
    ...places(/^NAVIGATION_/).map(({ app, extension }) => [deepPath(app, extension.url), extension.label])];
  document.getElementById("tabs").replaceChildren(...(state.token ? entries : []).map(([to, title]) => {
    const entry = link(to, title);
    if (path() === to) entry.setAttribute("aria-current", "page");
    return entry;
  }));
  document.getElementById("account").replaceChildren(...(state.token ? tools() : []));
}

let round = 0;

function render() {
  const own = ++round;
  closeFrames();
  renderBar();
  if (!state.token) { main.replaceChildren(signInView()); return; }
  attempt(async () => {
    try {
      const shown = await view();
      if (own === round) main.replaceChildren(...shown);
    } catch (error) {
      if (/permission/.test(error.message)) { keepToken(null); render(); }
      throw error;
    }
  });
}

addEventListener("popstate", render);
render();
