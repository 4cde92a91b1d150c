import { useEffect, useId, useState } from "react";
import {
  Button,
  ComboBox,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
} from "react-aria-components";

import "./form.css";
import { text } from "../../texts";

export interface Item {
  id: string;
  name: string;
  /** Tells apart what has the same name. */
  about?: string | undefined;
}

/** Where items come from. Both throw where the shop doesn't answer. */
export interface Source {
  search: (words: string) => Promise<Item[]>;
  /** The items of these IDs; what the shop no longer has is left out. */
  named: (ids: readonly string[]) => Promise<Item[]>;
}

interface Props {
  label: string;
  source: Source;
  ids: readonly string[];
  onChange: (ids: string[]) => void;
  /** At most one of them. */
  isSingle?: boolean;
  error?: string | undefined;
  hint?: string | undefined;
}

const SEARCH_AFTER = 250;

/** Chooses things of the shop by searching for them; what is chosen stands above as tags. */
export function Picker({ label, source, ids, onChange, isSingle = false, error, hint }: Props) {
  const [words, setWords] = useState("");
  const [known, setKnown] = useState<ReadonlyMap<string, Item>>(new Map());
  const found = useFound(source, words);
  useNames(source, ids, known, setKnown);
  const about = useId();
  const options = found.items.filter((item) => !ids.includes(item.id));

  function choose(id: string) {
    const item = options.find((option) => option.id === id);
    if (!item) return;
    setKnown((items) => new Map(items).set(id, item));
    setWords("");
    onChange(isSingle ? [id] : [...ids, id]);
  }

  return (
    <div className="field">
      <ComboBox
        className="picker"
        items={options}
        inputValue={words}
        onInputChange={setWords}
        // A new one closes the list. Of several none is, and the list stays open for the next.
        value={isSingle ? (ids[0] ?? null) : null}
        onChange={(key) => key !== null && choose(String(key))}
        menuTrigger="focus"
        allowsEmptyCollection
        isInvalid={Boolean(error)}
        validationBehavior="aria"
        {...((error || hint) && { "aria-describedby": about })}
      >
        <Label>{label}</Label>
        {ids.length > 0 && (
          <ul className="tags" aria-label={label}>
            {ids.map((id) => (
              <Tag
                key={id}
                name={nameOf(known.get(id))}
                onRemove={() => onChange(ids.filter((other) => other !== id))}
              />
            ))}
          </ul>
        )}
        <div className="combo">
          <Input placeholder={text("searchFor", { what: label })} />
          <Button aria-label={text("searchFor", { what: label })}>▾</Button>
        </div>
        <Popover className="options">
          <ListBox<Item>
            renderEmptyState={() => (
              <p className="soft nothing">
                {found.problem || text(found.isBusy ? "searching" : "nothingFound")}
              </p>
            )}
          >
            {(item) => (
              <ListBoxItem id={item.id} textValue={item.name}>
                {item.name} {item.about && <span className="soft">{item.about}</span>}
              </ListBoxItem>
            )}
          </ListBox>
        </Popover>
      </ComboBox>
      {(error || hint) && (
        <p id={about} className={error ? "warning about" : "soft about"}>
          {error || hint}
        </p>
      )}
    </div>
  );
}

function nameOf(item: Item | undefined): string {
  if (!item) return "…";
  return item.about ? `${item.name} (${item.about})` : item.name;
}

function Tag({ name, onRemove }: { name: string; onRemove: () => void }) {
  return (
    <li>
      {name}
      <button type="button" aria-label={text("remove", { name })} onClick={onRemove}>
        ×
      </button>
    </li>
  );
}

interface Found {
  items: Item[];
  isBusy: boolean;
  problem: string;
}

function useFound(source: Source, words: string): Found {
  const [found, setFound] = useState<Found>({ items: [], isBusy: true, problem: "" });
  useEffect(() => {
    let isCurrent = true;
    setFound((before) => ({ ...before, isBusy: true, problem: "" }));
    const timer = setTimeout(
      () => {
        source.search(words).then(
          (items) => isCurrent && setFound({ items, isBusy: false, problem: "" }),
          () =>
            isCurrent && setFound({ items: [], isBusy: false, problem: text("failure_broken") }),
        );
      },
      words ? SEARCH_AFTER : 0,
    );
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [source, words]);
  return found;
}

function useNames(
  source: Source,
  ids: readonly string[],
  known: ReadonlyMap<string, Item>,
  setKnown: (known: ReadonlyMap<string, Item>) => void,
): void {
  const missing = ids.filter((id) => !known.has(id)).join(" ");
  useEffect(() => {
    if (!missing) return;
    let isCurrent = true;
    const asked = missing.split(" ");
    source.named(asked).then(
      (items) => {
        if (!isCurrent) return;
        const all = new Map(known);
        for (const id of asked) all.set(id, { id, name: text("unknownItem") });
        for (const item of items) all.set(item.id, item);
        setKnown(all);
      },
      // The tags stay without names; the search below them says that the shop doesn't answer.
      () => undefined,
    );
    return () => {
      isCurrent = false;
    };
    // Whatever else becomes known meanwhile asks for nothing more.
  }, [source, missing]);
}
