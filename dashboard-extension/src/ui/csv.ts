import { unparse } from "papaparse";

import { handOver } from "./handOver";

export type Cell = string | number | null | undefined;

/**
 * Hands the reader a file of all rows, which `pages` brings one page after another. A cell that a
 * spreadsheet would take for a formula is written as text. Stops, and hands over nothing, with
 * `signal`.
 */
export async function downloadCsv({
  name,
  head,
  pages,
  onProgress,
  signal,
}: {
  name: string;
  head: readonly string[];
  pages: AsyncIterable<readonly (readonly Cell[])[]>;
  onProgress: (rows: number) => void;
  signal: AbortSignal;
}): Promise<void> {
  const parts = [`\uFEFF${lines([head])}`];
  let count = 0;
  for await (const rows of pages) {
    if (signal.aborted) return;
    if (rows.length > 0) parts.push(lines(rows));
    count += rows.length;
    onProgress(count);
  }
  handOver(`${name}.csv`, new Blob(parts, { type: "text/csv;charset=utf-8" }));
}

function lines(rows: readonly (readonly Cell[])[]): string {
  return `${unparse(
    rows.map((row) => [...row]),
    { escapeFormulae: true },
  )}\r\n`;
}
