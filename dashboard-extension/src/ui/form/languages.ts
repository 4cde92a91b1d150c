import {
  LoyaltyLanguagesDocument,
  type LoyaltyLanguagesQuery,
} from "../../api/operations/LoyaltyLanguages";
import { languageName } from "../languageName";
import { client } from "../useAnswer";
import type { Item, Source } from "./Picker";

let known: Promise<Item[]> | undefined;

/** Those that the shop knows; asked once. */
export const languages: Source = {
  search: async (words) => {
    const found = await allLanguages();
    return found.filter(({ name }) => name.toLowerCase().includes(words.toLowerCase())).slice(0, 50);
  },
  named: async (ids) => (await allLanguages()).filter(({ id }) => ids.includes(id)),
};

async function allLanguages(): Promise<Item[]> {
  known ??= askForLanguages();
  try {
    return await known;
  } catch (error) {
    known = undefined;
    throw error;
  }
}

async function askForLanguages(): Promise<Item[]> {
  const { data, error } = await client.query(LoyaltyLanguagesDocument, {}).toPromise();
  if (!data) throw error ?? new Error("The shop answered nothing.");
  const codes: NonNullable<LoyaltyLanguagesQuery["__type"]>["enumValues"] =
    data.__type?.enumValues ?? [];
  return (codes ?? [])
    .map(({ name }) => ({ id: name, name: languageName(name) }))
    .sort((a, b) => a.name.localeCompare(b.name));
}
