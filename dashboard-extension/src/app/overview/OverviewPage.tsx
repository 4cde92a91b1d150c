import { useEffect, useId, useState, type ReactNode } from "react";
import { Link } from "wouter";

import "./overview.css";
import { LoyaltyOverviewDocument, type LoyaltyOverviewQuery } from "../../api/operations/LoyaltyOverview";
import { LoyaltyProgramNamesDocument } from "../../api/operations/LoyaltyProgramNames";
import {
  CLAIMS,
  memberRoute,
  PROGRAM,
  SENT_MESSAGES,
  templateRoute,
  WEBHOOKS,
} from "../../bridge/routes";
import { mayProbably, openInDashboard } from "../../bridge/session";
import { dateTime, language, money, number, relativeDay } from "../../texts";
import { Failed } from "../../ui/Failed";
import { languageName } from "../../ui/languageName";
import { kindName } from "../../ui/messages/words";
import { ProgramChoice } from "../../ui/ProgramChoice";
import { useAnswer } from "../../ui/useAnswer";
import { Loading } from "../Loading";
import { nameOf } from "../nameOf";
import { Title } from "../Title";
import { ChartPanel } from "./ChartPanel";
import { periodName } from "./periods";
import { text } from "./texts";

type Overview = NonNullable<LoyaltyOverviewQuery["loyaltyOverview"]>;
type Standing = NonNullable<Overview["standing"]>;
type FailedDeliveries = NonNullable<Overview["failedDeliveries"]>;
type EmailPause = NonNullable<Overview["emailPauses"]>[number];
type BrokenTemplate = NonNullable<Overview["brokenTemplates"]>[number];
type BlockedOrder = NonNullable<Overview["blockedOrders"]>["newest"][number];

// A part that took too long is missing; the others are shown.
const isEnough = (data: LoyaltyOverviewQuery) => Boolean(data.loyaltyOverview);

const PROGRAMS_MAX = 100;

// Who comes back from a member finds the program whose overview it was.
let lastProgram = "";

/** The first page: what the program does, and what waits for staff. */
export default function OverviewPage() {
  const named = useAnswer(LoyaltyProgramNamesDocument, { first: PROGRAMS_MAX }).answer;
  const [chosen, setChosen] = useState(lastProgram);
  const { answer, again } = useAnswer(
    LoyaltyOverviewDocument,
    { programId: chosen || null },
    isEnough,
  );
  const programs =
    named.state === "there"
      ? (named.data.loyaltyPrograms?.edges.map(({ node }) => node) ?? [])
      : [];
  const overview = answer.state === "there" ? answer.data.loyaltyOverview : null;
  // Figures of one program never stand below another's name.
  const isOther = overview && chosen && overview.program.id !== chosen;

  const isGone = answer.state === "there" && !overview && chosen !== "";
  useEffect(() => {
    if (isGone) choose("");
  }, [isGone]);

  function choose(id: string) {
    lastProgram = id;
    setChosen(id);
  }

  return (
    <>
      <Title>{text("overviewTitle")}</Title>
      {overview && (
        <ProgramChoice
          programs={programs}
          value={chosen || overview.program.id}
          onChange={choose}
        />
      )}
      {(answer.state === "loading" || isOther) && <Loading />}
      {answer.state === "failed" && <Failed failure={answer.failure} again={again} />}
      {overview && !isOther && (
        <Parts key={overview.program.id} overview={overview} again={again} />
      )}
    </>
  );
}

function Parts({ overview, again }: { overview: Overview; again: () => void }) {
  if (overview.standing?.membersCount === 0) return <NobodyYet overview={overview} again={again} />;
  return (
    <>
      <Waiting overview={overview} again={again} />
      <Figures overview={overview} again={again} />
      <ChartPanel programId={overview.program.id} />
      <div className="columns">
        <Calendar overview={overview} again={again} />
        <TopTier overview={overview} again={again} />
      </div>
    </>
  );
}

interface Props {
  overview: Overview;
  again: () => void;
}

function NobodyYet({ overview, again }: Props) {
  return (
    <>
      <div className="empty">
        <h2>{text("firstMember")}</h2>
        <p>{text("firstMemberWhy")}</p>
        <Link className="button primary" href={PROGRAM}>
          {text("openProgram")}
        </Link>
      </div>
      {(overview.blockedOrders?.count ?? 0) > 0 && <Waiting overview={overview} again={again} />}
    </>
  );
}

function Panel({ title, children }: { title: string; children: ReactNode }) {
  const id = useId();
  return (
    <section className="panel" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  );
}

