import { useState } from "react";

import "./program.css";
import { LoyaltyProgramDeleteDocument } from "../../api/operations/LoyaltyProgramDelete";
import {
  LoyaltyProgramsDocument,
  type LoyaltyProgramsQuery,
} from "../../api/operations/LoyaltyPrograms";
import { text as common } from "../../texts";
import { Failed } from "../../ui/Failed";
import { FormProblems } from "../../ui/form/fields";
import { Undo, type Undoable } from "../../ui/Undo";
import { useOpen } from "../../ui/useOpen";
import { useAnswer } from "../../ui/useAnswer";
import { useSave } from "../../ui/useSave";
import { Loading } from "../Loading";
import { Title } from "../Title";
import { channelDraftOf, type Program } from "./draft";
import { NewProgram } from "./NewProgram";
import { ProgramForm } from "./ProgramForm";
import { text } from "./texts";

// More programs than a shop has channels make no sense.
const FIRST = 100;

/** The settings of all programs, one of them at a time. */
export default function ProgramPage() {
  const { answer, again } = useAnswer(LoyaltyProgramsDocument, { first: FIRST });
  return (
    <>
      <Title>{text("programTitle")}</Title>
      {answer.state === "loading" && <Loading />}
      {answer.state === "failed" && (
        <Failed failure={answer.failure} again={again} denied="failure_deniedDiscounts" />
      )}
      {answer.state === "there" && <Programs data={answer.data} again={again} />}
    </>
  );
}

function Programs({ data, again }: { data: LoyaltyProgramsQuery; again: () => void }) {
  const programs = (data.loyaltyPrograms?.edges ?? []).map((edge) => edge.node);
  const [chosenId, setChosenId] = useState<string>();
  const [isCreating, setCreating] = useState(false);
  const [done, setDone] = useState<Undoable | null>(null);
  const usual = programs.find((program) => program.isDefault);
  const chosen = programs.find((program) => program.id === chosenId) ?? usual ?? programs[0];
  const free = (usual?.coveredChannels ?? []).map(channelDraftOf);

  function gone(name: string) {
    setChosenId(undefined);
    setDone({ message: text("deleted", { name }) });
    again();
  }

  return (
    <>
      <div className="tabs" role="group" aria-label={text("programs")}>
        {programs.length > 1 &&
          programs.map((program) => (
            <button
              key={program.id}
              type="button"
              aria-pressed={program === chosen && !isCreating}
              onClick={() => {
                setChosenId(program.id);
                setCreating(false);
              }}
            >
              {program.name}
            </button>
          ))}
        <button type="button" aria-pressed={isCreating} onClick={() => setCreating(!isCreating)}>
          {text("newProgram")}
        </button>
      </div>
      {isCreating && (
        <NewProgram
          free={free}
          onClose={() => setCreating(false)}
          onCreated={(id, name) => {
            setCreating(false);
            setChosenId(id);
            setDone({ message: text("created", { name }) });
            again();
          }}
        />
      )}
      {chosen && !isCreating && (
        <>
          <ProgramForm
            key={chosen.id}
            program={chosen}
            free={free}
            onSaved={again}
            onDone={setDone}
          />
          {!chosen.isDefault && <DeleteProgram key={`${chosen.id} gone`} program={chosen} onGone={gone} />}
        </>
      )}
      <Undo done={done} onGone={() => setDone(null)} />
    </>
  );
}

/** Asks before it deletes: a frame of the dashboard can't, and nothing brings a program back. */
function DeleteProgram({
  program,
  onGone,
}: {
  program: Program;
  onGone: (name: string) => void;
}) {
  const { open, close, opener } = useOpen<"delete">();
  const { save, isSaving, others } = useSave(
    LoyaltyProgramDeleteDocument,
    (data) => data.loyaltyProgramDelete,
  );
  if (!open) {
    return (
      <div className="actions">
        <button type="button" className="plain" {...opener("delete")}>
          {text("deleteProgram")}
        </button>
      </div>
    );
  }
  return (
    <section className="settings" aria-label={text("deleteProgram")}>
      <p>{text("deleteProgramWhy")}</p>
      <FormProblems messages={others} />
      <div className="actions">
        <button
          type="button"
          disabled={isSaving}
          onClick={() =>
            void save({ id: program.id }).then((payload) => payload && onGone(program.name))
          }
        >
          {common("deleteIt")}
        </button>
        <button type="button" onClick={close}>
          {common("cancel")}
        </button>
      </div>
    </section>
  );
}
