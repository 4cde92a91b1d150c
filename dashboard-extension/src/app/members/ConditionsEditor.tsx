import type { ReactNode } from "react";

import type { LoyaltyAccountStatusEnum } from "../../api/operations/LoyaltyAccounts";
import { DateTimeField, NumberField, SelectField } from "../../ui/form/fields";
import { Picker } from "../../ui/form/Picker";
import { OFFERED, withCondition, without, type ConditionName, type Conditions } from "./conditions";
import { countries } from "./countries";
import { text } from "./texts";

export interface Named {
  id: string;
  name: string;
}

/** What conditions can name. */
export interface Choices {
  tiers: readonly Named[];
  badges: readonly Named[];
  channels: readonly Named[];
  currencies: readonly string[];
}

interface Props {
  conditions: Conditions;
  choices: Choices;
  onChange: (conditions: Conditions) => void;
  /** What the shop says of one, if it refused it. */
  problemOf: (name: ConditionName) => string | undefined;
}

const STATUSES: readonly LoyaltyAccountStatusEnum[] = ["ACTIVE", "FROZEN", "BANNED"];
const DAYS_MAX = 36_500;

/** Conditions in plain words, one below the other; all of them have to hold. */
export function ConditionsEditor({ conditions, choices, onChange, problemOf }: Props) {
  const present = Object.keys(conditions) as ConditionName[];
  const left = OFFERED.filter((name) => !present.includes(name));
  return (
    <>
      {present.length === 0 && <p className="soft">{text("noConditions")}</p>}
      {present.map((name) => (
        <fieldset key={name} className="condition">
          <legend>{text(`condition_${name}`)}</legend>
          <Fields
            name={name}
            conditions={conditions}
            choices={choices}
            onChange={(changed) => onChange({ ...conditions, ...changed })}
          />
          <button
            type="button"
            className="plain"
            aria-label={text("remove", { name: text(`condition_${name}`) })}
            onClick={() => onChange(without(conditions, name))}
          >
            ×
          </button>
          {problemOf(name) && (
            <p className="warning" role="alert">
              {problemOf(name)}
            </p>
          )}
        </fieldset>
      ))}
      {left.length > 0 && (
        <SelectField
          label={text("addCondition")}
          value=""
          onChange={(name) => {
            const chosen = left.find((other) => other === name);
            if (chosen) {
              onChange(withCondition(conditions, chosen, choices.currencies[0] ?? ""));
            }
          }}
          choices={[
            { value: "", label: text("chooseCondition") },
            ...left.map((name) => ({ value: name as string, label: text(`condition_${name}`) })),
          ]}
        />
      )}
    </>
  );
}

interface FieldsProps {
  name: ConditionName;
  conditions: Conditions;
  choices: Choices;
  onChange: (changed: Conditions) => void;
}

function Fields({ name, conditions, choices, onChange }: FieldsProps): ReactNode {
  switch (name) {
    case "balance":
    case "lifetimeEarned":
    case "lifetimeSpent":
    case "ordersCount":
      return (
        <Between
          range={conditions[name] ?? {}}
          onChange={(range) => onChange({ [name]: range })}
          {...(name === "balance" && { min: -2_000_000_000 })}
        />
      );
    case "amountSpent":
      return (
        <Amount
          amount={conditions.amountSpent ?? { currency: "" }}
          currencies={choices.currencies}
          onChange={(amountSpent) => onChange({ amountSpent })}
        />
      );
    case "createdAt":
    case "lastOrderAt":
      return <Moments range={conditions[name] ?? {}} onChange={(it) => onChange({ [name]: it })} />;
    case "lastOrderWithinDays":
    case "lastOrderOlderThanDays":
      return (
        <NumberField
          isBare
          label={text("days")}
          value={conditions[name] ?? null}
          onChange={(days) => onChange({ [name]: days })}
          min={1}
          max={DAYS_MAX}
        />
      );
    case "optedIn":
    case "takesPart":
      return (
        <SelectField
          isBare
          label={text(`condition_${name}`)}
          value={conditions[name] ? "yes" : "no"}
          onChange={(value) => onChange({ [name]: value === "yes" })}
          choices={[
            { value: "yes", label: text("yes") },
            { value: "no", label: text("no") },
          ]}
        />
      );
    case "statuses":
      return (
        <Boxes
          all={STATUSES.map((status) => ({ id: status, name: text(`statusName_${status}`) }))}
          ids={conditions.statuses ?? []}
          onChange={(ids) => onChange({ statuses: STATUSES.filter((it) => ids.includes(it)) })}
        />
      );
    case "tierIds":
      return (
        <Boxes
          all={choices.tiers}
          ids={conditions.tierIds ?? []}
          onChange={(tierIds) => onChange({ tierIds })}
        />
      );
    case "badgeIds":
      return (
        <Boxes
          all={choices.badges}
          ids={conditions.badgeIds ?? []}
          onChange={(badgeIds) => onChange({ badgeIds })}
        />
      );
    case "channelIds":
      return (
        <Boxes
          all={choices.channels}
          ids={conditions.channelIds ?? []}
          onChange={(channelIds) => onChange({ channelIds })}
        />
      );
    case "countries":
      return (
        <Picker
          label={text("condition_countries")}
          source={countries}
          ids={conditions.countries ?? []}
          onChange={(codes) => onChange({ countries: codes })}
        />
      );
    case "customerTypeIds":
      // Made through the API: kept, or taken out as a whole.
      return <span>{text("someTypes", { count: conditions.customerTypeIds?.length ?? 0 })}</span>;
  }
}

