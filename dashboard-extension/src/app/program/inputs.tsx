import { NumberField, SelectField, Switch, TextField } from "../../ui/form/fields";
import type { ChannelDraft, Draft } from "./draft";
import type { Form } from "./form";
import { text } from "./texts";

/** Fields that are bound to a setting by its name. */

type NamesOf<From, Kind> = {
  [Name in keyof From]: From[Name] extends Kind ? Name : never;
}[keyof From] &
  string;

interface NumberProps<Name> {
  form: Form;
  name: Name;
  label: string;
  decimals?: number;
}

/** A number within a sentence. */
export function NumberIn({
  form,
  name,
  label,
  decimals = 0,
}: NumberProps<NamesOf<Draft, number | null>>) {
  return (
    <NumberField
      isBare
      label={label}
      value={form.draft[name]}
      decimals={decimals}
      error={form.problemOf(name)}
      onChange={(value) => form.set({ [name]: value })}
    />
  );
}

/** A number of one channel within a sentence. */
export function ChannelNumberIn({
  form,
  name,
  label,
  decimals = 0,
}: NumberProps<NamesOf<ChannelDraft, number | null>>) {
  if (!form.channel) return null;
  return (
    <NumberField
      key={form.channel.channelId}
      isBare
      label={label}
      value={form.channel[name]}
      decimals={decimals}
      error={form.problemOf(`channels.${name}`)}
      onChange={(value) => form.setChannel({ [name]: value })}
    />
  );
}

interface SwitchInProps {
  form: Form;
  name: NamesOf<Draft, boolean>;
  label: string;
  hint?: string;
}

export function SwitchIn({ form, name, label, hint }: SwitchInProps) {
  return (
    <Switch
      label={label}
      value={form.draft[name]}
      hint={hint}
      onChange={(value) => form.set({ [name]: value })}
    />
  );
}

interface TextInProps {
  form: Form;
  name: NamesOf<Draft, string>;
  label: string;
  hint?: string;
  rows?: number;
}

export function TextIn({ form, name, label, hint, rows }: TextInProps) {
  return (
    <TextField
      label={label}
      value={form.draft[name]}
      error={form.problemOf(name)}
      {...(hint && { hint })}
      {...(rows && { rows })}
      onChange={(value) => form.set({ [name]: value })}
    />
  );
}

interface ChoiceInProps<Value extends string> {
  label: string;
  /** What the names of the choices begin with among the texts. */
  texts: string;
  value: Value;
  values: readonly Value[];
  onChange: (value: Value) => void;
  error?: string | undefined;
  isBare?: boolean;
}

export function ChoiceIn<Value extends string>({
  texts,
  values,
  error,
  ...field
}: ChoiceInProps<Value>) {
  return (
    <SelectField
      {...field}
      error={error}
      choices={values.map((value) => ({ value, label: text(`${texts}_${value}`) }))}
    />
  );
}
