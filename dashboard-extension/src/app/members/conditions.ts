import type { LoyaltySegmentConditionsInput } from "../../api/operations/LoyaltySegmentCreate";
import type { LoyaltySegmentDetailsQuery } from "../../api/operations/LoyaltySegmentDetails";

/** What members have to be like, under the API's names; what is absent is no condition. */
export type Conditions = LoyaltySegmentConditionsInput;
export type ConditionName = keyof Conditions;

type Saved = NonNullable<NonNullable<LoyaltySegmentDetailsQuery["loyaltySegment"]>["conditions"]>;

/** What each begins with, in the order in which they are offered. */
const BEGINNINGS = {
  balance: { gte: 1000 },
  lifetimeEarned: { gte: 1000 },
  lifetimeSpent: { gte: 1000 },
  tierIds: [],
  badgeIds: [],
  amountSpent: { currency: "", gte: 100 },
  ordersCount: { gte: 1 },
  lastOrderWithinDays: 30,
  lastOrderOlderThanDays: 90,
  lastOrderAt: {},
  channelIds: [],
  countries: [],
  createdAt: {},
  statuses: ["ACTIVE"],
  optedIn: true,
  takesPart: true,
} satisfies Conditions;

export const OFFERED = Object.keys(BEGINNINGS) as (keyof typeof BEGINNINGS)[];

export function withCondition(
  conditions: Conditions,
  name: keyof typeof BEGINNINGS,
  currency: string,
): Conditions {
  const beginning: Conditions =
    name === "amountSpent" ? { amountSpent: { currency, gte: 100 } } : { [name]: BEGINNINGS[name] };
  return { ...conditions, ...beginning };
}

export function without(conditions: Conditions, name: ConditionName): Conditions {
  return Object.fromEntries(Object.entries(conditions).filter(([other]) => other !== name));
}

/** A segment's conditions as they are sent: without those that are none. */
export function conditionsOf(saved: Saved): Conditions {
  return Object.fromEntries(
    Object.entries(saved).filter(
      ([, value]) => value !== null && !(Array.isArray(value) && value.length === 0),
    ),
  );
}
