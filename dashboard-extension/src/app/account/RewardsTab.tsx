import { useState } from "react";

import {
  LoyaltyAccountRewardsDocument,
  type LoyaltyAccountRewardsQuery,
} from "../../api/operations/LoyaltyAccountRewards";
import { LoyaltyFirstTimeWaiveDocument } from "../../api/operations/LoyaltyFirstTimeWaive";
import { openInDashboard } from "../../bridge/session";
import { date, dateTime, money, number, relativeDay } from "../../texts";
import { Failed } from "../../ui/Failed";
import { SelectField, Switch } from "../../ui/form/fields";
import { Pager } from "../../ui/Pager";
import { usePages } from "../../ui/paging";
import { send } from "../../ui/send";
import type { Undoable } from "../../ui/Undo";
import { useOpen } from "../../ui/useOpen";
import { useAnswer } from "../../ui/useAnswer";
import { Decide } from "../claims/Decide";
import { decide, reopen, type Decision } from "../claims/decisions";
import { claimsChanged } from "../claims/waiting";
import { Loading } from "../Loading";
import type { TabProps } from "./AccountPage";
import { text } from "./texts";

type Found = NonNullable<LoyaltyAccountRewardsQuery["loyaltyAccount"]>;
type Claim = Found["claims"]["edges"][number]["node"];
type Hold = Found["holds"]["edges"][number]["node"];
type Status = Claim["status"];

const STATUSES: readonly Status[] = ["CLAIMED", "USED", "EXPIRED", "CANCELLED"];
const PAGE_SIZE = 20;

/** What the customer has taken for points, and the points that wait in their carts. */
export default function RewardsTab({ account, onChanged, onDone }: TabProps) {
  const [status, setStatus] = useState<Status | "">("");
  const asked = { id: account.id, filter: { statuses: status ? [status] : null } };
  const { after, turns } = usePages(asked);
  const { answer, isBusy, again } = useAnswer(LoyaltyAccountRewardsDocument, {
    ...asked,
    first: PAGE_SIZE,
    after,
  });
  if (answer.state === "failed") return <Failed failure={answer.failure} again={again} />;
  if (answer.state === "loading") return <Loading />;
  const found = answer.data.loyaltyAccount;
  if (!found) return null;
  const { claims, holds } = found;
  const customerId = account.customer?.id;

  function refresh() {
    again();
    onChanged();
    claimsChanged();
  }

  async function waive(isWaived: boolean): Promise<string> {
    const problem = await send(
      LoyaltyFirstTimeWaiveDocument,
      { customerId: customerId ?? "", isWaived },
      (data) => data.loyaltyFirstTimeWaive,
    );
    again();
    return problem;
  }

  return (
    <>
      {holds.edges.length > 0 && <Holds holds={holds.edges.map((edge) => edge.node)} />}
      <section className="part" aria-labelledby="claims-heading">
        <header className="head">
          <h2 id="claims-heading">{text("claims")}</h2>
          <SelectField
            label={text("status")}
            isBare
            value={status}
            onChange={setStatus}
            choices={[
              { value: "" as Status | "", label: text("anyClaim") },
              ...STATUSES.map((value) => ({ value, label: text(`claim_${value}`) })),
            ]}
          />
        </header>
        {claims.edges.length === 0 && <p className="soft">{text("noClaims")}</p>}
        {claims.edges.length > 0 && (
          <ul className="rows" aria-busy={isBusy}>
            {claims.edges.map(({ node }) => (
              <ClaimRow key={node.id} claim={node} onChanged={refresh} onDone={onDone} />
            ))}
          </ul>
        )}
        <Pager isBusy={isBusy} {...turns(claims.pageInfo)} />
      </section>
      {customerId && (
        <section className="part" aria-labelledby="exceptions-heading">
          <h2 id="exceptions-heading">{text("exceptions")}</h2>
          <Switch
            label={text("firstTime")}
            hint={text("firstTimeAbout")}
            value={found.firstTimeWaived}
            onChange={(isWaived) =>
              void waive(isWaived).then((problem) =>
                onDone(
                  problem
                    ? { message: problem }
                    : { message: text("saved"), undo: () => waive(!isWaived) },
                ),
              )
            }
          />
        </section>
      )}
    </>
  );
}

function Holds({ holds }: { holds: readonly Hold[] }) {
  return (
    <section className="part" aria-labelledby="holds-heading">
      <h2 id="holds-heading">{text("holds")}</h2>
      <ul className="rows">
        {holds.map((hold) => (
          <li key={hold.id}>
            <div className="what">
              <strong>
                {text("points", { count: hold.points, number: number(hold.points) })} ·{" "}
                {money(hold.discount)}
              </strong>
              <span className="soft">
                {hold.checkoutId
                  ? text("holdCart")
                  : hold.order?.number
                    ? text("holdDraft", { number: hold.order.number })
                    : text("holdSomeDraft")}{" "}
                · {text("holdUntil", { date: dateTime(hold.expiresAt) })}
              </span>
            </div>
            {hold.order && (
              <button
                type="button"
                onClick={() =>
                  openInDashboard(`/orders/drafts/${encodeURIComponent(hold.order?.id ?? "")}`)
                }
              >
                {text("openDraft")}
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

interface ClaimRowProps {
  claim: Claim;
  onChanged: () => void;
  onDone: (done: Undoable) => void;
}

function ClaimRow({ claim, onChanged, onDone }: ClaimRowProps) {
  const { open: asking, close, opener } = useOpen<Decision>();
  const { name, status, staffActions } = claim;

  async function takeBack() {
    const problem = await reopen([claim]);
    onChanged();
    if (problem) onDone({ message: problem });
  }

  const facts = [
    text(`claim_${status}`),
    claim.points ? text("points", { count: claim.points, number: number(claim.points) }) : "",
    status === "CLAIMED" && claim.code ? text("claimCode", { code: claim.code }) : "",
    status === "CLAIMED" && claim.expiresAt
      ? text("usableUntil", { date: date(claim.expiresAt) })
      : "",
  ];
  return (
    <li>
      <div className="what">
        <strong>{name}</strong>
        <span className="soft">
          {facts.filter(Boolean).join(" · ")} ·{" "}
          <time dateTime={claim.createdAt} title={dateTime(claim.createdAt)}>
            {relativeDay(claim.createdAt, new Date())}
          </time>
        </span>
        {claim.note && <span className="soft">{claim.note}</span>}
      </div>
      {!asking && staffActions.length > 0 && (
        <span className="actions">
          {staffActions.includes("FULFILL") && (
            <button
              type="button"
              aria-label={`${text("claimFulfill")} ${name}`}
              {...opener("FULFILL")}
            >
              {text("claimFulfill")}
            </button>
          )}
          {staffActions.includes("REFUSE") && (
            <button
              type="button"
              className="plain"
              aria-label={`${text("claimRefuse")} ${name}`}
              {...opener("REFUSE")}
            >
              {text("claimRefuse")}
            </button>
          )}
          {staffActions.includes("REOPEN") && (
            <button
              type="button"
              className="plain"
              aria-label={`${text("claimReopen")}: ${name}`}
              onClick={() => void takeBack()}
            >
              {text("claimReopen")}
            </button>
          )}
        </span>
      )}
      {asking && (
        <Decide
          claims={[claim]}
          decision={asking}
          onDecide={async (note) => {
            const what = await decide([claim], asking, note, onChanged);
            if (what.isAnyDone) close();
            onDone(what);
          }}
          onCancel={close}
        />
      )}
    </li>
  );
}
