import { Fragment, type ReactNode } from "react";

import "./sentence.css";

/**
 * A sentence with fields inside: `words` has each field's name in brackets, as in
 * "Tiers count [basis]".
 */
export function Sentence({ words, fields }: { words: string; fields: Record<string, ReactNode> }) {
  return (
    <div className="sentence">
      {words.split(/\[(\w+)\]/).map((part, at) =>
        at % 2 === 1 ? <Fragment key={part}>{fields[part]}</Fragment> : part,
      )}
    </div>
  );
}
