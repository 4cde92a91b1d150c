import { useId, type ReactNode } from "react";
import {
  Group,
  I18nProvider,
  Input,
  Label,
  NumberField as AriaNumberField,
  Switch as AriaSwitch,
} from "react-aria-components";

import "./form.css";
import { language, text } from "../../texts";
import { localMinute } from "../localMinute";

interface FieldProps {
  label: string;
  /** What is wrong with it, in the API's words. */
  error?: string | undefined;
  hint?: ReactNode;
  isRequired?: boolean;
  isDisabled?: boolean;
  /** The label is for screen readers alone, as within a sentence or a table. */
  isBare?: boolean;
}

interface FrameProps extends FieldProps {
  children: (ids: { id: string; "aria-describedby"?: string; "aria-invalid"?: true }) => ReactNode;
}

/** Label, field, and below it what is wrong or what helps. */
function Labelled({ label, error, hint, isBare, children }: FrameProps) {
  const id = useId();
  const isDescribed = Boolean(error || hint);
  return (
    <div className={isBare ? "field bare" : "field"}>
      <label htmlFor={id} className={isBare ? "visually-hidden" : undefined}>
        {label}
      </label>
      {children({
        id,
        ...(isDescribed && { "aria-describedby": `${id}-about` }),
        ...(error && { "aria-invalid": true }),
      })}
      <About id={`${id}-about`} error={error} hint={hint} />
    </div>
  );
}

function About({ id, error, hint }: { id: string; error?: string | undefined; hint: ReactNode }) {
  if (!error && !hint) return null;
  return (
    <p id={id} className={error ? "warning about" : "soft about"}>
      {error || hint}
    </p>
  );
}

interface TextFieldProps extends FieldProps {
  value: string;
  onChange: (value: string) => void;
  maxLength?: number;
  rows?: number;
  type?: "text" | "url" | "email";
}

/** With `rows`, of several lines. */
export function TextField({ value, onChange, maxLength, rows, type, ...field }: TextFieldProps) {
  return (
    <Labelled {...field}>
      {(ids) => {
        const shared = {
          ...ids,
          value,
          required: field.isRequired,
          disabled: field.isDisabled,
          maxLength,
        };
        return rows ? (
          <textarea {...shared} rows={rows} onChange={(event) => onChange(event.target.value)} />
        ) : (
          <input
            {...shared}
            type={type ?? "text"}
            onChange={(event) => onChange(event.target.value)}
          />
        );
      }}
    </Labelled>
  );
}

interface NumberFieldProps extends FieldProps {
  value: number | null;
  onChange: (value: number | null) => void;
  min?: number;
  max?: number;
  /** Whole numbers where nothing is said; of money, as many as the currency has. */
  decimals?: number;
  currency?: string | undefined;
  isPercentage?: boolean;
}

/** A number as the reader's language writes it, such as 1.240,50. */
export function NumberField({
  label,
  value,
  onChange,
  min = 0,
  max,
  decimals = 0,
  currency,
  isPercentage = false,
  error,
  hint,
  isRequired = false,
  isDisabled = false,
  isBare = false,
}: NumberFieldProps) {
  const about = useId();
  const format: Intl.NumberFormatOptions = currency
    ? { style: "currency", currency, currencyDisplay: "code" }
    : {
        maximumFractionDigits: decimals,
        ...(isPercentage && { style: "unit", unit: "percent" }),
      };
  return (
    <I18nProvider locale={language()}>
      <AriaNumberField
        className={isBare ? "field bare" : "field"}
        value={value ?? Number.NaN}
        onChange={(next) => onChange(Number.isNaN(next) ? null : next)}
        minValue={min}
        {...(max !== undefined && { maxValue: max })}
        formatOptions={format}
        isRequired={isRequired}
        isDisabled={isDisabled}
        isInvalid={Boolean(error)}
        validationBehavior="aria"
        isWheelDisabled
        {...((error || hint) && { "aria-describedby": about })}
      >
        <Label className={isBare ? "visually-hidden" : ""}>{label}</Label>
        <Group>
          <Input className="numeric" />
        </Group>
        <About id={about} error={error} hint={hint} />
      </AriaNumberField>
    </I18nProvider>
  );
}

export interface Choice<Value extends string> {
  value: Value;
  label: string;
}

interface SelectFieldProps<Value extends string> extends FieldProps {
  value: Value;
  onChange: (value: Value) => void;
  choices: readonly Choice<Value>[];
}

export function SelectField<Value extends string>({
  value,
  onChange,
  choices,
  ...field
}: SelectFieldProps<Value>) {
  return (
    <Labelled {...field}>
      {(ids) => (
        <select
          {...ids}
          value={value}
          disabled={field.isDisabled}
          onChange={(event) => {
            const chosen = choices.find((choice) => choice.value === event.target.value);
            if (chosen) onChange(chosen.value);
          }}
        >
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </select>
      )}
    </Labelled>
  );
}

interface DateTimeFieldProps extends FieldProps {
  /** A moment as the API writes it; null for none. */
  value: string | null;
  onChange: (value: string | null) => void;
}

/** A moment in the reader's own time zone. */
export function DateTimeField({ value, onChange, ...field }: DateTimeFieldProps) {
  return (
    <Labelled {...field}>
      {(ids) => (
        <input
          {...ids}
          type="datetime-local"
          value={localMinute(value)}
          required={field.isRequired}
          disabled={field.isDisabled}
          onChange={(event) => {
            const { value: local } = event.target;
            onChange(local ? new Date(local).toISOString() : null);
          }}
        />
      )}
    </Labelled>
  );
}

interface SwitchProps {
  label: string;
  value: boolean;
  onChange: (value: boolean) => void;
  hint?: ReactNode;
  isDisabled?: boolean;
}

export function Switch({ label, value, onChange, hint, isDisabled = false }: SwitchProps) {
  const about = useId();
  return (
    <div className="field">
      <AriaSwitch
        className="switch"
        isSelected={value}
        onChange={onChange}
        isDisabled={isDisabled}
        {...(hint && { "aria-describedby": about })}
      >
        <span className="track" aria-hidden="true" />
        {label}
      </AriaSwitch>
      <About id={about} hint={hint} />
    </div>
  );
}

/** What a form says above its buttons: that nothing was saved and why. */
export function FormProblems({ messages }: { messages: readonly string[] }) {
  if (messages.length === 0) return null;
  return (
    <div role="alert" className="warning">
      <p>{text("notSaved")}</p>
      <ul>
        {messages.map((message) => (
          <li key={message}>{message}</li>
        ))}
      </ul>
    </div>
  );
}
