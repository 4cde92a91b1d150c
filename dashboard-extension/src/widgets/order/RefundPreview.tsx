import { useEffect, useState } from "react";

import { failureOf } from "../../api/client";
import type { LoyaltyOrderWidgetQuery } from "../../api/operations/LoyaltyOrderWidget";
import {
  OrderRefundPreviewDocument,
  type OrderRefundPreviewQuery,
} from "../../api/operations/OrderRefundPreview";
import { change, money, number, text } from "../../texts";
import { languageCode } from "../../texts/languageCode";
import { client } from "../../ui/useAnswer";
import { Sum } from "./Sum";

type Order = NonNullable<LoyaltyOrderWidgetQuery["order"]>;
type Line = Order["lines"][number];
type Books = NonNullable<NonNullable<OrderRefundPreviewQuery["order"]>["loyalty"]>;
type Preview = NonNullable<Books["refundPreview"]>;

type Shown = { state: "none" | "loading" } | { state: "there"; preview: Preview } | Refused;
type Refused = { state: "refused"; message: string };

const ASK_AFTER = 250;

/** What would come back with pieces of the order, in money and points. Writes nothing. */
export function RefundPreview({ order }: { order: Order }) {
  const [pieces, setPieces] = useState<Record<string, number>>({});
  const shown = usePreview(order.id, pieces);
  return (
    <details className="refund">
      <summary>{text("refundTitle")}</summary>
      <p className="soft">{text("refundHint")}</p>
      {order.lines.map((line) => (
        <Pieces
          key={line.id}
          line={line}
          value={pieces[line.id] ?? 0}
          onChange={(value) => setPieces((before) => ({ ...before, [line.id]: value }))}
        />
      ))}
      <div aria-live="polite" aria-busy={shown.state === "loading"}>
        {shown.state === "refused" && <p className="warning">{shown.message}</p>}
        {shown.state === "there" && <Outcome preview={shown.preview} />}
      </div>
    </details>
  );
}

interface PiecesProps {
  line: Line;
  value: number;
  onChange: (value: number) => void;
}

function Pieces({ line, value, onChange }: PiecesProps) {
  const name = [line.productName, line.variantName].filter(Boolean).join(", ");
  return (
    <label className="pieces">
      {text("refundPieces", { name, quantity: number(line.quantity) })}
      <input
        type="number"
        inputMode="numeric"
        min={0}
        max={line.quantity}
        step={1}
        value={value}
        onChange={(event) => {
          const given = Math.trunc(Number(event.target.value) || 0);
          onChange(Math.min(Math.max(given, 0), line.quantity));
        }}
      />
    </label>
  );
}

function Outcome({ preview }: { preview: Preview }) {
  const takenBack =
    preview.pointsTakenBack + preview.milestonePointsTakenBack + preview.referralPointsTakenBack;
  return (
    <>
      <dl className="sums">
        <Sum name={text("refundMoney")} value={money(preview.moneyDue)} />
        {takenBack > 0 && <Sum name={text("refundTaken")} value={change(-takenBack)} />}
        {preview.pointsGivenBack > 0 && (
          <Sum name={text("refundGiven")} value={change(preview.pointsGivenBack)} isGain />
        )}
        <Sum
          name={text("refundBalance")}
          value={`${number(preview.balanceBefore)} → ${number(preview.balanceAfter)}`}
        />
      </dl>
      {preview.debt > 0 && (
        <p className="warning">
          {text("refundDebt", {
            points: text("points", { count: preview.debt, number: number(preview.debt) }),
          })}
        </p>
      )}
      <ul className="why soft">
        {preview.explanation.map((step, place) => (
          <li key={place}>{step.message}</li>
        ))}
      </ul>
    </>
  );
}

/** Asked when the choice rests; the last choice is the one that is shown. */
function usePreview(orderId: string, pieces: Record<string, number>): Shown {
  const [shown, setShown] = useState<Shown>({ state: "none" });
  useEffect(() => {
    const lines = Object.entries(pieces)
      .filter(([, quantity]) => quantity > 0)
      .map(([orderLineId, quantity]) => ({ orderLineId, quantity }));
    setShown({ state: lines.length > 0 ? "loading" : "none" });
    if (lines.length === 0) return;
    let isCurrent = true;
    const timer = setTimeout(() => {
      void client
        .query(OrderRefundPreviewDocument, { id: orderId, lines, languageCode: languageCode() })
        .toPromise()
        .then(({ data, error }) => {
          if (!isCurrent) return;
          const preview = data?.order?.loyalty?.refundPreview;
          if (preview) setShown({ state: "there", preview });
          else setShown({ state: "refused", message: reasonOf(error) });
        });
    }, ASK_AFTER);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [orderId, pieces]);
  return shown;
}

/** The shop's own words where it refuses, such as pieces that have come back already. */
function reasonOf(error: Parameters<typeof failureOf>[0] | undefined): string {
  const failure = error ? failureOf(error) : "broken";
  const said = error?.graphQLErrors[0]?.message;
  return failure === "broken" && said ? said : text(`failure_${failure}`);
}
