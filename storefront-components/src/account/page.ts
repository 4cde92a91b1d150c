import type { MyLoyaltyPageQuery } from "../api/generated";

/** What "My points" is made of, and in which order it is shown. */

export type Program = NonNullable<MyLoyaltyPageQuery["loyaltyProgram"]>;
export type Account = NonNullable<NonNullable<MyLoyaltyPageQuery["me"]>["loyalty"]>;
export type Tier = NonNullable<Account["tier"]>;
export type Preference = Account["messagePreferences"][number];
export type Badge = Account["badges"][number];
export type Movement = Account["entries"]["edges"][number]["node"];
export type Claim = Omit<Account["claims"]["edges"][number]["node"], "reward"> & {
  reward: { id: string; translation?: { name: string } | null };
};
export type Reward = NonNullable<
  MyLoyaltyPageQuery["loyaltyRewards"]
>["edges"][number]["node"];

export interface PageInfo {
  hasNextPage: boolean;
  endCursor?: string | null | undefined;
}

/** Those that the customer has, the last one first; then the others, the nearest first. */
export function inOrder(badges: readonly Badge[]): Badge[] {
  return [...badges].sort((one, other) => {
    if (one.isUnlocked !== other.isUnlocked) return one.isUnlocked ? -1 : 1;
    if (one.isUnlocked) return (other.unlockedAt ?? "").localeCompare(one.unlockedAt ?? "");
    return shareOf(other) - shareOf(one);
  });
}

/** How much of what unlocks a badge is there, from 0 to 1; 0 where no more would unlock it. */
export function shareOf({ badge, missingPoints, missingCount, missingAmount }: Badge): number {
  const [missing, target] = [
    [missingPoints, badge.pointsFrom],
    [missingCount, badge.countFrom],
    [missingAmount?.amount, badge.amountFrom?.amount],
  ].find(([missing]) => missing != null) ?? [null, null];
  if (missing == null || !target) return 0;
  return Math.max(0, Math.min(1, 1 - missing / target));
}

/** What can be claimed now first, each part by its price. */
export function byReach(rewards: readonly Reward[]): Reward[] {
  return [...rewards].sort(
    (one, other) =>
      Number(other.isClaimable) - Number(one.isClaimable) ||
      (one.points ?? 0) - (other.points ?? 0) ||
      one.name.localeCompare(other.name),
  );
}

/** In the reader's language where the shop has said it in that, else as it was when it was claimed. */
export function nameOf(claim: Pick<Claim, "name" | "reward">): string {
  return claim.reward.translation?.name || claim.name;
}

/** Those that can be used first; within each part the newest first, as they come. */
export function usableFirst(claims: readonly Claim[]): Claim[] {
  return [...claims].sort(
    (one, other) => Number(other.status === "CLAIMED") - Number(one.status === "CLAIMED"),
  );
}

/** Why a customer collects nothing and what would change it; null for who takes part. */
export type Absence = "optIn" | "card" | "left";

export function absenceOf(program: Program, account: Account | null | undefined): Absence | null {
  if (account?.takesPart || account?.status === "BANNED") return null;
  if (account?.optedOutAt) return "left";
  if (program.eligibility === "OPTED_IN") return "optIn";
  return program.eligibility === "CARD_HOLDERS" ? "card" : null;
}
