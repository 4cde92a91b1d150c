import { useEffect, useState, type FormEvent } from "react";

import { channels } from "../../api/catalogue";
import { LoyaltyBonusCreateDocument } from "../../api/operations/LoyaltyBonusCreate";
import { LoyaltyBonusUpdateDocument } from "../../api/operations/LoyaltyBonusUpdate";
import {
  DateTimeField,
  FormProblems,
  NumberField,
  SelectField,
  Switch,
  TextField,
} from "../../ui/form/fields";
import { text as words } from "../../ui/rules/words";
import { useSave } from "../../ui/useSave";
import type { Bonus, SavedBonus } from "./Bonuses";
import type { Program } from "./RulesPage";
import { bonusInWords } from "./sentences";
import { text } from "./texts";

interface Props {
  program: Program;
  /** The bonus that is changed; null for a new one. */
  bonus: Bonus | null;
  onSaved: (bonus: SavedBonus) => void;
  onClose: () => void;
}

type Trigger = Bonus["trigger"];

const TRIGGERS: readonly Trigger[] = [
  "EVENT",
  "ORDER_COUNT",
  "AMOUNT_SPENT",
  "BIRTHDAY",
  "ANNIVERSARY",
  "SCHEDULE",
];
const PERIODS = ["DAY", "WEEK", "MONTH", "YEAR", "EVER"] as const;
const FREQUENCIES = ["ONCE", "DAILY", "WEEKLY", "MONTHLY", "QUARTERLY", "YEARLY"] as const;
const SHARED = ["name", "description", "points", "startsAt", "endsAt"];
/** The settings that belong to each trigger: the API refuses those of another. */
const SETTINGS = {
  EVENT: ["eventType", "limit", "limitPeriod"],
  ORDER_COUNT: ["orderCount"],
  AMOUNT_SPENT: ["amountSpent", "currency"],
  BIRTHDAY: [],
  ANNIVERSARY: [],
  SCHEDULE: ["frequency"],
} as const;

