import { useState, type FormEvent } from "react";

import {
  LoyaltyAccountTierDocument,
  type LoyaltyAccountTierQuery,
} from "../../api/operations/LoyaltyAccountTier";
import { LoyaltyAccountTierSetDocument } from "../../api/operations/LoyaltyAccountTierSet";
import { LoyaltyAccountTierUnsetDocument } from "../../api/operations/LoyaltyAccountTierUnset";
import { date, dateTime, money, number, relativeDay } from "../../texts";
import { Failed } from "../../ui/Failed";
import { DateTimeField, FormProblems, SelectField, TextField } from "../../ui/form/fields";
import { NoteForm } from "../../ui/NoteForm";
import { send } from "../../ui/send";
import { useAnswer } from "../../ui/useAnswer";
import { useOpen } from "../../ui/useOpen";
import { useSave } from "../../ui/useSave";
import { Loading } from "../Loading";
import type { TabProps } from "./AccountPage";
import { text } from "./texts";

type Found = NonNullable<LoyaltyAccountTierQuery["loyaltyAccount"]>;
type Progress = NonNullable<Found["tier"]>;
type Change = Found["tierHistory"]["edges"][number]["node"];

const PAGE_SIZE = 10;
const SHOWN_MAX = 100;
const DAY = 86_400_000;

/** The tier, what led to it, and how staff set one for a time. */
export function TierSection({ account, onChanged, onDone }: TabProps) {
  const [first, setFirst] = useState(PAGE_SIZE);
  const { answer, isBusy, again } = useAnswer(LoyaltyAccountTierDocument, {
    id: account.id,
    first,
  });
  const { open, close, opener } = useOpen<"set" | "end">();
  if (answer.state === "failed") return <Failed failure={answer.failure} again={again} />;
  if (answer.state === "loading") return <Loading />;
  const found = answer.data.loyaltyAccount;
  if (!found) return null;
  const { tier: progress, tierHistory } = found;
  const tiers = found.program.tiers;
  const customerId = account.customer?.id;

  function refresh() {
    close();
    again();
    onChanged();
  }

  return (
    <section className="part" aria-labelledby="tier-heading">
      <h2 id="tier-heading">{text("tier")}</h2>
      {!progress && <p className="soft">{text("noTiers")}</p>}
      {progress && <State progress={progress} />}
      {progress && customerId && open === null && (
        <p className="actions">
          {tiers.length > 0 && (
            <button type="button" {...opener("set")}>
              {text(progress.byHandUntil ? "tierMove" : "tierSet")}
            </button>
          )}
          {progress.byHandUntil && (
            <button type="button" {...opener("end")}>
              {text("tierEnd")}
            </button>
          )}
        </p>
      )}
      {open === "set" && customerId && (
        <TierForm
          customerId={customerId}
          tiers={tiers}
          onCancel={close}
          onSaved={(name, endsAt) => {
            refresh();
            onDone({
              message: text("tierDone", { tier: name, date: date(endsAt) }),
              ...(!progress?.byHandUntil && {
                undo: async () => {
                  const problem = await send(
                    LoyaltyAccountTierUnsetDocument,
                    { accountId: account.id, note: "" },
                    (data) => data.loyaltyAccountTierUnset,
                  );
                  if (!problem) refresh();
                  return problem;
                },
              }),
            });
          }}
        />
      )}
      {open === "end" && (
        <EndForm
          accountId={account.id}
          onCancel={close}
          onSaved={() => {
            refresh();
            onDone({ message: text("tierEnded") });
          }}
        />
      )}
      {tierHistory.edges.length > 0 && (
        <Changes changes={tierHistory.edges.map((edge) => edge.node)} isBusy={isBusy} />
      )}
      {tierHistory.pageInfo.hasNextPage && first < SHOWN_MAX && (
        <p className="actions">
          <button type="button" disabled={isBusy} onClick={() => setFirst(SHOWN_MAX)}>
            {text("showMore")}
          </button>
        </p>
      )}
    </section>
  );
}

