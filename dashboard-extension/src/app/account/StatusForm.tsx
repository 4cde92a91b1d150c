import { useState, type FormEvent } from "react";

import { failureOf } from "../../api/client";
import {
  LoyaltyAccountStatusSetDocument,
  type LoyaltyAccountStatusEnum,
} from "../../api/operations/LoyaltyAccountStatusSet";

import { client } from "../../ui/useAnswer";
import type { Account } from "./AccountPage";
import { text } from "./texts";

interface Props {
  account: Account;
  onSaved: () => void;
  onClose: () => void;
}

type Stage =
  | { name: "editing" }
  | { name: "saving" }
  | { name: "saved"; before: LoyaltyAccountStatusEnum; now: LoyaltyAccountStatusEnum };

const STATUSES: LoyaltyAccountStatusEnum[] = ["ACTIVE", "FROZEN", "BANNED"];

/** Freeze, ban or activate; who takes away something says why. */
export function StatusForm({ account, onSaved, onClose }: Props) {
  const others = STATUSES.filter((status) => status !== account.status);
  const [picked, setPicked] = useState<LoyaltyAccountStatusEnum | null>(null);
  const [note, setNote] = useState("");
  const [stage, setStage] = useState<Stage>({ name: "editing" });
  const [refusal, setRefusal] = useState("");
  const chosen = others.find((status) => status === picked) ?? others[0] ?? "ACTIVE";

  async function set(status: LoyaltyAccountStatusEnum, reason: string) {
    const before = account.status;
    setStage({ name: "saving" });
    const problem = await setStatus(account.id, status, reason);
    setRefusal(problem);
    setStage(problem ? { name: "editing" } : { name: "saved", before, now: status });
    if (!problem) onSaved();
  }

  function save(event: FormEvent) {
    event.preventDefault();
    if (stage.name === "editing") void set(chosen, note);
  }

  if (stage.name === "saved") {
    return (
      <div className="adjust" role="status">
        <p>{text("statusSaved", { status: text(`statusName_${stage.now}`) })}</p>
        <p className="actions">
          <button type="button" onClick={() => void set(stage.before, "")}>
            {text("undo")}
          </button>
          <button type="button" className="plain" onClick={onClose}>
            {text("close")}
          </button>
        </p>
      </div>
    );
  }
  return (
    <form className="adjust" onSubmit={save}>
      <fieldset>
        <legend className="visually-hidden">{text("status")}</legend>
        {others.map((status) => (
          <label key={status}>
            <input
              type="radio"
              checked={chosen === status}
              onChange={() => setPicked(status)}
            />
            {text(`statusSet_${status}`)}
          </label>
        ))}
      </fieldset>
      <label>
        {text("reasonField")}
        <input
          type="text"
          maxLength={1000}
          required={chosen !== "ACTIVE"}
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
        <button type="submit" className="primary" disabled={stage.name === "saving"}>
          {text("save")}
        </button>
        <button type="button" className="plain" onClick={onClose}>
          {text("cancel")}
        </button>
      </p>
    </form>
  );
}

/** Why nothing was changed; empty where it was. */
async function setStatus(
  id: string,
  status: LoyaltyAccountStatusEnum,
  note: string,
): Promise<string> {
  const { data, error } = await client
    .mutation(LoyaltyAccountStatusSetDocument, { id, status, note })
    .toPromise();
  if (error) return text(`failure_${failureOf(error)}`);
  const payload = data?.loyaltyAccountStatusSet;
  return payload ? (payload.errors[0]?.message ?? "") : text("failure_broken");
}
