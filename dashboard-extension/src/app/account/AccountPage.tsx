import { useState } from "react";
import { Link } from "wouter";

import "./account.css";
import {
  LoyaltyAccountPageDocument,
  type LoyaltyAccountPageQuery,
} from "../../api/operations/LoyaltyAccountPage";
import { MEMBERS } from "../../bridge/routes";
import { openInDashboard } from "../../bridge/session";
import { dateTime, number, text } from "../../texts";
import { AdjustForm } from "../../ui/AdjustForm";
import { Failed } from "../../ui/Failed";
import { Balance, Parts, TierBar } from "../../ui/Standing";
import { useAnswer } from "../../ui/useAnswer";
import { Loading } from "../Loading";
import { nameOf } from "../nameOf";
import { Title } from "../Title";
import { Badges } from "./Badges";
import { History } from "./History";
import { StatusForm } from "./StatusForm";

export type Account = NonNullable<LoyaltyAccountPageQuery["loyaltyAccount"]>;

type Open = "adjust" | "status" | null;

/** One member: how they stand, what staff can do about it, and how it came about. */
export default function AccountPage({ accountId }: { accountId: string }) {
  const { answer, again } = useAnswer(LoyaltyAccountPageDocument, { id: accountId });
  const [open, setOpen] = useState<Open>(null);
  const [round, setRound] = useState(0);
  if (answer.state === "failed") return <Failed failure={answer.failure} again={again} />;
  if (answer.state === "loading") return <Loading />;
  const account = answer.data.loyaltyAccount;
  if (!account) return <Gone />;
  function refresh() {
    again();
    setRound((value) => value + 1);
  }
  const customer = account.customer;
  // Points are credited to the account of the default program.
  const canAdjust = customer?.loyalty?.id === account.id;
  return (
    <>
      <p>
        <Link href={MEMBERS}>← {text("membersTitle")}</Link>
      </p>
      <header className="head">
        <div>
          <Title>{nameOf(customer)}</Title>
          <p className="soft">{aboutOf(account)}</p>
        </div>
        {customer && (
          <button
            type="button"
            onClick={() => openInDashboard(`/customers/${encodeURIComponent(customer.id)}`)}
          >
            {text("openCustomer")}
          </button>
        )}
      </header>
      <Standing account={account} />
      {open === null && (
        <p className="actions">
          {canAdjust && (
            <button type="button" className="primary" onClick={() => setOpen("adjust")}>
              {text("adjust")}
            </button>
          )}
          <button type="button" onClick={() => setOpen("status")}>
            {text("changeStatus")}
          </button>
        </p>
      )}
      {customer && !canAdjust && <p className="soft">{text("otherProgram")}</p>}
      {open === "adjust" && customer && (
        <section className="panel" aria-label={text("adjust")}>
          <AdjustForm
            customerId={customer.id}
            balance={account.balance}
            onSaved={refresh}
            onClose={() => setOpen(null)}
          />
        </section>
      )}
      {open === "status" && (
        <section className="panel" aria-label={text("changeStatus")}>
          <StatusForm account={account} onSaved={again} onClose={() => setOpen(null)} />
        </section>
      )}
      <History key={round} accountId={account.id} onChanged={again} />
    </>
  );
}

function Standing({ account }: { account: Account }) {
  const [lastChange] = account.statusChanges;
  return (
    <section className="card" aria-label={text("balance")}>
      <Balance account={account} />
      {account.debt > 0 && (
        <p className="warning">
          {text("debt", {
            points: text("points", { count: account.debt, number: number(account.debt) }),
          })}
        </p>
      )}
      {account.status !== "ACTIVE" && (
        <p className="warning">
          {text(`status_${account.status}`)}
          {lastChange && ` · ${dateTime(lastChange.changedAt)}`}
          {lastChange?.note && ` · ${lastChange.note}`}
        </p>
      )}
      {account.tier && <TierBar progress={account.tier} />}
      <Parts account={account} />
      <p className="soft">
        {text("lifetime", {
          earned: number(account.lifetimeEarned),
          spent: number(account.lifetimeSpent),
        })}
      </p>
      <Badges badges={account.badges} />
    </section>
  );
}

function Gone() {
  return (
    <div className="empty">
      <Title>{text("noSuchAccount")}</Title>
      <Link href={MEMBERS}>{text("allMembers")}</Link>
    </div>
  );
}

function aboutOf(account: Account): string {
  const { customer, cardNumber, program } = account;
  return [
    customer && nameOf(customer) !== customer.email ? customer.email : "",
    cardNumber ? text("card", { number: inFours(cardNumber) }) : "",
    program.name,
  ]
    .filter(Boolean)
    .join(" · ");
}

function inFours(cardNumber: string): string {
  return cardNumber.replace(/(.{4})(?=.)/g, "$1 ");
}
