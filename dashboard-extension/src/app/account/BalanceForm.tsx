import { useEffect, useState, type FormEvent } from "react";

import { LoyaltyEntryRevokeDocument } from "../../api/operations/LoyaltyEntryRevoke";
import { LoyaltyPointsSetDocument } from "../../api/operations/LoyaltyPointsSet";
import { change, number } from "../../texts";
import { FormProblems, NumberField, TextField } from "../../ui/form/fields";
import { send } from "../../ui/send";
import { ToldField, type Told } from "../../ui/ToldField";
import type { Undoable } from "../../ui/Undo";
import { client } from "../../ui/useAnswer";
import { useKeys } from "../../ui/useKeys";
import { useSave } from "../../ui/useSave";
import type { Account } from "./AccountPage";
import { text } from "./texts";

interface Props {
  account: Account;
  onChanged: () => void;
  onDone: (done: Undoable) => void;
}

const PREVIEW_AFTER = 250;
const BALANCE_MAX = 100_000_000;

/** Brings the balance to a number; what that adds or takes is said before. */
export function BalanceForm({ account, onChanged, onDone }: Props) {
  const [balance, setBalance] = useState<number | null>(null);
  const [note, setNote] = useState("");
  const [told, setTold] = useState<Told>(null);
  const { keyOf, forget } = useKeys();
  const preview = usePreview(account.id, balance, account.balance);
  const { save, isSaving, problemOf, others } = useSave(
    LoyaltyPointsSetDocument,
    (data) => data.loyaltyPointsSet,
    ["balance", "note"],
  );

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (balance === null) return;
    const meant = { balance, note, notifyCustomer: told };
    const saved = await save({
      input: { accountId: account.id, ...meant, idempotencyKey: keyOf(meant) },
    });
    if (!saved) return;
    forget();
    setBalance(null);
    setNote("");
    setTold(null);
    onChanged();
    const entryId = saved.entry?.id;
    onDone({
      message: text("balanceDone", { balance: number(saved.balanceAfter ?? balance) }),
      ...(entryId && {
        undo: async () => {
          const problem = await send(
            LoyaltyEntryRevokeDocument,
            { id: entryId, note: "" },
            (data) => data.loyaltyEntryRevoke,
          );
          if (!problem) onChanged();
          return problem;
        },
      }),
    });
  }

  return (
    <section className="part" aria-labelledby="balance-heading">
      <h2 id="balance-heading">{text("setBalance")}</h2>
      <form className="part" onSubmit={(event) => void submit(event)}>
        <div className="fields">
          <NumberField
            label={text("newBalanceField")}
            value={balance}
            onChange={setBalance}
            max={BALANCE_MAX}
            error={problemOf("balance") ?? (preview?.problem || undefined)}
          />
          <TextField
            label={text("noteField")}
            value={note}
            onChange={setNote}
            maxLength={1000}
            error={problemOf("note")}
          />
          <ToldField value={told} onChange={setTold} />
        </div>
        <p aria-live="polite" className="sum">
          {preview && !preview.problem && balance !== null && text("balancePreview", preview.sum)}
        </p>
        <FormProblems messages={others} />
        <p className="actions">
          <button type="submit" disabled={isSaving || !preview || Boolean(preview.problem)}>
            {text("setBalance")}
          </button>
        </p>
      </form>
    </section>
  );
}

interface Preview {
  problem: string;
  sum: { before: string; change: string; after: string };
}

/** The shop's own word on what it would come to, asked when typing pauses. */
function usePreview(accountId: string, balance: number | null, now: number): Preview | null {
  const [preview, setPreview] = useState<Preview | null>(null);
  useEffect(() => {
    setPreview(null);
    if (balance === null) return;
    let isCurrent = true;
    const timer = setTimeout(() => {
      void previewOf(accountId, balance).then((found) => isCurrent && setPreview(found));
    }, PREVIEW_AFTER);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
    // Asked anew once the balance has moved.
  }, [accountId, balance, now]);
  return preview;
}

async function previewOf(accountId: string, balance: number): Promise<Preview> {
  const { data } = await client
    .mutation(LoyaltyPointsSetDocument, { input: { accountId, balance, dryRun: true } })
    .toPromise();
  const payload = data?.loyaltyPointsSet;
  const before = payload?.balanceBefore ?? 0;
  const after = payload?.balanceAfter ?? 0;
  return {
    problem: payload ? (payload.errors[0]?.message ?? "") : text("failure_broken"),
    sum: { before: number(before), change: change(after - before), after: number(after) },
  };
}
