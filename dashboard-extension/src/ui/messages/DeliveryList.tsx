import { useState, type ReactNode } from "react";

import "./deliveries.css";
import { dateTime, number, relativeMoment } from "../../texts";
import { kindName, reasonOf, text, type DeliveryShown } from "./words";

interface Props<Delivery extends DeliveryShown> {
  deliveries: readonly Delivery[];
  isBusy: boolean;
  label: string;
  /** Which are chosen, for a list from which some can be. */
  chosen?: ReadonlySet<string>;
  onChoose?: (id: string) => void;
  canChoose?: (delivery: Delivery) => boolean;
  /** They are requests to an app, not e-mails. */
  areRequests?: boolean;
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
  areRequests = false,
  to,
  actions,
}: Props<Delivery>) {
  const hasChoice = onChoose && deliveries.some((delivery) => canChoose?.(delivery));
  return (
    <ul className="deliveries" aria-label={label} aria-busy={isBusy}>
      {deliveries.map((delivery) => {
        const name = nameOf(delivery);
        return (
          <li key={delivery.id}>
            {hasChoice && (
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
            <Row delivery={delivery} name={name} isRequest={areRequests} to={to?.(delivery)}>
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
  isRequest: boolean;
  to: ReactNode;
  children: ReactNode;
}

function Row({ delivery, name, isRequest, to, children }: RowProps) {
  const [isOpen, setOpen] = useState(false);
  const { kind, status, recipient, subject, attempts, dueAt, errorCode, error } = delivery;
  const at = delivery.finishedAt ?? delivery.createdAt;
  const reason = reasonOf(delivery, isRequest);
  // The mail server's or the app's own words, which say what is to be mended.
  const answer = (status === "PENDING" || status === "FAILED") && error !== reason && error;
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
            {relativeMoment(at, new Date())}
          </time>
        </span>
        {reason && <span className={status === "FAILED" ? "warning" : "soft"}>{reason}</span>}
        {answer && <span className="technical soft">{answer}</span>}
        {dueAt && errorCode && (
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

/** Whether the error only says once more what was answered. */
function hasAnswer({ error, response }: DeliveryShown["attempts"][number]): boolean {
  return response.trim() !== "" && error.includes(response.trim());
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
          {attempt.error && !hasAnswer(attempt) && (
            <span className="technical">{attempt.error}</span>
          )}
          {attempt.response && <span className="technical soft">{attempt.response}</span>}
        </li>
      ))}
    </ol>
  );
}
