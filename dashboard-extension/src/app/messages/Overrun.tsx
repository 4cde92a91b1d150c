import { number } from "../../texts";
import { FIELDS, hasOwn, type Texts } from "./useTemplateDraft";
import type { Template } from "./TemplatePage";
import { text } from "./texts";

interface Props {
  template: Template;
  mine: Texts;
  isSaving: boolean;
  onMine: () => void;
  onTheirs: () => void;
}

/** Somebody was faster: shows where their texts are others, and asks whose are to hold. */
export function Overrun({ template, mine, isSaving, onMine, onTheirs }: Props) {
  return (
    <>
      <p role="alert" className="warning">
        {hasOwn(template)
          ? text("overrun", { number: number(template.number) })
          : text("overrunGone")}
      </p>
      <details>
        <summary>{text("theirs")}</summary>
        {FIELDS.filter((field) => mine[field] !== template[field]).map((field) => (
          <div key={field}>
            <strong>{text(`field_${field}`)}</strong>
            <pre className="technical theirs" tabIndex={0}>
              {template[field]}
            </pre>
          </div>
        ))}
      </details>
      <div className="actions">
        <button type="button" className="primary" disabled={isSaving} onClick={onMine}>
          {text(isSaving ? "saving" : "saveMine")}
        </button>
        <button type="button" disabled={isSaving} onClick={onTheirs}>
          {text("takeTheirs")}
        </button>
      </div>
    </>
  );
}
