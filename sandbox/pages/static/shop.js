import { attempt, count, data, date, gql, h, money, mutate, notice, signIn, signed, status, store, table } from "./api.js";
import { icon } from "./icons.js";

const CHANNELS = ["default-channel", "channel-pln", "channel-jpy", "wholesale"];
const state = { tab: "shop", token: store.get("token"), me: null, channel: null, cart: null, products: [], category: null };

const MONEY = "{ amount currency }";
const CART = `
  fragment Cart on Checkout {
    id quantity voucherCode user { id } isShippingRequired discount ${MONEY}
    deliveryMethod { __typename ... on ShippingMethod { id } }
    shippingMethods { id name price ${MONEY} }
    lines { id quantity totalPrice { gross ${MONEY} } variant { id name product { name metafield(key: "symbol") } } }
    shippingPrice { gross ${MONEY} } subtotalPrice { gross ${MONEY} }
    totalPrice { gross ${MONEY} tax ${MONEY} }
    loyalty {
      pointsToEarn appliedPoints
      benefits { kind name amount ${MONEY} isFreeShipping }
    }
  }`;
const cartQuery = (head, body) => `${head} { ${body} } ${CART}`;
// The promo code that carries everything of the program; any other is the merchant's.
const OUR_CODE = /^LOYALTY-[2-9A-Z]{16}$/;
const DEMO_ADDRESS = { firstName: "Guest", lastName: "Shopper", streetAddress1: "Lindenstraße 1", city: "Berlin", postalCode: "10115", country: "DE" };

// Reading ------------------------------------------------------------------------------------

async function loadMe() {
  if (!state.token) { state.me = null; return; }
  const { me } = await gql("query($channel: String!) { me { id email firstName loyalty(channel: $channel) { available } } }",
    { channel: state.channel.slug }, state.token);
  state.me = me;
  if (!me) { state.token = null; store.set("token", null); }
}

async function loadChannel(slug) {
  const { channel, loyaltyProgram } = await gql(`query($slug: String!) {
    channel(slug: $slug) { slug name currencyCode }
    loyaltyProgram(channel: $slug) { introduction redemptionMethod
      registrationPoints newsletterPoints reviewPoints referrerPoints bonuses { name description points } }
  }`, { slug });
  state.channel = { ...channel, program: loyaltyProgram };
  store.set("channel", slug);
  await loadProducts();
}

/** What there is to buy; what it earns the components say. */
async function loadProducts() {
  const { products } = await gql(`query($channel: String!) {
    products(first: 100, channel: $channel, sortBy: { field: NAME, direction: ASC }) { edges { node {
      id name slug category { name parent { name } } metafield(key: "symbol")
      variants { id name pricing { onSale price { gross ${MONEY} } priceUndiscounted { gross ${MONEY} } } } } } } }`, { channel: state.channel.slug }, state.token);
  state.products = products.edges.map(({ node }) => node);
}

const cartKey = () => `cart.${state.channel.slug}`;
async function loadCart() {
  const id = store.get(cartKey());
  state.cart = null;
  if (!id) return;
  const { checkout } = await gql(cartQuery("query($id: ID!)", "checkout(id: $id) { ...Cart }"), { id }, state.token);
  state.cart = checkout;
  if (!checkout) store.set(cartKey(), null);
}

/** Runs a mutation that answers with the cart, and shows it. */
async function changeCart(head, body, values) {
  const { checkout } = await mutate(cartQuery(head, `${body} { checkout { ...Cart } errors { message } }`), values, state.token);
  state.cart = checkout;
  store.set(cartKey(), checkout.id);
  if (checkout.isShippingRequired && !checkout.deliveryMethod && checkout.shippingMethods.length)
    return changeCart("mutation($id: ID!, $method: ID!)", "checkoutDeliveryMethodUpdate(id: $id, deliveryMethodId: $method)",
      { id: checkout.id, method: checkout.shippingMethods[0].id });
  await loadMe();
  render();
}

// Doing --------------------------------------------------------------------------------------

const addToCart = (variantId) => attempt(async () => {
  const lines = [{ variantId, quantity: 1 }];
  if (state.cart) await changeCart("mutation($id: ID!, $lines: [CheckoutLineInput!]!)", "checkoutLinesAdd(id: $id, lines: $lines)", { id: state.cart.id, lines });
  else await changeCart("mutation($input: CheckoutCreateInput!)", "checkoutCreate(input: $input)", { input: { channel: state.channel.slug, lines,
    ...(state.me ? {} : { billingAddress: DEMO_ADDRESS, shippingAddress: DEMO_ADDRESS }) } });
});

