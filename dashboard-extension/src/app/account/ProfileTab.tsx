import { Link } from "wouter";

import { LoyaltyAccountJoinDocument } from "../../api/operations/LoyaltyAccountJoin";
import { LoyaltyAccountLeaveDocument } from "../../api/operations/LoyaltyAccountLeave";
import {
  LoyaltyAccountMembershipDocument,
  type LoyaltyAccountMembershipQuery,
} from "../../api/operations/LoyaltyAccountMembership";
import { LoyaltyAccountReferralsDocument } from "../../api/operations/LoyaltyAccountReferrals";
import { memberRoute } from "../../bridge/routes";
import { date, dateTime, number, relativeDay } from "../../texts";
import { Failed } from "../../ui/Failed";
import { send } from "../../ui/send";
import { useAnswer } from "../../ui/useAnswer";
import { Loading } from "../Loading";
import type { TabProps } from "./AccountPage";
import { BalanceForm } from "./BalanceForm";
import { BirthdayForm } from "./BirthdayForm";
import { Cards } from "./Cards";
import { text } from "./texts";

export type Membership = NonNullable<LoyaltyAccountMembershipQuery["loyaltyAccount"]>;

const FRIENDS_MAX = 50;

/** Whether the customer takes part, their card, birthday and friends, and the balance itself. */
export default function ProfileTab({ account, onChanged, onDone }: TabProps) {
  const { answer, again } = useAnswer(LoyaltyAccountMembershipDocument, { id: account.id });
  if (answer.state === "failed") return <Failed failure={answer.failure} again={again} />;
  if (answer.state === "loading") return <Loading />;
  const membership = answer.data.loyaltyAccount;
  if (!membership) return null;

  function refresh() {
    again();
    onChanged();
  }

  const shared = { account, membership, onChanged: refresh, onDone };
  return (
    <>
      {account.customer && <TakingPart {...shared} />}
      <Cards {...shared} />
      {account.customer && (
        <BirthdayForm
          key={membership.birthday}
          customerId={account.customer.id}
          birthday={membership.birthday}
          onSaved={() => {
            again();
            onDone({ message: text("saved") });
          }}
        />
      )}
      <Friends accountId={account.id} />
      {account.customer && <BalanceForm {...shared} />}
      <StatusHistory changes={membership.statusChanges} />
    </>
  );
}

interface PartProps extends TabProps {
  membership: Membership;
}

function TakingPart({ account, membership, onChanged, onDone }: PartProps) {
  const { takesPart, optedInAt, optedOutAt } = membership;

  async function set(joins: boolean): Promise<string> {
    const whose = { accountId: account.id };
    const problem = joins
      ? await send(LoyaltyAccountJoinDocument, whose, (data) => data.loyaltyOptIn)
      : await send(LoyaltyAccountLeaveDocument, whose, (data) => data.loyaltyOptOut);
    if (!problem) onChanged();
    return problem;
  }

  function change(joins: boolean) {
    void set(joins).then((problem) =>
      onDone(
        problem
          ? { message: problem }
          : {
              message: text(joins ? "joined" : "left"),
              // Where nothing but a date changed, the opposite would be something else again.
              ...(takesPart !== joins && { undo: () => set(!joins) }),
            },
      ),
    );
  }

  const since = optedInAt
    ? text("optedIn", { date: date(optedInAt) })
    : optedOutAt
      ? text("optedOut", { date: date(optedOutAt) })
      : "";
  return (
    <section className="part" aria-labelledby="part-heading">
      <h2 id="part-heading">{text("takingPart")}</h2>
      <p>
        {text(takesPart ? "takesPart" : "takesNoPart")}
        {since && <span className="soft"> · {since}</span>}
      </p>
      <p className="actions">
        {!optedInAt && (
          <button type="button" onClick={() => change(true)}>
            {text("join")}
          </button>
        )}
        {!optedOutAt && (
          <button type="button" onClick={() => change(false)}>
            {text("leave")}
          </button>
        )}
      </p>
    </section>
  );
}

/** Whom the customer brought, and by whom they came. */
function Friends({ accountId }: { accountId: string }) {
  const { answer, again } = useAnswer(LoyaltyAccountReferralsDocument, {
    id: accountId,
    first: FRIENDS_MAX,
  });
  if (answer.state === "failed") return <Failed failure={answer.failure} again={again} />;
  if (answer.state === "loading") return <Loading />;
  const found = answer.data.loyaltyAccount;
  if (!found) return null;
  const { referralCode, referredBy, referrals } = found;
  const count = referrals.totalCount ?? 0;
  return (
    <section className="part" aria-labelledby="friends-heading">
      <h2 id="friends-heading">{text("friends")}</h2>
      {referralCode && (
        <p>
          {text("referralCode")} <code>{referralCode}</code>
        </p>
      )}
      {referredBy?.referrer && (
        <p>
          {text("cameBy")}{" "}
          <Link href={memberRoute(referredBy.referrer.id)}>
            {referredBy.referrer.customer?.email ?? text("deletedCustomer")}
          </Link>
        </p>
      )}
      {count === 0 && <p className="soft">{text("noFriends")}</p>}
      {count > 0 && (
        <>
          <p className="soft">{text("friendsCount", { count, number: number(count) })}</p>
          <ul className="rows">
            {referrals.edges.map(({ node }) => (
              <li key={node.id}>
                <div className="what">
                  {node.referee ? (
                    <Link href={memberRoute(node.referee.id)}>
                      {node.referee.customer?.email ?? text("deletedCustomer")}
                    </Link>
                  ) : (
                    text("deletedCustomer")
                  )}
                  <span className="soft">
                    {text(`referral_${node.state}`)}
                    {node.referrerPoints > 0 &&
                      ` · ${text("points", {
                        count: node.referrerPoints,
                        number: number(node.referrerPoints),
                      })}`}{" "}
                    · {date(node.createdAt)}
                  </span>
                </div>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function StatusHistory({ changes }: { changes: Membership["statusChanges"] }) {
  if (changes.length === 0) return null;
  return (
    <section className="part" aria-labelledby="status-heading">
      <h2 id="status-heading">{text("statusHistory")}</h2>
      <ul className="rows">
        {changes.map((change) => (
          <li key={change.changedAt}>
            <div className="what">
              <strong>{text(`statusName_${change.status}`)}</strong>
              <span className="soft">
                <time dateTime={change.changedAt} title={dateTime(change.changedAt)}>
                  {relativeDay(change.changedAt, new Date())}
                </time>
                {change.note && ` · ${change.note}`}
              </span>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
