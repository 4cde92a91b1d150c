import type { FormEvent } from "react";

import { LoyaltySegmentChoicesDocument } from "../../api/operations/LoyaltySegmentChoices";
import { LoyaltySegmentCreateDocument } from "../../api/operations/LoyaltySegmentCreate";
import { LoyaltySegmentDeleteDocument } from "../../api/operations/LoyaltySegmentDelete";
import { LoyaltySegmentUpdateDocument } from "../../api/operations/LoyaltySegmentUpdate";
import { Failed } from "../../ui/Failed";
import { FormProblems, SelectField, TextField } from "../../ui/form/fields";
import type { Undoable } from "../../ui/Undo";
import { client, useAnswer } from "../../ui/useAnswer";
import { useSave } from "../../ui/useSave";
import { Loading } from "../Loading";
import { OFFERED } from "./conditions";
import { ConditionsEditor, type Choices } from "./ConditionsEditor";
import type { Draft } from "./listing";
import { text } from "./texts";

interface Props {
  draft: Draft;
  onDraft: (draft: Draft) => void;
  /** With the segment that was saved; null once it is deleted. */
  onSaved: (segmentId: string | null, done: Undoable) => void;
  onClose: () => void;
}

const NOTHING = {};

/** Conditions that the list below follows at once, kept as a segment only when staff say so. */
export function SegmentPanel({ draft, onDraft, onSaved, onClose }: Props) {
  const { answer, again } = useAnswer(LoyaltySegmentChoicesDocument, NOTHING);
  const fields = ["name", "description", ...OFFERED.map((name) => `conditions.${name}`)];
  const created = useSave(
    LoyaltySegmentCreateDocument,
    (data) => data.loyaltySegmentCreate,
    fields,
  );
  const updated = useSave(
    LoyaltySegmentUpdateDocument,
    (data) => data.loyaltySegmentUpdate,
    fields,
  );
  const deleted = useSave(LoyaltySegmentDeleteDocument, (data) => data.loyaltySegmentDelete);
  if (answer.state === "failed") return <Failed failure={answer.failure} again={again} />;
  if (answer.state === "loading") return <Loading />;
  const programs = answer.data.loyaltyPrograms?.edges.map((edge) => edge.node) ?? [];
  const program = programs.find(({ id }) => id === draft.programId) ?? programs[0];
  const programId = program?.id ?? draft.programId;
  const saving = draft.segmentId ? updated : created;
  const input = {
    name: draft.name,
    description: draft.description,
    conditions: draft.conditions,
  };

  async function save(event: FormEvent) {
    event.preventDefault();
    const saved = draft.segmentId
      ? (await updated.save({ id: draft.segmentId, input }))?.segment
      : (await created.save({ programId, input }))?.segment;
    if (saved) onSaved(saved.id, { message: text("segmentSaved", { name: saved.name }) });
  }

  async function remove(segmentId: string) {
    if (!(await deleted.save({ id: segmentId }))) return;
    onSaved(null, {
      message: text("segmentDeleted", { name: draft.name }),
      // Under another ID, but the same name and conditions.
      undo: async () => {
        const { data, error } = await client
          .mutation(LoyaltySegmentCreateDocument, { programId, input })
          .toPromise();
        const payload = data?.loyaltySegmentCreate;
        if (error || !payload) return text("failure_broken");
        if (payload.segment) {
          onSaved(payload.segment.id, {
            message: text("segmentSaved", { name: payload.segment.name }),
          });
        }
        return payload.errors[0]?.message ?? "";
      },
    });
  }

  const isBusy = created.isSaving || updated.isSaving || deleted.isSaving;
  return (
    <form className="panel segment" onSubmit={(event) => void save(event)}>
      <h2>{text(draft.segmentId ? "editSegment" : "conditions")}</h2>
      {programs.length > 1 && !draft.segmentId && program && (
        <SelectField
          label={text("program")}
          value={program.id}
          onChange={(id) => onDraft({ ...draft, programId: id })}
          choices={programs.map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
      <ConditionsEditor
        conditions={draft.conditions}
        choices={choicesOf(program, answer.data.channels ?? [])}
        onChange={(conditions) => onDraft({ ...draft, programId, conditions })}
        problemOf={(name) => saving.problemOf(`conditions.${name}`)}
      />
      <div className="fields">
        <TextField
          label={text("segmentName")}
          value={draft.name}
          onChange={(name) => onDraft({ ...draft, name })}
          maxLength={255}
          isRequired
          error={saving.problemOf("name")}
        />
        <TextField
          label={text("segmentAbout")}
          hint={text("optional")}
          value={draft.description}
          onChange={(description) => onDraft({ ...draft, description })}
          error={saving.problemOf("description")}
        />
      </div>
      <FormProblems messages={[...saving.others, ...deleted.others]} />
      <p className="actions">
        <button type="submit" className="primary" disabled={isBusy}>
          {text(draft.segmentId ? "save" : "saveSegment")}
        </button>
        {draft.segmentId && (
          <button
            type="button"
            disabled={isBusy}
            onClick={() => void remove(draft.segmentId ?? "")}
          >
            {text("deleteIt")}
          </button>
        )}
        <button type="button" className="plain" onClick={onClose}>
          {text("close")}
        </button>
      </p>
    </form>
  );
}

interface Program {
  tiers: readonly { id: string; name: string }[];
  badges: readonly { id: string; title: string }[];
}

function choicesOf(
  program: Program | undefined,
  channels: readonly { id: string; name: string; currencyCode: string }[],
): Choices {
  return {
    tiers: program?.tiers ?? [],
    badges: program?.badges.map(({ id, title }) => ({ id, name: title })) ?? [],
    channels,
    currencies: [...new Set(channels.map(({ currencyCode }) => currencyCode))],
  };
}
