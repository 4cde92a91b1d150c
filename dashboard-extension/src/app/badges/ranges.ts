/** Where ranges with both ends included leave gaps, and where they overlap. */

export interface Bounded {
  name: string;
  from: number;
  /** Included; null for no end. */
  to: number | null;
}

export interface Stretch {
  from: number;
  to: number | null;
  /** Who is there; nobody in a gap. */
  names: string[];
}

/**
 * The stretches from the lowest range on that none or several ranges cover. `step` is the smallest
 * difference of two values, such as 1 or 0.01.
 */
export function gapsAndOverlaps(ranges: readonly Bounded[], step: number): Stretch[] {
  const starts = new Set<number>();
  for (const { from, to } of ranges) {
    starts.add(from);
    if (to !== null) starts.add(rounded(to + step, step));
  }
  const sorted = [...starts].sort((a, b) => a - b);
  return sorted.flatMap((from, at) => {
    const next = sorted[at + 1];
    const names = ranges
      .filter((range) => range.from <= from && (range.to === null || range.to >= from))
      .map(({ name }) => name);
    const isBehindAll = names.length === 0 && next === undefined;
    if (names.length === 1 || isBehindAll) return [];
    return [{ from, to: next === undefined ? null : rounded(next - step, step), names }];
  });
}

/** Sums of decimals without what floats add. */
function rounded(value: number, step: number): number {
  const digits = Math.max(0, -Math.floor(Math.log10(step)));
  return Number(value.toFixed(digits));
}
