import { expect, test } from "vitest";

import de from "../src/texts/de.json";
import en from "../src/texts/en.json";

const placeholders = (sentence: string) => (sentence.match(/{{\w+}}/g) ?? []).sort();

test("each sentence is there in German, with the same values", () => {
  expect(Object.keys(de).sort()).toEqual(Object.keys(en).sort());
  for (const [key, sentence] of Object.entries(en)) {
    expect(placeholders(de[key as keyof typeof de]), key).toEqual(placeholders(sentence));
  }
});
