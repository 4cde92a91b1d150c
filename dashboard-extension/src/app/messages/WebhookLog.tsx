import { useState } from "react";
import { Link } from "wouter";

import { LoyaltyDeliveriesDocument } from "../../api/operations/LoyaltyDeliveries";
import { LoyaltyWebhookReplayDocument } from "../../api/operations/LoyaltyWebhookReplay";
import { memberRoute } from "../../bridge/routes";
import { number } from "../../texts";
import { Failed } from "../../ui/Failed";
import { SelectField } from "../../ui/form/fields";
import { DeliveryList } from "../../ui/messages/DeliveryList";
import { text as words } from "../../ui/messages/words";
import { Pager } from "../../ui/Pager";
import { usePages } from "../../ui/paging";
import type { Undoable } from "../../ui/Undo";
import { useAnswer } from "../../ui/useAnswer";
import { sent } from "../../ui/useSave";
import { Loading } from "../Loading";
import { nameOf } from "../nameOf";
import { text } from "./texts";
import type { Webhook } from "./Webhooks";

const PAGE_SIZE = 20;
const STATUSES = ["FAILED", "PENDING", "DELIVERED", "SKIPPED"] as const;

interface Props {
  webhook: Webhook;
  onDone: (done: Undoable) => void;
}

/** What was sent to a webhook and what it answered; each can be sent once more. */
export function WebhookLog({ webhook, onDone }: Props) {
  const [status, setStatus] = useState<(typeof STATUSES)[number] | "">("");
  const [isSending, setSending] = useState(false);
  const filter = { webhookIds: [webhook.id], statuses: status ? [status] : null };
  const { after, turns } = usePages(filter);
  const { answer, isBusy, again } = useAnswer(LoyaltyDeliveriesDocument, {
    filter,
    first: PAGE_SIZE,
    after,
  });
  if (answer.state === "failed") return <Failed failure={answer.failure} again={again} />;
  if (answer.state === "loading") return <Loading />;
  const found = answer.data.loyaltyDeliveries;
  if (!found) return null;
  const deliveries = found.edges.map(({ node }) => node);

  async function replay(id: string) {
    setSending(true);
    const { payload, problems } = await sent(
      LoyaltyWebhookReplayDocument,
      { id: webhook.id, deliveryIds: [id] },
      (data) => data.loyaltyWebhookReplay,
    );
    setSending(false);
    again();
    onDone({
      message: payload ? text("replayed") : problems.map(({ message }) => message).join(" "),
    });
  }

  return (
    <section className="whole part" aria-label={`${text("log")}: ${webhook.name}`}>
      <div className="head">
        <p className="soft" role="status">
          {text("requests", {
            count: found.totalCount ?? 0,
            number: number(found.totalCount ?? 0),
          })}
        </p>
        <SelectField
          label={text("status")}
          isBare
          value={status}
          onChange={setStatus}
          choices={[
            { value: "" as typeof status, label: text("anyStatus") },
            ...STATUSES.map((value) => ({ value, label: words(`status_${value}`) })),
          ]}
        />
      </div>
      {deliveries.length === 0 && <p className="soft">{text("noRequests")}</p>}
      <DeliveryList
        // All are to the webhook whose log it is.
        deliveries={deliveries.map((delivery) => ({ ...delivery, recipient: "" }))}
        areRequests
        isBusy={isBusy}
        label={text("log")}
        to={({ account }) => (
          <Link href={memberRoute(account.id)}>{nameOf(account.customer)}</Link>
        )}
        actions={(delivery, name) =>
          delivery.status !== "PENDING" && (
            <button
              type="button"
              disabled={isSending}
              aria-label={`${text("replay")}: ${name}`}
              onClick={() => void replay(delivery.id)}
            >
              {text("replay")}
            </button>
          )
        }
      />
      <Pager isBusy={isBusy} {...turns(found.pageInfo)} />
    </section>
  );
}
