import { date } from "../../texts";
import type { Account } from "./AccountPage";
import { text } from "./texts";

/** Those that the customer has, then those still to be unlocked. */
export function Badges({ badges }: { badges: Account["badges"] }) {
  if (badges.length === 0) return null;
  const sorted = [...badges].sort((a, b) => Number(b.isUnlocked) - Number(a.isUnlocked));
  return (
    <ul className="badges" aria-label={text("badges")}>
      {sorted.map(({ badge, isUnlocked, unlockedAt }) => (
        <li
          key={badge.id}
          className={isUnlocked ? undefined : "locked"}
          title={unlockedAt ? date(unlockedAt) : text("notUnlocked")}
        >
          {badge.iconUrl ? (
            <img src={badge.iconUrl} alt="" width={18} height={18} />
          ) : (
            <span aria-hidden="true">{badge.symbol}</span>
          )}
          {badge.title}
          {!isUnlocked && <span className="visually-hidden"> ({text("notUnlocked")})</span>}
        </li>
      ))}
    </ul>
  );
}
