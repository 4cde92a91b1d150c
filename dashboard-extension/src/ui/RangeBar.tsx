import "./range-bar.css";

export interface Range {
  id: string;
  name: string;
  from: number;
  /** Where it ends; null for no end. */
  to: number | null;
  /** Shown as the one that is being changed. */
  isCurrent?: boolean;
  /** Not there at the moment. */
  isOff?: boolean;
}

interface Props {
  /** The same in words, for who doesn't see it. */
  label: string;
  /** Below each other; the ranges of a lane stand beside each other. */
  lanes: readonly (readonly Range[])[];
}

// What has no end goes on beyond the last number.
const BEYOND = 1.25;

/** Where ranges begin and end, on one scale. */
export function RangeBar({ label, lanes }: Props) {
  const ends = lanes.flat().flatMap(({ from, to }) => [from, to ?? from]);
  const scale = Math.max(1, ...ends) * BEYOND;
  const share = (value: number) => `${(value / scale) * 100}%`;
  return (
    <div className="range-bar" role="img" aria-label={label}>
      {lanes.map((lane) => (
        <div key={lane.map(({ id }) => id).join()} className="lane">
          {lane.map(({ id, name, from, to, isCurrent, isOff }) => (
            <span
              key={id}
              className={classes({ current: isCurrent, off: isOff, endless: to === null })}
              style={{
                insetInlineStart: share(from),
                width: share(Math.max(0, (to ?? scale) - from)),
              }}
              title={name}
            >
              {name}
            </span>
          ))}
        </div>
      ))}
    </div>
  );
}

function classes(given: Record<string, boolean | undefined>): string {
  return Object.keys(given)
    .filter((name) => given[name])
    .join(" ");
}
