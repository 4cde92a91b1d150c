import { language } from "../../texts";
import { SelectField, TextField } from "../../ui/form/fields";
import type { Draft, Texts } from "./draft";
import { text } from "./texts";

// Of those that the shop knows, the ones that most shops sell in.
const LANGUAGES = [
  ..."AR BG CS DA DE EL EN ES ET FI FR HE HR HU IT JA KO LT LV NB NL PL PT PT_BR RO".split(" "),
  ..."SK SL SV TR UK ZH_HANS ZH_HANT".split(" "),
];

interface Props {
  own: Texts;
  translations: Draft["translations"];
  onChange: (translations: Draft["translations"]) => void;
}

/** The texts in other languages; what is empty shows the reward's own. */
export function Translations({ own, translations, onChange }: Props) {
  const codes = Object.keys(translations);
  const left = LANGUAGES.filter((code) => !codes.includes(code));
  const change = (code: string, texts: Texts) => onChange({ ...translations, [code]: texts });
  return (
    <>
      {codes.map((code) => {
        const texts = translations[code] ?? { name: "", description: "" };
        return (
          <fieldset key={code} className="translation">
            <legend>{languageName(code)}</legend>
            <TextField
              label={text("name")}
              value={texts.name}
              onChange={(name) => change(code, { ...texts, name })}
              maxLength={255}
              hint={texts.name ? undefined : own.name}
            />
            <TextField
              label={text("description")}
              value={texts.description}
              onChange={(description) => change(code, { ...texts, description })}
              rows={2}
              maxLength={10000}
            />
          </fieldset>
        );
      })}
      <SelectField
        label={text("addLanguage")}
        value=""
        onChange={(code) => code && change(code, { name: "", description: "" })}
        choices={[
          { value: "", label: text("chooseLanguage") },
          ...left.map((code) => ({ value: code, label: languageName(code) })),
        ]}
        hint={text("languagesHint")}
      />
    </>
  );
}

function languageName(code: string): string {
  const tag = code.replaceAll("_", "-");
  return new Intl.DisplayNames([language()], { type: "language" }).of(tag) ?? code;
}
