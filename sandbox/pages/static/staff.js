import { attempt, count, data, date, gql, h, money, mutate, notice, signIn, signed, status, store, table, words } from "./api.js";

const state = { tab: "orders", token: store.get("staff"), search: "", warehouse: null };
const MONEY = "{ amount currency }";
const run = (query, variables) => gql(query, variables, state.token);
const main = document.getElementById("main");
const dialog = document.getElementById("dialog");

function render() {
  const tabs = state.token ? [["orders", "Orders"], ["customers", "Customers"]] : [];
  document.getElementById("tabs").replaceChildren(...tabs.map(([key, title]) => h("button",
    { class: "tab", role: "tab", "aria-selected": String(state.tab === key), onclick: () => { state.tab = key; state.search = ""; render(); } }, title)));
  document.getElementById("account").replaceChildren(...(state.token
    ? [h("button", { class: "button plain small", onclick: () => { state.token = null; store.set("staff", null); render(); } }, "Sign out")] : []));
  if (!state.token) { main.replaceChildren(signInView()); return; }
  attempt(async () => {
    try { main.replaceChildren(...await (state.tab === "orders" ? ordersView() : customersView())); }
    catch (error) { if (/permission/.test(error.message)) { state.token = null; store.set("staff", null); render(); } throw error; }
  });
}

function signInView() {
  const [email, password] = data.logins.staff;
  const form = h("form", { class: "card", style: "max-width:380px;margin:3rem auto;display:grid;gap:1rem", onsubmit: (event) => {
    event.preventDefault();
    attempt(async () => {
      state.token = await signIn([form.elements.email.value, form.elements.password.value]);
      store.set("staff", state.token);
      render();
    });
  } }, h("h1", {}, "Staff"),
    h("input", { class: "field", name: "email", type: "email", value: email, "aria-label": "E-mail" }),
    h("input", { class: "field", name: "password", type: "password", value: password, "aria-label": "Password" }),
    h("button", { class: "button" }, "Sign in"));
  return form;
}

const searchField = (placeholder) => h("input", { class: "field", type: "search", placeholder, "aria-label": placeholder, value: state.search,
  onchange: (event) => { state.search = event.target.value.trim(); render(); } });

// Orders -------------------------------------------------------------------------------------

async function ordersView(after = null) {
  const { orders } = await run(`query($search: String, $after: String) {
    orders(first: 30, after: $after, search: $search) { totalCount pageInfo { hasNextPage endCursor } edges { node {
      id number created status chargeStatus userEmail total { gross ${MONEY} } totalCharged ${MONEY} channel { slug }
      actions lines { id quantityToFulfill } loyalty { pointsEarned pointsSpent } } } } }`, { search: state.search || null, after });
  const next = orders.pageInfo;
  return [
    h("div", { class: "head" }, h("h1", {}, `${count(orders.totalCount)} ${orders.totalCount === 1 ? "order" : "orders"}`), searchField("Number, e-mail or name")),
    table(["Order", "Date", "Customer", "#Total", "Status", "Payment", "#Earned", "#Spent", ""],
      orders.edges.map(({ node }) => orderRow(node)), "No orders found."),
    h("p", {}, next.hasNextPage && h("button", { class: "button plain", onclick: () => attempt(async () => {
      main.replaceChildren(...await ordersView(next.endCursor)); scrollTo(0, 0); }) }, "Older orders"))];
}

function orderRow(order) {
  const closed = ["CANCELED", "EXPIRED", "DRAFT"].includes(order.status);
  const left = order.lines.filter((line) => line.quantityToFulfill);
  const button = (title, action, plain = true) => h("button", { class: `button small ${plain ? "plain" : ""}`, onclick: () => act(action) }, title);
  return h("tr", {},
    h("td", {}, h("strong", {}, order.number)), h("td", {}, date(order.created)), h("td", {}, h("div", {}, order.userEmail), h("span", { class: "soft" }, order.channel.slug)),
    h("td", { class: "number" }, money(order.total.gross)),
    h("td", {}, status(order.status)), h("td", {}, status(order.chargeStatus)),
    h("td", { class: "number gain" }, order.loyalty?.pointsEarned ? signed(order.loyalty.pointsEarned) : "–"),
    h("td", { class: "number" }, order.loyalty?.pointsSpent ? signed(-order.loyalty.pointsSpent) : "–"),
    h("td", {}, h("div", { class: "actions" },
      !closed && order.actions.includes("MARK_AS_PAID") && button("Mark paid", () => simple("orderMarkAsPaid", order), false),
      !closed && order.status !== "UNCONFIRMED" && left.length > 0 && button("Fulfil", () => fulfil(order, left)),
      order.actions.includes("REFUND") && button("Refund", () => refund(order)),
      !closed && ["UNFULFILLED", "UNCONFIRMED"].includes(order.status) && button("Cancel", () => simple("orderCancel", order)))));
}