function TooSlow({ again }: { again: () => void }) {
  return (
    <p className="actions">
      <span className="soft">{text("tooSlow")}</span>
      <button type="button" onClick={again}>
        {text("tryAgain")}
      </button>
    </p>
  );
}

function Waiting({ overview, again }: Props) {
  const { waitingClaims: claims, blockedOrders: orders, failedDeliveries: deliveries } = overview;
  const { brokenTemplates: templates, emailPauses: pauses } = overview;
  const isTooSlow = !claims || !orders || !deliveries || !templates || !pauses;
  const isNothing =
    claims?.count === 0 &&
    orders?.count === 0 &&
    deliveries?.newestAt == null &&
    pauses?.length === 0 &&
    templates?.length === 0;
  return (
    <Panel title={text("waiting")}>
      {isNothing && !isTooSlow && <p className="soft">{text("nothingWaits")}</p>}
      {isTooSlow && <TooSlow again={again} />}
      {claims && claims.count > 0 && claims.oldestAt && (
        <p className="actions">
          <span title={dateTime(claims.oldestAt)}>
            {text("claimsWait", {
              count: claims.count,
              number: number(claims.count),
              since: relativeDay(claims.oldestAt, new Date()),
            })}
          </span>
          <Link className="button" href={CLAIMS}>
            {text("openClaims")}
          </Link>
        </p>
      )}
      {pauses?.map((pause) => <Paused key={pause.since} pause={pause} />)}
      {deliveries?.newestAt && <GivenUp deliveries={deliveries} newestAt={deliveries.newestAt} />}
      {templates?.map((template) => (
        <Broken
          key={`${template.kind} ${template.languageCode}`}
          template={template}
          programId={overview.program.id}
        />
      ))}
      {orders && orders.count > 0 && (
        <>
          <p className="warning">
            {text("ordersBlocked", { count: orders.count, number: number(orders.count) })}
          </p>
          <ul className="blocked">
            {orders.newest.map((order) => (
              <Blocked key={order.orderId} order={order} />
            ))}
          </ul>
        </>
      )}
    </Panel>
  );
}

function Paused({ pause: { since, error, nextTryAt } }: { pause: EmailPause }) {
  return (
    <>
      <p className="actions">
        <span className="warning">
          {text("emailsPaused", { since: dateTime(since), next: dateTime(nextTryAt) })}
        </span>
        <Link className="button" href={SENT_MESSAGES}>
          {text("openMessages")}
        </Link>
      </p>
      {error && <p className="soft technical">{error}</p>}
    </>
  );
}

interface GivenUpProps {
  deliveries: FailedDeliveries;
  newestAt: string;
}

function GivenUp({ deliveries, newestAt }: GivenUpProps) {
  const when = relativeDay(newestAt, new Date());
  const { emailsCount, requestsCount } = deliveries;
  return (
    <>
      {emailsCount > 0 && (
        <p className="actions">
          <span className="warning" title={dateTime(newestAt)}>
            {text("emailsFailed", { count: emailsCount, number: number(emailsCount), when })}
          </span>
          <Link className="button" href={SENT_MESSAGES}>
            {text("openMessages")}
          </Link>
        </p>
      )}
      {requestsCount > 0 && (
        <p className="actions">
          <span className="warning" title={dateTime(newestAt)}>
            {text("requestsFailed", { count: requestsCount, number: number(requestsCount), when })}
          </span>
          {mayProbably("MANAGE_DISCOUNTS") && (
            <Link className="button" href={WEBHOOKS}>
              {text("openWebhooks")}
            </Link>
          )}
        </p>
      )}
    </>
  );
}

function Broken({ template, programId }: { template: BrokenTemplate; programId: string }) {
  const { kind, languageCode, failures, failedAt } = template;
  return (
    <p className="actions">
      <span className="warning" title={dateTime(failedAt)}>
        {text("templateBroken", {
          kind: kindName(kind),
          language: languageName(languageCode),
          count: failures,
          number: number(failures),
          when: relativeDay(failedAt, new Date()),
        })}
      </span>
      {mayProbably("MANAGE_DISCOUNTS") && (
        <Link className="button" href={templateRoute(programId, kind, languageCode)}>
          {text("mendTemplate")}
        </Link>
      )}
    </p>
  );
}

