import { date, dateTime, number, text as common, textsOf } from "../../texts";
import de from "./de.json";
import en from "./en.json";

export const text = textsOf("rules-in-words", { en, de });

/** What a rule gives: one of the three is set, and 0 is no points. */
export interface Gives {
  fixedPoints?: number | null;
  percentage?: number | null;
  multiplier?: number | null;
}

export type Way = "fixed" | "percentage" | "multiplier" | "nothing";

export const WAYS: readonly Way[] = ["fixed", "percentage", "multiplier", "nothing"];

export function wayOf({ fixedPoints, percentage, multiplier }: Gives): Way {
  if (fixedPoints === 0 || percentage === 0 || multiplier === 0) return "nothing";
  if (typeof fixedPoints === "number") return "fixed";
  return typeof percentage === "number" ? "percentage" : "multiplier";
}

export function amountOf({ fixedPoints, percentage, multiplier }: Gives): number {
  return fixedPoints ?? percentage ?? multiplier ?? 0;
}

/** The one setting that says so, as the API takes it. */
export function givesOf(way: Way, amount: number | null): Gives {
  if (way === "percentage") return { percentage: amount };
  if (way === "multiplier") return { multiplier: amount };
  return { fixedPoints: way === "nothing" ? 0 : amount };
}

/** `3 points a piece`, `2 times the usual points`. */
export function givesInWords(gives: Gives): string {
  const way = wayOf(gives);
  const amount = amountOf(gives);
  return text(`gives_${way}`, {
    number: number(amount),
    points: points(amount),
  });
}

export function points(count: number): string {
  return common("points", { count, number: number(count) });
}

/** `until Dec 31, 2026`, `from … until …`; empty where it always holds. */
export function timesInWords(startsAt?: string | null, endsAt?: string | null): string {
  const values = { from: startsAt ? moment(startsAt) : "", until: endsAt ? lastDay(endsAt) : "" };
  if (startsAt && endsAt) return text("fromUntil", values);
  if (startsAt) return text("from", values);
  return endsAt ? text("until", values) : "";
}

function isMidnight(iso: string): boolean {
  const at = new Date(iso);
  return at.getHours() === 0 && at.getMinutes() === 0;
}

function moment(iso: string): string {
  return isMidnight(iso) ? date(iso) : dateTime(iso);
}

/** What ends at midnight is good through the day before. */
function lastDay(iso: string): string {
  return isMidnight(iso) ? date(new Date(new Date(iso).getTime() - 1).toISOString()) : dateTime(iso);
}

export type Phase = "off" | "later" | "over" | "now";

/** Whether a rule or bonus is in force, for a word beside it. */
export function phaseOf(
  part: { isActive: boolean; startsAt?: string | null; endsAt?: string | null },
  now: Date,
): Phase {
  if (!part.isActive) return "off";
  if (part.endsAt && new Date(part.endsAt) <= now) return "over";
  return part.startsAt && new Date(part.startsAt) > now ? "later" : "now";
}