interface Range<Value> {
  gte?: Value | null | undefined;
  lte?: Value | null | undefined;
}

interface BetweenProps {
  range: Range<number>;
  onChange: (range: Range<number>) => void;
  min?: number;
  decimals?: number;
}

function Between({ range, onChange, min = 0, decimals = 0 }: BetweenProps) {
  return (
    <>
      <NumberField
        label={text("atLeast")}
        value={range.gte ?? null}
        onChange={(gte) => onChange({ ...range, gte })}
        min={min}
        decimals={decimals}
      />
      <NumberField
        label={text("atMost")}
        value={range.lte ?? null}
        onChange={(lte) => onChange({ ...range, lte })}
        min={min}
        decimals={decimals}
      />
    </>
  );
}

interface AmountProps {
  amount: Range<number> & { currency: string };
  currencies: readonly string[];
  onChange: (amount: Range<number> & { currency: string }) => void;
}

function Amount({ amount, currencies, onChange }: AmountProps) {
  const known = currencies.includes(amount.currency) ? currencies : [amount.currency, ...currencies];
  return (
    <>
      <Between
        range={amount}
        onChange={(range) => onChange({ ...range, currency: amount.currency })}
        decimals={3}
      />
      <SelectField
        label={text("currency")}
        value={amount.currency}
        onChange={(currency) => onChange({ ...amount, currency })}
        choices={known.map((value) => ({ value, label: value }))}
      />
    </>
  );
}

interface MomentsProps {
  range: Range<string>;
  onChange: (range: Range<string>) => void;
}

function Moments({ range, onChange }: MomentsProps) {
  return (
    <>
      <DateTimeField
        label={text("from")}
        value={range.gte ?? null}
        onChange={(gte) => onChange({ ...range, gte })}
      />
      <DateTimeField
        label={text("until")}
        value={range.lte ?? null}
        onChange={(lte) => onChange({ ...range, lte })}
      />
    </>
  );
}

interface BoxesProps {
  all: readonly Named[];
  ids: readonly (string | number)[];
  onChange: (ids: string[]) => void;
}

function Boxes({ all, ids, onChange }: BoxesProps) {
  const chosen = ids.map(String);
  const unknown = chosen.filter((id) => !all.some((item) => item.id === id));
  const items = [...all, ...unknown.map((id) => ({ id, name: text("unknownItem") }))];
  if (items.length === 0) return <span className="soft">{text("nothingToChoose")}</span>;
  return (
    <span className="boxes">
      {items.map(({ id, name }) => (
        <label key={id}>
          <input
            type="checkbox"
            checked={chosen.includes(id)}
            onChange={(event) =>
              onChange(
                event.target.checked ? [...chosen, id] : chosen.filter((other) => other !== id),
              )
            }
          />
          {name}
        </label>
      ))}
    </span>
  );
}
