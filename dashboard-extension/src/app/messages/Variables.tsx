import { useState } from "react";

import type { Template } from "./TemplatePage";
import { text } from "./texts";
import type { Field } from "./useTemplateDraft";

type Variable = Template["variables"][number];

interface Props {
  variables: readonly Variable[];
  onInsert: (words: Words) => void;
  /** What was put in last, as a sentence. */
  inserted: string;
}

/** How a text says something, which depends on the text. */
export type Words = (field: Field) => string;

/** What the texts can say of the customer and the occasion, each put in by a click. */
export function Variables({ variables, onInsert, inserted }: Props) {
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
      <p className="visually-hidden" role="status">
        {inserted}
      </p>
      <ul className="rows">
        {found.map((variable) => {
          const { path, description, example } = variable;
          const words: Words = (field) => insertionOf(variable, variables, field);
          return (
            <li key={path}>
              <div className="what">
                <code>{words("body")}</code>
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

/** What comes after each item of a list. */
const AFTER: Readonly<Record<Field, string>> = { subject: " ", body: "<br />", text: "\n" };

/** How a text says it: of a list, each item in turn by what is known of it first, such as a name. */
export function insertionOf(
  { path, isList }: Variable,
  variables: readonly Variable[],
  field: Field,
): string {
  const within = /^(.*)\[\]\.(.+)$/.exec(path);
  if (within) return `{{${within[2]}}}`;
  if (!isList) return `{{${path}}}`;
  const item = `${path}[].`;
  const first = variables.find((other) => other.path.startsWith(item));
  return `{{#each ${path}}}{{${first?.path.slice(item.length) ?? "this"}}}${AFTER[field]}{{/each}}`;
}
