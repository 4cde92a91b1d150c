import { text } from "../texts";

/** What a widget shows until the shop has answered. */
export function Loading() {
  return (
    <main className="widget" aria-busy="true">
      <span className="visually-hidden">{text("loading")}</span>
      <div className="skeleton" style={{ height: 28, width: "45%" }} />
      <div className="skeleton" style={{ height: 16, width: "80%" }} />
      <div className="skeleton" style={{ height: 72, width: "100%" }} />
    </main>
  );
}
