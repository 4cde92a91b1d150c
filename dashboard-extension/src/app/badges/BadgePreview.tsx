import { money, number } from "../../texts";
import { amountOf } from "./amounts";
import { BadgePicture } from "./BadgePicture";
import { UNITS, type BadgeDraft } from "./draft";
import { text } from "./texts";

interface Props {
  draft: BadgeDraft;
  picture: string | null;
  currency: string;
}

/** The badge as shoppers will see it: who has it, and who is on the way. */
export function BadgePreview({ draft, picture, currency }: Props) {
  const title = draft.title || text("unnamed");
  const goal = draft.from ?? 0;
  const isWon = UNITS[draft.basis] !== null && goal > 0;
  const half = draft.basis === "SPEND" ? goal / 2 : Math.floor(goal / 2);
  const discount = discountOf(draft, currency);
  return (
    <section className="badge-preview wide" aria-label={text("preview")}>
      <p className="soft">{text("preview")}</p>
      <div className="badge-cards">
        <div className="badge-card">
          <BadgePicture iconUrl={picture} symbol={draft.symbol} />
          <div>
            <strong>{title}</strong>
            {draft.description && <p>{draft.description}</p>}
            {discount && <p>{discount}</p>}
            <p className="soft">{text("unlockedToday")}</p>
          </div>
        </div>
        {isWon ? (
          <div className="badge-card locked-badge">
            <BadgePicture iconUrl={picture} symbol={draft.symbol} />
            <div>
              <strong>{title}</strong>
              {draft.description && <p>{draft.description}</p>}
              <p className="soft">
                {text("progress", {
                  have: draft.basis === "SPEND" ? amountOf("SPEND", half, currency) : number(half),
                  goal: amountOf(draft.basis, goal, currency),
                })}
              </p>
            </div>
          </div>
        ) : (
          <p className="soft">
            {text(draft.basis === "MANUAL" ? "manualIsHidden" : "everybodyHasIt")}
          </p>
        )}
      </div>
    </section>
  );
}

/** What a badge's holders pay less; "" where they don't. */
export function discountOf(
  draft: Pick<BadgeDraft, "discount" | "discountPercentage" | "discountAmount" | "productIds">,
  currency: string,
): string {
  const goods = draft.productIds.length > 0;
  if (draft.discount === "PERCENTAGE" && draft.discountPercentage !== null) {
    const percentage = `${number(draft.discountPercentage)} %`;
    return text(goods ? "percentageOffGoods" : "percentageOff", { percentage });
  }
  if (draft.discount === "AMOUNT" && draft.discountAmount !== null && currency) {
    const off = money({ amount: draft.discountAmount, currency });
    return text(goods ? "amountOffGoods" : "amountOff", { money: off });
  }
  return "";
}
