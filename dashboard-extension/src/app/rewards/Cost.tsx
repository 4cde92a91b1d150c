import { money, number } from "../../texts";
import { NumberField, SelectField } from "../../ui/form/fields";
import type { Draft } from "./draft";
import { FIELDS } from "./kinds";
import { text } from "./texts";
import type { RewardCost } from "./useCost";

interface Props {
  draft: Draft;
  change: (values: Partial<Draft>) => void;
  problemOf: (field: string) => string | undefined;
  cost: RewardCost | null;
}

/** What it costs: as the price proposes, or a number; and what that many points do elsewhere. */
export function Cost({ draft, change, problemOf, cost }: Props) {
  const hasPrice = Boolean(FIELDS[draft.kind].price);
  const proposals = [
    { key: "takeProposal", points: cost?.proposedPoints },
    { key: "takeCheckout", points: cost?.pointsAtCheckout },
  ] as const;
  return (
    <>
      <div className="fields">
        {hasPrice && (
          <SelectField
            label={text("costMode")}
            value={draft.followsPrice ? "price" : "points"}
            onChange={(mode) =>
              change({
                followsPrice: mode === "price",
                points: draft.points ?? cost?.proposedPoints ?? null,
              })
            }
            choices={[
              { value: "price", label: text("costByPrice") },
              { value: "points", label: text("costByPoints") },
            ]}
            error={draft.followsPrice ? problemOf("points") : undefined}
          />
        )}
        {!draft.followsPrice && (
          <NumberField
            label={text("pointsField")}
            value={draft.points}
            onChange={(points) => change({ points })}
            error={problemOf("points")}
          />
        )}
      </div>
      {!draft.followsPrice && (
        <div className="actions">
          {proposals.map(
            ({ key, points }) =>
              points !== null &&
              points !== undefined &&
              points !== draft.points && (
                <button key={key} type="button" onClick={() => change({ points })}>
                  {text(key, { number: number(points) })}
                </button>
              ),
          )}
        </div>
      )}
      <div role="status" className="cost">
        {cost && <Said cost={cost} />}
      </div>
    </>
  );
}

function Said({ cost: { points, price, worth, message } }: { cost: RewardCost }) {
  if (points === null || points === undefined) {
    return <p className="soft">{text("costUnknown")}</p>;
  }
  const count = { count: points, number: number(points) };
  return (
    <>
      <p>
        {price ? text("costsFor", { ...count, points: text("points", count), price: money(price) }) : text("costs", { points: text("points", count) })}
        {worth && ` ${text("worthAtCheckout", { money: money(worth) })}`}
      </p>
      {message && <p className="warning">{message}</p>}
    </>
  );
}
