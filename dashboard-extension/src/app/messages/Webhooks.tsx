import { useState } from "react";

import { LoyaltyProgramNamesDocument } from "../../api/operations/LoyaltyProgramNames";
import { LoyaltyWebhookDeleteDocument } from "../../api/operations/LoyaltyWebhookDelete";
import {
  LoyaltyWebhooksDocument,
  type LoyaltyWebhooksQuery,
} from "../../api/operations/LoyaltyWebhooks";
import { LoyaltyWebhookSecretChangeDocument } from "../../api/operations/LoyaltyWebhookSecretChange";
import { LoyaltyWebhookTestDocument } from "../../api/operations/LoyaltyWebhookTest";
import { LoyaltyWebhookUpdateDocument } from "../../api/operations/LoyaltyWebhookUpdate";
import { date, dateTime, number } from "../../texts";
import { Failed } from "../../ui/Failed";
import { Switch } from "../../ui/form/fields";
import { kindName } from "../../ui/messages/words";
import { send } from "../../ui/send";
import { Undo, type Undoable } from "../../ui/Undo";
import { useAnswer } from "../../ui/useAnswer";
import { useOpen, type Opener } from "../../ui/useOpen";
import { sent } from "../../ui/useSave";
import { Loading } from "../Loading";
import { text } from "./texts";
import { WebhookForm } from "./WebhookForm";
import { WebhookLog } from "./WebhookLog";

export type Webhook = NonNullable<
  LoyaltyWebhooksQuery["loyaltyWebhooks"]
>["edges"][number]["node"];

// More than a shop can have.
const WEBHOOKS_MAX = 100;
const PROGRAMS_MAX = 100;
const NEW = "new";
// More names than these say less than their number.
const NAMED_EVENTS_MAX = 3;

interface Secret {
  webhookId: string;
  value: string;
}

/** Where apps hear of what happens. */
export default function Webhooks() {
  const { answer, again } = useAnswer(LoyaltyWebhooksDocument, { first: WEBHOOKS_MAX });
  const named = useAnswer(LoyaltyProgramNamesDocument, { first: PROGRAMS_MAX }).answer;
  const { open: edited, close, opener } = useOpen<string>();
  const [secret, setSecret] = useState<Secret | null>(null);
  const [done, setDone] = useState<Undoable | null>(null);
  if (answer.state === "loading") return <Loading />;
  if (answer.state === "failed") {
    return <Failed failure={answer.failure} again={again} denied="failure_deniedBoth" />;
  }
  const webhooks = answer.data.loyaltyWebhooks?.edges.map(({ node }) => node) ?? [];
  // Where they didn't come there is none to choose, and a webhook keeps the one that it has.
  const programs =
    named.state === "there"
      ? (named.data.loyaltyPrograms?.edges.map(({ node }) => node) ?? [])
      : [];

  function saved(message: string, made?: Secret) {
    close();
    if (made) setSecret(made);
    again();
    setDone({ message });
  }

  const form = (webhook: Webhook | null) => (
    <WebhookForm
      webhook={webhook}
      programs={programs}
      onSaved={saved}
      onClose={close}
    />
  );
  return (
    <>
      {webhooks.length === 0 && edited !== NEW && (
        <div className="empty">
          <h2>{text("noWebhooks")}</h2>
          <p>{text("noWebhooksWhy")}</p>
        </div>
      )}
      {edited === NEW && form(null)}
      {webhooks.length > 0 && (
        <ul className="rows" aria-label={text("webhooksTab")}>
          {webhooks.map((webhook) => (
            <li key={webhook.id}>
              {edited === webhook.id ? (
                form(webhook)
              ) : (
                <WebhookRow
                  webhook={webhook}
                  secret={secret?.webhookId === webhook.id ? secret.value : ""}
                  onSecret={(value) => setSecret({ webhookId: webhook.id, value })}
                  onSeen={() => setSecret(null)}
                  edit={opener(webhook.id)}
                  again={again}
                  onDone={setDone}
                />
              )}
            </li>
          ))}
        </ul>
      )}
      {edited === null && (
        <p>
          <button type="button" className="primary" {...opener(NEW)}>
            {text("addWebhook")}
          </button>
        </p>
      )}
      <Undo done={done} onGone={() => setDone(null)} />
    </>
  );
}

interface RowProps {
  webhook: Webhook;
  /** Shown once, right after it was made. */
  secret: string;
  onSecret: (secret: string) => void;
  onSeen: () => void;
  edit: Opener;
  again: () => void;
  onDone: (done: Undoable) => void;
}

