import { useState } from "react";

import type { Template } from "./TemplatePage";
import { text } from "./texts";

type Variable = Template["variables"][number];

interface Props {
  variables: readonly Variable[];
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
        {found.map((variable) => {
          const { path, description, example } = variable;
          const words = insertionOf(variable, variables);
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

/** How a template says it: of a list, each item in turn with all that is known of it. */
export function insertionOf({ path, isList }: Variable, variables: readonly Variable[]): string {
  const within = /^(.*)\[\]\.(.+)$/.exec(path);
  if (within) return `{{${within[2]}}}`;
  if (!isList) return `{{${path}}}`;
  const item = `${path}[].`;
  const fields = variables
    .filter((other) => other.path.startsWith(item))
    .map((other) => `{{${other.path.slice(item.length)}}}`);
  return `{{#each ${path}}}${fields.length > 0 ? fields.join(" ") : "{{this}}"} {{/each}}`;
}
