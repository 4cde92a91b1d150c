import { benefitsOf, sum } from "./benefits";
import type { TierDraft } from "./draft";
import { text } from "./texts";

interface Props {
  draft: TierDraft;
  /** Of thresholds; null where they count points. */
  currency: string | null;
  amountsCurrency: string;
  rewardName: string | undefined;
  next: { name: string; threshold: number } | undefined;
}

/** The tier as a shopper will see it who is half way to the next one. */
export function TierPreview({ draft, currency, amountsCurrency, rewardName, next }: Props) {
  const benefits = benefitsOf(draft, amountsCurrency, rewardName);
  const left = next ? (next.threshold - (draft.threshold ?? 0)) / 2 : 0;
  return (
    <section className="preview" aria-label={text("preview")}>
      <p className="soft">{text("preview")}</p>
      <div className="shopper-card">
        <strong>{draft.name || text("unnamed")}</strong>
        {draft.description && <p>{draft.description}</p>}
        {next && left > 0 ? (
          <>
            <div className="half" aria-hidden="true" />
            <p className="soft">{text("toNext", { money: sum(left, currency), tier: next.name })}</p>
          </>
        ) : (
          <p className="soft">{text("highestTier")}</p>
        )}
        {benefits.length > 0 ? (
          <ul>
            {benefits.map((line, at) => (
              // The merchant's own lines may say the same twice.
              <li key={at}>{line}</li>
            ))}
          </ul>
        ) : (
          <p className="soft">{text("givesNothing")}</p>
        )}
      </div>
    </section>
  );
}
