import { useState, type ReactNode } from "react";

import "./deliveries.css";
import { dateTime, number, relativeDay } from "../../texts";
import { kindName, reasonOf, text, type DeliveryShown } from "./words";

interface Props<Delivery extends DeliveryShown> {
  deliveries: readonly Delivery[];
  isBusy: boolean;
  label: string;
  /** Which are chosen, for a list from which some can be. */
  chosen?: ReadonlySet<string>;
  onChoose?: (id: string) => void;
  canChoose?: (delivery: Delivery) => boolean;
  /** Whom it is to, where that isn't plain. */
  to?: (delivery: Delivery) => ReactNode;
  /** What can be done with one. */
  actions?: (delivery: Delivery, name: string) => ReactNode;
}

/** What went out and what didn't, each with its reason; it opens to the single attempts. */
export function DeliveryList<Delivery extends DeliveryShown>({
  deliveries,
  isBusy,
  label,
  chosen,
  onChoose,
  canChoose,
  to,
  actions,
}: Props<Delivery>) {
  return (
    <ul className="deliveries" aria-label={label} aria-busy={isBusy}>
      {deliveries.map((delivery) => {
        const name = nameOf(delivery);
        return (
          <li key={delivery.id}>
            {onChoose && (
              <span className="choose">
                {canChoose?.(delivery) && (
                  <input
                    type="checkbox"
                    aria-label={text("choose", { name })}
                    checked={chosen?.has(delivery.id) ?? false}
                    onChange={() => onChoose(delivery.id)}
                  />
                )}
              </span>
            )}
            <Row delivery={delivery} name={name} to={to?.(delivery)}>
              {actions?.(delivery, name)}
            </Row>
          </li>
        );
      })}
    </ul>
  );
}

function nameOf({ kind, recipient, createdAt }: DeliveryShown): string {
  return [kindName(kind), recipient, dateTime(createdAt)].filter(Boolean).join(", ");
}

interface RowProps {
  delivery: DeliveryShown;
  name: string;
  to: ReactNode;
  children: ReactNode;
}

function Row({ delivery, name, to, children }: RowProps) {
  const [isOpen, setOpen] = useState(false);
  const { kind, status, recipient, subject, attempts, dueAt } = delivery;
  const at = delivery.finishedAt ?? delivery.createdAt;
  const reason = reasonOf(delivery);
  return (
    <>
      <div className="what">
        <span>
          <strong>{kindName(kind)}</strong> <span className={`mark ${status}`}>{text(`status_${status}`)}</span>
        </span>
        {subject && <span>{subject}</span>}
        <span className="soft">
          {to}
          {to && recipient && " · "}
          {recipient && <span>{recipient}</span>}
          {(to || recipient) && " · "}
          <time dateTime={at} title={dateTime(at)}>
            {relativeDay(at, new Date())}
          </time>
        </span>
        {reason && <span className={status === "FAILED" ? "warning" : "soft"}>{reason}</span>}
        {dueAt && attempts.length > 0 && (
          <span className="soft">{text("nextTry", { date: dateTime(dueAt) })}</span>
        )}
      </div>
      <span className="actions">
        {children}
        {attempts.length > 0 && (
          <button
            type="button"
            className="plain"
            aria-expanded={isOpen}
            aria-label={`${text("attempts", { count: attempts.length, number: number(attempts.length) })}: ${name}`}
            onClick={() => setOpen(!isOpen)}
          >
            {text("attempts", { count: attempts.length, number: number(attempts.length) })}
          </button>
        )}
      </span>
      {isOpen && <Attempts attempts={attempts} />}
    </>
  );
}

function Attempts({ attempts }: Pick<DeliveryShown, "attempts">) {
  return (
    <ol className="attempts">
      {attempts.map((attempt) => (
        <li key={attempt.number}>
          <span>
            <time dateTime={attempt.startedAt}>{dateTime(attempt.startedAt)}</time> ·{" "}
            {text(attempt.isSuccess ? "wentThrough" : "wentWrong")}
            {attempt.statusCode != null && ` · ${attempt.statusCode}`} ·{" "}
            {text("milliseconds", { number: number(attempt.durationMs) })}
          </span>
          {attempt.error && <span className="technical">{attempt.error}</span>}
          {attempt.response && <span className="technical soft">{attempt.response}</span>}
        </li>
      ))}
    </ol>
  );
}
