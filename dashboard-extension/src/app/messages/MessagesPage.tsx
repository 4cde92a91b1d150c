import { lazy, Suspense } from "react";
import { Link } from "wouter";

import "./messages.css";
import { MESSAGES, SENT_MESSAGES, WEBHOOKS } from "../../bridge/routes";
import { mayProbably, type Right } from "../../bridge/session";
import { Loading } from "../Loading";
import { Title } from "../Title";
import { Emails } from "./Emails";
import { text } from "./texts";

const Sent = lazy(() => import("./Sent"));
const Webhooks = lazy(() => import("./Webhooks"));

interface Tab {
  name: string;
  route: string;
  title: string;
  /** All of them are needed. */
  rights: readonly Right[];
}

const TABS: readonly Tab[] = [
  { name: "", route: MESSAGES, title: "emailsTab", rights: ["MANAGE_DISCOUNTS"] },
  { name: "sent", route: SENT_MESSAGES, title: "sentTab", rights: ["MANAGE_USERS"] },
  {
    name: "webhooks",
    route: WEBHOOKS,
    title: "webhooksTab",
    rights: ["MANAGE_DISCOUNTS", "MANAGE_USERS"],
  },
];

/** What customers and apps are told: which e-mails, what became of them, and webhooks. */
export default function MessagesPage({ tab = "" }: { tab?: string | undefined }) {
  const tabs = TABS.filter(({ rights }) => rights.every(mayProbably));
  // Who may see no settings begins with what was sent.
  const open = tab === "" ? (tabs[0]?.name ?? "") : tab;
  return (
    <>
      <Title>{text("messagesTitle")}</Title>
      {tabs.length > 1 && (
        <nav className="subpages" aria-label={text("parts")}>
          {tabs.map(({ name, route, title }) => (
            <Link key={name} href={route} aria-current={open === name ? "page" : undefined}>
              {text(title)}
            </Link>
          ))}
        </nav>
      )}
      <Suspense fallback={<Loading />}>
        <Open tab={open} />
      </Suspense>
    </>
  );
}

function Open({ tab }: { tab: string }) {
  switch (tab) {
    case "":
      return <Emails />;
    case "sent":
      return <Sent />;
    case "webhooks":
      return <Webhooks />;
    default:
      return <p className="soft">{text("noSuchPage")}</p>;
  }
}
