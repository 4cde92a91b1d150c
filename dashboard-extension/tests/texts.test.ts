import { expect, test } from "vitest";

type Sentences = Record<string, string>;

const english = import.meta.glob<Sentences>("../src/**/en.json", { eager: true, import: "default" });
const german = import.meta.glob<Sentences>("../src/**/de.json", { eager: true, import: "default" });

const placeholders = (sentence = "") => (sentence.match(/{{\w+}}/g) ?? []).sort();

test.each(Object.entries(english))("each sentence of %s is there in German", (path, en) => {
  const de = german[path.replace("en.json", "de.json")];
  expect(Object.keys(de ?? {}).sort()).toEqual(Object.keys(en).sort());
  for (const [key, sentence] of Object.entries(en)) {
    expect(placeholders(de?.[key]), key).toEqual(placeholders(sentence));
    expect(de?.[key]?.trim(), key).toBeTruthy();
  }
});

test("German has one word for points that were spent: eingelöst", () => {
  const sentences = Object.entries(german).flatMap(([path, texts]) =>
    Object.entries(texts).map(([key, sentence]) => [`${path} ${key}`, sentence] as const),
  );
  const others = sentences.filter(([, sentence]) =>
    /^(ausgegeben|eingesetzt)$|punkte.*(ausge[gb]eb|eing?e?setz)/i.test(sentence),
  );
  expect(others).toEqual([]);
});
