import { language } from "../../texts";
import type { LoyaltyReportIntervalEnum } from "../../api/operations/LoyaltyOverviewChart";

/** How many intervals are shown of each kind. */
export const SPANS: Record<LoyaltyReportIntervalEnum, number> = { DAY: 30, WEEK: 13, MONTH: 12 };
export const INTERVALS: LoyaltyReportIntervalEnum[] = ["DAY", "WEEK", "MONTH"];

/** A day or month as the program's own clock says it, wherever the reader is. */
export function periodName(
  iso: string,
  interval: LoyaltyReportIntervalEnum,
  timeZone: string,
): string {
  const parts: Intl.DateTimeFormatOptions =
    interval === "MONTH" ? { month: "short", year: "numeric" } : { day: "numeric", month: "short" };
  return new Intl.DateTimeFormat(language(), { ...parts, timeZone }).format(new Date(iso));
}
