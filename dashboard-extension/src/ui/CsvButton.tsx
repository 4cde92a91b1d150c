import { useEffect, useRef, useState } from "react";

import { number, text } from "../texts";
import { downloadCsv, type Cell } from "./csv";

interface Props {
  name: string;
  head: readonly string[];
  /** All rows, page by page. Throws where the shop doesn't answer. */
  pages: () => AsyncIterable<readonly (readonly Cell[])[]>;
}

type Stage = { name: "idle" } | { name: "busy"; rows: number } | { name: "failed" };

/** The whole list as a file; says how far it is, and can be stopped. */
export function CsvButton({ name, head, pages }: Props) {
  const [stage, setStage] = useState<Stage>({ name: "idle" });
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);

  async function start() {
    const controller = new AbortController();
    running.current = controller;
    setStage({ name: "busy", rows: 0 });
    try {
      await downloadCsv({
        name,
        head,
        pages: pages(),
        onProgress: (rows) => {
          if (!controller.signal.aborted) setStage({ name: "busy", rows });
        },
        signal: controller.signal,
      });
      if (!controller.signal.aborted) setStage({ name: "idle" });
    } catch {
      if (!controller.signal.aborted) setStage({ name: "failed" });
    }
  }

  function stop() {
    running.current?.abort();
    setStage({ name: "idle" });
  }

  return (
    <span className="actions">
      {stage.name === "busy" ? (
        <button type="button" onClick={stop}>
          {text("stop")}
        </button>
      ) : (
        <button type="button" onClick={() => void start()}>
          {text("asCsv")}
        </button>
      )}
      <span role="status" className="soft">
        {stage.name === "busy" &&
          text("csvProgress", { count: stage.rows, number: number(stage.rows) })}
        {stage.name === "failed" && <span className="warning">{text("csvFailed")}</span>}
      </span>
    </span>
  );
}