const setQuantity = (line, quantity) => attempt(() => changeCart("mutation($id: ID!, $lines: [CheckoutLineUpdateInput!]!)",
  "checkoutLinesUpdate(id: $id, lines: $lines)", { id: state.cart.id, lines: [{ lineId: line.id, quantity }] }));

const setDelivery = (method) => attempt(() => changeCart("mutation($id: ID!, $method: ID!)",
  "checkoutDeliveryMethodUpdate(id: $id, deliveryMethodId: $method)", { id: state.cart.id, method }));

const addCode = (code) => attempt(async () => {
  const points = state.cart.loyalty?.appliedPoints;
  await changeCart("mutation($id: ID!, $code: String!)", "checkoutAddPromoCode(id: $id, promoCode: $code)", { id: state.cart.id, code });
  if (points && !state.cart.loyalty.appliedPoints) notice(`The code takes the place of your ${count(points)} points; you can use them again later.`);
});
const removeCode = (code) => attempt(() => changeCart("mutation($id: ID!, $code: String!)", "checkoutRemovePromoCode(id: $id, promoCode: $code)", { id: state.cart.id, code }));

const order = (payNow) => attempt(async () => {
  const { id, totalPrice } = state.cart;
  if (!state.me) {
    const email = document.getElementById("guest-email").value.trim();
    if (!email) throw new Error("Enter an e-mail address, or sign in.");
    await mutate(`mutation($id: ID!, $email: String!) { checkoutEmailUpdate(id: $id, email: $email) { errors { message } } }`, { id, email }, state.token);
  }
  if (payNow && totalPrice.gross.amount > 0)
    await mutate(`mutation($id: ID!, $input: PaymentInput!) { checkoutPaymentCreate(id: $id, input: $input) { errors { message } } }`,
      { id, input: { gateway: "mirumee.payments.dummy", token: "charged", amount: totalPrice.gross.amount } }, state.token);
  const { order } = await mutate(`mutation($id: ID!, $signedIn: Boolean!) {
    checkoutComplete(id: $id) { order { id number loyalty @include(if: $signedIn) { pointsEarned } } errors { message } } }`,
    { id, signedIn: Boolean(state.me) }, state.token)
    .catch((error) => { loadCart().then(render); throw error; });
  store.set(cartKey(), null);
  state.cart = null;
  const earned = order.loyalty?.pointsEarned;
  const waiting = state.me ? 0 : await pointsWaiting(order.id);
  notice(`Order ${order.number} is placed.` + (earned ? ` You earned ${count(earned)} points.` : "")
    + (waiting ? ` ${count(waiting)} points wait for you: sign up with your e-mail address.` : ""));
  await loadMe();
  if (state.me) state.tab = "orders";
  render();
  // The order may have brought another tier, which earns more.
  document.dispatchEvent(new CustomEvent("loyalty-change"));
});

/** What waits for a guest; none where the address is known, as the order is that customer's then. */
async function pointsWaiting(id) {
  try {
    const { order } = await gql("query($id: ID!) { order(id: $id) { loyalty { pointsWaiting } } }", { id });
    return order?.loyalty?.pointsWaiting ?? 0;
  } catch { return 0; }
}

const enter = (login) => attempt(async () => {
  state.token = await signIn(login);
  store.set("token", state.token);
  await loadMe();
  if (state.cart && !state.cart.user)
    await changeCart("mutation($id: ID!)", "checkoutCustomerAttach(id: $id)", { id: state.cart.id });
  if (!state.cart) {
    // Points stay reserved for a cart that was left by signing out: bring it back.
    const { me } = await gql("query($channel: String!) { me { checkoutIds(channel: $channel) } }", { channel: state.channel.slug }, state.token);
    store.set(cartKey(), me.checkoutIds?.[0]);
    await loadCart();
  }
  openLink();
});

const leave = () => attempt(async () => {
  state.token = state.me = state.cart = null;
  store.set("token", null);
  CHANNELS.forEach((slug) => store.set(`cart.${slug}`, null));
  state.tab = "shop";
  render();
});

const chooseChannel = (slug) => attempt(async () => {
  await loadChannel(slug);
  await loadMe();
  await loadCart();
  render();
});

// Components ---------------------------------------------------------------------------------

// As any storefront would, from the plugin's own address.
if (data.has_components) import("/plugins/saleor.loyalty/storefront/loyalty.js");
const NOT_BUILT = "The storefront components are not built: run `make pages`, which needs Node, and load this page again.";
const components = new Map();