const act = (action) => attempt(async () => { if (await action() !== false) { notice("Done."); render(); } });
const simple = (name, order) => mutate(`mutation($id: ID!) { ${name}(id: $id) { errors { message } } }`, { id: order.id }, state.token);

async function fulfil(order, lines) {
  state.warehouse ??= (await run(`{ warehouses(first: 1) { edges { node { id } } } }`)).warehouses.edges[0].node.id;
  await mutate(`mutation($order: ID!, $input: OrderFulfillInput!) { orderFulfill(order: $order, input: $input) { errors { message } } }`, {
    order: order.id, input: { lines: lines.map((line) => ({ orderLineId: line.id, stocks: [{ quantity: line.quantityToFulfill, warehouse: state.warehouse }] })) },
  }, state.token);
}

const refund = (order) => ask(`Refund order ${order.number}`, (form) => [
  h("label", {}, `Amount in ${order.totalCharged.currency}`,
    h("input", { class: "field", name: "amount", type: "number", step: "any", min: 0, value: order.totalCharged.amount })),
  h("p", { class: "soft" }, "Points that the refunded part earned are taken back; spent points return in proportion."),
], "Refund", (form) => mutate(`mutation($id: ID!, $amount: PositiveDecimal!) { orderRefund(id: $id, amount: $amount) { errors { message } } }`,
  { id: order.id, amount: Number(form.elements.amount.value) }, state.token));

// Customers ----------------------------------------------------------------------------------

const nameOf = (customer) => `${customer.firstName} ${customer.lastName}`.trim() || customer.email;

async function customersView(after = null) {
  const { customers } = await run(`query($search: String, $after: String) {
    customers(first: 40, after: $after, search: $search) { totalCount pageInfo { hasNextPage endCursor } edges { node {
      id email firstName lastName dateJoined loyalty { id balance available reserved lifetimeEarned lifetimeSpent tier { tier { name } } } } } } }`, { search: state.search || null, after });
  const next = customers.pageInfo;
  return [
    h("div", { class: "head" }, h("h1", {}, `${count(customers.totalCount)} ${customers.totalCount === 1 ? "customer" : "customers"}`), searchField("Name or e-mail")),
    table(["Customer", "E-mail", "Since", "Tier", "#Balance", "#Reserved", "#Earned", "#Spent", ""], customers.edges.map(({ node }) => {
      const points = node.loyalty;
      return h("tr", {},
        h("td", {}, h("strong", {}, nameOf(node))), h("td", {}, node.email), h("td", {}, date(node.dateJoined)), h("td", {}, points?.tier?.tier?.name ?? "–"),
        h("td", { class: "number" }, h("strong", {}, count(points?.balance ?? 0))),
        ["reserved", "lifetimeEarned", "lifetimeSpent"].map((key) => h("td", { class: "number" }, points ? count(points[key]) : "–")),
        h("td", {}, h("div", { class: "actions" },
          h("button", { class: "button small", onclick: () => adjust(node) }, "Credit / debit"),
          h("button", { class: "button plain small", disabled: !points, onclick: () => history(node) }, "History"))));
    }), "Nobody found."),
    h("p", {}, next.hasNextPage && h("button", { class: "button plain", onclick: () => attempt(async () => {
      main.replaceChildren(...await customersView(next.endCursor)); scrollTo(0, 0); }) }, "More customers"))];
}

const ADJUST = `mutation($input: LoyaltyPointsAdjustInput!) {
  loyaltyPointsAdjust(input: $input) { balanceBefore balanceAfter errors { message } } }`;

