import { useState } from "react";

import { changesOf, draftOf, withChanges, type Changes, type Draft } from "./draft";
import type { Program } from "./Emails";

/** What was changed and not saved, by program: whoever comes back finds it as it was. */
const kept = new Map<string, Changes>();

/** The settings of a program as they hold (`base`), and as they are changed. */
export function useSettingsDraft({ id, messages }: Program) {
  const [typed, setTyped] = useState<Changes>(() => kept.get(id) ?? {});
  // What was saved here holds at once, before the shop is asked for it again.
  const [saved, setSaved] = useState<{ draft: Draft; over: Program["messages"] } | null>(null);
  const base = saved?.over === messages ? saved.draft : draftOf(messages);
  const draft = withChanges(base, typed);
  const changes = changesOf(base, draft);

  function keep(next: Changes) {
    kept.set(id, next);
    setTyped(next);
  }

  return {
    draft,
    changes,
    isDirty: Object.keys(changes).length > 0,
    change: (values: Partial<Draft>) => keep(changesOf(base, { ...draft, ...values })),
    forget: () => keep({}),
    /** The draft is in force now; what was typed meanwhile is still to be saved. */
    settle() {
      setSaved({ draft, over: messages });
      keep(changesOf(draft, withChanges(base, kept.get(id) ?? {})));
    },
    /** What makes the draft what it was before. */
    back: () => changesOf(draft, base),
  };
}
