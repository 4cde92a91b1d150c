import { RangeBar } from "../../ui/RangeBar";
import { sum } from "./benefits";
import { text } from "./texts";

export interface Step {
  id: string;
  name: string;
  threshold: number;
  isCurrent?: boolean;
  isOff?: boolean;
}

interface Props {
  /** From the lowest threshold to the highest. */
  steps: readonly Step[];
  currency: string | null;
  /** Makes the first of two with the same threshold the higher one; absent where it can't be. */
  onRaise?: (lower: Step, higher: Step) => void;
}

/** Who is in which tier, on a bar, and in words where that is no plain ladder. */
export function TierBar({ steps, currency, onRaise }: Props) {
  const [lowest] = steps;
  if (!lowest) return null;
  const ranges = steps.map((step, at) => ({
    ...step,
    from: step.threshold,
    to: steps[at + 1]?.threshold ?? null,
  }));
  const equal = steps.flatMap((step, at) => {
    const next = steps[at + 1];
    return next?.threshold === step.threshold ? [{ lower: step, higher: next }] : [];
  });
  return (
    <div className="tier-bar">
      <RangeBar
        label={steps
          .map(({ name, threshold }) => text("nameFrom", { name, sum: sum(threshold, currency) }))
          .join(", ")}
        lanes={[ranges]}
      />
      {lowest.threshold > 0 && (
        <p className="soft">{text("belowLowest", { sum: sum(lowest.threshold, currency) })}</p>
      )}
      {equal.map(({ lower, higher }) => (
        <p key={lower.id} className="warning">
          {text("equalThresholds", { lower: lower.name, higher: higher.name })}{" "}
          {onRaise && (
            <button type="button" onClick={() => onRaise(lower, higher)}>
              {text("makeHigher", { name: lower.name })}
            </button>
          )}
        </p>
      ))}
    </div>
  );
}
