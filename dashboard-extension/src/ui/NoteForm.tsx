import { useEffect, useRef, useState, type FormEvent } from "react";

import { text } from "../texts";
import { FormProblems, TextField } from "./form/fields";

interface Props {
  /** What its button does. */
  action: string;
  /** What comes of it, said before. */
  about?: string;
  isSaving: boolean;
  problems: readonly string[];
  onSubmit: (note: string) => void;
  onCancel: () => void;
}

/** Asks for a reason before something is done to a customer. */
export function NoteForm({
  action,
  about,
  isSaving,
  problems,
  onSubmit,
  onCancel,
}: Props) {
  const [note, setNote] = useState("");
  const form = useRef<HTMLFormElement>(null);
  // The button that opened it is gone.
  useEffect(() => form.current?.querySelector("input")?.focus(), []);
  function submit(event: FormEvent) {
    event.preventDefault();
    onSubmit(note);
  }
  return (
    <form ref={form} className="note-form" onSubmit={submit}>
      {about && <p>{about}</p>}
      <TextField
        label={text("reasonField")}
        value={note}
        onChange={setNote}
        maxLength={1000}
      />
      <FormProblems messages={problems} />
      <p className="actions">
        <button type="submit" className="primary" disabled={isSaving}>
          {action}
        </button>
        <button type="button" className="plain" onClick={onCancel}>
          {text("cancel")}
        </button>
      </p>
    </form>
  );
}
