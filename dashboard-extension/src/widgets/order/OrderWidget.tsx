import {
  LoyaltyOrderWidgetDocument,
  type LoyaltyOrderWidgetQuery,
} from "../../api/operations/LoyaltyOrderWidget";
import { change, date, dateTime, money, number, relativeDay, text } from "../../texts";
import { languageCode } from "../../texts/languageCode";
import { Failed } from "../../ui/Failed";
import { Loading } from "../../ui/Loading";
import { useAnswer } from "../../ui/useAnswer";
import { RefundPreview } from "./RefundPreview";
import { Sum } from "./Sum";

type Order = NonNullable<LoyaltyOrderWidgetQuery["order"]>;
type Books = NonNullable<Order["loyalty"]>;
type Benefit = Books["benefits"][number];
type Entry = Books["entries"][number];

/** What an order earned, spent and saved, each with its reason. */
export function OrderWidget({ orderId }: { orderId: string }) {
  const { answer, again } = useAnswer(LoyaltyOrderWidgetDocument, {
    orderId,
    languageCode: languageCode(),
  });
  if (answer.state === "failed") {
    return <Failed failure={answer.failure} again={again} denied="failure_deniedOrders" />;
  }
  if (answer.state === "loading") return <Loading />;
  const { order } = answer.data;
  return (
    <main className="widget">
      <h1 className="visually-hidden">{text("welcome")}</h1>
      {order?.loyalty ? (
        <Standing order={order} books={order.loyalty} />
      ) : (
        <p className="soft">{text("orderNotThere")}</p>
      )}
    </main>
  );
}

function Standing({ order, books }: { order: Order; books: Books }) {
  const { benefits, entries, tierName, earningMultiplier, pointsEarned, pointsSpent } = books;
  const why = pointsEarned === 0 ? whyNothing(order, books) : "";
  return (
    <>
      <Sums books={books} />
      {why && <p className="soft">{why}</p>}
      {tierName && earningMultiplier !== 1 && (
        <p className="soft">
          {text("orderTier", { tier: tierName, times: number(earningMultiplier) })}
        </p>
      )}
      {benefits.length > 0 && (
        <>
          <h2 className="visually-hidden">{text("orderBenefits")}</h2>
          <ul className="benefits">
            {benefits.map((benefit, place) => (
              <Part key={place} benefit={benefit} />
            ))}
          </ul>
        </>
      )}
      {entries.length > 0 && (
        <>
          <h2 className="visually-hidden">{text("orderMovements")}</h2>
          <ul className="movements">
            {entries.map((entry) => (
              <Movement key={entry.id} entry={entry} />
            ))}
          </ul>
        </>
      )}
      {order.user && (pointsEarned > 0 || pointsSpent > 0) && <RefundPreview order={order} />}
    </>
  );
}

/** What stands now; beside it what came back by refunds and changes. */
function Sums({ books }: { books: Books }) {
  const { pointsEarned, pointsSpent, benefits, entries } = books;
  const takenBack = -sumOf(entries, "ORDER_CLAWBACK");
  const givenBack = sumOf(entries, "POINTS_RETURNED");
  const [first] = benefits;
  return (
    <dl className="sums">
      <Sum name={text("orderEarned")} value={change(pointsEarned)} isGain={pointsEarned > 0}>
        {takenBack > 0 &&
          text("orderTakenBack", { all: number(pointsEarned + takenBack), back: number(takenBack) })}
      </Sum>
      {(pointsSpent > 0 || givenBack > 0) && (
        <Sum name={text("orderSpent")} value={change(-pointsSpent)}>
          {givenBack > 0 &&
            text("orderGivenBack", { all: number(pointsSpent + givenBack), back: number(givenBack) })}
        </Sum>
      )}
      {first && (
        <Sum
          name={text("orderDiscount")}
          value={money({
            amount: benefits.reduce((sum, benefit) => sum + benefit.amount.amount, 0),
            currency: first.amount.currency,
          })}
        />
      )}
    </dl>
  );
}

function sumOf(entries: Entry[], reasonCode: string): number {
  return entries
    .filter((entry) => entry.reasonCode === reasonCode)
    .reduce((sum, entry) => sum + entry.points, 0);
}

/** Why there are no points for it; empty where its movements say so. */
function whyNothing(order: Order, { notEarned, pointsWaiting, entries }: Books): string {
  if (notEarned) return notEarned.message;
  if (pointsWaiting > 0) {
    const points = text("points", { count: pointsWaiting, number: number(pointsWaiting) });
    return text("orderWaiting", { points });
  }
  if (!order.user) return text("orderOfGuest");
  if (entries.some((entry) => entry.reasonCode === "ORDER_EARNED")) return "";
  if (order.status === "CANCELED" || order.status === "EXPIRED") return text("orderGivenUp");
  return text(order.isPaid ? "orderEarnsNothing" : "orderNothingYet");
}

function Part({ benefit }: { benefit: Benefit }) {
  const { name, amount, isFreeShipping, isCapped } = benefit;
  const notes = [isFreeShipping && text("freeShipping"), isCapped && text("isCapped")];
  return (
    <li>
      <span>
        {name} <span className="soft">{notes.filter(Boolean).join(", ")}</span>
      </span>
      <span>{money(amount)}</span>
    </li>
  );
}

/** A movement opens to the steps that led to it. */
function Movement({ entry }: { entry: Entry }) {
  const { points, reason, createdAt, activatesAt, explanation } = entry;
  const isAhead = activatesAt && new Date(activatesAt) > new Date();
  const steps = explanation.map((step) => step.message);
  if (isAhead) steps.push(text("usableFrom", { date: date(activatesAt) }));
  const head = (
    <>
      <span className={points > 0 ? "change gain" : "change"}>{change(points)}</span>
      <span className="reason">{reason}</span>
      <time className="soft" dateTime={createdAt} title={dateTime(createdAt)}>
        {relativeDay(createdAt, new Date())}
      </time>
    </>
  );
  if (steps.length === 0) return <li>{head}</li>;
  return (
    <li className="explained">
      <details>
        <summary>{head}</summary>
        <ul className="why soft">
          {steps.map((step, place) => (
            <li key={place}>{step}</li>
          ))}
        </ul>
      </details>
    </li>
  );
}