function WebhookRow({ webhook, secret, onSecret, onSeen, edit, again, onDone }: RowProps) {
  const { open: asking, close, opener } = useOpen<"delete" | "secret">();
  const [isBusy, setBusy] = useState(false);
  const [isLogOpen, setLogOpen] = useState(false);
  const [tried, setTried] = useState<{ isSuccess: boolean; message: string } | null>(null);
  const { id, name, url, program, isActive, failingSince, previousSecretUntil } = webhook;
  const label = (action: string) => `${text(action)}: ${name}`;

  async function act<Result>(doIt: () => Promise<Result>): Promise<Result> {
    setBusy(true);
    try {
      return await doIt();
    } finally {
      setBusy(false);
      close();
    }
  }

  async function turn(on: boolean): Promise<string> {
    const problem = await send(
      LoyaltyWebhookUpdateDocument,
      { id, input: { isActive: on } },
      (data) => data.loyaltyWebhookUpdate,
    );
    again();
    return problem;
  }

  async function change(on: boolean) {
    const problem = await act(() => turn(on));
    onDone(problem ? { message: problem } : { message: text("saved"), undo: () => turn(!on) });
  }

  async function test() {
    setTried(null);
    const { payload, problems } = await act(() =>
      sent(LoyaltyWebhookTestDocument, { id }, (data) => data.loyaltyWebhookTest),
    );
    if (!payload?.trial) {
      setTried({ isSuccess: false, message: problems.map(({ message }) => message).join(" ") });
      return;
    }
    const { statusCode, durationMs, error, response } = payload.trial;
    const isSuccess = error === "";
    const facts = [
      statusCode ? text("answered", { code: statusCode }) : "",
      text("took", { number: number(durationMs) }),
      error,
      isSuccess ? "" : response,
    ];
    setTried({ isSuccess, message: facts.filter(Boolean).join(" · ") });
  }

  async function renew() {
    const { payload, problems } = await act(() =>
      sent(
        LoyaltyWebhookSecretChangeDocument,
        { id },
        (data) => data.loyaltyWebhookSecretChange,
      ),
    );
    if (payload?.secret) onSecret(payload.secret);
    else onDone({ message: problems.map(({ message }) => message).join(" ") });
    again();
  }

  async function remove() {
    const problem = await act(() =>
      send(LoyaltyWebhookDeleteDocument, { id }, (data) => data.loyaltyWebhookDelete),
    );
    again();
    onDone({ message: problem || text("webhookDeleted", { name }) });
  }

  return (
    <>
      <div className="what">
        <strong>{name}</strong>
        <span className="technical">{url}</span>
        <span className="soft">
          {[eventsInWords(webhook), program && text("onlyProgram", { name: program.name })]
            .filter(Boolean)
            .join(" · ")}
        </span>
        {failingSince && isActive && (
          <span className="warning">
            {text("failingSince", { date: dateTime(failingSince) })}
          </span>
        )}
        {previousSecretUntil && new Date(previousSecretUntil) > new Date() && (
          <span className="soft">{text("oldSecretUntil", { date: date(previousSecretUntil) })}</span>
        )}
      </div>
      <div className="actions">
        <Switch
          label={text("isOn")}
          value={isActive}
          onChange={(on) => void change(on)}
          isDisabled={isBusy}
        />
        <button type="button" aria-label={label("edit")} {...edit}>
          {text("edit")}
        </button>
        <button
          type="button"
          aria-label={label("sendTestRequest")}
          disabled={isBusy}
          onClick={() => void test()}
        >
          {text("sendTestRequest")}
        </button>
        <button
          type="button"
          aria-label={label("log")}
          aria-expanded={isLogOpen}
          onClick={() => setLogOpen(!isLogOpen)}
        >
          {text("log")}
        </button>
        <button
          type="button"
          className="plain"
          aria-label={label("newSecret")}
          {...opener("secret")}
        >
          {text("newSecret")}
        </button>
        <button
          type="button"
          className="plain"
          aria-label={label("deleteIt")}
          {...opener("delete")}
        >
          {text("deleteIt")}
        </button>
      </div>
      {tried && (
        <p className={tried.isSuccess ? "whole" : "whole warning"} role="status">
          {text(tried.isSuccess ? "testWorked" : "testFailed")} {tried.message}
        </p>
      )}
      {secret && !asking && <SecretOnce secret={secret} onSeen={onSeen} />}
      {asking && (
        <div className="whole asking" role="group" aria-label={label(asking === "delete" ? "deleteIt" : "newSecret")}>
          <p>{text(asking === "delete" ? "deleteWebhookWhy" : "newSecretWhy", { name })}</p>
          <p className="actions">
            <button
              type="button"
              autoFocus
              disabled={isBusy}
              onClick={() => void (asking === "delete" ? remove() : renew())}
            >
              {text(asking === "delete" ? "deleteIt" : "newSecret")}
            </button>
            <button type="button" className="plain" onClick={close}>
              {text("cancel")}
            </button>
          </p>
        </div>
      )}
      {isLogOpen && <WebhookLog webhook={webhook} onDone={onDone} />}
    </>
  );
}

function eventsInWords({ events }: Webhook): string {
  if (events.length === 0) return text("allEvents");
  if (events.length <= NAMED_EVENTS_MAX) return events.map(kindName).join(", ");
  return text("someEvents", { count: events.length, number: number(events.length) });
}

/** The shop shows it to nobody again. */
function SecretOnce({ secret, onSeen }: { secret: string; onSeen: () => void }) {
  const [isCopied, setCopied] = useState(false);
  return (
    <div className="whole secret" role="status">
      <p>{text("secretOnce")}</p>
      <p>
        <code>{secret}</code>
      </p>
      <p className="actions">
        <button
          type="button"
          onClick={() =>
            void navigator.clipboard.writeText(secret).then(
              () => setCopied(true),
              // Frames may be kept from the clipboard; the text stands there to be marked.
              () => setCopied(false),
            )
          }
        >
          {text(isCopied ? "copied" : "copy")}
        </button>
        <button type="button" className="plain" onClick={onSeen}>
          {text("close")}
        </button>
      </p>
    </div>
  );
}
