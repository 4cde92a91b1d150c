import { useEffect, useState } from "react";

import "./undo.css";
import { text } from "../texts";

const SHOWN_FOR = 10_000;

export interface Undoable {
  /** What was done, as a sentence. */
  message: string;
  /** Takes it back; absent where it can't be. Resolves to what went wrong, or to "". */
  undo?: () => Promise<string>;
}

interface Props {
  /** Null while there is nothing to say. */
  done: Undoable | null;
  onGone: () => void;
}

/**
 * Says what was done and takes it back, for ten seconds and as long as somebody is at it. It stands
 * on the page before there is anything to say: screen readers read what changes, not what comes.
 */
export function Undo({ done, onGone }: Props) {
  const [isHeld, setHeld] = useState(false);
  const [isUndoing, setUndoing] = useState(false);
  const [refusal, setRefusal] = useState("");
  useEffect(() => {
    setRefusal("");
    // Its buttons are gone, and with them whatever was at them.
    if (!done) setHeld(false);
  }, [done]);
  useEffect(() => {
    if (!done || isHeld || isUndoing || refusal) return;
    const timer = setTimeout(onGone, SHOWN_FOR);
    return () => clearTimeout(timer);
  }, [done, isHeld, isUndoing, refusal, onGone]);

  async function undo(takeBack: () => Promise<string>) {
    setUndoing(true);
    const problem = await takeBack();
    setUndoing(false);
    if (problem) setRefusal(problem);
    else onGone();
  }

  return (
    <div
      className={done ? "undo" : "visually-hidden"}
      onMouseEnter={() => setHeld(true)}
      onMouseLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <span role="status">{done && (refusal || done.message)}</span>
      {done?.undo && !refusal && (
        <button
          type="button"
          disabled={isUndoing}
          onClick={() => done.undo && void undo(done.undo)}
        >
          {text("undo")}
        </button>
      )}
      {done && (
        <button type="button" className="plain" onClick={onGone}>
          {text("close")}
        </button>
      )}
    </div>
  );
}
