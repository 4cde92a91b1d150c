import {
  LoyaltyProgramPreviewDocument,
  type LoyaltyProgramPreviewQuery,
} from "../../api/operations/LoyaltyProgramPreview";
import type { LoyaltyProgramInput } from "../../api/operations/LoyaltyProgramUpdate";
import { money, number, text as common, type Money } from "../../texts";
import { languageCode } from "../../texts/languageCode";
import { Failed } from "../../ui/Failed";
import { useAnswer, type Answer } from "../../ui/useAnswer";
import { isEmpty, type ChannelDraft } from "./draft";
import { text } from "./texts";

type Preview = LoyaltyProgramPreviewQuery["loyaltyProgramPreview"];
type Earned = Preview["amounts"][number]["proposed"];

/** What the shop says to settings that are not saved. */
export function usePreview(
  programId: string,
  input: LoyaltyProgramInput,
  channel: ChannelDraft | undefined,
) {
  const variables = {
    id: programId,
    input,
    // A channel that is not the program's yet has no example there.
    channel: channel?.slug ?? null,
    withChanges: !isEmpty(input),
    languageCode: languageCode(),
  };
  return useAnswer(LoyaltyProgramPreviewDocument, variables);
}

interface Props {
  answer: Answer<LoyaltyProgramPreviewQuery>;
  again: () => void;
}

/** The example, and what speaks against the settings, as they are changed. */
export function PreviewAside({ answer, again }: Props) {
  return (
    <aside className="preview" aria-labelledby="example">
      <h2 id="example">{text("example")}</h2>
      <div aria-live="polite">
        {answer.state === "loading" && <div className="skeleton" style={{ height: 120 }} />}
        {answer.state === "failed" && <Failed failure={answer.failure} again={again} />}
        {answer.state === "there" && (
          <Shown preview={answer.data.loyaltyProgramPreview} />
        )}
      </div>
    </aside>
  );
}

function Shown({ preview }: { preview: Preview }) {
  const { amounts, order, warnings, errors } = preview;
  const [error] = errors;
  if (error) {
    return <p className="warning">{text("refused", { message: error.message })}</p>;
  }
  const [amount] = amounts;
  return (
    <>
      {amount && (
        <Example
          message={amount.message}
          proposed={amount.proposed}
          saved={amount.saved}
          more={
            amount.returnPercentage === null
              ? null
              : text("comesBack", { percentage: number(amount.returnPercentage) })
          }
        />
      )}
      {order ? (
        <Example
          message={order.message}
          proposed={order.proposed}
          saved={order.saved}
          more={order.proposed.explanation.map((step) => step.message).join(" ")}
        />
      ) : (
        <p className="soft">{text("noOrder")}</p>
      )}
      <Warnings warnings={warnings} />
    </>
  );
}

interface ExampleProps {
  message: string;
  proposed: { points: number };
  saved: { points: number; worth: Money | null } | null;
  more: string | null;
}

function Example({ message, proposed, saved, more }: ExampleProps) {
  return (
    <div className="example">
      <p>{message}</p>
      {saved && saved.points !== proposed.points && (
        <p className="soft">{text("exampleNow", { points: pointsOf(saved) })}</p>
      )}
      {more && <p className="soft">{more}</p>}
    </div>
  );
}

function pointsOf({ points, worth }: Pick<Earned, "points" | "worth">): string {
  const named = common("points", { count: points, number: number(points) });
  return worth ? `${named}, ${common("worth", { money: money(worth) })}` : named;
}

function Warnings({ warnings }: { warnings: Preview["warnings"] }) {
  if (warnings.length === 0) return <p className="soft">{text("noWarnings")}</p>;
  return (
    <div className="warnings">
      <h3>{text("warnings")}</h3>
      <ul>
        {warnings.map(({ code, message, channelIds }) => (
          <li key={`${code} ${channelIds.join(" ")}`} className="warning">
            {message}
          </li>
        ))}
      </ul>
    </div>
  );
}

interface ChangesProps {
  answer: Answer<LoyaltyProgramPreviewQuery>;
  isBusy: boolean;
}

/** What becomes different for whom, before it is saved. */
export function Changes({ answer, isBusy }: ChangesProps) {
  const changes =
    answer.state === "there" ? (answer.data.loyaltyProgramPreview.changes ?? []) : [];
  return (
    <div className="changes" aria-live="polite" aria-busy={isBusy}>
      <h3>{text("whatChanges")}</h3>
      {changes.length === 0 ? (
        <p className="soft">{isBusy ? common("loading") : text("nothingChanges")}</p>
      ) : (
        <ul>
          {changes.map(({ code, message }, place) => (
            <li key={`${code} ${place}`}>{message}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