/** One of the plugin's components. It is kept while the page around it is made anew. */
function component(name, key, attributes) {
  const id = `${name} ${key}`;
  if (!components.has(id)) components.set(id, document.createElement(name));
  const element = components.get(id);
  const given = { "api-url": "/graphql/", channel: state.channel.slug, token: state.token, ...attributes };
  for (const [attribute, value] of Object.entries(given)) {
    if (value == null) element.removeAttribute(attribute);
    else if (element.getAttribute(attribute) !== value) element.setAttribute(attribute, value);
  }
  return element;
}

const noComponents = () => !data.has_components && h("p", { class: "soft" }, NOT_BUILT);

// Points or rewards were used, claimed or given back: the cart and the pill follow.
document.addEventListener("loyalty-change", (event) => event.target !== document && attempt(async () => {
  await loadMe();
  await loadCart();
  showPill();
  if (state.tab === "shop") showCart();
}));

// Showing ------------------------------------------------------------------------------------

// On a phone, a link leads to the cart as long as it is out of sight.
const cartSeen = new IntersectionObserver(([entry]) => document.body.classList.toggle("at-cart", entry.isIntersecting));

function render() {
  const tabs = [["shop", "Shop"], ...(state.me ? [["orders", "My orders"], ["points", "My points"]] : [])];
  document.getElementById("tabs").replaceChildren(...tabs.map(([key, title]) => h("button",
    { class: "tab", role: "tab", "aria-selected": String(state.tab === key), onclick: () => { state.tab = key; render(); } }, title)));
  showPill();
  document.getElementById("account").replaceChildren(state.me
    ? h("button", { class: "button plain small", onclick: leave }, `Sign out ${state.me.firstName}`)
    : h("button", { class: "button small", onclick: () => enter(data.logins.customer) }, "Sign in as the demo customer"));
  const main = document.getElementById("main");
  cartSeen.disconnect();
  if (state.tab === "shop") { main.replaceChildren(shopView()); cartSeen.observe(document.getElementById("cart")); }
  else { main.replaceChildren(h("div", { class: "card empty" }, "Loading …")); attempt(async () => main.replaceChildren(...await (state.tab === "orders" ? ordersView() : pointsView()))); }
}

function showPill() {
  document.getElementById("pill").replaceChildren(...(state.me
    ? [h("button", { class: "tab pill", title: "My points", onclick: () => { state.tab = "points"; render(); } }, `${count(state.me.loyalty?.available ?? 0)} points`)] : []),
    ...(state.tab === "shop" && state.cart?.quantity ? [h("a", { class: "to-cart", href: "#cart" }, `Cart (${state.cart.quantity})`)] : []));
}

function shopView() {
  const group = (product) => product.category?.parent?.name ?? "More";
  const groups = [...new Set(state.products.map(group))].sort((a, b) => (a === "More") - (b === "More") || a.localeCompare(b));
  const chosen = state.products.filter((product) => !state.category || group(product) === state.category);
  return h("div", { class: "columns" },
    h("section", {},
      h("h1", {}, "For slow mornings and long tables"),
      state.channel.program?.introduction && h("p", { class: "soft" }, state.channel.program.introduction),
      h("div", { class: "chips" }, [null, ...groups].map((name) => h("button",
        { class: "chip", "aria-pressed": String(state.category === name), onclick: () => { state.category = name; render(); } }, name ?? "Everything"))),
      h("div", { class: "grid" }, chosen.map(productCard))),
    cartView());
}

function productCard(product) {
  const variants = product.variants.filter((variant) => variant.pricing);
  if (!variants.length) return null;
  let variant = variants[0];
  const price = h("span", { class: "price" });
  const points = h("span", { class: "earns" });
  const show = () => (points.replaceChildren(component("loyalty-earn", variant.id, { "variant-id": variant.id })), price.replaceChildren(money(variant.pricing.price.gross),
    ...(variant.pricing.onSale ? [h("span", { class: "old" }, money(variant.pricing.priceUndiscounted.gross))] : [])));
  show();
  const hue = [...product.name].reduce((sum, letter) => sum + letter.charCodeAt(0) * 7, 0) % 360;
  return h("article", { class: "product", id: `product-${product.slug}` },
    h("div", { class: "picture", style: `--hue:${hue}`, "aria-hidden": "true" }, icon(product.metafield),
      variant.pricing.onSale && h("span", { class: "badge" }, "Reduced")),
    h("div", { class: "text" },
      h("h3", {}, product.name),
      h("span", { class: "soft" }, product.category?.name ?? " "),
      variants.length > 1
        ? h("select", { "aria-label": `${product.name}: variant`, onchange: (event) => { variant = variants[event.target.selectedIndex]; show(); } },
            variants.map((item) => h("option", {}, item.name)))
        : h("span", { class: "soft" }, variant.name || " "),
      points,
      h("div", { class: "row" }, price, h("button", { class: "button small", onclick: () => addToCart(variant.id) }, "Add"))));
}

