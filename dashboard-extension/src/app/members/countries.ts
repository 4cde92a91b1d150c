import { language } from "../../texts";
import type { Item, Source } from "../../ui/form/Picker";

// Codes that stand for no country: unions, tests, and what is unknown.
const NONE = new Set(["EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"]);
const SHOWN = 20;
const LETTERS = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];

/** The world's countries, as the reader's language calls them. */
export const countries: Source = {
  search: (words) => {
    const wanted = words.toLowerCase();
    const found = all().filter(
      ({ id, name }) => name.toLowerCase().includes(wanted) || id.toLowerCase() === wanted,
    );
    return Promise.resolve(found.slice(0, SHOWN));
  },
  named: (ids) => Promise.resolve(all().filter(({ id }) => ids.includes(id))),
};

function all(): Item[] {
  const names = new Intl.DisplayNames(language(), { type: "region", fallback: "none" });
  return LETTERS.flatMap((first) => LETTERS.map((second) => first + second))
    .filter((code) => !NONE.has(code))
    .flatMap((code) => {
      const name = names.of(code);
      return name ? [{ id: code, name, about: code }] : [];
    })
    .sort((a, b) => a.name.localeCompare(b.name, language()));
}