/** What a bonus is for, what it gives and when; in words below. */
export function BonusForm({ program, bonus, onSaved, onClose }: Props) {
  const [values, setValues] = useState(() => ({
    name: bonus?.name ?? "",
    description: bonus?.description ?? "",
    trigger: bonus?.trigger ?? TRIGGERS[0] ?? "EVENT",
    points: bonus ? bonus.points : null,
    isActive: bonus?.isActive ?? true,
    startsAt: bonus?.startsAt ?? null,
    endsAt: bonus?.endsAt ?? null,
    eventType: bonus?.eventType ?? "",
    limit: bonus?.limit ?? null,
    limitPeriod: bonus?.limitPeriod ?? "EVER",
    orderCount: bonus?.orderCount ?? null,
    amountSpent: bonus?.amountSpent ?? null,
    currency: bonus?.currency ?? "",
    frequency: bonus?.frequency ?? "MONTHLY",
  }));
  const [missing, setMissing] = useState<readonly string[]>([]);
  const { trigger } = values;
  const fields = [...SHARED, ...SETTINGS[trigger]];
  const creation = useSave(LoyaltyBonusCreateDocument, (data) => data.loyaltyBonusCreate, fields);
  const change = useSave(LoyaltyBonusUpdateDocument, (data) => data.loyaltyBonusUpdate, fields);
  const used = bonus ? change : creation;
  const problemOf = (field: string) =>
    missing.includes(field) ? text("required") : used.problemOf(field);
  const set = (changed: Partial<typeof values>) =>
    setValues((before) => ({ ...before, ...changed }));
  const currencies = useCurrencies(trigger === "AMOUNT_SPENT");
  const currency = values.currency || (currencies[0] ?? "");

  async function save(event: FormEvent) {
    event.preventDefault();
    const { name, description, points, isActive, startsAt, endsAt } = values;
    const all = { ...values, currency };
    // Of numbers the limit alone may be none.
    const empty = ["points", ...SETTINGS[trigger]].filter(
      (field) => field !== "limit" && all[field as keyof typeof all] === null,
    );
    setMissing(empty);
    if (empty.length > 0) return;
    const own = Object.fromEntries(SETTINGS[trigger].map((setting) => [setting, all[setting]]));
    const input = { name, description, points, isActive, startsAt, endsAt, ...own };
    const saved = bonus
      ? await change.save({ id: bonus.id, input })
      : await creation.save({ programId: program.id, input: { ...input, trigger } });
    if (saved?.bonus) onSaved(saved.bonus);
  }

  return (
    <form
      className="rule-form"
      aria-label={bonus ? text("editNamed", { name: bonus.name }) : text("newBonus")}
      noValidate
      onSubmit={(event) => void save(event)}
    >
      <div className="fields">
        <SelectField
          label={text("triggerField")}
          value={trigger}
          onChange={(chosen) => set({ trigger: chosen })}
          isDisabled={bonus !== null}
          choices={TRIGGERS.map((value) => ({ value, label: text(`trigger_${value}`) }))}
        />
        <TextField
          label={text("nameField")}
          value={values.name}
          onChange={(name) => set({ name })}
          error={problemOf("name")}
          hint={text("bonusNameHint")}
          maxLength={255}
          isRequired
        />
        <NumberField
          label={text("bonusPoints")}
          value={values.points}
          onChange={(points) => set({ points })}
          error={problemOf("points")}
          isRequired
        />
        {trigger === "EVENT" && (
          <>
            <TextField
              label={text("eventTypeField")}
              value={values.eventType}
              onChange={(eventType) => set({ eventType })}
              error={problemOf("eventType")}
              hint={text("eventTypeHint")}
              maxLength={64}
              isRequired
            />
            <NumberField
              label={text("limitField")}
              value={values.limit}
              onChange={(limit) => set({ limit })}
              error={problemOf("limit")}
              hint={text("limitHint")}
            />
            <SelectField
              label={text("limitPeriodField")}
              value={values.limitPeriod}
              onChange={(limitPeriod) => set({ limitPeriod })}
              error={problemOf("limitPeriod")}
              choices={PERIODS.map((value) => ({ value, label: text(`limitPeriod_${value}`) }))}
            />
          </>
        )}
        {trigger === "ORDER_COUNT" && (
          <NumberField
            label={text("orderCountField")}
            value={values.orderCount}
            onChange={(orderCount) => set({ orderCount })}
            error={problemOf("orderCount")}
            isRequired
          />
        )}
        {trigger === "AMOUNT_SPENT" && (
          <>
            <NumberField
              label={text("amountSpentField")}
              value={values.amountSpent}
              onChange={(amountSpent) => set({ amountSpent })}
              decimals={3}
              error={problemOf("amountSpent")}
              isRequired
            />
            <SelectField
              label={text("currencyField")}
              value={currency}
              onChange={(chosen) => set({ currency: chosen })}
              error={problemOf("currency")}
              choices={[...new Set([currency, ...currencies])]
                .filter(Boolean)
                .map((value) => ({ value, label: value }))}
            />
          </>
        )}
        {trigger === "SCHEDULE" && (
          <SelectField
            label={text("frequencyField")}
            value={values.frequency}
            onChange={(frequency) => set({ frequency })}
            error={problemOf("frequency")}
            choices={FREQUENCIES.map((value) => ({ value, label: text(`frequency_${value}`) }))}
          />
        )}
        <DateTimeField
          label={trigger === "SCHEDULE" ? text("firstTime") : words("fromField")}
          value={values.startsAt}
          onChange={(startsAt) => set({ startsAt })}
          error={problemOf("startsAt")}
          hint={trigger === "SCHEDULE" ? undefined : text("optional")}
        />
        <DateTimeField
          label={words("untilField")}
          value={values.endsAt}
          onChange={(endsAt) => set({ endsAt })}
          error={problemOf("endsAt")}
          hint={text("optional")}
        />
        <div className="wide">
          <TextField
            label={text("descriptionField")}
            value={values.description}
            onChange={(description) => set({ description })}
            error={problemOf("description")}
            hint={text("optional")}
            maxLength={2000}
            rows={2}
          />
        </div>
        <Switch
          label={text("active")}
          value={values.isActive}
          onChange={(isActive) => set({ isActive })}
        />
      </div>
      <p className="preview" role="status" aria-label={text("previewOf")}>
        {bonusInWords({ ...values, currency, points: values.points ?? 0 })}
      </p>
      <FormProblems messages={used.others} />
      <p className="actions">
        <button type="submit" className="primary" disabled={used.isSaving}>
          {text(used.isSaving ? "saving" : "save")}
        </button>
        <button type="button" className="plain" onClick={onClose}>
          {text("cancel")}
        </button>
      </p>
    </form>
  );
}

/** The currencies of the shop's channels, asked for where they are needed. */
function useCurrencies(isNeeded: boolean): readonly string[] {
  const [found, setFound] = useState<readonly string[]>([]);
  useEffect(() => {
    if (!isNeeded) return;
    let isCurrent = true;
    channels.search("").then(
      (items) =>
        isCurrent && setFound([...new Set(items.flatMap(({ about }) => (about ? [about] : [])))]),
      () => undefined,
    );
    return () => {
      isCurrent = false;
    };
  }, [isNeeded]);
  return found;
}
