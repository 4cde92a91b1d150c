import de from "./de.json";
import en from "./en.json";

export type TextKey = keyof typeof en;
/** Sentences by key; languages with more forms than two have more, such as `points_few`. */
export type Texts = Record<TextKey, string> & Record<string, string>;

export interface Money {
  amount: number;
  currency: string;
}

export interface PointsName {
  singular: string;
  plural: string;
}

const LANGUAGES: Record<string, Texts> = { de, en };

/** Sentences, numbers and dates of one language. */
export class Words {
  readonly #texts: Texts;
  readonly #plural: Intl.PluralRules;

  /**
   * `language` is a tag such as `de-AT`; `own` are a storefront's texts, over ours. What both lack is
   * English.
   */
  constructor(
    readonly language: string,
    own: Partial<Texts> = {},
    private readonly pointsName: PointsName | null = null,
  ) {
    const known = LANGUAGES[language.split("-")[0]?.toLowerCase() ?? ""];
    this.#texts = { ...en, ...known, ...own };
    this.#plural = new Intl.PluralRules(language);
  }

  text(key: TextKey, values: Record<string, string> = {}): string {
    return this.#texts[key].replace(/\{(\w+)\}/g, (found, name: string) => values[name] ?? found);
  }

  /** The form of a sentence that fits a number, which it may show as `{number}`. */
  counted(key: "rewardsNow", count: number): string {
    return this.text(this.#form(key, count), { number: this.number(count) });
  }

  /** `1 point`, `860 points`, as the merchant calls them: ours are the API's default name. */
  points(count: number): string {
    return `${this.number(count)} ${this.pointsWord(count)}`;
  }

  pointsWord(count = 2): string {
    const name = this.pointsName;
    if (!name || (name.singular === "point" && name.plural === "points")) {
      return this.text(this.#form("points", count));
    }
    return count === 1 ? name.singular : name.plural;
  }

  /** A sum in money, or in points where there is no currency. */
  sum(amount: number, currency: string | null | undefined): string {
    return currency ? this.money({ amount, currency }) : this.points(amount);
  }

  number(value: number): string {
    return new Intl.NumberFormat(this.language).format(value);
  }

  /** With a sign before gains, too: colour alone tells nobody apart. */
  change(value: number): string {
    return new Intl.NumberFormat(this.language, { signDisplay: "exceptZero" })
      .format(value)
      .replace("-", "−");
  }

  money({ amount, currency }: Money): string {
    return new Intl.NumberFormat(this.language, { style: "currency", currency }).format(amount);
  }

  date(iso: string): string {
    return new Intl.DateTimeFormat(this.language, { dateStyle: "medium" }).format(new Date(iso));
  }

  dateTime(iso: string): string {
    return new Intl.DateTimeFormat(this.language, {
      dateStyle: "medium",
      timeStyle: "short",
    }).format(new Date(iso));
  }

  /** Today, yesterday, 3 days ago; after a week the date itself. */
  relativeDay(iso: string, now: Date): string {
    const midnight = (moment: Date): number =>
      Date.UTC(moment.getFullYear(), moment.getMonth(), moment.getDate());
    const days = Math.round((midnight(new Date(iso)) - midnight(now)) / 86_400_000);
    if (Math.abs(days) > 7) return this.date(iso);
    return new Intl.RelativeTimeFormat(this.language, { numeric: "auto" }).format(days, "day");
  }

  #form(key: "points" | "rewardsNow", count: number): TextKey {
    // Languages with more forms than two name them as Intl.PluralRules does: points_few.
    const form = `${key}_${this.#plural.select(count)}`;
    return (form in this.#texts ? form : `${key}_other`) as TextKey;
  }
}

/** The language as the API names it: `de-AT` is `DE`; few languages are told apart by place. */
export function languageCode(language: string): string {
  const tag = language.replace("-", "_").toUpperCase();
  if (/^(PT_BR|ZH_HAN[ST])/.test(tag)) return tag;
  return /^[A-Z]{2,3}(?=_|$)/.exec(tag)?.[0] ?? "EN";
}

/** The tag where an element stands: its own, that of what it stands in, or the page's. */
export function languageOf(element: Element): string {
  let at: Element | null = element;
  while (at) {
    const holder: Element | null = at.closest("[lang]:not([lang=''])");
    if (holder) return valid(holder.getAttribute("lang") ?? "");
    const root = at.getRootNode();
    at = root instanceof ShadowRoot ? root.host : null;
  }
  return valid(navigator.language);
}

function valid(tag: string): string {
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? "en";
  } catch {
    return "en";
  }
}
