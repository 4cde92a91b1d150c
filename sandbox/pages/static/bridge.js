// The dashboard's side of an app's page: its frame, and the messages that go back and forth, in
// the order and with the odds that Saleor's dashboard 3.23 has.

import { h, notice } from "./api.js";

const SANDBOX = "allow-same-origin allow-forms allow-scripts allow-downloads allow-popups";
const VERSIONS = { version: 1, saleorVersion: "3.23.0", dashboardVersion: "v3.23.0" };
const WIDGET_HEIGHT = 200;
const WIDGET_HEIGHT_MAX = 5000;
// Before a token ends, and the least that lies between two renewals.
const RENEW_BEFORE = 30_000;

const open = new Set();

/**
 * A frame with a page of an app. `url` is the page's, `parameters` what its place hands over,
 * `token` a function that gets a new one, `told` what the dashboard shows: locale, theme, path.
 */
export function appFrame({ app, url, parameters = {}, title, isWidget, token, told, onRedirect, onRoute, onRefresh }) {
  const frame = {
    element: h("iframe", { class: isWidget ? "frame" : "frame page", title, sandbox: SANDBOX }),
    origin: new URL(url).origin, token: "", isReady: false, timer: null, isWidget, told, onRedirect, onRoute, onRefresh,
    renew: async () => {
      const renewed = await token();
      const isFirst = frame.token === "";
      frame.token = renewed.token;
      clearTimeout(frame.timer);
      frame.timer = setTimeout(frame.renew, Math.max(renewed.expiresIn * 1000 - RENEW_BEFORE, RENEW_BEFORE));
      if (!isFirst && frame.isReady) post(frame, "tokenRefresh", { token: frame.token });
    },
  };
  if (isWidget) frame.element.style.height = `${WIDGET_HEIGHT}px`;
  frame.element.addEventListener("load", () => shakeHands(frame));
  open.add(frame);
  const address = new URL(url);
  const apiUrl = new URL("/graphql/", location.href);
  const all = { domain: apiUrl.host, saleorApiUrl: apiUrl.href, id: app.id, ...parameters };
  for (const [name, value] of Object.entries(all)) address.searchParams.set(name, value);
  frame.renew().then(() => {
    frame.element.src = address.href;
    // The theme is known one rendering later, which loads the frame again.
    setTimeout(() => {
      address.searchParams.set("theme", told().theme);
      frame.element.src = address.href;
    });
  }).catch((error) => notice(error.message, true));
  return frame.element;
}

/** Those of the page that is left; a popup stays while the page beneath it is drawn anew. */
export function closeFrames() {
  for (const frame of open) {
    const isOver = frame.element.isConnected && frame.element.closest("dialog");
    if (isOver) continue;
    clearTimeout(frame.timer);
    open.delete(frame);
  }
}

export function renewTokens() {
  return Promise.all([...open].map((frame) => frame.renew()));
}

/** Tells all open pages what has changed: `localeChanged` or `theme`. */
export function tellFrames(type, payload) {
  for (const frame of open) if (frame.isReady) post(frame, type, payload);
}

function post(frame, type, payload) {
  frame.element.contentWindow?.postMessage({ type, payload }, frame.origin);
}

/** At `notifyReady` and at each load; what the page should know beyond the token, once. */
function shakeHands(frame) {
  post(frame, "handshake", { token: frame.token, ...VERSIONS });
  if (frame.isReady) return;
  frame.isReady = true;
  const { locale, theme, path } = frame.told();
  post(frame, "localeChanged", { locale });
  post(frame, "theme", { theme });
  post(frame, "redirect", { path });
}

function resize(frame, height) {
  if (frame.isWidget && Number.isFinite(height) && height > 0) {
    frame.element.style.height = `${Math.min(Math.ceil(height), WIDGET_HEIGHT_MAX)}px`;
  }
}

const actions = {
  notifyReady: (frame) => shakeHands(frame),
  notification: (_frame, { title, text, status }) => notice([title, text].filter(Boolean).join(": "), status === "error"),
  redirect: (frame, { to, newContext }) => frame.onRedirect(to, Boolean(newContext)),
  updateRouting: (frame, { newRoute }) => frame.onRoute(newRoute),
  refreshEntity: (frame) => frame.onRefresh(),
  widgetResize: (frame, { height }) => resize(frame, height),
};

addEventListener("message", ({ data, origin, source }) => {
  const frame = [...open].find((item) => item.element.contentWindow === source && item.origin === origin);
  if (!frame || !data?.type || !data.payload?.actionId) return;
  const { actionId } = data.payload;
  const action = Object.hasOwn(actions, data.type) ? actions[data.type] : null;
  if (!action) { console.warn(`${data.type} is no action of the dashboard.`); return; }
  action(frame, data.payload);
  post(frame, "response", { actionId, ok: true });
});
