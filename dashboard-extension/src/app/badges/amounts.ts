import { money, number } from "../../texts";
import { UNITS, type Basis, type Bounds } from "./draft";
import { text } from "./texts";

/** A value of a basis: points, a number of orders or events, or money. */
export function amountOf(basis: Basis, value: number, currency: string): string {
  const unit = UNITS[basis];
  if (unit === "amount" && currency) return money({ amount: value, currency });
  if (unit === "points") return text("points", { count: value, number: number(value) });
  const key = basis === "ACTIVITY" ? "events" : "orders";
  return text(key, { count: value, number: number(value) });
}

/** A range of values, both ends included. */
export function stretchOf(basis: Basis, { from, to }: Bounds, currency: string): string {
  const low = amountOf(basis, from ?? 0, currency);
  if (to === null) return text("fromOn", { from: low });
  if (to === (from ?? 0)) return text("exactly", { from: low });
  return text("fromTo", { from: low, to: amountOf(basis, to, currency) });
}

/** What wins a badge, in words. */
export function howToWin(
  basis: Basis,
  bounds: Bounds,
  eventType: string,
  currency: string,
): string {
  if (basis === "MANUAL") return text("how_MANUAL");
  const range = stretchOf(basis, bounds, currency);
  return text(`how_${basis}`, { range, event: eventType }) + (eventType ? ` (${eventType})` : "");
}

/** The smallest difference of two values. */
export function stepOf(basis: Basis, currency: string): number {
  if (UNITS[basis] !== "amount" || !currency) return 1;
  const format = new Intl.NumberFormat("en", { style: "currency", currency });
  return 10 ** -(format.resolvedOptions().maximumFractionDigits ?? 2);
}
