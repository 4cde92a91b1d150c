import type { LoyaltyRewardSettingsQuery } from "../../api/operations/LoyaltyRewardSettings";
import type { Channel } from "./useChannels";

export type Program = NonNullable<
  LoyaltyRewardSettingsQuery["loyaltyPrograms"]
>["edges"][number]["node"];

export function channelsOf(program: Program, channels: readonly Channel[]): Channel[] {
  const slugs = new Set(program.coveredChannels.map(({ channelSlug }) => channelSlug));
  return channels.filter(({ slug }) => slugs.has(slug));
}

/** The program that covers a channel, if one does. */
export function programOf(programs: readonly Program[], { slug }: Channel): Program | null {
  const covers = ({ coveredChannels }: Program) =>
    coveredChannels.some(({ channelSlug }) => channelSlug === slug);
  return programs.find(covers) ?? null;
}
