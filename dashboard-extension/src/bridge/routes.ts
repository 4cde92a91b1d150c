/** The routes of the app's pages, under its own address and after the app's in the dashboard. */

export const MEMBERS = "/members";

export function memberRoute(accountId: string): string {
  return `${MEMBERS}/${encodeURIComponent(accountId)}`;
}
