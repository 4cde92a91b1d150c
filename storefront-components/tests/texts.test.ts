import { expect, test } from "vitest";

import { languageCode, languageOf, Words } from "../src/texts";
import de from "../src/texts/de.json";
import en from "../src/texts/en.json";

const placeholders = (sentence: string) => (sentence.match(/\{\w+\}/g) ?? []).sort();

test("German says all that English says, with the same values", () => {
  expect(Object.keys(de)).toEqual(Object.keys(en));
  for (const [key, sentence] of Object.entries(en)) {
    expect([key, placeholders(de[key as keyof typeof de])]).toEqual([key, placeholders(sentence)]);
  }
});

test("points are called as the merchant calls them, else as the language does", () => {
  const usual = { singular: "point", plural: "points" };
  const beans = { singular: "bean", plural: "beans" };

  expect(new Words("de", {}, usual).points(1)).toBe("1 Punkt");
  expect(new Words("de", {}, usual).points(1240)).toBe("1.240 Punkte");
  expect(new Words("en", {}, beans).points(2)).toBe("2 beans");
});

test("a storefront brings another language, or other words", () => {
  const polish = { points_one: "punkt", points_few: "punkty", points_many: "punktów", no: "Nie" };
  const words = new Words("pl", polish);

  expect([1, 3, 5].map((count) => words.points(count))).toEqual([
    "1 punkt",
    "3 punkty",
    "5 punktów",
  ]);
  expect(words.text("no")).toBe("Nie");
  expect(words.text("claimYes")).toBe("Yes, claim");
});

test("numbers and money are written as the language writes them", () => {
  const words = new Words("de");
  expect(words.money({ amount: 12.4, currency: "EUR" })).toBe("12,40\u00a0€");
  expect([words.change(49), words.change(-300)]).toEqual(["+49", "−300"]);
  expect(words.relativeDay("2026-11-21T08:00:00", new Date("2026-11-22T21:00:00"))).toBe("gestern");
});

test("the API is told the language, and the place where it matters", () => {
  expect(["de", "de-AT", "pt-BR", "zh-Hant", "en_US", "1x"].map(languageCode)).toEqual([
    "DE",
    "DE",
    "PT_BR",
    "ZH_HANT",
    "EN",
    "EN",
  ]);
});

test("an element speaks the language of where it stands, through shadows, too", () => {
  document.documentElement.lang = "de";
  const outer = document.createElement("div");
  document.body.append(outer);
  const inner = document.createElement("p");
  outer.attachShadow({ mode: "open" }).append(inner);

  expect(languageOf(inner)).toBe("de");
  outer.lang = "fr";
  expect(languageOf(inner)).toBe("fr");
  inner.lang = "not a language";
  expect(languageOf(inner)).toBe("en");
});
