import { useEffect, useRef, useState, type FocusEvent } from "react";

import { LoyaltyMessageTemplateResetDocument } from "../../api/operations/LoyaltyMessageTemplateReset";
import { LoyaltyMessageTemplateUpdateDocument } from "../../api/operations/LoyaltyMessageTemplateUpdate";
import { dateTime, number } from "../../texts";
import { FormProblems, TextField } from "../../ui/form/fields";
import { languageName } from "../../ui/languageName";
import { Undo, type Undoable } from "../../ui/Undo";
import { sent, useSave } from "../../ui/useSave";
import type { Template, Which } from "./TemplatePage";
import { Preview, usePreview } from "./Preview";
import { TestSend } from "./TestSend";
import { text } from "./texts";
import { Variables } from "./Variables";
import { Versions } from "./Versions";

/** The three texts of an e-mail. */
export type Texts = Pick<Template, "subject" | "body" | "text">;
type Field = keyof Texts;

const FIELDS: readonly Field[] = ["subject", "body", "text"];

/** What was changed and not saved, by template: whoever comes back finds it as it was. */
const kept = new Map<string, Texts>();

interface Props {
  which: Which;
  template: Template;
  again: () => void;
}

/** The texts on one side, what becomes of them on the other. */
export function TemplateEditor({ which, template, again }: Props) {
  const key = JSON.stringify(which);
  const [typed, setTyped] = useState(() => kept.get(key) ?? null);
  const [accountIds, setAccountIds] = useState<readonly string[]>([]);
  const [done, setDone] = useState<Undoable | null>(null);
  const base = textsOf(template);
  const texts = typed ?? base;
  const isDirty = FIELDS.some((field) => texts[field] !== base[field]);
  const preview = usePreview(which, texts, accountIds[0]);
  const { save, isSaving, problemOf, others, clear } = useSave(
    LoyaltyMessageTemplateUpdateDocument,
    (data) => data.loyaltyMessageTemplateUpdate,
    FIELDS,
  );
  const { focused, insert } = useInsertion(texts, change);
  useUnsaved(isDirty);

  function change(next: Texts) {
    kept.set(key, next);
    setTyped(next);
  }

  function forget() {
    kept.delete(key);
    setTyped(null);
    clear();
  }

  /** Saves, or goes back to the shipped texts; `basedOn` says what was looked at. */
  async function put(input: Texts | null, basedOn: number) {
    const { payload, problems } = input
      ? await sent(
          LoyaltyMessageTemplateUpdateDocument,
          { ...which, basedOn, input },
          (data) => data.loyaltyMessageTemplateUpdate,
        )
      : await sent(
          LoyaltyMessageTemplateResetDocument,
          { ...which, basedOn },
          (data) => data.loyaltyMessageTemplateReset,
        );
    again();
    return { number: payload?.template?.number, problem: problems[0]?.message ?? "" };
  }

  async function submit() {
    const payload = await save({ ...which, basedOn: template.number, input: texts });
    // Where somebody else was faster, what they saved is what the next try is based on.
    again();
    if (!payload) return;
    forget();
    const basedOn = payload.template?.number ?? 0;
    const before = template.isShipped ? null : base;
    setDone({
      message: text("templateSaved"),
      undo: async () => (await put(before, basedOn)).problem,
    });
  }

  async function backToShipped() {
    const { number: basedOn, problem } = await put(null, template.number);
    if (basedOn === undefined) {
      setDone({ message: problem });
      return;
    }
    forget();
    setDone({
      message: text("wasReset"),
      undo: async () => (await put(base, basedOn)).problem,
    });
  }

  const field = (name: Field, rows?: number) => (
    <div className={name === "subject" ? undefined : "code"} onFocus={focused(name)}>
      <TextField
        label={text(`field_${name}`)}
        hint={name === "subject" ? undefined : text(`fieldHint_${name}`, { expression: "{{…}}" })}
        value={texts[name]}
        error={problemOf(name) ?? preview.problemOf(name)}
        onChange={(value) => change({ ...texts, [name]: value })}
        {...(rows && { rows })}
      />
    </div>
  );

  return (
    <div className="editor">
      <form
        className="part"
        noValidate
        aria-label={text("texts")}
        onSubmit={(event) => {
          event.preventDefault();
          if (isDirty) void submit();
        }}
      >
        <State template={template} />
        {field("subject")}
        {field("body", 22)}
        {field("text", 12)}
        <div className={isDirty ? "unsaved" : undefined}>
          {isDirty && <strong role="status">{text("unsaved")}</strong>}
          <FormProblems messages={others} />
          <div className="actions">
            <button type="submit" className="primary" disabled={isSaving || !isDirty}>
              {text(isSaving ? "saving" : "save")}
            </button>
            {isDirty && (
              <button type="button" onClick={forget}>
                {text("discard")}
              </button>
            )}
            {!template.isShipped && (
              <button type="button" onClick={() => void backToShipped()}>
                {text("reset")}
              </button>
            )}
          </div>
        </div>
        <Variables variables={template.variables} onInsert={insert} />
        <Versions versions={template.versions} onUse={(version) => change(textsOf(version))} />
      </form>
      <aside className="part" aria-label={text("preview")}>
        <Preview preview={preview} accountIds={accountIds} onAccount={setAccountIds} />
        <TestSend which={which} texts={texts} accountId={accountIds[0]} onDone={setDone} />
      </aside>
      {done && <Undo done={done} onGone={() => setDone(null)} />}
    </div>
  );
}

function textsOf({ subject, body, text: plain }: Texts): Texts {
  return { subject, body, text: plain };
}

/** Whose text it is, and whether customers get to see it. */
function State({ template }: { template: Template }) {
  const { isShipped, failedAt, failures, error } = template;
  if (failedAt) {
    return (
      <div className="warning" role="alert">
        <p>
          {text("brokenSince", {
            count: failures,
            number: number(failures),
            date: dateTime(failedAt),
          })}
        </p>
        <p className="technical">{error}</p>
      </div>
    );
  }
  if (template.textsLanguageCode !== template.languageCode) {
    const languages = {
      language: languageName(template.languageCode),
      other: languageName(template.textsLanguageCode),
    };
    return <p className="soft">{text("noTextYet", languages)}</p>;
  }
  return (
    <p className="soft">
      {isShipped ? text("shippedText") : text("ownText", { number: number(template.number) })}
    </p>
  );
}

/** Puts words where the reader typed last; at the body's end where nothing was typed yet. */
function useInsertion(texts: Texts, change: (texts: Texts) => void) {
  const last = useRef<{ field: Field; element: HTMLInputElement | HTMLTextAreaElement } | null>(null);

  function focused(field: Field) {
    return ({ target }: FocusEvent<HTMLElement>) => {
      if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) {
        last.current = { field, element: target };
      }
    };
  }

  function insert(words: string) {
    const { field, element } = last.current ?? { field: "body" as const, element: null };
    const value = texts[field];
    const from = element?.selectionStart ?? value.length;
    const to = element?.selectionEnd ?? from;
    change({ ...texts, [field]: value.slice(0, from) + words + value.slice(to) });
    if (!element) return;
    // Once the field has its new value.
    setTimeout(() => {
      element.focus();
      element.setSelectionRange(from + words.length, from + words.length);
    });
  }

  return { focused, insert };
}

/** Asks whoever closes the dashboard over changes; those who only leave the page find them again. */
function useUnsaved(isDirty: boolean) {
  useEffect(() => {
    if (!isDirty) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [isDirty]);
}
