import { useEffect, useRef, useState } from "react";

import { number } from "../../texts";
import { TextField } from "../../ui/form/fields";
import type { Decision } from "./decisions";
import type { Claim } from "./listing";
import { text } from "./texts";

interface Props {
  claims: readonly Claim[];
  decision: Decision;
  onDecide: (note: string) => Promise<void>;
  onCancel: () => void;
}

/** Says what a decision brings before it is made, and takes a note. */
export function Decide({ claims, decision, onDecide, onCancel }: Props) {
  const [note, setNote] = useState("");
  const [isBusy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector("input")?.focus(), []);
  const count = { count: claims.length, number: number(claims.length) };
  const many = decision === "FULFILL" ? "fulfillMany" : "refuseMany";
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
      <p className={decision === "REFUSE" ? "warning" : undefined}>{consequence(claims, decision)}</p>
      <TextField
        label={`${text("noteField")} (${text("optional")})`}
        value={note}
        onChange={setNote}
        maxLength={1000}
        hint={text("noteHint")}
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

function consequence(claims: readonly Claim[], decision: Decision): string {
  if (decision === "FULFILL") return text("fulfillWhat");
  const points = pointsOf(claims);
  return points === 0 ? text("refuseGift") : text("refuseWhat", { points: pointsText(points) });
}

export function pointsOf(claims: readonly Claim[]): number {
  return claims.reduce((sum, { points }) => sum + points, 0);
}

export function pointsText(points: number): string {
  return text("points", { count: points, number: number(points) });
}
