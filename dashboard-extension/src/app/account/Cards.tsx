import { useState, type FormEvent } from "react";

import { LoyaltyAccountCardIssueDocument } from "../../api/operations/LoyaltyAccountCardIssue";
import { LoyaltyCardBlockDocument } from "../../api/operations/LoyaltyCardBlock";
import { LoyaltyCardReplaceDocument } from "../../api/operations/LoyaltyCardReplace";
import { date } from "../../texts";
import { FormProblems, TextField } from "../../ui/form/fields";
import type { Undoable } from "../../ui/Undo";
import { useOpen } from "../../ui/useOpen";
import { useSave } from "../../ui/useSave";
import type { Account } from "./AccountPage";
import { inFours } from "./inFours";
import type { Membership } from "./ProfileTab";
import { text } from "./texts";

type Card = Membership["cards"][number];

interface Props {
  account: Account;
  membership: Membership;
  onChanged: () => void;
  onDone: (done: Undoable) => void;
}

/** The card that is good, with its QR code, and those that were. */
export function Cards({ account, membership, onChanged, onDone }: Props) {
  const { open, close, opener } = useOpen<"block" | "replace" | "issue">();
  const good = membership.cards.find((card) => card.status === "ACTIVE");
  const others = membership.cards.filter((card) => card !== good);
  function saved(message: string) {
    close();
    onChanged();
    onDone({ message });
  }
  return (
    <section className="part" aria-labelledby="card-heading">
      <h2 id="card-heading">{text("cardTitle")}</h2>
      {good ? <Good card={good} /> : <p className="soft">{text("noCard")}</p>}
      {open === null && (
        <p className="actions">
          {good && (
            <>
              <button type="button" {...opener("replace")}>
                {text("cardReplace")}
              </button>
              <button type="button" {...opener("block")}>
                {text("cardBlock")}
              </button>
            </>
          )}
          {!good && account.customer && (
            <button type="button" {...opener("issue")}>
              {text("cardIssue")}
            </button>
          )}
        </p>
      )}
      {open === "block" && good && <BlockForm card={good} onSaved={saved} onCancel={close} />}
      {open === "replace" && good && (
        <ReplaceForm card={good} onSaved={saved} onCancel={close} />
      )}
      {open === "issue" && <IssueForm account={account} onSaved={saved} onCancel={close} />}
      {others.length > 0 && (
        <ul className="rows">
          {others.map((card) => (
            <li key={card.id}>
              <div className="what">
                <span>{inFours(card.number)}</span>
                <span className="soft">
                  {text(`card_${card.status}`)}
                  {card.endedAt && ` · ${date(card.endedAt)}`}
                </span>
              </div>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Good({ card }: { card: Card }) {
  return (
    <div className="good-card">
      {card.qrCode && (
        <img
          className="qr"
          alt={text("cardQr")}
          src={`data:image/svg+xml,${encodeURIComponent(card.qrCode)}`}
        />
      )}
      <p>
        <strong>{inFours(card.number)}</strong>
        <span className="soft"> · {text("cardIssued", { date: date(card.issuedAt) })}</span>
      </p>
    </div>
  );
}

interface FormProps {
  onSaved: (message: string) => void;
  onCancel: () => void;
}

function BlockForm({ card, onSaved, onCancel }: FormProps & { card: Card }) {
  const { save, isSaving, others } = useSave(
    LoyaltyCardBlockDocument,
    (data) => data.loyaltyCardBlock,
  );
  return (
    <div className="panel">
      <p>{text("cardBlockAbout")}</p>
      <FormProblems messages={others} />
      <p className="actions">
        <button
          type="button"
          className="primary"
          disabled={isSaving}
          onClick={() =>
            void save({ id: card.id }).then((saved) => saved && onSaved(text("cardBlocked")))
          }
        >
          {text("cardBlock")}
        </button>
        <button type="button" className="plain" onClick={onCancel}>
          {text("cancel")}
        </button>
      </p>
    </div>
  );
}

function ReplaceForm({ card, onSaved, onCancel }: FormProps & { card: Card }) {
  const { save, isSaving, problemOf, others } = useSave(
    LoyaltyCardReplaceDocument,
    (data) => data.loyaltyCardReplace,
    ["number"],
  );
  return (
    <NumberForm
      action={text("cardReplace")}
      about={text("cardReplaceAbout")}
      isSaving={isSaving}
      problem={problemOf("number")}
      others={others}
      onCancel={onCancel}
      onSubmit={(number) =>
        void save({ id: card.id, number }).then(
          (saved) =>
            saved &&
            onSaved(text("cardReplaced", { number: inFours(saved.card?.number ?? "") })),
        )
      }
    />
  );
}

function IssueForm({ account, onSaved, onCancel }: FormProps & { account: Account }) {
  const { save, isSaving, problemOf, others } = useSave(
    LoyaltyAccountCardIssueDocument,
    (data) => data.loyaltyCardIssue,
    ["number"],
  );
  return (
    <NumberForm
      action={text("cardIssue")}
      about={text("cardIssueAbout")}
      isSaving={isSaving}
      problem={problemOf("number")}
      others={others}
      onCancel={onCancel}
      onSubmit={(number) =>
        void save({ accountId: account.id, number }).then(
          (saved) =>
            saved && onSaved(text("cardDone", { number: inFours(saved.card?.number ?? "") })),
        )
      }
    />
  );
}

interface NumberFormProps {
  action: string;
  about: string;
  isSaving: boolean;
  problem: string | undefined;
  others: readonly string[];
  onSubmit: (number: string | null) => void;
  onCancel: () => void;
}

/** The number of a printed card; without one, it is drawn. */
function NumberForm(props: NumberFormProps) {
  const [typed, setTyped] = useState("");
  function submit(event: FormEvent) {
    event.preventDefault();
    props.onSubmit(typed.trim() || null);
  }
  return (
    <form className="panel" onSubmit={submit}>
      <p>{props.about}</p>
      <TextField
        label={text("cardNumber")}
        hint={text("cardNumberHint")}
        value={typed}
        onChange={setTyped}
        maxLength={40}
        error={props.problem}
      />
      <FormProblems messages={props.others} />
      <p className="actions">
        <button type="submit" className="primary" disabled={props.isSaving}>
          {props.action}
        </button>
        <button type="button" className="plain" onClick={props.onCancel}>
          {text("cancel")}
        </button>
      </p>
    </form>
  );
}
