import { useEffect, useRef, useState } from "react";

import { LoyaltyProgramUpdateDocument } from "../../api/operations/LoyaltyProgramUpdate";
import { notify } from "../../bridge/session";
import { text as common } from "../../texts";
import { FormProblems } from "../../ui/form/fields";
import type { Undoable } from "../../ui/Undo";
import { useLate } from "../../ui/useLate";
import { useSave } from "../../ui/useSave";
import { ChannelTabs } from "./ChannelTabs";
import {
  draftOf,
  inputOf,
  isEmpty,
  missingIn,
  withChannel,
  type ChannelDraft,
  type Draft,
  type Program,
} from "./draft";
import { EarningCard } from "./EarningCard";
import type { Form } from "./form";
import { SwitchIn } from "./inputs";
import { ExpiryCard, PeopleCard, TiersCard, WordsCard } from "./OtherCards";
import { Changes, PreviewAside, usePreview } from "./Preview";
import { SpendingCard } from "./SpendingCard";
import { text } from "./texts";

interface Props {
  program: Program;
  /** Channels that the program could take from the default one, with the rates in force there. */
  free: readonly ChannelDraft[];
  onSaved: () => void;
  onDone: (done: Undoable) => void;
}

const ASK_AFTER = 400;

/** What was changed and not saved, by program: whoever comes back finds it as it was. */
const kept = new Map<string, Draft>();

/** All settings of one program on one page, tried before they are saved. */
export function ProgramForm({ program, free, onSaved, onDone }: Props) {
  const { base, draft, change, settle } = useDraft(program);
  const [channelId, setChannelId] = useState<string>();
  const channel = draft.channels.find((item) => item.channelId === channelId) ?? draft.channels[0];
  const input = inputOf(base, draft);
  const missing = missingIn(draft);
  const late = useLate(input, ASK_AFTER);
  const preview = usePreview(program.id, late, channel);
  const isAsking = preview.isBusy || JSON.stringify(late) !== JSON.stringify(input);
  const { save, isSaving, problemOf, others, clear } = useSave(
    LoyaltyProgramUpdateDocument,
    (data) => data.loyaltyProgramUpdate,
  );
  const isDirty = !isEmpty(input) || missing.length > 0;
  useLeaving(program.name, isDirty);
  const refusals =
    preview.answer.state === "there" ? preview.answer.data.loyaltyProgramPreview.errors : [];
  const form: Form = {
    draft,
    set: (values) => change({ ...draft, ...values }),
    channel: channel?.isListed || program.isDefault ? channel : undefined,
    setChannel: (values) =>
      channel && change(withChannel(draft, channel.channelId, values)),
    problemOf: (field) =>
      missing.includes(field)
        ? common("required")
        : (problemOf(field) ?? refusals.find((item) => item.field === field)?.message),
  };

  async function submit() {
    const before = base;
    const payload = await save({ id: program.id, input });
    if (!payload) return;
    settle(draft, draft);
    onSaved();
    onDone({ message: text("savedProgram"), undo: () => takeBack(before, draft) });
  }

  async function takeBack(before: Draft, after: Draft): Promise<string> {
    const payload = await save({ id: program.id, input: inputOf(after, before) });
    if (!payload) return common("notSaved");
    settle(before);
    onSaved();
    // The same question as before, to which the shop now has another answer.
    preview.again();
    return "";
  }

  function discard() {
    clear();
    change(base);
  }

  return (
    <div className="program">
      <form
        className="cards"
        aria-label={program.name}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!isEmpty(input) && missing.length === 0) void submit();
        }}
      >
        <SwitchIn form={form} name="isActive" label={text("isActive")} hint={text("isActiveWhy")} />
        <ChannelTabs
          draft={draft}
          base={base}
          free={free}
          isDefault={program.isDefault}
          chosen={channel}
          onChoose={setChannelId}
          onChange={change}
        />
        <EarningCard form={form} />
        <SpendingCard form={form} />
        <ExpiryCard form={form} />
        <PeopleCard form={form} />
        <WordsCard form={form} />
        <TiersCard form={form} />
        {isDirty && (
          <section className="unsaved" aria-label={text("unsaved")}>
            <strong role="status">{text("unsaved")}</strong>
            {missing.length > 0 ? (
              <p className="warning">{text("missing")}</p>
            ) : (
              <Changes answer={preview.answer} isBusy={isAsking} />
            )}
            <FormProblems messages={others} />
            <div className="actions">
              <button
                type="submit"
                className="primary"
                disabled={isSaving || missing.length > 0}
              >
                {common(isSaving ? "saving" : "save")}
              </button>
              <button type="button" onClick={discard}>
                {text("discard")}
              </button>
            </div>
          </section>
        )}
      </form>
      <PreviewAside answer={preview.answer} again={preview.again} />
    </div>
  );
}

/** What is saved (`base`) and what it is changed to, which is kept until it is saved. */
function useDraft(program: Program) {
  const [base, setBase] = useState(() => draftOf(program));
  const [draft, setDraft] = useState(() => kept.get(program.id) ?? base);
  const seen = useRef(program.updatedAt);

  function change(next: Draft) {
    setDraft(next);
    if (isEmpty(inputOf(base, next)) && missingIn(next).length === 0) kept.delete(program.id);
    else kept.set(program.id, next);
  }

  /** `saved` holds from now on. What was typed since `sent` stays, and is still to be saved. */
  function settle(saved: Draft, sent?: Draft) {
    setBase(saved);
    const typed = kept.get(program.id);
    if (typed && typed !== sent) return;
    kept.delete(program.id);
    setDraft(saved);
  }

  // What the shop made of it, such as channels that got the default rates again.
  useEffect(() => {
    if (seen.current === program.updatedAt) return;
    seen.current = program.updatedAt;
    if (!kept.has(program.id)) settle(draftOf(program));
  }, [program]);

  return { base, draft, change, settle };
}

/** Says so to whoever leaves changes behind. */
function useLeaving(name: string, isDirty: boolean) {
  const left = useRef({ name, isDirty });
  left.current = { name, isDirty };
  useEffect(() => {
    if (!isDirty) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [isDirty]);
  useEffect(
    () => () => {
      if (!left.current.isDirty) return;
      const title = text("kept", { name: left.current.name });
      notify({ status: "warning", title });
    },
    [],
  );
}
