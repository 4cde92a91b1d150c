import { useCallback, useEffect, useId, useRef, useState, type FormEvent } from "react";

import "./AdjustForm.css";
import { LoyaltyEntryRevokeDocument } from "../api/operations/LoyaltyEntryRevoke";
import {
  LoyaltyPointsAdjustDocument,
  type LoyaltyPointsAdjustMutation,
} from "../api/operations/LoyaltyPointsAdjust";
import { failureOf } from "../api/client";
import { change, number, text } from "../texts";
import { ToldField, type Told } from "./ToldField";
import { Undo, type Undoable } from "./Undo";
import { client } from "./useAnswer";
import { useKeys } from "./useKeys";

type Adjusted = NonNullable<LoyaltyPointsAdjustMutation["loyaltyPointsAdjust"]>;

/** An account, or a customer who may have none yet: then in the default program. */
export type Whose = { accountId: string } | { customerId: string };

interface Props {
  whose: Whose;
  /** There is nothing to go back to: it can't be left. */
  isAlone?: boolean;
  onSaved: () => void;
  onClose: () => void;
}

type Stage =
  | { name: "editing" }
  | { name: "saving" }
  | { name: "saved"; done: Undoable }
  | { name: "undone"; balance: number };

const PREVIEW_AFTER = 250;
const POINTS_MAX = 1_000_000_000;

/** Credit or debit, with the shop's own word on the new balance before anything is saved. */
export function AdjustForm({ whose, isAlone = false, onSaved, onClose }: Props) {
  const [isDebit, setDebit] = useState(false);
  const [amount, setAmount] = useState("");
  const [note, setNote] = useState("");
  const [told, setTold] = useState<Told>(null);
  const [stage, setStage] = useState<Stage>({ name: "editing" });
  const [refusal, setRefusal] = useState("");
  const { keyOf } = useKeys();
  const [attempts, setAttempts] = useState(0);
  const errorId = useId();
  const points = pointsOf(amount, isDebit);
  const preview = usePreview(whose, points, attempts);
  const wasUndone = useRef(false);
  const closeUnlessUndone = useCallback(() => {
    if (!wasUndone.current) onClose();
  }, [onClose]);

  async function save(event: FormEvent) {
    event.preventDefault();
    if (points === null || stage.name !== "editing") return;
    setStage({ name: "saving" });
    setRefusal("");
    const meant = { points, note, notifyCustomer: told };
    const result = await adjust({ ...whose, ...meant, idempotencyKey: keyOf(meant) });
    if (typeof result === "string") {
      setRefusal(result);
      setStage({ name: "editing" });
      // What was answered too late may have been done all the same.
      setAttempts((value) => value + 1);
      return;
    }
    const entryId = result.entry?.id;
    setStage({
      name: "saved",
      done: {
        message: text("adjusted", {
          change: change(points),
          balance: number(result.balanceAfter ?? 0),
        }),
        ...(entryId && { undo: () => undo(entryId) }),
      },
    });
    onSaved();
  }

  async function undo(entryId: string): Promise<string> {
    const { data, error } = await client
      .mutation(LoyaltyEntryRevokeDocument, { id: entryId, note: "" })
      .toPromise();
    const problem = error
      ? text(`failure_${failureOf(error)}`)
      : data?.loyaltyEntryRevoke?.errors[0]?.message;
    if (!problem) {
      wasUndone.current = true;
      setStage({ name: "undone", balance: data?.loyaltyEntryRevoke?.account?.balance ?? 0 });
      onSaved();
    }
    return problem ?? "";
  }

  function turn(toDebit: boolean) {
    setDebit(toDebit);
    setRefusal("");
  }

  const problem = refusal || (preview.state === "refused" ? preview.message : "");
  const form = (
    <form className="adjust" onSubmit={(event) => void save(event)}>
      <fieldset>
        <legend className="visually-hidden">{text("direction")}</legend>
        <label>
          <input type="radio" checked={!isDebit} onChange={() => turn(false)} />
          {text("credit")}
        </label>
        <label>
          <input type="radio" checked={isDebit} onChange={() => turn(true)} />
          {text("debit")}
        </label>
      </fieldset>
      <label>
        {text("pointsField")}
        <input
          type="number"
          inputMode="numeric"
          min={1}
          max={POINTS_MAX}
          step={1}
          required
          autoFocus
          value={amount}
          aria-describedby={errorId}
          onChange={(event) => {
            setAmount(event.target.value);
            setRefusal("");
          }}
        />
      </label>
      <label>
        {text("noteField")}
        <input
          type="text"
          maxLength={1000}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
      </label>
      <ToldField value={told} onChange={setTold} />
      <p className="sum" id={errorId} aria-live="polite">
        {problem && <span className="warning">{problem} </span>}
        {preview.state === "there" &&
          points !== null &&
          text("newBalance", {
            before: number(preview.before),
            sign: points < 0 ? "−" : "+",
            points: number(Math.abs(points)),
            after: text("points", { count: preview.after, number: number(preview.after) }),
          })}
      </p>
      <p className="actions">
        <button
          type="submit"
          className="primary"
          disabled={points === null || preview.state !== "there" || stage.name === "saving"}
        >
          {text("save")}
        </button>
        {!isAlone && (
          <button type="button" className="plain" onClick={onClose}>
            {text("cancel")}
          </button>
        )}
      </p>
    </form>
  );
  return (
    <>
      {(stage.name === "editing" || stage.name === "saving") && form}
      {stage.name === "undone" && (
        <div className="adjust" role="status">
          <p>{text("undone", { balance: number(stage.balance) })}</p>
          <p className="actions">
            <button type="button" className="plain" onClick={onClose}>
              {text("close")}
            </button>
          </p>
        </div>
      )}
      <Undo done={stage.name === "saved" ? stage.done : null} onGone={closeUnlessUndone} />
    </>
  );
}

