import { useSyncExternalStore } from "react";

import { onSessionChange, session, type Session } from "./session";

/** What the dashboard has told this page, kept up to date. */
export function useSession(): Session {
  return useSyncExternalStore(onSessionChange, session);
}
