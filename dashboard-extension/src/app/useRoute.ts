import { navigate, useBrowserLocation } from "wouter/use-browser-location";

import { showRoute } from "../bridge/session";

/** Where the plugin serves the app; see `APP_PATH` there. */
export const BASE = "/plugins/saleor.loyalty/app";

/**
 * The route of the frame, which the dashboard's own address follows: reloading comes back to it,
 * and the dashboard's history has each page once. The parameters stay, the bridge reads them.
 */
export function useRoute(): [string, (to: string) => void] {
  const [path] = useBrowserLocation();
  return [path, go];
}

function go(to: string): void {
  navigate(`${to}${window.location.search}`, { replace: true });
  showRoute(to.startsWith(BASE) ? to.slice(BASE.length) || "/" : to);
}
