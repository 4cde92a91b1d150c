import { useEffect, useRef, useState, type FocusEvent } from "react";

import { LoyaltyMessageTemplateResetDocument } from "../../api/operations/LoyaltyMessageTemplateReset";
import { LoyaltyMessageTemplateUpdateDocument } from "../../api/operations/LoyaltyMessageTemplateUpdate";
import { dateTime, number } from "../../texts";
import { FormProblems, TextField } from "../../ui/form/fields";
import { languageName } from "../../ui/languageName";
import { send } from "../../ui/send";
import { Undo, type Undoable } from "../../ui/Undo";
import { sent, useSave } from "../../ui/useSave";
import type { Template, Which } from "./TemplatePage";
import { Overrun } from "./Overrun";
import { Preview, usePreview } from "./Preview";
import { TestSend } from "./TestSend";
import { text } from "./texts";
import {
  FIELDS,
  textsOf,
  useTemplateDraft,
  type Field,
  type Texts,
} from "./useTemplateDraft";
import { Variables, type Words } from "./Variables";
import { Versions } from "./Versions";

interface Props {
  which: Which;
  template: Template;
  again: () => void;
}

/** The texts on one side, what becomes of them on the other. */
export function TemplateEditor({ which, template, again }: Props) {
  const [accountIds, setAccountIds] = useState<readonly string[]>([]);
  const [done, setDone] = useState<Undoable | null>(null);
  const { base, number: newest, isOwn, draft, texts, isOverrun, keep, change, settle } =
    useTemplateDraft(which, template);
  const isDirty = draft !== null;
  const preview = usePreview(which, texts, accountIds[0]);
  const { save, isSaving, problemOf, others, clear, clearField } = useSave(
    LoyaltyMessageTemplateUpdateDocument,
    (data) => data.loyaltyMessageTemplateUpdate,
    FIELDS,
  );
  const { focused, insert, inserted, body } = useInsertion(texts, write);
  useUnsaved(isDirty);

  function write(next: Texts) {
    for (const name of FIELDS) if (next[name] !== texts[name]) clearField(name);
    change(next);
  }

  function forget() {
    keep(null);
    clear();
  }

  /** Puts texts in force again, or, without any, takes the program's own away. */
  async function undo(before: Texts | null, basedOn: number): Promise<string> {
    const problem = before
      ? await send(
          LoyaltyMessageTemplateUpdateDocument,
          { ...which, basedOn, input: before },
          (data) => data.loyaltyMessageTemplateUpdate,
        )
      : await send(
          LoyaltyMessageTemplateResetDocument,
          { ...which, basedOn },
          (data) => data.loyaltyMessageTemplateReset,
        );
    again();
    return problem;
  }

  async function submit(basedOn: number) {
    const before = isOwn ? base : null;
    const payload = await save({ ...which, basedOn, input: texts });
    // Where somebody else was faster, what they saved comes, to choose between the two.
    again();
    const number = payload?.template?.number;
    if (number === undefined) return;
    settle({ texts, number });
    setDone({ message: text("templateSaved"), undo: () => undo(before, number) });
  }

  function takeTheirs() {
    forget();
    setDone({
      message: text("tookTheirs"),
      undo: async () => {
        keep(draft);
        return "";
      },
    });
  }

  async function reset() {
    const { payload, problems } = await sent(
      LoyaltyMessageTemplateResetDocument,
      { ...which, basedOn: newest },
      (data) => data.loyaltyMessageTemplateReset,
    );
    again();
    const now = payload?.template;
    if (!now) {
      setDone({ message: problems.map(({ message }) => message).join(" ") });
      return;
    }
    forget();
    const other = languageName(now.textsLanguageCode);
    setDone({
      message:
        now.textsLanguageCode === now.languageCode
          ? text("wasReset")
          : text("wasRemoved", { other }),
      undo: () => undo(base, now.number),
    });
  }

  const field = (name: Field, rows?: number) => (
    <div
      ref={name === "body" ? body : undefined}
      className={name === "subject" ? undefined : "code"}
      onFocus={focused(name)}
    >
      <TextField
        label={text(`field_${name}`)}
        hint={name === "subject" ? undefined : text(`fieldHint_${name}`, { expression: "{{…}}" })}
        value={texts[name]}
        error={problemOf(name) ?? preview.problemOf(name)}
        onChange={(value) => write({ ...texts, [name]: value })}
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
          if (draft && !isOverrun) void submit(draft.number);
        }}
      >
        <State template={template} />
        {field("subject")}
        {field("body", 22)}
        {field("text", 12)}
        <div className={isDirty ? "unsaved" : undefined}>
          {isDirty && <strong role="status">{text("unsaved")}</strong>}
          <FormProblems messages={others} />
          {isOverrun ? (
            <Overrun
              template={template}
              mine={texts}
              isSaving={isSaving}
              onMine={() => void submit(newest)}
              onTheirs={takeTheirs}
            />
          ) : (
            <div className="actions">
              <button type="submit" className="primary" disabled={isSaving || !isDirty}>
                {text(isSaving ? "saving" : "save")}
              </button>
              {isDirty && (
                <button type="button" onClick={forget}>
                  {text("discard")}
                </button>
              )}
              {isOwn && (
                <button type="button" onClick={() => void reset()}>
                  {text(isBrought(template) ? "reset" : "remove")}
                </button>
              )}
            </div>
          )}
        </div>
        <Variables variables={template.variables} onInsert={insert} inserted={inserted} />
        <Versions versions={template.versions} onUse={(version) => write(textsOf(version))} />
      </form>
      <aside className="part" aria-label={text("preview")}>
        <Preview preview={preview} accountIds={accountIds} onAccount={setAccountIds} />
        <TestSend which={which} texts={texts} accountId={accountIds[0]} onDone={setDone} />
      </aside>
      <Undo done={done} onGone={() => setDone(null)} />
    </div>
  );
}

