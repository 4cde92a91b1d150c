import { useState, type FormEvent } from "react";

import {
  LoyaltyProgramUpdateDocument,
  type LoyaltyProgramInput,
} from "../../api/operations/LoyaltyProgramUpdate";
import type { LoyaltyTierBasisEnum, LoyaltyTierDemotionEnum } from "../../api/operations/LoyaltyTiersPage";
import { FormProblems, NumberField, SelectField, TextField } from "../../ui/form/fields";
import { Sentence } from "../../ui/form/Sentence";
import type { Undoable } from "../../ui/Undo";
import { sent, useSave } from "../../ui/useSave";
import type { Program } from "./draft";
import { text } from "./texts";

const BASES: LoyaltyTierBasisEnum[] = ["LIFETIME", "CALENDAR_YEAR", "ROLLING_YEAR", "POINTS"];
const DEMOTIONS: LoyaltyTierDemotionEnum[] = ["IMMEDIATE", "GRACE", "NEVER"];
const FIELDS = ["tierBasis", "tierCurrency", "tierDemotion", "tierGraceDays", "tierMetadataKey"];

interface Props {
  program: Program;
  currencies: readonly string[];
  onSaved: (done: Undoable) => void;
}

interface Values {
  tierBasis: LoyaltyTierBasisEnum;
  tierCurrency: string;
  tierDemotion: LoyaltyTierDemotionEnum;
  tierGraceDays: number | null;
  tierMetadataKey: string;
}

/** What is compared with thresholds, and what happens below one. */
export function Settings({ program, currencies, onSaved }: Props) {
  const [values, setValues] = useState<Values>(() => valuesOf(program));
  const { save, isSaving, problemOf, others } = useSave(
    LoyaltyProgramUpdateDocument,
    (data) => data.loyaltyProgramUpdate,
    FIELDS,
  );
  const set = (changed: Partial<Values>) => setValues((now) => ({ ...now, ...changed }));
  const isChanged = JSON.stringify(values) !== JSON.stringify(valuesOf(program));

  async function submit(event: FormEvent) {
    event.preventDefault();
    const before = valuesOf(program);
    const payload = await save({ id: program.id, input: inputOf(values) });
    if (!payload) return;
    onSaved({
      message: text("settingsSaved"),
      undo: async () => {
        const variables = { id: program.id, input: inputOf(before) };
        const { problems } = await sent(
          LoyaltyProgramUpdateDocument,
          variables,
          (data) => data.loyaltyProgramUpdate,
        );
        if (problems.length === 0) setValues(before);
        return problems[0]?.message ?? "";
      },
    });
  }

  return (
    <section aria-label={text("settings")}>
      <form className="settings" onSubmit={(event) => void submit(event)} noValidate>
        <Sentence
          words={text(values.tierBasis === "POINTS" ? "basisSentencePoints" : "basisSentence")}
          fields={{
            basis: (
              <SelectField
                label={text("basis")}
                value={values.tierBasis}
                onChange={(tierBasis) => set({ tierBasis })}
                choices={BASES.map((value) => ({ value, label: text(`basis_${value}`) }))}
                error={problemOf("tierBasis")}
                isBare
              />
            ),
            currency: (
              <SelectField
                label={text("currency")}
                value={values.tierCurrency}
                onChange={(tierCurrency) => set({ tierCurrency })}
                choices={currencyChoices(program, currencies)}
                error={problemOf("tierCurrency")}
                isBare
              />
            ),
          }}
        />
        <Sentence
          words={text(values.tierDemotion === "GRACE" ? "demotionSentenceGrace" : "demotionSentence")}
          fields={{
            demotion: (
              <SelectField
                label={text("demotion")}
                value={values.tierDemotion}
                onChange={(tierDemotion) => set({ tierDemotion })}
                choices={DEMOTIONS.map((value) => ({ value, label: text(`demotion_${value}`) }))}
                error={problemOf("tierDemotion")}
                isBare
              />
            ),
            days: (
              <NumberField
                label={text("graceDays")}
                value={values.tierGraceDays}
                onChange={(tierGraceDays) => set({ tierGraceDays })}
                max={730}
                error={problemOf("tierGraceDays")}
                isBare
              />
            ),
          }}
        />
        <Sentence
          words={text("metadataSentence")}
          fields={{
            key: (
              <TextField
                label={text("metadataKey")}
                value={values.tierMetadataKey}
                onChange={(tierMetadataKey) => set({ tierMetadataKey })}
                error={problemOf("tierMetadataKey")}
                isBare
              />
            ),
          }}
        />
        <FormProblems messages={others} />
        {isChanged && (
          <p className="actions">
            <button type="submit" disabled={isSaving}>
              {text(isSaving ? "saving" : "saveSettings")}
            </button>
            <button type="button" className="plain" onClick={() => setValues(valuesOf(program))}>
              {text("cancel")}
            </button>
            <span className="soft">{text("settingsMove")}</span>
          </p>
        )}
      </form>
    </section>
  );
}

function valuesOf(program: Program): Values {
  const { tierBasis, tierCurrency, tierDemotion, tierGraceDays, tierMetadataKey } = program;
  return { tierBasis, tierCurrency, tierDemotion, tierGraceDays, tierMetadataKey };
}

function inputOf({ tierGraceDays, tierMetadataKey, ...rest }: Values): LoyaltyProgramInput {
  return {
    ...rest,
    tierMetadataKey: tierMetadataKey.trim(),
    // Left empty it stays as it is.
    ...(tierGraceDays !== null && { tierGraceDays }),
  };
}

function currencyChoices(program: Program, currencies: readonly string[]) {
  const home = program.tierCurrency ? "" : (program.amountsCurrency ?? "");
  const known = new Set([...currencies, program.tierCurrency].filter(Boolean));
  return [
    { value: "", label: home ? text("homeCurrencyNow", { currency: home }) : text("homeCurrency") },
    ...[...known].sort().map((value) => ({ value, label: value })),
  ];
}
