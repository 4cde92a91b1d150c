import { useEffect, useState } from "react";

import { variants } from "../../api/catalogue";
import { date, money, number } from "../../texts";
import type { Draft } from "./draft";
import { FIELDS } from "./kinds";
import type { Program } from "./programs";
import { text } from "./texts";
import type { RewardCost } from "./useCost";

interface Props {
  draft: Draft;
  cost: RewardCost | null;
  program: Program | null;
}

/** The reward as a shopper will find it among the others. */
export function Preview({ draft, cost, program }: Props) {
  const product = useProductName(draft.variantId);
  const tiers = names(program?.tiers, draft.tierIds);
  const badges = names(
    program?.badges.map(({ id, title }) => ({ id, name: title })),
    draft.badgeIds,
  );
  const lines = [
    tiers && text("forTiers", { names: tiers }),
    badges && text("forBadges", { names: badges }),
    FIELDS[draft.kind].product && draft.firstTimeOnly && text("forFirstTime"),
    draft.stock !== null && text("previewStock", { number: number(draft.stock) }),
    draft.endsAt && text("until", { date: date(draft.endsAt) }),
  ].filter(Boolean);
  return (
    <aside className="panel preview" aria-labelledby="reward-preview">
      <h2 id="reward-preview">{text("preview")}</h2>
      {!draft.isActive && <p className="warning">{text("previewHidden")}</p>}
      <article className="shown">
        <Picture key={draft.imageUrl} url={draft.imageUrl} alt={draft.imageAlt} />
        <h3>{draft.name || product || text(`kind_${draft.kind}`)}</h3>
        {draft.description && <p className="plain-text">{draft.description}</p>}
        <p>
          <strong>{costText(draft, cost, program)}</strong>
        </p>
        {lines.map((line) => (
          <p key={String(line)} className="soft">
            {line}
          </p>
        ))}
      </article>
    </aside>
  );
}

/** In the program's own words for points, as shoppers read it. */
function costText(draft: Draft, cost: RewardCost | null, program: Props["program"]): string {
  const points = cost?.points;
  if (points === null || points === undefined) return "–";
  const name = points === 1 ? program?.pointsName?.singular : program?.pointsName?.plural;
  const said = name
    ? `${number(points)} ${name}`
    : text("points", { count: points, number: number(points) });
  if (!FIELDS[draft.kind].product || draft.moneyAmount === null) return said;
  return `${said} + ${money({ amount: draft.moneyAmount, currency: draft.currency })}`;
}

/** An address that leads to no picture shows none, and says so to staff. */
function Picture({ url, alt }: { url: string; alt: string }) {
  const [isBroken, setBroken] = useState(false);
  if (!/^https?:\/\/./.test(url)) return null;
  if (isBroken) return <p className="warning">{text("imageBroken")}</p>;
  return <img src={url} alt={alt} onError={() => setBroken(true)} />;
}

function names(
  items: readonly { id: string; name: string }[] | undefined,
  ids: readonly string[],
): string {
  return (items ?? [])
    .filter(({ id }) => ids.includes(id))
    .map(({ name }) => name)
    .join(", ");
}

/** What the product is called, for a reward that has no name yet. */
function useProductName(variantId: string | null): string {
  const [name, setName] = useState("");
  useEffect(() => {
    let isCurrent = true;
    setName("");
    if (!variantId) return;
    variants.named([variantId]).then(
      ([found]) => isCurrent && setName(found?.name ?? ""),
      () => undefined,
    );
    return () => {
      isCurrent = false;
    };
  }, [variantId]);
  return name;
}
