import { useEffect, useState } from "react";

import {
  LoyaltyRewardCostDocument,
  type LoyaltyRewardCostQuery,
} from "../../api/operations/LoyaltyRewardCost";
import { languageCode } from "../../texts/languageCode";
import { useAnswer } from "../../ui/useAnswer";
import { costOf, type Draft } from "./draft";
import type { Channel } from "./useChannels";

export type RewardCost = NonNullable<LoyaltyRewardCostQuery["loyaltyRewardCost"]>;

const ASK_AFTER = 300;

/** What the reward would cost, asked again once somebody stops typing; null until it is known. */
export function useCost(draft: Draft, channel: Channel): RewardCost | null {
  const wanted = JSON.stringify(costOf(draft));
  const [asked, setAsked] = useState(wanted);
  useEffect(() => {
    const timer = setTimeout(() => setAsked(wanted), ASK_AFTER);
    return () => clearTimeout(timer);
  }, [wanted]);
  const { answer } = useAnswer(LoyaltyRewardCostDocument, {
    channel: channel.slug,
    input: JSON.parse(asked) as ReturnType<typeof costOf>,
    languageCode: languageCode(),
  });
  return answer.state === "there" ? (answer.data.loyaltyRewardCost ?? null) : null;
}
