import {
  LoyaltyRewardCostDocument,
  type LoyaltyRewardCostQuery,
} from "../../api/operations/LoyaltyRewardCost";
import { languageCode } from "../../texts/languageCode";
import { useAnswer } from "../../ui/useAnswer";
import { useLate } from "../../ui/useLate";
import { costOf, type Draft } from "./draft";
import type { Channel } from "./useChannels";

export type RewardCost = NonNullable<LoyaltyRewardCostQuery["loyaltyRewardCost"]>;

const ASK_AFTER = 300;

/** What the reward would cost, asked again once somebody stops typing; null until it is known. */
export function useCost(draft: Draft, channel: Channel): RewardCost | null {
  const input = useLate(costOf(draft), ASK_AFTER);
  const { answer } = useAnswer(LoyaltyRewardCostDocument, {
    channel: channel.slug,
    input,
    languageCode: languageCode(),
  });
  return answer.state === "there" ? (answer.data.loyaltyRewardCost ?? null) : null;
}
