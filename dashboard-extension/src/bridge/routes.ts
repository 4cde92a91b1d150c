/** The routes of the app's pages, under its own address and after the app's in the dashboard. */

export const OVERVIEW = "/";
export const MEMBERS = "/members";
export const PROGRAM = "/program";
export const RULES = "/rules";
export const TIERS = "/tiers";
export const BADGES = "/badges";
export const REWARDS = "/rewards";
export const CLAIMS = "/claims";
export const MESSAGES = "/messages";
export const SENT_MESSAGES = "/messages/sent";
export const WEBHOOKS = "/messages/webhooks";

export function memberRoute(accountId: string): string {
  return `${MEMBERS}/${encodeURIComponent(accountId)}`;
}

export function rewardRoute(rewardId: string): string {
  return `${REWARDS}/${encodeURIComponent(rewardId)}`;
}

/** The claims of one reward. */
export function claimsOfReward(rewardId: string): string {
  return `${CLAIMS}/reward/${encodeURIComponent(rewardId)}`;
}

/** What an e-mail of this kind says in this language. */
export function templateRoute(programId: string, kind: string, languageCode: string): string {
  return `${MESSAGES}/template/${[programId, kind, languageCode].map(encodeURIComponent).join("/")}`;
}
