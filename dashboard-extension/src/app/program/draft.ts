import type { LoyaltyProgramsQuery } from "../../api/operations/LoyaltyPrograms";
import type { LoyaltyProgramInput } from "../../api/operations/LoyaltyProgramUpdate";

/** Settings of a program while staff change them, and what of them is to be sent. */

type Edge = NonNullable<LoyaltyProgramsQuery["loyaltyPrograms"]>["edges"][number];
export type Program = Edge["node"];
type Covered = Program["coveredChannels"][number];

/** A number is null while its field is empty: the shop says that it is needed. */
export interface ChannelDraft {
  channelId: string;
  slug: string;
  name: string;
  currency: string;
  /** Whether the program names it; if not, the default program's own values apply. */
  isListed: boolean;
  earningActive: boolean;
  spendingActive: boolean;
  earnPoints: number | null;
  earnAmount: number | null;
  redeemPoints: number | null;
  redeemAmount: number | null;
  minimumBalance: number | null;
  minimumCartValue: number | null;
  maximumDiscountAmount: number | null;
  maximumDiscountPercentage: number | null;
}

type Numeric<Name extends keyof Program> = { [Key in Name]: number | null };
type Plain<Name extends keyof Program> = { [Key in Name]: Program[Key] };

export type Draft = Numeric<(typeof NUMBERS)[number]> &
  Plain<(typeof VALUES)[number]> & {
    pointsName: Program["pointsName"];
    spendableGoods: Program["spendableGoods"];
    expiry: Omit<Program["expiry"], "days" | "months" | "day"> & {
      days: number | null;
      months: number | null;
      day: number | null;
    };
    channels: ChannelDraft[];
  };

const NUMBERS = [
  "pendingDays",
  "restoredPointsDays",
  "registrationPoints",
  "newsletterPoints",
  "reviewPoints",
  "referrerPoints",
  "refereePoints",
  "referralOrderValueFrom",
  "holdMinutes",
  "rewardPriceFactor",
  "tierGraceDays",
] as const;
const VALUES = [
  "name",
  "introduction",
  "isActive",
  "earningActive",
  "spendingActive",
  "earnTrigger",
  "earnBasis",
  "earnMode",
  "rounding",
  "earnOnShipping",
  "earnOnReducedItems",
  "earnOnPointsPaidPart",
  "redemptionMethod",
  "excludeReducedItems",
  "pendingUntilFulfilled",
  "eligibility",
  "negativeBalance",
  "newsletterMetadataKey",
  "reviewLimit",
  "referralMetadataKey",
  "birthdayMetadataKey",
  "tierBasis",
  "tierCurrency",
  "tierDemotion",
  "tierMetadataKey",
  "badgesActive",
  "badgeDiscounts",
] as const;
const CHANNEL_VALUES = [
  "earningActive",
  "spendingActive",
  "earnPoints",
  "earnAmount",
  "redeemPoints",
  "redeemAmount",
  "minimumBalance",
  "minimumCartValue",
  "maximumDiscountAmount",
  "maximumDiscountPercentage",
] as const;

const CHANNEL_NEEDED = [
  "earnPoints",
  "earnAmount",
  "redeemPoints",
  "redeemAmount",
  "minimumBalance",
  "minimumCartValue",
] as const;

export function draftOf(program: Program): Draft {
  return {
    ...picked(program, [...NUMBERS, ...VALUES]),
    pointsName: program.pointsName,
    spendableGoods: program.spendableGoods,
    expiry: program.expiry,
    channels: program.coveredChannels.map(channelDraftOf),
  };
}

export function channelDraftOf(channel: Covered): ChannelDraft {
  return {
    channelId: channel.channelId,
    slug: channel.channelSlug,
    name: channel.channelName,
    currency: channel.currency,
    isListed: channel.isListed,
    earningActive: channel.earningActive,
    spendingActive: channel.spendingActive,
    earnPoints: channel.earnPoints,
    earnAmount: channel.earnAmount.amount,
    redeemPoints: channel.redeemPoints,
    redeemAmount: channel.redeemAmount.amount,
    minimumBalance: channel.minimumBalance,
    minimumCartValue: channel.minimumCartValue.amount,
    maximumDiscountAmount: channel.maximumDiscountAmount?.amount ?? null,
    maximumDiscountPercentage: channel.maximumDiscountPercentage,
  };
}

/** The input that makes `after` of what `before` says: only what differs. */
export function inputOf(before: Draft, after: Draft): LoyaltyProgramInput {
  const input: Record<string, unknown> = {
    ...changed(before, after, [...NUMBERS, ...VALUES]),
    ...part("pointsName", before.pointsName, after.pointsName),
    ...part("spendableGoods", before.spendableGoods, after.spendableGoods),
    ...part("expiry", before.expiry, after.expiry),
    ...channelsInput(before.channels, after.channels),
  };
  return input;
}

function channelsInput(before: ChannelDraft[], after: ChannelDraft[]) {
  const channels = after.flatMap((channel) => {
    const { channelId } = channel;
    const old = before.find((other) => other.channelId === channelId);
    if (!channel.isListed) return [];
    // A channel that comes to be named takes all that is shown, not the shop's own idea of it.
    const values = old?.isListed
      ? changed(old, channel, CHANNEL_VALUES)
      : picked(channel, CHANNEL_VALUES);
    return Object.keys(values).length > 0 ? [{ channelId, ...values }] : [];
  });
  const removeChannels = before
    .filter(({ channelId, isListed }) => {
      const still = after.find((other) => other.channelId === channelId);
      return isListed && !still?.isListed;
    })
    .map(({ channelId }) => channelId);
  return {
    ...(channels.length > 0 && { channels }),
    ...(removeChannels.length > 0 && { removeChannels }),
  };
}

export function isEmpty(input: LoyaltyProgramInput): boolean {
  return Object.keys(input).length === 0;
}

/** Settings whose fields are empty, by their names in the API; those without a limit may be. */
export function missingIn(draft: Draft): string[] {
  const empty = <From extends object>(from: From, names: readonly (keyof From & string)[]) =>
    names.filter((name) => from[name] === null);
  return [
    ...empty(draft, NUMBERS),
    ...empty(draft.expiry, ["days", "months", "day"]).map((name) => `expiry.${name}`),
    ...draft.channels
      .filter((channel) => channel.isListed)
      .flatMap((channel) => empty(channel, CHANNEL_NEEDED))
      .map((name) => `channels.${name}`),
  ];
}

/** The draft with other values in one channel, which the program names from now on. */
export function withChannel(
  draft: Draft,
  channelId: string,
  values: Partial<ChannelDraft>,
): Draft {
  return {
    ...draft,
    channels: draft.channels.map((channel) =>
      channel.channelId === channelId ? { ...channel, isListed: true, ...values } : channel,
    ),
  };
}

function picked<From extends object, Name extends keyof From>(
  from: From,
  names: readonly Name[],
): Pick<From, Name> {
  return Object.fromEntries(names.map((name) => [name, from[name]])) as Pick<From, Name>;
}

function changed<From extends object>(
  before: From,
  after: From,
  names: readonly (keyof From)[],
): Partial<From> {
  return picked(
    after,
    names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name])),
  );
}

function part<From extends object>(name: string, before: From, after: From) {
  const values = changed(before, after, Object.keys(after) as (keyof From)[]);
  return Object.keys(values).length > 0 ? { [name]: values } : {};
}
