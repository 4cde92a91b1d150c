import { change, money, number } from "../../texts";
import { linesOf, type TierDraft } from "./draft";
import { text } from "./texts";

/** What a tier gives, as a shopper reads it: one line each. */
export function benefitsOf(
  draft: TierDraft,
  currency: string,
  rewardName: string | undefined,
): string[] {
  const goods = draft.productIds.length > 0;
  const lines: (string | false | null)[] = [
    draft.discount === "PERCENTAGE" &&
      draft.discountPercentage !== null &&
      text(goods ? "percentageOffGoods" : "percentageOff", {
        percentage: percentage(draft.discountPercentage),
      }),
    draft.discount === "AMOUNT" &&
      draft.discountAmount !== null &&
      text(goods ? "amountOffGoods" : "amountOff", {
        money: money({ amount: draft.discountAmount, currency }),
      }),
    draft.freeShipping && text("shippingFree"),
    draft.earningMultiplier !== null &&
      draft.earningMultiplier !== 1 &&
      text("timesPoints", { times: number(draft.earningMultiplier) }),
    Boolean(draft.arrivalPoints) &&
      text("pointsOnArrival", { points: change(draft.arrivalPoints ?? 0) }),
    draft.arrivalRewardId !== null && text("rewardOnArrival", { reward: rewardName ?? "…" }),
    ...linesOf(draft.perks),
  ];
  return lines.filter((line): line is string => Boolean(line));
}

function percentage(value: number): string {
  return `${number(value)} %`;
}

/** A threshold, in money or in points. */
export function sum(value: number, currency: string | null): string {
  return currency
    ? money({ amount: value, currency })
    : text("points", { count: value, number: number(value) });
}
