import i18next from "i18next";

import { session } from "../bridge/session";
import de from "./de.json";
import en from "./en.json";

/** The reader's words: those of the dashboard's language, English where there are none. */
const texts = i18next.createInstance();
void texts.init({
  lng: session().locale,
  fallbackLng: "en",
  resources: { en: { translation: en }, de: { translation: de } },
  interpolation: { escapeValue: false },
  initAsync: false,
  // A test that meets a key without a sentence fails; a reader sees the key.
  parseMissingKeyHandler: (key) => {
    if (import.meta.env.MODE === "test") throw new Error(`There is no text "${key}".`);
    return key;
  },
});

export type Text = keyof typeof en;

type Values = Record<string, string | number>;

/** A sentence of all pages; `count` chooses between its forms. */
export function text(key: string, values: Values = {}): string {
  return texts.t(key, values);
}

/**
 * The sentences of one page, whose code alone loads them. A key that the page doesn't have is one of
 * all pages.
 */
export function textsOf(
  page: string,
  languages: Record<"en" | "de", Record<string, string>>,
): typeof text {
  for (const [name, sentences] of Object.entries(languages)) {
    texts.addResourceBundle(name, page, sentences);
  }
  return (key, values = {}) => texts.t(key, { ...values, ns: [page, "translation"] });
}

export function setLanguage(locale: string): void {
  void texts.changeLanguage(locale);
  document.documentElement.lang = locale;
}

export function language(): string {
  return texts.resolvedLanguage ?? "en";
}

export function number(value: number): string {
  return new Intl.NumberFormat(language()).format(value);
}

/** With a sign before gains, too: colour alone tells nobody apart. */
export function change(value: number): string {
  return new Intl.NumberFormat(language(), { signDisplay: "exceptZero" })
    .format(value)
    .replace("-", "−");
}

export interface Money {
  amount: number;
  currency: string;
}

export function money({ amount, currency }: Money): string {
  return new Intl.NumberFormat(language(), { style: "currency", currency }).format(amount);
}

export function date(iso: string): string {
  return new Intl.DateTimeFormat(language(), { dateStyle: "medium" }).format(new Date(iso));
}

export function dateTime(iso: string): string {
  return new Intl.DateTimeFormat(language(), { dateStyle: "medium", timeStyle: "short" }).format(
    new Date(iso),
  );
}

const DAY = 86_400_000;

/** A moment by its day as `relativeDay` has it, with the time of day. */
export function relativeMoment(iso: string, now: Date): string {
  const day = relativeDay(iso, now);
  if (day === date(iso)) return dateTime(iso);
  const time = new Intl.DateTimeFormat(language(), { timeStyle: "short" }).format(new Date(iso));
  return `${day}, ${time}`;
}

/** Today, yesterday, 3 days ago; after a week the date itself. */
export function relativeDay(iso: string, now: Date): string {
  const midnight = (moment: Date) =>
    Date.UTC(moment.getFullYear(), moment.getMonth(), moment.getDate());
  const days = Math.round((midnight(new Date(iso)) - midnight(now)) / DAY);
  if (Math.abs(days) > 7) return date(iso);
  return new Intl.RelativeTimeFormat(language(), { numeric: "auto" }).format(days, "day");
}