/** Whether the plugin brings a text in this very language. */
function isBrought({ shipped, languageCode }: Template): boolean {
  return shipped.languageCode === languageCode;
}

/** Whose text it is, and whether customers get to see it. */
function State({ template }: { template: Template }) {
  const { isShipped, failedAt, failures, error } = template;
  if (template.textsLanguageCode !== template.languageCode) {
    const languages = {
      language: languageName(template.languageCode),
      other: languageName(template.textsLanguageCode),
    };
    return <p className="soft">{text("noTextYet", languages)}</p>;
  }
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
  return (
    <p className="soft">
      {isShipped ? text("shippedText") : text("ownText", { number: number(template.number) })}
    </p>
  );
}

/**
 * Puts words where the reader typed last, and brings the reader there; where nothing was typed yet,
 * to the end of what the body says.
 */
function useInsertion(texts: Texts, change: (texts: Texts) => void) {
  const body = useRef<HTMLDivElement>(null);
  const [inserted, setInserted] = useState("");
  const last = useRef<{ field: Field; element: HTMLInputElement | HTMLTextAreaElement } | null>(null);

  function focused(field: Field) {
    return ({ target }: FocusEvent<HTMLElement>) => {
      if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) {
        last.current = { field, element: target };
      }
    };
  }

  function insert(words: Words) {
    const typed = last.current;
    const field = typed?.field ?? "body";
    const element = typed?.element ?? body.current?.querySelector("textarea");
    const value = texts[field];
    const from = typed?.element.selectionStart ?? endOf(value);
    const to = typed?.element.selectionEnd ?? from;
    const isStuck = !typed && /[^\s>]$/.test(value.slice(0, from));
    const said = (isStuck ? " " : "") + words(field);
    change({ ...texts, [field]: value.slice(0, from) + said + value.slice(to) });
    setInserted(text("inserted", { words: said.trim(), field: text(`field_${field}`) }));
    // Once the field has its new value. What is focused comes into sight, with its caret.
    setTimeout(() => {
      element?.setSelectionRange(from + said.length, from + said.length);
      element?.focus();
    });
  }

  return { focused, insert, inserted, body };
}

const TEXT_END = "</mj-text>";

/**
 * Where a body's words end: within its last text that customers see whatever is known of them. What
 * stands outside of any text is in no e-mail.
 */
export function endOf(body: string): number {
  const isAlways = (place: number) => {
    const before = body.slice(0, place);
    return before.split("{{#").length === before.split("{{/").length;
  };
  const last = body.lastIndexOf(TEXT_END);
  let place = last;
  while (place > 0 && !isAlways(place)) place = body.lastIndexOf(TEXT_END, place - 1);
  return [place, last, body.length].find((found) => found >= 0) ?? 0;
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