function State({ progress }: { progress: Progress }) {
  const { tier, since, qualifyingAmount, currency, graceUntil, byHandUntil } = progress;
  const sum = currency
    ? money({ amount: qualifyingAmount, currency })
    : text("points", { count: qualifyingAmount, number: number(qualifyingAmount) });
  const facts = [
    since ? text("tierSince", { date: date(since) }) : "",
    text("tierSum", { sum }),
    graceUntil ? text("tierGrace", { date: date(graceUntil) }) : "",
    byHandUntil ? text("tierByHand", { date: date(byHandUntil) }) : "",
  ];
  return (
    <p>
      <strong>{tier?.name ?? text("noTier")}</strong>{" "}
      <span className="soft">{facts.filter(Boolean).join(" · ")}</span>
    </p>
  );
}

interface TierFormProps {
  customerId: string;
  tiers: readonly { id: string; name: string }[];
  onSaved: (name: string, endsAt: string) => void;
  onCancel: () => void;
}

function TierForm({ customerId, tiers, onSaved, onCancel }: TierFormProps) {
  const [tierId, setTierId] = useState(tiers.at(-1)?.id ?? "");
  const [endsAt, setEndsAt] = useState<string | null>(inThirtyDays);
  const [note, setNote] = useState("");
  const { save, isSaving, problemOf, others } = useSave(
    LoyaltyAccountTierSetDocument,
    (data) => data.loyaltyAccountTierSet,
    ["tierId", "endsAt", "note"],
  );

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (!endsAt) return;
    const saved = await save({ customerId, tierId, endsAt, note });
    const name = tiers.find((tier) => tier.id === tierId)?.name ?? "";
    if (saved) onSaved(name, endsAt);
  }

  return (
    <form className="panel" onSubmit={(event) => void submit(event)}>
      <p className="soft">{text("tierSetAbout")}</p>
      <div className="fields">
        <SelectField
          label={text("tier")}
          value={tierId}
          onChange={setTierId}
          choices={tiers.map(({ id, name }) => ({ value: id, label: name }))}
          error={problemOf("tierId")}
        />
        <DateTimeField
          label={text("tierUntil")}
          value={endsAt}
          onChange={setEndsAt}
          isRequired
          error={problemOf("endsAt")}
        />
        <TextField
          label={text("reasonField")}
          value={note}
          onChange={setNote}
          maxLength={1000}
          error={problemOf("note")}
        />
      </div>
      <FormProblems messages={others} />
      <p className="actions">
        <button type="submit" className="primary" disabled={isSaving}>
          {text("save")}
        </button>
        <button type="button" className="plain" onClick={onCancel}>
          {text("cancel")}
        </button>
      </p>
    </form>
  );
}

interface EndFormProps {
  accountId: string;
  onSaved: () => void;
  onCancel: () => void;
}

function EndForm({ accountId, onSaved, onCancel }: EndFormProps) {
  const { save, isSaving, others } = useSave(
    LoyaltyAccountTierUnsetDocument,
    (data) => data.loyaltyAccountTierUnset,
  );
  return (
    <div className="panel">
      <NoteForm
        action={text("tierEnd")}
        about={text("tierEndAbout")}
        isSaving={isSaving}
        problems={others}
        onSubmit={(note) => void save({ accountId, note }).then((saved) => saved && onSaved())}
        onCancel={onCancel}
      />
    </div>
  );
}

function Changes({ changes, isBusy }: { changes: readonly Change[]; isBusy: boolean }) {
  return (
    <table aria-busy={isBusy}>
      <caption className="visually-hidden">{text("tierHistory")}</caption>
      <thead>
        <tr>
          <th scope="col">{text("tierChange")}</th>
          <th scope="col">{text("tierWhy")}</th>
          <th scope="col">{text("when")}</th>
        </tr>
      </thead>
      <tbody>
        {changes.map((change) => (
          <tr key={change.id}>
            <th scope="row">
              <span aria-hidden="true">{change.isUp ? "↑ " : "↓ "}</span>
              {change.fromName || text("noTier")} → {change.toName || text("noTier")}
            </th>
            <td>
              {text(`tierReason_${change.reason}`)}
              {change.note && <span className="soft about">{change.note}</span>}
            </td>
            <td>
              <time
                className="soft"
                dateTime={change.changedAt}
                title={dateTime(change.changedAt)}
              >
                {relativeDay(change.changedAt, new Date())}
              </time>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function inThirtyDays(): string {
  return new Date(Date.now() + 30 * DAY).toISOString();
}
