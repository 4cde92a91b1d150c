import { language, money, number } from "../../texts";
import { givesInWords, points, timesInWords, type Gives } from "../../ui/rules/words";
import { text } from "./texts";
import { GOODS, type Goods, type Names } from "./names";

export interface SaidRule extends Goods, Gives {
  channelIds: readonly string[];
  orderValueFrom: number;
  startsAt?: string | null;
  endsAt?: string | null;
}

// So many things are called by their names.
export const NAMED = 3;

/** `3 points a piece for Lamp, in Poland, until Dec 31, 2026`. */
export function ruleInWords(rule: SaidRule, names: Names): string {
  const channels = listed(rule.channelIds.map((id) => names(id)));
  return [
    text("for", { gives: givesInWords(rule), goods: goodsInWords(rule, names) }),
    channels && text("inChannels", { channels }),
    rule.orderValueFrom > 0 && text("orderFrom", { amount: amount(rule.orderValueFrom) }),
    timesInWords(rule.startsAt, rule.endsAt),
  ]
    .filter(Boolean)
    .join(", ");
}

function goodsInWords(rule: Goods, names: Names): string {
  const found = GOODS.flatMap((kind) =>
    rule[kind].map((id) => ({ kind, id })),
  );
  if (found.length === 0) return text("allGoods");
  return listed(found, ({ kind, id }) => text(`named_${kind}`, { name: names(id) }));
}

/** The first names, and how many more there are. */
function listed<Thing>(things: readonly Thing[], say: (thing: Thing) => string = String): string {
  const shown = things.slice(0, NAMED).map(say);
  const more = things.length - shown.length;
  if (more > 0) shown.push(text("more", { count: more, number: number(more) }));
  return new Intl.ListFormat(language(), { type: "conjunction" }).format(shown);
}

/** An amount in whichever currency. */
function amount(value: number): string {
  return new Intl.NumberFormat(language(), { minimumFractionDigits: 2 }).format(value);
}

export interface SaidBonus {
  trigger: string;
  points: number;
  eventType?: string | null;
  limit?: number | null;
  limitPeriod?: string | null;
  orderCount?: number | null;
  amountSpent?: number | null;
  currency?: string | null;
  frequency?: string | null;
  startsAt?: string | null;
  endsAt?: string | null;
}

/** `30 points for each “survey”, at most 2 a month`. */
export function bonusInWords(bonus: SaidBonus): string {
  const { trigger, frequency, currency, limit, limitPeriod } = bonus;
  const key = trigger === "SCHEDULE" ? `SCHEDULE_${frequency ?? "ONCE"}` : trigger;
  const values = {
    points: points(bonus.points),
    eventType: bonus.eventType || "…",
    orderCount: number(bonus.orderCount ?? 0),
    amount: currency
      ? money({ amount: bonus.amountSpent ?? 0, currency })
      : number(bonus.amountSpent ?? 0),
  };
  return [
    text(`says_${key}`, values),
    trigger === "EVENT" && limit
      ? text(`atMost_${limitPeriod ?? "EVER"}`, { limit: number(limit) })
      : "",
    timesInWords(bonus.startsAt, bonus.endsAt),
  ]
    .filter(Boolean)
    .join(", ");
}
