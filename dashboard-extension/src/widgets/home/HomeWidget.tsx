import {
  LoyaltyHomeWidgetDocument,
  type LoyaltyHomeWidgetQuery,
} from "../../api/operations/LoyaltyHomeWidget";
import { CLAIMS, OVERVIEW, SENT_MESSAGES, WEBHOOKS } from "../../bridge/routes";
import { mayProbably, openInDashboard, pageInDashboard } from "../../bridge/session";
import { money, number } from "../../texts";
import { Failed } from "../../ui/Failed";
import { Loading } from "../../ui/Loading";
import { useAnswer } from "../../ui/useAnswer";
import { text } from "./texts";

type Overview = NonNullable<LoyaltyHomeWidgetQuery["loyaltyOverview"]>;

// A part that took too long is missing; the others are shown.
const isEnough = (data: LoyaltyHomeWidgetQuery) => Boolean(data.loyaltyOverview);

/** On the dashboard's home page: how the program does, and what waits for staff. */
export function HomeWidget() {
  const { answer, again } = useAnswer(LoyaltyHomeWidgetDocument, {}, isEnough);
  if (answer.state === "failed") return <Failed failure={answer.failure} again={again} />;
  if (answer.state === "loading") return <Loading />;
  const overview = answer.data.loyaltyOverview;
  return (
    <main className="widget">
      <h1 className="visually-hidden">{text("welcome")}</h1>
      {overview && <Waiting overview={overview} />}
      {overview && <Figures overview={overview} />}
      <p className="actions">
        <PageButton route={OVERVIEW}>{text("openOverview")}</PageButton>
      </p>
    </main>
  );
}

function PageButton({ route, children }: { route: string; children: string }) {
  return (
    <button type="button" onClick={() => openInDashboard(pageInDashboard(route))}>
      {children}
    </button>
  );
}

function Waiting({ overview }: { overview: Overview }) {
  const claims = overview.waitingClaims?.count ?? 0;
  const blocked = overview.blockedOrders?.count ?? 0;
  const { emailsCount: mails = 0, requestsCount: calls = 0 } = overview.failedDeliveries ?? {};
  if (claims + blocked + mails + calls === 0) return null;
  return (
    <>
      <h2 className="visually-hidden">{text("waiting")}</h2>
      <ul className="waiting">
        {claims > 0 && (
          <li>
            <PageButton route={CLAIMS}>
              {text("claims", { count: claims, number: number(claims) })}
            </PageButton>
          </li>
        )}
        {blocked > 0 && (
          <li className="warning">
            <PageButton route={OVERVIEW}>
              {text("blocked", { count: blocked, number: number(blocked) })}
            </PageButton>
          </li>
        )}
        {mails > 0 && (
          <li className="warning">
            <PageButton route={SENT_MESSAGES}>
              {text("mailsFailed", { count: mails, number: number(mails) })}
            </PageButton>
          </li>
        )}
        {calls > 0 && (
          <li className="warning">
            {/* Webhooks need both rights; without them the overview says what there is to say. */}
            <PageButton route={mayProbably("MANAGE_DISCOUNTS") ? WEBHOOKS : OVERVIEW}>
              {text("callsFailed", { count: calls, number: number(calls) })}
            </PageButton>
          </li>
        )}
      </ul>
    </>
  );
}

function Figures({ overview }: { overview: Overview }) {
  const { standing, thisMonth, monthBefore } = overview;
  return (
    <>
      <dl className="key-figures">
        {standing && (
          <>
            <Figure
              name={text("membersFigure")}
              value={number(standing.membersCount)}
              about={text("newMembers", { number: number(standing.newMembersCount) })}
            />
            <Figure
              name={text("circulation")}
              value={number(standing.pointsInCirculation)}
              about={standing.values.map(money).join(" · ")}
            />
          </>
        )}
        {thisMonth && monthBefore && (
          <>
            <Figure
              name={text("earnedThisMonth")}
              value={number(thisMonth.pointsEarned)}
              about={text("before", { number: number(monthBefore.pointsEarned) })}
            />
            <Figure
              name={text("spentThisMonth")}
              value={number(thisMonth.pointsSpent)}
              about={text("before", { number: number(monthBefore.pointsSpent) })}
            />
          </>
        )}
      </dl>
      {(!standing || !thisMonth) && <p className="soft">{text("tooSlow")}</p>}
    </>
  );
}

function Figure({ name, value, about }: { name: string; value: string; about: string }) {
  return (
    <div>
      <dt className="soft">{name}</dt>
      <dd className="value">{value}</dd>
      <dd className="soft">{about}</dd>
    </div>
  );
}
