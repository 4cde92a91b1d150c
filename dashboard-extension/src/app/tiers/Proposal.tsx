import { useState, type FormEvent } from "react";

import { FormProblems, NumberField, TextField } from "../../ui/form/fields";
import type { Problem } from "../../ui/useSave";
import { EMPTY, missing, type Program, type TierDraft } from "./draft";
import { saveTier } from "./save";
import { text } from "./texts";
import { TierBar } from "./TierBar";

interface Row {
  key: string;
  draft: TierDraft;
  /** Set once it is saved. */
  id: string | null;
  problems: readonly Problem[];
}

interface Props {
  program: Program;
  onSaved: (ids: string[]) => void;
  onOwn: () => void;
}

/** A ladder to begin with, which can be changed before it is there. */
export function Proposal({ program, onSaved, onOwn }: Props) {
  const [rows, setRows] = useState<Row[]>(() => [
    row("bronze", 0),
    row("silver", 500),
    row("gold", 1000),
  ]);
  const [isSaving, setSaving] = useState(false);
  const currency = program.tierBasis === "POINTS" ? null : (program.amountsCurrency ?? "");
  const others = rows.flatMap(({ problems }) =>
    problems.filter(({ field }) => !["name", "threshold", "discountPercentage"].includes(field ?? "")),
  );

  function set(key: string, values: Partial<TierDraft>) {
    setRows((now) =>
      now.map((item) =>
        item.key === key ? { ...item, draft: { ...item.draft, ...values } } : item,
      ),
    );
  }

  async function save(event: FormEvent) {
    event.preventDefault();
    if (isSaving) return;
    const checked = rows.map((item) => ({ ...item, problems: emptyFields(item.draft) }));
    setRows(checked);
    if (checked.some(({ problems }) => problems.length > 0)) return;
    setSaving(true);
    const done: Row[] = [];
    for (const item of checked) {
      // After one that was refused nothing more is sent; what is there isn't sent again.
      const isOn = done.every(({ problems }) => problems.length === 0);
      done.push(item.id || !isOn ? item : { ...item, ...(await saved(program.id, item)) });
    }
    setSaving(false);
    setRows(done);
    if (done.every(({ id }) => id)) onSaved(done.flatMap(({ id }) => id ?? []));
  }

  return (
    <form className="empty proposal" onSubmit={(event) => void save(event)} noValidate>
      <h2>{text("noTiersYet")}</h2>
      <p>{text("noTiersWhy")}</p>
      <ul>
        {rows.map(({ key, draft, id, problems }) => {
          const problemOf = (field: string) =>
            problems.find((problem) => problem.field === field)?.message;
          return (
            <li key={key} className="fields">
              <TextField
                label={text("name")}
                value={draft.name}
                onChange={(name) => set(key, { name })}
                error={problemOf("name")}
                maxLength={255}
                isDisabled={id !== null}
              />
              <NumberField
                label={text("threshold")}
                value={draft.threshold}
                onChange={(threshold) => set(key, { threshold })}
                {...(currency && { currency })}
                error={problemOf("threshold")}
                isDisabled={id !== null}
              />
              <NumberField
                label={text("discountOptional")}
                value={draft.discountPercentage}
                onChange={(percentage) =>
                  set(key, {
                    discount: percentage ? "PERCENTAGE" : "NONE",
                    discountPercentage: percentage || null,
                  })
                }
                max={100}
                decimals={2}
                isPercentage
                error={problemOf("discountPercentage")}
                isDisabled={id !== null}
              />
            </li>
          );
        })}
      </ul>
      <TierBar
        steps={rows
          .map(({ key, draft }) => ({ id: key, name: draft.name, threshold: draft.threshold ?? 0 }))
          .sort((a, b) => a.threshold - b.threshold)}
        currency={currency}
      />
      <FormProblems messages={others.map(({ message }) => message)} />
      <p className="actions">
        <button type="submit" className="primary" disabled={isSaving}>
          {isSaving
            ? text("saving")
            : text("startWith", { names: rows.map(({ draft }) => draft.name).join(", ") })}
        </button>
        <button type="button" onClick={onOwn}>
          {text("startOwn")}
        </button>
      </p>
    </form>
  );
}

function row(key: "bronze" | "silver" | "gold", threshold: number): Row {
  return { key, draft: { ...EMPTY, name: text(key), threshold }, id: null, problems: [] };
}

function emptyFields(draft: TierDraft): Problem[] {
  return [...missing(draft)].map(([field, message]) => ({ field, message }));
}

function saved(programId: string, { draft }: Row) {
  return saveTier({ programId, id: null, before: {}, draft });
}