function adjust(customer) {
  const key = crypto.randomUUID();
  const input = (form, dryRun) => ({ customerId: customer.id, points: Number(form.elements.points.value), note: form.elements.note.value, dryRun,
    ...(dryRun ? {} : { idempotencyKey: key }) });
  ask(`Points of ${nameOf(customer)}`, (form) => {
    const preview = h("div", { class: "preview", "aria-live": "polite" }, "Enter a number, below zero to debit.");
    const points = h("input", { class: "field", name: "points", type: "number", step: 1, required: true, oninput: async () => {
      if (!Number(points.value)) return;
      try {
        const { balanceBefore, balanceAfter } = await mutate(ADJUST, { input: input(form, true) }, state.token);
        preview.classList.remove("bad");
        preview.replaceChildren(`${count(balanceBefore)} ${signed(Number(points.value))} = ${count(balanceAfter)} points`);
      } catch (error) { preview.classList.add("bad"); preview.replaceChildren(error.message); }
    } });
    return [h("label", {}, "Points", points), h("label", {}, "Note, for staff only", h("input", { class: "field", name: "note" })), preview];
  }, "Save", (form) => mutate(ADJUST, { input: input(form, false) }, state.token));
}

/** How a customer came to the tier; nothing where it never changed. */
const tiersOf = ({ edges }) => edges.length ? [h("h2", { style: "margin-top:1rem" }, "Tiers"), table(["Date", "Tier", "Why", "#Sum", "Note"], edges.map(({ node }) => h("tr", {},
  h("td", {}, date(node.changedAt)), h("td", {}, node.toName ?? "none"), h("td", {}, words(node.reason)), h("td", { class: "number" }, node.qualifyingAmount.toFixed(2)),
  h("td", { class: "soft note-cell" }, node.note))), "")] : [];

async function history(customer) {
  await attempt(async () => {
    const { user } = await run(`query($id: ID!) { user(id: $id) { loyalty { tierHistory(first: 20) { edges { node { id changedAt toName reason qualifyingAmount note } } } entries(first: 50) { edges { node {
      id createdAt points balanceAfter kind reason note reversedBy { id } explanation { message staffMessage } } } } } } }`, { id: customer.id });
    dialog.style.width = "min(860px, 94vw)";
    dialog.replaceChildren(h("div", { class: "head" }, h("h2", {}, nameOf(customer)),
      h("button", { class: "button plain small", onclick: () => dialog.close() }, "Close")),
      table(["Date", "What", "#Points", "#Balance", "Note", ""], user.loyalty.entries.edges.map(({ node }) => h("tr", {},
        h("td", {}, date(node.createdAt)), h("td", { class: "wide" }, node.reason, node.reversedBy && h("span", { class: "status off" }, "removed"),
          node.explanation.flatMap(({ message, staffMessage }) => [message, staffMessage]).filter(Boolean).map((text) => h("div", { class: "soft" }, text))),
        h("td", { class: `number ${node.points > 0 ? "gain" : ""}` }, signed(node.points)), h("td", { class: "number" }, count(node.balanceAfter)),
        h("td", { class: "soft note-cell" }, node.note ?? ""),
        h("td", {}, !node.reversedBy && ["EARN", "ADJUST", "GIFT", "IMPORT"].includes(node.kind) && h("button", { class: "button plain small", onclick: () => attempt(async () => {
          await mutate(`mutation($id: ID!, $note: String) { loyaltyEntryRevoke(id: $id, note: $note) { errors { message } } }`, { id: node.id, note: "Removed by staff" }, state.token);
          dialog.close(); notice("Taken back by a counter-entry."); render();
        }) }, "Remove")))), "No movements."),
      ...tiersOf(user.loyalty.tierHistory));
    dialog.showModal();
  });
}

/** A dialog with fields; resolves false when it is closed without saving. */
function ask(title, fields, verb, save) {
  return new Promise((resolve) => {
    let saved = false;
    const form = h("form", { onsubmit: (event) => { event.preventDefault(); attempt(async () => {
      await save(form); saved = true; dialog.close(); notice("Saved."); render(); }); } });
    form.append(h("h2", {}, title), ...fields(form), h("div", { class: "row" },
      h("button", { class: "button plain", type: "button", onclick: () => dialog.close() }, "Cancel"), h("button", { class: "button" }, verb)));
    dialog.style.width = "";
    dialog.replaceChildren(form);
    dialog.addEventListener("close", () => resolve(saved && false), { once: true });
    dialog.showModal();
  });
}

render();
