import { text } from "../texts";

/** What a page looks like before its data is there. */
export function Loading() {
  return (
    <div className="loading" aria-busy="true">
      <span className="visually-hidden" role="status">
        {text("loading")}
      </span>
      <div className="skeleton" style={{ height: 28, width: "30%" }} />
      <div className="skeleton" style={{ height: 36, width: "100%" }} />
      {[0, 1, 2, 3, 4].map((row) => (
        <div key={row} className="skeleton" style={{ height: 24, width: "100%" }} />
      ))}
    </div>
  );
}
