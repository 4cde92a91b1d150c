import { LoyaltyRewardClaimFulfillDocument } from "../../api/operations/LoyaltyRewardClaimFulfill";
import { LoyaltyRewardClaimRefuseDocument } from "../../api/operations/LoyaltyRewardClaimRefuse";
import { LoyaltyRewardClaimReopenDocument } from "../../api/operations/LoyaltyRewardClaimReopen";
import { number } from "../../texts";
import { send } from "../../ui/send";
import type { Undoable } from "../../ui/Undo";
import { text } from "./texts";

export type Decision = "FULFILL" | "REFUSE";

/** What of a claim has to be known to decide on it. */
export interface Decidable {
  id: string;
  points: number;
}

interface Outcome {
  done: Decidable[];
  /** Why the others were not changed, each reason once. */
  problems: string[];
}

export interface Decided extends Undoable {
  /** False where nothing was done: then what was typed is still wanted. */
  isAnyDone: boolean;
}

/**
 * Decides on claims, and tells what came of it: fulfilments can be taken back. `onChanged` is called
 * whenever claims are no longer what they were.
 */
export async function decide(
  claims: readonly Decidable[],
  decision: Decision,
  note: string,
  onChanged: () => void,
): Promise<Decided> {
  const outcome = await decideEach(claims, decision, note);
  onChanged();
  const message = sentenceOf(outcome, claims.length, decision);
  const isAnyDone = outcome.done.length > 0;
  if (decision === "REFUSE" || !isAnyDone) return { message, isAnyDone };
  return {
    message,
    isAnyDone,
    undo: async () => {
      const problem = await reopen(outcome.done);
      onChanged();
      return problem;
    },
  };
}

/** One after another; each can be repeated, so a break in between harms nothing. */
async function decideEach(
  claims: readonly Decidable[],
  decision: Decision,
  note: string,
): Promise<Outcome> {
  const done: Decidable[] = [];
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
export async function reopen(claims: readonly Decidable[]): Promise<string> {
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

function sentenceOf({ done, problems }: Outcome, all: number, decision: Decision): string {
  const count = { count: done.length, number: number(done.length) };
  const left = all - done.length;
  const said = decision === "FULFILL" ? "fulfilled" : "refused";
  return [
    done.length > 0 && text(said, { ...count, points: pointsText(pointsOf(done)) }),
    left > 0 &&
      text("notDone", { count: left, number: number(left), problem: problems.join(" ") }),
  ]
    .filter(Boolean)
    .join(" ");
}

export function pointsOf(claims: readonly Decidable[]): number {
  return claims.reduce((sum, { points }) => sum + points, 0);
}

export function pointsText(points: number): string {
  return text("points", { count: points, number: number(points) });
}