function Blocked({ order }: { order: BlockedOrder }) {
  return (
    <li>
      {order.number ? (
        <button
          type="button"
          className="plain"
          onClick={() => openInDashboard(`/orders/${encodeURIComponent(order.orderId)}`)}
        >
          {text("orderNumber", { number: order.number })}
        </button>
      ) : (
        <span>{text("someOrder")}</span>
      )}
      <span className="soft" title={dateTime(order.failedAt)}>
        {text("attempts", {
          count: order.attempts,
          number: number(order.attempts),
          when: relativeDay(order.failedAt, new Date()),
        })}
      </span>
      <span className="soft technical">{order.error}</span>
    </li>
  );
}

function Figures({ overview, again }: Props) {
  const { standing, thisMonth, monthBefore } = overview;
  if (!standing && !thisMonth) return <TooSlow again={again} />;
  return (
    <section aria-label={text("figures")}>
      <dl className="figures">
        {standing && <StandingFigures standing={standing} />}
        {thisMonth && monthBefore && (
          <>
            <Figure
              name={text("earnedThisMonth")}
              value={number(thisMonth.pointsEarned)}
              about={text("sameDays", { before: number(monthBefore.pointsEarned) })}
            />
            <Figure
              name={text("spentThisMonth")}
              value={number(thisMonth.pointsSpent)}
              about={text("sameDays", { before: number(monthBefore.pointsSpent) })}
            />
          </>
        )}
      </dl>
      {(!standing || !thisMonth) && <TooSlow again={again} />}
    </section>
  );
}

function StandingFigures({ standing }: { standing: Standing }) {
  const { values, pointsPending, redemptionRate } = standing;
  const worth =
    values.length > 0
      ? text("worth", { values: values.map(money).join(" · ") })
      : text("nothingWorth");
  const pending = pointsPending > 0 && text("pendingToo", { points: number(pointsPending) });
  return (
    <>
      <Figure
        name={text("membersFigure")}
        value={number(standing.membersCount)}
        about={text("newMembers", {
          now: number(standing.newMembersCount),
          before: number(standing.newMembersBeforeCount),
        })}
      />
      <Figure
        name={text("circulation")}
        value={number(standing.pointsInCirculation)}
        about={[worth, pending].filter(Boolean).join("; ")}
      />
      <Figure
        name={text("redemptionRate")}
        value={redemptionRate == null ? "–" : percent(redemptionRate)}
        about={text(redemptionRate == null ? "noneEarned" : "redemptionWhat")}
      />
    </>
  );
}

function percent(value: number): string {
  const style = { style: "percent", maximumFractionDigits: 1 } as const;
  return new Intl.NumberFormat(language(), style).format(value / 100);
}

function Figure({ name, value, about }: { name: string; value: string; about: string }) {
  return (
    <div className="panel">
      <dt>{name}</dt>
      <dd className="value">{value}</dd>
      <dd className="soft">{about}</dd>
    </div>
  );
}

function Calendar({ overview, again }: Props) {
  const { expiryCalendar: months, timeZone } = overview;
  if (!months) {
    return (
      <Panel title={text("calendar")}>
        <TooSlow again={again} />
      </Panel>
    );
  }
  const most = Math.max(...months.map((month) => month.points));
  return (
    <Panel title={text("calendar")}>
      {most === 0 ? (
        <p className="soft">{text("calendarNone")}</p>
      ) : (
        <table>
          <thead>
            <tr>
              <th scope="col">{text("month")}</th>
              <th scope="col" className="number">
                {text("pointsHead")}
              </th>
              <td aria-hidden="true" />
            </tr>
          </thead>
          <tbody>
            {months.map((month) => (
              <tr key={month.startsAt}>
                <th scope="row">{periodName(month.startsAt, "MONTH", timeZone)}</th>
                <td className="number">{number(month.points)}</td>
                <td className="bar" aria-hidden="true">
                  <span style={{ width: `${(100 * month.points) / most}%` }} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}

function TopTier({ overview, again }: Props) {
  const top = overview.topTier;
  if (!top) return null;
  const tier = top.tier.name;
  return (
    <Panel title={text("topTier", { tier })}>
      {!top.newest && <TooSlow again={again} />}
      {top.newest?.length === 0 && <p className="soft">{text("nobodyInTop", { tier })}</p>}
      {top.newest && top.newest.length > 0 && (
        <ul className="newest">
          {top.newest.map(({ account, since }) => (
            <li key={account.id}>
              <Link href={memberRoute(account.id)}>{nameOf(account.customer)}</Link>
              <span className="number">
                {text("points", { count: account.balance, number: number(account.balance) })}
              </span>
              <time className="soft" dateTime={since} title={dateTime(since)}>
                {relativeDay(since, new Date())}
              </time>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
