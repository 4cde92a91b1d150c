import type { Failure } from "../api/client";
import { text, type Text } from "../texts";

interface Props {
  failure: Failure;
  again: () => void;
  /** The sentence that names the right which is missing. */
  denied?: Text;
}

/** Says what went wrong, and offers the one thing that may help. */
export function Failed({ failure, again, denied = "failure_denied" }: Props) {
  return (
    <div role="alert" className="failed">
      <p>{text(failure === "denied" ? denied : `failure_${failure}`)}</p>
      {failure !== "denied" && failure !== "expired" && (
        <button type="button" onClick={again}>
          {text("tryAgain")}
        </button>
      )}
    </div>
  );
}
