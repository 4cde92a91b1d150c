import { AppBridge, actions } from "@saleor/app-sdk/app-bridge";

export type Theme = "light" | "dark";

/** What the dashboard has told this page. `token` is read at each request: it is renewed. */
export interface Session {
  readonly ready: boolean;
  readonly locale: string;
  readonly theme: Theme;
}

export interface Notice {
  status: "success" | "error" | "info" | "warning";
  title: string;
  text?: string;
}

const params = new URLSearchParams(window.location.search);

/** A parameter of the place that shows this page, such as the `customerId`. */
export function param(name: string): string | null {
  return params.get(name);
}

// One for the page, however often it is rendered: the dashboard loads each frame twice.
let bridge: AppBridge | undefined;

function appBridge(): AppBridge {
  bridge ??= new AppBridge({
    initialLocale: rememberedLocale(),
    initialTheme: param("theme") === "dark" ? "dark" : "light",
  });
  return bridge;
}

// The dashboard tells a page its language after the page has asked for its data. Who remembers the
// last one doesn't ask twice, nor show a word of English to those who read German.
const LOCALE = "loyalty.locale";

type Options = NonNullable<ConstructorParameters<typeof AppBridge>[0]>;
type Locale = NonNullable<Options["initialLocale"]>;

function rememberedLocale(): Locale {
  try {
    const found = localStorage.getItem(LOCALE) ?? "";
    return /^[a-z]{2,3}(-[A-Za-z]+)?$/.test(found) ? (found as Locale) : "en";
  } catch {
    // Browsers may keep storage from frames of other sites.
    return "en";
  }
}

function rememberLocale(locale: string): void {
  try {
    localStorage.setItem(LOCALE, locale);
  } catch {
    return;
  }
}

export function token(): string | undefined {
  return appBridge().getState().token;
}

export type Right = "MANAGE_DISCOUNTS" | "MANAGE_ORDERS" | "MANAGE_PRODUCTS" | "MANAGE_USERS";

/** Whether staff have it, as far as the token says. The shop decides: this is for what to offer. */
export function mayProbably(right: Right): boolean {
  const permissions: readonly string[] | undefined = appBridge().getState().user?.permissions;
  return permissions?.includes(right) ?? true;
}

/** The address of whoever reads this, as far as the token says. */
export function ownAddress(): string {
  return appBridge().getState().user?.email ?? "";
}

export function apiUrl(): string {
  // The pages are served by the shop itself, so they never ask anybody else.
  return new URL("/graphql/", window.location.origin).toString();
}

let seen: Session = { ready: false, locale: "en", theme: "light" };

/** The same object as long as nothing changed, as React asks of what it subscribes to. */
export function session(): Session {
  const state = appBridge().getState();
  const next = {
    ready: state.ready && Boolean(state.token),
    locale: state.locale,
    theme: state.theme,
  };
  const isSame =
    seen.ready === next.ready && seen.locale === next.locale && seen.theme === next.theme;
  if (seen.locale !== next.locale) rememberLocale(next.locale);
  if (!isSame) seen = next;
  return seen;
}

export function onSessionChange(changed: () => void): () => void {
  const types = ["handshake", "response", "redirect", "theme", "localeChanged", "tokenRefresh"];
  const unsubscribes = types.map((type) =>
    appBridge().subscribe(type as Parameters<AppBridge["subscribe"]>[0], changed),
  );
  return () => unsubscribes.forEach((unsubscribe) => unsubscribe());
}

/** The dashboard has handed over a new token, as it does before the old one ends. */
export function onTokenRenewed(renewed: () => void): () => void {
  return appBridge().subscribe("tokenRefresh", renewed);
}

/** A message in the dashboard's own corner. */
export function notify(notice: Notice): void {
  tell(actions.Notification(notice));
}

/** Another page of the dashboard, or with `newContext` a new tab. */
export function openInDashboard(to: string): void {
  tell(actions.Redirect({ to }));
}

/** Where a page of this app stands in the dashboard; `route` is the one within the app. */
export function pageInDashboard(route: string): string {
  return `/extensions/app/${encodeURIComponent(param("id") ?? "")}${route}`;
}

/** The dashboard's address follows the page's, so that reloading comes back to it. */
export function showRoute(route: string): void {
  tell(actions.UpdateRouting({ newRoute: route }));
}

/** The dashboard reads what its page shows anew. Before 3.23 none can, and asking is an error. */
export function refreshPage(): void {
  if (isSince323()) tell(actions.RefreshEntity());
}

/** How high a widget is. Before 3.23 they all have one height, and asking is reported as an error. */
export function reportHeight(height: number): void {
  if (height > 0 && isSince323()) tell(actions.WidgetResize({ height }));
}

/** Versions look like `v3.23.27`, or as whoever built the dashboard says. */
function isSince323(): boolean {
  const found = /^v?(\d+)\.(\d+)/.exec(appBridge().getState().dashboardVersion ?? "");
  return found === null || Number(found[1]) > 3 || (found[1] === "3" && Number(found[2]) >= 23);
}

/** Older dashboards don't know each action, and answer nothing: that is no error of the page. */
function tell(action: Parameters<AppBridge["dispatch"]>[0]): void {
  appBridge()
    .dispatch(action)
    .catch(() => undefined);
}
