import { useEffect, useRef, useState } from "react";

import { number } from "../../texts";
import { TextField } from "../../ui/form/fields";
import { pointsOf, pointsText, type Decidable, type Decision } from "./decisions";
import { text } from "./texts";

interface Props {
  claims: readonly Decidable[];
  decision: Decision;
  onDecide: (note: string) => Promise<void>;
  onCancel: () => void;
}

/** Says what a decision brings before it is made, and takes a note; whoever refuses says why. */
export function Decide({ claims, decision, onDecide, onCancel }: Props) {
  const [note, setNote] = useState("");
  const [isBusy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    const opener = document.activeElement;
    form.current?.querySelector("input")?.focus();
    return () => {
      if (opener instanceof HTMLElement && document.activeElement === document.body) opener.focus();
    };
  }, []);
  const count = { count: claims.length, number: number(claims.length) };
  const isRefusal = decision === "REFUSE";
  const many = isRefusal ? "refuseMany" : "fulfillMany";
  return (
    <form
      ref={form}
      className="panel decide"
      aria-label={text(many, count)}
      onKeyDown={(event) => event.key === "Escape" && onCancel()}
      onSubmit={(event) => {
        event.preventDefault();
        setBusy(true);
        void onDecide(note.trim()).finally(() => setBusy(false));
      }}
    >
      <p className={isRefusal ? "warning" : undefined}>{consequence(claims, decision)}</p>
      <TextField
        label={isRefusal ? text("reasonField") : `${text("noteField")} (${text("optional")})`}
        value={note}
        onChange={setNote}
        maxLength={1000}
        hint={text("noteHint")}
        isRequired={isRefusal}
      />
      <div className="actions">
        <button type="submit" className="primary" disabled={isBusy}>
          {isBusy ? text("saving") : text(many, count)}
        </button>
        <button type="button" onClick={onCancel}>
          {text("cancel")}
        </button>
      </div>
    </form>
  );
}

function consequence(claims: readonly Decidable[], decision: Decision): string {
  if (decision === "FULFILL") return text("fulfillWhat");
  const points = pointsOf(claims);
  return points === 0 ? text("refuseGift") : text("refuseWhat", { points: pointsText(points) });
}
