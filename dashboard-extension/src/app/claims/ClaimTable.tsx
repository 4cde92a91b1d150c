import { Fragment, useId, type ReactNode } from "react";
import { Link } from "wouter";

import { memberRoute } from "../../bridge/routes";
import { openInDashboard } from "../../bridge/session";
import { date, dateTime, number, relativeDay } from "../../texts";
import { nameOf } from "../nameOf";
import type { Decision } from "./decisions";
import type { Claim } from "./listing";
import { text } from "./texts";

interface Props {
  claims: readonly Claim[];
  isBusy: boolean;
  chosen: ReadonlySet<string>;
  onChoose: (chosen: ReadonlySet<string>) => void;
  onAsk: (claim: Claim, decision: Decision) => void;
  onReopen: (claim: Claim) => void;
  /** What is asked about one claim, below it. */
  asked: { id: string; form: ReactNode } | null;
}

const COLUMNS = 6;

/** Whether staff can decide on it. */
export function isOpen({ staffActions }: Claim): boolean {
  return staffActions.includes("FULFILL") || staffActions.includes("REFUSE");
}

export function ClaimTable({ claims, isBusy, chosen, onChoose, onAsk, onReopen, asked }: Props) {
  const captionId = useId();
  const open = claims.filter(isOpen);
  const isAll = open.length > 0 && open.every(({ id }) => chosen.has(id));

  function toggle(id: string) {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    onChoose(next);
  }

  return (
    <div className="table" tabIndex={0} role="region" aria-labelledby={captionId}>
      <table aria-busy={isBusy} className="claims">
        <caption id={captionId} className="visually-hidden">
          {text("claimsTitle")}
        </caption>
        <thead>
          <tr>
            <td className="choose">
              {open.length > 0 && (
                <input
                  type="checkbox"
                  aria-label={text("chooseAll")}
                  checked={isAll}
                  onChange={() => onChoose(isAll ? new Set() : new Set(open.map(({ id }) => id)))}
                />
              )}
            </td>
            <th scope="col">{text("reward")}</th>
            <th scope="col">{text("customer")}</th>
            <th scope="col" className="number extra">
              {text("pointsField")}
            </th>
            <th scope="col" className="extra">
              {text("claimedAt")}
            </th>
            <th scope="col">{text("what")}</th>
          </tr>
        </thead>
        <tbody>
          {claims.map((claim) => (
            <Fragment key={claim.id}>
              <tr>
                <td className="choose">
                  {isOpen(claim) && (
                    <input
                      type="checkbox"
                      aria-label={text("choose", namesOf(claim))}
                      checked={chosen.has(claim.id)}
                      onChange={() => toggle(claim.id)}
                    />
                  )}
                </td>
                <th scope="row">
                  {claim.name}
                  <span className="soft about">{text(`kind_${claim.kind}`)}</span>
                  {isOpen(claim) && claim.code && (
                    <span className="soft about">{text("codeIs", { code: claim.code })}</span>
                  )}
                  <span className="soft about only-narrow">
                    <Age claim={claim} />
                  </span>
                </th>
                <td>
                  <Link href={memberRoute(claim.account.id)}>{nameOf(claim.account.customer)}</Link>
                </td>
                <td className="number extra">
                  {claim.points === 0 ? text("gift") : number(claim.points)}
                </td>
                <td className="extra">
                  <Age claim={claim} />
                </td>
                <td>
                  <Fate claim={claim} />
                  <Actions claim={claim} isBusy={isBusy} onAsk={onAsk} onReopen={onReopen} />
                </td>
              </tr>
              {asked?.id === claim.id && (
                <tr className="asked">
                  <td colSpan={COLUMNS}>{asked.form}</td>
                </tr>
              )}
            </Fragment>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function namesOf(claim: Claim) {
  return { reward: claim.name, customer: nameOf(claim.account.customer) };
}

function Age({ claim: { createdAt } }: { claim: Claim }) {
  return (
    <time dateTime={createdAt} title={dateTime(createdAt)}>
      {relativeDay(createdAt, new Date())}
    </time>
  );
}

/** What became of it, by whom it is to be found, and until when it is good. */
function Fate({ claim }: { claim: Claim }) {
  const { status, closedAt, expiresAt, order, note } = claim;
  return (
    <>
      {status === "CLAIMED" ? (
        expiresAt && (
          <span className="about" title={dateTime(expiresAt)}>
            {text("usableUntil", { date: date(expiresAt) })}
          </span>
        )
      ) : (
        <span className="about" {...(closedAt && { title: dateTime(closedAt) })}>
          {text(`status_${status}`)}
          {closedAt && ` · ${relativeDay(closedAt, new Date())}`}
        </span>
      )}
      {order && (
        <button
          type="button"
          className="plain"
          onClick={() => openInDashboard(`/orders/${encodeURIComponent(order.id)}`)}
        >
          {text("order", { number: order.number ?? "" })}
        </button>
      )}
      {note && <span className="soft about">{text("noteIs", { note })}</span>}
    </>
  );
}

interface ActionsProps extends Pick<Props, "isBusy" | "onAsk" | "onReopen"> {
  claim: Claim;
}

function Actions({ claim, isBusy, onAsk, onReopen }: ActionsProps) {
  const { staffActions } = claim;
  const about = (key: string) => text("actionOn", { action: text(key), ...namesOf(claim) });
  if (staffActions.length === 0) return null;
  return (
    <div className="actions">
      {staffActions.includes("FULFILL") && (
        <button
          type="button"
          disabled={isBusy}
          aria-label={about("fulfill")}
          onClick={() => onAsk(claim, "FULFILL")}
        >
          {text("fulfill")}
        </button>
      )}
      {staffActions.includes("REFUSE") && (
        <button
          type="button"
          disabled={isBusy}
          aria-label={about("refuse")}
          onClick={() => onAsk(claim, "REFUSE")}
        >
          {text("refuse")}
        </button>
      )}
      {staffActions.includes("REOPEN") && (
        <button
          type="button"
          disabled={isBusy}
          aria-label={about("reopen")}
          onClick={() => onReopen(claim)}
        >
          {text("reopen")}
        </button>
      )}
    </div>
  );
}
