import type { Failure } from "../api/client";
import { text } from "../texts";

/** Says what went wrong, and offers the one thing that may help. */
export function Failed({ failure, again }: { failure: Failure; again: () => void }) {
  return (
    <div role="alert" className="failed">
      <p>{text(`failure_${failure}`)}</p>
      {failure !== "denied" && failure !== "expired" && (
        <button type="button" onClick={again}>
          {text("tryAgain")}
        </button>
      )}
    </div>
  );
}
