import { useEffect } from "react";

import { LoyaltyClaimsWaitingDocument } from "../../api/operations/LoyaltyClaimsWaiting";
import { number, text } from "../../texts";
import { useAnswer } from "../../ui/useAnswer";
import { onClaimsChange } from "./waiting";

/** How many claims wait for staff, beside the page's name; nothing where none does. */
export default function ClaimCount() {
  const { answer, again } = useAnswer(LoyaltyClaimsWaitingDocument, {});
  useEffect(() => onClaimsChange(again), [again]);
  const count =
    answer.state === "there" ? (answer.data.loyaltyRewardClaims?.totalCount ?? 0) : 0;
  if (count === 0) return null;
  return (
    <span className="count" title={text("claimsWaiting", { count, number: number(count) })}>
      {number(count)}
    </span>
  );
}
