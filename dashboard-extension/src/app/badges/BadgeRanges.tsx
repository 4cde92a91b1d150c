import { RangeBar } from "../../ui/RangeBar";
import { stepOf, stretchOf } from "./amounts";
import type { Basis } from "./draft";
import { gapsAndOverlaps, type Bounded } from "./ranges";
import { text } from "./texts";

interface Props {
  basis: Basis;
  currency: string;
  /** Of badges with the same basis. */
  ranges: readonly (Bounded & { id: string; isCurrent?: boolean; isOff?: boolean })[];
}

/** Where badges of one basis begin and end, with what lies between and above each other. */
export function BadgeRanges({ basis, currency, ranges }: Props) {
  if (ranges.length === 0) return null;
  const lanes = [...ranges].sort((a, b) => a.from - b.from).map((range) => [range]);
  const stretches = gapsAndOverlaps(ranges, stepOf(basis, currency));
  const words = lanes
    .flat()
    .map((range) => `${range.name}: ${stretchOf(basis, range, currency)}`)
    .join(", ");
  return (
    <div className="badge-ranges">
      <RangeBar label={words} lanes={lanes} />
      {stretches.length > 0 && (
        <ul className="soft">
          {stretches.map(({ from, to, names }) => (
            <li key={from}>
              {text(names.length === 0 ? "gap" : "overlap", {
                range: stretchOf(basis, { from, to }, currency),
                names: names.join(", "),
              })}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
