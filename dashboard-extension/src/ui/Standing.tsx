import "./standing.css";
import { date, money, number, text, type Money } from "../texts";

interface Named {
  name: string;
}

export interface TierShown {
  tier?: Named | null;
  nextTier?: Named | null;
  missingAmount: number;
  percentage: number;
  currency?: string | null;
}

export interface AccountShown {
  balance: number;
  pending: number;
  reserved: number;
  values: Money[];
  nextExpiry?: { points: number; expiresAt: string } | null;
}

/** The balance and what it is worth. */
export function Balance({ account }: { account: AccountShown }) {
  return (
    <p className="balance">
      <strong>{text("points", { count: account.balance, number: number(account.balance) })}</strong>
      {account.values.length > 0 && (
        <span className="soft">
          {text("worth", { money: account.values.map(money).join(" · ") })}
        </span>
      )}
    </p>
  );
}

/** The tier, and how far it is to the next. */
export function TierBar({ progress }: { progress: TierShown }) {
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
export function Parts({ account }: { account: AccountShown }) {
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