function cartView() {
  const cart = state.cart;
  if (!cart?.lines.length)
    return h("aside", { class: "card cart", id: "cart" }, h("h2", {}, "Your cart"), h("p", { class: "empty" }, "Nothing in it yet."));
  return h("aside", { class: "card cart", id: "cart" },
    h("h2", {}, "Your cart"),
    h("div", { id: "cart-lines" }, cartLines(cart)),
    component("loyalty-slider", "cart", { "checkout-id": cart.id, revision: JSON.stringify([cart.lines, cart.voucherCode, cart.totalPrice]) }), noComponents(),
    h("div", { id: "cart-sum" }, cartSum(cart)));
}

/** What the cart comes to, around the slider that somebody may have in hand. */
function showCart() {
  const lines = document.getElementById("cart-lines");
  if (!state.cart?.lines.length || !lines) return render();
  lines.replaceChildren(...cartLines(state.cart));
  document.getElementById("cart-sum").replaceChildren(...cartSum(state.cart).flat().filter(Boolean));
}

const cartLines = (cart) => cart.lines.map(cartLine);

function cartSum(cart) {
  const loyalty = cart.loyalty;
  const codeField = h("input", { class: "field", placeholder: "Promo code or gift card", "aria-label": "Promo code or gift card", style: "flex:1 1 10rem;min-width:10rem" });
  const isOurs = OUR_CODE.test(cart.voucherCode ?? "");
  const foreignCode = isOurs ? null : cart.voucherCode;
  return [
    cart.isShippingRequired && h("label", { class: "row" }, h("span", { class: "soft" }, "Delivery"),
      h("select", { onchange: (event) => setDelivery(event.target.value) }, cart.shippingMethods.map((method) =>
        h("option", { value: method.id, selected: cart.deliveryMethod?.id === method.id }, `${method.name} ${money(method.price)}`)))),
    foreignCode
      ? h("div", { class: "row" }, h("span", {}, `Code ${foreignCode}`), h("button", { class: "button plain small", onclick: () => removeCode(foreignCode) }, "Remove"))
      : h("form", { class: "row", onsubmit: (event) => { event.preventDefault(); if (codeField.value) addCode(codeField.value.trim()); } },
          codeField, h("button", { class: "button plain small" }, "Apply"), h("span", { class: "soft" }, `To try: ${data.codes.join(", ")}`)),
    h("div", { class: "totals" },
      totalRow("Goods", cart.subtotalPrice.gross),
      totalRow("Delivery", cart.shippingPrice.gross),
      cart.discount.amount > 0 && !isOurs && h("div", { class: "row soft" }, h("span", {}, "Discount contained"), h("span", {}, `−${money(cart.discount)}`)),
      (loyalty?.benefits ?? []).map((benefit) => h("div", { class: "row soft" },
        h("span", {}, paid(benefit) ? `Paid with ${benefit.name}` : `${FROM[benefit.kind] ?? ""}${benefit.name}, ${benefit.isFreeShipping ? "free delivery, " : ""}contained`), h("span", {}, `−${money(benefit.amount)}`))),
      h("div", { class: "row total" }, h("span", {}, "Total"), h("span", {}, money(cart.totalPrice.gross))),
      h("span", { class: "soft" }, `incl. ${money(cart.totalPrice.tax)} tax`),
      loyalty && h("span", { class: "gain" }, state.me ? `You will earn ${count(loyalty.pointsToEarn)} points`
        : `${count(loyalty.pointsToEarn)} points will wait for you until you sign up`)),
    !state.me && h("input", { class: "field", id: "guest-email", type: "email", placeholder: "Your e-mail address", "aria-label": "E-mail" }),
    h("button", { class: "button wide", onclick: () => order(true) }, `Pay ${money(cart.totalPrice.gross)} and order`),
    h("button", { class: "button plain wide", onclick: () => order(false) }, "Order now, pay later")];
}

/** What came by itself says where from. */
const FROM = { TIER: "Your tier: ", BADGE: "Your badge: " };

/** Points that pay leave the price of the goods as it is. */
const paid = (benefit) => benefit.kind === "POINTS" && state.channel.program?.redemptionMethod === "PAYMENT";

