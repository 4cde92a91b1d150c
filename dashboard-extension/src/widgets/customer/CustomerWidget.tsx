import { useState } from "react";

import {
  LoyaltyCustomerWidgetDocument,
  type LoyaltyCustomerWidgetQuery,
} from "../../api/generated";
import { change, date, dateTime, money, number, relativeDay, text } from "../../texts";
import { AdjustForm } from "../../ui/AdjustForm";
import { Failed } from "../../ui/Failed";
import { Loading } from "../../ui/Loading";
import { useAnswer } from "../../ui/useAnswer";
import { languageCode } from "../../texts/languageCode";

type Account = NonNullable<LoyaltyCustomerWidgetQuery["loyaltyAccount"]>;
type Tier = NonNullable<Account["tier"]>;
type Entry = Account["entries"]["edges"][number]["node"];

/** Balance, what becomes of it, and the last movements; staff credit and debit here. */
export function CustomerWidget({ customerId }: { customerId: string }) {
  const { answer, again } = useAnswer(LoyaltyCustomerWidgetDocument, {
    customerId,
    languageCode: languageCode(),
  });
  const [isAdjusting, setAdjusting] = useState(false);
  if (answer.state === "failed") return <Failed failure={answer.failure} again={again} />;
  if (answer.state === "loading") return <Loading />;
  const account = answer.data.loyaltyAccount;
  return (
    <main className="widget">
      <h1 className="visually-hidden">{text("welcome")}</h1>
      {account ? <Standing account={account} /> : <NotAMember />}
      {isAdjusting ? (
        <AdjustForm
          customerId={customerId}
          balance={account?.balance ?? 0}
          onSaved={again}
          onClose={() => setAdjusting(false)}
        />
      ) : (
        <p className="actions">
          <button type="button" onClick={() => setAdjusting(true)}>
            {text("adjust")}
          </button>
        </p>
      )}
    </main>
  );
}

function Standing({ account }: { account: Account }) {
  const entries = account.entries.edges.map((edge) => edge.node);
  return (
    <>
      <p className="balance">
        <strong>{text("points", { count: account.balance, number: number(account.balance) })}</strong>
        {account.values.length > 0 && (
          <span className="soft">
            {text("worth", { money: account.values.map(money).join(" · ") })}
          </span>
        )}
      </p>
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

/** The tier, and how far it is to the next. */
function TierBar({ progress }: { progress: Tier }) {
  const { tier, nextTier, missingAmount, percentage, currency } = progress;
  if (!tier && !nextTier) return null;
  const missing = nextTier && missingOf(missingAmount, currency, nextTier.name);
  return (
    <div className="tier">
      <span>{tier?.name ?? text("noTier")}</span>
      {nextTier && (
        <progress max={100} value={percentage} aria-label={missing ?? ""}>
          {percentage}%
        </progress>
      )}
      <span className="soft">{missing ?? text("highestTier")}</span>
    </div>
  );
}

function missingOf(amount: number, currency: string | null | undefined, tier: string): string {
  return currency
    ? text("toNext", { money: money({ amount, currency }), tier })
    : text("pointsToNext", {
        points: text("points", { count: amount, number: number(amount) }),
        tier,
      });
}

/** What of the balance can't be used yet, or not for long. */
function Parts({ account }: { account: Account }) {
  const parts = [];
  const { nextExpiry, pending, reserved } = account;
  if (nextExpiry) {
    parts.push(
      text("expiring", {
        points: text("points", { count: nextExpiry.points, number: number(nextExpiry.points) }),
        date: date(nextExpiry.expiresAt),
      }),
    );
  }
  if (pending) parts.push(text("pending", { number: number(pending) }));
  if (reserved) parts.push(text("reserved", { number: number(reserved) }));
  return parts.length > 0 ? <p className="soft">{parts.join(" · ")}</p> : null;
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