/** Whole points with their sign; null for what is no such number. */
function pointsOf(amount: string, isDebit: boolean): number | null {
  if (!/^\d{1,10}$/.test(amount)) return null;
  const points = Number(amount);
  if (points === 0 || points > POINTS_MAX) return null;
  return isDebit ? -points : points;
}

type Preview =
  | { state: "none" }
  | { state: "there"; before: number; after: number }
  | { state: "refused"; message: string };

/** What the shop says that the balance would be, asked when typing pauses. */
function usePreview(whose: Whose, points: number | null, attempts: number): Preview {
  const key = JSON.stringify(whose);
  const [preview, setPreview] = useState<Preview>({ state: "none" });
  useEffect(() => {
    setPreview({ state: "none" });
    if (points === null) return;
    let isCurrent = true;
    const timer = setTimeout(() => {
      void adjust({ ...(JSON.parse(key) as Whose), points, dryRun: true }).then((result) => {
        if (!isCurrent) return;
        if (typeof result === "string") setPreview({ state: "refused", message: result });
        else {
          setPreview({
            state: "there",
            before: result.balanceBefore ?? 0,
            after: result.balanceAfter ?? 0,
          });
        }
      });
    }, PREVIEW_AFTER);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [key, points, attempts]);
  return preview;
}

/** The payload, or a sentence that says why nothing was done. */
async function adjust(
  input: Whose & {
    points: number;
    note?: string;
    notifyCustomer?: Told;
    idempotencyKey?: string;
    dryRun?: boolean;
  },
): Promise<Adjusted | string> {
  const { data, error } = await client
    .mutation(LoyaltyPointsAdjustDocument, { input })
    .toPromise();
  if (error) return text(`failure_${failureOf(error)}`);
  const payload = data?.loyaltyPointsAdjust;
  return payload ? (payload.errors[0]?.message ?? payload) : text("failure_broken");
}