const totalRow = (name, value) => h("div", { class: "row" }, h("span", {}, name), h("span", {}, money(value)));

const cartLine = (line) => h("div", { class: "cart-line" },
  h("div", { class: "picture", "aria-hidden": "true" }, icon(line.variant.product.metafield)),
  h("div", {}, h("div", {}, line.variant.product.name), h("span", { class: "soft" }, line.variant.name)),
  h("div", { style: "text-align:right" }, h("div", { class: "price" }, money(line.totalPrice.gross)),
    h("span", { class: "stepper" },
      h("button", { "aria-label": "One less", onclick: () => setQuantity(line, line.quantity - 1) }, "−"),
      h("span", {}, String(line.quantity)),
      h("button", { "aria-label": "One more", onclick: () => setQuantity(line, line.quantity + 1) }, "+"))));

async function ordersView() {
  const { me } = await gql(`{ me { orders(first: 50) { edges { node { id number created status chargeStatus channel { slug }
    total { gross ${MONEY} } lines { quantity productName } loyalty { pointsEarned pointsSpent } } } } } }`, {}, state.token);
  return [h("div", { class: "head" }, h("h1", {}, "My orders")), table(
    ["Order", "Date", "Goods", "Status", "Payment", "#Total", "#Earned", "#Spent"],
    me.orders.edges.map(({ node }) => h("tr", {},
      h("td", {}, h("strong", {}, node.number)), h("td", {}, date(node.created)),
      h("td", { class: "soft wide" }, node.lines.map((line) => `${line.quantity} × ${line.productName}`).join(", ")),
      h("td", {}, status(node.status)), h("td", {}, status(node.chargeStatus)),
      h("td", { class: "number" }, money(node.total.gross)),
      h("td", { class: "number gain" }, node.loyalty?.pointsEarned ? signed(node.loyalty.pointsEarned) : "–"),
      h("td", { class: "number" }, node.loyalty?.pointsSpent ? signed(-node.loyalty.pointsSpent) : "–"))),
    "No orders yet. Fill the cart!")];
}

/** "My points" is the plugin's own component; around it stands what only this shop has. */
const pointsView = () => [component("loyalty-account", "mine", { "referral-url": `${location.origin}/?friend={code}` }), noComponents(), waysToEarn()].filter(Boolean);

/** What there is to earn besides orders. */
function waysToEarn() {
  const program = state.channel.program;
  const settings = [["A new account", "", program?.registrationPoints], ["Our newsletter", "", program?.newsletterPoints], ["A product review", "", program?.reviewPoints],
    ["A friend's first order", "", program?.referrerPoints]];
  const ways = [...settings, ...(program?.bonuses ?? []).map(({ name, description, points }) => [name, description, points])].filter(([, , points]) => points);
  return ways.length > 0 && h("div", { class: "card" }, h("h2", {}, "More ways to earn"), h("ul", { class: "list" }, ways.map(([name, description, points]) =>
    h("li", { class: "row" }, h("span", {}, h("strong", {}, name), " ", description && h("span", { class: "soft" }, description)), h("span", { class: "gain" }, signed(points))))));
}

// Start --------------------------------------------------------------------------------------

// Links in e-mails: #points shows My points, as soon as somebody is signed in, #product-… a product.
function openLink() {
  if (location.hash === "#points") state.tab = "points";
  else if (location.hash.startsWith("#product-")) state.tab = "shop";
  const isSignedOut = !state.me && state.tab !== "shop";
  if (isSignedOut) state.tab = "shop";
  render();
  if (isSignedOut) notice("Sign in to see your points.");
  document.getElementById(location.hash.slice(1))?.scrollIntoView({ block: "center" });
}
addEventListener("hashchange", openLink);

// The components speak the page's language: try ?lang=de.
document.documentElement.lang = new URLSearchParams(location.search).get("lang") ?? "en";

await attempt(async () => {
  const select = document.getElementById("channel");
  const { ...found } = await gql(`{ ${CHANNELS.map((slug, index) => `c${index}: channel(slug: "${slug}") { slug name currencyCode }`).join(" ")} }`);
  const channels = Object.values(found).filter(Boolean);
  const wanted = channels.find((channel) => channel.slug === store.get("channel")) ?? channels[0];
  select.append(...channels.map((channel) => h("option", { value: channel.slug, selected: channel === wanted }, `${channel.name} · ${channel.currencyCode}`)));
  select.addEventListener("change", () => chooseChannel(select.value));
  await loadChannel(wanted.slug);
  await loadMe();
  await loadCart();
  openLink();
});
