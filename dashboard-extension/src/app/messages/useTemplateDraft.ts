import { useState } from "react";

import type { Template, Which } from "./TemplatePage";

/** The three texts of an e-mail. */
export type Texts = Pick<Template, "subject" | "body" | "text">;
export type Field = keyof Texts;

export const FIELDS: readonly Field[] = ["subject", "body", "text"];

/** Texts that are not saved, and the number of the version that they were begun from. */
export interface Draft {
  texts: Texts;
  number: number;
}

/** What was changed and not saved, by template: whoever comes back finds it as it was. */
const kept = new Map<string, Draft>();

function keyOf({ programId, kind, languageCode }: Which): string {
  return JSON.stringify([programId, kind, languageCode]);
}

/** Whether texts of it were changed here and are not saved. */
export function isUnsaved(which: Which): boolean {
  return kept.has(keyOf(which));
}

export function textsOf({ subject, body, text }: Texts): Texts {
  return { subject, body, text };
}

export function isSame(one: Texts, other: Texts): boolean {
  return FIELDS.every((field) => one[field] === other[field]);
}

/** Whether the program has a text of its own in this very language, and it is in force. */
export function hasOwn({ isShipped, languageCode, textsLanguageCode }: Template): boolean {
  return !isShipped && textsLanguageCode === languageCode;
}

/**
 * What is in force (`base`, of version `number`) and what it is changed to. `isOverrun`: somebody
 * saved another version after the draft was begun.
 */
export function useTemplateDraft(which: Which, template: Template) {
  const key = keyOf(which);
  const [typed, setTyped] = useState(() => kept.get(key) ?? null);
  // What was saved here holds at once, before the shop is asked for it again.
  const [saved, setSaved] = useState<Draft | null>(null);
  const isAhead = saved !== null && saved.number > template.number;
  const current = isAhead ? saved : { texts: textsOf(template), number: template.number };
  const draft = typed && !isSame(typed.texts, current.texts) ? typed : null;

  function keep(next: Draft | null) {
    if (next) kept.set(key, next);
    else kept.delete(key);
    setTyped(next);
  }

  return {
    base: current.texts,
    number: current.number,
    isOwn: isAhead || hasOwn(template),
    draft,
    texts: draft?.texts ?? current.texts,
    isOverrun: draft !== null && draft.number !== current.number,
    keep,
    change(texts: Texts) {
      const number = draft?.number ?? current.number;
      keep(isSame(texts, current.texts) ? null : { texts, number });
    },
    /** `sent` is in force now; what was typed meanwhile is still to be saved. */
    settle(sent: Draft) {
      setSaved(sent);
      const typedSince = kept.get(key);
      const isMore = typedSince && !isSame(typedSince.texts, sent.texts);
      keep(isMore ? { texts: typedSince.texts, number: sent.number } : null);
    },
  };
}
