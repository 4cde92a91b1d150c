import { useState } from "react";

import type { Template } from "./TemplatePage";
import { text } from "./texts";

interface Props {
  variables: Template["variables"];
  onInsert: (words: string) => void;
}

/** What the texts can say of the customer and the occasion, each put in by a click. */
export function Variables({ variables, onInsert }: Props) {
  const [search, setSearch] = useState("");
  const wanted = search.trim().toLowerCase();
  const found = variables.filter(({ path, description }) =>
    `${path} ${description}`.toLowerCase().includes(wanted),
  );
  return (
    <details>
      <summary>{text("variables")}</summary>
      <p className="soft">{text("variablesHint")}</p>
      <input
        type="search"
        aria-label={text("searchVariables")}
        placeholder={text("searchVariables")}
        value={search}
        onChange={(event) => setSearch(event.target.value)}
      />
      <p className="visually-hidden" role="status">
        {text("variablesFound", { count: found.length })}
      </p>
      <ul className="rows">
        {found.map(({ path, description, example }) => {
          const words = insertionOf(path, variables);
          return (
            <li key={path}>
              <div className="what">
                <code>{words}</code>
                <span>{description}</span>
                {example && <span className="soft">{text("example", { example })}</span>}
              </div>
              <button
                type="button"
                aria-label={text("insertNamed", { name: path })}
                onClick={() => onInsert(words)}
              >
                {text("insert")}
              </button>
            </li>
          );
        })}
      </ul>
    </details>
  );
}

/** How a template says it: of lists, each item in turn. */
export function insertionOf(path: string, variables: Props["variables"]): string {
  const within = /^(.*)\[\]\.(.+)$/.exec(path);
  if (within) return `{{${within[2]}}}`;
  const isList = variables.some((other) => other.path.startsWith(`${path}[]`));
  return isList ? `{{#each ${path}}}…{{/each}}` : `{{${path}}}`;
}
