import { LoyaltyRewardClaimFulfillDocument } from "../../api/operations/LoyaltyRewardClaimFulfill";
import { LoyaltyRewardClaimRefuseDocument } from "../../api/operations/LoyaltyRewardClaimRefuse";
import { LoyaltyRewardClaimReopenDocument } from "../../api/operations/LoyaltyRewardClaimReopen";
import { send } from "../../ui/send";
import type { Claim } from "./listing";

export type Decision = "FULFILL" | "REFUSE";

export interface Outcome {
  done: Claim[];
  /** Why the others were not changed, each reason once. */
  problems: string[];
}

/** Decides on claims one after another; each can be repeated, so a break in between harms nothing. */
export async function decide(
  claims: readonly Claim[],
  decision: Decision,
  note: string,
): Promise<Outcome> {
  const done: Claim[] = [];
  const problems = new Set<string>();
  for (const claim of claims) {
    const variables = { id: claim.id, note };
    const problem = await (decision === "FULFILL"
      ? send(LoyaltyRewardClaimFulfillDocument, variables, (data) => data.loyaltyRewardClaimFulfill)
      : send(LoyaltyRewardClaimRefuseDocument, variables, (data) => data.loyaltyRewardClaimRefuse));
    if (problem) problems.add(problem);
    else done.push(claim);
  }
  return { done, problems: [...problems] };
}

/** Takes fulfilments back; resolves to what went wrong, or to "". */
export async function reopen(claims: readonly Claim[]): Promise<string> {
  const problems = new Set<string>();
  for (const { id } of claims) {
    const problem = await send(
      LoyaltyRewardClaimReopenDocument,
      { id },
      (data) => data.loyaltyRewardClaimReopen,
    );
    if (problem) problems.add(problem);
  }
  return [...problems].join(" ");
}
