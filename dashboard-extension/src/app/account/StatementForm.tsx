import { useState } from "react";

import { LoyaltyAccountStatementDocument } from "../../api/operations/LoyaltyAccountStatement";
import { LoyaltyStatementSendDocument } from "../../api/operations/LoyaltyStatementSend";
import { failureOf } from "../../api/client";
import { FormProblems } from "../../ui/form/fields";
import { handOver } from "../../ui/handOver";
import type { Undoable } from "../../ui/Undo";
import { client } from "../../ui/useAnswer";
import { sent } from "../../ui/useSave";
import type { Account } from "./AccountPage";
import { text } from "./texts";

interface Props {
  account: Account;
  onDone: (done: Undoable) => void;
  again: () => void;
}

/** All movements of a period, to the customer by e-mail or as a file for staff. */
export function StatementForm({ account, onDone, again }: Props) {
  const [period, setPeriod] = useState(lastMonth);
  const [isBusy, setBusy] = useState(false);
  const [problems, setProblems] = useState<readonly string[]>([]);
  const asked = { from: period.from || null, to: period.to || null };

  async function mail() {
    setBusy(true);
    const { payload, problems: found } = await sent(
      LoyaltyStatementSendDocument,
      { accountId: account.id, ...asked },
      (data) => data.loyaltyStatementSend,
    );
    setBusy(false);
    setProblems(found.map(({ message }) => message));
    if (!payload) return;
    again();
    onDone({ message: text("statementSent") });
  }

  async function download() {
    setBusy(true);
    const { data, error } = await client
      .query(LoyaltyAccountStatementDocument, { id: account.id, ...asked })
      .toPromise();
    setBusy(false);
    const html = data?.loyaltyAccount?.statement.html;
    if (!html) {
      setProblems([
        error?.graphQLErrors[0]?.message ?? text(`failure_${error ? failureOf(error) : "broken"}`),
      ]);
      return;
    }
    setProblems([]);
    handOver(
      `${text("statementFile")}-${period.from}-${period.to}.html`,
      new Blob([html], { type: "text/html;charset=utf-8" }),
    );
  }

  return (
    <section className="part" aria-labelledby="statement-heading">
      <h2 id="statement-heading">{text("statement")}</h2>
      <form
        className="history"
        aria-labelledby="statement-heading"
        onSubmit={(event) => {
          event.preventDefault();
          void mail();
        }}
      >
        <div className="filters">
          {(["from", "to"] as const).map((name) => (
            <label key={name}>
              {text(`${name}Day`)}
              <input
                type="date"
                required
                value={period[name]}
                onChange={(event) => setPeriod({ ...period, [name]: event.target.value })}
              />
            </label>
          ))}
        </div>
        <FormProblems messages={problems} />
        <div className="actions">
          {account.customer && (
            <button type="submit" disabled={isBusy}>
              {text("sendStatement")}
            </button>
          )}
          <button type="button" disabled={isBusy} onClick={() => void download()}>
            {text("downloadStatement")}
          </button>
        </div>
      </form>
    </section>
  );
}

/** From the first to the last day of the month that is over, by the reader's own clock. */
function lastMonth(): { from: string; to: string } {
  const today = new Date();
  const day = (date: Date) =>
    [date.getFullYear(), date.getMonth() + 1, date.getDate()]
      .map((part) => String(part).padStart(2, "0"))
      .join("-");
  return {
    from: day(new Date(today.getFullYear(), today.getMonth() - 1, 1)),
    to: day(new Date(today.getFullYear(), today.getMonth(), 0)),
  };
}
