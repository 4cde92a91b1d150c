// What all pages share: GraphQL, elements without HTML strings, numbers, notices.

export const data = JSON.parse(document.getElementById("data").textContent);

const STORE = "sandbox.";
export const store = {
  get: (key) => localStorage.getItem(STORE + key),
  set: (key, value) => value == null ? localStorage.removeItem(STORE + key) : localStorage.setItem(STORE + key, value),
};

/** Runs a document; throws an Error with the first message when the answer has errors. */
export async function gql(query, variables = {}, token = null) {
  const answer = await post(query, variables, token);
  if (answer.errors?.length) throw new Error(answer.errors[0].message);
  return answer.data;
}

/** Runs a mutation and returns its payload; throws when it refuses. */
export async function mutate(query, variables, token) {
  const payload = Object.values(await gql(query, variables, token))[0];
  if (payload.errors?.length) throw new Error(payload.errors.map((error) => error.message).join(" "));
  return payload;
}

export async function post(query, variables, token) {
  // The shop's words in the page's language, not in the browser's.
  const headers = { "Content-Type": "application/json", "Accept-Language": document.documentElement.lang };
  if (token) headers.Authorization = `Bearer ${token}`;
  const response = await fetch("/graphql/", { method: "POST", headers, body: JSON.stringify({ query, variables }) });
  return response.json();
}

export async function signIn([email, password]) {
  const { token } = await mutate(
    `mutation($email: String!, $password: String!) {
      tokenCreate(email: $email, password: $password) { token errors { message } }
    }`, { email, password });
  return token;
}

/** h("p", { class: "soft", onclick }, "text", child): attributes, listeners, children. */
export function h(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  element.append(...children.flat(Infinity).filter((child) => child != null && child !== false));
  return element;
}

export const money = ({ amount, currency }) =>
  new Intl.NumberFormat("en", { style: "currency", currency }).format(amount);
export const count = (number) => new Intl.NumberFormat("en").format(number);
export const signed = (number) => (number > 0 ? "+" : number < 0 ? "−" : "") + count(Math.abs(number));
export const date = (text) => h("time", { datetime: text, title: new Date(text).toLocaleString() },
  new Date(text).toLocaleDateString("en", { day: "numeric", month: "short", year: "numeric" }));
export const words = (code) => { const text = code.replaceAll("_", " ").toLowerCase(); return text[0].toUpperCase() + text.slice(1); };

export function status(code) {
  const kind = /CANCELED|EXPIRED|RETURNED|REFUNDED/.test(code) ? "off" : /NONE|PARTIAL$|UNCONFIRMED/.test(code) ? "due" : "";
  return h("span", { class: `status ${kind}` }, words(code === "NONE" ? "UNPAID" : code === "FULL" ? "PAID" : code));
}

const box = document.getElementById("notices");

export function notice(text, bad = false) {
  // An open dialog covers all that lies outside of it.
  (document.querySelector("dialog[open]") ?? document.body).append(box);
  const element = h("div", { class: `notice ${bad ? "bad" : ""}`, role: bad ? "alert" : "status" }, text);
  box.append(element);
  setTimeout(() => element.remove(), bad ? 7000 : 4000);
}

/** Runs an action and tells what went wrong. */
export async function attempt(action) {
  try { return await action(); } catch (error) { notice(error.message, true); }
}

export const table = (heads, rows, empty) => rows.length
  ? h("div", { class: "table-box" }, h("table", {},
      h("thead", {}, h("tr", {}, heads.map((head) => h("th", { class: head.startsWith("#") ? "number" : null }, head.replace("#", ""))))),
      h("tbody", {}, rows)))
  : h("div", { class: "card empty" }, empty);
