import { text } from "../texts";

export interface Turns {
  /** Absent on the first page. */
  previous: (() => void) | null;
  /** Absent on the last page. */
  next: (() => void) | null;
}

/** Turns the pages of a list; one with a single page has nothing to turn. */
export function Pager({ previous, next, isBusy }: Turns & { isBusy: boolean }) {
  if (!previous && !next) return null;
  return (
    <nav className="pager" aria-label={text("pages")}>
      <button type="button" disabled={!previous || isBusy} onClick={() => previous?.()}>
        {text("previousPage")}
      </button>
      <button type="button" disabled={!next || isBusy} onClick={() => next?.()}>
        {text("nextPage")}
      </button>
    </nav>
  );
}
