import { useEffect, useId, useState } from "react";
import { Link } from "wouter";

import { claimsOfReward, rewardRoute } from "../../bridge/routes";
import { mayProbably } from "../../bridge/session";
import { date, dateTime, money, number } from "../../texts";
import type { Listed } from "./RewardsPage";
import { text } from "./texts";

interface Props {
  rewards: readonly Listed[];
  isArchived: boolean;
  isBusy: boolean;
  /** Archives them, or puts them back where they are archived. */
  onMove: (ids: string[]) => void;
}

/** The rewards as a table; some of them can be chosen and moved together. */
export function Catalogue({ rewards, isArchived, isBusy, onMove }: Props) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const captionId = useId();
  const ids = rewards.map(({ id }) => id).filter((id) => chosen.has(id));
  // What is no longer on the page can't stay chosen unseen.
  const shown = rewards.map(({ id }) => id).join(" ");
  useEffect(() => setChosen(new Set()), [shown, isArchived]);

  function toggle(id: string) {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    setChosen(next);
  }

  const action = text(isArchived ? "unarchive" : "archive");
  return (
    <>
      {ids.length > 0 && (
        <div className="actions" role="status">
          <span>{text("chosen", { count: ids.length, number: number(ids.length) })}</span>
          <button type="button" disabled={isBusy} onClick={() => onMove(ids)}>
            {action}
          </button>
          <button type="button" className="plain" onClick={() => setChosen(new Set())}>
            {text("chooseNone")}
          </button>
        </div>
      )}
      <div className="table" tabIndex={0} role="region" aria-labelledby={captionId}>
        <table aria-busy={isBusy} className="catalogue">
          <caption id={captionId} className="visually-hidden">
            {text("rewardsTitle")}
          </caption>
          <thead>
            <tr>
              <td className="choose">
                <input
                  type="checkbox"
                  aria-label={text("chooseAll")}
                  checked={ids.length === rewards.length && rewards.length > 0}
                  onChange={() =>
                    setChosen(
                      ids.length === rewards.length
                        ? new Set()
                        : new Set(rewards.map(({ id }) => id)),
                    )
                  }
                />
              </td>
              <th scope="col">{text("reward")}</th>
              <th scope="col" className="number">
                {text("cost")}
              </th>
              <th scope="col" className="number extra">
                {text("claimed")}
              </th>
              <th scope="col" className="number extra">
                {text("left")}
              </th>
              <th scope="col" className="extra">
                {text("limitedTo")}
              </th>
              <th scope="col" className="extra">
                {text("period")}
              </th>
              <td>
                <span className="visually-hidden">{action}</span>
              </td>
            </tr>
          </thead>
          <tbody>
            {rewards.map((reward) => (
              <tr key={reward.id}>
                <td className="choose">
                  <input
                    type="checkbox"
                    aria-label={text("choose", { name: reward.name })}
                    checked={chosen.has(reward.id)}
                    onChange={() => toggle(reward.id)}
                  />
                </td>
                <th scope="row">
                  <Link href={rewardRoute(reward.id)}>{reward.name}</Link>
                  <span className="soft about">{text(`kind_${reward.kind}`)}</span>
                  {statesOf(reward).map((state) => (
                    <span key={state} className="warning about">
                      {state}
                    </span>
                  ))}
                </th>
                <td className="number">
                  {reward.points === null ? "–" : number(reward.points)}
                  {reward.moneyAmount && (
                    <span className="soft about">+ {money(reward.moneyAmount)}</span>
                  )}
                </td>
                <td className="number extra">
                  <Claims reward={reward} />
                </td>
                <td className="number extra">
                  {reward.remaining === null
                    ? text("unbounded")
                    : text("ofStock", {
                        number: number(reward.remaining),
                        stock: number(reward.stock ?? 0),
                      })}
                </td>
                <td className="extra">{limitsOf(reward).join(" · ") || "–"}</td>
                <td className="extra">
                  <Period reward={reward} />
                </td>
                <td className="number">
                  <button
                    type="button"
                    disabled={isBusy}
                    aria-label={`${action}: ${reward.name}`}
                    onClick={() => onMove([reward.id])}
                  >
                    {action}
                  </button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function Claims({ reward }: { reward: Listed }) {
  if (reward.claimsCount === 0 || !mayProbably("MANAGE_USERS")) {
    return <>{number(reward.claimsCount)}</>;
  }
  return (
    <Link
      href={claimsOfReward(reward.id)}
      aria-label={text("claimsOf", { number: number(reward.claimsCount), name: reward.name })}
    >
      {number(reward.claimsCount)}
    </Link>
  );
}

function Period({ reward: { startsAt, endsAt } }: { reward: Listed }) {
  if (!startsAt && !endsAt) return <>{text("always")}</>;
  const exact = [startsAt, endsAt].map((at) => (at ? dateTime(at) : "…")).join(" – ");
  return (
    <span title={exact}>
      {startsAt && endsAt
        ? `${date(startsAt)} – ${date(endsAt)}`
        : startsAt
          ? text("from", { date: date(startsAt) })
          : text("until", { date: date(endsAt ?? "") })}
    </span>
  );
}

// What the reward or its channel says; the rest is about the one who looks.
const STATES: ReadonlySet<string> = new Set([
  "INACTIVE",
  "NOT_YET",
  "ENDED",
  "SPENDING_OFF",
  "OTHER_CURRENCY",
  "UNAVAILABLE",
  "NO_PRICE",
  "SOLD_OUT",
]);

/** Why customers can't have it now, whoever they are. */
export function statesOf({ limits }: Pick<Listed, "limits">): string[] {
  return (limits ?? []).map(({ code }) => code).filter((code) => STATES.has(code)).map((code) => text(`state_${code}`));
}

/** For whom it is, and how often. */
export function limitsOf(
  reward: Pick<Listed, "tiers" | "badges" | "firstTimeOnly" | "perCustomerLimit">,
): string[] {
  const { tiers, badges, firstTimeOnly, perCustomerLimit } = reward;
  return [
    tiers.map(({ name }) => name).join(", "),
    badges.map(({ title }) => title).join(", "),
    firstTimeOnly ? text("firstTime") : "",
    perCustomerLimit === null || perCustomerLimit === undefined
      ? ""
      : text("perCustomer", { number: number(perCustomerLimit) }),
  ].filter(Boolean);
}
