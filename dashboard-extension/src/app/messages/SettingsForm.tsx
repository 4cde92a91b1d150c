import { useEffect, useRef, useState } from "react";

import { LoyaltyMessageSettingsUpdateDocument } from "../../api/operations/LoyaltyMessageSettingsUpdate";
import { FormProblems, SelectField, TextField } from "../../ui/form/fields";
import { focusInvalid } from "../../ui/form/focusInvalid";
import { Sentence } from "../../ui/form/Sentence";
import { languageName } from "../../ui/languageName";
import type { Undoable } from "../../ui/Undo";
import { useSave } from "../../ui/useSave";
import { inputOf, numbersOf, type Draft } from "./draft";
import type { Program } from "./Emails";
import { text } from "./texts";
import { useSettingsDraft } from "./useSettingsDraft";

const FIELDS = [
  "expiryReminderDays",
  "balanceThresholds",
  "languageCode",
  "senders.fromName",
  "senders.fromAddress",
  "senders.replyTo",
  "senders.storefrontUrl",
  "senders.productUrl",
];
const SOURCES = ["SHOP", "DJANGO"] as const;
const SCHEDULES = ["NEVER", "MONTHLY"] as const;

interface Props {
  program: Program;
  onSaved: () => void;
  onDone: (done: Undoable) => void;
}

/** When e-mails are sent by themselves, and from whom they come. */
export function SettingsForm({ program, onSaved, onDone }: Props) {
  const { draft, changes, isDirty, change, forget, settle, back } = useSettingsDraft(program);
  const form = useRef<HTMLFormElement>(null);
  const { save, isSaving, problemOf, others, clear } = useSave(
    LoyaltyMessageSettingsUpdateDocument,
    (data) => data.loyaltyMessageSettingsUpdate,
    FIELDS,
  );
  const reminders = numbersOf(draft.reminders);
  const thresholds = numbersOf(draft.thresholds);
  const isRight = reminders !== null && thresholds !== null;
  useEffect(() => focusInvalid(form.current), [others.length]);

  async function submit() {
    const payload = await save({ programId: program.id, input: inputOf(changes) });
    if (!payload) return;
    settle();
    onSaved();
    const input = inputOf(back());
    onDone({
      message: text("saved"),
      undo: async () => {
        const undone = await save({ programId: program.id, input });
        onSaved();
        return undone ? "" : text("notSaved");
      },
    });
  }

  return (
    <form
      ref={form}
      className="part"
      noValidate
      aria-label={text("settings")}
      onSubmit={(event) => {
        event.preventDefault();
        if (isDirty && isRight) void submit();
      }}
    >
      <section className="part" aria-labelledby="times-heading">
        <h2 id="times-heading">{text("times")}</h2>
        <div className="fields">
          <TextField
            label={text("reminders")}
            hint={text("remindersHint")}
            value={draft.reminders}
            error={reminders ? problemOf("expiryReminderDays") : text("noNumbers")}
            onChange={(value) => change({ reminders: value })}
          />
          <TextField
            label={text("thresholds")}
            hint={text("thresholdsHint")}
            value={draft.thresholds}
            error={thresholds ? problemOf("balanceThresholds") : text("noNumbers")}
            onChange={(value) => change({ thresholds: value })}
          />
        </div>
        <Sentence
          words={text("statementsSentence")}
          fields={{
            when: (
              <SelectField
                label={text("statements")}
                isBare
                value={draft.statements}
                onChange={(statements) => change({ statements })}
                choices={SCHEDULES.map((value) => ({ value, label: text(`schedule_${value}`) }))}
              />
            ),
          }}
        />
        <Sentence
          words={text("languageSentence")}
          fields={{
            language: (
              <SelectField
                label={text("language")}
                isBare
                value={draft.languageCode}
                error={problemOf("languageCode")}
                onChange={(languageCode) => change({ languageCode })}
                choices={languagesOf(program).map((value) => ({
                  value,
                  label: languageName(value),
                }))}
              />
            ),
          }}
        />
      </section>
      <section className="part" aria-labelledby="senders-heading">
        <h2 id="senders-heading">{text("senders")}</h2>
        <Senders
          senders={draft.senders}
          problemOf={problemOf}
          onChange={(senders) => change({ senders })}
        />
      </section>
      {isDirty && (
        <section className="unsaved" aria-label={text("unsaved")}>
          <strong role="status">{text("unsaved")}</strong>
          <FormProblems messages={others} />
          <div className="actions">
            <button type="submit" className="primary" disabled={isSaving || !isRight}>
              {text(isSaving ? "saving" : "save")}
            </button>
            <button
              type="button"
              onClick={() => {
                forget();
                clear();
              }}
            >
              {text("discard")}
            </button>
          </div>
        </section>
      )}
    </form>
  );
}

/** Those in which the program has texts. */
function languagesOf({ messages }: Program): string[] {
  const codes = messages.kinds.flatMap(({ templates }) =>
    templates.map(({ languageCode }) => languageCode),
  );
  return [...new Set([...codes, messages.languageCode])];
}

type Typed = "fromName" | "fromAddress" | "replyTo" | "storefrontUrl" | "productUrl";

interface SendersProps {
  senders: Draft["senders"];
  problemOf: (field: string) => string | undefined;
  onChange: (senders: Draft["senders"]) => void;
}

/** Whom e-mails come from, in one channel at a time. */
function Senders({ senders, problemOf, onChange }: SendersProps) {
  const [channelId, setChannelId] = useState("");
  const place = Math.max(
    senders.findIndex((sender) => sender.channelId === channelId),
    0,
  );
  const sender = senders[place];
  if (!sender) return <p className="soft">{text("noChannels")}</p>;

  function change(values: Partial<typeof sender>) {
    onChange(senders.map((other) => (other === sender ? { ...other, ...values } : other)));
  }

  const textIn = (name: Typed, type?: "email" | "url") => (
    <TextField
      label={text(name)}
      hint={text(`${name}Hint`, { slug: "{slug}" })}
      value={sender[name]}
      error={problemOf(`senders.${name}`)}
      {...(type && { type })}
      onChange={(value) => change({ [name]: value })}
    />
  );
  return (
    <>
      {senders.length > 1 && (
        <div className="tabs" role="group" aria-label={text("channels")}>
          {senders.map((other) => (
            <button
              key={other.channelId}
              type="button"
              aria-pressed={other === sender}
              onClick={() => setChannelId(other.channelId)}
            >
              {other.channelName}
            </button>
          ))}
        </div>
      )}
      <SelectField
        label={text("source")}
        hint={text(`sourceHint_${sender.source}`)}
        value={sender.source}
        onChange={(source) => change({ source })}
        choices={SOURCES.map((value) => ({ value, label: text(`source_${value}`) }))}
      />
      <div className="fields">
        {textIn("fromName")}
        {textIn("fromAddress", "email")}
        {textIn("replyTo", "email")}
        {textIn("storefrontUrl", "url")}
        {textIn("productUrl", "url")}
      </div>
    </>
  );
}
