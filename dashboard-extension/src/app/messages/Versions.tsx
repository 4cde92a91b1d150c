import { dateTime, number, relativeDay } from "../../texts";
import type { Template } from "./TemplatePage";
import { text } from "./texts";
import type { Texts } from "./useTemplateDraft";

interface Props {
  versions: Template["versions"];
  onUse: (texts: Texts) => void;
}

/** All that was saved, the newest first; an older text goes into the editor, to be looked at. */
export function Versions({ versions, onUse }: Props) {
  if (versions.length === 0) return null;
  return (
    <details>
      <summary>{text("versions")}</summary>
      <p className="soft">{text("versionsHint")}</p>
      <ul className="rows">
        {versions.map((version, place) => (
          <li key={version.number}>
            <div className="what">
              <span>
                {text("version", { number: number(version.number) })}
                {version.isShipped && <span className="mark">{text("isShipped")}</span>}
                {version.failedAt && <span className="mark warning">{text("isBroken")}</span>}
              </span>
              <time
                className="soft"
                dateTime={version.createdAt}
                title={dateTime(version.createdAt)}
              >
                {relativeDay(version.createdAt, new Date())}
              </time>
              {version.error && <span className="warning technical">{version.error}</span>}
            </div>
            {place > 0 && !version.isShipped && (
              <button
                type="button"
                aria-label={text("useVersion", { number: number(version.number) })}
                onClick={() => onUse(version)}
              >
                {text("useText")}
              </button>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}
