import { lazy, Suspense, useCallback, useState } from "react";
import { Link } from "wouter";

import "./account.css";
import {
  LoyaltyAccountPageDocument,
  type LoyaltyAccountPageQuery,
} from "../../api/operations/LoyaltyAccountPage";
import { MEMBERS, memberRoute } from "../../bridge/routes";
import { openInDashboard } from "../../bridge/session";
import { dateTime, number } from "../../texts";
import { AdjustForm } from "../../ui/AdjustForm";
import { Failed } from "../../ui/Failed";
import { Balance, Parts, TierBar } from "../../ui/Standing";
import { Undo, type Undoable } from "../../ui/Undo";
import { useAnswer } from "../../ui/useAnswer";
import { useOpen } from "../../ui/useOpen";
import { Loading } from "../Loading";
import { nameOf } from "../nameOf";
import { Title } from "../Title";
import { Badges } from "./Badges";
import { History } from "./History";
import { inFours } from "./inFours";
import { StatusForm } from "./StatusForm";
import { text } from "./texts";

const ProgressTab = lazy(() => import("./ProgressTab"));
const RewardsTab = lazy(() => import("./RewardsTab"));
const MessagesTab = lazy(() => import("./MessagesTab"));
const ProfileTab = lazy(() => import("./ProfileTab"));

export type Account = NonNullable<LoyaltyAccountPageQuery["loyaltyAccount"]>;

/** What a tab is given: whose it is, and whom to tell of what it has changed. */
export interface TabProps {
  account: Account;
  onChanged: () => void;
  onDone: (done: Undoable) => void;
}

const TABS = [
  { name: "", title: "history" },
  { name: "progress", title: "progressTab" },
  { name: "rewards", title: "rewardsTab" },
  { name: "messages", title: "messagesTitle" },
  { name: "profile", title: "profileTab" },
] as const;


interface Props {
  accountId: string;
  tab?: string | undefined;
}

/** One member: how they stand, what staff can do about it, and how it came about. */
export default function AccountPage({ accountId, tab = "" }: Props) {
  const { answer, again } = useAnswer(LoyaltyAccountPageDocument, { id: accountId });
  const { open, close, opener } = useOpen<"adjust" | "status">();
  const [round, setRound] = useState(0);
  const [done, setDone] = useState<Undoable | null>(null);
  const forget = useCallback(() => setDone(null), []);
  if (answer.state === "failed") return <Failed failure={answer.failure} again={again} />;
  if (answer.state === "loading") return <Loading />;
  const account = answer.data.loyaltyAccount;
  if (!account) return <Gone />;
  function refresh() {
    again();
    setRound((value) => value + 1);
  }
  return (
    <>
      <p>
        <Link href={MEMBERS}>← {text("membersTitle")}</Link>
      </p>
      <Head account={account} />
      <Standing account={account} />
      {open === null && (
        <p className="actions">
          {account.customer && (
            <button type="button" className="primary" {...opener("adjust")}>
              {text("adjust")}
            </button>
          )}
          <button type="button" {...opener("status")}>
            {text("changeStatus")}
          </button>
        </p>
      )}
      {open === "adjust" && (
        <section className="panel" aria-label={text("adjust")}>
          <AdjustForm whose={{ accountId: account.id }} onSaved={refresh} onClose={close} />
        </section>
      )}
      {open === "status" && (
        <section className="panel" aria-label={text("changeStatus")}>
          <StatusForm account={account} onSaved={refresh} onClose={close} />
        </section>
      )}
      <Tabs accountId={account.id} tab={tab} />
      <Suspense fallback={<Loading />}>
        <Tab key={round} tab={tab} account={account} onChanged={again} onDone={setDone} />
      </Suspense>
      <Undo done={done} onGone={forget} />
    </>
  );
}

function Tabs({ accountId, tab }: { accountId: string; tab: string }) {
  return (
    <nav className="subpages" aria-label={text("parts")}>
      {TABS.map(({ name, title }) => (
        <Link
          key={name}
          href={name ? `${memberRoute(accountId)}/${name}` : memberRoute(accountId)}
          aria-current={tab === name ? "page" : undefined}
        >
          {text(title)}
        </Link>
      ))}
    </nav>
  );
}

function Tab({ tab, ...props }: TabProps & { tab: string }) {
  switch (tab) {
    case "":
      return <History accountId={props.account.id} onChanged={props.onChanged} />;
    case "progress":
      return <ProgressTab {...props} />;
    case "rewards":
      return <RewardsTab {...props} />;
    case "messages":
      return <MessagesTab {...props} />;
    case "profile":
      return <ProfileTab {...props} />;
    default:
      return <p className="soft">{text("noSuchPage")}</p>;
  }
}

function Head({ account }: { account: Account }) {
  const { customer } = account;
  return (
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
