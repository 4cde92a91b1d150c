import { lazy, Suspense, useId, useState } from "react";

import {
  LoyaltyOverviewChartDocument,
  type LoyaltyOverviewChartQuery,
  type LoyaltyReportIntervalEnum,
} from "../../api/operations/LoyaltyOverviewChart";
import { number } from "../../texts";
import { Failed } from "../../ui/Failed";
import { useAnswer } from "../../ui/useAnswer";
import { INTERVALS, periodName, SPANS } from "./periods";
import { text } from "./texts";

// The library that draws is larger than all of the page, which is there before it.
const Chart = lazy(() => import("./Chart"));

type Overview = NonNullable<LoyaltyOverviewChartQuery["loyaltyOverview"]>;
export type Moved = NonNullable<Overview["pointsMoved"]>[number] & { name: string };

/** Points earned, used and expired over time: as a chart, and as the same numbers in a table. */
export function ChartPanel({ programId }: { programId: string }) {
  const [interval, setInterval] = useState<LoyaltyReportIntervalEnum>("DAY");
  const { answer, isBusy, again } = useAnswer(LoyaltyOverviewChartDocument, {
    programId,
    interval,
    count: SPANS[interval],
  });
  const id = useId();
  return (
    <section className="panel" aria-labelledby={id} aria-busy={isBusy}>
      <div className="chart-head">
        <h2 id={id}>{text("chart")}</h2>
        <div className="tabs" role="group" aria-label={text("span")}>
          {INTERVALS.map((one) => (
            <button
              key={one}
              type="button"
              aria-pressed={one === interval}
              onClick={() => setInterval(one)}
            >
              {text(`span_${one}`)}
            </button>
          ))}
        </div>
      </div>
      {answer.state === "loading" && <Space />}
      {answer.state === "failed" && <Failed failure={answer.failure} again={again} />}
      {answer.state === "there" && answer.data.loyaltyOverview?.pointsMoved && (
        <Shown overview={answer.data.loyaltyOverview} />
      )}
    </section>
  );
}

function Space() {
  return <div className="chart skeleton" />;
}

function Shown({ overview }: { overview: Overview }) {
  const found = overview.pointsMoved ?? [];
  // Of the answer, not of what was chosen since.
  const interval = INTERVALS.find((one) => SPANS[one] === found.length) ?? "DAY";
  const rows = found.map((row) => ({
    ...row,
    name: periodName(row.startsAt, interval, overview.timeZone),
  }));
  return (
    <>
      <div
        className="chart"
        role="img"
        aria-label={text("chartLabel", { span: text(`span_${interval}`) })}
      >
        <Suspense fallback={<Space />}>
          <Chart rows={rows} />
        </Suspense>
      </div>
      <details>
        <summary>{text("asTable")}</summary>
        <div className="table" tabIndex={0} role="region" aria-label={text("asTable")}>
          <table>
            <thead>
              <tr>
                <th scope="col">{text(`period_${interval}`)}</th>
                <th scope="col" className="number">
                  {text("seriesEarned")}
                </th>
                <th scope="col" className="number">
                  {text("seriesSpent")}
                </th>
                <th scope="col" className="number">
                  {text("seriesExpired")}
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.toReversed().map((row) => (
                <tr key={row.startsAt}>
                  <th scope="row">{row.name}</th>
                  <td className="number">{number(row.pointsEarned)}</td>
                  <td className="number">{number(row.pointsSpent)}</td>
                  <td className="number">{number(row.pointsExpired)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </>
  );
}
