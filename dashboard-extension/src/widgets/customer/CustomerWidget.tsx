import { useEffect } from "react";

import {
  LoyaltyCustomerWidgetDocument,
  type LoyaltyCustomerWidgetQuery,
} from "../../api/operations/LoyaltyCustomerWidget";
import { onPointsChanged } from "../../bridge/changes";
import { openInDashboard, pageInDashboard } from "../../bridge/session";
import { change, dateTime, relativeDay, text } from "../../texts";
import { AdjustForm } from "../../ui/AdjustForm";
import { Failed } from "../../ui/Failed";
import { Loading } from "../../ui/Loading";
import { Balance, Parts, TierBar } from "../../ui/Standing";
import { useAnswer } from "../../ui/useAnswer";
import { useOpen } from "../../ui/useOpen";
import { languageCode } from "../../texts/languageCode";
import { memberRoute } from "../../bridge/routes";

type Account = NonNullable<LoyaltyCustomerWidgetQuery["loyaltyAccount"]>;
type Entry = Account["entries"]["edges"][number]["node"];

/** Balance, what becomes of it, and the last movements; staff credit and debit here. */
export function CustomerWidget({ customerId }: { customerId: string }) {
  const { answer, again } = useAnswer(LoyaltyCustomerWidgetDocument, {
    customerId,
    languageCode: languageCode(),
  });
  const { open: isAdjusting, close, opener } = useOpen<"adjust">();
  useEffect(() => onPointsChanged(customerId, again), [customerId, again]);
  if (answer.state === "failed") return <Failed failure={answer.failure} again={again} />;
  if (answer.state === "loading") return <Loading />;
  const account = answer.data.loyaltyAccount;
  return (
    <main className="widget">
      <h1 className="visually-hidden">{text("welcome")}</h1>
      {account ? <Standing account={account} /> : <NotAMember />}
      {isAdjusting ? (
        <AdjustForm
          whose={{ customerId }}
          onSaved={again}
          onClose={close}
        />
      ) : (
        <p className="actions">
          <button type="button" {...opener("adjust")}>
            {text("adjust")}
          </button>
          {account && (
            <button
              type="button"
              className="plain"
              onClick={() => openInDashboard(pageInDashboard(memberRoute(account.id)))}
            >
              {text("openAccount")}
            </button>
          )}
        </p>
      )}
    </main>
  );
}

function Standing({ account }: { account: Account }) {
  const entries = account.entries.edges.map((edge) => edge.node);
  return (
    <>
      <Balance account={account} />
      {account.status !== "ACTIVE" && (
        <p className="warning">{text(`status_${account.status}`)}</p>
      )}
      {account.tier && <TierBar progress={account.tier} />}
      <Parts account={account} />
      <h2 className="visually-hidden">{text("lastMovements")}</h2>
      {entries.length === 0 ? (
        <p className="soft">{text("noMovements")}</p>
      ) : (
        <ul className="movements">
          {entries.map((entry) => (
            <Movement key={entry.id} entry={entry} />
          ))}
        </ul>
      )}
    </>
  );
}

function Movement({ entry }: { entry: Entry }) {
  const isGain = entry.points > 0;
  return (
    <li className={entry.reversedBy ? "reversed" : undefined}>
      <span className={isGain ? "change gain" : "change"}>{change(entry.points)}</span>
      <span className="reason" title={entry.note ?? undefined}>
        {entry.note || entry.reason}
      </span>
      <time className="soft" dateTime={entry.createdAt} title={dateTime(entry.createdAt)}>
        {relativeDay(entry.createdAt, new Date())}
      </time>
    </li>
  );
}

function NotAMember() {
  return (
    <>
      <p className="balance">
        <strong>{text("notAMember")}</strong>
      </p>
      <p className="soft">{text("notAMemberWhy")}</p>
    </>
  );
}
