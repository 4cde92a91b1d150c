import { useState } from "react";

import {
  LoyaltyAccountBadgesDocument,
  type LoyaltyAccountBadgesQuery,
} from "../../api/operations/LoyaltyAccountBadges";
import { LoyaltyBadgeGrantDocument } from "../../api/operations/LoyaltyBadgeGrant";
import { LoyaltyBadgeTakeDocument } from "../../api/operations/LoyaltyBadgeTake";
import { LoyaltyBadgeUnsetDocument } from "../../api/operations/LoyaltyBadgeUnset";
import { date, money, number } from "../../texts";
import { Failed } from "../../ui/Failed";
import { NoteForm } from "../../ui/NoteForm";
import { send } from "../../ui/send";
import { useAnswer } from "../../ui/useAnswer";
import { useOpen } from "../../ui/useOpen";
import { Loading } from "../Loading";
import type { TabProps } from "./AccountPage";
import { text } from "./texts";
import { TierSection } from "./TierSection";

type Progress = NonNullable<LoyaltyAccountBadgesQuery["loyaltyAccount"]>["badges"][number];
type Hand = Progress["hand"];

/** The tier and the badges: how far the customer is, and what staff do by hand. */
export default function ProgressTab(props: TabProps) {
  return (
    <>
      <TierSection {...props} />
      <BadgeSection {...props} />
    </>
  );
}

function BadgeSection({ account, onChanged, onDone }: TabProps) {
  const { answer, again } = useAnswer(LoyaltyAccountBadgesDocument, { id: account.id });
  if (answer.state === "failed") return <Failed failure={answer.failure} again={again} />;
  if (answer.state === "loading") return <Loading />;
  const badges = answer.data.loyaltyAccount?.badges ?? [];
  const customerId = account.customer?.id;

  function refresh() {
    again();
    onChanged();
  }

  /** What staff did, or null to let the customer's value decide. */
  async function set(customer: string, badgeId: string, hand: Hand, note: string) {
    const whose = { customerId: customer, badgeId };
    const problem =
      hand === "GRANTED"
        ? await send(LoyaltyBadgeGrantDocument, { ...whose, note }, (it) => it.loyaltyBadgeGrant)
        : hand === "TAKEN"
          ? await send(LoyaltyBadgeTakeDocument, { ...whose, note }, (it) => it.loyaltyBadgeTake)
          : await send(LoyaltyBadgeUnsetDocument, whose, (it) => it.loyaltyBadgeUnset);
    if (!problem) refresh();
    return problem;
  }

  return (
    <section className="part" aria-labelledby="badges-heading">
      <h2 id="badges-heading">{text("badges")}</h2>
      {badges.length === 0 && <p className="soft">{text("noBadges")}</p>}
      {badges.length > 0 && (
        <ul className="rows">
          {badges.map((progress) => (
            <BadgeRow
              key={progress.badge.id}
              progress={progress}
              {...(customerId && {
                onHand: async (hand: Hand, note: string) => {
                  const { badge, hand: before } = progress;
                  const problem = await set(customerId, badge.id, hand, note);
                  if (problem) return problem;
                  onDone({
                    message: text(`badgeDone_${hand ?? "NONE"}`, { badge: badge.title }),
                    undo: () => set(customerId, badge.id, before, progress.note ?? ""),
                  });
                  return "";
                },
              })}
            />
          ))}
        </ul>
      )}
    </section>
  );
}

interface RowProps {
  progress: Progress;
  /** Resolves to why it was refused. Absent where the shop no longer has the customer. */
  onHand?: (hand: Hand, note: string) => Promise<string>;
}

function BadgeRow({ progress, onHand }: RowProps) {
  const { open: asking, close, opener } = useOpen<"GRANTED" | "TAKEN">();
  const [isSaving, setSaving] = useState(false);
  const [problem, setProblem] = useState("");
  const { badge, isUnlocked, hand, note } = progress;

  async function act(next: Hand, reason: string) {
    if (!onHand || isSaving) return;
    setSaving(true);
    const refusal = await onHand(next, reason);
    setSaving(false);
    setProblem(refusal);
    if (!refusal) close();
  }

  return (
    <li className={isUnlocked ? undefined : "locked"}>
      <span className="icon" aria-hidden="true">
        {badge.iconUrl ? <img src={badge.iconUrl} alt="" width={24} height={24} /> : badge.symbol}
      </span>
      <div className="what">
        <strong>{badge.title}</strong>
        <span className="soft">{stateOf(progress)}</span>
        {hand && (
          <span className="soft">
            {text(`badgeHand_${hand}`)}
            {note && ` · ${note}`}
          </span>
        )}
        {asking === null && problem && (
          <span className="warning" role="alert">
            {problem}
          </span>
        )}
      </div>
      {onHand && asking === null && (
        <span className="actions">
          <button
            type="button"
            aria-label={`${text(isUnlocked ? "badgeTake" : "badgeGive")} ${badge.title}`}
            {...opener(isUnlocked ? "TAKEN" : "GRANTED")}
          >
            {text(isUnlocked ? "badgeTake" : "badgeGive")}
          </button>
          {hand && (
            <button
              type="button"
              className="plain"
              aria-label={`${text("badgeUnset")}: ${badge.title}`}
              disabled={isSaving}
              onClick={() => void act(null, "")}
            >
              {text("badgeUnset")}
            </button>
          )}
        </span>
      )}
      {asking && (
        <NoteForm
          action={text(asking === "TAKEN" ? "badgeTake" : "badgeGive")}
          about={text(`badgeAbout_${asking}`)}
          isSaving={isSaving}
          problems={problem ? [problem] : []}
          onSubmit={(reason) => void act(asking, reason)}
          onCancel={close}
        />
      )}
    </li>
  );
}

function stateOf({ badge, isUnlocked, unlockedAt, ...missing }: Progress): string {
  if (isUnlocked) return unlockedAt ? text("unlockedOn", { date: date(unlockedAt) }) : "";
  if (missing.missingAmount) return text("missing", { what: money(missing.missingAmount) });
  if (missing.missingPoints !== null) {
    const count = missing.missingPoints;
    return text("missing", { what: text("points", { count, number: number(count) }) });
  }
  if (missing.missingCount !== null) {
    const count = missing.missingCount;
    const kind = badge.basis === "ORDERS" ? "orders" : "times";
    return text("missing", { what: text(kind, { count, number: number(count) }) });
  }
  return text(badge.basis === "MANUAL" ? "badgeByStaff" : "notUnlocked");
}
