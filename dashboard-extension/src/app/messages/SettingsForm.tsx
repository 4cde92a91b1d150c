import { useEffect, useRef, useState } from "react";

import { LoyaltyMessageSettingsUpdateDocument } from "../../api/operations/LoyaltyMessageSettingsUpdate";
import { FormProblems, SelectField, TextField } from "../../ui/form/fields";
import { focusInvalid } from "../../ui/form/focusInvalid";
import { Sentence } from "../../ui/form/Sentence";
import { languageName } from "../../ui/languageName";
import type { Undoable } from "../../ui/Undo";
import { useSave } from "../../ui/useSave";
import { inputOf, numbersOf, type Changes, type Draft, type Sender } from "./draft";
import type { Program } from "./Emails";
import { text } from "./texts";
import { useSettingsDraft } from "./useSettingsDraft";

const SENDER_FIELDS = [
  "fromName",
  "fromAddress",
  "replyTo",
  "storefrontUrl",
  "productUrl",
] as const;
type SenderField = (typeof SENDER_FIELDS)[number];
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
  // The channels whose senders were sent last: the shop says what is wrong by their places.
  const [sent, setSent] = useState<readonly string[]>([]);
  const [refusals, setRefusals] = useState(0);
  const { save, isSaving, problemOf, others, clear, clearField } = useSave(
    LoyaltyMessageSettingsUpdateDocument,
    (data) => data.loyaltyMessageSettingsUpdate,
    [
      "expiryReminderDays",
      "balanceThresholds",
      "languageCode",
      ...sent.flatMap((_, place) => SENDER_FIELDS.map((name) => fieldOf(place, name))),
    ],
  );
  const reminders = numbersOf(draft.reminders);
  const thresholds = numbersOf(draft.thresholds);
  const isRight = reminders !== null && thresholds !== null;
  useEffect(() => {
    if (refusals === 0) return;
    // Once the channel that is wrong is shown.
    const timer = setTimeout(() => focusInvalid(form.current));
    return () => clearTimeout(timer);
  }, [refusals]);

  function store(meant: Changes) {
    setSent(Object.keys(meant.senders ?? {}));
    return save({ programId: program.id, input: inputOf(meant) });
  }

  async function submit() {
    const payload = await store(changes);
    if (!payload) {
      setRefusals((value) => value + 1);
      return;
    }
    settle();
    onSaved();
    const before = back();
    onDone({
      message: text("settingsSaved"),
      undo: async () => {
        const undone = await store(before);
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
            onChange={(value) => {
              clearField("expiryReminderDays");
              change({ reminders: value });
            }}
          />
          <TextField
            label={text("thresholds")}
            hint={text("thresholdsHint")}
            value={draft.thresholds}
            error={thresholds ? problemOf("balanceThresholds") : text("noNumbers")}
            onChange={(value) => {
              clearField("balanceThresholds");
              change({ thresholds: value });
            }}
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
                onChange={(languageCode) => {
                  clearField("languageCode");
                  change({ languageCode });
                }}
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
          problemOf={(channelId, name) => problemOf(fieldOf(sent.indexOf(channelId), name))}
          refusals={refusals}
          onChange={(senders, channelId, name) => {
            clearField(fieldOf(sent.indexOf(channelId), name));
            change({ senders });
          }}
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

/** As the shop names a field of the sender at a place among those that were sent. */
function fieldOf(place: number, name: string): string {
  return `senders.${place}.${name}`;
}

/** Those in which the program has texts. */
function languagesOf({ messages }: Program): string[] {
  const codes = messages.kinds.flatMap(({ templates }) =>
    templates.map(({ languageCode }) => languageCode),
  );
  return [...new Set([...codes, messages.languageCode])];
}

interface SendersProps {
  senders: Draft["senders"];
  problemOf: (channelId: string, name: SenderField) => string | undefined;
  /** How often saving was refused. */
  refusals: number;
  onChange: (senders: Draft["senders"], channelId: string, name: string) => void;
}

/** Whom e-mails come from, in one channel at a time. */
function Senders({ senders, problemOf, refusals, onChange }: SendersProps) {
  const [channelId, setChannelId] = useState("");
  const isWrong = (id: string) => SENDER_FIELDS.some((name) => problemOf(id, name));
  const place = Math.max(
    senders.findIndex((sender) => sender.channelId === channelId),
    0,
  );
  const sender = senders[place];
  useEffect(() => {
    // Whoever has gone to another channel meanwhile is brought to the one that is wrong.
    const wrong = senders.find((other) => isWrong(other.channelId));
    if (wrong && sender && !isWrong(sender.channelId)) setChannelId(wrong.channelId);
  }, [refusals]);
  if (!sender) return <p className="soft">{text("noChannels")}</p>;

  function change<Name extends "source" | SenderField>(name: Name, value: Sender[Name]) {
    onChange(
      senders.map((other) => (other === sender ? { ...other, [name]: value } : other)),
      sender?.channelId ?? "",
      name,
    );
  }

  const textIn = (name: SenderField, type?: "email" | "url") => (
    <TextField
      label={text(name)}
      hint={text(`${name}Hint`, { slug: "{slug}" })}
      value={sender[name]}
      error={problemOf(sender.channelId, name)}
      {...(type && { type })}
      onChange={(value) => change(name, value)}
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
              {other.channelName}{" "}
              {isWrong(other.channelId) && <span className="warning">{text("hasMistake")}</span>}
            </button>
          ))}
        </div>
      )}
      <SelectField
        label={text("source")}
        hint={text(`sourceHint_${sender.source}`)}
        value={sender.source}
        onChange={(source) => change("source", source)}
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
