import { useState, type FormEvent } from "react";

import { failureOf } from "../../api/client";
import { LoyaltyEntryRevokeDocument } from "../../api/operations/LoyaltyEntryRevoke";
import { notify } from "../../bridge/session";
import { change, number } from "../../texts";
import { client } from "../../ui/useAnswer";
import { useOpen } from "../../ui/useOpen";
import type { Entry } from "./History";
import { text } from "./texts";

interface Props {
  entry: Entry;
  onTaken: () => void;
}

/** Takes one movement back by another one. That one stays: so it asks first, and for a reason. */
export function TakeBack({ entry, onTaken }: Props) {
  const { open, close, opener } = useOpen<"form">();
  const [note, setNote] = useState("");
  const [stage, setStage] = useState<"editing" | "saving" | "taken">("editing");
  const [refusal, setRefusal] = useState("");

  async function take(event: FormEvent) {
    event.preventDefault();
    if (stage !== "editing") return;
    setStage("saving");
    const { data, error } = await client
      .mutation(LoyaltyEntryRevokeDocument, { id: entry.id, note })
      .toPromise();
    const payload = data?.loyaltyEntryRevoke;
    const problem = error
      ? text(`failure_${failureOf(error)}`)
      : payload
        ? payload.errors[0]?.message
        : text("failure_broken");
    if (problem) {
      setRefusal(problem);
      setStage("editing");
      return;
    }
    setStage("taken");
    notify({
      status: "success",
      title: text("undone", { balance: number(payload?.account?.balance ?? 0) }),
    });
    onTaken();
  }

  if (stage === "taken") return null;
  if (!open) {
    return (
      <button type="button" {...opener("form")}>
        {text("takeBack")}
      </button>
    );
  }
  return (
    <form className="adjust" onSubmit={(event) => void take(event)}>
      <p>{text("takeBackWhat", { change: change(entry.points) })}</p>
      <label>
        {text("reasonField")}
        <input
          type="text"
          maxLength={1000}
          required
          autoFocus
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
      </label>
      {refusal && (
        <p className="warning" role="alert">
          {refusal}
        </p>
      )}
      <p className="actions">
        <button type="submit" className="primary" disabled={stage === "saving"}>
          {text("takeBack")}
        </button>
        <button type="button" className="plain" onClick={close}>
          {text("cancel")}
        </button>
      </p>
    </form>
  );
}
