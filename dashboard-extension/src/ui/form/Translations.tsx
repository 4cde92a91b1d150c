import { useState } from "react";

import "./translations.css";
import type { LanguageCodeEnum } from "../../api/operations/LoyaltyTierTranslate";
import { text } from "../../texts";
import { languageName } from "../languageName";
import { TextField } from "./fields";
import { languages } from "./languages";
import { Picker } from "./Picker";

/** Texts by language, then by field; an empty one is as in the shop's own language. */
export type Texts<Field extends string> = Readonly<Record<string, Readonly<Record<Field, string>>>>;

interface TranslatedField<Field extends string> {
  name: Field;
  label: string;
  rows?: number;
  maxLength?: number;
}

interface Props<Field extends string> {
  fields: readonly TranslatedField<Field>[];
  texts: Texts<Field>;
  onChange: (texts: Texts<Field>) => void;
  /** What is wrong with `<language>.<field>`. */
  problemOf: (field: string) => string | undefined;
}

/** The same texts in other languages, each of them opened by itself. */
export function Translations<Field extends string>({
  fields,
  texts,
  onChange,
  problemOf,
}: Props<Field>) {
  const [isAdding, setAdding] = useState(false);
  const codes = Object.keys(texts);
  const wrong = (code: string) => fields.some(({ name }) => problemOf(`${code}.${name}`));

  function add(code: string | undefined) {
    if (code && !texts[code]) {
      const empty = Object.fromEntries(fields.map(({ name }) => [name, ""]));
      onChange({ ...texts, [code]: empty as Record<Field, string> });
    }
    setAdding(false);
  }

  return (
    <fieldset className="translations">
      <legend>{text("otherLanguages")}</legend>
      <p className="soft">{text("otherLanguagesHint")}</p>
      {codes.map((code) => (
        <details key={code} open={wrong(code) || Object.values(texts[code] ?? {}).every(isEmpty)}>
          <summary>{languageName(code)}</summary>
          <div className="fields" role="group" aria-label={languageName(code)}>
            {fields.map(({ name, label, rows, maxLength }) => (
              <TextField
                key={name}
                label={label}
                value={texts[code]?.[name] ?? ""}
                onChange={(value) =>
                  onChange({
                    ...texts,
                    [code]: { ...texts[code], [name]: value } as Record<Field, string>,
                  })
                }
                error={problemOf(`${code}.${name}`)}
                {...(rows && { rows })}
                {...(maxLength && { maxLength })}
              />
            ))}
          </div>
        </details>
      ))}
      {isAdding ? (
        <Picker
          label={text("language")}
          source={languages}
          ids={[]}
          onChange={([code]) => add(code)}
          isSingle
        />
      ) : (
        <button type="button" onClick={() => setAdding(true)}>
          {text("addLanguage")}
        </button>
      )}
    </fieldset>
  );
}

function isEmpty(value: unknown): boolean {
  return value === "";
}

interface Translated<Field extends string> {
  languageCode: string;
  texts: Record<Field, string>;
}

/** What is sent for each language: the texts that changed, and nothing where none did. */
export function changedTexts<Field extends string>(
  before: Texts<Field>,
  after: Texts<Field>,
): { languageCode: LanguageCodeEnum; input: Partial<Record<Field, string>> }[] {
  return Object.entries<Readonly<Record<Field, string>>>(after).flatMap(([code, texts]) => {
    const changed = (Object.entries(texts) as [Field, string][]).filter(
      ([name, value]) => value.trim() !== (before[code]?.[name] ?? "").trim(),
    );
    if (changed.length === 0) return [];
    const input = Object.fromEntries(changed.map(([name, value]) => [name, value.trim()]));
    return [
      {
        languageCode: code as LanguageCodeEnum,
        input: input as Partial<Record<Field, string>>,
      },
    ];
  });
}

/** Texts as the API shows them, where what falls back to the own texts is left empty. */
export function textsByLanguage<Field extends string>(
  own: Record<Field, string>,
  translations: readonly Translated<Field>[],
): Texts<Field> {
  return Object.fromEntries(
    translations.map(({ languageCode, texts }) => [
      languageCode,
      Object.fromEntries(
        (Object.entries(texts) as [Field, string][]).map(([name, value]) => [
          name,
          value === own[name] ? "" : value,
        ]),
      ) as Record<Field, string>,
    ]),
  );
}
