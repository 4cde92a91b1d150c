import { useEffect, useRef, useState } from "react";

const SEARCH_AFTER = 300;

interface Props {
  label: string;
  isLabelShown?: boolean;
  /** What is searched for now. */
  value: string;
  onSearch: (words: string) => void;
}

/** Searches when typing pauses. */
export function SearchField({ label, isLabelShown = false, value, onSearch }: Props) {
  const [typed, setTyped] = useState(value);
  const searched = useRef(value);
  // By then other filters may have changed, and the list with them.
  const search = useRef(onSearch);
  search.current = onSearch;
  // What was cleared elsewhere is cleared here; typing goes on while the shop answers.
  useEffect(() => {
    if (value === searched.current) return;
    searched.current = value;
    setTyped(value);
  }, [value]);
  useEffect(() => {
    if (typed === searched.current) return;
    const timer = setTimeout(() => {
      searched.current = typed;
      search.current(typed);
    }, SEARCH_AFTER);
    return () => clearTimeout(timer);
  }, [typed]);
  return (
    <label className="search-field">
      <span className={isLabelShown ? undefined : "visually-hidden"}>{label}</span>
      <input
        type="search"
        value={typed}
        maxLength={200}
        placeholder={isLabelShown ? undefined : label}
        onChange={(event) => setTyped(event.target.value)}
      />
    </label>
  );
}
